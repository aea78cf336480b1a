//! Where content is kept.

use crate::store::{Db, Query, Scope, StoreError};
use crate::{Timestamp, args};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use futures::StreamExt;
use futures::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Place;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Why the store did not do what was asked of it.
#[derive(Debug, thiserror::Error)]
pub enum FilesError {
    /// The folder can't be used.
    #[error("the folder {0} can't be used: {1}")]
    Folder(String, std::io::Error),
    /// Content could not be read or written.
    #[error("stored files: {0}")]
    Content(#[from] object_store::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// How many pictures are decoded at a time: each may take hundreds of
/// megabytes.
const AT_A_TIME: usize = 2;

/// The store of files, and the key that its addresses are signed with. Cheap to
/// clone.
#[derive(Clone)]
pub struct Files(Arc<Inner>);

struct Inner {
    store: Box<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    key: Vec<u8>,
    decoding: Semaphore,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The key is nobody's business.
        write!(f, "Files({:?})", self.0.folder)
    }
}

impl Files {
    /// The store in this folder, which is made if it is not there. The key is in
    /// the database, so that all processes of an installation share it.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub async fn open(db: &Db, folder: &Path) -> Result<Self, FilesError> {
        let wrong = |error| FilesError::Folder(folder.display().to_string(), error);
        tokio::fs::create_dir_all(folder).await.map_err(wrong)?;
        Self::in_folder(folder, key(db).await?)
    }

    /// The store in a folder that is there, for looking after it only: addresses
    /// that it signs are worth nothing.
    ///
    /// # Errors
    /// See [`FilesError`].
    pub fn to_look_after(folder: &Path) -> Result<Self, FilesError> {
        Self::in_folder(folder, Vec::new())
    }

    fn in_folder(folder: &Path, key: Vec<u8>) -> Result<Self, FilesError> {
        // What was put is on the disk when that is acknowledged.
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self(Arc::new(Inner {
            store: Box::new(store),
            folder: Some(folder.to_owned()),
            key,
            decoding: Semaphore::new(AT_A_TIME),
        })))
    }

    /// A store that forgets everything when the program ends.
    ///
    /// # Errors
    /// If the key can't be read.
    #[cfg(any(test, feature = "testing"))]
    pub async fn in_memory(db: &Db) -> Result<Self, FilesError> {
        Ok(Self(Arc::new(Inner {
            store: Box::new(object_store::memory::InMemory::new()),
            folder: None,
            key: key(db).await?,
            decoding: Semaphore::new(AT_A_TIME),
        })))
    }

    pub(super) fn key(&self) -> &[u8] {
        &self.0.key
    }

    pub(super) fn folder(&self) -> Option<&Path> {
        self.0.folder.as_deref()
    }

    /// Waits until a picture may be decoded.
    pub(super) async fn turn(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        // It is never closed.
        self.0.decoding.acquire().await.ok()
    }

    /// Keeps content under a name that nothing had before, and answers it.
    pub(super) async fn put(&self, sha256: &str, content: Vec<u8>) -> Result<String, FilesError> {
        let folder = sha256.get(..2).unwrap_or("00");
        let place = format!("{folder}/{sha256}-{}", uuid::Uuid::now_v7().simple());
        let path = Place::from(place.as_str());
        self.0.store.put(&path, PutPayload::from(content)).await?;
        Ok(place)
    }

    /// The content at a place, piece by piece.
    ///
    /// # Errors
    /// If it is not there.
    pub async fn content(
        &self,
        place: &str,
    ) -> Result<BoxStream<'static, Result<Bytes, FilesError>>, FilesError> {
        let found = self.0.store.get(&Place::from(place)).await?;
        Ok(found.into_stream().map(|piece| Ok(piece?)).boxed())
    }

    /// Whether there is something at a place, of so many bytes.
    pub(super) async fn bytes_at(&self, place: &str) -> Result<Option<u64>, FilesError> {
        match self.0.store.head(&Place::from(place)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes what is at a place. Nothing is lost if that fails: it is cleared
    /// away later.
    pub(super) async fn remove(&self, place: &str) {
        match self.0.store.delete(&Place::from(place)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(error) => tracing::warn!(%error, place, "removing content that nothing names"),
        }
    }

    /// What has been there since before a moment, place by place.
    pub(super) fn places(&self, before: Timestamp) -> BoxStream<'_, Result<String, FilesError>> {
        self.0
            .store
            .list(None)
            .filter_map(move |found| async move {
                match found {
                    Ok(found) if found.last_modified.timestamp_millis() < before.0 => {
                        Some(Ok(found.location.to_string()))
                    }
                    Ok(_) => None,
                    Err(error) => Some(Err(error.into())),
                }
            })
            .boxed()
    }
}

/// The digits by which content is known.
pub(super) fn sha256(content: &[u8]) -> String {
    let digest = Sha256::digest(content);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

const KEY: &str = "files-key";

/// The key of this installation; made when it is first needed.
async fn key(db: &Db) -> Result<Vec<u8>, StoreError> {
    let fresh: [u8; 32] = rand::random();
    let fresh = URL_SAFE_NO_PAD.encode(fresh);
    let kept = match crate::store::setting(db, KEY).await? {
        Some(kept) => kept,
        None => {
            db.write(Scope::system(), move |tx| {
                Box::pin(async move {
                    // Another process may have been quicker: then its key counts.
                    tx.run(
                        "INSERT INTO setting (name, value) VALUES ($1, $2)
                         ON CONFLICT (name) DO NOTHING",
                        args![KEY, fresh],
                    )
                    .await?;
                    tx.one::<(String,)>("SELECT value FROM setting WHERE name = $1", args![KEY])
                        .await
                })
            })
            .await
            .map(|(kept,): (String,)| kept)?
        }
    };
    URL_SAFE_NO_PAD
        .decode(kept)
        .map_err(|error| StoreError::bad_row("setting", error))
}
