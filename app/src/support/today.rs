//! What of the cases needs somebody today.

use crate::frame::parts::{Need, Tone};
use domain::support::CasesWaiting;
use domain::text::Words;

/// What waits for whoever works on cases, the most pressing first.
pub(crate) fn needs(words: Words, waiting: CasesWaiting) -> Vec<Need> {
    [
        (
            waiting.late,
            Tone::Bad,
            "support-today-late",
            "/console/cases",
        ),
        (
            waiting.soon,
            Tone::Warn,
            "support-today-soon",
            "/console/cases?due=soon",
        ),
        (
            waiting.unassigned,
            Tone::Accent,
            "support-today-unassigned",
            "/console/cases?pile=unassigned",
        ),
        (
            waiting.of_teams,
            Tone::Accent,
            "support-today-teams",
            "/console/cases?pile=teams",
        ),
        (
            waiting.strangers,
            Tone::Accent,
            "support-today-strangers",
            "/console/cases/mails",
        ),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, tone, what, href)| {
        let what = words.say_with(what, &[("count", count.into())]);
        Need::at(tone, what, href.to_owned(), words.say("frame-open"))
    })
    .collect()
}
