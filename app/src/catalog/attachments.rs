//! The pictures of a product and the documents about it: two sheets on its page
//! in the console, and their forms.

use super::gallery::{file_facts, kind_name};
use super::product_editor::{Loaded, Tried, load, page, saved};
use super::there_and_add::there_and_add;
use crate::files::{ACCEPT_DOCUMENT, ACCEPT_PICTURE, document_help, fault, picture_help};
use crate::frame::parts::{
    Actions, Column, Field, FileField, PostForm, Select, Sheet, Thumb, UploadForm,
};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, Upload};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::catalog::{
    AddDocument, AddPicture, AttachError, DocumentKind, LANGUAGES, MOST_DOCUMENTS, MOST_PICTURES,
    PictureChange, ProductDocument, ProductPicture, add_document, add_picture, change_picture,
    language_name, remove_document,
};
use domain::id::FileId;
use domain::text::Words;
use leptos::prelude::*;

/// `POST /console/products/{sku}/pictures`: a picture with `alt`.
pub async fn picture(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let shown = FormState::from(upload.form);
    let command = AddPicture {
        product,
        alt: shown.value("alt").to_owned(),
        sent: upload.sent,
        key,
    };
    let done = add_picture(
        &state.db,
        &state.files,
        visitor.actor(),
        command,
        visitor.now,
    )
    .await;
    answer(&visitor, &sku, loaded, shown, done, About::NewPicture).await
}

/// `POST /console/products/{sku}/pictures/change`: `file`, its `alt-…`, and `do`.
pub async fn picture_change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let shown = FormState::from(form);
    let file: FileId = shown.carried("file")?;
    let change = match shown.value("do") {
        "earlier" => PictureChange::Earlier,
        "later" => PictureChange::Later,
        "remove" => PictureChange::Remove,
        "describe" => PictureChange::Describe(shown.value(&alt_field(file)).to_owned()),
        _ => return Err(PageError::BadForm),
    };
    let done = change_picture(
        &state.db,
        visitor.actor(),
        product,
        file,
        change,
        visitor.now,
    )
    .await;
    answer(&visitor, &sku, loaded, shown, done, About::Picture(file)).await
}

/// `POST /console/products/{sku}/documents`: a document with `title`, `kind` and
/// `language`.
pub async fn document(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let shown = FormState::from(upload.form);
    let command = AddDocument {
        product,
        kind: DocumentKind::from_code(shown.value("kind")).ok_or(PageError::BadForm)?,
        title: shown.value("title").to_owned(),
        language: shown.value("language").to_owned(),
        sent: upload.sent,
        key,
    };
    let done = add_document(
        &state.db,
        &state.files,
        visitor.actor(),
        command,
        visitor.now,
    )
    .await;
    answer(&visitor, &sku, loaded, shown, done, About::NewDocument).await
}

/// `POST /console/products/{sku}/documents/remove` with `file`
pub async fn document_remove(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let file = form.carried("file")?;
    match remove_document(&state.db, visitor.actor(), product, file, visitor.now).await {
        Ok(()) => saved(&visitor, &sku).await,
        Err(error) => {
            wrong(visitor.words, error, false)?;
            Err(PageError::NotFound)
        }
    }
}

/// What a form was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum About {
    NewPicture,
    Picture(FileId),
    NewDocument,
}

/// What a form came to: the product, saved, or its page with what is wrong.
async fn answer(
    visitor: &StaffOnly,
    sku: &str,
    loaded: Loaded,
    mut shown: FormState,
    done: Result<(), AttachError>,
    about: About,
) -> Result<Response, PageError> {
    let Err(error) = done else {
        return saved(visitor, sku).await;
    };
    let (field, text) = wrong(visitor.words, error, about != About::NewDocument)?;
    let mut tried = Tried::default();
    match about {
        About::NewPicture => {
            shown.fail(field, text);
            tried.picture = Some(shown);
        }
        About::Picture(file) => {
            shown.fail(alt_field(file), text);
            tried.picture = Some(shown);
        }
        About::NewDocument => {
            shown.fail(field, text);
            tried.document = Some(shown);
        }
    }
    Ok(page(visitor, loaded, tried))
}

/// Next to which field what is said.
fn wrong(
    words: Words,
    error: AttachError,
    picture: bool,
) -> Result<(&'static str, String), PageError> {
    Ok(match error {
        // Who may not was refused before: there is no such file.
        AttachError::Denied(_) => return Err(PageError::NotFound),
        AttachError::Store(error) => return Err(error.into()),
        AttachError::Files(error) => return Err(PageError::Failed(error.to_string())),
        AttachError::File(why) => ("sent", fault(words, why, picture)),
        AttachError::Name if picture => ("alt", words.say("catalog-picture-alt-wrong").to_owned()),
        AttachError::Name => (
            "title",
            words.say("catalog-document-title-wrong").to_owned(),
        ),
        AttachError::Language => return Err(PageError::BadForm),
        AttachError::TooMany => {
            let (most, text) = if picture {
                (MOST_PICTURES, "catalog-pictures-too-many")
            } else {
                (MOST_DOCUMENTS, "catalog-documents-too-many")
            };
            ("sent", words.say_with(text, &[("most", most.into())]))
        }
    })
}

/// What the field is called that says what is to be seen in a picture.
fn alt_field(file: FileId) -> String {
    format!("alt-{file}")
}

