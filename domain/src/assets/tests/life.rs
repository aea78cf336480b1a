//! The life of units after they have arrived, and of those bought elsewhere.

use super::*;
use crate::args;
use crate::id::CustomerId;
use crate::identity::CustomerRole;
use crate::identity::testing::{customer, member};
use crate::store::{Query, Scope};

/// A unit that the requester of the world asked for alone.
pub(super) async fn own_unit(db: &Db, world: &World) -> String {
    let kit = standard(db, world).await;
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    put(db, &world.requester, kit, 1).await.unwrap();
    let request = Submit {
        from: From::Basket,
        ..world.request(&[])
    };
    let asked = submit(db, &world.requester, request, NOW).await.unwrap();
    let shown = crate::requests::show(db, &world.manager, asked.request, NOW)
        .await
        .unwrap();
    let decision = Decide {
        key: FormKey::fresh(),
        request: asked.request,
        version: shown.request.version,
        choices: vec![(
            shown.request.lines[0].id,
            Choice::Approve {
                quantity: Quantity::pieces(1),
            },
        )],
        at_todays_prices: false,
        seen: Vec::new(),
        po_number: String::new(),
    };
    let outcome = decide(db, &world.manager, decision, NOW).await.unwrap();
    let (order, _) = outcome.order.unwrap();
    leave(db, &desk, order, 1).await.unwrap();
    let found = page(db, &world.manager, order).await;
    found.units.some[0].service_tag.clone()
}

pub(super) async fn look(db: &Db, who: &Actor, tag: &str) -> Option<AssetPage> {
    asset_page::<AssetError>(db, who, tag, NOW).await.unwrap()
}

pub(super) async fn list(db: &Db, who: &Actor, view: AssetView) -> AssetList {
    let view = AssetView { limit: 50, ..view };
    equipment::<AssetError>(db, who, None, &view).await.unwrap()
}

pub(super) fn tags(list: &AssetList) -> Vec<&str> {
    list.rows
        .iter()
        .map(|row| row.service_tag.as_str())
        .collect()
}

pub(super) async fn do_it(
    db: &Db,
    who: &Actor,
    tag: &str,
    wanted: Wanted,
) -> Result<(), AssetError> {
    let version = match look(db, who, tag).await {
        Some(page) => page.asset.version,
        None => 1,
    };
    let command = ChangeAsset {
        key: FormKey::fresh(),
        tag: tag.to_owned(),
        version,
        wanted,
    };
    change_asset(db, who, command, NOW).await
}

pub(super) async fn import(db: &Db, who: &Actor, text: &str) -> (AssetImport, Vec<Answer>) {
    let command = ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    let id = import_assets(db, who, command, NOW).await.unwrap();
    let found = import_page::<AssetError>(db, who, id).await.unwrap();
    found.unwrap()
}

pub(super) fn counts(import: &AssetImport) -> (i64, i64, i64, i64) {
    (import.added, import.updated, import.same, import.refused)
}

pub(super) async fn told(db: &Db, customer: CustomerId, kind: &str) -> Vec<String> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let rows: Vec<(String,)> = read
        .all(
            "SELECT recipient FROM outbox WHERE customer_id = $1 AND kind = $2",
            args![customer, kind],
        )
        .await
        .unwrap();
    rows.into_iter().map(|(to,)| to).collect()
}

/// What the profile knows of what was written down about units: the first thing that
/// each time was not as before.
pub(super) async fn noted(db: &Db, world: &World) -> Vec<String> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let rows: Vec<(String,)> = read
        .all(
            "SELECT detail -> 'changed' ->> 0 FROM interaction
             WHERE customer_id = $1 AND kind = 'equipment-noted' ORDER BY id",
            args![world.company.id],
        )
        .await
        .unwrap();
    rows.into_iter().map(|(what,)| what).collect()
}

both_engines!(what_one_asked_for_is_ones_own, |db| async move {
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let found = look(&db, &world.requester, &tag).await.unwrap();
    assert_eq!(found.asset.state, State::InUse);
    assert!(found.own);
    assert_eq!(found.steps, [Step::GiveBack]);
    assert_eq!(found.asset.cost_centre_id, Some(world.centre));
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].kind, EventKind::Shipped);
    assert_eq!(
        tags(&list(&db, &world.requester, AssetView::default()).await),
        [&tag]
    );
    // Typed as it is read aloud.
    let (one, other) = tag.split_at(3);
    let typed = format!("{} {other}", one.to_lowercase());
    assert!(look(&db, &world.requester, &typed).await.is_some());

    // A colleague sees nothing of it.
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    assert!(look(&db, &colleague, &tag).await.is_none());
    assert!(
        list(&db, &colleague, AssetView::default())
            .await
            .rows
            .is_empty()
    );
    let refused = do_it(&db, &colleague, &tag, Wanted::GiveBack).await;
    assert!(matches!(refused, Err(AssetError::NotFound)), "{refused:?}");
});

