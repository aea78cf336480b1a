//! Saying what the columns of the files are: one form for all files. What stands in
//! it is a mapping (`values`), a sheet for each file has its columns (`columns`), and
//! with it the import begins (`begin`).

mod begin;
mod columns;
mod values;

pub use begin::{go, start};

use super::{notes, unreadable};
use crate::frame::parts::{
    Actions, Checkbox, DateField, Field, Notice, PageHead, PostForm, Select, Sheet, Tone,
};
use crate::frame::{AppState, Face, FormState, Page, PageError, StaffOnly};
use axum::response::Response;
use columns::{file_sheet, table_sheet};
use domain::Currency;
use domain::catalog::file_facts::FileFacts;
use domain::catalog::import::{self, Import};
use domain::catalog::lookup;
use domain::catalog::mapping::{ImportKind, TooPrecise};
use domain::catalog::no_category::NoCategory;
use domain::catalog::{ListPurpose, PriceList, ask_price_lists};
use domain::id::MappingId;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use values::{filled, read_mapping};

/// The currencies that are offered.
const CURRENCIES: &[&str] = &["EUR", "USD", "GBP", "CHF"];

/// The page of an import that waits for its mapping.
pub(super) async fn show(
    visitor: &StaffOnly,
    state: &AppState,
    import: Import,
    form: Option<FormState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (files, problems, saved, lists) = together(
        &mut read,
        (
            import::ask_import_files(import.id),
            import::ask_import_problems(import.id),
            import::ask_saved_mappings(),
            ask_price_lists(),
        ),
    )
    .await?;
    drop(read);
    let kind = import.kind();
    let wanted: Option<MappingId> = crate::frame::Address::of(visitor)
        .get("saved")
        .and_then(|id| id.parse().ok());
    let form = form.unwrap_or_else(|| {
        let chosen = saved.iter().find(|one| Some(one.id) == wanted);
        let facts: Vec<_> = files.iter().map(|file| file.facts().clone()).collect();
        let currency = lists.first().map_or(Currency::EUR, |list| list.currency);
        // A mapping that was compared already is gone on with.
        let begun = import
            .mapping()
            .filter(|_| chosen.is_none() && import.started_at.is_some());
        match begun {
            Some(mapping) => {
                let list = lists.iter().find(|list| Some(list.id) == import.price_list);
                filled(mapping, list)
            }
            None => filled(
                &import::guess(kind, &facts, chosen, currency),
                // Prices are never put anywhere that nobody chose.
                lists
                    .first()
                    .filter(|_| kind.has_list() && !kind.needs_list()),
            ),
        }
    });
    let (mut too_precise, mut without_category) = (Vec::new(), Vec::new());
    if let Some(mapping) = read_mapping(form.form(), &files) {
        let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
        let together = lookup::together(&own, &lookup::looked_up(&own));
        too_precise = mapping.too_precise(&together);
        if kind == ImportKind::Products {
            without_category = mapping.without_category(&together);
        }
    }
    let here = format!("/console/import/{}", import.id);
    let title = words.say("catalog-mapping-title");
    let sub = words.say_with(
        "catalog-mapping-sub",
        &[
            ("lines", import.lines.into()),
            ("files", files.len().into()),
        ],
    );
    let status = form.status();
    let fits: Vec<_> = saved
        .into_iter()
        .filter(|one| one.kind() == kind)
        .map(|one| (one.name.clone(), format!("{here}?saved={}", one.id)))
        .collect();
    Ok(Page::new(visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .status(status)
        .show(move || {
            let saved = (!fits.is_empty()).then(|| {
                let links = fits
                    .into_iter()
                    .map(|(name, href)| view! { <a class="btn s" href=href>{name}</a> })
                    .collect_view();
                view! {
                    <Notice tone=Tone::Plain title=words.say("catalog-mapping-saved")>
                        <span class="row">{links}</span>
                    </Notice>
                }
            });
            let shown = form.clone();
            let own: Vec<FileFacts> = files.iter().map(|file| file.facts().clone()).collect();
            let tables = lookup::looked_up(&own);
            let together = lookup::together(&own, &tables);
            let notes = notes(
                words,
                files
                    .iter()
                    .map(|file| (file.name.as_str(), file.facts().notes.as_slice())),
            );
            let discard = format!("{here}/stop");
            view! {
                <PageHead title=title sub=sub />
                <div class="stack">
                    {unreadable(words, &problems)} {saved} {notes}
                    {rounding(words, &too_precise)} {unsorted(words, &without_category)}
                    <PostForm action=format!("{here}/start") state=form>
                        // Fields find what stands in them in the form around
                        // them, so they are made inside of it.
                        {(kind.has_list() || kind == ImportKind::Customers)
                            .then(|| money_sheet(words, kind, lists))}
                        {together
                            .iter()
                            .zip(tables)
                            .enumerate()
                            .map(|(place, (facts, is_table))| {
                                if is_table {
                                    table_sheet(words, facts)
                                } else {
                                    file_sheet(words, kind, place, facts, &shown)
                                }
                            })
                            .collect_view()}
                        <Sheet>
                            <div class="halves">
                                <Field
                                    name="save-as"
                                    label=words.say("catalog-mapping-save-as")
                                    help=words.say("catalog-mapping-save-as-help")
                                    optional=true
                                    longest=60_u32
                                />
                                {kind
                                    .has_list()
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="round"
                                                label=words.say("catalog-mapping-round")
                                                help=words.say("catalog-mapping-round-help")
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Promotions)
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="everything"
                                                label=words.say("catalog-mapping-everything")
                                                help=words.say("catalog-mapping-everything-help")
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Promotions)
                                    .then(|| {
                                        view! {
                                            <DateField
                                                name="last-day"
                                                label=words.say("catalog-mapping-last-day")
                                                help=words.say("catalog-mapping-last-day-help")
                                                optional=true
                                            />
                                        }
                                    })}
                                {(kind == ImportKind::Products)
                                    .then(|| {
                                        view! {
                                            <Checkbox
                                                name="maker"
                                                label=words.say("catalog-mapping-maker")
                                                help=words.say("catalog-mapping-maker-help")
                                            />
                                        }
                                    })}
                            </div>
                        </Sheet>
                        // Not at the bottom of the window, where it would cover fields.
                        <Actions>
                            <button class="btn quiet" formaction=discard formnovalidate=true>
                                {words.say("catalog-import-discard")}
                            </button>
                            {(kind == ImportKind::Products)
                                .then(|| {
                                    view! {
                                        <button class="btn quiet" name="leave-rest" value="yes">
                                            {words.say("catalog-mapping-leave-rest")}
                                        </button>
                                    }
                                })}
                            <button class="btn">{words.say("catalog-import-start")}</button>
                            <button class="btn main" name="compare" value="yes">
                                {words.say("catalog-import-compare")}
                            </button>
                        </Actions>
                    </PostForm>
                </div>
            }
        }))
}

