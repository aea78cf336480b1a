//! What becomes of subscriptions: changes, renewals, and what they are entitled to.

use super::*;
use crate::store::Tx;

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
    assert!(held.grants().is_empty());
});

/// The end of everything a subscription's job leaves behind.
async fn left(db: &Db) -> [i64; 4] {
    [
        count(db, "SELECT COUNT(*) FROM subscription_step /* system */").await,
        count(db, "SELECT COUNT(*) FROM subscription_charge /* system */").await,
        count(db, "SELECT COUNT(*) FROM invoice /* system */").await,
        count(
            db,
            "SELECT COUNT(*) FROM outbox WHERE kind LIKE ('subscription-%') /* system */",
        )
        .await,
    ]
}

both_engines!(
    a_renewal_is_done_once_however_often_the_job_runs,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 2, NOW).await;
        let end = shown(&db, &world, &number).await.paid.day_after();
        // Sixty days before, told; and told once.
        let notice = end.plus_days(-60).start();
        look_after_subscriptions(&db, || notice).await.unwrap();
        let told = left(&db).await;
        let quoted = shown(&db, &world, &number).await.quoted.unwrap().0;
        assert_eq!(quoted, eur(161_200), "its own discount makes it no cheaper");
        for _ in 0..2 {
            look_after_subscriptions(&db, || notice).await.unwrap();
        }
        assert_eq!(left(&db).await, told);
        // On the day after, two programs at once.
        let day_after = end.start();
        let (one, two) = tokio::join!(
            look_after_subscriptions(&db, || day_after),
            look_after_subscriptions(&db, || day_after)
        );
        one.unwrap();
        two.unwrap();
        look_after_subscriptions(&db, || day_after).await.unwrap();
        let one = shown(&db, &world, &number).await;
        assert_eq!((one.state, one.period), (State::Active, 1));
        assert_eq!(one.paid.first(), end);
        assert_eq!(one.charges.len(), 2);
        assert_eq!(one.charges[1].amount, eur(322_400));
        assert_eq!(invoices(&db).await.len(), 2);
        assert!(dock(&db, &world, day_after).await.1);
    }
);

both_engines!(
    after_a_standstill_each_term_is_renewed_and_charged_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let monthly = PlanDraft {
            policy: Policy {
                renews_by_itself: true,
                notice_days: 7,
                quote_days: 5,
                reminder_days: Vec::new(),
            },
            ..draft(true, 1_000)
        };
        let plan = save_plan(&db, &curator, FormKey::fresh(), None, monthly, NOW)
            .await
            .unwrap();
        term(&db, plan, &world.sku("LAPTOP"), 1).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        // Three days after the end of the third month.
        let late = Timestamp(NOW.0).plus_days(95);
        // The program is killed after each single thing that it does.
        loop {
            let name = number.clone();
            let more = db
                .write::<_, StoreError, _>(Scope::system(), move |tx: &mut Tx| {
                    Box::pin(async move { do_next(tx, &name, late).await })
                })
                .await
                .unwrap();
            if !more {
                break;
            }
        }
        look_after_subscriptions(&db, || late).await.unwrap();
        let one = shown(&db, &world, &number).await;
        assert_eq!(one.period, 3);
        assert!(one.paid.has(Day::of(late)));
        let reasons: Vec<&str> = one.charges.iter().map(|one| one.reason.as_str()).collect();
        assert_eq!(reasons, ["begin", "renew", "renew", "renew"]);
        for two in one.charges.windows(2) {
            assert_eq!(two[0].days.day_after(), two[1].days.first());
        }
        assert_eq!(invoices(&db).await.len(), 4);
        // Nobody had been told of the first of them.
        let unannounced = one.events.iter().filter(|event| event.detail.unannounced);
        assert!(unannounced.count() >= 1);
    }
);

