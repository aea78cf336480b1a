//! `/company/cost-centres`: who pays.

use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, PageHead, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::CostCentreId;
use domain::requests::{
    ChangeCostCentre, CostCentre, CostCentreError, change_cost_centre, policies,
};
use domain::text::Words;
use leptos::prelude::*;

#[derive(Default)]
struct Forms {
    known: FormState,
    new: FormState,
}

/// `GET /company/cost-centres`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, Forms::default()).await
}

/// `POST /company/cost-centres`: a new one; or another code and name
/// (`rename=CENTRE`), or whether it can be chosen (`on=`, `off=CENTRE`).
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut shown = FormState::from(form.clone());
    let id = |name: &str| -> Option<CostCentreId> { form.some(name)?.parse().ok() };
    let (change, code, name) = if let Some(id) = id("rename") {
        let (code, name) = (format!("code-{id}"), format!("name-{id}"));
        let change = ChangeCostCentre::Rename {
            id,
            code: form.text(&code).to_owned(),
            name: form.text(&name).to_owned(),
        };
        (change, code, name)
    } else if let Some(id) = id("on") {
        let change = ChangeCostCentre::Activate { id, active: true };
        (change, String::new(), String::new())
    } else if let Some(id) = id("off") {
        let change = ChangeCostCentre::Activate { id, active: false };
        (change, String::new(), String::new())
    } else {
        let change = ChangeCostCentre::Add {
            key: key_of(&form)?,
            code: form.text("code").to_owned(),
            name: form.text("name").to_owned(),
        };
        (change, "code".to_owned(), "name".to_owned())
    };
    let is_new = matches!(change, ChangeCostCentre::Add { .. });
    match change_cost_centre(&state.db, visitor.actor(), change, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("frame-saved")).await?;
            return Ok(Redirect::to("/company/cost-centres").into_response());
        }
        Err(CostCentreError::NoCode) => shown.fail(code, words.say("requests-code-missing")),
        Err(CostCentreError::NoName) => shown.fail(name, words.say("requests-name-missing")),
        Err(CostCentreError::TooLong) => shown.fail(name, words.say("requests-too-long")),
        Err(CostCentreError::CodeTaken) => shown.fail(code, words.say("requests-code-taken")),
        Err(CostCentreError::NotFound) => return Err(PageError::NotFound),
        Err(other) => return Err(other.into()),
    }
    let forms = if is_new {
        Forms {
            new: shown,
            ..Forms::default()
        }
    } else {
        Forms {
            known: shown,
            ..Forms::default()
        }
    };
    page(&visitor, &state, forms).await
}

async fn page(visitor: &SignedIn, state: &AppState, forms: Forms) -> Result<Response, PageError> {
    let words = visitor.words;
    let known = policies(&state.db, visitor.actor()).await?.cost_centres;
    let title = words.say("requests-cost-centres");
    // What is stored stands in the fields, unless something else was typed.
    let mut stored = forms.known;
    for one in &known {
        for (field, value) in [("code", &one.code), ("name", &one.name)] {
            let field = format!("{field}-{}", one.id);
            if !stored.form().has(&field) {
                stored = stored.with(field, value.clone());
            }
        }
    }
    let forms = Forms {
        known: stored,
        new: forms.new,
    };
    let status = if forms.known.is_fine() && forms.new.is_fine() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(Page::new(visitor, Face::Site, title)
        .nav("company")
        .status(status)
        .crumbs([(words.say("frame-company"), "/company")])
        .show(move || {
            let columns = vec![
                Column::new(words.say("requests-code")),
                Column::new(words.say("requests-name")),
                Column::new(words.say("requests-standing")),
                Column::actions(),
            ];
            let table = if known.is_empty() {
                view! {
                    <Empty
                        title=words.say("requests-no-centres")
                        text=words.say("requests-no-centres-text")
                    />
                }
                .into_any()
            } else {
                view! {
                    <PostForm action="/company/cost-centres" state=forms.known prefix="k">
                        <DataTable caption=title quiet=true stack=true columns>
                            {move || known.iter().map(|one| row(words, one)).collect_view()}
                        </DataTable>
                    </PostForm>
                }
                .into_any()
            };
            view! {
                <PageHead title sub=words.say("requests-cost-centres-sub")>
                    <a class="btn" href="/company/policies">
                        {words.say("requests-policies")}
                    </a>
                </PageHead>
                <div class="cols">
                    <div class="stack">
                        <Sheet flush=true>{table}</Sheet>
                    </div>
                    <div class="stack">
                        <Sheet title=words.say("requests-add-centre")>
                            <PostForm action="/company/cost-centres" state=forms.new prefix="n">
                                <Field name="code" label=words.say("requests-code") />
                                <Field name="name" label=words.say("requests-name") />
                                <Actions>
                                    <button class="btn main">{words.say("frame-add")}</button>
                                </Actions>
                            </PostForm>
                        </Sheet>
                    </div>
                </div>
            }
        }))
}

fn row(words: Words, one: &CostCentre) -> AnyView {
    let id = one.id.to_string();
    let (tag, tone, name, label) = if one.is_active() {
        ("requests-active", Tone::Good, "off", "requests-switch-off")
    } else {
        ("requests-inactive", Tone::Plain, "on", "requests-switch-on")
    };
    let (tag, label) = (words.say(tag), words.say(label));
    let code_of = words.say_with("requests-code-of", &[("name", one.name.as_str().into())]);
    let name_of = words.say_with("requests-name-of", &[("code", one.code.as_str().into())]);
    view! {
        <tr>
            <td>
                <Field name=format!("code-{id}") label=code_of hide_label=true />
            </td>
            <td>
                <Field name=format!("name-{id}") label=name_of hide_label=true />
            </td>
            <td>
                <Tag text=tag tone />
            </td>
            <td class="actions">
                <button class="btn s" name="rename" value=id.clone()>
                    {words.say("frame-save")}
                </button>
                <button class="btn s quiet" name=name value=id>
                    {label}
                </button>
            </td>
        </tr>
    }
    .into_any()
}
