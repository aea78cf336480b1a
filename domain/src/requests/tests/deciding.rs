//! Requests are decided line by line, by who may.

use super::*;

both_engines!(
    lines_are_changed_refused_and_the_rest_is_ordered,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 3), ("DOCK", 3), ("PLOTTER", 1)]).await;
        let command = decision(&request, &[approve(2), approve(3), refuse()]);
        let (first, second) = tokio::join!(
            decide(&db, &world.manager, command.clone(), NOW),
            decide(&db, &world.manager, command, NOW)
        );
        let done = first.unwrap();
        assert_eq!(second.unwrap(), done);
        assert_eq!(done.state, State::Ordered);
        assert_eq!(orders(&db).await, 1);
        let after = show(&db, &world.requester, request.id, NOW)
            .await
            .unwrap()
            .request;
        assert_eq!(after.orders(), [done.order.unwrap()]);
        assert!(matches!(
            after.lines[0].decision,
            Some(LineDecision::Approved { quantity, price, .. })
                if quantity == Quantity::pieces(2) && price == eur(161_200)
        ));
        assert_eq!(
            after.lines[2].decision,
            Some(LineDecision::Refused(
                "Arrives after the boat leaves".to_owned()
            ))
        );
        let last = after.events.last().unwrap();
        assert_eq!(last.kind, EventKind::Decided);
        assert_eq!(
            (
                last.detail.approved,
                last.detail.changed,
                last.detail.refused
            ),
            (2, 1, 1)
        );
        assert_eq!(mails(&db, "request-decided").await, 1);
        assert_eq!(
            count(
                &db,
                "SELECT CAST(total_minor AS BIGINT) FROM purchase_order /* system */"
            )
            .await,
            2 * 161_200 + 3 * 11_800
        );
        assert_eq!(
            count(
                &db,
                "SELECT COUNT(*) FROM purchase_order WHERE po_number = 'PO-4711' /* system */"
            )
            .await,
            1
        );
        assert_eq!(
            count(
                &db,
                "SELECT COUNT(*) FROM interaction WHERE kind = 'decided' /* system */"
            )
            .await,
            1
        );
    }
);

both_engines!(
    of_two_deciders_one_wins_and_the_other_reads_what_happened,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        let (one, other) = tokio::join!(
            decide(&db, &world.manager, decision(&request, &[approve(1)]), NOW),
            decide(&db, &world.approver, decision(&request, &[refuse()]), NOW)
        );
        let (winner, loser) = if one.is_ok() {
            (one, other)
        } else {
            (other, one)
        };
        let done = winner.unwrap();
        let Err(DecideError::Overtaken(what)) = loser else {
            panic!("two decisions: {loser:?}");
        };
        assert_eq!(what.who, "Ines Tal");
        assert_eq!(what.what, EventKind::Decided);
        assert_eq!(what.state, done.state);
        assert_eq!(what.detail.order, done.order.map(|(id, _)| id));
        assert_eq!(orders(&db).await, i64::from(what.detail.order.is_some()));
        assert_eq!(
            count(
                &db,
                "SELECT COUNT(*) FROM request_event WHERE kind = 'decided' /* system */"
            )
            .await,
            1
        );
    }
);

both_engines!(
    what_is_held_is_decided_later_and_both_parts_are_ordered,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1), ("DOCK", 2)]).await;
        let first = decide(
            &db,
            &world.manager,
            decision(&request, &[approve(1), Choice::Hold]),
            NOW,
        )
        .await
        .unwrap();
        assert_eq!(first.state, State::Held);
        assert!(first.order.is_some());
        let held = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert!(held.request.part_ordered && held.may_decide);
        let rest = decision(&held.request, &[approve(2)]);
        let second = decide(&db, &world.manager, rest, NOW).await.unwrap();
        assert_eq!(second.state, State::Ordered);
        let after = show(&db, &world.requester, request.id, NOW)
            .await
            .unwrap()
            .request;
        assert_eq!(
            after.orders(),
            [first.order.unwrap(), second.order.unwrap()]
        );
    }
);

