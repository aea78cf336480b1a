//! Orders: placed by a customer, acknowledged with a promised day, shipped in
//! one or several parts, delivered; or cancelled before anything has left.
//!
//! * `lifecycle`: which step is possible in which state, as one table.
//! * `shipping`: how much of a line may leave, and what stays open.
//! * `place`: an order begins, inside the transaction of whoever places it.
//! * `acknowledge`, `ship`, `deliver`, `cancel`: the order desk's work, and
//!   the member's "I received it".
//! * `list`, `queue`, `show`: what members and the desk look at.
//!
//! Every change leaves an event on the order's timeline, an audit row, an
//! interaction in the customer's profile and messages to the people it
//! concerns.

mod lifecycle;
mod shipping;

#[cfg(feature = "store")]
mod event;
#[cfg(feature = "store")]
mod messages;
#[cfg(feature = "store")]
mod place;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use lifecycle::{After, EventKind, State, Step, TRANSITIONS, Transition, next, possible};
pub use shipping::{
    LineState, Part, PartRefused, Refusal, Shipped, ShippingLine, line_state, ship,
};

#[cfg(feature = "store")]
pub use place::{NewOrder, NewOrderLine, place};
