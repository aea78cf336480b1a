//! Which units something is to replace. A line of a basket, and then of the request and
//! the order, has their ids as one text with a blank between two; of the units that are
//! delivered on it, each takes the place of one of them.

use crate::id::AssetId;

/// The units that a line is to replace, each once and in order. What is no id is none.
#[must_use]
pub fn read(text: &str) -> Vec<AssetId> {
    let mut all: Vec<AssetId> = Vec::new();
    for id in text.split_whitespace().filter_map(|id| id.parse().ok()) {
        if !all.contains(&id) {
            all.push(id);
        }
    }
    all
}

/// What a line says that is to replace the units of two.
#[must_use]
pub fn join(one: &str, other: &str) -> String {
    let both = read(&format!("{one} {other}"));
    let both: Vec<String> = both.iter().map(ToString::to_string).collect();
    both.join(" ")
}

/// Which of the units that a line names are replaced, and which stay as they are because
/// no piece is left: each of so many pieces takes the place of one, in the order in which
/// they were named. One whose place is taken (`true`) needs no piece any more.
#[must_use]
pub fn share<T>(named: Vec<(T, bool)>, mut pieces: i64) -> (Vec<T>, Vec<T>) {
    let (mut replaced, mut left) = (Vec::new(), Vec::new());
    for (one, taken) in named {
        if taken {
            replaced.push(one);
        } else if pieces > 0 {
            pieces -= 1;
            replaced.push(one);
        } else {
            left.push(one);
        }
    }
    (replaced, left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    proptest::proptest! {
        #[test]
        fn no_unit_that_was_named_is_lost(
            named in proptest::collection::vec(proptest::prelude::any::<bool>(), 0..8),
            pieces in -1_i64..10,
        ) {
            let named: Vec<(usize, bool)> = named.into_iter().enumerate().collect();
            let (replaced, left) = share(named.clone(), pieces);
            let mut both: Vec<usize> = replaced.iter().chain(&left).copied().collect();
            both.sort_unstable();
            proptest::prop_assert_eq!(both, (0..named.len()).collect::<Vec<usize>>());
            let taken = named.iter().filter(|(_, taken)| *taken).count();
            let took = i64::try_from(replaced.len() - taken).unwrap();
            proptest::prop_assert!(took <= pieces.max(0));
            // Whoever stays was named after whoever is replaced by a piece.
            let last = replaced.iter().filter(|at| !named[**at].1).max();
            proptest::prop_assert!(last.is_none_or(|last| left.iter().all(|one| one > last)));
        }
    }

    #[test]
    fn two_lines_replace_what_each_of_them_does_once() {
        let id = |number| AssetId(Uuid::from_u128(number));
        let (one, two) = (id(1).to_string(), id(2).to_string());
        assert_eq!(join("", ""), "");
        assert_eq!(join(&one, ""), one);
        assert_eq!(read(&join(&one, &two)), [id(1), id(2)]);
        assert_eq!(read(&join(&join(&one, &two), &one)), [id(1), id(2)]);
        assert_eq!(read("7F3K9Q2  "), []);
    }
}
