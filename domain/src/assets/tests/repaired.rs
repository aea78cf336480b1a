//! What comes back to be repaired stays its company's and goes back as it was; or
//! another takes its place; or it stays with us after all.

use super::life::{do_it, list, look, tags, told};
use super::sent_back::{announced, two_kits};
use super::*;
use crate::assets::serials::NotSerials;
use crate::id::ReturnId;
use crate::identity::{ChangeMember, CustomerRole, change_member};
use crate::orders::{
    OnReturn, OpenReturn, ReturnError, ReturnState, ReturnStep, goods_return, on_return,
    open_return, to_return,
};
use crate::support::articles::BeforeAsking;
use crate::support::case_life::{self, Priority};
use crate::support::{OpenCase, case_for_agent, open_case};

fn step(id: ReturnId, version: i64, step: ReturnStep, text: &str, units: &str) -> OnReturn {
    OnReturn {
        key: FormKey::fresh(),
        id,
        version,
        step,
        text: text.to_owned(),
        units: units.to_owned(),
        which: String::new(),
    }
}

/// Two kits of which the requester has the first, and that one is here for repair.
async fn here(db: &Db, world: &World, desk: &Actor) -> (OrderId, Vec<String>, ReturnId) {
    let (order, kits) = two_kits(db, world, desk).await;
    let to = world.requester.email().to_owned();
    do_it(db, &world.manager, &kits[0], Wanted::Assign { to })
        .await
        .unwrap();
    let warranty = Wanted::Describe {
        warranty_until: Some(Day::of(NOW).plus_days(700)),
        refresh_at: None,
        note: String::new(),
    };
    do_it(db, &world.manager, &kits[0], warranty).await.unwrap();
    let id = announced(db, desk, order, 1).await;
    let form = step(id, 1, ReturnStep::Repair, "", &kits[0]);
    for _ in 0..2 {
        on_return(db, desk, form.clone(), NOW).await.unwrap();
    }
    (order, kits, id)
}

both_engines!(what_is_repaired_is_what_it_was_before, |db| async move {
    let world = world(&db, "Halden").await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let (order, kits, id) = here(&db, &world, &desk).await;

    let asset = look(&db, &world.requester, &kits[0]).await.unwrap().asset;
    assert_eq!(
        (asset.state, asset.in_repair_since()),
        (State::InRepair, Some(NOW))
    );
    assert!(asset.return_number.starts_with("RMA-"));
    assert!(asset.warranty_until.is_some() && asset.repaired_at().is_none());
    assert!(
        !told(&db, world.company.id, "return-in-repair")
            .await
            .is_empty()
    );
    // Nobody gives back what they don't have; what it belongs to may change.
    let refused = do_it(&db, &world.requester, &kits[0], Wanted::GiveBack).await;
    let away = matches!(refused, Err(AssetError::NotPossible(State::InRepair)));
    assert!(away, "{refused:?}");
    let moved = Wanted::Transfer {
        unit: asset.unit_id,
        cost_centre: asset.cost_centre_id,
        place: "Hall 2".to_owned(),
    };
    do_it(&db, &world.manager, &kits[0], moved).await.unwrap();
    // It is here already, and comes with no other return.
    let other = announced(&db, &desk, order, 1).await;
    let again = step(other, 1, ReturnStep::Receive, "", &kits[0]);
    let unknown = on_return(&db, &desk, again, NOW).await.unwrap_err();
    assert!(matches!(
        unknown,
        ReturnError::NotClear(NotClear::Unknown(_))
    ));

    let silent = step(id, 2, ReturnStep::SendBack, " ", "");
    let silent = on_return(&db, &desk, silent, NOW).await;
    assert!(matches!(silent, Err(ReturnError::NoWords)));
    let form = step(id, 2, ReturnStep::SendBack, "A new board", "");
    for _ in 0..2 {
        on_return(&db, &desk, form.clone(), NOW).await.unwrap();
    }
    let found = look(&db, &world.requester, &kits[0]).await.unwrap();
    let back = &found.asset;
    assert_eq!(
        (back.state, back.membership_id),
        (State::InUse, asset.membership_id)
    );
    assert_eq!(back.place, "Hall 2");
    assert_eq!(back.warranty_until, asset.warranty_until);
    assert_eq!(
        (back.repaired_at(), back.in_repair_since()),
        (Some(NOW), None)
    );
    let kinds: Vec<EventKind> = found.events.iter().map(|one| one.kind).collect();
    assert_eq!(
        kinds[..3],
        [
            EventKind::Repaired,
            EventKind::Transferred,
            EventKind::InRepair
        ]
    );
    let repaired = kinds.iter().filter(|kind| **kind == EventKind::Repaired);
    assert_eq!(repaired.count(), 1, "once");
    assert!(
        !told(&db, world.company.id, "return-sent-back")
            .await
            .is_empty()
    );
    let late = on_return(&db, &desk, step(id, 3, ReturnStep::Close, "x", ""), NOW).await;
    assert!(matches!(late, Err(ReturnError::Meanwhile)));

    // It is theirs again, and may come again.
    let left = to_return(&db, &desk, order).await.unwrap().lines[0].left();
    assert_eq!(left, Quantity::pieces(1), "one comes with the other return");
    let id = announced(&db, &desk, order, 1).await;
    on_return(
        &db,
        &desk,
        step(id, 1, ReturnStep::Receive, "", &kits[0]),
        NOW,
    )
    .await
    .unwrap();
    let gone = look(&db, &world.manager, &kits[0]).await.unwrap().asset;
    assert_eq!((gone.state, gone.membership_id), (State::Returned, None));
});

