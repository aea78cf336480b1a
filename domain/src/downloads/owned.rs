//! The licences that a company has, as its members see them.

use super::licences::gives;
use crate::Timestamp;
use crate::id::{LicenceId, SoftwareId, SubscriptionId};
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
    /// Its key; none where it has none, or where it is no longer given.
    pub key: Option<String>,
    /// Whether a subscription still gives it.
    pub given: bool,
    /// Whether there is another platform to swap it for.
    pub has_others: bool,
    /// Who took it.
    pub taken_by: String,
    /// When.
    pub taken_at: Timestamp,
}

#[derive(Deserialize)]
pub(super) struct LicenceRow {
    id: LicenceId,
    subscription: SubscriptionId,
    pub area: String,
    pub software: SoftwareId,
    name: String,
    platform: String,
    key_text: String,
    taken_by: String,
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
    "taken_by",
    "taken_at",
];

/// The licences of the customer `$1` that were not given back.
pub(super) const LICENCES: &str = "
    SELECT l.id, l.subscription_id AS subscription, l.area, l.software_id AS software, s.name,
        s.platform, l.key_text, p.name AS taken_by, l.taken_at
    FROM licence l
    JOIN software s ON s.id = l.software_id
    JOIN membership m ON m.id = l.taken_by AND m.customer_id = l.customer_id
    JOIN person p ON p.id = m.person_id
    WHERE l.customer_id = $1 AND l.given_back_at IS NULL";

impl LicenceRow {
    /// Whether its subscription still gives it.
    pub fn is_given(&self, all: &Entitlements<'_>, seats: &[Seats]) -> bool {
        gives(all, &self.area, seats)
            .iter()
            .any(|one| one.subscription == self.subscription)
    }

    pub fn licence(self, given: bool, has_others: bool) -> Licence {
        Licence {
            id: self.id,
            name: self.name,
            platform: self.platform,
            key: Some(self.key_text).filter(|key| given && !key.is_empty()),
            given,
            has_others,
            taken_by: self.taken_by,
            taken_at: self.taken_at,
        }
    }
}
