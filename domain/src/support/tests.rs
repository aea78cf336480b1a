//! Cases as people meet them, on both engines.

mod at_once;

use super::articles::BeforeAsking;
use super::business_hours::CalendarText;
use super::case_life::{Priority, State};
use super::*;
use crate::files::Files;
use crate::id::PersonId;
use crate::identity::testing::{member, staff};
use crate::identity::{Actor, CustomerRole, Denied, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::{both_engines, rows_of};
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Rate, Timestamp, args};

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Four hours to the first answer, two days to a solution, round the clock.
async fn level(db: &Db) {
    let admin = staff(db, &[StaffRole::Admin]).await;
    let new = NewLevel {
        name: "Standard".to_owned(),
        hours: CalendarText {
            round_the_clock: true,
            ..CalendarText::default()
        },
        targets: [TargetMinutes::hours(4, 48); 4],
        warn_at: Rate(7_500),
        usual: true,
    };
    make_level(db, &admin, new, NOW).await.unwrap();
}

fn question(subject: &str) -> OpenCase {
    OpenCase {
        key: FormKey::fresh(),
        subject: subject.to_owned(),
        text: "It does not start any more.".to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before: BeforeAsking::default(),
    }
}

async fn opened(db: &Db, world: &World) -> String {
    open_case(db, &world.requester, question("Laptop is dead"), NOW)
        .await
        .unwrap()
}

async fn case(db: &Db, agent: &Actor, number: &str) -> Case {
    case_for_agent::<Failed>(db, agent, number, NOW)
        .await
        .unwrap()
        .unwrap()
        .case
}

async fn work(db: &Db, agent: &Actor, number: &str, work: Work, now: Timestamp) {
    let version = case(db, agent, number).await.head.version;
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version,
        work,
    };
    work_on(db, agent, command, now).await.unwrap();
}

async fn does(db: &Db, who: &Actor, number: &str, what: What) -> Result<String, CaseError> {
    let command = OnCase {
        key: FormKey::fresh(),
        number: number.to_owned(),
        what,
    };
    on_case(db, who, command, NOW.plus_seconds(60)).await
}

/// The mails of a kind that were put into the outbox: to whom, and their token.
async fn mails(db: &Db, kind: &'static str) -> Vec<(String, Option<String>)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, payload ->> 'token' FROM outbox WHERE kind = $1 ORDER BY id",
        args![kind],
    )
    .await
    .unwrap()
}

both_engines!(a_case_is_asked_answered_and_solved, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    assert!(number.starts_with("HC-2026-0000"), "{number}");
    assert_eq!(mails(&db, "case-opened").await.len(), 1);

    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.first_due_at, Some(NOW.plus_seconds(4 * 3600)));
    work(
        &db,
        &agent,
        &number,
        Work::Ask("Is it plugged in?".to_owned()),
        NOW,
    )
    .await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.state, State::WaitsForCustomer);
    assert_eq!(
        (seen.head.first_due_at, seen.head.resolution_due_at),
        (None, None)
    );
    assert_eq!(seen.head.agent, Some(agent.person()));
    assert_eq!(mails(&db, "case-asked").await[0].0, world.requester.email());

    let answer = What::Write("Yes, it is.".to_owned());
    does(&db, &world.requester, &number, answer).await.unwrap();
    assert_eq!(mails(&db, "case-written").await[0].0, agent.email());
    let later = NOW.plus_seconds(3600);
    work(
        &db,
        &agent,
        &number,
        Work::Solve("Here is a new one.".to_owned()),
        later,
    )
    .await;
    let seen = case(&db, &agent, &number).await;
    assert_eq!(seen.head.state, State::Solved);
    assert!(seen.head.solved_at.is_some());

    let bad = does(&db, &world.requester, &number, What::Rate(6, String::new())).await;
    assert!(matches!(bad, Err(CaseError::NoRating)));
    let rate = What::Rate(5, "Quick!".to_owned());
    does(&db, &world.requester, &number, rate).await.unwrap();
    let confirm = What::Confirm(String::new());
    does(&db, &world.requester, &number, confirm).await.unwrap();
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        (seen.head.state, seen.head.satisfaction),
        (State::Closed, Some(5))
    );

    // What is written about a closed case begins a new one.
    let again = What::Write("It is dead again.".to_owned());
    let new = does(&db, &world.requester, &number, again).await.unwrap();
    assert_ne!(new, number);
    assert_eq!(case(&db, &agent, &new).await.head.follows, Some(number));
});

