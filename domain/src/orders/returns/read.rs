//! Returns as our people read them: those that wait, those that are done, one with
//! its lines.

use super::super::returning::ReturnState;
use super::{ReturnError, demand};
use crate::args;
use crate::id::{CustomerId, OrderId, ReturnId};
use crate::identity::Actor;
use crate::store::{Db, JsonRows, JsonSets, Query};
use crate::{Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

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

/// The same, wherever it is asked.
pub(super) async fn one(
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
