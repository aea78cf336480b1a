//! Which team a case belongs to: the one that it comes to by itself (by the rule of
//! `team_choice.rs`), or the one that somebody hands it to; and who of a team is told.

use super::change::{Next, advance, event_row};
use super::converse::{changed, entry};
use super::team_choice::{Known, Leads, leads_to};
use super::told::{About, ask_agents, roles, to_ours};
use super::whole::{Case, CaseEvent};
use super::work::WorkError;
use crate::Timestamp;
use crate::args;
use crate::id::{CaseEventId, CustomerId, PersonId, TeamId};
use crate::identity::Actor;
use crate::mail::Recipient;
use crate::store::{Asked, Insert, JsonRows, JsonSets, Query, StoreError, Tx};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The kind of event that a change of the team is.
pub(super) const TEAM: &str = "team";

/// A team, and what it is called.
pub(super) type Named = (TeamId, String);

#[derive(Debug, Deserialize)]
struct Rows {
    leads: Vec<Leads>,
    categories: Vec<CodeRow>,
    needs: Vec<NeedsRow>,
}

#[derive(Debug, Deserialize)]
struct CodeRow {
    code: String,
}

#[derive(Debug, Deserialize)]
struct NeedsRow {
    needs: String,
}

/// All that leads to a team, the categories of a product, and what a customer needs.
async fn what_leads(
    query: &mut impl Query,
    customer: CustomerId,
    sku: Option<&str>,
) -> Result<(Vec<Leads>, Vec<String>, String), StoreError> {
    static LEADS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "leads",
                &["by_what", "value", "team", "name"],
                "SELECT r.by_what, r.value, t.id AS team, t.name
                 FROM case_team_rule r JOIN case_team t ON t.id = r.team_id
                 WHERE t.ended_at IS NULL",
            ),
            (
                "categories",
                &["code"],
                // As deep as no tree is, should one ever be a ring.
                "WITH RECURSIVE up (id, parent_id, code, far) AS (
                     SELECT c.id, c.parent_id, c.code, 0 FROM category c
                     WHERE c.id IN (SELECT p.category_id FROM product p WHERE p.sku = $2)
                     UNION ALL
                     SELECT c.id, c.parent_id, c.code, u.far + 1
                     FROM up u JOIN category c ON c.id = u.parent_id WHERE u.far < 32)
                 SELECT u.code FROM up u ORDER BY u.far",
            ),
            (
                "needs",
                &["needs"],
                "SELECT k.needs FROM customer k WHERE k.id = $1",
            ),
        ])
    });
    let rows: Rows = LEADS
        .fetch(query, args![customer, sku.map(str::to_owned)])
        .await?;
    let categories = rows.categories.into_iter().map(|row| row.code).collect();
    let needs = rows.needs.into_iter().next().map(|row| row.needs);
    Ok((rows.leads, categories, needs.unwrap_or_default()))
}

/// The team that a new case comes to.
pub(super) async fn team_of_new(
    tx: &mut Tx,
    customer: CustomerId,
    sku: Option<&str>,
) -> Result<Option<TeamId>, StoreError> {
    let (leads, categories, needs) = what_leads(tx, customer, sku).await?;
    let known = Known {
        cause: "",
        categories: &categories,
        needs: &needs,
    };
    let Some(one) = leads_to(&leads, &known) else {
        return Ok(None);
    };
    Ok(goes_on(tx, one.team).await?.then_some(one.team))
}

/// Whether a team has not ended. Whoever ends it at this moment waits, and then finds in
/// it what came to it.
async fn goes_on(tx: &mut Tx, team: TeamId) -> Result<bool, StoreError> {
    tx.lock("case_team", "id", "id", args![team]).await?;
    let (there,): (i64,) = tx
        .one(
            "SELECT COUNT(*) FROM case_team WHERE id = $1 AND ended_at IS NULL",
            args![team],
        )
        .await?;
    Ok(there > 0)
}

