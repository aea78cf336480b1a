//! What becomes of an issue that was published.

use super::*;
use crate::identity::testing::let_in;
use crate::publications::newsletter::{choose_newsletter, send_newsletters};

/// A correction of the issue in this version.
fn correction(publication: PublicationId, of: (IssueId, i64), title: &str) -> SaveIssue {
    SaveIssue {
        issue: Some(of),
        ..draft_of(publication, title)
    }
}

async fn desk(db: &Db, curator: &Actor, id: IssueId) -> DeskIssue {
    let mut read = db.read(Scope::system()).await.unwrap();
    let asked = ask_issue_desk(curator, id).unwrap();
    asked.fetch(&mut read).await.unwrap().unwrap().issue
}

async fn audits(db: &Db, action: &str) -> Vec<(String,)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT CAST(detail AS TEXT) FROM audit WHERE action = $1 /* system */",
        args![action],
    )
    .await
    .unwrap()
}

both_engines!(
    a_correction_is_seen_and_what_was_said_is_kept,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let id = issue(&db, &by, notes, "Wrong", NOW).await;
        let who = &world.requester;
        assert_eq!(shown(&db, who, ("notes", id)).await.corrected_at, None);
        let later = NOW.plus_days(3);
        let first = correction(notes, (id, 2), "Right");
        for _ in 0..2 {
            // The same form twice is one correction.
            correct_issue(&db, &by, first.clone(), later).await.unwrap();
        }
        let now = shown(&db, who, ("notes", id)).await;
        assert_eq!(
            (now.title.as_str(), now.corrected_at),
            ("Right", Some(later))
        );
        let german = who.clone().reading("de");
        let now = shown(&db, &german, ("notes", id)).await;
        assert_eq!(now.title, "Right auf Deutsch");
        // Whoever looked at what was there before loses, and nothing is kept twice.
        let late = correct_issue(&db, &by, correction(notes, (id, 2), "Else"), later).await;
        assert!(matches!(late, Err(EditError::Changed)));
        let same = correct_issue(&db, &by, correction(notes, (id, 3), "Right"), later).await;
        assert!(matches!(same, Err(EditError::Same)));
        let one = desk(&db, &by, id).await;
        let kept: Vec<(&str, &str)> = one
            .earlier
            .iter()
            .map(|one| (one.said.language.code(), one.said.title.as_str()))
            .collect();
        assert_eq!(kept, [("de", "Wrong auf Deutsch"), ("en", "Wrong")]);
        assert_eq!((one.version, one.corrected_at), (3, Some(later)));
        assert_eq!(audits(&db, "issue.corrected").await.len(), 1);
        // A draft is changed, not corrected; and not by everybody.
        let draft = draft(&db, &by, notes, "Soon").await;
        let refused = correct_issue(&db, &by, correction(notes, (draft, 1), "Now"), later).await;
        assert!(matches!(refused, Err(EditError::NotFound)));
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let denied = correct_issue(&db, &desk, correction(notes, (id, 3), "Mine"), later).await;
        assert!(matches!(denied, Err(EditError::Denied(_))));
    }
);

both_engines!(two_corrections_at_once_are_one, |db| async move {
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    let id = issue(&db, &by, notes, "Wrong", NOW).await;
    let correct = |title: &str| correct_issue(&db, &by, correction(notes, (id, 2), title), NOW);
    let both = futures::join!(correct("One"), correct("Two"));
    let fine = [both.0.is_ok(), both.1.is_ok()];
    assert_eq!(fine.iter().filter(|one| **one).count(), 1, "{fine:?}");
    assert_eq!(
        desk(&db, &by, id).await.earlier.len(),
        2,
        "each language once"
    );
});

