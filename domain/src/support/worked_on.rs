//! A case as our people work on it: all of it, with who can take it on, what can be put
//! into an answer, and what is known of whoever asked.

use super::case_life::State;
use super::prepared::{self, Prepared};
use super::queue::{TEAMS, Team};
use super::told::roles;
use super::whole::{Case, ask_whole};
use crate::Timestamp;
use crate::args;
use crate::id::{OrderId, PersonId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::learning::Finding;
use crate::profile::{Happened, Kind, TOUCH_DAYS};
use crate::store::{Asked, Db, JsonSets, StoreError, json_or_text, together};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A case with what stands beside it for our people.
#[derive(Debug, Clone)]
pub struct WorkedOn {
    /// The case, internal notes included.
    pub case: Case,
    /// Who works on cases, by name.
    pub agents: Vec<Agent>,
    /// The teams that it can be handed to, by name.
    pub teams: Vec<Team>,
    /// What can be put into an answer.
    pub prepared: Vec<Prepared>,
    /// What was learned of the customer: of whoever asked and their unit first.
    pub facts: Vec<Finding>,
    /// Its other cases that are not solved, what happened last first; ten at the most.
    pub others: Vec<OtherOpen>,
    /// The equipment that whoever asked has, the latest first; five at the most.
    pub has: Vec<HasUnit>,
    /// What they asked before that needs nothing any more, the latest first; five at the
    /// most.
    pub before: Vec<AskedBefore>,
    /// What was ordered for them last; three at the most.
    pub ordered: Vec<OrderedLast>,
    /// What kind of a customer it is.
    pub company: OfCompany,
    /// What happened between whoever asked and us in the last quarter, without what they
    /// only looked at and without this case, the latest first; five at the most.
    pub touches: Vec<Happened>,
}

/// What kind of a customer a company is, in the words in which it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct OfCompany {
    /// Its segment's code.
    pub segment: String,
    /// Its needs category: what it cares about.
    pub needs: String,
    /// Its tier's code: what it is worth to us.
    pub tier: String,
}

/// Somebody who works on cases.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Agent {
    /// The person.
    pub id: PersonId,
    /// The name.
    pub name: String,
}

/// Another case of the customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OtherOpen {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// Who asked.
    pub opener: String,
}

/// A unit of equipment that somebody has.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct HasUnit {
    /// Its tag.
    pub tag: String,
    /// What it is.
    pub name: String,
}

/// A case that is over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AskedBefore {
    /// Its number.
    pub number: String,
    /// What it was about.
    pub subject: String,
    /// How satisfied whoever asked was, one to five.
    pub satisfaction: Option<i64>,
}

/// An order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OrderedLast {
    /// Which.
    pub id: OrderId,
    /// Its number.
    pub number: String,
    /// When it was placed.
    pub placed_at: Timestamp,
}

#[derive(Debug, Deserialize)]
struct Beside {
    agents: Vec<Agent>,
    teams: Vec<Team>,
    prepared: Vec<Prepared>,
    facts: Vec<FactRow>,
    others: Vec<OtherOpen>,
    has: Vec<HasUnit>,
    before: Vec<AskedBefore>,
    ordered: Vec<OrderedLast>,
    company: Vec<OfCompany>,
    touches: Vec<Happened>,
}

#[derive(Debug, Deserialize)]
struct FactRow {
    #[serde(deserialize_with = "json_or_text")]
    finding: Finding,
}

