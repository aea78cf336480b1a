//! Documents on a customer's site: what its people see of them, and how they are
//! put there.

use super::editor::{Place, Tried, Which, answer};
use super::forms::{failed, saved, whose};
use crate::files::{ACCEPT_DOCUMENT, document_help, fault, size};
use crate::frame::parts::{
    Actions, Column, DataTable, Field, FileField, PostForm, Sheet, UploadForm,
};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, StaffOnly, Upload};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::site::{
    MOST_SITE_DOCUMENTS, PutSiteDocument, SiteDocument, SiteDocumentError, SiteError,
    put_site_document, remove_site_document,
};
use domain::text::Words;
use leptos::prelude::*;

/// `POST /console/customers/{id}/site/documents`: a document with `title` and
/// `group`.
pub async fn document(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    let place = Place::theirs(&visitor, &customer)?;
    put(&visitor, &state, place, upload).await
}

/// `POST /company/site/documents`: the same, by the customer's own manager.
pub async fn own_document(
    visitor: SignedIn,
    State(state): State<AppState>,
    upload: Upload,
) -> Result<Response, PageError> {
    let place = Place::own(&visitor)?;
    put(&visitor, &state, place, upload).await
}

async fn put(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    upload: Upload,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let whose = whose(&upload.form)?;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(upload.form);
    let command = PutSiteDocument {
        customer: place.customer,
        whose,
        title: shown.value("title").to_owned(),
        sent: upload.sent,
        key,
    };
    let done = put_site_document(
        &state.db,
        &state.files,
        visitor.actor(),
        command,
        visitor.now,
    );
    let (field, text) = match done.await {
        Ok(()) => return saved(visitor, &place, whose).await,
        Err(SiteDocumentError::File(why)) => ("sent", fault(words, why, false)),
        Err(SiteDocumentError::Files(error)) => return Err(PageError::Failed(error.to_string())),
        Err(SiteDocumentError::Site(SiteError::Name)) => (
            "title",
            words.say("catalog-document-title-wrong").to_owned(),
        ),
        Err(SiteDocumentError::Site(SiteError::TooMany)) => {
            let most = [("most", MOST_SITE_DOCUMENTS.into())];
            ("sent", words.say_with("site-documents-too-many", &most))
        }
        Err(SiteDocumentError::Site(error)) => return Err(failed(visitor, error)),
    };
    shown.fail(field, text);
    answer(
        visitor,
        state,
        place,
        whose,
        Tried::refused(Which::Document, shown),
    )
    .await
}

/// `POST /console/customers/{id}/site/documents/remove` with `document`
pub async fn remove_document(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let place = Place::theirs(&visitor, &customer)?;
    take(&visitor, &state, place, form).await
}

/// `POST /company/site/documents/remove`: the same, by the customer's own manager.
pub async fn own_remove_document(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let place = Place::own(&visitor)?;
    take(&visitor, &state, place, form).await
}

async fn take(
    visitor: &SignedIn,
    state: &AppState,
    place: Place,
    form: Form,
) -> Result<Response, PageError> {
    let whose = whose(&form)?;
    let document = form.carried("document")?;
    let (customer, now) = (place.customer, visitor.now);
    match remove_site_document(&state.db, visitor.actor(), customer, document, now).await {
        Ok(()) => saved(visitor, &place, whose).await,
        Err(error) => Err(failed(visitor, error)),
    }
}

/// What a document's file is: `PDF, 240 KB`.
fn file_facts(words: Words, one: &SiteDocument) -> String {
    format!("{}, {}", one.ending(), size(words, one.bytes))
}

/// The documents, as the home page shows them.
pub(crate) fn documents(words: Words, documents: &[SiteDocument]) -> Option<AnyView> {
    if documents.is_empty() {
        return None;
    }
    let rows = documents
        .iter()
        .map(|one| {
            let to = format!("/files/{}/document", one.file);
            view! {
                <li>
                    <a href=to download="">
                        {one.title.clone()}
                    </a>
                    <span class="small mute">" " {file_facts(words, one)}</span>
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("site-documents")>
                <ul class="stack-s">{rows}</ul>
            </Sheet>
        }
        .into_any(),
    )
}

/// The documents for everybody or for a group, and one more.
pub(super) fn document_sheet(
    words: Words,
    base: &str,
    group: &str,
    documents: &[&SiteDocument],
    form: FormState,
) -> AnyView {
    let add = format!("{base}/documents");
    let rows = documents
        .iter()
        .map(|one| {
            let to = format!("/files/{}/document", one.file);
            let name = [("name", one.title.as_str().into())];
            let label = words.say_with("site-remove-name", &name);
            let (id, group, action) = (
                one.id.to_string(),
                group.to_owned(),
                format!("{add}/remove"),
            );
            view! {
                <tr>
                    <td class="wide">
                        <a href=to download="">
                            {one.title.clone()}
                        </a>
                        <span class="sub">{file_facts(words, one)}</span>
                    </td>
                    <td class="actions">
                        <PostForm action=action>
                            <input type="hidden" name="group" value=group />
                            <button class="btn s" name="document" value=id aria-label=label>
                                {words.say("frame-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let list = (!documents.is_empty()).then(|| {
        let columns = vec![Column::new(words.say("site-text-title")), Column::actions()];
        view! {
            <DataTable caption=words.say("site-documents") quiet=true columns stack=true>
                {rows}
            </DataTable>
        }
    });
    let group = group.to_owned();
    view! {
        <Sheet title=words.say("site-documents")>
            <div class="stack">
                {list}
                <UploadForm action=add state=form prefix="document">
                    <input type="hidden" name="group" value=group />
                    <FileField
                        name="sent"
                        label=words.say("site-document-new")
                        help=document_help(words)
                        accept=ACCEPT_DOCUMENT
                    />
                    <Field name="title" label=words.say("site-text-title") longest=120_u32 />
                    <Actions>
                        <button class="btn main">{words.say("site-put")}</button>
                    </Actions>
                </UploadForm>
            </div>
        </Sheet>
    }
    .into_any()
}
