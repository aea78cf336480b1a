//! Changing what a member of a customer company is and may do.

use super::{Actor, CustomerRole, Denied, Permission};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{MembershipId, UnitId};
use crate::store::{Db, Query, StoreError};
use serde_json::json;

/// A change of what a member is and may do.
#[derive(Debug, Clone)]
pub struct ChangeMember {
    /// Who.
    pub member: MembershipId,
    /// Into which unit.
    pub unit: Option<UnitId>,
    /// With which roles: at least one, unless the membership ends.
    pub roles: Vec<CustomerRole>,
    /// Whether the membership is in force.
    pub active: bool,
    /// Who gets the equipment of a member who leaves, by their address; nobody if it
    /// is empty.
    pub equipment_to: String,
}

/// Why a member was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeMemberError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such member, or no such unit, in this company.
    #[error("not found")]
    NotFound,
    /// The company would be left without a purchasing manager.
    #[error("the last purchasing manager")]
    LastManager,
    /// Nobody else active of the company has the address at which the equipment is to
    /// go.
    #[error("nobody to get the equipment")]
    NobodyToGetIt,
    /// A member without any role could do nothing.
    #[error("no role")]
    NoRole,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes a member's unit and roles, or ends the membership. Binds from the
/// member's next request on.
///
/// # Errors
/// See [`ChangeMemberError`].
pub async fn change_member(
    db: &Db,
    actor: &Actor,
    change: ChangeMember,
    now: Timestamp,
) -> Result<(), ChangeMemberError> {
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    if change.active && change.roles.is_empty() {
        return Err(ChangeMemberError::NoRole);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            // Two managers who take each other's role at the same moment: one
            // waits here, and finds itself the last.
            tx.lock("customer", "id", "id", args![company]).await?;
            let found = tx
                .run(
                    "UPDATE membership SET active = $1, unit_id = $2
                     WHERE id = $3 AND customer_id = $4 AND ($5 OR EXISTS (
                         SELECT 1 FROM unit u WHERE u.id = $2 AND u.customer_id = $4))",
                    args![
                        change.active,
                        change.unit,
                        change.member,
                        company,
                        change.unit.is_none()
                    ],
                )
                .await?;
            if found == 0 {
                return Err(ChangeMemberError::NotFound);
            }
            tx.run(
                "DELETE FROM membership_role WHERE membership_id = $1 AND customer_id = $2",
                args![change.member, company],
            )
            .await?;
            let roles = change
                .roles
                .iter()
                .map(|role| args![change.member, company, role.code()])
                .collect();
            tx.insert_many(
                "INSERT INTO membership_role (membership_id, customer_id, role) VALUES",
                roles,
                "",
            )
            .await?;
            let managers: Option<i64> = tx
                .scalar(
                    "SELECT COUNT(*) FROM membership_role r JOIN membership m ON m.id = r.membership_id
                     WHERE r.customer_id = $1 AND m.customer_id = $1 AND m.active
                       AND r.role = 'purchasing-manager'",
                    args![company],
                )
                .await?;
            if managers == Some(0) {
                return Err(ChangeMemberError::LastManager);
            }
            let mut units = None;
            if !change.active {
                let to = Some(change.equipment_to.as_str());
                units = crate::assets::leave(tx, &actor, company, change.member, to, now).await?;
                if units.is_none() {
                    return Err(ChangeMemberError::NobodyToGetIt);
                }
            }
            let entry = audit::Entry {
                action: "member.changed",
                subject: change.member.to_string(),
                customer: Some(company),
                detail: json!({
                    "active": change.active,
                    "units": units,
                    "roles": change.roles.iter().map(|role| role.code()).collect::<Vec<_>>(),
                }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::{customer, member};
    use crate::identity::{
        Accept, Invite, accept_invitation, company_member, invite, standings, testing,
    };
    use crate::store::testing::both_engines;
    use crate::store::{FormKey, Json, Scope};

    both_engines!(
        units_and_members_of_other_companies_are_not_there,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, dock) = customer(&db, "Other").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let theirs = member(&db, &other, dock, &[CustomerRole::Requester]).await;
            let found =
                company_member::<ChangeMemberError>(&db, &manager, theirs.member().unwrap().id);
            assert_eq!(found.await.unwrap(), None);
            let change = ChangeMember {
                member: manager.member().unwrap().id,
                unit: Some(dock),
                roles: vec![CustomerRole::PurchasingManager],
                active: true,
                equipment_to: String::new(),
            };
            let refused = change_member(&db, &manager, change, Timestamp(5)).await;
            assert!(matches!(refused, Err(ChangeMemberError::NotFound)));
            let (row, units) =
                company_member::<ChangeMemberError>(&db, &manager, manager.member().unwrap().id)
                    .await
                    .unwrap()
                    .unwrap();
            assert_eq!(row.unit_id, Some(unit), "nothing was changed");
            assert_eq!(units.len(), 1);
        }
    );

    both_engines!(
        who_comes_back_is_what_the_invitation_says,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let former = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            testing::give_password(&db, former.person(), "a long password").await;
            let end = ChangeMember {
                member: former.member().unwrap().id,
                unit: None,
                roles: vec![CustomerRole::PurchasingManager],
                active: false,
                equipment_to: String::new(),
            };
            change_member(&db, &manager, end, Timestamp(5))
                .await
                .unwrap();
            assert_eq!(standings(&db, former.person()).await.unwrap(), []);
            let command = Invite {
                key: FormKey::fresh(),
                customer: company.id,
                name: former.name().to_owned(),
                email: former.email().parse().unwrap(),
                unit: None,
                roles: vec![CustomerRole::Requester],
            };
            invite(&db, &manager, command, Timestamp(6)).await.unwrap();
            let mut read = db.read(Scope::system()).await.unwrap();
            let payload: Option<Json<serde_json::Value>> = read
                .scalar(
                    "SELECT payload FROM outbox ORDER BY id DESC LIMIT 1",
                    args![],
                )
                .await
                .unwrap();
            drop(read);
            let path = payload.unwrap().0["path"].as_str().unwrap().to_owned();
            let accept = Accept {
                token: path.strip_prefix("/invitation/").unwrap().to_owned(),
                name: "Whatever".to_owned(),
                password: "a long password".to_owned(),
            };
            accept_invitation(&db, accept, Timestamp(7)).await.unwrap();
            let found =
                company_member::<ChangeMemberError>(&db, &manager, former.member().unwrap().id)
                    .await;
            let (row, _) = found.unwrap().unwrap();
            assert_eq!((row.roles.as_str(), row.active), ("requester", true));
            assert_eq!(row.name, former.name(), "a known person keeps their name");
        }
    );
}
