//! What happens to units at the same moment.

use super::keeping::delivered;
use super::life::{counts, do_it, import, look};
use super::*;
use crate::args;
use crate::assets::import::{AT_A_TIME, READING};
use crate::assets::keeping::Says;
use crate::identity::testing::member;
use crate::identity::{ChangeMember, CustomerRole, change_member};
use crate::store::{Query, Scope, StoreError};
use std::time::Duration;

fn file(place: &str) -> String {
    (0..400).fold("tag,name,place\n".to_owned(), |text, number| {
        text + &format!("Q-{number},Dock,{place}\n")
    })
}

both_engines!(
    an_import_undoes_nothing_that_is_done_meanwhile,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let unit = world.requester.member().unwrap().unit.unwrap();
        let to = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
        import(&db, manager, &file("Attic")).await;
        for number in 395..400 {
            let (tag, place) = (format!("Q-{number}"), format!("Shelf {number}"));
            let assign = Wanted::Assign {
                to: to.email().to_owned(),
            };
            let text = file(&place);
            let (assigned, _) = tokio::join!(
                do_it(&db, manager, &tag, assign),
                import(&db, manager, &text)
            );
            let found = look(&db, manager, &tag).await.unwrap().asset;
            assert_eq!(found.place, place);
            match assigned {
                Ok(()) => assert_eq!(found.membership_id, to.member().map(|to| to.id)),
                Err(AssetError::Meanwhile) => assert_eq!(found.membership_id, None),
                Err(other) => panic!("{other}"),
            }
        }
    }
);

/// Ends somebody's membership; what they have is nobody's then.
pub(super) async fn end(db: &Db, world: &World, who: &Actor) {
    let leaver = who.member().unwrap();
    let change = ChangeMember {
        member: leaver.id,
        unit: leaver.unit,
        roles: vec![CustomerRole::Requester],
        active: false,
        equipment_to: String::new(),
    };
    change_member(db, &world.manager, change, NOW)
        .await
        .unwrap();
}

both_engines!(who_leaves_at_this_moment_gets_nothing, |db| async move {
    let world = world(&db, "Halden").await;
    let manager = &world.manager;
    let unit = world.requester.member().unwrap().unit.unwrap();
    import(&db, manager, &file("Attic")).await;
    for number in 390..395 {
        let leaver = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
        let tag = format!("Q-{number}");
        let to = leaver.email().to_owned();
        let lines = format!("tag,name,person\nP-{number},Dock,{to}\n");
        let (assigned, (done, _), ()) = tokio::join!(
            do_it(&db, manager, &tag, Wanted::Assign { to }),
            import(&db, manager, &lines),
            end(&db, &world, &leaver)
        );
        assert!(
            matches!(assigned, Ok(()) | Err(AssetError::NoSuchPerson)),
            "{assigned:?}"
        );
        let found = look(&db, manager, &tag).await.unwrap().asset;
        assert_eq!((found.state, found.membership_id), (State::InStock, None));
        let taken = look(&db, manager, &format!("P-{number}")).await;
        assert_eq!(taken.is_some(), counts(&done).0 == 1);
        let holder = taken.and_then(|page| page.asset.membership_id);
        assert_eq!(holder, None, "nobody who has left");
    }
});

both_engines!(
    what_is_taken_back_from_who_leaves_is_where_it_was_put,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let unit = world.requester.member().unwrap().unit.unwrap();
        for number in 0..5 {
            let leaver = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
            let tag = format!("R-{number}");
            let lines = format!("tag,name,person\n{tag},Dock,{}\n", leaver.email());
            import(&db, manager, &lines).await;
            let back = Wanted::TakeBack {
                place: "Shelf 4".to_owned(),
            };
            let (back, ()) =
                tokio::join!(do_it(&db, manager, &tag, back), end(&db, &world, &leaver));
            let found = look(&db, manager, &tag).await.unwrap().asset;
            assert_eq!((found.state, found.membership_id), (State::InStock, None));
            match back {
                Ok(()) => assert_eq!(found.place, "Shelf 4"),
                // It was in stock already.
                Err(AssetError::Meanwhile | AssetError::NotPossible(_)) => {
                    assert_eq!(found.place, "");
                }
                Err(other) => panic!("{other}"),
            }
        }
    }
);

