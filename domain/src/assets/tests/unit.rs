//! Who of a company sees whose equipment, what words find, who is told of loans,
//! and what becomes of the equipment of who leaves.

use super::life::{do_it, import, list, look, noted, own_unit, tags, told};
use super::*;
use crate::args;
use crate::assets::due::Quarter;
use crate::id::UnitId;
use crate::identity::testing::{customer, member};
use crate::identity::{ChangeMember, ChangeMemberError, CustomerRole, add_unit, change_member};
use crate::store::{Query, Scope};

both_engines!(
    who_decides_in_a_unit_sees_what_belongs_to_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        add_unit(&db, &world.manager, "Yard".to_owned(), NOW)
            .await
            .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let yard: Option<UnitId> = read
            .scalar(
                "SELECT id FROM unit WHERE customer_id = $1 AND name = 'Yard'",
                args![world.company.id],
            )
            .await
            .unwrap();
        drop(read);
        let yard = yard.unwrap();
        let approver = member(&db, &world.company, yard, &[CustomerRole::Approver]).await;
        let file = format!(
            "tag,name,unit,person\nD-1,Screen,Dock,\nY-1,Screen,Yard,\nY-2,Laptop,Yard,\nN-1,Screen,,\nD-2,Phone,Dock,{}\n",
            approver.email()
        );
        import(&db, &world.manager, &file).await;

        let all = list(&db, &world.manager, AssetView::default()).await;
        assert_eq!((all.found, all.total(), all.rows.len()), (5, 5, 5));
        let theirs = list(&db, &approver, AssetView::default()).await;
        assert_eq!(tags(&theirs), ["Y-2", "Y-1"]);
        assert_eq!((theirs.found, theirs.total()), (2, 2));
        assert!(theirs.kinds.is_empty() && theirs.people.is_empty());
        // Asking for another unit does not show it.
        let elsewhere = AssetView {
            unit: world.manager.member().unwrap().unit,
            ..AssetView::default()
        };
        assert_eq!(tags(&list(&db, &approver, elsewhere).await), ["Y-2", "Y-1"]);
        let own = AssetView {
            mine: true,
            ..AssetView::default()
        };
        assert_eq!(tags(&list(&db, &approver, own).await), ["D-2"]);
        for (tag, seen) in [("Y-1", true), ("D-2", true), ("D-1", false), ("N-1", false)] {
            let found = look(&db, &approver, tag).await;
            assert_eq!(found.is_some(), seen, "{tag}");
            if let Some(found) = found {
                let own = tag == "D-2";
                assert_eq!(found.steps.contains(&Step::GiveBack), own);
                assert!(!found.steps.contains(&Step::Assign));
            }
        }
        let refused = do_it(&db, &approver, "Y-1", Wanted::GiveBack).await;
        assert!(matches!(refused, Err(AssetError::Denied(_))), "{refused:?}");
        let refused = do_it(&db, &approver, "D-1", Wanted::GiveBack).await;
        assert!(matches!(refused, Err(AssetError::NotFound)), "{refused:?}");
    }
);

