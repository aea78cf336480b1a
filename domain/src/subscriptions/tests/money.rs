//! Money: what is charged, given back and expected, in bad luck, too.

use super::life::change;
use super::paid::invoice;
use super::*;

both_engines!(
    what_was_to_end_with_a_term_that_is_over_does_not_begin_for_a_few_days_price,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let first = subscribed(&db, &world, plan, 1, NOW).await;
        let end = shown(&db, &world, &first).await.paid.day_after();
        let three_days = end.plus_days(-3).start();
        let with = Subscribe {
            with: Some(first),
            ..wanted(&world, plan, 2)
        };
        subscribe(&db, &world.manager, with, three_days)
            .await
            .unwrap();
        let order = ordered(&db, &world, From::Basket, three_days).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let late = end.plus_days(2).start();
        let refused = orders::acknowledge(&db, &desk, promise(order, late), late).await;
        assert!(
            matches!(refused, Err(orders::ChangeError::TermOver(_))),
            "{refused:?}"
        );
        assert_eq!(invoices(&db).await.len(), 1);
        // On the last day it begins for that day's price.
        let last = end.plus_days(-1).start();
        orders::acknowledge(&db, &desk, promise(order, last), last)
            .await
            .unwrap();
        let one = shown(&db, &world, &newest(&db, &world).await.number).await;
        assert_eq!(one.paid.days(), 1);
    }
);

/// A subscription of one seat to a plan that is sold as the dock, besides a plan that
/// is sold as the laptop and costs more.
async fn small_of_two(db: &Db, world: &World) -> String {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let small = save_plan(db, &curator, FormKey::fresh(), None, draft(true, 500), NOW)
        .await
        .unwrap();
    term(db, small, &world.sku("DOCK"), 12).await;
    plan(db, world, true).await;
    let lines = vec![(world.sku("DOCK"), Quantity::pieces(1))];
    taken_on(db, world, From::Lines(lines), NOW).await.number
}

async fn other_plan(db: &Db, world: &World, number: &str, to: Wanted, now: Timestamp) {
    let due = weigh_change(db, &world.manager, number, to, now)
        .await
        .unwrap()
        .due();
    let version = shown(db, world, number).await.version;
    change(db, &world.manager, number, version, to, due, now)
        .await
        .unwrap();
}

both_engines!(
    another_plan_after_the_notice_is_told_anew,
    |db| async move {
        let world = world(&db, "Halden").await;
        let number = small_of_two(&db, &world).await;
        let end = shown(&db, &world, &number).await.paid.day_after();
        look_after_subscriptions(&db, || end.plus_days(-60).start())
            .await
            .unwrap();
        let told = shown(&db, &world, &number).await.quoted.unwrap().0;
        assert_eq!(told, eur(11_800));
        let at = end.plus_days(-50).start();
        other_plan(&db, &world, &number, Wanted::Plan(world.laptop), at).await;
        look_after_subscriptions(&db, || at).await.unwrap();
        let one = shown(&db, &world, &number).await;
        let told = one.quoted.map(|(each, _)| each);
        assert_eq!(told, Some(eur(161_200)), "nobody pays what was not told");
        let notices = one.events.iter().filter(|event| event.kind == "notice");
        assert_eq!(notices.count(), 2);
    }
);

both_engines!(
    a_cheaper_plan_without_a_price_any_more_costs_what_was_shown,
    |db| async move {
        let world = world(&db, "Halden").await;
        let number = small_of_two(&db, &world).await;
        other_plan(&db, &world, &number, Wanted::Plan(world.laptop), NOW).await;
        other_plan(&db, &world, &number, Wanted::Plan(world.dock), NOW).await;
        let one = shown(&db, &world, &number).await;
        assert_eq!(one.price, eur(161_200));
        assert_eq!(one.next_term(None).each, eur(11_800));
        let brief = newest(&db, &world).await;
        assert_eq!(brief.next_amount(None), Some(eur(11_800)));
        // Taken back, it is what it was.
        other_plan(&db, &world, &number, Wanted::Plan(world.laptop), NOW).await;
        let one = shown(&db, &world, &number).await;
        assert_eq!((one.next_product, one.next_price), (None, None));
        assert_eq!(one.next_term(None).each, eur(161_200));
    }
);

