//! The mails that our people look at: those that nobody vouches for, those that were
//! held back, and what tells that a mail of ours did not arrive.

use super::left_out::{self, LeftOut};
use super::queue::COUNTED;
use crate::Timestamp;
use crate::args;
use crate::id::{CustomerId, FileId, IncomingMailId, PersonId};
use crate::identity::{Actor, Denied, Permission};
use crate::store::{Asked, Db, JsonRows, JsonSets, StoreError};
use serde::Deserialize;
use std::sync::LazyLock;

/// Which mails are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mails {
    /// Those that nobody has decided about, the oldest first.
    #[default]
    Waiting,
    /// Those that somebody was done with, the latest first.
    Done,
    /// Those that tell that a mail of ours did not arrive, the latest first.
    Bounced,
}

/// A mail that needs, or needed, a person.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Stranger {
    /// The mail.
    pub id: IncomingMailId,
    /// When it came.
    pub at: Timestamp,
    /// The address it says it is from.
    pub sender: String,
    /// The name beside it.
    pub sender_name: String,
    /// Its subject.
    pub subject: String,
    /// Its text; in a list only its beginning.
    pub text: String,
    left_out: String,
    /// What became of it: `stranger`, `held` or `bounced`.
    pub became: String,
    /// To whom our mail was that did not arrive, if it is known.
    pub bounced_to: Option<String>,
    /// The serial of the case that it says it continues: a hint, never more.
    pub mentions: Option<i64>,
    /// When somebody of ours was done with it.
    pub settled_at: Option<Timestamp>,
    /// Who that was.
    pub settled_by: Option<String>,
    /// Why it was left alone; empty if it was not.
    pub settled_why: String,
    /// The number of the case that was made of it.
    pub made: Option<String>,
}

impl Stranger {
    /// What came with it and was not kept.
    #[must_use]
    pub fn left_out(&self) -> Vec<LeftOut> {
        left_out::from_lines(&self.left_out)
    }
}

const COLUMNS: &[&str] = &[
    "id",
    "at",
    "sender",
    "sender_name",
    "subject",
    "text",
    "left_out",
    "became",
    "bounced_to",
    "mentions",
    "settled_at",
    "settled_by",
    "settled_why",
    "made",
];

fn select(text: &str) -> String {
    format!(
        "SELECT i.id, i.at, i.sender, i.sender_name, i.subject, {text} AS text, i.left_out,
             i.became, o.recipient AS bounced_to, i.mentions, i.settled_at, p.name AS settled_by, i.settled_why,
             c.number AS made
         FROM incoming_mail i
         LEFT JOIN person p ON p.id = i.settled_by
         LEFT JOIN outbox o ON o.id = i.bounced
         LEFT JOIN support_case c /* staff */ ON c.id = i.case_id"
    )
}

/// A page of such mails.
#[derive(Debug, Clone, Default)]
pub struct Strangers {
    /// In the order that [`Mails`] says.
    pub rows: Vec<Stranger>,
    /// How many there are, counted up to [`COUNTED`].
    pub found: i64,
}

#[derive(Debug, Deserialize)]
struct Page {
    rows: Vec<Stranger>,
    found: Vec<Count>,
}

#[derive(Debug, Deserialize)]
struct Count {
    number: i64,
}

const WAITS: &str = "i.became IN ('stranger', 'held') AND i.settled_at IS NULL";
const BOUNCED: &str = "i.became = 'bounced'";
const DONE: &str = "i.became IN ('stranger', 'held') AND i.settled_at IS NOT NULL";

/// A page of such mails. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn strangers<E>(
    db: &Db,
    actor: &Actor,
    which: Mails,
    (offset, limit): (i64, i64),
) -> Result<Strangers, E>
where
    E: From<Denied> + From<StoreError>,
{
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let page: Page = page_of(which)
        .fetch(&mut read, args![limit, offset])
        .await?;
    Ok(Strangers {
        rows: page.rows,
        found: page.found.first().map_or(0, |one| one.number),
    })
}

/// The statement for a page of these.
fn page_of(which: Mails) -> &'static JsonSets {
    fn sets(which: &str, order: &str) -> JsonSets {
        let rows = select("substr(i.text, 1, 300)");
        JsonSets::new(&[
            (
                "rows",
                COLUMNS,
                &format!("{rows} WHERE {which} ORDER BY {order} LIMIT ($1 + 0) OFFSET ($2 + 0)"),
            ),
            (
                "found",
                &["number"],
                &format!(
                    "SELECT COUNT(*) AS number FROM (SELECT 1 AS one FROM incoming_mail i
                     WHERE {which} LIMIT {COUNTED}) counted"
                ),
            ),
        ])
    }
    static WAITING: LazyLock<JsonSets> = LazyLock::new(|| sets(WAITS, "i.at, i.id"));
    static SETTLED: LazyLock<JsonSets> =
        LazyLock::new(|| sets(DONE, "i.settled_at DESC, i.id DESC"));
    static RETURNED: LazyLock<JsonSets> = LazyLock::new(|| sets(BOUNCED, "i.at DESC, i.id DESC"));
    match which {
        Mails::Waiting => &WAITING,
        Mails::Done => &SETTLED,
        Mails::Bounced => &RETURNED,
    }
}

