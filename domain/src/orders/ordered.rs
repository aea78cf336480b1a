//! What was ordered, for whoever wants the same again.

use crate::id::{OrderId, ProductId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::OptionSeen;
use crate::store::{Asked, JsonSets, json_or_text};
use crate::{Currency, Money, Quantity, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// An earlier order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordered {
    /// What people call it by.
    pub number: String,
    /// Its lines, in their order.
    pub lines: Vec<OrderedLine>,
}

/// What a line of it asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderedLine {
    /// The product; none if it was a standard configuration.
    pub product: Option<ProductId>,
    /// Its SKU, or the standard's code, as it was then.
    pub sku: String,
    /// Its name as it was then.
    pub name: String,
    /// What was chosen in a standard configuration.
    pub options: Vec<OptionSeen>,
    /// How many were ordered.
    pub quantity: Quantity,
    /// The price of one then.
    pub paid: Money,
}

/// The lines of an order: a member's own, or of their company if they may see
/// all of it. Answers nothing for an order that is not theirs to see.
///
/// # Errors
/// [`Denied`] for who is no member that may order or ask for anything.
pub fn ask_ordered(actor: &Actor, id: OrderId) -> Result<Asked<'static, Option<Ordered>>, Denied> {
    let member = actor.member_who_may(Permission::Browse)?;
    let sees_all = actor.may(Permission::SeeCompany);
    let own = (!sees_all).then_some(member.id);
    Ok(ORDERED
        .ask(args![id, member.company.id, own])
        .map(|sets: Sets| {
            let head = sets.heads.into_iter().next()?;
            let lines = sets.lines.into_iter().map(|row| row.line(head.currency));
            Some(Ordered {
                number: head.number,
                lines: lines.collect(),
            })
        }))
}

/// `$1` the order, `$2` the customer, `$3` the member, or NULL for who sees
/// all of the company's.
static ORDERED: LazyLock<JsonSets> = LazyLock::new(|| {
    JsonSets::new(&[
        (
            "heads",
            &["number", "currency"],
            "SELECT number, currency FROM purchase_order WHERE id = $1 AND customer_id = $2
               AND ($3 IS NULL OR placed_by = $3 OR requested_by = $3)",
        ),
        (
            "lines",
            &[
                "product_id",
                "sku",
                "name",
                "options",
                "quantity",
                "price_minor",
            ],
            "SELECT product_id, sku, name, options, quantity, price_minor FROM order_line
             WHERE order_id = $1 AND customer_id = $2 ORDER BY position",
        ),
    ])
});

#[derive(Deserialize)]
struct Sets {
    heads: Vec<Head>,
    lines: Vec<LineRow>,
}

#[derive(Deserialize)]
struct Head {
    number: String,
    currency: Currency,
}

#[derive(Deserialize)]
struct LineRow {
    product_id: Option<ProductId>,
    sku: String,
    name: String,
    #[serde(deserialize_with = "json_or_text")]
    options: Vec<OptionSeen>,
    quantity: Quantity,
    price_minor: i64,
}

impl LineRow {
    fn line(self, currency: Currency) -> OrderedLine {
        OrderedLine {
            product: self.product_id,
            sku: self.sku,
            name: self.name,
            options: self.options,
            quantity: self.quantity,
            paid: Money::new(self.price_minor, currency),
        }
    }
}