both_engines!(the_same_form_twice_is_one_case, |db| async move {
    let world = world(&db, "Halden").await;
    let form = question("Twice");
    let first = open_case(&db, &world.requester, form.clone(), NOW)
        .await
        .unwrap();
    let second = open_case(&db, &world.requester, form, NOW).await.unwrap();
    assert_eq!(first, second);
    let mine = list_cases::<Failed>(
        &db,
        &world.requester,
        &ListCases {
            limit: 10,
            ..ListCases::default()
        },
        NOW,
    )
    .await
    .unwrap();
    assert_eq!((mine.found, mine.rows.len()), (1, 1));
    assert_eq!(mine.entitled.level, None);
});

both_engines!(a_case_of_another_company_is_unknown, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let number = opened(&db, &ours).await;
    let before = rows_of(&db, ours.company.id).await;
    for who in [&theirs.requester, &theirs.manager] {
        let seen = case_of_member::<Failed>(&db, who, &number).await.unwrap();
        assert!(seen.is_none());
        let written = does(&db, who, &number, What::Write("Hello".to_owned())).await;
        assert!(matches!(written, Err(CaseError::NotFound)));
        let watched = does(&db, who, &number, What::Watch(true)).await;
        assert!(matches!(watched, Err(CaseError::NotFound)));
    }
    assert_eq!(rows_of(&db, ours.company.id).await, before);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let other = opened(&db, &theirs).await;
    let version = case(&db, &agent, &number).await.head.version;
    let merge = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version,
        work: Work::Merge(other),
    };
    assert!(matches!(
        work_on(&db, &agent, merge, NOW).await,
        Err(WorkError::NoOther)
    ));
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let refused = case_queue::<Failed>(&db, &desk, &CaseQuery::default()).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(the_manager_decides_who_sees_what, |db| async move {
    let world = world(&db, "Halden").await;
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    let own = opened(&db, &world).await;
    set_visibility::<Failed>(&db, &world.manager, Visibility::Unit, NOW)
        .await
        .unwrap();
    let of_unit = opened(&db, &world).await;
    for (number, seen) in [(&own, false), (&of_unit, true)] {
        let found = case_of_member::<Failed>(&db, &colleague, number)
            .await
            .unwrap();
        assert_eq!(found.is_some(), seen, "{number}");
    }
    let all = ListCases {
        which: Which::Seen,
        limit: 10,
        ..ListCases::default()
    };
    let list = list_cases::<Failed>(&db, &colleague, &all, NOW)
        .await
        .unwrap();
    assert_eq!((list.found, list.rows[0].is_mine()), (1, false));
    let refused = set_visibility::<Failed>(&db, &colleague, Visibility::Company, NOW).await;
    assert!(matches!(refused, Err(Failed::Denied(_))));
});

both_engines!(internal_notes_never_reach_members, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(
        &db,
        &agent,
        &number,
        Work::Note("Looks like fraud".to_owned()),
        NOW,
    )
    .await;
    work(
        &db,
        &agent,
        &number,
        Work::Answer("We are looking".to_owned()),
        NOW,
    )
    .await;
    let seen = case_of_member::<Failed>(&db, &world.requester, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(seen.messages.len(), 2);
    assert!(!seen.messages.iter().any(Said::is_internal));
    assert_eq!(case(&db, &agent, &number).await.messages.len(), 3);
    let mut read = db.read(Scope::system()).await.unwrap();
    let told: Vec<(String,)> = read
        .all("SELECT CAST(payload AS TEXT) FROM outbox", args![])
        .await
        .unwrap();
    assert!(!told.iter().any(|(text,)| text.contains("fraud")));
});

both_engines!(nobody_answers_what_they_have_not_read, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let read = case(&db, &agent, &number).await.head.version;
    let more = What::Write("It starts again!".to_owned());
    does(&db, &world.requester, &number, more).await.unwrap();
    let stale = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: read,
        work: Work::Answer("Send it in".to_owned()),
    };
    assert!(matches!(
        work_on(&db, &agent, stale, NOW).await,
        Err(WorkError::Changed)
    ));
    let nobody = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: case(&db, &agent, &number).await.head.version,
        work: Work::Assign(PersonId::new()),
    };
    assert!(matches!(
        work_on(&db, &agent, nobody, NOW).await,
        Err(WorkError::NoAgent)
    ));
});

