//! `/console/downloads/{id}`: software, its releases and its licence keys.

use super::super::key_of;
use super::{blame, software_fields};
use crate::files::{package_fault, package_help, size};
use crate::frame::parts::{
    Actions, Column, DataTable, DateField, Empty, Field, FileField, Icon, PageHead, Pager,
    PostForm, Sheet, Tag, TextArea, Tone, UploadForm,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly, Upload,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::downloads::{
    DeskRelease, DeskSoftware, ImportKeys, KeysError, MOST_KEYS, PutRelease, ReleaseError,
    SaveSoftware, SoftwareDesk, ask_software_desk, import_keys, put_release, save_software,
    withdraw_release,
};
use domain::id::SoftwareId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// Releases on a page.
const PAGE: i64 = 50;

/// The forms of the page, as far as they were sent.
#[derive(Default)]
struct Forms {
    about: Option<FormState>,
    release: Option<FormState>,
    keys: Option<FormState>,
}

/// `GET /console/downloads/{id}?page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &id, Forms::default()).await
}

/// `POST /console/downloads/{id}` with `name`, `platform`, `about` and `keyed`.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let software = find(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SaveSoftware {
        key,
        id: Some(software),
        area: String::new(),
        name: form.value("name").to_owned(),
        platform: form.value("platform").to_owned(),
        about: form.value("about").to_owned(),
        keyed: form.form().has("keyed"),
    };
    match save_software(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => back(&visitor, software, words.say("downloads-saved").to_owned()).await,
        Err(error) => {
            blame(words, &mut form, error, "about")?;
            let forms = Forms {
                about: Some(form),
                ..Forms::default()
            };
            page(&visitor, &state, &id, forms).await
        }
    }
}

/// `POST /console/downloads/{id}/releases`: a file with `version`, `day` and `notes`.
pub async fn put(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    let software = find(&visitor, &id)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut form = FormState::from(upload.form);
    let day = form.read("day", |text| {
        Day::from_field(text).ok_or(words.say("downloads-day-wrong"))
    });
    if let Some(day) = day {
        let command = PutRelease {
            key,
            software,
            version: form.value("version").to_owned(),
            day,
            notes: form.value("notes").to_owned(),
            sent: upload.sent,
        };
        let actor = visitor.actor();
        match put_release(&state.db, &state.files, actor, command, visitor.now).await {
            Ok(()) => {
                let said = words.say("downloads-release-there").to_owned();
                return back(&visitor, software, said).await;
            }
            Err(ReleaseError::File(why)) => form.fail("sent", package_fault(words, why)),
            Err(ReleaseError::Files(error)) => return Err(PageError::Failed(error.to_string())),
            Err(ReleaseError::Software(error)) => blame(words, &mut form, error, "notes")?,
        }
    }
    let forms = Forms {
        release: Some(form),
        ..Forms::default()
    };
    page(&visitor, &state, &id, forms).await
}

/// `POST /console/downloads/{id}/releases/withdraw` with `release`
pub async fn withdraw(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let software = find(&visitor, &id)?;
    let release = form.text("release").parse();
    let release = release.map_err(|_| PageError::BadForm)?;
    withdraw_release(&state.db, visitor.actor(), software, release, visitor.now).await?;
    let said = visitor.words.say("downloads-release-withdrawn").to_owned();
    back(&visitor, software, said).await
}

