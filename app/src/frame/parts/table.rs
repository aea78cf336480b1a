//! Tables: the main instrument. Sorting, filtering and paging are links, so
//! that they work without scripts and every view has an address.

use super::{Icon, MaybeText, Slot, Symbol};
use crate::frame::{Address, Html, Paging, Sorting, Text, use_words};
use leptos::prelude::*;

/// One column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    label: Text,
    sort: Option<&'static str>,
    class: &'static str,
    spoken_only: bool,
}

impl Column {
    /// A column of words.
    pub fn new(label: impl Into<Text>) -> Self {
        Self {
            label: label.into(),
            sort: None,
            class: "",
            spoken_only: false,
        }
    }

    /// A column of figures: right-aligned, tabular numerals. Give its cells
    /// `class="num"` too.
    pub fn num(label: impl Into<Text>) -> Self {
        Self {
            class: "num",
            ..Self::new(label)
        }
    }

    /// The column of actions: its heading is read out, not seen. Give its
    /// cells `class="actions"`.
    #[must_use]
    pub fn actions() -> Self {
        // Its words are found when the heading is made, in the page.
        Self {
            class: "actions",
            ..Self::unnamed("")
        }
    }

    /// A column whose heading is read out, not seen: boxes to tick, pictures.
    pub fn unnamed(label: impl Into<Text>) -> Self {
        Self {
            spoken_only: true,
            ..Self::new(label)
        }
    }

    /// Can be sorted by, under this key (see [`Sorting`]).
    #[must_use]
    pub const fn sort(mut self, key: &'static str) -> Self {
        self.sort = Some(key);
        self
    }
}

/// Where a table's sort links lead from, and how it is sorted now.
#[derive(Debug, Clone)]
pub struct SortTo {
    /// The address of this view.
    pub address: Address,
    /// How it is sorted.
    pub by: Sorting,
}

/// A table with its caption, headings, rows, and remarks below.
///
/// ```ignore
/// <DataTable caption="Orders" columns sort=SortTo { address, by } stack=true paging>
///     {rows.into_iter().map(|order| view! {
///         <tr>
///             <td class="wide"><a href=…>{order.number}</a></td>
///             <td data-l="Placed">{words.date_short(order.placed_at)}</td>
///             <td class="num">{words.money(order.total)}</td>
///         </tr>
///     }).collect_view()}
/// </DataTable>
/// ```
///
/// With `stack`, rows become cards on a phone: a cell with `class="wide"`
/// takes the whole width, `data-l="…"` names a cell, `class="no-phone"` leaves
/// it out. Without it, the table scrolls inside itself.
#[component]
pub fn DataTable(
    /// What the rows are. Always there; `quiet` only has it read out.
    #[prop(into)]
    caption: Text,
    /// A remark next to the caption.
    #[prop(optional, into)]
    note: MaybeText,
    /// What stands at the right of the caption: export links, a filter.
    #[prop(optional, into)]
    aside: Slot,
    /// The headings.
    columns: Vec<Column>,
    /// Makes the headings that have a sort key into links.
    #[prop(optional, into)]
    sort: Option<SortTo>,
    /// Rows become cards on a phone.
    #[prop(optional)]
    stack: bool,
    /// Has more columns than fit beside each other: scrolls inside itself,
    /// and its headings don't stay in sight.
    #[prop(optional)]
    many: bool,
    /// The caption is read out, not seen: a heading says it already.
    #[prop(optional)]
    quiet: bool,
    /// What stands below: a [`Pager`], a sum, links.
    #[prop(optional, into)]
    footer: Slot,
    /// The rows, written by hand, where there are very many.
    #[prop(optional)]
    written: Option<Html>,
    /// The rows (`<tr>`).
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let headings = columns
        .iter()
        .map(|column| heading(column, sort.as_ref()))
        .collect_view();
    let class = if stack { "t stackable" } else { "t" };
    let caption = view! {
        <caption class=if quiet { "unseen" } else { "" }>
            <span class="caption">{caption}</span>
            {note.0.map(|note| view! { <span class="note-beside">{note}</span> })}
        </caption>
    };
    let rows = match written {
        Some(rows) => view! { <tbody inner_html=rows.into_string()></tbody> }.into_any(),
        None => view! { <tbody>{children.map(|rows| rows())}</tbody> }.into_any(),
    };
    view! {
        <div class="table">
        {aside.0.map(|aside| view! { <div class="table-aside">{aside}</div> })}
        <div class="scroll" class:many=many>
            <table class=class>
                {caption} <thead>
                    <tr>{headings}</tr>
                </thead> {rows}
            </table>
        </div>
        </div>
        {footer.0.map(|footer| view! { <footer class="table-foot">{footer}</footer> })}
    }
}

