//! The stock of licence keys: imported as lines, handed over one by one, each once.

use crate::audit::note;
use crate::id::{LicenceId, LicenceKeyId, SoftwareId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, EachEngine, FormKey, Query, StoreError, Tx, ask_earlier, key_row};
use crate::{Timestamp, args};
use serde_json::json;
use std::collections::HashSet;

/// How many keys an import takes at most.
pub const MOST_KEYS: usize = 5_000;
/// The longest key, in characters.
const LONGEST_KEY: usize = 200;

/// Why no keys were imported.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such software, or it wants no keys.
    #[error("no such software")]
    NotFound,
    /// There is no line with anything in it.
    #[error("no keys")]
    Nothing,
    /// More than [`MOST_KEYS`].
    #[error("too many keys")]
    TooMany,
    /// These lines, counted from one, are too long or hold what no key does.
    #[error("lines that are no keys")]
    Lines(Vec<usize>),
}

/// What became of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Imported {
    /// How many keys are new.
    pub added: u64,
    /// How many were there already, or stood in it twice.
    pub known: u64,
}

impl Imported {
    /// As it is kept for the same form again.
    fn to_tell(self) -> String {
        format!("{} {}", self.added, self.known)
    }

    /// What was kept.
    fn told(text: &str) -> Self {
        let mut counts = text.split(' ').map(|count| count.parse().unwrap_or(0));
        Self {
            added: counts.next().unwrap_or(0),
            known: counts.next().unwrap_or(0),
        }
    }
}

/// The keys of a text, a line each; and how many lines repeat one of them.
fn read_lines(text: &str) -> Result<(Vec<String>, u64), KeysError> {
    let (mut keys, mut seen, mut repeated) = (Vec::new(), HashSet::new(), 0);
    let mut wrong = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let key = line.trim();
        if key.is_empty() {
            continue;
        }
        if key.chars().count() > LONGEST_KEY || key.contains(char::is_control) {
            wrong.push(number + 1);
            continue;
        }
        if seen.insert(key) {
            keys.push(key.to_owned());
        } else {
            repeated += 1;
        }
    }
    if !wrong.is_empty() {
        return Err(KeysError::Lines(wrong));
    }
    match keys.len() {
        0 => Err(KeysError::Nothing),
        count if count > MOST_KEYS => Err(KeysError::TooMany),
        _ => Ok((keys, repeated)),
    }
}

/// Keys as a curator pastes them.
#[derive(Debug, Clone)]
pub struct ImportKeys {
    /// The form's key.
    pub key: FormKey,
    /// Of which software.
    pub software: SoftwareId,
    /// A key in each line.
    pub lines: String,
}

const FORM: &str = "licence-keys";

/// Puts keys into the stock of software: all of them, or none. Those that are there
/// stay as they are, handed over or not, so that the same again adds nothing; the same
/// form again is told what it came to the first time.
///
/// # Errors
/// See [`KeysError`].
pub async fn import_keys(
    db: &Db,
    actor: &Actor,
    command: ImportKeys,
    now: Timestamp,
) -> Result<Imported, KeysError> {
    actor.demand(Permission::Curate)?;
    let (keys, repeated) = read_lines(&command.lines)?;
    let (actor, software) = (actor.clone(), command.software);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Of two who import keys of it at the same moment one waits: each would else
            // keep the other from the keys that both have.
            tx.lock("software", "id", "id", args![software]).await?;
            if let Some(earlier) = ask_earlier(&actor, command.key, FORM).fetch(tx).await? {
                return Ok(Imported::told(&earlier));
            }
            let keyed: Option<bool> = tx
                .scalar("SELECT keyed FROM software WHERE id = $1", args![software])
                .await?;
            if keyed != Some(true) {
                return Err(KeysError::NotFound);
            }
            let all = u64::try_from(keys.len()).unwrap_or(u64::MAX);
            let rows = keys
                .into_iter()
                .map(|key| args![LicenceKeyId::new(), software, key, now])
                .collect();
            let added = tx
                .insert_many(
                    "INSERT INTO licence_key (id, software_id, key_text, created_at) VALUES",
                    rows,
                    "ON CONFLICT (software_id, key_text) DO NOTHING",
                )
                .await?;
            let came = Imported {
                added,
                known: all - added + repeated,
            };
            tx.insert([key_row(&actor, command.key, FORM, &came.to_tell(), now)])
                .await?;
            // The keys themselves stand in no trail.
            let (subject, detail) = (software.to_string(), json!({ "added": added }));
            note(tx, &actor, "licence-keys.imported", subject, detail, now).await?;
            Ok(came)
        })
    })
    .await
}

/// The first key that nobody has. On PostgreSQL one that somebody else is just
/// getting is passed over, so that two at the same moment get two.
const HAND_OVER: EachEngine = EachEngine {
    sqlite: "UPDATE licence_key SET licence_id = $1 WHERE id = (
             SELECT id FROM licence_key WHERE software_id = $2 AND licence_id IS NULL
             ORDER BY id LIMIT 1)
         RETURNING key_text",
    postgres: "UPDATE licence_key SET licence_id = $1 WHERE id = (
             SELECT id FROM licence_key WHERE software_id = $2 AND licence_id IS NULL
             ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING key_text",
};

/// Hands a key of software over to a licence, which must be there; none if there is
/// none left.
pub(super) async fn hand_over(
    tx: &mut Tx,
    licence: LicenceId,
    software: SoftwareId,
) -> Result<Option<String>, StoreError> {
    tx.scalar(HAND_OVER, args![licence, software]).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn keys_are_read_line_by_line() {
        let (keys, repeated) = read_lines("  A-1 \n\nB-2\r\nA-1\n").unwrap();
        assert_eq!(
            (keys, repeated),
            (vec!["A-1".to_owned(), "B-2".to_owned()], 1)
        );
        assert!(matches!(read_lines(" \n\n"), Err(KeysError::Nothing)));
        let long = format!("A\n{}", "x".repeat(201));
        let wrong = |text: &str| match read_lines(text) {
            Err(KeysError::Lines(lines)) => lines,
            other => panic!("{other:?}"),
        };
        assert_eq!(wrong(&long), [2]);
        // All of them are told at once.
        assert_eq!(wrong(&format!("A\tB\n\nC\nD\u{7}\n{long}")), [1, 4, 6]);
        let many: String = (0..=MOST_KEYS).map(|one| format!("{one}\n")).collect();
        assert!(matches!(read_lines(&many), Err(KeysError::TooMany)));
    }

    proptest! {
        #[test]
        fn no_line_is_lost(lines in prop::collection::vec("[A-C]{0,2}", 0..20)) {
            let filled = lines.iter().filter(|line| !line.is_empty()).count() as u64;
            match read_lines(&lines.join("\n")) {
                Ok((keys, repeated)) => prop_assert_eq!(keys.len() as u64 + repeated, filled),
                Err(_) => prop_assert_eq!(filled, 0),
            }
        }
    }
}
