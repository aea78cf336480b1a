//! What one customer's people look for and don't find: searches that found
//! nothing, requests off the standard, options always changed. Who they are,
//! how often, and whether we sell it to others.

use crate::agreements::{Called, ask_called, ask_seen};
use crate::catalog::words::question;
use crate::id::{CustomerId, FactId, MembershipId, PlayId, ProductId};
use crate::identity::{Actor, CustomerRole, Denied, Permission, ask_in_force};
use crate::profile::learning::Finding;
use crate::store::{Asked, JsonRows, JsonSets, Query, json_or_text, together};
use crate::{Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::QueueError;

/// The most that is listed, the latest first.
const MOST: i64 = 60;

/// One thing that people look for and don't find.
#[derive(Debug, Clone)]
pub struct Want {
    /// The fact behind it.
    pub fact: FactId,
    /// What was found out.
    pub finding: Finding,
    /// When it was last confirmed.
    pub confirmed_at: Timestamp,
    /// The play that is proposed for it, if it was enough for one.
    pub play: Option<PlayId>,
    /// Who looks for it.
    pub who: Vec<WhoWants>,
    /// What we sell by that name that is not in their agreement.
    pub outside: Vec<Outside>,
}

/// People of one kind: of a unit, with the same roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhoWants {
    /// The unit's name; empty for people without one.
    pub unit: String,
    /// Their roles.
    pub roles: Vec<CustomerRole>,
    /// How many.
    pub people: usize,
}

/// A product that is not in the customer's agreement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside {
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
}

/// What a customer's people look for and don't find.
#[derive(Debug, Clone)]
pub struct Wants {
    /// The customer's name.
    pub customer: String,
    /// Whether an agreement of its own is in force, to which products can be
    /// added.
    pub has_agreement: bool,
    /// What they look for, the latest first.
    pub wants: Vec<Want>,
}

/// Whether somebody may read and answer it: who knows customers, and who
/// curates.
pub(super) const fn may_see(actor: &Actor) -> bool {
    actor.may(Permission::KnowCustomers) || actor.may(Permission::Curate)
}

#[derive(Debug, Deserialize)]
struct Facts {
    customer: Vec<Named>,
    facts: Vec<FactRow>,
}

#[derive(Debug, Deserialize)]
struct Named {
    name: String,
}

#[derive(Debug, Deserialize)]
struct FactRow {
    id: FactId,
    #[serde(deserialize_with = "json_or_text")]
    finding: Finding,
    #[serde(deserialize_with = "json_or_text")]
    members: Vec<MembershipId>,
    confirmed_at: Timestamp,
    play: Option<PlayId>,
}

#[derive(Debug, Deserialize)]
struct MemberRow {
    id: MembershipId,
    unit: Option<String>,
    roles: Option<String>,
}

/// What the customer's people look for and don't find, less what was decided
/// already. In two statements.
///
/// # Errors
/// If the person may not, there is no such customer, or the database fails.
pub async fn wants(
    read: &mut impl Query,
    actor: &Actor,
    customer: CustomerId,
    now: Timestamp,
) -> Result<Wants, QueueError> {
    if !may_see(actor) {
        return Err(Denied.into());
    }
    let questions = (
        FACTS.ask::<Facts>(args![customer, now, MOST]),
        ask_in_force(customer, None, now),
    );
    let (found, in_force) = together(read, questions).await?;
    let name = found.customer.into_iter().next().ok_or(Denied)?.name;
    let facts = found.facts;
    let members: HashSet<MembershipId> = facts
        .iter()
        .flat_map(|fact| fact.members.iter().copied())
        .collect();
    let asked: Vec<String> = facts
        .iter()
        .map(|fact| looked_for(&fact.finding).unwrap_or_else(|| "\"\"".to_owned()))
        .collect();
    let (people, called, seen) = together(
        read,
        (
            ask_people(customer, &members),
            ask_called(&asked),
            match &in_force {
                Some(in_force) => ask_seen(customer, in_force, &asked, now),
                None => Asked::known(HashSet::new()),
            },
        ),
    )
    .await?;
    let people: HashMap<MembershipId, MemberRow> =
        people.into_iter().map(|one| (one.id, one)).collect();
    let wants = (0_i64..)
        .zip(facts)
        .map(|(place, fact)| Want {
            who: kinds(&fact.members, &people),
            outside: outside(place, &called, &seen),
            fact: fact.id,
            finding: fact.finding,
            confirmed_at: fact.confirmed_at,
            play: fact.play,
        })
        .collect();
    let has_agreement = in_force.is_some_and(|all| {
        all.all()
            .any(|one| one.reach == crate::identity::Reach::Customer)
    });
    Ok(Wants {
        customer: name,
        has_agreement,
        wants,
    })
}

