//! Making an agreement: with a customer, with one of its units, or with many
//! customers at once.

use super::fields::{SEGMENTS, not_found, read_validity, refusal};
use crate::frame::parts::{Actions, DateField, Empty, Field, PageHead, PostForm, Select, Sheet};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{AgreementError, Audience, NewAgreement, create_agreement};
use domain::catalog::{ListPurpose, PriceList, ask_price_lists};
use domain::id::{CustomerId, PriceListId, UnitId};
use domain::identity::{
    CustomerBrief, Permission, Unit, ask_needs_categories, ask_units, customer_brief,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/agreements/new?customer=ID`, or `?many=1` for an agreement with
/// all customers of a segment or a needs category.
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let address = Address::of(&visitor);
    let form = match (address.get("customer"), address.get("many")) {
        (Some(customer), _) => FormState::empty().with("customer", customer),
        (None, Some(_)) => FormState::empty(),
        (None, None) => {
            return Ok(Redirect::to("/console/customers?for=agreement").into_response());
        }
    };
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
    let key = key_of(form.form())?;
    let audience = read_audience(&mut form, words)?;
    let number = form.value("number").to_owned();
    if number.is_empty() {
        form.fail("number", words.say("agreements-no-number"));
    }
    let price_list = form.read("price_list", |text| {
        text.parse::<PriceListId>()
            .map_err(|_| words.say("agreements-no-price-list"))
    });
    let valid = read_validity(&mut form, words, "from", "until");
    let (Some(audience), Some(price_list), Some(valid), true) =
        (audience, price_list, valid, form.is_fine())
    else {
        return answer(&visitor, &state, form).await;
    };
    let new = NewAgreement {
        key,
        audience,
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

/// For whom it shall be: `customer` and perhaps one `unit` of it, or `many`,
/// which is `segment:CODE` or `needs:NAME`.
fn read_audience(form: &mut FormState, words: Words) -> Result<Option<Audience>, PageError> {
    if form.value("customer").is_empty() {
        return Ok(form.read("many", |text| match text.split_once(':') {
            Some(("segment", code)) if SEGMENTS.iter().any(|(known, _)| *known == code) => {
                Ok(Audience::Segment(code.to_owned()))
            }
            Some(("needs", name)) if !name.is_empty() => Ok(Audience::Needs(name.to_owned())),
            _ => Err(words.say("agreements-no-audience")),
        }));
    }
    let customer: CustomerId = id(form.value("customer"))?;
    Ok(form.read("unit", |text| match text {
        "" => Ok(Audience::Customer(customer)),
        unit => unit
            .parse::<UnitId>()
            .map(|unit| Audience::Unit(customer, unit))
            .map_err(|_| words.say("agreements-no-audience")),
    }))
}

/// Whom it can be for.
enum Whom {
    /// A customer, or one of its units.
    Customer(Box<CustomerBrief>, Vec<Unit>),
    /// The customers of one of these needs categories, or of a segment.
    Many(Vec<String>),
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let mut read = state.db.read(visitor.actor().scope()).await?;
    if form.value("customer").is_empty() {
        let questions = (ask_needs_categories(), ask_price_lists());
        let (needs, lists) = together(&mut read, questions).await?;
        return Ok(page(visitor, Whom::Many(needs), lists, form));
    }
    let customer: CustomerId = id(form.value("customer"))?;
    let brief = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let (units, lists) = together(&mut read, (ask_units(customer), ask_price_lists())).await?;
    Ok(page(
        visitor,
        Whom::Customer(Box::new(brief), units),
        lists,
        form,
    ))
}

fn page(visitor: &StaffOnly, whom: Whom, lists: Vec<PriceList>, form: FormState) -> Response {
    let words = visitor.words;
    let title = match &whom {
        Whom::Customer(customer, _) => words.say_with(
            "agreements-new-for",
            &[("name", customer.name.as_str().into())],
        ),
        Whom::Many(_) => words.say("agreements-new-for-many").to_owned(),
    };
    Page::new(visitor, Face::Console, title.clone())
        .nav("agreements")
        .crumbs([(words.say("agreements-title"), "/console/agreements")])
        .status(form.status())
        .show(move || {
            let content = if lists.iter().any(|list| list.purpose == ListPurpose::Sale) {
                fields(words, whom, lists, form)
            } else {
                view! {
                    <Empty
                        title=words.say("agreements-no-price-lists")
                        text=words.say("agreements-no-price-lists-text")
                    >
                        <a class="btn" href="/console/price-lists">
                            {words.say("agreements-to-price-lists")}
                        </a>
                    </Empty>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("agreements-new-sub") />
                <Sheet>{content}</Sheet>
            }
        })
}

fn fields(words: Words, whom: Whom, lists: Vec<PriceList>, form: FormState) -> AnyView {
    let options = lists
        .into_iter()
        .filter(|list| list.purpose == ListPurpose::Sale)
        .map(|list| {
            let text = format!("{} ({})", list.name, list.currency);
            (list.id.to_string(), text)
        })
        .collect();
    // Made inside the form, so that what was chosen stays.
    let whom = move || match whom {
        Whom::Customer(customer, units) => {
            let units: Vec<(String, String)> = units
                .into_iter()
                .map(|unit| (unit.id.to_string(), unit.name))
                .collect();
            let unit = (!units.is_empty()).then(|| {
                view! {
                    <Select
                        name="unit"
                        label=words.say("agreements-unit")
                        help=words.say("agreements-unit-help")
                        options=units
                        optional=true
                        class="narrow"
                    />
                }
            });
            view! {
                <input type="hidden" name="customer" value=customer.id.to_string() />
                {unit}
            }
            .into_any()
        }
        Whom::Many(needs) => {
            let needs = needs.into_iter().map(|name| {
                let text =
                    words.say_with("agreements-for-needs", &[("name", name.as_str().into())]);
                (format!("needs:{name}"), text)
            });
            let segments = SEGMENTS.iter().map(|(code, message)| {
                let name = words.say(message);
                let text = words.say_with("agreements-for-segment", &[("name", name.into())]);
                (format!("segment:{code}"), text)
            });
            let options = needs.chain(segments).collect();
            view! {
                <Select
                    name="many"
                    label=words.say("agreements-for-whom")
                    help=words.say("agreements-many-help")
                    options
                />
            }
            .into_any()
        }
    };
    view! {
        <PostForm state=form>
            {whom()}
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
                <DateField name="from" label=words.say("agreements-first-day") optional=true />
                <DateField name="until" label=words.say("agreements-last-day") optional=true />
            </div>
            <Actions>
                <a class="btn quiet" href="/console/agreements">
                    {words.say("frame-cancel")}
                </a>
                <button class="btn main">{words.say("agreements-create")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}
