//! Several agreements, promotions and prices for many pieces, from the page
//! that makes them to what a member sees; on both engines.

mod coming;
mod many;

use super::testing::{category, list_price, make_cost_list, price_list, product};
use super::*;
use crate::catalog::{
    NewPromotion, Promoted, PromotedPrice, PromotionError, PromotionFault, PromotionRow,
    add_promotion, change_promotion,
};
use crate::catalog::{ask_price_list_pages, end_promotion};
use crate::id::{AgreementId, CategoryId, PriceListId, ProductId, UnitId};
use crate::identity::testing::{customer, staff};
use crate::identity::{
    AboutCustomer, Actor, Company, Shopper, StaffRole, change_customer, in_force,
};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};

const NOW: Timestamp = Timestamp(1_000_000);

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// A company with a unit; a display at 100.00 in the list, 60.00 in the costs.
struct Ground {
    curator: Actor,
    company: Company,
    unit: UnitId,
    list: PriceListId,
    costs: PriceListId,
    displays: CategoryId,
    display: ProductId,
}

impl Ground {
    async fn prepare(db: &Db) -> Ground {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(db, "Halden Marine").await;
        let list = price_list(db, Currency::EUR).await;
        let costs = price_list(db, Currency::EUR).await;
        make_cost_list(db, costs).await;
        let displays = category(db, None, "Displays").await;
        let display = product(db, displays, "MON-27", "Display 27").await;
        list_price(db, list, display, 10_000).await;
        list_price(db, costs, display, 6_000).await;
        Ground {
            curator,
            company,
            unit,
            list,
            costs,
            displays,
            display,
        }
    }

    async fn draft(&self, db: &Db, audience: Audience, number: &str) -> AgreementId {
        let new = NewAgreement {
            key: FormKey::fresh(),
            audience,
            number: number.to_owned(),
            price_list: self.list,
            valid: Validity::ALWAYS,
        };
        create_agreement(db, &self.curator, new, NOW).await.unwrap()
    }

    async fn say(&self, db: &Db, agreement: AgreementId, says: Says) -> Result<(), AgreementError> {
        let change = Change::AddCategory {
            category: Some(self.displays),
            only: None,
            line: line(says, 1),
        };
        change_agreement(db, &self.curator, agreement, change, NOW).await
    }

    async fn publish(&self, db: &Db, agreement: AgreementId) -> Result<(), AgreementError> {
        let page = self.page(db, agreement).await;
        let command = Publish {
            agreement,
            version: page.draft().unwrap().version,
            note: "So we agreed".to_owned(),
            at: None,
            even_if_empty: false,
        };
        publish(db, &self.curator, command, NOW).await
    }

    async fn page(&self, db: &Db, agreement: AgreementId) -> AgreementPage {
        agreement_page::<AgreementError>(db, &self.curator, agreement, None, "", NOW)
            .await
            .unwrap()
    }

    /// An agreement that is in force, with these lines about displays.
    async fn agree(&self, db: &Db, audience: Audience, says: &[Says]) -> AgreementId {
        let number = format!("A {}", AgreementId::new().0.simple());
        let agreement = self.draft(db, audience, &number).await;
        for one in says {
            self.say(db, agreement, *one).await.unwrap();
        }
        self.publish(db, agreement).await.unwrap();
        agreement
    }

