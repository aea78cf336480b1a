//! Importing files from the command line: the same path that an upload takes,
//! with a mapping that is guessed, saved, or said by the command.

use super::super::lookup;
use super::super::mapping::{
    CategoryChoice, FileMapping, ImportKind, Mapping, Role, TooPrecise, code_of,
};
use super::super::no_category::NoCategory;
use super::super::price_lists::price_lists;
use super::super::sku::prefix_of;
use super::choose::{Start, StartError, saved_mappings, start};
use super::report::{Import, import};
use super::run::{Step, run_steps};
use super::stage::{Rejected, Staging, StagingError};
use crate::id::PriceListId;
use crate::identity::Actor;
use crate::store::{Db, StoreError};
use crate::{Currency, Day, Timestamp};
use std::path::PathBuf;
use tokio::io::AsyncReadExt;

/// Which files to import, and how.
#[derive(Debug, Clone)]
pub struct FromFiles {
    /// The files.
    pub paths: Vec<PathBuf>,
    /// What they bring.
    pub kind: ImportKind,
    /// The currency of their prices.
    pub currency: Currency,
    /// The list the prices go to, by its name; it is made if it is new. None
    /// leaves the prices out.
    pub price_list: Option<String>,
    /// The name of a saved mapping; none guesses.
    pub mapping: Option<String>,
    /// What columns of these names become, whatever is guessed or saved.
    pub columns: Vec<(String, Role)>,
    /// The category of products where no column names it, and of promotions whose
    /// lines name neither a product nor a category: its name or code.
    pub category: Option<String>,
    /// Promotions that name neither are meant for everything in the list.
    pub everything: bool,
    /// The last day of all promotions, in place of the files' own.
    pub last_day: Option<Day>,
    /// Round prices that have more decimal places than their currency.
    pub round_prices: bool,
    /// Only find out what would change.
    pub only_compare: bool,
    /// The name to save the mapping by.
    pub save_as: Option<String>,
}

impl FromFiles {
    /// These files, with nothing said that can be guessed or left out.
    #[must_use]
    pub const fn new(kind: ImportKind, paths: Vec<PathBuf>) -> Self {
        Self {
            paths,
            kind,
            currency: Currency::EUR,
            price_list: None,
            mapping: None,
            columns: Vec::new(),
            category: None,
            everything: false,
            last_day: None,
            round_prices: false,
            only_compare: false,
            save_as: None,
        }
    }
}

/// Files that were imported.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The import, whose lines say what became of each.
    pub import: Import,
    /// The files that could not be read.
    pub rejected: Vec<Rejected>,
    /// Columns with prices that would have had to be rounded.
    pub too_precise: Vec<TooPrecise>,
    /// Files with lines that named no category.
    pub without_category: Vec<NoCategory>,
}

