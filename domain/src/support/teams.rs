//! Teams of our people who work on cases: who is in them, and which cases come to
//! them by themselves. They are kept by whoever keeps the service levels (`keep_team.rs`).

use super::team_choice::LeadsBy;
use super::told::roles;
use super::worked_on::Agent;
use crate::args;
use crate::id::{PersonId, TeamId};
use crate::identity::{Actor, Denied, Permission, ask_needs_categories};
use crate::store::{Db, JsonSets, StoreError, together};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A team as whoever administers reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseTeam {
    /// The team.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// How many of its cases are not solved.
    pub open: i64,
    /// Who is in it, by name.
    pub members: Vec<Agent>,
    /// The codes of the causes that lead to it.
    pub causes: Vec<String>,
    /// The codes of the categories that lead to it.
    pub categories: Vec<String>,
    /// The needs categories that lead to it.
    pub needs: Vec<String>,
}

/// All teams, with what can be chosen for one.
#[derive(Debug, Clone, Default)]
pub struct CaseTeams {
    /// The teams, by name.
    pub teams: Vec<CaseTeam>,
    /// Who works on cases, by name.
    pub agents: Vec<Agent>,
    /// The needs categories that customers are in, by name.
    pub needs: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Rows {
    teams: Vec<TeamRow>,
    members: Vec<MemberRow>,
    rules: Vec<RuleRow>,
    agents: Vec<Agent>,
}

#[derive(Debug, Deserialize)]
struct TeamRow {
    id: TeamId,
    name: String,
    open: i64,
}

#[derive(Debug, Deserialize)]
struct MemberRow {
    team: TeamId,
    id: PersonId,
    name: String,
}

#[derive(Debug, Deserialize)]
struct RuleRow {
    team: TeamId,
    by_what: LeadsBy,
    value: String,
}

/// All teams; for those who administer. One statement.
///
/// # Errors
/// [`Denied`] if the person does not.
pub async fn case_teams<E>(db: &Db, actor: &Actor) -> Result<CaseTeams, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ALL: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "teams",
                &["id", "name", "open"],
                "SELECT t.id, t.name, (SELECT COUNT(*) FROM support_case c /* staff */
                     WHERE c.team_id = t.id AND c.due_at IS NOT NULL) AS open
                 FROM case_team t WHERE t.ended_at IS NULL ORDER BY t.name, t.id",
            ),
            (
                "members",
                &["team", "id", "name"],
                "SELECT m.team_id AS team, p.id, p.name FROM case_team_member m
                 JOIN person p ON p.id = m.person_id ORDER BY p.name, p.id",
            ),
            (
                "rules",
                &["team", "by_what", "value"],
                "SELECT r.team_id AS team, r.by_what, r.value FROM case_team_rule r
                 ORDER BY r.value",
            ),
            (
                "agents",
                &["id", "name"],
                "SELECT p.id, p.name FROM person p WHERE p.id IN (
                     SELECT r.person_id FROM staff_role r WHERE r.role <text in $1>)
                 ORDER BY p.name, p.id LIMIT 1000",
            ),
        ])
    });
    actor.demand(Permission::Administer)?;
    let mut read = db.read(actor.scope()).await?;
    let asked = (
        ALL.ask::<Rows>(args![json!(roles())]),
        ask_needs_categories(),
    );
    let (rows, needs) = together(&mut read, asked).await?;
    let Rows {
        teams,
        members,
        rules,
        agents,
    } = rows;
    let of = |team: TeamId, by: LeadsBy| -> Vec<String> {
        rules
            .iter()
            .filter(|rule| rule.team == team && rule.by_what == by)
            .map(|rule| rule.value.clone())
            .collect()
    };
    let teams = teams
        .into_iter()
        .map(|row| CaseTeam {
            id: row.id,
            name: row.name,
            open: row.open,
            members: members
                .iter()
                .filter(|member| member.team == row.id)
                .map(|member| Agent {
                    id: member.id,
                    name: member.name.clone(),
                })
                .collect(),
            causes: of(row.id, LeadsBy::Cause),
            categories: of(row.id, LeadsBy::Category),
            needs: of(row.id, LeadsBy::Needs),
        })
        .collect();
    Ok(CaseTeams {
        teams,
        agents,
        needs,
    })
}
