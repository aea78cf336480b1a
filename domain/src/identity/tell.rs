//! Whom to tell about something that happened in their company.

use super::{CustomerRole, Permission};
use crate::args;
use crate::id::{CustomerId, MembershipId};
use crate::mail::Recipient;
use crate::store::{EachEngine, Query, Result};
use serde_json::json;

/// These members and everybody of the company who may do `permission`, each
/// once; people who left the company are left out.
///
/// # Errors
/// If the storage fails.
pub async fn people_to_tell(
    query: &mut impl Query,
    customer: CustomerId,
    members: [MembershipId; 2],
    permission: Permission,
) -> Result<Vec<Recipient>> {
    let roles: Vec<&str> = CustomerRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(permission))
        .map(|role| role.code())
        .collect();
    let [first, second] = members;
    let rows: Vec<(String, String, Option<String>)> = query
        .all(PEOPLE, args![customer, first, second, json!(roles)])
        .await?;
    Ok(rows
        .into_iter()
        .map(|(email, name, language)| Recipient {
            email,
            name,
            language,
        })
        .collect())
}

const PEOPLE: EachEngine = EachEngine {
    sqlite: "SELECT p.email, p.name, p.language FROM person p WHERE p.id IN (
            SELECT m.person_id FROM membership m
             WHERE m.customer_id = $1 AND m.active AND m.id IN ($2, $3)
            UNION
            SELECT m.person_id FROM membership_role r
              JOIN membership m ON m.id = r.membership_id AND m.customer_id = $1
             WHERE r.customer_id = $1 AND m.active
               AND r.role IN (SELECT value FROM json_each($4)))
        ORDER BY p.name, p.id",
    postgres: "SELECT p.email, p.name, p.language FROM person p WHERE p.id IN (
            SELECT m.person_id FROM membership m
             WHERE m.customer_id = $1 AND m.active AND m.id IN ($2, $3)
            UNION
            SELECT m.person_id FROM membership_role r
              JOIN membership m ON m.id = r.membership_id AND m.customer_id = $1
             WHERE r.customer_id = $1 AND m.active
               AND r.role IN (SELECT jsonb_array_elements_text($4)))
        ORDER BY p.name, p.id",
};
