//! A team of our people is kept, new or changed, or ends.

use super::all_wrong::all_wrong;
use super::cause::Cause;
use super::change::{Returned, event_of_each, taken_from};
use super::in_turn::in_turn;
use super::of_team::TEAM;
use super::team_choice::LeadsBy;
use super::told::roles;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{PersonId, TeamId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, FormKey, IntoValue, Query, StoreError, Tx, claim, list_placeholders};
use crate::tidy::tidy;
use serde_json::json;

/// The longest name of a team, in characters.
pub const LONGEST_TEAM: usize = 80;
/// The most teams at a time: they are offered in one list.
pub const MOST_TEAMS: i64 = 50;
/// The most categories that lead to one team, and the most needs categories.
pub const MOST_CATEGORIES: usize = 100;
/// The most people in one team: no page offers more.
const MOST_MEMBERS: usize = 1_000;

/// A team to be kept.
#[derive(Debug, Clone)]
pub struct KeepTeam {
    /// The form's key.
    pub key: FormKey,
    /// Which is changed; a new one if none.
    pub id: Option<TeamId>,
    /// What it is called.
    pub name: String,
    /// Who is in it; whoever does not work on cases is left out.
    pub members: Vec<PersonId>,
    /// The causes that lead to it.
    pub causes: Vec<Cause>,
    /// The codes of the categories that lead to it, with all that is below them.
    pub categories: Vec<String>,
    /// The needs categories that lead to it.
    pub needs: Vec<String>,
}

/// Why a team was not kept.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such team, or it has ended.
    #[error("not found")]
    NotFound,
    /// It needs a name of at most [`LONGEST_TEAM`] that no other has.
    #[error("the name")]
    Name,
    /// There are [`MOST_TEAMS`] already.
    #[error("too many")]
    TooMany,
    /// More than [`MOST_CATEGORIES`] of this kind.
    #[error("too many categories")]
    TooManyCategories(LeadsBy),
    /// There are no categories of these codes.
    #[error("unknown: {0:?}")]
    Unknown(Vec<String>),
    /// This leads to another team already: by what, which, and that team's name.
    #[error("{1} leads to {2}")]
    Taken(LeadsBy, String, String),
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<TeamError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Texts as they are compared: in one line, each once, none of them empty.
fn each_once(texts: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = texts.iter().map(|text| tidy(text)).collect();
    all.retain(|text| !text.is_empty());
    all.sort_unstable();
    all.dedup();
    all
}

/// Keeps a team, new or changed. Cases that belong to a team already stay there. All
/// that is wrong is said at once.
///
/// # Errors
/// See [`TeamError`].
pub async fn keep_team(
    db: &Db,
    actor: &Actor,
    command: KeepTeam,
    now: Timestamp,
) -> Result<(), TeamError> {
    actor.demand(Permission::Administer)?;
    let mut wrong = Vec::new();
    let name = tidy(&command.name);
    if name.is_empty() || name.chars().count() > LONGEST_TEAM {
        wrong.push(TeamError::Name);
    }
    let mut categories = each_once(command.categories);
    if categories.len() > MOST_CATEGORIES {
        wrong.push(TeamError::TooManyCategories(LeadsBy::Category));
        categories.clear();
    }
    let causes = command.causes.iter().map(|one| one.code().to_owned());
    let causes = each_once(causes.collect());
    let mut needs = each_once(command.needs);
    if needs.len() > MOST_CATEGORIES {
        wrong.push(TeamError::TooManyCategories(LeadsBy::Needs));
        needs.clear();
    }
    let (key, changed, mut members) = (command.key, command.id, command.members);
    members.sort_unstable();
    members.dedup();
    members.truncate(MOST_MEMBERS);
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = changed.unwrap_or_default();
            let answer = id.to_string();
            if claim(tx, &actor, key, "case-team", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            in_turn(tx).await?;
            may_be_named(tx, id, changed.is_none(), &name, &mut wrong).await?;
            let unknown = unknown_categories(tx, &categories).await?;
            if !unknown.is_empty() {
                wrong.push(TeamError::Unknown(unknown));
            }
            let of =
                |by: LeadsBy, values: Vec<String>| values.into_iter().map(move |value| (by, value));
            let leads: Vec<(LeadsBy, String)> = of(LeadsBy::Cause, causes)
                .chain(of(LeadsBy::Category, categories))
                .chain(of(LeadsBy::Needs, needs))
                .collect();
            wrong.extend(leading_elsewhere(tx, id, &leads).await?);
            all_wrong(wrong, TeamError::Several)?;
            name_it(tx, id, changed.is_none(), &name, now).await?;
            belong(tx, id, members).await?;
            lead_here(tx, id, &leads).await?;
            let entry = audit::Entry {
                action: "case-team.kept",
                subject: answer,
                customer: None,
                detail: json!({ "name": name }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Whether no other team has the name, and there may be one more.
async fn may_be_named(
    tx: &mut Tx,
    id: TeamId,
    is_new: bool,
    name: &str,
    wrong: &mut Vec<TeamError>,
) -> Result<(), StoreError> {
    let (taken, all): (i64, i64) = tx
        .one(
            "SELECT (SELECT COUNT(*) FROM case_team
                     WHERE lower(name) = lower($1) AND id <> $2 AND ended_at IS NULL),
                 (SELECT COUNT(*) FROM case_team WHERE ended_at IS NULL)",
            args![name, id],
        )
        .await?;
    if taken > 0 {
        wrong.push(TeamError::Name);
    }
    if is_new && all >= MOST_TEAMS {
        wrong.push(TeamError::TooMany);
    }
    Ok(())
}

/// Makes the team, or gives it its name.
async fn name_it(
    tx: &mut Tx,
    id: TeamId,
    is_new: bool,
    name: &str,
    now: Timestamp,
) -> Result<(), TeamError> {
    let kept = if is_new {
        tx.run(
            "INSERT INTO case_team (id, name, created_at) VALUES ($1, $2, $3)",
            args![id, name, now],
        )
        .await?
    } else {
        tx.run(
            "UPDATE case_team SET name = $2 WHERE id = $1 AND ended_at IS NULL",
            args![id, name],
        )
        .await?
    };
    if kept == 0 {
        return Err(TeamError::NotFound);
    }
    Ok(())
}

/// Those of these categories that are not there.
async fn unknown_categories(tx: &mut Tx, codes: &[String]) -> Result<Vec<String>, StoreError> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let these = list_placeholders(1, codes.len());
    let values: Args = codes.iter().map(|code| code.value()).collect();
    let known: Vec<(String,)> = tx
        .all(
            format!("SELECT code FROM category WHERE code IN ({these})"),
            values,
        )
        .await?;
    Ok(codes
        .iter()
        .filter(|code| known.iter().all(|(one,)| one != *code))
        .cloned()
        .collect())
}

/// These are in the team from now on, and nobody else: of those that a form names
/// whoever works on cases.
async fn belong(tx: &mut Tx, team: TeamId, members: Vec<PersonId>) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM case_team_member WHERE team_id = $1",
        args![team],
    )
    .await?;
    if members.is_empty() {
        return Ok(());
    }
    let roles: Vec<String> = roles().iter().map(|role| format!("'{role}'")).collect();
    let roles = roles.join(",");
    let these = list_placeholders(2, members.len());
    let mut values = args![team];
    values.extend(members.into_iter().map(IntoValue::value));
    tx.run(
        format!(
            "INSERT INTO case_team_member (team_id, person_id)
             SELECT $1, p.id FROM person p WHERE p.id IN ({these}) AND EXISTS (
                 SELECT 1 FROM staff_role r WHERE r.person_id = p.id AND r.role IN ({roles}))"
        ),
        values,
    )
    .await?;
    Ok(())
}

