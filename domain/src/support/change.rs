//! What is written whenever something happens to a case: the event, the case as
//! it stands then with its clocks, and what was said.

use super::case_life::{Priority, State, Step};
use super::marks::next_look;
use super::whole::{Case, CaseEvent};
use crate::Timestamp;
use crate::args;
use crate::id::{CaseEventId, CaseId, CaseMessageId, CustomerId, MembershipId, PersonId, TeamId};
use crate::identity::Actor;
use crate::store::{Args, Insert, Query, StoreError, Tx};

/// The kind of event that another priority is.
pub(super) const PRIORITY: &str = "priority";

/// How a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// From a page of the customer's site.
    Web,
    /// By mail.
    Mail,
    /// From the console.
    Console,
}

impl Source {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Source::Web => "web",
            Source::Mail => "mail",
            Source::Console => "console",
        }
    }
}

/// What becomes of a case.
#[derive(Debug, Clone)]
pub(super) struct Next {
    /// The kind of event.
    pub kind: &'static str,
    /// Who did it.
    pub name: String,
    /// Where it stands then.
    pub state: State,
    /// Its priority from then on.
    pub priority: Priority,
    /// Who of ours has it in hand then.
    pub agent: Option<PersonId>,
    /// The team that it belongs to then.
    pub team: Option<TeamId>,
    /// To whom, into which case.
    pub about: String,
    /// The case it goes on in.
    pub merged_into: Option<CaseId>,
}

impl Next {
    /// A step of its life, after which it stands in this state.
    pub fn step(case: &Case, step: Step, state: State, actor: &Actor) -> Self {
        Self {
            state,
            ..Self::stays(case, step.code(), actor.name())
        }
    }

    /// Something after which it stands where it stood.
    pub fn stays(case: &Case, kind: &'static str, name: &str) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            state: case.head.state,
            priority: case.head.priority,
            agent: case.head.agent,
            team: case.head.team,
            about: String::new(),
            merged_into: None,
        }
    }
}

/// Somebody else changed the case at the same moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Overtaken;

/// Writes the case as it stands after this; answers the event's row, to be
/// inserted with what else is written, or that somebody was quicker.
pub(super) async fn advance(
    tx: &mut Tx,
    case: &Case,
    next: Next,
    now: Timestamp,
) -> Result<Result<Insert, Overtaken>, StoreError> {
    let head = &case.head;
    let now = case.not_before(now);
    let event = CaseEvent {
        id: CaseEventId::new(),
        at: now,
        kind: next.kind.to_owned(),
        name: next.name.clone(),
        state_before: head.state,
        state_after: next.state,
        priority: next.priority,
        about: next.about.clone(),
    };
    let mut after = case.clone();
    after.events.push(event.clone());
    let stands = Stands::of(&after, next.state, now);
    let changed = tx
        .run(
            "UPDATE support_case SET state = $4, priority = $5, agent_id = $6,
                 first_due_at = $7, first_answered_at = $8, resolution_due_at = $9,
                 solved_at = $10, first_warned_at = $11, resolution_warned_at = $12,
                 due_at = $13, wake_at = $14, merged_into = coalesce($15, merged_into),
                 updated_at = $16, team_id = $17, version = version + 1
             WHERE id = $1 AND customer_id = $2 AND version = $3",
            args![
                head.id,
                head.customer,
                head.version,
                next.state.code(),
                next.priority.code(),
                next.agent,
                stands.first_due_at,
                stands.first_answered_at,
                stands.resolution_due_at,
                stands.solved_at,
                stands.first_warned_at,
                stands.resolution_warned_at,
                stands.due_at,
                stands.wake_at,
                next.merged_into,
                now,
                next.team
            ],
        )
        .await?;
    Ok(if changed == 1 {
        Ok(event_row(head.customer, head.id, &event))
    } else {
        Err(Overtaken)
    })
}

/// The clocks of a case as they are written on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub first_due_at: Option<Timestamp>,
    pub first_answered_at: Option<Timestamp>,
    pub resolution_due_at: Option<Timestamp>,
    pub solved_at: Option<Timestamp>,
    pub first_warned_at: Option<Timestamp>,
    pub resolution_warned_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
    pub wake_at: Option<Timestamp>,
}

