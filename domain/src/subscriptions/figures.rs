//! What subscriptions bring in: what was charged month by month, what the renewals
//! to come are expected to bring, and how many terms were renewed of those that
//! ended.

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
    /// Terms that ended in the last twelve months and were not.
    pub lapsed: i64,
    /// Subscriptions that have not ended.
    pub running: i64,
    /// Of these, those that end with their term as things stand.
    pub at_risk: i64,
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
    expected: Vec<SumRow>,
    ends: Vec<EndRow>,
    counts: Vec<CountRow>,
}

#[derive(Debug, Deserialize)]
struct SumRow {
    day: Day,
    currency: Currency,
    minor: i64,
}

#[derive(Debug, Deserialize)]
struct EndRow {
    step: String,
    number: i64,
}

#[derive(Debug, Deserialize)]
struct CountRow {
    running: i64,
    at_risk: i64,
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
                "expected",
                &["day", "currency", "minor"],
                // Seats are whole, in thousandths.
                "SELECT s.last_day AS day, s.currency,
                     CAST(SUM(coalesce(s.quoted_minor, s.price_minor)
                         * (coalesce(s.next_seats, s.seats) / 1000)) AS BIGINT) AS minor
                 FROM subscription s JOIN plan_revision r ON r.id = s.revision_id
                 WHERE s.ended_at IS NULL AND s.last_day >= $2 AND s.last_day < $3
                     AND (s.state = 'renewal-accepted' OR (s.state IN ('active', 'scheduled')
                         AND CAST(r.policy ->> 'renews_by_itself' AS TEXT) IN ('1', 'true')))
                 GROUP BY s.last_day, s.currency /* staff */",
            ),
            (
                "ends",
                &["step", "number"],
                "SELECT x.step, COUNT(*) AS number FROM subscription_step x
                 WHERE x.step IN ('renew', 'lapse') AND x.done_on >= $1
                 GROUP BY x.step /* staff */",
            ),
            (
                "counts",
                &["running", "at_risk"],
                "SELECT COUNT(*) AS running,
                     COUNT(CASE WHEN s.state IN ('paused', 'cancels-at-term', 'renewal-offered')
                         THEN 1 END) AS at_risk
                 FROM subscription s WHERE s.ended_at IS NULL /* staff */",
            ),
        ])
    });
    let first = month_of(today, 1 - months());
    let end = month_of(today, months());
    FIGURES
        .ask::<Rows>(args![first, today, end])
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

impl Rows {
    fn figures(self, today: Day) -> Figures {
        let mut currencies: Vec<Currency> = self
            .charged
            .iter()
            .chain(&self.expected)
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
            let row = self.ends.iter().find(|row| row.step == step);
            row.map_or(0, |row| row.number)
        };
        let counts = self.counts.first();
        Figures {
            money: currencies
                .iter()
                .map(|currency| InCurrency {
                    currency: *currency,
                    charged: by_month(&self.charged, *currency, 1 - months()),
                    expected: by_month(&self.expected, *currency, 0),
                })
                .collect(),
            renewed: ended("renew"),
            lapsed: ended("lapse"),
            running: counts.map_or(0, |one| one.running),
            at_risk: counts.map_or(0, |one| one.at_risk),
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
        let rows = Rows {
            charged: vec![
                row("2026-11-01", 1),
                row("2026-11-27", 2),
                row("2025-12-31", 4),
            ],
            expected: vec![row("2026-11-30", 8), row("2027-10-31", 16)],
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
}
