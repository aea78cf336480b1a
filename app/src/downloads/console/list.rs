//! `/console/downloads`: the software there is, one more, and the last swaps of
//! platforms.

use super::{blame, in_area, software_fields};
use crate::frame::curating::{FormSheet, ListSheet, done, rows_of, said_in_each};
use crate::frame::parts::{Column, DataTable, Icon, PageHead, Sheet, Tag, Tone};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly, key_of,
};
use axum::extract::State;
use axum::response::Response;
use domain::downloads::{
    DeskSoftware, DeskSwap, SaveSoftware, ask_areas, ask_software_list, save_software,
};
use domain::identity::Permission;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;

/// Software on a page.
const PAGE: i64 = 50;

/// `GET /console/downloads?page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    page(&visitor, &state, FormState::empty()).await
}

/// `POST /console/downloads`: one more, with `area` (see `in_area.rs`), `name`,
/// `platform`, `about` and `keyed`.
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let command = SaveSoftware {
        key,
        id: None,
        area: in_area::chosen(&form),
        name: form.value("name").to_owned(),
        platform: form.value("platform").to_owned(),
        about: said_in_each(&form, "about"),
        keyed: form.form().has("keyed"),
    };
    match save_software(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(id) => {
            let to = format!("/console/downloads/{id}");
            done(&visitor, words.say("downloads-made"), &to).await
        }
        Err(error) => {
            blame(words, &mut form, error, "about")?;
            page(&visitor, &state, form).await
        }
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let (address, paging) = rows_of(visitor, "/console/downloads", PAGE);
    let asked = ask_software_list(visitor.actor(), (paging.offset(), PAGE))?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (found, areas) = together(&mut read, (asked, ask_areas())).await?;
    drop(read);
    let paging = paging.total(found.total);
    let title = words.say("downloads-title");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("downloads")
        .status(form.status())
        .show(move || {
            let list = list(words, &found.software, paging, address);
            let swaps = (!found.swaps.is_empty()).then(|| swaps(words, &found.swaps));
            view! {
                <PageHead title sub=words.say("downloads-console-sub") />
                <div class="stack">
                    {list}
                    {swaps}
                    <FormSheet
                        title=words.say("downloads-one-more")
                        state=form
                        button=words.say("downloads-make")
                        main=true
                    >
                        {in_area::fields(words, &areas)}
                        {software_fields(words)}
                    </FormSheet>
                </div>
            }
        }))
}

fn list(words: Words, all: &[DeskSoftware], paging: Paging, address: Address) -> AnyView {
    let rows = all
        .iter()
        .map(|one| {
            let keys = if one.keyed() {
                words.number(one.keys)
            } else {
                "–".to_owned()
            };
            let out = (one.keyed() && one.keys == 0).then(|| {
                let text = words.say("downloads-out-of-keys");
                view! { " " <Tag text tone=Tone::Bad /> }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("/console/downloads/{}", one.id)>{one.name.clone()}</a>
                        {out}
                        <span class="sub">{one.platform.clone()}</span>
                    </td>
                    <td data-l=words.say("downloads-area")>
                        {one.area_in(words.language().code()).to_owned()}
                        {(one.area_in("") != one.area)
                            .then(|| view! { <span class="sub">{one.area.clone()}</span> })}
                    </td>
                    <td class="num" data-l=words.say("downloads-releases")>
                        {words.number(one.releases)}
                    </td>
                    <td class="num" data-l=words.say("downloads-keys")>{keys}</td>
                    <td class="num" data-l=words.say("downloads-licences-given")>
                        {words.number(one.licences)}
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect::<Vec<AnyView>>();
    let columns = vec![
        Column::new(words.say("downloads-software")),
        Column::new(words.say("downloads-area")),
        Column::num(words.say("downloads-releases")),
        Column::num(words.say("downloads-keys")),
        Column::num(words.say("downloads-licences-given")),
    ];
    let none = (
        words.say("downloads-console-none"),
        words.say("downloads-console-none-text"),
    );
    view! {
        <ListSheet
            caption=words.say("downloads-title")
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

fn swaps(words: Words, all: &[DeskSwap]) -> AnyView {
    let rows = all
        .iter()
        .map(|one| {
            let customer = format!("/console/customers/{}", one.customer);
            view! {
                <tr>
                    <td class="wide">
                        <a href=customer>{one.company.clone()}</a>
                        <span class="sub">{one.who.clone()}</span>
                    </td>
                    <td data-l=words.say("downloads-given-back")>
                        {one.from_name.clone()}
                        <span class="sub">{one.from_platform.clone()}</span>
                    </td>
                    <td data-l=words.say("downloads-taken-for-it")>
                        {one.to_name.clone()}
                        <span class="sub">{one.to_platform.clone()}</span>
                    </td>
                    <td class="nw" data-l=words.say("downloads-day")>
                        {words.moment_short(one.at)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("downloads-customer")),
        Column::new(words.say("downloads-given-back")),
        Column::new(words.say("downloads-taken-for-it")),
        Column::new(words.say("downloads-day")),
    ];
    let title = words.say("downloads-last-swaps");
    view! {
        <Sheet title flush=true>
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}
