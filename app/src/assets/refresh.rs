//! `/equipment/refresh`: what is to be replaced when, quarter by quarter, with what
//! it cost; each quarter leads to its units.

use super::narrow::OVERDUE;
use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Sheet};
use crate::frame::{Address, AppState, CsvFile, Face, Page, PageError, SignedIn};
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Response};
use domain::assets::visibility::Sees;
use domain::assets::{Due, refresh_plan};
use domain::id::UnitId;
use domain::identity::Unit;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /equipment/refresh?unit=…`
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let (plan, units) = find(&visitor, &app, &address).await?;
    let title = words.say("assets-refresh-plan");
    let whole = Sees::of(visitor.actor()) == Sees::Company;
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(words.say("assets-title"), "/equipment")])
        .show(move || {
            let filter = (whole && !units.is_empty()).then(|| filter(words, &address, &units));
            let empty = plan.iter().all(|due| due.units == 0);
            let of_unit = address.get("unit").is_some_and(|unit| !unit.is_empty());
            let content = if empty {
                let all = of_unit.then(|| {
                    view! {
                        <a class="btn" href="/equipment/refresh">
                            {words.say("assets-show-all")}
                        </a>
                    }
                });
                view! {
                    <Empty
                        title=words.say("assets-refresh-none")
                        text=words.say("assets-refresh-none-text")
                        icon=Icon::Parts
                    >
                        {all}
                    </Empty>
                }
                .into_any()
            } else {
                table(words, title, &address, &plan)
            };
            view! {
                <PageHead title sub=words.say("assets-refresh-sub") />
                <div class="stack-s">
                    {filter} <Sheet flush=true>{content}</Sheet>
                </div>
            }
        }))
}

/// `GET /equipment/refresh.csv?unit=…`: the same quarters.
pub async fn file(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let (plan, _) = find(&visitor, &app, &address).await?;
    let head = [
        "assets-quarter",
        "assets-units",
        "assets-priced",
        "assets-paid",
        "assets-currency",
    ]
    .map(|id| words.say(id));
    let mut file = CsvFile::new("equipment-refresh.csv", head);
    for due in plan.iter().filter(|due| due.units > 0) {
        let row = |paid: String, currency: String| {
            [
                name(words, due),
                due.units.to_string(),
                due.priced.to_string(),
                paid,
                currency,
            ]
        };
        if due.paid.is_empty() {
            file.row(row(String::new(), String::new()));
        }
        for paid in &due.paid {
            file.row(row(paid.plain(), paid.currency.code().to_owned()));
        }
    }
    Ok(file.into_response())
}

async fn find(
    visitor: &SignedIn,
    app: &AppState,
    address: &Address,
) -> Result<(Vec<Due>, Vec<Unit>), PageError> {
    let unit: Option<UnitId> = address.get("unit").and_then(|id| id.parse().ok());
    refresh_plan::<PageError>(&app.db, visitor.actor(), unit, visitor.now).await
}

/// What a quarter is called.
fn name(words: Words, due: &Due) -> String {
    match due.quarter {
        Some(quarter) => words.say_with(
            "assets-quarter-of",
            &[
                ("number", quarter.number().into()),
                ("year", quarter.year().to_string().into()),
            ],
        ),
        None => words.say("assets-overdue").to_owned(),
    }
}

fn filter(words: Words, address: &Address, units: &[Unit]) -> AnyView {
    let chosen = address.get("unit").unwrap_or_default().to_owned();
    let options = units
        .iter()
        .map(|unit| {
            let (id, name) = (unit.id.to_string(), unit.name.clone());
            let selected = id == chosen;
            view! {
                <option value=id selected=selected>
                    {name}
                </option>
            }
        })
        .collect_view();
    view! {
        <form method="get" action="/equipment/refresh" class="filter">
            <select class="input" name="unit" aria-label=words.say("assets-unit")>
                <option value="">{words.say("assets-all-units")}</option>
                {options}
            </select>
            <button class="btn">{words.say("frame-filter")}</button>
        </form>
    }
    .into_any()
}

fn table(words: Words, title: &'static str, address: &Address, plan: &[Due]) -> AnyView {
    let rows = plan
        .iter()
        .filter(|due| due.units > 0)
        .map(|due| {
            let quarter = due.quarter.map(|quarter| quarter.to_string());
            let mut query = form_urlencoded::Serializer::new(String::new());
            query.append_pair("due", quarter.as_deref().unwrap_or(OVERDUE));
            if let Some(unit) = address.get("unit").filter(|unit| !unit.is_empty()) {
                query.append_pair("unit", unit);
            }
            let href = format!("/equipment?{}", query.finish());
            let days = words.say_with(
                "assets-due-days",
                &[
                    ("first", words.date_short(due.first).into()),
                    ("last", words.date_short(due.last).into()),
                ],
            );
            let days = due.quarter.map(|_| days);
            let paid: Vec<String> = due.paid.iter().map(|paid| words.money(*paid)).collect();
            let paid = if paid.is_empty() {
                "–".to_owned()
            } else {
                paid.join(" + ")
            };
            let of = (due.priced > 0 && due.priced < due.units).then(|| {
                let priced = [("count", due.priced.into())];
                view! { <span class="sub">{words.say_with("assets-priced-of", &priced)}</span> }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{name(words, due)}</a>
                        <span class="sub">{days}</span>
                    </td>
                    <td class="num" data-l=words.say("assets-units")>
                        {words.number(due.units)}
                    </td>
                    <td class="num" data-l=words.say("assets-paid")>
                        {paid} {of}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("assets-quarter")),
        Column::num(words.say("assets-units")),
        Column::num(words.say("assets-paid")),
    ];
    let file = address.clone().as_file();
    let aside = view! {
        <a class="link small" href=file>
            {words.say("frame-csv")}
        </a>
    };
    view! {
        <DataTable caption=title aside=aside columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}
