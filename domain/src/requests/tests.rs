//! What people do with requests, told to both engines.

use super::approval_policy::{Because, Needs};
use super::decision::Choice;
use super::lifecycle::State;
use super::testing::{NOW, World, world};
use super::*;
use crate::args;
use crate::id::{BasketLineId, OrderId, ProductId, RequestId, RequestLineId};
use crate::identity::Actor;
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Day, Money, Quantity, Timestamp};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(sql, args![]).await.unwrap().unwrap()
}

async fn orders(db: &Db) -> i64 {
    count(db, "SELECT COUNT(*) FROM purchase_order /* system */").await
}

async fn mails(db: &Db, kind: &str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar("SELECT COUNT(*) FROM outbox WHERE kind = $1", args![kind])
        .await
        .unwrap()
        .unwrap()
}

async fn reprice(db: &Db, world: &World, minor: i64) {
    let product = world.laptop;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE price_list_entry SET price_minor = $1 WHERE product_id = $2",
                args![minor, product],
            )
            .await
        })
    })
    .await
    .unwrap();
}

async fn submitted(db: &Db, world: &World, lines: &[(&str, i64)]) -> Request {
    let done = submit(db, &world.requester, world.request(lines), NOW)
        .await
        .unwrap();
    show(db, &world.manager, done.request, NOW)
        .await
        .unwrap()
        .request
}

fn approve(pieces: i64) -> Choice {
    Choice::Approve {
        quantity: Quantity::pieces(pieces),
    }
}

fn refuse() -> Choice {
    Choice::Refuse {
        reason: "Arrives after the boat leaves".to_owned(),
    }
}

fn decision(request: &Request, choices: &[Choice]) -> Decide {
    let open = request.lines.iter().filter(|line| line.is_open());
    Decide {
        key: FormKey::fresh(),
        request: request.id,
        version: request.version,
        choices: open
            .map(|line| line.id)
            .zip(choices.iter().cloned())
            .collect(),
        po_number: "PO-4711".to_owned(),
        at_todays_prices: false,
        seen: Vec::new(),
    }
}

both_engines!(
    who_asks_reads_their_own_language_and_the_desk_the_first_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        crate::agreements::testing::called(&db, world.laptop, "de", "Klapprechner").await;
        let german = world.requester.clone().reading("de");
        let wanted = vec![(world.sku("LAPTOP"), Quantity::pieces(1))];
        let added = add_products(&db, &german, FormKey::fresh(), wanted, NOW)
            .await
            .unwrap();
        assert_eq!(added, [("Klapprechner".to_owned(), Quantity::pieces(1))]);
        let first = basket(&db, &world.requester, NOW).await.unwrap();
        let shown = basket(&db, &german, NOW).await.unwrap();
        let (first, shown) = (&first.lines[0].offer, &shown.lines[0].offer);
        assert_eq!((&*first.name, first.name_to_keep()), ("LAPTOP", "LAPTOP"));
        assert_eq!(
            (&*shown.name, shown.name_to_keep()),
            ("Klapprechner", "LAPTOP")
        );
        let command = Submit {
            from: From::Basket,
            ..world.request(&[])
        };
        let done = submit(&db, &german, command, NOW).await.unwrap();
        let request = show(&db, &german, done.request, NOW).await.unwrap().request;
        assert_eq!(request.lines[0].name, "LAPTOP");
        assert_eq!(request.title, "1 × LAPTOP");
        let kept = "SELECT COUNT(*) FROM interaction /* system */ WHERE text LIKE '%Klapprechner%'";
        assert_eq!(count(&db, kept).await, 0);
    }
);

