//! The supplier's own people, as an administrator looks after them.

use super::fields::{name_field, read_name, read_roles, roles_in_words, staff_roles_field};
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Definitions, Field, Kind, PageHead, PostForm, Sheet, Tag,
    Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{self, Email, NewStaff, Permission, StaffError, StaffRole, StaffRow};
use leptos::prelude::*;

/// `GET /console/staff`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    answer(&visitor, &state, FormState::empty()).await
}

/// `POST /console/staff`: takes somebody on.
pub async fn add(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Administer)?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let name = read_name(&mut form, words);
    let email = form.read("email", |text| {
        text.parse::<Email>()
            .map_err(|_| words.say("identity-email-wrong"))
    });
    let roles = read_roles(&form, StaffRole::from_code)?;
    if roles.is_empty() {
        form.fail("roles", words.say("identity-roles-missing"));
    }
    let (Some(name), Some(email), true) = (name, email, form.is_fine()) else {
        return answer(&visitor, &state, form).await;
    };
    let said = words.say_with("identity-staff-added", &[("name", name.as_str().into())]);
    let new = NewStaff {
        key,
        name,
        email,
        roles,
    };
    match identity::add_staff(&state.db, visitor.actor(), new, visitor.now).await {
        Ok(_) => {
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/console/staff").into_response())
        }
        Err(StaffError::AlreadyHere) => {
            form.fail("email", words.say("identity-staff-already-here"));
            answer(&visitor, &state, form).await
        }
        Err(error) => Err(page_error(error)),
    }
}

/// `GET /console/staff/{id}`
pub async fn show_person(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(person): Path<String>,
) -> Result<Response, PageError> {
    let person = find(&visitor, &state, &person).await?;
    let form = person.roles().fold(FormState::empty(), |form, role| {
        form.with("roles", role.code())
    });
    Ok(person_page(&visitor, person, form))
}

/// `POST /console/staff/{id}`
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(person): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let person = find(&visitor, &state, &person).await?;
    let mut form = FormState::from(form);
    let roles = read_roles(&form, StaffRole::from_code)?;
    if roles.is_empty() {
        form.fail("roles", words.say("identity-roles-missing"));
        return Ok(person_page(&visitor, person, form));
    }
    match identity::change_staff(&state.db, visitor.actor(), person.id, roles, visitor.now).await {
        Ok(()) => {
            let name = person.name.as_str();
            let said = words.say_with("identity-member-changed", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/console/staff").into_response())
        }
        Err(StaffError::LastAdmin) => {
            form.fail("roles", words.say("identity-last-admin"));
            Ok(person_page(&visitor, person, form))
        }
        Err(error) => Err(page_error(error)),
    }
}

/// `GET /console/staff/{id}/end`: the question before it.
pub async fn show_end(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(person): Path<String>,
) -> Result<Response, PageError> {
    let person = find(&visitor, &state, &person).await?;
    Ok(end_page(&visitor, person, FormState::empty()))
}

/// `POST /console/staff/{id}/end`
pub async fn end(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(person): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let person = find(&visitor, &state, &person).await?;
    match identity::change_staff(&state.db, visitor.actor(), person.id, vec![], visitor.now).await {
        Ok(()) => {
            let name = person.name.as_str();
            let said = words.say_with("identity-staff-ended", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/console/staff").into_response())
        }
        Err(StaffError::LastAdmin) => {
            let mut form = FormState::from(form);
            form.fail("", words.say("identity-last-admin"));
            Ok(end_page(&visitor, person, form))
        }
        Err(error) => Err(page_error(error)),
    }
}

/// `POST /console/staff/{id}/link`: the message with the link once more.
pub async fn send_link(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(person): Path<String>,
) -> Result<Response, PageError> {
    let person = find(&visitor, &state, &person).await?;
    identity::welcome_again(&state.db, visitor.actor(), person.id, visitor.now)
        .await
        .map_err(page_error)?;
    let email = person.email.as_str();
    let said = visitor
        .words
        .say_with("identity-link-sent", &[("email", email.into())]);
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&address(&person)).into_response())
}

fn page_error(error: StaffError) -> PageError {
    match error {
        StaffError::Denied(denied) => denied.into(),
        StaffError::NotFound => PageError::NotFound,
        StaffError::NoRole | StaffError::AlreadyHere | StaffError::LastAdmin => PageError::BadForm,
        StaffError::Store(error) => error.into(),
    }
}

async fn find(visitor: &StaffOnly, state: &AppState, person: &str) -> Result<StaffRow, PageError> {
    visitor.demand(Permission::Administer)?;
    identity::staff_person::<PageError>(&state.db, visitor.actor(), id(person)?)
        .await?
        .ok_or(PageError::NotFound)
}

fn address(person: &StaffRow) -> String {
    format!("/console/staff/{}", person.id)
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let people = identity::staff_people::<PageError>(&state.db, visitor.actor()).await?;
    Ok(page(visitor, people, form))
}

