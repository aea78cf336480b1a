//! `/help/articles`: what a member finds that helps without a case.

use super::said;
use crate::frame::parts::{Empty, Filter, Icon, Notice, PageHead, Pager, Sheet, ViewLink, Views};
use crate::frame::{Address, AppState, Face, Page, PageError, Paging, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::support::articles::address::article_path;
use domain::support::articles::{ArticleQuery, find_articles};
use leptos::prelude::*;

/// Articles on a page.
const PAGE: i64 = 20;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 120;

/// `GET /help/articles?q=WORDS&sku=SKU&problems=1&page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let words = visitor.words;
    let typed: String = address
        .get("q")
        .unwrap_or_default()
        .chars()
        .take(LONGEST)
        .collect();
    let sku = address.get("sku").unwrap_or_default().to_owned();
    let problems = address.get("problems").is_some();
    let query = ArticleQuery {
        words: typed.clone(),
        sku: sku.clone(),
        problems,
        offset: paging.offset(),
        limit: PAGE,
    };
    let language = words.language().code();
    let found = find_articles::<PageError>(
        &state.db,
        visitor.actor(),
        language,
        &query,
        paging.page == 1,
        visitor.now,
    )
    .await?;
    let paging = paging.total(found.total);
    let title = words.say("articles-title");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("help")
        .crumbs([(words.say("support-title"), "/help")])
        .show(move || {
            let views = vec![
                ViewLink::new(
                    words.say("articles-view-all"),
                    Address::parse("/help/articles").href(),
                    !problems,
                ),
                ViewLink::new(
                    words.say("articles-view-problems"),
                    "/help/articles?problems=1",
                    problems,
                ),
            ];
            let about = (!sku.is_empty()).then(|| {
                let all = address.clone().without("sku").without("page").href();
                let text =
                    words.say_with("articles-about-product", &[("sku", sku.as_str().into())]);
                view! {
                    <Notice actions=view! { <a href=all>{words.say("articles-view-all")}</a> }>
                        {text}
                    </Notice>
                }
            });
            let nearly =
                (!found.exactly).then(|| view! { <Notice>{words.say("articles-nearly")}</Notice> });
            let items: Vec<AnyView> = found
                .rows
                .iter()
                .map(|one| {
                    let there = (article_path(&one.slug), false);
                    said::found(words, one, &found.marks, there, None)
                })
                .collect();
            let content = if items.is_empty() {
                let text = if typed.is_empty() {
                    words.say("articles-none-text")
                } else {
                    words.say("articles-not-found-text")
                };
                view! {
                    <Sheet>
                        <Empty title=words.say("articles-none") text=text icon=Icon::Help>
                            <a class="btn main" href="/help/new">
                                {words.say("support-ask")}
                            </a>
                        </Empty>
                    </Sheet>
                }
                .into_any()
            } else {
                let count = words.say_with("articles-count", &[("count", paging.total.into())]);
                // The heading says how many there are; one page needs no way to others.
                let pager = (paging.pages() > 1)
                    .then(|| view! { <Pager paging address=address.clone() /> });
                view! {
                    <Sheet title=count>
                        <div class="stack">
                            <ul class="found-articles">{items}</ul>
                            {pager}
                        </div>
                    </Sheet>
                }
                .into_any()
            };
            let filter = view! {
                <Filter address=address.clone() label=words.say("articles-search") />
            };
            view! {
                <PageHead title sub=words.say("articles-sub")>
                    <a class="btn" href="/help/new">
                        {words.say("support-ask")}
                    </a>
                </PageHead>
                <Views label=words.say("articles-views") views />
                {filter}
                <div class="stack">
                    {about}
                    {nearly}
                    {content}
                </div>
            }
        }))
}
