//! Standard configurations: builds that were approved for a customer, made of
//! parts that are always in them and of option groups from which its people
//! pick. Pure rules say which choice is complete and what it costs
//! ([`choice`]); the browser computes with them while somebody chooses.
//!
//! As with agreements, a draft is worked on and published, and what is
//! published never changes: a request keeps the revision it was made with.

pub mod choice;
#[cfg(feature = "store")]
mod difference;
#[cfg(feature = "store")]
mod drafts;
#[cfg(feature = "store")]
mod made_of;
#[cfg(feature = "store")]
mod offers;
#[cfg(feature = "store")]
mod overview;
#[cfg(feature = "store")]
mod publish;
#[cfg(feature = "store")]
mod revisions;
#[cfg(feature = "store")]
mod usual_options;

pub use choice::{Build, Choosable, Chosen, Group, Refusal};

#[cfg(feature = "store")]
pub use difference::{Changed, difference};
#[cfg(feature = "store")]
pub use drafts::{
    Change, ConfigurationError, NewConfiguration, change_configuration, create_configuration,
    describe_configuration, discard_configuration_draft,
};
#[cfg(feature = "store")]
pub use made_of::{MadeOf, ask_made_of};
#[cfg(feature = "store")]
pub use offers::{
    ChosenOption, ConfigureError, Configured, Offer, Offered, Part, Rechosen, ask_offered, ask_own,
    configure, offer, offers, successor,
};
#[cfg(feature = "store")]
pub use overview::{
    ConfigurationBrief, ConfigurationPage, ConfigurationRevision, ConfigurationRow, Contents,
    GroupLine, OptionLine, OtherConfiguration, PartLine, ask_configurations_of, configuration_list,
    configuration_page,
};
#[cfg(feature = "store")]
pub use publish::{Revised, publish_configuration, retire_configuration, revise};
#[cfg(feature = "store")]
pub use usual_options::{OfferedOption, offered_options};

#[cfg(all(test, feature = "testing"))]
mod tests;
