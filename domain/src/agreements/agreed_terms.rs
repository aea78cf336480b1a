//! What was agreed with a customer, for its own people to read: never what a
//! price is reckoned from besides the list.

use super::{Only, Validity};
use crate::id::{CustomerId, RevisionId};
use crate::identity::{Reach, Shopper};
use crate::store::{Asked, JsonRows, JsonSets};
use crate::{Currency, Quantity, Rate, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// What one agreement says, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedTerms {
    /// What people call it.
    pub number: String,
    /// For whom it is.
    pub reach: Reach,
    /// When it applies.
    pub valid: Validity,
    /// The currency of every price in it.
    pub currency: Currency,
    /// What it says of categories now, in the order in which it was agreed.
    pub lines: Vec<AgreedLine>,
    /// How many single products it lets in, with a price of their own or without.
    pub single_in: i64,
    /// How many single products it takes out.
    pub single_out: i64,
    /// How many single products have a price of their own.
    pub single_priced: i64,
    /// When and how is paid.
    pub payment: String,
    /// How is delivered.
    pub delivery: String,
    /// Whom to ask.
    pub contact: String,
    /// What else was agreed.
    pub terms: String,
    /// Why it was changed last.
    pub note: String,
    /// Since when it is like this.
    pub since: Option<Timestamp>,
}

/// One line about a category, as customers may know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgreedLine {
    /// The category's name; none for the whole catalog.
    pub category: Option<String>,
    /// Which of its products; none for all.
    pub only: Option<Only>,
    /// What it says of them.
    pub says: AgreedRule,
    /// From how many pieces on.
    pub least: Quantity,
}

/// What a line says, as customers may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgreedRule {
    /// They may buy it.
    In,
    /// They may not.
    Out,
    /// So much is taken off its list price.
    Discount(Rate),
    /// It has an agreed price; what that is reckoned from is not told.
    Price,
}

#[derive(Debug, Deserialize)]
struct Rows {
    terms: Vec<Row>,
    lines: Vec<LineRow>,
    products: Vec<CountRow>,
}

#[derive(Debug, Deserialize)]
struct LineRow {
    revision: RevisionId,
    category: Option<String>,
    only: String,
    rule: String,
    rate: Option<Rate>,
    least: Quantity,
}

impl LineRow {
    fn told(&self) -> AgreedLine {
        AgreedLine {
            category: self.category.clone(),
            only: Only::stored(&self.only),
            says: match (self.rule.as_str(), self.rate) {
                ("in", _) => AgreedRule::In,
                ("out", _) => AgreedRule::Out,
                ("discount", Some(rate)) => AgreedRule::Discount(rate),
                _ => AgreedRule::Price,
            },
            least: self.least,
        }
    }
}

#[derive(Debug, Deserialize)]
struct CountRow {
    revision: RevisionId,
    kind: String,
    products: i64,
}

#[derive(Debug, Deserialize)]
struct Row {
    revision: RevisionId,
    payment: String,
    delivery: String,
    contact: String,
    terms: String,
    note: String,
    published_at: Option<Timestamp>,
}

/// `$1` the customer, `$2` the revisions, `$3` now.
static TERMS: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "terms",
            &[
                "revision",
                "payment",
                "delivery",
                "contact",
                "terms",
                "note",
                "published_at",
            ],
            "SELECT id AS revision, payment, delivery, contact, terms, note, published_at
             FROM agreement_revision
             WHERE id <in $2> AND (customer_id = $1 OR customer_id IS NULL)",
        ),
        (
            "lines",
            &["revision", "category", "only", "rule", "rate", "least"],
            "SELECT x.revision_id AS revision, c.name AS category, x.only_those AS only, x.rule,
                 CASE x.rule WHEN 'discount' THEN x.rate END AS rate, x.min_quantity AS least
             FROM agreement_category x LEFT JOIN category c ON c.id = x.category_id
             WHERE x.revision_id <in $2> AND (x.customer_id = $1 OR x.customer_id IS NULL)
                 AND x.valid_from <= $3 AND $3 < x.valid_until
             ORDER BY x.revision_id, x.number",
        ),
        (
            "products",
            &["revision", "kind", "products"],
            "SELECT x.revision AS revision, x.kind AS kind, COUNT(*) AS products
             FROM (SELECT p.revision_id AS revision, p.product_id AS product,
                     CASE p.rule WHEN 'out' THEN 'out' ELSE 'in' END AS kind
                 FROM agreement_product p
                 WHERE p.revision_id <in $2> AND (p.customer_id = $1 OR p.customer_id IS NULL)
                     AND p.valid_from <= $3 AND $3 < p.valid_until
                 UNION
                 SELECT p.revision_id, p.product_id, 'priced' FROM agreement_product p
                 WHERE p.revision_id <in $2> AND (p.customer_id = $1 OR p.customer_id IS NULL)
                     AND p.valid_from <= $3 AND $3 < p.valid_until
                     AND p.rule NOT IN ('in', 'out')) x
             GROUP BY x.revision, x.kind",
        ),
    ])
});

/// What a revision that applies to a customer says of payment; nothing if it says
/// nothing.
#[must_use]
pub fn ask_payment(customer: CustomerId, revision: RevisionId) -> Asked<'static, String> {
    #[derive(Deserialize)]
    struct Row {
        payment: String,
    }
    static PAYMENT: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["payment"],
            "SELECT r.payment FROM agreement_revision r
             WHERE r.id = $1 AND (r.customer_id = $2 OR r.customer_id IS NULL)",
        )
    });
    PAYMENT.ask::<Row>(args![revision, customer]).map(|rows| {
        rows.into_iter()
            .next()
            .map_or(String::new(), |row| row.payment)
    })
}

/// What the agreements say that apply to somebody now, in the order in which
/// they count.
#[must_use]
pub fn ask_agreed_terms(shopper: Shopper<'_>, now: Timestamp) -> Asked<'static, Vec<AgreedTerms>> {
    let agreed: Vec<_> = shopper
        .in_force
        .iter()
        .flat_map(|in_force| in_force.all().cloned())
        .collect();
    let revisions: Vec<RevisionId> = agreed.iter().map(|one| one.revision).collect();
    let asked: Asked<'static, Rows> = TERMS.ask(args![shopper.company.id, json!(revisions), now]);
    asked.map(move |rows| {
        let Rows {
            terms: mut rows,
            lines,
            products,
        } = rows;
        agreed
            .into_iter()
            .filter_map(|one| {
                let at = rows.iter().position(|row| row.revision == one.revision)?;
                let row = rows.swap_remove(at);
                let of_it = lines.iter().filter(|line| line.revision == one.revision);
                let count = |kind: &str| {
                    products
                        .iter()
                        .find(|count| count.revision == one.revision && count.kind == kind)
                        .map_or(0, |count| count.products)
                };
                Some(AgreedTerms {
                    lines: of_it.map(LineRow::told).collect(),
                    single_in: count("in"),
                    single_out: count("out"),
                    single_priced: count("priced"),
                    currency: one.currency,
                    number: one.number,
                    reach: one.reach,
                    valid: Validity {
                        from: one.valid_from,
                        until: one.valid_until,
                    },
                    payment: row.payment,
                    delivery: row.delivery,
                    contact: row.contact,
                    terms: row.terms,
                    note: row.note,
                    since: row.published_at,
                })
            })
            .collect()
    })
}
