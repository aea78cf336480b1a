//! What is measured: what people do most, and what must not be lost.

use crate::Options;
use crate::load::{Ask, Asking, Check, Scenario};
use anyhow::{Context, Result, ensure};
use domain::Timestamp;
use domain::identity::Actor;
use domain::store::{Db, Query};
use rapport_bench::browser::Browser;
use rapport_bench::program::Program;
use reqwest::StatusCode;
use std::sync::Arc;
use std::time::Duration;

/// How many connections look at pages.
const READERS: usize = 16;
/// How many buyers order at the same time.
const BUYERS: usize = 64;
/// How many events a message tells.
const EVENTS: u64 = 50;

/// Somebody who looks and buys, with what their company may see.
#[derive(Clone)]
struct Buyer {
    browser: Browser,
    category: String,
    product: String,
    cost_centre: String,
}

impl Buyer {
    async fn arrive(program: &Program, number: usize) -> Result<Self> {
        let browser = Browser::of_manager(&program.base, number).await?;
        let catalog = browser.get("/catalog").await?.body;
        let category = link_to(&catalog, "/catalog/").context("no category in the catalog")?;
        let listed = browser.get(&category).await?.body;
        let product = link_to(&listed, "/products/").context("no product in the category")?;
        let sku = product.trim_start_matches("/products/");
        let list = format!("list={sku}+2&do=check");
        let checked = browser.post("/order-by-list", list).await?.body;
        let cost_centre = first_option(&checked, "cost_centre").context("no cost centre")?;
        Ok(Self {
            browser,
            category,
            product,
            cost_centre,
        })
    }

    fn sku(&self) -> &str {
        self.product.trim_start_matches("/products/")
    }
}

/// All of them, on a program with fresh material.
pub async fn all(program: &Program, database: &str, options: &Options) -> Result<Vec<Scenario>> {
    let mut buyers = Vec::new();
    for number in 1..=BUYERS.min(options.customers) {
        buyers.push(Buyer::arrive(program, number).await?);
    }
    let readers = buyers.get(..READERS).unwrap_or(&buyers);
    Ok(vec![
        pages(
            "Catalog page, 50 rows with contract prices",
            readers,
            |buyer| buyer.category.clone(),
            |_, page| page.matches("href=\"/products/").count() >= 50 && page.contains("€"),
        ),
        pages(
            "Product page",
            readers,
            |buyer| buyer.product.clone(),
            |buyer, page| page.contains(buyer.sku()),
        ),
        pages(
            "Home page",
            readers,
            |_| "/".to_owned(),
            |_, page| page.contains("Dana"),
        ),
        pages(
            "Order list",
            readers,
            |_| "/orders".to_owned(),
            |_, page| page.contains("href=\"/orders/"),
        ),
        orders(&buyers, database).await?,
        events(readers, database).await?,
    ])
}

/// The first address in the page that begins like this and goes on.
fn link_to(page: &str, begin: &str) -> Option<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|address| address.len() > begin.len() && address.starts_with(begin))
        .and_then(|address| address.split(['?', '#']).next())
        .map(str::to_owned)
}

