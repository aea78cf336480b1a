//! `GET /products/{sku}`: one product, its price and how it came to be.

use super::gallery::{documents, gallery, variants};
use super::listing::may_order;
use super::{shopper, why_price};
use crate::frame::parts::{
    Column, Columns, DataTable, Definitions, Notice, PageHead, PostForm, Price, QuantityField,
    Sheet, Tag, Tone,
};
use crate::frame::{
    Address, AppState, Face, FormState, Html, Page, PageError, SignedIn, Text, in_path,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{ShelfItem, ask_items_until};
use domain::catalog::availability::{Availability, Supply};
use domain::catalog::{ProductPage, Relation, ask_product_pages, say_measure, say_per};
use domain::id::ProductId;
use domain::identity::{InForce, ask_coming};
use domain::store::together;
use domain::text::Words;
use domain::{Day, Quantity};
use leptos::prelude::*;

/// `GET /products/{sku}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(sku): Path<String>,
) -> Result<Response, PageError> {
    product_page(&visitor, &state, &sku, FormState::empty()).await
}

/// The page, with how many are wanted of it and what is wrong with that.
pub(crate) async fn product_page(
    visitor: &SignedIn,
    state: &AppState,
    sku: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let shopper = shopper(visitor)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let asked = [sku.to_owned()];
    // What will apply says until when the price counts.
    let coming = ask_coming(shopper.company.id, shopper.member, visitor.now);
    let known = ask_product_pages(&asked, shopper.language);
    let (pages, coming) = together(&mut read, (known, coming)).await?;
    let ids: Vec<ProductId> = pages
        .iter()
        .flat_map(|page| {
            [page.id]
                .into_iter()
                .chain(page.related.iter().map(|(_, id)| *id))
                .chain(page.variants.iter().map(|one| one.product))
        })
        .collect();
    let shelf = ask_items_until(shopper, &ids, &coming, visitor.now)
        .fetch(&mut read)
        .await?;
    drop(read);
    // What the agreement does not include answers like what does not exist.
    let (known, item) = the_one_meant(pages, &shelf, sku).ok_or(PageError::NotFound)?;
    if item.sku != sku && form.is_fine() {
        let own = format!("/products/{}", in_path(&item.sku));
        return Ok(Redirect::permanent(&own).into_response());
    }
    let crumbs = [
        (words.say("frame-catalog").to_owned(), "/catalog".to_owned()),
        (
            item.category_name.clone(),
            format!("/catalog/{}", known.category_code),
        ),
    ];
    let today = Day::of(visitor.now);
    let story = item.price.clone();
    let breaks = item.breaks();
    let in_force = shopper.in_force.cloned();
    let orders = may_order(visitor);
    Ok(Page::new(visitor, Face::Site, item.name.clone())
        .nav("catalog")
        .status(form.status())
        .crumbs(crumbs)
        .show(move || {
            let because = why_price::in_short(words, &story, in_force.as_ref());
            let before = story.instead_of().map(|list| {
                words.say_with("catalog-instead-of", &[("price", words.money(list).into())])
            });
            let on_request = story.price.is_none().then(
                || view! { <p class="small mute">{words.say("catalog-on-request-note")}</p> },
            );
            let help = orders.then(|| {
                let ask = Address::parse("/help/new").with("sku", item.sku.as_str());
                view! {
                    <p class="small">
                        <a href=ask.href()>{words.say("support-ask")}</a>
                    </p>
                }
            });
            let add = orders.then(|| add_form(words, &item.sku, story.price.is_some(), form));
            let aside = view! {
                <section class="sheet">
                    <div class="in stack-s">
                        <div class="price-large">
                            <Price
                                amount=story.price
                                per=say_per(words, &item.unit)
                                because=because
                            />
                        </div>
                        {before.map(|text| view! { <p class="small mute">{text}</p> })}
                        {on_request}
                        {availability(words, known.availability(Quantity::pieces(1), today), today)}
                        {add}
                        {help}
                    </div>
                </section>
                {why_price::breaks(words, &breaks, &item.unit)}
                {why_price::story(words, &story, in_force.as_ref(), &item.unit)}
            };
            let leaving = leaving(words, &known, &shelf);
            let variants = variants(words, &known, &shelf);
            let related = related(words, &known, &shelf, in_force.as_ref());
            let sub = format!("{} · {}", item.sku, item.summary);
            let articles = Address::parse("/help/articles")
                .with("sku", item.sku.as_str())
                .href();
            view! {
                <PageHead title=item.name.clone() sub=sub.trim_end_matches([' ', '·']).to_owned()>
                    <a class="btn" href=articles>
                        {words.say("articles-for-product")}
                    </a>
                </PageHead>
                {leaving}
                <Columns aside=aside beside_first=true>
                    <section class="sheet">
                        <div class="in">
                            {gallery(words, &known)}
                        </div>
                    </section>
                    {variants}
                    {facts(words, &item, &known)}
                    {documents(words, &known.documents)}
                    {related}
                </Columns>
            }
        }))
}

