//! Serving: open the database, start the jobs, listen, stop gracefully.

use crate::mail::{Certificate, ListenSettings, MailSettings, listen};
use crate::mail_in::domain_of;
use crate::{assets, router};
use app::frame::{AppState, DemoAccount, Settings};
use domain::Timestamp;
use domain::files::Files;
use domain::identity::Email;
use domain::mail::Sender;
use domain::store::Db;
use domain::support::MailAddresses;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::watch;

/// How the program is asked to serve.
#[derive(Debug, Clone)]
pub struct Serve {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The database.
    pub database: String,
    /// The folder of pictures and documents.
    pub files: PathBuf,
    /// Where the site is reached; from `listen` if not said.
    pub base_url: Option<String>,
    /// The supplier's name.
    pub supplier: String,
    /// Whether a proxy in front may say where a request came from.
    pub behind_proxy: bool,
    /// The mail server; without one, mail stays in the console's mailbox.
    pub smtp_url: Option<String>,
    /// Who mail is from.
    pub mail_from: String,
    /// Where customers write to for whom nobody is named yet.
    pub contact: Option<String>,
    /// The addresses that mail for the support comes to; answers about cases go
    /// to the first.
    pub support_address: Vec<String>,
    /// Where to listen for such mail.
    pub mail_listen: Option<SocketAddr>,
    /// With what that is encrypted.
    pub mail_certificate: Option<Certificate>,
    /// The names under which our mail server vouches for senders.
    pub authserv_id: Vec<String>,
    /// From where it delivers.
    pub mail_trust: Vec<IpAddr>,
}

