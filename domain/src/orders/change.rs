//! What every change of an order has in common: it reads the order, asks the
//! life cycle, and moves it on only if nobody else did meanwhile.

use super::event::{self, Event};
use super::messages::{self, Told};
use super::shipping::{Part, PartRefused, Refusal, ShippingLine};
use super::urgency::desk_at;
use super::{After, EventKind, State, Step, next};
use crate::args;
use crate::audit;
use crate::id::{
    CostCentreId, CustomerId, MembershipId, OrderId, OrderLineId, ProductId, ShipmentId, UnitId,
};
use crate::identity::{Actor, Denied, Permission, Standing};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{
    FormKey, JsonRows, Query, Result as StoreResult, StoreError, Tx, claim, json_or_text,
};
use crate::subscriptions::wish::Wish;
use crate::subscriptions::{BeginError, OrderedTerm};
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use serde_json::{Value as JsonValue, json};
use std::sync::LazyLock;

/// Which form changes which order, and what the person saw when they decided.
#[derive(Debug, Clone, Copy)]
pub struct Change {
    /// The form's key: sent twice, it has one effect.
    pub key: FormKey,
    /// The order.
    pub order: OrderId,
    /// The version of the order that the form was made from.
    pub version: i64,
}

/// Why an order was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such order, or not theirs.
    #[error("no such order")]
    NotFound,
    /// Somebody else changed it since the form was made.
    #[error("somebody else was faster")]
    Meanwhile,
    /// The order is in a state in which this can't be done.
    #[error("not possible in the state {0:?}")]
    NotPossible(State),
    /// The quantities can't leave.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The order has no such parcel, or it has arrived already.
    #[error("no such parcel under way")]
    NoSuchParcel,
    /// The day is over.
    #[error("the day has passed")]
    DayHasPassed,
    /// More configured units than one parcel can have: at most so many.
    #[error("more than {0} units")]
    TooManyUnits(i64),
    /// What a term was to end with is over; what the term is called.
    #[error("what {0} was to end with is over")]
    TermOver(String),
    /// A text that must be there is empty.
    #[error("{0} is missing")]
    Missing(Missing),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BeginError> for ChangeError {
    fn from(error: BeginError) -> Self {
        match error {
            BeginError::TermOver(name) => ChangeError::TermOver(name),
            BeginError::Store(error) => error.into(),
        }
    }
}

/// What must not be empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Missing {
    /// Who carries it.
    #[error("the carrier")]
    Carrier,
    /// Why it is called off.
    #[error("the reason")]
    Reason,
}

/// The day a promise names must not be over: nowhere, for whoever writes it.
pub(super) fn demand_a_day_to_come(day: Day, now: Timestamp) -> Result<(), ChangeError> {
    if day.is_over_everywhere(now) {
        return Err(ChangeError::DayHasPassed);
    }
    Ok(())
}

/// An order as a change finds it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Found {
    pub(super) id: OrderId,
    pub(super) customer_id: CustomerId,
    pub(super) number: String,
    pub(super) state: State,
    version: i64,
    pub(super) placed_by: MembershipId,
    requested_by: MembershipId,
    pub(super) unit_id: Option<UnitId>,
    pub(super) placed_at: Timestamp,
    pub(super) promised_at: Option<Day>,
    pub(super) parcels: i64,
    line_id: OrderLineId,
    pub(super) sku: String,
    pub(super) name: String,
    product_id: Option<ProductId>,
    #[serde(deserialize_with = "json_or_text")]
    subscription: Option<Wish>,
    price_minor: i64,
    pub(super) currency: Currency,
    pub(super) cost_centre_id: Option<CostCentreId>,
    pub(super) po_number: String,
    quantity: Quantity,
    shipped: Quantity,
    pub(super) under_way: i64,
    /// Which part the parcel is that was asked for, if it is under way.
    part: Option<i64>,
}

/// The order with its lines.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// What is the same for all lines stands in each.
    rows: Vec<Found>,
    head: Found,
}

