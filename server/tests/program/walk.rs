//! The walk: every route, as everybody it is not for. A route that colleagues
//! add fails `every_route_is_in_the_table` until it stands in [`ROUTES`] with
//! whom it is for and whose ids it takes; from then on it is walked.

use crate::common::world::{Side, World};
use crate::common::{Answer, App, Browser, world};
use crate::routes::{ROUTES, Route, UNSUBSCRIBE, Who, in_source};
use domain::identity::Actor;
use domain::store::testing::rows_of;
use reqwest::StatusCode;
use std::collections::BTreeSet;

#[test]
fn every_route_is_in_the_table() {
    let known: BTreeSet<(String, String)> = ROUTES
        .iter()
        .map(|route| (route.method.to_owned(), route.path.to_owned()))
        .collect();
    assert_eq!(
        known.len(),
        ROUTES.len(),
        "a route stands in the table twice"
    );
    let there = in_source();
    let missing: Vec<_> = there.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "put these into server/tests/program/routes.rs, with whom they are for: {missing:#?}"
    );
    let gone: Vec<_> = known.difference(&there).collect();
    assert!(
        gone.is_empty(),
        "these routes are no longer there: {gone:#?}"
    );
}

/// The address of a route with these ids in it.
fn address(route: &Route, id: impl Fn(&str) -> String) -> String {
    let mut path = route.path.to_owned();
    for name in route.ids {
        let from = path.find('{').expect("an id too many in the table");
        let to = path.find('}').expect("a brace");
        path.replace_range(from..=to, &id(name));
    }
    assert!(!path.contains('{'), "{path}: an id is missing in the table");
    path
}

fn of(side: &Side) -> impl Fn(&str) -> String + '_ {
    |name| {
        side.ids
            .get(name)
            .cloned()
            .unwrap_or_else(|| panic!("no id {name} in the world"))
    }
}

/// Ids of the same shape that nobody has.
fn nobodys(name: &str) -> String {
    match name {
        "sku" => "NOTHING-AT-ALL".to_owned(),
        "token" => "x".repeat(43),
        "size" => "document".to_owned(),
        _ => uuid::Uuid::now_v7().to_string(),
    }
}

async fn ask(browser: &Browser, route: &Route, path: &str, fields: &[(&str, &str)]) -> Answer {
    if route.method == "GET" {
        browser.get(path).await
    } else {
        browser.post_form(path, fields).await
    }
}

/// The form's fields with these ids in them.
fn fields(route: &Route, id: impl Fn(&str) -> String) -> Vec<(&'static str, String)> {
    route
        .fields
        .iter()
        .map(|(field, name)| (*field, id(name)))
        .collect()
}