both_engines!(
    another_takes_the_place_of_what_is_exchanged,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let (order, kits, id) = here(&db, &world, &desk).await;
        let before = look(&db, &world.requester, &kits[0]).await.unwrap().asset;

        let two = step(id, 2, ReturnStep::Exchange, "Beyond repair", "SN-1\nSN-2");
        let refused = on_return(&db, &desk, two, NOW).await;
        assert!(matches!(
            refused,
            Err(ReturnError::NotSerials(NotSerials::TooMany(1)))
        ));
        let form = step(id, 2, ReturnStep::Exchange, "Beyond repair", "SN-1");
        for _ in 0..2 {
            on_return(&db, &desk, form.clone(), NOW).await.unwrap();
        }
        let (shown, statements) = counted(goods_return(&db, &desk, id)).await;
        let shown = shown.unwrap();
        assert_eq!((shown.head.state, statements), (ReturnState::SentBack, 1));

        // The old one is nobody's, and its page leads to the new one.
        assert!(look(&db, &world.requester, &kits[0]).await.is_none());
        let old = look(&db, &world.manager, &kits[0]).await.unwrap();
        assert_eq!(old.asset.state, State::Returned);
        assert_eq!(old.linked.len(), 1, "once");
        assert!(!old.linked[0].is_older());
        let tag = old.linked[0].service_tag.clone();
        // It left in no parcel of its order, and stands on the page of the return.
        let sent: Vec<(&str, &str)> = shown
            .exchanged
            .iter()
            .map(|unit| (unit.service_tag.as_str(), unit.serial_number.as_str()))
            .collect();
        assert_eq!(sent, [(tag.as_str(), "SN-1")]);
        assert!(old.events[0].text.ends_with(&tag), "{}", old.events[0].text);

        let new = look(&db, &world.requester, &tag).await.unwrap();
        let asset = &new.asset;
        assert_eq!(
            (asset.state, asset.membership_id),
            (State::InUse, before.membership_id)
        );
        assert_eq!(asset.serial_number, "SN-1");
        assert_eq!(
            (asset.name.as_str(), asset.order_id),
            (before.name.as_str(), Some(order))
        );
        assert_eq!(asset.warranty_until, before.warranty_until);
        assert_eq!(asset.as_built.options, before.as_built.options);
        assert_eq!(new.events[0].kind, EventKind::InExchange);
        // Whoever has the new one does not see the old one, which nobody has.
        assert!(new.linked.is_empty());
        let new = look(&db, &world.manager, &tag).await.unwrap();
        assert!(new.linked[0].is_older() && new.linked[0].service_tag == kits[0]);
        let mine = list(&db, &world.requester, AssetView::default()).await;
        assert_eq!(tags(&mine), [&tag]);
        // The order says what left with it.
        assert_eq!(page(&db, &desk, order).await.units.total, 2);
        assert!(
            !told(&db, world.company.id, "return-exchanged")
                .await
                .is_empty()
        );

        // The new one may come back, too.
        let again = announced(&db, &desk, order, 1).await;
        on_return(
            &db,
            &desk,
            step(again, 1, ReturnStep::Repair, "", &tag),
            NOW,
        )
        .await
        .unwrap();
    }
);

