//! Who gets the newsletter of those who want it, and what of it arrives.

use super::*;
use crate::id::NewsletterId;
use crate::mail::{Fates, ask_fates, failed, sent, take_due};

both_engines!(
    who_can_not_sign_in_or_has_no_role_gets_none,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        issue(&db, &by, notes, "One", NOW).await;
        for who in [&world.requester, &world.approver, &world.manager] {
            wants(&db, who).await;
        }
        // One lost every role, of one it was forgotten how to sign in, and one has left.
        let (none, locked, gone) = (
            world.requester.member().unwrap().id,
            world.approver.person(),
            world.manager.member().unwrap().id,
        );
        let change = |back: bool| {
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    if !back {
                        tx.run(
                            "DELETE FROM membership_role WHERE membership_id = $1 /* system */",
                            args![none],
                        )
                        .await?;
                    }
                    tx.run(
                        "UPDATE person SET password_hash = $2 WHERE id = $1",
                        args![locked, back.then(|| "none".to_owned())],
                    )
                    .await?;
                    tx.run(
                        "UPDATE membership SET active = $2 WHERE id = $1 /* system */",
                        args![gone, back],
                    )
                    .await
                })
            })
        };
        change(false).await.unwrap();
        assert_eq!(send(&db, tuesday()).await, 0);
        assert!(mails(&db).await.is_empty());
        // Who is back gets the next one.
        change(true).await.unwrap();
        issue(&db, &by, notes, "Two", tuesday().plus_days(1)).await;
        assert_eq!(send(&db, tuesday().plus_days(7)).await, 2);
    }
);

both_engines!(
    a_letter_that_was_given_up_counts_as_no_copy,
    |db| async move {
        let (company, _) = customer(&db, "Crowd").await;
        crowd(&db, &company, 5).await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        issue(&db, &by, notes, "One", NOW).await;
        let now = tuesday();
        assert_eq!(send(&db, now).await, 5);
        let mut read = db.read(Scope::system()).await.unwrap();
        let (id,): (NewsletterId,) = read
            .one("SELECT id FROM newsletter", args![])
            .await
            .unwrap();
        drop(read);
        let fates = || async {
            let mut read = db.read(by.scope()).await.unwrap();
            let mut all = ask_fates(&[id.0]).fetch(&mut read).await.unwrap();
            all.remove(&id.0).unwrap_or_default()
        };
        let counted = |sent, waiting, given_up| Fates {
            sent,
            waiting,
            given_up,
        };
        assert_eq!(fates().await, counted(0, 5, 0));
        let taken = take_due(&db, 4, 60, now).await.unwrap();
        sent(&db, &taken[0], now).await.unwrap();
        sent(&db, &taken[1], now).await.unwrap();
        // One is tried again, and one is hopeless.
        let no = || "no answer".to_owned();
        failed(&db, &taken[2], no(), false, now).await.unwrap();
        failed(&db, &taken[3], no(), true, now).await.unwrap();
        assert_eq!(fates().await, counted(2, 2, 1));
        // Other letters are not counted.
        let unknown = [uuid::Uuid::nil()];
        let mut read = db.read(by.scope()).await.unwrap();
        let none = ask_fates(&unknown).fetch(&mut read).await.unwrap();
        assert!(none.is_empty());
    }
);
