//! `/console/sweeps/new`: what is changed and whom it touches, seen before it
//! begins.

mod typed;

use self::typed::{read_what, read_whom};
use super::fields::{SEGMENTS, TIERS, attribute_options, not_found, refusal};
use super::sweeps::why;
use crate::frame::parts::{
    Actions, Checkbox, Column, DataTable, DateField, Field, Notice, PageHead, PostForm, Select,
    Sheet, Tag, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Currency;
use domain::agreements::sweep::{
    BeginSweep, Outcome, Sweeping, Swept, begin_sweep, whom_it_touches,
};
use domain::agreements::{
    AgreementError, AttributeName, ask_attribute_names, ask_manufacturers, ask_products_meant,
};
use domain::catalog::{Category, ListPurpose, PriceList, ask_categories, ask_price_lists};
use domain::identity::{Permission, ask_needs_categories};
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use std::sync::Arc;

/// How many agreements the page names.
const NAMED: usize = 100;

/// What a sweep would do.
struct Seen {
    what: Sweeping,
    touched: Vec<Swept>,
    /// How many products its line is about, if it asks for more than a category.
    products: Option<i64>,
}

/// What there is to choose from.
struct Choices {
    categories: Vec<Category>,
    lists: Vec<PriceList>,
    needs: Vec<String>,
    attributes: Vec<AttributeName>,
    manufacturers: Vec<String>,
}

/// `GET /console/sweeps/new`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let choices = choices(&visitor, &state).await?;
    let form = FormState::empty()
        .with("about", "category")
        .with("rule", "discount")
        .with("publishes", "on");
    Ok(page(&visitor, choices, form, None))
}

/// `POST /console/sweeps/new` with `do`, which is `look` or `begin`.
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let choices = choices(&visitor, &state).await?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let whom = read_whom(&mut form, words, &choices);
    let what = read_what(&visitor, &state, &mut form, &choices).await?;
    let (Some(whom), Some(what), true) = (whom, what, form.is_fine()) else {
        return Ok(page(&visitor, choices, form, None));
    };
    if form.value("do") == "begin" {
        let command = BeginSweep {
            key,
            whom: whom.clone(),
            what: what.clone(),
            note: form.value("note").to_owned(),
            publishes: form.form().has("publishes"),
        };
        match begin_sweep(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(id) => return Ok(Redirect::to(&format!("/console/sweeps/{id}")).into_response()),
            Err(error) => match refusal(words, &error) {
                Some(text) => {
                    let field = match error {
                        AgreementError::NoReason => "note",
                        _ => "",
                    };
                    form.fail(field, text);
                }
                None => return Err(not_found(&visitor)(error)),
            },
        }
    }
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let touched = whom_it_touches(&mut read, visitor.actor(), &whom, &what, visitor.now)
        .await
        .map_err(not_found(&visitor))?;
    let products = match &what {
        Sweeping::Category {
            category,
            only: Some(only),
            ..
        } => Some(ask_products_meant(*category, only).fetch(&mut read).await?),
        _ => None,
    };
    drop(read);
    let seen = Seen {
        what,
        touched,
        products,
    };
    Ok(page(&visitor, choices, form, Some(seen)))
}

async fn choices(visitor: &StaffOnly, state: &AppState) -> Result<Choices, PageError> {
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let questions = (
        ask_categories(),
        ask_price_lists(),
        ask_needs_categories(),
        ask_attribute_names(),
        ask_manufacturers(),
    );
    let (categories, mut lists, needs, attributes, manufacturers) =
        together(&mut read, questions).await?;
    lists.retain(|list| list.purpose == ListPurpose::Sale);
    Ok(Choices {
        categories,
        lists,
        needs,
        attributes,
        manufacturers,
    })
}

/// The currencies of the price lists.
fn currencies(choices: &Choices) -> Vec<Currency> {
    let mut all: Vec<Currency> = Vec::new();
    for list in &choices.lists {
        if !all.contains(&list.currency) {
            all.push(list.currency);
        }
    }
    all
}

