//! Cases beside what they are about: on the page of a unit, of an order and of a
//! customer. Whoever looks finds those that they see; of our people, those who
//! work on cases.

use super::case_life::State;
use super::entitled::{Entitled, ask_entitled};
use super::list::SEEN;
use crate::Timestamp;
use crate::args;
use crate::assets::{THE_ONE, tag_key};
use crate::id::{CustomerId, OrderId};
use crate::identity::{Actor, Permission};
use crate::store::{Asked, JsonRows, StoreError};
use serde::Deserialize;
use std::sync::LazyLock;

/// The most cases that are named beside something.
const MOST: i64 = 10;

/// A case in a line.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseLine {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// When something last happened.
    pub updated_at: Timestamp,
}

const COLUMNS: &[&str] = &["number", "subject", "state", "updated_at"];

fn lines(which: &str) -> JsonRows {
    JsonRows::new(
        COLUMNS,
        &format!(
            "SELECT c.number, c.subject, c.state, c.updated_at FROM support_case c /* staff */
             WHERE {which} ORDER BY c.updated_at DESC, c.id DESC LIMIT {MOST}"
        ),
    )
}

/// The cases about the unit of a company with this tag, the latest first.
#[must_use]
pub fn ask_cases_of_unit(actor: &Actor, tag: &str) -> Asked<'static, Vec<CaseLine>> {
    // $4 the key of the tag; the others are those of `SEEN`.
    static OF_MEMBER: LazyLock<JsonRows> = LazyLock::new(|| {
        let unit = THE_ONE.replace("$2", "$4");
        lines(&format!("{SEEN} AND c.asset_id = ({unit})"))
    });
    match actor.member() {
        Some(member) => OF_MEMBER.ask(args![
            member.company.id,
            member.id,
            member.unit,
            tag_key(tag)
        ]),
        None => Asked::known(Vec::new()),
    }
}

/// The same for those of our people who work on cases; nothing for others.
#[must_use]
pub fn ask_cases_of_customers_unit(
    actor: &Actor,
    customer: CustomerId,
    tag: &str,
) -> Asked<'static, Vec<CaseLine>> {
    static OF_STAFF: LazyLock<JsonRows> =
        LazyLock::new(|| lines(&format!("c.customer_id = $1 AND c.asset_id = ({THE_ONE})")));
    if !actor.may(Permission::Support) {
        return Asked::known(Vec::new());
    }
    OF_STAFF.ask(args![customer, tag_key(tag)])
}

/// The cases about an order, the latest first.
#[must_use]
pub fn ask_cases_of_order(actor: &Actor, order: OrderId) -> Asked<'static, Vec<CaseLine>> {
    static OF_MEMBER: LazyLock<JsonRows> =
        LazyLock::new(|| lines(&format!("{SEEN} AND c.order_id = $4")));
    static OF_STAFF: LazyLock<JsonRows> = LazyLock::new(|| lines("c.order_id = $1"));
    match actor.member() {
        Some(member) => OF_MEMBER.ask(args![member.company.id, member.id, member.unit, order]),
        None if actor.may(Permission::Support) => OF_STAFF.ask(args![order]),
        None => Asked::known(Vec::new()),
    }
}

/// A customer's cases that are not solved, the latest first, and what it is entitled
/// to: for those of our people who work on cases; nothing for others.
#[must_use]
pub fn ask_helped(
    actor: &Actor,
    customer: CustomerId,
    now: Timestamp,
) -> (
    Asked<'static, Vec<CaseLine>>,
    Asked<'static, Result<Entitled, StoreError>>,
) {
    static OPEN: LazyLock<JsonRows> =
        LazyLock::new(|| lines("c.customer_id = $1 AND c.due_at IS NOT NULL"));
    if !actor.may(Permission::Support) {
        return (
            Asked::known(Vec::new()),
            Asked::known(Ok(Entitled::default())),
        );
    }
    (OPEN.ask(args![customer]), ask_entitled(customer, now))
}