/// Serves until it is told to stop.
///
/// # Errors
/// A sentence for whoever started it.
pub async fn serve(command: Serve) -> Result<(), String> {
    app::frame::assets::init(assets::manifest()?);
    app::frame::assets::init_supplier(command.supplier.clone());
    let db = Db::open(&command.database)
        .await
        .map_err(|error| error.to_string())?;
    let files = Files::open(&db, &command.files)
        .await
        .map_err(|error| error.to_string())?;
    let listener = TcpListener::bind(command.listen)
        .await
        .map_err(|error| format!("{} can't be listened on: {error}", command.listen))?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let base_url = command
        .base_url
        .unwrap_or_else(|| format!("http://{address}"));
    let demo_accounts = demo_accounts(&db).await?;
    let base_url = base_url.trim_end_matches('/').to_owned();
    let contact = match command.contact.as_deref() {
        None | Some("") => None,
        Some(address) => Some(
            address
                .parse::<Email>()
                .map_err(|_| format!("{address} is no e-mail address to write to."))?,
        ),
    };
    let house = domain::support::house(&db)
        .await
        .map_err(|error| error.to_string())?;
    let supports: Vec<String> = command
        .support_address
        .into_iter()
        .filter(|one| !one.is_empty())
        .collect();
    let incoming = match command.mail_listen {
        None => None,
        Some(_) if supports.is_empty() => {
            return Err("Mail can't be listened for without a --support-address.".to_owned());
        }
        Some(at) => {
            let addresses = MailAddresses {
                supports: supports.clone(),
                domain: domain_of(&command.mail_from),
                authserv_ids: command.authserv_id,
            };
            if command.mail_trust.is_empty() && !addresses.authserv_ids.is_empty() {
                tracing::warn!("nobody's address is believed without a --mail-trust");
            }
            // What can't be read is told now, not to whoever brings the first mail.
            if let Some(certificate) = &command.mail_certificate {
                certificate.acceptor()?;
            }
            let settings = ListenSettings {
                certificate: command.mail_certificate,
                ..ListenSettings::new(addresses, house.clone(), command.mail_trust)
            };
            let listener = TcpListener::bind(at)
                .await
                .map_err(|error| format!("{at} can't be listened on: {error}"))?;
            Some((listener, settings))
        }
    };
    let mut mail = MailSettings::new(
        command.smtp_url,
        command.mail_from,
        Sender {
            supplier: command.supplier.clone(),
            base_url: base_url.clone(),
        },
    );
    mail.support = supports.into_iter().next();
    mail.house = Some(house.name);
    let state = AppState {
        db: db.clone(),
        files: files.clone(),
        settings: Arc::new(Settings {
            supplier: command.supplier,
            demo: !demo_accounts.is_empty(),
            demo_accounts,
            base_url,
            behind_proxy: command.behind_proxy,
            contact,
            delivery: mail.delivery(),
        }),
    };
    announce(&state.settings);
    // Imports that were running when the program stopped go on.
    domain::catalog::import::resume(&db)
        .await
        .map_err(|error| error.to_string())?;
    domain::assets::resume_imports(&db)
        .await
        .map_err(|error| error.to_string())?;

    let (stop, stopping) = watch::channel(false);
    let mailing = crate::mail::spawn(db.clone(), mail, stopping.clone())?;
    let listening = incoming.map(|(listener, settings)| {
        if let Ok(at) = listener.local_addr() {
            println!("Mail for the support is listened for at {at}");
        }
        let stopping = stopping.clone();
        listen(listener, db.clone(), files.clone(), settings, stopping)
    });
    let jobs = tokio::spawn(purge(db.clone(), stopping.clone()));
    let agreeing = tokio::spawn(look_after_agreements(db.clone(), stopping.clone()));
    let sweeping = tokio::spawn(sweep(db.clone(), stopping.clone()));
    let helping = tokio::spawn(look_after_cases(db.clone(), stopping.clone()));
    let renewing = tokio::spawn(look_after_subscriptions(db.clone(), stopping.clone()));
    let writing = tokio::spawn(send_newsletters(db.clone(), stopping.clone()));
    let equipping = tokio::spawn(look_after_equipment(db.clone(), stopping.clone()));
    let clearing = tokio::spawn(clear_away(db.clone(), files, stopping.clone()));
    let learning = tokio::spawn(domain::profile::learner(
        db.clone(),
        stopped(stopping.clone()),
    ));
    let (collector, collecting) = domain::profile::collector();
    app::profile::collect_into(collector);
    let looks = tokio::spawn(collecting.run(db.clone(), stopped(stopping.clone())));

    let application =
        router::application(state).into_make_service_with_connect_info::<SocketAddr>();
    // Nagle's algorithm would hold small answers back for 40 ms.
    let listener = axum::serve::ListenerExt::tap_io(listener, |stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY");
        }
    });
    axum::serve(listener, application)
        .with_graceful_shutdown(asked_to_stop())
        .await
        .map_err(|error| error.to_string())?;

    tracing::info!("stopping: finishing what was begun");
    // Nobody listening any more is fine: then the jobs have ended.
    let _ = stop.send(true);
    if let Some(listening) = listening {
        let _ = listening.await;
    }
    let _ = jobs.await;
    let _ = agreeing.await;
    let _ = sweeping.await;
    let _ = helping.await;
    let _ = renewing.await;
    let _ = writing.await;
    let _ = equipping.await;
    let _ = clearing.await;
    let _ = looks.await;
    let _ = learning.await;
    let _ = mailing.await;
    db.close().await;
    Ok(())
}

/// Ends when the program is told to stop.
async fn stopped(mut stopping: watch::Receiver<bool>) {
    // An error means that the sender is gone, which is the same.
    let _ = stopping.wait_for(|stop| *stop).await;
}

async fn demo_accounts(db: &Db) -> Result<Vec<DemoAccount>, String> {
    let stored = domain::store::setting(db, "demo-accounts")
        .await
        .map_err(|error| error.to_string())?;
    stored.map_or(Ok(Vec::new()), |json| {
        serde_json::from_str(&json).map_err(|error| format!("setting demo-accounts: {error}"))
    })
}

/// Says on standard output where the site is and who may look around.
fn announce(settings: &Settings) {
    println!(
        "Rapport serves {} at {}",
        settings.supplier, settings.base_url
    );
    for account in &settings.demo_accounts {
        println!(
            "  {:<34} {:<20} {}, {}",
            account.email, account.password, account.role, account.company
        );
    }
}

