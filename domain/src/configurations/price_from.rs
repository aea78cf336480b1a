//! Where the price of a standard comes from that people see first, with the
//! options that are in it unless they choose others, and until when it counts.

use super::choice::{Build, Cost};
use crate::agreements::PriceStory;
use crate::id::ProductId;
use crate::identity::{Agreed, InForce};
use crate::{Quantity, Timestamp};

/// Where a price comes from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PriceFrom {
    /// The base has a price of its own.
    pub own: bool,
    /// The agreements that say what its products cost, in their order.
    pub agreements: Vec<String>,
    /// When one of these prices ends, the standard is offered no longer, or the
    /// last agreement ends.
    pub until: Option<Timestamp>,
}

/// Where the price comes from with the usual options. `story` tells what one of a
/// product costs, of so many; `offered_until` is the end of the standard itself.
pub(super) fn price_from(
    build: &Build,
    offered_until: Option<Timestamp>,
    in_force: &InForce,
    story: impl Fn(ProductId, Quantity) -> Option<PriceStory>,
) -> PriceFrom {
    let parts = build.base.iter().filter(|_| build.fixed.is_none());
    let parts = parts.map(|part| (part.product, part.quantity));
    let options = build.groups.iter().flat_map(|group| &group.options);
    let picks = build.defaults();
    let usual = options.filter_map(|option| {
        let pick = picks.iter().find(|pick| pick.option == option.id)?;
        let product = option
            .product
            .filter(|_| !matches!(option.cost, Cost::Fixed(_)))?;
        let inside = option.quantity.thousandths().saturating_mul(pick.pieces);
        Some((product, Quantity::from_thousandths(inside)))
    });
    let lasts = in_force.all().map(|one| one.valid_until).max();
    let mut until = offered_until
        .unwrap_or(Timestamp::NEVER)
        .min(lasts.unwrap_or(Timestamp::NEVER));
    let mut places = Vec::new();
    for (product, quantity) in parts.chain(usual) {
        let told = story(product, quantity);
        if let Some(step) = told.as_ref().and_then(PriceStory::winner) {
            places.push(step.agreement);
            until = until.min(step.valid_until.unwrap_or(Timestamp::NEVER));
        }
    }
    places.sort_unstable();
    places.dedup();
    let called = |one: &Agreed| one.number.clone();
    PriceFrom {
        own: build.fixed.is_some(),
        agreements: places
            .into_iter()
            .filter_map(|place| in_force.at(place).map(called))
            .collect(),
        until: (until != Timestamp::NEVER).then_some(until),
    }
}
