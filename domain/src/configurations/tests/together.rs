//! What goes together, how many, when and for whom, told to both engines.

use super::*;
use crate::agreements::testing::{insert, product_rule};
use crate::configurations::PriceFrom;
use crate::configurations::rules::{Bound, Limit};
use crate::id::{AccessGroupId, ProductId};
use crate::site::{SaveGroup, ask_site_editor, remove_group, save_group};
use crate::{Day, Timestamp};

/// Gives products of the bench an attribute that is a number of watts.
async fn figures(db: &Db, number: i64, attribute: &str, watts: &[(&str, f64)]) {
    let mut read = db.read(Scope::system()).await.unwrap();
    let category: Option<crate::id::CategoryId> = read
        .scalar(
            "SELECT category_id FROM product WHERE sku = 'CASE'",
            args![],
        )
        .await
        .unwrap();
    let mut rows = Vec::new();
    for (sku, amount) in watts {
        let product: Option<ProductId> = read
            .scalar("SELECT id FROM product WHERE sku = $1", args![*sku])
            .await
            .unwrap();
        rows.push(args![product, number, format!("{amount} W"), *amount]);
    }
    drop(read);
    insert(
        db,
        "INSERT INTO category_attribute (number, category_id, position, name, kind, unit) VALUES",
        vec![args![number, category, number, attribute, "number", "W"]],
    )
    .await;
    insert(
        db,
        "INSERT INTO product_attribute (product_id, attribute, value, amount) VALUES",
        rows,
    )
    .await;
}

/// The option with this name.
fn named<'o>(offer: &'o Offer, name: &str) -> &'o Choosable {
    let mut options = offer.build.groups.iter().flat_map(|group| &group.options);
    options.find(|option| option.name == name).unwrap()
}

impl Bench {
    /// A dock may be had up to three times, and several things of an extra.
    async fn with_pieces(&self, db: &Db) {
        self.put_together(db).await;
        let add = |group, sku: &str, name: &str, most| Change::AddOption {
            group,
            sku: Some(sku.to_owned()),
            name: name.to_owned(),
            quantity: ONE,
            fewest: 1,
            most,
            price: None,
        };
        let extras = Change::AddGroup {
            name: "Extras".to_owned(),
            least: 0,
            most: 2,
        };
        self.change(db, extras).await.unwrap();
        let groups = self.page(db).await.contents.groups;
        let extras = groups[2].id;
        for (sku, name, most) in [
            ("DOCK", "Docks", 3),
            ("MEM-16", "Spare", 1),
            ("MEM-32", "Big", 1),
        ] {
            self.change(db, add(extras, sku, name, most)).await.unwrap();
        }
        assert!(matches!(
            self.change(db, add(extras, "DOCK", "Always two", 0)).await,
            Err(ConfigurationError::WrongLimits)
        ));
    }
}

both_engines!(
    several_are_chosen_in_numbers_and_carried_into_price,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.with_pieces(&db).await;
        bench.publish(&db, "").await.unwrap();
        let offer = &bench.offers(&db).await[0];
        let memory = named(offer, "16 GB").picked();
        let docks = Pick {
            option: named(offer, "Docks").id,
            pieces: 3,
        };
        let spare = named(offer, "Spare").picked();
        let configured = bench.configure(&db, &[docks, spare, memory]).await.unwrap();
        // 10% off: a case, 16 GB, three docks and a spare.
        assert_eq!(configured.price, eur(45_000 + 9_000 + 3 * 4_500 + 9_000));
        let chosen: Vec<(&str, i64)> = configured
            .options
            .iter()
            .map(|one| (one.option.as_str(), one.pieces))
            .collect();
        assert_eq!(chosen, [("16 GB", 1), ("Docks", 3), ("Spare", 1)]);
        assert_eq!(configured.chosen, [memory, docks, spare]);
        let too_many = Pick { pieces: 4, ..docks };
        for refused in [
            vec![memory, too_many],
            vec![memory, docks, spare, named(offer, "Big").picked()],
        ] {
            assert!(matches!(
                bench.configure(&db, &refused).await,
                Err(ConfigureError::Refused(_))
            ));
        }

        // Fewer may be chosen from now on, and that is told.
        let group = bench.page(&db).await.contents.groups[2].id;
        let limits = |least, most| Change::Limits { group, least, most };
        assert!(matches!(
            bench.change(&db, limits(2, 1)).await,
            Err(ConfigurationError::WrongLimits)
        ));
        bench.change(&db, limits(0, 1)).await.unwrap();
        let page = bench.page(&db).await;
        assert_eq!(
            difference(page.offered.as_ref().unwrap(), &page.contents),
            [Changed::Limits {
                group: "Extras".to_owned(),
                before: (0, 2),
                after: (0, 1)
            }]
        );
    }
);

