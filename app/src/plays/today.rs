//! Which proposals need somebody today.

use crate::frame::parts::{Need, Tone};
use domain::plays::Surest;
use domain::profile::wording;
use domain::text::Words;

/// The surest proposals one by one, the others as a number. Who does not know
/// customers (`knows`) answers them beside the customer's catalog.
pub(crate) fn needs(words: Words, surest: Surest, knows: bool) -> Vec<Need> {
    let shown = i64::try_from(surest.plays.len()).unwrap_or(i64::MAX);
    let more = surest.waiting.saturating_sub(shown);
    let mut needs: Vec<Need> = surest
        .plays
        .into_iter()
        .map(|play| {
            let what = words.say_with(
                "plays-today",
                &[
                    ("customer", play.customer.as_str().into()),
                    ("what", wording::play(words, &play.finding).into()),
                ],
            );
            let href = if knows {
                format!("/console/plays/{}", play.id)
            } else {
                let (customer, fact) = (play.customer_id, play.fact_id);
                format!("/console/customers/{customer}/wants?want={fact}#decide")
            };
            Need::at(Tone::Accent, what, href, words.say("plays-today-decide"))
                .because(Some(wording::why_play(words, &play.finding)))
        })
        .collect();
    if more > 0 {
        let what = words.say_with("plays-today-more", &[("count", more.into())]);
        needs.push(Need::at(
            Tone::Plain,
            what,
            (if knows {
                "/console/plays"
            } else {
                "/console/not-found"
            })
            .to_owned(),
            words.say("frame-open"),
        ));
    }
    needs
}
