//! The same is done with several units at once, with all of them or with none: they are
//! assigned, moved or taken back.

use super::change::{AssetError, FOUND, Found};
use super::finding::{key, tag_key};
use super::history::{self, Event};
use super::holding::{after, changes};
use super::lifecycle::Step;
use super::visibility::Sees;
use super::wanted::Wanted;
use super::which_came::plain;
use super::whom::resolve;
use crate::identity::{Actor, Denied, Permission};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, Tx, claim};
use crate::{Timestamp, args, audit};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// With how many units at once.
pub const MOST_SEVERAL: usize = 500;

/// What is done with several units.
#[derive(Debug, Clone)]
pub struct ChangeSeveral {
    /// The form's key: sent twice, it has one effect.
    pub key: FormKey,
    /// Their tags as they were typed or scanned, one a line.
    pub typed: String,
    /// What is done: they are assigned, moved or taken back. Of where they are moved to,
    /// what is not said stays as it is.
    pub wanted: Wanted,
}

/// Why none of them was changed.
#[derive(Debug, thiserror::Error)]
pub enum SeveralError {
    /// As with a single one.
    #[error(transparent)]
    Asset(#[from] AssetError),
    /// No unit is named.
    #[error("none is named")]
    Nothing,
    /// More than [`MOST_SEVERAL`].
    #[error("too many at once")]
    TooMany,
    /// The company has no units with these tags.
    #[error("no such units")]
    Unknown(Vec<String>),
    /// It can't be done with these in the state that they are in.
    #[error("not possible with all of them")]
    NotPossible(Vec<String>),
}

impl From<Denied> for SeveralError {
    fn from(denied: Denied) -> Self {
        Self::Asset(denied.into())
    }
}

impl From<StoreError> for SeveralError {
    fn from(error: StoreError) -> Self {
        Self::Asset(error.into())
    }
}

/// The tags that were typed, each once: by what it is looked for, and as it was typed.
/// One more than [`MOST_SEVERAL`] says that there are more.
fn tags_of(typed: &str) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    typed
        .split(['\n', ',', ';'])
        .map(plain)
        .filter(|tag| !tag.is_empty())
        .map(|tag| (tag_key(&tag), tag.into_owned()))
        .filter(|(key, _)| seen.insert(key.clone()))
        .take(MOST_SEVERAL + 1)
        .collect()
}

/// Does the same with several units: for who manages the company. Answers how many were
/// named; those that are like that already stay as they are.
///
/// # Errors
/// See [`SeveralError`]; nothing is changed then.
pub async fn change_several(
    db: &Db,
    actor: &Actor,
    command: ChangeSeveral,
    now: Timestamp,
) -> Result<usize, SeveralError> {
    actor.member_who_may(Permission::ManageCompany)?;
    let step = command.wanted.step();
    if !matches!(step, Step::Assign | Step::Transfer | Step::TakeBack) {
        return Err(Denied.into());
    }
    if command.wanted.is_too_long() {
        return Err(AssetError::TooLong.into());
    }
    let tags = tags_of(&command.typed);
    if tags.is_empty() {
        return Err(SeveralError::Nothing);
    }
    if tags.len() > MOST_SEVERAL {
        return Err(SeveralError::TooMany);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { change_in(tx, &actor, command, tags, now).await })
    })
    .await
}

/// The units that are meant, by the keys of their tags.
async fn meant(
    tx: &mut Tx,
    actor: &Actor,
    tags: &[(String, String)],
) -> Result<BTreeMap<String, Found>, SeveralError> {
    static FIND: LazyLock<JsonRows> = LazyLock::new(|| {
        let columns = FOUND.join(", ");
        JsonRows::new(
            &FOUND,
            &format!(
                "SELECT {columns} FROM asset WHERE customer_id = $1 AND tag_key <text in $2>
                 ORDER BY origin DESC, id"
            ),
        )
    });
    // As on its page, a unit is also meant by its tag of the company's own scheme.
    static FIND_OWN: LazyLock<JsonRows> = LazyLock::new(|| {
        let columns = FOUND.join(", ");
        JsonRows::new(
            &FOUND,
            &format!(
                "SELECT {columns} FROM asset WHERE customer_id = $1 AND asset_tag <text in $2>
                 ORDER BY id"
            ),
        )
    });
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let customer = member.company.id;
    let sees = Sees::of(actor);
    let seen = |unit: &Found| sees.covers(member.id, unit.membership_id, unit.unit_id);
    let keys: Vec<&String> = tags.iter().map(|(key, _)| key).collect();
    let found: Vec<Found> = FIND.all(tx, args![customer, json!(keys)]).await?;
    let mut meant: BTreeMap<String, Found> = BTreeMap::new();
    for unit in found.into_iter().filter(|unit| seen(unit)) {
        // Of two with the same tag ours, which comes first.
        meant.entry(tag_key(&unit.service_tag)).or_insert(unit);
    }
    let others: Vec<String> = tags
        .iter()
        .filter(|(key, _)| !meant.contains_key(key))
        .map(|(key, _)| key.to_uppercase())
        .collect();
    let mut again = BTreeSet::new();
    if !others.is_empty() {
        let found: Vec<Found> = FIND_OWN.all(tx, args![customer, json!(others)]).await?;
        for unit in found.into_iter().filter(|unit| seen(unit)) {
            let own = key(unit.asset_tag.as_deref().unwrap_or_default());
            // It may be named by both of its tags.
            if meant.values().any(|one| one.id == unit.id) {
                again.insert(own);
            } else {
                meant.insert(own, unit);
            }
        }
    }
    let unknown: Vec<String> = tags
        .iter()
        .filter(|(key, _)| !meant.contains_key(key) && !again.contains(key))
        .map(|(_, typed)| typed.clone())
        .collect();
    if unknown.is_empty() {
        Ok(meant)
    } else {
        Err(SeveralError::Unknown(unknown))
    }
}

