//! `GET /search?q=`: looking for something, in any words. What is searched
//! and what it finds is remembered, so that what is looked for in vain can be
//! put right.

use super::listing::{Listing, not_here, nothing_yet, page_of, sorting};
use super::saved;
use super::shopper;
use crate::frame::parts::{Empty, Icon, Notice, PageHead};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{Found, ShelfCategory, ShelfQuery, ShelfSort, shelf_page_and};
use domain::catalog::record_search;
use domain::text::Words;
use leptos::prelude::*;

/// The longest text that is looked for, in characters.
const LONGEST: usize = 120;

/// `GET /search?q=rtx+4070&category=video-card`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let typed: String = address
        .get("q")
        .unwrap_or_default()
        .trim()
        .chars()
        .take(LONGEST)
        .collect();
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let query = ShelfQuery {
        category: address.get("category").map(str::to_owned),
        words: Some(typed.clone()),
        filters: Vec::new(),
        sort: sorting(&address, true).1,
        page: page_of(&address),
    };
    let member = visitor.actor().member();
    let saved = saved::ask_own(member);
    let (mut page, saved) = shelf_page_and(&mut read, shopper, query, saved, visitor.now).await?;
    let keeps = member.is_some();
    // What is looked for in a member's place, or by who said no, is not noted.
    let noted = member.is_some_and(|member| member.recording);
    drop(read);
    let total = i64::try_from(page.total).unwrap_or(i64::MAX);
    // Leafing, sorting and narrowing is still the same search.
    let first_look = address.pairs().iter().all(|(name, _)| name == "q");
    if first_look {
        // What has only some of the words is not what was looked for.
        let found = if page.found == Found::ButOne {
            0
        } else {
            total
        };
        record_search(&state.db, visitor.actor(), &typed, found, visitor.now).await?;
    }
    let title = if typed.is_empty() {
        words.say("frame-search").to_owned()
    } else {
        words.say_with("catalog-search-title", &[("words", (&typed).into())])
    };
    let children = std::mem::take(&mut page.children);
    let listing = Listing {
        words,
        shopper,
        address: address.clone(),
        pictures: visitor.pictures.clone(),
        caption: title.clone(),
        with_category: true,
        now: visitor.now,
    };
    let chosen = address.get("category").map(str::to_owned);
    Ok(Page::new(&visitor, Face::Site, title.clone())
        .nav("catalog")
        .show(move || {
            let how = how_found(words, page.found, &typed, noted);
            let best_first = best_first(words, &address);
            let saved = saved::beside(words, keeps, &address, &saved);
            // Before anything was looked for, nothing was found either.
            let sub = (!typed.is_empty())
                .then(|| words.say_with("catalog-hits", &[("count", total.into())]));
            let content = if typed.is_empty() {
                view! {
                    <Empty title=words.say("catalog-search-empty") icon=Icon::Search>
                        {search_form(words, &typed)}
                    </Empty>
                }
                .into_any()
            } else if shopper.in_force.is_none() {
                nothing_yet(words, shopper)
            } else if total == 0 {
                let text = said_and_noted(words, words.say("catalog-search-nothing-text"), noted);
                view! {
                    <Empty
                        title=words.say("catalog-search-nothing")
                        text=text
                        icon=Icon::Search
                    >
                        {search_form(words, &typed)}
                    </Empty>
                    {not_here(words, shopper)}
                }
                .into_any()
            } else {
                view! {
                    <div class="with-facets">
                        <aside aria-label=words.say("catalog-filters")>
                            <details class="narrowing">
                                <summary class="btn">{words.say("catalog-filters")}</summary>
                                <div class="facets">
                                    {categories(words, &address, &children, chosen.as_deref())}
                                </div>
                            </details>
                        </aside>
                        <div class="stack">
                            {how} {saved} {best_first} {listing.show(page)} {not_here(words, shopper)}
                        </div>
                    </div>
                }
                .into_any()
            };
            view! {
                <PageHead title=title sub=sub />
                {content}
            }
        }))
}

/// What it means that nothing has just these words.
fn how_found(words: Words, found: Found, typed: &str, noted: bool) -> Option<AnyView> {
    let text = match found {
        Found::Exactly => return None,
        Found::AsMeant => words.say_with("catalog-found-as-meant", &[("words", typed.into())]),
        Found::ButOne => said_and_noted(words, words.say("catalog-found-but-one"), noted),
    };
    Some(view! { <Notice>{text}</Notice> }.into_any())
}

/// A sentence, and that the search was noted, if it was.
fn said_and_noted(words: Words, said: &str, noted: bool) -> String {
    if noted {
        format!("{said} {}", words.say("catalog-search-noted"))
    } else {
        said.to_owned()
    }
}

/// The way back to the order that a search begins with.
fn best_first(words: Words, address: &Address) -> Option<AnyView> {
    if sorting(address, true).1 == ShelfSort::Best {
        return None;
    }
    let href = address.clone().without("page").without("sort").href();
    Some(
        view! {
            <p class="small">
                <a href=href>{words.say("catalog-best-first")}</a>
            </p>
        }
        .into_any(),
    )
}

fn search_form(words: Words, typed: &str) -> AnyView {
    view! {
        <form
            action="/search"
            method="get"
            role="search"
            class="filter"
            aria-label=words.say("frame-search-list")
        >
            <label class="unseen" for="search-again">
                {words.say("frame-search")}
            </label>
            <input
                class="input"
                type="search"
                id="search-again"
                name="q"
                value=typed.to_owned()
                autocomplete="off"
            />
            <button class="btn main">{words.say("frame-search")}</button>
        </form>
    }
    .into_any()
}

/// Where the hits are.
fn categories(
    words: Words,
    address: &Address,
    found: &[ShelfCategory],
    chosen: Option<&str>,
) -> AnyView {
    let links = found
        .iter()
        .map(|one| {
            let here = chosen == Some(one.code.as_str());
            let to = address.clone().without("page");
            let href = if here {
                to.without("category").href()
            } else {
                to.with("category", one.code.clone()).href()
            };
            view! {
                <li>
                    <a href=href aria-current=here.then_some("true")>
                        <span>{one.name.clone()}</span>
                        <span class="n">{words.number(one.products)}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    let all = chosen.map(|_| {
        let href = address.clone().without("page").without("category").href();
        view! {
            <li>
                <a href=href>{words.say("catalog-all-categories")}</a>
            </li>
        }
    });
    view! {
        <div>
            <h2>{words.say("catalog-category")}</h2>
            <ul>{links} {all}</ul>
        </div>
    }
    .into_any()
}
