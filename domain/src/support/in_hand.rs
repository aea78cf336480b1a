//! Whose a case is among our people, how pressing it is, what it is about and what it
//! came from.

use super::all_wrong::all_wrong;
use super::begin::order_of;
use super::case_life::{self, Party, Priority, Step};
use super::cause::Cause;
use super::change::{Next, PRIORITY, Returned, advance, event_of_each, taken_from};
use super::converse::{changed, entry};
use super::of_team::{team_by_news, went_to};
use super::open::LONGEST_ABOUT;
use super::prepared::Along;
use super::told::{About, roles, to_ours};
use super::whole::{Case, ask_whole};
use super::work::WorkError;
use crate::Timestamp;
use crate::args;
use crate::assets::ask_tagged;
use crate::id::PersonId;
use crate::identity::Actor;
use crate::mail::Recipient;
use crate::store::{Query, StoreError, Tx};
use crate::tidy::tidy;

/// Somebody takes a case on, or is handed it and told so.
pub(super) async fn assign(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    to: PersonId,
    now: Timestamp,
) -> Result<(), WorkError> {
    // Whoever ends their work here at this moment waits, and then finds the case.
    tx.lock("staff_role", "person_id", "person_id", args![to])
        .await?;
    let agent: Option<(String, String, Option<String>)> =
        tx.maybe(AGENT.as_str(), args![to]).await?;
    let (name, email, language) = agent.ok_or(WorkError::NoAgent)?;
    let state = case_life::next(case.head.state, Step::Assign, Party::Agent)?;
    let next = Next {
        agent: Some(to),
        about: name.clone(),
        ..Next::step(case, Step::Assign, state, actor)
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let mut rows = vec![event, entry(case, "case.assigned").row(actor, now)];
    if to != actor.person() {
        let about = About::case(case);
        let to = vec![Recipient {
            email,
            name,
            language,
        }];
        let said = (actor.name(), "");
        let company = &case.head.company;
        rows.push(to_ours(
            "case-assigned",
            &about,
            company,
            to,
            said,
            case.head.due(),
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}

/// Somebody of ours who works on cases.
static AGENT: std::sync::LazyLock<String> = std::sync::LazyLock::new(|| {
    let roles: Vec<String> = roles().iter().map(|role| format!("'{role}'")).collect();
    format!(
        "SELECT p.name, p.email, p.language FROM person p WHERE p.id = $1 AND EXISTS (
             SELECT 1 FROM staff_role r WHERE r.person_id = p.id AND r.role IN ({}))",
        roles.join(",")
    )
});

/// Nobody has it in hand then: it is among those that wait for somebody.
pub(super) async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    now: Timestamp,
) -> Result<(), WorkError> {
    if case.head.agent.is_none() {
        return Ok(());
    }
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let next = Next {
        agent: None,
        ..Next::stays(case, GIVEN_BACK, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(case, "case.given-back").row(actor, now)])
        .await?;
    Ok(())
}

/// Gives back all that somebody has in hand who works on cases no more, and takes them
/// out of their teams, in the transaction in which that is so: else nobody would be told
/// what customers write, or somebody who is gone.
pub(crate) async fn give_back_all(
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    now: Timestamp,
) -> Result<(), StoreError> {
    let theirs: Vec<Returned> = tx.all(taken_from("agent_id"), args![person, now]).await?;
    // No team tells them anything, either.
    tx.run(
        "DELETE FROM case_team_member WHERE person_id = $1",
        args![person],
    )
    .await?;
    tx.insert([event_of_each(&theirs, GIVEN_BACK, actor, now)])
        .await
}

/// The kind of event.
const GIVEN_BACK: &str = "give-back";

/// What it came from: said whenever it is known, also once it is solved.
pub(super) async fn classify(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    cause: Option<Cause>,
    sku: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let sku = tidy(sku);
    if sku.chars().count() > LONGEST_ABOUT {
        return Err(WorkError::AboutTooLong);
    }
    let cause = cause.map(Cause::code).unwrap_or_default();
    let product = Some(sku.as_str()).filter(|sku| !sku.is_empty());
    let said = Some(cause).filter(|cause| !cause.is_empty());
    let team = team_by_news(tx, case, said, product).await?;
    let next = Next {
        team: team
            .as_ref()
            .map_or(case.head.team, |(team, _)| Some(*team)),
        about: cause.to_owned(),
        ..Next::stays(case, "classified", actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.run(
        "UPDATE support_case SET cause = $3, sku = $4 WHERE id = $1 AND customer_id = $2",
        args![case.head.id, case.head.customer, cause, product],
    )
    .await?;
    let mut rows = vec![event, entry(case, "case.classified").row(actor, now)];
    rows.extend(team.map(|(_, name)| went_to(case, actor, &name, now)));
    tx.insert(rows).await?;
    Ok(())
}

/// What a prepared answer brings along; answers the case as it stands then. What is so
/// already stays, and nothing is pressing about what is solved.
pub(super) async fn bring_along(
    tx: &mut Tx,
    actor: &Actor,
    mut case: Case,
    along: Along,
    now: Timestamp,
) -> Result<Case, WorkError> {
    if let Some(to) = along.priority
        && to != case.head.priority
        && case.head.state.is_unsolved()
    {
        prioritise(tx, actor, &case, to, now).await?;
        case = again(tx, &case).await?;
    }
    if let Some(cause) = along.cause
        && cause.code() != case.head.cause
    {
        let sku = case.head.sku.clone().unwrap_or_default();
        classify(tx, actor, &case, Some(cause), &sku, now).await?;
        case = again(tx, &case).await?;
    }
    Ok(case)
}

/// The case as it stands after a change of our own.
async fn again(tx: &mut Tx, case: &Case) -> Result<Case, WorkError> {
    ask_whole(Some(case.head.customer), &case.head.number, true)
        .fetch(tx)
        .await??
        .ok_or(WorkError::NotFound)
}

/// Which order and which piece of equipment it is about: any of the customer's, since
/// it is we who say so. Those who see the case read the number and the tag.
pub(super) async fn about(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    (order, asset): (&str, &str),
    now: Timestamp,
) -> Result<(), WorkError> {
    let (order, asset) = (tidy(order), tidy(asset));
    if [&order, &asset]
        .into_iter()
        .any(|text| text.chars().count() > LONGEST_ABOUT)
    {
        return Err(WorkError::AboutTooLong);
    }
    let head = &case.head;
    let found = match order.as_str() {
        "" => None,
        number => order_of(tx, head.customer, number, None).await?,
    };
    let unit = match asset.as_str() {
        "" => None,
        tag => ask_tagged(head.customer, tag).fetch(tx).await?,
    };
    let mut wrong = Vec::new();
    if found.is_none() && !order.is_empty() {
        wrong.push(WorkError::NoSuchOrder);
    }
    if unit.is_none() && !asset.is_empty() {
        wrong.push(WorkError::NoSuchAsset);
    }
    all_wrong(wrong, WorkError::Several)?;
    let (order_id, number) = found.unzip();
    let sku = unit.as_ref().map(|unit| unit.sku.clone());
    let tag = unit.as_ref().map(|unit| unit.service_tag.clone());
    let named = [&number, &tag];
    let told: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
    let sku = sku.filter(|sku| !sku.is_empty());
    // A unit says what it is, unless somebody has said it already.
    let product = sku.as_deref().filter(|_| head.sku.is_none());
    let team = team_by_news(tx, case, None, product).await?;
    let next = Next {
        team: team.as_ref().map_or(head.team, |(team, _)| Some(*team)),
        about: told.join(", "),
        ..Next::stays(case, "about", actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.run(
        "UPDATE support_case SET order_id = $3, order_number = $4, asset_id = $5,
             asset_tag = $6, sku = coalesce(sku, $7)
         WHERE id = $1 AND customer_id = $2",
        args![
            head.id,
            head.customer,
            order_id,
            number,
            unit.map(|unit| unit.id),
            tag,
            sku
        ],
    )
    .await?;
    let mut rows = vec![event, entry(case, "case.about").row(actor, now)];
    rows.extend(team.map(|(_, name)| went_to(case, actor, &name, now)));
    tx.insert(rows).await?;
    Ok(())
}

pub(super) async fn prioritise(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    to: Priority,
    now: Timestamp,
) -> Result<(), WorkError> {
    if to == case.head.priority {
        return Ok(());
    }
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let next = Next {
        priority: to,
        about: to.code().to_owned(),
        ..Next::stays(case, PRIORITY, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(case, "case.prioritised").row(actor, now)])
        .await?;
    Ok(())
}
