//! Reading what the console's page about an agreement says: one statement.

use super::AttributeName;
use super::audience::Audience;
use super::overview::{
    AgreementPage, AudienceCustomer, CategoryChoice, CategoryRow, Meant, ProductRow, Revision,
};
use super::rule_choices::{ATTRIBUTES, MANUFACTURERS, Named};
use super::shelf::members::meant;
use crate::catalog::{ListPurpose, PriceList};
use crate::id::{AgreementId, CustomerId, PriceListId, RevisionId, UnitId};
use crate::identity::{
    AGREED, Actor, Agreed, COMING, Coming, Denied, Permission, applying, coming,
};
use crate::store::{Db, JsonSets, StoreError, containing};
use crate::{Currency, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// One of the many customers of an agreement, to look at it for that one.
#[derive(Debug, Clone, Copy)]
pub enum OneOfMany<'a> {
    /// This one.
    Chosen(CustomerId),
    /// To be chosen from those whose names contain these words.
    Named(&'a str),
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
