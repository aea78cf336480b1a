//! What the console's page about an agreement says.

use super::audience::Audience;
use super::{AttributeName, Only, Validity};
use crate::catalog::PriceList;
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::{Agreed, Coming, InForce, Then, later};
use crate::{Currency, Money, Quantity, Rate, Timestamp};
use serde::Deserialize;

/// Everything that one page says about an agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementPage {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// Its currency.
    pub currency: Currency,
    /// For whom.
    pub audience: Audience,
    /// What they are called: the customer's name, the needs category, the
    /// segment's code.
    pub audience_name: String,
    /// The unit's name, if it is for one.
    pub unit_name: Option<String>,
    /// How many customers it is for.
    pub customers: i64,
    /// How many of them have somebody who manages the company and is told.
    pub managed: i64,
    /// How many members would see a change.
    pub members: i64,
    /// What else applies to the same people now, in no order; if it is for
    /// many, to those of the customer that it is looked at for.
    pub beside: Vec<Agreed>,
    /// What else applies to them now or will, this agreement among it.
    pub(super) coming: Vec<Coming>,
    /// One of the many customers whom it is for, if it is looked at for that one.
    pub looked_at_for: Option<AudienceCustomer>,
    /// Those of the many whose names were asked for, the first
    /// 20.
    pub some_customers: Vec<AudienceCustomer>,
    /// The revision shown: the one asked for, else the draft, else what is
    /// published.
    pub shown: Revision,
    /// All revisions, the latest first.
    pub revisions: Vec<Revision>,
    /// The rules of the shown revision about categories.
    pub categories: Vec<CategoryRow>,
    /// The rules of the shown revision about products, the first
    /// 200.
    pub products: Vec<ProductRow>,
    /// How many rules about products there are.
    pub product_lines: i64,
    /// The whole catalog, to choose from.
    pub all_categories: Vec<CategoryChoice>,
    /// What the rules ask for besides categories, and which products that are.
    pub meant: Vec<Meant>,
    /// The attributes that can be asked for, each once.
    pub attributes: Vec<AttributeName>,
    /// The manufacturers there are.
    pub manufacturers: Vec<String>,
    /// The price lists in the agreement's currency.
    pub price_lists: Vec<PriceList>,
}

/// One of the many customers whom an agreement is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AudienceCustomer {
    /// The customer.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
}

/// One state of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Revision {
    /// The revision.
    pub id: RevisionId,
    /// Its number.
    pub number: i64,
    /// `draft`, `published` or `superseded`.
    pub state: String,
    /// The list whose prices it starts from.
    pub price_list: PriceListId,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
    /// When and how it is paid.
    pub payment: String,
    /// How it is delivered.
    pub delivery: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What else was agreed.
    pub terms: String,
    /// Why it was made.
    pub note: String,
    /// Counts the changes of a draft.
    pub version: i64,
    /// Who made it.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Who published it.
    pub published_by_name: Option<String>,
    /// When.
    pub published_at: Option<Timestamp>,
    /// When a draft will be published by itself, if somebody decided that.
    pub publish_at: Option<Timestamp>,
    /// Who decided it.
    pub publish_by_name: Option<String>,
}

impl Revision {
    /// When it applies.
    #[must_use]
    pub const fn valid(&self) -> Validity {
        Validity {
            from: self.valid_from,
            until: self.valid_until,
        }
    }

    /// Whether it can be changed.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
}

/// A rule about a category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CategoryRow {
    /// Names it in the revision.
    pub number: i64,
    /// The category; none for the whole catalog.
    pub category: Option<CategoryId>,
    /// The category's name.
    pub name: Option<String>,
    /// Which of its products; none for all.
    #[serde(deserialize_with = "only")]
    pub only: Option<Only>,
    /// `in`, `out`, `discount` or `cost-plus`.
    pub rule: String,
    /// How much off the list price, or on top of the cost.
    pub rate: Option<Rate>,
    /// From how many pieces on.
    pub least: Quantity,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
}

fn only<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Only>, D::Error> {
    String::deserialize(deserializer).map(|text| Only::stored(&text))
}

/// How many products on offer in a category a question means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Meant {
    #[serde(deserialize_with = "only")]
    only: Option<Only>,
    category: CategoryId,
    products: i64,
}

/// A rule about a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProductRow {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// `in`, `out`, `price`, `discount` or `cost-plus`.
    pub rule: String,
    /// The contract price, in minor units of the agreement's currency.
    pub price_minor: Option<i64>,
    /// How much off the list price, or on top of the cost.
    pub rate: Option<Rate>,
    /// From how many pieces on.
    pub least: Quantity,
    /// What the price list asks now, in minor units.
    pub list_minor: Option<i64>,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
}

/// A category to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CategoryChoice {
    /// The category.
    pub id: CategoryId,
    /// The one above.
    pub parent: Option<CategoryId>,
    /// Its name.
    pub name: String,
    /// How many products are on offer in it.
    pub active: i64,
}

impl AgreementPage {
    /// The revision under work.
    #[must_use]
    pub fn draft(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.state == "draft")
    }

    /// The revision that applies.
    #[must_use]
    pub fn published(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.state == "published")
    }

    /// The customer whose people would see a change: the one that it is with,
    /// or that it is looked at for.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        let looked_at_for = self.looked_at_for.as_ref().map(|one| one.id);
        self.audience.customer().or(looked_at_for)
    }

    /// What will apply to the same people, from each moment on at which anything of
    /// it changes; a draft that is shown does so from now on.
    pub(super) fn later(&self, in_force: &InForce, now: Timestamp) -> Vec<Then> {
        later(in_force, &self.coming, now)
    }

    /// An amount in the agreement's currency.
    #[must_use]
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// How many products are on offer in a category and below it.
    #[must_use]
    pub fn products_below(&self, top: Option<CategoryId>) -> i64 {
        self.all_categories
            .iter()
            .filter(|category| self.is_below(category, top))
            .map(|category| category.active)
            .sum()
    }

    /// How many products on offer a rule is about now.
    #[must_use]
    pub fn products_of(&self, row: &CategoryRow) -> i64 {
        if row.only.is_none() {
            return self.products_below(row.category);
        }
        let meant = self.meant.iter().filter(|meant| meant.only == row.only);
        let below = meant.filter(|meant| {
            let here = self
                .all_categories
                .iter()
                .find(|one| one.id == meant.category);
            here.is_some_and(|here| self.is_below(here, row.category))
        });
        below.map(|meant| meant.products).sum()
    }

    fn is_below(&self, category: &CategoryChoice, top: Option<CategoryId>) -> bool {
        let Some(top) = top else { return true };
        let mut here = Some(category);
        for _ in 0..32 {
            match here {
                Some(one) if one.id == top => return true,
                Some(one) => {
                    here = one
                        .parent
                        .and_then(|up| self.all_categories.iter().find(|other| other.id == up));
                }
                None => return false,
            }
        }
        false
    }
}