fn heading(column: &Column, sort: Option<&SortTo>) -> AnyView {
    let label = column.label.clone();
    if column.spoken_only {
        let label = match &*label {
            "" => use_words().say("frame-actions").into(),
            _ => label,
        };
        return view! {
            <th scope="col" class=column.class>
                <span class="unseen">{label}</span>
            </th>
        }
        .into_any();
    }
    let (Some(key), Some(sort)) = (column.sort, sort) else {
        return view! {
            <th scope="col" class=column.class>
                {label}
            </th>
        }
        .into_any();
    };
    let now = sort.by.key == key;
    let aria = now.then_some(if sort.by.descending {
        "descending"
    } else {
        "ascending"
    });
    // Pressing the column that is sorted by turns it around.
    let next = if now && !sort.by.descending {
        format!("-{key}")
    } else {
        key.to_owned()
    };
    let href = sort
        .address
        .clone()
        .without("page")
        .with("sort", next)
        .href();
    let spoken = use_words().say_with("frame-sort-by", &[("column", (&*label).into())]);
    view! {
        <th scope="col" class=column.class aria-sort=aria>
            <a href=href title=spoken>
                {label}
            </a>
        </th>
    }
    .into_any()
}

/// How many rows there are, and the way to the ones not shown.
#[component]
pub fn Pager(
    /// Which rows of how many.
    paging: Paging,
    /// The address of this view; everything in it but the page is kept.
    address: Address,
    /// What stands in the middle: buttons for the rows chosen.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = use_words();
    let (first, last) = paging.range();
    let count = if paging.total == 0 {
        words.say("frame-no-rows").to_owned()
    } else if paging.pages() == 1 {
        words.say_with("frame-rows", &[("count", paging.total.into())])
    } else {
        words.say_with(
            "frame-rows-range",
            &[
                ("first", first.into()),
                ("last", last.into()),
                ("total", paging.total.into()),
            ],
        )
    };
    let to = |page: i64| {
        let page = if page == 1 {
            String::new()
        } else {
            page.to_string()
        };
        address.clone().with("page", page).href()
    };
    let link = |page: i64, rel: &'static str, label: &'static str| {
        if (1..=paging.pages()).contains(&page) {
            view! { <a class="btn s" rel=rel href=to(page)>{label}</a> }.into_any()
        } else {
            view! { <span class="btn s off" aria-disabled="true">{label}</span> }.into_any()
        }
    };
    let pages = (paging.pages() > 1).then(|| {
        let of = words.say_with(
            "frame-page-of",
            &[
                ("page", paging.page.into()),
                ("pages", paging.pages().into()),
            ],
        );
        view! {
            <nav class="pager-links" aria-label=words.say("frame-pages")>
                <span class="no-phone">{of}</span>
                {link(paging.page - 1, "prev", words.say("frame-previous"))}
                {link(paging.page + 1, "next", words.say("frame-next"))}
            </nav>
        }
    });
    view! {
        <div class="pager">
            <span>{count}</span>
            {children.map(|children| children())}
            {pages}
        </div>
    }
}

/// The way through a list that is paged by the key of its last row (`after`): to its
/// beginning and on, never back.
#[component]
pub fn KeyPager(
    /// The address of this view; everything in it but `after` is kept.
    address: Address,
    /// Behind which row the next page begins; nothing on the last one.
    next: Option<String>,
    /// What the beginning of the list is called.
    first: &'static str,
    /// How many rows there are, in words.
    #[prop(optional)]
    count: Option<String>,
) -> impl IntoView {
    let words = use_words();
    let first = address.get("after").map(|_| {
        let href = address.clone().without("after").href();
        view! {
            <a class="btn s" rel="first" href=href>
                {first}
            </a>
        }
    });
    let next = next.map(|next| {
        let href = address.clone().with("after", next).href();
        view! {
            <a class="btn s" rel="next" href=href>
                {words.say("frame-next")}
            </a>
        }
    });
    view! {
        <div class="pager">
            {count.map(|count| view! { <span>{count}</span> })}
            <nav class="pager-links" aria-label=words.say("frame-pages")>
                {first}
                {next}
            </nav>
        </div>
    }
}

/// What filters have been chosen, each with its way back.
#[component]
pub fn Chips(
    /// The filter in words, and the address of the view without it.
    chips: Vec<(String, String)>,
) -> impl IntoView {
    let words = use_words();
    let items = chips
        .into_iter()
        .map(|(label, href)| {
            let spoken = words.say_with("frame-without", &[("filter", (&label).into())]);
            view! {
                <a href=href aria-label=spoken>
                    {label} <Symbol icon=Icon::Close />
                </a>
            }
        })
        .collect_view();
    view! { <div class="chips">{items}</div> }
}
