//! What is learned from interactions: pure rules, no I/O.
//!
//! A [`Rule`] keeps a small state per subject (a unit and a product, a
//! standard configuration, …). It is shown interactions one after another and
//! concludes facts from the state. Three laws hold for every rule here, and a
//! test each says so:
//!
//! * **Order does not matter.** A state is made of [`Window`]s, which keep the
//!   latest observations whatever order they come in.
//! * **Twice is once.** An interaction that was observed already changes
//!   nothing, so a batch may be learned again after a crash.
//! * **Rebuilding is learning.** From the first two follows the third: a state
//!   grown batch by batch equals one rebuilt from zero.
//!
//! Conclusions don't read the clock either: a fact says itself until when it
//! is believed ([`Conclusion::until`]).

mod asked_for;
mod changed_option;
mod not_found;
mod reorder;
mod told;
mod window;
mod words;

pub use asked_for::{AskedFor, AskedForRule, Beside};
pub use changed_option::{ChangedOption, ChangedOptionRule, Way};
pub use not_found::{FoundInstead, NotFound, NotFoundRule};
pub use reorder::{Due, Reorder, ReorderRule};
pub use told::{Told, ToldRule};
pub use window::{Observed, Window};
pub use words::{key_of_words, shares_a_word};

use super::Subject;
use crate::id::{
    ConfigurationId, InteractionId, MembershipId, OptionGroupId, OptionId, OrderId, ProductId,
    RequestId, UnitId,
};
use crate::{Quantity, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use uuid::Uuid;

/// One interaction, as the rules see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The interaction.
    pub id: InteractionId,
    /// When.
    pub at: Timestamp,
    /// The customer's person.
    pub member: Option<MembershipId>,
    /// The person's unit, or the one it was for.
    pub unit: Option<UnitId>,
    /// What happened.
    pub what: What,
}

/// What happened, as far as rules read it.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// An order was placed, perhaps for a request.
    Ordered {
        /// The order.
        order: OrderId,
        /// The request it fulfils.
        request: Option<RequestId>,
        /// What was ordered.
        lines: Vec<Line>,
    },
    /// An order was cancelled altogether.
    Cancelled {
        /// The order.
        order: OrderId,
        /// The unit it was for.
        unit: Option<UnitId>,
        /// What had been ordered.
        lines: Vec<Line>,
    },
    /// A request was submitted.
    Requested {
        /// The request.
        request: RequestId,
        /// What was asked for.
        lines: Vec<Line>,
    },
    /// A standard configuration was configured.
    Configured {
        /// The standard configuration and what was chosen.
        line: Line,
    },
    /// Words were searched, with so many hits.
    Searched {
        /// As they were typed.
        words: String,
        /// How many products they found.
        hits: i64,
    },
    /// A product was put into the basket.
    Added {
        /// The product.
        product: ProductId,
        /// Its name.
        name: String,
    },
    /// Staff noted what somebody told them.
    Told {
        /// In the words of staff.
        text: String,
        /// Whether only the supplier may read it.
        internal: bool,
    },
}

/// One line of a request or an order.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The product, if it is one.
    pub product: Option<ProductId>,
    /// The standard configuration, if it is one.
    pub configuration: Option<ConfigurationId>,
    /// The SKU as it was then.
    pub sku: String,
    /// The name as it was then.
    pub name: String,
    /// How many.
    pub quantity: Quantity,
    /// What was chosen in each option group.
    pub choices: Vec<Choice>,
}

/// What was chosen in one option group, and what would have been there
/// without choosing. Where several can be picked, each option is a choice of its
/// own: it is in, or it is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The group, the same in every revision.
    pub group: OptionGroupId,
    /// The group's name then.
    pub group_name: String,
    /// The option that is in or not, where several can be picked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<OptionId>,
    /// What was picked.
    pub picked: Picked,
    /// What was the usual one then.
    pub usual: Picked,
}

/// An option, or none where a group allows to pick none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picked {
    /// The option, the same in every revision.
    pub option: Option<OptionId>,
    /// Its name then; empty for none.
    pub name: String,
}

/// How sure we are, from 1 (a first hint) to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Confidence(u8);

impl Confidence {
    /// As sure as that, held between 1 and 5.
    #[must_use]
    pub fn of(level: u8) -> Self {
        Self(level.clamp(1, 5))
    }

    /// The level, 1 to 5.
    #[must_use]
    pub const fn level(self) -> u8 {
        self.0
    }
}

/// What was found out, by the rule that found it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum Finding {
    /// A unit orders a product again and again.
    Reorder(Reorder),
    /// People keep changing an option of a standard configuration.
    ChangedOption(ChangedOption),
    /// Something is searched and not found.
    NotFound(NotFound),
    /// Something off the standard is asked for.
    AskedFor(AskedFor),
    /// Somebody told us.
    Told(Told),
}

