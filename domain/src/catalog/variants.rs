//! What can be chosen between the variants of a family.

use std::collections::{BTreeMap, BTreeSet};

/// A variant: a product, and its values of the attributes in which the family
/// differs, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant<T> {
    /// The product.
    pub product: T,
    /// Its values; empty where it has none.
    pub values: Vec<String>,
}

/// What can be chosen from one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices<T> {
    /// For each attribute its values, in the order in which they were given; the
    /// product that has the value and is the same otherwise. The variant's own
    /// value leads to itself.
    pub rows: Vec<Vec<(String, T)>>,
    /// The variants that differ in more than one attribute from this one and
    /// can't be reached by changing one attribute after the other.
    pub others: Vec<Variant<T>>,
}

/// What can be chosen from the variant at this place among those that somebody
/// may see. What is not among them appears nowhere.
#[must_use]
pub fn choices<T: Clone + PartialEq>(seen: &[Variant<T>], at: usize) -> Option<Choices<T>> {
    let here = seen.get(at)?;
    let differs = |one: &Variant<T>, other: &Variant<T>| -> Vec<usize> {
        (0..one.values.len().max(other.values.len()))
            .filter(|place| one.values.get(*place) != other.values.get(*place))
            .collect()
    };
    let rows = (0..here.values.len())
        .map(|place| {
            seen.iter()
                .filter(|one| differs(here, one).iter().all(|other| *other == place))
                .filter_map(|one| Some((one.values.get(place)?.clone(), one.product.clone())))
                .collect()
        })
        .collect();
    // Whoever goes on changing one attribute at a time comes to all of these.
    let mut reached = vec![here];
    let mut next = 0;
    while let Some(from) = reached.get(next).copied() {
        for one in seen {
            if differs(from, one).len() <= 1 && !reached.iter().any(|r| r.product == one.product) {
                reached.push(one);
            }
        }
        next += 1;
    }
    let others = seen
        .iter()
        .filter(|one| !reached.iter().any(|r| r.product == one.product))
        .cloned()
        .collect();
    Some(Choices { rows, others })
}

/// The variants that nothing tells apart: those that have the same values as one
/// before them.
#[must_use]
pub fn twins<T: Clone>(variants: &[Variant<T>]) -> Vec<(T, T)> {
    let mut first: BTreeMap<&[String], &T> = BTreeMap::new();
    let mut found = Vec::new();
    for one in variants {
        match first.get(one.values.as_slice()) {
            Some(earlier) => found.push(((*earlier).clone(), one.product.clone())),
            None => {
                first.insert(&one.values, &one.product);
            }
        }
    }
    found
}

