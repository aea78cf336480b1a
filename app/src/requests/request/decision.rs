//! The decision, line by line: its form, and what it comes to.

use super::reading::{counts, read_row, read_table};
use super::{Forms, page, read_id};
use crate::assets::replaced;
use crate::frame::parts::{
    Actions, Checkbox, Choice, ChoiceOption, Column, DataTable, Field, PostForm, QuantityField,
    Sheet, Tag, Tone,
};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, key_of};
use crate::requests::{demand_member, said};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::Replaced;
use domain::id::RequestLineId;
use domain::requests::decide as decide_request;
use domain::requests::decision::{Choice as Chosen, Fault};
use domain::requests::offer::Standing;
use domain::requests::{
    Decide, DecideError, EventKind, Line, LineDecision, Overtaken, Shown, price_for,
};
use domain::text::Words;
use domain::{Money, Quantity};
use leptos::prelude::*;

/// `POST /requests/{id}`: the decision. For every open line `choice-LINE`,
/// `quantity-LINE`, `reason-LINE` and `today-LINE`.
pub async fn decide(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let id = read_id(&id)?;
    let words = visitor.words;
    let member = demand_member(&visitor)?;
    let mut shown = FormState::from(form.clone());
    let currency = member.in_force.as_ref().map(|agreed| agreed.currency);
    let mut choices = Vec::new();
    let mut seen = Vec::new();
    for (line, choice) in form.starting("choice-") {
        let Ok(line_id) = line.parse::<RequestLineId>() else {
            continue;
        };
        match choice {
            "approve" => {
                let field = format!("quantity-{line}");
                if let Some(quantity) = shown.read(&field, |text| said::quantity(words, text)) {
                    choices.push((line_id, Chosen::Approve { quantity }));
                }
            }
            "refuse" => choices.push((
                line_id,
                Chosen::Refuse {
                    reason: form.text(&format!("reason-{line}")).to_owned(),
                },
            )),
            _ => choices.push((line_id, Chosen::Hold)),
        }
        let today = form.text(&format!("today-{line}")).parse().ok();
        let today = today.zip(currency).map(|(minor, it)| Money::new(minor, it));
        seen.push((line_id, today));
    }
    let mut overtaken = None;
    if shown.is_fine() {
        let command = Decide {
            key: key_of(&form)?,
            request: id,
            version: form.text("version").parse().unwrap_or(0),
            choices,
            po_number: form.text("po_number").to_owned(),
            at_todays_prices: form.has("todays_prices"),
            seen,
        };
        match decide_request(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(done) => {
                let sentence = match &done.order {
                    Some((_, number)) => words.say_with(
                        "requests-decided-ordered",
                        &[("number", number.as_str().into())],
                    ),
                    None => words.say("requests-decided").to_owned(),
                };
                visitor.say_next(true, sentence).await?;
                return Ok(Redirect::to(&format!("/requests/{id}")).into_response());
            }
            Err(DecideError::Faults(faults)) => {
                for fault in faults {
                    let (field, sentence) = explain(words, fault);
                    shown.fail(field, sentence);
                }
            }
            Err(DecideError::PoTooLong) => {
                shown.fail("po_number", words.say("requests-po-long"));
            }
            Err(DecideError::PricesChanged) => {
                shown.fail("", words.say("requests-prices-changed"));
            }
            Err(DecideError::NotPossible(_)) => {
                overtaken = Some(words.say("requests-not-possible").to_owned());
            }
            Err(DecideError::Overtaken(what)) => {
                overtaken = Some(meanwhile(words, &what, visitor.now));
            }
            Err(other) => return Err(other.into()),
        }
    }
    let forms = Forms {
        decision: shown,
        overtaken,
        ..Forms::default()
    };
    page(&visitor, &state, id, forms).await
}

fn explain(words: Words, fault: Fault) -> (String, &'static str) {
    match fault {
        Fault::NothingChosen(line) => (format!("choice-{line}"), words.say("requests-choose")),
        Fault::NoReason(line) => (format!("reason-{line}"), words.say("requests-say-why")),
        Fault::ReasonTooLong(line) => (format!("reason-{line}"), words.say("requests-too-long")),
        Fault::NoPrice(line) => (format!("choice-{line}"), words.say("requests-no-price-yet")),
        Fault::BadQuantity(line) => (
            format!("quantity-{line}"),
            words.say("requests-quantity-wrong"),
        ),
        Fault::MoreThanAsked(line) => (
            format!("quantity-{line}"),
            words.say("requests-more-than-asked"),
        ),
        Fault::NotOpen(_) => (String::new(), words.say("requests-prices-changed")),
        Fault::TooLarge => (String::new(), words.say("requests-too-large")),
    }
}

