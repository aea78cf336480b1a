//! Publications as members read them: those only that are for them. What is for
//! others answers as what is not there.

use super::readers::Readers;
use super::visits::Visits;
use crate::id::{CustomerId, IssueId, MembershipId};
use crate::identity::{Actor, Denied, Member, Permission};
use crate::store::{Asked, Db, JsonSets, Query, StoreError, together};
use crate::subscriptions::entitlements::Holder;
use crate::subscriptions::{Held, ask_held};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many issues of each publication the overview shows.
const LATEST: i64 = 3;

/// What a publication is called for its reader.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its code, which is its address.
    pub code: String,
    /// Its name in the reader's language.
    pub name: String,
    /// One line about it; may be empty.
    pub about: String,
    /// Whether a subscription gives it.
    pub by_subscription: bool,
}

/// An issue in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueLine {
    /// Which.
    pub id: IssueId,
    /// Its title in the reader's language.
    pub title: String,
    /// The day it is of.
    pub day: Day,
    /// Published since its reader was here.
    pub new: bool,
}

/// A publication with its latest issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelf {
    /// The publication.
    pub head: Head,
    /// Its latest issues, the latest first.
    pub latest: Vec<IssueLine>,
    /// How many issues it has.
    pub issues: i64,
    /// How many of them are new.
    pub new: usize,
}

/// What a member may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// Publication by publication, by name.
    pub shelves: Vec<Shelf>,
    /// Whether the member gets the newsletter.
    pub newsletter: bool,
}

/// A page of a publication's issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnePublication {
    /// The publication.
    pub head: Head,
    /// The issues, the latest first.
    pub issues: Vec<IssueLine>,
    /// How many there are in all.
    pub total: i64,
}

#[derive(Deserialize)]
pub(super) struct PublicationRow {
    code: String,
    name: String,
    about: String,
    entitled: i64,
    needs: String,
    their_needs: String,
    issues: i64,
}

#[derive(Deserialize)]
struct IssueLineRow {
    id: IssueId,
    code: String,
    title: String,
    day: Day,
    published_at: Timestamp,
}

pub(super) const PUBLICATION: &[&str] = &[
    "code",
    "name",
    "about",
    "entitled",
    "needs",
    "their_needs",
    "issues",
];
const ISSUE: &[&str] = &["id", "code", "title", "day", "published_at"];

/// The publications in the language `$2`, with the needs category of the customer
/// `$1`.
pub(super) const PUBLICATIONS: &str = "
    SELECT p.code, COALESCE(x.name, p.name) AS name, COALESCE(x.about, p.about) AS about,
        CASE WHEN p.entitled THEN 1 ELSE 0 END AS entitled, p.needs, c.needs AS their_needs,
        (SELECT COUNT(*) FROM publication_issue i
         WHERE i.publication_id = p.id AND i.published_at IS NOT NULL
             AND i.withdrawn_at IS NULL) AS issues
    FROM publication p
    JOIN customer c ON c.id = $1
    LEFT JOIN publication_text x ON x.publication_id = p.id AND x.language = $2";

const VISIT: (&str, &[&str], &str) = (
    "visits",
    &["here_at", "before_at"],
    "SELECT here_at, before_at FROM publication_visit
     WHERE customer_id = $1 AND membership_id = $3",
);

impl PublicationRow {
    /// The publication, if it is for this reader.
    pub(super) fn head(&self, given: &[&str]) -> Option<Head> {
        let readers = Readers {
            entitled: self.entitled != 0,
            needs: self.needs.clone(),
        };
        readers
            .are(&self.code, &self.their_needs, given)
            .then(|| Head {
                code: self.code.clone(),
                name: self.name.clone(),
                about: self.about.clone(),
                by_subscription: self.entitled != 0,
            })
    }
}

impl IssueLineRow {
    fn line(&self, visits: Visits) -> IssueLine {
        IssueLine {
            id: self.id,
            title: self.title.clone(),
            day: self.day,
            new: visits.is_new(self.published_at),
        }
    }
}

/// The language somebody reads in, and who they are.
pub(super) struct Reader {
    pub(super) customer: CustomerId,
    pub(super) member: MembershipId,
    pub(super) language: String,
}

impl Reader {
    pub(super) fn of(actor: &Actor) -> Result<Self, Denied> {
        let member: &Member = actor.member_who_may(Permission::Browse)?;
        let language = actor.shopper().map_or("", |shopper| shopper.language);
        Ok(Self {
            customer: member.company.id,
            member: member.id,
            language: language.to_owned(),
        })
    }
}

/// The codes that subscriptions give today.
pub(super) fn given(held: &Held, today: Day) -> Vec<String> {
    let holder = Holder::default();
    let all = held.entitlements(&holder, today);
    all.all_publications()
        .into_iter()
        .map(str::to_owned)
        .collect()
}

/// What a member may read, publication by publication; and that they looked. Who only
/// looks in the member's place leaves no trace.
///
/// # Errors
/// [`Denied`] if who asks is no member, or if the storage fails.
pub async fn publications<E>(db: &Db, actor: &Actor, now: Timestamp) -> Result<Overview, E>
where
    E: From<Denied> + From<StoreError>,
{
    let reader = Reader::of(actor)?;
    let mut read = db.read(actor.scope()).await?;
    let (held, rows) = together(
        &mut read,
        (ask_held(reader.customer), ask_overview(&reader)),
    )
    .await?;
    drop(read);
    let earlier = rows.visits.first().copied();
    let visits = Visits::look(earlier, now);
    if earlier != Some(visits) && actor.stand_in().is_none() {
        keep(db, actor, &reader, visits).await?;
    }
    let given = given(&held, Day::of(now));
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let shelves = rows
        .publications
        .iter()
        .filter(|row| row.issues > 0)
        .filter_map(|row| {
            let head = row.head(&given)?;
            let latest = rows.latest.iter().filter(|one| one.code == head.code);
            let recent = rows.recent.iter().filter(|one| one.code == head.code);
            Some(Shelf {
                latest: latest.map(|one| one.line(visits)).collect(),
                new: recent.filter(|one| visits.is_new(one.published_at)).count(),
                head,
                issues: row.issues,
            })
        })
        .collect();
    Ok(Overview {
        shelves,
        newsletter: rows.wanted.first().is_some_and(|one| one.wanted != 0),
    })
}

