//! The table of products that category pages and searches share: one form for
//! all rows, with a button on each.

use super::product::write_supply;
use super::why_price;
use crate::frame::parts::{
    Column, DataTable, Empty, Pager, PostForm, SortTo, write_price, write_thumb,
};
use crate::frame::{Address, Html, Paging, Sorting, in_path};
use domain::agreements::{ShelfItem, ShelfPage, ShelfSort};
use domain::catalog::say_per;
use domain::files::Pictures;
use domain::identity::{Permission, Shopper};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// By what the table can be sorted.
const KEYS: &[&str] = &["best", "name", "sku"];

/// How the address says the table is sorted; a search by how well it matches,
/// if it doesn't say.
pub(super) fn sorting(address: &Address, searched: bool) -> (Sorting, ShelfSort) {
    let by = Sorting::of(address, KEYS, if searched { "best" } else { "name" });
    let sort = match by.key {
        "sku" => ShelfSort::Sku,
        "name" => ShelfSort::Name,
        _ => ShelfSort::Best,
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
    /// Where the products' pictures are.
    pub(super) pictures: Pictures,
    pub(super) caption: String,
    /// Whether the category stands in each row.
    pub(super) with_category: bool,
    /// When it is looked at.
    pub(super) now: Timestamp,
}

impl Listing<'_> {
    /// The table, with its pager.
    pub(super) fn show(self, page: ShelfPage) -> AnyView {
        let words = self.words;
        let (by, _) = sorting(&self.address, self.with_category);
        let paging = Paging {
            page: i64::try_from(page.page).unwrap_or(1),
            size: PAGE,
            total: i64::try_from(page.total).unwrap_or(i64::MAX),
        };
        let orders = !self.shopper.preview;
        let mut columns = vec![
            Column::new(words.say("frame-product")).sort("name"),
            Column::new(words.say("catalog-sku")).sort("sku"),
        ];
        if self.with_category {
            columns.push(Column::new(words.say("catalog-category")));
        }
        columns.push(Column::new(words.say("catalog-availability")));
        columns.push(Column::num(words.say("catalog-your-price")));
        columns.push(Column::new(words.say("catalog-compare-pick")));
        if orders {
            columns.push(Column::actions());
        }
        let mut rows = Html::with_room(page.items.len() * 800);
        for item in &page.items {
            self.row(&mut rows, item, orders);
        }
        let sort = SortTo {
            address: self.address.clone(),
            by,
        };
        let footer = view! { <Pager paging address=self.address /> };
        let table = view! {
            <DataTable
                caption=self.caption
                quiet=true
                columns
                sort=sort
                stack=true
                footer=footer
                written=rows
            />
        };
        let table = if orders {
            view! {
                <PostForm action="/basket/add" class="flush">
                    {table}
                </PostForm>
            }
            .into_any()
        } else {
            table.into_any()
        };
        view! {
            <section class="sheet">{table}</section>
            // Its boxes stand in the table, which is in another form.
            <form id="compare" method="get" action="/compare">
                <button class="btn s">{words.say("catalog-compare-ticked")}</button>
            </form>
        }
        .into_any()
    }
}

impl Listing<'_> {
    /// Writes one product's row.
    fn row(&self, html: &mut Html, item: &ShelfItem, orders: bool) {
        let words = self.words;
        html.raw("<tr><td class=\"wide\"><div class=\"thing\"><span class=\"thumb\">");
        write_thumb(html, &self.pictures, item.picture, &item.category_name);
        html.raw("</span><div><a href=\"/products/")
            .text(&in_path(&item.sku))
            .raw("\">")
            .text(&item.name)
            .raw("</a>");
        if !item.variant.is_empty() {
            html.raw(" <span class=\"tag\">")
                .text(&item.variant)
                .raw("</span>");
        }
        html.raw("<span class=\"sub\">")
            .text(&item.summary)
            .raw("</span></div></div></td><td class=\"small nw\">")
            .text(&item.sku)
            .raw("</td>");
        if self.with_category {
            html.raw("<td data-l=\"")
                .text(words.say("catalog-category"))
                .raw("\">")
                .text(&item.category_name)
                .raw("</td>");
        }
        html.raw("<td class=\"small\" data-l=\"")
            .text(words.say("catalog-availability"))
            .raw("\">");
        write_supply(html, words, &item.supply, Day::of(self.now));
        html.raw("</td><td class=\"num\"><span class=\"price\">");
        let because = why_price::in_short(words, &item.price, self.shopper.in_force);
        let per = say_per(words, &item.unit);
        write_price(
            html,
            words,
            item.price.price,
            per.as_deref(),
            because.as_deref(),
        );
        let name = [("name", (&item.name).into())];
        html.raw("</span></td><td data-l=\"")
            .text(words.say("catalog-compare-pick"))
            .raw("\"><input type=\"checkbox\" form=\"compare\" name=\"sku\" value=\"")
            .text(&item.sku)
            .raw("\" aria-label=\"")
            .text(&words.say_with("catalog-compare-tick", &name))
            .raw("\"></td>");
        if orders {
            html.raw(
                "<td class=\"actions\"><input class=\"input qty\" type=\"text\" \
                 inputmode=\"numeric\" value=\"1\" autocomplete=\"off\" name=\"quantity-",
            )
            .text(&item.sku)
            .raw("\" aria-label=\"")
            .text(&words.say_with("catalog-quantity-of", &name))
            .raw("\"> <button class=\"btn s\" name=\"sku\" value=\"")
            .text(&item.sku)
            .raw("\" aria-label=\"")
            .text(&words.say_with("catalog-add-name", &name))
            .raw("\">")
            .text(words.say("frame-add"))
            .raw("</button></td>");
        }
        html.raw("</tr>");
    }
}

/// Whether the visitor may put things into a basket.
pub(super) fn may_order(visitor: &crate::frame::SignedIn) -> bool {
    visitor.actor().member().is_some() && visitor.actor().may(Permission::Browse)
}

/// The way out for whoever does not find what they look for; nothing for staff
/// who preview a site, whose account team it is not.
pub(super) fn not_here(words: Words, shopper: Shopper<'_>) -> Option<AnyView> {
    if shopper.preview {
        return None;
    }
    let view = view! {
        <p class="small mute not-here">
            {words.say("catalog-not-here")} " " <a href="/team">{words.say("catalog-ask-team")}</a>
            ". " {words.say("catalog-ask-team-note")}
        </p>
    };
    Some(view.into_any())
}

/// What stands where a catalog would be, if nothing is in it: because nothing
/// was agreed, or because what was agreed lets nothing in.
pub(super) fn nothing_yet(words: Words, shopper: Shopper<'_>) -> AnyView {
    let (title, text) = if shopper.in_force.is_none() {
        ("agreements-agreed-none", "agreements-agreed-none-text")
    } else {
        ("catalog-empty", "catalog-empty-text")
    };
    let ask = (!shopper.preview).then(|| {
        view! {
            <a class="btn" href="/team">
                {words.say("catalog-ask-team")}
            </a>
        }
    });
    view! {
        <Empty title=words.say(title) text=words.say(text)>
            {ask}
        </Empty>
    }
    .into_any()
}