/// Those of these that lead to another team.
async fn leading_elsewhere(
    tx: &mut Tx,
    team: TeamId,
    leads: &[(LeadsBy, String)],
) -> Result<Vec<TeamError>, StoreError> {
    let others: Vec<(String, String, String)> = tx
        .all(
            "SELECT r.by_what, r.value, t.name FROM case_team_rule r
             JOIN case_team t ON t.id = r.team_id
             WHERE r.team_id <> $1 ORDER BY r.by_what, r.value",
            args![team],
        )
        .await?;
    let taken = leads.iter().filter_map(|(by, value)| {
        let (.., name) = others
            .iter()
            .find(|(what, which, _)| what == by.code() && which == value)?;
        Some(TeamError::Taken(*by, value.clone(), name.clone()))
    });
    Ok(taken.collect())
}

/// These lead to the team from now on, and nothing else.
async fn lead_here(
    tx: &mut Tx,
    team: TeamId,
    leads: &[(LeadsBy, String)],
) -> Result<(), TeamError> {
    tx.run("DELETE FROM case_team_rule WHERE team_id = $1", args![team])
        .await?;
    let rows: Vec<Args> = leads
        .iter()
        .map(|(by, value)| args![by.code(), value.as_str(), team])
        .collect();
    let kept = tx
        .insert_many(
            "INSERT INTO case_team_rule (by_what, value, team_id) VALUES",
            rows,
            "ON CONFLICT (by_what, value) DO NOTHING",
        )
        .await?;
    if usize::try_from(kept).is_ok_and(|kept| kept == leads.len()) {
        return Ok(());
    }
    // Somebody else kept another team at this moment.
    all_wrong(
        leading_elsewhere(tx, team, leads).await?,
        TeamError::Several,
    )?;
    Err(TeamError::NotFound)
}

/// Ends a team: nothing leads to it any more, and its cases belong to none, but for
/// those that have ended, too.
///
/// # Errors
/// See [`TeamError`].
pub async fn end_team(
    db: &Db,
    actor: &Actor,
    team: TeamId,
    now: Timestamp,
) -> Result<(), TeamError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let ended = tx
                .run(
                    "UPDATE case_team SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL",
                    args![team, now],
                )
                .await?;
            if ended == 0 {
                // Ended twice is ended.
                return Ok(());
            }
            tx.run("DELETE FROM case_team_rule WHERE team_id = $1", args![team])
                .await?;
            tx.run(
                "DELETE FROM case_team_member WHERE team_id = $1",
                args![team],
            )
            .await?;
            let theirs: Vec<Returned> = tx.all(taken_from("team_id"), args![team, now]).await?;
            tx.insert([event_of_each(&theirs, TEAM, &actor, now)])
                .await?;
            let entry = audit::Entry {
                action: "case-team.ended",
                subject: team.to_string(),
                customer: None,
                detail: json!({ "cases": theirs.len() }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}
