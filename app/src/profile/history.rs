//! `/console/customers/{id}/interactions`: everything that happened.

use super::happened_table;
use crate::frame::parts::{Empty, PageHead, Pager, Sheet};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::profile::{self, HistoryQuery, Kind, wording};
use leptos::prelude::*;

const ROWS: i64 = 50;

/// `GET /console/customers/{id}/interactions?kind=…&who=…&q=…&page=N`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let customer = id(&customer)?;
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, ROWS);
    let wanted = HistoryQuery {
        kind: address.get("kind").and_then(Kind::from_code),
        member: address.get("who").and_then(|who| who.parse().ok()),
        words: address.get("q").unwrap_or_default().to_owned(),
        page: (paging.size, paging.offset()),
    };
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let history = profile::history(&mut read, actor, customer, &wanted).await?;
    drop(read);
    let paging = paging.total(history.total());
    let name = history.customer().to_owned();
    let title = words.say("profile-history");
    let back = format!("/console/customers/{customer}");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("customers")
        .crumbs([
            (
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (name.clone(), back),
        ])
        .show(move || {
            let sub = words.say_with("profile-history-sub", &[("name", name.into())]);
            let chosen_kind = wanted.kind.map_or("", Kind::code);
            let kinds = Kind::ALL
                .iter()
                .map(|kind| {
                    let code = kind.code();
                    view! {
                        <option value=code selected=code == chosen_kind>
                            {wording::kind_name(words, *kind)}
                        </option>
                    }
                })
                .collect_view();
            let people = history
                .people
                .iter()
                .map(|one| {
                    let here = Some(one.id) == wanted.member;
                    view! {
                        <option value=one.id.to_string() selected=here>
                            {one.name.clone()}
                        </option>
                    }
                })
                .collect_view();
            let action = address.path().to_owned();
            let table = if history.rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("profile-none-fit")
                        text=words.say("profile-none-fit-text")
                    />
                }
                .into_any()
            } else {
                let pager = view! { <Pager paging address /> }.into_any();
                happened_table(words, title, history.rows, pager)
            };
            view! {
                <PageHead title=title sub=sub />
                <div class="stack">
                    <form
                        class="filter"
                        method="get"
                        action=action
                        role="search"
                        aria-label=words.say("frame-search-list")
                    >
                        <select class="input" name="kind" aria-label=words.say("profile-what")>
                            <option value="">{words.say("profile-all-kinds")}</option>
                            {kinds}
                        </select>
                        <select class="input" name="who" aria-label=words.say("profile-who")>
                            <option value="">{words.say("profile-all-people")}</option>
                            {people}
                        </select>
                        <input
                            class="input"
                            type="search"
                            name="q"
                            value=wanted.words.clone()
                            placeholder=words.say("profile-words")
                            aria-label=words.say("profile-words")
                        />
                        <button class="btn">{words.say("profile-filter")}</button>
                    </form>
                    <Sheet flush=true>{table}</Sheet>
                </div>
            }
        }))
}
