//! Moments, as the reader's calendar and clock show them.

use super::{Language, Words};
use crate::{Day, Timestamp};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{self, enums::CompositeDateTimeFieldSet};
use icu_datetime::options::{Length, TimePrecision};
use icu_locale_core::Locale;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff_icu::ConvertFrom;
use std::cell::OnceCell;

/// In which of the ways that pages use.
#[derive(Clone, Copy)]
enum Shape {
    /// 14 June 2026
    Date,
    /// 14 Jun 2026, 14.06.2026
    DateShort,
    /// 14 June
    DayMonth,
    /// June 2026
    MonthYear,
    /// Sunday 14 June
    Weekday,
    /// 14 June 2026 at 08:12
    Moment,
    /// 14 Jun 2026, 08:12
    MomentShort,
    /// 08:12
    Time,
}

const SHAPES: usize = 8;

impl Shape {
    fn fields(self) -> CompositeDateTimeFieldSet {
        use CompositeDateTimeFieldSet as Fields;
        use icu_datetime::fieldsets::enums::{
            CalendarPeriodFieldSet, DateAndTimeFieldSet, DateFieldSet, TimeFieldSet,
        };
        let to_the_minute = Some(TimePrecision::Minute);
        match self {
            Shape::Date => Fields::Date(DateFieldSet::YMD(fieldsets::YMD::long())),
            Shape::DateShort => Fields::Date(DateFieldSet::YMD(fieldsets::YMD::medium())),
            Shape::DayMonth => Fields::Date(DateFieldSet::MD(fieldsets::MD::long())),
            Shape::MonthYear => {
                Fields::CalendarPeriod(CalendarPeriodFieldSet::YM(fieldsets::YM::long()))
            }
            Shape::Weekday => Fields::Date(DateFieldSet::MDE(fieldsets::MDE::long())),
            Shape::Moment => {
                let mut fields = fieldsets::YMDT::for_length(Length::Long);
                fields.time_precision = to_the_minute;
                Fields::DateTime(DateAndTimeFieldSet::YMDT(fields))
            }
            Shape::MomentShort => {
                let mut fields = fieldsets::YMDT::for_length(Length::Medium);
                fields.time_precision = to_the_minute;
                Fields::DateTime(DateAndTimeFieldSet::YMDT(fields))
            }
            Shape::Time => {
                let mut fields = fieldsets::T::for_length(Length::Short);
                fields.time_precision = to_the_minute;
                Fields::Time(TimeFieldSet::T(fields))
            }
        }
    }
}

type Formatter = OnceCell<Option<DateTimeFormatter<CompositeDateTimeFieldSet>>>;

thread_local! {
    static ENGLISH: [Formatter; SHAPES] = const { [const { OnceCell::new() }; SHAPES] };
    static GERMAN: [Formatter; SHAPES] = const { [const { OnceCell::new() }; SHAPES] };
}

/// What has a date: a moment, which is on the reader's calendar; or a day,
/// which is the same for everybody.
pub trait Dated: Copy {
    /// The date and time to be written.
    fn on_the_calendar_of(self, words: Words) -> DateTime;
}

impl Dated for Timestamp {
    fn on_the_calendar_of(self, words: Words) -> DateTime {
        words.local(self)
    }
}

impl Dated for Day {
    fn on_the_calendar_of(self, _: Words) -> DateTime {
        in_zone(&TimeZone::UTC, self.noon())
    }
}

impl Day {
    /// The day that a date field was filled with: exactly `2026-06-14`.
    #[must_use]
    pub fn from_field(field: &str) -> Option<Day> {
        let noon = strict_date(field)?.at(12, 0, 0, 0);
        let noon = noon.to_zoned(TimeZone::UTC).ok()?;
        Some(Day::of(Timestamp(noon.timestamp().as_millisecond())))
    }
}

impl std::fmt::Display for Day {
    /// As date fields have it: `2026-06-14`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", in_zone(&TimeZone::UTC, self.noon()).date())
    }
}

