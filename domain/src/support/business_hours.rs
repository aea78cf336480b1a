//! When somebody is there: a calendar of opening hours, and working time
//! reckoned in it.
//!
//! **What counts is the clock on the wall.** A moment is open when a clock in
//! the calendar's zone shows a time within the hours of the day it shows.
//! Everything else follows from this, changes of the clock too:
//!
//! * In the hour that is left out in spring nobody works: hours that begin in
//!   it begin with the jump, hours that end in it end with it.
//! * The hour that autumn has twice is open twice if it is open at all. Hours
//!   that begin in the middle of it begin in its first turn, are interrupted
//!   while the clock shows the earlier half again, and go on.
//!
//! Nothing is asked of local times that do not exist or exist twice: the time
//! line is cut where the zone's distance from UTC changes, and between two cuts
//! local time is a moment plus a constant.

use crate::text::Zone;
use crate::{Day, Timestamp};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::ControlFlow;

/// Time during which somebody was there, in milliseconds. Negative when a
/// target has been overrun.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct WorkingTime(pub i64);

impl WorkingTime {
    /// None at all.
    pub const ZERO: WorkingTime = WorkingTime(0);

    /// So many minutes.
    #[must_use]
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes.saturating_mul(MINUTE_MS))
    }

    /// So many hours.
    #[must_use]
    pub const fn hours(hours: i64) -> Self {
        Self::minutes(hours.saturating_mul(60))
    }

    /// Both together.
    #[must_use]
    pub const fn plus(self, other: WorkingTime) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left of it.
    #[must_use]
    pub const fn minus(self, other: WorkingTime) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// When somebody is there: round the clock, or by the hours of a week with
/// exceptions. There are always hours: a calendar that never opens can't be
/// made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar(Hours);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Hours {
    RoundTheClock,
    Weekly(Weekly),
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Weekly {
    zone: Zone,
    /// Monday first.
    week: [Vec<Span>; 7],
    /// Days with other hours than their day of the week; without any, closed.
    exceptions: BTreeMap<Day, Vec<Span>>,
}

/// Hours of one day, in minutes since its midnight: from one, until before
/// another. Ordered, apart from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    from: i64,
    to: i64,
}

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;
const DAY_MINUTES: i64 = 24 * 60;
/// 1970-01-01 was a Thursday, the fourth day of a week that begins on Monday.
const WEEKDAY_OF_DAY_ZERO: i64 = 3;
/// How far ahead we look: a hundred years. What is promised for later is
/// promised for never.
const HORIZON_MS: i64 = 36_525 * DAY_MS;
/// More exceptions than this are a mistake, not a calendar.
pub const MOST_EXCEPTIONS: usize = 1_000;

impl Calendar {
    /// Open at any moment.
    pub const ROUND_THE_CLOCK: Calendar = Calendar(Hours::RoundTheClock);

    /// Whether somebody is there at this moment.
    #[must_use]
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.next_opening(at) == at
    }

    /// This moment if somebody is there, else the next at which somebody is.
    /// [`Timestamp::NEVER`] when that is more than a hundred years away.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Timestamp {
        let Hours::Weekly(weekly) = &self.0 else {
            return at;
        };
        let mut found = Timestamp::NEVER;
        weekly.walk(at.0, at.0.saturating_add(HORIZON_MS), |from, _| {
            found = Timestamp(from);
            ControlFlow::Break(())
        });
        found
    }

    /// The earliest moment by which so much working time has passed since
    /// `start`; with none to pass, `start` itself, be it open or not. So what is
    /// due within a day's hours is due at closing time, not at the next opening.
    /// [`Timestamp::NEVER`] when that is more than a hundred years away.
    ///
    /// A negative duration passes no time.
    #[must_use]
    pub fn add(&self, start: Timestamp, duration: WorkingTime) -> Timestamp {
        if duration.0 <= 0 {
            return start;
        }
        let Hours::Weekly(weekly) = &self.0 else {
            return Timestamp(start.0.saturating_add(duration.0));
        };
        let mut missing = duration.0;
        let mut reached = Timestamp::NEVER;
        let end = start.0.saturating_add(HORIZON_MS);
        weekly.walk(start.0, end, |from, to| {
            if to - from >= missing {
                reached = Timestamp(from + missing);
                return ControlFlow::Break(());
            }
            missing -= to - from;
            ControlFlow::Continue(())
        });
        reached
    }

    /// The working time from one moment until another; negative when the second
    /// is the earlier one. No more than a hundred years are looked at.
    #[must_use]
    pub fn between(&self, from: Timestamp, to: Timestamp) -> WorkingTime {
        if to < from {
            return WorkingTime(-self.between(to, from).0);
        }
        let Hours::Weekly(weekly) = &self.0 else {
            return WorkingTime(to.0.saturating_sub(from.0));
        };
        let mut passed = 0;
        let end = to.0.min(from.0.saturating_add(HORIZON_MS));
        weekly.walk(from.0, end, |from, to| {
            passed += to - from;
            ControlFlow::Continue(())
        });
        WorkingTime(passed)
    }
}

