//! Sending the newsletter. That one is begun, and of which issues it tells, is
//! written down in one transaction; then some members at a time get their copy,
//! together with how far it came. So it can be killed anywhere and goes on, each
//! issue is told of once, and nobody gets two: not if the job runs twice at a time,
//! and not after weeks in which it did not run.

use super::choice::WANTING;
use super::letter::{Part, Text, Told, beginning, letter};
use super::token::{NewsletterKey, Purpose, Reader};
use super::weekly::{due, last_due, moment_of};
use crate::id::{CustomerId, IssueId, MembershipId, NewsletterId};
use crate::mail::{self, Message, Recipient};
use crate::publications::readers::Readers;
use crate::store::{
    Args, Db, FromRow, Insert, JsonRows, JsonSets, Query, Result, Scope, StoreError, Tx, secret,
    together,
};
use crate::subscriptions::ask_held_of;
use crate::subscriptions::entitlements::Holder;
use crate::text::Language;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// How many members get their copy in one transaction.
const AT_ONCE: usize = 200;

/// The name of the secret that a newsletter's addresses are signed with.
pub(super) const KEY: &str = "newsletter-key";

/// Begins the newsletter that is due, if one is and there is something to tell, and
/// goes on with what was begun, until everybody has theirs. Answers how many copies
/// were sent.
///
/// # Errors
/// If the storage fails. What was sent stays sent; the rest follows the next time.
pub async fn send_newsletters(db: &Db, clock: impl Fn() -> Timestamp) -> Result<usize> {
    let mut sent = finish(db, &clock).await?;
    let now = clock();
    let begun = db
        .write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move { begin(tx, now).await })
        })
        .await?;
    if begun {
        sent += finish(db, &clock).await?;
    }
    Ok(sent)
}

#[derive(FromRow)]
struct Earlier {
    due_day: Day,
    finished_at: Option<Timestamp>,
}

/// Begins the newsletter that is due; whether one was begun.
pub(super) async fn begin(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let last: Option<Earlier> = tx
        .maybe(
            "SELECT due_day, finished_at FROM newsletter ORDER BY due_day DESC LIMIT 1",
            args![],
        )
        .await?;
    let last_sent = match last {
        None => None,
        // One after the other: who waits for the earlier one gets that first.
        Some(Earlier {
            finished_at: None, ..
        }) => return Ok(false),
        // One that was finished late counts for the week in which it was.
        Some(Earlier {
            due_day,
            finished_at: Some(at),
        }) => Some(due_day.max(last_due(at))),
    };
    let Some(day) = due(last_sent, now) else {
        return Ok(false);
    };
    let waiting: Option<i32> = tx
        .scalar(
            "SELECT 1 FROM publication_issue
             WHERE published_at IS NOT NULL AND published_at <= $1 AND newsletter_id IS NULL
                 AND withdrawn_at IS NULL
             LIMIT 1",
            args![moment_of(day)],
        )
        .await?;
    if waiting.is_none() {
        return Ok(false);
    }
    let id = NewsletterId::new();
    let ours = tx
        .run(
            "INSERT INTO newsletter (id, due_day, reached, created_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (due_day) DO NOTHING",
            args![id, day, MembershipId(Uuid::nil()), now],
        )
        .await?;
    if ours == 0 {
        // Another process was faster.
        return Ok(false);
    }
    tx.run(
        "UPDATE publication_issue SET newsletter_id = $1
         WHERE published_at IS NOT NULL AND published_at <= $2 AND newsletter_id IS NULL
             AND withdrawn_at IS NULL",
        args![id, moment_of(day)],
    )
    .await?;
    Ok(true)
}

/// A newsletter on its way, and how far it came.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Round {
    pub(super) id: NewsletterId,
    pub(super) reached: MembershipId,
}

/// Goes on with every newsletter that is not finished.
async fn finish(db: &Db, clock: &impl Fn() -> Timestamp) -> Result<usize> {
    let open: Vec<Round> = {
        let mut read = db.read(Scope::system()).await?;
        read.all(
            "SELECT id, reached FROM newsletter WHERE finished_at IS NULL ORDER BY due_day",
            args![],
        )
        .await?
    };
    let mut sent = 0;
    for round in open {
        let mut next = Some(round);
        while let Some(round) = next.take() {
            let now = clock();
            let (copies, left) = db
                .write::<_, StoreError, _>(Scope::system(), move |tx| {
                    Box::pin(async move { send_some(tx, round, now).await })
                })
                .await?;
            sent += copies;
            next = left;
        }
    }
    Ok(sent)
}

