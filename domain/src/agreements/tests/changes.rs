//! What a draft changes of the terms, and until when the price is told that it
//! leaves.

use super::*;

fn in_days(days: i64) -> Timestamp {
    NOW.plus_days(days)
}

impl Deal {
    async fn agree(&self, db: &Db, terms: PriceTerms) {
        let seen = self.page(db).await.draft().map(|draft| draft.version);
        let terms = Box::new(terms);
        self.change(db, Change::Terms { terms, seen })
            .await
            .unwrap();
    }

    async fn compared(&self, db: &Db) -> Difference {
        let page = self.page(db).await;
        difference::<PageError>(db, &self.curator, &page, NOW)
            .await
            .unwrap()
    }

    /// Until when the display's price counts that people see who ask at that
    /// moment.
    async fn price_until(&self, db: &Db, at: Timestamp) -> (Option<Money>, Option<Timestamp>) {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        let applies = in_force(&mut read, self.company.id, None, at)
            .await
            .unwrap();
        let shopper = Shopper {
            company: &self.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let items = shelf_items(&mut read, shopper, &[self.display], at)
            .await
            .unwrap();
        let price = &items.first().unwrap().price;
        (price.price, price.winner().unwrap().valid_until)
    }
}

// A list price was told to count until the agreement's end, although a fixed
// price of the same agreement begins the next day.
both_engines!(
    a_price_counts_until_another_one_begins_on_every_page,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        let ends = in_days(100);
        let terms = PriceTerms {
            valid: Validity::new(Timestamp(0), ends).unwrap(),
            ..deal.terms()
        };
        deal.agree(&db, terms).await;
        let begins = Timestamp(in_days(1).0 + 1);
        let fixed = Validity::new(begins, Timestamp::NEVER).unwrap();
        deal.product(&db, "MON-27", Says::Price(eur(40_000)), fixed)
            .await
            .unwrap();
        deal.publish(&db, "").await.unwrap();
        let today = deal.price_until(&db, NOW).await;
        assert_eq!(today, (Some(eur(32_000)), Some(begins)));
        let last = deal.price_until(&db, Timestamp(begins.0 - 1)).await;
        assert_eq!(last, today);
        let then = deal.price_until(&db, begins).await;
        assert_eq!(then, (Some(eur(40_000)), Some(ends)));
        let page = deal.page(&db).await;
        let told = explain::<PageError>(&db, &deal.curator, &page, "MON-27", NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told.price.winner().unwrap().valid_until, Some(begins));
    }
);

// "Nothing changes today" was said of a draft that moved the agreement's end
// to ten days from now.
both_engines!(a_draft_says_which_terms_it_changes, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    deal.publish(&db, "").await.unwrap();
    let ends = Day::of(in_days(10)).end();
    let terms = PriceTerms {
        valid: Validity::new(Timestamp(0), ends).unwrap(),
        payment: "Net 30".to_owned(),
        ..deal.terms()
    };
    deal.agree(&db, terms).await;
    let change = deal.compared(&db).await;
    assert!(!change.is_nothing());
    assert_eq!((change.products.len(), change.lines), (0, 0));
    let terms: Vec<Term> = change.terms.iter().map(|one| one.term).collect();
    assert_eq!(terms, [Term::LastDay, Term::Payment]);
    let nothing_left = DraftEnd {
        at: ends,
        then: Some(Vec::new()),
    };
    assert_eq!(change.end, Some(nothing_left));
    // Another agreement that outlives it is what is left then.
    let new = NewAgreement {
        key: FormKey::fresh(),
        audience: Audience::Segment("preferred".to_owned()),
        number: "For many".to_owned(),
        price_list: deal.list,
        valid: Validity::ALWAYS,
    };
    let many = create_agreement(&db, &deal.curator, new, NOW)
        .await
        .unwrap();
    let page = agreement_page::<PageError>(&db, &deal.curator, many, None, "", NOW)
        .await
        .unwrap();
    let command = Publish {
        agreement: many,
        version: page.draft().unwrap().version,
        note: String::new(),
        at: None,
        even_if_empty: true,
    };
    publish(&db, &deal.curator, command, NOW).await.unwrap();
    let end = deal.compared(&db).await.end.unwrap();
    assert_eq!(end.then, Some(vec!["For many".to_owned()]));
});

both_engines!(
    a_rule_that_begins_later_is_a_change_although_nobody_sees_it_today,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        let later = Validity::new(in_days(5), Timestamp::NEVER).unwrap();
        deal.product(&db, "MON-27", Says::Price(eur(1)), later)
            .await
            .unwrap();
        let change = deal.compared(&db).await;
        assert_eq!((change.products.len(), change.lines), (0, 1));
        assert!(!change.is_nothing());
    }
);

// Such a draft was compared as if it applied: only products of changed lines
// were looked at, and those were still there.
both_engines!(
    a_draft_that_is_over_takes_everything_away,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        let terms = PriceTerms {
            valid: Validity::new(Timestamp(0), NOW).unwrap(),
            ..deal.terms()
        };
        deal.agree(&db, terms).await;
        let change = deal.compared(&db).await;
        assert_eq!((change.lost, change.gained), (1, 0));
        assert_eq!(change.end.unwrap().at, NOW);
    }
);
