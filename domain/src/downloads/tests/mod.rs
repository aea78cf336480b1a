//! Downloads and licences on both engines.

mod left;
mod software;
mod whose;

use super::*;
use crate::args;
use crate::files::{Files, Sent};
use crate::id::{LicenceId, ReleaseId, SoftwareId};
use crate::identity::testing::{Failed, staff};
use crate::identity::{Actor, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope};
use crate::subscriptions::entitlements::{Benefit, Countable};
use crate::subscriptions::testing::subscribed_to;
use crate::text::Language;
use crate::{Day, Timestamp};

async fn curator(db: &Db) -> Actor {
    staff(db, &[StaffRole::Curator]).await
}

/// An area that begins with its first software.
fn new_area(code: &str) -> InArea {
    InArea::New {
        code: code.to_owned(),
        names: vec![(Language::English, format!("Area {code}"))],
    }
}

/// The area of this code, whether there is one or not.
async fn in_area(db: &Db, code: &str) -> InArea {
    let mut read = db.read(Scope::system()).await.unwrap();
    let areas = ask_areas().fetch(&mut read).await.unwrap();
    if areas.iter().any(|one| one.code == code) {
        InArea::There(code.to_owned())
    } else {
        new_area(code)
    }
}

fn wanted(area: InArea, platform: &str, keyed: bool) -> SaveSoftware {
    SaveSoftware {
        key: FormKey::fresh(),
        id: None,
        area: Some(area),
        name: "Keeper".to_owned(),
        platform: platform.to_owned(),
        about: Vec::new(),
        keyed,
    }
}

async fn software(db: &Db, area: &str, platform: &str, keyed: bool) -> SoftwareId {
    let by = curator(db).await;
    let area = in_area(db, area).await;
    save_software(db, &by, wanted(area, platform, keyed), NOW)
        .await
        .unwrap()
}

fn release_of(software: SoftwareId, version: &str) -> PutRelease {
    PutRelease {
        key: FormKey::fresh(),
        software,
        version: version.to_owned(),
        day: Some(Day::of(NOW)),
        notes: Vec::new(),
        languages: Vec::new(),
        sent: Sent {
            name: format!("keeper-{version}.tar.gz"),
            bytes: format!("\u{1f}not a document {version}\0").into_bytes(),
        },
    }
}

async fn keys(db: &Db, software: SoftwareId, lines: &str) -> Imported {
    let by = curator(db).await;
    let command = ImportKeys {
        key: FormKey::fresh(),
        software,
        lines: lines.to_owned(),
    };
    import_keys(db, &by, command, NOW).await.unwrap()
}

async fn subscribe(db: &Db, world: &World, seats: i64, swaps: i64) {
    let mut benefits = vec![Benefit::Downloads {
        of: "keeper".to_owned(),
    }];
    if swaps > 0 {
        benefits.push(Benefit::Counted {
            what: Countable::PlatformSwaps,
            times: swaps,
        });
    }
    let laptop = ("LAPTOP", world.laptop);
    subscribed_to(db, world, laptop, benefits, seats, NOW).await;
}

async fn found(db: &Db, who: &Actor, now: Timestamp) -> Downloads {
    downloads::<Failed>(db, who, (0, 50), now).await.unwrap()
}

async fn take(db: &Db, who: &Actor, software: SoftwareId) -> Result<LicenceId, LicenceError> {
    let command = TakeLicence {
        key: FormKey::fresh(),
        software,
    };
    take_licence(db, who, command, NOW).await
}

async fn swap(
    db: &Db,
    who: &Actor,
    licence: LicenceId,
    to: SoftwareId,
) -> Result<LicenceId, LicenceError> {
    let command = SwapPlatform {
        key: FormKey::fresh(),
        licence,
        to,
    };
    swap_platform(db, who, command, NOW).await
}

async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

