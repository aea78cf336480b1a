//! An invoice is made, inside the transaction of what is charged. What it charges is
//! never changed: what is given back is another one's business (`credit`), and what
//! was paid stands beside it (`payments`).

use super::invoice_told::{AboutInvoice, told};
use super::payment_terms::payment_days;
use crate::agreements::ask_payment;
use crate::args;
use crate::audit;
use crate::id::{CostCentreId, CustomerId, InvoiceId, MembershipId, OrderId, UnitId};
use crate::identity::{Actor, ask_in_force};
use crate::store::{Insert, StoreError, Tx, next_number};
use crate::subscriptions::period::Period;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde_json::json;

/// An invoice about to be made. What is charged has been decided by the caller.
#[derive(Debug, Clone)]
pub struct NewInvoice {
    /// The customer.
    pub customer: CustomerId,
    /// The order that it is about, if it is about one.
    pub order: Option<OrderId>,
    /// Who ordered what is charged.
    pub member: MembershipId,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The currency of every line.
    pub currency: Currency,
    /// What is charged, at least one line; together not less than nothing.
    pub lines: Vec<NewInvoiceLine>,
}

/// One line of an invoice.
#[derive(Debug, Clone)]
pub struct NewInvoiceLine {
    /// Its number.
    pub sku: String,
    /// What it is, in words.
    pub name: String,
    /// The days it is about.
    pub days: Option<Period>,
    /// How many.
    pub quantity: Quantity,
    /// What one costs; less than nothing is given back.
    pub price: Money,
}

/// Makes an invoice; answers its id and the number that people call it by:
/// `I-2026-000123`. Whoever it concerns is told.
///
/// # Errors
/// If the storage fails, or the lines don't add up to an amount in its currency.
pub async fn make_invoice(
    tx: &mut Tx,
    actor: &Actor,
    new: NewInvoice,
    now: Timestamp,
) -> Result<(InvoiceId, String), StoreError> {
    let (amounts, total) = total_of(&new.lines, new.currency)?;
    let agreed = ask_in_force(new.customer, new.unit, now).fetch(tx).await?;
    let (agreement, payment) = match agreed {
        Some(agreed) => {
            let payment = ask_payment(new.customer, agreed.first.revision);
            (agreed.first.number, payment.fetch(tx).await?)
        }
        None => (String::new(), String::new()),
    };
    let issued = Day::of(now);
    let due = issued.plus_days(payment_days(&payment));
    let id = InvoiceId::new();
    let year = issued.year();
    let count = next_number(tx, &format!("invoice-{year}")).await?;
    let number = format!("I-{year}-{count:06}");
    let about = AboutInvoice {
        customer: new.customer,
        member: new.member,
        number: &number,
        currency: new.currency,
    };
    let more = json!({ "total_minor": total.minor, "due_at": due });
    let messages = told(tx, about, "invoice-made", more, now).await?;
    let entry = audit::Entry {
        action: "invoice.made",
        subject: id.to_string(),
        customer: Some(new.customer),
        detail: json!({
            "number": number,
            "total_minor": total.minor,
            "currency": new.currency.code(),
            "lines": new.lines.len(),
        }),
    };
    let head = Insert::row(
        "INSERT INTO invoice (id, customer_id, number, order_id, membership_id, unit_id,
             cost_centre_id, po_number, agreement, payment, currency, total_minor, lines,
             issued_on, due_on, created_at) VALUES",
        args![
            id,
            new.customer,
            number.as_str(),
            new.order,
            new.member,
            new.unit,
            new.cost_centre,
            new.po_number.as_str(),
            agreement,
            payment,
            new.currency,
            total.minor,
            i64::try_from(new.lines.len()).unwrap_or(i64::MAX),
            issued,
            due,
            now,
        ],
    );
    tx.insert([
        head,
        line_rows(id, new.customer, &new.lines, &amounts),
        entry.row(actor, now),
        messages,
    ])
    .await?;
    Ok((id, number))
}

/// What each line comes to, and all of them: not less than nothing.
pub(super) fn total_of(
    lines: &[NewInvoiceLine],
    currency: Currency,
) -> Result<(Vec<Money>, Money), StoreError> {
    let amounts: Vec<Money> = lines
        .iter()
        .map(|line| line.price.times(line.quantity))
        .collect::<Option<_>>()
        .ok_or_else(|| impossible("a line is too large"))?;
    let total = amounts
        .iter()
        .try_fold(Money::zero(currency), |sum, amount| sum.plus(*amount))
        .filter(|total| total.minor >= 0)
        .ok_or_else(|| impossible("the lines don't add up"))?;
    Ok((amounts, total))
}

/// The lines with what they come to, to be inserted with their invoice.
pub(super) fn line_rows(
    invoice: InvoiceId,
    customer: CustomerId,
    lines: &[NewInvoiceLine],
    amounts: &[Money],
) -> Insert {
    let rows = lines
        .iter()
        .zip(amounts)
        .zip(1_i64..)
        .map(|((line, amount), position)| {
            args![
                invoice,
                customer,
                position,
                line.sku.as_str(),
                line.name.as_str(),
                line.days.map(Period::first),
                line.days.map(Period::last),
                line.quantity,
                line.price.minor,
                amount.minor,
            ]
        })
        .collect();
    Insert::rows(
        "INSERT INTO invoice_line (invoice_id, customer_id, position, sku, name, first_day,
             last_day, quantity, price_minor, amount_minor) VALUES",
        rows,
    )
}

pub(super) fn impossible(what: &str) -> StoreError {
    StoreError::bad_row("invoice_line", what)
}
