//! What was paid of an invoice: read by both sides, written down and taken back at
//! the order desk, on the invoice's page.

use super::invoices::{Reader, one_page};
use super::set_off;
use crate::frame::parts::{
    Actions, Column, DataTable, DateField, Field, MoneyField, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::orders::{
    Invoice, InvoiceHead, Paid, Payment, PaymentError, PaymentFault, RecordPayment, TakeBack,
    record_payment, show_invoice, take_payment_back,
};
use domain::text::Words;
use domain::{Day, Money, Timestamp};
use leptos::prelude::*;

/// `POST /console/invoices/{number}`: a payment is written down (`do=record`), or taken
/// back (`do=take-back`); or it is a credit and set off (`do=set-off`).
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Fulfil)?;
    let (words, actor, now) = (visitor.words, visitor.actor(), visitor.now);
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    if form.value("do") == set_off::DO {
        return set_off::change(&visitor, &state, (&number, key), form).await;
    }
    let found = show_invoice::<PageError>(&state.db, actor, &number).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let (done, said) = match form.value("do") {
        "take-back" => {
            let command = TakeBack {
                key,
                invoice: number.clone(),
                payment: form
                    .value("payment")
                    .parse()
                    .map_err(|_| PageError::NotFound)?,
            };
            let done = take_payment_back(&state.db, actor, command, now).await;
            (done, "orders-payment-taken-back")
        }
        "record" => {
            let command = RecordPayment {
                key,
                invoice: number.clone(),
                day: Day::from_field(form.value("day")),
                amount: Money::parse(form.value("amount"), found.head.currency).ok(),
                reference: form.value("reference").to_owned(),
            };
            let done = record_payment(&state.db, actor, command, now).await;
            (done, "orders-payment-recorded")
        }
        _ => return Err(PageError::BadForm),
    };
    match done {
        Ok(()) => {
            visitor.say_next(true, words.say(said)).await?;
            return Ok(Redirect::to(&format!("/console/invoices/{number}")).into_response());
        }
        Err(PaymentError::Denied(denied)) => return Err(denied.into()),
        Err(PaymentError::Store(error)) => return Err(error.into()),
        Err(PaymentError::NotFound) => return Err(PageError::NotFound),
        Err(PaymentError::Faults(faults)) => blame(words, &mut form, faults),
    }
    one_page(&visitor, &state, &number, Reader::Desk, form).await
}

/// Says all that is wrong with a payment.
fn blame(words: Words, form: &mut FormState, faults: Vec<PaymentFault>) {
    for fault in faults {
        match fault {
            PaymentFault::NoDay => form.fail("day", words.say("frame-no-day")),
            PaymentFault::ToCome => form.fail("day", words.say("orders-payment-to-come")),
            PaymentFault::NoAmount => form.fail("amount", words.say("orders-payment-no-amount")),
            PaymentFault::TooMuch(open) => {
                let said = [("open", words.money(open).into())];
                form.fail("amount", words.say_with("orders-payment-too-much", &said));
            }
            PaymentFault::Reference => {
                form.fail("reference", words.say("orders-payment-reference-wrong"));
            }
        }
    }
}

/// Where an invoice stands with being paid.
pub(super) fn tag(words: Words, head: &InvoiceHead, now: Timestamp) -> AnyView {
    let (text, tone) = match head.standing(Day::of(now)) {
        Paid::All => ("orders-invoice-paid", Tone::Good),
        Paid::Open => ("orders-invoice-open", Tone::Plain),
        Paid::Overdue => ("orders-invoice-overdue", Tone::Bad),
        Paid::ToGiveBack => ("orders-invoice-to-give-back", Tone::Accent),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// What was paid so far; nothing where there is nothing to say. At the desk also what
/// was taken back, and how.
pub(super) fn sheet(
    words: Words,
    found: &Invoice,
    takes_back: bool,
    desk: bool,
) -> Option<AnyView> {
    let rows: Vec<AnyView> = found
        .payments
        .iter()
        .filter(|one| desk || one.taken_back_at.is_none())
        .map(|one| row(words, one, takes_back, desk))
        .collect();
    if rows.is_empty() {
        return None;
    }
    let mut columns = vec![
        Column::new(words.say("orders-payment-day")),
        Column::new(words.say("orders-payment-reference")),
        Column::num(words.say("orders-amount")),
    ];
    if takes_back {
        columns.push(Column::actions());
    }
    Some(
        view! {
            <Sheet flush=true>
                <DataTable caption=words.say("orders-payments") columns stack=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

fn row(words: Words, one: &Payment, takes_back: bool, desk: bool) -> AnyView {
    let reference = if one.is_set_off() {
        words.say_with(
            "orders-payment-set-off",
            &[("number", one.reference.as_str().into())],
        )
    } else {
        one.reference.clone()
    };
    let back = one.taken_back_at.zip(one.taken_back_by_name.as_deref());
    let note = match back {
        Some((at, name)) => Some(words.say_with(
            "orders-payment-taken-back-by",
            &[("name", name.into()), ("day", words.date(at).into())],
        )),
        None if desk => Some(one.by_name.clone()),
        None => None,
    };
    let note = note.map(|note| view! { <span class="sub">{note}</span> });
    let may = takes_back && !one.is_set_off() && back.is_none();
    let id = one.id.to_string();
    let action = takes_back.then(|| {
        view! {
            <td class="actions">
                {may
                    .then(|| {
                        view! {
                            <PostForm class="inline">
                                <input type="hidden" name="payment" value=id />
                                <button class="btn s" name="do" value="take-back">
                                    {words.say("orders-payment-take-back")}
                                </button>
                            </PostForm>
                        }
                    })}
            </td>
        }
    });
    view! {
        <tr>
            <td class="wide">{words.date(one.paid_on)}</td>
            <td data-l=words.say("orders-payment-reference")>{reference} {note}</td>
            <td data-l=words.say("orders-amount") class="num">
                {words.money(one.amount())}
            </td>
            {action}
        </tr>
    }
    .into_any()
}

/// The form by which a payment is written down, while something is open.
pub(super) fn form_sheet(
    words: Words,
    head: &InvoiceHead,
    form: FormState,
    now: Timestamp,
) -> Option<AnyView> {
    let open = head.open();
    if open.minor == 0 {
        return None;
    }
    let form = if form.value("do") == "record" {
        form
    } else {
        // Most pay all of it, and most are written down on the day.
        let minor = open.minor.abs();
        FormState::empty()
            .with("day", words.date_field(now))
            .with("amount", Money::new(minor, open.currency).plain())
    };
    let title = words.say(if head.gives_back.is_some() {
        "orders-payment-give-back"
    } else {
        "orders-payment-record"
    });
    let currency = head.currency;
    Some(
        view! {
            <Sheet title=title>
                <PostForm state=form prefix="payment">
                    <div class="fields">
                        <DateField name="day" label=words.say("orders-payment-day") />
                        <MoneyField name="amount" label=words.say("orders-amount") currency />
                        <Field
                            name="reference"
                            label=words.say("orders-payment-reference")
                            help=words.say("orders-payment-reference-help")
                        />
                    </div>
                    <Actions>
                        <button class="btn main" name="do" value="record">
                            {words.say("orders-payment-keep")}
                        </button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}