both_engines!(
    words_find_what_it_is_and_where_numbers_begin,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let ours = own_unit(&db, &world).await;
        let file = "tag,serial,name,manufacturer,model\n\
        OLD-1,S-100,Drawing screen,Lumen,LX-27\n\
        OLD-2,S-200,Drawing screen,Lumen,LX-27\n\
        OLD-3,T-100,Label printer,Etikett,EP-4\n";
        import(&db, manager, file).await;
        let (elsewhere, dock) = customer(&db, "Elsewhere").await;
        let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
        import(&db, &stranger, file).await;
        let (one, other) = ours.split_at(3);
        let aloud = format!("{}-{}", one.to_lowercase(), other.to_lowercase());
        for (typed, expected) in [
            ("screen", vec!["OLD-2", "OLD-1"]),
            ("SCREEN lumen", vec!["OLD-2", "OLD-1"]),
            ("rawing", vec!["OLD-2", "OLD-1"]),
            ("lx-27 s-2", vec!["OLD-2"]),
            ("old-", vec!["OLD-3", "OLD-2", "OLD-1"]),
            ("printer old-3 etikett", vec!["OLD-3"]),
            ("t-100", vec!["OLD-3"]),
            ("screen t-100", vec![]),
            ("100%", vec![]),
            ("boat", vec![ours.as_str()]),
            (aloud.as_str(), vec![ours.as_str()]),
        ] {
            let view = AssetView {
                search: typed.to_owned(),
                ..AssetView::default()
            };
            let found = list(&db, manager, view.clone()).await;
            assert_eq!(tags(&found), expected, "{typed}");
            let count = i64::try_from(expected.len()).unwrap();
            assert_eq!(found.found, count, "{typed}");
            // One's own are found by the same words.
            let own = AssetView { mine: true, ..view };
            let own = list(&db, &world.requester, own).await;
            let theirs: Vec<&str> = expected.into_iter().filter(|tag| *tag == ours).collect();
            assert_eq!(tags(&own), theirs, "{typed}");
        }
        // By kind, and page by page.
        let all = list(&db, manager, AssetView::default()).await;
        let screens = all.kinds.iter().find(|kind| kind.name == "Drawing screen");
        let of_kind = AssetView {
            kind: Some(screens.unwrap().number),
            ..AssetView::default()
        };
        assert_eq!(
            tags(&list(&db, manager, of_kind.clone()).await),
            ["OLD-2", "OLD-1"]
        );
        assert!(list(&db, &stranger, of_kind).await.rows.is_empty());
        let mut view = AssetView {
            search: "old".to_owned(),
            limit: 1,
            ..AssetView::default()
        };
        let mut pages = Vec::new();
        while let Some(row) = equipment_rows::<AssetError>(&db, manager, None, &view)
            .await
            .unwrap()
            .pop()
        {
            view.after = Some(view.after(&row));
            pages.push(row.service_tag);
        }
        assert_eq!(pages, ["OLD-3", "OLD-2", "OLD-1"]);
        // Another name is found, and the old one no more.
        import(&db, manager, "tag,name\nOLD-3,Sticker maker\n").await;
        for (typed, expected) in [("sticker", vec!["OLD-3"]), ("label", vec![])] {
            let view = AssetView {
                search: typed.to_owned(),
                ..AssetView::default()
            };
            assert_eq!(tags(&list(&db, manager, view).await), expected, "{typed}");
        }
        // Nor is it offered to filter by.
        let all = list(&db, manager, AssetView::default()).await;
        let named = |name: &str| all.kinds.iter().any(|kind| kind.name == name);
        assert!(named("Sticker maker") && !named("Label printer"));
    }
);

both_engines!(who_has_something_on_loan_is_told_once, |db| async move {
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let manager = &world.manager;
    let customer = world.company.id;
    let lend = |days: i64| Wanted::Lend {
        to: world.approver.email().to_owned(),
        until: Some(Day::of(NOW).plus_days(days)),
    };
    do_it(&db, manager, &tag, lend(10)).await.unwrap();
    let mails = || told(&db, customer, "equipment-due-back");
    assert_eq!(remind_of_loans(&db, NOW.plus_days(8)).await.unwrap(), 0);
    assert_eq!(remind_of_loans(&db, NOW.plus_days(9)).await.unwrap(), 1);
    assert_eq!(remind_of_loans(&db, NOW.plus_days(9)).await.unwrap(), 0);
    // After standing still for days, too.
    assert_eq!(remind_of_loans(&db, NOW.plus_days(30)).await.unwrap(), 0);
    assert_eq!(mails().await, [world.approver.email()]);
    // Two at once tell once; another loan is told of anew, one to outside never.
    let back = || Wanted::TakeBack {
        place: String::new(),
    };
    do_it(&db, manager, &tag, back()).await.unwrap();
    do_it(&db, manager, &tag, lend(1)).await.unwrap();
    let (one, other) = tokio::join!(
        remind_of_loans(&db, NOW.plus_days(3)),
        remind_of_loans(&db, NOW.plus_days(3))
    );
    assert_eq!(one.unwrap() + other.unwrap(), 1);
    assert_eq!(mails().await.len(), 2);
    do_it(&db, manager, &tag, back()).await.unwrap();
    let outside = Wanted::Lend {
        to: "A friend".to_owned(),
        until: Some(Day::of(NOW).plus_days(1)),
    };
    do_it(&db, manager, &tag, outside).await.unwrap();
    assert_eq!(remind_of_loans(&db, NOW.plus_days(3)).await.unwrap(), 0);
});

