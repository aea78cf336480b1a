//! A case with everything that was said about it and happened to it, and who may
//! see it. It is read in one statement (`whole_sets.rs`).

use super::attached::CaseFile;
use super::bounced::BOUNCED;
use super::case_life::{self, Party, Priority, State, Step, for_the_clocks};
use super::clocks::{Clocks, Event, Happening, Opened, clocks};
use super::left_out::{self, LeftOut};
use super::levels::{Level, LevelRow};
use super::marks::{Marks, Told};
use super::visibility::{To, Visibility, sees};
use super::visits::Visit;
use super::whole_sets::WHOLE;
use crate::Timestamp;
use crate::args;
use crate::assets::visibility::Sees;
use crate::id::{
    AssetId, CaseEventId, CaseId, CaseMessageId, CustomerId, MembershipId, OrderId, PersonId,
    TeamId, UnitId,
};
use crate::identity::{Actor, Member};
use crate::mail::Recipient;
use crate::store::{Asked, StoreError};
use serde::Deserialize;

/// What a case is called by: `HC-2026-000123`, for its serial 20260000123.
#[must_use]
pub fn number_of(serial: i64) -> String {
    let (year, count) = (serial.div_euclid(A_YEAR), serial.rem_euclid(A_YEAR));
    format!("HC-{year}-{count:06}")
}

/// How far the serials of two years are apart.
pub(super) const A_YEAR: i64 = 10_000_000;

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// What it is.
    pub head: Head,
    /// What was said, the oldest first.
    pub messages: Vec<Said>,
    /// What happened, the oldest first.
    pub events: Vec<CaseEvent>,
    /// Who is told besides whoever asked.
    pub watchers: Vec<Person>,
    /// Cases that have to do with it.
    pub links: Vec<Other>,
    /// Files that came with what was said.
    pub files: Vec<CaseFile>,
    /// Visits of our field service, the next last.
    pub visits: Vec<Visit>,
    /// What was promised; nothing if there was no level.
    pub level: Option<Level>,
}

/// What a case is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Head {
    /// The case.
    pub id: CaseId,
    /// Whose it is.
    pub customer: CustomerId,
    /// What that company is called.
    pub company: String,
    /// What people call it by.
    pub number: String,
    /// The same as a number.
    pub serial: i64,
    /// Who asked.
    pub opened_by: MembershipId,
    /// The asker's name.
    pub opener: String,
    /// The asker's address.
    pub opener_email: String,
    opener_language: Option<String>,
    opener_active: i64,
    /// The unit it is of.
    pub unit: Option<UnitId>,
    /// That unit's name.
    pub unit_name: Option<String>,
    /// What it is about, in a line.
    pub subject: String,
    /// Where it stands.
    pub state: State,
    /// How pressing it is.
    pub priority: Priority,
    /// The product it is about.
    pub sku: Option<String>,
    /// The order it is about.
    pub order_id: Option<OrderId>,
    /// That order's number.
    pub order_number: Option<String>,
    /// The tag of the equipment it is about.
    pub asset_tag: Option<String>,
    /// That unit, if the company has it.
    pub asset_id: Option<AssetId>,
    /// The order that it came with, if it is one of ours.
    pub asset_order: Option<OrderId>,
    /// Who has it.
    pub asset_holder: Option<MembershipId>,
    /// The unit of the company that it belongs to.
    pub asset_unit: Option<UnitId>,
    /// Who of the company sees it.
    pub visibility: Visibility,
    /// Who of ours has it in hand.
    pub agent: Option<PersonId>,
    /// Their name.
    pub agent_name: Option<String>,
    agent_email: Option<String>,
    agent_language: Option<String>,
    /// The team of ours that it belongs to.
    pub team: Option<TeamId>,
    /// What that is called.
    pub team_name: Option<String>,
    /// When the first answer is due.
    pub first_due_at: Option<Timestamp>,
    /// When the first answer came.
    pub first_answered_at: Option<Timestamp>,
    /// When it is to be solved.
    pub resolution_due_at: Option<Timestamp>,
    /// When it was solved.
    pub solved_at: Option<Timestamp>,
    first_warned_at: Option<Timestamp>,
    resolution_warned_at: Option<Timestamp>,
    /// When the first answer was due and not given.
    pub first_breached_at: Option<Timestamp>,
    /// When it was to be solved and was not.
    pub resolution_breached_at: Option<Timestamp>,
    /// What it came from, as far as it was said: the code of a
    /// [`Cause`](super::cause::Cause), or nothing.
    pub cause: String,
    /// When somebody was first asked for what needs more.
    pub escalated_at: Option<Timestamp>,
    /// How satisfied the asker is, one to five.
    pub satisfaction: Option<i64>,
    /// What they say about that.
    pub satisfaction_words: String,
    /// The number of the case it goes on in.
    pub merged_into: Option<String>,
    /// The number of the case it follows.
    pub follows: Option<String>,
    /// Counts its changes.
    pub version: i64,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When something last happened.
    pub updated_at: Timestamp,
}

