//! `/help`: what a member asked, and what their company is entitled to.

use super::said;
use crate::frame::parts::{
    Column, Columns, DataTable, Empty, Filter, Icon, PageHead, Pager, Sheet, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::Timestamp;
use domain::support::{COUNTED, CaseRow, ListCases, Which, list_cases};
use domain::text::Words;
use leptos::prelude::*;

const PAGE: i64 = 50;

/// `GET /help?which=seen&standing=open|solved&q=WORDS&page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let which = match address.get("which") {
        Some("seen") => Which::Seen,
        _ => Which::Mine,
    };
    let solved = match address.get("standing") {
        Some("open") => Some(false),
        Some("solved") => Some(true),
        _ => None,
    };
    let query = ListCases {
        which,
        solved,
        words: address.get("q").unwrap_or_default().to_owned(),
        offset: paging.offset(),
        limit: PAGE,
    };
    let found = list_cases::<PageError>(&state.db, visitor.actor(), &query, visitor.now).await?;
    let (words, now) = (visitor.words, visitor.now);
    let paging = paging.total(found.found);
    let note = (found.found >= COUNTED)
        .then(|| words.say_with("support-counted", &[("count", COUNTED.into())]));
    let title = words.say("support-title");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("help")
        .show(move || {
            let views = views(words, which, solved);
            let columns = vec![
                Column::new(words.say("support-subject")),
                Column::new(words.say("support-asked-by")),
                Column::new(words.say("support-stands")),
                Column::new(words.say("support-last")),
            ];
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one, now)).collect();
            let filter =
                view! { <Filter address=address.clone() label=words.say("support-search") /> };
            let narrowed = !query.words.trim().is_empty() || solved.is_some();
            let table = if rows.is_empty() && narrowed {
                view! {
                    <Empty
                        title=words.say("support-none-found")
                        text=words.say("support-none-found-text")
                        icon=Icon::Search
                    >
                        <a class="btn" href="/help?which=seen">
                            {words.say("support-view-seen")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("support-none")
                        text=words.say("support-none-text")
                        icon=Icon::Help
                    >
                        <a class="btn main" href="/help/new">
                            {words.say("support-ask")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                let pager = view! { <Pager paging address /> };
                // A remark stands beside a caption that is seen.
                let quiet = note.is_none();
                view! {
                    <DataTable caption=title note quiet stack=true columns footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            let aside = said::entitlement(words, &found.entitled);
            view! {
                <PageHead title sub=words.say("support-sub")>
                    <a class="btn" href="/help/articles">
                        {words.say("articles-title")}
                    </a>
                    <a class="btn main" href="/help/new">
                        {words.say("support-ask")}
                    </a>
                </PageHead>
                {views}
                {filter}
                <Columns aside=aside>
                    <Sheet flush=true>{table}</Sheet>
                </Columns>
            }
        }))
}

fn views(words: Words, which: Which, solved: Option<bool>) -> AnyView {
    let link = |id, of: Which, standing: Option<bool>| {
        let address = Address::parse("/help")
            .with("which", if of == Which::Seen { "seen" } else { "" })
            .with(
                "standing",
                match standing {
                    Some(false) => "open",
                    Some(true) => "solved",
                    None => "",
                },
            );
        ViewLink::new(
            words.say(id),
            address.href(),
            which == of && solved == standing,
        )
    };
    let views = vec![
        link("support-view-mine", Which::Mine, None),
        link("support-view-mine-open", Which::Mine, Some(false)),
        link("support-view-mine-solved", Which::Mine, Some(true)),
        link("support-view-seen", Which::Seen, None),
    ];
    view! { <Views label=words.say("support-views") views /> }.into_any()
}

fn row(words: Words, one: &CaseRow, now: Timestamp) -> AnyView {
    let due = said::due(words, one.first_due_at, one.resolution_due_at, now)
        .map(|due| view! { <span class="sub">{due}</span> });
    let who = if one.is_mine() {
        words.say("support-you").to_owned()
    } else {
        one.opener.clone()
    };
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/help/{}", one.number)>{one.subject.clone()}</a>
                <span class="sub">{one.number.clone()}</span>
            </td>
            <td data-l=words.say("support-asked-by")>{who}</td>
            <td class="wide">{said::state_tag(words, one.state)} {due}</td>
            <td data-l=words.say("support-last") class="nw">
                {words.ago(one.updated_at, now)}
            </td>
        </tr>
    }
    .into_any()
}
