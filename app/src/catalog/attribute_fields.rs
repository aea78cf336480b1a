//! A product's attributes in a form, each as what it is: yes or no and choices to
//! choose from, with a field beside them for a value that nothing has yet; numbers
//! with their unit.

use crate::frame::parts::{Checks, ChoiceOption, Field, NumberField, Select};
use crate::frame::{Form, FormState};
use domain::catalog::attribute::{Kind, numbers_of};
use domain::catalog::{KnownValue, ProductValue};
use domain::text::Words;
use leptos::prelude::*;

/// The most values of a choice of several that are boxes to tick.
const MOST_BOXES: usize = 24;

/// The attributes of a product with all its values, in their order.
fn attributes(values: &[ProductValue]) -> Vec<(&ProductValue, Vec<&ProductValue>)> {
    let mut all: Vec<(&ProductValue, Vec<&ProductValue>)> = Vec::new();
    for value in values {
        match all
            .iter_mut()
            .find(|(one, _)| one.attribute == value.attribute)
        {
            Some((_, of_it)) => of_it.push(value),
            None => all.push((value, vec![value])),
        }
    }
    all
}

fn kind(value: &ProductValue) -> Kind {
    Kind::from_code(&value.kind).unwrap_or(Kind::Text)
}

/// The form with what the product has.
pub(super) fn filled(mut form: FormState, values: &[ProductValue]) -> FormState {
    for one in values {
        let Some(value) = &one.value else { continue };
        let typed = match (kind(one), one.amount) {
            (Kind::Number, Some(_)) => numbers_of(value, &one.unit),
            _ => value.clone(),
        };
        form = form.with(format!("attribute-{}", one.attribute), typed);
    }
    form
}

/// What was chosen or typed for each attribute.
pub(super) fn read(form: &Form, values: &[ProductValue]) -> Vec<(i64, String)> {
    let mut numbers: Vec<i64> = ["attribute-", "other-"]
        .iter()
        .flat_map(|prefix| form.starting(prefix))
        .filter_map(|(number, _)| number.parse().ok())
        .collect();
    numbers.sort_unstable();
    numbers.dedup();
    let said = |number: i64| {
        let name = format!("attribute-{number}");
        let chosen: Vec<&str> = form.all(&name).filter(|text| !text.is_empty()).collect();
        let other = form.text(&format!("other-{number}"));
        let is = values.iter().find(|one| one.attribute == number).map(kind);
        match is {
            Some(Kind::Choices) => {
                let all = chosen.into_iter().chain(Some(other));
                let all: Vec<&str> = all.filter(|text| !text.is_empty()).collect();
                all.join(", ")
            }
            // What is typed was meant, whatever is still chosen.
            _ if !other.is_empty() => other.to_owned(),
            _ => chosen.first().copied().unwrap_or_default().to_owned(),
        }
    };
    numbers
        .into_iter()
        .map(|number| (number, said(number)))
        .collect()
}

/// The field in which what is wrong with an attribute was typed.
pub(super) fn field_of(form: &Form, field: String) -> String {
    match field.strip_prefix("attribute-") {
        Some(number) if form.some(&format!("other-{number}")).is_some() => {
            format!("other-{number}")
        }
        _ => field,
    }
}

/// The fields, in the attributes' order.
pub(super) fn fields(words: Words, values: &[ProductValue], known: &[KnownValue]) -> Vec<AnyView> {
    attributes(values)
        .into_iter()
        .map(|(attribute, has)| {
            let known = known
                .iter()
                .filter(|one| one.attribute == attribute.attribute)
                .map(|one| one.value.as_str());
            one(words, attribute, &has, known)
        })
        .collect()
}

