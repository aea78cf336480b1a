//! What is kept as equipment becomes units, with what was promised.

use super::life::{do_it, look, told};
use super::*;
use crate::args;
use crate::assets::keeping::{Keeping, Says};
use crate::id::{CategoryId, ProductId};
use crate::store::{Query, Scope};

const KEPT: Says = Says {
    kept: Some(true),
    holds_data: Some(true),
    warranty_months: Some(36),
    refresh_months: Some(48),
};

async fn category(db: &Db, product: ProductId) -> CategoryId {
    let mut read = db.read(Scope::system()).await.unwrap();
    let found: Option<CategoryId> = read
        .scalar(
            "SELECT category_id FROM product WHERE id = $1",
            args![product],
        )
        .await
        .unwrap();
    found.unwrap()
}

/// An order of these by the requester, decided; so many pieces of its first line are
/// on their way.
pub(super) async fn delivered(
    db: &Db,
    world: &World,
    lines: &[(&str, i64)],
    pieces: i64,
) -> (OrderId, Actor) {
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    let asked = submit(db, &world.requester, world.request(lines), NOW)
        .await
        .unwrap();
    let shown = crate::requests::show(db, &world.manager, asked.request, NOW)
        .await
        .unwrap();
    let decision = Decide {
        key: FormKey::fresh(),
        request: asked.request,
        version: shown.request.version,
        choices: shown
            .request
            .lines
            .iter()
            .zip(lines)
            .map(|(line, (_, pieces))| {
                let quantity = Quantity::pieces(*pieces);
                (line.id, Choice::Approve { quantity })
            })
            .collect(),
        at_todays_prices: false,
        seen: Vec::new(),
        po_number: String::new(),
    };
    let outcome = decide(db, &world.manager, decision, NOW).await.unwrap();
    let (order, _) = outcome.order.unwrap();
    if pieces > 0 {
        leave(db, &desk, order, pieces).await.unwrap();
    }
    (order, desk)
}

both_engines!(products_are_kept_as_their_categories_say, |db| async move {
    let world = world(&db, "Halden").await;
    let curator = staff(&db, &[StaffRole::Curator]).await;
    // Nothing is said: what leaves is no equipment.
    let (order, _) = delivered(&db, &world, &[("LAPTOP", 1)], 1).await;
    assert_eq!(page(&db, &world.manager, order).await.units.total, 0);

    let things = category(&db, world.laptop).await;
    let refused = say_keeping(&db, &world.manager, SaidOf::Category(things), KEPT, NOW).await;
    assert!(matches!(refused, Err(KeepingError::Denied(_))));
    let long = Says {
        warranty_months: Some(241),
        ..KEPT
    };
    let refused = say_keeping(&db, &curator, SaidOf::Category(things), long, NOW).await;
    assert!(matches!(refused, Err(KeepingError::Months)));
    let nowhere = SaidOf::Category(CategoryId::new());
    let refused = say_keeping(&db, &curator, nowhere, KEPT, NOW).await;
    assert!(matches!(refused, Err(KeepingError::NotThere)));
    // Twice is once.
    for _ in 0..2 {
        say_keeping(&db, &curator, SaidOf::Category(things), KEPT, NOW)
            .await
            .unwrap();
    }
    let dock = Says {
        kept: Some(false),
        ..Says::default()
    };
    say_keeping(&db, &curator, SaidOf::Product(world.dock), dock, NOW)
        .await
        .unwrap();
    let mut read = db.read(Scope::system()).await.unwrap();
    let kept = keepings(
        &mut read,
        world.company.id,
        &[world.laptop, world.dock],
        &[],
    )
    .await
    .unwrap();
    drop(read);
    assert_eq!(kept.of_product(world.laptop), Keeping::from(KEPT));
    let not = Keeping {
        kept: false,
        ..Keeping::from(KEPT)
    };
    assert_eq!(kept.of_product(world.dock), not);
    assert_eq!(kept.of_product(ProductId::new()), Keeping::default());

    // Each of two laptops is a unit.
    let (order, desk) = delivered(&db, &world, &[("LAPTOP", 2), ("DOCK", 1)], 2).await;
    let found = page(&db, &world.manager, order).await;
    assert_eq!(found.units.total, 2);
    let unit = &found.units.some[0];
    assert_eq!(unit.manufacturer, "Maker");
    assert_eq!(unit.sku, world.sku("LAPTOP"));
    let shown = look(&db, &world.manager, &unit.service_tag).await.unwrap();
    assert_eq!(
        (shown.asset.warranty_until, shown.asset.refresh_at),
        (None, None)
    );
    assert_eq!(shown.asset.state, State::InStock);

    // From the day of the delivery on counts what was promised when it left.
    say_keeping(
        &db,
        &curator,
        SaidOf::Category(things),
        Says::default(),
        NOW,
    )
    .await
    .unwrap();
    let arrived = orders::Arrived {
        change: change(&found),
        parcel: found.parcels[0].id,
    };
    let later = NOW.plus_days(5);
    deliver(&db, &desk, arrived, later).await.unwrap();
    let shown = look(&db, &world.manager, &unit.service_tag).await.unwrap();
    let day = Day::of(later);
    assert_eq!(shown.asset.warranty_until, Some(day.plus_months(36)));
    assert_eq!(shown.asset.refresh_at, Some(day.plus_months(48)));
});

