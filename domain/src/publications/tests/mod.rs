//! Publications on both engines: what members read. What curators write is in
//! `curators`, what becomes of it afterwards in `corrected`.

mod corrected;
mod curators;

use super::readers::Readers;
use super::*;
use crate::args;
use crate::id::{CustomerId, IssueId, PublicationId};
use crate::identity::testing::{Failed, staff, unrecorded};
use crate::identity::{Actor, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError, together};
use crate::subscriptions::entitlements::Benefit;
use crate::subscriptions::testing::subscribed_to;
use crate::text::Language;
use crate::{Day, Timestamp};

/// What was wrong with what was written.
fn faults<T: std::fmt::Debug>(answer: Result<T, EditError>) -> Vec<EditFault> {
    match answer {
        Err(EditError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

pub(super) async fn curator(db: &Db) -> Actor {
    staff(db, &[StaffRole::Curator]).await
}

/// A publication of this code.
pub(super) async fn publication(
    db: &Db,
    curator: &Actor,
    code: &str,
    entitled: bool,
    needs: &str,
) -> PublicationId {
    let text = |language, name: String| PublicationText {
        language,
        name,
        about: String::new(),
    };
    let command = SavePublication {
        key: FormKey::fresh(),
        id: None,
        code: code.to_owned(),
        readers: Readers {
            entitled,
            needs: needs.to_owned(),
        },
        texts: vec![
            text(Language::English, format!("The {code}")),
            text(Language::German, format!("Der {code}")),
        ],
    };
    save_publication(db, curator, command, NOW).await.unwrap()
}

fn draft_of(publication: PublicationId, title: &str) -> SaveIssue {
    let text = |language, title: String| IssueText {
        language,
        text: format!("{title} begins.\n\nAnd goes on."),
        title,
    };
    SaveIssue {
        key: FormKey::fresh(),
        issue: None,
        publication,
        day: Some(Day::of(NOW)),
        texts: vec![
            text(Language::English, title.to_owned()),
            text(Language::German, format!("{title} auf Deutsch")),
        ],
    }
}

/// A draft of an issue.
pub(super) async fn draft(
    db: &Db,
    curator: &Actor,
    publication: PublicationId,
    title: &str,
) -> IssueId {
    save_issue(db, curator, draft_of(publication, title), NOW)
        .await
        .unwrap()
}

/// An issue as somebody reads it.
async fn shown(db: &Db, who: &Actor, of: (&str, IssueId)) -> Issue {
    match issue_of::<Failed>(db, who, of, NOW).await.unwrap() {
        Some(Found::Issue(issue)) => issue,
        other => panic!("{other:?}"),
    }
}

/// An issue, published at a moment.
pub(super) async fn issue(
    db: &Db,
    curator: &Actor,
    publication: PublicationId,
    title: &str,
    at: Timestamp,
) -> IssueId {
    let id = draft(db, curator, publication, title).await;
    publish_issue(db, curator, FormKey::fresh(), (id, 1), at)
        .await
        .unwrap();
    id
}

async fn needs(db: &Db, customer: CustomerId, needs: &'static str) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE customer SET needs = $2 WHERE id = $1",
                args![customer, needs],
            )
            .await
        })
    })
    .await
    .unwrap();
}

async fn seen(db: &Db, who: &Actor, now: Timestamp) -> Vec<(String, usize)> {
    let found = publications::<Failed>(db, who, now).await.unwrap();
    let shelves = found.shelves.into_iter();
    shelves.map(|one| (one.head.code, one.new)).collect()
}

async fn codes(db: &Db, who: &Actor) -> Vec<String> {
    let all = seen(db, who, NOW).await.into_iter();
    all.map(|(code, _)| code).collect()
}

async fn subscribe(db: &Db, world: &World, code: &str) {
    let benefit = Benefit::Publication {
        of: code.to_owned(),
    };
    let laptop = ("LAPTOP", world.laptop);
    subscribed_to(db, world, laptop, vec![benefit], 1, NOW).await;
}

both_engines!(members_read_what_is_for_them, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let curator = curator(&db).await;
    let mut issues = Vec::new();
    for (code, entitled, of) in [
        ("all", false, ""),
        ("letter", true, ""),
        ("uptime", false, "uptime"),
    ] {
        let publication = publication(&db, &curator, code, entitled, of).await;
        issues.push((code, issue(&db, &curator, publication, code, NOW).await));
    }
    assert_eq!(codes(&db, &halden.requester).await, ["all"]);
    subscribe(&db, &halden, "letter").await;
    needs(&db, halden.company.id, "uptime").await;
    assert_eq!(
        codes(&db, &halden.requester).await,
        ["all", "letter", "uptime"]
    );
    // What one company holds is nobody else's.
    assert_eq!(codes(&db, &other.requester).await, ["all"]);
    for (code, id) in issues {
        let part = (0, 10);
        for (who, sees) in [(&halden.requester, true), (&other.requester, code == "all")] {
            let list = publication_of::<Failed>(&db, who, code, part, NOW).await;
            assert_eq!(list.unwrap().is_some(), sees, "{code}");
            let read = issue_of::<Failed>(&db, who, (code, id), NOW).await.unwrap();
            assert_eq!(read.is_some(), sees, "{code}");
            // Under the address of another publication it is not found.
            let read = issue_of::<Failed>(&db, who, ("all", id), NOW)
                .await
                .unwrap();
            assert_eq!(read.is_some(), code == "all");
        }
    }
    // Staff read none of it here.
    let denied = publications::<Failed>(&db, &curator, NOW).await;
    assert!(matches!(denied, Err(Failed::Denied(_))));
});

