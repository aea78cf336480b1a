//! Mail that comes by SMTP, on loopback: a mail becomes a case, the answer goes out
//! by SMTP, and what is answered to it comes back into the case.

use crate::mail::{Mood, Sink, settings, until};
use domain::Timestamp;
use domain::files::Files;
use domain::identity::testing::staff;
use domain::identity::{Actor, Denied, StaffRole};
use domain::requests::testing::{World, world};
use domain::store::testing::sqlite;
use domain::store::{Db, FormKey, StoreError};
use domain::support::{
    Case, CaseQuery, MailAddresses, Pile, Work, WorkOn, case_for_agent, case_queue, house, work_on,
};
use lettre::address::Envelope;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use server::mail::{Certificate, ListenSettings, listen, spawn};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

pub const HELP: &str = "help@northgate.example";

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Our side, listening.
struct Post {
    at: SocketAddr,
    db: Db,
    stop: watch::Sender<bool>,
    job: JoinHandle<()>,
}

/// Trusts this machine, as our own mail server's.
async fn post(patience: Duration) -> Post {
    post_with(patience, vec![Ipv4Addr::LOCALHOST.into()], None).await
}

async fn post_with(
    patience: Duration,
    trusted: Vec<IpAddr>,
    certificate: Option<Certificate>,
) -> Post {
    let db = sqlite().await;
    let files = Files::in_memory(&db).await.unwrap();
    let addresses = MailAddresses {
        supports: vec![HELP.to_owned()],
        domain: "northgate.example".to_owned(),
        authserv_ids: vec!["mx.northgate.example".to_owned()],
    };
    let settings = ListenSettings {
        patience,
        certificate,
        ..ListenSettings::new(addresses, house(&db).await.unwrap(), trusted)
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (stop, stopping) = watch::channel(false);
    let job = listen(listener, db.clone(), files, settings, stopping);
    Post { at, db, stop, job }
}

/// Somebody's mail server, which hands a mail to ours.
fn courier(post: &Post) -> AsyncSmtpTransport<Tokio1Executor> {
    AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(post.at.port())
        .build()
}

async fn bring(post: &Post, from: &str, to: &str, mail: &str) -> Result<(), String> {
    bring_by(&courier(post), from, to, mail).await
}

/// Hands a mail over; the answer, if it was not taken.
pub async fn bring_by(
    courier: &AsyncSmtpTransport<Tokio1Executor>,
    from: &str,
    to: &str,
    mail: &str,
) -> Result<(), String> {
    let envelope = Envelope::new(
        Some(from.parse().unwrap()),
        vec![to.parse().map_err(|_| format!("{to} is no address"))?],
    );
    courier
        .send_raw(&envelope.unwrap(), mail.as_bytes())
        .await
        .map(drop)
        .map_err(|error| error.to_string())
}

/// A mail that our own mail server vouches for.
pub fn mail(from: &str, to: &str, name: &str, rest: &str) -> String {
    let domain = from.split('@').next_back().unwrap();
    format!(
        "Authentication-Results: mx.northgate.example; dmarc=pass header.from={domain}\r\n\
         From: Ines <{from}>\r\nTo: <{to}>\r\nMessage-ID: <{name}@{domain}>\r\n{rest}"
    )
}

async fn open_cases(db: &Db, agent: &Actor) -> Vec<String> {
    let query = CaseQuery {
        pile: Pile::Open,
        limit: 50,
        ..CaseQuery::default()
    };
    let queue = case_queue::<Failed>(db, agent, &query).await.unwrap();
    queue.rows.into_iter().map(|row| row.number).collect()
}

async fn case(db: &Db, agent: &Actor, number: &str) -> Case {
    let found = case_for_agent::<Failed>(db, agent, number, Timestamp::now()).await;
    found.unwrap().unwrap().case
}

async fn halden(post: &Post) -> (World, Actor) {
    (
        world(&post.db, "Halden").await,
        staff(&post.db, &[StaffRole::Agent]).await,
    )
}

#[tokio::test]
async fn a_mail_becomes_a_case_and_its_answer_comes_back() {
    let post = post(Duration::from_secs(5)).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let text = "Subject: No paper\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=cut\r\n\r\n\
        --cut\r\nContent-Type: text/plain\r\n\r\nThe printer is empty.\r\n.\r\n..two dots\r\n\
        --cut\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; \
        filename=\"log.txt\"\r\n\r\nE42: no paper\r\n\
        --cut\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; \
        filename=\"fix.exe\"\r\n\r\nMZ program\r\n--cut--\r\n";
    let first = mail(ines, HELP, "one", text);
    bring(&post, ines, HELP, &first).await.unwrap();
    // Delivered again, because the acknowledgement got lost.
    bring(&post, ines, HELP, &first).await.unwrap();
    let numbers = open_cases(&post.db, &agent).await;
    assert_eq!(numbers.len(), 1, "the same mail twice is one case");
    let number = numbers[0].clone();
    let asked = case(&post.db, &agent, &number).await;
    assert_eq!(asked.head.subject, "No paper");
    let said = &asked.messages[0];
    assert_eq!(said.text, "The printer is empty.\n.\n..two dots");
    assert_eq!(asked.files.len(), 1);
    assert_eq!(said.left_out()[0].name, "fix.exe");

    // Our agent asks; the mail goes out by SMTP with a way back in it.
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: asked.head.version,
        work: Work::Ask("Which printer?".to_owned()),
    };
    work_on(&post.db, &agent, command, Timestamp::now())
        .await
        .unwrap();
    let sink = Sink::open(Mood::Willing).await;
    let sending = server::mail::MailSettings {
        support: Some(HELP.to_owned()),
        ..settings(Some(&sink.url))
    };
    let (_stop, stopping) = watch::channel(false);
    spawn(post.db.clone(), sending, stopping).unwrap();
    let asks = |letter: &String| letter.contains("Which printer?");
    until(|| async { sink.got().iter().any(asks) }).await;
    let letter = sink.got().into_iter().find(asks).unwrap();
    let back = letter
        .lines()
        .find_map(|line| line.strip_prefix("Reply-To: "))
        .unwrap()
        .to_owned();
    assert!(back.starts_with("help+rc-"), "{back}");

    // The answer names our address with the token only in its envelope.
    let answer = mail(
        ines,
        HELP,
        "two",
        "Subject: Re: printer\r\n\r\nThe one on the left.\r\n",
    );
    bring(&post, ines, &back, &answer).await.unwrap();
    assert_eq!(
        open_cases(&post.db, &agent).await,
        std::slice::from_ref(&number)
    );
    let seen = case(&post.db, &agent, &number).await;
    assert_eq!(seen.messages.last().unwrap().text, "The one on the left.");
    assert_eq!(seen.head.state.code(), "open");
    post.stop.send(true).unwrap();
    post.job.await.unwrap();
}

