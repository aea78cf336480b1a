//! What was looked for among the articles and not found, for their authors.

use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::catalog::words::plain_words;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonRows, Query, StoreError};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What nobody was done with, or was looked for since: `w` of `article_wanted`.
pub(super) const WANTED: &str = "NOT EXISTS (SELECT 1 FROM article_wanted_done d
    WHERE d.plain = w.plain AND d.at >= w.last_at)";

/// Something that was looked for and not found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Wanted {
    /// As it is compared.
    pub plain: String,
    /// As somebody typed it.
    pub typed: String,
    /// How often.
    pub times: i64,
    /// By how many companies.
    pub companies: i64,
    /// One of them, or the only one.
    pub company: String,
    /// That company.
    pub customer: CustomerId,
    /// When last.
    pub last_at: Timestamp,
    total: i64,
}

/// What was looked for and not found, what most companies looked for first; and how
/// much of it there is. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn wanted_articles<E>(
    db: &Db,
    actor: &Actor,
    offset: i64,
    limit: i64,
) -> Result<(Vec<Wanted>, i64), E>
where
    E: From<Denied> + From<StoreError>,
{
    static ALL: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "plain",
                "typed",
                "times",
                "companies",
                "company",
                "customer",
                "last_at",
                "total",
            ],
            &format!(
                "SELECT g.plain, g.typed, g.times, g.companies, k.name AS company,
                     k.id AS customer, g.last_at, g.total
                 FROM (SELECT w.plain, MAX(w.typed) AS typed, SUM(w.times) AS times,
                         COUNT(*) AS companies, MAX(w.last_at) AS last_at,
                         COUNT(*) OVER () AS total
                     FROM article_wanted w WHERE {WANTED} GROUP BY w.plain
                     ORDER BY companies DESC, times DESC, w.plain
                     LIMIT ($2 + 0) OFFSET ($1 + 0)) g
                 JOIN customer k ON k.id = (SELECT y.customer_id FROM article_wanted y
                     WHERE y.plain = g.plain ORDER BY y.last_at DESC, y.customer_id LIMIT 1)
                 ORDER BY g.companies DESC, g.times DESC, g.plain"
            ),
        )
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<Wanted> = ALL.all(&mut read, args![offset, limit]).await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows, total))
}

/// Says that what was looked for is dealt with: it is written, or is not to be. It
/// comes back when somebody looks for it again and finds nothing. Said twice, it is
/// said once.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn done_with_wanted<E>(
    db: &Db,
    actor: &Actor,
    plain: &str,
    now: Timestamp,
) -> Result<(), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let (actor, plain) = (actor.clone(), plain_words(plain));
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let there: Option<i64> = tx
                .scalar(
                    format!(
                        "SELECT COUNT(*) FROM article_wanted w
                         WHERE w.plain = $1 AND {WANTED} /* staff */"
                    ),
                    args![plain.as_str()],
                )
                .await?;
            if there.unwrap_or_default() == 0 {
                return Ok(());
            }
            tx.run(
                "INSERT INTO article_wanted_done (plain, person_id, at) VALUES ($1, $2, $3)
                 ON CONFLICT (plain) DO UPDATE SET person_id = excluded.person_id,
                     at = excluded.at",
                args![plain.as_str(), actor.person(), now],
            )
            .await?;
            let entry = audit::Entry {
                action: "article.wanted-done",
                subject: plain,
                customer: None,
                detail: json!({}),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await?;
    Ok(())
}
