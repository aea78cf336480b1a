//! Documents of units, and files of equipment that are workbooks or long.

use super::life::{counts, do_it, import, look, noted, own_unit};
use super::*;
use crate::args;
use crate::assets::keeping::Says;
use crate::files::{Fault, Files, Sent, Size, fetch};
use crate::identity::CustomerRole;
use crate::identity::testing::{customer, member};
use crate::store::{Query, Scope};

const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n";

fn paper(tag: &str, kind: PaperKind, bytes: &[u8]) -> AddPaper {
    AddPaper {
        key: FormKey::fresh(),
        tag: tag.to_owned(),
        kind,
        title: " The  paper ".to_owned(),
        sent: Sent {
            name: "scan.pdf".to_owned(),
            bytes: bytes.to_vec(),
        },
    }
}

both_engines!(
    the_last_paper_that_is_sent_twice_is_there,
    |db| async move {
        let files = Files::in_memory(&db).await.unwrap();
        let world = world(&db, "Halden").await;
        let tag = own_unit(&db, &world).await;
        let add = |command: AddPaper| add_paper(&db, &files, &world.requester, command, NOW);
        for _ in 1..MOST_PAPERS {
            add(paper(&tag, PaperKind::Other, PDF)).await.unwrap();
        }
        let last = paper(&tag, PaperKind::Other, PDF);
        for _ in 0..2 {
            add(last.clone()).await.unwrap();
        }
        let more = add(paper(&tag, PaperKind::Other, PDF)).await;
        assert!(matches!(more, Err(PaperError::TooMany)), "{more:?}");
        let found = look(&db, &world.requester, &tag).await.unwrap();
        assert_eq!(
            i64::try_from(found.papers.len()).unwrap(),
            MOST_PAPERS,
            "and no more"
        );
    }
);

both_engines!(papers_are_for_who_sees_the_unit, |db| async move {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&db, folder.path()).await.unwrap();
    let world = world(&db, "Halden").await;
    let tag = own_unit(&db, &world).await;
    let add = |who: &Actor, command: AddPaper| {
        let (db, files, who) = (db.clone(), files.clone(), who.clone());
        async move { add_paper(&db, &files, &who, command, NOW).await }
    };
    let invoice = paper(&tag, PaperKind::Invoice, PDF);
    // The same form twice is one document.
    for _ in 0..2 {
        add(&world.requester, invoice.clone()).await.unwrap();
    }
    let found = look(&db, &world.requester, &tag).await.unwrap();
    assert_eq!(found.papers.len(), 1);
    let one = &found.papers[0];
    assert_eq!(
        (one.title.as_str(), one.ending().as_str()),
        ("The paper", "PDF")
    );
    assert_eq!(one.path(), format!("/files/{}/document", one.file_id));

    let (elsewhere, dock) = customer(&db, "Elsewhere").await;
    let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
    let unit = world.requester.member().unwrap().unit.unwrap();
    let colleague = member(&db, &world.company, unit, &[CustomerRole::Requester]).await;
    let fetched = |who: &Actor| {
        let (db, files, who, file) = (db.clone(), files.clone(), who.clone(), one.file_id);
        async move {
            let mut read = db.read(who.scope()).await.unwrap();
            let what = (file, Size::Document);
            fetch(&mut read, &files, &who, what, None, NOW)
                .await
                .unwrap()
                .is_some()
        }
    };
    assert!(fetched(&world.requester).await);
    assert!(fetched(&world.manager).await);
    assert!(fetched(&world.approver).await, "it belongs to their unit");
    assert!(!fetched(&colleague).await);
    assert!(!fetched(&stranger).await);
    // What somebody else asked for it is none of our people's business.
    let admin = staff(&db, &[StaffRole::Admin]).await;
    assert!(!fetched(&admin).await);
    let customer = world.company.id;
    let read = asset_page_of::<AssetError>(&db, &admin, customer, &tag, NOW).await;
    assert!(read.unwrap().unwrap().1.papers.is_empty());
    for who in [&colleague, &stranger] {
        let refused = add(who, paper(&tag, PaperKind::Other, PDF)).await;
        assert!(matches!(refused, Err(PaperError::NotFound)), "{refused:?}");
        let refused = remove_paper(&db, who, tag.clone(), one.file_id, NOW).await;
        assert!(matches!(refused, Err(PaperError::NotFound)), "{refused:?}");
    }
    let refused = add(&world.approver, paper(&tag, PaperKind::Other, PDF)).await;
    assert!(matches!(refused, Err(PaperError::Denied(_))), "{refused:?}");
    let program = paper(&tag, PaperKind::Other, b"MZ\x90\0\x03");
    let refused = add(&world.requester, program).await;
    assert!(matches!(refused, Err(PaperError::File(Fault::WrongKind))));
    let nothing = paper(&tag, PaperKind::Other, b"");
    let refused = add(&world.requester, nothing).await;
    assert!(matches!(refused, Err(PaperError::File(Fault::Nothing))));

    // Somebody may press the button twice.
    for _ in 0..2 {
        remove_paper(&db, &world.manager, tag.clone(), one.file_id, NOW)
            .await
            .unwrap();
    }
    // Nobody's any more, though it is not cleared away before a day.
    for who in [&world.manager, &world.requester, &admin] {
        assert!(!fetched(who).await);
    }
    let mut read = db.read(Scope::system()).await.unwrap();
    let removed: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM audit WHERE action = 'asset.document-removed'",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(removed, Some(1));
    drop(read);
    assert_eq!(
        noted(&db, &world).await,
        ["asset.document-added", "asset.document-removed"]
    );
});

