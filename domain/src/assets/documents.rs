//! What belongs to a unit on paper: its invoice, the certificate of the wiping of
//! its data, anything else.

use super::change::path_of;
use super::finding::tag_key;
use super::lifecycle::State;
use super::visibility::Sees;
use crate::files::{
    Fault, Files, FilesError, Keep, Kind, Media, Sent, Size, TakeError, fits_today, keep,
};
use crate::id::{AssetId, CustomerId, FileId, MembershipId, PersonId, UnitId};
use crate::identity::{Actor, Denied, Permission};
use crate::profile::{self, Interaction, Subject, TouchPoint};
use crate::store::{Db, FormKey, JsonRows, Query, StoreError, Tx};
use crate::{Timestamp, args, audit};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::LazyLock;

/// How many documents a unit has at most.
pub const MOST_PAPERS: i64 = 40;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 120;

/// What a document of a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperKind {
    /// What was paid for it.
    Invoice,
    /// That its data was wiped.
    WipeCertificate,
    /// Anything else.
    Other,
}

impl PaperKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Invoice, Self::WipeCertificate, Self::Other];

    /// The word it is stored as.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::WipeCertificate => "wipe-certificate",
            Self::Other => "other",
        }
    }

    /// The kind that is stored as this word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }
}

/// A document of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct AssetDocument {
    /// The document.
    pub file_id: FileId,
    /// What it is.
    pub kind: PaperKind,
    /// Its title.
    pub title: String,
    /// Who added it.
    pub person_id: PersonId,
    /// When.
    pub created_at: Timestamp,
    /// How large it is.
    pub bytes: i64,
    size: String,
    media_type: String,
}

/// The columns of an [`AssetDocument`].
pub(super) const PAPER: [&str; 8] = [
    "file_id",
    "kind",
    "title",
    "person_id",
    "created_at",
    "size",
    "media_type",
    "bytes",
];

impl AssetDocument {
    /// Where it is fetched, as a path of the site.
    #[must_use]
    pub fn path(&self) -> String {
        let size = Size::from_code(&self.size).unwrap_or(Size::Document);
        format!("/files/{}/{}", self.file_id, size.code())
    }

    /// What people call a file of its kind: `PDF`.
    #[must_use]
    pub fn ending(&self) -> String {
        Media::from_mime(&self.media_type)
            .map_or_else(String::new, |media| media.extension().to_uppercase())
    }
}

/// Why documents stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// Not for this person.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// No such unit or document, or not theirs to see.
    #[error("no such unit or document")]
    NotFound,
    /// No title, or one too long.
    #[error("no title, or one too long")]
    Title,
    /// The unit has [`MOST_PAPERS`] already.
    #[error("too many")]
    TooMany,
    /// The certificate of the wiping of what is out of service stays.
    #[error("the certificate stays")]
    Stays,
    /// The file can't be taken.
    #[error(transparent)]
    File(#[from] Fault),
    /// The store of files failed.
    #[error(transparent)]
    Files(#[from] FilesError),
    /// The storage failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<TakeError> for PaperError {
    fn from(error: TakeError) -> Self {
        match error {
            TakeError::Fault(fault) => Self::File(fault),
            TakeError::Files(error) => Self::Files(error),
        }
    }
}

/// A document about to be added.
#[derive(Debug, Clone)]
pub struct AddPaper {
    /// The form's key.
    pub key: FormKey,
    /// The unit's tag, as the address has it.
    pub tag: String,
    /// What it is.
    pub kind: PaperKind,
    /// Its title, as it was typed; the file's name if nothing was.
    pub title: String,
    /// The file: a document, or a picture of one.
    pub sent: Sent,
}

/// The unit that a form is about.
#[derive(Debug, Deserialize)]
struct Found {
    id: AssetId,
    service_tag: String,
    name: String,
    sku: String,
    membership_id: Option<MembershipId>,
    unit_id: Option<UnitId>,
    state: State,
    papers: i64,
}

/// The unit with this tag that the person may add papers to: who manages the
/// company to any, and who has one to theirs.
async fn find(query: &mut impl Query, actor: &Actor, tag: &str) -> Result<Found, PaperError> {
    static FIND: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "id",
                "service_tag",
                "name",
                "sku",
                "membership_id",
                "unit_id",
                "state",
                "papers",
            ],
            "SELECT a.id, a.service_tag, a.name, a.sku, a.membership_id, a.unit_id, a.state,
                 (SELECT COUNT(*) FROM asset_document d
                     WHERE d.customer_id = $1 AND d.asset_id = a.id) AS papers
             FROM asset a WHERE a.customer_id = $1 AND a.tag_key = $2
             ORDER BY a.origin DESC LIMIT 1",
        )
    });
    let member = actor.member_who_may(Permission::Browse)?;
    let rows: Vec<Found> = FIND
        .all(query, args![member.company.id, tag_key(tag)])
        .await?;
    let found = rows.into_iter().next().ok_or(PaperError::NotFound)?;
    if !Sees::of(actor).covers(member.id, found.membership_id, found.unit_id) {
        return Err(PaperError::NotFound);
    }
    let own = found.membership_id == Some(member.id);
    if !own && !actor.may(Permission::ManageCompany) {
        return Err(Denied.into());
    }
    Ok(found)
}

