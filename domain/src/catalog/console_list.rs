//! The list of products in the supplier's console: all of them, whoever may
//! see them, a page at a time.

use super::product_texts::FOUND_IN_ANY;
use super::words::question;
use crate::args;
use crate::id::CategoryId;
use crate::store::{FromRow, Query, Result, Sql};

/// What of the products is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProductFilter {
    /// Only of this category.
    pub category: Option<CategoryId>,
    /// Only found by these words, of whichever language.
    pub words: String,
    /// Only those that no price list has a price for.
    pub without_price: bool,
    /// By SKU instead of by name.
    pub by_sku: bool,
    /// How many come before.
    pub offset: i64,
    /// How many at most.
    pub most: i64,
}

/// A product in the list.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct ListedProduct {
    /// What it is ordered by.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who makes it.
    pub manufacturer: String,
    /// Its attributes in one line.
    pub summary: String,
    /// Its category's name.
    pub category_name: String,
    /// Whether it is sold.
    pub active: bool,
    /// In how many price lists it has or had a price.
    pub priced_in: i64,
}

/// A page of products and how many there are in all.
///
/// # Errors
/// If they can't be read.
pub async fn listed_products(
    query: &mut impl Query,
    filter: &ProductFilter,
) -> Result<(Vec<ListedProduct>, i64)> {
    let mut conditions: Vec<String> = Vec::new();
    let mut args = args![];
    if let Some(category) = filter.category {
        args.extend(args![category]);
        conditions.push(format!("p.category_id = ${}", args.len()));
    }
    if let Some(asked) = question(&filter.words, &[]) {
        args.extend(args![asked]);
        conditions.push(format!(
            "p.number IN ({})",
            FOUND_IN_ANY.replace("<question>", &format!("${}", args.len()))
        ));
    }
    if filter.without_price {
        conditions.push(
            "NOT EXISTS (SELECT 1 FROM price_list_entry e WHERE e.product_id = p.id)".to_owned(),
        );
    }
    let conditions = if conditions.is_empty() {
        String::new()
    } else {
        format!("WHERE {}", conditions.join(" AND "))
    };
    let order = if filter.by_sku {
        "p.sku"
    } else {
        "p.sort_name, p.id"
    };
    let (most, offset) = (args.len() + 1, args.len() + 2);
    args.extend(args![filter.most, filter.offset]);
    let rows: Vec<Counted> = query
        .all(
            Sql::from(format!(
                "SELECT p.sku, p.name, p.manufacturer, p.summary, c.name AS category_name,
                        p.active,
                        (SELECT count(DISTINCT e.price_list_id) FROM price_list_entry e
                         WHERE e.product_id = p.id) AS priced_in,
                        (SELECT count(*) FROM product p {conditions}) AS total
                 FROM product p JOIN category c ON c.id = p.category_id
                 {conditions} ORDER BY {order} LIMIT (${most} + 0) OFFSET (${offset} + 0)"
            )),
            args,
        )
        .await?;
    let total = rows.first().map_or(0, |row| row.total);
    Ok((rows.into_iter().map(|row| row.product).collect(), total))
}

/// A row, and how many there are on all pages.
#[derive(Debug, FromRow)]
struct Counted {
    #[sqlx(flatten)]
    product: ListedProduct,
    total: i64,
}
