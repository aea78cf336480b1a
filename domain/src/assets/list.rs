//! A company's equipment, as its members see it: what they have themselves, or
//! all of it if they may. Pages are found by the key of the last row, so that the
//! hundredth costs what the first one does.

use super::finding::patterns;
use super::lifecycle::State;
use crate::id::{AssetId, CustomerId, MembershipId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Args, Asked, Db, JsonRows, StoreError, together};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use uuid::Uuid;

/// So many rows of what is shown are counted; more are said to be more.
pub const COUNTED: i64 = 10_000;

/// Where a page begins: behind this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    /// The last day of its warranty, where the list is in that order.
    day: i64,
    /// The row.
    id: AssetId,
}

impl After {
    /// Before the first row of a list that begins with the latest.
    const LATEST: Self = Self {
        day: i64::MIN,
        id: AssetId(Uuid::max()),
    };
    /// Before the first row of a list that begins with the first day.
    const FIRST: Self = Self {
        day: i64::MIN,
        id: AssetId(Uuid::nil()),
    };
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.day, self.id)
    }
}

impl FromStr for After {
    type Err = crate::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (day, id) = text.split_once('_').ok_or(crate::id::NotAnId)?;
        Ok(Self {
            day: day.parse().map_err(|_| crate::id::NotAnId)?,
            id: id.parse()?,
        })
    }
}

/// A view of the list, as its address says.
#[derive(Debug, Clone, Default)]
pub struct AssetView {
    /// Words that a unit's tags, serial number and name have.
    pub search: String,
    /// Only the member's own, though they may see the company's.
    pub mine: bool,
    /// Only those in this state.
    pub state: Option<State>,
    /// Only those of this unit of the company.
    pub unit: Option<UnitId>,
    /// Only those of this person.
    pub person: Option<MembershipId>,
    /// Only those of this product or standard: its number.
    pub sku: String,
    /// Only those whose warranty ends until this day; first the one whose ends
    /// first.
    pub warranty_until: Option<Day>,
    /// Behind which row it begins.
    pub after: Option<After>,
    /// How many rows at most.
    pub limit: i64,
}

impl AssetView {
    /// Whether it leaves anything out.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        !self.search.trim().is_empty()
            || !self.sku.is_empty()
            || self.state.is_some()
            || self.unit.is_some()
            || self.person.is_some()
            || self.warranty_until.is_some()
    }

    /// By which index it is read.
    const fn lead(&self, of: Option<MembershipId>) -> Lead {
        if self.warranty_until.is_some() {
            Lead::Warranty
        } else if of.is_some() {
            Lead::Person
        } else if self.unit.is_some() {
            Lead::Unit
        } else if self.state.is_some() {
            Lead::State
        } else {
            Lead::All
        }
    }
}

/// One unit in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AssetRow {
    /// The unit.
    pub id: AssetId,
    /// Its tag, by which its page is found.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number; empty until it is known.
    pub serial_number: String,
    /// What it is.
    pub name: String,
    /// Its number.
    pub sku: String,
    /// Who made it; empty if nobody said so.
    pub manufacturer: String,
    /// The manufacturer's name for it.
    pub model: String,
    /// Where it is in its life.
    pub state: State,
    /// Who has it.
    pub membership_id: Option<MembershipId>,
    /// Their name; empty if nobody has it.
    pub person: String,
    /// The unit of the company; empty without one.
    pub unit: String,
    /// The cost centre's code; empty without one.
    pub cost_centre: String,
    /// Where it stands.
    pub place: String,
    /// To whom it is lent.
    pub loaned_to: String,
    /// Until when.
    pub loaned_until: Option<Day>,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it is to be replaced.
    pub refresh_at: Option<Day>,
    /// When it was bought.
    pub bought_at: Option<Day>,
}

impl AssetRow {
    /// Where the page behind it begins.
    #[must_use]
    pub fn after(&self) -> After {
        After {
            day: self.warranty_until.map_or(i64::MIN, |day| day.noon().0),
            id: self.id,
        }
    }
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct AssetList {
    /// The units.
    pub rows: Vec<AssetRow>,
    /// How many the view has, counted up to [`COUNTED`] and one.
    pub found: i64,
    /// How many there are of each state, whatever the view leaves out.
    pub states: Vec<(State, i64)>,
    /// The units of the company to filter by, for who sees them.
    pub units: Vec<(UnitId, String)>,
}

impl AssetList {
    /// How many there are in all, whatever the view leaves out.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.states.iter().map(|(_, count)| count).sum()
    }
}

