//! The tree of categories, remembered. It is the same for everybody and seldom
//! changes, so it is kept once per process; every page compares its count of
//! changes with the database's, so that nothing out of date is ever shown.

use super::slips::{NameWords, as_meant};
use crate::catalog::attribute::summary_in;
use crate::catalog::read_names;
use crate::catalog::words::plain_words;
use crate::id::CategoryId;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock, PoisonError, RwLock};

/// More levels than any tree has: nobody walks in a circle for ever. The SQL of
/// `RESOLVED` stops at the same place.
pub(super) const DEEPEST: usize = 33;

/// The tree as it was after so many changes.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) changes: i64,
    nodes: HashMap<CategoryId, Node>,
    by_code: HashMap<String, CategoryId>,
    /// What things are called in other languages, and what they are then found
    /// by; see [`Tree::translated`].
    spoken: HashMap<String, Vec<Spoken>>,
    /// What attributes and values of a category are called in other languages, by
    /// their first names; see [`Tree::in_language`].
    called: HashMap<String, Called>,
    /// The words of the first names, and of those in other languages.
    words: NameWords,
    words_in: HashMap<String, NameWords>,
}

/// By category: first names, and those in one other language.
type Called = HashMap<CategoryId, HashMap<String, String>>;

/// A name in another language, as the database hands it over.
#[derive(Debug, Deserialize)]
pub(super) struct SpokenRow {
    language: String,
    word: String,
    means: String,
    category: CategoryId,
    /// 0 for the category itself.
    attribute: i64,
    /// Empty for the attribute or the category itself.
    value: String,
}

/// The words of such a name as they are compared, and what is meant by it.
#[derive(Debug)]
struct Spoken {
    words: Vec<String>,
    means: String,
}

/// A category in it.
#[derive(Debug, Deserialize)]
pub(super) struct Node {
    pub(super) id: CategoryId,
    pub(super) parent: Option<CategoryId>,
    pub(super) code: String,
    name: String,
    /// In other languages.
    #[serde(deserialize_with = "read_names", default)]
    names: HashMap<String, String>,
    #[serde(skip)]
    children: Vec<CategoryId>,
}

impl Node {
    /// What it is called in this language; its first name if it has none in it.
    pub(super) fn name_in(&self, language: &str) -> &str {
        self.names.get(language).map_or(&self.name, String::as_str)
    }
}

/// By the database's number in this process.
static REMEMBERED: LazyLock<RwLock<HashMap<u64, Arc<Tree>>>> = LazyLock::new(RwLock::default);

impl Tree {
    /// What is remembered, which may be out of date.
    pub(super) fn recall(database: u64) -> Option<Arc<Tree>> {
        let remembered = REMEMBERED.read().unwrap_or_else(PoisonError::into_inner);
        remembered.get(&database).cloned()
    }

    /// Remembers the tree.
    pub(super) fn remember(
        database: u64,
        changes: i64,
        nodes: Vec<Node>,
        spoken: Vec<SpokenRow>,
    ) -> Arc<Tree> {
        let words = NameWords::of(nodes.iter().map(|one| one.name.as_str()));
        let mut tree = Tree::of(changes, nodes);
        tree.called = called(&spoken);
        tree.words = words;
        tree.words_in = words_in(&spoken);
        tree.spoken = by_language(spoken);
        let tree = Arc::new(tree);
        let mut remembered = REMEMBERED.write().unwrap_or_else(PoisonError::into_inner);
        remembered.insert(database, Arc::clone(&tree));
        tree
    }

    fn of(changes: i64, all: Vec<Node>) -> Tree {
        let by_code = all.iter().map(|one| (one.code.clone(), one.id)).collect();
        let parents: Vec<(CategoryId, Option<CategoryId>)> =
            all.iter().map(|one| (one.id, one.parent)).collect();
        let mut nodes: HashMap<CategoryId, Node> =
            all.into_iter().map(|one| (one.id, one)).collect();
        for (id, parent) in parents {
            if let Some(parent) = parent.and_then(|parent| nodes.get_mut(&parent)) {
                parent.children.push(id);
            }
        }
        Tree {
            changes,
            nodes,
            by_code,
            spoken: HashMap::new(),
            called: HashMap::new(),
            words: NameWords::default(),
            words_in: HashMap::new(),
        }
    }

    /// The category of this code.
    pub(super) fn find(&self, code: &str) -> Option<&Node> {
        self.by_code.get(code).and_then(|id| self.nodes.get(id))
    }

    /// A category and those above it, itself first.
    pub(super) fn up(&self, id: CategoryId) -> impl Iterator<Item = &Node> {
        std::iter::successors(self.nodes.get(&id), |one| {
            one.parent.and_then(|parent| self.nodes.get(&parent))
        })
        .take(DEEPEST)
    }

