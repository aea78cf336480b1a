//! Invoices in lists, as members and the order desk read them: what stands at the head
//! of each, and where it stands with being paid.

use super::queue::COUNTED;
use crate::args;
use crate::id::{CostCentreId, CustomerId, InvoiceId, MembershipId, OrderId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, JsonSets, StoreError};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

/// An invoice as lists show it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct InvoiceHead {
    /// The invoice.
    pub id: InvoiceId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What the customer is called.
    pub company: String,
    /// What people call it by.
    pub number: String,
    /// The order that it is about, if it is about one.
    pub order_id: Option<OrderId>,
    /// That order's number.
    pub order_number: Option<String>,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// Who bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The agreement that counts, as people call it.
    pub agreement: String,
    /// What that says of payment.
    pub payment: String,
    /// The number of the invoice of which this one gives something back: then its
    /// amounts are for us to pay, and less than nothing.
    pub gives_back: Option<String>,
    /// The currency of every amount.
    pub currency: Currency,
    total_minor: i64,
    paid_minor: i64,
    /// The day it was made.
    pub issued_on: Day,
    /// The day until which it is paid.
    pub due_on: Day,
}

impl InvoiceHead {
    /// What it comes to, without tax.
    #[must_use]
    pub fn total(&self) -> Money {
        self.signed(self.total_minor)
    }

    /// What of it is still to be paid.
    #[must_use]
    pub fn open(&self) -> Money {
        self.signed(self.total_minor - self.paid_minor)
    }

    /// Where it stands with being paid on a day.
    #[must_use]
    pub fn standing(&self, today: Day) -> Paid {
        match (self.total_minor - self.paid_minor, &self.gives_back) {
            (0, _) => Paid::All,
            (_, Some(_)) => Paid::ToGiveBack,
            _ if self.due_on < today => Paid::Overdue,
            _ => Paid::Open,
        }
    }

    fn signed(&self, minor: i64) -> Money {
        let minor = if self.gives_back.is_some() {
            -minor
        } else {
            minor
        };
        Money::new(minor, self.currency)
    }
}

/// Where an invoice stands with being paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paid {
    /// Nothing is left to pay.
    All,
    /// Something is, until its day.
    Open,
    /// Something is, and its day is over.
    Overdue,
    /// We have something to give back.
    ToGiveBack,
}

/// A page of invoices.
#[derive(Debug, Clone)]
pub struct InvoiceList {
    /// The newest first.
    pub rows: Vec<InvoiceHead>,
    /// How many there are, counted up to [`COUNTED`].
    pub found: i64,
}

#[derive(Debug, Deserialize)]
struct Rows {
    rows: Vec<InvoiceHead>,
    found: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

pub(super) const HEAD: &[&str] = &[
    "id",
    "customer",
    "company",
    "number",
    "order_id",
    "order_number",
    "unit",
    "cost_centre",
    "po_number",
    "agreement",
    "payment",
    "currency",
    "gives_back",
    "total_minor",
    "paid_minor",
    "issued_on",
    "due_on",
];

/// The columns of an invoice `i` of the customer `k`.
pub(super) const SELECT: &str = "
    SELECT i.id, i.customer_id AS customer, k.name AS company, i.number, i.order_id,
        (SELECT o.number FROM purchase_order o
         WHERE o.id = i.order_id AND o.customer_id = i.customer_id) AS order_number,
        i.unit_id AS unit, i.cost_centre_id AS cost_centre, i.po_number, i.agreement, i.payment,
        i.currency, (SELECT b.number FROM invoice b
         WHERE b.id = i.gives_back_of AND b.customer_id = i.customer_id) AS gives_back,
        i.total_minor, i.paid_minor, i.issued_on, i.due_on
    FROM invoice i JOIN customer k ON k.id = i.customer_id";

/// Whose invoices the person sees: the customer, and within it the member whose own
/// they are; nobody for staff, who see all.
pub(super) type Reach = (Option<CustomerId>, Option<MembershipId>);

pub(super) fn reach(actor: &Actor) -> Result<Reach, Denied> {
    match actor.member() {
        Some(member) => {
            actor.demand(Permission::Browse)?;
            let sees_all = actor.may(Permission::SeeCompany);
            Ok((Some(member.company.id), (!sees_all).then_some(member.id)))
        }
        None => {
            actor.demand(Permission::SeeCustomers)?;
            Ok((None, None))
        }
    }
}

/// Which invoices are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Which {
    /// All, the newest first.
    #[default]
    All,
    /// Of which something is to be paid, by the day until which.
    Open,
    /// Of these those whose day is over.
    Overdue,
}