both_engines!(a_basket_knows_todays_names_and_prices, |db| async move {
    let world = world(&db, "Halden").await;
    let wanted = vec![
        (world.sku("LAPTOP"), Quantity::pieces(2)),
        (world.sku("PLOTTER").to_lowercase(), Quantity::pieces(1)),
    ];
    let key = FormKey::fresh();
    for _ in 0..2 {
        add_products(&db, &world.requester, key, wanted.clone(), NOW)
            .await
            .unwrap();
    }
    let more = vec![(world.sku("LAPTOP"), Quantity::pieces(3))];
    add_products(&db, &world.requester, FormKey::fresh(), more, NOW)
        .await
        .unwrap();
    add_words(
        &db,
        &world.requester,
        FormKey::fresh(),
        " A  chart table ",
        Quantity::pieces(1),
        NOW,
    )
    .await
    .unwrap();
    let shown = basket(&db, &world.requester, NOW).await.unwrap();
    let lines: Vec<_> = shown
        .lines
        .iter()
        .map(|line| (line.offer.name.as_str(), line.quantity, line.offer.standing))
        .collect();
    use super::offer::Standing;
    assert_eq!(
        lines,
        [
            (
                "LAPTOP",
                Quantity::pieces(5),
                Standing::Priced(eur(161_200))
            ),
            ("PLOTTER", Quantity::pieces(1), Standing::OnRequest),
            ("A chart table", Quantity::pieces(1), Standing::InWords),
        ]
    );
    let member = world.requester.member().unwrap();
    assert_eq!(shown.total(member), Some(eur(806_000)));
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'added-to-basket' /* system */"
        )
        .await,
        3
    );

    let changes = vec![
        (shown.lines[0].id, Some(Quantity::pieces(7))),
        (shown.lines[1].id, None),
    ];
    change_basket(&db, &world.requester, changes).await.unwrap();
    let changed = basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(changed.lines.len(), 2);
    assert_eq!(changed.lines[0].quantity, Quantity::pieces(7));
    assert!(
        basket(&db, &world.manager, NOW)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
});

both_engines!(
    what_is_not_in_the_catalog_is_named_and_nothing_is_put_in,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        let wanted = vec![
            (world.sku("DOCK"), Quantity::pieces(1)),
            ("NOPE-1".to_owned(), Quantity::pieces(1)),
        ];
        let refused = add_products(&db, &world.requester, FormKey::fresh(), wanted, NOW).await;
        assert!(matches!(refused, Err(BasketError::NotInCatalog(skus)) if skus == ["NOPE-1"]));
        assert!(
            basket(&db, &world.requester, NOW)
                .await
                .unwrap()
                .lines
                .is_empty()
        );
        let zero = vec![(world.sku("DOCK"), Quantity::pieces(0))];
        let refused = add_products(&db, &world.requester, FormKey::fresh(), zero, NOW).await;
        assert!(matches!(refused, Err(BasketError::BadQuantity)));

        // Somebody else's line can't be changed, whoever guesses its id.
        let wanted = vec![(other.sku("DOCK"), Quantity::pieces(1))];
        add_products(&db, &other.requester, FormKey::fresh(), wanted, NOW)
            .await
            .unwrap();
        let theirs = basket(&db, &other.requester, NOW).await.unwrap().lines[0].id;
        change_basket(&db, &world.requester, vec![(theirs, None)])
            .await
            .unwrap();
        change_basket(
            &db,
            &other.manager,
            vec![(theirs, Some(Quantity::pieces(9)))],
        )
        .await
        .unwrap();
        let kept = basket(&db, &other.requester, NOW).await.unwrap();
        assert_eq!(kept.lines[0].quantity, Quantity::pieces(1));
        change_basket(&db, &other.requester, vec![(BasketLineId::new(), None)])
            .await
            .unwrap();
    }
);

both_engines!(a_request_waits_for_those_who_decide, |db| async move {
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 3), ("PLOTTER", 1)]).await;
    assert_eq!(request.number, "R-2026-0001");
    assert_eq!(request.title, "3 × LAPTOP");
    assert_eq!(request.state, State::Submitted);
    assert_eq!(request.goods, eur(483_600));
    assert_eq!(request.unpriced, 1);
    assert_eq!(request.verdict.needs, Needs::Approvers);
    assert_eq!(
        request.verdict.because,
        Because::PriceOnRequest { lines: 1 }
    );
    assert_eq!(request.cost_centre_label.as_deref(), Some("4410 Survey"));
    assert_eq!(request.deciders.len(), 2);
    assert_eq!(mails(&db, "request-submitted").await, 2);
    assert_eq!(orders(&db).await, 0);
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'requested' /* system */"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM audit WHERE action = 'request.submitted'"
        )
        .await,
        1
    );
});

