//! What is to be done about the end of a subscription's term, and when.
//!
//! There are five things: a *notice* that the term ends or renews, a *quote* for
//! the next one (only where renewal needs a yes), *reminders*, and on the day
//! after the last one either the *renewal* or the *lapse*. Which of them are due
//! follows from policy, state, what was done before, and today; a job may ask as
//! often as it likes.
//!
//! **Once.** What was done for a period is written down and never due for it
//! again ([`Done`]).
//!
//! **After a standstill**, whatever its length, what was missed is done once and
//! in order, as far as it still makes sense:
//!
//! * Nothing is told about a term that is over, and nothing of what comes before
//!   something that was told already.
//! * A notice is left out once the day of the quote has come, which says all of it.
//! * Of several reminders only the last one is sent, and none unless whoever is
//!   reminded was told of the matter on an earlier day than the reminder's.
//! * Renewal and lapse are never left out. If several terms went by, each is
//!   renewed, one after the other, as if it had been done in time: nothing is
//!   lost and nothing is charged twice.
//! * What renews although nobody was told before the term was over is marked
//!   ([`Step::Renew`]), so that its message can offer a way out.

use super::lifecycle::State;
use super::term::Term;
use crate::Day;
use serde::{Deserialize, Serialize};

/// How a plan's terms are renewed. Days are counted back from the first day
/// after the term: 30 is the day from which on 30 days are left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Whether it renews by itself, or only with a yes.
    pub renews_by_itself: bool,
    /// When the notice is given.
    pub notice_days: i64,
    /// When the quote is sent; not looked at if it renews by itself.
    pub quote_days: i64,
    /// When reminders are sent.
    pub reminder_days: Vec<i64>,
}

/// What is wrong with a policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFlaw {
    /// Notice, quote and reminders are given 1 to 365 days ahead.
    #[error("not between 1 and 365 days")]
    Days,
    /// The quote comes after the notice, or on its day.
    #[error("the quote comes before the notice")]
    QuoteBeforeNotice,
    /// A reminder reminds of something that was said before.
    #[error("a reminder comes before what it reminds of")]
    ReminderTooEarly,
    /// The same day twice.
    #[error("two reminders on the same day")]
    ReminderTwice,
    /// At most [`Policy::MOST_REMINDERS`].
    #[error("too many reminders")]
    TooManyReminders,
}

impl Policy {
    /// More reminders than this are a nuisance.
    pub const MOST_REMINDERS: usize = 5;

    /// Whether the days of the policy are in an order that makes sense.
    ///
    /// # Errors
    /// Everything that is wrong.
    pub fn check(&self) -> Result<(), Vec<PolicyFlaw>> {
        let mut flaws = Vec::new();
        let sound = |days: &i64| (1..=365).contains(days);
        let quote = (!self.renews_by_itself).then_some(self.quote_days);
        let mut all = self.reminder_days.iter().chain([&self.notice_days]);
        if !all.all(sound) || !quote.iter().all(sound) {
            flaws.push(PolicyFlaw::Days);
        }
        if quote.is_some_and(|quote| quote > self.notice_days) {
            flaws.push(PolicyFlaw::QuoteBeforeNotice);
        }
        let told = quote.unwrap_or(self.notice_days);
        if self.reminder_days.iter().any(|days| *days >= told) {
            flaws.push(PolicyFlaw::ReminderTooEarly);
        }
        let mut sorted = self.reminder_days.clone();
        sorted.sort_unstable();
        sorted.dedup();
        if sorted.len() != self.reminder_days.len() {
            flaws.push(PolicyFlaw::ReminderTwice);
        }
        if self.reminder_days.len() > Self::MOST_REMINDERS {
            flaws.push(PolicyFlaw::TooManyReminders);
        }
        if flaws.is_empty() { Ok(()) } else { Err(flaws) }
    }
}

/// One thing to do about the end of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Tell that the term ends, or that it renews by itself.
    Notice,
    /// Offer the next term with its price.
    Quote,
    /// Remind of it.
    Reminder {
        /// Which one: how many days ahead it was meant for.
        days: i64,
    },
    /// Begin the next term, and charge it.
    Renew {
        /// The customer was told, or agreed, before the term was over.
        announced: bool,
    },
    /// End it: nobody said yes, it was cancelled, or it rests.
    Lapse,
}

impl Step {
    /// By what it is written down; together with subscription and period it is
    /// there at most once.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Step::Notice => "notice".to_owned(),
            Step::Quote => "quote".to_owned(),
            Step::Reminder { days } => format!("reminder-{days}"),
            Step::Renew { .. } => "renew".to_owned(),
            Step::Lapse => "lapse".to_owned(),
        }
    }

    /// The step written down so.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        match key {
            "notice" => Some(Step::Notice),
            "quote" => Some(Step::Quote),
            // What was done needs no more saying whether it was announced.
            "renew" => Some(Step::Renew { announced: true }),
            "lapse" => Some(Step::Lapse),
            _ => {
                let days = key.strip_prefix("reminder-")?.parse().ok()?;
                Some(Step::Reminder { days })
            }
        }
    }

    /// Which comes first.
    const fn rank(self) -> u8 {
        match self {
            Step::Notice => 0,
            Step::Quote => 1,
            Step::Reminder { .. } => 2,
            Step::Renew { .. } | Step::Lapse => 3,
        }
    }

    /// Whether it is the end of the term.
    const fn ends(self) -> bool {
        self.rank() == 3
    }
}

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// About the end of which period, by its number in the term.
    pub period: u32,
    /// What.
    pub step: Step,
    /// On which day.
    pub on: Day,
}

