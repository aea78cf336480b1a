//! What an import changes, or would: field by field, before and after.

use super::progress::{footer, load, tabs};
use crate::frame::parts::{Column, DataTable, Empty, Tag, Tone};
use crate::frame::{Address, AppState, PageError, StaffOnly, csv_pieces, csv_row};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Currency;
use domain::catalog::import::{self, ChangeFilter, ChangedLine, Import};
use domain::text::Words;
use leptos::prelude::*;

/// In which currency its amounts are.
fn currency(import: &Import) -> Currency {
    import
        .mapping()
        .map_or(Currency::EUR, |mapping| mapping.currency)
}

/// How taking a line back ended, where there is something to say.
fn ended(words: Words, line: &ChangedLine) -> Option<String> {
    match line.undone.as_deref()? {
        "restored" => Some(words.say("catalog-undo-restored").to_owned()),
        "removed" => Some(words.say("catalog-undo-removed").to_owned()),
        "retired" => Some(words.say("catalog-undo-retired-why").to_owned()),
        _ if line.kept().is_empty() => Some(words.say("catalog-undo-kept-in-use").to_owned()),
        _ => {
            let fields: Vec<String> = line
                .kept()
                .iter()
                .filter_map(|field| field.say(words))
                .collect();
            Some(words.say_with(
                "catalog-undo-kept-why",
                &[("fields", fields.join(", ").into())],
            ))
        }
    }
}

/// Some changed lines, and the way to the next.
pub(super) fn view(
    words: Words,
    import: &Import,
    address: &Address,
    lines: Vec<ChangedLine>,
) -> AnyView {
    let tabs = tabs(words, import, address);
    if lines.is_empty() {
        return view! {
            {tabs}
            <section class="sheet">
                <Empty title=words.say("catalog-changes-none") />
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
        Column::num(words.say("catalog-line")),
        Column::new(words.say("catalog-change-what")),
        Column::new(words.say("catalog-change-field")),
        Column::new(words.say("catalog-change-before")),
        Column::new(words.say("catalog-change-after")),
    ];
    let currency = currency(import);
    let rows = lines
        .into_iter()
        .map(|line| rows_of(words, currency, &line))
        .collect_view();
    view! {
        {tabs}
        <section class="sheet">
            <DataTable
                caption=words.say("catalog-lines-changes")
                columns
                many=true
                stack=true
                footer=footer
            >
                {rows}
            </DataTable>
        </section>
    }
    .into_any()
}

/// A row for each field of a line, the first of which says what it is about.
fn rows_of(words: Words, currency: Currency, line: &ChangedLine) -> Vec<AnyView> {
    let ended = ended(words, line);
    let made = line.made;
    line.changes()
        .enumerate()
        .map(|(place, change)| {
            let (before, after) = change.say(words, currency);
            let field = change.field.say(words).unwrap_or_default();
            let was = (!before.is_empty()).then(|| words.say("catalog-change-before"));
            let about = (place == 0).then(|| {
                let new = made.then(|| {
                    view! { <Tag text=words.say("catalog-line-new") tone=Tone::Good /> }
                });
                let ended = ended
                    .clone()
                    .map(|text| view! { <span class="sub">{text}</span> });
                view! {
                    {line.title.clone()}
                    " "
                    {new}
                    <span class="sub">{line.sku.clone()}</span>
                    {ended}
                }
            });
            view! {
                <tr>
                    <td class="num" data-l=words.say("catalog-line")>{words.number(line.line)}</td>
                    <td class="wide">{about}</td>
                    <td data-l=words.say("catalog-change-field")>{field}</td>
                    <td class="mute" data-l=was>{before}</td>
                    <td data-l=words.say("catalog-change-after")>{after}</td>
                </tr>
            }
            .into_any()
        })
        .collect()
}

/// `GET /console/import/{id}/changes.csv`: every change, piece by piece.
pub async fn file(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let (id, import) = load(&visitor, &state, &id).await?;
    let words = visitor.words;
    let scope = visitor.actor().scope();
    let currency = currency(&import);
    let head = [
        words.say("catalog-line"),
        words.say("catalog-sku"),
        words.say("catalog-change-what"),
        words.say("catalog-became"),
        words.say("catalog-change-field"),
        words.say("catalog-change-before"),
        words.say("catalog-change-after"),
        words.say("catalog-import-undo"),
    ];
    let db = state.db;
    Ok(csv_pieces(
        "import-changes.csv",
        csv_row(head),
        move |after: i64| {
            let db = db.clone();
            async move {
                let mut read = db.read(scope).await?;
                let lines =
                    import::changed_lines(&mut read, id, ChangeFilter::All, after, 2_000).await?;
                let text: String = lines
                    .iter()
                    .map(|line| csv_rows(words, currency, line))
                    .collect();
                Ok(lines.last().map(|last| (text, last.position)))
            }
        },
    ))
}

fn csv_rows(words: Words, currency: Currency, line: &ChangedLine) -> String {
    let became = words.say(if line.made {
        "catalog-line-new"
    } else {
        "catalog-line-updated"
    });
    let ended = ended(words, line).unwrap_or_default();
    line.changes()
        .map(|change| {
            let (before, after) = change.say(words, currency);
            csv_row([
                line.line.to_string().as_str(),
                line.sku.as_deref().unwrap_or_default(),
                &line.title,
                became,
                &change.field.say(words).unwrap_or_default(),
                &before,
                &after,
                &ended,
            ])
        })
        .collect()
}
