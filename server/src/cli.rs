//! The command line.

use crate::demo;
use crate::doctor::{self, Doctor};
use crate::import::{self, ImportFiles};
use crate::import_articles::{self, ImportArticles};
use crate::mail::Certificate;
use crate::mail_in::{self, MailIn};
use crate::seed::{self, SeedSize};
use crate::serve::{Serve, serve};
use crate::staff::{self, Staff};
use clap::{Args, Parser, Subcommand};
use domain::Timestamp;
use domain::files::Files;
use domain::store::Db;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// The portal through which a supplier serves its business customers.
#[derive(Debug, Parser)]
#[command(name = "rapport", version, about)]
struct Cli {
    #[command(flatten)]
    installation: Installation,
    /// Write the log as JSON lines instead of text.
    #[arg(long, env = "RAPPORT_LOG_JSON", global = true)]
    log_json: bool,
    #[command(subcommand)]
    command: Command,
}

/// Which installation a command works on.
#[derive(Debug, Clone, Args)]
pub struct Installation {
    /// The folder for the database and everything else that is kept.
    #[arg(long, env = "RAPPORT_DATA", default_value = "data", global = true)]
    data: PathBuf,
    /// The database: `postgres://…`, or `sqlite:PATH`; a SQLite file in the
    /// data folder if not given.
    #[arg(long, env = "DATABASE_URL", global = true)]
    database_url: Option<String>,
    /// The folder for pictures and documents; `files` in the data folder if not
    /// given. Several processes share one.
    #[arg(long = "file-store", env = "RAPPORT_FILE_STORE", global = true)]
    file_store: Option<PathBuf>,
}

impl Installation {
    /// The folder.
    #[must_use]
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The database, if one was named.
    #[must_use]
    pub fn database_url(&self) -> Option<&str> {
        self.database_url.as_deref()
    }

    /// The folder of pictures and documents.
    #[must_use]
    pub fn files(&self) -> PathBuf {
        self.file_store
            .clone()
            .unwrap_or_else(|| self.data.join("files"))
    }

    /// The address of the database.
    #[must_use]
    pub fn database(&self) -> String {
        self.database_url
            .clone()
            .unwrap_or_else(|| format!("sqlite:{}", self.data.join("rapport.sqlite").display()))
    }
}

#[cfg(test)]
impl Installation {
    /// Everything in a folder.
    pub fn in_folder(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            database_url: None,
            file_store: None,
        }
    }

    /// With this database.
    pub fn at(database_url: &str) -> Self {
        Self {
            data: PathBuf::from("data"),
            database_url: Some(database_url.to_owned()),
            file_store: None,
        }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the site.
    Serve {
        /// Where to listen; port 0 takes a free one.
        #[arg(long, env = "RAPPORT_LISTEN", default_value = "127.0.0.1:3000")]
        listen: SocketAddr,
        /// Where the site is reached, for links in mail and secure cookies.
        #[arg(long, env = "RAPPORT_BASE_URL")]
        base_url: Option<String>,
        /// The supplier's name, as customers read it.
        #[arg(long, env = "RAPPORT_SUPPLIER", default_value = "Northgate Systems")]
        supplier: String,
        /// Trust what a proxy in front says about where requests come from.
        #[arg(long, env = "RAPPORT_BEHIND_PROXY")]
        behind_proxy: bool,
        /// The mail server: `smtp://user:password@host:587?tls=required`.
        /// Without one, mail stays in the mailbox of the console.
        #[arg(long, env = "RAPPORT_SMTP_URL", hide_env_values = true)]
        smtp_url: Option<String>,
        /// Who mail is from: `Northgate <portal@northgate.example>`.
        #[arg(long, env = "RAPPORT_MAIL_FROM", default_value = "portal@localhost")]
        mail_from: String,
        /// The address that customers write to for whom no account team is named yet.
        #[arg(long, env = "RAPPORT_CONTACT")]
        contact: Option<String>,
        /// The addresses that mail for the support comes to: `help@northgate.example`.
        /// Answers about cases go to the first.
        #[arg(long, env = "RAPPORT_SUPPORT_ADDRESS", value_delimiter = ',')]
        support_address: Vec<String>,
        /// Where to listen for mail for the support by SMTP: `127.0.0.1:2525`.
        /// Without it, mail comes by `rapport mail-in` only.
        #[arg(long, env = "RAPPORT_MAIL_LISTEN")]
        mail_listen: Option<SocketAddr>,
        /// The certificate, with those that vouch for it, by which mail comes
        /// encrypted (STARTTLS): a file in PEM, read anew for each conversation.
        #[arg(long, env = "RAPPORT_MAIL_CERTIFICATE", requires = "mail_key")]
        mail_certificate: Option<PathBuf>,
        /// The certificate's key, in PEM.
        #[arg(long, env = "RAPPORT_MAIL_KEY", requires = "mail_certificate")]
        mail_key: Option<PathBuf>,
        /// The names under which our mail server writes Authentication-Results.
        /// Without any, nobody's address is believed.
        #[arg(long, env = "RAPPORT_AUTHSERV_ID", value_delimiter = ',')]
        authserv_id: Vec<String>,
        /// The addresses our mail server delivers from, also if it is on this
        /// machine: only from there is believed what it writes about a sender.
        #[arg(long, env = "RAPPORT_MAIL_TRUST", value_delimiter = ',')]
        mail_trust: Vec<IpAddr>,
    },
    /// Apply the migrations that are missing, and stop.
    Migrate,
    /// Fill an empty installation with the demonstration.
    Demo {
        /// The same seed plays the same year.
        #[arg(long, default_value_t = 2026)]
        seed: u64,
    },
    /// Fill an empty installation with material of any size, for load tests.
    Seed(SeedSize),
    /// Import products, prices, stock, promotions or customers from files.
    Import(ImportFiles),
    /// Import articles: a handbook in Markdown or reStructuredText with its pictures.
    ImportArticles(ImportArticles),
    /// Say what is wrong with the installation, and what to do about it.
    Doctor(Doctor),
    /// Take in one mail for the support from standard input, as a mail server
    /// pipes it.
    MailIn(MailIn),
    /// The supplier's people.
    #[command(subcommand)]
    Staff(Staff),
}