/// Who did what while the reader was deciding.
fn meanwhile(words: Words, what: &Overtaken, now: domain::Timestamp) -> String {
    let id = match what.what {
        EventKind::Decided | EventKind::Held if what.detail.order.is_some() => {
            "requests-overtaken-ordered"
        }
        EventKind::Decided => "requests-overtaken-decided",
        EventKind::Held => "requests-overtaken-held",
        EventKind::Asked => "requests-overtaken-asked",
        EventKind::Answered => "requests-overtaken-answered",
        EventKind::Withdrawn => "requests-overtaken-withdrawn",
        EventKind::Submitted | EventKind::Ordered => "requests-overtaken-changed",
    };
    words.say_with(
        id,
        &[
            ("who", what.who.as_str().into()),
            ("when", words.ago(what.at, now).into()),
            ("counts", counts(words, &what.detail).into()),
            (
                "order",
                what.detail.order_number.clone().unwrap_or_default().into(),
            ),
        ],
    )
}

pub(super) fn decision_form(
    words: Words,
    shown: &Shown,
    form: FormState,
    version: i64,
    supplier: &str,
) -> AnyView {
    let request = &shown.request;
    let columns = vec![
        Column::new(words.say("frame-product")),
        Column::num(words.say("frame-quantity")),
        Column::num(words.say("requests-each")),
        Column::num(words.say("requests-line")),
        Column::new(words.say("requests-last-paid")),
        Column::new(words.say("requests-your-decision")),
    ];
    // As many as were typed, if the form is shown again: they may have another
    // price.
    let today = |line: &Line| {
        let typed = form.value(&format!("quantity-{}", line.id));
        let quantity = Quantity::parse_pieces(typed).unwrap_or(line.quantity);
        let offer = shown.today.iter().find(|(id, _)| *id == line.id);
        let offer = offer.map(|(_, offer)| offer);
        Today {
            standing: offer.map_or(Standing::Gone, |offer| offer.standing_for(quantity)),
            price: price_for(line, offer, quantity, false),
            quantity,
        }
    };
    let open: Vec<(Line, Today)> = request
        .lines
        .iter()
        .filter(|line| line.is_open())
        .map(|line| (line.clone(), today(line)))
        .collect();
    let closed: Vec<Line> = request
        .lines
        .iter()
        .filter(|line| !line.is_open())
        .cloned()
        .collect();
    let total =
        open.iter().try_fold(
            Money::zero(request.currency),
            |sum, (_, today)| match today.price {
                Some(price) => sum.plus(price.times(today.quantity)?),
                None => Some(sum),
            },
        );
    let differs = open.iter().any(|(_, today)| {
        let now = today.standing.price();
        matches!((today.price, now), (Some(kept), Some(now)) if kept != now)
    });
    let priced = open.iter().any(|(_, today)| today.price.is_some());
    let summary = total.map(|total| {
        let text = if priced {
            words.say_with(
                "requests-what-happens",
                &[
                    ("total", words.money(total).into()),
                    ("supplier", supplier.to_owned().into()),
                ],
            )
        } else {
            words.say("requests-nothing-priced").to_owned()
        };
        view! { <p class="small">{text}</p> }
    });
    let reason = Some(request.reason.clone()).filter(|text| !text.is_empty());
    let reason = reason.map(|text| {
        view! {
            <Sheet title=words.say("requests-why-asked")>
                <p class="prose">{text}</p>
            </Sheet>
        }
    });
    let before = (!closed.is_empty()).then(|| {
        let rows = closed
            .iter()
            .map(|line| read_row(words, line, &shown.replaced))
            .collect_view();
        view! { <Sheet flush=true>{read_table(words, words.say("requests-decided-before"), rows)}</Sheet> }
    });
    let units = shown.replaced.clone();
    view! {
        {reason}
        <PostForm
            action=format!("/requests/{}", request.id)
            state=form
            prefix="d"
            class="stack"
        >
            <input type="hidden" name="version" value=version.to_string() />
            <Sheet flush=true>
                <DataTable
                    caption=words.say("requests-asked-for")
                    note=words.say("requests-line-by-line")
                    stack=true
                    columns
                >
                    {open.iter().map(|(line, today)| decision_row(words, line, *today, &units)).collect_view()}
                </DataTable>
                {differs
                    .then(|| {
                        view! {
                            <div class="in">
                                <Checkbox
                                    name="todays_prices"
                                    label=words.say("requests-todays-prices")
                                    help=words.say("requests-todays-prices-note")
                                />
                            </div>
                        }
                    })}
            </Sheet>
            <Actions summary=summary sticky=true>
                <Field
                    name="po_number"
                    label=words.say("requests-po-number")
                    optional=true
                />
                <a class="btn quiet" href="#say">
                    {words.say("requests-ask-back")}
                </a>
                <button class="btn main">{words.say("requests-confirm")}</button>
            </Actions>
        </PostForm>
        {before}
    }
    .into_any()
}

