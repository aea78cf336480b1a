//! Reading the audit trail, the latest first. A page is found by the key of the
//! last row and read from the index that leads to it, so that the hundredth costs
//! what the first one does.

use crate::id::{AuditId, CustomerId, PersonId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, Read, StoreError, containing, json_or_text, together};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::{Value as JsonValue, json};
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;
use uuid::Uuid;

/// Rows on a page.
pub const PER_PAGE: usize = 50;

/// Where a page begins: behind this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct After {
    at: Timestamp,
    id: AuditId,
}

impl After {
    /// Before the first row.
    const LATEST: Self = Self {
        at: Timestamp::NEVER,
        id: AuditId(Uuid::max()),
    };

    /// Behind all that is not before this moment.
    const fn before(at: Timestamp) -> Self {
        Self {
            at,
            id: AuditId(Uuid::nil()),
        }
    }
}

impl fmt::Display for After {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.at.0, self.id)
    }
}

impl FromStr for After {
    type Err = crate::id::NotAnId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.split_once('_').ok_or(crate::id::NotAnId)?;
        Ok(Self {
            at: Timestamp(at.parse().map_err(|_| crate::id::NotAnId)?),
            id: id.parse()?,
        })
    }
}

/// What of the trail is shown.
#[derive(Debug, Clone, Default)]
pub struct TrailView {
    /// Only what concerns this customer.
    pub customer: Option<CustomerId>,
    /// Only what this person did.
    pub person: Option<PersonId>,
    /// Only this action; see [`actions`](super::actions).
    pub action: Option<&'static str>,
    /// From the beginning of this day.
    pub from: Option<Day>,
    /// Until the end of this day.
    pub until: Option<Day>,
    /// Behind which row it begins.
    pub after: Option<After>,
    /// Words in the name or address of a person to choose.
    pub who: String,
    /// Words in the name or number of a customer to choose.
    pub whose: String,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct TrailRow {
    /// The row.
    pub id: AuditId,
    /// When it was done.
    pub at: Timestamp,
    /// `customer`, `staff`, or `system` if the program did it by itself.
    pub side: String,
    /// Who did it.
    pub person: PersonId,
    /// Their name, if they are still known.
    pub person_name: Option<String>,
    /// In whose place they did it, if in anybody's.
    pub for_name: Option<String>,
    /// The customer it concerns.
    pub customer: Option<CustomerId>,
    /// That customer's name.
    pub customer_name: Option<String>,
    /// What was done.
    pub action: String,
    /// What it was done to: an id, or what people call it.
    pub subject: String,
    /// What changed, in the room's own words.
    #[serde(deserialize_with = "json_or_text")]
    pub detail: JsonValue,
    /// The SKU of the product it was done to, where the detail does not have it.
    #[serde(skip)]
    pub sku: Option<String>,
}

impl TrailRow {
    /// The product it was done to, if the row says which by its id only.
    fn product(&self) -> Option<ProductId> {
        let about = self.action.starts_with("product.") || self.action == "price.given";
        let unnamed = about && self.detail.get("sku").is_none();
        unnamed.then(|| self.subject.parse().ok()).flatten()
    }
}

/// A person or a customer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Matching {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What tells it apart: the person's address, the customer's number.
    pub beside: String,
}

/// A page of the trail.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Trail {
    /// The changes, the latest first.
    pub rows: Vec<TrailRow>,
    /// Behind which row the next page begins, if there are older ones.
    pub next: Option<After>,
    /// The name of the customer that was chosen; none if there is no such
    /// customer.
    pub customer_name: Option<String>,
    /// The name of the person who was chosen.
    pub person_name: Option<String>,
    /// Who has the words asked for in their name or address, some of them.
    pub people: Vec<Matching>,
    /// Which customers have the words asked for in their name or number, some.
    pub customers: Vec<Matching>,
}

/// By which index the trail is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lead {
    Person,
    Customer,
    Action,
    Time,
}

impl Lead {
    const ALL: [Lead; 4] = [Lead::Person, Lead::Customer, Lead::Action, Lead::Time];

    const fn of(view: &TrailView) -> Lead {
        match view {
            TrailView {
                person: Some(_), ..
            } => Lead::Person,
            TrailView {
                customer: Some(_), ..
            } => Lead::Customer,
            TrailView {
                action: Some(_), ..
            } => Lead::Action,
            _ => Lead::Time,
        }
    }

    /// What leads to its rows.
    const fn says(self) -> &'static str {
        match self {
            Lead::Person => "a.person_id = $2",
            Lead::Customer => "a.customer_id = $1",
            Lead::Action => "a.action = $3",
            Lead::Time => "a.at >= $4",
        }
    }
}

/// `$1` the customer, `$2` the person, `$3` the action, `$4` from when, `$5` and `$6`
/// behind which row, `$7` how many.
fn rows(lead: Lead) -> JsonRows {
    let lead = lead.says();
    JsonRows::new(
        &[
            "id",
            "at",
            "side",
            "person",
            "person_name",
            "for_name",
            "customer",
            "customer_name",
            "action",
            "subject",
            "detail",
        ],
        &format!(
            "SELECT a.id, a.at, a.side, a.person_id AS person,
                 (SELECT p.name FROM person p WHERE p.id = a.person_id) AS person_name,
                 (SELECT p.name FROM person p WHERE p.id = a.for_person_id) AS for_name,
                 a.customer_id AS customer,
                 (SELECT c.name FROM customer c WHERE c.id = a.customer_id) AS customer_name,
                 a.action, a.subject, a.detail
             FROM audit a /* staff */
             WHERE {lead} AND (a.at, a.id) < ($5, $6) AND a.at >= $4
                 AND ($1 IS NULL OR a.customer_id = $1) AND ($2 IS NULL OR a.person_id = $2)
                 AND ($3 IS NULL OR a.action = $3)
             ORDER BY a.at DESC, a.id DESC LIMIT ($7 + 0)"
        ),
    )
}

