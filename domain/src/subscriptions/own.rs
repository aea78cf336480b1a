//! A company's own subscriptions: page by page for its list, those that wait for its
//! yes, and those that a term can end with.

use super::lifecycle::State;
use super::list::{Brief, COLUMNS, Row, SELECT};
use crate::args;
use crate::id::{CustomerId, NotAnId, PlanId, SubscriptionId};
use crate::store::{Asked, JsonRows};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use uuid::Uuid;

/// Rows on a page.
const PER_PAGE: usize = 50;

/// The most renewals that are shown to wait for a yes; the others stand in the list.
const MOST_WAITING: i64 = 20;

/// The most subscriptions that a term can end with of which one is chosen; where there
/// are more, its number is typed.
pub const MOST_TO_END_WITH: usize = 50;

/// Where a page of a company's own begins: behind this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterOwn {
    lives: bool,
    id: SubscriptionId,
}

impl AfterOwn {
    /// As the index has it: those that have not ended come after the others in it, and
    /// it is read backwards. Nothing is before the first row.
    fn key(after: Option<Self>) -> (i64, SubscriptionId) {
        after.map_or((i64::MAX, SubscriptionId(Uuid::max())), |after| {
            (i64::from(after.lives), after.id)
        })
    }
}

impl fmt::Display for AfterOwn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", i64::from(self.lives), self.id)
    }
}

impl FromStr for AfterOwn {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (lives, id) = text.split_once('_').ok_or(NotAnId)?;
        let lives = match lives {
            "1" => true,
            "0" => false,
            _ => return Err(NotAnId),
        };
        let id = id.parse()?;
        Ok(Self { lives, id })
    }
}

/// A page of a company's own subscriptions.
#[derive(Debug, Clone, Default)]
pub struct OwnPage {
    /// The newest first: those that have not ended, then the others.
    pub rows: Vec<Brief>,
    /// Behind which row the next page begins, if there are more.
    pub next: Option<AfterOwn>,
}

/// Whether the subscription `s` has not ended, as its index has it.
const LIVES: &str = "CASE WHEN s.ended_at IS NULL THEN 1 ELSE 0 END";

static OWN: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        COLUMNS,
        &format!(
            "SELECT {SELECT}
             FROM subscription s
             JOIN customer k ON k.id = s.customer_id
             JOIN plan_revision r ON r.id = s.revision_id
             WHERE s.customer_id = $1 AND ({LIVES}, s.id) < ($2, $3)
             ORDER BY {LIVES} DESC, s.id DESC LIMIT ($4 + 0)"
        ),
    )
});

fn ask(customer: CustomerId, after: Option<AfterOwn>, most: i64) -> Asked<'static, Vec<Brief>> {
    let (lives, id) = AfterOwn::key(after);
    OWN.ask::<Row>(args![customer, lives, id, most])
        .map(|rows| rows.into_iter().filter_map(Row::brief).collect())
}

/// Asks for a page of the subscriptions of a customer, the newest first: those that have
/// not ended, then the others.
#[must_use]
pub fn ask_own(customer: CustomerId, after: Option<AfterOwn>) -> Asked<'static, OwnPage> {
    ask_page(customer, after, PER_PAGE)
}

/// The same with so many rows on a page.
pub(super) fn ask_page(
    customer: CustomerId,
    after: Option<AfterOwn>,
    per_page: usize,
) -> Asked<'static, OwnPage> {
    // One more says whether there are more.
    let most = i64::try_from(per_page.saturating_add(1)).unwrap_or(i64::MAX);
    ask(customer, after, most).map(move |mut rows| {
        let more = rows.len() > per_page;
        rows.truncate(per_page);
        let last = rows.last().filter(|_| more);
        OwnPage {
            next: last.map(|one| AfterOwn {
                lives: one.ended_at.is_none(),
                id: one.id,
            }),
            rows,
        }
    })
}

