//! The cases that wait for our people, what is due first on top, and how much of it
//! waits for one of them.

use super::case_life::{Priority, State};
use super::strangers::ask_waiting;
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, PersonId, TeamId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Asked, Db, JsonRows, JsonSets, StoreError, containing, together};
use serde::Deserialize;
use std::sync::LazyLock;

/// Which cases an agent looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pile {
    /// Those that the agent has in hand and that are not solved.
    #[default]
    Mine,
    /// Those of the agent's teams that are not solved.
    MyTeams,
    /// Those that nobody has in hand.
    Unassigned,
    /// All that are not solved.
    Open,
    /// All, what happened last first.
    All,
}

impl Pile {
    /// Every pile in the order in which they are offered.
    pub const ALL: &'static [Pile] = &[
        Pile::Mine,
        Pile::MyTeams,
        Pile::Unassigned,
        Pile::Open,
        Pile::All,
    ];

    /// How it stands in an address.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Pile::Mine => "",
            Pile::MyTeams => "teams",
            Pile::Unassigned => "unassigned",
            Pile::Open => "open",
            Pile::All => "all",
        }
    }

    /// The pile of this code; one's own if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Pile::ALL
            .iter()
            .copied()
            .find(|pile| pile.code() == code)
            .unwrap_or_default()
    }
}

/// Of which team's cases an agent looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OfTeam {
    /// Of any, or of none.
    #[default]
    Any,
    /// Those that belong to no team.
    Without,
    /// Those of this one.
    One(TeamId),
}

/// A view of the queue, as its address says.
#[derive(Debug, Clone, Default)]
pub struct CaseQuery {
    /// Which pile.
    pub pile: Pile,
    /// Of which team.
    pub team: OfTeam,
    /// Only in this state.
    pub state: Option<State>,
    /// Only of this priority.
    pub priority: Option<Priority>,
    /// Only this customer's.
    pub customer: Option<CustomerId>,
    /// Only what is due until then.
    pub due_until: Option<Timestamp>,
    /// Words in the subject, or part of a number.
    pub words: String,
    /// How many rows come before.
    pub offset: i64,
    /// How many rows at most.
    pub limit: i64,
}

/// One case in the queue.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct QueuedCase {
    /// Its number.
    pub number: String,
    /// Whose it is.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
    /// Who asked.
    pub opener: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// How pressing it is.
    pub priority: Priority,
    /// Who of ours has it in hand.
    pub agent: Option<String>,
    /// The team that it belongs to.
    pub team: Option<String>,
    /// When the first answer is due.
    pub first_due_at: Option<Timestamp>,
    /// When it is to be solved.
    pub resolution_due_at: Option<Timestamp>,
    /// When the first promise about it was broken.
    pub breached_at: Option<Timestamp>,
    /// When something last happened.
    pub updated_at: Timestamp,
}

/// A page of the queue.
#[derive(Debug, Clone, Default)]
pub struct CaseQueue {
    /// The cases.
    pub rows: Vec<QueuedCase>,
    /// How many the view has, counted up to [`COUNTED`].
    pub found: i64,
    /// How many mails need a person.
    pub strangers: i64,
    /// The customer whose cases they are, if only one's are looked at.
    pub company: Option<String>,
    /// The teams that there are, by name.
    pub teams: Vec<Team>,
}

/// The most rows that are counted: nobody turns so many pages.
pub const COUNTED: i64 = 10_000;

#[derive(Debug, Deserialize)]
struct Rows {
    rows: Vec<QueuedCase>,
    found: Vec<Count>,
    company: Vec<Named>,
    teams: Vec<Team>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

/// A team that works on cases.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Team {
    /// The team.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
}

/// The teams that there are, by name: not so many that they need pages.
pub(super) const TEAMS: &str = "SELECT t.id, t.name FROM case_team t WHERE t.ended_at IS NULL
     ORDER BY t.name, t.id";

/// A view of the queue without words, which is the first rows of an index, and with
/// words, for which one walk finds the rows and how many there are.
#[derive(Debug)]
struct View {
    plain: JsonSets,
    sought: JsonSets,
}

impl View {
    fn new(which: &str, order: &str) -> Self {
        Self {
            plain: statement(which, order, false),
            sought: statement(which, order, true),
        }
    }
}