/// By which index a list is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    All,
    Person,
    Unit,
    State,
    Warranty,
}

impl Lead {
    const ALL: [Lead; 5] = [
        Lead::All,
        Lead::Person,
        Lead::Unit,
        Lead::State,
        Lead::Warranty,
    ];

    /// What leads to the rows behind the last one, and in which order they stand
    /// there.
    const fn says(self) -> (&'static str, &'static str) {
        const LATEST: &str = "a.id DESC";
        match self {
            Lead::All => ("a.id < $10", LATEST),
            Lead::Person => ("a.membership_id = $2 AND a.id < $10", LATEST),
            Lead::Unit => ("a.unit_id = $3 AND a.id < $10", LATEST),
            Lead::State => ("a.state = $4 AND a.id < $10", LATEST),
            Lead::Warranty => (
                "a.warranty_until <= $5 AND (a.warranty_until, a.id) > ($11, $10)",
                "a.warranty_until, a.id",
            ),
        }
    }
}

const COLUMNS: [&str; 19] = [
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
    "unit",
    "cost_centre",
    "place",
    "loaned_to",
    "loaned_until",
    "warranty_until",
    "refresh_at",
    "bought_at",
];

/// `$1` the customer, `$2` the person, `$3` the unit, `$4` the state, `$5` the
/// last day of the warranty, `$6` to `$8` what its words contain, `$9` the number
/// of what it is, `$10` and `$11` behind which row, `$12` how many.
const WHICH: &str = "a.customer_id = $1 AND ($2 IS NULL OR a.membership_id = $2)
    AND ($3 IS NULL OR a.unit_id = $3) AND ($4 = '' OR a.state = $4)
    AND ($5 IS NULL OR a.warranty_until <= $5)
    AND ($6 = '' OR a.words LIKE ('' || $6) ESCAPE '\\')
    AND ($7 = '' OR a.words LIKE ('' || $7) ESCAPE '\\')
    AND ($8 = '' OR a.words LIKE ('' || $8) ESCAPE '\\')
    AND ($9 = '' OR a.sku = $9)";

fn rows(lead: Lead) -> JsonRows {
    let (behind, order) = lead.says();
    // Only one of them asks for it, but all are given it.
    let numbered = "($11 IS NULL OR $11 IS NOT NULL)";
    JsonRows::new(
        &COLUMNS,
        &format!(
            "SELECT a.id, a.service_tag, coalesce(a.asset_tag, '') AS asset_tag, a.serial_number,
                 a.name, a.sku, a.manufacturer, a.model, a.state, a.membership_id,
                 coalesce(p.name, '') AS person, coalesce(u.name, '') AS unit,
                 coalesce(c.code, '') AS cost_centre, a.place, a.loaned_to, a.loaned_until,
                 a.warranty_until, a.refresh_at, a.bought_at
             FROM (SELECT * FROM asset a WHERE a.customer_id = $1 AND {behind} AND {WHICH}
                     AND {numbered} ORDER BY {order} LIMIT ($12 + 0)) a
             LEFT JOIN membership m ON m.customer_id = $1 AND m.id = a.membership_id
             LEFT JOIN person p ON p.id = m.person_id
             LEFT JOIN unit u ON u.customer_id = $1 AND u.id = a.unit_id
             LEFT JOIN cost_centre c ON c.customer_id = $1 AND c.id = a.cost_centre_id
             ORDER BY {order}"
        ),
    )
}

static ROWS: LazyLock<Vec<(Lead, JsonRows)>> =
    LazyLock::new(|| Lead::ALL.map(|lead| (lead, rows(lead))).into());

static FOUND: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["n"],
        &format!(
            "SELECT COUNT(*) AS n FROM (SELECT 1 FROM asset a WHERE a.customer_id = $1 AND {WHICH}
                 LIMIT ($10 + 1)) counted"
        ),
    )
});

