//! Asking as fast as the answers come, from several connections at once.

use anyhow::{Result, ensure};
use rapport_bench::program::Program;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// One question, asked and its answer checked. Answers how many things were
/// done: 1 for a page, the number of events for a message full of them; 0 if there
/// was no room for it just then.
pub type Ask = Arc<dyn Fn() -> Asking + Send + Sync>;

/// A question on its way.
pub type Asking = Pin<Box<dyn Future<Output = Result<u64>> + Send>>;

/// What happens after the last question: what must be true, or an error.
pub type Check = Pin<Box<dyn Future<Output = Result<()>>>>;

/// Something to measure.
pub struct Scenario {
    /// What it is called in the report.
    pub name: &'static str,
    /// What is counted: pages, orders, events.
    pub of: &'static str,
    /// One for each connection.
    pub connections: Vec<Ask>,
    /// What must be true afterwards, given how much was done.
    pub afterwards: Box<dyn FnOnce(u64) -> Check>,
}

/// What was measured.
pub struct Measured {
    /// Of what.
    pub name: &'static str,
    /// What is counted.
    pub of: &'static str,
    /// How many connections asked.
    pub connections: usize,
    /// How often, in all.
    pub asked: usize,
    /// How many things were done a second.
    pub per_second: f64,
    /// Half of the answers came within this time.
    pub p50: Duration,
    /// All but a hundredth came within this time.
    pub p99: Duration,
    /// The program's processor time for one thing.
    pub processor: Duration,
}

/// Runs it: a second to get warm, then for so long.
pub async fn measure(scenario: Scenario, program: &Program, seconds: u64) -> Result<Measured> {
    let (warm, _) = ask(&scenario.connections, Duration::from_secs(1)).await?;
    let before = program.processor_time()?;
    let began = Instant::now();
    let (done, mut took) = ask(&scenario.connections, Duration::from_secs(seconds)).await?;
    let elapsed = began.elapsed();
    let processor = program.processor_time()?.saturating_sub(before);
    ensure!(done > 0, "{}: nothing was answered", scenario.name);
    (scenario.afterwards)(warm + done).await?;
    took.sort_unstable();
    let at = |part: f64| {
        let index = (took.len() as f64 * part) as usize;
        took.get(index.min(took.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    Ok(Measured {
        name: scenario.name,
        of: scenario.of,
        connections: scenario.connections.len(),
        asked: took.len(),
        per_second: done as f64 / elapsed.as_secs_f64(),
        p50: at(0.50),
        p99: at(0.99),
        processor: processor.div_f64(done as f64),
    })
}

/// Every connection asks again as soon as it was answered. An answer that is
/// not what it should be ends the measurement.
async fn ask(connections: &[Ask], lasting: Duration) -> Result<(u64, Vec<Duration>)> {
    let until = Instant::now() + lasting;
    let asking: Vec<_> = connections
        .iter()
        .map(|ask| {
            let ask = Arc::clone(ask);
            tokio::spawn(async move {
                let (mut done, mut took) = (0, Vec::new());
                while Instant::now() < until {
                    let began = Instant::now();
                    // What was refused because there was no room counts neither as
                    // done nor as quick.
                    let more = ask().await?;
                    if more > 0 {
                        took.push(began.elapsed());
                    }
                    done += more;
                }
                anyhow::Ok((done, took))
            })
        })
        .collect();
    let (mut done, mut took) = (0, Vec::new());
    for one in asking {
        let (more, times) = one.await??;
        done += more;
        took.extend(times);
    }
    Ok((done, took))
}
