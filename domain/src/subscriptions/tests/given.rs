//! What a subscription gives while it is paid for, and what of it is counted.

use super::*;

/// What was wrong with what was to be written down.
fn use_faults(answer: Result<(), RecordUseError>) -> Vec<UseFault> {
    match answer {
        Err(RecordUseError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

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
    what_a_plan_gives_is_called_so_in_the_readers_language,
    |db| async move {
        use crate::catalog::{Named, SaveNames, save_names};
        use crate::id::CategoryId;
        use crate::text::Language;
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let mut read = db.read(Scope::system()).await.unwrap();
        let of = args![world.laptop];
        let category: Option<CategoryId> = read
            .scalar("SELECT category_id FROM product WHERE id = $1", of)
            .await
            .unwrap();
        drop(read);
        let category = category.unwrap();
        let thing = Named {
            attribute: 0,
            value: String::new(),
        };
        let names = SaveNames {
            category,
            names: vec![(thing, Language::German, "Dinge".to_owned())],
        };
        save_names(&db, &curator, names, NOW).await.unwrap();
        let of_things = PlanDraft {
            benefits: vec![Benefit::Discount {
                category: Some(category),
                rate: Rate(1_000),
            }],
            ..draft(true, 1)
        };
        save_plan(&db, &curator, FormKey::fresh(), None, of_things, NOW)
            .await
            .unwrap();
        let all = plans::<Failed>(&db, &curator).await.unwrap();
        let given = &all[0].benefits[0];
        assert_eq!(given.name_in("de"), Some("Dinge"));
        assert_eq!(given.name_in("en"), Some("Things"));
        // Nobody has said what it is called there.
        assert_eq!(given.name_in("fr"), Some("Things"));
    }
);

both_engines!(
    what_our_people_do_under_a_subscription_is_counted_in_its_term,
    |db| async move {
        let world = world(&db, "Halden").await;
        let stranger = self::world(&db, "Elsewhere").await;
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
            what: Some(what),
            about: "Moving fleets, at their house".to_owned(),
            whose: String::new(),
        };
        let training = || day(Countable::TrainingDays);
        for who in [&curator, &world.manager] {
            let refused = record_use(&db, who, training(), NOW).await;
            assert!(matches!(refused, Err(RecordUseError::Denied(_))));
        }
        for what in [Countable::Upgrades, Countable::PlatformSwaps] {
            let refused = record_use(&db, &desk, day(what), NOW).await;
            assert_eq!(use_faults(refused), [UseFault::NothingLeft]);
        }
        let silent = RecordUse {
            about: " ".to_owned(),
            ..training()
        };
        let refused = record_use(&db, &desk, silent, NOW).await;
        assert_eq!(use_faults(refused), [UseFault::About]);
        // All of it is told at once.
        let nothing = RecordUse {
            what: None,
            about: "x".repeat(LONGEST_ABOUT + 1),
            whose: stranger.requester.email().to_owned(),
            ..training()
        };
        let refused = record_use(&db, &desk, nothing, NOW).await;
        assert_eq!(
            use_faults(refused),
            [UseFault::What, UseFault::About, UseFault::Whose]
        );
        let form = training();
        for _ in 0..2 {
            record_use(&db, &desk, form.clone(), NOW).await.unwrap();
        }
        assert_eq!(shown(&db, &world, &number).await.uses.len(), 1);
        let known = "SELECT COUNT(*) FROM interaction WHERE kind = 'benefit-used' /* system */";
        assert_eq!(count(&db, known).await, 1);
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
        assert_eq!(count(&db, known).await, 2);
        take_use_back(&db, &desk, back.clone(), NOW).await.unwrap();
        assert_eq!(shown(&db, &world, &number).await.uses.len(), 1);
        assert_eq!(
            count(&db, known).await,
            1,
            "what was a mistake is not remembered"
        );
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

both_engines!(
    what_others_used_of_a_subscription_is_counted_and_not_told,
    |db| async move {
        let world = world(&db, "Halden").await;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let days = PlanDraft {
            benefits: vec![Benefit::Counted {
                what: Countable::TrainingDays,
                times: 5,
            }],
            ..draft(true, 1)
        };
        let plan = save_plan(&db, &curator, FormKey::fresh(), None, days, NOW)
            .await
            .unwrap();
        term(&db, plan, &world.sku("LAPTOP"), 12).await;
        let number = subscribed(&db, &world, plan, 1, NOW).await;
        for (about, whose) in [
            ("For Ines", world.requester.email()),
            ("For the approver", world.approver.email()),
            ("For all", ""),
        ] {
            let day = RecordUse {
                key: FormKey::fresh(),
                number: number.clone(),
                what: Some(Countable::TrainingDays),
                about: about.to_owned(),
                whose: whose.to_owned(),
            };
            record_use(&db, &desk, day, NOW).await.unwrap();
        }
        let read = async |who: &Actor| -> Vec<(String, i64)> {
            let shown = show_subscription::<Failed>(&db, who, &number, NOW).await;
            let uses = shown.unwrap().unwrap().subscription.uses;
            for one in &uses {
                let silent = one.about.is_empty()
                    && one.name.is_empty()
                    && one.member.is_none()
                    && one.whose.is_none();
                assert_eq!(one.is_for_others, silent);
            }
            uses.into_iter().map(|one| (one.about, one.times)).collect()
        };
        let of = |all: [&str; 3]| all.map(|about| (about.to_owned(), 1)).to_vec();
        let all = of(["For Ines", "For the approver", "For all"]);
        // Who looks after it sees all, and so do our people.
        assert_eq!(read(&world.manager).await, all);
        assert_eq!(read(&desk).await, all);
        // Others see their own, and how many there were.
        assert_eq!(read(&world.requester).await, of(["For Ines", "", ""]));
        assert_eq!(
            read(&world.approver).await,
            of(["", "For the approver", ""])
        );
    }
);