both_engines!(
    several_are_usual_where_several_are_picked,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.with_pieces(&db).await;
        let id = |page: &ConfigurationPage, name: &str| {
            let mut options = page.contents.options.iter();
            options.find(|one| one.name == name).unwrap().id
        };
        let page = bench.page(&db).await;
        for name in ["Docks", "Spare", "32 GB"] {
            bench
                .change(&db, Change::Default(id(&page, name)))
                .await
                .unwrap();
        }
        bench.publish(&db, "").await.unwrap();
        let offer = &bench.offers(&db).await[0];
        let [large, docks, spare] = ["32 GB", "Docks", "Spare"].map(|name| named(offer, name).id);
        assert_eq!(usual(offer), [large, docks, spare]);
        bench.change(&db, Change::NotDefault(docks)).await.unwrap();
        bench.publish(&db, "Nobody took it").await.unwrap();
        assert_eq!(usual(&bench.offers(&db).await[0]), [large, spare]);
    }
);

both_engines!(many_of_a_standard_follow_quantity_breaks, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    bench.publish(&db, "").await.unwrap();
    let mut read = db.read(Scope::system()).await.unwrap();
    let case: Option<ProductId> = read
        .scalar("SELECT id FROM product WHERE sku = 'CASE'", args![])
        .await
        .unwrap();
    drop(read);
    let always = Validity::ALWAYS;
    insert(
        &db,
        "INSERT INTO price_list_entry (price_list_id, product_id, valid_from, valid_until,
             price_minor, min_quantity) VALUES",
        vec![args![
            bench.in_force.first.price_list,
            case,
            always.from,
            always.until,
            40_000_i64,
            Quantity::pieces(10)
        ]],
    )
    .await;
    let offer = &bench.offers(&db).await[0];
    let usual = offer.build.defaults();
    let of = |many| offer.configured(&usual, Quantity::pieces(many)).unwrap();
    assert_eq!(of(1).price, eur(45_000 + 9_000));
    assert_eq!(of(10).price, eur(36_000 + 9_000));
    assert_eq!(
        of(1).breaks,
        [
            (ONE, Money::new(54_000, Currency::EUR)),
            (Quantity::pieces(10), Money::new(45_000, Currency::EUR))
        ]
    );
});

