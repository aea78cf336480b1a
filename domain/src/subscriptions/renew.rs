//! What the program does with subscriptions by itself: begins those whose day has
//! come, and does what is due about the end of a term.
//!
//! A subscription says when it has to be looked at next (`wake_at`). Each thing is
//! done in a transaction of its own together with the row that says so
//! (`subscription_step`), and a change made meanwhile by somebody else is seen by
//! its version. So a job that is killed, runs twice at once, or stood still for days
//! does everything once.

use super::begin::CHARGES;
use super::cover::leave_out;
use super::lifecycle::{self, Party, State};
use super::next_term::{NextTerm, next_term};
use super::period::Period;
use super::remember::{About, Story, rows};
use super::renewal::{Due, Step, due, next_look};
use super::subscription::{EventDetail, Subscription};
use super::whole::ask_whole;
use crate::args;
use crate::id::{PlanRevisionId, SubscriptionId};
use crate::identity::Actor;
use crate::orders::{NewInvoice, NewInvoiceLine, make_invoice};
use crate::profile::Kind;
use crate::store::{Db, Insert, Query, Result, Scope, StoreError, Tx};
use crate::{Day, Money, Timestamp};
use serde_json::json;

/// How many subscriptions are looked for at a time.
const AT_ONCE: i64 = 100;

/// More things than this are not done about one subscription in one run; the next
/// run goes on.
const MOST_STEPS: usize = 200;

/// Looks at every subscription that has to be looked at; answers how many things
/// were done.
///
/// # Errors
/// If none can be looked for. A subscription that fails is written to the log and
/// looked at again the next time; the others go on.
pub async fn look_after_subscriptions(db: &Db, clock: impl Fn() -> Timestamp) -> Result<usize> {
    let mut done = 0;
    // Past these, so that one that fails holds nothing up.
    let mut after = (Timestamp(i64::MIN), SubscriptionId(uuid::Uuid::nil()));
    loop {
        let waking: Vec<(Timestamp, SubscriptionId, String)> = {
            let mut read = db.read(Scope::system()).await?;
            read.all(
                "SELECT wake_at, id, number FROM subscription
                 WHERE wake_at IS NOT NULL AND wake_at <= $1
                     AND (wake_at > $2 OR (wake_at = $2 AND id > $3))
                 ORDER BY wake_at, id LIMIT ($4 + 0) /* system */",
                args![clock(), after.0, after.1, AT_ONCE],
            )
            .await?
        };
        let Some((wake, id, _)) = waking.last() else {
            return Ok(done);
        };
        after = (*wake, *id);
        for (_, _, number) in waking {
            match look_after_one(db, &number, clock()).await {
                Ok(more) => done += more,
                Err(error) => {
                    tracing::warn!(%error, subscription = %number, "looking after a subscription");
                }
            }
        }
    }
}

/// Does what is due about one subscription, one thing after the other.
async fn look_after_one(db: &Db, number: &str, now: Timestamp) -> Result<usize> {
    for done in 0..MOST_STEPS {
        let name = number.to_owned();
        let looked = db
            .write::<_, StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { do_next(tx, &name, now).await })
            })
            .await;
        match looked {
            Ok(true) => {}
            Ok(false) => return Ok(done),
            // Another run did the same thing at the same moment.
            Err(error) if error.is_duplicate() => return Ok(done),
            Err(error) => return Err(error),
        }
    }
    Ok(MOST_STEPS)
}

/// Does the first thing that is due; answers whether there was one. If there was
/// none, the subscription is told when to be looked at again.
pub(super) async fn do_next(tx: &mut Tx, number: &str, now: Timestamp) -> Result<bool> {
    let Some(one) = ask_whole(None, number).fetch(tx).await?? else {
        return Ok(false);
    };
    let today = Day::of(now);
    if one.state == State::Scheduled && one.paid.first() <= today {
        return begin(tx, &one, now).await;
    }
    let next = due(
        &one.policy,
        &one.term,
        one.period,
        one.state,
        &one.done,
        today,
    );
    let Some(next) = next.first().copied() else {
        rest(tx, &one, today).await?;
        return Ok(false);
    };
    match next.step {
        Step::Notice | Step::Quote | Step::Reminder { .. } => tell(tx, &one, next, now).await,
        Step::Renew { announced } => renew(tx, &one, next, announced, now).await,
        Step::Lapse => lapse(tx, &one, next, now).await,
    }
}

