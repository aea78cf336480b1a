//! Passwords: argon2id, away from the threads that serve pages, and never
//! more hashes at once than there are cores, so that a flood of sign-ins
//! takes memory and time from sign-ins only.

use crate::store::StoreError;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::fmt;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

/// A password that somebody typed. Never printed.
#[derive(Clone)]
pub struct Password(String);

/// Why a text will not do as a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordError {
    /// Fewer than [`Password::SHORTEST`] characters.
    #[error("too short")]
    TooShort,
    /// More than [`Password::LONGEST`] bytes.
    #[error("too long")]
    TooLong,
}

impl Password {
    /// Characters that a new password has at least.
    /// NIST SP 800-63B-4 section 3.1.1.2 asks for fifteen where it is the only
    /// factor, eight otherwise; length counts, not kinds of characters.
    pub const SHORTEST: usize = 12;
    /// Bytes that are hashed at most.
    pub const LONGEST: usize = 512;

    /// A password to try against a known hash.
    #[must_use]
    pub fn typed(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A new password.
    ///
    /// # Errors
    /// If it is too short or too long.
    pub fn new(text: impl Into<String>) -> Result<Self, PasswordError> {
        let text = text.into();
        if text.chars().count() < Self::SHORTEST {
            Err(PasswordError::TooShort)
        } else if text.len() > Self::LONGEST {
            Err(PasswordError::TooLong)
        } else {
            Ok(Self(text))
        }
    }

    /// The hash to store, with a salt of its own.
    ///
    /// # Errors
    /// If it can't be made: then nothing must be stored.
    pub async fn hash(self) -> Result<String, StoreError> {
        off_the_async_threads(move || {
            let mut salt = [0_u8; 16];
            rand::fill(&mut salt);
            let salt = SaltString::encode_b64(&salt).ok()?;
            hasher()
                .hash_password(self.0.as_bytes(), &salt)
                .ok()
                .map(|hash| hash.to_string())
        })
        .await
        .flatten()
        .ok_or_else(|| StoreError::Unsuitable("a password could not be hashed".to_owned()))
    }

    /// Whether it is the password of this hash. Takes as long when there is
    /// no hash to compare with, so that the time does not tell.
    pub async fn matches(self, hash: Option<String>) -> bool {
        off_the_async_threads(move || {
            if self.0.len() > Self::LONGEST {
                return false;
            }
            let known = hash.is_some();
            let hash = hash.as_deref().unwrap_or(NOBODYS);
            PasswordHash::new(hash)
                .is_ok_and(|hash| hasher().verify_password(self.0.as_bytes(), &hash).is_ok())
                && known
        })
        .await
        .unwrap_or(false)
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// The hash of a password that nobody has, made with the parameters of
/// [`hasher`].
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// 19 MiB, two passes, one lane: OWASP's Password Storage Cheat Sheet.
fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

async fn off_the_async_threads<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    static AT_ONCE: LazyLock<Semaphore> = LazyLock::new(|| {
        Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from))
    });
    let _permit = AT_ONCE.acquire().await.ok()?;
    tokio::task::spawn_blocking(work).await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = Password::new("correct horse battery").unwrap().hash();
        let hash = hash.await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let hash = Some(hash);
        assert!(
            Password::typed("correct horse battery")
                .matches(hash.clone())
                .await
        );
        assert!(!Password::typed("correct horse batterz").matches(hash).await);
        assert!(!Password::typed("").matches(None).await);
    }

    #[tokio::test]
    async fn comparing_with_nobodys_hash_really_hashes() {
        assert!(PasswordHash::new(NOBODYS).is_ok());
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert_eq!(
            Password::new("äöüäöüäöüäö").unwrap_err(),
            PasswordError::TooShort
        );
        assert!(Password::new("äöüäöüäöüäöü").is_ok());
        assert_eq!(
            Password::new("x".repeat(513)).unwrap_err(),
            PasswordError::TooLong
        );
    }
}
