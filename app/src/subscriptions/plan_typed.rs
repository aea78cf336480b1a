//! A plan as it is typed: what stands in the fields of its form, how that is read, and
//! what is wrong with it.

use crate::frame::FormState;
use domain::Rate;
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::plan_draft::{PlanDraft, PlanFault};
use domain::subscriptions::renewal::{Policy, PolicyFlaw};
use domain::subscriptions::{Counts, Plan, PlanText};
use domain::text::{Language, Words};
use std::collections::BTreeMap;

/// How many discounts a plan can give by the form.
pub(super) const DISCOUNTS: usize = 4;

/// The fields of a counted benefit.
pub(super) const fn field_of(what: Countable) -> &'static str {
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
