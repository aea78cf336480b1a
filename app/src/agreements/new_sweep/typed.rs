//! What was typed about a sweep, read: whose agreements, and what is changed.

use super::super::fields::{SEGMENTS, read_only, read_validity};
use super::{Choices, currencies};
use crate::frame::{AppState, FormState, PageError, StaffOnly};
use domain::agreements::sweep::{Sweeping, Whom};
use domain::agreements::{Only, Says};
use domain::catalog::product_by_sku;
use domain::id::{CategoryId, ProductId};
use domain::identity::Tier;
use domain::text::Words;
use domain::{Currency, Day, Money, Rate};

/// Whose agreements: `segment`, `tier`, `needs`, `country`, `price_list`, `units`.
pub(super) fn read_whom(form: &mut FormState, words: Words, choices: &Choices) -> Option<Whom> {
    let segment = form.read("segment", |text| {
        let known = text.is_empty() || SEGMENTS.iter().any(|(code, _)| *code == text);
        known
            .then(|| text.to_owned())
            .ok_or_else(|| words.say("agreements-segment-missing"))
    });
    let country = form.read("country", |text| {
        let fits = text.is_empty()
            || (text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()));
        fits.then(|| text.to_ascii_uppercase())
            .ok_or_else(|| words.say("agreements-country-wrong"))
    });
    let price_list = form.read("price_list", |text| match text {
        "" => Ok(None),
        text => choices
            .lists
            .iter()
            .find(|list| list.id.to_string() == text)
            .map(|list| Some(list.id))
            .ok_or_else(|| words.say("agreements-no-price-list")),
    });
    let tier = form.read("tier", |code| match code {
        "" => Ok(""),
        code => Tier::from_code(code)
            .map(Tier::code)
            .ok_or_else(|| words.say("agreements-tier-wrong")),
    });
    Some(Whom {
        tier: tier?.to_owned(),
        segment: segment?,
        needs: form.value("needs").to_owned(),
        country: country?,
        price_list: price_list?,
        units: form.form().has("units"),
    })
}

/// What is changed: `about` a `category`, a product by its `sku`, or until when
/// the agreement applies; and then what the `rule` says.
pub(super) async fn read_what(
    visitor: &StaffOnly,
    state: &AppState,
    form: &mut FormState,
    choices: &Choices,
) -> Result<Option<Sweeping>, PageError> {
    let words = visitor.words;
    match form.value("about") {
        "until" => {
            let day = form.read("until", |text| {
                Day::from_field(text).ok_or_else(|| words.say("frame-no-day"))
            });
            Ok(day.map(|day| Sweeping::Until { until: day.end() }))
        }
        "product" => {
            let typed = form.value("sku").to_owned();
            let mut read = state.db.read(visitor.actor().scope()).await?;
            let product = product_by_sku(&mut read, typed.trim()).await?;
            drop(read);
            let Some(product) = product.filter(|_| !typed.trim().is_empty()) else {
                let text = words.say_with("agreements-unknown-sku", &[("sku", typed.into())]);
                form.fail("sku", text);
                return Ok(None);
            };
            Ok(product_line(form, words, choices, product.id, product.sku))
        }
        _ => {
            let category = form.read("category", |text| match text {
                "all" => Ok(None),
                id => id
                    .parse::<CategoryId>()
                    .ok()
                    .filter(|id| choices.categories.iter().any(|one| one.id == *id))
                    .map(Some)
                    .ok_or_else(|| words.say("agreements-no-category")),
            });
            let only = read_only(form, words, &choices.attributes, &choices.manufacturers);
            Ok(category.and_then(|category| category_line(form, words, category, only)))
        }
    }
}

fn category_line(
    form: &mut FormState,
    words: Words,
    category: Option<CategoryId>,
    only: Option<Only>,
) -> Option<Sweeping> {
    match form.value("rule") {
        "none" => Some(Sweeping::NoCategory {
            category,
            only,
            prices: false,
        }),
        "no-price" => Some(Sweeping::NoCategory {
            category,
            only,
            prices: true,
        }),
        "price" => {
            form.fail("rule", words.say("agreements-price-of-category"));
            None
        }
        _ => {
            let says = read_says(form, words, None);
            let valid = read_validity(form, words, "from", "until");
            Some(Sweeping::Category {
                category,
                only,
                says: says?,
                valid: valid?,
            })
        }
    }
}

fn product_line(
    form: &mut FormState,
    words: Words,
    choices: &Choices,
    product: ProductId,
    sku: String,
) -> Option<Sweeping> {
    if matches!(form.value("rule"), "none" | "no-price") {
        return Some(Sweeping::NoProduct { product, sku });
    }
    let currency = form.read("currency", |text| {
        currencies(choices)
            .into_iter()
            .find(|one| one.code() == text)
            .ok_or_else(|| words.say("agreements-no-price-list"))
    });
    let says = read_says(form, words, currency);
    let valid = read_validity(form, words, "from", "until");
    Some(Sweeping::Product {
        product,
        sku,
        says: says?,
        valid: valid?,
    })
}

fn read_says(form: &mut FormState, words: Words, currency: Option<Currency>) -> Option<Says> {
    let rate = |form: &mut FormState, most: Rate| {
        form.read("rate", |text| match Rate::parse_percent(text) {
            Ok(rate) if rate.0 > 0 && rate <= most => Ok(rate),
            _ => Err(words.say("agreements-wrong-rate")),
        })
    };
    match (form.value("rule"), currency) {
        ("in", _) => Some(Says::In),
        ("out", _) => Some(Says::Out),
        ("cost-plus", _) => rate(form, Says::HIGHEST_MARKUP).map(Says::CostPlus),
        ("price", Some(currency)) => form
            .read("price", |text| match Money::parse(text, currency) {
                Ok(price) if price.minor >= 0 => Ok(price),
                _ => Err(words.say("agreements-no-price")),
            })
            .map(Says::Price),
        _ => rate(form, Rate::WHOLE).map(Says::Discount),
    }
}