/// `$1` the customer, `$2` the person.
static STATES: LazyLock<[JsonRows; 2]> = LazyLock::new(|| {
    ["", " AND membership_id = $2"].map(|of| {
        JsonRows::new(
            &["state", "n"],
            &format!(
                "SELECT state, COUNT(*) AS n FROM asset
                 WHERE customer_id = $1{of} AND ($2 IS NULL OR $2 IS NOT NULL)
                 GROUP BY state"
            ),
        )
    })
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
    ]
}

/// The rows of a view: of one person's, or of the whole company's.
fn ask_rows(
    customer: CustomerId,
    of: Option<MembershipId>,
    view: &AssetView,
) -> Asked<'static, Vec<AssetRow>> {
    let lead = view.lead(of);
    let first = match lead {
        Lead::Warranty => After::FIRST,
        _ => After::LATEST,
    };
    let after = view.after.unwrap_or(first);
    let mut args = which(customer, of, view);
    args.extend(args![after.id, after.day, view.limit]);
    match ROWS.iter().find(|(known, _)| *known == lead) {
        Some((_, rows)) => rows.ask(args),
        None => Asked::known(Vec::new()),
    }
}

fn ask_found(
    customer: CustomerId,
    of: Option<MembershipId>,
    view: &AssetView,
) -> Asked<'static, i64> {
    let mut args = which(customer, of, view);
    args.extend(args![COUNTED]);
    FOUND
        .ask::<Count>(args)
        .map(|rows| rows.first().map_or(0, |row| row.n))
}

fn ask_states(customer: CustomerId, of: Option<MembershipId>) -> Asked<'static, Vec<(State, i64)>> {
    let [all, persons] = &*STATES;
    let rows = if of.is_some() { persons } else { all };
    rows.ask::<OfState>(args![customer, of])
        .map(|rows| rows.into_iter().map(|row| (row.state, row.n)).collect())
}

/// Whose equipment a reader sees: the company, and of whom if not of everybody.
fn reach(
    actor: &Actor,
    customer: Option<CustomerId>,
    view: &AssetView,
) -> Result<(CustomerId, Option<MembershipId>), Denied> {
    if let Some(customer) = customer {
        actor.demand(Permission::SeeCustomers)?;
        return Ok((customer, view.person));
    }
    let member = actor.member_who_may(Permission::Browse)?;
    let of = if actor.may(Permission::SeeCompany) && !view.mine {
        view.person
    } else {
        Some(member.id)
    };
    Ok((member.company.id, of))
}

/// A page of the member's equipment, or of the company's; of a customer's, for
/// staff who see customers. One statement.
///
/// # Errors
/// [`Denied`] if it is not for this person.
pub async fn equipment<E>(
    db: &Db,
    actor: &Actor,
    customer: Option<CustomerId>,
    view: &AssetView,
) -> Result<AssetList, E>
where
    E: From<Denied> + From<StoreError>,
{
    let (customer, of) = reach(actor, customer, view)?;
    let whole = actor.may(Permission::SeeCompany) || actor.may(Permission::SeeCustomers);
    // Whose tabs these are: a person that is filtered by has none.
    let tabs = of.filter(|_| !whole || view.mine);
    let units = if whole {
        crate::identity::ask_units(customer).map(|units| {
            let pairs = units.into_iter().map(|unit| (unit.id, unit.name));
            pairs.collect()
        })
    } else {
        Asked::known(Vec::new())
    };
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_rows(customer, of, view),
        ask_found(customer, of, view),
        ask_states(customer, tabs),
        units,
    );
    let (rows, found, states, units) = together(&mut read, questions).await?;
    Ok(AssetList {
        rows,
        found,
        states,
        units,
    })
}

/// The next rows of the same view, for a file. One statement.
///
/// # Errors
/// [`Denied`] if it is not for this person.
pub async fn equipment_rows<E>(
    db: &Db,
    actor: &Actor,
    customer: Option<CustomerId>,
    view: &AssetView,
) -> Result<Vec<AssetRow>, E>
where
    E: From<Denied> + From<StoreError>,
{
    let (customer, of) = reach(actor, customer, view)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(ask_rows(customer, of, view).fetch(&mut read).await?)
}