both_engines!(what_was_taken_back_is_read_by_nobody, |db| async move {
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    let id = issue(&db, &by, notes, "Gone", NOW).await;
    let who = &world.requester;
    assert_eq!(on_home(&db, who, NOW.plus_seconds(1)).await, ["Gone"]);
    let why = withdraw_issue(&db, &by, FormKey::fresh(), (id, 2), " \n", NOW).await;
    assert_eq!(faults(why), [EditFault::Why]);
    let stale = withdraw_issue(&db, &by, FormKey::fresh(), (id, 1), "Wrong", NOW).await;
    assert!(matches!(stale, Err(EditError::Changed)));
    let key = FormKey::fresh();
    for _ in 0..2 {
        withdraw_issue(&db, &by, key, (id, 2), "It was wrong", NOW)
            .await
            .unwrap();
    }
    let kept = audits(&db, "issue.withdrawn").await;
    assert!(
        kept.len() == 1 && kept[0].0.contains("It was wrong"),
        "{kept:?}"
    );
    let found = issue_of::<Failed>(&db, who, ("notes", id), NOW).await;
    assert_eq!(found.unwrap(), Some(Found::Withdrawn(NOW)));
    // A publication of nothing else is in no list either.
    assert!(codes(&db, who).await.is_empty());
    assert!(on_home(&db, who, NOW.plus_seconds(1)).await.is_empty());
    let list = publication_of::<Failed>(&db, who, "notes", (0, 10), NOW).await;
    assert_eq!(list.unwrap(), None);
    // For whom it never was, there is nothing at all.
    let letter = publication(&db, &by, "letter", true, "").await;
    let theirs = issue(&db, &by, letter, "For some", NOW).await;
    withdraw_issue(&db, &by, FormKey::fresh(), (theirs, 2), "Wrong", NOW)
        .await
        .unwrap();
    let found = issue_of::<Failed>(&db, who, ("letter", theirs), NOW).await;
    assert_eq!(found.unwrap(), None);
    // It stays so.
    let correct = correct_issue(&db, &by, correction(notes, (id, 3), "Again"), NOW).await;
    assert!(matches!(correct, Err(EditError::Withdrawn)));
    let again = withdraw_issue(&db, &by, FormKey::fresh(), (id, 3), "Twice", NOW).await;
    assert!(matches!(again, Err(EditError::Withdrawn)));
    // Nothing of it was read.
    let reads = "SELECT text FROM interaction WHERE kind = 'issue-read' /* system */";
    let mut read = db.read(Scope::system()).await.unwrap();
    let reads: Vec<(String,)> = read.all(reads, args![]).await.unwrap();
    assert!(reads.is_empty());
});

both_engines!(
    no_newsletter_tells_of_what_was_taken_back,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let_in(&db, world.requester.person()).await;
        choose_newsletter(&db, &world.requester, true, NOW)
            .await
            .unwrap();
        let id = issue(&db, &by, notes, "Gone", NOW).await;
        withdraw_issue(&db, &by, FormKey::fresh(), (id, 2), "Wrong", NOW)
            .await
            .unwrap();
        let week = NOW.plus_days(8);
        assert_eq!(send_newsletters(&db, || week).await.unwrap(), 0);
        // With another one, only that is told of.
        issue(&db, &by, notes, "Stays", NOW).await;
        assert_eq!(send_newsletters(&db, || week).await.unwrap(), 1);
        let mut read = db.read(Scope::system()).await.unwrap();
        let letters: Vec<(String,)> = read
            .all(
                "SELECT CAST(payload AS TEXT) FROM outbox WHERE kind = 'newsletter' /* system */",
                args![],
            )
            .await
            .unwrap();
        assert!(letters[0].0.contains("Stays") && !letters[0].0.contains("Gone"));
    }
);

both_engines!(
    what_is_taken_back_while_letters_are_written_is_in_none,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let_in(&db, world.requester.person()).await;
        choose_newsletter(&db, &world.requester, true, NOW)
            .await
            .unwrap();
        for round in 0..4 {
            let at = NOW.plus_days(7 * round);
            let gone = issue(&db, &by, notes, "Gone", at).await;
            issue(&db, &by, notes, "Stays", at).await;
            let week = NOW.plus_days(8 + 7 * round);
            let (sent, back) = tokio::join!(
                send_newsletters(&db, || week),
                withdraw_issue(&db, &by, FormKey::fresh(), (gone, 2), "Wrong", week)
            );
            assert_eq!(sent.unwrap(), 1);
            back.unwrap();
        }
        let mut read = db.read(Scope::system()).await.unwrap();
        let letters: Vec<(String,)> = read
            .all(
                "SELECT CAST(payload AS TEXT) FROM outbox WHERE kind = 'newsletter' /* system */",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(letters.len(), 4);
        for (letter,) in letters {
            assert!(
                letter.contains("Stays") && !letter.contains("Gone"),
                "{letter}"
            );
        }
    }
);
