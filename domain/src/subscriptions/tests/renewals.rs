//! What the program does by itself at the end of a term, once, in bad luck, too.

use super::life::change;
use super::*;
use crate::store::Tx;

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
