//! One conversation with somebody who brings mail: the lines, the mail itself, and
//! what we say when it is kept.

use super::dialogue::{Dialogue, Encryption, Envelope, MOST_MAIL, Next};
use super::guests::Guest;
use super::listen::{Peer, Shared};
use domain::Timestamp;
use domain::support::mail_in::Refused;
use domain::support::{TakeError, take_mail};
use smtp_proto::Error as SmtpError;
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver};
use std::io;
use std::slice::Iter;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

/// How long a conversation may last in all, and how long one mail may take.
pub(super) const LONGEST: Duration = Duration::from_secs(1800);
const LONGEST_MAIL: Duration = Duration::from_secs(600);
/// How fast a mail has to come in, in bytes a second, after a fifth of our patience:
/// whoever sends a byte now and then holds a place that others need.
const LEAST_PACE: u64 = 512;
/// How long a mail may wait for a place.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// What comes and goes, encrypted or not.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Wire for T {}

/// A mail that is coming in.
struct Arriving<'a> {
    receiver: DataReceiver,
    raw: Vec<u8>,
    /// What is too large is read to its end and thrown away.
    too_large: Option<DummyDataReceiver>,
    envelope: Envelope,
    began: Instant,
    received: u64,
    _room: tokio::sync::SemaphorePermit<'a>,
    _sender: Option<Guest>,
}

impl Arriving<'_> {
    /// Takes what has come; whether that was the end.
    fn ingest(&mut self, bytes: &mut Iter<'_, u8>) -> bool {
        let before = bytes.as_slice().len();
        let ended = match &mut self.too_large {
            Some(dummy) => dummy.ingest(bytes),
            None => self.receiver.ingest(bytes, &mut self.raw),
        };
        let came = before.saturating_sub(bytes.as_slice().len());
        self.received += u64::try_from(came).unwrap_or_default();
        if !ended && self.too_large.is_none() && self.raw.len() > MOST_MAIL {
            self.too_large = Some(DummyDataReceiver::new_data(&self.receiver));
            self.raw = Vec::new();
        }
        ended
    }

    /// Until when more of it has to come.
    fn until(&self, patience: Duration) -> Instant {
        let fair = patience / 5 + Duration::from_secs(self.received / LEAST_PACE);
        self.began + fair.min(LONGEST_MAIL)
    }
}

/// What reads a mail that begins now: at the beginning of a line, so that a point
/// alone in its first ends it.
fn receiver() -> DataReceiver {
    let mut receiver = DataReceiver::new();
    receiver.ingest(&mut b"\r\n".iter(), &mut Vec::new());
    receiver
}

async fn say(wire: &mut Box<dyn Wire>, text: &str) -> io::Result<()> {
    wire.write_all(text.as_bytes()).await?;
    wire.flush().await
}

/// Talks to somebody until one of us hangs up.
///
/// # Errors
/// If the line breaks.
pub(super) async fn converse(
    mut wire: Box<dyn Wire>,
    peer: Peer,
    shared: &Shared,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let settings = &shared.settings;
    let addresses = &settings.addresses;
    let encryption = match settings.certificate {
        Some(_) => Encryption::Offered,
        None => Encryption::None,
    };
    let mut dialogue = Dialogue::new(&addresses.domain, &addresses.supports, encryption);
    say(&mut wire, &dialogue.greeting()).await?;
    let mut requests = RequestReceiver::default();
    let mut arriving: Option<Arriving<'_>> = None;
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let patience = Instant::now() + settings.patience;
        let until = arriving
            .as_ref()
            .map_or(patience, |mail| mail.until(settings.patience).min(patience));
        let read = tokio::select! {
            read = timeout_at(until, wire.read(&mut buffer)) => read,
            _ = stopping.changed() => {
                return say(&mut wire, "421 4.3.2 closing, come back later\r\n").await;
            }
        };
        let Ok(read) = read else {
            return say(&mut wire, "421 4.4.2 waited too long\r\n").await;
        };
        let read = read?;
        if read == 0 {
            return Ok(());
        }
        let mut bytes = buffer.get(..read).unwrap_or_default().iter();
        while !bytes.as_slice().is_empty() {
            if let Some(mail) = &mut arriving {
                if !mail.ingest(&mut bytes) {
                    continue;
                }
                let answer = match arriving.take() {
                    Some(mail) => kept(mail, peer, shared).await,
                    None => LATER,
                };
                say(&mut wire, answer).await?;
                continue;
            }
            let next = match requests.ingest(&mut bytes) {
                Ok(request) => dialogue.hear(&request),
                Err(SmtpError::NeedsMoreData { .. }) => break,
                Err(error) => dialogue.mishear(&error),
            };
            match next {
                Next::Say(text) => say(&mut wire, &text).await?,
                Next::Bye(text) => return say(&mut wire, text).await,
                Next::Encrypt if !bytes.as_slice().is_empty() => {
                    // What was sent ahead in the open is not what was said in secret.
                    return say(&mut wire, "503 5.5.1 nothing may follow STARTTLS\r\n").await;
                }
                Next::Encrypt => {
                    wire = encrypted(wire, shared).await?;
                    dialogue.encrypted();
                    requests = RequestReceiver::default();
                }
                Next::Take => {
                    let envelope = dialogue.envelope();
                    match begin(envelope, peer, shared).await {
                        Some(mail) => {
                            say(&mut wire, "354 go on\r\n").await?;
                            arriving = Some(mail);
                        }
                        None => say(&mut wire, TOO_MUCH).await?,
                    }
                }
            }
        }
    }
}

