//! Importing products and prices from CSV files.
//!
//! A file is staged line by line while it arrives ([`Staging`]), then waits
//! for a person to say what its columns are ([`start`]). Its lines are applied
//! some hundred at a time, each batch in one commit together with how far the
//! import came ([`run`]), so that orders are never blocked for long and an
//! import that was killed goes on where it was ([`resume`]). Every line that
//! was not taken says why ([`lines`]).
//!
//! What a line means is decided by pure rules: [`mapping`](super::mapping) and
//! [`import_line`](super::import_line).

mod apply_prices;
mod apply_products;
mod choose;
mod from_files;
mod report;
mod run;
mod say;
mod stage;
#[cfg(test)]
mod tests;

pub use choose::{
    SavedMapping, Start, StartError, ask_saved_mappings, discard, guess, saved_mappings, start,
    try_again,
};
pub use from_files::{FromFiles, FromFilesError, from_files};
pub use report::{
    Import, ImportFile, ImportLine, LineFilter, State, Unsettled, ask_import_files, ask_unsettled,
    import, imports, lines,
};
pub use run::{Step, resume, run, run_steps};
pub use stage::{Rejected, Staged, Staging, StagingError};
