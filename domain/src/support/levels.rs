//! Service levels as they are kept: what is promised, within which hours, and
//! what a company is entitled to.
//!
//! A level is made and never changed: a case is held to what was promised when it
//! was opened. Whoever wants to promise something else makes another level.

use super::business_hours::{Calendar, CalendarFlaw, CalendarText, WorkingTime};
use super::case_life::Priority;
use super::clocks::{ServiceLevel, Target};
use super::level_rank::rank;
use super::visibility::Visibility;
use crate::args;
use crate::assets::{THE_ONE, tag_key};
use crate::audit;
use crate::id::{AssetId, CalendarId, CustomerId, LevelId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{
    Asked, Db, FormKey, JsonRows, JsonSets, Query, StoreError, claim, json_or_text,
};
use crate::subscriptions::entitlements::{Benefit, Covers, Holder};
use crate::subscriptions::{GRANT, GrantRow, Held, HeldBy, grants, levels_given};
use crate::{Day, Rate, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::LazyLock;

/// What is promised for a priority, in minutes of working time; nothing where
/// there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TargetMinutes {
    /// Until the first answer.
    pub first_response: Option<i64>,
    /// Until it is solved.
    pub resolution: Option<i64>,
}

impl TargetMinutes {
    /// Both in hours.
    #[must_use]
    pub const fn hours(first_response: i64, resolution: i64) -> Self {
        Self {
            first_response: Some(first_response.saturating_mul(60)),
            resolution: Some(resolution.saturating_mul(60)),
        }
    }

    fn target(self) -> Target {
        Target {
            first_response: self.first_response.map(WorkingTime::minutes),
            resolution: self.resolution.map(WorkingTime::minutes),
        }
    }
}

/// A service level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Level {
    /// The level.
    pub id: LevelId,
    /// Its name, as customers read it.
    pub name: String,
    /// The hours, as they were typed.
    pub hours: CalendarText,
    /// What is promised.
    pub promise: ServiceLevel,
}

/// A level as it is read.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct LevelRow {
    id: LevelId,
    name: String,
    #[serde(deserialize_with = "json_or_text")]
    hours: CalendarText,
    #[serde(deserialize_with = "json_or_text")]
    targets: [TargetMinutes; Priority::ALL.len()],
    warn_at: i64,
}

impl LevelRow {
    pub(super) const COLUMNS: &'static [&'static str] =
        &["id", "name", "hours", "targets", "warn_at"];

    /// The level.
    ///
    /// # Errors
    /// If its calendar can't be read.
    pub(super) fn level(self) -> Result<Level, StoreError> {
        let calendar = Calendar::read(&self.hours).map_err(|_| StoreError::BadRow {
            table: "service_calendar",
            what: format!("the hours of level {}", self.id),
        })?;
        Ok(Level {
            id: self.id,
            name: self.name,
            hours: self.hours,
            promise: ServiceLevel {
                calendar,
                targets: self.targets.map(TargetMinutes::target),
                warn_at: Rate(self.warn_at),
            },
        })
    }
}

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

/// A level to be made.
#[derive(Debug, Clone)]
pub struct NewLevel {
    /// Its name.
    pub name: String,
    /// The hours in which time counts.
    pub hours: CalendarText,
    /// What is promised, for each of [`Priority::ALL`] in its order.
    pub targets: [TargetMinutes; Priority::ALL.len()],
    /// The share after which we warn ourselves.
    pub warn_at: Rate,
    /// Whether it is had by whoever has no other.
    pub usual: bool,
}

/// Why a level was not made, or not given.
#[derive(Debug, thiserror::Error)]
pub enum LevelError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It has no name, or one that is longer than 120 characters.
    #[error("no name")]
    NoName,
    /// What is wrong with the hours.
    #[error("the hours can't be read")]
    Hours(Vec<CalendarFlaw>),
    /// A target of no time at all, or none before the end of time.
    #[error("a target is no time")]
    NoTime,
    /// There is no such level or customer.
    #[error("not found")]
    NotFound,
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Makes a level with its calendar.
///
/// # Errors
/// See [`LevelError`].
pub async fn make_level(
    db: &Db,
    actor: &Actor,
    new: NewLevel,
    now: Timestamp,
) -> Result<LevelId, LevelError> {
    make_level_by_form(db, actor, FormKey::fresh(), new, now).await
}

