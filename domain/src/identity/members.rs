//! The people of a customer company: who they are, what they may do.

use super::{Actor, CustomerRole, Denied, Permission};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvitationId, MembershipId, PersonId, UnitId};
use crate::mail::Recipient;
use crate::store::{Db, Query, Result as StoreResult, StoreError, list_placeholders};
use serde_json::json;

/// A unit of a company.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Unit {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
}

/// A member as the company's manager sees them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct MemberRow {
    /// The membership.
    pub id: MembershipId,
    /// The person's name.
    pub name: String,
    /// The person's address.
    pub email: String,
    /// The unit's name, empty if none.
    pub unit: String,
    /// The unit.
    pub unit_id: Option<UnitId>,
    /// The roles' codes, separated by commas.
    pub roles: String,
    /// Whether the membership is in force.
    pub active: bool,
}

impl MemberRow {
    /// The member's roles.
    pub fn roles(&self) -> impl Iterator<Item = CustomerRole> {
        self.roles.split(',').filter_map(CustomerRole::from_code)
    }
}

/// An invitation that nobody has accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct OpenInvitation {
    /// The invitation.
    pub id: InvitationId,
    /// Who was invited.
    pub name: String,
    /// At which address.
    pub email: String,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// Everybody of a company.
#[derive(Debug, Clone, Default)]
pub struct CompanyPeople {
    /// Members by name, those who left last.
    pub members: Vec<MemberRow>,
    /// Invitations that are still open.
    pub invitations: Vec<OpenInvitation>,
}

/// The people of the asking member's company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn company_people<E>(db: &Db, actor: &Actor, now: Timestamp) -> Result<CompanyPeople, E>
where
    E: From<Denied> + From<StoreError>,
{
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let members = read
        .all(
            "SELECT m.id, p.name, p.email, coalesce(u.name, '') AS unit, m.unit_id, m.active,
                 coalesce((SELECT string_agg(r.role, ',') FROM membership_role r
                   WHERE r.membership_id = m.id AND r.customer_id = $1), '') AS roles
             FROM membership m JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = $1
             WHERE m.customer_id = $1 ORDER BY m.active DESC, p.name, m.id",
            args![company],
        )
        .await?;
    let invitations = read
        .all(
            "SELECT id, name, email, expires_at FROM invitation
             WHERE customer_id = $1 AND accepted_at IS NULL AND expires_at > $2 ORDER BY name, id",
            args![company, now],
        )
        .await?;
    Ok(CompanyPeople {
        members,
        invitations,
    })
}

/// The units of a company by name.
///
/// # Errors
/// If the storage fails.
pub async fn units(read: &mut impl Query, customer: CustomerId) -> StoreResult<Vec<Unit>> {
    read.all(
        "SELECT id, name FROM unit WHERE customer_id = $1 ORDER BY name",
        args![customer],
    )
    .await
}

/// A change of what a member is and may do.
#[derive(Debug, Clone)]
pub struct ChangeMember {
    /// Who.
    pub member: MembershipId,
    /// Into which unit.
    pub unit: Option<UnitId>,
    /// With which roles; none ends the membership.
    pub roles: Vec<CustomerRole>,
    /// Whether the membership is in force.
    pub active: bool,
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
            let found = tx
                .run(
                    "UPDATE membership SET active = $1, unit_id =
                         (SELECT u.id FROM unit u WHERE u.id = $2 AND u.customer_id = $4)
                     WHERE id = $3 AND customer_id = $4",
                    args![change.active, change.unit, change.member, company],
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
            let entry = audit::Entry {
                action: "member.changed",
                subject: change.member.to_string(),
                customer: Some(company),
                detail: json!({
                    "active": change.active,
                    "roles": change.roles.iter().map(|role| role.code()).collect::<Vec<_>>(),
                }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// Adds a unit to the asking manager's company; one of the same name stays.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn add_unit(
    db: &Db,
    actor: &Actor,
    name: String,
    now: Timestamp,
) -> Result<(), ChangeMemberError> {
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO unit (id, customer_id, name) VALUES ($1, $2, $3)
                 ON CONFLICT (customer_id, name) DO NOTHING",
                args![UnitId::new(), company, name.as_str()],
            )
            .await?;
            let entry = audit::Entry {
                action: "unit.added",
                subject: company.to_string(),
                customer: Some(company),
                detail: json!({ "name": name }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

/// A person of a customer, as messages and timelines name them.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Person {
    /// The membership.
    pub membership_id: MembershipId,
    /// The person.
    pub person_id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// The language they chose.
    pub language: Option<String>,
}

impl From<Person> for Recipient {
    fn from(person: Person) -> Self {
        Recipient {
            email: person.email,
            name: person.name,
            language: person.language,
        }
    }
}

/// The active members of a company who may do this: whom to ask, whom to tell.
///
/// # Errors
/// If the storage fails.
pub async fn members_who_may(
    query: &mut impl Query,
    customer: CustomerId,
    permission: Permission,
) -> StoreResult<Vec<Person>> {
    let roles: Vec<&str> = CustomerRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(permission))
        .map(|role| role.code())
        .collect();
    let sql = format!(
        "SELECT m.id AS membership_id, p.id AS person_id, p.name, p.email, p.language
         FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.customer_id = $1 AND m.active AND EXISTS (
             SELECT 1 FROM membership_role r WHERE r.membership_id = m.id
               AND r.customer_id = $1 AND r.role IN ({}))
         ORDER BY p.name, m.id",
        list_placeholders(2, roles.len())
    );
    let mut values = args![customer];
    values.extend(roles.into_iter().map(crate::store::IntoValue::value));
    query.all(sql, values).await
}

/// The person behind a membership of this company.
///
/// # Errors
/// If the storage fails.
pub async fn person_of_member(
    query: &mut impl Query,
    customer: CustomerId,
    member: MembershipId,
) -> StoreResult<Option<Person>> {
    query
        .maybe(
            "SELECT m.id AS membership_id, p.id AS person_id, p.name, p.email, p.language
             FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.id = $1 AND m.customer_id = $2",
            args![member, customer],
        )
        .await
}
