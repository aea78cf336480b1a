//! Goods that come back (RMA): announced by our people from an order's delivered
//! lines or from a case, received, and closed with what follows from it. The number
//! stands on the parcel, so that whoever opens it knows what it is.

use super::messages::{Told, tell};
use super::returning::{ReturnState, ReturnStep, next_return};
use super::shipping::{Part, Refusal, ShippingLine, ship};
use crate::args;
use crate::audit;
use crate::id::{CustomerId, MembershipId, OrderId, OrderLineId, ReturnId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{
    Db, FormKey, Insert, JsonRows, JsonSets, Query, StoreError, Tx, claim, next_number,
};
use crate::support::{self, CaseError};
use crate::text::{Language, Words};
use crate::{Quantity, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The longest reason, note or outcome, in characters.
pub const LONGEST_RETURN_TEXT: usize = 1_000;

/// Why a return was not announced or did not go on.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such order or return.
    #[error("not found")]
    NotFound,
    /// The customer has no case of this number.
    #[error("no such case")]
    NoSuchCase,
    /// The quantities can't come back.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A reason, or what follows, must be said in at most [`LONGEST_RETURN_TEXT`].
    #[error("no words")]
    NoWords,
    /// It is in a state in which this can't be done, or somebody was quicker.
    #[error("somebody was quicker")]
    Meanwhile,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A line of an order of which something may come back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Returnable {
    /// The line.
    pub id: OrderLineId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    delivered: Quantity,
    coming: Quantity,
}

impl Returnable {
    fn as_open(&self) -> ShippingLine {
        ShippingLine {
            id: self.id,
            ordered: self.delivered,
            shipped: self.coming,
        }
    }

    /// How many may still come back.
    #[must_use]
    pub fn left(&self) -> Quantity {
        self.as_open().open()
    }
}

/// An order of which something may come back.
#[derive(Debug, Clone)]
pub struct ToReturn {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
    /// Its lines, as far as anything of them arrived.
    pub lines: Vec<Returnable>,
    placed_by: MembershipId,
    requested_by: MembershipId,
    unit: Option<UnitId>,
}

#[derive(Debug, Deserialize)]
struct Sets {
    head: Vec<HeadRow>,
    lines: Vec<Returnable>,
}

#[derive(Debug, Deserialize)]
struct HeadRow {
    number: String,
    customer: CustomerId,
    company: String,
    placed_by: MembershipId,
    requested_by: MembershipId,
    unit: Option<UnitId>,
}

// $1 the order.
static TO_RETURN: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "head",
            &[
                "number",
                "customer",
                "company",
                "placed_by",
                "requested_by",
                "unit",
            ],
            "SELECT o.number, o.customer_id AS customer, k.name AS company, o.placed_by,
                 o.requested_by, o.unit_id AS unit
             FROM purchase_order o JOIN customer k ON k.id = o.customer_id WHERE o.id = $1",
        ),
        (
            "lines",
            &["id", "sku", "name", "delivered", "coming"],
            "SELECT t.id, t.sku, t.name, t.delivered, t.coming FROM (
                 SELECT l.id, l.sku, l.name, l.position,
                     CAST(coalesce((SELECT SUM(c.quantity) FROM shipment_line c
                         JOIN shipment s ON s.id = c.shipment_id AND s.customer_id = c.customer_id
                         WHERE c.customer_id = l.customer_id AND c.order_line_id = l.id
                             AND s.order_id = l.order_id AND s.delivered_at IS NOT NULL), 0)
                         AS BIGINT) AS delivered,
                     CAST(coalesce((SELECT SUM(x.quantity) FROM goods_return_line x
                         JOIN goods_return r ON r.id = x.return_id
                             AND r.customer_id = x.customer_id
                         WHERE x.customer_id = l.customer_id AND x.order_line_id = l.id
                             AND r.state <> 'called-off'), 0) AS BIGINT) AS coming
                 FROM order_line l
                 JOIN purchase_order o ON o.id = l.order_id AND o.customer_id = l.customer_id
                 WHERE o.id = $1) t
             WHERE t.delivered > 0 ORDER BY t.position",
        ),
    ])
});

