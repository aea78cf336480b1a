//! A company's orders, as its members see them: their own, or all of the
//! company's if they may.

use super::{State, finding::contains};
use crate::args;
use crate::id::{CostCentreId, CustomerId, MembershipId, OrderId};
use crate::identity::{Actor, Denied, Names, Permission, names, names_and_cost_centres};
use crate::store::{Args, Asked, Db, JsonRows, OwnId, OwnIds, StoreError};
use crate::{Currency, Day, Money, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Which orders a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// All.
    #[default]
    All,
    /// Something is still to come.
    UnderWay,
    /// Everything has arrived.
    Delivered,
    /// Called off.
    Cancelled,
}

impl Group {
    /// Every group in the order in which they are offered.
    pub const ALL: &'static [Group] = &[
        Group::All,
        Group::UnderWay,
        Group::Delivered,
        Group::Cancelled,
    ];

    /// How it stands in an address; empty for all.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Group::All => "",
            Group::UnderWay => "under-way",
            Group::Delivered => "delivered",
            Group::Cancelled => "cancelled",
        }
    }

    /// The group of this code; all if there is none.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Group::ALL
            .iter()
            .copied()
            .find(|group| group.code() == code)
            .unwrap_or_default()
    }

    /// Its states, each between commas; empty for all.
    fn states(self) -> String {
        let states: &[State] = match self {
            Group::All => return String::new(),
            Group::UnderWay => &[
                State::Placed,
                State::Acknowledged,
                State::PartlyShipped,
                State::Shipped,
            ],
            Group::Delivered => &[State::Delivered],
            Group::Cancelled => &[State::Cancelled],
        };
        states
            .iter()
            .fold(",".to_owned(), |all, state| all + state.code() + ",")
    }
}

/// By what a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// When it was placed; so by number, too.
    #[default]
    Placed,
    /// What it comes to.
    Total,
    /// The promised day.
    Promised,
}

/// A view of the list, as its address says.
#[derive(Debug, Clone, Default)]
pub struct ListView {
    /// Part of a number or of a purchase order number.
    pub search: String,
    /// Which orders.
    pub group: Group,
    /// Only those of this cost centre.
    pub cost_centre: Option<CostCentreId>,
    /// Only the member's own, though they may see the company's.
    pub mine: bool,
    /// By what.
    pub sort: SortBy,
    /// Largest or latest first.
    pub descending: bool,
    /// How many rows come before.
    pub offset: i64,
    /// How many rows at most.
    pub limit: i64,
}

/// One order in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct OrderRow {
    /// The order.
    pub id: OrderId,
    /// What people call it by.
    pub number: String,
    /// When it was placed.
    pub placed_at: Timestamp,
    /// The customer's purchase order number.
    pub po_number: String,
    /// The cost centre that bears it.
    pub cost_centre_id: Option<CostCentreId>,
    /// For whom it is.
    pub requested_by: MembershipId,
    /// Where it is in its life.
    pub state: State,
    /// How many parcels have left.
    pub parcels: i64,
    /// By when it is needed.
    pub needed_by: Option<Day>,
    /// The day promised for it, or for the rest.
    pub promised_at: Option<Day>,
    currency: Currency,
    total_minor: i64,
    found: i64,
}

impl OrderRow {
    /// What it comes to.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.total_minor, self.currency)
    }
}

/// A page of the list.
#[derive(Debug, Clone, Default)]
pub struct OrderList {
    /// The orders.
    pub rows: Vec<OrderRow>,
    /// How many the view has in all.
    pub found: i64,
    /// What cost centres and people are called.
    pub names: Names,
    /// The cost centres to filter by, for who sees the company's orders.
    pub cost_centres: Vec<(CostCentreId, String)>,
}

const COLUMNS: [&str; 13] = [
    "id",
    "number",
    "placed_at",
    "po_number",
    "cost_centre_id",
    "requested_by",
    "state",
    "parcels",
    "needed_by",
    "promised_at",
    "currency",
    "total_minor",
    "found",
];

const OWN: &str = "(requested_by = $2 OR placed_by = $2)";
const COMPANY: &str = "$2 IS NOT NULL";

