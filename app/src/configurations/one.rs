//! `/standards/{id}`: what is in a standard configuration, what can be chosen,
//! and what the choice costs.

use super::{said, shopper};
use crate::frame::parts::{
    Actions, Columns, Definitions, Notice, PageHead, PostForm, Sheet, Thumb,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, key_of};
use crate::islands::configurations::{Configurable, Configurator, Said};
use crate::islands::handed::HandOver;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::factory::Services;
use domain::configurations::{Group, Offer, Pick, offer, successor};
use domain::id::ConfigurationId;
use domain::requests::{BasketError, add_configured};
use domain::text::Words;
use domain::{Day, Quantity};
use leptos::prelude::*;

/// `GET /standards/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    match found(&visitor, &state, &id).await {
        Err(PageError::NotFound) => replaced(&visitor, &state, &id).await,
        found => {
            let offer = found?;
            let chosen = offer.build.defaults();
            Ok(page(&visitor, offer, chosen, FormState::empty()))
        }
    }
}

/// Old links lead to what is to be taken instead; where nothing is, to all
/// standards of the company. What was never theirs is not found.
async fn replaced(visitor: &SignedIn, state: &AppState, id: &str) -> Result<Response, PageError> {
    let words = visitor.words;
    let retired: ConfigurationId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let found = successor(&mut read, shopper(visitor)?, retired, visitor.now).await?;
    drop(read);
    let (name, instead) = found.ok_or(PageError::NotFound)?;
    let (sentence, to) = match instead {
        Some(instead) => (
            words.say_with("configurations-replaced", &[("name", name.into())]),
            format!("/standards/{instead}"),
        ),
        None => (
            words.say_with("configurations-gone-name", &[("name", name.into())]),
            "/standards".to_owned(),
        ),
    };
    visitor.say_next(true, sentence).await?;
    Ok(Redirect::to(&to).into_response())
}

/// `POST /standards/{id}`: the options chosen (`option-GROUP`), how many times
/// (`pieces-OPTION`), and how many of the whole.
/// Shows the price (`do=price`), or puts it into the basket and stays
/// (`do=add`) or goes on to the request (`do=request`).
pub async fn choose(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.actor().member().ok_or(PageError::Denied)?;
    let configuration: ConfigurationId = id.parse().map_err(|_| PageError::NotFound)?;
    let key = key_of(&form)?;
    let mut shown = FormState::from(form.clone());
    let chosen = picks(&form);
    let quantity = shown.read("quantity", |text| {
        Quantity::parse_pieces(text).map_err(|_| words.say("requests-quantity-wrong"))
    });
    let wanted = form.text("do");
    if let Some(quantity) = quantity.filter(|_| wanted != "price") {
        let picked = chosen.clone();
        let (actor, now) = (visitor.actor(), visitor.now);
        match add_configured(&state.db, actor, key, configuration, picked, quantity, now).await {
            Ok(name) => {
                let sentence = words.say_with(
                    "requests-added",
                    &[("count", quantity.into()), ("name", name.into())],
                );
                visitor.say_next(true, sentence).await?;
                let next = match wanted {
                    "request" => "/requests/new",
                    _ => "/basket",
                };
                return Ok(Redirect::to(next).into_response());
            }
            Err(BasketError::NoSuchConfiguration) => return Err(PageError::NotFound),
            Err(BasketError::Refused(refusals)) => {
                for refusal in &refusals {
                    shown.fail("", said::refusal(words, refusal));
                }
            }
            Err(BasketError::BadQuantity) => {
                shown.fail("quantity", words.say("requests-quantity-wrong"));
            }
            Err(BasketError::Full) => shown.fail("", words.say("requests-basket-full")),
            Err(other) => return Err(other.into()),
        }
    }
    let offer = found(&visitor, &state, &id).await?;
    let many = quantity.unwrap_or(Quantity::pieces(1));
    if let (true, Err(refusals)) = (shown.is_fine(), offer.configured(&chosen, many)) {
        for refusal in &refusals {
            shown.fail("", said::refusal(words, refusal));
        }
    }
    Ok(page(&visitor, offer, chosen, shown))
}

