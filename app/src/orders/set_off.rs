//! A credit is set off against an open invoice of the same customer, on the credit's page
//! at the order desk.

use super::invoices::{Reader, one_page};
use crate::frame::parts::{Actions, PostForm, Select, Sheet};
use crate::frame::{AppState, FormState, PageError, SignedIn};
use axum::response::{IntoResponse, Redirect, Response};
use domain::orders::{Invoice, SetOff, SetOffError, set_off};
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
        invoice: form.value("invoice").to_owned(),
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
    let options: Vec<(String, String)> = found
        .to_set_off
        .iter()
        .map(|one| {
            let text = words.say_with(
                "orders-set-off-choice",
                &[
                    ("number", one.number.as_str().into()),
                    ("open", words.money(one.open()).into()),
                    ("day", words.date(one.due_on).into()),
                ],
            );
            (one.number.clone(), text)
        })
        .collect();
    Some(
        view! {
            <Sheet title=words.say("orders-set-off")>
                <PostForm state=form prefix="set-off">
                    <Select
                        name="invoice"
                        label=words.say("orders-set-off-against")
                        help=words.say("orders-set-off-help")
                        options
                    />
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