both_engines!(
    the_rest_of_a_partly_ordered_request_can_be_taken_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1), ("DOCK", 2)]).await;
        let half = decision(&request, &[approve(1), Choice::Hold]);
        decide(&db, &world.manager, half, NOW).await.unwrap();
        let say = || Say {
            key: FormKey::fresh(),
            request: request.id,
            text: String::new(),
        };
        let not_theirs = withdraw(&db, &world.manager, say(), NOW).await;
        assert!(matches!(not_theirs, Err(SayError::NotPossible(_))));
        withdraw(&db, &world.requester, say(), NOW).await.unwrap();
        let after = show(&db, &world.requester, request.id, NOW)
            .await
            .unwrap()
            .request;
        assert_eq!(after.state, State::Ordered);
        assert_eq!(mails(&db, "request-withdrawn").await, 1);
        let too_late = withdraw(&db, &world.requester, say(), NOW).await;
        assert!(matches!(too_late, Err(SayError::NotPossible(_))));
    }
);

both_engines!(a_question_and_its_answer, |db| async move {
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
    let say = |text: &str| Say {
        key: FormKey::fresh(),
        request: request.id,
        text: text.to_owned(),
    };
    let empty = ask(&db, &world.manager, say("  "), NOW).await;
    assert!(matches!(empty, Err(SayError::NoText)));
    let stranger = ask(&db, &world.requester, say("May I?"), NOW).await;
    assert!(matches!(stranger, Err(SayError::Denied(_))));
    let question = say("Can this wait until July?");
    ask(&db, &world.manager, question.clone(), NOW)
        .await
        .unwrap();
    ask(&db, &world.manager, question, NOW).await.unwrap();
    assert_eq!(mails(&db, "request-asked").await, 1);

    // The decision that was prepared before the question was asked is told so.
    let stale = decide(&db, &world.approver, decision(&request, &[refuse()]), NOW).await;
    assert!(matches!(stale, Err(DecideError::Overtaken(what)) if what.what == EventKind::Asked));

    answer(
        &db,
        &world.requester,
        say("The boat leaves on the 3rd"),
        NOW,
    )
    .await
    .unwrap();
    assert_eq!(mails(&db, "request-answered").await, 1);
    let after = show(&db, &world.manager, request.id, NOW)
        .await
        .unwrap()
        .request;
    assert_eq!(after.state, State::Submitted);
    let kinds: Vec<EventKind> = after.events.iter().map(|event| event.kind).collect();
    assert_eq!(
        kinds,
        [EventKind::Submitted, EventKind::Asked, EventKind::Answered]
    );
});

both_engines!(nobody_decides_what_is_not_theirs, |db| async move {
    let world = world(&db, "Halden").await;
    let other = super::testing::world(&db, "Northbank").await;
    let request = submitted(&db, &world, &[("DOCK", 1)]).await;
    let choices = || decision(&request, &[approve(1)]);
    let denied = decide(&db, &world.requester, choices(), NOW).await;
    assert!(matches!(denied, Err(DecideError::Denied(_))));
    let hidden = decide(&db, &other.manager, choices(), NOW).await;
    assert!(matches!(hidden, Err(DecideError::NotFound)));
    let hidden = show(&db, &other.manager, request.id, NOW).await;
    assert!(matches!(hidden, Err(ShowError::NotFound)));
    let none = show(&db, &world.manager, RequestId::new(), NOW).await;
    assert!(matches!(none, Err(ShowError::NotFound)));

    // A colleague without a say does not see it either.
    let unit = world.requester.member().unwrap().unit.unwrap();
    let role = crate::identity::CustomerRole::Requester;
    let colleague = crate::identity::testing::member(&db, &world.company, unit, &[role]).await;
    let hidden = show(&db, &colleague, request.id, NOW).await;
    assert!(matches!(hidden, Err(ShowError::NotFound)));
    let say = Say {
        key: FormKey::fresh(),
        request: request.id,
        text: "x".to_owned(),
    };
    let hidden = answer(&db, &colleague, say, NOW).await;
    assert!(matches!(hidden, Err(SayError::NotFound)));

    // An approver's own request needs somebody else.
    let own = submit(&db, &world.approver, world.request(&[("DOCK", 1)]), NOW)
        .await
        .unwrap();
    let own = show(&db, &world.approver, own.request, NOW).await.unwrap();
    assert!(!own.may_decide);
    let refused = decide(
        &db,
        &world.approver,
        decision(&own.request, &[approve(1)]),
        NOW,
    )
    .await;
    assert!(matches!(refused, Err(DecideError::NotPossible(_))));

    // Lines of another request are no lines of this one.
    let mut foreign = decision(&request, &[approve(1)]);
    foreign.choices.push((RequestLineId::new(), Choice::Hold));
    let refused = decide(&db, &world.manager, foreign, NOW).await;
    assert!(matches!(refused, Err(DecideError::Faults(_))));
    assert_eq!(orders(&db).await, 0);
});
