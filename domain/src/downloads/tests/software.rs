//! What curators write about software, and what is wrong with it.

use super::*;
use crate::files::Fault;

/// What was wrong with what was written.
fn faults<T: std::fmt::Debug>(answer: Result<T, SoftwareError>) -> Vec<SoftwareFault> {
    match answer {
        Err(SoftwareError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

both_engines!(what_is_wrong_with_software_is_said, |db| async move {
    let by = curator(&db).await;
    let save = |command| save_software(&db, &by, command, NOW);
    let wrong = save(wanted(new_area("Key per"), "Linux", false)).await;
    assert_eq!(faults(wrong), [SoftwareFault::AreaCode]);
    // All of it is told at once.
    let nameless = InArea::New {
        code: String::new(),
        names: vec![(Language::German, "ü".repeat(121))],
    };
    let nothing = SaveSoftware {
        name: " ".to_owned(),
        about: vec![(Language::German, "ü".repeat(4_001))],
        ..wanted(nameless, "", false)
    };
    let wrong = save(nothing).await;
    assert_eq!(
        faults(wrong),
        [
            SoftwareFault::AreaCode,
            SoftwareFault::AreaName(Language::German),
            SoftwareFault::AreaName(Language::English),
            SoftwareFault::Name,
            SoftwareFault::Platform,
            SoftwareFault::Text(Language::German),
        ]
    );
    let nowhere = SaveSoftware {
        area: None,
        ..wanted(new_area("keeper"), "Linux", false)
    };
    let elsewhere = wanted(InArea::There("keeper".to_owned()), "Linux", false);
    for unknown in [nowhere, elsewhere] {
        assert_eq!(faults(save(unknown).await), [SoftwareFault::Area]);
    }
    let id = save(wanted(new_area("keeper"), "Linux", false))
        .await
        .unwrap();
    // What there is is chosen, not made anew under the same code.
    let wrong = save(wanted(new_area("keeper"), "BSD", false)).await;
    assert_eq!(faults(wrong), [SoftwareFault::AreaThere]);
    let there = || InArea::There("keeper".to_owned());
    let wrong = save(wanted(there(), "Linux", false)).await;
    assert_eq!(faults(wrong), [SoftwareFault::Taken]);
    let changed = SaveSoftware {
        id: Some(id),
        ..wanted(new_area("another"), "Linux and more", true)
    };
    assert_eq!(save(changed).await.unwrap(), id);
    let desk = ask_software_desk(&by, id, (0, 10)).unwrap();
    let mut read = db.read(Scope::system()).await.unwrap();
    let desk = desk.fetch(&mut read).await.unwrap().unwrap();
    assert_eq!(
        (desk.software.area.as_str(), desk.software.keyed()),
        ("keeper", true)
    );
    let unknown = SaveSoftware {
        id: Some(SoftwareId::new()),
        ..wanted(there(), "BSD", false)
    };
    let wrong = save(unknown).await;
    assert!(matches!(wrong, Err(SoftwareError::NotFound)));
});

both_engines!(
    of_two_who_write_the_same_software_at_once_one_is_told,
    |db| async move {
        let (one, other) = (curator(&db).await, curator(&db).await);
        software(&db, "keeper", "Other", false).await;
        let there = || InArea::There("keeper".to_owned());
        for platform in ["Linux", "BSD", "macOS", "Windows", "Plan 9"] {
            let save = |by| save_software(&db, by, wanted(there(), platform, false), NOW);
            let (first, second) = tokio::join!(save(&one), save(&other));
            assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
            let refused = if first.is_ok() { second } else { first };
            assert_eq!(faults(refused), [SoftwareFault::Taken]);
        }
        // Nor does a change at the same moment make two of one name.
        let first = save_software(&db, &one, wanted(there(), "A", false), NOW)
            .await
            .unwrap();
        let second = save_software(&db, &one, wanted(there(), "B", false), NOW)
            .await
            .unwrap();
        let renamed = |id| SaveSoftware {
            id: Some(id),
            ..wanted(there(), "Both", false)
        };
        let (first, second) = tokio::join!(
            save_software(&db, &one, renamed(first), NOW),
            save_software(&db, &other, renamed(second), NOW)
        );
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let refused = if first.is_ok() { second } else { first };
        assert_eq!(faults(refused), [SoftwareFault::Taken]);
    }
);

both_engines!(
    of_two_who_begin_the_same_area_at_once_the_second_is_told,
    |db| async move {
        let (one, other) = (curator(&db).await, curator(&db).await);
        for round in 0..5 {
            let code = format!("area-{round}");
            // Each calls it something else, and puts something else into it.
            let begin = |by, platform: &'static str, name: &'static str| {
                let area = InArea::New {
                    code: code.clone(),
                    names: vec![
                        (Language::English, name.to_owned()),
                        (Language::German, format!("{name} auf Deutsch")),
                    ],
                };
                save_software(&db, by, wanted(area, platform, false), NOW)
            };
            let (first, second) = tokio::join!(
                begin(&one, "Linux", "First"),
                begin(&other, "BSD", "Second")
            );
            assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
            let refused = if first.is_ok() { second } else { first };
            assert_eq!(faults(refused), [SoftwareFault::AreaThere]);
        }
        let made = "SELECT COUNT(*) FROM software";
        assert_eq!(count(&db, made).await, 5);
    }
);

both_engines!(
    a_version_that_is_taken_is_told_with_all_else,
    |db| async move {
        let files = Files::in_memory(&db).await.unwrap();
        let by = curator(&db).await;
        let keeper = software(&db, "keeper", "Linux", false).await;
        let first = release_of(keeper, "1.0");
        // The same form again is the same release.
        for _ in 0..2 {
            put_release(&db, &files, &by, first.clone(), NOW)
                .await
                .unwrap();
        }
        let put = |command| put_release(&db, &files, &by, command, NOW);
        let mut again = release_of(keeper, " 1.0 ");
        again.day = None;
        let Err(ReleaseError::Software(refused)) = put(again).await else {
            panic!("it was taken");
        };
        assert_eq!(
            faults::<()>(Err(refused)),
            [SoftwareFault::Day, SoftwareFault::VersionTaken]
        );
        let Err(ReleaseError::Software(refused)) = put(release_of(keeper, "1.0")).await else {
            panic!("it was taken");
        };
        assert_eq!(faults::<()>(Err(refused)), [SoftwareFault::VersionTaken]);
    }
);

both_engines!(
    keys_that_two_import_at_once_are_there_once,
    |db| async move {
        let keeper = software(&db, "keeper", "Linux", true).await;
        for round in 0..3 {
            let line = |number: i64| format!("K-{round}-{number}\n");
            let there: String = (0..400).map(line).collect();
            let back: String = (0..400).rev().map(line).collect();
            let (one, other) = tokio::join!(keys(&db, keeper, &there), keys(&db, keeper, &back));
            assert_eq!(
                (one.added + other.added, one.known + other.known),
                (400, 400)
            );
        }
    }
);

both_engines!(keys_that_are_sent_twice_are_told_alike, |db| async move {
    let keeper = software(&db, "keeper", "Linux", true).await;
    keys(&db, keeper, "K-1").await;
    let by = curator(&db).await;
    let command = ImportKeys {
        key: FormKey::fresh(),
        software: keeper,
        lines: "K-1\nK-2\nK-3".to_owned(),
    };
    let send = || import_keys(&db, &by, command.clone(), NOW);
    let (one, other) = tokio::join!(send(), send());
    for came in [one.unwrap(), other.unwrap(), send().await.unwrap()] {
        assert_eq!((came.added, came.known), (2, 1));
    }
    let told = "SELECT COUNT(*) FROM audit WHERE action = 'licence-keys.imported'";
    assert_eq!(count(&db, told).await, 2);
});

both_engines!(software_speaks_to_its_readers, |db| async move {
    let files = Files::in_memory(&db).await.unwrap();
    let world = world(&db, "Halden").await;
    let by = curator(&db).await;
    let in_both = |english: &str, german: &str| {
        vec![
            (Language::English, english.to_owned()),
            (Language::German, german.to_owned()),
        ]
    };
    let command = SaveSoftware {
        about: in_both("Keeps.", "Hütet."),
        ..wanted(new_area("keeper"), "Linux", false)
    };
    let keeper = save_software(&db, &by, command, NOW).await.unwrap();
    let command = PutRelease {
        notes: in_both("Better.", "Besser."),
        languages: ["fr", "de", "??"].map(str::to_owned).to_vec(),
        ..release_of(keeper, "1.0")
    };
    put_release(&db, &files, &by, command, NOW).await.unwrap();
    let plain = release_of(keeper, "2.0");
    put_release(&db, &files, &by, plain, NOW.plus_days(1))
        .await
        .unwrap();
    subscribe(&db, &world, 1, 0).await;
    for (who, about, notes) in [
        (world.requester.clone(), "Keeps.", "Better."),
        (world.requester.clone().reading("de"), "Hütet.", "Besser."),
    ] {
        let seen = found(&db, &who, NOW).await;
        let software = &seen.areas[0].software[0];
        assert_eq!(software.about, about);
        let one = |version: &str| {
            let mut all = software.releases.iter();
            all.find(|one| one.version == version).unwrap()
        };
        assert_eq!(one("1.0").notes, notes);
        assert_eq!(one("1.0").languages(), ["Deutsch", "Français"]);
        assert!(one("2.0").notes.is_empty() && one("2.0").languages().is_empty());
    }
    let too_long = SaveSoftware {
        id: Some(keeper),
        about: in_both("Keeps.", &"ü".repeat(4_001)),
        ..wanted(new_area("keeper"), "Linux", false)
    };
    let refused = save_software(&db, &by, too_long, NOW).await;
    assert_eq!(faults(refused), [SoftwareFault::Text(Language::German)]);
    let files_before = count(&db, "SELECT COUNT(*) FROM stored_file").await;
    let nothing = PutRelease {
        day: None,
        sent: Sent {
            name: String::new(),
            bytes: Vec::new(),
        },
        ..release_of(keeper, " ")
    };
    let refused = put_release(&db, &files, &by, nothing, NOW).await;
    let Err(ReleaseError::Software(refused)) = refused else {
        panic!("it was taken");
    };
    assert_eq!(
        faults::<()>(Err(refused)),
        [
            SoftwareFault::Version,
            SoftwareFault::Day,
            SoftwareFault::File(Fault::Nothing),
        ]
    );
    let files_after = count(&db, "SELECT COUNT(*) FROM stored_file").await;
    assert_eq!(files_before, files_after);
    // What was said in German goes with an empty field.
    let without = SaveSoftware {
        id: Some(keeper),
        about: in_both("Keeps.", " "),
        ..wanted(new_area("keeper"), "Linux", false)
    };
    save_software(&db, &by, without, NOW).await.unwrap();
    let german = world.requester.clone().reading("de");
    let seen = found(&db, &german, NOW).await;
    assert_eq!(seen.areas[0].software[0].about, "Keeps.");
});

both_engines!(
    an_area_is_called_by_its_name_wherever_it_is_shown,
    |db| async move {
        let world = world(&db, "Halden").await;
        let id = software(&db, "keeper", "Linux", false).await;
        subscribe(&db, &world, 1, 1).await;
        let by = curator(&db).await;
        let first = found(&db, &world.manager, NOW).await.areas.remove(0);
        assert_eq!(first.name.as_deref(), Some("Area keeper"));
        let naming = |software, first: &str, german: &str| NameArea {
            key: FormKey::fresh(),
            software,
            names: vec![
                (Language::English, first.to_owned()),
                (Language::German, german.to_owned()),
            ],
        };
        let denied = name_area(&db, &world.manager, naming(id, "Mine", ""), NOW).await;
        assert!(matches!(denied, Err(SoftwareError::Denied(_))));
        let long = "x".repeat(121);
        let (english, german) = (
            SoftwareFault::AreaName(Language::English),
            SoftwareFault::AreaName(Language::German),
        );
        // All of it is told at once.
        for (first, second, wrong) in [
            (" ", "Werkzeuge", vec![english]),
            (long.as_str(), "", vec![english]),
            ("Tools", long.as_str(), vec![german]),
            (long.as_str(), long.as_str(), vec![english, german]),
        ] {
            let refused = name_area(&db, &by, naming(id, first, second), NOW).await;
            assert_eq!(faults(refused), wrong);
        }
        let unknown = naming(SoftwareId::new(), "Tools", "");
        let refused = name_area(&db, &by, unknown, NOW).await;
        assert!(matches!(refused, Err(SoftwareError::NotFound)));
        let first = naming(id, "Old tools", "Alte Werkzeuge");
        name_area(&db, &by, first.clone(), NOW).await.unwrap();
        let second = naming(id, " Fleet  tools ", "Werkzeuge für Flotten");
        for form in [second.clone(), second, first] {
            name_area(&db, &by, form, NOW).await.unwrap();
        }
        let area = found(&db, &world.manager, NOW).await.areas.remove(0);
        assert_eq!(area.name.as_deref(), Some("Fleet tools"));
        let mut read = db.read(Scope::system()).await.unwrap();
        let areas = ask_areas().fetch(&mut read).await.unwrap();
        assert_eq!((areas.len(), areas[0].code.as_str()), (1, "keeper"));
        assert_eq!(areas[0].software, "Keeper");
        let desk = ask_software_desk(&by, id, (0, 10)).unwrap();
        let desk = desk.fetch(&mut read).await.unwrap().unwrap();
        let plans = crate::subscriptions::ask_plans(None, false);
        let plans = plans.fetch(&mut read).await.unwrap();
        let given = plans[0]
            .benefits
            .iter()
            .find(|one| matches!(&one.benefit, Benefit::Downloads { .. }))
            .unwrap();
        for (language, name) in [("en", "Fleet tools"), ("de", "Werkzeuge für Flotten")] {
            assert_eq!(areas[0].names.in_language(language), Some(name));
            assert_eq!(desk.software.area_in(language), name);
            assert_eq!(given.name_in(language), Some(name));
        }
    }
);
