//! Who is told what happens to a case besides whoever asked: oneself, or colleagues
//! who may see it anyway.

use super::converse::{CaseError, entry, interaction};
use super::told::{About, to_customer};
use super::visibility::{To, sees};
use super::whole::Case;
use crate::Timestamp;
use crate::args;
use crate::id::{MembershipId, UnitId};
use crate::identity::{Actor, Member};
use crate::mail::Recipient;
use crate::profile::{self, Kind};
use crate::store::{Insert, Query, StoreError, Tx};
use serde_json::json;

/// Watches it, or no longer.
pub(super) async fn oneself(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    case: &Case,
    on: bool,
    now: Timestamp,
) -> Result<(), CaseError> {
    if case.is_watched_by(member.id) == on {
        return Ok(());
    }
    let (action, how) = if on {
        add(tx, case, member.id).await?;
        ("case.watched", "watched")
    } else {
        remove(tx, case, member.id).await?;
        ("case.unwatched", "unwatched")
    };
    tx.insert([
        entry(case, action).row(actor, now),
        shared(case, actor, member, (how, member.id), now),
    ])
    .await?;
    Ok(())
}

/// A colleague of the company watches it from now on, and is told so. Only who may
/// see the case by what the manager decided: nobody is let in by a watcher. Whoever
/// may not answers like nobody.
pub(super) async fn colleague(
    tx: &mut Tx,
    actor: &Actor,
    by: &Member,
    case: &Case,
    address: &str,
    now: Timestamp,
) -> Result<(), CaseError> {
    let address = address.trim().to_lowercase();
    let found: Option<(MembershipId, Option<UnitId>, String, Option<String>)> = tx
        .maybe(
            "SELECT m.id, m.unit_id, p.name, p.language FROM membership m
             JOIN person p ON p.id = m.person_id
             WHERE m.customer_id = $1 AND m.active AND p.email = $2",
            args![case.head.customer, address.as_str()],
        )
        .await?;
    let (member, unit, name, language) = found.ok_or(CaseError::NoColleague)?;
    let to = To {
        asked: case.head.opened_by == member,
        watches: case.is_watched_by(member),
        same_unit: unit.is_some() && case.head.unit == unit,
    };
    if !sees(case.head.visibility, to) {
        return Err(CaseError::NoColleague);
    }
    if to.asked || to.watches {
        return Ok(());
    }
    let told = told_today(tx, case, member, now).await?;
    add(tx, case, member).await?;
    // Let go and let watch again, they watch again; their mailbox is not filled by it.
    let to: Vec<Recipient> = (!told)
        .then_some(Recipient {
            email: address,
            name,
            language,
        })
        .into_iter()
        .collect();
    let said = (actor.name(), "");
    let about = About::case(case);
    let mail = to_customer(tx, "case-watched", &about, to, said, None, now).await?;
    tx.insert([
        mail,
        entry(case, "case.let-watch").row(actor, now),
        shared(case, actor, by, (LET_WATCH, member), now),
    ])
    .await?;
    Ok(())
}

/// Whether somebody let this colleague watch the case within the last day, of which they
/// were told.
async fn told_today(
    tx: &mut Tx,
    case: &Case,
    member: MembershipId,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let (times,): (i64,) = tx
        .one(
            "SELECT COUNT(*) FROM interaction WHERE customer_id = $1 AND at > $2 AND kind = $3
                 AND subject_id = $4 AND detail ->> 'how' = $5 AND detail ->> 'whom' = $6",
            args![
                case.head.customer,
                now.plus_days(-1),
                Kind::HelpShared.code(),
                case.head.id.0,
                LET_WATCH,
                member.to_string()
            ],
        )
        .await?;
    Ok(times > 0)
}

/// How somebody let a colleague watch.
const LET_WATCH: &str = "let-watch";

/// A colleague watches it no longer: whoever asked decides that.
pub(super) async fn let_go(
    tx: &mut Tx,
    actor: &Actor,
    member: &Member,
    case: &Case,
    colleague: MembershipId,
    now: Timestamp,
) -> Result<(), CaseError> {
    if !case.is_to(member).asked {
        return Err(CaseError::NotFound);
    }
    if !case.is_watched_by(colleague) {
        return Ok(());
    }
    remove(tx, case, colleague).await?;
    tx.insert([
        entry(case, "case.let-go").row(actor, now),
        shared(case, actor, member, ("let-go", colleague), now),
    ])
    .await?;
    Ok(())
}

/// Who works with whom, and who cares about what: the profile knows both from who
/// reads of which case.
fn shared(
    case: &Case,
    actor: &Actor,
    member: &Member,
    (how, whom): (&'static str, MembershipId),
    now: Timestamp,
) -> Insert {
    let mut happened = interaction(case, member, Kind::HelpShared, now);
    if let Some(detail) = happened.detail.as_object_mut() {
        detail.insert("how".to_owned(), json!(how));
        detail.insert("whom".to_owned(), json!(whom));
    }
    profile::rows(vec![happened.by(actor)])
}

async fn add(tx: &mut Tx, case: &Case, member: MembershipId) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO case_watcher (customer_id, case_id, membership_id) VALUES ($1, $2, $3)
         ON CONFLICT (case_id, membership_id) DO NOTHING",
        args![case.head.customer, case.head.id, member],
    )
    .await?;
    Ok(())
}

async fn remove(tx: &mut Tx, case: &Case, member: MembershipId) -> Result<(), StoreError> {
    tx.run(
        "DELETE FROM case_watcher
         WHERE customer_id = $1 AND case_id = $2 AND membership_id = $3",
        args![case.head.customer, case.head.id, member],
    )
    .await?;
    Ok(())
}
