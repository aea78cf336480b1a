//! The newsletter on both engines: once a week, to whom it is for, and never twice. Who
//! wants it, and no longer, is in `choice`; who gets it of those, and what of it arrives, in
//! `arrived`; what is remembered of it in `recorded`; what was told and taken back in
//! `taken_back`.

mod arrived;
mod choice;
mod recorded;
mod taken_back;

use super::letter::beginning;
use super::send::{begin, send_some};
use super::*;
use crate::args;
use crate::id::{CustomerId, MembershipId, PersonId};
use crate::identity::testing::{customer, let_in};
use crate::identity::{Actor, Company};
use crate::publications::tests::{curator, issue, publication};
use crate::requests::testing::{NOW, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FromRow, Json, Query, Scope, StoreError};
use crate::subscriptions::entitlements::Benefit;
use crate::subscriptions::testing::subscribed_to;
use crate::{Day, Timestamp};
use serde_json::Value;

/// The Tuesday after `NOW`, when the newsletter is sent.
fn tuesday() -> Timestamp {
    weekly::moment_of(weekly::last_due(NOW).plus_days(7))
}

#[derive(Debug, FromRow)]
struct Mail {
    recipient: String,
    payload: Json<Value>,
}

async fn mails(db: &Db) -> Vec<Mail> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, payload FROM outbox WHERE kind = 'newsletter' ORDER BY recipient",
        args![],
    )
    .await
    .unwrap()
}

async fn send(db: &Db, now: Timestamp) -> usize {
    send_newsletters(db, || now).await.unwrap()
}

/// Somebody who can sign in asks for it.
async fn wants(db: &Db, who: &Actor) {
    let_in(db, who.person()).await;
    choose_newsletter(db, who, true, NOW).await.unwrap();
}

/// The titles in the letter to somebody; none if they got none.
fn titles(mails: &[Mail], to: &str) -> Vec<String> {
    let mail = mails.iter().find(|mail| mail.recipient == to);
    let sections = mail.and_then(|mail| mail.payload.0["sections"].as_array().cloned());
    sections
        .unwrap_or_default()
        .iter()
        .map(|one| one["title"].as_str().unwrap().to_owned())
        .collect()
}

fn token(mail: &Mail, path: &Value) -> String {
    let path = path.as_str().unwrap_or_else(|| panic!("{mail:?}"));
    path.rsplit_once('/').unwrap().1.to_owned()
}

async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

async fn interactions(db: &Db, customer: CustomerId) -> Vec<(String, String)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT kind, text FROM interaction
         WHERE customer_id = $1 AND touch_point = 'mail' ORDER BY at, kind",
        args![customer],
    )
    .await
    .unwrap()
}

both_engines!(
    each_gets_what_is_for_them_if_they_want_it,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let by = curator(&db).await;
        let all = publication(&db, &by, "all", false, "").await;
        let letter = publication(&db, &by, "letter", true, "").await;
        issue(&db, &by, all, "For all", NOW).await;
        issue(&db, &by, letter, "For some", NOW).await;
        let benefit = Benefit::Publication {
            of: "letter".to_owned(),
        };
        let laptop = ("LAPTOP", halden.laptop);
        subscribed_to(&db, &halden, laptop, vec![benefit], 1, NOW).await;
        for who in [&halden.requester, &other.requester] {
            wants(&db, who).await;
        }
        assert_eq!(
            send(&db, tuesday().plus_seconds(-1)).await,
            0,
            "not due yet"
        );
        assert_eq!(send(&db, tuesday()).await, 2);
        let mails = mails(&db).await;
        assert_eq!(mails.len(), 2, "nobody gets it who did not ask for it");
        let of = |who: &Actor| titles(&mails, who.email());
        assert_eq!(of(&halden.requester), ["For all", "For some"]);
        assert_eq!(of(&other.requester), ["For all"]);
        assert_eq!(send(&db, tuesday().plus_days(3)).await, 0);
    }
);

