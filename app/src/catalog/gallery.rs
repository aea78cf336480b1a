//! What a product's page shows of it: pictures, documents, and the variants to
//! choose from.

use crate::files::size;
use crate::frame::parts::{Column, DataTable, ProductPicture, Sheet};
use crate::frame::{in_path, use_pictures};
use domain::agreements::ShelfItem;
use domain::catalog::variants::{Variant, choices};
use domain::catalog::{DocumentKind, ProductDocument, ProductPage, language_name};
use domain::files::Size;
use domain::text::Words;
use leptos::prelude::*;

/// The pictures beside each other, to be leafed through; each leads to itself at
/// full size. Without one, a drawing of what kind of thing it is.
pub(super) fn gallery(words: Words, known: &ProductPage) -> AnyView {
    if known.pictures.is_empty() {
        let category = known.category_code.replace('-', " ");
        return view! { <ProductPicture category /> }.into_any();
    }
    let pictures = use_pictures();
    let count = known.pictures.len();
    let large = known
        .pictures
        .iter()
        .zip(1_usize..)
        .map(|(one, number)| {
            let full = pictures.address(one.file, Size::Full);
            let page = pictures.address(one.file, Size::Page);
            let loading = if number == 1 { "eager" } else { "lazy" };
            view! {
                <li id=format!("picture-{number}")>
                    <a href=full>
                        <img
                            src=page
                            alt=one.alt.clone()
                            width=one.width.to_string()
                            height=one.height.to_string()
                            loading=loading
                            decoding="async"
                        />
                    </a>
                </li>
            }
        })
        .collect_view();
    let small = (count > 1).then(|| {
        let all = known
            .pictures
            .iter()
            .zip(1_usize..)
            .map(|(one, number)| {
                let small = pictures.address(one.file, Size::Small);
                let label = words.say_with(
                    "catalog-picture-of",
                    &[("number", number.into()), ("count", count.into())],
                );
                view! {
                    <li>
                        <a href=format!("#picture-{number}")>
                            <img src=small alt=label width="48" height="48" decoding="async" />
                        </a>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="gallery-small">{all}</ul> }
    });
    view! {
        <div class="gallery">
            // What scrolls can be reached by the keyboard through the links in it.
            <ul class="gallery-large" aria-label=words.say("catalog-pictures")>
                {large}
            </ul>
            {small}
        </div>
    }
    .into_any()
}

/// What a kind of document is called.
pub(super) fn kind_name(words: Words, kind: DocumentKind) -> &'static str {
    words.say(match kind {
        DocumentKind::DataSheet => "catalog-document-data-sheet",
        DocumentKind::Manual => "catalog-document-manual",
        DocumentKind::Certificate => "catalog-document-certificate",
        DocumentKind::Safety => "catalog-document-safety",
        DocumentKind::Other => "catalog-document-other",
    })
}

/// What a document's file is: `PDF, 240 KB`.
pub(super) fn file_facts(words: Words, one: &ProductDocument) -> String {
    format!("{}, {}", one.ending(), size(words, one.bytes))
}

/// The documents, by their kinds.
pub(super) fn documents(words: Words, documents: &[ProductDocument]) -> Option<AnyView> {
    if documents.is_empty() {
        return None;
    }
    let rows = documents
        .iter()
        .map(|one| {
            let to = format!("/files/{}/document", one.file);
            let language = language_name(&one.language);
            let code = language.map(|_| one.language.clone());
            view! {
                <tr>
                    <td class="wide">
                        <a href=to download="" hreflang=code.clone()>
                            {one.title.clone()}
                        </a>
                    </td>
                    <td data-l=words.say("catalog-document-kind")>{kind_name(words, one.kind)}</td>
                    <td data-l=words.say("catalog-document-language") lang=code>
                        {language.unwrap_or("–")}
                    </td>
                    <td class="num" data-l=words.say("catalog-document-file")>
                        {file_facts(words, one)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-document-title")),
        Column::new(words.say("catalog-document-kind")),
        Column::new(words.say("catalog-document-language")),
        Column::num(words.say("catalog-document-file")),
    ];
    Some(
        view! {
            <Sheet title=words.say("catalog-documents")>
                <DataTable
                    caption=words.say("catalog-documents")
                    quiet=true
                    columns
                    stack=true
                >
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

/// The variants that the shopper sees, as links; none if there is no other.
pub(super) fn variants(words: Words, known: &ProductPage, shelf: &[ShelfItem]) -> Option<AnyView> {
    let sku_of = |one: &Variant<_>| {
        let item = shelf.iter().find(|item| item.id == one.product)?;
        Some(item.sku.clone())
    };
    let seen: Vec<Variant<String>> = known
        .variants
        .iter()
        .filter_map(|one| {
            Some(Variant {
                product: sku_of(one)?,
                values: one.values.clone(),
            })
        })
        .collect();
    let at = seen.iter().position(|one| one.product == known.sku)?;
    if seen.len() < 2 {
        return None;
    }
    let offered = choices(&seen, at)?;
    let value_of = |value: &str| match value {
        "yes" => words.say("catalog-yes").to_owned(),
        "no" => words.say("catalog-no").to_owned(),
        "" => "–".to_owned(),
        other => other.to_owned(),
    };
    let link = |sku: &str, text: String| {
        let current = (sku == known.sku).then_some("true");
        let to = format!("/products/{}", in_path(sku));
        view! {
            <li>
                <a class="variant" href=to aria-current=current>
                    {text}
                </a>
            </li>
        }
    };
    let rows = known
        .varying
        .iter()
        .zip(&offered.rows)
        .map(|(name, values)| {
            let values = values
                .iter()
                .map(|(value, sku)| link(sku, value_of(value)))
                .collect_view();
            view! {
                <div class="variant-row">
                    <dt>{name.clone()}</dt>
                    <dd>
                        <ul>{values}</ul>
                    </dd>
                </div>
            }
        })
        .collect_view();
    let others = (!offered.others.is_empty()).then(|| {
        let all = offered
            .others
            .iter()
            .map(|one| {
                let values: Vec<String> = one.values.iter().map(|value| value_of(value)).collect();
                link(&one.product, values.join(" · "))
            })
            .collect_view();
        view! {
            <div class="variant-row">
                <dt>{words.say("catalog-variants-others")}</dt>
                <dd>
                    <ul>{all}</ul>
                </dd>
            </div>
        }
    });
    Some(
        view! {
            <Sheet title=words.say("catalog-variants")>
                <dl class="variants">{rows} {others}</dl>
            </Sheet>
        }
        .into_any(),
    )
}
