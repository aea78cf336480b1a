//! Whether a page stays as quick when there are very many customers, and how
//! quick it is to change many agreements and to take in a price list.
//!
//! For few and for many customers it makes material with `rapport seed`, and asks
//! what a catalog page and a search ask, for customers picked at random. It stands
//! beside the database itself, without HTTP and without HTML: those cost the same
//! however many customers there are.

use anyhow::{Context, Result, ensure};
use clap::Parser;
use domain::agreements::sweep::{BeginSweep, Sweeping, Whom, begin_sweep, work_on_sweeps};
use domain::agreements::{Says, ShelfQuery, Validity, shelf_page};
use domain::catalog::import::{FromFiles, from_files};
use domain::catalog::mapping::ImportKind;
use domain::id::CustomerId;
use domain::identity::{Actor, Company, Shopper, actor_of, in_force};
use domain::store::{Db, FormKey, Query};
use domain::{Currency, Rate, Timestamp};
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
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
    let mut made: Vec<Db> = Vec::new();
    for customers in [options.few, options.changed, options.many] {
        let database = match server {
            None => format!(
                "sqlite:{}",
                folder.join(format!("{customers}.sqlite")).display()
            ),
            Some(server) => format!("{server}/scale_{customers}"),
        };
        let began = Instant::now();
        if !options.made {
            seed(options, &database, folder, customers).await?;
        }
        println!(
            "{name}, {customers} customers: made in {:.1?}",
            began.elapsed()
        );
        let db = Db::open(&database).await?;
        // The same work whatever the number of customers: ten of them.
        let catalog = measure(&db, options.pages, 10, false).await?;
        let search = measure(&db, options.pages, 10, true).await?;
        // And what many different ones ask, whose price lists are all in use.
        let of_many = measure(&db, options.pages, 500, false).await?;
        println!(
            "{name}, {customers} customers: category page p50 {catalog:.1?} (500 of \
             them in turn: {of_many:.1?}), search p50 {search:.1?}, {:.0} MB",
            size(&db, &database).await? / 1e6
        );
        if customers == options.changed {
            change_all(&db, name, customers).await?;
            import_list(&db, name, folder).await?;
        }
        made.push(db);
    }
    if let (Some(few), Some(many)) = (made.first(), made.last()) {
        for searches in [false, true] {
            let ratios = in_turn(options, few, many, searches).await?;
            let [least, .., most] = ratios.as_slice() else {
                continue;
            };
            let middle = ratios.get(ratios.len() / 2).unwrap_or(most);
            println!(
                "{name}: {} customers to {}: {} {middle:.2} times as long ({least:.2} to \
                 {most:.2} in {ROUNDS} rounds)",
                options.few,
                options.many,
                if searches { "search" } else { "category page" },
            );
        }
    }
    for db in made {
        db.close().await;
    }
    Ok(())
}

/// How often few and many customers are compared.
const ROUNDS: usize = 11;

/// How many times as long a page takes with many customers as with few: one after
/// the other again and again, each round for itself, so that a machine that is
/// slower for a while is so for both. Sorted.
async fn in_turn(options: &Options, few: &Db, many: &Db, searches: bool) -> Result<Vec<f64>> {
    let pages = (options.pages / 4).max(1);
    let mut ratios = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let one = measure(few, pages, 10, searches).await?;
        let other = measure(many, pages, 10, searches).await?;
        ratios.push(other.as_secs_f64() / one.as_secs_f64());
    }
    ratios.sort_by(f64::total_cmp);
    Ok(ratios)
}

async fn seed(options: &Options, database: &str, folder: &Path, customers: usize) -> Result<()> {
    let status = tokio::process::Command::new(&options.rapport)
        .env("DATABASE_URL", database)
        .env("RAPPORT_DATA", folder)
        .env("RAPPORT_LOG", "warn")
        .args(["seed", "--orders=0"])
        .arg(format!("--customers={customers}"))
        .arg(format!("--products={}", options.products))
        .arg(format!("--price-lists={}", options.price_lists))
        .arg(format!("--overrides={}", options.overrides))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await?;
    ensure!(status.success(), "the material could not be made");
    Ok(())
}