both_engines!(the_same_form_twice_is_one_request, |db| async move {
    let world = world(&db, "Halden").await;
    let command = world.request(&[("DOCK", 1)]);
    let (first, second) = tokio::join!(
        submit(&db, &world.requester, command.clone(), NOW),
        submit(&db, &world.requester, command, NOW)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(
        count(&db, "SELECT COUNT(*) FROM request /* system */").await,
        1
    );
});

both_engines!(
    below_the_companys_amount_a_request_needs_nobody,
    |db| async move {
        let world = world(&db, "Halden").await;
        let rule = SetPolicy {
            role: None,
            cost_centre: Some(world.centre),
            below: eur(250_000),
        };
        set_policy(&db, &world.manager, rule, NOW).await.unwrap();
        let mut small = world.request(&[("LAPTOP", 1)]);
        small.reason.clear();
        let done = submit(&db, &world.requester, small.clone(), NOW)
            .await
            .unwrap();
        let again = submit(&db, &world.requester, small, NOW).await.unwrap();
        assert_eq!(done, again);
        let (order, number) = done.order.clone().unwrap();
        assert_eq!(number, "2026-000001");
        assert_eq!(orders(&db).await, 1);
        assert_eq!(mails(&db, "request-submitted").await, 0);
        let request = show(&db, &world.requester, done.request, NOW)
            .await
            .unwrap()
            .request;
        assert_eq!(request.state, State::Ordered);
        assert_eq!(request.orders(), [(order, number)]);
        assert!(matches!(request.verdict.because, Because::Below(_)));
        // Never bought before: its own order is not the last one.
        assert_eq!(request.lines[0].last_paid, None);

        let mut large = world.request(&[("LAPTOP", 2)]);
        let waits = submit(&db, &world.requester, large.clone(), NOW)
            .await
            .unwrap();
        assert_eq!(waits.order, None);
        large.reason = "  ".to_owned();
        large.key = FormKey::fresh();
        let refused = submit(&db, &world.requester, large, NOW).await;
        assert!(matches!(refused, Err(SubmitError::NoReason)));
    }
);

both_engines!(
    what_can_t_be_submitted_says_why_and_leaves_nothing,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        let with = |change: fn(&mut Submit, &World, &World)| {
            let mut command = world.request(&[("DOCK", 1)]);
            change(&mut command, &world, &other);
            submit(&db, &world.requester, command, NOW)
        };
        let refused = with(|one, _, _| one.from = From::Basket).await;
        assert!(matches!(refused, Err(SubmitError::Empty)), "{refused:?}");
        let refused = with(|one, _, _| one.cost_centre = None).await;
        assert!(matches!(refused, Err(SubmitError::NoCostCentre)));
        let refused = with(|one, _, other| one.cost_centre = Some(other.centre)).await;
        assert!(matches!(refused, Err(SubmitError::NoSuchCostCentre)));
        let refused = with(|one, _, _| one.needed_by = Some(Day::of(NOW).plus_days(-2))).await;
        assert!(matches!(refused, Err(SubmitError::NeededInThePast)));
        let refused = with(|one, _, _| one.seen = Some(eur(1))).await;
        assert!(matches!(refused, Err(SubmitError::PricesChanged { now }) if now == eur(11_800)));
        let refused = with(|one, _, _| {
            one.from = From::Lines(vec![("NOPE".to_owned(), Quantity::pieces(1))]);
        })
        .await;
        assert!(matches!(refused, Err(SubmitError::NotInCatalog(names)) if names == ["NOPE"]));
        let unit = world.requester.member().unwrap().unit.unwrap();
        let role = crate::identity::CustomerRole::Requester;
        let unagreed = crate::identity::testing::member(&db, &world.company, unit, &[role]).await;
        let refused = submit(&db, &unagreed, world.request(&[("DOCK", 1)]), NOW).await;
        assert!(matches!(refused, Err(SubmitError::NoAgreement)));
        assert_eq!(
            count(&db, "SELECT COUNT(*) FROM request /* system */").await,
            0
        );
        assert_eq!(count(&db, "SELECT COUNT(*) FROM outbox").await, 0);
    }
);

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