both_engines!(a_unit_goes_through_its_life, |db| async move {
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let manager = &world.manager;
    // Who has it may give it back, and nothing else.
    let wiped = Wanted::Retire {
        wiped: String::new(),
        why: String::new(),
    };
    let refused = do_it(&db, &world.requester, &tag, wiped.clone()).await;
    assert!(matches!(refused, Err(AssetError::Denied(_))), "{refused:?}");
    do_it(&db, &world.requester, &tag, Wanted::GiveBack)
        .await
        .unwrap();
    let place = "Shelf 4".to_owned();
    do_it(&db, manager, &tag, Wanted::TakeBack { place })
        .await
        .unwrap();
    assert!(look(&db, &world.requester, &tag).await.is_none());

    let to = "nobody@customer.example".to_owned();
    let refused = do_it(&db, manager, &tag, Wanted::Assign { to }).await;
    assert!(matches!(refused, Err(AssetError::NoSuchPerson)));
    let to = world.approver.email().to_uppercase();
    do_it(&db, manager, &tag, Wanted::Assign { to })
        .await
        .unwrap();
    let mail = told(&db, world.company.id, "equipment-assigned").await;
    assert_eq!(mail, [world.approver.email()]);
    assert!(look(&db, &world.approver, &tag).await.is_some());

    let lend = |to: &str, days: i64| Wanted::Lend {
        to: to.to_owned(),
        until: Some(Day::of(NOW).plus_days(days)),
    };
    let refused = do_it(&db, manager, &tag, lend("Jo", -3)).await;
    assert!(matches!(refused, Err(AssetError::DayHasPassed)));
    do_it(&db, manager, &tag, lend("A friend", 3))
        .await
        .unwrap();
    let refused = do_it(&db, manager, &tag, wiped.clone()).await;
    assert!(matches!(
        refused,
        Err(AssetError::NotPossible(State::OnLoan))
    ));
    let place = String::new();
    do_it(&db, manager, &tag, Wanted::TakeBack { place })
        .await
        .unwrap();
    do_it(&db, manager, &tag, wiped).await.unwrap();
    let found = look(&db, manager, &tag).await.unwrap();
    assert_eq!(
        (found.asset.state, found.asset.membership_id),
        (State::Retired, None)
    );
    assert_eq!(found.asset.place, "Shelf 4");
    assert_eq!(found.steps, [Step::Describe]);
    let kinds: Vec<EventKind> = found.events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [
            EventKind::Retired,
            EventKind::TakenBack,
            EventKind::Lent,
            EventKind::Assigned,
            EventKind::TakenBack,
            EventKind::GivenBack,
            EventKind::Shipped
        ]
    );
    let mut read = db.read(Scope::system()).await.unwrap();
    let learned: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM interaction WHERE customer_id = $1 AND subject = 'asset'",
            args![world.company.id],
        )
        .await
        .unwrap();
    assert_eq!(learned, Some(6));
    let audited: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM audit WHERE customer_id = $1 AND action LIKE 'asset.%'",
            args![world.company.id],
        )
        .await
        .unwrap();
    assert_eq!(audited, Some(6));
});

both_engines!(
    the_same_form_and_an_old_page_change_nothing,
    |db| async move {
        let world = world(&db, "Halden").await;
        let tag = own_unit(&db, &world).await;
        let command = ChangeAsset {
            key: FormKey::fresh(),
            tag: tag.clone(),
            version: 1,
            wanted: Wanted::GiveBack,
        };
        for _ in 0..2 {
            change_asset(&db, &world.requester, command.clone(), NOW)
                .await
                .unwrap();
        }
        let found = look(&db, &world.manager, &tag).await.unwrap();
        assert_eq!((found.asset.version, found.events.len()), (2, 2));
        let old = ChangeAsset {
            key: FormKey::fresh(),
            wanted: Wanted::TakeBack {
                place: String::new(),
            },
            ..command
        };
        let refused = change_asset(&db, &world.manager, old, NOW).await;
        assert!(matches!(refused, Err(AssetError::Meanwhile)));
    }
);

