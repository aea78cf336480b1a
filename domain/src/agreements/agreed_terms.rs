//! What was agreed with a customer besides assortment and prices, for its own
//! people to read.

use super::Validity;
use crate::id::RevisionId;
use crate::identity::{Reach, Shopper};
use crate::store::{Asked, JsonRows};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What one agreement says, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedTerms {
    /// What people call it.
    pub number: String,
    /// For whom it is.
    pub reach: Reach,
    /// When it applies.
    pub valid: Validity,
    /// When and how is paid.
    pub payment: String,
    /// How is delivered.
    pub delivery: String,
    /// Whom to ask.
    pub contact: String,
    /// What else was agreed.
    pub terms: String,
    /// Why it was changed last.
    pub note: String,
    /// Since when it is like this.
    pub since: Option<Timestamp>,
}

#[derive(Debug, Deserialize)]
struct Row {
    revision: RevisionId,
    payment: String,
    delivery: String,
    contact: String,
    terms: String,
    note: String,
    published_at: Option<Timestamp>,
}

/// What the agreements say that apply to somebody now, in the order in which
/// they count.
#[must_use]
pub fn ask_agreed_terms(shopper: Shopper<'_>) -> Asked<'static, Vec<AgreedTerms>> {
    static TERMS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "revision",
                "payment",
                "delivery",
                "contact",
                "terms",
                "note",
                "published_at",
            ],
            "SELECT id AS revision, payment, delivery, contact, terms, note, published_at
             FROM agreement_revision
             WHERE id <in $2> AND (customer_id = $1 OR customer_id IS NULL)",
        )
    });
    let agreed: Vec<_> = shopper
        .in_force
        .iter()
        .flat_map(|in_force| in_force.all().cloned())
        .collect();
    let revisions: Vec<RevisionId> = agreed.iter().map(|one| one.revision).collect();
    let asked: Asked<'static, Vec<Row>> = TERMS.ask(args![shopper.company.id, json!(revisions)]);
    asked.map(move |mut rows| {
        agreed
            .into_iter()
            .filter_map(|one| {
                let at = rows.iter().position(|row| row.revision == one.revision)?;
                let row = rows.swap_remove(at);
                Some(AgreedTerms {
                    number: one.number,
                    reach: one.reach,
                    valid: Validity {
                        from: one.valid_from,
                        until: one.valid_until,
                    },
                    payment: row.payment,
                    delivery: row.delivery,
                    contact: row.contact,
                    terms: row.terms,
                    note: row.note,
                    since: row.published_at,
                })
            })
            .collect()
    })
}
