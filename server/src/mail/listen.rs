//! Mail for the support that comes by SMTP: whoever delivers it is told that it is
//! kept (250) when it is, so that nothing acknowledged is ever lost; while the
//! database can't keep it, it is to come again later (451).
//!
//! What our own mail server found out about a sender is believed only from where
//! our own mail server speaks: from the addresses that are named. Anybody else could
//! have written it into the mail; also who comes from this machine, behind which may
//! be a proxy that lets everybody in.

use super::certificate::Certificate;
use super::conversation::{LONGEST, converse};
use super::guests::{Guest, Guests};
use domain::files::Files;
use domain::store::Db;
use domain::support::{House, MailAddresses};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;

/// How mail is listened for.
#[derive(Debug, Clone)]
pub struct ListenSettings {
    /// Under which addresses mail for the support comes, and who vouches for
    /// senders.
    pub addresses: MailAddresses,
    /// What the mail of cases needs to know of this installation.
    pub house: House,
    /// From where our own mail server delivers.
    pub trusted: Vec<IpAddr>,
    /// With what the conversation is encrypted, if somebody asks for that.
    pub certificate: Option<Certificate>,
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
            certificate: None,
            patience: Duration::from_secs(300),
        }
    }
}

/// The most conversations at a time, and of them from one place. Our own mail server
/// has as many for itself.
const MOST_CONVERSATIONS: usize = 60;
const MOST_FROM_ONE: usize = 20;
/// The most mails that come in at a time, and of them from one place: each may take
/// as much memory as it weighs, several times over. Our own mail server has as many
/// for itself.
const MOST_MAILS: usize = 4;
const MOST_MAILS_FROM_ONE: usize = 2;
/// How long a conversation that is under way may still take when the program
/// stops.
const LAST_WORDS: Duration = Duration::from_secs(10);

pub(super) struct Shared {
    pub db: Db,
    pub files: Files,
    pub settings: ListenSettings,
    /// The same addresses without anybody who vouches for senders.
    pub nobody_vouches: MailAddresses,
    /// Who sends a mail now, by where from.
    pub senders: Guests,
    ours: Room,
    others: Room,
}

/// How much there is room for.
struct Room {
    conversations: Arc<Semaphore>,
    mails: Semaphore,
}

impl Room {
    fn new() -> Self {
        Self {
            conversations: Arc::new(Semaphore::new(MOST_CONVERSATIONS)),
            mails: Semaphore::new(MOST_MAILS),
        }
    }
}

/// Who talks to us.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer {
    /// From where.
    pub at: SocketAddr,
    /// Whether that is our own mail server.
    pub is_ours: bool,
}

impl Shared {
    fn peer(&self, at: SocketAddr) -> Peer {
        let ip = at.ip().to_canonical();
        let mut trusted = self.settings.trusted.iter();
        Peer {
            at,
            is_ours: trusted.any(|one| one.to_canonical() == ip),
        }
    }

    fn room(&self, peer: Peer) -> &Room {
        if peer.is_ours {
            &self.ours
        } else {
            &self.others
        }
    }

    /// The places for mails of such a peer.
    pub fn mails(&self, peer: Peer) -> &Semaphore {
        &self.room(peer).mails
    }
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
        senders: Guests::new(MOST_MAILS_FROM_ONE),
        ours: Room::new(),
        others: Room::new(),
    });
    tokio::spawn(accept(listener, shared, stopping))
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, mut stopping: watch::Receiver<bool>) {
    let guests = Guests::new(MOST_FROM_ONE);
    let mut conversations = JoinSet::new();
    while !*stopping.borrow() {
        let arrived = tokio::select! {
            arrived = listener.accept() => arrived,
            Some(_) = conversations.join_next() => continue,
            _ = stopping.changed() => break,
        };
        let (mut stream, at) = match arrived {
            Ok(arrived) => arrived,
            Err(error) => {
                tracing::warn!(%error, "listening for mail");
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        };
        let peer = shared.peer(at);
        let room = Arc::clone(&shared.room(peer).conversations);
        let seat = room.try_acquire_owned().ok();
        let guest = guests.enter(at.ip());
        // Our own mail server brings what many send.
        let (Some(seat), true) = (seat, guest.is_some() || peer.is_ours) else {
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
    peer: Peer,
    shared: Arc<Shared>,
    stopping: watch::Receiver<bool>,
    _places: (OwnedSemaphorePermit, Option<Guest>),
) {
    let at = peer.at;
    match timeout(LONGEST, converse(Box::new(stream), peer, &shared, stopping)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%error, peer = %at, "a mail conversation broke off"),
        Err(_) => tracing::debug!(peer = %at, "a mail conversation took too long"),
    }
}
