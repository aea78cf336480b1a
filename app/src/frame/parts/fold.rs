//! What is seldom needed: folded away, there without scripts.

use crate::frame::Text;
use leptos::prelude::*;

/// A sheet that shows its heading only until it is opened.
#[component]
pub fn Fold(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// Open from the start: when something in it needs attention.
    #[prop(optional)]
    open: bool,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="sheet fold" open=open>
            <summary>
                <h2>{title}</h2>
            </summary>
            <div class="in">{children()}</div>
        </details>
    }
}
