//! The forms for what can be done with an order, as far as it has come.

use super::super::lines::{item, line_note};
use super::super::said::day;
use super::Tried;
use crate::frame::parts::{
    Actions, Column, DataTable, DateField, Field, Fold, PostForm, QuantityField, Sheet, TextArea,
};
use domain::Timestamp;
use domain::orders::{OrderLine, OrderPage, Step, possible};
use domain::text::Words;
use leptos::prelude::*;

/// The forms for what can be done next, the likeliest first.
pub(super) fn work(words: Words, order: &OrderPage, tried: &Tried, now: Timestamp) -> AnyView {
    let state = order.head.state;
    let waiting = order
        .parcels
        .iter()
        .any(|parcel| parcel.delivered_at.is_none());
    view! {
        {possible(state, Step::Acknowledge)
            .then(|| day_form(words, order, tried, Step::Acknowledge, now))}
        {possible(state, Step::Ship).then(|| ship_form(words, order, tried, now))}
        {(waiting && possible(state, Step::Deliver)).then(|| arrivals(words, order, now))}
        {possible(state, Step::Promise)
            .then(|| day_form(words, order, tried, Step::Promise, now))}
    }
    .into_any()
}

/// What every form about the order carries.
fn version(order: &OrderPage) -> AnyView {
    let version = order.head.version.to_string();
    view! { <input type="hidden" name="version" value=version /> }.into_any()
}

fn action(order: &OrderPage, what: &'static str) -> String {
    format!("/console/orders/{}/{what}", order.head.id)
}

