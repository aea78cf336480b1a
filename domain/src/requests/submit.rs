//! Submitting a request: from the basket, or directly for products by SKU.
//! The company's rule says at once whether it needs somebody; if it needs
//! nobody, it becomes an order in the same transaction.

use super::approval_policy::{Asked, Cost, Needs, Verdict, whom_it_needs};
use super::change_basket::take_out;
use super::new_lines::{From, NewLine, look_up, taken_by};
use super::offer::Standing;
use super::wanted_fault::{
    WantedFault, demand_cost_centre, demand_currency, demand_seen, demand_sensible,
};
use super::write_down::{Written, skus, title};
use crate::args;
use crate::id::{CostCentreId, OrderId, RequestId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::mail::Recipient;
use crate::orders::{self, NewOrder, last_paid};
use crate::store::{
    Db, FormKey, Query, StoreError, Tx, answered, ask_earlier, key_row, next_number,
};
use crate::{Currency, Day, Money, Quantity, Timestamp};

/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 1000;
/// The longest "for whom", in characters.
pub const LONGEST_FOR_WHOM: usize = 120;

/// A request about to be submitted.
#[derive(Debug, Clone)]
pub struct Submit {
    /// The form's key.
    pub key: FormKey,
    /// What it asks for.
    pub from: From,
    /// For whom, in the requester's words; empty for the requester.
    pub for_whom: String,
    /// The cost centre that pays.
    pub cost_centre: Option<CostCentreId>,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// Why. Needed when somebody has to decide.
    pub reason: String,
    /// What the goods cost in all when the requester looked.
    pub seen: Option<Money>,
}

/// A request that was submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The request.
    pub request: RequestId,
    /// What people call it by.
    pub number: String,
    /// The order that it became at once, if the company's rule let it.
    pub order: Option<(OrderId, String)>,
}