/// Something to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// About the end of which period.
    pub period: u32,
    /// What.
    pub step: Step,
    /// The day it was meant for; today or earlier.
    pub meant_for: Day,
}

/// More terms than this are not caught up with at once; the next run goes on.
pub const MOST_PERIODS: u32 = 120;

/// What is to be done now about a subscription whose running period has this
/// number, in order. Each is done in a transaction of its own together with its
/// row of [`Done`] (and, for a renewal, the new period); the first that fails
/// ends the run.
#[must_use]
pub fn due(
    policy: &Policy,
    term: &Term,
    period: u32,
    state: State,
    done: &[Done],
    today: Day,
) -> Vec<Due> {
    let mut all = Vec::new();
    let mut state = state;
    for number in (period..).take(MOST_PERIODS as usize) {
        let Some(end) = term.period(number).map(|period| period.day_after()) else {
            break;
        };
        let done: Vec<Done> = done
            .iter()
            .filter(|one| one.period == number)
            .copied()
            .collect();
        let of_period = due_for(policy, end, state, &done, today);
        all.extend(of_period.iter().map(|(step, meant_for)| Due {
            period: number,
            step: *step,
            meant_for: *meant_for,
        }));
        let renewed = of_period
            .iter()
            .map(|(step, _)| step)
            .chain(done.iter().map(|one| &one.step))
            .any(|step| matches!(step, Step::Renew { .. }));
        if !renewed {
            break;
        }
        // A renewed subscription begins its next term as any other does.
        state = State::Active;
    }
    all
}

/// The next day on which something may be due about the period that ends before
/// `end`: to look earlier is no use.
#[must_use]
pub fn next_look(policy: &Policy, end: Day, today: Day) -> Day {
    let quote = (!policy.renews_by_itself).then_some(policy.quote_days);
    let ahead = policy.reminder_days.iter().copied();
    ahead
        .chain([policy.notice_days])
        .chain(quote)
        .map(|days| end.plus_days(-days))
        .filter(|day| *day > today)
        .min()
        .map_or(end, |day| day.min(end))
}

/// What becomes of a subscription when its term is over.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outlook {
    /// It renews, and still has to be told.
    Renews,
    /// It renews, and that was agreed on.
    Agreed,
    /// It ends unless somebody says yes.
    Asked,
    /// It ends, as its people know.
    Ends,
}

fn outlook(policy: &Policy, state: State) -> Option<Outlook> {
    match state {
        State::Active if policy.renews_by_itself => Some(Outlook::Renews),
        State::Active | State::RenewalOffered => Some(Outlook::Asked),
        State::RenewalAccepted => Some(Outlook::Agreed),
        State::CancelsAtTerm | State::Paused => Some(Outlook::Ends),
        State::Requested
        | State::Refused
        | State::Withdrawn
        | State::Scheduled
        | State::Ended
        | State::Cancelled => None,
    }
}

/// What is due about one period, whose first day after is `end`.
fn due_for(policy: &Policy, end: Day, state: State, done: &[Done], today: Day) -> Vec<(Step, Day)> {
    let Some(outlook) = outlook(policy, state) else {
        return Vec::new();
    };
    if done.iter().any(|one| one.step.ends()) {
        return Vec::new();
    }
    if today >= end {
        let told = done.iter().any(|one| one.on < end);
        let step = match outlook {
            Outlook::Renews => Step::Renew { announced: told },
            Outlook::Agreed => Step::Renew { announced: true },
            Outlook::Asked | Outlook::Ends => Step::Lapse,
        };
        return vec![(step, end)];
    }
    let ahead = |days: i64| end.plus_days(-days);
    let has_come = |days: i64| ahead(days) <= today;
    let was_told = |rank: u8| done.iter().any(|one| one.step.rank() >= rank);
    let asked = match outlook {
        Outlook::Renews => false,
        Outlook::Asked => true,
        Outlook::Agreed | Outlook::Ends => return Vec::new(),
    };
    let mut steps = Vec::new();
    let quote_says_it = asked && has_come(policy.quote_days);
    if has_come(policy.notice_days) && !was_told(Step::Notice.rank()) && !quote_says_it {
        steps.push((Step::Notice, ahead(policy.notice_days)));
    }
    if quote_says_it && !was_told(Step::Quote.rank()) {
        steps.push((Step::Quote, ahead(policy.quote_days)));
    }
    // The last reminder whose day has come; those before it are left out.
    let last = policy
        .reminder_days
        .iter()
        .copied()
        .filter(|days| has_come(*days))
        .min();
    if let Some(days) = last {
        let matter = if asked { Step::Quote } else { Step::Notice };
        let told_before = done
            .iter()
            .any(|one| one.step == matter && one.on < ahead(days));
        let reminded = done
            .iter()
            .any(|one| matches!(one.step, Step::Reminder { days: other } if other <= days));
        if told_before && !reminded {
            steps.push((Step::Reminder { days }, ahead(days)));
        }
    }
    steps
}

#[cfg(test)]
mod tests;