/// `$1` the customer, `$2` the member, `$3` the states, `$4` what numbers
/// contain, `$5` the cost centre, `$6` and `$7` which rows.
fn statement(reach: &str, order: &str) -> JsonRows {
    let which = format!(
        "customer_id = $1 AND {reach} AND ($3 = '' OR $3 LIKE '%,' || state || ',%')
           AND ($4 = '' OR number LIKE ('' || $4) ESCAPE '\\' OR po_key LIKE ('' || $4) ESCAPE '\\')
           AND ($5 IS NULL OR cost_centre_id = $5)"
    );
    JsonRows::new(
        &COLUMNS,
        &format!(
            "SELECT id, number, placed_at, po_number, cost_centre_id, requested_by, state,
                 parcels, needed_by, promised_at, currency, total_minor,
                 (SELECT COUNT(*) FROM purchase_order WHERE {which}) AS found
             FROM purchase_order WHERE customer_id = $1 AND {which}
             ORDER BY {order} LIMIT ($6 + 0) OFFSET ($7 + 0)"
        ),
    )
}

/// The orders by which a list can be sorted; what is asked for never becomes
/// SQL.
const SORTS: [(SortBy, bool, &str); 6] = [
    (SortBy::Placed, true, "placed_at DESC, id DESC"),
    (SortBy::Placed, false, "placed_at, id"),
    (SortBy::Total, true, "total_minor DESC, id DESC"),
    (SortBy::Total, false, "total_minor, id"),
    (
        SortBy::Promised,
        true,
        "coalesce(promised_at, 0) DESC, id DESC",
    ),
    (SortBy::Promised, false, "coalesce(promised_at, 0), id"),
];

type Statements = Vec<(bool, SortBy, bool, JsonRows)>;

static STATEMENTS: LazyLock<Statements> = LazyLock::new(|| {
    [(true, COMPANY), (false, OWN)]
        .into_iter()
        .flat_map(|(company, reach)| {
            SORTS.map(|(sort, descending, order)| {
                (company, sort, descending, statement(reach, order))
            })
        })
        .collect()
});

/// A page of the member's orders, or of the company's.
///
/// # Errors
/// [`Denied`] if the person is no member who may look.
pub async fn list<E>(db: &Db, actor: &Actor, view: &ListView) -> Result<OrderList, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let company = actor.may(Permission::SeeCompany) && !view.mine;
    let statement = STATEMENTS
        .iter()
        .find(|(reach, sort, descending, _)| {
            (*reach, *sort, *descending) == (company, view.sort, view.descending)
        })
        .map(|(.., statement)| statement)
        .ok_or(StoreError::Closed)?;
    let mut read = db.read(actor.scope()).await?;
    let rows: Vec<OrderRow> = statement
        .all(&mut read, values(member.company.id, member.id, view))
        .await?;
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.requested_by.0).collect();
    ids.extend(
        rows.iter()
            .filter_map(|row| row.cost_centre_id)
            .map(|id| id.0),
    );
    ids.extend(view.cost_centre.map(|id| id.0));
    let customer = member.company.id;
    let (names, cost_centres) = if actor.may(Permission::SeeCompany) {
        names_and_cost_centres(&mut read, customer, ids).await?
    } else {
        (names(&mut read, Some(customer), ids).await?, Vec::new())
    };
    Ok(OrderList {
        found: rows.first().map_or(0, |row| row.found),
        rows,
        names,
        cost_centres,
    })
}

fn values(customer: crate::id::CustomerId, member: MembershipId, view: &ListView) -> Args {
    args![
        customer,
        member,
        view.group.states(),
        contains(&view.search),
        view.cost_centre,
        view.limit,
        view.offset,
    ]
}

