//! What was promised for a case, and how its clocks stand: until the first
//! answer, and until it is solved.
//!
//! A clock counts the working time of the service level's calendar
//! ([`Calendar`]) against a target, which depends on level and priority. Nothing
//! is kept while it runs: how it stands is reckoned from what happened to the
//! case, so that a worker that was down, a clock that was set, or a second look
//! changes nothing.
//!
//! **When a clock runs.** Both from the moment the case was opened. Both stand
//! still while the case waits for the customer. The first answer stops the first
//! one for good. Solving stops both (who solves without a word has answered);
//! reopening lets the second one go on from where it stood: time between is not
//! counted, time before is not forgiven.
//!
//! **On time.** What is due at a moment is on time at that very moment, and late
//! one millisecond after it, even when nobody works then: due at closing time
//! and still open at night is late. A clock that stands still is never late, and
//! when it goes on with nothing left it is due at once.
//!
//! **Another priority or level.** What was used stays used, as the calendar of
//! its time counted it; from the change on, the new level's calendar counts, and
//! the whole is held against the new target. If more is used than the new target
//! allows, the case is due at the moment of the change, never before it: nobody
//! is late in retrospect. What was broken stays broken ([`Clock::breached_at`]),
//! so that no figure gets better by lowering a priority; a warning is forgotten
//! if the new target leaves more time, and comes again.
//!
//! **Events of the same moment** take effect in the order they are given; no time
//! passes between them. Those about different things (waiting, answer, priority,
//! level) may be given in any order.

use super::business_hours::{Calendar, WorkingTime};
use super::case_life::Priority;
use crate::{Rate, Timestamp};

/// What is promised for a priority: working time until something has happened.
/// `None` promises nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target {
    /// Until the first answer.
    pub first_response: Option<WorkingTime>,
    /// Until it is solved.
    pub resolution: Option<WorkingTime>,
}

/// A service level: what is promised, and when it is worked on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceLevel {
    /// The hours in which time counts.
    pub calendar: Calendar,
    /// What is promised, for each of [`Priority::ALL`] in its order.
    pub targets: [Target; Priority::ALL.len()],
    /// The share of a target after which we warn ourselves; at most the whole.
    pub warn_at: Rate,
}

impl ServiceLevel {
    /// Warn when four fifths are used.
    pub const USUAL_WARNING: Rate = Rate(8_000);

    /// What is promised for a priority.
    #[must_use]
    pub fn target(&self, priority: Priority) -> Target {
        Priority::ALL
            .iter()
            .zip(&self.targets)
            .find(|(one, _)| **one == priority)
            .map(|(_, target)| *target)
            .unwrap_or_default()
    }
}

/// How a case began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened<'a> {
    /// When.
    pub at: Timestamp,
    /// With which priority.
    pub priority: Priority,
    /// Under which level.
    pub level: &'a ServiceLevel,
}

/// Something that happened to a case and matters to its clocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event<'a> {
    /// When. What is dated before the case was opened counts as at its opening.
    pub at: Timestamp,
    /// What.
    pub what: Happening<'a>,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening<'a> {
    /// Somebody of ours answered. Only the first time counts.
    Answered,
    /// The case waits for the customer. Nothing new if it does already, or if it
    /// is solved.
    Paused,
    /// It waits for us again. Nothing new if it did not wait for the customer.
    Resumed,
    /// It is solved.
    Resolved,
    /// It is not solved after all. Nothing new if it was not.
    Reopened,
    /// Another priority.
    Priority(Priority),
    /// Another level: the customer's entitlement changed.
    Level(&'a ServiceLevel),
}

/// Both clocks of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clocks {
    /// Until the first answer.
    pub first_response: Clock,
    /// Until it is solved.
    pub resolution: Clock,
}

/// How one clock stands at the moment it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Whether it runs.
    pub state: ClockState,
    /// What is promised; `None` if nothing is.
    pub target: Option<WorkingTime>,
    /// The working time it has counted.
    pub used: WorkingTime,
    /// The working time left; negative when overrun. `None` without a target.
    pub left: Option<WorkingTime>,
    /// When the target is used up if nothing else happens. `None` while it does
    /// not run, and without a target.
    pub due_at: Option<Timestamp>,
    /// When the warning comes, or came, if nothing else happens; `None` as for
    /// `due_at`. Look here for whom to wake next.
    pub warn_at: Option<Timestamp>,
    /// When the share of the target was used after which we warn ourselves.
    pub warned_at: Option<Timestamp>,
    /// The moment it was first due at and not kept. Never forgotten.
    pub breached_at: Option<Timestamp>,
}

/// Whether a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockState {
    /// It runs, within or outside of opening hours.
    Running,
    /// It has stood still since this moment: the customer's turn.
    Paused(Timestamp),
    /// What it waits for happened at this moment.
    Stopped(Timestamp),
}

/// How the clocks of a case stand. Events after `now` are left out; they may be
/// given in any order as long as those of one moment are in theirs.
#[must_use]
pub fn clocks(opened: Opened<'_>, events: &[Event<'_>], now: Timestamp) -> Clocks {
    let now = now.max(opened.at);
    let mut events: Vec<Event<'_>> = events
        .iter()
        .map(|event| Event {
            at: event.at.max(opened.at),
            ..*event
        })
        .filter(|event| event.at <= now)
        .collect();
    // Stable: events of one moment keep their order.
    events.sort_by_key(|event| event.at);

    let mut case = Case::new(opened);
    for event in &events {
        case.run_until(event.at);
        case.take(*event);
    }
    case.run_until(now);
    case.settle();
    Clocks {
        first_response: case.shown(&case.first_response),
        resolution: case.shown(&case.resolution),
    }
}