/// A page of invoices: of the company or the member's own, as for orders; for staff
/// of everybody.
///
/// # Errors
/// [`Denied`] unless the person sees orders at all.
pub async fn list_invoices<E>(
    db: &Db,
    actor: &Actor,
    which: Which,
    (offset, limit): (i64, i64),
    now: Timestamp,
) -> Result<InvoiceList, E>
where
    E: From<Denied> + From<StoreError>,
{
    let (customer, member) = reach(actor)?;
    let lists = match (customer, member) {
        (None, _) => &ALL,
        (Some(_), None) => &ONE,
        (Some(_), Some(_)) => &MINE,
    };
    let sets = match which {
        Which::All => &lists.all,
        Which::Open => &lists.open,
        Which::Overdue => &lists.overdue,
    };
    let mut read = db.read(actor.scope()).await?;
    let today = Day::of(now);
    let rows: Rows = sets
        .fetch(&mut read, args![customer, member, limit, offset, today])
        .await?;
    Ok(InvoiceList {
        found: rows.found.first().map_or(0, |one| one.number),
        rows: rows.rows,
    })
}

// Each has the index that it is read by: all, a customer's, a member's.
static ALL: LazyLock<Lists> = LazyLock::new(|| Lists::of("1 = 1"));
static ONE: LazyLock<Lists> = LazyLock::new(|| Lists::of("i.customer_id = $1"));
static MINE: LazyLock<Lists> =
    LazyLock::new(|| Lists::of("i.customer_id = $1 AND i.membership_id = $2"));

/// The statements behind the lists of whom they are for.
struct Lists {
    all: JsonSets,
    open: JsonSets,
    overdue: JsonSets,
}

impl Lists {
    fn of(whose: &str) -> Self {
        // As the index of what waits to be paid has it.
        let open = format!("{whose} AND i.settled_on IS NULL AND i.total_minor > 0");
        let overdue = format!("{open} AND i.due_on < $5 AND i.gives_back_of IS NULL");
        Self {
            all: list(whose, "i.id DESC"),
            open: list(&open, "i.due_on, i.id"),
            overdue: list(&overdue, "i.due_on, i.id"),
        }
    }
}

fn list(those: &str, order: &str) -> JsonSets {
    // The arguments are the same for all of them.
    let used = "($1 IS NULL OR $1 IS NOT NULL) AND ($2 IS NULL OR $2 IS NOT NULL)
        AND ($5 IS NULL OR $5 IS NOT NULL)";
    JsonSets::new(&[
        (
            "rows",
            HEAD,
            &format!(
                "{SELECT} WHERE {those} AND {used} ORDER BY {order}
                 LIMIT ($3 + 0) OFFSET ($4 + 0) /* staff */"
            ),
        ),
        (
            "found",
            &["number"],
            &format!(
                "SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM invoice i WHERE {those}
                 LIMIT {COUNTED}) counted /* staff */"
            ),
        ),
    ])
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(
        what_is_open_is_read_from_its_index_in_order,
        |db| async move {
            let mut read = db.read(Scope::system()).await.unwrap();
            let customer = CustomerId::new();
            for (lists, index) in [(&ALL, "invoice_open"), (&ONE, "invoice_open_of_customer")] {
                for sets in [&lists.open, &lists.overdue] {
                    let values = args![
                        customer,
                        None::<MembershipId>,
                        50_i64,
                        0_i64,
                        Day::of(Timestamp(0))
                    ];
                    let plan = sets.plan(&mut read, values).await.unwrap();
                    assert!(plan.contains(index), "{plan}");
                    assert!(
                        !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                        "{plan}"
                    );
                }
            }
        }
    );
}
