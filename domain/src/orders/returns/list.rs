//! Returns as our people list them, page by page: those that wait for somebody, the
//! oldest first, and those that are done, the latest first. A page is found by the key
//! of the last row and read from the index that leads to it.

use super::read::{COLUMNS, GoodsReturn, select};
use super::{ReturnError, demand};
use crate::Timestamp;
use crate::args;
use crate::id::{NotAnId, ReturnId};
use crate::identity::Actor;
use crate::store::{Asked, Db, JsonRows};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use uuid::Uuid;

/// Returns on a page.
const PER_PAGE: usize = 50;

/// Where a page of returns begins: behind this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AfterReturn {
    at: Timestamp,
    id: ReturnId,
}

impl fmt::Display for AfterReturn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at.0, self.id)
    }
}

impl FromStr for AfterReturn {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        let (at, id) = text.split_once('_').ok_or(NotAnId)?;
        Ok(Self {
            at: Timestamp(at.parse().map_err(|_| NotAnId)?),
            id: id.parse()?,
        })
    }
}

/// A page of returns.
#[derive(Debug, Clone, Default)]
pub struct ReturnList {
    /// Its returns.
    pub rows: Vec<GoodsReturn>,
    /// Behind which of them the next page begins, if there are more.
    pub next: Option<AfterReturn>,
}

/// As the indexes have them: `goods_return_open` and `goods_return_done`.
const OPEN: &str = "r.state IN ('announced', 'received', 'in-repair')";
const DONE: &str = "r.state IN ('closed', 'called-off', 'sent-back')";

fn ask(done: bool, after: Option<AfterReturn>, most: i64) -> Asked<'static, Vec<GoodsReturn>> {
    static WAITING: LazyLock<JsonRows> = LazyLock::new(|| {
        let rows = select(&format!("{OPEN} AND (r.opened_at, r.id) > ($1, $2)"));
        JsonRows::new(
            COLUMNS,
            &format!("{rows} ORDER BY r.opened_at, r.id LIMIT ($3 + 0) /* staff */"),
        )
    });
    static PAST: LazyLock<JsonRows> = LazyLock::new(|| {
        let rows = select(&format!("{DONE} AND (r.changed_at, r.id) < ($1, $2)"));
        JsonRows::new(
            COLUMNS,
            &format!("{rows} ORDER BY r.changed_at DESC, r.id DESC LIMIT ($3 + 0) /* staff */"),
        )
    });
    let (rows, first) = if done {
        (&PAST, (Timestamp::NEVER, Uuid::max()))
    } else {
        (&WAITING, (Timestamp(i64::MIN), Uuid::nil()))
    };
    let after = after.unwrap_or(AfterReturn {
        at: first.0,
        id: ReturnId(first.1),
    });
    rows.ask(args![after.at, after.id, most])
}

/// A page of the returns that wait for somebody, the oldest first; or of the others,
/// the latest first.
///
/// # Errors
/// See [`ReturnError`].
pub async fn goods_returns(
    db: &Db,
    actor: &Actor,
    done: bool,
    after: Option<AfterReturn>,
) -> Result<ReturnList, ReturnError> {
    list(db, actor, done, after, PER_PAGE).await
}

/// The same with so many on a page.
pub(super) async fn list(
    db: &Db,
    actor: &Actor,
    done: bool,
    after: Option<AfterReturn>,
    per_page: usize,
) -> Result<ReturnList, ReturnError> {
    demand(actor)?;
    let mut read = db.read(actor.scope()).await?;
    // One more says whether there are more.
    let most = i64::try_from(per_page.saturating_add(1)).unwrap_or(i64::MAX);
    let mut rows = ask(done, after, most).fetch(&mut read).await?;
    let more = rows.len() > per_page;
    rows.truncate(per_page);
    let last = rows.last().filter(|_| more);
    Ok(ReturnList {
        next: last.map(|one| AfterReturn {
            at: if done { one.changed_at } else { one.opened_at },
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
        let after = AfterReturn {
            at: Timestamp(1_781_417_520_000),
            id: ReturnId(Uuid::from_u128(7)),
        };
        assert_eq!(after.to_string().parse::<AfterReturn>().ok(), Some(after));
        for wrong in ["", "1", "1_", "_", "x_00000000-0000-0000-0000-000000000007"] {
            assert!(wrong.parse::<AfterReturn>().is_err(), "{wrong}");
        }
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::identity::{CustomerRole, StaffRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::store::testing::both_engines;
    use crate::store::{Query, Scope, StoreError};
    use std::collections::BTreeSet;

    both_engines!(every_return_is_on_one_page_in_order, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let manager =
            testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;
        let order = new_order(&manager, vec![line("DOCK-100", 1, 11_800)]);
        let order = placed(&db, &manager, order, Timestamp(0)).await;
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                for number in 0..10_i64 {
                    let state = if number % 2 == 0 {
                        "in-repair"
                    } else {
                        "sent-back"
                    };
                    // Some at the same moment.
                    tx.run(
                        "INSERT INTO goods_return (id, customer_id, number, order_id, state, reason,
                             outcome, version, opened_at, changed_at)
                         VALUES ($1, $2, $3, $4, $5, '', '', 1, $6, $7)",
                        args![
                            ReturnId::new(),
                            company.id,
                            format!("RMA-{number}"),
                            order,
                            state,
                            number / 4,
                            number / 4
                        ],
                    )
                    .await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        for done in [false, true] {
            let (mut seen, mut after) = (Vec::new(), None);
            loop {
                let page = list(&db, &desk, done, after, 2).await.unwrap();
                assert!(page.rows.len() <= 2);
                seen.extend(page.rows);
                match page.next {
                    Some(next) => after = Some(next.to_string().parse().unwrap()),
                    None => break,
                }
            }
            let numbers: BTreeSet<&str> = seen.iter().map(|one| one.number.as_str()).collect();
            assert_eq!((seen.len(), numbers.len()), (5, 5), "each once");
            let times: Vec<i64> = seen.iter().map(|one| one.opened_at.0).collect();
            let mut sorted = times.clone();
            sorted.sort_unstable();
            if done {
                sorted.reverse();
            }
            assert_eq!(times, sorted);
        }
        let refused = goods_returns(&db, &manager, false, None).await;
        assert!(matches!(refused, Err(ReturnError::Denied(_))));
    });

    both_engines!(
        returns_are_read_from_their_index_in_order,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            for (done, index) in [(false, "goods_return_open"), (true, "goods_return_done")] {
                let plan = ask(done, None, 51).plan(&mut read).await.unwrap();
                assert!(plan.contains(index), "{plan}");
                assert!(
                    !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                    "{plan}"
                );
            }
        }
    );
}