impl Weekly {
    /// Visits the open times between two moments, in order, each cut to what
    /// lies between them. Two of them may touch.
    fn walk(&self, from: i64, until: i64, mut visit: impl FnMut(i64, i64) -> ControlFlow<()>) {
        // Beyond the years -9999 to 9999 there is no calendar.
        let mut at = from.max(jiff::Timestamp::MIN.as_millisecond());
        let until = until.min(jiff::Timestamp::MAX.as_millisecond());
        while at < until {
            let (offset, cut) = self.piece(at);
            let stop = cut.min(until);
            let mut day = at.saturating_add(offset).div_euclid(DAY_MS);
            loop {
                let midnight = day.saturating_mul(DAY_MS).saturating_sub(offset);
                if midnight >= stop {
                    break;
                }
                for span in self.spans(day) {
                    let opens = midnight.saturating_add(span.from * MINUTE_MS).max(at);
                    let closes = midnight.saturating_add(span.to * MINUTE_MS).min(stop);
                    if opens < closes && visit(opens, closes).is_break() {
                        return;
                    }
                }
                day += 1;
            }
            at = stop;
        }
    }

    /// The distance from UTC that holds at a moment, and the moment from which
    /// on another may hold.
    fn piece(&self, at: i64) -> (i64, i64) {
        let rules = self.zone.rules();
        let Ok(moment) = jiff::Timestamp::from_millisecond(at) else {
            return (0, i64::MAX);
        };
        let offset = i64::from(rules.to_offset(moment).seconds()) * 1000;
        let cut = rules.following(moment).next();
        let cut = cut.map_or(i64::MAX, |next| next.timestamp().as_millisecond());
        (offset, if cut > at { cut } else { i64::MAX })
    }

    /// The hours of a day, by its number since 1970-01-01.
    fn spans(&self, day: i64) -> &[Span] {
        if !self.exceptions.is_empty()
            && let Some(hours) = self.exceptions.get(&day_number(day))
        {
            return hours;
        }
        let weekday = (day + WEEKDAY_OF_DAY_ZERO).rem_euclid(7);
        usize::try_from(weekday)
            .ok()
            .and_then(|weekday| self.week.get(weekday))
            .map_or(&[], Vec::as_slice)
    }
}

fn day_number(days_since_1970: i64) -> Day {
    Day::of(Timestamp(days_since_1970.saturating_mul(DAY_MS)))
}

/// A calendar as a person types it and as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CalendarText {
    /// Open at any moment; the other fields are not looked at.
    pub round_the_clock: bool,
    /// The IANA name of the zone whose clocks count: `Europe/Berlin`.
    pub zone: String,
    /// Hours by day of the week, Monday first: `08:00-12:00, 13:00-17:00`.
    /// Empty is closed, `24:00` is the end of the day.
    pub week: [String; 7],
    /// Exceptions, one a line: a day, then its hours; without hours it is
    /// closed: `2026-12-24 08:00-12:00`. What follows a `#` is a note, which
    /// [`Calendar::read`] does not keep.
    pub exceptions: String,
}

/// Where in a [`CalendarText`] something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarField {
    /// The zone.
    Zone,
    /// The hours of one day of the week: 0 is Monday, 6 is Sunday.
    Weekday(usize),
    /// All hours of the week together.
    Week,
    /// The exceptions, in this line, counted from 1; 0 means all together.
    Exceptions(usize),
}

/// What is wrong with a field of a calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CalendarProblem {
    /// The time zone database has no such name.
    #[error("not a time zone")]
    UnknownZone,
    /// A text is not hours such as `08:00-17:00`.
    #[error("not hours such as 08:00-17:00")]
    NotHours,
    /// A span ends when it begins or earlier. Hours over midnight are two: until
    /// `24:00`, and from `00:00` on the next day.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// Two spans of a day have minutes in common.
    #[error("hours overlap")]
    Overlap,
    /// A line does not begin with a day such as `2026-12-24`.
    #[error("does not begin with a day such as 2026-12-24")]
    NotADay,
    /// A day is excepted twice.
    #[error("the same day twice")]
    DayTwice,
    /// More than [`MOST_EXCEPTIONS`].
    #[error("too many exceptions")]
    TooMany,
    /// There is not a minute in the week at which somebody is there.
    #[error("never open")]
    NeverOpen,
}

/// One thing that is wrong with a [`CalendarText`], and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{field:?}: {problem}")]
pub struct CalendarFlaw {
    /// Where.
    pub field: CalendarField,
    /// What.
    pub problem: CalendarProblem,
}

