//! What long lists cost: one person at a time who looks at what
//! [`crate::long_lists`] made.

use crate::load::{Ask, Asking, Scenario};
use anyhow::{Context, Result, ensure};
use rapport_bench::browser::Browser;
use rapport_bench::program::Program;
use reqwest::StatusCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A unit in the middle.
const ONE: &str = "B-150000";
/// Behind half of the units, whose ids are random.
const HALF: &str = "after=0_80000000-0000-4000-8000-000000000000";
/// The years whose figures are asked for.
const ONE_YEAR: &str = "/console/cases/figures?from=2025-07-01&until=2026-06-30";
const THREE_YEARS: &str = "/console/cases/figures?from=2023-07-01&until=2026-06-30";

/// One person at a time: the first company's manager, and somebody of ours.
pub async fn all(program: &Program) -> Result<Vec<Scenario>> {
    let manager = Browser::of_manager(&program.base, 1).await?;
    let somebody = Browser::signed_in(&program.base, "requester%40c00001.example", 9_998).await?;
    let ours = Browser::signed_in(&program.base, "admin%40seed.example", 9_999).await?;
    let tag = format!("href=\"/equipment/{ONE}\"");
    let tag: &'static str = tag.leak();
    let one = format!("/equipment/{ONE}");
    let one: &'static str = one.leak();
    let console: &'static str = console(&ours).await?.leak();
    let listed: &'static str = format!("{console}/equipment").leak();
    let read: &'static str = format!("{console}/equipment/{ONE}").leak();
    let deep: &'static str = format!("/equipment?{HALF}").leak();
    let deep_in_stock: &'static str = format!("/equipment?state=in-stock&{HALF}").leak();
    let deep_words: &'static str = format!("/equipment?q=machine&{HALF}").leak();
    Ok(vec![
        page(
            "Equipment: the first page of 300,000",
            &manager,
            "/equipment",
            ">B-",
        ),
        page(
            "Equipment: a page behind half of them",
            &manager,
            deep,
            ">B-",
        ),
        page(
            "Equipment: a page behind half of those in stock",
            &manager,
            deep_in_stock,
            ">B-",
        ),
        page(
            "Equipment: a page behind half of a word’s",
            &manager,
            deep_words,
            ">B-",
        ),
        page(
            "Equipment: in stock",
            &manager,
            "/equipment?state=in-stock",
            ">B-",
        ),
        page(
            "Equipment: a word that all of them have",
            &manager,
            "/equipment?q=machine",
            ">B-",
        ),
        page(
            "Equipment: a word that three of them have",
            &manager,
            "/equipment?q=microscope",
            "Stereo microscope",
        ),
        page(
            "Equipment: words of one kind",
            &manager,
            "/equipment?q=machine+599",
            ">B-",
        ),
        page("Equipment: a tag", &manager, "/equipment?q=b-150000", tag),
        page(
            "Equipment: warranty ends within 90 days",
            &manager,
            "/equipment?warranty=90",
            ">B-",
        ),
        page("Equipment: one unit", &manager, one, ONE),
        page(
            "Equipment: replacements by quarter",
            &manager,
            "/equipment/refresh",
            "</table>",
        ),
        page(
            "Equipment: the 2,500 that are retired, as a file",
            &manager,
            "/equipment.csv?state=retired",
            "\nB-",
        ),
        page(
            "Equipment: a customer’s, in the console",
            &ours,
            listed,
            ">B-",
        ),
        page(
            "Equipment: a tag over all customers",
            &ours,
            "/console/equipment?q=b-150000",
            ONE,
        ),
        page("Equipment: one unit, in the console", &ours, read, ONE),
        page("Cases: a company’s 100,000", &manager, "/help", "Question"),
        page(
            "Cases: the last page of as many as are counted",
            &manager,
            "/help?page=200",
            "Question",
        ),
        page(
            "Cases: a company’s that are open",
            &manager,
            "/help?standing=open",
            "Question",
        ),
        page(
            "Cases: the three that somebody asked",
            &somebody,
            "/help",
            "Question",
        ),
        page(
            "Cases: words that one of a company’s has",
            &manager,
            "/help?which=seen&q=question+77777",
            "Question 77777",
        ),
        page(
            "Cases: what an agent has in hand",
            &ours,
            "/console/cases",
            "Question",
        ),
        page(
            "Cases: what nobody has in hand",
            &ours,
            "/console/cases?pile=unassigned",
            "Question",
        ),
        page(
            "Cases: the queue, all that are open",
            &ours,
            "/console/cases?pile=open",
            "Question",
        ),
        page(
            "Cases: the queue, the last page of as many as are counted",
            &ours,
            "/console/cases?pile=open&page=200",
            "Question",
        ),
        page(
            "Cases: the queue, those of high priority",
            &ours,
            "/console/cases?pile=open&priority=high",
            "Question",
        ),
        page(
            "Cases: all, of all companies",
            &ours,
            "/console/cases?pile=all",
            "Question",
        ),
        page(
            "Cases: those of one's teams",
            &ours,
            "/console/cases?pile=teams",
            "Question 20<",
        ),
        page(
            "Cases: the open ones of a team",
            &ours,
            "/console/cases?pile=open&team=00000000-0000-7000-8000-000000000001",
            "Question 20<",
        ),
        page(
            "Cases: words that one of all has",
            &ours,
            "/console/cases?pile=all&q=question+77777",
            "Question 77777",
        ),
        page("Cases: figures of a year", &ours, ONE_YEAR, "Hardware"),
        page(
            "Cases: figures of three years",
            &ours,
            THREE_YEARS,
            "100,000",
        ),
        page("Home, of that company", &manager, "/", "Dana"),
        page("Today, of ours", &ours, "/console", "pile=unassigned"),
    ])
}

