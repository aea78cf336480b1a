//! One member of a company: unit, roles, and the end of the membership.

use super::fields::{customer_roles_field, read_roles, read_unit, unit_field};
use crate::frame::parts::{Actions, Field, Notice, PageHead, PostForm, Sheet, Slot, Tag, Tone};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::Holder;
use domain::id::MembershipId;
use domain::identity::{self, ChangeMember, ChangeMemberError, CustomerRole, MemberRow, Unit};
use leptos::prelude::*;

/// `GET /company/members/{id}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(member): Path<String>,
) -> Result<Response, PageError> {
    let (member, units) = find(&visitor, &state, &member).await?;
    let form = as_it_is(&member);
    Ok(page(&visitor, member, &units, form))
}

/// `POST /company/members/{id}`: changes the member, or takes one back who
/// had left.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(member): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let (member, units) = find(&visitor, &state, &member).await?;
    let mut form = FormState::from(form);
    let change = ChangeMember {
        member: member.id,
        unit: read_unit(&form)?,
        roles: read_roles(&form, CustomerRole::from_code)?,
        active: true,
        equipment_to: String::new(),
    };
    match identity::change_member(&state.db, visitor.actor(), change, visitor.now).await {
        Ok(()) => {
            let name = member.name.as_str();
            let said = words.say_with("identity-member-changed", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            // Who takes their own role away has nothing more to see here.
            Ok(Redirect::to("/company").into_response())
        }
        Err(ChangeMemberError::NoRole) => {
            form.fail("roles", words.say("identity-roles-missing"));
            Ok(page(&visitor, member, &units, form))
        }
        Err(ChangeMemberError::LastManager) => {
            form.fail("roles", words.say("identity-last-manager"));
            Ok(page(&visitor, member, &units, form))
        }
        Err(error) => Err(page_error(error)),
    }
}

/// `GET /company/members/{id}/end`: the question before it.
pub async fn show_end(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(member): Path<String>,
) -> Result<Response, PageError> {
    let leaving = find_leaving(&visitor, &state, &member).await?;
    if !leaving.member.active {
        return Ok(Redirect::to(&address(leaving.member.id)).into_response());
    }
    Ok(end_page(&visitor, leaving, FormState::empty()))
}

