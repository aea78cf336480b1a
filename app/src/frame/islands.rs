//! The frame's islands.

use crate::islands::handed::{Handed, handed};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use serde::{Deserialize, Serialize};

/// What [`Hue`] needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Colour {
    /// The hue to begin with, 0 to 359 degrees.
    pub hue: i64,
    /// What the slider is called.
    pub label: String,
}

impl Handed for Colour {
    const ID: &'static str = "colour";
}

/// Shows the page in any customer's colour, as long as it is open: only the
/// hue changes, which is all that a customer chooses.
#[island]
pub fn Hue() -> impl IntoView {
    handed().map(slider)
}

fn slider(Colour { hue, label }: Colour) -> impl IntoView {
    let (hue, set_hue) = signal(hue);
    let paint = move |event| {
        let chosen: i64 = event_target_value(&event).parse().unwrap_or_default();
        set_hue.set(chosen);
        let root = document().document_element();
        if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
            // A page without this colour is still a page.
            let _ = root.style().set_property("--accent-h", &chosen.to_string());
        }
    };
    view! {
        <label class="hue">
            <span>{label}</span>
            <input
                type="range"
                min="0"
                max="359"
                prop:value=move || hue.get().to_string()
                on:input=paint
            />
            <output>{move || format!("{}°", hue.get())}</output>
        </label>
    }
}
