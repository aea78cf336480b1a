//! One issue, as a member reads it: what it says, or that it was taken back.

use super::read::{Head, PUBLICATION, PUBLICATIONS, PublicationRow, Reader, given};
use crate::id::IssueId;
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Db, JsonSets, StoreError, together};
use crate::subscriptions::ask_held;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

/// An issue to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The publication.
    pub head: Head,
    /// Its title in the reader's language.
    pub title: String,
    /// Its text: paragraphs with an empty line between them.
    pub text: String,
    /// The day it is of.
    pub day: Day,
    /// When it was corrected last; none if it still says what it said at first.
    pub corrected_at: Option<Timestamp>,
}

/// What is at the address of an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The issue.
    Issue(Issue),
    /// There was one; it was taken back at this moment.
    Withdrawn(Timestamp),
}

/// One issue of a publication, for a member, or that it was taken back; none if there
/// is no such issue, or none for them. That they read it is remembered if it may be;
/// what our people look at in their place is not theirs.
///
/// # Errors
/// [`Denied`] if who asks is no member, or if the storage fails.
pub async fn issue_of<E>(
    db: &Db,
    actor: &Actor,
    (code, issue): (&str, IssueId),
    now: Timestamp,
) -> Result<Option<Found>, E>
where
    E: From<Denied> + From<StoreError>,
{
    #[derive(Deserialize)]
    struct Row {
        title: String,
        text: String,
        day: Day,
        corrected_at: Option<Timestamp>,
        withdrawn_at: Option<Timestamp>,
    }
    #[derive(Deserialize)]
    struct Rows {
        publications: Vec<PublicationRow>,
        issues: Vec<Row>,
    }
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "publications",
                PUBLICATION,
                &format!("{PUBLICATIONS} WHERE p.code = $3"),
            ),
            (
                "issues",
                &["title", "text", "day", "corrected_at", "withdrawn_at"],
                "SELECT COALESCE(x.title, i.title) AS title, COALESCE(x.text, i.text) AS text,
                     i.day, i.corrected_at, i.withdrawn_at
                 FROM publication_issue i
                 JOIN publication p ON p.id = i.publication_id AND p.code = $3
                 LEFT JOIN publication_issue_text x ON x.issue_id = i.id AND x.language = $2
                 WHERE i.id = $4 AND i.published_at IS NOT NULL",
            ),
        ])
    });
    let reader = Reader::of(actor)?;
    let asked = ONE.ask::<Rows>(args![reader.customer, &reader.language, code, issue]);
    let mut read = db.read(actor.scope()).await?;
    let (held, rows) = together(&mut read, (ask_held(reader.customer), asked)).await?;
    let given = given(&held, Day::of(now));
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    drop(read);
    let head = rows.publications.first().and_then(|row| row.head(&given));
    let Some((head, row)) = head.zip(rows.issues.into_iter().next()) else {
        return Ok(None);
    };
    if let Some(at) = row.withdrawn_at {
        return Ok(Some(Found::Withdrawn(at)));
    }
    let member = actor.member_who_may(Permission::Browse)?;
    if member.recording && actor.stand_in().is_none() {
        let happened = Interaction {
            customer: reader.customer,
            member: Some(reader.member),
            unit: member.unit,
            at: now,
            kind: Kind::IssueRead,
            touch_point: TouchPoint::Web,
            subject: Subject::Issue,
            subject_id: Some(issue.0),
            text: row.title.clone(),
            amount: None,
            detail: json!({ "publication": code }),
        };
        db.write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move { profile::record(tx, vec![happened]).await })
        })
        .await?;
    }
    Ok(Some(Found::Issue(Issue {
        head,
        title: row.title,
        text: row.text,
        day: row.day,
        corrected_at: row.corrected_at,
    })))
}