#[tokio::test]
async fn only_mail_for_us_is_taken() {
    let post = post(Duration::from_secs(5)).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let letter = mail(ines, HELP, "relay", "Subject: x\r\n\r\nx\r\n");
    let refused = bring(&post, ines, "somebody@elsewhere.example", &letter).await;
    assert!(refused.unwrap_err().contains("550"), "never a relay");
    assert!(open_cases(&post.db, &agent).await.is_empty());
}

#[tokio::test]
async fn thirty_megabytes_come_and_more_is_refused() {
    let post = post(Duration::from_secs(60)).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let with_file = |name: &str, megabytes: usize| {
        // As it travels: 76 digits a line, of which four stand for three bytes.
        let line = format!("{}\r\n", "QUJD".repeat(19));
        let rest = format!(
            "Subject: Dump\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/mixed; boundary=cut\r\n\r\n\
             --cut\r\nContent-Type: text/plain\r\n\r\nSee the dump.\r\n\
             --cut\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\
             Content-Disposition: attachment; filename=\"dump.txt\"\r\n\r\n{}--cut--\r\n",
            line.repeat(megabytes * 1024 * 1024 / 57)
        );
        mail(ines, HELP, name, &rest)
    };
    bring(&post, ines, HELP, &with_file("thirty", 30))
        .await
        .unwrap();
    let numbers = open_cases(&post.db, &agent).await;
    let seen = case(&post.db, &agent, &numbers[0]).await;
    assert_eq!(seen.messages[0].text, "See the dump.");
    // It is too large for a case, which says so.
    assert_eq!(seen.messages[0].left_out()[0].name, "dump.txt");
    let refused = bring(&post, ines, HELP, &with_file("forty", 40)).await;
    let refused = refused.unwrap_err();
    assert!(refused.contains("552"), "{refused}");
    assert_eq!(open_cases(&post.db, &agent).await.len(), 1);
}

