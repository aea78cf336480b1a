//! `/requests/{id}`: where a request stands, what was said, and the decision
//! line by line.

use super::{demand_member, key_of, said};
use crate::frame::parts::{
    Actions, Checkbox, Choice, ChoiceOption, Column, DataTable, Definitions, Field, Notice,
    PageHead, PostForm, QuantityField, Sheet, Step, Tag, TextArea, Timeline, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, Text};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::id::{RequestId, RequestLineId};
use domain::requests::decision::{Choice as Chosen, Fault};
use domain::requests::lifecycle::State as RequestState;
use domain::requests::offer::Standing;
use domain::requests::{
    Decide, DecideError, Event, EventDetail, EventKind, Line, LineDecision, Overtaken, Request,
    Say, SayError, Shown, answer, ask, decide as decide_request, show as load,
    withdraw as take_back,
};
use domain::text::Words;
use leptos::prelude::*;

/// The page's forms, and what happened meanwhile.
#[derive(Default)]
struct Forms {
    decision: FormState,
    said: FormState,
    overtaken: Option<String>,
}

/// `GET /requests/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, read_id(&id)?, Forms::default()).await
}

fn read_id(id: &str) -> Result<RequestId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

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

/// `POST /requests/{id}/say`: a question of who decides, or the requester's
/// answer.
pub async fn say(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let id = read_id(&id)?;
    let say = Say {
        key: key_of(&form)?,
        request: id,
        text: form.text("text").to_owned(),
    };
    let done = if form.text("as") == "answer" {
        answer(&state.db, visitor.actor(), say, visitor.now).await
    } else {
        ask(&state.db, visitor.actor(), say, visitor.now).await
    };
    after_saying(&visitor, &state, id, form, done, "requests-said").await
}

/// `POST /requests/{id}/withdraw`
pub async fn withdraw(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let id = read_id(&id)?;
    let say = Say {
        key: key_of(&form)?,
        request: id,
        text: form.text("text").to_owned(),
    };
    let done = take_back(&state.db, visitor.actor(), say, visitor.now).await;
    after_saying(&visitor, &state, id, form, done, "requests-withdrawn").await
}

async fn after_saying(
    visitor: &SignedIn,
    state: &AppState,
    id: RequestId,
    form: Form,
    done: Result<(), SayError>,
    sentence: &'static str,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form);
    let mut overtaken = None;
    match done {
        Ok(()) => {
            let sentence = match sentence {
                "requests-withdrawn" => words.say("requests-withdrawn"),
                _ => words.say("requests-said"),
            };
            visitor.say_next(true, sentence).await?;
            return Ok(Redirect::to(&format!("/requests/{id}")).into_response());
        }
        Err(SayError::NoText) => shown.fail("text", words.say("requests-text-missing")),
        Err(SayError::TooLong) => shown.fail("text", words.say("requests-too-long")),
        Err(SayError::NotPossible(_) | SayError::Changed) => {
            overtaken = Some(words.say("requests-not-possible").to_owned());
        }
        Err(other) => return Err(other.into()),
    }
    let forms = Forms {
        said: shown,
        overtaken,
        ..Forms::default()
    };
    page(visitor, state, id, forms).await
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    id: RequestId,
    forms: Forms,
) -> Result<Response, PageError> {
    let member = demand_member(visitor)?;
    let words = visitor.words;
    let me = member.id;
    let now = visitor.now;
    let shown = load(&state.db, visitor.actor(), id, now).await?;
    let supplier = state.settings.supplier.clone();
    let status = if forms.overtaken.is_some() {
        StatusCode::CONFLICT
    } else if forms.said.is_fine() {
        forms.decision.status()
    } else {
        forms.said.status()
    };
    let request = &shown.request;
    let title = title(words, request);
    let sub = sub(words, request);
    let tag = said::state_tag(
        words,
        request.state,
        request.part_ordered && request.state.is_open(),
    );
    let version = request.version;
    let Forms {
        mut decision,
        said: spoken,
        overtaken,
    } = forms;
    // After being overtaken one decides anew, about the request as it is now.
    if overtaken.is_some() {
        decision = anew(decision);
    }
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("requests")
        .status(status)
        .crumbs([(words.say("requests-title"), "/requests")])
        .show(move || {
            let notice = overtaken.map(|text| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn title=words.say("requests-overtaken")>
                            {text}
                        </Notice>
                    </div>
                }
            });
            let lines = if shown.may_decide {
                decision_form(words, &shown, decision, version, &supplier)
            } else {
                lines_table(words, &shown.request)
            };
            let talk = conversation(words, &shown, spoken, me, now);
            let aside = aside(words, &shown, now);
            view! {
                <PageHead title=title sub=sub tags=tag />
                {notice}
                <div class="cols">
                    <div class="stack">{lines} {talk}</div>
                    <div class="stack">{aside}</div>
                </div>
            }
        }))
}

/// What was typed, without what belongs to the version that is gone.
fn anew(old: FormState) -> FormState {
    old.form()
        .pairs()
        .iter()
        .filter(|(name, _)| name != "version" && name != "key" && !name.starts_with("today-"))
        .fold(FormState::empty(), |form, (name, value)| {
            form.with(name.clone(), value.clone())
        })
}

fn title(words: Words, request: &Request) -> Text {
    match request.lines.len() {
        0 | 1 => request.title.clone().into(),
        lines => format!(
            "{} {}",
            request.title,
            words.say_with("requests-and-more", &[("count", (lines - 1).into())])
        )
        .into(),
    }
}

