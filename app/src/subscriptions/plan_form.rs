//! The form of a plan: its fields, what stands in them, and how they are read.

use crate::frame::FormState;
use crate::frame::parts::{Checkbox, Checks, Choice, ChoiceOption, Field, Select, Sheet, TextArea};
use domain::Rate;
use domain::catalog::Category;
use domain::id::LevelId;
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::plan_draft::{PlanDraft, PlanFault};
use domain::subscriptions::renewal::{Policy, PolicyFlaw};
use domain::subscriptions::{Counts, Plan, PlanText};
use domain::text::{Language, Words};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// How many discounts a plan can give by the form.
const DISCOUNTS: usize = 4;

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

/// The fields of a counted benefit.
const fn field_of(what: Countable) -> &'static str {
    match what {
        Countable::PlatformSwaps => "platform-swaps",
        Countable::Upgrades => "upgrades",
        Countable::TrainingDays => "training-days",
    }
}

/// A new plan, with what most have.
pub(super) fn fresh() -> FormState {
    FormState::empty()
        .with("counts", Counts::Seats.code())
        .with("renews", "by-itself")
        .with("notice", "60")
        .with("quote", "45")
        .with("reminders", "14")
        .with("pause", "on")
}

/// A plan as it stands.
pub(super) fn fill(plan: &Plan) -> FormState {
    let mut form = FormState::empty()
        .with("counts", plan.counts.code())
        .with(
            "renews",
            if plan.policy.renews_by_itself {
                "by-itself"
            } else {
                "asked"
            },
        )
        .with("notice", plan.policy.notice_days.to_string())
        .with("quote", plan.policy.quote_days.to_string())
        .with(
            "reminders",
            plan.policy
                .reminder_days
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(", "),
        );
    if plan.can_pause {
        form = form.with("pause", "on");
    }
    for (language, text) in &plan.texts {
        form = form
            .with(format!("name-{language}"), text.name.clone())
            .with(format!("words-{language}"), text.words.clone());
    }
    let mut discounts = 0;
    for given in &plan.benefits {
        match &given.benefit {
            Benefit::Support { level, .. } => form = form.with("level", level.clone()),
            Benefit::Discount { category, rate } => {
                let category = category.map(|id| id.to_string()).unwrap_or_default();
                form = form
                    .with(format!("rate-{discounts}"), rate.percent())
                    .with(format!("category-{discounts}"), category);
                discounts += 1;
            }
            Benefit::Publication { of } => form = form.with("publications", of.clone()),
            Benefit::Downloads { of } => form = form.with("downloads", of.clone()),
            Benefit::Counted { what, times } => {
                form = form.with(field_of(*what), times.to_string());
            }
        }
    }
    form
}

/// Reads the plan that was typed; what can't be read is noted.
pub(super) fn read(words: Words, form: &mut FormState) -> Option<PlanDraft> {
    let mut texts = BTreeMap::new();
    for language in Language::ALL {
        let code = language.code();
        let text = PlanText {
            name: form.value(&format!("name-{code}")).to_owned(),
            words: form.value(&format!("words-{code}")).to_owned(),
        };
        if !text.name.is_empty() || !text.words.is_empty() {
            texts.insert(code.to_owned(), text);
        }
    }
    let counts = Counts::from_code(form.value("counts")).unwrap_or(Counts::Seats);
    let days = |typed: &str| {
        typed
            .parse::<i64>()
            .map_err(|_| words.say("subscriptions-no-days"))
    };
    let notice = form.read("notice", days);
    let by_itself = form.value("renews") != "asked";
    let quote = form.read("quote", |typed| {
        if by_itself && typed.is_empty() {
            Ok(1)
        } else {
            days(typed)
        }
    });
    let reminders = form.read("reminders", |typed| {
        typed
            .split([',', ' '])
            .filter(|one| !one.is_empty())
            .map(days)
            .collect::<Result<Vec<i64>, _>>()
    });
    let benefits = read_benefits(words, form);
    if !form.is_fine() {
        return None;
    }
    Some(PlanDraft {
        texts,
        counts,
        can_pause: form.form().has("pause"),
        policy: Policy {
            renews_by_itself: by_itself,
            notice_days: notice?,
            quote_days: quote?,
            reminder_days: reminders?,
        },
        benefits,
    })
}

