//! What several pages of this room read and write.

use crate::frame::{FormState, PageError, StaffOnly};
use domain::agreements::{AgreementError, AttributeName, NotACondition, Only, Revision, Validity};
use domain::identity::Tier;
use domain::text::Words;
use domain::{Day, Quantity};

/// There is none, or not for this person: the page does not say which, except
/// to people of the supplier who may not curate.
pub(super) fn not_found(visitor: &StaffOnly) -> impl Fn(AgreementError) -> PageError {
    let curates = visitor.actor().may(domain::identity::Permission::Curate);
    move |error| match error {
        AgreementError::Denied(_) if curates => PageError::NotFound,
        AgreementError::Denied(_) => PageError::Denied,
        AgreementError::Store(error) => error.into(),
        _ => PageError::BadForm,
    }
}

/// Reads two days, each of which may be empty: from the first, until and with
/// the last.
pub(super) fn read_validity(
    form: &mut FormState,
    words: Words,
    first: &str,
    last: &str,
) -> Option<Validity> {
    let no_day = words.say("frame-no-day");
    let from = form.day_or_none(first, no_day)?;
    let until = form.day_or_none(last, no_day)?;
    let validity = Validity::of_days(from, until);
    if validity.is_err() {
        form.fail(last, words.say("agreements-ends-first"));
    }
    validity.ok()
}

/// Reads from how many pieces on something applies; nothing typed means from
/// the first.
pub(super) fn read_least(form: &mut FormState, words: Words, name: &str) -> Option<Quantity> {
    form.read(name, |text| match text {
        "" => Ok(Quantity::pieces(1)),
        text => Quantity::parse_pieces(text).map_err(|_| words.say("agreements-no-pieces")),
    })
}

/// Reads what a rule asks for besides its category: `manufacturer`, `attribute`
/// and `values`. A manufacturer that there is is written as the catalog does. None if
/// it asks for nothing, or if something is wrong with it, which the form says then.
pub(super) fn read_only(
    form: &mut FormState,
    words: Words,
    attributes: &[AttributeName],
    manufacturers: &[String],
) -> Option<Only> {
    let attribute = form.read("attribute", |code| match code {
        "" => Ok(None),
        code => attributes
            .iter()
            .find(|one| attribute_code(one) == code)
            .map(Some)
            .ok_or_else(|| words.say("agreements-no-attribute")),
    })?;
    let typed = form.value("manufacturer").trim().to_lowercase();
    let mut known = manufacturers.iter();
    let manufacturer = known
        .find(|name| name.to_lowercase() == typed)
        .map_or_else(|| form.value("manufacturer"), String::as_str);
    match Only::typed(manufacturer, attribute, form.value("values")) {
        Ok(only) => only,
        Err(wrong) => {
            let (field, message) = match wrong {
                NotACondition::NoAttribute => ("attribute", "agreements-no-attribute"),
                NotACondition::NoValue => ("values", "agreements-no-value"),
                NotACondition::NotANumber => ("values", "agreements-no-range"),
                NotACondition::EmptyRange => ("values", "agreements-empty-range"),
                NotACondition::NotYesOrNo => ("values", "agreements-no-yes-or-no"),
                NotACondition::TooLong => ("values", "agreements-too-many-values"),
            };
            form.fail(field, words.say(message));
            None
        }
    }
}

/// What stands for an attribute in a form.
fn attribute_code(one: &AttributeName) -> String {
    format!("{} {} {}", one.kind, one.unit.replace(' ', "_"), one.name)
}

/// The attributes to choose from: `Size (″)`.
pub(super) fn attribute_options(attributes: &[AttributeName]) -> Vec<(String, String)> {
    let named = attributes.iter().map(|one| {
        let text = match unit_of(&one.unit) {
            "" => one.name.clone(),
            unit => format!("{} ({unit})", one.name),
        };
        (attribute_code(one), text)
    });
    named.collect()
}

/// What stands behind a number: `px` of `# × # px`.
fn unit_of(pattern: &str) -> &str {
    pattern.rsplit('#').next().unwrap_or_default().trim()
}

/// Which products something is about: `Monitors · by Dell · Size ≥ 27 ″`. Without
/// a name, the whole catalog.
pub(crate) fn those(words: Words, within: Option<&str>, only: Option<&Only>) -> String {
    let within = within.unwrap_or_else(|| words.say("agreements-everything"));
    let mut parts = vec![within.to_owned()];
    if let Some(only) = only {
        if !only.manufacturer().is_empty() {
            let name = only.manufacturer().to_owned();
            parts.push(words.say_with("agreements-by-maker", &[("name", name.into())]));
        }
        if !only.attribute().is_empty() {
            parts.push(match only.one_of() {
                [] => {
                    let text = format!("{} {}", only.attribute(), only.values());
                    format!("{text} {}", unit_of(only.unit()))
                        .trim_end()
                        .to_owned()
                }
                [one] if one == "yes" => {
                    format!("{}: {}", only.attribute(), words.say("catalog-yes"))
                }
                [one] if one == "no" => {
                    format!("{}: {}", only.attribute(), words.say("catalog-no"))
                }
                several => format!("{}: {}", only.attribute(), several.join(", ")),
            });
        }
    }
    parts.join(" · ")
}

