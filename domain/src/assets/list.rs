//! A company's equipment, as its members see it: what they have themselves, what
//! belongs to their unit, or all of it ([`super::visibility`]). Pages are found by
//! the key of the last row, so that the hundredth costs what the first one does.
//! What words find comes from the few kinds of things that have them, and from
//! numbers that begin with them.

mod read;

use super::choices::{Holder, ask_people};
use super::kinds::{Kind, ask_kinds};
use super::lifecycle::State;
use super::visibility::Sees;
use crate::id::{AssetId, CustomerId, MembershipId, UnitId};
use crate::identity::{Actor, Denied, Permission, ask_customer_name, ask_units};
use crate::store::{Asked, Db, JsonRows, StoreError, together};
use crate::{Currency, Day, Money, args};
use read::{Lead, ask_common, ask_found, ask_rows, ask_states};
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
    /// The day by which the list is in order, where it is.
    pub(super) day: i64,
    /// The row.
    pub(super) id: AssetId,
}

impl After {
    /// Before the first row of a list that begins with the latest.
    pub(super) const LATEST: Self = Self {
        day: i64::MIN,
        id: AssetId(Uuid::max()),
    };
    /// Before the first row of a list that begins with the first day.
    pub(super) const FIRST: Self = Self {
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
    /// Only those of this kind.
    pub kind: Option<i64>,
    /// Only those in service that are to be replaced between these days, both of
    /// them included; first what is due first.
    pub due: Option<(Day, Day)>,
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
        self.has_words()
            || !self.sku.is_empty()
            || self.kind.is_some()
            || self.state.is_some()
            || self.unit.is_some()
            || self.person.is_some()
            || self.warranty_until.is_some()
            || self.due.is_some()
    }

    fn has_words(&self) -> bool {
        !self.search.trim().is_empty()
    }

    /// Where the page behind this row begins.
    #[must_use]
    pub fn after(&self, row: &AssetRow) -> After {
        let day = if self.due.is_some() {
            row.refresh_at
        } else {
            row.warranty_until
        };
        After {
            day: day.map_or(i64::MIN, |day| day.noon().0),
            id: row.id,
        }
    }

    /// The same, whatever words are looked for.
    fn without_words(&self) -> Self {
        Self {
            search: String::new(),
            ..self.clone()
        }
    }

    /// By which index words are looked for: what many have is met soon on the way
    /// through all that the rest of the view leaves.
    fn lead_of_words(&self, common: bool) -> Lead {
        if common {
            self.without_words().lead(None)
        } else {
            Lead::Words
        }
    }

