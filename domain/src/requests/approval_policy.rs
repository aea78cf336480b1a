//! Whether a request needs somebody's approval. A company says per role and
//! cost centre below which amount a request needs nobody; the most specific
//! rule that applies decides, and the answer says which one it was and why.
//!
//! What counts is the price of the goods, without tax and freight, in the
//! currency of the rule. Something without a price, or from outside the
//! catalog, always needs a person: nobody knows what it will cost.

use crate::id::{CostCentreId, PolicyId};
use crate::identity::CustomerRole;
use crate::{Currency, Money, Quantity};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// A company's rule: requests of this role on this cost centre need nobody as
/// long as the goods cost less than this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The rule.
    pub id: PolicyId,
    /// For requests of members with this role; `None` for everybody's.
    pub role: Option<CustomerRole>,
    /// For requests on this cost centre; `None` for all of them, and for
    /// requests that name none.
    pub cost_centre: Option<CostCentreId>,
    /// Below this amount a request needs nobody. Zero: always somebody.
    pub below: Money,
}

/// What a line costs, as far as the rule needs to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cost {
    /// The price of one.
    Each(Money),
    /// Price on request.
    OnRequest,
    /// Described in words, from outside the catalog.
    OffCatalog,
}

/// A request as the rule sees it.
#[derive(Debug, Clone)]
pub struct Asked<'a> {
    /// The requester's roles.
    pub roles: &'a [CustomerRole],
    /// The cost centre that pays.
    pub cost_centre: Option<CostCentreId>,
    /// Cost and quantity of each line.
    pub lines: &'a [(Cost, Quantity)],
    /// The currency of the customer's agreement.
    pub currency: Currency,
}

/// Whom a request needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// Nobody: it becomes an order at once.
    Nobody,
    /// One of the members who may approve.
    Approvers,
}

/// What the rule answers, and why. It is kept with the request, so that the
/// request can say later why it needed whom it needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whom the request needs.
    pub needs: Needs,
    /// Why.
    pub because: Because,
}

/// Why a request needs somebody or nobody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "why", rename_all = "kebab-case")]
pub enum Because {
    /// The company has no rule that applies.
    NoRule,
    /// The goods cost less than the rule's amount.
    Below(Compared),
    /// The goods cost the rule's amount or more.
    NotBelow(Compared),
    /// So many lines have no price yet.
    PriceOnRequest {
        /// How many.
        lines: usize,
    },
    /// So many lines are from outside the catalog.
    OffCatalog {
        /// How many.
        lines: usize,
    },
    /// The rule's amount and the prices are in different currencies.
    OtherCurrency {
        /// The rule.
        rule: PolicyId,
        /// The currency of its amount.
        of_rule: Currency,
        /// The currency of the prices.
        of_prices: Currency,
    },
    /// The sum is larger than any amount we can compute with.
    BeyondCounting,
}

/// What was compared with what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The rule that decided.
    pub rule: PolicyId,
    /// For which role it is, if for one.
    pub role: Option<CustomerRole>,
    /// For which cost centre it is, if for one.
    pub cost_centre: Option<CostCentreId>,
    /// Its amount.
    pub below: Money,
    /// What the goods cost, without tax and freight.
    pub goods: Money,
}

/// Whom this request needs under these rules.
#[must_use]
pub fn whom_it_needs(asked: &Asked<'_>, rules: &[Rule]) -> Verdict {
    let somebody = |because| Verdict {
        needs: Needs::Approvers,
        because,
    };
    let count = |cost: Cost| asked.lines.iter().filter(|(one, _)| *one == cost).count();
    match (count(Cost::OffCatalog), count(Cost::OnRequest)) {
        (0, 0) => {}
        (0, lines) => return somebody(Because::PriceOnRequest { lines }),
        (lines, _) => return somebody(Because::OffCatalog { lines }),
    }
    let Some(rule) = most_specific(asked, rules) else {
        return somebody(Because::NoRule);
    };
    if let Some(of_prices) = foreign_currency(asked, rule) {
        return somebody(Because::OtherCurrency {
            rule: rule.id,
            of_rule: rule.below.currency,
            of_prices,
        });
    }
    let Some(goods) = goods(asked) else {
        return somebody(Because::BeyondCounting);
    };
    let compared = Compared {
        rule: rule.id,
        role: rule.role,
        cost_centre: rule.cost_centre,
        below: rule.below,
        goods,
    };
    if goods.minor < rule.below.minor {
        Verdict {
            needs: Needs::Nobody,
            because: Because::Below(compared),
        }
    } else {
        somebody(Because::NotBelow(compared))
    }
}

