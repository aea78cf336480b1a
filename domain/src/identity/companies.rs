//! Customer companies, as the supplier's people make and see them.

use super::account_team::{TeamError, join_in};
use super::firm::Firmographics;
use super::{
    Actor, CustomerRole, Denied, Email, Invite, InviteError, Permission, StaffRole, Tier,
    invitations,
};
use crate::Timestamp;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, PersonId, UnitId};
use crate::store::{
    Asked, Db, FormKey, JsonRows, Query, Result as StoreResult, StoreError, answered, claim,
    next_number,
};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A company about to become a customer.
#[derive(Debug, Clone)]
pub struct NewCustomer {
    /// The form it came from.
    pub key: FormKey,
    /// What it is.
    pub about: AboutCustomer,
    /// Its units' names.
    pub units: Vec<String>,
    /// The first purchasing manager, who is invited: name and address.
    pub manager: Option<(String, Email)>,
    /// The account manager who looks after it; may be found later.
    pub account_manager: Option<PersonId>,
}

/// Why a customer was not made.
#[derive(Debug, thiserror::Error)]
pub enum CompanyError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The manager can't be invited.
    #[error(transparent)]
    Invite(#[from] InviteError),
    /// The person who should look after it is no account manager.
    #[error("no account manager")]
    NoAccountManager,
    /// Another customer has this number in the supplier's own system.
    #[error("another customer has this number")]
    ReferenceTaken,
}

/// The only rule of uniqueness that what is typed can break.
fn reference_taken(error: StoreError) -> CompanyError {
    if error.is_duplicate() {
        CompanyError::ReferenceTaken
    } else {
        error.into()
    }
}

/// Makes a customer company.
///
/// # Errors
/// See [`CompanyError`].
pub async fn create_customer(
    db: &Db,
    actor: &Actor,
    new: NewCustomer,
    now: Timestamp,
) -> Result<CustomerId, CompanyError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = CustomerId::new();
            if let Some(earlier) =
                claim(tx, &actor, new.key, "customer", &id.to_string(), now).await?
            {
                return Ok(answered(&earlier)?);
            }
            let about = new.about;
            let number = next_number(tx, "customer").await?;
            tx.run(
                "INSERT INTO customer (id, number, name, mark, hue, segment, needs, employees,
                     country, phase, created_at, reference, industry, sales_minor, sales_currency,
                     founded, street, postcode, city, phone, tier)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'acquisition', $10, $11, $12, $13,
                     $14, $15, $16, $17, $18, $19, $20) /* staff */",
                args![
                    id,
                    format!("C-{number:05}"),
                    about.name.as_str(),
                    about.mark,
                    about.hue,
                    about.segment,
                    about.needs,
                    about.employees,
                    about.country,
                    now,
                    about.firm.reference,
                    about.firm.industry,
                    about.firm.sales_minor,
                    about.firm.sales_currency,
                    about.firm.founded,
                    about.firm.street,
                    about.firm.postcode,
                    about.firm.city,
                    about.firm.phone,
                    about.tier.map_or("", Tier::code)
                ],
            )
            .await
            .map_err(reference_taken)?;
            if let Some(person) = new.account_manager {
                join_in(tx, &actor, id, person, StaffRole::AccountManager, now)
                    .await
                    .map_err(|error| match error {
                        TeamError::NotFound => CompanyError::NoAccountManager,
                        TeamError::Denied(denied) => denied.into(),
                        TeamError::Store(error) => error.into(),
                    })?;
            }
            let units = new
                .units
                .into_iter()
                .map(|name| args![UnitId::new(), id, name])
                .collect();
            tx.insert_many("INSERT INTO unit (id, customer_id, name) VALUES", units, "")
                .await?;
            if let Some((name, email)) = new.manager {
                let roles = vec![CustomerRole::PurchasingManager];
                let key = FormKey::fresh();
                let invite = Invite {
                    key,
                    customer: id,
                    name,
                    email,
                    unit: None,
                    roles,
                };
                invitations::invite_in(tx, &actor, invite, &about.name, now).await?;
            }
            let entry = audit::Entry {
                action: "customer.created",
                subject: id.to_string(),
                customer: Some(id),
                detail: json!({ "name": about.name }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(id)
        })
    })
    .await
}

