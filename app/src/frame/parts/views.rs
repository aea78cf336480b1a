//! The views of a list, and the form that filters it: links and a form that
//! only asks, so that every view has an address.

use super::Slot;
use crate::frame::{Address, Text, use_words};
use leptos::prelude::*;

/// One view of a list.
#[derive(Debug, Clone)]
pub struct ViewLink {
    label: Text,
    href: String,
    current: bool,
}

impl ViewLink {
    /// A view under this address; `current` if it is the one being shown.
    pub fn new(label: impl Into<Text>, href: impl Into<String>, current: bool) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            current,
        }
    }
}

/// The views of a list beside each other, the present one marked.
#[component]
pub fn Views(
    /// What they are views of, read out.
    #[prop(into)]
    label: Text,
    /// The views in their order.
    views: Vec<ViewLink>,
) -> impl IntoView {
    let links = views
        .into_iter()
        .map(|view| {
            let current = view.current.then_some("page");
            view! {
                <a href=view.href aria-current=current>
                    {view.label}
                </a>
            }
        })
        .collect_view();
    view! {
        <nav class="views" aria-label=label>
            {links}
        </nav>
    }
}

/// Words to look for, with further filters beside them. Whatever else the
/// address says is kept, except the page.
#[component]
pub fn Filter(
    /// The address of this view.
    address: Address,
    /// The name of the words in the address.
    #[prop(default = "q")]
    name: &'static str,
    /// What is looked for: `Number or purchase order`.
    #[prop(into)]
    label: Text,
    /// What its button says; "Show" if left out.
    #[prop(optional)]
    button: Option<&'static str>,
    /// The first thing in a sheet without padding.
    #[prop(optional)]
    inside: bool,
    /// The names of the filters among the children, which are not kept.
    #[prop(optional)]
    own: &'static [&'static str],
    /// Further filters.
    #[prop(optional, into)]
    more: Slot,
) -> impl IntoView {
    let words = use_words();
    let button = button.unwrap_or_else(|| words.say("frame-filter"));
    let value = address.get(name).unwrap_or_default().to_owned();
    let kept = address
        .pairs()
        .iter()
        .filter(|(known, _)| known != name && known != "page" && !own.contains(&known.as_str()))
        .map(|(known, value)| {
            view! { <input type="hidden" name=known.clone() value=value.clone() /> }
        })
        .collect_view();
    view! {
        <form
            method="get"
            action=address.path().to_owned()
            class=if inside { "filter in" } else { "filter" }
            role="search"
            aria-label=words.say("frame-search-list")
        >
            {kept}
            <input
                class="input"
                type="search"
                name=name
                value=value
                autocomplete="off"
                placeholder=label.clone()
                aria-label=label
            />
            {more.0}
            <button class="btn">{button}</button>
        </form>
    }
}