    /// What the display costs somebody of the unit, or of none; nothing if they
    /// don't see it.
    async fn price(&self, db: &Db, company: &Company, unit: Option<UnitId>) -> Option<i64> {
        let mut read = db.read(Scope::customer(company.id)).await.unwrap();
        let applies = in_force(&mut read, company.id, unit, NOW).await.unwrap();
        let shopper = Shopper {
            company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let items = shelf_items(&mut read, shopper, &[self.display], NOW)
            .await
            .unwrap();
        items.first()?.price.price.map(|price| price.minor)
    }

    fn about(&self, segment: &str, needs: &str) -> AboutCustomer {
        AboutCustomer {
            name: self.company.name.clone(),
            mark: "HM".to_owned(),
            hue: 165,
            segment: segment.to_owned(),
            needs: needs.to_owned(),
            tier: None,
            employees: 5,
            country: "NO".to_owned(),
            ..AboutCustomer::default()
        }
    }

    async fn become_(&self, db: &Db, segment: &str, needs: &str) {
        let about = self.about(segment, needs);
        change_customer(db, &self.curator, self.company.id, about, NOW)
            .await
            .unwrap();
    }
}

fn line(says: Says, pieces: i64) -> NewLine {
    NewLine {
        says,
        least: Quantity::pieces(pieces),
        valid: Validity::ALWAYS,
    }
}

both_engines!(
    what_is_for_fewer_people_counts_first_and_only_for_them,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let (company, unit) = (ground.company.clone(), ground.unit);
        let (other, _) = customer(&db, "Other").await;
        let off = |rate| [Says::In, Says::Discount(Rate(rate))];
        let of_segment = Audience::Segment("preferred".to_owned());
        ground.agree(&db, of_segment, &off(500)).await;
        assert_eq!(ground.price(&db, &company, None).await, Some(9_500));
        assert_eq!(ground.price(&db, &other, None).await, Some(9_500));

        let of_needs = Audience::Needs("Field work".to_owned());
        ground.agree(&db, of_needs, &off(600)).await;
        assert_eq!(ground.price(&db, &company, None).await, Some(9_500));
        ground.become_(&db, "preferred", "Field work").await;
        assert_eq!(ground.price(&db, &company, None).await, Some(9_400));

        ground
            .agree(&db, Audience::Customer(company.id), &off(700))
            .await;
        // Something else is left to buy for the unit.
        let chairs = category(&db, None, "Chairs").await;
        product(&db, chairs, "CHAIR", "Chair").await;
        let whom = Audience::Unit(company.id, unit);
        let of_unit = ground.draft(&db, whom, "Unit").await;
        ground.say(&db, of_unit, Says::Out).await.unwrap();
        let chairs = Change::AddCategory {
            category: Some(chairs),
            only: None,
            line: line(Says::In, 1),
        };
        change_agreement(&db, &ground.curator, of_unit, chairs, NOW)
            .await
            .unwrap();
        ground.publish(&db, of_unit).await.unwrap();
        assert_eq!(ground.price(&db, &company, None).await, Some(9_300));
        assert_eq!(
            ground.price(&db, &company, Some(unit)).await,
            None,
            "taken out"
        );
        assert_eq!(ground.price(&db, &other, None).await, Some(9_500));

        // Another segment: what was for many no longer applies.
        ground.become_(&db, "education", "").await;
        assert_eq!(ground.price(&db, &company, None).await, Some(9_300));
        let mut read = db.read(Scope::system()).await.unwrap();
        let applies = in_force(&mut read, company.id, None, NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(applies.all().count(), 1);
    }
);

both_engines!(
    customers_read_what_was_agreed_and_never_what_is_put_on_a_cost,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        ground.become_(&db, "preferred", "").await;
        let of_segment = Audience::Segment("preferred".to_owned());
        let off = [Says::In, Says::Discount(Rate(500))];
        ground.agree(&db, of_segment, &off).await;
        let own = Audience::Customer(ground.company.id);
        let plus = [Says::In, Says::CostPlus(Rate(1_000))];
        let agreement = ground.agree(&db, own, &plus).await;
        let company = ground.company.id;
        let mut read = db.read(Scope::customer(company)).await.unwrap();
        let applies = in_force(&mut read, company, None, NOW).await.unwrap();
        let shopper = Shopper {
            company: &ground.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let agreed = ask_agreed_terms(shopper, NOW)
            .fetch(&mut read)
            .await
            .unwrap();
        let first = applies.as_ref().unwrap().first.agreement;
        assert_eq!(first, agreement);
        let says = |place: usize| -> Vec<AgreedRule> {
            let lines = agreed[place].lines.iter();
            lines.map(|line| line.says).collect()
        };
        assert_eq!(says(0), [AgreedRule::In, AgreedRule::Price]);
        assert_eq!(says(1), [AgreedRule::In, AgreedRule::Discount(Rate(500))]);
        assert_eq!(agreed[1].currency, Currency::EUR);
        assert_eq!(agreed[1].lines[0].category.as_deref(), Some("Displays"));
        assert_eq!((agreed[0].single_in, agreed[0].single_priced), (0, 0));
    }
);

both_engines!(
    the_list_of_customers_names_the_agreement_that_counts_first,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let listed = async |words: &str| {
            let among = Among {
                words,
                ..Among::default()
            };
            customer_list::<AgreementError>(&db, &ground.curator, among, (0, 50), NOW)
                .await
                .unwrap()
        };
        let reach = async || listed("halden").await[0].reach.clone();
        ground.become_(&db, "preferred", "Field work").await;
        assert_eq!(reach().await, None);
        let says = [Says::In];
        for (audience, expected) in [
            (Audience::Segment("preferred".to_owned()), "segment"),
            (Audience::Needs("Field work".to_owned()), "needs"),
            (Audience::Customer(ground.company.id), "customer"),
        ] {
            ground.agree(&db, audience, &says).await;
            assert_eq!(reach().await.as_deref(), Some(expected));
        }

        let mut about = ground.about("preferred", "");
        about.firm.reference = "AW00000003".to_owned();
        change_customer(&db, &ground.curator, ground.company.id, about, NOW)
            .await
            .unwrap();
        assert_eq!(listed("aw000").await.len(), 1);
        let agreements = agreement_list::<AgreementError>(&db, &ground.curator, "AW000", 0, 50)
            .await
            .unwrap();
        assert_eq!(agreements.len(), 1);
    }
);

