//! Goods that come back (RMA): announced by our people from an order's delivered
//! lines or from a case, received, and closed with what follows from it; or received to
//! be repaired, and sent back. The number stands on the parcel, so that whoever opens it
//! knows what it is. Units of equipment that are in it and stay are their company's no
//! more (`assets/send_back.rs`); those that are repaired are (`assets/repair.rs`). Of those
//! that are here for repair each may end differently (`ending`).

mod announce;
mod ending;
mod list;
mod own;
mod read;

pub use announce::{OpenReturn, Returnable, ToReturn, open_return, to_return};
pub use list::{AfterReturn, ReturnList, goods_returns};
pub use own::{OwnReturn, OwnReturns, OwnView, own_returns};
pub use read::{GoodsReturn, ReturnLine, ReturnPage, goods_return};

use super::messages::{Told, tell};
use super::returning::{ReturnState, ReturnStep, next_return};
use super::shipping::Refusal;
use crate::Timestamp;
use crate::args;
use crate::assets::serials::NotSerials;
use crate::assets::{self, CameBack, NotBack, NotClear, OfReturn};
use crate::audit;
use crate::id::ReturnId;
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, FormKey, Query, StoreError, Tx, claim};
use crate::support::{self, CaseError};
use announce::find;
use ending::{outcome, stands, went_back, what};
use read::one;
use serde_json::json;

/// The longest reason, note or outcome, in characters.
pub const LONGEST_RETURN_TEXT: usize = 1_000;

/// Why a return was not announced or did not go on.
#[derive(Debug, thiserror::Error)]
pub enum ReturnError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such order or return.
    #[error("not found")]
    NotFound,
    /// The customer has no case of this number.
    #[error("no such case")]
    NoSuchCase,
    /// The quantities can't come back.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A reason, or what follows, must be said in at most [`LONGEST_RETURN_TEXT`].
    #[error("no words")]
    NoWords,
    /// It is not clear which units of equipment came.
    #[error(transparent)]
    NotClear(#[from] NotClear),
    /// The serial numbers of what goes in exchange can't be read.
    #[error(transparent)]
    NotSerials(#[from] NotSerials),
    /// It is in a state in which this can't be done, or somebody was quicker.
    #[error("somebody was quicker")]
    Meanwhile,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn demand(actor: &Actor) -> Result<(), Denied> {
    if actor.may(Permission::Fulfil) || actor.may(Permission::Support) {
        return Ok(());
    }
    actor.demand(Permission::Fulfil)
}

fn words(text: &str) -> Result<String, ReturnError> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > LONGEST_RETURN_TEXT {
        return Err(ReturnError::NoWords);
    }
    Ok(text.to_owned())
}

/// Something that is done with a return.
#[derive(Debug, Clone)]
pub struct OnReturn {
    /// The form's key.
    pub key: FormKey,
    /// Which.
    pub id: ReturnId,
    /// The version that the person saw.
    pub version: i64,
    /// What.
    pub step: ReturnStep,
    /// What is said of it: needed once more is known than that it is here.
    pub text: String,
    /// The tags or serial numbers of the units that are in it, when it is received; may
    /// be empty where they are clear. Of what goes in exchange the new serial numbers;
    /// may be empty.
    pub units: String,
    /// The tags or serial numbers of the units that it is done with, of those that are
    /// here to be repaired; empty for all of them.
    pub which: String,
}

impl From<NotBack> for ReturnError {
    fn from(error: NotBack) -> Self {
        match error {
            NotBack::NotClear(which) => Self::NotClear(which),
            NotBack::NotSerials(error) => Self::NotSerials(error),
            NotBack::Meanwhile => Self::Meanwhile,
            NotBack::Store(error) => Self::Store(error),
        }
    }
}

/// Does it; the customer is told. Units of equipment that are received and stay are
/// their company's no more.
///
/// # Errors
/// See [`ReturnError`].
pub async fn on_return(
    db: &Db,
    actor: &Actor,
    command: OnReturn,
    now: Timestamp,
) -> Result<(), ReturnError> {
    demand(actor)?;
    let text = match command.step {
        ReturnStep::Receive | ReturnStep::Repair if command.text.trim().is_empty() => String::new(),
        _ => words(&command.text)?,
    };
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let answer = command.id.to_string();
            if claim(tx, &actor, command.key, "return-step", &answer, now)
                .await?
                .is_some()
            {
                return Ok(());
            }
            let (head, lines) = one(tx, command.id).await?;
            let state = next_return(head.state, command.step).ok_or(ReturnError::Meanwhile)?;
            let changed = tx
                .run(
                    "UPDATE goods_return SET changed_at = $4, version = version + 1
                     WHERE id = $1 AND customer_id = $2 AND version = $3",
                    args![head.id, head.customer, command.version, now],
                )
                .await?;
            if changed == 0 {
                return Err(ReturnError::Meanwhile);
            }
            let of = OfReturn {
                customer: head.customer,
                id: head.id,
                number: &head.number,
            };
            let which = command.which.as_str();
            let done = match command.step {
                ReturnStep::Receive | ReturnStep::Repair => {
                    let back = CameBack {
                        of,
                        lines: lines.iter().map(|line| (line.id, line.quantity)).collect(),
                        typed: &command.units,
                        repair: command.step == ReturnStep::Repair,
                    };
                    assets::come_back(tx, &actor, back, now).await?;
                    None
                }
                ReturnStep::SendBack => Some(assets::go_back(tx, &actor, of, which, now).await?),
                ReturnStep::Exchange => {
                    Some(assets::exchange(tx, &actor, of, which, &command.units, now).await?)
                }
                ReturnStep::Close => Some(assets::stay(tx, &actor, of, which, now).await?),
                ReturnStep::CallOff => None,
            };
            if let Some(done) = &done {
                went_back(tx, &head, command.step, done).await?;
            }
            let stands = stands(state, head.state, done.as_ref());
            let outcome = outcome(&head, &text, done.as_ref());
            tx.run(
                "UPDATE goods_return SET state = $3, outcome = $4
                 WHERE id = $1 AND customer_id = $2",
                args![head.id, head.customer, stands.code(), outcome],
            )
            .await?;
            if !stands.is_open() {
                done_for_case(tx, &actor, &head, now).await?;
            }
            let order = find(tx, head.of_order).await?;
            let what = what(&lines, done.as_ref());
            let news = News {
                id: head.id,
                number: &head.number,
                state,
                stands,
                mail: match command.step {
                    ReturnStep::Receive => "return-received",
                    ReturnStep::Repair => "return-in-repair",
                    ReturnStep::SendBack => "return-sent-back",
                    ReturnStep::Exchange => "return-exchanged",
                    ReturnStep::Close => "return-closed",
                    ReturnStep::CallOff => "return-called-off",
                },
                text: &text,
                what: &what,
            };
            Ok(remember(tx, &actor, &order, news, now).await?)
        })
    })
    .await
}

