//! What the supplier's people have to look after: agreements that end, and curators
//! their own drafts.

use super::endings::NOTHING_FOLLOWS;
use crate::id::{AgreementId, PersonId};
use crate::store::{Asked, JsonSets};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// An agreement that ends soon or has just ended, with nothing to follow it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Ending {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// When it ends, or ended.
    pub valid_until: Timestamp,
}

/// A draft of this person's that is not published, nor will be by itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OwnDraft {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// The customer's name.
    pub customer: String,
    /// When it was begun.
    pub created_at: Timestamp,
}

/// What curators have to look after.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ToCurate {
    /// Ending within sixty days or ended within fourteen, the first first.
    pub ending: Vec<Ending>,
    /// The person's own drafts, the oldest first.
    #[serde(default)]
    pub drafts: Vec<OwnDraft>,
}

/// Which agreements end between `$1` and `$2` with nothing to follow them, as far
/// as the condition goes.
fn ending(condition: &str) -> String {
    format!(
        "SELECT a.id, a.number, COALESCE(c.name, a.needs, a.segment) AS customer,
             r.valid_until
         FROM agreement_revision r
         JOIN agreement a ON a.published_revision_id = r.id
         LEFT JOIN customer c ON c.id = r.customer_id
         WHERE r.state = 'published' AND r.valid_until > $1 AND r.valid_until < $2
             AND {NOTHING_FOLLOWS}{condition}
         ORDER BY r.valid_until, a.id LIMIT 5"
    )
}

const ENDING: &[&str] = &["id", "number", "customer", "valid_until"];

/// What this person has to look after who does not curate: what ends, at most five,
/// of the customers whose account team they are in.
#[must_use]
pub fn ask_to_look_after(person: PersonId, now: Timestamp) -> Asked<'static, ToCurate> {
    static ENDS: LazyLock<JsonSets> = LazyLock::new(|| {
        let theirs = " AND EXISTS (SELECT 1 FROM account_team t
            WHERE t.customer_id = r.customer_id AND t.person_id = $3)";
        JsonSets::new(&[("ending", ENDING, &ending(theirs))])
    });
    ENDS.ask(args![now.plus_days(-14), now.plus_days(60), person])
}

/// What this curator has to look after: at most five of each.
#[must_use]
pub fn ask_to_curate(curator: PersonId, now: Timestamp) -> Asked<'static, ToCurate> {
    static TO_CURATE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("ending", ENDING, &ending("")),
            (
                "drafts",
                &["id", "number", "customer", "created_at"],
                "SELECT a.id, a.number, COALESCE(c.name, a.needs, a.segment) AS customer,
                     r.created_at
                 FROM agreement_revision r
                 JOIN agreement a ON a.id = r.agreement_id
                 LEFT JOIN customer c ON c.id = r.customer_id
                 WHERE r.state = 'draft' AND r.made_by = $3 AND r.publish_at IS NULL /* staff */
                 ORDER BY r.created_at, a.id LIMIT 5",
            ),
        ])
    });
    TO_CURATE.ask(args![now.plus_days(-14), now.plus_days(60), curator])
}
