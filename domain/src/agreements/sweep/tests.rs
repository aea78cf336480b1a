//! Sweeps, on both engines.

use super::super::testing::{category, list_price, price_list, product};
use super::super::{
    AgreementError, Audience, Change, NewAgreement, NewLine, Publish, Says, ShelfItem, Validity,
    change_agreement, create_agreement, discard_draft, publish, shelf_items,
};
use super::*;
use crate::id::{AgreementId, CategoryId, PriceListId, ProductId, SweepId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{Actor, Company, CustomerRole, Shopper, StaffRole, in_force};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};

const NOW: Timestamp = Timestamp(1_000_000);
const LATER: Timestamp = Timestamp(2_000_000);

struct World {
    curator: Actor,
    displays: CategoryId,
    display: ProductId,
    /// Company, its manager and its agreement.
    deals: Vec<(Company, Actor, AgreementId)>,
}

fn line(says: Says) -> NewLine {
    NewLine {
        says,
        least: Quantity::pieces(1),
        valid: Validity::ALWAYS,
    }
}

impl World {
    /// Companies that may all buy displays.
    async fn begin(db: &Db, companies: usize) -> World {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let list = price_list(db, Currency::EUR).await;
        let displays = category(db, None, "Displays").await;
        let display = product(db, displays, "MON-27", "Display 27").await;
        list_price(db, list, display, 10_000).await;
        let mut world = World {
            curator,
            displays,
            display,
            deals: Vec::new(),
        };
        for number in 0..companies {
            world.company(db, &format!("Company {number}"), list).await;
        }
        world
    }

    async fn company(&mut self, db: &Db, name: &str, list: PriceListId) {
        let (company, unit) = customer(db, name).await;
        let manager = member(db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let new = NewAgreement {
            key: FormKey::fresh(),
            audience: Audience::Customer(company.id),
            number: name.to_owned(),
            price_list: list,
            valid: Validity::ALWAYS,
        };
        let agreement = create_agreement(db, &self.curator, new, NOW).await.unwrap();
        self.draft(db, agreement).await;
        let first = Publish {
            agreement,
            version: 2,
            note: String::new(),
            at: None,
            even_if_empty: false,
        };
        publish(db, &self.curator, first, NOW).await.unwrap();
        self.deals.push((company, manager, agreement));
    }

    /// Somebody works on a draft of it.
    async fn draft(&self, db: &Db, agreement: AgreementId) {
        let change = Change::AddCategory {
            category: Some(self.displays),
            line: line(Says::In),
        };
        change_agreement(db, &self.curator, agreement, change, NOW)
            .await
            .unwrap();
    }

    async fn sweep(
        &self,
        db: &Db,
        what: Sweeping,
        publishes: bool,
    ) -> Result<SweepId, AgreementError> {
        let command = BeginSweep {
            key: FormKey::fresh(),
            whom: Whom::default(),
            what,
            note: "Prices fell.".to_owned(),
            publishes,
        };
        begin_sweep(db, &self.curator, command, LATER).await
    }

    async fn seen(&self, db: &Db, deal: usize) -> Vec<ShelfItem> {
        let (company, ..) = &self.deals[deal];
        let mut read = db.read(Scope::customer(company.id)).await.unwrap();
        let in_force = in_force(&mut read, company.id, None, LATER).await.unwrap();
        let shopper = Shopper {
            company,
            in_force: in_force.as_ref(),
            preview: false,
            member: None,
        };
        shelf_items(&mut read, shopper, &[self.display], LATER)
            .await
            .unwrap()
    }

    async fn price(&self, db: &Db, deal: usize) -> Option<i64> {
        let seen = self.seen(db, deal).await;
        Some(seen.first()?.price.price?.minor)
    }

    async fn figures(&self, db: &Db, id: SweepId) -> (SweepState, i64, i64, i64) {
        let mut read = db.read(self.curator.scope()).await.unwrap();
        let (one, _) = sweep(&mut read, &self.curator, id).await.unwrap();
        (one.state, one.done, one.skipped, one.left())
    }

    async fn whys(&self, db: &Db, id: SweepId) -> Vec<(String, Why)> {
        let mut read = db.read(self.curator.scope()).await.unwrap();
        let (_, items) = sweep(&mut read, &self.curator, id).await.unwrap();
        items
            .into_iter()
            .filter_map(|item| Some((item.customer_name.clone(), item.why()?)))
            .collect()
    }

    fn discount(&self, rate: i64) -> Sweeping {
        Sweeping::Category {
            category: Some(self.displays),
            says: Says::Discount(Rate(rate)),
            valid: Validity::ALWAYS,
        }
    }
}

async fn drafts(db: &Db) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(
        "SELECT COUNT(*) FROM agreement_revision WHERE state = 'draft' /* system */",
        args![],
    )
    .await
    .unwrap()
    .unwrap()
}

