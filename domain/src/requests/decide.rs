//! Deciding a request: one transaction in which the decision is written, what
//! was approved becomes an order, and the requester is told. Of two people who
//! decide at the same time one wins; the other reads who decided what.

use super::decision::{self, Choice, Decided, Decision, Earlier, Fault, OpenLine};
use super::lifecycle::{self, Action, NotPossible, State};
use super::messages;
use super::offer::{Offer, Standing, offers, standards_of};
use super::po_number::po_number;
use super::request::{EventDetail, EventKind, Line, LineDecision, Request};
use super::whole;
use super::write_down::event_rows;
use crate::args;
use crate::audit;
use crate::configurations::Offered;
use crate::id::{OrderId, RequestId, RequestLineId};
use crate::identity::{Actor, Denied, Member, Permission, Shopper};
use crate::orders::{self, NewOrder};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::{Money, Quantity, Timestamp};
use serde_json::json;

/// A decision about a request.
#[derive(Debug, Clone)]
pub struct Decide {
    /// The form's key.
    pub key: FormKey,
    /// The request.
    pub request: RequestId,
    /// The version that the decider looked at.
    pub version: i64,
    /// What is chosen for every line that is still open.
    pub choices: Vec<(RequestLineId, Choice)>,
    /// The customer's purchase order number; the request's number if empty.
    pub po_number: String,
    /// Order at today's prices instead of those the request was made with.
    pub at_todays_prices: bool,
    /// Today's prices as the decider saw them. A line that is ordered at
    /// today's price is ordered only if that is still the price.
    pub seen: Vec<(RequestLineId, Option<Money>)>,
}

/// What a decision came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Where the request stands now.
    pub state: State,
    /// The order, if something was approved.
    pub order: Option<(OrderId, String)>,
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such request in this company.
    #[error("not found")]
    NotFound,
    /// Somebody was faster, or something was said meanwhile.
    #[error("the request has changed")]
    Overtaken(Box<Overtaken>),
    /// It can't go on like this.
    #[error(transparent)]
    NotPossible(#[from] NotPossible),
    /// What is wrong with the decision.
    #[error("the decision is not complete")]
    Faults(Vec<Fault>),
    /// The purchase order number is longer than [`LONGEST_PO`](super::LONGEST_PO).
    #[error("purchase order number too long")]
    PoTooLong,
    /// Today's prices are not what the decider saw.
    #[error("prices have changed")]
    PricesChanged,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What happened to a request since somebody looked at it.
#[derive(Debug, Clone)]
pub struct Overtaken {
    /// Who did something.
    pub who: String,
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: EventKind,
    /// What it came to.
    pub detail: EventDetail,
    /// Where the request stands now.
    pub state: State,
}

/// Decides a request. Sent twice with the same key it is decided once.
///
/// # Errors
/// See [`DecideError`].
pub async fn decide(
    db: &Db,
    actor: &Actor,
    command: Decide,
    now: Timestamp,
) -> Result<Outcome, DecideError> {
    let member = actor.member_who_may(Permission::Approve)?.clone();
    let mut command = command;
    command.po_number = po_number(&command.po_number).ok_or(DecideError::PoTooLong)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = command.request.to_string();
            let repeated = claim(tx, &actor, command.key, "decision", &answer, now)
                .await?
                .is_some();
            let request = whole::whole(tx, member.company.id, command.request)
                .await?
                .ok_or(DecideError::NotFound)?;
            if repeated {
                return Ok(Outcome {
                    state: request.state,
                    order: request.orders().pop(),
                });
            }
            decide_in(tx, &actor, &member, request, command, now).await
        })
    })
    .await
}

