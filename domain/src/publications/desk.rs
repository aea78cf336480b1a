//! Publications as curators see them.

use super::edit::PublicationText;
use super::issue::IssueText;
use super::newsletter::WANTING;
use super::readers::Readers;
use crate::id::{IssueId, NewsletterId, PublicationId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, JsonSets};
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How many newsletters the overview shows.
const NEWSLETTERS: i64 = 12;

/// A publication, as curators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskPublication {
    /// Which.
    pub id: PublicationId,
    /// What plans name it by, and its address.
    pub code: String,
    /// Its name in the first language.
    pub name: String,
    /// Whom it is for.
    pub readers: Readers,
    /// How many drafts it has.
    pub drafts: i64,
    /// How many issues are published, and were not taken back.
    pub published: i64,
    /// How many were taken back.
    pub withdrawn: i64,
    /// Its version, which who changes it has looked at.
    pub version: i64,
}

#[derive(Deserialize)]
struct PublicationRow {
    id: PublicationId,
    code: String,
    name: String,
    about: String,
    entitled: i64,
    needs: String,
    drafts: i64,
    published: i64,
    withdrawn: i64,
    version: i64,
}

impl PublicationRow {
    fn known(&self) -> DeskPublication {
        DeskPublication {
            id: self.id,
            code: self.code.clone(),
            name: self.name.clone(),
            readers: Readers {
                entitled: self.entitled != 0,
                needs: self.needs.clone(),
            },
            drafts: self.drafts,
            published: self.published,
            withdrawn: self.withdrawn,
            version: self.version,
        }
    }
}

const PUBLICATION: &[&str] = &[
    "id",
    "code",
    "name",
    "about",
    "entitled",
    "needs",
    "drafts",
    "published",
    "withdrawn",
    "version",
];

const PUBLICATIONS: &str = "
    SELECT p.id, p.code, p.name, p.about, CASE WHEN p.entitled THEN 1 ELSE 0 END AS entitled,
        p.needs,
        (SELECT COUNT(*) FROM publication_issue i
         WHERE i.publication_id = p.id AND i.published_at IS NULL) AS drafts,
        (SELECT COUNT(*) FROM publication_issue i
         WHERE i.publication_id = p.id AND i.published_at IS NOT NULL
             AND i.withdrawn_at IS NULL) AS published,
        (SELECT COUNT(*) FROM publication_issue i
         WHERE i.publication_id = p.id AND i.withdrawn_at IS NOT NULL) AS withdrawn,
        p.version
    FROM publication p";

/// A newsletter, and what its readers did with it. What became of its letters knows
/// [`ask_fates`](crate::mail::ask_fates).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Newsletter {
    /// Which.
    pub id: NewsletterId,
    /// The day on which it was due.
    pub due_day: Day,
    /// When the last one got it; none while it is being sent.
    pub finished_at: Option<Timestamp>,
    /// How many issues it tells of.
    pub issues: i64,
    /// How many opened it, of those whose company allows recording.
    pub opened: i64,
    /// How many followed something in it, of the same.
    pub followed: i64,
}

/// A page of the publications, and the last newsletters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationsDesk {
    /// By name.
    pub publications: Vec<DeskPublication>,
    /// How many publications there are.
    pub total: i64,
    /// The last ones, the latest first.
    pub newsletters: Vec<Newsletter>,
    /// How many members want the newsletter.
    pub wanted: i64,
}

