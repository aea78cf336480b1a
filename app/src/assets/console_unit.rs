//! `/console/customers/{id}/equipment/{tag}`: one unit of a customer's, as our people
//! read it before they help: how it was built, what happened to it, its cases, and
//! what was promised. Its documents are the customer's own: an invoice says what
//! somebody else asked for it.

use super::said::state_tag;
use super::show::{built, entitled, facts, history, sub};
use crate::frame::parts::{Columns, PageHead, Sheet};
use crate::frame::{AppState, Face, Page, PageError, SignedIn};
use axum::extract::{Path, State as Shared};
use axum::response::Response;
use domain::assets::{asset_page_of, path_of};
use domain::id::CustomerId;
use domain::identity::Permission;
use leptos::prelude::*;

/// Where our people read about a unit.
pub(crate) fn console_path_of(customer: CustomerId, tag: &str) -> String {
    format!("/console/customers/{customer}{}", path_of(tag))
}

/// `GET /console/customers/{id}/equipment/{tag}`
pub async fn show(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path((id, tag)): Path<(String, String)>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let (words, now) = (visitor.words, visitor.now);
    let customer: CustomerId = id.parse().map_err(|_| PageError::NotFound)?;
    let (company, found) =
        asset_page_of::<PageError>(&app.db, visitor.actor(), customer, &tag, now)
            .await?
            .ok_or(PageError::NotFound)?;
    let title = format!("{} {}", found.asset.name, found.asset.service_tag);
    let home = format!("/console/customers/{customer}");
    let crumbs = [
        (
            words.say("frame-customers").to_owned(),
            "/console/customers".to_owned(),
        ),
        (company, home.clone()),
        (
            words.say("assets-title").to_owned(),
            format!("{home}/equipment"),
        ),
    ];
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("customers")
        .crumbs(crumbs)
        .show(move || {
            let asset = &found.asset;
            let path = |tag: &str| console_path_of(customer, tag);
            let facts = facts(words, &found, "/console/orders", &path, now);
            let entitled = entitled(words, &found);
            let aside = view! { {facts} {entitled} }.into_any();
            let cases = crate::support::cases(words, &found.cases, true);
            let built = built(words, &asset.as_built);
            let history = history(words, &found);
            let (name, sub) = (asset.name.clone(), sub(words, asset));
            let tags = state_tag(words, asset.state);
            view! {
                <PageHead title=name sub tags />
                <Columns aside>
                    {cases} {built}
                    <Sheet title=words.say("assets-history")>{history}</Sheet>
                </Columns>
            }
        }))
}