both_engines!(after_a_standstill_nobody_gets_two, |db| async move {
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    wants(&db, &world.requester).await;
    issue(&db, &by, notes, "One", NOW).await;
    assert_eq!(send(&db, tuesday()).await, 1);
    // Three weeks in which the job did not run, and two issues in them.
    issue(&db, &by, notes, "Two", tuesday().plus_days(3)).await;
    issue(&db, &by, notes, "Three", tuesday().plus_days(10)).await;
    let back = tuesday().plus_days(24);
    issue(&db, &by, notes, "Four", back.plus_seconds(-5)).await;
    let both = futures::join!(send(&db, back), send(&db, back));
    assert_eq!(both.0 + both.1, 1, "run twice at the same moment");
    assert_eq!(send(&db, back.plus_seconds(60)).await, 0);
    let mails = mails(&db).await;
    assert_eq!(mails.len(), 2);
    let latest: Vec<String> = mails
        .iter()
        .map(|mail| mail.payload.0["count"].to_string())
        .collect();
    assert!(latest.contains(&"1".to_owned()) && latest.contains(&"2".to_owned()));
    // What was published after the day it was due waits for the next one.
    assert_eq!(send(&db, tuesday().plus_days(28)).await, 1);
});

both_engines!(without_news_there_is_no_newsletter, |db| async move {
    let world = world(&db, "Halden").await;
    wants(&db, &world.requester).await;
    assert_eq!(send(&db, tuesday()).await, 0);
    let by = curator(&db).await;
    let letter = publication(&db, &by, "letter", true, "").await;
    issue(&db, &by, letter, "For others", NOW).await;
    assert_eq!(send(&db, tuesday()).await, 0, "nothing in it is for them");
    assert!(mails(&db).await.is_empty());
});

/// Many members of a company who want it.
async fn crowd(db: &Db, company: &Company, count: i64) {
    let customer = company.id;
    let (mut people, mut members) = (Vec::new(), Vec::new());
    let (mut roles, mut choices) = (Vec::new(), Vec::new());
    for number in 0..count {
        let (person, member) = (PersonId::new(), MembershipId::new());
        let email = format!("{number:04}@crowd.example");
        people.push(args![person, email, "Ola", "none", 0_i64]);
        roles.push(args![member, customer, "requester"]);
        members.push(args![member, customer, person, true, 0_i64]);
        choices.push(args![customer, member, true, 0_i64]);
    }
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            for (head, rows) in [
                (
                    "INSERT INTO person (id, email, name, password_hash, created_at) VALUES",
                    people,
                ),
                (
                    "INSERT INTO membership (id, customer_id, person_id, active, created_at) VALUES",
                    members,
                ),
                (
                    "INSERT INTO membership_role (membership_id, customer_id, role) VALUES",
                    roles,
                ),
                (
                    "INSERT INTO newsletter_choice (customer_id, membership_id, wanted, at) VALUES",
                    choices,
                ),
            ] {
                tx.insert_many(head, rows, "").await?;
            }
            Ok(())
        })
    })
    .await
    .unwrap();
}

both_engines!(a_newsletter_that_broke_off_goes_on, |db| async move {
    let (company, _) = customer(&db, "Crowd").await;
    crowd(&db, &company, 450).await;
    let by = curator(&db).await;
    let notes = publication(&db, &by, "notes", false, "").await;
    issue(&db, &by, notes, "One", NOW).await;
    let now = tuesday();
    // Begun, the first members have theirs, and then the program is killed.
    let first = db
        .write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                assert!(begin(tx, now).await?);
                let round = tx
                    .one("SELECT id, reached FROM newsletter", args![])
                    .await?;
                send_some(tx, round, now).await
            })
        })
        .await
        .unwrap();
    assert_eq!(first.0, 200);
    // A step that another process has done already does nothing.
    let stale = super::send::Round {
        id: first.1.as_ref().unwrap().id,
        reached: MembershipId(uuid::Uuid::nil()),
    };
    let again = db
        .write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { send_some(tx, stale, now).await })
        })
        .await
        .unwrap();
    assert!(again.0 == 0 && again.1.is_none());
    // Back after two weeks: the others get theirs, and nothing new begins that week.
    issue(&db, &by, notes, "Two", now.plus_days(1)).await;
    let back = now.plus_days(15);
    assert_eq!(send(&db, back).await, 250);
    assert_eq!(send(&db, back).await, 0);
    let mails = mails(&db).await;
    assert_eq!(mails.len(), 450);
    let mut to: Vec<&str> = mails.iter().map(|mail| mail.recipient.as_str()).collect();
    to.dedup();
    assert_eq!(to.len(), 450, "nobody got two");
    assert_eq!(send(&db, now.plus_days(21)).await, 450);
});

#[test]
fn the_beginning_of_a_letter_is_words() {
    assert_eq!(beginning("One.\n\nTwo."), "One.");
    assert_eq!(Day::of(tuesday()), weekly::last_due(tuesday()));
}
