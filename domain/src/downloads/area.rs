//! What a member finds to download, and a page of the licences that their company has.

use super::areas::{AreaNames, area_names};
use super::languages::names;
use super::left_behind;
use super::licences::gives;
use super::owned::{LICENCE, LICENCES, Licence, LicenceRow, Reader};
use super::places::left;
use crate::id::{CustomerId, ReleaseId, SoftwareId, SubscriptionId};
use crate::identity::{Actor, Denied, Permission, ask_names_who_may};
use crate::store::{Asked, Db, JsonSets, StoreError, together};
use crate::subscriptions::entitlements::{Countable, Holder};
use crate::subscriptions::{HeldBy, ask_held, ask_seats};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
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
    /// What is new in it, in the reader's language; may be empty.
    pub notes: String,
    languages: String,
    /// The day it is of.
    pub day: Day,
    /// What its file is called.
    pub file_name: String,
    /// How large that is.
    pub bytes: i64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Release {
    /// The languages that it speaks, by their names; none where nobody said.
    #[must_use]
    pub fn languages(&self) -> Vec<&'static str> {
        names(&self.languages)
    }
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
    /// What it is, in the reader's language; may be empty.
    pub about: String,
    /// Whether a licence of it has a key.
    pub keyed: bool,
    /// Its versions, the latest first.
    pub releases: Vec<Release>,
}

/// What is offered together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// What it is called, in the reader's language; none while nobody has named it.
    pub name: Option<String>,
    /// By which subscription.
    pub by: Option<HeldBy>,
    /// How many licences there are in all.
    pub seats: i64,
    /// How many of them can still be taken.
    pub left: i64,
    /// The software, by name.
    pub software: Vec<Software>,
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
    /// How many of them are held by people who left.
    pub left_behind: i64,
    /// How many platform swaps are left.
    pub swaps_left: i64,
    /// Whom the reader can ask for a key that is not for them: some who look after the
    /// company's licences.
    pub whom_to_ask: Vec<String>,
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
struct AreaRow {
    area: String,
    #[serde(flatten)]
    names: AreaNames,
}

#[derive(Deserialize)]
struct TakenRow {
    area: String,
    subscription: SubscriptionId,
    count: i64,
}

#[derive(Deserialize)]
struct CountRow {
    count: i64,
}

#[derive(Deserialize)]
struct Rows {
    areas: Vec<AreaRow>,
    software: Vec<SoftwareRow>,
    releases: Vec<Release>,
    licences: Vec<LicenceRow>,
    taken: Vec<TakenRow>,
    left_behind: Vec<CountRow>,
}

/// Asks for what these areas offer, in this language, and for a page of the licences.
fn ask_rows(
    customer: CustomerId,
    areas: &[&str],
    language: &str,
    (offset, limit): (i64, i64),
) -> Asked<'static, Rows> {
    static ROWS: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "areas",
                &["area", "area_name", "area_names"],
                &format!(
                    "SELECT a.code AS area, {} FROM download_area a WHERE a.code <text in $5>",
                    area_names("a.code")
                ),
            ),
            (
                "software",
                &["id", "area", "name", "platform", "about", "keyed"],
                "SELECT s.id, s.area, s.name, s.platform, COALESCE(x.about, s.about) AS about,
                     CASE WHEN s.keyed THEN 1 ELSE 0 END AS keyed
                 FROM software s
                 LEFT JOIN software_text x ON x.software_id = s.id AND x.language = $6
                 WHERE s.area <text in $5> ORDER BY s.area, s.name, s.platform, s.id",
            ),
            (
                "releases",
                &[
                    "id",
                    "software",
                    "version",
                    "notes",
                    "languages",
                    "day",
                    "file_name",
                    "bytes",
                    "sha256",
                ],
                "SELECT r.id, r.software_id AS software, r.version,
                     COALESCE(n.notes, r.notes) AS notes, r.languages, r.day,
                     f.name AS file_name, b.bytes, f.sha256
                 FROM software s
                 JOIN software_release r ON r.id IN (
                     SELECT x.id FROM software_release x
                     WHERE x.software_id = s.id AND x.withdrawn_at IS NULL
                     ORDER BY x.day DESC, x.id DESC LIMIT ($4 + 0))
                 JOIN stored_file f ON f.id = r.file_id AND f.customer_id IS NULL
                 JOIN stored_form o ON o.file_id = f.id AND o.size = 'document'
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 LEFT JOIN software_release_text n ON n.release_id = r.id AND n.language = $6
                 WHERE s.area <text in $5> ORDER BY r.day DESC, r.id DESC",
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
            ("left_behind", &["count"], left_behind::COUNT),
        ])
    });
    ROWS.ask(args![
        customer,
        offset,
        limit,
        RELEASES,
        json!(areas),
        language.to_owned()
    ])
}

/// What a member finds to download, and so many of their company's licences behind
/// `offset` others. Two statements: what other areas offer is not even asked for.
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
    let language = actor.shopper().map_or("", |shopper| shopper.language);
    let language = Language::from_code(language).unwrap_or_default();
    let mut read = db.read(actor.scope()).await?;
    let reader = Reader::of(actor, member);
    let whom_to_ask = if reader.looks_after {
        Asked::known(Vec::new())
    } else {
        ask_names_who_may(customer, Permission::Order)
    };
    let questions = (ask_held(customer), ask_seats(customer), whom_to_ask);
    let (held, seats, whom_to_ask) = together(&mut read, questions).await?;
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let codes = all.all_downloads();
    let rows = ask_rows(customer, &codes, language.code(), page)
        .fetch(&mut read)
        .await?;
    drop(read);
    let areas = codes
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
            let called = rows.areas.iter().find(|row| row.area == code);
            let name = called.and_then(|row| row.names.in_language(language.code()));
            Area {
                name: name.map(str::to_owned),
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
    let licences = rows
        .licences
        .into_iter()
        .map(|row| {
            let given = row.is_given(&all, &seats);
            let has_others = rows
                .software
                .iter()
                .any(|one| one.area == row.area && one.id != row.software);
            row.licence(given, has_others, reader)
        })
        .collect();
    Ok(Downloads {
        areas,
        licences,
        total,
        left_behind: rows.left_behind.first().map_or(0, |row| row.count),
        swaps_left: all.count(Countable::PlatformSwaps).left,
        whom_to_ask,
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
