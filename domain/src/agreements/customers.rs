//! The supplier's list of customers, with what was agreed with each.

use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission, Tier};
use crate::store::{Db, Query, StoreError, containing};
use crate::{Timestamp, args};

/// A row of the list of customers.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CustomerRow {
    /// The customer.
    pub id: CustomerId,
    /// Its number.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub mark: String,
    /// The hue of its accent colour.
    pub hue: i64,
    /// Its segment's code.
    pub segment: String,
    /// Its tier's code; empty if nobody has said so yet.
    pub tier: String,
    /// Its country.
    pub country: String,
    /// Its phase's code.
    pub phase: String,
    /// Who looks after it.
    pub account_manager: Option<String>,
    /// The number of the agreement that applies now to all of its people, the one
    /// that counts first (see [`Reach`](crate::identity::Reach)).
    pub agreement: Option<String>,
    /// For whom that is: `customer`, `needs` or `segment`.
    pub reach: Option<String>,
    /// How many people of it can sign in.
    pub members: i64,
    /// How many customers there are in all.
    pub total: i64,
}

/// Which customers a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Among<'a> {
    /// Whose name, number or number in the supplier's own system contains this.
    pub words: &'a str,
    /// Only of the segment of this code.
    pub segment: Option<&'a str>,
    /// Only of this tier.
    pub tier: Option<Tier>,
}

/// Some customers, by name.
///
/// # Errors
/// If the person may not see customers, or the storage fails.
pub async fn customer_list<E>(
    db: &Db,
    actor: &Actor,
    among: Among<'_>,
    (skip, most): (i64, i64),
    now: Timestamp,
) -> Result<Vec<CustomerRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let mut read = db.read(actor.scope()).await?;
    // Agreements count in the order of the words that say for whom they are.
    Ok(read
        .all(
            "WITH page AS (
                 SELECT c.id, c.number, c.name, c.mark, c.hue, c.segment, c.needs, c.tier, c.country,
                     c.phase, COUNT(*) OVER () AS total
                 FROM customer c
                 WHERE (lower(c.name) LIKE ('' || $1) ESCAPE '\\'
                         OR lower(c.number) LIKE ('' || $1) ESCAPE '\\'
                         OR lower(c.reference) LIKE ('' || $1) ESCAPE '\\')
                     AND (c.segment = $2 OR $2 IS NULL) AND (c.tier = $6 OR $6 IS NULL)
                 ORDER BY c.name, c.id LIMIT ($4 + 0) OFFSET ($3 + 0)
             ),
             applying AS (
                 SELECT g.customer, g.number, g.reach, ROW_NUMBER() OVER (
                     PARTITION BY g.customer
                     ORDER BY g.reach, r.valid_from DESC, g.agreement DESC) AS place
                 FROM (
                     SELECT c.id AS customer, a.id AS agreement, a.number,
                         a.published_revision_id AS revision, 'customer' AS reach
                     FROM page c JOIN agreement a ON a.customer_id = c.id AND a.unit_id IS NULL
                     UNION ALL
                     SELECT c.id, a.id, a.number, a.published_revision_id, 'needs'
                     FROM page c JOIN agreement a ON a.needs = c.needs
                     UNION ALL
                     SELECT c.id, a.id, a.number, a.published_revision_id, 'segment'
                     FROM page c JOIN agreement a ON a.segment = c.segment
                 ) g
                 JOIN agreement_revision r ON r.id = g.revision
                 WHERE r.valid_from <= $5 AND $5 < r.valid_until /* staff */
             )
             SELECT c.id, c.number, c.name, c.mark, c.hue, c.segment, c.tier, c.country, c.phase,
                 c.total,
                 (SELECT MIN(p.name) FROM account_team t JOIN person p ON p.id = t.person_id
                  WHERE t.customer_id = c.id AND t.function = 'account-manager')
                     AS account_manager,
                 x.number AS agreement, x.reach,
                 (SELECT COUNT(*) FROM membership m WHERE m.customer_id = c.id AND m.active)
                     AS members
             FROM page c LEFT JOIN applying x ON x.customer = c.id AND x.place = 1
             ORDER BY c.name, c.id",
            args![
                containing(among.words),
                among.segment,
                skip,
                most,
                now,
                among.tier.map(Tier::code)
            ],
        )
        .await?)
}