/// A unit of any customer's, as staff find it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AnyAsset {
    /// Whose.
    pub customer_id: CustomerId,
    /// The customer's name.
    pub customer: String,
    /// Its tag.
    pub service_tag: String,
    /// The customer's tag; empty without one.
    pub asset_tag: String,
    /// The manufacturer's number.
    pub serial_number: String,
    /// What it is.
    pub name: String,
    /// Where it is in its life.
    pub state: State,
    /// The last day of its warranty.
    pub warranty_until: Option<Day>,
    /// When it was made known.
    pub created_at: Timestamp,
}

/// How many units the staff's search answers.
pub const MOST_FOUND: i64 = 100;

/// The units of all customers whose tag, customer's tag or serial number begins
/// with this; nothing if nothing is asked for. For staff.
///
/// # Errors
/// [`Denied`] unless the person sees customers.
pub async fn equipment_of_all<E>(db: &Db, actor: &Actor, typed: &str) -> Result<Vec<AnyAsset>, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let from = super::finding::tag_key(typed);
    if from.is_empty() {
        return Ok(Vec::new());
    }
    let mut read = db.read(actor.scope()).await?;
    Ok(ask_any(&from, typed).fetch(&mut read).await?)
}

fn ask_any(from: &str, typed: &str) -> Asked<'static, Vec<AnyAsset>> {
    static ANY: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "customer_id",
                "customer",
                "service_tag",
                "asset_tag",
                "serial_number",
                "name",
                "state",
                "warranty_until",
                "created_at",
            ],
            "SELECT a.customer_id, k.name AS customer, a.service_tag,
                 coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.name, a.state,
                 a.warranty_until, a.created_at
             FROM (SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE tag_key >= $1 AND tag_key < $2 ORDER BY tag_key LIMIT ($5 + 0)) t
                     UNION SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE serial_key >= $1 AND serial_key < $2 ORDER BY serial_key
                         LIMIT ($5 + 0)) s
                     UNION SELECT id FROM (SELECT id FROM asset /* staff */
                         WHERE asset_tag >= $3 AND asset_tag < $4 ORDER BY asset_tag
                         LIMIT ($5 + 0)) o) found
             JOIN asset a ON a.id = found.id /* staff */
             JOIN customer k ON k.id = a.customer_id
             ORDER BY k.name, a.service_tag, a.id LIMIT ($5 + 0)",
        )
    });
    // No character sorts after this one.
    let until = |from: &str| format!("{from}\u{10ffff}");
    let own = typed.trim().to_uppercase();
    ANY.ask(args![
        from,
        until(from),
        own.as_str(),
        until(&own),
        MOST_FOUND
    ])
}

#[cfg(test)]
mod plan_tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(lists_are_read_from_an_index_in_order, |db| async move {
        let mut read = db.read(Scope::system()).await.unwrap();
        let (customer, person) = (CustomerId::new(), MembershipId::new());
        let view = |view: AssetView| AssetView { limit: 50, ..view };
        let of_state = AssetView {
            state: Some(State::InUse),
            ..AssetView::default()
        };
        let of_unit = AssetView {
            unit: Some(UnitId::new()),
            ..AssetView::default()
        };
        let ending = AssetView {
            warranty_until: Some(Day::of(Timestamp(0))),
            ..AssetView::default()
        };
        for (of, view, index) in [
            (None, view(AssetView::default()), "asset_in_order"),
            (Some(person), view(AssetView::default()), "asset_by_member"),
            (None, view(of_state), "asset_by_state"),
            (None, view(of_unit), "asset_by_unit"),
            (None, view(ending), "asset_by_warranty"),
        ] {
            let plan = ask_rows(customer, of, &view).plan(&mut read).await.unwrap();
            assert!(plan.contains(index), "{index}: {plan}");
        }
        let plan = ask_any("abc", "abc").plan(&mut read).await.unwrap();
        for index in ["asset_by_tag", "asset_by_any_serial", "asset_by_asset_tag"] {
            assert!(plan.contains(index), "{index}: {plan}");
        }
    });
}
