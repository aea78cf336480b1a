//! What the console's page about an agreement reads.

use super::audience::Audience;
use super::rule_choices::{ATTRIBUTES, MANUFACTURERS, Named};
use super::shelf::members::meant;
use super::{AttributeName, Only, Validity};
use crate::catalog::{ListPurpose, PriceList};
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId, UnitId};
use crate::identity::{
    AGREED, Actor, Agreed, COMING, Coming, Denied, InForce, Permission, Then, applying, coming,
    later,
};
use crate::store::{Db, JsonSets, Result, StoreError, containing};
use crate::{Currency, Money, Quantity, Rate, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// Everything that one page says about an agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementPage {
    /// The agreement.
    pub id: AgreementId,
    /// What people call it.
    pub number: String,
    /// Its currency.
    pub currency: Currency,
    /// For whom.
    pub audience: Audience,
    /// What they are called: the customer's name, the needs category, the
    /// segment's code.
    pub audience_name: String,
    /// The unit's name, if it is for one.
    pub unit_name: Option<String>,
    /// How many customers it is for.
    pub customers: i64,
    /// How many of them have somebody who manages the company and is told.
    pub managed: i64,
    /// How many members would see a change.
    pub members: i64,
    /// What else applies to the same people now, in no order; if it is for
    /// many, to those of the customer that it is looked at for.
    pub beside: Vec<Agreed>,
    /// What else applies to them now or will, this agreement among it.
    coming: Vec<Coming>,
    /// One of the many customers whom it is for, if it is looked at for that one.
    pub looked_at_for: Option<AudienceCustomer>,
    /// Those of the many whose names were asked for, the first
    /// 20.
    pub some_customers: Vec<AudienceCustomer>,
    /// The revision shown: the one asked for, else the draft, else what is
    /// published.
    pub shown: Revision,
    /// All revisions, the latest first.
    pub revisions: Vec<Revision>,
    /// The rules of the shown revision about categories.
    pub categories: Vec<CategoryRow>,
    /// The rules of the shown revision about products, the first
    /// 200.
    pub products: Vec<ProductRow>,
    /// How many rules about products there are.
    pub product_lines: i64,
    /// The whole catalog, to choose from.
    pub all_categories: Vec<CategoryChoice>,
    /// What the rules ask for besides categories, and which products that are.
    pub meant: Vec<Meant>,
    /// The attributes that can be asked for, each once.
    pub attributes: Vec<AttributeName>,
    /// The manufacturers there are.
    pub manufacturers: Vec<String>,
    /// The price lists in the agreement's currency.
    pub price_lists: Vec<PriceList>,
}

/// One of the many customers whom an agreement is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AudienceCustomer {
    /// The customer.
    pub id: CustomerId,
    /// Its name.
    pub name: String,
}

/// One of the many customers of an agreement, to look at it for that one.
#[derive(Debug, Clone, Copy)]
pub enum OneOfMany<'a> {
    /// This one.
    Chosen(CustomerId),
    /// To be chosen from those whose names contain these words.
    Named(&'a str),
}

/// One state of an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Revision {
    /// The revision.
    pub id: RevisionId,
    /// Its number.
    pub number: i64,
    /// `draft`, `published` or `superseded`.
    pub state: String,
    /// The list whose prices it starts from.
    pub price_list: PriceListId,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
    /// When and how it is paid.
    pub payment: String,
    /// How it is delivered.
    pub delivery: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What else was agreed.
    pub terms: String,
    /// Why it was made.
    pub note: String,
    /// Counts the changes of a draft.
    pub version: i64,
    /// Who made it.
    pub made_by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// Who published it.
    pub published_by_name: Option<String>,
    /// When.
    pub published_at: Option<Timestamp>,
    /// When a draft will be published by itself, if somebody decided that.
    pub publish_at: Option<Timestamp>,
    /// Who decided it.
    pub publish_by_name: Option<String>,
}

