//! What a person decides for themselves.

use super::Actor;
use super::attempts::{SIGN_IN_ACCOUNT, TooMany, count, forget};
use super::{Password, PasswordError};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PersonId;
use crate::store::{Db, Query, Scope, StoreError, Tx};
use serde_json::json;

/// How a person wants to be addressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preferences {
    /// Their name.
    pub name: String,
    /// The language of everything they read, mail included (BCP 47); `None`
    /// follows the browser.
    pub language: Option<String>,
    /// The time zone of every time they read (IANA name); `None` is UTC.
    pub time_zone: Option<String>,
}

/// Keeps a person's preferences.
///
/// # Errors
/// If the storage fails.
pub async fn keep_preferences(
    db: &Db,
    actor: &Actor,
    chosen: Preferences,
    now: Timestamp,
) -> Result<(), StoreError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE person SET name = $1, language = $2, time_zone = $3 WHERE id = $4",
                args![
                    chosen.name,
                    chosen.language,
                    chosen.time_zone,
                    actor.person()
                ],
            )
            .await?;
            note(tx, &actor, "person.preferences-kept", now).await
        })
    })
    .await
}

/// Ends every session of the person that has begun.
///
/// # Errors
/// If the storage fails.
pub async fn sign_out_everywhere(db: &Db, actor: &Actor, now: Timestamp) -> Result<(), StoreError> {
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            end_sessions(tx, actor.person(), now).await?;
            note(tx, &actor, "person.signed-out-everywhere", now).await
        })
    })
    .await
}

/// Ends every session of a person that has begun by now. One that begins in
/// the very next moment, with the new password, goes on.
pub(super) async fn end_sessions(
    tx: &mut Tx,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    tx.run(
        "UPDATE person SET signed_out_at = $1 WHERE id = $2",
        args![Timestamp(now.0 + 1), person],
    )
    .await
    .map(drop)
}

/// Why a password was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangePasswordError {
    /// The present password is another one.
    #[error("wrong password")]
    Wrong,
    /// It was tried too often.
    #[error(transparent)]
    TooMany(#[from] TooMany),
    /// The new password will not do.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the password of a person who knows the present one, and ends every
/// session, the asking one included: the page signs it in anew.
///
/// # Errors
/// See [`ChangePasswordError`].
pub async fn change_password(
    db: &Db,
    actor: &Actor,
    present: String,
    new: String,
    now: Timestamp,
) -> Result<(), ChangePasswordError> {
    let new = Password::new(new)?;
    let (person, email) = (actor.person(), actor.email().to_owned());
    let subject = email.clone();
    // Whoever finds a browser signed in must not try passwords here either.
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            Ok::<_, ChangePasswordError>(count(tx, SIGN_IN_ACCOUNT, &subject, now).await?)
        })
    })
    .await??;
    let hash: Option<Option<String>> = db
        .read(Scope::system())
        .await?
        .scalar(
            "SELECT password_hash FROM person WHERE id = $1",
            args![person],
        )
        .await?;
    if !Password::typed(present).matches(hash.flatten()).await {
        return Err(ChangePasswordError::Wrong);
    }
    let hash = new.hash().await?;
    let actor = actor.clone();
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            forget(tx, SIGN_IN_ACCOUNT, &email).await?;
            tx.run(
                "UPDATE person SET password_hash = $1 WHERE id = $2",
                args![hash, person],
            )
            .await?;
            end_sessions(tx, person, now).await?;
            Ok(note(tx, &actor, "person.password-changed", now).await?)
        })
    })
    .await
}

async fn note(
    tx: &mut Tx,
    actor: &Actor,
    action: &'static str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject: actor.person().to_string(),
        customer: None,
        detail: json!({}),
    };
    audit::record(tx, actor, entry, now).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing;
    use crate::identity::{CustomerRole, SignIn, sign_in};
    use crate::store::testing::both_engines;

    both_engines!(only_who_knows_the_password_changes_it, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden").await;
        let ines = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        testing::give_password(&db, ines.person(), "a long password").await;
        let change = |present: &'static str, new: &'static str| {
            change_password(&db, &ines, present.to_owned(), new.to_owned(), Timestamp(5))
        };
        let short = change("a long password", "short").await;
        assert!(matches!(short, Err(ChangePasswordError::Password(_))));
        let wrong = change("another password", "a newer password").await;
        assert!(matches!(wrong, Err(ChangePasswordError::Wrong)));
        change("a long password", "a newer password").await.unwrap();
        let with = |password: &str| SignIn {
            email: ines.email().to_owned(),
            password: Password::typed(password),
            from: String::new(),
        };
        assert!(
            sign_in(&db, with("a long password"), Timestamp(6))
                .await
                .is_err()
        );
        assert!(
            sign_in(&db, with("a newer password"), Timestamp(6))
                .await
                .is_ok()
        );
    });

    both_engines!(
        guessing_the_present_password_ends_like_guessing_at_the_door,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden").await;
            let ines = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            for _ in 0..10 {
                let guess = "guess".to_owned();
                let _ = change_password(&db, &ines, guess, "x".repeat(12), Timestamp(0)).await;
            }
            let more = change_password(&db, &ines, String::new(), "x".repeat(12), Timestamp(1));
            assert!(matches!(more.await, Err(ChangePasswordError::TooMany(_))));
        }
    );
}
