//! A company's returns as its own people list them: those of their orders, or all of the
//! company's for who sees it, as orders are. What is announced or with us, and what is
//! done with; the latest first, page by page behind the last one's id, read from the
//! index that has them in this order.

use super::super::returning::ReturnState;
use super::ReturnError;
use crate::args;
use crate::assets::visibility::Sees;
use crate::id::{OrderId, ReturnId};
use crate::identity::{Actor, Permission};
use crate::store::{Asked, Db, JsonSets};
use crate::{Quantity, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// Returns on a page.
const PER_PAGE: usize = 50;
/// How many units of equipment of one return a page names.
const MOST_UNITS: usize = 10;

/// Which of a company's returns are listed.
#[derive(Debug, Clone, Copy, Default)]
pub struct OwnView {
    /// Those that are done with; else those that are announced or with us.
    pub done: bool,
    /// Only those of the member's own orders, though they may see the company's.
    pub mine: bool,
    /// Behind which one the page begins.
    pub after: Option<ReturnId>,
}

/// A return as its company lists it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct OwnReturn {
    id: ReturnId,
    /// What people call it by.
    pub number: String,
    /// The order that it is of.
    pub of_order: OrderId,
    /// That order's number.
    pub order_number: String,
    /// Where it stands.
    pub state: ReturnState,
    /// Why.
    pub reason: String,
    /// What follows from it; empty before that is known.
    pub outcome: String,
    /// When something last happened.
    pub changed_at: Timestamp,
    /// What comes back: how many, and of what.
    #[serde(skip)]
    pub lines: Vec<(Quantity, String)>,
    /// The tags of the units of equipment in it that the reader sees, the first ones.
    #[serde(skip)]
    pub units: Vec<String>,
    /// How many of these there are in all.
    #[serde(skip)]
    pub all_units: i64,
}

/// A page of them.
#[derive(Debug, Clone, Default)]
pub struct OwnReturns {
    /// Its returns.
    pub rows: Vec<OwnReturn>,
    /// Behind which of them the next page begins, if there are more.
    pub next: Option<ReturnId>,
}

#[derive(Deserialize)]
struct Sets {
    returns: Vec<OwnReturn>,
    lines: Vec<LineRow>,
    units: Vec<UnitRow>,
}

#[derive(Deserialize)]
struct LineRow {
    of_return: ReturnId,
    quantity: Quantity,
    name: String,
}

#[derive(Deserialize)]
struct UnitRow {
    of_return: ReturnId,
    service_tag: String,
    total: i64,
}

/// `$1` the customer, `$2` behind which return, `$3` the member whose orders are meant, or
/// NULL for all, `$4` how many; of equipment `$5` the reader, `$6` the unit whose
/// equipment they see, `$7` whether they see all.
fn page_of(states: &str) -> JsonSets {
    let which = format!(
        "FROM goods_return r
         JOIN purchase_order o ON o.customer_id = $1 AND o.id = r.order_id
         WHERE r.customer_id = $1 AND r.state IN ({states}) AND r.id < $2
             AND ($3 IS NULL OR o.requested_by = $3 OR o.placed_by = $3)
         ORDER BY r.id DESC LIMIT ($4 + 0)"
    );
    JsonSets::new(&[
        (
            "returns",
            &[
                "id",
                "number",
                "of_order",
                "order_number",
                "state",
                "reason",
                "outcome",
                "changed_at",
            ],
            &format!(
                "SELECT r.id, r.number, r.order_id AS of_order, o.number AS order_number, r.state,
                     r.reason, r.outcome, r.changed_at {which}"
            ),
        ),
        (
            "lines",
            &["of_return", "quantity", "name"],
            &format!(
                "SELECT x.return_id AS of_return, x.quantity, l.name
                 FROM (SELECT r.id {which}) p
                 JOIN goods_return_line x ON x.customer_id = $1 AND x.return_id = p.id
                 JOIN order_line l ON l.customer_id = $1 AND l.id = x.order_line_id
                 ORDER BY x.return_id, l.position"
            ),
        ),
        (
            "units",
            &["of_return", "service_tag", "total"],
            &format!(
                "SELECT t.of_return, t.service_tag, t.total FROM (
                     SELECT a.return_id AS of_return, a.service_tag,
                         COUNT(*) OVER (PARTITION BY a.return_id) AS total,
                         ROW_NUMBER() OVER (PARTITION BY a.return_id ORDER BY a.id) AS place
                     FROM (SELECT r.id {which}) p
                     JOIN asset a ON a.customer_id = $1 AND a.return_id = p.id
                     WHERE $7 = 1 OR a.membership_id = $5 OR a.unit_id = $6) t
                 WHERE t.place <= {MOST_UNITS} ORDER BY t.of_return, t.place"
            ),
        ),
    ])
}

