//! What a company, or one of its people, has spent and asked for in a while: by
//! month, cost centre, category and product, and what became of the requests.
//! Orders that were cancelled count nowhere; currencies are never added up.

use crate::identity::{Actor, Denied, Permission};
use crate::requests::lifecycle::State as RequestState;
use crate::store::{Asked, JsonSets};
use crate::{Currency, Money, Quantity, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The most months that one report covers.
pub const MOST_REPORT_MONTHS: usize = 36;

/// How many products a report names in each currency; the others are one sum.
const MOST_PRODUCTS: usize = 25;

/// What was spent in a while, grouped in one way.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Spent {
    /// What it was spent on or by: a month's place in the period, from zero, a
    /// cost centre's code, a category's name, a SKU. Empty where there is none.
    pub key: String,
    /// A cost centre's or product's name; empty for the others.
    pub name: String,
    /// The currency it was spent in.
    pub currency: Currency,
    /// In how many orders.
    pub orders: i64,
    /// How many pieces, where lines were counted.
    pub quantity: Quantity,
    minor: i64,
}

impl Spent {
    /// How much.
    #[must_use]
    pub const fn amount(&self) -> Money {
        Money::new(self.minor, self.currency)
    }
}

/// The requests of a while that are in one state.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Asking {
    /// The state.
    pub state: RequestState,
    /// How many.
    pub requests: i64,
    /// How many of them somebody decided.
    pub decided: i64,
    /// How long that took in all, in milliseconds.
    spent_ms: i64,
    /// How long the slowest took, in milliseconds.
    pub longest_ms: i64,
}

impl Asking {
    /// How long a decision took on average, in milliseconds; none if there was
    /// none.
    #[must_use]
    pub const fn average_ms(&self) -> Option<i64> {
        self.spent_ms.checked_div(self.decided)
    }
}

/// What was spent and asked for in a while.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Figures {
    /// By month; months in which nothing was spent are left out.
    pub months: Vec<Spent>,
    /// By cost centre, the most first.
    pub centres: Vec<Spent>,
    /// By category, the most first; without a key, standard configurations.
    pub categories: Vec<Spent>,
    /// By product and standard configuration, the most first, not all of them.
    pub products: Vec<Spent>,
    /// The requests, by state.
    pub requests: Vec<Asking>,
}

impl Figures {
    /// The currencies that something was spent in, the one with the most orders
    /// first.
    #[must_use]
    pub fn currencies(&self) -> Vec<Currency> {
        let mut all: Vec<(i64, Currency)> = Vec::new();
        for month in &self.months {
            match all.iter_mut().find(|(_, one)| *one == month.currency) {
                Some((orders, _)) => *orders += month.orders,
                None => all.push((month.orders, month.currency)),
            }
        }
        all.sort_by(|(many, one), (few, other)| {
            few.cmp(many).then_with(|| one.code().cmp(other.code()))
        });
        all.into_iter().map(|(_, currency)| currency).collect()
    }

    /// Only what was spent in this currency; requests have none of their own.
    #[must_use]
    pub fn of(mut self, currency: Currency) -> Self {
        for rows in [
            &mut self.months,
            &mut self.centres,
            &mut self.categories,
            &mut self.products,
        ] {
            rows.retain(|row| row.currency == currency);
        }
        self
    }

    /// What was spent in all: only of figures in one currency.
    #[must_use]
    pub fn total(&self) -> Option<Money> {
        let first = self.months.first()?.currency;
        self.months
            .iter()
            .try_fold(Money::zero(first), |sum, month| sum.plus(month.amount()))
    }

    /// What was spent on products that are not named.
    #[must_use]
    pub fn other_products(&self) -> Option<Money> {
        let mut named = self.products.iter();
        named
            .try_fold(self.total()?, |rest, one| {
                rest.plus(Money::new(-one.minor, one.currency))
            })
            .filter(|rest| rest.minor > 0)
    }
}

const SPENT: &[&str] = &["key", "name", "currency", "orders", "quantity", "minor"];

