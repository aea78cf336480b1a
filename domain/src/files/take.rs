//! Taking a file into the store: recognised by what is in it, made ready, written.
//! No row names it yet.

use super::media::{Kind, Media, Size};
use super::picture::{Unusable, render};
use super::store::sha256;
use super::{Files, FilesError};
use crate::id::FileId;
use std::collections::HashMap;

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
    /// The member, or their company, has sent as much today as they may.
    #[error("too much for a day")]
    TooMuchToday,
}

/// One form of a file, written and synced.
pub(super) struct Written {
    pub(super) size: Size,
    pub(super) media: Media,
    pub(super) measures: Option<(u32, u32)>,
    pub(super) sha256: String,
}

/// A file that is in the store, but not named yet.
pub(crate) struct Taken {
    pub(super) id: FileId,
    pub(super) name: String,
    pub(super) sha256: String,
    pub(super) forms: Vec<Written>,
    /// Its different contents: where each is, and how large.
    pub(super) places: HashMap<String, (String, i64)>,
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

    /// Removes it from the store.
    pub(super) async fn drop_all(&self, taken: &Taken) {
        for (place, _) in taken.places.values() {
            self.remove(place).await;
        }
    }
}

/// The last part of a path, without what no name has.
pub(super) fn tidy_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept = last.chars().filter(|c| !c.is_control()).take(120);
    kept.collect::<String>().trim().to_owned()
}
