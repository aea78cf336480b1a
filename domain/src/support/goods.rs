//! A case is handed to those who take goods back, and comes back when they have.

use super::case_life::{self, Party, State, Step};
use super::change::{Next, advance};
use super::converse::{CaseError, changed, entry};
use super::visits::VisitState;
use super::whole::{Case, ask_whole};
use crate::Timestamp;
use crate::id::{CaseId, CustomerId};
use crate::identity::Actor;
use crate::store::Tx;

/// The kind of event after which a case waits for goods.
const GOODS_BACK: &str = "goods-back";

/// Goods come back for a case of this customer, under this number: the case waits
/// for them, if it can wait at all. In the transaction of the return; answers which
/// case it is.
///
/// # Errors
/// [`CaseError::NotFound`] if the customer has no such case.
pub(crate) async fn goods_come_back(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    number: &str,
    goods: &str,
    now: Timestamp,
) -> Result<CaseId, CaseError> {
    let case = ask_whole(Some(customer), number, true)
        .fetch(tx)
        .await??
        .ok_or(CaseError::NotFound)?;
    let state = case_life::next(case.head.state, Step::HandOver, Party::Agent);
    let next = Next {
        state: state.unwrap_or(case.head.state),
        about: goods.to_owned(),
        ..Next::stays(&case, GOODS_BACK, actor.name())
    };
    let event = advance(tx, &case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(&case, "case.goods-back").row(actor, now)])
        .await?;
    Ok(case.head.id)
}

/// What came back for a case of this customer is done with: it is our turn again, if it
/// was for the goods that the case waited, and no visit is planned for it. In the
/// transaction of the return.
///
/// # Errors
/// [`CaseError::Changed`] if somebody changed the case at this moment.
pub(crate) async fn goods_are_done(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    number: &str,
    goods: &str,
    now: Timestamp,
) -> Result<(), CaseError> {
    let case = ask_whole(Some(customer), number, true).fetch(tx).await??;
    let Some(case) = case.filter(waits_for_goods) else {
        return Ok(());
    };
    let state = case_life::next(case.head.state, Step::TakeBack, Party::Agent);
    let next = Next {
        state: state.unwrap_or(case.head.state),
        about: goods.to_owned(),
        ..Next::stays(&case, "goods-done", actor.name())
    };
    let event = advance(tx, &case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(&case, "case.goods-done").row(actor, now)])
        .await?;
    Ok(())
}

fn waits_for_goods(case: &Case) -> bool {
    let waits = State::WaitsForThirdParty;
    let since = case
        .events
        .iter()
        .rfind(|event| event.state_after == waits && event.state_before != waits);
    let visited = case
        .visits
        .iter()
        .any(|visit| visit.state == VisitState::Planned);
    case.head.state == waits && !visited && since.is_some_and(|event| event.kind == GOODS_BACK)
}
