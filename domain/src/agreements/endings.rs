//! Telling both sides that an agreement, or prices in it, end: sixty days ahead
//! and fourteen days ahead, each once.

use super::rounds::{self, News};
use crate::id::{AgreementId, CustomerId};
use crate::identity::{Permission, members_who_may};
use crate::mail::{Message, Recipient};
use crate::store::{Db, JsonRows, Query, Result, Scope, Tx};
use crate::{Day, Timestamp, args, mail};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// How many days ahead both sides are told, and told again.
const AHEAD: [i64; 2] = [60, 14];

/// SQL: nothing follows the published revision `r` of the agreement `a` at its
/// end: neither for the same unit nor for the whole customer, or for the same
/// needs category or segment.
pub(super) const NOTHING_FOLLOWS: &str = "NOT EXISTS (
    SELECT 1 FROM agreement other
    JOIN agreement_revision next ON next.id = other.published_revision_id
        AND next.customer_id IS NOT DISTINCT FROM other.customer_id
    WHERE (other.customer_id = a.customer_id OR other.needs = a.needs OR other.segment = a.segment)
        AND other.id <> a.id AND (other.unit_id IS NULL OR other.unit_id = a.unit_id)
        AND next.valid_from <= r.valid_until
        AND next.valid_until > r.valid_until)";

/// Something that ends.
#[derive(Debug, Clone, Deserialize)]
struct Ends {
    agreement: AgreementId,
    /// None if it is with many.
    customer: Option<CustomerId>,
    number: String,
    /// The customer's name, or what the many are called.
    name: String,
    ends_at: Timestamp,
    /// How many lines that name a price end; none if all of it does.
    prices: i64,
    /// How many days ahead this tells of it.
    days: i64,
}

/// Tells of what ends within the next sixty days and was not told of yet: the
/// customer's purchasing managers and the supplier's people who look after it.
/// The customers of one with many are told in a round. Answers how many endings
/// were told of.
///
/// # Errors
/// If the storage fails; what was told by then stays told.
pub async fn warn_of_endings(db: &Db, now: Timestamp) -> Result<usize> {
    let mut told = 0;
    loop {
        let some = ending(db, now).await?;
        if some.is_empty() {
            return Ok(told);
        }
        for one in some {
            told += tell(db, one, now).await?;
        }
    }
}

/// At most fifty that nobody was told of, the first first.
async fn ending(db: &Db, now: Timestamp) -> Result<Vec<Ends>> {
    static ENDING: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "agreement",
                "customer",
                "number",
                "name",
                "ends_at",
                "prices",
                "days",
            ],
            &format!(
                "SELECT e.agreement_id AS agreement, e.customer_id AS customer, e.number,
                     COALESCE(c.name, g.needs, g.segment) AS name,
                     e.ends_at, e.prices, e.days
                 FROM (
                     SELECT r.agreement_id, r.customer_id, a.number, r.valid_until AS ends_at,
                         CAST(0 AS BIGINT) AS prices,
                         CASE WHEN r.valid_until <= $3 THEN $5 ELSE $4 END AS days
                     FROM agreement_revision r JOIN agreement a ON a.id = r.agreement_id
                     WHERE r.state = 'published' AND r.valid_until > $1 AND r.valid_until <= $2
                         AND {NOTHING_FOLLOWS}
                     UNION ALL
                     SELECT r.agreement_id, r.customer_id, a.number, x.valid_until AS ends_at,
                         COUNT(*) AS prices,
                         CASE WHEN x.valid_until <= $3 THEN $5 ELSE $4 END AS days
                     FROM ({products} UNION ALL {categories}) x
                     JOIN agreement_revision r ON r.id = x.revision_id
                     JOIN agreement a ON a.id = r.agreement_id
                     WHERE r.state = 'published' AND x.valid_until < r.valid_until
                     GROUP BY r.agreement_id, r.customer_id, a.number, x.valid_until
                 ) e
                 JOIN agreement g ON g.id = e.agreement_id
                 LEFT JOIN customer c ON c.id = e.customer_id
                 WHERE NOT EXISTS (
                     SELECT 1 FROM agreement_warning w
                     WHERE w.agreement_id = e.agreement_id AND w.ends_at = e.ends_at
                         AND w.days <= e.days)
                 ORDER BY e.ends_at, e.agreement_id LIMIT 50 /* system */",
                products = lines("agreement_product", "y.product_id = x.product_id"),
                categories = lines(
                    "agreement_category",
                    "y.category_id IS NOT DISTINCT FROM x.category_id
                         AND y.only_those = x.only_those",
                ),
            ),
        )
    });
    let [first, again] = AHEAD;
    let mut read = db.read(Scope::system()).await?;
    ENDING
        .all(
            &mut read,
            args![
                now,
                now.plus_days(first),
                now.plus_days(again),
                first,
                again
            ],
        )
        .await
}

