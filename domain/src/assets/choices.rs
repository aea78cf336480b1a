//! What there is to choose from when something is done with a unit: the company's
//! units, cost centres and people.

use crate::args;
use crate::id::{CostCentreId, CustomerId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, StoreError, together};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Somebody to whom equipment can be given.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Holder {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
}

/// What there is to choose from when something is done with a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choices {
    /// The company's units.
    pub units: Vec<(UnitId, String)>,
    /// Its cost centres.
    pub cost_centres: Vec<(CostCentreId, String)>,
    /// Its people, the first [`MOST_HOLDERS`] of them by name.
    pub people: Vec<Holder>,
}

/// How many people are offered while an address is typed.
pub const MOST_HOLDERS: i64 = 300;

#[derive(Default, Deserialize)]
pub(super) struct RawChoices {
    units: Vec<Named>,
    cost_centres: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: Uuid,
    name: String,
}

/// `$1` the customer.
static CHOICES: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "units",
            &["id", "name"],
            "SELECT id, name FROM unit WHERE customer_id = $1 ORDER BY name",
        ),
        (
            "cost_centres",
            &["id", "name"],
            "SELECT id, code || ' ' || name AS name FROM cost_centre
             WHERE customer_id = $1 ORDER BY code, id",
        ),
    ])
});

/// Units and cost centres of a company.
pub(super) fn ask_choices(customer: CustomerId) -> Asked<'static, RawChoices> {
    CHOICES.ask(args![customer])
}

/// The people of a company, the first [`MOST_HOLDERS`] of them by name.
#[must_use]
pub fn ask_people(customer: CustomerId) -> Asked<'static, Vec<Holder>> {
    static PEOPLE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["name", "email"],
            "SELECT p.name, p.email FROM membership m JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active ORDER BY p.name, p.email LIMIT ($2 + 0)",
        )
    });
    PEOPLE.ask(args![customer, MOST_HOLDERS])
}

/// What there is to choose from when something is done with equipment: for who manages
/// the company. One statement.
///
/// # Errors
/// [`Denied`] for everybody else.
pub async fn choices<E>(db: &Db, actor: &Actor) -> Result<Choices, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::ManageCompany)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let asked = (ask_choices(customer), ask_people(customer));
    let (choices, people) = together(&mut read, asked).await?;
    Ok(choices.with(people))
}

impl RawChoices {
    pub(super) fn with(self, people: Vec<Holder>) -> Choices {
        Choices {
            units: self
                .units
                .into_iter()
                .map(|one| (UnitId(one.id), one.name))
                .collect(),
            cost_centres: self
                .cost_centres
                .into_iter()
                .map(|one| (CostCentreId(one.id), one.name))
                .collect(),
            people,
        }
    }
}