impl Revision {
    /// When it applies.
    #[must_use]
    pub const fn valid(&self) -> Validity {
        Validity {
            from: self.valid_from,
            until: self.valid_until,
        }
    }

    /// Whether it can be changed.
    #[must_use]
    pub fn is_draft(&self) -> bool {
        self.state == "draft"
    }
}

/// A rule about a category.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CategoryRow {
    /// Names it in the revision.
    pub number: i64,
    /// The category; none for the whole catalog.
    pub category: Option<CategoryId>,
    /// The category's name.
    pub name: Option<String>,
    /// Which of its products; none for all.
    #[serde(deserialize_with = "only")]
    pub only: Option<Only>,
    /// `in`, `out`, `discount` or `cost-plus`.
    pub rule: String,
    /// How much off the list price, or on top of the cost.
    pub rate: Option<Rate>,
    /// From how many pieces on.
    pub least: Quantity,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
}

fn only<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Only>, D::Error> {
    String::deserialize(deserializer).map(|text| Only::stored(&text))
}

/// How many products on offer in a category a question means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Meant {
    #[serde(deserialize_with = "only")]
    only: Option<Only>,
    category: CategoryId,
    products: i64,
}

/// A rule about a product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ProductRow {
    /// The product.
    pub product: ProductId,
    /// Its SKU.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// `in`, `out`, `price`, `discount` or `cost-plus`.
    pub rule: String,
    /// The contract price.
    pub price_minor: Option<i64>,
    /// How much off the list price, or on top of the cost.
    pub rate: Option<Rate>,
    /// From how many pieces on.
    pub least: Quantity,
    /// What the price list asks now.
    pub list_minor: Option<i64>,
    /// When it begins to apply.
    pub valid_from: Timestamp,
    /// When it ends.
    pub valid_until: Timestamp,
}

/// A category to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CategoryChoice {
    /// The category.
    pub id: CategoryId,
    /// The one above.
    pub parent: Option<CategoryId>,
    /// Its name.
    pub name: String,
    /// How many products are on offer in it.
    pub active: i64,
}

impl AgreementPage {
    /// The revision under work.
    #[must_use]
    pub fn draft(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.state == "draft")
    }

    /// The revision that applies.
    #[must_use]
    pub fn published(&self) -> Option<&Revision> {
        self.revisions.iter().find(|one| one.state == "published")
    }

    /// The customer whose people would see a change: the one that it is with,
    /// or that it is looked at for.
    #[must_use]
    pub fn customer(&self) -> Option<CustomerId> {
        let looked_at_for = self.looked_at_for.as_ref().map(|one| one.id);
        self.audience.customer().or(looked_at_for)
    }

    /// What will apply to the same people, from each moment on at which anything of
    /// it changes; a draft that is shown does so from now on.
    pub(super) fn later(&self, in_force: &InForce, now: Timestamp) -> Vec<Then> {
        later(in_force, &self.coming, now)
    }

    /// An amount in the agreement's currency.
    #[must_use]
    pub const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// How many products are on offer in a category and below it.
    #[must_use]
    pub fn products_below(&self, top: Option<CategoryId>) -> i64 {
        self.all_categories
            .iter()
            .filter(|category| self.is_below(category, top))
            .map(|category| category.active)
            .sum()
    }

    /// How many products on offer a rule is about now.
    #[must_use]
    pub fn products_of(&self, row: &CategoryRow) -> i64 {
        if row.only.is_none() {
            return self.products_below(row.category);
        }
        let meant = self.meant.iter().filter(|meant| meant.only == row.only);
        let below = meant.filter(|meant| {
            let here = self
                .all_categories
                .iter()
                .find(|one| one.id == meant.category);
            here.is_some_and(|here| self.is_below(here, row.category))
        });
        below.map(|meant| meant.products).sum()
    }

    fn is_below(&self, category: &CategoryChoice, top: Option<CategoryId>) -> bool {
        let Some(top) = top else { return true };
        let mut here = Some(category);
        for _ in 0..32 {
            match here {
                Some(one) if one.id == top => return true,
                Some(one) => {
                    here = one
                        .parent
                        .and_then(|up| self.all_categories.iter().find(|other| other.id == up));
                }
                None => return false,
            }
        }
        false
    }
}

