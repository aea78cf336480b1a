//! Signing in: an address and a password become a person, unless it was
//! tried too often. Nothing in the answer, and nothing in the time it takes,
//! tells whether the address is known.

use super::attempts::{SIGN_IN_ACCOUNT, SIGN_IN_ADDRESS, TooMany, count, forget, take_back};
use super::{Email, Password};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, PersonId};
use crate::store::{Db, Query, Scope, StoreError};

/// What somebody typed, and from where.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The address, as typed.
    pub email: String,
    /// The password, as typed.
    pub password: Password,
    /// The network address it came from.
    pub from: String,
}

/// Why somebody was not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The address or the password is wrong; which of them is not said.
    #[error("wrong address or password")]
    Wrong,
    /// It was tried too often.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Finds out who it is.
///
/// # Errors
/// [`SignInError::Wrong`] or [`SignInError::TooMany`]; see there.
pub async fn sign_in(db: &Db, command: SignIn, now: Timestamp) -> Result<PersonId, SignInError> {
    // What is no address is counted like one that nobody has.
    let email = command.email.parse::<Email>().map_or_else(
        |_| command.email.chars().take(254).collect(),
        |email| email.to_string(),
    );

    let (subject, from) = (email.clone(), command.from);
    let place = from.clone();
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let per_address = count(tx, SIGN_IN_ADDRESS, &from, now).await?;
            let per_account = count(tx, SIGN_IN_ACCOUNT, &subject, now).await?;
            Ok::<_, SignInError>(per_address.and(per_account))
        })
    })
    .await??;

    let known: Option<(PersonId, Option<String>)> = db
        .read(Scope::system())
        .await?
        .maybe(
            "SELECT id, password_hash FROM person WHERE email = $1",
            args![email.as_str()],
        )
        .await?;
    let (person, hash) = known.map_or((None, None), |(person, hash)| (Some(person), hash));
    let matches = command.password.matches(hash).await;
    let person = person.filter(|_| matches).ok_or(SignInError::Wrong)?;

    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            take_back(tx, SIGN_IN_ADDRESS, &place).await?;
            forget(tx, SIGN_IN_ACCOUNT, &email).await
        })
    })
    .await?;
    Ok(person)
}

/// A standing that a person can choose.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct StandingChoice {
    /// The company; none for the supplier's own people.
    pub customer_id: Option<CustomerId>,
    /// Its name; empty for the supplier's own people.
    pub name: String,
    /// The codes of the person's roles there, separated by commas.
    pub roles: String,
}

/// In which standings a person can be here, staff first.
///
/// # Errors
/// If the storage fails.
pub async fn standings(db: &Db, person: PersonId) -> Result<Vec<StandingChoice>, StoreError> {
    db.read(Scope::system())
        .await?
        .all(
            "SELECT customer_id, name, roles FROM (
                 SELECT NULL AS customer_id, '' AS name, string_agg(role, ',') AS roles, 0 AS place
                 FROM staff_role WHERE person_id = $1 GROUP BY person_id
                 UNION ALL
                 SELECT c.id, c.name, coalesce((SELECT string_agg(r.role, ',')
                     FROM membership_role r
                     WHERE r.membership_id = m.id AND r.customer_id = c.id), ''), 1
                 FROM membership m JOIN customer c ON c.id = m.customer_id
                 WHERE m.person_id = $1 AND m.active) choice /* system */
             ORDER BY place, name",
            args![person],
        )
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::both_engines;

    async fn person(db: &Db, email: &'static str, password: &str) -> PersonId {
        let id = PersonId::new();
        let hash = Password::new(password).unwrap().hash().await.unwrap();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO person (id, email, name, password_hash, created_at)
                     VALUES ($1, $2, 'Ines', $3, 0)",
                    args![id, email, hash],
                )
                .await
            })
        })
        .await
        .unwrap();
        id
    }

    fn attempt(email: &str, password: &str) -> SignIn {
        SignIn {
            email: email.to_owned(),
            password: Password::typed(password),
            from: "192.0.2.1".to_owned(),
        }
    }

    both_engines!(
        the_right_password_lets_in_whatever_the_case_of_the_address,
        |db| async move {
            let ines = person(&db, "ines@halden.example", "a long password").await;
            let found = sign_in(
                &db,
                attempt(" Ines@Halden.example ", "a long password"),
                Timestamp(0),
            )
            .await;
            assert_eq!(found.unwrap(), ines);
        }
    );

    both_engines!(
        a_wrong_password_and_an_unknown_address_answer_the_same,
        |db| async move {
            person(&db, "ines@halden.example", "a long password").await;
            for (email, password) in [
                ("ines@halden.example", "another password"),
                ("nobody@halden.example", "a long password"),
                ("no address", "x"),
            ] {
                let answer = sign_in(&db, attempt(email, password), Timestamp(0)).await;
                assert!(matches!(answer, Err(SignInError::Wrong)), "{email}");
            }
        }
    );

    both_engines!(
        too_many_tries_close_the_account_for_a_while,
        |db| async move {
            let ines = person(&db, "ines@halden.example", "a long password").await;
            for _ in 0..10 {
                let answer =
                    sign_in(&db, attempt("ines@halden.example", "guess"), Timestamp(0)).await;
                assert!(matches!(answer, Err(SignInError::Wrong)));
            }
            let right = attempt("ines@halden.example", "a long password");
            let answer = sign_in(&db, right.clone(), Timestamp(60_000)).await;
            assert!(matches!(answer, Err(SignInError::TooMany(TooMany(840)))));
            let later = Timestamp(0).plus_seconds(15 * 60);
            assert_eq!(sign_in(&db, right, later).await.unwrap(), ines);
        }
    );

    both_engines!(
        people_behind_one_address_who_know_their_passwords_are_not_counted,
        |db| async move {
            person(&db, "ines@halden.example", "a long password").await;
            let most = SIGN_IN_ADDRESS.most;
            // A whole office comes in, more often than guesses are allowed…
            for _ in 0..=most {
                let right = attempt("ines@halden.example", "a long password");
                sign_in(&db, right, Timestamp(0)).await.unwrap();
            }
            // … and somebody there who guesses is stopped as everywhere.
            let mut answers = Vec::new();
            for number in 0..=most {
                let guess = attempt(&format!("p{number}@halden.example"), "guess");
                answers.push(sign_in(&db, guess, Timestamp(0)).await);
            }
            let last = answers.pop();
            assert!(
                matches!(last, Some(Err(SignInError::TooMany(_)))),
                "{last:?}"
            );
            assert!(
                answers
                    .iter()
                    .all(|answer| matches!(answer, Err(SignInError::Wrong)))
            );
        }
    );
}