/// `$1` the customer, `$2` the member, `$3` the months' beginnings and the end,
/// `$4` the first moment and `$5` the one after the last, `$6` the language.
fn statement(orders: &str, requests: &str) -> JsonSets {
    let these =
        format!("o.placed_at >= $4 AND o.placed_at < $5 AND o.state <> 'cancelled' AND {orders}");
    let months = format!(
        "SELECT CAST(q.key AS TEXT) AS key, '' AS name, o.currency, COUNT(*) AS orders,
             0 AS quantity, CAST(SUM(o.total_minor) AS BIGINT) AS minor
         FROM <each $3> q JOIN <each $3> n ON n.key = q.key + 1
         JOIN purchase_order o ON o.placed_at >= CAST(q.value AS BIGINT)
             AND o.placed_at < CAST(n.value AS BIGINT)
         WHERE o.customer_id = $1 AND {these}
         GROUP BY q.key, o.currency ORDER BY q.key, o.currency"
    );
    let centres = format!(
        "SELECT COALESCE(c.code, '') AS key, COALESCE(c.name, '') AS name, o.currency,
             COUNT(*) AS orders, 0 AS quantity, CAST(SUM(o.total_minor) AS BIGINT) AS minor
         FROM purchase_order o
         LEFT JOIN cost_centre c ON c.id = o.cost_centre_id AND c.customer_id = $1
         WHERE o.customer_id = $1 AND {these}
         GROUP BY c.code, c.name, o.currency ORDER BY minor DESC, key"
    );
    let lines = format!(
        "FROM purchase_order o
         JOIN order_line l ON l.customer_id = $1 AND l.order_id = o.id
         LEFT JOIN product p ON p.id = l.product_id
         LEFT JOIN category c ON c.id = p.category_id
         WHERE o.customer_id = $1 AND {these}"
    );
    let counted = "o.currency, COUNT(DISTINCT o.id) AS orders,
             CAST(SUM(l.quantity) AS BIGINT) AS quantity,
             CAST(SUM(l.amount_minor) AS BIGINT) AS minor";
    // Grouped by the category, whatever it is called.
    let categories = format!(
        "SELECT COALESCE((SELECT n.name FROM local_name n WHERE n.category_id = t.category
                     AND n.attribute = 0 AND n.language = $6), t.first, '') AS key,
             '' AS name, t.currency, t.orders, t.quantity, t.minor
         FROM (SELECT c.id AS category, c.name AS first, {counted} {lines}
               GROUP BY c.id, c.name, o.currency) t
         ORDER BY t.minor DESC, t.first"
    );
    let products = format!(
        "SELECT key, name, currency, orders, quantity, minor FROM (
             SELECT t.*, ROW_NUMBER() OVER (PARTITION BY t.currency
                 ORDER BY t.minor DESC, t.key) AS nth
             FROM (SELECT l.sku AS key, MAX(l.name) AS name, {counted} {lines}
                   GROUP BY l.sku, o.currency) t
         ) ranked WHERE nth <= {MOST_PRODUCTS} ORDER BY minor DESC, key"
    );
    let asked = format!(
        "SELECT r.state, COUNT(*) AS requests, COUNT(r.decided_at) AS decided,
             CAST(COALESCE(SUM(r.decided_at - r.submitted_at), 0) AS BIGINT) AS spent_ms,
             COALESCE(MAX(r.decided_at - r.submitted_at), 0) AS longest_ms
         FROM request r
         WHERE r.customer_id = $1 AND r.submitted_at >= $4 AND r.submitted_at < $5 AND {requests}
         GROUP BY r.state ORDER BY COUNT(*) DESC, r.state"
    );
    JsonSets::new(&[
        ("months", SPENT, &months),
        ("centres", SPENT, &centres),
        ("categories", SPENT, &categories),
        ("products", SPENT, &products),
        (
            "requests",
            &["state", "requests", "decided", "spent_ms", "longest_ms"],
            &asked,
        ),
    ])
}

