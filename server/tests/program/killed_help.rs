//! Help while the program is killed (SIGKILL) in the middle of it: a mail that comes
//! in, a file that is sent, two cases that are merged. What was acknowledged is kept,
//! nothing is half done, and whoever sends it again has it once.

use crate::common::{Answer, App, Browser};
use crate::killed::{count, open, rapport, serve, serve_so};
use crate::mail_listen::{HELP, bring_by, mail};
use domain::files::{Files, clear_away};
use domain::identity::Actor;
use domain::store::{Db, Query};
use domain::{Timestamp, args};
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use reqwest::StatusCode;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;
use tempfile::TempDir;
use tokio::process::Child;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

const PASSWORD: &str = "rapport-seed-2026";
const ADMIN: &str = "admin@seed.example";
const MEMBER: &str = "manager@c00001.example";

const CASES: &str = "SELECT COUNT(*) FROM support_case /* system */";
const MESSAGES: &str = "SELECT COUNT(*) FROM case_message /* system */";
const FILES: &str = "SELECT COUNT(*) FROM case_file /* system */";

/// An installation with two customers in this folder.
async fn seeded(data: &Path) -> Db {
    let made = rapport(data)
        .args(["seed", "--customers=2", "--products=40", "--orders=0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await
        .unwrap();
    assert!(made.success());
    open(data).await
}

async fn signed_in(base: String, db: &Db, email: &str) -> Browser {
    let app = App {
        base,
        db: db.clone(),
        files: Files::in_memory(db).await.unwrap(),
    };
    let browser = app.browser();
    let answer = browser.sign_in(email, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    browser
}

/// How much content there is, once what belongs to nothing was cleared away: all of
/// it is in the store.
async fn contents(db: &Db, data: &Path) -> usize {
    let folder = data.join("files");
    let files = Files::open(db, &folder).await.unwrap();
    let later = Timestamp::now().plus_days(3);
    clear_away(db, &files, later).await.unwrap();
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let places: Vec<(String,)> = read
        .all("SELECT place FROM stored_blob", args![])
        .await
        .unwrap();
    for (place,) in &places {
        assert!(folder.join(place).is_file(), "{place} is gone");
    }
    places.len()
}

/// How many mails are brought: fewer than are too many of one sender.
const MAILS: usize = 24;

const LISTENING: &[&str] = &[
    "--mail-listen",
    "127.0.0.1:0",
    "--support-address",
    HELP,
    "--mail-from",
    "portal@northgate.example",
    "--authserv-id",
    "mx.northgate.example",
    "--mail-trust",
    "127.0.0.1",
];

/// A mail with a file of its own.
fn letter(number: usize) -> String {
    let text = format!(
        "Subject: Broken {number}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=cut\r\n\r\n\
         --cut\r\nContent-Type: text/plain\r\n\r\nIt is broken.\r\n\
         --cut\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; \
         filename=\"log.txt\"\r\n\r\nE{number}: no paper\r\n--cut--\r\n"
    );
    mail(MEMBER, HELP, &format!("kept-{number}"), &text)
}

/// Our own mail server, which delivers to where we listen.
fn courier(at: &str) -> AsyncSmtpTransport<Tokio1Executor> {
    let port = at.rsplit(':').next().unwrap().parse().unwrap();
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(port)
        .build()
}

/// Brings mails, three at a time, until so many were acknowledged and the program is
/// killed; answers which were.
async fn bring_until_killed(
    data: &Path,
    waiting: &BTreeSet<usize>,
    enough: usize,
) -> BTreeSet<usize> {
    let (mut server, said) = serve_so(data, LISTENING, 2).await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let couriers: Vec<_> = (0..3)
        .map(|third| {
            let own: Vec<usize> = waiting
                .iter()
                .copied()
                .filter(|number| number % 3 == third)
                .collect();
            let (tell, courier) = (tell.clone(), courier(&said[1]));
            tokio::spawn(async move {
                for number in own {
                    let taken = bring_by(&courier, MEMBER, HELP, &letter(number)).await;
                    if taken.is_ok() {
                        let _ = tell.send(number);
                    }
                }
            })
        })
        .collect();
    drop(tell);
    let mut acknowledged = BTreeSet::new();
    while let Some(number) = told.recv().await {
        acknowledged.insert(number);
        if acknowledged.len() == enough {
            break;
        }
    }
    // The others are under way.
    server.kill().await.unwrap();
    for one in couriers {
        one.await.unwrap();
    }
    while let Ok(number) = told.try_recv() {
        acknowledged.insert(number);
    }
    acknowledged
}

#[tokio::test]
async fn mails_that_were_acknowledged_are_kept_each_once() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let db = seeded(&data).await;
    let mut waiting: BTreeSet<usize> = (0..MAILS).collect();
    for enough in [3, 6, MAILS] {
        let acknowledged = bring_until_killed(&data, &waiting, enough).await;
        let names: Vec<(Option<String>,)> = {
            let mut read = db.read(Actor::system().scope()).await.unwrap();
            read.all("SELECT message_name FROM incoming_mail", args![])
                .await
                .unwrap()
        };
        for number in &acknowledged {
            let name = format!("kept-{number}@");
            let kept =
                |(one,): &(Option<String>,)| one.as_ref().is_some_and(|one| one.contains(&name));
            assert!(names.iter().any(kept), "{name} was acknowledged");
        }
        waiting.retain(|number| !acknowledged.contains(number));
    }
    assert!(waiting.is_empty(), "{waiting:?}");
    // Each once more, as whoever never saw our answer brings it.
    let all: BTreeSet<usize> = (0..MAILS).collect();
    let again = bring_until_killed(&data, &all, MAILS).await;
    assert_eq!(again.len(), MAILS);
    let many = i64::try_from(MAILS).unwrap();
    for (what, text) in [
        ("mails", "SELECT COUNT(*) FROM incoming_mail"),
        ("cases", CASES),
        ("messages", MESSAGES),
        ("files", FILES),
    ] {
        assert_eq!(count(&db, text).await, many, "{what}");
    }
    assert_eq!(contents(&db, &data).await, MAILS);
}

/// Asks something with a file, in the words of this round.
async fn ask(browser: Browser, key: uuid::Uuid, round: usize) -> Answer {
    let (key, subject) = (key.to_string(), format!("Broken {round}"));
    let content = format!("{round}: no paper. ").repeat(200_000);
    let fields = [
        ("key", key.as_str()),
        ("subject", subject.as_str()),
        ("text", "It is broken."),
        ("priority", "normal"),
    ];
    let file = ("log.txt", content.as_bytes());
    browser.post_file("/help/new", &fields, file).await
}

/// Kills the program so soon after something was sent; answers whether it was done by
/// then, as whoever sent it was told.
async fn kill_after(server: &mut Child, sending: JoinHandle<Answer>, wait: u64) -> bool {
    tokio::time::sleep(Duration::from_millis(wait)).await;
    server.kill().await.unwrap();
    // Whoever waits in vain finds the connection closed, and ends there.
    let answer = sending.await;
    answer.is_ok_and(|answer| answer.status == StatusCode::SEE_OTHER)
}

#[tokio::test]
async fn a_case_whose_files_broke_off_is_whole_or_not_there() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let db = seeded(&data).await;
    let (mut server, base) = serve(&data).await;
    let mut member = signed_in(base, &db, MEMBER).await;
    for (round, wait) in [1, 10, 40, 120].into_iter().enumerate() {
        let key = uuid::Uuid::now_v7();
        let sending = tokio::spawn(ask(member.clone(), key, round));
        let done = kill_after(&mut server, sending, wait).await;
        let before = i64::try_from(round).unwrap();
        let cases = count(&db, CASES).await;
        assert_eq!(cases, count(&db, FILES).await, "no case without its file");
        assert!(!done || cases == before + 1, "acknowledged after {wait} ms");

        let (next, base) = serve(&data).await;
        server = next;
        member = signed_in(base, &db, MEMBER).await;
        let sent = ask(member.clone(), key, round).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        assert_eq!(count(&db, CASES).await, before + 1, "once, {wait} ms");
        assert_eq!(count(&db, FILES).await, before + 1);
    }
    server.kill().await.unwrap();
    assert_eq!(contents(&db, &data).await, 4);
}

/// Of a case how often it was merged, and how many messages another has.
async fn merged(db: &Db, one: &str, other: &str) -> (i64, i64) {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.one(
        "SELECT (SELECT COUNT(*) FROM case_event e JOIN support_case c ON c.id = e.case_id
                 WHERE c.number = $1 AND c.state = 'merged' AND e.kind = 'merge'),
             (SELECT COUNT(*) FROM case_message m JOIN support_case c ON c.id = m.case_id
                 WHERE c.number = $2) /* system */",
        args![one, other],
    )
    .await
    .unwrap()
}

