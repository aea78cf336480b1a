//! Files of equipment whose import is killed in between: it goes on, and no line is
//! imported twice or left out.

use super::at_once::end;
use super::life::{counts, list};
use super::*;
use crate::args;
use crate::assets::import::run::{BATCH, Import, Step};
use crate::assets::import::{Begun, MOST_FILES_TODAY, begin};
use crate::id::AssetImportId;
use crate::identity::CustomerRole;
use crate::identity::testing::member;
use crate::store::{Query, Scope, StoreError};
use std::sync::Arc;
use std::time::Duration;

/// More than two parts, of which every tenth line repeats the one before it.
const LINES: usize = 2 * BATCH + 300;

fn file(prefix: &str) -> ImportAssets {
    let text = (0..LINES).fold("tag,name\n".to_owned(), |text, number| {
        let number = if number % 10 == 9 { number - 1 } else { number };
        text + &format!("{prefix}-{number},Dock\n")
    });
    ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: text.into_bytes(),
    }
}

async fn begun(db: &Db, who: &Actor, command: ImportAssets) -> (Box<Import>, Arc<Vec<u8>>) {
    match begin(db, who, command, NOW).await.unwrap() {
        Begun::New(import, bytes, _) => (import, bytes),
        Begun::Earlier(_) => panic!("it is new"),
    }
}