/// Every key that a licence has, given back or not.
async fn handed_over(db: &Db) -> Vec<String> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let found: Vec<(String,)> = read
        .all(
            "SELECT key_text FROM licence WHERE key_text <> '' ORDER BY key_text",
            args![],
        )
        .await
        .unwrap();
    found.into_iter().map(|(key,)| key).collect()
}

both_engines!(a_release_is_fetched_by_who_is_entitled, |db| async move {
    let files = Files::in_memory(&db).await.unwrap();
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let by = curator(&db).await;
    let keeper = software(&db, "keeper", "Linux", false).await;
    let command = release_of(keeper, "1.0");
    for _ in 0..2 {
        // The same form twice is one release.
        put_release(&db, &files, &by, command.clone(), NOW)
            .await
            .unwrap();
    }
    let again = put_release(&db, &files, &by, release_of(keeper, "1.0"), NOW).await;
    assert!(matches!(
        again,
        Err(ReleaseError::Software(SoftwareError::Faults(faults)))
            if faults == [SoftwareFault::VersionTaken]
    ));
    let (release,): (ReleaseId,) = db
        .read(Scope::system())
        .await
        .unwrap()
        .one("SELECT id FROM software_release", args![])
        .await
        .unwrap();
    let fetch = |who: Actor| {
        let db = db.clone();
        async move { fetch_release(&db, &who, release, true, NOW).await.unwrap() }
    };
    assert_eq!(fetch(halden.requester.clone()).await, None);
    assert!(found(&db, &halden.requester, NOW).await.areas.is_empty());
    subscribe(&db, &halden, 2, 0).await;
    let seen = found(&db, &halden.requester, NOW).await;
    let shown = &seen.areas[0].software[0].releases[0];
    assert_eq!((shown.version.as_str(), shown.sha256.len()), ("1.0", 64));
    assert_eq!((seen.areas[0].seats, seen.areas[0].left), (2, 2));
    let file = fetch(halden.requester.clone()).await.unwrap();
    assert_eq!(file.sha256, shown.sha256);
    assert_eq!(file.file_name(), "keeper-1.0.tar.gz");
    assert_eq!(file.media.mime(), "application/octet-stream");
    // Who only asks whether it is there has not fetched it.
    let asked = fetch_release(&db, &halden.requester, release, false, NOW).await;
    assert!(asked.unwrap().is_some());
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'downloaded' /* system */"
        )
        .await,
        1
    );
    // Of another company's subscription nobody has anything.
    assert_eq!(fetch(other.manager.clone()).await, None);
    assert!(found(&db, &other.manager, NOW).await.areas.is_empty());
    assert!(fetch(by.clone()).await.is_some(), "curators look at it");
    // After the last day that is paid for it is gone.
    let later = NOW.plus_days(400);
    let gone = fetch_release(&db, &halden.requester, release, true, later).await;
    assert_eq!(gone.unwrap(), None);
    withdraw_release(&db, &by, keeper, release, NOW)
        .await
        .unwrap();
    assert_eq!(fetch(halden.requester.clone()).await, None);
    let seen = found(&db, &halden.requester, NOW).await;
    assert!(seen.areas[0].software[0].releases.is_empty());
});

both_engines!(a_key_is_handed_over_once, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let keeper = software(&db, "keeper", "Linux", true).await;
    let first = keys(&db, keeper, "K-1\nK-2\nK-3\nK-1\n").await;
    assert_eq!((first.added, first.known), (3, 1));
    let again = keys(&db, keeper, "K-3\nK-2\n").await;
    assert_eq!((again.added, again.known), (0, 2));
    assert!(matches!(
        take(&db, &halden.manager, keeper).await,
        Err(LicenceError::NotFound)
    ));
    for one in [&halden, &other] {
        subscribe(&db, one, 2, 0).await;
    }
    // Two companies and two of each, all at the same moment.
    let all = futures::future::join_all(
        [&halden, &other, &halden, &other, &halden].map(|one| take(&db, &one.manager, keeper)),
    )
    .await;
    let taken = all.iter().filter(|one| one.is_ok()).count();
    assert_eq!(taken, 3, "{all:?}");
    assert_eq!(handed_over(&db).await, ["K-1", "K-2", "K-3"]);
    let seen = |who: &Actor| {
        let (db, who) = (db.clone(), who.clone());
        async move { found(&db, &who, NOW).await }
    };
    let (ours, theirs) = (seen(&halden.manager).await, seen(&other.manager).await);
    assert_eq!(ours.total + theirs.total, 3);
    let of = |found: &Downloads| -> Vec<String> {
        let keys = found.licences.iter().filter_map(|one| one.key.clone());
        keys.collect()
    };
    assert!(of(&ours).iter().all(|key| !of(&theirs).contains(key)));
});

