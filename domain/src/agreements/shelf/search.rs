//! What a search finds on a customer's shelf.
//!
//! First what the agreements say is read, and the customer's synonyms
//! ([`ground`](super::ground)); then the words find products, of which only those on
//! the shelf are counted and priced, the best match first. Where nothing on the shelf
//! has all the words, they are forgiven: slips of the fingers, in the names of
//! categories too, then one word too many.

use super::categories::ShelfCategory;
use super::ground::{Ground, shown_where};
use super::item::ShelfItem;
use super::page::{Found, PER_PAGE, ShelfPage, ShelfQuery, ShelfSort, place};
use super::survey::lists;
use super::term_rows::{entries, valid_now};
use crate::catalog::availability::{SUPPLY, Supply};
use crate::catalog::sku::plain_sku;
use crate::catalog::words::{Forgiving, forgiving, plain_words, question};
use crate::catalog::{VARIANT_OF_P, found_in, texts_join};
use crate::id::{CategoryId, FileId, ProductId};
use crate::identity::{InForce, Shopper};
use crate::store::{self, Args, IntoValue, JsonRows, Read, Result};
use crate::text::Language;
use crate::{Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// The longest list of hits that can be leafed through; more are counted.
const DEEPEST: usize = 20_000;

/// The statements of a search: in the order of how well something matches, of
/// names, and of SKUs.
pub(super) struct Statements {
    pub(super) by_rank: JsonRows,
    by_name: JsonRows,
    by_sku: JsonRows,
}

impl Statements {
    fn of(spoken: Spoken) -> Self {
        Self {
            by_rank: hits("rank, sort_name, id", spoken),
            by_name: hits("sort_name, id", spoken),
            by_sku: hits("sku", spoken),
        }
    }
}

/// In which words products are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spoken {
    /// In those of the first language, which every product has.
    First,
    /// In those of another one, too, and named in it.
    Another,
}

/// For readers of the first language, who need not pay for the others.
pub(super) static FIRST: LazyLock<Statements> = LazyLock::new(|| Statements::of(Spoken::First));
/// For readers of another one.
pub(super) static ANOTHER: LazyLock<Statements> = LazyLock::new(|| Statements::of(Spoken::Another));

/// One page of what the words find.
pub(super) async fn found<T: Send>(
    read: &mut Read,
    shopper: Shopper<'_>,
    query: ShelfQuery,
    besides: store::Asked<'_, T>,
    now: Timestamp,
) -> Result<(ShelfPage, T)> {
    let empty = ShelfPage {
        page: 1,
        pages: 1,
        ..ShelfPage::default()
    };
    let Some(in_force) = shopper.in_force else {
        return Ok((empty, besides.fetch(read).await?));
    };
    let typed = query.words.unwrap_or_default();
    let (ground, besides) = Ground::read(read, shopper, in_force, besides, now).await?;
    let Some(asked) = Asked::of(&typed, &ground) else {
        return Ok((empty, besides));
    };
    let skip = query.page.saturating_sub(1).min(DEEPEST / PER_PAGE) * PER_PAGE;
    let statements = match spoken(&ground) {
        Spoken::First => &FIRST,
        Spoken::Another => &ANOTHER,
    };
    let statement = match query.sort {
        ShelfSort::Best => &statements.by_rank,
        ShelfSort::Name => &statements.by_name,
        ShelfSort::Sku => &statements.by_sku,
    };
    let code = query.category.as_deref();
    let found: Vec<Row> = statement
        .all(read, values(&ground, in_force, asked, code, skip, now))
        .await?;
    let mut page = empty;
    let mut placed = Vec::new();
    for row in found {
        page.found = Found::of(row.level);
        match (row.hits, row.place) {
            (Some(hits), _) => {
                page.total += usize::try_from(hits).unwrap_or_default();
                page.children.push(category(&ground, row, hits));
            }
            (None, at) => placed.extend(row.item(&ground, now).map(|item| (at, item))),
        }
    }
    placed.sort_by_key(|(at, _)| *at);
    page.items = placed.into_iter().map(|(_, item)| item).collect();
    page.children.sort_by(|a, b| {
        b.products
            .cmp(&a.products)
            .then_with(|| a.name.cmp(&b.name))
    });
    page.category = query
        .category
        .and_then(|code| page.children.iter().find(|one| one.code == code).cloned());
    (page.page, page.pages) = place(query.page, page.total);
    Ok((page, besides))
}

/// What was typed, in the ways in which it is looked for.
struct Asked {
    sku: String,
    exactly: String,
    forgiving: Forgiving,
    /// The words by which hits are ranked.
    words: [String; RANKED],
    /// Where those were put into the first language, as they were typed.
    typed: [String; RANKED],
    words_meant: [String; RANKED],
}

/// How many words the hits are ranked by.
const RANKED: usize = 4;

