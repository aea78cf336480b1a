//! `/console/import`: files become products and prices. Upload, say what the
//! columns are, watch, and read what became of every line.

mod mapping_form;
mod overview;
mod progress;

pub(super) use mapping_form::start;
pub(super) use overview::{list, upload};
pub(super) use progress::{again, one, report, stop};

use domain::catalog::import::State;
use domain::text::Words;

use crate::frame::parts::Tone;

pub(super) fn state_words(words: Words, state: State) -> &'static str {
    words.say(match state {
        State::Uploading => "catalog-import-uploading",
        State::Mapping => "catalog-import-waiting",
        State::Running => "catalog-import-running",
        State::Finished => "catalog-import-finished",
        State::Stopped => "catalog-import-stopped",
        State::Failed => "catalog-import-failed",
    })
}

const fn state_tone(state: State) -> Tone {
    match state {
        State::Uploading | State::Running => Tone::Accent,
        State::Mapping | State::Stopped => Tone::Warn,
        State::Finished => Tone::Good,
        State::Failed => Tone::Bad,
    }
}
