//! What of a case's clocks was told to ourselves already, and when the program
//! has to look at the case next: pure rules.

use super::case_life::{QUIET_DAYS, State};
use super::clocks::{Clock, ClockState, Clocks};
use crate::Timestamp;

/// Which of the two promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Promise {
    /// The first answer.
    FirstAnswer,
    /// That it is solved.
    Solution,
}

impl Promise {
    /// How it is stored in an event.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Promise::FirstAnswer => "first-answer",
            Promise::Solution => "solution",
        }
    }
}

/// Something about a clock that nobody was told yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// It is about to be due.
    Warned(Promise, Timestamp),
    /// It was due, and not kept.
    Breached(Promise, Timestamp),
}

/// What was told about one clock, and when that came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Told {
    /// The warning.
    pub warned: Option<Timestamp>,
    /// That the promise was broken.
    pub breached: Option<Timestamp>,
}

/// What was told about both clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// Until the first answer.
    pub first: Told,
    /// Until it is solved.
    pub resolution: Told,
}

impl Marks {
    /// The same without warnings that no longer count: another target leaves more
    /// time, and its warning comes again. What was broken stays broken.
    #[must_use]
    pub fn after_a_change(self, clocks: &Clocks) -> Self {
        let still = |told: Told, clock: &Clock| Told {
            warned: told.warned.filter(|_| clock.warned_at.is_some()),
            ..told
        };
        Self {
            first: still(self.first, &clocks.first_response),
            resolution: still(self.resolution, &clocks.resolution),
        }
    }

    /// The same once this is told.
    #[must_use]
    pub fn with(mut self, news: News) -> Self {
        let (News::Warned(promise, at) | News::Breached(promise, at)) = news;
        let told = match promise {
            Promise::FirstAnswer => &mut self.first,
            Promise::Solution => &mut self.resolution,
        };
        match news {
            News::Warned(..) => told.warned = Some(at),
            News::Breached(..) => told.breached = Some(at),
        }
        self
    }
}

fn both(clocks: &Clocks, marks: Marks) -> [(Promise, Clock, Told); 2] {
    [
        (Promise::FirstAnswer, clocks.first_response, marks.first),
        (Promise::Solution, clocks.resolution, marks.resolution),
    ]
}

/// What is to be told now. What is broken already needs no warning, and what
/// stands still none yet.
#[must_use]
pub fn news(clocks: &Clocks, marks: Marks) -> Vec<News> {
    both(clocks, marks)
        .into_iter()
        .filter_map(
            |(promise, clock, told)| match (clock.breached_at, clock.warned_at) {
                (Some(at), _) => told
                    .breached
                    .is_none()
                    .then_some(News::Breached(promise, at)),
                (None, Some(at)) if clock.state == ClockState::Running && told.warned.is_none() => {
                    Some(News::Warned(promise, at))
                }
                _ => None,
            },
        )
        .collect()
}

/// When the program has to look at a case next; `None` for never.
#[must_use]
pub fn next_look(
    state: State,
    solved_at: Option<Timestamp>,
    clocks: Option<&Clocks>,
    marks: Marks,
) -> Option<Timestamp> {
    let quiet = solved_at
        .filter(|_| state == State::Solved)
        .map(|at| at.plus_days(QUIET_DAYS));
    let of_clocks = clocks.into_iter().flat_map(|clocks| {
        both(clocks, marks)
            .into_iter()
            .filter_map(|(_, clock, told)| {
                if told.breached.is_some() {
                    return None;
                }
                // It was broken before anybody looked.
                if let Some(at) = clock.breached_at {
                    return Some(at);
                }
                match told.warned {
                    None => clock.warn_at.into_iter().chain(late(clock)).min(),
                    Some(_) => late(clock),
                }
            })
    });
    of_clocks.chain(quiet).min()
}

/// What is due at a moment is late one millisecond after it.
fn late(clock: Clock) -> Option<Timestamp> {
    clock.due_at.map(|at| Timestamp(at.0.saturating_add(1)))
}

#[cfg(test)]
mod tests {
    use super::super::business_hours::{Calendar, WorkingTime};
    use super::super::case_life::Priority;
    use super::super::clocks::{Event, Happening, Opened, ServiceLevel, Target, clocks};
    use super::*;
    use crate::Rate;

    const HOUR: i64 = 3_600_000;

    fn level() -> ServiceLevel {
        let target = Target {
            first_response: Some(WorkingTime::hours(10)),
            resolution: Some(WorkingTime::hours(100)),
        };
        ServiceLevel {
            calendar: Calendar::ROUND_THE_CLOCK,
            targets: [target; 4],
            warn_at: Rate(8_000),
        }
    }

    fn at(events: &[(i64, Happening<'_>)], hour: i64) -> Clocks {
        let level = level();
        let opened = Opened {
            at: Timestamp(0),
            priority: Priority::Normal,
            level: &level,
        };
        let events: Vec<Event<'_>> = events
            .iter()
            .map(|(hour, what)| Event {
                at: Timestamp(hour * HOUR),
                what: *what,
            })
            .collect();
        clocks(opened, &events, Timestamp(hour * HOUR))
    }

    #[test]
    fn each_piece_of_news_is_told_once() {
        let mut marks = Marks::default();
        assert!(news(&at(&[], 7), marks).is_empty());
        let look = |hour, marks| next_look(State::Open, None, Some(&at(&[], hour)), marks);
        assert_eq!(look(1, marks), Some(Timestamp(8 * HOUR)));
        let found = news(&at(&[], 8), marks);
        let warning = News::Warned(Promise::FirstAnswer, Timestamp(8 * HOUR));
        assert_eq!(found, [warning]);
        marks = marks.with(warning);
        assert!(news(&at(&[], 9), marks).is_empty());
        assert_eq!(look(9, marks), Some(Timestamp(10 * HOUR + 1)));
        let broken = News::Breached(Promise::FirstAnswer, Timestamp(10 * HOUR));
        assert_eq!(news(&at(&[], 11), marks), [broken]);
        marks = marks.with(broken);
        assert!(news(&at(&[], 12), marks).is_empty());
        assert_eq!(look(12, marks), Some(Timestamp(80 * HOUR)));
    }

    #[test]
    fn what_was_broken_before_anybody_looked_is_told_after_it_was_answered() {
        let clocks = at(&[(12, Happening::Answered)], 13);
        let broken = News::Breached(Promise::FirstAnswer, Timestamp(10 * HOUR));
        assert_eq!(news(&clocks, Marks::default()), [broken]);
        let look = next_look(State::Open, None, Some(&clocks), Marks::default());
        assert_eq!(look, Some(Timestamp(10 * HOUR)));
    }

    #[test]
    fn what_stands_still_is_not_looked_at_and_what_is_solved_is_closed() {
        let clocks = at(&[(1, Happening::Paused)], 2);
        let state = State::WaitsForCustomer;
        assert_eq!(
            next_look(state, None, Some(&clocks), Marks::default()),
            None
        );
        let solved = at(&[(1, Happening::Resolved)], 2);
        let when = Timestamp(HOUR);
        let look = next_look(State::Solved, Some(when), Some(&solved), Marks::default());
        assert_eq!(look, Some(when.plus_days(QUIET_DAYS)));
        assert_eq!(next_look(State::Open, None, None, Marks::default()), None);
    }
}
