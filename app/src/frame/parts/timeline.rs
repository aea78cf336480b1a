//! What happened and what comes next, in one line down the page.

use super::{MaybeText, Slot};
use crate::frame::{Text, use_words};
use leptos::prelude::*;

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Done,
    Now,
    Later,
    Stopped,
}

/// One step of a timeline.
pub struct Step {
    place: Place,
    title: Text,
    note: MaybeText,
    detail: Slot,
}

impl Step {
    fn new(place: Place, title: impl Into<Text>) -> Self {
        Self {
            place,
            title: title.into(),
            note: MaybeText::default(),
            detail: Slot::default(),
        }
    }

    /// Something that happened.
    pub fn done(title: impl Into<Text>) -> Self {
        Self::new(Place::Done, title)
    }

    /// Where it stands now.
    pub fn now(title: impl Into<Text>) -> Self {
        Self::new(Place::Now, title)
    }

    /// What is still to come.
    pub fn later(title: impl Into<Text>) -> Self {
        Self::new(Place::Later, title)
    }

    /// Where it ended badly: refused, cancelled.
    pub fn stopped(title: impl Into<Text>) -> Self {
        Self::new(Place::Stopped, title)
    }

    /// With who and when, in small type.
    #[must_use]
    pub fn note(mut self, note: impl Into<MaybeText>) -> Self {
        self.note = note.into();
        self
    }

    /// With something below: a tracking number, a reason.
    #[must_use]
    pub fn detail(mut self, detail: impl IntoView + 'static) -> Self {
        self.detail = detail.into();
        self
    }
}

/// The steps in their order.
#[component]
pub fn Timeline(
    /// The steps: done ones first, or newest first for a history.
    steps: Vec<Step>,
) -> impl IntoView {
    let words = use_words();
    let items = steps
        .into_iter()
        .map(|step| {
            let (class, spoken) = match step.place {
                Place::Done => ("done", words.say("frame-step-done")),
                Place::Now => ("now", words.say("frame-step-now")),
                Place::Later => ("later", words.say("frame-step-later")),
                Place::Stopped => ("stopped", words.say("frame-step-done")),
            };
            let here = (step.place == Place::Now).then_some("step");
            view! {
                <li class=class aria-current=here>
                    <span class="unseen">{spoken} ": "</span>
                    <span class="step-title">{step.title}</span>
                    {step.note.0.map(|note| view! { <span class="step-note">{note}</span> })}
                    {step.detail.0.map(|detail| view! { <div class="step-detail">{detail}</div> })}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="line">{items}</ol> }
}
