//! Visits of our field service: planned for a day from a case, which waits for it
//! then, and done or called off. The customer reads the day on the case's page and
//! is told by mail.

use super::all_wrong::all_wrong;
use super::case_life::{self, Party, State, Step};
use super::change::{Next, advance, message_row};
use super::converse::{changed, entry};
use super::speak::{happened, spoken, text_of};
use super::told::{About, to_customer};
use super::whole::Case;
use super::work::WorkError;
use crate::args;
use crate::id::VisitId;
use crate::identity::Actor;
use crate::profile::{self, Kind, TouchPoint};
use crate::store::{Insert, Query, Tx};
use crate::tidy::tidy;
use crate::{Day, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// The longest name of who comes, in characters.
pub const LONGEST_WHO: usize = 120;

/// Where a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum VisitState {
    /// Somebody comes on its day.
    Planned,
    /// Somebody was there.
    Done,
    /// Nobody came, or will.
    CalledOff,
}

impl VisitState {
    /// How it is stored, and the end of its message's name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            VisitState::Planned => "planned",
            VisitState::Done => "done",
            VisitState::CalledOff => "called-off",
        }
    }
}

/// A visit to be planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanVisit {
    /// The day.
    pub day: Day,
    /// Who comes.
    pub who: String,
    /// What is to be done there, in words that the customer reads.
    pub what: String,
}

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Visit {
    /// Which.
    pub id: VisitId,
    /// Its day.
    pub day: Day,
    /// Who comes.
    pub who: String,
    /// What is to be done there.
    pub what: String,
    /// Where it stands.
    pub state: VisitState,
}

pub(super) const COLUMNS: &[&str] = &["id", "day", "who", "what", "state"];

/// Plans a visit: the case waits for it.
pub(super) async fn plan(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    visit: PlanVisit,
    now: Timestamp,
) -> Result<(), WorkError> {
    let mut wrong = Vec::new();
    if visit.day.is_over_everywhere(now) {
        wrong.push(WorkError::DayHasPassed);
    }
    let who = tidy(&visit.who);
    if who.is_empty() || who.chars().count() > LONGEST_WHO {
        wrong.push(WorkError::NoWho);
    }
    let what = text_of(&visit.what).unwrap_or_else(|error| {
        wrong.push(error);
        String::new()
    });
    all_wrong(wrong, WorkError::Several)?;
    // One after the other: the next is planned when it is known how this one went.
    if case
        .visits
        .iter()
        .any(|one| one.state == VisitState::Planned)
    {
        return Err(WorkError::Changed);
    }
    let state = case_life::next(case.head.state, Step::HandOver, Party::Agent)?;
    let next = Next {
        kind: "visit-planned",
        about: who.clone(),
        ..Next::step(case, Step::HandOver, state, actor)
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let customer = case.head.customer;
    let text = format!("{who}\n\n{what}");
    let said = (actor.name(), text.as_str());
    let told = case.people_told(None);
    let mail = to_customer(
        tx,
        "case-visit",
        &About {
            day: Some(visit.day),
            ..About::case(case)
        },
        told,
        said,
        None,
        now,
    )
    .await?;
    tx.insert([
        event,
        Insert::row(
            "INSERT INTO case_visit (id, customer_id, case_id, day, who, what, state, changed_at)
             VALUES",
            args![
                VisitId::new(),
                customer,
                case.head.id,
                visit.day,
                who,
                what,
                VisitState::Planned.code(),
                now
            ],
        ),
        entry(case, "case.visit-planned").row(actor, now),
        remembered(case, actor, Kind::VisitPlanned, visit.day, now),
        mail,
    ])
    .await?;
    Ok(())
}

/// Somebody was there, or nobody will be: it is our turn again. What is noted only
/// we read; that nobody comes is told to whoever would wait.
pub(super) async fn end(
    tx: &mut Tx,
    actor: &Actor,
    case: &Case,
    (visit, done, note): (VisitId, bool, &str),
    now: Timestamp,
) -> Result<(), WorkError> {
    let (state, kind, action) = if done {
        (VisitState::Done, "visit-done", "case.visit-done")
    } else {
        (VisitState::CalledOff, "visit-off", "case.visit-off")
    };
    let ended = tx
        .run(
            "UPDATE case_visit SET state = $4, changed_at = $5
             WHERE id = $1 AND customer_id = $2 AND case_id = $3 AND state = 'planned'",
            args![visit, case.head.customer, case.head.id, state.code(), now],
        )
        .await?;
    if ended == 0 {
        return Err(WorkError::Changed);
    }
    let after = match case.head.state {
        State::WaitsForThirdParty => {
            case_life::next(case.head.state, Step::TakeBack, Party::Agent)?
        }
        other => other,
    };
    let next = Next {
        kind,
        state: after,
        ..Next::stays(case, kind, actor.name())
    };
    let event = advance(tx, case, next, now).await?.map_err(changed)?;
    let mut rows = vec![event, entry(case, action).row(actor, now)];
    if done {
        let what = (Kind::FieldService, "visit");
        let there = happened(case, actor, what, TouchPoint::InPerson, now);
        rows.push(profile::rows(vec![there]));
    } else {
        let ended = case.visits.iter().find(|one| one.id == visit);
        let day = ended.map(|one| one.day);
        rows.extend(day.map(|day| remembered(case, actor, Kind::VisitCalledOff, day, now)));
        let about = About {
            day,
            ..About::case(case)
        };
        let (told, said) = (case.people_told(None), (actor.name(), ""));
        rows.push(to_customer(tx, "case-visit-off", &about, told, said, None, now).await?);
    }
    if !note.trim().is_empty() {
        let text = text_of(note)?;
        let message = spoken(&text, true);
        rows.push(message_row(
            case.head.customer,
            case.head.id,
            actor,
            &message,
            now,
        ));
    }
    tx.insert(rows).await?;
    Ok(())
}

/// That somebody comes on a day, or not after all, is remembered with whoever asked.
fn remembered(case: &Case, actor: &Actor, kind: Kind, day: Day, now: Timestamp) -> Insert {
    let mut visit = happened(case, actor, (kind, "visit"), TouchPoint::Console, now);
    if let Some(detail) = visit.detail.as_object_mut() {
        detail.insert("day".to_owned(), json!(day));
    }
    profile::rows(vec![visit])
}
