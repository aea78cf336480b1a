//! Prepared answers: texts that our people keep and put into what they write, with
//! placeholders for the names in a case, and with what is done along with it.

use super::all_wrong::all_wrong;
use super::case_life::Priority;
use super::cause::Cause;
use super::in_turn::in_turn;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PreparedAnswerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, claim};
use crate::words::words;
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The longest name of a prepared answer, in characters.
pub const LONGEST_NAME: usize = 80;
/// The longest prepared answer, in characters.
pub const LONGEST_PREPARED: usize = 5_000;
/// The most prepared answers there may be: they are offered in one list.
pub const MOST_PREPARED: i64 = 200;

/// The placeholders, as they are written in braces.
pub const PLACEHOLDERS: [&str; 5] = ["member", "company", "number", "subject", "agent"];

/// What stands in the place of each.
#[derive(Debug, Clone, Copy, Default)]
pub struct InPlace<'a> {
    /// Whoever asked.
    pub member: &'a str,
    /// Their company.
    pub company: &'a str,
    /// The case's number.
    pub number: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Whoever of ours writes.
    pub agent: &'a str,
}

impl InPlace<'_> {
    fn of(&self, placeholder: &str) -> Option<&str> {
        Some(match placeholder {
            "member" => self.member,
            "company" => self.company,
            "number" => self.number,
            "subject" => self.subject,
            "agent" => self.agent,
            _ => return None,
        })
    }
}

/// The text with everything in its place. Braces around anything else stay, and
/// what is put in is not looked into again.
#[must_use]
pub fn fill(text: &str, values: &InPlace<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let value = after
            .split_once('}')
            .and_then(|(name, behind)| Some((values.of(name.trim())?, behind)));
        match value {
            Some((value, behind)) => {
                out.push_str(value);
                rest = behind;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Words in braces that are no placeholder: most likely misspelt ones.
#[must_use]
pub fn unknown(text: &str) -> Vec<String> {
    let named = text.split('{').skip(1).filter_map(|after| {
        let (name, _) = after.split_once('}')?;
        let name = name.trim();
        let is_word = !name.is_empty() && name.chars().all(char::is_alphabetic);
        (is_word && !PLACEHOLDERS.contains(&name)).then(|| name.to_owned())
    });
    named.collect()
}

words! {
    /// How something is said in a case.
    Way {
        /// As an answer.
        Answer = "answer",
        /// As a question: the customer's turn.
        Ask = "ask",
        /// As the solution.
        Solve = "solve",
        /// For our eyes only.
        Note = "note",
    }
}

/// What is done along with what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Along {
    /// How pressing the case is from then on.
    pub priority: Option<Priority>,
    /// What it came from.
    pub cause: Option<Cause>,
}

impl Along {
    /// Whether there is nothing.
    #[must_use]
    pub const fn is_nothing(&self) -> bool {
        self.priority.is_none() && self.cause.is_none()
    }
}

/// A prepared answer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Prepared {
    /// Which.
    pub id: PreparedAnswerId,
    /// What it is called in the list.
    pub name: String,
    /// Its words.
    pub text: String,
    way: String,
    priority: String,
    cause: String,
}

impl Prepared {
    /// How it is said, if it says so.
    #[must_use]
    pub fn way(&self) -> Option<Way> {
        Way::from_code(&self.way)
    }

    /// What is done along with it.
    #[must_use]
    pub fn along(&self) -> Along {
        Along {
            priority: Priority::from_code(&self.priority),
            cause: Cause::from_code(&self.cause),
        }
    }
}

pub(super) const COLUMNS: &[&str] = &["id", "name", "text", "way", "priority", "cause"];
pub(super) const ALL: &str =
    "SELECT a.id, a.name, a.text, a.way, a.priority, a.cause FROM prepared_answer a
     ORDER BY a.name, a.id LIMIT 200";

/// All of them, by name.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn prepared_answers<E>(db: &Db, actor: &Actor) -> Result<Vec<Prepared>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ANSWERS: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(COLUMNS, ALL));
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(ANSWERS.all(&mut read, args![]).await?)
}

/// A prepared answer to be kept.
#[derive(Debug, Clone)]
pub struct KeepPrepared {
    /// The form's key.
    pub key: FormKey,
    /// Which is changed; a new one if none.
    pub id: Option<PreparedAnswerId>,
    /// What it is called.
    pub name: String,
    /// Its words.
    pub text: String,
    /// How it is said, if it is not left open.
    pub way: Option<Way>,
    /// What is done along with it.
    pub along: Along,
}

