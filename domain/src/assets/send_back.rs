//! A return of goods arrived, in the transaction in which the desk says so: its units
//! are with us again and nobody's of the company; or they are repaired, and stay its
//! own.

use super::holding::{after_into_repair, after_sent_back};
use super::lifecycle::EventKind;
use super::of_return::{Becomes, Done, NotBack, OfReturn, There, may_come, these};
use super::which_came::{MayCome, which_came};
use crate::id::OrderLineId;
use crate::identity::Actor;
use crate::store::Tx;
use crate::{Quantity, Timestamp, subscriptions};

/// A return that arrived.
#[derive(Debug)]
pub(crate) struct CameBack<'a> {
    /// Which.
    pub of: OfReturn<'a>,
    /// How much comes back of each line of the order.
    pub lines: Vec<(OrderLineId, Quantity)>,
    /// The tags or serial numbers of its units, as the desk typed or scanned them;
    /// may be empty where they are clear.
    pub typed: &'a str,
    /// Whether they are to be repaired and go back.
    pub repair: bool,
}

/// The units of a return are with us. Those that stay stop being their company's:
/// whoever had one has it no more, what was promised of it ends, and no service level
/// is for it any more. Those that are repaired are still held as before.
///
/// # Errors
/// See [`NotBack`].
pub(crate) async fn come_back(
    tx: &mut Tx,
    actor: &Actor,
    back: CameBack<'_>,
    now: Timestamp,
) -> Result<(), NotBack> {
    let there = may_come(tx, back.of).await?;
    let lines: Vec<(OrderLineId, i64)> = back
        .lines
        .iter()
        .map(|(line, quantity)| (*line, quantity.thousandths() / 1_000))
        .collect();
    let all: Vec<MayCome> = there.iter().map(There::may_come).collect();
    let came = which_came(&lines, &all, back.typed)?;
    let kind = if back.repair {
        EventKind::InRepair
    } else {
        EventKind::SentBack
    };
    let mut becomes = Becomes::new(back.of, kind);
    for unit in came.into_iter().filter_map(|at| there.get(at)) {
        let before = unit.holding();
        let after = if back.repair {
            after_into_repair(&before)
        } else {
            after_sent_back(&before)
        };
        if let Some(after) = after {
            becomes.add(actor, unit, &after, "", now);
        }
    }
    let assets = becomes.assets.clone();
    becomes.write(tx, actor, None, now).await?;
    // Not before: whoever names one of them for a service level holds it until then, and
    // would name it after all.
    if !back.repair {
        subscriptions::uncover(tx, back.of.customer, &assets).await?;
    }
    Ok(())
}

/// What came to be repaired stays with us after all, and is its company's no more: the
/// units that `which` names, or all that are here.
///
/// # Errors
/// See [`NotBack`].
pub(crate) async fn stay(
    tx: &mut Tx,
    actor: &Actor,
    of: OfReturn<'_>,
    which: &str,
    now: Timestamp,
) -> Result<Done, NotBack> {
    let (units, done) = these(tx, of, which).await?;
    let mut becomes = Becomes::new(of, EventKind::SentBack);
    for unit in units {
        if let Some(after) = after_sent_back(&unit.holding()) {
            becomes.add(actor, &unit, &after, "", now);
        }
    }
    let assets = becomes.assets.clone();
    becomes.write(tx, actor, None, now).await?;
    // Not before: see `come_back`.
    subscriptions::uncover(tx, of.customer, &assets).await?;
    Ok(done)
}
