//! A credit is set off against an open invoice of the same customer, on the credit's page
//! at the order desk.

use super::invoices::{Reader, one_page};
use crate::frame::parts::{Actions, Field, PostForm, Select, Sheet};
use crate::frame::{AppState, FormState, PageError, SignedIn};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::orders::{Invoice, MOST_TO_SET_OFF, SetOff, SetOffError, set_off};
use domain::store::FormKey;
use domain::text::Words;
use leptos::prelude::*;

/// What the button of the form says, for `POST /console/invoices/{number}`.
pub(super) const DO: &str = "set-off";

/// Sets the credit off against the invoice that was chosen.
pub(super) async fn change(
    visitor: &SignedIn,
    state: &AppState,
    (number, key): (&str, FormKey),
    mut form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let command = SetOff {
        key,
        credit: number.to_owned(),
        invoice: form.value("invoice").trim().to_uppercase(),
    };
    let said = match set_off(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("orders-set-off-done"))
                .await?;
            return Ok(Redirect::to(&format!("/console/invoices/{number}")).into_response());
        }
        Err(SetOffError::Denied(denied)) => return Err(denied.into()),
        Err(SetOffError::Store(error)) => return Err(error.into()),
        Err(SetOffError::NotFound) => return Err(PageError::NotFound),
        Err(SetOffError::NoSuchInvoice) => "orders-set-off-no-such-invoice",
        Err(SetOffError::NothingOpen) => "orders-set-off-nothing-open",
    };
    form.fail("invoice", words.say(said));
    one_page(visitor, state, number, Reader::Desk, form).await
}

/// The form, where there is an invoice to choose, or what was chosen can't be.
pub(super) fn form_sheet(words: Words, found: &Invoice, form: FormState) -> Option<AnyView> {
    let sent = form.value("do") == DO;
    if found.to_set_off.is_empty() && !sent {
        return None;
    }
    let form = if sent { form } else { FormState::empty() };
    let said = [("open", words.money(owed(found)).into())];
    let text = words.say_with("orders-set-off-text", &said);
    let choice = choice(words, found);
    Some(
        view! {
            <Sheet title=words.say("orders-set-off")>
                <PostForm state=form prefix="set-off">
                    <p class="mute small">{text}</p>
                    {choice()}
                    <Actions>
                        <button class="btn" name="do" value=DO>
                            {words.say("orders-set-off-do")}
                        </button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
        .into_any(),
    )
}

/// What of the credit is still ours to pay.
fn owed(found: &Invoice) -> Money {
    let open = found.head.open();
    Money::new(open.minor.abs(), open.currency)
}

/// The field for the invoice: one of a few is chosen, each with what would be set off;
/// of many its number is typed. To be made inside of the form, which knows what was
/// typed.
fn choice(words: Words, found: &Invoice) -> impl FnOnce() -> AnyView + Send + 'static {
    let owed = owed(found);
    let many = found.to_set_off.len() > MOST_TO_SET_OFF;
    let options: Vec<(String, String)> = found
        .to_set_off
        .iter()
        .map(|one| {
            let open = one.open();
            let minor = open.minor.min(owed.minor);
            let said = [
                ("number", one.number.as_str().into()),
                ("open", words.money(open).into()),
                ("day", words.date(one.due_on).into()),
                (
                    "amount",
                    words.money(Money::new(minor, open.currency)).into(),
                ),
            ];
            let text = words.say_with("orders-set-off-choice", &said);
            (one.number.clone(), text)
        })
        .collect();
    move || {
        if many {
            let known = options.into_iter().map(|(number, _)| number).collect();
            return view! {
                <Field
                    name="invoice"
                    label=words.say("orders-set-off-against")
                    help=words.say("orders-set-off-number-help")
                    known=known
                    class="narrow"
                />
            }
            .into_any();
        }
        view! {
            <Select name="invoice" label=words.say("orders-set-off-against") options />
        }
        .into_any()
    }
}
