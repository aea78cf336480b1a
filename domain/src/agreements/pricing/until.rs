//! Until when a price counts: its line may end, and another line may begin
//! that decides from then on. Exact to the moment, because lines begin and end
//! at moments, and nothing changes between two of them.

use super::{AgreedPrices, Candidate, Later, Now, PriceInputs};
use crate::Timestamp;
use std::borrow::Cow;

/// The first moment at which the line that decides now no longer does. What is
/// reckoned from another price then is another line.
pub(super) fn until(
    inputs: &PriceInputs,
    later: &[Later],
    now: Now,
    decides: &Candidate,
) -> Timestamp {
    let then = later.iter().flat_map(|one| {
        let of_them = one.inputs.iter().flat_map(moments);
        of_them.chain([one.at])
    });
    let mut moments: Vec<Timestamp> = moments(inputs)
        .chain(then)
        .filter(|moment| now.at < *moment && *moment < decides.until)
        .collect();
    moments.sort_unstable();
    moments.dedup();
    let decides_no_longer = |at: &Timestamp| {
        let then = Now { at: *at, ..now };
        let still = |inputs: &PriceInputs| {
            let candidates = then.candidates(inputs);
            let winner = then.decide(&candidates).winner;
            winner
                .and_then(|place| candidates.get(place))
                .is_some_and(|winner| winner.is_like(decides))
        };
        let in_force = later.iter().rfind(|one| one.at <= *at);
        !match in_force {
            None => still(&left(inputs, now.at, *at)),
            Some(later) => later.inputs.as_ref().is_some_and(still),
        }
    };
    moments
        .into_iter()
        .find(decides_no_longer)
        .unwrap_or(decides.until)
}

/// When something begins or ends that bears on the price.
fn moments(inputs: &PriceInputs) -> impl Iterator<Item = Timestamp> {
    let costs = inputs.costs.iter().map(|line| line.valid);
    let agreed = inputs.agreements.iter().flat_map(|one| {
        let lines = one.lines.iter().map(|line| line.valid);
        let list = one.list.iter().map(|line| line.valid);
        let promotions = one.promotions.iter().map(|line| line.valid);
        lines.chain(list).chain(promotions).chain([one.valid])
    });
    let all = costs.chain(agreed);
    all.flat_map(|valid| [valid.from, valid.until])
}

/// What is left at a later moment of what applies now: an agreement that has
/// ended by then says nothing, and the list that it shared with one behind it
/// stands with that one from then on. What has not begun or is over now is looked
/// at as if it applied, which is how a draft is explained.
pub(super) fn left(inputs: &PriceInputs, now: Timestamp, then: Timestamp) -> Cow<'_, PriceInputs> {
    let ended = |one: &AgreedPrices| now < one.valid.until && one.valid.until <= then;
    if !inputs.agreements.iter().any(ended) {
        return Cow::Borrowed(inputs);
    }
    let mut left = inputs.clone();
    let mut shared = None;
    let mut first_list = true;
    for one in &mut left.agreements {
        let has_list = !one.list.is_empty();
        if ended(&*one) {
            one.lines.clear();
            let list = std::mem::take(&mut one.list);
            let promotions = std::mem::take(&mut one.promotions);
            if has_list && first_list {
                shared = Some((list, promotions));
            }
        } else if !has_list && let Some((list, promotions)) = shared.take() {
            one.list = list;
            one.promotions.extend(promotions);
        }
        first_list &= !has_list;
    }
    Cow::Owned(left)
}

#[cfg(test)]
mod tests {
    use crate::agreements::pricing::tests::{
        ALWAYS, ONE, agreed, any_inputs, eur, line, listed, promotion,
    };
    use crate::agreements::pricing::{
        AgreedLine, Later, ListLine, PriceInputs, PriceSource, PriceStep, Promotion, resolve,
        resolve_until,
    };
    use crate::agreements::{Says, Validity};
    use crate::{Money, Quantity, Rate, Timestamp};
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(50_000);

