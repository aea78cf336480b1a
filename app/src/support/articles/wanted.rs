//! `/console/articles/wanted`: what was looked for and not found, for the authors.

use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Pager, PostForm, Sheet};
use crate::frame::{Address, AppState, Face, Form, Page, PageError, Paging, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::identity::Permission;
use domain::support::articles::{Wanted, done_with_wanted, wanted_articles};
use domain::text::Words;
use leptos::prelude::*;

/// Lines on a page.
const PAGE: i64 = 50;

/// `GET /console/articles/wanted?page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (rows, total) =
        wanted_articles::<PageError>(&state.db, visitor.actor(), paging.offset(), PAGE).await?;
    let paging = paging.total(total);
    let (words, now) = (visitor.words, visitor.now);
    let title = words.say("articles-wanted-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("articles")
        .crumbs([(words.say("articles-console-title"), "/console/articles")])
        .show(move || {
            let rows: Vec<AnyView> = rows.iter().map(|one| row(words, one, now)).collect();
            let content = if rows.is_empty() {
                view! {
                    <Empty
                        title=words.say("articles-wanted-none")
                        text=words.say("articles-wanted-none-text")
                        icon=Icon::Check
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("articles-looked-for")),
                    Column::num(words.say("articles-times")),
                    Column::new(words.say("articles-by")),
                    Column::new(words.say("articles-when")),
                    Column::actions(),
                ];
                let pager = view! { <Pager paging address /> };
                view! {
                    <DataTable caption=title quiet=true columns stack=true footer=pager>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("articles-wanted-sub") />
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn row(words: Words, one: &Wanted, now: Timestamp) -> AnyView {
    let others = one.companies - 1;
    let more = (others > 0).then(|| {
        let text = words.say_with("articles-and-others", &[("count", others.into())]);
        view! { <span class="sub">{text}</span> }
    });
    let write = Address::parse("/console/articles/new")
        .with("title", one.typed.as_str())
        .href();
    let company = format!("/console/customers/{}", one.customer);
    let plain = one.plain.clone();
    let name = words.say_with(
        "articles-done-with",
        &[("words", one.typed.as_str().into())],
    );
    let looked_for = words.say_with("articles-quoted", &[("words", one.typed.as_str().into())]);
    view! {
        <tr>
            <td class="wide">{looked_for}</td>
            <td class="num" data-l=words.say("articles-times")>
                {one.times}
            </td>
            <td data-l=words.say("articles-by")>
                <a href=company>{one.company.clone()}</a>
                {more}
            </td>
            <td data-l=words.say("articles-when") class="nw">
                {words.ago(one.last_at, now)}
            </td>
            <td class="actions">
                <div class="row">
                    <a class="btn s" href=write>
                        {words.say("articles-write-it")}
                    </a>
                    <PostForm action="/console/articles/wanted" class="inline">
                        <input type="hidden" name="plain" value=plain />
                        <button class="btn s" aria-label=name>
                            {words.say("articles-done")}
                        </button>
                    </PostForm>
                </div>
            </td>
        </tr>
    }
    .into_any()
}

/// `POST /console/articles/wanted`: something is dealt with.
pub async fn done(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    done_with_wanted::<PageError>(&state.db, visitor.actor(), form.text("plain"), visitor.now)
        .await?;
    visitor
        .say_next(true, visitor.words.say("support-done"))
        .await?;
    Ok(Redirect::to("/console/articles/wanted").into_response())
}
