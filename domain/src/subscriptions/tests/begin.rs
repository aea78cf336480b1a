//! From the basket to the first day: how a term is ordered, begins and gives what it gives.

use super::*;

both_engines!(
    a_term_begins_when_the_desk_takes_the_order_on,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        subscribe(&db, &world.manager, wanted(&world, plan, 3), NOW)
            .await
            .unwrap();
        let order = ordered(&db, &world, From::Basket, NOW).await;
        // Ordered is not begun: the price is what it was.
        assert_eq!(dock(&db, &world, NOW).await, (eur(11_800), false));
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let form = promise(order, NOW);
        for _ in 0..2 {
            orders::acknowledge(&db, &desk, form.clone(), NOW)
                .await
                .unwrap();
        }
        assert_eq!(dock(&db, &world, NOW).await, (eur(10_620), true));
        assert_eq!(
            count(&db, "SELECT COUNT(*) FROM subscription /* system */").await,
            1
        );
        let one = shown(&db, &world, &newest(&db, &world).await.number).await;
        assert_eq!(
            (one.state, one.seats, one.price),
            (State::Active, Quantity::pieces(3), eur(161_200))
        );
        assert_eq!(one.paid.first(), Day::of(NOW));
        assert_eq!(one.paid.last().iso(), "2027-06-13");
        assert_eq!(one.po_number, "PO 7");
        assert_eq!(
            (one.charges.len(), one.charges[0].amount),
            (1, eur(483_600))
        );
        // Nothing of the order is left to ship.
        let page = orders::show::<Failed>(&db, &world.manager, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::Delivered);
        assert!(!page.is_open());
        // It ends with its last day and not a moment later.
        let last = one.paid.last().end();
        assert!(dock(&db, &world, Timestamp(last.0 - 1)).await.1);
        assert_eq!(dock(&db, &world, last).await, (eur(11_800), false));
    }
);

both_engines!(an_invoice_says_what_was_charged, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let number = subscribed(&db, &world, plan, 2, NOW).await;
    let invoice = shown(&db, &world, &number).await.charges[0].invoice.clone();
    let found = orders::show_invoice::<Failed>(&db, &world.manager, &invoice)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.head.total(), eur(322_400));
    assert_eq!(found.lines.len(), 1);
    let sum: i64 = found.lines.iter().map(|line| line.amount().minor).sum();
    assert_eq!(sum, found.head.total().minor);
    // Nothing was agreed on about payment: thirty days.
    assert_eq!(found.head.due_on, Day::of(NOW).plus_days(30));
    let stranger = self::world(&db, "Elsewhere").await;
    for (who, sees) in [
        (&world.manager, true),
        (&world.requester, false),
        (&stranger.manager, false),
        (&staff(&db, &[StaffRole::OrderDesk]).await, true),
    ] {
        let found = orders::show_invoice::<Failed>(&db, who, &invoice)
            .await
            .unwrap();
        assert_eq!(found.is_some(), sees, "{}", who.email());
    }
});

both_engines!(
    what_ends_with_another_pays_for_what_is_left,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let first = subscribed(&db, &world, plan, 1, NOW).await;
        let later = NOW.plus_days(265);
        let with = Subscribe {
            with: Some(first.clone()),
            ..wanted(&world, plan, 2)
        };
        subscribe(&db, &world.manager, with, later).await.unwrap();
        // The subscription's own discount makes no plan cheaper.
        let basket = requests::basket(&db, &world.manager, later).await.unwrap();
        let whole = eur(161_200);
        let price = basket.lines[0].offer.standing.price().unwrap();
        assert!((price.minor - whole.minor * 100 / 365).abs() <= 1);
        let order = ordered(&db, &world, From::Basket, later).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        // We take it on ten days later: those days are not paid for.
        let late = later.plus_days(10);
        orders::acknowledge(&db, &desk, promise(order, late), late)
            .await
            .unwrap();
        let two = shown(&db, &world, &newest(&db, &world).await.number).await;
        let one = shown(&db, &world, &first).await;
        assert_eq!((two.paid.last(), two.period), (one.paid.last(), 0));
        assert_eq!(two.price, whole);
        let days = crate::subscriptions::proration::Paid {
            price: whole,
            period: one.paid,
        };
        let each = days.rest_from(Day::of(late)).unwrap();
        assert_eq!(
            two.charges[0].amount,
            each.times(Quantity::pieces(2)).unwrap()
        );
    }
);

