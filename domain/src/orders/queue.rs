//! What lies on the order desk: everybody's orders, the most pressing first.

use super::{Finding, Need, State, finding, need};
use crate::args;
use crate::id::{CustomerId, MembershipId, OrderId};
use crate::identity::{Actor, Denied, Names, Permission, names};
use crate::store::{Args, Db, JsonRows, StoreError};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Which orders the desk looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pile {
    /// Everything that is not over, the most pressing first.
    #[default]
    Open,
    /// What nobody has acknowledged.
    ToAcknowledge,
    /// What was promised and has not left completely.
    ToShip,
    /// What has left and not arrived.
    UnderWay,
    /// What has arrived.
    Delivered,
    /// What was called off.
    Cancelled,
    /// All, the newest first.
    All,
}

impl Pile {
    /// Every pile in the order in which they are offered.
    pub const ALL: &'static [Pile] = &[
        Pile::Open,
        Pile::ToAcknowledge,
        Pile::ToShip,
        Pile::UnderWay,
        Pile::Delivered,
        Pile::Cancelled,
        Pile::All,
    ];

    /// How it stands in an address; empty for what is open.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Pile::Open => "",
            Pile::ToAcknowledge => "to-acknowledge",
            Pile::ToShip => "to-ship",
            Pile::UnderWay => "under-way",
            Pile::Delivered => "delivered",
            Pile::Cancelled => "cancelled",
            Pile::All => "all",
        }
    }

    /// The pile of this code; what is open if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Pile::ALL
            .iter()
            .copied()
            .find(|pile| pile.code() == code)
            .unwrap_or_default()
    }

    /// Whether the desk has still something to do with what lies on it, so
    /// that it is in the order in which it has to be done.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Pile::Open | Pile::ToAcknowledge | Pile::ToShip | Pile::UnderWay
        )
    }
}

/// A view of the queue, as its address says.
#[derive(Debug, Clone, Default)]
pub struct QueueView {
    /// Which pile.
    pub pile: Pile,
    /// A number, the end of one, or the beginning of a purchase order number.
    /// All piles are searched.
    pub search: String,
    /// Only this customer's orders, of all piles.
    pub customer: Option<CustomerId>,
    /// How many rows come before.
    pub offset: i64,
    /// How many rows at most.
    pub limit: i64,
}

/// One order in the queue.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct QueueRow {
    /// The order.
    pub id: OrderId,
    /// What people call it by.
    pub number: String,
    /// Whose it is.
    pub customer_id: CustomerId,
    /// For whom it is.
    pub requested_by: MembershipId,
    /// The customer's purchase order number.
    pub po_number: String,
    /// Where it is in its life.
    pub state: State,
    /// How many lines it has.
    pub lines: i64,
    /// How many parcels have left.
    pub parcels: i64,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// The day promised for it, or for the rest.
    pub promised_at: Option<Day>,
    /// When the desk must have acted.
    pub desk_at: Option<Timestamp>,
    currency: Currency,
    total_minor: i64,
    found: i64,
}

impl QueueRow {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }

    /// What it needs of the desk.
    #[must_use]
    pub fn need(&self, now: Timestamp) -> Need {
        need(self.state, self.desk_at, now)
    }
}

/// A page of the queue.
#[derive(Debug, Clone, Default)]
pub struct Queue {
    /// The orders.
    pub rows: Vec<QueueRow>,
    /// How many the view has, counted up to [`COUNTED`].
    pub found: i64,
    /// What companies and people are called.
    pub names: Names,
}

/// The most rows that are counted: nobody turns so many pages.
pub const COUNTED: i64 = 10_000;

const COLUMNS: [&str; 15] = [
    "id",
    "number",
    "customer_id",
    "requested_by",
    "po_number",
    "state",
    "lines",
    "parcels",
    "placed_at",
    "needed_by",
    "promised_at",
    "desk_at",
    "currency",
    "total_minor",
    "found",
];

/// `$1` and `$2` say which rows; the rest is the condition's own.
fn statement(which: &str, order: &str) -> JsonRows {
    JsonRows::new(
        &COLUMNS,
        &format!(
            "SELECT id, number, customer_id, requested_by, po_number, state, lines, parcels,
                 placed_at, needed_by, promised_at, desk_at, currency, total_minor,
                 (SELECT COUNT(*) FROM (SELECT 1 AS one FROM purchase_order WHERE {which}
                   LIMIT {COUNTED}) counted) AS found
             FROM purchase_order WHERE {which}
             ORDER BY {order} LIMIT ($1 + 0) OFFSET ($2 + 0) /* staff */"
        ),
    )
}

