//! How this room says things: states, who is waited for, why somebody is
//! needed.

use crate::frame::FormState;
use crate::frame::parts::{Tag, Tone};
use crate::identity::role_message;
use crate::subscriptions::said::wish;
use domain::catalog::say_counted_in;
use domain::configurations::factory::Services;
use domain::id::CostCentreId;
use domain::identity::{CustomerRole, Member};
use domain::profile::OptionSeen;
use domain::requests::approval_policy::{Because, Compared};
use domain::requests::lifecycle::State;
use domain::requests::offer::{Offer, Thing};
use domain::requests::{CostCentre, Decider, WantedFault};
use domain::text::Words;
use domain::{Money, Quantity};
use leptos::prelude::*;

/// Where a request stands, as a badge.
pub(super) fn state_tag(words: Words, state: State, part_ordered: bool) -> AnyView {
    let (text, tone) = match state {
        State::Submitted if part_ordered => ("requests-state-part-ordered", Tone::Warn),
        State::Submitted => ("requests-state-submitted", Tone::Warn),
        State::Asked => ("requests-state-asked", Tone::Accent),
        State::Held if part_ordered => ("requests-state-part-ordered", Tone::Warn),
        State::Held => ("requests-state-held", Tone::Warn),
        State::Approved | State::PartlyApproved => ("requests-state-approved", Tone::Good),
        State::Ordered => ("requests-state-ordered", Tone::Good),
        State::Refused => ("requests-state-refused", Tone::Bad),
        State::Withdrawn => ("requests-state-withdrawn", Tone::Plain),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// `Dana Roth`, `Dana Roth or Tom Berg`, `Dana Roth, Tom Berg or 3 others`.
pub(super) fn names(words: Words, deciders: &[Decider]) -> String {
    let name = |place: usize| deciders.get(place).map_or("", |one| one.name.as_str());
    match deciders.len() {
        0 => words.say("requests-nobody").to_owned(),
        1 => name(0).to_owned(),
        2 => words.say_with(
            "requests-names-two",
            &[("first", name(0).into()), ("second", name(1).into())],
        ),
        more => words.say_with(
            "requests-names-more",
            &[
                ("first", name(0).into()),
                ("second", name(1).into()),
                ("count", (more - 2).into()),
            ],
        ),
    }
}

/// For whom and what a rule is: `Requests on 4410 Survey`.
pub(super) fn scope(
    words: Words,
    of_role: Option<CustomerRole>,
    centre: Option<CostCentreId>,
    centres: &[CostCentre],
    known: Option<&str>,
) -> String {
    let centre = centre.map(|id| {
        let found = centres
            .iter()
            .find(|one| one.id == id)
            .map(CostCentre::label);
        found
            .or_else(|| known.map(str::to_owned))
            .unwrap_or_default()
    });
    let of_role = of_role.map(|one| words.say(role_message(one.code())));
    match (of_role, centre) {
        (None, None) => words.say("requests-scope-everybody").to_owned(),
        (Some(role), None) => words.say_with("requests-scope-role", &[("role", role.into())]),
        (None, Some(centre)) => {
            words.say_with("requests-scope-centre", &[("centre", centre.into())])
        }
        (Some(role), Some(centre)) => words.say_with(
            "requests-scope-both",
            &[("role", role.into()), ("centre", centre.into())],
        ),
    }
}

/// Why a request needs somebody or nobody. `centre` is the request's cost
/// centre in words, which a rule about one is about.
pub(super) fn because(words: Words, because: &Because, centre: Option<&str>) -> String {
    let compared = |id, one: &Compared| {
        let scope = scope(words, one.role, one.cost_centre, &[], centre);
        words.say_with(
            id,
            &[
                ("scope", scope.into()),
                ("below", words.money(one.below).into()),
                ("goods", words.money(one.goods).into()),
            ],
        )
    };
    match because {
        Because::NoRule => words.say("requests-because-no-rule").to_owned(),
        Because::Below(one) => compared("requests-because-below", one),
        Because::NotBelow(one) => compared("requests-because-not-below", one),
        Because::PriceOnRequest { lines } => words.say_with(
            "requests-because-price-on-request",
            &[("count", (*lines).into())],
        ),
        Because::OffCatalog { lines } => words.say_with(
            "requests-because-off-catalog",
            &[("count", (*lines).into())],
        ),
        Because::OtherCurrency {
            of_rule, of_prices, ..
        } => words.say_with(
            "requests-because-other-currency",
            &[
                ("rule", of_rule.code().to_owned().into()),
                ("prices", of_prices.code().to_owned().into()),
            ],
        ),
        Because::BeyondCounting => words.say("requests-because-beyond-counting").to_owned(),
    }
}

/// The options chosen, below a name: `32 GB · Survey image`.
pub(super) fn options(options: &[OptionSeen]) -> Option<String> {
    let all: Vec<String> = options
        .iter()
        .map(|one| match one.pieces {
            1 => one.option.clone(),
            pieces => format!("{pieces} × {}", one.option),
        })
        .collect();
    (!all.is_empty()).then(|| all.join(" · "))
}

/// Name, SKU and options of a line. The name leads to the product, or to the
/// standard configuration.
pub(super) fn thing(
    words: Words,
    of: &Thing,
    sku: &str,
    name: &str,
    chosen: &[OptionSeen],
) -> AnyView {
    let below = options(chosen).or_else(|| of.wish().map(|one| wish(words, one)));
    let below = match (sku.is_empty(), below) {
        (true, below) => below,
        (false, Some(below)) => Some(format!("{sku} · {below}")),
        (false, None) => Some(sku.to_owned()),
    };
    let name = name.to_owned();
    let href = match of {
        Thing::Product(_) | Thing::Subscription(..) => Some(format!("/products/{sku}")),
        Thing::Configuration(id, _) => Some(format!("/standards/{id}")),
        Thing::Words => None,
    };
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    };
    view! { {name} {below.map(|below| view! { <span class="sub">{below}</span> })} }.into_any()
}

/// A line as today's catalog has it, with what is done at the factory.
pub(super) fn offered(words: Words, offer: &Offer) -> AnyView {
    view! {
        {thing(words, &offer.thing, &offer.sku, &offer.name, &offer.options)}
        {counted_in(words, offer.unit.as_deref().unwrap_or_default())}
        {factory(words, &offer.services)}
    }
    .into_any()
}

/// In which unit it is counted, if not in pieces.
pub(super) fn counted_in(words: Words, unit: &str) -> Option<AnyView> {
    let text = say_counted_in(words, unit)?;
    Some(view! { <span class="sub">{text}</span> }.into_any())
}

/// What is done to it at the factory, below the options.
pub(super) fn factory(words: Words, services: &Services) -> Option<AnyView> {
    let text = crate::configurations::said::services(words, services)?;
    Some(view! { <span class="sub">{text}</span> }.into_any())
}

/// An amount, or "price on request".
pub(super) fn amount(words: Words, price: Option<Money>) -> String {
    price.map_or_else(
        || words.say("requests-price-on-request").to_owned(),
        |price| words.money(price),
    )
}

/// What is wrong with a quantity.
pub(super) fn quantity(words: Words, text: &str) -> Result<Quantity, &'static str> {
    Quantity::parse_pieces(text).map_err(|_| words.say("requests-quantity-wrong"))
}

