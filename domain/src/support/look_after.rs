//! What the program does with cases by itself: warns our people before a promise
//! is broken, tells them and the case's team once it is, and closes what was solved
//! and is quiet.
//!
//! A case says when it has to be looked at next (`wake_at`); what was told stands
//! on it. So a job that was killed, or that runs twice, tells nothing twice and
//! leaves nothing out.

use super::case_life::{self, Party, State, Step, quiet_is_over};
use super::change::{Next, advance, event_row};
use super::converse::entry;
use super::escalation::{self, When};
use super::marks::{News, Promise, news, next_look};
use super::of_team::who_hears;
use super::told::{About, to_ours};
use super::whole::{Case, CaseEvent, ask_whole};
use crate::Timestamp;
use crate::args;
use crate::id::CaseEventId;
use crate::identity::Actor;
use crate::mail::Recipient;
use crate::store::{Db, Insert, Query, Result, Scope, StoreError, Tx};

/// How many cases are looked for at a time.
const AT_ONCE: i64 = 100;

/// Looks at every case that has to be looked at; answers how many something was
/// told of or done with.
///
/// # Errors
/// If none can be looked for. A case that fails is written to the log and looked
/// at again the next time; the others go on.
pub async fn look_after_cases(db: &Db, clock: impl Fn() -> Timestamp) -> Result<usize> {
    let mut done = 0;
    // Past these, so that one that fails holds nothing up.
    let mut after = (Timestamp(i64::MIN), String::new());
    loop {
        let due: Vec<(Timestamp, String)> = {
            let mut read = db.read(Scope::system()).await?;
            read.all(
                "SELECT wake_at, number FROM support_case
                 WHERE wake_at IS NOT NULL AND wake_at <= $1
                     AND (wake_at > $2 OR (wake_at = $2 AND number > $3))
                 ORDER BY wake_at, number LIMIT ($4 + 0) /* system */",
                args![clock(), after.0, after.1.as_str(), AT_ONCE],
            )
            .await?
        };
        let Some(last) = due.last().cloned() else {
            return Ok(done);
        };
        for (wake, number) in due {
            let now = clock();
            let name = number.clone();
            let looked = db
                .write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move { look_at(tx, &number, wake, now).await })
                })
                .await;
            match looked {
                Ok(true) => done += 1,
                Ok(false) => {}
                Err(error) => tracing::warn!(%error, case = %name, "looking after a case"),
            }
        }
        after = last;
    }
}

/// Looks at one case; answers whether there was something to tell or do.
async fn look_at(tx: &mut Tx, number: &str, wake: Timestamp, now: Timestamp) -> Result<bool> {
    let Some(case) = ask_whole(None, number, true).fetch(tx).await?? else {
        return Ok(false);
    };
    if case.head.state == State::Solved
        && case.head.solved_at.is_some_and(|at| quiet_is_over(at, now))
    {
        return close(tx, &case, now).await;
    }
    let Some(clocks) = case.clocks(now) else {
        return Ok(false);
    };
    let told = news(&clocks, case.marks());
    let marks = told
        .iter()
        .fold(case.marks(), |marks, news| marks.with(*news));
    let next = next_look(case.head.state, case.head.solved_at, Some(&clocks), marks);
    let ours = tx
        .run(
            "UPDATE support_case SET first_warned_at = $4, resolution_warned_at = $5,
                 first_breached_at = $6, resolution_breached_at = $7, wake_at = $8
             WHERE id = $1 AND customer_id = $2 AND version = $3 AND wake_at = $9",
            args![
                case.head.id,
                case.head.customer,
                case.head.version,
                marks.first.warned,
                marks.resolution.warned,
                marks.first.breached,
                marks.resolution.breached,
                next,
                wake
            ],
        )
        .await?;
    // Somebody was quicker: what they did says when to look again.
    if ours == 0 || told.is_empty() {
        return Ok(false);
    }
    let to = who_hears(tx, &case).await?;
    let named = escalated_to(tx, &case, &told).await?;
    let system = Actor::system();
    let mut rows: Vec<Insert> = Vec::new();
    let mut escalated = false;
    for one in told {
        let (kind, mail, action, promise, at) = match one {
            News::Warned(promise, _) => (
                "warned",
                "case-warning",
                "case.warned",
                promise,
                due(&clocks, promise),
            ),
            News::Breached(promise, at) => (
                "breached",
                "case-breached",
                "case.breached",
                promise,
                Some(at),
            ),
        };
        let event = CaseEvent {
            id: CaseEventId::new(),
            at: now,
            kind: kind.to_owned(),
            name: system.name().to_owned(),
            state_before: case.head.state,
            state_after: case.head.state,
            priority: case.head.priority,
            about: promise.code().to_owned(),
        };
        rows.push(event_row(case.head.customer, case.head.id, &event));
        rows.push(entry(&case, action).row(&system, now));
        let said = (promise.code(), "");
        let about = About::case(&case);
        let company = &case.head.company;
        rows.push(to_ours(mail, &about, company, to.clone(), said, at, now));
        // Its team and those who are named hear of it, too, but nobody twice.
        let more: Vec<Recipient> = named
            .iter()
            .filter(|(of, _)| *of == one)
            .flat_map(|(_, people)| people.iter())
            .filter(|person| !to.iter().any(|one| one.email == person.email))
            .cloned()
            .collect();
        if more.is_empty() {
            continue;
        }
        escalated = true;
        let to_more = CaseEvent {
            id: CaseEventId::new(),
            kind: escalation::ESCALATED.to_owned(),
            about: escalation::names(&more),
            ..event
        };
        rows.push(event_row(case.head.customer, case.head.id, &to_more));
        rows.push(to_ours(mail, &about, company, more, said, at, now));
    }
    if escalated {
        tx.run(
            "UPDATE support_case SET escalated_at = coalesce(escalated_at, $3)
             WHERE id = $1 AND customer_id = $2",
            args![case.head.id, case.head.customer, now],
        )
        .await?;
    }
    tx.insert(rows).await?;
    Ok(true)
}

/// Who hears each of these news beside whoever has the case in hand.
async fn escalated_to(
    tx: &mut Tx,
    case: &Case,
    told: &[News],
) -> Result<Vec<(News, Vec<Recipient>)>> {
    let mut named = Vec::with_capacity(told.len());
    for one in told {
        let when = match one {
            News::Warned(..) => When::Warned,
            News::Breached(..) => When::Breached,
        };
        named.push((*one, escalation::ask_more(tx, case, when, None).await?));
    }
    Ok(named)
}

fn due(clocks: &super::clocks::Clocks, promise: Promise) -> Option<Timestamp> {
    match promise {
        Promise::FirstAnswer => clocks.first_response.due_at,
        Promise::Solution => clocks.resolution.due_at,
    }
}

/// Nobody has said anything since it was solved.
async fn close(tx: &mut Tx, case: &Case, now: Timestamp) -> Result<bool> {
    let Ok(state) = case_life::next(case.head.state, Step::Close, Party::Program) else {
        return Ok(false);
    };
    let system = Actor::system();
    let next = Next::step(case, Step::Close, state, &system);
    let Ok(event) = advance(tx, case, next, now).await? else {
        return Ok(false);
    };
    tx.insert([event, entry(case, "case.closed").row(&system, now)])
        .await?;
    Ok(true)
}
