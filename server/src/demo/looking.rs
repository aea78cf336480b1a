//! What the customers' people look for and look at on their sites.

use super::Failure;
use super::companies::{Customer, PersonOf};
use super::history::Year;
use domain::Timestamp;
use domain::agreements::{ShelfQuery, shelf_page};
use domain::catalog::record_search;
use domain::identity::actor_of;
use domain::profile::{Collector, PageOf, Visit};

/// Who looked for what, how many days ago. Some of it their agreement does not
/// have, some of it is called something else.
const SEARCHES: &[(&str, &str, &[i64])] = &[
    ("Ines Tal", "docking station", &[88, 41, 9]),
    ("Tom Berg", "docking station", &[63, 22]),
    ("Lise Holm", "Docking Station", &[57, 16]),
    ("Erik Sund", "switch 8 port", &[45, 11, 3]),
    ("Ines Tal", "8 port switch", &[30, 5]),
    ("Dana Roth", "toner 328", &[70, 27]),
    ("Tom Berg", "27 usb-c", &[44, 2]),
    ("Sabine Lorenz", "Dockingstation", &[52, 33, 6]),
    ("Mehmet Arslan", "Dockingstation", &[47, 12]),
    ("Helga Brandt", "Headset", &[38]),
    ("Niamh Doyle", "barcode scanner", &[60, 28, 4]),
    ("Rory Finn", "barcode scanner", &[35, 10]),
    ("Conor Walsh", "office chair", &[50, 49, 20]),
    ("Rory Finn", "office chair", &[18, 7]),
    ("Femke Bos", "rugged", &[24, 8]),
    ("Pavel Novak", "walkie talkie", &[31, 15, 13]),
    ("Karim Haddad", "walkie talkie", &[29, 14]),
    ("Hannah Cole", "studio", &[19, 3]),
];

/// Since how many days pages looked at are remembered.
const LOOKS: i64 = 60;

impl Year<'_> {
    /// What this person looks for and looks at today.
    pub(super) async fn look_around(
        &mut self,
        customer: &Customer,
        person: &PersonOf,
        collector: &Collector,
        today: Timestamp,
    ) -> Result<(), Failure> {
        let days_ago = self.now.days_since(today);
        for (who, words, days) in SEARCHES {
            if *who == person.name && days.contains(&days_ago) {
                self.search(customer, person, words, today).await?;
            }
        }
        if days_ago > LOOKS || !self.chance.percent(35) {
            return Ok(());
        }
        let actor = actor_of(self.db, person.person, Some(customer.id), today).await?;
        let Some(member) = actor.member() else {
            return Ok(());
        };
        let mut visits = vec![visit(PageOf::Page("/"), today, 8)];
        for number in 1..=self.chance.between(1, 4) {
            let at = today.plus_seconds(number * 50);
            let page = match self.chance.between(1, 5) {
                1 => PageOf::Page("/orders"),
                2 => PageOf::Page("/catalog"),
                _ => match self.chance.one_of(&self.range.products) {
                    Some(made) if self.can_order(&actor, made, today).await? => {
                        PageOf::Product(made.sku.clone())
                    }
                    _ => PageOf::Page("/requests"),
                },
            };
            visits.push(visit(page, at, self.chance.between(5, 45)));
        }
        // The queue is made for a busy day, not for a year at once.
        while !collector.take(member, visits.clone()) {
            tokio::time::sleep(std::time::Duration::from_millis(5)).await;
        }
        Ok(())
    }

    async fn search(
        &self,
        customer: &Customer,
        person: &PersonOf,
        words: &str,
        at: Timestamp,
    ) -> Result<(), Failure> {
        let actor = actor_of(self.db, person.person, Some(customer.id), at).await?;
        let Some(shopper) = actor.shopper() else {
            return Ok(());
        };
        let query = ShelfQuery {
            words: Some(words.to_owned()),
            page: 1,
            ..ShelfQuery::default()
        };
        let mut read = self.db.read(actor.scope()).await?;
        let found = shelf_page(&mut read, shopper, query, at).await?.total;
        drop(read);
        let hits = i64::try_from(found).unwrap_or(i64::MAX);
        record_search(self.db, &actor, words, hits, at).await?;
        Ok(())
    }
}

/// A page that was in front of somebody for so many seconds.
fn visit(page: PageOf, at: Timestamp, seconds: i64) -> Visit {
    Visit {
        page,
        at,
        dwelt: Some(seconds * 1000),
    }
}
