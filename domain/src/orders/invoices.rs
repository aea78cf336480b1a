//! Invoices, as members and the order desk read them.

use crate::args;
use crate::id::{CostCentreId, CustomerId, InvoiceId, OrderId, UnitId};
use crate::identity::{Actor, Denied, Names, Permission, names};
use crate::store::{Db, JsonSets, StoreError};
use crate::subscriptions::period::Period;
use crate::{Currency, Day, Money, Quantity};
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
    currency: Currency,
    total_minor: i64,
    /// The day it was made.
    pub issued_on: Day,
    /// The day until which it is paid.
    pub due_on: Day,
}

impl InvoiceHead {
    /// What it comes to, without tax.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct InvoiceLine {
    /// Its number.
    pub sku: String,
    /// What it is.
    pub name: String,
    first_day: Option<Day>,
    last_day: Option<Day>,
    /// How many.
    pub quantity: Quantity,
    price_minor: i64,
    amount_minor: i64,
    currency: Currency,
}

impl InvoiceLine {
    /// The days that it is about.
    #[must_use]
    pub fn days(&self) -> Option<Period> {
        Period::new(self.first_day?, self.last_day?)
    }

    /// What one costs; less than nothing is given back.
    #[must_use]
    pub fn price(&self) -> Money {
        Money::new(self.price_minor, self.currency)
    }

    /// What all of them cost.
    #[must_use]
    pub fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }
}

/// An invoice with its lines.
#[derive(Debug, Clone)]
pub struct Invoice {
    /// What is the same for all lines.
    pub head: InvoiceHead,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// What unit and cost centre are called.
    pub names: Names,
}

/// A page of invoices.
#[derive(Debug, Clone)]
pub struct InvoiceList {
    /// The newest first.
    pub rows: Vec<InvoiceHead>,
    /// How many there are.
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

#[derive(Debug, Deserialize)]
struct Sets {
    heads: Vec<InvoiceHead>,
    lines: Vec<InvoiceLine>,
}

const HEAD: &[&str] = &[
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
    "total_minor",
    "issued_on",
    "due_on",
];

/// The columns of an invoice `i` of the customer `k`.
const SELECT: &str = "
    SELECT i.id, i.customer_id AS customer, k.name AS company, i.number, i.order_id,
        (SELECT o.number FROM purchase_order o
         WHERE o.id = i.order_id AND o.customer_id = i.customer_id) AS order_number,
        i.unit_id AS unit, i.cost_centre_id AS cost_centre, i.po_number, i.agreement, i.payment,
        i.currency, i.total_minor, i.issued_on, i.due_on
    FROM invoice i JOIN customer k ON k.id = i.customer_id";

/// Whose invoices the person sees: the customer, and within it the member whose own
/// they are; nobody for staff, who see all.
type Reach = (Option<CustomerId>, Option<crate::id::MembershipId>);

fn reach(actor: &Actor) -> Result<Reach, Denied> {
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

/// A page of invoices: of the company or the member's own, as for orders; for staff
/// of everybody.
///
/// # Errors
/// [`Denied`] unless the person sees orders at all.
pub async fn list_invoices<E>(
    db: &Db,
    actor: &Actor,
    (offset, limit): (i64, i64),
) -> Result<InvoiceList, E>
where
    E: From<Denied> + From<StoreError>,
{
    // Each has the index that it is read by: all, a customer's, a member's.
    const OF_ALL: &str = "1 = 1";
    const OF_ONE: &str = "i.customer_id = $1";
    const OWN: &str = "i.customer_id = $1 AND i.membership_id = $2";
    static ALL: LazyLock<JsonSets> = LazyLock::new(|| lists(OF_ALL));
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| lists(OF_ONE));
    static MINE: LazyLock<JsonSets> = LazyLock::new(|| lists(OWN));
    let (customer, member) = reach(actor)?;
    let sets = match (customer, member) {
        (None, _) => &ALL,
        (Some(_), None) => &ONE,
        (Some(_), Some(_)) => &MINE,
    };
    let mut read = db.read(actor.scope()).await?;
    let rows: Rows = sets
        .fetch(&mut read, args![customer, member, limit, offset])
        .await?;
    Ok(InvoiceList {
        found: rows.found.first().map_or(0, |one| one.number),
        rows: rows.rows,
    })
}

fn lists(of: &str) -> JsonSets {
    // The arguments are the same for all of them.
    let used = "($1 IS NULL OR $1 IS NOT NULL) AND ($2 IS NULL OR $2 IS NOT NULL)";
    JsonSets::new(&[
        (
            "rows",
            HEAD,
            &format!(
                "{SELECT} WHERE {of} AND {used} ORDER BY i.id DESC
                 LIMIT ($3 + 0) OFFSET ($4 + 0) /* staff */"
            ),
        ),
        (
            "found",
            &["number"],
            &format!("SELECT COUNT(*) AS number FROM invoice i WHERE {of} /* staff */"),
        ),
    ])
}

/// An invoice by its number, to whom it concerns; `None` to everybody else.
///
/// # Errors
/// [`Denied`] unless the person sees orders at all.
pub async fn show_invoice<E>(db: &Db, actor: &Actor, number: &str) -> Result<Option<Invoice>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static SHOW: LazyLock<JsonSets> = LazyLock::new(|| {
        let of = "i.number = $3 AND ($1 IS NULL OR i.customer_id = $1)
            AND ($2 IS NULL OR i.membership_id = $2)";
        JsonSets::new(&[
            ("heads", HEAD, &format!("{SELECT} WHERE {of} /* staff */")),
            (
                "lines",
                &[
                    "sku",
                    "name",
                    "first_day",
                    "last_day",
                    "quantity",
                    "price_minor",
                    "amount_minor",
                    "currency",
                ],
                &format!(
                    "SELECT l.sku, l.name, l.first_day, l.last_day, l.quantity, l.price_minor,
                         l.amount_minor, i.currency
                     FROM invoice i JOIN invoice_line l
                         ON l.invoice_id = i.id AND l.customer_id = i.customer_id
                     WHERE {of} ORDER BY l.position /* staff */"
                ),
            ),
        ])
    });
    let (customer, member) = reach(actor)?;
    let mut read = db.read(actor.scope()).await?;
    let sets: Sets = SHOW
        .fetch(&mut read, args![customer, member, number])
        .await?;
    let Some(head) = sets.heads.into_iter().next() else {
        return Ok(None);
    };
    let ids = [head.unit.map(|id| id.0), head.cost_centre.map(|id| id.0)];
    let names = names(&mut read, customer, ids.into_iter().flatten()).await?;
    Ok(Some(Invoice {
        head,
        lines: sets.lines,
        names,
    }))
}
