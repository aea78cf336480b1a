//! The configurator: option groups, what speaks against the choice, and what
//! it costs while it is being made. Without scripts it is the same fields in the
//! same form; the server answers with the same sentences and the price.

use crate::islands::handed::{Handed, handed};
use domain::MoneyPattern;
use domain::configurations::{Build, Choosable, Group, Phrases, Pick, Refusal};
use domain::id::OptionGroupId;
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
    /// `How many of “{0}”`
    pub pieces: String,
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
    /// Why a choice is refused.
    pub phrases: Phrases,
}

/// What the configurator needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Configurable {
    /// What can be chosen.
    pub choices: Build,
    /// What is chosen to begin with.
    pub chosen: Vec<Pick>,
    /// How many of each group must and can be picked, in words.
    pub limits: Vec<String>,
    /// What stands in the field for the quantity.
    pub quantity: String,
    /// What was wrong with the quantity that was sent.
    pub quantity_wrong: Option<String>,
    /// How amounts are written.
    pub amounts: MoneyPattern,
    /// The words.
    pub said: Said,
}

impl Handed for Configurable {
    const ID: &'static str = "configurable";
}

/// Option groups, quantity, and the price that follows both.
#[island]
pub fn Configurator() -> impl IntoView {
    // Nothing here is type-erased: Leptos would add a second way to hydrate.
    handed().map(configurator)
}

fn configurator(handed: Configurable) -> impl IntoView {
    let Configurable {
        choices,
        chosen,
        limits,
        quantity,
        quantity_wrong,
        amounts,
        said,
    } = handed;
    let build = StoredValue::new(choices);
    let amounts = StoredValue::new(amounts);
    let said = StoredValue::new(said);
    let (picked, set_picked) = signal(chosen);
    let (pieces, set_pieces) = signal(quantity.clone());
    let many = move || {
        let typed = domain::Quantity::parse_pieces(pieces.get().trim());
        typed.unwrap_or(domain::Quantity::pieces(1))
    };
    let refused = Memo::new(move |_| {
        let one = domain::Quantity::pieces(1);
        let refused = build.with_value(|build| build.choose(&picked.get(), one).err());
        refused.unwrap_or_default()
    });
    let groups = build.with_value(|whole| {
        let groups = whole.groups.iter().zip(limits);
        groups
            .map(|(group, limits)| {
                let begin = picked.get_untracked();
                option_group(build, group, limits, amounts, said, refused, &begin)
            })
            .collect_view()
    });
    let price = move || build.with_value(|build| build.price_of(&picked.get(), many()));
    let total = move || match price() {
        None => said.with_value(|said| said.on_request.clone()),
        Some(each) => {
            let sum = each.times(many());
            amounts.with_value(|amounts| amounts.write(sum.unwrap_or(each)))
        }
    };
    let each = move || {
        let several = pieces.get().trim() != "1";
        price().filter(|_| several).map(|each| {
            let each = amounts.with_value(|amounts| amounts.write(each));
            said.with_value(|said| said.each.replace("{0}", &each))
        })
    };
    // What stands at a group is not said again.
    let refusals = move || {
        let nowhere = move |refusal: &Refusal| said_at(build, refusal).is_none();
        sentences(said, refused, nowhere)
    };
    let label = said.with_value(|said| said.quantity.clone());
    let (invalid, described) = match quantity_wrong {
        Some(_) => (Some("true"), Some("f-quantity-error")),
        None => (None, None),
    };
    let wrong = quantity_wrong.map(|text| {
        view! {
            <p class="error" id="f-quantity-error">
                {text}
            </p>
        }
    });
    // The form is asked each time, not the event: whoever chose before the
    // scripts were there, or came back with the browser's button, has chosen.
    let here = NodeRef::<Div>::new();
    let read = move || {
        if let Some(here) = here.get() {
            set_picked.set(chosen_in(&here));
            set_pieces.set(typed_in(&here, "[name=quantity]").unwrap_or_default());
        }
    };
    Effect::new(move |_| read());
    view! {
        <div class="configurator" node_ref=here on:input=move |_| read()>
        {groups}
        <div class="configured">
            <div class="field field-qty">
                <label for="f-quantity">{label}</label>
                <input
                    class="input qty"
                    type="text"
                    inputmode="numeric"
                    id="f-quantity"
                    name="quantity"
                    value=quantity
                    autocomplete="off"
                    aria-invalid=invalid
                    aria-describedby=described
                />
                {wrong}
            </div>
            <output class="configured-price" aria-live="polite">
                <b>{total}</b>
                <small>{each}</small>
            </output>
        </div>
        <div class="field configured-refused" role="status">
            {refusals}
        </div>
        </div>
    }
}

