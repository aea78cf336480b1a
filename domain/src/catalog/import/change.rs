//! What a line of an import changed: field by field, before and after. One
//! record serves the table of differences and taking the import back.

use super::super::availability::Stock;
use super::super::measure::say_measure;
use super::super::price_times::{PriceSpan, price_at};
use super::super::products::ProductRow;
use crate::id::AnyId;
use crate::text::{Language, Words};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value as JsonValue, json};
use std::collections::BTreeMap;

/// A field of whatever an import is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// What it is called.
    Name,
    /// Who makes it.
    Manufacturer,
    /// Its category, by code.
    Category,
    /// Its unit of measure.
    Unit,
    /// What is said about it.
    Description,
    /// What it is called in another language than the first.
    LocalName(Language),
    /// What is said about it in another language than the first.
    LocalDescription(Language),
    /// What its maker calls it.
    MakerNumber,
    /// Its UNSPSC code.
    Unspsc,
    /// Its last order day.
    LastOrderDay,
    /// Its lead time.
    LeadDays,
    /// An attribute, by name.
    Attribute(String),
    /// What an import recognises it by, and what a file said of it. Nobody is
    /// shown it.
    Origin,
    /// What the import's price list asks from so many pieces on.
    Price(Quantity),
    /// What lies at a place, by its name.
    Stock(String),
    /// How a promotion makes its price, and until when.
    Promotion,
    /// What a new promotion is about: a SKU, a category's name, or the whole list.
    PromotionAbout,
    /// From when a new promotion holds.
    PromotionFrom,
    /// From how many pieces on a new promotion holds.
    PromotionPieces,
    /// A field of a company.
    Company(CompanyField),
}

/// A field of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CompanyField {
    /// Its number in the supplier's own system.
    Reference,
    /// Its segment.
    Segment,
    /// What it needs.
    Needs,
    /// Kind of business.
    Industry,
    /// How many people work there.
    Employees,
    /// What it sells in a year.
    Sales,
    /// When it was founded.
    Founded,
    /// Street.
    Street,
    /// Postcode.
    Postcode,
    /// City.
    City,
    /// Country.
    Country,
    /// Telephone.
    Phone,
}

/// All that is known of something, by field.
pub(super) type State = BTreeMap<Field, JsonValue>;

/// One field, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Which.
    pub field: Field,
    /// What it was; nothing if there was none.
    #[serde(default)]
    before: JsonValue,
    /// What it is now.
    #[serde(default)]
    after: JsonValue,
}

impl Change {
    pub(super) const fn new(field: Field, before: JsonValue, after: JsonValue) -> Self {
        Self {
            field,
            before,
            after,
        }
    }

    pub(super) const fn before(&self) -> &JsonValue {
        &self.before
    }

    pub(super) const fn after(&self) -> &JsonValue {
        &self.after
    }

    /// What a price was and became, in minor units, and the change in basis
    /// points; `None` if it is about no price.
    #[must_use]
    pub fn price(&self) -> Option<(Option<i64>, Option<i64>, Option<Rate>)> {
        let Field::Price(_) = self.field else {
            return None;
        };
        let (before, after) = (spans_of(&self.before), spans_of(&self.after));
        let at = first_difference(&before, &after)?;
        let (was, is) = (price_at(&before, at), price_at(&after, at));
        let rate = was.zip(is).and_then(|(was, is)| {
            let change = (is - was).checked_mul(10_000)?;
            (was != 0).then(|| Rate(change / was))
        });
        Some((was, is, rate))
    }
}

/// What a line changed.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effect {
    /// The product, promotion or company.
    pub(super) subject: AnyId,
    /// What people call it.
    pub(super) title: String,
    /// Whether the line made it.
    pub(super) made: bool,
    pub(super) changes: Vec<Change>,
}

/// What differs between two states.
pub(super) fn differences(before: &State, after: &State) -> Vec<Change> {
    let mut fields: Vec<&Field> = before.keys().chain(after.keys()).collect();
    fields.sort();
    fields.dedup();
    fields
        .into_iter()
        .filter_map(|field| {
            let get = |state: &State| state.get(field).cloned().unwrap_or(JsonValue::Null);
            let (before, after) = (get(before), get(after));
            (before != after).then(|| Change::new(field.clone(), before, after))
        })
        .collect()
}

/// All that a file can say of a product. `category` is its category's code.
pub(super) fn product_state(row: &ProductRow, category: &str) -> State {
    let mut state: State = [
        (Field::Name, json!(row.name)),
        (Field::Manufacturer, json!(row.manufacturer)),
        (Field::Category, json!(category)),
        (Field::Unit, json!(row.unit)),
        (Field::Description, json!(row.description)),
        (Field::MakerNumber, json!(row.trade.maker_number)),
        (Field::Unspsc, json!(row.trade.unspsc)),
        (Field::LastOrderDay, json!(row.trade.last_order_day)),
        (Field::LeadDays, json!(row.trade.lead_days)),
    ]
    .into();
    for text in row.texts.iter().flatten() {
        let mut say = |field: Field, text: &str| {
            if !text.is_empty() {
                state.insert(field, json!(text));
            }
        };
        say(Field::LocalName(text.language), &text.name);
        say(Field::LocalDescription(text.language), &text.description);
    }
    let mut values: BTreeMap<&str, Vec<JsonValue>> = BTreeMap::new();
    for (_, name, value) in &row.attributes {
        values
            .entry(name)
            .or_default()
            .push(json!([value.text, value.amount]));
    }
    for (name, mut values) in values {
        values.sort_by_key(ToString::to_string);
        state.insert(Field::Attribute(name.to_owned()), JsonValue::from(values));
    }
    state
}

