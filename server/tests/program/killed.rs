//! The program killed in the middle (SIGKILL, as a power cut would): nothing
//! that was acknowledged is lost, nothing is half done, nothing happens twice.

use crate::common::App;
use domain::files::Files;
use domain::identity::Actor;
use domain::store::{Db, Query};
use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader};
use tokio::process::{Child, Command};

/// How many products are imported: enough for many commits.
const LINES: i64 = 6_000;

pub fn rapport(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rapport"));
    command
        .env("RAPPORT_DATA", data)
        .env_remove("DATABASE_URL")
        .env("RAPPORT_LOG", "error")
        .kill_on_drop(true);
    command
}

pub async fn open(data: &Path) -> Db {
    let file = data.join("rapport.sqlite");
    Db::open(&format!("sqlite:{}", file.display()))
        .await
        .unwrap()
}

pub async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.scalar(text, Vec::new()).await.unwrap().unwrap_or(0)
}

/// Serves what is in the folder; answers the process, and where it is.
pub async fn serve(data: &Path) -> (Child, String) {
    let (child, mut said) = serve_so(data, &[], 1).await;
    (child, said.remove(0))
}

/// Serves what is in the folder, asked to with `more`; answers the process, and the
/// last word of each of the first lines that it says: where it is.
pub async fn serve_so(data: &Path, more: &[&str], count: usize) -> (Child, Vec<String>) {
    let mut child = rapport(data)
        .args(["serve", "--listen", "127.0.0.1:0", "--behind-proxy"])
        .args(more)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let output = child.stdout.take().unwrap();
    let mut lines = BufReader::new(output).lines();
    let mut said = Vec::new();
    for _ in 0..count {
        let line = lines.next_line().await.unwrap().unwrap();
        said.push(line.rsplit(' ').next().unwrap().to_owned());
    }
    // The rest is read on, so that it never waits for us.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (child, said)
}

fn products(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("parts.csv");
    let mut file = std::fs::File::create(&path).unwrap();
    writeln!(file, "name,price,color").unwrap();
    for number in 0..LINES {
        writeln!(file, "Part {number:05},{}.50,Black", number % 90 + 10).unwrap();
    }
    path
}

#[tokio::test]
async fn an_import_that_was_killed_goes_on_and_takes_every_line_once() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let mut child = rapport(&data)
        .args(["import", "--price-list", "List", "--files"])
        .arg(products(folder.path()))
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // It says how far it is; in the middle it dies.
    let mut output = child.stderr.take().unwrap();
    let mut said = String::new();
    let mut some = [0; 256];
    loop {
        let read = output.read(&mut some).await.unwrap();
        assert!(read > 0, "it ended before it was killed: {said}");
        said.push_str(&String::from_utf8_lossy(&some[..read]));
        let done = said
            .rsplit('\r')
            .filter_map(|line| line.split_once(" of "))
            .find_map(|(done, _)| done.parse::<i64>().ok());
        if done.is_some_and(|done| done >= LINES / 4) {
            break;
        }
    }
    child.kill().await.unwrap();

    let db = open(&data).await;
    let taken = count(&db, PRODUCTS).await;
    assert!((1..LINES).contains(&taken), "{taken} of {LINES}");
    assert_eq!(count(&db, "SELECT added FROM import").await, taken);
    assert_eq!(
        count(&db, PRICES).await,
        taken,
        "no product without its price"
    );
    assert_eq!(count(&db, VALUES).await, taken, "or its attribute");

    let (mut server, _) = serve(&data).await;
    let began = Instant::now();
    while count(&db, "SELECT COUNT(*) FROM import WHERE state = 'finished'").await == 0 {
        assert!(
            began.elapsed() < Duration::from_secs(90),
            "it did not go on"
        );
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    server.kill().await.unwrap();
    for (what, text) in [
        ("products", PRODUCTS),
        ("names", "SELECT COUNT(DISTINCT name) FROM product"),
        ("prices", PRICES),
        ("values", VALUES),
        ("added", "SELECT added FROM import"),
        ("done", "SELECT done FROM import"),
    ] {
        assert_eq!(count(&db, text).await, LINES, "{what}");
    }
}

const PRODUCTS: &str = "SELECT COUNT(*) FROM product";
const PRICES: &str = "SELECT COUNT(*) FROM price_list_entry";
const VALUES: &str = "SELECT COUNT(*) FROM product_attribute";

