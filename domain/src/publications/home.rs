//! What of the publications stands on a member's home page: what was published lately
//! and since they last looked into them.

use super::read::given;
use super::readers::Readers;
use crate::id::IssueId;
use crate::identity::Member;
use crate::store::{Asked, JsonRows};
use crate::subscriptions::Held;
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// What is older is news for nobody, whoever was never here.
const DAYS: i64 = 28;
/// So many stand there.
const SHOWN: usize = 4;
/// Of so many it is asked for whom they are.
const LATEST: i64 = 50;

/// An issue that its reader has not met yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewIssue {
    /// Which.
    pub id: IssueId,
    /// The code of its publication.
    pub code: String,
    /// What that is called in the reader's language.
    pub publication: String,
    /// The issue's title in the reader's language.
    pub title: String,
    /// The day it is of.
    pub day: Day,
}

#[derive(Deserialize)]
struct Row {
    id: IssueId,
    code: String,
    publication: String,
    title: String,
    day: Day,
    entitled: i64,
    needs: String,
    their_needs: String,
}

/// What is new for somebody, before it is known what their company's subscriptions
/// give.
#[derive(Default)]
pub struct NewIssues(Vec<Row>);

/// Asks what was published since a member last looked into the publications.
#[must_use]
pub fn ask_new_issues(
    member: &Member,
    language: &str,
    now: Timestamp,
) -> Asked<'static, NewIssues> {
    static NEW: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "code",
                "publication",
                "title",
                "day",
                "entitled",
                "needs",
                "their_needs",
            ],
            "SELECT i.id, p.code, COALESCE(n.name, p.name) AS publication,
                 COALESCE(x.title, i.title) AS title, i.day,
                 CASE WHEN p.entitled THEN 1 ELSE 0 END AS entitled, p.needs,
                 c.needs AS their_needs
             FROM publication_issue i
             JOIN publication p ON p.id = i.publication_id
             JOIN customer c ON c.id = $1 AND (p.needs = '' OR p.needs = c.needs)
             LEFT JOIN publication_text n ON n.publication_id = p.id AND n.language = $2
             LEFT JOIN publication_issue_text x ON x.issue_id = i.id AND x.language = $2
             WHERE i.published_at > $4 AND i.withdrawn_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM publication_visit v
                 WHERE v.customer_id = $1 AND v.membership_id = $3
                     AND v.here_at >= i.published_at)
             ORDER BY i.published_at DESC, i.id DESC LIMIT ($5 + 0)",
        )
    });
    let language = Language::from_code(language).unwrap_or_default();
    NEW.ask::<Row>(args![
        member.company.id,
        language.code(),
        member.id,
        now.plus_days(-DAYS),
        LATEST
    ])
    .map(NewIssues)
}

impl NewIssues {
    /// Those that are for this reader, the latest first.
    #[must_use]
    pub fn with(self, held: &Held, today: Day) -> Vec<NewIssue> {
        let given = given(held, today);
        self.0
            .into_iter()
            .filter(|row| {
                let readers = Readers {
                    entitled: row.entitled != 0,
                    needs: row.needs.clone(),
                };
                readers.are(&row.code, &row.their_needs, &given)
            })
            .take(SHOWN)
            .map(|row| NewIssue {
                id: row.id,
                code: row.code,
                publication: row.publication,
                title: row.title,
                day: row.day,
            })
            .collect()
    }
}
