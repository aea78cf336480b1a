//! A year of what the customers' people did, each thing at its moment.

use super::Failure;
use super::companies::{Cast, Customer, PersonOf};
use super::products::{Made, Range};
use crate::chance::Chance;
use domain::id::{CostCentreId, PersonId, RequestId};
use domain::identity::{Actor, CustomerRole, actor_of};
use domain::profile::collector;
use domain::requests::{
    ChangeCostCentre, From, OrderNow, SetPolicy, Submit, change_cost_centre, cost_centres,
    order_now, set_policy, submit,
};
use domain::store::{Db, FormKey};
use domain::{Currency, Day, Money, Quantity, Timestamp};
use tokio::sync::oneshot;

/// How many days of history there are.
const DAYS: i64 = 365;

/// What somebody orders again and again: who, what, how many, every how many
/// days. This is what the learning rules find.
const HABITS: &[(&str, &str, i64, i64)] = &[
    ("Lise Holm", "Toner TN-328K", 2, 43),
    ("Erik Sund", "Labels, thermal", 10, 30),
    ("Tom Berg", "Solid state drive 1 TB", 1, 61),
    ("Sabine Lorenz", "Toner TN-328K", 4, 28),
    ("Niamh Doyle", "Keyboard, washable", 3, 35),
    ("Rory Finn", "Labels, thermal", 20, 21),
    ("Femke Bos", "Mouse, wireless", 4, 52),
    ("Owen Price", "Headset, one ear", 5, 75),
];

/// Below this amount a request needs nobody.
const FREE_BELOW: i64 = 40_000;

/// What was asked for in the last days: who, what and how many, for whom, why,
/// how many hours ago. Most of it waits for somebody; what is small enough
/// became an order that the desk has not seen yet.
type Fresh = (
    &'static str,
    &'static [(&'static str, i64)],
    &'static str,
    &'static str,
    i64,
);

const FRESH: &[Fresh] = &[
    (
        "Ines Tal",
        &[
            ("Rugged tablet 10″", 2),
            ("USB-C dock, 100 W", 2),
            ("Display 21.5″ FHD, marine housing", 1),
        ],
        "Survey crew on the Vesta",
        "The crew of the Vesta starts in three weeks and has nothing to write its logs on.",
        20,
    ),
    (
        "Tom Berg",
        &[("Travel 14 Plus", 1), ("Display 27″ QHD", 2)],
        "Solveig Lunde",
        "New colleague in survey, starts on the first.",
        44,
    ),
    (
        "Erik Sund",
        &[("Label printer", 3)],
        "",
        "The old ones tear every third label.",
        70,
    ),
    (
        "Sabine Lorenz",
        &[("Office 15 Pro", 2), ("Headset, two ears", 2)],
        "",
        "Zwei neue Kolleginnen im Kundendienst ab nächstem Monat.",
        26,
    ),
    (
        "Niamh Doyle",
        &[("Display 24″ FHD touch", 4)],
        "Ward 6",
        "Bedside charting on the new ward.",
        30,
    ),
    (
        "Femke Bos",
        &[("Rugged 14", 2)],
        "",
        "Two of the terminal's notebooks did not survive the rain.",
        50,
    ),
    (
        "Lise Holm",
        &[("Toner TN-328C", 1), ("Toner TN-328Y", 1)],
        "",
        "Colours for the dock's plans are running low.",
        6,
    ),
    (
        "Rory Finn",
        &[("Labels, thermal", 10)],
        "",
        "Stock is running low",
        3,
    ),
    (
        "Hannah Cole",
        &[("Studio 16", 1)],
        "",
        "Film course in the spring term.",
        62,
    ),
];

/// A year being played.
pub(super) struct Year<'a> {
    pub db: &'a Db,
    pub cast: &'a Cast,
    pub range: &'a Range,
    pub chance: Chance,
    /// The end of it: today.
    pub now: Timestamp,
    /// Requests that wait for somebody.
    pub waiting: Vec<Waiting<'a>>,
}

