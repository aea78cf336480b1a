//! Taking a file in: recognised, made ready, written, and only then named by a
//! row.

use super::media::{Kind, Media, Size};
use super::picture::{Unusable, render};
use super::store::sha256;
use super::{Files, FilesError};
use crate::id::{CustomerId, FileId};
use crate::identity::{Actor, Standing};
use crate::store::{Args, Db, FormKey, Insert, JsonRows, Query, StoreError, Tx, claim};
use crate::{Timestamp, args};
use futures::future::BoxFuture;
use serde::Deserialize;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The most bytes of a picture.
pub const LARGEST_PICTURE: usize = 10 * 1024 * 1024;
/// The most bytes of a document.
pub const LARGEST_DOCUMENT: usize = 25 * 1024 * 1024;

/// The most bytes of a package of software.
pub const LARGEST_PACKAGE: usize = 40 * 1024 * 1024;

/// A file as it was sent.
#[derive(Clone, Default)]
pub struct Sent {
    /// What it was called where it came from.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Sent({:?}, {} bytes)", self.name, self.bytes.len())
    }
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is none, or nothing in it.
    #[error("no file")]
    Nothing,
    /// More bytes than we take.
    #[error("the file is too large")]
    TooLarge,
    /// None of the kinds that we take, whatever its name says.
    #[error("not a kind of file that is taken")]
    WrongKind,
    /// Too many pixels.
    #[error("the picture has too many pixels")]
    TooManyPixels,
    /// It can't be read to its end.
    #[error("the file is broken")]
    Broken,
}

/// One form of a file, written and synced.
struct Written {
    size: Size,
    media: Media,
    measures: Option<(u32, u32)>,
    sha256: String,
}

/// A file that is in the store, but not named yet.
pub(crate) struct Taken {
    id: FileId,
    name: String,
    sha256: String,
    forms: Vec<Written>,
    /// Its different contents: where each is, and how large.
    places: HashMap<String, (String, i64)>,
}

impl Taken {
    /// The file it will be.
    pub(crate) const fn id(&self) -> FileId {
        self.id
    }
}

/// Why nothing was taken.
#[derive(Debug)]
pub(crate) enum TakeError {
    Fault(Fault),
    Files(FilesError),
}

impl From<Fault> for TakeError {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl Files {
    /// Takes a file of this kind into the store.
    pub(crate) async fn take(&self, sent: Sent, kind: Kind) -> Result<Taken, TakeError> {
        let largest = match kind {
            Kind::Picture => LARGEST_PICTURE,
            Kind::Document => LARGEST_DOCUMENT,
            Kind::Package => LARGEST_PACKAGE,
        };
        if sent.bytes.is_empty() {
            return Err(Fault::Nothing.into());
        }
        if sent.bytes.len() > largest {
            return Err(Fault::TooLarge.into());
        }
        let media = match kind {
            // Our own people put it there, and nobody's browser opens it.
            Kind::Package => Some(Media::Package),
            _ => Media::of(&sent.bytes, &sent.name).filter(|media| media.kind() == kind),
        };
        let media = media.ok_or(Fault::WrongKind)?;
        let mut taken = Taken {
            id: FileId::new(),
            name: tidy_name(&sent.name),
            sha256: sha256(&sent.bytes),
            forms: Vec::new(),
            places: HashMap::new(),
        };
        let made = match kind {
            Kind::Document | Kind::Package => vec![(Size::Document, media, None, sent.bytes)],
            Kind::Picture => {
                let _turn = self.turn().await;
                let bytes = sent.bytes;
                let made = tokio::task::spawn_blocking(move || render(&bytes, media))
                    .await
                    .map_err(|_| Fault::Broken)?;
                let made = made.map_err(|why| match why {
                    Unusable::TooLarge => Fault::TooManyPixels,
                    Unusable::Broken => Fault::Broken,
                })?;
                made.into_iter()
                    .map(|one| {
                        (
                            one.size,
                            one.media,
                            Some((one.width, one.height)),
                            one.bytes,
                        )
                    })
                    .collect()
            }
        };
        for (size, media, measures, bytes) in made {
            let digits = sha256(&bytes);
            if !taken.places.contains_key(&digits) {
                let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
                let place = match self.put(&digits, bytes).await {
                    Ok(place) => place,
                    Err(error) => {
                        self.drop_all(&taken).await;
                        return Err(TakeError::Files(error));
                    }
                };
                taken.places.insert(digits.clone(), (place, length));
            }
            taken.forms.push(Written {
                size,
                media,
                measures,
                sha256: digits,
            });
        }
        Ok(taken)
    }

