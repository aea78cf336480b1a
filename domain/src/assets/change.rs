//! Whatever is done with a unit: assigned, transferred, lent, given back, taken
//! back, described, retired.

use super::finding::tag_key;
use super::history::{self, Event};
use super::holding::{Holding, after, changes};
use super::kept::lacks_certificate;
use super::lifecycle::{EventKind, State, Step};
use super::visibility::Sees;
use super::wanted::Wanted;
use super::whom::resolve;
use crate::id::{AssetId, CostCentreId, MembershipId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, Tx, claim};
use crate::{Day, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A change of one unit.
#[derive(Debug, Clone)]
pub struct ChangeAsset {
    /// The form's key: sent twice, it has one effect.
    pub key: FormKey,
    /// The unit's tag, as the address has it.
    pub tag: String,
    /// The version of the unit that the form was made from.
    pub version: i64,
    /// What is done.
    pub wanted: Wanted,
}

/// Why a unit was not changed.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such unit, or not theirs to see.
    #[error("no such unit")]
    NotFound,
    /// Somebody else changed it since the form was made.
    #[error("somebody else was faster")]
    Meanwhile,
    /// The unit is in a state in which this can't be done.
    #[error("not possible in the state {0:?}")]
    NotPossible(State),
    /// Nobody active of the company has this address.
    #[error("no such person")]
    NoSuchPerson,
    /// The company has no such unit or cost centre.
    #[error("no such unit or cost centre")]
    NoSuchPart,
    /// It is like that already.
    #[error("nothing new")]
    NothingNew,
    /// It is lent to nobody.
    #[error("lent to nobody")]
    ToNobody,
    /// The day until which it is lent is over.
    #[error("the day has passed")]
    DayHasPassed,
    /// Data lies on it, and nobody says how it was wiped.
    #[error("no certificate of the wiping of its data")]
    NoCertificate,
    /// A text is longer than [`LONGEST_TEXT`](super::LONGEST_TEXT) or
    /// [`LONGEST_NOTE`](super::LONGEST_NOTE).
    #[error("too long")]
    TooLong,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A unit as a change finds it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Found {
    pub(super) id: AssetId,
    pub(super) service_tag: String,
    /// By the company's own scheme.
    pub(super) asset_tag: Option<String>,
    pub(super) name: String,
    pub(super) sku: String,
    pub(super) version: i64,
    pub(super) state: State,
    pub(super) unit_id: Option<UnitId>,
    pub(super) cost_centre_id: Option<CostCentreId>,
    pub(super) membership_id: Option<MembershipId>,
    pub(super) place: String,
    pub(super) loaned_to: String,
    pub(super) loaned_until: Option<Day>,
    pub(super) warranty_until: Option<Day>,
    pub(super) refresh_at: Option<Day>,
    pub(super) wiped: String,
    pub(super) note: String,
}

impl Found {
    pub(super) fn holding(&self) -> Holding {
        Holding {
            state: self.state,
            unit: self.unit_id,
            cost_centre: self.cost_centre_id,
            person: self.membership_id,
            place: self.place.clone(),
            loaned_to: self.loaned_to.clone(),
            loaned_until: self.loaned_until,
            warranty_until: self.warranty_until,
            refresh_at: self.refresh_at,
            wiped: self.wiped.clone(),
            note: self.note.clone(),
        }
    }
}

/// The columns of [`Found`].
pub(super) const FOUND: [&str; 17] = [
    "id",
    "service_tag",
    "asset_tag",
    "name",
    "sku",
    "version",
    "state",
    "unit_id",
    "cost_centre_id",
    "membership_id",
    "place",
    "loaned_to",
    "loaned_until",
    "warranty_until",
    "refresh_at",
    "wiped",
    "note",
];

/// `$1` the customer, `$2` the key of its tag: ours before an imported one.
static FIND: LazyLock<JsonRows> = LazyLock::new(|| {
    let columns = FOUND.join(", ");
    JsonRows::new(
        &FOUND,
        &format!(
            "SELECT {columns} FROM asset WHERE customer_id = $1 AND tag_key = $2
             ORDER BY origin DESC LIMIT 1"
        ),
    )
});

/// Changes a unit. Who manages the company may do anything with any unit of it;
/// who has one may give it back.
///
/// # Errors
/// See [`AssetError`]; nothing is changed then.
pub async fn change_asset(
    db: &Db,
    actor: &Actor,
    command: ChangeAsset,
    now: Timestamp,
) -> Result<(), AssetError> {
    actor.member_who_may(Permission::Browse)?;
    if command.wanted.is_too_long() {
        return Err(AssetError::TooLong);
    }
    if let Wanted::Lend { to, until } = &command.wanted {
        if to.trim().is_empty() {
            return Err(AssetError::ToNobody);
        }
        if until.is_some_and(|day| day.is_over_everywhere(now)) {
            return Err(AssetError::DayHasPassed);
        }
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { change_in(tx, &actor, command, now).await })
    })
    .await
}