/// Moments beyond the calendar (`Timestamp::NEVER`) are its last day.
fn in_zone(zone: &TimeZone, when: Timestamp) -> DateTime {
    let moment = jiff::Timestamp::from_millisecond(when.0).unwrap_or(if when.0 < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    });
    zone.to_datetime(moment)
}

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Words {
    /// `14 June 2026`.
    #[must_use]
    pub fn date(self, when: impl Dated) -> String {
        self.shaped(when, Shape::Date)
    }

    /// `14 Jun 2026` or `14.06.2026`: for columns of tables.
    #[must_use]
    pub fn date_short(self, when: impl Dated) -> String {
        self.shaped(when, Shape::DateShort)
    }

    /// `14 June`: where the year goes without saying.
    #[must_use]
    pub fn day(self, when: impl Dated) -> String {
        self.shaped(when, Shape::DayMonth)
    }

    /// `June 2026`.
    #[must_use]
    pub fn month(self, when: impl Dated) -> String {
        self.shaped(when, Shape::MonthYear)
    }

    /// `Sunday 14 June`.
    #[must_use]
    pub fn weekday(self, when: impl Dated) -> String {
        self.shaped(when, Shape::Weekday)
    }

    /// Date and time: `14 June 2026 at 08:12`.
    #[must_use]
    pub fn moment(self, when: Timestamp) -> String {
        self.shaped(when, Shape::Moment)
    }

    /// Date and time for columns of tables: `14 Jun 2026, 08:12`.
    #[must_use]
    pub fn moment_short(self, when: Timestamp) -> String {
        self.shaped(when, Shape::MomentShort)
    }

    /// `08:12`.
    #[must_use]
    pub fn time(self, when: Timestamp) -> String {
        self.shaped(when, Shape::Time)
    }

    /// How long ago, or in how long: `4 hours ago`, `yesterday`,
    /// `in 3 days`; beyond four weeks the date.
    #[must_use]
    pub fn ago(self, then: Timestamp, now: Timestamp) -> String {
        let past = now.0.saturating_sub(then.0);
        let days = self.days_between(then, now);
        let (size, ahead) = (past.saturating_abs(), past < 0);
        if size < MINUTE {
            return self.say("frame-just-now").to_owned();
        }
        if size >= 28 * DAY {
            return self.date(then);
        }
        let (id, count) = match (size, ahead) {
            (..HOUR, false) => ("frame-minutes-ago", size / MINUTE),
            (..HOUR, true) => ("frame-in-minutes", size / MINUTE),
            (size, false) if size < DAY && days == 0 => ("frame-hours-ago", size / HOUR),
            (size, true) if size < DAY && days == 0 => ("frame-in-hours", size / HOUR),
            (_, false) => ("frame-days-ago", days.max(1)),
            (_, true) => ("frame-in-days", days.saturating_neg().max(1)),
        };
        self.say_with(id, &[("count", count.into())])
    }

    /// How long something lasted or lasts: `20 seconds`, `4 hours`, `2 days`.
    #[must_use]
    pub fn lasting(self, from: Timestamp, until: Timestamp) -> String {
        let size = until.0.saturating_sub(from.0).max(0);
        let (id, count) = match size {
            ..MINUTE => ("frame-for-seconds", (size / 1000).max(1)),
            MINUTE..HOUR => ("frame-for-minutes", size / MINUTE),
            HOUR..DAY => ("frame-for-hours", size / HOUR),
            _ => ("frame-for-days", size / DAY),
        };
        self.say_with(id, &[("count", count.into())])
    }

    /// What a date field is filled with: `2026-06-14`; of a moment, in the
    /// reader's zone.
    #[must_use]
    pub fn date_field(self, when: impl Dated) -> String {
        when.on_the_calendar_of(self).date().to_string()
    }

    /// The first moment of the day that a date field was filled with.
    #[must_use]
    pub fn start_of_day(self, field: &str) -> Option<Timestamp> {
        let date: Date = strict_date(field)?;
        date.to_zoned(self.zone().rules().clone())
            .ok()
            .map(|zoned| Timestamp(zoned.timestamp().as_millisecond()))
    }

    /// Midnights between the two moments, in the reader's zone.
    fn days_between(self, then: Timestamp, now: Timestamp) -> i64 {
        (self.local(now).date() - self.local(then).date())
            .get_days()
            .into()
    }

    fn local(self, when: Timestamp) -> DateTime {
        in_zone(self.zone().rules(), when)
    }

    fn shaped(self, when: impl Dated, shape: Shape) -> String {
        let local = when.on_the_calendar_of(self);
        let formatters = match self.language() {
            Language::English => &ENGLISH,
            Language::German => &GERMAN,
        };
        formatters.with(|all| {
            let formatter = all.get(shape as usize).and_then(|cell| {
                cell.get_or_init(|| {
                    let locale = Locale::try_from_str(self.language().locale()).ok()?;
                    DateTimeFormatter::try_new(locale.into(), shape.fields()).ok()
                })
                .as_ref()
            });
            match formatter {
                Some(formatter) => {
                    let moment = icu_datetime::input::DateTime::convert_from(local);
                    formatter.format(&moment).to_string()
                }
                None => local.to_string(),
            }
        })
    }
}

