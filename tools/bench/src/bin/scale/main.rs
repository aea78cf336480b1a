//! Whether a page stays as quick when there are very many customers, and how
//! quick it is to change many agreements and to take in a price list.
//!
//! For few and for many customers it makes material with `rapport seed`, and then
//! measures catalog pages and searches twice: as a member's browser gets them from
//! `rapport serve`, and what they ask of the database, without HTTP and without
//! HTML, which cost the same however many customers there are.

mod asked;
mod changes;
mod served;

use anyhow::Result;
use clap::Parser;
use domain::identity::Actor;
use domain::store::{Db, Query};
use rapport_bench::program::Installation;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How it is measured.
#[derive(Debug, Parser)]
struct Options {
    /// The program that makes the material.
    #[arg(long, default_value = "target/release/rapport")]
    rapport: PathBuf,
    /// A PostgreSQL server in which databases can be made:
    /// `postgres://user@host:port`. Without one, SQLite only.
    #[arg(long)]
    postgres: Option<String>,
    /// How many customers few are.
    #[arg(long, default_value_t = 10)]
    few: usize,
    /// How many customers many are.
    #[arg(long, default_value_t = 50_000)]
    many: usize,
    /// How many agreements are changed at once.
    #[arg(long, default_value_t = 1_000)]
    changed: usize,
    /// How many products.
    #[arg(long, default_value_t = 10_000)]
    products: usize,
    /// How many price lists.
    #[arg(long, default_value_t = 200)]
    price_lists: usize,
    /// How many products have a price of their own in each agreement.
    #[arg(long, default_value_t = 20)]
    overrides: usize,
    /// How many pages of each kind are measured.
    #[arg(long, default_value_t = 2_000)]
    pages: usize,
    /// The databases hold their material already.
    #[arg(long)]
    made: bool,
}

/// What people look for.
const SEARCHES: &[&str] = &[
    "notebook office",
    "travel dispaly",
    "MON-000123",
    "black printer rugged",
    "studio cable",
];

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let folder = std::env::temp_dir().join(format!("rapport-scale-{}", uuid::Uuid::now_v7()));
    let outcome = run(&options, &folder).await;
    // What can't be removed is in the folder for what may be thrown away.
    let _ = std::fs::remove_dir_all(&folder);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("scale: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    engine(options, "SQLite", folder, None).await?;
    if let Some(server) = &options.postgres {
        engine(options, "PostgreSQL", folder, Some(server)).await?;
    }
    Ok(())
}

async fn engine(options: &Options, name: &str, folder: &Path, server: Option<&str>) -> Result<()> {
    let mut made = Vec::new();
    for customers in [options.few, options.changed, options.many] {
        let database = match server {
            None => format!(
                "sqlite:{}",
                folder.join(format!("{customers}.sqlite")).display()
            ),
            Some(server) => format!("{server}/scale_{customers}"),
        };
        let installation = Installation {
            rapport: options.rapport.clone(),
            database: database.clone(),
            data: folder.to_owned(),
        };
        let began = Instant::now();
        if !options.made {
            installation.seed(&material(options, customers)).await?;
        }
        println!(
            "{name}, {customers} customers: made in {:.1?}",
            began.elapsed()
        );
        let db = Db::open(&database).await?;
        // The same work whatever the number of customers: ten of them.
        let catalog = asked::measure(&db, options.pages, 10, false).await?;
        let search = asked::measure(&db, options.pages, 10, true).await?;
        // And what many different ones ask, whose price lists are all in use.
        let of_many = asked::measure(&db, options.pages, 500, false).await?;
        println!(
            "{name}, {customers} customers: asked of the database: category page p50 \
             {catalog:.1?} (500 of them in turn: {of_many:.1?}), search p50 {search:.1?}; \
             {:.0} MB",
            size(&db, &database).await? / 1e6
        );
        if customers == options.changed {
            changes::change_all(&db, name, customers).await?;
            changes::import_list(&db, name, folder).await?;
        }
        made.push((installation, db));
    }
    if let (Some((few, few_db)), Some((many, many_db))) = (made.first(), made.last()) {
        for searches in [false, true] {
            let mut ratios = Vec::with_capacity(ROUNDS);
            for _ in 0..ROUNDS {
                let pages = in_a_round(options);
                let one = asked::measure(few_db, pages, 10, searches).await?;
                let other = asked::measure(many_db, pages, 10, searches).await?;
                ratios.push((one, other));
            }
            tell(options, name, "asked of the database", searches, ratios);
        }
        let (few, _) = few.serve().await?;
        let (many, _) = many.serve().await?;
        few.settle().await?;
        many.settle().await?;
        let (at_few, at_many) = (served::arrive(&few).await?, served::arrive(&many).await?);
        for searches in [false, true] {
            let mut ratios = Vec::with_capacity(ROUNDS);
            for _ in 0..ROUNDS {
                let pages = in_a_round(options);
                let one = served::measure(&at_few, pages, searches).await?;
                let other = served::measure(&at_many, pages, searches).await?;
                ratios.push((one, other));
            }
            tell(options, name, "served to a browser", searches, ratios);
        }
        few.stop().await?;
        many.stop().await?;
    }
    for (_, db) in made {
        db.close().await;
    }
    Ok(())
}

/// How often few and many customers are compared: one after the other again and
/// again, each round for itself, so that a machine that is slower for a while is so
/// for both.
const ROUNDS: usize = 11;

fn in_a_round(options: &Options) -> usize {
    (options.pages / 4).max(1)
}

/// What `rapport seed` is told.
fn material(options: &Options, customers: usize) -> [String; 5] {
    [
        "--orders=0".to_owned(),
        format!("--customers={customers}"),
        format!("--products={}", options.products),
        format!("--price-lists={}", options.price_lists),
        format!("--overrides={}", options.overrides),
    ]
}

/// Tells how many times as long a page takes with many customers as with few.
fn tell(
    options: &Options,
    engine: &str,
    measured: &str,
    searches: bool,
    rounds: Vec<(Duration, Duration)>,
) {
    let middle = |mut times: Vec<f64>| {
        times.sort_unstable_by(f64::total_cmp);
        let middle = times.get(times.len() / 2).copied().unwrap_or_default();
        let first = times.first().copied().unwrap_or_default();
        (middle, first, times.last().copied().unwrap_or_default())
    };
    let seconds = |time: &Duration| time.as_secs_f64();
    let (few, _, _) = middle(rounds.iter().map(|(few, _)| seconds(few)).collect());
    let (many, _, _) = middle(rounds.iter().map(|(_, many)| seconds(many)).collect());
    let ratios = rounds
        .iter()
        .map(|(few, many)| seconds(many) / seconds(few));
    let (ratio, least, most) = middle(ratios.collect());
    println!(
        "{engine}, {measured}: {} customers to {}: {} {ratio:.2} times as long ({least:.2} to \
         {most:.2} in {ROUNDS} rounds), p50 {:.0} and {:.0} µs",
        options.few,
        options.many,
        if searches { "search" } else { "category page" },
        few * 1e6,
        many * 1e6,
    );
}

async fn size(db: &Db, database: &str) -> Result<f64> {
    let bytes: Option<i64> = if database.starts_with("sqlite:") {
        let mut read = db.read(Actor::system().scope()).await?;
        let pages: Option<i64> = read
            .scalar(
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size",
                Vec::new(),
            )
            .await?;
        pages
    } else {
        let mut read = db.read(Actor::system().scope()).await?;
        read.scalar("SELECT pg_database_size(current_database())", Vec::new())
            .await?
    };
    Ok(bytes.unwrap_or_default() as f64)
}