async fn change_in(
    tx: &mut Tx,
    actor: &Actor,
    command: ChangeAsset,
    now: Timestamp,
) -> Result<(), AssetError> {
    let member = actor.member_who_may(Permission::Browse)?;
    let customer = member.company.id;
    if matches!(command.wanted, Wanted::Assign { .. } | Wanted::Lend { .. }) {
        // Who gets it may be leaving at this moment: whoever ends a membership waits
        // here, too, and then finds what they have.
        tx.lock("customer", "id", "id", args![customer]).await?;
    }
    let found: Vec<Found> = FIND.all(tx, args![customer, tag_key(&command.tag)]).await?;
    let found = found.into_iter().next().ok_or(AssetError::NotFound)?;
    let own = found.membership_id == Some(member.id);
    if !Sees::of(actor).covers(member.id, found.membership_id, found.unit_id) {
        return Err(AssetError::NotFound);
    }
    let may = actor.may(Permission::ManageCompany) || (own && command.wanted == Wanted::GiveBack);
    if !may {
        return Err(Denied.into());
    }
    let subject = found.id.to_string();
    if claim(tx, actor, command.key, "asset", &subject, now)
        .await?
        .is_some()
    {
        return Ok(());
    }
    if command.version != found.version {
        return Err(AssetError::Meanwhile);
    }
    if let Wanted::Retire { wiped, .. } = &command.wanted
        && wiped.trim().is_empty()
    {
        // Nobody takes the certificate away meanwhile.
        tx.lock("asset", "id", "id", args![found.id]).await?;
        if lacks_certificate(tx, customer, found.id).await? {
            return Err(AssetError::NoCertificate);
        }
    }
    let text = match &command.wanted {
        Wanted::Retire { why, .. } => why.clone(),
        _ => String::new(),
    };
    let (what, person) = resolve(tx, customer, command.wanted).await?;
    let (step, kind) = (what.step(), what.event());
    let before = found.holding();
    let held = after(&before, what).ok_or(AssetError::NotPossible(found.state))?;
    if held == before {
        return Err(AssetError::NothingNew);
    }
    let changed = tx
        .run(
            "UPDATE asset SET state = $3, unit_id = $4, cost_centre_id = $5, membership_id = $6,
                 place = $7, loaned_to = $8, loaned_until = $9, warranty_until = $10,
                 refresh_at = $11, wiped = $12, note = $13, version = version + 1,
                 reminded_at = CASE WHEN $15 THEN NULL ELSE reminded_at END
             WHERE customer_id = $1 AND id = $2 AND version = $14",
            args![
                customer,
                found.id,
                held.state.code(),
                held.unit,
                held.cost_centre,
                held.person,
                held.place.as_str(),
                held.loaned_to.as_str(),
                held.loaned_until,
                held.warranty_until,
                held.refresh_at,
                held.wiped.as_str(),
                held.note.as_str(),
                found.version,
                // Another loan is told of anew.
                step == Step::Lend || held.loaned_until.is_none()
            ],
        )
        .await?;
    if changed == 0 {
        return Err(AssetError::Meanwhile);
    }
    let differs = changes(&before, &held);
    let changed: Vec<&str> = differs.iter().map(|one| one.what.as_str()).collect();
    // What is described as it was says nothing.
    let meant =
        interaction_kind(kind).filter(|kind| *kind != Kind::EquipmentNoted || !changed.is_empty());
    let detail = json!({
        "to": held.person,
        "tags": [found.service_tag],
        "sku": found.sku,
        "state": held.state,
        "changed": changed,
        "refresh": held.refresh_at,
    });
    let event = Event {
        customer,
        asset: found.id,
        kind,
        text,
        changes: differs,
    };
    let entry = audit::Entry {
        action: action(step),
        subject,
        customer: Some(customer),
        detail: json!({ "tag": found.service_tag, "version": found.version + 1 }),
    };
    let interaction = meant.map(|kind| {
        Interaction {
            customer,
            member: Some(member.id),
            unit: held.unit,
            at: now,
            kind,
            touch_point: TouchPoint::Web,
            subject: Subject::Asset,
            subject_id: Some(found.id.0),
            text: format!("{} ({})", found.name, found.service_tag),
            amount: None,
            detail,
        }
        .by(actor)
    });
    // Who takes something for themselves knows it.
    let told = person.filter(|person| person.membership_id != member.id);
    let message = told.map(|person| Message {
        kind: if step == Step::Lend {
            "equipment-lent"
        } else {
            "equipment-assigned"
        },
        customer: Some(customer),
        payload: json!({
            "name": found.name,
            "tag": found.service_tag,
            "who": actor.name(),
            "ends": if held.loaned_until.is_some() { "day" } else { "open" },
            "until_at": held.loaned_until,
            "path": path_of(&found.service_tag),
        }),
        to: person.into(),
    });
    tx.insert([
        history::rows(vec![event.values(actor, now)]),
        entry.row(actor, now),
        profile::rows(interaction.into_iter().collect()),
        mail::rows(message.into_iter().collect(), now),
    ])
    .await?;
    Ok(())
}

