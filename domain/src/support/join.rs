//! Cases that are one, or have to do with each other: always of the same customer.

use super::case_life::{self, Party, Step};
use super::change::{Next, advance, message_row};
use super::converse::{changed, entry};
use super::merging::{NotMerged, may_merge};
use super::speak::{happened, spoken};
use super::visibility::{To, sees};
use super::whole::{Case, ask_whole};
use super::work::WorkError;
use crate::Timestamp;
use crate::args;
use crate::id::{MembershipId, UnitId};
use crate::identity::Actor;
use crate::profile::{self, Interaction, Kind, TouchPoint};
use crate::store::{Args, FromRow, Query, StoreError, Tx};
use serde_json::json;

/// Another case of the same customer, by its number. One of somebody else answers
/// like one that does not exist.
async fn other_case(tx: &mut Tx, case: &Case, number: &str) -> Result<Case, WorkError> {
    ask_whole(Some(case.head.customer), number.trim(), true)
        .fetch(tx)
        .await??
        .ok_or(WorkError::NoOther)
}

/// Merges it into that one. Whoever asked reads that one from then on, and so does
/// whoever asked what was merged into it before; if they could not, only where our agent
/// says so, having been told (`reads_along`): what somebody asked for themselves may be
/// nobody else's business.
pub(super) async fn merge(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    (number, reads_along): (&str, bool),
    now: Timestamp,
) -> Result<(), WorkError> {
    let other = other_case(tx, case, number).await?;
    may_merge(
        case.head.state,
        other.head.state,
        case.head.id == other.head.id,
        case.head.customer == other.head.customer,
    )?;
    if gains_time(case, &other) {
        return Err(NotMerged::PromisedSooner.into());
    }
    let askers = askers(tx, case).await?;
    let let_in: Vec<&str> = askers
        .iter()
        .filter(|one| !one.sees(&other))
        .map(|one| one.name.as_str())
        .collect();
    if !let_in.is_empty() && !reads_along {
        return Err(WorkError::WouldRead {
            asker: let_in.join(", "),
            of: other.head.opener,
        });
    }
    let state = case_life::next(case.head.state, Step::Merge, Party::Agent)?;
    let next = Next {
        about: other.head.number.clone(),
        merged_into: Some(other.head.id),
        ..Next::step(case, Step::Merge, state, actor)
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    watch_on(tx, case, &other, &askers).await?;
    let text = format!("{} {}", case.head.number, case.head.subject);
    let message = spoken(&text, true);
    let mut entry = entry(case, "case.merged");
    if let Some(detail) = entry.detail.as_object_mut() {
        detail.insert("into".to_owned(), json!(other.head.number));
        detail.insert("lets_in".to_owned(), json!(!let_in.is_empty()));
    }
    let shared = askers
        .iter()
        .filter(|one| one.id != other.head.opened_by)
        .map(|one| reads_there(one.id, &other, actor, now));
    tx.insert([
        event,
        message_row(case.head.customer, other.head.id, actor, &message, now),
        entry.row(actor, now),
        profile::rows(shared.collect()),
    ])
    .await?;
    Ok(())
}

/// Whoever asked here reads there from then on: who works with whom is learned of it.
fn reads_there(who: MembershipId, other: &Case, actor: &Actor, now: Timestamp) -> Interaction {
    let what = (Kind::HelpShared, "merged");
    let mut happened = happened(other, actor, what, TouchPoint::Console, now);
    if let Some(detail) = happened.detail.as_object_mut() {
        detail.insert("whom".to_owned(), json!(who));
    }
    happened
}

/// Whether it was asked first, and either promise would be due later than what was
/// promised for it, or never: merged the other way, the first promise goes on to count.
fn gains_time(case: &Case, other: &Case) -> bool {
    // Of a case with a level, what is due no more was kept, or stands still.
    let never = other.level.is_none();
    let sooner = |this: Option<Timestamp>, that: Option<Timestamp>| {
        this.is_some_and(|this| that.map_or(never, |that| this < that))
    };
    let (first, second) = (&case.head, &other.head);
    first.created_at < second.created_at
        && (sooner(first.first_due_at, second.first_due_at)
            || sooner(first.resolution_due_at, second.resolution_due_at))
}

/// Somebody who asked the case, or what was merged into it, and reads it.
#[derive(Debug, FromRow)]
struct Asker {
    id: MembershipId,
    unit_id: Option<UnitId>,
    name: String,
}

impl Asker {
    /// Whether they see a case as it is.
    fn sees(&self, case: &Case) -> bool {
        let to = To {
            asked: case.head.opened_by == self.id,
            watches: case.is_watched_by(self.id),
            same_unit: self.unit_id.is_some() && case.head.unit == self.unit_id,
        };
        sees(case.head.visibility, to)
    }
}

/// Whoever asked a case and what was merged into it, but for those whom its asker has let
/// go since.
async fn askers(tx: &mut Tx, case: &Case) -> Result<Vec<Asker>, StoreError> {
    tx.all(
        "WITH RECURSIVE these (id) AS (
             SELECT c.id FROM support_case c WHERE c.customer_id = $1 AND c.id = $2
             UNION SELECT x.id FROM these t
                 JOIN support_case x ON x.merged_into = t.id AND x.customer_id = $1
         )
         SELECT DISTINCT m.id, m.unit_id, p.name FROM these t
         JOIN support_case c ON c.id = t.id AND c.customer_id = $1
         JOIN membership m ON m.id = c.opened_by AND m.customer_id = $1
         JOIN person p ON p.id = m.person_id
         WHERE m.id = $3 OR EXISTS (SELECT 1 FROM case_watcher w
             WHERE w.customer_id = $1 AND w.case_id = $2 AND w.membership_id = m.id)
         ORDER BY p.name, m.id",
        args![case.head.customer, case.head.id, case.head.opened_by],
    )
    .await
}

