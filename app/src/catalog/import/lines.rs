//! What became of the lines of an import: as a table, and as a file.

use super::progress::{footer, load, tabs};
use crate::frame::parts::{Column, DataTable, Empty};
use crate::frame::{Address, AppState, PageError, StaffOnly, csv_pieces, csv_row};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::catalog::import::{self, Import, ImportLine, LineFilter, State as How};
use domain::text::Words;
use leptos::prelude::*;

fn line_state(words: Words, state: &str) -> &'static str {
    words.say(match state {
        "new" => "catalog-line-new",
        "updated" => "catalog-line-updated",
        "unchanged" => "catalog-line-unchanged",
        "repeated" => "catalog-line-repeated",
        "looked-up" => "catalog-line-looked-up",
        "left-out" => "catalog-line-left-out",
        _ => "catalog-line-refused",
    })
}

/// The lines that an address asks for.
pub(super) fn line_filter(address: &Address) -> Option<LineFilter> {
    Some(match address.get("lines")? {
        "not-taken" => LineFilter::NotTaken,
        "refused" => LineFilter::Refused,
        "repeated" => LineFilter::Repeated,
        "all" => LineFilter::All,
        _ => return None,
    })
}

/// What is said where no line is: of a file that was taken whole, that it was.
fn none(import: &Import, address: &Address) -> &'static str {
    let not_taken = matches!(line_filter(address), None | Some(LineFilter::NotTaken));
    let whole = import.state() == How::Finished && address.get("after").is_none();
    match whole && not_taken {
        true => "catalog-lines-none-left",
        false => "catalog-lines-none",
    }
}

/// Some lines, and the way to the next.
pub(super) fn view(
    words: Words,
    import: &Import,
    address: &Address,
    lines: Vec<ImportLine>,
) -> AnyView {
    let tabs = tabs(words, import, address);
    if lines.is_empty() {
        let none = words.say(none(import, address));
        return view! {
            {tabs}
            <section class="sheet">
                <Empty title=none />
            </section>
        }
        .into_any();
    }
    let footer = footer(
        words,
        address,
        lines.len(),
        lines.last().map(|last| last.position),
    );
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

/// `GET /console/import/{id}/report.csv?lines=all`: the lines that the page shows,
/// piece by piece, however many there are. What stands in those that were not taken
/// has columns of its own, so that they can be put right and sent again.
pub async fn report(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    let filter = line_filter(&Address::of(&visitor)).unwrap_or(LineFilter::NotTaken);
    let words = visitor.words;
    let scope = visitor.actor().scope();
    let head = [
        words.say("catalog-file"),
        words.say("catalog-line"),
        words.say("catalog-became"),
        words.say("catalog-reason"),
        words.say("catalog-sku"),
    ];
    // One file's columns are called as there; of several, every line has its own.
    let own: Vec<&str> = match import.mapping().map(|mapping| mapping.files.as_slice()) {
        Some([only]) => only.own_columns(),
        _ => vec![words.say("catalog-cells")],
    };
    let head: Vec<&str> = head.into_iter().chain(own).collect();
    let db = state.db;
    Ok(csv_pieces(
        "import-report.csv",
        csv_row(head),
        move |after: i64| {
            let db = db.clone();
            async move {
                let mut read = db.read(scope).await?;
                let lines = import::lines(&mut read, id, filter, after, 2_000).await?;
                let text: String = lines.iter().map(|line| report_row(words, line)).collect();
                Ok(lines.last().map(|last| (text, last.position)))
            }
        },
    ))
}

fn report_row(words: Words, line: &ImportLine) -> String {
    let reason = line
        .reason()
        .map_or_else(String::new, |reason| reason.say(words));
    let number = line.line.to_string();
    let answer = [
        line.file.as_str(),
        &number,
        line_state(words, &line.state),
        &reason,
        line.sku.as_deref().unwrap_or_default(),
    ];
    let cells = line.cells().iter().map(String::as_str);
    csv_row(answer.into_iter().chain(cells))
}