/// Another team to which what is newly known of a case leads it: what it came from,
/// or its product. What was known before decides nothing anew, so that nobody's
/// handing on is undone; and who has a case in hand keeps it where it is.
pub(super) async fn team_by_news(
    tx: &mut Tx,
    case: &Case,
    cause: Option<&str>,
    sku: Option<&str>,
) -> Result<Option<Named>, StoreError> {
    let head = &case.head;
    let cause = cause.filter(|cause| *cause != head.cause);
    let sku = sku.filter(|sku| head.sku.as_deref() != Some(*sku));
    let waits = head.agent.is_none() && head.state.is_unsolved();
    if !waits || (cause.is_none() && sku.is_none()) {
        return Ok(None);
    }
    let (leads, categories, _) = what_leads(tx, head.customer, sku).await?;
    let known = Known {
        cause: cause.unwrap_or_default(),
        categories: &categories,
        needs: "",
    };
    let Some(one) = leads_to(&leads, &known).filter(|one| head.team != Some(one.team)) else {
        return Ok(None);
    };
    let named = (one.team, one.name.clone());
    Ok(goes_on(tx, one.team).await?.then_some(named))
}

/// The row by which a case's history tells that it went to a team beside something
/// else that happened.
pub(super) fn went_to(case: &Case, actor: &Actor, team: &str, now: Timestamp) -> Insert {
    let event = CaseEvent {
        id: CaseEventId::new(),
        at: now,
        kind: TEAM.to_owned(),
        name: actor.name().to_owned(),
        state_before: case.head.state,
        state_after: case.head.state,
        priority: case.head.priority,
        about: team.to_owned(),
    };
    event_row(case.head.customer, case.head.id, &event)
}

/// Somebody hands a case to a team, whose people are told, or takes it from one. Who
/// has it in hand goes on only if they are in that team: else it waits there.
pub(super) async fn hand_to(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    to: Option<TeamId>,
    now: Timestamp,
) -> Result<(), WorkError> {
    if to == case.head.team {
        return Ok(());
    }
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let (name, agent) = match to {
        None => (String::new(), case.head.agent),
        Some(team) => {
            // Whoever ends it at this moment waits, and then finds the case in it.
            tx.lock("case_team", "id", "id", args![team]).await?;
            let found: Option<(String, i64)> = tx
                .maybe(
                    "SELECT t.name, (SELECT COUNT(*) FROM case_team_member m
                         WHERE m.team_id = t.id AND m.person_id = $2)
                     FROM case_team t WHERE t.id = $1 AND t.ended_at IS NULL",
                    args![team, case.head.agent],
                )
                .await?;
            let (name, theirs) = found.ok_or(WorkError::NoTeam)?;
            (name, case.head.agent.filter(|_| theirs > 0))
        }
    };
    let next = Next {
        team: to,
        agent,
        about: name.clone(),
        ..Next::stays(case, TEAM, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let mut rows = vec![event, entry(case, "case.team").row(actor, now)];
    if let Some(team) = to {
        let told = ask_team(Some(team), Some(actor.person())).fetch(tx).await?;
        let about = About::case(case);
        let company = &case.head.company;
        let said = (actor.name(), name.as_str());
        let due = case.head.due();
        rows.push(to_ours(
            "case-for-team",
            &about,
            company,
            told,
            said,
            due,
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}

/// The people of a team who still work on cases, but this one; nobody without a team.
pub(super) fn ask_team(
    team: Option<TeamId>,
    but: Option<PersonId>,
) -> Asked<'static, Vec<Recipient>> {
    static THEIRS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["email", "name", "language"],
            "SELECT p.email, p.name, p.language FROM case_team_member t
             JOIN person p ON p.id = t.person_id
             WHERE t.team_id = $1 AND ($2 IS NULL OR p.id <> $2) AND EXISTS (
                 SELECT 1 FROM staff_role r WHERE r.person_id = p.id AND r.role <text in $3>)
             ORDER BY p.name, p.id",
        )
    });
    match team {
        Some(team) => THEIRS.ask(args![team, but, json!(roles())]),
        None => Asked::known(Vec::new()),
    }
}

/// Who of ours hears what happens to a case: who has it in hand; if nobody has, its
/// team; and without anybody there all who work on cases.
pub(super) async fn who_hears(tx: &mut Tx, case: &Case) -> Result<Vec<Recipient>, StoreError> {
    if let Some(agent) = case.agent_told() {
        return Ok(vec![agent]);
    }
    let team = ask_team(case.head.team, None).fetch(tx).await?;
    if !team.is_empty() {
        return Ok(team);
    }
    ask_agents().fetch(tx).await
}
