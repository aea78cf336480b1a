//! What one page asks of the database, without HTTP and without HTML.

use crate::SEARCHES;
use anyhow::{Context, Result};
use domain::Timestamp;
use domain::agreements::{ShelfQuery, shelf_page};
use domain::id::CustomerId;
use domain::identity::{Actor, Company, Shopper, actor_of, in_force};
use domain::store::{Db, Query};
use std::time::{Duration, Instant};

/// The median time of what one page asks.
pub async fn measure(db: &Db, pages: usize, customers: i64, searches: bool) -> Result<Duration> {
    let now = Timestamp::now();
    let system = Actor::system();
    let mut read = db.read(system.scope()).await?;
    let people: Vec<(String, CustomerId)> = read
        .all(
            "SELECT MIN(CAST(m.person_id AS TEXT)), m.customer_id
             FROM (SELECT id FROM customer ORDER BY hue, name, id LIMIT ($1 + 0)) c
             JOIN membership m ON m.customer_id = c.id GROUP BY m.customer_id",
            domain::args![customers],
        )
        .await?;
    let categories: Vec<(String,)> = read
        .all("SELECT code FROM category ORDER BY code", Vec::new())
        .await?;
    drop(read);
    let mut customers = Vec::with_capacity(people.len());
    for (person, customer) in people {
        let actor = actor_of(db, person.parse()?, Some(customer), now).await?;
        customers.push((actor, customer));
    }
    let mut times = Vec::with_capacity(pages);
    // Every one of them has looked into every category once.
    let warm = customers.len() * categories.len();
    for page in 0..pages + warm {
        let (actor, customer) = customers
            .get(page % customers.len())
            .context("no customer")?;
        let (code,) = categories
            .get(page % categories.len())
            .context("no category")?;
        let words = SEARCHES
            .get(page % SEARCHES.len())
            .map(|one| (*one).to_owned());
        let query = ShelfQuery {
            category: (!searches).then(|| code.clone()),
            words: words.filter(|_| searches),
            ..ShelfQuery::default()
        };
        let began = Instant::now();
        let mut read = db.read(actor.scope()).await?;
        let agreed = in_force(&mut read, *customer, None, now).await?;
        let company = Company {
            id: *customer,
            name: String::new(),
            mark: String::new(),
            hue: 0,
        };
        let shopper = Shopper {
            company: &company,
            in_force: agreed.as_ref(),
            preview: false,
            language: "",
            member: None,
        };
        shelf_page(&mut read, shopper, query, now).await?;
        drop(read);
        if page >= warm {
            times.push(began.elapsed());
        }
    }
    times.sort_unstable();
    times
        .get(times.len() / 2)
        .copied()
        .context("nothing was measured")
}
