//! What was paid is written down by whoever works at the order desk: of an invoice by
//! its customer, of what we give back by us. Never more than is open; and what was
//! written down by mistake is taken back, and stays to be read.

use super::invoice_told::{AboutInvoice, left, told};
use crate::args;
use crate::audit;
use crate::id::{CustomerId, InvoiceId, MembershipId, PaymentId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Insert, JsonRows, Query, StoreError, claim};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// The longest reference, in characters.
pub const LONGEST_REFERENCE: usize = 80;

/// A payment to be written down.
#[derive(Debug, Clone)]
pub struct RecordPayment {
    /// The form's key.
    pub key: FormKey,
    /// The number of the invoice.
    pub invoice: String,
    /// The day on which the money was there; none if what was typed is no day.
    pub day: Option<Day>,
    /// How much; none if what was typed is no amount.
    pub amount: Option<Money>,
    /// By what it is found in a statement of the bank.
    pub reference: String,
}

/// A payment to be taken back.
#[derive(Debug, Clone)]
pub struct TakeBack {
    /// The form's key.
    pub key: FormKey,
    /// The number of the invoice.
    pub invoice: String,
    /// Which payment.
    pub payment: PaymentId,
}

/// Why a payment was not written down, or not taken back.
#[derive(Debug, thiserror::Error)]
pub enum PaymentError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// There is no such invoice, or no such payment of it.
    #[error("not found")]
    NotFound,
    /// All that is wrong with what was written.
    #[error("what was written has faults")]
    Faults(Vec<PaymentFault>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is wrong with a field of a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaymentFault {
    /// There is no such day.
    NoDay,
    /// The day has not come anywhere.
    ToCome,
    /// No amount, or one of another currency than the invoice's.
    NoAmount,
    /// More than is open, which is so much.
    TooMuch(Money),
    /// No reference, or one that is longer than [`LONGEST_REFERENCE`].
    Reference,
}

impl RecordPayment {
    fn day(&self, now: Timestamp) -> Result<Day, PaymentFault> {
        let day = self.day.ok_or(PaymentFault::NoDay)?;
        if has_not_come(day, now) {
            return Err(PaymentFault::ToCome);
        }
        Ok(day)
    }

    fn reference(&self) -> Result<String, PaymentFault> {
        let reference = self.reference.trim();
        if reference.is_empty() || reference.chars().count() > LONGEST_REFERENCE {
            return Err(PaymentFault::Reference);
        }
        Ok(reference.to_owned())
    }
}

#[derive(Debug, Deserialize)]
struct Found {
    id: InvoiceId,
    customer: CustomerId,
    member: MembershipId,
    currency: Currency,
    open_minor: i64,
    gives_back: i64,
}

impl Found {
    fn about<'a>(&self, number: &'a str) -> AboutInvoice<'a> {
        AboutInvoice {
            customer: self.customer,
            member: self.member,
            number,
            currency: self.currency,
        }
    }

    /// The amount, if it can be paid of this one.
    fn payable(&self, amount: Option<Money>) -> Result<Money, PaymentFault> {
        let amount = amount
            .filter(|amount| amount.minor > 0 && amount.currency == self.currency)
            .ok_or(PaymentFault::NoAmount)?;
        if amount.minor > self.open_minor {
            let open = Money::new(self.open_minor, self.currency);
            return Err(PaymentFault::TooMuch(open));
        }
        Ok(amount)
    }

    /// What a text calls it.
    const fn called(&self) -> &'static str {
        if self.gives_back == 0 {
            "invoice"
        } else {
            "credit"
        }
    }
}

/// How a payment is written down.
pub(super) const PAYMENTS: &str = "INSERT INTO invoice_payment (id, customer_id, invoice_id, kind,
     paid_on, amount_minor, reference, by_name, at) VALUES";