/// Why a request was not submitted.
#[derive(Debug, thiserror::Error)]
pub enum SubmitError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// What is wanted can't be had so.
    #[error(transparent)]
    Wanted(#[from] WantedFault),
    /// These standard configurations are not offered with their options any
    /// more.
    #[error("options have changed")]
    ChooseAgain(Vec<String>),
    /// Somebody has to decide, so there must be a reason.
    #[error("no reason")]
    NoReason,
    /// Reason or "for whom" is too long.
    #[error("too long")]
    TooLong,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Submits a request. Sent twice with the same key it is submitted once.
///
/// # Errors
/// See [`SubmitError`].
pub async fn submit(
    db: &Db,
    actor: &Actor,
    command: Submit,
    now: Timestamp,
) -> Result<Submitted, SubmitError> {
    let member = actor.member_who_may(Permission::Request)?.clone();
    let command = checked(command, now)?;
    let attempt = || {
        let (actor, member, command) = (actor.clone(), member.clone(), command.clone());
        db.write(actor.scope(), move |tx| {
            Box::pin(async move { submit_in(tx, &actor, &member, command, now).await })
        })
    };
    match attempt().await {
        // The same form at the same moment: now the other is done.
        Err(SubmitError::Store(error)) if error.is_key_taken() => attempt().await,
        done => done,
    }
}

fn checked(mut command: Submit, now: Timestamp) -> Result<Submit, SubmitError> {
    command.reason = command.reason.trim().to_owned();
    command.for_whom = command.for_whom.trim().to_owned();
    if command.reason.chars().count() > LONGEST_REASON
        || command.for_whom.chars().count() > LONGEST_FOR_WHOM
    {
        return Err(SubmitError::TooLong);
    }
    demand_sensible(&command.from, command.needed_by, now)?;
    Ok(command)
}

/// What the first submission of the same form came to.
async fn earlier_request(
    tx: &mut Tx,
    member: &Member,
    earlier: &str,
) -> Result<Submitted, SubmitError> {
    let id: RequestId = answered(earlier)?;
    let row: Option<(String, Option<OrderId>, Option<String>)> = tx
        .maybe(
            "SELECT r.number, l.order_id, l.order_number FROM request r
             JOIN request_line l ON l.request_id = r.id AND l.customer_id = $1
             WHERE r.id = $2 AND r.customer_id = $1 ORDER BY l.position LIMIT 1",
            args![member.company.id, id],
        )
        .await?;
    let (number, order, order_number) =
        row.ok_or_else(|| StoreError::bad_row("idempotency", earlier))?;
    Ok(Submitted {
        request: id,
        number,
        order: order.zip(order_number),
    })
}

async fn submit_in(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    command: Submit,
    now: Timestamp,
) -> Result<Submitted, SubmitError> {
    let earlier = ask_earlier(actor, command.key, FORM);
    let mut found = match look_up(tx, actor, member, earlier, &command.from, now).await? {
        Ok(found) => found,
        Err(earlier) => return earlier_request(tx, member, &earlier).await,
    };
    let currency = demand_currency(member)?;
    demand_cost_centre(&found.ready.cost_centres, command.cost_centre)?;
    let lines = demand_all_in_catalog(found.lines)?;
    let goods = demand_seen(&lines, currency, command.seen)?;
    let verdict = verdict(
        member,
        command.cost_centre,
        &lines,
        currency,
        &found.ready.rules(),
    );
    if verdict.needs == Needs::Approvers && command.reason.is_empty() {
        return Err(SubmitError::NoReason);
    }
    // Before it becomes an order, which would be the last one itself.
    let paid = last_paid(tx, member.company.id, &skus(&lines)).await?;
    let year = Day::of(now).year();
    let count = next_number(tx, &format!("request-{year}")).await?;
    let id = RequestId::new();
    let key = key_row(actor, command.key, FORM, &id.to_string(), now);
    let written = Written {
        id,
        number: format!("R-{year}-{count:04}"),
        title: title(&lines),
        command,
        lines,
        currency,
        goods,
        verdict,
    };
    if !take_out(tx, member.company.id, member.id, &taken_by(&written.lines)).await? {
        // Perhaps by this form, sent twice at the same moment.
        let earlier = ask_earlier(actor, written.command.key, FORM)
            .fetch(tx)
            .await?;
        let earlier = earlier.ok_or(WantedFault::BasketChanged)?;
        return earlier_request(tx, member, &earlier).await;
    }
    let order = match written.verdict.needs {
        Needs::Nobody => Some(place(tx, actor, member, &written, found.told, now).await?),
        Needs::Approvers => None,
    };
    let told = match order {
        None => found.ready.deciders(member, actor),
        Some(_) => Vec::new(),
    };
    let mut rows = written.rows(actor, member, &paid, order.as_ref(), now)?;
    rows.extend(written.records(actor, member, now));
    rows.push(written.messages(actor, member, &found.ready.cost_centres, told, now));
    rows.push(key);
    tx.insert(rows).await?;
    Ok(Submitted {
        request: id,
        number: written.number,
        order,
    })
}

/// What the form's key is kept for.
const FORM: &str = "request";

fn demand_all_in_catalog(lines: Vec<NewLine>) -> Result<Vec<NewLine>, SubmitError> {
    if lines.is_empty() {
        return Err(WantedFault::Empty.into());
    }
    let names = |standing| -> Vec<String> {
        let those = lines.iter().filter(|line| line.offer.standing == standing);
        those.map(|line| line.offer.name.clone()).collect()
    };
    let gone = names(Standing::Gone);
    if !gone.is_empty() {
        return Err(WantedFault::NotInCatalog(gone).into());
    }
    let changed = names(Standing::ChooseAgain);
    if !changed.is_empty() {
        return Err(SubmitError::ChooseAgain(changed));
    }
    Ok(lines)
}

fn verdict(
    member: &Member,
    cost_centre: Option<CostCentreId>,
    lines: &[NewLine],
    currency: Currency,
    rules: &[super::approval_policy::Rule],
) -> Verdict {
    let costs: Vec<(Cost, Quantity)> = lines
        .iter()
        .map(|line| (line.offer.standing.cost(), line.quantity))
        .collect();
    let asked = Asked {
        roles: &member.roles,
        cost_centre,
        lines: &costs,
        currency,
    };
    whom_it_needs(&asked, rules)
}

/// The company's rule lets it pass: it becomes an order at once.
async fn place(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    written: &Written,
    told: Vec<Recipient>,
    now: Timestamp,
) -> Result<(OrderId, String), SubmitError> {
    let lines = written.lines.iter().filter_map(NewLine::ordered).collect();
    let order = NewOrder {
        id: OrderId::new(),
        customer: member.company.id,
        placed_by: member.id,
        requested_by: None,
        unit: member.unit,
        cost_centre: written.command.cost_centre,
        request: Some(written.id),
        po_number: written.number.clone(),
        needed_by: written.command.needed_by,
        currency: written.currency,
        lines,
    };
    let id = order.id;
    let number = orders::place(tx, actor, order, told, None, now).await?;
    Ok((id, number))
}
