//! `/console/import`: files become what the catalog knows. Upload, say what the
//! columns are, see what would change, let it begin, watch, read what became of
//! every line, and take it back.

mod changes;
mod lines;
mod mapping_form;
mod overview;
mod progress;
mod undo;

pub(super) use changes::file as changes_file;
pub(super) use lines::report;
pub(super) use mapping_form::start;
pub(super) use overview::{list, upload};
pub(super) use progress::{again, apply, columns, one, stop};
pub(super) use undo::{ask as ask_undo, begin as begin_undo};

use domain::catalog::file_facts::FileNote;
use domain::catalog::import::{Rejected, State};
use domain::catalog::mapping::ImportKind;
use domain::text::Words;
use leptos::prelude::*;

use crate::frame::parts::{Notice, Tone};

pub(super) fn state_words(words: Words, state: State) -> &'static str {
    words.say(match state {
        State::Uploading => "catalog-import-uploading",
        State::Refused => "catalog-import-refused",
        State::Mapping => "catalog-import-waiting",
        State::Comparing => "catalog-import-comparing",
        State::Compared => "catalog-import-compared",
        State::Running => "catalog-import-running",
        State::Finished => "catalog-import-finished",
        State::Stopped => "catalog-import-stopped",
        State::Failed => "catalog-import-failed",
        State::Undoing => "catalog-import-undoing",
        State::Undone => "catalog-import-undone",
    })
}

const fn state_tone(state: State) -> Tone {
    match state {
        State::Uploading | State::Comparing | State::Running | State::Undoing => Tone::Accent,
        State::Mapping | State::Compared | State::Stopped => Tone::Warn,
        State::Finished => Tone::Good,
        State::Failed | State::Refused => Tone::Bad,
        State::Undone => Tone::Plain,
    }
}

/// What a kind of import brings.
fn kind_words(words: Words, kind: ImportKind) -> &'static str {
    words.say(match kind {
        ImportKind::Products => "frame-products",
        ImportKind::Prices => "catalog-prices-of-list",
        ImportKind::Stock => "catalog-kind-stock",
        ImportKind::Promotions => "catalog-kind-promotions",
        ImportKind::Customers => "catalog-kind-customers",
    })
}

/// The files that can't be read, each with why.
fn unreadable(words: Words, problems: &[Rejected]) -> Option<AnyView> {
    (!problems.is_empty()).then(|| {
        let items = problems
            .iter()
            .map(|one| view! { <li>{format!("{}: {}", one.file, one.problem.say(words))}</li> })
            .collect_view();
        view! {
            <Notice tone=Tone::Bad title=words.say("catalog-import-unreadable")>
                <ul>{items}</ul>
            </Notice>
        }
        .into_any()
    })
}

/// What to know of how files were read, each with its file's name.
fn notes<'n>(
    words: Words,
    files: impl IntoIterator<Item = (&'n str, &'n [FileNote])>,
) -> Option<AnyView> {
    let items: Vec<String> = files
        .into_iter()
        .flat_map(|(file, notes)| {
            notes
                .iter()
                .map(move |note| format!("{file}: {}", note.say(words)))
        })
        .collect();
    (!items.is_empty()).then(|| {
        let items = items
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <Notice tone=Tone::Warn title=words.say("catalog-notes-title")>
                <ul>{items}</ul>
            </Notice>
        }
        .into_any()
    })
}
