//! How a page is laid out: its head, its columns, its sheets.

use super::{MaybeText, Slot};
use crate::frame::{Text, use_words};
use leptos::prelude::*;

/// The head of a page: what it is about, one sentence, and what can be done
/// with the thing as a whole (children, at the right).
#[component]
pub fn PageHead(
    /// The heading of the page.
    #[prop(into)]
    title: Text,
    /// One line below it: the facts that place the thing.
    #[prop(optional, into)]
    sub: MaybeText,
    /// Badges next to the heading.
    #[prop(optional, into)]
    tags: Slot,
    /// Buttons, the main one last.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let actions = children.map(|children| view! { <div class="head-actions">{children()}</div> });
    view! {
        <div class="head">
            <div class="head-text">
                <h1>{title} {tags.0.map(|tags| view! { <span class="head-tags">{tags}</span> })}</h1>
                {sub.0.map(|sub| view! { <p>{sub}</p> })}
            </div>
            {actions}
        </div>
    }
}

/// The way here, above the heading. Pages set it with
/// [`Page::crumbs`](crate::frame::Page::crumbs).
#[component]
pub fn Crumbs(
    /// Names and addresses of the pages above.
    crumbs: Vec<(Text, Text)>,
    /// The name of this page.
    #[prop(into)]
    here: Text,
) -> impl IntoView {
    let links = crumbs
        .into_iter()
        .map(|(name, href)| view! { <li><a href=href>{name}</a></li> })
        .collect_view();
    view! {
        <nav class="crumbs" aria-label=use_words().say("frame-breadcrumbs")>
            <ol>
                {links}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}

/// A main column and a narrower one beside it; on a phone one below the other.
#[component]
pub fn Columns(
    /// What stands beside: summaries, people, history.
    #[prop(into)]
    aside: Slot,
    /// What stands beside is what the page is for, such as a price and its
    /// button: it is read first, and on a phone stands on top.
    #[prop(optional)]
    beside_first: bool,
    /// The main column.
    children: Children,
) -> impl IntoView {
    let main = view! { <div class="stack">{children()}</div> };
    let beside = view! { <div class="stack">{aside.0}</div> };
    if beside_first {
        view! { <div class="cols beside-first">{beside} {main}</div> }.into_any()
    } else {
        view! { <div class="cols">{main} {beside}</div> }.into_any()
    }
}

/// A sheet of paper on the desk: a section with its heading, and whatever it
/// holds. Tables go in with `flush`, so that their rows reach the edges.
#[component]
pub fn Sheet(
    /// The heading; without one the sheet is a plain surface.
    #[prop(optional, into)]
    title: MaybeText,
    /// A remark beside the heading, in small type.
    #[prop(optional, into)]
    note: MaybeText,
    /// What stands at the right end of the head: a badge, a link.
    #[prop(optional, into)]
    aside: Slot,
    /// Remarks below a line.
    #[prop(optional, into)]
    footer: Slot,
    /// No padding around the content.
    #[prop(optional)]
    flush: bool,
    /// Makes it a target for links.
    #[prop(optional, into)]
    id: MaybeText,
    /// What the sheet holds.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let note = note
        .0
        .map(|note| view! { <span class="note-beside">{note}</span> });
    let aside = aside
        .0
        .map(|aside| view! { <div class="sheet-aside">{aside}</div> });
    let head = title
        .0
        .map(|title| view! { <header><h2>{title}</h2>{note}{aside}</header> });
    let body = children.map(|children| {
        if flush {
            children()
        } else {
            view! { <div class="in">{children()}</div> }.into_any()
        }
    });
    view! {
        <section class="sheet" id=id.0>
            {head} {body} {footer.0.map(|footer| view! { <footer>{footer}</footer> })}
        </section>
    }
}
