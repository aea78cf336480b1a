//! Fields for what is counted: money, numbers, quantities, days.

use super::MaybeText;
use super::fields::Around;
use crate::frame::{Text, use_words};
use domain::Currency;
use leptos::prelude::*;

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