async fn change_in(
    tx: &mut Tx,
    actor: &Actor,
    command: ChangeSeveral,
    tags: Vec<(String, String)>,
    now: Timestamp,
) -> Result<usize, SeveralError> {
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let customer = member.company.id;
    let named = tags.len();
    if matches!(command.wanted, Wanted::Assign { .. }) {
        // Who gets them may be leaving at this moment: see `change`.
        tx.lock("customer", "id", "id", args![customer]).await?;
    }
    let answer = named.to_string();
    if claim(tx, actor, command.key, "assets-several", &answer, now)
        .await?
        .is_some()
    {
        return Ok(named);
    }
    let units = meant(tx, actor, &tags).await?;
    let (what, person) = resolve(tx, customer, command.wanted).await?;
    let (step, kind) = (what.step(), what.event());
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    let (mut changed, mut refused) = (Vec::new(), Vec::new());
    // What differs with any of them, and under which numbers they are sold.
    let (mut what_changed, mut skus) = (BTreeSet::new(), BTreeSet::new());
    for unit in units.values() {
        let before = unit.holding();
        let of_it = match &what {
            Wanted::Transfer {
                unit,
                cost_centre,
                place,
            } => Wanted::Transfer {
                unit: unit.or(before.unit),
                cost_centre: cost_centre.or(before.cost_centre),
                place: if place.is_empty() {
                    before.place.clone()
                } else {
                    place.clone()
                },
            },
            other => other.clone(),
        };
        let Some(held) = after(&before, of_it) else {
            refused.push(unit.service_tag.clone());
            continue;
        };
        if held == before {
            continue;
        }
        rows.push(args![
            unit.id,
            customer,
            unit.version,
            held.state.code(),
            held.unit,
            held.cost_centre,
            held.person,
            held.place.as_str(),
            held.loaned_to.as_str(),
            held.loaned_until
        ]);
        let differs = changes(&before, &held);
        what_changed.extend(differs.iter().map(|one| one.what.clone()));
        skus.insert(unit.sku.as_str());
        let event = Event {
            customer,
            asset: unit.id,
            kind,
            text: String::new(),
            changes: differs,
        };
        events.push(event.values(actor, now));
        changed.push(unit);
    }
    if !refused.is_empty() {
        return Err(SeveralError::NotPossible(refused));
    }
    let all = rows.len();
    if all == 0 {
        return Err(AssetError::NothingNew.into());
    }
    let written = tx
        .insert_many(
            "UPDATE asset /* customer_id: below */ SET state = v.column4, unit_id = v.column5,
                 cost_centre_id = v.column6, membership_id = v.column7, place = v.column8,
                 loaned_to = v.column9, loaned_until = v.column10,
                 reminded_at = CASE WHEN v.column10 IS NULL THEN NULL
                     ELSE asset.reminded_at END,
                 version = asset.version + 1 FROM (VALUES",
            rows,
            ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2
                 AND asset.version = v.column3",
        )
        .await?;
    if usize::try_from(written) != Ok(all) {
        return Err(AssetError::Meanwhile.into());
    }
    let tags: Vec<&str> = changed
        .iter()
        .map(|unit| unit.service_tag.as_str())
        .collect();
    let entry = audit::Entry {
        action: "asset.several-changed",
        subject: customer.to_string(),
        customer: Some(customer),
        detail: json!({ "step": step.code(), "tags": tags }),
    };
    // One thing for the profile, however many units they are.
    let interaction = Interaction {
        customer,
        member: Some(member.id),
        unit: member.unit,
        at: now,
        kind: match step {
            Step::Assign => Kind::Assigned,
            Step::TakeBack => Kind::Returned,
            _ => Kind::Transferred,
        },
        touch_point: TouchPoint::Web,
        subject: Subject::Asset,
        subject_id: None,
        text: in_words(&changed),
        amount: None,
        detail: json!({
            "to": person.as_ref().map(|person| person.membership_id),
            "units": all,
            "tags": tags,
            // Of several different ones there is no one number.
            "sku": skus.first().filter(|_| skus.len() == 1),
            "changed": what_changed,
        }),
    }
    .by(actor);
    let told = person.filter(|person| person.membership_id != member.id);
    let message = told.map(|person| Message {
        kind: "equipment-several",
        customer: Some(customer),
        payload: json!({
            "units": all,
            "who": actor.name(),
            "path": "/equipment?mine=1",
        }),
        to: person.into(),
    });
    tx.insert([
        history::rows(events),
        entry.row(actor, now),
        profile::rows(vec![interaction]),
        mail::rows(message.into_iter().collect(), now),
    ])
    .await?;
    Ok(named)
}

/// The first of them, for the profile.
fn in_words(changed: &[&Found]) -> String {
    const NAMED: usize = 3;
    let mut named: Vec<String> = changed
        .iter()
        .take(NAMED)
        .map(|one| format!("{} ({})", one.name, one.service_tag))
        .collect();
    if changed.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_that_is_scanned_twice_is_one() {
        let tags = tags_of("OLD-1\n old-1 ,https://portal.example/equipment/OLD%2E2?x\n\n;");
        let typed: Vec<&str> = tags.iter().map(|(_, typed)| typed.as_str()).collect();
        assert_eq!(typed, ["OLD-1", "OLD.2"]);
        let many: String = (0..2 * MOST_SEVERAL).map(|n| format!("T{n}\n")).collect();
        assert_eq!(tags_of(&many).len(), MOST_SEVERAL + 1);
        assert_eq!(tags_of(" \n,;"), []);
    }
}
