//! When the order desk must have acted on an order, and how pressing that is.
//! One moment per order, stored with it, so that the queue is an index read
//! in order.

use super::State;
use crate::{Day, Timestamp};
use serde::{Deserialize, Serialize};

/// How long after a parcel left the desk asks whether it arrived.
const ON_ITS_WAY_DAYS: i64 = 14;

/// When the order desk must have acted: at once for a new order, by the end
/// of the promised day for one that was promised, two weeks after the last
/// parcel left to see whether it arrived; never for what is over.
#[must_use]
pub fn desk_at(
    state: State,
    placed_at: Timestamp,
    promised_at: Option<Day>,
    shipped_at: Option<Timestamp>,
) -> Option<Timestamp> {
    match state {
        State::Placed => Some(placed_at),
        State::Acknowledged | State::PartlyShipped => Some(promised_at.map_or(placed_at, Day::end)),
        State::Shipped => shipped_at.map(|left| left.plus_days(ON_ITS_WAY_DAYS)),
        State::Delivered | State::Cancelled => None,
    }
}

/// What an order needs of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Nobody has looked at it.
    Acknowledge,
    /// The promised day is over and something is still open.
    Overdue,
    /// It is promised for within a day and something is still open.
    DueNow,
    /// It is promised for later.
    Promised,
    /// It left long ago and nobody has said that it arrived.
    AskForArrival,
    /// It is on its way.
    UnderWay,
    /// Nothing is left to do.
    Nothing,
}

/// What the order needs of the desk now.
#[must_use]
pub fn need(state: State, desk_at: Option<Timestamp>, now: Timestamp) -> Need {
    let late = desk_at.is_some_and(|at| at < now);
    let soon = desk_at.is_some_and(|at| at < now.plus_days(1));
    match state {
        State::Placed => Need::Acknowledge,
        State::Acknowledged | State::PartlyShipped if late => Need::Overdue,
        State::Acknowledged | State::PartlyShipped if soon => Need::DueNow,
        State::Acknowledged | State::PartlyShipped => Need::Promised,
        State::Shipped if late => Need::AskForArrival,
        State::Shipped => Need::UnderWay,
        State::Delivered | State::Cancelled => Need::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLACED: Timestamp = Timestamp(1_781_417_520_000);

    #[test]
    fn a_promise_is_broken_when_its_day_is_over_and_not_before() {
        let day = Day::of(PLACED).plus_days(3);
        let at = desk_at(State::Acknowledged, PLACED, Some(day), None);
        let in_the_evening = day.noon().plus_seconds(11 * 3600);
        assert_eq!(need(State::Acknowledged, at, in_the_evening), Need::DueNow);
        assert_eq!(
            need(State::Acknowledged, at, day.noon().plus_seconds(13 * 3600)),
            Need::Overdue
        );
        assert_eq!(need(State::PartlyShipped, at, PLACED), Need::Promised);
    }

    #[test]
    fn a_new_order_needs_the_desk_at_once() {
        let at = desk_at(State::Placed, PLACED, None, None);
        assert_eq!(at, Some(PLACED));
        assert_eq!(need(State::Placed, at, PLACED), Need::Acknowledge);
    }

    #[test]
    fn what_left_long_ago_is_asked_after() {
        let at = desk_at(State::Shipped, PLACED, None, Some(PLACED));
        assert_eq!(
            need(State::Shipped, at, PLACED.plus_days(13)),
            Need::UnderWay
        );
        assert_eq!(
            need(State::Shipped, at, PLACED.plus_days(15)),
            Need::AskForArrival
        );
    }

    proptest! {
        #[test]
        fn what_is_over_never_needs_the_desk_and_everything_else_does_some_day(
            promised in proptest::option::of(0_i64..2_000_000_000_000),
        ) {
            for state in State::ALL {
                let at = desk_at(*state, PLACED, promised.map(|at| Day::of(Timestamp(at))), Some(PLACED));
                prop_assert_eq!(at.is_none(), state.is_final());
            }
        }
    }
}