both_engines!(a_renewal_that_is_asked_for_needs_a_yes, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, false).await;
    let number = subscribed(&db, &world, plan, 1, NOW).await;
    let end = shown(&db, &world, &number).await.paid.day_after();
    look_after_subscriptions(&db, || end.plus_days(-45).start())
        .await
        .unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!(one.state, State::RenewalOffered);
    let quoted = one.quoted_total().unwrap();
    // Another number of seats is another offer, at the same price for each.
    let three = Wanted::Seats(Quantity::pieces(3));
    let at = end.plus_days(-40).start();
    let due = weigh_change(&db, &world.manager, &number, three, at)
        .await
        .unwrap()
        .due();
    change(&db, &world.manager, &number, one.version, three, due, at)
        .await
        .unwrap();
    look_after_subscriptions(&db, || at).await.unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!(one.state, State::RenewalOffered);
    assert_eq!(
        one.quoted_total().unwrap().minor,
        quoted.minor * 3,
        "the offer is made anew"
    );
    change(
        &db,
        &world.manager,
        &number,
        one.version,
        Wanted::Accept,
        None,
        at,
    )
    .await
    .unwrap();
    look_after_subscriptions(&db, || end.start()).await.unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!((one.state, one.period), (State::Active, 1));
    assert_eq!(one.charges.last().unwrap().amount.minor, quoted.minor * 3);
    // Next year nobody says yes.
    let end = one.paid.day_after();
    look_after_subscriptions(&db, || end.plus_days(3).start())
        .await
        .unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!(one.state, State::Ended);
    let too_late = change(
        &db,
        &world.manager,
        &number,
        one.version,
        Wanted::Accept,
        None,
        end.start(),
    )
    .await;
    assert!(matches!(too_late, Err(ChangeError::NotPossible(_))));
});

both_engines!(
    a_yes_comes_too_late_once_the_term_is_over,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, false).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let end = shown(&db, &world, &number).await.paid.day_after();
        look_after_subscriptions(&db, || end.plus_days(-45).start())
            .await
            .unwrap();
        let version = shown(&db, &world, &number).await.version;
        // The program has stood still since.
        let refused = change(
            &db,
            &world.manager,
            &number,
            version,
            Wanted::Accept,
            None,
            end.start(),
        )
        .await;
        assert!(matches!(
            refused,
            Err(ChangeError::NotWeighed(NotWeighed::TermOver))
        ));
    }
);

both_engines!(
    a_plan_that_is_changed_changes_nobodys_term,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let save = |version, rate| {
            let draft = draft(true, rate);
            save_plan(
                &db,
                &curator,
                FormKey::fresh(),
                Some((plan, version)),
                draft,
                NOW,
            )
        };
        save(1, 2_000).await.unwrap();
        let stale = save(1, 3_000).await;
        assert!(matches!(stale, Err(PlanError::Meanwhile)));
        assert_eq!(dock(&db, &world, NOW).await, (eur(10_620), true));
        // What was told of the next term holds, even if the plan is changed again.
        let end = shown(&db, &world, &number).await.paid.day_after();
        look_after_subscriptions(&db, || end.plus_days(-60).start())
            .await
            .unwrap();
        save(2, 100).await.unwrap();
        look_after_subscriptions(&db, || end.start()).await.unwrap();
        assert_eq!(dock(&db, &world, end.start()).await, (eur(9_440), true));
        // The term after that takes the newest.
        let end = shown(&db, &world, &number).await.paid.day_after();
        look_after_subscriptions(&db, || end.plus_days(-60).start())
            .await
            .unwrap();
        look_after_subscriptions(&db, || end.start()).await.unwrap();
        assert_eq!(dock(&db, &world, end.start()).await, (eur(11_682), true));
    }
);

both_engines!(a_leap_day_comes_back, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let day = |text: &str| Day::on(text.parse().unwrap()).noon();
    let leap = day("2028-02-29");
    let number = subscribed(&db, &world, plan, 1, leap).await;
    for (at, first, last) in [
        ("2028-03-01", "2028-02-29", "2029-02-27"),
        ("2029-02-28", "2029-02-28", "2030-02-27"),
        ("2031-03-01", "2031-02-28", "2032-02-28"),
        ("2032-02-29", "2032-02-29", "2033-02-27"),
    ] {
        look_after_subscriptions(&db, || day(at)).await.unwrap();
        let one = shown(&db, &world, &number).await;
        assert_eq!(
            (one.paid.first().iso(), one.paid.last().iso()),
            (first.to_owned(), last.to_owned()),
            "at {at}"
        );
    }
    let one = shown(&db, &world, &number).await;
    assert_eq!(one.charges.len(), 5);
    for two in one.charges.windows(2) {
        assert_eq!(two[0].days.day_after(), two[1].days.first());
    }
});

