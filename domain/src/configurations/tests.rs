//! Making, publishing and choosing, on both engines.

use super::*;
use crate::agreements::Validity;
use crate::agreements::testing::{
    agreement, category, category_rule, list_price, price_list, product,
};
use crate::id::{ConfigurationId, OptionId, UnitId};
use crate::identity::testing::{customer, member, staff};
use crate::identity::{Actor, Company, CustomerRole, InForce, Shopper, StaffRole};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};

const NOW: Timestamp = Timestamp(1_000_000);
const ONE: Quantity = Quantity::pieces(1);

/// The options that are there without choosing.
fn usual(offer: &Offer) -> Vec<OptionId> {
    let defaults = offer.build.defaults().into_iter();
    defaults.map(|pick| pick.option).collect()
}

fn eur(minor: i64) -> Option<Money> {
    Some(Money::new(minor, Currency::EUR))
}

mod factory;
mod together;

struct Bench {
    curator: Actor,
    company: Company,
    unit: UnitId,
    in_force: InForce,
    configuration: ConfigurationId,
}

impl Bench {
    /// A case at 500.00, memory at 100.00 and 200.00, a dock at 50.00; 10%
    /// off everything; nothing of it on the shelf by itself.
    async fn set_up(db: &Db) -> Bench {
        let curator = staff(db, &[StaffRole::Curator]).await;
        let (company, unit) = customer(db, "Halden Marine").await;
        member(db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let list = price_list(db, Currency::EUR).await;
        let in_force = agreement(db, company.id, list).await;
        let parts = category(db, None, "Parts").await;
        for (sku, price) in [
            ("CASE", 50_000),
            ("MEM-16", 10_000),
            ("MEM-32", 20_000),
            ("DOCK", 5_000),
        ] {
            let id = product(db, parts, sku, sku).await;
            list_price(db, list, id, price).await;
        }
        let rate = Some(Rate(1_000));
        let always = Validity::ALWAYS;
        category_rule(
            db,
            company.id,
            in_force.first.revision,
            None,
            "discount",
            rate,
            always,
        )
        .await;
        let new = NewConfiguration {
            key: FormKey::fresh(),
            customer: company.id,
            code: "std-eng".to_owned(),
            name: "Engineering workstation".to_owned(),
            description: "For drawing boats".to_owned(),
            currency: Currency::EUR,
        };
        let configuration = create_configuration(db, &curator, new, NOW).await.unwrap();
        Bench {
            curator,
            company,
            unit,
            in_force,
            configuration,
        }
    }

    async fn change(&self, db: &Db, change: Change) -> Result<(), ConfigurationError> {
        change_configuration(db, &self.curator, self.configuration, change, NOW).await
    }

    async fn page(&self, db: &Db) -> ConfigurationPage {
        configuration_page::<ConfigurationError>(db, &self.curator, self.configuration, None)
            .await
            .unwrap()
    }

    async fn option(
        &self,
        db: &Db,
        group: usize,
        sku: Option<&str>,
        name: &str,
        price: Option<Money>,
    ) {
        let group = self.page(db).await.contents.groups[group].id;
        let change = Change::AddOption {
            group,
            sku: sku.map(str::to_owned),
            name: name.to_owned(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            price,
        };
        self.change(db, change).await.unwrap();
    }

    /// Memory must be picked, a dock may.
    async fn put_together(&self, db: &Db) {
        let (sku, quantity) = ("CASE".to_owned(), Quantity::pieces(1));
        self.change(db, Change::AddPart { sku, quantity })
            .await
            .unwrap();
        for (name, required) in [("Memory", true), ("Dock", false)] {
            let name = name.to_owned();
            self.change(
                db,
                Change::AddGroup {
                    name,
                    least: i64::from(required),
                    most: 1,
                },
            )
            .await
            .unwrap();
        }
        self.option(db, 0, Some("MEM-16"), "16 GB", None).await;
        self.option(db, 0, Some("MEM-32"), "32 GB", eur(12_345))
            .await;
        self.option(db, 1, Some("DOCK"), "", None).await;
    }

    async fn publish(&self, db: &Db, note: &str) -> Result<(), ConfigurationError> {
        let version = self.page(db).await.draft().map_or(0, |draft| draft.version);
        let note = note.to_owned();
        publish_configuration(db, &self.curator, self.configuration, version, note, NOW).await
    }

    fn shopper(&self) -> Shopper<'_> {
        Shopper {
            company: &self.company,
            in_force: Some(&self.in_force),
            preview: false,
            member: None,
        }
    }

    async fn offers(&self, db: &Db) -> Vec<Offer> {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        offers(&mut read, self.shopper(), NOW).await.unwrap()
    }

    async fn configure(&self, db: &Db, chosen: &[Pick]) -> Result<Configured, ConfigureError> {
        let mut read = db.read(Scope::customer(self.company.id)).await.unwrap();
        configure(
            &mut read,
            self.shopper(),
            self.configuration,
            chosen,
            ONE,
            NOW,
        )
        .await
    }
}

both_engines!(
    curators_who_begin_a_draft_at_once_share_it,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        for round in 0..4 {
            bench.publish(&db, "As you wished").await.unwrap();
            let group = |name: &str| Change::AddGroup {
                name: format!("{name} {round}"),
                least: 0,
                most: 1,
            };
            let (one, other, third) = tokio::join!(
                bench.change(&db, group("Bag")),
                bench.change(&db, group("Mouse")),
                bench.change(&db, group("Lamp"))
            );
            one.unwrap();
            other.unwrap();
            third.unwrap();
            let page = bench.page(&db).await;
            assert_eq!(page.contents.groups.len(), 2 + 3 * (round + 1));
            // An empty group can't be published.
            for group in page.contents.groups.iter().skip(2 + 3 * round) {
                let option = Change::AddOption {
                    group: group.id,
                    sku: None,
                    name: "Any".to_owned(),
                    quantity: Quantity::pieces(1),
                    fewest: 1,
                    most: 1,
                    price: None,
                };
                bench.change(&db, option).await.unwrap();
            }
        }
    }
);

