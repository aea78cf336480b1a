//! The program that is measured: made ready, started, watched from outside,
//! stopped.

use anyhow::{Context, Result, bail, ensure};
use domain::identity::Actor;
use domain::store::{Db, Query};
use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// The password of everybody in the material.
pub const PASSWORD: &str = "rapport-bench-2026";

/// Which program, and what it works with.
#[derive(Debug, Clone)]
pub struct Installation {
    /// The program: a release build.
    pub rapport: PathBuf,
    /// Its database.
    pub database: String,
    /// The folder for whatever else it keeps.
    pub data: PathBuf,
}

impl Installation {
    /// Makes the material that `rapport seed` makes of these words; answers how
    /// long that took.
    pub async fn seed(&self, words: &[String]) -> Result<Duration> {
        let began = Instant::now();
        let made = self
            .command()
            .args(["seed", "--password", PASSWORD])
            .args(words)
            .output()
            .await
            .with_context(|| format!("{} can't be started", self.rapport.display()))?;
        let said = String::from_utf8_lossy(&made.stderr);
        ensure!(
            made.status.success(),
            "the material could not be made: {}",
            said.lines().last().unwrap_or_default()
        );
        Ok(began.elapsed())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.rapport);
        command
            .env("DATABASE_URL", &self.database)
            .env("RAPPORT_DATA", &self.data)
            .env("RAPPORT_LOG", "warn")
            .kill_on_drop(true);
        command
    }

    /// Starts it on a free port; answers how long it took until it was ready.
    pub async fn serve(&self) -> Result<(Program, Duration)> {
        let began = Instant::now();
        let mut child = self
            .command()
            .args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy"])
            .stdout(Stdio::piped())
            .spawn()?;
        let output = child.stdout.take().context("its output")?;
        let mut lines = BufReader::new(output).lines();
        let first = lines.next_line().await?.context("it did not start")?;
        let base = first
            .rsplit_once(" at ")
            .map(|(_, base)| base.trim().to_owned())
            .with_context(|| format!("no address in: {first}"))?;
        loop {
            let ready = reqwest::get(format!("{base}/readyz")).await;
            if ready.is_ok_and(|answer| answer.status().is_success()) {
                break;
            }
            if began.elapsed() > Duration::from_secs(30) {
                bail!("it is not ready after 30 seconds");
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        let pid = child.id().context("it stopped")?;
        Ok((Program { child, pid, base }, began.elapsed()))
    }
}

/// The program, serving.
pub struct Program {
    child: Child,
    pid: u32,
    /// Where: `http://127.0.0.1:41234`.
    pub base: String,
}

impl Program {
    /// Waits until the program has nothing more to do by itself: it learns
    /// from what was seeded, and the first measurement would pay for that.
    pub async fn settle(&self) -> Result<()> {
        let mut quiet = 0;
        for _ in 0..120 {
            let before = self.processor_time()?;
            tokio::time::sleep(Duration::from_secs(1)).await;
            let busy = self.processor_time()?.saturating_sub(before);
            quiet = if busy < Duration::from_millis(20) {
                quiet + 1
            } else {
                0
            };
            if quiet == 3 {
                return Ok(());
            }
        }
        bail!("the program does not come to rest")
    }

    /// The time that its threads have spent on a processor, from
    /// `/proc/PID/stat`, which counts in hundredths of a second.
    pub fn processor_time(&self) -> Result<Duration> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.pid))?;
        let (_, fields) = stat.rsplit_once(") ").context("/proc/PID/stat")?;
        // The first field here is the third of the file; utime and stime are
        // the 14th and 15th.
        let ticks: u64 = fields
            .split(' ')
            .skip(11)
            .take(2)
            .map(|field| field.parse::<u64>().unwrap_or_default())
            .sum();
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Its memory in kilobytes: what is resident.
    pub fn memory(&self) -> Result<u64> {
        self.status("VmRSS:")
    }

    /// The most of its memory that ever was resident, in kilobytes.
    pub fn most_memory(&self) -> Result<u64> {
        self.status("VmHWM:")
    }

    fn status(&self, what: &'static str) -> Result<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.pid))?;
        let line = status.lines().find(|line| line.starts_with(what));
        line.and_then(|line| line.split_whitespace().nth(1))
            .and_then(|number| number.parse().ok())
            .context(what)
    }

    /// Ends it as a service manager would.
    pub async fn stop(mut self) -> Result<()> {
        let killed = Command::new("kill").arg(self.pid.to_string()).status();
        ensure!(killed.await?.success(), "it could not be stopped");
        self.child.wait().await?;
        Ok(())
    }
}

/// What the engine says it is.
pub async fn engine_version(database: &str) -> Result<String> {
    let text = if database.starts_with("postgres") {
        "SHOW server_version"
    } else {
        "SELECT sqlite_version()"
    };
    let db = Db::open(database).await?;
    let version: Option<String> = {
        let mut read = db.read(Actor::system().scope()).await?;
        read.scalar(text, Vec::new()).await?
    };
    db.close().await;
    version.context("no version")
}
