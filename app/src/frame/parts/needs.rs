//! What needs the reader: the first thing on every home page.

use super::{Slot, Tone};
use leptos::prelude::*;

/// One thing that needs somebody.
pub struct Need {
    /// Its colour: `Accent` for ordinary, `Warn` for pressing.
    pub tone: Tone,
    /// What it is: usually a link.
    pub what: AnyView,
    /// Why, since when, in one line.
    pub why: Slot,
    /// What one can do: buttons, the likeliest first.
    pub actions: Slot,
}

impl Need {
    /// A need with nothing but its title.
    pub fn new(tone: Tone, what: impl IntoView + 'static) -> Self {
        Self {
            tone,
            what: what.into_any(),
            why: Slot::default(),
            actions: Slot::default(),
        }
    }

    /// A need with the place where one deals with it: its title leads there,
    /// and so does its button.
    pub fn at(tone: Tone, what: String, href: String, action: &'static str) -> Self {
        let button = view! { <a class="btn s" href=href.clone()>{action}</a> };
        Self::new(tone, view! { <a href=href>{what}</a> }).actions(button)
    }

    /// With a line that says why, if there is one.
    #[must_use]
    pub fn because(self, why: Option<String>) -> Self {
        match why {
            Some(why) => self.why(why),
            None => self,
        }
    }

    /// With a line that says why.
    #[must_use]
    pub fn why(mut self, why: impl IntoView + 'static) -> Self {
        self.why = why.into();
        self
    }

    /// With buttons.
    #[must_use]
    pub fn actions(mut self, actions: impl IntoView + 'static) -> Self {
        self.actions = actions.into();
        self
    }
}

/// A list of them. Goes into a flush [`Sheet`](super::Sheet).
#[component]
pub fn Needs(
    /// The needs, the most pressing first.
    needs: Vec<Need>,
) -> impl IntoView {
    let items = needs
        .into_iter()
        .map(|need| {
            view! {
                <li>
                    <span class=format!("dot {}", need.tone.class())></span>
                    <div class="need-text">
                        <div class="need-what">{need.what}</div>
                        {need.why.0.map(|why| view! { <div class="need-why">{why}</div> })}
                    </div>
                    {need
                        .actions
                        .0
                        .map(|actions| view! { <div class="need-actions">{actions}</div> })}
                </li>
            }
        })
        .collect_view();
    view! { <ul class="needs">{items}</ul> }
}
