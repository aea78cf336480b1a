//! Cases on the pages of what they are about.

use super::said;
use crate::frame::parts::Sheet;
use domain::id::CustomerId;
use domain::support::{CaseLine, Entitled};
use domain::text::Words;
use leptos::prelude::*;

/// The cases about something, as a member of the company reads them or one of our
/// people does; nothing without any.
pub(crate) fn cases(words: Words, cases: &[CaseLine], ours: bool) -> Option<AnyView> {
    if cases.is_empty() {
        return None;
    }
    let lines = lines(words, cases, ours);
    Some(view! { <Sheet title=words.say("support-cases-about")>{lines}</Sheet> }.into_any())
}

fn lines(words: Words, cases: &[CaseLine], ours: bool) -> AnyView {
    let base = if ours { "/console/cases" } else { "/help" };
    let items: Vec<AnyView> = cases
        .iter()
        .map(|case| {
            let href = format!("{base}/{}", case.number);
            let tag = said::state_tag(words, case.state);
            let when = words.date_short(case.updated_at);
            view! {
                <li>
                    <a href=href>{case.subject.clone()}</a>
                    " "
                    {tag}
                    " "
                    <span class="mute small">{case.number.clone()} " · " {when}</span>
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="stack-s">{items}</ul> }.into_any()
}

/// How a customer is helped, on its page in the console.
pub(crate) struct Helped {
    /// Whether the reader works on cases; nothing is shown to others.
    pub works: bool,
    /// Its cases that are not solved.
    pub open: Vec<CaseLine>,
    /// What it is entitled to.
    pub entitled: Entitled,
}

impl Helped {
    /// Its open cases, and what it was promised.
    pub(crate) fn sheets(&self, words: Words, customer: CustomerId) -> Option<AnyView> {
        if !self.works {
            return None;
        }
        let all = format!("/console/cases?pile=all&customer={customer}");
        let open = if self.open.is_empty() {
            view! { <p class="mute small">{words.say("support-cases-none-open")}</p> }.into_any()
        } else {
            lines(words, &self.open, true)
        };
        Some(
            view! {
                <Sheet title=words.say("support-cases-open")>
                    <div class="stack-s">
                        {open} <p>
                            <a href=all>{words.say("support-cases-all")}</a>
                        </p>
                    </div>
                </Sheet>
                {said::entitlement(words, &self.entitled)}
            }
            .into_any(),
        )
    }
}
