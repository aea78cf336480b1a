//! The units of a return of goods: which may come with it and which came, and how it is
//! written down what becomes of them.

use super::history::{self, Event};
use super::holding::{Holding, changes};
use super::lifecycle::{EventKind, State};
use super::serials::{NotSerials, Tagged};
use super::which_came::{MayCome, NotClear, which_of};
use crate::id::{AssetId, CostCentreId, CustomerId, MembershipId, OrderLineId, ReturnId, UnitId};
use crate::identity::Actor;
use crate::store::{Args, Asked, Insert, JsonRows, Query, StoreError, Tx};
use crate::{Day, Timestamp, args, audit};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// A return whose units are meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OfReturn<'a> {
    pub customer: CustomerId,
    pub id: ReturnId,
    /// What people call it by.
    pub number: &'a str,
}

/// Why nothing became of its units.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotBack {
    /// It is not clear which they are.
    #[error(transparent)]
    NotClear(#[from] NotClear),
    /// The numbers of those that are sent in exchange can't be read.
    #[error(transparent)]
    NotSerials(#[from] NotSerials),
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
    came: i64,
    here: i64,
}

impl UnitOfReturn {
    /// Whether it came with this return; of one that was sent back and came again with
    /// another, only that one says so.
    #[must_use]
    pub const fn came(&self) -> bool {
        self.came == 1
    }

    /// Whether it is here with this return to be repaired.
    #[must_use]
    pub const fn is_here(&self) -> bool {
        self.here == 1
    }
}

/// How many units the page of a return shows.
pub(crate) const MOST_OF_RETURN: usize = 200;

/// The units that came with a return; before it is here those that may come, which
/// are the ones of its lines that arrived and are with their company. The first
/// [`MOST_OF_RETURN`], and one that says that there are more.
pub(crate) fn ask_units_of_return(id: ReturnId) -> Asked<'static, Vec<UnitOfReturn>> {
    static UNITS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "line", "service_tag", "came", "here"],
            &format!(
                "SELECT a.id, a.order_line_id AS line, a.service_tag,
                     CASE WHEN a.return_id = r.id THEN 1 ELSE 0 END AS came,
                     CASE WHEN a.return_id = r.id AND a.state = 'in-repair' THEN 1 ELSE 0 END
                         AS here
                 FROM goods_return r
                 JOIN goods_return_line x ON x.customer_id = r.customer_id AND x.return_id = r.id
                 JOIN asset a ON a.customer_id = r.customer_id AND a.order_id = r.order_id
                     AND a.order_line_id = x.order_line_id
                 WHERE r.id = $1 AND (a.return_id = r.id OR (r.state = 'announced'
                     AND a.state NOT IN ('returned', 'in-repair')
                     AND a.delivered_at IS NOT NULL))
                 ORDER BY a.id LIMIT {MOST_OF_RETURN} + 1"
            ),
        )
    });
    UNITS.ask(args![id])
}

/// A unit as a return finds it.
#[derive(Deserialize)]
pub(super) struct There {
    pub(super) id: AssetId,
    pub(super) version: i64,
    pub(super) line: OrderLineId,
    pub(super) service_tag: String,
    asset_tag: String,
    serial_number: String,
    state: State,
    /// In which state it was before it came to be repaired.
    pub(super) was: Option<State>,
    unit_id: Option<UnitId>,
    cost_centre_id: Option<CostCentreId>,
    membership_id: Option<MembershipId>,
    place: String,
    loaned_to: String,
    loaned_until: Option<Day>,
    warranty_until: Option<Day>,
    refresh_at: Option<Day>,
}

const THERE: &[&str] = &[
    "id",
    "version",
    "line",
    "service_tag",
    "asset_tag",
    "serial_number",
    "state",
    "was",
    "unit_id",
    "cost_centre_id",
    "membership_id",
    "place",
    "loaned_to",
    "loaned_until",
    "warranty_until",
    "refresh_at",
];

const SELECT: &str = "SELECT a.id, a.version, a.order_line_id AS line, a.service_tag,
    coalesce(a.asset_tag, '') AS asset_tag, a.serial_number, a.state, a.before_repair AS was,
    a.unit_id, a.cost_centre_id, a.membership_id, a.place, a.loaned_to, a.loaned_until,
    a.warranty_until, a.refresh_at";

/// The units that may come with a return.
pub(super) async fn may_come(tx: &mut Tx, of: OfReturn<'_>) -> Result<Vec<There>, StoreError> {
    static MAY_COME: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            THERE,
            &format!(
                "{SELECT}
                 FROM goods_return r
                 JOIN goods_return_line x ON x.customer_id = r.customer_id AND x.return_id = r.id
                 JOIN asset a ON a.customer_id = r.customer_id AND a.order_id = r.order_id
                     AND a.order_line_id = x.order_line_id
                 WHERE r.customer_id = $1 AND r.id = $2
                     AND a.state NOT IN ('returned', 'in-repair') AND a.delivered_at IS NOT NULL
                 ORDER BY a.id"
            ),
        )
    });
    MAY_COME.all(tx, args![of.customer, of.id]).await
}

/// What was done with some of the units of a return that were here to be repaired.
#[derive(Debug)]
pub(crate) struct Done {
    /// Those with which it was done: their lines and their tags.
    pub units: Vec<(OrderLineId, String)>,
    /// How many are still here.
    pub rest: usize,
    /// Whether it is not the same for all: some are still here, or something was done
    /// with others before.
    pub in_part: bool,
}

