//! How we help, in figures: how much is asked, how soon it is answered and solved,
//! what was promised and broken, how satisfied people are; by month, customer,
//! product, cause and team, with how much is asked of a hundred units of equipment.
//!
//! What is counted are cases that were opened in the period, as they stand now: one
//! that was opened again is not solved, and was not solved at the end of any month
//! before. What was merged into another is no case of its own. Months count what
//! happened in them, whenever the case was opened, and both promises of a case; all
//! else counts a case once, however much of what was promised was broken. Units are
//! those that there are now, retired ones left out.

use crate::args;
use crate::id::CustomerId;
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use crate::{Rate, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The most customers and products that are named.
pub const MOST_NAMED: usize = 25;
/// The most months that are looked at, with the moment behind the last.
const MOST_MONTHS: usize = 38;

/// What was asked and done in one group of cases.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Helped {
    /// What they have in common: a customer's or a team's id, a product's number, a
    /// cause's code; empty for those without.
    pub key: String,
    /// What that is called; empty where the key is all.
    pub name: String,
    /// How many were opened.
    pub opened: i64,
    /// How many of them were answered.
    pub answered: i64,
    answer_ms: i64,
    /// How many of them are solved.
    pub solved: i64,
    solve_ms: i64,
    /// For how many of them a promise was broken.
    pub broken: i64,
    /// How many were rated.
    pub rated: i64,
    stars: i64,
    /// How many units of equipment there are.
    pub units: i64,
}

impl Helped {
    /// How long the first answer took on average, in milliseconds of the wall's
    /// clock; none without an answer.
    #[must_use]
    pub const fn to_answer(&self) -> Option<i64> {
        self.answer_ms.checked_div(self.answered)
    }

    /// How long it took until it was solved, on average, in milliseconds.
    #[must_use]
    pub const fn to_solve(&self) -> Option<i64> {
        self.solve_ms.checked_div(self.solved)
    }

    /// For which share of them a promise was broken.
    #[must_use]
    pub fn broken_share(&self) -> Option<Rate> {
        (self.broken * 10_000).checked_div(self.opened).map(Rate)
    }

    /// How satisfied people are, in tenths of one to five.
    #[must_use]
    pub const fn satisfaction(&self) -> Option<i64> {
        (self.stars * 10).checked_div(self.rated)
    }

    /// How many were opened for every hundred units, in tenths; none without units.
    #[must_use]
    pub const fn per_hundred(&self) -> Option<i64> {
        (self.opened * 1_000).checked_div(self.units)
    }
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Month {
    /// Its place in the period, from zero.
    pub key: i64,
    /// How many were opened.
    pub opened: i64,
    /// How many were solved.
    pub solved: i64,
    /// How many were not solved at its end.
    pub backlog: i64,
    /// How many promises were broken, first answers and solutions.
    pub broken: i64,
}

/// How we helped in a while.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct HelpFigures {
    /// All of it, in one row.
    pub all: Vec<Helped>,
    /// By month.
    pub months: Vec<Month>,
    /// By customer, the most first.
    pub customers: Vec<Helped>,
    /// By product, the most first; without a key, those that name none.
    pub products: Vec<Helped>,
    /// By cause, the most first; without a key, those of which none is known.
    pub causes: Vec<Helped>,
    /// By the team that has them now, the most first; without a key, those of none.
    pub teams: Vec<Helped>,
}

const HELPED: &[&str] = &[
    "key",
    "name",
    "opened",
    "answered",
    "answer_ms",
    "solved",
    "solve_ms",
    "broken",
    "rated",
    "stars",
    "units",
];

