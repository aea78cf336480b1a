//! `/reports`: what was spent and asked for in a while, drawn and as tables, each
//! as a file too. Which of it appears is set for the company and its groups.

use crate::frame::parts::{
    Bar, Bars, Column, DataTable, Empty, Icon, Meter, MeterPart, Notice, PageHead, Sheet, Tone,
    ViewLink, Views,
};
use crate::frame::{Address, AppState, CsvFile, Face, Page, PageError, SignedIn};
use crate::site::report_name;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::identity::Permission;
use domain::orders::{Asking, Figures, MOST_REPORT_MONTHS, Spent, ask_figures};
use domain::requests::lifecycle::State as RequestState;
use domain::site::{Look, Report, ask_site};
use domain::store::together;
use domain::text::Words;
use domain::{Currency, Day, Money, Timestamp};
use leptos::prelude::*;

/// The time a report is about: days of the reader's calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Period {
    /// The first and the last day, as date fields have them.
    from: String,
    until: String,
    /// The beginnings of its months, and the moment after its end.
    months: Vec<Timestamp>,
}

/// Why an address names no period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NoPeriod {
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
    fn asked(words: Words, address: &Address, now: Timestamp) -> (Self, Option<NoPeriod>) {
        let usual = Self::usual(words, now);
        let from = address.get("from").unwrap_or(&usual.from).to_owned();
        let until = address.get("until").unwrap_or(&usual.until).to_owned();
        match Self::of(words, &from, &until) {
            Ok(period) => (period, None),
            Err(wrong) => (usual, Some(wrong)),
        }
    }

    /// The periods that are one click away: their names, first and last days.
    fn choices(words: Words, now: Timestamp) -> Vec<(&'static str, String, String)> {
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

/// What the page and its files are made of.
struct Found {
    period: Period,
    wrong: Option<NoPeriod>,
    look: Look,
    /// In one currency.
    figures: Figures,
    currencies: Vec<Currency>,
    currency: Option<Currency>,
}

async fn find(visitor: &SignedIn, state: &AppState, address: &Address) -> Result<Found, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let member = actor.member_who_may(Permission::Browse)?;
    let (period, wrong) = Period::asked(words, address, visitor.now);
    let mut read = state.db.read(actor.scope()).await?;
    let questions = (
        ask_figures(actor, &period.months, words.language().code())?,
        ask_site(member.company.id, Some(member.id), visitor.now),
    );
    let (figures, site) = together(&mut read, questions).await?;
    drop(read);
    let currencies = figures.currencies();
    let asked = address
        .get("currency")
        .and_then(|code| code.parse::<Currency>().ok())
        .filter(|currency| currencies.contains(currency));
    let currency = asked.or_else(|| currencies.first().copied());
    Ok(Found {
        figures: match currency {
            Some(currency) => figures.of(currency),
            None => figures,
        },
        period,
        wrong,
        look: site.look,
        currencies,
        currency,
    })
}

/// `GET /reports?from=2026-01-01&until=2026-06-30&currency=EUR`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let found = find(&visitor, &state, &address).await?;
    let sub = if visitor.actor().may(Permission::SeeCompany) {
        "orders-reports-company"
    } else {
        "orders-reports-own"
    };
    let title = words.say("orders-reports");
    let now = visitor.now;
    let status = match found.wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("orders")
        .status(status)
        .crumbs([(words.say("frame-orders"), "/orders")])
        .show(move || {
            let choose = choose(words, &address, &found, now);
            let sheets: Vec<AnyView> = BESIDE
                .iter()
                .filter_map(|beside| {
                    let shown: Vec<AnyView> = beside
                        .iter()
                        .filter(|report| found.look.reports(**report))
                        .map(|report| sheet(words, &address, &found, *report))
                        .collect();
                    match shown.len() {
                        0 => None,
                        1 => Some(shown.into_any()),
                        _ => Some(view! { <div class="halves">{shown}</div> }.into_any()),
                    }
                })
                .collect();
            let content = if sheets.is_empty() {
                view! {
                    <Sheet>
                        <Empty title=words.say("orders-reports-none") icon=Icon::Search />
                    </Sheet>
                }
                .into_any()
            } else {
                view! { <div class="stack">{sheets}</div> }.into_any()
            };
            view! {
                <PageHead title=title sub=words.say(sub) />
                {choose}
                {content}
            }
        }))
}

/// Which reports stand beside each other, from the top.
const BESIDE: &[&[Report]] = &[
    &[Report::Months, Report::CostCentres],
    &[Report::Categories, Report::Requests],
    &[Report::Products],
];

/// A month in the little room below a bar: “November 2025” as “Nov 25”.
fn in_short(month: &str) -> String {
    let begins: String = month.chars().take(3).collect();
    let year = month.rsplit(' ').next().unwrap_or_default();
    let ends: String = year.chars().skip(2).collect();
    format!("{begins} {ends}")
}

