//! The licence keys of software: how many are in stock, and more of them.

use super::one::{Forms, page};
use crate::frame::curating::{FormSheet, done, thing};
use crate::frame::parts::TextArea;
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::downloads::{DeskSoftware, ImportKeys, KeysError, MOST_KEYS, import_keys};
use domain::id::SoftwareId;
use domain::text::Words;
use leptos::prelude::*;

/// How many of the lines that are no keys are named.
const SHOWN: usize = 20;

/// `POST /console/downloads/{id}/keys` with `lines`, a key in each.
pub async fn import(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let software: SoftwareId = thing(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = ImportKeys {
        key,
        software,
        lines: form.value("lines").to_owned(),
    };
    let most = [("most", MOST_KEYS.into())];
    let wrong = match import_keys(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(came) => {
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let said = [
                ("added", count(came.added).into()),
                ("known", count(came.known).into()),
            ];
            let said = words.say_with("downloads-keys-there", &said);
            return done(&visitor, said, &format!("/console/downloads/{software}")).await;
        }
        Err(KeysError::Nothing) => words.say("downloads-keys-nothing").to_owned(),
        Err(KeysError::TooMany) => words.say_with("downloads-keys-too-many", &most),
        Err(KeysError::Lines(lines)) => no_keys(words, &lines),
        Err(other) => return Err(other.into()),
    };
    form.fail("lines", wrong);
    let forms = Forms {
        keys: Some(form),
        ..Forms::default()
    };
    page(&visitor, &state, &id, forms).await
}

/// Which lines are no keys; of very many the first ones.
fn no_keys(words: Words, lines: &[usize]) -> String {
    let mut first: Vec<String> = lines.iter().take(SHOWN).map(usize::to_string).collect();
    if lines.len() > SHOWN {
        first.push("…".to_owned());
    }
    let said = [
        ("count", lines.len().into()),
        ("lines", first.join(", ").into()),
    ];
    words.say_with("downloads-keys-lines-wrong", &said)
}

/// The form for more of them.
pub(super) fn sheet(words: Words, here: &str, software: &DeskSoftware, form: FormState) -> AnyView {
    let action = format!("{here}/keys");
    let said = [("count", software.keys.into())];
    let note = words.say_with("downloads-keys-in-stock", &said);
    view! {
        <FormSheet
            title=words.say("downloads-keys")
            note=note
            action=action
            state=form
            prefix="keys"
            button=words.say("downloads-keys-import")
        >
            <TextArea
                name="lines"
                label=words.say("downloads-keys-lines")
                help=words.say("downloads-keys-help")
                rows=6
                class="code"
            />
        </FormSheet>
    }
    .into_any()
}