/// Which of some changed variants would be like another one of their family: those
/// that become like one that stays, and of changed ones that become alike all but
/// the first. `after` has only those that change, or come into the family. Whoever
/// is refused stays what it was, which may be what another one wants to become; it
/// is then refused, too.
#[must_use]
pub fn become_twins<T: Clone + Ord>(before: &[Variant<T>], after: &[Variant<T>]) -> BTreeSet<T> {
    let mut refused: BTreeSet<T> = BTreeSet::new();
    let was = |product: &T| before.iter().find(|one| one.product == *product);
    // What stays as it is says nothing new, even if it had a twin before.
    let changes: Vec<&Variant<T>> = after
        .iter()
        .filter(|one| was(&one.product).is_none_or(|was| was.values != one.values))
        .collect();
    loop {
        let stands = |product: &T| !changes.iter().any(|one| one.product == *product);
        let mut taken: BTreeSet<&[String]> = before
            .iter()
            .filter(|one| stands(&one.product) || refused.contains(&one.product))
            .map(|one| one.values.as_slice())
            .collect();
        let next: Vec<T> = changes
            .iter()
            .filter(|one| !refused.contains(&one.product) && !taken.insert(&one.values))
            .map(|one| one.product.clone())
            .collect();
        if next.is_empty() {
            return refused;
        }
        refused.extend(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn variants(all: &[(&str, &[&str])]) -> Vec<Variant<String>> {
        all.iter()
            .map(|(product, values)| Variant {
                product: (*product).to_owned(),
                values: values.iter().map(ToString::to_string).collect(),
            })
            .collect()
    }

    #[test]
    fn one_attribute_is_changed_at_a_time() {
        let seen = variants(&[
            ("B1", &["Black", "1 m"]),
            ("B2", &["Black", "2 m"]),
            ("W2", &["White", "2 m"]),
            ("R9", &["Red", "9 m"]),
        ]);
        let from = choices(&seen, 0).unwrap();
        let row = |place: usize| -> Vec<&str> {
            from.rows[place].iter().map(|(_, to)| to.as_str()).collect()
        };
        // There is no white one of a metre, so white is not offered here …
        assert_eq!(row(0), ["B1"]);
        assert_eq!(row(1), ["B1", "B2"]);
        // … but can be reached by way of two metres; the red one can't.
        assert_eq!(from.others.len(), 1);
        assert_eq!(from.others[0].product, "R9");
        assert_eq!(choices(&seen, 9), None);
    }

    #[test]
    fn twins_are_found() {
        let all = variants(&[("A", &["x"]), ("B", &["y"]), ("C", &["x"])]);
        assert_eq!(twins(&all), [("A".to_owned(), "C".to_owned())]);
    }

    #[test]
    fn who_becomes_like_another_is_refused() {
        let before = variants(&[("A", &["red"]), ("B", &["blue"]), ("C", &["green"])]);
        let refused = |after: &[(&str, &[&str])]| -> Vec<String> {
            become_twins(&before, &variants(after))
                .into_iter()
                .collect()
        };
        assert_eq!(refused(&[("A", &["blue"])]), ["A"]);
        // Two that change places may, and so may one into what another leaves.
        assert!(refused(&[("A", &["blue"]), ("B", &["red"])]).is_empty());
        assert!(refused(&[("A", &["blue"]), ("B", &["white"])]).is_empty());
        // Of two that become alike the first may.
        assert_eq!(refused(&[("A", &["white"]), ("B", &["white"])]), ["B"]);
        // Who is refused stays in the way of the next.
        assert_eq!(refused(&[("A", &["green"]), ("B", &["red"])]), ["A", "B"]);
        // One that comes into the family.
        assert_eq!(refused(&[("D", &["red"])]), ["D"]);
        // What was alike before is not refused for saying so again.
        let alike = variants(&[("A", &["red"]), ("B", &["red"])]);
        assert!(become_twins(&alike, &alike).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_becomes_like_another(
            before in proptest::collection::vec(0_u8..30, 1..12),
            after in proptest::collection::vec((0_usize..12, 0_u8..12), 0..12),
        ) {
            let mut taken = Vec::new();
            let before: Vec<Variant<usize>> = before
                .into_iter()
                .enumerate()
                .map(|(product, value)| Variant { product, values: vec![value.to_string()] })
                .filter(|one| !taken.contains(&one.values) && { taken.push(one.values.clone()); true })
                .collect();
            let mut changing = Vec::new();
            let after: Vec<Variant<usize>> = after
                .into_iter()
                .map(|(product, value)| Variant { product, values: vec![value.to_string()] })
                .filter(|one| !changing.contains(&one.product) && { changing.push(one.product); true })
                .collect();
            let refused = become_twins(&before, &after);
            let mut all: Vec<Variant<usize>> = before
                .iter()
                .filter(|one| {
                    refused.contains(&one.product) || !after.iter().any(|new| new.product == one.product)
                })
                .cloned()
                .collect();
            all.extend(after.iter().filter(|one| !refused.contains(&one.product)).cloned());
            prop_assert!(twins(&all).is_empty());
        }

        #[test]
        fn every_variant_that_is_seen_can_be_reached_and_no_other(
            values in proptest::collection::btree_set(proptest::collection::vec(0_u8..4, 3), 1..20),
            hidden in any::<u32>(),
        ) {
            let all: Vec<Variant<usize>> = values
                .into_iter()
                .enumerate()
                .map(|(product, values)| Variant {
                    product,
                    values: values.iter().map(ToString::to_string).collect(),
                })
                .collect();
            let seen: Vec<_> = all
                .iter()
                .filter(|one| hidden & (1 << one.product) == 0)
                .cloned()
                .collect();
            for start in 0..seen.len() {
                let mut known = vec![seen[start].product];
                let mut next = 0;
                while next < known.len() {
                    let at = seen.iter().position(|one| one.product == known[next]).unwrap();
                    let from = choices(&seen, at).unwrap();
                    let offered = from.rows.iter().flatten().map(|(_, to)| *to);
                    for to in offered.chain(from.others.iter().map(|one| one.product)) {
                        prop_assert!(seen.iter().any(|one| one.product == to));
                        if !known.contains(&to) {
                            known.push(to);
                        }
                    }
                    next += 1;
                }
                prop_assert_eq!(known.len(), seen.len());
            }
        }
    }
}