async fn decide_in(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    request: Request,
    command: Decide,
    now: Timestamp,
) -> Result<Outcome, DecideError> {
    if request.version != command.version {
        return Err(overtaken(&request));
    }
    let by = request.circumstances(actor, member);
    let today = todays_offers(tx, actor, &request, None, now).await?;
    let may_order = actor.may(Permission::Order);
    let open = open_lines(&request, &today, &command, may_order)?;
    let decision = decision::decide(&open, command.choices, earlier(&request), request.currency)
        .map_err(DecideError::Faults)?;
    let mut state = lifecycle::next(request.state, decision.action, by)?;
    let approves = decision.approved() > 0;
    let orders_rest = matches!(state, State::Approved | State::PartlyApproved);
    if orders_rest {
        state = lifecycle::next(state, Action::PlaceOrder, by)?;
    }
    win(tx, member, &request, state, approves, now).await?;
    let order = if approves {
        let po_number = if command.po_number.is_empty() {
            request.number.clone()
        } else {
            command.po_number
        };
        let lines = order_lines(&request, &today, &open, &decision);
        let order = new_order(member, &request, po_number, lines);
        let id = order.id;
        let members = [request.requester.membership, member.id];
        let people = orders::ask_people_told(member.company.id, members)
            .fetch(tx)
            .await?;
        let number = orders::place(tx, actor, order, people, None, now).await?;
        Some((id, number))
    } else {
        None
    };
    write_lines(tx, member, &open, &decision, order.as_ref()).await?;
    record(tx, actor, member, &request, &decision, order.as_ref(), now).await?;
    if request.requester.membership != member.id {
        let after = whole::whole(tx, member.company.id, request.id)
            .await?
            .ok_or(DecideError::NotFound)?;
        let number = order.as_ref().map(|(_, number)| number.as_str());
        messages::decided(tx, member.company.id, &after, actor.name(), number, now).await?;
    }
    Ok(Outcome { state, order })
}

fn overtaken(request: &Request) -> DecideError {
    match request.events.last() {
        Some(last) => DecideError::Overtaken(Box::new(Overtaken {
            who: last.name.clone(),
            at: last.at,
            what: last.kind,
            detail: last.detail.clone(),
            state: request.state,
        })),
        None => DecideError::NotFound,
    }
}

/// Where the lines that are still open stand in the catalog today; lines that
/// are decided are not asked about. What is known about standard
/// configurations already need not be asked.
pub(super) async fn todays_offers(
    query: &mut impl Query,
    actor: &Actor,
    request: &Request,
    standards: Option<Offered>,
    now: Timestamp,
) -> Result<Vec<(RequestLineId, Offer)>, StoreError> {
    let open: Vec<&Line> = request.lines.iter().filter(|line| line.is_open()).collect();
    let wanted: Vec<_> = open.iter().map(|line| line.wanted()).collect();
    let shopper = actor.shopper().map(Shopper::of_anybody);
    let standards = match standards {
        Some(known) => known,
        None => standards_of(query, shopper, &wanted, now).await?,
    };
    let offers = offers(query, shopper, &wanted, standards, now).await?;
    Ok(open.iter().map(|line| line.id).zip(offers).collect())
}

/// At which price each open line is ordered: the one the request was made
/// with, unless it had none or today's prices were asked for. What left the
/// catalog meanwhile keeps the price it was made with.
fn open_lines(
    request: &Request,
    today: &[(RequestLineId, Offer)],
    command: &Decide,
    may_order: bool,
) -> Result<Vec<OpenLine>, DecideError> {
    let mut open = Vec::with_capacity(today.len());
    for line in request.lines.iter().filter(|line| line.is_open()) {
        let offer = today.iter().find(|(id, _)| *id == line.id);
        let approved = command
            .choices
            .iter()
            .find_map(|(id, choice)| match choice {
                Choice::Approve { quantity } if *id == line.id => Some(*quantity),
                _ => None,
            });
        let price = price_for(
            line,
            offer.map(|(_, offer)| offer),
            approved.unwrap_or(line.quantity),
            command.at_todays_prices,
        );
        let is_todays = price != line.price;
        let seen = command.seen.iter().find(|(id, _)| *id == line.id);
        if is_todays && approved.is_some() && seen.map(|(_, seen)| *seen) != Some(price) {
            return Err(DecideError::PricesChanged);
        }
        open.push(OpenLine {
            id: line.id,
            asked: line.quantity,
            most: if may_order {
                Quantity::MOST
            } else {
                line.quantity
            },
            price: price.filter(|price| price.currency == request.currency),
        });
    }
    Ok(open)
}

