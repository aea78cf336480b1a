//! Where curators put software, its releases and its licence keys.

pub(super) mod list;
pub(super) mod one;

use crate::frame::FormState;
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
        <TextArea name="about" label=words.say("downloads-about") optional=true />
        <Checkbox name="keyed" label=words.say("downloads-keyed") />
    }
    .into_any()
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
        SoftwareError::Name => ("name", "downloads-name-wrong"),
        SoftwareError::Platform => ("platform", "downloads-name-wrong"),
        SoftwareError::Taken => ("name", "downloads-taken"),
        SoftwareError::Text => (text, "downloads-text-wrong"),
        SoftwareError::Version => ("version", "downloads-version-wrong"),
        SoftwareError::VersionTaken => ("version", "downloads-version-taken"),
        other => return Err(other),
    };
    form.fail(field, words.say(sentence));
    Ok(())
}
