//! The draft of an agreement, line by line: what is said in it is checked when it is
//! entered, so that two lines about the same never apply at the same time.

use super::drafts::{AgreementError, Change, NewLine, PriceTerms};
use super::revisions::Head;
use super::{Only, Says, Validity};
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::{Actor, Denied};
use crate::store::{Args, IntoValue, Query, StoreError, Tx, Value, list_placeholders};
use crate::{Currency, Quantity, Rate, Timestamp, args};
use std::collections::HashMap;

/// How many products are looked up at once.
const AT_ONCE: usize = 5_000;

/// The currency of a list that customers are asked prices of.
pub(super) async fn list_currency(
    tx: &mut Tx,
    list: PriceListId,
) -> Result<Currency, AgreementError> {
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
    pub(super) number: String,
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

    /// The lines in it that name a price of a product, however it is made: product,
    /// from how many pieces on, from when, until when.
    pub(super) async fn prices(
        &self,
        tx: &mut Tx,
    ) -> Result<Vec<(ProductId, Quantity, Timestamp, Timestamp)>, StoreError> {
        tx.all(
            "SELECT product_id, min_quantity, valid_from, valid_until FROM agreement_product
             WHERE revision_id = $1 AND rule NOT IN ('in', 'out') /* staff */",
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
            Change::AddProducts { lines } => self.add_products(tx, lines).await,
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

    async fn add_products(
        &self,
        tx: &mut Tx,
        lines: Vec<(String, NewLine)>,
    ) -> Result<(), AgreementError> {
        let (mut known, mut there) = (HashMap::new(), HashMap::new());
        for some in lines.chunks(AT_ONCE) {
            let skus: Vec<Value> = some.iter().map(|(sku, _)| sku.trim().value()).collect();
            let found: Vec<(String, ProductId)> = tx
                .all(
                    format!(
                        "SELECT sku, id FROM product WHERE sku IN ({})",
                        list_placeholders(1, skus.len())
                    ),
                    skus,
                )
                .await?;
            let products: Vec<ProductId> = found.iter().map(|(_, product)| *product).collect();
            there.extend(self.product_lines(tx, &products).await?);
            known.extend(found);
        }
        let mut rows = Vec::with_capacity(lines.len());
        for (sku, line) in lines {
            self.check(&line)?;
            let sku = sku.trim();
            let product =
                *(known.get(sku)).ok_or_else(|| AgreementError::UnknownSku(sku.to_owned()))?;
            let of_it: &mut Vec<ProductLine> = there.entry(product).or_default();
            clear_of(
                line.valid,
                of_it
                    .iter()
                    .filter(|other| other.contradicts(&line))
                    .map(|other| (other.valid.from, other.valid.until))
                    .collect(),
            )?;
            of_it.push(ProductLine::of(&line));
            rows.push(self.product_row(product, line));
        }
        Ok(self.add_product_rows(tx, rows).await?)
    }

    /// What is said already of these products.
    async fn product_lines(
        &self,
        tx: &mut Tx,
        products: &[ProductId],
    ) -> Result<HashMap<ProductId, Vec<ProductLine>>, StoreError> {
        if products.is_empty() {
            return Ok(HashMap::new());
        }
        let mut values = args![self.id];
        values.extend(products.iter().map(|product| product.value()));
        let found: Vec<(ProductId, String, Quantity, Timestamp, Timestamp)> = tx
            .all(
                format!(
                    "SELECT product_id, rule, min_quantity, valid_from, valid_until
                     FROM agreement_product
                     WHERE revision_id = $1 AND product_id IN ({}) /* staff */",
                    list_placeholders(2, products.len())
                ),
                values,
            )
            .await?;
        let mut lines: HashMap<ProductId, Vec<ProductLine>> = HashMap::new();
        for (product, rule, least, from, until) in found {
            lines.entry(product).or_default().push(ProductLine {
                rule,
                least,
                valid: Validity { from, until },
            });
        }
        Ok(lines)
    }
}

/// A line about a product that is in the draft.
struct ProductLine {
    rule: String,
    least: Quantity,
    valid: Validity,
}

impl ProductLine {
    fn of(line: &NewLine) -> Self {
        Self {
            rule: line.says.code().to_owned(),
            least: line.least,
            valid: line.valid,
        }
    }

    /// Whether both can't apply at the same time: two prices for the same pieces
    /// would contradict each other, however they are made.
    fn contradicts(&self, line: &NewLine) -> bool {
        let prices = !matches!(self.rule.as_str(), "in" | "out");
        self.least == line.least
            && (self.rule == line.says.code() || (line.says.prices() && prices))
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
