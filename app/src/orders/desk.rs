//! `/console/orders/{id}`: one order as the order desk works on it.

use super::forms::{change, day as read_day, later_days, maybe_day, note, parts, short};
use super::order_id;
use super::progress::{Reader, stand, timeline};
use super::queue::{NeedOf, need_words};
use super::returns::on_order;
use super::said::{day, state as state_words};
use super::show::{item, line_note, units};
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, DateField, Definitions, Field, Fold, Notice, PageHead,
    PostForm, QuantityField, Sheet, Tag, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::identity::Permission;
use domain::orders::{
    self, Arrived, Cancel, ChangeError, EventKind, Missing, OrderLine, OrderPage, PartRefused,
    Promise, Refusal, Ship, State as OrderState, Step, possible, show as find,
};
use domain::text::Words;
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

/// `POST /console/orders/{id}/acknowledge`
pub async fn acknowledge(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    set_day(visitor, state, id, form, Step::Acknowledge).await
}

/// `POST /console/orders/{id}/promise`
pub async fn promise(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    set_day(visitor, state, id, form, Step::Promise).await
}

async fn set_day(
    visitor: StaffOnly,
    state: AppState,
    id: String,
    form: Form,
    step: Step,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let promised = read_day(&mut form, words, "day");
    let later = later_days(&mut form, words, &order);
    let note = note(&mut form, words, "note");
    let (Some(day_promised), Some(note), true) = (promised, note, form.is_fine()) else {
        return Ok(again(&visitor, order, step, form));
    };
    let command = Promise {
        change,
        day: day_promised,
        later,
        note,
    };
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    let (done, said) = match step {
        Step::Acknowledge => (
            orders::acknowledge(db, actor, command, now).await,
            "orders-done-acknowledged",
        ),
        _ => (
            orders::promise_again(db, actor, command, now).await,
            "orders-done-promised",
        ),
    };
    let said = words.say_with(
        said,
        &[
            ("number", order.head.number.as_str().into()),
            ("day", day(words, day_promised, now).into()),
        ],
    );
    finish(&visitor, &state, order, step, form, done, said).await
}

/// `POST /console/orders/{id}/ship`
pub async fn ship(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let parts = parts(&mut form, words, &order);
    let carrier = short(&mut form, words, "carrier");
    let tracking = short(&mut form, words, "tracking");
    let rest_promised = maybe_day(&mut form, words, "rest");
    let (Some(carrier), Some(tracking), true) = (carrier, tracking, form.is_fine()) else {
        return Ok(again(&visitor, order, Step::Ship, form));
    };
    let command = Ship {
        change,
        parts,
        carrier,
        tracking,
        rest_promised,
    };
    let done = orders::ship(&state.db, visitor.actor(), command, visitor.now).await;
    let said = words.say("orders-done-shipped").to_owned();
    finish(&visitor, &state, order, Step::Ship, form, done, said).await
}

/// `POST /console/orders/{id}/delivered`
pub async fn delivered(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let form = FormState::from(form);
    let command = Arrived {
        change: change(&form, order.head.id)?,
        parcel: form
            .value("parcel")
            .parse()
            .map_err(|_| PageError::BadForm)?,
    };
    let done = orders::deliver(&state.db, visitor.actor(), command, visitor.now).await;
    let said = visitor.words.say("orders-done-delivered").to_owned();
    finish(&visitor, &state, order, Step::Deliver, form, done, said).await
}

/// `POST /console/orders/{id}/cancel`
pub async fn cancel(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Fulfil)?;
    let order = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let change = change(&form, order.head.id)?;
    let Some(reason) = note(&mut form, words, "reason") else {
        return Ok(again(&visitor, order, Step::Cancel, form));
    };
    let command = Cancel { change, reason };
    let done = orders::cancel(&state.db, visitor.actor(), command, visitor.now).await;
    let number = order.head.number.as_str();
    let said = words.say_with("orders-done-cancelled", &[("number", number.into())]);
    finish(&visitor, &state, order, Step::Cancel, form, done, said).await
}

/// The page again, with what is wrong next to its field.
fn again(visitor: &StaffOnly, order: OrderPage, step: Step, form: FormState) -> Response {
    let tried = Tried {
        step: Some(step),
        form,
        meanwhile: None,
    };
    page(visitor, order, tried)
}

