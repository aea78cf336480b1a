//! Whom a service level is for: everybody, a unit, or equipment that is named.

use super::life::change;
use super::*;
use crate::assets::{ImportAssets, ask_all_tagged, import_assets};
use crate::id::{AssetId, ReturnId, UnitId};
use crate::orders::{OnReturn, ReturnStep, on_return};
use crate::support::articles::before_the_form;
use crate::support::business_hours::CalendarText;
use crate::support::case_life::Priority;
use crate::support::{NewLevel, TargetMinutes, ask_entitled_about, give_level, make_level};

/// Equipment that a company bought elsewhere.
async fn has_equipment(db: &Db, manager: &Actor, tags: &[&str]) {
    let lines: String = tags.iter().map(|tag| format!("{tag},Screen\n")).collect();
    let file = ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: format!("tag,name\n{lines}").into_bytes(),
    };
    import_assets(db, manager, file, NOW).await.unwrap();
}

/// A company whose usual level is `Slow`, with a subscription of two devices that gives
/// `Quick` and ten percent off: its number.
async fn two_devices(db: &Db, world: &World) -> String {
    let admin = staff(db, &[StaffRole::Admin]).await;
    let level = |name: &str, hours: i64| {
        let new = NewLevel {
            name: name.to_owned(),
            hours: CalendarText {
                round_the_clock: true,
                ..CalendarText::default()
            },
            targets: [TargetMinutes::hours(hours, hours * 4); Priority::ALL.len()],
            warn_at: Rate(8_000),
            usual: false,
        };
        make_level(db, &admin, new, NOW)
    };
    let slow = level("Slow", 24).await.unwrap();
    let quick = level("Quick", 1).await.unwrap();
    give_level(db, &admin, world.company.id, Some(slow), NOW)
        .await
        .unwrap();
    let mut draft = draft(true, 1_000);
    draft.counts = Counts::Devices;
    draft.benefits.push(Benefit::Support {
        level: quick.to_string(),
        rank: 0,
    });
    let plan = save_plan(db, &admin, FormKey::fresh(), None, draft, NOW)
        .await
        .unwrap();
    term(db, plan, &world.sku("LAPTOP"), 12).await;
    subscribed(db, world, plan, 2, NOW).await
}

async fn level_of(db: &Db, world: &World, unit: Option<UnitId>, tag: Option<&str>) -> String {
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let asked = ask_entitled_about(world.company.id, unit, tag, NOW);
    let entitled = asked.fetch(&mut read).await.unwrap().unwrap();
    entitled.level.unwrap().name
}

async fn say(
    db: &Db,
    actor: &Actor,
    number: &str,
    version: i64,
    cover: Cover,
) -> Result<(), CoverError> {
    let command = SetCover {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version,
        cover,
    };
    set_cover(db, actor, command, NOW).await
}

fn named(tags: &[&str]) -> Cover {
    Cover::Equipment(tags.iter().map(|tag| (*tag).to_owned()).collect())
}

both_engines!(
    what_a_colleagues_unit_is_promised_is_told_to_who_sees_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let number = two_devices(&db, &world).await;
        has_equipment(&db, &world.manager, &["OWN-1"]).await;
        say(&db, &world.manager, &number, 1, named(&["OWN-1"]))
            .await
            .unwrap();
        for (who, tag, level) in [
            (&world.manager, "own-1", "Quick"),
            (&world.manager, "NOBODYS", "Slow"),
            (&world.requester, "OWN-1", "Slow"),
            (&world.requester, "NOBODYS", "Slow"),
        ] {
            let before =
                before_the_form::<CoverError>(&db, who, "en", ("", tag), Vec::new(), NOW).await;
            let (entitled, _, sku) = before.unwrap();
            assert_eq!(entitled.level.unwrap().name, level, "{tag}");
            assert_eq!(sku, None, "nobody knows its number");
        }
    }
);

