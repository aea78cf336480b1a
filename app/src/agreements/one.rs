//! One agreement on one page: what the customer may buy, at which prices, on
//! which terms, and since when it is like that. A curator changes the draft
//! here, a line at a time; what applies stays as it is until the draft is
//! published.

use super::fields::{id, last_day, not_found, read_validity, refusal, state_of, when};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, Columns, DataTable, DateField, Empty, Field, MoneyField,
    Notice, PageHead, PostForm, Price, Select, Sheet, Slot, Step, Tag, TextArea, Timeline, Tone,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{
    AgreementError, AgreementPage, CategoryLine, CategoryRow, Change, Difference, ProductLine,
    ProductRow, Revision, Validity, agreement_page, change_agreement, difference, discard_draft,
};
use domain::id::{AgreementId, CategoryId, PriceListId, ProductId};
use domain::identity::Permission;
use domain::text::Words;
use domain::{Money, Rate, Timestamp};
use leptos::prelude::*;

/// Which of the page's forms was sent and could not be taken.
#[derive(Default)]
struct Sent {
    terms: Option<FormState>,
    category: Option<FormState>,
    product: Option<FormState>,
}

/// `GET /console/agreements/{id}?revision=N&find=WORDS`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    answer(&visitor, &state, id(&agreement)?, Sent::default()).await
}

/// `POST …/terms`: price list, validity and terms of the draft.
pub async fn change_terms(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id(&agreement)?);
    let mut form = FormState::from(form);
    let price_list = form.read("price_list", |text| {
        text.parse::<PriceListId>()
            .map_err(|_| words.say("agreements-no-price-list"))
    });
    let valid = read_validity(&mut form, words, "from", "until");
    let terms = form.value("terms").to_owned();
    let change = price_list
        .zip(valid)
        .map(|(price_list, valid)| Change::Terms {
            price_list,
            valid,
            terms,
        });
    take(
        &visitor,
        &state,
        agreement,
        change,
        form,
        "price_list",
        |form| Sent {
            terms: Some(form),
            ..Sent::default()
        },
    )
    .await
}

/// `POST …/categories`: one more rule about a category.
pub async fn add_category(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id(&agreement)?);
    let mut form = FormState::from(form);
    let category = form.read("category", |text| match text {
        "all" => Ok(None),
        id => id
            .parse::<CategoryId>()
            .map(Some)
            .map_err(|_| words.say("agreements-no-category")),
    });
    let line = match form.value("rule") {
        "out" => Some(CategoryLine::Out),
        "discount" => form
            .read("rate", |text| {
                Rate::parse_percent(text).map_err(|_| words.say("agreements-wrong-rate"))
            })
            .map(CategoryLine::Discount),
        _ => Some(CategoryLine::In),
    };
    let valid = read_validity(&mut form, words, "from", "until");
    let change = match (category, line, valid) {
        (Some(category), Some(line), Some(valid)) => Some(Change::AddCategory {
            category,
            line,
            valid,
        }),
        _ => None,
    };
    let field = match line {
        Some(CategoryLine::Discount(_)) => "rate",
        _ => "category",
    };
    take(&visitor, &state, agreement, change, form, field, |form| {
        Sent {
            category: Some(form),
            ..Sent::default()
        }
    })
    .await
}

/// `POST …/categories/remove` with `number`.
pub async fn remove_category(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let agreement = id(&agreement)?;
    let form = FormState::from(form);
    let number = form
        .value("number")
        .parse()
        .map_err(|_| PageError::BadForm)?;
    let change = Some(Change::RemoveCategory(number));
    take(&visitor, &state, agreement, change, form, "", |_| {
        Sent::default()
    })
    .await
}

/// `POST …/products`: one more rule about each of some products.
pub async fn add_products(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id::<AgreementId>(&agreement)?);
    let mut form = FormState::from(form);
    let page = read(&visitor, &state, agreement).await?;
    let skus: Vec<String> = form
        .value("skus")
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|sku| !sku.is_empty())
        .map(str::to_owned)
        .collect();
    if skus.is_empty() {
        form.fail("skus", words.say("agreements-no-skus"));
    }
    let line = match form.value("rule") {
        "out" => Some(ProductLine::Out),
        "price" => form
            .read("price", |text| {
                Money::parse(text, page.currency).map_err(|_| words.say("agreements-no-price"))
            })
            .map(ProductLine::Price),
        _ => Some(ProductLine::In),
    };
    let valid = read_validity(&mut form, words, "from", "until");
    let change = match (line, valid, form.is_fine()) {
        (Some(line), Some(valid), true) => Some(Change::AddProducts {
            lines: skus.into_iter().map(|sku| (sku, line, valid)).collect(),
        }),
        _ => None,
    };
    take(&visitor, &state, agreement, change, form, "skus", |form| {
        Sent {
            product: Some(form),
            ..Sent::default()
        }
    })
    .await
}

