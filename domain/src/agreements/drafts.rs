//! Negotiating: an agreement is made, its draft is changed line by line, and
//! every line is checked when it is entered.

use super::Validity;
use super::revisions::Head;
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Currency, Money, Rate, Timestamp, args, audit};
use serde_json::json;

/// An agreement about to be made.
#[derive(Debug, Clone)]
pub struct NewAgreement {
    /// The form it came from.
    pub key: FormKey,
    /// With whom.
    pub customer: CustomerId,
    /// What people will call it.
    pub number: String,
    /// The list whose prices it starts from; its currency is the agreement's.
    pub price_list: PriceListId,
    /// When it applies.
    pub valid: Validity,
}

/// What a rule about a category says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CategoryLine {
    /// It is part of the assortment.
    In,
    /// It is not.
    Out,
    /// So much is taken off its list prices.
    Discount(Rate),
}

impl CategoryLine {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Discount(_) => "discount",
        }
    }
}

/// What a rule about a product says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductLine {
    /// It is part of the assortment.
    In,
    /// It is not.
    Out,
    /// It is, at this price.
    Price(Money),
}

impl ProductLine {
    /// How it is stored.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Price(_) => "price",
        }
    }
}

/// One change of a draft.
#[derive(Debug, Clone)]
pub enum Change {
    /// From which list, when, on which terms.
    Terms {
        /// The list whose prices it starts from.
        price_list: PriceListId,
        /// When it applies.
        valid: Validity,
        /// What else was agreed.
        terms: String,
        /// The version of the draft that the curator saw; none if there was no
        /// draft. All of this is replaced at once, so it must be what they saw.
        seen: Option<i64>,
    },
    /// One more rule about a category, or about the whole catalog.
    AddCategory {
        /// The category; none for the whole catalog.
        category: Option<CategoryId>,
        /// What it says.
        line: CategoryLine,
        /// When it applies.
        valid: Validity,
    },
    /// A rule about a category less, by its number.
    RemoveCategory(i64),
    /// One more rule about each of these products.
    AddProducts {
        /// SKU and what the rule says.
        lines: Vec<(String, ProductLine, Validity)>,
    },
    /// A rule about a product less.
    RemoveProduct {
        /// The product.
        product: ProductId,
        /// Its code: `in`, `out` or `price`.
        rule: String,
        /// Since when it applies.
        from: Timestamp,
    },
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
    /// More than everything, or less than nothing.
    #[error("a discount is between nothing and everything")]
    WrongRate,
    /// A price below zero.
    #[error("a price is not below zero")]
    NegativePrice,
    /// There is no product with this SKU.
    #[error("no product with the SKU {0}")]
    UnknownSku(String),
    /// A line of the same kind about the same thing applies at the same time.
    #[error("overlaps with another line")]
    Overlap(Validity),
    /// There is no draft.
    #[error("there is no draft")]
    NoDraft,
    /// Somebody changed the draft meanwhile.
    #[error("the draft was changed meanwhile")]
    Changed,
    /// It says why: customers read it.
    #[error("the reason is missing")]
    NoReason,
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
            let number = new.number.trim();
            let made = tx
                .run(
                    "INSERT INTO agreement (id, customer_id, number, currency, created_at)
                     SELECT $1, id, $3, $4, $5 FROM customer WHERE id = $2
                     ON CONFLICT (customer_id, number) DO NOTHING",
                    args![id, new.customer, number, currency, now],
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
                    new.customer,
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
                customer: Some(new.customer),
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
                customer: Some(draft.customer),
                detail: json!({ "change": audit::in_short(&change) }),
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
            let (Some(draft), Some(_)) = (head.draft_id, head.published_revision_id) else {
                return Err(AgreementError::NoDraft);
            };
            for text in [
                "DELETE FROM agreement_category WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM agreement_product WHERE customer_id = $1 AND revision_id = $2",
                "DELETE FROM agreement_revision WHERE customer_id = $1 AND id = $2",
            ] {
                tx.run(text, args![head.customer_id, draft]).await?;
            }
            let entry = audit::Entry {
                action: "agreement.draft-discarded",
                subject: agreement.to_string(),
                customer: Some(head.customer_id),
                detail: json!({}),
            };
            Ok(audit::record(tx, &actor, entry, now).await?)
        })
    })
    .await
}

async fn list_currency(tx: &mut Tx, list: PriceListId) -> Result<Currency, AgreementError> {
    tx.scalar("SELECT currency FROM price_list WHERE id = $1", args![list])
        .await?
        .ok_or(AgreementError::Denied(Denied))
}

