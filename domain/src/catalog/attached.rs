//! What is attached to a product, as a curator sees it.

use super::pictures::{PICTURE, PICTURES, ProductPicture};
use super::product_documents::{DOCUMENT, DOCUMENTS, ProductDocument};
use crate::args;
use crate::id::ProductId;
use crate::store::{Asked, JsonSets};
use serde::Deserialize;
use std::sync::LazyLock;

/// The pictures of a product in their order, and the documents about it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Attached {
    /// The pictures; the first is the main one.
    pub pictures: Vec<ProductPicture>,
    /// The documents.
    pub documents: Vec<ProductDocument>,
}

/// What is attached to a product, to be asked together with other things.
#[must_use]
pub fn ask_attached(product: ProductId) -> Asked<'static, Attached> {
    static ATTACHED: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "pictures",
                PICTURE,
                &format!("{PICTURES} WHERE x.product_id = $1 ORDER BY x.position, x.file_id"),
            ),
            (
                "documents",
                DOCUMENT,
                &format!("{DOCUMENTS} WHERE x.product_id = $1 ORDER BY x.title, x.file_id"),
            ),
        ])
    });
    ATTACHED.ask(args![product])
}
