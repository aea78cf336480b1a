//! Standard configurations: builds that were approved for a customer, made of
//! parts that are always in them and of option groups from which its people
//! pick. Pure rules say which choice is complete and what it costs
//! ([`choice`]), what goes together ([`rules`]) and why something does not
//! ([`explain`]); the browser computes with them while somebody chooses. What is
//! done at the factory for the customer is in [`factory`]; [`flaws`] finds what
//! nobody could choose from.
//!
//! As with agreements, a draft is worked on and published, and what is
//! published never changes: a request keeps the revision it was made with.
//!
//! * Making: `drafts`, change by change in `change_draft` and `draft_options`, rules by
//!   `write_rule`; `change_told`, what the audit keeps; `factory_book`, images and schemes.
//! * Publishing: `difference`, then `publish`; `revisions` and `contents`, what there is.
//! * Choosing: `offers` and `offer`, what a member may choose and what becomes of it;
//!   `price_from`, where its first price comes from; `ways_out`, what to pick instead.
//! * Looking: `overview`, `made_of`, `usual_options`.

#[cfg(feature = "store")]
mod change_draft;
#[cfg(feature = "store")]
mod change_told;
pub mod choice;
#[cfg(feature = "store")]
mod contents;
#[cfg(feature = "store")]
mod difference;
#[cfg(feature = "store")]
mod draft_options;
#[cfg(feature = "store")]
mod drafts;
pub mod explain;
pub mod factory;
#[cfg(feature = "store")]
mod factory_book;
pub mod flaws;
#[cfg(feature = "store")]
mod made_of;
#[cfg(feature = "store")]
mod offer;
#[cfg(feature = "store")]
mod offers;
#[cfg(feature = "store")]
mod overview;
#[cfg(feature = "store")]
mod price_from;
#[cfg(feature = "store")]
mod publish;
#[cfg(feature = "store")]
mod revisions;
pub mod rules;
#[cfg(feature = "store")]
mod usual_options;
mod ways_out;
#[cfg(feature = "store")]
mod write_rule;

pub use choice::{Build, Choosable, Chosen, Cost, Group, Pick, Refusal, Why};
pub use explain::Phrases;
pub use flaws::Flaw;

#[cfg(feature = "store")]
pub use change_draft::Change;
#[cfg(feature = "store")]
pub use contents::{AudienceLine, Contents, FigureLine, GroupLine, OptionLine, PartLine};
#[cfg(feature = "store")]
pub use difference::{Changed, difference};
#[cfg(feature = "store")]
pub use drafts::{
    ConfigurationError, NewConfiguration, change_configuration, create_configuration,
    describe_configuration, discard_configuration_draft,
};
#[cfg(feature = "store")]
pub use factory_book::{
    FactoryBook, FactoryError, ImageLine, NewImage, NewTagScheme, TagSchemeLine, Used,
    allot_numbers, factory_book, keep_image, keep_tag_scheme, offer_image,
};
#[cfg(feature = "store")]
pub use made_of::{MadeOf, ask_made_of};
#[cfg(feature = "store")]
pub use offer::{ChosenOption, Configured, Offer, Part};
#[cfg(feature = "store")]
pub use offers::{
    ConfigureError, Offered, Rechosen, ask_offered, ask_offered_among, configure, offer, offers,
    successor,
};
#[cfg(feature = "store")]
pub use overview::{
    ConfigurationBrief, ConfigurationPage, ConfigurationRevision, ConfigurationRow,
    OtherConfiguration, ask_configurations_of, configuration_list, configuration_page,
};
#[cfg(feature = "store")]
pub use price_from::PriceFrom;
#[cfg(feature = "store")]
pub use publish::{Revised, publish_configuration, retire_configuration, revise};
#[cfg(feature = "store")]
pub use usual_options::{OfferedOption, offered_options};
#[cfg(feature = "store")]
pub use write_rule::{Named, NewRule};

#[cfg(all(test, feature = "testing"))]
mod tests;
