//! The price of a product in a list over time: spans that never overlap, so
//! that at any moment there is one price or none.

use crate::Timestamp;

/// A price and the time it holds: from a moment, until another not included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceSpan {
    /// From when.
    pub from: Timestamp,
    /// Until when; [`Timestamp::NEVER`] if nobody knows.
    pub until: Timestamp,
    /// The price in minor units of the list's currency.
    pub minor: i64,
}

/// The spans once this price is asked from `from` on. What held before holds
/// until then. Without an end it holds until the next price that was arranged
/// already, or for good; with an end, what was arranged for that time gives
/// way, and what would have held afterwards holds again.
///
/// `None` if nothing changes by it.
#[must_use]
pub fn with_price(
    spans: &[PriceSpan],
    from: Timestamp,
    until: Option<Timestamp>,
    minor: i64,
) -> Option<Vec<PriceSpan>> {
    let until = until.unwrap_or_else(|| {
        spans
            .iter()
            .map(|span| span.from)
            .filter(|start| *start > from)
            .min()
            .unwrap_or(Timestamp::NEVER)
    });
    if until <= from {
        return None;
    }
    let covered = |span: &PriceSpan| span.from <= from && until <= span.until;
    if spans
        .iter()
        .any(|span| covered(span) && span.minor == minor)
    {
        return None;
    }
    let mut after: Vec<PriceSpan> = Vec::with_capacity(spans.len() + 2);
    for span in spans {
        let before = PriceSpan {
            until: span.until.min(from),
            ..*span
        };
        let later = PriceSpan {
            from: span.from.max(until),
            ..*span
        };
        after.extend(
            [before, later]
                .into_iter()
                .filter(|part| part.from < part.until),
        );
    }
    after.push(PriceSpan { from, until, minor });
    after.sort_unstable_by_key(|span| span.from);
    Some(after)
}

/// The spans once a change of them is taken back: what held until now stays
/// true, and from now on what was before the change holds again.
#[must_use]
pub fn taken_back(before: &[PriceSpan], after: &[PriceSpan], now: Timestamp) -> Vec<PriceSpan> {
    let past = after.iter().map(|span| PriceSpan {
        until: span.until.min(now),
        ..*span
    });
    let coming = before.iter().map(|span| PriceSpan {
        from: span.from.max(now),
        ..*span
    });
    let mut spans: Vec<PriceSpan> = Vec::with_capacity(before.len() + after.len());
    for span in past.chain(coming).filter(|span| span.from < span.until) {
        match spans.last_mut() {
            Some(last) if last.until == span.from && last.minor == span.minor => {
                last.until = span.until;
            }
            _ => spans.push(span),
        }
    }
    spans
}

/// The price at a moment.
#[must_use]
pub fn price_at(spans: &[PriceSpan], at: Timestamp) -> Option<i64> {
    spans
        .iter()
        .find(|span| span.from <= at && at < span.until)
        .map(|span| span.minor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn span(from: i64, until: i64, minor: i64) -> PriceSpan {
        PriceSpan {
            from: Timestamp(from),
            until: Timestamp(until),
            minor,
        }
    }

    #[test]
    fn a_new_price_ends_the_one_before() {
        assert_eq!(
            with_price(&[span(0, i64::MAX, 10)], Timestamp(5), None, 12),
            Some(vec![span(0, 5, 10), span(5, i64::MAX, 12)])
        );
        assert_eq!(
            with_price(&[span(0, i64::MAX, 10)], Timestamp(5), None, 10),
            None
        );
    }

    #[test]
    fn what_was_arranged_for_later_stays() {
        let spans = [span(0, 100, 10), span(100, i64::MAX, 11)];
        assert_eq!(
            with_price(&spans, Timestamp(5), None, 9),
            Some(vec![
                span(0, 5, 10),
                span(5, 100, 9),
                span(100, i64::MAX, 11)
            ])
        );
    }

    #[test]
    fn a_price_for_a_time_gives_way_afterwards() {
        assert_eq!(
            with_price(
                &[span(0, i64::MAX, 10)],
                Timestamp(5),
                Some(Timestamp(8)),
                7
            ),
            Some(vec![span(0, 5, 10), span(5, 8, 7), span(8, i64::MAX, 10)])
        );
    }

    #[test]
    fn a_change_that_is_taken_back_stays_in_the_history() {
        let before = [span(0, i64::MAX, 10)];
        let after = [span(0, 50, 10), span(50, i64::MAX, 12)];
        assert_eq!(
            taken_back(&before, &after, Timestamp(80)),
            [span(0, 50, 10), span(50, 80, 12), span(80, i64::MAX, 10)]
        );
        // It had not begun: nothing is left of it.
        assert_eq!(taken_back(&before, &after, Timestamp(20)), before);
        // A first price: from now on there is none.
        assert_eq!(
            taken_back(&[], &[span(50, i64::MAX, 12)], Timestamp(80)),
            [span(50, 80, 12)]
        );
    }

    proptest! {
        #[test]
        fn what_was_taken_back_holds_as_before(
            changes in prop::collection::vec((0_i64..40, prop::option::of(1_i64..40), 1_i64..5), 1..8),
            now in 0_i64..60
        ) {
            let mut before: Vec<PriceSpan> = Vec::new();
            let mut after: Vec<PriceSpan> = Vec::new();
            for (from, length, minor) in changes {
                let until = length.map(|length| Timestamp(from + length));
                before = after.clone();
                after = with_price(&before, Timestamp(from), until, minor).unwrap_or(after);
            }
            let back = taken_back(&before, &after, Timestamp(now));
            for at in (0..90).map(Timestamp) {
                let truth = if at.0 < now { &after } else { &before };
                prop_assert_eq!(price_at(&back, at), price_at(truth, at));
            }
            for pair in back.windows(2) {
                prop_assert!(pair[0].until <= pair[1].from);
            }
        }

        #[test]
        fn spans_never_overlap_and_only_the_asked_time_changes(
            changes in prop::collection::vec((0_i64..40, prop::option::of(1_i64..40), 1_i64..5), 1..12)
        ) {
            let mut spans: Vec<PriceSpan> = Vec::new();
            for (from, length, minor) in changes {
                let until = length.map(|length| Timestamp(from + length));
                let Some(after) = with_price(&spans, Timestamp(from), until, minor) else { continue };
                for pair in after.windows(2) {
                    prop_assert!(pair[0].until <= pair[1].from);
                }
                prop_assert_eq!(price_at(&after, Timestamp(from)), Some(minor));
                for at in (0..90).map(Timestamp) {
                    let asked = at.0 >= from && until.is_none_or(|until| at < until);
                    if !asked {
                        prop_assert_eq!(price_at(&after, at), price_at(&spans, at));
                    }
                }
                spans = after;
            }
        }
    }
}
