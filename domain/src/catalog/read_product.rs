//! What pages show of a product besides its price.

use super::availability::{Availability, Stock};
use super::pictures::{PICTURE, PICTURES, ProductPicture};
use super::product_documents::{DOCUMENT, DOCUMENTS, ProductDocument};
use super::relations::{Relation, both_sides};
use super::sku::plain_sku;
use super::trade::Trade;
use super::variants::Variant;
use crate::args;
use crate::id::{FamilyId, ProductId};
use crate::store::{Asked, JsonSets};
use crate::{Day, Quantity};
use serde::Deserialize;
use std::sync::LazyLock;

/// What is known of a product.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductPage {
    /// The product.
    pub id: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// Its category's code.
    pub category_code: String,
    /// What is said about it.
    pub description: String,
    /// What the trade says of it.
    pub trade: Trade,
    /// Its attributes in their order: name and value; several values of one
    /// attribute in one text.
    pub attributes: Vec<(String, String)>,
    /// Products that have to do with it.
    pub related: Vec<(Relation, ProductId)>,
    /// Its pictures in their order.
    pub pictures: Vec<ProductPicture>,
    /// The documents about it.
    pub documents: Vec<ProductDocument>,
    /// The name of its family; empty if it is in none.
    pub family: String,
    /// In what the variants of its family differ.
    pub varying: Vec<String>,
    /// The variants of its family, itself among them. Which of them somebody sees
    /// is the shelf's to say.
    pub variants: Vec<Variant<ProductId>>,
    stock: Vec<Stock>,
}

impl ProductPage {
    /// When so many can be had that are ordered today.
    #[must_use]
    pub fn availability(&self, wanted: Quantity, today: Day) -> Availability {
        Availability::of(&self.stock, self.trade.lead_days, wanted, today)
    }
}

#[derive(Deserialize)]
struct Rows {
    products: Vec<ProductRow>,
    attributes: Vec<ValueRow>,
    stock: Vec<StockRow>,
    related: Vec<RelatedRow>,
    pictures: Vec<PictureRow>,
    documents: Vec<DocumentRow>,
    families: Vec<FamilyRow>,
    variants: Vec<VariantRow>,
}

#[derive(Deserialize)]
struct PictureRow {
    product: ProductId,
    #[serde(flatten)]
    picture: ProductPicture,
}

#[derive(Deserialize)]
struct DocumentRow {
    product: ProductId,
    #[serde(flatten)]
    document: ProductDocument,
}

/// An attribute in which a product's family differs.
#[derive(Deserialize)]
struct FamilyRow {
    product: ProductId,
    family: FamilyId,
    name: String,
    attribute: i64,
    attribute_name: String,
}

/// What a variant of a family has of such an attribute.
#[derive(Deserialize)]
struct VariantRow {
    family: FamilyId,
    variant: ProductId,
    attribute: i64,
    value: String,
}

#[derive(Deserialize)]
struct ProductRow {
    id: ProductId,
    sku: String,
    code: String,
    description: String,
    #[serde(flatten)]
    trade: Trade,
}

#[derive(Deserialize)]
struct ValueRow {
    product: ProductId,
    name: String,
    value: String,
}

#[derive(Deserialize)]
struct StockRow {
    product: ProductId,
    #[serde(flatten)]
    stock: Stock,
}

#[derive(Deserialize)]
struct RelatedRow {
    product: ProductId,
    kind: Relation,
    other: ProductId,
}

