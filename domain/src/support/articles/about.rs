//! What an article is about, as its authors type it: products by their numbers,
//! categories by their names or codes, manufacturers.

use serde::Deserialize;

/// The most things that an article can be about.
pub const MOST_ABOUT: usize = 60;

/// What an article is about, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// SKUs.
    pub products: Vec<String>,
    /// Categories: each by its code, its name, or its name with the code in brackets.
    pub categories: Vec<String>,
    /// Manufacturers.
    pub makers: Vec<String>,
}

impl About {
    /// One after the other, as rows have it.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let products = self.products.iter().map(|one| ("product", one.as_str()));
        let categories = self.categories.iter().map(|one| ("category", one.as_str()));
        let makers = self.makers.iter().map(|one| ("maker", one.as_str()));
        products.chain(categories).chain(makers)
    }

    /// Without empty lines, and each thing once.
    pub(super) fn tidied(self) -> Self {
        Self {
            products: tidy(self.products),
            categories: tidy(self.categories),
            makers: tidy(self.makers),
        }
    }
}

fn tidy(list: Vec<String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for one in list {
        let one = one.split_whitespace().collect::<Vec<_>>().join(" ");
        if !one.is_empty() && !kept.contains(&one) {
            kept.push(one);
        }
    }
    kept
}

/// A thing that an article is about, as its authors see it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Thing {
    /// `product`, `category` or `maker`.
    pub kind: String,
    /// By what it is known.
    pub about: String,
    /// What it is called in the reader's language; empty if that is all there is.
    pub name: String,
}

impl Thing {
    /// Its name with by what it is known, as it may be typed again.
    #[must_use]
    pub fn called(&self) -> String {
        called(&self.name, &self.about)
    }
}

/// A name with the code behind it.
#[must_use]
pub fn called(name: &str, code: &str) -> String {
    if name.is_empty() || name == code {
        code.to_owned()
    } else {
        format!("{name} ({code})")
    }
}

/// A category that a line may mean, by one of its names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(super) struct Called {
    pub code: String,
    pub name: String,
}

/// The statement for the categories that the texts of a list, a placeholder, may mean.
pub(super) fn categories_called(list: &str) -> String {
    format!(
        "SELECT c.code, c.name FROM category c
         WHERE c.code <text in {list}> OR c.name <text in {list}>
         UNION SELECT c.code, n.name FROM local_name n JOIN category c ON c.id = n.category_id
         WHERE n.attribute = 0 AND n.value = '' AND n.name <text in {list}>"
    )
}

/// By which texts the categories of these lines are looked for.
pub(super) fn looked_for(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .flat_map(|line| [Some(line.as_str()), in_brackets(line)])
        .flatten()
        .collect()
}

/// What stands in brackets at the end of a line.
fn in_brackets(line: &str) -> Option<&str> {
    let (_, inside) = line.strip_suffix(')')?.rsplit_once('(')?;
    Some(inside.trim()).filter(|one| !one.is_empty())
}

/// The code of the category that a line means: by the code, by one in brackets behind
/// a name, or by a name that only one has.
pub(super) fn meant<'c>(line: &str, there: &'c [Called]) -> Option<&'c str> {
    let by_code = with_code(line, there);
    if let Some(code) = by_code.or_else(|| with_code(in_brackets(line)?, there)) {
        return Some(code);
    }
    let mut named: Vec<&'c str> = there
        .iter()
        .filter(|one| one.name == line)
        .map(|one| one.code.as_str())
        .collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn with_code<'c>(code: &str, there: &'c [Called]) -> Option<&'c str> {
    there
        .iter()
        .find(|one| one.code == code)
        .map(|one| one.code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn there() -> Vec<Called> {
        [
            ("docks", "Docking stations"),
            ("docks", "Dockingstationen"),
            ("old", "Other"),
            ("new", "Other"),
            ("Other", "Something else"),
        ]
        .map(|(code, name)| Called {
            code: code.to_owned(),
            name: name.to_owned(),
        })
        .to_vec()
    }

    #[test]
    fn a_category_is_meant_by_code_or_name() {
        let there = there();
        for line in [
            "docks",
            "Docking stations",
            "Dockingstationen",
            "Docking stations (docks)",
            "whatever (docks)",
        ] {
            assert_eq!(meant(line, &there), Some("docks"), "{line}");
        }
        // A code goes before a name that several have.
        assert_eq!(meant("Other", &there), Some("Other"));
        assert_eq!(meant("Other", &there[2..4]), None, "two have this name");
        assert_eq!(meant("Docks", &there), None);
    }

    #[test]
    fn empty_lines_and_repetitions_go() {
        let about = About {
            products: ["A  1", "", "A 1 "].map(str::to_owned).to_vec(),
            ..About::default()
        };
        assert_eq!(about.tidied().products, ["A 1"]);
    }

    proptest! {
        #[test]
        fn what_is_shown_may_be_typed_again(code in "[a-z0-9-]{1,8}", name in "[A-Za-z() ]{0,12}") {
            let there = [Called { code: code.clone(), name: name.clone() }];
            let lines = vec![called(&name, &code)];
            prop_assert!(looked_for(&lines).contains(&code.as_str()));
            prop_assert_eq!(meant(&lines[0], &there), Some(code.as_str()));
        }

        #[test]
        fn whatever_is_typed_is_survived(line in ".{0,40}") {
            let _ = meant(&line, &there());
        }
    }
}
