//! What subscriptions bring in: what was charged month by month, what the renewals
//! to come are expected to bring, and how many terms were renewed of those that
//! ended.
//!
//! A renewal is expected on the day after the term, and of what renews by itself
//! again after each term that follows. What waits for a yes is expected once it was
//! given, for the one term that it is for.

use super::entitlements::Countable;
use super::lifecycle::State;
use super::list::{AT_RISK, STAYS};
use super::term::TermLength;
use crate::args;
use crate::store::{Asked, JsonSets};
use crate::{Currency, Day, Money};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many months are looked back and ahead.
pub const MONTHS: usize = 12;

/// The figures.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Figures {
    /// By currency, in alphabetical order.
    pub money: Vec<InCurrency>,
    /// Terms that were renewed in the last twelve months.
    pub renewed: i64,
    /// Terms that ended in the last twelve months and were not, in time or before.
    pub lapsed: i64,
    /// Subscriptions that have not ended.
    pub running: i64,
    /// Of these, those that end with their term as things stand.
    pub at_risk: i64,
    /// How many customers have those.
    pub customers_at_risk: i64,
    /// How many customers are strategic candidates.
    pub candidates: i64,
    /// What was used of what plans give a number of, in the last twelve months, and how
    /// often; nothing of what nobody used.
    pub used: Vec<(Countable, i64)>,
}

/// What came in and is expected, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InCurrency {
    /// Which.
    pub currency: Currency,
    /// What was charged in each of the last months, the present one last: the
    /// first day of the month, and how much.
    pub charged: Vec<(Day, Money)>,
    /// What renewals are expected to bring in each of the coming months, the
    /// present one first.
    pub expected: Vec<(Day, Money)>,
}

impl Figures {
    /// How many of a hundred terms that ended were renewed; none if none ended.
    #[must_use]
    pub fn renewal_rate(&self) -> Option<crate::Rate> {
        let ended = self.renewed + self.lapsed;
        (ended > 0).then(|| crate::Rate(self.renewed * 10_000 / ended))
    }
}

#[derive(Debug, Deserialize)]
struct Rows {
    charged: Vec<SumRow>,
    coming: Vec<ComingRow>,
    ends: Vec<EndRow>,
    counts: Vec<CountRow>,
    uses: Vec<UseRow>,
}

#[derive(Debug, Deserialize)]
struct SumRow {
    day: Day,
    currency: Currency,
    minor: i64,
}

/// What the next terms cost that begin on a day.
#[derive(Debug, Deserialize)]
struct ComingRow {
    day: Day,
    months: TermLength,
    /// Whether other terms follow by themselves.
    again: i64,
    currency: Currency,
    minor: i64,
}

#[derive(Debug, Deserialize)]
struct EndRow {
    step: String,
    number: i64,
}

#[derive(Debug, Deserialize)]
struct UseRow {
    what: String,
    number: i64,
}

#[derive(Debug, Deserialize)]
struct CountRow {
    running: i64,
    at_risk: i64,
    customers: i64,
    candidates: i64,
}