/// So many publications behind `offset` others, for curators.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_publications_desk(
    actor: &Actor,
    (offset, limit): (i64, i64),
) -> Result<Asked<'static, PublicationsDesk>, Denied> {
    actor.demand(Permission::Curate)?;
    #[derive(Deserialize)]
    struct Count {
        count: i64,
    }
    #[derive(Deserialize)]
    struct Rows {
        publications: Vec<PublicationRow>,
        total: Vec<Count>,
        newsletters: Vec<Newsletter>,
        wanted: Vec<Count>,
    }
    static DESK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "publications",
                PUBLICATION,
                &format!("{PUBLICATIONS} ORDER BY p.name, p.id LIMIT ($3 + 0) OFFSET ($2 + 0)"),
            ),
            (
                "total",
                &["count"],
                "SELECT COUNT(*) AS count FROM publication",
            ),
            (
                "newsletters",
                &[
                    "id",
                    "due_day",
                    "finished_at",
                    "issues",
                    "opened",
                    "followed",
                ],
                "SELECT n.id, n.due_day, n.finished_at,
                     (SELECT COUNT(*) FROM publication_issue i
                      WHERE i.newsletter_id = n.id) AS issues,
                     (SELECT COUNT(*) FROM newsletter_copy c
                      WHERE c.newsletter_id = n.id AND c.opened_at IS NOT NULL) AS opened,
                     (SELECT COUNT(DISTINCT k.membership_id) FROM newsletter_click k
                      WHERE k.newsletter_id = n.id) AS followed
                 FROM newsletter n ORDER BY n.due_day DESC LIMIT ($1 + 0) /* staff */",
            ),
            (
                "wanted",
                &["count"],
                &format!("SELECT COUNT(*) AS count FROM {WANTING} /* staff */"),
            ),
        ])
    });
    let count = |rows: &[Count]| rows.first().map_or(0, |one| one.count);
    Ok(DESK
        .ask::<Rows>(args![NEWSLETTERS, offset, limit])
        .map(move |rows| PublicationsDesk {
            total: count(&rows.total),
            wanted: count(&rows.wanted),
            publications: rows
                .publications
                .iter()
                .map(PublicationRow::known)
                .collect(),
            newsletters: rows.newsletters,
        }))
}

/// An issue in a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct IssueRow {
    /// Which.
    pub id: IssueId,
    /// Its title in the first language.
    pub title: String,
    /// The day it is of.
    pub day: Day,
    /// When it was published; none of a draft.
    pub published_at: Option<Timestamp>,
    /// When it was corrected last.
    pub corrected_at: Option<Timestamp>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// One publication with a page of its issues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicationDesk {
    /// The publication.
    pub publication: DeskPublication,
    /// Its name and line in each language in which it has one, the first language
    /// first.
    pub texts: Vec<PublicationText>,
    /// The issues, the latest day first.
    pub issues: Vec<IssueRow>,
}

#[derive(Deserialize)]
struct TextRow {
    language: String,
    name: String,
    text: String,
}

/// One publication and so many of its issues behind `offset` others, for curators;
/// none if there is no such publication.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_publication_desk(
    actor: &Actor,
    id: PublicationId,
    (offset, limit): (i64, i64),
) -> Result<Asked<'static, Option<PublicationDesk>>, Denied> {
    actor.demand(Permission::Curate)?;
    #[derive(Deserialize)]
    struct Rows {
        publication: Vec<PublicationRow>,
        texts: Vec<TextRow>,
        issues: Vec<IssueRow>,
    }
    static DESK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "publication",
                PUBLICATION,
                &format!("{PUBLICATIONS} WHERE p.id = $1"),
            ),
            (
                "texts",
                &["language", "name", "text"],
                "SELECT language, name, about AS text FROM publication_text
                 WHERE publication_id = $1 ORDER BY language",
            ),
            (
                "issues",
                &[
                    "id",
                    "title",
                    "day",
                    "published_at",
                    "corrected_at",
                    "withdrawn_at",
                ],
                "SELECT id, title, day, published_at, corrected_at, withdrawn_at
                 FROM publication_issue
                 WHERE publication_id = $1
                 ORDER BY day DESC, id DESC LIMIT ($3 + 0) OFFSET ($2 + 0)",
            ),
        ])
    });
    Ok(DESK.ask::<Rows>(args![id, offset, limit]).map(|rows| {
        let row = rows.publication.first()?;
        let mut texts = vec![PublicationText {
            language: Language::default(),
            name: row.name.clone(),
            about: row.about.clone(),
        }];
        texts.extend(rows.texts.into_iter().filter_map(|one| {
            Some(PublicationText {
                language: Language::from_code(&one.language)?,
                name: one.name,
                about: one.text,
            })
        }));
        Some(PublicationDesk {
            publication: row.known(),
            texts,
            issues: rows.issues,
        })
    }))
}

