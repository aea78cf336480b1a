//! The rows of reports, as pages and files show them.

use super::Found;
use crate::frame::parts::FigureRow;
use domain::orders::{Asking, Spent};
use domain::requests::lifecycle::State as RequestState;
use domain::site::Report;
use domain::text::Words;
use domain::{Money, Timestamp};

/// The headings of a report's table, one for each cell of its rows.
pub(super) const fn headings(report: Report) -> &'static [&'static str] {
    match report {
        Report::Months => &[
            "orders-report-month",
            "orders-report-orders",
            "orders-total",
        ],
        Report::CostCentres => &["frame-cost-centre", "orders-report-orders", "orders-total"],
        Report::Categories => &[
            "catalog-category",
            "orders-report-orders",
            "orders-report-pieces",
            "orders-total",
        ],
        Report::Products => &[
            "frame-product",
            "orders-report-orders",
            "orders-report-pieces",
            "orders-total",
        ],
        Report::Requests => &[
            "orders-report-state",
            "orders-report-average",
            "orders-report-longest",
            "orders-report-requests-count",
        ],
    }
}

/// A row as the page and the file show it.
pub(super) struct Row {
    pub(super) name: String,
    /// Beside the name: a SKU, a cost centre's name.
    pub(super) sub: String,
    /// The cells between the name and the figure.
    pub(super) more: Vec<String>,
    /// What the row is about, in words, for people and as a plain number.
    pub(super) figure: String,
    pub(super) plain: String,
    /// The figure in any unit, for the picture.
    pub(super) size: i64,
}

impl Row {
    /// As the page draws it.
    pub(super) fn drawn(self) -> FigureRow {
        let mut cells = self.more;
        cells.push(self.figure.clone());
        FigureRow {
            name: self.name,
            sub: self.sub,
            href: None,
            cells,
            size: self.size,
            written: self.figure,
        }
    }

    /// As its file has it, with the currency of amounts in it.
    pub(super) fn filed(self, currency: Option<&str>) -> FigureRow {
        let mut cells = self.more;
        cells.push(self.plain);
        cells.extend(currency.map(str::to_owned));
        FigureRow {
            name: self.name,
            sub: self.sub,
            cells,
            ..FigureRow::default()
        }
    }
}

pub(super) fn rows(words: Words, found: &Found, report: Report) -> Vec<Row> {
    let figures = &found.figures;
    match report {
        Report::Months => months(words, found),
        Report::CostCentres => figures
            .centres
            .iter()
            .map(|one| {
                let name = match one.key.as_str() {
                    "" => words.say("orders-report-no-centre").to_owned(),
                    code => code.to_owned(),
                };
                spent(words, one, name, one.name.clone(), false)
            })
            .collect(),
        Report::Categories => figures
            .categories
            .iter()
            .map(|one| {
                let name = match one.key.as_str() {
                    "" => words.say("orders-report-no-category").to_owned(),
                    name => name.to_owned(),
                };
                spent(words, one, name, String::new(), true)
            })
            .collect(),
        Report::Products => {
            let mut rows: Vec<Row> = figures
                .products
                .iter()
                .map(|one| spent(words, one, one.name.clone(), one.key.clone(), true))
                .collect();
            rows.extend(figures.other_products().map(|rest| Row {
                name: words.say("orders-report-others").to_owned(),
                sub: String::new(),
                more: vec![String::new(), String::new()],
                figure: words.money(rest),
                plain: rest.plain(),
                size: rest.minor,
            }));
            rows
        }
        Report::Requests => figures
            .requests
            .iter()
            .map(|one| asking(words, one))
            .collect(),
    }
}

/// Every month of the period, those without orders too.
fn months(words: Words, found: &Found) -> Vec<Row> {
    let Some(currency) = found.currency else {
        return Vec::new();
    };
    let beginnings = found.period.months.iter().rev().skip(1).rev();
    beginnings
        .enumerate()
        .map(|(place, month)| {
            let key = place.to_string();
            let row = found.figures.months.iter().find(|row| row.key == key);
            let amount = row.map_or(Money::zero(currency), Spent::amount);
            Row {
                name: words.month(*month),
                sub: String::new(),
                more: vec![words.number(row.map_or(0, |row| row.orders))],
                figure: words.money(amount),
                plain: amount.plain(),
                size: amount.minor,
            }
        })
        .collect()
}

fn spent(words: Words, one: &Spent, name: String, sub: String, counted: bool) -> Row {
    let mut more = vec![words.number(one.orders)];
    if counted {
        more.push(words.quantity(one.quantity));
    }
    Row {
        name,
        sub,
        more,
        figure: words.money(one.amount()),
        plain: one.amount().plain(),
        size: one.amount().minor,
    }
}

fn asking(words: Words, one: &Asking) -> Row {
    let lasting = |ms: i64| words.lasting(Timestamp(0), Timestamp(ms));
    let decided = one.average_ms();
    let state = match one.state {
        RequestState::Submitted => "requests-state-submitted",
        RequestState::Asked => "requests-state-asked",
        RequestState::Held => "requests-state-held",
        RequestState::Approved | RequestState::PartlyApproved => "requests-state-approved",
        RequestState::Refused => "requests-state-refused",
        RequestState::Ordered => "requests-state-ordered",
        RequestState::Withdrawn => "requests-state-withdrawn",
    };
    Row {
        name: words.say(state).to_owned(),
        sub: String::new(),
        more: vec![
            decided.map_or_else(|| "–".to_owned(), lasting),
            decided.map_or_else(|| "–".to_owned(), |_| lasting(one.longest_ms)),
        ],
        figure: words.number(one.requests),
        plain: one.requests.to_string(),
        size: one.requests,
    }
}