both_engines!(no_more_licences_than_seats, |db| async move {
    let world = world(&db, "Halden").await;
    let keeper = software(&db, "keeper", "Linux", false).await;
    subscribe(&db, &world, 3, 0).await;
    let all = futures::future::join_all((0..6).map(|_| take(&db, &world.manager, keeper))).await;
    let taken = all.iter().filter(|one| one.is_ok()).count();
    assert_eq!(taken, 3, "{all:?}");
    assert!(
        all.iter()
            .all(|one| matches!(one, Ok(_) | Err(LicenceError::AllTaken))),
        "{all:?}"
    );
    assert_eq!(found(&db, &world.manager, NOW).await.areas[0].left, 0);
    // Who may not order takes none.
    let denied = take(&db, &world.requester, keeper).await;
    assert!(matches!(denied, Err(LicenceError::Denied(_))));
});

both_engines!(the_same_form_takes_one_licence, |db| async move {
    let world = world(&db, "Halden").await;
    let keeper = software(&db, "keeper", "Linux", true).await;
    keys(&db, keeper, "K-1\nK-2").await;
    subscribe(&db, &world, 2, 0).await;
    let command = TakeLicence {
        key: FormKey::fresh(),
        software: keeper,
    };
    let one = take_licence(&db, &world.manager, command, NOW).await;
    let two = take_licence(&db, &world.manager, command, NOW).await;
    assert_eq!(one.unwrap(), two.unwrap());
    assert_eq!(handed_over(&db).await, ["K-1"]);
});

both_engines!(a_swap_costs_one_of_those_in_the_term, |db| async move {
    let world = world(&db, "Halden").await;
    let linux = software(&db, "keeper", "Linux", true).await;
    let mac = software(&db, "keeper", "macOS", true).await;
    let elsewhere = software(&db, "drawing", "Linux", false).await;
    keys(&db, linux, "L-1\nL-2").await;
    keys(&db, mac, "M-1\nM-2").await;
    subscribe(&db, &world, 2, 1).await;
    let who = &world.manager;
    let licence = take(&db, who, linux).await.unwrap();
    let page = swap_page::<Failed>(&db, who, licence, NOW).await.unwrap();
    let page = page.unwrap();
    assert_eq!((page.left, page.targets.len()), (1, 1));
    assert_eq!(page.targets[0].id, mac);
    for wrong in [elsewhere, SoftwareId::new()] {
        let refused = swap(&db, who, licence, wrong).await;
        assert!(
            matches!(refused, Err(LicenceError::NotFound)),
            "{refused:?}"
        );
    }
    let same = swap(&db, who, licence, linux).await;
    assert!(matches!(same, Err(LicenceError::Same)));
    let denied = swap(&db, &world.requester, licence, mac).await;
    assert!(matches!(denied, Err(LicenceError::Denied(_))));
    // Twice at the same moment is once.
    let both = futures::join!(swap(&db, who, licence, mac), swap(&db, who, licence, mac));
    let done: Vec<LicenceId> = [both.0, both.1].into_iter().flatten().collect();
    assert_eq!(done.len(), 1);
    assert_eq!(
        count(&db, "SELECT COUNT(*) FROM platform_swap /* system */").await,
        1
    );
    assert_eq!(
        count(&db, "SELECT COUNT(*) FROM entitlement_use /* system */").await,
        1
    );
    let seen = found(&db, who, NOW).await;
    assert_eq!((seen.total, seen.swaps_left), (1, 0));
    assert_eq!(seen.licences[0].key.as_deref(), Some("M-1"));
    assert_eq!(seen.areas[0].left, 1, "its place was kept");
    // What was given back is never handed over again.
    assert_eq!(handed_over(&db).await, ["L-1", "M-1"]);
    let second = take(&db, who, linux).await.unwrap();
    assert_eq!(handed_over(&db).await, ["L-1", "L-2", "M-1"]);
    let refused = swap(&db, who, second, mac).await;
    assert!(matches!(refused, Err(LicenceError::NothingLeft)));
    let gone = swap(&db, who, licence, mac).await;
    assert!(matches!(gone, Err(LicenceError::NotFound)), "{gone:?}");
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM outbox WHERE kind = 'platform-swapped'"
        )
        .await,
        1
    );
});

