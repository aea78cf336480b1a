//! `/console/categories/{id}`: one category, with the attributes that its products
//! have.

use super::keeping::keeping_sheet;
use crate::frame::parts::{Actions, Column, DataTable, Field, PageHead, PostForm, Select, Sheet};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::ask_category_keeping;
use domain::assets::keeping::{Above, Says, keeping as kept_like};
use domain::catalog::attribute::Kind;
use domain::catalog::{
    AttributeError, AttributeRow, Category, CategoryFault, CategoryPage, SaveAttribute,
    SaveCategory, SaveCategoryError, ask_categories, ask_category_page, remove_attribute,
    save_attribute, save_category, with_those_below,
};
use domain::id::CategoryId;
use domain::identity::Permission;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/categories/{id}?attribute=12`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, &id).await?;
    Ok(page(&visitor, loaded, Tried::default()))
}

/// `POST /console/categories/{id}`
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let here = &loaded.page.category;
    let command = SaveCategory {
        id: here.id,
        parent: form.form().carried_or_none("parent")?,
        code: here.code.clone(),
        name: form.value("name").to_owned(),
        sku_prefix: form.value("sku_prefix").to_uppercase(),
    };
    match save(&visitor, &state, command, &mut form).await? {
        true => back(&visitor, &loaded.page.category).await,
        false => Ok(page(&visitor, loaded, Tried::category(form))),
    }
}

/// `POST /console/categories/{id}/attributes`
pub async fn attribute(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let number = form.form().carried_or_none("number")?;
    let position = form.read("position", |text| {
        text.parse::<i64>()
            .map_err(|_| words.say("catalog-attribute-position-wrong"))
    });
    let kind = Kind::from_code(form.value("kind")).ok_or(PageError::BadForm)?;
    let Some(position) = position else {
        return Ok(page(&visitor, loaded, Tried::attribute(form)));
    };
    let command = SaveAttribute {
        category: loaded.page.category.id,
        number,
        name: form.value("name").to_owned(),
        kind,
        unit: form.value("unit").to_owned(),
        position,
    };
    match save_attribute(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => back(&visitor, &loaded.page.category).await,
        Err(error) => {
            let (field, text) = attribute_fault(words, error)?;
            form.fail(field, text);
            Ok(page(&visitor, loaded, Tried::attribute(form)))
        }
    }
}

/// `POST /console/categories/{id}/attributes/remove` with `number`
pub async fn remove(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state, &id).await?;
    let number = form.carried("number")?;
    let category = loaded.page.category.id;
    match remove_attribute(&state.db, visitor.actor(), category, number, visitor.now).await {
        Ok(()) => back(&visitor, &loaded.page.category).await,
        Err(error) => {
            let (_, text) = attribute_fault(words, error)?;
            let mut form = empty_attribute(&loaded.page);
            form.fail("", text);
            Ok(page(&visitor, loaded, Tried::attribute(form)))
        }
    }
}

fn attribute_fault(
    words: Words,
    error: AttributeError,
) -> Result<(&'static str, String), PageError> {
    let plain = |id| words.say(id).to_owned();
    Ok(match error {
        AttributeError::Denied(_) => return Err(PageError::NotFound),
        AttributeError::Store(error) => return Err(error.into()),
        AttributeError::Name => ("name", plain("catalog-attribute-name-wrong")),
        AttributeError::NameTaken => ("name", plain("catalog-attribute-name-taken")),
        AttributeError::Unit => ("unit", plain("catalog-attribute-unit-wrong")),
        AttributeError::Position => ("position", plain("catalog-attribute-position-wrong")),
        AttributeError::TooMany => ("", plain("catalog-attribute-too-many")),
        AttributeError::Unreadable(text) => (
            "kind",
            words.say_with("catalog-attribute-unreadable", &[("value", text.into())]),
        ),
        AttributeError::Twins(one, other) => (
            "kind",
            words.say_with(
                "catalog-family-twins",
                &[("one", one.into()), ("other", other.into())],
            ),
        ),
        AttributeError::RulesAboutIt(count) => (
            "name",
            words.say_with("catalog-attribute-has-rules", &[("count", count.into())]),
        ),
        AttributeError::HasValues(count) => (
            "",
            words.say_with("catalog-attribute-has-values", &[("count", count.into())]),
        ),
    })
}

/// Saves a category; answers whether it was, with the faults in the form
/// otherwise.
pub(super) async fn save(
    visitor: &StaffOnly,
    state: &AppState,
    command: SaveCategory,
    form: &mut FormState,
) -> Result<bool, PageError> {
    let words = visitor.words;
    let faults = match save_category(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => return Ok(true),
        Err(SaveCategoryError::Denied(denied)) => return Err(denied.into()),
        Err(SaveCategoryError::Store(error)) => return Err(error.into()),
        Err(SaveCategoryError::Fields(faults)) => faults,
    };
    for fault in faults {
        let (field, message) = match fault {
            CategoryFault::Name => ("name", "catalog-attribute-name-wrong"),
            CategoryFault::Code => ("code", "catalog-tree-code-wrong"),
            CategoryFault::CodeTaken => ("code", "catalog-tree-code-taken"),
            CategoryFault::Prefix => ("sku_prefix", "catalog-tree-prefix-wrong"),
            CategoryFault::Circle => ("parent", "catalog-tree-circle"),
        };
        form.fail(field, words.say(message));
    }
    Ok(false)
}

pub(super) async fn back(visitor: &StaffOnly, category: &Category) -> Result<Response, PageError> {
    let said = visitor.words.say("frame-saved");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&format!("/console/categories/{}", category.id)).into_response())
}

pub(super) struct Loaded {
    pub(super) page: CategoryPage,
    all: Vec<Category>,
    keeping: Vec<Above>,
}

/// The forms of a category's page that were sent and refused, with what was typed.
#[derive(Default)]
pub(super) struct Tried {
    category: Option<FormState>,
    attribute: Option<FormState>,
    keeping: Option<FormState>,
}

impl Tried {
    fn category(form: FormState) -> Self {
        Self {
            category: Some(form),
            ..Self::default()
        }
    }

    fn attribute(form: FormState) -> Self {
        Self {
            attribute: Some(form),
            ..Self::default()
        }
    }

    pub(super) fn keeping(form: FormState) -> Self {
        Self {
            keeping: Some(form),
            ..Self::default()
        }
    }
}

pub(super) async fn load(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
) -> Result<Loaded, PageError> {
    visitor.demand(Permission::Curate)?;
    let id: CategoryId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let asked = (
        ask_category_page(id),
        ask_categories(),
        ask_category_keeping(),
    );
    let (page, all, keeping) = together(&mut read, asked).await?;
    Ok(Loaded {
        page: page.ok_or(PageError::NotFound)?,
        all,
        keeping,
    })
}

/// The categories that another can be below.
pub(super) fn parents(all: &[Category], of: Option<CategoryId>) -> Vec<(String, String)> {
    let below = of.map_or_else(Vec::new, |id| with_those_below(all, id));
    all.iter()
        .filter(|one| !below.contains(&one.id))
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect()
}

/// The form for one more attribute.
fn empty_attribute(page: &CategoryPage) -> FormState {
    let next = page.attributes.iter().map(|one| one.position).max();
    FormState::empty().with("kind", Kind::Choice.code()).with(
        "position",
        next.map_or(1, |last| (last + 1).min(999)).to_string(),
    )
}

fn filled(one: &AttributeRow) -> FormState {
    FormState::empty()
        .with("number", one.number.to_string())
        .with("name", one.name.clone())
        .with("kind", one.kind.code())
        .with("unit", one.unit.clone())
        .with("position", one.position.to_string())
}

fn kind_name(words: Words, kind: Kind) -> &'static str {
    words.say(match kind {
        Kind::Number => "catalog-kind-number",
        Kind::Choice => "catalog-kind-choice",
        Kind::Choices => "catalog-kind-choices",
        Kind::YesNo => "catalog-kind-yes-no",
        Kind::Text => "catalog-kind-text",
    })
}

pub(super) fn page(visitor: &StaffOnly, loaded: Loaded, tried: Tried) -> Response {
    let words = visitor.words;
    let Tried {
        category,
        attribute,
        keeping: kept,
    } = tried;
    let status = [&category, &attribute, &kept]
        .into_iter()
        .flatten()
        .next()
        .map_or(StatusCode::OK, FormState::status);
    let Loaded { page, all, keeping } = loaded;
    let address = Address::of(visitor);
    let chosen = address
        .get("attribute")
        .and_then(|text| text.parse::<i64>().ok());
    let chosen = page
        .attributes
        .iter()
        .find(|one| Some(one.number) == chosen);
    let attribute =
        attribute.unwrap_or_else(|| chosen.map_or_else(|| empty_attribute(&page), filled));
    let here = page.category.clone();
    let title = here.name.clone();
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .crumbs([
            (words.say("frame-products"), "/console/products"),
            (words.say("catalog-categories"), "/console/categories"),
        ])
        .status(status)
        .show(move || {
            let action = format!("/console/categories/{}", here.id);
            let form = category.unwrap_or_else(|| {
                let form = FormState::empty()
                    .with("name", here.name.clone())
                    .with("sku_prefix", here.sku_prefix.clone());
                match here.parent {
                    Some(parent) => form.with("parent", parent.to_string()),
                    None => form,
                }
            });
            let parents = parents(&all, Some(here.id));
            let said = keeping.iter().find(|one| one.id == here.id);
            let said = said.map(|one| one.says).unwrap_or_default();
            let above = kept_like(Says::default(), here.parent, &keeping);
            let kept = keeping_sheet(words, &action, said, above, kept);
            let (of_attributes, to_attribute) = (action.clone(), action.clone());
            let names = format!("{action}/names");
            let count = words.say_with("catalog-products", &[("count", page.products.into())]);
            let sub = format!("{} · {count}", here.code);
            view! {
                <PageHead title=title sub=sub>
                    <a class="btn" href=names>{words.say("catalog-names")}</a>
                </PageHead>
                <div class="halves">
                    <div class="stack">
                    <Sheet title=words.say("catalog-facts")>
                        <PostForm action=action state=form prefix="category">
                            <Field
                                name="name"
                                label=words.say("catalog-role-name")
                                longest=60_u32
                            />
                            <Field
                                name="sku_prefix"
                                label=words.say("catalog-tree-prefix")
                                help=words.say("catalog-tree-prefix-help")
                                longest=6_u32
                                class="short"
                            />
                            <Select
                                name="parent"
                                label=words.say("catalog-tree-parent")
                                options=parents
                                optional=true
                            />
                            <Actions>
                                <button class="btn main">{words.say("frame-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                    {kept}
                    </div>
                    <div class="stack">
                        {attributes(words, &of_attributes, &page.attributes)}
                        {attribute_form(words, &to_attribute, attribute)}
                    </div>
                </div>
            }
        })
}

fn attributes(words: Words, here: &str, all: &[AttributeRow]) -> AnyView {
    let rows = all
        .iter()
        .map(|one| {
            let to = format!("{here}?attribute={}", one.number);
            let kind = if one.unit.is_empty() {
                kind_name(words, one.kind).to_owned()
            } else {
                format!("{} ({})", kind_name(words, one.kind), one.unit)
            };
            let name = [("name", one.name.as_str().into())];
            let label = words.say_with("catalog-relation-remove-name", &name);
            let (action, number) = (format!("{here}/attributes/remove"), one.number.to_string());
            let remove = (one.products == 0).then(|| {
                view! {
                    <PostForm action=action>
                        <button class="btn s" name="number" value=number aria-label=label>
                            {words.say("catalog-relation-remove")}
                        </button>
                    </PostForm>
                }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=to>{one.name.clone()}</a>
                    </td>
                    <td data-l=words.say("catalog-attribute-kind")>{kind}</td>
                    <td class="num" data-l=words.say("frame-products")>
                        {words.number(one.products)}
                    </td>
                    <td class="actions">{remove}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-role-name")),
        Column::new(words.say("catalog-attribute-kind")),
        Column::num(words.say("frame-products")),
        Column::actions(),
    ];
    view! {
        <Sheet title=words.say("catalog-attributes") flush=true>
            <DataTable caption=words.say("catalog-attributes") quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn attribute_form(words: Words, here: &str, form: FormState) -> AnyView {
    let number = form.value("number").to_owned();
    let is_new = number.is_empty();
    let action = format!("{here}/attributes");
    let title = if is_new {
        words.say("catalog-attribute-new").to_owned()
    } else {
        let name = form.value("name").to_owned();
        words.say_with("catalog-attribute-change", &[("name", name.into())])
    };
    let kinds = Kind::ALL
        .iter()
        .map(|kind| (kind.code().to_owned(), kind_name(words, *kind).to_owned()))
        .collect::<Vec<_>>();
    let another = (!is_new).then(|| {
        let to = here.to_owned();
        view! {
            <a class="btn quiet" href=to>
                {words.say("catalog-attribute-new")}
            </a>
        }
    });
    view! {
        <Sheet title=title>
            <PostForm action=action state=form prefix="attribute">
                <input type="hidden" name="number" value=number />
                <Field name="name" label=words.say("catalog-role-name") longest=60_u32 />
                <div class="fields">
                    <Select
                        name="kind"
                        label=words.say("catalog-attribute-kind")
                        options=kinds
                        first=true
                        class="narrow"
                    />
                    <Field
                        name="unit"
                        label=words.say("catalog-attribute-unit")
                        help=words.say("catalog-attribute-unit-help")
                        longest=20_u32
                        optional=true
                        class="short"
                    />
                    <Field
                        name="position"
                        label=words.say("catalog-attribute-position")
                        class="short"
                    />
                </div>
                <Actions>
                    {another} <button class="btn main">{words.say("frame-save")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