impl Stands {
    /// How a case stands whose events are complete; `state` is what the last of
    /// them led to.
    pub fn of(case: &Case, state: State, now: Timestamp) -> Self {
        let clocks = case.clocks(now);
        let mut marks = case.marks();
        if let Some(clocks) = &clocks {
            marks = marks.after_a_change(clocks);
        }
        let answered = case
            .events
            .iter()
            .find(|event| Step::from_code(&event.kind).is_some_and(Step::is_an_answer))
            .map(|event| event.at);
        // The last time that it was solved, if it still is.
        let solved_at = (!state.is_unsolved())
            .then(|| {
                let solved = |event: &&CaseEvent| {
                    event.state_before.is_unsolved() && !event.state_after.is_unsolved()
                };
                case.events.iter().rev().find(solved).map(|event| event.at)
            })
            .flatten();
        let first_due_at = clocks.and_then(|clocks| clocks.first_response.due_at);
        let resolution_due_at = clocks.and_then(|clocks| clocks.resolution.due_at);
        let due_at = first_due_at
            .into_iter()
            .chain(resolution_due_at)
            .min()
            .unwrap_or(Timestamp::NEVER);
        Self {
            first_due_at,
            first_answered_at: answered,
            resolution_due_at,
            solved_at,
            first_warned_at: marks.first.warned,
            resolution_warned_at: marks.resolution.warned,
            due_at: state.is_unsolved().then_some(due_at),
            wake_at: next_look(state, solved_at, clocks.as_ref(), marks),
        }
    }
}

/// A case that was changed together with others, as the statement returns it: whose,
/// where it stands and how pressing it is.
pub(super) type Returned = (CaseId, CustomerId, String, String);

/// Takes from a team or from somebody (`column`) all of theirs that is not over: `$1`
/// whose it was, `$2` when. What is not solved and what may be opened again are found by
/// their indexes; what has ended is never looked at.
pub(super) fn taken_from(column: &str) -> String {
    format!(
        "UPDATE support_case SET {column} = NULL, updated_at = $2, version = version + 1
         WHERE {column} = $1 AND state NOT IN ('closed', 'merged') AND id IN (
             SELECT c.id FROM support_case c WHERE c.{column} = $1 AND c.due_at IS NOT NULL
             UNION ALL
             SELECT c.id FROM support_case c WHERE c.{column} = $1 AND c.state = 'solved'
                 AND c.wake_at > 0)
         RETURNING id, customer_id, state, priority /* staff */"
    )
}

/// The same event of each of these cases, which stand where they stood.
pub(super) fn event_of_each(
    cases: &[Returned],
    kind: &'static str,
    actor: &Actor,
    now: Timestamp,
) -> Insert {
    let rows = cases
        .iter()
        .filter_map(|(case, customer, state, priority)| {
            let state = State::from_code(state)?;
            let event = CaseEvent {
                id: CaseEventId::new(),
                at: now,
                kind: kind.to_owned(),
                name: actor.name().to_owned(),
                state_before: state,
                state_after: state,
                priority: Priority::from_code(priority)?,
                about: String::new(),
            };
            Some(event_values(*customer, *case, &event))
        })
        .collect();
    event_rows(rows)
}

pub(super) fn event_row(customer: CustomerId, case: CaseId, event: &CaseEvent) -> Insert {
    event_rows(vec![event_values(customer, case, event)])
}

/// The rows of several events.
fn event_rows(rows: Vec<Args>) -> Insert {
    Insert::rows(
        "INSERT INTO case_event (id, customer_id, case_id, at, kind, name, state_before,
             state_after, priority, about) VALUES",
        rows,
    )
}

fn event_values(customer: CustomerId, case: CaseId, event: &CaseEvent) -> Args {
    args![
        event.id,
        customer,
        case,
        event.at,
        event.kind.as_str(),
        event.name.as_str(),
        event.state_before.code(),
        event.state_after.code(),
        event.priority.code(),
        event.about.as_str()
    ]
}

/// Something said about a case, to be written down.
#[derive(Debug, Clone)]
pub(super) struct Message<'a> {
    /// By which it is known from now on.
    pub id: CaseMessageId,
    /// Who of the customer says it; somebody of ours if none.
    pub membership: Option<MembershipId>,
    /// For our eyes only.
    pub internal: bool,
    /// How it came.
    pub source: Source,
    /// The words.
    pub text: &'a str,
    /// What came with it and is not kept, as `left_out.rs` writes it.
    pub left_out: &'a str,
}

pub(super) fn message_row(
    customer: CustomerId,
    case: CaseId,
    actor: &Actor,
    message: &Message<'_>,
    now: Timestamp,
) -> Insert {
    let person = (!actor.person().0.is_nil()).then(|| actor.person());
    Insert::row(
        "INSERT INTO case_message (id, customer_id, case_id, at, membership_id, person_id, name,
             internal, source, text, left_out) VALUES",
        args![
            message.id,
            customer,
            case,
            now,
            message.membership,
            person,
            actor.name(),
            message.internal,
            message.source.code(),
            message.text,
            message.left_out
        ],
    )
}
