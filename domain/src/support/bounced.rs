//! A mail of ours about a case did not arrive: the case's history tells so, and
//! whoever of ours has it in hand hears of it, since whoever waits for an answer does
//! not.

use super::change::event_row;
use super::converse::{entry, goes_on};
use super::of_team::who_hears;
use super::told::{About, to_ours};
use super::whole::CaseEvent;
use crate::Timestamp;
use crate::args;
use crate::id::CaseEventId;
use crate::identity::Actor;
use crate::store::{Query, Result, Tx};
use uuid::Uuid;

/// The kind of event.
pub(super) const BOUNCED: &str = "bounced";
/// How much of a report is told, in characters.
const MOST_TOLD: usize = 500;

/// What a report was about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounced {
    /// The case's serial.
    pub serial: i64,
    /// Whether it is the first report about that mail.
    pub first: bool,
}

/// Notes that this mail of ours did not arrive, once however often it is reported;
/// `report` is what the report says. Answers which case it was about, if it was about
/// one. Whoever knows a mail's id has got it, so a forged report tells us no more than
/// that.
pub(super) async fn note(
    tx: &mut Tx,
    mail: Uuid,
    report: &str,
    now: Timestamp,
) -> Result<Option<Bounced>> {
    let sent: Option<(String, Option<i64>)> = tx
        .maybe(
            "SELECT recipient, CAST(payload ->> 'case' AS BIGINT) FROM outbox WHERE id = $1",
            args![mail],
        )
        .await?;
    let Some((to, Some(serial))) = sent else {
        return Ok(None);
    };
    let Some(case) = goes_on(tx, serial).await? else {
        return Ok(None);
    };
    // Asked with the case locked: two reports at the same moment are one.
    let before: Option<i32> = tx
        .scalar(
            "SELECT 1 FROM incoming_mail WHERE bounced = $1 LIMIT 1",
            args![mail],
        )
        .await?;
    let bounced = Bounced {
        serial: case.head.serial,
        first: before.is_none(),
    };
    if !bounced.first {
        return Ok(Some(bounced));
    }
    let system = Actor::system();
    let event = CaseEvent {
        id: CaseEventId::new(),
        at: now,
        kind: BOUNCED.to_owned(),
        name: system.name().to_owned(),
        state_before: case.head.state,
        state_after: case.head.state,
        priority: case.head.priority,
        about: to.clone(),
    };
    let told = who_hears(tx, &case).await?;
    let text: String = report.trim().chars().take(MOST_TOLD).collect();
    let said = (to.as_str(), text.as_str());
    let about = About::case(&case);
    tx.insert([
        event_row(case.head.customer, case.head.id, &event),
        entry(&case, "case.bounced").row(&system, now),
        to_ours(
            "case-bounced",
            &about,
            &case.head.company,
            told,
            said,
            None,
            now,
        ),
    ])
    .await?;
    Ok(Some(bounced))
}
