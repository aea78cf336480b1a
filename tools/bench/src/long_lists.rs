//! Long lists, made by SQL: one company with very many units of equipment and very
//! many cases, beside all others that have some.
//!
//! Cases were opened over three years. Three quarters are closed: each was answered,
//! some after it was promised, has what it came from, and some were rated. Of the
//! others half wait for a first answer. Most name one of some products, which two
//! fifths of the units are, too.

use anyhow::Result;
use domain::identity::Actor;
use domain::store::{Db, Query, StoreError};
use domain::support::cause::Cause;
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
/// How many of them are products of ours, which cases name.
const OURS: i64 = 240;
/// Noon of the first day of July 2023, behind which the first case was opened.
const BEGIN: i64 = 1_688_212_800_000;
/// Noon of a day in June 2026, about which the days of the units lie, and when the
/// last case was opened.
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

/// The numbers from one to so many, as `series`.
fn series(most: i64) -> String {
    format!(
        "WITH RECURSIVE series (n) AS (
             SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM series WHERE n < {most})"
    )
}

/// The products that cases and units name, each with its place from one.
fn products() -> String {
    format!(
        "(SELECT p.sku, ROW_NUMBER() OVER (ORDER BY p.sku) AS place FROM product p
          ORDER BY p.sku LIMIT {OURS})"
    )
}

/// What became of a case, in the order of [`became`].
const BECAME: &str = "state, due_at, resolution_due_at, first_answered_at, first_breached_at,
    resolution_breached_at, solved_at, satisfaction, cause, created_at, updated_at";

/// What became of the case with the number `q.n` that was opened at `q.opened`:
/// answered within ten hours, eight of which were promised; solved within 252, of
/// which 200 were. The divisors have nothing in common, so that each depends on
/// none of the others.
fn became() -> String {
    let minutes = "(1 + q.n % 599)";
    let answered = format!("q.opened + {minutes} * 60000");
    let solved = "q.opened + (11 + q.n % 241) * 3600000";
    let due = "q.opened + 200 * 3600000";
    let causes: String = Cause::ALL
        .iter()
        .enumerate()
        .map(|(place, cause)| format!(" WHEN {place} THEN '{}'", cause.code()))
        .collect();
    format!(
        "CASE WHEN q.n % 8 = 4 THEN 'new' WHEN q.n % 4 = 0 THEN 'open' ELSE 'closed' END,
         CASE WHEN q.n % 4 = 0 THEN {due} END,
         CASE WHEN q.n % 4 = 0 THEN {due} END,
         CASE WHEN q.n % 8 <> 4 THEN {answered} END,
         CASE WHEN q.n % 8 = 4 OR {minutes} > 480 THEN q.opened + 480 * 60000 END,
         CASE WHEN q.n % 4 = 0 OR 11 + q.n % 241 > 200 THEN {due} END,
         CASE WHEN q.n % 4 <> 0 THEN {solved} END,
         CASE WHEN q.n % 4 = 0 OR q.n % 3 > 0 THEN NULL WHEN q.n % 11 < 6 THEN 5
             WHEN q.n % 11 < 9 THEN 4 ELSE q.n % 11 - 8 END,
         CASE WHEN q.n % 4 = 0 THEN '' ELSE CASE q.n % 13{causes} ELSE '' END END,
         q.opened,
         CASE WHEN q.n % 8 = 4 THEN q.opened WHEN q.n % 4 = 0 THEN {answered} ELSE {solved} END"
    )
}

