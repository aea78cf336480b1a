//! Whether the mail needs somebody today.

use crate::frame::parts::{Need, Tone};
use domain::mail::Backlog;
use domain::text::Words;

/// Mail that was given up or does not get out.
pub(crate) fn needs(words: Words, backlog: &Backlog) -> Vec<Need> {
    [
        (backlog.given_up, "mail-today-given-up"),
        (backlog.late, "mail-today-late"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| {
        let what = words.say_with(what, &[("count", count.into())]);
        let why = backlog
            .last_error
            .as_deref()
            .map(|error| words.say_with("mail-today-why", &[("error", error.into())]));
        let href = "/console/mailbox".to_owned();
        Need::at(Tone::Bad, what, href, words.say("frame-open")).because(why)
    })
    .collect()
}