/// Somebody who wants it.
#[derive(Debug, Deserialize)]
struct Wanting {
    customer: CustomerId,
    member: MembershipId,
    needs: String,
    records: i64,
    #[serde(flatten)]
    to: Recipient,
}

/// Gives the next members their copies; answers how many, and the round as far as it
/// has to go on. Neither if another process was faster.
pub(super) async fn send_some(
    tx: &mut Tx,
    round: Round,
    now: Timestamp,
) -> Result<(usize, Option<Round>)> {
    // Whoever takes an issue back meanwhile waits, and finds the letters that tell of it.
    tx.lock("publication_issue", "id", "newsletter_id", args![round.id])
        .await?;
    let wanting = next_members(tx, round.reached).await?;
    let reached = wanting.last().map_or(round.reached, |one| one.member);
    let full = wanting.len() == AT_ONCE;
    let customers: Vec<CustomerId> = wanting.iter().map(|one| one.customer).collect();
    let (told, held) = together(tx, (ask_told(round.id), ask_held_of(&customers))).await?;
    let (holder, today) = (Holder::default(), Day::of(now));
    let key = NewsletterKey::new(&secret(tx, KEY).await?);
    let (mut copies, mut messages): (Vec<Args>, Vec<Message>) = (Vec::new(), Vec::new());
    for one in wanting {
        let given: Vec<&str> = held
            .get(&one.customer)
            .map(|held| held.entitlements(&holder, today).all_publications())
            .unwrap_or_default();
        let language = one.to.language.as_deref().and_then(Language::from_code);
        let parts = letter(&told, &one.needs, &given, language.unwrap_or_default());
        // Who has nothing to read gets nothing.
        if parts.is_empty() {
            continue;
        }
        copies.push(args![one.customer, round.id, one.member, now]);
        messages.push(Message {
            kind: "newsletter",
            customer: Some(one.customer),
            payload: payload(&key, round.id, &one, &parts),
            to: one.to,
        });
    }
    let count = copies.len();
    let finished = (!full).then_some(now);
    let ours = tx
        .run(
            "UPDATE newsletter SET reached = $3, finished_at = $4
             WHERE id = $1 AND reached = $2 AND finished_at IS NULL",
            args![round.id, round.reached, reached, finished],
        )
        .await?;
    if ours == 0 {
        return Ok((0, None));
    }
    tx.insert([
        Insert::rows(
            "INSERT INTO newsletter_copy (customer_id, newsletter_id, membership_id, sent_at)
             VALUES",
            copies,
        ),
        mail::rows_about(round.id.0, messages, now),
    ])
    .await?;
    let left = full.then_some(Round { reached, ..round });
    Ok((count, left))
}

/// What the letter needs to know. Where nothing may be recorded, its addresses say
/// nothing of who follows them, and there is no picture.
fn payload(key: &NewsletterKey, id: NewsletterId, one: &Wanting, parts: &[Part]) -> Value {
    let reader = Reader {
        customer: one.customer,
        member: one.member,
    };
    let records = one.records != 0;
    let sections: Vec<Value> = parts
        .iter()
        .map(|part| {
            let path = if records {
                let token = key.token(reader, Purpose::Follow(id, part.issue));
                format!("/newsletter/read/{token}")
            } else {
                format!("/publications/{}/{}", part.code, part.issue)
            };
            json!({
                // By which it is taken out again; see `corrected.rs`.
                "issue": part.issue,
                "over": part.publication,
                "title": part.title,
                "text": part.beginning,
                "path": path,
            })
        })
        .collect();
    let stop = key.token(reader, Purpose::Unsubscribe);
    let mut payload = json!({
        "count": parts.len(),
        "title": parts.first().map_or("", |part| part.title.as_str()),
        "sections": sections,
        "unsubscribe": format!("/newsletter/unsubscribe/{stop}"),
        "path": "/publications",
    });
    if records && let Some(all) = payload.as_object_mut() {
        let opened = key.token(reader, Purpose::Opened(id));
        let picture = format!("/newsletter/opened/{opened}");
        all.insert("picture".to_owned(), picture.into());
    }
    payload
}

