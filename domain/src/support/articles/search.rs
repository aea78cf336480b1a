//! What readers find among the articles that they may read: forgiving, as the
//! shelf's search is (words in any order, their beginnings, slips of the fingers,
//! one word too many), in the reader's language first.

use crate::args;
use crate::catalog::lexicon::{Lexicon, NEW_WORD, NewWord};
use crate::catalog::words::{Forgiving, forgiving, plain_words, question};
use crate::id::{ArticleId, CustomerId};
use crate::store::{Args, Asked, IntoValue, JsonRows, Read, Result};
use crate::text::Language;
use serde::Deserialize;
use std::sync::{Arc, LazyLock};

/// Who looks for articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// The people of a customer: what is for all, and what is theirs.
    Customer(CustomerId),
    /// Our people while they help a customer: what that customer may read, and
    /// what is internal.
    Ours(CustomerId),
}

impl Reader {
    const fn customer(self) -> CustomerId {
        match self {
            Reader::Customer(id) | Reader::Ours(id) => id,
        }
    }
}

/// Whether `t`, a row of `article_text`, may be read: `customer` and `ours` are the
/// placeholders of the company and of whether internal articles are, too.
pub(super) fn may_read(customer: &str, ours: &str) -> String {
    format!(
        "(t.customer_id = {customer} OR (t.customer_id IS NULL AND t.audience = 'all')
             OR ({ours} AND t.audience = 'internal'))"
    )
}

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub struct ArticleQuery {
    /// What was typed; everything if nothing.
    pub words: String,
    /// Only what is about this product, its category or its manufacturer.
    pub sku: String,
    /// Only known problems that go on.
    pub problems: bool,
    /// How many come before.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// An article that was found.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FoundArticle {
    /// Which.
    pub id: ArticleId,
    /// How it stands in addresses.
    pub slug: String,
    /// What it is called in the reader's language, or in the one it has.
    pub title: String,
    /// The language of that.
    pub language: String,
    /// A piece of its text, around the first word that was looked for.
    pub piece: String,
    /// For whom it is.
    pub audience: super::Audience,
    /// If it is about a known problem.
    pub problem: Option<super::Problem>,
    total: i64,
    level: i64,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundArticles {
    /// A page of it, the best first.
    pub rows: Vec<FoundArticle>,
    /// How many there are.
    pub total: i64,
    /// Whether they have all words, as they were typed or meant.
    pub exactly: bool,
    /// The words to mark in what is shown.
    pub marks: Vec<String>,
}

impl FoundArticles {
    /// That there is nothing.
    pub(super) fn nothing() -> Self {
        Self {
            exactly: true,
            ..Self::default()
        }
    }
}

/// How many words hits are ranked by.
pub(super) const RANKED: usize = 4;

pub(super) const FOUND: &[&str] = &[
    "id", "slug", "title", "language", "piece", "audience", "problem", "total", "level",
];

/// Whether `t` is about the product of the placeholder: itself, a category above it,
/// or its manufacturer.
pub(super) fn is_about(sku: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM article_about b WHERE b.article_id = t.article_id AND (
             (b.kind = 'product' AND b.about = {sku})
             OR (b.kind = 'category' AND b.about IN (SELECT u.code FROM up u))
             OR (b.kind = 'maker' AND b.about IN
                 (SELECT p.manufacturer FROM product p WHERE p.sku = {sku}))))"
    )
}

/// The categories above a product, from its own: `up (id, parent_id, code)`.
pub(super) fn categories_up(sku: &str) -> String {
    format!(
        "up (id, parent_id, code) AS (
             SELECT c.id, c.parent_id, c.code FROM category c
             WHERE c.id IN (SELECT p.category_id FROM product p WHERE p.sku = {sku})
             UNION
             SELECT c.id, c.parent_id, c.code FROM up u JOIN category c ON c.id = u.parent_id
         )"
    )
}

