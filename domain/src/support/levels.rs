//! Service levels as they are kept: what is promised, within which hours, and which
//! customers are given one of their own.
//!
//! A level is made and never changed: a case is held to what was promised when it
//! was opened. Whoever wants to promise something else makes another level.

use super::all_wrong::all_wrong;
use super::business_hours::{Calendar, CalendarFlaw, CalendarText, WorkingTime};
use super::case_life::Priority;
use super::clocks::{ServiceLevel, Target};
use crate::args;
use crate::audit;
use crate::id::{CalendarId, CustomerId, LevelId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{
    Asked, Db, FormKey, JsonRows, JsonSets, Query, StoreError, answered, claim, json_or_text,
};
use crate::{Rate, Timestamp};
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
        let calendar = Calendar::read(&self.hours).map_err(|_| {
            StoreError::bad_row(
                "service_calendar",
                format!("the hours of level {}", self.id),
            )
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
    /// More than one of these, to be said at once.
    #[error("several")]
    Several(Vec<LevelError>),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl NewLevel {
    /// All that is wrong with it.
    #[must_use]
    pub fn wrong(&self) -> Vec<LevelError> {
        let mut wrong = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > 120 {
            wrong.push(LevelError::NoName);
        }
        if let Err(flaws) = Calendar::read(&self.hours) {
            wrong.push(LevelError::Hours(flaws));
        }
        // Ten years of minutes.
        let possible =
            |minutes: Option<i64>| minutes.is_none_or(|one| (1..5_256_000).contains(&one));
        if !self
            .targets
            .iter()
            .all(|one| possible(one.first_response) && possible(one.resolution))
        {
            wrong.push(LevelError::NoTime);
        }
        wrong
    }
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
    all_wrong(new.wrong(), LevelError::Several)?;
    let name = new.name.trim().to_owned();
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let (calendar, level) = (CalendarId::new(), LevelId::new());
            let earlier = claim(tx, &actor, key, "level", &level.to_string(), now).await?;
            if let Some(earlier) = earlier {
                return Ok(answered(&earlier)?);
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
            let name = match level {
                Some(_) => {
                    let known: Option<String> = tx
                        .scalar("SELECT name FROM service_level WHERE id = $1", args![level])
                        .await?;
                    known.ok_or(LevelError::NotFound)?
                }
                None => String::new(),
            };
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
            let happened = Interaction {
                customer,
                member: None,
                unit: None,
                at: now,
                kind: Kind::LevelGiven,
                touch_point: TouchPoint::Console,
                subject: Subject::Case,
                subject_id: None,
                text: name,
                amount: None,
                detail: json!({
                    "level": level,
                    "staff": actor.person(),
                    "staff_name": actor.name(),
                }),
            };
            tx.insert([entry.row(&actor, now), profile::rows(vec![happened])])
                .await?;
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