fn one<'k>(
    words: Words,
    attribute: &ProductValue,
    has: &[&ProductValue],
    known: impl Iterator<Item = &'k str>,
) -> AnyView {
    let number = attribute.attribute;
    let (name, label) = (format!("attribute-{number}"), attribute.name.clone());
    match kind(attribute) {
        Kind::YesNo => {
            let options = vec![
                ("yes".to_owned(), words.say("catalog-yes").to_owned()),
                ("no".to_owned(), words.say("catalog-no").to_owned()),
            ];
            view! { <Select name label options optional=true class="narrow" /> }.into_any()
        }
        Kind::Choice => {
            let options = to_choose_from(has, known, usize::MAX);
            let options = options.into_iter().map(|one| (one.clone(), one)).collect();
            view! {
                <div class="fields">
                    <Select name label options optional=true class="narrow" />
                    {another(words, attribute, "catalog-attribute-another")}
                </div>
            }
            .into_any()
        }
        Kind::Choices => {
            let options: Vec<ChoiceOption> = to_choose_from(has, known, MOST_BOXES)
                .into_iter()
                .map(|one| ChoiceOption::new(one.clone(), one))
                .collect();
            let boxes = (!options.is_empty()).then(|| view! { <Checks name label options /> });
            view! {
                {boxes}
                {another(words, attribute, "catalog-attribute-others")}
            }
            .into_any()
        }
        Kind::Number => {
            let several = attribute.unit.matches('#').count() > 1;
            let unit = attribute.unit.replace('#', "…");
            let help = several.then(|| words.say("catalog-attribute-numbers").to_owned());
            view! { <NumberField name label unit=unit.trim().to_owned() help=help optional=true /> }
                .into_any()
        }
        Kind::Text => view! { <Field name label optional=true longest=200_u32 /> }.into_any(),
    }
}

/// The values that are known, and those that the product has.
fn to_choose_from<'k>(
    has: &[&ProductValue],
    known: impl Iterator<Item = &'k str>,
    most: usize,
) -> Vec<String> {
    let own = has.iter().filter_map(|one| one.value.as_deref());
    let mut all: Vec<&str> = known.take(most).collect();
    for value in own {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all.into_iter().map(str::to_owned).collect()
}

/// The field for what nothing has yet.
fn another(words: Words, attribute: &ProductValue, label: &'static str) -> AnyView {
    let label = words.say_with(label, &[("name", (&attribute.name).into())]);
    view! {
        <Field
            name=format!("other-{}", attribute.attribute)
            label=label
            optional=true
            longest=200_u32
            class="narrow"
        />
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(attribute: i64, kind: Kind, value: Option<&str>) -> ProductValue {
        ProductValue {
            attribute,
            name: "Color".to_owned(),
            kind: kind.code().to_owned(),
            unit: String::new(),
            value: value.map(str::to_owned),
            amount: None,
        }
    }

    fn form(body: &str) -> Form {
        Form::parse(body.as_bytes())
    }

    #[test]
    fn what_is_typed_counts_instead_of_what_is_chosen() {
        let values = [
            value(1, Kind::Choice, Some("Black")),
            value(2, Kind::Choices, Some("USB")),
            value(2, Kind::Choices, Some("HDMI")),
            value(3, Kind::YesNo, None),
        ];
        let said = |body: &str| read(&form(body), &values);
        let is = |number: i64, text: &str| (number, text.to_owned());
        assert_eq!(
            said("attribute-1=Black&other-1=&attribute-3=no"),
            [is(1, "Black"), is(3, "no")]
        );
        assert_eq!(said("attribute-1=Black&other-1=Mauve"), [is(1, "Mauve")]);
        assert_eq!(
            said("attribute-2=USB&attribute-2=HDMI&other-2=DVI, VGA"),
            [is(2, "USB, HDMI, DVI, VGA")]
        );
        // Nothing ticked: it has none any more.
        assert_eq!(said("other-2="), [is(2, "")]);
        // Of a category that the product was not in before.
        assert_eq!(said("attribute-9=27"), [is(9, "27")]);
        assert_eq!(said("attribute-x=27"), []);
    }

    #[test]
    fn what_is_wrong_is_said_where_it_was_typed() {
        let field = |body: &str| field_of(&form(body), "attribute-1".to_owned());
        assert_eq!(field("attribute-1=Black"), "attribute-1");
        assert_eq!(field("attribute-1=Black&other-1=Mauve"), "other-1");
        assert_eq!(field_of(&form("other-1=x"), "name".to_owned()), "name");
    }

    #[test]
    fn a_products_own_value_can_always_be_chosen() {
        let own = value(1, Kind::Choice, Some("Mauve"));
        let options = to_choose_from(&[&own], ["Black", "White"].into_iter(), 1);
        assert_eq!(options, ["Black", "Mauve"]);
        let none = value(1, Kind::Choice, None);
        assert_eq!(
            to_choose_from(&[&none], ["Black"].into_iter(), 9),
            ["Black"]
        );
    }
}
