//! A price with its story.

use super::MaybeText;
use crate::frame::{Html, use_words};
use domain::Money;
use domain::text::Words;
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
    let mut html = Html::default();
    write_price(&mut html, use_words(), amount, because.0.as_deref());
    view! { <span class="price" inner_html=html.into_string()></span> }
}

/// What stands inside a [`Price`], written: for tables with very many rows.
pub fn write_price(html: &mut Html, words: Words, amount: Option<Money>, because: Option<&str>) {
    match amount {
        Some(amount) => {
            html.raw("<span class=\"amount\">")
                .text(&words.money(amount));
        }
        None => {
            html.raw("<span class=\"mute\">")
                .text(words.say("frame-price-on-request"));
        }
    }
    html.raw("</span>");
    if let Some(because) = because {
        html.raw(" <small>").text(because).raw("</small>");
    }
}
