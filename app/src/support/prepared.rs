//! `/console/cases/prepared`: answers that our people keep to be used again.

use super::said;
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, Icon, PageHead, PostForm, Select, Sheet, TextArea,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::support::case_life::Priority;
use domain::support::cause::Cause;
use domain::support::prepared::{
    Along, KeepPrepared, PLACEHOLDERS, Prepared, PreparedError, Way, keep_prepared,
    prepared_answers, remove_prepared,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/cases/prepared?change=ID`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let change = Address::of(&visitor).get("change").map(str::to_owned);
    page(&visitor, &state, FormState::empty(), change).await
}

/// `POST /console/cases/prepared`: keeps one, new or changed (`id`), or removes it
/// (`do=remove`).
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let id = match form.text("id") {
        "" => None,
        id => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    let (actor, now) = (visitor.actor(), visitor.now);
    let done = match (form.text("do"), id) {
        ("remove", Some(id)) => remove_prepared(&state.db, actor, id, now).await,
        ("remove", None) => return Err(PageError::BadForm),
        _ => {
            let command = KeepPrepared {
                key: key_of(&form)?,
                id,
                name: form.text("name").to_owned(),
                text: form.text("text").to_owned(),
                way: Way::from_code(form.text("way")),
                along: Along {
                    priority: Priority::from_code(form.text("priority")),
                    cause: Cause::from_code(form.text("cause")),
                },
            };
            keep_prepared(&state.db, actor, command, now).await
        }
    };
    let mut shown = FormState::from(form);
    match done {
        Ok(()) => {
            visitor.say_next(true, words.say("support-done")).await?;
            return Ok(Redirect::to("/console/cases/prepared").into_response());
        }
        Err(error) => explain(words, &mut shown, error)?,
    }
    let change = id.map(|id| id.to_string());
    page(&visitor, &state, shown, change).await
}

/// Says at its field what is wrong, or all that is.
fn explain(words: Words, shown: &mut FormState, error: PreparedError) -> Result<(), PageError> {
    let (field, sentence) = match error {
        PreparedError::Several(all) => {
            return all
                .into_iter()
                .try_for_each(|one| explain(words, shown, one));
        }
        PreparedError::Denied(denied) => return Err(denied.into()),
        PreparedError::NotFound => return Err(PageError::NotFound),
        PreparedError::Store(error) => return Err(error.into()),
        PreparedError::Name => ("name", words.say("support-prepared-name-wrong").to_owned()),
        PreparedError::Text => ("text", words.say("support-prepared-text-wrong").to_owned()),
        PreparedError::Unknown(names) => {
            let names = names.iter().map(|name| format!("{{{name}}}"));
            let names = names.collect::<Vec<_>>().join(", ");
            let sentence = words.say_with("support-prepared-unknown", &[("names", names.into())]);
            ("text", sentence)
        }
        PreparedError::TooMany => ("", words.say("support-prepared-too-many").to_owned()),
    };
    shown.fail(field, sentence);
    Ok(())
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    tried: FormState,
    change: Option<String>,
) -> Result<Response, PageError> {
    let all = prepared_answers::<PageError>(&state.db, visitor.actor()).await?;
    let words = visitor.words;
    let title = words.say("support-prepared-title");
    let status = tried.status();
    Ok(Page::new(visitor, Face::Console, title)
        .nav("cases")
        .status(status)
        .crumbs([(words.say("support-queue-title"), "/console/cases")])
        .show(move || {
            let items: Vec<AnyView> = all.iter().map(|one| item(words, one)).collect();
            let content = if items.is_empty() {
                view! {
                    <Empty
                        title=words.say("support-prepared-none")
                        text=words.say("support-prepared-none-text")
                        icon=Icon::Help
                    />
                }
                .into_any()
            } else {
                let columns = vec![
                    Column::new(words.say("support-prepared-name")),
                    Column::actions(),
                ];
                view! {
                    <DataTable caption=title quiet=true columns stack=true>
                        {items}
                    </DataTable>
                }
                .into_any()
            };
            // One at a time is written: a new one, or one that is there.
            let changed = all
                .iter()
                .find(|one| change.as_deref() == Some(one.id.to_string().as_str()));
            let form = match changed {
                Some(one) if tried.is_fine() => FormState::empty()
                    .with("name", one.name.clone())
                    .with("text", one.text.clone())
                    .with("way", one.way().map_or("", Way::code))
                    .with("priority", one.along().priority.map_or("", Priority::code))
                    .with("cause", one.along().cause.map_or("", Cause::code)),
                _ => tried.clone(),
            };
            let heading: Text = match changed {
                Some(one) => one.name.clone().into(),
                None => words.say("support-prepared-new").into(),
            };
            let fields = fields(words, form, changed.map(|one| one.id.to_string()));
            view! {
                <PageHead title sub=words.say("support-prepared-sub") />
                <div class="stack">
                    <Sheet flush=true>{content}</Sheet>
                    <Sheet title=heading id="write">
                        {fields}
                    </Sheet>
                </div>
            }
        }))
}

fn item(words: Words, one: &Prepared) -> AnyView {
    let id = one.id.to_string();
    let change = Address::parse("/console/cases/prepared")
        .with("change", id.clone())
        .href();
    let label = words.say_with(
        "support-prepared-remove",
        &[("name", one.name.as_str().into())],
    );
    let begins: String = one.text.chars().take(160).collect();
    let along = one.along();
    let brings: Vec<&str> = [
        one.way().map(|way| said::way(words, way).0),
        along.priority.map(|one| said::priority(words, one)),
        along.cause.map(|one| said::cause(words, one)),
    ]
    .into_iter()
    .flatten()
    .collect();
    let brings = (!brings.is_empty()).then(|| {
        let text = brings.join(" · ");
        view! { <span class="sub">{text}</span> }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=format!("{change}#write")>{one.name.clone()}</a>
                <span class="sub">{begins}</span>
                {brings}
            </td>
            <td class="actions">
                <PostForm action="/console/cases/prepared">
                    <input type="hidden" name="do" value="remove" />
                    <button class="btn s" name="id" value=id aria-label=label>
                        {words.say("support-remove")}
                    </button>
                </PostForm>
            </td>
        </tr>
    }
    .into_any()
}

fn fields(words: Words, form: FormState, id: Option<String>) -> AnyView {
    let names: Vec<String> = PLACEHOLDERS
        .iter()
        .map(|name| format!("{{{name}}}"))
        .collect();
    let help = words.say_with(
        "support-prepared-help",
        &[("names", names.join(", ").into())],
    );
    let ways = Way::ALL
        .iter()
        .map(|one| (one.code().to_owned(), said::way(words, *one).0.to_owned()))
        .collect();
    let priorities = Priority::ALL
        .iter()
        .map(|one| {
            let name = said::priority(words, *one);
            (one.code().to_owned(), name.to_owned())
        })
        .collect();
    let causes = Cause::ALL
        .iter()
        .map(|one| (one.code().to_owned(), said::cause(words, *one).to_owned()))
        .collect();
    let inside = move || {
        view! {
            <Field name="name" label=words.say("support-prepared-name") longest=80_u32 />
            <TextArea name="text" label=words.say("support-your-words") help=help rows=5 />
            <div class="fields">
                <Select
                    name="way"
                    label=words.say("support-way")
                    options=ways
                    help=words.say("support-also-help")
                    optional=true
                />
                <Select
                    name="priority"
                    label=words.say("support-also-priority")
                    options=priorities
                    optional=true
                />
                <Select
                    name="cause"
                    label=words.say("support-also-cause")
                    options=causes
                    optional=true
                />
            </div>
            <Actions>
                <button class="btn main">{words.say("support-keep")}</button>
            </Actions>
        }
    };
    let hidden = id.map(|id| view! { <input type="hidden" name="id" value=id /> });
    view! {
        <PostForm action="/console/cases/prepared" state=form>
            {hidden}
            {inside()}
        </PostForm>
    }
    .into_any()
}
