//! The tree of categories, remembered. It is the same for everybody and seldom
//! changes, so it is kept once per process; every page compares its count of
//! changes with the database's, so that nothing out of date is ever shown.

use crate::id::CategoryId;
use serde::Deserialize;
use std::collections::HashMap;
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
}

/// A category in it.
#[derive(Debug, Deserialize)]
pub(super) struct Node {
    pub(super) id: CategoryId,
    pub(super) parent: Option<CategoryId>,
    pub(super) code: String,
    pub(super) name: String,
    #[serde(skip)]
    children: Vec<CategoryId>,
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
    pub(super) fn remember(database: u64, changes: i64, nodes: Vec<Node>) -> Arc<Tree> {
        let tree = Arc::new(Tree::of(changes, nodes));
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

    /// Every category, in no order.
    pub(super) fn all(&self) -> Vec<&Node> {
        self.nodes.values().collect()
    }
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
    fn a_circle_is_left_again() {
        let tree = Tree::of(1, vec![node(1, Some(2)), node(2, Some(1))]);
        assert_eq!(tree.up(id(1)).count(), DEEPEST);
        assert!(tree.down(id(1)).len() < 10);
    }
}
