//! Views of the catalog that a member keeps under a name. `/saved` has all of
//! them; a category and a search show theirs, and keep what is on the page.

use super::shopper;
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, Fold, PageHead, PostForm, Sheet,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{ShelfCategory, shelf_categories};
use domain::catalog::{
    MOST_SAVED_FILTERS, SaveFilter, SavedFilter, SavedFilterError, ask_saved_filters,
    is_catalog_view, remove_filter, rename_filter, save_filter,
};
use domain::id::SavedFilterId;
use domain::identity::{Denied, Member};
use domain::store::Asked;
use domain::text::Words;
use leptos::prelude::*;

/// The views of whoever looks; staff who preview a site keep none.
pub(super) fn ask_own(member: Option<&Member>) -> Asked<'static, Vec<SavedFilter>> {
    member.map_or_else(|| Asked::known(Vec::new()), ask_saved_filters)
}

/// A form that was sent and not kept.
#[derive(Default)]
struct Sent {
    /// The view that was to be renamed; none for a new one.
    filter: Option<SavedFilterId>,
    form: Option<FormState>,
}

/// `GET /saved`
pub async fn list(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    page(&visitor, &state, Sent::default()).await
}

async fn page(visitor: &SignedIn, state: &AppState, sent: Sent) -> Result<Response, PageError> {
    let shopper = shopper(visitor)?;
    let member = visitor.actor().member().ok_or(PageError::Denied)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let saved = ask_saved_filters(member).fetch(&mut read).await?;
    // What a category is called is told to who sees it only.
    let seen = shelf_categories(&mut read, shopper, visitor.now).await?;
    drop(read);
    let status = sent
        .form
        .as_ref()
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let title = words.say("catalog-saved-filters");
    Ok(Page::new(visitor, Face::Site, title)
        .nav("catalog")
        .status(status)
        .crumbs([(words.say("frame-catalog"), "/catalog")])
        .show(move || {
            let Sent { filter, form } = sent;
            let again = form
                .clone()
                .filter(|_| filter.is_none())
                .map(|form| view! { <Sheet>{keep_form(words, form)}</Sheet> });
            let renamed = form.and_then(|form| Some((filter?, form)));
            let content = if saved.is_empty() {
                view! {
                    <Sheet>
                        <Empty
                            title=words.say("catalog-saved-none")
                            text=words.say("catalog-saved-none-text")
                        >
                            <a class="btn" href="/catalog">
                                {words.say("frame-catalog")}
                            </a>
                        </Empty>
                    </Sheet>
                }
                .into_any()
            } else {
                table(words, &saved, &seen, renamed.as_ref())
            };
            view! {
                <PageHead title=title sub=words.say("catalog-saved-sub") />
                <div class="stack">{again} {content}</div>
            }
        }))
}

