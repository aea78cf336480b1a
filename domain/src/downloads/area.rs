//! What a member finds to download, and the licences that their company has.

use super::licences::gives;
use super::places::left;
use crate::id::{CustomerId, LicenceId, ReleaseId, SoftwareId, SubscriptionId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonSets, StoreError, together};
use crate::subscriptions::entitlements::{Countable, Entitlements, Holder};
use crate::subscriptions::{HeldBy, Seats, ask_held, ask_seats};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many releases of each software are shown.
const RELEASES: i64 = 10;

/// A version to fetch.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Release {
    /// Which.
    pub id: ReleaseId,
    software: SoftwareId,
    /// Its version.
    pub version: String,
    /// What is new in it; may be empty.
    pub notes: String,
    /// The day it is of.
    pub day: Day,
    /// What its file is called.
    pub file_name: String,
    /// How large that is.
    pub bytes: i64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// Something to fetch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Software {
    /// Which.
    pub id: SoftwareId,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// What it is; may be empty.
    pub about: String,
    /// Whether a licence of it has a key.
    pub keyed: bool,
    /// Its versions, the latest first.
    pub releases: Vec<Release>,
}

/// What is offered together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// By which subscription.
    pub by: Option<HeldBy>,
    /// How many licences there are in all.
    pub seats: i64,
    /// How many of them can still be taken.
    pub left: i64,
    /// The software, by name.
    pub software: Vec<Software>,
}

/// A licence that the company has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Licence {
    /// Which.
    pub id: LicenceId,
    /// The software's name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
    /// Its key; none where it has none, or where it is no longer given.
    pub key: Option<String>,
    /// Whether a subscription still gives it.
    pub given: bool,
    /// Whether there is another platform to swap it for.
    pub has_others: bool,
    /// Who took it.
    pub taken_by: String,
    /// When.
    pub taken_at: Timestamp,
}

/// What a member finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Downloads {
    /// What is offered, area by area.
    pub areas: Vec<Area>,
    /// A page of the company's licences.
    pub licences: Vec<Licence>,
    /// How many it has in all.
    pub total: i64,
    /// How many platform swaps are left.
    pub swaps_left: i64,
}

#[derive(Deserialize)]
struct SoftwareRow {
    id: SoftwareId,
    area: String,
    name: String,
    platform: String,
    about: String,
    keyed: i64,
}

#[derive(Deserialize)]
struct LicenceRow {
    id: LicenceId,
    subscription: SubscriptionId,
    area: String,
    software: SoftwareId,
    name: String,
    platform: String,
    key_text: String,
    taken_by: String,
    taken_at: Timestamp,
}

impl LicenceRow {
    fn licence(self, given: bool, has_others: bool) -> Licence {
        Licence {
            id: self.id,
            name: self.name,
            platform: self.platform,
            key: Some(self.key_text).filter(|key| given && !key.is_empty()),
            given,
            has_others,
            taken_by: self.taken_by,
            taken_at: self.taken_at,
        }
    }
}

#[derive(Deserialize)]
struct TakenRow {
    area: String,
    subscription: SubscriptionId,
    count: i64,
}

const SOFTWARE: (&str, &[&str], &str) = (
    "software",
    &["id", "area", "name", "platform", "about", "keyed"],
    "SELECT id, area, name, platform, about, CASE WHEN keyed THEN 1 ELSE 0 END AS keyed
     FROM software ORDER BY area, name, platform, id",
);

const LICENCE: &[&str] = &[
    "id",
    "subscription",
    "area",
    "software",
    "name",
    "platform",
    "key_text",
    "taken_by",
    "taken_at",
];

/// The licences of the customer `$1` that were not given back.
const LICENCES: &str = "
    SELECT l.id, l.subscription_id AS subscription, l.area, l.software_id AS software, s.name,
        s.platform, l.key_text, p.name AS taken_by, l.taken_at
    FROM licence l
    JOIN software s ON s.id = l.software_id
    JOIN membership m ON m.id = l.taken_by AND m.customer_id = l.customer_id
    JOIN person p ON p.id = m.person_id
    WHERE l.customer_id = $1 AND l.given_back_at IS NULL";

#[derive(Deserialize)]
struct Rows {
    software: Vec<SoftwareRow>,
    releases: Vec<Release>,
    licences: Vec<LicenceRow>,
    taken: Vec<TakenRow>,
}

fn ask_rows(customer: CustomerId, (offset, limit): (i64, i64)) -> Asked<'static, Rows> {
    static ROWS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            SOFTWARE,
            (
                "releases",
                &[
                    "id",
                    "software",
                    "version",
                    "notes",
                    "day",
                    "file_name",
                    "bytes",
                    "sha256",
                ],
                "SELECT r.id, r.software_id AS software, r.version, r.notes, r.day,
                     f.name AS file_name, b.bytes, f.sha256
                 FROM software s
                 JOIN software_release r ON r.id IN (
                     SELECT x.id FROM software_release x
                     WHERE x.software_id = s.id AND x.withdrawn_at IS NULL
                     ORDER BY x.day DESC, x.id DESC LIMIT ($4 + 0))
                 JOIN stored_file f ON f.id = r.file_id AND f.customer_id IS NULL
                 JOIN stored_form o ON o.file_id = f.id AND o.size = 'document'
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 ORDER BY r.day DESC, r.id DESC",
            ),
            (
                "licences",
                LICENCE,
                &format!("{LICENCES} ORDER BY l.area, l.id LIMIT ($3 + 0) OFFSET ($2 + 0)"),
            ),
            (
                "taken",
                &["area", "subscription", "count"],
                "SELECT area, subscription_id AS subscription, COUNT(*) AS count FROM licence
                 WHERE customer_id = $1 AND given_back_at IS NULL
                 GROUP BY area, subscription_id",
            ),
        ])
    });
    ROWS.ask(args![customer, offset, limit, RELEASES])
}

