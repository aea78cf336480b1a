//! What state something is in, and what there is to say about it.

use super::{Icon, MaybeText, Slot, Symbol};
use crate::frame::{Flash, Text, use_words};
use leptos::prelude::*;

/// The tone in which something is said. Colour never says it alone: the words
/// do too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing to note.
    #[default]
    Plain,
    /// Under way, or simply worth seeing.
    Accent,
    /// As it should be.
    Good,
    /// Needs attention.
    Warn,
    /// Went wrong, or was refused.
    Bad,
}

impl Tone {
    /// The class that colours it.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Accent => "accent",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
        }
    }
}

/// A badge: one or two words about a state. Also a plain tag.
#[component]
pub fn Tag(
    /// The words.
    #[prop(into)]
    text: Text,
    /// Its tone.
    #[prop(optional)]
    tone: Tone,
) -> impl IntoView {
    view! { <span class=format!("tag {}", tone.class())>{text}</span> }
}

/// Something to know before going on. `Plain` and `Accent` inform.
#[component]
pub fn Notice(
    /// Its tone.
    #[prop(optional)]
    tone: Tone,
    /// Its heading.
    #[prop(optional, into)]
    title: MaybeText,
    /// What can be done about it, at the right.
    #[prop(optional, into)]
    actions: Slot,
    /// The sentence.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let (icon, spoken) = match tone {
        Tone::Plain | Tone::Accent => (Icon::Info, words.say("frame-notice-info")),
        Tone::Good => (Icon::Check, words.say("frame-notice-good")),
        Tone::Warn => (Icon::Warning, words.say("frame-notice-warn")),
        Tone::Bad => (Icon::Warning, words.say("frame-notice-bad")),
    };
    view! {
        <div class=format!("notice {}", tone.class())>
            <Symbol icon />
            <div class="notice-text">
                <span class="unseen">{spoken} ": "</span>
                {title.0.map(|title| view! { <b>{title} " "</b> })}
                {children.map(|children| children())}
            </div>
            {actions.0.map(|actions| view! { <div class="notice-actions">{actions}</div> })}
        </div>
    }
}

/// What the last action has to say: read out when the page opens, gone with
/// the next. The frame shows it by itself.
#[component]
pub fn FlashNotice(
    /// Tone and sentence.
    flash: Flash,
) -> impl IntoView {
    view! {
        <div class="flash" role="status">
            <Notice tone=flash.tone>
                {flash.text}
            </Notice>
        </div>
    }
}

/// What stands where there is nothing: why, and what one can do.
#[component]
pub fn Empty(
    /// What is not there.
    #[prop(into)]
    title: Text,
    /// Why, or how it would come to be there.
    #[prop(optional, into)]
    text: MaybeText,
    /// A picture of what would be there.
    #[prop(optional)]
    icon: Option<Icon>,
    /// What one can do.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.map(|icon| view! { <Symbol icon /> })} <p class="empty-title">{title}</p>
            {text.0.map(|text| view! { <p>{text}</p> })}
            {children.map(|children| view! { <div class="empty-actions">{children()}</div> })}
        </div>
    }
}
