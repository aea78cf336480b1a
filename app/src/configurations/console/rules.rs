//! What goes together: the rules of a draft in words, the forms that add one,
//! and what is wrong with all of it as a whole.

use super::super::said;
use crate::frame::parts::{
    Actions, Checks, Choice, ChoiceOption, Column, DataTable, Field, Fold, Notice, PostForm,
    Select, Sheet, Tone,
};
use crate::frame::{Form, FormState, PageError};
use domain::Quantity;
use domain::configurations::rules::{Bound, Demand, Limit, Rule, Thing};
use domain::configurations::{
    Build, ConfigurationError, ConfigurationPage, Flaw, Named, NewRule, OptionLine,
};
use domain::text::Words;
use leptos::prelude::*;

/// A rule in words, with the names that this build has for things.
pub(super) fn demand(words: Words, build: &Build, demand: &Demand) -> String {
    let name = |thing: &Thing| {
        let name = build.name_of(*thing);
        name.map_or_else(
            || words.say("configurations-not-in-it").to_owned(),
            |name| words.say_with("configurations-quoted", &[("name", name.into())]),
        )
    };
    let list = |things: &[Thing], joint: &'static str| {
        let names: Vec<String> = things.iter().map(name).collect();
        match names.split_last() {
            Some((last, others)) if !others.is_empty() => {
                format!("{} {} {last}", others.join(", "), words.say(joint))
            }
            _ => names.concat(),
        }
    };
    match demand {
        Demand::Needs { what, one_of } => words.say_with(
            "configurations-rule-needs",
            &[
                ("what", name(what).into()),
                ("needed", list(one_of, "configurations-or").into()),
            ],
        ),
        Demand::Excludes { one, other } => words.say_with(
            "configurations-rule-excludes",
            &[("one", name(one).into()), ("other", name(other).into())],
        ),
        Demand::AtMost { of, most } => {
            let of: Vec<Thing> = of.iter().map(|id| Thing::Option(*id)).collect();
            words.say_with(
                "configurations-rule-at-most",
                &[
                    ("of", list(&of, "configurations-and").into()),
                    ("most", (*most).into()),
                ],
            )
        }
        Demand::Total {
            attribute,
            unit,
            bound,
            limit,
        } => {
            let limit = match limit {
                Limit::Number(number) => format!("{} {unit}", words.quantity(*number)),
                Limit::Attribute(other) => {
                    words.say_with("configurations-quoted", &[("name", other.as_str().into())])
                }
            };
            words.say_with(
                match bound {
                    Bound::AtMost => "configurations-rule-total-most",
                    Bound::AtLeast => "configurations-rule-total-least",
                },
                &[
                    ("attribute", attribute.as_str().into()),
                    ("limit", limit.trim().into()),
                ],
            )
        }
    }
}

/// What is wrong with a draft as a whole; nothing if nothing is.
pub(super) fn flaws(words: Words, page: &ConfigurationPage) -> Option<AnyView> {
    let flaws = page.flaws();
    if flaws.is_empty() {
        return None;
    }
    let build = page.contents.unpriced();
    let forbids = flaws.iter().any(Flaw::forbids);
    let title = words.say(if forbids {
        "configurations-flaws"
    } else {
        "configurations-hints"
    });
    let lines = flaws
        .iter()
        .flat_map(|flaw| flaw_in_words(words, &build, flaw))
        .map(|line| view! { <li>{line}</li> })
        .collect_view();
    let tone = if forbids { Tone::Bad } else { Tone::Warn };
    Some(
        view! {
            <Notice tone=tone title=title>
                <ul class="list">{lines}</ul>
            </Notice>
        }
        .into_any(),
    )
}

/// Why a rule or a draft is refused, in sentences.
pub(super) fn refused(
    words: Words,
    page: &ConfigurationPage,
    error: &ConfigurationError,
) -> Vec<String> {
    let ConfigurationError::Flawed(flaws) = error else {
        return Vec::new();
    };
    let build = page.contents.unpriced();
    let all = flaws.iter();
    all.flat_map(|flaw| flaw_in_words(words, &build, flaw))
        .collect()
}