/// The next members who want it.
async fn next_members(tx: &mut Tx, reached: MembershipId) -> Result<Vec<Wanting>> {
    static NEXT: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "customer", "member", "needs", "records", "email", "name", "language",
            ],
            &format!(
                "SELECT n.customer_id AS customer, n.membership_id AS member, c.needs,
                     CASE WHEN c.recording = 'all' AND NOT EXISTS (
                         SELECT 1 FROM recording_choice r
                         WHERE r.customer_id = n.customer_id
                             AND r.membership_id = n.membership_id
                             AND NOT r.recording) THEN 1 ELSE 0 END AS records,
                     p.email, p.name, p.language
                 FROM {WANTING} AND n.membership_id > $1
                 ORDER BY n.membership_id LIMIT ($2 + 0) /* system */"
            ),
        )
    });
    let most = i64::try_from(AT_ONCE).unwrap_or(i64::MAX);
    NEXT.all(tx, args![reached, most]).await
}

#[derive(Deserialize)]
struct ToldRow {
    issue: IssueId,
    publication: Uuid,
    code: String,
    entitled: i64,
    needs: String,
    name: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct NameRow {
    publication: Uuid,
    language: String,
    name: String,
}

#[derive(Deserialize)]
struct TextRow {
    issue: IssueId,
    language: String,
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct ToldRows {
    issues: Vec<ToldRow>,
    names: Vec<NameRow>,
    texts: Vec<TextRow>,
}

/// The issues that a newsletter tells of, in all languages; not what was taken back
/// while it goes out.
fn ask_told(id: NewsletterId) -> crate::store::Asked<'static, Vec<Told>> {
    static TOLD: LazyLock<JsonSets> = LazyLock::new(|| {
        JsonSets::new(&[
            (
                "issues",
                &[
                    "issue",
                    "publication",
                    "code",
                    "entitled",
                    "needs",
                    "name",
                    "title",
                    "text",
                ],
                "SELECT i.id AS issue, p.id AS publication, p.code,
                     CASE WHEN p.entitled THEN 1 ELSE 0 END AS entitled, p.needs, p.name,
                     i.title, i.text
                 FROM publication_issue i JOIN publication p ON p.id = i.publication_id
                 WHERE i.newsletter_id = $1 AND i.withdrawn_at IS NULL
                 ORDER BY p.name, p.id, i.day DESC, i.id DESC",
            ),
            (
                "names",
                &["publication", "language", "name"],
                "SELECT x.publication_id AS publication, x.language, x.name
                 FROM publication_text x
                 WHERE x.publication_id IN (SELECT i.publication_id FROM publication_issue i
                     WHERE i.newsletter_id = $1)",
            ),
            (
                "texts",
                &["issue", "language", "title", "text"],
                "SELECT x.issue_id AS issue, x.language, x.title, x.text
                 FROM publication_issue_text x
                 JOIN publication_issue i ON i.id = x.issue_id
                 WHERE i.newsletter_id = $1",
            ),
        ])
    });
    TOLD.ask::<ToldRows>(args![id]).map(ToldRows::told)
}

impl ToldRows {
    fn told(self) -> Vec<Told> {
        let mut names: HashMap<(Uuid, Language), String> = HashMap::new();
        for row in self.names {
            if let Some(language) = Language::from_code(&row.language) {
                names.insert((row.publication, language), row.name);
            }
        }
        let mut texts: HashMap<IssueId, HashMap<Language, Text>> = HashMap::new();
        for row in self.texts {
            if let Some(language) = Language::from_code(&row.language) {
                let text = Text {
                    title: row.title,
                    beginning: beginning(&row.text),
                };
                texts.entry(row.issue).or_default().insert(language, text);
            }
        }
        self.issues
            .into_iter()
            .map(|row| Told {
                issue: row.issue,
                readers: Readers {
                    entitled: row.entitled != 0,
                    needs: row.needs,
                },
                publication: (
                    row.name,
                    names
                        .iter()
                        .filter(|((id, _), _)| *id == row.publication)
                        .map(|((_, language), name)| (*language, name.clone()))
                        .collect(),
                ),
                text: (
                    Text {
                        title: row.title,
                        beginning: beginning(&row.text),
                    },
                    texts.remove(&row.issue).unwrap_or_default(),
                ),
                code: row.code,
            })
            .collect()
    }
}
