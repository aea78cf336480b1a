//! Taking something back out of messages that were not sent yet.

use crate::args;
use crate::id::MessageId;
use crate::store::{Json, Query, Result, Tx};
use serde_json::Value as JsonValue;

/// What is left of a message.
#[derive(Debug, PartialEq)]
enum Left {
    /// It says nothing of what is taken out.
    All,
    /// It says less.
    Less(JsonValue),
    /// It said nothing else.
    Nothing,
}

/// Takes the sections with this id under this name out of the messages of this kind that
/// wait; one that says nothing else is not sent at all. How many sections there are and
/// what the first one is called stands beside them (`count`, `title`) and follows. What
/// the worker has in hand at this moment may still go out.
///
/// # Errors
/// If the storage fails.
pub async fn take_out_sections(
    tx: &mut Tx,
    kind: &'static str,
    name: &'static str,
    id: &str,
) -> Result<()> {
    let waiting: Vec<(MessageId, Json<JsonValue>)> = tx
        .all(
            "SELECT id, payload FROM outbox WHERE kind = $1 AND sent_at IS NULL
                 AND CAST(payload AS TEXT) LIKE ('%' || $2 || '%')",
            args![kind, id],
        )
        .await?;
    // Each has addresses of its own reader, and few wait at any time.
    for (message, Json(payload)) in waiting {
        match without(payload, name, id) {
            Left::All => {}
            Left::Less(payload) => {
                tx.run(
                    "UPDATE outbox SET payload = $2 WHERE id = $1 AND sent_at IS NULL",
                    args![message, payload],
                )
                .await?;
            }
            Left::Nothing => {
                tx.run(
                    "DELETE FROM outbox WHERE id = $1 AND sent_at IS NULL",
                    args![message],
                )
                .await?;
            }
        }
    }
    Ok(())
}

fn without(mut payload: JsonValue, name: &str, id: &str) -> Left {
    let Some(all) = payload.as_object_mut() else {
        return Left::All;
    };
    let Some(sections) = all.get_mut("sections").and_then(JsonValue::as_array_mut) else {
        return Left::All;
    };
    let before = sections.len();
    sections.retain(|one| one.get(name).and_then(JsonValue::as_str) != Some(id));
    if sections.len() == before {
        return Left::All;
    }
    let count = sections.len();
    let Some(first) = sections.first() else {
        return Left::Nothing;
    };
    let title = first.get("title").cloned().unwrap_or_default();
    all.insert("count".to_owned(), count.into());
    all.insert("title".to_owned(), title);
    Left::Less(payload)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_taken_out_is_counted_no_more() {
        let section = |id: &str| json!({ "issue": id, "title": format!("Title {id}") });
        let letter = |ids: &[&str]| {
            let sections: Vec<JsonValue> = ids.iter().map(|id| section(id)).collect();
            json!({
                "count": ids.len(),
                "title": format!("Title {}", ids[0]),
                "sections": sections,
            })
        };
        assert_eq!(
            without(letter(&["a", "b", "c"]), "issue", "a"),
            Left::Less(letter(&["b", "c"]))
        );
        assert_eq!(without(letter(&["a", "b"]), "issue", "z"), Left::All);
        assert_eq!(without(letter(&["a"]), "issue", "a"), Left::Nothing);
        assert_eq!(without(json!({ "path": "/" }), "issue", "a"), Left::All);
    }
}
