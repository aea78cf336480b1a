//! The people of a customer company: who they are, as its manager and our people
//! see them.

use super::units::{Unit, ask_units};
use super::{Actor, CustomerRole, Denied, Permission};
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, InvitationId, MembershipId, UnitId};
use crate::store::{
    Asked, Db, JsonRows, Query, Result as StoreResult, StoreError, containing, together,
};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

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
    let units = ask_units(company).fetch(&mut read).await?;
    Ok(Some((found, units)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::ChangeMemberError;
    use crate::identity::testing::{customer, member};
    use crate::store::counted;
    use crate::store::testing::both_engines;

    fn seen(words: &str, offset: i64) -> PeopleFilter {
        PeopleFilter {
            words: words.to_owned(),
            offset,
            limit: 2,
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
            assert_eq!(one.members[0].id, manager.member().unwrap().id);
            let requester = member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let refused =
                company_people::<ChangeMemberError>(&db, &requester, seen("", 0), Timestamp(5));
            assert!(matches!(refused.await, Err(ChangeMemberError::Denied(_))));
        }
    );
}
