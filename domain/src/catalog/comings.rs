//! Which products came lately and which leave, of all: who sees them is the
//! shelf's to say.

use crate::id::ProductId;
use crate::store::{Asked, JsonSets};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// For how many days a product is new.
pub const NEW_FOR_DAYS: i64 = 60;

/// How many of each kind are looked at.
const MOST: i64 = 300;

/// Which products came lately and which leave.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Comings {
    /// The newest first.
    pub new: Vec<NewProduct>,
    /// The first to leave first.
    pub leaving: Vec<LeavingProduct>,
}

/// A product that came lately.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NewProduct {
    /// The product.
    pub id: ProductId,
    /// When it came.
    pub since: Timestamp,
}

/// A product that leaves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LeavingProduct {
    /// The product.
    pub id: ProductId,
    /// The last day on which it can be ordered.
    pub last: Day,
    /// What takes its place.
    pub successor: Option<ProductId>,
}

/// What came since a moment, but not before [`NEW_FOR_DAYS`], and what leaves.
/// To be asked alone or together with other things.
#[must_use]
pub fn ask_comings(since: Timestamp, now: Timestamp) -> Asked<'static, Comings> {
    static COMINGS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "new",
                &["id", "since"],
                "SELECT id, created_at AS since FROM product
                 WHERE created_at > $1 AND active ORDER BY created_at DESC LIMIT ($2 + 0)",
            ),
            (
                "leaving",
                &["id", "last", "successor"],
                "SELECT p.id, p.last_order_day AS last, r.other_id AS successor
                 FROM product p
                 LEFT JOIN product_relation r ON r.product_id = p.id AND r.kind = 'successor'
                 WHERE p.last_order_day IS NOT NULL AND p.active
                 ORDER BY p.last_order_day LIMIT ($2 + 0)",
            ),
        ])
    });
    let since = since.max(now.plus_days(-NEW_FOR_DAYS));
    COMINGS.ask(args![since, MOST])
}
