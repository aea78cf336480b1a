//! The licences that a company has, as its members see them.

use super::licences::gives;
use crate::Timestamp;
use crate::id::{LicenceId, MembershipId, SoftwareId, SubscriptionId};
use crate::identity::{Actor, Member, Permission};
use crate::subscriptions::Seats;
use crate::subscriptions::entitlements::Entitlements;
use serde::Deserialize;

/// A licence that the company has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Which.
    pub id: LicenceId,
    /// The software's name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// Its key; none where it has none, where it is no longer given, or where it is not
    /// for the reader.
    pub key: Option<String>,
    /// It has a key that is not for the reader: neither is the licence theirs, nor do
    /// they look after the company's licences.
    pub is_for_others: bool,
    /// Whether a subscription still gives it.
    pub given: bool,
    /// Whether there is another platform to swap it for.
    pub has_others: bool,
    /// Whose it is: who took it, or to whom it was handed.
    pub holder: String,
    /// When.
    pub taken_at: Timestamp,
}

/// Who reads of licences. A key is for whose licence it is, and for who looks after the
/// company's subscriptions: may order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader {
    member: MembershipId,
    /// Whether they see every key of the company.
    pub looks_after: bool,
}

impl Reader {
    pub fn of(actor: &Actor, member: &Member) -> Self {
        Self {
            member: member.id,
            looks_after: actor.may(Permission::Order),
        }
    }
}

#[derive(Deserialize)]
pub(super) struct LicenceRow {
    pub id: LicenceId,
    subscription: SubscriptionId,
    pub area: String,
    pub software: SoftwareId,
    name: String,
    platform: String,
    key_text: String,
    held_by: MembershipId,
    holder: String,
    taken_at: Timestamp,
}

pub(super) const LICENCE: &[&str] = &[
    "id",
    "subscription",
    "area",
    "software",
    "name",
    "platform",
    "key_text",
    "held_by",
    "holder",
    "taken_at",
];

/// The licences of the customer `$1` that were not given back.
pub(super) const LICENCES: &str = "
    SELECT l.id, l.subscription_id AS subscription, l.area, l.software_id AS software, s.name,
        s.platform, l.key_text, l.held_by, p.name AS holder, l.taken_at
    FROM licence l
    JOIN software s ON s.id = l.software_id
    JOIN membership m ON m.id = l.held_by AND m.customer_id = l.customer_id
    JOIN person p ON p.id = m.person_id
    WHERE l.customer_id = $1 AND l.given_back_at IS NULL";

impl LicenceRow {
    /// As people call it: with what it runs on.
    pub fn called(&self) -> String {
        format!("{}, {}", self.name, self.platform)
    }

    /// Whether its subscription still gives it.
    pub fn is_given(&self, all: &Entitlements<'_>, seats: &[Seats]) -> bool {
        gives(all, &self.area, seats)
            .iter()
            .any(|one| one.subscription == self.subscription)
    }

    pub fn licence(self, given: bool, has_others: bool, reader: Reader) -> Licence {
        let has_key = given && !self.key_text.is_empty();
        let may_read = reader.looks_after || reader.member == self.held_by;
        Licence {
            id: self.id,
            name: self.name,
            platform: self.platform,
            is_for_others: has_key && !may_read,
            key: (has_key && may_read).then_some(self.key_text),
            given,
            has_others,
            holder: self.holder,
            taken_at: self.taken_at,
        }
    }
}
