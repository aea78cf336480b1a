//! Submitting a request: from the basket, or directly for products by SKU.
//! The company's rule says at once whether it needs somebody; if it needs
//! nobody, it becomes an order in the same transaction.

use super::approval_policy::{Asked, Cost, Needs, Verdict, whom_it_needs};
use super::basket::{self, BasketLine, Ready, ask_ready, orderable, priced, ready, take_out};
use super::cost_centres::CostCentre;
use super::lifecycle::{Action, Circumstances, State, next};
use super::messages;
use super::offer::{Offer, Standing, Thing, meant_by};
use super::people::Decider;
use super::whole::{EventDetail, EventKind};
use crate::agreements::{ShelfItem, ask_shelf_by_sku};
use crate::args;
use crate::audit;
use crate::id::{
    BasketLineId, CostCentreId, OrderId, OrderLineId, RequestEventId, RequestId, RequestLineId,
};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::orders::{self, NewOrder, NewOrderLine, last_paid};
use crate::profile::{self, Interaction, LineSeen};
use crate::store::{self, Db, FormKey, Query, StoreError, Tx, claim, next_number, together};
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde_json::json;

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

/// Where a request's lines come from.
#[derive(Debug, Clone)]
pub enum From {
    /// Everything in the basket, which is empty afterwards.
    Basket,
    /// Products by SKU.
    Lines(Vec<(String, Quantity)>),
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
    /// There is nothing to ask for.
    #[error("nothing to ask for")]
    Empty,
    /// More lines than a request can have.
    #[error("too many lines")]
    TooManyLines,
    /// Not a quantity of whole pieces between one and [`Quantity::MOST`].
    #[error("bad quantity")]
    BadQuantity,
    /// No agreement applies, so nothing can be asked for.
    #[error("no agreement in force")]
    NoAgreement,
    /// These are not in the customer's catalog, or not any more.
    #[error("not in the catalog")]
    NotInCatalog(Vec<String>),
    /// These standard configurations are not offered with their options any
    /// more.
    #[error("options have changed")]
    ChooseAgain(Vec<String>),
    /// The company has cost centres; one must be chosen.
    #[error("no cost centre")]
    NoCostCentre,
    /// No such cost centre, or it can't be chosen any more.
    #[error("no such cost centre")]
    NoSuchCostCentre,
    /// Needed by a day that is over.
    #[error("needed in the past")]
    NeededInThePast,
    /// Somebody has to decide, so there must be a reason.
    #[error("no reason")]
    NoReason,
    /// Reason or "for whom" is too long.
    #[error("too long")]
    TooLong,
    /// What it costs is not what the requester saw.
    #[error("prices have changed")]
    PricesChanged {
        /// What it costs now.
        now: Money,
    },
    /// The basket was emptied or changed meanwhile, in another window perhaps.
    #[error("the basket has changed")]
    BasketChanged,
    /// The sum is larger than any amount we can compute with.
    #[error("too large")]
    TooLarge,
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
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let id = RequestId::new();
            if let Some(earlier) =
                claim(tx, &actor, command.key, "request", &id.to_string(), now).await?
            {
                return earlier_request(tx, &member, &earlier).await;
            }
            submit_in(tx, &actor, &member, id, command, now).await
        })
    })
    .await
}

fn checked(mut command: Submit, now: Timestamp) -> Result<Submit, SubmitError> {
    command.reason = command.reason.trim().to_owned();
    command.for_whom = command.for_whom.trim().to_owned();
    if command.reason.chars().count() > LONGEST_REASON
        || command.for_whom.chars().count() > LONGEST_FOR_WHOM
    {
        return Err(SubmitError::TooLong);
    }
    if command
        .needed_by
        .is_some_and(|day| day.is_over_everywhere(now))
    {
        return Err(SubmitError::NeededInThePast);
    }
    if let From::Lines(lines) = &command.from {
        if lines.len() > basket::MOST_LINES {
            return Err(SubmitError::TooManyLines);
        }
        if !lines.iter().all(|(_, quantity)| orderable(*quantity)) {
            return Err(SubmitError::BadQuantity);
        }
    }
    Ok(command)
}