/// The product that the address means, as far as the shopper sees it: the one
/// with just that SKU, or the only one that looks like it.
fn the_one_meant(
    pages: Vec<ProductPage>,
    shelf: &[ShelfItem],
    sku: &str,
) -> Option<(ProductPage, ShelfItem)> {
    let mut seen: Vec<(ProductPage, ShelfItem)> = pages
        .into_iter()
        .filter_map(|page| {
            let item = shelf.iter().find(|item| item.id == page.id)?.clone();
            Some((page, item))
        })
        .collect();
    match seen.iter().position(|(page, _)| page.sku == sku) {
        Some(exact) => Some(seen.swap_remove(exact)),
        None if seen.len() == 1 => seen.pop(),
        None => None,
    }
}

/// When it can be had.
pub(super) fn availability(words: Words, when: Availability, today: Day) -> Option<AnyView> {
    let (text, tone) = match when {
        Availability::InStock => (words.say("catalog-in-stock").to_owned(), Tone::Good),
        Availability::From(day) if day <= today => {
            (words.say("catalog-available-today").to_owned(), Tone::Good)
        }
        Availability::From(day) => {
            let day = [("day", words.day(day).into())];
            (words.say_with("catalog-available-from", &day), Tone::Plain)
        }
        Availability::Unknown => return None,
    };
    Some(view! { <p><Tag text=text tone=tone /></p> }.into_any())
}

/// Below so many pieces in stock it is said how many.
const FEW: Quantity = Quantity::pieces(10);

/// When so many can be had, in the few words that a list has room for: in stock,
/// three in stock, from a day on.
pub(crate) fn supply_in_short(
    words: Words,
    supply: &Supply,
    wanted: Quantity,
    today: Day,
) -> Option<String> {
    match supply.availability(wanted, today) {
        Availability::InStock if supply.on_hand() < FEW => {
            let count = [("count", supply.on_hand().into())];
            Some(words.say_with("catalog-in-stock-few", &count))
        }
        Availability::InStock => Some(words.say("catalog-in-stock").to_owned()),
        Availability::From(day) if day <= today => {
            Some(words.say("catalog-available-today").to_owned())
        }
        Availability::From(day) => {
            let day = [("day", words.day(day).into())];
            Some(words.say_with("catalog-from-day", &day))
        }
        Availability::Unknown => None,
    }
}

/// Writes when one can be had into a list.
pub(super) fn write_supply(html: &mut Html, words: Words, supply: &Supply, today: Day) {
    let one = Quantity::pieces(1);
    let there = supply.availability(one, today) == Availability::InStock;
    html.raw(if there {
        "<span class=\"supply there\">"
    } else {
        "<span class=\"supply\">"
    });
    match supply_in_short(words, supply, one, today) {
        Some(text) => html.text(&text),
        None => html.raw("–"),
    };
    html.raw("</span>");
}