/// A fact as a rule concludes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Conclusion {
    /// Which fact of this rule and customer it is; says the same again when
    /// the same is concluded again.
    pub key: String,
    /// The unit it is about, unless it is about the whole company.
    pub unit: Option<UnitId>,
    /// What kind of thing it is about.
    pub subject: Subject,
    /// The thing.
    pub subject_id: Option<Uuid>,
    /// What was found out.
    pub finding: Finding,
    /// How sure we are.
    pub confidence: Confidence,
    /// The interactions it rests on, the latest first, at most
    /// [`MOST_EVIDENCE`] of them.
    pub evidence: Vec<Evidence>,
    /// How many there are altogether.
    pub evidence_count: i64,
    /// The people whose interactions they are.
    pub members: Vec<MembershipId>,
    /// When it was first seen.
    pub since: Timestamp,
    /// When it was last confirmed.
    pub confirmed: Timestamp,
    /// Until when it is believed if nothing confirms it again.
    pub until: Timestamp,
}

/// One interaction that a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The interaction.
    pub id: InteractionId,
    /// When it happened.
    pub at: Timestamp,
}

/// The most interactions that a fact names as its evidence.
pub const MOST_EVIDENCE: usize = 60;

/// One way of learning. See the module for the laws.
pub trait Rule {
    /// How it is stored; also the tag of its [`Finding`].
    const CODE: &'static str;

    /// What it keeps per subject.
    type State: Default + Clone + Serialize + DeserializeOwned;

    /// The subjects that this interaction tells something about.
    fn keys(seen: &Seen) -> Vec<String>;

    /// Takes an interaction into the state of one of its subjects.
    fn observe(state: &mut Self::State, key: &str, seen: &Seen);

    /// Takes interactions out of the state. Answers whether it may lack older
    /// ones now that had no room in it before; then the history must be shown
    /// to it once more.
    fn forget(state: &mut Self::State, gone: &HashSet<InteractionId>) -> bool;

    /// Whether nothing is left in the state.
    fn is_empty(state: &Self::State) -> bool;

    /// The facts that the state amounts to.
    fn conclude(key: &str, state: &Self::State) -> Vec<Conclusion>;
}

/// A rule whose state is JSON, so that rules of different states can be kept
/// in one list.
pub trait AnyRule: Send + Sync {
    /// How it is stored.
    fn code(&self) -> &'static str;

    /// The subjects that this interaction tells something about.
    fn keys(&self, seen: &Seen) -> Vec<String>;

    /// Takes interactions out of the state of one subject, others into it,
    /// and concludes.
    ///
    /// # Errors
    /// If the stored state can't be read by this version of the rule.
    fn advance(
        &self,
        key: &str,
        state: Option<&serde_json::Value>,
        forgotten: &HashSet<InteractionId>,
        observed: &[&Seen],
    ) -> Result<Advanced, serde_json::Error>;
}

/// A subject's state after a batch, and what it amounts to.
#[derive(Debug)]
pub struct Advanced {
    /// The new state; `None` when nothing is left of it.
    pub state: Option<serde_json::Value>,
    /// Whether the history must be shown to it once more; see
    /// [`Rule::forget`].
    pub lacking: bool,
    /// The subject's facts, all of them.
    pub conclusions: Vec<Conclusion>,
}

impl<R: Rule + Send + Sync> AnyRule for R {
    fn code(&self) -> &'static str {
        R::CODE
    }

    fn keys(&self, seen: &Seen) -> Vec<String> {
        R::keys(seen)
    }

    fn advance(
        &self,
        key: &str,
        state: Option<&serde_json::Value>,
        forgotten: &HashSet<InteractionId>,
        observed: &[&Seen],
    ) -> Result<Advanced, serde_json::Error> {
        let mut now = match state {
            Some(stored) => R::State::deserialize(stored)?,
            None => R::State::default(),
        };
        let lacking = !forgotten.is_empty() && R::forget(&mut now, forgotten);
        for seen in observed {
            R::observe(&mut now, key, seen);
        }
        Ok(Advanced {
            lacking,
            conclusions: R::conclude(key, &now),
            state: if R::is_empty(&now) {
                None
            } else {
                Some(serde_json::to_value(&now)?)
            },
        })
    }
}

/// Every rule there is.
pub static RULES: &[&dyn AnyRule] = &[
    &ReorderRule,
    &ChangedOptionRule,
    &NotFoundRule,
    &AskedForRule,
    &ToldRule,
];

/// The evidence of a conclusion: interactions with their person and time, in
/// any order.
fn evidence(
    all: impl IntoIterator<Item = (InteractionId, Timestamp, Option<MembershipId>)>,
) -> Body {
    let mut all: Vec<_> = all.into_iter().collect();
    all.sort_by_key(|(id, at, _)| (std::cmp::Reverse(*at), std::cmp::Reverse(*id)));
    all.dedup_by_key(|(id, _, _)| *id);
    let mut members: Vec<MembershipId> = all.iter().filter_map(|(_, _, member)| *member).collect();
    members.sort_unstable();
    members.dedup();
    Body {
        count: i64::try_from(all.len()).unwrap_or(i64::MAX),
        since: all.last().map_or(Timestamp(0), |(_, at, _)| *at),
        confirmed: all.first().map_or(Timestamp(0), |(_, at, _)| *at),
        latest: all
            .into_iter()
            .take(MOST_EVIDENCE)
            .map(|(id, at, _)| Evidence { id, at })
            .collect(),
        members,
    }
}

/// The body of evidence behind a conclusion.
struct Body {
    latest: Vec<Evidence>,
    count: i64,
    members: Vec<MembershipId>,
    since: Timestamp,
    confirmed: Timestamp,
}

const DAY: i64 = 86_400_000;

#[cfg(test)]
mod tests;