both_engines!(
    a_request_keeps_its_price_unless_todays_is_asked_for,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        reprice(&db, &world, 150_000).await;
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(shown.request.lines[0].price, Some(eur(161_200)));
        assert_eq!(shown.today[0].1.standing.price(), Some(eur(150_000)));

        let mut todays = decision(&request, &[approve(1)]);
        todays.at_todays_prices = true;
        let unseen = decide(&db, &world.manager, todays.clone(), NOW).await;
        assert!(matches!(unseen, Err(DecideError::PricesChanged)));
        todays.key = FormKey::fresh();
        todays.seen = vec![(request.lines[0].id, Some(eur(150_000)))];
        decide(&db, &world.manager, todays, NOW).await.unwrap();
        let paid = "SELECT CAST(total_minor AS BIGINT) FROM purchase_order /* system */";
        assert_eq!(count(&db, paid).await, 150_000);

        // What was last paid stands with the next request for it.
        let next = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        assert_eq!(next.lines[0].last_paid, Some((eur(150_000), NOW)));
    }
);

both_engines!(
    without_a_price_nothing_is_ordered_until_there_is_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("PLOTTER", 1)]).await;
        let no_price = decide(&db, &world.manager, decision(&request, &[approve(1)]), NOW).await;
        assert!(
            matches!(no_price, Err(DecideError::Faults(_))),
            "{no_price:?}"
        );
        let (list, product) = {
            let member = world.manager.member().unwrap();
            (
                member.in_force.as_ref().unwrap().first.price_list,
                world.plotter,
            )
        };
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                "INSERT INTO price_list_entry (price_list_id, product_id, valid_from, valid_until,
                     price_minor) VALUES ($1, $2, 0, $3, 99900)",
                args![list, product, Timestamp::NEVER],
            )
            .await
            })
        })
        .await
        .unwrap();
        let mut command = decision(&request, &[approve(1)]);
        command.seen = vec![(request.lines[0].id, Some(eur(99_900)))];
        let done = decide(&db, &world.manager, command, NOW).await.unwrap();
        assert!(done.order.is_some());
    }
);

/// From ten pieces on a dock costs 100.00 each.
async fn docks_by_the_ten(db: &Db, world: &World) {
    let list = world
        .manager
        .member()
        .unwrap()
        .in_force
        .as_ref()
        .unwrap()
        .first
        .price_list;
    let dock = world.dock;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO price_list_entry (price_list_id, product_id, min_quantity, valid_from,
                     valid_until, price_minor) VALUES ($1, $2, 10000, 0, $3, 10000)",
                args![list, dock, Timestamp::NEVER],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(many_pieces_cost_what_many_cost, |db| async move {
    let world = world(&db, "Halden").await;
    docks_by_the_ten(&db, &world).await;
    let few = submitted(&db, &world, &[("DOCK", 9)]).await;
    let many = submitted(&db, &world, &[("DOCK", 10)]).await;
    assert_ne!(few.lines[0].price, Some(eur(10_000)));
    assert_eq!(many.lines[0].price, Some(eur(10_000)));
    let sku = world.sku("DOCK");
    let key = FormKey::fresh();
    add_products(
        &db,
        &world.requester,
        key,
        vec![(sku, Quantity::pieces(12))],
        NOW,
    )
    .await
    .unwrap();
    let filled = basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(filled.lines[0].amount(), Some(eur(120_000)));
});

both_engines!(
    approving_fewer_than_a_price_needs_shows_the_other_price_first,
    |db| async move {
        let world = world(&db, "Halden").await;
        docks_by_the_ten(&db, &world).await;
        let request = submitted(&db, &world, &[("DOCK", 10)]).await;
        let mut command = decision(&request, &[approve(3)]);
        let unseen = decide(&db, &world.manager, command.clone(), NOW).await;
        assert!(
            matches!(unseen, Err(DecideError::PricesChanged)),
            "{unseen:?}"
        );
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        let offer = &shown.today[0].1;
        let single = offer.price_of(Quantity::pieces(3)).unwrap();
        assert!(single.minor > 10_000);
        command.key = FormKey::fresh();
        command.seen = vec![(request.lines[0].id, Some(single))];
        let done = decide(&db, &world.manager, command, NOW).await.unwrap();
        let (order, _) = done.order.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let ordered: Option<i64> = read
            .scalar(
                "SELECT price_minor FROM order_line WHERE order_id = $1 /* system */",
                args![order],
            )
            .await
            .unwrap();
        assert_eq!(ordered, Some(single.minor));
    }
);

both_engines!(
    a_request_survives_what_leaves_the_catalog,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        let product = world.laptop;
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE product SET active = $1 WHERE id = $2",
                    args![false, product],
                )
                .await
            })
        })
        .await
        .unwrap();
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(shown.request.lines.len(), 1);
        assert_eq!(shown.today[0].1.standing, super::offer::Standing::Gone);
        let done = decide(&db, &world.manager, decision(&request, &[approve(1)]), NOW).await;
        assert!(done.unwrap().order.is_some());
    }
);

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