both_engines!(
    a_day_that_somebody_wrote_down_stays_when_it_arrives,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        say_keeping(&db, &curator, SaidOf::Product(world.laptop), KEPT, NOW)
            .await
            .unwrap();
        let (order, desk) = delivered(&db, &world, &[("LAPTOP", 1)], 1).await;
        let found = page(&db, &world.manager, order).await;
        let tag = found.units.some[0].service_tag.clone();
        let wanted = Wanted::Describe {
            warranty_until: Day::from_field("2031-01-31"),
            refresh_at: None,
            note: String::new(),
        };
        do_it(&db, &world.manager, &tag, wanted).await.unwrap();
        let arrived = orders::Arrived {
            change: change(&found),
            parcel: found.parcels[0].id,
        };
        deliver(&db, &desk, arrived, NOW).await.unwrap();
        let shown = look(&db, &world.manager, &tag).await.unwrap();
        assert_eq!(shown.asset.warranty_until, Day::from_field("2031-01-31"));
        assert_eq!(shown.asset.refresh_at, Some(Day::of(NOW).plus_months(48)));
    }
);

both_engines!(
    a_form_from_before_the_delivery_takes_no_promise_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        say_keeping(&db, &curator, SaidOf::Product(world.laptop), KEPT, NOW)
            .await
            .unwrap();
        let (order, desk) = delivered(&db, &world, &[("LAPTOP", 1)], 1).await;
        let found = page(&db, &world.manager, order).await;
        let tag = found.units.some[0].service_tag.clone();
        let form = look(&db, &world.manager, &tag).await.unwrap().asset;
        let arrived = orders::Arrived {
            change: change(&found),
            parcel: found.parcels[0].id,
        };
        deliver(&db, &desk, arrived, NOW).await.unwrap();
        let command = ChangeAsset {
            key: FormKey::fresh(),
            tag: tag.clone(),
            version: form.version,
            wanted: Wanted::Describe {
                warranty_until: form.warranty_until,
                refresh_at: form.refresh_at,
                note: "For the crew".to_owned(),
            },
        };
        let refused = change_asset(&db, &world.manager, command, NOW).await;
        assert!(matches!(refused, Err(AssetError::Meanwhile)), "{refused:?}");
        let shown = look(&db, &world.manager, &tag).await.unwrap();
        assert_eq!(
            shown.asset.warranty_until,
            Some(Day::of(NOW).plus_months(36))
        );
    }
);

both_engines!(
    what_holds_data_is_retired_with_a_certificate,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        say_keeping(&db, &curator, SaidOf::Product(world.dock), KEPT, NOW)
            .await
            .unwrap();
        // A standard has the dock in it.
        let kit = standard(&db, &world).await;
        let order = ordered(&db, &world, kit, 1).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        super::leave(&db, &desk, order, 1).await.unwrap();
        let found = page(&db, &world.manager, order).await;
        let tag = found.units.some[0].service_tag.clone();
        let shown = look(&db, &world.manager, &tag).await.unwrap();
        assert!(shown.needs_certificate());
        let retire = |wiped: &str| Wanted::Retire {
            wiped: wiped.to_owned(),
            why: "Too slow".to_owned(),
        };
        for nothing in ["", "  "] {
            let refused = do_it(&db, &world.manager, &tag, retire(nothing)).await;
            assert!(
                matches!(refused, Err(AssetError::NoCertificate)),
                "{refused:?}"
            );
        }
        do_it(&db, &world.manager, &tag, retire("BL-2026-77"))
            .await
            .unwrap();
        let shown = look(&db, &world.manager, &tag).await.unwrap();
        assert_eq!(
            (shown.asset.state, shown.asset.wiped.as_str()),
            (State::Retired, "BL-2026-77")
        );
        assert!(
            told(&db, world.company.id, "equipment-due-back")
                .await
                .is_empty()
        );
    }
);
