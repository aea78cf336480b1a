//! `/console/products/{sku}`: one product of the supplier's range, to change, to
//! price, and to say what lies where and what belongs to it.

use super::attachments::{document_sheet, picture_sheet};
use super::attribute_fields;
use super::keeping::keeping_sheet;
use super::product_prices::{filled_prices, price_sheet};
use super::supply::{relation_sheet, stock_sheet};
use crate::frame::parts::{
    Actions, Checkbox, DateField, Field, Notice, PageHead, PostForm, Select, Sheet, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, in_path, key_of};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::keeping::{Above, Says, keeping as kept_like};
use domain::assets::{ask_category_keeping, ask_product_keeping};
use domain::catalog::{
    Attached, Category, KnownValue, ListPrice, Product, ProductFault, ProductText, ProductValue,
    Related, SaveProduct, SaveProductError, StockAt, ask_attached, ask_categories,
    ask_known_values, ask_list_prices, ask_product_texts, ask_product_values, ask_relations,
    ask_stock, further_languages, measures, product_by_sku, save_product_form,
};
use domain::id::{CategoryId, ProductId};
use domain::identity::Permission;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// What the page of a product needs.
pub(super) struct Loaded {
    pub(super) product: Option<Product>,
    texts: Vec<ProductText>,
    values: Vec<ProductValue>,
    known: Vec<KnownValue>,
    categories: Vec<Category>,
    pub(super) prices: Vec<ListPrice>,
    related: Vec<Related>,
    stock: Vec<StockAt>,
    attached: Attached,
    says: Says,
    keeping: Vec<Above>,
}

pub(super) async fn load(
    visitor: &StaffOnly,
    state: &AppState,
    sku: Option<&str>,
) -> Result<Loaded, PageError> {
    visitor.demand(Permission::Curate)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let Some(sku) = sku else {
        return Ok(Loaded {
            product: None,
            texts: Vec::new(),
            values: Vec::new(),
            known: Vec::new(),
            categories: ask_categories().fetch(&mut read).await?,
            prices: Vec::new(),
            related: Vec::new(),
            stock: Vec::new(),
            attached: Attached::default(),
            says: Says::default(),
            keeping: Vec::new(),
        });
    };
    let product = product_by_sku(&mut read, sku)
        .await?
        .ok_or(PageError::NotFound)?;
    let (categories, texts, values, known, prices, related, stock, attached, says, keeping) =
        together(
            &mut read,
            (
                ask_categories(),
                ask_product_texts(product.id),
                ask_product_values(product.id, product.category),
                ask_known_values(product.category),
                ask_list_prices(product.id, visitor.now),
                ask_relations(product.id),
                ask_stock(product.id),
                ask_attached(product.id),
                ask_product_keeping(product.id),
                ask_category_keeping(),
            ),
        )
        .await?;
    Ok(Loaded {
        product: Some(product),
        texts,
        values,
        known,
        categories,
        prices,
        related,
        stock,
        attached,
        says,
        keeping,
    })
}

/// `GET /console/product/new`
pub async fn new(visitor: StaffOnly, State(state): State<AppState>) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, None).await?;
    let form = FormState::empty()
        .with("id", ProductId::new().to_string())
        .with("active", "on");
    Ok(page(&visitor, loaded, Tried::product(form)))
}

/// `GET /console/products/{sku}`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    Ok(page(&visitor, loaded, Tried::default()))
}

fn filled(loaded: &Loaded, words: Words) -> FormState {
    let Some(product) = &loaded.product else {
        return FormState::empty();
    };
    let mut form = FormState::empty()
        .with("id", product.id.to_string())
        .with("version", product.version.to_string())
        .with("sku", product.sku.clone())
        .with("name", product.name.clone())
        .with("manufacturer", product.manufacturer.clone())
        .with("category", product.category.to_string())
        .with("unit", product.unit.clone())
        .with("description", product.description.clone())
        .with("maker_number", product.trade.maker_number.clone())
        .with("unspsc", product.trade.unspsc.clone());
    if let Some(day) = product.trade.last_order_day {
        form = form.with("last_order_day", words.date_field(day));
    }
    if let Some(days) = product.trade.lead_days {
        form = form.with("lead_days", days.to_string());
    }
    if product.active {
        form = form.with("active", "on");
    }
    for text in &loaded.texts {
        let code = text.language.code();
        form = form
            .with(format!("name-{code}"), text.name.clone())
            .with(format!("description-{code}"), text.description.clone());
    }
    attribute_fields::filled(form, &loaded.values)
}

