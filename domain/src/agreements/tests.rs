//! Negotiating, publishing and taking back, on both engines.

mod changes;
mod planned;

use super::testing::{category, list_price, price_list, product};
use super::*;
use crate::id::{AgreementId, CategoryId, PriceListId, ProductId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{
    AboutCustomer, Actor, Company, CustomerRole, Denied, Shopper, StaffRole, Tier, change_customer,
    in_force,
};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp, args};

const NOW: Timestamp = Timestamp(1_000_000);

/// A page's error.
#[derive(Debug, thiserror::Error)]
enum PageError {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

struct Deal {
    curator: Actor,
    company: Company,
    manager: Actor,
    list: PriceListId,
    displays: CategoryId,
    display: ProductId,
    agreement: AgreementId,
}

fn line(says: Says, valid: Validity) -> NewLine {
    NewLine {
        says,
        least: Quantity::pieces(1),
        valid,
    }
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

impl Deal {
    async fn begin(db: &Db) -> Deal {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(db, "Halden Marine").await;
        let manager = member(db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let list = price_list(db, Currency::EUR).await;
        let displays = category(db, None, "Displays").await;
        let display = product(db, displays, "MON-27", "Display 27").await;
        list_price(db, list, display, 32_000).await;
        let new = NewAgreement {
            key: FormKey::fresh(),
            audience: Audience::Customer(company.id),
            number: " HM 2026 ".to_owned(),
            price_list: list,
            valid: Validity::ALWAYS,
        };
        let agreement = create_agreement(db, &curator, new, NOW).await.unwrap();
        Deal {
            curator,
            company,
            manager,
            list,
            displays,
            display,
            agreement,
        }
    }

    fn terms(&self) -> PriceTerms {
        PriceTerms {
            price_list: self.list,
            valid: Validity::ALWAYS,
            payment: String::new(),
            delivery: String::new(),
            contact: String::new(),
            terms: String::new(),
        }
    }

    async fn change(&self, db: &Db, change: Change) -> Result<(), AgreementError> {
        change_agreement(db, &self.curator, self.agreement, change, NOW).await
    }

    async fn category(&self, db: &Db, says: Says) -> Result<(), AgreementError> {
        let change = Change::AddCategory {
            category: Some(self.displays),
            only: None,
            line: line(says, Validity::ALWAYS),
        };
        self.change(db, change).await
    }

    async fn product(
        &self,
        db: &Db,
        sku: &str,
        says: Says,
        valid: Validity,
    ) -> Result<(), AgreementError> {
        let lines = vec![(sku.to_owned(), line(says, valid))];
        self.change(db, Change::AddProducts { lines }).await
    }

    async fn page(&self, db: &Db) -> AgreementPage {
        agreement_page::<PageError>(db, &self.curator, self.agreement, None, "", NOW)
            .await
            .unwrap()
    }

    async fn publish(&self, db: &Db, note: &str) -> Result<(), AgreementError> {
        let version = self.page(db).await.draft().map_or(0, |draft| draft.version);
        let command = Publish {
            agreement: self.agreement,
            version,
            note: note.to_owned(),
            at: None,
            even_if_empty: false,
        };
        publish(db, &self.curator, command, NOW).await
    }

    /// What the customer's people pay for the display.
    async fn price(&self, db: &Db) -> Option<Money> {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        let applies = in_force(&mut read, self.company.id, None, NOW)
            .await
            .unwrap();
        let shopper = Shopper {
            company: &self.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let items = shelf_items(&mut read, shopper, &[self.display], NOW)
            .await
            .unwrap();
        items.first().and_then(|item| item.price.price)
    }
}

both_engines!(
    terms_that_somebody_else_changed_are_not_overwritten,
    |db| async move {
        let deal = Deal::begin(&db).await;
        let seen = deal.page(&db).await.draft().map(|draft| draft.version);
        let terms = |text: &str, seen| Change::Terms {
            terms: Box::new(PriceTerms {
                payment: text.to_owned(),
                ..deal.terms()
            }),
            seen,
        };
        deal.change(&db, terms("Net 30", seen)).await.unwrap();
        let late = deal.change(&db, terms("Net 60", seen)).await;
        assert!(matches!(late, Err(AgreementError::Changed)));
        let page = deal.page(&db).await;
        assert_eq!(page.shown.payment, "Net 30");
        let seen = page.draft().map(|draft| draft.version);
        deal.change(&db, terms("Net 60", seen)).await.unwrap();
    }
);

both_engines!(
    an_agreement_that_has_ended_is_not_published_by_mistake,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        let over = Validity {
            from: Timestamp(0),
            until: NOW,
        };
        let terms = Change::Terms {
            terms: Box::new(PriceTerms {
                valid: over,
                ..deal.terms()
            }),
            seen: None,
        };
        deal.change(&db, terms).await.unwrap();
        let refused = deal.publish(&db, "Ends last year").await;
        assert!(matches!(refused, Err(AgreementError::Empty)));
        assert_eq!(deal.price(&db).await, Some(eur(32_000)));
    }
);

both_engines!(
    curators_who_begin_a_draft_at_once_share_it,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        for round in 0..4_i64 {
            deal.publish(&db, "So we agreed").await.unwrap();
            let rate = |more: i64| Says::Discount(Rate(100 * round + more));
            let day = |from: i64| Validity {
                from: Timestamp(10 * round + from),
                until: Timestamp(10 * round + from + 1),
            };
            let add = |more: i64| Change::AddCategory {
                category: Some(deal.displays),
                only: None,
                line: line(rate(more), day(more)),
            };
            let (one, other, third) = tokio::join!(
                deal.change(&db, add(1)),
                deal.change(&db, add(2)),
                deal.change(&db, add(3))
            );
            one.unwrap();
            other.unwrap();
            third.unwrap();
            let page = deal.page(&db).await;
            let drafts = page.revisions.iter().filter(|one| one.state == "draft");
            assert_eq!(drafts.count(), 1);
            assert_eq!(
                page.categories.len(),
                1 + 3 * (usize::try_from(round).unwrap() + 1)
            );
        }
    }
);

both_engines!(
    a_draft_applies_to_nobody_until_it_is_published,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.category(&db, Says::Discount(Rate(1_000)))
            .await
            .unwrap();
        assert_eq!(deal.price(&db).await, None);
        deal.publish(&db, "").await.unwrap();
        assert_eq!(deal.price(&db).await, Some(eur(28_800)));

        deal.product(&db, "MON-27", Says::Price(eur(25_000)), Validity::ALWAYS)
            .await
            .unwrap();
        assert_eq!(deal.price(&db).await, Some(eur(28_800)));
        let page = deal.page(&db).await;
        assert_eq!(page.shown.number, 2);
        assert_eq!(page.categories.len(), 2);
        assert_eq!(page.products[0].list_minor, Some(32_000));
        assert_eq!((page.members, page.product_lines), (1, 1));
        deal.publish(&db, "Displays got cheaper").await.unwrap();
        assert_eq!(deal.price(&db).await, Some(eur(25_000)));

        take_back(
            &db,
            &deal.curator,
            FormKey::fresh(),
            deal.agreement,
            1,
            "A mistake".to_owned(),
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(deal.price(&db).await, Some(eur(28_800)));
        let page = deal.page(&db).await;
        assert_eq!(page.published().unwrap().number, 3);
        let states: Vec<&str> = page
            .revisions
            .iter()
            .map(|one| one.state.as_str())
            .collect();
        assert_eq!(states, ["published", "superseded", "superseded"]);
    }
);

both_engines!(
    what_is_taken_back_twice_by_one_form_is_taken_back_once,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "").await.unwrap();
        deal.category(&db, Says::Discount(Rate(1_000)))
            .await
            .unwrap();
        deal.publish(&db, "Cheaper").await.unwrap();
        let key = FormKey::fresh();
        let back = || {
            let note = "A mistake".to_owned();
            take_back(&db, &deal.curator, key, deal.agreement, 1, note, NOW)
        };
        let (one, other) = tokio::join!(back(), back());
        assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
        back().await.unwrap();
        assert_eq!(deal.page(&db).await.revisions.len(), 3);
    }
);