/// Where our people read about the company that has all of them.
async fn console(ours: &Browser) -> Result<String> {
    let path = format!("/console/equipment?q={ONE}");
    let body = ours.get(&path).await?.body;
    let found = body.split("/console/customers/").nth(1);
    let id = found.and_then(|rest| rest.get(..36));
    let id = id.with_context(|| format!("{path} leads to no customer"))?;
    Ok(format!("/console/customers/{id}"))
}

/// A page that must say this.
fn page(name: &'static str, who: &Browser, path: &'static str, says: &'static str) -> Scenario {
    let browser = who.clone();
    let ask = Arc::new(move || -> Asking {
        let browser = browser.clone();
        Box::pin(async move {
            let answer = browser.get(path).await?;
            ensure!(answer.status == StatusCode::OK, "{path}: {}", answer.status);
            ensure!(answer.body.contains(says), "{path} does not say “{says}”");
            Ok(1)
        })
    }) as Ask;
    Scenario {
        name,
        of: "pages",
        connections: vec![ask],
        afterwards: Box::new(|_| Box::pin(async { Ok(()) })),
    }
}

/// How many lines the file has that is imported.
pub const LINES: usize = 100_000;
/// How many of them are units of their own, as the import's page says it.
const UNITS: &str = "90,000";

/// What importing a long file of equipment came to.
pub struct Imported {
    /// How long it took until every line was answered.
    pub took: Duration,
    /// Resident memory before, in kilobytes.
    pub before: u64,
    /// The most of it until afterwards.
    pub most: u64,
}

/// A manager sends a file in which every tenth line repeats the one before it.
pub async fn import(program: &Program) -> Result<Imported> {
    let manager = Browser::of_manager(&program.base, 2).await?;
    let mut text = String::from("tag,serial,name,manufacturer,model,place,warranty until\n");
    for number in 1..=LINES {
        let unit = if number % 10 == 0 { number - 1 } else { number };
        let kind = unit % 300;
        text.push_str(&format!(
            "I-{unit},SI{unit},Machine {kind},Maker,M{kind},Room {},2029-01-31\n",
            unit % 40
        ));
    }
    let (before, began) = (program.memory()?, Instant::now());
    let answer = manager
        .upload("/equipment/import", "old.csv", &text)
        .await?;
    ensure!(
        answer.location.starts_with("/equipment/import/"),
        "the file was not taken: {}",
        answer.status
    );
    loop {
        let page = manager.get(&answer.location).await?.body;
        if !page.contains("answered so far") {
            ensure!(page.contains(UNITS), "not all of the file was imported");
            break;
        }
        ensure!(
            began.elapsed() < Duration::from_secs(600),
            "the import does not come to its end"
        );
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    Ok(Imported {
        took: began.elapsed(),
        before,
        most: program.most_memory()?,
    })
}
