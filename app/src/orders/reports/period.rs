//! The time that reports are about, as addresses and forms say it.

use crate::frame::Address;
use crate::frame::parts::{Notice, Tone, ViewLink, Views};
use domain::orders::MOST_REPORT_MONTHS;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// The time a report is about: days of the reader's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Period {
    /// The first and the last day, as date fields have them.
    pub(crate) from: String,
    pub(crate) until: String,
    /// The beginnings of its months, and the moment after its end.
    pub(crate) months: Vec<Timestamp>,
}

/// Why an address names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPeriod {
    /// A date that is none.
    NotADay,
    /// It ends before it begins.
    Backwards,
    /// More than [`MOST_REPORT_MONTHS`].
    TooLong,
}

/// Year and month of a date field: `2026-06-14`.
fn year_and_month(field: &str) -> Option<(i64, i64)> {
    let mut parts = field.split('-').map(str::parse::<i64>);
    Some((parts.next()?.ok()?, parts.next()?.ok()?))
}

fn first_of(months: i64) -> String {
    format!(
        "{:04}-{:02}-01",
        months.div_euclid(12),
        months.rem_euclid(12) + 1
    )
}

impl Period {
    /// From the first to the last of these days.
    fn of(words: Words, from: &str, until: &str) -> Result<Self, NoPeriod> {
        let day = |field: &str| Day::from_field(field).ok_or(NoPeriod::NotADay);
        let (first, last) = (day(from)?, day(until)?);
        if last < first {
            return Err(NoPeriod::Backwards);
        }
        let counted = |field: &str| {
            let (year, month) = year_and_month(field).ok_or(NoPeriod::NotADay)?;
            Ok(year * 12 + month - 1)
        };
        let (begin, end) = (counted(from)?, counted(until)?);
        let longest = i64::try_from(MOST_REPORT_MONTHS).unwrap_or(36);
        if end - begin >= longest {
            return Err(NoPeriod::TooLong);
        }
        let start = |field: &str| words.start_of_day(field).ok_or(NoPeriod::NotADay);
        let mut months = vec![start(from)?];
        for month in begin + 1..=end {
            months.push(start(&first_of(month))?);
        }
        months.push(start(&words.date_field(last.plus_days(1)))?);
        Ok(Self {
            from: from.to_owned(),
            until: until.to_owned(),
            months,
        })
    }

    /// The twelve months that end today.
    fn usual(words: Words, now: Timestamp) -> Self {
        let until = words.date_field(now);
        let months = year_and_month(&until).map_or(0, |(year, month)| year * 12 + month - 1);
        Self::of(words, &first_of(months - 11), &until).unwrap_or(Self {
            from: until.clone(),
            until,
            months: Vec::new(),
        })
    }

    /// What the address asks for, and what is wrong with it if it can't be had.
    pub(crate) fn asked(
        words: Words,
        address: &Address,
        now: Timestamp,
    ) -> (Self, Option<NoPeriod>) {
        let usual = Self::usual(words, now);
        let from = address.get("from").unwrap_or(&usual.from).to_owned();
        let until = address.get("until").unwrap_or(&usual.until).to_owned();
        match Self::of(words, &from, &until) {
            Ok(period) => (period, None),
            Err(wrong) => (usual, Some(wrong)),
        }
    }

    /// The periods that are one click away: their names, first and last days.
    pub(crate) fn choices(words: Words, now: Timestamp) -> Vec<(&'static str, String, String)> {
        let usual = Self::usual(words, now);
        let year = year_and_month(&usual.until).map_or(0, |(year, _)| year);
        let last = year - 1;
        vec![
            ("orders-report-12-months", usual.from, usual.until.clone()),
            (
                "orders-report-this-year",
                format!("{year:04}-01-01"),
                usual.until,
            ),
            (
                "orders-report-last-year",
                format!("{last:04}-01-01"),
                format!("{last:04}-12-31"),
            ),
        ]
    }
}