fn demand(actor: &Actor) -> Result<(), Denied> {
    if actor.may(Permission::Fulfil) || actor.may(Permission::Support) {
        return Ok(());
    }
    actor.demand(Permission::Fulfil)
}

async fn find(query: &mut impl Query, order: OrderId) -> Result<ToReturn, ReturnError> {
    let sets: Sets = TO_RETURN.fetch(query, args![order]).await?;
    let head = sets.head.into_iter().next().ok_or(ReturnError::NotFound)?;
    Ok(ToReturn {
        order,
        number: head.number,
        customer: head.customer,
        company: head.company,
        lines: sets.lines,
        placed_by: head.placed_by,
        requested_by: head.requested_by,
        unit: head.unit,
    })
}

/// What of an order may come back: for the order desk and those who work on cases.
///
/// # Errors
/// See [`ReturnError`].
pub async fn to_return(db: &Db, actor: &Actor, order: OrderId) -> Result<ToReturn, ReturnError> {
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    find(&mut read, order).await
}

/// Goods that are to come back.
#[derive(Debug, Clone)]
pub struct OpenReturn {
    /// The form's key.
    pub key: FormKey,
    /// Of which order.
    pub order: OrderId,
    /// How much of its lines.
    pub parts: Vec<Part>,
    /// Why, in words that the customer reads.
    pub reason: String,
    /// The number of the case that it is for; may be empty.
    pub case: String,
}

fn words(text: &str) -> Result<String, ReturnError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_RETURN_TEXT {
        return Err(ReturnError::NoWords);
    }
    Ok(text.to_owned())
}

/// Announces a return; the customer gets its number. Answers which it is.
///
/// # Errors
/// See [`ReturnError`].
pub async fn open_return(
    db: &Db,
    actor: &Actor,
    command: OpenReturn,
    now: Timestamp,
) -> Result<ReturnId, ReturnError> {
    demand(actor)?;
    let reason = words(&command.reason)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = ReturnId::new();
            let answer = id.to_string();
            if let Some(earlier) = claim(tx, &actor, command.key, "return", &answer, now).await? {
                return earlier.parse().map_err(|_| ReturnError::NotFound);
            }
            // Two returns of the same order wait for each other, so that no piece
            // comes back twice.
            tx.run(
                "UPDATE purchase_order SET version = version WHERE id = $1 /* staff */",
                args![command.order],
            )
            .await?;
            let order = find(tx, command.order).await?;
            let lines: Vec<ShippingLine> = order.lines.iter().map(Returnable::as_open).collect();
            let parts = ship(&lines, &command.parts)?.parts;
            let number = number_of(tx, now).await?;
            let case = match command.case.trim() {
                "" => None,
                case => Some(
                    support::goods_come_back(tx, &actor, order.customer, case, &number, now)
                        .await
                        .map_err(|error| match error {
                            CaseError::Store(error) => ReturnError::Store(error),
                            CaseError::Changed => ReturnError::Meanwhile,
                            _ => ReturnError::NoSuchCase,
                        })?,
                ),
            };
            let pieces = parts
                .iter()
                .map(|part| args![order.customer, id, part.line, part.quantity])
                .collect();
            tx.insert([
                Insert::row(
                    "INSERT INTO goods_return (id, customer_id, number, order_id, case_id, state,
                         reason, outcome, version, opened_at, changed_at) VALUES",
                    args![
                        id,
                        order.customer,
                        number.as_str(),
                        order.order,
                        case,
                        ReturnState::Announced.code(),
                        reason.as_str(),
                        "",
                        1_i64,
                        now,
                        now
                    ],
                ),
                Insert::rows(
                    "INSERT INTO goods_return_line (customer_id, return_id, order_line_id,
                         quantity) VALUES",
                    pieces,
                ),
            ])
            .await?;
            let what = in_words(&order, &parts);
            let news = News {
                id,
                number: &number,
                state: ReturnState::Announced,
                mail: "return-announced",
                text: &reason,
                what: &what,
            };
            remember(tx, &actor, &order, news, now).await?;
            Ok(id)
        })
    })
    .await
}

