//! `rapport doctor`: what is wrong with an installation, and what to do about
//! it. It looks and asks; it changes nothing.

use crate::assets;
use crate::cli::Installation;
use crate::mail::reach;
use clap::Args;
use domain::Timestamp;
use domain::files::{Files, any_content, look_after};
use domain::identity::administrators;
use domain::mail::backlog;
use domain::store::{Db, Examined, Schema, StoreError, examine, without_password};
use std::fmt;
use std::path::Path;

/// What is known of how the program will be served.
#[derive(Debug, Args)]
pub struct Doctor {
    /// Where the site is reached, for links in mail and secure cookies.
    #[arg(long, env = "RAPPORT_BASE_URL")]
    base_url: Option<String>,
    /// The mail server: `smtp://user:password@host:587?tls=required`.
    #[arg(long, env = "RAPPORT_SMTP_URL", hide_env_values = true)]
    smtp_url: Option<String>,
    /// Who mail is from.
    #[arg(long, env = "RAPPORT_MAIL_FROM", default_value = "portal@localhost")]
    mail_from: String,
}

/// How something stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Well,
    Doubtful,
    Wrong,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    verdict: Verdict,
    /// What was seen.
    seen: String,
    /// What to do about it; empty if nothing is to be done.
    todo: String,
}

impl Finding {
    fn well(seen: impl Into<String>) -> Self {
        Self::new(Verdict::Well, seen, "")
    }

    fn doubtful(seen: impl Into<String>, todo: impl Into<String>) -> Self {
        Self::new(Verdict::Doubtful, seen, todo)
    }

    fn wrong(seen: impl Into<String>, todo: impl Into<String>) -> Self {
        Self::new(Verdict::Wrong, seen, todo)
    }