fn statements(engine: &Engine) -> Vec<String> {
    let Engine {
        id,
        json,
        team,
        afterwards,
    } = engine;
    let (products, became) = (products(), became());
    let kinds = format!(
        "{} INSERT INTO asset_kind (customer_id, words, sku, name)
         SELECT {OF}, 'machine ' || CAST(n - 1 AS TEXT) || ' maker',
             coalesce(p.sku, ''), 'Machine ' || CAST(n - 1 AS TEXT)
         FROM series LEFT JOIN {products} p ON p.place = n
         UNION ALL SELECT {OF}, 'stereo microscope maker', '', 'Stereo microscope'",
        series(KINDS)
    );
    // One kind of them is rare, and so is its name.
    let assets = format!(
        "{} INSERT INTO asset (id, customer_id, origin, position, kind, sku, name, manufacturer,
             service_tag, tag_key, serial_number, serial_key, words, as_built, membership_id, state,
             warranty_until, refresh_at, bought_at, created_at)
         SELECT {id}, q.customer_id, 'imported', 0, k.number, k.sku, q.name, 'Maker',
             'B-' || CAST(q.n AS TEXT), 'b-' || CAST(q.n AS TEXT), 'SN' || CAST(q.n AS TEXT),
             'sn' || CAST(q.n AS TEXT),
             'b-' || CAST(q.n AS TEXT) || ' sn' || CAST(q.n AS TEXT) || ' ' || k.words, {json},
             CASE WHEN q.n <= 20 THEN {WHO} END,
             CASE WHEN q.n % 5 = 0 THEN 'in-stock' WHEN q.n % 97 = 0 THEN 'retired'
                 ELSE 'in-use' END,
             {NOON} + (q.n % 1500) * 86400000, {NOON} + (q.n % 1000) * 86400000,
             {NOON} - (q.n % 900) * 86400000, {NOON}
         FROM (SELECT n, {OF} AS customer_id,
                 CASE WHEN n % 100000 = 7 THEN 'Stereo microscope'
                     ELSE 'Machine ' || CAST(n % {KINDS} AS TEXT) END AS name
             FROM series) q
         JOIN asset_kind k ON k.customer_id = q.customer_id
             AND k.words = lower(q.name || ' maker')",
        series(ASSETS)
    );
    let teams =
        format!("INSERT INTO case_team (id, name, created_at) VALUES ({team}, 'Everybody', 0)");
    let members = format!(
        "INSERT INTO case_team_member (team_id, person_id)
         SELECT {team}, id FROM person WHERE email = 'admin@seed.example'"
    );
    // One after the other; a fifth of them about no product.
    let every = (NOON - BEGIN) / CASES;
    let cases = format!(
        "{} INSERT INTO support_case (id, customer_id, number, serial, opened_by, agent_id, subject,
             priority, visibility, team_id, sku, {BECAME})
         SELECT {id}, {OF}, 'HC-2026-' || CAST(5000000 + q.n AS TEXT), 5000000 + q.n,
             CASE WHEN q.n % 33333 = 0 THEN {SOMEBODY} ELSE {WHO} END,
             CASE WHEN q.n % 200 = 0 THEN {AGENT} END, 'Question ' || CAST(q.n AS TEXT),
             CASE WHEN q.n % 10 = 0 THEN 'high' ELSE 'normal' END, 'company',
             CASE WHEN q.n % 20 = 0 THEN {team} END, p.sku, {became}
         FROM (SELECT n, {BEGIN} + n * {every} AS opened FROM series) q
         LEFT JOIN {products} p ON p.place = 1 + q.n % 307",
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
    // On each of the days between, at some minute.
    let days = (NOON - BEGIN) / 86_400_000;
    let cases_of_others = format!(
        "{} INSERT INTO support_case (id, customer_id, number, serial, opened_by, subject,
             priority, visibility, sku, {BECAME})
         SELECT {id}, q.customer_id, 'HC-2026-' || CAST(6000000 + q.n AS TEXT), 6000000 + q.n,
             q.who, 'Paper ' || CAST(q.n AS TEXT), 'normal', 'own', p.sku, {became}
         FROM (SELECT r.who, r.customer_id, r.n,
                 {BEGIN} + (r.n * 37 % {days}) * 86400000 + (r.n % 1440) * 60000 AS opened
             FROM (SELECT m.id AS who, m.customer_id,
                     ROW_NUMBER() OVER (ORDER BY p.email, s.n) AS n
                 FROM series s CROSS JOIN membership m /* system */
                 JOIN person p ON p.id = m.person_id
                 WHERE p.email LIKE 'manager@c%' AND m.customer_id <> {OF}) r) q
         LEFT JOIN {products} p ON p.place = 1 + q.n % 307",
        series(CASES_OF_OTHERS)
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
