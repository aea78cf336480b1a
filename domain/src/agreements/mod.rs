//! Agreements: what was negotiated with a customer. What it may buy
//! ([`assortment`]), at which prices ([`pricing`]), from when until when.
//!
//! An agreement is edited as a draft revision and published; published ones
//! never change, so that what somebody was offered can always be told again.
//! A customer's catalog is never copied: the [`shelf`] joins products, a price
//! list and the agreement's few lines when a page asks, and is the one place
//! where every list, search, detail, basket and request finds what a person
//! sees at which price.
//!
//! * Rules: [`assortment`], [`pricing`] and `only`, what lines say (`says`) of which products;
//!   `validity`, from when until when; `audience`, for whom; `story` and `price_story`, why.
//! * Negotiating: `drafts`, line by line `draft_lines`, files of prices `price_file`;
//!   `rule_choices`, what can be asked for; `change_told`, what of it the audit keeps;
//!   `revisions`, how one becomes another.
//! * Publishing: `difference` and `changed_terms`, what would change; `publish`, or by itself
//!   `planned`; `rounds` tells customers of agreements with many; `endings` tells of ends.
//! * Many at once: `sweep`; a play's products: `offer_products`; load tests: `bulk`.
//! * Looking: `overview` (read by `read_overview`), `agreement_list`, `customers`,
//!   `to_curate`; `agreed_terms`, for the customer's own people; `outside`, what they don't see.

pub mod assortment;
mod only;
mod price_story;
pub mod pricing;
mod says;
mod validity;

#[cfg(feature = "store")]
mod agreed_terms;
#[cfg(feature = "store")]
mod agreement_list;
#[cfg(feature = "store")]
mod audience;
#[cfg(feature = "store")]
mod bulk;
#[cfg(feature = "store")]
mod change_told;
#[cfg(feature = "store")]
mod changed_terms;
#[cfg(feature = "store")]
mod customers;
#[cfg(feature = "store")]
mod difference;
#[cfg(feature = "store")]
mod draft_lines;
#[cfg(feature = "store")]
mod drafts;
#[cfg(feature = "store")]
mod endings;
#[cfg(feature = "store")]
mod offer_products;
#[cfg(feature = "store")]
mod outside;
#[cfg(feature = "store")]
mod overview;
#[cfg(feature = "store")]
mod planned;
#[cfg(feature = "store")]
mod price_file;
#[cfg(feature = "store")]
mod publish;
#[cfg(feature = "store")]
mod read_overview;
#[cfg(feature = "store")]
mod revisions;
#[cfg(feature = "store")]
mod rounds;
#[cfg(feature = "store")]
mod rule_choices;
#[cfg(feature = "store")]
pub mod shelf;
#[cfg(feature = "store")]
mod story;
#[cfg(feature = "store")]
pub mod sweep;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(feature = "store")]
mod to_curate;

pub use only::{AttributeName, NotACondition, Only};
pub use pricing::{About, PriceInputs, PriceSource, PriceStep, PriceStory, WhyNot, resolve};
pub use says::Says;
pub use validity::{EndsBeforeItBegins, Validity};

#[cfg(feature = "store")]
pub use agreed_terms::{AgreedLine, AgreedRule, AgreedTerms, ask_agreed_terms, ask_payment};
#[cfg(feature = "store")]
pub use agreement_list::{AgreementBrief, AgreementRow, agreement_list, ask_agreements_of};
#[cfg(feature = "store")]
pub use audience::Audience;
#[cfg(feature = "store")]
pub use bulk::{BulkAgreement, put_agreements};
#[cfg(feature = "store")]
pub use changed_terms::{ChangedTerm, DraftEnd, Term, TermSays};
#[cfg(feature = "store")]
pub use customers::{Among, CustomerRow, customer_list};
#[cfg(feature = "store")]
pub use difference::{Difference, ProductDifference, TouchedRequest, Touches, difference};
#[cfg(feature = "store")]
pub use drafts::{
    AgreementError, Change, NewAgreement, NewLine, PriceTerms, change_agreement, create_agreement,
    discard_draft,
};
#[cfg(feature = "store")]
pub use endings::warn_of_endings;
#[cfg(feature = "store")]
pub use offer_products::offer_products;
#[cfg(feature = "store")]
pub(crate) use outside::{Called, ask_called, ask_seen};
#[cfg(feature = "store")]
pub use overview::{
    AgreementPage, AudienceCustomer, CategoryChoice, CategoryRow, Meant, ProductRow, Revision,
};
#[cfg(feature = "store")]
pub use planned::{publish_due, withdraw_plan};
#[cfg(feature = "store")]
pub use price_file::{PriceAnswer, PriceRefusal, import_prices};
#[cfg(feature = "store")]
pub use publish::{Publish, publish, take_back};
#[cfg(feature = "store")]
pub use read_overview::{OneOfMany, agreement_page, agreement_page_for};
#[cfg(feature = "store")]
pub use rounds::tell_customers;
#[cfg(feature = "store")]
pub use rule_choices::{ask_attribute_names, ask_manufacturers, ask_products_meant};
#[cfg(feature = "store")]
pub use shelf::{
    Facet, FacetValue, Filter, Found, NEW_FOR_DAYS, ShelfCategory, ShelfItem, ShelfNews, ShelfPage,
    ShelfQuery, ShelfSort, ask_items_until, ask_prices_of, ask_prices_until, ask_shelf_by_sku,
    ask_shelf_items, shelf_by_sku, shelf_categories, shelf_items, shelf_news, shelf_page,
    shelf_page_and,
};
#[cfg(feature = "store")]
pub use story::{Explained, explain};
#[cfg(feature = "store")]
pub use to_curate::{Ending, OwnDraft, ToCurate, ask_to_curate, ask_to_look_after};

#[cfg(all(test, feature = "testing"))]
mod asking_tests;
#[cfg(all(test, feature = "testing"))]
mod several_tests;
#[cfg(all(test, feature = "testing"))]
mod tests;
