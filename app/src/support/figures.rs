//! `/console/cases/figures`: how we help, drawn and as tables, each as a file too.

use super::queue::WITHOUT;
use super::said;
use crate::frame::parts::{
    Bar, Bars, Definitions, FigureRow, FigureTable, PageHead, Sheet, figures_file,
};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly, Text};
use crate::orders::period::{NoPeriod, Period, choose, in_short};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::support::cause::Cause;
use domain::support::{HelpFigures, Helped, Month, help_figures};
use domain::text::Words;
use domain::{Rate, Timestamp};
use leptos::prelude::*;

/// A table of the page, and its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Months,
    Customers,
    Products,
    Causes,
    Teams,
}

impl By {
    const ALL: [By; 5] = [
        By::Months,
        By::Customers,
        By::Products,
        By::Causes,
        By::Teams,
    ];

    const fn code(self) -> &'static str {
        match self {
            By::Months => "months",
            By::Customers => "customers",
            By::Products => "products",
            By::Causes => "causes",
            By::Teams => "teams",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            By::Months => "support-figures-months",
            By::Customers => "support-figures-customers",
            By::Products => "support-figures-products",
            By::Causes => "support-figures-causes",
            By::Teams => "support-figures-teams",
        }
    }

    /// Whether its rows have equipment of their own.
    const fn has_units(self) -> bool {
        matches!(self, By::Customers | By::Products)
    }

    /// The headings of its table, the first of them that of its rows.
    fn headings(self, words: Words) -> Vec<&'static str> {
        if self == By::Months {
            return [
                "orders-report-month",
                "support-figures-opened",
                "support-figures-solved",
                "support-figures-backlog",
                "support-figures-broken",
            ]
            .map(|id| words.say(id))
            .to_vec();
        }
        let first = match self {
            By::Customers => "support-customer",
            By::Products => "support-product",
            By::Teams => "support-team",
            By::Months | By::Causes => "support-cause",
        };
        let mut all = vec![
            first,
            "support-figures-opened",
            "support-figures-to-answer",
            "support-figures-to-solve",
            "support-figures-with-broken",
            "support-satisfaction",
        ];
        if self.has_units() {
            all.push("support-figures-per-hundred");
        }
        all.into_iter().map(|id| words.say(id)).collect()
    }
}

struct Found {
    period: Period,
    wrong: Option<NoPeriod>,
    figures: HelpFigures,
}

async fn find(
    visitor: &StaffOnly,
    state: &AppState,
    address: &Address,
) -> Result<Found, PageError> {
    let (period, wrong) = Period::asked(visitor.words, address, visitor.now);
    let figures = help_figures::<PageError>(&state.db, visitor.actor(), &period.months).await?;
    Ok(Found {
        period,
        wrong,
        figures,
    })
}

/// `GET /console/cases/figures?from=2026-01-01&until=2026-06-30`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let found = find(&visitor, &state, &address).await?;
    let (words, now) = (visitor.words, visitor.now);
    let status = match found.wrong {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let title = words.say("support-figures");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("cases")
        .status(status)
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let period = (&found.period, found.wrong);
            let choose = choose(words, &address, "/console/cases/figures", period, None, now);
            let all = found.figures.all.first().cloned().unwrap_or_default();
            let summary = summary(words, &all);
            let months = months(words, &address, &found);
            let tables: Vec<AnyView> = [By::Customers, By::Products, By::Causes, By::Teams]
                .into_iter()
                .map(|by| table(words, &address, &found, by))
                .collect();
            view! {
                <PageHead title sub=words.say("support-figures-sub") />
                {choose}
                <div class="stack">
                    {summary}
                    {months}
                    {tables}
                </div>
            }
        }))
}

