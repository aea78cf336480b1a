//! Publishing at a moment, and telling of what ends.

use super::*;
use crate::identity::join_account_team;

const DAY: i64 = 86_400;

fn in_days(days: i64) -> Timestamp {
    NOW.plus_seconds(days * DAY)
}

impl Deal {
    async fn plan(&self, db: &Db, at: Timestamp, anyway: bool) -> Result<(), AgreementError> {
        let version = self.page(db).await.draft().map_or(0, |draft| draft.version);
        let command = Publish {
            agreement: self.agreement,
            version,
            note: "From December on".to_owned(),
            at: Some(at),
            even_if_empty: anyway,
        };
        publish(db, &self.curator, command, NOW).await
    }
}

/// The messages that wait, of this kind: to whom, and what they say of it.
async fn mails(db: &Db, kind: &str) -> Vec<(String, crate::store::Json<serde_json::Value>)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, payload FROM outbox WHERE kind = $1 ORDER BY created_at, recipient",
        args![kind],
    )
    .await
    .unwrap()
}

both_engines!(
    a_planned_draft_applies_from_its_moment_on,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        deal.category(&db, Says::Discount(Rate(1_000)))
            .await
            .unwrap();
        deal.plan(&db, in_days(10), false).await.unwrap();

        assert_eq!(
            publish_due(&db, in_days(10).plus_seconds(-1))
                .await
                .unwrap(),
            0
        );
        assert_eq!(deal.price(&db).await, Some(eur(32_000)));
        assert_eq!(publish_due(&db, in_days(10)).await.unwrap(), 1);
        assert_eq!(deal.price(&db).await, Some(eur(28_800)));
        assert_eq!(publish_due(&db, in_days(11)).await.unwrap(), 0);

        let page = deal.page(&db).await;
        assert_eq!(page.draft(), None);
        let published = page.published().unwrap();
        assert_eq!(published.note, "From December on");
        assert_eq!(published.published_at, Some(in_days(10)));
        assert_eq!(
            published.published_by_name.as_deref(),
            Some(deal.curator.name())
        );
        assert_eq!(published.publish_at, None);
        // The first time and then.
        assert_eq!(mails(&db, "agreement-published").await.len(), 2);
    }
);

both_engines!(a_planned_draft_stays_as_it_was_decided, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    deal.publish(&db, "").await.unwrap();
    deal.category(&db, Says::Discount(Rate(1_000)))
        .await
        .unwrap();
    deal.plan(&db, in_days(10), false).await.unwrap();
    let refused = deal.category(&db, Says::CostPlus(Rate(500))).await;
    assert!(matches!(refused, Err(AgreementError::Planned(at)) if at == in_days(10)));
    let refused = discard_draft(&db, &deal.curator, deal.agreement, NOW).await;
    assert!(matches!(refused, Err(AgreementError::Planned(_))));

    // Only who curates takes the plan back; then all is as before.
    let refused = withdraw_plan(&db, &deal.manager, deal.agreement, NOW).await;
    assert!(matches!(refused, Err(AgreementError::Denied(_))));
    for _ in 0..2 {
        withdraw_plan(&db, &deal.curator, deal.agreement, NOW)
            .await
            .unwrap();
    }
    assert_eq!(publish_due(&db, in_days(20)).await.unwrap(), 0);
    deal.product(&db, "MON-27", Says::In, Validity::ALWAYS)
        .await
        .unwrap();
    assert_eq!(deal.price(&db).await, Some(eur(32_000)));
});

both_engines!(a_moment_that_makes_no_sense_is_refused, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    assert!(matches!(
        deal.plan(&db, NOW, false).await,
        Err(AgreementError::InThePast)
    ));
    let terms = PriceTerms {
        valid: Validity::new(NOW, in_days(5)).unwrap(),
        ..deal.terms()
    };
    let seen = deal.page(&db).await.draft().map(|draft| draft.version);
    let change = Change::Terms {
        terms: Box::new(terms),
        seen,
    };
    deal.change(&db, change).await.unwrap();
    assert!(matches!(
        deal.plan(&db, in_days(5), true).await,
        Err(AgreementError::EndsBefore)
    ));
    assert_eq!(deal.page(&db).await.shown.publish_at, None);
    deal.plan(&db, in_days(4), false).await.unwrap();
});

both_engines!(
    what_came_to_leave_nothing_is_not_published,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.plan(&db, in_days(1), false).await.unwrap();
        // Meanwhile the only product is no longer sold.
        db.write::<_, StoreError, _>(Scope::system(), |tx| {
            Box::pin(async move { tx.run("UPDATE product SET active = $1", args![false]).await })
        })
        .await
        .unwrap();
        assert_eq!(publish_due(&db, in_days(1)).await.unwrap(), 0);
        let page = deal.page(&db).await;
        assert_eq!((page.published(), page.shown.publish_at), (None, None));
        let told = mails(&db, "agreement-not-published").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, deal.curator.email());
        // Who said "even so" is taken at their word.
        deal.plan(&db, in_days(2), true).await.unwrap();
        assert_eq!(publish_due(&db, in_days(2)).await.unwrap(), 1);
    }
);

