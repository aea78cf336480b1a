//! Which proposals need somebody today.

use crate::frame::parts::{Need, Tone};
use domain::plays::Surest;
use domain::profile::wording;
use domain::text::Words;

/// The surest proposals one by one, the others as a number.
pub(crate) fn needs(words: Words, surest: Surest) -> Vec<Need> {
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
            let href = format!("/console/plays/{}", play.id);
            Need::at(Tone::Accent, what, href, words.say("plays-today-decide"))
                .because(Some(wording::why_play(words, &play.finding)))
        })
        .collect();
    if more > 0 {
        let what = words.say_with("plays-today-more", &[("count", more.into())]);
        needs.push(Need::at(
            Tone::Plain,
            what,
            "/console/plays".to_owned(),
            words.say("frame-open"),
        ));
    }
    needs
}