fn read_benefits(words: Words, form: &mut FormState) -> Vec<Benefit> {
    let mut benefits = Vec::new();
    if let Some(level) = Some(form.value("level")).filter(|level| !level.is_empty()) {
        benefits.push(Benefit::Support {
            level: level.to_owned(),
            rank: 0,
        });
    }
    for number in 0..DISCOUNTS {
        let name = format!("rate-{number}");
        let of = format!("category-{number}");
        if form.value(&name).is_empty() && form.value(&of).is_empty() {
            continue;
        }
        let rate = form.read(&name, |typed| {
            Rate::parse_percent(typed).map_err(|_| words.say("subscriptions-rate-wrong"))
        });
        // What can't be read must not become a discount on everything.
        let category = form.read(&of, |chosen| match chosen {
            "" => Ok(None),
            id => id
                .parse()
                .map(Some)
                .map_err(|_| words.say("subscriptions-unknown-benefit")),
        });
        let both = rate.zip(category);
        benefits.extend(both.map(|(rate, category)| Benefit::Discount { category, rate }));
    }
    for what in Countable::ALL {
        let name = field_of(*what);
        if form.value(name).is_empty() || form.value(name) == "0" {
            continue;
        }
        let times = form.read(name, |typed| {
            typed
                .parse::<i64>()
                .map_err(|_| words.say("subscriptions-times-wrong"))
        });
        benefits.extend(times.map(|times| Benefit::Counted { what: *what, times }));
    }
    let codes = |name| form.form().all(name).map(str::to_owned);
    benefits.extend(codes("publications").map(|of| Benefit::Publication { of }));
    benefits.extend(codes("downloads").map(|of| Benefit::Downloads { of }));
    benefits
}

/// Says what is wrong with the plan.
pub(super) fn refuse(words: Words, form: &mut FormState, faults: &[PlanFault]) {
    // Discounts are counted as they are filled in.
    let discounts: Vec<String> = (0..DISCOUNTS)
        .map(|number| format!("rate-{number}"))
        .filter(|name| !form.value(name).is_empty())
        .collect();
    for fault in faults {
        let (field, sentence) = match fault {
            PlanFault::NoName => ("name-en", "subscriptions-no-name"),
            PlanFault::NameTooLong => ("name-en", "subscriptions-name-too-long"),
            PlanFault::WordsTooLong => ("words-en", "subscriptions-words-too-long"),
            PlanFault::Policy(PolicyFlaw::Days) => ("notice", "subscriptions-no-days"),
            PlanFault::Policy(PolicyFlaw::QuoteBeforeNotice) => {
                ("quote", "subscriptions-quote-before-notice")
            }
            PlanFault::Policy(PolicyFlaw::ReminderTooEarly) => {
                ("reminders", "subscriptions-reminder-too-early")
            }
            PlanFault::Policy(PolicyFlaw::ReminderTwice | PolicyFlaw::TooManyReminders) => {
                ("reminders", "subscriptions-reminders-wrong")
            }
            PlanFault::Rate(place) => {
                let field = discounts.get(*place).map_or("", String::as_str);
                (field, "subscriptions-rate-wrong")
            }
            PlanFault::Times(what) => (field_of(*what), "subscriptions-times-wrong"),
            PlanFault::Code(code) if form.ticked("downloads", code) => {
                ("downloads", "subscriptions-code-wrong")
            }
            PlanFault::Code(_) => ("publications", "subscriptions-code-wrong"),
            PlanFault::Twice => ("", "subscriptions-benefit-twice"),
            PlanFault::TooMany => ("", "subscriptions-too-many-benefits"),
        };
        form.fail(field, words.say(sentence));
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use domain::id::CategoryId;

    fn words() -> Words {
        Words::new(Language::English, "UTC")
    }

    fn typed(more: &[(&str, &str)]) -> FormState {
        let form = fresh().with("name-en", "Select");
        more.iter()
            .fold(form, |form, (name, value)| form.with(*name, *value))
    }

    #[test]
    fn what_is_no_category_is_no_discount_on_everything() {
        for (rate, category, wrong) in [
            ("10", "nothing", "category-0"),
            ("", &CategoryId::new().to_string(), "rate-0"),
            ("ten", "", "rate-0"),
        ] {
            let mut form = typed(&[("rate-0", rate), ("category-0", category)]);
            assert_eq!(read(words(), &mut form), None);
            assert!(form.error(wrong).is_some(), "{wrong}");
            assert_eq!(form.value("rate-0"), rate);
        }
    }

    #[test]
    fn a_fault_stands_at_the_field_that_has_it() {
        let mut form = typed(&[
            ("rate-0", "10"),
            ("rate-2", "0"),
            ("upgrades", "20000"),
            ("downloads", "No code"),
        ]);
        let draft = read(words(), &mut form).unwrap();
        refuse(words(), &mut form, &draft.faults());
        for field in ["rate-2", "upgrades", "downloads"] {
            assert!(form.error(field).is_some(), "{field}");
        }
        for field in ["rate-0", "platform-swaps", "publications"] {
            assert_eq!(form.error(field), None);
        }
    }

    #[test]
    fn codes_are_those_that_are_ticked() {
        let mut form = typed(&[("publications", "letter"), ("publications", "news")]);
        let draft = read(words(), &mut form).unwrap();
        let of = |code: &str| Benefit::Publication {
            of: code.to_owned(),
        };
        assert_eq!(draft.benefits, [of("letter"), of("news")]);
    }
}