both_engines!(
    the_better_service_level_holds_while_it_is_paid_for,
    |db| async move {
        use crate::support::business_hours::CalendarText;
        use crate::support::case_life::Priority;
        use crate::support::{NewLevel, TargetMinutes, ask_entitled, give_level, make_level};
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let level = |name: &str, hours: i64| {
            let new = NewLevel {
                name: name.to_owned(),
                hours: CalendarText {
                    round_the_clock: true,
                    ..CalendarText::default()
                },
                targets: [TargetMinutes::hours(hours, hours * 4); Priority::ALL.len()],
                warn_at: Rate(8_000),
                usual: false,
            };
            make_level(&db, &admin, new, NOW)
        };
        let slow = level("Slow", 24).await.unwrap();
        let quick = level("Quick", 1).await.unwrap();
        let middle = level("Middle", 4).await.unwrap();
        give_level(&db, &admin, world.company.id, Some(slow), NOW)
            .await
            .unwrap();
        let mut draft = draft(true, 1_000);
        draft.benefits.push(Benefit::Support {
            level: middle.to_string(),
            rank: 0,
        });
        let plan = save_plan(&db, &admin, FormKey::fresh(), None, draft, NOW)
            .await
            .unwrap();
        term(&db, plan, &world.sku("LAPTOP"), 12).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let has = |now| {
            let db = db.clone();
            let (scope, customer) = (world.manager.scope(), world.company.id);
            async move {
                let mut read = db.read(scope).await.unwrap();
                let entitled = ask_entitled(customer, now).fetch(&mut read).await.unwrap();
                let entitled = entitled.unwrap();
                (
                    entitled.level.unwrap().name,
                    entitled.by.map(|by| by.number),
                )
            }
        };
        assert_eq!(has(NOW).await, ("Middle".to_owned(), Some(number)));
        assert_eq!(has(NOW.plus_days(366)).await, ("Slow".to_owned(), None));
        // Who has something better anyway keeps it.
        give_level(&db, &admin, world.company.id, Some(quick), NOW)
            .await
            .unwrap();
        assert_eq!(has(NOW).await, ("Quick".to_owned(), None));
    }
);

both_engines!(
    what_our_people_do_under_a_subscription_is_counted_in_its_term,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let days = PlanDraft {
            benefits: vec![Benefit::Counted {
                what: Countable::TrainingDays,
                times: 2,
            }],
            ..draft(true, 1)
        };
        let plan = save_plan(&db, &curator, FormKey::fresh(), None, days, NOW)
            .await
            .unwrap();
        term(&db, plan, &world.sku("LAPTOP"), 12).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let day = |what| RecordUse {
            key: FormKey::fresh(),
            number: number.clone(),
            what,
            about: "Moving fleets, at their house".to_owned(),
        };
        let training = || day(Countable::TrainingDays);
        for who in [&curator, &world.manager] {
            let refused = record_use(&db, who, training(), NOW).await;
            assert!(matches!(refused, Err(RecordUseError::Denied(_))));
        }
        for what in [Countable::Upgrades, Countable::PlatformSwaps] {
            let refused = record_use(&db, &desk, day(what), NOW).await;
            assert!(matches!(refused, Err(RecordUseError::NothingLeft)));
        }
        let silent = RecordUse {
            about: " ".to_owned(),
            ..training()
        };
        let refused = record_use(&db, &desk, silent, NOW).await;
        assert!(matches!(refused, Err(RecordUseError::About)));
        let form = training();
        for _ in 0..2 {
            record_use(&db, &desk, form.clone(), NOW).await.unwrap();
        }
        assert_eq!(shown(&db, &world, &number).await.uses.len(), 1);
        // One is left for three at the same moment.
        let all =
            futures::future::join_all((0..3).map(|_| record_use(&db, &desk, training(), NOW)))
                .await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 1);
        let one = shown(&db, &world, &number).await;
        let back = TakeUseBack {
            key: FormKey::fresh(),
            number: number.clone(),
            used: one.uses[0].id,
        };
        take_use_back(&db, &desk, back.clone(), NOW).await.unwrap();
        assert_eq!(shown(&db, &world, &number).await.uses.len(), 1);
        let again = TakeUseBack {
            key: FormKey::fresh(),
            ..back
        };
        let refused = take_use_back(&db, &desk, again, NOW).await;
        assert!(matches!(refused, Err(RecordUseError::NotFound)));
        // The next term has all of them again.
        let end = one.paid.day_after().start();
        look_after_subscriptions(&db, || end).await.unwrap();
        assert_eq!(shown(&db, &world, &number).await.uses, []);
        for _ in 0..2 {
            record_use(&db, &desk, training(), end).await.unwrap();
        }
    }
);