/// The rule that applies: for the cost centre before the role (the money's
/// owner knows best), for either before everybody's. Of several roles the one
/// that may more counts, as everywhere.
fn most_specific<'a>(asked: &Asked<'_>, rules: &'a [Rule]) -> Option<&'a Rule> {
    rules
        .iter()
        .filter(|rule| rule.role.is_none_or(|role| asked.roles.contains(&role)))
        .filter(|rule| {
            rule.cost_centre
                .is_none_or(|centre| asked.cost_centre == Some(centre))
        })
        .max_by_key(|rule| {
            (
                rule.cost_centre.is_some(),
                rule.role.is_some(),
                rule.below.minor,
                // Equal rules do not exist in one company; were there two, the
                // answer would still not depend on their order.
                Reverse(rule.id),
            )
        })
}

fn foreign_currency(asked: &Asked<'_>, rule: &Rule) -> Option<Currency> {
    let prices = asked.lines.iter().filter_map(|(cost, _)| match cost {
        Cost::Each(price) => Some(price.currency),
        Cost::OnRequest | Cost::OffCatalog => None,
    });
    std::iter::once(asked.currency)
        .chain(prices)
        .find(|currency| *currency != rule.below.currency)
}

/// What the goods cost in all; `None` if that is beyond counting.
fn goods(asked: &Asked<'_>) -> Option<Money> {
    asked.lines.iter().try_fold(
        Money::zero(asked.currency),
        |sum, (cost, quantity)| match cost {
            Cost::Each(price) => sum.plus(price.times(*quantity)?),
            Cost::OnRequest | Cost::OffCatalog => Some(sum),
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn eur(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn rule(number: u128, role: Option<CustomerRole>, centre: Option<u128>, below: i64) -> Rule {
        Rule {
            id: PolicyId(id(number)),
            role,
            cost_centre: centre.map(|number| CostCentreId(id(number))),
            below: eur(below),
        }
    }

    fn ask(lines: &[(Cost, Quantity)], rules: &[Rule]) -> Verdict {
        whom_it_needs(
            &Asked {
                roles: &[CustomerRole::Requester],
                cost_centre: Some(CostCentreId(id(4410))),
                lines,
                currency: Currency::EUR,
            },
            rules,
        )
    }

    fn goods_of(minor: i64) -> Vec<(Cost, Quantity)> {
        vec![(Cost::Each(eur(minor)), Quantity::pieces(1))]
    }

    fn deciding_rule(verdict: &Verdict) -> Option<PolicyId> {
        match &verdict.because {
            Because::Below(compared) | Because::NotBelow(compared) => Some(compared.rule),
            Because::OtherCurrency { rule, .. } => Some(*rule),
            _ => None,
        }
    }

    #[test]
    fn without_a_rule_somebody_decides() {
        let verdict = ask(&goods_of(1), &[]);
        assert_eq!(verdict.needs, Needs::Approvers);
        assert_eq!(verdict.because, Because::NoRule);
        let others = [rule(1, Some(CustomerRole::Approver), None, 100_000)];
        assert_eq!(ask(&goods_of(1), &others).because, Because::NoRule);
        let elsewhere = [rule(1, None, Some(9), 100_000)];
        assert_eq!(ask(&goods_of(1), &elsewhere).because, Because::NoRule);
    }

    #[test]
    fn below_means_below() {
        let rules = [rule(1, None, None, 250_000)];
        assert_eq!(ask(&goods_of(249_999), &rules).needs, Needs::Nobody);
        assert_eq!(ask(&goods_of(250_000), &rules).needs, Needs::Approvers);
    }

    #[test]
    fn zero_means_always_somebody() {
        let rules = [rule(1, None, None, 0)];
        assert_eq!(ask(&goods_of(0), &rules).needs, Needs::Approvers);
    }

    #[test]
    fn the_answer_says_what_was_compared_with_what() {
        let rules = [rule(1, None, Some(4410), 250_000)];
        let lines = [(Cost::Each(eur(10_000)), Quantity::pieces(30))];
        let Because::NotBelow(compared) = ask(&lines, &rules).because else {
            panic!("it is above");
        };
        assert_eq!(compared.goods, eur(300_000));
        assert_eq!(compared.below, eur(250_000));
        assert_eq!(compared.cost_centre, Some(CostCentreId(id(4410))));
    }

    #[test]
    fn the_most_specific_rule_wins_whatever_its_amount() {
        let everybody = rule(1, None, None, 500_000);
        let role = rule(2, Some(CustomerRole::Requester), None, 100);
        let centre = rule(3, None, Some(4410), 700_000);
        let both = rule(4, Some(CustomerRole::Requester), Some(4410), 50);
        let mut rules = vec![everybody];
        for more_specific in [role, centre, both] {
            let expected = more_specific.id;
            rules.push(more_specific);
            assert_eq!(deciding_rule(&ask(&goods_of(1), &rules)), Some(expected));
        }
    }

    #[test]
    fn of_several_roles_the_one_that_may_more_counts() {
        let rules = [
            rule(1, Some(CustomerRole::Requester), None, 100),
            rule(2, Some(CustomerRole::Approver), None, 5_000),
        ];
        let asked = Asked {
            roles: &[CustomerRole::Requester, CustomerRole::Approver],
            cost_centre: None,
            lines: &goods_of(4_000),
            currency: Currency::EUR,
        };
        assert_eq!(whom_it_needs(&asked, &rules).needs, Needs::Nobody);
    }

    #[test]
    fn what_has_no_price_always_needs_somebody() {
        let rules = [rule(1, None, None, i64::MAX)];
        let with = |cost| {
            let mut lines = goods_of(1);
            lines.push((cost, Quantity::pieces(2)));
            ask(&lines, &rules)
        };
        assert_eq!(
            with(Cost::OnRequest).because,
            Because::PriceOnRequest { lines: 1 }
        );
        assert_eq!(
            with(Cost::OffCatalog).because,
            Because::OffCatalog { lines: 1 }
        );
        assert_eq!(with(Cost::OnRequest).needs, Needs::Approvers);
    }

    #[test]
    fn a_rule_in_another_currency_never_lets_anything_pass() {
        let mut dollars = rule(1, None, None, 0);
        dollars.below = Money::new(i64::MAX, Currency::USD);
        let verdict = ask(&goods_of(1), &[dollars]);
        assert_eq!(verdict.needs, Needs::Approvers);
        assert!(matches!(verdict.because, Because::OtherCurrency { .. }));
    }

    #[test]
    fn a_sum_beyond_counting_needs_somebody() {
        let rules = [rule(1, None, None, i64::MAX)];
        let lines = [(Cost::Each(eur(i64::MAX)), Quantity::pieces(2))];
        assert_eq!(ask(&lines, &rules).because, Because::BeyondCounting);
    }

    #[test]
    fn the_answer_survives_being_kept() {
        let rules = [rule(1, Some(CustomerRole::Requester), None, 250_000)];
        let verdict = ask(&goods_of(300_000), &rules);
        let kept = serde_json::to_value(&verdict).unwrap();
        assert_eq!(serde_json::from_value::<Verdict>(kept).unwrap(), verdict);
    }

    fn any_rules() -> impl Strategy<Value = Vec<Rule>> {
        let role = proptest::option::of(proptest::sample::select(CustomerRole::ALL));
        let centre = proptest::option::of(proptest::sample::select(vec![4410_u128, 9]));
        proptest::collection::vec((any::<u64>(), role, centre, 0_i64..1_000_000), 0..8).prop_map(
            |all| {
                all.into_iter()
                    .map(|(number, role, centre, below)| {
                        rule(u128::from(number), role, centre, below)
                    })
                    .collect()
            },
        )
    }

    proptest! {
        #[test]
        fn the_order_of_the_rules_does_not_matter(rules in any_rules(), minor in 0_i64..1_000_000) {
            let mut reversed = rules.clone();
            reversed.reverse();
            prop_assert_eq!(ask(&goods_of(minor), &rules), ask(&goods_of(minor), &reversed));
        }

        #[test]
        fn what_costs_more_never_needs_fewer(
            rules in any_rules(), minor in 0_i64..1_000_000, more in 0_i64..1_000_000
        ) {
            let cheap = ask(&goods_of(minor), &rules).needs;
            let dear = ask(&goods_of(minor + more), &rules).needs;
            prop_assert!(!(cheap == Needs::Approvers && dear == Needs::Nobody));
        }

        #[test]
        fn a_request_in_pieces_costs_what_it_costs_as_a_whole(
            each in 1_i64..10_000, pieces in 1_i64..100, rules in any_rules()
        ) {
            let whole = [(Cost::Each(eur(each)), Quantity::pieces(pieces))];
            let split = vec![(Cost::Each(eur(each)), Quantity::pieces(1)); pieces as usize];
            prop_assert_eq!(ask(&whole, &rules), ask(&split, &rules));
        }

        #[test]
        fn nobody_is_needed_only_when_a_rule_says_so(rules in any_rules(), minor in 0_i64..2_000_000) {
            let verdict = ask(&goods_of(minor), &rules);
            if verdict.needs == Needs::Nobody {
                let named = deciding_rule(&verdict);
                prop_assert!(rules.iter().any(|rule|
                    Some(rule.id) == named && rule.below.minor > minor));
            }
        }
    }
}
