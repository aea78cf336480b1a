//! An order begins. Called by whoever places it (an approved request, a
//! basket) inside their transaction, so that the request and its order are
//! one change.

use super::State;
use super::messages;
use crate::args;
use crate::assets::replaces;
use crate::audit;
use crate::configurations::factory::Services;
use crate::id::{
    ConfigurationRevisionId, CostCentreId, CustomerId, MembershipId, OrderId, OrderLineId,
    ProductId, RequestId, UnitId,
};
use crate::identity::{Actor, Standing};
use crate::mail::Recipient;
use crate::profile::{self, Interaction, LineSeen, TouchPoint};
use crate::store::{Insert, Result, StoreError, Tx, next_number};
use crate::subscriptions::wish::Wish;
use crate::{Currency, Day, Money, Quantity, Timestamp};
use serde_json::{Value as JsonValue, json};

/// An order about to be placed. Who may place it, and whether prices and
/// lines are right, has been decided by the caller.
#[derive(Debug, Clone)]
pub struct NewOrder {
    /// The order, made by the caller so that a repeated form can answer it.
    pub id: OrderId,
    /// The customer.
    pub customer: CustomerId,
    /// Who places it.
    pub placed_by: MembershipId,
    /// Who asked for it; `None` if whoever places it did.
    pub requested_by: Option<MembershipId>,
    /// The unit it is for.
    pub unit: Option<UnitId>,
    /// The cost centre that bears it.
    pub cost_centre: Option<CostCentreId>,
    /// The request it fulfils.
    pub request: Option<RequestId>,
    /// The customer's purchase order number.
    pub po_number: String,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// The currency of every price.
    pub currency: Currency,
    /// What is ordered, at least one line.
    pub lines: Vec<NewOrderLine>,
}

/// One line of a new order: a product or a standard configuration.
#[derive(Debug, Clone)]
pub struct NewOrderLine {
    /// The line.
    pub id: OrderLineId,
    /// The product, if it is one.
    pub product: Option<ProductId>,
    /// The standard configuration as it was published then, if it is one.
    pub configuration: Option<ConfigurationRevisionId>,
    /// Its number.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What was chosen: `[{"group":"Memory","option":"32 GB","sku":"MEM-32",
    /// "pieces":1}]`.
    pub options: JsonValue,
    /// What is done to it at the factory.
    pub services: Services,
    /// What was chosen about it, of a term of a subscription.
    pub wish: Option<Wish>,
    /// How many, more than nothing.
    pub quantity: Quantity,
    /// In which unit it is counted and priced, by its code.
    pub unit: String,
    /// The price of one, in the order's currency.
    pub price: Money,
    /// The units of equipment that it is to replace, as
    /// [`replaces`](crate::assets::replaces) reads them.
    pub replaces: String,
}

