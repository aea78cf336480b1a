//! Who may read a publication: its readers by needs, and by what subscriptions
//! give.

use serde::{Deserialize, Serialize};

/// Whom a publication is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readers {
    /// Only those to whom a subscription gives the publication.
    pub entitled: bool,
    /// Only customers of this needs category; empty for all.
    pub needs: String,
}

impl Readers {
    /// Whether somebody of a customer of this needs category may read the
    /// publication with this code. `given` are the codes that subscriptions give.
    #[must_use]
    pub fn are(&self, code: &str, needs: &str, given: &[impl AsRef<str>]) -> bool {
        let needed = self.needs.is_empty() || self.needs == needs;
        let entitled = !self.entitled || given.iter().any(|one| one.as_ref() == code);
        needed && entitled
    }
}

/// Whether a text can be the code of a publication or of what is offered for
/// download together: small letters, digits and hyphens, two to forty of them,
/// a letter first. It stands in addresses and in plans.
#[must_use]
pub fn is_code(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn readers(entitled: bool, needs: &str) -> Readers {
        Readers {
            entitled,
            needs: needs.to_owned(),
        }
    }

    #[test]
    fn everybody_means_everybody() {
        let given: [&str; 0] = [];
        assert!(readers(false, "").are("letter", "", &given));
        assert!(readers(false, "").are("letter", "uptime", &given));
    }

    #[test]
    fn needs_and_subscription_must_both_fit() {
        let one = readers(true, "uptime");
        assert!(one.are("letter", "uptime", &["letter"]));
        assert!(!one.are("letter", "uptime", &["other"]));
        assert!(!one.are("letter", "price", &["letter"]));
        assert!(!one.are("letter", "", &["letter"]));
    }

    #[test]
    fn a_code_is_fit_for_addresses() {
        for code in ["it", "field-notes", "a1-2"] {
            assert!(is_code(code), "{code}");
        }
        for wrong in ["", "a", "1a", "-a", "Notes", "a b", "a/b", "ä2", "a\n"] {
            assert!(!is_code(wrong), "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn more_subscriptions_never_take_a_publication_away(
            entitled: bool, needs in "(|a|b)", of in "(|a|b)",
            given in prop::collection::vec("[xyz]", 0..4), more in "[xyz]",
        ) {
            let one = readers(entitled, &needs);
            let before = one.are("x", &of, &given);
            let mut given = given;
            given.push(more);
            prop_assert!(!before || one.are("x", &of, &given));
        }
    }
}
