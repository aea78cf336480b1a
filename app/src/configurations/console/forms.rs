//! The forms of the editor: each adds something to the draft.

use super::{factory_form, rules};
use crate::frame::FormState;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Field, Fold, MoneyField, PostForm, QuantityField, Select, Sheet,
    TextArea,
};
use domain::Quantity;
use domain::configurations::ConfigurationPage;
use domain::text::Words;
use leptos::prelude::*;

/// Which of the page's forms was sent and could not be taken.
pub(super) enum Sent {
    Nothing,
    Describe(FormState),
    Base(FormState),
    Part(FormState),
    Group(FormState),
    Limits(FormState),
    Option(FormState),
    Rule(FormState),
    Offered(FormState),
    Factory(FormState),
}

impl Sent {
    pub(super) fn form(&self) -> Option<&FormState> {
        match self {
            Sent::Nothing => None,
            Sent::Describe(form)
            | Sent::Base(form)
            | Sent::Part(form)
            | Sent::Group(form)
            | Sent::Limits(form)
            | Sent::Option(form)
            | Sent::Rule(form)
            | Sent::Offered(form)
            | Sent::Factory(form) => Some(form),
        }
    }
}

/// The forms that change the draft.
pub(super) fn forms(words: Words, page: &ConfigurationPage, sent: Sent) -> AnyView {
    let here = format!("/console/configurations/{}", page.id);
    let mut describe = FormState::empty()
        .with("name", page.name.clone())
        .with("description", page.description.clone());
    let mut base = FormState::empty().with(
        "price",
        page.contents
            .base
            .map_or_else(String::new, |base| base.plain()),
    );
    let (mut part, mut group, mut option) = Default::default();
    let (mut rule, mut offered, mut factory) = Default::default();
    let failed_option = matches!(sent, Sent::Option(_));
    let opens = matches!(sent, Sent::Describe(_) | Sent::Base(_));
    match sent {
        // Stands where its group does.
        Sent::Nothing | Sent::Limits(_) => {}
        Sent::Rule(form) => rule = Some(form),
        Sent::Offered(form) => offered = Some(form),
        Sent::Factory(form) => factory = Some(form),
        Sent::Describe(form) => describe = form,
        Sent::Base(form) => base = form,
        Sent::Part(form) => part = form,
        Sent::Group(form) => group = form,
        Sent::Option(form) => option = form,
    }
    // Options go where the last ones went.
    let last = page.contents.groups.last().map(|one| one.id.to_string());
    let option = match last {
        Some(last) if !failed_option => FormState::with(option, "group", last),
        _ => option,
    };
    let currency = page.shown.currency;
    let code = currency.code().to_owned();
    let one = words.quantity(Quantity::pieces(1));
    let to = |last: &str| format!("{here}/{last}");
    let option = (!page.contents.groups.is_empty()).then(|| {
        let groups = page
            .contents
            .groups
            .iter()
            .map(|group| (group.id.to_string(), group.name.clone()))
            .collect::<Vec<_>>();
        let (code, one) = (code.clone(), one.clone());
        let action = to("options");
        view! {
            <Sheet title=words.say("configurations-add-option")>
                <PostForm action state=option prefix="option">
                    <input type="hidden" name="currency" value=code />
                    <Select
                        name="group"
                        label=words.say("configurations-group")
                        options=groups
                        first=true
                    />
                    <div class="fields">
                        <Field
                            name="sku"
                            label=words.say("agreements-sku")
                            help=words.say("configurations-option-sku-help")
                            optional=true
                        />
                        <Field
                            name="name"
                            label=words.say("configurations-option-name")
                            help=words.say("configurations-option-name-help")
                            optional=true
                        />
                    </div>
                    <div class="fields">
                        <QuantityField name="quantity" value=one />
                        <MoneyField
                            name="price"
                            label=words.say("configurations-adds")
                            help=words.say("configurations-adds-help")
                            currency
                            optional=true
                        />
                    </div>
                    <div class="fields">
                        <Field
                            name="fewest"
                            label=words.say("configurations-fewest")
                            help=words.say("configurations-pieces-help")
                            class="narrow"
                            longest=2_u32
                            optional=true
                        />
                        <Field
                            name="most"
                            label=words.say("configurations-most")
                            class="narrow"
                            longest=2_u32
                            optional=true
                        />
                    </div>
                    <Actions>
                        <button class="btn">{words.say("configurations-add-option")}</button>
                    </Actions>
                </PostForm>
            </Sheet>
        }
    });
    let rules = rules::forms(words, page, rule.as_ref());
    let factory = factory_form::factory(words, page, factory);
    let offered = factory_form::offered(words, page, offered);
    let (to_parts, to_groups) = (to("parts"), to("groups"));
    let (to_base, to_describe) = (to("base"), to("describe"));
    view! {
        {option}
        <Sheet title=words.say("configurations-add-part")>
            <PostForm action=to_parts state=part prefix="part">
                <div class="fields">
                    <Field
                        name="sku"
                        label=words.say("agreements-sku")
                        help=words.say("configurations-part-sku-help")
                    />
                    <QuantityField name="quantity" value=one />
                </div>
                <Actions>
                    <button class="btn">{words.say("configurations-add-part")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        <Sheet title=words.say("configurations-add-group")>
            <PostForm action=to_groups state=group prefix="group">
                <Field
                    name="name"
                    label=words.say("configurations-group-name")
                    help=words.say("configurations-group-name-help")
                    longest=60_u32
                />
                <Choice
                    name="pick"
                    label=words.say("configurations-pick")
                    options=vec![
                        ChoiceOption::new("must", words.say("configurations-must")),
                        ChoiceOption::new("may", words.say("configurations-may")),
                        ChoiceOption::new("several", words.say("configurations-several")),
                    ]
                    list=true
                />
                <div class="fields">
                    <Field
                        name="least"
                        label=words.say("configurations-least-picked")
                        help=words.say("configurations-several-help")
                        class="narrow"
                        longest=2_u32
                        optional=true
                    />
                    <Field
                        name="most"
                        label=words.say("configurations-most-picked")
                        class="narrow"
                        longest=2_u32
                        optional=true
                    />
                </div>
                <Actions>
                    <button class="btn">{words.say("configurations-add-group")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        {rules}
        {factory}
        {offered}
        <Fold title=words.say("configurations-more") open=opens>
            <PostForm action=to_base state=base prefix="base">
                <input type="hidden" name="currency" value=code />
                <MoneyField
                    name="price"
                    label=words.say("configurations-base")
                    help=words.say("configurations-base-help")
                    currency
                    optional=true
                />
                <Actions>
                    <button class="btn">{words.say("agreements-keep")}</button>
                </Actions>
            </PostForm>
            <PostForm action=to_describe state=describe prefix="describe">
                <Field name="name" label=words.say("configurations-name") longest=100_u32 />
                <TextArea
                    name="description"
                    label=words.say("configurations-purpose")
                    help=words.say("configurations-at-once")
                    optional=true
                />
                <Actions>
                    <button class="btn">{words.say("configurations-describe")}</button>
                </Actions>
            </PostForm>
        </Fold>
    }
    .into_any()
}