/// What is known of the products that these SKUs may mean, written with or
/// without dashes, in the order of their SKUs. Who may see them is the shelf's to
/// say. Descriptions, attributes and choices are in this language where it has them.
/// To be asked alone or together with other things.
#[must_use]
pub fn ask_product_pages(skus: &[String], language: &str) -> Asked<'static, Vec<ProductPage>> {
    static PAGES: LazyLock<JsonSets> = LazyLock::new(|| {
        let meant = "SELECT id FROM product WHERE plain_sku <text in $1>";
        let named = |first: &str, value: &str| {
            format!(
                "COALESCE((SELECT n.name FROM local_name n
                     WHERE n.category_id = a.category_id AND n.attribute = a.number
                         AND n.value = {value} AND n.language = $2), {first})"
            )
        };
        let (name, value) = (named("a.name", "''"), named("v.value", "v.value"));
        JsonSets::new(&[
            (
                "products",
                &[
                    "id",
                    "sku",
                    "code",
                    "description",
                    "maker_number",
                    "unspsc",
                    "last_order_day",
                    "lead_days",
                ],
                "SELECT p.id, p.sku, c.code,
                     COALESCE((SELECT NULLIF(y.description, '') FROM product_text y
                         WHERE y.product_id = p.id AND y.language = $2), p.description)
                         AS description,
                     p.maker_number, p.unspsc,
                     p.last_order_day, p.lead_days
                 FROM product p JOIN category c ON c.id = p.category_id
                 WHERE p.plain_sku <text in $1> ORDER BY p.sku",
            ),
            (
                "attributes",
                &["product", "name", "value"],
                &format!(
                    "SELECT v.product_id AS product, {name} AS name, {value} AS value
                     FROM product_attribute v JOIN category_attribute a ON a.number = v.attribute
                     WHERE v.product_id IN ({meant}) ORDER BY a.position, a.name, v.value"
                ),
            ),
            (
                "stock",
                &[
                    "product",
                    "on_hand",
                    "expected",
                    "expected_day",
                    "lead_days",
                ],
                &format!(
                    "SELECT product_id AS product, on_hand, expected, expected_day, lead_days
                     FROM product_stock WHERE product_id IN ({meant})"
                ),
            ),
            ("related", &["product", "kind", "other"], &both_sides(meant)),
            (
                "pictures",
                PICTURE,
                &format!(
                    "{PICTURES} WHERE x.product_id IN ({meant})
                     ORDER BY x.product_id, x.position, x.file_id"
                ),
            ),
            (
                "documents",
                DOCUMENT,
                &format!("{DOCUMENTS} WHERE x.product_id IN ({meant}) ORDER BY x.title, x.file_id"),
            ),
            (
                "families",
                &["product", "family", "name", "attribute", "attribute_name"],
                &format!(
                    "SELECT p.id AS product, f.id AS family, f.name, t.number AS attribute,
                         t.name AS attribute_name
                     FROM product p JOIN product_variant w ON w.product_id = p.id
                     JOIN product_family f ON f.id = w.family_id AND f.category_id = p.category_id
                     JOIN product_family_attribute a ON a.family_id = f.id
                     JOIN category_attribute t ON t.number = a.attribute
                     WHERE p.id IN ({meant}) ORDER BY p.id, a.position"
                ),
            ),
            (
                "variants",
                &["family", "variant", "attribute", "value"],
                &format!(
                    "SELECT w.family_id AS family, p.id AS variant, a.attribute, x.value
                     FROM product_variant w
                     JOIN product p ON p.id = w.product_id AND p.active
                     JOIN product_family f ON f.id = w.family_id AND f.category_id = p.category_id
                     JOIN product_family_attribute a ON a.family_id = f.id
                     JOIN product_attribute x
                         ON x.product_id = p.id AND x.attribute = a.attribute
                     WHERE w.family_id IN (SELECT family_id FROM product_variant
                         WHERE product_id IN ({meant}))
                     ORDER BY p.sort_name, p.id, a.position, x.amount, x.value"
                ),
            ),
        ])
    });
    let plain: Vec<String> = skus.iter().map(|sku| plain_sku(sku)).collect();
    PAGES
        .ask::<Rows>(args![serde_json::json!(plain), language])
        .map(pages)
}

fn pages(rows: Rows) -> Vec<ProductPage> {
    let mut pages: Vec<ProductPage> = rows
        .products
        .into_iter()
        .map(|row| ProductPage {
            id: row.id,
            sku: row.sku,
            category_code: row.code,
            description: row.description,
            trade: row.trade,
            ..ProductPage::default()
        })
        .collect();
    for page in &mut pages {
        for row in rows.attributes.iter().filter(|row| row.product == page.id) {
            match page.attributes.last_mut() {
                Some((last, values)) if *last == row.name => {
                    values.push_str(", ");
                    values.push_str(&row.value);
                }
                _ => page.attributes.push((row.name.clone(), row.value.clone())),
            }
        }
        let stock = rows.stock.iter().filter(|row| row.product == page.id);
        page.stock = stock.map(|row| row.stock).collect();
        let related = rows.related.iter().filter(|row| row.product == page.id);
        page.related = related.map(|row| (row.kind, row.other)).collect();
        let pictures = rows.pictures.iter().filter(|row| row.product == page.id);
        page.pictures = pictures.map(|row| row.picture.clone()).collect();
        let documents = rows.documents.iter().filter(|row| row.product == page.id);
        page.documents = documents.map(|row| row.document.clone()).collect();
        page.documents.sort_by_key(|one| one.kind);
        put_variants(page, &rows.families, &rows.variants);
    }
    pages
}

/// What the product's family is, and who else is in it.
fn put_variants(page: &mut ProductPage, families: &[FamilyRow], variants: &[VariantRow]) {
    let own: Vec<&FamilyRow> = families
        .iter()
        .filter(|row| row.product == page.id)
        .collect();
    let Some(first) = own.first() else { return };
    page.family.clone_from(&first.name);
    page.varying = own.iter().map(|row| row.attribute_name.clone()).collect();
    for row in variants.iter().filter(|row| row.family == first.family) {
        let place = own.iter().position(|one| one.attribute == row.attribute);
        if page
            .variants
            .last()
            .is_none_or(|last| last.product != row.variant)
        {
            page.variants.push(Variant {
                product: row.variant,
                values: vec![String::new(); own.len()],
            });
        }
        let variant = page.variants.last_mut();
        if let Some(value) = variant
            .zip(place)
            .and_then(|(one, at)| one.values.get_mut(at))
        {
            if !value.is_empty() {
                value.push_str(", ");
            }
            value.push_str(&row.value);
        }
    }
}