/// `POST /company/members/{id}/end`, with `equipment_to`, who gets what they have.
pub async fn end(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(member): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let leaving = find_leaving(&visitor, &state, &member).await?;
    let member = &leaving.member;
    let mut form = FormState::from(form);
    let change = ChangeMember {
        member: member.id,
        unit: member.unit_id,
        // Kept, so that the page of a former member says what they were.
        roles: member.roles().collect(),
        active: false,
        equipment_to: form.value("equipment_to").to_owned(),
    };
    match identity::change_member(&state.db, visitor.actor(), change, visitor.now).await {
        Ok(()) => {
            let name = member.name.as_str();
            let said = words.say_with("identity-member-ended", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/company").into_response())
        }
        Err(ChangeMemberError::LastManager) => {
            form.fail("", words.say("identity-last-manager"));
            Ok(end_page(&visitor, leaving, form))
        }
        Err(ChangeMemberError::NobodyToGetIt) => {
            form.fail("equipment_to", words.say("identity-nobody-to-get-it"));
            Ok(end_page(&visitor, leaving, form))
        }
        Err(error) => Err(page_error(error)),
    }
}

/// What a page answers where the form can't say it.
pub(super) fn page_error(error: ChangeMemberError) -> PageError {
    match error {
        ChangeMemberError::Denied(denied) => denied.into(),
        ChangeMemberError::NotFound => PageError::NotFound,
        ChangeMemberError::LastManager
        | ChangeMemberError::NoRole
        | ChangeMemberError::NobodyToGetIt => PageError::BadForm,
        ChangeMemberError::Store(error) => error.into(),
    }
}

async fn find(
    visitor: &SignedIn,
    state: &AppState,
    member: &str,
) -> Result<(MemberRow, Vec<Unit>), PageError> {
    // First who asks, then what for: an id tells nothing to who may not ask.
    visitor.demand(identity::Permission::ManageCompany)?;
    let member: MembershipId = id(member)?;
    identity::company_member::<PageError>(&state.db, visitor.actor(), member)
        .await?
        .ok_or(PageError::NotFound)
}

/// A member who is about to leave, with how many units of equipment they have and
/// who could get them.
struct Leaving {
    member: MemberRow,
    units: i64,
    people: Vec<Holder>,
}

async fn find_leaving(
    visitor: &SignedIn,
    state: &AppState,
    member: &str,
) -> Result<Leaving, PageError> {
    visitor.demand(identity::Permission::ManageCompany)?;
    let member: MembershipId = id(member)?;
    let found = identity::leaving_member::<PageError>(&state.db, visitor.actor(), member).await?;
    let (member, units, people) = found.ok_or(PageError::NotFound)?;
    Ok(Leaving {
        member,
        units,
        people,
    })
}

fn address(member: MembershipId) -> String {
    format!("/company/members/{member}")
}

/// The form with what holds now.
fn as_it_is(member: &MemberRow) -> FormState {
    let unit = member.unit_id.map(|unit| unit.to_string());
    member.roles().fold(
        FormState::empty().with("unit", unit.unwrap_or_default()),
        |form, role| form.with("roles", role.code()),
    )
}

fn page(visitor: &SignedIn, member: MemberRow, units: &[Unit], form: FormState) -> Response {
    let words = visitor.words;
    let crumbs = [(words.say("identity-people"), "/company")];
    let units = units.to_vec();
    let MemberRow {
        id,
        name,
        email,
        active,
        ..
    } = member;
    Page::new(visitor, Face::Site, name.clone())
        .nav("company")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            let left = Slot(
                (!active)
                    .then(|| view! { <Tag text=words.say("identity-member-left") /> }.into_any()),
            );
            let (save, note) = if active {
                (words.say("frame-save"), None)
            } else {
                let note = words.say("identity-member-left-text");
                (words.say("identity-take-back"), Some(note))
            };
            let end = active.then(|| {
                view! {
                    <Sheet title=words.say("identity-end-membership")>
                        <p class="mute">{words.say("identity-end-text")}</p>
                        <Actions>
                            <a class="btn danger" href=format!("{}/end", address(id))>
                                {words.say("identity-end-ask")}
                            </a>
                        </Actions>
                    </Sheet>
                }
            });
            view! {
                <PageHead title=name sub=email tags=left />
                <div class="stack">
                    {note.map(|note| view! { <Notice tone=Tone::Plain>{note}</Notice> })}
                    <Sheet title=words.say("identity-member-may")>
                        <PostForm state=form action=address(id)>
                            {unit_field(words, &units)} {customer_roles_field(words)} <Actions>
                                <a class="btn quiet" href="/company">
                                    {words.say("frame-cancel")}
                                </a>
                                <button class="btn main">{save}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                    {end}
                </div>
            }
        })
}

fn end_page(visitor: &SignedIn, leaving: Leaving, form: FormState) -> Response {
    let words = visitor.words;
    let Leaving {
        member,
        units,
        people,
    } = leaving;
    let name = member.name.clone();
    let title = words.say_with("identity-end-title", &[("name", name.as_str().into())]);
    let back = address(member.id);
    let crumbs = [
        (
            words.say("identity-people").to_owned(),
            "/company".to_owned(),
        ),
        (name.clone(), back.clone()),
    ];
    let list = format!("/equipment?person={}", in_query(&member.email));
    Page::new(visitor, Face::Site, title.clone())
        .nav("company")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            // Made in the form, where it finds what was typed.
            let equipment = move || {
                (units > 0).then(|| {
                    let said = words.say_with(
                        "identity-end-equipment",
                        &[("name", name.into()), ("units", units.into())],
                    );
                    let known: Vec<String> = people.into_iter().map(|one| one.email).collect();
                    view! {
                        <p>
                            {said} " "
                            <a href=list>{words.say("identity-end-equipment-look")}</a>
                        </p>
                        <Field
                            name="equipment_to"
                            label=words.say("identity-equipment-to")
                            help=words.say("identity-equipment-to-help")
                            optional=true
                            known
                        />
                    }
                })
            };
            view! {
                <PageHead title=title />
                <Sheet>
                    <PostForm state=form>
                        <p>{words.say("identity-end-text")}</p>
                        {equipment()}
                        <Actions>
                            <a class="btn quiet" href=back>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn danger">
                                {words.say("identity-end-membership")}
                            </button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        })
}

/// A text as a part of an address's query.
fn in_query(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