/// Whoever asked goes on being told, by the case that it goes on in; of those who
/// watched who may see that one anyway. To watch is to see (`visibility.rs`), and
/// nobody is let into somebody else's conversation by having watched another.
async fn watch_on(
    tx: &mut Tx,
    case: &Case,
    other: &Case,
    askers: &[Asker],
) -> Result<(), StoreError> {
    let customer = case.head.customer;
    let rows: Vec<Args> = askers
        .iter()
        .filter(|one| one.id != other.head.opened_by)
        .map(|one| args![customer, other.head.id, one.id])
        .collect();
    tx.insert_many(
        "INSERT INTO case_watcher (customer_id, case_id, membership_id) VALUES",
        rows,
        "ON CONFLICT (case_id, membership_id) DO NOTHING",
    )
    .await?;
    tx.run(
        "INSERT INTO case_watcher (customer_id, case_id, membership_id)
         SELECT DISTINCT m.customer_id, $3, m.id FROM membership m
         WHERE m.customer_id = $1 AND m.id <> $6 AND m.id IN (
             SELECT w.membership_id FROM case_watcher w
             WHERE w.customer_id = $1 AND w.case_id = $2)
             AND ($4 = 'company' OR ($4 = 'unit' AND m.unit_id = $5))
         ON CONFLICT (case_id, membership_id) DO NOTHING",
        args![
            customer,
            case.head.id,
            other.head.id,
            other.head.visibility.code(),
            other.head.unit,
            other.head.opened_by
        ],
    )
    .await?;
    Ok(())
}

pub(super) async fn link(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    number: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let other = other_case(tx, case, number).await?;
    if other.head.id == case.head.id {
        return Err(WorkError::NoOther);
    }
    for (one, another) in [(case.head.id, other.head.id), (other.head.id, case.head.id)] {
        tx.run(
            "INSERT INTO case_link (customer_id, case_id, other_id) VALUES ($1, $2, $3)
             ON CONFLICT (case_id, other_id) DO NOTHING",
            args![case.head.customer, one, another],
        )
        .await?;
    }
    tx.insert([entry(case, "case.linked").row(actor, now)])
        .await?;
    Ok(())
}

/// They have nothing to do with each other after all.
pub(super) async fn unlink(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    number: &str,
    now: Timestamp,
) -> Result<(), WorkError> {
    let other = other_case(tx, case, number).await?;
    let apart = tx
        .run(
            "DELETE FROM case_link WHERE customer_id = $1
                 AND ((case_id = $2 AND other_id = $3) OR (case_id = $3 AND other_id = $2))",
            args![case.head.customer, case.head.id, other.head.id],
        )
        .await?;
    if apart > 0 {
        tx.insert([entry(case, "case.unlinked").row(actor, now)])
            .await?;
    }
    Ok(())
}