/// The group at which a refusal is said, if it is one's.
fn said_at(build: StoredValue<Build>, refusal: &Refusal) -> Option<OptionGroupId> {
    build.with_value(|build| build.said_at(refusal))
}

/// The sentences of those refusals that concern somebody.
fn sentences(
    said: StoredValue<Said>,
    refused: Memo<Vec<Refusal>>,
    concerns: impl Fn(&Refusal) -> bool,
) -> impl IntoView {
    let refused = refused.get();
    said.with_value(|said| {
        refused
            .iter()
            .filter(|refusal| concerns(refusal))
            .map(|refusal| view! { <p class="error">{said.phrases.sentence(refusal)}</p> })
            .collect_view()
    })
}

/// The options that are chosen in the form as it stands, and how many times.
fn chosen_in(form: &Element) -> Vec<Pick> {
    inputs(form, "[name^=option-]:checked")
        .filter_map(|input| {
            let option = input.value().parse().ok()?;
            let field = format!("[name=pieces-{}]", input.value());
            let pieces = typed_in(form, &field).map_or(1, |typed| {
                // What is no number is refused.
                typed.trim().parse().unwrap_or_default()
            });
            Some(Pick { option, pieces })
        })
        .collect()
}

/// What stands in a field; none if there is no such field.
fn typed_in(form: &Element, selector: &str) -> Option<String> {
    inputs(form, selector).map(|input| input.value()).next()
}

/// The fields of the form that a selector finds.
fn inputs(form: &Element, selector: &str) -> impl Iterator<Item = HtmlInputElement> {
    let found = form.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, NodeList::length);
    (0..count).filter_map(move |at| found.as_ref()?.item(at)?.dyn_into().ok())
}

fn option_group(
    build: StoredValue<Build>,
    group: &Group,
    limits: String,
    amounts: StoredValue<MoneyPattern>,
    said: StoredValue<Said>,
    refused: Memo<Vec<Refusal>>,
    begin: &[Pick],
) -> impl IntoView + use<> {
    let id: OptionGroupId = group.id;
    let name = format!("option-{id}");
    let one = group.picks_one();
    let none = (one && !group.required()).then(|| {
        let is_picked = |pick: &Pick| group.options.iter().any(|one| one.id == pick.option);
        let nothing = !begin.iter().any(is_picked);
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
            let begun = begin.iter().find(|pick| pick.option == option.id);
            let checked = begun.is_some();
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
            let pieces = option.has_pieces().then(|| {
                let begun = begun.map_or(option.fewest, |pick| pick.pieces);
                said.with_value(|said| pieces_field(said, option, begun))
            });
            view! {
                <label>
                    <input
                        type=if one { "radio" } else { "checkbox" }
                        name=name.clone()
                        value=option.id.to_string()
                        checked=checked
                        disabled=!option.available && !checked
                    />
                    <span>{option.name.clone()}</span>
                    <small>{costs}</small>
                </label>
                {pieces}
            }
        })
        .collect_view();
    let wrong = move || {
        let here = move |refusal: &Refusal| said_at(build, refusal) == Some(id);
        sentences(said, refused, here)
    };
    view! {
        <fieldset class="field">
            <legend>{group.name.clone()} " " <small>{limits}</small></legend>
            <div class="options">{none} {options}</div>
            <div class="group-refused" role="status">
                {wrong}
            </div>
        </fieldset>
    }
}

/// How many times an option is in, below it: in sight while it is picked.
fn pieces_field(said: &Said, option: &Choosable, begun: i64) -> impl IntoView + use<> {
    let id = format!("pieces-{}", option.id);
    let label = said.pieces.replace("{0}", &option.name);
    let limits = format!("{}–{}", option.fewest, option.most);
    view! {
        <div class="pieces">
            <label for=id.clone()>{label}</label>
            <input
                class="input qty"
                type="text"
                inputmode="numeric"
                id=id.clone()
                name=id
                value=begun.to_string()
                autocomplete="off"
            />
            <small>{limits}</small>
        </div>
    }
}