fn ask(view: OwnView, actor: &Actor, most: usize) -> Result<Asked<'static, Sets>, ReturnError> {
    // As the indexes have them: `goods_return_open_own` and `goods_return_done_own`.
    static OPEN: LazyLock<JsonSets> =
        LazyLock::new(|| page_of("'announced', 'received', 'in-repair'"));
    static DONE: LazyLock<JsonSets> =
        LazyLock::new(|| page_of("'closed', 'called-off', 'sent-back'"));
    let member = actor.member_who_may(Permission::Browse)?;
    let sees_all = actor.may(Permission::SeeCompany) && !view.mine;
    let (unit, whole) = match Sees::of(actor) {
        Sees::Own => (None, 0_i64),
        Sees::Unit(unit) => (Some(unit), 0),
        Sees::Company => (None, 1),
    };
    let sets = if view.done { &DONE } else { &OPEN };
    Ok(sets.ask(args![
        member.company.id,
        view.after.unwrap_or(ReturnId(Uuid::max())),
        (!sees_all).then_some(member.id),
        i64::try_from(most).unwrap_or(i64::MAX),
        member.id,
        unit,
        whole
    ]))
}

/// A page of the returns of the member's orders, or of the company's if they see it. One
/// statement.
///
/// # Errors
/// [`ReturnError::Denied`] if the person is no member who may look.
pub async fn own_returns(db: &Db, actor: &Actor, view: OwnView) -> Result<OwnReturns, ReturnError> {
    page(db, actor, view, PER_PAGE).await
}