/// `POST …/products/remove` with `line`, which is product, rule and first
/// moment.
pub async fn remove_product(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let agreement = id(&agreement)?;
    let form = FormState::from(form);
    let mut parts = form.value("line").split(' ');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (product, rule, from) = (next(), next(), next());
    let change = Some(Change::RemoveProduct {
        product: product
            .parse::<ProductId>()
            .map_err(|_| PageError::BadForm)?,
        rule,
        from: Timestamp(from.parse().map_err(|_| PageError::BadForm)?),
    });
    take(&visitor, &state, agreement, change, form, "", |_| {
        Sent::default()
    })
    .await
}

/// `POST …/discard`
pub async fn discard(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let agreement: AgreementId = id(&agreement)?;
    match discard_draft(&state.db, visitor.actor(), agreement, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-discarded"))
                .await?
        }
        Err(AgreementError::NoDraft) => {
            visitor
                .say_next(false, words.say("agreements-no-draft"))
                .await?;
        }
        Err(error) => return Err(not_found(&visitor)(error)),
    }
    Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
}

/// Makes the change, or shows the page again with what is wrong next to the
/// field it concerns.
async fn take(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
    change: Option<Change>,
    mut form: FormState,
    field: &'static str,
    again: impl FnOnce(FormState) -> Sent,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let (Some(change), true) = (change, form.is_fine()) else {
        return answer(visitor, state, agreement, again(form)).await;
    };
    match change_agreement(&state.db, visitor.actor(), agreement, change, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-draft-kept"))
                .await?;
            Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
        }
        Err(error) => match refusal(words, &error) {
            Some(why) => {
                form.fail(field, why);
                answer(visitor, state, agreement, again(form)).await
            }
            None => Err(not_found(visitor)(error)),
        },
    }
}

/// The agreement, or that there is none.
pub(super) async fn read(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
) -> Result<AgreementPage, PageError> {
    let address = Address::of(visitor);
    let revision = address.get("revision").and_then(|text| text.parse().ok());
    let find = address.get("find").unwrap_or_default();
    let may = visitor.actor().may(Permission::SeeCustomers);
    agreement_page(
        &state.db,
        visitor.actor(),
        agreement,
        revision,
        find,
        visitor.now,
    )
    .await
    .map_err(|error: PageError| match error {
        PageError::Denied if may => PageError::NotFound,
        other => other,
    })
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
    sent: Sent,
) -> Result<Response, PageError> {
    let page = read(visitor, state, agreement).await?;
    let change = difference::<PageError>(&state.db, visitor.actor(), &page, visitor.now).await?;
    let find = Address::of(visitor)
        .get("find")
        .unwrap_or_default()
        .to_owned();
    Ok(view(visitor, page, change, find, sent))
}

