//! Telling whom an invoice concerns what becomes of it: who ordered what it charges, and
//! everybody who sees what the company is charged.

use super::messages::{ask_people_told, written};
use crate::id::{CustomerId, MembershipId};
use crate::store::{Insert, Result, Tx};
use crate::{Currency, Timestamp};
use serde_json::{Value as JsonValue, json};

/// The invoice.
#[derive(Debug, Clone, Copy)]
pub(super) struct AboutInvoice<'a> {
    pub(super) customer: CustomerId,
    /// Who ordered what it charges.
    pub(super) member: MembershipId,
    pub(super) number: &'a str,
    pub(super) currency: Currency,
}

/// The message for each of them, to be inserted together with what it tells; `more` is
/// what its texts need besides.
pub(super) async fn told(
    tx: &mut Tx,
    about: AboutInvoice<'_>,
    kind: &'static str,
    more: JsonValue,
    now: Timestamp,
) -> Result<Insert> {
    let members = [about.member, about.member];
    let people = ask_people_told(about.customer, members).fetch(tx).await?;
    let mut whole = json!({
        "number": about.number,
        "currency": about.currency.code(),
        "path": format!("/invoices/{}", about.number),
    });
    if let (Some(all), JsonValue::Object(more)) = (whole.as_object_mut(), more) {
        all.extend(more);
    }
    Ok(written(people, about.customer, kind, &whole, now))
}

/// What a text says of an amount that is left: `none` or `some`.
pub(super) const fn left(minor: i64) -> &'static str {
    if minor == 0 { "none" } else { "some" }
}
