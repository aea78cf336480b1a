//! What a draft would change, product by product and term by term, and what people
//! have asked for that it touches. A draft with many customers is seen as one of them.

use super::changed_terms::{changed_terms, end_of};
use super::one::{none_such, price_cell, summary, whose};
use crate::frame::parts::{Column, DataTable, Empty, PageHead, Sheet, Tag, Tone};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreements::{
    AgreementPage, OneOfMany, ProductDifference, Touches, agreement_page_for, difference,
};
use domain::id::CustomerId;
use domain::requests::titled;
use domain::text::Words;
use domain::{Money, Quantity};
use leptos::prelude::*;

/// The most products that are listed; the counts are of all.
const MOST: usize = 500;

/// The most requests that are named one by one.
const MOST_REQUESTS: usize = 20;

/// `GET /console/agreements/{id}/difference?customer=ID` or `?as=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let asked = address.get("as").unwrap_or_default().to_owned();
    let chosen: Option<CustomerId> = address.get("customer").map(id).transpose()?;
    let whom = chosen.map_or(OneOfMany::Named(&asked), OneOfMany::Chosen);
    let (db, actor) = (&state.db, visitor.actor());
    let page = agreement_page_for(db, actor, id(&agreement)?, whom, visitor.now)
        .await
        .map_err(none_such(&visitor))?;
    // Somebody whom it is not for.
    if page.audience.customer().is_none() && chosen.is_some() && page.looked_at_for.is_none() {
        return Err(PageError::NotFound);
    }
    let change = difference::<PageError>(&state.db, visitor.actor(), &page, visitor.now).await?;
    let title = words.say("agreements-difference-title");
    let here = format!("/console/agreements/{}", page.id);
    let now = visitor.now;
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([
            (
                words.say("agreements-title").to_owned(),
                "/console/agreements".to_owned(),
            ),
            (page.number.clone(), here),
        ])
        .show(move || {
            let sub = summary(words, &change);
            let list = if change.is_nothing() {
                let nothing = words.say("agreements-no-difference");
                Some(view! { <Sheet flush=true><Empty title=nothing /></Sheet> }.into_any())
            } else if change.products.is_empty() {
                None
            } else {
                let columns = vec![
                    Column::new(words.say("frame-product")),
                    Column::new(words.say("agreements-change")),
                    Column::num(words.say("agreements-before")),
                    Column::num(words.say("agreements-after")),
                ];
                let rows = change
                    .products
                    .iter()
                    .take(MOST)
                    .map(|one| line(words, one))
                    .collect_view();
                let more = (change.products.len() > MOST)
                    .then(|| words.say("agreements-more-differences"));
                let table = view! {
                    <Sheet flush=true>
                        <DataTable
                            caption=title
                            columns
                            stack=true
                            quiet=true
                            footer=view! { {more} }
                        >
                            {rows}
                        </DataTable>
                    </Sheet>
                };
                Some(table.into_any())
            };
            let see_as = see_as(words, &page);
            let one_of_many = for_one_of_many(words, &page, asked);
            view! {
                <PageHead title sub=sub>{see_as}</PageHead>
                {one_of_many}
                {end_of(words, change.end.as_ref(), now)}
                {changed_terms(words, &page, &change)}
                {touched(words, &change.touches)}
                {list}
            }
        }))
}

/// The site of the one customer, with this draft on it.
fn see_as(words: Words, page: &AgreementPage) -> Option<AnyView> {
    let (customer, draft) = (page.customer()?, page.draft()?);
    let action = format!("/console/customers/{customer}/view");
    let revision = draft.id.to_string();
    Some(
        view! {
            <form method="post" action=action>
                <button class="btn" name="revision" value=revision>
                    {words.say("agreements-view-as")}
                </button>
            </form>
        }
        .into_any(),
    )
}

