//! Companies and people for the tests of every room, as they would be after
//! signing in.

#![allow(clippy::unwrap_used, reason = "what only tests call may panic")]

use super::actor::{Actor, Company, Member, Staff, Standing};
use super::in_force::InForce;
use super::{CustomerRole, Denied, Permissions, StaffRole};
use crate::args;
use crate::id::{CustomerId, MembershipId, PersonId, UnitId};
use crate::store::{Db, Query, Scope, StoreError};

/// What goes wrong with a use case that leaves it to its caller what to make of it.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A company with one unit, "Dock".
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn customer(db: &Db, name: &str) -> (Company, UnitId) {
    let company = Company {
        id: CustomerId::new(),
        name: name.to_owned(),
        mark: name.chars().take(2).collect(),
        hue: 165,
    };
    let (id, unit, name) = (company.id, UnitId::new(), name.to_owned());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO customer (id, number, name, mark, hue, segment, created_at)
                 VALUES ($1, $2, $3, 'X', 165, 'preferred', 0)",
                args![id, id.to_string(), name],
            )
            .await?;
            tx.run(
                "INSERT INTO unit (id, customer_id, name) VALUES ($1, $2, 'Dock')",
                args![unit, id],
            )
            .await
        })
    })
    .await
    .unwrap();
    (company, unit)
}

/// A member of the company with these roles, in this unit, with no agreement.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn member(db: &Db, company: &Company, unit: UnitId, roles: &[CustomerRole]) -> Actor {
    let (person, membership, customer) = (PersonId::new(), MembershipId::new(), company.id);
    let email = format!("{}@customer.example", person.0.simple());
    let (stored, codes) = (email.clone(), roles.to_vec());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, 'Ines Tal', 0)",
                args![person, stored],
            )
            .await?;
            tx.run(
                "INSERT INTO membership (id, customer_id, person_id, unit_id, active, created_at)
                 VALUES ($1, $2, $3, $4, $5, 0)",
                args![membership, customer, person, unit, true],
            )
            .await?;
            let rows = codes
                .iter()
                .map(|role| args![membership, customer, role.code()])
                .collect();
            tx.insert_many(
                "INSERT INTO membership_role (membership_id, customer_id, role) VALUES",
                rows,
                "",
            )
            .await
        })
    })
    .await
    .unwrap();
    Actor {
        person,
        name: "Ines Tal".to_owned(),
        email,
        language: None,
        reads: None,
        permissions: roles.iter().fold(Permissions::default(), |all, role| {
            all.and(role.permissions())
        }),
        standing: Standing::Member(Box::new(Member {
            id: membership,
            company: company.clone(),
            unit: Some(unit),
            unit_name: Some("Dock".to_owned()),
            roles: roles.to_vec(),
            in_force: None,
            basket_lines: 0,
            waiting: 0,
            recording: true,
        })),
        standings: 1,
        stand_in: None,
    }
}

/// The same member under an agreement, or without one.
#[must_use]
pub fn under(mut actor: Actor, in_force: impl Into<Option<InForce>>) -> Actor {
    if let Standing::Member(member) = &mut actor.standing {
        member.in_force = in_force.into();
    }
    actor
}

/// The same member of whom nothing may be recorded.
#[must_use]
pub fn unrecorded(mut actor: Actor) -> Actor {
    if let Standing::Member(member) = &mut actor.standing {
        member.recording = false;
    }
    actor
}

/// A person of the supplier with these roles.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn staff(db: &Db, roles: &[StaffRole]) -> Actor {
    let person = PersonId::new();
    let email = format!("{}@supplier.example", person.0.simple());
    let (stored, codes) = (email.clone(), roles.to_vec());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO person (id, email, name, created_at) VALUES ($1, $2, 'Piet', 0)",
                args![person, stored],
            )
            .await?;
            let rows = codes
                .iter()
                .map(|role| args![person, role.code()])
                .collect();
            tx.insert_many("INSERT INTO staff_role (person_id, role) VALUES", rows, "")
                .await
        })
    })
    .await
    .unwrap();
    Actor {
        person,
        name: "Piet".to_owned(),
        email,
        language: None,
        reads: None,
        permissions: roles.iter().fold(Permissions::default(), |all, role| {
            all.and(role.permissions())
        }),
        standing: Standing::Staff(Staff {
            roles: roles.to_vec(),
            preview: None,
            orders_waiting: 0,
            plays_waiting: 0,
        }),
        standings: 1,
        stand_in: None,
    }
}

/// Lets a person sign in, with a password that nobody knows: quicker than
/// [`give_password`].
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn let_in(db: &Db, person: PersonId) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE person SET password_hash = 'none' WHERE id = $1",
                args![person],
            )
            .await
        })
    })
    .await
    .unwrap();
}

/// Lets a person sign in with this password.
///
/// # Panics
/// If it can't be stored; this is for tests.
pub async fn give_password(db: &Db, person: PersonId, password: &str) {
    let hash = super::Password::typed(password).hash().await.unwrap();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE person SET password_hash = $1 WHERE id = $2",
                args![hash, person],
            )
            .await
        })
    })
    .await
    .unwrap();
}
