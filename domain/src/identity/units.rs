//! The units of a customer company.

use super::change_member::ChangeMemberError;
use super::{Actor, Permission};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, UnitId};
use crate::store::{Asked, Db, JsonRows, Query};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A unit of a company.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Unit {
    /// The unit.
    pub id: UnitId,
    /// Its name.
    pub name: String,
}

/// Asks for the units of a company, by name.
#[must_use]
pub fn ask_units(customer: CustomerId) -> Asked<'static, Vec<Unit>> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name"],
            "SELECT id, name FROM unit WHERE customer_id = $1 ORDER BY name",
        )
    });
    UNITS.ask(args![customer])
}

/// Adds a unit to the asking manager's company; one of the same name stays.
///
/// # Errors
/// [`ChangeMemberError::Denied`] unless the member manages the company.
pub async fn add_unit(
    db: &Db,
    actor: &Actor,
    name: String,
    now: Timestamp,
) -> Result<(), ChangeMemberError> {
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let added = tx
                .run(
                    "INSERT INTO unit (id, customer_id, name) VALUES ($1, $2, $3)
                     ON CONFLICT (customer_id, name) DO NOTHING",
                    args![UnitId::new(), company, name.as_str()],
                )
                .await?;
            if added == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "unit.added",
                subject: company.to_string(),
                customer: Some(company),
                detail: json!({ "name": name }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}
