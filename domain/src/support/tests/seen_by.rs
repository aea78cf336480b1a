//! Who sees which case, and what of it.

use super::*;

both_engines!(a_case_of_another_company_is_unknown, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let number = opened(&db, &ours).await;
    let before = rows_of(&db, ours.company.id).await;
    for who in [&theirs.requester, &theirs.manager] {
        let seen = case_of_member::<Failed>(&db, who, &number).await.unwrap();
        assert!(seen.is_none());
        let written = does(&db, who, &number, What::Write("Hello".to_owned())).await;
        assert!(matches!(written, Err(CaseError::NotFound)));
        let watched = does(&db, who, &number, What::Watch(true)).await;
        assert!(matches!(watched, Err(CaseError::NotFound)));
    }
    assert_eq!(rows_of(&db, ours.company.id).await, before);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let other = opened(&db, &theirs).await;
    let version = case(&db, &agent, &number).await.head.version;
    let merge = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version,
        work: Work::Merge(other),
    };
    assert!(matches!(
        work_on(&db, &agent, merge, NOW).await,
        Err(WorkError::NoOther)
    ));
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = case_queue::<Failed>(&db, &desk, &CaseQuery::default()).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(the_manager_decides_who_sees_what, |db| async move {
    let world = world(&db, "Halden").await;
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    let own = opened(&db, &world).await;
    set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
        .await
        .unwrap();
    let of_unit = opened(&db, &world).await;
    for (number, seen) in [(&own, false), (&of_unit, true)] {
        let found = case_of_member::<Failed>(&db, &colleague, number)
            .await
            .unwrap();
        assert_eq!(found.is_some(), seen, "{number}");
    }
    let all = ListCases {
        which: Which::Seen,
        limit: 10,
        ..ListCases::default()
    };
    let list = list_cases::<Failed>(&db, &colleague, &all, NOW)
        .await
        .unwrap();
    assert_eq!((list.found, list.rows[0].is_mine()), (1, false));
    let refused = set_visibility::<Failed>(&db, &colleague, Visibility::Company, NOW).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(internal_notes_never_reach_members, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(
        &db,
        &agent,
        &number,
        Work::Note("Looks like fraud".to_owned()),
        NOW,
    )
    .await;
    work(
        &db,
        &agent,
        &number,
        Work::Answer("We are looking".to_owned()),
        NOW,
    )
    .await;
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.messages.len(), 2);
    assert!(!seen.messages.iter().any(Said::is_internal));
    assert_eq!(case(&db, &agent, &number).await.messages.len(), 3);
    let mut read = db.read(Scope::system()).await.unwrap();
    let told: Vec<(String,)> = read
        .all("SELECT CAST(payload AS TEXT) FROM outbox", args![])
        .await
        .unwrap();
    assert!(!told.iter().any(|(text,)| text.contains("fraud")));
});