fn table(
    words: Words,
    saved: &[SavedFilter],
    seen: &[ShelfCategory],
    sent: Option<&(SavedFilterId, FormState)>,
) -> AnyView {
    let rows = saved
        .iter()
        .map(|one| {
            let tried = sent
                .filter(|(filter, _)| *filter == one.id)
                .map(|(_, form)| form.clone());
            let open = tried.is_some();
            let form = tried.unwrap_or_else(|| FormState::empty().with("name", one.name.clone()));
            let action = format!("/saved/{}", one.id);
            let name = [("name", one.name.as_str().into())];
            let remove = words.say_with("catalog-saved-remove-name", &name);
            let rename = words.say_with("catalog-saved-rename-name", &name);
            let to_remove = action.clone();
            view! {
                <tr>
                    <td class="wide">
                        <a href=one.address.clone()>{one.name.clone()}</a>
                        <span class="sub">{place_of(words, &one.address, seen)}</span>
                    </td>
                    <td>
                        <details open=open>
                            <summary aria-label=rename>{words.say("catalog-saved-rename")}</summary>
                            <PostForm action=action state=form prefix="rename">
                                <Field
                                    name="name"
                                    label=words.say("catalog-saved-name")
                                    longest=60_u32
                                />
                                <Actions>
                                    <button class="btn s" name="do" value="rename">
                                        {words.say("frame-save")}
                                    </button>
                                </Actions>
                            </PostForm>
                        </details>
                    </td>
                    <td class="actions">
                        <PostForm action=to_remove>
                            <button class="btn s" name="do" value="remove" aria-label=remove>
                                {words.say("catalog-saved-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-saved-name")),
        Column::new(words.say("catalog-saved-rename")),
        Column::actions(),
    ];
    view! {
        <Sheet flush=true>
            <DataTable
                caption=words.say("catalog-saved-filters")
                quiet=true
                columns
                stack=true
            >
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Where a view leads, in words: its category if the reader sees it, or what is
/// searched.
fn place_of(words: Words, address: &str, seen: &[ShelfCategory]) -> String {
    let address = Address::parse(address);
    if let Some(typed) = address.get("q") {
        return words.say_with("catalog-search-title", &[("words", typed.into())]);
    }
    let code = address.path().strip_prefix("/catalog/").unwrap_or_default();
    seen.iter().find(|one| one.code == code).map_or_else(
        || words.say("catalog-saved-gone").to_owned(),
        |one| one.name.clone(),
    )
}

/// Links to the member's views, for the catalog's first page.
pub(super) fn links(words: Words, saved: &[SavedFilter]) -> Option<AnyView> {
    let items = saved
        .iter()
        .map(|one| {
            view! { <a href=one.address.clone()>{one.name.clone()}</a> }
        })
        .collect_view();
    (!saved.is_empty()).then(|| {
        let all = view! { <a href="/saved">{words.say("catalog-saved-manage")}</a> };
        view! {
            <Sheet title=words.say("catalog-saved-filters") aside=all>
                <div class="chips">{items}</div>
            </Sheet>
        }
        .into_any()
    })
}

/// Beside a list: the views that the member keeps of this place, and the form
/// that keeps what is shown now. Nothing for who keeps none.
pub(super) fn beside(
    words: Words,
    member: bool,
    address: &Address,
    saved: &[SavedFilter],
) -> Option<AnyView> {
    let shown = address.clone().without("page").href();
    if !member || !is_catalog_view(&shown) {
        return None;
    }
    let here = saved
        .iter()
        .filter(|one| Address::parse(&one.address).path() == address.path())
        .map(|one| {
            let current = (one.address == shown).then_some("page");
            view! {
                <a href=one.address.clone() aria-current=current>
                    {one.name.clone()}
                </a>
            }
        })
        .collect::<Vec<_>>();
    let any = !here.is_empty();
    let links = any.then(|| {
        view! {
            <nav class="views" aria-label=words.say("catalog-saved-filters")>
                {here}
            </nav>
        }
    });
    let kept = saved.iter().any(|one| one.address == shown);
    let narrowed = !address.pairs().is_empty();
    let form = (narrowed && !kept).then(|| {
        let form = FormState::empty().with("address", shown);
        view! { <Fold title=words.say("catalog-saved-keep")>{keep_form(words, form)}</Fold> }
    });
    Some(view! { <div class="stack-s">{links} {form}</div> }.into_any())
}

fn keep_form(words: Words, form: FormState) -> AnyView {
    let address = form.value("address").to_owned();
    view! {
        <PostForm action="/saved" state=form prefix="keep">
            <input type="hidden" name="address" value=address />
            <Field
                name="name"
                label=words.say("catalog-saved-name")
                help=words.say("catalog-saved-name-help")
                longest=60_u32
            />
            <Actions>
                <button class="btn main">{words.say("catalog-saved-keep")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}

/// `POST /saved`: keeps `address` under `name`, and leads back to it.
pub async fn keep(
    visitor: SignedIn,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.actor().member().ok_or(PageError::Denied)?;
    let mut form = FormState::from(form);
    let command = SaveFilter {
        key: key_of(form.form())?,
        name: form.value("name").to_owned(),
        address: form.value("address").to_owned(),
    };
    let back = command.address.clone();
    match save_filter(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("frame-saved")).await?;
            Ok(Redirect::to(&back).into_response())
        }
        Err(error) => {
            form.fail("name", wrong(words, error)?);
            let sent = Sent {
                filter: None,
                form: Some(form),
            };
            page(&visitor, &state, sent).await
        }
    }
}

/// `POST /saved/{id}`: `do` is `rename` (to `name`) or `remove`.
pub async fn change(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    // Nobody else keeps any.
    visitor.actor().member().ok_or(PageError::Denied)?;
    let filter: SavedFilterId = id.parse().map_err(|_| PageError::NotFound)?;
    let mut form = FormState::from(form);
    let actor = visitor.actor();
    let (done, said) = match form.value("do") {
        "remove" => (
            remove_filter(&state.db, actor, filter).await,
            "catalog-saved-removed",
        ),
        _ => (
            rename_filter(&state.db, actor, filter, form.value("name")).await,
            "frame-saved",
        ),
    };
    match done {
        Ok(()) => {
            visitor.say_next(true, words.say(said)).await?;
            Ok(Redirect::to("/saved").into_response())
        }
        Err(SavedFilterError::Denied(Denied)) => Err(PageError::NotFound),
        Err(error) => {
            form.fail("name", wrong(words, error)?);
            let sent = Sent {
                filter: Some(filter),
                form: Some(form),
            };
            page(&visitor, &state, sent).await
        }
    }
}

fn wrong(words: Words, error: SavedFilterError) -> Result<String, PageError> {
    let text = match error {
        SavedFilterError::Denied(denied) => return Err(denied.into()),
        SavedFilterError::Store(error) => return Err(error.into()),
        SavedFilterError::NotAView => return Err(PageError::BadForm),
        SavedFilterError::Name => words.say("catalog-saved-name-wrong").to_owned(),
        SavedFilterError::NameTaken => words.say("catalog-saved-name-taken").to_owned(),
        SavedFilterError::TooMany => words.say_with(
            "catalog-saved-too-many",
            &[("most", MOST_SAVED_FILTERS.into())],
        ),
    };
    Ok(text)
}
