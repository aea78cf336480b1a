//! Goods that came back are their company's equipment no more, once.

use super::life::{do_it, list, look, own_unit, tags};
use super::*;
use crate::id::ReturnId;
use crate::orders::{
    OnReturn, OpenReturn, ReturnError, ReturnStep, goods_return, on_return, open_return,
};

/// Two kits of the company's that have arrived: their order and their tags.
pub(super) async fn two_kits(db: &Db, world: &World, desk: &Actor) -> (OrderId, Vec<String>) {
    let kit = standard(db, world).await;
    let order = ordered(db, world, kit, 2).await;
    leave(db, desk, order, 2).await.unwrap();
    let found = page(db, desk, order).await;
    let arrived = orders::Arrived {
        change: change(&found),
        parcel: found.parcels[0].id,
    };
    deliver(db, desk, arrived, NOW).await.unwrap();
    let units = found.units.some.iter();
    (order, units.map(|unit| unit.service_tag.clone()).collect())
}

/// A return of so many pieces of the order's first line is announced.
pub(super) async fn announced(db: &Db, desk: &Actor, order: OrderId, pieces: i64) -> ReturnId {
    let command = OpenReturn {
        key: FormKey::fresh(),
        order,
        parts: vec![Part {
            line: page(db, desk, order).await.lines[0].id,
            quantity: Quantity::pieces(pieces),
        }],
        reason: "It hums".to_owned(),
        case: String::new(),
    };
    open_return(db, desk, command, NOW).await.unwrap()
}

fn received(id: ReturnId, units: &str) -> OnReturn {
    OnReturn {
        key: FormKey::fresh(),
        id,
        version: 1,
        step: ReturnStep::Receive,
        text: String::new(),
        units: units.to_owned(),
        which: String::new(),
    }
}

both_engines!(what_is_sent_back_is_its_companys_no_more, |db| async move {
    let world = world(&db, "Halden").await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let (order, kits) = two_kits(&db, &world, &desk).await;
    let to = world.requester.email().to_owned();
    do_it(&db, &world.manager, &kits[1], Wanted::Assign { to })
        .await
        .unwrap();
    let warranty = Wanted::Describe {
        warranty_until: Some(Day::of(NOW).plus_days(700)),
        refresh_at: Some(Day::of(NOW).plus_days(1_000)),
        note: "The loud one".to_owned(),
    };
    do_it(&db, &world.manager, &kits[1], warranty)
        .await
        .unwrap();
    assert!(look(&db, &world.requester, &kits[1]).await.is_some());

    let id = announced(&db, &desk, order, 1).await;
    let (shown, statements) = counted(goods_return(&db, &desk, id)).await;
    let shown = shown.unwrap();
    assert_eq!((statements, shown.units.len()), (1, 2));
    assert!(shown.expected().is_empty(), "one of two, and no case says");
    // Two are there, and one came: it has to be said which.
    let which = on_return(&db, &desk, received(id, ""), NOW).await;
    let which = which.unwrap_err();
    assert!(matches!(which, ReturnError::NotClear(NotClear::Which(1))));
    // A unit of another company, or of another order, is none of these.
    let elsewhere = crate::requests::testing::world(&db, "Elsewhere").await;
    let foreign = own_unit(&db, &elsewhere).await;
    for typed in [foreign.as_str(), "9999999"] {
        let refused = on_return(&db, &desk, received(id, typed), NOW).await;
        let unknown = ReturnError::NotClear(NotClear::Unknown(typed.to_owned()));
        assert_eq!(refused.unwrap_err().to_string(), unknown.to_string());
    }
    assert!(look(&db, &world.requester, &kits[1]).await.is_some());

    let form = received(id, &kits[1].to_lowercase());
    for _ in 0..2 {
        on_return(&db, &desk, form.clone(), NOW).await.unwrap();
    }
    assert!(look(&db, &world.requester, &kits[1]).await.is_none());
    let found = look(&db, &world.manager, &kits[1]).await.unwrap();
    let asset = &found.asset;
    assert_eq!((asset.state, asset.membership_id), (State::Returned, None));
    assert_eq!((asset.warranty_until, asset.refresh_at), (None, None));
    assert_eq!(asset.note, "The loud one");
    assert_eq!(found.steps, []);
    let told = found
        .events
        .iter()
        .filter(|one| one.kind == EventKind::SentBack);
    assert_eq!(told.count(), 1, "once");
    assert!(found.events[0].text.starts_with("RMA-"));
    let what: Vec<&str> = found.events[0]
        .changes
        .iter()
        .map(|one| one.what.as_str())
        .collect();
    assert_eq!(what, ["state", "person", "warranty", "refresh"]);
    let place = String::new();
    let refused = do_it(&db, &world.manager, &kits[1], Wanted::TakeBack { place }).await;
    let gone = matches!(refused, Err(AssetError::NotPossible(State::Returned)));
    assert!(gone, "{refused:?}");
    let view = AssetView {
        state: Some(State::Returned),
        ..AssetView::default()
    };
    let gone = list(&db, &world.manager, view).await;
    assert_eq!(tags(&gone), [&kits[1]]);
    assert!(gone.states.contains(&(State::Returned, 1)));
    let shown = goods_return(&db, &desk, id).await.unwrap();
    assert_eq!(shown.units.len(), 1);
    assert!(shown.units[0].came());

    // The other one is clear by itself, and its form from before is refused.
    let form = ChangeAsset {
        key: FormKey::fresh(),
        tag: kits[0].clone(),
        version: look(&db, &world.manager, &kits[0])
            .await
            .unwrap()
            .asset
            .version,
        wanted: Wanted::Assign {
            to: world.requester.email().to_owned(),
        },
    };
    let rest = announced(&db, &desk, order, 1).await;
    let shown = goods_return(&db, &desk, rest).await.unwrap();
    assert_eq!(shown.expected()[0].service_tag, kits[0]);
    on_return(&db, &desk, received(rest, ""), NOW)
        .await
        .unwrap();
    let late = change_asset(&db, &world.manager, form, NOW).await;
    assert!(matches!(late, Err(AssetError::Meanwhile)), "{late:?}");
    let mine = list(&db, &world.requester, AssetView::default()).await;
    assert!(mine.rows.is_empty());
});

both_engines!(
    of_a_return_and_what_its_company_does_one_comes_first,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let (order, kits) = two_kits(&db, &world, &desk).await;
        let id = announced(&db, &desk, order, 2).await;
        let to = world.approver.email().to_owned();
        let (assigned, back) = tokio::join!(
            do_it(&db, &world.manager, &kits[0], Wanted::Assign { to }),
            on_return(&db, &desk, received(id, ""), NOW)
        );
        match back {
            Ok(()) => {}
            Err(ReturnError::Meanwhile) => {
                assert!(assigned.is_ok(), "{assigned:?}");
                // Nothing of it was done, and it can be said again.
                for kit in &kits {
                    let found = look(&db, &world.manager, kit).await.unwrap();
                    assert_ne!(found.asset.state, State::Returned);
                }
                on_return(&db, &desk, received(id, ""), NOW).await.unwrap();
            }
            Err(other) => panic!("{other}"),
        }
        for kit in &kits {
            let found = look(&db, &world.manager, kit).await.unwrap();
            let asset = found.asset;
            assert_eq!((asset.state, asset.membership_id), (State::Returned, None));
        }
    }
);
