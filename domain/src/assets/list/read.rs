//! How lists of equipment are read: by which index, and what words find. Nothing
//! here grows with how many units there are, but for what words find that many
//! have and another filter leaves few of.

use super::super::finding::{patterns, ranges};
use super::super::lifecycle::State;
use super::{After, AssetRow, AssetView, COUNTED};
use crate::args;
use crate::id::{CustomerId, MembershipId, UnitId};
use crate::store::{Args, Asked, JsonRows};
use serde::Deserialize;
use std::sync::LazyLock;

/// By which index a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lead {
    All,
    Person,
    Unit,
    State,
    UnitState,
    Kind,
    Warranty,
    Due,
    Words,
}

impl Lead {
    const ALL: [Lead; 9] = [
        Lead::All,
        Lead::Person,
        Lead::Unit,
        Lead::State,
        Lead::UnitState,
        Lead::Kind,
        Lead::Warranty,
        Lead::Due,
        Lead::Words,
    ];

    /// What leads to the rows, what to those behind the last one, and in which order
    /// they stand there.
    const fn says(self) -> (&'static str, &'static str, &'static str) {
        const BEHIND: &str = "a.id < $13";
        const LATEST: &str = "a.id DESC";
        match self {
            Lead::All | Lead::Words => ("a.id IS NOT NULL", BEHIND, LATEST),
            Lead::Person => ("a.membership_id = $2", BEHIND, LATEST),
            Lead::Unit => ("a.unit_id = $3", BEHIND, LATEST),
            Lead::State => ("a.state = $4", BEHIND, LATEST),
            Lead::UnitState => ("a.unit_id = $3 AND a.state = $4", BEHIND, LATEST),
            Lead::Kind => ("a.kind = $10", BEHIND, LATEST),
            Lead::Warranty => (
                "a.warranty_until <= $5",
                "(a.warranty_until, a.id) > ($14, $13)",
                "a.warranty_until, a.id",
            ),
            Lead::Due => (
                "a.refresh_at >= $11 AND a.refresh_at <= $12",
                "(a.refresh_at, a.id) > ($14, $13)",
                "a.refresh_at, a.id",
            ),
        }
    }

    /// Whether the order is that of days.
    const fn by_day(self) -> bool {
        matches!(self, Lead::Warranty | Lead::Due)
    }
}

const COLUMNS: [&str; 22] = [
    "id",
    "service_tag",
    "asset_tag",
    "serial_number",
    "name",
    "sku",
    "manufacturer",
    "model",
    "state",
    "membership_id",
    "person",
    "email",
    "unit",
    "cost_centre",
    "place",
    "loaned_to",
    "loaned_until",
    "warranty_until",
    "refresh_at",
    "bought_at",
    "paid_minor",
    "currency",
];

/// `$1` the customer, `$2` the person, `$3` the unit, `$4` the state, `$5` the
/// last day of the warranty, `$6` to `$8` what its words contain, `$9` the number
/// of what it is, `$10` its kind, `$11` and `$12` the days between which it is to
/// be replaced. Behind these the rows take `$13` and `$14`, behind which row, `$15`,
/// how many, and for words from `$16` on the ranges of numbers; what is counted
/// takes `$13`, how far, and for words the ranges from `$14` on.
const OTHERS: &str = "a.customer_id = $1 AND ($2 IS NULL OR a.membership_id = $2)
    AND ($3 IS NULL OR a.unit_id = $3) AND ($4 = '' OR a.state = $4)
    AND ($5 IS NULL OR a.warranty_until <= $5)
    AND ($9 = '' OR a.sku = $9) AND ($10 IS NULL OR a.kind = $10)
    AND ($11 IS NULL OR (a.refresh_at >= $11 AND a.state <> 'retired'))
    AND ($12 IS NULL OR a.refresh_at <= $12)";

/// That all words are in these; `first` is the number of the first pattern.
fn has_words(column: &str, first: usize) -> String {
    let each =
        |number: usize| format!("(${number} = '' OR {column} LIKE ('' || ${number}) ESCAPE '\\')");
    [0, 1, 2].map(|at| each(first + at)).join(" AND ")
}

