//! A dialog that is a page of its own where scripts are off.

use super::{Icon, Symbol};
use crate::frame::{Text, use_words};
use leptos::prelude::*;

/// A native `<dialog>`, opened by a [`DialogButton`]. Its content is a form or
/// a question; the same content stands on a page of its own, which is where
/// the button leads without scripts.
#[component]
pub fn Dialog(
    /// Names it for its button.
    id: &'static str,
    /// Its heading.
    #[prop(into)]
    title: Text,
    /// Form or question, with its actions.
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let labelled_by = heading.clone();
    view! {
        <dialog class="dialog" id=id aria-labelledby=labelled_by>
            <header>
                <h2 id=heading>{title}</h2>
                <form method="dialog">
                    <button class="btn quiet icon-only" aria-label=use_words().say("frame-close")>
                        <Symbol icon=Icon::Close />
                    </button>
                </form>
            </header>
            <div class="in">{children()}</div>
        </dialog>
    }
}

/// Opens a dialog; without scripts it is a link to the page that says the same.
#[component]
pub fn DialogButton(
    /// The dialog's name.
    opens: &'static str,
    /// The page that says the same.
    #[prop(into)]
    href: Text,
    /// What it is for. Ends with `…`, since something follows.
    #[prop(into)]
    label: Text,
    /// How it looks: `"main"`, `"quiet"`, `"s"`, `"danger"`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <a class=format!("btn {class}") href=href data-opens=opens>
            {label}
        </a>
    }
}