impl Calendar {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Everything that is wrong, in the order of the fields.
    pub fn read(text: &CalendarText) -> Result<Calendar, Vec<CalendarFlaw>> {
        if text.round_the_clock {
            return Ok(Calendar::ROUND_THE_CLOCK);
        }
        let mut flaws = Vec::new();
        let zone = Zone::named(text.zone.trim());
        if zone.is_none() {
            flaws.push(CalendarFlaw {
                field: CalendarField::Zone,
                problem: CalendarProblem::UnknownZone,
            });
        }
        let before_the_week = flaws.len();
        let mut week: [Vec<Span>; 7] = Default::default();
        for (day, (hours, typed)) in week.iter_mut().zip(&text.week).enumerate() {
            match read_hours(typed) {
                Ok(read) => *hours = read,
                Err(problem) => flaws.push(CalendarFlaw {
                    field: CalendarField::Weekday(day),
                    problem,
                }),
            }
        }
        // Who mistyped the only hours is told that, not that there are none.
        if flaws.len() == before_the_week && week.iter().all(Vec::is_empty) {
            flaws.push(CalendarFlaw {
                field: CalendarField::Week,
                problem: CalendarProblem::NeverOpen,
            });
        }
        let exceptions = read_exceptions(&text.exceptions, &mut flaws);
        match zone {
            Some(zone) if flaws.is_empty() => Ok(Calendar(Hours::Weekly(Weekly {
                zone,
                week,
                exceptions,
            }))),
            _ => Err(flaws),
        }
    }

    /// As it is typed, in one way of writing it; read again it is the same.
    #[must_use]
    pub fn write(&self) -> CalendarText {
        let Hours::Weekly(weekly) = &self.0 else {
            return CalendarText {
                round_the_clock: true,
                ..CalendarText::default()
            };
        };
        let mut exceptions = String::new();
        for (day, hours) in &weekly.exceptions {
            let line = format!("{} {}", day.iso(), write_hours(hours));
            exceptions.push_str(line.trim_end());
            exceptions.push('\n');
        }
        CalendarText {
            round_the_clock: false,
            zone: weekly.zone.name().to_owned(),
            week: weekly.week.each_ref().map(|hours| write_hours(hours)),
            exceptions,
        }
    }
}

fn read_exceptions(text: &str, flaws: &mut Vec<CalendarFlaw>) -> BTreeMap<Day, Vec<Span>> {
    let mut exceptions = BTreeMap::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let read =
            read_exception(line).and_then(|(day, hours)| match exceptions.insert(day, hours) {
                None => Ok(()),
                Some(_) => Err(CalendarProblem::DayTwice),
            });
        if let Err(problem) = read {
            flaws.push(CalendarFlaw {
                field: CalendarField::Exceptions(number),
                problem,
            });
        }
        if exceptions.len() > MOST_EXCEPTIONS {
            flaws.push(CalendarFlaw {
                field: CalendarField::Exceptions(0),
                problem: CalendarProblem::TooMany,
            });
            break;
        }
    }
    exceptions
}

fn read_exception(line: &str) -> Result<(Day, Vec<Span>), CalendarProblem> {
    let (day, hours) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let date: Date = day.parse().map_err(|_| CalendarProblem::NotADay)?;
    // `2026-12-24T08:00` would be read as a day, too.
    if day.len() != "2026-12-24".len() {
        return Err(CalendarProblem::NotADay);
    }
    Ok((Day::on(date), read_hours(hours)?))
}

/// Reads `08:00-12:00, 13:00-17:00`. Spans that touch become one.
fn read_hours(text: &str) -> Result<Vec<Span>, CalendarProblem> {
    let mut spans = Vec::new();
    for typed in text.split(',').map(str::trim) {
        if typed.is_empty() {
            continue;
        }
        // Typed on a telephone, the hyphen is often a dash.
        let (from, to) = typed
            .split_once(['-', '–', '—'])
            .ok_or(CalendarProblem::NotHours)?;
        let span = Span {
            from: read_minutes(from)?,
            to: read_minutes(to)?,
        };
        if span.to <= span.from {
            return Err(CalendarProblem::EndsBeforeItBegins);
        }
        spans.push(span);
    }
    spans.sort_by_key(|span| span.from);
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.from < last.to => return Err(CalendarProblem::Overlap),
            Some(last) if span.from == last.to => last.to = span.to,
            _ => joined.push(span),
        }
    }
    Ok(joined)
}

/// Reads `8:00` or `24:00` as minutes since midnight.
fn read_minutes(text: &str) -> Result<i64, CalendarProblem> {
    let (hours, minutes) = text
        .trim()
        .split_once(':')
        .ok_or(CalendarProblem::NotHours)?;
    let digits = |part: &str, least: usize| {
        let sound = (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        sound
            .then(|| part.parse::<i64>().ok())
            .flatten()
            .ok_or(CalendarProblem::NotHours)
    };
    let (hours, minutes) = (digits(hours, 1)?, digits(minutes, 2)?);
    let sum = hours * 60 + minutes;
    if minutes > 59 || sum > DAY_MINUTES {
        return Err(CalendarProblem::NotHours);
    }
    Ok(sum)
}

fn write_hours(hours: &[Span]) -> String {
    let mut text = String::new();
    for span in hours {
        let comma = if text.is_empty() { "" } else { ", " };
        // Writing into a text can't fail.
        let _ = write!(
            text,
            "{comma}{:02}:{:02}-{:02}:{:02}",
            span.from / 60,
            span.from % 60,
            span.to / 60,
            span.to % 60
        );
    }
    text
}

#[cfg(test)]
mod tests;
