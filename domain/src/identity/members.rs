//! The people of a customer company: who they are, what they may do.

use super::{Actor, CustomerRole, Denied, Permission};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvitationId, MembershipId, PersonId, UnitId};
use crate::mail::Recipient;
use crate::store::{
    Asked, Db, JsonRows, Query, Result as StoreResult, StoreError, containing, list_placeholders,
    together,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;
use uuid::Uuid;

/// A unit of a company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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

/// A unit, with how many people belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitRow {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its active members.
    pub members: i64,
}

/// An invitation that nobody has accepted yet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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

/// Which of a company's people a page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleFilter {
    /// Part of a name or an address; empty for everybody.
    pub words: String,
    /// How many to leave out at the beginning.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// A company's people, as its manager sees them.
#[derive(Debug, Clone, Default)]
pub struct CompanyPeople {
    /// Members by name, those who left last.
    pub members: Vec<MemberRow>,
    /// How many members the filter finds in all.
    pub found: i64,
    /// Invitations that are still open, by name.
    pub invitations: Vec<OpenInvitation>,
    /// The company's units, by name.
    pub units: Vec<UnitRow>,
}

#[derive(sqlx::FromRow)]
struct CountedMember {
    #[sqlx(flatten)]
    member: MemberRow,
    found: i64,
}

/// Units and open invitations in one statement, since a page may afford three.
static COMPANY_LISTS: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["kind", "id", "name", "email", "number"],
        "SELECT 'unit' AS kind, u.id, u.name, '' AS email, coalesce(n.members, 0) AS number
         FROM unit u LEFT JOIN (
             SELECT m.unit_id, COUNT(*) AS members FROM membership m
             WHERE m.customer_id = $1 AND m.active GROUP BY m.unit_id) n ON n.unit_id = u.id
         WHERE u.customer_id = $1
         UNION ALL
         SELECT 'invitation', i.id, i.name, i.email, i.expires_at
         FROM invitation i
         WHERE i.customer_id = $1 AND i.accepted_at IS NULL AND i.expires_at > $2
         ORDER BY 1, 3, 2",
    )
});

#[derive(serde::Deserialize)]
struct ListRow {
    kind: String,
    id: Uuid,
    name: String,
    email: String,
    number: i64,
}

/// Units and people of the asking member's company: two statements.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn company_people<E>(
    db: &Db,
    actor: &Actor,
    filter: PeopleFilter,
    now: Timestamp,
) -> Result<CompanyPeople, E>
where
    E: From<Denied> + From<StoreError>,
{
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<CountedMember> = read
        .all(
            "SELECT m.id, p.name, p.email, coalesce(u.name, '') AS unit, m.unit_id, m.active,
                 coalesce((SELECT string_agg(r.role, ',') FROM membership_role r
                   WHERE r.membership_id = m.id AND r.customer_id = $1), '') AS roles,
                 COUNT(*) OVER () AS found
             FROM membership m JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = $1
             WHERE m.customer_id = $1
               AND (lower(p.name) LIKE ('' || $2) ESCAPE '\\' OR p.email LIKE ('' || $2) ESCAPE '\\')
             ORDER BY m.active DESC, lower(p.name), m.id LIMIT ($3 + 0) OFFSET ($4 + 0)",
            args![company, containing(&filter.words), filter.limit, filter.offset],
        )
        .await?;
    let mut people = CompanyPeople {
        found: rows.first().map_or(0, |row| row.found),
        members: rows.into_iter().map(|row| row.member).collect(),
        ..CompanyPeople::default()
    };
    let lists: Vec<ListRow> = COMPANY_LISTS.all(&mut read, args![company, now]).await?;
    for row in lists {
        if row.kind == "unit" {
            people.units.push(UnitRow {
                id: UnitId(row.id),
                name: row.name,
                members: row.number,
            });
        } else {
            people.invitations.push(OpenInvitation {
                id: InvitationId(row.id),
                name: row.name,
                email: row.email,
                expires_at: Timestamp(row.number),
            });
        }
    }
    Ok(people)
}

/// Asks for a customer's open invitations, by name. For staff.
///
/// # Errors
/// [`Denied`] unless the person may see customers.
pub fn ask_invitations_of(
    actor: &Actor,
    customer: CustomerId,
    now: Timestamp,
) -> Result<Asked<'static, Vec<OpenInvitation>>, Denied> {
    static OPEN: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name", "email", "expires_at"],
            "SELECT i.id, i.name, i.email, i.expires_at FROM invitation i
             WHERE i.customer_id = $1 AND i.accepted_at IS NULL AND i.expires_at > $2
             ORDER BY lower(i.name), i.id",
        )
    });
    actor.demand(Permission::SeeCustomers)?;
    Ok(OPEN.ask(args![customer, now]))
}

/// Asks how many people of a customer can sign in. For staff.
///
/// # Errors
/// [`Denied`] unless the person may see customers.
pub fn ask_people_count(
    actor: &Actor,
    customer: CustomerId,
) -> Result<Asked<'static, i64>, Denied> {
    #[derive(Deserialize)]
    struct Row {
        people: i64,
    }
    static PEOPLE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["people"],
            "SELECT COUNT(*) AS people FROM membership m
             WHERE m.customer_id = $1 AND m.active",
        )
    });
    actor.demand(Permission::SeeCustomers)?;
    Ok(PEOPLE
        .ask::<Row>(args![customer])
        .map(|rows| rows.first().map_or(0, |row| row.people)))
}

