//! `/console/customers/{id}/people`: a customer's people, and for staff the way
//! into their place: to look at the site as one of them, or to act for one.

use super::fields::{id, roles_in_words};
use super::work_for;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, DataTable, Empty, Notice, PageHead, PostForm, Sheet,
    TextArea, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, session_key,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{CustomerId, MembershipId};
use domain::identity::{
    CustomerBrief, CustomerRole, InTheirPlace, LONGEST_STAND_IN_REASON, MINUTES, MemberBrief,
    Permission, StandInError, ask_members_of, customer_brief, stand_in,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/customers/{id}/people?q=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let customer: CustomerId = id(&customer)?;
    let find = Address::of(&visitor)
        .get("q")
        .unwrap_or_default()
        .to_owned();
    let (company, members) = read(&visitor, &state, customer, &find, None).await?;
    let acts = may_act(&visitor);
    let title = words.say("identity-people-of");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("customers")
        .crumbs(crumbs(words, &company))
        .show(move || {
            let here = format!("/console/customers/{}/people", company.id);
            let sub = words.say_with(
                "identity-people-sub",
                &[("customer", company.name.as_str().into())],
            );
            view! {
                <PageHead title sub=sub />
                <Sheet flush=true>
                    <form
                        method="get"
                        action=here.clone()
                        class="filter in"
                        role="search"
                        aria-label=words.say("frame-search-list")
                    >
                        <label class="unseen" for="q">
                            {words.say("identity-people-find")}
                        </label>
                        <input
                            class="input"
                            type="search"
                            id="q"
                            name="q"
                            value=find
                            placeholder=words.say("identity-people-find")
                        />
                        <button class="btn">{words.say("identity-people-search")}</button>
                    </form>
                    {table(words, &here, members, acts)}
                </Sheet>
            }
        }))
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
) -> Result<(CustomerBrief, Vec<MemberBrief>), PageError> {
    let asked = ask_members_of(visitor.actor(), customer, find, only)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let company = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((company, asked.fetch(&mut read).await?))
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
    let (company, found) = read(visitor, state, customer, "", Some(member)).await?;
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
                                {words.say("identity-cancel")}
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