/// What the first submission of the same form came to.
async fn earlier_request(
    tx: &mut Tx,
    member: &Member,
    earlier: &str,
) -> Result<Submitted, SubmitError> {
    let bad = |what: String| StoreError::BadRow {
        table: "idempotency",
        what,
    };
    let id: RequestId = earlier.parse().map_err(|_| bad(earlier.to_owned()))?;
    let row: Option<(String, Option<OrderId>, Option<String>)> = tx
        .maybe(
            "SELECT r.number, l.order_id, l.order_number FROM request r
             JOIN request_line l ON l.request_id = r.id AND l.customer_id = $1
             WHERE r.id = $2 AND r.customer_id = $1 ORDER BY l.position LIMIT 1",
            args![member.company.id, id],
        )
        .await?;
    let (number, order, order_number) = row.ok_or_else(|| bad(earlier.to_owned()))?;
    Ok(Submitted {
        request: id,
        number,
        order: order.zip(order_number),
    })
}

/// A line about to be written, as today's catalog has it.
pub(super) struct NewLine {
    id: RequestLineId,
    /// The basket's line that it comes from.
    pub(super) basket: Option<BasketLineId>,
    pub(super) offer: Offer,
    pub(super) quantity: Quantity,
}

/// What these lines take out of the basket.
pub(super) fn taken_by(lines: &[NewLine]) -> Vec<(BasketLineId, Quantity)> {
    let of_basket = |line: &NewLine| Some((line.basket?, line.quantity));
    lines.iter().filter_map(of_basket).collect()
}

/// What is wanted, as today's catalog has it, with what submitting and ordering
/// need to know besides. Of products by SKU in one statement.
pub(super) async fn look_up(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    from: &From,
    now: Timestamp,
) -> Result<(Ready, Vec<NewLine>), StoreError> {
    match from {
        From::Basket => {
            let ready = ready(tx, member).await?;
            let lines = from_basket(priced(tx, actor, &ready.lines, now).await?);
            Ok((ready, lines))
        }
        From::Lines(wanted) => {
            let skus: Vec<String> = wanted.iter().map(|(sku, _)| sku.clone()).collect();
            let shelf = match actor.shopper() {
                Some(shopper) => ask_shelf_by_sku(shopper, &skus, now),
                None => store::Asked::known(Vec::new()),
            };
            let (ready, shelf) = together(tx, (ask_ready(member), shelf)).await?;
            Ok((ready, by_sku(&shelf, wanted)))
        }
    }
}

async fn submit_in(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    id: RequestId,
    command: Submit,
    now: Timestamp,
) -> Result<Submitted, SubmitError> {
    let currency = member
        .in_force
        .as_ref()
        .ok_or(SubmitError::NoAgreement)?
        .currency;
    let (mut ready, lines) = look_up(tx, actor, member, &command.from, now).await?;
    check_cost_centre(&ready.cost_centres, command.cost_centre)?;
    let lines = demand_all_in_catalog(lines)?;
    let goods = goods_of(&lines, currency).ok_or(SubmitError::TooLarge)?;
    if command.seen.is_some_and(|seen| seen != goods) {
        return Err(SubmitError::PricesChanged { now: goods });
    }
    let verdict = verdict(
        member,
        command.cost_centre,
        &lines,
        currency,
        &ready.rules(),
    );
    if verdict.needs == Needs::Approvers && command.reason.is_empty() {
        return Err(SubmitError::NoReason);
    }
    let year = year_of(now);
    let count = next_number(tx, &format!("request-{year}")).await?;
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
        return Err(SubmitError::BasketChanged);
    }
    let order = match written.verdict.needs {
        Needs::Nobody => Some(place(tx, actor, member, &written, now).await?),
        Needs::Approvers => None,
    };
    write(tx, member, &written, order.as_ref(), now).await?;
    record(tx, actor, member, &written, now).await?;
    if order.is_none() {
        let deciders = ready.deciders(member, actor);
        tell(
            tx,
            actor,
            member,
            &written,
            &ready.cost_centres,
            deciders,
            now,
        )
        .await?;
    }
    Ok(Submitted {
        request: id,
        number: written.number,
        order,
    })
}

/// A request as it is written down.
struct Written {
    id: RequestId,
    number: String,
    title: String,
    command: Submit,
    lines: Vec<NewLine>,
    currency: Currency,
    goods: Money,
    verdict: Verdict,
}