both_engines!(
    a_service_level_is_for_the_equipment_that_is_named,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let number = two_devices(&db, &ours).await;
        has_equipment(&db, &ours.manager, &["OWN-1", "OWN-2", "OWN-3"]).await;
        has_equipment(&db, &theirs.manager, &["THEIR-1"]).await;
        assert_eq!(level_of(&db, &ours, None, None).await, "Quick");
        let both = named(&["own-1", "OWN-2"]);
        let refused = say(&db, &ours.requester, &number, 1, both.clone()).await;
        assert!(matches!(refused, Err(CoverError::Denied(_))));
        let refused = say(&db, &theirs.manager, &number, 1, both.clone()).await;
        assert!(matches!(refused, Err(CoverError::NotFound)));
        let refused = say(&db, &ours.manager, &number, 7, both.clone()).await;
        assert!(matches!(refused, Err(CoverError::Meanwhile)));
        // Another company's tag is unknown.
        let refused = say(&db, &ours.manager, &number, 1, named(&["THEIR-1"])).await;
        let Err(CoverError::NoSuchEquipment(tags)) = refused else {
            panic!("{refused:?}");
        };
        assert_eq!(tags, ["THEIR-1"]);
        let three = named(&["OWN-1", "OWN-2", "OWN-3"]);
        let refused = say(&db, &ours.manager, &number, 1, three).await;
        assert!(matches!(refused, Err(CoverError::TooMany(2))));
        let refused = say(&db, &ours.manager, &number, 1, named(&[])).await;
        assert!(matches!(refused, Err(CoverError::NothingNamed)));
        let form = SetCover {
            key: FormKey::fresh(),
            number: number.clone(),
            version: 1,
            cover: both,
        };
        for _ in 0..2 {
            set_cover(&db, &ours.manager, form.clone(), NOW)
                .await
                .unwrap();
        }
        let one = shown(&db, &ours, &number).await;
        assert_eq!((one.version, one.equipment.len()), (2, 2));
        for (tag, level) in [
            (Some("OWN-1"), "Quick"),
            (Some("own-2"), "Quick"),
            (Some("OWN-3"), "Slow"),
            (Some("THEIR-1"), "Slow"),
            (Some(""), "Slow"),
            (None, "Slow"),
        ] {
            assert_eq!(level_of(&db, &ours, None, tag).await, level, "{tag:?}");
        }
        // Whoever names no equipment reads what some of it has; who names it has it.
        for (tag, some) in [(None, 1), (Some("OWN-3"), 1), (Some("OWN-1"), 0)] {
            let mut read = db.read(ours.manager.scope()).await.unwrap();
            let asked = ask_entitled_about(ours.company.id, None, tag, NOW);
            let entitled = asked.fetch(&mut read).await.unwrap().unwrap();
            let names = entitled.for_named.iter();
            let names: Vec<_> = names.map(|one| (&*one.plan, &*one.level)).collect();
            assert_eq!(names, vec![("Select", "Quick"); some], "{tag:?}");
        }
        // What else it gives is for everybody.
        assert!(dock(&db, &ours, NOW).await.1);
        // With fewer devices in the next term, what was named last is left out.
        let one_device = Wanted::Seats(Quantity::pieces(1));
        change(&db, &ours.manager, &number, 2, one_device, None, NOW)
            .await
            .unwrap();
        let end = one.paid.day_after().start();
        look_after_subscriptions(&db, || end).await.unwrap();
        let one = shown(&db, &ours, &number).await;
        assert_eq!((one.seats, one.equipment.len()), (Quantity::pieces(1), 1));
    }
);

both_engines!(equipment_that_is_gone_is_covered_no_more, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let number = two_devices(&db, &ours).await;
    has_equipment(&db, &ours.manager, &["OWN-1", "OWN-2"]).await;
    let both = named(&["OWN-1", "OWN-2"]);
    say(&db, &ours.manager, &number, 1, both).await.unwrap();
    let mut read = db.read(Scope::system()).await.unwrap();
    let tags = ["OWN-1".to_owned()];
    let found = ask_all_tagged(ours.company.id, &tags);
    let assets: Vec<AssetId> = found
        .fetch(&mut read)
        .await
        .unwrap()
        .into_iter()
        .flatten()
        .collect();
    drop(read);
    for (customer, level) in [(theirs.company.id, "Quick"), (ours.company.id, "Slow")] {
        let gone = assets.clone();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { uncover(tx, customer, &gone).await })
        })
        .await
        .unwrap();
        assert_eq!(level_of(&db, &ours, None, Some("OWN-1")).await, level);
    }
    assert_eq!(level_of(&db, &ours, None, Some("OWN-2")).await, "Quick");
});