fn from_basket() -> OrderNow {
    OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: "PO-1".to_owned(),
        cost_centre: None,
        needed_by: None,
        seen: None,
    }
}

both_engines!(
    the_same_form_sent_twice_at_the_same_moment_has_one_answer,
    |db| async move {
        let world = world(&db, "Halden").await;
        let wanted = || vec![(world.sku("DOCK"), Quantity::pieces(1))];
        add_products(&db, &world.requester, FormKey::fresh(), wanted(), NOW)
            .await
            .unwrap();
        let mut request = world.request(&[]);
        request.from = From::Basket;
        let (first, second) = tokio::join!(
            submit(&db, &world.requester, request.clone(), NOW),
            submit(&db, &world.requester, request.clone(), NOW)
        );
        assert_eq!(first.unwrap(), second.unwrap());
        let order = OrderNow {
            from: From::Lines(wanted()),
            cost_centre: Some(world.centre),
            ..from_basket()
        };
        let (first, second) = tokio::join!(
            order_now(&db, &world.manager, order.clone(), NOW),
            order_now(&db, &world.manager, order.clone(), NOW)
        );
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(orders(&db).await, 1);
        let requests = "SELECT COUNT(*) FROM request /* system */";
        assert_eq!(count(&db, requests).await, 1);
    }
);

both_engines!(
    a_basket_ordered_in_two_windows_at_once_is_ordered_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        for round in 0..4 {
            let wanted = vec![(world.sku("LAPTOP"), Quantity::pieces(2))];
            add_products(&db, &world.manager, FormKey::fresh(), wanted, NOW)
                .await
                .unwrap();
            let window = || OrderNow {
                key: FormKey::fresh(),
                cost_centre: Some(world.centre),
                ..from_basket()
            };
            let (one, other, third) = tokio::join!(
                order_now(&db, &world.manager, window(), NOW),
                order_now(&db, &world.manager, window(), NOW),
                order_now(&db, &world.manager, window(), NOW)
            );
            let all = [one, other, third];
            assert_eq!(
                all.iter().filter(|order| order.is_ok()).count(),
                1,
                "{all:?}"
            );
            for order in all.into_iter().filter_map(Result::err) {
                assert!(
                    matches!(order, OrderError::BasketChanged | OrderError::Empty),
                    "{order:?}"
                );
            }
            assert_eq!(orders(&db).await, round + 1);
        }
    }
);

both_engines!(who_has_left_gets_no_letters, |db| async move {
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 3)]).await;
    let left = world.requester.member().unwrap().id;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE membership SET active = FALSE WHERE id = $1 /* system */",
                args![left],
            )
            .await
        })
    })
    .await
    .unwrap();
    let command = decision(&request, &[refuse()]);
    decide(&db, &world.manager, command, NOW).await.unwrap();
    assert_eq!(mails(&db, "request-decided").await, 0);
});

