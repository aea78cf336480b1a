//! The queue of our people, and what the program tells them.

use super::*;

both_engines!(the_queue_has_first_what_is_due_first, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let later = open_case(
        &db,
        &world.requester,
        question("Later"),
        NOW.plus_seconds(60),
    )
    .await
    .unwrap();
    let sooner = opened(&db, &world).await;
    let unassigned = CaseQuery {
        pile: Pile::Unassigned,
        limit: 10,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &unassigned)
        .await
        .unwrap();
    let numbers: Vec<&str> = queue.rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, [sooner.as_str(), later.as_str()]);
    work(&db, &agent, &later, Work::Assign(agent.person()), NOW).await;
    let mine = CaseQuery {
        limit: 10,
        customer: Some(world.company.id),
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &mine).await.unwrap();
    assert_eq!(
        (queue.found, queue.rows[0].number.as_str()),
        (1, later.as_str())
    );
    assert_eq!(queue.company.as_deref(), Some("Halden"));
    let mut read = db.read(Scope::staff()).await.unwrap();
    let waiting = ask_cases_waiting(agent.person(), NOW)
        .fetch(&mut read)
        .await
        .unwrap();
    assert_eq!((waiting.unassigned, waiting.late), (1, 0));
});

both_engines!(words_find_what_has_them_page_by_page, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let mut numbers = Vec::new();
    for (at, subject) in ["Disk one", "A lamp", "disk two", "DISK three"]
        .iter()
        .enumerate()
    {
        let later = NOW.plus_seconds(i64::try_from(at).unwrap());
        let number = open_case(&db, &ours.requester, question(subject), later).await;
        numbers.push(number.unwrap());
    }
    let number = open_case(&db, &theirs.requester, question("Their disk"), NOW).await;
    let foreign = number.unwrap();
    let view = |which: Which, offset: i64| ListCases {
        which,
        words: " dIsK ".to_owned(),
        offset,
        limit: 2,
        ..ListCases::default()
    };
    for which in [Which::Mine, Which::Seen] {
        let found = list_cases::<Failed>(&db, &ours.requester, &view(which, 0), NOW).await;
        let found = found.unwrap();
        let rows: Vec<&str> = found.rows.iter().map(|row| row.number.as_str()).collect();
        assert_eq!((found.found, rows), (3, vec![&*numbers[3], &*numbers[2]]));
        let found = list_cases::<Failed>(&db, &ours.requester, &view(which, 2), NOW).await;
        let found = found.unwrap();
        let rows: Vec<&str> = found.rows.iter().map(|row| row.number.as_str()).collect();
        assert_eq!((found.found, rows), (3, vec![&*numbers[0]]));
        // Behind the last page there is still known how many there are.
        let found = list_cases::<Failed>(&db, &ours.requester, &view(which, 4), NOW).await;
        let found = found.unwrap();
        assert_eq!((found.found, found.rows.len()), (3, 0));
    }
    let sought = |pile: Pile, limit: i64| CaseQuery {
        pile,
        words: "disk".to_owned(),
        limit,
        ..CaseQuery::default()
    };
    for pile in [Pile::Unassigned, Pile::Open] {
        let found = case_queue::<Failed>(&db, &agent, &sought(pile, 9)).await;
        let found = found.unwrap();
        let mut rows: Vec<&str> = found.rows.iter().map(|row| row.number.as_str()).collect();
        rows.sort_unstable();
        let mut all = vec![&*numbers[0], &*numbers[2], &*numbers[3], &*foreign];
        all.sort_unstable();
        assert_eq!((found.found, rows), (4, all));
    }
    let all = case_queue::<Failed>(&db, &agent, &sought(Pile::All, 1)).await;
    let all = all.unwrap();
    assert_eq!((all.found, &*all.rows[0].number), (4, &*numbers[3]));
});

both_engines!(what_breaks_a_promise_is_told_once, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    let run = |hours: i64| {
        let db = db.clone();
        async move {
            look_after_cases(&db, || NOW.plus_seconds(hours * 3600 + 60))
                .await
                .unwrap()
        }
    };
    assert_eq!(run(1).await, 0);
    assert_eq!(run(3).await, 1, "warned");
    assert_eq!(run(3).await, 0, "once");
    assert_eq!(run(5).await, 1, "broken");
    assert_eq!(run(5).await, 0, "once");
    assert_eq!(mails(&db, "case-warning").await.len(), 1);
    assert_eq!(
        mails(&db, "case-breached").await,
        [(agent.email().to_owned(), None)]
    );
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        seen.head.first_breached_at,
        Some(NOW.plus_seconds(4 * 3600))
    );

    // Solved and quiet, it is closed; a standstill of weeks closes it once.
    let solve = Work::Solve("Done".to_owned());
    work(&db, &agent, &number, solve, NOW.plus_seconds(6 * 3600)).await;
    assert_eq!(run(24 * 40).await, 1);
    assert_eq!(run(24 * 40).await, 0);
    assert_eq!(case(&db, &agent, &number).await.head.state, State::Closed);
});

both_engines!(no_pile_is_sorted, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let plan = queue::plans(&mut read, (&agent, "")).await;
    for (pile, index, text) in plan {
        assert!(text.contains(index), "{pile:?}: {text}");
    }
});
