//! What a member waits for: the whole page, as `rapport serve` answers it to a
//! browser that is signed in.

use crate::SEARCHES;
use anyhow::{Context, Result, ensure};
use rapport_bench::browser::Browser;
use rapport_bench::program::Program;
use std::collections::BTreeSet;
use std::time::{Duration, Instant};

/// How many customers' purchasing managers look.
const LOOKING: usize = 10;

/// They sign in.
pub async fn arrive(program: &Program) -> Result<Vec<Browser>> {
    let mut browsers = Vec::with_capacity(LOOKING);
    for number in 1..=LOOKING {
        browsers.push(Browser::of_manager(&program.base, number).await?);
    }
    Ok(browsers)
}

/// The median time in which a page is answered. One is asked for at a time.
pub async fn measure(browsers: &[Browser], pages: usize, searches: bool) -> Result<Duration> {
    // Each with the pages of its own catalog: another one is unknown to it.
    let mut looking = Vec::with_capacity(browsers.len());
    for browser in browsers {
        let addresses: Vec<String> = if searches {
            let address = |words: &&str| format!("/search?q={}", words.replace(' ', "+"));
            SEARCHES.iter().map(address).collect()
        } else {
            categories(&browser.get("/catalog").await?.body)
        };
        ensure!(!addresses.is_empty(), "no category in the catalog");
        looking.push((browser, addresses));
    }
    // Every one of them has asked for every page once.
    let warm = looking.iter().map(|(_, addresses)| addresses.len()).max();
    let warm = warm.unwrap_or_default() * looking.len();
    let mut times = Vec::with_capacity(pages);
    for page in 0..pages + warm {
        let (browser, addresses) = looking.get(page % looking.len()).context("nobody")?;
        // Not page by page of both: then each would always ask for the same.
        let place = page / looking.len() + page;
        let address = addresses.get(place % addresses.len()).context("nothing")?;
        let began = Instant::now();
        let answer = browser.get(address).await?;
        let took = began.elapsed();
        ensure!(
            answer.status.is_success() && answer.body.contains("href=\"/products/"),
            "{address} lists nothing: {}",
            answer.status
        );
        if page >= warm {
            times.push(took);
        }
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2);
    middle.copied().context("nothing was measured")
}

/// The categories that a page leads to.
fn categories(page: &str) -> Vec<String> {
    page.split("href=\"")
        .skip(1)
        .filter_map(|rest| rest.split(['"', '?', '#']).next())
        .filter(|address| address.len() > "/catalog/".len() && address.starts_with("/catalog/"))
        .map(str::to_owned)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}
