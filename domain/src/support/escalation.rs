//! Who of ours is told when a case needs more than whoever has it in hand: its team,
//! when a promise is broken and whenever an agent asks; and named people, once when a
//! promise is about to be broken, once when it is, and whenever an agent asks.

use super::change::{Next, advance, message_row};
use super::converse::{changed, entry};
use super::of_team::ask_team;
use super::speak::{spoken, text_of};
use super::told::{About, to_ours};
use super::whole::Case;
use super::work::WorkError;
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::PersonId;
use crate::identity::{Actor, Denied, Permission, StaffRole};
use crate::mail::Recipient;
use crate::store::{Asked, Db, JsonRows, Query, StoreError, Tx};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// When somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// A promise is about to be broken.
    Warned,
    /// It is.
    Breached,
    /// An agent asks for them.
    Asked,
}

/// Somebody of ours, and when they are told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct EscalateTo {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    on_warning: i64,
    on_breach: i64,
}

impl EscalateTo {
    /// Whether they are told before a promise is broken.
    #[must_use]
    pub const fn on_warning(&self) -> bool {
        self.on_warning != 0
    }

    /// Whether they are told when it is.
    #[must_use]
    pub const fn on_breach(&self) -> bool {
        self.on_breach != 0
    }
}

/// Our people, with when they are told; for those who administer.
///
/// # Errors
/// [`Denied`] if the person does not.
pub async fn escalation<E>(db: &Db, actor: &Actor) -> Result<Vec<EscalateTo>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static OURS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["person", "name", "on_warning", "on_breach"],
            "SELECT p.id AS person, p.name,
                 coalesce(CAST(e.on_warning AS INTEGER), 0) AS on_warning,
                 coalesce(CAST(e.on_breach AS INTEGER), 0) AS on_breach
             FROM person p LEFT JOIN case_escalation e ON e.person_id = p.id
             WHERE p.id IN (SELECT r.person_id FROM staff_role r)
             ORDER BY p.name, p.id LIMIT 500",
        )
    });
    actor.demand(Permission::Administer)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(OURS.all(&mut read, args![]).await?)
}

/// Says who is told when; nobody else is from now on.
///
/// # Errors
/// [`Denied`] unless the person administers.
pub async fn set_escalation<E>(
    db: &Db,
    actor: &Actor,
    on_warning: Vec<PersonId>,
    on_breach: Vec<PersonId>,
    now: Timestamp,
) -> Result<(), E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write::<_, StoreError, _>(actor.scope(), move |tx| {
        Box::pin(async move {
            let mut all: Vec<PersonId> = on_warning.iter().chain(&on_breach).copied().collect();
            all.sort_unstable_by_key(|id| id.0);
            all.dedup();
            // Of two who say it at the same moment, the second sees what the first said.
            let admins = args![StaffRole::Admin.code()];
            tx.lock("staff_role", "person_id", "role", admins).await?;
            // Nobody but our people, whatever a form says.
            let ours: Vec<(PersonId,)> = tx
                .all("SELECT DISTINCT person_id FROM staff_role", args![])
                .await?;
            all.retain(|one| ours.contains(&(*one,)));
            let named: Vec<(PersonId, bool, bool)> = tx
                .all(
                    "SELECT person_id, on_warning, on_breach FROM case_escalation
                     ORDER BY person_id",
                    args![],
                )
                .await?;
            let wanted = all
                .iter()
                .map(|one| (*one, on_warning.contains(one), on_breach.contains(one)));
            // The same form twice is one decision.
            if named.into_iter().eq(wanted) {
                return Ok(());
            }
            tx.run("DELETE FROM case_escalation", args![]).await?;
            let rows = all
                .iter()
                .map(|one| args![*one, on_warning.contains(one), on_breach.contains(one)])
                .collect();
            tx.insert_many(
                "INSERT INTO case_escalation (person_id, on_warning, on_breach) VALUES",
                rows,
                "",
            )
            .await?;
            let entry = audit::Entry {
                action: "case.escalation-set",
                subject: "case-escalation".to_owned(),
                customer: None,
                detail: json!({ "on_warning": on_warning, "on_breach": on_breach }),
            };
            audit::record(tx, &actor, entry, now).await
        })
    })
    .await?;
    Ok(())
}

/// Who is told then about a case, nobody twice: its team, but for whoever asks, and
/// those who are named. A warning is for whoever has the case in hand, and for those
/// who are named for it.
pub(super) async fn ask_more(
    tx: &mut Tx,
    case: &Case,
    when: When,
    asks: Option<PersonId>,
) -> Result<Vec<Recipient>, StoreError> {
    let team = match when {
        When::Warned => None,
        When::Breached | When::Asked => case.head.team,
    };
    let mut all = ask_team(team, asks).fetch(tx).await?;
    let named = ask_named(when).fetch(tx).await?;
    for one in named {
        if all.iter().all(|other| other.email != one.email) {
            all.push(one);
        }
    }
    Ok(all)
}

/// The named people who are told then, of those who still work here.
fn ask_named(when: When) -> Asked<'static, Vec<Recipient>> {
    static NAMED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["email", "name", "language"],
            "SELECT p.email, p.name, p.language FROM case_escalation e
             JOIN person p ON p.id = e.person_id
             WHERE (($1 = 'warned' AND e.on_warning) OR ($1 = 'breached' AND e.on_breach)
                 OR ($1 = 'asked' AND (e.on_warning OR e.on_breach)))
                 AND EXISTS (SELECT 1 FROM staff_role r WHERE r.person_id = p.id)
             ORDER BY p.name, p.id",
        )
    });
    NAMED.ask(args![match when {
        When::Warned => "warned",
        When::Breached => "breached",
        When::Asked => "asked",
    }])
}

/// The names of people, as an event keeps them.
pub(super) fn names(to: &[Recipient]) -> String {
    let names: Vec<&str> = to.iter().map(|one| one.name.as_str()).collect();
    names.join(", ")
}

/// An agent asks for them, and says why; only we read that.
pub(super) async fn by_hand(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    reason: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let text = text_of(reason)?;
    if !case.head.state.is_unsolved() {
        return Err(WorkError::Changed);
    }
    let to = ask_more(tx, case, When::Asked, Some(actor.person())).await?;
    if to.is_empty() {
        return Err(WorkError::NobodyNamed);
    }
    let next = Next {
        about: names(&to),
        ..Next::stays(case, ESCALATED, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    tx.run(
        "UPDATE support_case SET escalated_at = coalesce(escalated_at, $3)
         WHERE id = $1 AND customer_id = $2",
        args![case.head.id, case.head.customer, now],
    )
    .await?;
    let message = spoken(&text, true);
    let said = (actor.name(), text.as_str());
    let about = About::case(case);
    let company = &case.head.company;
    tx.insert([
        event,
        message_row(case.head.customer, case.head.id, actor, &message, now),
        entry(case, "case.escalated").row(actor, now),
        to_ours(
            "case-escalated",
            &about,
            company,
            to,
            said,
            case.head.due(),
            now,
        ),
    ])
    .await?;
    Ok(())
}

/// The kind of event.
pub(super) const ESCALATED: &str = "escalated";
