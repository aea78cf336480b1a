//! Searches are remembered on the server, by what was found.

use crate::Timestamp;
use crate::identity::Actor;
use crate::profile::{self, Interaction};
use crate::store::{Db, Result, StoreError};

/// The longest text of a search that is remembered, in characters.
const LONGEST: usize = 120;

/// Remembers what a member searched and how much it found, if that may be
/// remembered of them. What staff search while they look at a customer's site
/// is not the customer's.
///
/// # Errors
/// If it can't be written.
pub async fn record_search(
    db: &Db,
    actor: &Actor,
    typed: &str,
    hits: i64,
    now: Timestamp,
) -> Result<()> {
    let Some(member) = actor.member().filter(|member| member.recording) else {
        return Ok(());
    };
    let words: String = super::attribute::tidy(typed)
        .chars()
        .take(LONGEST)
        .collect();
    if words.is_empty() {
        return Ok(());
    }
    let searched =
        Interaction::searched(member.company.id, member.id, member.unit, &words, hits, now);
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move { profile::record(tx, vec![searched]).await })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::identity::{CustomerRole, StaffRole, testing};
    use crate::store::Query;
    use crate::store::testing::both_engines;

    both_engines!(
        a_members_search_is_remembered_and_staffs_is_not,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden").await;
            let member = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let staff = testing::staff(&db, &[StaffRole::Curator]).await;
            record_search(&db, &member, "  TN328 ", 0, Timestamp(5))
                .await
                .unwrap();
            record_search(&db, &member, "   ", 3, Timestamp(6))
                .await
                .unwrap();
            record_search(&db, &staff, "mouse", 3, Timestamp(7))
                .await
                .unwrap();
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            let found: Vec<(String, Option<i64>)> = read
                .all(
                    "SELECT text, amount FROM interaction WHERE customer_id = $1",
                    args![company.id],
                )
                .await
                .unwrap();
            assert_eq!(found, [("TN328".to_owned(), Some(0))]);
        }
    );
}
