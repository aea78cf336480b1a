//! What stands in the addresses of a newsletter: who got it, and what of it they
//! follow, signed. They work without signing in, and so can't be made up: whoever
//! does not know the secret of the installation writes none. No address of ours
//! stands in one, so that it can lead nowhere but to ourselves.

use crate::id::{CustomerId, IssueId, MembershipId, NewsletterId};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// The secret that tokens are signed with.
#[derive(Clone)]
pub struct NewsletterKey(Vec<u8>);

impl std::fmt::Debug for NewsletterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // It is nobody's business.
        f.write_str("NewsletterKey")
    }
}

/// Who got a newsletter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reader {
    /// Of which customer.
    pub customer: CustomerId,
    /// Which member.
    pub member: MembershipId,
}

/// What an address of a newsletter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Getting no more of them.
    Unsubscribe,
    /// This one was opened.
    Opened(NewsletterId),
    /// An issue of it is followed.
    Follow(NewsletterId, IssueId),
}

/// How many bytes of the signature stand in a token.
const SIGNATURE: usize = 16;
const ID: usize = 16;

impl NewsletterKey {
    /// The key of this secret.
    #[must_use]
    pub fn new(secret: &str) -> Self {
        Self(secret.as_bytes().to_vec())
    }

    /// The token for a reader and a purpose.
    #[must_use]
    pub fn token(&self, reader: Reader, purpose: Purpose) -> String {
        let mut bytes = body(reader, purpose);
        if let Some(mac) = self.mac(&bytes) {
            let tag = mac.finalize().into_bytes();
            bytes.extend(tag.iter().take(SIGNATURE));
        }
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Who and what a token is for; none if it was not made by us.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<(Reader, Purpose)> {
        // Nothing of ours is longer; what is, need not be looked at.
        if token.len() > 200 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (body, tag) = bytes.split_at_checked(bytes.len().checked_sub(SIGNATURE)?)?;
        self.mac(body)?.verify_truncated_left(tag).ok()?;
        let (kind, rest) = body.split_first()?;
        let mut ids = rest.chunks(ID).map(|id| Uuid::from_slice(id).ok());
        let mut next = || ids.next().flatten();
        let reader = Reader {
            customer: CustomerId(next()?),
            member: MembershipId(next()?),
        };
        let purpose = match kind {
            b'u' => Purpose::Unsubscribe,
            b'o' => Purpose::Opened(NewsletterId(next()?)),
            b'f' => Purpose::Follow(NewsletterId(next()?), IssueId(next()?)),
            _ => return None,
        };
        Some((reader, purpose))
    }

    fn mac(&self, body: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"newsletter");
        mac.update(body);
        Some(mac)
    }
}

fn body(reader: Reader, purpose: Purpose) -> Vec<u8> {
    let (kind, ids) = match purpose {
        Purpose::Unsubscribe => (b'u', vec![]),
        Purpose::Opened(newsletter) => (b'o', vec![newsletter.0]),
        Purpose::Follow(newsletter, issue) => (b'f', vec![newsletter.0, issue.0]),
    };
    let mut bytes = vec![kind];
    for id in [reader.customer.0, reader.member.0].iter().chain(&ids) {
        bytes.extend(id.as_bytes());
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn all(number: u128) -> [(Reader, Purpose); 3] {
        let reader = Reader {
            customer: CustomerId(id(number)),
            member: MembershipId(id(number + 1)),
        };
        let newsletter = NewsletterId(id(number + 2));
        [
            (reader, Purpose::Unsubscribe),
            (reader, Purpose::Opened(newsletter)),
            (reader, Purpose::Follow(newsletter, IssueId(id(number + 3)))),
        ]
    }

    #[test]
    fn a_token_says_what_was_put_in_and_only_with_our_key() {
        let (ours, theirs) = (NewsletterKey::new("ours"), NewsletterKey::new("theirs"));
        for (reader, purpose) in all(7) {
            let token = ours.token(reader, purpose);
            assert_eq!(ours.read(&token), Some((reader, purpose)));
            assert_eq!(theirs.read(&token), None);
            assert!(
                token.len() < 140 && !token.contains(['/', '+', '=']),
                "{token}"
            );
        }
    }

    #[test]
    fn a_token_for_one_thing_is_none_for_another() {
        let key = NewsletterKey::new("ours");
        let [(reader, _), (_, opened), _] = all(7);
        let token = key.token(reader, opened);
        let mut bytes = URL_SAFE_NO_PAD.decode(token).unwrap();
        bytes[0] = b'u';
        assert_eq!(key.read(&URL_SAFE_NO_PAD.encode(bytes)), None);
    }

    proptest! {
        #[test]
        fn whatever_is_sent_is_survived(text in ".{0,80}", bytes in prop::collection::vec(any::<u8>(), 0..90)) {
            let key = NewsletterKey::new("ours");
            prop_assert_eq!(key.read(&text), None);
            prop_assert_eq!(key.read(&URL_SAFE_NO_PAD.encode(bytes)), None);
        }

        #[test]
        fn no_byte_of_a_token_can_be_changed(number in any::<u64>(), at in 0_usize..81, by in 1_u8..) {
            let key = NewsletterKey::new("ours");
            for (reader, purpose) in all(u128::from(number)) {
                let mut bytes = URL_SAFE_NO_PAD.decode(key.token(reader, purpose)).unwrap();
                let at = at % bytes.len();
                bytes[at] ^= by;
                prop_assert_eq!(key.read(&URL_SAFE_NO_PAD.encode(bytes)), None);
            }
        }
    }
}
