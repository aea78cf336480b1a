//! Products: writing many at once, and reading one as a curator sees it.

use super::attribute::{Value, summary};
use super::categories::Category;
use super::lexicon::put_words;
use super::product_texts::{ProductText, add_texts, change_texts, texts_of};
use super::sku::plain_sku;
use super::trade::Trade;
use super::words::{sort_name, words_of};
use crate::id::{CategoryId, ProductId};
use crate::store::{
    Args, Asked, FromRow, IntoValue, JsonRows, Query, Result, Sql, Tx, list_placeholders,
};
use crate::{Timestamp, args};
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A product as it is written: by an import, by a curator, by the
/// demonstration.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductRow {
    /// Its id.
    pub id: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    pub category: CategoryId,
    /// The category's code and name, among the words it is found by.
    pub category_words: String,
    /// Its unit of measure, UN/ECE Recommendation 20; `C62` is one piece.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// Whether it is sold.
    pub active: bool,
    /// What the trade says of it.
    pub trade: Trade,
    /// Its attributes: the number and name of each, and a value.
    pub attributes: Vec<(i64, String, Value)>,
    /// What it is called in other languages, all of them; none leaves what is there
    /// as it is.
    pub texts: Option<Vec<ProductText>>,
    /// What an import recognises it by; see [`origin_key`](super::sku::origin_key).
    pub origin_key: Option<String>,
    /// What a file last said about it.
    pub origin_state: Option<String>,
}

impl ProductRow {
    /// A piece of something with a name, of which nothing more is known.
    #[must_use]
    pub fn new(id: ProductId, sku: &str, name: &str, category: &Category) -> Self {
        Self {
            id,
            sku: sku.to_owned(),
            name: name.to_owned(),
            manufacturer: String::new(),
            category: category.id,
            category_words: format!("{} {}", category.code, category.name),
            unit: super::measure::PIECE.to_owned(),
            description: String::new(),
            active: true,
            trade: Trade::default(),
            attributes: Vec::new(),
            texts: None,
            origin_key: None,
            origin_state: None,
        }
    }

    /// The words it is found by in the first language.
    pub(super) fn words(&self) -> String {
        let mut texts: Vec<&str> = vec![
            &self.name,
            &self.sku,
            &self.manufacturer,
            &self.trade.maker_number,
            &self.category_words,
        ];
        for (_, name, value) in &self.attributes {
            match value.text.as_str() {
                "no" => {}
                "yes" => texts.push(name),
                text => texts.push(text),
            }
        }
        let mut words = words_of(&texts);
        // Numbers of several groups, all of it without its dashes.
        for plain in [plain_sku(&self.sku), self.trade.plain_maker_number()] {
            let plain = plain.to_lowercase();
            if plain.chars().all(char::is_alphanumeric)
                && !plain.is_empty()
                && !words.split(' ').any(|word| word == plain)
            {
                words.push(' ');
                words.push_str(&plain);
            }
        }
        words
    }

    fn args(&self, now: Timestamp) -> Args {
        args![
            self.id,
            &self.sku,
            plain_sku(&self.sku),
            &self.name,
            sort_name(&self.name),
            &self.manufacturer,
            self.category,
            &self.unit,
            &self.description,
            summary(
                self.attributes
                    .iter()
                    .map(|(_, name, value)| (name.as_str(), value.text.as_str()))
            ),
            self.active,
            self.words(),
            self.origin_key.clone(),
            self.origin_state.clone(),
            &self.trade.maker_number,
            self.trade.plain_maker_number(),
            &self.trade.unspsc,
            self.trade.last_order_day,
            self.trade.lead_days,
            now,
            now,
        ]
    }
}

/// A product that is there, as it would be written, its category's code, and
/// how often it was changed.
#[derive(Debug, Clone, PartialEq)]
pub struct KnownProduct {
    /// As it would be written.
    pub row: ProductRow,
    /// Its category's code.
    pub category_code: String,
    /// How often it was changed; a new one has 1.
    pub version: i64,
}