impl Head {
    /// When it is due: the first answer, or until then that it is solved.
    #[must_use]
    pub fn due(&self) -> Option<Timestamp> {
        self.first_due_at
            .into_iter()
            .chain(self.resolution_due_at)
            .min()
    }

    /// Whether a member sees the equipment that it is about: the case may be theirs
    /// to see though that is not.
    #[must_use]
    pub fn shows_unit_to(&self, actor: &Actor) -> bool {
        self.asset_id.is_some()
            && actor.member().is_some_and(|member| {
                member.company.id == self.customer
                    && Sees::of(actor).covers(member.id, self.asset_holder, self.asset_unit)
            })
    }
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Said {
    /// The message.
    pub id: CaseMessageId,
    /// When.
    pub at: Timestamp,
    /// Who of the customer said it; somebody of ours if none.
    pub membership: Option<MembershipId>,
    /// The name of who said it.
    pub name: String,
    internal: i64,
    /// How it came: `web`, `mail` or `console`.
    pub source: String,
    /// The words.
    pub text: String,
    left_out: String,
}

impl Said {
    /// What came with a mail and was not kept.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        left_out::from_lines(&self.left_out)
    }

    /// Whether it is for our eyes only.
    #[must_use]
    pub const fn is_internal(&self) -> bool {
        self.internal != 0
    }
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CaseEvent {
    /// The event.
    pub id: CaseEventId,
    /// When.
    pub at: Timestamp,
    /// A step, or a word of its own.
    pub kind: String,
    /// Who did it.
    pub name: String,
    /// Where the case stood before.
    pub state_before: State,
    /// Where it stood afterwards.
    pub state_after: State,
    /// Its priority from then on.
    pub priority: Priority,
    /// To whom, into which case, which promise.
    pub about: String,
}

/// Somebody who is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    /// The membership.
    pub membership: MembershipId,
    /// The name.
    pub name: String,
    email: String,
    language: Option<String>,
}

/// Another case.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Other {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub subject: String,
    /// Where it stands.
    pub state: State,
}

#[derive(Debug, Deserialize)]
struct Rows {
    head: Vec<Head>,
    messages: Vec<Said>,
    events: Vec<CaseEvent>,
    watchers: Vec<Person>,
    links: Vec<Other>,
    files: Vec<CaseFile>,
    visits: Vec<Visit>,
    levels: Vec<LevelRow>,
}

/// Asks for a case by its number: of one company, or of any for staff and jobs.
/// Internal notes are left out unless `internal`.
pub(super) fn ask_whole(
    customer: Option<CustomerId>,
    number: &str,
    internal: bool,
) -> Asked<'static, Result<Option<Case>, StoreError>> {
    WHOLE
        .ask::<Rows>(args![customer, number, internal])
        .map(|rows| {
            let Some(head) = rows.head.into_iter().next() else {
                return Ok::<_, StoreError>(None);
            };
            let level = rows.levels.into_iter().next();
            Ok(Some(Case {
                head,
                messages: rows.messages,
                events: rows.events,
                watchers: rows.watchers,
                links: rows.links,
                files: rows.files,
                visits: rows.visits,
                level: level.map(LevelRow::level).transpose()?,
            }))
        })
}

impl Case {
    /// What a member of the company is to it.
    #[must_use]
    pub fn is_to(&self, member: &Member) -> To {
        To {
            asked: self.head.opened_by == member.id,
            watches: self.is_watched_by(member.id),
            same_unit: member.unit.is_some() && self.head.unit == member.unit,
        }
    }

    /// Whether this member watches it.
    #[must_use]
    pub fn is_watched_by(&self, member: MembershipId) -> bool {
        self.watchers.iter().any(|one| one.membership == member)
    }

