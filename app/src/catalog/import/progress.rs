//! How far an import is, and what became of its lines.

use super::{mapping_form, state_tone, state_words};
use crate::frame::parts::{
    Column, DataTable, Empty, Meter, MeterPart, PageHead, PostForm, Tag, ViewLink, Views,
};
use crate::frame::{Address, AppState, Face, Page, PageError, StaffOnly, csv_row};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::import::{self, Import, ImportLine, LineFilter, StartError, State as How};
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

/// `GET /console/import/{id}`
pub async fn one(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    if import.state() == How::Mapping {
        return mapping_form::show(&visitor, &state, import, None).await;
    }
    let words = visitor.words;
    let address = Address::of(&visitor);
    let filter = match address.get("lines") {
        Some("refused") => LineFilter::Refused,
        Some("repeated") => LineFilter::Repeated,
        Some("all") => LineFilter::All,
        _ => LineFilter::NotTaken,
    };
    let after = address
        .get("after")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    let lines = {
        let mut read = state.db.read(visitor.actor().scope()).await?;
        import::lines(&mut read, id, filter, after, PAGE).await?
    };
    let how = import.state();
    let title = words.say("catalog-import-report");
    let names = import.file_names.clone();
    let mut response = Page::new(&visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .show(move || {
            let here = format!("/console/import/{id}");
            let tag = view! { <Tag text=state_words(words, how) tone=state_tone(how) /> };
            let actions = actions(words, &here, how);
            view! {
                <PageHead title=title sub=names tags=tag>
                    {actions}
                    <a class="btn" href=format!("{here}/report.csv")>
                        {words.say("catalog-import-download")}
                    </a>
                </PageHead>
                <div class="stack">
                    {figures(words, &import)} {report_table(words, &address, filter, lines)}
                </div>
            }
        });
    if how == How::Running {
        // The page looks again by itself, without any script.
        response
            .headers_mut()
            .insert(header::REFRESH, HeaderValue::from_static("2"));
    }
    Ok(response)
}

fn actions(words: Words, here: &str, how: How) -> Option<AnyView> {
    match how {
        How::Running => Some(
            view! {
                <PostForm action=format!("{here}/stop")>
                    <button class="btn danger">{words.say("catalog-import-stop")}</button>
                </PostForm>
            }
            .into_any(),
        ),
        How::Stopped | How::Failed => Some(
            view! {
                <PostForm action=format!("{here}/again")>
                    <button class="btn main">{words.say("catalog-import-again")}</button>
                </PostForm>
            }
            .into_any(),
        ),
        _ => None,
    }
}

fn figures(words: Words, import: &Import) -> AnyView {
    let progress = words.say_with(
        "catalog-import-progress",
        &[("done", import.done.into()), ("lines", import.lines.into())],
    );
    let figure = |label: &'static str, number: i64| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd>{words.number(number)}</dd>
            </div>
        }
    };
    let list = import.price_list_name.clone().map(|name| {
        let text = words.say_with("catalog-import-into-list", &[("list", name.into())]);
        view! { <p class="small mute">{text}</p> }
    });
    let parts = vec![MeterPart::Used(import.done)];
    view! {
        <section class="sheet">
            <div class="in stack-s">
                <Meter label=progress.clone() whole=import.lines parts />
                <p>{progress}</p>
                {list}
                <dl class="figures">
                    {figure(words.say("catalog-line-new"), import.added)}
                    {figure(words.say("catalog-line-updated"), import.updated)}
                    {figure(words.say("catalog-line-unchanged"), import.unchanged)}
                    {figure(words.say("catalog-line-repeated"), import.repeated)}
                    {figure(words.say("catalog-line-refused"), import.refused)}
                </dl>
            </div>
        </section>
    }
    .into_any()
}

fn line_state(words: Words, state: &str) -> &'static str {
    words.say(match state {
        "new" => "catalog-line-new",
        "updated" => "catalog-line-updated",
        "unchanged" => "catalog-line-unchanged",
        "repeated" => "catalog-line-repeated",
        _ => "catalog-line-refused",
    })
}

