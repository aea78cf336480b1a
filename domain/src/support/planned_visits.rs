//! Visits of our field service that are planned, of all customers, the next first and
//! page by page: a page is found by the key of the last row.

use crate::args;
use crate::id::{CustomerId, NotAnId, VisitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, StoreError};
use crate::{Day, Timestamp};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use uuid::Uuid;

/// Visits on a page.
const PER_PAGE: usize = 50;

/// A visit in the list of all.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ListedVisit {
    /// Which.
    pub id: VisitId,
    /// Its day.
    pub day: Day,
    /// Who comes.
    pub who: String,
    /// The case's number.
    pub number: String,
    /// What the case is about.
    pub subject: String,
    /// To whom.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
}

/// Where a page of visits begins: behind this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterVisit {
    day: Day,
    id: VisitId,
}

impl fmt::Display for AfterVisit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.day.iso(), self.id)
    }
}

impl FromStr for AfterVisit {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (day, id) = text.split_once('_').ok_or(NotAnId)?;
        Ok(Self {
            day: Day::from_field(day).ok_or(NotAnId)?,
            id: id.parse()?,
        })
    }
}

/// A page of visits.
#[derive(Debug, Clone, Default)]
pub struct VisitList {
    /// Its visits, the next first.
    pub rows: Vec<ListedVisit>,
    /// Behind which of them the next page begins, if there are more.
    pub next: Option<AfterVisit>,
}

fn ask(after: Option<AfterVisit>, most: i64) -> Asked<'static, Vec<ListedVisit>> {
    static PLANNED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id", "day", "who", "number", "subject", "customer", "company",
            ],
            "SELECT v.id, v.day, v.who, c.number, c.subject, k.id AS customer, k.name AS company
             FROM case_visit v /* staff */
             JOIN support_case c ON c.id = v.case_id
             JOIN customer k ON k.id = v.customer_id
             WHERE v.state = 'planned' AND (v.day, v.id) > ($1, $2)
             ORDER BY v.day, v.id LIMIT ($3 + 0)",
        )
    });
    let after = after.unwrap_or(AfterVisit {
        day: Day::of(Timestamp(0)),
        id: VisitId(Uuid::nil()),
    });
    PLANNED.ask(args![after.day, after.id, most])
}

/// A page of the visits that are planned, the next first.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn planned_visits<E>(
    db: &Db,
    actor: &Actor,
    after: Option<AfterVisit>,
) -> Result<VisitList, E>
where
    E: From<Denied> + From<StoreError>,
{
    list(db, actor, after, PER_PAGE).await
}

/// The same with so many on a page.
pub(super) async fn list<E>(
    db: &Db,
    actor: &Actor,
    after: Option<AfterVisit>,
    per_page: usize,
) -> Result<VisitList, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    // One more says whether there are more.
    let most = i64::try_from(per_page.saturating_add(1)).unwrap_or(i64::MAX);
    let mut rows = ask(after, most).fetch(&mut read).await?;
    let more = rows.len() > per_page;
    rows.truncate(per_page);
    let last = rows.last().filter(|_| more);
    Ok(VisitList {
        next: last.map(|one| AfterVisit {
            day: one.day,
            id: one.id,
        }),
        rows,
    })
}

#[cfg(test)]
mod after_tests {
    use super::*;

    #[test]
    fn where_a_page_begins_is_read_as_it_was_written() {
        let after = AfterVisit {
            day: Day::of(Timestamp(1_781_417_520_000)),
            id: VisitId(Uuid::from_u128(7)),
        };
        assert_eq!(after.to_string().parse::<AfterVisit>().ok(), Some(after));
        for wrong in ["", "2026-06-14", "2026-06-14_", "_", "x_y"] {
            assert!(wrong.parse::<AfterVisit>().is_err(), "{wrong}");
        }
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(visits_are_read_from_their_index_in_order, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let plan = ask(None, 51).plan(&mut read).await.unwrap();
        assert!(plan.contains("case_visit_planned"), "{plan}");
        assert!(
            !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
            "{plan}"
        );
    });
}
