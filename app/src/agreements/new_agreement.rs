//! Making an agreement with a customer.

use super::fields::{id, key, not_found, read_validity, refusal};
use crate::frame::parts::{Actions, DateField, Empty, Field, PageHead, PostForm, Select, Sheet};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{AgreementError, NewAgreement, create_agreement};
use domain::catalog::{PriceList, price_lists};
use domain::id::{CustomerId, PriceListId};
use domain::identity::{CustomerBrief, Permission, customer_brief};
use leptos::prelude::*;

/// `GET /console/agreements/new?customer=ID`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let address = Address::of(&visitor);
    let Some(customer) = address.get("customer") else {
        return Ok(Redirect::to("/console/customers?for=agreement").into_response());
    };
    let form = FormState::empty().with("customer", customer);
    answer(&visitor, &state, form).await
}

/// `POST /console/agreements/new`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut form = FormState::from(form);
    let key = key(&form)?;
    let customer: CustomerId = id(form.value("customer"))?;
    let number = form.value("number").to_owned();
    if number.is_empty() {
        form.fail("number", words.say("agreements-no-number"));
    }
    let price_list = form.read("price_list", |text| {
        text.parse::<PriceListId>()
            .map_err(|_| words.say("agreements-no-price-list"))
    });
    let valid = read_validity(&mut form, words, "from", "until");
    let (Some(price_list), Some(valid), true) = (price_list, valid, form.is_fine()) else {
        return answer(&visitor, &state, form).await;
    };
    let new = NewAgreement {
        key,
        customer,
        number,
        price_list,
        valid,
    };
    match create_agreement(&state.db, visitor.actor(), new, visitor.now).await {
        Ok(id) => Ok(Redirect::to(&format!("/console/agreements/{id}")).into_response()),
        Err(error @ (AgreementError::NumberTaken | AgreementError::NoNumber)) => {
            form.fail("number", refusal(words, &error).unwrap_or_default());
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
    let lists = price_lists(&mut read).await?;
    Ok(page(visitor, customer, lists, form))
}

fn page(
    visitor: &StaffOnly,
    customer: CustomerBrief,
    lists: Vec<PriceList>,
    form: FormState,
) -> Response {
    let words = visitor.words;
    let title = words.say_with(
        "agreements-new-for",
        &[("name", customer.name.as_str().into())],
    );
    Page::new(visitor, Face::Console, title.clone())
        .nav("agreements")
        .crumbs([(words.say("agreements-title"), "/console/agreements")])
        .status(form.status())
        .show(move || {
            let content = if lists.is_empty() {
                view! {
                    <Empty
                        title=words.say("agreements-no-price-lists")
                        text=words.say("agreements-no-price-lists-text")
                    >
                        <a class="btn" href="/console/products">
                            {words.say("agreements-to-products")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                let options = lists
                    .into_iter()
                    .map(|list| {
                        let text = format!("{} ({})", list.name, list.currency);
                        (list.id.to_string(), text)
                    })
                    .collect();
                view! {
                    <PostForm state=form>
                        <input type="hidden" name="customer" value=customer.id.to_string() />
                        <Field
                            name="number"
                            label=words.say("agreements-number")
                            help=words.say("agreements-number-help")
                            longest=40_u32
                            class="narrow"
                            autofocus=true
                        />
                        <Select
                            name="price_list"
                            label=words.say("agreements-price-list")
                            help=words.say("agreements-price-list-help")
                            options
                            first=true
                        />
                        <div class="fields">
                            <DateField
                                name="from"
                                label=words.say("agreements-first-day")
                                optional=true
                            />
                            <DateField
                                name="until"
                                label=words.say("agreements-last-day")
                                optional=true
                            />
                        </div>
                        <Actions>
                            <a class="btn quiet" href="/console/agreements">
                                {words.say("agreements-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-create")}</button>
                        </Actions>
                    </PostForm>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("agreements-new-sub") />
                <Sheet>{content}</Sheet>
            }
        })
}
