//! What several customers hold, for jobs that go through many of them.

use super::held::{GRANT, GrantRow, Held, grants};
use crate::args;
use crate::id::{AssetId, CustomerId};
use crate::store::{Asked, JsonRows};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    customer: CustomerId,
    #[serde(flatten)]
    grant: GrantRow,
}

/// Asks for everything that the subscriptions of these customers give, by customer:
/// [`ask_held`](super::ask_held) for many. Who holds nothing is not among them. For
/// jobs.
#[must_use]
pub fn ask_held_of(customers: &[CustomerId]) -> Asked<'static, HashMap<CustomerId, Held>> {
    static HELD: LazyLock<JsonRows> = LazyLock::new(|| {
        let columns: Vec<&str> = GRANT.iter().copied().chain(["customer"]).collect();
        // The same statement for many, so that both mean the same.
        let text = grants("$2")
            .replace("s.customer_id = $1", "s.customer_id <in $1> /* system */")
            .replacen("SELECT", "SELECT s.customer_id AS customer,", 1);
        JsonRows::new(&columns, &text)
    });
    if customers.is_empty() {
        return Asked::known(HashMap::new());
    }
    HELD.ask::<Row>(args![json!(customers), None::<AssetId>])
        .map(|rows| {
            let mut all: HashMap<CustomerId, Vec<GrantRow>> = HashMap::new();
            for row in rows {
                all.entry(row.customer).or_default().push(row.grant);
            }
            all.into_iter()
                .map(|(customer, grants)| (customer, Held::of(grants)))
                .collect()
        })
}
