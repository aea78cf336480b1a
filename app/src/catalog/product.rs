//! `GET /products/{sku}`: one product, its price and how it came to be.

use super::listing::may_order;
use super::{in_path, shopper, why_price};
use crate::frame::parts::{Columns, Definitions, PageHead, PostForm, Price, ProductPicture, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn, Text};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::shelf_by_sku;
use domain::catalog::{ProductPage, product_page};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /products/{sku}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(sku): Path<String>,
) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    // What the agreement does not include answers like what does not exist.
    let item = shelf_by_sku(&mut read, shopper, std::slice::from_ref(&sku), visitor.now)
        .await?
        .pop()
        .ok_or(PageError::NotFound)?;
    if item.sku != sku {
        let own = format!("/products/{}", in_path(&item.sku));
        return Ok(Redirect::permanent(&own).into_response());
    }
    let known = product_page(&mut read, item.id)
        .await?
        .ok_or(PageError::NotFound)?;
    drop(read);
    let crumbs = [
        (words.say("frame-catalog").to_owned(), "/catalog".to_owned()),
        (
            item.category_name.clone(),
            format!("/catalog/{}", known.category_code),
        ),
    ];
    let story = item.price.clone();
    let breaks = item.breaks();
    let in_force = shopper.in_force.cloned();
    let orders = may_order(&visitor);
    Ok(Page::new(&visitor, Face::Site, item.name.clone())
        .nav("catalog")
        .crumbs(crumbs)
        .show(move || {
            let because = why_price::in_short(words, &story, in_force.as_ref());
            let before = story.instead_of().map(|list| {
                words.say_with("catalog-instead-of", &[("price", words.money(list).into())])
            });
            let on_request = story.price.is_none().then(
                || view! { <p class="small mute">{words.say("catalog-on-request-note")}</p> },
            );
            let add = orders.then(|| add_form(words, &item.sku, story.price.is_some()));
            let aside = view! {
                <section class="sheet">
                    <div class="in stack-s">
                        <div class="price-large">
                            <Price amount=story.price because=because />
                        </div>
                        {before.map(|text| view! { <p class="small mute">{text}</p> })}
                        {on_request}
                        {add}
                    </div>
                </section>
                {why_price::breaks(words, &breaks)}
                {why_price::story(words, &story, in_force.as_ref())}
            };
            let sub = format!("{} · {}", item.sku, item.summary);
            view! {
                <PageHead title=item.name.clone() sub=sub.trim_end_matches([' ', '·']).to_owned() />
                <Columns aside=aside>
                    <section class="sheet">
                        <div class="in">
                            <ProductPicture category=known.category_code.replace('-', " ") />
                        </div>
                    </section>
                    {facts(words, &item.manufacturer, &known)}
                </Columns>
            }
        }))
}

/// How many, and the button.
fn add_form(words: Words, sku: &str, priced: bool) -> AnyView {
    let (name, sku) = (format!("quantity-{sku}"), sku.to_owned());
    let label = if priced {
        words.say("catalog-add-to-basket")
    } else {
        words.say("catalog-ask-for-it")
    };
    view! {
        <PostForm action="/basket/add">
            <div class="row">
                <label class="unseen" for="quantity">
                    {words.say("frame-quantity")}
                </label>
                <input
                    class="input qty"
                    type="text"
                    inputmode="numeric"
                    id="quantity"
                    name=name
                    value="1"
                    autocomplete="off"
                />
                <button class="btn main" name="sku" value=sku>
                    {label}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}

fn facts(words: Words, manufacturer: &str, known: &ProductPage) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if !manufacturer.is_empty() {
        rows.push((
            words.say("catalog-manufacturer").into(),
            manufacturer.to_owned().into_any(),
        ));
    }
    for (name, value) in &known.attributes {
        let shown = match value.as_str() {
            "yes" => words.say("catalog-yes").to_owned(),
            "no" => words.say("catalog-no").to_owned(),
            other => other.to_owned(),
        };
        rows.push((name.clone().into(), shown.into_any()));
    }
    let description = (!known.description.is_empty()).then(|| {
        let paragraphs = known
            .description
            .split("\n\n")
            .map(|text| view! { <p>{text.to_owned()}</p> })
            .collect_view();
        view! { <div class="stack-s">{paragraphs}</div> }
    });
    if rows.is_empty() && description.is_none() {
        return ().into_any();
    }
    view! {
        <Sheet title=words.say("catalog-facts")>
            <div class="stack">{description} <Definitions rows words=true /></div>
        </Sheet>
    }
    .into_any()
}
