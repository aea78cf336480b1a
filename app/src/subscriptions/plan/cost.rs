//! What a plan costs as it is chosen.

use super::{number_of, read_seats};
use crate::frame::parts::{Definitions, Notice, Sheet, Tone};
use crate::frame::{FormState, Text};
use crate::subscriptions::said;
use domain::subscriptions::wish::{Wish, With};
use domain::subscriptions::{Offered, Plan, PlanTerm};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// What it costs as it is chosen, and how that is reckoned; nothing while it was not
/// asked, or can't be said.
pub(super) fn cost(
    words: Words,
    plan: &Plan,
    found: &Offered,
    form: &FormState,
    now: Timestamp,
) -> Option<AnyView> {
    let product = form.value("term").parse().ok()?;
    let term: &PlanTerm = plan.terms.iter().find(|term| term.product == product)?;
    let seats = read_seats(words, form.value("seats")).ok()?;
    let starts = match form.value("starts") {
        "" => None,
        typed => Some(Day::from_field(typed)?),
    };
    let whole = found.item(product)?.price_of(seats)?;
    let with = match number_of(form) {
        // With what it can't end, it costs nothing that could be said.
        Some(number) => {
            let mut own = found.own.rows.iter();
            Some(own.find(|one| one.number == number && one.months == term.months)?)
        }
        None => None,
    };
    let today = Day::of(now);
    let wish = Wish {
        starts: starts.filter(|day| *day > today),
        with: with.map(|one| With {
            subscription: one.id,
            number: one.number.clone(),
            anchor: one.anchor,
        }),
        ..Wish::plain(term.months)
    };
    let beginning = wish.beginning(today)?;
    let each = beginning.price(whole)?;
    let total = each.times(seats)?;
    let mut rows: Vec<(Text, AnyView)> = vec![
        (
            words.say("subscriptions-paid-for").into(),
            said::days(words, beginning.paid).into_any(),
        ),
        (
            words.say("subscriptions-whole-term").into(),
            said::each(words, plan.counts, words.money(whole)).into_any(),
        ),
    ];
    let explained = (beginning.paid != beginning.whole).then(|| {
        rows.push((
            words.say("subscriptions-part-of-term").into(),
            said::each(words, plan.counts, words.money(each)).into_any(),
        ));
        words.say_with(
            "subscriptions-part-explained",
            &[
                ("days", beginning.paid.days().into()),
                ("of", beginning.whole.days().into()),
                ("whole", words.money(whole).into()),
                ("part", words.money(each).into()),
            ],
        )
    });
    let sum = view! { <b>{words.say("subscriptions-in-all")}</b> " " <b>{words.money(total)}</b> };
    Some(
        view! {
            <Sheet title=words.say("subscriptions-cost")>
                <Definitions rows total=sum />
                {explained.map(|text| view! { <Notice tone=Tone::Plain>{text}</Notice> })}
                <p class="mute small">{words.say("subscriptions-cost-note")}</p>
            </Sheet>
        }
        .into_any(),
    )
}
