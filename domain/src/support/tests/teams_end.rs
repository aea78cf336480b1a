//! What becomes of cases when a team ends or somebody works on cases no more, also at
//! the moment at which one comes to them.

use super::teams::{asked_about, kept, new_team, team_of};
use super::*;
use crate::identity::change_staff;
use crate::support::cause::Cause;

both_engines!(
    when_a_team_ends_its_cases_go_on_without_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let things = KeepTeam {
            categories: vec!["HALDEN".to_owned()],
            ..new_team("Things", &[&agent])
        };
        let team = kept(&db, &admin, things).await;
        let dock = world.sku("DOCK");
        let (open, closed) = (
            asked_about(&db, &world, &dock).await,
            asked_about(&db, &world, &dock).await,
        );
        work(&db, &agent, &closed, Work::Solve("Done".to_owned()), NOW).await;
        let confirm = What::Confirm(String::new());
        does(&db, &world.requester, &closed, confirm).await.unwrap();
        for _ in 0..2 {
            end_team(&db, &admin, team, NOW).await.unwrap();
        }
        assert_eq!(team_of(&db, &agent, &open).await, None);
        assert_eq!(
            team_of(&db, &agent, &closed).await.as_deref(),
            Some("Things"),
            "what has ended stays as it was"
        );
        let seen = case(&db, &agent, &open).await;
        let last = seen.events.last().unwrap();
        assert_eq!((last.kind.as_str(), last.about.as_str()), ("team", ""));
        let next = asked_about(&db, &world, &dock).await;
        assert_eq!(team_of(&db, &agent, &next).await, None);
        let gone = tries(&db, &agent, &open, Work::HandTo(Some(team))).await;
        assert!(matches!(gone, Err(WorkError::NoTeam)));
        // Its name is free for another.
        kept(&db, &admin, new_team("Things", &[])).await;
    }
);

both_engines!(who_works_on_cases_no_more_is_in_no_team, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let admin = staff(&db, &[StaffRole::Admin]).await;
    let (gone, stays) = (
        staff(&db, &[StaffRole::Agent]).await,
        staff(&db, &[StaffRole::Agent]).await,
    );
    let team = kept(&db, &admin, new_team("Theirs", &[&gone])).await;
    let number = opened(&db, &world).await;
    work(&db, &stays, &number, Work::HandTo(Some(team)), NOW).await;
    change_staff(&db, &admin, gone.person(), Vec::new(), NOW)
        .await
        .unwrap();
    let all = case_teams::<Failed>(&db, &admin).await.unwrap().teams;
    assert!(all[0].members.is_empty());
    // A team without people lets nothing go unheard.
    look_after_cases(&db, || NOW.plus_seconds(5 * 3600))
        .await
        .unwrap();
    let told = mails(&db, "case-breached").await;
    assert!(told.iter().any(|(to, _)| to == stays.email()));
    assert!(told.iter().all(|(to, _)| to != gone.email()));
});

both_engines!(
    no_case_is_handed_to_a_team_that_ends_at_that_moment,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for round in 0..4 {
            let team = kept(&db, &admin, new_team(&format!("Road {round}"), &[])).await;
            let number = opened(&db, &world).await;
            let (handed, ended) = tokio::join!(
                tries(&db, &agent, &number, Work::HandTo(Some(team))),
                end_team(&db, &admin, team, NOW)
            );
            ended.unwrap();
            assert!(
                matches!(handed, Ok(()) | Err(WorkError::NoTeam)),
                "{handed:?}"
            );
            assert_eq!(team_of(&db, &agent, &number).await, None);
        }
    }
);

both_engines!(
    no_case_comes_to_a_team_that_ends_at_that_moment,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let dock = world.sku("DOCK");
        for round in 0..4 {
            let waits = opened(&db, &world).await;
            let things = KeepTeam {
                causes: vec![Cause::Delivery],
                categories: vec!["HALDEN".to_owned()],
                ..new_team(&format!("Things {round}"), &[&agent])
            };
            let team = kept(&db, &admin, things).await;
            let known = Work::Classify(Some(Cause::Delivery), String::new());
            let (number, classified, ended) = tokio::join!(
                asked_about(&db, &world, &dock),
                tries(&db, &agent, &waits, known),
                end_team(&db, &admin, team, NOW)
            );
            ended.unwrap();
            // Whoever ended the team may have been quicker with the case.
            assert!(
                matches!(classified, Ok(()) | Err(WorkError::Changed)),
                "{classified:?}"
            );
            for number in [number, waits] {
                assert_eq!(team_of(&db, &agent, &number).await, None);
            }
        }
    }
);

both_engines!(
    nobody_who_leaves_at_that_moment_has_a_case_in_hand,
    |db| async move {
        level(&db).await;
        let world = world(&db, "Halden").await;
        let admin = staff(&db, &[StaffRole::Admin]).await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for _ in 0..4 {
            let leaver = staff(&db, &[StaffRole::Agent]).await.person();
            let number = opened(&db, &world).await;
            let (assigned, left) = tokio::join!(
                tries(&db, &agent, &number, Work::Assign(leaver)),
                change_staff(&db, &admin, leaver, Vec::new(), NOW)
            );
            left.unwrap();
            assert!(
                matches!(assigned, Ok(()) | Err(WorkError::NoAgent)),
                "{assigned:?}"
            );
            assert_eq!(case(&db, &agent, &number).await.head.agent, None);
        }
    }
);
