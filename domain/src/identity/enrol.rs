//! Making people without an invitation: the first administrator of an
//! installation, and the people of a demonstration.

use super::sessions::{SessionRow, begin_session, delete_session, load_session};
use super::staff::keep_roles;
use super::{Actor, CustomerRole, Denied, Email, Permission, StaffRole};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, MembershipId, PersonId, UnitId};
use crate::store::{Db, Query, StoreError, Tx};
use serde_json::json;

/// A person to make.
#[derive(Debug, Clone)]
pub struct Enrol {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: Email,
    /// The hash of their password; none until they set one by mail.
    pub password_hash: Option<String>,
    /// The language they chose (BCP 47).
    pub language: Option<String>,
    /// The time zone they chose (IANA).
    pub time_zone: Option<String>,
}

/// Why nobody was enrolled.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a person of the supplier with these roles. Somebody who is known by
/// the address keeps name and password and gets the roles besides.
///
/// # Errors
/// See [`EnrolError`].
pub async fn enrol_staff(
    db: &Db,
    actor: &Actor,
    who: Enrol,
    roles: Vec<StaffRole>,
    now: Timestamp,
) -> Result<PersonId, EnrolError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let person = person(tx, &who, now).await?;
            keep_roles(tx, person, &roles).await?;
            let entry = audit::Entry {
                action: "staff.enrolled",
                subject: person.to_string(),
                customer: None,
                detail: json!({ "roles": roles }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(person)
        })
    })
    .await
}

/// Makes a person a member of a company, and the supplier's `team` their
/// contacts where they are not yet.
///
/// # Errors
/// See [`EnrolError`].
pub async fn enrol_member(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    who: Enrol,
    unit: Option<UnitId>,
    roles: Vec<CustomerRole>,
    now: Timestamp,
) -> Result<(PersonId, MembershipId), EnrolError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let person = person(tx, &who, now).await?;
            let (member,): (MembershipId,) = tx
                .one(
                    "INSERT INTO membership (id, customer_id, person_id, unit_id, active, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6)
                     ON CONFLICT (customer_id, person_id) DO UPDATE SET active = $5
                     RETURNING id",
                    args![MembershipId::new(), customer, person, unit, true, now],
                )
                .await?;
            let rows = roles.iter().map(|role| args![member, customer, role.code()]).collect();
            tx.insert_many(
                "INSERT INTO membership_role (membership_id, customer_id, role) VALUES",
                rows,
                "ON CONFLICT DO NOTHING",
            )
            .await?;
            let entry = audit::Entry {
                action: "member.enrolled",
                subject: member.to_string(),
                customer: Some(customer),
                detail: json!({ "roles": roles }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok((person, member))
        })
    })
    .await
}

/// The actor that a person would be after signing in at that moment: for a
/// demonstration that plays a year through the use cases themselves.
///
/// # Errors
/// [`Denied`] if the person has no such standing.
pub async fn actor_of(
    db: &Db,
    person: PersonId,
    customer: Option<CustomerId>,
    now: Timestamp,
) -> Result<Actor, EnrolError> {
    let id = format!("enrol-{}", uuid::Uuid::now_v7());
    let row = SessionRow {
        id: id.clone(),
        person: Some(person),
        customer,
        preview_customer: None,
        preview_revision: None,
        stand_in: None,
        data: json!({}),
        expires_at: now.plus_seconds(60),
    };
    begin_session(db, row, now).await?;
    let found = load_session(db, &id, now).await?;
    delete_session(db, id).await?;
    Ok(found.and_then(|found| found.actor).ok_or(Denied)?)
}

async fn person(tx: &mut Tx, who: &Enrol, now: Timestamp) -> Result<PersonId, StoreError> {
    tx.run(
        "INSERT INTO person (id, email, name, password_hash, language, time_zone, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (email) DO NOTHING",
        args![
            PersonId::new(),
            who.email.as_str(),
            who.name.as_str(),
            who.password_hash.clone(),
            who.language.clone(),
            who.time_zone.clone(),
            now,
        ],
    )
    .await?;
    tx.one::<(PersonId,)>(
        "SELECT id FROM person WHERE email = $1",
        args![who.email.as_str()],
    )
    .await
    .map(|(person,)| person)
}