/// Why it was not kept.
#[derive(Debug, thiserror::Error)]
pub enum PreparedError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such prepared answer.
    #[error("not found")]
    NotFound,
    /// It needs a name of at most [`LONGEST_NAME`] that no other has.
    #[error("the name")]
    Name,
    /// It needs a text of at most [`LONGEST_PREPARED`].
    #[error("the text")]
    Text,
    /// These words stand in braces and mean nothing.
    #[error("unknown: {0:?}")]
    Unknown(Vec<String>),
    /// There are [`MOST_PREPARED`] already.
    #[error("too many")]
    TooMany,
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<PreparedError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Keeps a prepared answer, new or changed. All that is wrong is said at once.
///
/// # Errors
/// See [`PreparedError`].
pub async fn keep_prepared(
    db: &Db,
    actor: &Actor,
    command: KeepPrepared,
    now: Timestamp,
) -> Result<(), PreparedError> {
    actor.demand(Permission::Support)?;
    let mut wrong = Vec::new();
    let name = crate::tidy::tidy(&command.name);
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        wrong.push(PreparedError::Name);
    }
    let text = command.text.trim().to_owned();
    if text.is_empty() || text.chars().count() > LONGEST_PREPARED {
        wrong.push(PreparedError::Text);
    }
    let strange = unknown(&text);
    if !strange.is_empty() {
        wrong.push(PreparedError::Unknown(strange));
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = command.id.unwrap_or_default();
            let answer = id.to_string();
            if claim(tx, &actor, command.key, "prepared", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            in_turn(tx).await?;
            let (taken, all): (i64, i64) = tx
                .one(
                    "SELECT (SELECT COUNT(*) FROM prepared_answer
                             WHERE lower(name) = lower($1) AND id <> $2),
                         (SELECT COUNT(*) FROM prepared_answer)",
                    args![name.as_str(), id],
                )
                .await?;
            if taken > 0 {
                wrong.push(PreparedError::Name);
            }
            if command.id.is_none() && all >= MOST_PREPARED {
                wrong.push(PreparedError::TooMany);
            }
            all_wrong(wrong, PreparedError::Several)?;
            let statement = if command.id.is_some() {
                "UPDATE prepared_answer SET name = $2, text = $3, changed_at = $4, way = $5,
                     priority = $6, cause = $7
                 WHERE id = $1"
            } else {
                "INSERT INTO prepared_answer (id, name, text, changed_at, way, priority, cause)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)"
            };
            let along = command.along;
            let changed = tx
                .run(
                    statement,
                    args![
                        id,
                        name.as_str(),
                        text.as_str(),
                        now,
                        command.way.map(Way::code).unwrap_or_default(),
                        along.priority.map(Priority::code).unwrap_or_default(),
                        along.cause.map(Cause::code).unwrap_or_default()
                    ],
                )
                .await?;
            if changed == 0 {
                return Err(PreparedError::NotFound);
            }
            let entry = audit::Entry {
                action: "prepared.kept",
                subject: answer,
                customer: None,
                detail: json!({ "name": name }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Removes a prepared answer; what was written with it stays.
///
/// # Errors
/// See [`PreparedError`].
pub async fn remove_prepared(
    db: &Db,
    actor: &Actor,
    id: PreparedAnswerId,
    now: Timestamp,
) -> Result<(), PreparedError> {
    actor.demand(Permission::Support)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let gone = tx
                .run("DELETE FROM prepared_answer WHERE id = $1", args![id])
                .await?;
            if gone == 0 {
                // Removed twice is removed.
                return Ok(());
            }
            let entry = audit::Entry {
                action: "prepared.removed",
                subject: id.to_string(),
                customer: None,
                detail: json!({}),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VALUES: InPlace<'static> = InPlace {
        member: "Ines {number}",
        company: "Halden",
        number: "HC-2026-000001",
        subject: "Dock",
        agent: "Noor",
    };

    #[test]
    fn everything_is_put_in_its_place_once() {
        let text = "Dear {member}, { number } {nothing} {{company}} {";
        let expected = "Dear Ines {number}, HC-2026-000001 {nothing} {Halden} {";
        assert_eq!(fill(text, &VALUES), expected);
    }

    #[test]
    fn misspelt_placeholders_are_named() {
        assert_eq!(unknown("{membr} {member} {a b} {} {json: 1}"), ["membr"]);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "[{}a-z ]{0,40}") {
            let filled = fill(&text, &VALUES);
            if !text.contains('{') {
                prop_assert_eq!(filled, text);
            }
        }
    }
}
