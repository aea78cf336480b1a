//! What stands between the network and the pages, tried from outside.

use crate::common::{App, PASSWORD, world};
use reqwest::StatusCode;
use std::collections::HashSet;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

#[tokio::test]
async fn signing_in_changes_the_session_and_signing_out_ends_it() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let browser = app.browser();
    // Something that makes an anonymous session: a flash.
    let wrong = browser
        .sign_in(world.admin.email(), "not the password")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let first = browser.sign_in(world.admin.email(), PASSWORD).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let before = first.session().unwrap();
    let again = browser.sign_in(world.admin.email(), PASSWORD).await;
    let after = again.session().unwrap();
    assert_ne!(
        before, after,
        "a session known before is worth nothing after"
    );
    assert_eq!(browser.get("/me").await.status, StatusCode::OK);

    let stolen = app.browser();
    let known = stolen.get_with_session("/me", &before).await;
    assert_eq!(known.status, StatusCode::SEE_OTHER);
    assert_eq!(
        stolen.get_with_session("/me", &after).await.status,
        StatusCode::OK
    );

    assert_eq!(
        browser.post_form("/sign-out", &[]).await.location(),
        "/sign-in"
    );
    let gone = stolen.get_with_session("/me", &after).await;
    assert_eq!(gone.location(), "/sign-in?then=%2Fme");
}

#[tokio::test]
async fn the_cookie_is_for_our_server_only() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let answer = app.browser().sign_in(world.admin.email(), PASSWORD).await;
    let cookie = answer.header("set-cookie").to_lowercase();
    for part in ["httponly", "samesite=lax", "path=/"] {
        assert!(cookie.contains(part), "{part} in {cookie}");
    }
    // Loopback without HTTPS is the one place where `Secure` can't be.
    assert!(!cookie.contains("domain="), "{cookie}");
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_browser() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let person = &world.halden.requester;
    let (here, there) = (app.signed_in(person).await, app.signed_in(person).await);
    let other = app.signed_in(&world.halden.manager).await;
    let answer = here.post_form("/me/sign-out-everywhere", &[]).await;
    assert_eq!(answer.location(), "/sign-in");
    for browser in [&here, &there] {
        assert_eq!(browser.get("/me").await.status, StatusCode::SEE_OTHER);
    }
    assert_eq!(other.get("/me").await.status, StatusCode::OK);
    assert_eq!(
        app.signed_in(person).await.get("/me").await.status,
        StatusCode::OK
    );
}

/// A request that is held back: its head and the first byte of its body.
async fn held_back(app: &App, path: &str, session: &str, body: &str) -> TcpStream {
    let host = app.base.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {}\r\nCookie: {session}\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{}",
        app.base,
        body.len(),
        &body[..1]
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // Until the session was looked up, which happens before the body is read.
    tokio::time::sleep(Duration::from_millis(300)).await;
    stream
}

/// Sends the rest; answers the session that the answer sets, if it sets one.
async fn let_go(mut stream: TcpStream, body: &str) -> (String, Option<String>) {
    stream.write_all(&body.as_bytes()[1..]).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    let session = answer
        .lines()
        .find_map(|line| line.strip_prefix("set-cookie: "))
        .map(|cookie| cookie.split(';').next().unwrap().to_owned());
    (answer, session)
}

#[tokio::test]
async fn a_request_held_back_does_not_bring_an_ended_session_back() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let person = &world.halden.requester;
    let company = &world.halden.ids["customer"];
    let switch = format!("to={company}");
    let me = "name=Ines&language=&time_zone=UTC";
    for (path, body) in [("/me", me), ("/switch", switch.as_str())] {
        for end in ["/sign-out", "/me/sign-out-everywhere"] {
            let browser = app.browser();
            let stolen = browser.sign_in(person.email(), PASSWORD).await;
            let stolen = format!("rapport={}", stolen.session().unwrap());
            let waiting = held_back(&app, path, &stolen, body).await;
            browser.post_form(end, &[]).await;
            let (answer, renewed) = let_go(waiting, body).await;
            assert!(answer.starts_with("HTTP/1.1 303"), "{path}: {answer}");
            for session in [Some(stolen), renewed].into_iter().flatten() {
                let id = session.trim_start_matches("rapport=");
                let after = app.browser().get_with_session("/me", id).await;
                assert_eq!(
                    after.status,
                    StatusCode::SEE_OTHER,
                    "{path} held back over {end}"
                );
            }
        }
    }
}