    /// A category and those below it, itself first.
    pub(super) fn down(&self, id: CategoryId) -> Vec<&Node> {
        let mut found: Vec<&Node> = self.nodes.get(&id).into_iter().collect();
        let mut next = 0;
        while let Some(one) = found.get(next).copied() {
            found.extend(one.children.iter().filter_map(|id| self.nodes.get(id)));
            next += 1;
            if found.len() > self.nodes.len() {
                break;
            }
        }
        found
    }

    /// What somebody typed in this language, in the words by which products are
    /// found: names of categories and values are put into the first language.
    /// None if there is no such name in it.
    ///
    /// Languages bend their words: a name is also meant by its beginning
    /// (“Bildschirm” is “Bildschirme”), and by a bent form of a word that has at
    /// least five letters (“schwarzen” is “schwarz”).
    pub(super) fn translated(&self, language: &str, typed: &str) -> Option<String> {
        let spoken = self.spoken.get(language)?;
        let plain = plain_words(typed);
        let mut rest: &[&str] = &plain.split(' ').collect::<Vec<_>>();
        let (mut said, mut found) = (Vec::new(), false);
        while let Some((first, others)) = rest.split_first() {
            // The longest name comes first, then the one that is just that.
            let name = spoken
                .iter()
                .filter(|one| one.begins(rest))
                .max_by_key(|one| (one.words.len(), one.is_just(rest)));
            if let Some(name) = name {
                said.push(name.means.as_str());
                rest = rest.get(name.words.len()..).unwrap_or_default();
                found = true;
            } else {
                said.push(first);
                rest = others;
            }
        }
        found.then(|| said.join(" "))
    }

    /// A line of attributes of a product in this category, in this language.
    pub(super) fn in_language(
        &self,
        language: &str,
        category: CategoryId,
        summary: &str,
    ) -> String {
        let names = self.called.get(language).and_then(|all| all.get(&category));
        match names {
            Some(names) => summary_in(summary, |first| names.get(first).map(String::as_str)),
            None => summary.to_owned(),
        }
    }

    /// What somebody may have meant who slipped in the names of categories and
    /// values, in the words by which products are found; see [`as_meant`]. None if
    /// nobody did.
    pub(super) fn meant(&self, language: &str, typed: &str) -> Option<String> {
        let own = self.words_in.get(language);
        let known: Vec<&NameWords> = own.into_iter().chain([&self.words]).collect();
        let meant = as_meant(&known, typed)?;
        Some(self.translated(language, &meant).unwrap_or(meant))
    }

    /// Every category, in no order.
    pub(super) fn all(&self) -> Vec<&Node> {
        self.nodes.values().collect()
    }
}

/// A word of so many letters may be meant by its beginning, or by more than it.
const BENDS: usize = 4;
/// So many letters may follow a word that is bent.
const BENT: usize = 3;

impl Spoken {
    /// Whether these words begin with just the name, not bent.
    fn is_just(&self, typed: &[&str]) -> bool {
        self.words
            .iter()
            .zip(typed)
            .all(|(word, typed)| word == typed)
    }

    /// Whether these words begin with the name.
    fn begins(&self, typed: &[&str]) -> bool {
        !self.words.is_empty()
            && self.words.len() <= typed.len()
            && self
                .words
                .iter()
                .zip(typed)
                .all(|(word, typed)| means(word, typed))
    }
}

/// Whether a word of a name is meant by a typed one.
fn means(word: &str, typed: &str) -> bool {
    if word == typed {
        return true;
    }
    let (long, short) = if word.len() > typed.len() {
        (word, typed)
    } else {
        (typed, word)
    };
    short.chars().count() >= BENDS
        && long.starts_with(short)
        && long.chars().count() - short.chars().count() <= BENT
}

/// What stands between the parts of a name.
const AND: &[&str] = &[" und ", " and ", ", ", " & ", " / "];

fn called(rows: &[SpokenRow]) -> HashMap<String, Called> {
    let mut called: HashMap<String, Called> = HashMap::new();
    for row in rows.iter().filter(|row| row.attribute != 0) {
        let names = called.entry(row.language.clone()).or_default();
        let names = names.entry(row.category).or_default();
        names.insert(row.means.clone(), row.word.clone());
    }
    called
}

/// The words of all names in each language.
fn words_in(rows: &[SpokenRow]) -> HashMap<String, NameWords> {
    let mut names: HashMap<&str, Vec<&str>> = HashMap::new();
    for row in rows {
        names.entry(&row.language).or_default().push(&row.word);
    }
    let each = names.into_iter();
    each.map(|(language, names)| (language.to_owned(), NameWords::of(names)))
        .collect()
}

