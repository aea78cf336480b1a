//! What long lists cost: one company with very many units of equipment and very
//! many cases, beside all others that have some, made by SQL; and one person at a
//! time who looks at them.

use crate::load::{Ask, Asking, Scenario};
use anyhow::{Context, Result, ensure};
use domain::identity::Actor;
use domain::store::{Db, Query, StoreError};
use rapport_bench::browser::Browser;
use rapport_bench::program::Program;
use reqwest::StatusCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How many units the company has.
pub const ASSETS: i64 = 300_000;
/// How many cases.
pub const CASES: i64 = 100_000;
/// How many units every other company has.
pub const ASSETS_OF_OTHERS: i64 = 100;
/// How many cases.
pub const CASES_OF_OTHERS: i64 = 20;
/// How many kinds of things its units are.
const KINDS: i64 = 600;
/// A unit in the middle.
const ONE: &str = "B-150000";
/// Behind half of the units, whose ids are random.
const HALF: &str = "after=0_80000000-0000-4000-8000-000000000000";
/// Noon of a day in 2026, about which the days of the units lie.
const NOON: i64 = 1_781_438_400_000;

/// What differs between the engines.
struct Engine {
    id: &'static str,
    json: &'static str,
    /// The team that has every twentieth case, all of which are open.
    team: &'static str,
    /// PostgreSQL learns by itself what is in its tables, but not at once.
    afterwards: &'static [&'static str],
}

const SQLITE: Engine = Engine {
    id: "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' ||
         substr(hex(randomblob(2)), 2) || '-8' || substr(hex(randomblob(2)), 2) || '-' ||
         hex(randomblob(6)))",
    json: "'{}'",
    team: "'00000000-0000-7000-8000-000000000001'",
    afterwards: &[],
};
const POSTGRES: Engine = Engine {
    id: "gen_random_uuid()",
    json: "CAST('{}' AS JSONB)",
    team: "CAST('00000000-0000-7000-8000-000000000001' AS UUID)",
    afterwards: &[
        "SET LOCAL ROLE NONE",
        "ANALYZE asset",
        "ANALYZE asset_kind",
        "ANALYZE support_case",
    ],
};

/// Makes units and cases for the first customer; answers how long that took.
pub async fn make(database: &str) -> Result<Duration> {
    let began = Instant::now();
    let engine = if database.starts_with("postgres") {
        POSTGRES
    } else {
        SQLITE
    };
    let db = Db::open(database).await?;
    db.write::<_, StoreError, _>(Actor::system().scope(), move |tx| {
        Box::pin(async move {
            for text in statements(&engine) {
                tx.run(text, Vec::new()).await?;
            }
            Ok(())
        })
    })
    .await?;
    db.close().await;
    Ok(began.elapsed())
}

/// Whose they are.
const OF: &str = "(SELECT m.customer_id FROM membership m JOIN person p ON p.id = m.person_id
    WHERE p.email = 'manager@c00001.example') /* system */";
/// Who opened the cases and has some of the units.
const WHO: &str = "(SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id
    WHERE p.email = 'manager@c00001.example') /* system */";
/// Who asked three of them.
const SOMEBODY: &str = "(SELECT m.id FROM membership m JOIN person p ON p.id = m.person_id
    WHERE p.email = 'requester@c00001.example') /* system */";
/// Who of ours has some of them in hand.
const AGENT: &str = "(SELECT p.id FROM person p WHERE p.email = 'admin@seed.example')";