pub(super) fn spans_json(spans: &[PriceSpan]) -> JsonValue {
    spans
        .iter()
        .map(|span| json!([span.from, span.until, span.minor]))
        .collect()
}

pub(super) fn spans_of(json: &JsonValue) -> Vec<PriceSpan> {
    let spans: Vec<(Timestamp, Timestamp, i64)> =
        serde_json::from_value(json.clone()).unwrap_or_default();
    spans
        .into_iter()
        .map(|(from, until, minor)| PriceSpan { from, until, minor })
        .collect()
}

/// The first moment at which two courses of a price differ.
fn first_difference(before: &[PriceSpan], after: &[PriceSpan]) -> Option<Timestamp> {
    let mut moments: Vec<Timestamp> = before
        .iter()
        .chain(after)
        .flat_map(|span| [span.from, span.until])
        .collect();
    moments.sort_unstable();
    moments
        .into_iter()
        .find(|at| price_at(before, *at) != price_at(after, *at))
}

/// How a promotion makes its price, as it is kept in a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PromotionSaid {
    pub(super) rate: Option<Rate>,
    pub(super) minor: Option<i64>,
    pub(super) until: Timestamp,
}

impl Field {
    /// Whether it is a text of a product in another language than the first.
    pub(super) const fn is_of_another_language(&self) -> bool {
        matches!(self, Self::LocalName(_) | Self::LocalDescription(_))
    }

    /// What it is called; of fields that nobody is shown, nothing.
    #[must_use]
    pub fn say(&self, words: Words) -> Option<String> {
        let plain = |id| Some(words.say(id).to_owned());
        match self {
            Self::Name => plain("catalog-role-name"),
            Self::Manufacturer => plain("catalog-manufacturer"),
            Self::Category => plain("catalog-category"),
            Self::Unit => plain("catalog-role-unit"),
            Self::Description => plain("catalog-role-description"),
            Self::LocalName(language) => Some(words.say_with(
                "catalog-role-name-in",
                &[("language", language.own_name().into())],
            )),
            Self::LocalDescription(language) => Some(words.say_with(
                "catalog-role-description-in",
                &[("language", language.own_name().into())],
            )),
            Self::MakerNumber => plain("catalog-role-maker-number"),
            Self::Unspsc => plain("catalog-role-unspsc"),
            Self::LastOrderDay => plain("catalog-role-last-order-day"),
            Self::LeadDays => plain("catalog-role-lead-days"),
            Self::Attribute(name) => Some(name.clone()),
            Self::Origin => None,
            Self::Price(least) if *least <= Quantity::pieces(1) => plain("catalog-price"),
            Self::Price(least) => Some(words.say_with(
                "catalog-change-price-from",
                &[("pieces", words.quantity(*least).into())],
            )),
            Self::Stock(location) => {
                Some(words.say_with("catalog-change-stock-at", &[("location", location.into())]))
            }
            Self::Promotion => plain("catalog-change-promotion"),
            Self::PromotionAbout => plain("catalog-change-promotion-about"),
            Self::PromotionFrom => plain("catalog-role-valid-from"),
            Self::PromotionPieces => plain("catalog-role-pieces"),
            Self::Company(field) => plain(match field {
                CompanyField::Reference => "catalog-role-reference",
                CompanyField::Segment => "catalog-role-segment",
                CompanyField::Needs => "catalog-role-needs",
                CompanyField::Industry => "catalog-role-industry",
                CompanyField::Employees => "catalog-role-employees",
                CompanyField::Sales => "catalog-role-sales",
                CompanyField::Founded => "catalog-role-founded",
                CompanyField::Street => "catalog-role-street",
                CompanyField::Postcode => "catalog-role-postcode",
                CompanyField::City => "catalog-role-city",
                CompanyField::Country => "catalog-role-country",
                CompanyField::Phone => "catalog-role-phone",
            }),
        }
    }
}

impl Change {
    /// What the field was and is now, in words; prices in the import's
    /// currency, with by how much they changed.
    #[must_use]
    pub fn say(&self, words: Words, currency: Currency) -> (String, String) {
        if let Some((was, is, rate)) = self.price() {
            let price = |minor: Option<i64>| {
                minor.map_or_else(String::new, |minor| {
                    words.money(Money::new(minor, currency))
                })
            };
            let change = rate
                .filter(|rate| rate.0 != 0)
                .map_or_else(String::new, |rate| {
                    let sign = if rate.0 > 0 { "+" } else { "−" };
                    format!(" ({sign}{})", words.percent(Rate(rate.0.abs())))
                });
            return (price(was), format!("{}{change}", price(is)));
        }
        let say = |value: &JsonValue| self.value(words, currency, value);
        (say(&self.before), say(&self.after))
    }

