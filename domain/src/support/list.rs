//! The cases that a member sees, and one of them.

use super::case_life::State;
use super::entitled::{Entitled, ask_entitled_about};
use super::queue::COUNTED;
use super::whole::{Case, ask_whole};
use crate::Timestamp;
use crate::args;
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, StoreError, containing, together};
use serde::Deserialize;
use std::sync::LazyLock;

/// Which cases a member looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// What they asked themselves.
    #[default]
    Mine,
    /// All that they see.
    Seen,
}

/// A view of the list.
#[derive(Debug, Clone, Default)]
pub struct ListCases {
    /// Which.
    pub which: Which,
    /// Only what is solved, or only what is not; both if not said.
    pub solved: Option<bool>,
    /// Words in the subject, or the end of a number.
    pub words: String,
    /// How many rows come before.
    pub offset: i64,
    /// How many rows at most.
    pub limit: i64,
}

/// One case in the list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseRow {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// Who asked.
    pub opener: String,
    is_mine: i64,
    /// When the first answer is due.
    pub first_due_at: Option<Timestamp>,
    /// When it is to be solved.
    pub resolution_due_at: Option<Timestamp>,
    /// When somebody first answered.
    pub first_answered_at: Option<Timestamp>,
    /// When something last happened.
    pub updated_at: Timestamp,
}

impl CaseRow {
    /// Whether the reader asked.
    #[must_use]
    pub const fn is_mine(&self) -> bool {
        self.is_mine != 0
    }
}

/// The cases, and what the reader's company is entitled to.
#[derive(Debug, Clone)]
pub struct CaseList {
    /// A page of them, what happened last first.
    pub rows: Vec<CaseRow>,
    /// How many there are, counted up to [`COUNTED`].
    pub found: i64,
    /// What the company is entitled to.
    pub entitled: Entitled,
}

#[derive(Debug, Deserialize)]
struct Rows {
    rows: Vec<CaseRow>,
    found: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

/// The same rule as `visibility.rs`. $1 the company, $2 the member, $3 their unit.
pub(super) const SEEN: &str = "c.customer_id = $1 AND (c.opened_by = $2 OR c.visibility = 'company'
    OR (c.visibility = 'unit' AND c.unit_id = $3)
    OR EXISTS (SELECT 1 FROM case_watcher w WHERE w.customer_id = $1 AND w.case_id = c.id
        AND w.membership_id = $2))";

/// What a member asked; their unit does not matter.
const ASKED: &str = "c.customer_id = $1 AND c.opened_by = $2 AND ($3 IS NULL OR $3 IS NOT NULL)";

/// `which` is about $1 to $3. $4 'open', 'solved' or nothing, $5 words, $6 how many at
/// most, $7 how many come before.
///
/// What has words is `sought`: that is read case by case, so the rows and how many there
/// are come from one walk. Without words the page is the first rows of an index.
fn statement(which: &str, sought: bool) -> JsonSets {
    let found = format!(
        "{which}
         AND ($4 = '' OR ($4 = 'open' AND c.due_at IS NOT NULL) OR ($4 = 'solved' AND c.due_at IS NULL))
         AND ($5 = '%%' OR lower(c.subject) LIKE ('' || $5) ESCAPE '\\'
             OR lower(c.number) LIKE ('' || $5) ESCAPE '\\')"
    );
    let order = "c.updated_at DESC, c.id DESC";
    let (with, from, which, counted) = if sought {
        (
            format!(
                "WITH hit AS MATERIALIZED (
                     SELECT c.id, c.updated_at FROM support_case c
                     WHERE c.customer_id = $1 AND {found} ORDER BY {order} LIMIT {COUNTED})"
            ),
            "(SELECT h.id FROM hit h ORDER BY h.updated_at DESC, h.id DESC
                 LIMIT ($6 + 0) OFFSET ($7 + 0)) f CROSS JOIN support_case c /* customer_id */",
            format!("c.customer_id = $1 AND c.id = f.id ORDER BY {order}"),
            "SELECT COUNT(*) AS number FROM hit".to_owned(),
        )
    } else {
        (
            String::new(),
            "support_case c",
            format!("{found} ORDER BY {order} LIMIT ($6 + 0) OFFSET ($7 + 0)"),
            format!(
                "SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM support_case c
                 WHERE c.customer_id = $1 AND {found} LIMIT {COUNTED}) counted"
            ),
        )
    };
    let rows = format!(
        "SELECT c.number, c.subject, c.state, p.name AS opener,
             CASE WHEN c.opened_by = $2 THEN 1 ELSE 0 END AS is_mine, c.first_due_at,
             c.resolution_due_at, c.first_answered_at, c.updated_at
         FROM {from}
         JOIN membership m ON m.id = c.opened_by AND m.customer_id = $1
         JOIN person p ON p.id = m.person_id
         WHERE {which}"
    );
    JsonSets::with(
        &with,
        &[
            (
                "rows",
                &[
                    "number",
                    "subject",
                    "state",
                    "opener",
                    "is_mine",
                    "first_due_at",
                    "resolution_due_at",
                    "first_answered_at",
                    "updated_at",
                ],
                &rows,
            ),
            ("found", &["number"], &counted),
        ],
    )
}