/// The same line, encrypted. Whoever can't come to terms is hung up on.
async fn encrypted(mut wire: Box<dyn Wire>, shared: &Shared) -> io::Result<Box<dyn Wire>> {
    let settings = &shared.settings;
    let acceptor = match settings.certificate.clone() {
        Some(certificate) => tokio::task::spawn_blocking(move || certificate.acceptor())
            .await
            .map_err(io::Error::other)?,
        None => Err("there is no certificate".to_owned()),
    };
    let acceptor = match acceptor {
        Ok(acceptor) => acceptor,
        Err(error) => {
            tracing::warn!(%error, "the certificate for mail");
            say(&mut wire, "454 4.7.0 not now\r\n").await?;
            return Err(io::Error::other(error));
        }
    };
    say(&mut wire, "220 2.0.0 go ahead\r\n").await?;
    let greeted = timeout(settings.patience, acceptor.accept(wire)).await?;
    Ok(Box::new(greeted?))
}

/// A place for a mail, if there is one.
async fn begin<'a>(envelope: Envelope, peer: Peer, shared: &'a Shared) -> Option<Arriving<'a>> {
    let sender = match peer.is_ours {
        true => None,
        false => Some(shared.senders.enter(peer.at.ip())?),
    };
    let room = timeout(LONGEST_WAIT, shared.mails(peer).acquire()).await;
    Some(Arriving {
        receiver: receiver(),
        raw: above(&envelope),
        too_large: None,
        envelope,
        began: Instant::now(),
        received: 0,
        _room: room.ok()?.ok()?,
        _sender: sender,
    })
}

/// What a mail server writes above a mail on arrival: for whom it came, by which a
/// case is found though the mail itself names somebody else.
fn above(envelope: &Envelope) -> Vec<u8> {
    let lines: String = envelope
        .to
        .iter()
        .map(|to| format!("Delivered-To: {to}\r\n"))
        .collect();
    lines.into_bytes()
}

const LATER: &str = "451 4.3.0 it can't be kept now, come back later\r\n";
const TOO_MUCH: &str = "451 4.3.2 too much at once, come back later\r\n";

/// Keeps a mail; what we say to that. It is said after the commit.
async fn kept(mail: Arriving<'_>, peer: Peer, shared: &Shared) -> &'static str {
    if mail.too_large.is_some() {
        return "552 5.3.4 the mail is too large\r\n";
    }
    let settings = &shared.settings;
    let addresses = if peer.is_ours {
        &settings.addresses
    } else {
        &shared.nobody_vouches
    };
    let taken = take_mail(
        &shared.db,
        &shared.files,
        (&mail.raw, Some(&mail.envelope.from)),
        (addresses, &settings.house),
        Timestamp::now(),
    );
    let at = peer.at;
    match taken.await {
        Ok(became) => {
            tracing::info!(became = became.code(), peer = %at, "mail taken in");
            "250 2.0.0 kept\r\n"
        }
        Err(TakeError::Refused(Refused::TooLarge)) => "552 5.3.4 the mail is too large\r\n",
        Err(TakeError::Refused(error)) => {
            tracing::info!(%error, peer = %at, "mail refused");
            "554 5.6.0 the mail can't be read\r\n"
        }
        Err(error) => {
            tracing::warn!(%error, peer = %at, "mail not taken in");
            LATER
        }
    }
}
