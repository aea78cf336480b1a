//! From an order of a standard to delivered units, on both engines.

mod at_once;
mod console;
mod imports;
mod keeping;
mod killed;
mod life;
mod papers;
mod repaired;
mod replaced;
mod sent_back;
mod several;
mod unit;
mod warranty;

use super::*;
use crate::configurations::factory::{Algorithm, Setting};
use crate::configurations::{
    Change, ConfigurationError, NewImage, NewTagScheme, change_configuration, configuration_page,
    keep_image, keep_tag_scheme, offer, publish_configuration,
};
use crate::id::{AccessGroupId, ConfigurationId, OrderId};
use crate::identity::testing::staff;
use crate::identity::{Actor, StaffRole};
use crate::orders::{
    self, ChangeError, OrderPage, Part, Promise, Ship, acknowledge, deliver, packing, ship, show,
};
use crate::requests::decision::Choice;
use crate::requests::testing::{NOW, World, standard, world};
use crate::requests::{
    BasketError, Decide, From, OrderNow, Submit, add_configured, again, basket, decide, order_now,
    submit,
};
use crate::site::{SaveGroup, save_group};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, counted};
use crate::{Day, Quantity};
use std::collections::BTreeSet;

/// The kit is set up at the factory from now on, in another revision.
async fn set_up(db: &Db, world: &World, kit: ConfigurationId) -> Actor {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let customer = world.company.id;
    let image = NewImage {
        key: FormKey::fresh(),
        customer,
        name: "Desktop".to_owned(),
        version: "2026.1".to_owned(),
        algorithm: Algorithm::Sha256,
        checksum: "ab".repeat(32),
    };
    keep_image(db, &curator, image, NOW).await.unwrap();
    let scheme = NewTagScheme {
        key: FormKey::fresh(),
        customer,
        name: "Kits".to_owned(),
        prefix: "KIT-".to_owned(),
        digits: 3,
        first: 1,
    };
    keep_tag_scheme(db, &curator, scheme, NOW).await.unwrap();
    change_factory(db, &curator, kit, "{tag} for {order}, {cost-centre}").await;
    curator
}

/// Publishes the kit with this label.
async fn change_factory(db: &Db, curator: &Actor, kit: ConfigurationId, label: &str) {
    let page = || configuration_page::<ConfigurationError>(db, curator, kit, None);
    let found = page().await.unwrap();
    let factory = Change::Factory {
        image: Some(found.images[0].id),
        tags: Some(found.schemes[0].id),
        labels: vec![label.to_owned()],
        settings: vec![Setting {
            key: "Boot order".to_owned(),
            value: "Disk".to_owned(),
        }],
    };
    change_configuration(db, curator, kit, factory, NOW)
        .await
        .unwrap();
    let version = page().await.unwrap().draft().unwrap().version;
    publish_configuration(db, curator, kit, version, "As you asked".to_owned(), NOW)
        .await
        .unwrap();
}

/// Puts kits with their usual options into somebody's basket.
async fn put(db: &Db, who: &Actor, kit: ConfigurationId, pieces: i64) -> Result<(), BasketError> {
    let mut read = db.read(who.scope()).await.unwrap();
    let found = offer(&mut read, who.shopper().unwrap(), kit, NOW)
        .await
        .unwrap();
    drop(read);
    let usual = found.map(|kit| kit.build.defaults()).unwrap_or_default();
    let (key, pieces) = (FormKey::fresh(), Quantity::pieces(pieces));
    add_configured(db, who, key, kit, usual, pieces, NOW)
        .await
        .map(drop)
}