    async fn drop_all(&self, taken: &Taken) {
        for (place, _) in taken.places.values() {
            self.remove(place).await;
        }
    }
}

/// The last part of a path, without what no name has.
fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|c| !c.is_control()).take(120);
    kept.collect::<String>().trim().to_owned()
}

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
    let by = actor.clone();
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
                Ok(counting)
            })
        })
        .await;
    // The same content was there already, or the form was sent before. Where the
    // command failed nobody can say for sure that nothing was committed: then what
    // nothing names is cleared away a day later.
    let counting = written?;
    for (place, _) in taken.places.values() {
        if !counting.contains(place) {
            files.remove(place).await;
        }
    }
    Ok(())
}

/// Several files that came together: in the store, and named by the transaction
/// of whatever they belong to, or by nothing. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Several {
    taken: Arc<Vec<Taken>>,
    /// The places that count since they were named.
    counting: Arc<Mutex<Vec<String>>>,
}

impl std::fmt::Debug for Several {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Several({})", self.taken.len())
    }
}

impl Several {
    /// Whether there is none.
    pub(crate) fn is_empty(&self) -> bool {
        self.taken.is_empty()
    }

    /// Each file with what it was called.
    pub(crate) fn names(&self) -> impl Iterator<Item = (FileId, &str)> {
        self.taken.iter().map(|one| (one.id, one.name.as_str()))
    }

    /// Names them all, before the rows of what they belong to. With a customer
    /// they are its own.
    pub(crate) async fn name(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        customer: Option<CustomerId>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if self.is_empty() {
            return Ok(());
        }
        let mut all = Rows::default();
        let mut digits: Vec<String> = Vec::new();
        // The same content twice is one row, and all of them in one order.
        let mut places: BTreeMap<&String, &(String, i64)> = BTreeMap::new();
        for one in self.taken.iter() {
            let rows = one.rows(actor, customer, now);
            all.files.extend(rows.files);
            all.forms.extend(rows.forms);
            for (sha256, place) in &one.places {
                places.entry(sha256).or_insert(place);
            }
        }
        for (sha256, (place, bytes)) in places {
            digits.push(sha256.clone());
            all.blobs.push(args![sha256, place, *bytes, now]);
        }
        let counting = all.write(tx, digits).await?;
        *self.counting.lock().unwrap_or_else(PoisonError::into_inner) = counting;
        Ok(())
    }
}

impl Files {
    /// After the commit: removes from the store what nothing names, because the
    /// same content was there already, or the form was sent before.
    pub(crate) async fn settle(&self, several: &Several) {
        let counting = {
            let counting = several.counting.lock();
            counting.unwrap_or_else(PoisonError::into_inner).clone()
        };
        for one in several.taken.iter() {
            for (place, _) in one.places.values() {
                if !counting.contains(place) {
                    self.remove(place).await;
                }
            }
        }
    }

    /// Takes files of any kind that is taken, all or none of them. `Err` names the
    /// one that can't be.
    pub(crate) async fn take_all(&self, sent: Vec<Sent>) -> Result<Several, (String, TakeError)> {
        let mut taken = Vec::with_capacity(sent.len());
        for one in sent {
            let name = tidy_name(&one.name);
            let kind = Media::of(&one.bytes, &one.name).map_or(Kind::Document, Media::kind);
            match self.take(one, kind).await {
                Ok(one) => taken.push(one),
                Err(error) => {
                    for one in &taken {
                        self.drop_all(one).await;
                    }
                    return Err((name, error));
                }
            }
        }
        Ok(Several::of(taken))
    }

    /// Takes what can be taken of these; answers with it what can't be, and why.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn take_some(
        &self,
        sent: Vec<Sent>,
    ) -> Result<(Several, Vec<(String, Fault)>), FilesError> {
        let (mut taken, mut left) = (Vec::new(), Vec::new());
        for one in sent {
            let name = tidy_name(&one.name);
            let kind = Media::of(&one.bytes, &one.name).map_or(Kind::Document, Media::kind);
            match self.take(one, kind).await {
                Ok(one) => taken.push(one),
                Err(TakeError::Fault(fault)) => left.push((name, fault)),
                Err(TakeError::Files(error)) => {
                    for one in &taken {
                        self.drop_all(one).await;
                    }
                    return Err(error);
                }
            }
        }
        Ok((Several::of(taken), left))
    }
}

impl Several {
    fn of(taken: Vec<Taken>) -> Self {
        Self {
            taken: Arc::new(taken),
            counting: Arc::default(),
        }
    }
}

#[derive(Default)]
struct Rows {
    blobs: Vec<Args>,
    files: Vec<Args>,
    forms: Vec<Args>,
}

impl Taken {
    fn rows(&self, actor: &Actor, customer: Option<CustomerId>, now: Timestamp) -> Rows {
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
    async fn write(self, tx: &mut Tx, digits: Vec<String>) -> Result<Vec<String>, StoreError> {
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