/// The same, where units are looked at one after the other because many have the
/// words ([`COMMON`]). PostgreSQL may not look at statistics through a row policy,
/// thinks that hardly any has them, and would put all units in order first; of a
/// `CASE` it thinks that every second has.
fn many_have_words() -> String {
    format!(
        "CASE WHEN {} THEN TRUE ELSE FALSE END",
        has_words("a.words", 6)
    )
}

/// Three ranges as rows, the first of them beginning at this number.
fn ranges_from(first: usize) -> String {
    let one = |at: usize| format!("(${}, ${})", first + 2 * at, first + 2 * at + 1);
    format!("(VALUES {}) r", [0, 1, 2].map(one).join(", "))
}

/// The columns in which numbers stand, and a range as each has it: tags of a
/// customer's own scheme are written in capitals.
const NUMBERS: [(&str, &str, &str); 3] = [
    ("a.tag_key", "r.column1", "r.column2"),
    ("a.serial_key", "r.column1", "r.column2"),
    ("a.asset_tag", "upper(r.column1)", "upper(r.column2)"),
];

/// Either engine, as far as it has to be told what comes first: the few kinds, or
/// ranges, and only then units by an index. Left to themselves both begin with all
/// units, because one company can have nearly all of them.
#[derive(Debug, Clone, Copy)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The few, beside the units of the company that belong to each by `which`; more
    /// can follow behind an `AND`.
    fn beside(self, few: &str, which: &str) -> String {
        match self {
            Engine::Sqlite => {
                format!("{few} CROSS JOIN asset a WHERE a.customer_id = $1 AND {which}")
            }
            Engine::Postgres => format!(
                "{few} CROSS JOIN LATERAL (SELECT * FROM asset a
                     WHERE a.customer_id = $1 AND {which} OFFSET 0) a
                 WHERE a.customer_id = $1"
            ),
        }
    }

    /// The units of which a number begins with one of the words, column by column;
    /// `first` is the number of the first range.
    fn begins(self, first: usize) -> [String; 3] {
        let ranges = ranges_from(first);
        NUMBERS.map(|(column, from, until)| {
            self.beside(
                &ranges,
                &format!("{column} >= {from} AND {column} < {until}"),
            )
        })
    }

    /// The units that words find: those of a kind that has all of them, and those of
    /// which a number begins with one of them and that have the others. All of them
    /// are found before any is put in order: an engine that hopes to meet the first
    /// fifty of them soon looks at every unit for rare words. `first` is the number
    /// of the first range.
    fn hits(self, first: usize) -> String {
        let of_kind = self.beside("asset_kind k", "a.kind = k.number");
        let (in_kind, in_unit) = (has_words("k.words", 6), has_words("a.words", 6));
        let begins = self
            .begins(first)
            .map(|units| format!("SELECT a.id FROM {units} AND {OTHERS} AND {in_unit}"));
        format!(
            "WITH hit AS MATERIALIZED (
                 SELECT a.id FROM {of_kind} AND k.customer_id = $1 AND {in_kind} AND {OTHERS}
                 UNION {})",
            begins.join(" UNION ")
        )
    }

    /// See [`COMMON`].
    fn common(self) -> String {
        let of_kind = self.beside("asset_kind k", "a.kind = k.number");
        let in_kind = has_words("k.words", 2);
        let begins = self.begins(5).map(|units| format!("SELECT 1 FROM {units}"));
        format!(
            "SELECT COUNT(*) AS n FROM (
                 SELECT 1 FROM {of_kind} AND k.customer_id = $1 AND {in_kind}
                 UNION ALL {} LIMIT ($11 + 1)) counted",
            begins.join(" UNION ALL ")
        )
    }
}

/// A statement as each engine wants it.
fn each(columns: &[&str], select: impl Fn(Engine) -> String) -> JsonRows {
    JsonRows::each(columns, &select(Engine::Sqlite), &select(Engine::Postgres))
}

