//! What happens once however often it is asked for: forms and numbers.

use super::{Asked, EachEngine, Insert, Query, Result, StoreError, Tx};
use crate::Timestamp;
use crate::args;
use crate::identity::Actor;
use std::str::FromStr;
use uuid::Uuid;

/// The key that a form carries: made when the form is shown, sent with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FormKey(pub Uuid);

impl FormKey {
    /// A new key, for a form about to be shown.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Uuid::now_v7())
    }
}

/// Claims a form's key for this command, whose answer (the id of what it
/// makes) is given up front. `Some` is the answer of an earlier command with
/// the same key: then nothing more must be done.
///
/// # Errors
/// [`StoreError::KeyOfAnotherForm`] if the key was used for a form that does
/// something else (`form` says what this one does); or if it can't be written.
pub async fn claim(
    tx: &mut Tx,
    actor: &Actor,
    key: FormKey,
    form: &'static str,
    answer: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let fresh = tx
        .run(
            "INSERT INTO idempotency (key, person_id, answer, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (key, person_id) DO NOTHING",
            args![key.0, actor.person(), format!("{form}:{answer}"), now],
        )
        .await?;
    if fresh > 0 {
        return Ok(None);
    }
    let earlier = ask_earlier(actor, key, form).fetch(tx).await?;
    earlier.map(Some).ok_or(StoreError::KeyOfAnotherForm)
}

/// Asks for the answer of an earlier command with the same key, for a command
/// that looks up other things in the same statement. If there is none, what the
/// command inserts includes a [`key_row`].
///
/// Fetching it fails with [`StoreError::KeyOfAnotherForm`] like [`claim`].
pub fn ask_earlier(
    actor: &Actor,
    key: FormKey,
    form: &'static str,
) -> Asked<'static, Option<String>> {
    let answer_of = move |kept: Option<String>| {
        let Some(kept) = kept else { return Ok(None) };
        kept.strip_prefix(form)
            .and_then(|kept| kept.strip_prefix(':'))
            .map(|answer| Some(answer.to_owned()))
            .ok_or(StoreError::KeyOfAnotherForm)
    };
    Asked::new(
        EachEngine {
            sqlite: ANSWER,
            postgres: ANSWER,
        },
        args![key.0, actor.person()],
        answer_of,
    )
}

const ANSWER: &str = "SELECT answer FROM idempotency WHERE key = $1 AND person_id = $2";

/// What an earlier command made, by the id that it answered with.
///
/// # Errors
/// [`StoreError::BadRow`] if the answer is no such id.
pub fn answered<T: FromStr>(answer: &str) -> Result<T> {
    answer
        .parse()
        .map_err(|_| StoreError::bad_row("idempotency", answer))
}

/// The key of a form and the answer of its command, to be inserted with what
/// the command does. On PostgreSQL it is a duplicate if the same form was sent
/// twice at the same moment: done again, [`ask_earlier`] finds it.
#[must_use]
pub fn key_row(
    actor: &Actor,
    key: FormKey,
    form: &'static str,
    answer: &str,
    now: Timestamp,
) -> Insert {
    Insert::row(
        "INSERT INTO idempotency (key, person_id, answer, at) VALUES",
        args![key.0, actor.person(), format!("{form}:{answer}"), now],
    )
}

/// The next number of a series such as `order-2026`, starting at one.
/// Numbers may have gaps; they never repeat.
///
/// # Errors
/// If the series can't be advanced.
pub async fn next_number(tx: &mut Tx, series: &str) -> Result<i64> {
    next_numbers(tx, series, 1).await
}

/// The first of the next `many` numbers of a series, which are all taken.
///
/// # Errors
/// If the series can't be advanced.
pub async fn next_numbers(tx: &mut Tx, series: &str, many: i64) -> Result<i64> {
    tx.one::<(i64,)>(
        "INSERT INTO number_series (series, last) VALUES ($1, $2)
         ON CONFLICT (series) DO UPDATE SET last = number_series.last + $2
         RETURNING last - $2 + 1",
        args![series, many],
    )
    .await
    .map(|(number,)| number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(the_same_form_has_one_effect, |db| async move {
        let key = FormKey::fresh();
        let send = |form: &'static str, answer: &'static str| {
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move {
                    claim(tx, &Actor::system(), key, form, answer, Timestamp(0)).await
                })
            })
        };
        assert_eq!(send("order", "first").await.unwrap(), None);
        let again = send("order", "second").await.unwrap();
        assert_eq!(again.as_deref(), Some("first"));
        assert!(matches!(
            send("order-change", "third").await,
            Err(StoreError::KeyOfAnotherForm)
        ));
    });

    both_engines!(numbers_never_repeat, |db| async move {
        let next = || {
            db.write::<_, StoreError, _>(Scope::system(), |tx| {
                Box::pin(async move { next_number(tx, "order-2026").await })
            })
        };
        let mut numbers: Vec<i64> = futures::future::join_all((0..20).map(|_| next()))
            .await
            .into_iter()
            .flatten()
            .collect();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=20).collect::<Vec<i64>>());
    });
}
