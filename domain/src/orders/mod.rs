//! Orders: placed by a customer, acknowledged with a promised day, shipped in
//! one or several parts, delivered; or cancelled before anything has left.
//!
//! * `lifecycle`: which step is possible in which state, as one table.
//! * `shipping`: how much of a line may leave, and what stays open.
//! * `place`: an order begins, inside the transaction of whoever places it.
//! * `acknowledge`, `ship`, `deliver`, `cancel`: the order desk's work, and
//!   the member's "I received it".
//! * `payment_terms`: until when an invoice is paid; `invoice`: how one is made;
//!   `credit`: how it is given back; `payments`: what was paid of it; `open`: how much can
//!   still be; `set_off`: a credit against another invoice; `invoice_told`: who hears of all that; `invoices` and
//!   `invoice_page`: how it is read.
//! * `returns`: goods come back, by the rules in `returning`.
//! * `list`, `queue` (how much lies in it: `on_the_desk`), `show` (which reads an
//!   `order_page`), `report`: what members and the desk look at; `finding`: by what they
//!   find it; `urgency`: when the desk must have acted; `on_its_way`, `ordered`,
//!   `last_paid`: what other pages ask; `carriers`: where a parcel is followed.
//!
//! Configured pieces that leave begin their life in the room `assets`.
//!
//! Every change leaves an event on the order's timeline, an audit row, an
//! interaction in the customer's profile and messages to the people it
//! concerns.

mod carriers;
mod finding;
mod lifecycle;
pub mod payment_terms;
pub mod shipping;
mod urgency;

#[cfg(feature = "store")]
mod acknowledge;
#[cfg(feature = "store")]
mod bulk;
#[cfg(feature = "store")]
mod cancel;
#[cfg(feature = "store")]
mod change;
#[cfg(feature = "store")]
mod credit;
#[cfg(feature = "store")]
mod deliver;
#[cfg(test)]
mod desk_story;
#[cfg(feature = "store")]
mod event;
#[cfg(feature = "store")]
mod invoice;
#[cfg(feature = "store")]
mod invoice_page;
#[cfg(feature = "store")]
mod invoice_told;
#[cfg(feature = "store")]
mod invoices;
#[cfg(feature = "store")]
mod last_paid;
#[cfg(feature = "store")]
mod list;
#[cfg(feature = "store")]
mod messages;
#[cfg(feature = "store")]
mod on_its_way;
#[cfg(feature = "store")]
mod on_the_desk;
#[cfg(feature = "store")]
mod open;
#[cfg(feature = "store")]
mod order_page;
#[cfg(feature = "store")]
mod ordered;
#[cfg(feature = "store")]
mod payments;
#[cfg(feature = "store")]
mod place;
#[cfg(feature = "store")]
mod queue;
#[cfg(feature = "store")]
mod report;
pub mod returning;
#[cfg(feature = "store")]
mod returns;
#[cfg(feature = "store")]
mod set_off;
#[cfg(feature = "store")]
mod ship;
#[cfg(feature = "store")]
mod show;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use carriers::tracking_link;
pub use finding::{Finding, finding};
pub use lifecycle::{After, EventKind, State, Step, TRANSITIONS, Transition, next, possible};
pub use returning::{ReturnState, ReturnStep, next_return};
pub use shipping::{LineState, Part, PartRefused, Refusal, Shipped, ShippingLine, line_state};
pub use urgency::{Need, desk_at, need};

#[cfg(feature = "store")]
pub use acknowledge::{Promise, acknowledge, promise_again};
#[cfg(feature = "store")]
pub use bulk::{BulkOrder, put_orders};
#[cfg(feature = "store")]
pub use cancel::{Cancel, cancel};
#[cfg(feature = "store")]
pub use change::{Change, ChangeError, Missing};
#[cfg(feature = "store")]
pub use credit::{GiveBackError, NewCredit, give_back};
#[cfg(feature = "store")]
pub use deliver::{Arrived, deliver, receive};
#[cfg(feature = "store")]
pub use invoice::{NewInvoice, NewInvoiceLine, make_invoice};
#[cfg(feature = "store")]
pub use invoice_page::{Invoice, InvoiceLine, MOST_TO_SET_OFF, OpenInvoice, Payment, show_invoice};
#[cfg(feature = "store")]
pub use invoices::{InvoiceHead, InvoiceList, Paid, Which as WhichInvoices, list_invoices};
#[cfg(feature = "store")]
pub use last_paid::{LastPaid, last_paid};
#[cfg(feature = "store")]
pub use list::{Group, ListView, OrderList, OrderRow, SortBy, ask_own, list};
#[cfg(feature = "store")]
pub use messages::ask_people_told;
#[cfg(feature = "store")]
pub use on_its_way::{OnItsWay, ask_on_its_way};
#[cfg(feature = "store")]
pub use on_the_desk::{OnTheDesk, ask_on_the_desk};
#[cfg(feature = "store")]
pub use order_page::{ChosenOption, Coming, Event, OrderHead, OrderLine, OrderPage, Parcel};
#[cfg(feature = "store")]
pub use ordered::{Ordered, OrderedLine, ask_ordered};
#[cfg(feature = "store")]
pub use payments::{
    LONGEST_REFERENCE, PaymentError, PaymentFault, RecordPayment, TakeBack, record_payment,
    take_payment_back,
};
#[cfg(feature = "store")]
pub use place::{NewOrder, NewOrderLine, place};
#[cfg(feature = "store")]
pub use queue::{COUNTED, Pile, Queue, QueueRow, QueueView, queue, whole};
#[cfg(feature = "store")]
pub use report::{Asking, Figures, MOST_REPORT_MONTHS, Spent, ask_figures};
#[cfg(feature = "store")]
pub use returns::{
    AfterReturn, GoodsReturn, LONGEST_RETURN_TEXT, OnReturn, OpenReturn, OwnReturn, OwnReturns,
    OwnView, ReturnError, ReturnLine, ReturnList, ReturnPage, Returnable, ToReturn, goods_return,
    goods_returns, on_return, open_return, own_returns, to_return,
};
#[cfg(feature = "store")]
pub use set_off::{SetOff, SetOffError, set_off};
#[cfg(feature = "store")]
pub use ship::{Ship, ship};
#[cfg(feature = "store")]
pub use show::{packing, show};