both_engines!(
    once_the_term_is_over_nobody_turns_what_the_program_has_not_done,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let end = shown(&db, &world, &number).await.paid.day_after().start();
        for wanted in [Wanted::CancelAtTerm, Wanted::Pause] {
            let refused = change(&db, &world.manager, &number, 1, wanted, None, end).await;
            assert!(matches!(
                refused,
                Err(ChangeError::NotWeighed(NotWeighed::TermOver))
            ));
        }
        look_after_subscriptions(&db, || end).await.unwrap();
        assert_eq!(shown(&db, &world, &number).await.period, 1);
    }
);

both_engines!(
    figures_tell_what_was_charged_and_what_is_expected,
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
        let figures = |which, now| {
            let (db, curator) = (db.clone(), curator.clone());
            async move {
                list_subscriptions::<Failed>(&db, &curator, which, (0, 50), now)
                    .await
                    .unwrap()
            }
        };
        let minor = |months: &[(Day, Money)]| -> Vec<i64> {
            months.iter().map(|(_, money)| money.minor).collect()
        };
        let (listed, all) = figures(Which::Running, NOW).await;
        assert_eq!((listed.found, all.running, all.at_risk), (1, 1, 0));
        // It began on 14 June, and renews on each 14th from July on.
        let money = &all.money[0];
        assert_eq!(minor(&money.charged)[11], 161_200);
        assert_eq!(minor(&money.expected)[0], 0);
        assert_eq!(minor(&money.expected)[1..], [161_200; 11]);
        assert_eq!(all.renewal_rate(), None);
        // Renewed once, and then cancelled.
        let end = shown(&db, &world, &number).await.paid.day_after().start();
        look_after_subscriptions(&db, || end).await.unwrap();
        let version = shown(&db, &world, &number).await.version;
        let cancel = Wanted::CancelAtTerm;
        change(&db, &world.manager, &number, version, cancel, None, end)
            .await
            .unwrap();
        let (listed, all) = figures(Which::AtRisk, end).await;
        assert_eq!(
            (listed.found, all.at_risk, all.customers_at_risk),
            (1, 1, 1)
        );
        assert_eq!(minor(&all.money[0].expected), [0; 12]);
        assert_eq!(minor(&all.money[0].charged)[10..], [161_200; 2]);
        assert_eq!(all.renewal_rate(), Some(Rate(10_000)));
        let end = shown(&db, &world, &number).await.paid.day_after().start();
        look_after_subscriptions(&db, || end).await.unwrap();
        let (listed, all) = figures(Which::AtRisk, end).await;
        assert_eq!((listed.found, all.running, all.at_risk), (0, 0, 0));
        assert_eq!(all.renewal_rate(), Some(Rate(5_000)));
    }
);

both_engines!(
    a_discount_on_everything_makes_no_plan_cheaper_unless_it_names_its_category,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        subscribed(&db, &world, plan, 1, NOW).await;
        let laptop = |db: &Db| {
            let db = db.clone();
            let (actor, sku) = (world.manager.clone(), world.sku("LAPTOP"));
            async move {
                let mut read = db.read(actor.scope()).await.unwrap();
                let shopper = actor.shopper().unwrap();
                let shelf = shelf_by_sku(&mut read, shopper, &[sku], NOW).await.unwrap();
                shelf[0].price.price.unwrap()
            }
        };
        assert!(dock(&db, &world, NOW).await.1, "of what is no plan it is");
        assert_eq!(laptop(&db).await, eur(161_200));
        let mut read = db.read(Scope::system()).await.unwrap();
        let category: crate::id::CategoryId = read
            .scalar(
                "SELECT category_id FROM product WHERE id = $1",
                args![world.laptop],
            )
            .await
            .unwrap()
            .unwrap();
        drop(read);
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let meant = PlanDraft {
            benefits: vec![Benefit::Discount {
                category: Some(category),
                rate: Rate(1_000),
            }],
            ..draft(true, 1)
        };
        let other = save_plan(&db, &curator, FormKey::fresh(), None, meant, NOW)
            .await
            .unwrap();
        term(&db, other, &world.sku("DOCK"), 12).await;
        let lines = vec![(world.sku("DOCK"), Quantity::pieces(1))];
        taken_on(&db, &world, From::Lines(lines), NOW).await;
        assert_eq!(laptop(&db).await, eur(145_080));
    }
);