/// When it has to be looked at next, if nothing happens to it.
pub(super) fn wakes_at(one: &Subscription, state: State, today: Day) -> Option<Timestamp> {
    match state {
        State::Scheduled => Some(one.paid.first().start()),
        state if state.runs() => {
            let day = next_look(&one.policy, one.paid.day_after(), today);
            Some(day.start())
        }
        _ => None,
    }
}

async fn rest(tx: &mut Tx, one: &Subscription, today: Day) -> Result<()> {
    tx.run(
        "UPDATE subscription SET wake_at = $4 WHERE id = $1 AND customer_id = $2 AND version = $3",
        args![
            one.id,
            one.customer,
            one.version,
            wakes_at(one, one.state, today)
        ],
    )
    .await
    .map(drop)
}

/// The state that a step leads to, for the program.
fn state_after(one: &Subscription, step: lifecycle::Step) -> Result<State> {
    lifecycle::next(one.state, step, Party::Program, one.rules())
        .map_err(|error| StoreError::bad_row("subscription", error))
}

/// Its first day has come.
async fn begin(tx: &mut Tx, one: &Subscription, now: Timestamp) -> Result<bool> {
    let state = state_after(one, lifecycle::Step::Begin)?;
    let ours = tx
        .run(
            "UPDATE subscription SET state = $4, version = version + 1, wake_at = $5
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                one.id,
                one.customer,
                one.version,
                state.code(),
                wakes_at(one, state, Day::of(now))
            ],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    let story = Story {
        kind: "first-day".to_owned(),
        action: "subscription.first-day",
        interaction: None,
        detail: EventDetail {
            until: Some(one.paid.last()),
            ..EventDetail::default()
        },
        mail: None,
    };
    let rows = rows(tx, &Actor::system(), &about(one), story, now).await?;
    tx.insert(rows).await?;
    Ok(true)
}

/// The row that says that something was done.
fn step_row(one: &Subscription, due: Due, now: Timestamp) -> Insert {
    Insert::row(
        "INSERT INTO subscription_step (subscription_id, customer_id, period, step, done_on)
         VALUES",
        args![
            one.id,
            one.customer,
            due.period,
            due.step.key(),
            Day::of(now)
        ],
    )
}

/// Tells the customer of the end of the term: what comes then, and what it costs.
/// No more than that is charged from then on.
async fn tell(tx: &mut Tx, one: &Subscription, due: Due, now: Timestamp) -> Result<bool> {
    let next = next_term(tx, one, now, now).await?;
    let state = match due.step {
        Step::Quote if one.state == State::Active => {
            state_after(one, lifecycle::Step::OfferRenewal)?
        }
        _ => one.state,
    };
    if !keep_quote(tx, one, state, next.each, next.revision).await? {
        return Ok(false);
    }
    let total = total_of(&next)?;
    let days = days_of(one, due.period.saturating_add(1))?;
    let (kind, mail) = match due.step {
        Step::Notice if one.policy.renews_by_itself => ("notice", "subscription-renews"),
        Step::Notice => ("notice", "subscription-ends"),
        Step::Quote => ("quote", "subscription-quote"),
        _ if one.policy.renews_by_itself => ("reminder", "subscription-renews-soon"),
        _ => ("reminder", "subscription-reminder"),
    };
    let story = Story {
        kind: kind.to_owned(),
        action: "subscription.told",
        interaction: None,
        detail: EventDetail {
            seats: Some(next.seats),
            cost: Some(total),
            until: Some(one.paid.last()),
            ..EventDetail::default()
        },
        mail: Some((
            mail,
            json!({
                "until_at": one.paid.last(),
                "next_at": days.last(),
                "seats": next.seats.to_string(),
                "total_minor": total.minor,
                "currency": total.currency.code(),
            }),
        )),
    };
    let mut all = vec![step_row(one, due, now)];
    all.extend(rows(tx, &Actor::system(), &about(one), story, now).await?);
    tx.insert(all).await?;
    Ok(true)
}

/// Keeps what the customer was told; answers whether nobody was faster.
async fn keep_quote(
    tx: &mut Tx,
    one: &Subscription,
    state: State,
    each: Money,
    revision: PlanRevisionId,
) -> Result<bool> {
    let ours = tx
        .run(
            "UPDATE subscription SET state = $4, quoted_minor = $5, quoted_revision_id = $6,
                 version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                one.id,
                one.customer,
                one.version,
                state.code(),
                each.minor,
                revision
            ],
        )
        .await?;
    Ok(ours > 0)
}

