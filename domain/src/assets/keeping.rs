//! What is kept as equipment, unit by unit, and how long it is to last: a pure
//! rule. A product says it, or its category, or the nearest one above that does.

use crate::Day;
use crate::id::CategoryId;
use serde::{Deserialize, Serialize};

/// The longest warranty and the longest time until something is replaced, in
/// months.
pub const MOST_MONTHS: i64 = 240;

/// What somebody says of a category or of a product. What is nothing, they leave
/// to what is above it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Says {
    /// Whether each piece is kept as a unit.
    pub kept: Option<bool>,
    /// Whether data lies on it, so that it is wiped before it goes.
    pub holds_data: Option<bool>,
    /// How long its warranty lasts from its delivery, in months; 0 for none.
    pub warranty_months: Option<i64>,
    /// After how many months from its delivery it is replaced; 0 for never.
    pub refresh_months: Option<i64>,
}

impl Says {
    /// What of it is said, and of the rest what is said above.
    #[must_use]
    pub fn or(self, above: Self) -> Self {
        Self {
            kept: self.kept.or(above.kept),
            holds_data: self.holds_data.or(above.holds_data),
            warranty_months: self.warranty_months.or(above.warranty_months),
            refresh_months: self.refresh_months.or(above.refresh_months),
        }
    }
}

/// How something is kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Keeping {
    /// Whether each piece is kept as a unit.
    pub kept: bool,
    /// Whether data lies on it.
    pub holds_data: bool,
    /// Months of warranty; 0 for none.
    pub warranty_months: i64,
    /// Months until it is replaced; 0 for never.
    pub refresh_months: i64,
}

impl From<Says> for Keeping {
    /// What nobody says anything of is not kept.
    fn from(says: Says) -> Self {
        Self {
            kept: says.kept.unwrap_or_default(),
            holds_data: says.holds_data.unwrap_or_default(),
            warranty_months: says.warranty_months.unwrap_or_default(),
            refresh_months: says.refresh_months.unwrap_or_default(),
        }
    }
}

/// A category, with what is above it and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Above {
    /// The category.
    pub id: CategoryId,
    /// The one above it.
    pub parent: Option<CategoryId>,
    /// What is said of it.
    pub says: Says,
}

/// How a product is kept of which this is said, in this category.
#[must_use]
pub fn keeping(said: Says, category: Option<CategoryId>, all: &[Above]) -> Keeping {
    let (mut says, mut next) = (said, category);
    // No deeper than there are categories, should one ever be above itself.
    for _ in 0..all.len() {
        let Some(one) = all.iter().find(|one| Some(one.id) == next) else {
            break;
        };
        says = says.or(one.says);
        next = one.parent;
    }
    says.into()
}

/// How a unit of several parts is kept: by what is said of the first part that is
/// kept itself, or else of the first; and wiped if data lies on any of them. What
/// was built for somebody is kept in any case.
#[must_use]
pub fn of_parts(parts: &[Keeping]) -> Keeping {
    let main = parts.iter().find(|part| part.kept).or(parts.first());
    Keeping {
        kept: true,
        holds_data: parts.iter().any(|part| part.holds_data),
        ..main.copied().unwrap_or_default()
    }
}

/// The day so many months after another; nothing after no months. At the end of a
/// month that has fewer days it is that month's last.
#[must_use]
pub fn months_after(day: Day, months: i64) -> Option<Day> {
    (months > 0).then(|| day.plus_months(months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn above(id: CategoryId, parent: Option<CategoryId>, says: Says) -> Above {
        Above { id, parent, says }
    }

    #[test]
    fn the_nearest_who_says_anything_decides_each_thing_by_itself() {
        let [things, laptops, old] = [(); 3].map(|()| CategoryId::new());
        let all = [
            above(
                things,
                None,
                Says {
                    kept: Some(false),
                    warranty_months: Some(24),
                    ..Says::default()
                },
            ),
            above(
                laptops,
                Some(things),
                Says {
                    kept: Some(true),
                    holds_data: Some(true),
                    ..Says::default()
                },
            ),
            above(old, Some(laptops), Says::default()),
        ];
        let product = Says {
            refresh_months: Some(48),
            ..Says::default()
        };
        assert_eq!(
            keeping(product, Some(old), &all),
            Keeping {
                kept: true,
                holds_data: true,
                warranty_months: 24,
                refresh_months: 48
            }
        );
        let not_this_one = Says {
            kept: Some(false),
            warranty_months: Some(0),
            ..Says::default()
        };
        let kept = keeping(not_this_one, Some(old), &all);
        assert_eq!((kept.kept, kept.warranty_months), (false, 0));
        assert_eq!(keeping(Says::default(), None, &all), Keeping::default());
    }

    #[test]
    fn what_is_built_of_parts_is_kept_like_its_main_part() {
        let mouse = Keeping {
            warranty_months: 6,
            ..Keeping::default()
        };
        let laptop = Keeping {
            kept: true,
            warranty_months: 36,
            refresh_months: 48,
            ..Keeping::default()
        };
        let disk = Keeping {
            holds_data: true,
            ..Keeping::default()
        };
        let built = of_parts(&[mouse, laptop, disk]);
        assert_eq!(
            built,
            Keeping {
                holds_data: true,
                ..laptop
            }
        );
        assert_eq!(of_parts(&[mouse]).warranty_months, 6);
        assert!(of_parts(&[]).kept);
    }

    #[test]
    fn a_category_above_itself_holds_nothing_up() {
        let [one, other] = [(); 2].map(|()| CategoryId::new());
        let all = [
            above(one, Some(other), Says::default()),
            above(other, Some(one), Says::default()),
        ];
        assert!(!keeping(Says::default(), Some(one), &all).kept);
    }

    #[test]
    fn months_end_where_the_month_ends() {
        let day = |text| Day::from_field(text).unwrap();
        assert_eq!(months_after(day("2026-06-14"), 0), None);
        assert_eq!(months_after(day("2024-02-29"), 12), Some(day("2025-02-28")));
        assert_eq!(months_after(day("2026-01-31"), 1), Some(day("2026-02-28")));
        assert_eq!(months_after(day("2026-11-30"), 36), Some(day("2029-11-30")));
    }

    proptest! {
        #[test]
        fn later_by_more_months_is_never_earlier(days in 0_i64..40_000, one in 1_i64..MOST_MONTHS) {
            let day = Day::of(crate::Timestamp(days * 86_400_000));
            let (first, second) = (months_after(day, one), months_after(day, one + 1));
            prop_assert!(first < second && first > Some(day));
        }
    }
}
