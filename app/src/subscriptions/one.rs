//! `/subscriptions/{number}`: one subscription, what comes after its term, what is
//! left of what it gives, and changing it. A change shows what it costs before it is
//! made.

mod change_sheets;
pub(super) mod cover_sheet;
pub(super) mod gives;

use self::change_sheets::sheets;
use self::gives::gives;
use super::change_errors::explain;
use super::plan::read_seats;
use super::said;
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Definitions, Notice, PageHead, PostForm, Sheet,
    Step as Line, Timeline, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, Text, key_of,
};
use crate::profile::looked_at;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::id::AnyId;
use domain::identity::Permission;
use domain::profile::Subject;
use domain::subscriptions::lifecycle::State as Stands;
use domain::subscriptions::{
    ChangeError, ChangeSubscription, Shown, Subscription, Wanted, change_subscription,
    show_subscription,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /subscriptions/{number}?do=seats&seats=…` or `?do=plan&plan=…`: with what
/// that change would cost.
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    let typed = Address::of(&visitor).pairs().to_vec();
    let typed = typed.into_iter().filter(|(name, _)| name != "key");
    let form = FormState::from(Form::of(typed.collect()));
    page(&visitor, &state, &number, form).await
}

/// `POST /subscriptions/{number}`: what `do` says; `cover` is whom it is for.
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Order)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let version = form.carried("version")?;
    let mut shown = FormState::from(form);
    if shown.value("do") == "cover" {
        let kept = cover_sheet::keep(&visitor, &state, &number, version, &mut shown).await?;
        return match kept {
            Some(done) => Ok(done),
            None => page(&visitor, &state, &number, shown).await,
        };
    }
    let Some(wanted) = read_wanted(words, &mut shown)? else {
        return page(&visitor, &state, &number, shown).await;
    };
    let seen = read_money(shown.value("seen"));
    let command = ChangeSubscription {
        key,
        number: number.clone(),
        version,
        wanted,
        seen,
    };
    let done = change_subscription(&state.db, visitor.actor(), command, visitor.now).await;
    let (field, sentence) = match done {
        Ok(()) => {
            visitor
                .say_next(true, words.say("subscriptions-changed"))
                .await?;
            return Ok(Redirect::to(&format!("/subscriptions/{number}")).into_response());
        }
        // The page that follows says what it costs now, and asks again.
        Err(ChangeError::CostChanged(_)) if seen.is_none() => ("", "subscriptions-look-at-cost"),
        Err(error @ (ChangeError::NoSuchPlan | ChangeError::NotWeighed(_))) => {
            (field_of(wanted), explain(error)?)
        }
        Err(error) => ("", explain(error)?),
    };
    shown.fail(field, words.say(sentence));
    page(&visitor, &state, &number, shown).await
}

fn field_of(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Seats(_) => "seats",
        Wanted::Plan(_) => "plan",
        _ => "",
    }
}

/// What is wanted; none if a field can't be read, which is noted.
fn read_wanted(words: Words, form: &mut FormState) -> Result<Option<Wanted>, PageError> {
    Ok(match form.value("do") {
        "seats" => form
            .read("seats", |typed| read_seats(words, typed))
            .map(Wanted::Seats),
        "plan" => match form.value("plan").parse() {
            Ok(product) => Some(Wanted::Plan(product)),
            Err(_) => {
                form.fail("plan", words.say("subscriptions-no-such-plan"));
                None
            }
        },
        "withdraw" => Some(Wanted::Withdraw),
        "pause" => Some(Wanted::Pause),
        "resume" => Some(Wanted::Resume),
        "cancel-at-term" => Some(Wanted::CancelAtTerm),
        "keep" => Some(Wanted::Keep),
        "accept" => Some(Wanted::Accept),
        "decline" => Some(Wanted::Decline),
        _ => return Err(PageError::BadForm),
    })
}

/// An amount as forms carry it: `EUR 12300`.
pub(super) fn read_money(text: &str) -> Option<Money> {
    let (currency, minor) = text.split_once(' ')?;
    Some(Money::new(minor.parse().ok()?, currency.parse().ok()?))
}

/// An amount as forms carry it.
pub(super) fn write_money(money: Money) -> String {
    format!("{} {}", money.currency.code(), money.minor)
}

/// What is wrong with no field stands above everything.
pub(super) fn wrong(form: &FormState) -> Vec<AnyView> {
    form.errors()
        .iter()
        .filter(|(field, _)| field.is_empty())
        .map(|(_, text)| {
            let text = text.clone();
            view! { <Notice tone=Tone::Warn>{text}</Notice> }.into_any()
        })
        .collect()
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let (actor, words, now) = (visitor.actor(), visitor.words, visitor.now);
    actor.member_who_may(Permission::Browse)?;
    let found = show_subscription::<PageError>(&state.db, actor, number, now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let may_change = actor.may(Permission::Order);
    let asks = !actor.only_looks();
    let one = &found.subscription;
    if form.is_fine() {
        let what = (Subject::Subscription, AnyId(one.id.0));
        let name = format!("{} ({})", one.number, one.plan_name(""));
        looked_at(actor, what, name, now);
    }
    // Its order and its equipment are for the same readers as its invoices.
    let of_theirs = found.sees_charges;
    let title = one.plan_name(words.language().code()).to_owned();
    let sub = sub_line(words, one);
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("subscriptions")
        .crumbs([(words.say("subscriptions-title"), "/subscriptions")])
        .status(form.status())
        .show(move || {
            let tags = said::state_tag(words, found.subscription.state);
            let offer = offer(words, &found, may_change);
            let facts = facts(words, &found, of_theirs.then_some(""));
            let changes = may_change.then(|| sheets(words, &found, &form, now));
            let cover = may_change
                .then(|| cover_sheet::sheet(words, &found, &form))
                .flatten();
            let equipment = of_theirs
                .then(|| cover_sheet::equipment(words, &found.subscription, true))
                .flatten();
            let aside = gives(words, &found.subscription, asks);
            let charges = of_theirs.then(|| charges(words, &found.subscription, ""));
            let history = of_theirs.then(|| history(words, &found.subscription));
            let wrong = wrong(&form);
            view! {
                <PageHead title sub tags />
                <Columns aside=aside>
                    {wrong} {offer} {facts} {changes} {cover} {equipment} {charges} {history}
                </Columns>
            }
        }))
}

/// Its number, its term, and what is counted.
pub(super) fn sub_line(words: Words, one: &Subscription) -> String {
    format!(
        "{} · {} · {}",
        one.number,
        said::length(words, one.term.length),
        said::counted(words, one.counts, one.seats)
    )
}

/// What every form about it carries.
fn version(one: &Subscription) -> AnyView {
    let version = one.version.to_string();
    view! { <input type="hidden" name="version" value=version /> }.into_any()
}

/// The renewal that waits for a yes: what the next term costs.
fn offer(words: Words, found: &Shown, may_change: bool) -> Option<AnyView> {
    let one = &found.subscription;
    if one.state == Stands::RenewalAccepted && may_change {
        // Else the page would be without what stood on it before, and say nothing of why.
        let agreed = words.say("subscriptions-agreed-note");
        return Some(view! { <Notice tone=Tone::Plain>{agreed}</Notice> }.into_any());
    }
    if one.state != Stands::RenewalOffered {
        return None;
    }
    let cost = one.quoted_total().map(|cost| words.money(cost));
    let text = words.say_with(
        "subscriptions-quote",
        &[
            (
                "seats",
                said::counted(words, one.counts, one.seats_then()).into(),
            ),
            ("day", words.date(one.paid.day_after()).into()),
            ("cost", cost.unwrap_or_default().into()),
        ],
    );
    let version = version(one);
    let buttons = may_change.then(|| {
        view! {
            <PostForm prefix="offer">
                {version}
                <Actions>
                    <button class="btn" name="do" value="decline">
                        {words.say("subscriptions-decline")}
                    </button>
                    <button class="btn main" name="do" value="accept">
                        {words.say("subscriptions-accept")}
                    </button>
                </Actions>
            </PostForm>
        }
    });
    let until = words.say_with(
        "subscriptions-quote-until",
        &[("day", words.date(one.paid.last()).into())],
    );
    Some(
        view! {
            <Sheet title=words.say("subscriptions-renewal")>
                <p>{text}</p>
                <p class="mute small">{until}</p>
                {buttons}
            </Sheet>
        }
        .into_any(),
    )
}

/// What is had, until when, and what comes then. With its order below this address,
/// for whom that is.
pub(super) fn facts(words: Words, found: &Shown, base: Option<&str>) -> AnyView {
    let one = &found.subscription;
    let cost = found
        .next
        .as_ref()
        .and_then(|next| next.each.times(next.seats));
    let comes = said::what_comes(words, one.state, one.goes_on(), one.paid.last(), cost);
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("subscriptions-paid-for").into(),
            said::days(words, one.paid).into_any(),
        ),
        (words.say("subscriptions-then").into(), comes.into_any()),
    ];
    if let Some(seats) = one.next_seats {
        let text = said::counted(words, one.counts, seats);
        rows.push((
            words.say("subscriptions-seats-then").into(),
            text.into_any(),
        ));
    }
    if let Some(name) = &one.next_name {
        rows.push((
            words.say("subscriptions-plan-then").into(),
            name.clone().into_any(),
        ));
    }
    if one.can_be_covered() {
        rows.push((
            words.say("subscriptions-cover").into(),
            cover_sheet::whom(words, one).into_any(),
        ));
    }
    let price = one.amount().map(|amount| words.money(amount));
    rows.push((
        words.say("subscriptions-whole-term").into(),
        price.unwrap_or_default().into_any(),
    ));
    if let Some(base) = base {
        let order = format!("{base}/orders/{}", one.order);
        let (order_number, po) = (one.order_number.clone(), one.po_number.clone());
        rows.push((
            words.say("orders-order-short").into(),
            view! { <a href=order>{order_number}</a> " · " {po} }.into_any(),
        ));
    }
    view! {
        <Sheet title=words.say("subscriptions-term")>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// What was charged so far, with its invoices below this address.
pub(super) fn charges(words: Words, one: &Subscription, base: &str) -> AnyView {
    let rows: Vec<AnyView> = one
        .charges
        .iter()
        .rev()
        .map(|charge| {
            let href = format!("{base}/invoices/{}", charge.invoice);
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{charge.invoice.clone()}</a>
                    </td>
                    <td data-l=words.say("subscriptions-paid-for")>
                        {said::days(words, charge.days)}
                    </td>
                    <td data-l=words.say("subscriptions-how-many") class="num">
                        {said::counted(words, one.counts, charge.seats)}
                    </td>
                    <td data-l=words.say("orders-amount") class="num">
                        {words.money(charge.amount)}
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("orders-invoice")),
        Column::new(words.say("subscriptions-paid-for")),
        Column::num(words.say("subscriptions-how-many")),
        Column::num(words.say("orders-amount")),
    ];
    view! {
        <Sheet flush=true>
            <DataTable caption=words.say("subscriptions-charged") columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// What happened to it, the newest first.
pub(super) fn history(words: Words, one: &Subscription) -> AnyView {
    let steps: Vec<Line> = one
        .events
        .iter()
        .map(|event| {
            let note = words.say_with(
                "orders-step-by",
                &[
                    ("moment", words.moment_short(event.at).into()),
                    ("name", event.name.as_str().into()),
                ],
            );
            Line::done(said::event(words, event)).note(note)
        })
        .collect();
    view! {
        <Sheet title=words.say("subscriptions-history")>
            <Timeline steps />
        </Sheet>
    }
    .into_any()
}
