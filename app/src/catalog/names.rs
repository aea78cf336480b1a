//! `/console/categories/{id}/names`: what a category, its attributes and their
//! values are called in other languages.

use crate::frame::parts::{Actions, Column, DataTable, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{
    Named, NamesPage, SaveNames, SaveNamesError, ask_names_page, further_languages, save_names,
};
use domain::id::CategoryId;
use domain::identity::Permission;
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `GET /console/categories/{id}/names`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let page = load(&visitor, &state, &id).await?;
    Ok(view_of(&visitor, page, None))
}

async fn load(visitor: &StaffOnly, state: &AppState, id: &str) -> Result<NamesPage, PageError> {
    visitor.demand(Permission::Curate)?;
    let id: CategoryId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let page = ask_names_page(id).fetch(&mut read).await?;
    page.ok_or(PageError::NotFound)
}

/// The field for the name of a thing at this place: `de-3`.
fn field(language: Language, place: usize) -> String {
    format!("{}-{place}", language.code())
}

/// `POST /console/categories/{id}/names`: for each thing `attribute-N` and
/// `value-N`, and its name in each language (`de-N`).
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let page = load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    // Things are named by what they are: somebody may have changed the category
    // since the form was shown.
    for (place, attribute) in form.form().starting("attribute-") {
        let Ok(place) = place.parse::<usize>() else {
            continue;
        };
        let attribute = attribute.parse().map_err(|_| PageError::BadForm)?;
        for language in further_languages() {
            let thing = Named {
                attribute,
                value: form.value(&format!("value-{place}")).to_owned(),
            };
            let field = field(language, place);
            names.push((thing, language, form.value(&field).to_owned()));
            fields.push(field);
        }
    }
    let category = page.category.id;
    let command = SaveNames { category, names };
    let words = visitor.words;
    match save_names(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("frame-saved")).await?;
            Ok(Redirect::to(&format!("/console/categories/{category}/names")).into_response())
        }
        Err(SaveNamesError::Denied(denied)) => Err(denied.into()),
        Err(SaveNamesError::Store(error)) => Err(error.into()),
        Err(SaveNamesError::Name(place)) => {
            let field = fields.get(place).cloned().unwrap_or_default();
            form.fail(field, words.say("catalog-names-long"));
            Ok(view_of(&visitor, page, Some(form)))
        }
    }
}

fn view_of(visitor: &StaffOnly, page: NamesPage, sent: Option<FormState>) -> Response {
    let words = visitor.words;
    let status = sent
        .as_ref()
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let here = format!("/console/categories/{}", page.category.id);
    let name = page.category.name.clone();
    let title = words.say_with("catalog-names-of", &[("category", (&name).into())]);
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .status(status)
        .crumbs([
            (
                words.say("catalog-categories").to_owned(),
                "/console/categories".to_owned(),
            ),
            (name, here.clone()),
        ])
        .show(move || {
            let form = sent.unwrap_or_else(|| filled(&page));
            let rows = page
                .things
                .iter()
                .enumerate()
                .map(|(place, (thing, first))| row(words, place, thing, first, &form))
                .collect_view();
            let mut columns = vec![
                Column::new(words.say("catalog-names-thing")),
                Column::new(words.say("catalog-names-kind")),
            ];
            columns.extend(further_languages().map(|language| {
                let language = [("language", language.own_name().into())];
                Column::new(words.say_with("catalog-names-in", &language))
            }));
            view! {
                <PageHead title=title sub=words.say("catalog-names-sub") />
                <Sheet flush=true>
                    <PostForm action=format!("{here}/names") state=form.clone() prefix="names">
                        <DataTable
                            caption=words.say("catalog-names")
                            quiet=true
                            columns
                            stack=true
                            footer=view! {
                                <Actions>
                                    <button class="btn main">{words.say("frame-save")}</button>
                                </Actions>
                            }
                        >
                            {rows}
                        </DataTable>
                    </PostForm>
                </Sheet>
            }
        })
}

fn filled(page: &NamesPage) -> FormState {
    let mut form = FormState::empty();
    for (place, (thing, _)) in page.things.iter().enumerate() {
        for language in further_languages() {
            if let Some(name) = page.name(thing, language) {
                form = form.with(field(language, place), name);
            }
        }
    }
    form
}

fn row(words: Words, place: usize, thing: &Named, first: &str, form: &FormState) -> AnyView {
    let kind = match (thing.attribute, thing.value.as_str()) {
        (0, _) => "catalog-names-category",
        (_, "") => "catalog-names-attribute",
        _ => "catalog-names-value",
    };
    let inputs = further_languages()
        .map(|language| {
            let name = field(language, place);
            let said = [
                ("thing", first.into()),
                ("language", language.own_name().into()),
            ];
            let label = words.say_with("catalog-names-label", &said);
            let value = form.value(&name).to_owned();
            let wrong = form.error(&name).map(str::to_owned);
            let invalid = wrong.is_some().then_some("true");
            let column = [("language", language.own_name().into())];
            view! {
                <td data-l=words.say_with("catalog-names-in", &column)>
                    <input
                        class="input"
                        type="text"
                        id=format!("names-{name}")
                        name=name.clone()
                        value=value
                        lang=language.code()
                        aria-label=label
                        aria-invalid=invalid
                        autocomplete="off"
                    />
                    {wrong.map(|text| view! { <p class="error">{text}</p> })}
                </td>
            }
        })
        .collect_view();
    let attribute = thing.attribute.to_string();
    let value = thing.value.clone();
    view! {
        <tr>
            <td class="wide">
                {first.to_owned()}
                <input type="hidden" name=format!("attribute-{place}") value=attribute />
                <input type="hidden" name=format!("value-{place}") value=value />
            </td>
            <td class="small mute">{words.say(kind)}</td>
            {inputs}
        </tr>
    }
    .into_any()
}