/// Products by their ids as [`known_products`] answers them, to be written again
/// in the same transaction: nobody else changes them meanwhile.
///
/// # Errors
/// If they can't be read.
pub async fn known_products_to_change(
    tx: &mut Tx,
    ids: &[ProductId],
) -> Result<HashMap<ProductId, KnownProduct>> {
    let these = ids.iter().map(|id| id.value()).collect();
    tx.lock("product", "id", "id", these).await?;
    known_products(tx, ids).await
}

/// Products by their ids, with all that is written of them; those that are not
/// there are left out.
///
/// # Errors
/// If they can't be read.
pub async fn known_products(
    query: &mut impl Query,
    ids: &[ProductId],
) -> Result<HashMap<ProductId, KnownProduct>> {
    #[derive(FromRow)]
    struct Row {
        id: ProductId,
        sku: String,
        name: String,
        manufacturer: String,
        category_id: CategoryId,
        code: String,
        category_name: String,
        unit: String,
        description: String,
        active: bool,
        #[sqlx(flatten)]
        trade: Trade,
        origin_key: Option<String>,
        origin_state: Option<String>,
        version: i64,
    }
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let list = list_placeholders(1, ids.len());
    let args: Args = ids.iter().map(|id| id.value()).collect();
    let rows: Vec<Row> = query
        .all(
            format!(
                "SELECT p.id, p.sku, p.name, p.manufacturer, p.category_id, c.code,
                     c.name AS category_name, p.unit, p.description, p.active, p.maker_number,
                     p.unspsc, p.last_order_day, p.lead_days, p.origin_key, p.origin_state,
                     p.version
                 FROM product p JOIN category c ON c.id = p.category_id WHERE p.id IN ({list})"
            ),
            args.clone(),
        )
        .await?;
    let mut texts = texts_of(query, ids).await?;
    let values: Vec<(ProductId, i64, String, String, Option<f64>)> = query
        .all(
            format!(
                "SELECT v.product_id, v.attribute, a.name, v.value, v.amount
                 FROM product_attribute v JOIN category_attribute a ON a.number = v.attribute
                 WHERE v.product_id IN ({list}) ORDER BY a.position, a.name, v.value"
            ),
            args,
        )
        .await?;
    let mut known: HashMap<ProductId, KnownProduct> = rows
        .into_iter()
        .map(|row| {
            let product = KnownProduct {
                row: ProductRow {
                    id: row.id,
                    sku: row.sku,
                    name: row.name,
                    manufacturer: row.manufacturer,
                    category: row.category_id,
                    category_words: format!("{} {}", row.code, row.category_name),
                    unit: row.unit,
                    description: row.description,
                    active: row.active,
                    trade: row.trade,
                    attributes: Vec::new(),
                    texts: Some(texts.remove(&row.id).unwrap_or_default()),
                    origin_key: row.origin_key,
                    origin_state: row.origin_state,
                },
                category_code: row.code,
                version: row.version,
            };
            (row.id, product)
        })
        .collect();
    for (product, attribute, name, text, amount) in values {
        if let Some(product) = known.get_mut(&product) {
            let value = Value { text, amount };
            product.row.attributes.push((attribute, name, value));
        }
    }
    Ok(known)
}

const INSERT_PRODUCT: &str =
    "INSERT INTO product (id, sku, plain_sku, name, sort_name, manufacturer, category_id, unit,
         description, summary, active, words, origin_key, origin_state, maker_number,
         plain_maker_number, unspsc, last_order_day, lead_days, created_at, updated_at)
     VALUES";

/// Adds products that are not there yet.
///
/// # Errors
/// If they can't be written: an id, a SKU or an origin key is taken.
pub async fn add_products(tx: &mut Tx, products: &[ProductRow], now: Timestamp) -> Result<()> {
    let rows = products.iter().map(|product| product.args(now)).collect();
    tx.insert_many(INSERT_PRODUCT, rows, "").await?;
    add_texts(tx, products).await?;
    add_values(tx, products).await
}

