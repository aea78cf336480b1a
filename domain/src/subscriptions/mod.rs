//! What customers subscribe to: plans with benefits, for a term.
//!
//! The rules:
//! * [`lifecycle`]: what may happen to a subscription in which state, and through
//!   whom.
//! * [`period`]: days in a row.
//! * [`term`]: the periods of a subscription, one after the other, and what ends
//!   with an earlier one.
//! * [`wish`]: what was chosen about a term on its way through basket, request and
//!   order, and what it costs.
//! * [`proration`]: what part of a period costs, and what a change costs.
//! * [`weigh`]: whether a change is made at once or with the next term;
//!   `given_back`: what of it is given back if it ends before.
//! * [`renewal`]: what is to be done about the end of a term, and when.
//! * [`coverage`]: whom a service level is for.
//! * `benefit`: what plans give; [`entitlements`]: what of it somebody is entitled to
//!   today, and why; what support, prices and downloads ask.
//! * [`plan_draft`]: what is wrong with a plan as it was written.
//!
//! What people do: `save_plan` and `offers` (curators make plans and put them on
//! offer), `subscribe` (into the basket), `change`, `cover`; what ours do with a
//! customer's: `steer`, `uses`. Both take their turns by `turn`. What comes of an order:
//! `begin`, inside the transaction in which the desk takes it on. What the program does
//! by itself: `renew`, by `next_term`.
//!
//! What is looked at: `held`, the one question for what a customer is entitled to,
//! with `held_of` for many customers, `discounts` for the shelf, and `seats` for how
//! many of what is given; `plans`, `own`, `list`, `figures`, `candidates`, `show`, and
//! `whole`, which reads a `subscription` with everything. `given` and `plan_text` are how
//! plans are read.
//! `remember` leaves history, audit, interactions and messages behind.

mod benefit;
pub mod coverage;
pub mod entitlements;
pub mod lifecycle;
pub mod period;
#[cfg(feature = "store")]
pub mod plan_draft;
pub mod proration;
#[cfg(feature = "store")]
pub mod renewal;
#[cfg(feature = "store")]
pub mod term;
#[cfg(feature = "store")]
pub mod weigh;
#[cfg(feature = "store")]
pub mod wish;

#[cfg(feature = "store")]
mod begin;
#[cfg(feature = "store")]
mod candidates;
#[cfg(feature = "store")]
mod change;
#[cfg(feature = "store")]
mod cover;
#[cfg(feature = "store")]
mod discounts;
#[cfg(feature = "store")]
mod figures;
#[cfg(feature = "store")]
mod given;
#[cfg(feature = "store")]
mod given_back;
#[cfg(feature = "store")]
mod held;
#[cfg(feature = "store")]
mod held_of;
#[cfg(feature = "store")]
mod list;
#[cfg(feature = "store")]
mod next_term;
#[cfg(feature = "store")]
mod offers;
#[cfg(feature = "store")]
mod own;
#[cfg(feature = "store")]
mod plan_text;
#[cfg(feature = "store")]
mod plans;
#[cfg(feature = "store")]
mod remember;
#[cfg(feature = "store")]
mod renew;
#[cfg(feature = "store")]
mod save_plan;
#[cfg(feature = "store")]
mod seats;
#[cfg(feature = "store")]
mod show;
#[cfg(feature = "store")]
mod steer;
#[cfg(feature = "store")]
mod subscribe;
#[cfg(feature = "store")]
mod subscription;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(all(test, feature = "testing"))]
mod tests;
#[cfg(feature = "store")]
mod turn;
#[cfg(feature = "store")]
mod uses;
#[cfg(feature = "store")]
mod whole;

#[cfg(feature = "store")]
pub use begin::{BeginError, Begun, FromOrder, OrderedTerm, begin};
#[cfg(feature = "store")]
pub use candidates::{Candidate, Candidates, ask_strategic, candidates};
#[cfg(feature = "store")]
pub use change::{ChangeError, ChangeSubscription, Wanted, change_subscription};
#[cfg(feature = "store")]
pub use cover::{Cover, CoverError, SetCover, set_cover};
#[cfg(feature = "store")]
pub(crate) use cover::{cover_instead, uncover};
#[cfg(feature = "store")]
pub(crate) use discounts::{Discount, DiscountRow, discount_columns, discounts};
#[cfg(feature = "store")]
pub use figures::{Figures, InCurrency};
#[cfg(feature = "store")]
pub use given::Given;
#[cfg(feature = "store")]
pub(crate) use held::{GRANT, GrantRow, grants, levels_given};
#[cfg(feature = "store")]
pub use held::{Held, HeldBy, UseError, ask_held, use_one};
#[cfg(feature = "store")]
pub use held_of::ask_held_of;
#[cfg(feature = "store")]
pub use list::{Brief, Listed, Which, list_subscriptions};
#[cfg(feature = "store")]
pub use next_term::NextTerm;
#[cfg(feature = "store")]
pub use offers::{OfferChange, change_offers};
#[cfg(feature = "store")]
pub use own::{AfterOwn, MOST_TO_END_WITH, OwnPage, ask_own, ask_to_end_with, ask_waiting_for_yes};
#[cfg(feature = "store")]
pub use plan_text::{Counts, PlanText};
#[cfg(feature = "store")]
pub use plans::{Plan, PlanTerm, ask_plans, plans};
#[cfg(feature = "store")]
pub use renew::look_after_subscriptions;
#[cfg(feature = "store")]
pub use save_plan::{PlanError, save_plan};
#[cfg(feature = "store")]
pub use seats::{Seats, ask_seats};
#[cfg(feature = "store")]
pub use show::{OtherPlan, Shown, show_subscription};
#[cfg(feature = "store")]
pub use steer::{STEERING, SteerSubscription, steer_subscription};
#[cfg(feature = "store")]
pub use subscribe::{
    FARTHEST_DAYS, Offered, Subscribe, SubscribeError, WhichOwn, offered, subscribe,
};
#[cfg(feature = "store")]
pub use subscription::{Charge, Covered, Event, EventDetail, Subscription, Use};
#[cfg(feature = "store")]
pub use uses::{
    BY_HAND, LONGEST_ABOUT, RecordUse, RecordUseError, TakeUseBack, UseFault, record_use,
    take_use_back,
};
