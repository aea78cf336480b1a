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

/// So many letters are changed in one statement.
const AT_ONCE: usize = 500;

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
    // Each has addresses of its own reader, and after a day without a mail server there
    // are many of them.
    let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    let mut after = MessageId(uuid::Uuid::nil());
    loop {
        let waiting: Vec<(MessageId, Json<JsonValue>)> = tx
            .all(
                "SELECT id, payload FROM outbox WHERE kind = $1 AND sent_at IS NULL AND id > $3
                     AND CAST(payload AS TEXT) LIKE ('%' || $2 || '%')
                 ORDER BY id LIMIT ($4 + 0)",
                args![kind, id, after, most],
            )
            .await?;
        let Some((last, _)) = waiting.last() else {
            return Ok(());
        };
        after = *last;
        let (mut less, mut nothing) = (Vec::new(), Vec::new());
        for (message, Json(payload)) in waiting {
            match without(payload, name, id) {
                Left::All => {}
                Left::Less(payload) => less.push(args![message, payload]),
                Left::Nothing => nothing.push(args![message]),
            }
        }
        tx.insert_many(
            "UPDATE outbox SET payload = v.column2 FROM (VALUES",
            less,
            ") v WHERE outbox.id = v.column1 AND outbox.sent_at IS NULL",
        )
        .await?;
        tx.insert_many(
            "DELETE FROM outbox WHERE sent_at IS NULL AND id IN (SELECT v.column1 FROM (VALUES",
            nothing,
            ") v)",
        )
        .await?;
    }
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
    use crate::Timestamp;
    use crate::mail::{Message, Recipient, enqueue};
    use crate::store::testing::both_engines;
    use crate::store::{Scope, StoreError};
    use serde_json::json;

    fn letter(ids: &[&str]) -> JsonValue {
        let section = |id: &&str| json!({ "issue": id, "title": format!("Title {id}") });
        let sections: Vec<JsonValue> = ids.iter().map(section).collect();
        json!({
            "count": ids.len(),
            "title": format!("Title {}", ids[0]),
            "sections": sections,
        })
    }

    both_engines!(of_many_letters_that_wait_none_is_missed, |db| async move {
        // More than are changed at a time; every other one says nothing else.
        let many = 2 * AT_ONCE + 2;
        let messages: Vec<Message> = (0..many)
            .map(|number| Message {
                kind: "newsletter",
                customer: None,
                to: Recipient {
                    email: format!("{number}@halden.example"),
                    name: "Ines".to_owned(),
                    language: None,
                },
                payload: if number % 2 == 0 {
                    letter(&["a", "b"])
                } else {
                    letter(&["a"])
                },
            })
            .collect();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                enqueue(tx, messages, Timestamp(0)).await?;
                take_out_sections(tx, "newsletter", "issue", "a").await
            })
        })
        .await
        .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let left: Vec<(Json<JsonValue>,)> = read
            .all("SELECT payload FROM outbox ORDER BY id", args![])
            .await
            .unwrap();
        assert_eq!(left.len(), many / 2);
        for (Json(payload),) in left {
            assert_eq!(payload, letter(&["b"]));
        }
    });

    #[test]
    fn what_is_taken_out_is_counted_no_more() {
        assert_eq!(
            without(letter(&["a", "b", "c"]), "issue", "a"),
            Left::Less(letter(&["b", "c"]))
        );
        assert_eq!(without(letter(&["a", "b"]), "issue", "z"), Left::All);
        assert_eq!(without(letter(&["a"]), "issue", "a"), Left::Nothing);
        assert_eq!(without(json!({ "path": "/" }), "issue", "a"), Left::All);
    }
}
