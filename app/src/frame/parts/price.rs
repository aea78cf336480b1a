//! A price with its story.

use super::MaybeText;
use crate::frame::use_words;
use domain::Money;
use leptos::prelude::*;

/// An amount, and below it where it comes from: `HM 2026, −12%`. Without an
/// amount: "price on request".
#[component]
pub fn Price(
    /// The amount, if there is one.
    #[prop(into)]
    amount: Option<Money>,
    /// Where it comes from.
    #[prop(optional, into)]
    because: MaybeText,
) -> impl IntoView {
    let words = use_words();
    let amount = match amount {
        Some(amount) => view! { <span class="amount">{words.money(amount)}</span> }.into_any(),
        None => {
            view! { <span class="mute">{words.say("frame-price-on-request")}</span> }.into_any()
        }
    };
    view! {
        <span class="price">
            {amount} {because.0.map(|because| view! { <small>{because}</small> })}
        </span>
    }
}
