//! `/console/case-teams`: the teams of those who work on cases, who is in them, and
//! which cases come to them by themselves.

use super::said;
use crate::frame::parts::{
    Actions, Checks, ChoiceOption, Column, DataTable, Empty, Field, Icon, PageHead, PostForm,
    Sheet, TextArea,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::TeamId;
use domain::identity::Permission;
use domain::support::cause::Cause;
use domain::support::{
    Agent, CaseTeam, CaseTeams, KeepTeam, LeadsBy, MOST_CATEGORIES, MOST_TEAMS, TeamError,
    case_teams, end_team, keep_team,
};
use domain::text::Words;
use leptos::prelude::*;

const HERE: &str = "/console/case-teams";

/// `GET /console/case-teams?change=ID`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let change = Address::of(&visitor).get("change").map(str::to_owned);
    page(&visitor, &state, FormState::empty(), change).await
}

/// `POST /console/case-teams`: keeps one, new or changed (`id`), or ends it (`do=end`).
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Administer)?;
    let words = visitor.words;
    let id: Option<TeamId> = match form.text("id") {
        "" => None,
        id => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    let (actor, now) = (visitor.actor(), visitor.now);
    let done = match (form.text("do"), id) {
        ("end", Some(id)) => end_team(&state.db, actor, id, now).await,
        ("end", None) => return Err(PageError::BadForm),
        _ => {
            let command = KeepTeam {
                key: key_of(&form)?,
                id,
                name: form.text("name").to_owned(),
                members: form
                    .all("member")
                    .filter_map(|id| id.parse().ok())
                    .collect(),
                causes: form.all("cause").filter_map(Cause::from_code).collect(),
                categories: form.text("categories").lines().map(str::to_owned).collect(),
                needs: form.all("needs").map(str::to_owned).collect(),
            };
            keep_team(&state.db, actor, command, now).await
        }
    };
    let mut shown = FormState::from(form);
    match done {
        Ok(()) => {
            visitor.say_next(true, words.say("support-done")).await?;
            return Ok(Redirect::to(HERE).into_response());
        }
        Err(error) => explain(words, &mut shown, error)?,
    }
    let change = id.map(|id| id.to_string());
    page(&visitor, &state, shown, change).await
}

/// Says at its field what is wrong, or all that is.
fn explain(words: Words, shown: &mut FormState, error: TeamError) -> Result<(), PageError> {
    let (field, sentence) = match error {
        TeamError::Several(all) => {
            return all
                .into_iter()
                .try_for_each(|one| explain(words, shown, one));
        }
        TeamError::Denied(denied) => return Err(denied.into()),
        TeamError::NotFound => return Err(PageError::NotFound),
        TeamError::Store(error) => return Err(error.into()),
        TeamError::Name => ("name", words.say("support-team-name-wrong").to_owned()),
        TeamError::TooMany => {
            let most = [("most", MOST_TEAMS.into())];
            ("", words.say_with("support-teams-too-many", &most))
        }
        TeamError::TooManyCategories(by) => {
            let most = [("most", i64::try_from(MOST_CATEGORIES).unwrap_or(0).into())];
            (
                field_of(by),
                words.say_with("support-team-too-many-categories", &most),
            )
        }
        TeamError::Unknown(codes) => {
            let codes = [("codes", codes.join(", ").into())];
            (
                "categories",
                words.say_with("support-team-unknown-categories", &codes),
            )
        }
        TeamError::Taken(by, value, team) => {
            let value = match by {
                LeadsBy::Cause => {
                    let cause = Cause::from_code(&value).map(|one| said::cause(words, one));
                    cause.map_or(value, str::to_owned)
                }
                LeadsBy::Category | LeadsBy::Needs => value,
            };
            let taken = [("what", value.into()), ("team", team.into())];
            (field_of(by), words.say_with("support-team-taken", &taken))
        }
    };
    shown.fail(field, sentence);
    Ok(())
}