/// The period, and the currency where there are several.
fn choose(words: Words, address: &Address, found: &Found, now: Timestamp) -> AnyView {
    let period = &found.period;
    let views = Period::choices(words, now)
        .into_iter()
        .map(|(name, from, until)| {
            let current = from == period.from && until == period.until;
            let to = address.clone().with("from", from).with("until", until);
            ViewLink::new(words.say(name), to.href(), current)
        })
        .collect::<Vec<_>>();
    let currencies = (found.currencies.len() > 1).then(|| {
        let views = found
            .currencies
            .iter()
            .map(|currency| {
                let to = address.clone().with("currency", currency.code());
                ViewLink::new(
                    currency.code().to_owned(),
                    to.href(),
                    found.currency == Some(*currency),
                )
            })
            .collect::<Vec<_>>();
        view! { <Views label=words.say("orders-report-currency") views=views /> }
    });
    let wrong = found.wrong.map(|wrong| {
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
    let kept = found
        .currency
        .map(|currency| view! { <input type="hidden" name="currency" value=currency.code() /> });
    view! {
        <Views label=words.say("orders-report-period") views=views />
        {currencies}
        {wrong}
        <form method="get" action="/reports" class="period">
            {kept} {days} <button class="btn">{words.say("orders-report-show")}</button>
        </form>
    }
    .into_any()
}

fn sheet(words: Words, address: &Address, found: &Found, report: Report) -> AnyView {
    let file = address.clone().with("report", report.code()).as_file();
    let title = words.say(report_name(report));
    let rows = rows(words, found, report);
    if rows.is_empty() {
        return view! {
            <Sheet title=title>
                <p class="mute">{words.say("orders-report-nothing")}</p>
            </Sheet>
        }
        .into_any();
    }
    let aside = view! {
        <a class="link small" href=file>
            {words.say("orders-csv")}
        </a>
    };
    if report == Report::Months {
        let total = found.figures.total().map(|total| {
            let total = [("total", words.money(total).into())];
            words.say_with("orders-report-total", &total)
        });
        let bars = rows
            .into_iter()
            .map(|row| Bar {
                label: in_short(&row.name).into(),
                value: row.size,
                written: row.figure.into(),
                pale: false,
            })
            .collect::<Vec<_>>();
        return view! {
            <Sheet title=title note=total aside=aside>
                <Bars bars=bars label=title of=words.say("orders-report-month") />
            </Sheet>
        }
        .into_any();
    }
    let headings = headings(report);
    let most = rows.iter().map(|row| row.size).max().unwrap_or(0).max(1);
    let columns = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| match at {
            0 => Column::new(words.say(heading)),
            _ => Column::num(words.say(heading)),
        })
        .chain([Column::unnamed(words.say("orders-report-share"))])
        .collect();
    let rows = rows
        .into_iter()
        .map(|row| {
            let label = format!("{}: {}", row.name, row.figure);
            let sub = (!row.sub.is_empty()).then(|| view! { <span class="sub">{row.sub}</span> });
            let more = row
                .more
                .into_iter()
                .chain([row.figure])
                .zip(headings.iter().skip(1))
                .map(|(cell, heading)| {
                    view! {
                        <td class="num" data-l=words.say(heading)>
                            {cell}
                        </td>
                    }
                })
                .collect_view();
            view! {
                <tr>
                    <td class="wide">{row.name} {sub}</td>
                    {more}
                    <td class="no-phone">
                        <Meter whole=most parts=vec![MeterPart::Used(row.size)] label=label />
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Sheet title=title aside=aside flush=true>
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// The headings of a report's table, one for each cell of its rows.
const fn headings(report: Report) -> &'static [&'static str] {
    match report {
        Report::Months => &[
            "orders-report-month",
            "orders-report-orders",
            "orders-total",
        ],
        Report::CostCentres => &["orders-cost-centre", "orders-report-orders", "orders-total"],
        Report::Categories => &[
            "catalog-category",
            "orders-report-orders",
            "orders-report-pieces",
            "orders-total",
        ],
        Report::Products => &[
            "catalog-product",
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
struct Row {
    name: String,
    /// Beside the name: a SKU, a cost centre's name.
    sub: String,
    /// The cells between the name and the figure.
    more: Vec<String>,
    /// What the row is about, in words, for people and as a plain number.
    figure: String,
    plain: String,
    /// The figure in any unit, for the picture.
    size: i64,
}

fn rows(words: Words, found: &Found, report: Report) -> Vec<Row> {
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

/// `GET /reports.csv?report=months&…`: the rows of one report, as the page shows
/// them. A report that does not appear has no file.
pub async fn file(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    // Who is no member has no report, whichever it is.
    visitor.actor().member_who_may(Permission::Browse)?;
    let report = address
        .get("report")
        .map_or(Some(Report::Months), Report::from_code);
    let report = report.ok_or(PageError::NotFound)?;
    let found = find(&visitor, &state, &address).await?;
    if found.wrong.is_some() || !found.look.reports(report) {
        return Err(PageError::NotFound);
    }
    let headings = headings(report);
    let with_sub = matches!(report, Report::CostCentres | Report::Products);
    let with_currency = report != Report::Requests;
    let mut cells: Vec<&str> = headings.iter().map(|id| words.say(id)).collect();
    if with_sub {
        let sub = match report {
            Report::Products => "orders-report-sku",
            _ => "orders-report-name",
        };
        cells.insert(1, words.say(sub));
    }
    if with_currency {
        cells.push(words.say("orders-currency"));
    }
    let mut file = CsvFile::new("reports.csv", cells);
    for row in rows(words, &found, report) {
        let mut cells = vec![row.name];
        if with_sub {
            cells.push(row.sub);
        }
        cells.extend(row.more);
        cells.push(row.plain);
        if with_currency {
            let code = found.currency.as_ref().map_or("", Currency::code);
            cells.push(code.to_owned());
        }
        file.row(cells);
    }
    Ok(file.into_response())
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