both_engines!(
    publishing_is_told_remembered_and_kept_in_the_trail,
    |db| async move {
        let deal = Deal::begin(&db).await;
        deal.category(&db, Says::In).await.unwrap();
        deal.publish(&db, "Welcome").await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let mails: Vec<(String, String)> = read
            .all("SELECT kind, recipient FROM outbox", args![])
            .await
            .unwrap();
        let expected = (
            "agreement-published".to_owned(),
            deal.manager.email().to_owned(),
        );
        assert_eq!(mails, [expected]);
        let happened: Vec<(String, String)> = read
            .all(
                "SELECT kind, text FROM interaction WHERE customer_id = $1",
                args![deal.company.id],
            )
            .await
            .unwrap();
        assert_eq!(
            happened,
            [("site-changed".to_owned(), "HM 2026".to_owned())]
        );
        let trail: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM audit WHERE action = 'agreement.published' AND customer_id = $1",
            args![deal.company.id],
        )
        .await
        .unwrap();
        assert_eq!(trail, Some(1));
    }
);

both_engines!(bad_lines_are_refused_and_change_nothing, |db| async move {
    let deal = Deal::begin(&db).await;
    let july = Validity::new(Timestamp(10), Timestamp(20)).unwrap();
    let august = Validity::new(Timestamp(20), Timestamp(30)).unwrap();
    let late_july = Validity::new(Timestamp(19), Timestamp(30)).unwrap();
    let price = Says::Price(eur(100));
    deal.product(&db, "MON-27", price, july).await.unwrap();
    deal.product(&db, "MON-27", price, august).await.unwrap();
    let refused = deal.product(&db, "MON-27", price, late_july).await;
    assert!(matches!(refused, Err(AgreementError::Overlap(_))));
    let refused = deal.product(&db, "NO-SUCH", price, july).await;
    assert!(matches!(refused, Err(AgreementError::UnknownSku(sku)) if sku == "NO-SUCH"));
    let below = Says::Price(eur(-1));
    let refused = deal.product(&db, "MON-27", below, Validity::ALWAYS).await;
    assert!(matches!(refused, Err(AgreementError::NegativePrice)));
    let dollars = Says::Price(Money::new(100, Currency::USD));
    let refused = deal.product(&db, "MON-27", dollars, Validity::ALWAYS).await;
    assert!(matches!(refused, Err(AgreementError::WrongCurrency(_))));
    let refused = deal.category(&db, Says::Discount(Rate(10_001))).await;
    assert!(matches!(refused, Err(AgreementError::WrongRate)));
    deal.category(&db, Says::In).await.unwrap();
    let refused = deal.category(&db, Says::Out).await;
    assert!(matches!(refused, Err(AgreementError::Overlap(_))));
    let page = deal.page(&db).await;
    assert_eq!((page.categories.len(), page.product_lines), (1, 2));

    let dollars = price_list(&db, Currency::USD).await;
    let terms = Change::Terms {
        terms: Box::new(PriceTerms {
            price_list: dollars,
            ..deal.terms()
        }),
        seen: deal.page(&db).await.draft().map(|draft| draft.version),
    };
    let refused = deal.change(&db, terms).await;
    assert!(matches!(refused, Err(AgreementError::WrongCurrency(_))));
    assert_eq!(deal.page(&db).await.shown.price_list, deal.list);
});