fn report_table(
    words: Words,
    address: &Address,
    filter: LineFilter,
    lines: Vec<ImportLine>,
) -> AnyView {
    let to = |value: &str| address.clone().without("after").with("lines", value).href();
    let view = |label: &'static str, value: &'static str, shown: LineFilter| {
        ViewLink::new(words.say(label), to(value), filter == shown)
    };
    let views = vec![
        view("catalog-lines-not-taken", "", LineFilter::NotTaken),
        view("catalog-line-refused", "refused", LineFilter::Refused),
        view("catalog-line-repeated", "repeated", LineFilter::Repeated),
        view("catalog-lines-all", "all", LineFilter::All),
    ];
    let tabs = view! { <Views label=words.say("catalog-filters") views /> };
    if lines.is_empty() {
        return view! {
            {tabs}
            <section class="sheet">
                <Empty title=words.say("catalog-lines-none") />
            </section>
        }
        .into_any();
    }
    let next = (i64::try_from(lines.len()).unwrap_or(0) == PAGE)
        .then(|| lines.last().map(|last| last.position))
        .flatten()
        .map(|after| {
            let href = address.clone().with("after", after.to_string()).href();
            view! { <a class="btn s" href=href>{words.say("frame-next")}</a> }
        });
    let columns = vec![
        Column::new(words.say("catalog-file")),
        Column::num(words.say("catalog-line")),
        Column::new(words.say("catalog-became")),
        Column::new(words.say("catalog-reason")),
        Column::new(words.say("catalog-sku")),
        Column::new(words.say("catalog-cells")),
    ];
    let rows = lines
        .into_iter()
        .map(|line| {
            let reason = line.reason().map(|reason| reason.say(words));
            let cells: String = line.cells().join(" · ").chars().take(160).collect();
            view! {
                <tr>
                    <td class="small" data-l=words.say("catalog-file")>{line.file}</td>
                    <td class="num" data-l=words.say("catalog-line")>{words.number(line.line)}</td>
                    <td data-l=words.say("catalog-became")>{line_state(words, &line.state)}</td>
                    <td class="wide">{reason}</td>
                    <td class="small" data-l=words.say("catalog-sku")>{line.sku}</td>
                    <td class="small mute wide">{cells}</td>
                </tr>
            }
        })
        .collect_view();
    let footer = view! { <div class="pager">{next}</div> };
    view! {
        {tabs}
        <section class="sheet">
            <DataTable caption=words.say("catalog-lines") columns many=true stack=true footer=footer>
                {rows}
            </DataTable>
        </section>
    }
    .into_any()
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

fn not_changed(error: StartError) -> PageError {
    match error {
        StartError::NotThere => PageError::NotFound,
        StartError::Denied(denied) => denied.into(),
        StartError::Store(error) => error.into(),
        other => PageError::Failed(other.to_string()),
    }
}

/// `GET /console/import/{id}/report.csv`: every line that was not taken, piece
/// by piece, however many there are.
pub async fn report(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, ..) = load(&visitor, &state, &id).await?;
    let words = visitor.words;
    let scope = visitor.actor().scope();
    let head = [
        words.say("catalog-file"),
        words.say("catalog-line"),
        words.say("catalog-became"),
        words.say("catalog-reason"),
        words.say("catalog-sku"),
        words.say("catalog-cells"),
    ];
    // Spreadsheets recognise UTF-8 by this mark.
    let first = format!("\u{feff}{}", csv_row(head));
    let db = state.db.clone();
    let pieces =
        futures::stream::unfold((Some(first), 0_i64, false), move |(first, after, ended)| {
            let db = db.clone();
            async move {
                if ended {
                    return None;
                }
                if let Some(first) = first {
                    return Some((Ok(Bytes::from(first)), (None, after, false)));
                }
                let lines = async {
                    let mut read = db.read(scope).await?;
                    import::lines(&mut read, id, LineFilter::NotTaken, after, 2_000).await
                }
                .await;
                match lines {
                    Err(error) => {
                        tracing::error!(%error, "a report broke off");
                        Some((
                            Err(std::io::Error::other("broken off")),
                            (None, after, true),
                        ))
                    }
                    Ok(lines) => {
                        let next = lines.last()?.position;
                        let text: String =
                            lines.iter().map(|line| report_row(words, line)).collect();
                        Some((Ok(Bytes::from(text)), (None, next, false)))
                    }
                }
            }
        });
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
            (
                header::CONTENT_DISPOSITION,
                "attachment; filename=\"import-report.csv\"",
            ),
        ],
        Body::from_stream(pieces),
    )
        .into_response())
}

fn report_row(words: Words, line: &ImportLine) -> String {
    let reason = line
        .reason()
        .map_or_else(String::new, |reason| reason.say(words));
    csv_row([
        line.file.as_str(),
        &line.line.to_string(),
        line_state(words, &line.state),
        &reason,
        line.sku.as_deref().unwrap_or_default(),
        &line.cells().join(" | "),
    ])
}
