//! `/console/families`: products that differ in a few attributes, so that people
//! choose between them on one page. One of them is in `family`.

use super::family::{back, refuse};
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, PageHead, PostForm, Select, Sheet,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::Response;
use domain::catalog::{SaveFamily, ask_categories, ask_families, save_family};
use domain::id::{CategoryId, FamilyId};
use domain::identity::Permission;
use domain::store::together;
use leptos::prelude::*;

/// `GET /console/families`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let form = FormState::empty().with("id", FamilyId::new().to_string());
    list_page(&visitor, &state, form).await
}

/// `POST /console/families`: a new one.
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let mut form = FormState::from(form);
    let id: FamilyId = form.carried("id")?;
    let command = SaveFamily {
        id,
        code: form.value("code").to_owned(),
        name: form.value("name").to_owned(),
        // None at all is refused like one that is not there, with all that is wrong.
        category: form
            .value("category")
            .parse()
            .unwrap_or_else(|_| CategoryId::new()),
        varying: Vec::new(),
    };
    match save_family(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => back(&visitor, id).await,
        Err(error) => {
            refuse(&mut form, visitor.words, error)?;
            list_page(&visitor, &state, form).await
        }
    }
}

async fn list_page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (families, categories) = together(&mut read, (ask_families(), ask_categories())).await?;
    drop(read);
    let title = words.say("catalog-families");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("products")
        .crumbs([(words.say("frame-products"), "/console/products")])
        .status(form.status())
        .show(move || {
            let rows = families
                .iter()
                .map(|one| {
                    let to = format!("/console/families/{}", one.id);
                    let varies = one.varies.clone().unwrap_or_else(|| "–".to_owned());
                    view! {
                        <tr>
                            <td class="wide">
                                <a href=to>{one.name.clone()}</a>
                                <span class="sub">{one.code.clone()}</span>
                            </td>
                            <td data-l=words.say("catalog-category")>{one.category.clone()}</td>
                            <td data-l=words.say("catalog-family-varies")>{varies}</td>
                            <td class="num" data-l=words.say("catalog-family-variants")>
                                {words.number(one.variants)}
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let table = if families.is_empty() {
                view! {
                    <Empty
                        title=words.say("catalog-families-none")
                        text=words.say("catalog-families-none-text")
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("catalog-family")),
                    Column::new(words.say("catalog-category")),
                    Column::new(words.say("catalog-family-varies")),
                    Column::num(words.say("catalog-family-variants")),
                ];
                view! {
                    <DataTable caption=title quiet=true columns stack=true>
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            let options: Vec<(String, String)> = categories
                .iter()
                .map(|one| (one.id.to_string(), one.name.clone()))
                .collect();
            let id = form.value("id").to_owned();
            view! {
                <PageHead title=title sub=words.say("catalog-families-sub") />
                <div class="stack">
                    <Sheet flush=true>{table}</Sheet>
                    <Sheet title=words.say("catalog-family-new")>
                        <PostForm action="/console/families" state=form prefix="new">
                            <input type="hidden" name="id" value=id />
                            <div class="fields">
                                <Field
                                    name="name"
                                    label=words.say("catalog-role-name")
                                    longest=120_u32
                                />
                                <Field
                                    name="code"
                                    label=words.say("catalog-family-code")
                                    longest=40_u32
                                    class="narrow"
                                />
                            </div>
                            <Select
                                name="category"
                                label=words.say("catalog-category")
                                options
                                class="narrow"
                            />
                            <Actions>
                                <button class="btn main">{words.say("catalog-family-make")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}
