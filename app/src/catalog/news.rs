//! `GET /catalog-news`: what is new in the visitor's catalog, and what leaves it.

use super::{shopper, why_price};
use crate::frame::parts::{Column, DataTable, Empty, PageHead, Price, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn, in_path};
use axum::extract::State;
use axum::response::Response;
use domain::agreements::{NEW_FOR_DAYS, ShelfItem, shelf_news};
use domain::catalog::say_per;
use domain::identity::InForce;
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// `GET /catalog-news`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let shopper = shopper(&visitor)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let news = shelf_news(&mut read, shopper, visitor.now).await?;
    drop(read);
    let in_force = shopper.in_force.cloned();
    let title = words.say("catalog-news");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("catalog")
        .crumbs([(words.say("frame-catalog"), "/catalog")])
        .show(move || {
            let new = new_sheet(words, &news.new, in_force.as_ref());
            let leaving = leaving_sheet(words, &news.leaving);
            let nothing = (new.is_none() && leaving.is_none()).then(|| {
                view! {
                    <Empty title=words.say("catalog-news-nothing")>
                        <a class="btn" href="/catalog">
                            {words.say("frame-catalog")}
                        </a>
                    </Empty>
                }
            });
            view! {
                <PageHead title=title sub=words.say("catalog-news-sub") />
                <div class="stack">{nothing} {new} {leaving}</div>
            }
        }))
}

/// A product with a link to its page.
fn linked(item: &ShelfItem) -> AnyView {
    let to = format!("/products/{}", in_path(&item.sku));
    view! {
        <a href=to>{item.name.clone()}</a>
        <span class="sub">{item.summary.clone()}</span>
    }
    .into_any()
}

fn new_sheet(
    words: Words,
    new: &[(ShelfItem, Timestamp)],
    in_force: Option<&InForce>,
) -> Option<AnyView> {
    let rows: Vec<AnyView> = new
        .iter()
        .map(|(item, since)| {
            let because = why_price::in_short(words, &item.price, in_force);
            view! {
                <tr>
                    <td class="wide">{linked(item)}</td>
                    <td data-l=words.say("catalog-category")>{item.category_name.clone()}</td>
                    <td data-l=words.say("catalog-new-since")>{words.day(*since)}</td>
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
    let columns = vec![
        Column::new(words.say("frame-product")),
        Column::new(words.say("catalog-category")),
        Column::new(words.say("catalog-new-since")),
        Column::num(words.say("catalog-your-price")),
    ];
    let title = words.say_with("catalog-new", &[("days", NEW_FOR_DAYS.into())]);
    (!rows.is_empty()).then(|| {
        view! {
            <Sheet title=title>
                <DataTable caption=words.say("catalog-new-short") quiet=true columns stack=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any()
    })
}

fn leaving_sheet(words: Words, leaving: &[(ShelfItem, Day, Option<ShelfItem>)]) -> Option<AnyView> {
    let rows: Vec<AnyView> = leaving
        .iter()
        .map(|(item, last, successor)| {
            let successor = successor.as_ref().map(linked);
            view! {
                <tr>
                    <td class="wide">{linked(item)}</td>
                    <td data-l=words.say("catalog-orderable-until")>{words.day(*last)}</td>
                    <td data-l=words.say("catalog-relation-successor")>
                        {successor.unwrap_or_else(|| "–".into_any())}
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("frame-product")),
        Column::new(words.say("catalog-orderable-until")),
        Column::new(words.say("catalog-relation-successor")),
    ];
    (!rows.is_empty()).then(|| {
        view! {
            <Sheet title=words.say("catalog-leaving")>
                <DataTable caption=words.say("catalog-leaving") quiet=true columns stack=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any()
    })
}
