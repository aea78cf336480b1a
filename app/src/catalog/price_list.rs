//! `/console/price-lists/{id}`: one price list, its prices and its promotions.

use super::promotion_fields::{fields, read_promotion, refuse};
use crate::frame::parts::{
    Actions, Column, DataTable, Definitions, Empty, Filter, PageHead, Pager, PostForm, Sheet,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, Paging, StaffOnly, Text, in_path,
    key_of,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalog::{
    Category, ListEntries, ListEntry, ListPurpose, PriceListRow, PromotionError, PromotionRow,
    add_promotion, ask_categories, ask_list_entries, ask_price_list_pages, end_promotion,
};
use domain::id::{PriceListId, PromotionId};
use domain::identity::Permission;
use domain::store::{Asked, together};
use domain::text::Words;
use domain::{Currency, Day, Money, Quantity, Timestamp};
use leptos::prelude::*;

/// Prices on a page.
const ROWS: i64 = 50;

/// `GET /console/price-lists/{id}?q=WORDS&page=N`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(list): Path<String>,
) -> Result<Response, PageError> {
    let list = read_id(&list)?;
    let prices = Prices::of(&visitor, list);
    let found = read_page(&visitor, &state, list, Some(&prices)).await?;
    Ok(view(&visitor, found, prices, FormState::empty()))
}

pub(super) fn read_id(text: &str) -> Result<PriceListId, PageError> {
    text.parse().map_err(|_| PageError::NotFound)
}

