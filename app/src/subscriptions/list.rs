//! `/subscriptions?after=…`: what the company has, and what can be subscribed to.

use super::said;
use crate::frame::parts::{Cards, Column, DataTable, Empty, Icon, KeyPager, PageHead, Sheet, Slot};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::State;
use axum::response::Response;
use domain::identity::Permission;
use domain::subscriptions::{Brief, Offered, Plan, WhichOwn, offered};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /subscriptions?after=KEY`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let actor = visitor.actor();
    actor.member_who_may(Permission::Browse)?;
    let address = Address::of(&visitor);
    let after = address.get("after").and_then(|key| key.parse().ok());
    let which = WhichOwn::Page(after);
    let found = offered::<PageError>(&state.db, actor, which, visitor.now).await?;
    let words = visitor.words;
    let title = words.say("subscriptions-title");
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("subscriptions")
        .show(move || {
            let own = own(words, &address, &found);
            let plans = plans(words, &found);
            view! {
                <PageHead title sub=words.say("subscriptions-sub")>
                    <a class="btn" href="/publications">
                        {words.say("frame-publications")}
                    </a>
                    <a class="btn" href="/downloads">
                        {words.say("frame-downloads")}
                    </a>
                    <a class="btn" href="/invoices">
                        {words.say("orders-invoices")}
                    </a>
                </PageHead>
                <div class="stack">{own} {plans}</div>
            }
        }))
}

fn own(words: Words, address: &Address, found: &Offered) -> AnyView {
    if found.own.rows.is_empty() && address.get("after").is_none() {
        return view! {
            <Sheet title=words.say("subscriptions-yours")>
                <Empty
                    title=words.say("subscriptions-none")
                    text=words.say("subscriptions-none-text")
                    icon=Icon::Clock
                />
            </Sheet>
        }
        .into_any();
    }
    let rows = found.own.rows.iter();
    let rows: Vec<AnyView> = rows.map(|one| row(words, one, found)).collect();
    let columns = vec![
        Column::new(words.say("subscriptions-plan")),
        Column::new(words.say("subscriptions-stands")),
        Column::num(words.say("subscriptions-how-many")),
        Column::new(words.say("subscriptions-paid-until")),
        Column::new(words.say("subscriptions-then")),
    ];
    let next = found.own.next.map(|next| next.to_string());
    let paged = next.is_some() || address.get("after").is_some();
    let first = words.say("subscriptions-to-first");
    let footer =
        paged.then(|| view! { <KeyPager address=address.clone() next first /> }.into_any());
    view! {
        <Sheet flush=true>
            <DataTable
                caption=words.say("subscriptions-yours")
                columns
                stack=true
                footer=Slot(footer)
            >
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn row(words: Words, one: &Brief, found: &Offered) -> AnyView {
    let href = format!("/subscriptions/{}", one.number);
    let item = found.item(one.product_then);
    let each = item.and_then(|item| item.price_of(one.seats_then));
    let comes = said::comes(words, one, each);
    view! {
        <tr>
            <td class="wide">
                <a href=href>{one.plan_name(words.language().code()).to_owned()}</a>
                <span class="sub">
                    {one.number.clone()} " · " {said::length(words, one.months)}
                </span>
            </td>
            <td data-l=words.say("subscriptions-stands")>{said::state_tag(words, one.state)}</td>
            <td data-l=words.say("subscriptions-how-many") class="num">
                {said::counted(words, one.counts, one.seats)}
            </td>
            <td data-l=words.say("subscriptions-paid-until")>{words.date(one.paid.last())}</td>
            <td data-l=words.say("subscriptions-then")>{comes}</td>
        </tr>
    }
    .into_any()
}

fn plans(words: Words, found: &Offered) -> AnyView {
    if found.plans.is_empty() {
        return view! {
            <Sheet title=words.say("subscriptions-plans")>
                <Empty
                    title=words.say("subscriptions-no-plans")
                    text=words.say("subscriptions-no-plans-text")
                    icon=Icon::Catalog
                />
            </Sheet>
        }
        .into_any();
    }
    let cards: Vec<AnyView> = found
        .plans
        .iter()
        .map(|plan| card(words, plan, found))
        .collect();
    view! {
        <section class="stack-s">
            <h2>{words.say("subscriptions-plans")}</h2>
            <Cards>{cards}</Cards>
        </section>
    }
    .into_any()
}

fn card(words: Words, plan: &Plan, found: &Offered) -> AnyView {
    let language = words.language().code();
    let href = format!("/subscriptions/plans/{}", plan.id);
    // What a seat costs, term by term.
    let terms: Vec<String> = plan
        .terms
        .iter()
        .filter_map(|term| {
            let price = found.item(term.product)?.price.price;
            let price = price.map_or_else(
                || words.say("subscriptions-on-request").to_owned(),
                |price| said::each(words, plan.counts, words.money(price)),
            );
            Some(format!("{}: {price}", said::length(words, term.months)))
        })
        .collect();
    let benefits = said::benefits(words, &plan.benefits);
    let name = plan.name(language);
    let label = words.say_with("subscriptions-see-plan-of", &[("plan", name.into())]);
    view! {
        <article class="card">
            <div>
                <h3>
                    <a href=href.clone()>{plan.name(language).to_owned()}</a>
                </h3>
                <p>{terms.join(" · ")}</p>
            </div>
            {benefits}
            <div class="card-end">
                <a class="btn" href=href aria-label=label>
                    {words.say("subscriptions-see-plan")}
                </a>
            </div>
        </article>
    }
    .into_any()
}
