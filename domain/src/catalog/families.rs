//! Families of products that differ in a few attributes.
//!
//! A variant is a product like any other; the family only says that it is one,
//! and in what. A product that is moved to another category leaves its family:
//! whoever reads variants asks for those of the family's category only.

use super::variants::Variant;
use crate::args;
use crate::id::{CategoryId, FamilyId, ProductId};
use crate::store::{Asked, JsonRows, JsonSets};
use serde::Deserialize;
use std::sync::LazyLock;

/// In what the product `p` differs from the others of its family, in one text;
/// nothing if it is in none.
pub(crate) const VARIANT_OF_P: &str = "
    (SELECT string_agg(x.value, ' · ' ORDER BY a.position, x.value)
     FROM product_variant w
     JOIN product_family f ON f.id = w.family_id AND f.category_id = p.category_id
     JOIN product_family_attribute a ON a.family_id = f.id
     JOIN product_attribute x ON x.product_id = w.product_id AND x.attribute = a.attribute
     WHERE w.product_id = p.id)";

/// How many variants a family has at most.
pub const MOST_VARIANTS: usize = 200;

/// A family in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FamilyRow {
    /// Which.
    pub id: FamilyId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The name of its category.
    pub category: String,
    /// In what its variants differ: the attributes' names.
    pub varies: Option<String>,
    /// How many variants it has.
    pub variants: i64,
}

/// All families by name, to be asked alone or together with other things.
#[must_use]
pub fn ask_families() -> Asked<'static, Vec<FamilyRow>> {
    static FAMILIES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "code", "name", "category", "varies", "variants"],
            "SELECT f.id, f.code, f.name, c.name AS category,
                 (SELECT string_agg(t.name, ', ' ORDER BY a.position)
                  FROM product_family_attribute a JOIN category_attribute t ON t.number = a.attribute
                  WHERE a.family_id = f.id) AS varies,
                 (SELECT COUNT(*) FROM product_variant v JOIN product p ON p.id = v.product_id
                  WHERE v.family_id = f.id AND p.category_id = f.category_id) AS variants
             FROM product_family f JOIN category c ON c.id = f.category_id
             ORDER BY f.name, f.id",
        )
    });
    FAMILIES.ask(args![])
}

/// A family, to be edited.
#[derive(Debug, Clone, Deserialize)]
pub struct FamilyPage {
    family: Vec<Head>,
    /// The attributes of its category in their order.
    pub attributes: Vec<Varying>,
    /// Its variants by SKU.
    pub variants: Vec<VariantRow>,
    values: Vec<Value>,
}

#[derive(Debug, Clone, Deserialize)]
struct Head {
    code: String,
    name: String,
    category: CategoryId,
    category_name: String,
}

/// An attribute in which variants may differ.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Varying {
    /// Its number.
    pub number: i64,
    /// Its name.
    pub name: String,
    /// Its place among those in which the family differs; none if it does not.
    pub place: Option<i64>,
}

/// A variant of a family.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct VariantRow {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Value {
    product: ProductId,
    attribute: i64,
    value: String,
}

impl FamilyPage {
    /// Its code; none if there is no such family.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.family.first().map(|one| one.code.as_str())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.family.first().map_or("", |one| &one.name)
    }

    /// The name of its category.
    #[must_use]
    pub fn category(&self) -> &str {
        self.family.first().map_or("", |one| &one.category_name)
    }

    /// Its category; none if there is no such family.
    pub(super) fn category_id(&self) -> Option<CategoryId> {
        self.family.first().map(|one| one.category)
    }

    /// The attributes in which it differs, in their order.
    #[must_use]
    pub fn varying(&self) -> Vec<&Varying> {
        let mut varying: Vec<&Varying> = self.attributes.iter().collect();
        varying.retain(|one| one.place.is_some());
        varying.sort_by_key(|one| one.place);
        varying
    }

    /// The variants with their values of those attributes.
    #[must_use]
    pub fn told_apart(&self) -> Vec<Variant<ProductId>> {
        let varying: Vec<i64> = self.varying().iter().map(|one| one.number).collect();
        self.by(&varying)
    }

    /// The variants with their values of some attributes.
    pub(super) fn by(&self, attributes: &[i64]) -> Vec<Variant<ProductId>> {
        self.variants
            .iter()
            .map(|one| Variant {
                product: one.product,
                values: attributes
                    .iter()
                    .map(|number| self.value(one.product, *number))
                    .collect(),
            })
            .collect()
    }

    fn value(&self, product: ProductId, attribute: i64) -> String {
        let values = self
            .values
            .iter()
            .filter(|one| one.product == product && one.attribute == attribute);
        values
            .map(|one| one.value.as_str())
            .collect::<Vec<_>>()
            .join(", ")
    }

    pub(super) fn sku(&self, product: ProductId) -> String {
        let found = self.variants.iter().find(|one| one.product == product);
        found.map_or_else(String::new, |one| one.sku.clone())
    }
}

/// A family with its variants, to be asked alone or together with other things.
#[must_use]
pub fn ask_family(family: FamilyId) -> Asked<'static, FamilyPage> {
    static FAMILY: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "family",
                &["code", "name", "category", "category_name"],
                "SELECT f.code, f.name, f.category_id AS category, c.name AS category_name
                 FROM product_family f JOIN category c ON c.id = f.category_id WHERE f.id = $1",
            ),
            (
                "attributes",
                &["number", "name", "place"],
                "SELECT t.number, t.name, a.position AS place
                 FROM product_family f JOIN category_attribute t ON t.category_id = f.category_id
                 LEFT JOIN product_family_attribute a
                     ON a.family_id = f.id AND a.attribute = t.number
                 WHERE f.id = $1 ORDER BY t.position, t.name",
            ),
            (
                "variants",
                &["product", "sku", "name"],
                "SELECT p.id AS product, p.sku, p.name
                 FROM product_family f JOIN product_variant v ON v.family_id = f.id
                 JOIN product p ON p.id = v.product_id AND p.category_id = f.category_id
                 WHERE f.id = $1 ORDER BY p.sku",
            ),
            (
                "values",
                &["product", "attribute", "value"],
                "SELECT x.product_id AS product, x.attribute, x.value
                 FROM product_variant v JOIN product_attribute x ON x.product_id = v.product_id
                 WHERE v.family_id = $1 ORDER BY x.product_id, x.attribute, x.value",
            ),
        ])
    });
    FAMILY.ask(args![family])
}
