//! Catalogs and agreements for the tests of every room that shows or prices
//! products.

#![allow(clippy::unwrap_used, reason = "what only tests call may panic")]

use super::{NewLine, Validity};
use crate::catalog::lexicon::put_words;
use crate::catalog::sku::plain_sku;
use crate::catalog::words::{sort_name, words_of};
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::{Agreed, InForce, Reach};
use crate::store::{Db, Query, Scope, StoreError};
use crate::{Currency, Rate, Timestamp, args};

/// Writes rows, for tests only.
///
/// # Panics
/// If they can't be written.
pub async fn insert(db: &Db, head: &'static str, rows: Vec<crate::store::Args>) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { tx.insert_many(head, rows, "").await })
    })
    .await
    .unwrap();
}

/// A category.
pub async fn category(db: &Db, parent: Option<CategoryId>, name: &str) -> CategoryId {
    let id = CategoryId::new();
    let code = format!(
        "{}-{}",
        name.to_lowercase().replace(' ', "-"),
        id.0.simple()
    );
    insert(
        db,
        "INSERT INTO category (id, parent_id, code, name, sku_prefix, created_at) VALUES",
        vec![args![id, parent, code, name, "X", 0_i64]],
    )
    .await;
    id
}

/// A product on offer.
pub async fn product(db: &Db, category: CategoryId, sku: &str, name: &str) -> ProductId {
    let id = ProductId::new();
    insert(
        db,
        "INSERT INTO product (id, sku, plain_sku, name, sort_name, manufacturer, category_id,
             words, created_at, updated_at) VALUES",
        vec![args![
            id,
            sku,
            plain_sku(sku),
            name,
            sort_name(name),
            "Corvane",
            category,
            words_of(&[sku, name]),
            0_i64,
            0_i64
        ]],
    )
    .await;
    id
}

/// What a product is called in another language; the words it is found by in the
/// first one are its name's.
///
/// # Panics
/// If it can't be written.
pub async fn called(db: &Db, product: ProductId, language: &str, name: &str) {
    let (language, name) = (language.to_owned(), name.to_owned());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let own = words_of(&[&name]);
            put_words(tx, [own.as_str()]).await?;
            tx.run(
                "INSERT INTO product_text (product_id, language, name, sort_name, description,
                     name_words, words)
                 SELECT id, $2, $3, $4, '', $5, $5 || ' ' || words FROM product WHERE id = $1",
                args![product, language, name.as_str(), sort_name(&name), own],
            )
            .await
        })
    })
    .await
    .unwrap();
}

/// An attribute of a category: its number.
///
/// # Panics
/// If it can't be written.
pub async fn attribute(db: &Db, category: CategoryId, name: &str, kind: &str, unit: &str) -> i64 {
    let head = "INSERT INTO category_attribute (category_id, position, name, kind, unit) VALUES";
    insert(db, head, vec![args![category, 1_i64, name, kind, unit]]).await;
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(
        "SELECT number FROM category_attribute WHERE category_id = $1 AND name = $2",
        args![category, name],
    )
    .await
    .unwrap()
    .unwrap()
}

/// Says who makes a product, and one value of an attribute; the number is that
/// of the value.
///
/// # Panics
/// If it can't be written.
pub async fn known_of(
    db: &Db,
    product: ProductId,
    manufacturer: &str,
    value: Option<(i64, &str, Option<f64>)>,
) {
    let manufacturer = manufacturer.to_owned();
    let value = value.map(|(attribute, text, amount)| (attribute, text.to_owned(), amount));
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            if let Some((attribute, text, amount)) = value {
                tx.run(
                    "INSERT INTO product_attribute (product_id, attribute, value, amount)
                     VALUES ($1, $2, $3, $4)",
                    args![product, attribute, text, amount],
                )
                .await?;
            }
            tx.run(
                "UPDATE product SET manufacturer = $2 WHERE id = $1",
                args![product, manufacturer],
            )
            .await
        })
    })
    .await
    .unwrap();
}

/// A price list in a currency.
pub async fn price_list(db: &Db, currency: Currency) -> PriceListId {
    let id = PriceListId::new();
    insert(
        db,
        "INSERT INTO price_list (id, name, currency, created_at) VALUES",
        vec![args![id, id.to_string(), currency, 0_i64]],
    )
    .await;
    id
}

/// A price in a list, for ever.
pub async fn list_price(db: &Db, list: PriceListId, product: ProductId, minor: i64) {
    let always = Validity::ALWAYS;
    insert(
        db,
        "INSERT INTO price_list_entry (price_list_id, product_id, valid_from, valid_until,
             price_minor) VALUES",
        vec![args![list, product, always.from, always.until, minor]],
    )
    .await;
}