/// Where on the page is typed what cases come to it by.
const fn field_of(by: LeadsBy) -> &'static str {
    match by {
        LeadsBy::Cause => "cause",
        LeadsBy::Category => "categories",
        LeadsBy::Needs => "needs",
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    tried: FormState,
    change: Option<String>,
) -> Result<Response, PageError> {
    let CaseTeams {
        teams,
        agents,
        needs,
    } = case_teams::<PageError>(&state.db, visitor.actor()).await?;
    let words = visitor.words;
    let title = words.say("support-teams-title");
    let status = tried.status();
    Ok(Page::new(visitor, Face::Console, title)
        .nav("service-levels")
        .status(status)
        .crumbs([(words.say("frame-service-levels"), "/console/service-levels")])
        .show(move || {
            let content = if teams.is_empty() {
                view! {
                    <Empty
                        title=words.say("support-teams-none")
                        text=words.say("support-teams-none-text")
                        icon=Icon::Team
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("support-team")),
                    Column::new(words.say("support-team-members")),
                    Column::new(words.say("support-team-comes")),
                    Column::num(words.say("support-cases-open")),
                    Column::actions(),
                ];
                let rows: Vec<AnyView> = teams.iter().map(|one| row(words, one)).collect();
                view! {
                    <DataTable caption=title quiet=true columns stack=true>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            // One at a time is written: a new one, or one that is there.
            let changed = teams
                .iter()
                .find(|one| change.as_deref() == Some(one.id.to_string().as_str()));
            let form = match changed {
                Some(one) if tried.is_fine() => filled(one),
                _ => tried.clone(),
            };
            let heading: Text = match changed {
                Some(one) => one.name.clone().into(),
                None => words.say("support-team-new").into(),
            };
            let fields = fields(words, form, changed, (&agents, &needs));
            view! {
                <PageHead title sub=words.say("support-teams-sub") />
                <div class="stack">
                    <Sheet flush=true>{content}</Sheet>
                    <Sheet title=heading id="write">
                        {fields}
                    </Sheet>
                </div>
            }
        }))
}

fn row(words: Words, one: &CaseTeam) -> AnyView {
    let id = one.id.to_string();
    let change = Address::parse(HERE).with("change", id.clone()).href();
    let cases = Address::parse("/console/cases")
        .with("pile", "open")
        .with("team", id.clone())
        .href();
    let label = words.say_with("support-team-end", &[("name", one.name.as_str().into())]);
    let members: Vec<&str> = one
        .members
        .iter()
        .map(|member| member.name.as_str())
        .collect();
    let causes = one.causes.iter().map(|code| {
        Cause::from_code(code).map_or(code.as_str(), |cause| said::cause(words, cause))
    });
    let others = one.categories.iter().chain(&one.needs).map(String::as_str);
    let comes: Vec<&str> = causes.chain(others).collect();
    view! {
        <tr>
            <td class="wide">
                <a href=format!("{change}#write")>{one.name.clone()}</a>
            </td>
            <td data-l=words.say("support-team-members")>{members.join(", ")}</td>
            <td data-l=words.say("support-team-comes")>{comes.join(", ")}</td>
            <td class="num" data-l=words.say("support-cases-open")>
                <a href=cases>{words.number(one.open)}</a>
            </td>
            <td class="actions">
                <PostForm action=HERE>
                    <input type="hidden" name="do" value="end" />
                    <button class="btn s" name="id" value=id aria-label=label>
                        {words.say("support-team-end-it")}
                    </button>
                </PostForm>
            </td>
        </tr>
    }
    .into_any()
}

/// The form as a team is.
fn filled(team: &CaseTeam) -> FormState {
    let form = FormState::empty()
        .with("name", team.name.clone())
        .with("categories", team.categories.join("\n"));
    let members = team
        .members
        .iter()
        .map(|one| ("member", one.id.to_string()));
    let causes = team.causes.iter().map(|code| ("cause", code.clone()));
    let needs = team.needs.iter().map(|needs| ("needs", needs.clone()));
    members
        .chain(causes)
        .chain(needs)
        .fold(form, |form, (name, value)| form.with(name, value))
}

fn fields(
    words: Words,
    form: FormState,
    changed: Option<&CaseTeam>,
    (agents, needs): (&[Agent], &[String]),
) -> AnyView {
    let members: Vec<ChoiceOption> = agents
        .iter()
        .map(|one| ChoiceOption::new(one.id.to_string(), one.name.clone()))
        .collect();
    let causes: Vec<ChoiceOption> = Cause::ALL
        .iter()
        .map(|one| ChoiceOption::new(one.code(), said::cause(words, *one)))
        .collect();
    // What no customer needs any more can still be taken away.
    let own = changed.map(|one| one.needs.as_slice()).unwrap_or_default();
    let gone = own.iter().filter(|one| !needs.contains(one));
    let needs: Vec<ChoiceOption> = needs
        .iter()
        .chain(gone)
        .map(|one| ChoiceOption::new(one.clone(), one.clone()))
        .collect();
    let inside = move || {
        let needs = (!needs.is_empty()).then(|| {
            view! { <Checks name="needs" label=words.say("support-team-needs") options=needs /> }
        });
        view! {
            <Field name="name" label=words.say("support-team-name") longest=80_u32 />
            <Checks name="member" label=words.say("support-team-members") options=members />
            <Checks
                name="cause"
                label=words.say("support-team-causes")
                help=words.say("support-team-causes-help")
                options=causes
            />
            <TextArea
                name="categories"
                label=words.say("support-team-categories")
                help=words.say("support-team-categories-help")
                optional=true
            />
            {needs}
            <Actions>
                <button class="btn main">{words.say("support-keep")}</button>
            </Actions>
        }
    };
    let hidden = changed.map(|one| {
        let id = one.id.to_string();
        view! { <input type="hidden" name="id" value=id /> }
    });
    view! {
        <PostForm action=HERE state=form>
            {hidden}
            {inside()}
        </PostForm>
    }
    .into_any()
}
