//! Who reads along: oneself, and colleagues who may see the case.

use super::*;

both_engines!(who_reads_of_what_is_remembered, |db| async move {
    let world = world(&db, "Halden").await;
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    // The same decision again is none.
    for _ in 0..2 {
        set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
            .await
            .unwrap();
    }
    let number = opened(&db, &world).await;
    let tell = || What::LetWatch(colleague.email().to_owned());
    let watcher = colleague.member().unwrap().id;
    for what in [tell(), tell(), What::LetGo(watcher), What::LetGo(watcher)] {
        does(&db, &world.requester, &number, what).await.unwrap();
    }
    for on in [true, true, false, false] {
        does(&db, &colleague, &number, What::Watch(on))
            .await
            .unwrap();
    }
    let shared = known(&db, &world, "help-shared").await;
    let by = |who: &Actor| Some(who.member().unwrap().id);
    let expected = [
        (by(&world.manager), "decided"),
        (by(&world.requester), "let-watch"),
        (by(&world.requester), "let-go"),
        (by(&colleague), "watched"),
        (by(&colleague), "unwatched"),
    ];
    let found: Vec<(Option<MembershipId>, &str)> = shared
        .iter()
        .map(|(who, _, how)| (*who, how.as_str()))
        .collect();
    assert_eq!(found, expected);
});

both_engines!(
    who_is_let_go_and_let_watch_again_is_told_once_a_day,
    |db| async move {
        let world = world(&db, "Halden").await;
        set_visibility::<Failed>(&db, &world.manager, Visibility::Company, NOW)
            .await
            .unwrap();
        let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
        let watcher = world.manager.member().unwrap().id;
        let watch = || What::LetWatch(world.manager.email().to_owned());
        for _ in 0..3 {
            for what in [watch(), What::LetGo(watcher)] {
                does(&db, &world.requester, &one, what).await.unwrap();
            }
        }
        assert_eq!(mails(&db, "case-watched").await.len(), 1);
        // Of another case they know nothing yet, and the next day it is news again.
        does(&db, &world.requester, &other, watch()).await.unwrap();
        assert_eq!(mails(&db, "case-watched").await.len(), 2);
        let again = OnCase {
            key: FormKey::fresh(),
            number: one.clone(),
            what: watch(),
        };
        on_case(&db, &world.requester, again, NOW.plus_days(2))
            .await
            .unwrap();
        assert_eq!(mails(&db, "case-watched").await.len(), 3);
    }
);

both_engines!(a_colleague_who_may_see_it_is_told, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let unit = ours.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &ours.company, unit, &[CustomerRole::Requester]).await;
    let own = opened(&db, &ours).await;
    set_visibility::<Failed>(&db, &ours.manager, Visibility::Unit, NOW)
        .await
        .unwrap();
    let shared = opened(&db, &ours).await;
    let tell = |who: &Actor| What::LetWatch(who.email().to_uppercase());
    // Who may not see it, who is of another company and who is nobody: all the same.
    for (number, address) in [
        (&own, colleague.email()),
        (&shared, theirs.requester.email()),
        (&shared, "nobody@nowhere.example"),
    ] {
        let what = What::LetWatch(address.to_owned());
        let refused = does(&db, &ours.requester, number, what).await;
        assert!(matches!(refused, Err(CaseError::NoColleague)), "{address}");
    }
    for _ in 0..2 {
        does(&db, &ours.requester, &shared, tell(&colleague))
            .await
            .unwrap();
    }
    assert_eq!(mails(&db, "case-watched").await.len(), 1, "told once");
    let agent = staff(&db, &[StaffRole::Agent]).await;
    work(&db, &agent, &shared, Work::Answer("Soon".to_owned()), NOW).await;
    assert_eq!(mails(&db, "case-answered").await.len(), 2);
    let watcher = colleague.member().unwrap().id;
    let stranger = does(&db, &colleague, &shared, What::LetGo(watcher)).await;
    assert!(matches!(stranger, Err(CaseError::NotFound)), "not theirs");
    does(&db, &ours.requester, &shared, What::LetGo(watcher))
        .await
        .unwrap();
    let seen = case(&db, &agent, &shared).await;
    assert!(seen.watchers.is_empty());
});