/// Whether words find more than [`COUNTED`] units, or may: what so many have is met
/// soon by who looks at one unit after the other, and must not be collected. `$1`
/// the customer, `$2` to `$4` the patterns, from `$5` on the ranges, `$11` how many.
static COMMON: LazyLock<JsonRows> = LazyLock::new(|| each(&["n"], Engine::common));

fn rows(lead: Lead) -> JsonRows {
    each(&COLUMNS, |engine| rows_of(lead, engine))
}

fn rows_of(lead: Lead, engine: Engine) -> String {
    let (narrow, behind, order) = lead.says();
    let in_unit = many_have_words();
    // Only some of them ask for it, but all are given it.
    let numbered = "($14 IS NULL OR $14 IS NOT NULL)";
    let found = if lead == Lead::Words {
        let hits = engine.hits(16);
        format!(
            "SELECT * FROM asset a WHERE a.customer_id = $1 AND {numbered} AND a.id IN (
                 SELECT id FROM ({hits} SELECT id FROM hit WHERE id < $13
                     ORDER BY id DESC LIMIT ($15 + 0)) f)"
        )
    } else {
        format!(
            "SELECT * FROM asset a WHERE a.customer_id = $1 AND {narrow} AND {behind}
                 AND {OTHERS} AND {in_unit} AND {numbered} ORDER BY {order} LIMIT ($15 + 0)"
        )
    };
    format!(
        "SELECT a.id, a.service_tag, coalesce(a.asset_tag, '') AS asset_tag, a.serial_number,
             a.name, a.sku, a.manufacturer, a.model, a.state, a.membership_id,
             coalesce(p.name, '') AS person, coalesce(p.email, '') AS email,
             coalesce(u.name, '') AS unit, coalesce(c.code, '') AS cost_centre, a.place,
             a.loaned_to, a.loaned_until, a.warranty_until, a.refresh_at, a.bought_at,
             l.price_minor AS paid_minor, o.currency
         FROM ({found}) a
         LEFT JOIN membership m ON m.customer_id = $1 AND m.id = a.membership_id
         LEFT JOIN person p ON p.id = m.person_id
         LEFT JOIN unit u ON u.customer_id = $1 AND u.id = a.unit_id
         LEFT JOIN cost_centre c ON c.customer_id = $1 AND c.id = a.cost_centre_id
         LEFT JOIN order_line l ON l.customer_id = $1 AND l.id = a.order_line_id
         LEFT JOIN purchase_order o ON o.customer_id = $1 AND o.id = l.order_id
         ORDER BY {order}"
    )
}

fn found(lead: Lead) -> JsonRows {
    each(&["n"], |engine| found_of(lead, engine))
}

fn found_of(lead: Lead, engine: Engine) -> String {
    let (narrow, _, _) = lead.says();
    let in_unit = many_have_words();
    if lead == Lead::Words {
        let hits = engine.hits(14);
        format!("SELECT COUNT(*) AS n FROM ({hits} SELECT id FROM hit LIMIT ($13 + 1)) counted")
    } else {
        format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 FROM asset a WHERE a.customer_id = $1
                 AND {narrow} AND {OTHERS} AND {in_unit} LIMIT ($13 + 1)) counted"
        )
    }
}

/// By each lead its rows, and how many there are.
static READ: LazyLock<Vec<(Lead, JsonRows, JsonRows)>> =
    LazyLock::new(|| Lead::ALL.map(|lead| (lead, rows(lead), found(lead))).into());

