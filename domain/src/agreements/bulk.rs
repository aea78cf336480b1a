//! Many agreements in force at once: material for load tests.

use super::Validity;
use crate::id::{AgreementId, CategoryId, CustomerId, PriceListId, ProductId, RevisionId};
use crate::identity::Actor;
use crate::store::{Query, Result, Tx};
use crate::{Currency, Rate, Timestamp, args};

/// An agreement as it is written in bulk: one published revision.
#[derive(Debug, Clone)]
pub struct BulkAgreement {
    /// Whose it is.
    pub customer: CustomerId,
    /// What people call it.
    pub number: String,
    /// The list whose prices it starts from.
    pub price_list: PriceListId,
    /// The currency of that list.
    pub currency: Currency,
    /// Categories left out of the catalog, all others being in.
    pub without: Vec<CategoryId>,
    /// What is taken off the list prices: in a category, or everywhere.
    pub discounts: Vec<(Option<CategoryId>, Rate)>,
    /// Products with a price of their own.
    pub prices: Vec<(ProductId, i64)>,
}

/// Writes new agreements and puts them in force.
///
/// # Errors
/// If they can't be written.
pub async fn put_agreements(
    tx: &mut Tx,
    actor: &Actor,
    agreements: &[BulkAgreement],
    now: Timestamp,
) -> Result<()> {
    let always = Validity::ALWAYS;
    let (mut heads, mut revisions) = (Vec::new(), Vec::new());
    let (mut categories, mut products) = (Vec::new(), Vec::new());
    for one in agreements {
        let (id, revision, customer) = (AgreementId::new(), RevisionId::new(), one.customer);
        heads.push(args![
            id,
            customer,
            &one.number,
            one.currency,
            revision,
            now
        ]);
        revisions.push(args![
            revision,
            customer,
            id,
            1_i64,
            "published",
            one.price_list,
            now,
            always.until,
            actor.person(),
            actor.name(),
            now,
            actor.name(),
            now
        ]);
        let rules = std::iter::once((None, "in", None))
            .chain(one.without.iter().map(|it| (Some(*it), "out", None)))
            .chain(
                one.discounts
                    .iter()
                    .map(|(it, rate)| (*it, "discount", Some(*rate))),
            );
        for ((category, rule, rate), number) in rules.zip(1_i64..) {
            categories.push(args![
                customer,
                revision,
                number,
                category,
                rule,
                rate,
                always.from,
                always.until
            ]);
        }
        for (product, minor) in &one.prices {
            products.push(args![
                customer,
                revision,
                *product,
                "price",
                *minor,
                always.from,
                always.until
            ]);
        }
    }
    for (head, rows) in [
        (
            "INSERT INTO agreement (id, customer_id, number, currency, published_revision_id,
                 created_at) VALUES /* system */",
            heads,
        ),
        (
            "INSERT INTO agreement_revision (id, customer_id, agreement_id, number, state,
                 price_list_id, valid_from, valid_until, made_by, made_by_name, created_at,
                 published_by_name, published_at) VALUES /* system */",
            revisions,
        ),
        (
            "INSERT INTO agreement_category (customer_id, revision_id, number, category_id, rule,
                 rate, valid_from, valid_until) VALUES /* system */",
            categories,
        ),
        (
            "INSERT INTO agreement_product (customer_id, revision_id, product_id, rule,
                 price_minor, valid_from, valid_until) VALUES /* system */",
            products,
        ),
    ] {
        tx.insert_many(head, rows, "").await?;
    }
    Ok(())
}
