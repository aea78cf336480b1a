//! Requests: what people ask for, who decides, and how it becomes an order.
//!
//! A member fills a basket and submits it as a request; the company's approval
//! policy says whether it needs somebody. Whoever decides answers line by line,
//! and what is approved becomes an order in the same transaction. A manager
//! orders straight from the basket, from a pasted list, or again.
//!
//! * `lifecycle`, `approval_policy`, `decision`, `pasted_lines`, `offer`: the
//!   rules; `wanted_fault`: what can be wrong with what is asked for or ordered;
//!   `po_number`, `title`: what things are called.
//! * `basket`, `put_in`, `change_basket`, `submit`, `decide`, `converse`, `order`,
//!   `answer_list`, `again`: what people do.
//! * `new_lines`: what they want, looked up in today's catalog; `write_down`: how
//!   a submitted request is kept.
//! * `list`, `show`: what they look at. What a request is: `request`; `whole` reads it.
//!   `open_things`: what changes of agreements may touch.
//! * `policies`, `cost_centres`: what a company's manager sets.

pub mod approval_policy;
pub mod decision;
pub mod lifecycle;
#[cfg(feature = "store")]
pub mod offer;
pub mod pasted_lines;

#[cfg(feature = "store")]
mod again;
#[cfg(feature = "store")]
mod answer_list;
#[cfg(feature = "store")]
mod basket;
#[cfg(feature = "store")]
mod change_basket;
#[cfg(all(test, feature = "store"))]
mod configured_tests;
#[cfg(feature = "store")]
mod converse;
#[cfg(feature = "store")]
mod cost_centres;
#[cfg(feature = "store")]
mod decide;
#[cfg(feature = "store")]
mod list;
#[cfg(feature = "store")]
mod messages;
#[cfg(feature = "store")]
mod new_lines;
#[cfg(feature = "store")]
mod open_things;
#[cfg(feature = "store")]
mod order;
#[cfg(feature = "store")]
mod people;
#[cfg(feature = "store")]
mod po_number;
#[cfg(feature = "store")]
mod policies;
#[cfg(feature = "store")]
mod put_in;
#[cfg(feature = "store")]
mod request;
#[cfg(feature = "store")]
mod show;
#[cfg(feature = "store")]
mod submit;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(all(test, feature = "store"))]
mod tests;
#[cfg(feature = "store")]
mod title;
#[cfg(feature = "store")]
mod wanted_fault;
#[cfg(feature = "store")]
mod whole;
#[cfg(feature = "store")]
mod write_down;

#[cfg(feature = "store")]
pub use again::{Again, AgainLine, again, put_again};
#[cfg(feature = "store")]
pub use answer_list::{Answer, AnsweredLine, AnsweredList, ListError, answer_list};
#[cfg(feature = "store")]
pub use basket::{Basket, BasketError, BasketLine, LONGEST_WORDS, MOST_LINES, basket};
#[cfg(feature = "store")]
pub use change_basket::{Change, change_basket};
#[cfg(feature = "store")]
pub use converse::{LONGEST_TEXT, Say, SayError, answer, ask, withdraw};
#[cfg(feature = "store")]
pub use cost_centres::{
    ChangeCostCentre, CostCentre, CostCentreError, change_cost_centre, cost_centres,
};
#[cfg(feature = "store")]
pub use decide::{Decide, DecideError, Outcome, Overtaken, decide, price_for};
#[cfg(feature = "store")]
pub use list::{
    ListRequests, ListedRequest, RequestList, Standing, Which, ask_own, ask_requests, list_requests,
};
#[cfg(feature = "store")]
pub use new_lines::From;
#[cfg(feature = "store")]
pub use open_things::{LaidAside, OpenLine, OpenThings, ask_open_things};
#[cfg(feature = "store")]
pub use order::{OrderError, OrderNow, order_now};
#[cfg(feature = "store")]
pub use people::Decider;
#[cfg(feature = "store")]
pub use po_number::LONGEST_PO;
#[cfg(feature = "store")]
pub use policies::{Policies, PolicyError, SetPolicy, policies, remove_policy, set_policy};
#[cfg(feature = "store")]
pub(crate) use put_in::add_subscription;
#[cfg(feature = "store")]
pub use put_in::{
    Added, add_configured, add_configured_instead, add_product_instead, add_products, add_words,
};
#[cfg(feature = "store")]
pub use request::{Event, EventDetail, EventKind, Line, LineDecision, Request, Requester};
#[cfg(feature = "store")]
pub use show::{ShowError, Shown, show};
#[cfg(feature = "store")]
pub use submit::{LONGEST_FOR_WHOM, LONGEST_REASON, Submit, SubmitError, Submitted, submit};
#[cfg(feature = "store")]
pub use title::titled;
#[cfg(feature = "store")]
pub use wanted_fault::WantedFault;
