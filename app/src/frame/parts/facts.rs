//! Facts as pairs, and how sure we are of one.

use super::Slot;
use crate::frame::{Text, use_words};
use leptos::prelude::*;

/// Names and values below each other, values at the right edge.
#[component]
pub fn Definitions(
    /// What and its value, in order: `vec![("Budget".into(), view!{…}.into_any())]`.
    rows: Vec<(Text, AnyView)>,
    /// Values follow their names instead of standing at the right edge: for
    /// words rather than figures.
    #[prop(optional)]
    words: bool,
    /// A last row set apart: the sum.
    #[prop(optional, into)]
    total: Slot,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(what, value)| view! { <dt>{what}</dt><dd>{value}</dd> })
        .collect_view();
    view! {
        <dl class=if words { "dl words" } else { "dl" }>{rows}</dl>
        {total.0.map(|total| view! { <div class="dl-total">{total}</div> })}
    }
}

/// The few numbers a page is about, in a row: `vec![("Last 12 months".into(),
/// view!{…}.into_any())]`.
#[component]
pub fn Figures(
    /// What and how much, in order; four at most.
    rows: Vec<(Text, AnyView)>,
) -> impl IntoView {
    let rows = rows
        .into_iter()
        .map(|(what, value)| view! { <div><dt>{what}</dt><dd>{value}</dd></div> })
        .collect_view();
    view! { <dl class="figures">{rows}</dl> }
}

/// How sure a fact is, as five bars.
#[component]
pub fn Confidence(
    /// From 0 to 5.
    level: u8,
) -> impl IntoView {
    let level = level.min(5);
    let words = use_words();
    let spoken = match level {
        5 => words.say("frame-confidence-full").to_owned(),
        _ => words.say_with("frame-confidence", &[("level", i64::from(level).into())]),
    };
    let bars = (0..5)
        .map(|bar| view! { <i class=if bar < level { "on" } else { "" }></i> })
        .collect_view();
    view! {
        <span class="conf" role="img" aria-label=spoken.clone() title=spoken>
            {bars}
        </span>
    }
}
