//! What is remembered of a category: which products are on offer in it, in
//! which order, and which of them have which attributes. The same for every
//! customer, so it is kept once per process, together with the count of the
//! category's changes in the database; every page compares the two, so that
//! nothing out of date is ever shown, whoever made the change.

use super::facets::{Facet, FacetValue, Filter};
use crate::catalog::words::sort_name;
use crate::catalog::{local_names, read_names};
use crate::id::{CategoryId, FileId, ProductId};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// What is remembered of a category.
#[derive(Debug)]
pub(super) struct Figures {
    pub(super) category: CategoryId,
    pub(super) changes: i64,
    /// In the order of their first names.
    products: Vec<Sheet>,
    /// Places in `products`, in the order of names in other languages: of each in
    /// which a product has a name of its own.
    by_name_in: HashMap<String, Vec<usize>>,
    /// Places in `products`, in the order of SKUs.
    by_sku: Vec<usize>,
    attributes: Vec<Attribute>,
}

/// What a list shows of a product, whoever looks at it.
#[derive(Debug, Deserialize)]
pub(super) struct Sheet {
    pub(super) number: i64,
    pub(super) id: ProductId,
    pub(super) sku: String,
    pub(super) name: String,
    sort_name: String,
    pub(super) manufacturer: String,
    pub(super) summary: String,
    /// In which unit it is counted.
    pub(super) unit: String,
    pub(super) picture: Option<FileId>,
    pub(super) variant: Option<String>,
    /// What it is called in other languages, if it has names of its own there.
    #[serde(deserialize_with = "read_names", default)]
    pub(super) names: HashMap<String, String>,
}

#[derive(Debug)]
struct Attribute {
    number: i64,
    name: String,
    /// In other languages.
    names: HashMap<String, String>,
    kind: String,
    unit: String,
    values: Vec<ValueOf>,
}

#[derive(Debug)]
struct ValueOf {
    value: String,
    /// In other languages.
    names: HashMap<String, String>,
    amount: Option<f64>,
    /// Places in `products`.
    products: Vec<usize>,
}

/// One value of an attribute, with the numbers of the products that have it,
/// as the database hands it over.
#[derive(Debug, Deserialize)]
pub(super) struct ValueRow {
    attribute: i64,
    position: i64,
    name: String,
    kind: String,
    unit: String,
    value: String,
    amount: Option<f64>,
    /// What the attribute and the value are called in other languages.
    names: Option<String>,
    value_names: Option<String>,
    /// Separated by commas.
    products: String,
}

/// By the database's number in this process, and the category's code.
type ByCode = HashMap<u64, HashMap<String, Arc<Figures>>>;

static REMEMBERED: LazyLock<RwLock<ByCode>> = LazyLock::new(RwLock::default);

/// What is remembered of the category of this code, which may be out of date.
pub(super) fn recall(database: u64, code: &str) -> Option<Arc<Figures>> {
    let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
    remembered.get(&database)?.get(code).cloned()
}

impl Figures {
    /// Remembers a category.
    pub(super) fn remember(
        (database, code): (u64, &str),
        category: CategoryId,
        changes: i64,
        products: Vec<Sheet>,
        values: Vec<ValueRow>,
    ) -> Arc<Figures> {
        let figures = Arc::new(Figures::of(category, changes, products, values));
        let mut remembered = REMEMBERED.write().unwrap_or_else(PoisonError::into_inner);
        let of_database = remembered.entry(database).or_default();
        of_database.insert(code.to_owned(), Arc::clone(&figures));
        figures
    }

    fn of(
        category: CategoryId,
        changes: i64,
        mut products: Vec<Sheet>,
        values: Vec<ValueRow>,
    ) -> Figures {
        products.sort_by(|a, b| (&a.sort_name, a.id).cmp(&(&b.sort_name, b.id)));
        let mut by_sku: Vec<usize> = (0..products.len()).collect();
        by_sku.sort_by_key(|place| products.get(*place).map(|one| &one.sku));
        let by_name_in = by_name_in(&products);
        let places: HashMap<i64, usize> = products
            .iter()
            .enumerate()
            .map(|(place, one)| (one.number, place))
            .collect();
        let mut attributes: BTreeMap<(i64, i64), Attribute> = BTreeMap::new();
        for row in values {
            let numbers = row.products.split(',').filter_map(|one| one.parse().ok());
            let value = ValueOf {
                value: row.value,
                names: local_names(row.value_names.as_deref()),
                amount: row.amount,
                products: numbers
                    .filter_map(|number: i64| places.get(&number).copied())
                    .collect(),
            };
            attributes
                .entry((row.position, row.attribute))
                .or_insert_with(|| Attribute {
                    number: row.attribute,
                    name: row.name,
                    names: local_names(row.names.as_deref()),
                    kind: row.kind,
                    unit: row.unit,
                    values: Vec::new(),
                })
                .values
                .push(value);
        }
        let mut attributes: Vec<Attribute> = std::iter::once(makers(&products))
            .chain(attributes.into_values())
            .collect();
        for attribute in &mut attributes {
            attribute.sort();
        }
        Figures {
            category,
            changes,
            products,
            by_name_in,
            by_sku,
            attributes,
        }
    }

