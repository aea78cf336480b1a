//! Collecting what pages tell, without slowing one: a page's message goes into
//! a queue in memory and is answered; a task writes what has gathered, many at
//! once, about every second and when the program ends. When the queue is full
//! what comes is dropped and counted: a look at a page is worth less than the
//! page.

use super::visits::{PageOf, Visit};
use super::{Interaction, Kind, Subject, TouchPoint, record};
use crate::Timestamp;
use crate::agreements::{shelf_by_sku, shelf_categories, shelf_items};
use crate::id::{CustomerId, ProductId, RevisionId};
use crate::identity::{InForce, Member, Permission, Shopper};
use crate::store::{Db, OwnId, Result, Scope, StoreError, together};
use crate::subscriptions::{PlanTerm, ask_plans};
use crate::{configurations, orders, requests};
use serde_json::json;
use std::collections::{BTreeSet, HashMap, HashSet};
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
    member: Arc<Member>,
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
                let member = Arc::new(member.clone());
                for (place, visit) in places.zip(visits) {
                    place.send(Looked {
                        member: Arc::clone(&member),
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
    let mut sights: HashMap<(CustomerId, Vec<RevisionId>), Sight> = HashMap::new();
    for looked in &batch {
        sights
            .entry(whose(&looked.member))
            .or_insert_with(|| Sight::of(&looked.member))
            .add(&looked.visit);
    }
    for sight in sights.values_mut() {
        sight.look(db).await?;
    }
    let interactions: Vec<Interaction> = batch
        .into_iter()
        .filter_map(|looked| sights.get(&whose(&looked.member))?.interaction(&looked))
        .collect();
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move { record(tx, interactions).await })
    })
    .await
}

/// Whose eyes see the same.
fn whose(member: &Member) -> (CustomerId, Vec<RevisionId>) {
    let agreed = member.in_force.iter().flat_map(InForce::all);
    (member.company.id, agreed.map(|one| one.revision).collect())
}

/// What of all that members of a company say they looked at they can have seen.
/// A page's message is no proof: what is not on their shelf, or not their
/// company's, they saw nothing of, and must not learn the name of.
struct Sight {
    member: Arc<Member>,
    at: Timestamp,
    skus: BTreeSet<String>,
    of_categories: bool,
    of_plans: bool,
    things: HashMap<Subject, Vec<Uuid>>,
    products: HashMap<String, (Uuid, String)>,
    categories: HashMap<String, (Uuid, String)>,
    plans: HashMap<Uuid, String>,
    standards: HashSet<Uuid>,
    requests: Vec<OwnId>,
    orders: Vec<OwnId>,
}

impl Sight {
    fn of(member: &Arc<Member>) -> Self {
        Self {
            member: Arc::clone(member),
            at: Timestamp(0),
            skus: BTreeSet::new(),
            of_categories: false,
            of_plans: false,
            things: HashMap::new(),
            products: HashMap::new(),
            categories: HashMap::new(),
            plans: HashMap::new(),
            standards: HashSet::new(),
            requests: Vec::new(),
            orders: Vec::new(),
        }
    }

    fn add(&mut self, visit: &Visit) {
        self.at = self.at.max(visit.at);
        match &visit.page {
            PageOf::Product(sku) => {
                self.skus.insert(sku.clone());
            }
            PageOf::Category(_) => self.of_categories = true,
            PageOf::Plan(_) => self.of_plans = true,
            PageOf::Thing(subject, id) => self.things.entry(*subject).or_default().push(id.0),
            PageOf::Page(_) | PageOf::Shown(..) => {}
        }
    }

    /// Finds out what there was to see, in one statement for each kind of thing, two
    /// for plans.
    async fn look(&mut self, db: &Db) -> Result<()> {
        let customer = self.member.company.id;
        let shopper = Shopper {
            company: &self.member.company,
            in_force: self.member.in_force.as_ref(),
            preview: false,
            language: "",
            member: Some(self.member.id),
        };
        let mut read = db.read(Scope::customer(customer)).await?;
        if !self.skus.is_empty() {
            let skus: Vec<String> = self.skus.iter().cloned().collect();
            let found = shelf_by_sku(&mut read, shopper, &skus, self.at).await?;
            self.products = found
                .into_iter()
                .map(|one| (one.sku, (one.id.0, one.name)))
                .collect();
        }
        if self.of_categories {
            let found = shelf_categories(&mut read, shopper, self.at).await?;
            self.categories = found
                .into_iter()
                .map(|one| (one.code, (one.id.0, one.name)))
                .collect();
        }
        if self.of_plans {
            let mut plans = ask_plans(None, true).fetch(&mut read).await?;
            for plan in &mut plans {
                plan.terms.retain(PlanTerm::is_offered);
            }
            let terms = plans.iter().flat_map(|plan| &plan.terms);
            let products: Vec<ProductId> = terms.map(|term| term.product).collect();
            let shelf = shelf_items(&mut read, shopper, &products, self.at).await?;
            plans.retain(|plan| {
                let mut terms = plan.terms.iter();
                terms.any(|term| shelf.iter().any(|item| item.id == term.product))
            });
            self.plans = plans
                .into_iter()
                .map(|plan| (plan.id.0, plan.name("").to_owned()))
                .collect();
        }
        if !self.things.is_empty() {
            let ids = |subject| self.things.get(&subject).map_or(&[][..], Vec::as_slice);
            let (standards, requests, orders) = together(
                &mut read,
                (
                    configurations::ask_offered_among(
                        shopper,
                        ids(Subject::Configuration),
                        self.at,
                    ),
                    requests::ask_own(customer, ids(Subject::Request)),
                    orders::ask_own(customer, ids(Subject::Order)),
                ),
            )
            .await?;
            self.standards = standards.into_iter().collect();
            self.requests = requests;
            self.orders = orders;
        }
        Ok(())
    }

    /// Whether a member sees this of their company: the same rules as on its page.
    fn is_there(&self, member: &Member, subject: Subject, id: Uuid) -> bool {
        let may = |permission: Permission| {
            let mut roles = member.roles.iter();
            roles.any(|role| role.permissions().allow(permission))
        };
        let (all, sees_all) = match subject {
            Subject::Request => (
                &self.requests,
                may(Permission::SeeCompany) || may(Permission::Approve),
            ),
            Subject::Order => (&self.orders, may(Permission::SeeCompany)),
            _ => return self.standards.contains(&id),
        };
        let mut all = all.iter();
        all.any(|one| one.id == id && (sees_all || one.is_of(member.id)))
    }

    /// A look at something that was not there to be seen is none.
    fn interaction(&self, looked: &Looked) -> Option<Interaction> {
        let (subject, subject_id, text) = match &looked.visit.page {
            PageOf::Product(sku) => {
                let (id, name) = self.products.get(sku)?;
                (Subject::Product, Some(*id), name.clone())
            }
            PageOf::Category(code) => {
                let (id, name) = self.categories.get(code)?;
                (Subject::Category, Some(*id), name.clone())
            }
            PageOf::Plan(id) => {
                let name = self.plans.get(&id.0)?;
                (Subject::Plan, Some(id.0), name.clone())
            }
            PageOf::Thing(subject, id) => {
                if !self.is_there(&looked.member, *subject, id.0) {
                    return None;
                }
                (*subject, Some(id.0), String::new())
            }
            PageOf::Page(path) => (Subject::Page, None, (*path).to_owned()),
            PageOf::Shown(subject, id, name) => (*subject, Some(id.0), name.clone()),
        };
        Some(Interaction {
            customer: looked.member.company.id,
            member: Some(looked.member.id),
            unit: looked.member.unit,
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
}
