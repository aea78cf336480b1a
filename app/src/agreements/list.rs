//! All agreements.

use super::fields::{audience, when};
use crate::frame::parts::{
    Column, DataTable, Empty, Filter, PageHead, Pager, Sheet, Slot, Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{AgreementRow, Validity, agreement_list};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/agreements?q=WORDS&page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, 50);
    let find = address.get("q").unwrap_or_default().to_owned();
    let rows = agreement_list::<PageError>(
        &state.db,
        visitor.actor(),
        &find,
        paging.offset(),
        paging.size,
    )
    .await?;
    let paging = paging.total(rows.first().map_or(0, |row| row.total));
    let title = words.say("agreements-title");
    let curates = visitor.actor().may(Permission::Curate);
    let now = visitor.now;
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("agreements")
        .show(move || {
            let columns = vec![
                Column::new(words.say("agreements-agreement")),
                Column::new(words.say("frame-customer")),
                Column::new(words.say("agreements-state")),
                Column::new(words.say("agreements-validity")),
                Column::new(words.say("frame-currency")),
            ];
            let list = if rows.is_empty() && find.is_empty() && paging.page == 1 {
                first(words, curates)
            } else if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("agreements-none")
                        text=words.say("agreements-none-text")
                    />
                }
                .into_any()
            } else {
                let rows = rows
                    .into_iter()
                    .map(|row| line(words, row, now))
                    .collect_view();
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
            view! {
                <PageHead title sub=words.say("agreements-sub")>
                    {curates
                        .then(|| {
                            view! {
                                <a class="btn" href="/console/sweeps">
                                    {words.say("agreements-sweeps-link")}
                                </a>
                                <a class="btn main" href="/console/customers?for=agreement">
                                    {words.say("agreements-new")}
                                </a>
                            }
                        })}
                </PageHead>
                <Sheet flush=true>
                    {search(words, "/console/agreements", &find)} {list}
                </Sheet>
            }
        }))
}

/// What stands in the list before there is any agreement, and how the first one
/// comes into it.
fn first(words: Words, curates: bool) -> AnyView {
    let (text, actions) = if curates {
        let actions = view! {
            <a class="btn main" href="/console/customers?for=agreement">
                {words.say("agreements-new")}
            </a>
        };
        ("agreements-first-agreement", Some(actions))
    } else {
        ("agreements-made-by-curators", None)
    };
    view! {
        <Empty title=words.say("agreements-without-any") text=words.say(text)>
            {actions}
        </Empty>
    }
    .into_any()
}

/// The field that narrows a list.
pub(crate) fn search(words: Words, action: &'static str, find: &str) -> AnyView {
    search_for(words, action, find, None, None)
}

/// The same on a list that was opened to choose something for `purpose`, which
/// it stays open for, perhaps with further things to choose by.
pub(super) fn search_for(
    words: Words,
    action: &'static str,
    find: &str,
    purpose: Option<&'static str>,
    filters: Option<AnyView>,
) -> AnyView {
    let address = Address::parse(action)
        .with("q", find)
        .with("for", purpose.unwrap_or_default());
    view! {
        <Filter
            address
            label=words.say("agreements-find")
            button=words.say("frame-search")
            inside=true
            more=Slot(filters)
        />
    }
    .into_any()
}

fn line(words: Words, row: AgreementRow, now: domain::Timestamp) -> impl IntoView {
    let href = format!("/console/agreements/{}", row.id);
    let customer = row.customer_id.map(|id| format!("/console/customers/{id}"));
    let whose = audience(words, &row.reach, &row.customer, row.unit.as_deref());
    let valid = Validity {
        from: row.valid_from.unwrap_or(Validity::ALWAYS.from),
        until: row.valid_until.unwrap_or(Validity::ALWAYS.until),
    };
    let (state, tone) = match row.revision {
        None => ("agreements-never-published", Tone::Warn),
        Some(_) if now < valid.from => ("agreements-not-yet", Tone::Accent),
        Some(_) if valid.until <= now => ("agreements-ended", Tone::Bad),
        Some(_) => ("agreements-applies", Tone::Good),
    };
    let draft = row
        .draft
        .filter(|_| row.revision.is_some())
        .map(|_| view! { " " <Tag text=words.say("agreements-draft") tone=Tone::Warn /> });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{row.number}</a>
            </td>
            <td data-l=words.say("frame-customer")>
                {match customer {
                    Some(href) => view! { <a href=href>{whose}</a> }.into_any(),
                    None => whose.into_any(),
                }}
            </td>
            <td data-l=words.say("agreements-state")>
                <Tag text=words.say(state) tone /> {draft}
            </td>
            <td data-l=words.say("agreements-validity")>
                {row.revision.map(|_| when(words, valid))}
            </td>
            <td data-l=words.say("frame-currency")>{row.currency.code().to_owned()}</td>
        </tr>
    }
}
