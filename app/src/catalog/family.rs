//! `/console/families/{id}`: a family, the attributes in which its products differ,
//! and the products in it.

use crate::frame::parts::{
    Actions, Checks, ChoiceOption, Column, DataTable, Field, Notice, PageHead, PostForm, Sheet,
    Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, in_path};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::variants::twins;
use domain::catalog::{
    FamilyError, FamilyFault, FamilyPage, MOST_VARIANTS, SaveFamily, ask_family, put_variant,
    save_family, take_variant,
};
use domain::id::{CategoryId, FamilyId, ProductId};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// The forms of a family's page that were sent and refused.
#[derive(Default)]
struct Tried {
    family: Option<FormState>,
    variant: Option<FormState>,
}

/// `GET /console/families/{id}`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, loaded) = load(&visitor, &state, &id).await?;
    Ok(page(&visitor, id, loaded, Tried::default()))
}

/// `POST /console/families/{id}`: `name`, `code`, and `varying` for each
/// attribute in which it differs.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (id, loaded) = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let varying = form
        .form()
        .all("varying")
        .map(str::parse)
        .collect::<Result<_, _>>();
    let command = SaveFamily {
        id,
        code: form.value("code").to_owned(),
        name: form.value("name").to_owned(),
        // It stays in the category that it is in.
        category: CategoryId::new(),
        varying: varying.map_err(|_| PageError::BadForm)?,
    };
    match save_family(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => back(&visitor, id).await,
        Err(error) => {
            refuse(&mut form, visitor.words, error)?;
            let tried = Tried {
                family: Some(form),
                ..Tried::default()
            };
            Ok(page(&visitor, id, loaded, tried))
        }
    }
}

/// `POST /console/families/{id}/variants` with `sku`
pub async fn put(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (id, loaded) = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    match put_variant(
        &state.db,
        visitor.actor(),
        id,
        form.value("sku"),
        visitor.now,
    )
    .await
    {
        Ok(()) => back(&visitor, id).await,
        Err(error) => {
            for (_, text) in wrong(visitor.words, error)? {
                form.fail("sku", text);
            }
            let tried = Tried {
                variant: Some(form),
                ..Tried::default()
            };
            Ok(page(&visitor, id, loaded, tried))
        }
    }
}

/// `POST /console/families/{id}/variants/remove` with `product`
pub async fn take(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let id: FamilyId = id.parse().map_err(|_| PageError::NotFound)?;
    let product: ProductId = form.carried("product")?;
    match take_variant(&state.db, visitor.actor(), id, product, visitor.now).await {
        Ok(()) => back(&visitor, id).await,
        Err(error) => {
            wrong(visitor.words, error)?;
            Err(PageError::NotFound)
        }
    }
}

/// Says next to each field what is wrong.
pub(super) fn refuse(
    form: &mut FormState,
    words: Words,
    error: FamilyError,
) -> Result<(), PageError> {
    for (field, text) in wrong(words, error)? {
        form.fail(field, text);
    }
    Ok(())
}

/// Next to which field what is said.
fn wrong(words: Words, error: FamilyError) -> Result<Vec<(&'static str, String)>, PageError> {
    let plain = |id| words.say(id).to_owned();
    let one = match error {
        // Who may not was refused before: there is no such thing.
        FamilyError::Denied(_) => return Err(PageError::NotFound),
        FamilyError::Store(error) => return Err(error.into()),
        FamilyError::Fields(faults) => {
            let faults = faults.into_iter().map(|fault| match fault {
                FamilyFault::Name => ("name", plain("catalog-attribute-name-wrong")),
                FamilyFault::Code => ("code", plain("catalog-family-code-wrong")),
                FamilyFault::CodeTaken => ("code", plain("catalog-family-code-taken")),
                FamilyFault::Category => ("category", plain("catalog-fault-no-category")),
            });
            return Ok(faults.collect());
        }
        FamilyError::Varying => ("varying", plain("catalog-family-varying-wrong")),
        FamilyError::NoSuchProduct => ("sku", plain("catalog-relation-unknown")),
        FamilyError::OtherCategory => ("sku", plain("catalog-family-other-category")),
        FamilyError::OtherFamily => ("sku", plain("catalog-family-other-family")),
        FamilyError::NoValue(attribute) => (
            "varying",
            words.say_with(
                "catalog-family-no-value",
                &[("attribute", attribute.into())],
            ),
        ),
        FamilyError::Twins(one, other) => (
            "varying",
            words.say_with(
                "catalog-family-twins",
                &[("one", one.into()), ("other", other.into())],
            ),
        ),
        FamilyError::TooMany => (
            "sku",
            words.say_with("catalog-family-too-many", &[("most", MOST_VARIANTS.into())]),
        ),
    };
    Ok(vec![one])
}

pub(super) async fn back(visitor: &StaffOnly, family: FamilyId) -> Result<Response, PageError> {
    let said = visitor.words.say("frame-saved");
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&format!("/console/families/{family}")).into_response())
}