impl Asked {
    /// None if there is no word in it.
    fn of(typed: &str, ground: &Ground) -> Option<Asked> {
        let exactly = question(typed, &ground.synonyms)?;
        let mut forgiving = forgiving(typed, |word| ground.lexicon.meant_by(word));
        let by_name = ground.tree.meant(&ground.language, typed);
        if let Some(also) = by_name.as_ref().and_then(|text| question(text, &[])) {
            forgiving.meant = Some(match forgiving.meant {
                Some(meant) => format!("({meant}) OR ({also})"),
                None => also,
            });
        }
        // In the reader's language, or as it is called in the first one.
        let translated = ground.tree.translated(&ground.language, typed);
        let exactly = match translated.as_ref().and_then(|text| question(text, &[])) {
            Some(also) => format!("({exactly}) OR ({also})"),
            None => exactly,
        };
        let as_typed = ranked(plain_words(typed).split(' '));
        let (words, as_typed) = match &translated {
            Some(text) => (ranked(plain_words(text).split(' ')), as_typed),
            None => (as_typed, ranked(std::iter::empty())),
        };
        let words_meant = match &by_name {
            Some(text) => ranked(plain_words(text).split(' ')),
            None => ranked(forgiving.words.iter().map(String::as_str)),
        };
        Some(Asked {
            sku: plain_sku(typed),
            exactly,
            words,
            typed: as_typed,
            words_meant,
            forgiving,
        })
    }
}

/// A question that finds nothing, in both engines.
fn nothing() -> String {
    "\"\"".to_owned()
}

/// The first words, as whole words are looked for in a text of words.
fn ranked<'a>(words: impl Iterator<Item = &'a str>) -> [String; RANKED] {
    let mut words = words.map(|word| format!(" {word} "));
    std::array::from_fn(|_| words.next().unwrap_or_default())
}

/// In which words a search on this ground looks for products.
fn spoken(ground: &Ground) -> Spoken {
    let language = Language::from_code(&ground.language).unwrap_or_default();
    if language == Language::default() {
        Spoken::First
    } else {
        Spoken::Another
    }
}

/// A category with so many hits.
fn category(ground: &Ground, row: Row, hits: i64) -> ShelfCategory {
    ShelfCategory {
        name: ground.name_of(row.category, row.category_name),
        id: row.category,
        parent: None,
        code: row.code,
        own: hits,
        products: hits,
        rate: None,
    }
}

/// The values of [`hits`].
fn values(
    ground: &Ground,
    in_force: &InForce,
    asked: Asked,
    code: Option<&str>,
    skip: usize,
    now: Timestamp,
) -> Args {
    let shown = ground.shown(now);
    let mut args = args![
        asked.exactly,
        asked.sku,
        now,
        lists(in_force),
        in_force.currency,
        code,
        i64::try_from(skip).unwrap_or(i64::MAX),
        i64::try_from(PER_PAGE).unwrap_or(50),
        shown.mostly,
        shown.others,
        shown.besides,
        shown.without,
        asked.forgiving.meant.unwrap_or_else(nothing),
        asked.forgiving.but_one.unwrap_or_else(nothing),
    ];
    args.extend(asked.words.iter().map(IntoValue::value));
    args.extend(asked.words_meant.iter().map(IntoValue::value));
    if spoken(ground) == Spoken::Another {
        args.extend(asked.typed.iter().map(IntoValue::value));
        args.extend(args![&ground.language]);
    }
    args
}

/// `$1` the question, `$2` what was typed as a SKU, `$3` now, `$4` the price
/// lists, `$5` the currency, `$6` the category's code or nothing, `$7` how many
/// hits to skip, `$8` how many to list, `$9` whether most categories are shown,
/// `$10` those that are not like most, `$11` the products shown besides and `$12`
/// those that are not, by their numbers; `$13` what was meant and `$14` all words
/// but one, asked only where nothing was found before; `$15` to `$18` the words
/// that hits of the question are ranked by, `$19` to `$22` those of the others;
/// for readers of another language, `$23` to `$26` the words as they were typed if
/// `$15` to `$18` are put into the first one, which count if they rank a hit better,
/// and `$27` the language.
///
/// One row for each hit of the page, and one for each category with hits.
fn hits(order: &str, spoken: Spoken) -> JsonRows {
    let entries = entries(&format!(" AND {}", valid_now("e")));
    let exactly = hit(spoken, 0, "$1", 15);
    let meant = hit(
        spoken,
        1,
        "CASE WHEN EXISTS (SELECT 1 FROM exactly) THEN '\"\"' ELSE $13 END",
        19,
    );
    let but_one = hit(
        spoken,
        2,
        "CASE WHEN EXISTS (SELECT 1 FROM exactly) OR EXISTS (SELECT 1 FROM meant)
             THEN '\"\"' ELSE $14 END",
        19,
    );
    JsonRows::new(
        &[
            "number",
            "id",
            "sku",
            "name",
            "local_name",
            "manufacturer",
            "summary",
            "category",
            "category_name",
            "picture",
            "variant",
            "entries",
            "supply",
            "lead_days",
            "place",
            "hits",
            "code",
            "level",
            "unit",
        ],
        &format!(
            "WITH RECURSIVE below (id) AS (
                SELECT id FROM category WHERE code = $6 OR $6 IS NULL
                UNION
                SELECT c.id FROM below b JOIN category c ON c.parent_id = b.id
            ),
            exactly AS MATERIALIZED ({exactly}),
            meant AS MATERIALIZED ({meant}),
            hit AS MATERIALIZED (
                SELECT * FROM exactly UNION ALL SELECT * FROM meant UNION ALL {but_one}
            ),
            page AS (
                SELECT h.*, ROW_NUMBER() OVER (ORDER BY {order}) AS place
                FROM hit h ORDER BY {order} LIMIT ($8 + 0) OFFSET ($7 + 0)
            )
            SELECT p.number, p.id, p.sku, p.name, p.local_name, p.manufacturer, p.summary,
                p.category_id AS category, c.name AS category_name,
                (SELECT x.picture_id FROM product x WHERE x.id = p.id) AS picture,
                {VARIANT_OF_P} AS variant, {entries} AS entries, {SUPPLY} AS supply, p.lead_days,
                p.place, CAST(NULL AS BIGINT) AS hits, '' AS code, p.level,
                (SELECT x.unit FROM product x WHERE x.id = p.id) AS unit
            FROM page p JOIN category c ON c.id = p.category_id
            UNION ALL
            SELECT 0, c.id, '', c.name, NULL, '', '', c.id, c.name, NULL, NULL, NULL, NULL, NULL, NULL,
                h.hits, c.code, h.level, ''
            FROM (SELECT category_id, COUNT(*) AS hits, MIN(level) AS level
                  FROM hit GROUP BY category_id) h
            JOIN category c ON c.id = h.category_id"
        ),
    )
}