/// The periods that are one click away, and the fields for any other. `kept` are
/// further fields of the form.
pub(crate) fn choose(
    words: Words,
    address: &Address,
    action: &'static str,
    (period, wrong): (&Period, Option<NoPeriod>),
    kept: Option<AnyView>,
    now: Timestamp,
) -> AnyView {
    let views = Period::choices(words, now)
        .into_iter()
        .map(|(name, from, until)| {
            let current = from == period.from && until == period.until;
            let to = address.clone().with("from", from).with("until", until);
            ViewLink::new(words.say(name), to.href(), current)
        })
        .collect::<Vec<_>>();
    let wrong = wrong.map(|wrong| {
        let text = match wrong {
            NoPeriod::NotADay => words.say("orders-report-no-day").to_owned(),
            NoPeriod::Backwards => words.say("orders-report-backwards").to_owned(),
            NoPeriod::TooLong => {
                let most = [("most", MOST_REPORT_MONTHS.into())];
                words.say_with("orders-report-too-long", &most)
            }
        };
        view! { <Notice tone=Tone::Bad>{text}</Notice> }
    });
    // What was typed stays, right or wrong.
    let typed = |name: &str, usual: &str| address.get(name).unwrap_or(usual).to_owned();
    let days = [
        ("from", "orders-report-from", typed("from", &period.from)),
        (
            "until",
            "orders-report-until",
            typed("until", &period.until),
        ),
    ]
    .map(|(name, label, value)| {
        view! {
            <div class="field narrow">
                <label for=format!("period-{name}")>{words.say(label)}</label>
                <input
                    class="input"
                    type="date"
                    id=format!("period-{name}")
                    name=name
                    value=value
                    required
                />
            </div>
        }
    });
    view! {
        <Views label=words.say("orders-report-period") views=views />
        {wrong}
        <form method="get" action=action class="period">
            {kept} {days} <button class="btn">{words.say("orders-report-show")}</button>
        </form>
    }
    .into_any()
}

/// A month in the little room below a bar: “November 2025” as “Nov 25”.
pub(crate) fn in_short(month: &str) -> String {
    let begins: String = month.chars().take(3).collect();
    let year = month.rsplit(' ').next().unwrap_or_default();
    let ends: String = year.chars().skip(2).collect();
    format!("{begins} {ends}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    fn words() -> Words {
        Words::new(Language::English, "Europe/Berlin")
    }

    #[test]
    fn a_period_is_cut_at_the_first_of_each_month_of_the_reader() {
        let period = Period::of(words(), "2026-02-14", "2026-04-02").unwrap();
        let days: Vec<String> = period
            .months
            .iter()
            .map(|month| words().date_field(*month))
            .collect();
        assert_eq!(
            days,
            ["2026-02-14", "2026-03-01", "2026-04-01", "2026-04-03"]
        );
        let day = Period::of(words(), "2026-12-31", "2026-12-31").unwrap();
        assert_eq!(day.months.len(), 2);
    }

    #[test]
    fn a_month_fits_below_its_bar() {
        assert_eq!(in_short("November 2025"), "Nov 25");
        assert_eq!(in_short("März 2026"), "Mär 26");
    }

    #[test]
    fn what_is_no_period_is_refused() {
        let of = |from, until| Period::of(words(), from, until).unwrap_err();
        assert_eq!(of("2026-02-30", "2026-03-01"), NoPeriod::NotADay);
        assert_eq!(of("2026-03-02", "2026-03-01"), NoPeriod::Backwards);
        assert_eq!(of("2023-01-01", "2026-01-01"), NoPeriod::TooLong);
        assert!(Period::of(words(), "2023-01-01", "2025-12-31").is_ok());
    }

    #[test]
    fn the_usual_period_is_the_last_twelve_months() {
        let now = words().start_of_day("2026-03-09").unwrap();
        let usual = Period::usual(words(), now);
        assert_eq!(
            (usual.from.as_str(), usual.until.as_str()),
            ("2025-04-01", "2026-03-09")
        );
        assert_eq!(usual.months.len(), 13);
    }
}
