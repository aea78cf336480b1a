//! `/console/products/{sku}/price`: what a product costs in each price list, for one
//! and for many pieces.

use super::product_editor::{Loaded, Tried, load, page, saved};
use crate::frame::parts::{Actions, Empty, Field, MoneyField, PostForm, Select, Sheet};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Quantity;
use domain::catalog::{GivePrice, GivePriceError, ListPrice, give_price};
use domain::id::{PriceListId, ProductId};
use domain::text::Words;
use leptos::prelude::*;

/// `POST /console/products/{sku}/price`
pub async fn price(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let mut shown = FormState::from(form);
    if !shown.value("many-price").is_empty() || !shown.value("pieces").is_empty() {
        give_for_many(&visitor, &state, product, &mut shown).await?;
    }
    let typed: Vec<(String, String)> = shown
        .form()
        .starting("price-")
        .map(|(list, price)| (list.to_owned(), price.to_owned()))
        .collect();
    for (list, price) in typed {
        let Ok(list_id) = list.parse::<PriceListId>() else {
            return Err(PageError::BadForm);
        };
        let command = GivePrice {
            product,
            list: list_id,
            price,
            least: Quantity::pieces(1),
        };
        match give_price(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(_) => {}
            Err(GivePriceError::NotAPrice(why)) => {
                shown.fail(format!("price-{list}"), why.say(words));
            }
            Err(GivePriceError::NotThere) => return Err(PageError::NotFound),
            Err(GivePriceError::Denied(denied)) => return Err(denied.into()),
            Err(GivePriceError::Store(error)) => return Err(error.into()),
        }
    }
    if shown.is_fine() {
        return saved(&visitor, &sku).await;
    }
    let tried = Tried {
        prices: Some(shown),
        ..Tried::default()
    };
    Ok(page(&visitor, loaded, tried))
}

/// The price for many pieces: `many-list`, `pieces` and `many-price`.
async fn give_for_many(
    visitor: &StaffOnly,
    state: &AppState,
    product: ProductId,
    form: &mut FormState,
) -> Result<(), PageError> {
    let words = visitor.words;
    let list: PriceListId = form.carried("many-list")?;
    let least = form.read("pieces", |text| {
        Quantity::parse_pieces(text)
            .ok()
            .filter(|pieces| *pieces > Quantity::pieces(1))
            .ok_or_else(|| words.say("catalog-many-pieces-wrong"))
    });
    let Some(least) = least else { return Ok(()) };
    let command = GivePrice {
        product,
        list,
        price: form.value("many-price").to_owned(),
        least,
    };
    match give_price(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => {}
        Err(GivePriceError::NotAPrice(why)) => form.fail("many-price", why.say(words)),
        Err(GivePriceError::NotThere) => return Err(PageError::NotFound),
        Err(GivePriceError::Denied(denied)) => return Err(denied.into()),
        Err(GivePriceError::Store(error)) => return Err(error.into()),
    }
    Ok(())
}

/// The prices that there are, as the form has them.
pub(super) fn filled_prices(loaded: &Loaded) -> FormState {
    loaded
        .prices
        .iter()
        .fold(FormState::empty(), |form, one| match one.price {
            Some(price) => form.with(format!("price-{}", one.list.id), price.plain()),
            None => form,
        })
}

/// The sheet with its price in each list.
pub(super) fn price_sheet(
    words: Words,
    here: &str,
    prices: Vec<ListPrice>,
    state: FormState,
) -> AnyView {
    if prices.is_empty() {
        return view! {
            <Sheet title=words.say("catalog-prices-of-list")>
                <Empty title=words.say("catalog-no-lists") text=words.say("catalog-no-lists-text") />
            </Sheet>
        }
        .into_any();
    }
    let action = format!("{here}/price");
    view! {
        <Sheet title=words.say("catalog-prices-of-list")>
            <PostForm action state prefix="prices">
                {price_fields(words, &prices)}
                <p class="small mute">{words.say("catalog-price-empty-note")}</p>
                {many_fields(words, &prices)}
                <Actions>
                    <button class="btn main">{words.say("catalog-give-price")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// A price for many pieces, in one of the lists.
fn many_fields(words: Words, prices: &[ListPrice]) -> AnyView {
    let options = prices
        .iter()
        .map(|one| (one.list.id.to_string(), one.list.name.clone()))
        .collect();
    view! {
        <fieldset class="field">
            <legend>{words.say("catalog-many")}</legend>
            <div class="fields">
                <Select
                    name="many-list"
                    label=words.say("catalog-price-list-of")
                    options
                    first=true
                    class="narrow"
                />
                <Field
                    name="pieces"
                    label=words.say("catalog-many-from")
                    optional=true
                    class="short"
                />
                <Field
                    name="many-price"
                    label=words.say("catalog-price-each")
                    help=words.say("catalog-many-help")
                    optional=true
                    class="short"
                />
            </div>
        </fieldset>
    }
    .into_any()
}

fn price_fields(words: Words, prices: &[ListPrice]) -> Vec<AnyView> {
    prices
        .iter()
        .map(|one| {
            let breaks: Vec<String> = one
                .breaks
                .iter()
                .map(|(least, price)| {
                    let pieces =
                        words.say_with("catalog-from-pieces", &[("count", (*least).into())]);
                    format!("{pieces}: {}", words.money(*price))
                })
                .collect();
            let breaks = breaks.join(", ");
            view! {
                <MoneyField
                    name=format!("price-{}", one.list.id)
                    label=one.list.name.clone()
                    currency=one.list.currency
                    help=breaks
                    optional=true
                />
            }
            .into_any()
        })
        .collect()
}