/// `$1` the order, `$2` a parcel of it, `$3` the customer or NULL for staff.
/// One row for each line.
static FIND: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "customer_id",
            "number",
            "state",
            "version",
            "placed_by",
            "requested_by",
            "unit_id",
            "placed_at",
            "promised_at",
            "parcels",
            "line_id",
            "sku",
            "name",
            "product_id",
            "subscription",
            "price_minor",
            "currency",
            "cost_centre_id",
            "po_number",
            "quantity",
            "shipped",
            "under_way",
            "part",
        ],
        "SELECT o.id, o.customer_id, o.number, o.state, o.version, o.placed_by, o.requested_by,
             o.unit_id, o.placed_at, o.promised_at, o.parcels, l.id AS line_id, l.sku, l.name,
             l.product_id, l.subscription, l.price_minor, o.currency, o.cost_centre_id,
             o.po_number, l.quantity, l.shipped,
             (SELECT COUNT(*) FROM shipment s WHERE s.customer_id = o.customer_id
               AND s.order_id = o.id AND s.delivered_at IS NULL) AS under_way,
             (SELECT s.part FROM shipment s WHERE s.customer_id = o.customer_id
               AND s.order_id = o.id AND s.id = $2 AND s.delivered_at IS NULL) AS part
         FROM purchase_order o
         JOIN order_line l ON l.customer_id = o.customer_id AND l.order_id = o.id
         WHERE o.id = $1 AND ($3 IS NULL OR o.customer_id = $3) ORDER BY l.position /* staff */",
    )
});

impl Order {
    pub(super) fn head(&self) -> &Found {
        &self.head
    }

    /// The lines as far as shipping needs them.
    pub(super) fn lines(&self) -> Vec<ShippingLine> {
        self.rows
            .iter()
            .map(|row| ShippingLine {
                id: row.line_id,
                ordered: row.quantity,
                shipped: row.shipped,
            })
            .collect()
    }

    /// The lines of products, each with what was chosen if it is a term of a
    /// subscription: what has nothing to ship is among them.
    pub(super) fn ordered_terms(&self) -> Vec<OrderedTerm> {
        self.rows
            .iter()
            .filter_map(|row| {
                Some(OrderedTerm {
                    line: row.line_id,
                    product: row.product_id?,
                    sku: row.sku.clone(),
                    name: row.name.clone(),
                    seats: row.quantity,
                    price: Money::new(row.price_minor, row.currency),
                    wish: row.subscription.clone(),
                })
            })
            .collect()
    }

    /// What leaves, as a message lists it: `2 × Dock (DOCK-100)`.
    pub(super) fn in_words(&self, parts: &[Part]) -> String {
        let named = |part: &Part| {
            let row = self.rows.iter().find(|row| row.line_id == part.line)?;
            Some(format!("{} × {} ({})", part.quantity, row.name, row.sku))
        };
        let words: Vec<String> = parts.iter().filter_map(named).collect();
        words.join("\n")
    }

    /// Which part the parcel is that was asked for: it must be one of this
    /// order's, and still under way.
    pub(super) fn part(&self) -> Result<i64, ChangeError> {
        self.head.part.ok_or(ChangeError::NoSuchParcel)
    }

    /// Whether the order is the person's to see: staff see all, members
    /// their own, or all of the company's if they may.
    pub(super) fn concerns(&self, actor: &Actor) -> bool {
        actor.member().is_none_or(|member| {
            actor.may(Permission::SeeCompany)
                || [self.head.placed_by, self.head.requested_by].contains(&member.id)
        })
    }

    /// Refuses lines that the order does not have.
    pub(super) fn demand_lines(
        &self,
        mut lines: impl Iterator<Item = OrderLineId>,
    ) -> Result<(), ChangeError> {
        match lines.find(|line| !self.rows.iter().any(|row| row.line_id == *line)) {
            Some(stranger) => Err(Refusal::Parts(vec![PartRefused::NoSuchLine(stranger)]).into()),
            None => Ok(()),
        }
    }
}

/// Reads the order for a change, unless this form already made it.
/// `Ok(None)` means that it did.
pub(super) async fn begin(
    tx: &mut Tx,
    actor: &Actor,
    change: Change,
    parcel: Option<ShipmentId>,
    now: Timestamp,
) -> Result<Option<Order>, ChangeError> {
    let answer = change.order.to_string();
    if claim(tx, actor, change.key, "order-change", &answer, now)
        .await?
        .is_some()
    {
        return Ok(None);
    }
    let customer = actor.member().map(|member| member.company.id);
    let rows: Vec<Found> = FIND.all(tx, args![change.order, parcel, customer]).await?;
    let head = rows.first().cloned().ok_or(ChangeError::NotFound)?;
    if head.version != change.version {
        return Err(ChangeError::Meanwhile);
    }
    Ok(Some(Order { rows, head }))
}

