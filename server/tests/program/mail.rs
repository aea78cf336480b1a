//! Mail as it really goes out: a conversation in SMTP with a small server of
//! the test's own, on loopback.

use domain::Timestamp;
use domain::mail::{Message, Recipient, Sender, enqueue};
use domain::store::testing::sqlite;
use domain::store::{Db, Query, StoreError};
use domain::{args, identity::Actor};
use serde_json::json;
use server::mail::{MailSettings, spawn};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How the test's server behaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mood {
    Willing,
    /// Says "try again later" to the first so many messages.
    Busy(usize),
    /// Refuses recipients whose address begins with "gone".
    Choosy,
    /// Takes the message and never says so.
    Silent,
}

/// A mail server that keeps what it gets.
pub struct Sink {
    pub url: String,
    got: Arc<Mutex<Vec<String>>>,
}

impl Sink {
    pub async fn open(mood: Mood) -> Sink {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("smtp://{}", listener.local_addr().unwrap());
        let got: Arc<Mutex<Vec<String>>> = Arc::default();
        let tried = Arc::new(Mutex::new(0));
        let keep = Arc::clone(&got);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (keep, tried) = (Arc::clone(&keep), Arc::clone(&tried));
                tokio::spawn(async move {
                    // The client may hang up whenever it likes.
                    let _ = converse(stream, mood, &keep, &tried).await;
                });
            }
        });
        Sink { url, got }
    }

    pub fn got(&self) -> Vec<String> {
        self.got.lock().unwrap().clone()
    }
}

async fn converse(
    stream: TcpStream,
    mood: Mood,
    keep: &Mutex<Vec<String>>,
    tried: &Mutex<usize>,
) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink ESMTP\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer = match line.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-sink\r\n250 8BITMIME\r\n",
            "MAIL" if matches!(mood, Mood::Busy(_)) => {
                let mut tried = tried.lock().unwrap();
                *tried += 1;
                match mood {
                    Mood::Busy(times) if *tried <= times => "451 busy, try again later\r\n",
                    _ => "250 ok\r\n",
                }
            }
            "RCPT" if mood == Mood::Choosy && line.contains("<gone") => "550 no such person\r\n",
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                let mut text = String::new();
                while let Some(line) = lines.next_line().await? {
                    if line == "." {
                        break;
                    }
                    text.push_str(line.strip_prefix('.').unwrap_or(&line));
                    text.push('\n');
                }
                keep.lock().unwrap().push(text);
                if mood == Mood::Silent {
                    std::future::pending::<()>().await;
                }
                "250 kept\r\n"
            }
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "250 ok\r\n",
        };
        write.write_all(answer.as_bytes()).await?;
    }
    Ok(())
}

async fn put(db: &Db, address: &'static str) {
    db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
        Box::pin(async move {
            let message = Message {
                kind: "password-reset",
                customer: None,
                to: Recipient {
                    email: address.to_owned(),
                    name: "Ines Täl".to_owned(),
                    language: Some("de".to_owned()),
                },
                payload: json!({ "path": "/reset/abc" }),
            };
            enqueue(tx, vec![message], Timestamp::now()).await
        })
    })
    .await
    .unwrap();
}

pub fn settings(url: Option<&str>) -> MailSettings {
    let sender = Sender {
        supplier: "Northgate Systems".to_owned(),
        base_url: "https://northgate.example".to_owned(),
    };
    MailSettings {
        lease: Duration::from_secs(1),
        idle: Duration::from_millis(20),
        ..MailSettings::new(
            url.map(str::to_owned),
            "Northgate <portal@northgate.example>".to_owned(),
            sender,
        )
    }
}

/// What stands in the outbox: sent or not, attempts, error, due.
async fn outbox(db: &Db) -> Vec<(bool, i64, Option<String>, i64)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.all::<(Option<i64>, i64, Option<String>, i64)>(
        "SELECT sent_at, attempts, last_error, due_at FROM outbox ORDER BY recipient",
        args![],
    )
    .await
    .unwrap()
    .into_iter()
    .map(|(sent, attempts, error, due)| (sent.is_some(), attempts, error, due))
    .collect()
}

