//! `/console/customers/{id}/team`: who of the supplier looks after a customer.

use super::fields::role_message;
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, Empty, PageHead, PostForm, Select, Sheet,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::{CustomerId, PersonId};
use domain::identity::{
    Colleague, StaffRole, TeamError, ask_account_team, customer_brief, join_account_team,
    leave_account_team,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/customers/{id}/team`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    page(
        &visitor,
        &state,
        id::<CustomerId>(&customer)?,
        FormState::empty(),
    )
    .await
}

/// `POST /console/customers/{id}/team`: somebody joins.
pub async fn join(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let customer = id::<CustomerId>(&customer)?;
    let mut form = FormState::from(form);
    let Some((person, role)) = colleague(form.value("who")) else {
        form.fail("who", words.say("identity-team-who-missing"));
        return page(&visitor, &state, customer, form).await;
    };
    let actor = visitor.actor();
    match join_account_team(&state.db, actor, customer, person, role, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("identity-team-joined").to_owned())
                .await?;
            Ok(Redirect::to(&format!("/console/customers/{customer}/team")).into_response())
        }
        // They may have stopped doing this since the form was opened.
        Err(TeamError::NotFound) => {
            form.fail("who", words.say("identity-team-who-missing"));
            page(&visitor, &state, customer, form).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /console/customers/{id}/team/leave`: somebody leaves.
pub async fn leave(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let customer = id::<CustomerId>(&customer)?;
    let person = form.carried("person")?;
    leave_account_team(&state.db, visitor.actor(), customer, person, visitor.now).await?;
    visitor
        .say_next(true, visitor.words.say("identity-team-left").to_owned())
        .await?;
    Ok(Redirect::to(&format!("/console/customers/{customer}/team")).into_response())
}

impl From<TeamError> for PageError {
    fn from(error: TeamError) -> Self {
        match error {
            TeamError::Denied(denied) => denied.into(),
            TeamError::NotFound => PageError::NotFound,
            TeamError::Store(error) => error.into(),
        }
    }
}

/// A choice of the form: a person and one of the things they do.
fn choice(one: &Colleague) -> String {
    format!("{}:{}", one.person, one.role.code())
}

fn colleague(choice: &str) -> Option<(PersonId, StaffRole)> {
    let (person, role) = choice.split_once(':')?;
    Some((person.parse().ok()?, StaffRole::from_code(role)?))
}

fn title_of(words: Words, one: &Colleague) -> String {
    format!(
        "{} · {}",
        one.name,
        words.say(role_message(one.role.code()))
    )
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let asked = ask_account_team(visitor.actor(), customer)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let company = customer_brief(&mut read, customer)
        .await?
        .ok_or(PageError::NotFound)?;
    let found = asked.fetch(&mut read).await?;
    drop(read);
    let here = format!("/console/customers/{customer}");
    Ok(
        Page::new(visitor, Face::Console, words.say("identity-team"))
            .status(form.status())
            .nav("customers")
            .crumbs([
                (
                    words.say("frame-customers").to_owned(),
                    "/console/customers".to_owned(),
                ),
                (company.name.clone(), here.clone()),
            ])
            .show(move || {
                let options = found
                    .colleagues
                    .iter()
                    .map(|one| (choice(one), title_of(words, one)))
                    .collect();
                let team = team_table(words, &here, &found.team);
                let join = format!("{here}/team");
                let aside = view! {
                    <Sheet title=words.say("identity-team-join")>
                        <PostForm action=join state=form>
                            <Select
                                name="who"
                                label=words.say("identity-team-who")
                                help=words.say("identity-team-who-help")
                                options
                            />
                            <Actions>
                                <button class="btn main">{words.say("identity-team-add")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                };
                let sub = words.say_with(
                    "identity-team-sub",
                    &[("customer", company.name.as_str().into())],
                );
                view! {
                    <PageHead title=words.say("identity-team") sub=sub />
                    <Columns aside=aside>{team}</Columns>
                }
            }),
    )
}

fn team_table(words: Words, here: &str, team: &[Colleague]) -> AnyView {
    if team.is_empty() {
        return view! {
            <Sheet>
                <Empty
                    title=words.say("identity-team-none")
                    text=words.say("identity-team-none-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("identity-name")),
        Column::new(words.say("identity-team-as")),
        Column::actions(),
    ];
    let rows = team
        .iter()
        .map(|one| {
            let remove =
                words.say_with("identity-team-remove-name", &[("name", (&one.name).into())]);
            view! {
                <tr>
                    <td class="wide">{one.name.clone()}</td>
                    <td data-l=words.say("identity-team-as")>{words.say(role_message(one.role.code()))}</td>
                    <td class="actions">
                        <button
                            class="btn s"
                            name="person"
                            value=one.person.to_string()
                            aria-label=remove
                        >
                            {words.say("frame-remove")}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let leave = format!("{here}/team/leave");
    view! {
        <Sheet flush=true title=words.say("identity-team-now")>
            <PostForm action=leave class="flush">
                <DataTable
                    caption=words.say("identity-team-now")
                    quiet=true
                    columns
                    stack=true
                >
                    {rows}
                </DataTable>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