async fn ordered(db: &Db, world: &World, kit: ConfigurationId, pieces: i64) -> OrderId {
    put(db, &world.manager, kit, pieces).await.unwrap();
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: "PO-1".to_owned(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    order_now(db, &world.manager, order, NOW).await.unwrap()
}

async fn page(db: &Db, who: &Actor, order: OrderId) -> OrderPage {
    let found = show::<ChangeError>(db, who, order).await.unwrap();
    found.unwrap()
}

fn change(page: &OrderPage) -> orders::Change {
    orders::Change {
        key: FormKey::fresh(),
        order: page.head.id,
        version: page.head.version,
    }
}

/// So many of the first line leave.
async fn leave(db: &Db, desk: &Actor, order: OrderId, pieces: i64) -> Result<(), ChangeError> {
    let found = page(db, desk, order).await;
    if found.parcels.is_empty() {
        let promise = Promise {
            change: change(&found),
            day: Day::of(NOW).plus_days(3),
            later: Vec::new(),
            note: String::new(),
        };
        // Refused a second time, which is no harm.
        let _ = acknowledge(db, desk, promise, NOW).await;
    }
    let found = page(db, desk, order).await;
    let parcel = Ship {
        change: change(&found),
        parts: vec![Part {
            line: found.lines[0].id,
            quantity: Quantity::pieces(pieces),
        }],
        carrier: "DHL".to_owned(),
        tracking: "JD1".to_owned(),
        rest_promised: None,
    };
    ship(db, desk, parcel, NOW).await
}

both_engines!(each_piece_that_leaves_is_a_unit, |db| async move {
    let world = world(&db, "Halden").await;
    let kit = standard(&db, &world).await;
    let curator = set_up(&db, &world, kit).await;
    let order = ordered(&db, &world, kit, 3).await;
    // What was ordered is built, whatever the standard says by now.
    change_factory(&db, &curator, kit, "Something else").await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    leave(&db, &desk, order, 2).await.unwrap();
    leave(&db, &desk, order, 1).await.unwrap();

    let found = page(&db, &world.manager, order).await;
    assert_eq!(found.units.total, 3);
    let tags: Vec<&str> = found
        .units
        .some
        .iter()
        .map(|unit| unit.asset_tag.as_str())
        .collect();
    assert_eq!(tags, ["KIT-001", "KIT-002", "KIT-003"]);
    let ours: BTreeSet<&str> = found
        .units
        .some
        .iter()
        .map(|unit| unit.service_tag.as_str())
        .collect();
    assert_eq!(ours.len(), 3);
    let unit = &found.units.some[0];
    assert_eq!(
        service_tag::read(&unit.service_tag).as_ref(),
        Some(&unit.service_tag)
    );
    let built = &unit.as_built;
    assert_eq!(built.image.as_ref().unwrap().checksum, "ab".repeat(32));
    assert_eq!(built.options[0].option, "Plain");
    assert_eq!(built.settings[0].value, "Disk");
    let label = format!("KIT-001 for {}, ", found.head.number);
    assert!(built.labels[0].starts_with(&label), "{:?}", built.labels);
    assert!(built.labels[0].len() > label.len(), "with its cost centre");

    // The packing list of the second parcel has its unit only.
    let parcel = found.parcels[1].id;
    let (list, statements) =
        counted(packing::<ChangeError>(&db, &world.manager, order, parcel)).await;
    assert_eq!(statements, 2);
    let (list, _) = list.unwrap().unwrap();
    assert_eq!(list.units.total, 1);
    assert_eq!(list.units.some[0].asset_tag, "KIT-003");
    let arrived = orders::Arrived {
        change: change(&found),
        parcel,
    };
    deliver(&db, &desk, arrived, NOW).await.unwrap();
    let found = page(&db, &world.manager, order).await;
    let delivered: Vec<bool> = found
        .units
        .some
        .iter()
        .map(|unit| unit.delivered_at.is_some())
        .collect();
    assert_eq!(delivered, [false, false, true]);

    // Somebody else sees none of it.
    let other = crate::requests::testing::world(&db, "Other").await;
    let theirs = packing::<ChangeError>(&db, &other.manager, order, parcel).await;
    assert!(theirs.unwrap().is_none());
    let other_order = ordered(&db, &other, standard(&db, &other).await, 1).await;
    let mixed = packing::<ChangeError>(&db, &desk, other_order, parcel).await;
    assert!(mixed.unwrap().is_none());
});

both_engines!(serial_numbers_are_typed_by_the_desk, |db| async move {
    let world = world(&db, "Halden").await;
    let kit = standard(&db, &world).await;
    set_up(&db, &world, kit).await;
    let order = ordered(&db, &world, kit, 2).await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    leave(&db, &desk, order, 2).await.unwrap();
    let shipment = page(&db, &desk, order).await.parcels[0].id;
    let typed = |typed: &str| TypeSerials {
        key: FormKey::fresh(),
        order,
        shipment,
        typed: typed.to_owned(),
    };
    let kept = type_serials(&db, &desk, typed("A1\nB2"), NOW).await;
    assert_eq!(kept.unwrap(), 2);
    let kept = type_serials(&db, &desk, typed("kit-002 C3"), NOW).await;
    assert_eq!(kept.unwrap(), 1);
    let serials = |page: &OrderPage| {
        let units = page.units.some.iter();
        units
            .map(|unit| unit.serial_number.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(serials(&page(&db, &desk, order).await), ["A1", "C3"]);
    // Its history tells of it, and a form made before is refused.
    let tag = page(&db, &desk, order).await.units.some[1]
        .service_tag
        .clone();
    let told = async || {
        let found = asset_page::<AssetError>(&db, &world.manager, &tag, NOW).await;
        let found = found.unwrap().unwrap();
        let numbers: Vec<(String, String)> = found
            .events
            .iter()
            .filter(|event| event.kind == EventKind::Numbered)
            .map(|event| {
                (
                    event.changes[0].before.clone(),
                    event.changes[0].after.clone(),
                )
            })
            .collect();
        (found.asset.version, numbers)
    };
    let (version, numbers) = told().await;
    assert_eq!(
        numbers,
        [
            ("B2".to_owned(), "C3".to_owned()),
            (String::new(), "B2".to_owned())
        ]
    );
    let same = type_serials(&db, &desk, typed("kit-002 C3"), NOW).await;
    assert_eq!(same.unwrap(), 1);
    assert_eq!(told().await, (version, numbers), "nothing changed");
    let refused = type_serials(&db, &desk, typed("A\nB\nC"), NOW).await;
    assert!(matches!(refused, Err(SerialsError::NotSerials(_))));
    let nothing = TypeSerials {
        order: OrderId::new(),
        ..typed("A")
    };
    let refused = type_serials(&db, &desk, nothing, NOW).await;
    assert!(matches!(refused, Err(SerialsError::Denied(_))));
    let refused = type_serials(&db, &world.manager, typed("A"), NOW).await;
    assert!(matches!(refused, Err(SerialsError::Denied(_))));
    assert_eq!(serials(&page(&db, &desk, order).await), ["A1", "C3"]);
});

both_engines!(a_parcel_has_not_too_many_units, |db| async move {
    let world = world(&db, "Halden").await;
    let kit = standard(&db, &world).await;
    let order = ordered(&db, &world, kit, MOST_UNITS + 1).await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = leave(&db, &desk, order, MOST_UNITS + 1).await;
    assert!(matches!(
        refused,
        Err(ChangeError::TooManyUnits(MOST_UNITS))
    ));
    assert!(page(&db, &desk, order).await.parcels.is_empty());
    leave(&db, &desk, order, MOST_UNITS).await.unwrap();
    let found = page(&db, &desk, order).await;
    assert_eq!(
        (found.units.total, found.units.some.len()),
        (MOST_UNITS, 50)
    );
});

both_engines!(
    units_of_parcels_that_leave_at_once_differ,
    |db| async move {
        let world = world(&db, "Halden").await;
        let kit = standard(&db, &world).await;
        set_up(&db, &world, kit).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let mut all = Vec::new();
        for _ in 0..5 {
            all.push(ordered(&db, &world, kit, 4).await);
        }
        let leaving = all.iter().map(|order| leave(&db, &desk, *order, 4));
        for left in futures::future::join_all(leaving).await {
            left.unwrap();
        }
        let mut tags = BTreeSet::new();
        for order in all {
            for unit in page(&db, &desk, order).await.units.some {
                assert!(tags.insert(unit.asset_tag));
                assert!(tags.insert(unit.service_tag));
            }
        }
        assert_eq!(tags.len(), 40);
    }
);

both_engines!(
    what_some_may_have_is_decided_and_ordered_again_by_whom_it_is_for,
    |db| async move {
        let world = world(&db, "Halden").await;
        let kit = standard(&db, &world).await;
        let curator = set_up(&db, &world, kit).await;
        let crew = AccessGroupId::new();
        let group = SaveGroup {
            customer: world.company.id,
            id: crew,
            name: "Crew".to_owned(),
            members: vec![world.requester.member().unwrap().id],
        };
        save_group(&db, &curator, group, NOW).await.unwrap();
        let to = Change::Offer {
            first_day: None,
            last_day: None,
            groups: vec![crew],
        };
        // The manager has one in the basket before it is not for them any more.
        put(&db, &world.manager, kit, 1).await.unwrap();
        let before = ordered(&db, &world, kit, 1).await;
        put(&db, &world.manager, kit, 1).await.unwrap();
        change_configuration(&db, &curator, kit, to, NOW)
            .await
            .unwrap();
        let page_of = configuration_page::<ConfigurationError>(&db, &curator, kit, None);
        let version = page_of.await.unwrap().draft().unwrap().version;
        let why = "For the crew".to_owned();
        publish_configuration(&db, &curator, kit, version, why, NOW)
            .await
            .unwrap();
        let gone = crate::requests::offer::Standing::Gone;
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        assert_eq!(filled.lines[0].offer.standing, gone);
        let refused = put(&db, &world.manager, kit, 1).await;
        assert!(matches!(refused, Err(BasketError::NoSuchConfiguration)));
        let again = again(&db, &world.manager, before, NOW).await.unwrap();
        assert!(!again.unwrap().lines[0].can_be_had());

        // Who is in the group asks, and who is not decides.
        put(&db, &world.requester, kit, 2).await.unwrap();
        let request = Submit {
            from: From::Basket,
            ..world.request(&[])
        };
        let asked = submit(&db, &world.requester, request, NOW).await.unwrap();
        let shown = crate::requests::show(&db, &world.manager, asked.request, NOW)
            .await
            .unwrap();
        assert!(shown.today[0].1.standing.price().is_some());
        let line = &shown.request.lines[0];
        assert_eq!(line.services.tags.as_ref().unwrap().prefix, "KIT-");
        let decision = Decide {
            key: FormKey::fresh(),
            request: asked.request,
            version: shown.request.version,
            choices: vec![(
                line.id,
                Choice::Approve {
                    quantity: Quantity::pieces(2),
                },
            )],
            at_todays_prices: false,
            seen: Vec::new(),
            po_number: String::new(),
        };
        let outcome = decide(&db, &world.manager, decision, NOW).await.unwrap();
        let (order, _) = outcome.order.unwrap();
        let found = page(&db, &world.manager, order).await;
        assert_eq!(found.lines[0].services, line.services);
    }
);