/// The first value that can be chosen in a list of the page.
fn first_option(page: &str, name: &str) -> Option<String> {
    let (_, list) = page.split_once(&format!("name=\"{name}\""))?;
    list.split("value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .find(|value| !value.is_empty())
        .map(str::to_owned)
}

/// Everybody asks for a page of their own, and it must say what it should.
fn pages(
    name: &'static str,
    readers: &[Buyer],
    path: fn(&Buyer) -> String,
    right: fn(&Buyer, &str) -> bool,
) -> Scenario {
    let ask = |reader: &Buyer| {
        let (reader, path) = (reader.clone(), path(reader));
        Arc::new(move || -> Asking {
            let (reader, path) = (reader.clone(), path.clone());
            Box::pin(async move {
                let answer = reader.browser.get(&path).await?;
                ensure!(answer.status == StatusCode::OK, "{path}: {}", answer.status);
                ensure!(
                    right(&reader, &answer.body),
                    "{path} does not say what it should"
                );
                Ok(1)
            })
        }) as Ask
    };
    Scenario {
        name,
        of: "pages",
        connections: readers.iter().map(ask).collect(),
        afterwards: Box::new(|_| Box::pin(async { Ok(()) })),
    }
}

/// Each buyer orders from a list, as a purchasing manager does: one order a
/// form, none of them the same. Afterwards they must all be there.
async fn orders(buyers: &[Buyer], database: &str) -> Result<Scenario> {
    let before = count(database, ORDERS).await?;
    let ask = |buyer: &Buyer| {
        let buyer = buyer.clone();
        Arc::new(move || -> Asking {
            let buyer = buyer.clone();
            Box::pin(async move {
                let (sku, cost_centre) = (buyer.sku(), &buyer.cost_centre);
                let form = format!(
                    "list={sku}+2&checked={sku}+2&do=order&po_number=PO-1&cost_centre={cost_centre}"
                );
                let answer = buyer.browser.post("/order-by-list", form).await?;
                ensure!(
                    answer.location.starts_with("/orders/"),
                    "no order was placed: {}",
                    answer.status
                );
                Ok(1)
            })
        }) as Ask
    };
    let database = database.to_owned();
    Ok(Scenario {
        name: "Placing an order, durable",
        of: "orders",
        connections: buyers.iter().map(ask).collect(),
        afterwards: Box::new(move |done| {
            Box::pin(async move {
                let after = count(&database, ORDERS).await?;
                let placed = after.saturating_sub(before);
                ensure!(
                    placed == done,
                    "{done} orders were placed, {placed} are there"
                );
                Ok(())
            }) as Check
        }),
    })
}

/// Messages from pages, as browsers send them. What was taken into memory is
/// counted; afterwards all of it must have been written.
async fn events(readers: &[Buyer], database: &str) -> Result<Scenario> {
    let before = count(database, EVENTS_KEPT).await?;
    let ask = |reader: &Buyer| {
        let (browser, path) = (reader.browser.clone(), reader.product.clone());
        Arc::new(move || -> Asking {
            let (browser, path) = (browser.clone(), path.clone());
            Box::pin(async move {
                let at = Timestamp::now().0;
                let one =
                    format!("{{\"kind\":\"dwell\",\"path\":\"{path}\",\"at\":{at},\"ms\":4000}}");
                let all = vec![one; usize::try_from(EVENTS)?].join(",");
                let answer = browser.tell("/beacon", format!("[{all}]")).await?;
                // There is no room until some were written: that is the limit.
                if answer.status == StatusCode::SERVICE_UNAVAILABLE {
                    tokio::time::sleep(Duration::from_millis(5)).await;
                    return Ok(0);
                }
                ensure!(answer.status == StatusCode::NO_CONTENT, "{}", answer.status);
                Ok(EVENTS)
            })
        }) as Ask
    };
    let database = database.to_owned();
    Ok(Scenario {
        name: "Events from pages, 50 a message",
        of: "events",
        connections: readers.iter().map(ask).collect(),
        afterwards: Box::new(move |done| {
            Box::pin(async move {
                let mut kept = 0;
                for _ in 0..60 {
                    kept = count(&database, EVENTS_KEPT).await?.saturating_sub(before);
                    if kept >= done {
                        break;
                    }
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                ensure!(kept == done, "{done} events were sent, {kept} are there");
                Ok(())
            }) as Check
        }),
    })
}

const ORDERS: &str = "SELECT count(*) FROM purchase_order /* system */";
const EVENTS_KEPT: &str = "SELECT count(*) FROM interaction /* system */ WHERE kind = 'dwelt'";

async fn count(database: &str, text: &'static str) -> Result<u64> {
    let db = Db::open(database).await?;
    let number: Option<i64> = {
        let mut read = db.read(Actor::system().scope()).await?;
        read.scalar(text, Vec::new()).await?
    };
    db.close().await;
    Ok(u64::try_from(number.unwrap_or_default())?)
}
