//! The latest observations, whatever order they come in.

use crate::Timestamp;
use crate::id::InteractionId;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Something observed in an interaction.
pub trait Observed {
    /// The interaction.
    fn id(&self) -> InteractionId;
    /// When it happened.
    fn at(&self) -> Timestamp;
    /// Which of several observations in the same interaction it is.
    fn part(&self) -> u32 {
        0
    }
}

/// At most `N` observations: the latest ones by time. The result depends on
/// the set of what was put in and not on the order, because whatever is
/// dropped is older than `N` others and will stay so. The same observation
/// put in twice is there once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Window<T, const N: usize>(Vec<T>);

impl<T, const N: usize> Default for Window<T, N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Observed, const N: usize> Window<T, N> {
    /// Takes an observation in.
    pub fn put(&mut self, new: T) {
        let place = |one: &T| (one.at(), one.id(), one.part());
        match self.0.binary_search_by_key(&place(&new), place) {
            Ok(_) => {}
            Err(index) => {
                self.0.insert(index, new);
                if self.0.len() > N {
                    self.0.remove(0);
                }
            }
        }
    }

    /// Takes out everything observed in these interactions. Answers whether
    /// older observations, dropped for lack of room, would have room now.
    pub fn forget(&mut self, gone: &HashSet<InteractionId>) -> bool {
        let before = self.0.len();
        self.0.retain(|one| !gone.contains(&one.id()));
        before == N && self.0.len() < N
    }

    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The observations, the oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.0.iter()
    }

    /// The latest observation.
    #[must_use]
    pub fn latest(&self) -> Option<&T> {
        self.0.last()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    #[derive(Debug, Clone, PartialEq)]
    struct One(i64, u128);

    impl Observed for One {
        fn id(&self) -> InteractionId {
            InteractionId(Uuid::from_u128(self.1))
        }
        fn at(&self) -> Timestamp {
            Timestamp(self.0)
        }
    }

    fn window(all: &[One]) -> Window<One, 5> {
        let mut window = Window::default();
        for one in all {
            window.put(one.clone());
        }
        window
    }

    proptest! {
        #[test]
        fn order_and_repetition_do_not_matter(
            all in proptest::collection::vec((0..20_i64, 0..30_u128), 0..40)
                .prop_map(|all| all.into_iter().map(|(at, id)| One(at, id)).collect::<Vec<_>>()),
            again in proptest::collection::vec(any::<proptest::sample::Index>(), 0..10),
        ) {
            let mut shuffled: Vec<One> = all.iter().rev().cloned().collect();
            if !all.is_empty() {
                shuffled.extend(again.iter().map(|index| index.get(&all).clone()));
            }
            prop_assert_eq!(window(&all), window(&shuffled));
        }
    }

    #[test]
    fn the_latest_stay() {
        let all: Vec<One> = (0..9)
            .map(|n| One(i64::from(n), u128::from(n as u8)))
            .collect();
        let kept: Vec<i64> = window(&all).iter().map(|one| one.0).collect();
        assert_eq!(kept, [4, 5, 6, 7, 8]);
    }
}