/// `Ines Tal, Dock, for two new colleagues · needed by 1 July · 4410 Survey`.
fn sub(words: Words, request: &Request) -> String {
    let mut who = request.requester.name.clone();
    if let Some(unit) = &request.unit_name {
        who = format!("{who}, {unit}");
    }
    if !request.for_whom.is_empty() {
        let name = request.for_whom.as_str().into();
        who = format!(
            "{who}, {}",
            words.say_with("requests-for-whom-short", &[("name", name)])
        );
    }
    let mut parts = vec![request.number.clone(), who];
    if let Some(day) = request.needed_by {
        let day = words.date(day).into();
        parts.push(words.say_with("requests-needed-by-day", &[("day", day)]));
    }
    parts.extend(request.cost_centre_label.clone());
    parts.join(" · ")
}

fn decision_form(
    words: Words,
    shown: &Shown,
    form: FormState,
    version: i64,
    supplier: &str,
) -> AnyView {
    let request = &shown.request;
    let columns = vec![
        Column::new(words.say("requests-product")),
        Column::num(words.say("frame-quantity")),
        Column::num(words.say("requests-each")),
        Column::num(words.say("requests-line")),
        Column::new(words.say("requests-last-paid")),
        Column::new(words.say("requests-your-decision")),
    ];
    let today = |line: &Line| {
        shown
            .today
            .iter()
            .find(|(id, _)| *id == line.id)
            .map_or(Standing::Gone, |(_, offer)| offer.standing)
    };
    let open: Vec<(Line, Standing)> = request
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
    let total = open.iter().try_fold(
        Money::zero(request.currency),
        |sum, (line, today)| match line.price.or(today.price()) {
            Some(price) => sum.plus(price.times(line.quantity)?),
            None => Some(sum),
        },
    );
    let differs = open.iter().any(|(line, today)| {
        matches!((line.price, today.price()), (Some(kept), Some(today)) if kept != today)
    });
    let priced = open
        .iter()
        .any(|(line, today)| line.price.or(today.price()).is_some());
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
        let rows = closed.iter().map(|line| read_row(words, line)).collect_view();
        view! { <Sheet flush=true>{read_table(words, words.say("requests-decided-before"), rows)}</Sheet> }
    });
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
                    {open.iter().map(|(line, today)| decision_row(words, line, *today)).collect_view()}
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

fn decision_row(words: Words, line: &Line, today: Standing) -> AnyView {
    let name = line.name.clone();
    let price = line.price.or(today.price());
    let changed = match (line.price, today) {
        (Some(kept), Standing::Priced(today)) if kept != today => Some(words.say_with(
            "requests-today-price",
            &[("price", words.money(today).into())],
        )),
        (None, Standing::Priced(_)) => Some(words.say("requests-price-since").to_owned()),
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
                {said::thing(&line.thing, &line.sku, &line.name, &line.options)} {tag} {held}
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
                {price.and_then(|price| price.times(line.quantity)).map(|amount| words.money(amount))}
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

fn last_paid(words: Words, line: &Line) -> AnyView {
    match line.last_paid {
        Some((price, at)) => view! {
            <span class="nw">{words.money(price)}</span>
            <span class="sub">{words.month(at)}</span>
        }
        .into_any(),
        None => view! { <span class="mute">{words.say("requests-never")}</span> }.into_any(),
    }
}

fn lines_table(words: Words, request: &Request) -> AnyView {
    let rows = request
        .lines
        .iter()
        .map(|line| read_row(words, line))
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

fn read_table(words: Words, caption: &'static str, rows: impl IntoView + 'static) -> AnyView {
    let columns = vec![
        Column::new(words.say("requests-product")),
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

fn read_row(words: Words, line: &Line) -> AnyView {
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
            <td class="wide">{said::thing(&line.thing, &line.sku, &line.name, &line.options)}</td>
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

/// What was said, and the field to say something.
fn conversation(
    words: Words,
    shown: &Shown,
    form: FormState,
    me: domain::id::MembershipId,
    now: domain::Timestamp,
) -> AnyView {
    let request = &shown.request;
    let said: Vec<AnyView> = request
        .events
        .iter()
        .filter(|event| event.kind != EventKind::Submitted && !event.text.is_empty())
        .map(|event| {
            let name = if event.membership == me {
                words.say("requests-you").to_owned()
            } else {
                event.name.clone()
            };
            view! {
                <li class="said">
                    <b>{name}</b>
                    " "
                    <span class="mute small">{words.ago(event.at, now)}</span>
                    <p class="prose">{event.text.clone()}</p>
                </li>
            }
            .into_any()
        })
        .collect();
    let answers = shown.is_requester && request.state == RequestState::Asked;
    let (label, button, mode) = if answers {
        ("requests-your-answer", "requests-answer", "answer")
    } else {
        ("requests-your-question", "requests-ask-back", "ask")
    };
    let (label, button) = (words.say(label), words.say(button));
    let action = format!("/requests/{}/say", request.id);
    let field = (answers || shown.may_decide).then(|| {
        view! {
            <PostForm action=action state=form prefix="s">
                <input type="hidden" name="as" value=mode />
                <TextArea name="text" label rows=2 />
                <Actions>
                    <button class="btn">{button}</button>
                </Actions>
            </PostForm>
        }
    });
    if said.is_empty() && field.is_none() {
        return ().into_any();
    }
    view! {
        <Sheet title=words.say("requests-conversation") id="say">
            <div class="stack-s">
                {(!said.is_empty()).then(|| view! { <ul class="stack-s">{said}</ul> })}
                {field}
            </div>
        </Sheet>
    }
    .into_any()
}

fn aside(words: Words, shown: &Shown, now: domain::Timestamp) -> AnyView {
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
            words.say("requests-cost-centre").into(),
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
fn counts(words: Words, detail: &EventDetail) -> String {
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