/// Asks for the subscriptions of a customer whose renewal was offered and waits for its
/// yes, the ones that end first.
#[must_use]
pub fn ask_waiting_for_yes(customer: CustomerId) -> Asked<'static, Vec<Brief>> {
    static WAITING: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            COLUMNS,
            &format!(
                "SELECT {SELECT}
                 FROM subscription s
                 JOIN customer k ON k.id = s.customer_id
                 JOIN plan_revision r ON r.id = s.revision_id
                 WHERE s.customer_id = $1 AND {LIVES} = 1 AND s.state = '{}'
                 ORDER BY s.last_day, s.id LIMIT ($2 + 0)",
                State::RenewalOffered.code()
            ),
        )
    });
    WAITING
        .ask::<Row>(args![customer, MOST_WAITING])
        .map(|rows| rows.into_iter().filter_map(Row::brief).collect())
}

/// Those that a term can end with: `$1` the customer, `$2` the plan, `$3` the number of one
/// that is wanted anyway, `$4` the most others.
static TO_END_WITH: LazyLock<JsonRows> = LazyLock::new(|| {
    let running: Vec<String> = State::ALL
        .iter()
        .filter(|state| state.runs())
        .map(|state| format!("'{}'", state.code()))
        .collect();
    let these = format!(
        "CASE WHEN x.ended_at IS NULL THEN 1 ELSE 0 END = 1 AND x.state IN ({})
             AND x.months IN (
             SELECT f.months FROM plan_offer f WHERE f.plan_id = $2 AND f.active)",
        running.join(", ")
    );
    JsonRows::new(
        COLUMNS,
        &format!(
            "SELECT {SELECT}
             FROM (SELECT y.id FROM (
                       SELECT x.id FROM subscription x
                       WHERE x.customer_id = $1 AND {these}
                       ORDER BY x.id DESC LIMIT ($4 + 0)) y
                   UNION
                   SELECT x.id FROM subscription x
                   WHERE x.customer_id = $1 AND x.number = $3 AND {these}) found
             JOIN subscription s ON s.id = found.id AND s.customer_id = $1
             JOIN customer k ON k.id = s.customer_id
             JOIN plan_revision r ON r.id = s.revision_id
             ORDER BY s.id DESC"
        ),
    )
});

/// Asks for the subscriptions of a customer that a term of this plan can end with: they
/// run, and have a term as long as one of the plan. The newest first, one more than
/// [`MOST_TO_END_WITH`] at most; and wherever it is, the one with this number, if it is
/// one of them.
#[must_use]
pub fn ask_to_end_with(
    customer: CustomerId,
    plan: PlanId,
    number: Option<&str>,
) -> Asked<'static, Vec<Brief>> {
    let most = i64::try_from(MOST_TO_END_WITH + 1).unwrap_or(i64::MAX);
    let number = number.unwrap_or_default().to_owned();
    TO_END_WITH
        .ask::<Row>(args![customer, plan, number, most])
        .map(|rows| rows.into_iter().filter_map(Row::brief).collect())
}

#[cfg(test)]
mod after_tests {
    use super::*;

    #[test]
    fn where_a_page_begins_is_read_as_it_was_written() {
        for lives in [true, false] {
            let after = AfterOwn {
                lives,
                id: SubscriptionId(Uuid::from_u128(7)),
            };
            assert_eq!(after.to_string().parse::<AfterOwn>().ok(), Some(after));
        }
        for wrong in [
            "",
            "1",
            "1_",
            "2_x",
            "_",
            "yes_00000000-0000-0000-0000-000000000007",
        ] {
            assert!(wrong.parse::<AfterOwn>().is_err(), "{wrong}");
        }
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(
        a_companys_own_are_read_from_their_index_in_order,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            let (lives, id) = AfterOwn::key(None);
            let values = args![CustomerId::new(), lives, id, 51_i64];
            let plan = OWN.plan(&mut read, values).await.unwrap();
            assert!(plan.contains("subscription_own"), "{plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                "{plan}"
            );
        }
    );

    both_engines!(
        what_a_term_can_end_with_is_found_by_its_company_or_number,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            let values = args![CustomerId::new(), PlanId::new(), "S-2026-000001", 51_i64];
            let plan = TO_END_WITH.plan(&mut read, values).await.unwrap();
            assert!(plan.contains("subscription_own"), "{plan}");
        }
    );
}
