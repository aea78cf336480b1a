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

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

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