fn flaw_in_words(words: Words, build: &Build, flaw: &Flaw) -> Vec<String> {
    let rule = |id| {
        let found = build.rules.iter().find(|rule: &&Rule| rule.id == id);
        found.map_or_else(
            || words.say("configurations-this-rule").to_owned(),
            |rule| demand(words, build, &rule.demands),
        )
    };
    match flaw {
        Flaw::Unknown(id) => {
            vec![words.say_with("configurations-flaw-unknown", &[("rule", rule(*id).into())])]
        }
        Flaw::Contradiction { what, rule: id } => vec![words.say_with(
            "configurations-flaw-contradiction",
            &[("what", what.as_str().into()), ("rule", rule(*id).into())],
        )],
        Flaw::NothingFits => vec![words.say("configurations-flaw-nothing-fits").to_owned()],
        Flaw::Defaults(refusals) => refusals
            .iter()
            .map(|refusal| {
                let why = said::refusal(words, refusal);
                words.say_with("configurations-flaw-defaults", &[("why", why.into())])
            })
            .collect(),
        Flaw::NeverPicked(name) => vec![words.say_with(
            "configurations-flaw-never",
            &[("name", name.as_str().into())],
        )],
    }
}

/// The rules, each with a button that takes it out again.
pub(super) fn rules(words: Words, page: &ConfigurationPage, edits: bool) -> Option<AnyView> {
    if page.contents.rules.is_empty() {
        return None;
    }
    let build = page.contents.unpriced();
    let rows = page
        .contents
        .rules
        .iter()
        .map(|rule| {
            let text = demand(words, &build, &rule.demands);
            let label = words.say_with("agreements-remove-what", &[("what", text.as_str().into())]);
            let button = edits.then(|| {
                view! {
                    <button
                        class="btn s quiet"
                        name="rule"
                        value=rule.id.to_string()
                        aria-label=label
                    >
                        {words.say("frame-remove")}
                    </button>
                }
            });
            view! {
                <tr>
                    <td class="wide">{text}</td>
                    <td class="actions">{button}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("configurations-rule")),
        Column::actions(),
    ];
    let action = format!("/console/configurations/{}/rules/remove", page.id);
    Some(
        view! {
            <Sheet flush=true>
                <form method="post" action=action>
                    <DataTable
                        caption=words.say("configurations-rules")
                        columns
                        stack=true
                    >
                        {rows}
                    </DataTable>
                </form>
            </Sheet>
        }
        .into_any(),
    )
}

/// The kinds of rules, as forms say them, and what adding one is called.
const KINDS: [(&str, &str); 4] = [
    ("needs", "configurations-add-needs"),
    ("excludes", "configurations-add-excludes"),
    ("at-most", "configurations-add-at-most"),
    ("total", "configurations-add-total"),
];

/// The rule that a form describes.
pub(super) fn read(words: Words, form: &mut FormState) -> Result<Option<NewRule>, PageError> {
    let kind = form.value("kind").to_owned();
    Ok(match kind.as_str() {
        "needs" => {
            let what = named(words, form, "what");
            let one_of: Vec<Named> = form.form().all("needed").filter_map(thing).collect();
            if one_of.is_empty() {
                form.fail("needed", words.say("configurations-pick-something"));
            }
            what.map(|what| NewRule::Needs { what, one_of })
        }
        "excludes" => named(words, form, "one")
            .zip(named(words, form, "other"))
            .map(|(one, other)| NewRule::Excludes { one, other }),
        "at-most" => {
            let of: Vec<_> = options(form.form());
            if of.is_empty() {
                form.fail("of", words.say("configurations-pick-something"));
            }
            let most = whole(words, form, "most");
            most.map(|most| NewRule::AtMost { of, most })
        }
        "total" => {
            let attribute = form.value("attribute").to_owned();
            if attribute.is_empty() {
                form.fail("attribute", words.say("configurations-no-attribute"));
            }
            let bound = match form.value("bound") {
                "least" => Bound::AtLeast,
                _ => Bound::AtMost,
            };
            let limit = form.read("limit", |typed| match typed {
                "" => Err(words.say("configurations-no-limit")),
                typed => Ok(limit(typed)),
            });
            limit.map(|limit| NewRule::Total {
                attribute,
                bound,
                limit,
            })
        }
        _ => return Err(PageError::BadForm),
    })
}

/// A number, or the name of an attribute.
fn limit(typed: &str) -> Limit {
    let number: Option<f64> = typed.replace(',', ".").parse().ok();
    match number.filter(|number| (0.0..=1e12).contains(number)) {
        Some(number) => Limit::Number(Quantity::from_thousandths((number * 1000.0).round() as i64)),
        None => Limit::Attribute(typed.to_owned()),
    }
}

/// A whole number that stands in a field.
pub(super) fn whole(words: Words, form: &mut FormState, name: &str) -> Option<i64> {
    form.read(name, |typed| {
        typed
            .parse::<i64>()
            .map_err(|_| words.say("configurations-no-number"))
    })
}

fn options(form: &Form) -> Vec<domain::id::OptionId> {
    form.all("of").filter_map(|id| id.parse().ok()).collect()
}

fn named(words: Words, form: &mut FormState, name: &str) -> Option<Named> {
    form.read(name, |value| {
        thing(value).ok_or_else(|| words.say("configurations-pick-something"))
    })
}

/// `option ID` or `sku SKU`.
fn thing(value: &str) -> Option<Named> {
    match value.split_once(' ')? {
        ("option", id) => id.parse().ok().map(Named::Option),
        ("sku", sku) => Some(Named::Sku(sku.to_owned())),
        _ => None,
    }
}

/// Which field of a rule's form is at fault, where only the rule is known.
pub(super) fn field_of(error: &ConfigurationError, kind: &str) -> &'static str {
    match (error, kind) {
        (ConfigurationError::UnknownAttribute(_), _) => "attribute",
        (ConfigurationError::WrongLimits, "total") => "limit",
        (ConfigurationError::WrongLimits, _) => "most",
        (_, "needs") => "needed",
        (_, "excludes") => "other",
        (_, "at-most") => "of",
        _ => "limit",
    }
}

