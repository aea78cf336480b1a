//! `/console/categories`: the tree of categories.

use super::category_editor::{parents, save};
use crate::frame::parts::{Actions, Column, DataTable, Field, PageHead, PostForm, Select, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{Category, SaveCategory, ask_categories, category_counts, path_to};
use domain::id::CategoryId;
use domain::identity::Permission;
use leptos::prelude::*;

/// `GET /console/categories`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let form = FormState::empty().with("id", CategoryId::new().to_string());
    list_page(&visitor, &state, form).await
}

/// `POST /console/categories`: a new one.
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let mut form = FormState::from(form);
    let id: CategoryId = form.carried("id")?;
    let command = SaveCategory {
        id,
        parent: form.form().carried_or_none("parent")?,
        code: form.value("code").to_lowercase(),
        name: form.value("name").to_owned(),
        sku_prefix: form.value("sku_prefix").to_uppercase(),
    };
    match save(&visitor, &state, command, &mut form).await? {
        true => Ok(Redirect::to(&format!("/console/categories/{id}")).into_response()),
        false => list_page(&visitor, &state, form).await,
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
    let all = ask_categories().fetch(&mut read).await?;
    let counts = category_counts(&mut read).await?;
    drop(read);
    let title = words.say("catalog-categories");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("products")
        .crumbs([(words.say("frame-products"), "/console/products")])
        .status(form.status())
        .show(move || {
            let mut sorted: Vec<(Vec<String>, &Category)> = all
                .iter()
                .map(|one| {
                    let path = path_to(&all, one.id);
                    (path.iter().map(|up| up.name.to_lowercase()).collect(), one)
                })
                .collect();
            sorted.sort_by(|one, other| one.0.cmp(&other.0));
            let rows = sorted
                .iter()
                .map(|(path, one)| {
                    let deep = "– ".repeat(path.len().saturating_sub(1));
                    let count = counts.get(&one.id).copied().unwrap_or_default();
                    let to = format!("/console/categories/{}", one.id);
                    let products = format!("/console/products?category={}", one.code);
                    view! {
                        <tr>
                            <td class="wide">
                                <span aria-hidden="true">{deep}</span>
                                <a href=to>{one.name.clone()}</a>
                            </td>
                            <td data-l=words.say("catalog-tree-code")>{one.code.clone()}</td>
                            <td data-l=words.say("catalog-tree-prefix")>
                                {one.sku_prefix.clone()}
                            </td>
                            <td class="num" data-l=words.say("frame-products")>
                                <a href=products>{words.number(count)}</a>
                            </td>
                        </tr>
                    }
                })
                .collect_view();
            let columns = vec![
                Column::new(words.say("catalog-category")),
                Column::new(words.say("catalog-tree-code")),
                Column::new(words.say("catalog-tree-prefix")),
                Column::num(words.say("frame-products")),
            ];
            let parents = parents(&all, None);
            let id = form.value("id").to_owned();
            view! {
                <PageHead title=title sub=words.say("catalog-categories-sub") />
                <div class="stack">
                    <Sheet flush=true>
                        <DataTable caption=title quiet=true columns stack=true>
                            {rows}
                        </DataTable>
                    </Sheet>
                    <Sheet title=words.say("catalog-tree-new")>
                        <PostForm action="/console/categories" state=form prefix="new">
                            <input type="hidden" name="id" value=id />
                            <div class="fields">
                                <Field
                                    name="name"
                                    label=words.say("catalog-role-name")
                                    longest=60_u32
                                />
                                <Field
                                    name="code"
                                    label=words.say("catalog-tree-code")
                                    help=words.say("catalog-tree-code-help")
                                    longest=60_u32
                                />
                                <Field
                                    name="sku_prefix"
                                    label=words.say("catalog-tree-prefix")
                                    help=words.say("catalog-tree-prefix-help")
                                    longest=6_u32
                                    class="short"
                                />
                            </div>
                            <Select
                                name="parent"
                                label=words.say("catalog-tree-parent")
                                options=parents
                                optional=true
                                class="narrow"
                            />
                            <Actions>
                                <button class="btn main">{words.say("catalog-tree-make")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}