    fn from(moment: i64) -> Validity {
        Validity {
            from: Timestamp(moment),
            ..ALWAYS
        }
    }

    fn until(inputs: &PriceInputs) -> Option<i64> {
        let story = resolve(inputs, ONE, NOW);
        let until = story.winner().unwrap().valid_until;
        until.map(|until| until.0)
    }

    /// A list price of 200.00 under an agreement that ends at 90,000.
    fn listed_until() -> PriceInputs {
        let mut one = agreed(Vec::new(), vec![listed(20_000)]);
        one.valid.until = Timestamp(90_000);
        PriceInputs {
            agreements: vec![one],
            costs: Vec::new(),
        }
    }

    #[test]
    fn a_list_price_ends_when_a_fixed_price_of_the_same_agreement_begins() {
        let mut inputs = listed_until();
        assert_eq!(until(&inputs), Some(90_000));
        let fixed = AgreedLine {
            valid: from(60_001),
            ..line(Says::Price(eur(30_000)), 0)
        };
        inputs.agreements[0].lines.push(fixed);
        assert_eq!(until(&inputs), Some(60_001));
        let before = resolve(&inputs, ONE, Timestamp(60_000));
        assert_eq!(before.winner().unwrap().source, PriceSource::List);
        let then = resolve(&inputs, ONE, Timestamp(60_001));
        assert_eq!(then.winner().unwrap().source, PriceSource::Contract);
    }

    #[test]
    fn a_price_ends_when_a_promotion_begins_that_is_lower_and_not_when_one_is_higher() {
        let mut inputs = listed_until();
        let with = |minor| Promotion {
            valid: from(60_000),
            ..promotion(Says::Price(eur(minor)))
        };
        inputs.agreements[0].promotions = vec![with(20_000)];
        assert_eq!(until(&inputs), Some(90_000));
        inputs.agreements[0].promotions = vec![with(19_999)];
        assert_eq!(until(&inputs), Some(60_000));
    }

    #[test]
    fn a_discount_ends_when_its_list_price_changes() {
        let mut inputs = listed_until();
        let discount = line(Says::Discount(Rate(1_000)), 1);
        inputs.agreements[0].lines.push(discount);
        inputs.agreements[0].list.push(ListLine {
            valid: from(70_000),
            ..listed(18_000)
        });
        assert_eq!(until(&inputs), Some(70_000));
    }

    #[test]
    fn a_promotion_ends_when_what_is_usual_becomes_cheaper() {
        // Its own contract price keeps a better discount away, until it ends.
        let mut inputs = listed_until();
        let contract = AgreedLine {
            valid: Validity::new(Timestamp(0), Timestamp(65_000)).unwrap(),
            ..line(Says::Price(eur(15_000)), 0)
        };
        let discount = line(Says::Discount(Rate(5_000)), 1);
        inputs.agreements[0].lines = vec![contract, discount];
        inputs.agreements[0].promotions = vec![promotion(Says::Price(eur(14_000)))];
        assert_eq!(until(&inputs), Some(65_000));
    }

    #[test]
    fn prices_for_more_pieces_end_nothing_for_one() {
        let mut inputs = listed_until();
        let many = AgreedLine {
            valid: from(60_000),
            least: Quantity::pieces(10),
            ..line(Says::Price(eur(10_000)), 0)
        };
        inputs.agreements[0].lines.push(many);
        assert_eq!(until(&inputs), Some(90_000));
        let ten = resolve(&inputs, Quantity::pieces(10), NOW);
        let ten = ten.winner().unwrap().valid_until;
        assert_eq!(ten, Some(Timestamp(60_000)));
    }

    #[test]
    fn a_list_that_is_shared_outlives_the_agreement_that_brings_it() {
        let mut inputs = listed_until();
        let discount = line(Says::Discount(Rate(5_000)), 1);
        inputs.agreements.push(agreed(vec![discount], Vec::new()));
        assert_eq!(until(&inputs), None);
        // Then a promotion of it is the other agreement's.
        inputs.agreements[0].promotions = vec![promotion(Says::Price(eur(9_000)))];
        assert_eq!(until(&inputs), Some(90_000));
    }

