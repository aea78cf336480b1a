//! Fields: label above, help below, error next to the field. What was typed
//! and what is wrong come from the [`PostForm`](super::PostForm) around them.

use super::form::FormAround;
use super::{Icon, MaybeText, Symbol};
use crate::frame::{Text, plain_text, use_words};
use domain::Currency;
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
struct Around {
    id: String,
    value: String,
    described: Option<String>,
    wrong: Option<&'static str>,
    before: AnyView,
    after: AnyView,
}

impl Around {
    fn new(name: &str, label: Text, help: MaybeText, optional: bool, hide: bool) -> Self {
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
fn after(id: &str, help: MaybeText, error: Option<String>) -> AnyView {
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
            // The first carries the field's id, which error links lead to.
            let id = if index == 0 {
                id.clone()
            } else {
                format!("{id}-{index}")
            };
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
            // The first carries the field's id, which error links lead to.
            let id = if index == 0 {
                id.clone()
            } else {
                format!("{id}-{index}")
            };
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

/// An amount of money in a known currency.
#[component]
pub fn MoneyField(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What the amount is for.
    #[prop(into)]
    label: Text,
    /// The currency, shown in the field.
    currency: Currency,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The label is read out, not seen.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, hide_label);
    view! {
        <div class="field">
            {around.before} <div class="input-with">
                <span aria-hidden="true">{currency.code().to_owned()}</span>
                <input
                    class="input num"
                    type="text"
                    inputmode="decimal"
                    id=around.id
                    name=name
                    value=around.value
                    required=!optional
                    autocomplete="off"
                    aria-describedby=around.described
                    aria-invalid=around.wrong
                />
            </div> {around.after}
        </div>
    }
}

/// A number, with the unit it is counted in beside it.
#[component]
pub fn NumberField(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// What is counted or measured.
    #[prop(into)]
    label: Text,
    /// In which unit; may be empty.
    unit: String,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, false);
    let of_unit = (!unit.is_empty()).then(|| format!("{}-unit", around.id));
    let described: Vec<String> = of_unit
        .clone()
        .into_iter()
        .chain(around.described)
        .collect();
    let described = (!described.is_empty()).then(|| described.join(" "));
    view! {
        <div class="field short">
            {around.before} <div class="with-unit">
                <input
                    class="input num"
                    type="text"
                    inputmode="decimal"
                    id=around.id
                    name=name
                    value=around.value
                    required=!optional
                    autocomplete="off"
                    aria-describedby=described
                    aria-invalid=around.wrong
                />
                {of_unit.map(|id| view! { <span id=id>{unit}</span> })}
            </div> {around.after}
        </div>
    }
}

/// How many. In tables with `hide_label`, named after the row.
#[component]
pub fn QuantityField(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// Of what: `Quantity of Display 27″`. "Quantity" if left out.
    #[prop(optional, into)]
    label: MaybeText,
    /// What stands in it unless the form says otherwise.
    #[prop(optional, into)]
    value: MaybeText,
    /// A remark, such as a minimum.
    #[prop(optional, into)]
    help: MaybeText,
    /// The label is read out, not seen.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let label = label
        .0
        .unwrap_or_else(|| use_words().say("frame-quantity").into());
    let around = Around::new(&name, label, help, false, hide_label);
    let value = if around.value.is_empty() {
        value.0.unwrap_or_default()
    } else {
        around.value.into()
    };
    view! {
        <div class="field field-qty">
            {around.before}
            <input
                class="input qty"
                type="text"
                inputmode="numeric"
                id=around.id
                name=name
                value=value
                required
                autocomplete="off"
                aria-describedby=around.described
                aria-invalid=around.wrong
            /> {around.after}
        </div>
    }
}

/// A day. Filled and read as `2026-06-14` (see `Words::date_field`,
/// `Day::from_field`); the browser shows it in the reader's way.
#[component]
pub fn DateField(
    /// Its name in the form.
    #[prop(into)]
    name: Text,
    /// Which day.
    #[prop(into)]
    label: Text,
    /// How, or why.
    #[prop(optional, into)]
    help: MaybeText,
    /// May stay empty; says so.
    #[prop(optional)]
    optional: bool,
    /// The earliest day the browser offers, as `2026-06-14`.
    #[prop(optional, into)]
    earliest: MaybeText,
    /// The label is read out, not seen: in a table's column.
    #[prop(optional)]
    hide_label: bool,
) -> impl IntoView {
    let around = Around::new(&name, label, help, optional, hide_label);
    view! {
        <div class="field narrow">
            {around.before}
            <input
                class="input"
                type="date"
                id=around.id
                name=name
                value=around.value
                min=earliest.0
                required=!optional
                aria-describedby=around.described
                aria-invalid=around.wrong
            /> {around.after}
        </div>
    }
}