both_engines!(a_draft_is_read_by_nobody, |db| async move {
    let world = world(&db, "Halden").await;
    let curator = curator(&db).await;
    let publication = publication(&db, &curator, "notes", false, "").await;
    let id = draft(&db, &curator, publication, "Soon").await;
    let who = &world.requester;
    assert!(
        codes(&db, who).await.is_empty(),
        "nothing in it is published"
    );
    let read = issue_of::<Failed>(&db, who, ("notes", id), NOW).await;
    assert_eq!(read.unwrap(), None);
    publish_issue(&db, &curator, FormKey::fresh(), (id, 1), NOW)
        .await
        .unwrap();
    let german = who.clone().reading("de");
    let read = shown(&db, &german, ("notes", id)).await;
    assert_eq!(read.title, "Soon auf Deutsch");
    assert_eq!(read.head.name, "Der notes");
    assert_eq!(read.text, "Soon auf Deutsch begins.\n\nAnd goes on.");
});

both_engines!(what_came_since_somebody_was_here_is_new, |db| async move {
    let world = world(&db, "Halden").await;
    let curator = curator(&db).await;
    let publication = publication(&db, &curator, "notes", false, "").await;
    issue(&db, &curator, publication, "One", NOW.plus_days(-1)).await;
    let who = &world.requester;
    let db = &db;
    let new_at = |now| async move { seen(db, who, now).await.first().map(|one| one.1) };
    // Whoever comes for the first time finds nothing marked.
    assert_eq!(new_at(NOW).await, Some(0));
    issue(db, &curator, publication, "Two", NOW.plus_days(1)).await;
    let back = NOW.plus_days(2);
    assert_eq!(new_at(back).await, Some(1));
    assert_eq!(new_at(back.plus_seconds(600)).await, Some(1));
    assert_eq!(new_at(back.plus_days(1)).await, Some(0));
    // Somebody else has not been here.
    assert_eq!(seen(db, &world.manager, back).await[0].1, 0);
});

/// What stands on somebody's home page.
async fn on_home(db: &Db, who: &Actor, now: Timestamp) -> Vec<String> {
    let member = who.member().unwrap();
    let mut read = db.read(who.scope()).await.unwrap();
    let questions = (
        crate::subscriptions::ask_held(member.company.id),
        ask_new_issues(member, "en", now),
    );
    let (held, news) = together(&mut read, questions).await.unwrap();
    let news = news.with(&held, Day::of(now)).into_iter();
    news.map(|one| one.title).collect()
}

both_engines!(the_home_page_has_what_is_new_and_theirs, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let by = curator(&db).await;
    for (code, entitled, of) in [
        ("all", false, ""),
        ("letter", true, ""),
        ("uptime", false, "uptime"),
    ] {
        let publication = publication(&db, &by, code, entitled, of).await;
        issue(&db, &by, publication, code, NOW.plus_seconds(-60)).await;
        draft(&db, &by, publication, "Not yet").await;
    }
    subscribe(&db, &halden, "letter").await;
    needs(&db, halden.company.id, "uptime").await;
    let mut theirs = on_home(&db, &halden.requester, NOW).await;
    theirs.sort();
    assert_eq!(theirs, ["all", "letter", "uptime"]);
    assert_eq!(on_home(&db, &other.requester, NOW).await, ["all"]);
    // Who has looked into the publications has met it; others have not.
    seen(&db, &halden.requester, NOW).await;
    assert!(on_home(&db, &halden.requester, NOW).await.is_empty());
    assert_eq!(on_home(&db, &halden.manager, NOW).await.len(), 3);
    // After four weeks it is news for nobody.
    let later = NOW.plus_days(29);
    assert!(on_home(&db, &other.manager, later).await.is_empty());
});

both_engines!(
    reading_an_issue_is_remembered_where_it_may_be,
    |db| async move {
        let world = world(&db, "Halden").await;
        let by = curator(&db).await;
        let notes = publication(&db, &by, "notes", false, "").await;
        let id = issue(&db, &by, notes, "One", NOW).await;
        let quiet = unrecorded(world.manager.clone());
        for who in [&world.requester, &quiet] {
            let read = issue_of::<Failed>(&db, who, ("notes", id), NOW).await;
            assert!(read.unwrap().is_some());
        }
        // What is not there for them leaves no trace.
        issue_of::<Failed>(&db, &world.requester, ("other", id), NOW)
            .await
            .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let kept: Vec<(String,)> = read
            .all(
                "SELECT text FROM interaction WHERE kind = 'issue-read' /* system */",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(kept, [("One".to_owned(),)]);
    }
);
