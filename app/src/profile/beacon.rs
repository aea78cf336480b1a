//! `POST /beacon`: pages tell that they were looked at, many at once.
//!
//! Whatever comes, the answer is 204, unless there is no room for it (503): the
//! browser that sent it is gone, and a script that is told what was wrong learns
//! what would have been right. That
//! the message comes from our own pages is what the Origin check in front of
//! every handler sees to.

use crate::frame::Visitor;
use axum::body::Bytes;
use axum::http::StatusCode;
use domain::Timestamp;
use domain::id::AnyId;
use domain::identity::Actor;
use domain::profile::{Collector, MOST_VISITS, PageOf, Subject, ToldVisit, Visit, visits};
use std::sync::OnceLock;

/// The most that one message may carry, in bytes.
const MOST_BYTES: usize = 32 * 1024;

static COLLECTOR: OnceLock<Collector> = OnceLock::new();

/// Where messages go, for as long as the program runs. Until it is said, they
/// are dropped.
pub fn collect_into(collector: Collector) {
    // Said twice by mistake, the first one stands.
    let _ = COLLECTOR.set(collector);
}

/// A page has shown this to a member who may see it: what only the page knows by its
/// name. What staff look at in a member's place is not the member's.
pub(crate) fn looked_at(
    actor: &Actor,
    (subject, id): (Subject, AnyId),
    name: String,
    at: Timestamp,
) {
    if let Some(member) = actor.member().filter(|_| actor.stand_in().is_none())
        && let Some(collector) = COLLECTOR.get()
    {
        let page = PageOf::Shown(subject, id, name);
        let visit = Visit {
            page,
            at,
            dwelt: None,
        };
        // Where there is no room it is dropped, and counted: a look is worth less than
        // the page.
        let _ = collector.take(member, vec![visit]);
    }
}

/// `POST /beacon`: `[{"kind":"view"|"dwell","path":"/…","at":MS,"ms":MS}]`
pub async fn take(visitor: Visitor, body: Bytes) -> StatusCode {
    if let Some(member) = visitor.actor.as_ref().and_then(|actor| actor.member())
        && member.recording
        && body.len() <= MOST_BYTES
        && let Ok(told) = serde_json::from_slice::<Vec<ToldVisit>>(&body)
        && told.len() <= MOST_VISITS
        && let Some(collector) = COLLECTOR.get()
    {
        // Nothing is said to be taken that was not.
        if !collector.take(member, visits(told, visitor.now)) {
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    }
    StatusCode::NO_CONTENT
}
