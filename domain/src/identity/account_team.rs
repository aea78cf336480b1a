//! Who of the supplier looks after a customer, and as what. Their people see
//! these names on their home page.

use super::{Actor, Denied, Permission, StaffRole};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, PersonId};
use crate::store::{Asked, Db, JsonRows, JsonSets, Query, StoreError, Tx};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// Somebody of the supplier, as one of the things they do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Colleague {
    /// The person.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What they do.
    pub role: StaffRole,
}

/// A customer's account team, and who could be in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct AccountTeam {
    /// Who looks after the customer, as what.
    pub team: Vec<Colleague>,
    /// Everybody of the supplier, once for each thing they do.
    pub colleagues: Vec<Colleague>,
}

/// Why an account team was not changed.
#[derive(Debug, thiserror::Error)]
pub enum TeamError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such customer, or nobody of the supplier who does this.
    #[error("not found")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whoever curates or knows customers says who looks after them.
fn demand(actor: &Actor) -> Result<(), Denied> {
    if actor.may(Permission::KnowCustomers) {
        return Ok(());
    }
    actor.demand(Permission::Curate)
}

/// A customer's account team, and who could be in it.
///
/// # Errors
/// [`Denied`] unless the person curates or knows customers.
pub fn ask_account_team(
    actor: &Actor,
    customer: CustomerId,
) -> Result<Asked<'static, AccountTeam>, Denied> {
    static TEAM: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "team",
                &["person", "name", "role"],
                "SELECT p.id AS person, p.name, t.function AS role
                 FROM account_team t JOIN person p ON p.id = t.person_id
                 WHERE t.customer_id = $1 ORDER BY t.function, p.name",
            ),
            (
                "colleagues",
                &["person", "name", "role"],
                "SELECT p.id AS person, p.name, s.role
                 FROM staff_role s JOIN person p ON p.id = s.person_id
                 ORDER BY lower(p.name), p.id, s.role",
            ),
        ])
    });
    demand(actor)?;
    Ok(TEAM.ask(args![customer]))
}

/// Everybody who is an account manager, by name.
#[must_use]
pub fn ask_account_managers() -> Asked<'static, Vec<Colleague>> {
    static MANAGERS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["person", "name", "role"],
            "SELECT p.id AS person, p.name, s.role
             FROM staff_role s JOIN person p ON p.id = s.person_id
             WHERE s.role = 'account-manager' ORDER BY lower(p.name), p.id",
        )
    });
    MANAGERS.ask(args![])
}

/// Puts somebody of the supplier into a customer's account team, as one of the
/// things they do. Who is in it already does that from now on.
///
/// # Errors
/// See [`TeamError`].
pub async fn join_account_team(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    person: PersonId,
    role: StaffRole,
    now: Timestamp,
) -> Result<(), TeamError> {
    demand(actor)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move { join_in(tx, &actor, customer, person, role, now).await })
    })
    .await
}

/// The same as a part of something larger.
pub(super) async fn join_in(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    person: PersonId,
    role: StaffRole,
    now: Timestamp,
) -> Result<(), TeamError> {
    let joined = tx
        .run(
            "INSERT INTO account_team (customer_id, person_id, function)
             SELECT c.id, s.person_id, s.role FROM customer c, staff_role s
             WHERE c.id = $1 AND s.person_id = $2 AND s.role = $3 /* staff */
             ON CONFLICT (customer_id, person_id) DO UPDATE SET function = excluded.function
                 WHERE account_team.function <> excluded.function",
            args![customer, person, role.code()],
        )
        .await?;
    if joined == 0 {
        let there: Option<i64> = tx
            .scalar(
                "SELECT COUNT(*) FROM account_team
                 WHERE customer_id = $1 AND person_id = $2 AND function = $3",
                args![customer, person, role.code()],
            )
            .await?;
        return match there {
            Some(1..) => Ok(()),
            _ => Err(TeamError::NotFound),
        };
    }
    let entry = audit::Entry {
        action: "account-team.joined",
        subject: person.to_string(),
        customer: Some(customer),
        detail: json!({ "as": role.code() }),
    };
    audit::record(tx, actor, entry, now).await?;
    Ok(())
}

/// Takes somebody out of a customer's account team. Who is not in it is out of
/// it already.
///
/// # Errors
/// See [`TeamError`].
pub async fn leave_account_team(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    person: PersonId,
    now: Timestamp,
) -> Result<(), TeamError> {
    demand(actor)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let left = tx
                .run(
                    "DELETE FROM account_team WHERE customer_id = $1 AND person_id = $2",
                    args![customer, person],
                )
                .await?;
            if left > 0 {
                let entry = audit::Entry {
                    action: "account-team.left",
                    subject: person.to_string(),
                    customer: Some(customer),
                    detail: json!({}),
                };
                audit::record(tx, &actor, entry, now).await?;
            }
            Ok(())
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{CustomerRole, testing};
    use crate::store::testing::both_engines;

    const NOW: Timestamp = Timestamp(1_781_417_520_000);

    async fn team(db: &Db, actor: &Actor, customer: CustomerId) -> Vec<(PersonId, StaffRole)> {
        let mut read = db.read(actor.scope()).await.unwrap();
        let asked = ask_account_team(actor, customer).unwrap();
        let found = asked.fetch(&mut read).await.unwrap();
        found
            .team
            .into_iter()
            .map(|one| (one.person, one.role))
            .collect()
    }

    both_engines!(somebody_joins_a_team_once_and_leaves_it, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let curator = testing::staff(&db, &[StaffRole::Curator]).await;
        let manager = testing::staff(&db, &[StaffRole::AccountManager, StaffRole::OrderDesk]).await;
        let join = |actor: Actor, person, role| {
            let db = db.clone();
            async move { join_account_team(&db, &actor, company.id, person, role, NOW).await }
        };
        for _ in 0..2 {
            join(curator.clone(), manager.person(), StaffRole::AccountManager)
                .await
                .unwrap();
        }
        assert_eq!(
            team(&db, &curator, company.id).await,
            [(manager.person(), StaffRole::AccountManager)]
        );
        let mut read = db.read(curator.scope()).await.unwrap();
        let audited: Option<i64> = read
            .scalar(
                "SELECT COUNT(*) FROM audit WHERE action = 'account-team.joined'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(audited, Some(1));
        drop(read);
        join(curator.clone(), manager.person(), StaffRole::OrderDesk)
            .await
            .unwrap();
        assert_eq!(
            team(&db, &curator, company.id).await,
            [(manager.person(), StaffRole::OrderDesk)]
        );

        // Nobody becomes what they are not; customers' people never join.
        let member = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        for (person, role) in [
            (manager.person(), StaffRole::Admin),
            (member.person(), StaffRole::AccountManager),
        ] {
            assert!(matches!(
                join(curator.clone(), person, role).await,
                Err(TeamError::NotFound)
            ));
        }
        let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;
        for actor in [desk, member] {
            assert!(matches!(
                join(actor, manager.person(), StaffRole::OrderDesk).await,
                Err(TeamError::Denied(_))
            ));
        }

        for _ in 0..2 {
            leave_account_team(&db, &curator, company.id, manager.person(), NOW)
                .await
                .unwrap();
        }
        assert!(team(&db, &curator, company.id).await.is_empty());
    });
}
