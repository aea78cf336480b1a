//! A submitted request is written down: its lines, what happened, the audit
//! row, the interaction, and the messages to those who decide.

use super::approval_policy::{Needs, Verdict};
use super::cost_centres::CostCentre;
use super::lifecycle::{Action, Circumstances, State, next};
use super::messages;
use super::new_lines::NewLine;
use super::people::Decider;
use super::request::{EventDetail, EventKind};
use super::submit::Submit;
use crate::args;
use crate::audit;
use crate::id::{OrderId, RequestEventId, RequestId};
use crate::identity::{Actor, Member};
use crate::orders::LastPaid;
use crate::profile::{self, Interaction, LineSeen};
use crate::store::{Insert, StoreError};
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
        .map(|line| format!("{} × {}", line.quantity, line.offer.name_to_keep()))
        .unwrap_or_default()
}

/// The lines' SKUs.
pub(super) fn skus(lines: &[NewLine]) -> Vec<String> {
    let skus = lines.iter().map(|line| line.offer.sku.clone());
    skus.filter(|sku| !sku.is_empty()).collect()
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

impl Written {
    /// The request, its lines and what happened, to be inserted.
    pub(super) fn rows(
        &self,
        actor: &Actor,
        member: &Member,
        paid: &[LastPaid],
        order: Option<&(OrderId, String)>,
        now: Timestamp,
    ) -> Result<Vec<Insert>, StoreError> {
        let mut events = vec![(
            EventKind::Submitted,
            self.command.reason.clone(),
            EventDetail::default(),
        )];
        if let Some((id, order_number)) = order {
            let detail = EventDetail {
                approved: self.lines.len(),
                order: Some(*id),
                order_number: Some(order_number.clone()),
                by_rule: true,
                ..EventDetail::default()
            };
            events.push((EventKind::Ordered, String::new(), detail));
        }
        Ok(vec![
            self.request(member, order, now)?,
            self.line_rows(member, paid, order),
            event_rows(actor, member, self.id, events, now),
        ])
    }

    fn request(
        &self,
        member: &Member,
        order: Option<&(OrderId, String)>,
        now: Timestamp,
    ) -> Result<Insert, StoreError> {
        let unpriced = self
            .lines
            .iter()
            .filter(|line| line.offer.standing.price().is_none())
            .count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let verdict = serde_json::to_value(&self.verdict)
            .map_err(|error| StoreError::bad_row("request", error))?;
        Ok(Insert::row(
            "INSERT INTO request (id, customer_id, number, title, membership_id, for_whom, unit_id,
                 cost_centre_id, needed_by, reason, state, currency, lines, unpriced, goods_minor,
                 verdict, part_ordered, submitted_at, decided_at) VALUES",
            args![
                self.id,
                member.company.id,
                self.number.as_str(),
                self.title.as_str(),
                member.id,
                self.command.for_whom.as_str(),
                member.unit,
                self.command.cost_centre,
                self.command.needed_by,
                self.command.reason.as_str(),
                first_state(&self.verdict).code(),
                self.currency,
                number(self.lines.len()),
                number(unpriced),
                self.goods.minor,
                verdict,
                order.is_some(),
                now,
                order.map(|_| now),
            ],
        ))
    }

    fn line_rows(
        &self,
        member: &Member,
        paid: &[LastPaid],
        order: Option<&(OrderId, String)>,
    ) -> Insert {
        let rows = self
            .lines
            .iter()
            .zip(1_i64..)
            .map(|(line, position)| {
                let price = line.offer.standing.price();
                let paid = paid
                    .iter()
                    .find(|one| one.sku == line.offer.sku)
                    .filter(|one| one.price.currency == self.currency);
                let ordered = order.and(price);
                args![
                    line.id,
                    member.company.id,
                    self.id,
                    position,
                    line.offer.thing.product(),
                    line.offer.thing.configuration(),
                    line.offer.revision,
                    line.offer.sku.as_str(),
                    line.offer.name_to_keep(),
                    json!(line.offer.options),
                    json!(line.offer.thing.chosen()),
                    json!(line.offer.services),
                    line.offer.thing.wish().map(|wish| json!(wish)),
                    line.quantity,
                    price.map(|price| price.minor),
                    paid.map(|one| one.price.minor),
                    paid.map(|one| one.at),
                    ordered.map(|_| "approved"),
                    ordered.map(|_| line.quantity),
                    ordered.map(|price| price.minor),
                    order.map(|(id, _)| *id),
                    order.map(|(_, number)| number.as_str()),
                    line.offer.unit_to_keep(),
                    line.replaces.as_str(),
                ]
            })
            .collect();
        Insert::rows(
            "INSERT INTO request_line (id, customer_id, request_id, position, product_id,
                 configuration_id, configuration_revision_id, sku, name, options, chosen, services,
                 subscription, quantity, price_minor, last_paid_minor, last_paid_at, decision, decided_quantity,
                 decided_price_minor, order_id, order_number, unit, replaces) VALUES",
            rows,
        )
    }

    /// The audit row and the interaction, to be inserted with it.
    pub(super) fn records(&self, actor: &Actor, member: &Member, now: Timestamp) -> [Insert; 2] {
        let entry = audit::Entry {
            action: "request.submitted",
            subject: self.id.to_string(),
            customer: Some(member.company.id),
            detail: json!({
                "number": self.number,
                "lines": self.lines.len(),
                "goods_minor": self.goods.minor,
                "currency": self.currency.code(),
                "verdict": self.verdict,
            }),
        };
        let lines: Vec<LineSeen> = self
            .lines
            .iter()
            .map(|line| line.offer.seen(line.quantity, &line.replaces))
            .collect();
        let happened = Interaction::requested(
            member.company.id,
            member.id,
            member.unit,
            self.id,
            &self.number,
            &lines,
            now,
        )
        .by(actor);
        [entry.row(actor, now), profile::rows(vec![happened])]
    }

    /// The messages to those who decide, to be inserted with it.
    pub(super) fn messages(
        &self,
        actor: &Actor,
        member: &Member,
        cost_centres: &[CostCentre],
        deciders: Vec<Decider>,
        now: Timestamp,
    ) -> Insert {
        let told = messages::Submitted {
            number: &self.number,
            title: &self.title,
            who: actor.name(),
            for_whom: &self.command.for_whom,
            cost_centre: self
                .command
                .cost_centre
                .and_then(|id| cost_centres.iter().find(|one| one.id == id))
                .map(CostCentre::label),
            needed_by: self.command.needed_by,
            reason: &self.command.reason,
            goods: self.goods,
            lines: self
                .lines
                .iter()
                .map(|line| {
                    let price = line.offer.standing.price();
                    (line.quantity, line.offer.name_to_keep(), price)
                })
                .collect(),
            path: format!("/requests/{}", self.id),
        };
        let to = deciders
            .into_iter()
            .filter(|decider| decider.membership != member.id)
            .map(Into::into);
        messages::submitted(member.company.id, to.collect(), &told, now)
    }
}

/// What was said and done about a request, to be inserted.
pub(super) fn event_rows(
    actor: &Actor,
    member: &Member,
    request: RequestId,
    events: Vec<(EventKind, String, EventDetail)>,
    now: Timestamp,
) -> Insert {
    let rows = events
        .into_iter()
        .map(|(kind, text, detail)| {
            let detail = EventDetail {
                in_place: actor.stand_in().map(|_| actor.name().to_owned()),
                ..detail
            };
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
    Insert::rows(
        "INSERT INTO request_event (id, customer_id, request_id, at, membership_id, kind, text,
             detail) VALUES",
        rows,
    )
}