/// At which price so many of a line would be ordered. Where another number of
/// pieces has another price today, that is it: what was kept was for as many as
/// were asked for.
#[must_use]
pub fn price_for(
    line: &Line,
    today: Option<&Offer>,
    quantity: Quantity,
    at_todays_prices: bool,
) -> Option<Money> {
    let standing = today.map_or(Standing::Gone, |offer| offer.standing);
    let kept = price_of(line, standing, at_todays_prices);
    let of = |quantity| today.and_then(|offer| offer.price_of(quantity));
    if of(quantity) == of(line.quantity) {
        kept
    } else {
        of(quantity).or(kept)
    }
}

/// At which price a line would be ordered.
#[must_use]
pub(super) fn price_of(line: &Line, today: Standing, at_todays_prices: bool) -> Option<Money> {
    match line.price {
        Some(kept) if !at_todays_prices => Some(kept),
        kept => today.price().or(kept),
    }
}

fn earlier(request: &Request) -> Earlier {
    let count = |is: fn(&LineDecision) -> bool| {
        let decisions = request
            .lines
            .iter()
            .filter_map(|line| line.decision.as_ref());
        decisions.filter(|decision| is(decision)).count()
    };
    Earlier {
        approved: count(|one| matches!(one, LineDecision::Approved { .. })),
        refused: count(|one| matches!(one, LineDecision::Refused(_))),
    }
}

/// Of several deciders the one whose update finds the version wins.
async fn win(
    tx: &mut Tx,
    member: &Member,
    request: &Request,
    state: State,
    part_ordered: bool,
    now: Timestamp,
) -> Result<(), DecideError> {
    let won = tx
        .run(
            "UPDATE request SET state = $1, version = version + 1, decided_at = $2,
                 decided_by = $3, part_ordered = $4
             WHERE id = $5 AND customer_id = $6 AND version = $7",
            args![
                state.code(),
                now,
                member.id,
                part_ordered || request.part_ordered,
                request.id,
                member.company.id,
                request.version,
            ],
        )
        .await?;
    if won == 0 {
        let now_there = whole::whole(tx, member.company.id, request.id)
            .await?
            .ok_or(DecideError::NotFound)?;
        return Err(overtaken(&now_there));
    }
    Ok(())
}

fn order_lines(
    request: &Request,
    today: &[(RequestLineId, Offer)],
    open: &[OpenLine],
    decision: &Decision,
) -> Vec<orders::NewOrderLine> {
    decision
        .lines
        .iter()
        .filter_map(|decided| {
            let Choice::Approve { quantity } = decided.choice else {
                return None;
            };
            let line = request.lines.iter().find(|line| line.id == decided.id)?;
            let price = open.iter().find(|line| line.id == decided.id)?.price?;
            // A term that is ordered at today's price is that term as it stands today.
            let todays = today
                .iter()
                .find(|(id, _)| *id == line.id)
                .map(|(_, offer)| offer.thing.clone())
                .filter(|thing| thing.wish().is_some() && line.price != Some(price));
            let mut asked = line.as_asked();
            asked.thing = todays.unwrap_or(asked.thing);
            Some(asked.order_line(quantity, price, &line.replaces))
        })
        .collect()
}

impl Line {
    /// The line as it was asked for: what is ordered is what was approved,
    /// whatever the catalog says today.
    fn as_asked(&self) -> Offer {
        Offer {
            thing: self.thing.clone(),
            revision: self.revision,
            sku: self.sku.clone(),
            name: self.name.clone(),
            first_name: None,
            picture: None,
            options: self.options.clone(),
            standing: Standing::Gone,
            services: self.services.clone(),
            breaks: Vec::new(),
            supply: None,
            unit: Some(self.unit.clone()),
        }
    }
}