    /// The product at a place.
    pub(super) fn sheet(&self, place: usize) -> Option<&Sheet> {
        self.products.get(place)
    }

    /// The places of the products that `visible` lets through (by their
    /// numbers) and all filters too, in order, and the facets with their counts,
    /// named in this language.
    pub(super) fn select(
        &self,
        visible: impl Fn(i64) -> bool,
        filters: &[Filter],
        by_sku: bool,
        language: &str,
    ) -> (Vec<usize>, Vec<Facet>) {
        let failed = self.failed(visible, filters);
        let facets = self
            .attributes
            .iter()
            .map(|attribute| attribute.facet(&failed, filters, language))
            .filter(Facet::tells_apart)
            .collect();
        (self.passing(&failed, by_sku, language), facets)
    }

    /// The numbers of the products that stand at these places if all that pass
    /// the filters are seen: most probably those that a page will show, before it
    /// is known which are.
    pub(super) fn probably(
        &self,
        filters: &[Filter],
        by_sku: bool,
        language: &str,
        places: std::ops::Range<usize>,
    ) -> Vec<i64> {
        let failed = self.failed(|_| true, filters);
        let all = self.passing(&failed, by_sku, language);
        let end = places.end.min(all.len());
        let shown = all.get(places.start.min(end)..end).unwrap_or_default();
        shown
            .iter()
            .filter_map(|place| self.products.get(*place))
            .map(|one| one.number)
            .collect()
    }

    fn passing(&self, failed: &[(u32, i64)], by_sku: bool, language: &str) -> Vec<usize> {
        let passing = |place: &usize| failed.get(*place).is_some_and(|(count, _)| *count == 0);
        let order = if by_sku {
            Some(&self.by_sku)
        } else {
            self.by_name_in.get(language)
        };
        match order {
            Some(order) => order.iter().copied().filter(passing).collect(),
            None => (0..self.products.len()).filter(passing).collect(),
        }
    }

