//! `/console/configurations/new`: beginning a standard configuration for a
//! customer.

use super::{not_found, refusal};
use crate::frame::parts::{Actions, Field, PageHead, PostForm, Select, Sheet, TextArea};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Currency;
use domain::catalog::price_lists;
use domain::configurations::{ConfigurationError, NewConfiguration, create_configuration};
use domain::id::CustomerId;
use domain::identity::{CustomerBrief, Permission, customer_brief};
use leptos::prelude::*;

/// `GET /console/configurations/new?customer=ID`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let address = Address::of(&visitor);
    let Some(customer) = address.get("customer") else {
        return Ok(Redirect::to("/console/customers?for=standard").into_response());
    };
    let form = FormState::empty().with("customer", customer);
    answer(&visitor, &state, form).await
}

/// `POST /console/configurations/new`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let customer: CustomerId = id(form.value("customer"))?;
    for (field, message) in [
        ("name", "configurations-no-name"),
        ("code", "configurations-no-code"),
    ] {
        if form.value(field).is_empty() {
            form.fail(field, words.say(message));
        }
    }
    let currency = form.read("currency", |text| {
        text.parse::<Currency>()
            .map_err(|_| words.say("configurations-no-currency"))
    });
    let (Some(currency), true) = (currency, form.is_fine()) else {
        return answer(&visitor, &state, form).await;
    };
    let new = NewConfiguration {
        key,
        customer,
        code: form.value("code").to_owned(),
        name: form.value("name").to_owned(),
        description: form.value("description").to_owned(),
        currency,
    };
    match create_configuration(&state.db, visitor.actor(), new, visitor.now).await {
        Ok(id) => Ok(Redirect::to(&format!("/console/configurations/{id}")).into_response()),
        Err(error @ ConfigurationError::CodeTaken) => {
            form.fail("code", refusal(words, &error).unwrap_or_default());
            answer(&visitor, &state, form).await
        }
        Err(error) => Err(not_found(&visitor)(error)),
    }
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let customer: CustomerId = id(form.value("customer"))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let customer = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let mut currencies: Vec<Currency> = price_lists(&mut read)
        .await?
        .iter()
        .map(|list| list.currency)
        .collect();
    currencies.push(Currency::EUR);
    currencies.sort();
    currencies.dedup();
    Ok(page(visitor, customer, &currencies, form))
}

fn page(
    visitor: &StaffOnly,
    customer: CustomerBrief,
    currencies: &[Currency],
    form: FormState,
) -> Response {
    let words = visitor.words;
    let title = words.say_with(
        "configurations-new-for",
        &[("name", customer.name.as_str().into())],
    );
    let currencies = currencies
        .iter()
        .map(|one| (one.code().to_owned(), one.code().to_owned()))
        .collect();
    Page::new(visitor, Face::Console, title.clone())
        .nav("configurations")
        .crumbs([(words.say("configurations-title"), "/console/configurations")])
        .status(form.status())
        .show(move || {
            view! {
                <PageHead title sub=words.say("agreements-new-sub") />
                <Sheet>
                    <PostForm state=form>
                        <input type="hidden" name="customer" value=customer.id.to_string() />
                        <Field
                            name="name"
                            label=words.say("configurations-name")
                            help=words.say("configurations-name-help")
                            longest=100_u32
                            autofocus=true
                        />
                        <Field
                            name="code"
                            label=words.say("configurations-code")
                            help=words.say("configurations-code-help")
                            longest=40_u32
                            class="narrow"
                        />
                        <TextArea
                            name="description"
                            label=words.say("configurations-purpose")
                            help=words.say("configurations-purpose-help")
                            optional=true
                        />
                        <Select
                            name="currency"
                            label=words.say("frame-currency")
                            help=words.say("configurations-currency-help")
                            options=currencies
                            first=true
                        />
                        <Actions>
                            <a class="btn quiet" href="/console/configurations">
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-create")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        })
}
