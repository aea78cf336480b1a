//! The address of the page as a value: sorting, filtering and paging live in
//! it, so that a view can be bookmarked and mailed.

use super::Visitor;
use form_urlencoded::{Serializer, parse};

/// A path with its query, from which links to the same page with something
/// changed are made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    path: String,
    pairs: Vec<(String, String)>,
}

impl Address {
    /// The address the visitor asked for.
    #[must_use]
    pub fn of(visitor: &Visitor) -> Self {
        Self::parse(&visitor.path)
    }

    /// Reads `path?query`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let pairs = parse(query.as_bytes())
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        Self {
            path: path.to_owned(),
            pairs,
        }
    }

    /// The path alone.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The first value of this name, if it has one that is not empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of this name: the boxes ticked in a filter.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Every pair in its order.
    #[must_use]
    pub fn pairs(&self) -> &[(String, String)] {
        &self.pairs
    }

    /// The same with this value instead of whatever the name had. An empty
    /// value takes the name out.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        self.pairs.retain(|(known, _)| known != name);
        if !value.is_empty() {
            self.pairs.push((name.to_owned(), value));
        }
        self
    }

    /// The same without this name.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self
    }

    /// What goes into `href`.
    #[must_use]
    pub fn href(&self) -> String {
        if self.pairs.is_empty() {
            return self.path.clone();
        }
        let mut query = Serializer::new(String::new());
        query.extend_pairs(&self.pairs);
        format!("{}?{}", self.path, query.finish())
    }

    /// The same view as a file: all of its rows, not one page.
    #[must_use]
    pub fn as_file(&self) -> String {
        let shown = self.clone().without("page").href();
        match shown.split_once('?') {
            Some((path, query)) => format!("{path}.csv?{query}"),
            None => format!("{shown}.csv"),
        }
    }
}

/// By what a table is sorted: `?sort=price`, or `?sort=-price` for descending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sorting {
    /// One of the keys the page knows.
    pub key: &'static str,
    /// Largest first.
    pub descending: bool,
}

impl Sorting {
    /// What the address says, if it is one of `keys`; else `default`, which
    /// may begin with `-`. What is asked for never reaches the SQL text.
    #[must_use]
    pub fn of(address: &Address, keys: &'static [&'static str], default: &'static str) -> Self {
        let read = |text: &str| {
            let (descending, name) = match text.strip_prefix('-') {
                Some(name) => (true, name),
                None => (false, text),
            };
            keys.iter()
                .find(|key| **key == name)
                .map(|key| Sorting { key, descending })
        };
        address
            .get("sort")
            .and_then(read)
            .or_else(|| read(default))
            .unwrap_or(Sorting {
                key: default,
                descending: false,
            })
    }
}

/// Which rows of how many a table shows: `?page=2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    /// The page, from 1.
    pub page: i64,
    /// Rows on a page.
    pub size: i64,
    /// Rows in all, once counted.
    pub total: i64,
}

impl Paging {
    /// The furthest page that can be asked for: beyond it a filter helps.
    const LAST: i64 = 100_000;

    /// What the address says.
    #[must_use]
    pub fn of(address: &Address, size: i64) -> Self {
        let page = address
            .get("page")
            .and_then(|text| text.parse().ok())
            .unwrap_or(1);
        Self {
            page: i64::clamp(page, 1, Self::LAST),
            size,
            total: 0,
        }
    }

    /// How many rows come before.
    #[must_use]
    pub const fn offset(&self) -> i64 {
        (self.page - 1) * self.size
    }

    /// With the number of rows in all.
    #[must_use]
    pub const fn total(mut self, total: i64) -> Self {
        self.total = total;
        self
    }

    /// How many pages there are, at least one.
    #[must_use]
    pub const fn pages(&self) -> i64 {
        if self.total <= 0 {
            1
        } else {
            (self.total + self.size - 1) / self.size
        }
    }

    /// The number of the first and last row shown, from 1.
    #[must_use]
    pub fn range(&self) -> (i64, i64) {
        let first = self.offset() + 1;
        (
            first.min(self.total),
            (self.offset() + self.size).min(self.total),
        )
    }
}

/// Whether a browser that is sent to this path stays on this site. `//host`
/// and `/\host` would lead it away.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_rest_of_the_query() {
        let here = Address::parse("/catalog?q=27%22+4K&size=a&size=b&page=3&empty=");
        assert_eq!(here.get("q"), Some("27\" 4K"));
        assert_eq!(here.all("size").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(
            here.clone().without("page").with("sort", "-price").href(),
            "/catalog?q=27%22+4K&size=a&size=b&sort=-price"
        );
        assert_eq!(
            here.with("q", "").without("size").without("page").href(),
            "/catalog"
        );
    }

    #[test]
    fn only_known_keys_sort() {
        let by = |text| Sorting::of(&Address::parse(text), &["name", "price"], "-price");
        assert_eq!(
            by("/c?sort=name"),
            Sorting {
                key: "name",
                descending: false
            }
        );
        assert_eq!(
            by("/c?sort=-name"),
            Sorting {
                key: "name",
                descending: true
            }
        );
        assert_eq!(
            by("/c?sort=1;DROP"),
            Sorting {
                key: "price",
                descending: true
            }
        );
        assert_eq!(
            by("/c"),
            Sorting {
                key: "price",
                descending: true
            }
        );
    }

    #[test]
    fn pages_begin_at_one_and_end_with_the_rows() {
        let at = |text| Paging::of(&Address::parse(text), 50).total(101);
        assert_eq!(at("/c?page=0").range(), (1, 50));
        assert_eq!(at("/c?page=3").range(), (101, 101));
        assert_eq!(at("/c?page=x").pages(), 3);
        assert_eq!(at("/c").total(0).range(), (0, 0));
        assert_eq!(at("/c?page=99999999999999").offset(), 4_999_950);
    }
}