both_engines!(a_draft_is_offered_once_it_is_published, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    assert_eq!(bench.offers(&db).await, []);
    bench.publish(&db, "").await.unwrap();
    let offers = bench.offers(&db).await;
    let offer = &offers[0];
    assert_eq!((offer.code.as_str(), offer.number), ("STD-ENG", 1));
    assert_eq!(offer.build.base_price(ONE), eur(45_000));
    assert_eq!(offer.usual_price(), eur(54_000));
    let [memory, dock] = offer.build.groups.as_slice() else {
        panic!("two groups")
    };
    assert_eq!(memory.options[1].price(1, ONE), eur(12_345));
    assert_eq!(dock.defaults().count(), 0);

    let picked = [memory.options[1].picked(), dock.options[0].picked()];
    let configured = bench.configure(&db, &picked).await.unwrap();
    assert_eq!(configured.price, eur(45_000 + 12_345 + 4_500));
    assert_eq!(configured.options[0].option, "32 GB");
    assert_eq!(configured.options[1].sku, "DOCK");
    let refused = bench.configure(&db, &[dock.options[0].picked()]).await;
    assert!(matches!(refused, Err(ConfigureError::Refused(_))));
});

both_engines!(what_is_published_never_changes, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    bench.publish(&db, "").await.unwrap();
    let before = bench.offers(&db).await;
    bench.change(&db, Change::Base(eur(99))).await.unwrap();
    let larger = before[0].build.groups[0].options[1].id;
    bench.change(&db, Change::Default(larger)).await.unwrap();
    assert_eq!(bench.offers(&db).await, before);
    assert!(matches!(
        bench.publish(&db, "").await,
        Err(ConfigurationError::NoReason)
    ));
    bench.publish(&db, "You kept choosing 32 GB").await.unwrap();
    let after = &bench.offers(&db).await[0];
    assert_eq!(
        (after.number, after.note.as_str()),
        (2, "You kept choosing 32 GB")
    );
    assert_eq!(after.build.base_price(ONE), eur(99));
    assert_eq!(usual(after), [larger]);
});

