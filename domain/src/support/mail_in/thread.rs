//! Which case a mail continues.
//!
//! What we send about a case carries its *token*: `RC-000123.k7p2m9xq`, in the
//! subject in square brackets, and in the address that answers go to
//! (`support+rc-000123.k7p2m9xq@…`). Its second half is a signature, without which
//! a number is only a number: cases can't be walked through by counting. It does
//! not say who writes; whoever continues a case must be somebody who may see it
//! as well (`decide.rs`).
//!
//! Mail programs also name the mails that they answer. Ours have an id as their
//! name, which can't be guessed either, so a mail that answers one of them belongs
//! where that one did.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;
use uuid::Uuid;

/// The secret that case tokens are signed with.
#[derive(Clone)]
pub struct CaseKey(Vec<u8>);

impl CaseKey {
    /// The fewest bytes a secret has.
    pub const LEAST: usize = 32;

    /// A secret of at least [`CaseKey::LEAST`] bytes; `None` if it is shorter.
    #[must_use]
    pub fn new(secret: &[u8]) -> Option<Self> {
        (secret.len() >= Self::LEAST).then(|| Self(secret.to_vec()))
    }

    /// The token of a case, by its number.
    #[must_use]
    pub fn token(&self, case: u64) -> String {
        let signature = self.signature(case);
        format!("RC-{case:06}.{}", letters(&signature))
    }

    /// The address that answers about a case go to: the support address with
    /// the token in it. The address as it is if it has no `@`.
    #[must_use]
    pub fn address(&self, support: &str, case: u64) -> String {
        match support.rsplit_once('@') {
            Some((local, domain)) => {
                format!("{local}+{}@{domain}", self.token(case).to_lowercase())
            }
            None => support.to_owned(),
        }
    }

    /// The case whose token stands in a text; the first that is signed well.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<u64> {
        let text = text.to_ascii_lowercase();
        text.match_indices("rc-").find_map(|(at, mark)| {
            let rest = text.get(at + mark.len()..)?;
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let case: u64 = rest.get(..digits.min(MOST_DIGITS + 1))?.parse().ok()?;
            let signature = rest.get(digits..)?.strip_prefix('.')?.get(..LETTERS)?;
            // Not the beginning of something longer.
            let after = rest.get(digits + 1 + LETTERS..)?;
            let longer = after.starts_with(|c: char| c.is_ascii_alphanumeric());
            (digits <= MOST_DIGITS && !longer && self.is_signed(case, signature)).then_some(case)
        })
    }

    fn signature(&self, case: u64) -> [u8; BYTES] {
        let mut signature = [0; BYTES];
        if let Some(mac) = self.mac(case) {
            let full = mac.finalize().into_bytes();
            for (to, from) in signature.iter_mut().zip(full) {
                *to = from;
            }
        }
        signature
    }

    fn is_signed(&self, case: u64, signature: &str) -> bool {
        let bytes = bytes(signature);
        // Compares in a time that tells nothing.
        let good = |bytes: [u8; BYTES]| {
            self.mac(case)
                .is_some_and(|mac| mac.verify_truncated_left(&bytes).is_ok())
        };
        bytes.is_some_and(good)
    }

    fn mac(&self, case: u64) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(b"case token\0");
        mac.update(&case.to_be_bytes());
        Some(mac)
    }
}

impl fmt::Debug for CaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CaseKey")
    }
}

/// Forty bits of signature: with thirty mails an hour, guessing takes millions of
/// years, and it can be read aloud.
const BYTES: usize = 5;
/// Five bits each.
const LETTERS: usize = 8;
const MOST_DIGITS: usize = 12;
/// Letters and digits that are not taken for each other, of which case does not
/// matter.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

fn letters(bytes: &[u8; BYTES]) -> String {
    let number = bytes
        .iter()
        .fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    (0..LETTERS)
        .rev()
        .filter_map(|place| {
            let index = usize::try_from(number >> (5 * place) & 31).ok()?;
            ALPHABET.get(index).map(|letter| char::from(*letter))
        })
        .collect()
}

fn bytes(text: &str) -> Option<[u8; BYTES]> {
    let mut number = 0_u64;
    for letter in text.bytes() {
        let index = ALPHABET.iter().position(|one| *one == letter)?;
        number = number << 5 | u64::try_from(index).ok()?;
    }
    let [_, _, _, bytes @ ..] = number.to_be_bytes();
    (text.len() == LETTERS).then_some(bytes)
}

/// What a mail says it continues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thread {
    /// A case, by a token that we signed.
    Case(u64),
    /// Whatever a mail of ours was about, by the id that it had in the outbox.
    Answers(Uuid),
}

/// The case in the addresses a mail went to: only ours count, whatever stands
/// before the `+` or in others.
pub(super) fn in_addresses(key: &CaseKey, recipients: &[String], supports: &[&str]) -> Option<u64> {
    recipients.iter().find_map(|recipient| {
        let (local, domain) = recipient.rsplit_once('@')?;
        let (name, token) = local.split_once('+')?;
        let ours = supports
            .iter()
            .filter_map(|support| support.rsplit_once('@'))
            .any(|(local, at)| local.eq_ignore_ascii_case(name) && at.eq_ignore_ascii_case(domain));
        ours.then(|| key.find(token)).flatten()
    })
}

/// The newest mail of ours among those a mail refers to: the last that is named.
pub(super) fn in_references(names: &[String], our_domain: &str) -> Option<Uuid> {
    names.iter().rev().find_map(|name| our_id(name, our_domain))
}

