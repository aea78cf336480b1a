//! Standard configurations on their way through basket, request and order,
//! told to both engines.

use super::offer::{Standing, Thing};
use super::testing::{NOW, World, standard, world};
use super::*;
use crate::args;
use crate::configurations::Pick;
use crate::configurations::{self, offer};
use crate::id::{ConfigurationId, OptionId};
use crate::identity::testing::staff;
use crate::identity::{Actor, StaffRole};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, counted};
use crate::{Currency, Money, Quantity};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// The options of the kit with these names.
async fn options(db: &Db, world: &World, kit: ConfigurationId, names: &[&str]) -> Vec<Pick> {
    let shopper = world.requester.shopper().unwrap();
    let mut read = db.read(world.requester.scope()).await.unwrap();
    let kit = offer(&mut read, shopper, kit, NOW).await.unwrap().unwrap();
    let all = kit.build.groups.iter().flat_map(|group| &group.options);
    all.filter(|option| names.contains(&option.name.as_str()))
        .map(|option| option.picked())
        .collect()
}

async fn put(db: &Db, who: &Actor, kit: ConfigurationId, chosen: &[Pick], pieces: i64) {
    let (key, pieces) = (FormKey::fresh(), Quantity::pieces(pieces));
    for _ in 0..2 {
        add_configured(db, who, key, kit, chosen.to_vec(), pieces, NOW)
            .await
            .unwrap();
    }
}

fn from_basket(world: &World) -> Submit {
    Submit {
        from: From::Basket,
        ..world.request(&[])
    }
}

fn order_basket(world: &World) -> OrderNow {
    OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: String::new(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    }
}

/// Publishes the kit without leather, but with felt.
async fn take_leather_away(db: &Db, kit: ConfigurationId, leather: OptionId) {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let page = || {
        configurations::configuration_page::<configurations::ConfigurationError>(
            db, &curator, kit, None,
        )
    };
    for change in [
        configurations::Change::RemoveOption(leather),
        configurations::Change::AddOption {
            group: page().await.unwrap().contents.groups[0].id,
            sku: None,
            name: "Felt".to_owned(),
            quantity: Quantity::pieces(1),
            fewest: 1,
            most: 1,
            price: None,
        },
    ] {
        configurations::change_configuration(db, &curator, kit, change, NOW)
            .await
            .unwrap();
    }
    let version = page().await.unwrap().draft().unwrap().version;
    let why = "Leather is sold out".to_owned();
    configurations::publish_configuration(db, &curator, kit, version, why, NOW)
        .await
        .unwrap();
}

