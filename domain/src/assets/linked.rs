//! A unit that took the place of another is linked with it: both pages lead to the other.

use super::tagged::THE_ONE;
use super::visibility::Sees;
use crate::args;
use crate::id::{AssetId, CustomerId, MembershipId, UnitId};
use crate::identity::Member;
use crate::store::{JsonRows, Result, Tx};
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A unit that another is linked with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Linked {
    /// Its tag.
    pub service_tag: String,
    /// Its name.
    pub name: String,
    older: i64,
    membership_id: Option<MembershipId>,
    unit_id: Option<UnitId>,
}

impl Linked {
    /// Whether it is the one that was replaced; else it took the place of the other.
    #[must_use]
    pub const fn is_older(&self) -> bool {
        self.older == 1
    }

    /// Whether this member sees it, as on its page.
    pub(super) fn is_seen(&self, sees: Sees, member: &Member) -> bool {
        sees.covers(member.id, self.membership_id, self.unit_id)
    }
}

/// What [`linked`] finds of each.
pub(super) const LINKED: [&str; 5] = ["service_tag", "name", "older", "membership_id", "unit_id"];

/// The units that a unit is linked with, as one select. `$1` the customer, `$2` the key
/// of the unit's tag.
pub(super) fn linked() -> String {
    format!(
        "SELECT x.service_tag, x.name, 1 AS older, x.membership_id, x.unit_id
         FROM asset a JOIN asset x ON x.customer_id = a.customer_id AND x.id = a.replaces_id
         WHERE a.customer_id = $1 AND a.id = ({THE_ONE})
         UNION ALL
         SELECT x.service_tag, x.name, 0 AS older, x.membership_id, x.unit_id
         FROM asset x WHERE x.customer_id = $1 AND x.replaces_id = ({THE_ONE})"
    )
}

/// Which of these units the customer has whose place nothing took yet. One statement, or
/// none.
pub(super) async fn waiting(
    tx: &mut Tx,
    customer: CustomerId,
    these: &[AssetId],
) -> Result<BTreeSet<AssetId>> {
    #[derive(Deserialize)]
    struct Row {
        id: AssetId,
    }
    static WAITING: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id"],
            "SELECT a.id FROM asset a WHERE a.customer_id = $1 AND a.id <in $2>
                 AND NOT EXISTS (SELECT 1 FROM asset n
                     WHERE n.customer_id = $1 AND n.replaces_id = a.id)",
        )
    });
    if these.is_empty() {
        return Ok(BTreeSet::new());
    }
    let found: Vec<Row> = WAITING.all(tx, args![customer, json!(these)]).await?;
    Ok(found.into_iter().map(|row| row.id).collect())
}