both_engines!(
    a_unit_of_somebody_else_and_nobody_at_all_are_refused,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let (other, theirs) = customer(&db, "Other").await;
        for audience in [
            Audience::Unit(ground.company.id, theirs),
            Audience::Customer(crate::id::CustomerId::new()),
            Audience::Unit(other.id, ground.unit),
            Audience::Needs("  ".to_owned()),
        ] {
            let new = NewAgreement {
                key: FormKey::fresh(),
                audience: audience.clone(),
                number: "A".to_owned(),
                price_list: ground.list,
                valid: Validity::ALWAYS,
            };
            let refused = create_agreement(&db, &ground.curator, new, NOW).await;
            assert!(
                matches!(refused, Err(AgreementError::Denied(_))),
                "{audience:?}"
            );
        }
    }
);

both_engines!(
    an_agreement_of_prices_alone_stands_beside_another_but_not_alone,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let customers = Audience::Customer(ground.company.id);
        let alone = ground.draft(&db, customers.clone(), "Prices").await;
        ground
            .say(&db, alone, Says::Discount(Rate(100)))
            .await
            .unwrap();
        let refused = ground.publish(&db, alone).await;
        assert!(matches!(refused, Err(AgreementError::Empty)));
        ground.agree(&db, customers, &[Says::In]).await;
        ground.publish(&db, alone).await.unwrap();
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(9_900));
    }
);

both_engines!(
    a_rule_that_empties_the_catalog_is_refused_however_it_does_it,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let customers = Audience::Customer(ground.company.id);
        let agreement = ground.agree(&db, customers, &[Says::In]).await;
        let out = Change::AddProducts {
            lines: vec![("MON-27".to_owned(), line(Says::Out, 1))],
        };
        change_agreement(&db, &ground.curator, agreement, out, NOW)
            .await
            .unwrap();
        let refused = ground.publish(&db, agreement).await;
        assert!(matches!(refused, Err(AgreementError::Empty)));
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(10_000));
    }
);

both_engines!(
    the_difference_is_that_beside_everything_else_that_applies,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        ground
            .agree(&db, Audience::Customer(ground.company.id), &[Says::In])
            .await;
        let whom = Audience::Unit(ground.company.id, ground.unit);
        let of_unit = ground.draft(&db, whom, "Unit").await;
        ground
            .say(&db, of_unit, Says::Discount(Rate(1_000)))
            .await
            .unwrap();
        let page = ground.page(&db, of_unit).await;
        assert_eq!(page.beside.len(), 1);
        let change = difference::<AgreementError>(&db, &ground.curator, &page, NOW)
            .await
            .unwrap();
        // The unit sees it already: only its price falls.
        assert_eq!((change.gained, change.cheaper), (0, 1));
        assert_eq!(change.products[0].before, Some(eur(10_000)));
        assert_eq!(change.products[0].after, Some(eur(9_000)));
        // A price for many alone is no price that rises.
        let many = Change::AddProducts {
            lines: vec![("MON-27".to_owned(), line(Says::Price(eur(5)), 10))],
        };
        let other = ground
            .draft(&db, Audience::Customer(ground.company.id), "Many")
            .await;
        change_agreement(&db, &ground.curator, other, many, NOW)
            .await
            .unwrap();
        let for_many = ground.page(&db, other).await;
        let for_many = difference::<AgreementError>(&db, &ground.curator, &for_many, NOW)
            .await
            .unwrap();
        assert_eq!((for_many.for_many, for_many.dearer), (1, 0));
        let many_then = (Quantity::pieces(10), eur(5));
        assert_eq!(for_many.products[0].many_before, []);
        assert_eq!(for_many.products[0].many_after, [many_then]);
        let told = explain::<AgreementError>(&db, &ground.curator, &page, "MON-27", NOW)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(told.agreements.len(), 2);
        assert_eq!(told.price.winner().unwrap().agreement, 0);
        assert_eq!(told.decided.unwrap().0, told.agreements[1].number);
    }
);

