//! The labels of units, as a sheet of them is printed.

use super::finding::tag_key;
use crate::args;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonRows, StoreError};
use serde::Deserialize;
use std::sync::LazyLock;

/// A unit as a label has it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Label {
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number.
    pub serial_number: String,
    /// What it is.
    pub name: String,
}

/// How many labels a sheet has at most.
pub const MOST_LABELS: usize = 200;

/// The labels of these units, in the order of their tags. For who manages the
/// company; tags of nobody or of others are left out.
///
/// # Errors
/// [`Denied`] unless the person sees the company.
pub async fn labels<E>(db: &Db, actor: &Actor, tags: &[String]) -> Result<Vec<Label>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static LABELS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["service_tag", "asset_tag", "serial_number", "name"],
            "SELECT service_tag, coalesce(asset_tag, '') AS asset_tag, serial_number, name
             FROM asset WHERE customer_id = $1 AND tag_key <text in $2> ORDER BY tag_key",
        )
    });
    let member = actor.member_who_may(Permission::SeeCompany)?;
    let keys: serde_json::Value = tags
        .iter()
        .take(MOST_LABELS)
        .map(|tag| tag_key(tag))
        .collect();
    let mut read = db.read(actor.scope()).await?;
    Ok(LABELS
        .all(&mut read, args![member.company.id, keys])
        .await?)
}
