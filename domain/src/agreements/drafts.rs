//! Negotiating: an agreement is made, its draft is changed line by line, and
//! every line is checked when it is entered.

use super::audience::Audience;
use super::revisions::{Head, discard};
use super::{Only, Says, Validity};
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Currency, Quantity, Rate, Timestamp, args, audit};
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
                return earlier.parse().map_err(|_| {
                    let (table, what) = ("idempotency", earlier);
                    StoreError::BadRow { table, what }.into()
                });
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
                customer: draft.customer,
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

async fn list_currency(tx: &mut Tx, list: PriceListId) -> Result<Currency, AgreementError> {
    let found: Option<(Currency, String)> = tx
        .maybe(
            "SELECT currency, purpose FROM price_list WHERE id = $1",
            args![list],
        )
        .await?;
    match found {
        Some((_, purpose)) if purpose == "cost" => Err(AgreementError::CostList),
        Some((currency, _)) => Ok(currency),
        None => Err(AgreementError::Denied(Denied)),
    }
}

/// The draft, whose row stays locked until the transaction ends, so that
/// changes come one after the other and lines can't come to overlap.
pub(super) struct Draft {
    customer: Option<CustomerId>,
    /// What people call the agreement.
    number: String,
    id: RevisionId,
    currency: Currency,
    /// Its version before this change; none if the change begins it.
    before: Option<i64>,
}

impl Draft {
    pub(super) async fn of(
        tx: &mut Tx,
        actor: &Actor,
        agreement: AgreementId,
        now: Timestamp,
    ) -> Result<Draft, AgreementError> {
        let head = Head::of(tx, agreement).await?;
        head.demand_no_plan()?;
        let id = match (head.draft_id, head.published_revision_id) {
            (Some(draft), _) => draft,
            (None, Some(published)) => head.copy(tx, actor, published, "draft", now).await?,
            (None, None) => return Err(AgreementError::NoDraft),
        };
        tx.run(
            "UPDATE agreement_revision SET version = version + 1 WHERE id = $1 /* staff */",
            args![id],
        )
        .await?;
        Ok(Draft {
            customer: head.customer_id,
            id,
            currency: head.currency,
            before: head.draft_version,
            number: head.number,
        })
    }

    /// Its revision.
    pub(super) const fn id(&self) -> RevisionId {
        self.id
    }

    /// Whose it is; nobody's alone if it is for many.
    pub(super) const fn customer(&self) -> Option<CustomerId> {
        self.customer
    }

    /// The contract prices in it: product, from how many pieces on, from when,
    /// until when.
    pub(super) async fn prices(
        &self,
        tx: &mut Tx,
    ) -> Result<Vec<(ProductId, Quantity, Timestamp, Timestamp)>, StoreError> {
        tx.all(
            "SELECT product_id, min_quantity, valid_from, valid_until FROM agreement_product
             WHERE revision_id = $1 AND rule = 'price' /* staff */",
            args![self.id],
        )
        .await
    }

    /// A line about a product, ready to be added.
    pub(super) fn product_row(&self, product: ProductId, line: NewLine) -> Args {
        args![
            self.customer,
            self.id,
            product,
            line.says.code(),
            line.says.minor(),
            line.says.rate(),
            line.least,
            line.valid.from,
            line.valid.until
        ]
    }

