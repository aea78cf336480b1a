//! The whole loop on both engines: what happened becomes facts, facts change
//! the site or become plays, and what is deleted is gone from all of them.

mod looked_at;

use super::learning::Finding;
use super::{
    ForgetError, Interaction, Kind, LineSeen, Note, Recording, Way, choices, choose_for_company,
    choose_for_me, correct, forget_me, forget_one, learn_all, not_for_us, note, rebuild, record,
    take_correction_back,
};
use crate::args;
use crate::id::{CustomerId, FactId, MembershipId, OrderId, ProductId, UnitId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{Actor, CustomerRole, StaffRole};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, FromRow, Json, Query, Scope, StoreError};
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
    company: crate::identity::Company,
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
            company,
            unit,
            ines,
        }
    }

    pub async fn colleague(&self, db: &Db, role: CustomerRole) -> Actor {
        member(db, &self.company, self.unit, &[role]).await
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
                replaces: Vec::new(),
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

/// What the database says about a customer anywhere, as text.
async fn count(db: &Db, customer: CustomerId, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![customer]).await.unwrap().unwrap()
}

const INTERACTIONS: &str = "SELECT COUNT(*) FROM interaction WHERE customer_id = $1";
const STATES: &str = "SELECT COUNT(*) FROM fact_state WHERE customer_id = $1";

both_engines!(
    what_a_person_deletes_is_gone_from_the_facts_too,
    |db| async move {
        let halden = Company::new(&db, "Halden").await;
        let other = Company::new(&db, "Other").await;
        let toner = ProductId::new();
        let mut all: Vec<Interaction> = [170, 127, 84].map(|ago| halden.ordered(toner, ago)).into();
        all.extend([900, 700, 500, 300].map(|ago| halden.searched("IP65 display", 0, ago)));
        all.extend([900, 700].map(|ago| other.searched("IP65 display", 0, ago)));
        happened(&db, all).await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(known(&db, halden.customer).await.len(), 2);

        assert_eq!(forget_me(&db, &halden.ines, NOW).await.unwrap(), 4);
        let [habit] = known(&db, halden.customer).await.try_into().unwrap();
        assert!(
            matches!(habit.finding.0, Finding::Reorder(_)),
            "orders are the company's"
        );
        assert_eq!(count(&db, halden.customer, INTERACTIONS).await, 3);
        assert_eq!(count(&db, halden.customer, STATES).await, 1);
        assert_eq!(proposed(&db, halden.customer).await, 0);
        assert_eq!(known(&db, other.customer).await.len(), 1);
        assert_eq!(count(&db, other.customer, INTERACTIONS).await, 2);
        assert_eq!(forget_me(&db, &halden.ines, NOW).await.unwrap(), 0);
    }
);

both_engines!(
    one_thing_can_be_deleted_and_only_ones_own,
    |db| async move {
        let halden = Company::new(&db, "Halden").await;
        let other = Company::new(&db, "Other").await;
        let colleague = halden.colleague(&db, CustomerRole::PurchasingManager).await;
        happened(
            &db,
            vec![
                halden.searched("IP65 display", 0, 9),
                halden.searched("IP65 display", 0, 5),
                halden.ordered(ProductId::new(), 3),
            ],
        )
        .await;
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(known(&db, halden.customer).await.len(), 1);
        let mut read = db.read(Scope::system()).await.unwrap();
        let ids: Vec<(crate::id::InteractionId, String)> = read
            .all(
                "SELECT id, kind FROM interaction WHERE customer_id = $1 ORDER BY at",
                args![halden.customer],
            )
            .await
            .unwrap();
        drop(read);
        let of = |wanted: &str| ids.iter().find(|(_, kind)| kind == wanted).unwrap().0;
        let (first, order) = (of("searched"), of("ordered"));
        for stranger in [&other.ines, &colleague] {
            let refused = forget_one(&db, stranger, first, NOW).await;
            assert!(
                matches!(refused, Err(ForgetError::Denied(_))),
                "{refused:?}"
            );
        }
        let refused = forget_one(&db, &halden.ines, order, NOW).await;
        assert!(matches!(refused, Err(ForgetError::BusinessRecord)));
        assert_eq!(count(&db, halden.customer, INTERACTIONS).await, 3);

        forget_one(&db, &halden.ines, first, NOW).await.unwrap();
        assert_eq!(count(&db, halden.customer, INTERACTIONS).await, 2);
        assert!(
            known(&db, halden.customer).await.is_empty(),
            "once is chance"
        );
    }
);

both_engines!(
    a_full_window_is_filled_again_from_what_was_before_it,
    |db| async move {
        let halden = Company::new(&db, "Halden").await;
        let colleague = halden.colleague(&db, CustomerRole::Requester).await;
        // More searches than the rule keeps; the latest ones are Ines's.
        let theirs = (0..200).map(|n| {
            let mut one = halden.searched("IP65 display", 0, 2_000 - n);
            one.member = Some(colleague.member().unwrap().id);
            one
        });
        let hers = (0..100).map(|n| halden.searched("IP65 display", 0, 1_000 - n));
        happened(&db, theirs.chain(hers).collect()).await;
        learn_all(&db, NOW).await.unwrap();
        let [before] = known(&db, halden.customer).await.try_into().unwrap();
        assert_eq!(before.evidence_count, 240);

        assert_eq!(forget_me(&db, &halden.ines, NOW).await.unwrap(), 100);
        let [at_once] = known(&db, halden.customer).await.try_into().unwrap();
        assert_eq!(at_once.evidence_count, 140);
        learn_all(&db, NOW).await.unwrap();
        let [then] = known(&db, halden.customer).await.try_into().unwrap();
        assert_eq!(then.evidence_count, 200);
    }
);

