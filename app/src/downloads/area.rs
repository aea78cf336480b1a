//! `/downloads`: what a member may fetch, with its versions and checksums, and the
//! licences of their company.

use crate::files::{hand_over, size};
use crate::frame::parts::{
    Column, DataTable, Empty, Icon, Notice, PageHead, Pager, PostForm, Sheet, Tag, Tone,
};
use crate::frame::{Address, AppState, Face, Form, Page, PageError, Paging, SignedIn, key_of};
use crate::site::paragraphs;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Redirect, Response};
use domain::downloads::{
    Area, Downloads, Licence, LicenceError, Release, Software, TakeLicence, downloads,
    fetch_release, take_licence,
};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// Licences on a page.
const PAGE: i64 = 50;

/// `GET /downloads?page=N`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let paging = Paging::of(&address, PAGE);
    let (actor, part) = (visitor.actor(), (paging.offset(), PAGE));
    let found = downloads::<PageError>(&state.db, actor, part, visitor.now).await?;
    let (words, paging) = (visitor.words, paging.total(found.total));
    let takes = actor.may(Permission::Order) && !actor.only_looks();
    let title = words.say("downloads-title");
    // Who sees the company's subscriptions came from there.
    let above = actor.may(Permission::SeeCompany);
    let above = above.then(|| (words.say("frame-subscriptions"), "/subscriptions"));
    Ok(Page::new(&visitor, Face::Site, title)
        .nav("downloads")
        .crumbs(above)
        .show(move || {
            let areas: Vec<AnyView> = found
                .areas
                .iter()
                .map(|one| area(words, one, takes))
                .collect();
            let nothing = areas.is_empty().then(|| {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("downloads-none")
                            text=words.say("downloads-none-text")
                            icon=Icon::Download
                        >
                            <a class="btn" href="/subscriptions">
                                {words.say("downloads-see-plans")}
                            </a>
                        </Empty>
                    </Sheet>
                }
            });
            let left = (takes && found.left_behind > 0).then(|| left_behind(words, &found));
            let licences =
                (found.total > 0).then(|| licences(words, &found, takes, paging, address));
            view! {
                <PageHead title sub=words.say("downloads-sub") />
                <div class="stack">{nothing} {areas} {left} {licences}</div>
            }
        }))
}

/// `GET /downloads/{id}`: the file of a release. Who only asks whether it is there
/// (`HEAD`) has not fetched it.
pub async fn fetch(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let counts = method != Method::HEAD;
    let found = fetch_release(&state.db, visitor.actor(), id, counts, visitor.now).await?;
    hand_over(&state, &found.ok_or(PageError::NotFound)?, &headers).await
}

/// `POST /licences` with `software`: one more licence.
pub async fn take(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.actor().member_who_may(Permission::Order)?;
    let command = TakeLicence {
        key: key_of(&form)?,
        software: form.carried("software")?,
    };
    let done = take_licence(&state.db, visitor.actor(), command, visitor.now).await;
    let (good, sentence) = match done {
        Ok(_) => (true, "downloads-licence-taken"),
        Err(LicenceError::AllTaken) => (false, "downloads-all-taken"),
        Err(LicenceError::NoKeys) => (false, "downloads-no-keys"),
        Err(other) => return Err(other.into()),
    };
    visitor.say_next(good, visitor.words.say(sentence)).await?;
    Ok(Redirect::to("/downloads").into_response())
}

fn area(words: Words, one: &Area, takes: bool) -> AnyView {
    let by = one.by.as_ref().map(|by| {
        let said = [
            ("plan", by.plan.as_str().into()),
            ("number", by.number.as_str().into()),
            ("until", words.date(by.until).into()),
        ];
        words.say_with("downloads-by", &said)
    });
    let left = words.say_with(
        "downloads-left",
        &[("left", one.left.into()), ("seats", one.seats.into())],
    );
    let software: Vec<AnyView> = one
        .software
        .iter()
        .map(|software| self::software(words, software, takes && one.left > 0))
        .collect();
    let title = area_title(one);
    let by = by.unwrap_or_default();
    let footer = view! { <span class="small mute">{by} " " {left}</span> };
    view! {
        <Sheet title=title footer=footer>
            <div class="stack">{software}</div>
        </Sheet>
    }
    .into_any()
}

/// What nobody has named is called by what is in it.
fn area_title(one: &Area) -> String {
    if let Some(name) = &one.name {
        return name.clone();
    }
    let mut names: Vec<&str> = one.software.iter().map(|one| one.name.as_str()).collect();
    names.dedup();
    names.join(", ")
}

