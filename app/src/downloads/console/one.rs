//! `/console/downloads/{id}`: software, with its releases (`releases.rs`) and its
//! licence keys (`keys.rs`), and what its area is called (`area.rs`).

use super::{area, blame, keys, releases, software_fields};
use crate::frame::curating::{FormSheet, done, field_in, rows_of, said_in_each, status_of, thing};
use crate::frame::parts::PageHead;
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::downloads::{SaveSoftware, SoftwareDesk, ask_software_desk, save_software};
use domain::id::SoftwareId;
use leptos::prelude::*;

/// Releases on a page.
const PAGE: i64 = 50;

/// The forms of the page, as far as they were sent.
#[derive(Default)]
pub(super) struct Forms {
    pub about: Option<FormState>,
    pub release: Option<FormState>,
    pub keys: Option<FormState>,
    pub area: Option<FormState>,
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
    let software: SoftwareId = thing(&visitor, &id)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SaveSoftware {
        key,
        id: Some(software),
        area: None,
        name: form.value("name").to_owned(),
        platform: form.value("platform").to_owned(),
        about: said_in_each(&form, "about"),
        keyed: form.form().has("keyed"),
    };
    match save_software(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(_) => {
            let to = format!("/console/downloads/{software}");
            done(&visitor, words.say("downloads-saved"), &to).await
        }
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

pub(super) async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
    forms: Forms,
) -> Result<Response, PageError> {
    let id: SoftwareId = thing(visitor, id)?;
    let words = visitor.words;
    let here = format!("/console/downloads/{id}");
    let (address, paging) = rows_of(visitor, &here, PAGE);
    let asked = ask_software_desk(visitor.actor(), id, (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let desk = asked.fetch(&mut read).await?.ok_or(PageError::NotFound)?;
    drop(read);
    let paging = paging.total(desk.total);
    let status = status_of([&forms.about, &forms.release, &forms.keys, &forms.area]);
    let today = words.date_field(visitor.now);
    let title = desk.software.name.clone();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("downloads")
        .status(status)
        .crumbs([(words.say("downloads-title"), "/console/downloads")])
        .show(move || {
            let list = releases::list(words, &here, &desk, paging, address);
            let about = forms.about.unwrap_or_else(|| filled(&desk));
            let release = forms
                .release
                .unwrap_or_else(|| FormState::empty().with("day", today));
            let keys = desk.software.keyed().then(|| {
                let form = forms.keys.unwrap_or_default();
                keys::sheet(words, &here, &desk.software, form)
            });
            let called = forms.area.unwrap_or_else(|| area::filled(&desk.software));
            let called = area::sheet(words, &here, &desk.software, called);
            let area = desk.software.area_in(words.language().code());
            let said = [
                ("platform", desk.software.platform.as_str().into()),
                ("area", area.into()),
            ];
            view! {
                <PageHead title=title sub=words.say_with("downloads-software-sub", &said) />
                <div class="stack">
                    {list}
                    {releases::sheet(words, &here, release)}
                    {keys}
                    <FormSheet
                        title=words.say("downloads-software")
                        action=here.clone()
                        state=about
                        prefix="about"
                        button=words.say("downloads-save")
                    >
                        {software_fields(words)}
                    </FormSheet>
                    {called}
                </div>
            }
        }))
}

fn filled(desk: &SoftwareDesk) -> FormState {
    let software = &desk.software;
    let form = FormState::empty()
        .with("name", software.name.clone())
        .with("platform", software.platform.clone())
        .with("about", software.about.clone());
    let form = desk.texts.iter().fold(form, |form, (language, about)| {
        form.with(field_in("about", *language), about.clone())
    });
    if software.keyed() {
        form.with("keyed", "on")
    } else {
        form
    }
}
