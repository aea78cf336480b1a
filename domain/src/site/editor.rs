//! What the page for editing a customer's site needs.

use super::look::Look;
use super::shown::SiteText;
use crate::args;
use crate::id::{AccessGroupId, ConfigurationId, CustomerId, MembershipId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, JsonRows, JsonSets, json_or_text};
use serde::Deserialize;
use std::sync::LazyLock;

/// An access group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AccessGroup {
    /// Which.
    pub id: AccessGroupId,
    /// Its name.
    pub name: String,
}

/// Somebody who can be in a group.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SiteMember {
    /// The membership.
    pub id: MembershipId,
    /// Their name.
    pub name: String,
    /// Their unit's name, empty without one.
    pub unit: String,
}

/// A customer's site, to be edited.
#[derive(Debug, Clone, Deserialize)]
pub struct SiteEditor {
    customer: Vec<CustomerRow>,
    /// The access groups by name.
    pub groups: Vec<AccessGroup>,
    /// The company's active people by name.
    pub members: Vec<SiteMember>,
    in_groups: Vec<InGroup>,
    /// All texts, the newest first: also those of another time.
    pub texts: Vec<SiteText>,
    looks: Vec<LookRow>,
    /// The standard configurations that are on the site.
    pub standards: Vec<StandardRow>,
    offered_to: Vec<OfferedTo>,
}

/// A standard configuration that is offered only to some access groups, and one
/// of these.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OfferedTo {
    within: AccessGroupId,
    /// Which.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
    /// To how many other groups it is offered, too.
    pub others: i64,
}

#[derive(Debug, Clone, Deserialize)]
struct CustomerRow {
    name: String,
    own_site: i64,
}

#[derive(Debug, Clone, Deserialize)]
struct InGroup {
    within: AccessGroupId,
    member: MembershipId,
}

#[derive(Debug, Clone, Deserialize)]
struct LookRow {
    whose: String,
    #[serde(deserialize_with = "json_or_text")]
    look: Look,
}

/// A standard configuration by its name.
#[derive(Debug, Clone, Deserialize)]
pub struct StandardRow {
    /// Which.
    pub id: ConfigurationId,
    /// Its name.
    pub name: String,
}

impl SiteEditor {
    /// The customer's name; none if there is no such customer.
    #[must_use]
    pub fn customer(&self) -> Option<&str> {
        self.customer.first().map(|one| one.name.as_str())
    }

    /// Whether the customer's managers may change it.
    #[must_use]
    pub fn own_site(&self) -> bool {
        self.customer.first().is_some_and(|one| one.own_site != 0)
    }

    /// Whether somebody is in a group.
    #[must_use]
    pub fn is_in(&self, member: MembershipId, group: AccessGroupId) -> bool {
        self.in_groups
            .iter()
            .any(|one| one.within == group && one.member == member)
    }

    /// How many are in a group.
    #[must_use]
    pub fn count(&self, group: AccessGroupId) -> usize {
        self.in_groups
            .iter()
            .filter(|one| one.within == group)
            .count()
    }

    /// The standards on the site that are offered only to some groups, as far as
    /// this one is among them.
    pub fn only_for(&self, group: AccessGroupId) -> impl Iterator<Item = &OfferedTo> {
        self.offered_to
            .iter()
            .filter(move |one| one.within == group)
    }

    /// How pages look for a group, or for everybody.
    #[must_use]
    pub fn look(&self, whose: Option<AccessGroupId>) -> Look {
        let key = whose.map_or_else(String::new, |id| id.to_string());
        let found = self.looks.iter().find(|one| one.whose == key);
        found.map(|one| one.look.clone()).unwrap_or_default()
    }
}

/// A customer's access groups by name. For staff.
#[must_use]
pub fn ask_groups(customer: CustomerId) -> Asked<'static, Vec<AccessGroup>> {
    static GROUPS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name"],
            "SELECT id, name FROM access_group WHERE customer_id = $1 ORDER BY name",
        )
    });
    GROUPS.ask(args![customer])
}

/// A customer's site, for whoever may look into how it is made: staff who
/// curate, and the customer's own managers.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_site_editor(
    actor: &Actor,
    customer: CustomerId,
) -> Result<Asked<'static, SiteEditor>, Denied> {
    let own = actor
        .member()
        .is_some_and(|member| member.company.id == customer);
    if !(own && actor.may(Permission::ManageCompany)) {
        actor.demand(Permission::Curate)?;
    }
    static EDITOR: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "customer",
                &["name", "own_site"],
                "SELECT name, CASE WHEN own_site THEN 1 ELSE 0 END AS own_site
                 FROM customer WHERE id = $1",
            ),
            (
                "groups",
                &["id", "name"],
                "SELECT id, name FROM access_group WHERE customer_id = $1 ORDER BY name",
            ),
            (
                "members",
                &["id", "name", "unit"],
                "SELECT m.id, p.name, COALESCE(u.name, '') AS unit
                 FROM membership m JOIN person p ON p.id = m.person_id
                 LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = $1
                 WHERE m.customer_id = $1 AND m.active ORDER BY p.name, m.id",
            ),
            (
                "in_groups",
                &["within", "member"],
                "SELECT group_id AS within, membership_id AS member
                 FROM access_group_member WHERE customer_id = $1",
            ),
            (
                "texts",
                &[
                    "id",
                    "kind",
                    "whose",
                    "title",
                    "text",
                    "href",
                    "valid_from",
                    "valid_until",
                ],
                "SELECT id, kind, group_id AS whose, title, text, href, valid_from, valid_until
                 FROM site_text WHERE customer_id = $1 ORDER BY id DESC",
            ),
            (
                "looks",
                &["whose", "look"],
                "SELECT whose, look FROM site_look WHERE customer_id = $1",
            ),
            (
                "standards",
                &["id", "name"],
                "SELECT id, name FROM configuration
                 WHERE customer_id = $1 AND state = 'published' ORDER BY name, id",
            ),
            (
                "offered_to",
                &["within", "id", "name", "others"],
                "SELECT a.group_id AS within, f.id, f.name,
                     COUNT(*) OVER (PARTITION BY f.id) - 1 AS others
                 FROM configuration f
                 JOIN configuration_audience a ON a.revision_id = f.published_revision_id
                     AND a.customer_id = $1
                 WHERE f.customer_id = $1 AND f.state = 'published' ORDER BY f.name, f.id",
            ),
        ])
    });
    Ok(EDITOR.ask(args![customer]))
}
