//! What an import is about while it is applied, and whether it still is.

use super::super::mapping::{FileMapping, ImportKind, Mapping};
use crate::id::{ImportId, PriceListId};
use crate::store::{Query, Result, Tx};
use crate::{Timestamp, args};

/// What an import is about.
#[derive(Debug, Clone)]
pub(super) struct Task {
    pub(super) import: ImportId,
    pub(super) kind: ImportKind,
    pub(super) mapping: Mapping,
    pub(super) list: Option<PriceListId>,
    /// The last line before this batch.
    pub(super) before: i64,
    /// Only find out what would change.
    pub(super) compare: bool,
    /// When it began: one that began anew meanwhile is another one.
    pub(super) started_at: Option<Timestamp>,
}

impl Task {
    /// How a file is read.
    pub(super) fn file(&self, file: i64) -> Option<&FileMapping> {
        self.mapping.files.get(usize::try_from(file).ok()?)
    }

    /// The name of a file, for a reason that refers to it.
    pub(super) fn file_name(&self, file: i64) -> String {
        usize::try_from(file)
            .ok()
            .and_then(|place| self.mapping.files.get(place))
            .map_or_else(String::new, |file| file.file.clone())
    }
}

/// Writes down how far the import is; answers whether it is still ours.
pub(super) async fn go_on(tx: &mut Tx, task: &Task, after: i64) -> Result<bool> {
    let state = if task.compare { "comparing" } else { "running" };
    let ours = tx
        .run(
            "UPDATE import SET done = $3
             WHERE id = $1 AND done = $2 AND state = $4 AND started_at = $5",
            args![task.import, task.before, after, state, task.started_at],
        )
        .await?;
    Ok(ours > 0)
}
