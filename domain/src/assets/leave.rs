//! Somebody leaves the company: what they had goes to somebody else, or to nobody,
//! in the transaction in which they leave.

use super::history::{self, Event};
use super::holding::{Holding, after_leaving, changes};
use super::lifecycle::EventKind;
use super::lifecycle::State;
use crate::Day;
use crate::id::{AssetId, CostCentreId, CustomerId, MembershipId, UnitId};
use crate::identity::{Actor, Person, member_at};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Asked, JsonRows, Query, Result, Tx};
use crate::{Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// How many units a person of the company has.
#[must_use]
pub fn ask_held(customer: CustomerId, member: MembershipId) -> Asked<'static, i64> {
    #[derive(Deserialize)]
    struct Count {
        n: i64,
    }
    static HELD: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["n"],
            "SELECT COUNT(*) AS n FROM asset WHERE customer_id = $1 AND membership_id = $2",
        )
    });
    HELD.ask::<Count>(args![customer, member])
        .map(|rows| rows.first().map_or(0, |row| row.n))
}

#[derive(Deserialize)]
struct Held {
    id: AssetId,
    name: String,
    service_tag: String,
    state: State,
    unit_id: Option<UnitId>,
    cost_centre_id: Option<CostCentreId>,
    place: String,
    loaned_to: String,
    loaned_until: Option<Day>,
}

/// `$1` the customer, `$2` who had them.
static HELD: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "name",
            "service_tag",
            "state",
            "unit_id",
            "cost_centre_id",
            "place",
            "loaned_to",
            "loaned_until",
        ],
        "SELECT id, name, service_tag, state, unit_id, cost_centre_id, place, loaned_to,
             loaned_until FROM asset
         WHERE customer_id = $1 AND membership_id = $2 ORDER BY id",
    )
});

/// What a person had who leaves goes to whoever has this address, or is nobody's.
/// Answers who got it, and how many units; nothing happens and nobody is answered
/// if nobody active of the company has the address, or if it is the one who leaves.
///
/// # Errors
/// If the storage fails.
pub async fn leave(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    who: MembershipId,
    to: Option<&str>,
    now: Timestamp,
) -> Result<Option<usize>> {
    let to: Option<Person> = match to.map(str::trim).filter(|email| !email.is_empty()) {
        None => None,
        Some(email) => {
            let found = member_at(tx, customer, email).await?;
            match found.filter(|person| person.membership_id != who) {
                Some(person) => Some(person),
                None => return Ok(None),
            }
        }
    };
    // What is done with one of them at this moment comes before, or is refused.
    tx.lock("asset", "id", "membership_id", args![who]).await?;
    let held: Vec<Held> = HELD.all(tx, args![customer, who]).await?;
    if held.is_empty() {
        return Ok(Some(0));
    }
    let gets = to.as_ref().map(|person| person.membership_id);
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    for one in &held {
        let before = Holding {
            state: one.state,
            unit: one.unit_id,
            cost_centre: one.cost_centre_id,
            person: Some(who),
            place: one.place.clone(),
            loaned_to: one.loaned_to.clone(),
            loaned_until: one.loaned_until,
            ..Holding::in_stock()
        };
        // What is being repaired comes back to whoever has it now: see the statement.
        let held = after_leaving(&before, gets);
        rows.push(args![one.id, customer, held.state.code(), held.person]);
        events.push(
            Event {
                customer,
                asset: one.id,
                kind: match gets {
                    Some(_) => EventKind::Assigned,
                    None => EventKind::TakenBack,
                },
                text: String::new(),
                changes: changes(&before, &held),
            }
            .values(actor, now),
        );
    }
    tx.insert_many(
        "UPDATE asset /* customer_id: below */ SET state = v.column3, membership_id = v.column4,
             loaned_to = '', loaned_until = NULL, reminded_at = NULL, version = version + 1,
             before_repair = CASE WHEN before_repair IS NULL THEN NULL
                 WHEN v.column4 IS NULL THEN 'in-stock' ELSE 'in-use' END
         FROM (VALUES",
        rows,
        ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2",
    )
    .await?;
    let entry = audit::Entry {
        action: "asset.holder-left",
        subject: who.to_string(),
        customer: Some(customer),
        detail: json!({ "units": held.len(), "to": gets }),
    };
    // One thing for the profile, however many units they had.
    let interaction = actor.member().map(|member| {
        Interaction {
            customer,
            member: Some(member.id),
            unit: member.unit,
            at: now,
            kind: if gets.is_some() {
                Kind::Assigned
            } else {
                Kind::Returned
            },
            touch_point: TouchPoint::Web,
            subject: Subject::Asset,
            subject_id: None,
            text: in_words(&held),
            amount: None,
            detail: json!({
                "from": who,
                "to": gets,
                "units": held.len(),
                "tags": held.iter().map(|one| one.service_tag.as_str()).collect::<Vec<_>>(),
            }),
        }
        .by(actor)
    });
    let message = to.map(|person| Message {
        kind: "equipment-taken-over",
        customer: Some(customer),
        payload: json!({
            "units": held.len(),
            "who": actor.name(),
            "path": "/equipment?mine=1",
        }),
        to: person.into(),
    });
    let units = held.len();
    tx.insert([
        history::rows(events),
        entry.row(actor, now),
        profile::rows(interaction.into_iter().collect()),
        mail::rows(message.into_iter().collect(), now),
    ])
    .await?;
    Ok(Some(units))
}

/// The first of them by name, for the profile.
fn in_words(held: &[Held]) -> String {
    const NAMED: usize = 3;
    let mut named: Vec<String> = held
        .iter()
        .take(NAMED)
        .map(|one| format!("{} ({})", one.name, one.service_tag))
        .collect();
    if held.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}
