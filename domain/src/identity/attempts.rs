//! Limits on how often something may be tried. They live in the database,
//! since several processes may serve one installation.

use crate::Timestamp;
use crate::args;
use crate::store::{Query, Result, Tx};

/// How often something may be tried in a while.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// What is tried: `sign-in-account`.
    pub kind: &'static str,
    /// How often.
    pub most: i64,
    /// In how many seconds, from the first try on.
    pub seconds: i64,
}

/// It was tried too often; seconds until it may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("too many attempts, again in {0} seconds")]
pub struct TooMany(pub i64);

/// Failed sign-ins for one account.
pub(super) const SIGN_IN_ACCOUNT: Limit = Limit {
    kind: "sign-in-account",
    most: 10,
    seconds: 15 * 60,
};
/// Failed sign-ins from one network address; an office shares one.
pub(super) const SIGN_IN_ADDRESS: Limit = Limit {
    kind: "sign-in-address",
    most: 60,
    seconds: 15 * 60,
};
/// Reset messages for one account.
pub(super) const RESET_ACCOUNT: Limit = Limit {
    kind: "reset-account",
    most: 3,
    seconds: 60 * 60,
};
/// Reset messages asked for from one network address.
pub(super) const RESET_ADDRESS: Limit = Limit {
    kind: "reset-address",
    most: 20,
    seconds: 60 * 60,
};

/// Invitations of one person by one company.
pub(super) const INVITE_PERSON: Limit = Limit {
    kind: "invite-person",
    most: 10,
    seconds: 60 * 60,
};
/// Invitations by one company, whose people we write to on its word.
pub(super) const INVITE_COMPANY: Limit = Limit {
    kind: "invite-company",
    most: 300,
    seconds: 60 * 60,
};

/// Counts one try and says whether it is one too many.
pub(super) async fn count(
    tx: &mut Tx,
    limit: Limit,
    subject: &str,
    now: Timestamp,
) -> Result<std::result::Result<(), TooMany>> {
    let window_began = now.plus_seconds(-limit.seconds);
    let (count, began_at): (i64, Timestamp) = tx
        .one(
            "INSERT INTO attempt (kind, subject, began_at, count) VALUES ($1, $2, $3, 1)
             ON CONFLICT (kind, subject) DO UPDATE SET
                 count = CASE WHEN attempt.began_at <= $4 THEN 1 ELSE attempt.count + 1 END,
                 began_at = CASE WHEN attempt.began_at <= $4 THEN $3 ELSE attempt.began_at END
             RETURNING count, began_at",
            args![limit.kind, subject, now, window_began],
        )
        .await?;
    Ok(if count > limit.most {
        let again = began_at.plus_seconds(limit.seconds);
        Err(TooMany(((again.0 - now.0) / 1000).max(1)))
    } else {
        Ok(())
    })
}

/// Takes back one try of a subject: it succeeded, but others from there may
/// not have.
pub(super) async fn take_back(tx: &mut Tx, limit: Limit, subject: &str) -> Result<()> {
    tx.run(
        "UPDATE attempt SET count = count - 1 WHERE kind = $1 AND subject = $2 AND count > 0",
        args![limit.kind, subject],
    )
    .await
    .map(drop)
}

/// Forgets the tries of a subject: it succeeded.
pub(super) async fn forget(tx: &mut Tx, limit: Limit, subject: &str) -> Result<()> {
    tx.run(
        "DELETE FROM attempt WHERE kind = $1 AND subject = $2",
        args![limit.kind, subject],
    )
    .await
    .map(drop)
}
