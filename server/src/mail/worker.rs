//! The job that empties the outbox.

use super::smtp::{Answers, MailError, MailServer};
use domain::Timestamp;
use domain::mail::{Delivery, Outgoing, Sender, failed, leave_in_mailbox, sent, take_due};
use domain::store::{Db, StoreError};
use futures::StreamExt;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How mail is sent.
#[derive(Debug, Clone)]
pub struct MailSettings {
    /// The mail server: `smtp://user:password@host:587?tls=required`. Without
    /// one, messages stay in the mailbox of this installation.
    pub smtp_url: Option<String>,
    /// Who messages are from: `Northgate <portal@northgate.example>`.
    pub from: String,
    /// Who writes, and where the site is.
    pub sender: Sender,
    /// How long a message is kept from others while it is being sent. Longer
    /// than a mail server may take over it.
    pub lease: Duration,
    /// How long to wait before looking again when nothing was due.
    pub idle: Duration,
    /// The address that mail for the support comes to, and answers about cases go
    /// to.
    pub support: Option<String>,
    /// The name by which we know our own mails when they come back.
    pub house: Option<String>,
}

impl MailSettings {
    /// With the usual times.
    #[must_use]
    pub fn new(smtp_url: Option<String>, from: String, sender: Sender) -> Self {
        Self {
            smtp_url,
            from,
            sender,
            lease: Duration::from_secs(180),
            idle: Duration::from_secs(1),
            support: None,
            house: None,
        }
    }

    /// Where messages go.
    #[must_use]
    pub const fn delivery(&self) -> Delivery {
        match self.smtp_url {
            Some(_) => Delivery::Server,
            None => Delivery::Mailbox,
        }
    }
}

/// How many messages are sent at a time.
const AT_ONCE: usize = 8;
/// How long to wait when the database did not answer.
const AFTER_TROUBLE: Duration = Duration::from_secs(5);

/// Starts the job. It ends when `stopping` says so, after the messages that
/// it had taken.
///
/// # Errors
/// A sentence for whoever started the program, if the mail server's address
/// or the sender's can't be used.
pub fn spawn(
    db: Db,
    settings: MailSettings,
    stopping: watch::Receiver<bool>,
) -> Result<JoinHandle<()>, String> {
    let server = settings
        .smtp_url
        .as_deref()
        .map(|url| MailServer::new(url, &settings.from))
        .transpose()?
        .map(|server| {
            server.answering(Answers {
                support: settings.support.clone(),
                house: settings.house.clone(),
            })
        });
    Ok(tokio::spawn(work(db, server, settings, stopping)))
}

async fn work(
    db: Db,
    server: Option<MailServer>,
    settings: MailSettings,
    mut stopping: watch::Receiver<bool>,
) {
    while !*stopping.borrow() {
        let emptied = match &server {
            Some(server) => empty(&db, server, &settings).await,
            None => leave_in_mailbox(&db, Timestamp::now()).await,
        };
        let pause = match emptied {
            Ok(0) => settings.idle,
            Ok(_) => continue,
            Err(error) => {
                tracing::warn!(%error, "the outbox can't be read");
                AFTER_TROUBLE
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            changed = stopping.changed() => {
                if changed.is_err() {
                    return;
                }
            }
        }
    }
}

/// Sends what is due; answers how many messages were taken.
async fn empty(db: &Db, server: &MailServer, settings: &MailSettings) -> Result<u64, StoreError> {
    let most = i64::try_from(AT_ONCE).unwrap_or(1);
    let lease = i64::try_from(settings.lease.as_secs()).unwrap_or(i64::MAX);
    let taken = take_due(db, most, lease, Timestamp::now()).await?;
    let count = u64::try_from(taken.len()).unwrap_or(u64::MAX);
    futures::stream::iter(taken)
        .for_each_concurrent(AT_ONCE, |message| async move {
            if let Err(error) = deliver(db, server, settings, &message).await {
                // The lease ends, and the message is taken again.
                tracing::warn!(%error, message = %message.id, "what became of a message is lost");
            }
        })
        .await;
    Ok(count)
}

async fn deliver(
    db: &Db,
    server: &MailServer,
    settings: &MailSettings,
    message: &Outgoing,
) -> Result<(), StoreError> {
    match server.send(message, &settings.sender).await {
        Ok(()) => {
            tracing::info!(message = %message.id, kind = message.kind, "mail sent");
            sent(db, message, Timestamp::now()).await
        }
        Err(error) => {
            let hopeless = matches!(error, MailError::Hopeless(_));
            tracing::warn!(
                %error, message = %message.id, kind = message.kind,
                attempt = message.attempts, hopeless, "mail not sent"
            );
            failed(db, message, error.to_string(), hopeless, Timestamp::now()).await
        }
    }
}
