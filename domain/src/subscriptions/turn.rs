//! A subscription rests or goes on, what comes after its term is decided, or it ends
//! before: whoever does it, with what is given back.

use super::begin::CHARGES;
use super::change::ChangeError;
use super::given_back::Part;
use super::lifecycle::{NotPossible, Party, State, Step};
use super::remember::{Story, rows};
use super::renew::{about, wakes_at};
use super::subscription::{EventDetail, Subscription};
use super::weigh::NotWeighed;
use crate::args;
use crate::identity::Actor;
use crate::orders::{NewCredit, NewInvoiceLine, give_back};
use crate::profile::Kind;
use crate::store::{Insert, Query, Tx};
use crate::{Day, Money, Timestamp};
use serde_json::json;

/// Takes a step that needs no other number of seats and no other plan, to a state that
/// the life cycle allows.
pub(super) async fn turn(
    tx: &mut Tx,
    actor: &Actor,
    one: &Subscription,
    (step, by): (Step, Party),
    state: State,
    now: Timestamp,
) -> Result<(), ChangeError> {
    let today = Day::of(now);
    // What comes then is for the program to do, however late it is.
    if today > one.paid.last() {
        return Err(NotWeighed::TermOver.into());
    }
    // It gives something from its first day on, whether or not the program has looked.
    if step == Step::Withdraw && one.paid.first() <= today {
        let state = one.state;
        return Err(NotPossible { state, step, by }.into());
    }
    let ours = tx
        .run(
            "UPDATE subscription SET state = $4, wake_at = $5, ended_at = $6,
                 version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                one.id,
                one.customer,
                one.version,
                state.code(),
                // Who keeps it after all may have missed what was told meanwhile.
                match step {
                    Step::Keep | Step::Resume => Some(now),
                    _ => wakes_at(one, state, today),
                },
                state.is_final().then_some(now),
            ],
        )
        .await?;
    if ours == 0 {
        return Err(ChangeError::Meanwhile);
    }
    let back = match step {
        Step::Withdraw | Step::CancelNow => one.given_back(today)?,
        _ => Vec::new(),
    };
    let cost = match step {
        Step::AcceptRenewal => one.quoted_total(),
        Step::Withdraw | Step::CancelNow => one.back_if_ended(today),
        _ => None,
    };
    let total = cost.unwrap_or(Money::zero(one.price.currency));
    let story = Story {
        kind: step.code().to_owned(),
        action: "subscription.turned",
        // Also what we do ourselves: then nobody of theirs did it, and one of ours is named.
        interaction: Some(if state.is_final() {
            Kind::SubscriptionEnded
        } else {
            Kind::SubscriptionChanged
        }),
        detail: EventDetail {
            cost,
            until: Some(one.paid.last()),
            ..EventDetail::default()
        },
        mail: Some((
            "subscription-turned",
            json!({
                "who": actor.name(),
                "step": step.code(),
                "until_at": one.paid.last(),
                "total_minor": total.minor,
                "currency": total.currency.code(),
            }),
        )),
    };
    let mut rows = rows(tx, actor, &about(one), story, now).await?;
    rows.extend(give_parts_back(tx, actor, one, step, back, now).await?);
    tx.insert(rows).await?;
    Ok(())
}

/// Gives back parts of what was charged, each of the invoice on which it stands;
/// answers the charges that say so.
async fn give_parts_back(
    tx: &mut Tx,
    actor: &Actor,
    one: &Subscription,
    step: Step,
    parts: Vec<Part>,
    now: Timestamp,
) -> Result<Option<Insert>, ChangeError> {
    let today = Day::of(now);
    let mut charges = Vec::new();
    for part in parts {
        let (quantity, minor) = part.pieces();
        let credit = NewCredit {
            customer: one.customer,
            invoice: part.invoice,
            lines: vec![NewInvoiceLine {
                sku: one.sku.clone(),
                name: format!("{} ({})", one.name, one.number),
                days: Some(part.days),
                quantity,
                price: Money::new(minor, part.amount.currency),
            }],
        };
        let (invoice, number) = give_back(tx, actor, credit, now).await?;
        charges.push(args![
            one.id,
            one.customer,
            one.period,
            format!("{}-{}", step.code(), part.reason),
            invoice,
            number,
            part.days.first(),
            part.days.last(),
            part.seats,
            part.amount.currency,
            -part.amount.minor,
            today,
        ]);
    }
    Ok((!charges.is_empty()).then(|| Insert::rows(CHARGES, charges)))
}
