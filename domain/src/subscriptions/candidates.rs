//! The customers who are strategic candidates because of what they subscribe to, for our
//! people: those whom [`strategic`](crate::value::strategic()) names, page by page.

use super::list::STAYS;
use crate::args;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, StoreError};
use crate::value::Strategic;
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Customers on a page.
const PER_PAGE: usize = 50;

/// A customer who is a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Candidate {
    /// Which.
    pub customer: CustomerId,
    /// Its name.
    pub company: String,
    running: i64,
    /// For how many terms the one was renewed that was renewed most often.
    pub renewals: u32,
}

impl Candidate {
    /// Why it is one.
    #[must_use]
    pub fn why(&self) -> Option<Strategic> {
        Strategic::of(self.running, self.renewals)
    }
}

/// A page of candidates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidates {
    /// In the order in which they became customers.
    pub rows: Vec<Candidate>,
    /// Behind which customer the next page begins, if there are more.
    pub next: Option<CustomerId>,
}

/// `$1` the customer behind whom the page begins, `$2` the most rows.
static CANDIDATES: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["customer", "company", "running", "renewals"],
        &format!(
            "SELECT c.id AS customer, c.name AS company, g.running, g.renewals
             FROM (SELECT s.customer_id, COUNT(*) AS running,
                       MAX((SELECT COUNT(*) FROM subscription_step x
                            WHERE x.customer_id = s.customer_id AND x.subscription_id = s.id
                                AND x.step = 'renew')) AS renewals
                   FROM subscription s WHERE s.customer_id > $1 AND {STAYS}
                   GROUP BY s.customer_id ORDER BY s.customer_id LIMIT ($2 + 0)) g
             JOIN customer c ON c.id = g.customer_id ORDER BY g.customer_id /* staff */"
        ),
    )
});

/// Asks whether a customer is a candidate, and why: for our people.
#[must_use]
pub fn ask_strategic(customer: CustomerId) -> Asked<'static, Option<Strategic>> {
    #[derive(Deserialize)]
    struct Row {
        running: i64,
        renewals: u32,
    }
    static ONE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["running", "renewals"],
            &format!(
                "SELECT COUNT(*) AS running,
                     coalesce(MAX((SELECT COUNT(*) FROM subscription_step x
                          WHERE x.customer_id = s.customer_id AND x.subscription_id = s.id
                              AND x.step = 'renew')), 0) AS renewals
                 FROM subscription s WHERE s.customer_id = $1 AND {STAYS}"
            ),
        )
    });
    ONE.ask::<Row>(args![customer]).map(|rows| {
        let row = rows.into_iter().next()?;
        Strategic::of(row.running, row.renewals)
    })
}

/// A page of the customers who are candidates, behind this one.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn candidates<E>(
    db: &Db,
    actor: &Actor,
    after: Option<CustomerId>,
) -> Result<Candidates, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let after = after.unwrap_or(CustomerId(Uuid::nil()));
    let most = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let mut read = db.read(actor.scope()).await?;
    let mut rows: Vec<Candidate> = CANDIDATES.all(&mut read, args![after, most]).await?;
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    let last = rows.last().filter(|_| more);
    Ok(Candidates {
        next: last.map(|one| one.customer),
        rows,
    })
}
