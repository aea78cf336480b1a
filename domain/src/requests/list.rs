//! Lists of requests: a member's own, those that wait for the member, and the
//! company's.

use super::lifecycle::State;
use super::people;
use crate::args;
use crate::id::{CustomerId, MembershipId, RequestId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonSets, OwnId, OwnIds, StoreError, containing};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Whose requests are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The member's own.
    Mine,
    /// Those that wait for the member: to decide, or to answer.
    Waiting,
    /// The company's.
    Company,
}

/// Whether those are listed that are open, or those that are at an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// All.
    All,
    /// Somebody still has to do something.
    Open,
    /// At an end.
    Done,
}

/// Which requests to list.
#[derive(Debug, Clone)]
pub struct ListRequests {
    /// Whose.
    pub which: Which,
    /// How they stand.
    pub standing: Standing,
    /// Words of the title, the number or the requester's name; empty for all.
    pub words: String,
    /// How many to pass over.
    pub offset: i64,
    /// How many to list.
    pub limit: i64,
}

/// A request in a list.
#[derive(Debug, Clone, Deserialize)]
pub struct ListedRequest {
    /// The request.
    pub id: RequestId,
    /// What people call it by.
    pub number: String,
    /// What it asks for in a few words: its first line.
    pub title: String,
    /// How many lines it has.
    pub lines: i64,
    /// Of these, how many had no price.
    pub unpriced: i64,
    goods_minor: i64,
    currency: Currency,
    state: String,
    /// Some of its lines are ordered already.
    part_ordered: i64,
    /// When it was submitted.
    pub submitted_at: Timestamp,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// For whom, in the requester's words.
    pub for_whom: String,
    /// The requester.
    pub membership: MembershipId,
    /// The requester's name.
    pub requester: String,
    /// The cost centre's code and name.
    pub cost_centre: Option<String>,
}

impl ListedRequest {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> State {
        State::from_code(&self.state).unwrap_or(State::Submitted)
    }

    /// What the goods with a price cost, without tax and freight.
    #[must_use]
    pub const fn goods(&self) -> Money {
        Money::new(self.goods_minor, self.currency)
    }

    /// Whether some of its lines are ordered while others are open.
    #[must_use]
    pub fn is_part_ordered(&self) -> bool {
        self.part_ordered != 0 && self.state().is_open()
    }
}

/// A page of a list.
#[derive(Debug, Clone)]
pub struct RequestList {
    /// The requests, newest first.
    pub rows: Vec<ListedRequest>,
    /// How many there are in all.
    pub total: i64,
    /// How many wait for the member.
    pub waiting: i64,
    /// The names of those who decide, for "waiting for …".
    pub deciders: Vec<people::Decider>,
}

/// The requests that a member may see. One statement.
///
/// # Errors
/// [`Denied`] if the member may not see the list.
pub async fn list_requests<E>(db: &Db, actor: &Actor, list: ListRequests) -> Result<RequestList, E>
where
    E: From<Denied> + From<StoreError>,
{
    let asked = ask_requests(actor, list)?;
    let mut read = db.read(actor.scope()).await?;
    Ok(asked.fetch(&mut read).await?)
}

/// The question behind [`list_requests`], to be asked together with others.
///
/// # Errors
/// [`Denied`] if the member may not see the list.
pub fn ask_requests(
    actor: &Actor,
    list: ListRequests,
) -> Result<Asked<'static, RequestList>, Denied> {
    let member = match list.which {
        Which::Mine => actor.member_who_may(Permission::Request)?,
        Which::Waiting => actor.member().ok_or(Denied)?,
        Which::Company => {
            let member = actor.member().ok_or(Denied)?;
            if !actor.may(Permission::SeeCompany) && !actor.may(Permission::Approve) {
                return Err(Denied);
            }
            member
        }
    };
    let [mine, waiting, company] = &*LISTS;
    let [all, open, done] = match list.which {
        Which::Mine => mine,
        Which::Waiting => waiting,
        Which::Company => company,
    };
    let sets = match list.standing {
        Standing::All => all,
        Standing::Open => open,
        Standing::Done => done,
    };
    let args = args![
        member.company.id,
        member.id,
        i64::from(actor.may(Permission::Approve)),
        i64::from(actor.may(Permission::Order)),
        containing(&list.words),
        list.limit,
        list.offset,
    ];
    let first = |counts: &[Count]| counts.first().map_or(0, |count| count.number);
    Ok(sets.ask::<Rows>(args).map(move |found| RequestList {
        total: first(&found.count),
        waiting: first(&found.waiting),
        rows: found.rows,
        deciders: found.deciders,
    }))
}