/// Exactly `YYYY-MM-DD`, as browsers send it.
fn strict_date(field: &str) -> Option<Date> {
    let field = field.trim();
    (field.len() == 10).then(|| field.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> Words {
        Words::new(Language::English, "Europe/Berlin")
    }
    fn german() -> Words {
        Words::new(Language::German, "Europe/Berlin")
    }

    /// 14 June 2026, 06:12 UTC: a Sunday, 08:12 in Berlin.
    const THEN: Timestamp = Timestamp(1_781_417_520_000);

    #[test]
    fn dates_are_written_as_the_reader_writes_them() {
        assert_eq!(english().date(THEN), "14 June 2026");
        assert_eq!(german().date(THEN), "14. Juni 2026");
        assert_eq!(english().date_short(THEN), "14 Jun 2026");
        assert_eq!(german().date_short(THEN), "14.06.2026");
        assert_eq!(english().day(THEN), "14 June");
        assert_eq!(german().day(THEN), "14. Juni");
        assert_eq!(english().month(THEN), "June 2026");
        assert_eq!(english().weekday(THEN), "Sunday 14 June");
        assert_eq!(german().weekday(THEN), "Sonntag, 14. Juni");
    }

    #[test]
    fn times_stand_in_the_readers_zone() {
        assert_eq!(english().moment(THEN), "14 June 2026 at 08:12");
        assert_eq!(german().moment(THEN), "14. Juni 2026 um 08:12");
        assert_eq!(english().moment_short(THEN), "14 Jun 2026, 08:12");
        assert_eq!(german().moment_short(THEN), "14.06.2026, 08:12");
        assert_eq!(english().time(THEN), "08:12");
        assert_eq!(
            Words::new(Language::English, "America/New_York").time(THEN),
            "02:12"
        );
    }

    #[test]
    fn what_was_is_told_by_how_long_ago() {
        let ago = |ms: i64| english().ago(THEN, Timestamp(THEN.0 + ms));
        assert_eq!(ago(20_000), "just now");
        assert_eq!(ago(MINUTE), "1 minute ago");
        assert_eq!(ago(4 * HOUR), "4 hours ago");
        assert_eq!(ago(20 * HOUR), "yesterday");
        assert_eq!(ago(3 * DAY), "3 days ago");
        assert_eq!(ago(40 * DAY), "14 June 2026");
        assert_eq!(ago(-5 * MINUTE), "in 5 minutes");
        assert_eq!(ago(-DAY), "tomorrow");
        assert_eq!(
            german().ago(THEN, Timestamp(THEN.0 + 2 * DAY)),
            "vor 2 Tagen"
        );
        assert_eq!(
            english().lasting(THEN, Timestamp(THEN.0 + 4 * HOUR)),
            "4 hours"
        );
    }

    #[test]
    fn a_date_field_means_the_readers_day() {
        let words = english();
        assert_eq!(words.date_field(THEN), "2026-06-14");
        let start = words.start_of_day("2026-06-14").unwrap();
        assert_eq!(words.moment(start), "14 June 2026 at 00:00");
        for wrong in [
            "",
            "2026-13-01",
            "14.06.2026",
            "2026-06-14T08:12",
            "20260614",
        ] {
            assert_eq!(words.start_of_day(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_day_is_the_same_for_everybody() {
        let day = Day::from_field("2026-06-14").unwrap();
        for zone in [
            "Pacific/Kiritimati",
            "Pacific/Auckland",
            "UTC",
            "Etc/GMT+12",
        ] {
            let words = Words::new(Language::English, zone);
            assert_eq!(words.date(day), "14 June 2026", "{zone}");
            assert_eq!(words.weekday(day), "Sunday 14 June", "{zone}");
            assert_eq!(words.date_field(day), "2026-06-14", "{zone}");
        }
        for wrong in ["", "14.6.2026", "2026-02-30", "2026-06-14T08:12"] {
            assert_eq!(Day::from_field(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn no_moment_is_too_far_away() {
        assert_eq!(english().date_field(Timestamp::NEVER), "9999-12-30");
        let _ = english().ago(Timestamp(i64::MIN), Timestamp::NEVER);
    }
}
