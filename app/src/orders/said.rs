//! Where an order stands, in words: the same on every page.

use crate::frame::parts::{Tag, Tone};
use domain::orders::State;
use domain::text::{Dated, Words};
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// What the words need to know of an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand {
    pub(super) state: State,
    pub(super) parcels: i64,
    pub(super) promised_at: Option<Day>,
}

/// The state in one or two words.
pub(super) fn state(words: Words, state: State) -> &'static str {
    words.say(match state {
        State::Placed => "orders-state-placed",
        State::Acknowledged => "orders-state-acknowledged",
        State::PartlyShipped => "orders-state-partly-shipped",
        State::Shipped => "orders-state-shipped",
        State::Delivered => "orders-state-delivered",
        State::Cancelled => "orders-state-cancelled",
    })
}

impl Stand {
    /// Whether the promised day is over and something is still open.
    pub(super) fn is_late(self, now: Timestamp) -> bool {
        matches!(self.state, State::Acknowledged | State::PartlyShipped)
            && self.promised_at.is_some_and(|day| day.is_over(now))
    }

    fn tone(self, now: Timestamp) -> Tone {
        match self.state {
            _ if self.is_late(now) => Tone::Warn,
            State::Placed | State::Cancelled => Tone::Plain,
            State::Acknowledged | State::PartlyShipped | State::Shipped => Tone::Accent,
            State::Delivered => Tone::Good,
        }
    }

    /// The state as a badge.
    pub(super) fn tag(self, words: Words, now: Timestamp) -> AnyView {
        view! { <Tag text=state(words, self.state) tone=self.tone(now) /> }.into_any()
    }

    /// One sentence: `Part 1 of 2 shipped, the rest promised for 12 June`.
    pub(super) fn sentence(self, words: Words, now: Timestamp) -> String {
        let promised = self.promised_at.map(|at| day(words, at, now));
        let promised = promised.unwrap_or_default();
        let late = self.is_late(now);
        match self.state {
            State::Placed => words.say("orders-waits-for-desk").to_owned(),
            // What has begun without a parcel leaves the rest promised as a whole.
            State::Acknowledged | State::PartlyShipped if self.parcels == 0 => words.say_with(
                if late {
                    "orders-was-promised-for"
                } else {
                    "orders-promised-for"
                },
                &[("day", promised.into())],
            ),
            State::Acknowledged | State::PartlyShipped => words.say_with(
                if late {
                    "orders-part-shipped-late"
                } else {
                    "orders-part-shipped"
                },
                &[
                    ("part", self.parcels.into()),
                    ("of", (self.parcels + 1).into()),
                    ("day", promised.into()),
                ],
            ),
            State::Shipped => words.say("orders-all-shipped").to_owned(),
            State::Delivered => words.say("orders-all-delivered").to_owned(),
            State::Cancelled => words.say("orders-called-off").to_owned(),
        }
    }
}

/// A day that is near: without its year, unless that is another one.
pub(super) fn day(words: Words, when: impl Dated + Into<Timestamp>, now: Timestamp) -> String {
    if when.into().days_since(now).abs() < 300 {
        words.day(when)
    } else {
        words.date(when)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    /// 14 June 2026, 06:12 UTC.
    const NOW: Timestamp = Timestamp(1_781_417_520_000);
    const TODAY: Day = Day::of(NOW);

    fn said(state: State, parcels: i64, promised_at: Option<Day>) -> String {
        let stand = Stand {
            state,
            parcels,
            promised_at,
        };
        stand.sentence(Words::new(Language::English, "Europe/Berlin"), NOW)
    }

    #[test]
    fn an_order_says_where_it_stands() {
        let soon = Some(TODAY.plus_days(3));
        let past = Some(TODAY.plus_days(-2));
        assert_eq!(said(State::Placed, 0, None), "Waiting for the order desk");
        assert_eq!(said(State::Acknowledged, 0, soon), "Promised for 17 June");
        assert_eq!(
            said(State::Acknowledged, 0, Some(TODAY)),
            "Promised for 14 June"
        );
        assert_eq!(
            said(State::Acknowledged, 0, past),
            "Was promised for 12 June"
        );
        assert_eq!(
            said(State::PartlyShipped, 1, soon),
            "Part 1 of 2 shipped, the rest promised for 17 June"
        );
        assert_eq!(
            said(State::PartlyShipped, 2, past),
            "Parts 1 to 2 of 3 shipped, the rest was promised for 12 June"
        );
        assert_eq!(said(State::Shipped, 2, soon), "Everything is on its way");
        let next_year = Some(TODAY.plus_days(400));
        assert_eq!(
            said(State::Acknowledged, 0, next_year),
            "Promised for 19 July 2027"
        );
    }
}