/// What every page about a customer begins with.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct CustomerBrief {
    /// The customer.
    pub id: CustomerId,
    /// Its number: `C-00042`.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Its mark.
    pub mark: String,
    /// The hue of its accent colour.
    pub hue: i64,
    /// Its segment's code.
    pub segment: String,
    /// Its needs category; empty if nobody has said so yet.
    pub needs: String,
    /// Its tier's code; empty if nobody has said so yet. See [`Tier`].
    pub tier: String,
    /// How many people work there.
    pub employees: i64,
    /// Its country.
    pub country: String,
    /// What else is known of it.
    #[sqlx(flatten)]
    pub firm: Firmographics,
    /// Its phase: acquisition, development or retention.
    pub phase: String,
    /// What may be recorded about its people: `all` or `orders`.
    pub recording: String,
    /// Since when it is a customer.
    pub created_at: Timestamp,
}

/// Finds a customer; `None` if there is none or it is not in reach.
///
/// # Errors
/// If the storage fails.
pub async fn customer_brief(
    read: &mut impl Query,
    customer: CustomerId,
) -> StoreResult<Option<CustomerBrief>> {
    read.maybe(
        "SELECT id, number, name, mark, hue, segment, needs, tier, employees, country, phase,
             recording, created_at, reference, industry, sales_minor, sales_currency, founded,
             street, postcode, city, phone
         FROM customer WHERE id = $1",
        args![customer],
    )
    .await
}

/// What a customer is called; none if there is no such one in reach.
#[must_use]
pub fn ask_customer_name(customer: CustomerId) -> Asked<'static, Option<String>> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
    }
    static NAME: LazyLock<JsonRows> =
        LazyLock::new(|| JsonRows::new(&["name"], "SELECT name FROM customer WHERE id = $1"));
    NAME.ask::<Row>(args![customer])
        .map(|rows| rows.into_iter().next().map(|row| row.name))
}

/// The needs categories that customers are in, by name.
#[must_use]
pub fn ask_needs_categories() -> Asked<'static, Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        needs: String,
    }
    static NEEDS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["needs"],
            "SELECT DISTINCT needs FROM customer WHERE needs <> '' ORDER BY needs",
        )
    });
    NEEDS
        .ask::<Row>(args![])
        .map(|rows| rows.into_iter().map(|row| row.needs).collect())
}

/// What a customer is, to be kept anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AboutCustomer {
    /// Its name.
    pub name: String,
    /// Up to three letters drawn as its mark.
    pub mark: String,
    /// The hue of its accent colour, 0 to 359.
    pub hue: i64,
    /// Its segment's code: `preferred`.
    pub segment: String,
    /// What it needs above all; empty if nobody knows yet.
    pub needs: String,
    /// How it is treated; none if nobody has said so yet.
    pub tier: Option<Tier>,
    /// How many people work there.
    pub employees: i64,
    /// Its country, ISO 3166-1 alpha-2.
    pub country: String,
    /// What else is known of it.
    pub firm: Firmographics,
}

/// Keeps what a customer is. Which agreements of many apply to it follows from
/// that at once.
///
/// # Errors
/// [`CompanyError`]; [`Denied`] if there is no such customer.
pub async fn change_customer(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    about: AboutCustomer,
    now: Timestamp,
) -> Result<(), CompanyError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let detail = json!({
                "name": about.name, "segment": about.segment, "needs": about.needs,
                "tier": about.tier,
            });
            let changed = tx
                .run(
                    "UPDATE customer SET name = $2, mark = $3, hue = $4, segment = $5, needs = $6,
                         employees = $7, country = $8, reference = $9, industry = $10,
                         sales_minor = $11, sales_currency = $12, founded = $13, street = $14,
                         postcode = $15, city = $16, phone = $17, tier = $18
                     WHERE id = $1 /* staff */",
                    args![
                        customer,
                        about.name,
                        about.mark,
                        about.hue,
                        about.segment,
                        about.needs,
                        about.employees,
                        about.country,
                        about.firm.reference,
                        about.firm.industry,
                        about.firm.sales_minor,
                        about.firm.sales_currency,
                        about.firm.founded,
                        about.firm.street,
                        about.firm.postcode,
                        about.firm.city,
                        about.firm.phone,
                        about.tier.map_or("", Tier::code)
                    ],
                )
                .await
                .map_err(reference_taken)?;
            if changed == 0 {
                return Err(Denied.into());
            }
            let entry = audit::Entry {
                action: "customer.changed",
                subject: customer.to_string(),
                customer: Some(customer),
                detail,
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Whether nobody and no company is known yet: a new installation.
///
/// # Errors
/// If the storage fails.
pub async fn is_empty(db: &Db) -> StoreResult<bool> {
    let known: Option<i64> = db
        .read(Actor::system().scope())
        .await?
        .scalar(
            "SELECT (SELECT COUNT(*) FROM person) + (SELECT COUNT(*) FROM customer)",
            args![],
        )
        .await?;
    Ok(known == Some(0))
}
