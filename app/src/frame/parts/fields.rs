//! Fields: label above, help below, error next to the field. What was typed
//! and what is wrong come from the [`PostForm`](super::PostForm) around them.

use super::form::FormAround;
use super::{Icon, MaybeText, Symbol};
use crate::frame::{Text, plain_text, use_words};
use leptos::prelude::*;

/// What a text field takes, which decides the keyboard of a phone and what
/// the browser offers to fill in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// Anything.
    #[default]
    Text,
    /// An e-mail address.
    Email,
    /// The password of an account that exists.
    Password,
    /// A password being chosen.
    NewPassword,
    /// Something to look for.
    Search,
    /// A telephone number.
    Phone,
}

impl Kind {
    const fn input_type(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Email => "email",
            Kind::Password | Kind::NewPassword => "password",
            Kind::Search => "search",
            Kind::Phone => "tel",
        }
    }

    const fn autocomplete(self) -> &'static str {
        match self {
            Kind::Text | Kind::Search => "off",
            Kind::Email => "username",
            Kind::Password => "current-password",
            Kind::NewPassword => "new-password",
            Kind::Phone => "tel",
        }
    }
}

/// The parts that all fields share.
pub(super) struct Around {
    pub(super) id: String,
    pub(super) value: String,
    pub(super) described: Option<String>,
    pub(super) wrong: Option<&'static str>,
    pub(super) before: AnyView,
    pub(super) after: AnyView,
}

impl Around {
    pub(super) fn new(
        name: &str,
        label: Text,
        help: MaybeText,
        optional: bool,
        hide: bool,
    ) -> Self {
        let around = FormAround::here();
        around.call(name, &label);
        let words = use_words();
        let id = around.id(name);
        let error = around.state.error(name).map(str::to_owned);
        let ids = [
            help.0.is_some().then(|| format!("{id}-help")),
            error.is_some().then(|| format!("{id}-error")),
        ];
        let described = ids.iter().flatten().cloned().collect::<Vec<_>>().join(" ");
        let wrong = error.is_some().then_some("true");
        let optional = optional.then(|| view! { " " <small>{words.say("frame-optional")}</small> });
        let before = view! {
            <label for=id.clone() class=if hide { "unseen" } else { "" }>
                {label} {optional}
            </label>
        }
        .into_any();
        let after = after(&id, help, error);
        Self {
            value: around.state.value(name).to_owned(),
            id,
            described: (!described.is_empty()).then_some(described),
            wrong,
            before,
            after,
        }
    }
}

/// Error first, then help: the error is what is needed now.
pub(super) fn after(id: &str, help: MaybeText, error: Option<String>) -> AnyView {
    let error = error.map(|error| {
        view! {
            <p class="error" id=format!("{id}-error")>
                <Symbol icon=Icon::Warning />
                {error}
            </p>
        }
    });
    let help = help
        .0
        .map(|help| view! { <p class="help" id=format!("{id}-help")>{help}</p> });
    view! { {error} {help} }.into_any()
}

/// A file to be chosen.
#[component]
pub fn FileField(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What goes in.
    #[prop(into)]
    label: Text,
    /// What is taken, and how large it may be.
    #[prop(optional, into)]
    help: MaybeText,
    /// Which files the browser offers: types and endings, with commas.
    accept: &'static str,
    /// Several may be chosen, or none.
    #[prop(optional)]
    several: bool,
) -> impl IntoView {
    let around = Around::new(&name, label, help, several, false);
    view! {
        <div class="field">
            {around.before}
            <input
                class="input"
                type="file"
                id=around.id
                name=name
                accept=accept
                multiple=several
                aria-describedby=around.described
                aria-invalid=around.wrong
            />
            {around.after}
        </div>
    }
}

/// A line of text.
#[component]
pub fn Field(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What goes in.
    #[prop(into)]
    label: Text,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// What it takes.
    #[prop(optional)]
    kind: Kind,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The label is read out, not seen: where a heading or column says it.
    #[prop(optional)]
    hide_label: bool,
    /// An example, never the only explanation.
    #[prop(optional, into)]
    placeholder: MaybeText,
    /// The most characters it takes.
    #[prop(optional, into)]
    longest: Option<u32>,
    /// Values to choose from while typing; others may be typed.
    #[prop(optional)]
    known: Vec<String>,
    /// Further classes: `"narrow"`, `"short"`.
    #[prop(optional)]
    class: &'static str,
    /// Puts the cursor here when the page opens.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, hide_label);
    let secret = matches!(kind, Kind::Password | Kind::NewPassword);
    let value = if secret { String::new() } else { around.value };
    let list = (!known.is_empty()).then(|| format!("{}-known", around.id));
    let known = list.clone().map(|id| {
        let options = known
            .into_iter()
            .map(|value| view! { <option value=value></option> });
        view! { <datalist id=id>{options.collect_view()}</datalist> }
    });
    view! {
        <div class=format!("field {class}")>
            {around.before}
            <input
                class="input"
                type=kind.input_type()
                id=around.id
                name=name
                value=value
                required=!optional
                autocomplete=kind.autocomplete()
                placeholder=placeholder.0
                maxlength=longest.map(|longest| longest.to_string())
                aria-describedby=around.described
                aria-invalid=around.wrong
                autofocus=autofocus
                list=list
            /> {known} {around.after}
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What goes in.
    #[prop(into)]
    label: Text,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// How many lines are shown.
    #[prop(default = 3)]
    rows: u32,
    /// An example, never the only explanation.
    #[prop(optional, into)]
    placeholder: MaybeText,
    /// Further classes: `"code"` for pasted lists.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, false);
    view! {
        <div class=format!("field {class}")>
            {around.before}
            <textarea
                class="input"
                id=around.id
                name=name
                rows=rows.to_string()
                required=!optional
                placeholder=placeholder.0
                aria-describedby=around.described
                aria-invalid=around.wrong
                inner_html=plain_text(&around.value)
            ></textarea> {around.after}
        </div>
    }
}

/// One of many, from a list.
#[component]
pub fn Select(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// Value and text of each, in order.
    options: Vec<(String, String)>,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// May stay unchosen; says so.
    #[prop(optional)]
    optional: bool,
    /// Starts with the first option instead of "Choose…".
    #[prop(optional)]
    first: bool,
    /// The label is read out, not seen.
    #[prop(optional)]
    hide_label: bool,
    /// Further classes.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, hide_label);
    let chosen = around.value;
    let none = (!first).then(|| {
        view! {
            <option value="" selected=chosen.is_empty()>
                {use_words().say("frame-choose")}
            </option>
        }
    });
    let options = options
        .into_iter()
        .map(|(value, text)| {
            let selected = value == chosen && !value.is_empty();
            view! { <option value=value selected=selected>{text}</option> }
        })
        .collect_view();
    view! {
        <div class=format!("field {class}")>
            {around.before}
            <select
                class="input"
                id=around.id
                name=name
                required=!optional
                aria-describedby=around.described
                aria-invalid=around.wrong
            >
                {none}
                {options}
            </select> {around.after}
        </div>
    }
}
