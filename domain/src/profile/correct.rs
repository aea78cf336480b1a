//! "That is wrong": the customer corrects what was learned. A corrected fact
//! changes nothing any more, and learning it again does not undo that.

use super::learn::learn_again;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::FactId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FromRow, Json, Query, Result, StoreError};
use crate::{id::MembershipId, plays};
use serde_json::json;
use std::collections::HashSet;

/// The longest note with a correction, in characters.
pub const LONGEST_NOTE: usize = 500;

/// Why nothing was corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// Not this person's to correct, or not there.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The note is too long.
    #[error("too long")]
    TooLong,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(FromRow)]
struct Row {
    members: Json<Vec<MembershipId>>,
}

/// Says that a fact is wrong, and why, if the person likes. A member may say
/// so of what rests on their own doing, the manager of everything that the
/// company may read.
///
/// # Errors
/// If it is not theirs to correct, the note is too long, or the database
/// fails.
pub async fn correct(
    db: &Db,
    actor: &Actor,
    fact: FactId,
    note: &str,
    now: Timestamp,
) -> Result<(), CorrectError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let note = note.trim().to_owned();
    if note.chars().count() > LONGEST_NOTE {
        return Err(CorrectError::TooLong);
    }
    let (customer, membership) = (member.company.id, member.id);
    let (everything, who) = (actor.may(Permission::ManageCompany), actor.clone());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let row: Row = tx
                .maybe(
                    "SELECT members FROM fact WHERE id = $1 AND customer_id = $2 AND NOT internal",
                    args![fact, customer],
                )
                .await?
                .ok_or(Denied)?;
            if !everything && !row.members.0.contains(&membership) {
                return Err(Denied.into());
            }
            tx.run(
                "INSERT INTO fact_correction (fact_id, customer_id, membership_id, note, at)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (fact_id) DO UPDATE SET note = excluded.note,
                     membership_id = excluded.membership_id, at = excluded.at",
                args![fact, customer, membership, note, now],
            )
            .await?;
            plays::withdraw(tx, vec![fact]).await?;
            let entry = audit::Entry {
                action: "fact.corrected",
                subject: fact.to_string(),
                customer: Some(customer),
                detail: json!({}),
            };
            audit::record(tx, &who, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Takes a correction back: the fact holds again, and what it was a reason to
/// propose is proposed again as soon as the customer's history has been learned
/// once more.
///
/// # Errors
/// If it is not theirs, or the database fails.
pub async fn take_correction_back(
    db: &Db,
    actor: &Actor,
    fact: FactId,
    now: Timestamp,
) -> Result<(), CorrectError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let (customer, membership) = (member.company.id, member.id);
    let (everything, who) = (actor.may(Permission::ManageCompany), actor.clone());
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let gone = tx
                .run(
                    "DELETE FROM fact_correction
                     WHERE fact_id = $1 AND customer_id = $2 AND ($4 OR membership_id = $3)",
                    args![fact, customer, membership, everything],
                )
                .await?;
            if gone > 0 {
                let entry = audit::Entry {
                    action: "fact.correction-taken-back",
                    subject: fact.to_string(),
                    customer: Some(customer),
                    detail: json!({}),
                };
                audit::record(tx, &who, entry, now).await?;
                learn_again(tx, &HashSet::from([customer])).await?;
            }
            Ok(())
        })
    })
    .await
}
