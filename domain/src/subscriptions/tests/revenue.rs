//! Figures, reckoned by hand: what is told of each month adds up to what was invoiced
//! less what was given back, whatever happened meanwhile.

use super::life::change;
use super::paid::scheduled;
use super::*;

/// A change of seats or plan, or another step, at what it costs then.
async fn changed(db: &Db, world: &World, number: &str, wanted: Wanted, now: Timestamp) {
    let due = weigh_change(db, &world.manager, number, wanted, now)
        .await
        .unwrap()
        .due();
    let version = shown(db, world, number).await.version;
    change(db, &world.manager, number, version, wanted, due, now)
        .await
        .unwrap();
}

async fn figures(db: &Db, now: Timestamp) -> Figures {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let (_, figures) = list_subscriptions::<Failed>(db, &curator, Which::Running, (0, 50), now)
        .await
        .unwrap();
    figures
}

fn minor(months: &[(Day, Money)]) -> Vec<i64> {
    months.iter().map(|(_, money)| money.minor).collect()
}

/// What was invoiced, less what was given back.
async fn invoiced(db: &Db) -> i64 {
    count(
        db,
        "SELECT CAST(SUM(CASE WHEN gives_back_of IS NULL THEN total_minor
             ELSE -total_minor END) AS BIGINT) FROM invoice /* system */",
    )
    .await
}

both_engines!(
    the_months_add_up_to_what_was_invoiced_less_what_was_given_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let small = save_plan(&db, &curator, FormKey::fresh(), None, draft(true, 500), NOW)
            .await
            .unwrap();
        term(&db, small, &world.sku("DOCK"), 12).await;
        let large = plan(&db, &world, true).await;
        // 14 June 2026: two seats for a year, at 1,612.00 each.
        let first = subscribed(&db, &world, large, 2, NOW).await;
        // One seat of the small plan, at 118.00.
        let one_small = Subscribe {
            product: world.dock,
            ..wanted(&world, small, 1)
        };
        subscribe(&db, &world.manager, one_small, NOW)
            .await
            .unwrap();
        let swapped = taken_on(&db, &world, From::Basket, NOW).await.number;
        // Two seats that begin later, charged and withdrawn before.
        let later = scheduled(&db, &world, large).await.number;
        changed(&db, &world, &later, Wanted::Withdraw, NOW).await;
        // 22 September: a third seat for the 265 days that are left of 365:
        // 1,612.00 less 441.64.
        let third = Wanted::Seats(Quantity::pieces(3));
        changed(&db, &world, &first, third, NOW.plus_days(100)).await;
        // 31 December: the large plan instead of the small one for 165 days: 728.71, less
        // 53.34 for what was paid.
        let to_large = Wanted::Plan(world.laptop);
        changed(&db, &world, &swapped, to_large, NOW.plus_days(200)).await;
        // 19 February: that one rests.
        changed(&db, &world, &swapped, Wanted::Pause, NOW.plus_days(250)).await;
        // 6 March: two more that end with the first, for 100 days: 441.64 each.
        let joins = NOW.plus_days(265);
        let with = Subscribe {
            with: Some(first.clone()),
            ..wanted(&world, large, 2)
        };
        subscribe(&db, &world.manager, with, joins).await.unwrap();
        taken_on(&db, &world, From::Basket, joins).await;

        let all = figures(&db, NOW.plus_days(270)).await;
        let euro = &all.money[0];
        let mut months = [0_i64; 12];
        // From April 2026 to March 2027.
        months[2] = 322_400 + 11_800 + 322_400 - 322_400;
        months[5] = 117_036;
        months[8] = 72_871 - 5_334;
        months[11] = 2 * 44_164;
        assert_eq!(minor(&euro.charged), months);
        assert_eq!(months.iter().sum::<i64>(), invoiced(&db).await);
        // In June 2027, three seats and two; what rests is not expected.
        let mut months = [0_i64; 12];
        months[3] = 3 * 161_200 + 2 * 161_200;
        assert_eq!(minor(&euro.expected), months);
        assert_eq!((all.running, all.at_risk, all.customers_at_risk), (3, 1, 1));
        assert_eq!(all.renewal_rate(), None);

        // The program stood still until three days after the end of the term.
        let end = shown(&db, &world, &first).await.paid.day_after();
        assert_eq!(end.iso(), "2027-06-14");
        let late = end.plus_days(3).start();
        for _ in 0..2 {
            look_after_subscriptions(&db, || late).await.unwrap();
        }
        let all = figures(&db, late).await;
        let euro = &all.money[0];
        let mut months = [0_i64; 12];
        // From July 2026 to June 2027.
        months[2] = 117_036;
        months[5] = 72_871 - 5_334;
        months[8] = 2 * 44_164;
        months[11] = 5 * 161_200;
        assert_eq!(minor(&euro.charged), months);
        // June 2026 is no longer looked at.
        let before = 322_400 + 11_800;
        assert_eq!(before + months.iter().sum::<i64>(), invoiced(&db).await);
        assert_eq!(minor(&euro.expected), [0; 12]);
        // Two terms were renewed, and what rested ended.
        assert_eq!((all.renewed, all.lapsed), (2, 1));
        assert_eq!(all.renewal_rate(), Some(Rate(6_666)));
        assert_eq!((all.running, all.at_risk), (2, 0));

        // We end the first one on the fourth day of its 366: 1,612.00 less 17.62 is given
        // back of each of three seats.
        let one = shown(&db, &world, &first).await;
        let back = eur(3 * 159_438);
        assert_eq!(one.back_if_ended(Day::of(late)), Some(back));
        let end_now = SteerSubscription {
            key: FormKey::fresh(),
            number: first.clone(),
            version: one.version,
            step: lifecycle::Step::CancelNow,
            seen: Some(back),
        };
        steer_subscription(&db, &curator, end_now, late)
            .await
            .unwrap();
        let all = figures(&db, late).await;
        months[11] -= back.minor;
        assert_eq!(minor(&all.money[0].charged), months);
        assert_eq!(before + months.iter().sum::<i64>(), invoiced(&db).await);
        // Its term ended, and was not renewed.
        assert_eq!((all.renewed, all.lapsed), (2, 2));
        assert_eq!(all.renewal_rate(), Some(Rate(5_000)));
    }
);