/// One issue of a publication, as curators see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskIssue {
    /// Which.
    pub id: IssueId,
    /// The day it is of.
    pub day: Day,
    /// How often it was changed: who changes it again says which they looked at.
    pub version: i64,
    /// When it was published; none of a draft.
    pub published_at: Option<Timestamp>,
    /// When it was corrected last.
    pub corrected_at: Option<Timestamp>,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// What it says in each language, the first language first.
    pub texts: Vec<IssueText>,
    /// What it said before it was corrected, the latest first.
    pub earlier: Vec<Earlier>,
}

/// What an issue said in a language before it was corrected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// Until when.
    pub until: Timestamp,
    /// Of which day it was.
    pub day: Day,
    /// What it said.
    pub said: IssueText,
}

/// An issue and its publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueDesk {
    /// The issue.
    pub issue: DeskIssue,
    /// Of which publication.
    pub publication: PublicationId,
    /// What that is called in the first language.
    pub publication_name: String,
}

/// One issue, for curators; none if there is no such issue.
///
/// # Errors
/// [`Denied`] for everybody else.
pub fn ask_issue_desk(
    actor: &Actor,
    id: IssueId,
) -> Result<Asked<'static, Option<IssueDesk>>, Denied> {
    actor.demand(Permission::Curate)?;
    #[derive(Deserialize)]
    struct Row {
        id: IssueId,
        publication: PublicationId,
        publication_name: String,
        title: String,
        text: String,
        day: Day,
        version: i64,
        published_at: Option<Timestamp>,
        corrected_at: Option<Timestamp>,
        withdrawn_at: Option<Timestamp>,
    }
    #[derive(Deserialize)]
    struct EarlierRow {
        language: String,
        title: String,
        text: String,
        day: Day,
        replaced_at: Timestamp,
    }
    #[derive(Deserialize)]
    struct Rows {
        issue: Vec<Row>,
        texts: Vec<TextRow>,
        earlier: Vec<EarlierRow>,
    }
    static DESK: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "issue",
                &[
                    "id",
                    "publication",
                    "publication_name",
                    "title",
                    "text",
                    "day",
                    "version",
                    "published_at",
                    "corrected_at",
                    "withdrawn_at",
                ],
                "SELECT i.id, i.publication_id AS publication, p.name AS publication_name,
                     i.title, i.text, i.day, i.version, i.published_at, i.corrected_at,
                     i.withdrawn_at
                 FROM publication_issue i JOIN publication p ON p.id = i.publication_id
                 WHERE i.id = $1",
            ),
            (
                "texts",
                &["language", "name", "text"],
                "SELECT language, title AS name, text FROM publication_issue_text
                 WHERE issue_id = $1 ORDER BY language",
            ),
            (
                "earlier",
                &["language", "title", "text", "day", "replaced_at"],
                "SELECT language, title, text, day, replaced_at FROM publication_issue_earlier
                 WHERE issue_id = $1 ORDER BY version DESC, language LIMIT 40",
            ),
        ])
    });
    Ok(DESK.ask::<Rows>(args![id]).map(|rows| {
        let row = rows.issue.into_iter().next()?;
        let mut texts = vec![IssueText {
            language: Language::default(),
            title: row.title,
            text: row.text,
        }];
        texts.extend(rows.texts.into_iter().filter_map(|one| {
            Some(IssueText {
                language: Language::from_code(&one.language)?,
                title: one.name,
                text: one.text,
            })
        }));
        let earlier = rows.earlier.into_iter().filter_map(|one| {
            Some(Earlier {
                until: one.replaced_at,
                day: one.day,
                said: IssueText {
                    language: Language::from_code(&one.language)?,
                    title: one.title,
                    text: one.text,
                },
            })
        });
        Some(IssueDesk {
            issue: DeskIssue {
                id: row.id,
                day: row.day,
                version: row.version,
                published_at: row.published_at,
                corrected_at: row.corrected_at,
                withdrawn_at: row.withdrawn_at,
                texts,
                earlier: earlier.collect(),
            },
            publication: row.publication,
            publication_name: row.publication_name,
        })
    }))
}
