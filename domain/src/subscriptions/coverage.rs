//! Whom the service level of a subscription is for: the whole company, one of its
//! units, or equipment that is named. Of a plan that counts devices no more equipment
//! can be named than it has devices. Everything else that a plan gives is for the
//! whole company.

use crate::words::words;
use std::collections::HashSet;

words! {
    /// Whom a service level is for.
    Covering {
        /// Everybody and everything of the company.
        Customer = "customer",
        /// Who and what belongs to one of its units.
        Unit = "unit",
        /// Equipment that is named.
        Equipment = "equipment",
    }
}

/// The most pieces of equipment that are named for one subscription.
pub const MOST_NAMED: usize = 2_000;

/// The tags that were typed: one a line, or with commas between them. Each once, in the
/// order in which they were typed.
#[must_use]
pub fn typed_tags(text: &str) -> Vec<String> {
    let mut known = HashSet::new();
    text.split(['\n', ',', ';'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty() && known.insert(tag.to_ascii_lowercase()))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_however_they_are_parted() {
        assert_eq!(
            typed_tags("RP-1\r\nRP 2, rp-1;RP-3\n\n"),
            ["RP-1", "RP 2", "RP-3"]
        );
        assert_eq!(typed_tags(" ,\n"), [""; 0]);
        // As many as a form may have: each is not compared with all before it.
        let many: String = (0..200_000).map(|number| format!("T{number},")).collect();
        assert_eq!(typed_tags(&many).len(), 200_000);
        for one in Covering::ALL {
            assert_eq!(Covering::from_code(one.code()), Some(*one));
        }
    }
}
