//! What is measured: what people do most, and what must not be lost.

use crate::Options;
use crate::browser::Browser;
use crate::load::{Ask, Asking, Check, Scenario};
use crate::program::Program;
use anyhow::{Context, Result, ensure};
use domain::Timestamp;
use domain::identity::Actor;
use domain::store::{Db, Query};
use reqwest::StatusCode;
use std::sync::Arc;
use std::time::Duration;

/// How many connections look at pages.
const READERS: usize = 16;
/// How many buyers order at the same time.
const BUYERS: usize = 64;
/// How many events a message tells.
const EVENTS: u64 = 50;

/// All of them, on a program with fresh material.
pub async fn all(program: &Program, database: &str, options: &Options) -> Result<Vec<Scenario>> {
    let mut browsers = Vec::new();
    for number in 1..=BUYERS.min(options.customers) {
        browsers.push(Browser::of_manager(&program.base, number).await?);
    }
    let first = browsers.first().context("nobody is there")?;
    let catalog = first.get("/catalog").await?.body;
    let category = link_to(&catalog, "/catalog/").context("no category in the catalog")?;
    let listed = first.get(&category).await?.body;
    let product = link_to(&listed, "/products/").context("no product in the category")?;
    let sku = product.trim_start_matches("/products/").to_owned();
    let readers = browsers.get(..READERS).unwrap_or(&browsers);
    let on_product = {
        let sku = sku.clone();
        move |page: &str| page.contains(&sku)
    };
    Ok(vec![
        pages(
            "Catalog page, 50 rows with contract prices",
            readers,
            &category,
            |page| page.matches("href=\"/products/").count() >= 50 && page.contains("€"),
        ),
        pages("Product page", readers, &product, on_product),
        pages("Home page", readers, "/", |page| page.contains("Dana")),
        pages("Order list", readers, "/orders", |page| {
            page.contains("href=\"/orders/")
        }),
        orders(&browsers, &sku, database).await?,
        events(readers, &product, database).await?,
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

fn pages(
    name: &'static str,
    browsers: &[Browser],
    path: &str,
    right: impl Fn(&str) -> bool + Clone + Send + Sync + 'static,
) -> Scenario {
    let ask = |browser: &Browser| {
        let (browser, path, right) = (browser.clone(), path.to_owned(), right.clone());
        Arc::new(move || -> Asking {
            let (browser, path, right) = (browser.clone(), path.clone(), right.clone());
            Box::pin(async move {
                let answer = browser.get(&path).await?;
                ensure!(answer.status == StatusCode::OK, "{path}: {}", answer.status);
                ensure!(right(&answer.body), "{path} does not say what it should");
                Ok(1)
            })
        }) as Ask
    };
    Scenario {
        name,
        of: "pages",
        connections: browsers.iter().map(ask).collect(),
        afterwards: Box::new(|_| Box::pin(async { Ok(()) })),
    }
}

/// Each buyer orders from a list, as a purchasing manager does: one order a
/// form, none of them the same. Afterwards they must all be there.
async fn orders(browsers: &[Browser], sku: &str, database: &str) -> Result<Scenario> {
    let before = count(database, ORDERS).await?;
    let ask = |browser: &Browser| {
        let (browser, sku) = (browser.clone(), sku.to_owned());
        Arc::new(move || -> Asking {
            let (browser, sku) = (browser.clone(), sku.clone());
            Box::pin(async move {
                let form = format!("list={sku}+2&checked={sku}+2&do=order&po_number=PO-1");
                let answer = browser.post("/order-by-list", form).await?;
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
        connections: browsers.iter().map(ask).collect(),
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

/// Messages from pages, as browsers send them. What is answered was taken into
/// memory; afterwards all of it must have been written.
async fn events(browsers: &[Browser], product: &str, database: &str) -> Result<Scenario> {
    let before = count(database, EVENTS_KEPT).await?;
    let ask = |browser: &Browser| {
        let (browser, path) = (browser.clone(), product.to_owned());
        Arc::new(move || -> Asking {
            let (browser, path) = (browser.clone(), path.clone());
            Box::pin(async move {
                let at = Timestamp::now().0;
                let one =
                    format!("{{\"kind\":\"dwell\",\"path\":\"{path}\",\"at\":{at},\"ms\":4000}}");
                let all = vec![one; usize::try_from(EVENTS)?].join(",");
                let answer = browser.tell("/beacon", format!("[{all}]")).await?;
                ensure!(answer.status == StatusCode::NO_CONTENT, "{}", answer.status);
                Ok(EVENTS)
            })
        }) as Ask
    };
    let database = database.to_owned();
    Ok(Scenario {
        name: "Events from pages, 50 a message",
        of: "events",
        connections: browsers.iter().map(ask).collect(),
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