#[tokio::test]
async fn cases_are_merged_once_or_not_at_all() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let db = seeded(&data).await;
    let (mut server, base) = serve(&data).await;
    let member = signed_in(base.clone(), &db, MEMBER).await;
    let mut admin = signed_in(base, &db, ADMIN).await;
    let mut asked = Vec::new();
    for round in 0..8 {
        let subject = format!("Broken {round}");
        let fields = [
            ("subject", subject.as_str()),
            ("text", "It is broken."),
            ("priority", "normal"),
        ];
        let sent = member.post_form("/help/new", &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        let number = sent.location().rsplit('/').next().unwrap();
        asked.push(number.to_owned());
    }
    for (pair, wait) in asked.chunks(2).zip([1, 4, 10, 30]) {
        let (one, other) = (pair[0].clone(), pair[1].clone());
        let key = uuid::Uuid::now_v7();
        let path = format!("/console/cases/{one}");
        let body = format!("key={key}&version=1&do=merge&other={other}");
        let sending = {
            let (browser, path, body) = (admin.clone(), path.clone(), body.clone());
            tokio::spawn(async move { browser.post_body(&path, body).await })
        };
        let done = kill_after(&mut server, sending, wait).await;
        let so = merged(&db, &one, &other).await;
        assert!(
            so == (1, 2) || (!done && so == (0, 1)),
            "half merged: {so:?}"
        );

        let (next, base) = serve(&data).await;
        server = next;
        admin = signed_in(base, &db, ADMIN).await;
        let again = admin.post_body(&path, body).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        assert_eq!(merged(&db, &one, &other).await, (1, 2), "once");
    }
    server.kill().await.unwrap();
}
