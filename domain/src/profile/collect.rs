//! Collecting what pages tell, without slowing one: a page's message goes into
//! a queue in memory and is answered; a task writes what has gathered, many at
//! once, about every second and when the program ends. When the queue is full
//! what comes is dropped and counted: a look at a page is worth less than the
//! page.

use super::visits::{PageOf, Visit};
use super::{Interaction, Kind, Subject, TouchPoint, record};
use crate::catalog::{categories_known_as, products_known_as};
use crate::id::{CustomerId, MembershipId, UnitId};
use crate::identity::Member;
use crate::store::{Db, Result, Scope, StoreError};
use serde_json::json;
use std::collections::{BTreeSet, HashMap};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::mpsc;
use uuid::Uuid;

/// How many visits may wait to be written.
const WAITING: usize = 50_000;
/// How many are written at once.
const BATCH: usize = 2_000;
/// How long the first of a batch waits for others.
const GATHER: Duration = Duration::from_millis(800);

/// Where pages' messages go. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Collector {
    queue: mpsc::Sender<Looked>,
    dropped: Arc<AtomicU64>,
}

/// The other end: what writes. Run it as a task of its own.
#[derive(Debug)]
pub struct Collecting {
    queue: mpsc::Receiver<Looked>,
}

/// Who looked at what.
#[derive(Debug)]
struct Looked {
    customer: CustomerId,
    member: MembershipId,
    unit: Option<UnitId>,
    visit: Visit,
}

/// A queue and what empties it.
#[must_use]
pub fn collector() -> (Collector, Collecting) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let collector = Collector {
        queue: sender,
        dropped: Arc::default(),
    };
    (collector, Collecting { queue: receiver })
}

impl Collector {
    /// Takes what a member looked at; never waits. What they don't want to be
    /// recorded is not taken. Answers whether there was room for it: all of it
    /// is taken, or nothing.
    #[must_use]
    pub fn take(&self, member: &Member, visits: Vec<Visit>) -> bool {
        if !member.recording || visits.is_empty() {
            return true;
        }
        match self.queue.try_reserve_many(visits.len()) {
            Ok(places) => {
                for (place, visit) in places.zip(visits) {
                    place.send(Looked {
                        customer: member.company.id,
                        member: member.id,
                        unit: member.unit,
                        visit,
                    });
                }
                true
            }
            Err(_) => {
                let count = u64::try_from(visits.len()).unwrap_or(u64::MAX);
                let before = self.dropped.fetch_add(count, Ordering::Relaxed);
                if before == 0 {
                    tracing::warn!("more pages are looked at than can be remembered");
                }
                false
            }
        }
    }

    /// How many visits were dropped because the queue was full.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }
}

impl Collecting {
    /// Writes what gathers until the program ends, and then what is left.
    pub async fn run(mut self, db: Db, shutdown: impl Future<Output = ()> + Send) {
        let mut shutdown = std::pin::pin!(shutdown);
        let mut batch = Vec::with_capacity(BATCH);
        let mut ending = false;
        while !ending {
            tokio::select! {
                () = &mut shutdown => {
                    // Nothing new is taken; what waits is still written.
                    self.queue.close();
                    ending = true;
                }
                count = self.queue.recv_many(&mut batch, BATCH) => {
                    if count == 0 {
                        return;
                    }
                    if batch.len() < BATCH {
                        tokio::select! {
                            () = &mut shutdown => { self.queue.close(); ending = true; }
                            () = tokio::time::sleep(GATHER) => {}
                        }
                    }
                }
            }
            while batch.len() < BATCH
                && let Ok(one) = self.queue.try_recv()
            {
                batch.push(one);
            }
            write(&db, std::mem::take(&mut batch)).await;
        }
        while self.queue.recv_many(&mut batch, BATCH).await > 0 {
            write(&db, std::mem::take(&mut batch)).await;
        }
    }
}

async fn write(db: &Db, batch: Vec<Looked>) {
    if batch.is_empty() {
        return;
    }
    let count = batch.len();
    if let Err(error) = try_to_write(db, batch).await {
        tracing::error!(%error, count, "looks at pages were not remembered");
    }
}

async fn try_to_write(db: &Db, batch: Vec<Looked>) -> Result<()> {
    let names = Names::of(db, &batch).await?;
    let interactions: Vec<Interaction> = batch
        .into_iter()
        .filter_map(|looked| interaction(looked, &names))
        .collect();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { record(tx, interactions).await })
    })
    .await
}

/// What the pages of a batch show.
struct Names {
    products: HashMap<String, (Uuid, String)>,
    categories: HashMap<String, (Uuid, String)>,
}

impl Names {
    async fn of(db: &Db, batch: &[Looked]) -> Result<Self> {
        let (mut skus, mut codes) = (BTreeSet::new(), BTreeSet::new());
        for looked in batch {
            match &looked.visit.page {
                PageOf::Product(sku) => skus.insert(sku.clone()),
                PageOf::Category(code) => codes.insert(code.clone()),
                PageOf::Thing(..) | PageOf::Page(_) => false,
            };
        }
        let mut read = db.read(Scope::system()).await?;
        let products = products_known_as(&mut read, skus.into_iter().collect()).await?;
        let categories = categories_known_as(&mut read, codes.into_iter().collect()).await?;
        Ok(Self {
            products: products
                .into_iter()
                .map(|one| (one.sku, (one.id.0, one.name)))
                .collect(),
            categories: categories
                .into_iter()
                .map(|one| (one.code, (one.id.0, one.name)))
                .collect(),
        })
    }
}

/// A look at something that does not exist is none.
fn interaction(looked: Looked, names: &Names) -> Option<Interaction> {
    let (subject, subject_id, text) = match &looked.visit.page {
        PageOf::Product(sku) => {
            let (id, name) = names.products.get(sku)?;
            (Subject::Product, Some(*id), name.clone())
        }
        PageOf::Category(code) => {
            let (id, name) = names.categories.get(code)?;
            (Subject::Category, Some(*id), name.clone())
        }
        PageOf::Thing(subject, id) => (*subject, Some(id.0), String::new()),
        PageOf::Page(path) => (Subject::Page, None, (*path).to_owned()),
    };
    Some(Interaction {
        customer: looked.customer,
        member: Some(looked.member),
        unit: looked.unit,
        at: looked.visit.at,
        kind: match looked.visit.dwelt {
            None => Kind::Viewed,
            Some(_) => Kind::Dwelt,
        },
        touch_point: TouchPoint::Web,
        subject,
        subject_id,
        text,
        amount: looked.visit.dwelt,
        detail: json!({}),
    })
}