/// The lines of a table that name a price and end between `$1` and `$2`, with no
/// other one about the same (of which the condition asks) to follow them.
fn lines(table: &str, same: &str) -> String {
    format!(
        "SELECT x.revision_id, x.valid_until FROM {table} x
         WHERE x.valid_until > $1 AND x.valid_until <= $2 AND x.valid_until < {never}
             AND x.rule IN ('price', 'discount', 'cost-plus')
             AND NOT EXISTS (
                 SELECT 1 FROM {table} y
                 WHERE y.revision_id = x.revision_id AND {same}
                     AND y.rule IN ('price', 'discount', 'cost-plus')
                     AND y.min_quantity <= x.min_quantity
                     AND y.valid_from <= x.valid_until AND y.valid_until > x.valid_until)",
        never = i64::MAX,
    )
}

/// Tells of one, unless another process just did.
async fn tell(db: &Db, one: Ends, now: Timestamp) -> Result<usize> {
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let ours = tx
                .run(
                    "INSERT INTO agreement_warning (agreement_id, ends_at, days, customer_id,
                         warned_at)
                     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    args![one.agreement, one.ends_at, one.days, one.customer, now],
                )
                .await?;
            if ours == 0 {
                return Ok(0);
            }
            let theirs = match one.customer {
                Some(customer) => members_who_may(tx, customer, Permission::ManageCompany).await?,
                None => {
                    let at = one.ends_at;
                    let news = match one.prices {
                        0 => News::Ends { at },
                        count => News::PricesEnd { at, count },
                    };
                    rounds::begin(tx, one.agreement, &news, now).await?;
                    Vec::new()
                }
            };
            let theirs = theirs.into_iter().map(Recipient::from);
            let (kind, path) = match one.prices {
                0 => (["agreement-ends", "agreement-ends-staff"], "/catalog"),
                _ => (["prices-end", "prices-end-staff"], "/catalog"),
            };
            let console = format!("/console/agreements/{}", one.agreement);
            let ours = colleagues(tx, &one).await?.into_iter();
            let to = theirs.map(|to| (to, kind[0], path));
            let to = to.chain(ours.map(|to| (to, kind[1], console.as_str())));
            let messages = to
                .map(|(to, kind, path)| Message {
                    kind,
                    customer: one.customer,
                    to,
                    payload: json!({
                        "number": one.number.as_str(),
                        "customer": one.name.as_str(),
                        "count": one.prices,
                        "last_at": Day::last_before(one.ends_at).noon(),
                        "path": path,
                    }),
                })
                .collect();
            mail::enqueue(tx, messages, now).await?;
            Ok(1)
        })
    })
    .await
}

/// The supplier's people who look after the customer, and whoever made what is
/// published.
async fn colleagues(tx: &mut Tx, one: &Ends) -> Result<Vec<Recipient>> {
    static COLLEAGUES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["email", "name", "language"],
            "SELECT p.email, p.name, p.language FROM person p
             WHERE p.id IN (
                     SELECT person_id FROM account_team WHERE customer_id = $1
                     UNION
                     SELECT made_by FROM agreement_revision
                     WHERE agreement_id = $2 AND state = 'published')
                 AND EXISTS (SELECT 1 FROM staff_role s WHERE s.person_id = p.id)
             ORDER BY p.name, p.id /* system */",
        )
    });
    COLLEAGUES.all(tx, args![one.customer, one.agreement]).await
}