fn day_form(words: Words, order: &OrderPage, tried: &Tried, step: Step, now: Timestamp) -> AnyView {
    let first = step == Step::Acknowledge;
    let (prefix, title, button, to) = if first {
        (
            "acknowledge",
            "orders-acknowledge-title",
            "orders-acknowledge",
            "acknowledge",
        )
    } else {
        (
            "promise",
            "orders-promise-title",
            "orders-promise",
            "promise",
        )
    };
    let mut form = tried.form(step);
    if tried.step != Some(step) {
        // What is known already: the day the customer needs it, and the days
        // of lines that come later.
        let needed = order
            .head
            .needed_by
            .filter(|day| first && !day.is_over(now));
        if let Some(needed) = needed {
            form = form.with("day", words.date_field(needed));
        }
        for line in &order.lines {
            if let Some(at) = line.expected_at {
                form = form.with(format!("later-{}", line.id), words.date_field(at));
            }
        }
    }
    let help = order.head.needed_by.map(|needed| {
        words.say_with(
            "orders-needed-on",
            &[("day", day(words, needed, now).into())],
        )
    });
    let open: Vec<_> = order
        .lines
        .iter()
        .filter(|line| !line.open().is_zero())
        .cloned()
        .collect();
    // A single line can't be later than itself. Fields are made in their
    // form, where they find what stands in them.
    let later = (open.len() > 1).then_some(move || {
        let rows = open
            .iter()
            .map(|line| {
                let label =
                    words.say_with("orders-later-of", &[("item", line.name.as_str().into())]);
                view! {
                    <tr>
                        <td class="wide">{item(words, line)}</td>
                        <td data-l=words.say("orders-open") class="num">
                            {words.quantity(line.open())}
                        </td>
                        <td data-l=words.say("orders-later-day")>
                            <DateField
                                name=format!("later-{}", line.id)
                                label=label
                                earliest=words.date_field(now)
                                optional=true
                                hide_label=true
                            />
                        </td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![
            Column::new(words.say("orders-item")),
            Column::num(words.say("orders-open")),
            Column::new(words.say("orders-later-day")),
        ];
        view! {
            <DataTable caption=words.say("orders-lines") quiet=true columns stack=true>
                {rows}
            </DataTable>
        }
    });
    let (to, version) = (action(order, to), version(order));
    let body = view! {
        <PostForm action=to prefix=prefix state=form>
            {version}
            <div class="fields">
                <DateField
                    name="day"
                    label=words.say("orders-promise-day")
                    help=help
                    earliest=words.date_field(now)
                />
                <TextArea name="note" label=words.say("orders-note") rows=2 optional=true />
            </div>
            {later.map(|later| later())}
            <Actions summary=words.say("orders-acknowledge-text")>
                <button class=if first { "btn main" } else { "btn" }>{words.say(button)}</button>
            </Actions>
        </PostForm>
    };
    if first || tried.step == Some(step) {
        view! { <Sheet title=words.say(title)>{body}</Sheet> }.into_any()
    } else {
        view! { <Fold title=words.say(title)>{body}</Fold> }.into_any()
    }
}

fn ship_form(words: Words, order: &OrderPage, tried: &Tried, now: Timestamp) -> AnyView {
    let form = tried.form(Step::Ship);
    let fresh = tried.step != Some(Step::Ship);
    let open: Vec<_> = order
        .lines
        .iter()
        .filter(|line| !line.open().is_zero())
        .cloned()
        .collect();
    let row = move |line: &OrderLine| {
        let label = words.say_with("orders-ship-of", &[("item", line.name.as_str().into())]);
        // A backordered line stays unless somebody says otherwise.
        let usual = match (fresh, line.expected_at) {
            (true, None) => line.open().to_string(),
            (true, Some(_)) => "0".to_owned(),
            (false, _) => String::new(),
        };
        view! {
            <tr>
                <td class="wide">{item(words, line)}</td>
                <td data-l=words.say("orders-open") class="num">
                    {words.quantity(line.open())} {line_note(words, line, now)}
                </td>
                <td data-l=words.say("orders-ship-now") class="num">
                    <QuantityField
                        name=format!("ship-{}", line.id)
                        label=label
                        value=usual
                        hide_label=true
                    />
                </td>
            </tr>
        }
    };
    let columns = vec![
        Column::new(words.say("orders-item")),
        Column::num(words.say("orders-open")),
        Column::num(words.say("orders-ship-now")),
    ];
    let promised = order.head.promised_at.map(|at| day(words, at, now));
    let rest_help = words.say_with(
        "orders-rest-day-help",
        &[("day", promised.unwrap_or_default().into())],
    );
    let (to, version) = (action(order, "ship"), version(order));
    view! {
        <Sheet title=words.say("orders-ship-title")>
            <PostForm action=to prefix="ship" state=form>
                {version}
                <DataTable caption=words.say("orders-ship-title") quiet=true columns stack=true>
                    {open.iter().map(row).collect_view()}
                </DataTable>
                <div class="fields">
                    <Field name="carrier" label=words.say("orders-carrier") longest=80u32 />
                    <Field
                        name="tracking"
                        label=words.say("orders-tracking")
                        longest=80u32
                        optional=true
                    />
                    <DateField
                        name="rest"
                        label=words.say("orders-rest-day")
                        help=rest_help
                        earliest=words.date_field(now)
                        optional=true
                    />
                </div>
                <Actions summary=words.say("orders-ship-text")>
                    <button class="btn main">{words.say("orders-ship")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// Parcels on their way, each with its button.
fn arrivals(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
    let rows = order
        .parcels
        .iter()
        .filter(|parcel| parcel.delivered_at.is_none())
        .map(|parcel| {
            let tracking = match parcel.tracking.as_str() {
                "" => words.say("orders-no-tracking"),
                tracking => tracking,
            };
            let text = words.say_with(
                "orders-mark-delivered-text",
                &[
                    ("carrier", parcel.carrier.as_str().into()),
                    ("tracking", tracking.into()),
                    ("day", day(words, parcel.shipped_at, now).into()),
                ],
            );
            let label = words.say_with("orders-mark-delivered", &[("part", parcel.part.into())]);
            view! {
                <div class="row">
                    <span>{text}</span>
                    <button class="btn push" name="parcel" value=parcel.id.to_string()>
                        {label}
                    </button>
                </div>
            }
        })
        .collect_view();
    let (to, version) = (action(order, "delivered"), version(order));
    view! {
        <Sheet title=words.say("orders-parcels")>
            <PostForm action=to prefix="delivered">
                {version}
                {rows}
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// The form by which it is called off, folded away; nothing if that can't be done.
pub(super) fn call_off(words: Words, order: &OrderPage, tried: &Tried) -> Option<AnyView> {
    possible(order.head.state, Step::Cancel).then(|| {
        let open = tried.step == Some(Step::Cancel);
        let (to, version, form) = (
            action(order, "cancel"),
            version(order),
            tried.form(Step::Cancel),
        );
        view! {
            <Fold title=words.say("orders-cancel-title") open>
                    <PostForm action=to prefix="cancel" state=form>
                        {version}
                        <TextArea name="reason" label=words.say("orders-reason") rows=2 />
                        <Actions summary=words.say("orders-cancel-text")>
                            <button class="btn danger">{words.say("orders-cancel")}</button>
                        </Actions>
                    </PostForm>
            </Fold>
        }
        .into_any()
    })
}