both_engines!(
    a_play_revises_with_a_reason_and_leaves_a_draft_alone,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        bench.publish(&db, "").await.unwrap();
        bench.change(&db, Change::Base(eur(99))).await.unwrap();
        let larger = bench.offers(&db).await[0].build.groups[0].options[1].id;
        let (actor, configuration) = (bench.curator.clone(), bench.configuration);
        db.write::<_, ConfigurationError, _>(Scope::staff(), move |tx| {
            Box::pin(async move { revise(tx, &actor, configuration, larger, "Because", NOW).await })
        })
        .await
        .unwrap();
        let offer = &bench.offers(&db).await[0];
        assert_eq!(usual(offer), [larger]);
        assert_eq!(
            (offer.note.as_str(), offer.build.base_price(ONE)),
            ("Because", eur(45_000))
        );
        let page = bench.page(&db).await;
        assert_eq!(page.shown.base_price_minor, Some(99));
        let mut read = db.read(Scope::system()).await.unwrap();
        let told: Option<i64> = read
            .scalar(
                "SELECT COUNT(*) FROM outbox WHERE kind = 'configuration-published'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, Some(2));
    }
);

both_engines!(
    what_nobody_could_choose_from_is_not_published,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        assert!(matches!(
            bench.publish(&db, "").await,
            Err(ConfigurationError::Nothing)
        ));
        let (name, required) = ("Memory".to_owned(), true);
        bench
            .change(
                &db,
                Change::AddGroup {
                    name,
                    least: i64::from(required),
                    most: 1,
                },
            )
            .await
            .unwrap();
        bench.option(&db, 0, Some("MEM-16"), "", None).await;
        assert!(matches!(
            bench.publish(&db, "").await,
            Err(ConfigurationError::TooFewOptions(name)) if name == "Memory"
        ));
        bench.option(&db, 0, None, "None", None).await;
        bench.publish(&db, "").await.unwrap();
        let unknown = Change::AddPart {
            sku: "NOTHING".to_owned(),
            quantity: Quantity::pieces(1),
        };
        assert!(matches!(
            bench.change(&db, unknown).await,
            Err(ConfigurationError::UnknownSku(_))
        ));
    }
);

both_engines!(
    a_draft_is_published_once_and_names_stand_once,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        let version = bench.page(&db).await.shown.version;
        let publish = || {
            publish_configuration(
                &db,
                &bench.curator,
                bench.configuration,
                version,
                String::new(),
                NOW,
            )
        };
        let (first, second) = tokio::join!(publish(), publish());
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let refused = first.and(second);
        assert!(matches!(
            refused,
            Err(ConfigurationError::NoDraft | ConfigurationError::Changed)
        ));
        let name = "Memory".to_owned();
        let twice = Change::AddGroup {
            name,
            least: 0,
            most: 1,
        };
        assert!(matches!(
            bench.change(&db, twice).await,
            Err(ConfigurationError::Twice)
        ));
        let again = Change::AddOption {
            group: bench.page(&db).await.contents.groups[0].id,
            sku: Some("MEM-16".to_owned()),
            name: "16 GB".to_owned(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            price: None,
        };
        assert!(matches!(
            bench.change(&db, again).await,
            Err(ConfigurationError::Twice)
        ));
        // What was refused did not begin a draft either.
        assert_eq!(bench.page(&db).await.draft(), None);
        let nothing = Change::AddPart {
            sku: "DOCK".to_owned(),
            quantity: Quantity::default(),
        };
        assert!(matches!(
            bench.change(&db, nothing).await,
            Err(ConfigurationError::WrongQuantity)
        ));
    }
);

both_engines!(the_draft_is_seen_in_a_preview_only, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    let preview = Shopper {
        preview: true,
        ..bench.shopper()
    };
    let previewed = || async {
        let mut read = db.read(bench.curator.scope()).await.unwrap();
        offers(&mut read, preview, NOW).await.unwrap()
    };
    assert_eq!(bench.offers(&db).await, []);
    assert_eq!(previewed().await[0].usual_price(), eur(54_000));
    bench.publish(&db, "").await.unwrap();
    bench.change(&db, Change::Base(eur(99))).await.unwrap();
    assert_eq!(
        bench.offers(&db).await[0].build.base_price(ONE),
        eur(45_000)
    );
    assert_eq!(previewed().await[0].build.base_price(ONE), eur(99));
    let page = bench.page(&db).await;
    assert_eq!(
        difference(page.offered.as_ref().unwrap(), &page.contents),
        [Changed::Base {
            before: None,
            after: eur(99)
        }]
    );
});