/// `POST /console/downloads/{id}/keys` with `lines`, a key in each.
pub async fn keys(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let software = find(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = ImportKeys {
        key,
        software,
        lines: form.value("lines").to_owned(),
    };
    let most = [("most", MOST_KEYS.into())];
    let wrong = match import_keys(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(done) => {
            let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
            let said = [
                ("added", count(done.added).into()),
                ("known", count(done.known).into()),
            ];
            let said = words.say_with("downloads-keys-there", &said);
            return back(&visitor, software, said).await;
        }
        Err(KeysError::Nothing) => words.say("downloads-keys-nothing").to_owned(),
        Err(KeysError::TooMany) => words.say_with("downloads-keys-too-many", &most),
        Err(KeysError::Line(number)) => {
            words.say_with("downloads-keys-line", &[("line", number.into())])
        }
        Err(other) => return Err(other.into()),
    };
    form.fail("lines", wrong);
    let forms = Forms {
        keys: Some(form),
        ..Forms::default()
    };
    page(&visitor, &state, &id, forms).await
}

fn find(visitor: &StaffOnly, id: &str) -> Result<SoftwareId, PageError> {
    visitor.demand(Permission::Curate)?;
    id.parse().map_err(|_| PageError::NotFound)
}

async fn back(
    visitor: &StaffOnly,
    software: SoftwareId,
    said: String,
) -> Result<Response, PageError> {
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(&format!("/console/downloads/{software}")).into_response())
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    forms: Forms,
) -> Result<Response, PageError> {
    let id = find(visitor, id)?;
    let words = visitor.words;
    let here = format!("/console/downloads/{id}");
    let address =
        Address::parse(&here).with("page", Address::of(visitor).get("page").unwrap_or_default());
    let paging = Paging::of(&address, PAGE);
    let asked = ask_software_desk(visitor.actor(), id, (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let desk = asked.fetch(&mut read).await?.ok_or(PageError::NotFound)?;
    drop(read);
    let paging = paging.total(desk.total);
    let sent = [&forms.about, &forms.release, &forms.keys];
    let status = sent
        .into_iter()
        .flatten()
        .next()
        .map_or(StatusCode::OK, FormState::status);
    let today = words.date_field(visitor.now);
    let title = desk.software.name.clone();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("downloads")
        .status(status)
        .crumbs([(words.say("downloads-title"), "/console/downloads")])
        .show(move || {
            let list = releases(words, &here, &desk, paging, address);
            let about = forms.about.unwrap_or_else(|| filled(&desk.software));
            let release = forms
                .release
                .unwrap_or_else(|| FormState::empty().with("day", today));
            let keys = desk
                .software
                .keyed()
                .then(|| keys_sheet(words, &here, &desk.software, forms.keys.unwrap_or_default()));
            let said = [
                ("platform", desk.software.platform.as_str().into()),
                ("area", desk.software.area.as_str().into()),
            ];
            view! {
                <PageHead title=title sub=words.say_with("downloads-software-sub", &said) />
                <div class="stack">
                    <Sheet flush=true>{list}</Sheet>
                    {release_sheet(words, &here, release)}
                    {keys}
                    <Sheet title=words.say("downloads-software")>
                        <PostForm action=here.clone() state=about prefix="about">
                            {software_fields(words)}
                            <Actions>
                                <button class="btn">{words.say("downloads-save")}</button>
                            </Actions>
                        </PostForm>
                    </Sheet>
                </div>
            }
        }))
}

fn filled(software: &DeskSoftware) -> FormState {
    let form = FormState::empty()
        .with("name", software.name.clone())
        .with("platform", software.platform.clone())
        .with("about", software.about.clone());
    if software.keyed() {
        form.with("keyed", "on")
    } else {
        form
    }
}

fn releases(
    words: Words,
    here: &str,
    desk: &SoftwareDesk,
    paging: Paging,
    address: Address,
) -> AnyView {
    if desk.releases.is_empty() {
        return view! {
            <Empty
                title=words.say("downloads-no-releases")
                text=words.say("downloads-no-releases-text")
                icon=Icon::Download
            />
        }
        .into_any();
    }
    let rows: Vec<AnyView> = desk
        .releases
        .iter()
        .map(|one| release_row(words, here, one))
        .collect();
    let columns = vec![
        Column::new(words.say("downloads-version")),
        Column::new(words.say("downloads-day")),
        Column::new(words.say("downloads-checksum")),
        Column::actions(),
    ];
    let pager = view! { <Pager paging address /> };
    let caption = words.say("downloads-releases");
    view! {
        <DataTable caption quiet=true columns stack=true footer=pager>
            {rows}
        </DataTable>
    }
    .into_any()
}

fn release_row(words: Words, here: &str, one: &DeskRelease) -> AnyView {
    let file = format!("{}, {}", one.file_name, size(words, one.bytes));
    let withdrawn = one.withdrawn_at.map(|at| {
        let said = [("when", words.day(at).into())];
        let text = words.say_with("downloads-withdrawn", &said);
        view! { " " <Tag text tone=Tone::Warn /> }
    });
    let withdraw = one.withdrawn_at.is_none().then(|| {
        let said = [("version", one.version.as_str().into())];
        let label = words.say_with("downloads-withdraw-version", &said);
        let (id, action) = (one.id.to_string(), format!("{here}/releases/withdraw"));
        view! {
            <PostForm action=action>
                <button class="btn s" name="release" value=id aria-label=label>
                    {words.say("downloads-withdraw")}
                </button>
            </PostForm>
        }
    });
    let notes = (!one.notes.is_empty()).then(|| {
        let notes = one.notes.clone();
        view! { <span class="sub">{notes}</span> }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=format!("/downloads/{}", one.id) download="">
                    {one.version.clone()}
                </a>
                {withdrawn}
                <span class="sub">{file}</span>
                {notes}
            </td>
            <td class="nw" data-l=words.say("downloads-day")>{words.day(one.day)}</td>
            <td class="wide" data-l=words.say("downloads-checksum")>
                <code class="breaks">{one.sha256.clone()}</code>
            </td>
            <td class="actions">{withdraw}</td>
        </tr>
    }
    .into_any()
}

fn release_sheet(words: Words, here: &str, form: FormState) -> AnyView {
    let action = format!("{here}/releases");
    view! {
        <Sheet title=words.say("downloads-new-release")>
            <UploadForm action=action state=form prefix="release">
                <div class="fields">
                    <Field
                        name="version"
                        label=words.say("downloads-version")
                        longest=40_u32
                        class="narrow"
                    />
                    <DateField name="day" label=words.say("downloads-day") />
                </div>
                <TextArea name="notes" label=words.say("downloads-notes") optional=true />
                <FileField
                    name="sent"
                    label=words.say("downloads-file")
                    help=package_help(words)
                    accept=""
                />
                <Actions>
                    <button class="btn main">{words.say("downloads-put-release")}</button>
                </Actions>
            </UploadForm>
        </Sheet>
    }
    .into_any()
}

fn keys_sheet(words: Words, here: &str, software: &DeskSoftware, form: FormState) -> AnyView {
    let action = format!("{here}/keys");
    let said = [("count", software.keys.into())];
    let note = words.say_with("downloads-keys-in-stock", &said);
    view! {
        <Sheet title=words.say("downloads-keys") note=note>
            <PostForm action=action state=form prefix="keys">
                <TextArea
                    name="lines"
                    label=words.say("downloads-keys-lines")
                    help=words.say("downloads-keys-help")
                    rows=6
                    class="code"
                />
                <Actions>
                    <button class="btn">{words.say("downloads-keys-import")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
