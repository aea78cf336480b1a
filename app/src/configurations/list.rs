//! `/standards`: what was put together for the company.

use super::shopper;
use crate::frame::parts::{Cards, Empty, Icon, PageHead, Price, Sheet, Thumb};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::ask_prices_of;
use domain::configurations::{Offer, ask_offered};
use domain::site::{Look, ask_site};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// How many parts a card names before it counts the rest.
const NAMED: usize = 4;

/// `GET /standards`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let member = visitor.actor().member().map(|member| member.id);
    let (offered, site) = together(
        &mut read,
        (
            ask_offered(shopper, None, visitor.now),
            ask_site(shopper.company.id, member, visitor.now),
        ),
    )
    .await?;
    let prices = ask_prices_of(shopper, &offered.products(), visitor.now)
        .fetch(&mut read)
        .await?;
    let mut all = offered.priced(shopper, prices);
    Look::sort(&site.look.standards, &mut all, |offer| offer.id);
    drop(read);
    let title = words.say("configurations-title");
    let company = shopper.company.name.clone();
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("standards")
        .show(move || {
            let sub = words.say_with(
                "configurations-sub",
                &[("company", company.as_str().into())],
            );
            let content = if all.is_empty() {
                // Without an agreement there is no catalog to send anybody to.
                let (text, instead) = if shopper.in_force.is_none() {
                    ("agreements-agreed-none-text", None)
                } else {
                    let catalog = view! {
                        <a class="btn main" href="/catalog">
                            {words.say("frame-catalog")}
                        </a>
                    };
                    ("configurations-none-text", Some(catalog))
                };
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("configurations-none")
                            text=words.say(text)
                            icon=Icon::Catalog
                        >
                            {instead}
                        </Empty>
                    </Sheet>
                }
                .into_any()
            } else {
                let cards = all.iter().map(|offer| card(words, offer)).collect_view();
                view! { <Cards>{cards}</Cards> }.into_any()
            };
            view! {
                <PageHead title sub=sub />
                {content}
            }
        }))
}

fn card(words: Words, offer: &Offer) -> AnyView {
    let href = format!("/standards/{}", offer.id);
    let label = words.say_with(
        "configurations-configure-name",
        &[("name", offer.name.as_str().into())],
    );
    let parts = offer.parts.iter().take(NAMED).map(|part| {
        let name = part.name.clone();
        let text = if part.quantity == domain::Quantity::pieces(1) {
            name
        } else {
            format!("{} × {name}", words.quantity(part.quantity))
        };
        view! { <li>{text}</li> }
    });
    let parts = parts.collect_view();
    let more = offer.parts.len().saturating_sub(NAMED);
    let more = (more > 0).then(|| {
        let text = words.say_with("configurations-more-parts", &[("count", more.into())]);
        view! { <li>{text}</li> }
    });
    let choices: Vec<&str> = offer
        .build
        .groups
        .iter()
        .map(|group| group.name.as_str())
        .collect();
    let choices = (!choices.is_empty()).then(|| {
        let text = words.say_with(
            "configurations-you-choose",
            &[("groups", choices.join(", ").into())],
        );
        view! { <p class="small mute">{text}</p> }
    });
    view! {
        <article class="card standard">
            <div class="stack-s">
                <div class="thing">
                    <Thumb picture=offer.picture() category=offer.name.clone() />
                    <h2>
                        <a href=href.clone()>{offer.name.clone()}</a>
                    </h2>
                </div>
                <p>{offer.description.clone()}</p>
                <ul class="small standard-parts" aria-label=words.say("configurations-in-it")>
                    {parts}
                    {more}
                </ul>
                {choices}
            </div>
            <div class="card-end">
                <Price
                    amount=offer.usual_price()
                    because=words.say("configurations-as-configured")
                />
                <a class="btn s main" href=href aria-label=label>
                    {words.say("configurations-configure")}
                </a>
            </div>
        </article>
    }
    .into_any()
}
