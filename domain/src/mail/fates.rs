//! What became of letters that went to many.

use crate::store::{Asked, JsonRows};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// How many letters about something went where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct Fates {
    /// Those that were handed to the mail server, or left in the mailbox of an
    /// installation without one.
    pub sent: i64,
    /// Those that wait to be sent, for the first time or again.
    pub waiting: i64,
    /// Those that were given up.
    pub given_up: i64,
}

/// Asks what became of the letters about these things, by thing. About what there are no
/// letters is not among them.
#[must_use]
pub fn ask_fates(about: &[Uuid]) -> Asked<'static, HashMap<Uuid, Fates>> {
    #[derive(Deserialize)]
    struct Row {
        about: Uuid,
        #[serde(flatten)]
        fates: Fates,
    }
    static FATES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["about", "sent", "waiting", "given_up"],
            "SELECT about, COUNT(sent_at) AS sent,
                 COUNT(CASE WHEN sent_at IS NULL AND due_at < $2 THEN 1 END) AS waiting,
                 COUNT(CASE WHEN sent_at IS NULL AND due_at >= $2 THEN 1 END) AS given_up
             FROM outbox WHERE about <in $1> GROUP BY about",
        )
    });
    FATES
        .ask::<Row>(args![json!(about), Timestamp::NEVER])
        .map(|rows| rows.into_iter().map(|row| (row.about, row.fates)).collect())
}
