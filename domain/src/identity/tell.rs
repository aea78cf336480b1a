//! Whom to tell about something that happened in their company.

use super::{CustomerRole, Permission};
use crate::args;
use crate::id::{CustomerId, MembershipId};
use crate::mail::Recipient;
use crate::store::{Asked, JsonRows};
use serde_json::json;
use std::sync::LazyLock;

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
    let roles: Vec<&str> = CustomerRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(permission))
        .map(|role| role.code())
        .collect();
    let [first, second] = members;
    ROWS.ask(args![customer, first, second, json!(roles)])
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