both_engines!(rebuilding_waits_for_nobody_else, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let other = Company::new(&db, "Other").await;
    let mara = staff(&db, &[StaffRole::AccountManager]).await;
    let toner = ProductId::new();
    happened(
        &db,
        vec![halden.ordered(toner, 90), other.ordered(toner, 90)],
    )
    .await;
    learn_all(&db, NOW).await.unwrap();
    happened(&db, vec![other.ordered(toner, 60)]).await;
    assert_eq!(rebuild(&db, &mara, halden.customer, NOW).await.unwrap(), 1);
    assert_eq!(learn_all(&db, NOW).await.unwrap(), 1, "the other's is left");
});

both_engines!(
    a_correction_and_not_for_us_outlive_rebuilding,
    |db| async move {
        let halden = Company::new(&db, "Halden").await;
        let other = Company::new(&db, "Other").await;
        let mara = staff(&db, &[StaffRole::AccountManager]).await;
        let toner = ProductId::new();
        let mut all: Vec<Interaction> = [170, 127, 84].map(|ago| halden.ordered(toner, ago)).into();
        all.extend([900, 700, 500, 300].map(|ago| halden.searched("IP65 display", 0, ago)));
        happened(&db, all).await;
        learn_all(&db, NOW).await.unwrap();
        let facts = known(&db, halden.customer).await;
        let is_habit = |one: &&Known| matches!(one.finding.0, Finding::Reorder(_));
        let habit = facts.iter().find(is_habit).unwrap().id;
        let missed = facts.iter().find(|one| !is_habit(one)).unwrap().id;

        assert!(not_for_us(&db, &other.ines, habit, NOW).await.is_err());
        assert!(correct(&db, &other.ines, missed, "", NOW).await.is_err());
        for _ in 0..2 {
            let name = not_for_us(&db, &halden.ines, habit, NOW).await.unwrap();
            assert_eq!(name, "Toner TN-328K");
            correct(&db, &halden.ines, missed, "A typo", NOW)
                .await
                .unwrap();
        }
        assert_eq!(proposed(&db, halden.customer).await, 0);
        rebuild(&db, &mara, halden.customer, NOW).await.unwrap();
        assert_eq!(proposed(&db, halden.customer).await, 0);
        take_correction_back(&db, &halden.ines, missed, NOW)
            .await
            .unwrap();
        learn_all(&db, NOW).await.unwrap();
        assert_eq!(proposed(&db, halden.customer).await, 1);
        let refused = "SELECT COUNT(*) FROM not_for_us WHERE customer_id = $1";
        assert_eq!(count(&db, halden.customer, refused).await, 1);
        let said =
            "SELECT COUNT(*) FROM interaction WHERE customer_id = $1 AND kind = 'not-for-us'";
        assert_eq!(count(&db, halden.customer, said).await, 1);
    }
);

both_engines!(recording_is_chosen_by_company_and_person, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let dana = halden.colleague(&db, CustomerRole::PurchasingManager).await;
    let member = halden.ines.member().unwrap().clone();
    let chosen = || async {
        let mut read = db.read(halden.ines.scope()).await.unwrap();
        choices(&mut read, &member).await.unwrap()
    };
    assert_eq!(chosen().await.own, None);
    assert!(
        choose_for_company(&db, &halden.ines, Recording::Orders, NOW)
            .await
            .is_err()
    );
    choose_for_company(&db, &dana, Recording::Orders, NOW)
        .await
        .unwrap();
    choose_for_me(&db, &halden.ines, true, NOW).await.unwrap();
    choose_for_me(&db, &halden.ines, false, NOW).await.unwrap();
    let now = chosen().await;
    assert_eq!(
        (now.company, now.own, now.against),
        (Recording::Orders, Some(false), 1)
    );
});

both_engines!(what_staff_note_becomes_a_fact, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let mara = staff(&db, &[StaffRole::AccountManager]).await;
    let told = |learned: &str, internal| Note {
        customer: halden.customer,
        member: Some(halden.member()),
        way: Way::Visit,
        at: NOW,
        text: "Walked through the deck".to_owned(),
        learned: learned.to_owned(),
        internal,
        key: FormKey::fresh(),
    };
    assert!(
        note(&db, &halden.ines, told("x", false), NOW)
            .await
            .is_err()
    );
    let once = told("Prefers mail before 10:00", false);
    note(&db, &mara, once.clone(), NOW).await.unwrap();
    note(&db, &mara, once, NOW).await.unwrap();
    note(&db, &mara, told("Buys elsewhere", true), NOW)
        .await
        .unwrap();
    note(&db, &mara, told("", false), NOW).await.unwrap();
    learn_all(&db, NOW).await.unwrap();
    assert_eq!(count(&db, halden.customer, INTERACTIONS).await, 3);
    assert_eq!(known(&db, halden.customer).await.len(), 2);

    // The person deletes what is theirs to read; the internal note stays.
    forget_me(&db, &halden.ines, NOW).await.unwrap();
    let [kept] = known(&db, halden.customer).await.try_into().unwrap();
    let Finding::Told(kept) = kept.finding.0 else {
        panic!("{kept:?}")
    };
    assert!(kept.internal);
});
