//! What curators write, once and at the same time, and what is wrong with it.

use super::*;

both_engines!(an_issue_is_published_once, |db| async move {
    let curator = curator(&db).await;
    let publication = publication(&db, &curator, "notes", false, "").await;
    let id = draft(&db, &curator, publication, "One").await;
    let publish = || publish_issue(&db, &curator, FormKey::fresh(), (id, 1), NOW);
    let both = futures::join!(publish(), publish());
    let fine = [both.0.is_ok(), both.1.is_ok()];
    assert_eq!(fine.iter().filter(|one| **one).count(), 1, "{fine:?}");
    let again = SaveIssue {
        issue: Some((id, 2)),
        ..draft_of(publication, "Other words")
    };
    let refused = save_issue(&db, &curator, again, NOW).await;
    assert!(matches!(refused, Err(EditError::Published)));
    let refused = discard_issue(&db, &curator, FormKey::fresh(), (id, 2), NOW).await;
    assert!(matches!(refused, Err(EditError::Published)));
    let mut read = db.read(Scope::system()).await.unwrap();
    let audits: Option<i64> = read
        .scalar(
            "SELECT COUNT(*) FROM audit WHERE action = 'issue.published'",
            args![],
        )
        .await
        .unwrap();
    assert_eq!(audits, Some(1));
    let desk = ask_issue_desk(&curator, id).unwrap().fetch(&mut read).await;
    let desk = desk.unwrap().unwrap();
    assert_eq!(desk.issue.texts[0].title, "One");
    assert_eq!(desk.issue.texts.len(), 2);
});

both_engines!(two_who_write_at_once_lose_nothing, |db| async move {
    let curator = curator(&db).await;
    let publication = publication(&db, &curator, "notes", false, "").await;
    let id = draft(&db, &curator, publication, "One").await;
    let save = |title: &str| {
        let command = SaveIssue {
            issue: Some((id, 1)),
            ..draft_of(publication, title)
        };
        save_issue(&db, &curator, command, NOW)
    };
    save("Two").await.unwrap();
    assert!(matches!(save("Three").await, Err(EditError::Changed)));
    let late = publish_issue(&db, &curator, FormKey::fresh(), (id, 1), NOW).await;
    assert!(matches!(late, Err(EditError::Changed)));
    discard_issue(&db, &curator, FormKey::fresh(), (id, 2), NOW)
        .await
        .unwrap();
    let gone = save("Four").await;
    assert!(matches!(gone, Err(EditError::NotFound)));
});

both_engines!(
    of_two_who_change_a_publication_the_second_is_told,
    |db| async move {
        let curator = curator(&db).await;
        let id = publication(&db, &curator, "notes", false, "").await;
        let save = |id: PublicationId, version: i64, name: &str| {
            let command = SavePublication {
                key: FormKey::fresh(),
                id: Some((id, version)),
                code: String::new(),
                readers: Readers {
                    entitled: false,
                    needs: String::new(),
                },
                texts: vec![PublicationText {
                    language: Language::English,
                    name: name.to_owned(),
                    about: String::new(),
                }],
            };
            save_publication(&db, &curator, command, NOW)
        };
        save(id, 1, "One").await.unwrap();
        let late = save(id, 1, "Two").await;
        assert!(matches!(late, Err(EditError::Changed)));
        let both = futures::join!(save(id, 2, "Three"), save(id, 2, "Four"));
        let done = [both.0.is_ok(), both.1.is_ok()];
        assert_eq!(done.iter().filter(|one| **one).count(), 1, "{done:?}");
        let unknown = save(PublicationId::new(), 1, "Five").await;
        assert!(matches!(unknown, Err(EditError::NotFound)));
        let mut read = db.read(Scope::system()).await.unwrap();
        let desk = ask_publication_desk(&curator, id, (0, 50)).unwrap();
        let desk = desk.fetch(&mut read).await.unwrap().unwrap();
        assert_eq!(desk.publication.version, 3);
        assert_ne!(desk.publication.name, "Two", "nothing is lost in silence");
    }
);

both_engines!(what_was_taken_back_is_not_counted, |db| async move {
    let curator = curator(&db).await;
    let id = publication(&db, &curator, "notes", false, "").await;
    let mut issues = Vec::new();
    for title in ["One", "Two", "Three"] {
        issues.push(draft(&db, &curator, id, title).await);
    }
    for issue in &issues[..2] {
        publish_issue(&db, &curator, FormKey::fresh(), (*issue, 1), NOW)
            .await
            .unwrap();
    }
    let withdrawn = (issues[0], 2);
    withdraw_issue(&db, &curator, FormKey::fresh(), withdrawn, "Wrong", NOW)
        .await
        .unwrap();
    let mut read = db.read(Scope::system()).await.unwrap();
    let desk = ask_publication_desk(&curator, id, (0, 50)).unwrap();
    let of = desk.fetch(&mut read).await.unwrap().unwrap().publication;
    assert_eq!((of.drafts, of.published, of.withdrawn), (1, 1, 1));
});

both_engines!(what_is_wrong_with_a_publication_is_said, |db| async move {
    let who = curator(&db).await;
    let of = |code: &str, name: &str, german: &str| SavePublication {
        key: FormKey::fresh(),
        id: None,
        code: code.to_owned(),
        readers: Readers {
            entitled: false,
            needs: String::new(),
        },
        texts: vec![
            PublicationText {
                language: Language::English,
                name: name.to_owned(),
                about: String::new(),
            },
            PublicationText {
                language: Language::German,
                name: german.to_owned(),
                about: "Eine Zeile".to_owned(),
            },
        ],
    };
    let save = |command| save_publication(&db, &who, command, NOW);
    let wrong = save(of("Notes", "Notes", "Notizen")).await;
    assert_eq!(faults(wrong), [EditFault::Code]);
    let wrong = save(of("notes", " ", "Notizen")).await;
    assert_eq!(faults(wrong), [EditFault::Name(Language::English)]);
    // A line without a name says nothing of what it is about.
    let wrong = save(of("notes", "Notes", "")).await;
    assert_eq!(faults(wrong), [EditFault::Name(Language::German)]);
    // All of it is told at once.
    let mut all = of("N", "", "");
    all.readers.needs = "n".repeat(61);
    assert_eq!(
        faults(save(all).await),
        [
            EditFault::Code,
            EditFault::Needs,
            EditFault::Name(Language::English),
            EditFault::Name(Language::German),
        ]
    );
    let command = of("notes", "Notes", "Notizen");
    let first = save(command.clone()).await.unwrap();
    assert_eq!(save(command).await.unwrap(), first, "the same form again");
    let wrong = save(of("notes", "Others", "Andere")).await;
    assert_eq!(faults(wrong), [EditFault::CodeTaken]);
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let denied = save_publication(&db, &desk, of("more", "More", "Mehr"), NOW).await;
    assert!(matches!(denied, Err(EditError::Denied(_))));
});

both_engines!(all_that_is_wrong_with_an_issue_is_said, |db| async move {
    let curator = curator(&db).await;
    let publication = publication(&db, &curator, "notes", false, "").await;
    let mut wrong = draft_of(publication, "");
    wrong.day = None;
    wrong.texts[0].text = " ".to_owned();
    wrong.texts[1].title = "T".repeat(121);
    let wrong = save_issue(&db, &curator, wrong, NOW).await;
    assert_eq!(
        faults(wrong),
        [
            EditFault::Day,
            EditFault::Name(Language::English),
            EditFault::Text(Language::English),
            EditFault::Name(Language::German),
        ]
    );
});
