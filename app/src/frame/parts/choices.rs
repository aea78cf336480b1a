//! Fields in which something is chosen with all there is to choose in sight: one of a
//! few, any of a few, one box to tick.

use super::MaybeText;
use super::fields::after;
use super::form::FormAround;
use crate::frame::Text;
use leptos::prelude::*;

/// One way to answer a [`Choice`].
#[derive(Debug, Clone)]
pub struct ChoiceOption {
    value: Text,
    label: Text,
    note: MaybeText,
    against: bool,
}

impl ChoiceOption {
    /// A value and its words.
    pub fn new(value: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            note: MaybeText::default(),
            against: false,
        }
    }

    /// With a remark: a price difference, what follows from it.
    #[must_use]
    pub fn note(mut self, note: impl Into<MaybeText>) -> Self {
        self.note = note.into();
        self
    }

    /// The answer that refuses: red once chosen.
    #[must_use]
    pub const fn against(mut self) -> Self {
        self.against = true;
        self
    }
}

/// The id of one of several: the first carries the field's, which error links lead
/// to.
fn one_of(field: &str, index: usize) -> String {
    match index {
        0 => field.to_owned(),
        index => format!("{field}-{index}"),
    }
}

/// One of a few, all in sight: a segmented control, or with `list` one below
/// the other.
#[component]
pub fn Choice(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// The answers; the first is chosen unless the form says otherwise.
    options: Vec<ChoiceOption>,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// One below the other, with room for remarks.
    #[prop(optional)]
    list: bool,
    /// The label is read out, not seen: in a table's column.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let around = FormAround::here();
    around.call(&name, &label);
    let id = around.id(&name);
    let error = around.state.error(&name).map(str::to_owned);
    let chosen = Some(around.state.value(&name).to_owned())
        .filter(|value| !value.is_empty())
        .or_else(|| {
            options
                .first()
                .map(|first| first.value.clone().into_owned())
        })
        .unwrap_or_default();
    let items = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let id = one_of(&id, index);
            let checked = *option.value == *chosen;
            view! {
                <label class=if option.against { "no" } else { "" }>
                    <input
                        type="radio"
                        id=id
                        name=name.clone()
                        value=option.value
                        checked=checked
                    />
                    <span>{option.label}</span>
                    {option.note.0.map(|note| view! { <small>{note}</small> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend class=if hide_label { "unseen" } else { "" }>{label}</legend>
            <div class=if list { "options" } else { "seg" }>{items}</div>
            {after(&id, help, error)}
        </fieldset>
    }
}

/// Any of a few, all in sight with what each of them means: boxes to tick
/// under one heading.
#[component]
pub fn Checks(
    /// The name of every box in the form.
    #[prop(into)]
    name: Text,
    /// What is chosen.
    #[prop(into)]
    label: Text,
    /// The boxes; their notes stand below their words.
    options: Vec<ChoiceOption>,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
) -> impl IntoView {
    let around = FormAround::here();
    around.call(&name, &label);
    let id = around.id(&name);
    let error = around.state.error(&name).map(str::to_owned);
    let items = options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            let id = one_of(&id, index);
            let ticked = around.state.ticked(&name, &option.value);
            view! {
                <label>
                    <input
                        type="checkbox"
                        id=id
                        name=name.clone()
                        value=option.value
                        checked=ticked
                    />
                    <span>{option.label}</span>
                    {option.note.0.map(|note| view! { <small>{note}</small> })}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>{label}</legend>
            <div class="options explained">{items}</div>
            {after(&id, help, error)}
        </fieldset>
    }
}

/// A box to tick.
#[component]
pub fn Checkbox(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What ticking it means, as a statement.
    #[prop(into)]
    label: Text,
    /// What is sent when ticked.
    #[prop(default = Text::Borrowed("on"), into)]
    value: Text,
    /// Ticked from the start, whatever the form says.
    #[prop(optional)]
    checked: bool,
    /// A remark.
    #[prop(optional, into)]
    help: MaybeText,
    /// The label is read out, not seen: in a table's column.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let around = FormAround::here();
    let error = around.state.error(&name).map(str::to_owned);
    let ticked = checked || around.state.ticked(&name, &value);
    let id = if value == "on" {
        around.call(&name, &label);
        around.id(&name)
    } else {
        around.id(&format!("{name}-{value}"))
    };
    let after = after(&id, help, error);
    view! {
        <div class="check">
            <label>
                <input type="checkbox" id=id name=name value=value checked=ticked />
                <span class=if hide_label { "unseen" } else { "" }>{label}</span>
            </label>
            {after}
        </div>
    }
}