/// Where a line stands today, for as many as are to be decided on.
#[derive(Clone, Copy)]
struct Today {
    standing: Standing,
    /// At which price it would be ordered.
    price: Option<Money>,
    quantity: Quantity,
}

fn decision_row(words: Words, line: &Line, today: Today, units: &Replaced) -> AnyView {
    let name = line.name.clone();
    let (price, quantity) = (today.price, today.quantity);
    let instead = replaced(words, &units.of_all(line.id.0, quantity), None);
    let today = today.standing;
    let changed = match (line.price, price, today) {
        (Some(asked), Some(price), _) if asked != price => Some(words.say_with(
            "requests-price-for-many",
            &[
                ("count", quantity.into()),
                ("before", words.money(asked).into()),
            ],
        )),
        (_, Some(kept), Standing::Priced(today)) if kept != today => Some(words.say_with(
            "requests-today-price",
            &[("price", words.money(today).into())],
        )),
        (None, _, Standing::Priced(_)) => Some(words.say("requests-price-since").to_owned()),
        _ => None,
    };
    let tag = match (today, line.thing.product(), line.thing.configuration()) {
        (Standing::InWords, ..) => Some((words.say("requests-off-catalog"), Tone::Warn)),
        (Standing::Gone, ..) => Some((words.say("requests-left-catalog"), Tone::Warn)),
        (Standing::ChooseAgain, ..) => Some((words.say("requests-choose-again"), Tone::Warn)),
        (_, _, Some(_)) => Some((words.say("requests-standard"), Tone::Accent)),
        _ => None,
    };
    let tag = tag.map(|(text, tone)| view! { <Tag text tone /> });
    let held = (line.decision == Some(LineDecision::Held))
        .then(|| view! { <Tag text=words.say("requests-state-held") tone=Tone::Warn /> });
    let mut options = Vec::with_capacity(3);
    if price.is_some() {
        options.push(ChoiceOption::new("approve", words.say("requests-approve")));
    }
    options.push(ChoiceOption::new("hold", words.say("requests-hold")));
    options.push(ChoiceOption::new("refuse", words.say("requests-refuse")).against());
    let today_minor = today.price().map(|price| price.minor.to_string());
    let id = line.id;
    let each = view! { {said::amount(words, price)} {changed.map(|text| view! { <span class="sub">{text}</span> })} };
    view! {
        <tr>
            <td class="wide">
                {said::thing(words, &line.thing, &line.sku, &line.name, &line.options)} {said::counted_in(words, &line.unit)} {said::factory(words, &line.services)} {tag} {held} {instead}
                {today_minor
                    .map(|minor| {
                        view! { <input type="hidden" name=format!("today-{id}") value=minor /> }
                    })}
            </td>
            <td class="num">
                <QuantityField
                    name=format!("quantity-{id}")
                    label=words.say_with("requests-quantity-of", &[("name", name.as_str().into())])
                    value=line.quantity.to_string()
                    hide_label=true
                />
            </td>
            <td class="num" data-l=words.say("requests-each")>
                {each}
            </td>
            <td class="num" data-l=words.say("requests-line")>
                {price.and_then(|price| price.times(quantity)).map(|amount| words.money(amount))}
            </td>
            <td class="small" data-l=words.say("requests-last-paid")>
                {last_paid(words, line)}
            </td>
            <td class="wide">
                <Choice
                    name=format!("choice-{id}")
                    label=words.say_with("requests-decide-on", &[("name", name.as_str().into())])
                    options
                    hide_label=true
                />
                <div class="if-refused">
                    <Field
                        name=format!("reason-{id}")
                        label=words.say("requests-refusal-reason")
                        optional=true
                    />
                </div>
            </td>
        </tr>
    }
    .into_any()
}

pub(super) fn last_paid(words: Words, line: &Line) -> AnyView {
    match line.last_paid {
        Some((price, at)) => view! {
            <span class="nw">{words.money(price)}</span>
            <span class="sub">{words.month(at)}</span>
        }
        .into_any(),
        None => view! { <span class="mute">{words.say("requests-never")}</span> }.into_any(),
    }
}