/// A published agreement of a customer, without any rule yet; rules are added
/// to its revision.
pub async fn agreement(db: &Db, customer: CustomerId, list: PriceListId) -> InForce {
    let (agreement, revision) = (AgreementId::new(), RevisionId::new());
    let number = format!("A {}", agreement.0.simple());
    insert(
        db,
        "INSERT INTO agreement (id, customer_id, number, currency, published_revision_id,
             created_at) VALUES",
        vec![args![
            agreement,
            customer,
            number.as_str(),
            Currency::EUR,
            revision,
            0_i64
        ]],
    )
    .await;
    insert(
        db,
        "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
             price_list_id, valid_from, valid_until, made_by, made_by_name, created_at,
             published_at) VALUES",
        vec![args![
            revision,
            customer,
            agreement,
            1_i64,
            "published",
            list,
            Validity::ALWAYS.from,
            Validity::ALWAYS.until,
            uuid::Uuid::nil(),
            "Piet",
            0_i64,
            0_i64
        ]],
    )
    .await;
    let agreed = Agreed {
        reach: Reach::Customer,
        agreement,
        number,
        revision,
        currency: Currency::EUR,
        price_list: list,
        valid_from: Validity::ALWAYS.from,
        valid_until: Timestamp::NEVER,
    };
    agreed.into()
}

/// A rule about a category (none: the whole catalog) in a revision: `in`,
/// `out` or `discount` with its rate.
///
/// # Panics
/// If it can't be written.
pub async fn category_rule(
    db: &Db,
    customer: CustomerId,
    revision: RevisionId,
    category: Option<CategoryId>,
    rule: &str,
    rate: Option<Rate>,
    valid: Validity,
) {
    db.write::<_, StoreError, _>(Scope::system(), {
        let rule = rule.to_owned();
        move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO agreement_category (customer_id, revision_id, number, category_id,
                         rule, rate, valid_from, valid_until)
                     SELECT $1, $2, COALESCE(MAX(number), 0) + 1, $3, $4, $5, $6, $7
                     FROM agreement_category WHERE revision_id = $2",
                    args![
                        customer,
                        revision,
                        category,
                        rule,
                        rate,
                        valid.from,
                        valid.until
                    ],
                )
                .await
            })
        }
    })
    .await
    .unwrap();
}

/// A rule about a product in a revision: `in`, `out`, or `price` with its
/// price.
pub async fn product_rule(
    db: &Db,
    customer: CustomerId,
    revision: RevisionId,
    product: ProductId,
    rule: &str,
    price_minor: Option<i64>,
    valid: Validity,
) {
    insert(
        db,
        "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
             valid_from, valid_until) VALUES",
        vec![args![
            customer,
            revision,
            product,
            rule,
            price_minor,
            valid.from,
            valid.until
        ]],
    )
    .await;
}

/// What a line is about; what it asks for besides as it is stored.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// A category, or the whole catalog.
    Category(Option<CategoryId>),
    /// Some of it.
    Those(Option<CategoryId>, &'static str),
    /// A product.
    Product(ProductId),
}

/// A line of a revision, whatever it says.
pub async fn line_in(
    db: &Db,
    customer: CustomerId,
    revision: RevisionId,
    target: Target,
    line: NewLine,
) {
    static NUMBERS: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(1_000);
    let number = NUMBERS.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let (code, rate, valid) = (line.says.code(), line.says.rate(), line.valid);
    let of_category = |category: Option<CategoryId>, only: &str| {
        (
            "INSERT INTO agreement_category (customer_id, revision_id, number, category_id, rule,
                 rate, min_quantity, valid_from, valid_until, only_those) VALUES",
            args![
                customer,
                revision,
                number,
                category,
                code,
                rate,
                line.least,
                valid.from,
                valid.until,
                only
            ],
        )
    };
    let (head, row) = match target {
        Target::Category(category) => of_category(category, ""),
        Target::Those(category, only) => of_category(category, only),
        Target::Product(product) => (
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule, price_minor,
                 rate, min_quantity, valid_from, valid_until) VALUES",
            args![
                customer,
                revision,
                product,
                code,
                line.says.minor(),
                rate,
                line.least,
                valid.from,
                valid.until
            ],
        ),
    };
    insert(db, head, vec![row]).await;
}

/// Makes a price list the one that has the supplier's costs.
///
/// # Panics
/// If it can't be written.
pub async fn make_cost_list(db: &Db, list: PriceListId) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE price_list SET purpose = 'cost' WHERE id = $1",
                args![list],
            )
            .await
        })
    })
    .await
    .unwrap();
}
