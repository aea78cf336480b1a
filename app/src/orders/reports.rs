//! `/reports`: what was spent and asked for in a while, drawn and as tables, each
//! as a file too. Which of it appears is set for the company and its groups.

pub(crate) mod period;
mod rows;

use self::period::{NoPeriod, Period, in_short};
use self::rows::{Row, headings, rows};
use crate::frame::parts::{
    Bar, Bars, Empty, FigureTable, Icon, PageHead, Sheet, ViewLink, Views, figures_file,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use crate::site::report_name;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::identity::Permission;
use domain::orders::{Figures, ask_figures};
use domain::site::{Look, Report, ask_site};
use domain::store::together;
use domain::text::Words;
use domain::{Currency, Timestamp};
use leptos::prelude::*;

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

/// The period, and the currency where there are several.
fn choose(words: Words, address: &Address, found: &Found, now: Timestamp) -> AnyView {
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
        view! { <Views label=words.say("frame-currency") views=views /> }
    });
    let kept = found
        .currency
        .map(|currency| view! { <input type="hidden" name="currency" value=currency.code() /> });
    let period = (&found.period, found.wrong);
    let kept = kept.map(IntoAny::into_any);
    let period = period::choose(words, address, "/reports", period, kept, now);
    view! {
        {currencies}
        {period}
    }
    .into_any()
}

fn sheet(words: Words, address: &Address, found: &Found, report: Report) -> AnyView {
    let file = address.clone().with("report", report.code()).as_file();
    let title = words.say(report_name(report));
    let nothing = words.say("orders-report-nothing");
    let rows = rows(words, found, report);
    if report != Report::Months || rows.is_empty() {
        let headings = headings(report).iter().map(|id| words.say(id)).collect();
        let rows = rows.into_iter().map(Row::drawn).collect();
        return view! { <FigureTable title headings nothing file rows /> }.into_any();
    }
    let aside = view! {
        <a class="link small" href=file>
            {words.say("frame-csv")}
        </a>
    };
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
    view! {
        <Sheet title=title note=total aside=aside>
            <Bars bars=bars label=title of=words.say("orders-report-month") />
        </Sheet>
    }
    .into_any()
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
    let mut headings: Vec<&str> = headings(report).iter().map(|id| words.say(id)).collect();
    let sub = match report {
        Report::Products => Some(words.say("orders-report-sku")),
        Report::CostCentres => Some(words.say("orders-report-name")),
        _ => None,
    };
    let mut currency = None;
    if report != Report::Requests {
        headings.push(words.say("frame-currency"));
        currency = Some(found.currency.as_ref().map_or("", Currency::code));
    }
    let rows = rows(words, &found, report);
    let rows = rows.into_iter().map(|row| row.filed(currency));
    let file = figures_file("reports.csv", headings, sub, rows);
    Ok(file.into_response())
}