both_engines!(
    of_a_return_with_several_units_each_may_end_differently,
    |db| async move {
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        // What happens to the first, to the second, how the return ends, and how much may
        // come again.
        for (first, second, ends, left) in [
            (
                ReturnStep::SendBack,
                ReturnStep::Exchange,
                ReturnState::SentBack,
                2,
            ),
            (
                ReturnStep::SendBack,
                ReturnStep::Close,
                ReturnState::Closed,
                1,
            ),
            (
                ReturnStep::Close,
                ReturnStep::SendBack,
                ReturnState::SentBack,
                1,
            ),
            (
                ReturnStep::Exchange,
                ReturnStep::Exchange,
                ReturnState::SentBack,
                2,
            ),
            (ReturnStep::Close, ReturnStep::Close, ReturnState::Closed, 0),
        ] {
            let world = world(&db, &format!("Halden{first:?}{second:?}")).await;
            let (order, kits) = two_kits(&db, &world, &desk).await;
            let id = announced(&db, &desk, order, 2).await;
            let here = step(id, 1, ReturnStep::Repair, "", "");
            on_return(&db, &desk, here, NOW).await.unwrap();
            let unknown = OnReturn {
                which: "9999999".to_owned(),
                ..step(id, 2, first, "x", "")
            };
            let unknown = on_return(&db, &desk, unknown, NOW).await;
            assert!(matches!(
                unknown,
                Err(ReturnError::NotClear(NotClear::Unknown(_)))
            ));
            let one = OnReturn {
                which: kits[0].to_lowercase(),
                ..step(id, 2, first, "The first", "")
            };
            for _ in 0..2 {
                on_return(&db, &desk, one.clone(), NOW).await.unwrap();
            }
            let shown = goods_return(&db, &desk, id).await.unwrap();
            assert_eq!(shown.head.state, ReturnState::InRepair);
            let here: Vec<&str> = shown
                .units
                .iter()
                .filter(|unit| unit.is_here())
                .map(|unit| unit.service_tag.as_str())
                .collect();
            assert_eq!(here, [&kits[1]]);
            // It is not here any more.
            let again = OnReturn {
                which: kits[0].clone(),
                ..step(id, 3, second, "x", "")
            };
            let again = on_return(&db, &desk, again, NOW).await;
            assert!(matches!(again, Err(ReturnError::NotClear(_))));
            let form = step(id, 3, second, "The second", "");
            on_return(&db, &desk, form, NOW).await.unwrap();
            let shown = goods_return(&db, &desk, id).await.unwrap();
            assert_eq!(shown.head.state, ends);
            let said = format!("{}: The first\n{}: The second", kits[0], kits[1]);
            assert_eq!(shown.head.outcome, said);
            for (kit, step) in kits.iter().zip([first, second]) {
                let asset = look(&db, &world.manager, kit).await.unwrap().asset;
                let stays = step != ReturnStep::SendBack;
                assert_eq!(asset.state == State::Returned, stays, "{kit} {step:?}");
            }
            let order = to_return(&db, &desk, order).await.unwrap();
            assert_eq!(order.lines[0].left(), Quantity::pieces(left));
        }
    }
);