both_engines!(
    the_same_change_comes_to_every_agreement_once,
    |db| async move {
        let world = World::begin(&db, 3).await;
        // Somebody is working on one of them.
        let busy = world.deals[1].2;
        let change = Change::AddCategory {
            category: None,
            line: line(Says::Discount(Rate(100))),
        };
        change_agreement(&db, &world.curator, busy, change, NOW)
            .await
            .unwrap();
        let id = world.sweep(&db, world.discount(1_000), true).await.unwrap();
        assert_eq!(world.figures(&db, id).await, (SweepState::Running, 0, 0, 3));
        assert_eq!(work_on_sweeps(&db, || LATER).await.unwrap(), 3);
        assert_eq!(
            world.figures(&db, id).await,
            (SweepState::Finished, 2, 1, 0)
        );
        assert_eq!(
            world.whys(&db, id).await,
            [("Company 1".to_owned(), Why::Draft)]
        );
        assert_eq!(world.price(&db, 0).await, Some(9_000));
        assert_eq!(world.price(&db, 1).await, Some(10_000));
        assert_eq!(world.price(&db, 2).await, Some(9_000));
        assert_eq!(work_on_sweeps(&db, || LATER).await.unwrap(), 0);

        // A line of the same kind gives way; who has it already is left out.
        let again = world.sweep(&db, world.discount(1_000), true).await.unwrap();
        assert_eq!(world.figures(&db, again).await.3, 1);
        work_on_sweeps(&db, || LATER).await.unwrap();
        let more = world.sweep(&db, world.discount(2_000), true).await.unwrap();
        work_on_sweeps(&db, || LATER).await.unwrap();
        assert_eq!(world.figures(&db, more).await.1, 2);
        assert_eq!(world.price(&db, 0).await, Some(8_000));
        let nothing = Sweeping::NoProduct {
            product: world.display,
            sku: "MON-27".to_owned(),
        };
        assert!(matches!(
            world.sweep(&db, nothing, true).await,
            Err(AgreementError::NothingToChange)
        ));
    }
);

both_engines!(
    nobody_is_left_with_nothing_to_buy_by_a_sweep,
    |db| async move {
        let world = World::begin(&db, 2).await;
        let out = Sweeping::Category {
            category: Some(world.displays),
            says: Says::Out,
            valid: Validity::ALWAYS,
        };
        let id = world.sweep(&db, out, true).await.unwrap();
        work_on_sweeps(&db, || LATER).await.unwrap();
        assert_eq!(
            world.figures(&db, id).await,
            (SweepState::Finished, 0, 2, 0)
        );
        assert_eq!(world.whys(&db, id).await[0].1, Why::Empty);
        assert_eq!(world.seen(&db, 0).await.len(), 1);
        // Nothing half done is left behind.
        assert_eq!(drafts(&db).await, 0);
    }
);

both_engines!(a_price_is_for_agreements_in_its_currency, |db| async move {
    let mut world = World::begin(&db, 1).await;
    let dollars = price_list(&db, Currency::USD).await;
    world.company(&db, "Elsewhere", dollars).await;
    let price = Sweeping::Product {
        product: world.display,
        sku: "MON-27".to_owned(),
        says: Says::Price(Money::new(7_500, Currency::EUR)),
        valid: Validity::ALWAYS,
    };
    let id = world.sweep(&db, price.clone(), true).await.unwrap();
    work_on_sweeps(&db, || LATER).await.unwrap();
    assert_eq!(
        world.whys(&db, id).await,
        [("Elsewhere".to_owned(), Why::Currency)]
    );
    assert_eq!(world.price(&db, 0).await, Some(7_500));
    let mut read = db.read(world.curator.scope()).await.unwrap();
    let everybody = Whom::default();
    let touched = whom_it_touches(&mut read, &world.curator, &everybody, &price, LATER);
    let outcomes: Vec<Outcome> = touched
        .await
        .unwrap()
        .iter()
        .map(|one| one.outcome(&price))
        .collect();
    assert_eq!(
        outcomes,
        [Outcome::Unchanged, Outcome::Skipped(Why::Currency)]
    );
});

