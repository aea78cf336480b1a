//! Which ids of a list are a customer's own: for what comes from outside and is
//! kept only if it is theirs.

use super::{Asked, JsonRows};
use crate::args;
use crate::id::CustomerId;
use serde::Deserialize;
use uuid::Uuid;

/// Picks out the ids that a table has for a customer.
#[derive(Debug)]
pub struct OwnIds(JsonRows);

#[derive(Deserialize)]
struct Row {
    id: Uuid,
}

impl OwnIds {
    /// Of a table with the columns `id` and `customer_id`. Keep it in a
    /// `static LazyLock`.
    #[must_use]
    pub fn of(table: &'static str) -> Self {
        let text =
            |these: &str| format!("SELECT id FROM {table} WHERE customer_id = $1 AND id {these}");
        Self(JsonRows::each(
            &["id"],
            &text("IN (SELECT value FROM json_each($2))"),
            &text("= ANY (ARRAY(SELECT value::uuid FROM jsonb_array_elements_text($2)))"),
        ))
    }

    /// Those of these ids that are the customer's.
    #[must_use]
    pub fn ask(&self, customer: CustomerId, ids: &[Uuid]) -> Asked<'static, Vec<Uuid>> {
        if ids.is_empty() {
            return Asked::known(Vec::new());
        }
        let ids: serde_json::Value = ids.iter().map(ToString::to_string).collect();
        self.0
            .ask::<Row>(args![customer, ids])
            .map(|rows| rows.into_iter().map(|row| row.id).collect())
    }
}