async fn load(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
) -> Result<(FamilyId, FamilyPage), PageError> {
    visitor.demand(Permission::Curate)?;
    let id: FamilyId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let page = ask_family(id).fetch(&mut read).await?;
    page.code().ok_or(PageError::NotFound)?;
    Ok((id, page))
}

fn filled(family: &FamilyPage) -> FormState {
    let form = FormState::empty()
        .with("name", family.name())
        .with("code", family.code().unwrap_or_default());
    let varying = family.varying().into_iter();
    varying.fold(form, |form, one| {
        form.with("varying", one.number.to_string())
    })
}

fn page(visitor: &StaffOnly, id: FamilyId, family: FamilyPage, tried: Tried) -> Response {
    let words = visitor.words;
    let sent = [&tried.family, &tried.variant];
    let status = sent.into_iter().flatten().next().map(FormState::status);
    let form = tried.family.unwrap_or_else(|| filled(&family));
    let variant = tried.variant.unwrap_or_default();
    let title = family.name().to_owned();
    let here = format!("/console/families/{id}");
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .crumbs([
            (words.say("frame-products"), "/console/products"),
            (words.say("catalog-families"), "/console/families"),
        ])
        .status(status.unwrap_or_default())
        .show(move || {
            let sub = format!("{} · {}", family.code().unwrap_or_default(), family.category());
            let options: Vec<ChoiceOption> = family
                .attributes
                .iter()
                .map(|one| ChoiceOption::new(one.number.to_string(), one.name.clone()))
                .collect();
            // Made inside the form, so that its boxes know what is ticked.
            let differs = move || {
                if options.is_empty() {
                    view! { <p class="small mute">{words.say("catalog-family-no-attributes")}</p> }
                        .into_any()
                } else {
                    view! {
                        <Checks
                            name="varying"
                            label=words.say("catalog-family-varies")
                            help=words.say("catalog-family-varies-help")
                            options
                        />
                    }
                    .into_any()
                }
            };
            view! {
                <PageHead title=title sub=sub />
                <div class="halves">
                    {variants(words, &here, &family, variant)}
                    <Sheet title=words.say("catalog-family")>
                        <PostForm action=here.clone() state=form>
                            <Field name="name" label=words.say("catalog-role-name") longest=120_u32 />
                            <Field
                                name="code"
                                label=words.say("catalog-family-code")
                                longest=40_u32
                                class="narrow"
                            />
                            {differs()}
                            <Actions>
                                <button class="btn main">{words.say("frame-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        })
}

/// The variants with their values, and one more.
fn variants(words: Words, here: &str, family: &FamilyPage, form: FormState) -> AnyView {
    let apart = family.told_apart();
    let varying = family.varying();
    // Imports may have made two of them alike.
    let alike = (!twins(&apart).is_empty()).then(|| {
        view! { <Notice tone=Tone::Warn>{words.say("catalog-family-alike")}</Notice> }
    });
    let rows = family
        .variants
        .iter()
        .zip(&apart)
        .map(|(one, values)| {
            let to = format!("/console/products/{}", in_path(&one.sku));
            let name = [("name", one.sku.as_str().into())];
            let label = words.say_with("catalog-relation-remove-name", &name);
            let cells = varying
                .iter()
                .zip(&values.values)
                .map(|(attribute, value)| {
                    let shown = match value.as_str() {
                        "yes" => words.say("catalog-yes").to_owned(),
                        "no" => words.say("catalog-no").to_owned(),
                        "" => "–".to_owned(),
                        other => other.to_owned(),
                    };
                    view! { <td data-l=attribute.name.clone()>{shown}</td> }
                })
                .collect_view();
            let (product, action) = (one.product.to_string(), format!("{here}/variants/remove"));
            view! {
                <tr>
                    <td class="wide">
                        <a href=to>{one.name.clone()}</a>
                        <span class="sub">{one.sku.clone()}</span>
                    </td>
                    {cells}
                    <td class="actions">
                        <PostForm action=action>
                            <button
                                class="btn s"
                                name="product"
                                value=product
                                aria-label=label
                            >
                                {words.say("catalog-relation-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let table = if family.variants.is_empty() {
        view! { <p class="small mute">{words.say("catalog-family-empty")}</p> }.into_any()
    } else {
        let mut columns = vec![Column::new(words.say("frame-product"))];
        columns.extend(varying.iter().map(|one| Column::new(one.name.clone())));
        columns.push(Column::actions());
        view! {
            <DataTable caption=words.say("catalog-family-variants") quiet=true columns stack=true>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    let add = format!("{here}/variants");
    view! {
        <Sheet title=words.say("catalog-family-variants")>
            <div class="stack">
                {alike} {table}
                <PostForm action=add state=form prefix="variant">
                    <Field
                        name="sku"
                        label=words.say("catalog-family-add-sku")
                        longest=40_u32
                        class="narrow"
                    />
                    <Actions>
                        <button class="btn">{words.say("catalog-family-add")}</button>
                    </Actions>
                </PostForm>
            </div>
        </Sheet>
    }
    .into_any()
}
