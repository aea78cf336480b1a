//! A request as its page shows it.

use super::decide::todays_offers;
use super::offer::Offer;
use super::request::Request;
use super::whole;
use crate::Timestamp;
use crate::assets::{Replaced, ask_replaced_by_request};
use crate::configurations::ask_offered;
use crate::id::{RequestId, RequestLineId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, StoreError, together};

/// A request and what its reader can do with it.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The request.
    pub request: Request,
    /// Whether the reader is who asked.
    pub is_requester: bool,
    /// Whether the reader may decide it. Only then its open lines are looked
    /// up in today's catalog.
    pub may_decide: bool,
    /// Where the open lines stand in today's catalog.
    pub today: Vec<(RequestLineId, Offer)>,
    /// Which units of equipment its lines are to replace.
    pub replaced: Replaced,
}

/// Why a request was not shown.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such request for this person.
    #[error("not found")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A request of the asking member's company, if the member may see it. At
/// most two statements.
///
/// # Errors
/// See [`ShowError`].
pub async fn show(
    db: &Db,
    actor: &Actor,
    request: RequestId,
    now: Timestamp,
) -> Result<Shown, ShowError> {
    let member = actor.member().ok_or(Denied)?;
    let mut read = db.read(actor.scope()).await?;
    let decides = actor.may(Permission::Approve) || actor.may(Permission::Order);
    let standards = match actor.shopper().filter(|_| decides) {
        // What the requester may see counts, not what the decider does.
        Some(shopper) => ask_offered(shopper.of_anybody(), None, now).map(Some),
        None => Asked::known(None),
    };
    let whole = whole::ask_whole(member.company.id, request);
    let replaced = ask_replaced_by_request(actor, member.company.id, request);
    let asked = (whole, standards, replaced);
    let (request, standards, replaced) = together(&mut read, asked).await?;
    let request = request?
        .filter(|request| request.is_visible(actor, member))
        .ok_or(ShowError::NotFound)?;
    let by = request.circumstances(actor, member);
    let may_decide = by.may_decide && request.state.is_open();
    let today = if may_decide {
        todays_offers(&mut read, actor, &request, standards, now).await?
    } else {
        Vec::new()
    };
    Ok(Shown {
        is_requester: by.is_requester,
        may_decide,
        today,
        request,
        replaced,
    })
}
