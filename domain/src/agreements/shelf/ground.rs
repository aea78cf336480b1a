//! What a search and the news stand on: what the agreements say, the customer's
//! words, and the words of products. What is on the shelf is decided here and handed
//! to the statements that follow: which categories, and which single products besides
//! or not.

use super::item::ShelfItem;
use super::members::{MEMBER, MemberRow, recall, settle};
use super::survey::{
    Counts, SPOKEN, TREE, counts, lists, members_unless, named_now, revisions, spoken_unless,
    tree_unless,
};
use super::term_rows::{
    GROUP, GROUPS, GroupRow, NAMED, NamedRow, PROMOTION, PromotionRow, promotions, valid_now,
};
use super::terms::{Reached, Terms};
use super::tree::{Node, SpokenRow, Tree};
use crate::catalog::availability::Supply;
use crate::catalog::lexicon::{Lexicon, NEW_WORD, NewWord, new_words};
use crate::catalog::{SYNONYM, SYNONYMS};
use crate::id::{CategoryId, ProductId};
use crate::identity::{InForce, Shopper};
use crate::store::{Asked, JsonSets, Read, Result, together};
use crate::subscriptions::{DiscountRow, discount_columns, discounts};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What a search stands on: what the agreements say, the customer's words, and
/// the words of products.
pub(super) struct Ground {
    terms: Terms,
    reached: HashMap<CategoryId, Reached>,
    /// What the customer's people call things, each with what is meant.
    pub(super) synonyms: Vec<(String, String)>,
    pub(super) lexicon: Arc<Lexicon>,
    pub(super) tree: Arc<Tree>,
    /// In which language things are named.
    pub(super) language: String,
}

impl Ground {
    pub(super) async fn read<T: Send>(
        read: &mut Read,
        shopper: Shopper<'_>,
        in_force: &InForce,
        besides: Asked<'_, T>,
        now: Timestamp,
    ) -> Result<(Ground, T)> {
        let tree = Tree::recall(read.database());
        let lexicon = Lexicon::recall(read.database());
        let sets = recall(read.database(), in_force);
        let question = GROUND.ask::<Answer>(args![
            shopper.company.id,
            revisions(in_force),
            now,
            lists(in_force),
            tree.as_ref().map_or(-1, |known| known.changes),
            lexicon.last(),
            sets.mark(),
            sets.asked(),
        ]);
        let (answer, besides) = together(read, (question, besides)).await?;
        let (changes, mark) = answer
            .counts
            .first()
            .map_or((0, ""), |count| (count.tree, count.mark.as_str()));
        let sets = settle(sets, read.database(), mark, &answer.groups, answer.members);
        let tree = match tree.filter(|known| known.changes == changes) {
            Some(tree) => tree,
            None => Tree::remember(read.database(), changes, answer.tree, answer.spoken),
        };
        let terms = Terms::of(
            in_force,
            answer.groups,
            answer.named,
            (answer.promotions, answer.discounts),
            &sets,
        );
        let reached = tree
            .all()
            .into_iter()
            .map(|node| {
                (
                    node.id,
                    terms.reaching_in(&tree, node.id, shopper.language, now),
                )
            })
            .collect();
        let synonyms = answer.synonyms.into_iter();
        let ground = Ground {
            terms,
            reached,
            synonyms: synonyms.map(|one| (one.word, one.replacement)).collect(),
            lexicon: lexicon.learn(read.database(), answer.lexicon),
            language: shopper.language.to_owned(),
            tree,
        };
        Ok((ground, besides))
    }

    /// A category's name in the reader's language.
    pub(super) fn name_of(&self, category: CategoryId, first: String) -> String {
        let node = self.tree.up(category).next();
        node.map_or(first, |node| node.name_in(&self.language).to_owned())
    }

    /// What of all there is on the shelf, for [`shown_where`].
    pub(super) fn shown(&self, now: Timestamp) -> Shown {
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
        for (category, reached) in &self.reached {
            let unlike = self.terms.unlike(*category, reached, now);
            (if reached.shown() {
                &mut without
            } else {
                &mut besides
            })
            .extend(unlike);
        }
        Shown {
            mostly: i64::from(mostly),
            others: json!(others),
            besides: json!(besides),
            without: json!(without),
        }
    }

    /// A product of the shelf with its prices: number, id, SKU and name; maker and
    /// summary; the category and its first name; what the price lists say.
    pub(super) fn item(
        &self,
        (number, id, sku, name): (i64, ProductId, String, String),
        (maker, summary): (String, String),
        (category, category_name): (CategoryId, String),
        entries: Option<&str>,
        supply: Supply,
        now: Timestamp,
    ) -> Option<ShelfItem> {
        let reached = self.reached.get(&category)?;
        let entries = entries.unwrap_or_default();
        let prices = self
            .terms
            .prices(number, reached, |list| self.terms.listed_in(entries, list));
        Some(ShelfItem::new(
            (id, sku, name),
            (
                maker,
                self.tree.in_language(&self.language, category, &summary),
            ),
            (category, self.name_of(category, category_name)),
            prices,
            supply,
            now,
        ))
    }
}

/// What of all there is on the shelf: most categories are, or are not; which are
/// not like most; and which single products are, or are not, besides.
pub(super) struct Shown {
    pub(super) mostly: i64,
    pub(super) others: serde_json::Value,
    pub(super) besides: serde_json::Value,
    pub(super) without: serde_json::Value,
}

/// Whether the product `p` is on the shelf, by the placeholders that have what
/// [`Ground::shown`] says.
pub(super) fn shown_where(mostly: &str, others: &str, besides: &str, without: &str) -> String {
    format!(
        "(p.number <number in {besides}>
             OR ({mostly} <> CASE WHEN p.category_id <in {others}> THEN 1 ELSE 0 END
                 AND NOT p.number <number in {without}>))"
    )
}

/// `$1` the customer, `$2` the revisions, `$3` now, `$4` their price lists, `$5`
/// how often the remembered tree had changed, `$6` the newest word remembered,
/// `$7` a mark for what the questions `$8` mean.
pub(super) static GROUND: LazyLock<JsonSets> = LazyLock::new(|| {
    let groups = format!("{GROUPS} AND {}", valid_now("x"));
    let promotions = promotions(|x| format!(" AND {}", valid_now(x)));
    JsonSets::new(&[
        ("counts", &["tree", "mark"], &counts()),
        ("tree", TREE, &tree_unless("$5")),
        ("spoken", SPOKEN, &spoken_unless("$5")),
        ("groups", GROUP, &groups),
        ("members", MEMBER, &members_unless("$7", "$8")),
        ("named", NAMED, &named_now()),
        ("promotions", PROMOTION, &promotions),
        ("discounts", &discount_columns(), &discounts()),
        ("synonyms", SYNONYM, SYNONYMS),
        ("lexicon", NEW_WORD, &new_words("$6")),
    ])
});

#[derive(Debug, Deserialize)]
struct Answer {
    counts: Vec<Counts>,
    tree: Vec<Node>,
    spoken: Vec<SpokenRow>,
    groups: Vec<GroupRow>,
    members: Vec<MemberRow>,
    named: Vec<NamedRow>,
    promotions: Vec<PromotionRow>,
    discounts: Vec<DiscountRow>,
    synonyms: Vec<Synonym>,
    lexicon: Vec<NewWord>,
}

#[derive(Debug, Deserialize)]
struct Synonym {
    word: String,
    replacement: String,
}