    fn value(&self, words: Words, currency: Currency, value: &JsonValue) -> String {
        let as_day = |value: &JsonValue| {
            serde_json::from_value::<Day>(value.clone())
                .map_or_else(|_| String::new(), |day| words.date(day))
        };
        match (&self.field, value) {
            (_, JsonValue::Null) => String::new(),
            (Field::LastOrderDay, value) => as_day(value),
            (Field::Unit, JsonValue::String(code)) => say_measure(words, code),
            (Field::Attribute(_), JsonValue::Array(values)) => values
                .iter()
                .filter_map(|value| value.get(0)?.as_str())
                .collect::<Vec<_>>()
                .join(", "),
            (Field::Stock(_), value) => serde_json::from_value::<Stock>(value.clone())
                .map_or_else(|_| String::new(), |said| say_stock(words, &said)),
            (Field::PromotionAbout, value) => value.get(0).and_then(JsonValue::as_str).map_or_else(
                || words.say("catalog-change-promotion-everything").to_owned(),
                str::to_owned,
            ),
            (Field::PromotionFrom, value) => serde_json::from_value::<Timestamp>(value.clone())
                .map_or_else(|_| String::new(), |from| words.date(Day::of(from))),
            (Field::PromotionPieces, value) => serde_json::from_value::<Quantity>(value.clone())
                .map_or_else(|_| String::new(), |pieces| words.quantity(pieces)),
            (Field::Promotion, value) => serde_json::from_value::<PromotionSaid>(value.clone())
                .map_or_else(
                    |_| String::new(),
                    |said| {
                        let price = match (said.rate, said.minor) {
                            (Some(rate), _) => format!("−{}", words.percent(rate)),
                            (None, Some(minor)) => words.money(Money::new(minor, currency)),
                            (None, None) => String::new(),
                        };
                        words.say_with(
                            "catalog-change-promotion-until",
                            &[
                                ("price", price.into()),
                                ("day", words.date(Day::last_before(said.until)).into()),
                            ],
                        )
                    },
                ),
            (Field::Company(CompanyField::Sales), value) => {
                serde_json::from_value::<(i64, Currency)>(value.clone()).map_or_else(
                    |_| String::new(),
                    |(minor, currency)| words.money(Money::new(minor, currency)),
                )
            }
            (Field::Company(CompanyField::Employees), JsonValue::Number(number)) => {
                words.number(number.as_i64().unwrap_or_default())
            }
            (_, JsonValue::String(text)) => text.clone(),
            (_, other) => other.to_string(),
        }
    }
}

/// What lies and comes at a place, and how long it takes there, in words.
fn say_stock(words: Words, said: &Stock) -> String {
    let here = words.quantity(said.on_hand);
    let stock = match said.expected_day {
        None => here,
        Some(day) => words.say_with(
            "catalog-change-stock-coming",
            &[
                ("here", here.into()),
                ("coming", words.quantity(said.expected).into()),
                ("day", words.date(day).into()),
            ],
        ),
    };
    match said.lead_days {
        None => stock,
        Some(days) => words.say_with(
            "catalog-change-stock-lead",
            &[("stock", stock.into()), ("days", days.into())],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i64, until: i64, minor: i64) -> PriceSpan {
        PriceSpan {
            from: Timestamp(from),
            until: Timestamp(until),
            minor,
        }
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let state = |name: &str, color: Option<&str>| -> State {
            let mut state: State = [(Field::Name, json!(name))].into();
            if let Some(color) = color {
                state.insert(Field::Attribute("Color".into()), json!([[color, null]]));
            }
            state
        };
        let before = state("Mouse", Some("Black"));
        assert_eq!(differences(&before, &before), []);
        let changes = differences(&before, &state("Mouse 2", None));
        assert_eq!(
            changes,
            [
                Change::new(Field::Name, json!("Mouse"), json!("Mouse 2")),
                Change::new(
                    Field::Attribute("Color".into()),
                    json!([["Black", null]]),
                    JsonValue::Null
                ),
            ]
        );
        let kept: Vec<Change> =
            serde_json::from_value(serde_json::to_value(&changes).unwrap()).unwrap();
        assert_eq!(kept, changes);
    }

    #[test]
    fn a_price_is_compared_where_it_first_differs() {
        let before = [span(0, i64::MAX, 1_000)];
        let after = [span(0, 50, 1_000), span(50, i64::MAX, 1_100)];
        let change = Change::new(
            Field::Price(Quantity::pieces(1)),
            spans_json(&before),
            spans_json(&after),
        );
        assert_eq!(
            change.price(),
            Some((Some(1_000), Some(1_100), Some(Rate(1_000))))
        );
        let first = Change::new(
            Field::Price(Quantity::pieces(1)),
            JsonValue::Null,
            spans_json(&after),
        );
        assert_eq!(first.price(), Some((None, Some(1_000), None)));
        assert_eq!(spans_of(first.after()), after);
    }
}
