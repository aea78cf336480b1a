//! What the browser tells about pages looked at, checked: it may say anything,
//! so only known pages and possible times are believed.

use super::Subject;
use crate::Timestamp;
use crate::id::AnyId;
use serde::Deserialize;

/// What a page's script sends, as it says it.
#[derive(Debug, Clone, Deserialize)]
pub struct Told {
    /// `view` or `dwell`.
    pub kind: String,
    /// The page's path, perhaps with a query.
    pub path: String,
    /// When, by the browser's clock: milliseconds since 1970.
    pub at: i64,
    /// For `dwell`: how long the page was in front of the reader, in
    /// milliseconds.
    #[serde(default)]
    pub ms: i64,
}

/// A page that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// What was looked at.
    pub page: PageOf,
    /// When.
    pub at: Timestamp,
    /// For how many milliseconds; `None` when it was opened.
    pub dwelt: Option<i64>,
}

/// What a page of the site shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageOf {
    /// A product, by its SKU.
    Product(String),
    /// A category, by its code.
    Category(String),
    /// A plan that can be subscribed to.
    Plan(AnyId),
    /// A standard configuration, a request or an order.
    Thing(Subject, AnyId),
    /// One of the pages there is one of.
    Page(&'static str),
    /// A thing with its name, as the page tells that has shown it to who may see it: no
    /// browser says this.
    Shown(Subject, AnyId, String),
}

/// The most visits that one message may tell of.
pub const MOST: usize = 100;
/// What is older than this is not news.
const NEWS_FOR: i64 = 24 * 3_600_000;
/// Clocks differ.
const AHEAD: i64 = 120_000;
/// Nobody reads a page for longer than this.
const LONGEST: i64 = 4 * 3_600_000;

/// Pages there is one of. A person's own settings and what is remembered
/// about them are nobody's business and not among them.
const PAGES: &[&str] = &[
    "/",
    "/basket",
    "/catalog",
    "/downloads",
    "/equipment",
    "/equipment/refresh",
    "/invoices",
    "/order-by-list",
    "/orders",
    "/publications",
    "/reports",
    "/requests",
    "/requests/new",
    "/help",
    "/help/articles",
    "/help/new",
    "/search",
    "/standards",
    "/subscriptions",
    "/team",
];

/// Reads what a page's script sent. Whatever is impossible is left out.
#[must_use]
pub fn visits(told: Vec<Told>, now: Timestamp) -> Vec<Visit> {
    told.into_iter()
        .take(MOST)
        .filter_map(|one| visit(&one, now))
        .collect()
}

fn visit(told: &Told, now: Timestamp) -> Option<Visit> {
    let dwelt = match told.kind.as_str() {
        "view" => None,
        "dwell" if told.ms > 0 => Some(told.ms.min(LONGEST)),
        _ => return None,
    };
    if told.at > now.0.saturating_add(AHEAD) || told.at < now.0.saturating_sub(NEWS_FOR) {
        return None;
    }
    Some(Visit {
        page: page_of(&told.path)?,
        at: Timestamp(told.at.min(now.0)),
        dwelt,
    })
}

/// What the page at this path shows; `None` if there is no such page, or none
/// that is remembered.
#[must_use]
pub fn page_of(path: &str) -> Option<PageOf> {
    let path = path.split(['?', '#']).next()?;
    if let Some(page) = PAGES.iter().find(|page| **page == path) {
        return Some(PageOf::Page(page));
    }
    if let Some(plan) = path.strip_prefix("/subscriptions/plans/") {
        return Some(PageOf::Plan(plan.parse().ok()?));
    }
    let (room, rest) = path.strip_prefix('/')?.split_once('/')?;
    if rest.is_empty() || rest.len() > 200 || rest.contains('/') {
        return None;
    }
    let thing = |subject| Some(PageOf::Thing(subject, rest.parse().ok()?));
    match room {
        "products" => Some(PageOf::Product(decoded(rest)?)),
        "catalog" => Some(PageOf::Category(decoded(rest)?)),
        "standards" => thing(Subject::Configuration),
        "requests" => thing(Subject::Request),
        "orders" => thing(Subject::Order),
        _ => None,
    }
}

/// A part of a path without its percent signs.
fn decoded(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let (high, low) = (rest.next()?, rest.next()?);
                let digit = |c: u8| char::from(c).to_digit(16);
                u8::try_from(digit(high)? * 16 + digit(low)?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW: Timestamp = Timestamp(1_780_000_000_000);

    fn told(kind: &str, path: &str, at: i64, ms: i64) -> Told {
        Told {
            kind: kind.to_owned(),
            path: path.to_owned(),
            at,
            ms,
        }
    }

    #[test]
    fn pages_are_known_by_what_they_show() {
        assert_eq!(page_of("/"), Some(PageOf::Page("/")));
        assert_eq!(page_of("/search?q=dock"), Some(PageOf::Page("/search")));
        for quiet_time in [
            "/equipment",
            "/equipment/refresh",
            "/subscriptions",
            "/invoices",
        ] {
            assert_eq!(page_of(quiet_time), Some(PageOf::Page(quiet_time)));
        }
        assert_eq!(
            page_of("/products/A%2FB%20C?from=x"),
            Some(PageOf::Product("A/B C".to_owned()))
        );
        let id: AnyId = "01890a5d-ac96-774b-bcce-b302099a8057".parse().unwrap();
        assert_eq!(
            page_of("/orders/01890a5d-ac96-774b-bcce-b302099a8057"),
            Some(PageOf::Thing(Subject::Order, id))
        );
        assert_eq!(
            page_of("/subscriptions/plans/01890a5d-ac96-774b-bcce-b302099a8057?seats=3"),
            Some(PageOf::Plan(id))
        );
        for unknown in [
            "/me",
            "/me/remembered",
            "/orders/latest",
            "/orders/",
            "/subscriptions/plans/gold",
            "/products/%zz",
            "/products/a/b",
            "/console/customers",
            "https://elsewhere.example/",
            "",
        ] {
            assert_eq!(page_of(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn only_possible_times_are_believed() {
        let all = vec![
            told("view", "/", NOW.0 - 5, 0),
            told("view", "/", NOW.0 + 60_000, 0),
            told("view", "/", NOW.0 + 600_000, 0),
            told("view", "/", NOW.0 - 2 * NEWS_FOR, 0),
            told("dwell", "/", NOW.0, 99_000_000_000),
            told("dwell", "/", NOW.0, -1),
            told("click", "/", NOW.0, 0),
        ];
        let read: Vec<(i64, Option<i64>)> = visits(all, NOW)
            .into_iter()
            .map(|visit| (visit.at.0 - NOW.0, visit.dwelt))
            .collect();
        assert_eq!(read, [(-5, None), (0, None), (0, Some(LONGEST))]);
    }

    proptest! {
        #[test]
        fn whatever_is_told_is_survived(kind in ".{0,8}", path in ".{0,60}", at in any::<i64>(), ms in any::<i64>()) {
            let _ = page_of(&path);
            let _ = visits(vec![told(&kind, &path, at, ms)], NOW);
        }
    }
}
