//! What a sweep changes. A line is set: whatever an agreement said of the same
//! thing at that time gives way to it.

use super::super::draft_lines::Draft;
use super::super::drafts::{AgreementError, Change, NewLine};
use super::super::{Only, Says, Validity};
use crate::id::{CategoryId, ProductId, RevisionId};
use crate::store::{Args, EachEngine, Query, StoreError, Tx};
use crate::{Currency, Quantity, Timestamp, args};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::HashSet;

/// What is changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Sweeping {
    /// This line about a category, or about the whole catalog, or about some of
    /// it.
    Category {
        /// The category; none for the whole catalog.
        category: Option<CategoryId>,
        /// Which of its products; none for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<Only>,
        /// What is said of it; no price.
        says: Says,
        /// When.
        valid: Validity,
    },
    /// No line any more about a category, or about the whole catalog, that is
    /// about being seen, or about prices.
    NoCategory {
        /// The category; none for the whole catalog.
        category: Option<CategoryId>,
        /// Which of its products; none for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        only: Option<Only>,
        /// The lines about prices, not those about being seen.
        prices: bool,
    },
    /// This line about a product.
    Product {
        /// The product.
        product: ProductId,
        /// Its SKU.
        sku: String,
        /// What is said of it.
        says: Says,
        /// When.
        valid: Validity,
    },
    /// No line any more about a product.
    NoProduct {
        /// The product.
        product: ProductId,
        /// Its SKU.
        sku: String,
    },
    /// Until when the agreement applies.
    Until {
        /// The first moment at which it no longer does.
        until: Timestamp,
    },
}

/// What becomes of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is changed.
    Changed,
    /// It says so already.
    Unchanged,
    /// It is left alone.
    Skipped(Why),
}

/// Why an agreement is left alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Why {
    /// Somebody is working on a draft of it.
    Draft,
    /// The price is in another currency than the agreement.
    Currency,
    /// It would leave its people nothing to buy.
    Empty,
    /// It would end before it begins.
    Ends,
    /// It is no longer in force.
    Gone,
}

impl Why {
    const ALL: [Why; 5] = [Why::Draft, Why::Currency, Why::Empty, Why::Ends, Why::Gone];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Why::Draft => "draft",
            Why::Currency => "currency",
            Why::Empty => "empty",
            Why::Ends => "ends",
            Why::Gone => "gone",
        }
    }

    /// What is stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|why| why.code() == code)
    }
}

impl Sweeping {
    /// The category it is about, if it is about one.
    pub(super) const fn category(&self) -> Option<CategoryId> {
        match self {
            Sweeping::Category { category, .. } | Sweeping::NoCategory { category, .. } => {
                *category
            }
            _ => None,
        }
    }

    /// What becomes of an agreement in this currency, that has a draft or not,
    /// and says it already or not.
    pub(super) fn outcome(&self, currency: Currency, has_draft: bool, says_so: bool) -> Outcome {
        match self {
            Sweeping::Product {
                says: Says::Price(price),
                ..
            } if price.currency != currency => Outcome::Skipped(Why::Currency),
            _ if says_so => Outcome::Unchanged,
            _ if has_draft => Outcome::Skipped(Why::Draft),
            _ => Outcome::Changed,
        }
    }

    /// Whether it could leave somebody nothing to buy.
    pub(super) const fn takes_away(&self) -> bool {
        match self {
            Sweeping::Category { says, .. } | Sweeping::Product { says, .. } => {
                matches!(says, Says::Out)
            }
            // A price of its own lets a product in; without it, it may be gone. And
            // what was let in by a rule may be left out by a broader one.
            Sweeping::NoCategory { .. } | Sweeping::NoProduct { .. } => true,
            Sweeping::Until { .. } => false,
        }
    }

