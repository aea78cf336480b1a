//! `rapport import`: files become what the catalog knows, from the command line.

use clap::Args;
use domain::catalog::import::{FromFiles, FromFilesError, Imported, StartError, from_files};
use domain::catalog::mapping::{ImportKind, Role};
use domain::store::Db;
use domain::text::{Language, Words};
use domain::{Currency, Day};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Which files, and how they are read.
#[derive(Debug, Args)]
pub struct ImportFiles {
    /// The files, workbooks (.xlsx) or CSV.
    #[arg(long, required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// What they bring: products, prices, stock, promotions or customers.
    #[arg(long, default_value = "products")]
    kind: String,
    /// They are prices of products that are there: short for --kind prices.
    #[arg(long)]
    prices: bool,
    /// What a column becomes: "Item No=sku". An attribute is its kind, name and
    /// unit: "Speed=number:Speed:rpm". May be given many times.
    #[arg(long = "column")]
    columns: Vec<String>,
    /// The category of products, where no column names it; of promotions, where a
    /// line names neither a product nor a category.
    #[arg(long)]
    category: Option<String>,
    /// Promotions that name neither a product nor a category are meant for the
    /// whole price list.
    #[arg(long)]
    whole_list: bool,
    /// The last day of all promotions, in place of the files' own: 2027-12-31.
    #[arg(long)]
    last_day: Option<String>,
    /// Round prices that have more decimal places than their currency.
    #[arg(long)]
    round: bool,
    /// Only find out what would change, and change nothing.
    #[arg(long)]
    compare: bool,
    /// The currency of every price in them.
    #[arg(long, default_value = "EUR")]
    currency: String,
    /// The price list that prices go to; it is made if it is new. Without it,
    /// prices are left out.
    #[arg(long)]
    price_list: Option<String>,
    /// A saved mapping to use; without it the columns are guessed.
    #[arg(long)]
    mapping: Option<String>,
    /// Save the mapping by this name.
    #[arg(long)]
    save_as: Option<String>,
}

/// Imports the files and says what became of their lines.
///
/// # Errors
/// A sentence for whoever started it.
pub async fn run(db: &Db, command: ImportFiles) -> Result<(), String> {
    let words = Words::new(Language::English, "UTC");
    let currency: Currency = command
        .currency
        .parse()
        .map_err(|error| format!("--currency {}: {error}", command.currency))?;
    let kind = if command.prices {
        ImportKind::Prices
    } else {
        ImportKind::from_code(&command.kind)
            .ok_or_else(|| format!("--kind {}: there is no such kind", command.kind))?
    };
    let last_day = suits(&command, kind)?;
    let columns = command
        .columns
        .iter()
        .map(|text| column(text, kind))
        .collect::<Result<Vec<_>, _>>()?;
    let what = FromFiles {
        paths: command.files,
        kind,
        currency,
        price_list: command.price_list,
        mapping: command.mapping,
        columns,
        category: command.category,
        everything: command.whole_list,
        last_day,
        round_prices: command.round,
        only_compare: command.compare,
        save_as: command.save_as,
    };
    let began = Instant::now();
    let progress = |done: i64, lines: i64| {
        eprint!("\r{done} of {lines} lines ");
        // Progress that can't be shown is no reason to stop.
        let _ = std::io::stderr().flush();
    };
    let outcome = from_files(db, what, progress).await;
    eprintln!();
    let Imported {
        import,
        rejected,
        too_precise,
        without_category,
    } = outcome.map_err(|error| match error {
        FromFilesError::Start(StartError::Mapping(problems)) => problems
            .iter()
            .map(|problem| problem.what.say(words))
            .collect::<Vec<_>>()
            .join("\n"),
        FromFilesError::NothingToRead(files) => files
            .iter()
            .map(|one| format!("{}: {}", one.file, one.problem.say(words)))
            .collect::<Vec<_>>()
            .join("\n"),
        other => other.to_string(),
    })?;
    for one in rejected {
        println!("{}: {}", one.file, one.problem.say(words));
    }
    for column in &too_precise {
        println!("{} Say --round to round them.", column.say(words));
    }
    for file in &without_category {
        println!("{} Say --category to name it.", file.say(words));
    }
    for (file, notes) in import.notes() {
        for note in notes {
            println!("{file}: {}", note.say(words));
        }
    }
    if command.compare {
        println!("Nothing was changed. This is what would be:");
    }
    println!(
        "{} lines in {:.1} s: {} new, {} updated, {} unchanged, {} repeated, {} refused.",
        import.lines,
        began.elapsed().as_secs_f64(),
        import.added,
        import.updated,
        import.unchanged,
        import.repeated,
        import.refused,
    );
    println!("Why lines were not taken: /console/import/{}", import.id);
    Ok(())
}

/// Whether what the command says suits what the files bring; answers the last day
/// of all promotions, if it names one.
fn suits(command: &ImportFiles, kind: ImportKind) -> Result<Option<Day>, String> {
    let promotions = kind == ImportKind::Promotions;
    if command.category.is_some() && !promotions && kind != ImportKind::Products {
        return Err("--category is for products and promotions".to_owned());
    }
    if command.whole_list && !promotions {
        return Err("--whole-list is for promotions".to_owned());
    }
    if command.whole_list && command.category.is_some() {
        return Err("promotions are for a --category or for the --whole-list".to_owned());
    }
    match command.last_day.as_deref() {
        None => Ok(None),
        Some(_) if !promotions => Err("--last-day is for promotions".to_owned()),
        Some(text) => Day::from_field(text)
            .map(Some)
            .ok_or_else(|| format!("--last-day {text}: write it as 2027-12-31")),
    }
}

/// What `--column` says: the column's name and what it becomes.
fn column(text: &str, kind: ImportKind) -> Result<(String, Role), String> {
    let wrong = || format!("--column {text}: write it as \"Item No=sku\"");
    let (name, role) = text.rsplit_once('=').ok_or_else(wrong)?;
    let mut parts = role.splitn(3, ':');
    let code = parts.next().unwrap_or_default();
    let label = parts.next().unwrap_or(name);
    let unit = parts.next().unwrap_or_default();
    Role::from_code(code, label, unit)
        .filter(|role| role.fits(kind))
        .map(|role| (name.to_owned(), role))
        .ok_or_else(|| {
            format!(
                "--column {text}: it can be {}",
                Role::codes(kind).join(", ")
            )
        })
}
