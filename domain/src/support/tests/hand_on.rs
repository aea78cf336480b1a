//! Cases are given back, classified, escalated, linked and taken apart again.

use super::*;
use crate::support::cause::Cause;

both_engines!(a_case_is_given_back_and_classified, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    work(&db, &agent, &number, Work::GiveBack, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!((seen.head.agent, seen.head.state), (None, State::Open));
    let waiting = CaseQuery {
        pile: Pile::Unassigned,
        limit: 10,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &waiting).await.unwrap();
    assert_eq!(queue.rows[0].number, number);

    let what = Work::Classify(Some(Cause::Handling), " DOCK ".to_owned());
    work(&db, &agent, &number, what, NOW).await;
    work(&db, &agent, &number, Work::Solve("Done".to_owned()), NOW).await;
    let what = Work::Classify(Some(Cause::Hardware), String::new());
    work(&db, &agent, &number, what, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        (seen.head.cause.as_str(), seen.head.sku),
        ("hardware", None)
    );
    assert_eq!(seen.head.state, State::Solved);
});

both_engines!(named_people_are_told_once, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let boss = staff(&db, &[StaffRole::AccountManager]).await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    let ask = || Work::Escalate("The ship leaves at six".to_owned());
    assert!(matches!(
        tries(&db, &agent, &number, ask()).await,
        Err(WorkError::NobodyNamed)
    ));
    let refused = set_escalation::<Failed>(&db, &agent, vec![], vec![boss.person()], NOW).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
    // Members can't be named, whatever is sent.
    let named = vec![boss.person(), agent.person(), world.manager.person()];
    set_escalation::<Failed>(&db, &admin, vec![], named, NOW)
        .await
        .unwrap();
    let all = escalation::<Failed>(&db, &admin).await.unwrap();
    let on: Vec<_> = all.iter().filter(|one| one.on_breach()).collect();
    assert_eq!(on.len(), 2);

    let run = async |hours: i64| {
        look_after_cases(&db, || NOW.plus_seconds(hours * 3600 + 60))
            .await
            .unwrap()
    };
    assert_eq!(run(3).await, 1);
    assert_eq!(mails(&db, "case-warning").await.len(), 1, "only the agent");
    assert_eq!(run(5).await, 1);
    assert_eq!(run(5).await, 0, "once");
    let mut told: Vec<String> = mails(&db, "case-breached")
        .await
        .into_iter()
        .map(|(to, _)| to)
        .collect();
    told.sort();
    let mut expected = vec![agent.email().to_owned(), boss.email().to_owned()];
    expected.sort();
    assert_eq!(told, expected, "nobody twice");
    assert!(case(&db, &agent, &number).await.head.escalated_at.is_some());

    tries(&db, &agent, &number, ask()).await.unwrap();
    assert_eq!(mails(&db, "case-escalated").await.len(), 2);
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.messages.len(), 1, "why is for us only");
});

both_engines!(a_link_can_be_taken_back, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
    work(&db, &agent, &one, Work::Link(other.clone()), NOW).await;
    for _ in 0..2 {
        work(&db, &agent, &other, Work::Unlink(one.clone()), NOW).await;
    }
    for number in [&one, &other] {
        assert!(case(&db, &agent, number).await.links.is_empty());
    }
});
