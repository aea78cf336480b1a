//! What happens once however often it is asked for: forms and numbers.

use super::{Query, Result, Tx};
use crate::Timestamp;
use crate::args;
use crate::identity::Actor;
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
/// If the key can't be written.
pub async fn claim(
    tx: &mut Tx,
    actor: &Actor,
    key: FormKey,
    answer: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let fresh = tx
        .run(
            "INSERT INTO idempotency (key, person_id, answer, at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (key, person_id) DO NOTHING",
            args![key.0, actor.person(), answer, now],
        )
        .await?;
    if fresh > 0 {
        return Ok(None);
    }
    tx.scalar(
        "SELECT answer FROM idempotency WHERE key = $1 AND person_id = $2",
        args![key.0, actor.person()],
    )
    .await
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
    use crate::store::testing::both_engines;
    use crate::store::{Scope, StoreError};

    both_engines!(the_same_form_has_one_effect, |db| async move {
        let key = FormKey::fresh();
        let send = |answer: &'static str| {
            db.write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(
                    async move { claim(tx, &Actor::system(), key, answer, Timestamp(0)).await },
                )
            })
        };
        assert_eq!(send("first").await.unwrap(), None);
        assert_eq!(send("second").await.unwrap().as_deref(), Some("first"));
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
