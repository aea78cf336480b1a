//! The releases of software: what there is, a new one with its file, and taking one
//! back.

use super::super::area::speaks;
use super::one::{Forms, page};
use super::{blame, text_fields};
use crate::files::{package_help, size};
use crate::frame::curating::{ListSheet, done, said_in_each, thing};
use crate::frame::parts::{
    Actions, Checks, ChoiceOption, Column, DateField, Field, FileField, Icon, PostForm, Sheet, Tag,
    Tone, UploadForm,
};
use crate::frame::{Address, AppState, Form, FormState, PageError, Paging, StaffOnly, Upload};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Day;
use domain::downloads::languages::SPOKEN;
use domain::downloads::{
    DeskRelease, PutRelease, ReleaseError, SoftwareDesk, put_release, withdraw_release,
};
use domain::id::SoftwareId;
use domain::text::Words;
use leptos::prelude::*;

/// `POST /console/downloads/{id}/releases`: a file with `version`, `day`, `languages`
/// and `notes`.
pub async fn put(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    let software: SoftwareId = thing(&visitor, &id)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut form = FormState::from(upload.form);
    let command = PutRelease {
        key,
        software,
        version: form.value("version").to_owned(),
        day: Day::from_field(form.value("day")),
        notes: said_in_each(&form, "notes"),
        languages: form.form().all("languages").map(str::to_owned).collect(),
        sent: upload.sent,
    };
    let actor = visitor.actor();
    match put_release(&state.db, &state.files, actor, command, visitor.now).await {
        Ok(()) => {
            let to = format!("/console/downloads/{software}");
            return done(&visitor, words.say("downloads-release-there"), &to).await;
        }
        Err(ReleaseError::Files(error)) => return Err(PageError::Failed(error.to_string())),
        Err(ReleaseError::Software(error)) => blame(words, &mut form, error, "notes")?,
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
    let software: SoftwareId = thing(&visitor, &id)?;
    let release = form.carried("release")?;
    withdraw_release(&state.db, visitor.actor(), software, release, visitor.now).await?;
    let to = format!("/console/downloads/{software}");
    done(
        &visitor,
        visitor.words.say("downloads-release-withdrawn"),
        &to,
    )
    .await
}

/// The releases there are.
pub(super) fn list(
    words: Words,
    here: &str,
    desk: &SoftwareDesk,
    paging: Paging,
    address: Address,
) -> AnyView {
    let rows: Vec<AnyView> = desk
        .releases
        .iter()
        .map(|one| row(words, here, one))
        .collect();
    let columns = vec![
        Column::new(words.say("downloads-version")),
        Column::new(words.say("downloads-day")),
        Column::new(words.say("downloads-checksum")),
        Column::actions(),
    ];
    let none = (
        words.say("downloads-no-releases"),
        words.say("downloads-no-releases-text"),
    );
    view! {
        <ListSheet
            caption=words.say("downloads-releases")
            columns
            rows
            none
            icon=Icon::Download
            paging
            address
        />
    }
    .into_any()
}

fn row(words: Words, here: &str, one: &DeskRelease) -> AnyView {
    let file = format!("{}, {}", one.file_name, size(words, one.bytes));
    let speaks = speaks(words, &one.languages());
    let withdrawn = one.withdrawn_at.map(|at| {
        let said = [("when", words.date(at).into())];
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
                {speaks}
                {notes}
            </td>
            <td class="nw" data-l=words.say("downloads-day")>{words.date_short(one.day)}</td>
            <td class="wide" data-l=words.say("downloads-checksum")>
                <code class="breaks">{one.sha256.clone()}</code>
            </td>
            <td class="actions">{withdraw}</td>
        </tr>
    }
    .into_any()
}

/// The form for a new one.
pub(super) fn sheet(words: Words, here: &str, form: FormState) -> AnyView {
    let action = format!("{here}/releases");
    let spoken = SPOKEN
        .iter()
        .map(|(code, name)| ChoiceOption::new(*code, *name))
        .collect();
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
                {text_fields(words, "notes", "downloads-notes-in")}
                <FileField
                    name="sent"
                    label=words.say("downloads-file")
                    help=package_help(words)
                    accept=""
                />
                <Checks
                    name="languages"
                    label=words.say("downloads-languages")
                    help=words.say("downloads-languages-help")
                    options=spoken
                />
                <Actions>
                    <button class="btn main">{words.say("downloads-put-release")}</button>
                </Actions>
            </UploadForm>
        </Sheet>
    }
    .into_any()
}
