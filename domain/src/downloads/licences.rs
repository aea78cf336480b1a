//! Taking a licence that a subscription gives.

use super::keys::hand_over;
use super::places::{Gives, Taken, next_place};
use crate::id::{CustomerId, LicenceId, MembershipId, SoftwareId, SubscriptionId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{
    Asked, Db, FormKey, JsonRows, Query, Scope, StoreError, Tx, answered, claim, together,
};
use crate::subscriptions::entitlements::{Entitlements, Holder, Lost};
use crate::subscriptions::{Seats, ask_held, ask_seats};
use crate::{Day, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Why no licence changed hands.
#[derive(Debug, thiserror::Error)]
pub enum LicenceError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no such thing, or no subscription gives it.
    #[error("no such thing")]
    NotFound,
    /// As many are taken as there are seats.
    #[error("every licence is taken")]
    AllTaken,
    /// No key is in stock.
    #[error("no key is left")]
    NoKeys,
    /// It is for that already.
    #[error("it is for that already")]
    Same,
    /// Every swap of the term was used.
    #[error("no swap is left")]
    NothingLeft,
    /// Nobody of the company has this address.
    #[error("nobody of the company")]
    NoSuchPerson,
}

/// A licence as somebody wants it.
#[derive(Debug, Clone, Copy)]
pub struct TakeLicence {
    /// The form's key.
    pub key: FormKey,
    /// For which software.
    pub software: SoftwareId,
}

/// Which subscriptions give an area today, and how many licences each. None do if
/// nobody is entitled to it.
pub(super) fn gives(all: &Entitlements<'_>, area: &str, seats: &[Seats]) -> Vec<Gives> {
    let decided = all.downloads(area);
    // What gives the same as the one that holds gives licences, too.
    let same = decided
        .lost
        .iter()
        .filter(|(_, why)| *why == Lost::Same)
        .map(|(grant, _)| *grant);
    let mut all: Vec<Gives> = Vec::new();
    for grant in decided.winner.into_iter().chain(same) {
        let of = seats
            .iter()
            .find(|one| one.subscription == grant.subscription);
        let there = all.iter().any(|one| one.subscription == grant.subscription);
        if let (Some(of), false) = (of, there) {
            all.push(Gives {
                subscription: of.subscription,
                seats: of.seats,
                last_day: of.last_day,
            });
        }
    }
    all
}

/// The places that a customer's licences of an area take.
pub(super) fn ask_taken(customer: CustomerId, area: &str) -> Asked<'static, Vec<Taken>> {
    #[derive(Deserialize)]
    struct Row {
        subscription: SubscriptionId,
        place: i64,
    }
    static TAKEN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["subscription", "place"],
            "SELECT subscription_id AS subscription, place FROM licence
             WHERE customer_id = $1 AND area = $2 AND given_back_at IS NULL AND place IS NOT NULL",
        )
    });
    TAKEN.ask::<Row>(args![customer, area]).map(|rows| {
        rows.into_iter()
            .map(|row| (row.subscription, row.place))
            .collect()
    })
}

/// Software, as far as a licence needs to know it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Wanted {
    pub id: SoftwareId,
    pub area: String,
    pub name: String,
    pub platform: String,
    keyed: i64,
}

impl Wanted {
    /// As people call it: with what it runs on.
    pub fn called(&self) -> String {
        format!("{}, {}", self.name, self.platform)
    }
}

pub(super) fn ask_wanted(software: SoftwareId) -> Asked<'static, Option<Wanted>> {
    static WANTED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "area", "name", "platform", "keyed"],
            "SELECT id, area, name, platform, CASE WHEN keyed THEN 1 ELSE 0 END AS keyed
             FROM software WHERE id = $1",
        )
    });
    WANTED
        .ask::<Wanted>(args![software])
        .map(|rows| rows.into_iter().next())
}

