//! Making a customer: its name, its colours, its first manager.

use super::fields::{SEGMENTS, key};
use crate::frame::parts::{Actions, Field, Kind, PageHead, PostForm, Select, Sheet, TextArea};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::PersonId;
use domain::identity::{
    CompanyError, Email, InviteError, NewCustomer, Permission, ask_account_managers,
    create_customer,
};
use leptos::prelude::*;

/// The hues to choose from, far enough apart to be told from each other; the
/// look keeps every one of them readable.
const HUES: &[(i64, &str)] = &[
    (262, "agreements-hue-blue"),
    (200, "agreements-hue-sea"),
    (165, "agreements-hue-green"),
    (120, "agreements-hue-leaf"),
    (75, "agreements-hue-amber"),
    (35, "agreements-hue-orange"),
    (15, "agreements-hue-red"),
    (330, "agreements-hue-pink"),
    (300, "agreements-hue-violet"),
];

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
    let key = key(&form)?;
    let required = |form: &mut FormState, name: &'static str, message: &'static str| {
        form.read(name, |text| {
            if text.is_empty() {
                Err(words.say(message))
            } else {
                Ok(text.to_owned())
            }
        })
    };
    let name = required(&mut form, "name", "agreements-name-missing");
    let mark = required(&mut form, "mark", "agreements-mark-missing");
    if form.value("mark").chars().count() > 3 {
        form.fail("mark", words.say("agreements-mark-long"));
    }
    let segment = form.read("segment", |text| {
        SEGMENTS
            .iter()
            .find(|(code, _)| *code == text)
            .map(|(code, _)| (*code).to_owned())
            .ok_or_else(|| words.say("agreements-segment-missing"))
    });
    let hue = form.read("hue", |text| {
        text.parse::<i64>()
            .ok()
            .filter(|hue| (0..360).contains(hue))
            .ok_or_else(|| words.say("agreements-hue-wrong"))
    });
    let country = form.read("country", |text| {
        let fits = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic());
        if fits {
            Ok(text.to_ascii_uppercase())
        } else {
            Err(words.say("agreements-country-wrong"))
        }
    });
    let employees = form.read("employees", |text| {
        if text.is_empty() {
            return Ok(0);
        }
        text.parse::<i64>()
            .ok()
            .filter(|count| (0..=10_000_000).contains(count))
            .ok_or_else(|| words.say("agreements-employees-wrong"))
    });
    let manager = read_manager(&mut form, words);
    let account_manager = form.read("account-manager", |text| match text {
        "" => Ok(None),
        id => id
            .parse::<PersonId>()
            .map(Some)
            .map_err(|_| words.say("agreements-account-manager-wrong")),
    });
    let (
        Some(name),
        Some(mark),
        Some(segment),
        Some(hue),
        Some(country),
        Some(employees),
        Some(account_manager),
        true,
    ) = (
        name,
        mark,
        segment,
        hue,
        country,
        employees,
        account_manager,
        form.is_fine(),
    )
    else {
        return page(&visitor, &state, form).await;
    };
    let mut units: Vec<String> = Vec::new();
    for line in form.value("units").lines().map(str::trim) {
        if !line.is_empty() && !units.iter().any(|unit| unit == line) {
            units.push(line.to_owned());
        }
    }
    let new = NewCustomer {
        key,
        name: name.clone(),
        mark: mark.to_uppercase(),
        hue,
        segment,
        employees,
        country,
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
    let managers = ask_account_managers().fetch(&mut read).await?;
    drop(read);
    Ok(Page::new(visitor, Face::Console, title)
        .nav("customers")
        .crumbs([(words.say("agreements-customers"), "/console/customers")])
        .status(form.status())
        .show(move || {
            let segments = SEGMENTS
                .iter()
                .map(|(code, message)| ((*code).to_owned(), words.say(message).to_owned()))
                .collect();
            let hues = HUES
                .iter()
                .map(|(hue, message)| (hue.to_string(), words.say(message).to_owned()))
                .collect();
            let managers = managers
                .into_iter()
                .map(|one| (one.person.to_string(), one.name))
                .collect();
            view! {
                <PageHead title sub=words.say("agreements-new-customer-sub") />
                <PostForm state=form>
                    <Sheet title=words.say("agreements-the-company")>
                        <div class="stack">
                            <Field
                                name="name"
                                label=words.say("agreements-name")
                                longest=80_u32
                                autofocus=true
                            />
                            <div class="fields">
                                <Field
                                    name="mark"
                                    label=words.say("agreements-mark")
                                    help=words.say("agreements-mark-help")
                                    longest=3_u32
                                    class="short"
                                />
                                <Select
                                    name="hue"
                                    label=words.say("agreements-hue")
                                    help=words.say("agreements-hue-help")
                                    options=hues
                                    first=true
                                    class="narrow"
                                />
                            </div>
                            <div class="fields">
                                <Select
                                    name="segment"
                                    label=words.say("agreements-segment")
                                    options=segments
                                    class="narrow"
                                />
                                <Field
                                    name="employees"
                                    label=words.say("agreements-employees")
                                    optional=true
                                    class="short"
                                />
                                <Field
                                    name="country"
                                    label=words.say("agreements-country")
                                    help=words.say("agreements-country-help")
                                    longest=2_u32
                                    class="short"
                                />
                            </div>
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
                            {words.say("agreements-cancel")}
                        </a>
                        <button class="btn main">{words.say("agreements-create-customer")}</button>
                    </Actions>
                </PostForm>
            }
        }))
}
