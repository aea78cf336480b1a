//! What somebody sees before they swap a licence.

use super::owned::{LICENCE, LICENCES, Licence, LicenceRow, Reader};
use crate::id::{LicenceId, SoftwareId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError, together};
use crate::subscriptions::entitlements::{Countable, Holder};
use crate::subscriptions::{ask_held, ask_seats};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// What a licence can be swapped for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SwapTarget {
    /// The software.
    pub id: SoftwareId,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
}

/// What somebody sees before they swap a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwapPage {
    /// The licence.
    pub licence: Licence,
    /// What it can be swapped for.
    pub targets: Vec<SwapTarget>,
    /// How many swaps are left.
    pub left: i64,
    /// Until when: the last day of what is used first.
    pub until: Option<Day>,
}

/// What a member who may order sees before they swap a licence; none if their company
/// has no such licence, or nothing gives it any more.
///
/// # Errors
/// [`Denied`] if who asks may not order, or if the storage fails.
pub async fn swap_page<E>(
    db: &Db,
    actor: &Actor,
    licence: LicenceId,
    now: Timestamp,
) -> Result<Option<SwapPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    #[derive(Deserialize)]
    struct Rows {
        licences: Vec<LicenceRow>,
        targets: Vec<SwapTarget>,
    }
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("licences", LICENCE, &format!("{LICENCES} AND l.id = $2")),
            (
                "targets",
                &["id", "name", "platform"],
                "SELECT s.id, s.name, s.platform
                 FROM licence l JOIN software s ON s.area = l.area AND s.id <> l.software_id
                 WHERE l.customer_id = $1 AND l.id = $2
                 ORDER BY s.name, s.platform, s.id",
            ),
        ])
    });
    let member = actor.member_who_may(Permission::Order)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_held(customer),
        ask_seats(customer),
        ONE.ask::<Rows>(args![customer, licence]),
    );
    let (held, seats, rows) = together(&mut read, questions).await?;
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let found = rows.licences.into_iter().next();
    let Some(row) = found.filter(|row| row.is_given(&all, &seats)) else {
        return Ok(None);
    };
    let count = all.count(Countable::PlatformSwaps);
    Ok(Some(SwapPage {
        licence: row.licence(true, !rows.targets.is_empty(), Reader::of(actor, member)),
        targets: rows.targets,
        left: count.left,
        until: count.next.first().map(|grant| grant.period.last()),
    }))
}
