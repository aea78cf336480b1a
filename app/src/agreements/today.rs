//! Which agreements need somebody today.

use crate::frame::parts::{Need, Tone};
use domain::agreements::ToCurate;
use domain::text::Words;
use domain::{Day, Timestamp};

/// Agreements that end with nothing to follow them, and the reader's drafts.
pub(crate) fn needs(words: Words, to_curate: ToCurate, now: Timestamp) -> Vec<Need> {
    let ending = to_curate.ending.into_iter().map(|one| {
        let over = one.valid_until <= now;
        let day = words.date(Day::last_before(one.valid_until));
        let (what, why, tone) = if over {
            (
                "agreements-today-ended",
                "agreements-today-ended-why",
                Tone::Bad,
            )
        } else if one.valid_until < now.plus_days(14) {
            (
                "agreements-today-ending",
                "agreements-today-ending-why",
                Tone::Bad,
            )
        } else {
            (
                "agreements-today-ending",
                "agreements-today-ending-why",
                Tone::Warn,
            )
        };
        let what = words.say_with(
            what,
            &[
                ("number", one.number.as_str().into()),
                ("customer", one.customer.as_str().into()),
                ("day", day.into()),
            ],
        );
        let href = format!("/console/agreements/{}", one.id);
        Need::at(tone, what, href, words.say("frame-open")).because(Some(words.say(why).to_owned()))
    });
    let drafts = to_curate.drafts.into_iter().map(|one| {
        let what = words.say_with(
            "agreements-today-draft",
            &[
                ("number", one.number.as_str().into()),
                ("customer", one.customer.as_str().into()),
            ],
        );
        let ago = words.ago(one.created_at, now);
        let why = words.say_with("agreements-today-draft-why", &[("ago", ago.into())]);
        let href = format!("/console/agreements/{}", one.id);
        Need::at(Tone::Plain, what, href, words.say("agreements-today-go-on")).because(Some(why))
    });
    ending.chain(drafts).collect()
}