fn view(
    visitor: &StaffOnly,
    page: AgreementPage,
    change: Difference,
    find: String,
    sent: Sent,
) -> Response {
    let words = visitor.words;
    let forms = [&sent.terms, &sent.category, &sent.product];
    let status = forms
        .iter()
        .find_map(|form| form.as_ref())
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let edits = visitor.actor().may(Permission::Curate)
        && (page.shown.is_draft() || (page.draft().is_none() && page.shown.state == "published"));
    let title = page.number.clone();
    let customer = (
        page.customer_name.clone(),
        format!("/console/customers/{}", page.customer),
    );
    Page::new(visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([
            (
                words.say("agreements-title").to_owned(),
                "/console/agreements".to_owned(),
            ),
            customer,
        ])
        .status(status)
        .wide()
        .show(move || {
            let head = head(words, &page, edits);
            let notice = notice(words, &page, &change);
            let aside = aside(words, &page);
            let assortment = assortment(words, &page, edits);
            let prices = prices(words, &page, edits, &find);
            let more = edits.then(|| more(words, &page, sent));
            view! {
                {head}
                {notice}
                <Columns aside=aside>{assortment} {prices} {more}</Columns>
            }
        })
}

fn head(words: Words, page: &AgreementPage, edits: bool) -> impl IntoView + use<> {
    let href = format!("/console/agreements/{}", page.id);
    let valid = when(words, page.shown.valid());
    let terms = page
        .shown
        .terms
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned();
    let mut facts = vec![
        page.customer_name.clone(),
        page.currency.code().to_owned(),
        valid,
    ];
    if !terms.is_empty() {
        facts.push(terms);
    }
    let tone = match page.shown.state.as_str() {
        "draft" => Tone::Warn,
        "published" => Tone::Good,
        _ => Tone::Plain,
    };
    let tags = view! { <Tag text=state_of(words, &page.shown) tone /> };
    let draft = page.draft().filter(|_| edits);
    let revision = (page.shown.state != "superseded").then(|| page.shown.id.to_string());
    let discards = draft.is_some() && page.published().is_some();
    let publishes = draft.is_some();
    let view_as = format!("/console/customers/{}/view", page.customer);
    let (discard, publish) = (format!("{href}/discard"), format!("{href}/publish"));
    let title = page.number.clone();
    view! {
        <PageHead title sub=facts.join(" · ") tags=tags>
            {revision
                .map(|revision| {
                    view! {
                        <form method="post" action=view_as>
                            <button class="btn" name="revision" value=revision>
                                {words.say("agreements-view-as")}
                            </button>
                        </form>
                    }
                })}
            {discards
                .then(|| {
                    view! {
                        <form method="post" action=discard>
                            <button class="btn">{words.say("agreements-discard")}</button>
                        </form>
                    }
                })}
            {publishes
                .then(|| {
                    view! {
                        <a class="btn main" href=publish>
                            {words.say("agreements-publish")}
                        </a>
                    }
                })}
        </PageHead>
    }
}

/// What the draft would change, in one sentence.
pub(super) fn summary(words: Words, change: &Difference) -> String {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let parts: Vec<String> = [
        ("agreements-gained", change.gained),
        ("agreements-lost", change.lost),
        ("agreements-cheaper", change.cheaper),
        ("agreements-dearer", change.dearer),
        ("agreements-otherwise", change.otherwise),
    ]
    .into_iter()
    .filter(|(_, number)| *number > 0)
    .map(|(message, number)| words.say_with(message, &[("count", count(number).into())]))
    .collect();
    if parts.is_empty() {
        words.say("agreements-no-difference").to_owned()
    } else {
        parts.join(", ")
    }
}

fn notice(words: Words, page: &AgreementPage, change: &Difference) -> Option<AnyView> {
    page.draft()?;
    if !page.shown.is_draft() {
        let href = format!("/console/agreements/{}", page.id);
        return Some(
            view! {
                <Notice
                    tone=Tone::Accent
                    actions=view! { <a class="btn s" href=href>{words.say("agreements-to-draft")}</a> }
                >
                    {words.say("agreements-there-is-a-draft")}
                </Notice>
            }
            .into_any(),
        );
    }
    let title = page.published().map_or_else(
        || words.say("agreements-first-publication").to_owned(),
        |published| words.say_with("agreements-against", &[("number", published.number.into())]),
    );
    let sentence = words.say_with(
        "agreements-difference",
        &[
            ("changes", summary(words, change).as_str().into()),
            ("members", page.members.into()),
        ],
    );
    let actions: Slot = if change.is_nothing() {
        Slot::default()
    } else {
        let href = format!("/console/agreements/{}/difference", page.id);
        view! { <a class="btn s" href=href>{words.say("agreements-show-difference")}</a> }.into()
    };
    Some(
        view! {
            <Notice tone=Tone::Warn title=title actions=actions>
                {sentence}
            </Notice>
        }
        .into_any(),
    )
}

fn category_name(words: Words, row: &CategoryRow) -> String {
    row.name
        .clone()
        .unwrap_or_else(|| words.say("agreements-everything").to_owned())
}

fn remove(words: Words, name: &'static str, value: String, what: &str) -> impl IntoView + use<> {
    let label = words.say_with("agreements-remove-what", &[("what", what.into())]);
    view! {
        <button class="btn s quiet" name=name value=value aria-label=label>
            {words.say("agreements-remove")}
        </button>
    }
}

/// What the customer may buy.
fn assortment(words: Words, page: &AgreementPage, edits: bool) -> AnyView {
    let mut rows: Vec<AnyView> = page
        .categories
        .iter()
        .filter(|row| row.rule != "discount")
        .map(|row| {
            let name = category_name(words, row);
            let (label, tone) = if row.rule == "in" {
                ("agreements-in", Tone::Good)
            } else {
                ("agreements-out", Tone::Bad)
            };
            let valid = Validity {
                from: row.valid_from,
                until: row.valid_until,
            };
            let count = page.products_below(row.category);
            let text = match row.category {
                Some(_) => {
                    words.say_with("agreements-and-below", &[("name", name.as_str().into())])
                }
                None => name.clone(),
            };
            let button = edits.then(|| remove(words, "number", row.number.to_string(), &name));
            view! {
                <tr>
                    <td>
                        <Tag text=words.say(label) tone />
                    </td>
                    <td class="wide">{text}</td>
                    <td class="small" data-l=words.say("agreements-validity")>
                        {when(words, valid)}
                    </td>
                    <td class="num" data-l=words.say("agreements-count")>
                        {words.number(count)}
                    </td>
                    <td class="actions">{button}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    for (rule, label, message, tone) in [
        ("in", "agreements-in", "agreements-single-in", Tone::Good),
        ("out", "agreements-out", "agreements-single-out", Tone::Bad),
    ] {
        let count = page.products.iter().filter(|row| row.rule == rule).count();
        if count > 0 {
            let count = i64::try_from(count).unwrap_or(i64::MAX);
            rows.push(
                view! {
                    <tr>
                        <td>
                            <Tag text=words.say(label) tone />
                        </td>
                        <td class="wide">
                            <a href="#lines">{words.say_with(message, &[("count", count.into())])}</a>
                        </td>
                        <td></td>
                        <td class="num">{words.number(count)}</td>
                        <td></td>
                    </tr>
                }
                .into_any(),
            );
        }
    }
    if rows.is_empty() {
        return view! {
            <Sheet title=words.say("agreements-may-buy")>
                <Empty
                    title=words.say("agreements-nothing-in")
                    text=words.say("agreements-nothing-in-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("agreements-rule")),
        Column::new(words.say("agreements-products")),
        Column::new(words.say("agreements-validity")),
        Column::num(words.say("agreements-count")),
        Column::actions(),
    ];
    let action = format!("/console/agreements/{}/categories/remove", page.id);
    view! {
        <Sheet flush=true>
            <form method="post" action=action>
                <DataTable
                    caption=words.say("agreements-may-buy")
                    note=words.say("agreements-may-buy-note")
                    columns
                    stack=true
                >
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

/// Discounts and contract prices.
fn prices(words: Words, page: &AgreementPage, edits: bool, find: &str) -> AnyView {
    let discounts: Vec<AnyView> = page
        .categories
        .iter()
        .filter(|row| row.rule == "discount")
        .map(|row| {
            let name = category_name(words, row);
            let rate = words.percent(row.rate.unwrap_or_default());
            let valid = Validity {
                from: row.valid_from,
                until: row.valid_until,
            };
            let button = edits.then(|| remove(words, "number", row.number.to_string(), &name));
            view! {
                <tr>
                    <td class="wide">{name}</td>
                    <td data-l=words.say("agreements-price")>
                        {words.say_with("agreements-off-list", &[("rate", rate.as_str().into())])}
                    </td>
                    <td class="small" data-l=words.say("agreements-validity")>
                        {when(words, valid)}
                    </td>
                    <td class="num" data-l=words.say("agreements-products")>
                        {words.number(page.products_below(row.category))}
                    </td>
                    <td class="actions">{button}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = || {
        vec![
            Column::new(words.say("agreements-applies-to")),
            Column::new(words.say("agreements-price")),
            Column::new(words.say("agreements-validity")),
            Column::num(words.say("agreements-products")),
            Column::actions(),
        ]
    };
    let discounts = if discounts.is_empty() {
        view! {
            <Empty
                title=words.say("agreements-no-discounts")
                text=words.say("agreements-no-discounts-text")
            />
        }
        .into_any()
    } else {
        let action = format!("/console/agreements/{}/categories/remove", page.id);
        view! {
            <form method="post" action=action>
                <DataTable
                    caption=words.say("agreements-discounts")
                    note=words.say("agreements-discounts-note")
                    columns=columns()
                    stack=true
                >
                    {discounts}
                </DataTable>
            </form>
        }
        .into_any()
    };
    let lines = lines(words, page, edits, find);
    view! {
        <Sheet flush=true>{discounts}</Sheet>
        {lines}
    }
    .into_any()
}

/// The rules about single products.
fn lines(words: Words, page: &AgreementPage, edits: bool, find: &str) -> Option<AnyView> {
    if page.product_lines == 0 {
        return None;
    }
    let rows = page
        .products
        .iter()
        .map(|row| product_line(words, page, row, edits))
        .collect_view();
    let columns = vec![
        Column::new(words.say("agreements-product")),
        Column::new(words.say("agreements-rule")),
        Column::num(words.say("agreements-price")),
        Column::num(words.say("agreements-list-price")),
        Column::new(words.say("agreements-validity")),
        Column::actions(),
    ];
    let here = format!("/console/agreements/{}", page.id);
    let shown = i64::try_from(page.products.len()).unwrap_or(i64::MAX);
    let note = words.say_with(
        "agreements-lines-shown",
        &[
            ("shown", shown.into()),
            ("total", page.product_lines.into()),
        ],
    );
    let find = find.to_owned();
    let number = page.shown.number.to_string();
    let many = page.product_lines > 20;
    let removing = format!("{here}/products/remove");
    Some(
        view! {
            <Sheet flush=true id="lines">
                {many
                    .then(|| {
                        view! {
                            <form
                                method="get"
                                action=here.clone()
                                class="filter in"
                                role="search"
                                aria-label=words.say("frame-search-list")
                            >
                                <input type="hidden" name="revision" value=number />
                                <label class="unseen" for="find">
                                    {words.say("agreements-find-line")}
                                </label>
                                <input
                                    class="input"
                                    type="search"
                                    id="find"
                                    name="find"
                                    value=find
                                    placeholder=words.say("agreements-find-line")
                                />
                                <button class="btn">{words.say("agreements-search")}</button>
                            </form>
                        }
                    })}
                <form method="post" action=removing>
                    <DataTable
                        caption=words.say("agreements-single-products")
                        note=note
                        columns
                        stack=true
                    >
                        {rows}
                    </DataTable>
                </form>
            </Sheet>
        }
        .into_any(),
    )
}

fn product_line(
    words: Words,
    page: &AgreementPage,
    row: &ProductRow,
    edits: bool,
) -> impl IntoView + use<> {
    let (label, tone) = match row.rule.as_str() {
        "in" => ("agreements-in", Tone::Good),
        "out" => ("agreements-out", Tone::Bad),
        _ => ("agreements-fixed", Tone::Accent),
    };
    let valid = Validity {
        from: row.valid_from,
        until: row.valid_until,
    };
    let value = format!("{} {} {}", row.product, row.rule, row.valid_from.0);
    let button = edits.then(|| remove(words, "line", value, &row.sku));
    let why = format!("/console/agreements/{}/why?sku={}", page.id, row.sku);
    view! {
        <tr>
            <td class="wide">
                <a href=why>{row.sku.clone()}</a>
                " "
                <span class="mute">{row.name.clone()}</span>
            </td>
            <td data-l=words.say("agreements-rule")>
                <Tag text=words.say(label) tone />
            </td>
            <td class="num" data-l=words.say("agreements-price")>
                {row.price_minor.map(|minor| words.money(page.money(minor)))}
            </td>
            <td class="num" data-l=words.say("agreements-list-price")>
                {row.list_minor.map(|minor| words.money(page.money(minor)))}
            </td>
            <td class="small" data-l=words.say("agreements-validity")>{when(words, valid)}</td>
            <td class="actions">{button}</td>
        </tr>
    }
}

/// The forms that add something to the draft.
fn more(words: Words, page: &AgreementPage, sent: Sent) -> AnyView {
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
    let lists = page
        .price_lists
        .iter()
        .map(|list| (list.id.to_string(), list.name.clone()))
        .collect();
    let day = |at: Option<Timestamp>| at.map_or_else(String::new, |at| words.date_field(at));
    let valid = page.shown.valid();
    let terms = sent.terms.unwrap_or_else(|| {
        FormState::empty()
            .with("price_list", page.shown.price_list.to_string())
            .with("from", day(valid.beginning()))
            .with("until", day(valid.end().map(last_day)))
            .with("terms", page.shown.terms.clone())
    });
    let category = sent.category.unwrap_or_default();
    let product = sent.product.unwrap_or_default();
    let currency = page.currency;
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
                    first=true
                />
                <Choice
                    name="rule"
                    label=words.say("agreements-rule")
                    options=vec![
                        ChoiceOption::new("in", words.say("agreements-in")),
                        ChoiceOption::new("out", words.say("agreements-out")).against(),
                        ChoiceOption::new("discount", words.say("agreements-discount")),
                    ]
                />
                <div class="fields">
                    <Field
                        name="rate"
                        label=words.say("agreements-rate")
                        help=words.say("agreements-rate-help")
                        optional=true
                        class="short"
                    />
                    <DateField name="from" label=words.say("agreements-first-day") optional=true />
                    <DateField name="until" label=words.say("agreements-last-day") optional=true />
                </div>
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
                    ]
                />
                <div class="fields">
                    <MoneyField
                        name="price"
                        label=words.say("agreements-price")
                        currency
                        optional=true
                    />
                    <DateField name="from" label=words.say("agreements-first-day") optional=true />
                    <DateField name="until" label=words.say("agreements-last-day") optional=true />
                </div>
                <Actions>
                    <button class="btn">{words.say("agreements-add-lines")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        <Sheet title=words.say("agreements-terms-title")>
            <PostForm action=to_terms state=terms prefix="terms">
                <Select
                    name="price_list"
                    label=words.say("agreements-price-list")
                    help=words.say("agreements-price-list-help")
                    options=lists
                    first=true
                />
                <div class="fields">
                    <DateField name="from" label=words.say("agreements-first-day") optional=true />
                    <DateField name="until" label=words.say("agreements-last-day") optional=true />
                </div>
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

fn aside(words: Words, page: &AgreementPage) -> AnyView {
    let here = format!("/console/agreements/{}", page.id);
    let steps = page
        .revisions
        .iter()
        .map(|revision| step(words, page, revision))
        .collect();
    view! {
        <Sheet title=words.say("agreements-why-title")>
            <form method="get" action=format!("{here}/why") class="form">
                <div class="field">
                    <label for="why-sku">{words.say("agreements-sku")}</label>
                    <input class="input" id="why-sku" name="sku" autocomplete="off" required />
                    <p class="help">{words.say("agreements-why-help")}</p>
                </div>
                <button class="btn">{words.say("agreements-explain")}</button>
            </form>
        </Sheet>
        <Sheet title=words.say("agreements-history")>
            <Timeline steps=steps />
        </Sheet>
    }
    .into_any()
}

fn step(words: Words, page: &AgreementPage, revision: &Revision) -> Step {
    let title = state_of(words, revision);
    let (who, at) = match (&revision.published_by_name, revision.published_at) {
        (Some(who), Some(at)) => (who.clone(), at),
        _ => (revision.made_by_name.clone(), revision.created_at),
    };
    let note = format!("{who}, {}", words.date_short(at));
    let here = format!("/console/agreements/{}", page.id);
    let number = revision.number;
    let reason = (!revision.note.is_empty()).then(|| revision.note.clone());
    let links = match revision.state.as_str() {
        "superseded" => Some(
            view! {
                <a href=format!("{here}?revision={number}")>{words.say("agreements-look")}</a>
                " · "
                <a href=format!("{here}/take-back?revision={number}")>
                    {words.say("agreements-take-back")}
                </a>
            }
            .into_any(),
        ),
        _ if revision.id != page.shown.id => Some(
            view! {
                <a href=format!("{here}?revision={number}")>{words.say("agreements-look")}</a>
            }
            .into_any(),
        ),
        _ => None,
    };
    let step = if revision.is_draft() {
        Step::now(title)
    } else {
        Step::done(title)
    };
    step.note(note).detail(view! {
        {reason.map(|reason| view! { <div>{reason}</div> })}
        {links}
    })
}

/// A price for a table, or that there is none.
pub(super) fn price_cell(amount: Option<Money>) -> impl IntoView {
    view! { <Price amount=amount /> }
}