fn in_words(order: &ToReturn, parts: &[Part]) -> String {
    let named = |part: &Part| {
        let line = order.lines.iter().find(|line| line.id == part.line)?;
        Some(format!("{} × {} ({})", part.quantity, line.name, line.sku))
    };
    let lines: Vec<String> = parts.iter().filter_map(named).collect();
    lines.join("\n")
}

/// The next number of this year: `RMA-2026-000123`.
async fn number_of(tx: &mut Tx, now: Timestamp) -> Result<String, StoreError> {
    let day = Words::new(Language::English, "UTC").date_field(now);
    let year = day.split('-').next().unwrap_or("1970").to_owned();
    let count = next_number(tx, &format!("return-{year}")).await?;
    Ok(format!("RMA-{year}-{count:06}"))
}

/// What is remembered and told of a step.
struct News<'a> {
    id: ReturnId,
    number: &'a str,
    state: ReturnState,
    mail: &'static str,
    text: &'a str,
    what: &'a str,
}

async fn remember(
    tx: &mut Tx,
    actor: &Actor,
    order: &ToReturn,
    news: News<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = json!({
        "return": news.number,
        "order": order.number,
        "state": news.state.code(),
    });
    let entry = audit::Entry {
        action: match news.state {
            ReturnState::Announced => "return.announced",
            ReturnState::Received => "return.received",
            ReturnState::Closed => "return.closed",
            ReturnState::CalledOff => "return.called-off",
        },
        subject: news.id.to_string(),
        customer: Some(order.customer),
        detail: detail.clone(),
    };
    let happened = Interaction {
        customer: order.customer,
        member: Some(order.requested_by),
        unit: order.unit,
        at: now,
        kind: Kind::SentBack,
        touch_point: TouchPoint::Console,
        subject: Subject::Order,
        subject_id: Some(order.order.0),
        text: format!("{} {}", news.number, order.number),
        amount: None,
        detail,
    };
    tx.insert([entry.row(actor, now), profile::rows(vec![happened])])
        .await?;
    let told = Told {
        customer: order.customer,
        placed_by: order.placed_by,
        requested_by: order.requested_by,
    };
    let payload = json!({
        "number": news.number,
        "order": order.number,
        "who": actor.name(),
        "text": news.text,
        "lines": news.what,
        "path": format!("/orders/{}", order.order),
    });
    tell(tx, &told, news.mail, payload, now).await
}

/// A return as our people see it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoodsReturn {
    /// Which.
    pub id: ReturnId,
    /// What people call it by.
    pub number: String,
    /// The order that it is of.
    pub of_order: OrderId,
    /// That order's number.
    pub order_number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
    /// The case that it is for.
    pub for_case: Option<String>,
    /// Where it stands.
    pub state: ReturnState,
    /// Why.
    pub reason: String,
    /// What follows from it.
    pub outcome: String,
    /// Counts its changes; forms carry it.
    pub version: i64,
    /// When it was announced.
    pub opened_at: Timestamp,
    /// When something last happened.
    pub changed_at: Timestamp,
}

const COLUMNS: &[&str] = &[
    "id",
    "number",
    "of_order",
    "order_number",
    "customer",
    "company",
    "for_case",
    "state",
    "reason",
    "outcome",
    "version",
    "opened_at",
    "changed_at",
];

/// A line of a return.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReturnLine {
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many come back.
    pub quantity: Quantity,
}

fn select(which: &str) -> String {
    format!(
        "SELECT r.id, r.number, r.order_id AS of_order, o.number AS order_number,
             r.customer_id AS customer, k.name AS company, c.number AS for_case, r.state, r.reason,
             r.outcome, r.version, r.opened_at, r.changed_at
         FROM goods_return r
         JOIN purchase_order o ON o.id = r.order_id AND o.customer_id = r.customer_id
         JOIN customer k ON k.id = r.customer_id
         LEFT JOIN support_case c ON c.id = r.case_id AND c.customer_id = r.customer_id
         WHERE {which}"
    )
}