/// A case while its events are gone through.
struct Case<'a> {
    /// How far we have come.
    at: Timestamp,
    priority: Priority,
    level: &'a ServiceLevel,
    first_response: Count,
    resolution: Count,
}

/// One clock while the events are gone through.
#[derive(Clone, Copy)]
struct Count {
    state: ClockState,
    target: Option<WorkingTime>,
    used: WorkingTime,
    warned_at: Option<Timestamp>,
    /// The moment the present target was due at, once it has passed.
    passed_at: Option<Timestamp>,
    breached_at: Option<Timestamp>,
}

impl<'a> Case<'a> {
    fn new(opened: Opened<'a>) -> Self {
        let Opened {
            at,
            priority,
            level,
        } = opened;
        let target = level.target(priority);
        let count = |target| Count {
            state: ClockState::Running,
            target,
            used: WorkingTime::ZERO,
            warned_at: None,
            passed_at: None,
            breached_at: None,
        };
        Self {
            at,
            priority,
            level,
            first_response: count(target.first_response),
            resolution: count(target.resolution),
        }
    }

    /// Lets time pass, in which nothing happens.
    fn run_until(&mut self, until: Timestamp) {
        // Only once all events of a moment are known do they mean anything.
        if until <= self.at {
            return;
        }
        let (from, level) = (self.at, self.level);
        for count in [&mut self.first_response, &mut self.resolution] {
            count.run(from, until, level);
        }
        self.at = until;
    }

    /// What the events of the last moment mean, when no time has passed since.
    fn settle(&mut self) {
        let (at, level) = (self.at, self.level);
        for count in [&mut self.first_response, &mut self.resolution] {
            count.run(at, at, level);
        }
    }

    fn take(&mut self, event: Event<'a>) {
        let at = event.at;
        match event.what {
            Happening::Answered => self.first_response.stop(at),
            Happening::Paused => {
                for count in [&mut self.first_response, &mut self.resolution] {
                    if count.state == ClockState::Running {
                        count.state = ClockState::Paused(at);
                    }
                }
            }
            Happening::Resumed => {
                for count in [&mut self.first_response, &mut self.resolution] {
                    if matches!(count.state, ClockState::Paused(_)) {
                        count.state = ClockState::Running;
                    }
                }
            }
            Happening::Resolved => {
                self.first_response.stop(at);
                self.resolution.stop(at);
            }
            Happening::Reopened => {
                if matches!(self.resolution.state, ClockState::Stopped(_)) {
                    self.resolution.state = ClockState::Running;
                }
            }
            Happening::Priority(priority) => {
                self.priority = priority;
                self.aim_anew();
            }
            Happening::Level(level) => {
                self.level = level;
                self.aim_anew();
            }
        }
    }

    fn aim_anew(&mut self) {
        let target = self.level.target(self.priority);
        self.first_response.target = target.first_response;
        self.resolution.target = target.resolution;
        let level = self.level;
        for count in [&mut self.first_response, &mut self.resolution] {
            let reached = |amount: Option<WorkingTime>| amount.is_some_and(|at| count.used >= at);
            if !reached(count.warning(level)) {
                count.warned_at = None;
            }
            if !reached(count.target) {
                count.passed_at = None;
            }
        }
    }

    fn shown(&self, count: &Count) -> Clock {
        let runs = count.state == ClockState::Running;
        let when = |amount: Option<WorkingTime>| {
            amount
                .filter(|_| runs)
                .map(|amount| self.level.calendar.add(self.at, amount.minus(count.used)))
        };
        Clock {
            state: count.state,
            target: count.target,
            used: count.used,
            left: count.target.map(|target| target.minus(count.used)),
            // A moment that has passed is not reckoned anew from now.
            due_at: count
                .passed_at
                .filter(|_| runs)
                .or_else(|| when(count.target)),
            warn_at: count
                .warned_at
                .filter(|_| runs)
                .or_else(|| when(count.warning(self.level))),
            warned_at: count.warned_at,
            breached_at: count.breached_at,
        }
    }
}

impl Count {
    /// Counts from one moment until another, and notes what was passed.
    fn run(&mut self, from: Timestamp, until: Timestamp, level: &ServiceLevel) {
        if self.state != ClockState::Running {
            return;
        }
        let calendar = &level.calendar;
        if let Some(target) = self.target {
            let due = calendar.add(from, target.minus(self.used));
            if self.passed_at.is_none() && until > due {
                self.passed_at = Some(due);
                self.breached_at = self.breached_at.or(Some(due));
            }
        }
        if let Some(warning) = self.warning(level) {
            let warned = calendar.add(from, warning.minus(self.used));
            if self.warned_at.is_none() && until >= warned {
                self.warned_at = Some(warned);
            }
        }
        self.used = self.used.plus(calendar.between(from, until));
    }

    /// Stops it; the first time counts.
    fn stop(&mut self, at: Timestamp) {
        if !matches!(self.state, ClockState::Stopped(_)) {
            self.state = ClockState::Stopped(at);
        }
    }

    /// How much may be used before we warn ourselves.
    fn warning(&self, level: &ServiceLevel) -> Option<WorkingTime> {
        let share = level.warn_at.0.clamp(0, Rate::WHOLE.0);
        self.target.map(|target| {
            let exact = i128::from(target.0.max(0)) * i128::from(share);
            let part = exact / i128::from(Rate::WHOLE.0);
            WorkingTime(i64::try_from(part).unwrap_or(target.0))
        })
    }
}

#[cfg(test)]
mod tests;