/// Reads an agreement with the revision of this number, or the one under work,
/// or what is published. `find` narrows the lines about products.
///
/// # Errors
/// [`Denied`] if the person may not see it or there is none.
pub async fn agreement_page<E>(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    revision: Option<i64>,
    find: &str,
    now: Timestamp,
) -> Result<AgreementPage, E>
where
    E: From<Denied> + From<StoreError>,
{
    read_page(db, actor, agreement, (revision, find), None, now).await
}

/// Reads an agreement's draft, or what is published; one with many customers
/// as it is for one of them. Of a customer whom it is not for it says as much
/// as of one that there is not.
///
/// # Errors
/// [`Denied`] if the person may not see it or there is none.
pub async fn agreement_page_for<E>(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    whom: OneOfMany<'_>,
    now: Timestamp,
) -> Result<AgreementPage, E>
where
    E: From<Denied> + From<StoreError>,
{
    read_page(db, actor, agreement, (None, ""), Some(whom), now).await
}

async fn read_page<E>(
    db: &Db,
    actor: &Actor,
    agreement: AgreementId,
    (revision, find): (Option<i64>, &str),
    whom: Option<OneOfMany<'_>>,
    now: Timestamp,
) -> Result<AgreementPage, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let (chosen, named) = match whom {
        Some(OneOfMany::Chosen(customer)) => (Some(customer), None),
        Some(OneOfMany::Named(words)) => (None, Some(containing(words))),
        None => (None, None),
    };
    let mut read = db.read(actor.scope()).await?;
    let document: Document = DOCUMENT
        .fetch(
            &mut read,
            args![agreement, revision, containing(find), now, chosen, named],
        )
        .await?;
    let head = document.head.into_iter().next().ok_or(Denied)?;
    let shown = document
        .revisions
        .iter()
        .find(|one| Some(one.id) == head.shown)
        .cloned()
        .ok_or(Denied)?;
    Ok(AgreementPage {
        id: agreement,
        number: head.number,
        currency: head.currency,
        audience: Audience::of(head.customer, head.unit, head.needs, head.segment).ok_or(Denied)?,
        audience_name: head.audience_name,
        unit_name: head.unit_name,
        customers: head.customers,
        managed: head.managed,
        members: head.members,
        beside: document
            .beside
            .into_iter()
            .filter(|one| one.agreement != agreement)
            .collect(),
        coming: document.coming,
        looked_at_for: document.looked_at_for.into_iter().next(),
        some_customers: document.some_customers,
        shown,
        revisions: document.revisions,
        categories: document.categories,
        products: document.products,
        product_lines: head.product_lines,
        all_categories: document.all_categories,
        meant: document.meant,
        attributes: document.attributes,
        manufacturers: document
            .manufacturers
            .into_iter()
            .map(|one| one.name)
            .collect(),
        price_lists: document
            .price_lists
            .into_iter()
            .filter(|list| list.currency == head.currency)
            .map(|list| PriceList {
                id: list.id,
                name: list.name,
                currency: list.currency,
                purpose: ListPurpose::Sale,
            })
            .collect(),
    })
}

#[derive(Debug, Deserialize)]
struct Document {
    head: Vec<HeadRow>,
    beside: Vec<Agreed>,
    coming: Vec<Coming>,
    looked_at_for: Vec<AudienceCustomer>,
    some_customers: Vec<AudienceCustomer>,
    revisions: Vec<Revision>,
    categories: Vec<CategoryRow>,
    products: Vec<ProductRow>,
    all_categories: Vec<CategoryChoice>,
    meant: Vec<Meant>,
    attributes: Vec<AttributeName>,
    manufacturers: Vec<Named>,
    price_lists: Vec<ListRow>,
}