const PRESSING_FIRST: &str = "desk_at, id";
const NEWEST_FIRST: &str = "placed_at DESC, id DESC";

static OPEN: LazyLock<JsonRows> =
    LazyLock::new(|| statement("desk_at IS NOT NULL", PRESSING_FIRST));
// Written so that the index of states is not taken: what is open lies in the
// order of `desk_at` already.
static OPEN_IN_STATES: LazyLock<JsonRows> = LazyLock::new(|| {
    statement(
        "desk_at IS NOT NULL AND state || '' IN ($3, $4)",
        PRESSING_FIRST,
    )
});
static IN_STATE: LazyLock<JsonRows> = LazyLock::new(|| statement("state = $3", NEWEST_FIRST));
static ALL: LazyLock<JsonRows> = LazyLock::new(|| statement("placed_at IS NOT NULL", NEWEST_FIRST));
static OF_CUSTOMER: LazyLock<JsonRows> =
    LazyLock::new(|| statement("customer_id = $3", NEWEST_FIRST));
static FOUND: LazyLock<JsonRows> = LazyLock::new(|| {
    statement(
        "id IN (
            SELECT id FROM purchase_order /* staff */ WHERE number IN ($3, $4, $5, $6, $7, $8)
            UNION
            SELECT id FROM purchase_order WHERE po_key >= $9 AND po_key < $10)",
        NEWEST_FIRST,
    )
});

/// The statement for a view and its values.
fn ask(view: &QueueView, now: Timestamp) -> (&'static JsonRows, Args) {
    let mut values = args![view.limit, view.offset];
    let statement = if let Some(found) = finding(&view.search, Day::of(now).year()) {
        values.extend(found_values(found));
        &*FOUND
    } else if let Some(customer) = view.customer {
        values.extend(args![customer]);
        &*OF_CUSTOMER
    } else {
        let states: &[State] = match view.pile {
            Pile::Open | Pile::All => &[],
            Pile::ToAcknowledge => &[State::Placed, State::Placed],
            Pile::ToShip => &[State::Acknowledged, State::PartlyShipped],
            Pile::UnderWay => &[State::Shipped, State::Shipped],
            Pile::Delivered => &[State::Delivered],
            Pile::Cancelled => &[State::Cancelled],
        };
        values.extend(states.iter().flat_map(|state| args![state.code()]));
        match view.pile {
            Pile::Open => &*OPEN,
            Pile::All => &*ALL,
            Pile::ToAcknowledge | Pile::ToShip | Pile::UnderWay => &*OPEN_IN_STATES,
            Pile::Delivered | Pile::Cancelled => &*IN_STATE,
        }
    };
    (statement, values)
}

/// Always six numbers, so that the statement is always the same.
fn found_values(found: Finding) -> Args {
    let first = found.numbers.first().cloned().unwrap_or_default();
    let mut values: Args = (0..6)
        .flat_map(|at| args![found.numbers.get(at).unwrap_or(&first)])
        .collect();
    values.extend(args![found.po_from, found.po_until]);
    values
}

/// A page of the queue.
///
/// # Errors
/// [`Denied`] unless the person sees customers' orders.
pub async fn queue<E>(db: &Db, actor: &Actor, view: &QueueView, now: Timestamp) -> Result<Queue, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::SeeCustomers)?;
    let (statement, values) = ask(view, now);
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<QueueRow> = statement.all(&mut read, values).await?;
    let mut ids: Vec<Uuid> = rows
        .iter()
        .flat_map(|row| [row.customer_id.0, row.requested_by.0])
        .collect();
    ids.extend(view.customer.map(|id| id.0));
    let names = names(&mut read, None, ids).await?;
    Ok(Queue {
        found: rows.first().map_or(0, |row| row.found),
        rows,
        names,
    })
}

