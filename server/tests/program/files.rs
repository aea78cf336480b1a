//! Pictures and documents, as people fetch and send them.

use crate::common::world::{World, make, put_document};
use crate::common::{Answer, App, Browser};
use domain::Timestamp;
use domain::agreements::Validity;
use domain::agreements::testing::{category, category_rule, product};
use domain::catalog::{AddDocument, DocumentKind, add_document, ask_attached};
use domain::files::Sent;
use domain::id::{AccessGroupId, FileId, ProductId};
use domain::identity::Actor;
use domain::site::{SaveGroup, save_group};
use domain::store::FormKey;
use image::{ImageFormat, Rgb, RgbImage};
use reqwest::StatusCode;
use std::io::Cursor;

fn png(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(width, height, Rgb([shade, 90, 140]))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

/// A product that is on Halden's shelf and not on the other company's.
struct Shown {
    world: World,
    product: ProductId,
    sku: &'static str,
}

async fn shown(app: &App) -> Shown {
    let world = make(&app.db).await;
    let cables = category(&app.db, None, "Cables").await;
    let sku = "CABLE-1";
    let product = product(&app.db, cables, sku, "Cable of one metre").await;
    let other = world.other.manager.member().unwrap();
    let revision = world.other.ids["revision"].parse().unwrap();
    let (customer, always) = (other.company.id, Validity::ALWAYS);
    category_rule(
        &app.db,
        customer,
        revision,
        Some(cables),
        "out",
        None,
        always,
    )
    .await;
    Shown {
        world,
        product,
        sku,
    }
}

async fn send_picture(browser: &Browser, sku: &str, alt: &str, name: &str, bytes: &[u8]) -> Answer {
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("key", key.as_str()), ("alt", alt)];
    let path = format!("/console/products/{sku}/pictures");
    browser.post_file(&path, &fields, (name, bytes)).await
}

async fn attached(app: &App, actor: &Actor, product: ProductId) -> (Vec<FileId>, Vec<FileId>) {
    let mut read = app.db.read(actor.scope()).await.unwrap();
    let found = ask_attached(product).fetch(&mut read).await.unwrap();
    (
        found.pictures.iter().map(|one| one.file).collect(),
        found.documents.iter().map(|one| one.file).collect(),
    )
}

/// The addresses of files on a page.
fn addresses(page: &Answer) -> Vec<String> {
    page.body
        .split('"')
        .filter(|part| part.starts_with("/files/"))
        .map(|part| part.replace("&amp;", "&"))
        .collect()
}

fn same(one: &Answer, other: &Answer) {
    assert_eq!(one.status, other.status);
    assert_eq!(one.plain(), other.plain());
}