both_engines!(
    a_manager_orders_what_has_a_price_and_the_rest_stays,
    |db| async move {
        let world = world(&db, "Halden").await;
        let wanted = [("LAPTOP", 1), ("PLOTTER", 1)]
            .map(|(sku, pieces)| (world.sku(sku), Quantity::pieces(pieces)));
        add_products(&db, &world.manager, FormKey::fresh(), wanted.to_vec(), NOW)
            .await
            .unwrap();
        let no_centre = order_now(&db, &world.manager, from_basket(), NOW).await;
        assert!(matches!(no_centre, Err(OrderError::NoCostCentre)));
        let command = OrderNow {
            cost_centre: Some(world.centre),
            ..from_basket()
        };
        let (first, second) = tokio::join!(
            order_now(&db, &world.manager, command.clone(), NOW),
            order_now(&db, &world.manager, command.clone(), NOW)
        );
        let first = first.unwrap();
        assert_eq!(first, second.unwrap());
        // Sent once more when the agreement has ended, it still has its answer.
        let without = crate::identity::testing::under(world.manager.clone(), None);
        let third = order_now(&db, &without, command.clone(), NOW).await;
        assert_eq!(first, third.unwrap());
        assert_eq!(orders(&db).await, 1);
        let left = basket(&db, &world.manager, NOW).await.unwrap();
        assert_eq!(left.lines.len(), 1);
        assert_eq!(left.lines[0].offer.name, "PLOTTER");
        let again = OrderNow {
            key: FormKey::fresh(),
            ..command.clone()
        };
        let empty = order_now(&db, &world.manager, again.clone(), NOW).await;
        assert!(matches!(empty, Err(OrderError::Empty)));
        let denied = order_now(&db, &world.approver, again, NOW).await;
        assert!(matches!(denied, Err(OrderError::Denied(_))));
        let list = vec![(world.sku("PLOTTER"), Quantity::pieces(1))];
        let list = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(list),
            ..command.clone()
        };
        let refused = order_now(&db, &world.manager, list, NOW).await;
        assert!(matches!(refused, Err(OrderError::PriceOnRequest(_))));
        let list = vec![(world.sku("DOCK"), Quantity::pieces(2))];
        let list = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(list),
            seen: Some(eur(1)),
            ..command
        };
        let refused = order_now(&db, &world.manager, list, NOW).await;
        assert!(matches!(refused, Err(OrderError::PricesChanged { now }) if now == eur(23_600)));
    }
);

both_engines!(every_line_of_a_pasted_list_is_answered, |db| async move {
    let world = world(&db, "Halden").await;
    let text = format!(
        "SKU;Qty\n{laptop};2\nNOPE;1\n{plotter};1\n{dock};many\n{small};3\n",
        laptop = world.sku("LAPTOP"),
        plotter = world.sku("PLOTTER"),
        dock = world.sku("DOCK"),
        small = world.sku("LAPTOP").to_lowercase(),
    );
    let answered = answer_list(&db, &world.manager, &text, NOW).await.unwrap();
    assert_eq!(answered.lines.len(), 5);
    assert!(matches!(&answered.lines[0].answer,
        Answer::Found { quantity, with, .. } if *quantity == Quantity::pieces(5) && with == &[6]));
    assert!(matches!(&answered.lines[1].answer, Answer::Unknown { sku } if sku == "NOPE"));
    assert!(!answered.lines[2].answer.is_orderable());
    assert!(matches!(answered.lines[3].answer, Answer::Unreadable(_)));
    assert!(matches!(
        answered.lines[4].answer,
        Answer::AddedTo { line: 2 }
    ));
    assert_eq!(answered.not_found(), 2);
    assert_eq!(
        answered.orderable(),
        [(world.sku("LAPTOP"), Quantity::pieces(5))]
    );
    assert_eq!(answered.total(Currency::EUR), Some(eur(806_000)));
});

both_engines!(
    sixty_four_orders_at_once_are_sixty_four_orders,
    |db| async move {
        let world = world(&db, "Halden").await;
        let began = std::time::Instant::now();
        let one = |_| {
            let list = vec![(world.sku("DOCK"), Quantity::pieces(1))];
            let command = OrderNow {
                from: From::Lines(list),
                cost_centre: Some(world.centre),
                ..from_basket()
            };
            order_now(&db, &world.manager, command, NOW)
        };
        let placed: Vec<_> = futures::future::join_all((0..64).map(one)).await;
        let took = began.elapsed();
        let mut ids: Vec<OrderId> = placed.into_iter().map(Result::unwrap).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 64);
        let numbers = "SELECT COUNT(DISTINCT number) FROM purchase_order /* system */";
        assert_eq!(count(&db, numbers).await, 64);
        println!("{:?}: 64 orders in {took:?}", db.kind());
    }
);

