//! Deciding a request line by line: approve (with another quantity if need
//! be), refuse with a reason, or hold. What comes of it, and what it costs,
//! is computed here and nowhere else, so that the sum the decider reads is
//! the sum of the order.

use super::lifecycle::Action;
use crate::id::RequestLineId;
use crate::{Currency, Money, Quantity};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 500;

/// What is decided about one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "choice", rename_all = "kebab-case")]
pub enum Choice {
    /// Order it, this many.
    Approve {
        /// How many.
        quantity: Quantity,
    },
    /// Don't, and this is why.
    Refuse {
        /// For the requester to read.
        reason: String,
    },
    /// Not yet.
    Hold,
}

/// A line that is not decided yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenLine {
    /// The line.
    pub id: RequestLineId,
    /// How many were asked for.
    pub asked: Quantity,
    /// How many this decider may approve: what was asked for; more only for
    /// somebody who could order it without a request.
    pub most: Quantity,
    /// What one will be ordered at; `None` while it has no price.
    pub price: Option<Money>,
}

/// How the lines that were decided before went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Earlier {
    /// Lines approved.
    pub approved: usize,
    /// Lines refused.
    pub refused: usize,
}

/// A decision that can be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Every open line with what is decided about it, in the lines' order.
    pub lines: Vec<Decided>,
    /// What the approved lines cost, without tax and freight.
    pub total: Money,
    /// What it means for the request as a whole.
    pub action: Action,
}

/// One line with what is decided about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The line.
    pub id: RequestLineId,
    /// What is decided.
    pub choice: Choice,
    /// Whether it is approved with another quantity than was asked for.
    pub changed: bool,
}

impl Decision {
    fn count(&self, is: impl Fn(&Choice) -> bool) -> usize {
        self.lines.iter().filter(|line| is(&line.choice)).count()
    }

    /// Lines approved.
    #[must_use]
    pub fn approved(&self) -> usize {
        self.count(|choice| matches!(choice, Choice::Approve { .. }))
    }

    /// Lines refused.
    #[must_use]
    pub fn refused(&self) -> usize {
        self.count(|choice| matches!(choice, Choice::Refuse { .. }))
    }

    /// Lines put off.
    #[must_use]
    pub fn held(&self) -> usize {
        self.count(|choice| matches!(choice, Choice::Hold))
    }

    /// Lines approved with another quantity.
    #[must_use]
    pub fn changed(&self) -> usize {
        self.lines.iter().filter(|line| line.changed).count()
    }
}

/// What is wrong with a decision; with the line where it is about one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// Nothing was chosen for this line.
    #[error("nothing chosen")]
    NothingChosen(RequestLineId),
    /// A refusal needs a reason.
    #[error("no reason")]
    NoReason(RequestLineId),
    /// The reason has more than [`LONGEST_REASON`] characters.
    #[error("reason too long")]
    ReasonTooLong(RequestLineId),
    /// What has no price can't be ordered.
    #[error("no price")]
    NoPrice(RequestLineId),
    /// Not a quantity of whole pieces between one and [`Quantity::MOST`].
    #[error("bad quantity")]
    BadQuantity(RequestLineId),
    /// More than was asked for, by somebody who may not order by themselves.
    #[error("more than was asked for")]
    MoreThanAsked(RequestLineId),
    /// A choice for a line that is not open in this request.
    #[error("no such open line")]
    NotOpen(RequestLineId),
    /// The sum is larger than any amount we can compute with.
    #[error("too large")]
    TooLarge,
}

/// Puts a decision together from the choices for every open line.
///
/// # Errors
/// Everything that is wrong with it, so that it can be said at once.
pub fn decide(
    open: &[OpenLine],
    choices: Vec<(RequestLineId, Choice)>,
    earlier: Earlier,
    currency: Currency,
) -> Result<Decision, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut chosen: HashMap<RequestLineId, Choice> = HashMap::with_capacity(choices.len());
    for (id, choice) in choices {
        if open.iter().any(|line| line.id == id) {
            chosen.insert(id, choice);
        } else {
            faults.push(Fault::NotOpen(id));
        }
    }
    let mut total = Money::zero(currency);
    let mut lines = Vec::with_capacity(open.len());
    for line in open {
        let Some(choice) = chosen.remove(&line.id) else {
            faults.push(Fault::NothingChosen(line.id));
            continue;
        };
        let choice = match choice {
            Choice::Approve { quantity } => {
                match cost(line, quantity) {
                    Ok(cost) => match total.plus(cost) {
                        Some(sum) => total = sum,
                        None => faults.push(Fault::TooLarge),
                    },
                    Err(fault) => faults.push(fault),
                }
                Choice::Approve { quantity }
            }
            Choice::Refuse { reason } => {
                let reason = reason.trim().to_owned();
                if reason.is_empty() {
                    faults.push(Fault::NoReason(line.id));
                } else if reason.chars().count() > LONGEST_REASON {
                    faults.push(Fault::ReasonTooLong(line.id));
                }
                Choice::Refuse { reason }
            }
            Choice::Hold => Choice::Hold,
        };
        let changed = matches!(choice, Choice::Approve { quantity } if quantity != line.asked);
        lines.push(Decided {
            id: line.id,
            choice,
            changed,
        });
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut decision = Decision {
        lines,
        total,
        action: Action::Hold,
    };
    decision.action = what_it_means(&decision, earlier);
    Ok(decision)
}