/// `POST /console/product/new` and `POST /console/products/{sku}`
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    sku: Option<Path<String>>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let sku = sku.map(|Path(sku)| sku);
    let loaded = load(&visitor, &state, sku.as_deref()).await?;
    let key = key_of(&form)?;
    let mut shown = FormState::from(form);
    let id = match &loaded.product {
        Some(product) => product.id,
        None => shown.carried("id")?,
    };
    // None at all is refused like one that is not there, with all that is wrong.
    let category = shown
        .value("category")
        .parse()
        .unwrap_or_else(|_| CategoryId::new());
    let version = match &loaded.product {
        Some(_) => Some(shown.carried("version")?),
        None => None,
    };
    // A page from before there was such a field leaves it as it is.
    let is = loaded.product.as_ref().map_or("", |one| one.unit.as_str());
    let unit = shown.form().some("unit").unwrap_or(is).to_owned();
    let no_day = words.say("catalog-fault-day-wrong");
    let last_order_day = shown.day_or_none("last_order_day", no_day).flatten();
    let command = SaveProduct {
        id,
        version,
        sku: shown.value("sku").to_owned(),
        name: shown.value("name").to_owned(),
        manufacturer: shown.value("manufacturer").to_owned(),
        category,
        unit,
        description: shown.value("description").to_owned(),
        texts: further_languages()
            .map(|language| {
                let typed = |what: &str| {
                    let field = format!("{what}-{}", language.code());
                    shown.value(&field).to_owned()
                };
                ProductText {
                    language,
                    name: typed("name"),
                    description: typed("description"),
                }
            })
            .collect(),
        maker_number: shown.value("maker_number").to_owned(),
        unspsc: shown.value("unspsc").to_owned(),
        last_order_day,
        lead_days: shown.value("lead_days").to_owned(),
        active: shown.form().has("active"),
        attributes: attribute_fields::read(shown.form(), &loaded.values),
    };
    if !shown.is_fine() {
        for (field, what) in command.faults(visitor.now) {
            shown.fail(field, fault(words, what));
        }
        return Ok(page(&visitor, loaded, Tried::product(shown)));
    }
    match save_product_form(&state.db, visitor.actor(), key, command, visitor.now).await {
        Ok(sku) => saved(&visitor, &sku).await,
        Err(SaveProductError::Fields(faults)) => {
            for (field, what) in faults {
                let field = attribute_fields::field_of(shown.form(), field);
                shown.fail(field, fault(words, what));
            }
            Ok(page(&visitor, loaded, Tried::product(shown)))
        }
        Err(SaveProductError::ChangedMeanwhile) => {
            shown.fail("", words.say("catalog-changed-meanwhile"));
            Ok(page(&visitor, loaded, Tried::product(shown)))
        }
        Err(SaveProductError::Denied(denied)) => Err(denied.into()),
        Err(SaveProductError::Store(error)) => Err(error.into()),
    }
}

/// Back to the product, which says that it was saved.
pub(super) async fn saved(visitor: &StaffOnly, sku: &str) -> Result<Response, PageError> {
    let said = visitor.words.say("frame-saved");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&format!("/console/products/{}", in_path(sku))).into_response())
}

pub(super) fn fault(words: Words, fault: ProductFault) -> &'static str {
    words.say(match fault {
        ProductFault::NoSku => "catalog-fault-no-sku",
        ProductFault::BadSku => "catalog-fault-bad-sku",
        ProductFault::SkuTaken => "catalog-fault-sku-taken",
        ProductFault::NoName => "catalog-fault-no-name",
        ProductFault::TooLong => "catalog-fault-too-long",
        ProductFault::NoCategory => "catalog-fault-no-category",
        ProductFault::UnknownUnit => "catalog-fault-unknown-unit",
        ProductFault::NotANumber => "catalog-fault-not-a-number",
        ProductFault::NotYesOrNo => "catalog-fault-not-yes-or-no",
        ProductFault::BadUnspsc => "catalog-fault-bad-unspsc",
        ProductFault::NotDays => "catalog-fault-not-days",
        ProductFault::DayIsOver => "catalog-fault-day-over",
        ProductFault::SameAsVariant => "catalog-fault-same-variant",
    })
}

/// The forms of the page that were sent and refused, with what was typed.
#[derive(Default)]
pub(super) struct Tried {
    pub(super) product: Option<FormState>,
    pub(super) prices: Option<FormState>,
    pub(super) relation: Option<FormState>,
    pub(super) stock: Option<FormState>,
    pub(super) picture: Option<FormState>,
    pub(super) document: Option<FormState>,
    pub(super) keeping: Option<FormState>,
}

impl Tried {
    fn product(form: FormState) -> Self {
        Self {
            product: Some(form),
            ..Self::default()
        }
    }
}

