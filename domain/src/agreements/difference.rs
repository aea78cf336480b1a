//! What a draft would change for a customer's people.

use super::audience::Audience;
use super::changed_terms::{ChangedTerm, DraftEnd, changed_terms, draft_end};
use super::shelf::members::meant;
use super::shelf::picked::{Picked, picked_by};
use super::{AgreementPage, Revision, ShelfItem, shelf_categories};
use crate::configurations::{MadeOf, ask_made_of};
use crate::id::{ConfigurationId, ProductId};
use crate::identity::{Actor, Agreed, Company, Denied, InForce, Permission, Reach, Shopper};
use crate::requests::{OpenThings, ask_open_things};
use crate::store::{Db, JsonRows, JsonSets, StoreError, together};
use crate::{Money, Quantity, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What publishing the draft would change, as of now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Difference {
    /// Products that come in.
    pub gained: usize,
    /// Products that leave.
    pub lost: usize,
    /// Products whose price falls.
    pub cheaper: usize,
    /// Products whose price rises.
    pub dearer: usize,
    /// Products whose price is given or has to be asked for from then on.
    pub otherwise: usize,
    /// Products of which one costs the same, and many do not.
    pub for_many: usize,
    /// Each of them, by SKU.
    pub products: Vec<ProductDifference>,
    /// What of the people's own things has such products in it.
    pub touches: Touches,
    /// The terms that it changes against what is published.
    pub terms: Vec<ChangedTerm>,
    /// How many rules about products and categories it adds and takes away,
    /// also those that apply only later.
    pub lines: usize,
    /// Its end, if that is near or is brought forward.
    pub end: Option<DraftEnd>,
}

/// What people have asked for, and the standards they choose from, as far as a
/// product in it leaves or changes its price.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Touches {
    /// Open requests, the latest first.
    pub requests: Vec<TouchedRequest>,
    /// How many people have such a product in their basket.
    pub baskets: usize,
    /// Standard configurations on the site.
    pub standards: Vec<(ConfigurationId, String)>,
}

/// An open request that a change touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TouchedRequest {
    /// Its number.
    pub number: String,
    /// Its first line.
    pub title: String,
    /// How many lines it has.
    pub lines: i64,
    /// Whose it is.
    pub requester: String,
}

/// What would change about one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductDifference {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Whether it is seen today.
    pub was_in: bool,
    /// Its price today.
    pub before: Option<Money>,
    /// From how many pieces on one costs something else today, and what then.
    pub many_before: Vec<(Quantity, Money)>,
    /// Whether it will be seen.
    pub is_in: bool,
    /// Its price then.
    pub after: Option<Money>,
    /// From how many pieces on one costs something else then, and what.
    pub many_after: Vec<(Quantity, Money)>,
}

impl Difference {
    /// Whether nobody would notice, neither now nor later.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.products.is_empty() && self.terms.is_empty() && self.lines == 0
    }
}

/// Compares the draft of an agreement with what is published, or with nothing
/// if nothing is, beside whatever else applies to the same people: of one with
/// many customers, to those of the customer that the page is looked at for. Only
/// products that a changed line can touch are looked at.
///
/// # Errors
/// [`Denied`] if the person may not see it.
pub async fn difference<E>(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    now: Timestamp,
) -> Result<Difference, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let Some(draft) = page.draft() else {
        return Ok(Difference::default());
    };
    let with = |one: Option<&Revision>| page.in_force_with(one);
    // Outside of its validity a revision shows nothing.
    let published = page.published().filter(|one| one.valid().contains(now));
    let is_over = draft.valid_until <= now;
    let shows = Some(draft).filter(|_| !is_over);
    let (before, after) = (with(published), with(shows));
    let all: Vec<&Agreed> = before.iter().chain(&after).flat_map(InForce::all).collect();
    let whose = match &page.looked_at_for {
        Some(one) => Audience::Customer(one.id),
        None => page.audience.clone(),
    };
    let mut read = db.read(actor.scope()).await?;
    let (picked, open, made_of, edited): (Picked, _, _, Vec<Edited>) = together(
        &mut read,
        (
            TOUCHED.ask(args![
                page.customer(),
                json!(all.iter().map(|one| one.revision).collect::<Vec<_>>()),
                now,
                json!(all.iter().map(|one| one.price_list).collect::<Vec<_>>()),
                page.currency,
                page.published().map(|one| one.id),
                draft.id,
                published.map(|one| one.price_list),
                Some(draft.price_list).filter(|_| !is_over)
            ]),
            ask_open_things(&whose),
            ask_made_of(&whose),
            EDITED.ask(args![page.published().map(|one| one.id), draft.id]),
        ),
    )
    .await?;
    let before = before.map(|in_force| seen(picked.clone(), &in_force, now));
    let after = after.map(|in_force| seen(picked, &in_force, now));
    let mut difference = count(compare(
        before.unwrap_or_default(),
        after.unwrap_or_default(),
    ));
    difference.touches = touches(&difference.products, open, made_of);
    difference.terms = page
        .published()
        .map(|published| changed_terms(published, draft))
        .unwrap_or_default();
    difference.lines = edited
        .iter()
        .filter_map(|one| usize::try_from(one.lines).ok())
        .sum();
    difference.end = draft_end(page, draft, now);
    Ok(difference)
}