both_engines!(
    both_sides_are_told_of_an_end_sixty_and_fourteen_days_ahead,
    |db| async move {
        let deal = Deal::begin(&db).await;
        let manager = staff(&db, &[StaffRole::AccountManager]).await;
        let (customer, role) = (deal.company.id, StaffRole::AccountManager);
        join_account_team(&db, &deal.curator, customer, manager.person(), role, NOW)
            .await
            .unwrap();
        deal.category(&db, Says::In).await.unwrap();
        let terms = PriceTerms {
            valid: Validity::new(Timestamp(0), in_days(100)).unwrap(),
            ..deal.terms()
        };
        let seen = deal.page(&db).await.draft().map(|draft| draft.version);
        let change = Change::Terms {
            terms: Box::new(terms),
            seen,
        };
        deal.change(&db, change).await.unwrap();
        // One price ends before the agreement does, and one is followed by another.
        let until = |days| Validity::new(Timestamp(0), in_days(days)).unwrap();
        deal.product(&db, "MON-27", Says::Price(eur(30_000)), until(70))
            .await
            .unwrap();
        product(&db, deal.displays, "MON-32", "Display 32").await;
        deal.product(&db, "MON-32", Says::Price(eur(50_000)), until(30))
            .await
            .unwrap();
        let after = Validity::new(in_days(30), Timestamp::NEVER).unwrap();
        deal.product(&db, "MON-32", Says::Price(eur(55_000)), after)
            .await
            .unwrap();
        deal.publish(&db, "").await.unwrap();

        let told = |at: i64| {
            let db = db.clone();
            async move { warn_of_endings(&db, in_days(at)).await.unwrap() }
        };
        assert_eq!(told(9).await, 0);
        assert_eq!(told(10).await, 1);
        assert_eq!(told(11).await, 0);
        let prices = mails(&db, "prices-end").await;
        assert_eq!(prices.len(), 1);
        assert_eq!(prices[0].0, deal.manager.email());
        assert_eq!(prices[0].1.0["count"], 1);
        assert_eq!(told(40).await, 1);
        // Now the price again, and nothing of the agreement until its own turn.
        assert_eq!((told(56).await, told(56).await), (1, 0));
        assert_eq!((told(86).await, told(99).await), (1, 0));
        // The curator made it, the account manager looks after the customer.
        let staff: Vec<String> = mails(&db, "agreement-ends-staff")
            .await
            .into_iter()
            .map(|one| one.0)
            .collect();
        assert_eq!(staff.len(), 4);
        assert!(staff.contains(&manager.email().to_owned()));
        assert_eq!(mails(&db, "agreement-ends").await.len(), 2);
    }
);

// Nobody was told of the end of what was agreed for a category: only of prices of
// single products.
both_engines!(
    the_end_of_a_discount_is_told_as_that_of_a_price_is,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        let off = |rate, valid| Change::AddCategory {
            category: Some(deal.displays),
            only: None,
            line: line(Says::Discount(Rate(rate)), valid),
        };
        let days = |from, until| Validity::new(in_days(from), in_days(until)).unwrap();
        deal.change(&db, off(500, days(0, 20))).await.unwrap();
        deal.change(&db, off(600, days(20, 70))).await.unwrap();
        // What is out for a while is no price.
        let out = Change::AddCategory {
            category: None,
            only: None,
            line: line(Says::Out, days(0, 30)),
        };
        deal.change(&db, out).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        // The first discount is followed by the second.
        assert_eq!(warn_of_endings(&db, in_days(9)).await.unwrap(), 0);
        assert_eq!(warn_of_endings(&db, in_days(10)).await.unwrap(), 1);
        assert_eq!(warn_of_endings(&db, in_days(11)).await.unwrap(), 0);
        assert_eq!(warn_of_endings(&db, in_days(56)).await.unwrap(), 1);
        let told = mails(&db, "prices-end").await;
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].1.0["count"], 1);
    }
);

both_engines!(who_first_looks_late_is_told_once, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    let terms = PriceTerms {
        valid: Validity::new(Timestamp(0), in_days(10)).unwrap(),
        ..deal.terms()
    };
    let seen = deal.page(&db).await.draft().map(|draft| draft.version);
    let change = Change::Terms {
        terms: Box::new(terms),
        seen,
    };
    deal.change(&db, change).await.unwrap();
    deal.publish(&db, "").await.unwrap();
    assert_eq!(warn_of_endings(&db, NOW).await.unwrap(), 1);
    assert_eq!(warn_of_endings(&db, in_days(9)).await.unwrap(), 0);
    // What has ended is no news.
    assert_eq!(warn_of_endings(&db, in_days(11)).await.unwrap(), 0);
});

both_engines!(
    who_looks_after_a_customer_sees_what_ends_there_and_nobody_else_s,
    |db| async move {
        let deal = Deal::begin(&db).await;
        let manager = staff(&db, &[StaffRole::AccountManager]).await;
        let stranger = staff(&db, &[StaffRole::AccountManager]).await;
        let (customer, role) = (deal.company.id, StaffRole::AccountManager);
        join_account_team(&db, &deal.curator, customer, manager.person(), role, NOW)
            .await
            .unwrap();
        deal.category(&db, Says::In).await.unwrap();
        let terms = PriceTerms {
            valid: Validity::new(Timestamp(0), in_days(50)).unwrap(),
            ..deal.terms()
        };
        let seen = deal.page(&db).await.draft().map(|draft| draft.version);
        let change = Change::Terms {
            terms: Box::new(terms),
            seen,
        };
        deal.change(&db, change).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        for (who, ends) in [(&manager, 1), (&stranger, 0)] {
            let asked = ask_to_look_after(who.person(), NOW);
            let found = asked.fetch(&mut read).await.unwrap();
            assert_eq!((found.ending.len(), found.drafts.len()), (ends, 0));
        }
    }
);
