//! `/console/customers/{id}/about`: what a customer is. Its segment and its
//! needs decide which agreements of many apply to it.

use super::company_fields;
use crate::frame::parts::{Actions, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::CustomerId;
use domain::identity::{
    CompanyError, Permission, ask_needs_categories, change_customer, customer_brief,
    suggested_segment,
};
use leptos::prelude::*;

/// `GET /console/customers/{id}/about`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    page(&visitor, &state, id(&customer)?, None).await
}

/// `POST /console/customers/{id}/about`
pub async fn keep(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let (words, customer): (_, CustomerId) = (visitor.words, id(&customer)?);
    let mut form = FormState::from(form);
    let about = company_fields::read(&mut form, words).filter(|_| form.is_fine());
    let Some(about) = about else {
        return page(&visitor, &state, customer, Some(form)).await;
    };
    match change_customer(&state.db, visitor.actor(), customer, about, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-customer-kept"))
                .await?;
            Ok(Redirect::to(&format!("/console/customers/{customer}")).into_response())
        }
        Err(CompanyError::ReferenceTaken) => {
            form.fail("reference", words.say("agreements-reference-taken"));
            page(&visitor, &state, customer, Some(form)).await
        }
        Err(CompanyError::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    form: Option<FormState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let brief = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let needs = ask_needs_categories().fetch(&mut read).await?;
    drop(read);
    let form = form.unwrap_or_else(|| {
        FormState::empty()
            .with("name", brief.name.clone())
            .with("mark", brief.mark.clone())
            .with("hue", brief.hue.to_string())
            .with("segment", brief.segment.clone())
            .with("needs", brief.needs.clone())
            .with("tier", brief.tier.clone())
            .with("employees", brief.employees.to_string())
            .with("country", brief.country.clone())
            .with("reference", brief.firm.reference.clone())
            .with("industry", brief.firm.industry.clone())
            .with(
                "sales",
                brief
                    .firm
                    .sales()
                    .map_or_else(String::new, |sales| sales.plain()),
            )
            .with("sales-currency", brief.firm.sales_currency.clone())
            .with(
                "founded",
                brief
                    .firm
                    .founded
                    .map_or_else(String::new, |year| year.to_string()),
            )
            .with("street", brief.firm.street.clone())
            .with("postcode", brief.firm.postcode.clone())
            .with("city", brief.firm.city.clone())
            .with("phone", brief.firm.phone.clone())
    });
    let here = format!("/console/customers/{customer}");
    let title = words.say("agreements-the-company");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("customers")
        .crumbs([
            (
                words.say("agreements-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (brief.name.clone(), here.clone()),
        ])
        .status(form.status())
        .show(move || {
            view! {
                <PageHead
                    title
                    sub=words.say("agreements-about-sub")
                />
                <Sheet>
                    <PostForm state=form>
                        {company_fields::view(
                            words,
                            &needs,
                            Some(brief.hue),
                            suggested_segment(&brief.firm.industry, brief.employees, false),
                        )}
                        <Actions>
                            <a class="btn quiet" href=here>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("agreements-keep-customer")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}
