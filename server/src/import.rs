//! `rapport import`: files become products and prices, from the command line.

use clap::Args;
use domain::Currency;
use domain::catalog::import::{FromFiles, FromFilesError, from_files};
use domain::catalog::mapping::ImportKind;
use domain::store::Db;
use domain::text::{Language, Words};
use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

/// Which files, and how they are read.
#[derive(Debug, Args)]
pub struct ImportFiles {
    /// The CSV files.
    #[arg(long, required = true, num_args = 1..)]
    files: Vec<PathBuf>,
    /// They are prices of products that are there, not products.
    #[arg(long)]
    prices: bool,
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
        ImportKind::Products
    };
    let what = FromFiles {
        paths: command.files,
        kind,
        currency,
        price_list: command.price_list,
        mapping: command.mapping,
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
    let (import, rejected) = outcome.map_err(|error| match error {
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
