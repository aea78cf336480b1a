//! Prepared answers: kept, put into what is written, and what they bring along.

use super::*;
use crate::support::cause::Cause;
use crate::support::prepared::{
    Along, KeepPrepared, PreparedError, Way, keep_prepared, prepared_answers, remove_prepared,
};

both_engines!(
    of_two_prepared_answers_named_alike_at_once_one_is_kept,
    |db| async move {
        let one = staff(&db, &[StaffRole::Agent]).await;
        let other = staff(&db, &[StaffRole::Admin]).await;
        for round in 0..5 {
            let keep = |who, name: String| {
                let command = KeepPrepared {
                    key: FormKey::fresh(),
                    id: None,
                    name,
                    text: "Please restart it.".to_owned(),
                    way: None,
                    along: Along::default(),
                };
                keep_prepared(&db, who, command, NOW)
            };
            let (first, second) = tokio::join!(
                keep(&one, format!("Restart {round}")),
                keep(&other, format!("RESTART {round}"))
            );
            assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
            let refused = first.err().or(second.err());
            assert!(matches!(refused, Some(PreparedError::Name)));
        }
    }
);

both_engines!(prepared_answers_are_kept, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let keep = async |name: &str, text: &str| {
        let command = KeepPrepared {
            key: FormKey::fresh(),
            id: None,
            name: name.to_owned(),
            text: text.to_owned(),
            way: Some(Way::Solve),
            along: Along {
                priority: Some(Priority::Low),
                cause: Some(Cause::Handling),
            },
        };
        keep_prepared(&db, &agent, command, NOW).await
    };
    keep("Restart", "Dear {member}, please restart it.")
        .await
        .unwrap();
    assert!(matches!(
        keep("restart", "Another").await,
        Err(PreparedError::Name)
    ));
    let Err(PreparedError::Unknown(names)) = keep("Wrong", "Dear {membr}").await else {
        panic!("a misspelt placeholder");
    };
    assert_eq!(names, ["membr"]);
    // All that is wrong is said at once, also what only the others show.
    let wrong = keep("RESTART", "Dear {membr}").await;
    assert!(
        matches!(
            &wrong,
            Err(PreparedError::Several(all)) if matches!(
                all.as_slice(),
                [PreparedError::Unknown(_), PreparedError::Name]
            )
        ),
        "{wrong:?}"
    );
    let all = prepared_answers::<Failed>(&db, &agent).await.unwrap();
    assert_eq!(all.len(), 1);
    // What it brings along is done with the answer, as one.
    let world = world(&db, "Halden").await;
    let number = opened(&db, &world).await;
    let solve = || Box::new(Work::Solve(all[0].text.clone()));
    let what = Work::With(all[0].along(), solve());
    work(&db, &agent, &number, what, NOW).await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(all[0].way(), Some(Way::Solve));
    assert_eq!(
        (
            seen.head.state,
            seen.head.priority,
            seen.head.cause.as_str()
        ),
        (State::Solved, Priority::Low, "handling")
    );
    // If it can't be said, nothing of it is done.
    let other = opened(&db, &world).await;
    let nothing = Work::With(all[0].along(), Box::new(Work::Solve("  ".to_owned())));
    let refused = tries(&db, &agent, &other, nothing).await;
    assert!(matches!(refused, Err(WorkError::NoText)));
    let seen = case(&db, &agent, &other).await;
    assert_eq!(
        (seen.head.state, seen.head.priority),
        (State::New, Priority::Normal)
    );
    for _ in 0..2 {
        remove_prepared(&db, &agent, all[0].id, NOW).await.unwrap();
    }
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = prepared_answers::<Failed>(&db, &desk).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});