both_engines!(
    what_does_not_go_together_is_refused_with_names_and_figures,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.with_pieces(&db).await;
        figures(
            &db,
            9_001,
            "Power draw",
            &[("CASE", 60.0), ("DOCK", 20.5), ("MEM-32", 10.0)],
        )
        .await;
        figures(&db, 9_002, "Wattage", &[("CASE", 100.0)]).await;
        let total = |attribute: &str| {
            Change::AddRule(NewRule::Total {
                attribute: attribute.to_owned(),
                bound: Bound::AtMost,
                limit: Limit::Attribute("wattage".to_owned()),
            })
        };
        assert!(matches!(
            bench.change(&db, total("Colour")).await,
            Err(ConfigurationError::UnknownAttribute(name)) if name == "Colour"
        ));
        bench.change(&db, total("power draw")).await.unwrap();
        assert!(matches!(
            bench.change(&db, total("Power draw")).await,
            Err(ConfigurationError::Twice)
        ));
        let page = bench.page(&db).await;
        let option = |name: &str| {
            let mut options = page.contents.options.iter();
            Named::Option(options.find(|one| one.name == name).unwrap().id)
        };
        let needs = NewRule::Needs {
            what: option("Big"),
            one_of: vec![option("32 GB")],
        };
        bench.change(&db, Change::AddRule(needs)).await.unwrap();
        bench.publish(&db, "").await.unwrap();

        let offer = &bench.offers(&db).await[0];
        assert_eq!(offer.build.rules.len(), 2);
        let docks = |pieces| Pick {
            option: named(offer, "Docks").id,
            pieces,
        };
        let (small, large) = (
            named(offer, "16 GB").picked(),
            named(offer, "32 GB").picked(),
        );
        // 60 + 20.5 is within 100; 60 + 61.5 is not.
        bench.configure(&db, &[small, docks(1)]).await.unwrap();
        let refused = bench.configure(&db, &[small, docks(3)]).await;
        let Err(ConfigureError::Refused(refused)) = refused else {
            panic!("{refused:?}")
        };
        let [
            Refusal {
                why: Why::Rule { how, ways, .. },
                groups,
            },
        ] = refused.as_slice()
        else {
            panic!("{refused:?}")
        };
        let rules::Broken::Total {
            total,
            limit,
            unit,
            from,
            given_by,
            ..
        } = how
        else {
            panic!("{how:?}")
        };
        assert_eq!(
            (*total, *limit, unit.as_str()),
            (
                Quantity::from_thousandths(121_500),
                Quantity::pieces(100),
                "W"
            )
        );
        assert_eq!(from.len(), 2);
        assert_eq!(given_by, &["CASE"]);
        assert_eq!(ways, &[rules::Way::Pieces("Docks".to_owned(), 1)]);
        assert!(groups.contains(&offer.build.groups[2].id));
        let big = named(offer, "Big").picked();
        assert!(matches!(
            bench.configure(&db, &[small, big]).await,
            Err(ConfigureError::Refused(_))
        ));
        bench.configure(&db, &[large, big]).await.unwrap();

        // A draft has its rules, and its difference names them.
        let rule = page.contents.rules.first().unwrap().id;
        bench.change(&db, Change::RemoveRule(rule)).await.unwrap();
        let page = bench.page(&db).await;
        assert!(matches!(
            difference(page.offered.as_ref().unwrap(), &page.contents).as_slice(),
            [Changed::RuleOut(rules::Demand::Total { .. })]
        ));
    }
);

both_engines!(
    rules_that_nobody_can_keep_are_refused_when_written_or_published,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        let page = bench.page(&db).await;
        let option = |name: &str| {
            let mut options = page.contents.options.iter();
            Named::Option(options.find(|one| one.name == name).unwrap().id)
        };
        let needs = |what: &str, needed: Named| {
            Change::AddRule(NewRule::Needs {
                what: option(what),
                one_of: vec![needed],
            })
        };
        let unknown = Named::Option(OptionId::new());
        assert!(matches!(
            bench.change(&db, needs("16 GB", unknown)).await,
            Err(ConfigurationError::Flawed(flaws)) if matches!(flaws.as_slice(), [Flaw::Unknown(_)])
        ));
        assert!(matches!(
            bench.change(&db, needs("16 GB", option("16 GB"))).await,
            Err(ConfigurationError::EmptyRule)
        ));
        assert!(matches!(
            bench
                .change(&db, needs("16 GB", Named::Sku("NOTHING".to_owned())))
                .await,
            Err(ConfigurationError::UnknownSku(_))
        ));
        bench
            .change(&db, needs("16 GB", option("DOCK")))
            .await
            .unwrap();
        let excludes = Change::AddRule(NewRule::Excludes {
            one: option("DOCK"),
            other: option("16 GB"),
        });
        assert!(matches!(
            bench.change(&db, excludes).await,
            Err(ConfigurationError::Flawed(flaws))
                if matches!(flaws.as_slice(), [Flaw::Contradiction { .. }])
        ));
        // What is usual needs something that is not.
        let flawed = bench.publish(&db, "").await;
        assert!(matches!(
            flawed,
            Err(ConfigurationError::Flawed(flaws)) if matches!(flaws.as_slice(), [Flaw::Defaults(_)])
        ));
        assert_eq!(bench.offers(&db).await, []);
        let page = bench.page(&db).await;
        assert!(page.flaws().iter().any(Flaw::forbids));
        let dock = match option("DOCK") {
            Named::Option(id) => id,
            Named::Sku(_) => panic!("an option"),
        };
        bench.change(&db, Change::Default(dock)).await.unwrap();
        bench.publish(&db, "").await.unwrap();
    }
);

