//! Those who decide go through what waits for them.

use super::Failure;
use super::history::{Waiting, Year};
use domain::Quantity;
use domain::Timestamp;
use domain::identity::{CustomerRole, actor_of};
use domain::requests::decision::Choice;
use domain::requests::{Decide, decide, show};
use domain::store::FormKey;

/// Why a line is not ordered.
const REFUSALS: &[&str] = &[
    "There are two in the store room; ask the office first.",
    "Not in this quarter's budget. Please ask again in the next.",
    "The smaller one is enough for this.",
];

impl Year<'_> {
    /// Decides what is due to be decided by now.
    pub(super) async fn decide(&mut self, now: Timestamp) -> Result<(), Failure> {
        let (due, later) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|one: &Waiting<'_>| one.decided_at <= now);
        self.waiting = later;
        for one in due {
            self.decide_one(&one, now).await?;
        }
        Ok(())
    }

    async fn decide_one(&mut self, waiting: &Waiting<'_>, at: Timestamp) -> Result<(), Failure> {
        let deciders: Vec<_> = waiting
            .customer
            .people
            .iter()
            .filter(|one| one.role != CustomerRole::Requester && one.person != waiting.requester)
            .collect();
        let Some(decider) = self.chance.one_of(&deciders) else {
            return Ok(());
        };
        let actor = actor_of(self.db, decider.person, Some(waiting.customer.id), at).await?;
        let request = show(self.db, &actor, waiting.request, at).await?.request;
        let mut choices = Vec::new();
        for line in request.lines.iter().filter(|line| line.is_open()) {
            let fewer = line.quantity.minus(Quantity::pieces(1));
            let choice = if self.chance.percent(10) || line.price.is_none() {
                let reason = self.chance.one_of(REFUSALS).copied().unwrap_or_default();
                Choice::Refuse {
                    reason: reason.to_owned(),
                }
            } else if fewer > Quantity::default() && self.chance.percent(12) {
                Choice::Approve { quantity: fewer }
            } else {
                Choice::Approve {
                    quantity: line.quantity,
                }
            };
            choices.push((line.id, choice));
        }
        let command = Decide {
            key: FormKey::fresh(),
            request: request.id,
            version: request.version,
            choices,
            po_number: format!("PO-{}", self.chance.between(10_000, 99_999)),
            at_todays_prices: false,
            seen: Vec::new(),
        };
        match decide(self.db, &actor, command, at).await?.order {
            Some((order, _)) => self.fulfil(order, at).await,
            None => Ok(()),
        }
    }
}
