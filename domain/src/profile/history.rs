//! What happened with a customer, page by page, as staff search it.

use super::dossier::{DossierError, HAPPENED, Lately};
use crate::args;
use crate::id::{CustomerId, MembershipId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{JsonSets, Query, containing};
use serde::Deserialize;
use std::sync::LazyLock;

/// What happened with a customer, one page of it.
#[derive(Debug, Deserialize)]
pub struct History {
    head: Vec<Named>,
    /// The interactions, the latest first.
    pub rows: Vec<Lately>,
    counts: Vec<Count>,
    /// The customer's people, to choose from.
    pub people: Vec<Who>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct Count {
    count: i64,
}

/// A person to choose from.
#[derive(Debug, Clone, Deserialize)]
pub struct Who {
    /// The membership.
    pub id: MembershipId,
    /// Their name.
    pub name: String,
}

/// Which of what happened to read.
#[derive(Debug, Clone, Default)]
pub struct HistoryQuery {
    /// Of this kind only.
    pub kind: Option<super::Kind>,
    /// Of this person only.
    pub member: Option<MembershipId>,
    /// With these words only.
    pub words: String,
    /// How many, after how many.
    pub page: (i64, i64),
}

const WANTED: &str = "($2 = '' OR i.kind = $2)
    AND (CAST($3 AS TEXT) IS NULL OR i.membership_id = $3)
    AND ($4 = '' OR lower(i.text) LIKE ('' || $4) ESCAPE '\\')";

static HISTORY: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "head",
            &["name"],
            "SELECT c.name FROM customer c WHERE c.id = $1",
        ),
        (
            "rows",
            HAPPENED,
            &format!(
                "SELECT i.id, i.at, i.kind, i.touch_point, i.subject, i.text, i.amount,
                     p.name AS who
                 FROM interaction i
                 LEFT JOIN membership m ON m.id = i.membership_id AND m.customer_id = $1
                 LEFT JOIN person p ON p.id = m.person_id
                 WHERE i.customer_id = $1 AND {WANTED} ORDER BY i.at DESC, i.id LIMIT ($5 + 0) OFFSET ($6 + 0)"
            ),
        ),
        (
            "counts",
            &["count"],
            &format!(
                "SELECT COUNT(*) AS count FROM interaction i
                 WHERE i.customer_id = $1 AND {WANTED}"
            ),
        ),
        (
            "people",
            &["id", "name"],
            "SELECT m.id, p.name FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 ORDER BY p.name LIMIT 500",
        ),
    ])
});

impl History {
    /// The company's name.
    #[must_use]
    pub fn customer(&self) -> &str {
        self.head.first().map_or("", |head| head.name.as_str())
    }

    /// How many rows there are on all pages.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.counts.first().map_or(0, |count| count.count)
    }
}

/// Reads what happened with a customer.
///
/// # Errors
/// If the person may not, or there is no such customer.
pub async fn history(
    read: &mut impl Query,
    actor: &Actor,
    customer: CustomerId,
    wanted: &HistoryQuery,
) -> Result<History, DossierError> {
    actor.demand(Permission::KnowCustomers)?;
    let like: String = match wanted.words.trim() {
        "" => String::new(),
        words => containing(words),
    };
    let args = args![
        customer,
        wanted.kind.map_or("", super::Kind::code),
        wanted.member,
        like,
        wanted.page.0,
        wanted.page.1
    ];
    let history: History = HISTORY.fetch(read, args).await?;
    if history.head.is_empty() {
        return Err(Denied.into());
    }
    Ok(history)
}
