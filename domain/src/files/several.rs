//! Several files that come with one form or one mail.

use super::keep::Rows;
use super::media::{Kind, Media};
use super::take::{Fault, Sent, TakeError, Taken, tidy_name};
use super::{Files, FilesError};
use crate::id::{CustomerId, FileId};
use crate::identity::Actor;
use crate::store::{StoreError, Tx};
use crate::{Timestamp, args};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

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
    fn of(taken: Vec<Taken>) -> Self {
        Self {
            taken: Arc::new(taken),
            counting: Arc::default(),
        }
    }

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

    /// After a command that was refused, so that nothing names them: removes them from
    /// the store.
    pub(crate) async fn forget(&self, several: &Several) {
        for one in several.taken.iter() {
            self.drop_all(one).await;
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
