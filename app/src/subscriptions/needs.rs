//! What of the subscriptions waits for the company's yes, on its home page.

use super::said;
use crate::frame::parts::{Need, Tone};
use domain::subscriptions::Brief;
use domain::text::Words;

/// For the renewals that were offered and nobody has answered yet; for who may order.
pub(crate) fn needs(words: Words, all: &[Brief]) -> Vec<Need> {
    all.iter()
        .map(|one| {
            let plan = one.plan_name(words.language().code());
            let what = words.say_with(
                "subscriptions-needs-yes",
                &[
                    ("plan", plan.into()),
                    ("day", words.date(one.paid.last()).into()),
                ],
            );
            let why = one.next_amount(None).map(|cost| {
                let seats = said::counted(words, one.counts, one.seats_then);
                words.say_with(
                    "subscriptions-needs-yes-why",
                    &[("seats", seats.into()), ("cost", words.money(cost).into())],
                )
            });
            let href = format!("/subscriptions/{}", one.number);
            Need::at(Tone::Warn, what, href, words.say("frame-open")).because(why)
        })
        .collect()
}
