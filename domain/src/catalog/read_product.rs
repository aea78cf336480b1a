//! What pages show of a product besides its price.

use super::availability::{Availability, Stock};
use super::relations::{Relation, both_sides};
use super::sku::plain_sku;
use super::trade::Trade;
use crate::args;
use crate::id::ProductId;
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
/// say. Attributes and choices are named in this language. To be asked alone or
/// together with other things.
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
                "SELECT p.id, p.sku, c.code, p.description, p.maker_number, p.unspsc,
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
                &["product", "on_hand", "expected", "expected_day"],
                &format!(
                    "SELECT product_id AS product, on_hand, expected, expected_day
                     FROM product_stock WHERE product_id IN ({meant})"
                ),
            ),
            ("related", &["product", "kind", "other"], &both_sides(meant)),
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
    }
    pages
}
