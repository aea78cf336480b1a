//! Who of a company sees a case: a pure rule.

use serde::{Deserialize, Serialize};

/// Who of a company sees a case, besides whoever asked and who watches it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Nobody else.
    #[default]
    Own,
    /// Whoever belongs to the same unit.
    Unit,
    /// Everybody of the company.
    Company,
}

impl Visibility {
    /// Every one there is, the narrowest first.
    pub const ALL: &'static [Visibility] =
        &[Visibility::Own, Visibility::Unit, Visibility::Company];

    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Visibility::Own => "own",
            Visibility::Unit => "unit",
            Visibility::Company => "company",
        }
    }

    /// The one stored like this.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.code() == code)
    }
}

/// What a person of the company is to a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct To {
    /// They asked.
    pub asked: bool,
    /// They watch it.
    pub watches: bool,
    /// They belong to the unit it is of. A case of no unit is of nobody's.
    pub same_unit: bool,
}

/// Whether a person of the company sees a case. Lists say the same in SQL
/// (`list.rs`).
#[must_use]
pub const fn sees(visibility: Visibility, to: To) -> bool {
    to.asked
        || to.watches
        || match visibility {
            Visibility::Own => false,
            Visibility::Unit => to.same_unit,
            Visibility::Company => true,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asked_or_watches_always_sees_it() {
        for visibility in Visibility::ALL {
            for to in [
                To {
                    asked: true,
                    ..To::default()
                },
                To {
                    watches: true,
                    ..To::default()
                },
            ] {
                assert!(sees(*visibility, to), "{visibility:?} {to:?}");
            }
            assert_eq!(Visibility::from_code(visibility.code()), Some(*visibility));
        }
    }

    #[test]
    fn others_see_what_the_manager_decides() {
        let stranger = To::default();
        let colleague = To {
            same_unit: true,
            ..stranger
        };
        for (visibility, of_unit, of_company) in [
            (Visibility::Own, false, false),
            (Visibility::Unit, true, false),
            (Visibility::Company, true, true),
        ] {
            assert_eq!(sees(visibility, colleague), of_unit);
            assert_eq!(sees(visibility, stranger), of_company);
        }
    }
}