/// Removes once an hour what has ended.
async fn purge(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = domain::identity::purge_sessions(&db, Timestamp::now()).await {
            tracing::warn!(%error, "removing ended sessions");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Publishes the drafts whose moment has come, tells the customers of agreements
/// with many, and once an hour takes off sale what can no longer be ordered and
/// tells of what ends.
async fn look_after_agreements(db: Db, mut stopping: watch::Receiver<bool>) {
    const TURNS_AN_HOUR: u32 = 180;
    let mut turn = 0;
    loop {
        let now = Timestamp::now();
        if let Err(error) = domain::agreements::publish_due(&db, now).await {
            tracing::warn!(%error, "looking for drafts to publish");
        }
        if turn == 0
            && let Err(error) = domain::agreements::warn_of_endings(&db, now).await
        {
            tracing::warn!(%error, "telling of agreements that end");
        }
        if let Err(error) = domain::agreements::tell_customers(&db, Timestamp::now).await {
            tracing::warn!(%error, "telling customers of agreements with many");
        }
        if turn == 0
            && let Err(error) = domain::catalog::retire_products(&db, now).await
        {
            tracing::warn!(%error, "taking products off sale");
        }
        turn = (turn + 1) % TURNS_AN_HOUR;
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(20)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Warns of promises that are about to be broken, tells of those that are, and
/// closes cases that are solved and quiet; and tells of known problems that are
/// solved, and of articles that are to be read again.
async fn look_after_cases(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = domain::support::look_after_cases(&db, Timestamp::now).await {
            tracing::warn!(%error, "looking after cases");
        }
        let told = domain::support::articles::look_after_articles(&db, Timestamp::now()).await;
        if let Err(error) = told {
            tracing::warn!(%error, "looking after articles");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(30)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Begins subscriptions whose day has come, and does what is due about the end of
/// their terms.
async fn look_after_subscriptions(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) =
            domain::subscriptions::look_after_subscriptions(&db, Timestamp::now).await
        {
            tracing::warn!(%error, "looking after subscriptions");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(30)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Sends the newsletter when one is due, and goes on with one that broke off.
async fn send_newsletters(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        match domain::publications::newsletter::send_newsletters(&db, Timestamp::now).await {
            Ok(0) => {}
            Ok(sent) => tracing::info!(sent, "newsletters put into the outbox"),
            Err(error) => tracing::warn!(%error, "sending newsletters"),
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(300)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Tells once an hour who has something on loan that is due back, and who manages a
/// company which warranties end.
async fn look_after_equipment(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = domain::assets::remind_of_loans(&db, Timestamp::now()).await {
            tracing::warn!(%error, "telling of loans that are due back");
        }
        if let Err(error) = domain::assets::remind_of_warranties(&db, Timestamp::now()).await {
            tracing::warn!(%error, "telling of warranties that end");
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Does what sweeps say, soon after they begin. What is under way when the
/// program is told to stop is done the next time.
async fn sweep(db: Db, mut stopping: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            worked = domain::agreements::sweep::work_on_sweeps(&db, Timestamp::now) => {
                if let Err(error) = worked {
                    tracing::warn!(%error, "working on sweeps");
                }
            }
            _ = stopping.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(2)) => {}
            _ = stopping.changed() => return,
        }
    }
}

/// Removes once an hour what came by mail long ago, and clears away what nothing
/// names in the store of files.
async fn clear_away(db: Db, files: Files, mut stopping: watch::Receiver<bool>) {
    loop {
        match domain::support::forget_mails(&db, Timestamp::now()).await {
            Ok(0) => {}
            Ok(gone) => tracing::info!(gone, "removed old mails"),
            Err(error) => tracing::warn!(%error, "removing old mails"),
        }
        tokio::select! {
            cleared = domain::files::clear_away(&db, &files, Timestamp::now()) => {
                match cleared {
                    Ok(0) => {}
                    Ok(gone) => tracing::info!(gone, "cleared away stored files"),
                    Err(error) => tracing::warn!(%error, "clearing away stored files"),
                }
            }
            _ = stopping.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
            _ = stopping.changed() => return,
        }
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = interrupt => {}
                    _ = terminate.recv() => {}
                }
            }
            Err(_) => {
                let _ = interrupt.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupt.await;
    }
}
