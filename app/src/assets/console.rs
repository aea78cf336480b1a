//! The supplier's side: the equipment of a customer, read only, and a search for
//! a tag or a serial number over all customers.

use super::console_unit::console_path_of;
use super::list::{holder, person_of, tag_of};
use super::narrow::{filter, read_view, views};
use super::said::state_tag;
use super::table::{Reader, nothing, table};
use crate::frame::parts::{Column, DataTable, Empty, Filter, Icon, PageHead, Sheet};
use crate::frame::{Address, AppState, Face, Page, PageError, SignedIn};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::assets::{AnyAsset, MOST_FOUND, ask_holder, equipment, equipment_of_all};
use domain::id::CustomerId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// Units on a page.
const PAGE: i64 = 50;

/// `GET /console/customers/{id}/equipment?…`
pub async fn of_customer(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let words = visitor.words;
    let customer: CustomerId = id.parse().map_err(|_| PageError::NotFound)?;
    let address = Address::of(&visitor);
    let person = match person_of(&address) {
        None => None,
        Some(email) => {
            let mut read = app.db.read(visitor.actor().scope()).await?;
            Some(holder(ask_holder(customer, email).fetch(&mut read).await?))
        }
    };
    let view = read_view(&address, person, visitor.now.into(), PAGE);
    let found = equipment::<PageError>(&app.db, visitor.actor(), Some(customer), &view).await?;
    let company = found.company.clone().ok_or(PageError::NotFound)?;
    let now = visitor.now;
    let title = words.say("assets-title");
    let crumbs = [
        (
            words.say("frame-customers").to_owned(),
            "/console/customers".to_owned(),
        ),
        (company.clone(), format!("/console/customers/{customer}")),
    ];
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("customers")
        .crumbs(crumbs)
        .show(move || {
            let tabs = views(words, &address, &view, &found, None);
            let filter = filter(words, &address, &view, &found);
            let content = if found.rows.is_empty() {
                nothing(words, &address, &view, Reader::Staff(customer), false)
            } else {
                table(
                    words,
                    title,
                    &address,
                    &view,
                    &found,
                    Reader::Staff(customer),
                    now,
                )
            };
            view! {
                <PageHead title sub=company.clone() />
                <div class="stack-s">
                    {tabs} {filter} <Sheet flush=true>{content}</Sheet>
                </div>
            }
        }))
}

/// `GET /console/equipment?q=…`, typed or scanned from a label.
pub async fn search(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let typed = tag_of(address.get("q").unwrap_or_default());
    let found = equipment_of_all::<PageError>(&app.db, visitor.actor(), &typed).await?;
    let title = words.say("assets-title");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("equipment")
        .show(move || {
            let content = if typed.trim().is_empty() {
                view! {
                    <Empty
                        title=words.say("assets-search-all")
                        text=words.say("assets-search-all-text")
                        icon=Icon::Search
                    />
                }
                .into_any()
            } else if found.is_empty() {
                view! {
                    <Empty
                        title=words.say("assets-none-found")
                        text=words.say("assets-search-all-text")
                        icon=Icon::Search
                    />
                }
                .into_any()
            } else {
                all(words, title, &found)
            };
            view! {
                <PageHead title sub=words.say("assets-search-all-sub") />
                <div class="stack-s">
                    <Filter address label=words.say("assets-search") />
                    <Sheet flush=true>{content}</Sheet>
                </div>
            }
        }))
}

fn all(words: Words, title: &'static str, found: &[AnyAsset]) -> AnyView {
    let columns = vec![
        Column::new(words.say("assets-tag")),
        Column::new(words.say("assets-name")),
        Column::new(words.say("assets-customer")),
        Column::new(words.say("assets-state")),
        Column::new(words.say("assets-warranty")),
    ];
    let rows = found
        .iter()
        .map(|one| {
            let beside: Vec<&str> = [one.asset_tag.as_str(), one.serial_number.as_str()]
                .into_iter()
                .filter(|text| !text.is_empty())
                .collect();
            let href = format!("/console/customers/{}/equipment", one.customer_id);
            let unit = console_path_of(one.customer_id, &one.service_tag);
            let warranty = one
                .warranty_until
                .map_or_else(|| "–".to_owned(), |day| words.date_short(day));
            view! {
                <tr>
                    <td class="wide">
                        <a href=unit>
                            <code>{one.service_tag.clone()}</code>
                        </a>
                        <span class="sub">{beside.join(" · ")}</span>
                    </td>
                    <td data-l=words.say("assets-name")>{one.name.clone()}</td>
                    <td data-l=words.say("assets-customer")>
                        <a href=href>{one.customer.clone()}</a>
                    </td>
                    <td data-l=words.say("assets-state")>{state_tag(words, one.state)}</td>
                    <td data-l=words.say("assets-warranty") class="nw">
                        {warranty}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let full = i64::try_from(found.len()).is_ok_and(|count| count >= MOST_FOUND);
    let count = if full {
        words.say_with(
            "assets-first-found",
            &[("count", words.number(MOST_FOUND).into())],
        )
    } else {
        words.say_with("frame-rows", &[("count", found.len().into())])
    };
    let footer = view! { <div class="pager"><span>{count}</span></div> };
    view! {
        <DataTable caption=title columns stack=true footer>
            {rows}
        </DataTable>
    }
    .into_any()
}