static FACTS: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "customer",
            &["name"],
            "SELECT name FROM customer WHERE id = $1",
        ),
        (
            "facts",
            &["id", "finding", "members", "confirmed_at", "play"],
            "SELECT f.id, f.finding, f.members, f.confirmed_at, p.id AS play
             FROM fact f
             LEFT JOIN play p ON p.fact_id = f.id AND p.customer_id = $1 AND p.state = 'proposed'
             WHERE f.customer_id = $1 AND f.until_at > $2
                 AND f.rule IN ('not-found', 'asked-for', 'changed-option')
                 AND NOT EXISTS (SELECT 1 FROM fact_correction x
                     WHERE x.fact_id = f.id AND x.customer_id = $1)
                 AND (p.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM play d
                     WHERE d.fact_id = f.id AND d.customer_id = $1))
             ORDER BY f.confirmed_at DESC, f.id LIMIT ($3 + 0)",
        ),
    ])
});

fn ask_people(
    customer: CustomerId,
    members: &HashSet<MembershipId>,
) -> Asked<'static, Vec<MemberRow>> {
    static PEOPLE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "unit", "roles"],
            "SELECT m.id, u.name AS unit,
                 (SELECT string_agg(r.role, ',' ORDER BY r.role) FROM membership_role r
                  WHERE r.membership_id = m.id AND r.customer_id = m.customer_id) AS roles
             FROM membership m
             LEFT JOIN unit u ON u.id = m.unit_id AND u.customer_id = m.customer_id
             WHERE m.customer_id = $1 AND m.id <in $2>",
        )
    });
    PEOPLE.ask(args![customer, json!(members)])
}

/// What a product would have to be called, as the words of products are asked;
/// nothing where a product is not what is missing.
fn looked_for(finding: &Finding) -> Option<String> {
    match finding {
        Finding::NotFound(missed) => question(&missed.words, &[]),
        Finding::AskedFor(asked) if asked.beside.is_none() => question(&asked.words, &[]),
        _ => None,
    }
}

/// The people by unit and roles, the most first.
fn kinds(members: &[MembershipId], people: &HashMap<MembershipId, MemberRow>) -> Vec<WhoWants> {
    let mut kinds: Vec<WhoWants> = Vec::new();
    for one in members.iter().filter_map(|id| people.get(id)) {
        let codes = one.roles.as_deref().unwrap_or_default();
        let roles: Vec<CustomerRole> = codes
            .split(',')
            .filter_map(CustomerRole::from_code)
            .collect();
        let unit = one.unit.clone().unwrap_or_default();
        match kinds
            .iter_mut()
            .find(|kind| kind.unit == unit && kind.roles == roles)
        {
            Some(kind) => kind.people += 1,
            None => kinds.push(WhoWants {
                unit,
                roles,
                people: 1,
            }),
        }
    }
    kinds.sort_by(|a, b| b.people.cmp(&a.people).then_with(|| a.unit.cmp(&b.unit)));
    kinds
}

fn outside(place: i64, called: &[Called], seen: &HashSet<ProductId>) -> Vec<Outside> {
    called
        .iter()
        .filter(|one| one.place == place && !seen.contains(&one.id))
        .map(|one| Outside {
            sku: one.sku.clone(),
            name: one.name.clone(),
        })
        .collect()
}