/// The case for which it came, and perhaps waits, goes on, once nothing else is to come
/// back for it.
async fn done_for_case(
    tx: &mut Tx,
    actor: &Actor,
    head: &GoodsReturn,
    now: Timestamp,
) -> Result<(), ReturnError> {
    let Some(case) = &head.for_case else {
        return Ok(());
    };
    let open: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM goods_return r
             JOIN goods_return o ON o.customer_id = r.customer_id AND o.case_id = r.case_id
             WHERE r.customer_id = $1 AND r.id = $2
                 AND o.state IN ('announced', 'received', 'in-repair')",
            args![head.customer, head.id],
        )
        .await?;
    if open != Some(0) {
        return Ok(());
    }
    support::goods_are_done(tx, actor, head.customer, case, &head.number, now)
        .await
        .map_err(of_case)
}

/// What went wrong with the case of a return.
fn of_case(error: CaseError) -> ReturnError {
    match error {
        CaseError::Store(error) => ReturnError::Store(error),
        CaseError::Changed => ReturnError::Meanwhile,
        _ => ReturnError::NoSuchCase,
    }
}

/// What is remembered and told of a step.
struct News<'a> {
    id: ReturnId,
    number: &'a str,
    /// Where what was done leads to.
    state: ReturnState,
    /// Where all of it stands.
    stands: ReturnState,
    mail: &'static str,
    text: &'a str,
    what: &'a str,
}

async fn remember(
    tx: &mut Tx,
    actor: &Actor,
    order: &ToReturn,
    news: News<'_>,
    now: Timestamp,
) -> Result<(), StoreError> {
    let detail = json!({
        "return": news.number,
        "order": order.number,
        "state": news.stands.code(),
    });
    let entry = audit::Entry {
        action: match news.state {
            ReturnState::Announced => "return.announced",
            ReturnState::Received => "return.received",
            ReturnState::InRepair => "return.in-repair",
            ReturnState::Closed => "return.closed",
            ReturnState::SentBack => "return.sent-back",
            ReturnState::CalledOff => "return.called-off",
        },
        subject: news.id.to_string(),
        customer: Some(order.customer),
        detail: detail.clone(),
    };
    let happened = Interaction {
        customer: order.customer,
        member: Some(order.requested_by),
        unit: order.unit,
        at: now,
        kind: Kind::SentBack,
        touch_point: TouchPoint::Console,
        subject: Subject::Order,
        subject_id: Some(order.order.0),
        text: format!("{} {}", news.number, order.number),
        amount: None,
        detail,
    };
    tx.insert([entry.row(actor, now), profile::rows(vec![happened])])
        .await?;
    let told = Told {
        customer: order.customer,
        placed_by: order.placed_by,
        requested_by: order.requested_by,
    };
    let payload = json!({
        "number": news.number,
        "order": order.number,
        "who": actor.name(),
        "text": news.text,
        "lines": news.what,
        "path": format!("/orders/{}", order.order),
    });
    tell(tx, &told, news.mail, payload, now).await
}