#[tokio::test]
async fn a_new_password_ends_every_other_browser() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let person = &world.halden.requester;
    let (here, there) = (app.signed_in(person).await, app.signed_in(person).await);
    let change = |present: &'static str, new: &'static str| {
        let here = here.clone();
        async move {
            here.post_form("/me/password", &[("present", present), ("new", new)])
                .await
        }
    };
    let wrong = change("a wrong password", "a newer password").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let short = change(PASSWORD, "short").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        !short.body.contains(PASSWORD),
        "a password is never shown again"
    );
    let changed = change(PASSWORD, "a newer password").await;
    assert_eq!(changed.location(), "/me");
    assert_eq!(here.get("/me").await.status, StatusCode::OK);
    assert_eq!(there.get("/me").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_has_the_headers_that_protect_it() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let browser = app.signed_in(&world.halden.manager).await;
    let mut nonces = HashSet::new();
    for path in ["/sign-in", "/me", "/company", "/nothing-here", "/healthz"] {
        for _ in 0..2 {
            let answer = browser.get(path).await;
            let csp = answer.header("content-security-policy");
            for part in [
                "default-src 'none'",
                "frame-ancestors 'none'",
                "base-uri 'none'",
                "form-action 'self'",
            ] {
                assert!(csp.contains(part), "{path}: {csp}");
            }
            assert!(
                !csp.contains("unsafe-inline") && !csp.contains("'unsafe-eval'"),
                "{csp}"
            );
            for (name, value) in [
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
                ("referrer-policy", "same-origin"),
                ("cross-origin-opener-policy", "same-origin"),
                ("cache-control", "private, no-store"),
            ] {
                assert_eq!(answer.header(name), value, "{path}");
            }
            assert!(!answer.header("x-request-id").is_empty(), "{path}");
            let nonce = csp
                .split("'nonce-")
                .nth(1)
                .and_then(|rest| rest.split('\'').next())
                .unwrap()
                .to_owned();
            if answer.body.contains("<script") {
                for script in answer.body.split("<script").skip(1) {
                    let head = script.split('>').next().unwrap();
                    assert!(
                        head.contains(&format!("nonce=\"{nonce}\"")),
                        "{path}: {head}"
                    );
                }
            }
            assert!(nonces.insert(nonce), "{path}: the nonce was used before");
        }
    }
}

#[tokio::test]
async fn what_is_too_large_is_refused_with_a_page() {
    let app = App::on_sqlite().await;
    let browser = app.browser();
    let answer = browser
        .post_body("/sign-in", format!("email={}", "x".repeat(600 * 1024)))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("too much at once"), "{}", answer.body);
}

#[tokio::test]
async fn trying_too_often_is_answered_with_when_to_try_again() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let browser = app.browser();
    for _ in 0..10 {
        let answer = browser.sign_in(world.admin.email(), "guess").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = browser.sign_in(world.admin.email(), PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: i64 = answer.header("retry-after").parse().unwrap();
    assert!((1..=900).contains(&seconds));
    assert!(answer.body.contains("tried too often"));
    assert!(
        answer.body.contains(world.admin.email()),
        "what was typed is kept"
    );
    // From elsewhere it is the same account, and another one is free.
    let elsewhere = app.browser().sign_in(world.admin.email(), PASSWORD).await;
    assert_eq!(elsewhere.status, StatusCode::TOO_MANY_REQUESTS);
    app.signed_in(&world.curator).await;
}

#[tokio::test]
async fn nothing_tells_whether_an_address_is_known() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let known = world.admin.email();
    let unknown = "nobody-at-all@supplier.example";
    let plain = |mut answer: crate::common::Answer| {
        answer.body = answer.body.replace(known, "X").replace(unknown, "X");
        answer.plain()
    };
    let names = |answer: &crate::common::Answer| {
        let mut names: Vec<String> = answer.headers.keys().map(ToString::to_string).collect();
        names.sort_unstable();
        names
    };
    let wrong = app.browser().sign_in(known, "not the password").await;
    let nobody = app.browser().sign_in(unknown, "not the password").await;
    assert_eq!(wrong.status, nobody.status);
    assert_eq!(names(&wrong), names(&nobody));
    assert_eq!(plain(wrong), plain(nobody));
    let mut answers = Vec::new();
    for email in [known, unknown] {
        let browser = app.browser();
        let answer = browser.post_form("/forgot", &[("email", email)]).await;
        // How much was done for it is told by nothing either.
        assert_eq!(answer.header("x-sql-statements"), "");
        let shown = browser.get(answer.location()).await;
        let location = answer.location().to_owned();
        answers.push((answer.status, location, names(&answer), plain(shown)));
    }
    assert_eq!(answers[0], answers[1]);
}

#[tokio::test]
async fn errors_are_pages_in_the_readers_own_face_and_name_the_request() {
    let app = App::on_sqlite().await;
    let world = world::make(&app.db).await;
    let answer = app.browser().get("/nothing-here").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("face-door"));
    let member = app.signed_in(&world.halden.requester).await;
    let answer = member.get("/nothing-here").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.body.contains("face-site"));
    assert!(answer.body.contains(answer.header("x-request-id")));
    let denied = member.get("/company").await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    assert!(denied.body.contains("not for your role"));
    let staff = app.signed_in(&world.curator).await;
    let answer = staff.get("/console/staff").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.body.contains("face-console"));
}

#[tokio::test]
async fn a_session_of_postgres_is_a_session_too() {
    let app = App::on_postgres().await;
    let world = world::make(&app.db).await;
    let browser = app.signed_in(&world.halden.manager).await;
    for path in ["/me", "/company", "/switch"] {
        let answer = browser.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
    }
    let invited = browser
        .post_form(
            "/company/invitations",
            &[
                ("name", "Ola Berg"),
                ("email", "ola@halden.example"),
                ("roles", "requester"),
            ],
        )
        .await;
    assert_eq!(invited.location(), "/company");
    let page = browser.get("/company").await;
    assert!(page.body.contains("Ola Berg is invited"), "{}", page.body);
    assert!(page.body.contains("ola@halden.example"));
}