/// What was spent and asked for between the first and the last of these moments:
/// the beginnings of months, and the end. By everybody of the company for who
/// may see it, else by the person. To be asked together with others; categories
/// are named in this language.
///
/// # Errors
/// [`Denied`] if the person is no member who may look.
pub fn ask_figures(
    actor: &Actor,
    months: &[Timestamp],
    language: &str,
) -> Result<Asked<'static, Figures>, Denied> {
    static COMPANY: LazyLock<JsonSets> =
        LazyLock::new(|| statement("$2 IS NOT NULL", "$2 IS NOT NULL"));
    static OWN: LazyLock<JsonSets> = LazyLock::new(|| {
        statement(
            "(o.requested_by = $2 OR o.placed_by = $2)",
            "r.membership_id = $2",
        )
    });
    let member = actor.member_who_may(Permission::Browse)?;
    let months: Vec<Timestamp> = months
        .iter()
        .copied()
        .take(MOST_REPORT_MONTHS + 2)
        .collect();
    let (Some(first), Some(end)) = (months.first(), months.last()) else {
        return Ok(Asked::known(Figures::default()));
    };
    let statement = if actor.may(Permission::SeeCompany) {
        &COMPANY
    } else {
        &OWN
    };
    let beginnings: Vec<String> = months.iter().map(|month| month.0.to_string()).collect();
    Ok(statement.ask(args![
        member.company.id,
        member.id,
        json!(beginnings),
        *first,
        *end,
        language,
    ]))
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::identity::CustomerRole;
    use crate::identity::testing::{customer, member};
    use crate::orders::testing::{line, new_order, placed};
    use crate::requests::testing::{self as worlds, NOW};
    use crate::store::testing::both_engines;
    use crate::store::{Db, Query, Scope, StoreError};

    /// Three months of thirty days, the last of which is this one.
    fn months() -> Vec<Timestamp> {
        [-60, -30, 0, 30].map(|days| NOW.plus_days(days)).to_vec()
    }

    async fn figures(db: &Db, actor: &Actor) -> Figures {
        let mut read = db.read(actor.scope()).await.unwrap();
        let asked = ask_figures(actor, &months(), "en").unwrap();
        asked.fetch(&mut read).await.unwrap()
    }

    fn spent(rows: &[Spent]) -> Vec<(&str, i64, i64)> {
        rows.iter()
            .map(|one| (one.key.as_str(), one.orders, one.amount().minor))
            .collect()
    }

    both_engines!(
        what_was_spent_is_counted_once_by_who_may_see_it,
        |db| async move {
            let (company, unit) = customer(&db, "Halden Marine").await;
            let (other, theirs) = customer(&db, "Meridian").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let ines = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let olga = member(&db, &other, theirs, &[CustomerRole::PurchasingManager]).await;
            let order = async |who: &Actor, days: i64, sku: &str, pieces: i64| {
                let lines = vec![line(sku, pieces, 1_000)];
                placed(&db, who, new_order(who, lines), NOW.plus_days(days)).await
            };
            order(&manager, -61, "TOO-EARLY", 9).await;
            order(&manager, -59, "DOCK", 1).await;
            order(&manager, 1, "DOCK", 2).await;
            order(&ines, 2, "MOUSE", 4).await;
            order(&olga, 3, "ELSEWHERE", 7).await;
            let cancelled = order(&manager, 4, "GONE", 50).await;
            let dollars = order(&manager, 5, "DOLLAR", 6).await;
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    for (change, id) in [
                        ("state = 'cancelled'", cancelled),
                        ("currency = 'USD'", dollars),
                    ] {
                        let text = format!(
                            "UPDATE purchase_order /* system */ SET {change} WHERE id = $1"
                        );
                        tx.run(text, args![id]).await?;
                    }
                    Ok(())
                })
            })
            .await
            .unwrap();

            let all = figures(&db, &manager).await;
            assert_eq!(all.currencies(), [Currency::EUR, "USD".parse().unwrap()]);
            let dollars = all.clone().of("USD".parse().unwrap());
            assert_eq!(spent(&dollars.products), [("DOLLAR", 1, 6_000)]);
            let euros = all.of(Currency::EUR);
            assert_eq!(spent(&euros.months), [("0", 1, 1_000), ("2", 2, 6_000)]);
            assert_eq!(spent(&euros.centres), [("", 3, 7_000)]);
            assert_eq!(spent(&euros.categories), [("", 3, 7_000)]);
            assert_eq!(
                spent(&euros.products),
                [("MOUSE", 1, 4_000), ("DOCK", 2, 3_000)]
            );
            assert_eq!(euros.total(), Some(Money::new(7_000, Currency::EUR)));
            assert_eq!(euros.other_products(), None);

            // Who does not see the company sees what is theirs.
            let own = figures(&db, &ines).await.of(Currency::EUR);
            assert_eq!(spent(&own.products), [("MOUSE", 1, 4_000)]);
            let elsewhere = figures(&db, &olga).await;
            assert_eq!(spent(&elsewhere.products), [("ELSEWHERE", 1, 7_000)]);
        }
    );

    both_engines!(
        requests_stand_by_state_with_the_time_to_decide,
        |db| async move {
            let world = worlds::world(&db, "Halden").await;
            let ask = async |days: i64| {
                let request = world.request(&[("PLOTTER", 1)]);
                let at = NOW.plus_days(days);
                let done = crate::requests::submit(&db, &world.requester, request, at).await;
                done.unwrap().request
            };
            ask(-200).await;
            ask(-2).await;
            let decided = ask(-3).await;
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                let text = "UPDATE request /* system */ SET state = 'refused', decided_at = $2
                     WHERE id = $1";
                Box::pin(async move { tx.run(text, args![decided, NOW.plus_days(-1)]).await })
            })
            .await
            .unwrap();
            let found = figures(&db, &world.manager).await.requests;
            let two_days = 2 * 86_400_000;
            let of = |state: &str| {
                let one = found.iter().find(|one| one.state.code() == state).unwrap();
                (one.requests, one.average_ms(), one.longest_ms)
            };
            assert_eq!(of("submitted"), (1, None, 0));
            assert_eq!(of("refused"), (1, Some(two_days), two_days));
            // Somebody else's requests are not the approver's own.
            assert!(figures(&db, &world.approver).await.requests.is_empty());
        }
    );
}