#[tokio::test]
async fn what_can_not_be_kept_comes_again_later() {
    let post = post(Duration::from_secs(5)).await;
    let (world, _) = halden(&post).await;
    let ines = world.requester.email().to_owned();
    post.db.clone().close().await;
    let letter = mail(&ines, HELP, "later", "Subject: x\r\n\r\nx\r\n");
    let refused = bring(&post, &ines, HELP, &letter).await.unwrap_err();
    assert!(refused.contains("451"), "{refused}");
}

/// What we say to these lines, one after the other.
async fn talk(post: &Post, lines: &[&str]) -> Vec<String> {
    let stream = TcpStream::connect(post.at).await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut answers = BufReader::new(read).lines();
    let mut said = vec![answers.next_line().await.unwrap().unwrap()];
    for line in lines {
        if write.write_all(line.as_bytes()).await.is_err() {
            break;
        }
        match answers.next_line().await {
            Ok(Some(answer)) => said.push(answer),
            _ => break,
        }
    }
    said
}

#[tokio::test]
async fn who_is_slow_or_talks_nonsense_is_hung_up_on() {
    let post = post(Duration::from_millis(300)).await;
    let said = talk(&post, &["HELO x.example\r\n", "MAIL FROM:<a@b.example>"]).await;
    assert!(said.last().unwrap().starts_with("421 4.4.2"), "{said:?}");
    let endless = "x".repeat(10_000);
    let said = talk(&post, &[&endless, "\r\n"]).await;
    assert!(
        said.iter().any(|one| one.starts_with("500 5.5.6")),
        "{said:?}"
    );
}

#[tokio::test]
async fn a_mail_ends_with_a_point_between_line_ends_only() {
    // What ends elsewhere for somebody else must not be two mails for us.
    let post = post(Duration::from_secs(5)).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let hidden = "Subject: One\r\n\r\nfirst\n.\nMAIL FROM:<x@y.example>\n.\r\nlast\r\n.\r\n";
    let begin = format!("MAIL FROM:<{ines}>\r\n");
    let rcpt = format!("RCPT TO:<{HELP}>\r\n");
    let data = mail(ines, HELP, "smuggled", hidden);
    let lines = ["HELO x.example\r\n", &begin, &rcpt, "DATA\r\n", &data];
    let said = talk(&post, &lines).await;
    assert!(said.last().unwrap().starts_with("250 2.0.0"), "{said:?}");
    let numbers = open_cases(&post.db, &agent).await;
    assert_eq!(numbers.len(), 1);
    let seen = case(&post.db, &agent, &numbers[0]).await;
    assert!(seen.messages[0].text.ends_with("last"));
}

#[tokio::test]
async fn who_is_not_named_vouches_for_nobody() {
    // Not even from this machine: a proxy on it may let everybody in.
    let post = post_with(Duration::from_secs(5), Vec::new(), None).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let letter = mail(ines, HELP, "forged", "Subject: x\r\n\r\nSend it to me\r\n");
    bring(&post, ines, HELP, &letter).await.unwrap();
    assert!(open_cases(&post.db, &agent).await.is_empty());
    let queue = case_queue::<Failed>(&post.db, &agent, &CaseQuery::default()).await;
    assert_eq!(queue.unwrap().strangers, 1);
}

