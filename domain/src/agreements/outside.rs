//! What we sell by a name, and what of it a customer does not see.

use super::shelf::picked::{Picked, picked_args, picked_by};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, ProductId};
use crate::identity::InForce;
use crate::store::{Asked, JsonRows, JsonSets};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashSet;
use std::sync::LazyLock;

/// At most so many products are looked at for each question.
const MOST: usize = 12;

/// A product that a question finds.
#[derive(Debug, Clone, Deserialize)]
pub struct Called {
    /// The question's place among those asked.
    pub place: i64,
    /// The product.
    pub id: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
}

/// The first products that each of the questions in the list `$n` finds, in
/// whichever language: customers' people search in theirs.
fn called(list: &str) -> String {
    format!(
        "SELECT place, number, id, sku, name FROM (
             SELECT q.key AS place, p.number, p.id, p.sku, p.name, ROW_NUMBER()
                 OVER (PARTITION BY q.key ORDER BY p.sort_name, p.id) AS nth
             FROM (SELECT q.key, s.rowid AS number
                   FROM <each {list}> q CROSS JOIN product_search(q.value) s
                   UNION
                   SELECT q.key, z.number
                   FROM <each {list}> q CROSS JOIN product_text_search(q.value) s
                   CROSS JOIN product_text y CROSS JOIN product z
                   WHERE y.number = s.rowid AND z.id = y.product_id) q
             CROSS JOIN product p
             WHERE p.number = q.number AND p.active
         ) found WHERE nth <= {MOST}"
    )
}

/// What is sold by these names, asked as the words of products are asked, by
/// the supplier altogether. To be asked together with others.
#[must_use]
pub(crate) fn ask_called(questions: &[String]) -> Asked<'static, Vec<Called>> {
    static CALLED: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(&["place", "id", "sku", "name"], &called("$1")));
    if questions.is_empty() {
        return Asked::known(Vec::new());
    }
    CALLED.ask(args![json!(questions)])
}

/// Which of the products that [`ask_called`] finds the customer's people see.
pub(crate) fn ask_seen(
    customer: CustomerId,
    in_force: &InForce,
    questions: &[String],
    now: Timestamp,
) -> Asked<'static, HashSet<ProductId>> {
    static SEEN: LazyLock<JsonSets> = LazyLock::new(|| {
        let found = called("$6");
        picked_by(
            &format!("p.number IN (SELECT number FROM ({found}) c)"),
            true,
            "$7",
        )
    });
    if questions.is_empty() {
        return Asked::known(HashSet::new());
    }
    let in_force = in_force.clone();
    SEEN.ask::<Picked>(picked_args(
        Some(customer),
        (&in_force, &[]),
        now,
        json!(questions),
        "",
    ))
    .map(move |found| {
        found
            .explained((&in_force, &[]), now)
            .into_iter()
            .filter(|(_, decided)| decided.is_some_and(|(_, decided)| decided.visible()))
            .map(|(item, _)| item.id)
            .collect()
    })
}
