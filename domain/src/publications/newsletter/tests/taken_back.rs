//! What a newsletter tells of and is taken back, before and after it went out.

use super::*;
use crate::publications::withdraw_issue;
use crate::store::FormKey;

both_engines!(
    a_link_to_what_was_taken_back_leads_to_a_sentence,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let id = issue(&db, &by, notes, "One", NOW).await;
        wants(&db, &world.requester).await;
        send(&db, tuesday()).await;
        let mail = mails(&db).await.pop().unwrap();
        let click = token(&mail, &mail.payload.0["sections"][0]["path"]);
        withdraw_issue(&db, &by, FormKey::fresh(), (id, 2), "Wrong", tuesday())
            .await
            .unwrap();
        let to = follow(&db, &click, true, tuesday()).await.unwrap();
        assert_eq!(to, Some(format!("/publications/notes/{id}")));
        assert!(
            interactions(&db, world.company.id).await.is_empty(),
            "nothing of it was read"
        );
    }
);

both_engines!(
    what_is_taken_back_while_a_newsletter_goes_out_is_not_in_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let id = issue(&db, &by, notes, "One", NOW).await;
        wants(&db, &world.requester).await;
        let now = tuesday();
        let begun = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { begin(tx, now).await })
            })
            .await;
        assert!(begun.unwrap());
        withdraw_issue(&db, &by, FormKey::fresh(), (id, 2), "Wrong", now)
            .await
            .unwrap();
        assert_eq!(send(&db, now).await, 0);
        assert!(mails(&db).await.is_empty());
    }
);

both_engines!(
    a_letter_that_waits_loses_what_is_taken_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let one = issue(&db, &by, notes, "One", NOW).await;
        let two = issue(&db, &by, notes, "Two", NOW).await;
        for who in [&world.requester, &world.manager] {
            wants(&db, who).await;
        }
        assert_eq!(send(&db, tuesday()).await, 2);
        let withdraw = async |id| {
            let key = FormKey::fresh();
            withdraw_issue(&db, &by, key, (id, 2), "Wrong", tuesday())
                .await
                .unwrap();
        };
        withdraw(one).await;
        let waiting = mails(&db).await;
        for mail in &waiting {
            assert_eq!(titles(&waiting, &mail.recipient), ["Two"]);
            assert_eq!(mail.payload.0["count"], 1);
            assert_eq!(mail.payload.0["title"], "Two");
        }
        // What was sent stays as it was sent; what waits and says nothing else goes.
        let sent = world.manager.email().to_owned();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE outbox SET sent_at = $2 WHERE recipient = $1",
                    args![sent, tuesday()],
                )
                .await
            })
        })
        .await
        .unwrap();
        withdraw(two).await;
        let left = mails(&db).await;
        assert_eq!(left.len(), 1);
        assert_eq!(titles(&left, world.manager.email()), ["Two"]);
    }
);