/// Up to the mail itself, which may come then.
async fn begin_mail(post: &Post) -> (Lines<BufReader<OwnedReadHalf>>, OwnedWriteHalf, String) {
    let stream = TcpStream::connect(post.at).await.unwrap();
    let (read, mut write) = stream.into_split();
    let mut answers = BufReader::new(read).lines();
    let rcpt = format!("RCPT TO:<{HELP}>\r\n");
    let mut last = answers.next_line().await.unwrap().unwrap();
    for line in [
        "HELO x.example\r\n",
        "MAIL FROM:<a@b.example>\r\n",
        &rcpt,
        "DATA\r\n",
    ] {
        write.write_all(line.as_bytes()).await.unwrap();
        last = answers.next_line().await.unwrap().unwrap();
    }
    (answers, write, last)
}

#[tokio::test]
async fn an_empty_mail_ends() {
    let post = post(Duration::from_secs(20)).await;
    let (mut answers, mut write, last) = begin_mail(&post).await;
    assert!(last.starts_with("354"), "{last}");
    write.write_all(b".\r\n").await.unwrap();
    let answer = tokio::time::timeout(Duration::from_secs(10), answers.next_line()).await;
    let answer = answer.expect("it is answered at once").unwrap().unwrap();
    assert!(
        answer.starts_with("250") || answer.starts_with("554"),
        "{answer}"
    );
}

#[tokio::test]
async fn who_holds_places_keeps_nobody_else_out() {
    let post = post_with(Duration::from_secs(300), Vec::new(), None).await;
    let (_one, _writes, last) = begin_mail(&post).await;
    assert!(last.starts_with("354"), "{last}");
    let (_two, _writes_too, last) = begin_mail(&post).await;
    assert!(last.starts_with("354"), "{last}");
    // A third mail of theirs has to wait; two places are left for others.
    let (_three, _writes_more, last) = begin_mail(&post).await;
    assert!(last.starts_with("451 4.3.2"), "{last}");
}

#[tokio::test]
async fn a_mail_that_comes_too_slowly_is_given_up() {
    let post = post(Duration::from_secs(1)).await;
    let (mut answers, mut write, last) = begin_mail(&post).await;
    assert!(last.starts_with("354"), "{last}");
    // It is never silent for as long as we are patient.
    let slowly = tokio::spawn(async move {
        while write.write_all(b"x").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    let answer = tokio::time::timeout(Duration::from_secs(30), answers.next_line()).await;
    let answer = answer.expect("it does not last").unwrap().unwrap();
    assert!(answer.starts_with("421 4.4.2"), "{answer}");
    slowly.await.unwrap();
}

#[tokio::test]
async fn mail_comes_encrypted_where_there_is_a_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail.pem");
    std::fs::write(&file, include_str!("common/nobody.pem")).unwrap();
    let certificate = Certificate {
        chain: file.clone(),
        key: file.clone(),
    };
    let trusted = vec![Ipv4Addr::LOCALHOST.into()];
    let post = post_with(Duration::from_secs(20), trusted, Some(certificate)).await;
    let (world, agent) = halden(&post).await;
    let ines = world.requester.email();
    let letter = mail(ines, HELP, "secret", "Subject: Secret\r\n\r\nPsst\r\n");
    let tls = TlsParameters::builder("localhost".to_owned())
        .dangerous_accept_invalid_certs(true)
        .build()
        .unwrap();
    let courier = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(post.at.port())
        .tls(Tls::Required(tls))
        .build();
    bring_by(&courier, ines, HELP, &letter).await.unwrap();
    assert_eq!(open_cases(&post.db, &agent).await.len(), 1);
    // What somebody slips in behind the word is not heard.
    let said = talk(&post, &["STARTTLS\r\nMAIL FROM:<a@b.example>\r\n"]).await;
    assert!(said.last().unwrap().starts_with("503 5.5.1"), "{said:?}");
    // A certificate that is gone is no reason to fall silent.
    std::fs::remove_file(&file).unwrap();
    let said = talk(&post, &["STARTTLS\r\n"]).await;
    assert!(said.last().unwrap().starts_with("454"), "{said:?}");
}
