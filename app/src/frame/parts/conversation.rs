//! What people said to each other about a thing.

use super::Initials;
use crate::frame::Text;
use leptos::prelude::*;

/// One message.
#[derive(Debug, Clone)]
pub struct Said {
    /// Who said it.
    pub who: Text,
    /// When, in words.
    pub when: Text,
    /// The words. Line ends are kept, everything else is plain text.
    pub text: Text,
}

/// Messages in their order.
#[component]
pub fn Conversation(
    /// The messages, oldest first.
    messages: Vec<Said>,
) -> impl IntoView {
    let items = messages
        .into_iter()
        .map(|said| {
            view! {
                <li>
                    <Initials name=said.who.clone() />
                    <div>
                        <b>{said.who}</b>
                        " "
                        <span class="mute small">{said.when}</span>
                    </div>
                    <p>{said.text}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="said">{items}</ul> }
}
