//! What a subscription gives, what of that is used, and asking for what our people do
//! under it.

use crate::frame::parts::Sheet;
use crate::subscriptions::said;
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::{BY_HAND, Given, Subscription};
use domain::text::Words;
use leptos::prelude::*;

/// What it gives, and what of that is used. Who `asks` finds where to ask for what is
/// left of it.
pub(in crate::subscriptions) fn gives(words: Words, one: &Subscription, asks: bool) -> AnyView {
    let asks = asks && one.state.entitles();
    let lines: Vec<AnyView> = one
        .benefits
        .iter()
        .map(|given| {
            let counted = counted(one, given).map(|(what, left, times)| {
                let said = [("left", left.into()), ("of", times.into())];
                let text = words.say_with("subscriptions-left", &said);
                let ask = (asks && left > 0).then(|| ask(words, one, what)).flatten();
                view! { <span class="sub">{text} {ask}</span> }
            });
            view! { <li>{said::benefit(words, given)} {counted}</li> }.into_any()
        })
        .collect();
    view! {
        <Sheet title=words.say("subscriptions-gives")>
            <ul class="list">{lines}</ul>
        </Sheet>
        {uses(words, one)}
    }
    .into_any()
}

/// What is counted of a benefit: what it is, how many are left, and of how many.
fn counted(one: &Subscription, given: &Given) -> Option<(Countable, i64, i64)> {
    let Benefit::Counted { what, times } = &given.benefit else {
        return None;
    };
    let used = one.uses.iter().filter(|used| used.what == what.code());
    let used: i64 = used.map(|used| used.times).sum();
    Some((*what, (times - used).max(0), *times))
}

/// Where our people are asked for it, with what it is about; what members do themselves
/// has a page of its own.
fn ask(words: Words, one: &Subscription, what: Countable) -> Option<AnyView> {
    if !BY_HAND.contains(&what) {
        return None;
    }
    let subject = words.say_with(
        match what {
            Countable::TrainingDays => "subscriptions-ask-training",
            _ => "subscriptions-ask-upgrade",
        },
        &[("number", one.number.as_str().into())],
    );
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("subject", &subject);
    let href = format!("/help/new?{}", query.finish());
    let text = words.say("subscriptions-ask");
    let label = format!("{text}: {subject}");
    Some(
        view! {
            " "
            <a href=href aria-label=label>
                {text}
            </a>
        }
        .into_any(),
    )
}

/// What was used of it.
fn uses(words: Words, one: &Subscription) -> Option<AnyView> {
    if one.uses.is_empty() {
        return None;
    }
    let own = one.uses.iter().filter(|used| !used.is_for_others);
    let uses: Vec<AnyView> = own
        .map(|used| {
            let name = used.whose.as_ref().unwrap_or(&used.name);
            let text = format!("{}: {} ({name})", words.date(used.at), used.about);
            view! { <li class="small">{text}</li> }.into_any()
        })
        .collect();
    let others = one.uses.len() - uses.len();
    let others = (others > 0).then(|| {
        let said = [("count", others.into())];
        let text = words.say_with("subscriptions-used-by-others", &said);
        view! { <p class="small mute">{text}</p> }
    });
    Some(
        view! {
            <Sheet title=words.say("subscriptions-used")>
                {(!uses.is_empty()).then(|| view! { <ul class="list">{uses}</ul> })} {others}
            </Sheet>
        }
        .into_any(),
    )
}