    /// Whether a member of the company sees it.
    #[must_use]
    pub fn is_visible(&self, member: &Member) -> bool {
        self.head.customer == member.company.id && sees(self.head.visibility, self.is_to(member))
    }

    /// That a mail of ours did not arrive, the last time, if nobody of theirs has
    /// written since.
    #[must_use]
    pub fn not_arrived(&self) -> Option<&CaseEvent> {
        let heard = self
            .messages
            .iter()
            .rev()
            .find(|said| said.membership.is_some());
        let lost = self
            .events
            .iter()
            .rev()
            .find(|event| event.kind == BOUNCED)?;
        heard.is_none_or(|said| said.at <= lost.at).then_some(lost)
    }

    /// What a party may do with it now.
    pub fn possible(&self, by: Party) -> impl Iterator<Item = Step> {
        case_life::possible(self.head.state, by)
    }

    /// This moment, or the one after the last that moved its clocks: machines don't agree
    /// on the time to the second, and what ends a pause must not come before it, nor
    /// anything before it was opened.
    pub(super) fn not_before(&self, now: Timestamp) -> Timestamp {
        let moved = self
            .events
            .iter()
            .filter(|event| !happenings(event).is_empty());
        let last = moved
            .map(|event| event.at)
            .fold(self.head.created_at, Timestamp::max);
        if now < last {
            return Timestamp(last.0.saturating_add(1));
        }
        now
    }

    /// How its clocks stand; nothing without a level.
    #[must_use]
    pub fn clocks(&self, now: Timestamp) -> Option<Clocks> {
        let level = &self.level.as_ref()?.promise;
        let first = self.events.first().map(|event| event.priority);
        let opened = Opened {
            at: self.head.created_at,
            priority: first.unwrap_or(self.head.priority),
            level,
        };
        let events: Vec<Event<'_>> = self.events.iter().flat_map(happenings).collect();
        Some(clocks(opened, &events, now))
    }

    pub(super) fn marks(&self) -> Marks {
        Marks {
            first: Told {
                warned: self.head.first_warned_at,
                breached: self.head.first_breached_at,
            },
            resolution: Told {
                warned: self.head.resolution_warned_at,
                breached: self.head.resolution_breached_at,
            },
        }
    }

    /// The customer's people who are told what happens, but this one.
    pub(super) fn people_told(&self, but: Option<MembershipId>) -> Vec<Recipient> {
        let opener = (self.head.opener_active != 0).then(|| {
            let to = Recipient {
                email: self.head.opener_email.clone(),
                name: self.head.opener.clone(),
                language: self.head.opener_language.clone(),
            };
            (self.head.opened_by, to)
        });
        let watchers = self
            .watchers
            .iter()
            .filter(|one| one.membership != self.head.opened_by)
            .map(|one| {
                let to = Recipient {
                    email: one.email.clone(),
                    name: one.name.clone(),
                    language: one.language.clone(),
                };
                (one.membership, to)
            });
        opener
            .into_iter()
            .chain(watchers)
            .filter(|(member, _)| Some(*member) != but)
            .map(|(_, to)| to)
            .collect()
    }

    /// Who of ours has it in hand, to be told.
    pub(super) fn agent_told(&self) -> Option<Recipient> {
        Some(Recipient {
            email: self.head.agent_email.clone()?,
            name: self.head.agent_name.clone()?,
            language: self.head.agent_language.clone(),
        })
    }
}

/// What an event means to the clocks.
fn happenings(event: &CaseEvent) -> Vec<Event<'static>> {
    use super::case_life::ForTheClocks;
    let answered = Step::from_code(&event.kind)
        .filter(|step| step.is_an_answer())
        .map(|_| Happening::Answered);
    let moved = for_the_clocks(event.state_before, event.state_after).map(|what| match what {
        ForTheClocks::Pause => Happening::Paused,
        ForTheClocks::Resume => Happening::Resumed,
        ForTheClocks::Stop => Happening::Resolved,
        ForTheClocks::Reopen => Happening::Reopened,
    });
    let priority =
        (event.kind == super::change::PRIORITY).then_some(Happening::Priority(event.priority));
    answered
        .into_iter()
        .chain(moved)
        .chain(priority)
        .map(|what| Event { at: event.at, what })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_serial_is_a_number() {
        assert_eq!(number_of(20_260_000_123), "HC-2026-000123");
        assert_eq!(number_of(20_261_234_567), "HC-2026-1234567");
    }
}
