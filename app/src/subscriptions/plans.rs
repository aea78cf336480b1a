//! `/console/plans`: the supplier's plans.

use super::said;
use crate::frame::parts::{Column, DataTable, Empty, Icon, PageHead, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::subscriptions::{Plan, plans};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/plans`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let all = plans::<PageError>(&state.db, visitor.actor()).await?;
    let words = visitor.words;
    let title = words.say("subscriptions-plans");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("plans")
        .show(move || {
            let content = content(words, &all);
            view! {
                <PageHead title sub=words.say("subscriptions-plans-sub")>
                    <a class="btn main" href="/console/plans/new">
                        {words.say("subscriptions-new-plan")}
                    </a>
                </PageHead>
                <Sheet flush=true>{content}</Sheet>
            }
        }))
}

fn content(words: Words, all: &[Plan]) -> AnyView {
    if all.is_empty() {
        return view! {
            <Empty
                title=words.say("subscriptions-no-plans-yet")
                text=words.say("subscriptions-no-plans-yet-text")
                icon=Icon::Catalog
            />
        }
        .into_any();
    }
    let rows: Vec<AnyView> = all.iter().map(|plan| row(words, plan)).collect();
    let columns = vec![
        Column::new(words.say("subscriptions-plan")),
        Column::new(words.say("subscriptions-terms")),
        Column::num(words.say("subscriptions-gives-count")),
        Column::num(words.say("subscriptions-subscribers")),
        Column::new(words.say("subscriptions-revision")),
    ];
    view! {
        <DataTable caption=words.say("subscriptions-plans") quiet=true columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn row(words: Words, plan: &Plan) -> AnyView {
    let href = format!("/console/plans/{}", plan.id);
    let terms: Vec<String> = plan
        .terms
        .iter()
        .filter(|term| term.is_offered())
        .map(|term| format!("{} ({})", said::length(words, term.months), term.sku))
        .collect();
    let inactive = (!plan.active).then(|| {
        let text = words.say("subscriptions-not-offered");
        view! { " " <Tag text tone=Tone::Plain /> }
    });
    let revision = words.say_with(
        "subscriptions-revision-of",
        &[
            ("number", plan.number.into()),
            ("day", words.date(plan.made_at).into()),
            ("name", plan.made_by.as_str().into()),
        ],
    );
    view! {
        <tr>
            <td class="wide">
                <a href=href>{plan.name(words.language().code()).to_owned()}</a>
                {inactive}
            </td>
            <td data-l=words.say("subscriptions-terms")>{terms.join(", ")}</td>
            <td data-l=words.say("subscriptions-gives-count") class="num">
                {plan.benefits.len()}
            </td>
            <td data-l=words.say("subscriptions-subscribers") class="num">
                {words.number(plan.subscribers)}
            </td>
            <td data-l=words.say("subscriptions-revision")>{revision}</td>
        </tr>
    }
    .into_any()
}
