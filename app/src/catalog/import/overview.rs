//! The imports there are, and sending the files of a new one.

use super::{kind_words, state_tone, state_words};
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Icon, Notice, PageHead, Sheet, Tag, Tone,
};
use crate::frame::{AppState, Face, Page, PageError, StaffOnly};
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartRejection};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::import::{self, Import, Read, Receiving, Rejected, StagingError};
use domain::catalog::mapping::ImportKind;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;
use std::time::Duration;

/// How long the answer waits until the files are read.
const WAIT: Duration = Duration::from_secs(5);

/// `GET /console/import`
pub async fn list(
    visitor: StaffOnly,
    state: axum::extract::State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    page(&visitor, &state, ImportKind::Products, &[], None).await
}

/// `POST /console/import`: the files, as they arrive. They are read behind the
/// answer, which waits only a while for the end of it.
pub async fn upload(
    visitor: StaffOnly,
    State(state): State<AppState>,
    files: Result<Multipart, MultipartRejection>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let mut files = files.map_err(|_| PageError::BadForm)?;
    let mut kind = ImportKind::Products;
    let mut receiving = Receiving::default();
    loop {
        let field = match files.next_field().await {
            Ok(Some(field)) => field,
            Ok(None) => break,
            Err(error) => return broken(&visitor, &state, kind, error.status()).await,
        };
        let Some(name) = field.file_name().map(str::to_owned) else {
            if field.name() == Some("kind") {
                let text = field.text().await.unwrap_or_default();
                kind = ImportKind::from_code(&text).unwrap_or(ImportKind::Products);
            }
            continue;
        };
        if name.is_empty() {
            continue;
        }
        match take(&mut receiving, &name, field).await {
            Ok(None) => {}
            Ok(Some(status)) => return broken(&visitor, &state, kind, status).await,
            Err(StagingError::TooManyFiles) => {
                let text = words.say("catalog-import-too-many-files").to_owned();
                return page(&visitor, &state, kind, &[], Some(text)).await;
            }
            Err(error) => return Err(failed(error)),
        }
    }
    if receiving.is_empty() {
        let text = words.say("catalog-import-no-file").to_owned();
        return page(&visitor, &state, kind, &[], Some(text)).await;
    }
    let reading = receiving
        .read(&state.db, visitor.actor(), kind, visitor.now)
        .await
        .map_err(failed)?;
    let staged = match reading.within(WAIT).await.map_err(failed)? {
        Read::Done(staged) => staged,
        Read::GoesOn(id) => {
            return Ok(Redirect::to(&format!("/console/import/{id}")).into_response());
        }
    };
    match staged.import {
        Some(id) => Ok(Redirect::to(&format!("/console/import/{id}")).into_response()),
        None => page(&visitor, &state, kind, &staged.rejected, None).await,
    }
}

/// What was sent broke off: nothing of it is kept.
async fn broken(
    visitor: &StaffOnly,
    state: &AppState,
    kind: ImportKind,
    status: StatusCode,
) -> Result<Response, PageError> {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        let text = visitor.words.say("catalog-import-too-large").to_owned();
        return page(visitor, state, kind, &[], Some(text)).await;
    }
    Err(PageError::BadForm)
}

/// Takes one file in; a status says that what arrived broke off.
async fn take(
    receiving: &mut Receiving,
    name: &str,
    mut field: axum::extract::multipart::Field<'_>,
) -> Result<Option<StatusCode>, StagingError> {
    let file = receiving.file(name).await?;
    loop {
        match field.chunk().await {
            Ok(Some(piece)) => file.piece(&piece).await?,
            Ok(None) => break,
            Err(error) => return Ok(Some(error.status())),
        }
    }
    file.end().await?;
    Ok(None)
}