both_engines!(
    who_does_not_see_invoices_does_not_see_what_was_charged,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        for (who, charges) in [(&world.manager, 1), (&desk, 1), (&world.requester, 0)] {
            let found = show_subscription::<Failed>(&db, who, &number, NOW)
                .await
                .unwrap()
                .unwrap();
            assert_eq!(found.sees_charges, charges > 0, "{}", who.email());
            assert_eq!(found.subscription.charges.len(), charges);
        }
    }
);

both_engines!(
    what_we_end_at_once_gives_each_day_back_that_is_left,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let number = subscribed(&db, &world, plan, 2, NOW).await;
        let third = NOW.plus_days(100);
        let seats = Wanted::Seats(Quantity::pieces(3));
        let due = weigh_change(&db, &world.manager, &number, seats, third)
            .await
            .unwrap()
            .due();
        change(&db, &world.manager, &number, 1, seats, due, third)
            .await
            .unwrap();
        let before = shown(&db, &world, &number).await;
        let now = NOW.plus_days(200);
        let whole = crate::subscriptions::proration::Paid {
            price: before.price,
            period: before.paid,
        };
        // Today was had; of three seats each day from tomorrow on is given back.
        let each = whole.rest_from(Day::of(now).plus_days(1)).unwrap();
        let back = each.times(Quantity::pieces(3)).unwrap();
        assert_eq!(before.back_if_ended(Day::of(now)), Some(back));
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let form = SteerSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: before.version,
            step: lifecycle::Step::CancelNow,
            seen: Some(back),
        };
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        for who in [&desk, &world.manager] {
            let refused = steer_subscription(&db, who, form.clone(), now).await;
            assert!(matches!(refused, Err(ChangeError::Denied(_))));
        }
        let unseen = SteerSubscription {
            seen: None,
            ..form.clone()
        };
        let refused = steer_subscription(&db, &curator, unseen, now).await;
        assert!(matches!(refused, Err(ChangeError::BackChanged(_))));
        for _ in 0..2 {
            steer_subscription(&db, &curator, form.clone(), now)
                .await
                .unwrap();
        }
        // The profile knows that it ended, and by whom of ours.
        let known = "SELECT COUNT(*) FROM interaction WHERE kind = 'subscription-ended'
            AND membership_id IS NULL AND detail ->> 'staff_name' IS NOT NULL /* system */";
        assert_eq!(count(&db, known).await, 1);
        let one = shown(&db, &world, &number).await;
        assert_eq!((one.state, one.ended_at), (State::Cancelled, Some(now)));
        let charged: i64 = one.charges.iter().map(|one| one.amount.minor).sum();
        let was: i64 = before.charges.iter().map(|one| one.amount.minor).sum();
        assert_eq!(charged, was - back.minor);
        for charge in one.charges.iter().filter(|one| one.amount.minor < 0) {
            let credit = invoice(&db, &charge.invoice).await;
            assert_eq!(credit.head.total(), charge.amount);
        }
        assert!(!dock(&db, &world, now).await.1);
        // Nothing more happens to it.
        look_after_subscriptions(&db, || one.paid.day_after().start())
            .await
            .unwrap();
        assert_eq!(shown(&db, &world, &number).await.charges, one.charges);
    }
);

