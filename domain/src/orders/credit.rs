//! What was charged is given back, inside the transaction of why: by an invoice of
//! its own whose amounts are ours to pay. As far as the first one waits to be paid,
//! the two are set off against each other at once.

use super::invoice::{NewInvoiceLine, impossible, line_rows, total_of};
use super::invoice_told::{AboutInvoice, left, told};
use super::open::{Standing, TooMuch};
use super::set_off::{Both, set_off_rows};
use crate::args;
use crate::audit;
use crate::id::{CostCentreId, CustomerId, InvoiceId, MembershipId, UnitId};
use crate::identity::Actor;
use crate::store::{Insert, JsonRows, Query, StoreError, Tx, next_number};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What is given back.
#[derive(Debug, Clone)]
pub struct NewCredit {
    /// Whose it is.
    pub customer: CustomerId,
    /// The number of the invoice by which it was charged.
    pub invoice: String,
    /// What of it is given back, at least one line; together more than nothing and
    /// not more than was charged and not given back before.
    pub lines: Vec<NewInvoiceLine>,
}

/// Why nothing was given back.
#[derive(Debug, thiserror::Error)]
pub enum GiveBackError {
    /// More than is left of what the invoice charged, which is so much.
    #[error("more than is left to give back")]
    TooMuch(Money),
    /// The storage failed, there is no such invoice, or the lines don't add up to an
    /// amount in its currency.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Deserialize)]
struct Charged {
    id: InvoiceId,
    member: MembershipId,
    unit: Option<UnitId>,
    cost_centre: Option<CostCentreId>,
    po_number: String,
    agreement: String,
    payment: String,
    currency: Currency,
    total_minor: i64,
    paid_minor: i64,
    given_back_minor: i64,
}

/// Gives back what an invoice charged; answers the id and the number of the invoice
/// by which: `C-2026-000123`. Whoever it concerns is told.
///
/// # Errors
/// See [`GiveBackError`].
pub async fn give_back(
    tx: &mut Tx,
    actor: &Actor,
    new: NewCredit,
    now: Timestamp,
) -> Result<(InvoiceId, String), GiveBackError> {
    // Whoever records a payment meanwhile, or gives back of it too, waits.
    tx.lock("invoice", "id", "number", args![new.invoice.as_str()])
        .await?;
    let charged: Vec<Charged> = CHARGED
        .all(tx, args![new.customer, new.invoice.as_str()])
        .await?;
    let of = charged.into_iter().next();
    let of = of.ok_or_else(|| impossible("there is no invoice to give back of"))?;
    let (amounts, total) = total_of(&new.lines, of.currency)?;
    if total.minor <= 0 {
        return Err(impossible("nothing is given back").into());
    }
    let standing = Standing {
        total: of.total_minor,
        paid: of.paid_minor,
        given_back: of.given_back_minor,
    };
    let set_off = standing
        .give_back(total.minor)
        .map_err(|TooMuch(left)| GiveBackError::TooMuch(Money::new(left, of.currency)))?;
    let today = Day::of(now);
    let settled = |total: i64, paid: i64| (total == paid).then_some(today);
    let id = InvoiceId::new();
    let year = today.year();
    let count = next_number(tx, &format!("credit-{year}")).await?;
    let number = format!("C-{year}-{count:06}");
    let entry = audit::Entry {
        action: "invoice.given-back",
        subject: id.to_string(),
        customer: Some(new.customer),
        detail: json!({
            "number": number,
            "of": new.invoice,
            "total_minor": total.minor,
            "set_off_minor": set_off,
            "currency": of.currency.code(),
        }),
    };
    let head = Insert::row(
        "INSERT INTO invoice (id, customer_id, number, membership_id, unit_id, cost_centre_id,
             po_number, agreement, payment, currency, total_minor, lines, issued_on, due_on,
             created_at, paid_minor, settled_on, gives_back_of) VALUES",
        args![
            id,
            new.customer,
            number.as_str(),
            of.member,
            of.unit,
            of.cost_centre,
            of.po_number.as_str(),
            of.agreement.as_str(),
            of.payment.as_str(),
            of.currency,
            total.minor,
            i64::try_from(new.lines.len()).unwrap_or(i64::MAX),
            today,
            today,
            now,
            set_off,
            settled(total.minor, set_off),
            of.id,
        ],
    );
    let mut inserts = vec![
        head,
        line_rows(id, new.customer, &new.lines, &amounts),
        entry.row(actor, now),
    ];
    if set_off > 0 {
        tx.run(
            "UPDATE invoice SET paid_minor = $3, settled_on = $4
             WHERE id = $1 AND customer_id = $2",
            args![
                of.id,
                new.customer,
                of.paid_minor + set_off,
                settled(of.total_minor, of.paid_minor + set_off)
            ],
        )
        .await?;
        let both = Both {
            customer: new.customer,
            credit: (id, number.as_str()),
            invoice: (of.id, new.invoice.as_str()),
        };
        inserts.push(set_off_rows(actor, both, set_off, now));
    }
    let about = AboutInvoice {
        customer: new.customer,
        member: of.member,
        number: &number,
        currency: of.currency,
    };
    let more = json!({
        "of": new.invoice,
        "total_minor": total.minor,
        "set_off_minor": set_off,
        "open_minor": total.minor - set_off,
        "set_off_is": left(set_off),
        "rest": left(total.minor - set_off),
    });
    let messages = told(tx, about, "invoice-given-back", more, now).await?;
    inserts.push(messages);
    tx.insert(inserts).await?;
    Ok((id, number))
}

static CHARGED: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "member",
            "unit",
            "cost_centre",
            "po_number",
            "agreement",
            "payment",
            "currency",
            "total_minor",
            "paid_minor",
            "given_back_minor",
        ],
        "SELECT i.id, i.membership_id AS member, i.unit_id AS unit,
             i.cost_centre_id AS cost_centre, i.po_number, i.agreement, i.payment, i.currency,
             i.total_minor, i.paid_minor,
             (SELECT CAST(coalesce(SUM(b.total_minor), 0) AS BIGINT) FROM invoice b
              WHERE b.gives_back_of = i.id AND b.customer_id = i.customer_id) AS given_back_minor
         FROM invoice i
         WHERE i.customer_id = $1 AND i.number = $2 AND i.gives_back_of IS NULL",
    )
});