/// The id in the name of a mail of ours.
pub(super) fn our_id(name: &str, our_domain: &str) -> Option<Uuid> {
    let name = name.trim().trim_start_matches('<').trim_end_matches('>');
    let (id, domain) = name.rsplit_once('@')?;
    // As we write it, so that one mail has one name.
    (domain.eq_ignore_ascii_case(our_domain) && id.len() == 36)
        .then(|| Uuid::try_parse(id).ok())
        .flatten()
}

/// A subject without tokens and without what mail programs put before it: the
/// title of a case.
#[must_use]
pub fn title(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let before = rest;
        if let Some(end) = rest
            .strip_prefix('[')
            .and_then(|inner| inner.split_once(']'))
        {
            let (inner, after) = end;
            if inner
                .get(..3)
                .is_some_and(|start| start.eq_ignore_ascii_case("rc-"))
            {
                rest = after.trim_start();
            }
        }
        if let Some((prefix, after)) = rest.split_once(':') {
            let prefix = prefix.trim().to_lowercase();
            // `Re[2]:` of some programs.
            let prefix = prefix.split('[').next().unwrap_or_default();
            if PREFIXES.contains(&prefix) {
                rest = after.trim_start();
            }
        }
        if rest == before {
            return rest.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

/// "Answer" and "forwarded" in front of subjects, in the languages of mail
/// programs.
const PREFIXES: [&str; 16] = [
    "re", "aw", "antw", "antwort", "sv", "vs", "rif", "r", "odp", "fw", "fwd", "wg", "tr", "rv",
    "i", "enc",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> CaseKey {
        CaseKey::new(&[7; 32]).unwrap()
    }

    #[test]
    fn a_token_is_found_wherever_it_stands() {
        let token = key().token(123);
        assert!(token.starts_with("RC-000123."), "{token}");
        for text in [
            format!("AW: Drucker [{token}]"),
            token.to_lowercase(),
            format!("[RC-000122.aaaaaaaa] [{token}]"),
            format!("rc-rc-{token}, please"),
        ] {
            assert_eq!(key().find(&text), Some(123), "{text}");
        }
    }

    #[test]
    fn a_token_that_we_did_not_sign_is_none() {
        let token = key().token(123);
        let other = CaseKey::new(&[8; 32]).unwrap();
        assert_eq!(other.find(&token), None);
        for text in [
            "RC-000123",
            "RC-000123.",
            "RC-000123.aaaaaaaa",
            "RC-99999999999999999999.aaaaaaaa",
            "RC-.aaaaaaaa",
            "RC-000123.äöüaaaaa",
            &token.replace("123", "124"),
            &format!("{token}x"),
        ] {
            assert_eq!(key().find(text), None, "{text}");
        }
        assert!(CaseKey::new(b"short").is_none());
        assert_eq!(format!("{:?}", key()), "CaseKey");
    }

    #[test]
    fn only_our_own_addresses_carry_tokens() {
        let supports = ["help@northgate.example"];
        let address = key().address("help@northgate.example", 5);
        let find = |to: &str| in_addresses(&key(), &[to.to_owned()], &supports);
        assert_eq!(find(&address), Some(5));
        assert_eq!(find(&address.to_uppercase()), Some(5));
        assert_eq!(find(&key().address("help@evil.example", 5)), None);
        assert_eq!(find(&key().address("sales@northgate.example", 5)), None);
        assert_eq!(find("help+rc-5@northgate.example"), None);
    }

    #[test]
    fn a_mail_that_answers_ours_names_it() {
        let id = Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0001);
        let ours = format!("<{id}@northgate.example>");
        let names =
            |all: &[&str]| -> Vec<String> { all.iter().map(|one| (*one).to_owned()).collect() };
        let find = |all: &[&str]| in_references(&names(all), "northgate.example");
        assert_eq!(find(&["a@b", &ours, "<c@d>"]), Some(id));
        assert_eq!(find(&[&ours.replace("northgate", "evil")]), None);
        assert_eq!(find(&[&ours.replace('-', "")]), None);
        assert_eq!(find(&[]), None);
    }

    #[test]
    fn a_title_is_what_was_meant() {
        let token = key().token(7);
        for (subject, expected) in [
            (
                format!("Re: AW: [{token}] Re[2]: Printer  broken "),
                "Printer broken",
            ),
            ("WG: Frage: Druckt nicht".to_owned(), "Frage: Druckt nicht"),
            ("[ticket] Re: x".to_owned(), "[ticket] Re: x"),
            ("Re:".to_owned(), ""),
            ("Rechnung: 12".to_owned(), "Rechnung: 12"),
        ] {
            assert_eq!(title(&subject), expected);
        }
    }

    proptest! {
        #[test]
        fn each_case_has_a_token_of_its_own(case in 0_u64..1_000_000_000_000, other in 0_u64..1_000_000) {
            let token = key().token(case);
            prop_assert_eq!(key().find(&token), Some(case));
            prop_assert_eq!(key().find(&token.to_lowercase()), Some(case));
            if other != case {
                prop_assert!(key().token(other) != token);
                let (_, signature) = token.split_once('.').unwrap();
                let forged = format!("RC-{other:06}.{signature}");
                prop_assert_eq!(key().find(&forged), None);
            }
        }

        #[test]
        fn any_text_is_searched_without_trouble(text in "\\PC*", tail in "[rc\\-0-9.a-z]{0,40}") {
            let joined = format!("{text}{tail}");
            let _ = key().find(&joined);
            let _ = title(&joined);
        }
    }
}