/// The forms that add a rule, folded away until one is wanted.
pub(super) fn forms(
    words: Words,
    page: &ConfigurationPage,
    sent: Option<&FormState>,
) -> Option<AnyView> {
    if page.contents.options.is_empty() {
        return None;
    }
    let all = Nameable::of(page);
    let action = format!("/console/configurations/{}/rules", page.id);
    let folds = KINDS
        .iter()
        .map(|(kind, title)| {
            let sent = sent.filter(|form| form.value("kind") == *kind);
            let state = sent.cloned().unwrap_or_else(FormState::empty);
            let (action, all) = (action.clone(), all.clone());
            view! {
                <Fold title=words.say(title) open=sent.is_some()>
                    <PostForm action state prefix=*kind>
                        <input type="hidden" name="kind" value=*kind />
                        {fields(words, kind, all)}
                        <Actions>
                            <button class="btn">{words.say("configurations-add-rule")}</button>
                        </Actions>
                    </PostForm>
                </Fold>
            }
        })
        .collect_view();
    Some(folds.into_any())
}

/// What rules can name: value and name of each, for a select.
#[derive(Clone)]
struct Nameable {
    /// The options, by their ids.
    options: Vec<(String, String)>,
    /// The options and what is always in it, as `thing` reads them.
    things: Vec<(String, String)>,
}

impl Nameable {
    fn of(page: &ConfigurationPage) -> Self {
        let contents = &page.contents;
        let option = |option: &OptionLine| {
            let group = contents.groups.iter().find(|one| one.id == option.group_id);
            let group = group.map_or("", |group| group.name.as_str());
            (option.id.to_string(), format!("{group}: {}", option.name))
        };
        let options: Vec<(String, String)> = contents.options.iter().map(option).collect();
        let parts = contents.parts.iter();
        let parts = parts.map(|part| (format!("sku {}", part.sku), part.name.clone()));
        let things = options.iter();
        let things = things.map(|(id, name)| (format!("option {id}"), name.clone()));
        Self {
            things: things.chain(parts).collect(),
            options,
        }
    }
}

fn checks(all: Vec<(String, String)>) -> Vec<ChoiceOption> {
    let all = all.into_iter();
    all.map(|(value, name)| ChoiceOption::new(value, name))
        .collect()
}

/// The fields of one kind of rule.
fn fields(words: Words, kind: &str, all: Nameable) -> AnyView {
    match kind {
        "needs" => view! {
            <Select
                name="what"
                label=words.say("configurations-what-needs")
                options=all.things.clone()
            />
            <Checks
                name="needed"
                label=words.say("configurations-needs-one-of")
                options=checks(all.things)
            />
        }
        .into_any(),
        "excludes" => view! {
            <Select
                name="one"
                label=words.say("configurations-not-together")
                options=all.things.clone()
            />
            <Select
                name="other"
                label=words.say("configurations-not-together-with")
                options=all.things
            />
        }
        .into_any(),
        "at-most" => view! {
            <Checks
                name="of"
                label=words.say("configurations-of-these")
                options=checks(all.options)
            />
            <Field
                name="most"
                label=words.say("configurations-pieces-at-most")
                class="narrow"
                longest=3_u32
            />
        }
        .into_any(),
        _ => view! {
            <Field
                name="attribute"
                label=words.say("configurations-attribute")
                help=words.say("configurations-attribute-help")
                longest=80_u32
            />
            <Choice
                name="bound"
                label=words.say("configurations-bound")
                options=vec![
                    ChoiceOption::new("most", words.say("configurations-bound-most")),
                    ChoiceOption::new("least", words.say("configurations-bound-least")),
                ]
            />
            <Field
                name="limit"
                label=words.say("configurations-limit")
                help=words.say("configurations-limit-help")
                longest=80_u32
            />
        }
        .into_any(),
    }
}
