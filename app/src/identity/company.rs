//! A company's people as its purchasing manager looks after them: members,
//! open invitations, units.

use super::fields::{
    customer_roles_field, name_field, read_name, read_roles, read_unit, roles_in_words, unit_field,
};
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Empty, Field, Filter, Kind, PageHead, Pager, PostForm,
    Sheet, Tag,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, SignedIn, id, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::{
    self, CompanyPeople, CustomerRole, Email, Invite, InviteError, MemberRow, OpenInvitation,
    PeopleFilter, Permission, TooMany, Unit, UnitRow,
};
use domain::text::Words;
use leptos::prelude::*;

/// Members on a page.
const ROWS: i64 = 50;

/// `GET /company?q=WORDS&page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    answer(&visitor, &state, FormState::empty(), FormState::empty()).await
}

/// `POST /company/invitations`
pub async fn invite(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let member = visitor
        .actor()
        .member_who_may(Permission::ManageCompany)?
        .clone();
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let name = read_name(&mut form, words);
    let email = form.read("email", |text| {
        text.parse::<Email>()
            .map_err(|_| words.say("identity-email-wrong"))
    });
    let unit = read_unit(&form)?;
    let roles = read_roles(&form, CustomerRole::from_code)?;
    if roles.is_empty() {
        form.fail("roles", words.say("identity-roles-missing"));
    }
    let (Some(name), Some(email), true) = (name, email, form.is_fine()) else {
        return answer(&visitor, &state, form, FormState::empty()).await;
    };
    let command = Invite {
        key,
        customer: member.company.id,
        name: name.clone(),
        email,
        unit,
        roles,
    };
    match identity::invite(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            let said = words.say_with("identity-invited", &[("name", name.as_str().into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/company").into_response())
        }
        Err(InviteError::AlreadyMember) => {
            form.fail("email", words.say("identity-already-member"));
            answer(&visitor, &state, form, FormState::empty()).await
        }
        Err(InviteError::TooMany(TooMany(seconds))) => {
            let minutes = [("minutes", ((seconds + 59) / 60).into())];
            form.fail("", words.say_with("identity-too-many", &minutes));
            answer(&visitor, &state, form, FormState::empty()).await
        }
        Err(InviteError::NoRole) => {
            form.fail("roles", words.say("identity-roles-missing"));
            answer(&visitor, &state, form, FormState::empty()).await
        }
        Err(InviteError::Denied(denied)) => Err(denied.into()),
        Err(InviteError::Store(error)) => Err(error.into()),
    }
}

/// `POST /company/invitations/withdraw`
pub async fn withdraw(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let actor = visitor.actor();
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let invitation = id(form.text("invitation"))?;
    match identity::withdraw_invitation(&state.db, actor, company, invitation, visitor.now).await {
        Ok(()) => {
            let said = visitor.words.say("identity-invitation-withdrawn");
            visitor.say_next(true, said).await?;
            Ok(Redirect::to("/company").into_response())
        }
        Err(InviteError::Store(error)) => Err(error.into()),
        Err(_) => Err(PageError::Denied),
    }
}

/// The longest name of a unit.
const LONGEST_UNIT: u32 = 80;

/// `POST /company/units`
pub async fn add_unit(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.actor().member_who_may(Permission::ManageCompany)?;
    let mut form = FormState::from(form);
    let name = form.read("unit-name", |text| {
        if text.is_empty() {
            Err(words.say("identity-unit-name-missing").to_owned())
        } else if text.chars().count() > LONGEST_UNIT as usize {
            Err(words.say_with(
                "identity-name-too-long",
                &[("longest", LONGEST_UNIT.into())],
            ))
        } else {
            Ok(text.to_owned())
        }
    });
    let Some(name) = name else {
        return answer(&visitor, &state, FormState::empty(), form).await;
    };
    let said = words.say_with("identity-unit-added", &[("name", name.as_str().into())]);
    identity::add_unit(&state.db, visitor.actor(), name, visitor.now)
        .await
        .map_err(super::member::page_error)?;
    visitor.say_next(true, said).await?;
    Ok(Redirect::to("/company#units").into_response())
}

async fn answer(
    visitor: &SignedIn,
    state: &AppState,
    invite: FormState,
    unit: FormState,
) -> Result<Response, PageError> {
    // Forms are posted to addresses below this page's; what the list shows
    // belongs to its own.
    let address = match Address::of(visitor) {
        here if here.path() == "/company" => here,
        _ => Address::parse("/company"),
    };
    let paging = Paging::of(&address, ROWS);
    let filter = PeopleFilter {
        words: address.get("q").unwrap_or_default().to_owned(),
        offset: paging.offset(),
        limit: paging.size,
    };
    let people =
        identity::company_people::<PageError>(&state.db, visitor.actor(), filter, visitor.now)
            .await?;
    Ok(page(visitor, address, paging, people, invite, unit))
}

fn page(
    visitor: &SignedIn,
    address: Address,
    paging: Paging,
    people: CompanyPeople,
    invite: FormState,
    unit: FormState,
) -> Response {
    let words = visitor.words;
    let title = words.say("identity-people");
    let status = if invite.is_fine() {
        unit.status()
    } else {
        invite.status()
    };
    let company = visitor
        .actor()
        .member()
        .map(|member| member.company.name.clone())
        .unwrap_or_default();
    let sub = words.say_with("identity-people-text", &[("company", company.into())]);
    let paging = paging.total(people.found);
    let units: Vec<Unit> = people
        .units
        .iter()
        .map(|unit| Unit {
            id: unit.id,
            name: unit.name.clone(),
        })
        .collect();
    Page::new(visitor, Face::Site, title)
        .nav("company")
        .status(status)
        .show(move || {
            let aside = view! {
                {invite_sheet(words, units, invite)}
                {units_sheet(words, people.units, unit)}
            };
            view! {
                <PageHead title=title sub=sub>
                    <a class="btn" href="/company/site">
                        {words.say("site-change")}
                    </a>
                    <a class="btn" href="/company/help">
                        {words.say("support-company-title")}
                    </a>
                    <a class="btn" href="/company/policies">
                        {words.say("identity-to-policies")}
                    </a>
                    <a class="btn" href="/company/cost-centres">
                        {words.say("identity-to-cost-centres")}
                    </a>
                    <a class="btn" href="/company/recording">
                        {words.say("identity-to-recording")}
                    </a>
                </PageHead>
                <Columns aside=aside>
                    {members_sheet(words, address, paging, people.members)}
                    {invitations_sheet(
                        words,
                        people.invitations,
                        Some("/company/invitations/withdraw".to_owned()),
                    )}
                </Columns>
            }
        })
}

fn members_sheet(
    words: Words,
    address: Address,
    paging: Paging,
    members: Vec<MemberRow>,
) -> AnyView {
    let wanted = address.get("q").unwrap_or_default().to_owned();
    let filter = view! {
        <Filter
            address=address.clone()
            label=words.say("identity-find-person")
            button=words.say("identity-find")
            inside=true
        />
    };
    let none = members.is_empty();
    let rows = members
        .into_iter()
        .map(|member| {
            let roles = roles_in_words(words, member.roles().map(CustomerRole::code));
            let left = (!member.active)
                .then(|| view! { " " <Tag text=words.say("identity-member-left") /> });
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/company/members/{}", member.id)>{member.name}</a>
                        {left} <br /> <span class="mute small">{member.email}</span>
                    </td>
                    <td data-l=words.say("identity-unit")>{member.unit}</td>
                    <td data-l=words.say("identity-roles")>{roles}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("identity-name")),
        Column::new(words.say("identity-unit")),
        Column::new(words.say("identity-roles")),
    ];
    let content = if none {
        let text = words.say_with("identity-nobody-found", &[("words", wanted.into())]);
        view! {
            <Empty title=text>
                <a class="btn" href="/company">
                    {words.say("identity-show-everybody")}
                </a>
            </Empty>
        }
        .into_any()
    } else {
        let pager = view! { <Pager paging=paging address=address /> };
        view! {
            <DataTable
                caption=words.say("identity-members")
                quiet=true
                columns=columns
                stack=true
                footer=pager
            >
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Sheet title=words.say("identity-members") flush=true>
            {filter} {content}
        </Sheet>
    }
    .into_any()
}

/// Invitations that nobody has accepted yet; who may take them back posts to
/// `withdraw`.
pub(super) fn invitations_sheet(
    words: Words,
    invitations: Vec<OpenInvitation>,
    withdraw: Option<String>,
) -> Option<AnyView> {
    if invitations.is_empty() {
        return None;
    }
    let may = withdraw.is_some();
    let rows = invitations
        .into_iter()
        .map(|invitation| {
            let label = words.say_with(
                "identity-withdraw-of",
                &[("name", invitation.name.as_str().into())],
            );
            let button = may.then(|| {
                view! {
                    <td class="actions">
                        <button
                            class="btn s"
                            name="invitation"
                            value=invitation.id.to_string()
                            aria-label=label
                        >
                            {words.say("identity-withdraw")}
                        </button>
                    </td>
                }
            });
            view! {
                <tr>
                    <td class="wide">
                        {invitation.name} <br /> <span class="mute small">{invitation.email}</span>
                    </td>
                    <td data-l=words.say("identity-good-until")>
                        {words.date_short(invitation.expires_at)}
                    </td>
                    {button}
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![
        Column::new(words.say("identity-name")),
        Column::new(words.say("identity-good-until")),
    ];
    if may {
        columns.push(Column::actions());
    }
    let sheet = move || {
        view! {
            <Sheet flush=true>
                <DataTable caption=words.say("identity-invitations") columns=columns stack=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
    };
    Some(match withdraw {
        Some(action) => {
            view! { <PostForm action=action prefix="withdraw">{sheet()}</PostForm> }.into_any()
        }
        None => sheet().into_any(),
    })
}

fn invite_sheet(words: Words, units: Vec<Unit>, form: FormState) -> AnyView {
    view! {
        <Sheet title=words.say("identity-invite") id="invite">
            <PostForm action="/company/invitations" state=form prefix="invite">
                {name_field(words)}
                <Field name="email" label=words.say("identity-email") kind=Kind::Email />
                {unit_field(words, &units)}
                {customer_roles_field(words)} <Actions>
                    <button class="btn main">{words.say("identity-invite-send")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

fn units_sheet(words: Words, units: Vec<UnitRow>, form: FormState) -> AnyView {
    let rows = units
        .into_iter()
        .map(|unit| {
            view! {
                <tr>
                    <td>{unit.name}</td>
                    <td class="num">{words.number(unit.members)}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    let table = if rows.is_empty() {
        view! { <Empty title=words.say("identity-no-units") /> }.into_any()
    } else {
        let columns = vec![
            Column::new(words.say("identity-unit")),
            Column::num(words.say("identity-members")),
        ];
        view! {
            <DataTable caption=words.say("identity-units") columns=columns quiet=true>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Sheet
            title=words.say("identity-units")
            id="units"
            flush=true
            footer=view! {
                <PostForm action="/company/units" state=form prefix="unit">
                    <Field
                        name="unit-name"
                        label=words.say("identity-unit-new")
                        longest=LONGEST_UNIT
                    />
                    <Actions>
                        <button class="btn">{words.say("identity-unit-add")}</button>
                    </Actions>
                </PostForm>
            }
        >
            {table}
        </Sheet>
    }
    .into_any()
}
