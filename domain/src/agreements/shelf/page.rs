//! One page of a category or of a search.

use super::categories::ShelfCategory;
use super::facets::{Facet, Filter};
use super::item::ShelfItem;
use super::listed::{listed, supply_besides};
use super::search;
use super::survey::{Survey, Wanted, survey_and};
use crate::Timestamp;
use crate::identity::Shopper;
use crate::store::{Asked, Read, Result};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How many products a page lists.
pub const PER_PAGE: usize = 50;

/// In which order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ShelfSort {
    /// A search by how well it matches, a category by name.
    #[default]
    Best,
    /// By name.
    Name,
    /// By SKU.
    Sku,
}

/// How what was found has the words that were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Found {
    /// It has all of them.
    #[default]
    Exactly,
    /// It has all of them as they were probably meant.
    AsMeant,
    /// It has all of them but one.
    ButOne,
}

impl Found {
    pub(super) const fn of(level: i64) -> Found {
        match level {
            0 => Found::Exactly,
            1 => Found::AsMeant,
            _ => Found::ButOne,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShelfQuery {
    /// Only products of the category of this code; with words, also of those
    /// below it.
    pub category: Option<String>,
    /// What somebody typed.
    pub words: Option<String>,
    /// Only products with these attributes; of a category without words.
    pub filters: Vec<Filter>,
    /// In which order.
    pub sort: ShelfSort,
    /// Which page, from 1.
    pub page: usize,
}

/// One page of products.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ShelfPage {
    /// The category that was asked for; none if the shopper sees nothing in
    /// it, which answers like a category that does not exist.
    pub category: Option<ShelfCategory>,
    /// The categories above it, the topmost first: code and name.
    pub path: Vec<(String, String)>,
    /// The categories right below it; for a search, those with hits and how
    /// many (in `products`).
    pub children: Vec<ShelfCategory>,
    /// The products of this page.
    pub items: Vec<ShelfItem>,
    /// How many products there are on all pages.
    pub total: usize,
    /// Which page it is, from 1.
    pub page: usize,
    /// How many pages there are, at least 1.
    pub pages: usize,
    /// How a search found them.
    pub found: Found,
    /// What the products can be told apart by.
    pub facets: Vec<Facet>,
}

/// One page of what the shopper sees in a category, or of what a search finds
/// on their shelf. Without an agreement in force it is empty.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_page(
    read: &mut Read,
    shopper: Shopper<'_>,
    query: ShelfQuery,
    now: Timestamp,
) -> Result<ShelfPage> {
    let nothing = Asked::known(());
    let (page, ()) = shelf_page_and(read, shopper, query, nothing, now).await?;
    Ok(page)
}

/// The same, with the answer to another question that is sent in the same
/// statement.
///
/// # Errors
/// If the storage fails.
pub async fn shelf_page_and<T: Send>(
    read: &mut Read,
    shopper: Shopper<'_>,
    query: ShelfQuery,
    besides: Asked<'_, T>,
    now: Timestamp,
) -> Result<(ShelfPage, T)> {
    match (&query.words, &query.category) {
        (Some(_), _) => search::found(read, shopper, query, besides, now).await,
        (None, Some(code)) => in_category(read, shopper, code, &query, besides, now).await,
        (None, None) => {
            let besides = besides.fetch(read).await?;
            let page = ShelfPage {
                children: super::shelf_categories(read, shopper, now)
                    .await?
                    .into_iter()
                    .filter(|category| category.parent.is_none())
                    .collect(),
                page: 1,
                pages: 1,
                ..ShelfPage::default()
            };
            Ok((page, besides))
        }
    }
}

async fn in_category<T: Send>(
    read: &mut Read,
    shopper: Shopper<'_>,
    code: &str,
    query: &ShelfQuery,
    besides: Asked<'_, T>,
    now: Timestamp,
) -> Result<(ShelfPage, T)> {
    let Some(in_force) = shopper.in_force else {
        return Ok((ShelfPage::default(), besides.fetch(read).await?));
    };
    let by_sku = query.sort == ShelfSort::Sku;
    let wanted = Wanted {
        code: Some(code),
        filters: &query.filters,
        by_sku,
        page: query.page,
    };
    let (mut survey, besides) = survey_and(read, shopper, in_force, wanted, besides, now).await?;
    let page = page_of(read, &mut survey, code, query, now).await?;
    Ok((page, besides))
}

/// What of a surveyed category stands on a page.
async fn page_of(
    read: &mut Read,
    survey: &mut Survey,
    code: &str,
    query: &ShelfQuery,
    now: Timestamp,
) -> Result<ShelfPage> {
    let tree = Arc::clone(&survey.tree);
    let Some(node) = tree.find(code) else {
        return Ok(ShelfPage::default());
    };
    let categories = survey.shelf(&tree.down(node.id), now);
    let Some(here) = categories.iter().find(|one| one.id == node.id) else {
        return Ok(ShelfPage::default());
    };
    let (mut items, mut facets, mut total) = (Vec::new(), Vec::new(), 0);
    let (mut page, mut pages) = (1, 1);
    let mut wanted = Vec::new();
    let reached = survey
        .terms
        .reaching_in(&tree, node.id, &survey.language, now);
    if let Some(known) = &survey.known {
        let visible = |number| survey.terms.shows(number, &reached, now);
        let by_sku = query.sort == ShelfSort::Sku;
        let (places, found) =
            known
                .figures
                .select(visible, &query.filters, by_sku, &survey.language);
        total = places.len();
        (page, pages) = place(query.page, total);
        let first = (page - 1) * PER_PAGE;
        let shown = places.get(first..total.min(first + PER_PAGE));
        wanted = shown.unwrap_or_default().to_vec();
        facets = found;
    }
    supply_besides(read, survey, &wanted).await?;
    if let Some(known) = &survey.known {
        items = listed(survey, known, here, &reached, &wanted, now);
    }
    let above = tree.up(node.id).skip(1);
    let mut path: Vec<(String, String)> = above
        .map(|one| (one.code.clone(), one.name_in(&survey.language).to_owned()))
        .collect();
    path.reverse();
    Ok(ShelfPage {
        category: Some(here.clone()),
        path,
        children: categories
            .iter()
            .filter(|one| one.parent == Some(here.id))
            .cloned()
            .collect(),
        items,
        total,
        page,
        pages,
        found: Found::Exactly,
        facets,
    })
}

/// The page that there is, and how many.
pub(super) fn place(asked: usize, total: usize) -> (usize, usize) {
    let pages = total.div_ceil(PER_PAGE).max(1);
    (asked.clamp(1, pages), pages)
}
