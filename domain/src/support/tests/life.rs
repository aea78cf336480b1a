//! A case from the question to its end, and what goes on after it.

use super::*;

both_engines!(a_case_is_asked_answered_and_solved, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    assert!(number.starts_with("HC-2026-0000"), "{number}");
    assert_eq!(mails(&db, "case-opened").await.len(), 1);

    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.first_due_at, Some(NOW.plus_seconds(4 * 3600)));
    work(
        &db,
        &agent,
        &number,
        Work::Ask("Is it plugged in?".to_owned()),
        NOW,
    )
    .await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.state, State::WaitsForCustomer);
    assert_eq!(
        (seen.head.first_due_at, seen.head.resolution_due_at),
        (None, None)
    );
    assert_eq!(seen.head.agent, Some(agent.person()));
    assert_eq!(mails(&db, "case-asked").await[0].0, world.requester.email());

    let answer = What::Write("Yes, it is.".to_owned());
    does(&db, &world.requester, &number, answer).await.unwrap();
    assert_eq!(mails(&db, "case-written").await[0].0, agent.email());
    let later = NOW.plus_seconds(3600);
    work(
        &db,
        &agent,
        &number,
        Work::Solve("Here is a new one.".to_owned()),
        later,
    )
    .await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.state, State::Solved);
    assert!(seen.head.solved_at.is_some());

    let bad = does(&db, &world.requester, &number, What::Rate(6, String::new())).await;
    assert!(matches!(bad, Err(CaseError::NoRating)));
    let rate = What::Rate(5, "Quick!".to_owned());
    does(&db, &world.requester, &number, rate).await.unwrap();
    let confirm = What::Confirm(String::new());
    does(&db, &world.requester, &number, confirm).await.unwrap();
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        (seen.head.state, seen.head.satisfaction),
        (State::Closed, Some(5))
    );

    // What is written about a closed case begins a new one.
    let again = What::Write("It is dead again.".to_owned());
    let new = does(&db, &world.requester, &number, again).await.unwrap();
    assert_ne!(new, number);
    assert_eq!(case(&db, &agent, &new).await.head.follows, Some(number));
});

both_engines!(the_same_form_twice_is_one_case, |db| async move {
    let world = world(&db, "Halden").await;
    let form = question("Twice");
    let first = open_case(&db, &world.requester, form.clone(), NOW)
        .await
        .unwrap();
    let second = open_case(&db, &world.requester, form, NOW).await.unwrap();
    assert_eq!(first, second);
    let mine = list_cases::<Failed>(
        &db,
        &world.requester,
        &ListCases {
            limit: 10,
            ..ListCases::default()
        },
        NOW,
    )
    .await
    .unwrap();
    assert_eq!((mine.found, mine.rows.len()), (1, 1));
    assert_eq!(mine.entitled.level, None);
});

both_engines!(nobody_answers_what_they_have_not_read, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let read = case(&db, &agent, &number).await.head.version;
    let more = What::Write("It starts again!".to_owned());
    does(&db, &world.requester, &number, more).await.unwrap();
    let stale = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: read,
        work: Work::Answer("Send it in".to_owned()),
    };
    assert!(matches!(
        work_on(&db, &agent, stale, NOW).await,
        Err(WorkError::Changed)
    ));
    let nobody = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: case(&db, &agent, &number).await.head.version,
        work: Work::Assign(PersonId::new()),
    };
    assert!(matches!(
        work_on(&db, &agent, nobody, NOW).await,
        Err(WorkError::NoAgent)
    ));
});

both_engines!(a_merged_case_goes_on_in_the_other, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
    work(&db, &agent, &one, Work::Merge(other.clone()), NOW).await;
    assert_eq!(case(&db, &agent, &one).await.head.state, State::Merged);
    let went = does(&db, &world.requester, &one, What::Write("More".to_owned())).await;
    assert_eq!(went.unwrap(), other);
    let third = opened(&db, &world).await;
    work(&db, &agent, &third, Work::Link(other.clone()), NOW).await;
    assert_eq!(case(&db, &agent, &other).await.links[0].number, third);
});
