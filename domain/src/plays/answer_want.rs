//! Staff answer what a customer's people look for and don't find, whether or
//! not it was enough for a play: it becomes one, is decided at once, and what
//! comes of it is what comes of a play.

use super::decide::{Accept, DecideError, LONGEST, carry_out, settle};
use super::wants::may_see;
use crate::id::{CustomerId, FactId, PlayId};
use crate::identity::{Actor, Denied};
use crate::store::{Db, FormKey, Query, Tx, claim};
use crate::{Timestamp, args};

/// What staff do about it.
#[derive(Debug, Clone)]
pub enum Answer {
    /// They put it right, and the customer reads why.
    Do {
        /// SKUs of products to offer from now on.
        skus: Vec<String>,
        /// Other words that find it.
        replacement: String,
        /// What they write to the customer besides.
        note: String,
    },
    /// They leave it, for this reason. It comes back when as much has happened
    /// again.
    Leave {
        /// Why.
        reason: String,
    },
}

/// An answer to one of a customer's wants.
#[derive(Debug, Clone)]
pub struct AnswerWant {
    /// The form it came from.
    pub key: FormKey,
    /// Whose it is.
    pub customer: CustomerId,
    /// The fact behind it.
    pub fact: FactId,
    /// What is done.
    pub answer: Answer,
}

/// Answers a want, once.
///
/// # Errors
/// See [`DecideError`]; nothing is changed then.
pub async fn answer_want(
    db: &Db,
    actor: &Actor,
    command: AnswerWant,
    now: Timestamp,
) -> Result<(), DecideError> {
    if !may_see(actor) {
        return Err(Denied.into());
    }
    let fits = match &command.answer {
        Answer::Do {
            replacement, note, ..
        } => note.chars().count() <= LONGEST && replacement.chars().count() <= 200,
        Answer::Leave { reason } if reason.trim().is_empty() => {
            return Err(DecideError::NoReason);
        }
        Answer::Leave { reason } => reason.chars().count() <= LONGEST,
    };
    if !fits {
        return Err(DecideError::TooLong);
    }
    let who = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let fact = command.fact.to_string();
            let earlier = claim(tx, &who, command.key, "want", &fact, now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            let play = open(tx, command.customer, command.fact, now).await?;
            match command.answer {
                Answer::Do {
                    skus,
                    replacement,
                    note,
                } => {
                    let accept = Accept {
                        play,
                        skus,
                        replacement,
                        note,
                    };
                    carry_out(tx, &who, &accept, now).await
                }
                Answer::Leave { reason } => {
                    settle(tx, &who, play, "dismissed", &reason, now).await?;
                    Ok(())
                }
            }
        })
    })
    .await
}

/// The play that is proposed for a fact of the customer's; one is made if there
/// never was any.
async fn open(
    tx: &mut Tx,
    customer: CustomerId,
    fact: FactId,
    now: Timestamp,
) -> Result<PlayId, DecideError> {
    let known: Option<i64> = tx
        .scalar(
            "SELECT CAST(1 AS BIGINT) FROM fact WHERE id = $1 AND customer_id = $2
                 AND rule IN ('not-found', 'asked-for', 'changed-option')",
            args![fact, customer],
        )
        .await?;
    known.ok_or(Denied)?;
    tx.run(
        "INSERT INTO play (id, customer_id, fact_id, rule, state, finding, confidence,
             evidence_count, proposed_at)
         SELECT $3, f.customer_id, f.id, f.rule, 'proposed', f.finding, f.confidence,
             f.evidence_count, $4
         FROM fact f
         WHERE f.id = $1 AND f.customer_id = $2 AND f.until_at > $4
             AND NOT EXISTS (SELECT 1 FROM play p WHERE p.fact_id = f.id AND p.customer_id = $2)
             AND NOT EXISTS (SELECT 1 FROM fact_correction x
                 WHERE x.fact_id = f.id AND x.customer_id = $2)
         ON CONFLICT (fact_id) WHERE state = 'proposed' DO NOTHING",
        args![fact, customer, PlayId::new(), now],
    )
    .await?;
    let play: Option<PlayId> = tx
        .scalar(
            "SELECT id FROM play WHERE fact_id = $1 AND customer_id = $2 AND state = 'proposed'",
            args![fact, customer],
        )
        .await?;
    play.ok_or(DecideError::AlreadyDecided)
}
