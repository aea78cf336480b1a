//! What is changed while a term runs: seats, plans, rest and the end.

use super::*;

pub(super) async fn change(
    db: &Db,
    actor: &Actor,
    number: &str,
    version: i64,
    wanted: Wanted,
    seen: Option<Money>,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let command = ChangeSubscription {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version,
        wanted,
        seen,
    };
    change_subscription(db, actor, command, now).await
}

/// What is left of the price of a world's laptop for some seats on a day.
fn rest(one: &Subscription, now: Timestamp, seats: i64) -> Money {
    let each = proration::Paid {
        price: one.price,
        period: one.paid,
    };
    let each = each.rest_from(Day::of(now)).unwrap();
    each.times(Quantity::pieces(seats)).unwrap()
}

both_engines!(
    more_seats_are_charged_once_and_fewer_wait,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 5, NOW).await;
        let later = NOW.plus_days(100);
        let one = shown(&db, &world, &number).await;
        let seven = Wanted::Seats(Quantity::pieces(7));
        let due = rest(&one, later, 2);
        let weighed = weigh_change(&db, &world.manager, &number, seven, later)
            .await
            .unwrap();
        assert_eq!(weighed.due(), Some(due));
        // Who may only ask may not change.
        let refused = change(&db, &world.requester, &number, 1, seven, Some(due), later).await;
        assert!(matches!(refused, Err(ChangeError::Denied(_))));
        // Nobody pays what they have not seen.
        let refused = change(&db, &world.manager, &number, 1, seven, Some(eur(1)), later).await;
        assert!(matches!(refused, Err(ChangeError::CostChanged(_))));
        let form = ChangeSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: 1,
            wanted: seven,
            seen: Some(due),
        };
        for _ in 0..2 {
            change_subscription(&db, &world.manager, form.clone(), later)
                .await
                .unwrap();
        }
        let one = shown(&db, &world, &number).await;
        assert_eq!((one.seats, one.version), (Quantity::pieces(7), 2));
        assert_eq!(one.charges.len(), 2);
        assert_eq!(one.charges[1].amount, due);
        assert_eq!(invoices(&db).await[1].1, due.minor);
        let refused = change(&db, &world.manager, &number, 1, seven, None, later).await;
        assert!(matches!(refused, Err(ChangeError::Meanwhile)));
        let two = Wanted::Seats(Quantity::pieces(2));
        change(&db, &world.manager, &number, 2, two, None, later)
            .await
            .unwrap();
        let one = shown(&db, &world, &number).await;
        assert_eq!(
            (one.seats, one.seats_then()),
            (Quantity::pieces(7), Quantity::pieces(2))
        );
        assert_eq!(invoices(&db).await.len(), 2);
        let seven = change(&db, &world.manager, &number, 3, seven, None, later).await;
        seven.unwrap();
        assert_eq!(shown(&db, &world, &number).await.next_seats, None);
    }
);

both_engines!(
    a_better_plan_gives_the_rest_of_the_old_one_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let small = save_plan(
            &db,
            &staff(&db, &[StaffRole::Curator]).await,
            FormKey::fresh(),
            None,
            draft(true, 500),
            NOW,
        )
        .await
        .unwrap();
        term(&db, small, &world.sku("DOCK"), 12).await;
        let large = plan(&db, &world, true).await;
        let wanted = Subscribe {
            product: world.dock,
            ..wanted(&world, small, 2)
        };
        subscribe(&db, &world.manager, wanted, NOW).await.unwrap();
        let number = taken_on(&db, &world, From::Basket, NOW).await.number;
        let later = NOW.plus_days(200);
        let to_large = Wanted::Plan(world.laptop);
        let weighed = weigh_change(&db, &world.manager, &number, to_large, later)
            .await
            .unwrap();
        let Weighed::Now { cost, .. } = weighed else {
            panic!("{weighed:?}");
        };
        let before = shown(&db, &world, &number).await;
        assert_eq!(cost.credit, rest(&before, later, 2));
        let due = weighed.due();
        change(&db, &world.manager, &number, 1, to_large, due, later)
            .await
            .unwrap();
        let after = shown(&db, &world, &number).await;
        assert_eq!((after.plan, after.product), (large, world.laptop));
        assert_eq!(after.paid, before.paid);
        assert_eq!(invoices(&db).await[1].1, due.unwrap().minor);
        // And back again: with the next term, without any money.
        let back = Wanted::Plan(world.dock);
        change(&db, &world.manager, &number, 2, back, None, later)
            .await
            .unwrap();
        let one = shown(&db, &world, &number).await;
        assert_eq!(
            (one.product, one.next_product),
            (world.laptop, Some(world.dock))
        );
        // What is not on their shelf is no plan.
        let elsewhere = self::world(&db, "Elsewhere").await;
        term(&db, small, &elsewhere.sku("PLOTTER"), 12).await;
        let gone = Wanted::Plan(crate::id::ProductId::new());
        let refused = change(&db, &world.manager, &number, 3, gone, None, later).await;
        assert!(matches!(refused, Err(ChangeError::NoSuchPlan)));
    }
);

both_engines!(what_rests_gives_nothing_and_ends, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let number = subscribed(&db, &world, plan, 1, NOW).await;
    change(&db, &world.manager, &number, 1, Wanted::Pause, None, NOW)
        .await
        .unwrap();
    assert!(!dock(&db, &world, NOW).await.1);
    change(&db, &world.manager, &number, 2, Wanted::Resume, None, NOW)
        .await
        .unwrap();
    assert!(dock(&db, &world, NOW).await.1);
    change(
        &db,
        &world.manager,
        &number,
        3,
        Wanted::CancelAtTerm,
        None,
        NOW,
    )
    .await
    .unwrap();
    let end = shown(&db, &world, &number).await.paid.day_after().start();
    look_after_subscriptions(&db, || end).await.unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!((one.state, one.charges.len()), (State::Ended, 1));
    assert!(one.ended_at.is_some());
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let held = ask_held(world.company.id).fetch(&mut read).await.unwrap();
    assert_eq!(held, Held::default());
});
