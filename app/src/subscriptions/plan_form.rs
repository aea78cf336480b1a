//! The form of a plan: its fields, and what can be chosen in them. What stands in them
//! and how it is read is `plan_typed`.

use super::plan_typed::{DISCOUNTS, field_of};
use crate::frame::FormState;
use crate::frame::parts::{Checkbox, Checks, Choice, ChoiceOption, Field, Select, Sheet, TextArea};
use domain::catalog::Category;
use domain::id::LevelId;
use domain::subscriptions::Counts;
use domain::subscriptions::entitlements::Countable;
use domain::text::{Language, Words};
use leptos::prelude::*;

/// What can be chosen in the form.
pub(super) struct Choices {
    pub levels: Vec<(LevelId, String)>,
    pub categories: Vec<Category>,
    pub publications: Vec<Thing>,
    /// Areas of downloads.
    pub areas: Vec<Thing>,
}

/// Something that a plan gives by its code.
pub(super) struct Thing {
    pub code: String,
    /// What it is called.
    pub name: String,
    pub note: String,
}

/// Boxes for what there is by a code. What a plan gives that there is not is among
/// them, so that nobody loses it by keeping the plan.
fn codes(
    words: Words,
    name: &'static str,
    label: &'static str,
    there: &[Thing],
    given: &[String],
) -> Option<AnyView> {
    let missing = given
        .iter()
        .filter(|code| !there.iter().any(|one| one.code == **code))
        .map(|code| {
            ChoiceOption::new(code.clone(), code.clone()).note(words.say("subscriptions-not-there"))
        });
    let options: Vec<ChoiceOption> = there
        .iter()
        .map(|one| ChoiceOption::new(one.code.clone(), one.name.clone()).note(one.note.clone()))
        .chain(missing)
        .collect();
    let label = words.say(label);
    (!options.is_empty()).then(|| view! { <Checks name label options /> }.into_any())
}

/// The fields; `form` is what stands in them.
pub(super) fn fields(words: Words, choices: &Choices, form: &FormState) -> AnyView {
    let given = |name| -> Vec<String> { form.form().all(name).map(str::to_owned).collect() };
    let publications = codes(
        words,
        "publications",
        "subscriptions-publications",
        &choices.publications,
        &given("publications"),
    );
    let downloads = codes(
        words,
        "downloads",
        "subscriptions-downloads",
        &choices.areas,
        &given("downloads"),
    );
    let nothing = (publications.is_none() && downloads.is_none()).then(|| {
        view! { <p class="mute small">{words.say("subscriptions-nothing-to-read")}</p> }
    });
    let texts: Vec<AnyView> = Language::ALL
        .iter()
        .map(|language| {
            let code = language.code();
            let optional = *language != Language::default();
            let named = |id| words.say_with(id, &[("language", language.own_name().into())]);
            view! {
                <Field
                    name=format!("name-{code}")
                    label=named("subscriptions-name-in")
                    optional=optional
                />
                <TextArea
                    name=format!("words-{code}")
                    label=named("subscriptions-words-in")
                    rows=3
                    optional=true
                />
            }
            .into_any()
        })
        .collect();
    let counts = Counts::ALL
        .iter()
        .map(|one| ChoiceOption::new(one.code(), super::said::counts(words, *one)))
        .collect();
    let levels: Vec<(String, String)> = std::iter::once((
        String::new(),
        words.say("subscriptions-no-level").to_owned(),
    ))
    .chain(
        choices
            .levels
            .iter()
            .map(|(id, name)| (id.to_string(), name.clone())),
    )
    .collect();
    let discounts: Vec<AnyView> = (0..DISCOUNTS)
        .map(|number| {
            let all = std::iter::once((
                String::new(),
                words.say("subscriptions-all-products").to_owned(),
            ));
            let categories = choices
                .categories
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()));
            let place = i64::try_from(number + 1).unwrap_or(1);
            let label = |id| words.say_with(id, &[("number", place.into())]);
            view! {
                <Field
                    name=format!("rate-{number}")
                    label=label("subscriptions-discount-rate")
                    optional=true
                    class="short"
                />
                <Select
                    name=format!("category-{number}")
                    label=label("subscriptions-discount-on")
                    options=all.chain(categories).collect()
                    first=true
                />
            }
            .into_any()
        })
        .collect();
    let counted: Vec<AnyView> = Countable::ALL
        .iter()
        .map(|what| {
            let label = words.say(match what {
                Countable::PlatformSwaps => "subscriptions-swaps",
                Countable::Upgrades => "subscriptions-upgrades",
                Countable::TrainingDays => "subscriptions-training-days",
            });
            view! { <Field name=field_of(*what) label=label optional=true class="short" /> }
                .into_any()
        })
        .collect();
    let renews = vec![
        ChoiceOption::new("by-itself", words.say("subscriptions-renews-by-itself")),
        ChoiceOption::new("asked", words.say("subscriptions-renews-with-a-yes")),
    ];
    view! {
        <Sheet title=words.say("subscriptions-what-it-is")>
            {texts}
            <Choice name="counts" label=words.say("subscriptions-counts") options=counts />
        </Sheet>
        <Sheet title=words.say("subscriptions-gives")>
            <Select
                name="level"
                label=words.say("subscriptions-level")
                help=words.say("subscriptions-level-help")
                options=levels
                first=true
            />
            <div class="halves">{discounts}</div>
            <div class="fields">{counted}</div>
            {publications} {downloads} {nothing}
        </Sheet>
        <Sheet title=words.say("subscriptions-after-term")>
            <Choice
                name="renews"
                label=words.say("subscriptions-renewal")
                options=renews
                list=true
            />
            <div class="fields">
                <Field name="notice" label=words.say("subscriptions-notice") class="short" />
                <Field
                    name="quote"
                    label=words.say("subscriptions-quote-days")
                    help=words.say("subscriptions-quote-days-help")
                    optional=true
                    class="short"
                />
                <Field
                    name="reminders"
                    label=words.say("subscriptions-reminders")
                    help=words.say("subscriptions-reminders-help")
                    optional=true
                />
            </div>
            <Checkbox name="pause" label=words.say("subscriptions-can-pause") />
        </Sheet>
    }
    .into_any()
}
