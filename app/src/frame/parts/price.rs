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
    /// For what it is, if not for one piece: `per metre`.
    #[prop(optional, into)]
    per: MaybeText,
    /// Where it comes from.
    #[prop(optional, into)]
    because: MaybeText,
) -> impl IntoView {
    let mut html = Html::default();
    let (per, because) = (per.0.as_deref(), because.0.as_deref());
    write_price(&mut html, use_words(), amount, per, because);
    view! { <span class="price" inner_html=html.into_string()></span> }
}

/// What stands inside a [`Price`], written: for tables with very many rows.
pub fn write_price(
    html: &mut Html,
    words: Words,
    amount: Option<Money>,
    per: Option<&str>,
    because: Option<&str>,
) {
    match amount {
        Some(amount) => {
            html.raw("<span class=\"amount\">")
                .text(&words.money(amount));
            if let Some(per) = per {
                html.raw("</span> <span class=\"per\">").text(per);
            }
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
