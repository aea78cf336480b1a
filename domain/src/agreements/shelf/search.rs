//! What a search finds on a customer's shelf.
//!
//! First what the agreements say is read, and the customer's synonyms; then
//! the words find products, of which only those on the shelf are counted and
//! priced, the best match first. Where nothing on the shelf has all the words,
//! they are forgiven: slips of the fingers, then one word too many. What is on the shelf is decided here and handed to the statement:
//! which categories, and which single products besides or not.

use super::categories::ShelfCategory;
use super::items::ShelfItem;
use super::page::{Found, PER_PAGE, ShelfPage, ShelfQuery, ShelfSort, place};
use super::survey::{Counts, TREE, TREE_CHANGES, lists, named_now, revisions, tree_unless};
use super::terms::{
    GROUP, GROUPS, GroupRow, NAMED, NamedRow, PROMOTION, PROMOTIONS, PromotionRow, Reached, Terms,
    entries, valid_now,
};
use super::tree::{Node, Tree};
use crate::catalog::lexicon::{Lexicon, NEW_WORD, NewWord, new_words};
use crate::catalog::sku::plain_sku;
use crate::catalog::words::{Forgiving, forgiving, plain_words, question};
use crate::catalog::{SYNONYM, SYNONYMS, VARIANT_OF_P};
use crate::id::{CategoryId, FileId, ProductId};
use crate::identity::{InForce, Shopper};
use crate::store::{Args, IntoValue, JsonRows, JsonSets, Read, Result};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// The longest list of hits that can be leafed through; more are counted.
const DEEPEST: usize = 20_000;

pub(super) static BY_RANK: LazyLock<JsonRows> = LazyLock::new(|| hits("rank, sort_name, id"));
static BY_NAME: LazyLock<JsonRows> = LazyLock::new(|| hits("sort_name, id"));
static BY_SKU: LazyLock<JsonRows> = LazyLock::new(|| hits("sku"));

