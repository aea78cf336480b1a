//! Mail for the support that comes by SMTP: whoever delivers it is told that it is
//! kept (250) when it is, so that nothing acknowledged is ever lost; while the
//! database can't keep it, it is to come again later (451).
//!
//! What our own mail server found out about a sender is believed only from where
//! our own mail server speaks: from this machine, and from the addresses that are
//! named. Anybody else could have written it into the mail.

use super::dialogue::{Dialogue, Envelope, MOST_MAIL, Next};
use domain::Timestamp;
use domain::files::Files;
use domain::store::Db;
use domain::support::mail_in::Refused;
use domain::support::{House, MailAddresses, TakeError, take_mail};
use smtp_proto::Error as SmtpError;
use smtp_proto::request::receiver::{DataReceiver, DummyDataReceiver, RequestReceiver};
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::slice::Iter;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout, timeout_at};

/// How mail is listened for.
#[derive(Debug, Clone)]
pub struct ListenSettings {
    /// Under which addresses mail for the support comes, and who vouches for
    /// senders.
    pub addresses: MailAddresses,
    /// What the mail of cases needs to know of this installation.
    pub house: House,
    /// From where our own mail server delivers, besides from this machine.
    pub trusted: Vec<IpAddr>,
    /// How long we wait for the next words (RFC 5321, section 4.5.3.2: at least
    /// five minutes).
    pub patience: Duration,
}

impl ListenSettings {
    /// With the usual patience.
    #[must_use]
    pub const fn new(addresses: MailAddresses, house: House, trusted: Vec<IpAddr>) -> Self {
        Self {
            addresses,
            house,
            trusted,
            patience: Duration::from_secs(300),
        }
    }
}

/// The most conversations at a time, and of them from one address.
const MOST_CONVERSATIONS: usize = 60;
const MOST_FROM_ONE: usize = 20;
/// The most mails that come in at a time: each may take as much memory as it
/// weighs, several times over.
const MOST_MAILS: usize = 4;
/// How long a conversation may last in all, and how long one mail may take.
const LONGEST: Duration = Duration::from_secs(1800);
const LONGEST_MAIL: Duration = Duration::from_secs(600);
/// How long a conversation that is under way may still take when the program
/// stops.
const LAST_WORDS: Duration = Duration::from_secs(10);

struct Shared {
    db: Db,
    files: Files,
    settings: ListenSettings,
    /// The same addresses without anybody who vouches for senders.
    nobody_vouches: MailAddresses,
    mails: Semaphore,
}

/// Listens until `stopping` says so.
pub fn listen(
    listener: TcpListener,
    db: Db,
    files: Files,
    settings: ListenSettings,
    stopping: watch::Receiver<bool>,
) -> JoinHandle<()> {
    let nobody_vouches = MailAddresses {
        authserv_ids: Vec::new(),
        ..settings.addresses.clone()
    };
    let shared = Arc::new(Shared {
        db,
        files,
        settings,
        nobody_vouches,
        mails: Semaphore::new(MOST_MAILS),
    });
    tokio::spawn(accept(listener, shared, stopping))
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stopping: watch::Receiver<bool>) {
    let room = Arc::new(Semaphore::new(MOST_CONVERSATIONS));
    let guests = Guests::default();
    let mut conversations = JoinSet::new();
    while !*stopping.borrow() {
        let arrived = tokio::select! {
            arrived = listener.accept() => arrived,
            Some(_) = conversations.join_next() => continue,
            _ = stopping.changed() => break,
        };
        let (mut stream, peer) = match arrived {
            Ok(arrived) => arrived,
            Err(error) => {
                tracing::warn!(%error, "listening for mail");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let seat = Arc::clone(&room).try_acquire_owned().ok();
        let guest = guests.enter(peer.ip());
        let (Some(seat), Some(guest)) = (seat, guest) else {
            // Whoever does not listen has hung up.
            let _ = timeout(
                Duration::from_secs(1),
                stream.write_all(b"421 4.7.0 too many at once, come back later\r\n"),
            )
            .await;
            continue;
        };
        let (shared, stopping) = (Arc::clone(&shared), stopping.clone());
        conversations.spawn(visit(stream, peer, shared, stopping, (seat, guest)));
    }
    let _ = timeout(LAST_WORDS, async {
        while conversations.join_next().await.is_some() {}
    })
    .await;
}

/// One conversation, from the first word to the last.
async fn visit(
    stream: TcpStream,
    peer: SocketAddr,
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
    _places: (OwnedSemaphorePermit, Guest),
) {
    match timeout(LONGEST, converse(stream, peer, &shared, stopping)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, %peer, "a mail conversation broke off"),
        Err(_) => tracing::debug!(%peer, "a mail conversation took too long"),
    }
}

/// How many talk to us, by where from.
#[derive(Clone, Default)]
struct Guests(Arc<Mutex<HashMap<IpAddr, usize>>>);

struct Guest {
    all: Guests,
    from: IpAddr,
}

impl Guests {
    fn enter(&self, from: IpAddr) -> Option<Guest> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = all.entry(from).or_default();
        if *here >= MOST_FROM_ONE {
            return None;
        }
        *here += 1;
        Some(Guest {
            all: self.clone(),
            from,
        })
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(here) = all.get_mut(&self.from) {
            *here = here.saturating_sub(1);
            if *here == 0 {
                all.remove(&self.from);
            }
        }
    }
}