/// The same in a transaction: its papers, and whether it is in service, stay as they
/// are found until that ends.
async fn find_and_hold(tx: &mut Tx, actor: &Actor, tag: &str) -> Result<Found, PaperError> {
    tx.lock("asset", "id", "tag_key", args![tag_key(tag)])
        .await?;
    find(tx, actor, tag).await
}

/// Adds a document to a unit.
///
/// # Errors
/// See [`PaperError`]; nothing is added then.
pub async fn add_paper(
    db: &Db,
    files: &Files,
    actor: &Actor,
    command: AddPaper,
    now: Timestamp,
) -> Result<(), PaperError> {
    let customer = actor.member_who_may(Permission::Browse)?.company.id;
    // Before anything is laid down: a file for a unit that is not theirs leaves no
    // trace.
    let mut read = db.read(actor.scope()).await?;
    find(&mut read, actor, &command.tag).await?;
    let weigh = command.sent.bytes.len();
    if !fits_today(&mut read, actor, (1, weigh), now).await? {
        return Err(Fault::TooMuchToday.into());
    }
    drop(read);
    let typed = command.title.split_whitespace().collect::<Vec<_>>();
    let title = match typed.join(" ") {
        empty if empty.is_empty() => command.sent.name.trim().to_owned(),
        title => title,
    };
    if title.is_empty() || title.chars().count() > LONGEST_TITLE {
        return Err(PaperError::Title);
    }
    // A phone's photograph of an invoice is as good as the invoice.
    let kind = match Media::of(&command.sent.bytes, &command.sent.name).map(Media::kind) {
        Some(Kind::Picture) => Kind::Picture,
        _ => Kind::Document,
    };
    let taken = files.take(command.sent, kind).await?;
    let whose = Keep {
        customer: Some(customer),
        key: command.key,
        form: "asset-document",
    };
    let (tag, what, by) = (command.tag, command.kind, actor.clone());
    keep(db, files, actor, taken, whose, now, move |tx, file| {
        Box::pin(async move {
            let found = find_and_hold(tx, &by, &tag).await?;
            if found.papers >= MOST_PAPERS {
                return Err(PaperError::TooMany);
            }
            tx.run(
                "INSERT INTO asset_document (file_id, customer_id, asset_id, kind, title, person_id,
                     created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
                args![
                    file,
                    customer,
                    found.id,
                    what.code(),
                    title.as_str(),
                    by.person(),
                    now
                ],
            )
            .await?;
            let detail = json!({ "file": file, "kind": what, "title": title });
            record(
                tx,
                &by,
                customer,
                &found,
                "asset.document-added",
                detail,
                now,
            )
            .await
        })
    })
    .await
}

