//! `/console/customers/{id}/people`: a customer's people. Staff invite a
//! purchasing manager, and go into somebody's place: to look at the site as one
//! of them, or to act for one.

use super::company::invitations_sheet;
use super::fields::{name_field, read_name, roles_in_words};
use super::work_for;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, DataTable, Empty, Field, Filter, Kind, Notice, PageHead,
    PostForm, Sheet, TextArea, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of, session_key,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{CustomerId, MembershipId};
use domain::identity::{
    self, CustomerBrief, CustomerRole, Email, InTheirPlace, Invite, InviteError,
    LONGEST_STAND_IN_REASON, MINUTES, MemberBrief, OpenInvitation, Permission, StandInError,
    ask_invitations_of, ask_members_of, customer_brief, stand_in,
};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/customers/{id}/people?q=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    people(&visitor, &state, id(&customer)?, FormState::empty()).await
}

/// `POST /console/customers/{id}/people` with `name` and `email`: invites a
/// purchasing manager, who can invite the others.
pub async fn invite(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let customer: CustomerId = id(&customer)?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let name = read_name(&mut form, words);
    let email = form.read("email", |text| {
        text.parse::<Email>()
            .map_err(|_| words.say("identity-email-wrong"))
    });
    let (Some(name), Some(email)) = (name, email) else {
        return people(&visitor, &state, customer, form).await;
    };
    let command = Invite {
        key,
        customer,
        name: name.clone(),
        email,
        unit: None,
        roles: vec![CustomerRole::PurchasingManager],
    };
    match identity::invite(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            let said = words.say_with("identity-invited", &[("name", name.as_str().into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/customers/{customer}/people")).into_response())
        }
        Err(InviteError::AlreadyMember) => {
            form.fail("email", words.say("identity-already-member"));
            people(&visitor, &state, customer, form).await
        }
        Err(InviteError::Store(error)) => Err(error.into()),
        // There is no such customer; nobody of ours is counted.
        Err(InviteError::Denied(_) | InviteError::NoRole | InviteError::TooMany(_)) => {
            Err(PageError::NotFound)
        }
    }
}

/// `POST /console/customers/{id}/people/withdraw` with `invitation`.
pub async fn withdraw(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let customer: CustomerId = id(&customer)?;
    let invitation = id(form.text("invitation"))?;
    let (db, actor) = (&state.db, visitor.actor());
    match identity::withdraw_invitation(db, actor, customer, invitation, visitor.now).await {
        Ok(()) => {
            let said = visitor.words.say("identity-invitation-withdrawn");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/customers/{customer}/people")).into_response())
        }
        Err(InviteError::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::Denied),
    }
}

/// The list, with the form to invite somebody as it was sent.
async fn people(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let find = Address::of(visitor).get("q").unwrap_or_default().to_owned();
    let (company, members, invitations) = read(visitor, state, customer, &find, None).await?;
    let (acts, invites) = (may_act(visitor), visitor.actor().may(Permission::Curate));
    let title = words.say("identity-people-of");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("customers")
        .crumbs(crumbs(words, &company))
        .status(form.status())
        .show(move || {
            let here = format!("/console/customers/{}/people", company.id);
            let sub = words.say_with(
                "identity-people-sub",
                &[("customer", company.name.as_str().into())],
            );
            let withdraw = invites.then(|| format!("{here}/withdraw"));
            // Who looks for somebody by name is shown just that.
            let waiting = if find.is_empty() {
                invitations
            } else {
                Vec::new()
            };
            // Nobody at all, not only nobody called that.
            let nobody = members.is_empty() && find.is_empty();
            let list = if nobody {
                let text = if !waiting.is_empty() {
                    words.say("identity-people-invited")
                } else if invites {
                    words.say("identity-people-first")
                } else {
                    words.say("identity-people-by-curators")
                };
                view! {
                    <Sheet>
                        <Empty title=words.say("identity-people-nobody") text=text />
                    </Sheet>
                }
                .into_any()
            } else {
                let address = Address::parse(&here).with("q", find);
                let table = table(words, &here, members, acts);
                view! {
                    <Sheet flush=true>
                        <Filter
                            address
                            label=words.say("identity-people-find")
                            button=words.say("frame-search")
                            inside=true
                        />
                        {table}
                    </Sheet>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=sub />
                {list}
                {invitations_sheet(words, waiting, withdraw)}
                {invites.then(|| invite_sheet(words, here, nobody, form))}
            }
        }))
}

/// Whom staff invite manages the customer's people from then on, so there is
/// nothing else to choose.
fn invite_sheet(words: Words, here: String, nobody: bool, form: FormState) -> AnyView {
    let title = if nobody {
        words.say("identity-invite-first-manager")
    } else {
        words.say("identity-invite-manager")
    };
    view! {
        <Sheet title=title id="invite">
            <PostForm action=here state=form prefix="invite">
                <p class="mute">{words.say("identity-invite-manager-note")}</p>
                <div class="fields">
                    {name_field(words)}
                    <Field name="email" label=words.say("identity-email") kind=Kind::Email />
                </div>
                <Actions>
                    <button class="btn main">{words.say("identity-invite-send")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn table(words: Words, here: &str, members: Vec<MemberBrief>, acts: bool) -> AnyView {
    if members.is_empty() {
        return view! { <Empty title=words.say("identity-people-none") /> }.into_any();
    }
    let columns = vec![
        Column::new(words.say("identity-name")),
        Column::new(words.say("identity-unit")),
        Column::new(words.say("identity-roles")),
        Column::actions(),
    ];
    let rows = members
        .into_iter()
        .map(|one| {
            let name = one.name.as_str();
            let roles = roles_in_words(words, one.roles().into_iter().map(CustomerRole::code));
            let look = words.say_with("identity-look-as", &[("name", name.into())]);
            let act = words.say_with("identity-act-for", &[("name", name.into())]);
            let place = format!("{here}/{}", one.id);
            view! {
                <tr>
                    <td class="wide">
                        {one.name.clone()} <br /> <span class="mute small">{one.email.clone()}</span>
                    </td>
                    <td data-l=words.say("identity-unit")>{one.unit.clone()}</td>
                    <td data-l=words.say("identity-roles")>{roles}</td>
                    <td class="actions">
                        <form method="post" action=format!("{place}/look") class="inline">
                            <button class="btn s" aria-label=look>
                                {words.say("identity-look")}
                            </button>
                        </form>
                        {acts
                            .then(|| {
                                view! {
                                    " "
                                    <a class="btn s" href=format!("{place}/act") aria-label=act>
                                        {words.say("identity-act")}
                                    </a>
                                }
                            })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable caption=words.say("identity-people-of") quiet=true columns stack=true>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// `POST /console/customers/{id}/people/{member}/look`
pub async fn look(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((customer, member)): Path<(String, String)>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let (customer, member) = (id(&customer)?, id(&member)?);
    match enter(&visitor, &state, customer, member, InTheirPlace::Look).await {
        Ok(home) => Ok(home),
        Err(StandInError::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}

/// `GET /console/customers/{id}/people/{member}/act`
pub async fn show_act(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((customer, member)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let (customer, member) = (id(&customer)?, id(&member)?);
    question(&visitor, &state, customer, member, FormState::empty()).await
}

/// `POST /console/customers/{id}/people/{member}/act` with `reason` and
/// `minutes`.
pub async fn act(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path((customer, member)): Path<(String, String)>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    if !may_act(&visitor) {
        return Err(PageError::Denied);
    }
    let (customer, member) = (id(&customer)?, id(&member)?);
    let mut form = FormState::from(form);
    let what = InTheirPlace::Act {
        reason: form.value("reason").to_owned(),
        minutes: form.value("minutes").parse().unwrap_or(0),
    };
    let (field, why) = match enter(&visitor, &state, customer, member, what).await {
        Ok(home) => return Ok(home),
        Err(StandInError::NoReason) => ("reason", words.say("identity-act-no-reason").to_owned()),
        Err(StandInError::LongReason) => (
            "reason",
            words.say_with(
                "identity-act-long-reason",
                &[("longest", LONGEST_STAND_IN_REASON.into())],
            ),
        ),
        Err(StandInError::WrongTime) => ("minutes", words.say("identity-act-no-time").to_owned()),
        Err(StandInError::Denied(_)) => return Err(PageError::NotFound),
        Err(StandInError::Store(error)) => return Err(error.into()),
    };
    form.fail(field, why);
    question(&visitor, &state, customer, member, form).await
}

/// Whoever curates or knows customers acts for them.
fn may_act(visitor: &StaffOnly) -> bool {
    let actor = visitor.actor();
    actor.may(Permission::Curate) || actor.may(Permission::KnowCustomers)
}

/// Into the member's place, whose home page is where it begins.
async fn enter(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    member: MembershipId,
    what: InTheirPlace,
) -> Result<Response, StandInError> {
    let place = stand_in(
        &state.db,
        visitor.actor(),
        customer,
        member,
        what,
        visitor.now,
    )
    .await?;
    let seated = async {
        work_for(visitor, None).await?;
        let session = visitor.session.as_ref().ok_or(PageError::BadForm)?;
        session
            .insert(session_key::STAND_IN, place)
            .await
            .map_err(PageError::session)
    };
    Ok(match seated.await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => error.into_response(),
    })
}

async fn read(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    find: &str,
    only: Option<MembershipId>,
) -> Result<(CustomerBrief, Vec<MemberBrief>, Vec<OpenInvitation>), PageError> {
    let questions = (
        ask_members_of(visitor.actor(), customer, find, only)?,
        ask_invitations_of(visitor.actor(), customer, visitor.now)?,
    );
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let company = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let (members, invitations) = together(&mut read, questions).await?;
    Ok((company, members, invitations))
}

async fn question(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    member: MembershipId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    if !may_act(visitor) {
        return Err(PageError::Denied);
    }
    let (company, found, _) = read(visitor, state, customer, "", Some(member)).await?;
    let member = found.into_iter().next().ok_or(PageError::NotFound)?;
    let people = format!("/console/customers/{customer}/people");
    let title = words.say_with("identity-act-for", &[("name", member.name.as_str().into())]);
    let mut crumbs = crumbs(words, &company).to_vec();
    crumbs.push((words.say("identity-people-of").to_owned(), people.clone()));
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("customers")
        .crumbs(crumbs)
        .status(form.status())
        .show(move || {
            let options = MINUTES
                .iter()
                .map(|minutes| {
                    let label =
                        words.say_with("identity-act-minutes", &[("count", (*minutes).into())]);
                    ChoiceOption::new(minutes.to_string(), label)
                })
                .collect();
            view! {
                <PageHead title sub=company.name />
                <Notice tone=Tone::Accent>{words.say("identity-act-text")}</Notice>
                <Sheet>
                    <PostForm state=form>
                        <TextArea
                            name="reason"
                            label=words.say("identity-act-reason")
                            help=words.say("identity-act-reason-help")
                        />
                        <Choice
                            name="minutes"
                            label=words.say("identity-act-how-long")
                            options
                        />
                        <Actions>
                            <a class="btn quiet" href=people>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("identity-act-begin")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}

fn crumbs(words: Words, company: &CustomerBrief) -> [(String, String); 2] {
    [
        (
            words.say("frame-customers").to_owned(),
            "/console/customers".to_owned(),
        ),
        (
            company.name.clone(),
            format!("/console/customers/{}", company.id),
        ),
    ]
}