// $1 the customer, $2 whether internal ones, too, $3 the language, $4 the SKU or
// nothing, $5 whether only problems, $6 the first word in small letters, $7 rows
// before, $8 rows at most; then $9 the question, $10 what was meant, $11 all words
// but one, $12 to $15 the words to rank by.
fn statement(with_words: bool) -> JsonRows {
    let readable = may_read("$1", "$2");
    let about = is_about("$4");
    let narrowed = format!("{readable} AND ($4 = '' OR {about})");
    let hits = if with_words {
        let rank: Vec<String> = (12..12 + RANKED)
            .map(|word| {
                format!(
                    "CASE WHEN ${word} = '' OR instr(t.title_words, ${word}) > 0 THEN 0 ELSE 1 END"
                )
            })
            .collect();
        let rank = rank.join(" + ");
        let hit = |level: u8, question: &str| {
            format!(
                "SELECT t.article_id, t.language, {rank} AS rank, {level} AS level
                 FROM article_text t
                 WHERE t.number IN (SELECT rowid FROM article_search({question})) AND {narrowed}
                     /* customer_id */"
            )
        };
        let exactly = hit(0, "$9");
        let meant = hit(
            1,
            "CASE WHEN EXISTS (SELECT 1 FROM exactly) THEN '\"\"' ELSE $10 END",
        );
        let but_one = hit(
            2,
            "CASE WHEN EXISTS (SELECT 1 FROM exactly) OR EXISTS (SELECT 1 FROM meant)
                 THEN '\"\"' ELSE $11 END",
        );
        format!(
            "exactly AS MATERIALIZED ({exactly}),
             meant AS MATERIALIZED ({meant}),
             hit AS MATERIALIZED (
                 SELECT * FROM exactly UNION ALL SELECT * FROM meant UNION ALL {but_one}
             )"
        )
    } else {
        format!(
            "hit AS MATERIALIZED (
                 SELECT t.article_id, t.language, 0 AS rank, 0 AS level FROM article_text t
                 WHERE {narrowed} /* customer_id */
             )"
        )
    };
    // Each article once, by the text in the reader's language or the one it has.
    let up = categories_up("$4");
    let select = format!(
        "WITH RECURSIVE {up}, {hits},
         one AS (
             SELECT h.article_id, MIN(CASE WHEN h.language = $3 THEN 0 ELSE 1 END) AS foreign_one,
                 MIN(h.rank) AS rank, MIN(h.level) AS level
             FROM hit h GROUP BY h.article_id
         ),
         shown AS (
             SELECT o.article_id, o.foreign_one, o.rank, o.level,
                 (SELECT x.number FROM article_text x WHERE x.article_id = o.article_id
                  ORDER BY CASE WHEN x.language = $3 THEN 0 WHEN x.language = 'en' THEN 1 ELSE 2 END,
                      x.number LIMIT 1 /* customer_id */) AS number
             FROM one o
         )
         SELECT a.id, t.slug, t.title, t.language,
             CASE WHEN $6 <> '' AND instr(lower(t.plain), $6) > 90
                  THEN substr(t.plain, instr(lower(t.plain), $6) - 80, 260)
                  ELSE substr(t.plain, 1, 260) END AS piece,
             a.audience, a.problem, COUNT(*) OVER () AS total, s.level
         FROM shown s
         JOIN article_text t ON t.number = s.number
         JOIN article a ON a.id = s.article_id
         WHERE ($5 = 0 OR a.problem = 'open') AND {readable}
         ORDER BY s.foreign_one, s.rank, t.title, t.number
         LIMIT ($8 + 0) OFFSET ($7 + 0)"
    );
    JsonRows::new(FOUND, &select)
}

static BY_WORDS: LazyLock<JsonRows> = LazyLock::new(|| statement(true));
static ALL: LazyLock<JsonRows> = LazyLock::new(|| statement(false));

/// The words of articles are remembered beside those of products: the number of no
/// database has this bit.
const OF_ARTICLES: u64 = 1 << 63;

/// Looks for articles. Two statements, or one where nothing was typed.
pub(super) async fn find(
    read: &mut Read,
    reader: Reader,
    language: &str,
    query: &ArticleQuery,
) -> Result<FoundArticles> {
    let known = if plain_words(&query.words).is_empty() {
        KnownWords::default()
    } else {
        let known = KnownWords::recall(read);
        let new = known.ask_new().fetch(read).await?;
        known.learn(read, new)
    };
    find_by(read, &known, reader, language, query).await
}