both_engines!(a_merged_case_goes_on_in_the_other, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let (one, other) = (opened(&db, &world).await, opened(&db, &world).await);
    work(&db, &agent, &one, Work::Merge(other.clone()), NOW).await;
    assert_eq!(case(&db, &agent, &one).await.head.state, State::Merged);
    let went = does(&db, &world.requester, &one, What::Write("More".to_owned())).await;
    assert_eq!(went.unwrap(), other);
    let third = opened(&db, &world).await;
    work(&db, &agent, &third, Work::Link(other.clone()), NOW).await;
    assert_eq!(case(&db, &agent, &other).await.links[0].number, third);
});

both_engines!(the_queue_has_first_what_is_due_first, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let later = open_case(
        &db,
        &world.requester,
        question("Later"),
        NOW.plus_seconds(60),
    )
    .await
    .unwrap();
    let sooner = opened(&db, &world).await;
    let unassigned = CaseQuery {
        pile: Pile::Unassigned,
        limit: 10,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &unassigned)
        .await
        .unwrap();
    let numbers: Vec<&str> = queue.rows.iter().map(|row| row.number.as_str()).collect();
    assert_eq!(numbers, [sooner.as_str(), later.as_str()]);
    work(&db, &agent, &later, Work::Assign(agent.person()), NOW).await;
    let mine = CaseQuery {
        limit: 10,
        customer: Some(world.company.id),
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(&db, &agent, &mine).await.unwrap();
    assert_eq!(
        (queue.found, queue.rows[0].number.as_str()),
        (1, later.as_str())
    );
    assert_eq!(queue.company.as_deref(), Some("Halden"));
    let mut read = db.read(Scope::staff()).await.unwrap();
    let waiting = ask_cases_waiting(agent.person(), NOW)
        .fetch(&mut read)
        .await
        .unwrap();
    assert_eq!((waiting.unassigned, waiting.late), (1, 0));
});

both_engines!(what_breaks_a_promise_is_told_once, |db| async move {
    level(&db).await;
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    work(&db, &agent, &number, Work::Assign(agent.person()), NOW).await;
    let run = |hours: i64| {
        let db = db.clone();
        async move {
            look_after_cases(&db, || NOW.plus_seconds(hours * 3600 + 60))
                .await
                .unwrap()
        }
    };
    assert_eq!(run(1).await, 0);
    assert_eq!(run(3).await, 1, "warned");
    assert_eq!(run(3).await, 0, "once");
    assert_eq!(run(5).await, 1, "broken");
    assert_eq!(run(5).await, 0, "once");
    assert_eq!(mails(&db, "case-warning").await.len(), 1);
    assert_eq!(
        mails(&db, "case-breached").await,
        [(agent.email().to_owned(), None)]
    );
    let seen = case(&db, &agent, &number).await;
    assert_eq!(
        seen.head.first_breached_at,
        Some(NOW.plus_seconds(4 * 3600))
    );

    // Solved and quiet, it is closed; a standstill of weeks closes it once.
    let solve = Work::Solve("Done".to_owned());
    work(&db, &agent, &number, solve, NOW.plus_seconds(6 * 3600)).await;
    assert_eq!(run(24 * 40).await, 1);
    assert_eq!(run(24 * 40).await, 0);
    assert_eq!(case(&db, &agent, &number).await.head.state, State::Closed);
});

fn addresses() -> MailAddresses {
    MailAddresses {
        supports: vec!["help@northgate.example".to_owned()],
        domain: "northgate.example".to_owned(),
        authserv_ids: vec!["mx.northgate.example".to_owned()],
    }
}

/// A mail from this address that our mail server vouches for, or not.
fn letter(from: &str, vouched: bool, to: &str, subject: &str, name: &str, text: &str) -> Vec<u8> {
    let domain = from.split('@').next_back().unwrap();
    let result = if vouched { "pass" } else { "fail" };
    format!(
        "Authentication-Results: mx.northgate.example; dmarc={result} header.from={domain}\r\n\
         From: Ines <{from}>\r\nTo: <{to}>\r\nSubject: {subject}\r\nMessage-ID: <{name}@{domain}>\r\n\
         \r\n{text}\r\n"
    )
    .into_bytes()
}