/// What is new about an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moved {
    pub(super) state: State,
    pub(super) promised_at: Option<Day>,
    pub(super) parcels: i64,
}

/// Asks the life cycle and moves the order on, if nobody else did meanwhile.
pub(super) async fn advance(
    tx: &mut Tx,
    order: &Order,
    step: Step,
    after: After,
    promised_at: Option<Day>,
    now: Timestamp,
) -> Result<Moved, ChangeError> {
    advance_by(tx, order, &[step], after, promised_at, now).await
}

/// The same by several steps at once, one after the other.
pub(super) async fn advance_by(
    tx: &mut Tx,
    order: &Order,
    steps: &[Step],
    after: After,
    promised_at: Option<Day>,
    now: Timestamp,
) -> Result<Moved, ChangeError> {
    let head = order.head();
    let mut state = head.state;
    for step in steps {
        state = next(state, *step, after).ok_or(ChangeError::NotPossible(head.state))?;
    }
    let ships = steps.contains(&Step::Ship);
    let parcels = head.parcels + i64::from(ships);
    let promised_at = promised_at.or(head.promised_at);
    let changed = tx
        .run(
            "UPDATE purchase_order SET state = $1, promised_at = $2, parcels = $3,
                 desk_at = CASE WHEN $8 THEN desk_at ELSE $4 END, version = version + 1
             WHERE id = $5 AND customer_id = $6 AND version = $7",
            args![
                state.code(),
                promised_at,
                parcels,
                desk_at(state, head.placed_at, promised_at, Some(now)),
                head.id,
                head.customer_id,
                head.version,
                // That one parcel arrived says nothing of when the last left.
                state == State::Shipped && !ships,
            ],
        )
        .await?;
    if changed == 0 {
        return Err(ChangeError::Meanwhile);
    }
    Ok(Moved {
        state,
        promised_at,
        parcels,
    })
}

/// What is to be remembered of a change.
pub(super) struct Story {
    pub(super) event: EventKind,
    pub(super) interaction: Option<Kind>,
    pub(super) action: &'static str,
    pub(super) mail: Option<&'static str>,
    /// What the person wrote.
    pub(super) text: String,
    /// For the timeline, the trail and the profile.
    pub(super) detail: JsonValue,
    /// For the message, besides number and path.
    pub(super) payload: JsonValue,
}

/// Leaves the event, the audit row, the interaction and the messages behind.
pub(super) async fn remember(
    tx: &mut Tx,
    actor: &Actor,
    order: &Order,
    story: Story,
    now: Timestamp,
) -> StoreResult<()> {
    let head = order.head();
    let member = actor.member().map(|member| member.id);
    event::record(
        tx,
        actor,
        Event {
            customer: head.customer_id,
            order: head.id,
            kind: story.event,
            text: story.text,
            detail: story.detail.clone(),
        },
        now,
    )
    .await?;
    audit::record(
        tx,
        actor,
        audit::Entry {
            action: story.action,
            subject: head.id.to_string(),
            customer: Some(head.customer_id),
            detail: story.detail.clone(),
        },
        now,
    )
    .await?;
    if let Some(kind) = story.interaction {
        let touch_point = match actor.standing() {
            Standing::Member(_) => TouchPoint::Web,
            Standing::Staff(_) | Standing::System => TouchPoint::Console,
        };
        let interaction = Interaction {
            customer: head.customer_id,
            member,
            unit: head.unit_id,
            at: now,
            kind,
            touch_point,
            subject: Subject::Order,
            subject_id: Some(head.id.0),
            text: head.number.clone(),
            amount: None,
            detail: story.detail,
        };
        profile::record(tx, vec![interaction]).await?;
    }
    if let Some(kind) = story.mail {
        let told = Told {
            customer: head.customer_id,
            placed_by: head.placed_by,
            requested_by: head.requested_by,
        };
        let mut payload = json!({
            "number": head.number,
            "who": actor.name(),
            "path": format!("/orders/{}", head.id),
        });
        if let (Some(all), JsonValue::Object(more)) = (payload.as_object_mut(), story.payload) {
            all.extend(more);
        }
        messages::tell(tx, &told, kind, payload, now).await?;
    }
    Ok(())
}
