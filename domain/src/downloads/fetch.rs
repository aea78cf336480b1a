//! Fetching a release: by members to whom a subscription gives its area, and by the
//! supplier's people who see customers or curate. For everybody else there is none.

use crate::files::{Fetched, Media};
use crate::id::{ReleaseId, SoftwareId};
use crate::identity::{Actor, Permission};
use crate::profile::{self, Interaction, Kind, Subject, TouchPoint};
use crate::store::{Asked, Db, JsonRows, StoreError, together};
use crate::subscriptions::ask_held;
use crate::subscriptions::entitlements::Holder;
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use serde_json::json;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Row {
    software: SoftwareId,
    area: String,
    name: String,
    platform: String,
    version: String,
    file_name: String,
    media_type: String,
    sha256: String,
    bytes: i64,
    place: String,
    withdrawn: i64,
}

fn ask_release(id: ReleaseId) -> Asked<'static, Option<Row>> {
    static RELEASE: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "software",
                "area",
                "name",
                "platform",
                "version",
                "file_name",
                "media_type",
                "sha256",
                "bytes",
                "place",
                "withdrawn",
            ],
            // Files of the range are nobody's: they name no customer.
            "SELECT s.id AS software, s.area, s.name, s.platform, r.version,
                 f.name AS file_name, o.media_type, o.sha256, b.bytes, b.place,
                 CASE WHEN r.withdrawn_at IS NULL THEN 0 ELSE 1 END AS withdrawn
             FROM software_release r
             JOIN software s ON s.id = r.software_id
             JOIN stored_file f ON f.id = r.file_id AND f.customer_id IS NULL
             JOIN stored_form o ON o.file_id = f.id AND o.size = 'document'
             JOIN stored_blob b ON b.sha256 = o.sha256
             WHERE r.id = $1",
        )
    });
    RELEASE
        .ask::<Row>(args![id])
        .map(|rows| rows.into_iter().next())
}

/// The file of a release, if whoever asks may have it; and, where it may be recorded
/// and `counts`, that a member fetched it.
///
/// # Errors
/// If the storage fails.
pub async fn fetch_release(
    db: &Db,
    actor: &Actor,
    id: ReleaseId,
    counts: bool,
    now: Timestamp,
) -> Result<Option<Fetched>, StoreError> {
    let mut read = db.read(actor.scope()).await?;
    if actor.staff().is_some() {
        if !actor.may(Permission::SeeCustomers) && !actor.may(Permission::Curate) {
            return Ok(None);
        }
        return match ask_release(id).fetch(&mut read).await? {
            Some(row) => row.fetched().map(Some),
            None => Ok(None),
        };
    }
    let Some(member) = actor.member().filter(|_| actor.may(Permission::Browse)) else {
        return Ok(None);
    };
    let questions = (ask_held(member.company.id), ask_release(id));
    let (held, row) = together(&mut read, questions).await?;
    drop(read);
    let holder = Holder::default();
    let all = held.entitlements(&holder, Day::of(now));
    let row = row.filter(|row| row.withdrawn == 0);
    let by = row.as_ref().and_then(|row| {
        let gives = all.downloads(&row.area).winner?;
        Some(gives.subscription)
    });
    let (Some(row), Some(by)) = (row, by) else {
        return Ok(None);
    };
    if counts && member.recording {
        let happened = Interaction {
            customer: member.company.id,
            member: Some(member.id),
            unit: member.unit,
            at: now,
            kind: Kind::Downloaded,
            touch_point: TouchPoint::Web,
            subject: Subject::Release,
            subject_id: Some(id.0),
            text: format!("{} {}, {}", row.name, row.version, row.platform),
            amount: None,
            detail: json!({
                "software": row.software,
                "area": row.area,
                "version": row.version,
                "platform": row.platform,
                "subscription": by,
            }),
        };
        let happened = happened.by(actor);
        db.write::<_, StoreError, _>(actor.scope(), move |tx| {
            Box::pin(async move { profile::record(tx, vec![happened]).await })
        })
        .await?;
    }
    row.fetched().map(Some)
}

impl Row {
    fn fetched(self) -> Result<Fetched, StoreError> {
        let media = Media::from_mime(&self.media_type)
            .ok_or_else(|| StoreError::bad_row("stored_form", &self.media_type))?;
        Ok(Fetched {
            media,
            name: self.file_name,
            sha256: self.sha256,
            bytes: self.bytes,
            place: self.place,
        })
    }
}
