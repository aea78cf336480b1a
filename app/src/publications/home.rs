//! What is new to read, on the member's home page.

use crate::frame::parts::Sheet;
use domain::publications::NewIssue;
use domain::text::Words;
use leptos::prelude::*;

/// The issues that the reader has not met yet; nothing if there are none.
pub(crate) fn new_issues(words: Words, issues: &[NewIssue]) -> Option<AnyView> {
    if issues.is_empty() {
        return None;
    }
    let items = issues
        .iter()
        .map(|one| {
            let to = format!("/publications/{}/{}", one.code, one.id);
            let beside = format!("{}, {}", one.publication, words.day(one.day));
            view! {
                <li>
                    <a href=to>{one.title.clone()}</a>
                    <span class="sub">{beside}</span>
                </li>
            }
        })
        .collect_view();
    let all = view! { <a href="/publications">{words.say("publications-title")}</a> };
    Some(
        view! {
            <Sheet title=words.say("publications-home") aside=all>
                <ul class="stack-s">{items}</ul>
            </Sheet>
        }
        .into_any(),
    )
}