fn cost(line: &OpenLine, quantity: Quantity) -> Result<Money, Fault> {
    let whole = quantity.thousandths() % 1000 == 0;
    if quantity.thousandths() <= 0 || quantity > Quantity::MOST || !whole {
        return Err(Fault::BadQuantity(line.id));
    }
    if quantity > line.most {
        return Err(Fault::MoreThanAsked(line.id));
    }
    line.price
        .ok_or(Fault::NoPrice(line.id))?
        .times(quantity)
        .ok_or(Fault::TooLarge)
}

/// A request is decided once no line is open any more; how, all its lines
/// together say, also those decided before.
fn what_it_means(decision: &Decision, earlier: Earlier) -> Action {
    let approved = earlier.approved + decision.approved();
    let refused = earlier.refused + decision.refused();
    match (decision.held(), approved, refused) {
        (held, ..) if held > 0 => Action::Hold,
        (_, 0, _) => Action::Refuse,
        (_, _, 0) => Action::Approve,
        _ => Action::ApprovePartly,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn id(number: u128) -> RequestLineId {
        RequestLineId(Uuid::from_u128(number))
    }

    fn line(number: u128, asked: i64, price: Option<i64>) -> OpenLine {
        OpenLine {
            id: id(number),
            asked: Quantity::pieces(asked),
            most: Quantity::MOST,
            price: price.map(|minor| Money::new(minor, Currency::EUR)),
        }
    }

    fn approve(pieces: i64) -> Choice {
        Choice::Approve {
            quantity: Quantity::pieces(pieces),
        }
    }

    fn refuse(reason: &str) -> Choice {
        Choice::Refuse {
            reason: reason.to_owned(),
        }
    }

    fn decided(open: &[OpenLine], choices: Vec<Choice>) -> Result<Decision, Vec<Fault>> {
        let choices = open.iter().map(|line| line.id).zip(choices).collect();
        decide(open, choices, Earlier::default(), Currency::EUR)
    }

    #[test]
    fn lines_are_approved_changed_and_refused_one_by_one() {
        let open = [
            line(1, 3, Some(161_200)),
            line(2, 3, Some(11_800)),
            line(3, 1, Some(104_900)),
        ];
        let decision = decided(
            &open,
            vec![
                approve(3),
                approve(2),
                refuse(" Arrives after the boat leaves "),
            ],
        )
        .unwrap();
        assert_eq!(decision.total, Money::new(507_200, Currency::EUR));
        assert_eq!(decision.action, Action::ApprovePartly);
        assert_eq!(
            (decision.approved(), decision.changed(), decision.refused()),
            (2, 1, 1)
        );
        assert_eq!(
            decision.lines[2].choice,
            refuse("Arrives after the boat leaves")
        );
    }

    #[test]
    fn a_refusal_needs_a_reason() {
        let open = [line(1, 1, Some(1))];
        assert_eq!(
            decided(&open, vec![refuse("  ")]),
            Err(vec![Fault::NoReason(id(1))])
        );
        assert_eq!(
            decided(&open, vec![refuse(&"x".repeat(LONGEST_REASON + 1))]),
            Err(vec![Fault::ReasonTooLong(id(1))])
        );
    }

    #[test]
    fn what_has_no_price_can_be_held_or_refused_never_ordered() {
        let open = [line(1, 1, None)];
        assert_eq!(
            decided(&open, vec![approve(1)]),
            Err(vec![Fault::NoPrice(id(1))])
        );
        assert_eq!(
            decided(&open, vec![Choice::Hold]).unwrap().action,
            Action::Hold
        );
        assert!(decided(&open, vec![refuse("no")]).is_ok());
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let open = [
            line(1, 1, Some(1)),
            line(2, 1, None),
            line(3, 1, Some(1)),
            line(4, 1, Some(1)),
        ];
        let choices = vec![
            (id(1), approve(0)),
            (id(2), approve(1)),
            (id(3), refuse("")),
            (id(9), Choice::Hold),
        ];
        assert_eq!(
            decide(&open, choices, Earlier::default(), Currency::EUR),
            Err(vec![
                Fault::NotOpen(id(9)),
                Fault::BadQuantity(id(1)),
                Fault::NoPrice(id(2)),
                Fault::NoReason(id(3)),
                Fault::NothingChosen(id(4)),
            ])
        );
    }

    #[test]
    fn half_a_piece_and_a_million_and_one_are_no_quantities() {
        let open = [line(1, 1, Some(1))];
        for quantity in [
            Quantity::from_thousandths(500),
            Quantity::from_thousandths(-1000),
            Quantity::MOST.plus(Quantity::pieces(1)),
        ] {
            assert_eq!(
                decided(&open, vec![Choice::Approve { quantity }]),
                Err(vec![Fault::BadQuantity(id(1))])
            );
        }
    }

    #[test]
    fn a_sum_beyond_counting_is_refused() {
        let open = [line(1, 1, Some(i64::MAX)), line(2, 1, Some(1))];
        assert_eq!(
            decided(&open, vec![approve(1), approve(1)]),
            Err(vec![Fault::TooLarge])
        );
    }

    #[test]
    fn the_last_open_line_decides_together_with_those_before() {
        let open = [line(2, 1, Some(1))];
        let with = |earlier, choice| {
            decide(&open, vec![(id(2), choice)], earlier, Currency::EUR)
                .unwrap()
                .action
        };
        let approved = Earlier {
            approved: 1,
            refused: 0,
        };
        let refused = Earlier {
            approved: 0,
            refused: 1,
        };
        assert_eq!(with(approved, refuse("no")), Action::ApprovePartly);
        assert_eq!(with(approved, approve(1)), Action::Approve);
        assert_eq!(with(refused, refuse("no")), Action::Refuse);
        assert_eq!(with(refused, approve(1)), Action::ApprovePartly);
        assert_eq!(with(approved, Choice::Hold), Action::Hold);
    }

    fn any_choice() -> impl Strategy<Value = Choice> {
        prop_oneof![
            (1_i64..1000).prop_map(approve),
            "[a-z]{1,20}".prop_map(|reason| refuse(&reason)),
            Just(Choice::Hold),
        ]
    }

    proptest! {
        /// The total is exactly that of the approved lines, and every open
        /// line is answered once.
        #[test]
        fn the_total_is_the_sum_of_what_is_approved(
            lines in proptest::collection::vec((1_i64..100, 0_i64..1_000_000, any_choice()), 1..30)
        ) {
            let open: Vec<_> = lines.iter().enumerate()
                .map(|(number, (asked, price, _))| line(number as u128, *asked, Some(*price)))
                .collect();
            let choices: Vec<_> = lines.iter().map(|(.., choice)| choice.clone()).collect();
            let decision = decided(&open, choices).unwrap();
            let by_hand: i64 = lines.iter().map(|(_, price, choice)| match choice {
                Choice::Approve { quantity } => price * quantity.thousandths() / 1000,
                _ => 0,
            }).sum();
            prop_assert_eq!(decision.total.minor, by_hand);
            prop_assert_eq!(decision.lines.len(), open.len());
            prop_assert_eq!(
                decision.approved() + decision.refused() + decision.held(),
                open.len()
            );
            prop_assert_eq!(decision.held() > 0, decision.action == Action::Hold);
        }
    }

    #[test]
    fn only_who_may_order_approves_more_than_was_asked_for() {
        let approve = |most: Quantity, pieces: i64| {
            let line = OpenLine {
                most,
                ..line(1, 5, Some(100))
            };
            let quantity = Quantity::pieces(pieces);
            let choices = vec![(id(1), Choice::Approve { quantity })];
            decide(&[line], choices, Earlier::default(), Currency::EUR)
                .map(|decision| decision.total.minor)
        };
        let asked = Quantity::pieces(5);
        assert_eq!(approve(asked, 5), Ok(500));
        assert_eq!(approve(asked, 4), Ok(400));
        assert_eq!(approve(asked, 6), Err(vec![Fault::MoreThanAsked(id(1))]));
        assert_eq!(approve(Quantity::MOST, 6), Ok(600));
    }
}
