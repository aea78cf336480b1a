//! The whole loop on both engines: what happened becomes facts, facts change
//! the site or become plays, and what is deleted is gone from all of them.

use super::learning::Finding;
use super::{Interaction, Kind, LineSeen, learn_all, rebuild, record};
use crate::args;
use crate::id::{CustomerId, FactId, MembershipId, OrderId, ProductId, UnitId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{Actor, CustomerRole, StaffRole};
use crate::store::testing::both_engines;
use crate::store::{Db, FromRow, Json, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Timestamp};

pub(super) const NOW: Timestamp = Timestamp(1_780_000_000_000);

pub(super) async fn happened(db: &Db, all: Vec<Interaction>) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { record(tx, all).await })
    })
    .await
    .unwrap();
}

/// A company with a requester of its unit.
pub(super) struct Company {
    pub customer: CustomerId,
    pub unit: UnitId,
    pub ines: Actor,
}

impl Company {
    pub async fn new(db: &Db, name: &str) -> Self {
        let (company, unit) = customer(db, name).await;
        let ines = member(db, &company, unit, &[CustomerRole::Requester]).await;
        Self {
            customer: company.id,
            unit,
            ines,
        }
    }

    pub fn member(&self) -> MembershipId {
        self.ines.member().unwrap().id
    }

    /// An order of two of the product, so many days ago.
    pub fn ordered(&self, product: ProductId, days_ago: i64) -> Interaction {
        Interaction::ordered(
            self.customer,
            self.member(),
            Some(self.unit),
            OrderId::new(),
            "2026-000001",
            None,
            &[LineSeen {
                product: Some(product),
                configuration: None,
                sku: "TN-328K".to_owned(),
                name: "Toner TN-328K".to_owned(),
                options: Vec::new(),
                quantity: Quantity::pieces(2),
            }],
            Money {
                minor: 12_240,
                currency: "EUR".parse::<Currency>().unwrap(),
            },
            NOW.plus_days(-days_ago),
        )
    }

    pub fn searched(&self, words: &str, hits: i64, hours_ago: i64) -> Interaction {
        let at = NOW.plus_seconds(-hours_ago * 3600);
        Interaction::searched(
            self.customer,
            self.member(),
            Some(self.unit),
            words,
            hits,
            at,
        )
    }
}

#[derive(Debug, PartialEq, FromRow)]
struct Known {
    id: FactId,
    finding: Json<Finding>,
    confidence: i64,
    evidence_count: i64,
    until_at: Timestamp,
}

async fn known(db: &Db, customer: CustomerId) -> Vec<Known> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT id, finding, confidence, evidence_count, until_at FROM fact
         WHERE customer_id = $1 ORDER BY id",
        args![customer],
    )
    .await
    .unwrap()
}

async fn proposed(db: &Db, customer: CustomerId) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(
        "SELECT COUNT(*) FROM play WHERE customer_id = $1 AND state = 'proposed'",
        args![customer],
    )
    .await
    .unwrap()
    .unwrap()
}

both_engines!(a_habit_becomes_a_fact_bit_by_bit, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let other = Company::new(&db, "Other").await;
    let toner = ProductId::new();
    for days_ago in [170, 127, 84] {
        happened(&db, vec![halden.ordered(toner, days_ago)]).await;
        assert_eq!(learn_all(&db, NOW).await.unwrap(), 1);
    }
    let [fact] = known(&db, halden.customer).await.try_into().unwrap();
    let Finding::Reorder(reorder) = &fact.finding.0 else {
        panic!("{fact:?}")
    };
    assert_eq!((reorder.every_days, reorder.occasions), (43, 3));
    assert_eq!((fact.confidence, fact.evidence_count), (2, 3));
    assert_eq!(learn_all(&db, NOW).await.unwrap(), 0);
    assert!(known(&db, other.customer).await.is_empty());
});

both_engines!(rebuilding_finds_the_same_facts, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let mara = staff(&db, &[StaffRole::AccountManager]).await;
    let toner = ProductId::new();
    let mut all: Vec<Interaction> = [170, 127, 84, 41]
        .map(|ago| halden.ordered(toner, ago))
        .into();
    all.extend([900, 700, 500, 300].map(|ago| halden.searched("IP65 display", 0, ago)));
    happened(&db, all).await;
    learn_all(&db, NOW).await.unwrap();
    let before = known(&db, halden.customer).await;
    assert_eq!(before.len(), 2);
    assert_eq!(proposed(&db, halden.customer).await, 1);

    assert_eq!(rebuild(&db, &mara, halden.customer, NOW).await.unwrap(), 8);
    assert_eq!(known(&db, halden.customer).await, before);
    assert_eq!(proposed(&db, halden.customer).await, 1);
    assert!(
        rebuild(&db, &halden.ines, halden.customer, NOW)
            .await
            .is_err()
    );
});

both_engines!(a_cancelled_order_is_no_habit, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let toner = ProductId::new();
    let orders = [170, 127, 84].map(|ago| halden.ordered(toner, ago));
    let mut cancelled = orders[2].clone();
    cancelled.kind = Kind::Cancelled;
    cancelled.detail = serde_json::json!({});
    happened(&db, orders.into()).await;
    learn_all(&db, NOW).await.unwrap();
    assert_eq!(known(&db, halden.customer).await.len(), 1);
    happened(&db, vec![cancelled]).await;
    learn_all(&db, NOW).await.unwrap();
    assert!(known(&db, halden.customer).await.is_empty());
});

both_engines!(
    what_is_found_in_the_end_is_proposed_no_more,
    |db| async move {
        let halden = Company::new(&db, "Halden").await;
        let missed = [900, 700, 500, 300].map(|ago| halden.searched("IP65 display", 0, ago));
        happened(&db, missed.into()).await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(proposed(&db, halden.customer).await, 1);
        happened(&db, vec![halden.searched("IP65 displays", 3, 200)]).await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(proposed(&db, halden.customer).await, 0);
        assert!(known(&db, halden.customer).await.is_empty());
    }
);