both_engines!(a_swap_without_a_key_costs_nothing, |db| async move {
    let world = world(&db, "Halden").await;
    let linux = software(&db, "keeper", "Linux", false).await;
    let mac = software(&db, "keeper", "macOS", true).await;
    subscribe(&db, &world, 1, 1).await;
    let licence = take(&db, &world.manager, linux).await.unwrap();
    let refused = swap(&db, &world.manager, licence, mac).await;
    assert!(matches!(refused, Err(LicenceError::NoKeys)));
    // Nothing of it was kept.
    let seen = found(&db, &world.manager, NOW).await;
    assert_eq!((seen.total, seen.swaps_left), (1, 1));
    keys(&db, mac, "M-1").await;
    swap(&db, &world.manager, licence, mac).await.unwrap();
});

both_engines!(another_companys_licence_is_unknown, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let linux = software(&db, "keeper", "Linux", false).await;
    let mac = software(&db, "keeper", "macOS", false).await;
    for one in [&halden, &other] {
        subscribe(&db, one, 1, 1).await;
    }
    let licence = take(&db, &halden.manager, linux).await.unwrap();
    let stranger = &other.manager;
    let page = swap_page::<Failed>(&db, stranger, licence, NOW).await;
    assert_eq!(page.unwrap(), None);
    let refused = swap(&db, stranger, licence, mac).await;
    assert!(matches!(refused, Err(LicenceError::NotFound)));
    let kept: Option<Option<Timestamp>> = db
        .read(Scope::system())
        .await
        .unwrap()
        .scalar(
            "SELECT given_back_at FROM licence WHERE id = $1",
            args![licence],
        )
        .await
        .unwrap();
    assert_eq!(kept, Some(None));
    // On PostgreSQL not even a statement without a customer finds it, or the stock.
    let mut read = db.read(stranger.scope()).await.unwrap();
    if db.kind() == crate::store::EngineKind::Postgres {
        for table in ["licence", "licence_key"] {
            let text = format!("SELECT COUNT(*) FROM {table}");
            let found: Option<i64> = read.scalar(text, args![]).await.unwrap();
            assert_eq!(found, Some(0), "{table}");
        }
    }
});

both_engines!(what_ended_is_no_longer_swapped, |db| async move {
    let world = world(&db, "Halden").await;
    let linux = software(&db, "keeper", "Linux", true).await;
    let mac = software(&db, "keeper", "macOS", true).await;
    keys(&db, linux, "L-1").await;
    keys(&db, mac, "M-1").await;
    subscribe(&db, &world, 1, 1).await;
    let licence = take(&db, &world.manager, linux).await.unwrap();
    let later = NOW.plus_days(400);
    let command = SwapPlatform {
        key: FormKey::fresh(),
        licence,
        to: mac,
    };
    let refused = swap_platform(&db, &world.manager, command, later).await;
    assert!(
        matches!(refused, Err(LicenceError::NotFound)),
        "{refused:?}"
    );
    let seen = found(&db, &world.requester, later).await;
    assert_eq!(seen.licences[0].key, None);
    assert!(!seen.licences[0].given);
});