/// Whoever may order takes licences and swaps them; nobody who only looks.
pub(super) fn member_who_takes(actor: &Actor) -> Result<&Member, LicenceError> {
    let member = actor.member_who_may(Permission::Order)?;
    if actor.only_looks() {
        return Err(StoreError::OnlyLooking.into());
    }
    Ok(member)
}

/// Writes a licence down that a member takes for this one, with its key.
pub(super) async fn write_down(
    tx: &mut Tx,
    (member, holder): (&Member, MembershipId),
    (id, of): (LicenceId, Taken),
    software: &Wanted,
    now: Timestamp,
) -> Result<(), LicenceError> {
    let (subscription, place) = of;
    tx.run(
        "INSERT INTO licence (id, customer_id, subscription_id, area, place, software_id, key_text,
             taken_by, held_by, taken_at)
         VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, $9)",
        args![
            id,
            member.company.id,
            subscription,
            &software.area,
            place,
            software.id,
            member.id,
            holder,
            now
        ],
    )
    .await?;
    if software.keyed != 0 {
        let key = hand_over(tx, id, software.id).await?;
        let key = key.ok_or(LicenceError::NoKeys)?;
        tx.run(
            "UPDATE licence SET key_text = $3 WHERE customer_id = $1 AND id = $2",
            args![member.company.id, id, key],
        )
        .await?;
    }
    Ok(())
}

/// Records in trail and profile what became of a licence.
pub(super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    (action, kind): (&'static str, Kind),
    (licence, text, detail): (LicenceId, String, Value),
    now: Timestamp,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action,
        subject: licence.to_string(),
        customer: Some(member.company.id),
        detail: detail.clone(),
    };
    let happened = Interaction {
        customer: member.company.id,
        member: Some(member.id),
        unit: member.unit,
        at: now,
        kind,
        touch_point: TouchPoint::Web,
        subject: Subject::Licence,
        subject_id: Some(licence.0),
        text,
        amount: None,
        detail,
    };
    tx.insert([
        entry.row(actor, now),
        profile::rows(vec![happened.by(actor)]),
    ])
    .await
}

/// Takes a licence for software that a subscription gives, with a key where it wants
/// one; answers which. The same form again answers the same licence.
///
/// The stock of keys is out of customers' reach, so this runs as the system does,
/// once it is known who asks; every statement binds their customer.
///
/// # Errors
/// See [`LicenceError`].
pub async fn take_licence(
    db: &Db,
    actor: &Actor,
    command: TakeLicence,
    now: Timestamp,
) -> Result<LicenceId, LicenceError> {
    let member = member_who_takes(actor)?.clone();
    let actor = actor.clone();
    db.write(Scope::system(), move |tx| {
        Box::pin(async move {
            let (customer, id) = (member.company.id, LicenceId::new());
            let answer = id.to_string();
            let earlier = claim(tx, &actor, command.key, "licence", &answer, now).await?;
            if let Some(earlier) = earlier {
                return Ok(answered(&earlier)?);
            }
            // Of two of the same customer one waits, and sees what the other took.
            tx.lock("subscription", "id", "customer_id", args![customer])
                .await?;
            let software = ask_wanted(command.software).fetch(tx).await?;
            let software = software.ok_or(LicenceError::NotFound)?;
            let questions = (
                ask_held(customer),
                ask_seats(customer),
                ask_taken(customer, &software.area),
            );
            let (held, seats, taken) = together(tx, questions).await?;
            let holder = Holder::default();
            let all = held.entitlements(&holder, Day::of(now));
            let gives = gives(&all, &software.area, &seats);
            if gives.is_empty() {
                return Err(LicenceError::NotFound);
            }
            let place = next_place(&gives, &taken).ok_or(LicenceError::AllTaken)?;
            write_down(tx, (&member, member.id), (id, place), &software, now).await?;
            let what = ("licence.taken", Kind::LicenceTaken);
            let detail = json!({
                "software": software.id,
                "area": software.area,
                "subscription": place.0,
            });
            let about = (id, software.called(), detail);
            record(tx, &actor, &member, what, about, now).await?;
            Ok(id)
        })
    })
    .await
}