/// When something applies, in words; nothing if as long as what it is in.
pub(super) fn when(words: Words, valid: Validity) -> String {
    let from = valid.first_day().map(|day| words.date_short(day));
    let until = valid.last_day().map(|day| words.date_short(day));
    match (from, until) {
        (None, None) => words.say("agreements-always").to_owned(),
        (Some(from), None) => words.say_with("agreements-from", &[("from", from.as_str().into())]),
        (None, Some(until)) => {
            words.say_with("agreements-until", &[("until", until.as_str().into())])
        }
        (Some(from), Some(until)) => words.say_with(
            "agreements-from-until",
            &[
                ("from", from.as_str().into()),
                ("until", until.as_str().into()),
            ],
        ),
    }
}

/// What state a revision is in, in words.
pub(super) fn state_of(words: Words, revision: &Revision) -> String {
    let name = match revision.state.as_str() {
        "draft" => "agreements-state-draft",
        "published" => "agreements-state-published",
        _ => "agreements-state-superseded",
    };
    words.say_with(name, &[("number", revision.number.into())])
}

/// Why something was refused, in words.
pub(super) fn refusal(words: Words, error: &AgreementError) -> Option<String> {
    Some(match error {
        AgreementError::NoNumber => words.say("agreements-no-number").to_owned(),
        AgreementError::NumberTaken => words.say("agreements-number-taken").to_owned(),
        AgreementError::WrongCurrency(theirs) => words.say_with(
            "agreements-wrong-currency",
            &[("currency", theirs.code().into())],
        ),
        AgreementError::PriceOfCategory => words.say("agreements-price-of-category").to_owned(),
        AgreementError::CostList => words.say("agreements-cost-list").to_owned(),
        AgreementError::WrongRate => words.say("agreements-wrong-rate").to_owned(),
        AgreementError::NegativePrice => words.say("agreements-negative-price").to_owned(),
        AgreementError::UnknownSku(sku) => {
            words.say_with("agreements-unknown-sku", &[("sku", sku.as_str().into())])
        }
        AgreementError::Overlap(with) => words.say_with(
            "agreements-overlap",
            &[("when", when(words, *with).as_str().into())],
        ),
        AgreementError::NoDraft => words.say("agreements-no-draft").to_owned(),
        AgreementError::Changed => words.say("agreements-changed").to_owned(),
        AgreementError::Planned(at) => {
            let day = words.date(Day::of(*at));
            words.say_with("agreements-planned-refused", &[("day", day.into())])
        }
        AgreementError::InThePast => words.say("agreements-in-the-past").to_owned(),
        AgreementError::EndsBefore => words.say("agreements-ends-before").to_owned(),
        AgreementError::NoReason => words.say("agreements-no-reason").to_owned(),
        AgreementError::NothingToChange => words.say("agreements-nothing-to-change").to_owned(),
        AgreementError::Empty => words.say("agreements-empty").to_owned(),
        AgreementError::Denied(_) | AgreementError::Store(_) => return None,
    })
}

/// For whom an agreement is, in words. `reach` is `unit`, `customer`, `needs` or
/// `segment`.
pub(super) fn audience(words: Words, reach: &str, name: &str, unit: Option<&str>) -> String {
    match (reach, unit) {
        ("segment", _) => {
            let name = segment(words, name);
            words.say_with("agreements-for-segment", &[("name", name.into())])
        }
        ("needs", _) => words.say_with("agreements-for-needs", &[("name", name.into())]),
        (_, Some(unit)) => format!("{name}, {unit}"),
        _ => name.to_owned(),
    }
}

/// The name of a segment, or whatever else it is.
pub(super) fn named(words: Words, name: &str) -> String {
    if SEGMENTS.iter().any(|(known, _)| *known == name) {
        segment(words, name).to_owned()
    } else {
        name.to_owned()
    }
}

/// The name of a segment.
pub(super) fn segment(words: Words, code: &str) -> &'static str {
    words.say(
        SEGMENTS
            .iter()
            .find(|(known, _)| *known == code)
            .map_or("agreements-segment-other", |(_, message)| message),
    )
}

/// The name of a tier; nothing if it is none.
pub(super) fn tier(words: Words, code: &str) -> &'static str {
    let tier = Tier::from_code(code);
    let message = TIERS.iter().find(|(known, _)| Some(*known) == tier);
    message.map_or("", |(_, message)| words.say(message))
}

/// The tiers, with the messages that name them.
pub(super) const TIERS: &[(Tier, &str)] = &[
    (Tier::Mvc, "agreements-tier-mvc"),
    (Tier::Mgc, "agreements-tier-mgc"),
    (Tier::Migrator, "agreements-tier-migrator"),
    (Tier::Bz, "agreements-tier-bz"),
];

/// The segments, with the messages that name them.
pub(super) const SEGMENTS: &[(&str, &str)] = &[
    ("global", "agreements-segment-global"),
    ("enterprise", "agreements-segment-enterprise"),
    ("large-corporate", "agreements-segment-large-corporate"),
    ("preferred", "agreements-segment-preferred"),
    ("internet-partner", "agreements-segment-internet-partner"),
    ("healthcare", "agreements-segment-healthcare"),
    ("federal", "agreements-segment-federal"),
    ("state-and-local", "agreements-segment-state-and-local"),
    ("education", "agreements-segment-education"),
    ("small-business", "agreements-segment-small-business"),
    ("consumer", "agreements-segment-consumer"),
];
