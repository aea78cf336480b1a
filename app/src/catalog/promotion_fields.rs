//! The fields of a promotion: filled, read, and what is wrong with them.

use crate::frame::FormState;
use crate::frame::parts::{DateField, Field, Select};
use domain::catalog::{
    Category, NewPromotion, PriceListRow, Promoted, PromotedPrice, PromotionError, PromotionFault,
    PromotionRow, promotion_name,
};
use domain::id::CategoryId;
use domain::store::FormKey;
use domain::text::Words;
use domain::{Currency, Day, Money, Quantity, Rate, Timestamp};
use leptos::prelude::*;

/// The fields of a promotion. Inside of its form.
pub(super) fn fields(words: Words, categories: &[Category], currency: Currency) -> AnyView {
    let mut what = vec![
        (
            "product".to_owned(),
            words.say("catalog-promotion-one").to_owned(),
        ),
        (
            "all".to_owned(),
            words.say("agreements-everything").to_owned(),
        ),
    ];
    what.extend(
        categories
            .iter()
            .map(|one| (one.id.to_string(), one.name.clone())),
    );
    let currency = currency.code().to_owned();
    view! {
            <Field
                name="name"
                label=words.say("catalog-promotion-name")
                help=words.say("catalog-promotion-name-help")
                longest=60_u32
                class="narrow"
            />
            <div class="fields">
                <Select
                    name="what"
                    label=words.say("agreements-applies-to")
                    options=what
                    first=true
                    class="narrow"
                />
                <Field
                    name="sku"
                    label=words.say("catalog-sku")
                    help=words.say("catalog-promotion-sku-help")
                    optional=true
                    class="narrow"
                />
            </div>
            <div class="fields">
                <Field
                    name="rate"
                    label=words.say("catalog-promotion-rate")
                    optional=true
                    class="short"
                />
                <Field
                    name="price"
                    label=words.say_with("catalog-promotion-price", &[("currency", currency.into())])
                    help=words.say("catalog-promotion-price-help")
                    optional=true
                    class="short"
                />
                <Field
                    name="pieces"
                    label=words.say("catalog-many-from")
                    optional=true
                    class="short"
                />
            </div>
            <div class="fields">
                <DateField name="from" label=words.say("agreements-first-day") optional=true />
                <DateField name="until" label=words.say("agreements-last-day") optional=true />
            </div>
    }
    .into_any()
}

/// Says beside each field why a promotion was not kept.
pub(super) fn refuse(form: &mut FormState, words: Words, refused: &PromotionError) {
    match refused {
        PromotionError::Fields(faults) => {
            for fault in faults {
                let (field, message) = match fault {
                    PromotionFault::Name => ("name", "catalog-promotion-no-name"),
                    PromotionFault::WrongRate => ("rate", "catalog-promotion-wrong-rate"),
                    PromotionFault::WrongPrice => ("price", "catalog-promotion-wrong-price"),
                    PromotionFault::UnknownSku => ("sku", "catalog-promotion-no-sku"),
                    PromotionFault::Over => ("until", "catalog-promotion-over"),
                };
                form.fail(field, words.say(message));
            }
        }
        PromotionError::ChangedMeanwhile => form.fail("", words.say("catalog-promotion-changed")),
        _ => form.fail("", words.say("catalog-promotion-cost")),
    }
}

/// The fields filled with what a promotion is.
pub(super) fn fill(one: &PromotionRow, currency: Currency) -> FormState {
    let what = match (&one.sku, one.category_id) {
        (Some(_), _) => "product".to_owned(),
        (None, Some(category)) => category.to_string(),
        (None, None) => "all".to_owned(),
    };
    let rate = one.rate.map(|rate| rate.percent()).unwrap_or_default();
    let price = one
        .price_minor
        .map(|minor| Money::new(minor, currency).plain());
    let many = (one.least > Quantity::pieces(1)).then(|| one.least.to_string());
    let until = (one.valid_until < Timestamp::NEVER).then(|| Day::last_before(one.valid_until));
    FormState::empty()
        .with("name", one.name.clone())
        .with("what", what)
        .with("sku", one.sku.clone().unwrap_or_default())
        .with("rate", rate)
        .with("price", price.unwrap_or_default())
        .with("pieces", many.unwrap_or_default())
        .with("from", Day::of(one.valid_from).to_string())
        .with(
            "until",
            until.map(|day| day.to_string()).unwrap_or_default(),
        )
}

/// Reads the fields. Without a first day it applies from `begins` on; and if that
/// is its day already, from the very moment.
pub(super) fn read_promotion(
    form: &mut FormState,
    words: Words,
    key: FormKey,
    list: &PriceListRow,
    begins: Timestamp,
) -> Option<NewPromotion> {
    let what = match form.value("what") {
        "all" => Some(Promoted::Everything),
        "product" => Some(Promoted::Product(form.value("sku").to_owned())),
        _ => form
            .read("what", |id| {
                id.parse::<CategoryId>()
                    .map_err(|_| words.say("catalog-promotion-no-category"))
            })
            .map(Promoted::Category),
    };
    // One of the two is needed; what can't be read is told of both.
    let (rate, price) = (form.value("rate"), form.value("price"));
    let (is_fixed, with_rate) = (!price.is_empty(), !rate.is_empty() || price.is_empty());
    let rate = with_rate.then(|| {
        form.read("rate", |text| {
            Rate::parse_percent(text).map_err(|_| words.say("catalog-promotion-wrong-rate"))
        })
    });
    let price = is_fixed.then(|| {
        form.read("price", |text| {
            Money::parse(text, list.currency)
                .map_err(|_| words.say("catalog-promotion-wrong-price"))
        })
    });
    let price = match price {
        Some(price) => price.map(PromotedPrice::Fixed),
        None => rate.flatten().map(PromotedPrice::Off),
    };
    let least = form.read("pieces", |text| match text {
        "" => Ok(Quantity::pieces(1)),
        text => Quantity::parse_pieces(text).map_err(|_| words.say("agreements-no-pieces")),
    });
    let no_day = words.say("frame-no-day");
    let from = form.day_or_none("from", no_day);
    let until = form.day_or_none("until", no_day);
    if !form.is_fine() {
        // Nothing else is looked at then; that there is no name can be said.
        if promotion_name(form.value("name")).is_none() {
            form.fail("name", words.say("catalog-promotion-no-name"));
        }
        return None;
    }
    Some(NewPromotion {
        key,
        list: list.id,
        name: form.value("name").to_owned(),
        what: what?,
        price: price?,
        least: least?,
        from: from?
            .filter(|day| *day != Day::of(begins))
            .map_or(begins, Day::start),
        until: until?.map_or(Timestamp::NEVER, Day::end),
    })
}