/// Asks for the figures as of a day.
#[must_use]
pub(super) fn ask_figures(today: Day) -> Asked<'static, Figures> {
    static FIGURES: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "charged",
                &["day", "currency", "minor"],
                "SELECT c.charged_on AS day, c.currency, CAST(SUM(c.amount_minor) AS BIGINT) AS minor
                 FROM subscription_charge c WHERE c.charged_on >= $1 AND c.charged_on <= $2
                 GROUP BY c.charged_on, c.currency /* staff */",
            ),
            (
                "coming",
                &["day", "months", "again", "currency", "minor"],
                // Seats are whole, in thousandths.
                "SELECT s.last_day + 86400000 AS day, s.months, e.again, s.currency,
                     CAST(SUM(coalesce(s.quoted_minor, s.next_price_minor, s.price_minor)
                         * (coalesce(s.next_seats, s.seats) / 1000)) AS BIGINT) AS minor
                 FROM subscription s JOIN (
                     SELECT r.id, CASE WHEN CAST(r.policy ->> 'renews_by_itself' AS TEXT)
                         IN ('1', 'true') THEN 1 ELSE 0 END AS again FROM plan_revision r
                 ) e ON e.id = s.revision_id
                 WHERE s.ended_at IS NULL AND s.last_day < $3 - 86400000
                     AND (s.state = 'renewal-accepted'
                         OR (s.state IN ('active', 'scheduled') AND e.again = 1))
                 GROUP BY s.last_day, s.months, e.again, s.currency /* staff */",
            ),
            (
                "ends",
                &["step", "number"],
                // What was ended at once ran out, too, and was not renewed.
                &format!(
                    "SELECT x.step, COUNT(*) AS number FROM subscription_step x
                     WHERE x.step IN ('renew', 'lapse') AND x.done_on >= $1
                     GROUP BY x.step
                     UNION ALL
                     SELECT 'lapse' AS step, COUNT(*) AS number FROM subscription s
                     WHERE s.state = '{}' AND s.ended_at >= $4 /* staff */",
                    State::Cancelled.code()
                ),
            ),
            (
                "uses",
                &["what", "number"],
                "SELECT x.what, CAST(SUM(x.times) AS BIGINT) AS number FROM entitlement_use x
                 WHERE x.at >= $4 AND x.taken_back_at IS NULL GROUP BY x.what /* staff */",
            ),
            (
                "counts",
                &["running", "at_risk", "customers", "candidates"],
                &format!(
                    "SELECT COUNT(*) AS running, COUNT(CASE WHEN {AT_RISK} THEN 1 END) AS at_risk,
                         COUNT(DISTINCT CASE WHEN {AT_RISK} THEN s.customer_id END) AS customers,
                         COUNT(DISTINCT CASE WHEN {STAYS} THEN s.customer_id END) AS candidates
                     FROM subscription s WHERE s.ended_at IS NULL /* staff */"
                ),
            ),
        ])
    });
    let first = month_of(today, 1 - months());
    let end = month_of(today, months());
    FIGURES
        .ask::<Rows>(args![first, today, end, first.start()])
        .map(move |rows| rows.figures(today))
}

fn months() -> i64 {
    i64::try_from(MONTHS).unwrap_or(12)
}

/// The first day of the month so many months after a day's.
fn month_of(day: Day, later: i64) -> Day {
    let date = day.date();
    let months = jiff::Span::new().try_months(later).unwrap_or_default();
    Day::on(
        date.first_of_month()
            .checked_add(months)
            .unwrap_or_else(|_| date.first_of_month()),
    )
}

impl ComingRow {
    /// The days on which terms begin before `end`, each with what they cost. What
    /// should have begun by now begins today.
    fn renewals(&self, today: Day, end: Day) -> Vec<SumRow> {
        let most = if self.again == 1 { i64::MAX } else { 1 };
        (0..most)
            .map(|term| {
                self.day
                    .plus_months(term * i64::from(self.months.in_months()))
            })
            .take_while(|day| *day < end)
            .take(MOST_TERMS)
            .map(|day| SumRow {
                day: day.max(today),
                currency: self.currency,
                minor: self.minor,
            })
            .collect()
    }
}

/// Of one row no more terms than this are reckoned with: ten years of months that
/// were missed, and the year to come.
const MOST_TERMS: usize = 132;