/// Whether the people whom a revision is for would see nothing at all under it
/// and what else applies to them, now or when it begins. What is for many is
/// not looked at customer by customer.
pub(super) async fn leaves_nothing(
    db: &Db,
    actor: &Actor,
    page: &AgreementPage,
    revision: &Revision,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Some(customer) = page.audience.customer() else {
        return Ok(false);
    };
    let at = now.max(revision.valid_from);
    let applies = Some(revision).filter(|one| one.valid().contains(at));
    let Some(in_force) = page.in_force_with(applies) else {
        return Ok(true);
    };
    let company = Company {
        id: customer,
        name: String::new(),
        mark: String::new(),
        hue: 0,
    };
    let shopper = Shopper {
        company: &company,
        in_force: Some(&in_force),
        preview: false,
        language: "",
        member: None,
    };
    let mut read = db.read(actor.scope()).await?;
    Ok(shelf_categories(&mut read, shopper, at).await?.is_empty())
}

/// The products that are seen under these agreements, by their ids.
fn seen(picked: Picked, in_force: &InForce, now: Timestamp) -> HashMap<ProductId, ShelfItem> {
    let all = picked.explained((in_force, &[]), now).into_iter();
    all.filter(|(_, decided)| decided.is_some_and(|(_, decided)| decided.visible()))
        .map(|(item, _)| (item.id, item))
        .collect()
}

fn compare(
    mut before: HashMap<ProductId, ShelfItem>,
    after: HashMap<ProductId, ShelfItem>,
) -> Vec<ProductDifference> {
    let mut found = Vec::new();
    for (id, then) in after {
        let was = before.remove(&id);
        let (before, many_before) = prices(was.as_ref());
        let (after, many_after) = prices(Some(&then));
        if was.is_some() && before == after && many_before == many_after {
            continue;
        }
        found.push(ProductDifference {
            product: then.id,
            was_in: was.is_some(),
            before,
            many_before,
            is_in: true,
            after,
            many_after,
            sku: then.sku,
            name: then.name,
        });
    }
    found.extend(before.into_values().map(|was| {
        let (before, many_before) = prices(Some(&was));
        ProductDifference {
            product: was.id,
            was_in: true,
            before,
            many_before,
            is_in: false,
            after: None,
            many_after: Vec::new(),
            sku: was.sku,
            name: was.name,
        }
    }));
    found.sort_by(|a, b| a.sku.cmp(&b.sku));
    found
}

/// What one costs, and what many cost.
fn prices(item: Option<&ShelfItem>) -> (Option<Money>, Vec<(Quantity, Money)>) {
    item.map(|item| (item.price.price, item.breaks()))
        .unwrap_or_default()
}

impl AgreementPage {
    /// What would apply to the people whom it is for, with one of its revisions
    /// or with none.
    pub(super) fn in_force_with(&self, revision: Option<&Revision>) -> Option<InForce> {
        let this = revision.map(|one| self.agreed(one));
        InForce::of(self.beside.iter().cloned().chain(this).collect())
    }

    /// The agreements that apply to the people whom it is for, with one of its
    /// revisions, in the order in which they are asked.
    #[must_use]
    pub fn order_with(&self, revision: &Revision) -> Vec<Agreed> {
        let all = self.in_force_with(Some(revision));
        all.iter().flat_map(InForce::all).cloned().collect()
    }

    /// A revision of it, as it would apply.
    fn agreed(&self, revision: &Revision) -> Agreed {
        Agreed {
            reach: match &self.audience {
                Audience::Unit(..) => Reach::Unit,
                Audience::Customer(_) => Reach::Customer,
                Audience::Needs(_) => Reach::Needs,
                Audience::Segment(_) => Reach::Segment,
            },
            agreement: self.id,
            number: self.number.clone(),
            revision: revision.id,
            currency: self.currency,
            price_list: revision.price_list,
            valid_from: revision.valid_from,
            valid_until: revision.valid_until,
        }
    }
}

