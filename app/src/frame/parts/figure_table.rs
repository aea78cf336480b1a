//! Figures as a table: what each row is about, its figures, and a bar that says how
//! large it is beside the others; and the same rows as a file.

use super::{Column, DataTable, Meter, MeterPart, Sheet};
use crate::frame::{CsvFile, use_words};
use leptos::prelude::*;

/// A row of figures.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FigureRow {
    /// What it is about.
    pub name: String,
    /// What stands below that in small type; may be empty.
    pub sub: String,
    /// Where it leads to, if anywhere.
    pub href: Option<String>,
    /// Its figures, as the reader writes them.
    pub cells: Vec<String>,
    /// How large it is drawn.
    pub size: i64,
    /// That, as the reader writes it.
    pub written: String,
}

/// A sheet with figures.
#[component]
pub fn FigureTable(
    /// Its heading.
    title: &'static str,
    /// The headings of its columns, the first of them that of its rows.
    headings: Vec<&'static str>,
    /// What it says where there is no row.
    nothing: &'static str,
    /// Where it is as a file.
    file: String,
    /// The rows.
    rows: Vec<FigureRow>,
) -> impl IntoView {
    let words = use_words();
    if rows.is_empty() {
        return view! {
            <Sheet title=title>
                <p class="mute">{nothing}</p>
            </Sheet>
        }
        .into_any();
    }
    let most = rows.iter().map(|row| row.size).max().unwrap_or(0).max(1);
    let columns = headings
        .iter()
        .enumerate()
        .map(|(at, heading)| match at {
            0 => Column::new(*heading),
            _ => Column::num(*heading),
        })
        .chain([Column::unnamed(words.say("frame-share"))])
        .collect();
    let rows = rows
        .into_iter()
        .map(|row| {
            let label = format!("{}: {}", row.name, row.written);
            let sub = (!row.sub.is_empty()).then(|| view! { <span class="sub">{row.sub}</span> });
            let name = match row.href {
                Some(href) => view! { <a href=href>{row.name}</a> }.into_any(),
                None => row.name.into_any(),
            };
            let cells = row
                .cells
                .into_iter()
                .zip(headings.iter().skip(1))
                .map(|(cell, heading)| {
                    view! {
                        <td class="num" data-l={*heading}>
                            {cell}
                        </td>
                    }
                })
                .collect_view();
            view! {
                <tr>
                    <td class="wide">{name} {sub}</td>
                    {cells}
                    <td class="no-phone">
                        <Meter whole=most parts=vec![MeterPart::Used(row.size)] label=label />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let aside = view! {
        <a class="link small" href=file>
            {words.say("frame-csv")}
        </a>
    };
    view! {
        <Sheet title=title aside=aside flush=true>
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// The same rows as a file. With a heading for it, what stands below the names has a
/// column of its own.
#[must_use]
pub fn figures_file(
    name: &'static str,
    mut headings: Vec<&'static str>,
    sub: Option<&'static str>,
    rows: impl IntoIterator<Item = FigureRow>,
) -> CsvFile {
    if let Some(sub) = sub {
        headings.insert(usize::min(1, headings.len()), sub);
    }
    let mut file = CsvFile::new(name, headings);
    for row in rows {
        let beside = sub.map(|_| row.sub);
        let cells = std::iter::once(row.name).chain(beside).chain(row.cells);
        file.row(cells);
    }
    file
}
