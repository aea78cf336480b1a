//! How far an import is, what became of its lines or what they would change,
//! and letting it go on.

use super::{changes, kind_words, lines, mapping_form, notes, state_tone, state_words, unreadable};
use crate::frame::parts::{Meter, MeterPart, PageHead, PostForm, Tag, ViewLink, Views};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::import::{
    self, ChangeFilter, ChangedLine, Import, ImportLine, LineFilter, StartError, State as How,
};
use domain::id::ImportId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// How many lines of the report a page shows.
const PAGE: i64 = 100;

/// The import of this address, for those who may see it.
pub(super) async fn load(
    visitor: &StaffOnly,
    state: &AppState,
    id: &str,
) -> Result<(ImportId, Import), PageError> {
    visitor.demand(Permission::Curate)?;
    let id: ImportId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let import = import::import(&mut read, id)
        .await?
        .ok_or(PageError::NotFound)?;
    Ok((id, import))
}

/// Which rows its page shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Lines(LineFilter),
    Changes(ChangeFilter),
}

impl Shown {
    fn of(import: &Import, address: &Address) -> Self {
        if let Some(filter) = lines::line_filter(address) {
            return Self::Lines(filter);
        }
        match address.get("lines") {
            Some("changes") => Self::Changes(ChangeFilter::All),
            Some("kept") => Self::Changes(ChangeFilter::Kept),
            // What a person looks for first.
            _ => match import.state() {
                How::Comparing | How::Compared => Self::Changes(ChangeFilter::All),
                How::Undoing | How::Undone => Self::Changes(ChangeFilter::Kept),
                _ => Self::Lines(LineFilter::NotTaken),
            },
        }
    }
}

enum Rows {
    Lines(Vec<ImportLine>),
    Changes(Vec<ChangedLine>),
}

