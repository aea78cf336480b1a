//! `/console/configurations`: all standard configurations.

use crate::agreements::search;
use crate::frame::parts::{Column, DataTable, Empty, PageHead, Pager, Sheet, Tag, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::configurations::{ConfigurationRow, configuration_list};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/configurations?q=WORDS&page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, 50);
    let find = address.get("q").unwrap_or_default().to_owned();
    let (skip, most) = (paging.offset(), paging.size);
    let actor = visitor.actor();
    let rows = configuration_list::<PageError>(&state.db, actor, &find, skip, most).await?;
    let paging = paging.total(rows.first().map_or(0, |row| row.total));
    let title = words.say("configurations-title");
    let curates = actor.may(Permission::Curate);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("configurations")
        .show(move || {
            let list = if rows.is_empty() {
                let (title, text) = if find.is_empty() {
                    ("configurations-none", "configurations-none-yet-text")
                } else {
                    ("configurations-none-found", "agreements-none-text")
                };
                view! { <Empty title=words.say(title) text=words.say(text) /> }.into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("configurations-standard")),
                    Column::new(words.say("frame-customer")),
                    Column::new(words.say("agreements-state")),
                    Column::new(words.say("configurations-published")),
                ];
                let rows = rows.iter().map(|row| line(words, row)).collect_view();
                view! {
                    <DataTable
                        caption=title
                        columns
                        stack=true
                        quiet=true
                        footer=view! { <Pager paging address=address.clone() /> }
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            let new = curates.then(|| {
                view! {
                    <a class="btn main" href="/console/customers?for=standard">
                        {words.say("configurations-new")}
                    </a>
                }
            });
            view! {
                <PageHead title sub=words.say("configurations-console-sub")>
                    {new}
                </PageHead>
                <Sheet flush=true>
                    {search(words, "/console/configurations", &find)} {list}
                </Sheet>
            }
        }))
}

fn line(words: Words, row: &ConfigurationRow) -> AnyView {
    let href = format!("/console/configurations/{}", row.id);
    let customer = format!("/console/customers/{}", row.customer_id);
    let (state, tone) = match row.state.as_str() {
        "published" => ("configurations-offered", Tone::Good),
        "retired" => ("configurations-retired", Tone::Plain),
        _ => ("agreements-never-published", Tone::Warn),
    };
    let draft = row
        .draft
        .filter(|_| row.revision.is_some())
        .map(|_| view! { " " <Tag text=words.say("agreements-draft") tone=Tone::Warn /> });
    let published = row.revision.zip(row.published_at).map(|(number, at)| {
        let day = words.date_short(at);
        words.say_with(
            "configurations-published-as",
            &[("number", number.into()), ("day", day.as_str().into())],
        )
    });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{row.name.clone()}</a>
                " "
                <span class="sub">{row.code.clone()}</span>
            </td>
            <td data-l=words.say("frame-customer")>
                <a href=customer>{row.customer.clone()}</a>
            </td>
            <td data-l=words.say("agreements-state")>
                <Tag text=words.say(state) tone /> {draft}
            </td>
            <td data-l=words.say("configurations-published")>{published}</td>
        </tr>
    }
    .into_any()
}
