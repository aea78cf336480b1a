//! `/console/export`: what the catalog knows, as files that an import
//! understands.

use crate::frame::parts::{Actions, PageHead, Select, Sheet};
use crate::frame::{
    Address, AppState, Face, Page, PageError, StaffOnly, as_file, csv_pieces, csv_row,
};
use axum::body::{Body, Bytes};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::catalog::export::{Cell, Export, ExportError, Exporting};
use domain::catalog::{ListPurpose, PriceList, ask_categories, ask_price_lists};
use domain::identity::Permission;
use domain::store::together;
use domain::text::Words;
use leptos::prelude::*;
use tokio::io::AsyncReadExt;

/// What workbooks are called among kinds of files.
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// `GET /console/export`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let (categories, lists) = together(&mut read, (ask_categories(), ask_price_lists())).await?;
    drop(read);
    let categories: Vec<(String, String)> = categories
        .into_iter()
        .map(|one| (one.id.to_string(), one.name))
        .collect();
    let option = |list: &PriceList| {
        let name = format!("{} ({})", list.name, list.currency);
        (list.id.to_string(), name)
    };
    // Promotions are of what customers pay.
    let of_sale = |list: &&PriceList| list.purpose == ListPurpose::Sale;
    let promoted: Vec<(String, String)> = lists.iter().filter(of_sale).map(option).collect();
    let lists: Vec<(String, String)> = lists.iter().map(option).collect();
    let title = words.say("catalog-export");
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("import")
        .crumbs([(words.say("frame-import"), "/console/import")])
        .show(move || {
            let chosen = lists.clone();
            let products = view! {
                <div class="halves">
                    <Select
                        name="category"
                        label=words.say("catalog-category")
                        optional=true
                        options=categories
                    />
                    <Select
                        name="price-list"
                        label=words.say("catalog-mapping-list")
                        help=words.say("catalog-mapping-list-help")
                        optional=true
                        options=chosen
                    />
                </div>
            };
            let prices = of_a_list(words, "prices", lists);
            let promotions = of_a_list(words, "promotions", promoted);
            view! {
                <PageHead title=title sub=words.say("catalog-export-sub") />
                <div class="stack">
                    <Sheet title=words.say("frame-products")>
                        <p class="mute">{words.say("catalog-export-products")}</p>
                        {files(words, "products", products.into_any())}
                    </Sheet>
                    <Sheet title=words.say("catalog-prices-of-list")>
                        <p class="mute">{words.say("catalog-export-prices")}</p>
                        {prices}
                    </Sheet>
                    <Sheet title=words.say("catalog-kind-promotions")>
                        <p class="mute">{words.say("catalog-export-promotions")}</p>
                        {promotions}
                    </Sheet>
                    <Sheet title=words.say("catalog-kind-stock")>
                        <p class="mute">{words.say("catalog-export-stock")}</p>
                        {files(words, "stock", ().into_any())}
                    </Sheet>
                    <Sheet title=words.say("catalog-kind-customers")>
                        <p class="mute">{words.say("catalog-export-customers")}</p>
                        {files(words, "customers", ().into_any())}
                    </Sheet>
                </div>
            }
        }))
}

/// The files of one of these lists.
fn of_a_list(words: Words, what: &'static str, lists: Vec<(String, String)>) -> AnyView {
    if lists.is_empty() {
        return view! { <p class="mute">{words.say("catalog-export-no-list")}</p> }.into_any();
    }
    let fields = view! {
        <Select name="list" label=words.say("catalog-mapping-list") first=true options=lists />
    };
    files(words, what, fields.into_any())
}

/// What can be chosen, and the two files that are made of it.
fn files(words: Words, what: &'static str, fields: AnyView) -> AnyView {
    let csv = format!("/console/export/{what}.csv");
    view! {
        <form method="get" action=format!("/console/export/{what}.xlsx") class="form">
            {fields}
            <Actions>
                <button class="btn" formaction=csv>
                    {words.say("catalog-export-csv")}
                </button>
                <button class="btn main">{words.say("catalog-export-xlsx")}</button>
            </Actions>
        </form>
    }
    .into_any()
}

/// `GET /console/export/{file}`: `products.xlsx`, `prices.csv` and so on.
pub async fn file(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(file): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let address = Address::of(&visitor);
    let (name, ending) = file.rsplit_once('.').ok_or(PageError::NotFound)?;
    // Something else than an id means nothing that is there.
    let chosen = |name: &str| address.get(name);
    let list = match chosen("list").or_else(|| chosen("price-list")) {
        None => None,
        Some(id) => Some(id.parse().map_err(|_| PageError::NotFound)?),
    };
    let (what, called) = match name {
        "products" => {
            let category = match chosen("category") {
                None => None,
                Some(id) => Some(id.parse().map_err(|_| PageError::NotFound)?),
            };
            (Export::Products { category, list }, "products")
        }
        "prices" => (Export::Prices(list.ok_or(PageError::NotFound)?), "prices"),
        "promotions" => (
            Export::Promotions(list.ok_or(PageError::NotFound)?),
            "promotions",
        ),
        "stock" => (Export::Stock, "stock"),
        "customers" => (Export::Customers, "customers"),
        _ => return Err(PageError::NotFound),
    };
    let exporting = Exporting::begin(&state.db, visitor.actor(), what, visitor.now)
        .await
        .map_err(failed)?;
    match ending {
        "csv" => {
            let head = csv_row(exporting.columns());
            let called = format!("{called}.csv");
            Ok(csv_pieces(&called, head, move |after: String| {
                let exporting = exporting.clone();
                async move {
                    let rows = exporting.rows(&after).await?;
                    Ok(rows.map(|(rows, last)| {
                        let text: String = rows
                            .iter()
                            .map(|row| csv_row(row.iter().map(Cell::plain)))
                            .collect();
                        (text, last)
                    }))
                }
            }))
        }
        "xlsx" => {
            let file = exporting.workbook().await.map_err(failed)?;
            let file = tokio::fs::File::from_std(file);
            let pieces = futures::stream::unfold(file, |mut file| async move {
                let mut piece = vec![0; 64 * 1024];
                match file.read(&mut piece).await {
                    Ok(0) => None,
                    Ok(read) => {
                        piece.truncate(read);
                        Some((Ok(Bytes::from(piece)), file))
                    }
                    Err(error) => Some((Err(error), file)),
                }
            });
            let called = format!("{called}.xlsx");
            Ok(as_file(&called, WORKBOOK, Body::from_stream(pieces)))
        }
        _ => Err(PageError::NotFound),
    }
}

fn failed(error: ExportError) -> PageError {
    match error {
        ExportError::Denied(denied) => denied.into(),
        ExportError::Store(error) => error.into(),
        ExportError::NotThere => PageError::NotFound,
        other => PageError::Failed(other.to_string()),
    }
}