async fn listed(
    db: &Db,
    actor: &Actor,
    which: Which,
    standing: Standing,
    words: &str,
) -> RequestList {
    let list = ListRequests {
        which,
        standing,
        words: words.to_owned(),
        offset: 0,
        limit: 2,
    };
    list_requests::<ShowError>(db, actor, list).await.unwrap()
}

both_engines!(
    lists_show_what_is_mine_what_waits_and_what_the_company_asked,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        submitted(&db, &other, &[("DOCK", 1)]).await;
        let first = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        let second = submitted(&db, &world, &[("DOCK", 4)]).await;
        let third = submitted(&db, &world, &[("DOCK", 1), ("PLOTTER", 1)]).await;
        decide(&db, &world.manager, decision(&first, &[refuse()]), NOW)
            .await
            .unwrap();
        let question = Say {
            key: FormKey::fresh(),
            request: second.id,
            text: "Why 4?".to_owned(),
        };
        ask(&db, &world.approver, question, NOW).await.unwrap();

        let mine = listed(&db, &world.requester, Which::Mine, Standing::All, "").await;
        assert_eq!((mine.total, mine.rows.len(), mine.waiting), (3, 2, 1));
        assert_eq!(mine.rows[0].id, third.id);
        assert_eq!(mine.deciders.len(), 2);
        let open = listed(&db, &world.requester, Which::Mine, Standing::Open, "").await;
        assert_eq!(open.total, 2);
        let done = listed(&db, &world.requester, Which::Mine, Standing::Done, "").await;
        assert_eq!(done.rows[0].state(), State::Refused);

        let answer_me = listed(&db, &world.requester, Which::Waiting, Standing::All, "").await;
        assert_eq!(answer_me.rows[0].id, second.id);
        let waiting = listed(&db, &world.manager, Which::Waiting, Standing::All, "").await;
        assert_eq!((waiting.total, waiting.rows[0].id), (1, third.id));
        assert_eq!(waiting.waiting, 1);
        let company = listed(&db, &world.approver, Which::Company, Standing::All, "").await;
        assert_eq!(company.total, 3);
        let found = listed(&db, &world.manager, Which::Company, Standing::All, "4 × do").await;
        assert_eq!((found.total, found.rows[0].id), (1, second.id));
        let by_name = listed(&db, &world.manager, Which::Company, Standing::All, "INES").await;
        assert_eq!(by_name.total, 3);
        let none = listed(&db, &world.manager, Which::Company, Standing::All, "100%").await;
        assert_eq!(none.total, 0);
        let list = ListRequests {
            which: Which::Company,
            standing: Standing::All,
            words: String::new(),
            offset: 0,
            limit: 2,
        };
        let denied = list_requests::<ShowError>(&db, &world.requester, list).await;
        assert!(matches!(denied, Err(ShowError::Denied(_))));
    }
);

