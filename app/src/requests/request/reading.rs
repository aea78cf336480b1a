//! A request as it is read: its lines with what was decided, and how it came to
//! stand where it stands.

use crate::assets::replaced;
use crate::frame::Text;
use crate::frame::parts::{
    Actions, Column, DataTable, Definitions, PostForm, Sheet, Step, Tag, Timeline, Tone,
};
use crate::requests::said;
use domain::assets::Replaced;
use domain::requests::lifecycle::State as RequestState;
use domain::requests::{Event, EventDetail, EventKind, Line, LineDecision, Request, Shown};
use domain::text::Words;
use leptos::prelude::*;

pub(super) fn lines_table(words: Words, shown: &Shown) -> AnyView {
    let request = &shown.request;
    let rows = request
        .lines
        .iter()
        .map(|line| read_row(words, line, &shown.replaced))
        .collect_view();
    let reason = Some(request.reason.clone()).filter(|text| !text.is_empty());
    let reason = reason.map(|text| {
        view! {
            <Sheet title=words.say("requests-why-asked")>
                <p class="prose">{text}</p>
            </Sheet>
        }
    });
    view! {
        <Sheet flush=true>{read_table(words, words.say("requests-asked-for"), rows)}</Sheet>
        {reason}
    }
    .into_any()
}

