//! Where curators write publications and their issues.

pub(super) mod issue;
pub(super) mod list;
pub(super) mod one;
pub(super) mod published;

use crate::frame::FormState;
use crate::frame::curating::{field_in, languages};
use crate::frame::parts::{Choice, ChoiceOption, Field};
use domain::publications::readers::Readers;
use domain::publications::{EditError, EditFault, PublicationText};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// Whom a form says that a publication is for.
fn readers_of(form: &FormState) -> Readers {
    Readers {
        entitled: form.value("readers") == "entitled",
        needs: form.value("needs").to_owned(),
    }
}

/// What a form says that a publication is called.
fn texts_of(form: &FormState) -> Vec<PublicationText> {
    languages()
        .map(|language| PublicationText {
            language,
            name: form.value(&field_in("name", language)).to_owned(),
            about: form.value(&field_in("about", language)).to_owned(),
        })
        .collect()
}

/// Says all that is wrong with a form; gives back what no field is to blame for.
fn blame(
    words: Words,
    form: &mut FormState,
    error: EditError,
    (name, text): (&str, &str),
) -> Result<(), EditError> {
    let faults = match error {
        EditError::Faults(faults) => faults,
        other => {
            let sentence = whole(&other).ok_or(other)?;
            form.fail("", words.say(sentence));
            return Ok(());
        }
    };
    for fault in faults {
        let (field, sentence) = match fault {
            EditFault::Code => ("code".to_owned(), "publications-code-wrong"),
            EditFault::CodeTaken => ("code".to_owned(), "publications-code-taken"),
            EditFault::Name(language) => (field_in(name, language), "publications-name-wrong"),
            EditFault::Text(language) => (field_in(text, language), "publications-text-wrong"),
            EditFault::Needs => ("needs".to_owned(), "publications-needs-wrong"),
            EditFault::Day => ("day".to_owned(), "publications-day-wrong"),
            EditFault::Why => ("why".to_owned(), "publications-why-wrong"),
        };
        form.fail(field, words.say(sentence));
    }
    Ok(())
}

/// What is said of a form as a whole; nothing of what is no mistake of its writer's.
const fn whole(error: &EditError) -> Option<&'static str> {
    match error {
        EditError::Changed => Some("publications-changed"),
        EditError::Published => Some("publications-published-already"),
        EditError::Same => Some("publications-same"),
        EditError::Withdrawn => Some("publications-withdrawn-already"),
        _ => None,
    }
}

/// The fields of a publication: whom it is for, and what it is called.
fn publication_fields(words: Words, needs: Vec<String>) -> AnyView {
    let readers = vec![
        ChoiceOption::new("everybody", words.say("publications-for-everybody")),
        ChoiceOption::new("entitled", words.say("publications-for-entitled")),
    ];
    let texts: Vec<AnyView> = languages()
        .map(|language| {
            let optional = language != Language::default();
            let said = [("language", language.own_name().into())];
            view! {
                <div class="fields">
                    <Field
                        name=field_in("name", language)
                        label=words.say_with("publications-name-in", &said)
                        longest=120_u32
                        optional=optional
                    />
                    <Field
                        name=field_in("about", language)
                        label=words.say_with("publications-about-in", &said)
                        longest=500_u32
                        optional=true
                    />
                </div>
            }
            .into_any()
        })
        .collect();
    view! {
        {texts}
        <Choice
            name="readers"
            label=words.say("publications-readers")
            help=words.say("publications-readers-help")
            options=readers
        />
        <Field
            name="needs"
            label=words.say("publications-needs")
            help=words.say("publications-needs-help")
            longest=60_u32
            known=needs
            optional=true
            class="narrow"
        />
    }
    .into_any()
}

/// Whom a publication is for, in words.
fn readers_in_words(words: Words, readers: &Readers) -> String {
    let who = words.say(if readers.entitled {
        "publications-for-entitled"
    } else {
        "publications-for-everybody"
    });
    if readers.needs.is_empty() {
        who.to_owned()
    } else {
        let said = [
            ("who", who.into()),
            ("needs", readers.needs.as_str().into()),
        ];
        words.say_with("publications-for-needs", &said)
    }
}
