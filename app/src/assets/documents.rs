//! The documents of a unit: a sheet on its page, and its forms.

use super::show::{Tried, find, page};
use crate::files::{ACCEPT_DOCUMENT, ACCEPT_PICTURE, document_help, fault, size};
use crate::frame::parts::{
    Actions, Column, DataTable, Field, FileField, Fold, PostForm, Select, Sheet, UploadForm,
};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, Upload};
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::{
    AddPaper, AssetDocument, AssetPage, MOST_PAPERS, PaperError, PaperKind, State, add_paper,
    path_of, remove_paper,
};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;
use std::sync::LazyLock;

/// `POST /equipment/{tag}/documents`: a file with `kind` and `title`.
pub async fn add(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(upload.form);
    let command = AddPaper {
        key,
        tag: tag.clone(),
        kind: PaperKind::from_code(shown.value("kind")).ok_or(PageError::BadForm)?,
        title: shown.value("title").to_owned(),
        sent: upload.sent,
    };
    let refused = match add_paper(&app.db, &app.files, visitor.actor(), command, visitor.now).await
    {
        Ok(()) => {
            visitor
                .say_next(true, words.say("assets-paper-added"))
                .await?;
            return Ok(Redirect::to(&path_of(&tag)).into_response());
        }
        Err(PaperError::File(why)) => ("sent", fault(words, why, false)),
        Err(PaperError::Title) => ("title", words.say("assets-paper-title-wrong").to_owned()),
        Err(PaperError::TooMany) => (
            "sent",
            words.say_with("assets-papers-too-many", &[("most", MOST_PAPERS.into())]),
        ),
        Err(other) => return Err(other.into()),
    };
    shown.fail(refused.0, refused.1);
    let found = find(&visitor, &app, &tag).await?;
    Ok(page(&visitor, &app, found, Tried::paper(shown)))
}

/// `POST /equipment/{tag}/documents/remove` with `file`
pub async fn remove(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    Path(tag): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Browse)?;
    let file = form.text("file").parse().map_err(|_| PageError::BadForm)?;
    let said = match remove_paper(&app.db, visitor.actor(), tag.clone(), file, visitor.now).await {
        Ok(()) => (true, "assets-paper-removed"),
        Err(PaperError::Stays) => (false, "assets-paper-stays"),
        Err(other) => return Err(other.into()),
    };
    visitor.say_next(said.0, visitor.words.say(said.1)).await?;
    Ok(Redirect::to(&path_of(&tag)).into_response())
}

fn kind_name(words: Words, kind: PaperKind) -> &'static str {
    words.say(match kind {
        PaperKind::Invoice => "assets-paper-invoice",
        PaperKind::WipeCertificate => "assets-paper-wipe-certificate",
        PaperKind::Other => "assets-paper-other",
    })
}

/// What the browser offers: documents, and pictures of documents.
static ACCEPT: LazyLock<&'static str> =
    LazyLock::new(|| format!("{ACCEPT_DOCUMENT},{ACCEPT_PICTURE}").leak());

/// The documents of a unit, and one more for who adds some.
pub(super) fn papers(
    words: Words,
    found: &AssetPage,
    adds: bool,
    tried: Option<FormState>,
) -> Option<AnyView> {
    if found.papers.is_empty() && !adds {
        return None;
    }
    let here = path_of(&found.asset.service_tag);
    let list = (!found.papers.is_empty()).then(|| {
        let rows = found
            .papers
            .iter()
            .map(|one| row(words, found, one, &here, adds))
            .collect_view();
        let columns = vec![
            Column::new(words.say("assets-paper-title")),
            Column::new(words.say("assets-paper-kind")),
            Column::new(words.say("assets-paper-added-by")),
            Column::actions(),
        ];
        view! {
            <Sheet title=words.say("assets-papers") flush=true>
                <DataTable caption=words.say("assets-papers") quiet=true columns stack=true>
                    {rows}
                </DataTable>
            </Sheet>
        }
    });
    let form = adds.then(|| {
        let (open, action) = (tried.is_some(), format!("{here}/documents"));
        let accept = *ACCEPT;
        let state =
            tried.unwrap_or_else(|| FormState::empty().with("kind", PaperKind::Invoice.code()));
        let kinds = PaperKind::ALL
            .iter()
            .map(|kind| (kind.code().to_owned(), kind_name(words, *kind).to_owned()));
        let kinds: Vec<(String, String)> = kinds.collect();
        let help = format!(
            "{} {}",
            document_help(words),
            words.say("assets-paper-photo")
        );
        view! {
            <Fold title=words.say("assets-paper-add") open>
                <UploadForm action=action state prefix="paper">
                    <FileField
                        name="sent"
                        label=words.say("assets-file")
                        help=help
                        accept=accept
                    />
                    <div class="fields">
                        <Select
                            name="kind"
                            label=words.say("assets-paper-kind")
                            options=kinds
                            first=true
                        />
                        <Field
                            name="title"
                            label=words.say("assets-paper-title")
                            help=words.say("assets-paper-title-help")
                            optional=true
                        />
                    </div>
                    <Actions>
                        <button class="btn">{words.say("assets-paper-add")}</button>
                    </Actions>
                </UploadForm>
            </Fold>
        }
    });
    Some(view! { {list} {form} }.into_any())
}

fn row(words: Words, found: &AssetPage, one: &AssetDocument, here: &str, adds: bool) -> AnyView {
    let facts = format!("{}, {}", one.ending(), size(words, one.bytes));
    let by = words.say_with(
        "orders-step-by",
        &[
            ("moment", words.moment_short(one.created_at).into()),
            ("name", found.names.of(one.person_id).into()),
        ],
    );
    let title = one.title.clone();
    let gone = matches!(found.asset.state, State::Retired | State::Returned);
    let stays = gone && one.kind == PaperKind::WipeCertificate;
    let remove = (adds && !stays).then(|| {
        let label = words.say_with("assets-paper-remove", &[("title", title.as_str().into())]);
        let (action, file) = (format!("{here}/documents/remove"), one.file_id.to_string());
        view! {
            <PostForm action=action>
                <button class="btn s" name="file" value=file aria-label=label>
                    {words.say("catalog-relation-remove")}
                </button>
            </PostForm>
        }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=one.path()>{title.clone()}</a>
                <span class="sub">{facts}</span>
            </td>
            <td data-l=words.say("assets-paper-kind")>{kind_name(words, one.kind)}</td>
            <td data-l=words.say("assets-paper-added-by")>{by}</td>
            <td class="actions">{remove}</td>
        </tr>
    }
    .into_any()
}