    #[test]
    fn a_price_ends_when_an_agreement_begins_that_comes_before() {
        let inputs = listed_until();
        let until = |later: &[Later]| {
            let story = resolve_until(&inputs, later, ONE, NOW);
            story.winner().unwrap().valid_until.map(|until| until.0)
        };
        // Another one with the same list and nothing of its own changes nothing.
        let besides = |says: Says| {
            let mut then = inputs.clone();
            let mut first = agreed(
                vec![line(says, 0)],
                std::mem::take(&mut then.agreements[0].list),
            );
            first.valid = from(60_000);
            then.agreements.insert(0, first);
            then
        };
        let later = |at: i64, inputs: Option<PriceInputs>| Later {
            at: Timestamp(at),
            inputs,
        };
        assert_eq!(until(&[]), Some(90_000));
        assert_eq!(
            until(&[later(60_000, Some(besides(Says::In)))]),
            Some(90_000)
        );
        let dearer = besides(Says::Price(eur(30_000)));
        assert_eq!(until(&[later(60_000, Some(dearer.clone()))]), Some(60_000));
        // One whose price begins later than itself.
        let mut waits = dearer.clone();
        waits.agreements[0].lines[0].valid = from(70_000);
        assert_eq!(until(&[later(60_000, Some(waits))]), Some(70_000));
        // One that ends before its price begins.
        let mut ends = dearer;
        ends.agreements[0].lines[0].valid = from(70_000);
        let back = Some(inputs.clone());
        let both = [later(60_000, Some(ends)), later(65_000, back)];
        assert_eq!(until(&both), Some(90_000));
        // Not sold any more, or in another currency.
        assert_eq!(until(&[later(61_000, None)]), Some(61_000));
    }

    /// Where it comes from, whose it is, the price, from how many, since when.
    type Deciding = (
        PriceSource,
        usize,
        Option<Money>,
        Quantity,
        Option<Timestamp>,
    );

    /// The line that decides, without what is told of the others.
    fn winner(
        inputs: &PriceInputs,
        quantity: Quantity,
        now: Timestamp,
        at: Timestamp,
    ) -> Option<Deciding> {
        let story = resolve(&super::left(inputs, now, at), quantity, at);
        story.winner().map(|step: &PriceStep| {
            (
                step.source.clone(),
                step.agreement,
                step.price,
                step.least,
                step.valid_from,
            )
        })
    }

    proptest! {
        #[test]
        fn before_its_end_the_same_line_decides_and_then_another_or_none(
            inputs in any_inputs(), pieces in 1_i64..12, at in 0_i64..60,
        ) {
            let (quantity, now) = (Quantity::pieces(pieces), Timestamp(at));
            let story = resolve(&inputs, quantity, now);
            let Some(step) = story.winner() else { return Ok(()) };
            let until = step.valid_until.unwrap_or(Timestamp(100));
            let decides = winner(&inputs, quantity, now, now);
            prop_assert!(decides.is_some());
            for moment in at..until.0 {
                let then = winner(&inputs, quantity, now, Timestamp(moment));
                prop_assert_eq!(&then, &decides, "at {}", moment);
            }
            // At its end another line decides, or what it is made of is over.
            let ends = super::moments(&inputs).any(|moment| moment == until);
            prop_assert!(step.valid_until.is_none() || ends || until <= now);
            let then = winner(&inputs, quantity, now, until);
            let over = inputs.agreements.iter().flat_map(|one| {
                let lines = one.lines.iter().map(|line| line.valid.until);
                let list = one.list.iter().map(|line| line.valid.until);
                let promotions = one.promotions.iter().map(|line| line.valid.until);
                lines.chain(list).chain(promotions).chain([one.valid.until])
            });
            let over = over.chain(inputs.costs.iter().map(|line| line.valid.until));
            prop_assert!(then != decides || over.into_iter().any(|end| end == until));
        }
    }
}