const COUNTED: &str = "COUNT(*) AS opened, COUNT(c.first_answered_at) AS answered,
     CAST(coalesce(SUM(c.first_answered_at - c.created_at), 0) AS BIGINT) AS answer_ms,
     COUNT(c.solved_at) AS solved,
     CAST(coalesce(SUM(c.solved_at - c.created_at), 0) AS BIGINT) AS solve_ms,
     CAST(coalesce(SUM(CASE WHEN c.first_breached_at IS NOT NULL
         OR c.resolution_breached_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS BIGINT) AS broken,
     COUNT(c.satisfaction) AS rated,
     CAST(coalesce(SUM(c.satisfaction), 0) AS BIGINT) AS stars";

/// The cases of the period. $1 the months' beginnings and the end, $2 the first
/// moment, $3 the one after the last.
const THESE: &str = "c.created_at >= $2 AND c.created_at < $3 AND c.state <> 'merged'";

/// How many units of each product every customer has: counted once, for all rows.
const UNITS: &str = "WITH has AS MATERIALIZED (
     SELECT a.customer_id, a.sku, COUNT(*) AS units FROM asset a /* staff */
     WHERE a.state NOT IN ('retired', 'returned') GROUP BY a.customer_id, a.sku)";

static FIGURES: LazyLock<JsonSets> = LazyLock::new(|| {
    let all = format!(
        "SELECT '' AS key, '' AS name, {COUNTED},
             (SELECT CAST(coalesce(SUM(h.units), 0) AS BIGINT) FROM has h) AS units
         FROM support_case c /* staff */ WHERE {THESE}"
    );
    // Every case is met once by each of its moments, by index. What is open at the
    // end of a month is what was before the first, and what came and went since.
    let moments = |column: &str, of: &str| {
        format!(
            "(SELECT COUNT(*) FROM support_case c /* staff */ WHERE c.state <> 'merged'
                 AND c.{column} {of})"
        )
    };
    let within = |column: &str| {
        moments(
            column,
            &format!(">= CAST(q.value AS BIGINT) AND c.{column} < CAST(n.value AS BIGINT)"),
        )
    };
    let months = format!(
        "SELECT m.key, m.opened, m.solved,
             CAST({} - {} + SUM(m.opened - m.solved) OVER (ORDER BY m.key) AS BIGINT) AS backlog,
             m.broken
         FROM (SELECT q.key AS key, {} AS opened, {} AS solved, {} + {} AS broken
               FROM <each $1> q JOIN <each $1> n ON n.key = q.key + 1) m
         ORDER BY m.key",
        moments("created_at", "< $2"),
        moments("solved_at", "< $2"),
        within("created_at"),
        within("solved_at"),
        within("first_breached_at"),
        within("resolution_breached_at"),
    );
    let customers = format!(
        "SELECT CAST(t.customer_id AS TEXT) AS key, k.name, t.opened, t.answered, t.answer_ms,
             t.solved, t.solve_ms, t.broken, t.rated, t.stars, coalesce(u.units, 0) AS units
         FROM (SELECT c.customer_id, {COUNTED} FROM support_case c WHERE {THESE}
               GROUP BY c.customer_id ORDER BY COUNT(*) DESC, c.customer_id LIMIT {MOST_NAMED}) t
         JOIN customer k ON k.id = t.customer_id
         LEFT JOIN (SELECT h.customer_id, CAST(SUM(h.units) AS BIGINT) AS units FROM has h
               GROUP BY h.customer_id) u ON u.customer_id = t.customer_id
         ORDER BY t.opened DESC, k.name"
    );
    let products = format!(
        "SELECT t.key, coalesce(p.name, '') AS name, t.opened, t.answered, t.answer_ms, t.solved,
             t.solve_ms, t.broken, t.rated, t.stars, coalesce(u.units, 0) AS units
         FROM (SELECT coalesce(c.sku, '') AS key, {COUNTED}
               FROM support_case c /* staff */ WHERE {THESE}
               GROUP BY coalesce(c.sku, '')
               ORDER BY COUNT(*) DESC, coalesce(c.sku, '') LIMIT {MOST_NAMED}) t
         LEFT JOIN product p ON p.sku = t.key
         LEFT JOIN (SELECT h.sku, CAST(SUM(h.units) AS BIGINT) AS units FROM has h
               WHERE h.sku <> '' GROUP BY h.sku) u ON u.sku = t.key
         ORDER BY t.opened DESC, t.key"
    );
    let causes = format!(
        "SELECT c.cause AS key, '' AS name, {COUNTED}, 0 AS units
         FROM support_case c /* staff */ WHERE {THESE}
         GROUP BY c.cause ORDER BY COUNT(*) DESC, c.cause"
    );
    let teams = format!(
        "SELECT coalesce(CAST(t.team_id AS TEXT), '') AS key, coalesce(g.name, '') AS name,
             t.opened, t.answered, t.answer_ms, t.solved, t.solve_ms, t.broken, t.rated, t.stars,
             0 AS units
         FROM (SELECT c.team_id, {COUNTED} FROM support_case c /* staff */ WHERE {THESE}
               GROUP BY c.team_id) t
         LEFT JOIN case_team g ON g.id = t.team_id
         ORDER BY t.opened DESC, coalesce(g.name, ''), t.team_id"
    );
    JsonSets::with(
        UNITS,
        &[
            ("all", HELPED, &all),
            (
                "months",
                &["key", "opened", "solved", "backlog", "broken"],
                &months,
            ),
            ("customers", HELPED, &customers),
            ("products", HELPED, &products),
            ("causes", HELPED, &causes),
            ("teams", HELPED, &teams),
        ],
    )
});

/// How we helped between the first and the last of these moments: the beginnings
/// of months, and the end. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn help_figures<E>(db: &Db, actor: &Actor, months: &[Timestamp]) -> Result<HelpFigures, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let months: Vec<Timestamp> = months.iter().copied().take(MOST_MONTHS).collect();
    let (Some(first), Some(end)) = (months.first(), months.last()) else {
        return Ok(HelpFigures::default());
    };
    let beginnings: Vec<String> = months.iter().map(|month| month.0.to_string()).collect();
    let mut read = db.read(actor.scope()).await?;
    let figures = FIGURES
        .fetch(&mut read, args![json!(beginnings), *first, *end])
        .await?;
    Ok(figures)
}

impl HelpFigures {
    /// The customer of a row.
    #[must_use]
    pub fn customer(row: &Helped) -> Option<CustomerId> {
        row.key.parse().ok()
    }
}
