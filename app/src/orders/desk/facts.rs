//! What is known of an order, for the order desk.

use super::super::progress::{Reader, timeline};
use super::super::said::{day, state as state_words};
use super::super::show::{item, line_note};
use crate::frame::Text;
use crate::frame::parts::{Column, DataTable, Definitions, Sheet};
use domain::Timestamp;
use domain::orders::{OrderPage, State as OrderState};
use domain::text::Words;
use leptos::prelude::*;

/// Its lines, with how much of each has left.
pub(super) fn lines(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
    let rows = order
        .lines
        .iter()
        .map(|line| {
            let (each, amount) = order.prices(line);
            view! {
                <tr>
                    <td class="wide">{item(words, line)}</td>
                    <td data-l=words.say("orders-ordered") class="num">
                        {words.quantity(line.quantity)}
                    </td>
                    <td data-l=words.say("orders-shipped") class="num">
                        {words.quantity(line.shipped)}
                    </td>
                    <td data-l=words.say("orders-open") class="num">
                        {words.quantity(line.open())} {line_note(words, line, now)}
                    </td>
                    <td data-l=words.say("orders-each") class="num">
                        {words.money(each)}
                    </td>
                    <td data-l=words.say("orders-amount") class="num">
                        {words.money(amount)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("orders-item")),
        Column::num(words.say("orders-ordered")),
        Column::num(words.say("orders-shipped")),
        Column::num(words.say("orders-open")),
        Column::num(words.say("orders-each")),
        Column::num(words.say("orders-amount")),
    ];
    let total = words.money(order.head.total());
    view! {
        <Sheet flush=true>
            <DataTable caption=words.say("orders-lines") columns stack=true>
                {rows}
                <tr class="set-apart">
                    <td class="wide">{words.say("orders-sum")}</td>
                    <td class="no-phone"></td>
                    <td class="no-phone"></td>
                    <td class="no-phone"></td>
                    <td class="no-phone"></td>
                    <td class="num">{total}</td>
                </tr>
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Whose it is, for whom, until when, and how far it has come.
pub(super) fn aside(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
    let head = &order.head;
    let company = view! {
        <a href=format!("/console/customers/{}", head.customer_id)>
            {order.names.of(head.customer_id).to_owned()}
        </a>
    };
    let mut rows: Vec<(Text, AnyView)> = vec![
        (words.say("orders-customer").into(), company.into_any()),
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
        rows.push((words.say("orders-cost-centre").into(), code.into_any()));
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