both_engines!(what_changes_nothing_leaves_no_trace, |db| async move {
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let manager = &world.manager;
    let before = look(&db, manager, &tag).await.unwrap();
    let held = &before.asset;
    let moved = |place: &str| Wanted::Transfer {
        unit: held.unit_id,
        cost_centre: held.cost_centre_id,
        place: place.to_owned(),
    };
    let described = Wanted::Describe {
        warranty_until: held.warranty_until,
        refresh_at: held.refresh_at,
        note: format!(" {} ", held.note),
    };
    let assigned = Wanted::Assign {
        to: world.requester.email().to_owned(),
    };
    for wanted in [moved("  "), described, assigned] {
        let refused = do_it(&db, manager, &tag, wanted).await;
        assert!(
            matches!(refused, Err(AssetError::NothingNew)),
            "{refused:?}"
        );
    }
    let after = look(&db, manager, &tag).await.unwrap();
    assert_eq!(after.asset, before.asset);
    assert_eq!(after.events, before.events);
    let told = told(&db, world.company.id, "equipment-assigned").await;
    assert!(told.is_empty(), "{told:?}");
    // The form that changed nothing can be sent again with something in it.
    let form = |wanted: Wanted| ChangeAsset {
        key: FormKey(uuid::Uuid::from_u128(3)),
        tag: tag.clone(),
        version: held.version,
        wanted,
    };
    let same = change_asset(&db, manager, form(moved("")), NOW).await;
    assert!(matches!(same, Err(AssetError::NothingNew)), "{same:?}");
    change_asset(&db, manager, form(moved("Shelf 4")), NOW)
        .await
        .unwrap();
    let found = look(&db, manager, &tag).await.unwrap();
    assert_eq!(found.asset.place, "Shelf 4");
});

both_engines!(a_tag_of_another_company_is_unknown, |db| async move {
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let (elsewhere, dock) = customer(&db, "Elsewhere").await;
    let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
    assert!(look(&db, &stranger, &tag).await.is_none());
    assert!(
        list(&db, &stranger, AssetView::default())
            .await
            .rows
            .is_empty()
    );
    let refused = do_it(&db, &stranger, &tag, Wanted::GiveBack).await;
    assert!(matches!(refused, Err(AssetError::NotFound)));
    let labelled = labels::<AssetError>(&db, &stranger, std::slice::from_ref(&tag)).await;
    assert!(labelled.unwrap().is_empty());
    // Their units and cost centres can't be said of ours.
    let manager = &world.manager;
    let moved = Wanted::Transfer {
        unit: Some(dock),
        cost_centre: None,
        place: String::new(),
    };
    let refused = do_it(&db, manager, &tag, moved).await;
    assert!(matches!(refused, Err(AssetError::NoSuchPart)));
    let to = stranger.email().to_owned();
    let refused = do_it(&db, manager, &tag, Wanted::Assign { to }).await;
    assert!(matches!(refused, Err(AssetError::NoSuchPerson)));
    // Two companies may call two things the same.
    let line = format!("tag,name\n{tag},Theirs\n");
    let (taken, _) = import(&db, &stranger, &line).await;
    assert_eq!(counts(&taken), (1, 0, 0, 0));
    assert_eq!(
        look(&db, &stranger, &tag).await.unwrap().asset.name,
        "Theirs"
    );
    assert_eq!(
        look(&db, manager, &tag).await.unwrap().asset.name,
        "Boat kit"
    );
    // Staff find both.
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let typed = tag.to_lowercase();
    let all = equipment_of_all::<AssetError>(&db, &desk, &typed).await;
    assert_eq!(all.unwrap().len(), 2);
    let refused = equipment_of_all::<AssetError>(&db, manager, &tag).await;
    assert!(matches!(refused, Err(AssetError::Denied(_))));
});

both_engines!(pages_follow_each_other_by_key, |db| async move {
    let world = world(&db, "Halden").await;
    let manager = &world.manager;
    let mut file = "tag,name,warranty\n".to_owned();
    for number in 0..1_203 {
        let day = Day::of(NOW).plus_days(number % 7).iso();
        file.push_str(&format!("T{number:04},Screen,{day}\n"));
    }
    let (done, _) = import(&db, manager, &file).await;
    assert_eq!(counts(&done), (1_203, 0, 0, 0));
    for view in [
        AssetView::default(),
        AssetView {
            state: Some(State::InStock),
            ..AssetView::default()
        },
        AssetView {
            warranty_until: Some(Day::of(NOW).plus_days(30)),
            ..AssetView::default()
        },
    ] {
        let mut seen = BTreeSet::new();
        let mut after = None;
        loop {
            let view = AssetView {
                limit: 100,
                after,
                ..view.clone()
            };
            let (page, statements) =
                counted(equipment::<AssetError>(&db, manager, None, &view)).await;
            let page = page.unwrap();
            assert_eq!((statements, page.found, page.total()), (1, 1_203, 1_203));
            let Some(last) = page.rows.last() else { break };
            after = Some(view.after(last).to_string().parse().unwrap());
            for row in &page.rows {
                assert!(seen.insert(row.service_tag.clone()), "{}", row.service_tag);
            }
        }
        assert_eq!(seen.len(), 1_203);
    }
    let id: crate::id::AssetImportId = done.id;
    let mut answers = 0;
    let mut after = 0;
    while let Some((some, last)) = import_answers::<AssetError>(&db, manager, id, after)
        .await
        .unwrap()
    {
        answers += some.len();
        after = last;
    }
    assert_eq!(answers, 1_203);
    let (_, statements) = counted(look(&db, manager, "T0007")).await;
    assert_eq!(statements, 2);
});
