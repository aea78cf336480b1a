//! How this room says things.

use domain::configurations::Refusal;
use domain::text::Words;

/// Why a choice is refused.
pub(super) fn refusal(words: Words, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Missing(group) | Refusal::MoreThanOne(group) => words.say_with(
            "configurations-missing",
            &[("group", group.as_str().into())],
        ),
        Refusal::Gone(option) => words.say_with(
            "configurations-gone-long",
            &[("option", option.as_str().into())],
        ),
        Refusal::NotOffered => words.say("configurations-not-offered").to_owned(),
    }
}