both_engines!(one_publishes_what_one_has_seen, |db| async move {
    let deal = Deal::begin(&db).await;
    assert!(matches!(
        deal.publish(&db, "").await,
        Err(AgreementError::Empty)
    ));
    deal.category(&db, Says::In).await.unwrap();
    let seen = deal.page(&db).await.shown.version;
    deal.category(&db, Says::Discount(Rate(500))).await.unwrap();
    let command = Publish {
        agreement: deal.agreement,
        version: seen,
        note: String::new(),
        at: None,
        even_if_empty: false,
    };
    let refused = publish(&db, &deal.curator, command, NOW).await;
    assert!(matches!(refused, Err(AgreementError::Changed)));
    assert_eq!(deal.price(&db).await, None);
});

both_engines!(a_later_change_says_why, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    deal.publish(&db, "").await.unwrap();
    deal.category(&db, Says::Discount(Rate(500))).await.unwrap();
    assert!(matches!(
        deal.publish(&db, " ").await,
        Err(AgreementError::NoReason)
    ));
    discard_draft(&db, &deal.curator, deal.agreement, NOW)
        .await
        .unwrap();
    let page = deal.page(&db).await;
    assert_eq!(
        (page.draft(), page.shown.number, page.categories.len()),
        (None, 1, 1)
    );
});