/// How many mails wait for our people.
pub(super) fn ask_waiting() -> Asked<'static, i64> {
    static HOW_MANY: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["number"],
            "SELECT COUNT(*) AS number FROM incoming_mail i
             WHERE i.became IN ('stranger', 'held') AND i.settled_at IS NULL",
        )
    });
    HOW_MANY
        .ask::<Count>(args![])
        .map(|rows| rows.first().map_or(0, |one| one.number))
}

/// A file that came with such a mail.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct StrangersFile {
    /// The file.
    pub file: FileId,
    /// What it was called where it came from.
    pub name: String,
    /// `document`, or `full` for a picture.
    pub size: String,
    /// How large it is, in bytes.
    pub bytes: i64,
}

/// Somebody of a customer with an address.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Candidate {
    /// The person.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// The company.
    pub customer: CustomerId,
    /// What it is called.
    pub company: String,
}

/// One such mail with what is needed to decide about it.
#[derive(Debug, Clone)]
pub struct StrangersMail {
    /// The mail, with all of its text.
    pub mail: Stranger,
    /// What came with it, while it waits.
    pub files: Vec<StrangersFile>,
    /// Members with the address it says it is from.
    pub candidates: Vec<Candidate>,
}

#[derive(Debug, Deserialize)]
struct One {
    mail: Vec<Stranger>,
    files: Vec<StrangersFile>,
    candidates: Vec<Candidate>,
}

/// One such mail; `None` if there is none. One statement.
///
/// # Errors
/// [`Denied`] unless the person works on cases.
pub async fn strangers_mail<E>(
    db: &Db,
    actor: &Actor,
    id: IncomingMailId,
) -> Result<Option<StrangersMail>, E>
where
    E: From<Denied> + From<StoreError>,
{
    static ONE: LazyLock<JsonSets> = LazyLock::new(|| {
        let mail = select("i.text");
        JsonSets::new(&[
            (
                "mail",
                COLUMNS,
                &format!(
                    "{mail} WHERE i.id = $1
                         AND i.became IN ('stranger', 'held', 'bounced')"
                ),
            ),
            (
                "files",
                &["file", "name", "size", "bytes"],
                "SELECT x.file_id AS file, f.name, o.size, b.bytes
                 FROM incoming_mail_file x
                 JOIN stored_file f /* staff */ ON f.id = x.file_id
                 JOIN stored_form o ON o.file_id = f.id AND o.size IN ('full', 'document')
                 JOIN stored_blob b ON b.sha256 = o.sha256
                 WHERE x.mail_id = $1 ORDER BY x.file_id",
            ),
            (
                "candidates",
                &["person", "name", "customer", "company"],
                "SELECT p.id AS person, p.name, k.id AS customer, k.name AS company
                 FROM incoming_mail i
                 JOIN person p ON p.email = i.sender
                 JOIN membership m ON m.person_id = p.id AND m.active
                 JOIN customer k ON k.id = m.customer_id
                 WHERE i.id = $1 ORDER BY k.name, k.id LIMIT 20",
            ),
        ])
    });
    actor.demand(Permission::Support)?;
    let mut read = db.read(actor.scope()).await?;
    let one: One = ONE.fetch(&mut read, args![id]).await?;
    Ok(one.mail.into_iter().next().map(|mail| StrangersMail {
        mail,
        files: one.files,
        candidates: one.candidates,
    }))
}

/// How the engine goes about each page, with the index that it should take.
#[cfg(all(test, feature = "testing"))]
pub(super) async fn plans(read: &mut crate::store::Read) -> Vec<(&'static str, String)> {
    let mut plans = Vec::new();
    for (which, index) in [
        (Mails::Waiting, "incoming_mail_to_settle"),
        (Mails::Done, "incoming_mail_settled"),
        (Mails::Bounced, "incoming_mail_reports"),
    ] {
        let values = args![50_i64, 0_i64];
        plans.push((index, page_of(which).plan(read, values).await.unwrap()));
    }
    let waiting = ask_waiting().plan(read).await.unwrap();
    plans.push(("incoming_mail_to_settle", waiting));
    plans
}