/// The cost centres that can be chosen, as options of a select.
pub(super) fn centre_options(centres: &[CostCentre]) -> Vec<(String, String)> {
    centres
        .iter()
        .filter(|one| one.is_active())
        .map(|one| (one.id.to_string(), one.label()))
        .collect()
}

/// What the goods cost in all when a form was shown; none without an agreement.
pub(super) fn seen(member: &Member, shown: &FormState) -> Option<Money> {
    let currency = member.in_force.as_ref()?.currency;
    let minor = shown.value("seen").parse().ok()?;
    Some(Money::new(minor, currency))
}

/// Next to which field it stands what is wrong with what somebody wants, and what it
/// says. `nothing` is the message for when there is nothing.
pub(super) fn wrong(
    words: Words,
    nothing: &'static str,
    fault: &WantedFault,
) -> (&'static str, String) {
    match fault {
        WantedFault::Empty => ("", words.say(nothing).to_owned()),
        WantedFault::TooManyLines => ("", words.say("requests-too-many-lines").to_owned()),
        WantedFault::BadQuantity => ("", words.say("requests-quantity-wrong").to_owned()),
        WantedFault::NoAgreement => ("", words.say("requests-no-agreement").to_owned()),
        WantedFault::NotInCatalog(names) => ("", of_these(words, "requests-not-in-catalog", names)),
        WantedFault::NoCostCentre | WantedFault::NoSuchCostCentre => (
            "cost_centre",
            words.say("requests-cost-centre-missing").to_owned(),
        ),
        WantedFault::NeededInThePast => ("needed_by", words.say("requests-day-past").to_owned()),
        WantedFault::PricesChanged { now } => (
            "",
            words.say_with(
                "requests-total-changed",
                &[("total", words.money(*now).into())],
            ),
        ),
        WantedFault::BasketChanged => ("", words.say("requests-basket-changed").to_owned()),
        WantedFault::TooLarge => ("", words.say("requests-too-large").to_owned()),
    }
}

/// A message about the things of these names.
pub(super) fn of_these(words: Words, message: &'static str, names: &[String]) -> String {
    words.say_with(message, &[("names", names.join(", ").into())])
}
