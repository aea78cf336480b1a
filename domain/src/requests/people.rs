//! Who decides a company's requests. The names are read together with the
//! thing they are shown on, since a page may afford few statements.

use crate::id::MembershipId;
use crate::identity::{CustomerRole, Permission};
use crate::mail::Recipient;
use serde::Deserialize;

/// Somebody who may decide requests of their company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Decider {
    /// The membership.
    pub membership: MembershipId,
    /// The person's name.
    pub name: String,
    pub(super) email: String,
    pub(super) language: Option<String>,
}

impl From<Decider> for Recipient {
    fn from(decider: Decider) -> Self {
        Recipient {
            email: decider.email,
            name: decider.name,
            language: decider.language,
        }
    }
}

pub(super) const COLUMNS: &[&str] = &["membership", "name", "email", "language"];

/// The active members of a company who may approve, by name. `customer` is
/// the placeholder or column that holds the company.
pub(super) fn deciders(customer: &str) -> String {
    let roles: Vec<String> = CustomerRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(Permission::Approve))
        .map(|role| format!("'{}'", role.code()))
        .collect();
    format!(
        "SELECT m.id AS membership, p.name, p.email, p.language
         FROM membership m JOIN person p ON p.id = m.person_id
         WHERE m.customer_id = {customer} AND m.active AND EXISTS (
             SELECT 1 FROM membership_role r WHERE r.membership_id = m.id
               AND r.customer_id = {customer} AND r.role IN ({}))
         ORDER BY p.name, m.id",
        roles.join(",")
    )
}

/// Of these, those who may decide a request of this member: not the member,
/// unless the member could order the same without asking.
pub(super) fn who_decide_for(
    all: Vec<Decider>,
    requester: MembershipId,
    requester_may_order: bool,
) -> Vec<Decider> {
    all.into_iter()
        .filter(|one| one.membership != requester || requester_may_order)
        .collect()
}