/// The same, by words that are known. One statement.
pub(super) async fn find_by(
    read: &mut Read,
    known: &KnownWords,
    reader: Reader,
    language: &str,
    query: &ArticleQuery,
) -> Result<FoundArticles> {
    let language = Language::from_code(language).unwrap_or_default();
    let mut args = args![
        reader.customer(),
        matches!(reader, Reader::Ours(_)),
        language.code(),
        query.sku.trim(),
        i64::from(query.problems),
    ];
    let Some(exactly) = question(&query.words, &[]) else {
        args.extend(args!["", query.offset, query.limit]);
        let rows: Vec<FoundArticle> = ALL.all(read, args).await?;
        return Ok(as_found(rows, Vec::new()));
    };
    let asked = forgiving(&query.words, |word| known.0.meant_by(word));
    let marks = marks(&query.words, &asked);
    let first = marks.iter().max_by_key(|word| word.len());
    args.extend(args![
        first.map(String::as_str).unwrap_or_default(),
        query.offset,
        query.limit
    ]);
    args.extend(asked_args(exactly, &asked, &query.words));
    let rows: Vec<FoundArticle> = BY_WORDS.all(read, args).await?;
    Ok(as_found(rows, marks))
}

fn as_found(rows: Vec<FoundArticle>, marks: Vec<String>) -> FoundArticles {
    FoundArticles {
        total: rows.first().map_or(0, |row| row.total),
        exactly: rows.first().is_none_or(|row| row.level < 2),
        rows,
        marks,
    }
}

/// The words of articles, by which slips of the fingers are forgiven.
#[derive(Default)]
pub(super) struct KnownWords(Arc<Lexicon>);

impl KnownWords {
    /// What this process remembers.
    pub fn recall(read: &Read) -> Self {
        Self(Lexicon::recall(read.database() | OF_ARTICLES))
    }

    /// Asks for those that came since.
    pub fn ask_new(&self) -> Asked<'static, Vec<NewWord>> {
        static WORDS: LazyLock<JsonRows> = LazyLock::new(|| {
            JsonRows::new(
                NEW_WORD,
                "SELECT number, word FROM article_word WHERE number > $1 ORDER BY number",
            )
        });
        WORDS.ask(args![self.0.last()])
    }

    /// With those that came since, which are remembered.
    pub fn learn(self, read: &Read, new: Vec<NewWord>) -> Self {
        Self(self.0.learn(read.database() | OF_ARTICLES, new))
    }
}

fn asked_args(exactly: String, asked: &Forgiving, typed: &str) -> Args {
    let nothing = || "\"\"".to_owned();
    let mut args = args![
        exactly,
        asked.meant.clone().unwrap_or_else(nothing),
        asked.but_one.clone().unwrap_or_else(nothing),
    ];
    let plain = plain_words(typed);
    let mut words = plain.split(' ').map(|word| format!(" {word} "));
    args.extend((0..RANKED).map(|_| words.next().unwrap_or_default().value()));
    args
}

/// What to mark: the words as they were typed and as they were meant.
fn marks(typed: &str, asked: &Forgiving) -> Vec<String> {
    let plain = plain_words(typed);
    let mut words: Vec<String> = plain
        .split(' ')
        .chain(asked.words.iter().map(String::as_str))
        .filter(|word| word.chars().count() > 1)
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Cuts a text into what is a word that was looked for, and what is not, so that a
/// page can mark the former. A word is marked where it begins with one of them, as
/// articles are found by.
#[must_use]
pub fn marked<'t>(text: &'t str, marks: &[String]) -> Vec<(&'t str, bool)> {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut at = 0;
    while let Some(start) = text
        .get(at..)
        .and_then(|rest| rest.find(char::is_alphanumeric))
        .map(|found| at + found)
    {
        let rest = text.get(start..).unwrap_or_default();
        let end = start
            + rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
        let word = plain_words(text.get(start..end).unwrap_or_default());
        if marks.iter().any(|mark| word.starts_with(mark.as_str())) {
            pieces.push((text.get(from..start).unwrap_or_default(), false));
            pieces.push((text.get(start..end).unwrap_or_default(), true));
            from = end;
        }
        at = end;
    }
    pieces.push((text.get(from..).unwrap_or_default(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_was_looked_for_is_marked() {
        let marks = ["dock".to_owned(), "charge".to_owned()];
        assert_eq!(
            marked("The Docking station charges.", &marks),
            [
                ("The ", false),
                ("Docking", true),
                (" station ", false),
                ("charges", true),
                (".", false)
            ]
        );
    }

    proptest! {
        #[test]
        fn marking_loses_nothing(text in ".{0,80}", mark in "[a-z]{1,4}") {
            let pieces: String = marked(&text, &[mark]).into_iter().map(|(piece, _)| piece).collect();
            prop_assert_eq!(pieces, text);
        }
    }
}