/// The whole queue of a view as one list, for files: at most [`COUNTED`].
#[must_use]
pub fn whole(view: &QueueView) -> QueueView {
    QueueView {
        offset: 0,
        limit: COUNTED,
        ..view.clone()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::identity::testing::Failed;
    use crate::identity::{CustomerRole, StaffRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::orders::{Change, Promise, acknowledge};
    use crate::store::testing::both_engines;
    use crate::store::{FormKey, Scope};

    pub const NOW: Timestamp = Timestamp(1_781_417_520_000);

    fn view(pile: Pile) -> QueueView {
        QueueView {
            pile,
            limit: 50,
            ..QueueView::default()
        }
    }

    async fn pos(db: &Db, desk: &Actor, view: QueueView, now: Timestamp) -> Vec<String> {
        let queue = queue::<Failed>(db, desk, &view, now).await.unwrap();
        queue.rows.into_iter().map(|row| row.po_number).collect()
    }

    /// Promised for in two days, promised for in one, new, newer: of one customer.
    pub async fn some_orders(db: &Db) -> (Actor, CustomerId) {
        let desk = testing::staff(db, &[StaffRole::OrderDesk]).await;
        let (company, unit) = testing::customer(db, "Halden Marine").await;
        let manager = testing::member(db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        for (number, days) in [(1_i64, Some(2)), (2, Some(1)), (3, None), (4, None)] {
            let mut order = new_order(&manager, vec![line("DOCK", 1, 100)]);
            order.po_number = format!("PO-{number}");
            let order = placed(db, &manager, order, NOW.plus_seconds(number)).await;
            if let Some(days) = days {
                let promise = Promise {
                    change: Change {
                        key: FormKey::fresh(),
                        order,
                        version: 1,
                    },
                    day: Day::of(NOW).plus_days(days),
                    later: Vec::new(),
                    note: String::new(),
                };
                acknowledge(db, &desk, promise, NOW).await.unwrap();
            }
        }
        (desk, company.id)
    }

    both_engines!(the_most_pressing_comes_first, |db| async move {
        let (desk, customer) = some_orders(&db).await;
        let later = NOW.plus_days(3);
        assert_eq!(
            pos(&db, &desk, view(Pile::Open), later).await,
            ["PO-3", "PO-4", "PO-2", "PO-1"]
        );
        assert_eq!(
            pos(&db, &desk, view(Pile::ToAcknowledge), NOW).await,
            ["PO-3", "PO-4"]
        );
        assert_eq!(
            pos(&db, &desk, view(Pile::ToShip), NOW).await,
            ["PO-2", "PO-1"]
        );
        assert!(pos(&db, &desk, view(Pile::UnderWay), NOW).await.is_empty());
        assert!(pos(&db, &desk, view(Pile::Cancelled), NOW).await.is_empty());
        assert_eq!(
            pos(&db, &desk, view(Pile::All), NOW).await.first().unwrap(),
            "PO-4"
        );
        let of_customer = QueueView {
            customer: Some(customer),
            ..view(Pile::Open)
        };
        let all = queue::<Failed>(&db, &desk, &of_customer, NOW)
            .await
            .unwrap();
        assert_eq!((all.found, all.names.of(customer)), (4, "Halden Marine"));
    });

    both_engines!(
        an_order_is_found_by_its_number_or_purchase_order,
        |db| async move {
            let (desk, _) = some_orders(&db).await;
            let search = |text: &str| QueueView {
                search: text.to_owned(),
                ..view(Pile::Cancelled)
            };
            assert_eq!(pos(&db, &desk, search("2"), NOW).await, ["PO-2"]);
            assert_eq!(pos(&db, &desk, search("2026-000004"), NOW).await, ["PO-4"]);
            assert_eq!(pos(&db, &desk, search("po-"), NOW).await.len(), 4);
            assert!(pos(&db, &desk, search("o-3"), NOW).await.is_empty());
            let member_sees_none = {
                let (company, unit) = testing::customer(&db, "Elsewhere").await;
                let member =
                    testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
                queue::<Failed>(&db, &member, &search("2"), NOW).await
            };
            assert!(matches!(member_sees_none, Err(Failed::Denied(_))));
        }
    );

    both_engines!(no_pile_is_sorted_or_scanned, |db| async move {
        let customer = QueueView {
            customer: Some(CustomerId::new()),
            ..view(Pile::Open)
        };
        let views = [
            (view(Pile::Open), "purchase_order_at_desk"),
            (view(Pile::ToShip), "purchase_order_at_desk"),
            (view(Pile::Delivered), "purchase_order_by_state"),
            (view(Pile::All), "purchase_order_by_time"),
            (customer, "purchase_order_by_customer"),
        ];
        let mut read = db.read(Scope::system()).await.unwrap();
        for (view, index) in views {
            let (statement, values) = ask(&view, NOW);
            let plan = statement.plan(&mut read, values).await.unwrap();
            assert!(plan.contains(index), "{view:?}: {plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                "{view:?}: {plan}"
            );
        }
        let search = QueueView {
            search: "871".to_owned(),
            ..view(Pile::Open)
        };
        let (statement, values) = ask(&search, NOW);
        let plan = statement.plan(&mut read, values).await.unwrap();
        assert!(
            plan.contains("purchase_order_by_po") && plan.contains("number"),
            "{plan}"
        );
        assert!(
            !plan.contains("SCAN purchase_order\n") && !plan.contains("Seq Scan"),
            "{plan}"
        );
    });
}
