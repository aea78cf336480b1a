//! The newsletter's addresses, as mail programs and browsers ask them; and a release,
//! as it is fetched.

use crate::common::world::{self, World};
use crate::common::{App, PASSWORD};
use domain::identity::Actor;
use domain::publications::newsletter::weekly::{last_due, moment_of};
use domain::publications::newsletter::{choose_newsletter, send_newsletters};
use domain::publications::withdraw_issue;
use domain::store::{FormKey, Json, Query};
use domain::{Timestamp, args};
use reqwest::StatusCode;
use serde_json::Value;

/// The requester wants the newsletter and got it; what stands in the letter.
async fn letter(app: &App, world: &World) -> Value {
    let now = Timestamp::now();
    let who = &world.halden.requester;
    choose_newsletter(&app.db, who, true, now).await.unwrap();
    let due = moment_of(last_due(now).plus_days(7));
    assert_eq!(send_newsletters(&app.db, || due).await.unwrap(), 1);
    let mut read = app.db.read(Actor::system().scope()).await.unwrap();
    let (payload,): (Json<Value>,) = read
        .one(
            "SELECT payload FROM outbox WHERE kind = 'newsletter'",
            args![],
        )
        .await
        .unwrap();
    payload.0
}

fn path(of: &Value) -> String {
    of.as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_from_a_mail_program_unsubscribes() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let letter = letter(&app, &world).await;
    let stop = path(&letter["unsubscribe"]);
    // Whoever only looks at the address changes nothing.
    let browser = app.browser();
    let answer = browser.get(&stop).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(world.halden.requester.email()));
    // A mail program says nothing of where it comes from.
    let answer = browser.post_from(&stop, None).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let answer = browser.get(&stop).await;
    assert!(answer.body.contains("No more newsletters go to"));
    // A token that nobody signed is none, and no other form is let through.
    let forged = format!("{stop}A");
    for (path, expected) in [
        (forged.as_str(), StatusCode::NOT_FOUND),
        ("/newsletter/unsubscribe/x", StatusCode::NOT_FOUND),
        ("/me/newsletter", StatusCode::FORBIDDEN),
        ("/sign-out", StatusCode::FORBIDDEN),
    ] {
        let answer = browser.post_from(path, None).await;
        assert_eq!(answer.status, expected, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_to_what_was_taken_back_says_so() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let letter = letter(&app, &world).await;
    let section = &letter["sections"][0];
    let issue = section["issue"].as_str().unwrap().parse().unwrap();
    let (key, now) = (FormKey::fresh(), Timestamp::now());
    withdraw_issue(&app.db, &world.curator, key, (issue, 2), "Wrong", now)
        .await
        .unwrap();
    let browser = app.signed_in(&world.halden.requester).await;
    let followed = browser.get(&path(&section["path"])).await;
    let answer = browser.get(followed.location()).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.body.contains("We took this issue back on"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newsletter_leads_nowhere_but_here() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let letter = letter(&app, &world).await;
    let browser = app.browser();
    let click = path(&letter["sections"][0]["path"]);
    for query in ["", "?to=https://evil.example", "?then=//evil.example"] {
        let answer = browser.get(&format!("{click}{query}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.location().starts_with("/publications/"));
        assert!(!answer.location().contains("evil"));
    }
    for forged in [
        "/newsletter/read/x",
        "/newsletter/read/https:%2F%2Fevil.example",
    ] {
        let answer = browser.get(forged).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{forged}");
    }
    // Who is not signed in does so first, and reads it then.
    let to = browser.get(&click).await.location().to_owned();
    let door = browser.get(&to).await;
    assert!(
        door.location().starts_with("/sign-in"),
        "{}",
        door.location()
    );
    let answer = browser
        .sign_in(world.halden.requester.email(), PASSWORD)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(browser.get(&to).await.status, StatusCode::OK);
    // The picture is the same for everybody, and may be shown by mail programs.
    let picture = path(&letter["picture"]);
    for path in [picture.as_str(), "/newsletter/opened/x"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.header("content-type"), "image/gif");
        assert_eq!(
            answer.header("cross-origin-resource-policy"),
            "cross-origin"
        );
    }
    let other = browser.get("/healthz").await;
    assert_eq!(other.header("cross-origin-resource-policy"), "same-origin");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_release_is_saved_and_never_opened() {
    let app = App::on_sqlite().await;
    let world = world::make_with_document(&app).await;
    let to = format!("/downloads/{}", world.halden.ids["release"]);
    let browser = app.signed_in(&world.halden.requester).await;
    let answer = browser.get(&to).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    let how = answer.header("content-disposition");
    assert!(
        how.starts_with("attachment; filename=\"keeper.tar.gz\""),
        "{how}"
    );
    assert!(answer.header("content-security-policy").contains("sandbox"));
    let page = browser.get("/downloads").await;
    let digits = answer.header("etag").trim_matches('"').to_owned();
    assert_eq!(digits.len(), 64);
    assert!(
        page.body.contains(&digits),
        "the checksum stands on the page"
    );
    // Another company holds nothing that gives it.
    let stranger = app.signed_in(&world.other.manager).await;
    assert_eq!(stranger.get(&to).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_asks_whether_it_is_there_is_not_counted() {
    let app = App::on_sqlite().await;
    let world = world::make_with_document(&app).await;
    let letter = letter(&app, &world).await;
    let browser = app.browser();
    for address in [&letter["picture"], &letter["sections"][0]["path"]] {
        let answer = browser.head(&path(address)).await;
        assert!(!answer.status.is_client_error(), "{}", answer.status);
    }
    let reader = app.signed_in(&world.halden.requester).await;
    let release = format!("/downloads/{}", world.halden.ids["release"]);
    assert_eq!(reader.head(&release).await.status, StatusCode::OK);
    let mut read = app.db.read(Actor::system().scope()).await.unwrap();
    let kept: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM interaction
             WHERE kind IN ('newsletter-opened', 'newsletter-followed', 'downloaded')",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(kept, Some(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_too_late_for_an_issue_keeps_what_they_wrote() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let browser = app.signed_in(&world.curator).await;
    // It was published while they wrote.
    let to = format!("/console/issues/{}", world.halden.ids["issue"]);
    let fields = [
        ("version", "1"),
        ("day", "2026-11-27"),
        ("title", "Spring"),
        ("text", "Two hours of work."),
    ];
    let answer = browser.post_form(&to, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("Two hours of work."),
        "{}",
        answer.body
    );
}