/// The import, when it has ended.
async fn ended(db: &Db, who: &Actor, id: AssetImportId) -> AssetImport {
    for _ in 0..1_200 {
        let found = import_page::<AssetError>(db, who, id).await.unwrap();
        let (import, _) = found.unwrap();
        if import.finished_at.is_some() || import.broke_off() {
            return import;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it does not go on");
}

async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

const KEPT: &str = "SELECT COUNT(*) FROM asset_import_file /* system */";
const FINISHED: &str = "SELECT COUNT(*) FROM audit WHERE action = 'asset.import-finished'";
const TAUGHT: &str =
    "SELECT COUNT(*) FROM interaction WHERE kind = 'equipment-imported' /* system */";

both_engines!(
    an_import_that_is_killed_goes_on_by_itself,
    |db| async move {
        let world = world(&db, "Halden").await;
        let manager = &world.manager;
        // Before its first part, between two, and before it says that it is done.
        for parts in 0..=3_usize {
            let command = file(&format!("K{parts}"));
            let (import, bytes) = begun(&db, manager, command.clone()).await;
            let id = import.id;
            let step = import.run(&db, bytes, parts).await.unwrap();
            let there = if parts < 3 {
                Step::More
            } else {
                Step::Finished
            };
            assert_eq!(step, there);
            let killed = import_page::<AssetError>(&db, manager, id).await.unwrap();
            assert!(!killed.unwrap().0.broke_off(), "it goes on");
            // The same form again begins nothing.
            let again = import_assets(&db, manager, command, NOW).await.unwrap();
            assert_eq!(again, id);

            let goes_on = usize::from(parts < 3);
            assert_eq!(resume_imports(&db).await.unwrap(), goes_on);
            let done = ended(&db, manager, id).await;
            assert_eq!(counts(&done), (1_170, 0, 0, 130));
            let (mut lines, mut after) = (Vec::new(), 0);
            while let Some((some, last)) = import_answers::<AssetError>(&db, manager, id, after)
                .await
                .unwrap()
            {
                lines.extend(some.into_iter().map(|one| one.line));
                after = last;
            }
            assert_eq!(lines, (2..1_302).collect::<Vec<i64>>(), "each once");
            assert_eq!(count(&db, KEPT).await, 0);
        }
        let all = list(&db, manager, AssetView::default()).await;
        assert_eq!(all.total(), 4 * 1_170);
        assert_eq!(
            (count(&db, FINISHED).await, count(&db, TAUGHT).await),
            (4, 4)
        );
    }
);

both_engines!(
    two_that_go_on_with_an_import_bring_in_each_line_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (import, bytes) = begun(&db, &world.manager, file("T")).await;
        let step = import.run(&db, bytes.clone(), 1).await.unwrap();
        assert_eq!(step, Step::More);
        // The one before is still at it when two others begin.
        let (still, one, other) = tokio::join!(
            import.run(&db, bytes, usize::MAX),
            resume_imports(&db),
            resume_imports(&db)
        );
        assert_ne!(still.unwrap(), Step::More);
        one.unwrap();
        other.unwrap();
        let done = ended(&db, &world.manager, import.id).await;
        assert_eq!(counts(&done), (1_170, 0, 0, 130));
        let all = list(&db, &world.manager, AssetView::default()).await;
        assert_eq!(all.total(), 1_170);
        assert_eq!(
            (count(&db, FINISHED).await, count(&db, TAUGHT).await),
            (1, 1)
        );
    }
);

both_engines!(
    what_who_has_left_was_importing_breaks_off,
    |db| async move {
        let world = world(&db, "Halden").await;
        let unit = world.requester.member().unwrap().unit.unwrap();
        let roles = [CustomerRole::PurchasingManager];
        let leaver = member(&db, &world.company, unit, &roles).await;
        let (import, bytes) = begun(&db, &leaver, file("L")).await;
        import.run(&db, bytes, 1).await.unwrap();
        end(&db, &world, &leaver).await;
        assert_eq!(resume_imports(&db).await.unwrap(), 1);
        let done = ended(&db, &world.manager, import.id).await;
        assert!(done.broke_off());
        assert_eq!(counts(&done), (450, 0, 0, 50), "what is done stays");
        let told = "SELECT COUNT(*) FROM audit WHERE action = 'asset.import-broken-off'";
        assert_eq!((count(&db, told).await, count(&db, FINISHED).await), (1, 0));
        // It does not begin again by itself, but when somebody says so.
        assert_eq!(resume_imports(&db).await.unwrap(), 0);
        assert!(done.can_go_on());
        let key = FormKey::fresh();
        go_on_with_import(&db, &world.manager, key, import.id, NOW)
            .await
            .unwrap();
        let done = ended(&db, &world.manager, import.id).await;
        assert_eq!(counts(&done), (1_170, 0, 0, 130));
    }
);

both_engines!(
    an_import_that_broke_off_goes_on_when_somebody_says_so,
    |db| async move {
        let world = world(&db, "Halden").await;
        let elsewhere = crate::requests::testing::world(&db, "Elsewhere").await;
        let manager = &world.manager;
        let (import, bytes) = begun(&db, manager, file("B")).await;
        import.run(&db, bytes.clone(), 1).await.unwrap();
        for _ in 0..2 {
            import.break_off(&db).await.unwrap();
        }
        let told = "SELECT COUNT(*) FROM audit WHERE action = 'asset.import-broken-off'";
        assert_eq!((count(&db, told).await, count(&db, KEPT).await), (1, 1));
        // Whoever is still at it imports nothing more.
        let still = import.run(&db, bytes, usize::MAX).await.unwrap();
        assert_eq!(still, Step::NotOurs);
        assert_eq!(resume_imports(&db).await.unwrap(), 0);
        let key = FormKey::fresh();
        let on = |who: Actor, key: FormKey| {
            let (db, id) = (db.clone(), import.id);
            async move { go_on_with_import(&db, &who, key, id, NOW).await }
        };
        let theirs = on(elsewhere.manager.clone(), key).await;
        assert!(matches!(theirs, Err(ImportFailed::NotFound)));
        let refused = on(world.requester.clone(), key).await;
        assert!(matches!(refused, Err(ImportFailed::Denied(_))));
        // By the same form twice, and by another at the same moment.
        let (one, same, other) = tokio::join!(
            on(manager.clone(), key),
            on(manager.clone(), key),
            on(manager.clone(), FormKey::fresh())
        );
        one.unwrap();
        same.unwrap();
        other.unwrap();
        let done = ended(&db, manager, import.id).await;
        assert_eq!(counts(&done), (1_170, 0, 0, 130));
        assert!(!done.broke_off() && !done.can_go_on());
        assert_eq!((count(&db, KEPT).await, count(&db, FINISHED).await), (0, 1));
        let again = "SELECT COUNT(*) FROM audit WHERE action = 'asset.import-goes-on'";
        assert_eq!(count(&db, again).await, 1);
        // Once it is done, nothing begins.
        on(manager.clone(), FormKey::fresh()).await.unwrap();
        assert_eq!(count(&db, again).await, 1);
    }
);

both_engines!(a_company_sends_so_many_files_a_day, |db| async move {
    let world = world(&db, "Halden").await;
    let (customer, person) = (world.company.id, world.manager.person());
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            let row = |_| {
                args![
                    AssetImportId::new(),
                    customer,
                    person,
                    "a.csv",
                    1,
                    1,
                    0,
                    0,
                    0,
                    NOW
                ]
            };
            tx.insert_many(
                "INSERT INTO asset_import (id, customer_id, person_id, name, lines, added, updated,
                     same, refused, created_at) VALUES",
                (0..MOST_FILES_TODAY).map(row).collect(),
                "",
            )
            .await
        })
    })
    .await
    .unwrap();
    let send = |now| import_assets(&db, &world.manager, file("D"), now);
    let refused = send(NOW).await;
    assert!(matches!(refused, Err(ImportFailed::TooMuchToday)));
    assert_eq!(count(&db, KEPT).await, 0);
    send(NOW.plus_days(2)).await.unwrap();
});
