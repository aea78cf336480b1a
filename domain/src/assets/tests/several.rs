//! The same is done with several units, with all of them or with none.

use super::life::{do_it, import, list, look, own_unit, tags, told};
use super::*;
use crate::args;
use crate::store::{Query, Scope};

fn these(typed: &str, wanted: Wanted) -> ChangeSeveral {
    ChangeSeveral {
        key: FormKey::fresh(),
        typed: typed.to_owned(),
        wanted,
    }
}

fn assign(who: &Actor) -> Wanted {
    Wanted::Assign {
        to: who.email().to_owned(),
    }
}

/// They are moved to a place, and nothing else is said.
fn to_place(place: &str) -> Wanted {
    Wanted::Transfer {
        unit: None,
        cost_centre: None,
        place: place.to_owned(),
    }
}

const THREE: &str = "tag,name,place\nOLD-1,Tablet,Hall 1\nOLD-2,Tablet,Hall 2\nOLD-3,Tablet,\n";

both_engines!(several_are_assigned_and_moved_at_once, |db| async move {
    let world = world(&db, "Halden").await;
    import(&db, &world.manager, THREE).await;
    let form = these("OLD-1\nold-2\nOLD-1, OLD-3", assign(&world.requester));
    for _ in 0..2 {
        let named = change_several(&db, &world.manager, form.clone(), NOW).await;
        assert_eq!(named.unwrap(), 3);
    }
    let mine = list(&db, &world.requester, AssetView::default()).await;
    assert_eq!(mine.rows.len(), 3);
    let mails = told(&db, world.company.id, "equipment-several").await;
    assert_eq!(mails, [world.requester.email()], "one letter, once");
    let found = look(&db, &world.manager, "OLD-2").await.unwrap();
    assert_eq!(found.events[0].kind, EventKind::Assigned);
    assert_eq!(found.asset.place, "Hall 2");

    // What is not said stays; what is like that already is not touched.
    let form = these("OLD-1\nOLD-2", to_place("Hall 2"));
    change_several(&db, &world.manager, form, NOW)
        .await
        .unwrap();
    let moved = look(&db, &world.manager, "OLD-1").await.unwrap();
    assert_eq!(moved.asset.place, "Hall 2");
    assert_eq!(moved.asset.membership_id, found.asset.membership_id);
    let same = look(&db, &world.manager, "OLD-2").await.unwrap();
    assert_eq!(same.asset.version, found.asset.version);
    let nothing = these("OLD-1\nOLD-2", to_place("Hall 2"));
    let nothing = change_several(&db, &world.manager, nothing, NOW).await;
    let nothing_new = matches!(nothing, Err(SeveralError::Asset(AssetError::NothingNew)));
    assert!(nothing_new, "{nothing:?}");

    let place = "Shelf 4".to_owned();
    let back = these("OLD-1\nOLD-2\nOLD-3", Wanted::TakeBack { place });
    change_several(&db, &world.manager, back, NOW)
        .await
        .unwrap();
    let stock = AssetView {
        state: Some(State::InStock),
        ..AssetView::default()
    };
    let stock = list(&db, &world.manager, stock).await;
    assert_eq!(tags(&stock).len(), 3);
});