/// Whether one of these subscriptions gives an area.
fn is_given(all: &Entitlements<'_>, seats: &[Seats], area: &str, of: SubscriptionId) -> bool {
    gives(all, area, seats)
        .iter()
        .any(|one| one.subscription == of)
}

/// What a member finds to download, and so many of their company's licences behind
/// `offset` others.
///
/// # Errors
/// [`Denied`] if who asks is no member, or if the storage fails.
pub async fn downloads<E>(
    db: &Db,
    actor: &Actor,
    page: (i64, i64),
    now: Timestamp,
) -> Result<Downloads, E>
where
    E: From<Denied> + From<StoreError>,
{
    let member = actor.member_who_may(Permission::Browse)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_held(customer),
        ask_seats(customer),
        ask_rows(customer, page),
    );
    let (held, seats, rows) = together(&mut read, questions).await?;
    drop(read);
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let areas = all
        .all_downloads()
        .into_iter()
        .map(|code| {
            let gives = gives(&all, code, &seats);
            let taken = |of: SubscriptionId| {
                let row = rows
                    .taken
                    .iter()
                    .find(|row| row.area == code && row.subscription == of);
                row.map_or(0, |row| row.count)
            };
            let software = rows.software.iter().filter(|one| one.area == code);
            Area {
                by: all
                    .downloads(code)
                    .winner
                    .and_then(|grant| held.by(grant))
                    .cloned(),
                seats: gives.iter().map(|one| one.seats).sum(),
                left: left(&gives, taken),
                software: software.map(|one| one.shown(&rows.releases)).collect(),
            }
        })
        // A plan may give what nobody has put there yet.
        .filter(|area| !area.software.is_empty())
        .collect();
    let total = rows.taken.iter().map(|row| row.count).sum();
    let others = |area: &str, of: SoftwareId| {
        rows.software
            .iter()
            .any(|one| one.area == area && one.id != of)
    };
    let licences = rows
        .licences
        .into_iter()
        .map(|row| {
            let given = is_given(&all, &seats, &row.area, row.subscription);
            let has_others = others(&row.area, row.software);
            row.licence(given, has_others)
        })
        .collect();
    Ok(Downloads {
        areas,
        licences,
        total,
        swaps_left: all.count(Countable::PlatformSwaps).left,
    })
}

impl SoftwareRow {
    fn shown(&self, releases: &[Release]) -> Software {
        Software {
            id: self.id,
            name: self.name.clone(),
            platform: self.platform.clone(),
            about: self.about.clone(),
            keyed: self.keyed != 0,
            releases: releases
                .iter()
                .filter(|one| one.software == self.id)
                .cloned()
                .collect(),
        }
    }
}

/// What a licence can be swapped for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwapTarget {
    /// The software.
    pub id: SoftwareId,
    /// Its name.
    pub name: String,
    /// What it runs on.
    pub platform: String,
}

/// What somebody sees before they swap a licence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwapPage {
    /// The licence.
    pub licence: Licence,
    /// What it can be swapped for.
    pub targets: Vec<SwapTarget>,
    /// How many swaps are left.
    pub left: i64,
    /// Until when: the last day of what is used first.
    pub until: Option<Day>,
}

/// What a member who may order sees before they swap a licence; none if their company
/// has no such licence, or nothing gives it any more.
///
/// # Errors
/// [`Denied`] if who asks may not order, or if the storage fails.
pub async fn swap_page<E>(
    db: &Db,
    actor: &Actor,
    licence: LicenceId,
    now: Timestamp,
) -> Result<Option<SwapPage>, E>
where
    E: From<Denied> + From<StoreError>,
{
    #[derive(Deserialize)]
    struct SwapRows {
        software: Vec<SoftwareRow>,
        licences: Vec<LicenceRow>,
    }
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            SOFTWARE,
            ("licences", LICENCE, &format!("{LICENCES} AND l.id = $2")),
        ])
    });
    let member = actor.member_who_may(Permission::Order)?;
    let customer = member.company.id;
    let mut read = db.read(actor.scope()).await?;
    let questions = (
        ask_held(customer),
        ask_seats(customer),
        ONE.ask::<SwapRows>(args![customer, licence]),
    );
    let (held, seats, rows) = together(&mut read, questions).await?;
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let Some(row) = rows.licences.into_iter().next() else {
        return Ok(None);
    };
    if !is_given(&all, &seats, &row.area, row.subscription) {
        return Ok(None);
    }
    let targets: Vec<SwapTarget> = rows
        .software
        .into_iter()
        .filter(|one| one.area == row.area && one.id != row.software)
        .map(|one| SwapTarget {
            id: one.id,
            name: one.name,
            platform: one.platform,
        })
        .collect();
    let count = all.count(Countable::PlatformSwaps);
    Ok(Some(SwapPage {
        licence: row.licence(true, !targets.is_empty()),
        targets,
        left: count.left,
        until: count.next.first().map(|grant| grant.period.last()),
    }))
}