/// The units of a return that are here to be repaired and that `which` names, one a line;
/// all that are here if it names none.
pub(super) async fn these(
    tx: &mut Tx,
    of: OfReturn<'_>,
    which: &str,
) -> Result<(Vec<There>, Done), NotBack> {
    let before: Option<i64> = tx
        .scalar(
            "SELECT COUNT(*) FROM asset
             WHERE customer_id = $1 AND return_id = $2 AND state <> 'in-repair'",
            args![of.customer, of.id],
        )
        .await?;
    let here = in_repair(tx, of).await?;
    let all: Vec<MayCome> = here.iter().map(There::may_come).collect();
    let meant = which_of(&all, which)?;
    let rest = here.len().saturating_sub(meant.len());
    let these: Vec<There> = here
        .into_iter()
        .enumerate()
        .filter(|(at, _)| meant.contains(at))
        .map(|(_, unit)| unit)
        .collect();
    let done = Done {
        units: these
            .iter()
            .map(|unit| (unit.line, unit.service_tag.clone()))
            .collect(),
        rest,
        in_part: rest > 0 || before.is_some_and(|before| before > 0),
    };
    Ok((these, done))
}

/// The units that came with a return to be repaired, and are here.
async fn in_repair(tx: &mut Tx, of: OfReturn<'_>) -> Result<Vec<There>, StoreError> {
    static IN_REPAIR: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            THERE,
            &format!(
                "{SELECT} FROM asset a
                 WHERE a.customer_id = $1 AND a.return_id = $2 AND a.state = 'in-repair'
                 ORDER BY a.id"
            ),
        )
    });
    IN_REPAIR.all(tx, args![of.customer, of.id]).await
}

impl There {
    pub(super) fn may_come(&self) -> MayCome {
        MayCome {
            line: self.line,
            service_tag: self.service_tag.clone(),
            asset_tag: self.asset_tag.clone(),
            serial_number: self.serial_number.clone(),
        }
    }

    pub(super) fn tagged(&self) -> Tagged<'_> {
        Tagged {
            service_tag: &self.service_tag,
            asset_tag: &self.asset_tag,
        }
    }

    /// How it is held, as far as a return changes it.
    pub(super) fn holding(&self) -> Holding {
        Holding {
            state: self.state,
            unit: self.unit_id,
            cost_centre: self.cost_centre_id,
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

/// What becomes of the units of a return, collected to be written.
pub(super) struct Becomes<'a> {
    of: OfReturn<'a>,
    kind: EventKind,
    rows: Vec<Args>,
    events: Vec<Args>,
    /// Their tags.
    tags: Vec<String>,
    /// Which they are.
    pub(super) assets: Vec<AssetId>,
}

impl<'a> Becomes<'a> {
    pub(super) const fn new(of: OfReturn<'a>, kind: EventKind) -> Self {
        Self {
            of,
            kind,
            rows: Vec::new(),
            events: Vec::new(),
            tags: Vec::new(),
            assets: Vec::new(),
        }
    }

    /// One of them is held like this from now on. `text` is what its history says
    /// beside the number of the return.
    pub(super) fn add(
        &mut self,
        actor: &Actor,
        unit: &There,
        after: &Holding,
        text: &str,
        now: Timestamp,
    ) {
        let before = unit.holding();
        let was = (after.state == State::InRepair).then_some(before.state);
        self.rows.push(args![
            unit.id,
            self.of.customer,
            unit.version,
            self.of.id,
            after.state.code(),
            after.person,
            after.place.as_str(),
            after.loaned_to.as_str(),
            after.loaned_until,
            after.warranty_until,
            after.refresh_at,
            was.map(State::code)
        ]);
        let event = Event {
            customer: self.of.customer,
            asset: unit.id,
            kind: self.kind,
            text: format!("{}{text}", self.of.number),
            changes: changes(&before, after),
        };
        self.events.push(event.values(actor, now));
        self.tags.push(unit.service_tag.clone());
        self.assets.push(unit.id);
    }

    /// Writes it, with this besides. Whoever changed one of them meanwhile was
    /// first.
    pub(super) async fn write(
        self,
        tx: &mut Tx,
        actor: &Actor,
        with: Option<Insert>,
        now: Timestamp,
    ) -> Result<(), NotBack> {
        let all = self.rows.len();
        if all == 0 {
            return Ok(());
        }
        let changed = tx
            .insert_many(
                "UPDATE asset /* customer_id: below */ SET state = v.column5,
                     return_id = v.column4, membership_id = v.column6, place = v.column7,
                     loaned_to = v.column8, loaned_until = v.column9,
                     warranty_until = v.column10, refresh_at = v.column11,
                     before_repair = v.column12,
                     reminded_at = CASE WHEN v.column9 IS NULL THEN NULL
                         ELSE asset.reminded_at END,
                     version = asset.version + 1 FROM (VALUES",
                self.rows,
                ") v WHERE asset.id = v.column1 AND asset.customer_id = v.column2
                     AND asset.version = v.column3",
            )
            .await?;
        if usize::try_from(changed) != Ok(all) {
            return Err(NotBack::Meanwhile);
        }
        let entry = audit::Entry {
            action: match self.kind {
                EventKind::InRepair => "asset.in-repair",
                EventKind::Repaired => "asset.repaired",
                EventKind::Exchanged => "asset.exchanged",
                _ => "asset.sent-back",
            },
            subject: self.of.id.to_string(),
            customer: Some(self.of.customer),
            detail: json!({ "return": self.of.number, "tags": self.tags }),
        };
        let own = [history::rows(self.events), entry.row(actor, now)];
        tx.insert(own.into_iter().chain(with)).await?;
        Ok(())
    }
}