#[tokio::test]
async fn an_order_that_was_acknowledged_is_there_after_a_kill() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let made = rapport(&data)
        .args(["seed", "--customers=2", "--products=40", "--orders=0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await
        .unwrap();
    assert!(made.success());
    let (mut server, base) = serve(&data).await;
    let db = open(&data).await;
    let files = Files::in_memory(&db).await.unwrap();
    let browser = App {
        base,
        db: db.clone(),
        files: files.clone(),
    }
    .browser();
    let password = "rapport-seed-2026";
    browser.sign_in("manager@c00001.example", password).await;
    let sku = sku_on(&browser.get("/search?q=notebook").await.body);
    let list = format!("{sku} 2");
    let fields = [("list", list.as_str()), ("do", "check")];
    let checked = browser.post_form("/order-by-list", &fields).await.body;
    let centre = between(&checked, "name=\"cost_centre\"", "value=\"", 1);
    let key = uuid::Uuid::now_v7();
    let body = format!(
        "key={key}&list={sku}+2&checked={sku}+2&do=order&po_number=PO-1&cost_centre={centre}"
    );
    let placed = browser.post_body("/order-by-list", body.clone()).await;
    server.kill().await.unwrap();
    assert!(placed.location().starts_with("/orders/"), "{}", placed.body);
    assert_eq!(count(&db, ORDERS).await, 1);

    // Whoever sends it again, for they never saw the answer, has it once.
    let (mut server, base) = serve(&data).await;
    let browser = App {
        base,
        db: db.clone(),
        files: files.clone(),
    }
    .browser();
    browser.sign_in("manager@c00001.example", password).await;
    let again = browser.post_body("/order-by-list", body).await;
    assert_eq!(again.location(), placed.location(), "{}", again.body);
    assert_eq!(count(&db, ORDERS).await, 1);
    server.kill().await.unwrap();
}

const ORDERS: &str = "SELECT COUNT(*) FROM purchase_order /* system */";

/// How many units of equipment are imported: sixty parts of five hundred.
const UNITS: i64 = 30_000;

#[tokio::test]
async fn an_import_of_equipment_that_was_killed_goes_on_by_itself() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let made = rapport(&data)
        .args(["seed", "--customers=2", "--products=40", "--orders=0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .await
        .unwrap();
    assert!(made.success());
    let (mut server, base) = serve(&data).await;
    let db = open(&data).await;
    let files = Files::in_memory(&db).await.unwrap();
    let browser = App {
        base,
        db: db.clone(),
        files,
    }
    .browser();
    browser
        .sign_in("manager@c00001.example", "rapport-seed-2026")
        .await;
    let text = (0..UNITS).fold("tag,name\n".to_owned(), |text, number| {
        text + &format!("K-{number},Dock\n")
    });
    let key = uuid::Uuid::now_v7().to_string();
    let sent = browser
        .post_file(
            "/equipment/import",
            &[("key", key.as_str())],
            ("old.csv", text.as_bytes()),
        )
        .await;
    assert!(
        sent.location().starts_with("/equipment/import/"),
        "{}",
        sent.body
    );
    until(&db, PARTS, |parts| parts >= 2).await;
    server.kill().await.unwrap();
    let taken = count(&db, IMPORTED).await;
    assert!((1..UNITS).contains(&taken), "{taken} of {UNITS}");
    assert_eq!(count(&db, "SELECT added FROM asset_import").await, taken);

    let (mut server, _) = serve(&data).await;
    let ended = "SELECT COUNT(*) FROM asset_import WHERE finished_at IS NOT NULL";
    until(&db, ended, |ended| ended == 1).await;
    server.kill().await.unwrap();
    for (what, text, expected) in [
        ("units", IMPORTED, UNITS),
        ("tags", "SELECT COUNT(DISTINCT tag_key) FROM asset", UNITS),
        ("added", "SELECT added FROM asset_import", UNITS),
        ("parts", PARTS, UNITS / 500),
        ("kept", "SELECT COUNT(*) FROM asset_import_file", 0),
    ] {
        assert_eq!(count(&db, text).await, expected, "{what}");
    }
}

const IMPORTED: &str = "SELECT COUNT(*) FROM asset WHERE origin = 'imported'";
const PARTS: &str = "SELECT COUNT(*) FROM asset_import_part";

/// Waits until this is counted.
async fn until(db: &Db, text: &'static str, holds: impl Fn(i64) -> bool) {
    let began = Instant::now();
    while !holds(count(db, text).await) {
        assert!(began.elapsed() < Duration::from_secs(90), "{text}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn sku_on(page: &str) -> String {
    between(page, "", "href=\"/products/", 0)
}

/// What stands after the `skip`th `begin` behind `from`, up to the quote.
fn between(page: &str, from: &str, begin: &str, skip: usize) -> String {
    let at = page.find(from).unwrap_or_else(|| panic!("{from}: {page}"));
    page[at..]
        .split(begin)
        .nth(1 + skip)
        .unwrap_or_else(|| panic!("{begin}: {page}"))
        .split(['"', '?'])
        .next()
        .unwrap()
        .to_owned()
}