/// A request that somebody will decide, at this moment.
pub(super) struct Waiting<'a> {
    pub customer: &'a Customer,
    pub requester: PersonId,
    pub request: RequestId,
    pub decided_at: Timestamp,
}

pub async fn play(
    db: &Db,
    cast: &Cast,
    range: &Range,
    seed: u64,
    now: Timestamp,
) -> Result<(), Failure> {
    let mut year = Year {
        db,
        cast,
        range,
        chance: Chance::new(seed),
        now,
        waiting: Vec::new(),
    };
    // What is looked at is written while the year goes on.
    let (collector, collecting) = collector();
    let (stop, stopped) = oneshot::channel::<()>();
    let looks = tokio::spawn(collecting.run(db.clone(), async {
        // An error means that the year broke off, which ends it too.
        let _ = stopped.await;
    }));
    let begin = now.plus_days(-DAYS);
    for customer in &cast.customers {
        year.rules(customer, begin).await?;
    }
    // Day by day, so that everything happens in the order in which it did.
    for day in 0..DAYS {
        let hour = year.chance.between(7, 16);
        let today = begin.plus_days(day).plus_seconds(hour * 3600);
        year.decide(today).await?;
        for customer in &cast.customers {
            for person in &customer.people {
                year.habits(customer, person, day, today).await?;
                year.configure(customer, person, DAYS - day, today).await?;
                if year.chance.percent(2) {
                    year.wish(customer, person, today).await?;
                }
                year.look_around(customer, person, &collector, today)
                    .await?;
            }
        }
    }
    year.fresh().await?;
    drop(stop);
    looks.await?;
    Ok(())
}

impl<'a> Year<'a> {
    /// Cost centres, and the rule that small requests need nobody.
    async fn rules(&self, customer: &Customer, at: Timestamp) -> Result<(), Failure> {
        let Some(manager) = customer.manager() else {
            return Ok(());
        };
        let manager = actor_of(self.db, manager.person, Some(customer.id), at).await?;
        for (code, name) in [
            ("4100", "Operations"),
            ("4410", "Projects"),
            ("4900", "Office"),
        ] {
            let (code, name) = (code.to_owned(), name.to_owned());
            let add = ChangeCostCentre::Add {
                key: FormKey::fresh(),
                code,
                name,
            };
            change_cost_centre(self.db, &manager, add, at).await?;
        }
        let policy = SetPolicy {
            role: None,
            cost_centre: None,
            below: Money::new(FREE_BELOW, Currency::EUR),
        };
        set_policy(self.db, &manager, policy, at).await?;
        Ok(())
    }

    /// What the person orders again and again falls due today, or does not.
    async fn habits(
        &mut self,
        customer: &'a Customer,
        person: &PersonOf,
        day: i64,
        today: Timestamp,
    ) -> Result<(), Failure> {
        for (name, product, pieces, every) in HABITS {
            if *name != person.name || day % every != every / 2 {
                continue;
            }
            let Some(made) = self.range.product(product) else {
                continue;
            };
            let wanted = vec![(made.sku.clone(), Quantity::pieces(*pieces))];
            let why = "Stock is running low";
            self.ask(customer, person, From::Lines(wanted), "", why, today)
                .await?;
        }
        Ok(())
    }