both_engines!(
    of_several_none_is_changed_if_one_cannot_be,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = crate::requests::testing::world(&db, "Other").await;
        import(&db, &world.manager, THREE).await;
        let foreign = own_unit(&db, &other).await;
        let typed = format!("OLD-1\n{foreign}\nNO-SUCH");
        let form = these(&typed, assign(&world.requester));
        match change_several(&db, &world.manager, form, NOW).await {
            Err(SeveralError::Unknown(tags)) => assert_eq!(tags, [foreign.as_str(), "NO-SUCH"]),
            done => panic!("{done:?}"),
        }
        let lend = Wanted::Lend {
            to: "A friend".to_owned(),
            until: None,
        };
        do_it(&db, &world.manager, "OLD-2", lend).await.unwrap();
        let form = these("OLD-1\nOLD-2", assign(&world.requester));
        match change_several(&db, &world.manager, form, NOW).await {
            Err(SeveralError::NotPossible(tags)) => assert_eq!(tags, ["OLD-2"]),
            done => panic!("{done:?}"),
        }
        let nobody = Wanted::Assign {
            to: other.requester.email().to_owned(),
        };
        let nobody = change_several(&db, &world.manager, these("OLD-1", nobody), NOW).await;
        assert!(matches!(
            nobody,
            Err(SeveralError::Asset(AssetError::NoSuchPerson))
        ));
        let empty = change_several(&db, &world.manager, these(" \n", to_place("x")), NOW).await;
        assert!(matches!(empty, Err(SeveralError::Nothing)));
        // Only those who manage the company, and only what is done with many.
        let retire = Wanted::Retire {
            wiped: String::new(),
            why: String::new(),
        };
        for (who, wanted) in [
            (&world.requester, to_place("x")),
            (&world.approver, to_place("x")),
            (&world.manager, retire),
        ] {
            let refused = change_several(&db, who, these("OLD-1", wanted), NOW).await;
            let denied = matches!(refused, Err(SeveralError::Asset(AssetError::Denied(_))));
            assert!(denied, "{refused:?}");
        }
        let found = look(&db, &world.manager, "OLD-1").await.unwrap();
        assert_eq!((found.asset.version, found.asset.membership_id), (1, None));
        assert!(
            told(&db, world.company.id, "equipment-several")
                .await
                .is_empty()
        );
    }
);

both_engines!(
    what_is_done_with_several_is_remembered_with_its_facts,
    |db| async move {
        let world = world(&db, "Halden").await;
        import(&db, &world.manager, THREE).await;
        let form = these("OLD-2\nOLD-1\nOLD-3", to_place("Hall 2"));
        change_several(&db, &world.manager, form, NOW)
            .await
            .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let said: Vec<(String, String, String)> = read
            .all(
                "SELECT detail -> 'tags' ->> 0, detail -> 'tags' ->> 1, detail -> 'changed' ->> 0
                 FROM interaction WHERE customer_id = $1 AND kind = 'transferred'",
                args![world.company.id],
            )
            .await
            .unwrap();
        // The second one stood there already.
        let [(first, second, changed)] = said.as_slice() else {
            panic!("one thing for the profile: {said:?}");
        };
        assert_eq!([first, second, changed], ["OLD-1", "OLD-3", "place"]);
    }
);

both_engines!(
    several_are_named_by_the_tags_of_their_companys_scheme,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let kit = standard(&db, &world).await;
        set_up(&db, &world, kit).await;
        let order = ordered(&db, &world, kit, 2).await;
        leave(&db, &desk, order, 2).await.unwrap();
        let units = page(&db, &world.manager, order).await.units.some;
        assert_eq!(units[0].asset_tag, "KIT-001");
        // The first one by both of its tags.
        let typed = format!("{}\nkit-001\nKIT-002", units[0].service_tag);
        change_several(&db, &world.manager, these(&typed, to_place("Hall 9")), NOW)
            .await
            .unwrap();
        for unit in &units {
            let found = look(&db, &world.manager, &unit.service_tag).await.unwrap();
            assert_eq!(found.asset.place, "Hall 9");
        }
        let other = crate::requests::testing::world(&db, "Other").await;
        for who in [&world.manager, &other.manager] {
            let form = these("KIT-002\nKIT-009", to_place("Hall 1"));
            match change_several(&db, who, form, NOW).await {
                Err(SeveralError::Unknown(tags)) => {
                    assert_eq!(tags.contains(&"KIT-002".to_owned()), who == &other.manager);
                    assert_eq!(tags.last().map(String::as_str), Some("KIT-009"));
                }
                done => panic!("{done:?}"),
            }
        }
    }
);