both_engines!(
    a_request_carries_what_was_chosen_to_the_order,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, false).await;
        let chosen = Subscribe {
            starts: Some(Day::of(NOW).plus_days(30)),
            ..wanted(&world, plan, 1)
        };
        subscribe(&db, &world.requester, chosen, NOW).await.unwrap();
        let submit = requests::Submit {
            from: From::Basket,
            ..world.request(&[])
        };
        let submitted = requests::submit(&db, &world.requester, submit, NOW)
            .await
            .unwrap();
        let request = requests::show(&db, &world.manager, submitted.request, NOW)
            .await
            .unwrap()
            .request;
        let line = &request.lines[0];
        assert_eq!(
            line.thing.wish().unwrap().starts,
            Some(Day::of(NOW).plus_days(30))
        );
        let decide = requests::Decide {
            key: FormKey::fresh(),
            request: request.id,
            version: request.version,
            choices: vec![(
                line.id,
                requests::decision::Choice::Approve {
                    quantity: Quantity::pieces(1),
                },
            )],
            po_number: String::new(),
            at_todays_prices: false,
            seen: Vec::new(),
        };
        let outcome = requests::decide(&db, &world.manager, decide, NOW)
            .await
            .unwrap();
        let (order, _) = outcome.order.unwrap();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        orders::acknowledge(&db, &desk, promise(order, NOW), NOW)
            .await
            .unwrap();
        let one = shown(&db, &world, &newest(&db, &world).await.number).await;
        assert_eq!(one.state, State::Scheduled);
        assert_eq!(one.paid.first(), Day::of(NOW).plus_days(30));
        // It gives nothing before its first day, and everything from its first moment
        // on, whether or not the program has looked.
        let first = one.paid.first().start();
        assert!(!dock(&db, &world, Timestamp(first.0 - 1)).await.1);
        assert!(dock(&db, &world, first).await.1);
        look_after_subscriptions(&db, || first).await.unwrap();
        assert_eq!(shown(&db, &world, &one.number).await.state, State::Active);
    }
);

both_engines!(
    what_is_shipped_and_what_begins_can_be_ordered_together,
    |db| async move {
        let world = world(&db, "Halden").await;
        plan(&db, &world, true).await;
        // As any product, without anything chosen about it.
        let lines = [("LAPTOP", 1), ("DOCK", 2)];
        let lines = lines.map(|(sku, many)| (world.sku(sku), Quantity::pieces(many)));
        let order = ordered(&db, &world, From::Lines(lines.to_vec()), NOW).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        orders::acknowledge(&db, &desk, promise(order, NOW), NOW)
            .await
            .unwrap();
        let page = orders::show::<Failed>(&db, &desk, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::PartlyShipped);
        let open: Vec<_> = page
            .lines
            .iter()
            .filter(|line| !line.open().is_zero())
            .collect();
        assert_eq!(open.len(), 1);
        let change = Change {
            key: FormKey::fresh(),
            order,
            version: page.head.version,
        };
        let cancel = orders::Cancel {
            change,
            reason: "Too late".to_owned(),
        };
        let refused = orders::cancel(&db, &desk, cancel, NOW).await;
        assert!(matches!(refused, Err(orders::ChangeError::NotPossible(_))));
        let parcel = Ship {
            change: Change {
                key: FormKey::fresh(),
                ..change
            },
            parts: vec![Part {
                line: open[0].id,
                quantity: Quantity::pieces(2),
            }],
            carrier: "DHL".to_owned(),
            tracking: String::new(),
            rest_promised: None,
        };
        orders::ship(&db, &desk, parcel, NOW).await.unwrap();
        let page = orders::show::<Failed>(&db, &desk, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::Shipped);
    }
);