/// The next term begins, and is charged.
async fn renew(
    tx: &mut Tx,
    one: &Subscription,
    due: Due,
    announced: bool,
    now: Timestamp,
) -> Result<bool> {
    let state = state_after(one, lifecycle::Step::Renew)?;
    let number = due.period.saturating_add(1);
    let days = days_of(one, number)?;
    // As if it had been done in time.
    let next = next_term(tx, one, days.first().start(), now).await?;
    let total = total_of(&next)?;
    let look = next_look(&one.policy, days.day_after(), Day::of(now));
    let ours = tx
        .run(
            "UPDATE subscription SET state = $4, plan_id = $5, revision_id = $6, product_id = $7,
                 sku = $8, name = $9, seats = $10, period = $11, first_day = $12, last_day = $13,
                 price_minor = $14, wake_at = $15, next_seats = NULL, next_product_id = NULL,
                 next_price_minor = NULL, quoted_minor = NULL, quoted_revision_id = NULL, version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                one.id,
                one.customer,
                one.version,
                state.code(),
                next.plan,
                next.revision,
                next.product,
                next.sku.as_str(),
                next.name.as_str(),
                next.seats,
                number,
                days.first(),
                days.last(),
                next.each.minor,
                look.start(),
            ],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    leave_out(tx, one, next.seats).await?;
    let system = Actor::system();
    let invoice = NewInvoice {
        customer: one.customer,
        order: None,
        member: one.member,
        unit: one.unit,
        cost_centre: one.cost_centre,
        po_number: one.po_number.clone(),
        currency: next.each.currency,
        lines: vec![NewInvoiceLine {
            sku: next.sku.clone(),
            name: format!("{} ({})", next.name, one.number),
            days: Some(days),
            quantity: next.seats,
            price: next.each,
        }],
    };
    let (invoice, invoice_number) = make_invoice(tx, &system, invoice, now).await?;
    let charge = Insert::row(
        CHARGES,
        args![
            one.id,
            one.customer,
            number,
            "renew",
            invoice,
            invoice_number.as_str(),
            days.first(),
            days.last(),
            next.seats,
            next.each.currency,
            total.minor,
            Day::of(now),
        ],
    );
    let story = Story {
        kind: "renew".to_owned(),
        action: "subscription.renewed",
        interaction: Some(Kind::SubscriptionRenewed),
        detail: EventDetail {
            seats: Some(next.seats),
            cost: Some(total),
            until: Some(days.last()),
            unannounced: !announced,
            ..EventDetail::default()
        },
        mail: Some((
            "subscription-renewed",
            json!({
                "until_at": days.last(),
                "seats": next.seats.to_string(),
                "total_minor": total.minor,
                "currency": total.currency.code(),
                "invoice": invoice_number,
                "announced": if announced { "yes" } else { "no" },
            }),
        )),
    };
    let mut all = vec![step_row(one, due, now), charge];
    all.extend(rows(tx, &system, &about(one), story, now).await?);
    tx.insert(all).await?;
    Ok(true)
}

/// The term is over, and no other follows.
async fn lapse(tx: &mut Tx, one: &Subscription, due: Due, now: Timestamp) -> Result<bool> {
    let state = state_after(one, lifecycle::Step::Lapse)?;
    let ours = tx
        .run(
            "UPDATE subscription SET state = $4, ended_at = $5, wake_at = NULL,
                 version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![one.id, one.customer, one.version, state.code(), now],
        )
        .await?;
    if ours == 0 {
        return Ok(false);
    }
    let story = Story {
        kind: "lapse".to_owned(),
        action: "subscription.ended",
        interaction: Some(Kind::SubscriptionEnded),
        detail: EventDetail {
            until: Some(one.paid.last()),
            ..EventDetail::default()
        },
        mail: Some(("subscription-ended", json!({ "until_at": one.paid.last() }))),
    };
    let mut all = vec![step_row(one, due, now)];
    all.extend(rows(tx, &Actor::system(), &about(one), story, now).await?);
    tx.insert(all).await?;
    Ok(true)
}

fn total_of(next: &NextTerm) -> Result<Money> {
    next.each
        .times(next.seats)
        .ok_or_else(|| StoreError::bad_row("subscription", "the next term is too large"))
}

/// The days of the period with this number.
fn days_of(one: &Subscription, number: u32) -> Result<Period> {
    one.term.period(number).ok_or_else(|| {
        let what = format!("no period {number} of {}", one.number);
        StoreError::bad_row("subscription", what)
    })
}

/// Whom what happens to it concerns.
pub(super) fn about(one: &Subscription) -> About {
    About {
        id: one.id,
        customer: one.customer,
        number: one.number.clone(),
        texts: one.texts.clone(),
        sku: one.sku.clone(),
        member: one.member,
        unit: one.unit,
    }
}