pub async fn until<F: Future<Output = bool>>(mut what: impl FnMut() -> F) {
    for _ in 0..500 {
        if what().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it never happened");
}

#[tokio::test]
async fn a_message_goes_out_once_with_both_parts() {
    let (db, sink) = (sqlite().await, Sink::open(Mood::Willing).await);
    put(&db, "ines@halden.example").await;
    let (stop, stopping) = watch::channel(false);
    let job = spawn(db.clone(), settings(Some(&sink.url)), stopping).unwrap();
    until(|| async { outbox(&db).await.iter().all(|(sent, ..)| *sent) }).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    stop.send(true).unwrap();
    job.await.unwrap();

    let got = sink.got();
    assert_eq!(got.len(), 1, "once");
    let letter = &got[0];
    for part in [
        "From: Northgate <portal@northgate.example>",
        "<ines@halden.example>",
        "Message-ID: <",
        "Auto-Submitted: auto-generated",
        "Content-Type: multipart/alternative",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/html; charset=utf-8",
        "https://northgate.example/reset/abc",
    ] {
        assert!(letter.contains(part), "{part} is missing in\n{letter}");
    }
}

#[tokio::test]
async fn a_busy_server_is_asked_again_later() {
    let (db, sink) = (sqlite().await, Sink::open(Mood::Busy(1)).await);
    put(&db, "ines@halden.example").await;
    let (_stop, stopping) = watch::channel(false);
    spawn(db.clone(), settings(Some(&sink.url)), stopping).unwrap();
    until(|| async { outbox(&db).await[0].2.is_some() }).await;
    let (sent, attempts, error, due) = outbox(&db).await.remove(0);
    assert!(!sent && attempts == 1, "{attempts}");
    assert!(error.unwrap().contains("busy"));
    let wait = due - Timestamp::now().0;
    assert!((25_000..=30_000).contains(&wait), "in {wait} ms");
    // Half a minute later.
    db.write::<_, StoreError, _>(Actor::system().scope(), |tx| {
        Box::pin(async move { tx.run("UPDATE outbox SET due_at = 0", args![]).await })
    })
    .await
    .unwrap();
    until(|| async { outbox(&db).await[0].0 }).await;
    assert_eq!(sink.got().len(), 1);
}

#[tokio::test]
async fn a_refused_recipient_is_given_up_and_the_others_get_theirs() {
    let (db, sink) = (sqlite().await, Sink::open(Mood::Choosy).await);
    put(&db, "gone@halden.example").await;
    put(&db, "ines@halden.example").await;
    let (_stop, stopping) = watch::channel(false);
    spawn(db.clone(), settings(Some(&sink.url)), stopping).unwrap();
    until(|| async {
        let all = outbox(&db).await;
        all[0].2.is_some() && all[1].0
    })
    .await;
    let (sent, _, error, due) = outbox(&db).await.remove(0);
    assert!(!sent && error.unwrap().contains("no such person"));
    assert_eq!(due, Timestamp::NEVER.0, "given up");
}

#[tokio::test]
async fn what_a_killed_process_was_sending_is_sent_again_under_the_same_name() {
    let (db, silent) = (sqlite().await, Sink::open(Mood::Silent).await);
    put(&db, "ines@halden.example").await;
    let (_stop, stopping) = watch::channel(false);
    let killed = spawn(db.clone(), settings(Some(&silent.url)), stopping.clone()).unwrap();
    until(|| async { silent.got().len() == 1 }).await;
    killed.abort();
    assert!(!outbox(&db).await[0].0, "nobody noted that it went out");

    let sink = Sink::open(Mood::Willing).await;
    spawn(db.clone(), settings(Some(&sink.url)), stopping).unwrap();
    until(|| async { outbox(&db).await[0].0 }).await;
    let name = |letter: &str| {
        let line = letter.lines().find(|line| line.starts_with("Message-ID:"));
        line.unwrap().to_owned()
    };
    assert_eq!(name(&sink.got()[0]), name(&silent.got()[0]));
    assert_eq!(outbox(&db).await[0].1, 2, "attempts");
}

#[tokio::test]
async fn without_a_server_messages_stay_in_the_mailbox() {
    let db = sqlite().await;
    put(&db, "ines@halden.example").await;
    let (_stop, stopping) = watch::channel(false);
    spawn(db.clone(), settings(None), stopping).unwrap();
    until(|| async { outbox(&db).await[0].0 }).await;
}

#[tokio::test]
async fn an_address_that_is_none_stops_the_program_with_a_sentence() {
    let db = sqlite().await;
    let (_stop, stopping) = watch::channel(false);
    let error = spawn(db.clone(), settings(Some("http://mail")), stopping.clone()).unwrap_err();
    assert!(
        error.starts_with("The address of the mail server can't be used"),
        "{error}"
    );
    let mut wrong = settings(Some("smtp://localhost"));
    wrong.from = "nobody".to_owned();
    let error = spawn(db, wrong, stopping).unwrap_err();
    assert!(error.contains("nobody"), "{error}");
}