#[derive(Debug, Deserialize)]
struct Rows {
    rows: Vec<ListedRequest>,
    count: Vec<Count>,
    waiting: Vec<Count>,
    deciders: Vec<people::Decider>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

/// What waits for a member: `$2` the member, `$3` and `$4` whether they may
/// approve and order.
const WAITS: &str = "r.state IN ('submitted', 'asked', 'held')
    AND ((r.state <> 'asked' AND $3 = 1 AND (r.membership_id <> $2 OR $4 = 1))
      OR (r.state = 'asked' AND r.membership_id = $2))";

/// The lists by whose requests, and each by how they stand.
static LISTS: LazyLock<[[JsonSets; 3]; 3]> = LazyLock::new(|| {
    let whose = ["r.membership_id = $2", WAITS, "r.membership_id IS NOT NULL"];
    let stands = [
        "",
        "AND r.state IN ('submitted', 'asked', 'held')",
        "AND r.state IN ('approved', 'partly-approved', 'refused', 'ordered', 'withdrawn')",
    ];
    whose.map(|whose| stands.map(|stands| list(whose, stands)))
});

fn list(whose: &str, stands: &str) -> JsonSets {
    // A search that asks for nothing must not make every row's name be looked
    // up to be counted.
    let named = "($5 = '%%' OR lower(r.title) LIKE ('' || $5) ESCAPE '\\' OR lower(r.number) LIKE ('' || $5)
        ESCAPE '\\' OR r.membership_id IN (SELECT m.id FROM membership m
            JOIN person p ON p.id = m.person_id
            WHERE m.customer_id = $1 AND lower(p.name) LIKE ('' || $5) ESCAPE '\\'))";
    let found = format!("{whose} {stands} AND {named}");
    JsonSets::new(&[
        (
            "rows",
            &[
                "id",
                "number",
                "title",
                "lines",
                "unpriced",
                "goods_minor",
                "currency",
                "state",
                "part_ordered",
                "submitted_at",
                "needed_by",
                "for_whom",
                "membership",
                "requester",
                "cost_centre",
            ],
            &format!(
                "SELECT r.id, r.number, r.title, r.lines, r.unpriced, r.goods_minor, r.currency,
                     r.state, CAST(r.part_ordered AS INTEGER) AS part_ordered, r.submitted_at,
                     r.needed_by, r.for_whom, r.membership_id AS membership, p.name AS requester,
                     c.code || ' ' || c.name AS cost_centre
                 FROM request r
                 JOIN membership m ON m.id = r.membership_id AND m.customer_id = $1
                 JOIN person p ON p.id = m.person_id
                 LEFT JOIN cost_centre c ON c.id = r.cost_centre_id AND c.customer_id = $1
                 WHERE r.customer_id = $1 AND {found} ORDER BY r.id DESC LIMIT ($6 + 0) OFFSET ($7 + 0)"
            ),
        ),
        (
            "count",
            &["number"],
            &format!(
                "SELECT COUNT(*) AS number FROM request r WHERE r.customer_id = $1 AND {found}"
            ),
        ),
        (
            "waiting",
            &["number"],
            &format!(
                "SELECT COUNT(*) AS number FROM request r WHERE r.customer_id = $1 AND {WAITS}"
            ),
        ),
        ("deciders", people::COLUMNS, &people::deciders("$1")),
    ])
}

/// Those of these ids that are the customer's requests.
#[must_use]
pub fn ask_own(customer: CustomerId, ids: &[Uuid]) -> Asked<'static, Vec<OwnId>> {
    static OWN: LazyLock<OwnIds> =
        LazyLock::new(|| OwnIds::of("request", ["membership_id", "membership_id"]));
    OWN.ask(customer, ids)
}