both_engines!(
    what_somebody_had_who_leaves_goes_where_the_manager_says,
    |db| async move {
        let world = world(&db, "Halden").await;
        let tag = own_unit(&db, &world).await;
        let leaver = world.requester.member().unwrap().id;
        let end = |to: &str| ChangeMember {
            member: leaver,
            unit: world.requester.member().unwrap().unit,
            roles: vec![CustomerRole::Requester],
            active: false,
            equipment_to: to.to_owned(),
        };
        let (_, held, people) =
            crate::identity::leaving_member::<ChangeMemberError>(&db, &world.manager, leaver)
                .await
                .unwrap()
                .unwrap();
        assert_eq!(held, 1);
        assert!(
            people
                .iter()
                .all(|one| one.email != world.requester.email())
        );
        let (elsewhere, dock) = customer(&db, "Elsewhere").await;
        let stranger = member(&db, &elsewhere, dock, &[CustomerRole::Requester]).await;
        for nobody in [
            world.requester.email(),
            stranger.email(),
            "nobody@customer.example",
        ] {
            let refused = change_member(&db, &world.manager, end(nobody), NOW).await;
            assert!(
                matches!(refused, Err(ChangeMemberError::NobodyToGetIt)),
                "{nobody}"
            );
            let found = look(&db, &world.requester, &tag).await.unwrap();
            assert!(found.own, "nothing is changed");
        }
        change_member(&db, &world.manager, end(world.approver.email()), NOW)
            .await
            .unwrap();
        let found = look(&db, &world.approver, &tag).await.unwrap();
        assert!(found.own);
        assert_eq!(found.events[0].kind, EventKind::Assigned);
        let mails = told(&db, world.company.id, "equipment-taken-over").await;
        assert_eq!(mails, [world.approver.email()]);

        // And nobody's, if nobody is named.
        let leaver = world.approver.member().unwrap();
        let change = ChangeMember {
            member: leaver.id,
            unit: leaver.unit,
            roles: vec![CustomerRole::Approver],
            active: false,
            equipment_to: String::new(),
        };
        change_member(&db, &world.manager, change, NOW)
            .await
            .unwrap();
        let found = look(&db, &world.manager, &tag).await.unwrap();
        assert_eq!(
            (found.asset.state, found.asset.membership_id),
            (State::InStock, None)
        );
    }
);

both_engines!(a_unit_says_what_it_is_to_who_sees_it, |db| async move {
    let world = world(&db, "Halden").await;
    let (sku, holder) = (world.sku("LAPTOP"), world.requester.email());
    let file = format!(
        "tag,name,sku,person\nL-1,Laptop,{sku},{holder}\nN-1,Lamp,,{holder}\nS-1,Laptop,{sku},\n"
    );
    import(&db, &world.manager, &file).await;
    let (elsewhere, dock) = customer(&db, "Elsewhere").await;
    let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
    let known = Some(sku.as_str());
    for (who, tag, is) in [
        (&world.requester, " l-1", known),
        (&world.requester, "N-1", None),
        (&world.requester, "S-1", None),
        (&world.requester, "NOBODYS", None),
        (&world.manager, "S-1", known),
        (&stranger, "L-1", None),
    ] {
        let found = product_of_unit::<AssetError>(&db, who, tag).await.unwrap();
        assert_eq!(found.as_deref(), is, "{tag}");
    }
});

both_engines!(
    what_is_due_is_counted_by_quarter_with_what_it_cost,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let tag = own_unit(&db, &world).await;
        let soon = Day::of(NOW).plus_days(10);
        let wanted = Wanted::Describe {
            warranty_until: None,
            refresh_at: Some(soon),
            note: String::new(),
        };
        do_it(&db, manager, &tag, wanted).await.unwrap();
        assert_eq!(noted(&db, &world).await, ["refresh"]);
        let file = format!(
            "tag,name,refresh,state\nO-1,Screen,2020-01-01,\nO-2,Screen,{},\nO-3,Screen,{},retired\n",
            soon.iso(),
            soon.iso()
        );
        import(&db, manager, &file).await;
        let plan = |who| refresh_plan::<AssetError>(&db, who, None, NOW);
        let (due, units) = plan(manager).await.unwrap();
        assert!(!units.is_empty());
        assert_eq!((due[0].quarter, due[0].units, due[0].priced), (None, 1, 0));
        let now = due
            .iter()
            .find(|one| one.quarter == Some(Quarter::of(soon)))
            .unwrap();
        assert_eq!((now.units, now.priced), (2, 1));
        assert_eq!(now.paid.len(), 1);
        assert!(now.paid[0].minor > 0);
        let all: i64 = due.iter().map(|one| one.units).sum();
        assert_eq!(all, 3, "what is retired needs nothing");
        let view = AssetView {
            due: Some((now.first, now.last)),
            ..AssetView::default()
        };
        let listed = list(&db, manager, view).await;
        assert_eq!(listed.found, 2);
        assert!(listed.rows.iter().any(|row| row.paid().is_some()));
        assert!(matches!(
            plan(&world.requester).await,
            Err(AssetError::Denied(_))
        ));
        let (theirs, units) = plan(&world.approver).await.unwrap();
        assert!(units.is_empty());
        assert_eq!(theirs.iter().map(|one| one.units).sum::<i64>(), 1);
    }
);
