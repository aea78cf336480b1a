//! What pages show of a product besides its price.

use crate::args;
use crate::id::ProductId;
use crate::store::{FromRow, Query, Result, Sql};

/// What is known of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPage {
    /// Its category's code.
    pub category_code: String,
    /// What is said about it.
    pub description: String,
    /// Its attributes in their order: name and value; several values of one
    /// attribute in one text.
    pub attributes: Vec<(String, String)>,
}

#[derive(FromRow)]
struct Row {
    code: String,
    description: String,
    name: Option<String>,
    value: Option<String>,
}

/// What is known of a product. Who may see it is the shelf's to say.
///
/// # Errors
/// If it can't be read.
pub async fn product_page(
    query: &mut impl Query,
    product: ProductId,
) -> Result<Option<ProductPage>> {
    let rows: Vec<Row> = query
        .all(
            Sql::from(
                "SELECT c.code, p.description, a.name, v.value
                 FROM product p
                 JOIN category c ON c.id = p.category_id
                 LEFT JOIN product_attribute v ON v.product_id = p.id
                 LEFT JOIN category_attribute a ON a.number = v.attribute
                 WHERE p.id = $1
                 ORDER BY a.position, a.name, v.value",
            ),
            args![product],
        )
        .await?;
    let mut page: Option<ProductPage> = None;
    for row in rows {
        let page = page.get_or_insert_with(|| ProductPage {
            category_code: row.code,
            description: row.description,
            attributes: Vec::new(),
        });
        let (Some(name), Some(value)) = (row.name, row.value) else {
            continue;
        };
        match page.attributes.last_mut() {
            Some((last, values)) if *last == name => {
                values.push_str(", ");
                values.push_str(&value);
            }
            _ => page.attributes.push((name, value)),
        }
    }
    Ok(page)
}
