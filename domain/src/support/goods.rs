//! A case is handed to those who take goods back.

use super::case_life::{self, Party, Step};
use super::change::{Next, advance};
use super::converse::{CaseError, changed, entry};
use super::whole::ask_whole;
use crate::Timestamp;
use crate::id::{CaseId, CustomerId};
use crate::identity::Actor;
use crate::store::Tx;

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
        ..Next::stays(&case, "goods-back", actor.name())
    };
    let event = advance(tx, &case, next, now).await?.map_err(changed)?;
    tx.insert([event, entry(&case, "case.goods-back").row(actor, now)])
        .await?;
    Ok(case.head.id)
}