fn failed(error: StagingError) -> PageError {
    match error {
        StagingError::Denied(denied) => denied.into(),
        StagingError::Store(error) => error.into(),
        StagingError::TooManyFiles => PageError::BadForm,
        StagingError::Room(error) => PageError::Failed(error.to_string()),
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    kind: ImportKind,
    rejected: &[Rejected],
    wrong: Option<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let imports = {
        let mut read = state.db.read(visitor.actor().scope()).await?;
        import::imports(&mut read).await?
    };
    let problems: Vec<String> = rejected
        .iter()
        .map(|one| format!("{}: {}", one.file, one.problem.say(words)))
        .chain(wrong)
        .collect();
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = words.say("frame-import");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("import")
        .status(status)
        .show(move || {
            let problems = (!problems.is_empty()).then(|| {
                let items = problems
                    .into_iter()
                    .map(|text| view! { <li>{text}</li> })
                    .collect_view();
                view! {
                    <Notice tone=Tone::Bad title=words.say("catalog-import-nothing-taken")>
                        <ul>{items}</ul>
                    </Notice>
                }
            });
            view! {
                <PageHead title=title sub=words.say("catalog-import-sub")>
                    <a class="btn" href="/console/export">{words.say("catalog-export")}</a>
                </PageHead>
                <div class="stack">
                    {problems} {upload_form(words, kind)} {table(words, imports)}
                </div>
            }
        }))
}

fn upload_form(words: Words, chosen: ImportKind) -> AnyView {
    let kinds = ImportKind::ALL
        .iter()
        .map(|kind| {
            let first = *kind == chosen;
            view! {
                <label>
                    <input type="radio" name="kind" value=kind.code() checked=first />
                    <span>{kind_words(words, *kind)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <Sheet title=words.say("catalog-import-new")>
            <form
                method="post"
                action="/console/import"
                enctype="multipart/form-data"
                class="form"
            >
                <fieldset class="field">
                    <legend>{words.say("catalog-import-what")}</legend>
                    <div class="seg">{kinds}</div>
                </fieldset>
                <div class="field">
                    <label for="files">{words.say("catalog-import-files")}</label>
                    <input
                        class="input"
                        type="file"
                        id="files"
                        name="files"
                        accept=".xlsx,.csv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                        multiple=true
                        required=true
                        aria-describedby="files-help"
                    />
                    <p class="help" id="files-help">{words.say("catalog-import-files-help")}</p>
                </div>
                <Actions>
                    <button class="btn main">{words.say("catalog-import-send")}</button>
                </Actions>
            </form>
        </Sheet>
    }
    .into_any()
}

fn table(words: Words, imports: Vec<Import>) -> AnyView {
    if imports.is_empty() {
        return view! {
            <Sheet>
                <Empty
                    title=words.say("catalog-import-none")
                    text=words.say("catalog-import-none-text")
                    icon=Icon::Catalog
                />
            </Sheet>
        }
        .into_any();
    }
    let columns = vec![
        Column::new(words.say("catalog-import-files")),
        Column::new(words.say("catalog-import-state")),
        Column::num(words.say("catalog-lines")),
        Column::num(words.say("catalog-line-new")),
        Column::num(words.say("catalog-line-updated")),
        Column::num(words.say("catalog-line-unchanged")),
        Column::num(words.say("catalog-line-repeated")),
        Column::num(words.say("catalog-line-refused")),
        Column::new(words.say("catalog-import-by")),
    ];
    let rows = imports
        .into_iter()
        .map(|one| {
            let state = one.state();
            let sub = format!(
                "{} · {}",
                kind_words(words, one.kind()),
                words.moment_short(one.created_at)
            );
            let mut names: String = one.file_names.chars().take(60).collect();
            if names.len() < one.file_names.len() {
                names.push('…');
            }
            if names.is_empty() {
                names = words.say("catalog-import-uploading").to_owned();
            }
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/import/{}", one.id)>{names}</a>
                        <span class="sub">{sub}</span>
                    </td>
                    <td>
                        <Tag text=state_words(words, state) tone=state_tone(state) />
                    </td>
                    <td class="num" data-l=words.say("catalog-lines")>
                        {words.number(one.lines)}
                    </td>
                    <td class="num" data-l=words.say("catalog-line-new")>
                        {words.number(one.added)}
                    </td>
                    <td class="num" data-l=words.say("catalog-line-updated")>
                        {words.number(one.updated)}
                    </td>
                    <td class="num" data-l=words.say("catalog-line-unchanged")>
                        {words.number(one.unchanged)}
                    </td>
                    <td class="num" data-l=words.say("catalog-line-repeated")>
                        {words.number(one.repeated)}
                    </td>
                    <td class="num" data-l=words.say("catalog-line-refused")>
                        {words.number(one.refused)}
                    </td>
                    <td class="small">{one.person_name}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="sheet">
            <DataTable caption=words.say("catalog-import-earlier") columns stack=true>
                {rows}
            </DataTable>
        </section>
    }
    .into_any()
}
