//! What a company is entitled to: the level that it has without subscribing to anything,
//! or the one that it subscribed to, for all of it, a unit or some equipment, whichever
//! is the better one.

use super::level_rank::rank;
use super::levels::{Level, LevelRow};
use super::visibility::Visibility;
use crate::args;
use crate::assets::{THE_ONE, tag_key};
use crate::id::{AssetId, CustomerId, LevelId, UnitId};
use crate::store::{Asked, JsonSets, StoreError};
use crate::subscriptions::entitlements::{Benefit, Covers, Holder};
use crate::subscriptions::{GRANT, GrantRow, Held, HeldBy, grants, levels_given};
use crate::{Day, Timestamp};
use serde::Deserialize;
use std::sync::LazyLock;

/// A better level that a subscription gives for the equipment that it names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ForNamed {
    /// What the subscription's plan is called in the first language.
    pub plan: String,
    /// The name of the level.
    pub level: String,
}

/// What a company is entitled to, and who of it sees whose cases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entitled {
    /// Its level; without one nothing is promised.
    pub level: Option<Level>,
    /// The subscription that gives it, if one does.
    pub by: Option<HeldBy>,
    /// What is better than that, for equipment that was named.
    pub for_named: Vec<ForNamed>,
    /// Who sees the cases that are opened from now on.
    pub visibility: Visibility,
}

#[derive(Debug, Deserialize)]
struct EntitledRows {
    levels: Vec<LevelRow>,
    own: Vec<OwnRow>,
    grants: Vec<GrantRow>,
    settings: Vec<SettingRow>,
    about: Vec<AboutRow>,
}

/// The equipment that it is about.
#[derive(Debug, Deserialize)]
struct AboutRow {
    id: AssetId,
    unit: Option<UnitId>,
}

/// The level that a company has without subscribing to anything.
#[derive(Debug, Deserialize)]
struct OwnRow {
    id: Option<LevelId>,
}

#[derive(Debug, Deserialize)]
struct SettingRow {
    visibility: Visibility,
}

/// What a company is entitled to as a whole: its own level, or the one that it
/// subscribed to where that is better.
#[must_use]
pub fn ask_entitled(
    customer: CustomerId,
    now: Timestamp,
) -> Asked<'static, Result<Entitled, StoreError>> {
    ask_entitled_about(customer, None, None, now)
}

/// What whoever belongs to this unit of a company is entitled to, about the equipment
/// with this tag if they name some: subscriptions may be for a unit of the company, or
/// for some equipment only.
#[must_use]
pub fn ask_entitled_about(
    customer: CustomerId,
    unit: Option<UnitId>,
    tag: Option<&str>,
    now: Timestamp,
) -> Asked<'static, Result<Entitled, StoreError>> {
    static ENTITLED: LazyLock<JsonSets> = LazyLock::new(|| {
        let own = "coalesce(
            (SELECT s.level_id FROM customer_support s WHERE s.customer_id = $1),
            (SELECT u.id FROM service_level u WHERE u.usual
             ORDER BY u.created_at DESC, u.id DESC LIMIT 1))";
        JsonSets::new(&[
            (
                "levels",
                LevelRow::COLUMNS,
                &format!(
                    "SELECT l.id, l.name, c.hours, l.targets, l.warn_at
                     FROM service_level l JOIN service_calendar c ON c.id = l.calendar_id
                     WHERE l.id = {own} OR l.id IN ({})",
                    levels_given()
                ),
            ),
            ("own", &["id"], &format!("SELECT {own} AS id")),
            ("grants", GRANT, &grants(&format!("({THE_ONE})"))),
            (
                "about",
                &["id", "unit"],
                &format!(
                    "SELECT a.id, a.unit_id AS unit FROM asset a
                     WHERE a.customer_id = $1 AND a.id = ({THE_ONE})"
                ),
            ),
            (
                "settings",
                &["visibility"],
                "SELECT s.visibility FROM customer_support s WHERE s.customer_id = $1",
            ),
        ])
    });
    let tag = tag.map(tag_key).filter(|tag| !tag.is_empty());
    ENTITLED
        .ask::<EntitledRows>(args![customer, tag])
        .map(move |rows| {
            let about = rows.about.first();
            let units = [about.and_then(|about| about.unit), unit];
            let holder = Holder {
                units: units.into_iter().flatten().collect(),
                asset: about.map(|about| about.id),
            };
            let own = rows.own.first().and_then(|one| one.id);
            let levels = rows.levels.into_iter().map(LevelRow::level);
            let levels: Vec<Level> = levels.collect::<Result<_, StoreError>>()?;
            let held = Held::of(rows.grants);
            let (level, by, for_named) = the_better(levels, own, held, &holder, Day::of(now));
            Ok::<_, StoreError>(Entitled {
                level,
                by,
                for_named,
                visibility: rows
                    .settings
                    .first()
                    .map(|one| one.visibility)
                    .unwrap_or_default(),
            })
        })
}

/// The level that counts, and the subscription that gives it: what was subscribed
/// to only where it is better than what the company has anyway. And what is better still,
/// for equipment that was named.
fn the_better(
    levels: Vec<Level>,
    own: Option<LevelId>,
    held: Held,
    holder: &Holder,
    today: Day,
) -> (Option<Level>, Option<HeldBy>, Vec<ForNamed>) {
    let find = |id: LevelId| levels.iter().find(|level| level.id == id);
    let named = |id: &str| id.parse().ok().and_then(find);
    let held = held.ranked(|id| named(id).map(|level| rank(&level.promise)));
    let own = own.and_then(find);
    let decided = held.entitlements(holder, today).support();
    let subscribed = decided.winner.and_then(|grant| match &grant.benefit {
        Benefit::Support { level, rank } => Some((named(level)?, *rank, held.by(grant)?)),
        _ => None,
    });
    let (level, by) = match subscribed {
        Some((level, high, by)) if own.is_none_or(|own| rank(&own.promise) < high) => {
            (Some(level), Some(by.clone()))
        }
        _ => (own, None),
    };
    let here = level.map(|level| rank(&level.promise));
    let others = decided.lost.iter().filter(|(grant, _)| {
        matches!(grant.covers, Covers::Asset(_))
            && grant.counts().is_some_and(|days| days.has(today))
    });
    let mut for_named: Vec<ForNamed> = others
        .filter_map(|(grant, _)| match &grant.benefit {
            Benefit::Support { level, rank } if here.is_none_or(|here| here < *rank) => {
                Some(ForNamed {
                    plan: held.by(grant)?.plan.clone(),
                    level: named(level)?.name.clone(),
                })
            }
            _ => None,
        })
        .collect();
    for_named.sort();
    for_named.dedup();
    (level.cloned(), by, for_named)
}