both_engines!(costs_make_prices_and_are_never_a_price, |db| async move {
    let ground = Ground::prepare(&db).await;
    let customers = Audience::Customer(ground.company.id);
    ground
        .agree(
            &db,
            customers.clone(),
            &[Says::In, Says::CostPlus(Rate(2_500))],
        )
        .await;
    assert_eq!(ground.price(&db, &ground.company, None).await, Some(7_500));
    let new = NewAgreement {
        key: FormKey::fresh(),
        audience: customers,
        number: "At cost".to_owned(),
        price_list: ground.costs,
        valid: Validity::ALWAYS,
    };
    let refused = create_agreement(&db, &ground.curator, new, NOW).await;
    assert!(matches!(refused, Err(AgreementError::CostList)));
});

both_engines!(
    lines_that_contradict_each_other_or_make_no_sense_are_refused,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        let whom = Audience::Customer(ground.company.id);
        let agreement = ground.draft(&db, whom, "HM").await;
        let refused = ground.say(&db, agreement, Says::Price(eur(5))).await;
        assert!(matches!(refused, Err(AgreementError::PriceOfCategory)));
        for rate in [-1, Says::HIGHEST_MARKUP.0 + 1] {
            let refused = ground.say(&db, agreement, Says::CostPlus(Rate(rate))).await;
            assert!(matches!(refused, Err(AgreementError::WrongRate)), "{rate}");
        }
        ground
            .say(&db, agreement, Says::Discount(Rate(100)))
            .await
            .unwrap();
        let refused = ground.say(&db, agreement, Says::CostPlus(Rate(100))).await;
        assert!(matches!(refused, Err(AgreementError::Overlap(_))));
        let product = |says, pieces| {
            let lines = vec![("MON-27".to_owned(), line(says, pieces))];
            change_agreement(
                &db,
                &ground.curator,
                agreement,
                Change::AddProducts { lines },
                NOW,
            )
        };
        product(Says::Price(eur(9_000)), 1).await.unwrap();
        product(Says::Price(eur(8_000)), 10).await.unwrap();
        product(Says::Discount(Rate(4_000)), 50).await.unwrap();
        let refused = product(Says::Discount(Rate(100)), 10).await;
        assert!(
            matches!(refused, Err(AgreementError::Overlap(_))),
            "two ways to one price"
        );
        let page = ground.page(&db, agreement).await;
        assert_eq!((page.product_lines, page.categories.len()), (3, 1));
        ground.publish(&db, agreement).await.unwrap();
        let mut read = db.read(Scope::customer(ground.company.id)).await.unwrap();
        let applies = in_force(&mut read, ground.company.id, None, NOW)
            .await
            .unwrap();
        let shopper = Shopper {
            company: &ground.company,
            in_force: applies.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        let items = shelf_items(&mut read, shopper, &[ground.display], NOW)
            .await
            .unwrap();
        let steps = [(10, 8_000), (50, 6_000)]
            .map(|(pieces, minor)| (Quantity::pieces(pieces), eur(minor)));
        assert_eq!(items[0].breaks(), steps);
        assert_eq!(items[0].price_of(Quantity::pieces(49)), Some(eur(8_000)));
    }
);

