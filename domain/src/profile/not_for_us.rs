//! "Not for us": a suggestion that the unit does not want to see again. It is
//! remembered until somebody of the unit takes it back, and it is itself a
//! thing that happened.

use super::{Interaction, Kind, Subject, TouchPoint, record};
use crate::Timestamp;
use crate::args;
use crate::id::{AnyId, FactId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FromRow, Query, Result, StoreError};
use serde_json::json;

/// Why nothing was remembered.
#[derive(Debug, thiserror::Error)]
pub enum NotForUsError {
    /// No suggestion of this company, or not there any more.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(FromRow)]
struct Suggested {
    unit_id: Option<UnitId>,
    subject: String,
    subject_id: Option<AnyId>,
    text: String,
}

/// Remembers that a suggestion is nothing for the unit it was made to. Doing
/// so twice is doing it once. Answers what it was called.
///
/// # Errors
/// If the fact is not the company's, or the database fails.
pub async fn not_for_us(
    db: &Db,
    actor: &Actor,
    fact: FactId,
    now: Timestamp,
) -> Result<String, NotForUsError> {
    let member = actor.member_who_may(Permission::Browse)?.clone();
    let customer = member.company.id;
    // As on the home page: who belongs to no unit and sees the company is shown
    // every unit's.
    let every_unit = member.unit.is_none() && actor.may(Permission::SeeCompany);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let suggested: Suggested = tx
                .maybe(
                    "SELECT unit_id, subject, subject_id, finding ->> 'name' AS text
                     FROM fact WHERE id = $1 AND customer_id = $2 AND rule = 'reorder'
                         AND NOT internal AND ($4 OR unit_id = $3 OR unit_id IS NULL)",
                    args![fact, customer, member.unit, every_unit],
                )
                .await?
                .ok_or(Denied)?;
            let Some(subject_id) = suggested.subject_id else {
                return Err(Denied.into());
            };
            // What was suggested to a unit is the unit's to refuse; what was
            // suggested to the whole company, the member's own unit's.
            let unit = suggested.unit_id.or(member.unit);
            let said = tx
                .run(
                    "INSERT INTO not_for_us (id, customer_id, unit_id, membership_id, subject,
                     subject_id, text, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT DO NOTHING",
                    args![
                        AnyId::new(),
                        customer,
                        unit,
                        member.id,
                        &suggested.subject,
                        subject_id,
                        &suggested.text,
                        now
                    ],
                )
                .await?;
            // Said before, or by a colleague at the same moment.
            if said == 0 {
                return Ok(suggested.text);
            }
            if member.recording {
                let said = Interaction {
                    customer,
                    member: Some(member.id),
                    unit,
                    at: now,
                    kind: Kind::NotForUs,
                    touch_point: TouchPoint::Web,
                    subject: Subject::from_code(&suggested.subject).unwrap_or(Subject::Fact),
                    subject_id: Some(subject_id.0),
                    text: suggested.text.clone(),
                    amount: None,
                    detail: json!({ "fact": fact }),
                };
                record(tx, vec![said]).await?;
            }
            Ok(suggested.text)
        })
    })
    .await
}

/// Takes a "not for us" of the member's unit back. One that is not there is
/// taken back already.
///
/// # Errors
/// If the actor is no member, or the database fails.
pub async fn for_us_again(db: &Db, actor: &Actor, id: AnyId) -> Result<(), NotForUsError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (customer, membership, unit) = (member.company.id, member.id, member.unit);
    let everywhere = actor.may(Permission::ManageCompany);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "DELETE FROM not_for_us WHERE id = $1 AND customer_id = $2
                     AND ($5 OR membership_id = $3 OR unit_id = $4)",
                args![id, customer, membership, unit, everywhere],
            )
            .await?;
            Ok(())
        })
    })
    .await
}