/// One page of what the words find.
pub(super) async fn found(
    read: &mut Read,
    shopper: Shopper<'_>,
    query: ShelfQuery,
    now: Timestamp,
) -> Result<ShelfPage> {
    let empty = ShelfPage {
        page: 1,
        pages: 1,
        ..ShelfPage::default()
    };
    let Some(in_force) = shopper.in_force else {
        return Ok(empty);
    };
    let typed = query.words.unwrap_or_default();
    let ground = Ground::read(read, shopper, in_force, now).await?;
    let Some(asked) = Asked::of(&typed, &ground) else {
        return Ok(empty);
    };
    let skip = query.page.saturating_sub(1).min(DEEPEST / PER_PAGE) * PER_PAGE;
    let statement = match query.sort {
        ShelfSort::Best => &BY_RANK,
        ShelfSort::Name => &BY_NAME,
        ShelfSort::Sku => &BY_SKU,
    };
    let code = query.category.as_deref();
    let found: Vec<Row> = statement
        .all(read, ground.args(in_force, asked, code, skip, now))
        .await?;
    let mut page = empty;
    let mut placed = Vec::new();
    for row in found {
        page.found = Found::of(row.level);
        match (row.hits, row.place) {
            (Some(hits), _) => {
                page.total += usize::try_from(hits).unwrap_or_default();
                page.children.push(row.category(hits));
            }
            (None, at) => placed.extend(ground.item(row, now).map(|item| (at, item))),
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
    Ok(page)
}

/// What was typed, in the ways in which it is looked for.
struct Asked {
    sku: String,
    exactly: String,
    forgiving: Forgiving,
    /// The words by which hits are ranked.
    words: [String; RANKED],
    words_meant: [String; RANKED],
}

/// How many words the hits are ranked by.
const RANKED: usize = 4;

impl Asked {
    /// None if there is no word in it.
    fn of(typed: &str, ground: &Ground) -> Option<Asked> {
        let exactly = question(typed, &ground.synonyms)?;
        let forgiving = forgiving(typed, |word| ground.lexicon.meant_by(word));
        let plain = plain_words(typed);
        let words = ranked(plain.split(' '));
        let words_meant = ranked(forgiving.words.iter().map(String::as_str));
        Some(Asked {
            sku: plain_sku(typed),
            exactly,
            words,
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

/// What a search stands on: what the agreements say, the customer's words, and
/// the words of products.
struct Ground {
    terms: Terms,
    reached: HashMap<CategoryId, Reached>,
    synonyms: Vec<(String, String)>,
    lexicon: Arc<Lexicon>,
}

impl Ground {
    async fn read(
        read: &mut Read,
        shopper: Shopper<'_>,
        in_force: &InForce,
        now: Timestamp,
    ) -> Result<Ground> {
        let tree = Tree::recall(read.database());
        let lexicon = Lexicon::recall(read.database());
        let answer: Answer = GROUND
            .fetch(
                read,
                args![
                    shopper.company.id,
                    revisions(in_force),
                    now,
                    lists(in_force),
                    tree.as_ref().map_or(-1, |known| known.changes),
                    lexicon.last(),
                ],
            )
            .await?;
        let changes = answer.counts.first().map_or(0, |count| count.tree);
        let tree = match tree.filter(|known| known.changes == changes) {
            Some(tree) => tree,
            None => Tree::remember(read.database(), changes, answer.tree),
        };
        let terms = Terms::of(in_force, answer.groups, answer.named, answer.promotions);
        let reached = tree
            .all()
            .into_iter()
            .map(|node| (node.id, terms.reaching_in(&tree, node.id, now)))
            .collect();
        let synonyms = answer.synonyms.into_iter();
        Ok(Ground {
            terms,
            reached,
            synonyms: synonyms.map(|one| (one.word, one.replacement)).collect(),
            lexicon: lexicon.learn(read.database(), answer.lexicon),
        })
    }

    /// The values of [`hits`].
    fn args(
        &self,
        in_force: &InForce,
        asked: Asked,
        code: Option<&str>,
        skip: usize,
        now: Timestamp,
    ) -> Args {
        let shown = self.reached.values().filter(|one| one.shown()).count();
        // Whatever is said of fewer categories is said.
        let mostly = shown * 2 > self.reached.len();
        let others: Vec<CategoryId> = self
            .reached
            .iter()
            .filter(|(_, one)| one.shown() != mostly)
            .map(|(id, _)| *id)
            .collect();
        let (mut besides, mut without) = (Vec::new(), Vec::new());
        for (category, number) in self.terms.named() {
            let Some(reached) = self.reached.get(&category) else {
                continue;
            };
            let seen = self.terms.shows(number, reached, now);
            if seen != reached.shown() {
                (if seen { &mut besides } else { &mut without }).push(number);
            }
        }
        let mut args = args![
            asked.exactly,
            asked.sku,
            now,
            lists(in_force),
            in_force.currency,
            code,
            i64::try_from(skip).unwrap_or(i64::MAX),
            i64::try_from(PER_PAGE).unwrap_or(50),
            i64::from(mostly),
            json!(others),
            json!(besides),
            json!(without),
            asked.forgiving.meant.unwrap_or_else(nothing),
            asked.forgiving.but_one.unwrap_or_else(nothing),
        ];
        args.extend(asked.words.iter().map(IntoValue::value));
        args.extend(asked.words_meant.iter().map(IntoValue::value));
        args
    }

    fn item(&self, row: Row, now: Timestamp) -> Option<ShelfItem> {
        let reached = self.reached.get(&row.category)?;
        let entries = row.entries.as_deref().unwrap_or_default();
        let prices = self.terms.prices(row.number, reached, |list| {
            self.terms.listed_in(entries, list)
        });
        let item = ShelfItem::new(
            (row.id, row.sku, row.name),
            (row.manufacturer, row.summary),
            (row.category, row.category_name),
            prices,
            now,
        );
        Some(item.looking(row.picture, row.variant))
    }
}

/// `$1` the customer, `$2` the revisions, `$3` now, `$4` their price lists, `$5`
/// how often the remembered tree had changed, `$6` the newest word remembered.
pub(super) static GROUND: LazyLock<JsonSets> = LazyLock::new(|| {
    let groups = format!("{GROUPS} AND {}", valid_now("x"));
    let promotions = format!("{PROMOTIONS} AND {}", valid_now("o"));
    JsonSets::new(&[
        ("counts", &["tree"], TREE_CHANGES),
        ("tree", TREE, &tree_unless("$5")),
        ("groups", GROUP, &groups),
        ("named", NAMED, &named_now()),
        ("promotions", PROMOTION, &promotions),
        ("synonyms", SYNONYM, SYNONYMS),
        ("lexicon", NEW_WORD, &new_words("$6")),
    ])
});

#[derive(Debug, Deserialize)]
struct Answer {
    counts: Vec<Counts>,
    tree: Vec<Node>,
    groups: Vec<GroupRow>,
    named: Vec<NamedRow>,
    promotions: Vec<PromotionRow>,
    synonyms: Vec<Synonym>,
    lexicon: Vec<NewWord>,
}

#[derive(Debug, Deserialize)]
struct Synonym {
    word: String,
    replacement: String,
}

/// `$1` the question, `$2` what was typed as a SKU, `$3` now, `$4` the price
/// lists, `$5` the currency, `$6` the category's code or nothing, `$7` how many
/// hits to skip, `$8` how many to list, `$9` whether most categories are shown,
/// `$10` those that are not like most, `$11` the products shown besides and `$12`
/// those that are not, by their numbers; `$13` what was meant and `$14` all words
/// but one, asked only where nothing was found before; `$15` to `$18` the words
/// that hits of the question are ranked by, `$19` to `$22` those of the others.
///
/// One row for each hit of the page, and one for each category with hits.
fn hits(order: &str) -> JsonRows {
    let entries = entries(true);
    let exactly = hit(0, "$1", 15);
    let meant = hit(
        1,
        "CASE WHEN EXISTS (SELECT 1 FROM exactly) THEN '\"\"' ELSE $13 END",
        19,
    );
    let but_one = hit(
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
            "manufacturer",
            "summary",
            "category",
            "category_name",
            "picture",
            "variant",
            "entries",
            "place",
            "hits",
            "code",
            "level",
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
            SELECT p.number, p.id, p.sku, p.name, p.manufacturer, p.summary,
                p.category_id AS category, c.name AS category_name,
                (SELECT x.picture_id FROM product x WHERE x.id = p.id) AS picture,
                {VARIANT_OF_P} AS variant, {entries} AS entries,
                p.place, CAST(NULL AS BIGINT) AS hits, '' AS code, p.level
            FROM page p JOIN category c ON c.id = p.category_id
            UNION ALL
            SELECT 0, c.id, '', c.name, '', '', c.id, c.name, NULL, NULL, NULL, NULL,
                h.hits, c.code, h.level
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
fn hit(level: u8, question: &str, words: usize) -> String {
    let ranks: Vec<String> = (words..words + RANKED)
        .map(|word| {
            let at = format!("instr(' ' || p.words || ' ', ${word})");
            format!(
                "CASE WHEN ${word} = '' THEN 0 WHEN {at} = 0 THEN 4
                     WHEN {at} > length(p.name) + 1 THEN 1 ELSE 0 END"
            )
        })
        .collect();
    format!(
        "SELECT p.number, p.id, p.sku, p.name, p.sort_name, p.manufacturer, p.summary,
             p.category_id, {level} AS level,
             CASE WHEN p.plain_sku = $2 THEN 0 ELSE 1 + {} END AS rank
         FROM product p
         WHERE p.number IN (SELECT rowid FROM product_search({question}))
             AND p.active AND p.category_id IN (SELECT id FROM below)
             AND (p.number <number in $11>
                 OR ($9 <> CASE WHEN p.category_id <in $10> THEN 1 ELSE 0 END
                     AND NOT p.number <number in $12>))",
        ranks.join(" + ")
    )
}

/// A hit, or a category with the number of its hits.
#[derive(Debug, Deserialize)]
struct Row {
    number: i64,
    id: ProductId,
    sku: String,
    name: String,
    manufacturer: String,
    summary: String,
    category: CategoryId,
    category_name: String,
    picture: Option<FileId>,
    variant: Option<String>,
    entries: Option<String>,
    place: Option<i64>,
    hits: Option<i64>,
    code: String,
    level: i64,
}

impl Row {
    fn category(self, hits: i64) -> ShelfCategory {
        ShelfCategory {
            id: self.category,
            parent: None,
            code: self.code,
            name: self.name,
            own: hits,
            products: hits,
            rate: None,
        }
    }
}