both_engines!(
    a_promotion_lowers_prices_for_everybody_of_the_list_until_it_ends,
    |db| async move {
        let ground = Ground::prepare(&db).await;
        ground
            .agree(&db, Audience::Customer(ground.company.id), &[Says::In])
            .await;
        let new = |what, price| NewPromotion {
            key: FormKey::fresh(),
            list: ground.list,
            name: "Spring".to_owned(),
            what,
            price,
            least: Quantity::pieces(1),
            from: Timestamp(0),
            until: Timestamp(NOW.0 + 10),
        };
        let off = PromotedPrice::Off(Rate(2_000));
        let (curator, actor) = (&ground.curator, &ground.curator);
        let twice = new(Promoted::Category(ground.displays), off);
        for _ in 0..2 {
            add_promotion(&db, actor, twice.clone(), NOW).await.unwrap();
        }
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(8_000));
        let promotions = async || {
            let mut read = db.read(Scope::staff()).await.unwrap();
            let asked = ask_price_list_pages(Some(ground.list), NOW);
            asked.fetch(&mut read).await.unwrap().1
        };
        let known = promotions().await;
        assert_eq!(known.len(), 1, "a form sent twice is one promotion");

        let of_product = |sku: &str| Promoted::Product(sku.to_owned());
        let fixed = PromotedPrice::Fixed(eur(7_000));
        add_promotion(&db, actor, new(of_product("MON-27"), fixed), NOW)
            .await
            .unwrap();
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(7_000));
        for (bad, why) in [
            (new(Promoted::Everything, fixed), "a price of everything"),
            (new(of_product("NONE"), off), "no such product"),
            (
                new(Promoted::Everything, PromotedPrice::Off(Rate(10_001))),
                "more than all",
            ),
            (
                new(
                    of_product("MON-27"),
                    PromotedPrice::Fixed(Money::new(1, Currency::USD)),
                ),
                "another currency",
            ),
            (
                NewPromotion {
                    list: ground.costs,
                    ..new(Promoted::Everything, off)
                },
                "costs",
            ),
            (
                NewPromotion {
                    until: NOW,
                    ..new(Promoted::Everything, off)
                },
                "over already",
            ),
        ] {
            let refused = add_promotion(&db, actor, bad, NOW).await;
            assert!(refused.is_err(), "{why}");
        }
        // Said anew: the same promotion, another price; only by who saw what it is.
        let fixed_one = |known: &[PromotionRow]| {
            known
                .iter()
                .find(|one| one.price_minor.is_some())
                .unwrap()
                .clone()
        };
        let before = fixed_one(&promotions().await);
        let cheaper = PromotedPrice::Fixed(eur(6_500));
        let anew = |price| NewPromotion {
            name: "Summer".to_owned(),
            ..new(of_product("MON-27"), price)
        };
        let change = async |seen: String, list, price| {
            let anew = NewPromotion {
                list,
                ..anew(price)
            };
            change_promotion(&db, actor, before.id, seen, anew, NOW).await
        };
        change(before.mark(), ground.list, cheaper).await.unwrap();
        let after = fixed_one(&promotions().await);
        assert_eq!((after.id, after.name.as_str()), (before.id, "Summer"));
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(6_500));
        let late = change(before.mark(), ground.list, fixed).await;
        assert!(matches!(late, Err(PromotionError::ChangedMeanwhile)));
        let elsewhere = change(after.mark(), ground.costs, fixed).await;
        assert!(matches!(elsewhere, Err(PromotionError::Denied(_))));
        let dollars = PromotedPrice::Fixed(Money::new(1, Currency::USD));
        let foreign = change(after.mark(), ground.list, dollars).await;
        assert!(matches!(
            foreign,
            Err(PromotionError::Fields(faults)) if faults == [PromotionFault::WrongPrice]
        ));
        for one in promotions().await {
            end_promotion(&db, curator, ground.list, one.id, NOW)
                .await
                .unwrap();
        }
        assert_eq!(ground.price(&db, &ground.company, None).await, Some(10_000));
        let again = end_promotion(&db, curator, ground.list, known[0].id, NOW).await;
        assert!(matches!(again, Err(PromotionError::Denied(_))));
    }
);

/// On PostgreSQL the second wall: what is for many is read by every customer,
/// and no customer writes it.
#[tokio::test]
async fn what_is_for_many_is_read_by_all_and_written_by_none_of_them() {
    let db = crate::store::testing::postgres().await;
    let ground = Ground::prepare(&db).await;
    ground
        .agree(&db, Audience::Segment("preferred".to_owned()), &[Says::In])
        .await;
    let (other, _) = customer(&db, "Other").await;
    let theirs = Audience::Customer(ground.company.id);
    ground.agree(&db, theirs, &[Says::In]).await;
    let mut read = db.read(Scope::customer(other.id)).await.unwrap();
    let seen: Option<i64> = read
        .scalar("SELECT COUNT(*) FROM agreement", args![])
        .await
        .unwrap();
    assert_eq!(seen, Some(1), "the segment's, and not the other customer's");
    for text in [
        "INSERT INTO agreement (id, segment, number, currency, created_at)
         VALUES ('00000000-0000-0000-0000-000000000001', 'preferred', 'Mine', 'EUR', 0)",
        "UPDATE agreement SET number = 'Mine' WHERE customer_id IS NULL",
        "UPDATE agreement SET customer_id = NULLIF(current_setting('rapport.customer'), '')::uuid,
             segment = NULL WHERE customer_id IS NULL",
        "DELETE FROM agreement_category WHERE customer_id IS NULL",
    ] {
        let scope = Scope::customer(other.id);
        let written = db
            .write::<_, StoreError, _>(scope, move |tx| {
                Box::pin(async move { tx.run(text, args![]).await })
            })
            .await;
        assert!(matches!(written, Err(_) | Ok(0)), "{text}: {written:?}");
    }
}
