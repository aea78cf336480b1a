//! How the supplier treats a customer, by what the customer is worth to it.

use serde::{Deserialize, Serialize};

/// A tier of treatment, the most attention first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tier {
    /// Most valuable: kept above all.
    Mvc,
    /// Most growable: grown above all.
    Mgc,
    /// Could become one of these.
    Migrator,
    /// Below zero: costs more than it brings.
    Bz,
}

impl Tier {
    /// Every tier, in their order.
    pub const ALL: [Tier; 4] = [Tier::Mvc, Tier::Mgc, Tier::Migrator, Tier::Bz];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Tier::Mvc => "mvc",
            Tier::Mgc => "mgc",
            Tier::Migrator => "migrator",
            Tier::Bz => "bz",
        }
    }

    /// The tier stored as this word; none if nobody has said one.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Tier> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_read_again() {
        for tier in Tier::ALL {
            assert_eq!(Tier::from_code(tier.code()), Some(tier));
        }
        assert_eq!(Tier::from_code(""), None);
    }
}
