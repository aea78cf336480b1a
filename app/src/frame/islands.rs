//! The frame's islands.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;

/// Shows the page in any customer's colour, as long as it is open: only the
/// hue changes, which is all that a customer chooses.
#[island]
pub fn Hue(
    /// The hue to begin with, 0 to 359 degrees.
    hue: i64,
    /// What the slider is called.
    label: String,
) -> impl IntoView {
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