    /// How many filters each product fails, and the last one it fails: a facet
    /// counts what passes all filters but its own.
    fn failed(&self, visible: impl Fn(i64) -> bool, filters: &[Filter]) -> Vec<(u32, i64)> {
        let mut failed: Vec<(u32, i64)> = self
            .products
            .iter()
            .map(|one| {
                if visible(one.number) {
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
        failed
    }
}

/// The places of products in the order of their names, for each language in which
/// one of them has a name of its own.
fn by_name_in(products: &[Sheet]) -> HashMap<String, Vec<usize>> {
    let languages: BTreeSet<&String> = products.iter().flat_map(|one| one.names.keys()).collect();
    let order = |language: &String| {
        let mut names: Vec<(String, ProductId, usize)> = products
            .iter()
            .enumerate()
            .map(|(place, one)| {
                let own = one.names.get(language).map(|name| sort_name(name));
                (own.unwrap_or_else(|| one.sort_name.clone()), one.id, place)
            })
            .collect();
        names.sort_unstable();
        names.into_iter().map(|(_, _, place)| place).collect()
    };
    languages
        .into_iter()
        .map(|language| (language.clone(), order(language)))
        .collect()
}

/// Who makes the products, as an attribute like the others.
fn makers(products: &[Sheet]) -> Attribute {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (place, one) in products.iter().enumerate() {
        if !one.manufacturer.is_empty() {
            places.entry(&one.manufacturer).or_default().push(place);
        }
    }
    let values = places.into_iter().map(|(maker, products)| ValueOf {
        value: maker.to_owned(),
        names: HashMap::new(),
        amount: None,
        products,
    });
    Attribute {
        number: Facet::MANUFACTURER,
        name: String::new(),
        names: HashMap::new(),
        kind: "choice".to_owned(),
        unit: String::new(),
        values: values.collect(),
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

    fn facet(&self, failed: &[(u32, i64)], filters: &[Filter], language: &str) -> Facet {
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
                name: named(language, &value.names, &value.value),
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
            name: named(language, &self.names, &self.name),
            kind: self.kind.clone(),
            unit: self.unit.clone(),
            values,
        }
    }
}

/// What a thing is called in a language; its first name if it has none in it.
fn named(language: &str, names: &HashMap<String, String>, first: &str) -> String {
    names.get(language).map_or(first, String::as_str).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory() -> Figures {
        let value = |attribute, name: &str, value: &str, amount, products: &str| ValueRow {
            attribute,
            position: attribute,
            name: name.to_owned(),
            kind: "number".to_owned(),
            unit: "GB".to_owned(),
            value: value.to_owned(),
            amount: Some(amount),
            names: (attribute == 7).then(|| "de:Größe".to_owned()),
            value_names: None,
            products: products.to_owned(),
        };
        let values = vec![
            value(7, "Size", "32", 32.0, "30,40"),
            value(7, "Size", "8", 8.0, "10,20"),
            value(8, "Sticks", "1", 1.0, "10,30"),
            value(8, "Sticks", "2", 2.0, "20,40"),
        ];
        let sheet = |number: i64, maker: &str| Sheet {
            number,
            id: ProductId(uuid::Uuid::nil()),
            sku: format!("S-{}", 99 - number),
            name: format!("Product {number}"),
            sort_name: format!("product {number}"),
            manufacturer: maker.to_owned(),
            summary: String::new(),
            unit: "C62".to_owned(),
            picture: None,
            variant: None,
            names: match number {
                20 => HashMap::from([("de".to_owned(), "Apfel".to_owned())]),
                _ => HashMap::new(),
            },
        };
        let products = vec![
            sheet(20, "Corvane"),
            sheet(10, "Corvane"),
            sheet(40, "Lumen"),
            sheet(30, "Corvane"),
        ];
        Figures::of(CategoryId(uuid::Uuid::nil()), 3, products, values)
    }

    /// The numbers of the products that pass.
    fn numbers(
        visible: impl Fn(i64) -> bool,
        filters: &[Filter],
        by_sku: bool,
    ) -> (Vec<i64>, Vec<Facet>) {
        let figures = memory();
        let (places, facets) = figures.select(visible, filters, by_sku, "en");
        let number = |place: &usize| figures.sheet(*place).unwrap().number;
        (places.iter().map(number).collect(), facets)
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
    fn a_category_of_the_same_code_in_another_database_is_another_one() {
        let remember = |database, changes| {
            let id = CategoryId(uuid::Uuid::from_u128(u128::from(database)));
            let one = (database, "alike-elsewhere");
            Figures::remember(one, id, changes, Vec::new(), Vec::new())
        };
        let changes = |database| recall(database, "alike-elsewhere").map(|one| one.changes);
        // No database of a test has such a number.
        let (here, there) = (u64::MAX, u64::MAX - 1);
        remember(here, 3);
        assert_eq!((changes(here), changes(there)), (Some(3), None));
        remember(there, 8);
        assert_eq!((changes(here), changes(there)), (Some(3), Some(8)));
    }

    #[test]
    fn products_come_in_either_order() {
        assert_eq!(numbers(|_| true, &[], false).0, [10, 20, 30, 40]);
        assert_eq!(numbers(|_| true, &[], true).0, [40, 30, 20, 10]);
    }

    #[test]
    fn products_come_in_the_order_of_the_names_that_their_reader_knows() {
        let figures = memory();
        let numbers = |language: &str, by_sku| -> Vec<i64> {
            let (places, _) = figures.select(|_| true, &[], by_sku, language);
            let sheets = places.iter().filter_map(|place| figures.sheet(*place));
            sheets.map(|sheet| sheet.number).collect()
        };
        assert_eq!(numbers("de", false), [20, 10, 30, 40]);
        assert_eq!(numbers("fr", false), [10, 20, 30, 40]);
        assert_eq!(numbers("de", true), [40, 30, 20, 10]);
        assert_eq!(figures.probably(&[], false, "de", 0..2), [20, 10]);
    }

    #[test]
    fn facets_are_named_in_the_readers_language() {
        let figures = memory();
        for (language, first, second) in [("de", "Größe", "Sticks"), ("en", "Size", "Sticks")] {
            let (_, facets) = figures.select(|_| true, &[], false, language);
            let names: Vec<&str> = facets.iter().map(|facet| facet.name.as_str()).collect();
            assert_eq!(names, ["", first, second]);
        }
    }

    #[test]
    fn what_a_page_will_probably_show_is_known_before() {
        let figures = memory();
        assert_eq!(figures.probably(&[], false, "en", 1..3), [20, 30]);
        assert_eq!(figures.probably(&[], true, "en", 0..2), [40, 30]);
        assert_eq!(
            figures.probably(&[only(7, &["32"])], false, "en", 1..9),
            [40]
        );
        assert_eq!(figures.probably(&[], false, "en", 7..9), [0_i64; 0]);
    }

    #[test]
    fn numbers_stand_by_size_and_makers_by_how_many() {
        let (_, facets) = numbers(|_| true, &[], false);
        let sizes: Vec<_> = counts(&facets, 7);
        assert_eq!(sizes, [("8".to_owned(), 2), ("32".to_owned(), 2)]);
        assert_eq!(counts(&facets, 0)[0], ("Corvane".to_owned(), 3));
    }

    #[test]
    fn a_facet_counts_what_passes_all_filters_but_its_own() {
        let filters = [only(7, &["32"]), only(8, &["1", "2"])];
        let (products, facets) = numbers(|_| true, &filters, false);
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
        let (products, facets) = numbers(|number| number != 40, &[], false);
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
        let (products, facets) = numbers(|_| true, &[only(7, &["64"])], false);
        assert_eq!(products, [0_i64; 0]);
        assert_eq!(counts(&facets, 8), []);
        assert_eq!(counts(&facets, 7).len(), 2);
    }
}