/// The page of the unit with this tag, as a path of the site. A tag from outside
/// may have anything in it.
#[must_use]
pub fn path_of(tag: &str) -> String {
    let mut path = "/equipment/".to_owned();
    for byte in tag.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'~') {
            path.push(char::from(byte));
        } else {
            path.push_str(&format!("%{byte:02X}"));
        }
    }
    path
}

const fn action(step: Step) -> &'static str {
    match step {
        Step::Assign => "asset.assigned",
        Step::Transfer => "asset.transferred",
        Step::Lend => "asset.lent",
        Step::GiveBack => "asset.given-back",
        Step::TakeBack => "asset.taken-back",
        Step::Describe => "asset.described",
        Step::Retire => "asset.retired",
    }
}

/// What it means for the profile, of what is done with a unit.
const fn interaction_kind(kind: EventKind) -> Option<Kind> {
    match kind {
        EventKind::Assigned => Some(Kind::Assigned),
        EventKind::Transferred => Some(Kind::Transferred),
        EventKind::Lent => Some(Kind::Lent),
        EventKind::GivenBack | EventKind::TakenBack => Some(Kind::Returned),
        EventKind::Retired => Some(Kind::Retired),
        EventKind::Described => Some(Kind::EquipmentNoted),
        EventKind::Shipped
        | EventKind::Numbered
        | EventKind::Imported
        | EventKind::Updated
        | EventKind::SentBack
        | EventKind::InRepair
        | EventKind::Repaired
        | EventKind::Exchanged
        | EventKind::InExchange => None,
    }
}