/// Takes a document away from a unit. That its data was wiped can be shown of what
/// is out of service for as long as it is known.
///
/// # Errors
/// See [`PaperError`].
pub async fn remove_paper(
    db: &Db,
    actor: &Actor,
    tag: String,
    file: FileId,
    now: Timestamp,
) -> Result<(), PaperError> {
    let customer = actor.member_who_may(Permission::Browse)?.company.id;
    let actor = actor.clone();
    db.write(actor.scope(), move |tx| {
        Box::pin(async move {
            let found = find_and_hold(tx, &actor, &tag).await?;
            let kind: Option<String> = tx
                .scalar(
                    "SELECT kind FROM asset_document
                     WHERE customer_id = $1 AND asset_id = $2 AND file_id = $3",
                    args![customer, found.id, file],
                )
                .await?;
            let certificate = kind.as_deref() == Some(PaperKind::WipeCertificate.code());
            let gone = matches!(found.state, State::Retired | State::Returned);
            if certificate && gone {
                return Err(PaperError::Stays);
            }
            let removed = tx
                .run(
                    "DELETE FROM asset_document
                     WHERE customer_id = $1 AND asset_id = $2 AND file_id = $3",
                    args![customer, found.id, file],
                )
                .await?;
            // Taken away twice is taken away.
            if removed == 0 {
                return Ok(());
            }
            let detail = json!({ "file": file });
            record(
                tx,
                &actor,
                customer,
                &found,
                "asset.document-removed",
                detail,
                now,
            )
            .await
        })
    })
    .await
}

async fn record(
    tx: &mut Tx,
    actor: &Actor,
    customer: CustomerId,
    found: &Found,
    action: &'static str,
    mut detail: serde_json::Value,
    now: Timestamp,
) -> Result<(), PaperError> {
    let happened = actor.member().map(|member| {
        Interaction {
            customer,
            member: Some(member.id),
            unit: found.unit_id,
            at: now,
            kind: profile::Kind::EquipmentNoted,
            touch_point: TouchPoint::Web,
            subject: Subject::Asset,
            subject_id: Some(found.id.0),
            text: format!("{} ({})", found.name, found.service_tag),
            amount: None,
            detail: json!({
                "changed": [action],
                "kind": detail.get("kind"),
                "tags": [found.service_tag],
                "sku": found.sku,
            }),
        }
        .by(actor)
    });
    if let Some(detail) = detail.as_object_mut() {
        detail.insert("tag".to_owned(), json!(found.service_tag));
        detail.insert("path".to_owned(), json!(path_of(&found.service_tag)));
    }
    let entry = audit::Entry {
        action,
        subject: found.id.to_string(),
        customer: Some(customer),
        detail,
    };
    tx.insert([
        entry.row(actor, now),
        profile::rows(happened.into_iter().collect()),
    ])
    .await?;
    Ok(())
}

/// Of whose unit a file is, if it is a unit's: for who asks whether a reader may
/// fetch it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct OfUnit {
    membership_id: Option<MembershipId>,
    unit_id: Option<UnitId>,
}

impl OfUnit {
    /// The columns of [`OfUnit::SELECT`].
    pub(crate) const COLUMNS: [&str; 2] = ["membership_id", "unit_id"];
    /// `$1` the file, `$3` the customer.
    pub(crate) const SELECT: &str = "SELECT a.membership_id, a.unit_id FROM asset_document d
        JOIN asset a ON a.customer_id = $3 AND a.id = d.asset_id
        WHERE d.file_id = $1 AND d.customer_id = $3";

    /// `$1` the file: whether it is a unit's at all.
    pub(crate) const SELECT_ANY: &str = "SELECT a.membership_id, a.unit_id
        FROM asset_document d /* staff */
        JOIN asset a ON a.customer_id = d.customer_id AND a.id = d.asset_id
        WHERE d.file_id = $1";

    /// Whether the reader sees it.
    pub(crate) fn is_seen_by(self, actor: &Actor) -> bool {
        actor.member().is_some_and(|member| {
            Sees::of(actor).covers(member.id, self.membership_id, self.unit_id)
        })
    }
}
