//! What a case came from, as our people say when they know: a pure vocabulary, by
//! which figures are grouped.

use serde::{Deserialize, Serialize};

/// What a case came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Something broke, or was broken when it came.
    Hardware,
    /// A program or a driver of what we delivered.
    Software,
    /// The customer's network or another system.
    Surroundings,
    /// How it is used: a question, a setting.
    Handling,
    /// It came late, incomplete or damaged.
    Delivery,
    /// An order, a price, an invoice.
    Ordering,
    /// Access to the site.
    Access,
    /// Anything else.
    Other,
}

impl Cause {
    /// Every one there is, as they are offered.
    pub const ALL: &'static [Cause] = &[
        Cause::Hardware,
        Cause::Software,
        Cause::Surroundings,
        Cause::Handling,
        Cause::Delivery,
        Cause::Ordering,
        Cause::Access,
        Cause::Other,
    ];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Cause::Hardware => "hardware",
            Cause::Software => "software",
            Cause::Surroundings => "surroundings",
            Cause::Handling => "handling",
            Cause::Delivery => "delivery",
            Cause::Ordering => "ordering",
            Cause::Access => "access",
            Cause::Other => "other",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back() {
        for one in Cause::ALL {
            assert_eq!(Cause::from_code(one.code()), Some(*one));
        }
        assert_eq!(Cause::from_code(""), None);
    }
}
