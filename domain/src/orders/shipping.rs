//! How much of each line may leave: never more than was ordered, and what
//! stays open is always known.

use crate::Day;
use crate::Quantity;
use crate::id::OrderLineId;

/// A line as far as shipping needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShippingLine {
    /// The line.
    pub id: OrderLineId,
    /// How many were ordered.
    pub ordered: Quantity,
    /// How many have left so far.
    pub shipped: Quantity,
}

impl ShippingLine {
    /// How many have not left yet.
    #[must_use]
    pub fn open(&self) -> Quantity {
        self.ordered.minus(self.shipped)
    }
}

/// So many of a line leave now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The line.
    pub line: OrderLineId,
    /// How many.
    pub quantity: Quantity,
}

/// What leaves, and how the order stands afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shipped {
    /// Every line of the order, with what has left of it now included.
    pub lines: Vec<ShippingLine>,
    /// What leaves: parts of more than nothing, in the order of the lines.
    pub parts: Vec<Part>,
    /// Whether something stays open.
    pub open: bool,
}

/// Why nothing can leave like this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Every quantity is zero.
    #[error("nothing chosen")]
    Nothing,
    /// Some parts are impossible; nothing leaves.
    #[error("{0:?}")]
    Parts(Vec<PartRefused>),
}

/// Why a part is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartRefused {
    /// The order has no such line.
    NoSuchLine(OrderLineId),
    /// The line was named twice.
    Twice(OrderLineId),
    /// More than is open.
    MoreThanOpen {
        /// The line.
        line: OrderLineId,
        /// How many are open.
        open: Quantity,
    },
    /// Less than nothing.
    Negative(OrderLineId),
}

/// Lets these parts leave. Parts of zero are left out; if one part is
/// impossible, nothing leaves and every impossible part is named.
///
/// # Errors
/// See [`Refusal`].
pub fn ship(lines: &[ShippingLine], parts: &[Part]) -> Result<Shipped, Refusal> {
    let mut refused = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let line = part.line;
        let repeated = parts.iter().take(at).any(|earlier| earlier.line == line);
        match lines.iter().find(|known| known.id == line) {
            None => refused.push(PartRefused::NoSuchLine(line)),
            Some(_) if repeated => refused.push(PartRefused::Twice(line)),
            Some(_) if part.quantity.thousandths() < 0 => refused.push(PartRefused::Negative(line)),
            Some(known) if part.quantity > known.open() => {
                let open = known.open();
                refused.push(PartRefused::MoreThanOpen { line, open });
            }
            Some(_) => {}
        }
    }
    if !refused.is_empty() {
        return Err(Refusal::Parts(refused));
    }
    let leaving = |line: OrderLineId| {
        parts
            .iter()
            .find(|part| part.line == line)
            .map_or(Quantity::default(), |part| part.quantity)
    };
    let leaves: Vec<Part> = lines
        .iter()
        .map(|line| Part {
            line: line.id,
            quantity: leaving(line.id),
        })
        .filter(|part| !part.quantity.is_zero())
        .collect();
    if leaves.is_empty() {
        return Err(Refusal::Nothing);
    }
    let lines: Vec<ShippingLine> = lines
        .iter()
        .map(|line| ShippingLine {
            shipped: line.shipped.plus(leaving(line.id)),
            ..*line
        })
        .collect();
    Ok(Shipped {
        open: lines.iter().any(|line| !line.open().is_zero()),
        lines,
        parts: leaves,
    })
}

/// How a line stands, as a reader is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineState {
    /// Nothing has left; it comes with the rest of the order.
    Open,
    /// It comes later than the rest of the order.
    Backordered(Day),
    /// Some have left, so many are open.
    Partly(Quantity),
    /// All have left.
    Shipped,
}