/// `which` may use `$8`, the team, and `$10`, the agent. The order is that of an index.
fn statement(which: &str, order: &str, sought: bool) -> JsonSets {
    let found = format!(
        "{which} AND ($3 = '' OR c.state = $3) AND ($4 = '' OR c.priority = $4)
         AND ($5 IS NULL OR c.customer_id = $5) AND ($6 IS NULL OR c.due_at <= $6)
         AND ($8 IS NULL OR c.team_id = $8) AND ($9 = 0 OR c.team_id IS NULL)
         AND ($7 = '%%' OR lower(c.subject) LIKE ('' || $7) ESCAPE '\\'
             OR lower(c.number) LIKE ('' || $7) ESCAPE '\\')"
    );
    let (with, from, page, counted) = if sought {
        let page = order.replace("c.", "h.");
        (
            format!(
                "WITH hit AS MATERIALIZED (
                     SELECT c.id, c.due_at, c.updated_at FROM support_case c
                     WHERE {found} ORDER BY {order} LIMIT {COUNTED} /* staff */)"
            ),
            format!(
                "(SELECT h.id FROM hit h ORDER BY {page} LIMIT ($1 + 0) OFFSET ($2 + 0)) f
                 CROSS JOIN support_case c /* staff */"
            ),
            format!("c.id = f.id ORDER BY {order}"),
            "SELECT COUNT(*) AS number FROM hit".to_owned(),
        )
    } else {
        (
            String::new(),
            // The page is found before anything is put beside it: PostgreSQL thinks that
            // hardly any case has somebody who asked, and would put all in order.
            format!(
                "(SELECT c.id FROM support_case c WHERE {found} ORDER BY {order}
                  LIMIT ($1 + 0) OFFSET ($2 + 0)) f CROSS JOIN support_case c /* staff */"
            ),
            format!("c.id = f.id ORDER BY {order}"),
            format!(
                "SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM support_case c
                 WHERE {found} LIMIT {COUNTED}) counted /* staff */"
            ),
        )
    };
    JsonSets::with(
        &with,
        &[
            (
                "rows",
                &[
                    "number",
                    "customer",
                    "company",
                    "opener",
                    "subject",
                    "state",
                    "priority",
                    "agent",
                    "team",
                    "first_due_at",
                    "resolution_due_at",
                    "breached_at",
                    "updated_at",
                ],
                &format!(
                    "SELECT c.number, c.customer_id AS customer, k.name AS company,
                     p.name AS opener, c.subject, c.state, c.priority, a.name AS agent,
                     g.name AS team, c.first_due_at, c.resolution_due_at,
                     coalesce(c.first_breached_at, c.resolution_breached_at) AS breached_at,
                     c.updated_at
                 FROM {from}
                 JOIN customer k ON k.id = c.customer_id
                 JOIN membership m ON m.id = c.opened_by
                 JOIN person p ON p.id = m.person_id
                 LEFT JOIN person a ON a.id = c.agent_id
                 LEFT JOIN case_team g ON g.id = c.team_id
                 WHERE {page} /* staff */"
                ),
            ),
            ("found", &["number"], &counted),
            (
                "company",
                &["name"],
                "SELECT k.name FROM customer k WHERE k.id = $5",
            ),
            ("teams", &["id", "name"], TEAMS),
        ],
    )
}

const DUE_FIRST: &str = "c.due_at, c.id";

static MINE: LazyLock<View> =
    LazyLock::new(|| View::new("c.agent_id = $10 AND c.due_at IS NOT NULL", DUE_FIRST));
static MY_TEAMS: LazyLock<View> = LazyLock::new(|| {
    View::new(
        "c.team_id IN (SELECT t.team_id FROM case_team_member t WHERE t.person_id = $10)
         AND c.due_at IS NOT NULL",
        DUE_FIRST,
    )
});
static UNASSIGNED: LazyLock<View> =
    LazyLock::new(|| View::new("c.agent_id IS NULL AND c.due_at IS NOT NULL", DUE_FIRST));
static OPEN: LazyLock<View> = LazyLock::new(|| View::new("c.due_at IS NOT NULL", DUE_FIRST));
/// The open ones of one team: by an index of their own, since there are few of them
/// among all.
static OF_TEAM: LazyLock<View> =
    LazyLock::new(|| View::new("c.team_id = $8 AND c.due_at IS NOT NULL", DUE_FIRST));
static ALL: LazyLock<View> =
    LazyLock::new(|| View::new("c.updated_at IS NOT NULL", "c.updated_at DESC, c.id DESC"));