/// That some prices have to be rounded, before their lines are refused.
fn rounding(words: Words, columns: &[TooPrecise]) -> Option<AnyView> {
    (!columns.is_empty()).then(|| {
        let items = columns
            .iter()
            .map(|column| view! { <li>{column.say(words)}</li> })
            .collect_view();
        view! {
            <Notice tone=Tone::Warn title=words.say("catalog-mapping-too-precise-title")>
                <ul>{items}</ul>
                <a href="#f-round">{words.say("catalog-mapping-too-precise-do")}</a>
            </Notice>
        }
        .into_any()
    })
}

/// Which files have lines that name no category, and where to say one for them.
fn unsorted(words: Words, files: &[NoCategory]) -> Option<AnyView> {
    (!files.is_empty()).then(|| {
        let items = files
            .iter()
            .map(|file| {
                let field = format!("#f-f{}-name", file.place);
                view! {
                    <li>
                        {file.say(words)} " "
                        <a href=field>{words.say("catalog-mapping-without-category-do")}</a>
                    </li>
                }
            })
            .collect_view();
        view! {
            <Notice tone=Tone::Warn title=words.say("catalog-mapping-without-category-title")>
                <ul>{items}</ul>
            </Notice>
        }
        .into_any()
    })
}

/// In which currency the amounts are, and which price list they go to.
fn money_sheet(words: Words, kind: ImportKind, lists: Vec<PriceList>) -> AnyView {
    let lists: Vec<(String, String)> = lists
        .into_iter()
        // Promotions are of what customers pay.
        .filter(|list| kind != ImportKind::Promotions || list.purpose == ListPurpose::Sale)
        .map(|list| {
            (
                list.id.to_string(),
                format!("{} ({})", list.name, list.currency),
            )
        })
        .collect();
    let list_fields = kind.has_list().then(|| {
        view! {
            <Select
                name="price-list"
                label=words.say("catalog-mapping-list")
                help=if kind.needs_list() {
                    words.say("catalog-mapping-list-needed")
                } else {
                    words.say("catalog-mapping-list-help")
                }
                optional=true
                options=lists
            />
            <Field
                name="new-list"
                label=words.say("catalog-mapping-new-list")
                optional=true
                longest=60_u32
            />
        }
    });
    let title = if kind.has_list() {
        words.say("catalog-mapping-prices")
    } else {
        words.say("catalog-mapping-amounts")
    };
    view! {
        <Sheet title=title>
            <div class="thirds">
                <Select
                    name="currency"
                    label=words.say("catalog-mapping-currency")
                    help=words.say("catalog-mapping-currency-help")
                    first=true
                    options=CURRENCIES
                        .iter()
                        .map(|code| ((*code).to_owned(), (*code).to_owned()))
                        .collect()
                />
                {list_fields}
            </div>
        </Sheet>
    }
    .into_any()
}