/// Where a company has cost centres, one that can be chosen must be.
pub(super) fn check_cost_centre(
    all: &[CostCentre],
    chosen: Option<CostCentreId>,
) -> Result<(), SubmitError> {
    match chosen {
        None if all.iter().any(CostCentre::is_active) => Err(SubmitError::NoCostCentre),
        None => Ok(()),
        Some(id) => all
            .iter()
            .any(|one| one.id == id && one.is_active())
            .then_some(())
            .ok_or(SubmitError::NoSuchCostCentre),
    }
}

fn from_basket(lines: Vec<BasketLine>) -> Vec<NewLine> {
    lines
        .into_iter()
        .map(|line| NewLine {
            id: RequestLineId::new(),
            basket: Some(line.id),
            offer: line.offer,
            quantity: line.quantity,
        })
        .collect()
}

fn by_sku(shelf: &[ShelfItem], wanted: &[(String, Quantity)]) -> Vec<NewLine> {
    wanted
        .iter()
        .map(|(sku, quantity)| {
            let offer = match meant_by(shelf, sku) {
                Some(item) => Offer::of_product(item),
                None => Offer {
                    thing: Thing::Words,
                    revision: None,
                    sku: sku.clone(),
                    name: sku.clone(),
                    options: Vec::new(),
                    standing: Standing::Gone,
                },
            };
            NewLine {
                id: RequestLineId::new(),
                basket: None,
                offer,
                quantity: *quantity,
            }
        })
        .collect()
}

fn demand_all_in_catalog(lines: Vec<NewLine>) -> Result<Vec<NewLine>, SubmitError> {
    if lines.is_empty() {
        return Err(SubmitError::Empty);
    }
    let names = |standing| -> Vec<String> {
        let those = lines.iter().filter(|line| line.offer.standing == standing);
        those.map(|line| line.offer.name.clone()).collect()
    };
    let gone = names(Standing::Gone);
    if !gone.is_empty() {
        return Err(SubmitError::NotInCatalog(gone));
    }
    let changed = names(Standing::ChooseAgain);
    if !changed.is_empty() {
        return Err(SubmitError::ChooseAgain(changed));
    }
    Ok(lines)
}

/// What the lines with a price cost in all; `None` if beyond counting.
pub(super) fn goods_of(lines: &[NewLine], currency: Currency) -> Option<Money> {
    lines
        .iter()
        .filter_map(|line| Some((line.offer.standing.price()?, line.quantity)))
        .try_fold(Money::zero(currency), |sum, (price, quantity)| {
            sum.plus(price.times(quantity)?)
        })
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

/// `3 × Engineering workstation`: the first line, by which the request is
/// known in lists.
fn title(lines: &[NewLine]) -> String {
    lines
        .first()
        .map(|line| format!("{} × {}", line.quantity, line.offer.name))
        .unwrap_or_default()
}

/// The company's rule lets it pass: it becomes an order at once.
async fn place(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    written: &Written,
    now: Timestamp,
) -> Result<(OrderId, String), SubmitError> {
    let lines = written
        .lines
        .iter()
        .filter_map(|line| {
            let price = line.offer.standing.price()?;
            Some(line.offer.order_line(line.quantity, price))
        })
        .collect();
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
    let number = orders::place(tx, actor, order, now).await?;
    Ok((id, number))
}

impl Offer {
    /// The line of an order for this, at this price each.
    pub(super) fn order_line(&self, quantity: Quantity, price: Money) -> NewOrderLine {
        NewOrderLine {
            id: OrderLineId::new(),
            product: self.thing.product(),
            configuration: self.revision,
            sku: self.sku.clone(),
            name: self.name.clone(),
            options: json!(self.options),
            quantity,
            price,
        }
    }

    /// The line as the profile remembers it.
    pub(super) fn seen(&self, quantity: Quantity) -> LineSeen {
        LineSeen {
            product: self.thing.product(),
            configuration: self.revision,
            sku: self.sku.clone(),
            name: self.name.clone(),
            options: self.options.clone(),
            quantity,
        }
    }
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

async fn write(
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

async fn record(
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

async fn tell(
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

/// The calendar year in UTC, as it stands in numbers.
fn year_of(now: Timestamp) -> String {
    use crate::text::{Language, Words};
    let day = Words::new(Language::English, "UTC").date_field(now);
    day.split('-').next().unwrap_or_default().to_owned()
}
