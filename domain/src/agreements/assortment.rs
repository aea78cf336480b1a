//! Whether a customer sees a product.
//!
//! A rule about the product itself decides before any rule about categories:
//! 'out' beats everything, then 'in' or a contract price. Otherwise the nearest
//! category up the tree that has a rule decides, the product's own category
//! first and the whole catalog last. Where nothing says 'in', nothing is seen.
//!
//! Where several agreements apply, the first of them (in the order of
//! [`InForce`](crate::identity::InForce)) that says anything of the product
//! decides: what a company's own agreement takes out, no agreement of its
//! segment brings back.

use super::Validity;
use crate::Timestamp;
use serde::{Deserialize, Serialize};

/// What a rule about a single product says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProductRule {
    /// The product is part of the assortment.
    In,
    /// The product is not, whatever its category says.
    Out,
    /// The product has a price of its own, and so is part of it.
    Priced,
}

/// A rule about a category and everything below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CategoryRule {
    /// How far above the product the category is: 0 for its own category.
    pub distance: u32,
    /// Whether it is part of the assortment.
    pub included: bool,
    /// When the rule applies.
    pub valid: Validity,
}

/// What decided whether a product is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decided {
    /// A rule about the product.
    Product(ProductRule),
    /// The rule of the category this far above it.
    Category {
        /// 0 for the product's own category.
        distance: u32,
        /// What the rule says.
        included: bool,
    },
    /// No rule.
    Nothing,
}

impl Decided {
    /// Whether the product is seen.
    #[must_use]
    pub const fn visible(self) -> bool {
        match self {
            Self::Product(rule) => !matches!(rule, ProductRule::Out),
            Self::Category { included, .. } => included,
            Self::Nothing => false,
        }
    }
}

/// Finds out whether a product is seen at a moment, and what decides it.
/// `products` are the rules about the product itself, `categories` those about
/// its category and the ones above, in any order.
#[must_use]
pub fn decide(
    products: &[(ProductRule, Validity)],
    categories: &[CategoryRule],
    at: Timestamp,
) -> Decided {
    let has = |wanted: ProductRule| {
        products
            .iter()
            .any(|(rule, valid)| *rule == wanted && valid.contains(at))
    };
    for rule in [ProductRule::Out, ProductRule::Priced, ProductRule::In] {
        if has(rule) {
            return Decided::Product(rule);
        }
    }
    categories
        .iter()
        .filter(|rule| rule.valid.contains(at))
        // Of two rules about one category, leaving out wins.
        .min_by_key(|rule| (rule.distance, rule.included))
        .map_or(Decided::Nothing, |rule| Decided::Category {
            distance: rule.distance,
            included: rule.included,
        })
}

/// Of what several agreements say, in their order, what counts: its place, and
/// what it is. None if none of them says anything.
pub fn first_to_say(decided: impl IntoIterator<Item = Decided>) -> Option<(usize, Decided)> {
    decided
        .into_iter()
        .enumerate()
        .find(|(_, decided)| *decided != Decided::Nothing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALWAYS: Validity = Validity::ALWAYS;
    const NOW: Timestamp = Timestamp(5);

    fn category(distance: u32, included: bool) -> CategoryRule {
        CategoryRule {
            distance,
            included,
            valid: ALWAYS,
        }
    }

    #[test]
    fn nothing_is_seen_unless_something_says_so() {
        assert_eq!(decide(&[], &[], NOW), Decided::Nothing);
        assert!(!decide(&[], &[], NOW).visible());
    }

    #[test]
    fn the_nearest_category_decides() {
        let rules = [category(2, true), category(1, false), category(9, true)];
        assert!(!decide(&[], &rules, NOW).visible());
        let rules = [category(2, false), category(0, true)];
        assert!(decide(&[], &rules, NOW).visible());
    }

    #[test]
    fn a_rule_about_the_product_beats_its_categories_and_out_beats_all() {
        let (on, off) = ([category(0, true)], [category(0, false)]);
        assert!(decide(&[(ProductRule::In, ALWAYS)], &off, NOW).visible());
        assert!(decide(&[(ProductRule::Priced, ALWAYS)], &off, NOW).visible());
        assert!(!decide(&[(ProductRule::Out, ALWAYS)], &on, NOW).visible());
        let both = [(ProductRule::Priced, ALWAYS), (ProductRule::Out, ALWAYS)];
        assert!(!decide(&both, &on, NOW).visible());
    }

    #[test]
    fn a_rule_that_ended_says_nothing() {
        let ended = Validity::new(Timestamp(1), Timestamp(5)).unwrap();
        assert!(!decide(&[(ProductRule::In, ended)], &[], NOW).visible());
        assert!(decide(&[(ProductRule::In, ended)], &[], Timestamp(4)).visible());
    }

    #[test]
    fn the_first_agreement_that_says_anything_decides() {
        let (hidden, shown) = (
            Decided::Product(ProductRule::Out),
            Decided::Category {
                distance: 0,
                included: true,
            },
        );
        assert_eq!(
            first_to_say([Decided::Nothing, hidden, shown]),
            Some((1, hidden))
        );
        assert_eq!(first_to_say([shown, hidden]), Some((0, shown)));
        assert_eq!(first_to_say([Decided::Nothing]), None);
    }

    fn any_product_rule() -> impl Strategy<Value = (ProductRule, Validity)> {
        let kinds = [ProductRule::In, ProductRule::Out, ProductRule::Priced];
        (prop::sample::select(kinds.to_vec()), 0_i64..10, 1_i64..10).prop_map(
            |(rule, from, length)| {
                let valid = Validity::new(Timestamp(from), Timestamp(from + length));
                (rule, valid.unwrap())
            },
        )
    }

    fn any_category_rule() -> impl Strategy<Value = CategoryRule> {
        (0_u32..4, any::<bool>(), 0_i64..10, 1_i64..10).prop_map(
            |(distance, included, from, length)| CategoryRule {
                distance,
                included,
                valid: Validity::new(Timestamp(from), Timestamp(from + length)).unwrap(),
            },
        )
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            products in prop::collection::vec(any_product_rule(), 0..4),
            categories in prop::collection::vec(any_category_rule(), 0..4),
            at in 0_i64..20,
        ) {
            let decided = decide(&products, &categories, Timestamp(at));
            let turned: Vec<_> = products.iter().rev().copied().collect();
            let turned_categories: Vec<_> = categories.iter().rev().copied().collect();
            prop_assert_eq!(decided, decide(&turned, &turned_categories, Timestamp(at)));
        }

        #[test]
        fn one_more_out_never_shows_more(
            products in prop::collection::vec(any_product_rule(), 0..4),
            categories in prop::collection::vec(any_category_rule(), 0..4),
            at in 0_i64..20,
        ) {
            let before = decide(&products, &categories, Timestamp(at)).visible();
            let mut with = products;
            with.push((ProductRule::Out, ALWAYS));
            let after = decide(&with, &categories, Timestamp(at)).visible();
            prop_assert!(!after);
            prop_assert!(before || !after);
        }
    }
}
