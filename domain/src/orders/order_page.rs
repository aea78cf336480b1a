//! One order as people read it: its head, its lines, its parcels, what happened.

use super::returning::ReturnState;
use super::shipping::{LineState, ShippingLine, line_state};
use super::{EventKind, Need, State, need};
use crate::assets::{Replaced, Units};
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationRevisionId, CostCentreId, CustomerId, MembershipId, OrderId, OrderLineId,
    PersonId, ProductId, RequestId, ReturnId, ShipmentId, UnitId,
};
use crate::identity::Names;
use crate::store::json_or_text;
use crate::subscriptions::wish::Wish;
use crate::support::CaseLine;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::Value as JsonValue;

/// One order, whole.
#[derive(Debug, Clone)]
pub struct OrderPage {
    /// What stands at its head.
    pub head: OrderHead,
    /// Its lines.
    pub lines: Vec<OrderLine>,
    /// What has left, in the order in which it left.
    pub parcels: Vec<Parcel>,
    /// What happened, oldest first.
    pub events: Vec<Event>,
    /// The first units that left, and how many did.
    pub units: Units,
    /// What of it comes back, or came, the latest first.
    pub returns: Vec<Coming>,
    /// Which units of equipment its lines are to replace, or replaced.
    pub replaced: Replaced,
    /// The cases about it that the reader sees, the latest first.
    pub cases: Vec<CaseLine>,
    /// What people, units, cost centres and companies are called.
    pub names: Names,
}

/// What stands at the head of an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OrderHead {
    /// The order.
    pub id: OrderId,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// What people call it by.
    pub number: String,
    /// Where it is in its life.
    pub state: State,
    /// Counts its changes; forms carry it.
    pub version: i64,
    /// Who placed it.
    pub placed_by: MembershipId,
    /// For whom.
    pub requested_by: MembershipId,
    /// The request it fulfils.
    pub request_id: Option<RequestId>,
    /// The unit it is for.
    pub unit_id: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre_id: Option<CostCentreId>,
    /// The agreement under which it was placed, as people call it.
    pub agreement: String,
    /// The customer's purchase order number.
    pub po_number: String,
    currency: Currency,
    total_minor: i64,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// The day promised for it, or for the rest.
    pub promised_at: Option<Day>,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// When the desk must have acted.
    pub desk_at: Option<Timestamp>,
}

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OrderLine {
    /// The line.
    pub id: OrderLineId,
    /// The product, if it is one.
    pub product_id: Option<ProductId>,
    /// The standard configuration as it was published then, if it is one.
    pub configuration_revision_id: Option<ConfigurationRevisionId>,
    /// Its number.
    pub sku: String,
    /// Its name as it was then.
    pub name: String,
    #[serde(deserialize_with = "json_or_text")]
    options: JsonValue,
    /// What was to be done to it at the factory.
    #[serde(deserialize_with = "json_or_text")]
    pub services: Services,
    /// What was chosen about it, of a term of a subscription.
    #[serde(deserialize_with = "json_or_text")]
    pub subscription: Option<Wish>,
    /// How many were ordered.
    pub quantity: Quantity,
    /// How many have left.
    pub shipped: Quantity,
    /// In which unit it was counted then, by its code.
    pub unit: String,
    price_minor: i64,
    amount_minor: i64,
    /// The day it is expected if that is later than the rest.
    pub expected_at: Option<Day>,
}

/// One thing that was chosen in a standard configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChosenOption {
    /// The group: `Memory`.
    pub group: String,
    /// What was chosen: `32 GB`.
    pub option: String,
    /// How many times.
    #[serde(default = "once")]
    pub pieces: i64,
}

/// What an earlier program chose, it chose once.
const fn once() -> i64 {
    1
}

/// Goods of it that come back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Coming {
    /// Which return.
    pub id: ReturnId,
    /// What people call it by.
    pub number: String,
    /// Where it stands.
    pub state: ReturnState,
    /// Why it comes back.
    pub reason: String,
    /// What follows from it; empty until that is said.
    pub outcome: String,
    /// When it was announced.
    pub opened_at: Timestamp,
}

/// One parcel.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Parcel {
    /// The parcel.
    pub id: ShipmentId,
    /// Which part of the order it is, from 1.
    pub part: i64,
    /// Who carries it.
    pub carrier: String,
    /// The carrier's number for it; may be empty.
    pub tracking: String,
    /// When it left.
    pub shipped_at: Timestamp,
    /// When it arrived.
    pub delivered_at: Option<Timestamp>,
    #[serde(skip)]
    pub(super) contents: Vec<(OrderLineId, Quantity)>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EventKind,
    /// Who acted: `customer`, `staff` or `system`.
    pub side: String,
    /// Who, as a person.
    pub person_id: PersonId,
    /// What they wrote.
    pub text: String,
    #[serde(deserialize_with = "json_or_text")]
    detail: JsonValue,
}

impl Event {
    /// The day that was promised with it.
    #[must_use]
    pub fn promised_at(&self) -> Option<Day> {
        let noon = self.detail.get("promised_at")?.as_i64()?;
        Some(Day::of(Timestamp(noon)))
    }

    /// The part of the order that it is about.
    #[must_use]
    pub fn part(&self) -> Option<i64> {
        self.detail.get("part")?.as_i64()
    }
}

impl OrderHead {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    /// What it needs of the desk.
    #[must_use]
    pub fn need(&self, now: Timestamp) -> Need {
        need(self.state, self.desk_at, now)
    }
}

impl OrderPage {
    /// The price of one and of all of a line.
    #[must_use]
    pub fn prices(&self, line: &OrderLine) -> (Money, Money) {
        let currency = self.head.currency;
        (
            Money::new(line.price_minor, currency),
            Money::new(line.amount_minor, currency),
        )
    }

    /// What is in a parcel.
    pub fn contents<'a>(
        &'a self,
        parcel: &'a Parcel,
    ) -> impl Iterator<Item = (&'a OrderLine, Quantity)> {
        parcel.contents.iter().filter_map(|(id, quantity)| {
            let line = self.lines.iter().find(|line| line.id == *id)?;
            Some((line, *quantity))
        })
    }

    /// Whether something has not left yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.lines.iter().any(|line| !line.open().is_zero())
    }
}

impl OrderLine {
    fn shipping(&self) -> ShippingLine {
        ShippingLine {
            id: self.id,
            ordered: self.quantity,
            shipped: self.shipped,
        }
    }

    /// How many have not left yet.
    #[must_use]
    pub fn open(&self) -> Quantity {
        self.shipping().open()
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> LineState {
        line_state(&self.shipping(), self.expected_at)
    }

    /// What was chosen in each group, of a standard configuration.
    #[must_use]
    pub fn options(&self) -> Vec<ChosenOption> {
        Vec::deserialize(&self.options).unwrap_or_default()
    }
}
