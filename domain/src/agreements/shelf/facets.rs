//! What a category's products are told apart by, and which of them a reader asks
//! for.

use serde::{Deserialize, Serialize};

/// An attribute of a category that products are told apart by, with the values
/// that the shopper's products have.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facet {
    /// The attribute's number; [`Facet::MANUFACTURER`] for who makes it.
    pub attribute: i64,
    /// Its name; empty for the manufacturer.
    pub name: String,
    /// How its values are read: `number`, `choice` or `yes-no`.
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
    /// Its values, numbers by size and others by how often they occur.
    pub values: Vec<FacetValue>,
}

impl Facet {
    /// Stands for the manufacturer, which is no attribute of its own.
    pub const MANUFACTURER: i64 = 0;

    /// Whether there is anything to choose.
    pub(super) fn tells_apart(&self) -> bool {
        self.values.len() > 1 || self.values.iter().any(|value| value.chosen)
    }
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value, as filters name it.
    pub value: String,
    /// What the reader calls it.
    pub name: String,
    /// The number it stands for, where it is one.
    pub amount: Option<f64>,
    /// How many products there are with it, under the other filters.
    pub count: i64,
    /// Whether it is one of those asked for.
    pub chosen: bool,
}

/// Only products that have one of these values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// The attribute; [`Facet::MANUFACTURER`] for the manufacturer.
    pub attribute: i64,
    /// The values.
    pub values: Vec<String>,
}
