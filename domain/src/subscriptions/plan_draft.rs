//! A plan as a curator writes it, and what is wrong with it.

use super::entitlements::{Benefit, Countable};
use super::plan_text::{Counts, FIRST_LANGUAGE, PlanText};
use super::renewal::{Policy, PolicyFlaw};
use crate::Rate;
use std::collections::BTreeMap;

/// The longest name of a plan, in characters.
pub const LONGEST_NAME: usize = 80;
/// The longest description, in characters.
pub const LONGEST_WORDS: usize = 2_000;
/// The longest code of a publication or of downloads, in characters.
pub const LONGEST_CODE: usize = 40;
/// The most benefits that a plan gives.
pub const MOST_BENEFITS: usize = 40;
/// The most times that something may be had in a term.
pub const MOST_TIMES: i64 = 10_000;

/// A plan as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanDraft {
    /// What it is called and is, by language.
    pub texts: BTreeMap<String, PlanText>,
    /// What is counted.
    pub counts: Counts,
    /// Whether its subscribers may let it rest.
    pub can_pause: bool,
    /// How it is renewed.
    pub policy: Policy,
    /// What it gives.
    pub benefits: Vec<Benefit>,
}

/// What is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlanFault {
    /// It has no name in the first language.
    NoName,
    /// A name is longer than [`LONGEST_NAME`].
    NameTooLong,
    /// A description is longer than [`LONGEST_WORDS`].
    WordsTooLong,
    /// What is wrong with its renewal.
    Policy(PolicyFlaw),
    /// A discount that is none, or is more than everything: which of them, from 0.
    Rate(usize),
    /// A number of times that is none, or beyond [`MOST_TIMES`].
    Times(Countable),
    /// A code that is none: small letters, digits and dashes, at most
    /// [`LONGEST_CODE`].
    Code(String),
    /// The same benefit twice.
    Twice,
    /// More than [`MOST_BENEFITS`].
    TooMany,
}

impl PlanDraft {
    /// Everything that is wrong with it by itself.
    #[must_use]
    pub fn faults(&self) -> Vec<PlanFault> {
        let mut faults = Vec::new();
        if self
            .texts
            .get(FIRST_LANGUAGE)
            .is_none_or(|text| text.name.trim().is_empty())
        {
            faults.push(PlanFault::NoName);
        }
        let longer = |text: &str, most: usize| text.chars().count() > most;
        if self
            .texts
            .values()
            .any(|one| longer(&one.name, LONGEST_NAME))
        {
            faults.push(PlanFault::NameTooLong);
        }
        if self
            .texts
            .values()
            .any(|one| longer(&one.words, LONGEST_WORDS))
        {
            faults.push(PlanFault::WordsTooLong);
        }
        if let Err(flaws) = self.policy.check() {
            faults.extend(flaws.into_iter().map(PlanFault::Policy));
        }
        if self.benefits.len() > MOST_BENEFITS {
            faults.push(PlanFault::TooMany);
        }
        let mut discounts = 0;
        for benefit in &self.benefits {
            match benefit {
                Benefit::Discount { rate, .. } => {
                    if rate.0 <= 0 || *rate > Rate::WHOLE {
                        faults.push(PlanFault::Rate(discounts));
                    }
                    discounts += 1;
                }
                Benefit::Counted { what, times } if !(1..=MOST_TIMES).contains(times) => {
                    faults.push(PlanFault::Times(*what));
                }
                Benefit::Downloads { of } | Benefit::Publication { of } if !is_code(of) => {
                    faults.push(PlanFault::Code(of.clone()));
                }
                _ => {}
            }
        }
        let mut kinds: Vec<_> = self.benefits.iter().map(what).collect();
        kinds.sort();
        let all = kinds.len();
        kinds.dedup();
        if kinds.len() < all {
            faults.push(PlanFault::Twice);
        }
        faults.dedup();
        faults
    }
}

/// What a benefit is about: of two with the same only one can count.
fn what(benefit: &Benefit) -> (u8, String) {
    match benefit {
        Benefit::Support { .. } => (0, String::new()),
        Benefit::Discount { category, .. } => {
            (1, category.map(|id| id.to_string()).unwrap_or_default())
        }
        Benefit::Downloads { of } => (2, of.clone()),
        Benefit::Publication { of } => (3, of.clone()),
        Benefit::Counted { what, .. } => (4, what.code().to_owned()),
    }
}

fn is_code(text: &str) -> bool {
    (1..=LONGEST_CODE).contains(&text.len())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CategoryId;

    fn draft() -> PlanDraft {
        let text = PlanText {
            name: "Select".to_owned(),
            words: "Help at any hour.".to_owned(),
        };
        PlanDraft {
            texts: BTreeMap::from([("en".to_owned(), text)]),
            counts: Counts::Seats,
            can_pause: true,
            policy: Policy {
                renews_by_itself: true,
                notice_days: 60,
                quote_days: 45,
                reminder_days: vec![14],
            },
            benefits: vec![
                Benefit::Discount {
                    category: None,
                    rate: Rate(500),
                },
                Benefit::Counted {
                    what: Countable::TrainingDays,
                    times: 2,
                },
                Benefit::Publication {
                    of: "newsletter".to_owned(),
                },
            ],
        }
    }

    #[test]
    fn a_sound_plan_has_no_faults() {
        assert_eq!(draft().faults(), []);
    }

    #[test]
    fn each_fault_is_named() {
        let with = |change: fn(&mut PlanDraft)| {
            let mut one = draft();
            change(&mut one);
            one.faults()
        };
        assert_eq!(with(|one| one.texts.clear()), [PlanFault::NoName]);
        assert_eq!(
            with(|one| {
                for text in one.texts.values_mut() {
                    text.name = "x".repeat(81);
                }
            }),
            [PlanFault::NameTooLong]
        );
        assert_eq!(
            with(|one| one.policy.notice_days = 0),
            [
                PlanFault::Policy(PolicyFlaw::Days),
                PlanFault::Policy(PolicyFlaw::ReminderTooEarly)
            ]
        );
        let rate = |rate| Benefit::Discount {
            category: None,
            rate: Rate(rate),
        };
        for wrong in [0, -1, 10_001] {
            let mut one = draft();
            one.benefits = vec![rate(wrong)];
            assert_eq!(one.faults(), [PlanFault::Rate(0)]);
        }
        let mut third = draft();
        third.benefits.extend([
            Benefit::Counted {
                what: Countable::Upgrades,
                times: 0,
            },
            Benefit::Discount {
                category: Some(CategoryId::new()),
                rate: Rate(0),
            },
        ]);
        let faults = [PlanFault::Times(Countable::Upgrades), PlanFault::Rate(1)];
        assert_eq!(third.faults(), faults);
        let mut twice = draft();
        twice.benefits = vec![rate(5), rate(6)];
        assert_eq!(twice.faults(), [PlanFault::Twice]);
        let mut code = draft();
        code.benefits = vec![Benefit::Downloads {
            of: "No code".to_owned(),
        }];
        assert_eq!(code.faults(), [PlanFault::Code("No code".to_owned())]);
    }
}
