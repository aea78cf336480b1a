//! Whether searches find what was meant: imports files, searches them as a
//! customer who sees everything, and counts how often one of the first five
//! hits is what was meant. `make search-quality FILES=folder`.
//!
//! The searches stand in `tools/bench/searches.csv`: of which kind, what is
//! typed, and the words that the hit that was meant has in its name, its
//! attributes or its category.

use anyhow::{Context, Result, ensure};
use clap::Parser;
use domain::agreements::{BulkAgreement, ShelfItem, ShelfQuery, put_agreements, shelf_page};
use domain::catalog::import::{FromFiles, from_files};
use domain::catalog::mapping::ImportKind;
use domain::catalog::price_lists;
use domain::catalog::words::plain_words;
use domain::identity::{
    AboutCustomer, Actor, CustomerRole, Enrol, NewCustomer, actor_of, create_customer, enrol_member,
};
use domain::store::{Db, FormKey, StoreError};
use domain::{Currency, Timestamp};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// How many hits are looked at.
const FIRST: usize = 5;

/// What is tried.
#[derive(Debug, Parser)]
struct Options {
    /// The CSV files with the products.
    #[arg(long, required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// The searches.
    #[arg(long, default_value = "tools/bench/searches.csv")]
    searches: PathBuf,
    /// An empty database; a SQLite file to throw away if not given.
    #[arg(long)]
    database_url: Option<String>,
    /// Fails below this share of successes, in percent.
    #[arg(long, default_value_t = 0)]
    at_least: usize,
}

#[derive(Debug, Default)]
struct Score {
    found: usize,
    of: usize,
}

#[tokio::main]
async fn main() -> ExitCode {
    let options = Options::parse();
    let folder = std::env::temp_dir().join(format!("rapport-search-{}", uuid::Uuid::now_v7()));
    let outcome = run(&options, &folder).await;
    // What can't be removed is in the folder for what may be thrown away.
    let _ = std::fs::remove_dir_all(&folder);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("search-quality: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options, folder: &std::path::Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let database = options
        .database_url
        .clone()
        .unwrap_or_else(|| format!("sqlite:{}", folder.join("search.sqlite").display()));
    let db = Db::open(&database).await?;
    let actor = somebody_who_sees_all(&db, options).await?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut slowest = std::time::Duration::ZERO;
    for line in searches(&options.searches)? {
        let (kind, typed, meant) = line;
        let began = std::time::Instant::now();
        let hits = search(&db, &actor, &typed).await?;
        slowest = slowest.max(began.elapsed());
        let found = hits.iter().any(|item| is_meant(item, &meant));
        let score = scores.entry(kind.clone()).or_default();
        score.of += 1;
        if found {
            score.found += 1;
        } else {
            let names: Vec<&str> = hits.iter().map(|item| item.name.as_str()).collect();
            println!("not found: {kind}: {typed} ({meant}): {}", names.join("; "));
        }
    }
    db.close().await;
    let (mut found, mut of) = (0, 0);
    for (kind, score) in &scores {
        println!("{kind:<12} {:>3} of {:>3}", score.found, score.of);
        (found, of) = (found + score.found, of + score.of);
    }
    ensure!(of > 0, "there are no searches");
    let percent = found * 100 / of;
    println!("success at {FIRST}: {found} of {of} ({percent} %), the slowest took {slowest:?}");
    ensure!(
        percent >= options.at_least,
        "that is less than {} %",
        options.at_least
    );
    Ok(())
}

fn searches(path: &std::path::Path) -> Result<Vec<(String, String, String)>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut fields = line.splitn(3, ',').map(str::to_owned);
            let mut next = || {
                fields
                    .next()
                    .with_context(|| format!("not three fields: {line}"))
            };
            Ok((next()?, next()?, next()?))
        })
        .collect()
}

/// Whether all the words stand in what the list shows of it.
fn is_meant(item: &ShelfItem, meant: &str) -> bool {
    let shown = format!("{} {} {}", item.name, item.summary, item.category_name);
    let shown = format!(" {} ", plain_words(&shown));
    plain_words(meant)
        .split(' ')
        .all(|word| shown.contains(&format!(" {word}")))
}

async fn search(db: &Db, actor: &Actor, typed: &str) -> Result<Vec<ShelfItem>> {
    let shopper = actor.shopper().context("no shopper")?;
    let mut read = db.read(actor.scope()).await?;
    let query = ShelfQuery {
        words: Some(typed.to_owned()),
        ..ShelfQuery::default()
    };
    let page = shelf_page(&mut read, shopper, query, Timestamp::now()).await?;
    Ok(page.items.into_iter().take(FIRST).collect())
}

/// Imports the files, and makes a customer whose agreement lets everything in.
async fn somebody_who_sees_all(db: &Db, options: &Options) -> Result<Actor> {
    let now = Timestamp::now();
    let system = Actor::system();
    let files = FromFiles {
        price_list: Some("List".to_owned()),
        ..FromFiles::new(ImportKind::Products, options.files.clone())
    };
    let import = from_files(db, files, |_, _| ()).await?.import;
    println!("{} lines, {} products", import.lines, import.added);
    let customer = NewCustomer {
        key: FormKey::fresh(),
        about: AboutCustomer {
            name: "Looks for things".to_owned(),
            mark: "LT".to_owned(),
            hue: 200,
            segment: "standard".to_owned(),
            needs: String::new(),
            tier: None,
            employees: 1,
            country: "NL".to_owned(),
            firm: domain::identity::Firmographics::default(),
        },
        units: Vec::new(),
        manager: None,
        account_manager: None,
    };
    let customer = create_customer(db, &system, customer, now).await?;
    let who = Enrol {
        name: "Somebody".to_owned(),
        email: "somebody@example.com".parse()?,
        password_hash: None,
        language: None,
        time_zone: None,
    };
    let roles = vec![CustomerRole::Requester];
    let (person, _) = enrol_member(db, &system, customer, who, None, roles, now).await?;
    let mut read = db.read(system.scope()).await?;
    let lists = price_lists(&mut read).await?;
    drop(read);
    let list = lists.first().context("no price list")?.id;
    let agreement = BulkAgreement {
        customer,
        number: "A-1".to_owned(),
        price_list: list,
        currency: Currency::EUR,
        without: Vec::new(),
        discounts: Vec::new(),
        prices: Vec::new(),
    };
    db.write::<_, StoreError, _>(system.scope(), {
        let system = system.clone();
        move |tx| Box::pin(async move { put_agreements(tx, &system, &[agreement], now).await })
    })
    .await?;
    Ok(actor_of(db, person, Some(customer), now).await?)
}