fn by_language(rows: Vec<SpokenRow>) -> HashMap<String, Vec<Spoken>> {
    let mut spoken: HashMap<String, Vec<Spoken>> = HashMap::new();
    let mut seen: HashSet<(String, String, String)> = HashSet::new();
    for row in rows {
        // Nobody looks for an attribute; and what several categories call alike is one.
        let sought = row.attribute == 0 || !row.value.is_empty();
        let key = (row.language.clone(), row.word.clone(), row.means.clone());
        if !sought || !seen.insert(key) {
            continue;
        }
        let names = spoken.entry(row.language).or_default();
        let mut add = |name: &str| {
            let plain = plain_words(name);
            names.push(Spoken {
                words: plain.split_whitespace().map(str::to_owned).collect(),
                means: row.means.clone(),
            });
        };
        add(&row.word);
        // “Tastaturen und Mäuse”: each of them is meant by its own name, too.
        let parts: Vec<&str> = AND.iter().fold(vec![row.word.as_str()], |parts, and| {
            parts.into_iter().flat_map(|part| part.split(and)).collect()
        });
        if parts.len() > 1 {
            parts.into_iter().for_each(&mut add);
        }
    }
    spoken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u128) -> CategoryId {
        CategoryId(uuid::Uuid::from_u128(number))
    }

    fn node(number: u128, parent: Option<u128>) -> Node {
        Node {
            id: id(number),
            parent: parent.map(id),
            code: format!("c{number}"),
            name: String::new(),
            names: HashMap::new(),
            children: Vec::new(),
        }
    }

    fn codes<'a>(nodes: impl IntoIterator<Item = &'a Node>) -> Vec<&'a str> {
        nodes.into_iter().map(|one| one.code.as_str()).collect()
    }

    #[test]
    fn a_tree_is_walked_both_ways() {
        let tree = Tree::of(
            1,
            vec![
                node(1, None),
                node(2, Some(1)),
                node(3, Some(2)),
                node(4, Some(1)),
                node(5, None),
            ],
        );
        assert_eq!(codes(tree.up(id(3))), ["c3", "c2", "c1"]);
        assert_eq!(codes(tree.down(id(1))), ["c1", "c2", "c4", "c3"]);
        assert_eq!(codes(tree.down(id(5))), ["c5"]);
        assert_eq!(tree.find("c4").unwrap().parent, Some(id(1)));
        assert!(tree.find("c6").is_none());
        assert_eq!(tree.all().len(), 5);
    }

    #[test]
    fn a_search_in_another_language_finds_what_the_first_one_calls_it() {
        let row = |word: &str, means: &str| SpokenRow {
            language: "de".to_owned(),
            word: word.to_owned(),
            means: means.to_owned(),
            category: id(1),
            attribute: 0,
            value: String::new(),
        };
        let tree = Tree {
            spoken: by_language(vec![
                row("Bildschirme", "Displays"),
                row("Externe Laufwerke", "External drives"),
                row("schwarz", "black"),
                row("Tastaturen und Mäuse", "Keyboards and mice"),
                row("Maus", "Mouse"),
            ]),
            ..Tree::default()
        };
        let said = |typed| tree.translated("de", typed);
        assert_eq!(said("Bildschirm 27").as_deref(), Some("Displays 27"));
        assert_eq!(
            said("schwarzer bildschirm").as_deref(),
            Some("black Displays")
        );
        assert_eq!(
            said("externe Laufwerke 2 TB").as_deref(),
            Some("External drives 2 tb")
        );
        assert_eq!(said("Tastatur").as_deref(), Some("Keyboards and mice"));
        assert_eq!(said("Maus").as_deref(), Some("Mouse"));
        assert_eq!(said("Bild"), None);
        assert_eq!(said("Dock"), None);
        assert_eq!(tree.translated("en", "Bildschirm"), None);
    }

    #[test]
    fn what_a_category_calls_its_values_is_not_what_another_does() {
        let row =
            |category: u128, attribute: i64, value: &str, means: &str, word: &str| SpokenRow {
                language: "de".to_owned(),
                word: word.to_owned(),
                means: means.to_owned(),
                category: id(category),
                attribute,
                value: value.to_owned(),
            };
        let rows = vec![
            row(1, 0, "", "Mice", "Mäuse"),
            row(1, 7, "Mouse", "Mouse", "Maus"),
            row(1, 8, "", "Wireless", "Kabellos"),
            row(2, 9, "Mouse", "Mouse", "Nager"),
        ];
        let tree = Tree {
            called: called(&rows),
            spoken: by_language(rows),
            ..Tree::default()
        };
        let line = "Mouse · Wireless · Mice";
        assert_eq!(
            tree.in_language("de", id(1), line),
            "Maus · Kabellos · Mice"
        );
        assert_eq!(
            tree.in_language("de", id(2), line),
            "Nager · Wireless · Mice"
        );
        assert_eq!(tree.in_language("de", id(3), line), line);
        assert_eq!(tree.in_language("en", id(1), line), line);
        // Searches don't know attributes.
        assert_eq!(tree.translated("de", "kabellos"), None);
        assert_eq!(tree.translated("de", "maus").as_deref(), Some("Mouse"));
    }

    #[test]
    fn a_circle_is_left_again() {
        let tree = Tree::of(1, vec![node(1, Some(2)), node(2, Some(1))]);
        assert_eq!(tree.up(id(1)).count(), DEEPEST);
        assert!(tree.down(id(1)).len() < 10);
    }
}