/// All of the period in a few figures.
fn summary(words: Words, all: &Helped) -> AnyView {
    let row = |id: &'static str, text: String| -> (Text, AnyView) {
        (words.say(id).into(), text.into_any())
    };
    let rows = vec![
        row("support-figures-opened", words.number(all.opened)),
        row("support-figures-to-answer", lasting(words, all.to_answer())),
        row("support-figures-to-solve", lasting(words, all.to_solve())),
        row("support-figures-with-broken", broken(words, all)),
        row("support-satisfaction", stars(words, all)),
        row(
            "support-figures-per-hundred",
            tenths(words, all.per_hundred()),
        ),
    ];
    view! {
        <Sheet title=words.say("support-figures-all")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// What was opened each month, drawn, and all of a month in the table behind it.
fn months(words: Words, address: &Address, found: &Found) -> AnyView {
    let names = month_names(words, found);
    let bars = |value: fn(&Month) -> i64| -> Vec<Bar> {
        names
            .iter()
            .zip(&found.figures.months)
            .map(|(name, month)| Bar {
                label: in_short(name).into(),
                value: value(month),
                written: words.number(value(month)).into(),
                pale: false,
            })
            .collect()
    };
    let opened = bars(|month| month.opened);
    let backlog = bars(|month| month.backlog);
    let of = words.say("orders-report-month");
    view! {
        <div class="halves">
            <Sheet title=words.say("support-figures-opened")>
                <Bars bars=opened label=words.say("support-figures-opened") of=of />
            </Sheet>
            <Sheet title=words.say("support-figures-backlog")>
                <Bars bars=backlog label=words.say("support-figures-backlog") of=of />
            </Sheet>
        </div>
        {table(words, address, found, By::Months)}
    }
    .into_any()
}

fn month_names(words: Words, found: &Found) -> Vec<String> {
    let beginnings = found.period.months.iter().rev().skip(1).rev();
    beginnings.map(|month| words.month(*month)).collect()
}

fn table(words: Words, address: &Address, found: &Found, by: By) -> AnyView {
    let file = address.clone().with("by", by.code()).as_file();
    view! {
        <FigureTable
            title=words.say(by.title())
            headings=by.headings(words)
            nothing=words.say("support-figures-nothing")
            file
            rows=rows(words, found, by)
        />
    }
    .into_any()
}

fn rows(words: Words, found: &Found, by: By) -> Vec<FigureRow> {
    let figures = &found.figures;
    let group = match by {
        By::Months => {
            return month_names(words, found)
                .into_iter()
                .zip(&figures.months)
                .map(|(name, month)| FigureRow {
                    name,
                    sub: String::new(),
                    href: None,
                    cells: [month.opened, month.solved, month.backlog, month.broken]
                        .map(|count| words.number(count))
                        .to_vec(),
                    size: month.opened,
                    written: words.number(month.opened),
                })
                .collect();
        }
        By::Customers => &figures.customers,
        By::Products => &figures.products,
        By::Causes => &figures.causes,
        By::Teams => &figures.teams,
    };
    group
        .iter()
        .map(|one| {
            let (name, sub) = named(words, one, by);
            let href = match by {
                By::Customers => HelpFigures::customer(one)
                    .map(|id| format!("/console/cases?pile=all&customer={id}")),
                By::Teams => {
                    let team = match one.key.as_str() {
                        "" => WITHOUT,
                        id => id,
                    };
                    Some(format!("/console/cases?pile=all&team={team}"))
                }
                _ => None,
            };
            let mut cells = vec![
                words.number(one.opened),
                lasting(words, one.to_answer()),
                lasting(words, one.to_solve()),
                broken(words, one),
                stars(words, one),
            ];
            if by.has_units() {
                cells.push(tenths(words, one.per_hundred()));
            }
            FigureRow {
                name,
                sub,
                href,
                cells,
                size: one.opened,
                written: words.number(one.opened),
            }
        })
        .collect()
}

fn named(words: Words, one: &Helped, by: By) -> (String, String) {
    match (by, one.key.as_str()) {
        (By::Teams, "") => (words.say("support-no-team").to_owned(), String::new()),
        (By::Customers | By::Months | By::Teams, _) => (one.name.clone(), String::new()),
        (By::Causes, code) => {
            let cause = Cause::from_code(code).map(|cause| said::cause(words, cause));
            let name = cause.unwrap_or_else(|| words.say("support-figures-no-cause"));
            (name.to_owned(), String::new())
        }
        (By::Products, "") => (
            words.say("support-figures-no-product").to_owned(),
            String::new(),
        ),
        (By::Products, sku) if one.name.is_empty() => (sku.to_owned(), String::new()),
        (By::Products, sku) => (one.name.clone(), sku.to_owned()),
    }
}

const NONE: &str = "–";

fn lasting(words: Words, milliseconds: Option<i64>) -> String {
    milliseconds.map_or_else(
        || NONE.to_owned(),
        |ms| words.lasting(Timestamp(0), Timestamp(ms)),
    )
}

fn broken(words: Words, one: &Helped) -> String {
    match one.broken_share() {
        // Of few cases no share is finer than a whole percent.
        Some(Rate(share)) => {
            let whole = Rate((share + 50) / 100 * 100);
            format!("{} ({})", words.number(one.broken), words.percent(whole))
        }
        None => NONE.to_owned(),
    }
}

fn stars(words: Words, one: &Helped) -> String {
    match one.satisfaction() {
        Some(tenths) => {
            let stars = decimal(words, tenths);
            let of = [
                ("stars", stars.into()),
                ("rated", words.number(one.rated).into()),
            ];
            words.say_with("support-figures-stars", &of)
        }
        None => NONE.to_owned(),
    }
}

fn tenths(words: Words, tenths: Option<i64>) -> String {
    tenths.map_or_else(|| NONE.to_owned(), |tenths| decimal(words, tenths))
}

/// A number of tenths, as the reader writes it.
fn decimal(words: Words, tenths: i64) -> String {
    words.quantity(domain::Quantity::from_thousandths(tenths * 100))
}

/// `GET /console/cases/figures.csv?by=customers&…`: the rows of one table, as the
/// page shows them.
pub async fn file(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let found = find(&visitor, &state, &address).await?;
    let code = address.get("by").unwrap_or("months");
    let by = By::ALL.into_iter().find(|by| by.code() == code);
    let by = by.ok_or(PageError::NotFound)?;
    if found.wrong.is_some() {
        return Err(PageError::NotFound);
    }
    let sub = (by == By::Products).then(|| words.say("orders-report-sku"));
    let file = figures_file(
        "cases.csv",
        by.headings(words),
        sub,
        rows(words, &found, by),
    );
    Ok(file.into_response())
}