/// The same with so many on a page.
async fn page(
    db: &Db,
    actor: &Actor,
    view: OwnView,
    per_page: usize,
) -> Result<OwnReturns, ReturnError> {
    // One more says whether there are more.
    let asked = ask(view, actor, per_page.saturating_add(1))?;
    let mut read = db.read(actor.scope()).await?;
    let sets = asked.fetch(&mut read).await?;
    let mut rows = sets.returns;
    let more = rows.len() > per_page;
    rows.truncate(per_page);
    for row in &mut rows {
        let id = row.id;
        let lines = sets.lines.iter().filter(|line| line.of_return == id);
        row.lines = lines
            .map(|line| (line.quantity, line.name.clone()))
            .collect();
        for unit in sets.units.iter().filter(|unit| unit.of_return == id) {
            row.units.push(unit.service_tag.clone());
            row.all_units = unit.total;
        }
    }
    let next = rows.last().filter(|_| more).map(|last| last.id);
    Ok(OwnReturns { rows, next })
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::id::CustomerId;
    use crate::identity::{CustomerRole, StaffRole, testing};
    use crate::orders::testing::{line, new_order, placed};
    use crate::store::testing::both_engines;
    use crate::store::{EngineKind, Query, Scope, StoreError, counted};

    /// Returns of an order in each state.
    async fn returns(db: &Db, customer: CustomerId, order: OrderId, prefix: &'static str) {
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                for (number, state) in ReturnState::ALL.iter().enumerate() {
                    tx.run(
                        "INSERT INTO goods_return (id, customer_id, number, order_id, state, reason,
                             outcome, version, opened_at, changed_at)
                         VALUES ($1, $2, $3, $4, $5, 'It hums', '', 1, 0, 0)",
                        args![
                            ReturnId::new(),
                            customer,
                            format!("{prefix}-{number}"),
                            order,
                            state.code()
                        ],
                    )
                    .await?;
                }
                // One of them has a line.
                tx.run(
                    "INSERT INTO goods_return_line (customer_id, return_id, order_line_id, quantity)
                     SELECT r.customer_id, r.id, l.id, l.quantity FROM goods_return r
                     JOIN order_line l ON l.customer_id = r.customer_id AND l.order_id = r.order_id
                     WHERE r.customer_id = $1 AND r.number = $2",
                    args![customer, format!("{prefix}-0")],
                )
                .await?;
                Ok(())
            })
        })
        .await
        .unwrap();
    }

    async fn numbers(db: &Db, who: &Actor, view: OwnView) -> Vec<String> {
        let (mut all, mut view) = (Vec::new(), view);
        loop {
            let page = page(db, who, view, 2).await.unwrap();
            assert!(page.rows.len() <= 2);
            all.extend(page.rows.into_iter().map(|one| one.number));
            match page.next {
                Some(next) => view.after = Some(next),
                None => return all,
            }
        }
    }

    both_engines!(
        who_of_a_company_sees_which_returns_as_orders_are_seen,
        |db| async move {
            let (company, unit) = testing::customer(&db, "Halden Marine").await;
            let manager =
                testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
            let requester = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let colleague = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
            let (elsewhere, dock) = testing::customer(&db, "Elsewhere").await;
            let stranger =
                testing::member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
            let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;

            let own = new_order(&manager, vec![line("DOCK-100", 2, 11_800)]);
            let own = placed(&db, &manager, own, Timestamp(0)).await;
            returns(&db, company.id, own, "M").await;
            let mut asked = new_order(&manager, vec![line("DOCK-100", 1, 11_800)]);
            asked.requested_by = requester.member().map(|member| member.id);
            let asked = placed(&db, &manager, asked, Timestamp(0)).await;
            returns(&db, company.id, asked, "R").await;
            let theirs = new_order(&stranger, vec![line("DOCK-100", 1, 11_800)]);
            let theirs = placed(&db, &stranger, theirs, Timestamp(0)).await;
            returns(&db, elsewhere.id, theirs, "E").await;

            let open = OwnView::default();
            let done = OwnView { done: true, ..open };
            // The states in their order: announced, received, in repair; closed, sent
            // back, called off. The latest first.
            assert_eq!(numbers(&db, &requester, open).await, ["R-2", "R-1", "R-0"]);
            assert_eq!(numbers(&db, &requester, done).await, ["R-5", "R-4", "R-3"]);
            let all = ["R-2", "R-1", "R-0", "M-2", "M-1", "M-0"];
            assert_eq!(numbers(&db, &manager, open).await, all);
            // Both are of orders that the manager placed.
            let mine = OwnView { mine: true, ..open };
            assert_eq!(numbers(&db, &manager, mine).await, all);
            assert!(numbers(&db, &colleague, open).await.is_empty());
            assert_eq!(numbers(&db, &stranger, open).await, ["E-2", "E-1", "E-0"]);
            // Behind an id of another company begins what is older of the reader's own.
            let theirs = own_returns(&db, &stranger, open).await.unwrap();
            let behind = OwnView {
                after: theirs.rows.first().map(|one| one.id),
                ..open
            };
            assert_eq!(numbers(&db, &manager, behind).await, all);
            let (page, statements) = counted(own_returns(&db, &manager, open)).await;
            let page = page.unwrap();
            assert_eq!((page.rows.len(), statements), (6, 1));
            let first = page.rows.iter().find(|one| one.number == "M-0").unwrap();
            let dock = (Quantity::pieces(2), first.lines[0].1.clone());
            assert_eq!(first.lines, [dock]);
            assert!(first.units.is_empty());
            let refused = own_returns(&db, &desk, open).await;
            assert!(matches!(refused, Err(ReturnError::Denied(_))));
        }
    );

    both_engines!(
        a_companys_returns_are_read_from_their_index,
        |db| async move {
            // PostgreSQL plans by what is in its tables, and here is nothing.
            if db.kind() != EngineKind::Sqlite {
                return;
            }
            let mut read = db.read(Scope::system()).await.unwrap();
            for (states, index) in [
                (
                    "'announced', 'received', 'in-repair'",
                    "goods_return_open_own",
                ),
                (
                    "'closed', 'called-off', 'sent-back'",
                    "goods_return_done_own",
                ),
            ] {
                let args = args![
                    CustomerId::new(),
                    ReturnId(Uuid::max()),
                    None::<crate::id::MembershipId>,
                    51_i64,
                    crate::id::MembershipId::new(),
                    None::<crate::id::UnitId>,
                    0_i64
                ];
                let plan = page_of(states).plan(&mut read, args).await.unwrap();
                assert!(plan.contains(index), "{plan}");
            }
        }
    );
}