both_engines!(
    what_goes_at_the_moment_it_is_named_is_not_covered,
    |db| async move {
        let ours = world(&db, "Ours").await;
        let number = two_devices(&db, &ours).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let customer = ours.company.id;
        for round in 0..4 {
            let tag = format!("OWN-{round}");
            has_equipment(&db, &ours.manager, &[&tag]).await;
            let found = {
                let mut read = db.read(Scope::system()).await.unwrap();
                let tags = [tag.clone()];
                ask_all_tagged(customer, &tags).fetch(&mut read).await
            };
            let asset = found.unwrap()[0].unwrap();
            let version = shown(&db, &ours, &number).await.version;
            // It is here to be repaired, and stays with us after all.
            let id = ReturnId::new();
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    tx.run(
                        "INSERT INTO goods_return (id, customer_id, number, order_id, state, reason,
                             outcome, version, opened_at, changed_at)
                         SELECT $1, customer_id, $2, id, 'in-repair', '', '', 1, placed_at,
                             placed_at
                         FROM purchase_order WHERE customer_id = $3 LIMIT 1",
                        args![id, format!("RMA-{round}"), customer],
                    )
                    .await?;
                    tx.run(
                        "INSERT INTO goods_return_line (customer_id, return_id, order_line_id,
                             quantity)
                         SELECT r.customer_id, r.id, l.id, 1000 FROM goods_return r
                         JOIN order_line l ON l.customer_id = r.customer_id
                             AND l.order_id = r.order_id
                         WHERE r.customer_id = $1 AND r.id = $2 LIMIT 1",
                        args![customer, id],
                    )
                    .await?;
                    tx.run(
                        "UPDATE asset SET state = 'in-repair', before_repair = 'in-stock',
                             return_id = $3, order_line_id = (
                                 SELECT l.order_line_id FROM goods_return_line l
                                 WHERE l.customer_id = $1 AND l.return_id = $3)
                         WHERE customer_id = $1 AND id = $2",
                        args![customer, asset, id],
                    )
                    .await
                })
            })
            .await
            .unwrap();
            let stays = OnReturn {
                key: FormKey::fresh(),
                id,
                version: 1,
                step: ReturnStep::Close,
                text: "Money back".to_owned(),
                units: String::new(),
                which: String::new(),
            };
            let goes = on_return(&db, &desk, stays, NOW);
            let says = say(&db, &ours.manager, &number, version, named(&[&tag]));
            let (gone, said) = tokio::join!(goes, says);
            gone.unwrap();
            match said {
                Ok(()) | Err(CoverError::NoSuchEquipment(_)) => {}
                Err(other) => panic!("{other}"),
            }
            let mut read = db.read(Scope::system()).await.unwrap();
            let covered: Option<i64> = read
                .scalar(
                    "SELECT COUNT(*) FROM subscription_asset
                     WHERE customer_id = $1 AND asset_id = $2",
                    args![customer, asset],
                )
                .await
                .unwrap();
            assert_eq!(covered, Some(0));
        }
    }
);

both_engines!(a_service_level_is_for_a_unit, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let number = two_devices(&db, &ours).await;
    let unit = ours.requester.member().unwrap().unit;
    let foreign = theirs.requester.member().unwrap().unit.unwrap();
    let refused = say(&db, &ours.manager, &number, 1, Cover::Unit(foreign)).await;
    assert!(matches!(refused, Err(CoverError::NoSuchUnit)));
    say(&db, &ours.manager, &number, 1, Cover::Unit(unit.unwrap()))
        .await
        .unwrap();
    assert_eq!(level_of(&db, &ours, unit, None).await, "Quick");
    assert_eq!(level_of(&db, &ours, None, None).await, "Slow");
    say(&db, &ours.manager, &number, 2, Cover::Customer)
        .await
        .unwrap();
    assert_eq!(level_of(&db, &ours, None, None).await, "Quick");
});
