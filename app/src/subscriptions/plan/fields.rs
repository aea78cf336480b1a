//! The form by which a plan is subscribed to.

use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, DateField, Field, PostForm, QuantityField, Select, Sheet,
};
use crate::subscriptions::said;
use domain::Timestamp;
use domain::subscriptions::{Brief, MOST_TO_END_WITH, Offered, Plan};
use domain::text::Words;
use leptos::prelude::*;

/// The form: which term, how many, from when, and what it ends with.
pub(super) fn form_sheet(
    words: Words,
    plan: &Plan,
    found: &Offered,
    form: FormState,
    now: Timestamp,
) -> AnyView {
    let terms: Vec<ChoiceOption> = plan
        .terms
        .iter()
        .map(|term| {
            let price = found.item(term.product).and_then(|item| item.price.price);
            let price = price.map_or_else(
                || words.say("subscriptions-on-request").to_owned(),
                |price| said::each(words, plan.counts, words.money(price)),
            );
            ChoiceOption::new(term.product.to_string(), said::length(words, term.months))
                .note(price)
        })
        .collect();
    let form = if form.value("seats").is_empty() && form.is_fine() {
        form.instead("seats", "1")
    } else {
        form
    };
    let seats = said::counts(words, plan.counts);
    let rows = found.own.rows.clone();
    let fields = move || {
        view! {
            <Choice name="term" label=words.say("subscriptions-term") options=terms list=true />
            <div class="fields">
                <QuantityField name="seats" label=seats />
                <DateField
                    name="starts"
                    label=words.say("subscriptions-starts")
                    help=words.say("subscriptions-starts-help")
                    earliest=words.date_field(now)
                    optional=true
                />
            </div>
            {end_with(words, &rows)}
            <Actions>
                <button class="btn" formmethod="get">
                    {words.say("subscriptions-show-cost")}
                </button>
                <button class="btn main">{words.say("subscriptions-subscribe")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("subscriptions-subscribe-to")>
            <PostForm state=form>{fields()}</PostForm>
        </Sheet>
    }
    .into_any()
}

/// The field for what a term ends with: chosen from a few, of many by its number; nothing
/// where it can end with none. Made inside of the form, which knows what was typed.
fn end_with(words: Words, rows: &[Brief]) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let label = words.say("subscriptions-with");
    if rows.len() > MOST_TO_END_WITH {
        let known: Vec<String> = rows.iter().map(|one| one.number.clone()).collect();
        return Some(
            view! {
                <Field
                    name="with"
                    label=words.say("subscriptions-with-number")
                    help=words.say("subscriptions-with-number-help")
                    known=known
                    optional=true
                    class="narrow"
                />
            }
            .into_any(),
        );
    }
    let own = words.say("subscriptions-own-term").to_owned();
    let options = rows.iter().map(|one| {
        let said = [
            ("number", one.number.as_str().into()),
            ("day", words.date(one.paid.last()).into()),
        ];
        let text = words.say_with("subscriptions-ends-with", &said);
        (one.number.clone(), text)
    });
    let options: Vec<(String, String)> = std::iter::once((String::new(), own))
        .chain(options)
        .collect();
    Some(
        view! {
            <Select
                name="with"
                label=label
                help=words.say("subscriptions-with-help")
                options=options
                first=true
            />
        }
        .into_any(),
    )
}