fn new_order(
    member: &Member,
    request: &Request,
    po_number: String,
    lines: Vec<orders::NewOrderLine>,
) -> NewOrder {
    NewOrder {
        id: OrderId::new(),
        customer: member.company.id,
        placed_by: member.id,
        requested_by: Some(request.requester.membership),
        unit: request.unit,
        cost_centre: request.cost_centre,
        request: Some(request.id),
        po_number,
        needed_by: request.needed_by,
        currency: request.currency,
        lines,
    }
}

async fn write_lines(
    tx: &mut Tx,
    member: &Member,
    open: &[OpenLine],
    decision: &Decision,
    order: Option<&(OrderId, String)>,
) -> Result<(), StoreError> {
    let price = |decided: &Decided| {
        let line = open.iter().find(|line| line.id == decided.id)?;
        line.price.map(|price| price.minor)
    };
    let rows = decision
        .lines
        .iter()
        .map(|decided| {
            let (word, quantity, reason) = match &decided.choice {
                Choice::Approve { quantity } => ("approved", Some(*quantity), ""),
                Choice::Refuse { reason } => ("refused", None, reason.as_str()),
                Choice::Hold => ("held", None, ""),
            };
            let ordered = quantity.and(order);
            args![
                decided.id,
                member.company.id,
                word,
                quantity,
                quantity.and(price(decided)),
                reason,
                ordered.map(|(id, _)| *id),
                ordered.map(|(_, number)| number.as_str()),
            ]
        })
        .collect();
    tx.insert_many(
        "UPDATE request_line /* customer_id: below */ SET decision = v.column3, decided_quantity = v.column4,
             decided_price_minor = v.column5, refusal = v.column6, order_id = v.column7,
             order_number = v.column8
         FROM (VALUES",
        rows,
        ") v WHERE request_line.id = v.column1 AND request_line.customer_id = v.column2",
    )
    .await
    .map(drop)
}

async fn record(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    request: &Request,
    decision: &Decision,
    order: Option<&(OrderId, String)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = EventDetail {
        approved: decision.approved(),
        changed: decision.changed(),
        refused: decision.refused(),
        held: decision.held(),
        order: order.map(|(id, _)| *id),
        order_number: order.map(|(_, number)| number.clone()),
        by_rule: false,
        ..EventDetail::default()
    };
    let kind = match decision.action {
        Action::Hold => EventKind::Held,
        _ => EventKind::Decided,
    };
    let entry = audit::Entry {
        action: "request.decided",
        subject: request.id.to_string(),
        customer: Some(member.company.id),
        detail: json!({
            "number": request.number,
            "lines": decision.lines.iter().map(|line| json!({
                "line": line.id, "choice": line.choice, "changed": line.changed,
            })).collect::<Vec<_>>(),
            "total_minor": decision.total.minor,
            "currency": decision.total.currency.code(),
            "order": detail.order_number,
        }),
    };
    let happened = Interaction {
        customer: member.company.id,
        member: Some(member.id),
        unit: request.unit,
        at: now,
        kind: Kind::Decided,
        touch_point: TouchPoint::Web,
        subject: Subject::Request,
        subject_id: Some(request.id.0),
        text: request.number.clone(),
        amount: i64::try_from(decision.lines.len()).ok(),
        detail: json!({
            "requester": request.requester.membership,
            "approved": detail.approved,
            "changed": detail.changed,
            "refused": detail.refused,
            "held": detail.held,
            "order": detail.order_number,
            "waited_ms": now.0.saturating_sub(request.submitted_at.0),
        }),
    };
    let events = vec![(kind, String::new(), detail)];
    tx.insert([
        event_rows(actor, member, request.id, events, now),
        entry.row(actor, now),
        profile::rows(vec![happened]),
    ])
    .await
}
