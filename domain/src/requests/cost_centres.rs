//! A company's cost centres: who pays for what is asked for.

use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CostCentreId, CustomerId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, JsonRows, Query, Result as StoreResult, StoreError, claim};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::LazyLock;

/// The longest code, in characters.
pub const LONGEST_CODE: usize = 20;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 80;

/// A cost centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostCentre {
    /// The cost centre.
    pub id: CostCentreId,
    /// What the company's accounts call it: `4410`.
    pub code: String,
    /// What it is: `Survey`.
    pub name: String,
    #[serde(rename = "active")]
    active_number: i64,
}

impl CostCentre {
    /// Whether it can be chosen for new requests and orders.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.active_number != 0
    }

    /// Code and name: `4410 Survey`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} {}", self.code, self.name)
    }
}

pub(super) const COLUMNS: &[&str] = &["id", "code", "name", "active"];
/// `$1` the customer.
pub(super) const ALL: &str = "SELECT id, code, name, CAST(active AS INTEGER) AS active
    FROM cost_centre WHERE customer_id = $1 ORDER BY code, id";

/// The company's cost centres by code, those that can't be chosen any more
/// among them.
///
/// # Errors
/// If the storage fails.
pub async fn cost_centres(
    query: &mut impl Query,
    customer: CustomerId,
) -> StoreResult<Vec<CostCentre>> {
    static ROWS: LazyLock<JsonRows> = LazyLock::new(|| JsonRows::new(COLUMNS, ALL));
    ROWS.all(query, args![customer]).await
}

/// A change of the company's cost centres.
#[derive(Debug, Clone)]
pub enum ChangeCostCentre {
    /// A new one.
    Add {
        /// The form's key.
        key: FormKey,
        /// Its code.
        code: String,
        /// Its name.
        name: String,
    },
    /// Another code or name.
    Rename {
        /// Which one.
        id: CostCentreId,
        /// Its code.
        code: String,
        /// Its name.
        name: String,
    },
    /// Whether it can be chosen.
    Activate {
        /// Which one.
        id: CostCentreId,
        /// Whether it can be chosen from now on.
        active: bool,
    },
}

/// Why the cost centres were not changed.
#[derive(Debug, thiserror::Error)]
pub enum CostCentreError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No code.
    #[error("no code")]
    NoCode,
    /// No name.
    #[error("no name")]
    NoName,
    /// Code or name is longer than [`LONGEST_CODE`] or [`LONGEST_NAME`].
    #[error("too long")]
    TooLong,
    /// Another cost centre has this code.
    #[error("the code is taken")]
    CodeTaken,
    /// No such cost centre in this company.
    #[error("not found")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Changes the company's cost centres. What was asked for or ordered on one
/// stays on it, also when it can't be chosen any more.
///
/// # Errors
/// See [`CostCentreError`].
pub async fn change_cost_centre(
    db: &Db,
    actor: &Actor,
    change: ChangeCostCentre,
    now: Timestamp,
) -> Result<(), CostCentreError> {
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let change = checked(change)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (action, subject, detail) = match change {
                ChangeCostCentre::Add { key, code, name } => {
                    let id = CostCentreId::new();
                    if claim(tx, &actor, key, "cost-centre", &id.to_string(), now)
                        .await?
                        .is_some()
                    {
                        return Ok(());
                    }
                    let added = tx
                        .run(
                            "INSERT INTO cost_centre (id, customer_id, code, name, active)
                             VALUES ($1, $2, $3, $4, $5)
                             ON CONFLICT (customer_id, code) DO NOTHING",
                            args![id, company, code.as_str(), name.as_str(), true],
                        )
                        .await?;
                    if added == 0 {
                        return Err(CostCentreError::CodeTaken);
                    }
                    (
                        "cost-centre.added",
                        id,
                        json!({ "code": code, "name": name }),
                    )
                }
                ChangeCostCentre::Rename { id, code, name } => {
                    let taken: Option<CostCentreId> = tx
                        .scalar(
                            "SELECT id FROM cost_centre
                             WHERE customer_id = $1 AND code = $2 AND id <> $3",
                            args![company, code.as_str(), id],
                        )
                        .await?;
                    if taken.is_some() {
                        return Err(CostCentreError::CodeTaken);
                    }
                    let renamed = tx
                        .run(
                            "UPDATE cost_centre SET code = $1, name = $2
                             WHERE id = $3 AND customer_id = $4",
                            args![code.as_str(), name.as_str(), id, company],
                        )
                        .await?;
                    if renamed == 0 {
                        return Err(CostCentreError::NotFound);
                    }
                    (
                        "cost-centre.renamed",
                        id,
                        json!({ "code": code, "name": name }),
                    )
                }
                ChangeCostCentre::Activate { id, active } => {
                    let changed = tx
                        .run(
                            "UPDATE cost_centre SET active = $1 WHERE id = $2 AND customer_id = $3",
                            args![active, id, company],
                        )
                        .await?;
                    if changed == 0 {
                        return Err(CostCentreError::NotFound);
                    }
                    ("cost-centre.activated", id, json!({ "active": active }))
                }
            };
            let entry = audit::Entry {
                action,
                subject: subject.to_string(),
                customer: Some(company),
                detail,
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

fn checked(change: ChangeCostCentre) -> Result<ChangeCostCentre, CostCentreError> {
    let check = |code: String, name: String| {
        let (code, name) = (code.trim().to_owned(), name.trim().to_owned());
        if code.is_empty() {
            Err(CostCentreError::NoCode)
        } else if name.is_empty() {
            Err(CostCentreError::NoName)
        } else if code.chars().count() > LONGEST_CODE || name.chars().count() > LONGEST_NAME {
            Err(CostCentreError::TooLong)
        } else {
            Ok((code, name))
        }
    };
    Ok(match change {
        ChangeCostCentre::Add { key, code, name } => {
            let (code, name) = check(code, name)?;
            ChangeCostCentre::Add { key, code, name }
        }
        ChangeCostCentre::Rename { id, code, name } => {
            let (code, name) = check(code, name)?;
            ChangeCostCentre::Rename { id, code, name }
        }
        activate @ ChangeCostCentre::Activate { .. } => activate,
    })
}
