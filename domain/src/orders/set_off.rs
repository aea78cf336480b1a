//! A credit is set off against an open invoice of the same customer in the same currency:
//! as much as is open of both, to the minor unit. No money comes, so that nothing of it
//! can be taken back.

use super::invoice_told::{AboutInvoice, left, told};
use super::open;
use super::payments::PAYMENTS;
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvoiceId, MembershipId, PaymentId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Db, FormKey, Insert, JsonRows, Query, StoreError, claim};
use crate::{Currency, Day, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What is set off.
#[derive(Debug, Clone)]
pub struct SetOff {
    /// The form's key.
    pub key: FormKey,
    /// The number of what gives something back.
    pub credit: String,
    /// The number of the invoice that is paid by it.
    pub invoice: String,
}

/// Why nothing was set off.
#[derive(Debug, thiserror::Error)]
pub enum SetOffError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such credit.
    #[error("not found")]
    NotFound,
    /// The customer has no such invoice in this currency.
    #[error("no such invoice")]
    NoSuchInvoice,
    /// Nothing is open of one of them.
    #[error("nothing is open")]
    NothingOpen,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

#[derive(Debug, Deserialize)]
struct Side {
    id: InvoiceId,
    customer: CustomerId,
    member: MembershipId,
    number: String,
    currency: Currency,
    open_minor: i64,
    gives_back: i64,
}

/// `$1` the number of the one, `$2` that of the other.
static SIDES: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "customer",
            "member",
            "number",
            "currency",
            "open_minor",
            "gives_back",
        ],
        "SELECT i.id, i.customer_id AS customer, i.membership_id AS member, i.number, i.currency,
             i.total_minor - i.paid_minor AS open_minor,
             CASE WHEN i.gives_back_of IS NULL THEN 0 ELSE 1 END AS gives_back
         FROM invoice i WHERE i.number IN ($1, $2) /* staff */",
    )
});

/// Sets a credit off against an invoice, as far as both are open; whoever it concerns is
/// told. Sent twice with the same key it is done once, and of two at the same moment
/// together not more than is open.
///
/// # Errors
/// See [`SetOffError`].
pub async fn set_off(
    db: &Db,
    actor: &Actor,
    command: SetOff,
    now: Timestamp,
) -> Result<(), SetOffError> {
    actor.demand(Permission::Fulfil)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (credit, invoice) = (command.credit.as_str(), command.invoice.as_str());
            let answer = format!("{credit} {invoice}");
            if claim(tx, &actor, command.key, "set-off", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            // Whoever writes down a payment of one of them meanwhile waits.
            tx.lock("invoice", "id", "number", args![credit, invoice])
                .await?;
            let both: Vec<Side> = SIDES.all(tx, args![credit, invoice]).await?;
            let back = both
                .iter()
                .find(|one| one.number == credit && one.gives_back != 0)
                .ok_or(SetOffError::NotFound)?;
            let of = both
                .iter()
                .find(|one| one.number == invoice && one.gives_back == 0)
                .filter(|one| (one.customer, one.currency) == (back.customer, back.currency))
                .ok_or(SetOffError::NoSuchInvoice)?;
            let minor = open::set_off(back.open_minor, of.open_minor);
            if minor == 0 {
                return Err(SetOffError::NothingOpen);
            }
            let changed = tx
                .run(
                    "UPDATE invoice SET paid_minor = paid_minor + $4,
                         settled_on = CASE WHEN paid_minor + $4 = total_minor THEN $5 END
                     WHERE customer_id = $1 AND id IN ($2, $3) AND paid_minor + $4 <= total_minor",
                    args![back.customer, back.id, of.id, minor, Day::of(now)],
                )
                .await?;
            if changed != 2 {
                return Err(SetOffError::NothingOpen);
            }
            let entry = audit::Entry {
                action: "invoice.set-off",
                subject: of.id.to_string(),
                customer: Some(of.customer),
                detail: json!({
                    "number": invoice,
                    "credit": credit,
                    "amount_minor": minor,
                    "currency": of.currency.code(),
                }),
            };
            let sides = Both {
                customer: of.customer,
                credit: (back.id, credit),
                invoice: (of.id, invoice),
            };
            let about = AboutInvoice {
                customer: of.customer,
                member: of.member,
                number: invoice,
                currency: of.currency,
            };
            let more = json!({
                "credit": credit,
                "amount_minor": minor,
                "open_minor": of.open_minor - minor,
                "rest": left(of.open_minor - minor),
                "credit_open_minor": back.open_minor - minor,
                "credit_rest": left(back.open_minor - minor),
            });
            let messages = told(tx, about, "invoice-set-off", more, now).await?;
            let payments = set_off_rows(&actor, sides, minor, now);
            tx.insert([payments, entry.row(&actor, now), messages])
                .await?;
            Ok(())
        })
    })
    .await
}

/// The two that are set off against each other, each by its id and number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Both<'a> {
    pub(super) customer: CustomerId,
    pub(super) credit: (InvoiceId, &'a str),
    pub(super) invoice: (InvoiceId, &'a str),
}

/// How it is written down: of each that so much was set off against the other.
pub(super) fn set_off_rows(
    actor: &Actor,
    both: Both<'_>,
    amount_minor: i64,
    now: Timestamp,
) -> Insert {
    let sides = [(both.credit, both.invoice), (both.invoice, both.credit)];
    let rows = sides.map(|((id, _), (_, against))| {
        args![
            PaymentId::new(),
            both.customer,
            id,
            "set-off",
            Day::of(now),
            amount_minor,
            against,
            actor.name(),
            now,
        ]
    });
    Insert::rows(PAYMENTS, rows.into())
}
