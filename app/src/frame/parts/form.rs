//! Forms: what stands around the fields.

use super::{Icon, Symbol};
use crate::frame::form::KEY;
use crate::frame::{FormState, Text, use_words};
use leptos::context::Provider;
use leptos::prelude::*;
use std::sync::{Arc, Mutex};

/// What the fields of a form need to know about it.
#[derive(Debug, Clone, Default)]
pub(super) struct FormAround {
    pub state: FormState,
    pub prefix: &'static str,
    /// What its fields are called, as far as they are made.
    labels: Arc<Mutex<Vec<(String, Text)>>>,
}

impl FormAround {
    fn new(state: FormState, prefix: &'static str) -> Self {
        Self {
            state,
            prefix,
            labels: Arc::default(),
        }
    }

    pub fn here() -> Self {
        use_context().unwrap_or_default()
    }

    /// Notes what a field is called, for the summary of what is wrong.
    pub fn call(&self, name: &str, label: &Text) {
        if self.state.is_fine() {
            return;
        }
        if let Ok(mut labels) = self.labels.lock() {
            labels.push((name.to_owned(), label.clone()));
        }
    }

    /// What is wrong, in the order of the fields: with the name of the field, what
    /// it is called, and the sentence.
    fn wrong(&self) -> Vec<(String, Option<Text>, String)> {
        let labels = self.labels.lock();
        let labels = labels.map(|labels| labels.clone()).unwrap_or_default();
        let place = |name: &str| labels.iter().position(|(known, _)| known == name);
        let mut wrong: Vec<_> = self.state.errors().iter().collect();
        wrong.sort_by_key(|(name, _)| place(name));
        wrong
            .into_iter()
            .map(|(name, message)| {
                let label = place(name).and_then(|at| labels.get(at));
                let label = label.map(|(_, label)| label.clone());
                (name.clone(), label, message.clone())
            })
            .collect()
    }

    /// The id of a field's input.
    pub fn id(&self, name: &str) -> String {
        let prefix = if self.prefix.is_empty() {
            "f"
        } else {
            self.prefix
        };
        format!("{prefix}-{name}")
    }
}

/// A form that changes something: posted, with an idempotency key, with a
/// summary of what is wrong on top. Fields inside find their values and errors
/// in its state. The browser's own bubbles are off: our answer says more and
/// keeps what was typed.
#[component]
pub fn PostForm(
    /// Where it is posted; empty for the address of this page.
    #[prop(optional, into)]
    action: Text,
    /// What stands in the fields and what is wrong.
    #[prop(optional)]
    state: FormState,
    /// Tells apart the fields of several forms on one page.
    #[prop(optional)]
    prefix: &'static str,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
    /// Its `id`, for buttons outside it (`form="…"`).
    #[prop(optional)]
    id: &'static str,
    /// Fields and actions.
    children: Children,
) -> impl IntoView {
    let around = FormAround::new(state, prefix);
    let shared = around.clone();
    let action = (!action.is_empty()).then_some(action);
    let id = (!id.is_empty()).then_some(id);
    view! {
        <form method="post" action=action id=id class=format!("form {class}") novalidate>
            <Provider value=shared>{inside(&around, children)}</Provider>
        </form>
    }
}

/// A [`PostForm`] that brings a file with it.
#[component]
pub fn UploadForm(
    /// Where it is posted.
    #[prop(into)]
    action: Text,
    /// What stands in the fields and what is wrong.
    #[prop(optional)]
    state: FormState,
    /// Tells apart the fields of several forms on one page.
    prefix: &'static str,
    /// Fields, a [`FileField`](super::FileField) among them, and actions.
    children: Children,
) -> impl IntoView {
    let around = FormAround::new(state, prefix);
    let shared = around.clone();
    view! {
        <form
            method="post"
            action=action
            enctype="multipart/form-data"
            class="form"
            novalidate
        >
            <Provider value=shared>{inside(&around, children)}</Provider>
        </form>
    }
}

/// The key that makes a repeated submission have one effect. A form shown
/// again keeps the one it had. [`PostForm`] brings its own.
#[component]
pub fn FormKey() -> impl IntoView {
    let kept = FormAround::here().state.form().key();
    let key = kept.unwrap_or_else(uuid::Uuid::now_v7);
    view! { <input type="hidden" name=KEY value=key.to_string() /> }
}

/// What stands in a form. Its fields are made before the summary, which says
/// what they are called.
fn inside(around: &FormAround, children: Children) -> AnyView {
    let fields = children();
    view! {
        {errors(around)}
        <FormKey />
        {fields}
    }
    .into_any()
}

/// What is wrong, on top of the form, each a link to its field.
fn errors(around: &FormAround) -> Option<AnyView> {
    let words = use_words();
    let wrong = around.wrong();
    if wrong.is_empty() {
        return None;
    }
    // A form that was sent has its key: then its errors are the news.
    let sent = around.state.form().key().is_some();
    let title = words.say_with("frame-form-errors", &[("count", wrong.len().into())]);
    let items = wrong
        .into_iter()
        .map(|(name, label, message)| {
            let message = match label {
                None => message,
                Some(label) => words.say_with(
                    "frame-form-error",
                    &[
                        ("field", label.into_owned().into()),
                        ("wrong", message.as_str().into()),
                    ],
                ),
            };
            if name.is_empty() {
                view! { <li>{message}</li> }.into_any()
            } else {
                let href = format!("#{}", around.id(&name));
                view! { <li><a href=href>{message}</a></li> }.into_any()
            }
        })
        .collect_view();
    Some(
        view! {
            <div class="form-errors" role="alert" tabindex="-1" data-focus=sent.then_some("")>
                <Symbol icon=Icon::Warning />
                <div>
                    <h2>{title}</h2>
                    <ul>{items}</ul>
                    <p>{words.say("frame-form-kept")}</p>
                </div>
            </div>
        }
        .into_any(),
    )
}

/// The row of buttons that ends a form: the main action last, at the right,
/// in the same place everywhere. Sticks to the bottom of the window when the
/// form is longer than it.
#[component]
pub fn Actions(
    /// What will happen, at the left: `Approve 2 lines, refuse 1`.
    #[prop(optional, into)]
    summary: super::Slot,
    /// Stays in sight at the bottom of the window.
    #[prop(optional)]
    sticky: bool,
    /// The buttons.
    children: Children,
) -> impl IntoView {
    let summary = summary
        .0
        .map(|summary| view! { <div class="actions-summary">{summary}</div> });
    view! {
        <div class=if sticky { "actions-bar sticky" } else { "actions-bar" }>
            {summary}
            <div class="actions-buttons">{children()}</div>
        </div>
    }
}
