//! Which ids of a list are a customer's own, and whose of it: for what comes from
//! outside and is kept only if it is theirs.

use super::{Asked, JsonRows};
use crate::args;
use crate::id::{CustomerId, MembershipId};
use serde::Deserialize;
use uuid::Uuid;

/// Picks out the ids that a table has for a customer.
#[derive(Debug)]
pub struct OwnIds(JsonRows);

/// An id of a customer's, and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct OwnId {
    /// The id.
    pub id: Uuid,
    one: MembershipId,
    other: MembershipId,
}

impl OwnId {
    /// Whether it is this member's own.
    #[must_use]
    pub fn is_of(&self, member: MembershipId) -> bool {
        self.one == member || self.other == member
    }
}

impl OwnIds {
    /// Of a table with the columns `id` and `customer_id`, and two, or twice the same,
    /// that say whose a row is. Keep it in a `static LazyLock`.
    #[must_use]
    pub fn of(table: &'static str, [one, other]: [&'static str; 2]) -> Self {
        let text = |these: &str| {
            format!(
                "SELECT id, {one} AS one, {other} AS other FROM {table}
                 WHERE customer_id = $1 AND id {these}"
            )
        };
        Self(JsonRows::each(
            &["id", "one", "other"],
            &text("IN (SELECT value FROM json_each($2))"),
            &text("= ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($2)))"),
        ))
    }

    /// Those of these ids that are the customer's.
    #[must_use]
    pub fn ask(&self, customer: CustomerId, ids: &[Uuid]) -> Asked<'static, Vec<OwnId>> {
        if ids.is_empty() {
            return Asked::known(Vec::new());
        }
        let ids: serde_json::Value = ids.iter().map(ToString::to_string).collect();
        self.0.ask(args![customer, ids])
    }
}
