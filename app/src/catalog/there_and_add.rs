//! The shape that sheets of a product's page share: what is there as a table, and
//! below it the form for one more.

use crate::frame::parts::{Column, DataTable, Sheet};
use leptos::prelude::*;

/// A sheet with what is there, or with `none`, which says that nothing is; `add`
/// is the form for one more.
pub(super) fn there_and_add(
    title: &'static str,
    none: &'static str,
    columns: Vec<Column>,
    rows: Vec<AnyView>,
    add: AnyView,
) -> AnyView {
    let table = if rows.is_empty() {
        view! { <p class="small mute">{none}</p> }.into_any()
    } else {
        view! {
            <DataTable caption=title quiet=true columns stack=true>
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Sheet title=title>
            <div class="stack">{table} {add}</div>
        </Sheet>
    }
    .into_any()
}
