//! What a company's units are, each different one once: by it words are looked
//! for among hundreds, however many units there are of each.

use super::finding::words;
use crate::args;
use crate::id::CustomerId;
use crate::store::{Asked, JsonRows, Query, Result, Tx};
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// What a unit is, as it was called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct What<'a> {
    pub(super) name: &'a str,
    pub(super) manufacturer: &'a str,
    pub(super) model: &'a str,
    pub(super) sku: &'a str,
}

impl What<'_> {
    /// What it is known by: all of it in small letters, with one blank between two
    /// words.
    pub(super) fn key(self) -> String {
        let all = words(&[self.name, self.manufacturer, self.model, self.sku]);
        all.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The numbers of kinds by their keys.
#[derive(Debug, Default)]
pub(super) struct Kinds(HashMap<String, i64>);

impl Kinds {
    /// The number of a kind that was asked for.
    pub(super) fn number(&self, what: What<'_>) -> Option<i64> {
        self.0.get(&what.key()).copied()
    }
}

#[derive(Deserialize)]
struct Row {
    number: i64,
    words: String,
}

/// The numbers of these; what is not there yet is made. Two statements, or none.
pub(super) async fn kinds(
    tx: &mut Tx,
    customer: CustomerId,
    all: impl IntoIterator<Item = What<'_>>,
) -> Result<Kinds> {
    static FOUND: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["number", "words"],
            "SELECT number, words FROM asset_kind WHERE customer_id = $1 AND words <text in $2>",
        )
    });
    // In one order everywhere: two who make the same at once wait for each other,
    // and never both.
    let all: BTreeMap<String, What<'_>> = all.into_iter().map(|one| (one.key(), one)).collect();
    if all.is_empty() {
        return Ok(Kinds::default());
    }
    let rows = all
        .iter()
        .map(|(key, what)| args![customer, key, what.sku.trim(), what.name.trim()])
        .collect();
    let keys: Vec<&String> = all.keys().collect();
    let keys = json!(keys);
    tx.insert_many(
        "INSERT INTO asset_kind (customer_id, words, sku, name) VALUES",
        rows,
        "ON CONFLICT (customer_id, words) DO NOTHING",
    )
    .await?;
    let found: Vec<Row> = FOUND.all(tx, args![customer, keys]).await?;
    Ok(Kinds(
        found
            .into_iter()
            .map(|row| (row.words, row.number))
            .collect(),
    ))
}

/// Something that a company has units of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Kind {
    /// Its number.
    pub number: i64,
    /// What it is called.
    pub name: String,
    /// Its number in the catalog; empty without one.
    pub sku: String,
}

/// How many kinds are offered to filter by; words find the others.
pub const MOST_KINDS: i64 = 300;

/// The kinds of a company by name, the first [`MOST_KINDS`] of them that it has units
/// of; and this one, whatever it is called.
pub(super) fn ask_kinds(customer: CustomerId, and: Option<i64>) -> Asked<'static, Vec<Kind>> {
    static KINDS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["number", "name", "sku"],
            "SELECT number, name, sku FROM (
                 SELECT number, name, sku FROM (SELECT k.number, k.name, k.sku FROM asset_kind k
                     WHERE k.customer_id = $1 AND (SELECT a.id FROM asset a
                         WHERE a.customer_id = $1 AND a.kind = k.number LIMIT 1) IS NOT NULL
                     ORDER BY k.name, k.number LIMIT ($3 + 0)) first
                 UNION
                 SELECT k.number, k.name, k.sku FROM asset_kind k
                     WHERE k.customer_id = $1 AND k.number = $2) k
             ORDER BY name, number",
        )
    });
    KINDS.ask(args![customer, and, MOST_KINDS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_thing_is_one_kind_however_it_is_spaced() {
        let one = What {
            name: " Latitude  7440 ",
            manufacturer: "Dell",
            model: "",
            sku: "LAP-1",
        };
        let other = What {
            name: "latitude 7440",
            manufacturer: " dell",
            ..one
        };
        assert_eq!(one.key(), "latitude 7440 dell lap-1");
        assert_eq!(one.key(), other.key());
    }
}
