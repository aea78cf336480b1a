//! What is remembered of openings and clicks, and of whom nothing is.

use super::*;
use crate::profile::{Recording, choose_for_company, choose_for_me, forget_me};
use crate::publications::ask_publications_desk;

/// How many members want it, as curators read it.
async fn wanted(db: &Db, curator: &Actor) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    let desk = ask_publications_desk(curator, (0, 50)).unwrap();
    desk.fetch(&mut read).await.unwrap().wanted
}

both_engines!(openings_and_clicks_are_remembered_once, |db| async move {
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    let id = issue(&db, &by, notes, "One", NOW).await;
    wants(&db, &world.requester).await;
    send(&db, tuesday()).await;
    let mail = mails(&db).await.pop().unwrap();
    let payload = &mail.payload.0;
    let seen = token(&mail, &payload["picture"]);
    let click = token(&mail, &payload["sections"][0]["path"]);
    // Who only asks whether the address is there has followed nothing.
    let to = follow(&db, &click, false, tuesday()).await.unwrap();
    assert_eq!(to, Some(format!("/publications/notes/{id}")));
    assert!(interactions(&db, world.company.id).await.is_empty());
    for _ in 0..2 {
        opened(&db, &seen, tuesday()).await.unwrap();
        let to = follow(&db, &click, true, tuesday()).await.unwrap();
        // It leads to a page of ours, whatever is sent.
        assert_eq!(to, Some(format!("/publications/notes/{id}")));
    }
    let customer = world.company.id;
    let kept = interactions(&db, customer).await;
    let of = |kind: &str, text: &str| (kind.to_owned(), text.to_owned());
    assert_eq!(
        kept,
        [
            of("newsletter-followed", "One"),
            of("newsletter-opened", "")
        ]
    );
    // Who has it forgotten is in no figure of ours either.
    let marks = "SELECT COUNT(*) FROM newsletter_copy WHERE opened_at IS NOT NULL";
    let clicks = "SELECT COUNT(*) FROM newsletter_click";
    assert_eq!((count(&db, marks).await, count(&db, clicks).await), (1, 1));
    let gone = forget_me(&db, &world.requester, tuesday()).await;
    // With it that they had asked for it.
    assert_eq!(gone.unwrap(), 3);
    assert_eq!((count(&db, marks).await, count(&db, clicks).await), (0, 0));
    // One purpose's token is no other's.
    assert_eq!(follow(&db, &seen, true, tuesday()).await.unwrap(), None);
    assert!(!unsubscribe(&db, &click, tuesday()).await.unwrap());
    opened(&db, &click, tuesday()).await.unwrap();
    opened(&db, "https://evil.example", tuesday())
        .await
        .unwrap();
    assert!(interactions(&db, customer).await.is_empty());
});

both_engines!(where_nothing_may_be_recorded_nothing_is, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    let id = issue(&db, &by, notes, "One", NOW).await;
    for who in [&halden.requester, &halden.manager, &other.requester] {
        wants(&db, who).await;
    }
    // The one company says no, and of the other one person does.
    let orders = Recording::Orders;
    choose_for_company(&db, &other.manager, orders, NOW)
        .await
        .unwrap();
    choose_for_me(&db, &halden.manager, false, NOW)
        .await
        .unwrap();
    send(&db, tuesday()).await;
    let all = mails(&db).await;
    let to = |who: &Actor| all.iter().find(|mail| mail.recipient == who.email());
    for who in [&halden.manager, &other.requester] {
        let payload = &to(who).unwrap().payload.0;
        assert!(payload.get("picture").is_none(), "{payload}");
        let path = payload["sections"][0]["path"].as_str().unwrap();
        assert_eq!(path, format!("/publications/notes/{id}"));
    }
    // Who changes their mind afterwards is not recorded either.
    let mail = to(&halden.requester).unwrap();
    choose_for_me(&db, &halden.requester, false, tuesday())
        .await
        .unwrap();
    let seen = token(mail, &mail.payload.0["picture"]);
    let click = token(mail, &mail.payload.0["sections"][0]["path"]);
    opened(&db, &seen, tuesday()).await.unwrap();
    let to = follow(&db, &click, true, tuesday()).await.unwrap();
    assert_eq!(to, Some(format!("/publications/notes/{id}")));
    for customer in [halden.company.id, other.company.id] {
        assert!(interactions(&db, customer).await.is_empty());
    }
    let mut read = db.read(Scope::system()).await.unwrap();
    let marked: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM newsletter_copy WHERE opened_at IS NOT NULL",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(marked, Some(0));
});

both_engines!(of_who_left_nothing_is_remembered, |db| async move {
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    issue(&db, &by, notes, "One", NOW).await;
    wants(&db, &world.requester).await;
    assert_eq!(wanted(&db, &by).await, 1);
    send(&db, tuesday()).await;
    let mail = mails(&db).await.pop().unwrap();
    let seen = token(&mail, &mail.payload.0["picture"]);
    let click = token(&mail, &mail.payload.0["sections"][0]["path"]);
    let gone = world.requester.member().unwrap().id;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE membership SET active = $2 WHERE id = $1 /* system */",
                args![gone, false],
            )
            .await
        })
    })
    .await
    .unwrap();
    opened(&db, &seen, tuesday()).await.unwrap();
    follow(&db, &click, true, tuesday()).await.unwrap();
    assert!(interactions(&db, world.company.id).await.is_empty());
    issue(&db, &by, notes, "Two", tuesday().plus_days(1)).await;
    assert_eq!(send(&db, tuesday().plus_days(7)).await, 0);
    assert_eq!(wanted(&db, &by).await, 0, "nor are they counted");
});