both_engines!(
    what_plans_give_is_counted_where_it_was_used,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let counted = |what, times| Benefit::Counted { what, times };
        let days = PlanDraft {
            benefits: vec![
                counted(Countable::TrainingDays, 3),
                counted(Countable::Upgrades, 1),
            ],
            ..draft(true, 1)
        };
        let plan = save_plan(&db, &curator, FormKey::fresh(), None, days, NOW)
            .await
            .unwrap();
        term(&db, plan, &world.sku("LAPTOP"), 12).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let training = Countable::TrainingDays;
        for what in [training, training, Countable::Upgrades] {
            let used = RecordUse {
                key: FormKey::fresh(),
                number: number.clone(),
                what: Some(what),
                about: "Moving fleets".to_owned(),
                whose: String::new(),
            };
            record_use(&db, &desk, used, NOW).await.unwrap();
        }
        let one = shown(&db, &world, &number).await;
        let back = TakeUseBack {
            key: FormKey::fresh(),
            number: number.clone(),
            used: one.uses[0].id,
        };
        take_use_back(&db, &desk, back, NOW).await.unwrap();
        let mut used = figures(&db, NOW).await.used;
        used.sort();
        assert_eq!(one.uses[0].what, training.code());
        assert_eq!(used, [(Countable::Upgrades, 1), (training, 1)]);
        // After a year it is no longer told.
        assert!(figures(&db, NOW.plus_days(400)).await.used.is_empty());
    }
);