impl Rows {
    fn figures(self, today: Day) -> Figures {
        let end = month_of(today, months());
        let expected: Vec<SumRow> = self
            .coming
            .iter()
            .flat_map(|row| row.renewals(today, end))
            .collect();
        let mut currencies: Vec<Currency> = self
            .charged
            .iter()
            .chain(&expected)
            .map(|row| row.currency)
            .collect();
        currencies.sort();
        currencies.dedup();
        let by_month = |rows: &[SumRow], currency: Currency, from: i64| -> Vec<(Day, Money)> {
            (from..from + months())
                .map(|later| {
                    let (first, next) = (month_of(today, later), month_of(today, later + 1));
                    let sum: i64 = rows
                        .iter()
                        .filter(|row| row.currency == currency)
                        .filter(|row| first <= row.day && row.day < next)
                        .map(|row| row.minor)
                        .fold(0, i64::saturating_add);
                    (first, Money::new(sum, currency))
                })
                .collect()
        };
        let ended = |step: &str| {
            let rows = self.ends.iter().filter(|row| row.step == step);
            rows.map(|row| row.number).sum::<i64>()
        };
        let counts = self.counts.first();
        Figures {
            money: currencies
                .iter()
                .map(|currency| InCurrency {
                    currency: *currency,
                    charged: by_month(&self.charged, *currency, 1 - months()),
                    expected: by_month(&expected, *currency, 0),
                })
                .collect(),
            renewed: ended("renew"),
            lapsed: ended("lapse"),
            running: counts.map_or(0, |one| one.running),
            at_risk: counts.map_or(0, |one| one.at_risk),
            customers_at_risk: counts.map_or(0, |one| one.customers),
            candidates: counts.map_or(0, |one| one.candidates),
            used: self
                .uses
                .iter()
                .filter_map(|row| Some((Countable::from_code(&row.what)?, row.number)))
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::on(text.parse().unwrap())
    }

    #[test]
    fn each_sum_belongs_to_its_month() {
        let row = |on: &str, minor| SumRow {
            day: day(on),
            currency: Currency::EUR,
            minor,
        };
        let coming = |on: &str, months, again, minor| ComingRow {
            day: day(on),
            months: TermLength::months(months).unwrap(),
            again: i64::from(again),
            currency: Currency::EUR,
            minor,
        };
        let rows = Rows {
            charged: vec![
                row("2026-11-01", 1),
                row("2026-11-27", 2),
                row("2025-12-31", 4),
            ],
            coming: vec![
                coming("2026-11-30", 12, true, 8),
                coming("2027-10-31", 12, true, 16),
            ],
            ends: vec![
                EndRow {
                    step: "renew".to_owned(),
                    number: 3,
                },
                EndRow {
                    step: "lapse".to_owned(),
                    number: 1,
                },
            ],
            counts: Vec::new(),
            uses: Vec::new(),
        };
        let figures = rows.figures(day("2026-11-27"));
        let euro = &figures.money[0];
        assert_eq!(euro.charged.len(), MONTHS);
        assert_eq!(
            euro.charged[0],
            (day("2025-12-01"), Money::new(4, Currency::EUR))
        );
        assert_eq!(euro.charged[11].1.minor, 3);
        assert_eq!(euro.expected[0].1.minor, 8);
        assert_eq!(euro.expected[11].1.minor, 16);
        assert_eq!(figures.renewal_rate(), Some(crate::Rate(7_500)));
        assert_eq!(Figures::default().renewal_rate(), None);
    }
    #[test]
    fn what_renews_by_itself_is_expected_after_each_term() {
        let (today, end) = (day("2026-11-27"), day("2027-11-01"));
        let coming = |on: &str, months, again| ComingRow {
            day: day(on),
            months: TermLength::months(months).unwrap(),
            again: i64::from(again),
            currency: Currency::EUR,
            minor: 5,
        };
        let days = |row: ComingRow| -> Vec<String> {
            let all = row.renewals(today, end);
            assert!(all.iter().all(|one| one.minor == 5));
            all.iter().map(|one| one.day.iso()).collect()
        };
        assert_eq!(
            days(coming("2027-01-31", 3, true)),
            ["2027-01-31", "2027-04-30", "2027-07-31", "2027-10-31"]
        );
        assert_eq!(days(coming("2027-01-31", 3, false)), ["2027-01-31"]);
        // What a standstill delayed is due today.
        assert_eq!(
            days(coming("2026-10-01", 1, true))[..3],
            ["2026-11-27", "2026-11-27", "2026-12-01"]
        );
        assert_eq!(days(coming("2027-11-01", 12, true)), [""; 0]);
    }
}