both_engines!(
    a_play_that_would_break_a_rule_changes_nothing,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        let page = bench.page(&db).await;
        let id = |name: &str| {
            let mut options = page.contents.options.iter();
            options.find(|one| one.name == name).unwrap().id
        };
        let (large, dock) = (id("32 GB"), id("DOCK"));
        let needs = NewRule::Needs {
            what: Named::Option(large),
            one_of: vec![Named::Option(dock)],
        };
        bench.change(&db, Change::AddRule(needs)).await.unwrap();
        bench.publish(&db, "").await.unwrap();
        let (actor, configuration) = (bench.curator.clone(), bench.configuration);
        let revised = db
            .write(Scope::staff(), move |tx| {
                Box::pin(async move {
                    let larger = Revised::Default(large);
                    revise(tx, &actor, configuration, &larger, "Because", NOW).await
                })
            })
            .await;
        assert!(matches!(revised, Err(ConfigurationError::Flawed(_))));
        assert_eq!(bench.offers(&db).await[0].number, 1);
    }
);

both_engines!(it_is_offered_from_a_day_to_a_day, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    let (first, last) = (Day::of(NOW).plus_days(3), Day::of(NOW).plus_days(5));
    let offered = |first_day, last_day| Change::Offer {
        first_day,
        last_day,
        groups: Vec::new(),
    };
    assert!(matches!(
        bench.change(&db, offered(Some(last), Some(first))).await,
        Err(ConfigurationError::EndsFirst)
    ));
    bench
        .change(&db, offered(Some(first), Some(last)))
        .await
        .unwrap();
    let page = bench.page(&db).await;
    assert_eq!(
        (page.contents.first_day, page.contents.last_day),
        (Some(first), Some(last))
    );
    bench.publish(&db, "").await.unwrap();
    let count = async |at: Timestamp| {
        let mut read = db.read(Scope::customer(bench.company.id)).await.unwrap();
        offers(&mut read, bench.shopper(), at).await.unwrap().len()
    };
    let before = |at: Timestamp| Timestamp(at.0 - 1);
    assert_eq!(count(before(first.start())).await, 0);
    assert_eq!(count(first.start()).await, 1);
    assert_eq!(count(before(last.end())).await, 1);
    assert_eq!(count(last.end()).await, 0);
    // Whoever previews sees it whenever.
    let preview = Shopper {
        preview: true,
        ..bench.shopper()
    };
    let mut read = db.read(bench.curator.scope()).await.unwrap();
    assert_eq!(offers(&mut read, preview, NOW).await.unwrap().len(), 1);
});