/// The products on the shelf that a question finds, each with its rank: first
/// the one with just that SKU or manufacturer's number; then those whose names
/// have the words as whole words, then those that have them elsewhere, then
/// those in which they only begin words. `words` is the number of the first of
/// the values to rank by.
///
/// In another language than the first a product's words are those of its name
/// there and all of the first language's, so that both find it together.
fn hit(spoken: Spoken, level: u8, question: &str, words: usize) -> String {
    let another = spoken == Spoken::Another;
    let (in_words, name) = if another {
        let name = "COALESCE(NULLIF(y.name, ''), p.name)";
        ("COALESCE(y.words, p.words)", name)
    } else {
        ("p.words", "p.name")
    };
    let ranked = |from: usize| {
        let ranks: Vec<String> = (from..from + RANKED)
            .map(|word| {
                let at = format!("instr(' ' || {in_words} || ' ', ${word})");
                format!(
                    "CASE WHEN ${word} = '' THEN 0 WHEN {at} = 0 THEN 4
                         WHEN {at} > length({name}) + 1 THEN 1 ELSE 0 END"
                )
            })
            .collect();
        ranks.join(" + ")
    };
    let (local_name, sort_name, texts, found, rank) = if another {
        let (said, typed) = (ranked(words), ranked(TYPED));
        let rank = match level {
            0 => {
                format!("CASE WHEN ${TYPED} = '' OR {said} <= {typed} THEN {said} ELSE {typed} END")
            }
            _ => said,
        };
        (
            "NULLIF(y.name, '')",
            "COALESCE(NULLIF(y.sort_name, ''), p.sort_name)",
            texts_join(LANGUAGE),
            found_in(question, LANGUAGE),
            rank,
        )
    } else {
        (
            "CAST(NULL AS TEXT)",
            "p.sort_name",
            String::new(),
            format!("SELECT rowid FROM product_search({question})"),
            ranked(words),
        )
    };
    format!(
        "SELECT p.number, p.id, p.sku, p.name, {local_name} AS local_name,
             {sort_name} AS sort_name, p.manufacturer, p.summary,
             p.category_id, p.lead_days, {level} AS level,
             CASE WHEN p.plain_sku = $2 THEN 0 ELSE 1 + {rank} END AS rank
         FROM product p {texts}
         WHERE p.number IN ({found})
             AND p.active AND p.category_id IN (SELECT id FROM below)
             AND {}",
        shown_where("$9", "$10", "$11", "$12")
    )
}

/// The number of the first of the words as they were typed.
const TYPED: usize = 23;
/// The language of a reader who has another one than the first.
const LANGUAGE: &str = "$27";

/// A hit, or a category with the number of its hits.
#[derive(Debug, Deserialize)]
struct Row {
    number: i64,
    id: ProductId,
    sku: String,
    name: String,
    local_name: Option<String>,
    manufacturer: String,
    summary: String,
    category: CategoryId,
    category_name: String,
    picture: Option<FileId>,
    variant: Option<String>,
    entries: Option<String>,
    supply: Option<String>,
    lead_days: Option<i64>,
    place: Option<i64>,
    hits: Option<i64>,
    code: String,
    level: i64,
    unit: String,
}

impl Row {
    fn item(self, ground: &Ground, now: Timestamp) -> Option<ShelfItem> {
        let item = ground.item(
            (self.number, self.id, self.sku, self.name),
            (self.manufacturer, self.summary),
            (self.category, self.category_name),
            self.entries.as_deref(),
            Supply::read(self.supply.as_deref(), self.lead_days),
            now,
        )?;
        Some(
            item.called(self.local_name)
                .counted_in(self.unit)
                .looking(self.picture, self.variant),
        )
    }
}
