//! The table of products that category pages and searches share: one form for
//! all rows, with a button on each.

use super::{in_path, why_price};
use crate::frame::parts::{Column, DataTable, Pager, PostForm, Price, SortTo};
use crate::frame::{Address, Paging, Sorting};
use domain::agreements::{ShelfItem, ShelfPage, ShelfSort};
use domain::identity::{InForce, Permission, Shopper};
use domain::text::Words;
use leptos::prelude::*;

/// By what the table can be sorted.
const KEYS: &[&str] = &["name", "sku"];

/// How the address says the table is sorted.
pub(super) fn sorting(address: &Address) -> (Sorting, ShelfSort) {
    let by = Sorting::of(address, KEYS, "name");
    let sort = if by.key == "sku" {
        ShelfSort::Sku
    } else {
        ShelfSort::Name
    };
    // Names and SKUs are sorted one way only.
    let by = Sorting {
        descending: false,
        ..by
    };
    (by, sort)
}

/// Which page the address asks for.
pub(super) fn page_of(address: &Address) -> usize {
    usize::try_from(Paging::of(address, PAGE).page).unwrap_or(1)
}

const PAGE: i64 = domain::agreements::shelf::PER_PAGE as i64;

/// What the table needs besides its rows.
pub(super) struct Listing<'a> {
    pub(super) words: Words,
    pub(super) shopper: Shopper<'a>,
    pub(super) address: Address,
    pub(super) caption: String,
    /// Whether the category stands in each row.
    pub(super) with_category: bool,
}

impl Listing<'_> {
    /// The table, with its pager.
    pub(super) fn show(self, page: ShelfPage) -> AnyView {
        let words = self.words;
        let (by, _) = sorting(&self.address);
        let paging = Paging {
            page: i64::try_from(page.page).unwrap_or(1),
            size: PAGE,
            total: i64::try_from(page.total).unwrap_or(i64::MAX),
        };
        let orders = !self.shopper.preview;
        let mut columns = vec![
            Column::new(words.say("catalog-product")).sort("name"),
            Column::new(words.say("catalog-sku")).sort("sku"),
        ];
        if self.with_category {
            columns.push(Column::new(words.say("catalog-category")));
        }
        columns.push(Column::num(words.say("catalog-your-price")));
        if orders {
            columns.push(Column::actions());
        }
        let in_force = self.shopper.in_force;
        let with_category = self.with_category;
        let rows = page
            .items
            .into_iter()
            .map(|item| row(words, in_force, item, with_category, orders))
            .collect_view();
        let sort = SortTo {
            address: self.address.clone(),
            by,
        };
        let footer = view! { <Pager paging address=self.address /> };
        let table = view! {
            <DataTable caption=self.caption quiet=true columns sort=sort stack=true footer=footer>
                {rows}
            </DataTable>
        };
        if orders {
            view! {
                <section class="sheet">
                    <PostForm action="/basket/add" class="flush">
                        {table}
                    </PostForm>
                </section>
            }
            .into_any()
        } else {
            view! { <section class="sheet">{table}</section> }.into_any()
        }
    }
}

fn row(
    words: Words,
    in_force: Option<&InForce>,
    item: ShelfItem,
    with_category: bool,
    orders: bool,
) -> AnyView {
    let href = format!("/products/{}", in_path(&item.sku));
    let because = why_price::in_short(words, &item.price, in_force);
    let category = with_category.then(|| {
        view! { <td data-l=words.say("catalog-category")>{item.category_name.clone()}</td> }
    });
    let add = orders.then(|| {
        let quantity = format!("quantity-{}", item.sku);
        let of = words.say_with("catalog-quantity-of", &[("name", (&item.name).into())]);
        let add = words.say_with("catalog-add-name", &[("name", (&item.name).into())]);
        view! {
            <td class="actions">
                <input
                    class="input qty"
                    type="text"
                    inputmode="numeric"
                    name=quantity
                    value="1"
                    autocomplete="off"
                    aria-label=of
                />
                " "
                <button class="btn s" name="sku" value=item.sku.clone() aria-label=add>
                    {words.say("catalog-add")}
                </button>
            </td>
        }
    });
    view! {
        <tr>
            <td class="wide">
                <a href=href>{item.name}</a>
                <span class="sub">{item.summary}</span>
            </td>
            <td class="small">{item.sku}</td>
            {category}
            <td class="num">
                <Price amount=item.price.price because=because />
            </td>
            {add}
        </tr>
    }
    .into_any()
}

/// Whether the visitor may put things into a basket.
pub(super) fn may_order(visitor: &crate::frame::SignedIn) -> bool {
    visitor.actor().member().is_some() && visitor.actor().may(Permission::Browse)
}

/// The way out for whoever does not find what they look for.
pub(super) fn not_here(words: Words) -> AnyView {
    view! {
        <p class="small mute not-here">
            {words.say("catalog-not-here")} " " <a href="/team">{words.say("catalog-ask-team")}</a>
            ". " {words.say("catalog-ask-team-note")}
        </p>
    }
    .into_any()
}
