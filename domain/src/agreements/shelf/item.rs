//! A product on a customer's shelf: what it costs, and why.

use crate::agreements::pricing::{Later, PriceInputs, PriceStory, breaks, resolve, resolve_until};
use crate::catalog::availability::Supply;
use crate::catalog::measure::PIECE;
use crate::id::{CategoryId, FileId, ProductId};
use crate::{Money, Quantity, Timestamp};

/// A product on a customer's shelf.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShelfItem {
    /// The product.
    pub id: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name in the reader's language.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its attributes in one line.
    pub summary: String,
    /// The category it is in.
    pub category: CategoryId,
    /// The category's name.
    pub category_name: String,
    /// Its main picture.
    pub picture: Option<FileId>,
    /// In what it differs from the other variants of its family; empty if it is
    /// in none.
    pub variant: String,
    /// In which unit it is counted and priced, by its code.
    pub unit: String,
    /// The price of one for this customer now, and why.
    pub price: PriceStory,
    /// What there is of it.
    pub supply: Supply,
    /// What bears on it, for any number of pieces.
    prices: PriceInputs,
    /// What will, where that was asked for.
    later: Vec<Later>,
    /// When it was asked for.
    at: Timestamp,
    /// Its name in the first language, where that is another one.
    first_name: Option<String>,
}

impl ShelfItem {
    /// Prices a product.
    pub(super) fn new(
        (id, sku, name): (ProductId, String, String),
        (manufacturer, summary): (String, String),
        (category, category_name): (CategoryId, String),
        prices: PriceInputs,
        supply: Supply,
        at: Timestamp,
    ) -> Self {
        Self {
            id,
            sku,
            name,
            manufacturer,
            summary,
            category,
            category_name,
            picture: None,
            variant: String::new(),
            unit: PIECE.to_owned(),
            price: resolve(&prices, Quantity::pieces(1), at),
            supply,
            prices,
            later: Vec::new(),
            at,
            first_name: None,
        }
    }

    /// With what bears on its price later, so that until when it counts is exact.
    pub(super) fn and_later(mut self, later: Vec<Later>) -> Self {
        if !later.is_empty() {
            self.later = later;
            self.price = self.resolved(Quantity::pieces(1));
        }
        self
    }

    fn resolved(&self, quantity: Quantity) -> PriceStory {
        resolve_until(&self.prices, &self.later, quantity, self.at)
    }

    /// With the name that its reader knows, if there is one in their language.
    pub(super) fn called(mut self, local: Option<String>) -> Self {
        if let Some(local) = local {
            self.first_name = Some(std::mem::replace(&mut self.name, local));
        }
        self
    }

    /// Its name in the first language: what is written down wherever others read it
    /// than whoever looks at the shelf now.
    #[must_use]
    pub fn first_name(&self) -> &str {
        self.first_name.as_deref().unwrap_or(&self.name)
    }

    /// With the unit in which it is counted.
    pub(super) fn counted_in(mut self, unit: String) -> Self {
        self.unit = unit;
        self
    }

    /// With its main picture, and in what it differs from its like.
    pub(super) fn looking(mut self, picture: Option<FileId>, variant: Option<String>) -> Self {
        self.picture = picture;
        self.variant = variant.unwrap_or_default();
        self
    }

    /// The price of one, of so many; none if it has to be asked for.
    #[must_use]
    pub fn price_of(&self, quantity: Quantity) -> Option<Money> {
        if quantity <= Quantity::pieces(1) {
            return self.price.price;
        }
        resolve(&self.prices, quantity, self.at).price
    }

    /// The price of one, of so many, and why.
    #[must_use]
    pub fn story_of(&self, quantity: Quantity) -> PriceStory {
        if quantity <= Quantity::pieces(1) {
            return self.price.clone();
        }
        self.resolved(quantity)
    }

    /// From how many pieces on one costs something else, and what then.
    #[must_use]
    pub fn breaks(&self) -> Vec<(Quantity, Money)> {
        breaks(&self.prices, self.at)
    }
}
