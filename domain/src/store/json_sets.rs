//! Several selects answered together. A page may send three statements, and
//! one thing with its lines, its history and its people is several selects;
//! here they travel as one JSON object.

use super::json_rows::{postgres_text, sqlite_text};
use super::{Args, Asked, EachEngine, Query, Result, StoreError};
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::{Deserialize, Serialize};

/// Selects whose rows are fetched together. They share their placeholders.
#[derive(Debug)]
pub struct JsonSets {
    pair: EachEngine,
}

impl JsonSets {
    /// Puts selects together: for each its name, the names it gives its
    /// columns, and its text. The answer is read into a type with a field
    /// (`Vec<Row>`) of each name.
    ///
    /// `<in $1>` is what it is in [`JsonRows`](super::JsonRows).
    ///
    /// The two texts are made once and live as long as the program: keep the
    /// value in a `static LazyLock`.
    #[must_use]
    pub fn new(selects: &[(&str, &[&str], &str)]) -> Self {
        Self::with("", selects)
    }

    /// The same for selects that share something found before: `with` is the `WITH`
    /// that stands before all of them, so that what costs a walk costs one.
    #[must_use]
    pub fn with(with: &str, selects: &[(&str, &[&str], &str)]) -> Self {
        let sqlite: Vec<String> = selects
            .iter()
            .map(|(name, columns, select)| format!("'{name}',({})", sqlite_text(columns, select)))
            .collect();
        let postgres: Vec<String> = selects
            .iter()
            .map(|(name, _, select)| format!("'{name}',({})::json", postgres_text(select)))
            .collect();
        Self {
            pair: EachEngine {
                sqlite: format!("{with} SELECT json_object({})", sqlite.join(",")).leak(),
                postgres: format!(
                    "{with} SELECT json_build_object({})::text",
                    postgres.join(",")
                )
                .leak(),
            },
        }
    }

    /// The rows of all of them.
    ///
    /// # Errors
    /// If the statement fails or a row does not fit its type.
    pub async fn fetch<T: DeserializeOwned + Send + 'static>(
        &self,
        query: &mut impl Query,
        args: Args,
    ) -> Result<T> {
        self.ask(args).fetch(query).await
    }

    /// See [`plan`](super::json_rows::plan).
    ///
    /// # Errors
    /// If the statement can't be planned.
    #[cfg(any(test, feature = "testing"))]
    pub async fn plan(&self, query: &mut impl Query, args: Args) -> Result<String> {
        super::json_rows::plan(self.pair, query, args).await
    }

    /// The rows, to be asked for together with other things.
    pub fn ask<T: DeserializeOwned + Send + 'static>(&self, args: Args) -> Asked<'static, T> {
        Asked::new(self.pair, args, |text| {
            serde_json::from_str(text.as_deref().unwrap_or("{}"))
                .map_err(|error| StoreError::bad_row("json sets", error))
        })
    }
}

/// Reads a JSON column inside of JSON rows: SQLite keeps such a column as
/// text and hands it over as a text, PostgreSQL as the value itself.
/// `#[serde(deserialize_with = "json_or_text")]`.
///
/// # Errors
/// If it is neither.
pub fn json_or_text<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum Either {
        Text(String),
        Value(serde_json::Value),
    }
    match Either::deserialize(deserializer)? {
        Either::Text(text) => serde_json::from_str(&text).map_err(D::Error::custom),
        Either::Value(value) => serde_json::from_value(value).map_err(D::Error::custom),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args;
    use crate::id::PersonId;
    use crate::store::testing::both_engines;
    use crate::store::{Scope, StoreError};
    use serde_json::json;

    #[derive(Debug, Deserialize, PartialEq)]
    struct Both {
        people: Vec<Named>,
        messages: Vec<Kept>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Named {
        id: PersonId,
        name: String,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Kept {
        #[serde(deserialize_with = "json_or_text")]
        payload: serde_json::Value,
    }

    both_engines!(several_selects_are_answered_at_once, |db| async move {
        let person = PersonId::new();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO person (id, email, name, created_at) VALUES ($1, 'a@b', 'A', 0)",
                    args![person],
                )
                .await?;
                tx.run(
                    "INSERT INTO outbox (id, kind, recipient, recipient_name, language, payload,
                         created_at, due_at) VALUES ($1, 'k', 'a@b', 'A', 'en', $2, 0, 0)",
                    args![PersonId::new(), json!({ "path": "/\"quoted\"" })],
                )
                .await
            })
        })
        .await
        .unwrap();
        let sets = JsonSets::new(&[
            (
                "people",
                &["id", "name"],
                "SELECT id, name FROM person WHERE name = $1",
            ),
            (
                "messages",
                &["payload"],
                "SELECT payload FROM outbox WHERE recipient_name = $1",
            ),
        ]);
        let mut read = db.read(Scope::system()).await.unwrap();
        let both: Both = sets.fetch(&mut read, args!["A"]).await.unwrap();
        assert_eq!(
            both,
            Both {
                people: vec![Named {
                    id: person,
                    name: "A".to_owned()
                }],
                messages: vec![Kept {
                    payload: json!({ "path": "/\"quoted\"" })
                }],
            }
        );
        let none: Both = sets.fetch(&mut read, args!["nobody"]).await.unwrap();
        assert_eq!((none.people.len(), none.messages.len()), (0, 0));
    });
}