both_engines!(a_certificate_on_paper_is_one, |db| async move {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&db, folder.path()).await.unwrap();
    let world = world(&db, "Halden").await;
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let says = Says {
        holds_data: Some(true),
        ..Says::default()
    };
    say_keeping(&db, &curator, SaidOf::Product(world.laptop), says, NOW)
        .await
        .unwrap();
    // Bought elsewhere, and of the same number.
    let file = format!("tag,name,sku\nOLD-1,Laptop,{}\n", world.sku("LAPTOP"));
    import(&db, &world.manager, &file).await;
    let retire = Wanted::Retire {
        wiped: String::new(),
        why: String::new(),
    };
    let refused = do_it(&db, &world.manager, "OLD-1", retire.clone()).await;
    assert!(
        matches!(refused, Err(AssetError::NoCertificate)),
        "{refused:?}"
    );
    let invoice = paper("OLD-1", PaperKind::Invoice, PDF);
    add_paper(&db, &files, &world.manager, invoice, NOW)
        .await
        .unwrap();
    let refused = do_it(&db, &world.manager, "OLD-1", retire.clone()).await;
    assert!(
        matches!(refused, Err(AssetError::NoCertificate)),
        "{refused:?}"
    );
    let certificate = paper("OLD-1", PaperKind::WipeCertificate, PDF);
    add_paper(&db, &files, &world.manager, certificate, NOW)
        .await
        .unwrap();
    assert!(
        !look(&db, &world.manager, "OLD-1")
            .await
            .unwrap()
            .needs_certificate()
    );
    let papers = look(&db, &world.manager, "OLD-1").await.unwrap().papers;
    do_it(&db, &world.manager, "OLD-1", retire).await.unwrap();
    // From now on it stays, and the invoice may go.
    for (paper, stays) in papers.iter().zip([true, false]) {
        let tag = "OLD-1".to_owned();
        let gone = remove_paper(&db, &world.manager, tag, paper.file_id, NOW).await;
        assert_eq!(matches!(gone, Err(PaperError::Stays)), stays, "{gone:?}");
        assert_eq!(gone.is_ok(), !stays);
    }
});

both_engines!(
    nothing_goes_out_of_service_while_its_certificate_is_taken_away,
    |db| async move {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&db, folder.path()).await.unwrap();
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let curator = staff(&db, &[StaffRole::Curator]).await;
        let says = Says {
            holds_data: Some(true),
            ..Says::default()
        };
        say_keeping(&db, &curator, SaidOf::Product(world.laptop), says, NOW)
            .await
            .unwrap();
        for number in 0..5 {
            let tag = format!("OLD-{number}");
            let file = format!("tag,name,sku\n{tag},Laptop,{}\n", world.sku("LAPTOP"));
            import(&db, manager, &file).await;
            let certificate = paper(&tag, PaperKind::WipeCertificate, PDF);
            add_paper(&db, &files, manager, certificate, NOW)
                .await
                .unwrap();
            let file = look(&db, manager, &tag).await.unwrap().papers[0].file_id;
            let retire = Wanted::Retire {
                wiped: String::new(),
                why: String::new(),
            };
            let (retired, removed) = tokio::join!(
                do_it(&db, manager, &tag, retire),
                remove_paper(&db, manager, tag.clone(), file, NOW)
            );
            assert!(
                retired.is_ok() != removed.is_ok(),
                "{retired:?} {removed:?}"
            );
        }
    }
);

both_engines!(a_workbook_is_imported_like_a_text, |db| async move {
    let world = world(&db, "Halden").await;
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["Tag", "Name", "Kaufdatum"],
        ["OLD-1", "Screen", "2024-03-01"],
        ["OLD-1", "Screen", ""],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            let (row, column) = (u32::try_from(row).unwrap(), u16::try_from(column).unwrap());
            sheet.write_string(row, column, *cell).unwrap();
        }
    }
    let command = |bytes: Vec<u8>| ImportAssets {
        key: FormKey::fresh(),
        name: "old.xlsx".to_owned(),
        bytes,
    };
    let bytes = book.save_to_buffer().unwrap();
    let id = import_assets(&db, &world.manager, command(bytes), NOW)
        .await
        .unwrap();
    let found = import_page::<AssetError>(&db, &world.manager, id)
        .await
        .unwrap();
    let (done, refused) = found.unwrap();
    assert_eq!(counts(&done), (1, 0, 0, 1));
    assert_eq!((refused[0].line, refused[0].why.as_str()), (3, "twice"));
    let found = look(&db, &world.manager, "OLD-1").await.unwrap();
    assert_eq!(found.asset.bought_at, Day::from_field("2024-03-01"));
    let broken = import_assets(&db, &world.manager, command(b"PK\x03\x04x".to_vec()), NOW).await;
    assert!(matches!(broken, Err(ImportFailed::Unreadable(_))));
});

both_engines!(
    a_page_shows_the_first_refused_lines_of_many,
    |db| async move {
        let world = world(&db, "Halden").await;
        // One line of each part is refused, then every line of the fourth.
        let mut file = "tag,name\n".to_owned();
        for number in 0..2_000 {
            let name = if number % 500 == 7 || number >= 1_500 {
                ""
            } else {
                "Screen"
            };
            file.push_str(&format!("T{number:04},{name}\n"));
        }
        let (done, refused) = import(&db, &world.manager, &file).await;
        assert_eq!(counts(&done), (1_497, 0, 0, 503));
        assert_eq!(refused.len(), 200);
        let lines: Vec<i64> = refused.iter().map(|one| one.line).take(5).collect();
        assert_eq!(lines, [9, 509, 1_009, 1_502, 1_503]);
    }
);