/// On to the order if it was done; else the page again with the reason.
async fn finish(
    visitor: &StaffOnly,
    state: &AppState,
    order: OrderPage,
    step: Step,
    mut form: FormState,
    done: Result<(), ChangeError>,
    said: String,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let id = order.head.id;
    let error = match done {
        Ok(()) => {
            visitor.say_next(true, said).await?;
            return Ok(Redirect::to(&format!("/console/orders/{id}")).into_response());
        }
        Err(error) => error,
    };
    let meanwhile = match error {
        ChangeError::Denied(denied) => return Err(denied.into()),
        ChangeError::Store(error) => return Err(error.into()),
        ChangeError::NotFound => return Err(PageError::NotFound),
        ChangeError::DayHasPassed => {
            let field = if step == Step::Ship { "rest" } else { "day" };
            form.fail(field, words.say("orders-day-passed"));
            None
        }
        ChangeError::Missing(Missing::Carrier) => {
            form.fail("carrier", words.say("orders-carrier-missing"));
            None
        }
        ChangeError::Missing(Missing::Reason) => {
            form.fail("reason", words.say("orders-reason-missing"));
            None
        }
        ChangeError::Refused(refusal) => {
            explain(words, &mut form, refusal);
            None
        }
        ChangeError::TooManyUnits(most) => {
            form.fail(
                "",
                words.say_with("orders-too-many-units", &[("most", most.into())]),
            );
            None
        }
        ChangeError::TermOver(name) => {
            form.fail(
                "",
                words.say_with("orders-term-over", &[("name", name.into())]),
            );
            None
        }
        ChangeError::NoSuchParcel => Some(words.say("orders-parcel-gone").to_owned()),
        ChangeError::NotPossible(_) => Some(words.say("orders-not-possible").to_owned()),
        ChangeError::Meanwhile => None,
    };
    // As it stands now: somebody else may have changed it.
    let order = load(visitor, state, &id.to_string()).await?;
    let meanwhile = match error_was_meanwhile(&form, &meanwhile) {
        true => Some(words.say_with(
            "orders-meanwhile",
            &[("what", last_event(words, &order, visitor.now).into())],
        )),
        false => meanwhile,
    };
    let tried = Tried {
        step: Some(step),
        form,
        meanwhile,
    };
    Ok(page(visitor, order, tried))
}

/// Nothing is wrong with the form, and no other reason is known.
fn error_was_meanwhile(form: &FormState, known: &Option<String>) -> bool {
    form.is_fine() && known.is_none()
}

/// What is wrong with the quantities, each next to its field.
fn explain(words: Words, form: &mut FormState, refusal: Refusal) {
    let parts = match refusal {
        Refusal::Nothing => {
            form.fail("", words.say("orders-nothing-chosen"));
            return;
        }
        Refusal::Parts(parts) => parts,
    };
    for part in parts {
        match part {
            PartRefused::MoreThanOpen { line, open } => {
                let text = words.say_with("orders-quantity-too-many", &[("open", open.into())]);
                form.fail(format!("ship-{line}"), text);
            }
            PartRefused::NoSuchLine(line)
            | PartRefused::Twice(line)
            | PartRefused::Negative(line) => {
                form.fail(format!("ship-{line}"), words.say("orders-quantity-wrong"));
            }
        }
    }
}

/// The last thing that happened: `Piet shipped part of it 2 minutes ago`.
fn last_event(words: Words, order: &OrderPage, now: Timestamp) -> String {
    let Some(event) = order.events.last() else {
        return words.say("orders-meanwhile-somebody").to_owned();
    };
    let args = [
        ("name", order.names.of(event.person_id).into()),
        ("ago", words.ago(event.at, now).into()),
    ];
    words.say_with(
        match event.kind {
            EventKind::Placed => "orders-happened-placed",
            EventKind::Acknowledged => "orders-happened-acknowledged",
            EventKind::Promised => "orders-happened-promised",
            EventKind::Shipped => "orders-happened-shipped",
            EventKind::Delivered => "orders-happened-delivered",
            EventKind::Received => "orders-happened-received",
            EventKind::Began => "orders-happened-began",
            EventKind::Cancelled => "orders-happened-cancelled",
        },
        &args,
    )
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
            let lines = lines(words, &order, now);
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

/// The forms for what can be done next, the likeliest first.
fn work(words: Words, order: &OrderPage, tried: &Tried, now: Timestamp) -> AnyView {
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

fn lines(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
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

fn call_off(words: Words, order: &OrderPage, tried: &Tried) -> Option<AnyView> {
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

fn aside(words: Words, order: &OrderPage, now: Timestamp) -> AnyView {
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
