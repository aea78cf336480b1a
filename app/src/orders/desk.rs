//! `/console/orders/{id}`: one order as the order desk works on it.

mod facts;
mod forms;
mod steps;

pub use steps::{acknowledge, cancel, delivered, promise, ship};

use super::lines::lines;
use super::order_id;
use super::progress::{Reader, stand};
use super::queue::{NeedOf, need_words};
use super::returns::on_order;
use super::show::units;
use crate::frame::parts::{Columns, Notice, PageHead, Tag, Tone};
use crate::frame::{AppState, Face, FormState, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::identity::Permission;
use domain::orders::{OrderPage, Step, show as find};
use facts::aside;
use forms::{call_off, work};
use leptos::prelude::*;

/// `GET /console/orders/{id}`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let order = load(&visitor, &state, &id).await?;
    Ok(page(&visitor, order, Tried::default()))
}

async fn load(visitor: &StaffOnly, state: &AppState, id: &str) -> Result<OrderPage, PageError> {
    find::<PageError>(&state.db, visitor.actor(), order_id(id)?)
        .await?
        .ok_or(PageError::NotFound)
}

/// What was tried and did not work: shown again with everything typed.
#[derive(Default)]
struct Tried {
    step: Option<Step>,
    form: FormState,
    /// What happened meanwhile.
    meanwhile: Option<String>,
}

impl Tried {
    fn form(&self, step: Step) -> FormState {
        if self.step == Some(step) {
            self.form.clone()
        } else {
            FormState::empty()
        }
    }

    fn status(&self) -> StatusCode {
        match self.meanwhile {
            Some(_) => StatusCode::CONFLICT,
            None => self.form.status(),
        }
    }
}

fn page(visitor: &StaffOnly, order: OrderPage, tried: Tried) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let head = &order.head;
    let works_here = visitor.actor().may(Permission::Fulfil);
    let takes_back = works_here || visitor.actor().may(Permission::Support);
    let title = words.say_with("orders-order", &[("number", head.number.as_str().into())]);
    let company = order.names.of(head.customer_id).to_owned();
    let po = match head.po_number.as_str() {
        "" => words.say("orders-no-po"),
        po => po,
    };
    let sub = words.say_with(
        "orders-at-customer",
        &[("company", company.as_str().into()), ("po", po.into())],
    );
    Page::new(visitor, Face::Console, title.clone())
        .nav("orders")
        .crumbs([(words.say("orders-desk-title"), "/console/orders")])
        .status(tried.status())
        .show(move || {
            let stand = stand(&order);
            let need = NeedOf {
                need: order.head.need(now),
                placed_at: order.head.placed_at,
                promised_at: order.head.promised_at,
            };
            let (need, tone) = need_words(words, need, now);
            let tags = view! {
                {stand.tag(words, now)}
                {(!order.head.state.is_final())
                    .then(|| view! { <Tag text=need tone /> })}
            };
            let meanwhile = tried
                .meanwhile
                .clone()
                .map(|text| view! { <Notice tone=Tone::Warn>{text}</Notice> });
            let work = works_here.then(|| work(words, &order, &tried, now));
            let call_off = works_here
                .then(|| call_off(words, &order, &tried))
                .flatten();
            let lines = lines(words, &order, None, Reader::Desk, now);
            let units = units(words, &order, false);
            let returns = on_order(words, &order.returns, true);
            let cases = crate::support::cases(words, &order.cases, true);
            let take_back = (takes_back
                && order.parcels.iter().any(|one| one.delivered_at.is_some()))
            .then(|| {
                let href = format!("/console/orders/{}/return", order.head.id);
                view! {
                    <a class="btn" href=href>
                        {words.say("orders-return-new")}
                    </a>
                }
            });
            let aside = aside(words, &order, now);
            view! {
                <PageHead title sub tags>{take_back}</PageHead>
                <Columns aside>
                    {meanwhile}
                    {work}
                    {lines}
                    {returns}
                    {cases}
                    {units}
                    {call_off}
                </Columns>
            }
        })
}
