//! Who wants the newsletter, and who no longer does.

use super::*;
use crate::identity::testing::unrecorded;
use crate::profile::choose_for_me;

both_engines!(one_click_ends_it_for_one_member, |db| async move {
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    issue(&db, &by, notes, "One", NOW).await;
    wants(&db, &world.requester).await;
    wants(&db, &world.manager).await;
    assert!(
        !unsubscribe(&db, "anything", NOW).await.unwrap(),
        "no key yet"
    );
    send(&db, tuesday()).await;
    let all = mails(&db).await;
    let mail = all
        .iter()
        .find(|mail| mail.recipient == world.requester.email())
        .unwrap();
    let stop = token(mail, &mail.payload.0["unsubscribe"]);
    let before = subscriber(&db, &stop).await.unwrap().unwrap();
    assert_eq!(
        (before.email.as_str(), before.wanted),
        (world.requester.email(), true)
    );
    for _ in 0..2 {
        assert!(unsubscribe(&db, &stop, tuesday()).await.unwrap());
    }
    assert!(!subscriber(&db, &stop).await.unwrap().unwrap().wanted);
    let mut other = stop.clone();
    let last = if other.ends_with('A') { 'Q' } else { 'A' };
    other.pop();
    other.push(last);
    assert!(!unsubscribe(&db, &other, tuesday()).await.unwrap());
    issue(&db, &by, notes, "Two", tuesday().plus_days(1)).await;
    assert_eq!(send(&db, tuesday().plus_days(7)).await, 1, "the manager's");
    let mut read = db.read(Scope::system()).await.unwrap();
    let audits: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM audit WHERE action = 'newsletter.unsubscribed'",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(audits, Some(1));
});

both_engines!(the_same_choice_again_leaves_no_trace, |db| async move {
    let world = world(&db, "Halden").await;
    let chosen = "SELECT COUNT(*) FROM audit WHERE action = 'newsletter.chosen' /* system */";
    for (wanted, traces) in [(false, 0), (true, 1), (true, 1), (false, 2), (false, 2)] {
        choose_newsletter(&db, &world.requester, wanted, NOW)
            .await
            .unwrap();
        assert_eq!(count(&db, chosen).await, traces);
    }
});

/// What is remembered about the newsletter, and through what.
async fn remembered(db: &Db, customer: CustomerId) -> Vec<(String, String)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT kind, touch_point FROM interaction
         WHERE customer_id = $1 AND subject = 'newsletter' ORDER BY at, kind",
        args![customer],
    )
    .await
    .unwrap()
}

both_engines!(
    wanting_and_ending_it_is_remembered_where_it_may_be,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        issue(&db, &by, notes, "One", NOW).await;
        let customer = world.company.id;
        // Whoever is not recorded leaves no trace, neither here nor in their mail.
        choose_for_me(&db, &world.manager, false, NOW)
            .await
            .unwrap();
        let quiet = unrecorded(world.manager.clone());
        wants(&db, &quiet).await;
        wants(&db, &world.requester).await;
        assert_eq!(send(&db, tuesday()).await, 2);
        for mail in mails(&db).await {
            let stop = token(&mail, &mail.payload.0["unsubscribe"]);
            for _ in 0..2 {
                assert!(unsubscribe(&db, &stop, tuesday()).await.unwrap());
            }
        }
        for (days, wanted) in [(1, true), (2, false)] {
            let later = tuesday().plus_days(days);
            choose_newsletter(&db, &world.requester, wanted, later)
                .await
                .unwrap();
        }
        let of = |kind: &str, through: &str| (kind.to_owned(), through.to_owned());
        assert_eq!(
            remembered(&db, customer).await,
            [
                of("newsletter-wanted", "web"),
                of("newsletter-ended", "mail"),
                of("newsletter-wanted", "web"),
                of("newsletter-ended", "web"),
            ]
        );
    }
);

both_engines!(the_same_choice_at_once_is_one, |db| async move {
    let world = world(&db, "Halden").await;
    let chosen = "SELECT COUNT(*) FROM audit WHERE action = 'newsletter.chosen' /* system */";
    for (round, wanted) in [true, false, true, false].into_iter().enumerate() {
        let choose = || choose_newsletter(&db, &world.requester, wanted, NOW);
        let (one, other) = tokio::join!(choose(), choose());
        one.unwrap();
        other.unwrap();
        let traces = i64::try_from(round).unwrap() + 1;
        assert_eq!(count(&db, chosen).await, traces);
    }
});