    /// By which index it is read. What one person has are a few, also of words.
    fn lead(&self, of: Option<MembershipId>) -> Lead {
        if self.due.is_some() {
            Lead::Due
        } else if self.warranty_until.is_some() {
            Lead::Warranty
        } else if of.is_some() {
            Lead::Person
        } else if self.has_words() {
            Lead::Words
        } else if self.kind.is_some() {
            Lead::Kind
        } else if self.unit.is_some() && self.state.is_some() {
            Lead::UnitState
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
    /// Their address; empty if nobody has it.
    pub email: String,
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
    paid_minor: Option<i64>,
    currency: Option<Currency>,
}

impl AssetRow {
    /// What was paid for it, if it came from us.
    #[must_use]
    pub fn paid(&self) -> Option<Money> {
        Some(Money::new(self.paid_minor?, self.currency?))
    }
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct AssetList {
    /// The units.
    pub rows: Vec<AssetRow>,
    /// How many the view has, counted up to [`COUNTED`] and one.
    pub found: i64,
    /// How many there are of each state, whatever the view leaves out; each counted
    /// up to [`COUNTED`] and one.
    pub states: Vec<(State, i64)>,
    /// The units of the company to filter by, for who sees them.
    pub units: Vec<(UnitId, String)>,
    /// What the company has units of, for who sees them.
    pub kinds: Vec<Kind>,
    /// The people of the company, for who sees them.
    pub people: Vec<Holder>,
    /// Whether the reader sees everything that the company has.
    pub whole: bool,
    /// What the company is called, for staff; none if there is no such one.
    pub company: Option<String>,
}

impl AssetList {
    /// How many there are in all, whatever the view leaves out, counted up to
    /// [`COUNTED`] and one.
    #[must_use]
    pub fn total(&self) -> i64 {
        let all: i64 = self.states.iter().map(|(_, count)| count).sum();
        all.min(COUNTED + 1)
    }
}

/// Whose equipment a reader sees.
struct Reach {
    customer: CustomerId,
    /// Of whom, if not of everybody.
    person: Option<MembershipId>,
    /// Of which unit, if not of every one.
    unit: Option<UnitId>,
    /// Whether all of the company's is theirs to see.
    whole: bool,
    /// Whose and of which unit what is counted for the tabs is: a filter has none.
    tabs: (Option<MembershipId>, Option<UnitId>),
}

fn reach(actor: &Actor, customer: Option<CustomerId>, view: &AssetView) -> Result<Reach, Denied> {
    if let Some(customer) = customer {
        actor.demand(Permission::SeeCustomers)?;
        return Ok(Reach {
            customer,
            person: view.person,
            unit: view.unit,
            whole: true,
            tabs: (None, None),
        });
    }
    let member = actor.member_who_may(Permission::Browse)?;
    let (customer, me) = (member.company.id, member.id);
    let sees = Sees::of(actor);
    Ok(match sees {
        _ if view.mine || sees == Sees::Own => Reach {
            customer,
            person: Some(me),
            unit: view.unit.filter(|_| sees == Sees::Company),
            whole: sees == Sees::Company,
            tabs: (Some(me), None),
        },
        Sees::Unit(unit) => Reach {
            customer,
            person: view.person,
            unit: Some(unit),
            whole: false,
            tabs: (None, Some(unit)),
        },
        _ => Reach {
            customer,
            person: view.person,
            unit: view.unit,
            whole: true,
            tabs: (None, None),
        },
    })
}

/// A page of the member's equipment, of their unit's or of the company's; of a
/// customer's, for staff who see customers. One statement; two if words are looked
/// for.
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
    let reach = reach(actor, customer, view)?;
    let company = match customer {
        Some(customer) => ask_customer_name(customer),
        None => Asked::known(None),
    };
    let customer = reach.customer;
    let view = &AssetView {
        unit: reach.unit,
        ..view.clone()
    };
    let (units, kinds, people) = if reach.whole {
        let units = ask_units(customer).map(|units| {
            let pairs = units.into_iter().map(|unit| (unit.id, unit.name));
            pairs.collect()
        });
        (units, ask_kinds(customer, view.kind), ask_people(customer))
    } else {
        (
            Asked::known(Vec::new()),
            Asked::known(Vec::new()),
            Asked::known(Vec::new()),
        )
    };
    let mut read = db.read(actor.scope()).await?;
    let (of, lead) = (reach.person, view.lead(reach.person));
    let states = ask_states(customer, reach.tabs.0, reach.tabs.1);
    if lead != Lead::Words {
        let questions = (
            ask_rows(customer, of, view, lead),
            ask_found(customer, of, view, lead),
            states,
            units,
            kinds,
            people,
            company,
        );
        let (rows, found, states, units, kinds, people, company) =
            together(&mut read, questions).await?;
        return Ok(AssetList {
            rows,
            found,
            states,
            units,
            kinds,
            people,
            whole: reach.whole,
            company,
        });
    }
    let common = ask_common(customer, view);
    let questions = (common, states, units, kinds, people, company);
    let (common, states, units, kinds, people, company) = together(&mut read, questions).await?;
    let lead = view.lead_of_words(common);
    let found = if common && !view.without_words().is_narrowed() {
        Asked::known(COUNTED + 1)
    } else {
        ask_found(customer, of, view, lead)
    };
    let rows = ask_rows(customer, of, view, lead);
    let (rows, found) = together(&mut read, (rows, found)).await?;
    Ok(AssetList {
        rows,
        found,
        states,
        units,
        kinds,
        people,
        whole: reach.whole,
        company,
    })
}

/// The next rows of the same view, for a file. One statement; two if words are
/// looked for.
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
    let reach = reach(actor, customer, view)?;
    let view = &AssetView {
        unit: reach.unit,
        ..view.clone()
    };
    let mut read = db.read(actor.scope()).await?;
    let mut lead = view.lead(reach.person);
    if lead == Lead::Words {
        let common = ask_common(reach.customer, view);
        lead = view.lead_of_words(common.fetch(&mut read).await?);
    }
    let rows = ask_rows(reach.customer, reach.person, view, lead);
    Ok(rows.fetch(&mut read).await?)
}

/// Who of a company has this address, also if they have left: whose equipment is
/// looked for.
#[must_use]
pub fn ask_holder(customer: CustomerId, email: &str) -> Asked<'static, Option<MembershipId>> {
    #[derive(Deserialize)]
    struct Row {
        id: MembershipId,
    }
    static HOLDER: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id"],
            "SELECT m.id FROM person p JOIN membership m ON m.person_id = p.id
             WHERE p.email = $1 AND m.customer_id = $2",
        )
    });
    HOLDER
        .ask::<Row>(args![email.trim().to_lowercase(), customer])
        .map(|rows| rows.into_iter().next().map(|row| row.id))
}