/// The returns that wait for somebody, the oldest first; or the others, the latest
/// first. At most two hundred.
///
/// # Errors
/// See [`ReturnError`].
pub async fn goods_returns(
    db: &Db,
    actor: &Actor,
    done: bool,
) -> Result<Vec<GoodsReturn>, ReturnError> {
    static OPEN: LazyLock<JsonRows> = LazyLock::new(|| {
        let rows = select("r.state IN ('announced', 'received')");
        JsonRows::new(
            COLUMNS,
            &format!("{rows} ORDER BY r.opened_at, r.id LIMIT 200"),
        )
    });
    static DONE: LazyLock<JsonRows> = LazyLock::new(|| {
        let rows = select("r.state IN ('closed', 'called-off')");
        JsonRows::new(
            COLUMNS,
            &format!("{rows} ORDER BY r.changed_at DESC, r.id DESC LIMIT 200"),
        )
    });
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    let rows = if done { &DONE } else { &OPEN };
    Ok(rows.all(&mut read, args![]).await?)
}

/// One of them with its lines.
///
/// # Errors
/// See [`ReturnError`].
pub async fn goods_return(
    db: &Db,
    actor: &Actor,
    id: ReturnId,
) -> Result<(GoodsReturn, Vec<ReturnLine>), ReturnError> {
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    one(&mut read, id).await
}

#[derive(Debug, Deserialize)]
struct One {
    head: Vec<GoodsReturn>,
    lines: Vec<ReturnLine>,
}

async fn one(
    query: &mut impl Query,
    id: ReturnId,
) -> Result<(GoodsReturn, Vec<ReturnLine>), ReturnError> {
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("head", COLUMNS, &select("r.id = $1")),
            (
                "lines",
                &["sku", "name", "quantity"],
                "SELECT l.sku, l.name, x.quantity FROM goods_return_line x
                 JOIN order_line l ON l.id = x.order_line_id AND l.customer_id = x.customer_id
                 WHERE x.return_id = $1 ORDER BY l.position",
            ),
        ])
    });
    let one: One = ONE.fetch(query, args![id]).await?;
    let head = one.head.into_iter().next().ok_or(ReturnError::NotFound)?;
    Ok((head, one.lines))
}

/// Something that is done with a return.
#[derive(Debug, Clone)]
pub struct OnReturn {
    /// The form's key.
    pub key: FormKey,
    /// Which.
    pub id: ReturnId,
    /// The version that the person saw.
    pub version: i64,
    /// What.
    pub step: ReturnStep,
    /// What is said of it: needed to close it and to call it off.
    pub text: String,
}

/// Does it; the customer is told.
///
/// # Errors
/// See [`ReturnError`].
pub async fn on_return(
    db: &Db,
    actor: &Actor,
    command: OnReturn,
    now: Timestamp,
) -> Result<(), ReturnError> {
    demand(actor)?;
    let text = match command.step {
        ReturnStep::Receive if command.text.trim().is_empty() => String::new(),
        _ => words(&command.text)?,
    };
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = command.id.to_string();
            if claim(tx, &actor, command.key, "return-step", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let (head, lines) = one(tx, command.id).await?;
            let state = next_return(head.state, command.step).ok_or(ReturnError::Meanwhile)?;
            let changed = tx
                .run(
                    "UPDATE goods_return SET state = $4, outcome = $5, changed_at = $6,
                         version = version + 1
                     WHERE id = $1 AND customer_id = $2 AND version = $3",
                    args![
                        head.id,
                        head.customer,
                        command.version,
                        state.code(),
                        text.as_str(),
                        now
                    ],
                )
                .await?;
            if changed == 0 {
                return Err(ReturnError::Meanwhile);
            }
            let order = find(tx, head.of_order).await?;
            let what: Vec<String> = lines
                .iter()
                .map(|line| format!("{} × {} ({})", line.quantity, line.name, line.sku))
                .collect();
            let news = News {
                id: head.id,
                number: &head.number,
                state,
                mail: match state {
                    ReturnState::Received => "return-received",
                    ReturnState::CalledOff => "return-called-off",
                    ReturnState::Closed | ReturnState::Announced => "return-closed",
                },
                text: &text,
                what: &what.join("\n"),
            };
            Ok(remember(tx, &actor, &order, news, now).await?)
        })
    })
    .await
}
