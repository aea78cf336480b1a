//! Measures a release build the way people use it: over the network, signed
//! in, with every answer checked for what it should say.
//!
//! For each engine it makes material with `rapport seed`, starts `rapport
//! serve`, and lets sixteen connections ask for one thing at a time. What it
//! measures is printed and written as Markdown.

mod load;
mod long_lists;
mod report;
mod scenarios;
mod service;

use anyhow::Result;
use clap::Parser;
use rapport_bench::program::{Installation, Program, engine_version};
use report::Engine;
use std::path::PathBuf;
use std::process::ExitCode;

/// How it is to be measured.
#[derive(Debug, Clone, Parser)]
pub struct Options {
    /// The program: a release build.
    #[arg(long)]
    rapport: PathBuf,
    /// An empty PostgreSQL database; without one, SQLite only.
    #[arg(long, env = "BENCH_POSTGRES_URL")]
    postgres: Option<String>,
    /// What browsers load, for its sizes.
    #[arg(long, default_value = "target/site")]
    site: PathBuf,
    /// Where the report goes.
    #[arg(long, default_value = "docs/benchmarks.md")]
    report: PathBuf,
    /// How many customers.
    #[arg(long, default_value_t = 1_000)]
    customers: usize,
    /// How many products.
    #[arg(long, default_value_t = 10_000)]
    products: usize,
    /// How many orders there are before.
    #[arg(long, default_value_t = 20_000)]
    orders: usize,
    /// How long each measurement takes, in seconds.
    #[arg(long, default_value_t = 8)]
    seconds: u64,
}

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Options::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<()> {
    let folder = tempdir()?;
    let measured = all(options, &folder).await;
    // What can't be removed is in the folder for what may be thrown away.
    let _ = std::fs::remove_dir_all(&folder);
    report::write(options, &measured?)
}

async fn all(options: &Options, folder: &std::path::Path) -> Result<Vec<Engine>> {
    let sqlite = format!("sqlite:{}", folder.join("bench.sqlite").display());
    let mut engines = vec![measure(options, "SQLite", &sqlite, folder).await?];
    if let Some(url) = &options.postgres {
        engines.push(measure(options, "PostgreSQL", url, folder).await?);
    }
    Ok(engines)
}

fn tempdir() -> Result<PathBuf> {
    let folder = std::env::temp_dir().join(format!("rapport-bench-{}", uuid::Uuid::now_v7()));
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn measure(
    options: &Options,
    name: &'static str,
    database: &str,
    data: &std::path::Path,
) -> Result<Engine> {
    eprintln!("{name}: making the material");
    let installation = Installation {
        rapport: options.rapport.clone(),
        database: database.to_owned(),
        data: data.to_owned(),
    };
    let seeded = installation
        .seed(&[
            format!("--customers={}", options.customers),
            format!("--products={}", options.products),
            format!("--orders={}", options.orders),
        ])
        .await?;
    let (program, started) = installation.serve().await?;
    let at_start = program.memory()?;
    eprintln!("{name}: waiting until what was seeded has been learned from");
    program.settle().await?;
    let mut measured = Vec::new();
    for scenario in scenarios::all(&program, database, options).await? {
        measured.push(one(name, scenario, &program, options).await?);
    }
    eprintln!("{name}: importing equipment");
    let imported = service::import(&program).await?;
    eprintln!("{name}: making long lists");
    let listed = long_lists::make(database).await?;
    let mut lists = Vec::new();
    for scenario in service::all(&program).await? {
        lists.push(one(name, scenario, &program, options).await?);
    }
    let engine = Engine {
        name,
        version: engine_version(database).await?,
        seeded,
        started,
        memory: (at_start, program.memory()?),
        measured,
        imported,
        listed,
        lists,
    };
    program.stop().await?;
    Ok(engine)
}

/// Measures one thing and says so.
async fn one(
    engine: &str,
    scenario: load::Scenario,
    program: &Program,
    options: &Options,
) -> Result<load::Measured> {
    eprintln!("{engine}: {}", scenario.name);
    let one = load::measure(scenario, program, options.seconds).await?;
    let processor = one.processor.as_secs_f64() * 1e6;
    eprintln!(
        "  {:.0} {} a second, p50 {:?}, p99 {:?}, {processor:.0} µs of processor each",
        one.per_second, one.of, one.p50, one.p99
    );
    Ok(one)
}
