//! Ordering without anyone's request: from the basket, or products by SKU
//! (a pasted list, an earlier order). For who may order; prices are looked up
//! anew in the transaction that places the order.

use super::change_basket::take_out;
use super::new_lines::{From, NewLine, look_up, taken_by};
use super::offer::Standing;
use super::po_number::po_number;
use super::wanted_fault::{
    WantedFault, demand_cost_centre, demand_currency, demand_seen, demand_sensible,
};
use crate::id::{CostCentreId, OrderId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::orders::{self, NewOrder};
use crate::store::{Db, FormKey, StoreError, Tx, answered, ask_earlier, key_row};
use crate::{Day, Money, Timestamp};

/// An order about to be placed.
#[derive(Debug, Clone)]
pub struct OrderNow {
    /// The form's key.
    pub key: FormKey,
    /// What is ordered. From the basket: every line with a price; the others
    /// stay in it.
    pub from: From,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The cost centre that pays.
    pub cost_centre: Option<CostCentreId>,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// What the goods cost in all when the buyer looked.
    pub seen: Option<Money>,
}

/// Why nothing was ordered.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What is wanted can't be had so.
    #[error(transparent)]
    Wanted(#[from] WantedFault),
    /// These have no price, so they can only be asked for.
    #[error("price on request")]
    PriceOnRequest(Vec<String>),
    /// The purchase order number is longer than [`LONGEST_PO`](super::LONGEST_PO).
    #[error("purchase order number too long")]
    PoTooLong,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Places an order and answers its id. Sent twice with the same key it is
/// placed once.
///
/// # Errors
/// See [`OrderError`].
pub async fn order_now(
    db: &Db,
    actor: &Actor,
    command: OrderNow,
    now: Timestamp,
) -> Result<OrderId, OrderError> {
    let member = actor.member_who_may(Permission::Order)?.clone();
    let command = checked(command, now)?;
    let attempt = || {
        let (actor, member, command) = (actor.clone(), member.clone(), command.clone());
        db.write(actor.scope(), move |tx| {
            Box::pin(async move { place(tx, &actor, &member, command, now).await })
        })
    };
    match attempt().await {
        // The same form at the same moment: now the other is done.
        Err(OrderError::Store(error)) if error.is_key_taken() => attempt().await,
        done => done,
    }
}

fn checked(mut command: OrderNow, now: Timestamp) -> Result<OrderNow, OrderError> {
    command.po_number = po_number(&command.po_number).ok_or(OrderError::PoTooLong)?;
    demand_sensible(&command.from, command.needed_by, now)?;
    Ok(command)
}

async fn place(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    command: OrderNow,
    now: Timestamp,
) -> Result<OrderId, OrderError> {
    let earlier = ask_earlier(actor, command.key, FORM);
    let found = match look_up(tx, actor, member, earlier, &command.from, now).await? {
        Ok(found) => found,
        Err(earlier) => return Ok(answered(&earlier)?),
    };
    let currency = demand_currency(member)?;
    demand_cost_centre(&found.ready.cost_centres, command.cost_centre)?;
    let lines = orderable_lines(found.lines, &command.from)?;
    demand_seen(&lines, currency, command.seen)?;
    if !take_out(tx, member.company.id, member.id, &taken_by(&lines)).await? {
        // Perhaps by this form, sent twice at the same moment.
        let earlier = ask_earlier(actor, command.key, FORM).fetch(tx).await?;
        let earlier = earlier.ok_or(WantedFault::BasketChanged)?;
        return Ok(answered(&earlier)?);
    }
    let id = OrderId::new();
    let order = NewOrder {
        id,
        customer: member.company.id,
        placed_by: member.id,
        requested_by: None,
        unit: member.unit,
        cost_centre: command.cost_centre,
        request: None,
        po_number: command.po_number,
        needed_by: command.needed_by,
        currency,
        lines: lines.iter().filter_map(NewLine::ordered).collect(),
    };
    let key = key_row(actor, command.key, FORM, &id.to_string(), now);
    orders::place(tx, actor, order, found.told, Some(key), now).await?;
    Ok(id)
}

/// What the form's key is kept for.
const FORM: &str = "order";

/// From the basket what can be ordered; of a list everything, or nothing.
fn orderable_lines(lines: Vec<NewLine>, from: &From) -> Result<Vec<NewLine>, OrderError> {
    if let From::Lines(_) = from {
        let names = |is: fn(Standing) -> bool| -> Vec<String> {
            let those = lines.iter().filter(|line| is(line.offer.standing));
            those.map(|line| line.offer.name.clone()).collect()
        };
        let gone = names(|standing| {
            matches!(
                standing,
                Standing::Gone | Standing::InWords | Standing::ChooseAgain
            )
        });
        if !gone.is_empty() {
            return Err(WantedFault::NotInCatalog(gone).into());
        }
        let unpriced = names(|standing| standing == Standing::OnRequest);
        if !unpriced.is_empty() {
            return Err(OrderError::PriceOnRequest(unpriced));
        }
    }
    let lines: Vec<NewLine> = lines
        .into_iter()
        .filter(|line| line.offer.standing.price().is_some())
        .collect();
    if lines.is_empty() {
        return Err(WantedFault::Empty.into());
    }
    Ok(lines)
}
