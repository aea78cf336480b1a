//! Beginning a sweep, stopping it, letting it go on.

use super::super::drafts::AgreementError;
use super::what::{Outcome, Sweeping};
use super::whom::{Whom, whom_it_touches};
use crate::id::SweepId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, answered, claim};
use crate::{Timestamp, args, audit};
use serde_json::json;

/// What a curator decides.
#[derive(Debug, Clone)]
pub struct BeginSweep {
    /// The form it came from.
    pub key: FormKey,
    /// Whose agreements.
    pub whom: Whom,
    /// What is changed.
    pub what: Sweeping,
    /// What customers read: "we changed this because…".
    pub note: String,
    /// Puts it in force at once; drafts are left otherwise.
    pub publishes: bool,
}

/// Writes down what is to be done; it is done in the background
/// ([`work_on_sweeps`](super::work_on_sweeps)). Agreements that say it already are
/// left out.
///
/// # Errors
/// See [`AgreementError`]: no reason, or nothing that would be changed
/// ([`AgreementError::NothingToChange`]).
pub async fn begin_sweep(
    db: &Db,
    actor: &Actor,
    command: BeginSweep,
    now: Timestamp,
) -> Result<SweepId, AgreementError> {
    actor.demand(Permission::Curate)?;
    let note = command.note.trim().to_owned();
    if note.is_empty() {
        return Err(AgreementError::NoReason);
    }
    // It would take everything from everybody at once.
    if matches!(command.what, Sweeping::Until { until } if until <= now) {
        return Err(AgreementError::InThePast);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = SweepId::new();
            if let Some(earlier) =
                claim(tx, &actor, command.key, "sweep", &id.to_string(), now).await?
            {
                return Ok(answered(&earlier)?);
            }
            let touched = whom_it_touches(tx, &actor, &command.whom, &command.what, now).await?;
            let rows: Vec<_> = touched
                .iter()
                .filter(|one| one.outcome(&command.what) != Outcome::Unchanged)
                .zip(1_i64..)
                .map(|(one, position)| args![id, position, one.agreement, "waiting"])
                .collect();
            let count = rows.len();
            if count == 0 {
                return Err(AgreementError::NothingToChange);
            }
            tx.run(
                "INSERT INTO sweep (id, what, whom, category_id, note, publishes, state, person_id,
                     person_name, created_at)
                 VALUES ($1, $2, $3, $4, $5, $6, 'running', $7, $8, $9)",
                args![
                    id,
                    json!(command.what),
                    json!(command.whom),
                    command.what.category(),
                    &note,
                    command.publishes,
                    actor.person(),
                    actor.name(),
                    now
                ],
            )
            .await?;
            tx.insert_many(
                "INSERT INTO sweep_item (sweep_id, position, agreement_id, state) VALUES",
                rows,
                "",
            )
            .await?;
            let entry = audit::Entry {
                action: "sweep.begun",
                subject: id.to_string(),
                customer: None,
                detail: json!({ "what": command.what, "whom": command.whom, "agreements": count }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(id)
        })
    })
    .await
}

/// Stops it before the next agreement. What is done stays done.
///
/// # Errors
/// See [`AgreementError`].
pub async fn stop_sweep(
    db: &Db,
    actor: &Actor,
    sweep: SweepId,
    now: Timestamp,
) -> Result<(), AgreementError> {
    turn(db, actor, sweep, ("running", "stopped"), now).await
}

/// Lets one that was stopped go on where it stopped.
///
/// # Errors
/// See [`AgreementError`].
pub async fn go_on_with_sweep(
    db: &Db,
    actor: &Actor,
    sweep: SweepId,
    now: Timestamp,
) -> Result<(), AgreementError> {
    turn(db, actor, sweep, ("stopped", "running"), now).await
}

async fn turn(
    db: &Db,
    actor: &Actor,
    sweep: SweepId,
    (from, to): (&'static str, &'static str),
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let turned = tx
                .run(
                    "UPDATE sweep SET state = $3 WHERE id = $1 AND state = $2",
                    args![sweep, from, to],
                )
                .await?;
            // Pressed twice, or finished meanwhile: then there is nothing to do.
            if turned == 0 {
                let known: Option<i64> = tx
                    .scalar("SELECT COUNT(*) FROM sweep WHERE id = $1", args![sweep])
                    .await?;
                return match known {
                    Some(1) => Ok(()),
                    _ => Err(AgreementError::Denied(Denied)),
                };
            }
            let entry = audit::Entry {
                action: "sweep.turned",
                subject: sweep.to_string(),
                customer: None,
                detail: json!({ "state": to }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}