/// What was picked in a form. What is no number of pieces is refused later, with
/// the numbers there are.
fn picks(form: &Form) -> Vec<Pick> {
    form.starting("option-")
        .filter_map(|(_, option)| {
            let pieces = form.some(&format!("pieces-{option}"));
            Some(Pick {
                option: option.parse().ok()?,
                pieces: pieces.map_or(1, |typed| typed.parse().unwrap_or_default()),
            })
        })
        .collect()
}

async fn found(visitor: &SignedIn, state: &AppState, id: &str) -> Result<Offer, PageError> {
    let shopper = shopper(visitor)?;
    let id: ConfigurationId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    offer(&mut read, shopper, id, visitor.now)
        .await?
        .ok_or(PageError::NotFound)
}

fn page(visitor: &SignedIn, offer: Offer, chosen: Vec<Pick>, form: FormState) -> Response {
    let words = visitor.words;
    let orders = visitor.actor().member().is_some();
    let currency = visitor
        .actor()
        .shopper()
        .and_then(|shopper| shopper.in_force)
        .map_or(domain::Currency::EUR, |agreed| agreed.currency);
    let quantity_wrong = form.error("quantity").map(str::to_owned);
    let quantity = match form.value("quantity") {
        "" => "1".to_owned(),
        typed => typed.to_owned(),
    };
    Page::new(visitor, Face::Site, offer.name.clone())
        .nav("standards")
        .crumbs([(words.say("configurations-title"), "/standards")])
        .islands()
        .status(form.status())
        .show(move || {
            let changed = changed(words, &offer);
            let aside = aside(words, &offer);
            let title = if offer.build.groups.is_empty() {
                words.say("configurations-order-it")
            } else {
                words.say("configurations-choose")
            };
            let buttons = orders.then(|| {
                view! {
                    <Actions>
                        <noscript>
                            <button class="btn quiet" name="do" value="price">
                                {words.say("configurations-show-price")}
                            </button>
                        </noscript>
                        <button class="btn" name="do" value="request">
                            {words.say("configurations-request")}
                        </button>
                        <button class="btn main" name="do" value="add">
                            {words.say("catalog-add-to-basket")}
                        </button>
                    </Actions>
                }
            });
            let groups = offer.build.groups.iter();
            let configurable = Configurable {
                limits: groups.map(|group| limits(words, group)).collect(),
                choices: offer.build.clone(),
                chosen,
                quantity,
                quantity_wrong,
                amounts: words.money_pattern(currency),
                said: island_words(words),
            };
            view! {
                <PageHead title=offer.name.clone() sub=offer.description.clone() />
                <Columns aside>
                    {changed} <Sheet title>
                        <PostForm state=form>
                            <HandOver what=configurable>
                                <Configurator />
                            </HandOver>
                            {buttons}
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        })
}

/// Why it is not as it was: the customer reads what the curator wrote.
fn changed(words: Words, offer: &Offer) -> Option<AnyView> {
    let at = offer.published_at.filter(|_| offer.number > 1)?;
    let title = words.say_with(
        "configurations-changed-on",
        &[("day", words.date(at).into())],
    );
    let note = offer.note.clone();
    Some(view! { <Notice title=title>{note}</Notice> }.into_any())
}

/// What is always in it.
fn aside(words: Words, offer: &Offer) -> AnyView {
    let parts: Vec<AnyView> = offer
        .parts
        .iter()
        .map(|part| {
            let several = part.quantity != Quantity::pieces(1);
            let count = several.then(|| {
                words.say_with("configurations-times", &[("count", part.quantity.into())])
            });
            let gone = (!part.available).then(|| {
                view! { <p class="small warn-text">{words.say("configurations-gone")}</p> }
            });
            view! {
                <li class="thing">
                    <Thumb picture=part.picture category=part.name.clone() />
                    <div>
                        <p>{count} " " {part.name.clone()}</p>
                        <p class="small mute">{part.sku.clone()}</p>
                        {gone}
                    </div>
                </li>
            }
            .into_any()
        })
        .collect();
    let parts = (!parts.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("configurations-in-it")>
                <ul class="stack-s">{parts}</ul>
            </Sheet>
        }
    });
    let factory = factory(words, &offer.services);
    let revision = words.say_with(
        "configurations-revision",
        &[
            ("code", offer.code.as_str().into()),
            ("number", offer.number.into()),
        ],
    );
    let price = price_from(words, offer);
    view! {
        {parts}
        {price}
        {factory}
        <p class="small mute">{revision}</p>
    }
    .into_any()
}

