//! A return as our people read it, with its lines and its units.

use super::super::returning::ReturnState;
use super::{ReturnError, demand};
use crate::args;
use crate::assets::{MOST_OF_RETURN, Unit, UnitOfReturn, ask_in_exchange, ask_units_of_return};
use crate::id::{AssetId, CustomerId, OrderId, OrderLineId, ReturnId};
use crate::identity::Actor;
use crate::store::{Asked, Db, JsonSets, Query, together};
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
    /// The unit of equipment that the case is about.
    pub about: Option<AssetId>,
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

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "number",
    "of_order",
    "order_number",
    "customer",
    "company",
    "for_case",
    "about",
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
    /// The line of the order.
    pub id: OrderLineId,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// How many come back.
    pub quantity: Quantity,
}

pub(super) fn select(which: &str) -> String {
    format!(
        "SELECT r.id, r.number, r.order_id AS of_order, o.number AS order_number,
             r.customer_id AS customer, k.name AS company, c.number AS for_case,
             c.asset_id AS about, r.state, r.reason, r.outcome, r.version, r.opened_at, r.changed_at
         FROM goods_return r
         JOIN purchase_order o ON o.id = r.order_id AND o.customer_id = r.customer_id
         JOIN customer k ON k.id = r.customer_id
         LEFT JOIN support_case c ON c.id = r.case_id AND c.customer_id = r.customer_id
         WHERE {which}"
    )
}

/// A return with all that its page shows.
#[derive(Debug, Clone)]
pub struct ReturnPage {
    /// The return.
    pub head: GoodsReturn,
    /// Its lines.
    pub lines: Vec<ReturnLine>,
    /// The units of equipment that came with it; before it is here those that may.
    pub units: Vec<UnitOfReturn>,
    /// Those that were sent in exchange for them.
    pub exchanged: Vec<Unit>,
}

impl ReturnPage {
    /// The units that whoever opens the parcel will most probably find: all that may
    /// come, if no line has more of them than come back, or else the one that its case
    /// is about.
    #[must_use]
    pub fn expected(&self) -> Vec<&UnitOfReturn> {
        let few = |line: &ReturnLine| {
            let of_line = self.units.iter().filter(|unit| unit.line == line.id);
            let many = i64::try_from(of_line.count()).unwrap_or_default();
            Quantity::pieces(many) <= line.quantity
        };
        let clear = self.units.len() <= MOST_OF_RETURN && self.lines.iter().all(few);
        self.units
            .iter()
            .filter(|unit| clear || self.head.about == Some(unit.id))
            .collect()
    }
}

/// One of them with its lines and its units. One statement.
///
/// # Errors
/// See [`ReturnError`].
pub async fn goods_return(db: &Db, actor: &Actor, id: ReturnId) -> Result<ReturnPage, ReturnError> {
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    let asked = (ask_one(id), ask_units_of_return(id), ask_in_exchange(id));
    let (one, units, exchanged) = together(&mut read, asked).await?;
    let (head, lines) = one.found()?;
    Ok(ReturnPage {
        head,
        lines,
        units,
        exchanged,
    })
}

#[derive(Debug, Deserialize)]
struct One {
    head: Vec<GoodsReturn>,
    lines: Vec<ReturnLine>,
}

impl One {
    fn found(self) -> Result<(GoodsReturn, Vec<ReturnLine>), ReturnError> {
        let head = self.head.into_iter().next().ok_or(ReturnError::NotFound)?;
        Ok((head, self.lines))
    }
}

fn ask_one(id: ReturnId) -> Asked<'static, One> {
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("head", COLUMNS, &select("r.id = $1")),
            (
                "lines",
                &["id", "sku", "name", "quantity"],
                "SELECT l.id, l.sku, l.name, x.quantity FROM goods_return_line x
                 JOIN order_line l ON l.id = x.order_line_id AND l.customer_id = x.customer_id
                 WHERE x.return_id = $1 ORDER BY l.position",
            ),
        ])
    });
    ONE.ask(args![id])
}

/// One with its lines, wherever it is asked.
pub(super) async fn one(
    query: &mut impl Query,
    id: ReturnId,
) -> Result<(GoodsReturn, Vec<ReturnLine>), ReturnError> {
    ask_one(id).fetch(query).await?.found()
}