/// Changes products that are there: all that a [`ProductRow`] says, but for
/// whether they are sold, and for their texts in other languages where it says
/// nothing of them.
///
/// # Errors
/// If they can't be written.
pub async fn change_products(tx: &mut Tx, products: &[ProductRow], now: Timestamp) -> Result<()> {
    if products.is_empty() {
        return Ok(());
    }
    let rows = products.iter().map(|product| product.args(now)).collect();
    tx.insert_many(
        INSERT_PRODUCT,
        rows,
        "ON CONFLICT (id) DO UPDATE SET
             sku = excluded.sku,
             plain_sku = excluded.plain_sku,
             name = excluded.name,
             sort_name = excluded.sort_name,
             manufacturer = excluded.manufacturer,
             category_id = excluded.category_id,
             unit = excluded.unit,
             description = excluded.description,
             summary = excluded.summary,
             words = excluded.words,
             origin_key = excluded.origin_key,
             origin_state = excluded.origin_state,
             maker_number = excluded.maker_number,
             plain_maker_number = excluded.plain_maker_number,
             unspsc = excluded.unspsc,
             last_order_day = excluded.last_order_day,
             lead_days = excluded.lead_days,
             version = product.version + 1,
             updated_at = excluded.updated_at",
    )
    .await?;
    change_texts(tx, products).await?;
    tx.run(
        format!(
            "DELETE FROM product_attribute WHERE product_id IN ({})",
            list_placeholders(1, products.len())
        ),
        products.iter().map(|product| product.id.value()).collect(),
    )
    .await?;
    add_values(tx, products).await
}

async fn add_values(tx: &mut Tx, products: &[ProductRow]) -> Result<()> {
    let words: Vec<String> = products.iter().map(ProductRow::words).collect();
    put_words(tx, words.iter().map(String::as_str)).await?;
    let rows = products
        .iter()
        .flat_map(|product| {
            product.attributes.iter().map(|(attribute, _, value)| {
                args![product.id, *attribute, &value.text, value.amount]
            })
        })
        .collect();
    tx.insert_many(
        "INSERT INTO product_attribute (product_id, attribute, value, amount) VALUES",
        rows,
        "ON CONFLICT DO NOTHING",
    )
    .await
    .map(drop)
}

/// A product, as a curator sees it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its category.
    #[sqlx(rename = "category_id")]
    pub category: CategoryId,
    /// Its unit of measure.
    pub unit: String,
    /// What is said about it.
    pub description: String,
    /// What the trade says of it.
    #[sqlx(flatten)]
    pub trade: Trade,
    /// Whether it is sold.
    pub active: bool,
    /// How often it was changed.
    pub version: i64,
    /// When it was changed last.
    pub updated_at: Timestamp,
}

/// The product with this SKU, written with or without dashes.
///
/// # Errors
/// If it can't be read.
pub async fn product_by_sku(query: &mut impl Query, sku: &str) -> Result<Option<Product>> {
    query
        .maybe(
            Sql::from(
                "SELECT id, sku, name, manufacturer, category_id, unit, description, maker_number,
                    unspsc, last_order_day, lead_days, active, version, updated_at
             FROM product WHERE plain_sku = $1 ORDER BY sku <> $2, id LIMIT 1",
            ),
            args![plain_sku(sku), sku],
        )
        .await
}

/// A value of a product's attribute.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct ProductValue {
    /// The attribute's number.
    pub attribute: i64,
    /// What it is called.
    pub name: String,
    /// How it is read; see [`Kind`](super::attribute::Kind).
    pub kind: String,
    /// The unit of its numbers.
    pub unit: String,
    /// The value, if the product has one.
    pub value: Option<String>,
    /// Its number, if it has one.
    pub amount: Option<f64>,
}

/// The attributes of a product's category with the product's values, in their
/// order; attributes without a value included. To be asked alone or together
/// with other things.
#[must_use]
pub fn ask_product_values(
    product: ProductId,
    category: CategoryId,
) -> Asked<'static, Vec<ProductValue>> {
    static VALUES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["attribute", "name", "kind", "unit", "value", "amount"],
            "SELECT a.number AS attribute, a.name, a.kind, a.unit, v.value, v.amount
             FROM category_attribute a
             LEFT JOIN product_attribute v ON v.product_id = $1 AND v.attribute = a.number
             WHERE a.category_id = $2
             ORDER BY a.position, a.name, v.value",
        )
    });
    VALUES.ask(args![product, category])
}