/// Which agreement the price comes from that stands there first, and until when
/// it counts.
fn price_from(words: Words, offer: &Offer) -> Option<AnyView> {
    offer.usual_price()?;
    let from = &offer.price_from;
    let own = from
        .own
        .then(|| view! { <p>{words.say("configurations-price-own")}</p> });
    let agreements = (!from.agreements.is_empty()).then(|| {
        let agreements = from.agreements.join(", ");
        let agreements = [("agreements", agreements.into())];
        view! { <p>{words.say_with("configurations-price-of", &agreements)}</p> }
    });
    let until = from.until.map(|until| {
        let day = words.date(Day::last_before(until));
        let until = words.say_with("configurations-price-until", &[("day", day.into())]);
        view! { <p class="small mute">{until}</p> }
    });
    Some(
        view! {
            <Sheet title=words.say("configurations-price-title")>{own} {agreements} {until}</Sheet>
        }
        .into_any(),
    )
}

/// How many of a group can be picked, where that is not one.
fn limits(words: Words, group: &Group) -> String {
    let id = match (group.least, group.most) {
        (_, 1) => return String::new(),
        (0, _) => "configurations-up-to",
        (least, most) if least == most => "configurations-exactly",
        _ => "configurations-from-to",
    };
    words.say_with(
        id,
        &[("least", group.least.into()), ("most", group.most.into())],
    )
}

/// What is done to it at the factory for the customer.
fn factory(words: Words, services: &Services) -> Option<AnyView> {
    if services.is_empty() {
        return None;
    }
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if let Some(image) = &services.image {
        let sum = said::checksum(image.algorithm, &image.checksum);
        let begins: String = image.checksum.chars().take(8).collect();
        let short = format!("{}…", said::checksum(image.algorithm, &begins));
        let value = view! {
            {said::image(words, image)}
            // Whoever compares it needs all of it; everybody else, that there is one.
            <details class="small mute">
                <summary>{short}</summary>
                <span class="checksum">{sum}</span>
            </details>
        };
        rows.push((words.say("configurations-image").into(), value.into_any()));
    }
    if let Some(tags) = &services.tags {
        let value = words.say_with(
            "configurations-tags-of",
            &[
                ("name", tags.name.as_str().into()),
                ("tag", tags.tag(1).into()),
            ],
        );
        rows.push((words.say("configurations-tags").into(), value.into_any()));
    }
    if !services.labels.is_empty() {
        let lines = services.labels.iter().map(|label| {
            let label = said::label(words, label);
            view! { <div>{label}</div> }
        });
        let lines = lines.collect_view().into_any();
        rows.push((words.say("configurations-labels").into(), lines));
    }
    for setting in &services.settings {
        rows.push((setting.key.clone().into(), setting.value.clone().into_any()));
    }
    Some(
        view! {
            <Sheet title=words.say("configurations-set-up")>
                <Definitions rows words=true />
            </Sheet>
        }
        .into_any(),
    )
}

fn island_words(words: Words) -> Said {
    let hole = "{0}";
    Said {
        quantity: words.say("frame-quantity").to_owned(),
        none: words.say("configurations-pick-none").to_owned(),
        included: words.say("configurations-included").to_owned(),
        on_request: words.say("frame-price-on-request").to_owned(),
        gone: words.say("configurations-gone").to_owned(),
        each: words.say_with("configurations-each", &[("price", hole.into())]),
        pieces: words.say_with("configurations-pieces-of", &[("name", hole.into())]),
        phrases: said::phrases(words),
    }
}