fn page(visitor: &StaffOnly, choices: Choices, form: FormState, seen: Option<Seen>) -> Response {
    let words = visitor.words;
    let title = words.say("agreements-sweep-new");
    Page::new(visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([
            (words.say("agreements-title"), "/console/agreements"),
            (words.say("agreements-sweeps"), "/console/sweeps"),
        ])
        .status(form.status())
        .show(move || {
            let touched = seen.map(|seen| preview(words, &seen));
            let of_whom = Arc::new(choices);
            let of_what = Arc::clone(&of_whom);
            let begin = touched.is_some().then(|| {
                view! {
                    <button class="btn main" name="do" value="begin">
                        {words.say("agreements-sweep-begin")}
                    </button>
                }
            });
            view! {
                <PageHead title=title sub=words.say("agreements-sweep-new-sub") />
                <div class="stack">
                <PostForm state=form class="stack">
                    <Sheet title=words.say("agreements-sweep-whom")>
                        <div class="stack">{whom_fields(words, &of_whom)}</div>
                    </Sheet>
                    <Sheet title=words.say("agreements-sweep-what")>
                        <div class="stack">{what_fields(words, &of_what)}</div>
                    </Sheet>
                    <Sheet title=words.say("agreements-sweep-how")>
                        <div class="stack">
                        <TextArea
                            name="note"
                            label=words.say("agreements-note")
                            help=words.say("agreements-note-help")
                            optional=true
                        />
                        <Checkbox
                            name="publishes"
                            label=words.say("agreements-sweep-publish-at-once")
                        />
                        <Actions>
                            <button class="btn" name="do" value="look">
                                {words.say("agreements-sweep-look")}
                            </button>
                            {begin}
                        </Actions>
                        </div>
                    </Sheet>
                </PostForm>
                {touched}
                </div>
            }
        })
}

fn whom_fields(words: Words, choices: &Choices) -> AnyView {
    let segments = SEGMENTS
        .iter()
        .map(|(code, message)| ((*code).to_owned(), words.say(message).to_owned()))
        .collect::<Vec<_>>();
    let tiers = TIERS
        .iter()
        .map(|(tier, message)| (tier.code().to_owned(), words.say(message).to_owned()))
        .collect::<Vec<_>>();
    let needs = choices
        .needs
        .iter()
        .map(|name| (name.clone(), name.clone()))
        .collect::<Vec<_>>();
    let lists = choices
        .lists
        .iter()
        .map(|list| (list.id.to_string(), list.name.clone()))
        .collect::<Vec<_>>();
    view! {
        <div class="fields">
            <Select
                name="segment"
                label=words.say("agreements-segment")
                options=segments
                optional=true
                class="narrow"
            />
            <Select
                name="tier"
                label=words.say("agreements-tier")
                options=tiers
                optional=true
                class="narrow"
            />
            <Select
                name="needs"
                label=words.say("agreements-sweep-needs")
                options=needs
                optional=true
                class="narrow"
            />
            <Field
                name="country"
                label=words.say("agreements-country")
                optional=true
                longest=2_u32
                class="short"
            />
            <Select
                name="price_list"
                label=words.say("agreements-price-list")
                options=lists
                optional=true
                class="narrow"
            />
        </div>
        <Checkbox name="units" label=words.say("agreements-sweep-units") />
    }
    .into_any()
}

fn what_fields(words: Words, choices: &Choices) -> AnyView {
    let mut categories = vec![(
        "all".to_owned(),
        words.say("agreements-everything").to_owned(),
    )];
    let named = choices.categories.iter();
    categories.extend(named.map(|one| (one.id.to_string(), one.name.clone())));
    let currencies = currencies(choices)
        .into_iter()
        .map(|one| (one.code().to_owned(), one.code().to_owned()))
        .collect::<Vec<_>>();
    let said = |all: &[(&str, &'static str)]| {
        all.iter()
            .map(|(code, message)| ((*code).to_owned(), words.say(message).to_owned()))
            .collect::<Vec<_>>()
    };
    let about = said(&[
        ("category", "agreements-category"),
        ("product", "agreements-sweep-product"),
        ("until", "agreements-sweep-last-day"),
    ]);
    let rules = said(&[
        ("discount", "agreements-discount"),
        ("cost-plus", "agreements-cost-plus"),
        ("price", "agreements-fixed"),
        ("in", "agreements-in"),
        ("out", "agreements-out"),
        ("none", "agreements-sweep-no-rules"),
        ("no-price", "agreements-sweep-no-prices"),
    ]);
    view! {
        <Select
            name="about"
            label=words.say("agreements-sweep-about")
            options=about
            first=true
            class="narrow"
        />
        <div class="fields">
            <Select
                name="category"
                label=words.say("agreements-category")
                options=categories
                first=true
            />
            <Field
                name="sku"
                label=words.say("agreements-sku")
                help=words.say("agreements-sweep-sku-help")
                optional=true
                class="narrow"
            />
        </div>
        <div class="fields">
            <Field
                name="manufacturer"
                label=words.say("agreements-only-maker")
                known=choices.manufacturers.clone()
                optional=true
                class="narrow"
            />
            <Select
                name="attribute"
                label=words.say("agreements-only-attribute")
                options=attribute_options(&choices.attributes)
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
        <Select
            name="rule"
            label=words.say("agreements-rule")
            options=rules
            first=true
            class="narrow"
        />
        <div class="fields">
            <Field
                name="rate"
                label=words.say("agreements-rate")
                optional=true
                class="short"
            />
            <Field
                name="price"
                label=words.say("agreements-price")
                optional=true
                class="short"
            />
            <Select
                name="currency"
                label=words.say("frame-currency")
                options=currencies
                first=true
                class="narrow"
            />
            <DateField name="from" label=words.say("agreements-first-day") optional=true />
            <DateField name="until" label=words.say("agreements-last-day") optional=true />
        </div>
    }
    .into_any()
}

/// Whom it touches, and how.
fn preview(words: Words, seen: &Seen) -> AnyView {
    let (what, touched) = (&seen.what, &seen.touched);
    let products = seen.products.map(|count| {
        let text = words.say_with(
            "agreements-sweep-about-products",
            &[("count", count.into())],
        );
        let tone = if count == 0 { Tone::Warn } else { Tone::Accent };
        view! { <Notice tone=tone>{text}</Notice> }
    });
    let count = |wanted: fn(Outcome) -> bool| {
        let all = touched.iter().filter(|one| wanted(one.outcome(what)));
        i64::try_from(all.count()).unwrap_or(i64::MAX)
    };
    let summary = words.say_with(
        "agreements-sweep-summary",
        &[
            ("changed", count(|one| one == Outcome::Changed).into()),
            ("unchanged", count(|one| one == Outcome::Unchanged).into()),
            (
                "skipped",
                count(|one| matches!(one, Outcome::Skipped(_))).into(),
            ),
        ],
    );
    let rows = touched
        .iter()
        .take(NAMED)
        .map(|one| {
            let (text, tone) = match one.outcome(what) {
                Outcome::Changed => (words.say("agreements-sweep-would-change"), Tone::Accent),
                Outcome::Unchanged => (words.say("agreements-sweep-unchanged"), Tone::Plain),
                Outcome::Skipped(reason) => (why(words, reason), Tone::Warn),
            };
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!(
                            "/console/customers/{}",
                            one.customer,
                        )>{one.customer_name.clone()}</a>
                    </td>
                    <td>
                        <a href=format!(
                            "/console/agreements/{}",
                            one.agreement,
                        )>{one.number.clone()}</a>
                    </td>
                    <td>
                        <Tag text=text tone />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("frame-customer")),
        Column::new(words.say("agreements-agreement")),
        Column::new(words.say("agreements-sweep-outcome")),
    ];
    let more = (touched.len() > NAMED).then(|| {
        let count = [(
            "count",
            i64::try_from(touched.len() - NAMED).unwrap_or(0).into(),
        )];
        view! { <p class="small mute">{words.say_with("agreements-sweep-more", &count)}</p> }
    });
    view! {
        <Sheet title=words.say("agreements-sweep-touches") id="touches">
            <div class="stack">
                {products}
                <p>{summary}</p>
                <DataTable
                    caption=words.say("agreements-sweep-touches")
                    quiet=true
                    columns
                    stack=true
                >
                    {rows}
                </DataTable>
                {more}
            </div>
        </Sheet>
    }
    .into_any()
}