/// The pictures in their order, and one more.
pub(super) fn picture_sheet(
    words: Words,
    here: &str,
    pictures: &[ProductPicture],
    tried: FormState,
) -> AnyView {
    let change = format!("{here}/pictures/change");
    // Either a new one was refused, or what was said of one that is there.
    let about = tried.value("file").to_owned();
    let last = pictures.len();
    let rows = pictures
        .iter()
        .zip(1_usize..)
        .map(|(one, number)| {
            let file = one.file.to_string();
            let state = if about == file {
                tried.clone()
            } else {
                FormState::empty().with(alt_field(one.file), one.alt.clone())
            };
            let name = [("name", one.alt.as_str().into())];
            let main = (number == 1).then(|| {
                view! { <span class="small mute">{words.say("catalog-picture-main")}</span> }
            });
            let button = |what: &'static str, text: &'static str, label: &'static str| {
                let label = words.say_with(label, &name);
                view! {
                    <button class="btn s" name="do" value=what aria-label=label>
                        {words.say(text)}
                    </button>
                }
            };
            let earlier = (number > 1).then(|| {
                button(
                    "earlier",
                    "catalog-picture-earlier",
                    "catalog-picture-earlier-name",
                )
            });
            let later = (number < last).then(|| {
                button(
                    "later",
                    "catalog-picture-later",
                    "catalog-picture-later-name",
                )
            });
            let remove = button(
                "remove",
                "catalog-relation-remove",
                "catalog-relation-remove-name",
            );
            let (picture, action) = (one.file, change.clone());
            view! {
                <li class="attached">
                    <Thumb picture=Some(picture) category="" />
                    <PostForm action=action state prefix="picture">
                        <input type="hidden" name="file" value=file />
                        <Field
                            name=alt_field(picture)
                            label=words.say("catalog-picture-alt")
                            longest=200_u32
                        />
                        <div class="row">
                            <button class="btn s" name="do" value="describe">
                                {words.say("frame-save")}
                            </button>
                            {earlier} {later} {remove} {main}
                        </div>
                    </PostForm>
                </li>
            }
        })
        .collect_view();
    let list = if pictures.is_empty() {
        view! { <p class="small mute">{words.say("catalog-pictures-none")}</p> }.into_any()
    } else {
        view! { <ol class="attached-all">{rows}</ol> }.into_any()
    };
    let new = if about.is_empty() {
        tried
    } else {
        FormState::empty()
    };
    let add = format!("{here}/pictures");
    view! {
        <Sheet title=words.say("catalog-pictures")>
            <div class="stack">
                {list}
                <UploadForm action=add state=new prefix="new-picture">
                    <FileField
                        name="sent"
                        label=words.say("catalog-picture-new")
                        help=picture_help(words)
                        accept=ACCEPT_PICTURE
                    />
                    <Field
                        name="alt"
                        label=words.say("catalog-picture-alt")
                        help=words.say("catalog-picture-alt-help")
                        longest=200_u32
                    />
                    <Actions>
                        <button class="btn">{words.say("catalog-picture-add")}</button>
                    </Actions>
                </UploadForm>
            </div>
        </Sheet>
    }
    .into_any()
}

/// The documents, and one more.
pub(super) fn document_sheet(
    words: Words,
    here: &str,
    documents: &[ProductDocument],
    form: FormState,
) -> AnyView {
    let remove = format!("{here}/documents/remove");
    let rows = documents
        .iter()
        .map(|one| {
            let to = format!("/files/{}/document", one.file);
            let label = words.say_with(
                "catalog-relation-remove-name",
                &[("name", one.title.as_str().into())],
            );
            let (file, action) = (one.file.to_string(), remove.clone());
            view! {
                <tr>
                    <td class="wide">
                        <a href=to download="">
                            {one.title.clone()}
                        </a>
                        <span class="sub">{file_facts(words, one)}</span>
                    </td>
                    <td data-l=words.say("catalog-document-kind")>{kind_name(words, one.kind)}</td>
                    <td data-l=words.say("catalog-document-language")>
                        {language_name(&one.language).unwrap_or("–")}
                    </td>
                    <td class="actions">
                        <PostForm action=action>
                            <button
                                class="btn s"
                                name="file"
                                value=file
                                aria-label=label
                            >
                                {words.say("catalog-relation-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("catalog-document-title")),
        Column::new(words.say("catalog-document-kind")),
        Column::new(words.say("catalog-document-language")),
        Column::actions(),
    ];
    let kinds: Vec<(String, String)> = DocumentKind::ALL
        .into_iter()
        .map(|kind| (kind.code().to_owned(), kind_name(words, kind).to_owned()))
        .collect();
    let languages: Vec<(String, String)> = LANGUAGES
        .into_iter()
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .collect();
    let add = format!("{here}/documents");
    let form = view! {
        <UploadForm action=add state=form prefix="document">
            <FileField
                name="sent"
                label=words.say("catalog-document-new")
                help=document_help(words)
                accept=ACCEPT_DOCUMENT
            />
            <Field
                name="title"
                label=words.say("catalog-document-title")
                longest=120_u32
            />
            <div class="fields">
                <Select
                    name="kind"
                    label=words.say("catalog-document-kind")
                    options=kinds
                    first=true
                    class="narrow"
                />
                <Select
                    name="language"
                    label=words.say("catalog-document-language")
                    options=languages
                    optional=true
                    class="narrow"
                />
            </div>
            <Actions>
                <button class="btn">{words.say("catalog-document-add")}</button>
            </Actions>
        </UploadForm>
    };
    there_and_add(
        words.say("catalog-documents"),
        words.say("catalog-documents-none"),
        columns,
        rows,
        form.into_any(),
    )
}