both_engines!(
    a_sweep_stops_and_goes_on_where_it_stopped,
    |db| async move {
        let world = World::begin(&db, 2).await;
        let id = world.sweep(&db, world.discount(500), false).await.unwrap();
        stop_sweep(&db, &world.curator, id, LATER).await.unwrap();
        assert_eq!(work_on_sweeps(&db, || LATER).await.unwrap(), 0);
        assert_eq!(world.figures(&db, id).await, (SweepState::Stopped, 0, 0, 2));
        go_on_with_sweep(&db, &world.curator, id, LATER)
            .await
            .unwrap();
        work_on_sweeps(&db, || LATER).await.unwrap();
        // It was to leave drafts.
        assert_eq!(
            world.figures(&db, id).await,
            (SweepState::Finished, 2, 0, 0)
        );
        assert_eq!(
            (drafts(&db).await, world.price(&db, 0).await),
            (2, Some(10_000))
        );
    }
);

/// As if the program had been killed after drafting: the items wait with the
/// drafts that are there, at this version.
async fn killed_after_drafting(db: &Db, id: SweepId, version: i64) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE sweep SET state = 'running', publishes = $2 WHERE id = $1",
                args![id, true],
            )
            .await?;
            tx.run(
                "UPDATE sweep_item SET state = 'drafted', draft_version = $2,
                     draft_id = (SELECT r.id FROM agreement_revision r
                                 WHERE r.agreement_id = sweep_item.agreement_id
                                     AND r.state = 'draft')
                 WHERE sweep_id = $1 /* system */",
                args![id, version],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(
    a_killed_sweep_puts_its_own_drafts_in_force_and_no_others,
    |db| async move {
        let world = World::begin(&db, 3).await;
        let id = world.sweep(&db, world.discount(500), false).await.unwrap();
        work_on_sweeps(&db, || LATER).await.unwrap();
        killed_after_drafting(&db, id, 2).await;
        // Meanwhile somebody went on with one of the drafts, and threw another away.
        let change = Change::AddCategory {
            category: None,
            line: line(Says::Discount(Rate(100))),
        };
        change_agreement(&db, &world.curator, world.deals[1].2, change, LATER)
            .await
            .unwrap();
        discard_draft(&db, &world.curator, world.deals[2].2, LATER)
            .await
            .unwrap();
        work_on_sweeps(&db, || LATER).await.unwrap();
        assert_eq!(
            world.figures(&db, id).await,
            (SweepState::Finished, 1, 2, 0)
        );
        assert_eq!(world.price(&db, 0).await, Some(9_500));
        for left_alone in [1, 2] {
            assert_eq!(world.price(&db, left_alone).await, Some(10_000));
        }
        assert_eq!(drafts(&db).await, 1);
    }
);

both_engines!(nobodys_agreement_is_swept_into_the_past, |db| async move {
    let world = World::begin(&db, 1).await;
    let over = Sweeping::Until { until: LATER };
    assert!(matches!(
        world.sweep(&db, over, true).await,
        Err(AgreementError::InThePast)
    ));
    let soon = Sweeping::Until {
        until: Timestamp(LATER.0 + 1),
    };
    world.sweep(&db, soon, true).await.unwrap();
});

both_engines!(who_does_not_curate_sweeps_nothing, |db| async move {
    let world = World::begin(&db, 1).await;
    let (_, manager, _) = &world.deals[0];
    let command = BeginSweep {
        key: FormKey::fresh(),
        whom: Whom::default(),
        what: world.discount(500),
        note: "Prices fell.".to_owned(),
        publishes: true,
    };
    let refused = begin_sweep(&db, manager, command.clone(), LATER).await;
    assert!(matches!(refused, Err(AgreementError::Denied(_))));
    let silent = BeginSweep {
        note: "  ".to_owned(),
        ..command.clone()
    };
    let refused = begin_sweep(&db, &world.curator, silent, LATER).await;
    assert!(matches!(refused, Err(AgreementError::NoReason)));
    // The same form twice is one sweep.
    let first = begin_sweep(&db, &world.curator, command.clone(), LATER).await;
    let second = begin_sweep(&db, &world.curator, command, LATER).await;
    assert_eq!(first.unwrap(), second.unwrap());
});