/// A mail that is coming in.
struct Arriving<'a> {
    receiver: DataReceiver,
    raw: Vec<u8>,
    /// What is too large is read to its end and thrown away.
    too_large: Option<DummyDataReceiver>,
    envelope: Envelope,
    until: Instant,
    _room: tokio::sync::SemaphorePermit<'a>,
}

impl Arriving<'_> {
    /// Takes what has come; whether that was the end.
    fn ingest(&mut self, bytes: &mut Iter<'_, u8>) -> bool {
        if let Some(dummy) = &mut self.too_large {
            return dummy.ingest(bytes);
        }
        let ended = self.receiver.ingest(bytes, &mut self.raw);
        if !ended && self.raw.len() > MOST_MAIL {
            self.too_large = Some(DummyDataReceiver::new_data(&self.receiver));
            self.raw = Vec::new();
        }
        ended
    }
}

async fn converse(
    mut stream: TcpStream,
    peer: SocketAddr,
    shared: &Shared,
    mut stopping: watch::Receiver<bool>,
) -> io::Result<()> {
    let settings = &shared.settings;
    let mut dialogue = Dialogue::new(&settings.addresses.domain, &settings.addresses.supports);
    stream.write_all(dialogue.greeting().as_bytes()).await?;
    let mut requests = RequestReceiver::default();
    let mut arriving: Option<Arriving<'_>> = None;
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let patience = Instant::now() + settings.patience;
        let until = arriving
            .as_ref()
            .map_or(patience, |mail| mail.until.min(patience));
        let read = tokio::select! {
            read = timeout_at(until, stream.read(&mut buffer)) => read,
            _ = stopping.changed() => {
                return stream.write_all(b"421 4.3.2 closing, come back later\r\n").await;
            }
        };
        let Ok(read) = read else {
            return stream.write_all(b"421 4.4.2 waited too long\r\n").await;
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
                stream.write_all(answer.as_bytes()).await?;
                continue;
            }
            let next = match requests.ingest(&mut bytes) {
                Ok(request) => dialogue.hear(&request),
                Err(SmtpError::NeedsMoreData { .. }) => break,
                Err(error) => dialogue.mishear(&error),
            };
            match next {
                Next::Say(text) => stream.write_all(text.as_bytes()).await?,
                Next::Bye(text) => return stream.write_all(text.as_bytes()).await,
                Next::Take => {
                    let envelope = dialogue.envelope();
                    let room = timeout(Duration::from_secs(60), shared.mails.acquire()).await;
                    let Ok(Ok(room)) = room else {
                        stream
                            .write_all(b"451 4.3.2 too much at once, come back later\r\n")
                            .await?;
                        continue;
                    };
                    stream.write_all(b"354 go on\r\n").await?;
                    arriving = Some(Arriving {
                        receiver: DataReceiver::new(),
                        raw: above(&envelope),
                        too_large: None,
                        envelope,
                        until: Instant::now() + LONGEST_MAIL,
                        _room: room,
                    });
                }
            }
        }
    }
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

/// Keeps a mail; what we say to that. It is said after the commit.
async fn kept(mail: Arriving<'_>, peer: SocketAddr, shared: &Shared) -> &'static str {
    if mail.too_large.is_some() {
        return "552 5.3.4 the mail is too large\r\n";
    }
    let ip = peer.ip().to_canonical();
    let settings = &shared.settings;
    let ours = ip.is_loopback() || settings.trusted.contains(&ip);
    let addresses = if ours {
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
    match taken.await {
        Ok(became) => {
            tracing::info!(became = became.code(), %peer, "mail taken in");
            "250 2.0.0 kept\r\n"
        }
        Err(TakeError::Refused(Refused::TooLarge)) => "552 5.3.4 the mail is too large\r\n",
        Err(TakeError::Refused(error)) => {
            tracing::info!(%error, %peer, "mail refused");
            "554 5.6.0 the mail can't be read\r\n"
        }
        Err(error) => {
            tracing::warn!(%error, %peer, "mail not taken in");
            LATER
        }
    }
}
