//! The configurator: option groups, and what the choice costs while it is
//! being made. Without scripts it is the same fields in the same form; the
//! server answers with the price.

use crate::islands::handed::{Handed, handed};
use domain::MoneyPattern;
use domain::configurations::{Build, Group, Refusal};
use domain::id::OptionId;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use serde::{Deserialize, Serialize};
use web_sys::{Element, HtmlInputElement, NodeList};

/// What the configurator says. `{0}` stands for a name or an amount.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Said {
    /// `Quantity`
    pub quantity: String,
    /// `No addition`: the option of picking none.
    pub none: String,
    /// `included`
    pub included: String,
    /// `price on request`
    pub on_request: String,
    /// `not available`
    pub gone: String,
    /// `{0} each`
    pub each: String,
    /// `Choose one of “{0}”.`
    pub missing: String,
    /// `“{0}” can't be had any more. Choose another.`
    pub gone_long: String,
}

/// What the configurator needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Configurable {
    /// What can be chosen.
    pub choices: Build,
    /// What is chosen to begin with.
    pub chosen: Vec<OptionId>,
    /// What stands in the field for the quantity.
    pub quantity: String,
    /// How amounts are written.
    pub amounts: MoneyPattern,
    /// The words.
    pub said: Said,
}

impl Handed for Configurable {
    const ID: &'static str = "configurable";
}

/// Option groups as radio buttons, quantity, and the price that follows both.
#[island]
pub fn Configurator() -> impl IntoView {
    // Nothing here is type-erased: Leptos would add a second way to hydrate.
    handed().map(configurator)
}

fn configurator(handed: Configurable) -> impl IntoView {
    let Configurable {
        choices,
        chosen,
        quantity,
        amounts,
        said,
    } = handed;
    let build = StoredValue::new(choices);
    let amounts = StoredValue::new(amounts);
    let said = StoredValue::new(said);
    let (picked, set_picked) = signal(chosen);
    let (pieces, set_pieces) = signal(quantity.clone());
    let groups = build.with_value(|build| {
        let groups = build.groups.iter();
        groups
            .map(|group| option_group(group, amounts, said, &picked.get_untracked()))
            .collect_view()
    });
    let price = move || build.with_value(|build| build.price_of(&picked.get()));
    let total = move || match price() {
        None => said.with_value(|said| said.on_request.clone()),
        Some(each) => {
            let sum = domain::Quantity::parse_pieces(pieces.get().trim())
                .ok()
                .and_then(|quantity| each.times(quantity));
            amounts.with_value(|amounts| amounts.write(sum.unwrap_or(each)))
        }
    };
    let each = move || {
        let many = pieces.get().trim() != "1";
        price().filter(|_| many).map(|each| {
            let each = amounts.with_value(|amounts| amounts.write(each));
            said.with_value(|said| said.each.replace("{0}", &each))
        })
    };
    let refusals = move || {
        let refused = build.with_value(|build| build.choose(&picked.get()).err());
        let refused = refused.unwrap_or_default();
        let sentences = said.with_value(|said| said.sentences(&refused));
        sentences
            .into_iter()
            .map(|sentence| view! { <p class="error">{sentence}</p> })
            .collect_view()
    };
    let label = said.with_value(|said| said.quantity.clone());
    // The form is asked each time, not the event: whoever chose before the
    // scripts were there, or came back with the browser's button, has chosen.
    let here = NodeRef::<Div>::new();
    let read = move || {
        if let Some(here) = here.get() {
            set_picked.set(chosen_in(&here));
            set_pieces.set(quantity_in(&here));
        }
    };
    Effect::new(move |_| read());
    view! {
        <div class="configurator" node_ref=here on:input=move |_| read()>
        {groups}
        <div class="configured">
            <div class="field field-qty">
                <label for="quantity">{label}</label>
                <input
                    class="input qty"
                    type="text"
                    inputmode="numeric"
                    id="quantity"
                    name="quantity"
                    value=quantity
                    autocomplete="off"
                />
            </div>
            <output class="configured-price" aria-live="polite">
                <b>{total}</b>
                <small>{each}</small>
            </output>
        </div>
        <div class="field" role="status">
            {refusals}
        </div>
        </div>
    }
}

/// The options that are chosen in the form as it stands.
fn chosen_in(form: &Element) -> Vec<OptionId> {
    inputs(form, "[name^=option-]:checked")
        .filter_map(|input| input.value().parse().ok())
        .collect()
}

/// What stands in the field for the quantity.
fn quantity_in(form: &Element) -> String {
    inputs(form, "[name=quantity]")
        .map(|input| input.value())
        .collect()
}

/// The fields of the form that a selector finds.
fn inputs(form: &Element, selector: &str) -> impl Iterator<Item = HtmlInputElement> {
    let found = form.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

impl Said {
    /// Why a choice is refused, in sentences.
    fn sentences(&self, refusals: &[Refusal]) -> Vec<String> {
        let one = |refusal: &Refusal| match refusal {
            Refusal::Missing(group) | Refusal::MoreThanOne(group) => {
                Some(self.missing.replace("{0}", group))
            }
            Refusal::Gone(option) => Some(self.gone_long.replace("{0}", option)),
            // Radio buttons offer nothing else.
            Refusal::NotOffered => None,
        };
        refusals.iter().filter_map(one).collect()
    }
}

fn option_group(
    group: &Group,
    amounts: StoredValue<MoneyPattern>,
    said: StoredValue<Said>,
    begin: &[OptionId],
) -> impl IntoView + use<> {
    let name = format!("option-{}", group.id);
    let none = (!group.required).then(|| {
        let nothing = !group
            .options
            .iter()
            .any(|option| begin.contains(&option.id));
        let text = said.with_value(|said| said.none.clone());
        view! {
            <label>
                <input type="radio" name=name.clone() value="" checked=nothing />
                <span>{text}</span>
            </label>
        }
    });
    let options = group
        .options
        .iter()
        .map(|option| {
            let checked = begin.contains(&option.id);
            let costs = said.with_value(|said| {
                if !option.available {
                    return said.gone.clone();
                }
                match group.difference(option) {
                    None => said.on_request.clone(),
                    Some(none) if none.minor == 0 => said.included.clone(),
                    Some(more) => {
                        let plus = if more.minor > 0 { "+\u{a0}" } else { "" };
                        amounts.with_value(|amounts| format!("{plus}{}", amounts.write(more)))
                    }
                }
            });
            view! {
                <label>
                    <input
                        type="radio"
                        name=name.clone()
                        value=option.id.to_string()
                        checked=checked
                        disabled=!option.available && !checked
                    />
                    <span>{option.name.clone()}</span>
                    <small>{costs}</small>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field">
            <legend>{group.name.clone()}</legend>
            <div class="options">{none} {options}</div>
        </fieldset>
    }
}