/// Why files were not imported.
#[derive(Debug, thiserror::Error)]
pub enum FromFilesError {
    /// Storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// They were not taken in.
    #[error(transparent)]
    Staging(#[from] StagingError),
    /// The import did not begin.
    #[error(transparent)]
    Start(#[from] StartError),
    /// A file can't be opened or read.
    #[error("{path}: {error}")]
    File {
        /// Which.
        path: String,
        /// Why.
        error: std::io::Error,
    },
    /// There is no saved mapping of this name.
    #[error("there is no saved mapping “{0}”")]
    NoSuchMapping(String),
    /// None of the files can be read as CSV.
    #[error("none of the files can be read")]
    NothingToRead(Vec<Rejected>),
    /// Somebody stopped it.
    #[error("the import was stopped")]
    Stopped,
}

/// Imports files to their end, telling `progress` how many lines are done of
/// how many.
///
/// # Errors
/// See [`FromFilesError`].
pub async fn from_files(
    db: &Db,
    what: FromFiles,
    mut progress: impl FnMut(i64, i64),
) -> Result<Imported, FromFilesError> {
    let actor = Actor::system();
    let mut staging = Staging::begin(db, &actor, what.kind, Timestamp::now()).await?;
    for path in &what.paths {
        if let Err(error) = stage_file(&mut staging, path).await {
            staging.abandon().await?;
            return Err(error);
        }
    }
    let staged = staging.finish().await?;
    let Some(id) = staged.import else {
        return Err(FromFilesError::NothingToRead(staged.rejected));
    };
    let saved = match &what.mapping {
        None => None,
        Some(name) => {
            let mut read = db.read(actor.scope()).await?;
            let saved = saved_mappings(&mut read).await?;
            let found = saved.into_iter().find(|one| one.name == *name);
            Some(found.ok_or_else(|| FromFilesError::NoSuchMapping(name.clone()))?)
        }
    };
    let mut mapping = Mapping {
        currency: what.currency,
        ..super::guess(what.kind, &staged.files, saved.as_ref(), what.currency)
    };
    for file in &mut mapping.files {
        as_told(file, &what);
    }
    mapping.everything |= what.everything;
    mapping.last_day = what.last_day;
    let too_precise = mapping.too_precise(&staged.files);
    let tables = lookup::looked_up(&staged.files);
    let together = lookup::together(&staged.files, &tables);
    let without_category = match what.kind {
        ImportKind::Products => mapping.without_category(&together),
        _ => Vec::new(),
    };
    let price_list = match &what.price_list {
        Some(name) => list_of_name(db, name).await?,
        None => None,
    };
    // One that is not there yet is made once the import begins.
    mapping.new_list = what.price_list.clone().filter(|_| price_list.is_none());
    let command = Start {
        import: id,
        mapping,
        price_list,
        save_as: what.save_as,
        only_compare: what.only_compare,
    };
    start(db, &actor, command, Timestamp::now()).await?;
    let mut done = 0;
    loop {
        let step = run_steps(db, id, 4).await?;
        let now = {
            let mut read = db.read(actor.scope()).await?;
            import(&mut read, id).await?
        };
        let Some(now) = now else {
            return Err(FromFilesError::Stopped);
        };
        if now.done > done {
            done = now.done;
            progress(done, now.lines);
        }
        match step {
            Step::More => {}
            Step::Finished => {
                return Ok(Imported {
                    import: now,
                    rejected: staged.rejected,
                    too_precise,
                    without_category,
                });
            }
            Step::NotOurs => return Err(FromFilesError::Stopped),
        }
    }
}

async fn stage_file(staging: &mut Staging, path: &PathBuf) -> Result<(), FromFilesError> {
    let failed = |error| FromFilesError::File {
        path: path.display().to_string(),
        error,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut from = tokio::fs::File::open(path).await.map_err(failed)?;
    let mut file = staging.file(&name)?;
    let mut piece = vec![0; 64 * 1024];
    loop {
        let read = from.read(&mut piece).await.map_err(failed)?;
        if read == 0 {
            break;
        }
        file.piece(piece.get(..read).unwrap_or_default()).await?;
    }
    file.end().await?;
    Ok(())
}

/// A file's columns and category as the command says.
fn as_told(file: &mut FileMapping, what: &FromFiles) {
    if file.looked_up {
        return;
    }
    file.round_prices |= what.round_prices;
    for (name, role) in &what.columns {
        // What was guessed to be this is another column, then.
        for column in &mut file.columns {
            if column.column.eq_ignore_ascii_case(name) {
                column.role = role.clone();
            } else if column.role == *role {
                column.role = Role::Ignore;
            }
        }
    }
    if let Some(name) = &what.category {
        let code = code_of(name);
        file.category = CategoryChoice {
            sku_prefix: prefix_of(&code),
            name: name.clone(),
            code,
        };
    }
}

/// The price list of this name, if there is one.
async fn list_of_name(db: &Db, name: &str) -> Result<Option<PriceListId>, StoreError> {
    let mut read = db.read(Actor::system().scope()).await?;
    let found = price_lists(&mut read).await?;
    Ok(found
        .into_iter()
        .find(|one| one.name == name)
        .map(|one| one.id))
}
