//! Licences of people who left the company come back to whoever looks after its
//! licences: they take them over or hand them on, all at once.

use super::licences::{LicenceError, member_who_takes};
use super::owned::{LICENCE, LICENCES, Licence, LicenceRow, Reader};
use crate::assets::{Holder as Somebody, ask_people};
use crate::identity::{Actor, Denied, Permission, member_at};
use crate::mail::{self, Message};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, JsonRows, JsonSets, Query, StoreError, claim, together};
use crate::subscriptions::entitlements::Holder;
use crate::subscriptions::{ask_held, ask_seats};
use crate::{Day, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// So many are shown, and change hands, at a time.
const MOST: i64 = 200;

/// How many licences of the customer `$1` are held by people who left.
pub(super) const COUNT: &str = "SELECT COUNT(*) AS count FROM licence l
    JOIN membership m ON m.id = l.held_by AND m.customer_id = l.customer_id
    WHERE l.customer_id = $1 AND l.given_back_at IS NULL AND NOT m.active";

/// The first of them.
fn first_of_them() -> String {
    format!("{LICENCES} AND NOT m.active ORDER BY l.area, l.id LIMIT {MOST}")
}

/// What somebody sees before they take licences over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftBehind {
    /// The licences that change hands at a time.
    pub licences: Vec<Licence>,
    /// How many there are in all.
    pub total: i64,
    /// To whom they can be handed: the first people of the company, by name. Others can
    /// be named, too.
    pub people: Vec<Somebody>,
}

/// The licences held by people who left, for a member who may order.
///
/// # Errors
/// [`Denied`] if who asks may not order, or if the storage fails.
pub async fn left_behind<E>(db: &Db, actor: &Actor, now: Timestamp) -> Result<LeftBehind, E>
where
    E: From<Denied> + From<StoreError>,
{
    #[derive(Deserialize)]
    struct Count {
        count: i64,
    }
    #[derive(Deserialize)]
    struct Rows {
        licences: Vec<LicenceRow>,
        total: Vec<Count>,
    }
    static ROWS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("licences", LICENCE, &first_of_them()),
            ("total", &["count"], COUNT),
        ])
    });
    let member = actor.member_who_may(Permission::Order)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_held(customer),
        ask_seats(customer),
        ROWS.ask::<Rows>(args![customer]),
        ask_people(customer),
    );
    let (held, seats, rows, people) = together(&mut read, questions).await?;
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let reader = Reader::of(actor, member);
    Ok(LeftBehind {
        total: rows.total.first().map_or(0, |one| one.count),
        licences: rows
            .licences
            .into_iter()
            .map(|row| {
                let given = row.is_given(&all, &seats);
                row.licence(given, false, reader)
            })
            .collect(),
        people,
    })
}

/// To whom the licences of people who left go.
#[derive(Debug, Clone)]
pub struct TakeOver {
    /// The form's key.
    pub key: FormKey,
    /// The address of somebody of the company, as typed; if there is none, they go to who
    /// asks.
    pub to: String,
}

/// Takes over the licences of people who left, or hands them to somebody of the company,
/// who is told. The same form again does it once.
///
/// # Errors
/// See [`LicenceError`]; [`LicenceError::Same`] if nobody who left holds any.
pub async fn take_over(
    db: &Db,
    actor: &Actor,
    command: TakeOver,
    now: Timestamp,
) -> Result<(), LicenceError> {
    static LEFT: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(LICENCE, &first_of_them()));
    let member = member_who_takes(actor)?.clone();
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let customer = member.company.id;
            let earlier = claim(tx, &actor, command.key, "licences-left", "", now).await?;
            if earlier.is_some() {
                return Ok(());
            }
            // Who leaves at this moment waits, and so does who hands one of them on.
            tx.lock("customer", "id", "id", args![customer]).await?;
            tx.lock("licence", "id", "customer_id", args![customer])
                .await?;
            let other = match command.to.trim() {
                "" => None,
                typed => Some(
                    member_at(tx, customer, typed)
                        .await?
                        .ok_or(LicenceError::NoSuchPerson)?,
                ),
            };
            let other = other.filter(|person| person.membership_id != member.id);
            let (holder, name) = match &other {
                Some(person) => (person.membership_id, person.name.as_str()),
                None => (member.id, actor.name()),
            };
            let left: Vec<LicenceRow> = LEFT.all(tx, args![customer]).await?;
            if left.is_empty() {
                return Err(LicenceError::Same);
            }
            let handed = left
                .iter()
                .map(|row| args![row.id, customer, holder])
                .collect();
            tx.insert_many(
                "UPDATE licence /* customer_id: below */ SET held_by = v.column3
                 FROM (VALUES",
                handed,
                ") v WHERE licence.id = v.column1 AND licence.customer_id = v.column2",
            )
            .await?;
            let entry = audit::Entry {
                action: "licences.taken-over",
                subject: holder.to_string(),
                customer: Some(customer),
                detail: json!({
                    "licences": left.iter().map(|row| row.id).collect::<Vec<_>>(),
                }),
            };
            let happened = left.iter().map(|row| {
                Interaction {
                    customer,
                    member: Some(member.id),
                    unit: member.unit,
                    at: now,
                    kind: Kind::LicenceHanded,
                    touch_point: TouchPoint::Web,
                    subject: Subject::Licence,
                    subject_id: Some(row.id.0),
                    text: format!("{} → {name}", row.called()),
                    amount: None,
                    detail: json!({ "software": row.software, "area": row.area, "to": holder }),
                }
                .by(&actor)
            });
            let happened = profile::rows(happened.collect());
            let count = left.len();
            let message = other.map(|person| Message {
                kind: "licences-taken-over",
                customer: Some(customer),
                to: person.into(),
                payload: json!({ "who": actor.name(), "count": count, "path": "/downloads" }),
            });
            let messages = mail::rows(message.into_iter().collect(), now);
            tx.insert([entry.row(&actor, now), happened, messages])
                .await?;
            Ok(())
        })
    })
    .await
}
