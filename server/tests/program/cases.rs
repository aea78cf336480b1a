//! Help as it is asked for over the network, with files.

use crate::common::App;
use crate::common::world::make;
use reqwest::StatusCode;

async fn asked_with_files(app: App) {
    let world = make(&app.db).await;
    let member = app.signed_in(&world.halden.requester).await;
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [
        ("key", key.as_str()),
        ("subject", "The lid creaks"),
        ("text", "Whenever I open it."),
        ("priority", "normal"),
    ];
    // A program is one, whatever it is called; what was typed stays.
    let refused = member
        .post_file("/help/new", &fields, ("lid.png", b"MZ\x90\0program"))
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["lid.png is nothing that we take", "Whenever I open it."] {
        assert!(refused.plain().contains(kept), "{kept}");
    }
    let tag = world.other.ids["tag"].as_str();
    let with_tag = [&fields[..], &[("asset", tag)]].concat();
    let unknown = member
        .post_file("/help/new", &with_tag, ("lid.txt", b"It creaks"))
        .await;
    assert!(
        unknown
            .plain()
            .contains("You have no equipment with this tag.")
    );
    assert!(unknown.plain().contains("Choose the files once more"));

    let sent = member
        .post_file("/help/new", &fields, ("lid.txt", b"It creaks"))
        .await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let again = member
        .post_file("/help/new", &fields, ("lid.txt", b"It creaks"))
        .await;
    assert_eq!(
        again.location(),
        sent.location(),
        "sent twice it is one case"
    );
    let page = member.get(sent.location()).await;
    let file = page
        .body
        .split('"')
        .find(|part| part.starts_with("/files/"))
        .unwrap()
        .to_owned();
    assert!(page.body.contains("lid.txt"));
    let own = member.get(&file).await;
    assert_eq!(
        (own.status, own.body.as_str()),
        (StatusCode::OK, "It creaks")
    );
    assert!(own.header("content-disposition").starts_with("attachment"));
    // Everybody else gets the answer that a file gets which does not exist.
    let nothing = format!("/files/{}/document", uuid::Uuid::now_v7());
    for person in [&world.other.manager, &world.curator, &world.order_desk] {
        let browser = app.signed_in(person).await;
        let (one, other) = (browser.get(&file).await, browser.get(&nothing).await);
        assert_eq!(one.status, StatusCode::NOT_FOUND);
        assert_eq!(one.plain(), other.plain());
    }
    let admin = app.signed_in(&world.admin).await;
    assert_eq!(admin.get(&file).await.status, StatusCode::OK);
    let desk = sent.location().replace("/help/", "/console/cases/");
    assert!(admin.get(&desk).await.body.contains("lid.txt"));

    // A prepared answer is put behind what was typed; nothing is sent by that.
    let kept = [
        ("name", "Soon"),
        ("text", "Dear {member}, soon. {number}"),
        ("way", "solve"),
        ("priority", "high"),
    ];
    let prepared = "/console/cases/prepared";
    let done = admin.post_form(prepared, &kept).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let list = admin.get(prepared).await;
    let id = list
        .body
        .split("change=")
        .nth(1)
        .and_then(|rest| rest.get(..36))
        .unwrap()
        .to_owned();
    let form = [
        ("version", "1"),
        ("do", "answer"),
        ("text", "We look at it."),
        ("prepared", id.as_str()),
        ("insert", "1"),
    ];
    let filled = admin.post_form(&desk, &form).await;
    assert_eq!(filled.status, StatusCode::OK);
    let number = desk.rsplit('/').next().unwrap();
    let expected = format!("soon. {number}");
    for part in ["We look at it.", "Dear ", &expected, "also-priority"] {
        assert!(filled.body.contains(part), "{part}");
    }
    // What it is about is looked up among what this customer has.
    let about = [
        ("version", "1"),
        ("do", "about"),
        ("order", ""),
        ("asset", tag),
    ];
    let refused = admin.post_form(&desk, &about).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sentence = "This customer has no equipment with this tag.";
    assert!(refused.plain().contains(sentence));
    let misspelt = [("name", "Wrong"), ("text", "Dear {membr}")];
    let refused = admin.post_form(prepared, &misspelt).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("{membr}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_with_a_case_on_sqlite() {
    asked_with_files(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_come_with_a_case_on_postgres() {
    asked_with_files(App::on_postgres().await).await;
}

async fn teams_are_made(app: App) {
    let world = make(&app.db).await;
    let admin = app.signed_in(&world.admin).await;
    let teams = "/console/case-teams";
    let nameless = [
        ("name", ""),
        ("cause", "delivery"),
        ("categories", "NO-SUCH"),
    ];
    let refused = admin.post_form(teams, &nameless).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for kept in ["It needs a name of at most 80 characters", "NO-SUCH"] {
        assert!(refused.plain().contains(kept), "{kept}");
    }
    let carriers = [("name", "Carriers"), ("cause", "delivery")];
    let done = admin.post_form(teams, &carriers).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let second = [("name", "Second"), ("cause", "delivery")];
    let refused = admin.post_form(teams, &second).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sentence = "Delivery comes to Carriers already.";
    assert!(refused.plain().contains(sentence));
    let list = admin.get(teams).await;
    let id = list
        .body
        .split("change=")
        .nth(1)
        .and_then(|rest| rest.get(..36))
        .unwrap()
        .to_owned();

    let number = world.halden.ids["case"].as_str();
    let desk = format!("/console/cases/{number}");
    let hand =
        |version: &'static str| [("version", version), ("do", "team"), ("team", id.as_str())];
    let handed = admin.post_form(&desk, &hand("1")).await;
    assert_eq!(handed.status, StatusCode::SEE_OTHER, "{}", handed.body);
    let open = format!("/console/cases?pile=open&team={id}");
    assert!(admin.get(&open).await.body.contains(number));
    let without = "/console/cases?pile=open&team=none";
    assert!(!admin.get(without).await.body.contains(number));
    // Of a team that has ended nothing can be asked any more.
    let end = [("do", "end"), ("id", id.as_str())];
    for _ in 0..2 {
        let ended = admin.post_form(teams, &end).await;
        assert_eq!(ended.status, StatusCode::SEE_OTHER, "{}", ended.body);
    }
    assert!(admin.get(without).await.body.contains(number));
    let gone = admin.post_form(&desk, &hand("3")).await;
    assert_eq!(gone.status, StatusCode::UNPROCESSABLE_ENTITY);
    let nobody = admin
        .post_form(teams, &[("id", id.as_str()), ("name", "Again")])
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_are_made_on_sqlite() {
    teams_are_made(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn teams_are_made_on_postgres() {
    teams_are_made(App::on_postgres().await).await;
}
