//! What is on its way to somebody: the first thing they want to know.

use super::State;
use crate::args;
use crate::id::OrderId;
use crate::identity::Member;
use crate::store::{Asked, JsonRows};
use crate::{Currency, Day, Money};
use serde::Deserialize;
use std::sync::LazyLock;

/// An order that was promised for a day and is not over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OnItsWay {
    /// The order.
    pub id: OrderId,
    /// What people call it by.
    pub number: String,
    /// Where it is in its life.
    pub state: State,
    /// How many parcels have left.
    pub parcels: i64,
    /// The day promised for it, or for the rest.
    pub promised_at: Day,
    currency: Currency,
    total_minor: i64,
}

impl OnItsWay {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }
}

static ON_ITS_WAY: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "number",
            "state",
            "parcels",
            "promised_at",
            "currency",
            "total_minor",
        ],
        "SELECT id, number, state, parcels, promised_at, currency, total_minor
         FROM purchase_order
         WHERE requested_by = $2 AND customer_id = $1
             AND desk_at IS NOT NULL AND promised_at IS NOT NULL
         ORDER BY promised_at LIMIT 4",
    )
});

/// The member's own orders that were promised and are not over, at most four:
/// what comes first, first.
#[must_use]
pub fn ask_on_its_way(member: &Member) -> Asked<'static, Vec<OnItsWay>> {
    ON_ITS_WAY.ask(args![member.company.id, member.id])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Timestamp;
    use crate::identity::{CustomerRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::orders::{Change, Promise, acknowledge};
    use crate::store::testing::both_engines;
    use crate::store::{Db, FormKey, Scope};

    const NOW: Timestamp = Timestamp(1_781_417_520_000);

    async fn shown(db: &Db, actor: &crate::identity::Actor) -> Vec<Day> {
        let mut read = db.read(actor.scope()).await.unwrap();
        let found = ask_on_its_way(actor.member().unwrap())
            .fetch(&mut read)
            .await
            .unwrap();
        found.into_iter().map(|one| one.promised_at).collect()
    }

    both_engines!(
        what_was_promised_first_comes_first_and_only_ones_own,
        |db| async move {
            let desk = testing::staff(&db, &[crate::identity::StaffRole::OrderDesk]).await;
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let roles = &[CustomerRole::PurchasingManager];
            let manager = testing::member(&db, &company, unit, roles).await;
            let other = testing::member(&db, &company, unit, roles).await;
            for (number, days) in [(1_i64, Some(5)), (2, Some(2)), (3, None)] {
                let order = new_order(&manager, vec![line("DOCK", 1, 100)]);
                let order = placed(&db, &manager, order, NOW.plus_seconds(number)).await;
                if let Some(days) = days {
                    let promise = Promise {
                        change: Change {
                            key: FormKey::fresh(),
                            order,
                            version: 1,
                        },
                        day: Day::of(NOW).plus_days(days),
                        later: Vec::new(),
                        note: String::new(),
                    };
                    acknowledge(&db, &desk, promise, NOW).await.unwrap();
                }
            }
            assert_eq!(
                shown(&db, &manager).await,
                [2, 5].map(|days| Day::of(NOW).plus_days(days))
            );
            assert!(shown(&db, &other).await.is_empty());
        }
    );

    both_engines!(it_is_found_by_its_index, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let args = args![crate::id::CustomerId::new(), crate::id::MembershipId::new()];
        let plan = ON_ITS_WAY.plan(&mut read, args).await.unwrap();
        assert!(plan.contains("purchase_order_on_its_way"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE"), "{plan}");
    });
}
