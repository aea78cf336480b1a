//! A submitted request is written down: its lines, what happened, the audit
//! row, the interaction, and the messages to those who decide.

use super::approval_policy::{Needs, Verdict};
use super::cost_centres::CostCentre;
use super::lifecycle::{Action, Circumstances, State, next};
use super::messages;
use super::new_lines::NewLine;
use super::people::Decider;
use super::submit::{Submit, SubmitError};
use super::whole::{EventDetail, EventKind};
use crate::args;
use crate::audit;
use crate::id::{OrderId, RequestEventId, RequestId};
use crate::identity::{Actor, Member};
use crate::orders::last_paid;
use crate::profile::{self, Interaction, LineSeen};
use crate::store::{Query, StoreError, Tx};
use crate::{Currency, Money, Timestamp};
use serde_json::json;
/// A request as it is written down.
pub(super) struct Written {
    pub(super) id: RequestId,
    pub(super) number: String,
    pub(super) title: String,
    pub(super) command: Submit,
    pub(super) lines: Vec<NewLine>,
    pub(super) currency: Currency,
    pub(super) goods: Money,
    pub(super) verdict: Verdict,
}

/// `3 × Engineering workstation`: the first line, by which the request is
/// known in lists.
pub(super) fn title(lines: &[NewLine]) -> String {
    lines
        .first()
        .map(|line| format!("{} × {}", line.quantity, line.offer.name))
        .unwrap_or_default()
}

/// Where the request stands once it is written down: the rule decides like
/// somebody who may.
fn first_state(verdict: &Verdict) -> State {
    let by_rule = Circumstances {
        is_requester: true,
        may_decide: verdict.needs == Needs::Nobody,
        part_ordered: false,
    };
    next(State::Submitted, Action::Approve, by_rule)
        .and_then(|approved| next(approved, Action::PlaceOrder, by_rule))
        .unwrap_or(State::Submitted)
}

pub(super) async fn write(
    tx: &mut Tx,
    member: &Member,
    written: &Written,
    order: Option<&(OrderId, String)>,
    now: Timestamp,
) -> Result<(), SubmitError> {
    let company = member.company.id;
    let unpriced = written
        .lines
        .iter()
        .filter(|line| line.offer.standing.price().is_none())
        .count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let verdict = serde_json::to_value(&written.verdict).map_err(|error| StoreError::BadRow {
        table: "request",
        what: error.to_string(),
    })?;
    tx.run(
        "INSERT INTO request (id, customer_id, number, title, membership_id, for_whom, unit_id,
             cost_centre_id, needed_by, reason, state, currency, lines, unpriced, goods_minor,
             verdict, part_ordered, submitted_at, decided_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19)",
        args![
            written.id,
            company,
            written.number.as_str(),
            written.title.as_str(),
            member.id,
            written.command.for_whom.as_str(),
            member.unit,
            written.command.cost_centre,
            written.command.needed_by,
            written.command.reason.as_str(),
            first_state(&written.verdict).code(),
            written.currency,
            number(written.lines.len()),
            number(unpriced),
            written.goods.minor,
            verdict,
            order.is_some(),
            now,
            order.map(|_| now),
        ],
    )
    .await?;
    let skus: Vec<String> = written
        .lines
        .iter()
        .map(|line| line.offer.sku.clone())
        .filter(|sku| !sku.is_empty())
        .collect();
    let paid = last_paid(tx, company, &skus).await?;
    let rows = written
        .lines
        .iter()
        .zip(1_i64..)
        .map(|(line, position)| {
            let price = line.offer.standing.price();
            let paid = paid
                .iter()
                .find(|one| one.sku == line.offer.sku)
                .filter(|one| one.price.currency == written.currency);
            let ordered = order.and(price);
            args![
                line.id,
                company,
                written.id,
                position,
                line.offer.thing.product(),
                line.offer.thing.configuration(),
                line.offer.revision,
                line.offer.sku.as_str(),
                line.offer.name.as_str(),
                json!(line.offer.options),
                json!(line.offer.thing.chosen()),
                line.quantity,
                price.map(|price| price.minor),
                paid.map(|one| one.price.minor),
                paid.map(|one| one.at),
                ordered.map(|_| "approved"),
                ordered.map(|_| line.quantity),
                ordered.map(|price| price.minor),
                order.map(|(id, _)| *id),
                order.map(|(_, number)| number.as_str()),
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO request_line (id, customer_id, request_id, position, product_id,
             configuration_id, configuration_revision_id, sku, name, options, chosen, quantity,
             price_minor, last_paid_minor, last_paid_at, decision, decided_quantity,
             decided_price_minor, order_id, order_number) VALUES",
        rows,
        "",
    )
    .await?;
    let mut events = vec![(
        EventKind::Submitted,
        written.command.reason.clone(),
        EventDetail::default(),
    )];
    if let Some((id, order_number)) = order {
        let detail = EventDetail {
            approved: written.lines.len(),
            order: Some(*id),
            order_number: Some(order_number.clone()),
            by_rule: true,
            ..EventDetail::default()
        };
        events.push((EventKind::Ordered, String::new(), detail));
    }
    add_events(tx, member, written.id, events, now).await?;
    Ok(())
}

/// Adds to what was said and done about a request.
pub(super) async fn add_events(
    tx: &mut Tx,
    member: &Member,
    request: RequestId,
    events: Vec<(EventKind, String, EventDetail)>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let rows = events
        .into_iter()
        .map(|(kind, text, detail)| {
            args![
                RequestEventId::new(),
                member.company.id,
                request,
                now,
                member.id,
                kind.code(),
                text,
                json!(detail),
            ]
        })
        .collect();
    tx.insert_many(
        "INSERT INTO request_event (id, customer_id, request_id, at, membership_id, kind, text,
             detail) VALUES",
        rows,
        "",
    )
    .await
    .map(drop)
}

pub(super) async fn record(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    written: &Written,
    now: Timestamp,
) -> Result<(), StoreError> {
    let entry = audit::Entry {
        action: "request.submitted",
        subject: written.id.to_string(),
        customer: Some(member.company.id),
        detail: json!({
            "number": written.number,
            "lines": written.lines.len(),
            "goods_minor": written.goods.minor,
            "currency": written.currency.code(),
            "verdict": written.verdict,
        }),
    };
    audit::record(tx, actor, entry, now).await?;
    let lines: Vec<LineSeen> = written
        .lines
        .iter()
        .map(|line| line.offer.seen(line.quantity))
        .collect();
    let happened = Interaction::requested(
        member.company.id,
        member.id,
        member.unit,
        written.id,
        &written.number,
        &lines,
        now,
    );
    profile::record(tx, vec![happened]).await
}

pub(super) async fn tell(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    written: &Written,
    cost_centres: &[CostCentre],
    deciders: Vec<Decider>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let told = messages::Submitted {
        number: &written.number,
        title: &written.title,
        who: actor.name(),
        for_whom: &written.command.for_whom,
        cost_centre: written
            .command
            .cost_centre
            .and_then(|id| cost_centres.iter().find(|one| one.id == id))
            .map(CostCentre::label),
        needed_by: written.command.needed_by,
        reason: &written.command.reason,
        goods: written.goods,
        lines: written
            .lines
            .iter()
            .map(|line| {
                let price = line.offer.standing.price();
                (line.quantity, line.offer.name.as_str(), price)
            })
            .collect(),
        path: format!("/requests/{}", written.id),
    };
    let to = deciders
        .into_iter()
        .filter(|decider| decider.membership != member.id)
        .map(Into::into);
    messages::submitted(tx, member.company.id, to.collect(), &told, now).await
}
