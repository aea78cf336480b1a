//! One invoice as members and the order desk read it: its lines, what was paid of it,
//! and what it can be set off against.

use super::invoices::{HEAD, InvoiceHead, SELECT, reach};
use crate::args;
use crate::id::PaymentId;
use crate::identity::{Actor, Denied, Names, names};
use crate::store::{Db, JsonSets, StoreError};
use crate::subscriptions::period::Period;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

/// The most invoices of which one is chosen to set a credit off against; where there are
/// more, its number is typed.
pub const MOST_TO_SET_OFF: usize = 50;

/// Something that was paid, or set off.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Payment {
    /// The payment.
    pub id: PaymentId,
    kind: String,
    /// The day on which the money was there.
    pub paid_on: Day,
    amount_minor: i64,
    currency: Currency,
    /// By what it is found in a statement of the bank; the number of the invoice
    /// against which it was set off.
    pub reference: String,
    /// Who wrote it down, by name.
    pub by_name: String,
    /// When it was taken back.
    pub taken_back_at: Option<Timestamp>,
    /// By whom, by name.
    pub taken_back_by_name: Option<String>,
}

impl Payment {
    /// How much it was.
    #[must_use]
    pub fn amount(&self) -> Money {
        Money::new(self.amount_minor, self.currency)
    }

    /// Whether no money came: it was set off against another invoice.
    #[must_use]
    pub fn is_set_off(&self) -> bool {
        self.kind == "set-off"
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

/// An invoice against which a credit can be set off.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OpenInvoice {
    /// What people call it by.
    pub number: String,
    currency: Currency,
    open_minor: i64,
    /// The day until which it is to be paid.
    pub due_on: Day,
}

impl OpenInvoice {
    /// What of it is still to be paid.
    #[must_use]
    pub fn open(&self) -> Money {
        Money::new(self.open_minor, self.currency)
    }
}

/// An invoice with its lines.
#[derive(Debug, Clone)]
pub struct Invoice {
    /// What is the same for all lines.
    pub head: InvoiceHead,
    /// Its lines.
    pub lines: Vec<InvoiceLine>,
    /// What was paid of it, the oldest first; also what was taken back.
    pub payments: Vec<Payment>,
    /// What it can be set off against, the earliest due first: of a credit that is open,
    /// and for staff only.
    pub to_set_off: Vec<OpenInvoice>,
    /// What unit and cost centre are called.
    pub names: Names,
}

#[derive(Debug, Deserialize)]
struct Sets {
    heads: Vec<InvoiceHead>,
    lines: Vec<InvoiceLine>,
    payments: Vec<Payment>,
    to_set_off: Vec<OpenInvoice>,
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
                    "SELECT l.sku, l.name, l.first_day, l.last_day, l.quantity,
                         CASE WHEN i.gives_back_of IS NULL THEN 1 ELSE -1 END * l.price_minor
                             AS price_minor,
                         CASE WHEN i.gives_back_of IS NULL THEN 1 ELSE -1 END * l.amount_minor
                             AS amount_minor, i.currency
                     FROM invoice i JOIN invoice_line l
                         ON l.invoice_id = i.id AND l.customer_id = i.customer_id
                     WHERE {of} ORDER BY l.position /* staff */"
                ),
            ),
            (
                "payments",
                &[
                    "id",
                    "kind",
                    "paid_on",
                    "amount_minor",
                    "currency",
                    "reference",
                    "by_name",
                    "taken_back_at",
                    "taken_back_by_name",
                ],
                &format!(
                    "SELECT p.id, p.kind, p.paid_on, p.amount_minor, i.currency, p.reference,
                         p.by_name, p.taken_back_at, p.taken_back_by_name
                     FROM invoice i JOIN invoice_payment p
                         ON p.invoice_id = i.id AND p.customer_id = i.customer_id
                     WHERE {of} ORDER BY p.id /* staff */"
                ),
            ),
            (
                "to_set_off",
                &["number", "currency", "open_minor", "due_on"],
                &format!(
                    "SELECT o.number, o.currency, o.total_minor - o.paid_minor AS open_minor,
                         o.due_on
                     FROM invoice i JOIN invoice o
                         ON o.customer_id = i.customer_id AND o.currency = i.currency
                     WHERE {of} AND $1 IS NULL AND i.gives_back_of IS NOT NULL
                         AND i.paid_minor < i.total_minor AND o.gives_back_of IS NULL
                         AND o.settled_on IS NULL AND o.total_minor > 0
                     ORDER BY o.due_on, o.id LIMIT ($4 + 0) /* staff */"
                ),
            ),
        ])
    });
    let (customer, member) = reach(actor)?;
    // One more says that there are too many to choose from.
    let most = i64::try_from(MOST_TO_SET_OFF + 1).unwrap_or(i64::MAX);
    let mut read = db.read(actor.scope()).await?;
    let sets: Sets = SHOW
        .fetch(&mut read, args![customer, member, number, most])
        .await?;
    let Some(head) = sets.heads.into_iter().next() else {
        return Ok(None);
    };
    let ids = [head.unit.map(|id| id.0), head.cost_centre.map(|id| id.0)];
    let names = names(&mut read, customer, ids.into_iter().flatten()).await?;
    Ok(Some(Invoice {
        head,
        lines: sets.lines,
        payments: sets.payments,
        to_set_off: sets.to_set_off,
        names,
    }))
}