#[derive(Debug, Deserialize)]
struct HeadRow {
    number: String,
    currency: Currency,
    customer: Option<CustomerId>,
    unit: Option<UnitId>,
    needs: Option<String>,
    segment: Option<String>,
    audience_name: String,
    unit_name: Option<String>,
    customers: i64,
    managed: i64,
    members: i64,
    shown: Option<RevisionId>,
    product_lines: i64,
}

#[derive(Debug, Deserialize)]
struct ListRow {
    id: PriceListId,
    name: String,
    currency: Currency,
}

/// `$1` the agreement, `$2` the number of a revision or none, `$3` a pattern
/// for products, `$4` now; of an agreement with many customers `$5` the one that
/// it is looked at for or none, and `$6` a pattern for their names and numbers or
/// none.
static DOCUMENT: LazyLock<JsonSets> = LazyLock::new(|| {
    // The revision to show: the one asked for, else the draft, else what is
    // published, else the last there was.
    let shown = "(SELECT r.id FROM agreement_revision r
        WHERE r.agreement_id = $1 AND (r.number = $2 OR $2 IS NULL)
        ORDER BY CASE r.state WHEN 'draft' THEN 0 WHEN 'published' THEN 1 ELSE 2 END,
            r.number DESC LIMIT 1) /* staff */";
    let theirs = "(c.id = a.customer_id OR c.segment = a.segment OR c.needs = a.needs)";
    let head = format!(
        "SELECT a.number, a.currency, a.customer_id AS customer, a.unit_id AS unit, a.needs,
             a.segment,
             COALESCE((SELECT name FROM customer WHERE id = a.customer_id), a.needs, a.segment)
                 AS audience_name,
             (SELECT name FROM unit u WHERE u.id = a.unit_id) AS unit_name,
             (SELECT COUNT(*) FROM customer c WHERE {theirs}) AS customers,
             (SELECT COUNT(DISTINCT c.id) FROM customer c
              JOIN membership m ON m.customer_id = c.id
              JOIN membership_role o ON o.membership_id = m.id AND o.customer_id = c.id
              WHERE {theirs} AND m.active AND o.role = 'purchasing-manager') AS managed,
             (SELECT COUNT(*) FROM customer c JOIN membership m ON m.customer_id = c.id
              WHERE {theirs} AND m.active AND (a.unit_id IS NULL OR m.unit_id = a.unit_id))
                 AS members,
             {shown} AS shown,
             (SELECT COUNT(*) FROM agreement_product x
              WHERE x.revision_id = {shown}) AS product_lines
         FROM agreement a WHERE a.id = $1"
    );
    let looked_at_for = "SELECT c.id, c.name FROM agreement a
         JOIN customer c ON c.segment = a.segment OR c.needs = a.needs
         WHERE a.id = $1 AND c.id = $5 /* staff */";
    let some_customers = "SELECT c.id, c.name FROM agreement a
         JOIN customer c ON c.segment = a.segment OR c.needs = a.needs
         WHERE a.id = $1 AND (lower(c.name) LIKE ('' || $6) ESCAPE '\\'
             OR lower(c.number) LIKE ('' || $6) ESCAPE '\\'
             OR lower(c.reference) LIKE ('' || $6) ESCAPE '\\') /* staff */
         ORDER BY c.name, c.id LIMIT 20";
    let customer = format!(
        "COALESCE((SELECT customer_id FROM agreement WHERE id = $1 /* staff */),
             (SELECT id FROM ({looked_at_for}) one))"
    );
    let of_customer =
        |column: &str| format!("(SELECT {column} FROM customer WHERE id = {customer})");
    let beside = applying(
        &customer,
        &of_customer("segment"),
        &of_customer("needs"),
        "(SELECT unit_id FROM agreement WHERE id = $1 /* staff */)",
        "$4",
        "NULL",
    );
    let coming = coming(
        &customer,
        &of_customer("segment"),
        &of_customer("needs"),
        "(SELECT unit_id FROM agreement WHERE id = $1 /* staff */)",
        "$4",
    );
    let revisions = "
        SELECT id, number, state, price_list_id AS price_list, valid_from, valid_until, payment,
            delivery, contact, terms, note, version, made_by_name, created_at, published_by_name,
            published_at, publish_at, publish_by_name
        FROM agreement_revision WHERE agreement_id = $1 /* staff */ ORDER BY number DESC";
    let categories = format!(
        "SELECT x.number, x.category_id AS category, c.name, x.only_those AS only, x.rule, x.rate,
             x.min_quantity AS least, x.valid_from, x.valid_until
         FROM agreement_category x LEFT JOIN category c ON c.id = x.category_id
         WHERE x.revision_id = {shown} /* staff */
         ORDER BY x.number"
    );
    let meant = meant(&format!(
        "SELECT DISTINCT x.only_those FROM agreement_category x
         WHERE x.revision_id = {shown} AND x.only_those <> '' /* staff */"
    ));
    let meant = format!(
        "SELECT m.only_those AS only, m.category_id AS category, COUNT(*) AS products
         FROM ({meant}) m GROUP BY m.only_those, m.category_id"
    );
    let products = format!(
        "SELECT x.product_id AS product, p.sku, p.name, x.rule, x.price_minor, x.rate,
             x.min_quantity AS least, e.price_minor AS list_minor, x.valid_from, x.valid_until
         FROM agreement_product x
         JOIN product p ON p.id = x.product_id
         LEFT JOIN price_list_entry e ON e.price_list_id = (
                 SELECT r.price_list_id FROM agreement_revision r WHERE r.id = {shown})
             AND e.product_id = x.product_id AND e.min_quantity = 1000
             AND e.valid_from <= $4 AND $4 < e.valid_until
         WHERE x.revision_id = {shown} /* staff */
             AND (lower(p.name) LIKE ('' || $3) ESCAPE '\\' OR lower(p.sku) LIKE ('' || $3) ESCAPE '\\')
         ORDER BY p.sku, x.rule, x.min_quantity, x.valid_from LIMIT 200"
    );
    JsonSets::new(&[
        (
            "head",
            &[
                "number",
                "currency",
                "customer",
                "unit",
                "needs",
                "segment",
                "audience_name",
                "unit_name",
                "customers",
                "managed",
                "members",
                "shown",
                "product_lines",
            ],
            &head,
        ),
        ("beside", AGREED, &beside),
        ("coming", COMING, &coming),
        ("looked_at_for", &["id", "name"], looked_at_for),
        ("some_customers", &["id", "name"], some_customers),
        (
            "revisions",
            &[
                "id",
                "number",
                "state",
                "price_list",
                "valid_from",
                "valid_until",
                "payment",
                "delivery",
                "contact",
                "terms",
                "note",
                "version",
                "made_by_name",
                "created_at",
                "published_by_name",
                "published_at",
                "publish_at",
                "publish_by_name",
            ],
            revisions,
        ),
        (
            "categories",
            &[
                "number",
                "category",
                "name",
                "only",
                "rule",
                "rate",
                "least",
                "valid_from",
                "valid_until",
            ],
            &categories,
        ),
        ("meant", &["only", "category", "products"], &meant),
        ("attributes", &["name", "kind", "unit"], ATTRIBUTES),
        ("manufacturers", &["name"], MANUFACTURERS),
        (
            "products",
            &[
                "product",
                "sku",
                "name",
                "rule",
                "price_minor",
                "rate",
                "least",
                "list_minor",
                "valid_from",
                "valid_until",
            ],
            &products,
        ),
        (
            "all_categories",
            &["id", "parent", "name", "active"],
            "SELECT c.id, c.parent_id AS parent, c.name, COALESCE(k.active, 0) AS active
             FROM category c LEFT JOIN category_stock k ON k.category_id = c.id ORDER BY c.name",
        ),
        (
            "price_lists",
            &["id", "name", "currency"],
            "SELECT id, name, currency FROM price_list WHERE purpose = 'sale' ORDER BY name",
        ),
    ])
});
