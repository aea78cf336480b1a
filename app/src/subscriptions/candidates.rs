//! `/console/subscriptions/strategic`: the customers who are strategic candidates because
//! of what they subscribe to.

use crate::frame::parts::{
    Column, DataTable, Empty, Icon, KeyPager, PageHead, Sheet, Slot, Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::subscriptions::{Candidate, Candidates, candidates};
use domain::text::Words;
use domain::value::Strategic;
use leptos::prelude::*;

/// `GET /console/subscriptions/strategic?after=KEY`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let address = Address::of(&visitor);
    let after = address.get("after").and_then(|key| key.parse().ok());
    let found = candidates::<PageError>(&state.db, visitor.actor(), after).await?;
    let words = visitor.words;
    let title = words.say("subscriptions-strategic");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("subscriptions")
        .crumbs([(words.say("subscriptions-title"), "/console/subscriptions")])
        .show(move || {
            let table = table(words, &address, &found);
            view! {
                <PageHead title sub=words.say("subscriptions-strategic-sub") />
                <Sheet flush=true>{table}</Sheet>
            }
        }))
}

fn table(words: Words, address: &Address, found: &Candidates) -> AnyView {
    let later = address.get("after").is_some();
    if found.rows.is_empty() && !later {
        return view! {
            <Empty
                title=words.say("subscriptions-strategic-none")
                text=words.say("subscriptions-strategic-none-text")
                icon=Icon::Clock
            />
        }
        .into_any();
    }
    let rows: Vec<AnyView> = found.rows.iter().map(|one| row(words, one)).collect();
    let columns = vec![
        Column::new(words.say("subscriptions-customer")),
        Column::num(words.say("subscriptions-strategic-plans")),
        Column::new(words.say("subscriptions-strategic-renewals")),
    ];
    let next = found.next.map(|next| next.to_string());
    let paged = next.is_some() || later;
    let first = words.say("subscriptions-strategic-first");
    let footer =
        paged.then(|| view! { <KeyPager address=address.clone() next first /> }.into_any());
    view! {
        <DataTable
            caption=words.say("subscriptions-strategic")
            columns
            stack=true
            footer=Slot(footer)
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(words: Words, one: &Candidate) -> AnyView {
    let href = format!("/console/customers/{}", one.customer);
    let (running, renewed) = match one.why() {
        Some(Strategic::Subscribes { running }) => (running, false),
        Some(Strategic::Renewed { running }) => (running, true),
        None => (0, false),
    };
    let renewed = renewed.then(|| {
        let said = [("count", i64::from(one.renewals).into())];
        let text = words.say_with("subscriptions-strategic-terms", &said);
        view! { <Tag text tone=Tone::Good /> }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{one.company.clone()}</a>
            </td>
            <td class="num" data-l=words.say("subscriptions-strategic-plans")>
                {words.number(running)}
            </td>
            <td data-l=words.say("subscriptions-strategic-renewals")>{renewed}</td>
        </tr>
    }
    .into_any()
}