/// The same by a form: sent twice with the same key it is made once.
///
/// # Errors
/// See [`LevelError`].
pub async fn make_level_by_form(
    db: &Db,
    actor: &Actor,
    key: FormKey,
    new: NewLevel,
    now: Timestamp,
) -> Result<LevelId, LevelError> {
    actor.demand(Permission::Administer)?;
    let name = new.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 120 {
        return Err(LevelError::NoName);
    }
    Calendar::read(&new.hours).map_err(LevelError::Hours)?;
    // Ten years of minutes.
    let possible = |minutes: Option<i64>| minutes.is_none_or(|one| (1..5_256_000).contains(&one));
    if !new
        .targets
        .iter()
        .all(|one| possible(one.first_response) && possible(one.resolution))
    {
        return Err(LevelError::NoTime);
    }
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (calendar, level) = (CalendarId::new(), LevelId::new());
            let earlier = claim(tx, &actor, key, "level", &level.to_string(), now).await?;
            if let Some(earlier) = earlier.and_then(|id| id.parse().ok()) {
                return Ok(earlier);
            }
            tx.run(
                "INSERT INTO service_calendar (id, name, hours, created_at)
                 VALUES ($1, $2, $3, $4)",
                args![calendar, name.as_str(), json!(new.hours), now],
            )
            .await?;
            tx.run(
                "INSERT INTO service_level (id, name, calendar_id, targets, warn_at, usual,
                     created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                args![
                    level,
                    name.as_str(),
                    calendar,
                    json!(new.targets),
                    new.warn_at,
                    new.usual,
                    now
                ],
            )
            .await?;
            let entry = audit::Entry {
                action: "level.made",
                subject: level.to_string(),
                customer: None,
                detail: json!({ "name": name, "usual": new.usual }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(level)
        })
    })
    .await
}

/// Gives a company a level of its own; `None` takes it away, and the usual one
/// counts. Cases that are open keep what they were promised.
///
/// # Errors
/// See [`LevelError`].
pub async fn give_level(
    db: &Db,
    actor: &Actor,
    customer: CustomerId,
    level: Option<LevelId>,
    now: Timestamp,
) -> Result<(), LevelError> {
    actor.demand(Permission::Administer)?;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let there: Option<i32> = tx
                .scalar("SELECT 1 FROM customer WHERE id = $1", args![customer])
                .await?;
            there.ok_or(LevelError::NotFound)?;
            if level.is_some() {
                let known: Option<i32> = tx
                    .scalar("SELECT 1 FROM service_level WHERE id = $1", args![level])
                    .await?;
                known.ok_or(LevelError::NotFound)?;
            }
            let changed = tx
                .run(
                    "INSERT INTO customer_support (customer_id, level_id) VALUES ($1, $2)
                     ON CONFLICT (customer_id) DO UPDATE SET level_id = $2
                         WHERE customer_support.level_id IS DISTINCT FROM $2",
                    args![customer, level],
                )
                .await?;
            // The same form twice is one gift.
            if changed == 0 {
                return Ok(());
            }
            let entry = audit::Entry {
                action: "level.given",
                subject: customer.to_string(),
                customer: Some(customer),
                detail: json!({ "level": level }),
            };
            audit::record(tx, &actor, entry, now).await?;
            Ok(())
        })
    })
    .await
}

/// The same for the customer of this number.
///
/// # Errors
/// See [`LevelError`].
pub async fn give_level_by_number(
    db: &Db,
    actor: &Actor,
    number: &str,
    level: Option<LevelId>,
    now: Timestamp,
) -> Result<(), LevelError> {
    actor.demand(Permission::Administer)?;
    let customer: Option<CustomerId> = {
        let mut read = db.read(actor.scope()).await?;
        read.scalar(
            "SELECT id FROM customer WHERE number = $1",
            args![number.trim()],
        )
        .await?
    };
    let customer = customer.ok_or(LevelError::NotFound)?;
    give_level(db, actor, customer, level, now).await
}

/// The names of all levels, the latest first: for whoever gives one away.
#[must_use]
pub fn ask_level_names() -> Asked<'static, Vec<(LevelId, String)>> {
    #[derive(Deserialize)]
    struct Row {
        id: LevelId,
        name: String,
    }
    static NAMES: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["id", "name"],
            "SELECT l.id, l.name FROM service_level l ORDER BY l.created_at DESC, l.id DESC
             LIMIT 200",
        )
    });
    NAMES
        .ask::<Row>(args![])
        .map(|rows| rows.into_iter().map(|row| (row.id, row.name)).collect())
}

/// Every level there is, the latest first; for those who administer.
///
/// # Errors
/// [`Denied`] if the person does not.
pub async fn levels(db: &Db, actor: &Actor) -> Result<Vec<(Level, bool)>, LevelError> {
    #[derive(Deserialize)]
    struct Row {
        #[serde(flatten)]
        level: LevelRow,
        is_usual: i64,
    }
    #[derive(Deserialize)]
    struct Rows {
        levels: Vec<Row>,
    }
    static ALL: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[(
            "levels",
            &["id", "name", "hours", "targets", "warn_at", "is_usual"],
            "SELECT l.id, l.name, c.hours, l.targets, l.warn_at,
                 CAST(l.usual AS INTEGER) AS is_usual
             FROM service_level l JOIN service_calendar c ON c.id = l.calendar_id
             ORDER BY l.created_at DESC, l.id DESC LIMIT 200",
        )])
    });
    actor.demand(Permission::Administer)?;
    let mut read = db.read(actor.scope()).await?;
    let rows: Rows = ALL.fetch(&mut read, args![]).await?;
    rows.levels
        .into_iter()
        .map(|row| Ok((row.level.level()?, row.is_usual != 0)))
        .collect()
}
