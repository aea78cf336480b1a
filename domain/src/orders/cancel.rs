//! An order is called off before anything of it has left.

use super::change::{Change, ChangeError, Missing, Story, advance, begin, remember};
use super::{After, EventKind, Step};
use crate::Timestamp;
use crate::identity::{Actor, Permission};
use crate::profile::Kind;
use crate::store::Db;
use serde_json::json;

/// An order to call off.
#[derive(Debug, Clone)]
pub struct Cancel {
    /// Which form, which order.
    pub change: Change,
    /// Why; the customer reads it.
    pub reason: String,
}

/// Calls an order off.
///
/// # Errors
/// See [`ChangeError`].
pub async fn cancel(
    db: &Db,
    actor: &Actor,
    command: Cancel,
    now: Timestamp,
) -> Result<(), ChangeError> {
    actor.demand(Permission::Fulfil)?;
    let reason = command.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(ChangeError::Missing(Missing::Reason));
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let Some(order) = begin(tx, &actor, command.change, None, now).await? else {
                return Ok(());
            };
            let nothing_left = After {
                open: true,
                under_way: false,
            };
            advance(tx, &order, Step::Cancel, nothing_left, None, now).await?;
            let story = Story {
                event: EventKind::Cancelled,
                interaction: Some(Kind::Cancelled),
                action: "order.cancelled",
                mail: Some("order-cancelled"),
                text: reason.clone(),
                detail: json!({ "number": order.head().number }),
                payload: json!({ "reason": reason }),
            };
            remember(tx, &actor, &order, story, now).await?;
            Ok(())
        })
    })
    .await
}
