//! The texts of a customer's site, on the pages that show them.

use crate::frame::parts::{Notice, Sheet};
use domain::site::{Site, SiteText, TextKind};
use domain::text::Words;
use leptos::prelude::*;

/// The paragraphs of a text.
pub(crate) fn paragraphs(text: &str) -> Vec<AnyView> {
    text.split("\n\n")
        .map(str::trim)
        .filter(|one| !one.is_empty())
        .map(|one| view! { <p>{one.to_owned()}</p> }.into_any())
        .collect()
}

/// The welcome, if there is one.
pub(crate) fn welcome(site: &Site) -> Option<AnyView> {
    site.of(TextKind::Welcome)
        .first()
        .map(|text| greeting(text))
}

/// A welcome, as the home page shows it.
pub(super) fn greeting(text: &SiteText) -> AnyView {
    let body = paragraphs(&text.text);
    if text.title.is_empty() {
        return view! {
            <Sheet>
                <div class="stack-s">{body}</div>
            </Sheet>
        }
        .into_any();
    }
    view! {
        <Sheet title=text.title.clone()>
            <div class="stack-s">{body}</div>
        </Sheet>
    }
    .into_any()
}

/// What is news now.
pub(crate) fn announcements(site: &Site) -> Vec<AnyView> {
    let news = site.of(TextKind::Announcement);
    news.into_iter().map(announcement).collect()
}

/// An announcement, as the home page shows it.
pub(super) fn announcement(text: &SiteText) -> AnyView {
    let words = text.text.clone();
    view! { <Notice title=text.title.clone()>{words}</Notice> }.into_any()
}

/// What leads elsewhere.
pub(crate) fn links(words: Words, site: &Site) -> Option<AnyView> {
    let links = site.of(TextKind::Link);
    if links.is_empty() {
        return None;
    }
    let rows = links
        .into_iter()
        .map(|link| {
            let note = (!link.text.is_empty())
                .then(|| view! { <span class="small mute">" " {link.text.clone()}</span> });
            view! {
                <li>
                    <a href=link.href.clone() rel="noopener noreferrer">
                        {link.title.clone()}
                    </a>
                    {note}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("site-links")>
                <ul class="stack-s">{rows}</ul>
            </Sheet>
        }
        .into_any(),
    )
}

/// How they pay and are delivered, in their own words.
pub(crate) fn terms(words: Words, site: &Site) -> Option<AnyView> {
    let terms = site.of(TextKind::Terms);
    let body = paragraphs(&terms.first()?.text);
    Some(
        view! {
            <Sheet title=words.say("site-terms")>
                <div class="stack-s">{body}</div>
            </Sheet>
        }
        .into_any(),
    )
}
