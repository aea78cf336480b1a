//! How this room says things.

use domain::Quantity;
use domain::configurations::factory::{Algorithm, Hole, Image, Services, fill_label};
use domain::configurations::{Phrases, Refusal};
use domain::text::Words;

/// The sentences in which a refused choice explains itself.
pub(super) fn phrases(words: Words) -> Phrases {
    let with = |id: &'static str, holes: &[&'static str]| {
        let args: Vec<_> = holes
            .iter()
            .zip(["{0}", "{1}", "{2}", "{3}"])
            .map(|(name, hole)| (*name, hole.into()))
            .collect();
        words.say_with(id, &args)
    };
    let total = &["from", "total", "limit", "given"];
    let half = words.quantity(Quantity::from_thousandths(1_500));
    Phrases {
        missing: with("configurations-missing", &["group"]),
        too_few: with("configurations-few-picked", &["group", "least"]),
        only_one: with("configurations-only-one", &["group"]),
        too_many: with("configurations-many-picked", &["group", "most"]),
        pieces: with("configurations-pieces-wrong", &["option", "fewest", "most"]),
        gone: with("configurations-gone-long", &["option"]),
        not_offered: words.say("configurations-not-offered").to_owned(),
        needs: with("configurations-needs", &["what", "needed"]),
        excludes: with("configurations-excludes", &["one", "other"]),
        at_most: with("configurations-at-most", &["of", "most", "chosen"]),
        over: with("configurations-over", total),
        over_given: with("configurations-over-given", total),
        under: with("configurations-under", total),
        under_given: with("configurations-under-given", total),
        nothing: words.say("configurations-nothing-of-it").to_owned(),
        choose: with("configurations-choose-instead", &["ways"]),
        take: with("configurations-quoted", &["name"]),
        times: with("configurations-times-quoted", &["name", "count"]),
        without: with("configurations-without", &["name"]),
        and: between(words.say("configurations-and")),
        or: between(words.say("configurations-or")),
        point: half.trim_matches(|c: char| c.is_ascii_digit()).to_owned(),
    }
}

/// A word that stands between two others.
fn between(word: &str) -> String {
    format!(" {word} ")
}

/// Why a choice is refused.
pub(super) fn refusal(words: Words, refusal: &Refusal) -> String {
    phrases(words).sentence(refusal)
}

/// An image with its version.
pub(crate) fn image(words: Words, image: &Image) -> String {
    words.say_with(
        "configurations-image-version",
        &[
            ("name", image.name.as_str().into()),
            ("version", image.version.as_str().into()),
        ],
    )
}

/// A checksum with the rule it was made by.
pub(crate) fn checksum(algorithm: Algorithm, checksum: &str) -> String {
    format!("{} {checksum}", algorithm.name())
}

/// A label as it will be, with the names of what is filled in: `[asset tag]`.
pub(super) fn label(words: Words, label: &str) -> String {
    let filled = fill_label(label, |hole| {
        let name = words.say(match hole {
            Hole::Order => "configurations-hole-order",
            Hole::PurchaseOrder => "configurations-hole-po",
            Hole::AssetTag => "configurations-hole-tag",
            Hole::ServiceTag => "configurations-hole-service",
            Hole::CostCentre => "configurations-hole-cost-centre",
            Hole::Unit => "configurations-hole-unit",
        });
        format!("[{name}]")
    });
    filled.unwrap_or_else(|_| label.to_owned())
}

/// What is done at the factory, in a line; none if nothing is.
pub(crate) fn services(words: Words, services: &Services) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    if let Some(one) = &services.image {
        all.push(image(words, one));
    }
    if let Some(tags) = &services.tags {
        all.push(words.say_with("configurations-tags-like", &[("tag", tags.tag(1).into())]));
    }
    let mut count = |id: &'static str, count: usize| {
        if count > 0 {
            all.push(words.say_with(id, &[("count", count.into())]));
        }
    };
    count("configurations-labels-count", services.labels.len());
    count("configurations-settings-count", services.settings.len());
    (!all.is_empty()).then(|| {
        words.say_with(
            "configurations-at-the-factory",
            &[("what", all.join(", ").into())],
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::text::Language;

    #[test]
    fn a_label_is_said_in_words() {
        let words = Words::new(Language::English, "Europe/Berlin");
        assert_eq!(
            label(words, "{tag} · order {order}"),
            "[asset tag] · order [order number]"
        );
    }
}
