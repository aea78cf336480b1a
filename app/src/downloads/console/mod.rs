//! Where curators put software, its releases and its licence keys.

pub(super) mod area;
pub(super) mod keys;
pub(super) mod list;
pub(super) mod one;
pub(super) mod releases;

use crate::frame::FormState;
use crate::frame::curating::{field_in, languages};
use crate::frame::parts::{Checkbox, Field, TextArea};
use domain::downloads::SoftwareError;
use domain::text::Words;
use leptos::prelude::*;

/// The fields of software.
fn software_fields(words: Words) -> AnyView {
    view! {
        <div class="fields">
            <Field name="name" label=words.say("downloads-name") longest=120_u32 />
            <Field
                name="platform"
                label=words.say("downloads-platform")
                help=words.say("downloads-platform-help")
                longest=120_u32
            />
        </div>
        {text_fields(words, "about", "downloads-about")}
        <Checkbox name="keyed" label=words.say("downloads-keyed") />
    }
    .into_any()
}

/// A text in each language, none of which has to be there.
fn text_fields(words: Words, name: &'static str, label: &'static str) -> AnyView {
    let fields: Vec<AnyView> = languages()
        .map(|language| {
            let said = [("language", language.own_name().into())];
            view! {
                <TextArea
                    name=field_in(name, language)
                    label=words.say_with(label, &said)
                    optional=true
                />
            }
            .into_any()
        })
        .collect();
    view! { <div class="fields">{fields}</div> }.into_any()
}

/// Says what is wrong with a form; gives back what no field is to blame for. `text` is
/// the field of the text.
fn blame(
    words: Words,
    form: &mut FormState,
    error: SoftwareError,
    text: &'static str,
) -> Result<(), SoftwareError> {
    let (field, sentence) = match error {
        SoftwareError::Area => ("area", "downloads-area-wrong"),
        SoftwareError::AreaName(language) => {
            let field = field_in("area-name", language);
            form.fail(field, words.say("downloads-name-wrong"));
            return Ok(());
        }
        SoftwareError::Name => ("name", "downloads-name-wrong"),
        SoftwareError::Platform => ("platform", "downloads-name-wrong"),
        SoftwareError::Taken => ("name", "downloads-taken"),
        SoftwareError::Text(language) => {
            form.fail(field_in(text, language), words.say("downloads-text-wrong"));
            return Ok(());
        }
        SoftwareError::Version => ("version", "downloads-version-wrong"),
        SoftwareError::VersionTaken => ("version", "downloads-version-taken"),
        other => return Err(other),
    };
    form.fail(field, words.say(sentence));
    Ok(())
}