pub(super) fn read_table(
    words: Words,
    caption: &'static str,
    rows: impl IntoView + 'static,
) -> AnyView {
    let columns = vec![
        Column::new(words.say("frame-product")),
        Column::num(words.say("requests-asked")),
        Column::num(words.say("requests-each")),
        Column::num(words.say("requests-line")),
        Column::new(words.say("requests-decision")),
    ];
    view! {
        <DataTable caption stack=true columns>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// What a line of a request replaces: of as many as were approved, or asked for. What was
/// refused replaces nothing, and says so.
fn instead(words: Words, line: &Line, units: &Replaced) -> Option<AnyView> {
    let pieces = match &line.decision {
        Some(LineDecision::Approved { quantity, .. }) => *quantity,
        Some(LineDecision::Refused(_)) => return None,
        Some(LineDecision::Held) | None => line.quantity,
    };
    replaced(words, &units.of_all(line.id.0, pieces), None)
}

pub(super) fn read_row(words: Words, line: &Line, units: &Replaced) -> AnyView {
    let instead = instead(words, line, units);
    let decision = match &line.decision {
        None => view! { <Tag text=words.say("requests-open") /> }.into_any(),
        Some(LineDecision::Held) => {
            view! { <Tag text=words.say("requests-state-held") tone=Tone::Warn /> }.into_any()
        }
        Some(LineDecision::Refused(reason)) => {
            let reason = reason.clone();
            view! {
                <Tag text=words.say("requests-refused") tone=Tone::Bad />
                <span class="sub">{reason}</span>
            }
            .into_any()
        }
        Some(LineDecision::Approved {
            quantity, order, ..
        }) => {
            let changed = (*quantity != line.quantity).then(|| {
                let count = words.quantity(*quantity).into();
                let text = words.say_with("requests-approved-changed", &[("count", count)]);
                view! { <span class="sub">{text}</span> }
            });
            let order = order.clone().map(|(id, number)| {
                let text = words.say_with("requests-in-order", &[("number", number.into())]);
                view! {
                    <span class="sub">
                        <a href=format!("/orders/{id}")>{text}</a>
                    </span>
                }
            });
            view! {
                <Tag text=words.say("requests-approved") tone=Tone::Good />
                {changed}
                {order}
            }
            .into_any()
        }
    };
    let (price, quantity) = match &line.decision {
        Some(LineDecision::Approved {
            price, quantity, ..
        }) => (Some(*price), *quantity),
        _ => (line.price, line.quantity),
    };
    view! {
        <tr>
            <td class="wide">{said::thing(words, &line.thing, &line.sku, &line.name, &line.options)} {said::counted_in(words, &line.unit)} {said::factory(words, &line.services)} {instead}</td>
            <td class="num" data-l=words.say("requests-asked")>
                {words.quantity(line.quantity)}
            </td>
            <td class="num" data-l=words.say("requests-each")>
                {said::amount(words, price)}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {price.and_then(|price| price.times(quantity)).map(|amount| words.money(amount))}
            </td>
            <td class="wide">{decision}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn aside(words: Words, shown: &Shown, now: domain::Timestamp) -> AnyView {
    let request = &shown.request;
    let why = said::because(
        words,
        &request.verdict.because,
        request.cost_centre_label.as_deref(),
    );
    let next = request.state.is_open().then(|| {
        view! { <p class="mute">{words.say("requests-next-nobody")}</p> }
    });
    let withdraw = (shown.is_requester && request.state.is_open()).then(|| {
        let action = format!("/requests/{}/withdraw", request.id);
        view! {
            <Sheet title=words.say("requests-changed-your-mind")>
                <PostForm action=action prefix="x">
                    <Actions>
                        <button class="btn danger">{words.say("requests-withdraw")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
    });
    let unpriced = request.lines.iter().all(|line| line.price.is_none());
    let goods = if unpriced {
        words.say("requests-price-on-request").to_owned()
    } else {
        words.money(request.goods)
    };
    let facts: Vec<(Text, AnyView)> = vec![
        (words.say("requests-goods").into(), goods.into_any()),
        (
            words.say("frame-cost-centre").into(),
            request
                .cost_centre_label
                .clone()
                .unwrap_or_else(|| "–".to_owned())
                .into_any(),
        ),
        (
            words.say("requests-needed-by").into(),
            request
                .needed_by
                .map_or_else(|| "–".to_owned(), |day| words.date(day))
                .into_any(),
        ),
    ];
    let steps = steps(words, request, now);
    view! {
        <Sheet title=words.say("requests-standing")>
            <Timeline steps />
        </Sheet>
        <Sheet title=words.say("requests-facts")>
            <Definitions rows=facts />
        </Sheet>
        <Sheet title=words.say("requests-why-here")>
            <div class="stack-s small">
                <p>{why}</p>
                {next}
            </div>
        </Sheet>
        {withdraw}
    }
    .into_any()
}

/// What happened, where it stands, and what comes next.
fn steps(words: Words, request: &Request, now: domain::Timestamp) -> Vec<Step> {
    let mut steps: Vec<Step> = request
        .events
        .iter()
        .map(|event| step(words, event, now))
        .collect();
    let names = said::names(words, &request.deciders);
    match request.state {
        RequestState::Submitted | RequestState::Held => {
            let name = names.into();
            let text = words.say_with("requests-waiting-for", &[("name", name)]);
            steps.push(Step::now(text));
            steps.push(Step::later(words.say("requests-step-order")));
        }
        RequestState::Asked => {
            let name = request.requester.name.as_str().into();
            let text = words.say_with("requests-waiting-for-answer", &[("name", name)]);
            steps.push(Step::now(text));
            steps.push(Step::later(words.say("requests-step-order")));
        }
        _ => {}
    }
    steps
}

/// `2 approved, 1 refused`: only what there is.
pub(super) fn counts(words: Words, detail: &EventDetail) -> String {
    [
        ("requests-count-approved", detail.approved),
        ("requests-count-refused", detail.refused),
        ("requests-count-held", detail.held),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(id, count)| words.say_with(id, &[("count", count.into())]))
    .collect::<Vec<_>>()
    .join(", ")
}

fn step(words: Words, event: &Event, now: domain::Timestamp) -> Step {
    let detail = &event.detail;
    let note = format!("{}, {}", event.name, words.ago(event.at, now));
    let counted = || counts(words, detail);
    let step = match event.kind {
        EventKind::Submitted => Step::done(words.say("requests-step-submitted")),
        EventKind::Asked => Step::done(words.say("requests-step-asked")),
        EventKind::Answered => Step::done(words.say("requests-step-answered")),
        EventKind::Held => Step::done(counted()),
        EventKind::Decided if detail.approved == 0 && detail.refused > 0 => {
            Step::stopped(words.say("requests-step-refused"))
        }
        EventKind::Decided => Step::done(counted()),
        EventKind::Ordered => Step::done(words.say("requests-step-by-rule")),
        EventKind::Withdrawn => Step::stopped(words.say("requests-step-withdrawn")),
    };
    let order = detail.order.zip(detail.order_number.clone());
    let step = match order {
        Some((id, number)) => {
            let text = words.say_with("requests-in-order", &[("number", number.into())]);
            step.detail(view! { <a href=format!("/orders/{id}")>{text}</a> })
        }
        None => step,
    };
    // The company's rule let it pass, not the person.
    if detail.by_rule {
        step.note(words.ago(event.at, now))
    } else {
        step.note(note)
    }
}
