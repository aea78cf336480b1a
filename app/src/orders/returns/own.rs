//! `/orders/returns`: what a company sends back, as its own people follow it: what is
//! announced, what is with us, and what became of the rest.

use super::state_tag;
use crate::frame::parts::{
    Column, DataTable, Empty, Icon, KeyPager, PageHead, Sheet, Slot, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::assets::path_of;
use domain::identity::Permission;
use domain::orders::{OwnReturn, OwnView, own_returns};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /orders/returns?which=done&mine=1&after=ID`
pub async fn own(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(&visitor);
    let view = OwnView {
        done: address.get("which") == Some("done"),
        mine: address.get("mine").is_some(),
        after: address.get("after").and_then(|id| id.parse().ok()),
    };
    let found = own_returns(&state.db, visitor.actor(), view).await?;
    let sees_company = visitor.actor().may(Permission::SeeCompany);
    let title = words.say("orders-returns");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("orders")
        .crumbs([(words.say("orders-title"), "/orders")])
        .show(move || {
            let views = views(words, &address, view);
            let whose = sees_company.then(|| whose(words, &address, view));
            let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one)).collect();
            let next = found.next.map(|next| next.to_string());
            let later = view.after.is_some();
            let content = if rows.is_empty() {
                nothing(words, view)
            } else {
                let columns = vec![
                    Column::new(words.say("orders-return-number")),
                    Column::new(words.say("orders-return-of")),
                    Column::new(words.say("orders-return-what")),
                    Column::new(words.say("orders-return-state")),
                    Column::new(words.say("orders-return-since")),
                ];
                let first = words.say("orders-returns-first");
                let footer = (next.is_some() || later)
                    .then(|| view! { <KeyPager address=address.clone() next first /> }.into_any());
                view! {
                    <DataTable caption=title columns stack=true footer=Slot(footer)>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("orders-returns-own-sub") />
                {views}
                {whose}
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn views(words: Words, address: &Address, view: OwnView) -> AnyView {
    let links = [
        ("orders-returns-own-open", ""),
        ("orders-returns-done", "done"),
    ]
    .map(|(id, which)| {
        let to = address.clone().without("after").with("which", which);
        ViewLink::new(words.say(id), to.href(), view.done != which.is_empty())
    })
    .to_vec();
    view! { <Views label=words.say("orders-returns") views=links /> }.into_any()
}

/// Those of the reader's own orders, for who sees everybody's.
fn whose(words: Words, address: &Address, view: OwnView) -> AnyView {
    let links = [("orders-everybodys", ""), ("orders-only-mine", "1")]
        .map(|(id, mine)| {
            let to = address.clone().without("after").with("mine", mine);
            ViewLink::new(words.say(id), to.href(), view.mine != mine.is_empty())
        })
        .to_vec();
    view! { <Views label=words.say("orders-whose") views=links /> }.into_any()
}

fn nothing(words: Words, view: OwnView) -> AnyView {
    let title = if view.done {
        "orders-returns-own-none-done"
    } else {
        "orders-returns-own-none"
    };
    view! {
        <Empty
            title=words.say(title)
            text=words.say("orders-returns-own-none-text")
            icon=Icon::Order
        >
            <a class="btn" href="/help/new">{words.say("support-ask")}</a>
        </Empty>
    }
    .into_any()
}

fn row(words: Words, one: &OwnReturn) -> AnyView {
    let lines: Vec<AnyView> = one
        .lines
        .iter()
        .map(|(quantity, name)| {
            let line = format!("{} × {name}", words.quantity(*quantity));
            view! { <div>{line}</div> }.into_any()
        })
        .collect();
    let tags: Vec<AnyView> = one
        .units
        .iter()
        .map(|tag| view! { <a href=path_of(tag)>{tag.clone()}</a> " " }.into_any())
        .collect();
    let shown = i64::try_from(one.units.len()).unwrap_or(i64::MAX);
    let more = (one.all_units > shown).then(|| {
        words.say_with(
            "orders-returns-more-units",
            &[("count", (one.all_units - shown).into())],
        )
    });
    let units = (!tags.is_empty()).then(|| view! { <span class="sub">{tags} {more}</span> });
    let said = if one.outcome.is_empty() {
        &one.reason
    } else {
        &one.outcome
    };
    let said: Vec<AnyView> = said
        .lines()
        .map(|line| view! { <span class="sub">{line.to_owned()}</span> }.into_any())
        .collect();
    view! {
        <tr>
            <td class="wide">
                {one.number.clone()} {said}
            </td>
            <td data-l=words.say("orders-return-of")>
                <a href=format!("/orders/{}", one.of_order)>{one.order_number.clone()}</a>
            </td>
            <td data-l=words.say("orders-return-what")>{lines} {units}</td>
            <td data-l=words.say("orders-return-state")>{state_tag(words, one.state)}</td>
            <td data-l=words.say("orders-return-since") class="nw">
                {words.date(one.changed_at)}
            </td>
        </tr>
    }
    .into_any()
}