    /// Something the person wants once: requested, or ordered by a manager.
    async fn wish(
        &mut self,
        customer: &'a Customer,
        person: &PersonOf,
        today: Timestamp,
    ) -> Result<(), Failure> {
        let actor = actor_of(self.db, person.person, Some(customer.id), today).await?;
        let mut wanted: Vec<(String, Quantity)> = Vec::new();
        for _ in 0..self.chance.between(1, 3) {
            let Some(made) = self.chance.one_of(&self.range.products) else {
                continue;
            };
            let twice = wanted.iter().any(|(sku, _)| *sku == made.sku);
            if !twice && self.can_order(&actor, made, today).await? {
                let pieces = self.chance.between(1, 4);
                wanted.push((made.sku.clone(), Quantity::pieces(pieces)));
            }
        }
        if wanted.is_empty() {
            return Ok(());
        }
        if person.role != CustomerRole::PurchasingManager {
            let reasons = [
                "New colleague starts",
                "Replaces a broken one",
                "Project start",
                "For the meeting room",
            ];
            let why = self.chance.one_of(&reasons).copied().unwrap_or("Needed");
            return self
                .ask(customer, person, From::Lines(wanted), "", why, today)
                .await;
        }
        let command = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(wanted),
            po_number: format!("PO-{}", self.chance.between(10_000, 99_999)),
            cost_centre: self.cost_centre(customer, &actor).await?,
            needed_by: None,
            seen: None,
        };
        let order = order_now(self.db, &actor, command, today).await?;
        self.fulfil(order, today).await
    }

    /// The requests that still wait today.
    async fn fresh(&mut self) -> Result<(), Failure> {
        let mut fresh: Vec<&Fresh> = FRESH.iter().collect();
        fresh.sort_by_key(|one| -one.4);
        for (who, what, for_whom, why, hours) in fresh {
            let found = self.cast.customers.iter().find_map(|customer| {
                let person = customer.people.iter().find(|one| one.name == *who)?;
                Some((customer, person))
            });
            let Some((customer, person)) = found else {
                continue;
            };
            let wanted = what
                .iter()
                .filter_map(|(name, pieces)| {
                    let made = self.range.product(name)?;
                    Some((made.sku.clone(), Quantity::pieces(*pieces)))
                })
                .collect();
            let at = self.now.plus_seconds(-hours * 3600);
            self.ask(customer, person, From::Lines(wanted), for_whom, why, at)
                .await?;
        }
        Ok(())
    }

    /// Whether the person can order it: theirs to see, and with a price.
    pub(super) async fn can_order(
        &self,
        actor: &Actor,
        made: &Made,
        at: Timestamp,
    ) -> Result<bool, Failure> {
        let Some(shopper) = actor.shopper() else {
            return Ok(false);
        };
        let mut read = self.db.read(actor.scope()).await?;
        let found = domain::agreements::shelf_items(&mut read, shopper, &[made.id], at).await?;
        Ok(found.iter().any(|item| item.price.price.is_some()))
    }

    async fn cost_centre(
        &mut self,
        customer: &Customer,
        actor: &Actor,
    ) -> Result<Option<CostCentreId>, Failure> {
        let mut read = self.db.read(actor.scope()).await?;
        let all = cost_centres(&mut read, customer.id).await?;
        Ok(self.chance.one_of(&all).map(|one| one.id))
    }

    /// Submits a request for what is in the basket or in a list. It becomes an
    /// order at once, or waits for somebody.
    pub(super) async fn ask(
        &mut self,
        customer: &'a Customer,
        person: &PersonOf,
        from: From,
        for_whom: &str,
        reason: &str,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let actor = actor_of(self.db, person.person, Some(customer.id), at).await?;
        let command = Submit {
            key: FormKey::fresh(),
            from,
            for_whom: for_whom.to_owned(),
            cost_centre: self.cost_centre(customer, &actor).await?,
            needed_by: Some(Day::of(at.plus_days(21))),
            reason: reason.to_owned(),
            seen: None,
        };
        let submitted = submit(self.db, &actor, command, at).await?;
        match submitted.order {
            Some((order, _)) => self.fulfil(order, at).await,
            None => {
                let hours = self.chance.between(20, 96);
                self.waiting.push(Waiting {
                    customer,
                    requester: person.person,
                    request: submitted.request,
                    decided_at: at.plus_seconds(hours * 3600),
                });
                Ok(())
            }
        }
    }
}
