//! What is remembered of a category: which products are on offer in it, in
//! which order, and which of them have which attributes. The same for every
//! customer, so it is kept once per process, together with the count of the
//! category's changes in the database; every page compares the two, so that
//! nothing out of date is ever shown, whoever made the change.

use crate::id::CategoryId;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

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
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FacetValue {
    /// The value.
    pub value: String,
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

/// What is remembered of a category.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) category: CategoryId,
    pub(super) changes: i64,
    /// Product numbers in the order of names.
    by_name: Vec<i64>,
    /// Places in `by_name`, in the order of SKUs.
    by_sku: Vec<usize>,
    attributes: Vec<Attribute>,
}

#[derive(Debug)]
struct Attribute {
    number: i64,
    name: String,
    kind: String,
    unit: String,
    values: Vec<ValueOf>,
}

#[derive(Debug)]
struct ValueOf {
    value: String,
    amount: Option<f64>,
    /// Places in `by_name`.
    products: Vec<usize>,
}

/// One row of what there is to remember.
pub(super) enum FiguresRow<'r> {
    Products {
        changes: i64,
        by_name: Vec<i64>,
    },
    BySku(Vec<i64>),
    Maker {
        name: &'r str,
        products: Vec<i64>,
    },
    Value {
        attribute: i64,
        position: i64,
        name: &'r str,
        kind: &'r str,
        unit: &'r str,
        value: &'r str,
        amount: Option<f64>,
        products: Vec<i64>,
    },
}

static REMEMBERED: LazyLock<RwLock<HashMap<String, Arc<Figures>>>> = LazyLock::new(RwLock::default);

/// What is remembered of the category of this code, which may be out of date.
pub(super) fn recall(code: &str) -> Option<Arc<Figures>> {
    REMEMBERED
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(code)
        .cloned()
}

impl Figures {
    /// Remembers a category.
    pub(super) fn remember<'r>(
        code: &str,
        category: CategoryId,
        rows: impl Iterator<Item = FiguresRow<'r>>,
    ) -> Arc<Figures> {
        let figures = Arc::new(Figures::of(category, rows.collect()));
        REMEMBERED
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(code.to_owned(), Arc::clone(&figures));
        figures
    }

    fn of(category: CategoryId, rows: Vec<FiguresRow<'_>>) -> Figures {
        let (mut changes, mut by_name) = (0, Vec::new());
        for row in &rows {
            if let FiguresRow::Products {
                changes: at,
                by_name: names,
            } = row
            {
                (changes, by_name) = (*at, names.clone());
            }
        }
        let places: HashMap<i64, usize> = by_name
            .iter()
            .enumerate()
            .map(|(place, number)| (*number, place))
            .collect();
        let placed = |numbers: Vec<i64>| -> Vec<usize> {
            let found = numbers.iter().filter_map(|number| places.get(number));
            found.copied().collect()
        };
        let mut by_sku = Vec::new();
        let mut makers = Vec::new();
        let mut attributes: BTreeMap<(i64, i64), Attribute> = BTreeMap::new();
        for row in rows {
            match row {
                FiguresRow::Products { .. } => {}
                FiguresRow::BySku(numbers) => by_sku = placed(numbers),
                FiguresRow::Maker { name, products } => makers.push(ValueOf {
                    value: name.to_owned(),
                    amount: None,
                    products: placed(products),
                }),
                FiguresRow::Value {
                    attribute,
                    position,
                    name,
                    kind,
                    unit,
                    value,
                    amount,
                    products,
                } => attributes
                    .entry((position, attribute))
                    .or_insert_with(|| Attribute {
                        number: attribute,
                        name: name.to_owned(),
                        kind: kind.to_owned(),
                        unit: unit.to_owned(),
                        values: Vec::new(),
                    })
                    .values
                    .push(ValueOf {
                        value: value.to_owned(),
                        amount,
                        products: placed(products),
                    }),
            }
        }
        let maker = Attribute {
            number: Facet::MANUFACTURER,
            name: String::new(),
            kind: "choice".to_owned(),
            unit: String::new(),
            values: makers,
        };
        let mut attributes: Vec<Attribute> = std::iter::once(maker)
            .chain(attributes.into_values())
            .collect();
        for attribute in &mut attributes {
            attribute.sort();
        }
        Figures {
            category,
            changes,
            by_name,
            by_sku,
            attributes,
        }
    }

    /// The products that `visible` lets through and all filters too, in order,
    /// and the facets with their counts.
    pub(super) fn select(
        &self,
        visible: impl Fn(i64) -> bool,
        filters: &[Filter],
        by_sku: bool,
    ) -> (Vec<i64>, Vec<Facet>) {
        // How many filters each product fails, and the last one it fails: a
        // facet counts what passes all filters but its own.
        let mut failed: Vec<(u32, i64)> = self
            .by_name
            .iter()
            .map(|number| {
                if visible(*number) {
                    (0, 0)
                } else {
                    (HIDDEN, 0)
                }
            })
            .collect();
        for filter in filters {
            let mut passes = vec![false; failed.len()];
            let chosen = self
                .attributes
                .iter()
                .filter(|attribute| attribute.number == filter.attribute)
                .flat_map(|attribute| &attribute.values)
                .filter(|value| filter.values.contains(&value.value));
            for place in chosen.flat_map(|value| &value.products) {
                if let Some(passes) = passes.get_mut(*place) {
                    *passes = true;
                }
            }
            for (state, passes) in failed.iter_mut().zip(passes) {
                if !passes {
                    *state = (state.0 + 1, filter.attribute);
                }
            }
        }
        let passing = |place: &usize| failed.get(*place).is_some_and(|(count, _)| *count == 0);
        let number = |place: usize| self.by_name.get(place).copied();
        let products = if by_sku {
            self.by_sku
                .iter()
                .copied()
                .filter(passing)
                .filter_map(number)
                .collect()
        } else {
            (0..self.by_name.len())
                .filter(passing)
                .filter_map(number)
                .collect()
        };
        let facets = self
            .attributes
            .iter()
            .map(|attribute| attribute.facet(&failed, filters))
            .filter(Facet::tells_apart)
            .collect();
        (products, facets)
    }
}