static MINE: LazyLock<JsonSets> = LazyLock::new(|| statement(ASKED, false));
static MINE_SOUGHT: LazyLock<JsonSets> = LazyLock::new(|| statement(ASKED, true));
static ALL_SEEN: LazyLock<JsonSets> = LazyLock::new(|| statement(SEEN, false));
static SEEN_SOUGHT: LazyLock<JsonSets> = LazyLock::new(|| statement(SEEN, true));

/// A page of the cases that a member sees. One statement.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn list_cases<E>(
    db: &Db,
    actor: &Actor,
    query: &ListCases,
    now: Timestamp,
) -> Result<CaseList, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let customer = member.company.id;
    let solved = match query.solved {
        None => "",
        Some(false) => "open",
        Some(true) => "solved",
    };
    let list = match (query.which, query.words.trim().is_empty()) {
        (Which::Mine, true) => &*MINE,
        (Which::Mine, false) => &*MINE_SOUGHT,
        (Which::Seen, true) => &*ALL_SEEN,
        (Which::Seen, false) => &*SEEN_SOUGHT,
    };
    let rows: Asked<'static, Rows> = list.ask(args![
        customer,
        member.id,
        member.unit,
        solved,
        containing(&query.words),
        query.limit,
        query.offset
    ]);
    let mut read = db.read(actor.scope()).await?;
    let (rows, entitled) = together(
        &mut read,
        (rows, ask_entitled_about(customer, member.unit, None, now)),
    )
    .await?;
    Ok(CaseList {
        found: rows.found.first().map_or(0, |one| one.number),
        rows: rows.rows,
        entitled: entitled?,
    })
}

/// A case as a member sees it, without internal notes; `None` if there is none,
/// or none for them.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn case_of_member<E>(db: &Db, actor: &Actor, number: &str) -> Result<Option<Case>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    let asked = (
        ask_whole(Some(member.company.id), number, false),
        ask_beside_seen(member, number),
    );
    let (case, seen) = together(&mut read, asked).await?;
    Ok(case?
        .filter(|case| case.is_visible(member))
        .map(|mut case| {
            // The number of a case that they don't see would tell that there is one.
            for other in [&mut case.head.merged_into, &mut case.head.follows] {
                other.take_if(|number| !seen.contains(number));
            }
            case
        }))
}

/// Of the case that this one goes on in and the one that it follows, the numbers of
/// those that a member sees.
fn ask_beside_seen(member: &Member, number: &str) -> Asked<'static, Vec<String>> {
    #[derive(Deserialize)]
    struct Row {
        number: String,
    }
    static BESIDE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["number"],
            &format!(
                "SELECT c.number FROM support_case c WHERE {SEEN} AND c.id IN (
                     SELECT x.merged_into FROM support_case x
                     WHERE x.customer_id = $1 AND x.number = $4
                     UNION SELECT x.follows FROM support_case x
                     WHERE x.customer_id = $1 AND x.number = $4)"
            ),
        )
    });
    BESIDE
        .ask::<Row>(args![member.company.id, member.id, member.unit, number])
        .map(|rows| rows.into_iter().map(|row| row.number).collect())
}

/// What whoever asks for help is entitled to.
///
/// # Errors
/// [`Denied`] if the person is no member.
pub async fn entitled_to<E>(db: &Db, actor: &Actor, now: Timestamp) -> Result<Entitled, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(
        ask_entitled_about(member.company.id, member.unit, None, now)
            .fetch(&mut read)
            .await??,
    )
}

/// How the engine goes about a member's list.
#[cfg(all(test, feature = "testing"))]
pub(super) async fn plan(read: &mut crate::store::Read, member: &Member, words: &str) -> String {
    let (list, state, words) = match words {
        "" => (&*ALL_SEEN, "", containing("")),
        words => (&*SEEN_SOUGHT, "", containing(words)),
    };
    let values = args![
        member.company.id,
        member.id,
        member.unit,
        state,
        words,
        50_i64,
        0_i64
    ];
    list.plan(read, values).await.unwrap()
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::id::{CustomerId, MembershipId, UnitId};
    use crate::store::testing::both_engines;
    use crate::store::{EngineKind, Scope};

    // PostgreSQL plans by what is in its tables, and here is nothing: `make bench`
    // measures it.
    both_engines!(a_companys_cases_are_read_in_order, |db| async move {
        if db.kind() != EngineKind::Sqlite {
            return;
        }
        let mut read = db.read(Scope::system()).await.unwrap();
        for list in [&*MINE, &*ALL_SEEN] {
            let (customer, member) = (CustomerId::new(), MembershipId::new());
            let unit = Some(UnitId::new());
            let values = args![customer, member, unit, "", "%%", 50_i64, 0_i64];
            let plan = list.plan(&mut read, values).await.unwrap();
            assert!(plan.contains("support_case_of_"), "{plan}");
            assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
        }
    });
}