/// The median time of what one page asks.
async fn measure(db: &Db, pages: usize, customers: i64, searches: bool) -> Result<Duration> {
    let now = Timestamp::now();
    let system = Actor::system();
    let mut read = db.read(system.scope()).await?;
    let people: Vec<(String, CustomerId)> = read
        .all(
            "SELECT MIN(CAST(m.person_id AS TEXT)), m.customer_id
             FROM (SELECT id FROM customer ORDER BY hue, name, id LIMIT ($1 + 0)) c
             JOIN membership m ON m.customer_id = c.id GROUP BY m.customer_id",
            domain::args![customers],
        )
        .await?;
    let categories: Vec<(String,)> = read
        .all("SELECT code FROM category ORDER BY code", Vec::new())
        .await?;
    drop(read);
    let mut customers = Vec::with_capacity(people.len());
    for (person, customer) in people {
        let actor = actor_of(db, person.parse()?, Some(customer), now).await?;
        customers.push((actor, customer));
    }
    let mut times = Vec::with_capacity(pages);
    // Every one of them has looked into every category once.
    let warm = customers.len() * categories.len();
    for page in 0..pages + warm {
        let (actor, customer) = customers
            .get(page % customers.len())
            .context("no customer")?;
        let (code,) = categories
            .get(page % categories.len())
            .context("no category")?;
        let words = SEARCHES
            .get(page % SEARCHES.len())
            .map(|one| (*one).to_owned());
        let query = ShelfQuery {
            category: (!searches).then(|| code.clone()),
            words: words.filter(|_| searches),
            ..ShelfQuery::default()
        };
        let began = Instant::now();
        let mut read = db.read(actor.scope()).await?;
        let agreed = in_force(&mut read, *customer, None, now).await?;
        let company = Company {
            id: *customer,
            name: String::new(),
            mark: String::new(),
            hue: 0,
        };
        let shopper = Shopper {
            company: &company,
            in_force: agreed.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        shelf_page(&mut read, shopper, query, now).await?;
        drop(read);
        if page >= warm {
            times.push(began.elapsed());
        }
    }
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .copied()
        .context("nothing was measured")
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
    #[allow(clippy::cast_precision_loss)]
    Ok(bytes.unwrap_or_default() as f64)
}

/// The same change of every customer's agreement, put in force.
async fn change_all(db: &Db, name: &str, customers: usize) -> Result<()> {
    let now = Timestamp::now();
    let what = Sweeping::Category {
        category: None,
        only: None,
        says: Says::Discount(Rate(950)),
        valid: Validity::ALWAYS,
    };
    let command = BeginSweep {
        key: FormKey::fresh(),
        whom: Whom::default(),
        what,
        note: "Measured.".to_owned(),
        publishes: true,
    };
    let began = Instant::now();
    begin_sweep(db, &Actor::system(), command, now).await?;
    let changed = work_on_sweeps(db, Timestamp::now).await?;
    println!(
        "{name}: {changed} of {customers} agreements changed and put in force in {:.1?}",
        began.elapsed()
    );
    Ok(())
}

/// A price list of as many lines as there are products.
async fn import_list(db: &Db, name: &str, folder: &Path) -> Result<()> {
    let mut read = db.read(Actor::system().scope()).await?;
    let skus: Vec<(String,)> = read
        .all("SELECT sku FROM product ORDER BY sku", Vec::new())
        .await?;
    drop(read);
    let lines: Vec<String> = skus
        .iter()
        .enumerate()
        .map(|(place, (sku,))| format!("{sku},{}.99", 10 + place % 900))
        .collect();
    let file = folder.join("prices.csv");
    std::fs::write(&file, format!("sku,price\n{}\n", lines.join("\n")))?;
    let files = FromFiles {
        paths: vec![file],
        kind: ImportKind::Prices,
        currency: Currency::EUR,
        price_list: Some("Measured".to_owned()),
        mapping: None,
        columns: Vec::new(),
        category: None,
        round_prices: false,
        only_compare: false,
        save_as: None,
    };
    let began = Instant::now();
    let (import, _) = from_files(db, files, |_, _| ()).await?;
    let took = began.elapsed();
    #[allow(clippy::cast_precision_loss)]
    let speed = import.lines as f64 / took.as_secs_f64();
    println!(
        "{name}: {} prices taken in, {} refused, in {took:.1?} ({speed:.0} lines a second)",
        import.added + import.updated,
        import.refused
    );
    Ok(())
}
