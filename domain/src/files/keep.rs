//! Naming files that are in the store: by rows, in the transaction of whatever they
//! belong to. What nothing names is removed again.

use super::Files;
use super::take::{Taken, Written};
use crate::id::{CustomerId, FileId};
use crate::identity::{Actor, Standing};
use crate::store::{Args, Db, FormKey, Insert, JsonRows, Query, StoreError, Tx, claim};
use crate::{Timestamp, args};
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};

/// Whose file it is and by which form it came.
pub(crate) struct Keep {
    /// The customer; none for what belongs to the range.
    pub(crate) customer: Option<CustomerId>,
    /// The form's key, and what the form does.
    pub(crate) key: FormKey,
    pub(crate) form: &'static str,
}

/// Names a file that was taken, together with what it belongs to: `command` runs
/// in the same transaction, behind the file's own rows, and may still refuse.
/// Then no row names it; nor if the same form was sent before.
///
/// # Errors
/// The command's own, or that of the storage.
pub(crate) async fn keep<E, F>(
    db: &Db,
    files: &Files,
    actor: &Actor,
    taken: Taken,
    whose: Keep,
    now: Timestamp,
    command: F,
) -> Result<(), E>
where
    E: From<StoreError> + Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx, FileId) -> BoxFuture<'t, Result<(), E>> + Send + 'static,
{
    let id = taken.id;
    let rows = taken.rows(actor, whose.customer, now);
    let digits: Vec<String> = taken.places.keys().cloned().collect();
    let (done, by) = (Arc::new(AtomicBool::new(false)), actor.clone());
    let is_done = Arc::clone(&done);
    let written = db
        .write::<_, E, _>(actor.scope(), move |tx| {
            Box::pin(async move {
                let answer = id.to_string();
                let before = claim(tx, &by, whose.key, whose.form, &answer, now).await?;
                if before.is_some() {
                    return Ok(Vec::new());
                }
                let counting = rows.write(tx, digits).await?;
                command(tx, id).await?;
                is_done.store(true, Ordering::SeqCst);
                Ok(counting)
            })
        })
        .await;
    let counting = match written {
        Ok(counting) => counting,
        Err(error) => {
            // What was refused fills no disk. Where only the commit failed nobody can say
            // for sure: then what nothing names is cleared away a day later.
            if !done.load(Ordering::SeqCst) {
                files.drop_all(&taken).await;
            }
            return Err(error);
        }
    };
    // The same content was there already, or the form was sent before.
    for (place, _) in taken.places.values() {
        if !counting.contains(place) {
            files.remove(place).await;
        }
    }
    Ok(())
}

/// The rows of files.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) blobs: Vec<Args>,
    pub(super) files: Vec<Args>,
    pub(super) forms: Vec<Args>,
}

impl Taken {
    /// The rows that name it.
    pub(super) fn rows(&self, actor: &Actor, customer: Option<CustomerId>, now: Timestamp) -> Rows {
        let made_by = match actor.standing() {
            Standing::System => None,
            _ => Some(actor.person()),
        };
        let form = |form: &Written| {
            args![
                self.id,
                form.size.code(),
                &form.sha256,
                form.media.mime(),
                form.measures.map(|(width, _)| width),
                form.measures.map(|(_, height)| height),
            ]
        };
        // In one order everywhere: two who keep the same content at once wait
        // for each other, and never both.
        let places: BTreeMap<_, _> = self.places.iter().collect();
        Rows {
            blobs: places
                .into_iter()
                .map(|(sha256, (place, bytes))| args![sha256, place, *bytes, now])
                .collect(),
            files: vec![args![
                self.id,
                customer,
                &self.name,
                &self.sha256,
                made_by,
                now
            ]],
            forms: self.forms.iter().map(form).collect(),
        }
    }
}

impl Rows {
    /// Writes them, and answers which places count from now on.
    pub(super) async fn write(
        self,
        tx: &mut Tx,
        digits: Vec<String>,
    ) -> Result<Vec<String>, StoreError> {
        // What is there is touched, so that nobody clears it away meanwhile.
        tx.insert_many(
            "INSERT INTO stored_blob (sha256, place, bytes, created_at) VALUES",
            self.blobs,
            "ON CONFLICT (sha256) DO UPDATE SET bytes = excluded.bytes",
        )
        .await?;
        tx.insert([
            Insert::rows(
                "INSERT INTO stored_file (id, customer_id, name, sha256, made_by, created_at) VALUES",
                self.files,
            ),
            Insert::rows(
                "INSERT INTO stored_form (file_id, size, sha256, media_type, width, height) VALUES",
                self.forms,
            ),
        ])
        .await?;
        #[derive(Deserialize)]
        struct Row {
            place: String,
        }
        static PLACES: LazyLock<JsonRows> = LazyLock::new(|| {
            JsonRows::new(
                &["place"],
                "SELECT place FROM stored_blob WHERE sha256 <text in $1>",
            )
        });
        let rows: Vec<Row> = PLACES.all(tx, args![json!(digits)]).await?;
        Ok(rows.into_iter().map(|row| row.place).collect())
    }
}