    /// Which of these revisions say it already.
    pub(super) async fn said_by(
        &self,
        query: &mut impl Query,
        revisions: &[RevisionId],
    ) -> Result<HashSet<RevisionId>, StoreError> {
        let mut args = args![json!(revisions)];
        args.extend(self.question());
        let (sqlite, postgres) = self.texts();
        let text = EachEngine { sqlite, postgres };
        let found: Vec<(RevisionId,)> = query.all(text, args).await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// The values of [`texts`](Self::texts) after the revisions.
    fn question(&self) -> Args {
        match self {
            Sweeping::Category {
                category,
                only,
                says,
                valid,
            } => args![
                *category,
                says.code(),
                says.rate(),
                valid.from,
                valid.until,
                Only::text_of(only.as_ref())
            ],
            Sweeping::NoCategory {
                category,
                only,
                prices,
            } => args![*category, i64::from(*prices), Only::text_of(only.as_ref())],
            Sweeping::Product {
                product,
                says,
                valid,
                ..
            } => args![
                *product,
                says.code(),
                says.minor(),
                says.rate(),
                valid.from,
                valid.until
            ],
            Sweeping::NoProduct { product, .. } => args![*product],
            Sweeping::Until { until } => args![*until],
        }
    }

    /// The statements for [`said_by`](Self::said_by): `$1` the revisions, then the
    /// values of [`question`](Self::question).
    fn texts(&self) -> (&'static str, &'static str) {
        macro_rules! each {
            ($tail:literal) => {
                (
                    concat!(
                        "SELECT r.id FROM agreement_revision r /* staff */
                         WHERE r.id IN (SELECT value FROM json_each($1)) AND ",
                        $tail
                    ),
                    concat!(
                        "SELECT r.id FROM agreement_revision r /* staff */
                         WHERE r.id IN (SELECT CAST(jsonb_array_elements_text($1) AS UUID)) AND ",
                        $tail
                    ),
                )
            };
        }
        match self {
            // Exactly that line: beside it no other of its kind can stand at that time.
            Sweeping::Category { .. } => each!(
                "EXISTS (SELECT 1 FROM agreement_category x /* staff */
                     WHERE x.revision_id = r.id AND x.category_id IS NOT DISTINCT FROM $2
                         AND x.rule = $3 AND x.rate IS NOT DISTINCT FROM $4
                         AND x.min_quantity = 1000 AND x.valid_from = $5 AND x.valid_until = $6
                         AND x.only_those = $7)"
            ),
            Sweeping::NoCategory { .. } => each!(
                "NOT EXISTS (SELECT 1 FROM agreement_category x /* staff */
                     WHERE x.revision_id = r.id AND x.category_id IS NOT DISTINCT FROM $2
                         AND x.only_those = $4
                         AND CASE WHEN x.rule IN ('in', 'out') THEN 0 ELSE 1 END = $3)"
            ),
            Sweeping::Product { .. } => each!(
                "EXISTS (SELECT 1 FROM agreement_product x /* staff */
                     WHERE x.revision_id = r.id AND x.product_id = $2 AND x.rule = $3
                         AND x.price_minor IS NOT DISTINCT FROM $4
                         AND x.rate IS NOT DISTINCT FROM $5
                         AND x.min_quantity = 1000 AND x.valid_from = $6 AND x.valid_until = $7)"
            ),
            Sweeping::NoProduct { .. } => each!(
                "NOT EXISTS (SELECT 1 FROM agreement_product x /* staff */
                     WHERE x.revision_id = r.id AND x.product_id = $2)"
            ),
            Sweeping::Until { .. } => each!("r.valid_until = $2"),
        }
    }

    /// Changes a draft.
    pub(super) async fn apply(&self, tx: &mut Tx, draft: &Draft) -> Result<(), AgreementError> {
        let one = Quantity::pieces(1);
        match self {
            Sweeping::Category {
                category,
                only,
                says,
                valid,
            } => {
                tx.run(
                    "DELETE FROM agreement_category
                     WHERE revision_id = $1 AND category_id IS NOT DISTINCT FROM $2
                         AND only_those = $7 AND min_quantity = $3 AND valid_from < $4 AND $5 < valid_until
                         AND CASE WHEN rule IN ('in', 'out') THEN 0 ELSE 1 END = $6 /* staff */",
                    args![
                        draft.id(),
                        *category,
                        one,
                        valid.until,
                        valid.from,
                        i64::from(says.prices()),
                        Only::text_of(only.as_ref())
                    ],
                )
                .await?;
                let change = Change::AddCategory {
                    category: *category,
                    only: only.clone().map(Box::new),
                    line: line(*says, *valid),
                };
                draft.apply(tx, change).await
            }
            Sweeping::NoCategory {
                category,
                only,
                prices,
            } => {
                tx.run(
                    "DELETE FROM agreement_category
                     WHERE revision_id = $1 AND category_id IS NOT DISTINCT FROM $2
                         AND only_those = $4 AND CASE WHEN rule IN ('in', 'out') THEN 0 ELSE 1 END = $3 /* staff */",
                    args![
                        draft.id(),
                        *category,
                        i64::from(*prices),
                        Only::text_of(only.as_ref())
                    ],
                )
                .await?;
                Ok(())
            }
            Sweeping::Product {
                product,
                sku,
                says,
                valid,
            } => {
                // What is let in or has a price is no longer left out, and what
                // is left out has no price.
                tx.run(
                    "DELETE FROM agreement_product
                     WHERE revision_id = $1 AND product_id = $2 AND min_quantity = $3
                         AND valid_from < $4 AND $5 < valid_until
                         AND (rule = 'out' OR $6 = 'out' OR rule = $6
                             OR ($7 = 1 AND rule NOT IN ('in', 'out'))) /* staff */",
                    args![
                        draft.id(),
                        *product,
                        one,
                        valid.until,
                        valid.from,
                        says.code(),
                        i64::from(says.prices())
                    ],
                )
                .await?;
                let lines = vec![(sku.clone(), line(*says, *valid))];
                draft.apply(tx, Change::AddProducts { lines }).await
            }
            Sweeping::NoProduct { product, .. } => {
                tx.run(
                    "DELETE FROM agreement_product
                     WHERE revision_id = $1 AND product_id = $2 /* staff */",
                    args![draft.id(), *product],
                )
                .await?;
                Ok(())
            }
            Sweeping::Until { until } => {
                let set = tx
                    .run(
                        "UPDATE agreement_revision SET valid_until = $2
                         WHERE id = $1 AND valid_from < $2 /* staff */",
                        args![draft.id(), *until],
                    )
                    .await?;
                if set == 0 {
                    return Err(AgreementError::EndsBefore);
                }
                Ok(())
            }
        }
    }
}

fn line(says: Says, valid: Validity) -> NewLine {
    NewLine {
        says,
        least: Quantity::pieces(1),
        valid,
    }
}