/// `$1` the customer, `$2` the person, `$3` the unit, `$4` how far is counted. What
/// one person has are a few.
static STATES: LazyLock<[JsonRows; 3]> = LazyLock::new(|| {
    let given = "($2 IS NULL OR $2 IS NOT NULL) AND ($3 IS NULL OR $3 IS NOT NULL)";
    // State by state, in letters: PostgreSQL knows how many there are of each, and
    // reads all units for one that it does not know.
    let bounded = |of: &str| {
        let one = |state: &State| {
            let code = state.code();
            format!(
                "SELECT '{code}' AS state, COUNT(*) AS n FROM (
                     SELECT 1 FROM asset a WHERE a.customer_id = $1 AND a.state = '{code}' {of}
                         AND {given} LIMIT ($4 + 1)) counted"
            )
        };
        let each: Vec<String> = State::ALL.iter().map(one).collect();
        each.join(" UNION ALL ")
    };
    // Cut off, so that SQLite does not read all by their states to have them in
    // groups.
    let of_person = format!(
        "SELECT held.state, COUNT(*) AS n FROM (
             SELECT a.state FROM asset a WHERE a.customer_id = $1 AND a.membership_id = $2
                 AND {given} LIMIT ($4 + 1)) held
         GROUP BY held.state"
    );
    [bounded(""), of_person, bounded("AND a.unit_id = $3")]
        .map(|select| JsonRows::new(&["state", "n"], &select))
});

#[derive(Deserialize)]
struct Count {
    n: i64,
}

#[derive(Deserialize)]
struct OfState {
    state: State,
    n: i64,
}

/// What both statements take: the customer, and what the view leaves out.
fn which(customer: CustomerId, of: Option<MembershipId>, view: &AssetView) -> Args {
    let [one, two, three] = patterns(&view.search);
    args![
        customer,
        of,
        view.unit,
        view.state.map_or("", State::code),
        view.warranty_until,
        one,
        two,
        three,
        view.sku.as_str(),
        view.kind,
        view.due.map(|(first, _)| first),
        view.due.map(|(_, last)| last),
    ]
}

fn add_ranges(args: &mut Args, view: &AssetView) {
    for (from, until) in ranges(&view.search) {
        args.extend(args![from, until]);
    }
}

/// The rows of a view, read by this lead.
pub(super) fn ask_rows(
    customer: CustomerId,
    of: Option<MembershipId>,
    view: &AssetView,
    lead: Lead,
) -> Asked<'static, Vec<AssetRow>> {
    let first = if lead.by_day() {
        After::FIRST
    } else {
        After::LATEST
    };
    let after = view.after.unwrap_or(first);
    let mut args = which(customer, of, view);
    args.extend(args![after.id, after.day, view.limit]);
    if lead == Lead::Words {
        add_ranges(&mut args, view);
    }
    match READ.iter().find(|(known, _, _)| *known == lead) {
        Some((_, rows, _)) => rows.ask(args),
        None => Asked::known(Vec::new()),
    }
}

pub(super) fn ask_found(
    customer: CustomerId,
    of: Option<MembershipId>,
    view: &AssetView,
    lead: Lead,
) -> Asked<'static, i64> {
    let mut args = which(customer, of, view);
    args.extend(args![COUNTED]);
    if lead == Lead::Words {
        add_ranges(&mut args, view);
    }
    match READ.iter().find(|(known, _, _)| *known == lead) {
        Some((_, _, found)) => found
            .ask::<Count>(args)
            .map(|rows| rows.first().map_or(0, |row| row.n)),
        None => Asked::known(0),
    }
}

/// Whether the words of a view find too many units to collect.
pub(super) fn ask_common(customer: CustomerId, view: &AssetView) -> Asked<'static, bool> {
    let [one, two, three] = patterns(&view.search);
    let mut args = args![customer, one, two, three];
    add_ranges(&mut args, view);
    args.extend(args![COUNTED]);
    COMMON
        .ask::<Count>(args)
        .map(|rows| rows.first().is_some_and(|row| row.n > COUNTED))
}

pub(super) fn ask_states(
    customer: CustomerId,
    of: Option<MembershipId>,
    unit: Option<UnitId>,
) -> Asked<'static, Vec<(State, i64)>> {
    let [all, persons, units] = &*STATES;
    let rows = match (of, unit) {
        (Some(_), _) => persons,
        (None, Some(_)) => units,
        (None, None) => all,
    };
    rows.ask::<OfState>(args![customer, of, unit, COUNTED])
        .map(|rows| rows.into_iter().map(|row| (row.state, row.n)).collect())
}

#[cfg(test)]
mod plan_tests;