/// Runs what was asked for.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    start_log(cli.log_json);
    let database = cli.installation.database();
    let files = cli.installation.files();
    let outcome = match cli.command {
        Command::Serve {
            listen,
            base_url,
            supplier,
            behind_proxy,
            smtp_url,
            mail_from,
            contact,
            support_address,
            mail_listen,
            mail_certificate,
            mail_key,
            authserv_id,
            mail_trust,
        } => block_on(serve(Serve {
            listen,
            database,
            files,
            base_url,
            supplier,
            behind_proxy,
            smtp_url,
            mail_from,
            contact,
            support_address,
            mail_listen,
            mail_certificate: mail_certificate
                .zip(mail_key)
                .map(|(chain, key)| Certificate { chain, key }),
            authserv_id,
            mail_trust,
        })),
        Command::Migrate => block_on(with(&database, async |_| {
            println!("The database is up to date.");
            Ok(())
        })),
        Command::Demo { seed } => block_on(with(&database, async |db| {
            let files = Files::open(db, &files)
                .await
                .map_err(|error| error.to_string())?;
            demo::fill(db, &files, seed, Timestamp::now()).await
        })),
        Command::Seed(size) => block_on(with(&database, async |db| {
            seed::fill(db, &size, Timestamp::now()).await
        })),
        Command::Import(files) => {
            block_on(with(&database, async |db| import::run(db, files).await))
        }
        Command::ImportArticles(command) => block_on(with(&database, async |db| {
            let files = Files::open(db, &files)
                .await
                .map_err(|error| error.to_string())?;
            import_articles::run(db, &files, command).await
        })),
        Command::MailIn(command) => {
            let mut refused = false;
            let taken = block_on(with(&database, async |db| {
                mail_in::run(db, &files, command, &mut refused).await
            }));
            return match taken {
                Ok(()) => ExitCode::SUCCESS,
                Err(sentence) => {
                    eprintln!("rapport: {sentence}");
                    // What a mail server understands (sysexits.h): never, or later.
                    ExitCode::from(if refused { 65 } else { 75 })
                }
            };
        }
        Command::Staff(what) => block_on(with(&database, async |db| staff::run(db, what).await)),
        Command::Doctor(command) => block_on(doctor::run(&cli.installation, command)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("rapport: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the database for something, and closes it afterwards.
async fn with(
    database: &str,
    work: impl AsyncFnOnce(&Db) -> Result<(), String>,
) -> Result<(), String> {
    let db = Db::open(database)
        .await
        .map_err(|error| error.to_string())?;
    let outcome = work(&db).await;
    db.close().await;
    outcome
}

fn block_on(work: impl Future<Output = Result<(), String>>) -> Result<(), String> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| format!("The program can't start: {error}"))?
        .block_on(work)
}

fn start_log(json: bool) {
    let filter = EnvFilter::try_from_env("RAPPORT_LOG")
        .unwrap_or_else(|_| EnvFilter::new("warn,server=info,app=info,domain=info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    if json {
        log.json().init();
    } else {
        log.init();
    }
}
