//! What the pages share on which curators keep things: a list with a form for one
//! more, and the page of one thing with what belongs to it and the forms that change
//! it.

use super::parts::{Actions, Column, DataTable, Empty, Icon, MaybeText, Pager, PostForm, Sheet};
use super::{Address, FormState, PageError, Paging, StaffOnly, Text};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::further_languages;
use domain::identity::Permission;
use domain::text::Language;
use leptos::prelude::*;
use std::str::FromStr;

/// The thing that an address names, for a curator.
///
/// # Errors
/// For everybody else, and if it can be none.
pub fn thing<I: FromStr>(visitor: &StaffOnly, id: &str) -> Result<I, PageError> {
    visitor.demand(Permission::Curate)?;
    id.parse().map_err(|_| PageError::NotFound)
}

/// To a page, which says first what was done.
///
/// # Errors
/// If the session can't be read.
pub async fn done(
    visitor: &StaffOnly,
    said: impl Into<String>,
    to: &str,
) -> Result<Response, PageError> {
    visitor.say_next(true, said).await?;
    Ok(Redirect::to(to).into_response())
}

/// The name of a field for a language: `name`, and `name-de` for others than the
/// first.
#[must_use]
pub fn field_in(name: &str, language: Language) -> String {
    if language == Language::default() {
        name.to_owned()
    } else {
        format!("{name}-{}", language.code())
    }
}

/// Every language, the first one first.
pub fn languages() -> impl Iterator<Item = Language> {
    std::iter::once(Language::default()).chain(further_languages())
}

/// What a form says in each language in the fields of this name.
#[must_use]
pub fn said_in_each(form: &FormState, name: &str) -> Vec<(Language, String)> {
    languages()
        .map(|language| {
            let said = form.value(&field_in(name, language)).to_owned();
            (language, said)
        })
        .collect()
}

/// Which rows of its list the page at `here` shows: also where it answers a form that
/// was posted to another address.
#[must_use]
pub fn rows_of(visitor: &StaffOnly, here: &str, size: i64) -> (Address, Paging) {
    let asked = Address::of(visitor);
    let address = Address::parse(here).with("page", asked.get("page").unwrap_or_default());
    let paging = Paging::of(&address, size);
    (address, paging)
}

/// The status of a page with several forms: that of the one that was sent.
pub fn status_of<'f>(forms: impl IntoIterator<Item = &'f Option<FormState>>) -> StatusCode {
    forms
        .into_iter()
        .flatten()
        .next()
        .map_or(StatusCode::OK, FormState::status)
}

/// The things there are, page by page; or that there are none yet.
#[component]
pub fn ListSheet(
    /// What the rows are.
    #[prop(into)]
    caption: Text,
    /// The headings.
    columns: Vec<Column>,
    /// The rows (`<tr>`).
    rows: Vec<AnyView>,
    /// What is said where there are none: that, and how they come to be there.
    none: (&'static str, &'static str),
    /// A picture of what would be there.
    icon: Icon,
    /// Which rows of how many.
    paging: Paging,
    /// The address of the page.
    address: Address,
) -> impl IntoView {
    if rows.is_empty() {
        let (title, text) = none;
        view! {
            <Sheet flush=true>
                <Empty title=title text=text icon=icon />
            </Sheet>
        }
        .into_any()
    } else {
        let pager = view! { <Pager paging address /> };
        view! {
            <Sheet flush=true>
                <DataTable caption quiet=true columns stack=true footer=pager>
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any()
    }
}

/// A form on a sheet of its own, with one button.
#[component]
pub fn FormSheet(
    /// The heading.
    #[prop(into)]
    title: Text,
    /// A remark beside the heading.
    #[prop(optional, into)]
    note: MaybeText,
    /// Where it is posted; empty for the address of this page.
    #[prop(optional, into)]
    action: Text,
    /// What stands in the fields and what is wrong.
    #[prop(optional)]
    state: FormState,
    /// Tells apart the fields of several forms on one page.
    #[prop(optional)]
    prefix: &'static str,
    /// What the button says.
    button: &'static str,
    /// The button is what one came for.
    #[prop(optional)]
    main: bool,
    /// There is no way back from it.
    #[prop(optional)]
    danger: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let class = match (main, danger) {
        (true, _) => "btn main",
        (_, true) => "btn danger",
        _ => "btn",
    };
    view! {
        <Sheet title=title note=note>
            <PostForm action=action state=state prefix=prefix>
                {children()}
                <Actions>
                    <button class=class>{button}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
}