fn statements(engine: &Engine) -> Vec<String> {
    let Engine {
        id,
        json,
        team,
        afterwards,
    } = engine;
    let series = |most: i64| {
        format!(
            "WITH RECURSIVE series (n) AS (
                 SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM series WHERE n < {most})"
        )
    };
    // One kind of them is rare, and so is its name.
    let name = "CASE WHEN n % 100000 = 7 THEN 'Stereo microscope'
        ELSE 'Machine ' || CAST(n % 600 AS TEXT) END";
    let words = format!("lower({name} || ' maker')");
    let assets = format!(
        "{} INSERT INTO asset (id, customer_id, origin, position, kind, sku, name, manufacturer,
             service_tag, tag_key, serial_number, serial_key, words, as_built, membership_id, state,
             warranty_until, refresh_at, bought_at, created_at)
         SELECT {id}, q.customer_id, 'imported', 0, k.number, '', q.name, 'Maker',
             'B-' || CAST(q.n AS TEXT), 'b-' || CAST(q.n AS TEXT), 'SN' || CAST(q.n AS TEXT),
             'sn' || CAST(q.n AS TEXT),
             'b-' || CAST(q.n AS TEXT) || ' sn' || CAST(q.n AS TEXT) || ' ' || q.words, {json},
             CASE WHEN q.n <= 20 THEN {WHO} END,
             CASE WHEN q.n % 5 = 0 THEN 'in-stock' WHEN q.n % 97 = 0 THEN 'retired'
                 ELSE 'in-use' END,
             {NOON} + (q.n % 1500) * 86400000, {NOON} + (q.n % 1000) * 86400000,
             {NOON} - (q.n % 900) * 86400000, {NOON}
         FROM (SELECT n, {OF} AS customer_id, {name} AS name, {words} AS words FROM series) q
         JOIN asset_kind k ON k.customer_id = q.customer_id AND k.words = q.words",
        series(ASSETS)
    );
    let kinds = format!(
        "{} INSERT INTO asset_kind (customer_id, words, sku, name)
         SELECT {OF}, 'machine ' || CAST(n - 1 AS TEXT) || ' maker', '',
             'Machine ' || CAST(n - 1 AS TEXT) FROM series
         UNION ALL SELECT {OF}, 'stereo microscope maker', '', 'Stereo microscope'",
        series(KINDS)
    );
    let cases = format!(
        "{} INSERT INTO support_case (id, customer_id, number, serial, opened_by, agent_id, subject,
             state, priority, visibility, due_at, team_id, created_at, updated_at)
         SELECT {id}, {OF}, 'HC-2026-' || CAST(5000000 + n AS TEXT), 5000000 + n,
             CASE WHEN n % 33333 = 0 THEN {SOMEBODY} ELSE {WHO} END,
             CASE WHEN n % 200 = 0 THEN {AGENT} END, 'Question ' || CAST(n AS TEXT),
             CASE WHEN n % 4 = 0 THEN 'open' ELSE 'solved' END,
             CASE WHEN n % 10 = 0 THEN 'high' ELSE 'normal' END, 'company',
             CASE WHEN n % 4 = 0 THEN {NOON} + n * 60000 END,
             CASE WHEN n % 20 = 0 THEN {team} END, {NOON} + n * 1000,
             {NOON} + n * 1000
         FROM series",
        series(CASES)
    );
    let kinds_of_others = format!(
        "INSERT INTO asset_kind (customer_id, words, sku, name)
         SELECT c.id, 'printer maker', '', 'Printer' FROM customer c WHERE c.id <> {OF}"
    );
    let assets_of_others = format!(
        "{} INSERT INTO asset (id, customer_id, origin, position, kind, sku, name, manufacturer,
             service_tag, tag_key, serial_number, serial_key, words, as_built, state, created_at)
         SELECT {id}, k.customer_id, 'imported', 0, k.number, '', 'Printer', 'Maker',
             'P-' || CAST(q.n AS TEXT), 'p-' || CAST(q.n AS TEXT), '', '',
             'p-' || CAST(q.n AS TEXT) || ' ' || k.words, {json}, 'in-use', {NOON}
         FROM series q CROSS JOIN asset_kind k WHERE k.words = 'printer maker'",
        series(ASSETS_OF_OTHERS)
    );
    let cases_of_others = format!(
        "{} INSERT INTO support_case (id, customer_id, number, serial, opened_by, subject, state,
             priority, visibility, due_at, created_at, updated_at)
         SELECT {id}, q.customer_id, 'HC-2026-' || CAST(q.serial AS TEXT), q.serial, q.who,
             'Paper ' || CAST(q.serial AS TEXT), 'open', 'normal', 'own',
             {NOON} + q.serial * 1000, {NOON}, {NOON} + q.serial
         FROM (SELECT m.id AS who, m.customer_id,
                 6000000 + ROW_NUMBER() OVER (ORDER BY p.email, s.n) AS serial
             FROM series s CROSS JOIN membership m /* system */ JOIN person p ON p.id = m.person_id
             WHERE p.email LIKE 'manager@c%' AND m.customer_id <> {OF}) q",
        series(CASES_OF_OTHERS)
    );
    let teams =
        format!("INSERT INTO case_team (id, name, created_at) VALUES ({team}, 'Everybody', 0)");
    let members = format!(
        "INSERT INTO case_team_member (team_id, person_id)
         SELECT {team}, id FROM person WHERE email = 'admin@seed.example'"
    );
    let mut all = vec![
        kinds,
        assets,
        teams,
        members,
        cases,
        kinds_of_others,
        assets_of_others,
        cases_of_others,
    ];
    all.extend(afterwards.iter().map(|text| (*text).to_owned()));
    all
}

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
            "</main>",
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
            "</main>",
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
        page("Cases: figures", &ours, "/console/cases/figures", "</main>"),
        page("Home, of that company", &manager, "/", "</main>"),
        page("Today, of ours", &ours, "/console", "</main>"),
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