async fn take_with(db: &Db, files: &Files, raw: &[u8]) -> Became {
    let house = house(db).await.unwrap();
    let so = (&addresses(), &house);
    take_mail(db, files, (raw, None), so, NOW).await.unwrap()
}

async fn take(db: &Db, raw: &[u8]) -> Became {
    let files = Files::in_memory(db).await.unwrap();
    take_with(db, &files, raw).await
}

both_engines!(
    a_mail_opens_a_case_and_an_answer_continues_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let (ines, help) = (world.requester.email(), "help@northgate.example");
        let first = letter(ines, true, help, "No paper", "one", "The printer is empty.");
        let Became::Opened(number) = take(&db, &first).await else {
            panic!("a case");
        };
        assert_eq!(
            take(&db, &first).await,
            Became::Ignored,
            "the same mail again"
        );
        work(
            &db,
            &agent,
            &number,
            Work::Ask("Which printer?".to_owned()),
            NOW,
        )
        .await;
        let token = mails(&db, "case-asked").await[0].1.clone().unwrap();
        let subject = format!("Re: [{token}] No paper");
        let text = "The one on the left.\r\n\r\nOn 14 June 2026 Piet wrote:\r\n> Which printer?";
        let answer = letter(ines, true, help, &subject, "two", text);
        assert_eq!(take(&db, &answer).await, Became::Added(number.clone()));
        let seen = case(&db, &agent, &number).await;
        assert_eq!(seen.head.state, State::Open);
        assert_eq!(seen.messages.last().unwrap().text, "The one on the left.");
        assert_eq!(seen.messages.last().unwrap().source, "mail");
    }
);

both_engines!(a_forged_sender_is_a_stranger, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let number = opened(&db, &world).await;
    let token = mails(&db, "case-opened").await[0].1.clone().unwrap();
    let before = rows_of(&db, world.company.id).await;
    let (ines, help) = (world.requester.email(), "help@northgate.example");
    let subject = format!("Re: [{token}] x");
    let forged = letter(
        ines,
        false,
        help,
        &subject,
        "three",
        "Send it to me instead",
    );
    assert_eq!(take(&db, &forged).await, Became::Stranger);
    let unknown = letter(
        "a@elsewhere.example",
        true,
        help,
        "Hi",
        "four",
        "Who are you?",
    );
    assert_eq!(take(&db, &unknown).await, Became::Stranger);
    assert_eq!(rows_of(&db, world.company.id).await, before);
    let waiting = strangers::<Failed>(&db, &agent, Mails::Waiting, (0, 20))
        .await
        .unwrap();
    assert_eq!(waiting.found, 2);
    let hint = waiting.rows[0].mentions.map(number_of);
    assert_eq!(hint, Some(number));
    let queue = case_queue::<Failed>(&db, &agent, &CaseQuery::default())
        .await
        .unwrap();
    assert_eq!(queue.strangers, 2);
});

both_engines!(
    somebody_of_another_company_opens_their_own_case,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let number = opened(&db, &ours).await;
        let token = mails(&db, "case-opened").await[0].1.clone().unwrap();
        let subject = format!("Re: [{token}] Laptop");
        let other = theirs.requester.email();
        let mail = letter(
            other,
            true,
            "help@northgate.example",
            &subject,
            "five",
            "Mine, too",
        );
        let Became::Opened(new) = take(&db, &mail).await else {
            panic!("a case of their own");
        };
        assert_ne!(new, number);
        let seen = case_of_member::<Failed>(&db, &theirs.requester, &new)
            .await
            .unwrap();
        assert!(seen.is_some_and(|case| case.head.follows.is_none()));
    }
);

both_engines!(no_pile_is_sorted, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    let plan = queue::plans(&mut read, &staff(&db, &[StaffRole::Agent]).await).await;
    for (pile, index, text) in plan {
        assert!(text.contains(index), "{pile:?}: {text}");
    }
});

mod bad_luck;
mod came_with;
mod figures;
mod hand_on;
mod heard;
mod of_strangers;
mod plans;
mod remembered;
mod teams;
