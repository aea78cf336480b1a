//! Who is listed as a strategic candidate is who is flagged as one.

use super::life::change;
use super::*;
use crate::value::{Strategic, strategic};

both_engines!(who_is_flagged_is_listed_and_nobody_else, |db| async move {
    let (stays, leaves) = (world(&db, "Stays").await, world(&db, "Leaves").await);
    let nobody = world(&db, "Nobody").await;
    let plan = plan(&db, &stays, true).await;
    term(&db, plan, &leaves.sku("LAPTOP"), 12).await;
    let first = subscribed(&db, &stays, plan, 1, NOW).await;
    subscribed(&db, &stays, plan, 2, NOW).await;
    let gone = subscribed(&db, &leaves, plan, 1, NOW).await;
    let rests = subscribed(&db, &leaves, plan, 1, NOW).await;
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let listed = || async {
        let page = candidates::<Failed>(&db, &curator, None).await.unwrap();
        assert_eq!(page.next, None);
        let rows = page.rows.into_iter();
        rows.map(|one| (one.customer, one.why()))
            .collect::<Vec<_>>()
    };
    let flagged = || async {
        let mut all = Vec::new();
        for world in [&stays, &leaves, &nobody] {
            let mut read = db.read(world.manager.scope()).await.unwrap();
            let own = ask_own(world.company.id, None);
            let flag = ask_strategic(world.company.id);
            let both = crate::store::together(&mut read, (own, flag)).await;
            let (own, flag) = both.unwrap();
            assert_eq!(flag, strategic(own.rows.iter().map(Brief::standing)));
            all.extend(flag.map(|flag| (world.company.id, Some(flag))));
        }
        all.sort_by_key(|(customer, _)| *customer);
        all
    };
    assert_eq!(listed().await, flagged().await);
    assert_eq!(listed().await.len(), 2);
    for (number, wanted) in [(&gone, Wanted::CancelAtTerm), (&rests, Wanted::Pause)] {
        change(&db, &leaves.manager, number, 1, wanted, None, NOW)
            .await
            .unwrap();
    }
    assert_eq!(listed().await, flagged().await);
    let why = Strategic::Subscribes { running: 2 };
    assert_eq!(listed().await, [(stays.company.id, Some(why))]);
    let end = shown(&db, &stays, &first).await.paid.day_after().start();
    look_after_subscriptions(&db, || end).await.unwrap();
    assert_eq!(listed().await, flagged().await);
    let why = Strategic::Renewed { running: 2 };
    assert_eq!(listed().await, [(stays.company.id, Some(why))]);
    let (_, figures) = list_subscriptions::<Failed>(&db, &curator, Which::Running, (0, 50), end)
        .await
        .unwrap();
    assert_eq!(figures.candidates, 1);
    // Behind the last one there is nobody, and members see nothing of it.
    let after = Some(stays.company.id);
    let page = candidates::<Failed>(&db, &curator, after).await.unwrap();
    assert_eq!(page.rows, []);
    let refused = candidates::<Failed>(&db, &stays.manager, None).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});