both_engines!(rules_and_cost_centres_are_the_managers, |db| async move {
    let world = world(&db, "Halden").await;
    let other = super::testing::world(&db, "Northbank").await;
    let rule = |below| SetPolicy {
        role: None,
        cost_centre: None,
        below,
    };
    let denied = set_policy(&db, &world.approver, rule(eur(1)), NOW).await;
    assert!(matches!(denied, Err(PolicyError::Denied(_))));
    let dollars = set_policy(&db, &world.manager, rule(Money::new(1, Currency::USD)), NOW).await;
    assert!(matches!(dollars, Err(PolicyError::BadAmount)));
    let foreign = SetPolicy {
        cost_centre: Some(other.centre),
        ..rule(eur(1))
    };
    let foreign = set_policy(&db, &world.manager, foreign, NOW).await;
    assert!(matches!(foreign, Err(PolicyError::NoSuchCostCentre)));
    set_policy(&db, &world.manager, rule(eur(1)), NOW)
        .await
        .unwrap();
    set_policy(&db, &world.manager, rule(eur(50_000)), NOW)
        .await
        .unwrap();
    let known = policies(&db, &world.manager).await.unwrap();
    assert_eq!(known.rules.len(), 1);
    assert_eq!(known.rules[0].below, eur(50_000));
    remove_policy(&db, &other.manager, known.rules[0].id, NOW)
        .await
        .unwrap();
    assert_eq!(policies(&db, &world.manager).await.unwrap().rules.len(), 1);
    remove_policy(&db, &world.manager, known.rules[0].id, NOW)
        .await
        .unwrap();
    assert_eq!(policies(&db, &world.manager).await.unwrap().rules.len(), 0);

    let add = |code: &str| ChangeCostCentre::Add {
        key: FormKey::fresh(),
        code: code.to_owned(),
        name: "Dock".to_owned(),
    };
    change_cost_centre(&db, &world.manager, add(" 5100 "), NOW)
        .await
        .unwrap();
    let taken = change_cost_centre(&db, &world.manager, add("5100"), NOW).await;
    assert!(matches!(taken, Err(CostCentreError::CodeTaken)));
    let none = change_cost_centre(&db, &world.manager, add(""), NOW).await;
    assert!(matches!(none, Err(CostCentreError::NoCode)));
    let foreign = ChangeCostCentre::Activate {
        id: other.centre,
        active: false,
    };
    let foreign = change_cost_centre(&db, &world.manager, foreign, NOW).await;
    assert!(matches!(foreign, Err(CostCentreError::NotFound)));
    let off = ChangeCostCentre::Activate {
        id: world.centre,
        active: false,
    };
    change_cost_centre(&db, &world.manager, off, NOW)
        .await
        .unwrap();
    let refused = submit(&db, &world.requester, world.request(&[("DOCK", 1)]), NOW).await;
    assert!(matches!(refused, Err(SubmitError::NoSuchCostCentre)));
    let renamed = ChangeCostCentre::Rename {
        id: world.centre,
        code: "4411".to_owned(),
        name: "Survey boat".to_owned(),
    };
    change_cost_centre(&db, &world.manager, renamed, NOW)
        .await
        .unwrap();
    let all = policies(&db, &world.manager).await.unwrap().cost_centres;
    let labels: Vec<_> = all
        .iter()
        .map(|one| (one.label(), one.is_active()))
        .collect();
    assert_eq!(
        labels,
        [
            ("4411 Survey boat".to_owned(), false),
            ("5100 Dock".to_owned(), true)
        ]
    );
});

both_engines!(pages_take_two_statements_at_most, |db| async move {
    use crate::store::counted;
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 1), ("DOCK", 1)]).await;
    let (_, shown) = counted(show(&db, &world.manager, request.id, NOW)).await;
    let (_, filled) = counted(basket(&db, &world.manager, NOW)).await;
    let list = listed(&db, &world.manager, Which::Company, Standing::All, "");
    let (_, listed) = counted(list).await;
    assert!(
        shown <= 2 && filled <= 2 && listed <= 2,
        "{shown} {filled} {listed}"
    );
});

async fn count_in(db: &Db, product: ProductId, unit: &'static str) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE product SET unit = $1 WHERE id = $2",
                args![unit, product],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(
    requests_and_orders_keep_the_unit_in_which_a_price_was_meant,
    |db| async move {
        let world = world(&db, "Halden").await;
        count_in(&db, world.laptop, "MTR").await;
        let request = submitted(&db, &world, &[("LAPTOP", 3), ("DOCK", 1)]).await;
        let units = |request: &Request| -> Vec<String> {
            request.lines.iter().map(|line| line.unit.clone()).collect()
        };
        assert_eq!(units(&request), ["MTR", "C62"]);
        // By now it comes in boxes.
        count_in(&db, world.laptop, "BX").await;
        let now = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(units(&now.request), ["MTR", "C62"]);
        let choices = decision(&request, &[approve(3), approve(1)]);
        decide(&db, &world.manager, choices, NOW).await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let ordered: Vec<(String,)> = read
            .all(
                "SELECT unit FROM order_line ORDER BY position /* system */",
                args![],
            )
            .await
            .unwrap();
        let ordered: Vec<String> = ordered.into_iter().map(|(unit,)| unit).collect();
        assert_eq!(ordered, ["MTR", "C62"]);
    }
);
