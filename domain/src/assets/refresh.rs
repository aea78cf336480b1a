//! What is to be replaced when, quarter by quarter, and what it cost.

use super::due::Quarter;
use super::visibility::Sees;
use crate::id::{CustomerId, UnitId};
use crate::identity::{Actor, Denied, Permission, Unit, ask_units};
use crate::store::{Asked, Db, JsonRows, StoreError, together};
use crate::{Currency, Day, Money, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many quarters are planned, the present one included.
const QUARTERS: usize = 12;

/// What falls due within some days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// The quarter; none for what should have been replaced before the first.
    pub quarter: Option<Quarter>,
    /// The first day of it.
    pub first: Day,
    /// The last.
    pub last: Day,
    /// How many units are due.
    pub units: i64,
    /// Of how many of them it is known what was paid.
    pub priced: i64,
    /// What was paid for these, by currency.
    pub paid: Vec<Money>,
}

#[derive(Deserialize)]
struct Row {
    first: Timestamp,
    units: i64,
    priced: i64,
    minor: i64,
    currency: Option<Currency>,
}

/// `$1` the customer, `$2` the unit or none, `$3` the first day of all, `$4` the
/// last. What is out of service needs no replacement.
static PLAN: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["first", "units", "priced", "minor", "currency"],
        "SELECT a.refresh_at AS first, COUNT(*) AS units, COUNT(l.id) AS priced,
             CAST(coalesce(SUM(l.price_minor), 0) AS BIGINT) AS minor, o.currency
         FROM asset a
         LEFT JOIN order_line l ON l.customer_id = $1 AND l.id = a.order_line_id
         LEFT JOIN purchase_order o ON o.customer_id = $1 AND o.id = l.order_id
         WHERE a.customer_id = $1 AND a.refresh_at >= $3 AND a.refresh_at <= $4
             AND a.state <> 'retired' AND ($2 IS NULL OR a.unit_id = $2)
         GROUP BY a.refresh_at, o.currency",
    )
});

/// The plan of the next three years for the company, or for the unit of who sees
/// one; and the company's units to choose from, for who sees all. One statement.
///
/// # Errors
/// [`Denied`] for who sees nothing but their own.
pub async fn refresh_plan<E>(
    db: &Db,
    actor: &Actor,
    unit: Option<UnitId>,
    now: Timestamp,
) -> Result<(Vec<Due>, Vec<Unit>), E>
where
    E: From<Denied> + From<StoreError>,
{
    let customer = actor.member_who_may(Permission::SeeUnit)?.company.id;
    let (unit, units) = match Sees::of(actor) {
        Sees::Company => (unit, ask_units(customer)),
        Sees::Unit(own) => (Some(own), Asked::known(Vec::new())),
        Sees::Own => return Err(Denied.into()),
    };
    let today = Day::of(now);
    let mut plan = empty(today);
    let mut read = db.read(actor.scope()).await?;
    let (rows, units) = together(&mut read, (ask_plan(customer, unit, &plan), units)).await?;
    for row in rows {
        let day = Day::of(row.first);
        if let Some(due) = plan.iter_mut().find(|due| day <= due.last) {
            due.add(&row);
        }
    }
    Ok((plan, units))
}

fn ask_plan(customer: CustomerId, unit: Option<UnitId>, plan: &[Due]) -> Asked<'static, Vec<Row>> {
    let first = plan.first().map(|due| due.first);
    let last = plan.last().map(|due| due.last);
    PLAN.ask(args![customer, unit, first, last])
}

/// The quarters with nothing in them, and before them what is overdue.
fn empty(today: Day) -> Vec<Due> {
    let nothing = |quarter: Option<Quarter>, first: Day, last: Day| Due {
        quarter,
        first,
        last,
        units: 0,
        priced: 0,
        paid: Vec::new(),
    };
    let mut quarter = Quarter::of(today);
    let long_ago = Day::of(Timestamp(0));
    let mut plan = vec![nothing(None, long_ago, quarter.first().plus_days(-1))];
    for _ in 0..QUARTERS {
        plan.push(nothing(Some(quarter), quarter.first(), quarter.last()));
        quarter = quarter.next();
    }
    plan
}

impl Due {
    fn add(&mut self, row: &Row) {
        self.units += row.units;
        self.priced += row.priced;
        let Some(currency) = row.currency.filter(|_| row.priced > 0) else {
            return;
        };
        match self.paid.iter_mut().find(|sum| sum.currency == currency) {
            Some(sum) => sum.minor += row.minor,
            None => self.paid.push(Money::new(row.minor, currency)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plan_has_every_day_once() {
        let plan = empty(Day::from_field("2026-11-27").unwrap());
        assert_eq!(plan.len(), QUARTERS + 1);
        assert_eq!(plan[0].quarter, None);
        assert_eq!(plan[1].quarter.unwrap().to_string(), "2026-Q4");
        for pair in plan.windows(2) {
            assert_eq!(pair[0].last.plus_days(1), pair[1].first);
        }
        assert_eq!(plan[QUARTERS].quarter.unwrap().to_string(), "2029-Q3");
    }
}
