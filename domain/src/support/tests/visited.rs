//! Visits of our field service: planned for a day, made or called off.

use super::*;
use crate::Day;

both_engines!(field_service_comes_on_a_day, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let visit = |day: Day, who: &str| {
        Work::PlanVisit(PlanVisit {
            day,
            who: who.to_owned(),
            what: "We change the board.".to_owned(),
        })
    };
    let soon = Day::of(NOW.plus_days(2));
    let past = tries(
        &db,
        &agent,
        &number,
        visit(Day::of(NOW.plus_days(-3)), "Piet"),
    )
    .await;
    assert!(matches!(past, Err(WorkError::DayHasPassed)));
    let nobody = tries(&db, &agent, &number, visit(soon, "  ")).await;
    assert!(matches!(nobody, Err(WorkError::NoWho)));
    let both = tries(&db, &agent, &number, visit(Day::of(NOW.plus_days(-3)), "")).await;
    assert!(
        matches!(
            &both,
            Err(WorkError::Several(all))
                if matches!(all.as_slice(), [WorkError::DayHasPassed, WorkError::NoWho])
        ),
        "{both:?}"
    );
    tries(&db, &agent, &number, visit(soon, "Piet"))
        .await
        .unwrap();
    assert_eq!(mails(&db, "case-visit").await.len(), 1);
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.head.state, State::WaitsForThirdParty);
    assert_eq!(
        (seen.visits[0].day, seen.visits[0].who.as_str()),
        (soon, "Piet")
    );
    let planned = planned_visits::<Failed>(&db, &agent, None).await.unwrap();
    assert_eq!(planned.rows[0].number, number);
    assert!(planned.next.is_none());
    let end = || Work::EndVisit(seen.visits[0].id, true, "Board changed".to_owned());
    assert_eq!(
        known(&db, &world, "field-service").await,
        [],
        "only planned"
    );
    tries(&db, &agent, &number, end()).await.unwrap();
    let again = tries(&db, &agent, &number, end()).await;
    assert!(matches!(again, Err(WorkError::Changed)), "it ended once");
    assert_eq!(case(&db, &agent, &number).await.head.state, State::Open);
    assert!(
        planned_visits::<Failed>(&db, &agent, None)
            .await
            .unwrap()
            .rows
            .is_empty()
    );
    let there = known(&db, &world, "field-service").await;
    assert_eq!(there.len(), 1);
    assert_eq!(there[0].1, "in-person");
});

both_engines!(every_visit_is_on_one_page_in_order, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    // Two on the same day.
    for day in [3, 2, 3] {
        let number = opened(&db, &world).await;
        let visit = PlanVisit {
            day: Day::of(NOW.plus_days(day)),
            who: "Piet".to_owned(),
            what: "We change the board.".to_owned(),
        };
        tries(&db, &agent, &number, Work::PlanVisit(visit))
            .await
            .unwrap();
    }
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = crate::support::planned_visits::list::<Failed>(&db, &agent, after, 1)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), 1);
        seen.extend(page.rows);
        match page.next {
            Some(next) => after = Some(next.to_string().parse().unwrap()),
            None => break,
        }
    }
    let days: Vec<Day> = seen.iter().map(|one| one.day).collect();
    let [soon, later] = [2, 3].map(|days| Day::of(NOW.plus_days(days)));
    assert_eq!(days, [soon, later, later]);
    assert_ne!(seen[1].number, seen[2].number, "each once");
    let refused = planned_visits::<Failed>(&db, &world.manager, None).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(
    that_nobody_comes_is_told_to_who_would_wait,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let number = opened(&db, &world).await;
        let visit = Work::PlanVisit(PlanVisit {
            day: Day::of(NOW.plus_days(2)),
            who: "Piet".to_owned(),
            what: "We change the board.".to_owned(),
        });
        work(&db, &agent, &number, visit, NOW).await;
        let planned = case(&db, &agent, &number).await.visits[0].id;
        let off = Work::EndVisit(planned, false, "He is ill, and nobody else can".to_owned());
        work(&db, &agent, &number, off, NOW).await;
        let told = mails(&db, "case-visit-off").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, world.requester.email());
        assert!(told[0].1.is_some(), "an answer finds its case");
        // Why is for our eyes only.
        let mut read = db.read(Scope::system()).await.unwrap();
        let all: Vec<(String,)> = read
            .all("SELECT CAST(payload AS TEXT) FROM outbox", args![])
            .await
            .unwrap();
        assert!(!all.iter().any(|(text,)| text.contains("nobody else can")));
    }
);
