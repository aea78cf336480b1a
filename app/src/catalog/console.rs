//! `/console/products`: the supplier's whole range.

use crate::frame::parts::{Column, DataTable, Empty, PageHead, Pager, SortTo, Tag, Tone};
use crate::frame::{
    Address, AppState, Face, FormState, Page, PageError, Paging, Sorting, StaffOnly, in_path,
};
use axum::extract::State;
use axum::response::Response;
use domain::catalog::{Category, ProductFilter, ask_categories, listed_products};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// Rows on a page.
const PAGE: i64 = 50;

/// `GET /console/products?q=&category=&without=price&sort=sku&page=2`
pub async fn list(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let by = Sorting {
        descending: false,
        ..Sorting::of(&address, &["name", "sku"], "name")
    };
    let paging = Paging::of(&address, PAGE);
    let typed: String = address
        .get("q")
        .unwrap_or_default()
        .chars()
        .take(120)
        .collect();
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let all = ask_categories().fetch(&mut read).await?;
    let chosen = address.get("category").unwrap_or_default().to_owned();
    let filter = ProductFilter {
        category: all.iter().find(|one| one.code == chosen).map(|one| one.id),
        words: typed.clone(),
        without_price: address.get("without") == Some("price"),
        by_sku: by.key == "sku",
        offset: paging.offset(),
        most: PAGE,
    };
    let (rows, total) = listed_products(&mut read, &filter).await?;
    drop(read);
    let narrowed = ["q", "category", "without"]
        .iter()
        .any(|name| address.get(name).is_some_and(|text| !text.is_empty()));
    let title = words.say("frame-products");
    let sub = words.say_with("catalog-products", &[("count", total.into())]);
    Ok(Page::new(&visitor, Face::Console, title)
        .nav("products")
        .wide()
        .show(move || {
            let grid = match chosen.as_str() {
                "" => "/console/product/grid".to_owned(),
                code => format!("/console/product/grid?category={}", in_path(code)),
            };
            let form = FormState::empty()
                .with("q", typed)
                .with("category", chosen)
                .with("without", address.get("without").unwrap_or_default());
            let columns = vec![
                Column::new(words.say("frame-product")).sort("name"),
                Column::new(words.say("catalog-sku")).sort("sku"),
                Column::new(words.say("catalog-category")),
                Column::new(words.say("catalog-manufacturer")),
                Column::new(words.say("catalog-import-state")),
            ];
            let rows = rows
                .into_iter()
                .map(|one| {
                    let off = (!one.active)
                        .then(|| view! { <Tag text=words.say("catalog-not-sold") /> });
                    let unpriced = (one.priced_in == 0).then(|| {
                        view! { <Tag text=words.say("catalog-without-price") tone=Tone::Warn /> }
                    });
                    view! {
                        <tr>
                            <td class="wide">
                                <a href=format!("/console/products/{}", in_path(&one.sku))>
                                    {one.name}
                                </a>
                                <span class="sub">{one.summary}</span>
                            </td>
                            <td class="small">{one.sku}</td>
                            <td class="small">{one.category_name}</td>
                            <td class="small">{one.manufacturer}</td>
                            <td>{off} " " {unpriced}</td>
                        </tr>
                    }
                })
                .collect_view();
            let sort = SortTo {
                address: address.clone(),
                by,
            };
            let footer = view! { <Pager paging=paging.total(total) address=address /> };
            let table = if total == 0 && !narrowed {
                view! {
                    <Empty
                        title=words.say("catalog-no-product-yet")
                        text=words.say("catalog-first-product")
                    >
                        <a class="btn main" href="/console/import">
                            {words.say("frame-import")}
                        </a>
                        " "
                        <a class="btn" href="/console/product/new">
                            {words.say("catalog-new-product")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else if total == 0 {
                view! {
                    <Empty
                        title=words.say("catalog-no-products")
                        text=words.say("catalog-no-products-text")
                    >
                        <a class="btn" href="/console/products">
                            {words.say("catalog-clear-filters")}
                        </a>
                    </Empty>
                }
                .into_any()
            } else {
                view! {
                    <DataTable
                        caption=title
                        quiet=true
                        columns
                        sort=sort
                        stack=true
                        footer=footer
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            };
            view! {
                <PageHead title=title sub=sub>
                    <a class="btn" href=grid>
                        {words.say("catalog-grid")}
                    </a>
                    <a class="btn" href="/console/price-lists">
                        {words.say("catalog-price-lists")}
                    </a>
                    <a class="btn" href="/console/import">
                        {words.say("frame-import")}
                    </a>
                    <a class="btn" href="/console/families">
                        {words.say("catalog-families")}
                    </a>
                    <a class="btn" href="/console/categories">
                        {words.say("catalog-categories-link")}
                    </a>
                    <a class="btn main" href="/console/product/new">
                        {words.say("catalog-new-product")}
                    </a>
                </PageHead>
                <div class="stack">{filter_form(words, &form, &all)} <section class="sheet">{table}</section></div>
            }
        }))
}

fn filter_form(words: Words, form: &FormState, all: &[Category]) -> AnyView {
    let chosen = form.value("category").to_owned();
    let options = all
        .iter()
        .map(|one| {
            let selected = one.code == chosen;
            view! {
                <option value=one.code.clone() selected=selected>
                    {one.name.clone()}
                </option>
            }
        })
        .collect_view();
    view! {
        <form
            method="get"
            action="/console/products"
            class="filter"
            role="search"
            aria-label=words.say("frame-search-list")
        >
            <label class="unseen" for="q">
                {words.say("frame-search")}
            </label>
            <input
                class="input"
                type="search"
                id="q"
                name="q"
                value=form.value("q").to_owned()
                placeholder=words.say("frame-search")
                autocomplete="off"
            />
            <label class="unseen" for="category">
                {words.say("catalog-category")}
            </label>
            <select class="input" id="category" name="category">
                <option value="">{words.say("catalog-all-categories")}</option>
                {options}
            </select>
            <label class="row">
                <input
                    type="checkbox"
                    name="without"
                    value="price"
                    checked=form.value("without") == "price"
                />
                <span>{words.say("catalog-without-price")}</span>
            </label>
            <button class="btn">{words.say("frame-filter")}</button>
        </form>
    }
    .into_any()
}
