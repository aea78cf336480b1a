//! In which area new software is: one of those there are, by its name, or a new one with
//! a code and names.

use super::area::name_fields;
use crate::frame::FormState;
use crate::frame::curating::said_in_each;
use crate::frame::parts::{Field, Select};
use domain::downloads::{AreaChoice, InArea};
use domain::text::Words;
use leptos::prelude::*;

/// What is chosen for a new one. It is no code, so that no area can have it.
const NEW: &str = "+";

/// What was chosen in `area`; and of a new one `code`, and `area-name` in each language.
pub(super) fn chosen(form: &FormState) -> Option<InArea> {
    match form.value("area") {
        "" => None,
        NEW => Some(InArea::New {
            code: form.value("code").to_owned(),
            names: said_in_each(form, "area-name"),
        }),
        there => Some(InArea::There(there.to_owned())),
    }
}

/// The fields. Where there is no area yet, only those of a new one.
pub(super) fn fields(words: Words, there: &[AreaChoice]) -> AnyView {
    let any = !there.is_empty();
    let choice = if any {
        let options = there.iter().map(|one| option(words, one));
        let new = (NEW.to_owned(), words.say("downloads-area-new").to_owned());
        view! {
            <Select
                name="area"
                label=words.say("downloads-area")
                help=words.say("downloads-area-help")
                options=options.chain([new]).collect()
            />
        }
        .into_any()
    } else {
        view! {
            <input type="hidden" name="area" value=NEW />
            <p class="mute small">{words.say("downloads-area-help")}</p>
        }
        .into_any()
    };
    let names = name_fields(words, any);
    view! {
        {choice}
        <fieldset class="field">
            <legend>{words.say("downloads-area-new")}</legend>
            <Field
                name="code"
                label=words.say("downloads-area-code")
                help=words.say("downloads-area-code-help")
                longest=40_u32
                optional=any
                class="narrow"
            />
            <div class="fields">{names}</div>
        </fieldset>
    }
    .into_any()
}

/// What it is called, and what is in it.
fn option(words: Words, one: &AreaChoice) -> (String, String) {
    let name = one.names.in_language(words.language().code());
    let text = format!("{} ({})", name.unwrap_or(&one.code), one.software);
    (one.code.clone(), text)
}