fn borrowed<'a>(fields: &'a [(&'static str, String)]) -> Vec<(&'static str, &'a str)> {
    fields
        .iter()
        .map(|(field, value)| (*field, value.as_str()))
        .collect()
}

async fn story(app: App) {
    let world = world::make_with_document(&app).await;
    let customer = world.halden.manager.member().unwrap().company.id;
    let before = rows_of(&app.db, customer).await;

    as_nobody(&app, &world).await;
    as_who_may_not(&app, &world).await;
    as_another_company(&app, &world).await;

    let after = rows_of(&app.db, customer).await;
    for (table, rows) in &before {
        // A page looked at by one's own people is an interaction of theirs.
        if table != "interaction" {
            assert_eq!(
                Some(rows),
                after.get(table),
                "{table} was changed by a stranger"
            );
        }
    }
    as_who_only_looks(&app, &world).await;
    as_its_own_people(&app, &world).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_on_sqlite() {
    story(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_walk_on_postgres() {
    story(App::on_postgres().await).await;
}

/// (a) Anonymous: everything but the door leads to the door.
async fn as_nobody(app: &App, world: &World) {
    let browser = app.browser();
    for route in ROUTES {
        let path = address(route, of(&world.halden));
        let fields = fields(route, of(&world.halden));
        let answer = ask(&browser, route, &path, &borrowed(&fields)).await;
        if route.who == Who::Everyone {
            continue;
        }
        let what = format!("{} {path}: {}", route.method, answer.status);
        let turned_away =
            answer.location().starts_with("/sign-in") || answer.status == StatusCode::UNAUTHORIZED;
        assert!(turned_away, "{what}");
    }
}

/// (b) and (d) Customers' lesser roles, members at the supplier's side, and
/// the supplier's people without the permission.
async fn as_who_may_not(app: &App, world: &World) {
    let people: [&Actor; 7] = [
        &world.halden.requester,
        &world.halden.approver,
        &world.halden.manager,
        &world.curator,
        &world.account_manager,
        &world.order_desk,
        &world.admin,
    ];
    for person in people {
        let browser = app.signed_in(person).await;
        for route in ROUTES.iter().filter(|route| !route.who.allows(person)) {
            let path = address(route, of(&world.halden));
            let fields = fields(route, of(&world.halden));
            let answer = ask(&browser, route, &path, &borrowed(&fields)).await;
            // A form may be found wanting before it is asked who sends it.
            let refused = match route.method {
                "GET" => matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND),
                _ => answer.status.is_client_error(),
            };
            assert!(
                refused,
                "{} {path} as {:?}: {}",
                route.method,
                person.standing(),
                answer.status
            );
        }
    }
}

/// (c) Somebody who may, but elsewhere: the ids of the first company answer
/// exactly like ids that nobody has.
async fn as_another_company(app: &App, world: &World) {
    let person = &world.other.manager;
    let mut browser = app.signed_in(person).await;
    for route in ROUTES.iter().filter(|route| route.who.allows(person)) {
        if route.shared || (route.ids.is_empty() && route.fields.is_empty()) {
            continue;
        }
        let (theirs, nobody) = (of(&world.halden), nobodys);
        let mut answers = Vec::new();
        for id in [&theirs as &dyn Fn(&str) -> String, &nobody] {
            let path = address(route, id);
            let fields = fields(route, id);
            let answer = ask(&browser, route, &path, &borrowed(&fields)).await;
            assert!(
                !answer.status.is_server_error(),
                "{path}: {}",
                answer.status
            );
            let own = |text: String| {
                let mut text = text;
                for name in route
                    .ids
                    .iter()
                    .chain(route.fields.iter().map(|(_, id)| id))
                {
                    text = text.replace(&id(name), "THE-ID");
                }
                text
            };
            if !route.ids.is_empty() {
                let refused = match route.method {
                    "GET" => answer.status == StatusCode::NOT_FOUND,
                    _ => answer.status.is_client_error(),
                };
                assert!(refused, "{} {path}: {}", route.method, answer.status);
            }
            let location = own(answer.location().to_owned());
            answers.push((answer.status, location, own(answer.plain())));
            if route.path.contains("sign-out") {
                browser = app.signed_in(person).await;
            }
        }
        assert_eq!(answers[0], answers[1], "{} {}", route.method, route.path);
    }
}

/// Somebody of the supplier in the manager's place, to look: sees the pages that
/// the manager sees, but what is the manager's alone, and changes nothing.
async fn as_who_only_looks(app: &App, world: &World) {
    let browser = app.signed_in(&world.curator).await;
    let customer = world.halden.manager.member().unwrap().company.id;
    let member = world.halden.manager.member().unwrap().id;
    let look_as = format!("/console/customers/{customer}/people/{member}/look");
    let answer = browser.post_form(&look_as, &[]).await;
    assert_eq!(answer.location(), "/", "{}", answer.status);
    let before = rows_of(&app.db, customer).await;
    for route in ROUTES.iter().filter(|route| route.method == "POST") {
        // Out of the place, or out of the door.
        if route.path.contains("leave") || route.who == Who::Everyone {
            continue;
        }
        let path = address(route, of(&world.halden));
        let fields = fields(route, of(&world.halden));
        let answer = browser.post_form(&path, &borrowed(&fields)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    let mut wrong = Vec::new();
    for route in ROUTES.iter().filter(|route| route.method == "GET") {
        let path = address(route, of(&world.halden));
        let answer = browser.get(&path).await;
        let theirs = route.who.allows(&world.halden.manager) && route.who != Who::Everyone;
        let own = path.starts_with("/me") || path.starts_with("/switch");
        let expected = if theirs && !own {
            matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER)
        } else {
            route.who == Who::Everyone
                || matches!(answer.status, StatusCode::FORBIDDEN | StatusCode::NOT_FOUND)
        };
        if !expected {
            wrong.push(format!("{path}: {}", answer.status));
        }
        if theirs && !own {
            wrong.extend(look(&path, &answer));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let after = rows_of(&app.db, customer).await;
    assert_eq!(before, after, "who only looks has changed something");
    let answer = browser.post_form("/console/preview/leave", &[]).await;
    let back = format!("/console/customers/{customer}/people");
    assert_eq!(answer.location(), back);
    let answer = browser.get(&back).await;
    assert_eq!(answer.status, StatusCode::OK);
}

/// The ids are right, the pages are there for whom they are for, and they
/// cost no more than three statements.
async fn as_its_own_people(app: &App, world: &World) {
    let mut wrong = Vec::new();
    let people: [&Actor; 7] = [
        &world.halden.requester,
        &world.halden.approver,
        &world.halden.manager,
        &world.curator,
        &world.account_manager,
        &world.order_desk,
        &world.admin,
    ];
    for method in ["GET", "POST"] {
        for person in people {
            let mut browser = app.signed_in(person).await;
            for route in ROUTES {
                if route.method != method || !route.who.allows(person) {
                    continue;
                }
                let path = address(route, of(&world.halden));
                // Forms are sent with nothing chosen: refused, but in words.
                let answer = ask(&browser, route, &path, &[]).await;
                if answer.status.is_server_error() {
                    wrong.push(format!("{method} {path}: {}", answer.status));
                } else if method == "GET" && route.who != Who::Everyone {
                    let fine = matches!(answer.status, StatusCode::OK | StatusCode::SEE_OTHER)
                        || (route.ids.contains(&"nothing")
                            && answer.status == StatusCode::NOT_FOUND);
                    if !fine {
                        wrong.push(format!(
                            "{path} as {:?}: {}",
                            person.standing(),
                            answer.status
                        ));
                    }
                    wrong.extend(look(&path, &answer));
                }
                if route.path.contains("sign-out")
                    || route.path == "/company/members/{id}/end"
                    || route.path.ends_with("/look")
                {
                    browser = app.signed_in(person).await;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What holds for every page, as far as it does not hold for this one.
fn look(path: &str, answer: &Answer) -> Vec<String> {
    let mut wrong = Vec::new();
    let statements: u32 = answer.header("x-sql-statements").parse().unwrap();
    if statements > 3 {
        wrong.push(format!("{path}: {statements} statements"));
    }
    if answer.header("content-type").starts_with("text/html") {
        let page = scraper::Html::parse_document(&answer.body);
        let styled = scraper::Selector::parse("[style]").unwrap();
        if page.select(&styled).next().is_some() {
            wrong.push(format!("{path}: the policy refuses inline styles"));
        }
        let heading = scraper::Selector::parse("h1").unwrap();
        let headings = page.select(&heading).count();
        if headings != 1 {
            wrong.push(format!("{path}: {headings} headings"));
        }
    }
    wrong
}

#[tokio::test(flavor = "multi_thread")]
async fn no_form_is_taken_from_elsewhere() {
    let app = App::on_sqlite().await;
    let world = world::make_with_document(&app).await;
    let browser = app.signed_in(&world.halden.manager).await;
    let forms = ROUTES
        .iter()
        .filter(|route| route.method == "POST" && route.path != UNSUBSCRIBE);
    for route in forms {
        let path = address(route, of(&world.halden));
        for origin in [None, Some("null"), Some("https://elsewhere.example")] {
            let answer = browser.post_from(&path, origin).await;
            assert_eq!(
                answer.status,
                StatusCode::FORBIDDEN,
                "{path} from {origin:?}"
            );
        }
    }
}

#[test]
fn every_address_stands_in_architecture() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).unwrap();
    let (_, addresses) = text.split_once("## Addresses").unwrap();
    let rows: Vec<Vec<&str>> = addresses
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches(['|', ' ']).split(" | ").collect())
        .collect();
    for route in ROUTES {
        let path = format!("`{}`", route.path);
        assert!(
            rows.iter()
                .any(|row| row[0] == path && row[1].contains(route.method)),
            "{} {} is missing in ARCHITECTURE.md",
            route.method,
            route.path
        );
    }
    for row in rows {
        let path = row[0].trim_matches('`');
        assert!(
            ROUTES.iter().any(|route| route.path == path),
            "{path} in ARCHITECTURE.md is no route"
        );
    }
}