/// `GET /console/import/{id}`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    match import.state() {
        How::Mapping => return mapping_form::show(&visitor, &state, import, None).await,
        How::Uploading | How::Refused => return being_read(&visitor, &state, import).await,
        _ => {}
    }
    let words = visitor.words;
    let address = Address::of(&visitor);
    let after = address
        .get("after")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let rows = {
        let mut read = state.db.read(visitor.actor().scope()).await?;
        match Shown::of(&import, &address) {
            Shown::Lines(filter) => {
                Rows::Lines(import::lines(&mut read, id, filter, after, PAGE).await?)
            }
            Shown::Changes(filter) => {
                Rows::Changes(import::changed_lines(&mut read, id, filter, after, PAGE).await?)
            }
        }
    };
    let how = import.state();
    let title = match how {
        How::Comparing | How::Compared => words.say("catalog-import-differences"),
        _ => words.say("catalog-import-report"),
    };
    let sub = format!(
        "{} · {}",
        kind_words(words, import.kind()),
        import.file_names
    );
    let mut response = Page::new(&visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .show(move || {
            let here = format!("/console/import/{id}");
            let tag = view! { <Tag text=state_words(words, how) tone=state_tone(how) /> };
            let actions = actions(words, &here, &import);
            let file = match rows {
                Rows::Lines(_) => {
                    let lines = address.get("lines").unwrap_or("not-taken");
                    format!("{here}/report.csv?lines={lines}")
                }
                Rows::Changes(_) => format!("{here}/changes.csv"),
            };
            let known = import.notes();
            let notes = notes(
                words,
                known
                    .iter()
                    .map(|(name, notes)| (name.as_str(), notes.as_slice())),
            );
            let figures = figures(words, &import);
            let table = match rows {
                Rows::Lines(rows) => lines::view(words, &import, &address, rows),
                Rows::Changes(rows) => changes::view(words, &import, &address, rows),
            };
            view! {
                <PageHead title=title sub=sub tags=tag>
                    <a class="btn" href=file>
                        {words.say("catalog-import-download")}
                    </a>
                    {actions}
                </PageHead>
                <div class="stack">{figures} {notes} {table}</div>
            }
        });
    if matches!(how, How::Running | How::Comparing | How::Undoing) {
        // The page looks again by itself, without any script.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

/// An import whose files are being read, or can't be.
async fn being_read(
    visitor: &StaffOnly,
    state: &AppState,
    import: Import,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let problems = {
        let mut read = state.db.read(visitor.actor().scope()).await?;
        import::ask_import_problems(import.id)
            .fetch(&mut read)
            .await?
    };
    let how = import.state();
    let title = state_words(words, how);
    let sub = kind_words(words, import.kind());
    let mut response = Page::new(visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .show(move || {
            let here = format!("/console/import/{}", import.id);
            let so_far = words.say_with(
                "catalog-import-read-so-far",
                &[("lines", import.lines.into())],
            );
            let going_on = (how == How::Uploading).then(|| {
                view! {
                    <section class="sheet">
                        <div class="in stack-s">
                            <p>{so_far}</p>
                            <p class="small mute">
                                {words.say("catalog-import-read-goes-on")}
                            </p>
                        </div>
                    </section>
                }
            });
            view! {
                <PageHead title=title sub=sub>{actions(words, &here, &import)}</PageHead>
                <div class="stack">{going_on} {unreadable(words, &problems)}</div>
            }
        });
    if how == How::Uploading {
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

fn actions(words: Words, here: &str, import: &Import) -> AnyView {
    let button = |to: &str, class: &'static str, label: &'static str| {
        view! {
            <PostForm action=format!("{here}/{to}")>
                <button class=class>{words.say(label)}</button>
            </PostForm>
        }
        .into_any()
    };
    let undo = || {
        let to = format!("{here}/undo");
        view! { <a class="btn" href=to>{words.say("catalog-import-undo")}</a> }.into_any()
    };
    // There may be nothing to take back.
    let undo = || (import.added + import.updated > 0).then(undo).into_any();
    match import.state() {
        How::Running | How::Comparing => button("stop", "btn danger", "catalog-import-stop"),
        How::Compared => [
            button("stop", "btn quiet", "catalog-import-discard"),
            button("columns", "btn", "catalog-import-columns"),
            button("apply", "btn main", "catalog-import-apply"),
        ]
        .collect_view()
        .into_any(),
        How::Stopped | How::Failed => [undo(), button("again", "btn main", "catalog-import-again")]
            .collect_view()
            .into_any(),
        How::Finished => undo(),
        How::Uploading => button("stop", "btn quiet", "catalog-import-discard"),
        How::Refused => view! {
            <a class="btn main" href="/console/import">
                {words.say("catalog-import-send-again")}
            </a>
        }
        .into_any(),
        How::Mapping | How::Undoing | How::Undone => ().into_any(),
    }
}

fn figures(words: Words, import: &Import) -> AnyView {
    let how = import.state();
    let undoing = matches!(how, How::Undoing | How::Undone);
    let done = match (how, import.undo_from) {
        (How::Undone, _) => import.done,
        (How::Undoing, Some(from)) => (import.done - from + 1).max(0),
        _ => import.done,
    };
    let whole = if undoing { import.done } else { import.lines };
    let progress = words.say_with(
        if undoing {
            "catalog-import-undo-progress"
        } else {
            "catalog-import-progress"
        },
        &[("done", done.into()), ("lines", whole.into())],
    );
    let figure = |label: &'static str, number: i64| {
        view! {
            <div>
                <dt>{words.say(label)}</dt>
                <dd>{words.number(number)}</dd>
            </div>
        }
    };
    let list = import
        .price_list_name
        .clone()
        .or_else(|| import.mapping()?.new_list.clone())
        .map(|name| {
            let text = words.say_with("catalog-import-into-list", &[("list", name.into())]);
            view! { <p class="small mute">{text}</p> }
        });
    let undone = (import.undo_from.is_some()).then(|| {
        let by = words.say_with(
            "catalog-import-undone-by",
            &[("person", import.undo_person.clone().into())],
        );
        view! {
            <p>{by}</p>
            <dl class="figures">
                {figure("catalog-undo-restored", import.undo_restored)}
                {figure("catalog-undo-removed", import.undo_removed)}
                {figure("catalog-undo-retired", import.undo_retired)}
                {figure("catalog-undo-kept", import.undo_kept)}
            </dl>
        }
    });
    let promise = matches!(how, How::Comparing | How::Compared)
        .then(|| view! { <p class="small mute">{words.say("catalog-import-nothing-changed")}</p> });
    let parts = vec![MeterPart::Used(done)];
    view! {
        <section class="sheet">
            <div class="in stack-s">
                <Meter label=progress.clone() whole parts />
                <p>{progress}</p>
                {promise}
                {list}
                {undone}
                <dl class="figures">
                    {figure("catalog-line-new", import.added)}
                    {figure("catalog-line-updated", import.updated)}
                    {figure("catalog-line-unchanged", import.unchanged)}
                    {figure("catalog-line-repeated", import.repeated)}
                    {figure("catalog-line-refused", import.refused)}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

/// The way to the rows behind these, if there may be some.
pub(super) fn footer(words: Words, address: &Address, shown: usize, last: Option<i64>) -> AnyView {
    let full = i64::try_from(shown).unwrap_or(0) == PAGE;
    let next = last.filter(|_| full).map(|after| {
        let href = address.clone().with("after", after.to_string()).href();
        view! { <a class="btn s" href=href>{words.say("frame-next")}</a> }
    });
    view! { <div class="pager">{next}</div> }.into_any()
}

/// The ways to the rows there are.
pub(super) fn tabs(words: Words, import: &Import, address: &Address) -> AnyView {
    let shown = Shown::of(import, address);
    let view = |label: &'static str, value: &'static str, what: Shown| {
        let to = address.clone().without("after").with("lines", value).href();
        ViewLink::new(words.say(label), to, shown == what)
    };
    let mut views = vec![
        view(
            "catalog-lines-changes",
            "changes",
            Shown::Changes(ChangeFilter::All),
        ),
        view(
            "catalog-lines-not-taken",
            "not-taken",
            Shown::Lines(LineFilter::NotTaken),
        ),
        view(
            "catalog-line-refused",
            "refused",
            Shown::Lines(LineFilter::Refused),
        ),
        view(
            "catalog-line-repeated",
            "repeated",
            Shown::Lines(LineFilter::Repeated),
        ),
        view("catalog-lines-all", "all", Shown::Lines(LineFilter::All)),
    ];
    if import.undo_from.is_some() {
        views.insert(
            0,
            view(
                "catalog-lines-kept",
                "kept",
                Shown::Changes(ChangeFilter::Kept),
            ),
        );
    }
    view! { <Views label=words.say("catalog-filters") views /> }.into_any()
}

/// `POST /console/import/{id}/stop`
pub async fn stop(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    let here = format!("/console/import/{id}");
    let to = match import::discard(&state.db, visitor.actor(), id, visitor.now).await {
        Ok(How::Mapping) => "/console/import".to_owned(),
        Ok(_) | Err(StartError::NotWaiting) => here,
        Err(other) => return Err(not_changed(other)),
    };
    Ok(Redirect::to(&to).into_response())
}

/// `POST /console/import/{id}/apply`: what was compared, in earnest.
pub async fn apply(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    let here = format!("/console/import/{id}");
    let words = visitor.words;
    let wrong = match import::apply(&state.db, visitor.actor(), id, visitor.now).await {
        Ok(()) => {
            mapping_form::go(&state, id);
            return Ok(Redirect::to(&here).into_response());
        }
        // Pressed twice: it runs, which its page shows.
        Err(StartError::NotWaiting) => return Ok(Redirect::to(&here).into_response()),
        // Somebody made a list of that name meanwhile.
        Err(StartError::ListNameTaken) => words.say("catalog-list-name-taken"),
        Err(other) => return Err(not_changed(other)),
    };
    visitor.say_next(false, wrong).await?;
    Ok(Redirect::to(&here).into_response())
}

/// `POST /console/import/{id}/columns`: back to saying what the columns are.
pub async fn columns(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    match import::back_to_mapping(&state.db, visitor.actor(), id).await {
        Ok(()) | Err(StartError::NotWaiting) => {}
        Err(other) => return Err(not_changed(other)),
    }
    Ok(Redirect::to(&format!("/console/import/{id}")).into_response())
}

/// `POST /console/import/{id}/again`
pub async fn again(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    match import::try_again(&state.db, visitor.actor(), id, visitor.now).await {
        Ok(()) => mapping_form::go(&state, id),
        Err(StartError::NotWaiting) => {}
        Err(other) => return Err(not_changed(other)),
    }
    Ok(Redirect::to(&format!("/console/import/{id}")).into_response())
}

pub(super) fn not_changed(error: StartError) -> PageError {
    match error {
        StartError::NotThere => PageError::NotFound,
        StartError::Denied(denied) => denied.into(),
        StartError::Store(error) => error.into(),
        other => PageError::Failed(other.to_string()),
    }
}
