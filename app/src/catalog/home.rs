//! `GET /catalog`: what there is, by category.

use super::listing::{not_here, nothing_yet};
use super::saved;
use super::shopper;
use crate::frame::parts::{PageHead, ProductPicture};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{ShelfCategory, shelf_categories};
use domain::identity::InForce;
use domain::site::{Look, ask_site};
use domain::store::together;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// `GET /catalog`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let mut categories = shelf_categories(&mut read, shopper, visitor.now).await?;
    let member = visitor.actor().member();
    let site = ask_site(
        shopper.company.id,
        member.map(|member| member.id),
        visitor.now,
    );
    let (site, saved) = together(&mut read, (site, saved::ask_own(member))).await?;
    Look::sort(&site.look.categories, &mut categories, |one| one.id);
    let words = visitor.words;
    let total: i64 = categories.iter().map(|one| one.own).sum();
    let count = words.say_with("catalog-products", &[("count", total.into())]);
    let sub = agreement_line(words, shopper.in_force, count);
    let title = words.say("frame-catalog");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("catalog")
        .show(move || {
            let content = if categories.is_empty() {
                nothing_yet(words, shopper)
            } else {
                view! {
                    {saved::links(words, &saved)}
                    <ul class="cards">{cards(words, &categories)}</ul>
                    {not_here(words, shopper)}
                }
                .into_any()
            };
            let news = (!categories.is_empty()).then(|| {
                view! {
                    <a class="btn" href="/catalog-news">
                        {words.say("catalog-news-link")}
                    </a>
                }
            });
            view! {
                <PageHead title=title sub=sub>
                    {news}
                </PageHead>
                <div class="stack">{content}</div>
            }
        }))
}

/// How many products there are, and by which agreement they are priced.
pub(super) fn agreement_line(words: Words, in_force: Option<&InForce>, count: String) -> String {
    let Some(in_force) = in_force else {
        return count;
    };
    let agreement = in_force.first.number.as_str();
    let prices = match Some(in_force.first.valid_until).filter(|until| *until < Timestamp::NEVER) {
        Some(until) => {
            let last = words.date(Day::last_before(until));
            words.say_with(
                "catalog-prices-until",
                &[("agreement", agreement.into()), ("day", last.into())],
            )
        }
        None => words.say_with("catalog-prices", &[("agreement", agreement.into())]),
    };
    format!("{count} · {prices}")
}

fn cards(words: Words, all: &[ShelfCategory]) -> Vec<AnyView> {
    all.iter()
        .filter(|one| one.parent.is_none())
        .map(|top| {
            let below: Vec<&ShelfCategory> = all
                .iter()
                .filter(|one| one.parent == Some(top.id))
                .collect();
            let links = below
                .iter()
                .map(|one| {
                    view! {
                        <li>
                            <a href=format!("/catalog/{}", one.code)>{one.name.clone()}</a>
                            " "
                            <span class="mute">{words.number(one.products)}</span>
                        </li>
                    }
                })
                .collect_view();
            let count = words.say_with("catalog-products", &[("count", top.products.into())]);
            view! {
                <li class="card">
                    <ProductPicture category=top.code.replace('-', " ") />
                    <div>
                        <h2>
                            <a href=format!("/catalog/{}", top.code)>{top.name.clone()}</a>
                        </h2>
                        <p class="small mute">{count}</p>
                        {(!below.is_empty()).then(|| view! { <ul class="small">{links}</ul> })}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect()
}
