//! What is known of an order, for the order desk.

use super::super::progress::{Reader, timeline};
use super::super::said::{day, state as state_words};
use crate::frame::Text;
use crate::frame::parts::{Definitions, Sheet};
use domain::Timestamp;
use domain::orders::{OrderPage, State as OrderState};
use domain::text::Words;
use leptos::prelude::*;

/// Whose it is, for whom, until when, and how far it has come.
pub(super) fn aside(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
    let head = &order.head;
    let company = view! {
        <a href=format!("/console/customers/{}", head.customer_id)>
            {order.names.of(head.customer_id).to_owned()}
        </a>
    };
    let mut rows: Vec<(Text, AnyView)> = vec![
        (words.say("frame-customer").into(), company.into_any()),
        (
            words.say("orders-requester").into(),
            order.names.of(head.requested_by).to_owned().into_any(),
        ),
        (
            words.say("orders-buyer").into(),
            order.names.of(head.placed_by).to_owned().into_any(),
        ),
        (
            words.say("orders-placed").into(),
            words.moment_short(head.placed_at).into_any(),
        ),
    ];
    if let Some(unit) = head.unit_id {
        let name = order.names.of(unit).to_owned();
        rows.push((words.say("orders-unit").into(), name.into_any()));
    }
    if let Some(centre) = head.cost_centre_id {
        let code = order.names.of(centre).to_owned();
        rows.push((words.say("frame-cost-centre").into(), code.into_any()));
    }
    if let Some(needed) = head.needed_by {
        let needed = day(words, needed, now);
        rows.push((words.say("orders-needed-by").into(), needed.into_any()));
    }
    if let Some(promised) = head.promised_at {
        let promised = day(words, promised, now);
        rows.push((words.say("orders-promised").into(), promised.into_any()));
    }
    rows.push((
        words.say("orders-standing").into(),
        state_words(words, head.state).into_any(),
    ));
    let others = format!("/console/orders?customer={}", head.customer_id);
    let all = words.say_with(
        "orders-desk-of",
        &[("company", order.names.of(head.customer_id).into())],
    );
    let over = head.state == OrderState::Cancelled || head.state == OrderState::Delivered;
    let title = if over {
        words.say("orders-timeline")
    } else {
        words.say("orders-progress")
    };
    let timeline = timeline(words, order, Reader::Desk, now);
    view! {
        <Sheet title=words.say("orders-facts") footer=view! { <a href=others>{all}</a> }>
            <Definitions rows words=true />
        </Sheet>
        <Sheet title>{timeline}</Sheet>
    }
    .into_any()
}