both_engines!(
    a_subscription_of_another_company_is_unknown,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let plan = plan(&db, &ours, true).await;
        let number = subscribed(&db, &ours, plan, 1, NOW).await;
        let shown = show_subscription::<Failed>(&db, &theirs.manager, &number, NOW).await;
        assert!(shown.unwrap().is_none());
        let change = ChangeSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: 1,
            wanted: Wanted::CancelAtTerm,
            seen: None,
        };
        let refused = change_subscription(&db, &theirs.manager, change, NOW).await;
        assert!(matches!(refused, Err(ChangeError::NotFound)));
        let weighed = weigh_change(&db, &theirs.manager, &number, Wanted::Pause, NOW).await;
        assert!(matches!(weighed, Err(ChangeError::NotFound)));
        // Nothing of theirs can end with it.
        term(&db, plan, &theirs.sku("LAPTOP"), 12).await;
        let with = Subscribe {
            product: theirs.laptop,
            with: Some(number),
            ..wanted(&theirs, plan, 1)
        };
        let refused = subscribe(&db, &theirs.manager, with, NOW).await;
        assert!(matches!(refused, Err(SubscribeError::NothingToEndWith)));
        assert_eq!(dock(&db, &theirs, NOW).await, (eur(11_800), false));
    }
);

both_engines!(the_same_form_twice_is_one_line, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let form = wanted(&world, plan, 3);
    for _ in 0..2 {
        subscribe(&db, &world.requester, form.clone(), NOW)
            .await
            .unwrap();
    }
    let basket = requests::basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(basket.lines.len(), 1);
    assert_eq!(basket.lines[0].quantity, Quantity::pieces(3));
});

both_engines!(bad_choices_are_refused, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let first = subscribed(&db, &world, plan, 1, NOW).await;
    term(&db, plan, &world.sku("DOCK"), 6).await;
    let try_it = |change: fn(&mut Subscribe)| {
        let mut form = wanted(&world, plan, 1);
        form.with = Some(first.clone());
        change(&mut form);
        subscribe(&db, &world.manager, form, NOW)
    };
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(-3)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::InThePast));
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(400)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::TooLate));
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(366)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::TooLate));
    let error = try_it(|form| form.seats = Quantity::pieces(0))
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        SubscribeError::Basket(requests::BasketError::BadQuantity)
    ));
    let six = Subscribe {
        product: world.dock,
        with: Some(first.clone()),
        ..wanted(&world, plan, 1)
    };
    let error = subscribe(&db, &world.manager, six, NOW).await.unwrap_err();
    assert!(matches!(error, SubscribeError::OtherLength));
});

both_engines!(
    one_of_two_at_once_gets_the_last_of_a_number,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        subscribed(&db, &world, plan, 1, NOW).await;
        let take = || {
            let (actor, customer) = (world.manager.clone(), world.company.id);
            db.write::<_, UseError, _>(world.manager.scope(), move |tx| {
                Box::pin(async move {
                    let what = Countable::PlatformSwaps;
                    use_one(tx, &actor, customer, what, "A for B", NOW).await
                })
            })
        };
        let all = futures::future::join_all((0..5).map(|_| take())).await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 2);
        let mut read = db.read(world.manager.scope()).await.unwrap();
        let held = ask_held(world.company.id).fetch(&mut read).await.unwrap();
        let holder = Holder::default();
        let entitled = held.entitlements(&holder, Day::of(NOW));
        assert_eq!(entitled.count(Countable::PlatformSwaps).left, 0);
        assert_eq!(entitled.all_publications(), ["newsletter"]);
    }
);