    /// Adds lines about products.
    pub(super) async fn add_product_rows(
        &self,
        tx: &mut Tx,
        rows: Vec<Args>,
    ) -> Result<(), StoreError> {
        tx.insert_many(
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
                 rate, min_quantity, valid_from, valid_until) VALUES",
            rows,
            "",
        )
        .await
        .map(drop)
    }

    pub(super) async fn apply(&self, tx: &mut Tx, change: Change) -> Result<(), AgreementError> {
        match change {
            Change::Terms { terms, seen } => {
                if seen != self.before {
                    return Err(AgreementError::Changed);
                }
                self.change_terms(tx, *terms).await
            }
            Change::AddCategory {
                category,
                only,
                line,
            } => self.add_category(tx, category, only.as_deref(), line).await,
            Change::RemoveCategory(number) => {
                tx.run(
                    "DELETE FROM agreement_category
                     WHERE revision_id = $1 AND number = $2 /* staff */",
                    args![self.id, number],
                )
                .await?;
                Ok(())
            }
            Change::AddProducts { lines } => {
                for (sku, line) in lines {
                    self.add_product(tx, &sku, line).await?;
                }
                Ok(())
            }
            Change::RemoveProduct {
                product,
                rule,
                least,
                from,
            } => {
                tx.run(
                    "DELETE FROM agreement_product WHERE revision_id = $1 AND product_id = $2
                         AND rule = $3 AND min_quantity = $4 AND valid_from = $5 /* staff */",
                    args![self.id, product, rule, least, from],
                )
                .await?;
                Ok(())
            }
        }
    }

    async fn change_terms(&self, tx: &mut Tx, terms: PriceTerms) -> Result<(), AgreementError> {
        let currency = list_currency(tx, terms.price_list).await?;
        if currency != self.currency {
            return Err(AgreementError::WrongCurrency(currency));
        }
        tx.run(
            "UPDATE agreement_revision SET price_list_id = $2, valid_from = $3, valid_until = $4,
                 terms = $5, payment = $6, delivery = $7, contact = $8
             WHERE id = $1 /* staff */",
            args![
                self.id,
                terms.price_list,
                terms.valid.from,
                terms.valid.until,
                terms.terms.trim(),
                terms.payment.trim(),
                terms.delivery.trim(),
                terms.contact.trim()
            ],
        )
        .await?;
        Ok(())
    }

    /// Whether a line can be said at all.
    fn check(&self, line: &NewLine) -> Result<(), AgreementError> {
        match line.says {
            Says::Price(price) if price.currency != self.currency => {
                Err(AgreementError::WrongCurrency(price.currency))
            }
            Says::Price(price) if price.minor < 0 => Err(AgreementError::NegativePrice),
            Says::Discount(rate) if rate.0 <= 0 || rate > Rate::WHOLE => {
                Err(AgreementError::WrongRate)
            }
            Says::CostPlus(rate) if rate.0 < 0 || rate > Says::HIGHEST_MARKUP => {
                Err(AgreementError::WrongRate)
            }
            _ => Ok(()),
        }
    }

    async fn add_category(
        &self,
        tx: &mut Tx,
        category: Option<CategoryId>,
        only: Option<&Only>,
        line: NewLine,
    ) -> Result<(), AgreementError> {
        self.check(&line)?;
        if line.says.minor().is_some() {
            return Err(AgreementError::PriceOfCategory);
        }
        let kind = i64::from(line.says.prices());
        let only = Only::text_of(only);
        let others: Vec<(Timestamp, Timestamp)> = tx
            .all(
                "SELECT valid_from, valid_until FROM agreement_category
                 WHERE revision_id = $1 AND category_id IS NOT DISTINCT FROM $2
                     AND min_quantity = $3 AND only_those = $5
                     AND CASE WHEN rule IN ('in', 'out') THEN 0 ELSE 1 END = $4 /* staff */",
                args![self.id, category, line.least, kind, only.as_str()],
            )
            .await?;
        clear_of(line.valid, others)?;
        tx.run(
            "INSERT INTO agreement_category (customer_id, revision_id, number, category_id, rule,
                 rate, min_quantity, valid_from, valid_until, only_those)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9
             FROM agreement_category WHERE revision_id = $2",
            args![
                self.customer,
                self.id,
                category,
                line.says.code(),
                line.says.rate(),
                line.least,
                line.valid.from,
                line.valid.until,
                only
            ],
        )
        .await?;
        Ok(())
    }

    async fn add_product(
        &self,
        tx: &mut Tx,
        sku: &str,
        line: NewLine,
    ) -> Result<(), AgreementError> {
        self.check(&line)?;
        let sku = sku.trim();
        let product: ProductId = tx
            .scalar("SELECT id FROM product WHERE sku = $1", args![sku])
            .await?
            .ok_or_else(|| AgreementError::UnknownSku(sku.to_owned()))?;
        // Two prices for the same pieces at the same time would contradict each
        // other, however they are made.
        let others: Vec<(Timestamp, Timestamp)> = tx
            .all(
                "SELECT valid_from, valid_until FROM agreement_product
                 WHERE revision_id = $1 AND product_id = $2 AND min_quantity = $3
                     AND (rule = $4 OR ($5 = 1 AND rule NOT IN ('in', 'out'))) /* staff */",
                args![
                    self.id,
                    product,
                    line.least,
                    line.says.code(),
                    i64::from(line.says.prices())
                ],
            )
            .await?;
        clear_of(line.valid, others)?;
        self.add_product_rows(tx, vec![self.product_row(product, line)])
            .await?;
        Ok(())
    }
}

/// Refuses a time at which one of the others applies too.
fn clear_of(valid: Validity, others: Vec<(Timestamp, Timestamp)>) -> Result<(), AgreementError> {
    others
        .into_iter()
        .map(|(from, until)| Validity { from, until })
        .find(|other| other.overlaps(valid))
        .map_or(Ok(()), |other| Err(AgreementError::Overlap(other)))
}