/// `POST /console/price-lists/{id}/promotions`: `name`, `what` (`all`,
/// `product` with `sku`, or a category), `rate` or `price`, `pieces`, `from` and
/// `until`.
pub async fn promote(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(list): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let (words, list) = (visitor.words, read_id(&list)?);
    let prices = Prices::of(&visitor, list);
    let found = read_page(&visitor, &state, list, Some(&prices)).await?;
    let mut form = FormState::from(form);
    let key = key_of(form.form())?;
    let Some(new) = read_promotion(&mut form, words, key, &found.list, visitor.now) else {
        return Ok(view(&visitor, found, prices, form));
    };
    let name = new.name.clone();
    match add_promotion(&state.db, visitor.actor(), new, visitor.now).await {
        Ok(()) => {
            let said = words.say_with("catalog-promotion-made", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
            return Ok(Redirect::to(&format!("/console/price-lists/{list}")).into_response());
        }
        Err(PromotionError::Denied(_)) => return Err(PageError::NotFound),
        Err(PromotionError::Store(error)) => return Err(error.into()),
        Err(refused) => refuse(&mut form, words, &refused),
    }
    Ok(view(&visitor, found, prices, form))
}

/// `POST /console/price-lists/{id}/promotions/end` with `promotion`.
pub async fn end(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(list): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, list) = (visitor.words, read_id(&list)?);
    visitor.demand(Permission::Curate)?;
    let promotion: PromotionId = form.carried("promotion")?;
    match end_promotion(&state.db, visitor.actor(), list, promotion, visitor.now).await {
        Ok(name) => {
            let said = words.say_with("catalog-promotion-ended", &[("name", name.into())]);
            visitor.say_next(true, said).await?;
        }
        // Ended by itself, or by somebody else: what is, is on the page.
        Err(PromotionError::Denied(_)) => {}
        Err(PromotionError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(PageError::BadForm),
    }
    Ok(Redirect::to(&format!("/console/price-lists/{list}")).into_response())
}

/// What the page shows.
pub(super) struct Found {
    pub(super) list: PriceListRow,
    pub(super) promotions: Vec<PromotionRow>,
    pub(super) categories: Vec<Category>,
    entries: ListEntries,
}

/// Which of its prices the page shows.
pub(super) struct Prices {
    address: Address,
    paging: Paging,
    find: String,
}

impl Prices {
    /// What the address says; a form below it has none, and shows the first.
    fn of(visitor: &StaffOnly, list: PriceListId) -> Self {
        let here = format!("/console/price-lists/{list}");
        let address = match Address::of(visitor) {
            address if address.path() == here => address,
            _ => Address::parse(&here),
        };
        let find = address.get("q").unwrap_or_default();
        Self {
            paging: Paging::of(&address, ROWS),
            find: find.chars().take(120).collect(),
            address,
        }
    }
}

pub(super) async fn read_page(
    visitor: &StaffOnly,
    state: &AppState,
    list: PriceListId,
    prices: Option<&Prices>,
) -> Result<Found, PageError> {
    visitor.demand(Permission::Curate)?;
    let mut read = state.db.read(visitor.actor().scope()).await?;
    let entries = prices.map_or_else(
        || Asked::known(ListEntries::default()),
        |prices| {
            let rows = (prices.paging.offset(), prices.paging.size);
            ask_list_entries(list, &prices.find, rows, visitor.now)
        },
    );
    let questions = (
        ask_price_list_pages(Some(list), visitor.now),
        ask_categories(),
        entries,
    );
    let ((lists, promotions), categories, entries) = together(&mut read, questions).await?;
    Ok(Found {
        list: lists.into_iter().next().ok_or(PageError::NotFound)?,
        promotions,
        categories,
        entries,
    })
}

fn view(visitor: &StaffOnly, mut found: Found, shown: Prices, form: FormState) -> Response {
    let words = visitor.words;
    let title = found.list.name.clone();
    Page::new(visitor, Face::Console, title.clone())
        .nav("products")
        .crumbs([
            (words.say("frame-products"), "/console/products"),
            (words.say("catalog-price-lists"), "/console/price-lists"),
        ])
        .status(form.status())
        .show(move || {
            let entries = std::mem::take(&mut found.entries);
            let prices = prices(words, &found.list, entries, shown);
            let list = &found.list;
            let is_cost = list.purpose == ListPurpose::Cost;
            let sub = words.say(if is_cost {
                "catalog-list-cost-sub"
            } else {
                "catalog-list-sale-sub"
            });
            let rows: Vec<(Text, AnyView)> = [
                ("catalog-role-currency", list.currency.code().to_owned()),
                ("frame-products", words.number(list.products)),
                ("catalog-list-agreements", words.number(list.agreements)),
            ]
            .into_iter()
            .map(|(label, text)| (Text::from(words.say(label)), text.into_any()))
            .collect();
            let promotions = (!is_cost).then(|| {
                let form = promotion_form(words, &found, form);
                view! {
                    {promotions(words, &found)}
                    <Sheet title=words.say("catalog-new-promotion")>{form}</Sheet>
                }
            });
            let grid = format!("/console/product/grid?list={}", list.id);
            view! {
                <PageHead title sub>
                    <a class="btn" href=grid>
                        {words.say("catalog-grid")}
                    </a>
                    <a class="btn" href="/console/import">
                        {words.say("catalog-import-prices")}
                    </a>
                </PageHead>
                <Sheet>
                    <Definitions rows words=true />
                </Sheet>
                {prices}
                {promotions}
            }
        })
}

/// What the list asks, a page of it.
fn prices(words: Words, list: &PriceListRow, entries: ListEntries, shown: Prices) -> AnyView {
    if entries.total == 0 && shown.find.is_empty() {
        return view! {
            <Sheet title=words.say("catalog-prices-of-list")>
                <Empty
                    title=words.say("catalog-list-no-prices")
                    text=words.say("catalog-list-made")
                >
                    <a class="btn" href="/console/import">
                        {words.say("catalog-import-prices")}
                    </a>
                </Empty>
            </Sheet>
        }
        .into_any();
    }
    let currency = list.currency;
    let Prices {
        address,
        paging,
        find,
    } = shown;
    let search = view! {
        <Filter
            address=address.clone().with("q", find)
            label=words.say("agreements-find-line")
            button=words.say("frame-search")
            inside=true
        />
    };
    let table = if entries.total == 0 {
        view! { <Empty title=words.say("catalog-no-products") /> }.into_any()
    } else {
        let rows = entries
            .rows
            .into_iter()
            .map(|one| price(words, one, currency))
            .collect_view();
        let columns = vec![
            Column::new(words.say("frame-product")),
            Column::num(words.say("catalog-price")),
            Column::new(words.say("catalog-promotion-from")),
            Column::new(words.say("catalog-promotion-until")),
        ];
        let paging = paging.total(entries.total);
        view! {
            <DataTable
                caption=words.say("catalog-prices-of-list")
                quiet=true
                stack=true
                columns
                footer=view! { <Pager paging address /> }
            >
                {rows}
            </DataTable>
        }
        .into_any()
    };
    view! {
        <Sheet title=words.say("catalog-prices-of-list") flush=true>
            {search} {table}
        </Sheet>
    }
    .into_any()
}

fn price(words: Words, one: ListEntry, currency: Currency) -> AnyView {
    let to = format!("/console/products/{}", in_path(&one.sku));
    let pieces = (one.least > Quantity::pieces(1)).then(|| {
        let text = words.say_with("catalog-from-pieces", &[("count", one.least.into())]);
        view! { <span class="sub">{text}</span> }
    });
    let from = (one.valid_from > Timestamp(0)).then(|| words.date_short(Day::of(one.valid_from)));
    let until = (one.valid_until < Timestamp::NEVER)
        .then(|| words.date_short(Day::last_before(one.valid_until)));
    view! {
        <tr>
            <td class="wide">
                <a href=to>{one.name}</a>
                <span class="sub">{one.sku}</span>
            </td>
            <td class="num" data-l=words.say("catalog-price")>
                {words.money(Money::new(one.minor, currency))}
                {pieces}
            </td>
            <td data-l=words.say("catalog-promotion-from")>
                {from.unwrap_or_else(|| "–".to_owned())}
            </td>
            <td data-l=words.say("catalog-promotion-until")>
                {until.unwrap_or_else(|| "–".to_owned())}
            </td>
        </tr>
    }
    .into_any()
}

fn promotions(words: Words, found: &Found) -> AnyView {
    if found.promotions.is_empty() {
        return view! {
            <Sheet title=words.say("catalog-promotions")>
                <Empty
                    title=words.say("catalog-no-promotions")
                    text=words.say("catalog-no-promotions-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let currency = found.list.currency;
    let here = format!("/console/price-lists/{}/promotions", found.list.id);
    let rows = found
        .promotions
        .iter()
        .map(|one| {
            let about = match (&one.sku, &one.category) {
                (Some(sku), _) => sku.clone(),
                (None, Some(category)) => category.clone(),
                (None, None) => words.say("agreements-everything").to_owned(),
            };
            let price = match (one.price_minor, one.rate) {
                (Some(minor), _) => words.money(Money::new(minor, currency)),
                (None, rate) => {
                    let rate = words.percent(rate.unwrap_or_default());
                    words.say_with("agreements-off-list", &[("rate", rate.into())])
                }
            };
            let pieces = (one.least > Quantity::pieces(1)).then(|| {
                let text = words.say_with("catalog-from-pieces", &[("count", one.least.into())]);
                view! { <span class="sub">{text}</span> }
            });
            let until = if one.valid_until < Timestamp::NEVER {
                words.date_short(Day::last_before(one.valid_until))
            } else {
                words.say("catalog-no-end").to_owned()
            };
            let label = words.say_with(
                "catalog-end-promotion",
                &[("name", one.name.as_str().into())],
            );
            view! {
                <tr>
                    <td class="wide">
                        <a href=format!("{here}/{}", one.id)>{one.name.clone()}</a>
                    </td>
                    <td data-l=words.say("agreements-applies-to")>{about}</td>
                    <td class="num" data-l=words.say("catalog-price")>
                        {price}
                        {pieces}
                    </td>
                    <td data-l=words.say("catalog-promotion-from")>
                        {words.date_short(Day::of(one.valid_from))}
                    </td>
                    <td data-l=words.say("catalog-promotion-until")>{until}</td>
                    <td class="actions">
                        <button
                            class="btn s quiet"
                            name="promotion"
                            value=one.id.to_string()
                            aria-label=label
                        >
                            {words.say("catalog-end-now")}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::new(words.say("catalog-promotion")),
        Column::new(words.say("agreements-applies-to")),
        Column::num(words.say("catalog-price")),
        Column::new(words.say("catalog-promotion-from")),
        Column::new(words.say("catalog-promotion-until")),
        Column::actions(),
    ];
    let action = format!("/console/price-lists/{}/promotions/end", found.list.id);
    view! {
        <Sheet flush=true>
            <form method="post" action=action>
                <DataTable
                    caption=words.say("catalog-promotions")
                    note=words.say("catalog-promotions-note")
                    stack=true
                    columns
                >
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

fn promotion_form(words: Words, found: &Found, form: FormState) -> AnyView {
    let action = format!("/console/price-lists/{}/promotions", found.list.id);
    let (categories, currency) = (found.categories.clone(), found.list.currency);
    view! {
        <PostForm action state=form>
            {fields(words, &categories, currency)}
            <Actions>
                <button class="btn main">{words.say("catalog-add-promotion")}</button>
            </Actions>
        </PostForm>
    }
    .into_any()
}
