//! Where curators put software, its releases and its licence keys.

pub(super) mod area;
pub(super) mod in_area;
pub(super) mod keys;
pub(super) mod list;
pub(super) mod one;
pub(super) mod releases;

use crate::files::package_fault;
use crate::frame::FormState;
use crate::frame::curating::{field_in, languages};
use crate::frame::parts::{Checkbox, Field, TextArea};
use domain::downloads::{SoftwareError, SoftwareFault};
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

/// Says all that is wrong with a form; gives back what no field is to blame for. `text`
/// is the field of the text.
fn blame(
    words: Words,
    form: &mut FormState,
    error: SoftwareError,
    text: &'static str,
) -> Result<(), SoftwareError> {
    let faults = match error {
        SoftwareError::Faults(faults) => faults,
        other => return Err(other),
    };
    for fault in faults {
        let (field, sentence) = match fault {
            SoftwareFault::Area => ("area", "downloads-area-choose"),
            SoftwareFault::AreaCode => ("code", "downloads-area-wrong"),
            SoftwareFault::AreaThere => ("code", "downloads-area-there"),
            SoftwareFault::AreaName(language) => {
                form.fail(
                    field_in("area-name", language),
                    words.say("downloads-name-wrong"),
                );
                continue;
            }
            SoftwareFault::Name => ("name", "downloads-name-wrong"),
            SoftwareFault::Platform => ("platform", "downloads-name-wrong"),
            SoftwareFault::Taken => ("name", "downloads-taken"),
            SoftwareFault::Text(language) => {
                form.fail(field_in(text, language), words.say("downloads-text-wrong"));
                continue;
            }
            SoftwareFault::Version => ("version", "downloads-version-wrong"),
            SoftwareFault::VersionTaken => ("version", "downloads-version-taken"),
            SoftwareFault::Day => ("day", "downloads-day-wrong"),
            SoftwareFault::File(why) => {
                form.fail("sent", package_fault(words, why));
                continue;
            }
        };
        form.fail(field, words.say(sentence));
    }
    Ok(())
}