/// The statement for a view and its values.
fn ask(actor: &Actor, query: &CaseQuery) -> (&'static JsonSets, Args) {
    let team = match query.team {
        OfTeam::One(team) => Some(team),
        OfTeam::Any | OfTeam::Without => None,
    };
    let mut values = args![
        query.limit,
        query.offset,
        query.state.map(State::code).unwrap_or_default(),
        query.priority.map(Priority::code).unwrap_or_default(),
        query.customer,
        query.due_until,
        containing(&query.words),
        team,
        i64::from(query.team == OfTeam::Without)
    ];
    if matches!(query.pile, Pile::Mine | Pile::MyTeams) {
        values.extend(args![actor.person()]);
    }
    let view = match query.pile {
        Pile::Mine => &*MINE,
        Pile::MyTeams => &*MY_TEAMS,
        Pile::Open if team.is_some() => &*OF_TEAM,
        Pile::Unassigned => &*UNASSIGNED,
        Pile::Open => &*OPEN,
        Pile::All => &*ALL,
    };
    let statement = if query.words.trim().is_empty() {
        &view.plain
    } else {
        &view.sought
    };
    (statement, values)
}

/// A page of the queue. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn case_queue<E>(db: &Db, actor: &Actor, query: &CaseQuery) -> Result<CaseQueue, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let (statement, values) = ask(actor, query);
    let rows: Asked<'static, Rows> = statement.ask(values);
    let mut read = db.read(actor.scope()).await?;
    let (rows, strangers) = together(&mut read, (rows, ask_waiting())).await?;
    Ok(CaseQueue {
        found: rows.found.first().map_or(0, |one| one.number),
        rows: rows.rows,
        strangers,
        company: rows.company.into_iter().next().map(|one| one.name),
        teams: rows.teams,
    })
}

/// How much waits for whoever works on cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct CasesWaiting {
    /// Cases that nobody has in hand, and no team that has anybody in it.
    pub unassigned: i64,
    /// Cases of the teams of whoever asks that nobody has in hand.
    pub of_teams: i64,
    /// Cases in hand of whoever asks for which something is late.
    pub late: i64,
    /// Cases in hand of whoever asks that are due within four hours.
    pub soon: i64,
    /// Mails that need a person.
    pub strangers: i64,
}

/// How much waits for this person. Counted over what is open only.
#[must_use]
pub fn ask_cases_waiting(person: PersonId, now: Timestamp) -> Asked<'static, CasesWaiting> {
    static WAITING: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["unassigned", "of_teams", "late", "soon", "strangers"],
            "SELECT
                 (SELECT COUNT(*) FROM support_case c /* staff */
                   WHERE c.agent_id IS NULL AND c.due_at IS NOT NULL AND NOT EXISTS (
                       SELECT 1 FROM case_team_member t WHERE t.team_id = c.team_id))
                     AS unassigned,
                 (SELECT COUNT(*) FROM support_case c
                   WHERE c.agent_id IS NULL AND c.due_at IS NOT NULL AND c.team_id IN (
                       SELECT t.team_id FROM case_team_member t WHERE t.person_id = $1))
                     AS of_teams,
                 (SELECT COUNT(*) FROM support_case
                   WHERE agent_id = $1 AND due_at < $2) AS late,
                 (SELECT COUNT(*) FROM support_case
                   WHERE agent_id = $1 AND due_at >= $2 AND due_at < $3) AS soon,
                 (SELECT COUNT(*) FROM incoming_mail
                   WHERE became IN ('stranger', 'held') AND settled_at IS NULL) AS strangers",
        )
    });
    WAITING
        .ask::<CasesWaiting>(args![person, now, now.plus_seconds(4 * 3600)])
        .map(|rows| rows.into_iter().next().unwrap_or_default())
}

/// How the engine goes about each pile, with the index that it should take.
#[cfg(all(test, feature = "testing"))]
pub(super) async fn plans(
    read: &mut crate::store::Read,
    (actor, words): (&Actor, &str),
) -> Vec<(Pile, &'static str, String)> {
    let mut plans = Vec::new();
    let one = OfTeam::One(TeamId::new());
    for (pile, team, index) in [
        (Pile::Mine, OfTeam::Any, "support_case_of_agent"),
        (Pile::Mine, one, "support_case_of_"),
        // By team, or all in their order: which is less depends on how many they are.
        (Pile::MyTeams, OfTeam::Any, "support_case_"),
        // One of two: both begin with those that nobody has in hand.
        (Pile::Unassigned, OfTeam::Any, "support_case_"),
        (Pile::Unassigned, one, "support_case_"),
        (Pile::Open, OfTeam::Any, "support_case_queue"),
        (Pile::Open, one, "support_case_of_team"),
        (Pile::All, OfTeam::Any, "support_case_by_time"),
    ] {
        let query = CaseQuery {
            pile,
            team,
            words: words.to_owned(),
            limit: 50,
            ..CaseQuery::default()
        };
        let (statement, values) = ask(actor, &query);
        let plan = statement.plan(read, values).await.unwrap();
        plans.push((pile, index, plan));
    }
    plans
}