#[derive(Deserialize)]
struct OverviewRows {
    publications: Vec<PublicationRow>,
    latest: Vec<IssueLineRow>,
    recent: Vec<RecentRow>,
    visits: Vec<Visits>,
    wanted: Vec<Wanted>,
}

/// What was published since somebody was here the time before last.
#[derive(Deserialize)]
struct RecentRow {
    code: String,
    published_at: Timestamp,
}

#[derive(Deserialize)]
struct Wanted {
    wanted: i64,
}

fn ask_overview(reader: &Reader) -> Asked<'static, OverviewRows> {
    static OVERVIEW: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "publications",
                PUBLICATION,
                &format!("{PUBLICATIONS} ORDER BY 2, p.id"),
            ),
            (
                "latest",
                ISSUE,
                "SELECT i.id, p.code, COALESCE(x.title, i.title) AS title, i.day, i.published_at
                 FROM publication p
                 JOIN publication_issue i ON i.id IN (
                     SELECT l.id FROM publication_issue l
                     WHERE l.publication_id = p.id AND l.published_at IS NOT NULL
                         AND l.withdrawn_at IS NULL
                     ORDER BY l.day DESC, l.id DESC LIMIT ($4 + 0))
                 LEFT JOIN publication_issue_text x ON x.issue_id = i.id AND x.language = $2
                 ORDER BY i.day DESC, i.id DESC",
            ),
            (
                "recent",
                &["code", "published_at"],
                "SELECT p.code, i.published_at
                 FROM publication_visit v
                 JOIN publication_issue i ON i.published_at > v.before_at
                     AND i.withdrawn_at IS NULL
                 JOIN publication p ON p.id = i.publication_id
                 WHERE v.customer_id = $1 AND v.membership_id = $3
                 ORDER BY i.published_at DESC LIMIT 500",
            ),
            VISIT,
            (
                "wanted",
                &["wanted"],
                "SELECT CASE WHEN wanted THEN 1 ELSE 0 END AS wanted FROM newsletter_choice
                 WHERE customer_id = $1 AND membership_id = $3",
            ),
        ])
    });
    OVERVIEW.ask(args![
        reader.customer,
        &reader.language,
        reader.member,
        LATEST
    ])
}

/// Keeps that somebody was here.
async fn keep(db: &Db, actor: &Actor, reader: &Reader, visits: Visits) -> Result<(), StoreError> {
    let (customer, member) = (reader.customer, reader.member);
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO publication_visit (customer_id, membership_id, here_at, before_at)
                 VALUES ($1, $2, $3, $4)
                 ON CONFLICT (customer_id, membership_id)
                 DO UPDATE SET here_at = excluded.here_at, before_at = excluded.before_at",
                args![customer, member, visits.here, visits.before],
            )
            .await
            .map(drop)
        })
    })
    .await
}

/// So many issues of a publication behind `offset` others, for a member; none if
/// there is no such publication, or none for them.
///
/// # Errors
/// [`Denied`] if who asks is no member, or if the storage fails.
pub async fn publication_of<E>(
    db: &Db,
    actor: &Actor,
    code: &str,
    (offset, limit): (i64, i64),
    now: Timestamp,
) -> Result<Option<OnePublication>, E>
where
    E: From<Denied> + From<StoreError>,
{
    #[derive(Deserialize)]
    struct Rows {
        publications: Vec<PublicationRow>,
        issues: Vec<IssueLineRow>,
        visits: Vec<Visits>,
    }
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "publications",
                PUBLICATION,
                &format!("{PUBLICATIONS} WHERE p.code = $4"),
            ),
            (
                "issues",
                ISSUE,
                "SELECT i.id, p.code, COALESCE(x.title, i.title) AS title, i.day, i.published_at
                 FROM publication p
                 JOIN publication_issue i ON i.publication_id = p.id
                 LEFT JOIN publication_issue_text x ON x.issue_id = i.id AND x.language = $2
                 WHERE p.code = $4 AND i.published_at IS NOT NULL AND i.withdrawn_at IS NULL
                 ORDER BY i.day DESC, i.id DESC LIMIT ($6 + 0) OFFSET ($5 + 0)",
            ),
            VISIT,
        ])
    });
    let reader = Reader::of(actor)?;
    let asked = ONE.ask::<Rows>(args![
        reader.customer,
        &reader.language,
        reader.member,
        code,
        offset,
        limit
    ]);
    let mut read = db.read(actor.scope()).await?;
    let (held, rows) = together(&mut read, (ask_held(reader.customer), asked)).await?;
    let given = given(&held, Day::of(now));
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    let visits = Visits::look(rows.visits.first().copied(), now);
    let found = rows.publications.first().filter(|row| row.issues > 0);
    Ok(found.and_then(|row| {
        Some(OnePublication {
            head: row.head(&given)?,
            issues: rows.issues.iter().map(|one| one.line(visits)).collect(),
            total: row.issues,
        })
    }))
}
