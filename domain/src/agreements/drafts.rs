//! Negotiating: an agreement is made, its draft is changed, or thrown away. What is
//! said in it is checked line by line where it is entered (`draft_lines.rs`).

use super::audience::Audience;
use super::draft_lines::{Draft, list_currency};
use super::revisions::{Head, discard};
use super::{Only, Says, Validity};
use crate::id::{AgreementId, CategoryId, PriceListId, ProductId, RevisionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Query, StoreError, answered, claim};
use crate::{Currency, Quantity, Timestamp, args, audit};
use serde_json::json;

/// An agreement about to be made.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The form it came from.
    pub key: FormKey,
    /// For whom.
    pub audience: Audience,
    /// What people will call it.
    pub number: String,
    /// The list whose prices it starts from; its currency is the agreement's.
    pub price_list: PriceListId,
    /// When it applies.
    pub valid: Validity,
}

/// One change of a draft.
#[derive(Debug, Clone)]
pub enum Change {
    /// From which list, when, on which terms.
    Terms {
        /// All of it.
        terms: Box<PriceTerms>,
        /// The version of the draft that the curator saw; none if there was no
        /// draft. All of this is replaced at once, so it must be what they saw.
        seen: Option<i64>,
    },
    /// One more rule about a category, or about the whole catalog, or about some
    /// of it.
    AddCategory {
        /// The category; none for the whole catalog.
        category: Option<CategoryId>,
        /// Which of its products; none for all.
        only: Option<Box<Only>>,
        /// The line: it names no price.
        line: NewLine,
    },
    /// A rule about a category less, by its number.
    RemoveCategory(i64),
    /// One more rule about each of these products.
    AddProducts {
        /// The SKU of each, and the line.
        lines: Vec<(String, NewLine)>,
    },
    /// A rule about a product less.
    RemoveProduct {
        /// The product.
        product: ProductId,
        /// Its code: `in`, `out`, `price`, …
        rule: String,
        /// From how many pieces on.
        least: Quantity,
        /// Since when it applies.
        from: Timestamp,
    },
}

/// A line about to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewLine {
    /// What it says.
    pub says: Says,
    /// From how many pieces on; one for what names no price.
    pub least: Quantity,
    /// When it applies.
    pub valid: Validity,
}

/// What an agreement says besides its lines.
#[derive(Debug, Clone)]
pub struct PriceTerms {
    /// The list whose prices it starts from.
    pub price_list: PriceListId,
    /// When it applies.
    pub valid: Validity,
    /// When and how it is paid.
    pub payment: String,
    /// How it is delivered, and who pays for that.
    pub delivery: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What else was agreed.
    pub terms: String,
}

/// Why an agreement was not made or changed.
#[derive(Debug, thiserror::Error)]
pub enum AgreementError {
    /// Not for this person, or there is no such agreement.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nobody could call it by a name.
    #[error("the number is missing")]
    NoNumber,
    /// The customer has an agreement with this number.
    #[error("the number is taken")]
    NumberTaken,
    /// The price list is in another currency, or a price is.
    #[error("the currency is another one: {0}")]
    WrongCurrency(Currency),
    /// A discount of more than everything, or a rate that is nothing.
    #[error("the rate is out of bounds")]
    WrongRate,
    /// A price was said of a whole category.
    #[error("a price is for one product")]
    PriceOfCategory,
    /// The list says what the supplier pays, not what customers are asked.
    #[error("the price list has the supplier's costs")]
    CostList,
    /// A price below zero.
    #[error("a price is not below zero")]
    NegativePrice,
    /// There is no product with this SKU.
    #[error("no product with the SKU {0}")]
    UnknownSku(String),
    /// A line of the same kind about the same thing applies at the same time.
    #[error("overlaps with another line")]
    Overlap(Validity),
    /// The draft is published by itself at this moment, and waits for that as
    /// it is.
    #[error("the draft waits to be published")]
    Planned(Timestamp),
    /// The moment to publish it has passed.
    #[error("the moment has passed")]
    InThePast,
    /// It would have ended before it is published.
    #[error("it ends before it is published")]
    EndsBefore,
    /// There is no draft.
    #[error("there is no draft")]
    NoDraft,
    /// Somebody changed the draft meanwhile.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// It says why: customers read it.
    #[error("the reason is missing")]
    NoReason,
    /// Every agreement says it already, or there is none.
    #[error("nothing would be changed")]
    NothingToChange,
    /// It would leave the customer without anything to buy.
    #[error("nothing would be left to buy")]
    Empty,
}

/// Makes an agreement with an empty draft.
///
/// # Errors
/// See [`AgreementError`].
pub async fn create_agreement(
    db: &Db,
    actor: &Actor,
    new: NewAgreement,
    now: Timestamp,
) -> Result<AgreementId, AgreementError> {
    actor.demand(Permission::Curate)?;
    if new.number.trim().is_empty() {
        return Err(AgreementError::NoNumber);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = AgreementId::new();
            if let Some(earlier) =
                claim(tx, &actor, new.key, "agreement", &id.to_string(), now).await?
            {
                return Ok(answered(&earlier)?);
            }
            let currency = list_currency(tx, new.price_list).await?;
            new.audience.check(tx).await?;
            let customer = new.audience.customer();
            let number = new.number.trim();
            let made = tx
                .run(
                    "INSERT INTO agreement (id, customer_id, unit_id, needs, segment, number,
                         currency, created_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
                    args![
                        id,
                        customer,
                        new.audience.unit(),
                        new.audience.needs(),
                        new.audience.segment(),
                        number,
                        currency,
                        now
                    ],
                )
                .await?;
            if made == 0 {
                return Err(AgreementError::NumberTaken);
            }
            tx.run(
                "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
                     price_list_id, valid_from, valid_until, made_by, made_by_name, created_at)
                 VALUES ($1, $2, $3, 1, 'draft', $4, $5, $6, $7, $8, $9)",
                args![
                    RevisionId::new(),
                    customer,
                    id,
                    new.price_list,
                    new.valid.from,
                    new.valid.until,
                    actor.person(),
                    actor.name(),
                    now
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "agreement.created",
                subject: id.to_string(),
                customer,
                detail: json!({ "number": number, "currency": currency }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(id)
        })
    })
    .await
}

/// Changes the draft of an agreement, beginning one from what is published if
/// there is none.
///
/// # Errors
/// See [`AgreementError`]; nothing is changed then.
pub async fn change_agreement(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    change: Change,
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let draft = Draft::of(tx, &actor, agreement, now).await?;
            let entry = audit::Entry {
                action: "agreement.changed",
                subject: agreement.to_string(),
                customer: draft.customer(),
                detail: change.told(&draft.number),
            };
            draft.apply(tx, change).await?;
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// Throws the draft away.
///
/// # Errors
/// See [`AgreementError`]; an agreement that was never published keeps its
/// draft, which is all there is of it.
pub async fn discard_draft(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    now: Timestamp,
) -> Result<(), AgreementError> {
    actor.demand(Permission::Curate)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let head = Head::of(tx, agreement).await?;
            head.demand_no_plan()?;
            let (Some(draft), Some(_)) = (head.draft_id, head.published_revision_id) else {
                return Err(AgreementError::NoDraft);
            };
            discard(tx, draft).await?;
            let entry = audit::Entry {
                action: "agreement.draft-discarded",
                subject: agreement.to_string(),
                customer: head.customer_id,
                detail: json!({ "number": head.number }),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}
