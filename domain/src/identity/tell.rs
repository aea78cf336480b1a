//! Whom to ask, and whom to tell about something that happened in their company.

use super::{CustomerRole, Permission};
use crate::args;
use crate::id::{CustomerId, MembershipId, PersonId};
use crate::mail::Recipient;
use crate::store::{Asked, JsonRows, Query, Result as StoreResult, list_placeholders};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

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
    let roles = roles_that(permission);
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

/// Who of a company has this address, if they are active.
///
/// # Errors
/// If the storage fails.
pub async fn member_at(
    query: &mut impl Query,
    customer: CustomerId,
    email: &str,
) -> StoreResult<Option<Person>> {
    query
        .maybe(
            "SELECT m.id AS membership_id, p.id AS person_id, p.name, p.email, p.language
             FROM person p JOIN membership m ON m.person_id = p.id
             WHERE p.email = $1 AND m.customer_id = $2 AND m.active",
            args![email.trim().to_lowercase(), customer],
        )
        .await
}

/// Asks for the names of the first few active members of a company who may do this:
/// whom others of it can ask.
#[must_use]
pub fn ask_names_who_may(
    customer: CustomerId,
    permission: Permission,
) -> Asked<'static, Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
    }
    static ROWS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["name"],
            "SELECT p.name FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active AND EXISTS (
                 SELECT 1 FROM membership_role r WHERE r.membership_id = m.id
                     AND r.customer_id = m.customer_id AND r.role <text in $2>)
             ORDER BY p.name, m.id LIMIT 3",
        )
    });
    ROWS.ask::<Row>(args![customer, json!(roles_that(permission))])
        .map(|rows| rows.into_iter().map(|row| row.name).collect())
}

/// Asks for these members and everybody of the company who may do
/// `permission`, each once; people who left the company are left out.
pub fn ask_people_to_tell(
    customer: CustomerId,
    members: [MembershipId; 2],
    permission: Permission,
) -> Asked<'static, Vec<Recipient>> {
    static ROWS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::each(
            &["email", "name", "language"],
            &people_with("SELECT value FROM json_each($4)"),
            &people_with("SELECT jsonb_array_elements_text($4)"),
        )
    });
    let [first, second] = members;
    ROWS.ask(args![
        customer,
        first,
        second,
        json!(roles_that(permission))
    ])
}

/// Somebody of a company to tell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ManagerOf {
    /// The company.
    pub customer: CustomerId,
    /// Who of it.
    #[serde(flatten)]
    pub to: Recipient,
}

/// Asks for everybody of several companies who may do `permission`. For jobs.
#[must_use]
pub fn ask_managers_of(
    customers: &[CustomerId],
    permission: Permission,
) -> Asked<'static, Vec<ManagerOf>> {
    static ROWS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["customer", "email", "name", "language"],
            "SELECT m.customer_id AS customer, p.email, p.name, p.language
             FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id <in $1> AND m.active AND EXISTS (
                 SELECT 1 FROM membership_role r WHERE r.membership_id = m.id
                     AND r.customer_id = m.customer_id AND r.role <text in $2>)
             ORDER BY m.customer_id, p.name, m.id /* system */",
        )
    });
    ROWS.ask(args![json!(customers), json!(roles_that(permission))])
}

fn roles_that(permission: Permission) -> Vec<&'static str> {
    CustomerRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(permission))
        .map(|role| role.code())
        .collect()
}

fn people_with(roles: &str) -> String {
    format!(
        "SELECT p.email, p.name, p.language FROM person p WHERE p.id IN (
            SELECT m.person_id FROM membership m
             WHERE m.customer_id = $1 AND m.active AND m.id IN ($2, $3)
            UNION
            SELECT m.person_id FROM membership_role r
              JOIN membership m ON m.id = r.membership_id AND m.customer_id = $1
             WHERE r.customer_id = $1 AND m.active AND r.role IN ({roles}))
        ORDER BY p.name, p.id"
    )
}
