//! Files of equipment, long ones, and the list of those that were sent.

use super::life::{counts, import, list, look, own_unit, tags};
use super::*;
use crate::args;
use crate::identity::CustomerRole;
use crate::identity::testing::{customer, member};
use crate::store::{Query, Scope};
use std::time::Duration;

both_engines!(every_line_of_a_file_is_answered, |db| async move {
    let world = world(&db, "Halden").await;
    let ours = own_unit(&db, &world).await;
    let manager = &world.manager;
    let requester = world.requester.email();
    let file = format!(
        "Tag;Serial;Name;Unit;Cost centre;Person;Warranty until;State\n\
         A-1;S1;Monitor;Dock;4410;{requester};2027-01-31;\n\
         A-2;S2;Monitor;;;;;in stock\n\
         a-1;S3;Monitor;;;;;\n\
         A-3;s2;Monitor;;;;;\n\
         {ours};S9;Monitor;;;;;\n\
         A-4;S4;Monitor;Nowhere;;;;\n\
         A-5;S5;Monitor;;;nobody@customer.example;;\n\
         A-6;S6;Monitor;;;;31.2.2027;\n\
         ;;Monitor;;;;;\n"
    );
    let (done, refused) = import(&db, manager, &file).await;
    assert_eq!(counts(&done), (2, 0, 0, 7));
    assert!(done.finished_at.is_some());
    let why: Vec<(i64, &str)> = refused
        .iter()
        .map(|one| (one.line, one.why.as_str()))
        .collect();
    assert_eq!(
        why,
        [
            (4, "twice"),
            (5, "serial-twice"),
            (6, "ours"),
            (7, "no-unit"),
            (8, "no-person"),
            (9, "not-a-day"),
            (10, "no-tag"),
        ]
    );
    let found = look(&db, &world.requester, "a-1").await.unwrap();
    assert_eq!(found.asset.state, State::InUse);
    assert!(found.asset.is_imported() && found.asset.unit_id.is_some());

    // Once more: what is there stays, what is said anew counts, a serial number
    // belongs to one unit.
    let again = "tag,serial,name,place\nA-1,,Monitor,Room 7\nA-2,S2,Monitor,\nA-7,S1,Other,\n";
    let (done, refused) = import(&db, manager, again).await;
    assert_eq!(counts(&done), (0, 1, 1, 1));
    assert_eq!(
        (refused[0].why.as_str(), refused[0].what.as_str()),
        ("serial-taken", "A-1")
    );
    let found = look(&db, manager, "A-1").await.unwrap();
    assert_eq!(
        (found.asset.place.as_str(), found.asset.version),
        ("Room 7", 2)
    );
    assert_eq!(found.asset.serial_number, "S1");
    assert_eq!(found.events[0].kind, EventKind::Updated);
    assert_eq!(found.events[0].changes[0].what, "place");

    // Of both files the profile knows, with how much in them was new.
    let mut read = db.read(Scope::system()).await.unwrap();
    let known: Vec<(String, Option<i64>)> = read
        .all(
            "SELECT text, amount FROM interaction
             WHERE customer_id = $1 AND kind = 'equipment-imported' ORDER BY id",
            args![world.company.id],
        )
        .await
        .unwrap();
    drop(read);
    let name = "old.csv".to_owned();
    assert_eq!(known, [(name.clone(), Some(2)), (name, Some(0))]);

    let by_words = AssetView {
        search: "monitor s2".to_owned(),
        ..AssetView::default()
    };
    assert_eq!(tags(&list(&db, manager, by_words).await), ["A-2"]);
    let ending = AssetView {
        warranty_until: Day::from_field("2027-02-01"),
        ..AssetView::default()
    };
    assert_eq!(tags(&list(&db, manager, ending).await), ["A-1"]);

    for (text, problem) in [("", "unreadable"), ("name\nDock\n", "no column")] {
        let command = ImportAssets {
            key: FormKey::fresh(),
            name: "x.csv".to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let refused = import_assets(&db, manager, command, NOW).await.unwrap_err();
        assert!(refused.to_string().contains(problem), "{refused}");
    }
    let command = ImportAssets {
        key: FormKey::fresh(),
        name: "x.csv".to_owned(),
        bytes: b"tag,name\nB-1,x\n".to_vec(),
    };
    let refused = import_assets(&db, &world.requester, command, NOW).await;
    assert!(matches!(refused, Err(ImportFailed::Denied(_))));
});

/// A file is sent, and its answers are waited for.
async fn sent(db: &Db, who: &Actor, text: String) -> (AssetImport, Vec<Answer>) {
    let command = ImportAssets {
        key: FormKey::fresh(),
        name: "long.csv".to_owned(),
        bytes: text.into_bytes(),
    };
    let id = import_assets(db, who, command, NOW).await.unwrap();
    for _ in 0..1_200 {
        let found = import_page::<AssetError>(db, who, id).await.unwrap();
        let (done, refused) = found.unwrap();
        assert!(done.answered() <= done.lines);
        if done.finished_at.is_some() {
            return (done, refused);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the file does not come to its end");
}

both_engines!(
    a_long_file_with_duplicates_is_answered_line_by_line,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        let (elsewhere, dock) = customer(&db, "Elsewhere").await;
        let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
        import(&db, &stranger, "tag,serial,name\nL-5,S5,Theirs\n").await;
        // As if the file had been sent before, and broken off.
        let head = "tag,serial,name,place\n";
        let line = |number: i64| format!("L-{number},S{number},Screen,Attic\n");
        let first: String = (0..300).map(line).collect();
        let (done, _) = import(&db, manager, &format!("{head}{first}")).await;
        assert_eq!(counts(&done), (300, 0, 0, 0));

        // More than are imported before the answer: every tenth line repeats the one
        // before it, and one has a serial number that another unit has already.
        let lines: String = (0..2_500)
            .map(|number| line(if number % 10 == 9 { number - 1 } else { number }))
            .collect();
        let text = format!("{head}{lines}L-9999,S7,Screen,Attic\n");
        let (done, refused) = sent(&db, manager, text.clone()).await;
        assert_eq!(done.lines, 2_501);
        assert_eq!(counts(&done), (1_980, 0, 270, 251));
        assert_eq!((refused[0].line, refused[0].why.as_str()), (11, "twice"));
        assert_eq!(refused[0].what, "10");
        // Each line has one answer, in the order of the file.
        let (mut answered, mut after) = (Vec::new(), 0);
        while let Some((some, last)) = import_answers::<AssetError>(&db, manager, done.id, after)
            .await
            .unwrap()
        {
            answered.extend(some.into_iter().map(|one| one.line));
            after = last;
        }
        assert_eq!(answered, (2..2_503).collect::<Vec<i64>>());

        // Sent once more, nothing is added twice.
        let (done, _) = sent(&db, manager, text).await;
        assert_eq!(counts(&done), (0, 0, 2_250, 251));
        let all = list(&db, manager, AssetView::default()).await;
        assert_eq!(all.total(), 2_280);
        // What another company calls the same is another thing.
        let theirs = look(&db, &stranger, "L-5").await.unwrap();
        assert_eq!(
            (theirs.asset.name.as_str(), theirs.asset.version),
            ("Theirs", 1)
        );
        let all = list(&db, &stranger, AssetView::default()).await;
        assert_eq!(all.total(), 1);
    }
);

both_engines!(who_imports_sees_what_was_imported_before, |db| async move {
    let world = world(&db, "Halden").await;
    let manager = &world.manager;
    let (elsewhere, dock) = customer(&db, "Elsewhere").await;
    let stranger = member(&db, &elsewhere, dock, &[CustomerRole::PurchasingManager]).await;
    let (theirs, _) = import(&db, &stranger, "tag,name\nT-1,Theirs\n").await;
    let mut sent = Vec::new();
    for number in 0..27 {
        let (done, _) = import(&db, manager, &format!("tag,name\nI-{number},Dock\nI-0,\n")).await;
        sent.push(done.id);
    }
    sent.reverse();
    let page = async |after| {
        asset_imports::<AssetError>(&db, manager, after)
            .await
            .unwrap()
    };
    let (answer, statements) = counted(page(None)).await;
    let (first, next) = answer;
    assert_eq!((statements, first.len()), (1, 25));
    assert_eq!(first[0].person, manager.name());
    assert_eq!(first[0].name, "old.csv");
    assert_eq!(counts(&first[0]), (1, 0, 0, 1));
    let (second, last) = page(next).await;
    assert_eq!(last, None);
    let shown: Vec<_> = first.iter().chain(&second).map(|one| one.id).collect();
    assert_eq!(
        shown, sent,
        "each once, the latest first, and none of another company's"
    );

    let of_theirs = import_page::<AssetError>(&db, manager, theirs.id).await;
    assert!(of_theirs.unwrap().is_none());
    let answers = import_answers::<AssetError>(&db, manager, theirs.id, 0).await;
    assert!(answers.unwrap().is_none());
    // Behind an id of somebody else's begins what is older, and nothing is said of it.
    let (behind, _) = page(Some(theirs.id)).await;
    assert!(behind.is_empty());
    let refused = asset_imports::<AssetError>(&db, &world.requester, None).await;
    assert!(matches!(refused, Err(AssetError::Denied(_))));
});

both_engines!(a_file_of_too_many_lines_is_refused_whole, |db| async move {
    let world = world(&db, "Halden").await;
    let mut text = "tag,name\n".to_owned();
    for number in 0..=MOST_IMPORTED {
        text.push_str(&format!("M-{number},x\n"));
    }
    let command = ImportAssets {
        key: FormKey::fresh(),
        name: "all.csv".to_owned(),
        bytes: text.into_bytes(),
    };
    let refused = import_assets(&db, &world.manager, command, NOW).await;
    assert!(matches!(refused, Err(ImportFailed::TooMany)), "{refused:?}");
    let (sent, next) = asset_imports::<AssetError>(&db, &world.manager, None)
        .await
        .unwrap();
    assert!(sent.is_empty() && next.is_none());
    let all = list(&db, &world.manager, AssetView::default()).await;
    assert_eq!(all.total(), 0);
});

both_engines!(
    the_serial_number_of_what_was_sent_back_is_free_again,
    |db| async move {
        let world = world(&db, "Halden").await;
        own_unit(&db, &world).await;
        let customer = world.company.id;
        let write = |text: &'static str| {
            db.write::<_, crate::store::StoreError, _>(Scope::system(), move |tx| {
                Box::pin(async move { tx.run(text, args![customer]).await.map(drop) })
            })
        };
        write("UPDATE asset SET serial_number = 'S-1', serial_key = 's-1' WHERE customer_id = $1")
            .await
            .unwrap();
        let file = "tag,serial,name\nB-1,s-1,Monitor\n";
        let (_, refused) = import(&db, &world.manager, file).await;
        assert_eq!(refused[0].why, "serial-taken");
        write("UPDATE asset SET state = 'returned' WHERE customer_id = $1")
            .await
            .unwrap();
        let (done, _) = import(&db, &world.manager, file).await;
        assert_eq!(counts(&done), (1, 0, 0, 0));
        // From now on it is the new one's, and its line says nothing new.
        let (done, refused) =
            import(&db, &world.manager, &format!("{file}B-2,S-1,Monitor\n")).await;
        assert_eq!(counts(&done), (0, 0, 1, 1));
        assert_eq!(refused[0].why, "serial-twice");
        let (_, refused) = import(&db, &world.manager, "tag,serial,name\nB-2,S-1,Monitor\n").await;
        assert_eq!(
            (refused[0].why.as_str(), refused[0].what.as_str()),
            ("serial-taken", "B-1")
        );
    }
);