both_engines!(we_let_somebody_off_a_renewal, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, false).await;
    let number = subscribed(&db, &world, plan, 1, NOW).await;
    let end = shown(&db, &world, &number).await.paid.day_after();
    let quoted = end.plus_days(-45).start();
    look_after_subscriptions(&db, || quoted).await.unwrap();
    let version = shown(&db, &world, &number).await.version;
    let yes = Wanted::Accept;
    change(&db, &world.manager, &number, version, yes, None, quoted)
        .await
        .unwrap();
    // A yes is binding for them.
    let version = shown(&db, &world, &number).await.version;
    let no = Wanted::CancelAtTerm;
    let refused = change(&db, &world.manager, &number, version, no, None, quoted).await;
    assert!(matches!(refused, Err(ChangeError::NotPossible(_))));
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let off = SteerSubscription {
        key: FormKey::fresh(),
        number: number.clone(),
        version,
        step: lifecycle::Step::CancelAtTerm,
        seen: None,
    };
    steer_subscription(&db, &curator, off, quoted)
        .await
        .unwrap();
    look_after_subscriptions(&db, || end.start()).await.unwrap();
    let one = shown(&db, &world, &number).await;
    assert_eq!((one.state, one.charges.len()), (State::Ended, 1));
});

both_engines!(
    a_term_that_joined_another_rested_and_grew_costs_what_its_days_cost,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        // The first one begins on a leap day.
        let start = NOW.plus_days(625);
        assert_eq!(Some(Day::of(start)), Day::from_field("2028-02-29"));
        let first = subscribed(&db, &world, plan, 1, start).await;
        let whole = shown(&db, &world, &first).await.paid;
        assert_eq!(Some(whole.last()), Day::from_field("2029-02-27"));
        let at = |days: i64| start.plus_days(days);
        let joining = Subscribe {
            with: Some(first.clone()),
            ..wanted(&world, plan, 2)
        };
        subscribe(&db, &world.manager, joining, at(100))
            .await
            .unwrap();
        let number = taken_on(&db, &world, From::Basket, at(100)).await.number;
        assert_eq!(shown(&db, &world, &number).await.paid.last(), whole.last());
        for (wanted, now) in [(Wanted::Pause, at(120)), (Wanted::Resume, at(150))] {
            let version = shown(&db, &world, &number).await.version;
            change(&db, &world.manager, &number, version, wanted, None, now)
                .await
                .unwrap();
        }
        let five = Wanted::Seats(Quantity::pieces(5));
        let due = weigh_change(&db, &world.manager, &number, five, at(200)).await;
        let due = due.unwrap().due();
        let version = shown(&db, &world, &number).await.version;
        change(&db, &world.manager, &number, version, five, due, at(200))
            .await
            .unwrap();
        let one = shown(&db, &world, &number).await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let end = SteerSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: one.version,
            step: lifecycle::Step::CancelNow,
            seen: one.back_if_ended(Day::of(at(250))),
        };
        steer_subscription(&db, &curator, end, at(250))
            .await
            .unwrap();
        let price = proration::Paid {
            price: eur(161_200),
            period: whole,
        };
        let cost = |from: i64, to: i64, seats: i64| {
            let days = period::Period::new(Day::of(at(from)), Day::of(at(to))).unwrap();
            let each = price.part(days).unwrap();
            each.times(Quantity::pieces(seats)).unwrap().minor
        };
        let one = shown(&db, &world, &number).await;
        let sum: i64 = one.charges.iter().map(|one| one.amount.minor).sum();
        assert_eq!(sum, cost(100, 199, 2) + cost(200, 250, 5));
        // The job stood still for three days: the first one goes on from the last day of
        // the month, as if nothing had been, and is charged once.
        let late = whole.day_after().start().plus_days(3);
        for _ in 0..2 {
            look_after_subscriptions(&db, || late).await.unwrap();
        }
        let one = shown(&db, &world, &first).await;
        assert_eq!(Some(one.paid.first()), Day::from_field("2029-02-28"));
        assert_eq!(Some(one.paid.last()), Day::from_field("2030-02-27"));
        let charged: Vec<Money> = one.charges.iter().map(|one| one.amount).collect();
        assert_eq!(charged, [eur(161_200); 2]);
    }
);