/// How a line stands. `expected` is the day it is expected if later than the
/// rest of the order.
#[must_use]
pub fn line_state(line: &ShippingLine, expected: Option<Day>) -> LineState {
    let open = line.open();
    match expected {
        _ if open.is_zero() => LineState::Shipped,
        Some(day) => LineState::Backordered(day),
        None if line.shipped.is_zero() => LineState::Open,
        None => LineState::Partly(open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn line(number: u128, ordered: i64, shipped: i64) -> ShippingLine {
        ShippingLine {
            id: OrderLineId(Uuid::from_u128(number)),
            ordered: Quantity::pieces(ordered),
            shipped: Quantity::pieces(shipped),
        }
    }

    fn part(number: u128, quantity: i64) -> Part {
        Part {
            line: OrderLineId(Uuid::from_u128(number)),
            quantity: Quantity::pieces(quantity),
        }
    }

    #[test]
    fn every_impossible_part_is_named_and_nothing_leaves() {
        let lines = [line(1, 2, 1), line(2, 5, 0)];
        let parts = [part(1, 2), part(2, 1), part(2, 1), part(3, 1), part(1, -1)];
        let OrderLineId(one) = lines[0].id;
        let refused = match ship(&lines, &parts) {
            Err(Refusal::Parts(refused)) => refused,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            refused,
            [
                PartRefused::MoreThanOpen {
                    line: OrderLineId(one),
                    open: Quantity::pieces(1)
                },
                PartRefused::Twice(lines[1].id),
                PartRefused::NoSuchLine(OrderLineId(Uuid::from_u128(3))),
                PartRefused::Twice(OrderLineId(one)),
            ]
        );
        assert_eq!(
            ship(&lines, &[part(2, -1)]),
            Err(Refusal::Parts(vec![PartRefused::Negative(lines[1].id)]))
        );
    }

    #[test]
    fn a_parcel_with_nothing_in_it_does_not_leave() {
        let lines = [line(1, 2, 0)];
        assert_eq!(ship(&lines, &[]), Err(Refusal::Nothing));
        assert_eq!(ship(&lines, &[part(1, 0)]), Err(Refusal::Nothing));
    }

    #[test]
    fn a_line_says_how_it_stands() {
        let day = Day::of(crate::Timestamp(86_400_000));
        assert_eq!(line_state(&line(1, 2, 0), None), LineState::Open);
        assert_eq!(
            line_state(&line(1, 2, 0), Some(day)),
            LineState::Backordered(day)
        );
        assert_eq!(
            line_state(&line(1, 2, 1), None),
            LineState::Partly(Quantity::pieces(1))
        );
        assert_eq!(
            line_state(&line(1, 2, 1), Some(day)),
            LineState::Backordered(day)
        );
        assert_eq!(line_state(&line(1, 2, 2), Some(day)), LineState::Shipped);
    }

    fn some_lines() -> impl Strategy<Value = Vec<ShippingLine>> {
        prop::collection::vec((1_i64..20, 0_i64..20), 1..8).prop_map(|all| {
            all.into_iter()
                .enumerate()
                .map(|(at, (ordered, shipped))| line(at as u128, ordered, shipped.min(ordered)))
                .collect()
        })
    }

    proptest! {
        #[test]
        fn never_more_than_ordered_and_never_less_than_before(
            lines in some_lines(),
            parts in prop::collection::vec((0_u128..10, -2_i64..25), 0..10),
        ) {
            let parts: Vec<Part> = parts.into_iter().map(|(l, q)| part(l, q)).collect();
            if let Ok(after) = ship(&lines, &parts) {
                prop_assert_eq!(after.lines.len(), lines.len());
                for (old, new) in lines.iter().zip(&after.lines) {
                    prop_assert!(new.shipped <= new.ordered && new.shipped >= old.shipped);
                    prop_assert_eq!(new.ordered, old.ordered);
                }
                let left: i64 = after.parts.iter().map(|p| p.quantity.thousandths()).sum();
                let grown: i64 = lines.iter().zip(&after.lines)
                    .map(|(old, new)| new.shipped.thousandths() - old.shipped.thousandths()).sum();
                prop_assert!(left > 0);
                prop_assert_eq!(left, grown);
            }
        }

        #[test]
        fn an_order_can_be_emptied_in_any_portions(lines in some_lines(), portion in 1_i64..7) {
            let ordered: i64 = lines.iter().map(|l| l.open().thousandths()).sum();
            let (mut lines, mut left, mut parcels) = (lines, 0, 0);
            loop {
                let parts: Vec<Part> = lines.iter().map(|line| Part {
                    line: line.id,
                    quantity: line.open().min(Quantity::pieces(portion)),
                }).collect();
                match ship(&lines, &parts) {
                    Ok(after) => {
                        left += after.parts.iter().map(|p| p.quantity.thousandths()).sum::<i64>();
                        lines = after.lines;
                        parcels += 1;
                        if !after.open { break }
                    }
                    Err(refusal) => {
                        prop_assert_eq!(refusal, Refusal::Nothing);
                        break;
                    }
                }
                prop_assert!(parcels <= 20, "it ends");
            }
            prop_assert_eq!(left, ordered);
            prop_assert!(lines.iter().all(|line| line.open().is_zero()));
        }
    }
}