/// Places an order and answers the number that people will call it by:
/// `2026-000123`. Writes the order, its lines, the first event, the audit
/// row, the interaction and the messages, in two statements. `people` are
/// those who are told ([`ask_people_told`](super::ask_people_told)); `with` is
/// inserted in the same statement.
///
/// # Errors
/// If the storage fails, or the lines don't add up to an amount in the
/// order's currency.
pub async fn place(
    tx: &mut Tx,
    actor: &Actor,
    order: NewOrder,
    people: Vec<Recipient>,
    with: Option<Insert>,
    now: Timestamp,
) -> Result<String, StoreError> {
    let amounts = amounts(&order)?;
    let total = amounts
        .iter()
        .try_fold(Money::zero(order.currency), |sum, amount| sum.plus(*amount))
        .ok_or_else(|| impossible("the lines don't add up"))?;
    let requested_by = order.requested_by.unwrap_or(order.placed_by);
    // As late as possible: until this order is committed, PostgreSQL lets
    // nobody else have a number.
    let year = Day::of(now).year();
    let number = numbered(year, next_number(tx, &format!("order-{year}")).await?);
    let agreement = actor
        .member()
        .and_then(|member| member.in_force.as_ref())
        .map_or(String::new(), |agreed| agreed.first.number.clone());

    let remembered = Interaction {
        touch_point: match actor.standing() {
            Standing::Member(_) => TouchPoint::Web,
            Standing::Staff(_) | Standing::System => TouchPoint::Console,
        },
        ..interaction(&order, &number, total, now).by(actor)
    };
    let event = super::event::Event {
        customer: order.customer,
        order: order.id,
        kind: super::EventKind::Placed,
        text: String::new(),
        detail: json!({ "po_number": order.po_number }),
    };
    let entry = audit::Entry {
        action: "order.placed",
        subject: order.id.to_string(),
        customer: Some(order.customer),
        detail: json!({
            "number": number,
            "total_minor": total.minor,
            "currency": order.currency.code(),
            "lines": order.lines.len(),
            "request": order.request,
        }),
    };
    let payload = json!({
        "number": number,
        "who": actor.name(),
        "po": if order.po_number.is_empty() { "no" } else { "yes" },
        "po_number": order.po_number,
        "total_minor": total.minor,
        "currency": order.currency.code(),
        "lines": lines_in_words(&order.lines),
        "path": format!("/orders/{}", order.id),
    });
    let messages = messages::written(people, order.customer, "order-placed", &payload, now);
    let placed = Insert::row(
        "INSERT INTO purchase_order (id, customer_id, number, placed_by, requested_by, request_id,
             unit_id, cost_centre_id, agreement, po_number, po_key, state, currency, total_minor,
             lines, needed_by, placed_at, desk_at) VALUES",
        args![
            order.id,
            order.customer,
            number.as_str(),
            order.placed_by,
            requested_by,
            order.request,
            order.unit,
            order.cost_centre,
            agreement,
            order.po_number.as_str(),
            order.po_number.to_lowercase(),
            State::Placed.code(),
            order.currency,
            total.minor,
            i64::try_from(order.lines.len()).unwrap_or(i64::MAX),
            order.needed_by,
            now,
            now,
        ],
    );
    let rows = [
        placed,
        line_rows(&order, &amounts),
        event.row(actor, now),
        entry.row(actor, now),
        profile::rows(vec![remembered]),
        messages,
    ];
    tx.insert(rows.into_iter().chain(with)).await?;
    Ok(number)
}

/// The number that people call an order by.
pub(super) fn numbered(year: i64, count: i64) -> String {
    format!("{year}-{count:06}")
}

pub(super) fn impossible(what: &str) -> StoreError {
    StoreError::bad_row("order_line", what)
}

pub(super) fn amounts(order: &NewOrder) -> Result<Vec<Money>> {
    order
        .lines
        .iter()
        .map(|line| {
            (line.price.currency == order.currency)
                .then(|| line.price.times(line.quantity))
                .flatten()
                .ok_or_else(|| impossible("a price is not in the order's currency, or too large"))
        })
        .collect()
}

fn line_rows(order: &NewOrder, amounts: &[Money]) -> Insert {
    let rows = order
        .lines
        .iter()
        .zip(amounts)
        .zip(1_i64..)
        .map(|((line, amount), position)| {
            args![
                line.id,
                order.customer,
                order.id,
                position,
                line.product,
                line.configuration,
                line.sku.as_str(),
                line.name.as_str(),
                line.options.clone(),
                json!(line.services),
                line.wish.as_ref().map(|wish| json!(wish)),
                line.quantity,
                line.price.minor,
                amount.minor,
                line.unit.as_str(),
                line.replaces.as_str(),
            ]
        })
        .collect();
    Insert::rows(
        "INSERT INTO order_line (id, customer_id, order_id, position, product_id,
             configuration_revision_id, sku, name, options, services, subscription,
             quantity, price_minor, amount_minor, unit, replaces) VALUES",
        rows,
    )
}

/// One interaction for the whole order: the learning rules read its lines.
pub(super) fn interaction(
    order: &NewOrder,
    number: &str,
    total: Money,
    at: Timestamp,
) -> Interaction {
    let lines: Vec<LineSeen> = order
        .lines
        .iter()
        .map(|line| LineSeen {
            product: line.product,
            configuration: line.configuration,
            sku: line.sku.clone(),
            name: line.name.clone(),
            options: LineSeen::options_from(&line.options),
            quantity: line.quantity,
            replaces: replaces::read(&line.replaces),
        })
        .collect();
    Interaction::ordered(
        order.customer,
        order.placed_by,
        order.unit,
        order.id,
        number,
        order.request,
        &lines,
        total,
        at,
    )
}

/// The most lines that a message lists.
const LISTED: usize = 12;