async fn pictures(app: App) {
    let Shown {
        world,
        product,
        sku,
    } = shown(&app).await;
    let curator = app.signed_in(&world.curator).await;
    let sent = send_picture(&curator, sku, "A cable", "cable.png", &png(900, 600, 30)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let (files, _) = attached(&app, &world.curator, product).await;
    let file = files[0];

    // Its page, lists and searches show it, and say where it is.
    let member = app.signed_in(&world.halden.requester).await;
    let page = member.get(&format!("/products/{sku}")).await;
    let found = addresses(&page);
    assert!(
        found.iter().any(|one| one.contains("/page?s=")),
        "{found:?}"
    );
    assert!(page.body.contains("alt=\"A cable\""));
    let list = member.get("/search?q=cable").await;
    let small = addresses(&list)[0].clone();
    assert!(small.starts_with(&format!("/files/{file}/small?s=")));
    let got = member.get(&small).await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.header("content-type").starts_with("image/"));
    assert_eq!(got.header("x-content-type-options"), "nosniff");
    assert_eq!(
        got.header("cache-control"),
        "private, max-age=86400, immutable"
    );
    assert!(got.header("content-security-policy").contains("sandbox"));
    assert!(!got.header("etag").is_empty());
    // Who is asking, and where it is: the shelf is not asked again.
    assert_eq!(got.header("x-sql-statements"), "2");
    let again = member.get(&list_again(&member).await).await;
    assert_eq!(again.status, StatusCode::OK, "the same address all day");

    // Without a signature the shelf decides, with the same answer.
    let plain = format!("/files/{file}/full");
    let got = member.get(&plain).await;
    assert_eq!(got.status, StatusCode::OK);
    assert!(got.header("x-sql-statements").parse::<u32>().unwrap() <= 3);

    // Whoever has it not on their shelf knows of no such picture, even with the
    // address that somebody else was given.
    let stranger = app.signed_in(&world.other.requester).await;
    let page = stranger.get(&format!("/products/{sku}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    let nobodys = stranger
        .get(&format!("/files/{}/small", FileId::new()))
        .await;
    for address in [small.as_str(), plain.as_str()] {
        same(&stranger.get(address).await, &nobodys);
    }
    let colleague = app.signed_in(&world.halden.approver).await;
    assert_eq!(
        colleague.get(&small).await.status,
        StatusCode::OK,
        "by the shelf"
    );
    let door = app.browser().get(&small).await;
    assert!(door.location().starts_with("/sign-in"), "{}", door.status);
    assert_eq!(
        member.get(&format!("/files/{file}/document")).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        member.get(&format!("/files/{file}/huge")).await.status,
        StatusCode::NOT_FOUND
    );
    // Staff who see customers see what they sell.
    let desk = app.signed_in(&world.order_desk).await;
    assert_eq!(desk.get(&plain).await.status, StatusCode::OK);

    // Taken off the product, it is gone for whoever asks by the rule.
    let change = format!("/console/products/{sku}/pictures/change");
    let id = file.to_string();
    let removed = curator
        .post_form(&change, &[("file", &id), ("do", "remove")])
        .await;
    assert_eq!(removed.status, StatusCode::SEE_OTHER);
    same(&member.get(&plain).await, &nobodys_for(&member).await);
    let removed = curator
        .post_form(&change, &[("file", &id), ("do", "remove")])
        .await;
    assert_eq!(removed.status, StatusCode::NOT_FOUND);
}

async fn list_again(member: &Browser) -> String {
    addresses(&member.get("/search?q=cable").await)[0].clone()
}

async fn nobodys_for(browser: &Browser) -> Answer {
    browser.get(&format!("/files/{}/full", FileId::new())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_for_those_with_the_product_on_their_shelf_on_sqlite() {
    pictures(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pictures_are_for_those_with_the_product_on_their_shelf_on_postgres() {
    pictures(App::on_postgres().await).await;
}

async fn documents(app: App) {
    let Shown {
        world,
        product,
        sku,
    } = shown(&app).await;
    let command = AddDocument {
        product,
        kind: DocumentKind::Manual,
        title: "How to plug it in".to_owned(),
        language: "en".to_owned(),
        sent: Sent {
            name: "Anleitung \"für\" alle\r\n.PDF".to_owned(),
            bytes: b"%PDF-1.4\n%%EOF\n".to_vec(),
        },
        key: FormKey::fresh(),
    };
    let now = Timestamp::now();
    add_document(&app.db, &app.files, &world.curator, command, now)
        .await
        .unwrap();
    let member = app.signed_in(&world.halden.requester).await;
    let page = member.get(&format!("/products/{sku}")).await;
    assert!(page.body.contains("How to plug it in"));
    let address = addresses(&page)
        .into_iter()
        .find(|one| one.ends_with("/document"))
        .unwrap();
    let got = member.get(&address).await;
    assert_eq!(got.status, StatusCode::OK);
    assert_eq!(got.body, "%PDF-1.4\n%%EOF\n");
    assert_eq!(got.header("content-type"), "application/pdf");
    let disposition = got.header("content-disposition");
    assert!(disposition.starts_with("attachment; filename=\"Anleitung _f_r_ alle"));
    assert!(disposition.ends_with("alle.pdf"), "{disposition}");
    assert_eq!(got.header("cache-control"), "private, no-cache");
    let known = member.get_if_none_match(&address, got.header("etag")).await;
    assert_eq!(known.status, StatusCode::NOT_MODIFIED);
    assert_eq!(known.body, "");
    let stranger = app.signed_in(&world.other.manager).await;
    same(&stranger.get(&address).await, &nobodys_for(&stranger).await);
    // What a stranger has the tag of is no less unknown.
    let tagged = stranger
        .get_if_none_match(&address, got.header("etag"))
        .await;
    assert_eq!(tagged.status, StatusCode::NOT_FOUND);

    // On the customer's site: for everybody of it, and for a group.
    let customer = world.halden.manager.member().unwrap().company.id;
    let group = AccessGroupId::new();
    let command = SaveGroup {
        customer,
        id: group,
        name: "Crew".to_owned(),
        members: vec![world.halden.requester.member().unwrap().id],
    };
    save_group(&app.db, &world.curator, command, now)
        .await
        .unwrap();
    let all = put_document(&app, &world.curator, customer, None, "For all").await;
    let crew = put_document(&app, &world.curator, customer, Some(group), "For the crew").await;
    let of = |file: FileId| format!("/files/{file}/document");
    let colleague = app.signed_in(&world.halden.approver).await;
    assert!(member.get("/").await.body.contains("For the crew"));
    assert!(!colleague.get("/").await.body.contains("For the crew"));
    assert!(colleague.get("/").await.body.contains("For all"));
    assert_eq!(
        member.get(&of(all.file)).await.body,
        "How to For all, in words."
    );
    assert_eq!(colleague.get(&of(all.file)).await.status, StatusCode::OK);
    assert_eq!(member.get(&of(crew.file)).await.status, StatusCode::OK);
    same(
        &colleague.get(&of(crew.file)).await,
        &nobodys_for(&colleague).await,
    );
    for file in [all.file, crew.file] {
        same(
            &stranger.get(&of(file)).await,
            &nobodys_for(&stranger).await,
        );
    }
    // A manager changes it where the supplier allows it, and only there.
    let manager = app.signed_in(&world.halden.manager).await;
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("key", key.as_str()), ("title", "Ours"), ("group", "")];
    let file: (&str, &[u8]) = ("ours.txt", b"Ours.");
    let refused = manager
        .post_file("/company/site/documents", &fields, file)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    domain::site::set_own_site(&app.db, &world.curator, customer, true, now)
        .await
        .unwrap();
    let put = manager
        .post_file("/company/site/documents", &fields, file)
        .await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    assert!(colleague.get("/").await.body.contains("Ours"));
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_for_those_who_see_what_they_belong_to_on_sqlite() {
    documents(App::on_sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_for_those_who_see_what_they_belong_to_on_postgres() {
    documents(App::on_postgres().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_is_refused_in_words_whatever_its_name() {
    let app = App::on_sqlite().await;
    let Shown {
        world,
        product,
        sku,
    } = shown(&app).await;
    let curator = app.signed_in(&world.curator).await;
    let whole = png(300, 300, 60);
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    let html = b"<!doctype html><script>alert(1)</script>".to_vec();
    for (bytes, says) in [
        (svg, "This is not a picture"),
        (html.clone(), "This is not a picture"),
        (b"%PDF-1.4\n%%EOF\n".to_vec(), "This is not a picture"),
        (whole[..whole.len() / 2].to_vec(), "be read to its end"),
        (Vec::new(), "Choose a file"),
        (vec![7; 11 * 1024 * 1024], "larger than 10 MB"),
    ] {
        let sent = send_picture(&curator, sku, "Nothing", "photo.png", &bytes).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        assert!(sent.body.contains(says), "{says}");
        assert!(
            sent.body.contains("value=\"Nothing\""),
            "what was typed is kept"
        );
    }
    let sent = send_picture(&curator, sku, "  ", "photo.png", &whole).await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.body.contains("Say what is to be seen"));
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [
        ("key", key.as_str()),
        ("title", "T"),
        ("kind", "manual"),
        ("language", ""),
    ];
    let path = format!("/console/products/{sku}/documents");
    let sent = curator
        .post_file(&path, &fields, ("manual.pdf", &html))
        .await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(sent.body.contains("This is not a document"));
    // Nothing of it was kept.
    assert_eq!(
        attached(&app, &world.curator, product).await,
        (vec![], vec![])
    );

    // The same form twice is one picture; what it says of it can be changed.
    let key = uuid::Uuid::now_v7().to_string();
    let fields = [("key", key.as_str()), ("alt", "A cable")];
    let path = format!("/console/products/{sku}/pictures");
    for _ in 0..2 {
        let sent = curator.post_file(&path, &fields, ("a.png", &whole)).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let (files, _) = attached(&app, &world.curator, product).await;
    assert_eq!(files.len(), 1);
    let id = files[0].to_string();
    let field = format!("alt-{id}");
    let fields = [
        ("file", id.as_str()),
        (field.as_str(), ""),
        ("do", "describe"),
    ];
    let refused = curator.post_form(&format!("{path}/change"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}
