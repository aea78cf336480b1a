//! A credit is set off against an open invoice of the same customer, on the credit's page
//! at the order desk.

use super::invoices::{Reader, one_page};
use crate::frame::parts::{Actions, Field, PostForm, Select, Sheet};
use crate::frame::{AppState, FormState, PageError, SignedIn};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Money;
use domain::orders::{Invoice, MOST_TO_SET_OFF, OpenInvoice, SetOff, SetOffError, set_off};
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
    let options = options(words, found);
    Some(
        view! {
            <Sheet title=words.say("orders-set-off")>
                <PostForm state=form prefix="set-off">
                    <p class="mute small">{text}</p>
                    {choice(words, options)}
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

/// The invoices that can be chosen, each with what would be set off.
fn options(words: Words, found: &Invoice) -> Vec<(String, String)> {
    let owed = owed(found);
    let option = |one: &OpenInvoice| {
        let open = one.open();
        let amount = Money::new(open.minor.min(owed.minor), open.currency);
        let said = [
            ("number", one.number.as_str().into()),
            ("open", words.money(open).into()),
            ("day", words.date(one.due_on).into()),
            ("amount", words.money(amount).into()),
        ];
        let text = words.say_with("orders-set-off-choice", &said);
        (one.number.clone(), text)
    };
    found.to_set_off.iter().map(option).collect()
}

/// The field for the invoice: of a few one is chosen, of many its number is typed. Made
/// inside of the form, which knows what was typed.
fn choice(words: Words, options: Vec<(String, String)>) -> AnyView {
    let label = words.say("orders-set-off-against");
    if options.len() > MOST_TO_SET_OFF {
        let known: Vec<String> = options.into_iter().map(|(number, _)| number).collect();
        return view! {
            <Field
                name="invoice"
                label=label
                help=words.say("orders-set-off-number-help")
                known=known
                class="narrow"
            />
        }
        .into_any();
    }
    view! { <Select name="invoice" label=label options=options /> }.into_any()
}
