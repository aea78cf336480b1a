//! Files that come with what is said about a case: the field for them, what is
//! said of those that can't be kept, and how they are shown.

use crate::files::size;
use crate::frame::parts::FileField;
use crate::frame::{FormState, PageError};
use domain::files::Fault;
use domain::support::left_out::{LeftOut, Why};
use domain::support::{CaseFile, FileRefused, MOST_FILES, MOST_TOGETHER};
use domain::text::Words;
use leptos::prelude::*;

/// Its name in forms.
pub(super) const FILES: &str = "files";

/// Which files the browser offers. What they contain is looked at in any case.
const ACCEPT: &str = ".png,.jpg,.jpeg,.webp,.pdf,.txt,.log,.csv,.xlsx,.docx,.odt,.ods";

const MEGABYTE: usize = 1024 * 1024;

/// The field for files. Inside of a form that is sent with files.
pub(super) fn field(words: Words) -> AnyView {
    let help = words.say_with(
        "support-files-help",
        &[
            ("files", MOST_FILES.into()),
            ("most", (MOST_TOGETHER / MEGABYTE).into()),
        ],
    );
    let label = words.say("support-files");
    view! { <FileField name=FILES label help=help accept=ACCEPT several=true /> }.into_any()
}

/// What is wrong with what was sent, and what to do about it.
pub(super) fn refused(words: Words, error: FileRefused) -> Result<String, PageError> {
    Ok(match error {
        FileRefused::TooMany => {
            words.say_with("support-files-too-many", &[("files", MOST_FILES.into())])
        }
        FileRefused::TooLarge => {
            let most = [("most", (MOST_TOGETHER / MEGABYTE).into())];
            words.say_with("support-files-too-large", &most)
        }
        FileRefused::TooMuchToday | FileRefused::Fault(_, Fault::TooMuchToday) => {
            words.say("files-too-much-today").to_owned()
        }
        FileRefused::Fault(name, fault) => {
            let id = match fault {
                Fault::TooLarge | Fault::TooManyPixels => "support-file-too-large",
                Fault::WrongKind => "support-file-wrong-kind",
                _ => "support-file-broken",
            };
            words.say_with(id, &[("name", name.into())])
        }
        FileRefused::Files(error) => return Err(PageError::Failed(error.to_string())),
    })
}

/// A form that is shown again has lost its files: browsers keep none. Says so.
pub(super) fn choose_again(words: Words, shown: &mut FormState, chosen: bool) {
    if chosen && !shown.is_fine() && shown.error(FILES).is_none() {
        shown.fail(FILES, words.say("support-files-again"));
    }
}

/// What came with something that was said.
pub(super) fn list<'a>(words: Words, files: impl Iterator<Item = &'a CaseFile>) -> Option<AnyView> {
    let items: Vec<AnyView> = files.map(|file| one(words, file)).collect();
    (!items.is_empty()).then(|| {
        view! {
            <ul class="came" aria-label=words.say("support-files")>
                {items}
            </ul>
        }
        .into_any()
    })
}

fn one(words: Words, file: &CaseFile) -> AnyView {
    let name = file.name.clone();
    let facts = format!("{}, {}", file.ending(), size(words, file.bytes));
    if file.is_picture() {
        let small = format!("/files/{}/small", file.file);
        let full = format!("/files/{}/full", file.file);
        return view! {
            <li>
                <a href=full>
                    <img src=small alt="" width="48" height="48" loading="lazy" />
                    {name}
                </a>
                " "
                <span class="mute small">{facts}</span>
            </li>
        }
        .into_any();
    }
    let document = format!("/files/{}/document", file.file);
    view! {
        <li>
            <a href=document download="">
                {name}
            </a>
            " "
            <span class="mute small">{facts}</span>
        </li>
    }
    .into_any()
}

/// What came with a mail and is not here, and why.
pub(super) fn left_out(words: Words, left: &[LeftOut]) -> Option<AnyView> {
    let items: Vec<AnyView> = left
        .iter()
        .map(|one| {
            let id = match one.why {
                Why::Program => "support-left-out-program",
                Why::TooLarge => "support-left-out-too-large",
                Why::TooMany => "support-left-out-too-many",
                Why::Kind => "support-left-out-kind",
                Why::Broken => "support-left-out-broken",
                Why::Unknown => "support-left-out",
            };
            let text = words.say_with(id, &[("name", one.name.as_str().into())]);
            view! { <li>{text}</li> }.into_any()
        })
        .collect();
    (!items.is_empty()).then(|| view! { <ul class="mute small">{items}</ul> }.into_any())
}