static ROWS: LazyLock<Vec<(Lead, JsonRows)>> =
    LazyLock::new(|| Lead::ALL.map(|lead| (lead, rows(lead))).into());

/// `$1` the customer, `$2` the person: what they are called.
static CHOSEN: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["what", "name"],
        "SELECT 'customer' AS what, c.name FROM customer c WHERE c.id = $1 /* staff */
         UNION ALL SELECT 'person', p.name FROM person p WHERE p.id = $2",
    )
});

/// `$1` what their names or addresses contain.
static PEOPLE: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["id", "name", "beside"],
        "SELECT p.id, p.name, p.email AS beside FROM person p
         WHERE lower(p.name) LIKE ('' || $1) ESCAPE '\\' OR p.email LIKE ('' || $1) ESCAPE '\\'
         ORDER BY p.name, p.id LIMIT 20",
    )
});

/// `$1` what their names or numbers contain.
static CUSTOMERS: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &["id", "name", "beside"],
        "SELECT c.id, c.name, c.number AS beside FROM customer c /* staff */
         WHERE lower(c.name) LIKE ('' || $1) ESCAPE '\\'
             OR lower(c.number) LIKE ('' || $1) ESCAPE '\\'
         ORDER BY c.name, c.id LIMIT 20",
    )
});

#[derive(Debug, Deserialize)]
struct Chosen {
    what: String,
    name: String,
}

/// The rows of a view, and one more if there are older ones.
fn ask_rows(view: &TrailView) -> Asked<'static, Vec<TrailRow>> {
    let from = view.from.map_or(Timestamp(i64::MIN), Day::start);
    // One key says both, so that the index leads to it whatever is chosen.
    let until = view
        .until
        .map_or(After::LATEST, |day| After::before(day.end()));
    let after = view.after.map_or(until, |after| after.min(until));
    let most = i64::try_from(PER_PAGE + 1).unwrap_or(i64::MAX);
    let args = args![
        view.customer,
        view.person,
        view.action,
        from,
        after.at,
        after.id,
        most
    ];
    let lead = Lead::of(view);
    match ROWS.iter().find(|(known, _)| *known == lead) {
        Some((_, rows)) => rows.ask(args),
        None => Asked::known(Vec::new()),
    }
}

/// Those whose names have these words; nobody is looked for without any.
fn ask_matching(rows: &JsonRows, words: &str) -> Asked<'static, Vec<Matching>> {
    if words.trim().is_empty() {
        return Asked::known(Vec::new());
    }
    rows.ask(args![containing(words)])
}

/// Says what the products are called that rows know by their ids only; asks if there
/// are some.
async fn name_products(read: &mut Read, rows: &mut [TrailRow]) -> Result<(), StoreError> {
    #[derive(Deserialize)]
    struct Called {
        id: ProductId,
        sku: String,
    }
    static CALLED: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "sku"],
            "SELECT p.id, p.sku FROM product p WHERE p.id <in $1>",
        )
    });
    let mut ids: Vec<ProductId> = rows.iter().filter_map(TrailRow::product).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let found: Vec<Called> = CALLED.all(read, args![json!(ids)]).await?;
    for row in rows {
        let product = row.product();
        let called = found.iter().find(|one| Some(one.id) == product);
        row.sku = called.map(|one| one.sku.clone());
    }
    Ok(())
}

/// A page of the trail, in one statement, or two where products have to be named: of
/// everybody for administrators, of one
/// customer also for people of the supplier who know customers, who look for
/// nobody else.
///
/// # Errors
/// [`Denied`] if it is not for this person.
pub async fn trail<E>(db: &Db, actor: &Actor, view: &TrailView) -> Result<Trail, E>
where
    E: From<Denied> + From<StoreError>,
{
    let all = actor.may(Permission::Administer);
    if !all {
        actor.demand(Permission::KnowCustomers)?;
        view.customer.ok_or(Denied)?;
    }
    let search = |rows: &JsonRows, words: &str| ask_matching(rows, if all { words } else { "" });
    let mut read = db.read(actor.scope()).await?;
    let (mut rows, chosen, people, customers) = together(
        &mut read,
        (
            ask_rows(view),
            CHOSEN.ask::<Chosen>(args![view.customer, view.person]),
            search(&PEOPLE, &view.who),
            search(&CUSTOMERS, &view.whose),
        ),
    )
    .await?;
    let more = rows.len() > PER_PAGE;
    rows.truncate(PER_PAGE);
    name_products(&mut read, &mut rows).await?;
    let next = rows.last().filter(|_| more).map(|last| After {
        at: last.at,
        id: last.id,
    });
    let called = |what: &str| {
        let found = chosen.iter().find(|one| one.what == what);
        found.map(|one| one.name.clone())
    };
    // What somebody is called is told to those who could look for them, and to
    // others only if they did something at this customer.
    let person_name = if all {
        called("person")
    } else {
        rows.first().and_then(|row| row.person_name.clone())
    };
    Ok(Trail {
        next,
        customer_name: called("customer"),
        person_name: person_name.filter(|_| view.person.is_some()),
        people,
        customers,
        rows,
    })
}

#[cfg(test)]
mod tests;