both_engines!(what_cannot_be_repaired_may_stay_with_us, |db| async move {
    let world = world(&db, "Halden").await;
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let (_, kits, id) = here(&db, &world, &desk).await;
    let off = step(id, 2, ReturnStep::CallOff, "no", "");
    let off = on_return(&db, &desk, off, NOW).await;
    assert!(matches!(off, Err(ReturnError::Meanwhile)), "it is here");
    let curious = step(id, 2, ReturnStep::Close, "Money back", "");
    let curious = on_return(&db, &world.manager, curious, NOW).await;
    assert!(matches!(curious, Err(ReturnError::Denied(_))));
    let close = step(id, 2, ReturnStep::Close, "Money back", "");
    on_return(&db, &desk, close, NOW).await.unwrap();
    let gone = look(&db, &world.manager, &kits[0]).await.unwrap().asset;
    assert_eq!((gone.state, gone.membership_id), (State::Returned, None));
    assert_eq!(gone.warranty_until, None);
    assert!(gone.in_repair_since().is_none() && gone.repaired_at().is_none());
    // The other one is as it was.
    let other = look(&db, &world.manager, &kits[1]).await.unwrap().asset;
    assert_eq!(other.state, State::InStock);
});

both_engines!(
    who_leaves_meanwhile_hands_on_what_is_being_repaired,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let (_, kits, id) = here(&db, &world, &desk).await;
        let leaver = world.requester.member().unwrap();
        let end = ChangeMember {
            member: leaver.id,
            unit: leaver.unit,
            roles: vec![CustomerRole::Requester],
            active: false,
            equipment_to: world.approver.email().to_owned(),
        };
        change_member(&db, &world.manager, end, NOW).await.unwrap();
        let gets = world.approver.member().unwrap().id;
        let asset = look(&db, &world.manager, &kits[0]).await.unwrap().asset;
        assert_eq!(
            (asset.state, asset.membership_id),
            (State::InRepair, Some(gets))
        );
        let back = step(id, 2, ReturnStep::SendBack, "A new board", "");
        on_return(&db, &desk, back, NOW).await.unwrap();
        let asset = look(&db, &world.manager, &kits[0]).await.unwrap().asset;
        assert_eq!(
            (asset.state, asset.membership_id),
            (State::InUse, Some(gets))
        );
    }
);

both_engines!(
    a_unit_says_under_which_number_to_send_it_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let (order, kits) = two_kits(&db, &world, &desk).await;
        let to = world.requester.email().to_owned();
        do_it(&db, &world.manager, &kits[0], Wanted::Assign { to })
            .await
            .unwrap();
        let question = OpenCase {
            key: FormKey::fresh(),
            subject: "It hums".to_owned(),
            text: "All day.".to_owned(),
            priority: Priority::Normal,
            sku: String::new(),
            order: String::new(),
            asset: kits[0].clone(),
            before: BeforeAsking::default(),
        };
        let case = open_case(&db, &world.requester, question, NOW)
            .await
            .unwrap();
        let command = OpenReturn {
            key: FormKey::fresh(),
            order,
            parts: vec![Part {
                line: page(&db, &desk, order).await.lines[0].id,
                quantity: Quantity::pieces(1),
            }],
            reason: "It hums".to_owned(),
            case: case.clone(),
        };
        let id = open_return(&db, &desk, command, NOW).await.unwrap();
        let shown = goods_return(&db, &desk, id).await.unwrap();
        assert_eq!(shown.expected().len(), 1);
        let mine = look(&db, &world.requester, &kits[0]).await.unwrap();
        assert_eq!(mine.announced, Some(shown.head.number.clone()));
        let other = look(&db, &world.manager, &kits[1]).await.unwrap();
        assert_eq!(other.announced, None);
        let form = step(id, 1, ReturnStep::Repair, "", &kits[0]);
        on_return(&db, &desk, form, NOW).await.unwrap();
        let mine = look(&db, &world.requester, &kits[0]).await.unwrap();
        assert_eq!(mine.announced, None, "it is here");

        // The case waits for it, and is ours again when it has gone back.
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let waits = case_life::State::WaitsForThirdParty;
        assert_eq!(stands(&db, &agent, &case).await, waits);
        let form = step(id, 2, ReturnStep::SendBack, "A new board", "");
        for _ in 0..2 {
            on_return(&db, &desk, form.clone(), NOW).await.unwrap();
        }
        assert_eq!(stands(&db, &agent, &case).await, case_life::State::Open);
    }
);

async fn stands(db: &Db, agent: &Actor, number: &str) -> case_life::State {
    let found = case_for_agent::<AssetError>(db, agent, number, NOW).await;
    found.unwrap().unwrap().case.head.state
}
