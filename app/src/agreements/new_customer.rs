//! Making a customer: its name, its colours, its first manager.

use super::company_fields;
use crate::frame::parts::{Actions, Field, Kind, PageHead, PostForm, Select, Sheet, TextArea};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PersonId;
use domain::identity::{
    CompanyError, Email, InviteError, NewCustomer, Permission, ask_account_managers,
    ask_needs_categories, create_customer,
};
use domain::store::together;
use leptos::prelude::*;

/// `GET /console/customers/new`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    // Whoever is an account manager probably means themselves.
    let own = visitor.actor().person().to_string();
    let form = FormState::empty().with("account-manager", own);
    page(&visitor, &state, form).await
}

/// `POST /console/customers/new`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let about = company_fields::read(&mut form, words);
    let manager = read_manager(&mut form, words);
    let account_manager = form.read("account-manager", |text| match text {
        "" => Ok(None),
        id => id
            .parse::<PersonId>()
            .map(Some)
            .map_err(|_| words.say("agreements-account-manager-wrong")),
    });
    let (Some(about), Some(account_manager), true) = (about, account_manager, form.is_fine())
    else {
        return page(&visitor, &state, form).await;
    };
    let mut units: Vec<String> = Vec::new();
    for line in form.value("units").lines().map(str::trim) {
        if !line.is_empty() && !units.iter().any(|unit| unit == line) {
            units.push(line.to_owned());
        }
    }
    let name = about.name.clone();
    let new = NewCustomer {
        key,
        about,
        units,
        manager,
        account_manager,
    };
    match create_customer(&state.db, visitor.actor(), new, visitor.now).await {
        Ok(id) => {
            let said = words.say_with(
                "agreements-customer-made",
                &[("name", name.as_str().into())],
            );
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/agreements/new?customer={id}")).into_response())
        }
        Err(CompanyError::Invite(InviteError::Denied(_))) | Err(CompanyError::Denied(_)) => {
            Err(PageError::Denied)
        }
        Err(CompanyError::Store(error)) => Err(error.into()),
        Err(CompanyError::ReferenceTaken) => {
            form.fail("reference", words.say("agreements-reference-taken"));
            page(&visitor, &state, form).await
        }
        Err(CompanyError::NoAccountManager) => {
            form.fail(
                "account-manager",
                words.say("agreements-account-manager-wrong"),
            );
            page(&visitor, &state, form).await
        }
        Err(CompanyError::Invite(_)) => {
            form.fail("email", words.say("agreements-manager-wrong"));
            page(&visitor, &state, form).await
        }
    }
}

/// The first purchasing manager: both name and address, or neither.
fn read_manager(form: &mut FormState, words: domain::text::Words) -> Option<(String, Email)> {
    let (name, email) = (
        form.value("manager").to_owned(),
        form.value("email").to_owned(),
    );
    if name.is_empty() && email.is_empty() {
        return None;
    }
    if name.is_empty() {
        form.fail("manager", words.say("agreements-manager-missing"));
    }
    let email = form.read("email", |text| {
        text.parse::<Email>()
            .map_err(|_| words.say("identity-email-wrong"))
    })?;
    (!name.is_empty()).then_some((name, email))
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let title = words.say("agreements-new-customer");
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let questions = (ask_account_managers(), ask_needs_categories());
    let (managers, needs) = together(&mut read, questions).await?;
    drop(read);
    Ok(Page::new(visitor, Face::Console, title)
        .nav("customers")
        .crumbs([(words.say("agreements-customers"), "/console/customers")])
        .status(form.status())
        .show(move || {
            let managers = managers
                .into_iter()
                .map(|one| (one.person.to_string(), one.name))
                .collect();
            view! {
                <PageHead title sub=words.say("agreements-new-customer-sub") />
                <PostForm state=form>
                    <Sheet title=words.say("agreements-the-company")>
                        <div class="stack">
                            {company_fields::view(words, &needs, None, None)}
                            <TextArea
                                name="units"
                                label=words.say("agreements-units")
                                help=words.say("agreements-units-help")
                                optional=true
                            />
                        </div>
                    </Sheet>
                    <Sheet
                        title=words.say("agreements-first-manager")
                        note=words.say("agreements-first-manager-note")
                    >
                        <div class="fields">
                            <Field
                                name="manager"
                                label=words.say("agreements-manager-name")
                                optional=true
                                longest=80_u32
                            />
                            <Field
                                name="email"
                                label=words.say("identity-email")
                                kind=Kind::Email
                                optional=true
                            />
                        </div>
                    </Sheet>
                    <Sheet title=words.say("agreements-looked-after")>
                        <Select
                            name="account-manager"
                            label=words.say("agreements-account-manager")
                            help=words.say("agreements-account-manager-help")
                            options=managers
                            optional=true
                            class="narrow"
                        />
                    </Sheet>
                    <Actions>
                        <a class="btn quiet" href="/console/customers">
                            {words.say("frame-cancel")}
                        </a>
                        <button class="btn main">{words.say("agreements-create-customer")}</button>
                    </Actions>
                </PostForm>
            }
        }))
}
