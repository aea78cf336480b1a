//! What is published of an article, and what it is found by.

use super::life::Standing;
use super::markdown;
use crate::Timestamp;
use crate::args;
use crate::catalog::words::{plain_words, words_of};
use crate::id::{ArticleId, CustomerId};
use crate::store::{Insert, JsonSets, Query, Result, Tx};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// A longer word is none that anybody types; PostgreSQL's index takes none of two
/// thousand bytes and more.
const LONGEST_WORD: usize = 60;
/// The most bytes of words that an article is found by; PostgreSQL's index of one
/// text takes a megabyte.
const MOST_WORDS: usize = 400_000;

#[derive(Debug, Deserialize)]
struct Sets {
    heads: Vec<Head>,
    versions: Vec<Version>,
    names: Vec<Name>,
}

#[derive(Debug, Deserialize)]
struct Head {
    slug: String,
    customer: Option<CustomerId>,
    audience: String,
}

#[derive(Debug, Deserialize)]
struct Version {
    language: String,
    number: i64,
    title: String,
    text: String,
}

#[derive(Debug, Deserialize)]
struct Name {
    name: String,
    /// In which language it is called so; empty in any.
    language: String,
}

static NEWEST: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "heads",
            &["slug", "customer", "audience"],
            "SELECT a.slug, a.customer_id AS customer, a.audience FROM article a
             WHERE a.id = $1 /* staff */",
        ),
        (
            "versions",
            &["language", "number", "title", "text"],
            "SELECT v.language, v.number, v.title, v.text FROM article_version v
             WHERE v.article_id = $1 AND v.number = (SELECT MAX(n.number) FROM article_version n
                 WHERE n.article_id = $1 AND n.language = v.language)
             ORDER BY v.language",
        ),
        (
            "names",
            &["name", "language"],
            "SELECT b.about AS name, '' AS language FROM article_about b WHERE b.article_id = $1
             UNION SELECT p.name, '' FROM article_about b JOIN product p ON p.sku = b.about
                 WHERE b.article_id = $1 AND b.kind = 'product'
             UNION SELECT x.name, x.language FROM article_about b
                 JOIN product p ON p.sku = b.about JOIN product_text x ON x.product_id = p.id
                 WHERE b.article_id = $1 AND b.kind = 'product' AND x.name <> ''
             UNION SELECT c.name, '' FROM article_about b JOIN category c ON c.code = b.about
                 WHERE b.article_id = $1 AND b.kind = 'category'
             UNION SELECT n.name, n.language FROM article_about b
                 JOIN category c ON c.code = b.about JOIN local_name n ON n.category_id = c.id
                 WHERE b.article_id = $1 AND b.kind = 'category' AND n.attribute = 0
                     AND n.value = ''",
        ),
    ])
});

/// The words of texts as the index takes them.
fn indexed(texts: &[&str]) -> String {
    let mut kept = String::new();
    for word in words_of(texts).split(' ') {
        if word.chars().count() > LONGEST_WORD || kept.len() + word.len() > MOST_WORDS {
            continue;
        }
        if !kept.is_empty() {
            kept.push(' ');
        }
        kept.push_str(word);
    }
    kept
}

/// Publishes what was written last, in every language.
pub(super) async fn put_on_site(tx: &mut Tx, id: ArticleId, now: Timestamp) -> Result<()> {
    let sets: Sets = NEWEST.fetch(tx, args![id]).await?;
    let Some(head) = sets.heads.into_iter().next() else {
        return Ok(());
    };
    let mut rows = Vec::new();
    let mut words = BTreeSet::new();
    for version in &sets.versions {
        let plain = markdown::plain(&version.text);
        let mut texts = vec![version.title.as_str()];
        let names = sets.names.iter().filter(|one| {
            // A product's German name finds what is written in German.
            one.language.is_empty() || one.language == version.language
        });
        texts.extend(names.map(|one| one.name.as_str()));
        texts.push(&plain);
        let found_by = indexed(&texts);
        words.extend(
            found_by
                .split(' ')
                .filter(|word| word.len() >= 3 && !word.contains(|c: char| c.is_ascii_digit()))
                .map(str::to_owned),
        );
        rows.push(args![
            id,
            head.customer,
            head.audience.as_str(),
            head.slug.as_str(),
            version.language.as_str(),
            version.number,
            version.title.as_str(),
            version.text.as_str(),
            plain,
            format!(" {} ", plain_words(&version.title)),
            found_by,
            now,
        ]);
    }
    tx.run(
        "DELETE FROM article_text WHERE article_id = $1 /* staff */",
        args![id],
    )
    .await?;
    tx.insert([Insert::rows(
        "INSERT INTO article_text (article_id, customer_id, audience, slug, language, version,
             title, text, plain, title_words, words, published_at) VALUES",
        rows,
    )])
    .await?;
    // In their order, so that of two who publish none waits for the other.
    let rows = words.into_iter().map(|word| args![word]).collect();
    tx.insert_many(
        "INSERT INTO article_word (word) VALUES",
        rows,
        "ON CONFLICT (word) DO NOTHING",
    )
    .await?;
    stands(tx, id, Standing::Published, now).await
}

/// Takes an article off the site.
pub(super) async fn take_off_site(tx: &mut Tx, id: ArticleId, now: Timestamp) -> Result<()> {
    tx.run(
        "DELETE FROM article_text WHERE article_id = $1 /* staff */",
        args![id],
    )
    .await?;
    stands(tx, id, Standing::Retired, now).await
}

async fn stands(tx: &mut Tx, id: ArticleId, standing: Standing, now: Timestamp) -> Result<()> {
    tx.run(
        "UPDATE article SET state = $2, version = version + 1, updated_at = $3
         WHERE id = $1 /* staff */",
        args![id, standing.code(), now],
    )
    .await
    .map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_that_no_index_takes_are_left_out() {
        let long = "x".repeat(3_000);
        assert_eq!(indexed(&["Fan", &long, "is loud"]), "fan is loud");
    }

    proptest! {
        #[test]
        fn the_index_takes_whatever_is_written(text in ".{0,400}") {
            let words = indexed(&[&text]);
            prop_assert!(words.split(' ').all(|word| word.chars().count() <= LONGEST_WORD));
        }
    }
}