/// A case for our people; `None` if there is none of this number. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn case_for_agent<E>(
    db: &Db,
    actor: &Actor,
    number: &str,
    now: Timestamp,
) -> Result<Option<WorkedOn>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static BESIDE: LazyLock<JsonSets> = LazyLock::new(|| {
        let of_case = |column: &str| {
            format!("(SELECT c.{column} FROM support_case c WHERE c.number = $1 /* staff */)")
        };
        let customer = of_case("customer_id");
        let (asker, unit) = (of_case("opened_by"), of_case("unit_id"));
        JsonSets::new(&[
            (
                "agents",
                &["id", "name"],
                "SELECT p.id, p.name FROM person p WHERE p.id IN (
                     SELECT r.person_id FROM staff_role r WHERE r.role <text in $2>)
                 ORDER BY p.name, p.id",
            ),
            ("teams", &["id", "name"], TEAMS),
            ("prepared", prepared::COLUMNS, prepared::ALL),
            (
                "facts",
                &["finding"],
                &format!(
                    "SELECT f.finding FROM fact f
                     WHERE f.customer_id = {customer} AND f.until_at > $3
                         AND NOT EXISTS (SELECT 1 FROM fact_correction x
                             WHERE x.fact_id = f.id AND x.customer_id = f.customer_id)
                     ORDER BY CASE WHEN f.subject = 'member' AND f.subject_id = {asker} THEN 0
                         WHEN f.unit_id = {unit} THEN 1 ELSE 2 END, f.confirmed_at DESC LIMIT 5"
                ),
            ),
            (
                "others",
                &["number", "subject", "state", "opener"],
                &format!(
                    "SELECT o.number, o.subject, o.state, p.name AS opener FROM support_case o
                     JOIN membership m ON m.id = o.opened_by AND m.customer_id = o.customer_id
                     JOIN person p ON p.id = m.person_id
                     WHERE o.customer_id = {customer} AND o.number <> $1
                         AND o.due_at IS NOT NULL
                     ORDER BY o.updated_at DESC, o.id DESC LIMIT 10"
                ),
            ),
            (
                "has",
                &["tag", "name"],
                &format!(
                    "SELECT a.service_tag AS tag, a.name FROM asset a
                     WHERE a.customer_id = {customer} AND a.membership_id = {asker}
                     ORDER BY a.id DESC LIMIT 5"
                ),
            ),
            (
                "before",
                &["number", "subject", "satisfaction"],
                &format!(
                    "SELECT o.number, o.subject, o.satisfaction FROM support_case o
                     WHERE o.customer_id = {customer} AND o.opened_by = {asker}
                         AND o.number <> $1 AND o.due_at IS NULL
                     ORDER BY o.updated_at DESC, o.id DESC LIMIT 5"
                ),
            ),
            (
                "ordered",
                &["id", "number", "placed_at"],
                &format!(
                    "SELECT o.id, o.number, o.placed_at FROM purchase_order o
                     WHERE o.requested_by = {asker} /* staff */
                     ORDER BY o.placed_at DESC, o.id DESC LIMIT 3"
                ),
            ),
            (
                "company",
                &["segment", "needs", "tier"],
                &format!(
                    "SELECT k.segment, k.needs, k.tier FROM customer k WHERE k.id = {customer}"
                ),
            ),
            (
                "touches",
                &[
                    "id",
                    "at",
                    "kind",
                    "touch_point",
                    "subject",
                    "text",
                    "amount",
                ],
                &format!(
                    "SELECT i.id, i.at, i.kind, i.touch_point, i.subject, i.text, i.amount
                     FROM interaction i
                     WHERE i.customer_id = {customer} AND i.membership_id = {asker}
                         AND i.at > $4 AND i.kind <text in $5>
                         AND (i.subject_id IS NULL OR i.subject_id <> {})
                     ORDER BY i.at DESC, i.id DESC LIMIT 5",
                    of_case("id")
                ),
            ),
        ])
    });
    actor.demand(Permission::Support)?;
    // What people looked at says little to whoever helps them, and is much.
    let touches: Vec<&str> = Kind::ALL
        .iter()
        .filter(|kind| kind.is_business_record() || **kind == Kind::Noted)
        .map(|kind| kind.code())
        .collect();
    let beside: Asked<'static, Beside> = BESIDE.ask(args![
        number,
        json!(roles()),
        now,
        now.plus_days(-TOUCH_DAYS),
        json!(touches)
    ]);
    let mut read = db.read(actor.scope()).await?;
    let (case, beside) = together(&mut read, (ask_whole(None, number, true), beside)).await?;
    Ok(case?.map(|case| WorkedOn {
        case,
        agents: beside.agents,
        teams: beside.teams,
        prepared: beside.prepared,
        facts: beside.facts.into_iter().map(|one| one.finding).collect(),
        others: beside.others,
        has: beside.has,
        before: beside.before,
        ordered: beside.ordered,
        company: beside.company.into_iter().next().unwrap_or_default(),
        touches: beside.touches,
    }))
}