/// The lines as a message lists them: `2 × Dock, 100 W (DOCK-100)`.
fn lines_in_words(lines: &[NewOrderLine]) -> String {
    let mut text: Vec<String> = lines
        .iter()
        .take(LISTED)
        .map(|line| format!("{} × {} ({})", line.quantity, line.name, line.sku))
        .collect();
    if lines.len() > LISTED {
        text.push(format!("… + {}", lines.len() - LISTED));
    }
    text.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::{CustomerRole, testing};
    use crate::orders::ask_people_told;
    use crate::orders::testing::{line, new_order};
    use crate::store::testing::both_engines;
    use crate::store::{Db, Query, Scope, counted};

    async fn place_one(db: &Db, actor: &Actor, order: NewOrder) -> Result<String> {
        let actor = actor.clone();
        db.write(actor.scope(), move |tx| {
            Box::pin(async move {
                let members = [
                    order.requested_by.unwrap_or(order.placed_by),
                    order.placed_by,
                ];
                let people = ask_people_told(order.customer, members).fetch(tx).await?;
                let now = Timestamp(1_781_417_520_000);
                place(tx, &actor, order, people, None, now).await
            })
        })
        .await
    }

    both_engines!(an_order_is_placed_whole, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let manager =
            testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let requester = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let other = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let mut order = new_order(
            &manager,
            vec![line("DOCK-100", 2, 11_800), line("MOUSE", 3, 950)],
        );
        order.requested_by = requester.member().map(|member| member.id);
        let id = order.id;
        assert_eq!(
            place_one(&db, &manager, order).await.unwrap(),
            "2026-000001"
        );
        let again = new_order(&manager, vec![line("DOCK-100", 1, 11_800)]);
        assert_eq!(
            place_one(&db, &manager, again).await.unwrap(),
            "2026-000002"
        );

        let mut read = db.read(manager.scope()).await.unwrap();
        let (state, total, lines): (String, i64, i64) = read
            .one(
                "SELECT state, total_minor, lines FROM purchase_order
                 WHERE id = $1 AND customer_id = $2",
                args![id, company.id],
            )
            .await
            .unwrap();
        assert_eq!((state.as_str(), total, lines), ("placed", 26_450, 2));
        let ordered: Vec<(String, i64)> = read
            .all(
                "SELECT text, amount FROM interaction
                 WHERE customer_id = $1 AND kind = 'ordered' ORDER BY id LIMIT 2",
                args![company.id],
            )
            .await
            .unwrap();
        assert_eq!(
            ordered,
            [("2026-000001".to_owned(), 2), ("2026-000002".to_owned(), 1)]
        );
        drop(read);
        let mut read = db.read(Scope::system()).await.unwrap();
        let told: Vec<String> = read
            .all::<(String,)>(
                "SELECT recipient FROM outbox WHERE customer_id = $1
                   AND kind = 'order-placed' ORDER BY created_at, id",
                args![company.id],
            )
            .await
            .unwrap()
            .into_iter()
            .map(|(email,)| email)
            .collect();
        assert_eq!(told.len(), 3, "requester and manager, then the manager");
        assert!(told.contains(&requester.email().to_owned()));
        assert!(!told.contains(&other.email().to_owned()));
    });

    both_engines!(an_order_takes_two_statements, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let manager =
            testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let order = new_order(&manager, (0..40).map(|_| line("DOCK", 1, 100)).collect());
        let statements = db
            .write::<_, StoreError, _>(manager.scope(), move |tx| {
                Box::pin(async move {
                    let (placed, statements) =
                        counted(place(tx, &manager, order, Vec::new(), None, Timestamp(0))).await;
                    placed?;
                    Ok(statements)
                })
            })
            .await
            .unwrap();
        assert_eq!(statements, 2);
    });

    both_engines!(what_does_not_add_up_is_not_placed, |db| async move {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let manager =
            testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let mut order = new_order(&manager, vec![line("DOCK", 1, 100)]);
        order.currency = Currency::USD;
        assert!(place_one(&db, &manager, order).await.is_err());
        let order = new_order(
            &manager,
            vec![line("DOCK", 1, i64::MAX), line("DOCK", 1, 1)],
        );
        assert!(place_one(&db, &manager, order).await.is_err());
        let mut read = db.read(Scope::system()).await.unwrap();
        let orders: Option<i64> = read
            .scalar("SELECT COUNT(*) FROM purchase_order /* system */", args![])
            .await
            .unwrap();
        assert_eq!(orders, Some(0));
    });

    #[test]
    fn a_long_order_is_listed_in_part() {
        let lines: Vec<NewOrderLine> = (0..15).map(|_| line("DOCK", 1, 100)).collect();
        let text = lines_in_words(&lines);
        assert_eq!(text.lines().count(), 13);
        assert!(text.starts_with("1 × DOCK by name (DOCK)\n") && text.ends_with("… + 3"));
    }
}
