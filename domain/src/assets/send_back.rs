//! A return of goods arrived: its units are with us again and nobody's of the company,
//! in the transaction in which the desk says so.

use super::history::{self, Event};
use super::holding::{Holding, after_sent_back, changes};
use super::lifecycle::{EventKind, State};
use super::which_came::{MayCome, NotClear, which_came};
use crate::id::{AssetId, CustomerId, MembershipId, OrderLineId, ReturnId};
use crate::identity::Actor;
use crate::store::{Asked, JsonRows, Query, StoreError, Tx};
use crate::{Day, Quantity, Timestamp, args, audit, subscriptions};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A return that arrived.
#[derive(Debug)]
pub(crate) struct CameBack<'a> {
    pub customer: CustomerId,
    pub id: ReturnId,
    /// What people call it by.
    pub number: &'a str,
    /// How much comes back of each line of the order.
    pub lines: Vec<(OrderLineId, Quantity)>,
    /// The tags or serial numbers of its units, as the desk typed or scanned them;
    /// may be empty where they are clear.
    pub typed: &'a str,
}

/// Why no unit came back.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotBack {
    /// It is not clear which they are.
    #[error(transparent)]
    NotClear(#[from] NotClear),
    /// Somebody changed one of them at this moment.
    #[error("somebody was quicker")]
    Meanwhile,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A unit that comes back with a return, or may.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UnitOfReturn {
    /// The unit.
    pub id: AssetId,
    /// The line of the order that it was on.
    pub line: OrderLineId,
    /// Its tag.
    pub service_tag: String,
    /// The return with which it came; nothing while its company has it.
    pub came_with: Option<ReturnId>,
}

/// How many units the page of a return shows.
pub(crate) const MOST_OF_RETURN: usize = 200;

/// The units that came with a return; before it is here those that may come, which
/// are the ones of its lines that arrived and are with their company. The first
/// [`MOST_OF_RETURN`], and one that says that there are more.
pub(crate) fn ask_units_of_return(id: ReturnId) -> Asked<'static, Vec<UnitOfReturn>> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "line", "service_tag", "came_with"],
            &format!(
                "SELECT a.id, a.order_line_id AS line, a.service_tag, a.return_id AS came_with
                 FROM goods_return r
                 JOIN goods_return_line x ON x.customer_id = r.customer_id AND x.return_id = r.id
                 JOIN asset a ON a.customer_id = r.customer_id AND a.order_id = r.order_id
                     AND a.order_line_id = x.order_line_id
                 WHERE r.id = $1 AND (a.return_id = r.id OR (r.state = 'announced'
                     AND a.return_id IS NULL AND a.delivered_at IS NOT NULL))
                 ORDER BY a.id LIMIT {MOST_OF_RETURN} + 1"
            ),
        )
    });
    UNITS.ask(args![id])
}

#[derive(Deserialize)]
struct There {
    id: AssetId,
    version: i64,
    line: OrderLineId,
    service_tag: String,
    asset_tag: String,
    serial_number: String,
    state: State,
    membership_id: Option<MembershipId>,
    place: String,
    loaned_to: String,
    loaned_until: Option<Day>,
    warranty_until: Option<Day>,
    refresh_at: Option<Day>,
}

/// `$1` the customer, `$2` the return.
static THERE: LazyLock<JsonRows> = LazyLock::new(|| {
    JsonRows::new(
        &[
            "id",
            "version",
            "line",
            "service_tag",
            "asset_tag",
            "serial_number",
            "state",
            "membership_id",
            "place",
            "loaned_to",
            "loaned_until",
            "warranty_until",
            "refresh_at",
        ],
        "SELECT a.id, a.version, a.order_line_id AS line, a.service_tag,
             coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.state, a.membership_id,
             a.place, a.loaned_to, a.loaned_until, a.warranty_until, a.refresh_at
         FROM goods_return r
         JOIN goods_return_line x ON x.customer_id = r.customer_id AND x.return_id = r.id
         JOIN asset a ON a.customer_id = r.customer_id AND a.order_id = r.order_id
             AND a.order_line_id = x.order_line_id
         WHERE r.customer_id = $1 AND r.id = $2 AND a.return_id IS NULL
             AND a.delivered_at IS NOT NULL
         ORDER BY a.id",
    )
});

impl There {
    fn may_come(&self) -> MayCome {
        MayCome {
            line: self.line,
            service_tag: self.service_tag.clone(),
            asset_tag: self.asset_tag.clone(),
            serial_number: self.serial_number.clone(),
        }
    }

    /// What of its holding ends.
    fn holding(&self) -> Holding {
        Holding {
            state: self.state,
            person: self.membership_id,
            place: self.place.clone(),
            loaned_to: self.loaned_to.clone(),
            loaned_until: self.loaned_until,
            warranty_until: self.warranty_until,
            refresh_at: self.refresh_at,
            ..Holding::in_stock()
        }
    }
}

/// The units of a return stop being their company's: whoever had one has it no more,
/// what was promised of it ends, and no service level is for it any more.
///
/// # Errors
/// See [`NotBack`].
pub(crate) async fn come_back(
    tx: &mut Tx,
    actor: &Actor,
    back: CameBack<'_>,
    now: Timestamp,
) -> Result<(), NotBack> {
    let there: Vec<There> = THERE.all(tx, args![back.customer, back.id]).await?;
    let lines: Vec<(OrderLineId, i64)> = back
        .lines
        .iter()
        .map(|(line, quantity)| (*line, quantity.thousandths() / 1_000))
        .collect();
    let may_come: Vec<MayCome> = there.iter().map(There::may_come).collect();
    let came = which_came(&lines, &may_come, back.typed)?;
    let (mut rows, mut events, mut tags) = (Vec::new(), Vec::new(), Vec::new());
    let mut assets = Vec::new();
    for unit in came.into_iter().filter_map(|at| there.get(at)) {
        let before = unit.holding();
        let Some(after) = after_sent_back(&before) else {
            continue;
        };
        rows.push(args![
            unit.id,
            back.customer,
            unit.version,
            back.id,
            after.state.code()
        ]);
        let event = Event {
            customer: back.customer,
            asset: unit.id,
            kind: EventKind::SentBack,
            text: back.number.to_owned(),
            changes: changes(&before, &after),
        };
        events.push(event.values(actor, now));
        tags.push(unit.service_tag.clone());
        assets.push(unit.id);
    }
    if rows.is_empty() {
        return Ok(());
    }
    let all = rows.len();
    let changed = tx
        .insert_many(
            "UPDATE asset /* customer_id: below */ SET state = v.column5, return_id = v.column4,
                 membership_id = NULL, place = '', loaned_to = '', loaned_until = NULL,
                 reminded_at = NULL, warranty_until = NULL, refresh_at = NULL,
                 version = asset.version + 1 FROM (VALUES",
            rows,
            ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2
                 AND asset.version = v.column3",
        )
        .await?;
    if usize::try_from(changed) != Ok(all) {
        return Err(NotBack::Meanwhile);
    }
    subscriptions::uncover(tx, back.customer, &assets).await?;
    let entry = audit::Entry {
        action: "asset.sent-back",
        subject: back.id.to_string(),
        customer: Some(back.customer),
        detail: json!({ "return": back.number, "tags": tags }),
    };
    tx.insert([history::rows(events), entry.row(actor, now)])
        .await?;
    Ok(())
}