/// That it leaves the catalog, and what takes its place.
fn leaving(words: Words, known: &ProductPage, shelf: &[ShelfItem]) -> Option<AnyView> {
    let day = known.trade.last_order_day?;
    let text = words.say_with("catalog-leaves", &[("day", words.day(day).into())]);
    let successor = of_kind(known, shelf, Relation::Successor)
        .next()
        .map(|item| {
            let to = format!("/products/{}", in_path(&item.sku));
            view! {
                " "
                {words.say("catalog-successor-is")}
                " "
                <a href=to>{item.name.clone()}</a>
                "."
            }
        });
    Some(
        view! {
            <Notice tone=Tone::Warn>
                {text} {successor}
            </Notice>
        }
        .into_any(),
    )
}

/// The related products of a kind that the shopper sees.
fn of_kind<'a>(
    known: &'a ProductPage,
    shelf: &'a [ShelfItem],
    kind: Relation,
) -> impl Iterator<Item = &'a ShelfItem> {
    let wanted = known.related.iter().filter(move |(one, _)| *one == kind);
    wanted.filter_map(|(_, id)| shelf.iter().find(|item| item.id == *id))
}

/// What belongs to it and what it works with, at the shopper's prices.
fn related(
    words: Words,
    known: &ProductPage,
    shelf: &[ShelfItem],
    in_force: Option<&InForce>,
) -> Vec<AnyView> {
    let columns = move || {
        vec![
            Column::new(words.say("frame-product")),
            Column::num(words.say("catalog-your-price")),
        ]
    };
    [
        (Relation::Accessory, "catalog-accessories"),
        (Relation::Compatible, "catalog-works-with"),
        (Relation::AccessoryOf, "catalog-belongs-to"),
        (Relation::Replaces, "catalog-relation-replaces"),
    ]
    .into_iter()
    .filter_map(|(kind, title)| {
        let rows: Vec<AnyView> = of_kind(known, shelf, kind)
            .map(|item| {
                let to = format!("/products/{}", in_path(&item.sku));
                let because = why_price::in_short(words, &item.price, in_force);
                view! {
                    <tr>
                        <td class="wide">
                            <a href=to>{item.name.clone()}</a>
                            <span class="sub">{item.sku.clone()}</span>
                        </td>
                        <td class="num">
                            <Price
                                amount=item.price.price
                                per=say_per(words, &item.unit)
                                because=because
                            />
                        </td>
                    </tr>
                }
                .into_any()
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <Sheet title=words.say(title)>
                    <DataTable caption=words.say(title) quiet=true columns=columns() stack=true>
                        {rows}
                    </DataTable>
                </Sheet>
            }
            .into_any()
        })
    })
    .collect()
}

/// How many, and the button.
fn add_form(words: Words, sku: &str, priced: bool, form: FormState) -> AnyView {
    let (name, sku) = (format!("quantity-{sku}"), sku.to_owned());
    let label = if priced {
        words.say("catalog-add-to-basket")
    } else {
        words.say("catalog-ask-for-it")
    };
    view! {
        <PostForm action="/basket/add" state=form>
            <div class="row">
                <QuantityField name=name value="1" hide_label=true />
                <button class="btn main" name="sku" value=sku>
                    {label}
                </button>
            </div>
        </PostForm>
    }
    .into_any()
}

fn facts(words: Words, item: &ShelfItem, known: &ProductPage) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = Vec::new();
    if !item.manufacturer.is_empty() {
        rows.push((
            words.say("catalog-manufacturer").into(),
            item.manufacturer.clone().into_any(),
        ));
    }
    if say_per(words, &item.unit).is_some() {
        let unit = say_measure(words, &item.unit);
        rows.push((words.say("catalog-role-unit").into(), unit.into_any()));
    }
    for (label, text) in [
        ("catalog-maker-number", &known.trade.maker_number),
        ("catalog-unspsc", &known.trade.unspsc),
    ] {
        if !text.is_empty() {
            rows.push((words.say(label).into(), text.clone().into_any()));
        }
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