/// Writes down that something of an invoice was paid; whoever it concerns is told. Sent
/// twice with the same key it is written down once, and of two at the same moment together
/// not more than is open.
///
/// # Errors
/// See [`PaymentError`].
pub async fn record_payment(
    db: &Db,
    actor: &Actor,
    command: RecordPayment,
    now: Timestamp,
) -> Result<(), PaymentError> {
    actor.demand(Permission::Fulfil)?;
    let (day, reference) = (command.day(now), command.reference());
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let number = command.invoice.as_str();
            if claim(tx, &actor, command.key, "payment", number, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            // Whoever writes down another one meanwhile waits.
            tx.lock("invoice", "id", "number", args![number]).await?;
            let found: Vec<Found> = INVOICE.all(tx, args![number]).await?;
            let one = found.into_iter().next().ok_or(PaymentError::NotFound)?;
            let (day, amount, reference) = match (day, one.payable(command.amount), reference) {
                (Ok(day), Ok(amount), Ok(reference)) => (day, amount, reference),
                (day, amount, reference) => {
                    let faults = [day.err(), amount.err(), reference.err()];
                    return Err(PaymentError::Faults(faults.into_iter().flatten().collect()));
                }
            };
            let ours = tx
                .run(
                    "UPDATE invoice SET paid_minor = paid_minor + $3,
                         settled_on = CASE WHEN paid_minor + $3 = total_minor THEN $4 END
                     WHERE id = $1 AND customer_id = $2 AND $3 <= total_minor - paid_minor",
                    args![one.id, one.customer, amount.minor, day],
                )
                .await?;
            if ours == 0 {
                let open = Money::new(one.open_minor, one.currency);
                return Err(PaymentError::Faults(vec![PaymentFault::TooMuch(open)]));
            }
            let entry = audit::Entry {
                action: "invoice.paid",
                subject: one.id.to_string(),
                customer: Some(one.customer),
                detail: json!({
                    "number": number,
                    "day": day,
                    "amount_minor": amount.minor,
                    "currency": amount.currency.code(),
                    "reference": reference,
                }),
            };
            let happened = paid(&one, number, amount, day, now);
            profile::record(tx, vec![happened]).await?;
            let payment = Insert::row(
                PAYMENTS,
                args![
                    PaymentId::new(),
                    one.customer,
                    one.id,
                    "paid",
                    day,
                    amount.minor,
                    reference,
                    actor.name(),
                    now,
                ],
            );
            let open = one.open_minor - amount.minor;
            let more = json!({
                "of": one.called(),
                "amount_minor": amount.minor,
                "paid_at": day,
                "open_minor": open,
                "rest": left(open),
            });
            let messages = told(tx, one.about(number), "invoice-paid", more, now).await?;
            tx.insert([payment, entry.row(&actor, now), messages])
                .await?;
            Ok(())
        })
    })
    .await
}

/// Whether a day has begun nowhere: fourteen hours east of Greenwich it begins when
/// it is ten o'clock of the day before in UTC.
const fn has_not_come(day: Day, now: Timestamp) -> bool {
    now.0 < day.start().plus_seconds(-14 * 60 * 60).0
}

static INVOICE: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "customer",
            "member",
            "currency",
            "open_minor",
            "gives_back",
        ],
        "SELECT i.id, i.customer_id AS customer, i.membership_id AS member, i.currency,
             i.total_minor - i.paid_minor AS open_minor,
             CASE WHEN i.gives_back_of IS NULL THEN 0 ELSE 1 END AS gives_back
         FROM invoice i WHERE i.number = $1 /* staff */",
    )
});

/// Takes back what was written down by mistake: then it does not count, and whoever was
/// told of it is told so. What was set off can't be. Taken back twice it is taken back
/// once.
///
/// # Errors
/// See [`PaymentError`].
pub async fn take_payment_back(
    db: &Db,
    actor: &Actor,
    command: TakeBack,
    now: Timestamp,
) -> Result<(), PaymentError> {
    actor.demand(Permission::Fulfil)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let number = command.invoice.as_str();
            let answer = command.payment.to_string();
            if claim(tx, &actor, command.key, "payment-back", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let found: Option<(InvoiceId, CustomerId, i64, Timestamp)> = tx
                .maybe(
                    "SELECT p.invoice_id, p.customer_id, p.amount_minor, p.at
                     FROM invoice_payment p
                     JOIN invoice i ON i.id = p.invoice_id AND i.customer_id = p.customer_id
                     WHERE p.id = $1 AND i.number = $2 AND p.kind = 'paid' /* staff */",
                    args![command.payment, number],
                )
                .await?;
            let (invoice, customer, amount, at) = found.ok_or(PaymentError::NotFound)?;
            let ours = tx
                .run(
                    "UPDATE invoice_payment SET taken_back_at = $3, taken_back_by_name = $4
                     WHERE id = $1 AND customer_id = $2 AND taken_back_at IS NULL",
                    args![command.payment, customer, now, actor.name()],
                )
                .await?;
            if ours == 0 {
                return Ok(());
            }
            profile::take_back(tx, customer, (Kind::Paid, invoice.0), at).await?;
            tx.run(
                "UPDATE invoice SET paid_minor = paid_minor - $3, settled_on = NULL
                 WHERE id = $1 AND customer_id = $2",
                args![invoice, customer, amount],
            )
            .await?;
            let entry = audit::Entry {
                action: "invoice.payment-taken-back",
                subject: invoice.to_string(),
                customer: Some(customer),
                detail: json!({ "number": number, "amount_minor": amount }),
            };
            let found: Vec<Found> = INVOICE.all(tx, args![number]).await?;
            let one = found.into_iter().next().ok_or(PaymentError::NotFound)?;
            let more = json!({
                "of": one.called(),
                "amount_minor": amount,
                "open_minor": one.open_minor,
            });
            let kind = "invoice-payment-taken-back";
            let messages = told(tx, one.about(number), kind, more, now).await?;
            tx.insert([entry.row(&actor, now), messages]).await?;
            Ok(())
        })
    })
    .await
}

/// How a company pays is a part of what is known of it.
fn paid(one: &Found, number: &str, amount: Money, day: Day, now: Timestamp) -> Interaction {
    Interaction {
        customer: one.customer,
        member: None,
        unit: None,
        at: now,
        kind: Kind::Paid,
        touch_point: TouchPoint::Console,
        subject: Subject::Invoice,
        subject_id: Some(one.id.0),
        text: number.to_owned(),
        amount: Some(amount.minor),
        detail: json!({ "currency": amount.currency.code(), "day": day }),
    }
}