both_engines!(
    a_standard_says_whose_prices_it_has_and_until_when,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        bench.put_together(&db).await;
        bench.publish(&db, "").await.unwrap();
        let from = async || bench.offers(&db).await.remove(0).price_from;
        let number = bench.in_force.first.number.clone();
        let plain = PriceFrom {
            own: false,
            agreements: vec![number],
            until: None,
        };
        assert_eq!(from().await, plain);
        // A contract price of the usual memory begins later, one of the other ends.
        let mut read = db.read(Scope::system()).await.unwrap();
        let mut rule = async |sku: &str, valid: Validity| {
            let product: Option<ProductId> = read
                .scalar("SELECT id FROM product WHERE sku = $1", args![sku])
                .await
                .unwrap();
            let (customer, revision) = (bench.company.id, bench.in_force.first.revision);
            let product = product.unwrap();
            product_rule(&db, customer, revision, product, "price", Some(1), valid).await;
        };
        let later = Validity::new(Timestamp(NOW.0 + 5_000), Timestamp::NEVER).unwrap();
        let ending = Validity::new(Timestamp(0), Timestamp(NOW.0 + 1_000)).unwrap();
        rule("MEM-16", later).await;
        rule("MEM-32", ending).await;
        drop(read);
        assert_eq!(from().await.until, Some(later.from));
        // A price of its own needs no part's; its last day is an end, too.
        let day = Day::of(NOW);
        bench.change(&db, Change::Base(eur(45_000))).await.unwrap();
        let offer = Change::Offer {
            first_day: None,
            last_day: Some(day),
            groups: Vec::new(),
        };
        bench.change(&db, offer).await.unwrap();
        bench.publish(&db, "Cheaper").await.unwrap();
        let now = from().await;
        assert!(now.own && now.until == Some(later.from.min(day.end())));
    }
);

both_engines!(it_is_offered_to_some_only, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    let (company, unit) = (&bench.company, bench.unit);
    let inside = member(&db, company, unit, &[CustomerRole::Requester]).await;
    let outside = member(&db, company, unit, &[CustomerRole::Requester]).await;
    let (other, _) = customer(&db, "Other").await;
    let (crew, theirs) = (AccessGroupId::new(), AccessGroupId::new());
    for (customer, id, members) in [
        (company.id, crew, vec![inside.member().unwrap().id]),
        (other.id, theirs, Vec::new()),
    ] {
        let group = SaveGroup {
            customer,
            id,
            name: "Crew".to_owned(),
            members,
        };
        save_group(&db, &bench.curator, group, NOW).await.unwrap();
    }
    // A group of somebody else is no group.
    let to = |groups| Change::Offer {
        first_day: None,
        last_day: None,
        groups,
    };
    bench.change(&db, to(vec![crew, theirs])).await.unwrap();
    let page = bench.page(&db).await;
    assert_eq!(page.contents.audience.len(), 1);
    bench.publish(&db, "").await.unwrap();
    let sees = async |who: Option<&Actor>| {
        let shopper = Shopper {
            member: who.map(|who| who.member().unwrap().id),
            ..bench.shopper()
        };
        let mut read = db.read(Scope::customer(company.id)).await.unwrap();
        let one = offer(&mut read, shopper, bench.configuration, NOW)
            .await
            .unwrap();
        one.is_some()
    };
    assert!(sees(Some(&inside)).await);
    assert!(!sees(Some(&outside)).await);
    assert!(sees(None).await, "who decides sees what others may");
    // The group's page says so, and nobody else's does.
    let mut read = db.read(bench.curator.scope()).await.unwrap();
    let editor = ask_site_editor(&bench.curator, company.id).unwrap();
    let editor = editor.fetch(&mut read).await.unwrap();
    drop(read);
    let only: Vec<_> = editor
        .only_for(crew)
        .map(|one| (one.id, one.others))
        .collect();
    assert_eq!(only, [(bench.configuration, 0)]);
    assert_eq!(editor.only_for(theirs).count(), 0);
    // A group that is gone is nobody, not everybody.
    remove_group(&db, &bench.curator, company.id, crew, NOW)
        .await
        .unwrap();
    assert!(!sees(Some(&inside)).await);
    // Nor does an old link tell them what it was called.
    let retired = "Too old".to_owned();
    retire_configuration(&db, &bench.curator, bench.configuration, None, retired, NOW)
        .await
        .unwrap();
    let mut read = db.read(Scope::customer(company.id)).await.unwrap();
    let shopper = Shopper {
        member: Some(outside.member().unwrap().id),
        ..bench.shopper()
    };
    let old = successor(&mut read, shopper, bench.configuration, NOW).await;
    assert_eq!(old.unwrap(), None);
    drop(read);
    bench.change(&db, to(Vec::new())).await.unwrap();
    bench.publish(&db, "For all of you").await.unwrap();
    assert!(sees(Some(&outside)).await);
});