both_engines!(only_curators_negotiate, |db| async move {
    let deal = Deal::begin(&db).await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    for actor in [&desk, &deal.manager] {
        let change = Change::RemoveCategory(1);
        let refused = change_agreement(&db, actor, deal.agreement, change, NOW).await;
        assert!(matches!(refused, Err(AgreementError::Denied(_))));
        let command = Publish {
            agreement: deal.agreement,
            version: 1,
            note: String::new(),
            at: None,
            even_if_empty: true,
        };
        let refused = publish(&db, actor, command, NOW).await;
        assert!(matches!(refused, Err(AgreementError::Denied(_))));
    }
    let theirs =
        agreement_page::<PageError>(&db, &deal.manager, deal.agreement, None, "", NOW).await;
    assert!(matches!(theirs, Err(PageError::Denied(_))));
    let none = agreement_page::<PageError>(&db, &desk, AgreementId::new(), None, "", NOW).await;
    assert!(matches!(none, Err(PageError::Denied(_))));
    let seen = agreement_list::<PageError>(&db, &desk, "halden", 0, 50)
        .await
        .unwrap();
    assert_eq!(
        (seen.len(), seen[0].number.as_str(), seen[0].draft),
        (1, "HM 2026", Some(1))
    );
    let none = agreement_list::<PageError>(&db, &desk, "100%", 0, 50)
        .await
        .unwrap();
    assert_eq!(none, []);
});

both_engines!(the_same_form_makes_one_agreement, |db| async move {
    let deal = Deal::begin(&db).await;
    let new = NewAgreement {
        key: FormKey::fresh(),
        audience: Audience::Customer(deal.company.id),
        number: "Second".to_owned(),
        price_list: deal.list,
        valid: Validity::ALWAYS,
    };
    let first = create_agreement(&db, &deal.curator, new.clone(), NOW)
        .await
        .unwrap();
    let again = create_agreement(&db, &deal.curator, new.clone(), NOW)
        .await
        .unwrap();
    assert_eq!(first, again);
    let other = NewAgreement {
        key: FormKey::fresh(),
        ..new
    };
    let refused = create_agreement(&db, &deal.curator, other, NOW).await;
    assert!(matches!(refused, Err(AgreementError::NumberTaken)));
});

both_engines!(a_draft_shows_what_it_would_change, |db| async move {
    let deal = Deal::begin(&db).await;
    let lamp = product(&db, deal.displays, "LAMP", "Lamp").await;
    list_price(&db, deal.list, lamp, 1_000).await;
    deal.category(&db, Says::In).await.unwrap();
    let compare = || async {
        let page = deal.page(&db).await;
        difference::<PageError>(&db, &deal.curator, &page, NOW)
            .await
            .unwrap()
    };
    let first = compare().await;
    assert_eq!((first.gained, first.lost), (2, 0));
    deal.publish(&db, "").await.unwrap();
    assert!(compare().await.is_nothing());

    deal.category(&db, Says::Discount(Rate(1_000)))
        .await
        .unwrap();
    deal.product(&db, "MON-27", Says::Price(eur(40_000)), Validity::ALWAYS)
        .await
        .unwrap();
    let change = compare().await;
    assert_eq!(
        (change.cheaper, change.dearer, change.products.len()),
        (1, 1, 2)
    );
    assert_eq!(change.products[0].after, Some(eur(900)));
    deal.product(&db, "LAMP", Says::Out, Validity::ALWAYS)
        .await
        .unwrap();
    let change = compare().await;
    assert_eq!((change.lost, change.dearer, change.gained), (1, 1, 0));
});

both_engines!(
    a_table_of_prices_is_answered_line_by_line,
    |db| async move {
        let deal = Deal::begin(&db).await;
        let page = deal.page(&db).await;
        let table = "sku;price;currency\nMON-27;250;EUR\nMON-27;260\nNONE;1\nMON-27;1;USD\n";
        let answers = import_prices(&db, &deal.curator, &page, table, NOW)
            .await
            .unwrap();
        let taken: Vec<_> = answers
            .into_iter()
            .map(|answer| (answer.line, answer.taken))
            .collect();
        assert_eq!(
            taken,
            [
                (2, Ok(eur(25_000))),
                (3, Err(PriceRefusal::Repeated(2))),
                (4, Err(PriceRefusal::UnknownSku)),
                (5, Err(PriceRefusal::WrongCurrency("USD".to_owned()))),
            ]
        );
        let again = import_prices(&db, &deal.curator, &page, "MON-27;250", NOW)
            .await
            .unwrap();
        assert_eq!(again[0].taken, Err(PriceRefusal::Overlap));
        assert_eq!(deal.page(&db).await.product_lines, 1);
    }
);