both_engines!(
    what_is_retired_is_gone_and_leads_to_its_successor,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        let retire = |instead, why: &str| {
            retire_configuration(
                &db,
                &bench.curator,
                bench.configuration,
                instead,
                why.to_owned(),
                NOW,
            )
        };
        assert!(matches!(
            retire(None, "Never shown").await,
            Err(ConfigurationError::NotOffered)
        ));
        bench.publish(&db, "").await.unwrap();
        let new = NewConfiguration {
            key: FormKey::fresh(),
            customer: bench.company.id,
            code: "std-2".to_owned(),
            name: "Workstation 2".to_owned(),
            description: String::new(),
            currency: Currency::EUR,
        };
        let later = create_configuration(&db, &bench.curator, new, NOW)
            .await
            .unwrap();
        let part = Change::AddPart {
            sku: "CASE".to_owned(),
            quantity: Quantity::pieces(1),
        };
        change_configuration(&db, &bench.curator, later, part, NOW)
            .await
            .unwrap();
        publish_configuration(&db, &bench.curator, later, 2, String::new(), NOW)
            .await
            .unwrap();
        assert!(matches!(
            retire(Some(later), " ").await,
            Err(ConfigurationError::NoReason)
        ));
        retire(Some(later), "There is a better one").await.unwrap();
        // A proposal that is accepted later does not bring it back.
        let usual = bench.page(&db).await.contents.options[0].id;
        let (actor, retired) = (bench.curator.clone(), bench.configuration);
        let revised = db
            .write(Scope::staff(), move |tx| {
                Box::pin(async move { revise(tx, &actor, retired, usual, "Because", NOW).await })
            })
            .await;
        assert!(matches!(revised, Err(ConfigurationError::NotOffered)));
        let offered = bench.offers(&db).await;
        assert_eq!(
            offered.iter().map(|offer| offer.id).collect::<Vec<_>>(),
            [later]
        );
        let mut read = db.read(Scope::customer(bench.company.id)).await.unwrap();
        let shopper = bench.shopper();
        assert_eq!(
            successor(&mut read, shopper, bench.configuration, NOW)
                .await
                .unwrap(),
            Some(("Engineering workstation".to_owned(), Some(later)))
        );
        assert_eq!(
            successor(&mut read, shopper, later, NOW).await.unwrap(),
            None
        );
    }
);

both_engines!(another_company_is_offered_nothing_of_it, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    bench.publish(&db, "").await.unwrap();
    let (other, _) = customer(&db, "Other").await;
    let theirs = agreement(&db, other.id, bench.in_force.first.price_list).await;
    let shopper = Shopper {
        company: &other,
        in_force: Some(&theirs),
        preview: false,
        member: None,
    };
    let mut read = db.read(Scope::customer(other.id)).await.unwrap();
    assert_eq!(offers(&mut read, shopper, NOW).await.unwrap(), []);
    let defaults = bench.offers(&db).await[0].build.defaults();
    let stolen = configure(&mut read, shopper, bench.configuration, &defaults, ONE, NOW).await;
    assert!(matches!(stolen, Err(ConfigureError::NotFound)));
});

both_engines!(a_part_that_is_no_longer_sold_stops_it, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    bench.publish(&db, "").await.unwrap();
    let defaults = bench.offers(&db).await[0].build.defaults();
    db.write::<_, crate::store::StoreError, _>(Scope::system(), |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE product SET active = $1 WHERE sku = 'CASE'",
                args![false],
            )
            .await
        })
    })
    .await
    .unwrap();
    let refused = bench.configure(&db, &defaults).await;
    assert!(matches!(
        refused,
        Err(ConfigureError::Refused(refused)) if refused[0].why == Why::Gone("CASE".to_owned())
    ));
});