/// More filters than anybody fails.
const HIDDEN: u32 = 1_000_000;

impl Attribute {
    fn sort(&mut self) {
        if self.kind == "number" {
            self.values.sort_by(|a, b| {
                let by_size = a.amount.partial_cmp(&b.amount);
                by_size
                    .unwrap_or(std::cmp::Ordering::Equal)
                    .then_with(|| a.value.cmp(&b.value))
            });
        } else {
            self.values.sort_by(|a, b| {
                let by_count = b.products.len().cmp(&a.products.len());
                by_count.then_with(|| a.value.cmp(&b.value))
            });
        }
    }

    fn facet(&self, failed: &[(u32, i64)], filters: &[Filter]) -> Facet {
        let counts = |place: &&usize| {
            failed
                .get(**place)
                .is_some_and(|(count, at)| *count == 0 || (*count == 1 && *at == self.number))
        };
        let chosen: Vec<&String> = filters
            .iter()
            .filter(|filter| filter.attribute == self.number)
            .flat_map(|filter| &filter.values)
            .collect();
        let values = self
            .values
            .iter()
            .map(|value| FacetValue {
                value: value.value.clone(),
                amount: value.amount,
                count: i64::try_from(value.products.iter().filter(counts).count())
                    .unwrap_or(i64::MAX),
                chosen: chosen.contains(&&value.value),
            })
            .filter(|value| value.count > 0 || value.chosen)
            .collect();
        Facet {
            attribute: self.number,
            name: self.name.clone(),
            kind: self.kind.clone(),
            unit: self.unit.clone(),
            values,
        }
    }
}

impl Facet {
    /// Whether there is anything to choose.
    fn tells_apart(&self) -> bool {
        self.values.len() > 1 || self.values.iter().any(|value| value.chosen)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Figures {
        let value = |attribute, name, value, amount, products: &[i64]| FiguresRow::Value {
            attribute,
            position: attribute,
            name,
            kind: "number",
            unit: "GB",
            value,
            amount: Some(amount),
            products: products.to_vec(),
        };
        let category = CategoryId(uuid::Uuid::nil());
        let rows = vec![
            value(7, "Size", "32", 32.0, &[30, 40]),
            value(7, "Size", "8", 8.0, &[10, 20]),
            value(8, "Sticks", "1", 1.0, &[10, 30]),
            value(8, "Sticks", "2", 2.0, &[20, 40]),
            FiguresRow::Maker {
                name: "Corvane",
                products: vec![10, 20, 30],
            },
            FiguresRow::Maker {
                name: "Lumen",
                products: vec![40],
            },
            FiguresRow::BySku(vec![40, 30, 20, 10]),
            FiguresRow::Products {
                changes: 3,
                by_name: vec![10, 20, 30, 40],
            },
        ];
        Figures::of(category, rows)
    }

    fn only(attribute: i64, values: &[&str]) -> Filter {
        Filter {
            attribute,
            values: values.iter().map(ToString::to_string).collect(),
        }
    }

    fn counts(facets: &[Facet], attribute: i64) -> Vec<(String, i64)> {
        facets
            .iter()
            .filter(|facet| facet.attribute == attribute)
            .flat_map(|facet| &facet.values)
            .map(|value| (value.value.clone(), value.count))
            .collect()
    }

    #[test]
    fn products_come_in_either_order() {
        assert_eq!(memory().select(|_| true, &[], false).0, [10, 20, 30, 40]);
        assert_eq!(memory().select(|_| true, &[], true).0, [40, 30, 20, 10]);
    }

    #[test]
    fn numbers_stand_by_size_and_makers_by_how_many() {
        let (_, facets) = memory().select(|_| true, &[], false);
        let sizes: Vec<_> = counts(&facets, 7);
        assert_eq!(sizes, [("8".to_owned(), 2), ("32".to_owned(), 2)]);
        assert_eq!(counts(&facets, 0)[0], ("Corvane".to_owned(), 3));
    }

    #[test]
    fn a_facet_counts_what_passes_all_filters_but_its_own() {
        let filters = [only(7, &["32"]), only(8, &["1", "2"])];
        let (products, facets) = memory().select(|_| true, &filters, false);
        assert_eq!(products, [30, 40]);
        assert_eq!(
            counts(&facets, 7),
            [("8".to_owned(), 2), ("32".to_owned(), 2)]
        );
        assert_eq!(
            counts(&facets, 8),
            [("1".to_owned(), 1), ("2".to_owned(), 1)]
        );
    }

    #[test]
    fn what_is_hidden_is_in_no_list_and_no_count() {
        let (products, facets) = memory().select(|number| number != 40, &[], false);
        assert_eq!(products, [10, 20, 30]);
        assert_eq!(
            counts(&facets, 7),
            [("8".to_owned(), 2), ("32".to_owned(), 1)]
        );
        // Only one maker is left, so there is nothing to choose.
        assert_eq!(counts(&facets, 0), []);
    }

    #[test]
    fn a_value_that_is_not_there_finds_nothing_and_stays_visible() {
        let (products, facets) = memory().select(|_| true, &[only(7, &["64"])], false);
        assert_eq!(products, [0_i64; 0]);
        assert_eq!(counts(&facets, 8), []);
        assert_eq!(counts(&facets, 7).len(), 2);
    }
}
