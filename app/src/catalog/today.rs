//! Which imports need somebody today.

use super::import::state_words;
use crate::frame::parts::{Need, Tone};
use domain::Timestamp;
use domain::catalog::import::{State, Unsettled};
use domain::text::Words;

/// Imports that wait, stopped, broke off or left lines out.
pub(crate) fn needs(words: Words, unsettled: Vec<Unsettled>, now: Timestamp) -> Vec<Need> {
    unsettled
        .into_iter()
        .map(|import| {
            let state = import.state();
            let (tone, action) = match state {
                State::Failed => (Tone::Bad, "frame-open"),
                State::Mapping => (Tone::Accent, "catalog-today-map"),
                State::Stopped => (Tone::Warn, "frame-open"),
                State::Compared => (Tone::Accent, "frame-open"),
                State::Uploading
                | State::Refused
                | State::Comparing
                | State::Running
                | State::Finished
                | State::Undoing
                | State::Undone => (Tone::Plain, "catalog-today-report"),
            };
            let what = words.say_with(
                "catalog-today-import",
                &[
                    ("files", import.file_names.as_str().into()),
                    ("state", state_words(words, state).into()),
                ],
            );
            let ago = words.ago(import.at, now);
            let why = match state {
                State::Finished => words.say_with(
                    "catalog-today-refused",
                    &[
                        ("count", import.refused.into()),
                        ("lines", import.lines.into()),
                        ("ago", ago.into()),
                    ],
                ),
                _ => words.say_with(
                    "catalog-today-done",
                    &[
                        ("done", import.done.into()),
                        ("lines", import.lines.into()),
                        ("ago", ago.into()),
                    ],
                ),
            };
            let href = format!("/console/import/{}", import.id);
            Need::at(tone, what, href, words.say(action)).because(Some(why))
        })
        .collect()
}
