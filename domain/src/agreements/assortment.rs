//! Whether a customer sees a product.
//!
//! The more a rule asks of a product, the sooner it decides:
//!
//! 1. A rule about the product itself: 'out' beats everything, then 'in' or a
//!    contract price.
//! 2. Of the rules about many products, the one that asks for the most besides
//!    the category ([`Only`](super::Only)): for a manufacturer and an attribute,
//!    then for one of the two, then for neither.
//! 3. Of those that ask for as much, the one about the nearest category: the
//!    product's own first, the whole catalog last.
//! 4. Of those that are alike in that, too, one that leaves out.
//!
//! So a rule about fewer products of the same kind is never beaten by one about
//! more of them. Where nothing says 'in', nothing is seen.
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

/// How broad a rule is that is about many products; of two that are about the
/// same product the less broad one decides. The derived order is the rule's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Breadth {
    /// How many of manufacturer and attribute it does not ask for.
    free: u8,
    /// How far above the product its category is: 0 for the product's own.
    distance: u32,
}

impl Breadth {
    /// Of a rule that asks for so many of manufacturer and attribute, with its
    /// category so far above the product.
    #[must_use]
    pub const fn new(conditions: u8, distance: u32) -> Self {
        Self {
            free: 2_u8.saturating_sub(conditions),
            distance,
        }
    }
}

/// A rule about many products: a category and everything below it, or those in
/// it of which it asks something more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SetRule {
    /// How broad it is.
    pub breadth: Breadth,
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
    /// A rule about many products.
    Set {
        /// How broad it is.
        breadth: Breadth,
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
            Self::Set { included, .. } => included,
            Self::Nothing => false,
        }
    }
}

/// Finds out whether a product is seen at a moment, and what decides it.
/// `products` are the rules about the product itself, `sets` those about many
/// that it is one of, in any order.
#[must_use]
pub fn decide(products: &[(ProductRule, Validity)], sets: &[SetRule], at: Timestamp) -> Decided {
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
    sets.iter()
        .filter(|rule| rule.valid.contains(at))
        // Of two that are as broad, leaving out wins.
        .min_by_key(|rule| (rule.breadth, rule.included))
        .map_or(Decided::Nothing, |rule| Decided::Set {
            breadth: rule.breadth,
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

    fn category(distance: u32, included: bool) -> SetRule {
        asking(0, distance, included)
    }

    fn asking(conditions: u8, distance: u32, included: bool) -> SetRule {
        SetRule {
            breadth: Breadth::new(conditions, distance),
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
    fn what_asks_for_more_decides_before_what_is_nearer() {
        // Monitors are in, those by one manufacturer are not, its large ones are.
        let rules = [asking(0, 0, true), asking(1, 9, false), asking(2, 9, true)];
        assert!(decide(&[], &rules, NOW).visible());
        assert!(!decide(&[], &rules[..2], NOW).visible());
        assert!(decide(&[], &rules[..1], NOW).visible());
        // Of two that ask for as much the nearer one, then the one that leaves out.
        let rules = [asking(1, 2, true), asking(1, 1, false)];
        assert!(!decide(&[], &rules, NOW).visible());
        let rules = [asking(1, 1, true), asking(1, 1, false)];
        assert!(!decide(&[], &rules, NOW).visible());
    }

    #[test]
    fn a_rule_holds_from_its_first_moment_until_before_its_last() {
        let day = Validity::new(Timestamp(1_000), Timestamp(2_000)).unwrap();
        let rule = SetRule {
            valid: day,
            ..asking(1, 0, true)
        };
        let seen = |at| decide(&[], &[rule], Timestamp(at)).visible();
        assert!(!seen(999) && seen(1_000) && seen(1_999) && !seen(2_000));
        let seen = |at| decide(&[(ProductRule::In, day)], &[], Timestamp(at)).visible();
        assert!(!seen(999) && seen(1_000) && seen(1_999) && !seen(2_000));
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
            Decided::Set {
                breadth: Breadth::new(0, 0),
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

    fn any_set_rule() -> impl Strategy<Value = SetRule> {
        (0_u8..3, 0_u32..4, any::<bool>(), 0_i64..10, 1_i64..10).prop_map(
            |(conditions, distance, included, from, length)| SetRule {
                breadth: Breadth::new(conditions, distance),
                included,
                valid: Validity::new(Timestamp(from), Timestamp(from + length)).unwrap(),
            },
        )
    }

    /// The rule once more, word for word as the page says it.
    fn in_plain_words(
        products: &[(ProductRule, Validity)],
        sets: &[SetRule],
        at: Timestamp,
    ) -> bool {
        let says = |wanted| {
            products
                .iter()
                .any(|(rule, valid)| *rule == wanted && valid.contains(at))
        };
        if says(ProductRule::Out) {
            return false;
        }
        if says(ProductRule::In) || says(ProductRule::Priced) {
            return true;
        }
        for conditions in [2, 1, 0] {
            for distance in 0..4 {
                let breadth = Breadth::new(conditions, distance);
                let mut alike = sets
                    .iter()
                    .filter(|rule| rule.breadth == breadth && rule.valid.contains(at))
                    .peekable();
                if alike.peek().is_some() {
                    return alike.all(|rule| rule.included);
                }
            }
        }
        false
    }

    proptest! {
        #[test]
        fn order_does_not_matter(
            products in prop::collection::vec(any_product_rule(), 0..4),
            sets in prop::collection::vec(any_set_rule(), 0..4),
            at in 0_i64..20,
        ) {
            let decided = decide(&products, &sets, Timestamp(at));
            let turned: Vec<_> = products.iter().rev().copied().collect();
            let turned_sets: Vec<_> = sets.iter().rev().copied().collect();
            prop_assert_eq!(decided, decide(&turned, &turned_sets, Timestamp(at)));
        }

        #[test]
        fn what_is_seen_is_what_the_rule_says_in_plain_words(
            products in prop::collection::vec(any_product_rule(), 0..4),
            sets in prop::collection::vec(any_set_rule(), 0..6),
            at in 0_i64..20,
        ) {
            let at = Timestamp(at);
            let expected = in_plain_words(&products, &sets, at);
            prop_assert_eq!(decide(&products, &sets, at).visible(), expected);
        }

        #[test]
        fn a_broader_rule_more_changes_nothing_and_nor_does_one_that_is_over(
            sets in prop::collection::vec(any_set_rule(), 1..6),
            included: bool, ended in any_set_rule(), at in 10_i64..20,
        ) {
            let at = Timestamp(at);
            let decided = decide(&[], &sets, at);
            let broader = SetRule { breadth: Breadth::new(0, 50), included, valid: ALWAYS };
            let over = SetRule { valid: Validity::new(Timestamp(0), Timestamp(5)).unwrap(), ..ended };
            let mut with = sets.clone();
            with.push(over);
            prop_assert_eq!(decide(&[], &with, at), decided);
            if decided != Decided::Nothing {
                with.push(broader);
                prop_assert_eq!(decide(&[], &with, at), decided);
            }
        }

        #[test]
        fn one_more_out_never_shows_more(
            products in prop::collection::vec(any_product_rule(), 0..4),
            sets in prop::collection::vec(any_set_rule(), 0..4),
            at in 0_i64..20,
        ) {
            let before = decide(&products, &sets, Timestamp(at)).visible();
            let mut with = products;
            with.push((ProductRule::Out, ALWAYS));
            let after = decide(&with, &sets, Timestamp(at)).visible();
            prop_assert!(!after);
            prop_assert!(before || !after);
        }
    }
}
