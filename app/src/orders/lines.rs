//! The lines of an order, as all pages about it show them.

use super::progress::Reader;
use super::said::day;
use crate::assets::replaced;
use crate::configurations::said::services;
use crate::frame::parts::{Column, DataTable, Sheet, Slot};
use crate::subscriptions::said::wish;
use domain::catalog::say_counted_in;
use domain::id::CustomerId;
use domain::orders::{LineState, OrderLine, OrderPage};
use domain::text::Words;
use domain::{Quantity, Timestamp};
use leptos::prelude::*;

/// The lines of an order, with how much of each has left, and their sum. `explained`
/// says where the prices come from; `reader` who is led to which units.
pub(super) fn lines(
    words: Words,
    order: &OrderPage,
    explained: Option<String>,
    reader: Reader,
    now: Timestamp,
) -> AnyView {
    let ours = matches!(reader, Reader::Desk).then_some(order.head.customer_id);
    let rows = order
        .lines
        .iter()
        .map(|line| line_row(words, order, line, ours, now))
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
        <Sheet flush=true footer=Slot(explained.map(IntoAny::into_any))>
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

/// `ours` is whose order it is, for our people.
fn line_row(
    words: Words,
    order: &OrderPage,
    line: &OrderLine,
    ours: Option<CustomerId>,
    now: Timestamp,
) -> AnyView {
    let instead = order.replaced.of(line.id.0, line.open());
    let instead = replaced(words, &instead, ours);
    let (each, amount) = order.prices(line);
    let figure = |quantity: Quantity| {
        if quantity.is_zero() {
            "–".to_owned()
        } else {
            words.quantity(quantity)
        }
    };
    view! {
        <tr>
            <td class="wide">{item(words, line)} {instead}</td>
            <td data-l=words.say("orders-ordered") class="num">
                {words.quantity(line.quantity)}
            </td>
            <td data-l=words.say("orders-shipped") class="num">
                {figure(line.shipped)}
            </td>
            <td data-l=words.say("orders-open") class="num">
                {figure(line.open())} {line_note(words, line, now)}
            </td>
            <td data-l=words.say("orders-each") class="num">
                {words.money(each)}
            </td>
            <td data-l=words.say("orders-amount") class="num">
                {words.money(amount)}
            </td>
        </tr>
    }
    .into_any()
}

/// What a line is: name, number, what was chosen, in which unit it is counted, and
/// what is done at the factory.
pub(super) fn item(words: Words, line: &OrderLine) -> AnyView {
    let factory = services(words, &line.services);
    let options = line.options();
    let chosen = (!options.is_empty()).then(|| {
        let text: Vec<String> = options
            .into_iter()
            .map(|chosen| match chosen.pieces {
                1 => format!("{}: {}", chosen.group, chosen.option),
                pieces => format!("{}: {pieces} × {}", chosen.group, chosen.option),
            })
            .collect();
        view! { <span class="sub">{text.join(" · ")}</span> }
    });
    let chosen = chosen.or_else(|| {
        let text = line.subscription.as_ref().map(|one| wish(words, one))?;
        Some(view! { <span class="sub">{text}</span> })
    });
    let unit = say_counted_in(words, &line.unit);
    let unit = unit.map(|text| view! { <span class="sub">{text}</span> });
    let at_factory = factory.map(|text| view! { <span class="sub">{text}</span> });
    view! {
        {line.name.clone()}
        <span class="sub">{line.sku.clone()}</span>
        {chosen}
        {unit}
        {at_factory}
    }
    .into_any()
}

/// How a line stands, where that is not plain from its figures.
pub(super) fn line_note(words: Words, line: &OrderLine, now: Timestamp) -> Option<AnyView> {
    match line.state() {
        LineState::Backordered(at) => {
            let at = day(words, at, now);
            let text = words.say_with("orders-line-later", &[("day", at.into())]);
            Some(view! { <span class="sub warn-text">{text}</span> }.into_any())
        }
        LineState::Open | LineState::Partly(_) | LineState::Shipped => None,
    }
}