fn page(visitor: &StaffOnly, people: Vec<StaffRow>, form: FormState) -> Response {
    let words = visitor.words;
    let title = words.say("identity-staff");
    let rows = people
        .into_iter()
        .map(|person| {
            let roles = roles_in_words(words, person.roles().map(StaffRole::code));
            let waiting = (!person.arrived).then(|| {
                view! { " " <Tag text=words.say("identity-not-arrived") tone=Tone::Warn /> }
            });
            let href = address(&person);
            let customers = (person.customers > 0).then(|| words.number(person.customers));
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{person.name}</a>
                        {waiting} <br /> <span class="mute small">{person.email}</span>
                    </td>
                    <td data-l=words.say("identity-roles")>{roles}</td>
                    <td class="num" data-l=words.say("identity-looks-after")>
                        {customers}
                    </td>
                </tr>
            }
        })
        .collect_view();
    Page::new(visitor, Face::Console, title)
        .nav("staff")
        .status(form.status())
        .show(move || {
            let columns = vec![
                Column::new(words.say("identity-name")),
                Column::new(words.say("identity-roles")),
                Column::num(words.say("identity-looks-after")),
            ];
            let aside = view! {
                <Sheet title=words.say("identity-staff-add") id="add">
                    <PostForm action="/console/staff" state=form>
                        {name_field(words)}
                        <Field
                            name="email"
                            label=words.say("identity-email")
                            kind=Kind::Email
                            help=words.say("identity-staff-add-help")
                        /> {staff_roles_field(words)} <Actions>
                            <button class="btn main">{words.say("identity-staff-take-on")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            };
            view! {
                <PageHead title=title sub=words.say("identity-staff-text") />
                <Columns aside=aside>
                    <Sheet flush=true>
                        <DataTable caption=title columns=columns stack=true quiet=true>
                            {rows}
                        </DataTable>
                    </Sheet>
                </Columns>
            }
        })
}

fn person_page(visitor: &StaffOnly, person: StaffRow, form: FormState) -> Response {
    let words = visitor.words;
    let crumbs = [(words.say("identity-staff"), "/console/staff")];
    let here = address(&person);
    let StaffRow {
        name,
        email,
        arrived,
        customers,
        ..
    } = person;
    Page::new(visitor, Face::Console, name.clone())
        .nav("staff")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            let facts = vec![
                (
                    words.say("identity-looks-after").into(),
                    words
                        .say_with("identity-customers", &[("count", customers.into())])
                        .into_any(),
                ),
                (
                    words.say("identity-account").into(),
                    words
                        .say(if arrived {
                            "identity-arrived"
                        } else {
                            "identity-not-arrived"
                        })
                        .into_any(),
                ),
            ];
            let ending = format!("{here}/end");
            let link = (!arrived).then(|| {
                view! {
                    <PostForm action=format!("{here}/link") prefix="link">
                        <p class="mute small">{words.say("identity-link-text")}</p>
                        <Actions>
                            <button class="btn">{words.say("identity-link-send")}</button>
                        </Actions>
                    </PostForm>
                }
            });
            let aside = view! {
                <Sheet title=words.say("identity-account")>
                    <div class="stack-s">
                        <Definitions rows=facts words=true /> {link}
                    </div>
                </Sheet>
                <Sheet title=words.say("identity-staff-end")>
                    <div class="stack-s">
                        <p class="mute">{words.say("identity-staff-end-text")}</p>
                        <Actions>
                            <a class="btn danger" href=ending>
                                {words.say("identity-end-ask")}
                            </a>
                        </Actions>
                    </div>
                </Sheet>
            };
            view! {
                <PageHead title=name sub=email />
                <Columns aside=aside>
                    <Sheet title=words.say("identity-member-may")>
                        <PostForm state=form action=here.clone()>
                            {staff_roles_field(words)} <Actions>
                                <a class="btn quiet" href="/console/staff">
                                    {words.say("frame-cancel")}
                                </a>
                                <button class="btn main">{words.say("frame-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        })
}

fn end_page(visitor: &StaffOnly, person: StaffRow, form: FormState) -> Response {
    let words = visitor.words;
    let back = address(&person);
    let name = person.name;
    let title = words.say_with(
        "identity-staff-end-title",
        &[("name", name.as_str().into())],
    );
    let crumbs = [
        (
            words.say("identity-staff").to_owned(),
            "/console/staff".to_owned(),
        ),
        (name, back.clone()),
    ];
    Page::new(visitor, Face::Console, title.clone())
        .nav("staff")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            view! {
                <PageHead title=title />
                <Sheet>
                    <PostForm state=form>
                        <p>{words.say("identity-staff-end-text")}</p>
                        <Actions>
                            <a class="btn quiet" href=back>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn danger">{words.say("identity-staff-end")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        })
}