both_engines!(
    what_was_configured_is_requested_and_ordered,
    |db| async move {
        let world = world(&db, "Halden").await;
        let kit = standard(&db, &world).await;
        let leather = options(&db, &world, kit, &["Leather"]).await;
        let plain = options(&db, &world, kit, &["Plain"]).await;
        put(&db, &world.requester, kit, &leather, 2).await;
        put(&db, &world.requester, kit, &leather, 1).await;
        put(&db, &world.requester, kit, &plain, 1).await;

        let filled = basket(&db, &world.requester, NOW).await.unwrap();
        let lines: Vec<_> = filled
            .lines
            .iter()
            .map(|line| {
                (
                    line.quantity,
                    line.offer.standing,
                    line.offer.options[0].option.as_str(),
                )
            })
            .collect();
        assert_eq!(
            lines,
            [
                (
                    Quantity::pieces(3),
                    Standing::Priced(eur(13_800)),
                    "Leather"
                ),
                (Quantity::pieces(1), Standing::Priced(eur(11_800)), "Plain"),
            ]
        );

        let done = submit(&db, &world.requester, from_basket(&world), NOW)
            .await
            .unwrap();
        let shown = show(&db, &world.manager, done.request, NOW).await.unwrap();
        let line = &shown.request.lines[0];
        assert_eq!(line.thing, Thing::Configuration(kit, leather.clone()));
        assert_eq!(line.price, Some(eur(13_800)));
        assert_eq!(
            (line.sku.as_str(), line.options[0].group.as_str()),
            ("KIT", "Sleeve")
        );
        assert_eq!(shown.today[0].1.revision, line.revision);

        put(&db, &world.manager, kit, &leather, 1).await;
        let order = order_now(&db, &world.manager, order_basket(&world), NOW)
            .await
            .unwrap();
        let mut read = db.read(world.manager.scope()).await.unwrap();
        let ordered: (Option<String>, i64) = read
            .one(
                "SELECT l.options ->> 0, l.price_minor FROM order_line l
             JOIN configuration_revision r ON r.id = l.configuration_revision_id
                 AND r.customer_id = l.customer_id
             WHERE l.customer_id = $1 AND l.order_id = $2 AND r.configuration_id = $3",
                args![world.company.id, order, kit],
            )
            .await
            .unwrap();
        assert!(ordered.0.unwrap().contains("Leather"));
        assert_eq!(ordered.1, 13_800);
        drop(read);

        let mut read = db.read(Scope::system()).await.unwrap();
        let remembered: Option<i64> = read
            .scalar(
                "SELECT COUNT(*) FROM interaction WHERE kind = 'configured' /* system */",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(remembered, Some(4), "once for each time it was put in");
    }
);

both_engines!(a_choice_that_is_offered_no_more_says_so, |db| async move {
    let world = world(&db, "Halden").await;
    let kit = standard(&db, &world).await;
    let leather = options(&db, &world, kit, &["Leather"]).await;
    put(&db, &world.manager, kit, &leather, 1).await;
    let requested = submit(&db, &world.manager, from_basket(&world), NOW).await;
    let requested = requested.unwrap().request;
    put(&db, &world.manager, kit, &leather, 1).await;

    take_leather_away(&db, kit, leather[0].option).await;
    let curator = staff(&db, &[StaffRole::Curator]).await;

    let standing = |filled: Basket| filled.lines[0].offer.standing;
    let filled = basket(&db, &world.manager, NOW).await.unwrap();
    assert_eq!(standing(filled), Standing::ChooseAgain);
    let refused = submit(&db, &world.manager, from_basket(&world), NOW).await;
    assert!(matches!(refused, Err(SubmitError::ChooseAgain(names)) if names == ["Boat kit"]));
    let refused = order_now(&db, &world.manager, order_basket(&world), NOW).await;
    assert!(matches!(
        refused,
        Err(OrderError::Wanted(WantedFault::Empty))
    ));
    let again = add_configured(
        &db,
        &world.manager,
        FormKey::fresh(),
        kit,
        leather,
        Quantity::pieces(1),
        NOW,
    );
    assert!(matches!(again.await, Err(BasketError::Refused(_))));
    let shown = show(&db, &world.manager, requested, NOW).await.unwrap();
    assert_eq!(
        shown.request.lines[0].price,
        Some(eur(13_800)),
        "a request keeps what it was made with"
    );

    configurations::retire_configuration(&db, &curator, kit, None, "Too old".to_owned(), NOW)
        .await
        .unwrap();
    let filled = basket(&db, &world.manager, NOW).await.unwrap();
    assert_eq!(standing(filled), Standing::Gone);
});

both_engines!(
    a_part_without_a_price_makes_it_on_request,
    |db| async move {
        let world = world(&db, "Halden").await;
        let kit = standard(&db, &world).await;
        let chosen = options(&db, &world, kit, &["Plain", "Plotter"]).await;
        put(&db, &world.manager, kit, &chosen, 1).await;
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        assert_eq!(filled.lines[0].offer.standing, Standing::OnRequest);
        let refused = order_now(&db, &world.manager, order_basket(&world), NOW).await;
        assert!(matches!(
            refused,
            Err(OrderError::Wanted(WantedFault::Empty))
        ));
        submit(&db, &world.manager, from_basket(&world), NOW)
            .await
            .unwrap();
    }
);

both_engines!(anothers_standard_is_not_there, |db| async move {
    let (ours, theirs) = (world(&db, "Halden").await, world(&db, "Auental").await);
    let kit = standard(&db, &theirs).await;
    let chosen = options(&db, &theirs, kit, &["Plain"]).await;
    let refused = add_configured(
        &db,
        &ours.requester,
        FormKey::fresh(),
        kit,
        chosen,
        Quantity::pieces(1),
        NOW,
    );
    assert!(matches!(
        refused.await,
        Err(BasketError::NoSuchConfiguration)
    ));
});

both_engines!(
    the_same_again_answers_every_line_and_goes_in_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let kit = standard(&db, &world).await;
        let leather = options(&db, &world, kit, &["Leather"]).await;
        let plain = options(&db, &world, kit, &["Plain"]).await;
        put(&db, &world.manager, kit, &leather, 2).await;
        put(&db, &world.manager, kit, &plain, 1).await;
        let laptop = vec![(world.sku("LAPTOP"), Quantity::pieces(3))];
        add_products(&db, &world.manager, FormKey::fresh(), laptop, NOW)
            .await
            .unwrap();
        let order = order_now(&db, &world.manager, order_basket(&world), NOW)
            .await
            .unwrap();

        let (answered, statements) = counted(again(&db, &world.manager, order, NOW)).await;
        assert_eq!(statements, 2);
        let answered = answered.unwrap().unwrap();
        let prices: Vec<_> = answered.lines.iter().map(AgainLine::price).collect();
        assert_eq!(
            prices,
            [13_800, 11_800, 161_200].map(|minor| Some((eur(minor), None)))
        );
        let key = FormKey::fresh();
        for _ in 0..2 {
            put_again(&db, &world.manager, key, order, NOW)
                .await
                .unwrap();
        }
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        let quantities: Vec<_> = filled.lines.iter().map(|line| line.quantity).collect();
        assert_eq!(quantities, [2, 1, 3].map(Quantity::pieces));
        assert_eq!(
            filled.lines[0].offer.thing,
            Thing::Configuration(kit, leather.clone())
        );

        // One option is gone, one product costs something else, one is out.
        take_leather_away(&db, kit, leather[0].option).await;
        let changed = "UPDATE product SET active = $1 WHERE id = $2";
        let out = args![false, world.laptop];
        db.write::<_, crate::store::StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { tx.run(changed, out).await })
        })
        .await
        .unwrap();
        let answered = again(&db, &world.manager, order, NOW)
            .await
            .unwrap()
            .unwrap();
        let standing: Vec<_> = answered
            .lines
            .iter()
            .map(|line| line.today.standing)
            .collect();
        assert_eq!(
            standing,
            [
                Standing::ChooseAgain,
                Standing::Priced(eur(11_800)),
                Standing::Gone
            ]
        );
        assert_eq!(
            answered.lines[0].choose_again,
            Some((kit, Some("Leather".to_owned())))
        );
        let added = put_again(&db, &world.manager, FormKey::fresh(), order, NOW)
            .await
            .unwrap();
        assert_eq!(added, [("Boat kit".to_owned(), Quantity::pieces(1))]);
    }
);

both_engines!(
    anothers_order_is_not_there_to_be_repeated,
    |db| async move {
        let world = world(&db, "Halden").await;
        let elsewhere = super::testing::world(&db, "Elsewhere").await;
        let dock = vec![(world.sku("DOCK"), Quantity::pieces(1))];
        let command = OrderNow {
            from: From::Lines(dock),
            ..order_basket(&world)
        };
        let order = order_now(&db, &world.manager, command, NOW).await.unwrap();
        for who in [&elsewhere.manager, &world.requester] {
            assert_eq!(again(&db, who, order, NOW).await.unwrap(), None);
            let put = put_again(&db, who, FormKey::fresh(), order, NOW).await;
            assert!(matches!(put, Err(BasketError::Denied(_))), "{put:?}");
            assert!(basket(&db, who, NOW).await.unwrap().lines.is_empty());
        }
    }
);
