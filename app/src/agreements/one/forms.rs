//! The forms that add something to the draft.

use super::Sent;
use crate::agreements::fields::attribute_options;
use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, DateField, Field, MoneyField, PostForm, Select, Sheet, TextArea,
};
use domain::Day;
use domain::agreements::AgreementPage;
use domain::id::CategoryId;
use domain::text::Words;
use leptos::prelude::*;

/// All of them.
pub(super) fn more(words: Words, page: &AgreementPage, sent: Sent) -> AnyView {
    let here = format!("/console/agreements/{}", page.id);
    let mut categories = vec![(
        "all".to_owned(),
        words.say("agreements-everything").to_owned(),
    )];
    categories.extend(
        page.all_categories
            .iter()
            .map(|category| (category.id.to_string(), path_of(page, category.id))),
    );
    let attributes = attribute_options(&page.attributes);
    let manufacturers = page.manufacturers.clone();
    let lists = page
        .price_lists
        .iter()
        .map(|list| (list.id.to_string(), list.name.clone()))
        .collect();
    let date = |day: Option<Day>| day.map_or_else(String::new, |day| words.date_field(day));
    let valid = page.shown.valid();
    let terms = sent.terms.unwrap_or_else(|| {
        FormState::empty()
            .with("price_list", page.shown.price_list.to_string())
            .with("from", date(valid.first_day()))
            .with("until", date(valid.last_day()))
            .with("payment", page.shown.payment.clone())
            .with("delivery", page.shown.delivery.clone())
            .with("contact", page.shown.contact.clone())
            .with("terms", page.shown.terms.clone())
    });
    let category = sent.category.unwrap_or_default();
    let product = sent.product.unwrap_or_default();
    let currency = page.currency;
    // Whoever sends the terms again after they were changed meanwhile has seen
    // by then what they are.
    let version = page
        .draft()
        .map_or_else(String::new, |draft| draft.version.to_string());
    let rate_and_least = move || {
        view! {
            <Field
                name="rate"
                label=words.say("agreements-rate")
                help=words.say("agreements-rate-help")
                optional=true
                class="short"
            />
            <Field
                name="least"
                label=words.say("agreements-least")
                help=words.say("agreements-least-help")
                optional=true
                class="short"
            />
        }
    };
    let days = move || {
        view! {
            <div class="fields">
                <DateField name="from" label=words.say("agreements-first-day") optional=true />
                <DateField name="until" label=words.say("agreements-last-day") optional=true />
            </div>
        }
    };
    let to = |last: &str| format!("{here}/{last}");
    let (to_categories, to_products) = (to("categories"), to("products"));
    let (to_prices, to_terms) = (to("prices"), to("terms"));
    view! {
        <Sheet title=words.say("agreements-add-category")>
            <PostForm action=to_categories state=category prefix="category">
                <Select
                    name="category"
                    label=words.say("agreements-category")
                    options=categories
                />
                <div class="fields">
                    <Field
                        name="manufacturer"
                        label=words.say("agreements-only-maker")
                        known=manufacturers
                        optional=true
                        class="narrow"
                    />
                    <Select
                        name="attribute"
                        label=words.say("agreements-only-attribute")
                        options=attributes
                        optional=true
                        class="narrow"
                    />
                    <Field
                        name="values"
                        label=words.say("agreements-only-values")
                        help=words.say("agreements-only-values-help")
                        optional=true
                        class="narrow"
                    />
                </div>
                <Choice
                    name="rule"
                    label=words.say("agreements-rule")
                    options=vec![
                        ChoiceOption::new("in", words.say("agreements-in")),
                        ChoiceOption::new("out", words.say("agreements-out")).against(),
                        ChoiceOption::new("discount", words.say("agreements-discount")),
                        ChoiceOption::new("cost-plus", words.say("agreements-cost-plus")),
                    ]
                />
                <div class="fields">
                    {rate_and_least()}
                </div>
                {days()}
                <Actions>
                    <button class="btn">{words.say("agreements-add-rule")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        <Sheet
            title=words.say("agreements-add-products")
            footer=view! {
                <a href=to_prices>{words.say("agreements-import-prices")}</a>
            }
        >
            <PostForm action=to_products state=product prefix="product">
                <Field
                    name="skus"
                    label=words.say("agreements-skus")
                    help=words.say("agreements-skus-help")
                />
                <Choice
                    name="rule"
                    label=words.say("agreements-rule")
                    options=vec![
                        ChoiceOption::new("in", words.say("agreements-in")),
                        ChoiceOption::new("out", words.say("agreements-out")).against(),
                        ChoiceOption::new("price", words.say("agreements-fixed")),
                        ChoiceOption::new("discount", words.say("agreements-discount")),
                        ChoiceOption::new("cost-plus", words.say("agreements-cost-plus")),
                    ]
                />
                <div class="fields">
                    <MoneyField
                        name="price"
                        label=words.say("agreements-price")
                        help=words.say("agreements-price-help")
                        currency
                        optional=true
                    />
                    {rate_and_least()}
                </div>
                {days()}
                <Actions>
                    <button class="btn">{words.say("frame-add")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        <Sheet title=words.say("agreements-terms-title")>
            <PostForm action=to_terms state=terms prefix="terms">
                <input type="hidden" name="version" value=version />
                <Select
                    name="price_list"
                    label=words.say("agreements-price-list")
                    help=words.say("agreements-price-list-help")
                    options=lists
                    first=true
                />
                {days()}
                <Field
                    name="payment"
                    label=words.say("agreements-payment")
                    help=words.say("agreements-payment-help")
                    optional=true
                />
                <Field
                    name="delivery"
                    label=words.say("agreements-delivery")
                    help=words.say("agreements-delivery-help")
                    optional=true
                />
                <Field
                    name="contact"
                    label=words.say("agreements-contact")
                    help=words.say("agreements-contact-help")
                    optional=true
                />
                <TextArea
                    name="terms"
                    label=words.say("agreements-terms")
                    help=words.say("agreements-terms-help")
                    optional=true
                />
                <Actions>
                    <button class="btn">{words.say("agreements-keep")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// `Computers › Displays`
fn path_of(page: &AgreementPage, category: CategoryId) -> String {
    let mut names = Vec::new();
    let mut here = Some(category);
    while let Some(one) = here
        .and_then(|id| page.all_categories.iter().find(|one| one.id == id))
        .filter(|_| names.len() < 32)
    {
        names.insert(0, one.name.as_str());
        here = one.parent;
    }
    names.join(" › ")
}
