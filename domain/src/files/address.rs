//! Addresses of pictures, signed by pages that have decided who sees them.
//!
//! A list shows fifty pictures. Its page has asked the shelf already which
//! products its reader sees; if each picture asked again, one page would cost
//! fifty times as much. So the page signs: *this* member may see *this* picture
//! today. The signature is good for the session of that member only, and until
//! the end of the next day; it stays the same for a day, so that browsers
//! recognise the picture. An address without one, or with another, is answered by
//! the rule itself (`fetch.rs`).

use super::{Files, Size};
use crate::Timestamp;
use crate::id::FileId;
use crate::identity::Actor;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// How many bytes of the signature stand in an address.
const LENGTH: usize = 16;
const DAY: i64 = 86_400_000;

/// Makes the addresses of pictures for one reader.
#[derive(Debug, Clone, Default)]
pub struct Pictures {
    /// None for the supplier's people: they may see them all.
    signer: Option<Signer>,
}

#[derive(Debug, Clone)]
struct Signer {
    files: Files,
    member: Uuid,
    day: i64,
}

impl Files {
    /// The addresses for whoever is asking.
    #[must_use]
    pub fn pictures(&self, actor: Option<&Actor>, now: Timestamp) -> Pictures {
        let member = actor.and_then(Actor::member);
        Pictures {
            signer: member.map(|member| Signer {
                files: self.clone(),
                member: member.id.0,
                day: now.0.div_euclid(DAY),
            }),
        }
    }

    /// Whether a page signed this for the member today or yesterday.
    pub(super) fn signed(&self, member: Uuid, file: FileId, text: &str, now: Timestamp) -> bool {
        let Ok(tag) = URL_SAFE_NO_PAD.decode(text) else {
            return false;
        };
        let today = now.0.div_euclid(DAY);
        tag.len() == LENGTH
            && [today, today - 1].into_iter().any(|day| {
                mac(self.key(), member, file, day)
                    .is_some_and(|mac| mac.verify_truncated_left(&tag).is_ok())
            })
    }
}

impl Pictures {
    /// Where a picture is that the reader may see.
    #[must_use]
    pub fn address(&self, file: FileId, size: Size) -> String {
        let plain = format!("/files/{file}/{}", size.code());
        let signature = self.signer.as_ref().and_then(|signer| {
            let tag = mac(signer.files.key(), signer.member, file, signer.day)?.finalize();
            let tag = tag.into_bytes();
            Some(URL_SAFE_NO_PAD.encode(tag.get(..LENGTH)?))
        });
        match signature {
            Some(signature) => format!("{plain}?s={signature}"),
            None => plain,
        }
    }
}

fn mac(key: &[u8], member: Uuid, file: FileId, day: i64) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).ok()?;
    mac.update(b"picture");
    mac.update(member.as_bytes());
    mac.update(file.0.as_bytes());
    mac.update(&day.to_be_bytes());
    Some(mac)
}
