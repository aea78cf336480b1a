//! What a customer paid for something before.

use crate::args;
use crate::id::CustomerId;
use crate::store::{IntoValue, Query, Result};
use crate::{Currency, Money, Timestamp};

/// The price at which a customer last ordered something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastPaid {
    /// Its SKU.
    pub sku: String,
    /// The price of one.
    pub price: Money,
    /// When it was ordered.
    pub at: Timestamp,
}

/// At which price the customer last ordered each of these SKUs; those never
/// ordered are left out. One statement.
///
/// # Errors
/// If the storage fails.
pub async fn last_paid(
    query: &mut impl Query,
    customer: CustomerId,
    skus: &[String],
) -> Result<Vec<LastPaid>> {
    if skus.is_empty() {
        return Ok(Vec::new());
    }
    // One step into the index for each SKU, however often it was ordered.
    let wanted: Vec<String> = (2..skus.len() + 2)
        .map(|place| format!("(${place})"))
        .collect();
    let sql = format!(
        "SELECT l.sku, l.price_minor, o.currency, o.placed_at
         FROM order_line l JOIN purchase_order o ON o.id = l.order_id AND o.customer_id = $1
         WHERE l.customer_id = $1 AND l.id IN (
             SELECT (SELECT i.id FROM order_line i WHERE i.customer_id = $1 AND i.sku = v.column1
                     ORDER BY i.id DESC LIMIT 1)
             FROM (VALUES {}) v)",
        wanted.join(",")
    );
    let mut values = args![customer];
    values.extend(skus.iter().map(IntoValue::value));
    let rows: Vec<(String, i64, Currency, Timestamp)> = query.all(sql, values).await?;
    Ok(rows
        .into_iter()
        .map(|(sku, minor, currency, at)| LastPaid {
            sku,
            price: Money::new(minor, currency),
            at,
        })
        .collect())
}