/// What has a product in it that leaves or changes its price. What comes in is
/// in nobody's way.
fn touches(products: &[ProductDifference], open: OpenThings, made_of: Vec<MadeOf>) -> Touches {
    let changed: HashSet<ProductId> = products
        .iter()
        .filter(|one| one.was_in)
        .map(|one| one.product)
        .collect();
    let mut seen = HashSet::new();
    let lines = open.lines.into_iter();
    let requests = lines
        .filter(|line| changed.contains(&line.product) && seen.insert(line.request.0))
        .map(|line| TouchedRequest {
            number: line.number,
            title: line.title,
            lines: line.lines,
            requester: line.requester,
        })
        .collect();
    let baskets: HashSet<_> = open
        .baskets
        .iter()
        .filter(|laid| changed.contains(&laid.product))
        .map(|laid| laid.member)
        .collect();
    let standards = made_of
        .into_iter()
        .filter(|part| changed.contains(&part.product) && seen.insert(part.configuration.0))
        .map(|part| (part.configuration, part.name))
        .collect();
    Touches {
        requests,
        baskets: baskets.len(),
        standards,
    }
}

fn count(products: Vec<ProductDifference>) -> Difference {
    let mut difference = Difference::default();
    for one in &products {
        match (one.was_in, one.is_in) {
            (false, _) => difference.gained += 1,
            (true, false) => difference.lost += 1,
            (true, true) => match (one.before, one.after) {
                (before, after) if before == after => difference.for_many += 1,
                (Some(before), Some(after)) if after.minor < before.minor => {
                    difference.cheaper += 1;
                }
                (Some(_), Some(_)) => difference.dearer += 1,
                _ => difference.otherwise += 1,
            },
        }
    }
    difference.products = products;
    difference
}

/// The lines of a revision, without what tells two copies of one apart.
const CATEGORY_LINES: &str =
    "SELECT category_id, only_those, rule, rate, min_quantity, valid_from, valid_until
    FROM agreement_category /* staff */ WHERE revision_id";
const PRODUCT_LINES: &str =
    "SELECT product_id, rule, price_minor, rate, min_quantity, valid_from, valid_until
    FROM agreement_product /* staff */ WHERE revision_id";

/// How many lines stand in one revision only.
#[derive(Debug, Deserialize)]
struct Edited {
    lines: i64,
}

/// `$1` the old revision, `$2` the new one.
static EDITED: LazyLock<JsonRows> = LazyLock::new(|| {
    let only_in = |lines: &str, one: &str, other: &str| {
        format!("SELECT COUNT(*) AS lines FROM ({lines} = {one} EXCEPT {lines} = {other}) l")
    };
    let counts = [
        only_in(CATEGORY_LINES, "$1", "$2"),
        only_in(CATEGORY_LINES, "$2", "$1"),
        only_in(PRODUCT_LINES, "$1", "$2"),
        only_in(PRODUCT_LINES, "$2", "$1"),
    ];
    JsonRows::new(&["lines"], &counts.join(" UNION ALL "))
});

/// All that bears on the products that a line can touch which is in one revision
/// only, or on all products if the price list is another one: `$6` the old
/// revision, `$7` the new one, `$8` the old price list, `$9` the new one. A revision
/// that does not apply has no price list.
static TOUCHED: LazyLock<JsonSets> = LazyLock::new(|| {
    let (category_lines, product_lines) = (CATEGORY_LINES, PRODUCT_LINES);
    let edited = format!(
        "SELECT category_id, only_those
         FROM ({category_lines} = $6 EXCEPT {category_lines} = $7) gone
         UNION ALL
         SELECT category_id, only_those
         FROM ({category_lines} = $7 EXCEPT {category_lines} = $6) come"
    );
    let asking = format!("SELECT DISTINCT only_those FROM ({edited}) e WHERE only_those <> ''");
    let meant = meant(&asking);
    picked_by(
        &format!(
            "p.id IN (
                WITH RECURSIVE edited AS ({edited}),
                touched (id, only_those) AS (
                    SELECT c.id, '' FROM category c WHERE $8 IS DISTINCT FROM $9
                    UNION
                    SELECT c.id, e.only_those FROM category c JOIN edited e
                        ON e.category_id = c.id OR e.category_id IS NULL
                    UNION
                    SELECT c.id, t.only_those FROM touched t JOIN category c ON c.parent_id = t.id
                )
                SELECT q.id FROM product q
                WHERE q.category_id IN (SELECT id FROM touched WHERE only_those = '')
                UNION
                SELECT m.id FROM ({meant}) m JOIN touched t
                    ON t.id = m.category_id AND t.only_those = m.only_those
                UNION
                SELECT product_id FROM ({product_lines} = $6 EXCEPT {product_lines} = $7) gone
                UNION
                SELECT product_id FROM ({product_lines} = $7 EXCEPT {product_lines} = $6) come
            )"
        ),
        true,
        "''",
    )
});