/// The draft, whose row stays locked until the transaction ends, so that
/// changes come one after the other and lines can't come to overlap.
pub(super) struct Draft {
    customer: CustomerId,
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
        let id = match (head.draft_id, head.published_revision_id) {
            (Some(draft), _) => draft,
            (None, Some(published)) => head.copy(tx, actor, published, "draft", now).await?,
            (None, None) => return Err(AgreementError::NoDraft),
        };
        tx.run(
            "UPDATE agreement_revision SET version = version + 1 WHERE id = $1 AND customer_id = $2",
            args![id, head.customer_id],
        )
        .await?;
        Ok(Draft {
            customer: head.customer_id,
            id,
            currency: head.currency,
            before: head.draft_version,
        })
    }

    /// Whose it is.
    pub(super) const fn customer(&self) -> CustomerId {
        self.customer
    }

    /// The contract prices in it: product, from when, until when.
    pub(super) async fn prices(
        &self,
        tx: &mut Tx,
    ) -> Result<Vec<(ProductId, Timestamp, Timestamp)>, StoreError> {
        tx.all(
            "SELECT product_id, valid_from, valid_until FROM agreement_product
             WHERE customer_id = $1 AND revision_id = $2 AND rule = 'price'",
            args![self.customer, self.id],
        )
        .await
    }

    /// A contract price, ready to be added.
    pub(super) fn price_row(&self, product: ProductId, price: Money, valid: Validity) -> Args {
        args![
            self.customer,
            self.id,
            product,
            "price",
            price.minor,
            valid.from,
            valid.until
        ]
    }

    /// Adds contract prices.
    pub(super) async fn add_prices(&self, tx: &mut Tx, rows: Vec<Args>) -> Result<(), StoreError> {
        tx.insert_many(
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
                 valid_from, valid_until) VALUES",
            rows,
            "",
        )
        .await
        .map(drop)
    }

    async fn apply(&self, tx: &mut Tx, change: Change) -> Result<(), AgreementError> {
        match change {
            Change::Terms {
                price_list,
                valid,
                terms,
                seen,
            } => {
                if seen != self.before {
                    return Err(AgreementError::Changed);
                }
                self.change_terms(tx, price_list, valid, &terms).await
            }
            Change::AddCategory {
                category,
                line,
                valid,
            } => self.add_category(tx, category, line, valid).await,
            Change::RemoveCategory(number) => {
                tx.run(
                    "DELETE FROM agreement_category
                     WHERE customer_id = $1 AND revision_id = $2 AND number = $3",
                    args![self.customer, self.id, number],
                )
                .await?;
                Ok(())
            }
            Change::AddProducts { lines } => {
                for (sku, line, valid) in lines {
                    self.add_product(tx, &sku, line, valid).await?;
                }
                Ok(())
            }
            Change::RemoveProduct {
                product,
                rule,
                from,
            } => {
                tx.run(
                    "DELETE FROM agreement_product WHERE customer_id = $1 AND revision_id = $2
                         AND product_id = $3 AND rule = $4 AND valid_from = $5",
                    args![self.customer, self.id, product, rule, from],
                )
                .await?;
                Ok(())
            }
        }
    }

    async fn change_terms(
        &self,
        tx: &mut Tx,
        price_list: PriceListId,
        valid: Validity,
        terms: &str,
    ) -> Result<(), AgreementError> {
        let currency = list_currency(tx, price_list).await?;
        if currency != self.currency {
            return Err(AgreementError::WrongCurrency(currency));
        }
        tx.run(
            "UPDATE agreement_revision SET price_list_id = $3, valid_from = $4, valid_until = $5,
                 terms = $6
             WHERE id = $1 AND customer_id = $2",
            args![
                self.id,
                self.customer,
                price_list,
                valid.from,
                valid.until,
                terms.trim()
            ],
        )
        .await?;
        Ok(())
    }

    async fn add_category(
        &self,
        tx: &mut Tx,
        category: Option<CategoryId>,
        line: CategoryLine,
        valid: Validity,
    ) -> Result<(), AgreementError> {
        let rate = match line {
            CategoryLine::Discount(rate) if rate.0 <= 0 || rate > Rate::WHOLE => {
                return Err(AgreementError::WrongRate);
            }
            CategoryLine::Discount(rate) => Some(rate),
            CategoryLine::In | CategoryLine::Out => None,
        };
        let others: Vec<(Timestamp, Timestamp)> = tx
            .all(
                "SELECT valid_from, valid_until FROM agreement_category
                 WHERE customer_id = $1 AND revision_id = $2
                     AND (category_id = $3 OR (category_id IS NULL AND $3 IS NULL))
                     AND (rule = 'discount') = ($4 = 'discount')",
                args![self.customer, self.id, category, line.code()],
            )
            .await?;
        clear_of(valid, others)?;
        tx.run(
            "INSERT INTO agreement_category (customer_id, revision_id, number, category_id, rule,
                 rate, valid_from, valid_until)
             SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7
             FROM agreement_category WHERE customer_id = $1 AND revision_id = $2",
            args![
                self.customer,
                self.id,
                category,
                line.code(),
                rate,
                valid.from,
                valid.until
            ],
        )
        .await?;
        Ok(())
    }

    async fn add_product(
        &self,
        tx: &mut Tx,
        sku: &str,
        line: ProductLine,
        valid: Validity,
    ) -> Result<(), AgreementError> {
        let price = match line {
            ProductLine::Price(price) if price.currency != self.currency => {
                return Err(AgreementError::WrongCurrency(price.currency));
            }
            ProductLine::Price(price) if price.minor < 0 => {
                return Err(AgreementError::NegativePrice);
            }
            ProductLine::Price(price) => Some(price.minor),
            ProductLine::In | ProductLine::Out => None,
        };
        let sku = sku.trim();
        let product: ProductId = tx
            .scalar("SELECT id FROM product WHERE sku = $1", args![sku])
            .await?
            .ok_or_else(|| AgreementError::UnknownSku(sku.to_owned()))?;
        let others: Vec<(Timestamp, Timestamp)> = tx
            .all(
                "SELECT valid_from, valid_until FROM agreement_product
                 WHERE customer_id = $1 AND revision_id = $2 AND product_id = $3 AND rule = $4",
                args![self.customer, self.id, product, line.code()],
            )
            .await?;
        clear_of(valid, others)?;
        tx.run(
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
                 valid_from, valid_until)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            args![
                self.customer,
                self.id,
                product,
                line.code(),
                price,
                valid.from,
                valid.until
            ],
        )
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