fn software(words: Words, one: &Software, takes: bool) -> AnyView {
    let about = (!one.about.is_empty()).then(|| {
        let about = one.about.clone();
        view! { <p class="mute">{about}</p> }
    });
    let called = format!("{}, {}", one.name, one.platform);
    let take = takes.then(|| {
        let text = words.say(if one.keyed {
            "downloads-take-key"
        } else {
            "downloads-take"
        });
        let said = [("what", text.into()), ("name", called.as_str().into())];
        let label = words.say_with("downloads-take-name", &said);
        let id = one.id.to_string();
        view! {
            <PostForm action="/licences" class="inline">
                <button class="btn" name="software" value=id aria-label=label>
                    {text}
                </button>
            </PostForm>
        }
    });
    let releases = if one.releases.is_empty() {
        view! { <p class="small mute">{words.say("downloads-no-releases")}</p> }.into_any()
    } else {
        let rows: Vec<AnyView> = one
            .releases
            .iter()
            .map(|release| release_row(words, &called, release))
            .collect();
        let columns = vec![
            Column::new(words.say("downloads-version")),
            Column::new(words.say("downloads-day")),
            Column::new(words.say("downloads-checksum")),
            Column::actions(),
        ];
        view! {
            <DataTable caption=called.clone() quiet=true columns stack=true>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <section class="stack-s">
            <h3>{called}</h3>
            {about}
            {releases}
            {take}
        </section>
    }
    .into_any()
}

fn release_row(words: Words, called: &str, one: &Release) -> AnyView {
    let to = format!("/downloads/{}", one.id);
    let said = [
        ("name", called.into()),
        ("version", one.version.as_str().into()),
    ];
    let label = words.say_with("downloads-fetch-name", &said);
    let file = format!("{}, {}", one.file_name, size(words, one.bytes));
    let speaks = speaks(words, &one.languages());
    let notes = (!one.notes.is_empty()).then(|| {
        let body = paragraphs(&one.notes);
        view! {
            <details class="small">
                <summary>{words.say("downloads-notes")}</summary>
                <div class="prose">{body}</div>
            </details>
        }
    });
    view! {
        <tr>
            <td class="wide">
                <b>{one.version.clone()}</b>
                <span class="sub">{file}</span>
                {speaks}
                {notes}
            </td>
            <td class="nw" data-l=words.say("downloads-day")>{words.date_short(one.day)}</td>
            <td class="wide" data-l=words.say("downloads-checksum")>
                <code class="breaks">{one.sha256.clone()}</code>
            </td>
            <td class="actions">
                <a class="btn s" href=to download="" aria-label=label>
                    {words.say("downloads-fetch")}
                </a>
            </td>
        </tr>
    }
    .into_any()
}

/// In which languages a release speaks; nothing where nobody said.
pub(super) fn speaks(words: Words, languages: &[&str]) -> Option<AnyView> {
    if languages.is_empty() {
        return None;
    }
    let said = [("languages", languages.join(", ").into())];
    let text = words.say_with("downloads-speaks", &said);
    Some(view! { <span class="sub">{text}</span> }.into_any())
}

/// That people who left hold licences, and where to take them over.
fn left_behind(words: Words, found: &Downloads) -> AnyView {
    let said = [("count", found.left_behind.into())];
    let text = words.say_with("downloads-left-behind", &said);
    let see = view! {
        <a class="btn s" href="/licences/left">
            {words.say("downloads-left-do")}
        </a>
    };
    view! {
        <Notice tone=Tone::Warn actions=see>
            {text}
        </Notice>
    }
    .into_any()
}

fn licences(
    words: Words,
    found: &Downloads,
    takes: bool,
    paging: Paging,
    address: Address,
) -> AnyView {
    let rows: Vec<AnyView> = found
        .licences
        .iter()
        .map(|one| licence_row(words, one, found, takes))
        .collect();
    let columns = vec![
        Column::new(words.say("downloads-software")),
        Column::new(words.say("downloads-key")),
        Column::new(words.say("downloads-whose")),
        Column::actions(),
    ];
    let note = words.say_with("downloads-swaps-left", &[("left", found.swaps_left.into())]);
    let pager = view! { <Pager paging address /> };
    let title = words.say("downloads-licences");
    view! {
        <Sheet title note flush=true>
            <DataTable caption=title quiet=true columns stack=true footer=pager>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn licence_row(words: Words, one: &Licence, found: &Downloads, takes: bool) -> AnyView {
    let key = match (&one.key, one.given) {
        (Some(key), _) => view! { <code class="breaks">{key.clone()}</code> }.into_any(),
        (None, true) if one.is_for_others => {
            let text = key_of_others(words, &found.whom_to_ask);
            view! { <span class="mute">{text}</span> }.into_any()
        }
        (None, true) => words.say("downloads-without-key").into_any(),
        (None, false) => {
            let text = words.say("downloads-ended");
            view! { <Tag text tone=Tone::Warn /> }.into_any()
        }
    };
    let said = [
        ("name", one.name.as_str().into()),
        ("platform", one.platform.as_str().into()),
    ];
    let hand = (takes && one.given).then(|| {
        let label = words.say_with("downloads-hand-name", &said);
        let to = format!("/licences/{}/holder", one.id);
        view! {
            <a class="btn s" href=to aria-label=label>
                {words.say("downloads-hand")}
            </a>
        }
    });
    let swap = (takes && one.given && one.has_others).then(|| {
        let label = words.say_with("downloads-swap-name", &said);
        let to = format!("/licences/{}/swap", one.id);
        view! {
            <a class="btn s" href=to aria-label=label>
                {words.say("downloads-swap")}
            </a>
        }
    });
    view! {
        <tr>
            <td class="wide">
                {one.name.clone()}
                <span class="sub">{one.platform.clone()}</span>
            </td>
            <td class="wide" data-l=words.say("downloads-key")>{key}</td>
            <td data-l=words.say("downloads-whose")>
                {one.holder.clone()}
                <span class="sub">{words.day(one.taken_at)}</span>
            </td>
            <td class="actions"><div class="row">{hand} {swap}</div></td>
        </tr>
    }
    .into_any()
}

/// That there is a key, and whom to ask for it.
fn key_of_others(words: Words, whom: &[String]) -> String {
    if whom.is_empty() {
        return words.say("downloads-key-of-others").to_owned();
    }
    let said = [("who", whom.join(", ").into())];
    words.say_with("downloads-key-of-others-ask", &said)
}
