//! The company's rules about which requests need somebody; what they mean is
//! in [`approval_policy`](super::approval_policy).

use super::approval_policy::Rule;
use super::cost_centres::{self, CostCentre};
use crate::args;
use crate::audit;
use crate::id::{CostCentreId, PolicyId};
use crate::identity::{Actor, CustomerRole, Denied, Permission};
use crate::store::{Db, JsonSets, Query, StoreError};
use crate::{Currency, Money, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

pub(super) const COLUMNS: &[&str] = &["id", "role", "cost_centre_id", "below_minor", "currency"];
/// `$1` the customer.
pub(super) const ALL: &str = "SELECT id, role, cost_centre_id, below_minor, currency
    FROM approval_policy WHERE customer_id = $1 ORDER BY applies_to";

/// A rule as it is stored.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct RuleRow {
    id: PolicyId,
    role: Option<String>,
    cost_centre_id: Option<CostCentreId>,
    below_minor: i64,
    currency: Currency,
}

impl RuleRow {
    /// The rule. A role that the program does not know (any more) is nobody's,
    /// and its rule must not become everybody's: then there is none.
    pub(super) fn rule(self) -> Option<Rule> {
        let role = match self.role.as_deref() {
            None => None,
            Some(code) => Some(CustomerRole::from_code(code)?),
        };
        Some(Rule {
            id: self.id,
            role,
            cost_centre: self.cost_centre_id,
            below: Money::new(self.below_minor, self.currency),
        })
    }
}

/// The company's rules, with what they can be about.
#[derive(Debug, Clone)]
pub struct Policies {
    /// The rules: everybody's first, then by role, then by cost centre.
    pub rules: Vec<Rule>,
    /// The company's cost centres.
    pub cost_centres: Vec<CostCentre>,
}

/// Why a rule was not shown or changed.
#[derive(Debug, thiserror::Error)]
pub enum PolicyError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Without an agreement nobody knows in which currency to count.
    #[error("no agreement in force")]
    NoAgreement,
    /// An amount below zero, or in another currency than the agreement's.
    #[error("not an amount a rule can have")]
    BadAmount,
    /// No such cost centre in this company.
    #[error("no such cost centre")]
    NoSuchCostCentre,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The rules of the asking manager's company.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn policies(db: &Db, actor: &Actor) -> Result<Policies, PolicyError> {
    static SETS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            ("rules", COLUMNS, ALL),
            ("cost_centres", cost_centres::COLUMNS, cost_centres::ALL),
        ])
    });
    #[derive(Deserialize)]
    struct Rows {
        rules: Vec<RuleRow>,
        cost_centres: Vec<CostCentre>,
    }
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let mut read = db.read(actor.scope()).await?;
    let rows: Rows = SETS.fetch(&mut read, args![company]).await?;
    let mut rules: Vec<Rule> = rows.rules.into_iter().filter_map(RuleRow::rule).collect();
    let place = |centre: Option<CostCentreId>| {
        centre.map(|id| rows.cost_centres.iter().position(|one| one.id == id))
    };
    rules.sort_by_key(|rule| (place(rule.cost_centre), rule.role.map(CustomerRole::code)));
    Ok(Policies {
        rules,
        cost_centres: rows.cost_centres,
    })
}

/// Sets the rule for a role and a cost centre, in place of the one that was
/// there. Doing so twice is the same as once.
#[derive(Debug, Clone, Copy)]
pub struct SetPolicy {
    /// For members with this role; `None` for everybody.
    pub role: Option<CustomerRole>,
    /// For requests on this cost centre; `None` for all.
    pub cost_centre: Option<CostCentreId>,
    /// Below this amount a request needs nobody.
    pub below: Money,
}

/// Sets a rule. It applies to requests submitted from now on.
///
/// # Errors
/// See [`PolicyError`].
pub async fn set_policy(
    db: &Db,
    actor: &Actor,
    set: SetPolicy,
    now: Timestamp,
) -> Result<(), PolicyError> {
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let company = member.company.id;
    let agreed = member.in_force.as_ref().ok_or(PolicyError::NoAgreement)?;
    if set.below.minor < 0 || set.below.currency != agreed.currency {
        return Err(PolicyError::BadAmount);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            if let Some(centre) = set.cost_centre {
                let known: Option<CostCentreId> = tx
                    .scalar(
                        "SELECT id FROM cost_centre WHERE id = $1 AND customer_id = $2",
                        args![centre, company],
                    )
                    .await?;
                known.ok_or(PolicyError::NoSuchCostCentre)?;
            }
            tx.run(
                "INSERT INTO approval_policy (id, customer_id, applies_to, role, cost_centre_id,
                     below_minor, currency, changed_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                 ON CONFLICT (customer_id, applies_to) DO UPDATE SET
                     below_minor = excluded.below_minor, currency = excluded.currency,
                     changed_at = excluded.changed_at",
                args![
                    PolicyId::new(),
                    company,
                    applies_to(set),
                    set.role.map(CustomerRole::code),
                    set.cost_centre,
                    set.below.minor,
                    set.below.currency,
                    now
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "policy.set",
                subject: company.to_string(),
                customer: Some(company),
                detail: json!({
                    "role": set.role.map(CustomerRole::code),
                    "cost_centre": set.cost_centre,
                    "below_minor": set.below.minor,
                    "currency": set.below.currency.code(),
                }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

fn applies_to(set: SetPolicy) -> String {
    let role = set.role.map_or("everybody", CustomerRole::code);
    match set.cost_centre {
        Some(centre) => format!("{role} {centre}"),
        None => role.to_owned(),
    }
}

/// Takes a rule away; one that is gone already stays gone.
///
/// # Errors
/// [`Denied`] unless the member manages the company.
pub async fn remove_policy(
    db: &Db,
    actor: &Actor,
    policy: PolicyId,
    now: Timestamp,
) -> Result<(), PolicyError> {
    let company = actor.member_who_may(Permission::ManageCompany)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let gone = tx
                .run(
                    "DELETE FROM approval_policy WHERE id = $1 AND customer_id = $2",
                    args![policy, company],
                )
                .await?;
            if gone == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "policy.removed",
                subject: policy.to_string(),
                customer: Some(company),
                detail: json!({}),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}