/// For which of many customers it is compared, and for whom else it could be.
fn for_one_of_many(words: Words, page: &AgreementPage, asked: String) -> Option<AnyView> {
    if page.audience.customer().is_some() {
        return None;
    }
    let here = format!("/console/agreements/{}/difference", page.id);
    let whom = match &page.looked_at_for {
        Some(one) => words.say_with(
            "agreements-looked-at-for",
            &[("name", one.name.as_str().into())],
        ),
        None => words.say_with(
            "agreements-looked-at-for-all",
            &[("whose", whose(words, page).into())],
        ),
    };
    let others = page
        .some_customers
        .iter()
        .map(|one| {
            let href = format!("{here}?customer={}", one.id);
            view! { <a class="btn s" href=href>{one.name.clone()}</a> }
        })
        .collect_view();
    let none = (page.some_customers.is_empty() && page.looked_at_for.is_none())
        .then(|| view! { <p class="small mute">{words.say("agreements-no-such-customer")}</p> });
    Some(
        view! {
            <Sheet title=words.say("agreements-look-as-one") note=whom>
                <form method="get" action=here class="filter" role="search">
                    <label class="unseen" for="as">{words.say("frame-customer")}</label>
                    <input
                        class="input"
                        type="search"
                        id="as"
                        name="as"
                        value=asked
                        placeholder=words.say("frame-customer")
                    />
                    <button class="btn">{words.say("agreements-find-customer")}</button>
                </form>
                {none}
                <div class="filter">{others}</div>
            </Sheet>
        }
        .into_any(),
    )
}

/// What people have asked for, and the standards they choose from, as far as the
/// draft changes something in it.
pub(super) fn touched(words: Words, touches: &Touches) -> Option<AnyView> {
    if *touches == Touches::default() {
        return None;
    }
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let more = count(touches.requests.len().saturating_sub(MOST_REQUESTS));
    let requests = touches
        .requests
        .iter()
        .take(MOST_REQUESTS)
        .map(|one| {
            let what = words.say_with(
                "agreements-touches-request",
                &[
                    ("number", one.number.as_str().into()),
                    ("title", titled(words, &one.title, one.lines).into()),
                    ("name", one.requester.as_str().into()),
                ],
            );
            view! { <li>{what}</li> }
        })
        .collect_view();
    let more = (more > 0).then(|| {
        let more = words.say_with("agreements-touches-more", &[("count", more.into())]);
        view! { <li class="mute">{more}</li> }
    });
    let baskets = (touches.baskets > 0).then(|| {
        let baskets = count(touches.baskets);
        let what = words.say_with("agreements-touches-baskets", &[("count", baskets.into())]);
        view! { <li>{what}</li> }
    });
    let standards = touches
        .standards
        .iter()
        .map(|(id, name)| {
            let href = format!("/console/configurations/{id}");
            view! {
                <li>
                    {words.say("agreements-touches-standard")} " " <a href=href>{name.clone()}</a>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet
                title=words.say("agreements-touches")
                note=words.say("agreements-touches-note")
            >
                <ul class="small">{requests} {more} {baskets} {standards}</ul>
            </Sheet>
        }
        .into_any(),
    )
}

fn line(words: Words, one: &ProductDifference) -> impl IntoView + use<> {
    let (label, tone) = match (one.was_in, one.is_in, one.before, one.after) {
        (false, _, _, _) => ("agreements-comes-in", Tone::Good),
        (true, false, _, _) => ("agreements-leaves", Tone::Bad),
        (_, _, before, after) if before == after => ("agreements-changes-many", Tone::Accent),
        (_, _, Some(before), Some(after)) if after.minor < before.minor => {
            ("agreements-falls", Tone::Good)
        }
        (_, _, Some(_), Some(_)) => ("agreements-rises", Tone::Warn),
        _ => ("agreements-changes", Tone::Accent),
    };
    let before = one
        .was_in
        .then(|| prices(words, one.before, &one.many_before));
    let after = one.is_in.then(|| prices(words, one.after, &one.many_after));
    view! {
        <tr>
            <td class="wide">
                {one.sku.clone()} " " <span class="mute">{one.name.clone()}</span>
            </td>
            <td data-l=words.say("agreements-change")>
                <Tag text=words.say(label) tone />
            </td>
            <td class="num" data-l=words.say("agreements-before")>{before}</td>
            <td class="num" data-l=words.say("agreements-after")>{after}</td>
        </tr>
    }
}

/// What one costs, and below it what many cost.
fn prices(words: Words, one: Option<Money>, many: &[(Quantity, Money)]) -> impl IntoView + use<> {
    let many = many
        .iter()
        .map(|(least, price)| {
            let from = words.say_with("catalog-from-pieces", &[("count", (*least).into())]);
            view! { <div class="small mute">{from} ": " {words.money(*price)}</div> }
        })
        .collect_view();
    view! {
        {price_cell(one)}
        {many}
    }
}