/// Those of these ids that are the customer's orders.
#[must_use]
pub fn ask_own(customer: CustomerId, ids: &[Uuid]) -> Asked<'static, Vec<OwnId>> {
    static OWN: LazyLock<OwnIds> =
        LazyLock::new(|| OwnIds::of("purchase_order", ["requested_by", "placed_by"]));
    OWN.ask(customer, ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::testing::Failed;
    use crate::identity::{CustomerRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::store::testing::both_engines;

    fn everything() -> ListView {
        ListView {
            descending: true,
            limit: 50,
            ..ListView::default()
        }
    }

    async fn pos(db: &Db, actor: &Actor, view: &ListView) -> Vec<String> {
        let list = list::<Failed>(db, actor, view).await.unwrap();
        list.rows.into_iter().map(|row| row.po_number).collect()
    }

    both_engines!(
        members_see_their_own_and_managers_the_companys,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let manager =
                testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let requester = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let (elsewhere, dock) = testing::customer(&db, "Elsewhere").await;
            let stranger =
                testing::member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
            for (number, price) in [(1_i64, 300), (2, 100), (3, 200)] {
                let mut order = new_order(&manager, vec![line("DOCK", 1, price)]);
                order.po_number = format!("PO_{number}");
                if number == 2 {
                    order.requested_by = requester.member().map(|member| member.id);
                }
                placed(&db, &manager, order, Timestamp(number * 1000)).await;
            }
            let all = everything();
            assert_eq!(pos(&db, &manager, &all).await, ["PO_3", "PO_2", "PO_1"]);
            assert_eq!(pos(&db, &requester, &all).await, ["PO_2"]);
            assert!(pos(&db, &stranger, &all).await.is_empty());

            let mine = ListView {
                mine: true,
                ..everything()
            };
            assert_eq!(
                pos(&db, &manager, &mine).await.len(),
                3,
                "placed all of them"
            );
            let by_total = ListView {
                sort: SortBy::Total,
                ..everything()
            };
            assert_eq!(
                pos(&db, &manager, &by_total).await,
                ["PO_1", "PO_3", "PO_2"]
            );
            let second = ListView {
                limit: 1,
                offset: 1,
                ..everything()
            };
            let page = list::<Failed>(&db, &manager, &second).await.unwrap();
            assert_eq!((page.rows.len(), page.found), (1, 3));
            assert_eq!(page.names.of(page.rows[0].requested_by), "Ines Tal");
        }
    );

    both_engines!(
        a_list_is_searched_by_number_and_by_purchase_order,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let manager =
                testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            for po in ["PO_1", "PO-1", "Rig 7", "100%"] {
                let mut order = new_order(&manager, vec![line("DOCK", 1, 100)]);
                order.po_number = po.to_owned();
                placed(&db, &manager, order, Timestamp(1_781_417_520_000)).await;
            }
            let search = |text: &str| ListView {
                search: text.to_owned(),
                ..everything()
            };
            assert_eq!(pos(&db, &manager, &search("rig")).await, ["Rig 7"]);
            assert_eq!(
                pos(&db, &manager, &search("o_1")).await,
                ["PO_1"],
                "no wildcards"
            );
            assert_eq!(pos(&db, &manager, &search("%")).await, ["100%"]);
            assert_eq!(pos(&db, &manager, &search("2026-000003")).await, ["Rig 7"]);
            assert!(pos(&db, &manager, &search("\\")).await.is_empty());
            let open = ListView {
                group: Group::UnderWay,
                ..everything()
            };
            assert_eq!(pos(&db, &manager, &open).await.len(), 4);
            let done = ListView {
                group: Group::Delivered,
                ..everything()
            };
            assert!(pos(&db, &manager, &done).await.is_empty());
        }
    );

    both_engines!(
        the_usual_list_is_read_from_its_index_in_order,
        |db| async move {
            let mut read = db.read(crate::store::Scope::system()).await.unwrap();
            let (_, _, _, statement) = &STATEMENTS[0];
            let plan = statement
                .plan(
                    &mut read,
                    values(
                        crate::id::CustomerId::new(),
                        MembershipId::new(),
                        &everything(),
                    ),
                )
                .await
                .unwrap();
            assert!(plan.contains("purchase_order_by_customer"), "{plan}");
            assert!(
                !plan.contains("TEMP B-TREE") && !plan.contains("Sort"),
                "{plan}"
            );
        }
    );
}
