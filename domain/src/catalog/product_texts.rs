//! What products are called and what is said about them in other languages than
//! the first. Where nothing is said in a language, the first one's text stands.

use super::lexicon::put_words;
use super::products::ProductRow;
use super::words::{sort_name, words_of};
use crate::args;
use crate::id::ProductId;
use crate::store::{Asked, IntoValue, JsonRows, Query, Result, Tx, list_placeholders};
use crate::text::Language;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What a product is called, and what is said about it, in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProductText {
    /// The language; never the first.
    pub language: Language,
    /// Its name; empty if it is called as in the first language.
    pub name: String,
    /// What is said about it; empty if only the first language says anything.
    pub description: String,
}

impl ProductText {
    /// A text that says nothing yet.
    #[must_use]
    pub const fn empty(language: Language) -> Self {
        Self {
            language,
            name: String::new(),
            description: String::new(),
        }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_empty() && self.description.is_empty()
    }
}

/// The text in this language among these.
pub(super) fn text_in(texts: &[ProductText], language: Language) -> Option<&ProductText> {
    texts.iter().find(|text| text.language == language)
}

/// The same, to be written; made if there is none.
pub(super) fn text_to_write(
    texts: &mut Vec<ProductText>,
    language: Language,
) -> Option<&mut ProductText> {
    if text_in(texts, language).is_none() {
        texts.push(ProductText::empty(language));
        texts.sort_by_key(|text| text.language);
    }
    texts.iter_mut().find(|text| text.language == language)
}

/// What the product `p` is called in the language that an expression says;
/// nothing if it is called as in the first one. One look-up by key for each
/// product.
pub(crate) fn name_in(language: &str) -> String {
    format!(
        "(SELECT NULLIF(y.name, '') FROM product_text y
          WHERE y.product_id = p.id AND y.language = {language})"
    )
}

/// The names of the product `p` in all languages in which it has one of its own,
/// to be read with [`local_names`](super::local_names).
pub(crate) const NAMES_OF_P: &str = "(SELECT string_agg(y.language || ':' || y.name, '\n')
     FROM product_text y WHERE y.product_id = p.id AND y.name <> '')";

/// Joins the products `p` with their texts `y` in the language that an
/// expression says.
pub(crate) fn texts_join(language: &str) -> String {
    format!("LEFT JOIN product_text y ON y.product_id = p.id AND y.language = {language}")
}

/// The numbers of the products that a question finds in the language that an
/// expression says, or in the first one.
pub(crate) fn found_in(question: &str, language: &str) -> String {
    format!("{} AND y.language = {language}", found(question))
}

/// The same in any language, for the supplier's own people; `<question>` stands
/// for the question.
pub(super) const FOUND_IN_ANY: &str = "SELECT rowid AS number FROM product_search(<question>)
     UNION
     SELECT z.number FROM product_text_search(<question>) s
     CROSS JOIN product_text y CROSS JOIN product z
     WHERE y.number = s.rowid AND z.id = y.product_id";

fn found(question: &str) -> String {
    FOUND_IN_ANY.replace("<question>", question)
}

/// The texts of a product, to be asked together with other things.
#[must_use]
pub fn ask_product_texts(product: ProductId) -> Asked<'static, Vec<ProductText>> {
    #[derive(Deserialize)]
    struct Row {
        language: String,
        name: String,
        description: String,
    }
    static TEXTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["language", "name", "description"],
            "SELECT language, name, description FROM product_text
             WHERE product_id = $1 ORDER BY language",
        )
    });
    TEXTS.ask::<Row>(args![product]).map(|rows| {
        rows.into_iter()
            .filter_map(|row| read(&row.language, row.name, row.description))
            .collect()
    })
}

/// The texts of these products.
///
/// # Errors
/// If they can't be read.
pub(super) async fn texts_of(
    query: &mut impl Query,
    products: &[ProductId],
) -> Result<HashMap<ProductId, Vec<ProductText>>> {
    let rows: Vec<(ProductId, String, String, String)> = query
        .all(
            format!(
                "SELECT product_id, language, name, description FROM product_text
                 WHERE product_id IN ({}) ORDER BY product_id, language",
                list_placeholders(1, products.len())
            ),
            products.iter().map(|id| id.value()).collect(),
        )
        .await?;
    let mut texts: HashMap<ProductId, Vec<ProductText>> = HashMap::new();
    for (product, language, name, description) in rows {
        let of = texts.entry(product).or_default();
        of.extend(read(&language, name, description));
        of.sort_by_key(|text| text.language);
    }
    Ok(texts)
}

/// A language that the program no longer speaks has no texts.
fn read(language: &str, name: String, description: String) -> Option<ProductText> {
    Some(ProductText {
        language: Language::from_code(language)?,
        name,
        description,
    })
}

/// Writes the texts of products that have just been added.
///
/// # Errors
/// If they can't be written.
pub(super) async fn add_texts(tx: &mut Tx, products: &[ProductRow]) -> Result<()> {
    let mut rows = Vec::new();
    let mut found_by = Vec::new();
    for product in products {
        let texts = product.texts.iter().flatten();
        for text in texts.filter(|text| !text.is_empty()) {
            let name_words = words_of(&[&text.name]);
            let words = format!("{name_words} {}", product.words());
            rows.push(args![
                product.id,
                text.language.code(),
                &text.name,
                sort_name(&text.name),
                &text.description,
                &name_words,
                words.trim(),
            ]);
            found_by.push(name_words);
        }
    }
    if rows.is_empty() {
        return Ok(());
    }
    put_words(tx, found_by.iter().map(String::as_str)).await?;
    tx.insert_many(
        "INSERT INTO product_text
             (product_id, language, name, sort_name, description, name_words, words) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

/// Writes the texts of products anew, of which they are known.
///
/// # Errors
/// If they can't be written.
pub(super) async fn change_texts(tx: &mut Tx, products: &[ProductRow]) -> Result<()> {
    let told: Vec<ProductId> = products
        .iter()
        .filter(|product| product.texts.is_some())
        .map(|product| product.id)
        .collect();
    remove_texts(tx, &told).await?;
    add_texts(tx, products).await
}

/// Takes all texts of these products away.
///
/// # Errors
/// If they can't be removed.
pub(super) async fn remove_texts(tx: &mut Tx, products: &[ProductId]) -> Result<()> {
    if products.is_empty() {
        return Ok(());
    }
    tx.run(
        format!(
            "DELETE FROM product_text WHERE product_id IN ({})",
            list_placeholders(1, products.len())
        ),
        products.iter().map(|id| id.value()).collect(),
    )
    .await
    .map(drop)
}
