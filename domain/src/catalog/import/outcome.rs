//! What becomes of the lines of an import, and how that is written down.

use super::super::refusal::Refusal;
use super::change::Effect;
use super::task::Task;
use crate::identity::Actor;
use crate::store::{Args, FromRow, Json, Query, Result, Tx};
use crate::{Timestamp, args, audit};
use serde_json::{Value as JsonValue, json};

/// A line that waits to be applied.
#[derive(Debug, FromRow)]
pub(super) struct WaitingLine {
    pub(super) position: i64,
    pub(super) file: i64,
    pub(super) line: i64,
    pub(super) cells: Json<Vec<String>>,
}

/// What became of a line.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) position: i64,
    pub(super) file: i64,
    pub(super) line: i64,
    /// What stands there; kept only where it was not taken.
    pub(super) cells: Vec<String>,
    pub(super) became: Became,
    /// What a repetition is recognised by.
    pub(super) key: Option<String>,
    /// What it is about, as people call it: a SKU, or a company's number.
    pub(super) sku: Option<String>,
    /// What it changed, if it changed anything.
    pub(super) effect: Option<Effect>,
}

impl Outcome {
    /// The outcome of a line that changed nothing.
    pub(super) fn of(line: WaitingLine) -> Self {
        Self {
            position: line.position,
            file: line.file,
            line: line.line,
            cells: line.cells.0,
            became: Became::Unchanged,
            key: None,
            sku: None,
            effect: None,
        }
    }

    /// The same, refused.
    pub(super) fn refused(self, why: Refusal) -> Self {
        Self {
            became: Became::Refused(why),
            ..self
        }
    }
}

/// How a line ended.
#[derive(Debug)]
pub(super) enum Became {
    New,
    Updated,
    Unchanged,
    Repeated(Refusal),
    Refused(Refusal),
    /// It only says what codes in other files mean.
    LookedUp,
    /// Only other lines of its file are meant.
    LeftOut,
}

impl Became {
    const fn state(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Updated => "updated",
            Self::Unchanged => "unchanged",
            Self::Repeated(_) => "repeated",
            Self::Refused(_) => "refused",
            Self::LookedUp => "looked-up",
            Self::LeftOut => "left-out",
        }
    }
}

/// Writes down what became of a batch, up to the line `after`; with the last one the
/// import is `finished`.
pub(super) async fn write_outcomes(
    tx: &mut Tx,
    task: &Task,
    outcomes: Vec<Outcome>,
    after: i64,
    finished: Option<Timestamp>,
) -> Result<()> {
    let import = task.import;
    let count = |state: &str| {
        let count = outcomes
            .iter()
            .filter(|outcome| outcome.became.state() == state)
            .count();
        i64::try_from(count).unwrap_or(i64::MAX)
    };
    let counts = args![
        import,
        count("new"),
        count("updated"),
        count("unchanged"),
        count("repeated"),
        count("refused")
    ];
    let mut rows: Vec<Args> = Vec::with_capacity(outcomes.len());
    let mut changes: Vec<Args> = Vec::new();
    for outcome in outcomes {
        let state = outcome.became.state();
        let (cells, reason) = match outcome.became {
            Became::Repeated(why) | Became::Refused(why) => {
                (outcome.cells, serde_json::to_value(why).ok())
            }
            // Looked up again when the import goes on.
            Became::LookedUp | Became::LeftOut => (outcome.cells, None),
            _ => (Vec::new(), None),
        };
        rows.push(args![
            import,
            outcome.position,
            outcome.file,
            outcome.line,
            JsonValue::from(cells),
            state,
            outcome.key,
            outcome.sku,
            reason
        ]);
        if let Some(effect) = outcome.effect {
            changes.push(args![
                import,
                outcome.position,
                effect.subject,
                effect.title,
                effect.made,
                serde_json::to_value(effect.changes).unwrap_or_default()
            ]);
        }
    }
    // After a comparison the lines are applied, and need their cells.
    let tail = if task.compare {
        "ON CONFLICT (import_id, position) DO UPDATE SET
             state = excluded.state,
             origin_key = excluded.origin_key,
             sku = excluded.sku,
             reason = excluded.reason"
    } else {
        "ON CONFLICT (import_id, position) DO UPDATE SET
             cells = excluded.cells,
             state = excluded.state,
             origin_key = excluded.origin_key,
             sku = excluded.sku,
             reason = excluded.reason"
    };
    tx.insert_many(
        "INSERT INTO import_line
             (import_id, position, file, line, cells, state, origin_key, sku, reason) VALUES",
        rows,
        tail,
    )
    .await?;
    // What an earlier comparison said of these lines.
    tx.run(
        "DELETE FROM import_change WHERE import_id = $1 AND position > $2 AND position <= $3",
        args![import, task.before, after],
    )
    .await?;
    tx.insert_many(
        "INSERT INTO import_change (import_id, position, subject_id, title, made, changes) VALUES",
        changes,
        "",
    )
    .await?;
    tx.run(
        "UPDATE import SET added = added + $2, updated = updated + $3, unchanged = unchanged + $4,
             repeated = repeated + $5, refused = refused + $6
         WHERE id = $1",
        counts,
    )
    .await?;
    let Some(now) = finished else { return Ok(()) };
    if task.compare {
        tx.run(
            "UPDATE import SET state = 'compared' WHERE id = $1",
            args![import],
        )
        .await?;
        return Ok(());
    }
    tx.run(
        "UPDATE import SET state = 'finished', finished_at = $2 WHERE id = $1",
        args![import, now],
    )
    .await?;
    let entry = audit::Entry {
        action: "import.finished",
        subject: import.to_string(),
        customer: None,
        detail: json!({}),
    };
    audit::record(tx, &Actor::system(), entry, now).await
}