both_engines!(
    what_leaves_the_house_for_who_has_left_is_in_stock,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let kept = Says {
            kept: Some(true),
            ..Says::default()
        };
        say_keeping(&db, &curator, SaidOf::Product(world.laptop), kept, NOW)
            .await
            .unwrap();
        let (order, desk) = delivered(&db, &world, &[("LAPTOP", 1)], 0).await;
        end(&db, &world, &world.requester).await;
        super::leave(&db, &desk, order, 1).await.unwrap();
        let found = page(&db, &world.manager, order).await;
        let tag = &found.units.some[0].service_tag;
        let found = look(&db, &world.manager, tag).await.unwrap().asset;
        assert_eq!((found.state, found.membership_id), (State::InStock, None));
    }
);

both_engines!(
    two_files_with_the_same_tags_at_once_add_each_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let text = file("Attic");
        let (one, other) = tokio::join!(
            import(&db, &world.manager, &text),
            import(&db, &world.manager, &text)
        );
        let (one, other) = (counts(&one.0), counts(&other.0));
        assert_eq!((one.0 + other.0, one.2 + other.2), (400, 400));
    }
);

both_engines!(
    a_file_waits_while_as_many_are_read_as_may_be,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let all = READING.acquire_many(u32::try_from(AT_A_TIME).unwrap());
        let all = all.await.unwrap();
        let text = file("Attic");
        let waits = import(&db, manager, &text);
        let waited = tokio::time::timeout(Duration::from_millis(50), waits).await;
        assert!(waited.is_err());
        drop(all);
        let (done, _) = import(&db, manager, &text).await;
        assert_eq!(counts(&done), (400, 0, 0, 0));
    }
);

both_engines!(
    of_one_company_few_long_files_go_on_at_a_time,
    |db| async move {
        let world = world(&db, "Halden").await;
        let customer = world.company.id;
        // They go on: their files are kept.
        for minutes in [5, 10, 15] {
            let id = crate::id::AssetImportId::new();
            let (person, at) = (world.manager.person(), NOW.plus_seconds(-60 * minutes));
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    tx.run(
                        "INSERT INTO asset_import (id, customer_id, person_id, name, lines, added,
                             updated, same, refused, created_at)
                         VALUES ($1, $2, $3, 'a.csv', 9000, 0, 0, 0, 0, $4)",
                        args![id, customer, person, at],
                    )
                    .await?;
                    tx.run(
                        "INSERT INTO asset_import_file (import_id, customer_id, content)
                         VALUES ($1, $2, $3)",
                        args![id, customer, b"tag,name\n".to_vec()],
                    )
                    .await
                })
            })
            .await
            .unwrap();
        }
        let long = |now| {
            let text = (0..2_001).fold("tag,name\n".to_owned(), |text, number| {
                text + &format!("L-{number},Dock\n")
            });
            let command = ImportAssets {
                key: FormKey::fresh(),
                name: "b.csv".to_owned(),
                bytes: text.into_bytes(),
            };
            import_assets(&db, &world.manager, command, now)
        };
        let refused = long(NOW).await;
        assert!(matches!(refused, Err(ImportFailed::OthersGoOn)));
        // A short one is not in their way, and what broke off is none of them.
        let (done, _) = import(&db, &world.manager, &file("Attic")).await;
        assert_eq!(counts(&done), (400, 0, 0, 0));
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run("DELETE FROM asset_import_file /* system */", args![])
                    .await
            })
        })
        .await
        .unwrap();
        long(NOW).await.unwrap();
    }
);