/// A member of the asking manager's company, and the units they could be in:
/// two statements. `None` if there is no such member in this company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn company_member<E>(
    db: &Db,
    actor: &Actor,
    member: MembershipId,
) -> Result<Option<(MemberRow, Vec<Unit>)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let Some(found) = member_row(&mut read, company, member).await? else {
        return Ok(None);
    };
    Ok(Some((found, units(&mut read, company).await?)))
}

/// A member who is about to leave the asking manager's company: how many units of
/// equipment they have, and who could get them. Two statements. `None` if there is
/// no such member in this company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn leaving_member<E>(
    db: &Db,
    actor: &Actor,
    member: MembershipId,
) -> Result<Option<(MemberRow, i64, Vec<crate::assets::Holder>)>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let Some(found) = member_row(&mut read, company, member).await? else {
        return Ok(None);
    };
    let asked = (
        crate::assets::ask_held(company, member),
        crate::assets::ask_people(company),
    );
    let (held, mut people) = together(&mut read, asked).await?;
    people.retain(|person| person.email != found.email);
    Ok(Some((found, held, people)))
}

async fn member_row(
    read: &mut impl Query,
    company: CustomerId,
    member: MembershipId,
) -> StoreResult<Option<MemberRow>> {
    read.maybe(
        "SELECT m.id, p.name, p.email, coalesce(u.name, '') AS unit, m.unit_id, m.active,
             coalesce((SELECT string_agg(r.role, ',') FROM membership_role r
               WHERE r.membership_id = m.id AND r.customer_id = $1), '') AS roles
         FROM membership m JOIN person p ON p.id = m.person_id
         LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = $1
         WHERE m.customer_id = $1 AND m.id = $2",
        args![company, member],
    )
    .await
}

/// The units of a company by name.
///
/// # Errors
/// If the storage fails.
pub async fn units(read: &mut impl Query, customer: CustomerId) -> StoreResult<Vec<Unit>> {
    ask_units(customer).fetch(read).await
}

/// The question behind [`units`], to be asked together with others.
#[must_use]
pub fn ask_units(customer: CustomerId) -> Asked<'static, Vec<Unit>> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name"],
            "SELECT id, name FROM unit WHERE customer_id = $1 ORDER BY name",
        )
    });
    UNITS.ask(args![customer])
}

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
            tx.run(
                "UPDATE customer SET name = name WHERE id = $1",
                args![company],
            )
            .await?;
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
            let added = tx
                .run(
                    "INSERT INTO unit (id, customer_id, name) VALUES ($1, $2, $3)
                     ON CONFLICT (customer_id, name) DO NOTHING",
                    args![UnitId::new(), company, name.as_str()],
                )
                .await?;
            if added == 0 {
                return Ok(());
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::{customer, member};
    use crate::identity::{
        Accept, Invite, Standing, accept_invitation, invite, standings, testing,
    };
    use crate::store::testing::both_engines;
    use crate::store::{FormKey, Json, Scope, counted};

    fn seen(words: &str, offset: i64) -> PeopleFilter {
        PeopleFilter {
            words: words.to_owned(),
            offset,
            limit: 2,
        }
    }

    fn membership(actor: &Actor) -> MembershipId {
        match actor.standing() {
            Standing::Member(member) => member.id,
            _ => panic!("no member"),
        }
    }

    both_engines!(
        a_manager_sees_the_people_of_the_company_page_by_page,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, dock) = customer(&db, "Other").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            for _ in 0..2 {
                member(&db, &company, unit, &[CustomerRole::Requester]).await;
                member(&db, &other, dock, &[CustomerRole::Requester]).await;
            }
            let people =
                |filter| company_people::<ChangeMemberError>(&db, &manager, filter, Timestamp(5));
            let (first, statements) = counted(people(seen("", 0))).await;
            let first = first.unwrap();
            assert_eq!(statements, 2);
            assert_eq!((first.members.len(), first.found), (2, 3));
            assert_eq!(first.units[0].members, 3);
            assert_eq!(first.units.len(), 1, "units of this company only");
            let second = people(seen("", 2)).await.unwrap();
            assert_eq!((second.members.len(), second.found), (1, 3));
            let none = people(seen("100%", 0)).await.unwrap();
            assert_eq!(none.members, [], "a percent sign is a percent sign");
            let one = people(seen(manager.email(), 0)).await.unwrap();
            assert_eq!(one.members[0].id, membership(&manager));
            let requester = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let refused =
                company_people::<ChangeMemberError>(&db, &requester, seen("", 0), Timestamp(5));
            assert!(matches!(refused.await, Err(ChangeMemberError::Denied(_))));
        }
    );

    both_engines!(
        units_and_members_of_other_companies_are_not_there,
        |db| async move {
            let (company, unit) = customer(&db, "Halden").await;
            let (other, dock) = customer(&db, "Other").await;
            let manager = member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let theirs = member(&db, &other, dock, &[CustomerRole::Requester]).await;
            let found = company_member::<ChangeMemberError>(&db, &manager, membership(&theirs));
            assert_eq!(found.await.unwrap(), None);
            let change = ChangeMember {
                member: membership(&manager),
                unit: Some(dock),
                roles: vec![CustomerRole::PurchasingManager],
                active: true,
                equipment_to: String::new(),
            };
            let refused = change_member(&db, &manager, change, Timestamp(5)).await;
            assert!(matches!(refused, Err(ChangeMemberError::NotFound)));
            let (row, units) =
                company_member::<ChangeMemberError>(&db, &manager, membership(&manager))
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
                member: membership(&former),
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
                company_member::<ChangeMemberError>(&db, &manager, membership(&former)).await;
            let (row, _) = found.unwrap().unwrap();
            assert_eq!((row.roles.as_str(), row.active), ("requester", true));
            assert_eq!(row.name, former.name(), "a known person keeps their name");
        }
    );
}
