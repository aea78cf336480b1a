//! Importing what the supplier knows from files, CSV or workbooks: products,
//! prices, stock, promotions, companies.
//!
//! A file is staged line by line while it arrives ([`Staging`]), then waits
//! for a person to say what its columns are ([`start`]). Its lines are applied
//! some hundred at a time, each batch in one commit together with how far the
//! import came ([`run`]), so that orders are never blocked for long and an
//! import that was killed goes on where it was ([`resume`]). Every line that
//! was not taken says why ([`lines`]).
//!
//! What an import would change can be found out before ([`Start::only_compare`]),
//! and what it changed can be taken back ([`undo`]): both from the same record
//! of [`Change`]s.
//!
//! What a line means is decided by pure rules: [`mapping`](super::mapping),
//! [`product_line`](super::product_line) and its neighbours.

mod apply_customers;
mod apply_prices;
mod apply_products;
mod apply_promotions;
mod apply_stock;
mod batch;
mod change;
mod choose;
mod from_files;
mod outcome;
mod receive;
mod report;
mod run;
mod say;
mod stage;
mod task;
#[cfg(test)]
mod tests;
mod undo;
mod undo_products;
mod which;

pub use change::{Change, CompanyField, Field};
pub use choose::{
    SavedMapping, Start, StartError, apply, ask_saved_mappings, back_to_mapping, discard, guess,
    saved_mappings, start, try_again,
};
pub use from_files::{FromFiles, FromFilesError, Imported, from_files};
pub use receive::{Read, Reading, ReceivedFile, Receiving};
pub use report::{
    ChangeFilter, ChangedLine, Import, ImportFile, ImportLine, LineFilter, State, Unsettled,
    ask_import_files, ask_import_problems, ask_unsettled, changed_lines, import, imports, lines,
};
pub use run::{Step, resume, run, run_steps};
pub use stage::{Rejected, Staged, Staging, StagingError};
pub use undo::undo;