    fn new(verdict: Verdict, seen: impl Into<String>, todo: impl Into<String>) -> Self {
        Self {
            verdict,
            seen: seen.into(),
            todo: todo.into(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.verdict {
            Verdict::Well => "well ",
            Verdict::Doubtful => "look ",
            Verdict::Wrong => "wrong",
        };
        write!(f, "{mark}  {}", self.seen)?;
        if !self.todo.is_empty() {
            write!(f, "\n       → {}", self.todo)?;
        }
        Ok(())
    }
}

/// Looks at everything and says what it found.
///
/// # Errors
/// A sentence if something is wrong, so that scripts notice.
pub async fn run(installation: &Installation, command: Doctor) -> Result<(), String> {
    let findings = look(installation, &command).await;
    for finding in &findings {
        println!("{finding}");
    }
    let count = |verdict| findings.iter().filter(|one| one.verdict == verdict).count();
    match (count(Verdict::Wrong), count(Verdict::Doubtful)) {
        (0, 0) => println!("\nAll is well."),
        (0, doubtful) => println!("\nIt works; {doubtful} to look at."),
        (wrong, _) => return Err(format!("{wrong} of {} things are wrong.", findings.len())),
    }
    Ok(())
}

async fn look(installation: &Installation, command: &Doctor) -> Vec<Finding> {
    let mut findings = vec![browser_files(), public_address(command.base_url.as_deref())];
    let url = installation.database();
    if installation.database_url().is_none() {
        findings.push(folder(installation.data()));
    }
    match examine(&url).await {
        Err(error) => findings.push(unreachable(&error, &url)),
        Ok(None) => findings.push(Finding::doubtful(
            "There is no database yet.",
            "`rapport serve` makes it; `rapport demo` fills it with a demonstration.",
        )),
        Ok(Some(examined)) => {
            let usable = examined.schema == Schema::Current && examined.damage.is_empty();
            findings.extend(database(&examined));
            if usable {
                findings.extend(inside(&url).await);
                findings.push(files(&url, &installation.files()).await);
            }
        }
    }
    findings.push(mail(command).await);
    findings
}

/// Style sheet and scripts are part of the program.
fn browser_files() -> Finding {
    match assets::manifest() {
        Ok(_) => Finding::well("The style sheet and scripts are there."),
        Err(why) => Finding::wrong(why, "`make run` does both."),
    }
}

/// Links in mail lead there; cookies are kept off plain connections only if
/// it begins with https.
fn public_address(base_url: Option<&str>) -> Finding {
    let is_local = |url: &str| {
        ["http://127.", "http://localhost", "http://[::1]"]
            .iter()
            .any(|begin| url.starts_with(begin))
    };
    match base_url {
        None => Finding::doubtful(
            "Links in mail lead to the address that is listened on.",
            "Where people reach it by another address, say so: --base-url or RAPPORT_BASE_URL.",
        ),
        Some(url) if url.starts_with("https://") => {
            Finding::well(format!("People reach it at {url}, and cookies stay there."))
        }
        Some(url) if is_local(url) => {
            Finding::well(format!("It is reached at {url}, on this machine only."))
        }
        Some(url) if url.starts_with("http://") => Finding::wrong(
            format!("Sessions travel unprotected to {url}."),
            "Put a proxy with a certificate in front and give its https:// address.",
        ),
        Some(url) => Finding::wrong(
            format!("{url} is no address of a site."),
            "It begins with https://.",
        ),
    }
}

/// Whether the database can be kept there.
fn folder(path: &Path) -> Finding {
    let shown = path.display();
    match std::fs::metadata(path) {
        Err(_) => Finding::doubtful(
            format!("The folder {shown} is not there yet."),
            "It is made when it is needed, if its parent lets it be.",
        ),
        Ok(found) if !found.is_dir() => Finding::wrong(
            format!("{shown} is not a folder."),
            "Name another with --data.",
        ),
        Ok(found) if found.permissions().readonly() => Finding::wrong(
            format!("Nothing can be written into {shown}."),
            "Give the user that serves the right to write there.",
        ),
        Ok(_) => Finding::well(format!("Everything is kept in {shown}.")),
    }
}

fn unreachable(error: &StoreError, url: &str) -> Finding {
    Finding::wrong(
        format!(
            "The database can't be opened: {}",
            without_password(error, url)
        ),
        "Look at DATABASE_URL, and whether the server runs and lets this user in.",
    )
}

fn database(examined: &Examined) -> Vec<Finding> {
    let engine = &examined.engine;
    let mut findings = vec![match examined.schema {
        Schema::Current => Finding::well(format!("{engine}, with all its tables.")),
        Schema::Empty => Finding::doubtful(
            format!("{engine}, with nothing in it."),
            "`rapport serve` or `rapport migrate` makes the tables.",
        ),
        Schema::Behind(missing) => Finding::doubtful(
            format!("{engine}: {missing} migrations are missing."),
            "Make a copy of the database, then `rapport migrate`, or just `rapport serve`.",
        ),
        Schema::Ahead => Finding::wrong(
            format!("{engine}: a newer version of the program has changed its tables."),
            "Run that version, or go back to a copy of the database from before.",
        ),
        Schema::Broken(version) => Finding::wrong(
            format!("{engine}: migration {version} broke off or is not ours."),
            "Go back to a copy of the database from before it.",
        ),
    }];
    findings.extend(examined.damage.iter().map(|what| {
        Finding::wrong(
            format!("The database is damaged: {what}."),
            "Stop the program and go back to a copy; look at the disk.",
        )
    }));
    findings
}

/// What only an opened database tells.
async fn inside(url: &str) -> Vec<Finding> {
    let asked = async {
        let db = Db::open(url).await?;
        let answers = (
            db.warnings().await?,
            administrators(&db).await?,
            backlog(&db, Timestamp::now()).await?,
        );
        db.close().await;
        Ok::<_, StoreError>(answers)
    };
    let (warnings, administrators, backlog) = match asked.await {
        Ok(answers) => answers,
        Err(error) => return vec![unreachable(&error, url)],
    };
    let mut findings: Vec<Finding> = warnings
        .into_iter()
        .map(|warning| Finding::doubtful(warning.0, "Give the program a role of its own."))
        .collect();
    findings.push(match administrators {
        0 => Finding::doubtful(
            "Nobody can administer it yet.",
            "`rapport staff add --name NAME --email ADDRESS` takes the first on.",
        ),
        1 => Finding::well("One person can administer it."),
        more => Finding::well(format!("{more} people can administer it.")),
    });
    let why = backlog.last_error.as_deref().unwrap_or("unknown");
    findings.push(match (backlog.given_up, backlog.late) {
        (0, 0) => Finding::well("No mail is late."),
        (given_up, late) => Finding::doubtful(
            format!("{given_up} messages were given up, {late} are late. The last error: {why}"),
            "Mend the mail server's settings; the console's mailbox sends them again.",
        ),
    });
    findings
}

/// Whether the store of files can be written to, and whether what the database
/// names is there.
async fn files(url: &str, folder: &Path) -> Finding {
    let shown = folder.display();
    let todo = "Name the folder with --file-store or RAPPORT_FILE_STORE, let the user that serves write \
                there, and bring back from a copy what is missing.";
    if !folder.is_dir() {
        let named = async {
            let db = Db::open(url).await?;
            let named = any_content(&db).await;
            db.close().await;
            named
        };
        return match named.await {
            Ok(false) => Finding::well(format!(
                "No picture or document is kept yet; {shown} is made with the first."
            )),
            Ok(true) => Finding::wrong(
                format!("{shown} is not there, where pictures and documents are kept."),
                todo,
            ),
            Err(error) => unreachable(&error, url),
        };
    }
    let looked = async {
        let db = Db::open(url).await?;
        let looked = look_after(&db, &Files::to_look_after(folder)?).await;
        db.close().await;
        looked
    };
    match looked.await {
        Ok(found) if found.missing.is_empty() => Finding::well(format!(
            "Pictures and documents are kept in {shown}; all {} that were looked for are there.",
            found.looked
        )),
        Ok(found) => Finding::wrong(
            format!(
                "Of {} pictures and documents {} are missing in {shown}, among them {}.",
                found.looked,
                found.missing.len(),
                found.missing.first().map_or("", String::as_str),
            ),
            todo,
        ),
        Err(error) => Finding::wrong(
            format!("Pictures and documents can't be kept in {shown}: {error}"),
            todo,
        ),
    }
}

async fn mail(command: &Doctor) -> Finding {
    let Some(url) = &command.smtp_url else {
        return Finding::doubtful(
            "No mail leaves: it stays in the mailbox of the console.",
            "Name a mail server with --smtp-url or RAPPORT_SMTP_URL.",
        );
    };
    match reach(url, &command.mail_from).await {
        Ok(()) => Finding::well("The mail server answers."),
        Err(why) => Finding::wrong(
            format!("The mail server can't be used: {why}"),
            "Look at RAPPORT_SMTP_URL and RAPPORT_MAIL_FROM.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doctor(base_url: Option<&str>, smtp_url: Option<&str>) -> Doctor {
        Doctor {
            base_url: base_url.map(str::to_owned),
            smtp_url: smtp_url.map(str::to_owned),
            mail_from: "portal@localhost".to_owned(),
        }
    }

    fn installation() -> (tempfile::TempDir, Installation) {
        let folder = tempfile::tempdir().unwrap();
        let installation = Installation::in_folder(folder.path());
        (folder, installation)
    }

    fn worst(findings: &[Finding]) -> Vec<String> {
        findings
            .iter()
            .filter(|one| one.verdict == Verdict::Wrong)
            .map(|one| one.seen.clone())
            .collect()
    }

    #[tokio::test]
    async fn a_new_installation_has_nothing_wrong_and_is_not_touched() {
        let (folder, installation) = installation();
        let findings = look(&installation, &doctor(None, None)).await;
        assert_eq!(worst(&findings[1..]), Vec::<String>::new());
        assert!(
            std::fs::read_dir(folder.path()).unwrap().next().is_none(),
            "nothing was made"
        );
    }

    #[tokio::test]
    async fn it_says_that_nobody_can_administer_and_how_to_change_that() {
        let (_folder, installation) = installation();
        let db = Db::open(&installation.database()).await.unwrap();
        db.close().await;
        let findings = look(&installation, &doctor(None, None)).await;
        let nobody = findings
            .iter()
            .find(|one| one.seen.starts_with("Nobody"))
            .unwrap();
        assert!(nobody.todo.contains("rapport staff add"));
    }

    #[tokio::test]
    async fn a_broken_database_is_wrong_and_not_opened() {
        let (folder, installation) = installation();
        std::fs::write(
            folder.path().join("rapport.sqlite"),
            "no database at all, but long enough to be looked at",
        )
        .unwrap();
        let findings = look(&installation, &doctor(None, None)).await;
        assert!(
            worst(&findings)
                .iter()
                .any(|seen| seen.contains("can't be opened")),
            "{findings:?}"
        );
    }

    #[tokio::test]
    async fn a_server_that_is_not_there_is_wrong_and_its_password_is_kept() {
        let url = "postgres://rapport:s3cret@127.0.0.1:9/rapport";
        let installation = Installation::at(url);
        let command = doctor(
            Some("http://portal.example"),
            Some("smtp://me:s3cret@127.0.0.1:9"),
        );
        let findings = look(&installation, &command).await;
        let wrong = worst(&findings);
        for begin in ["Sessions travel", "The database can't", "The mail server"] {
            assert!(
                wrong.iter().any(|seen| seen.starts_with(begin)),
                "{begin}: {wrong:?}"
            );
        }
        assert!(!format!("{findings:?}").contains("s3cret"));
    }

    #[tokio::test]
    async fn postgres_is_looked_at_before_it_has_tables() {
        let url = std::env::var("TEST_POSTGRES_URL").unwrap();
        let findings = look(&Installation::at(&url), &doctor(None, None)).await;
        let engine = findings
            .iter()
            .find(|one| one.seen.starts_with("PostgreSQL"))
            .unwrap();
        assert_eq!(engine.verdict, Verdict::Doubtful, "{engine}");
    }
}