// A table gave a product a price beside its own discount, which no form would: of two
// that contradict each other the lower one counted.
both_engines!(
    a_table_gives_no_price_beside_another_line_about_the_same_pieces,
    |db| async move {
        let deal = Deal::begin(&db).await;
        let off = Says::Discount(Rate(500));
        deal.product(&db, "MON-27", off, Validity::ALWAYS)
            .await
            .unwrap();
        let page = deal.page(&db).await;
        let table = "MON-27;250\nMON-27;240;EUR;;;10";
        let answers = import_prices(&db, &deal.curator, &page, table, NOW)
            .await
            .unwrap();
        let taken: Vec<_> = answers.into_iter().map(|answer| answer.taken).collect();
        assert_eq!(taken, [Err(PriceRefusal::Overlap), Ok(eur(24_000))]);
        assert_eq!(deal.page(&db).await.product_lines, 2);
    }
);

fn among(words: &str) -> Among<'_> {
    Among {
        words,
        ..Among::default()
    }
}

both_engines!(customers_are_listed_with_what_was_agreed, |db| async move {
    let deal = Deal::begin(&db).await;
    let list = |words: &'static str| {
        let page = (0, 50);
        customer_list::<PageError>(&db, &deal.curator, among(words), page, NOW)
    };
    let before = list("HALDEN").await.unwrap();
    assert_eq!(
        (before[0].agreement.as_deref(), before[0].members),
        (None, 1)
    );
    deal.category(&db, Says::In).await.unwrap();
    deal.publish(&db, "").await.unwrap();
    assert_eq!(
        list("").await.unwrap()[0].agreement.as_deref(),
        Some("HM 2026")
    );
    assert_eq!(list("nobody").await.unwrap(), []);
    let of_tier = async |tier| {
        let among = Among {
            tier: Some(tier),
            ..Among::default()
        };
        let rows = customer_list::<PageError>(&db, &deal.curator, among, (0, 50), NOW).await;
        rows.unwrap().len()
    };
    assert_eq!(of_tier(Tier::Mgc).await, 0);
    let about = AboutCustomer {
        name: "Halden Marine".to_owned(),
        mark: "HM".to_owned(),
        hue: 165,
        segment: "preferred".to_owned(),
        needs: String::new(),
        tier: Some(Tier::Mgc),
        employees: 5,
        country: "NO".to_owned(),
        ..AboutCustomer::default()
    };
    let customer = list("HALDEN").await.unwrap()[0].id;
    change_customer(&db, &deal.curator, customer, about, NOW)
        .await
        .unwrap();
    assert_eq!((of_tier(Tier::Mgc).await, of_tier(Tier::Mvc).await), (1, 0));
});

both_engines!(a_price_is_explained_with_what_lost, |db| async move {
    let deal = Deal::begin(&db).await;
    deal.category(&db, Says::In).await.unwrap();
    deal.category(&db, Says::Discount(Rate(1_000)))
        .await
        .unwrap();
    let ended = Validity::new(Timestamp(1), Timestamp(2)).unwrap();
    deal.product(&db, "MON-27", Says::Price(eur(1)), ended)
        .await
        .unwrap();
    let page = deal.page(&db).await;
    let told = explain::<PageError>(&db, &deal.curator, &page, " MON-27", NOW)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(told.price.price, Some(eur(28_800)));
    assert_eq!(told.price.steps.len(), 3);
    assert_eq!(told.price.steps[1].why_not, Some(WhyNot::Ended));
    assert_eq!(told.decided_by, Some(About::Category("Displays".into())));
    let (number, decided) = told.decided.unwrap();
    assert_eq!((number.as_str(), decided.visible()), ("HM 2026", true));
    let none = explain::<PageError>(&db, &deal.curator, &page, "NONE", NOW)
        .await
        .unwrap();
    assert_eq!(none, None);
});