/// The page, with what was refused.
pub(super) fn page(visitor: &StaffOnly, loaded: Loaded, tried: Tried) -> Response {
    let words = visitor.words;
    let now = visitor.now;
    let sent = [
        &tried.product,
        &tried.prices,
        &tried.relation,
        &tried.stock,
        &tried.picture,
        &tried.document,
        &tried.keeping,
    ];
    let status = sent
        .into_iter()
        .flatten()
        .next()
        .map_or(StatusCode::OK, FormState::status);
    let form = tried.product.unwrap_or_else(|| filled(&loaded, words));
    let prices = tried.prices.unwrap_or_else(|| filled_prices(&loaded));
    let relation = tried.relation.unwrap_or_default();
    let stock = tried.stock.unwrap_or_default();
    let picture = tried.picture.unwrap_or_default();
    let document = tried.document.unwrap_or_default();
    let title = loaded.product.as_ref().map_or_else(
        || words.say("catalog-new-product").to_owned(),
        |product| product.name.clone(),
    );
    let here = loaded.product.as_ref().map_or_else(
        || "/console/product/new".to_owned(),
        |product| format!("/console/products/{}", in_path(&product.sku)),
    );
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .crumbs([(words.say("frame-products"), "/console/products")])
        .status(status)
        .show(move || {
            let sub = loaded.product.as_ref().map(|product| product.sku.clone());
            let is_there = loaded.product.is_some();
            let options = loaded
                .categories
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect::<Vec<_>>();
            let units = units(words, form.value("unit"));
            let (values, known) = (loaded.values, loaded.known);
            let lists = loaded.prices;
            let prices = is_there.then(|| price_sheet(words, &here, lists, prices));
            let stock = is_there.then(|| stock_sheet(words, now, &here, &loaded.stock, stock));
            let pictures =
                is_there.then(|| picture_sheet(words, &here, &loaded.attached.pictures, picture));
            let documents =
                is_there.then(|| document_sheet(words, &here, &loaded.attached.documents, document));
            let relations =
                is_there.then(|| relation_sheet(words, &here, &loaded.related, relation));
            let kept = loaded.product.as_ref().map(|product| {
                let above = kept_like(Says::default(), Some(product.category), &loaded.keeping);
                keeping_sheet(words, &here, loaded.says, above, tried.keeping)
            });
            let id = form.value("id").to_owned();
            let version = form.value("version").to_owned();
            // Without any category there is nothing that could be chosen below.
            let no_category = options.is_empty().then(|| {
                view! {
                    <Notice tone=Tone::Warn title=words.say("catalog-needs-category")>
                        {words.say("catalog-needs-category-text")}
                        " "
                        <a href="/console/categories">{words.say("catalog-categories-link")}</a>
                    </Notice>
                }
            });
            view! {
                <PageHead title=title sub=sub />
                {no_category}
                <div class="halves">
                    <div class="stack">
                        <Sheet title=words.say("catalog-facts")>
                            <PostForm action=here.clone() state=form>
                                <input type="hidden" name="id" value=id />
                                <input type="hidden" name="version" value=version />
                                <Field name="name" label=words.say("catalog-role-name") longest=200_u32 />
                                {name_fields(words)}
                                <Field name="sku" label=words.say("catalog-sku") longest=40_u32 />
                                <Select name="category" label=words.say("catalog-category") options />
                                <Field
                                    name="manufacturer"
                                    label=words.say("catalog-manufacturer")
                                    optional=true
                                    longest=60_u32
                                />
                                {attribute_fields::fields(words, &values, &known)}
                                <div class="fields">
                                    <Field
                                        name="maker_number"
                                        label=words.say("catalog-role-maker-number")
                                        optional=true
                                        longest=60_u32
                                    />
                                    <Field
                                        name="unspsc"
                                        label=words.say("catalog-role-unspsc")
                                        optional=true
                                        longest=12_u32
                                        class="narrow"
                                    />
                                </div>
                                <div class="fields">
                                    <Select
                                        name="unit"
                                        label=words.say("catalog-role-unit")
                                        options=units
                                        first=true
                                        class="narrow"
                                    />
                                    <Field
                                        name="lead_days"
                                        label=words.say("catalog-role-lead-days")
                                        optional=true
                                        class="short"
                                    />
                                    <DateField
                                        name="last_order_day"
                                        label=words.say("catalog-role-last-order-day")
                                        optional=true
                                    />
                                </div>
                                <TextArea
                                    name="description"
                                    label=words.say("catalog-role-description")
                                    optional=true
                                />
                                {description_fields(words)}
                                <Checkbox name="active" label=words.say("catalog-is-sold") />
                                <Actions>
                                    <button class="btn main">{words.say("frame-save")}</button>
                                </Actions>
                            </PostForm>
                        </Sheet>
                        {pictures} {documents}
                    </div>
                    <div class="stack">{prices} {stock} {relations} {kept}</div>
                </div>
            }
        })
}

/// The units to choose from, and the one that it has.
fn units(words: Words, is: &str) -> Vec<(String, String)> {
    let known = measures(words);
    let unknown = !is.is_empty() && known.iter().all(|(code, _)| *code != is);
    let known = known.into_iter();
    known
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .chain(unknown.then(|| (is.to_owned(), is.to_owned())))
        .collect()
}

/// What it is called in each further language.
fn name_fields(words: Words) -> Vec<AnyView> {
    further_languages()
        .map(|language| {
            let called = [("language", language.own_name().into())];
            view! {
                <Field
                    name=format!("name-{}", language.code())
                    label=words.say_with("catalog-role-name-in", &called)
                    optional=true
                    longest=200_u32
                />
            }
            .into_any()
        })
        .collect()
}

/// What is said about it in each further language.
fn description_fields(words: Words) -> Vec<AnyView> {
    further_languages()
        .map(|language| {
            let called = [("language", language.own_name().into())];
            view! {
                <TextArea
                    name=format!("description-{}", language.code())
                    label=words.say_with("catalog-role-description-in", &called)
                    optional=true
                />
            }
            .into_any()
        })
        .collect()
}
