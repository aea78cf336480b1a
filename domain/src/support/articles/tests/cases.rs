//! Articles beside cases: questions before, known problems, and one made of a case.

use super::*;
use crate::assets::{ImportAssets, import_assets};
use crate::id::GuideQuestionId;

both_engines!(
    people_are_told_once_that_a_problem_is_solved,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let problem = SaveArticle {
            problem: Some(Problem::Open),
            ..article("Docks of May do not charge", "We are on it.")
        };
        let slug = saved(&db, &agent, problem).await;
        let number = open_case(
            &db,
            &halden.requester,
            question("Dock", BeforeAsking::default()),
            NOW,
        )
        .await
        .unwrap();
        let key = FormKey::fresh();
        for _ in 0..2 {
            attach_problem(&db, &agent, key, &number, Attach::To(slug.clone()), NOW)
                .await
                .unwrap();
        }
        assert_eq!(
            problems(&db, &halden.requester).await,
            [(slug.clone(), true)]
        );
        assert_eq!(problems(&db, &other.requester).await, []);
        assert_eq!(head(&db, &agent, &slug).await.head.cases, 1);
        assert_eq!(look_after_articles(&db, NOW).await.unwrap(), 0);

        let now = head(&db, &agent, &slug).await.head;
        let solved = SaveArticle {
            id: Some((now.id, now.version)),
            why: "Solved".to_owned(),
            problem: Some(Problem::Solved),
            ..article("Docks of May do not charge", "Load version 2.")
        };
        saved(&db, &agent, solved).await;
        // Run twice at the same moment.
        let both = futures::join!(look_after_articles(&db, NOW), look_after_articles(&db, NOW));
        assert!(both.0.is_ok() && both.1.is_ok());
        assert_eq!(look_after_articles(&db, NOW).await.unwrap(), 0);
        let told = mails(&db, "problem-solved").await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].0, halden.requester.email());
        assert_eq!(
            told[0].1.as_deref(),
            Some(format!("/help/articles/{slug}").as_str())
        );
        assert_eq!(problems(&db, &halden.requester).await, []);
    }
);

both_engines!(
    a_problem_is_told_to_who_has_equipment_of_the_product,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let sku = halden.sku("LAPTOP");
        let problem = SaveArticle {
            problem: Some(Problem::Open),
            about: About {
                products: vec![sku.clone()],
                ..About::default()
            },
            ..article("Hinges of May squeak", "We are on it.")
        };
        let slug = saved(&db, &agent, problem).await;
        let has = async |who: &World, lines: String| {
            let file = ImportAssets {
                key: FormKey::fresh(),
                name: "old.csv".to_owned(),
                bytes: format!("tag,name,sku,state\n{lines}").into_bytes(),
            };
            import_assets(&db, &who.manager, file, NOW).await.unwrap();
        };
        // Nobody has one; what is out of service squeaks no more; another one's does.
        assert_eq!(problems(&db, &halden.requester).await, []);
        has(&halden, format!("L-1,Laptop,{sku},retired\n")).await;
        assert_eq!(problems(&db, &halden.requester).await, []);
        has(&halden, format!("L-2,Laptop,{sku},in stock\n")).await;
        has(&other, "D-1,Dock,SOMETHING-ELSE,in stock\n".to_owned()).await;
        assert_eq!(
            problems(&db, &halden.requester).await,
            [(slug, false)],
            "all of the company are told, whoever has it"
        );
        assert_eq!(problems(&db, &other.requester).await, []);
    }
);

both_engines!(
    what_customers_may_not_read_is_not_named_when_it_is_solved,
    |db| async move {
        let halden = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let secret = "Halden and Other share a broken batch";
        let problem = SaveArticle {
            audience: Audience::Internal,
            problem: Some(Problem::Open),
            ..article(secret, "Do not tell.")
        };
        let slug = saved(&db, &agent, problem).await;
        let asked = question("Dock", BeforeAsking::default());
        let number = open_case(&db, &halden.requester, asked, NOW).await.unwrap();
        let to = Attach::To(slug.clone());
        attach_problem(&db, &agent, FormKey::fresh(), &number, to, NOW)
            .await
            .unwrap();
        let now = head(&db, &agent, &slug).await.head;
        let solved = SaveArticle {
            id: Some((now.id, now.version)),
            why: "Solved".to_owned(),
            audience: Audience::Internal,
            problem: Some(Problem::Solved),
            ..article(secret, "The batch was replaced.")
        };
        saved(&db, &agent, solved).await;
        look_after_articles(&db, NOW).await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let told: Vec<(String, String)> = read
            .all(
                "SELECT payload ->> 'article', payload ->> 'path' FROM outbox
                 WHERE kind = 'problem-solved'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(told, [("Dock".to_owned(), format!("/help/{number}"))]);
    }
);

both_engines!(
    what_was_answered_is_written_into_the_case,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let slug = saved(
            &db,
            &agent,
            article("Dock does not charge", "Use 130 watts."),
        )
        .await;
        let texts = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
        let answer = |text: &str, article: &str| NewAnswer {
            texts: texts(text),
            article: article.to_owned(),
            ..NewAnswer::default()
        };
        let command = SaveGuide {
            key: FormKey::fresh(),
            id: None,
            category: Some(String::new()),
            texts: texts("Is the lamp lit?"),
            answers: vec![answer("Yes.", &slug), answer("No.", "")],
        };
        let lost = SaveGuide {
            answers: vec![answer("Yes.", "no-such-article")],
            ..command.clone()
        };
        let refused = save_guide(&db, &agent, lost, NOW).await;
        assert!(matches!(refused, Err(GuideError::NoArticle(0, _))));
        save_guide(&db, &agent, command.clone(), NOW).await.unwrap();
        let second = SaveGuide {
            key: FormKey::fresh(),
            ..command
        };
        assert!(matches!(
            save_guide(&db, &agent, second, NOW).await,
            Err(GuideError::Taken)
        ));

        let given = async |answers: Vec<String>| {
            let mut read = db.read(world.requester.scope()).await.unwrap();
            ask_guided(world.requester.member().unwrap(), "en", "", answers)
                .fetch(&mut read)
                .await
                .unwrap()
        };
        let first = given(Vec::new()).await;
        let yes = first.next.unwrap().answers[0].id.to_string();
        let led = given(vec![yes.clone()]).await;
        assert_eq!(
            led.article,
            Some((slug.clone(), "Dock does not charge".to_owned()))
        );
        assert_eq!(led.next, None);
        let before = BeforeAsking {
            from: String::new(),
            offered: vec![slug.clone()],
            answers: vec![yes],
        };
        let number = open_case(&db, &world.requester, question("Dock", before), NOW)
            .await
            .unwrap();
        let case = case_for_agent::<Failed>(&db, &agent, &number, NOW)
            .await
            .unwrap()
            .unwrap()
            .case;
        assert_eq!(
            case.messages[0].text,
            "It does not work.\n\nIs the lamp lit? Yes."
        );
        assert_eq!(head(&db, &agent, &slug).await.head.asked, 1);
    }
);

both_engines!(an_article_from_a_case_names_nobody, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let slug = saved(
        &db,
        &agent,
        article("Dock does not charge", "Use 130 watts."),
    )
    .await;
    read_article::<Failed>(&db, &world.requester, &slug, "en", NOW)
        .await
        .unwrap();
    let asked = OpenCase {
        text: format!("{} of Halden here: it hums.", world.requester.name()),
        ..question("Dock of Halden hums", BeforeAsking::default())
    };
    let later = NOW.plus_seconds(60);
    let number = open_case(&db, &world.requester, asked, later)
        .await
        .unwrap();
    let made = article_from_case::<Failed>(&db, &agent, &number)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(made.title, "Dock of … hums");
    assert!(
        !made.text.contains(world.requester.name()) && !made.text.contains("Halden"),
        "{}",
        made.text
    );
    // What was read before is beside the case.
    let beside = articles_of_case::<Failed>(&db, &agent, &number, "en", None)
        .await
        .unwrap()
        .unwrap();
    let read: Vec<(&str, &str)> = beside
        .beside
        .iter()
        .map(|one| (one.slug.as_str(), one.how.as_str()))
        .collect();
    assert_eq!(read, [(slug.as_str(), "read")]);
});

both_engines!(a_case_needs_no_articles, |db| async move {
    let world: World = world(&db, "Halden").await;
    let opened: Result<String, OpenError> = open_case(
        &db,
        &world.requester,
        question("Dock", BeforeAsking::default()),
        Timestamp(NOW.0),
    )
    .await;
    let number = opened.unwrap();
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let none = articles_of_case::<Failed>(&db, &agent, "HC-2026-999999", "en", None).await;
    assert!(none.unwrap().is_none());
    let beside = articles_of_case::<Failed>(&db, &agent, &number, "en", None)
        .await
        .unwrap()
        .unwrap();
    assert!(beside.beside.is_empty() && beside.found.rows.is_empty());
});

both_engines!(an_answer_that_leads_nowhere_is_said, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let texts = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
    let answer = |text: &str| NewAnswer {
        texts: texts(text),
        ..NewAnswer::default()
    };
    let command = |answers| SaveGuide {
        key: FormKey::fresh(),
        id: None,
        category: Some(String::new()),
        texts: texts("Is the lamp lit?"),
        answers,
    };
    // An answer without words is left out, and those after it keep their place.
    let lost = NewAnswer {
        next: Some(GuideQuestionId::new()),
        ..answer("Yes.")
    };
    let refused = save_guide(&db, &agent, command(vec![NewAnswer::default(), lost]), NOW).await;
    assert!(matches!(refused, Err(GuideError::NoNext(1))), "{refused:?}");
    let long = answer(&"x".repeat(LONGEST_GUIDE + 1));
    let refused = save_guide(&db, &agent, command(vec![answer("No."), long]), NOW).await;
    assert!(
        matches!(refused, Err(GuideError::TooLong(Some(1), _))),
        "{refused:?}"
    );
    // All that is wrong is said at once, and nothing is saved.
    let lost = |article: &str| NewAnswer {
        next: Some(GuideQuestionId::new()),
        article: article.to_owned(),
        ..NewAnswer::default()
    };
    let wrong = SaveGuide {
        category: Some("nothing-like-it".to_owned()),
        texts: Texts::new(),
        ..command(vec![lost("not-there"), answer("No."), lost("")])
    };
    let refused = save_guide(&db, &agent, wrong, NOW).await;
    assert!(
        matches!(
            &refused,
            Err(GuideError::Several(wrong)) if matches!(
                wrong.as_slice(),
                [
                    GuideError::NoText(None),
                    GuideError::NoText(Some(0)),
                    GuideError::NoText(Some(2)),
                    GuideError::NoCategory,
                    GuideError::NoArticle(0, _),
                    GuideError::NoNext(0),
                    GuideError::NoNext(2),
                ]
            )
        ),
        "{refused:?}"
    );
    save_guide(&db, &agent, command(vec![answer("No.")]), NOW)
        .await
        .unwrap();
    let there = guides::<Failed>(&db, &agent, Language::English)
        .await
        .unwrap();
    let (id, key) = (there[0].id, FormKey::fresh());
    for _ in 0..2 {
        remove_guide(&db, &agent, key, id, NOW).await.unwrap();
    }
    let again = remove_guide(&db, &agent, FormKey::fresh(), id, NOW).await;
    assert!(matches!(again, Err(GuideError::NotFound)));
});

both_engines!(a_question_is_for_a_category_by_its_name, |db| async move {
    world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let texts = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
    let command = |category: &str| SaveGuide {
        key: FormKey::fresh(),
        id: None,
        category: Some(category.to_owned()),
        texts: texts("Is the lamp lit?"),
        answers: vec![NewAnswer {
            texts: texts("No."),
            ..NewAnswer::default()
        }],
    };
    for lost in ["Nothing", " "] {
        let refused = save_guide(&db, &agent, command(lost), NOW).await;
        assert!(matches!(refused, Err(GuideError::NoCategory)), "{lost:?}");
    }
    save_guide(&db, &agent, command("Things"), NOW)
        .await
        .unwrap();
    let taken = save_guide(&db, &agent, command("HALDEN"), NOW).await;
    assert!(matches!(taken, Err(GuideError::Taken)));
    let there = guides::<Failed>(&db, &agent, Language::English).await;
    let one = there.unwrap().remove(0);
    assert_eq!(
        (one.category.as_deref(), one.category_name.as_str()),
        (Some("HALDEN"), "Things")
    );
});

both_engines!(
    what_an_internal_article_is_called_is_told_to_nobody,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let problem = |of: Problem| SaveArticle {
            audience: Audience::Internal,
            problem: Some(of),
            why: "Solved".to_owned(),
            ..article("Our supplier ships bad docks", "Between us.")
        };
        let slug = saved(&db, &agent, problem(Problem::Open)).await;
        let asked = question("Dock does not charge", BeforeAsking::default());
        let number = open_case(&db, &world.requester, asked, NOW).await.unwrap();
        let to = Attach::To(slug.clone());
        attach_problem(&db, &agent, FormKey::fresh(), &number, to, NOW)
            .await
            .unwrap();
        assert_eq!(problems(&db, &world.requester).await, []);
        let now = head(&db, &agent, &slug).await.head;
        let solved = SaveArticle {
            id: Some((now.id, now.version)),
            ..problem(Problem::Solved)
        };
        saved(&db, &agent, solved).await;
        look_after_articles(&db, NOW).await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let told: Vec<(String, String)> = read
            .all(
                "SELECT payload ->> 'article', payload ->> 'path' FROM outbox
                 WHERE kind = 'problem-solved'",
                args![],
            )
            .await
            .unwrap();
        assert_eq!(
            told,
            [("Dock does not charge".to_owned(), format!("/help/{number}"))]
        );
    }
);

both_engines!(
    two_who_write_questions_at_once_make_no_circle_and_no_second_first_one,
    |db| async move {
        let one = staff(&db, &[StaffRole::Agent]).await;
        let other = staff(&db, &[StaffRole::Admin]).await;
        let texts = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
        let leading = |id, next| SaveGuide {
            key: FormKey::fresh(),
            id,
            category: None,
            texts: texts("Is the lamp lit?"),
            answers: vec![NewAnswer {
                texts: texts("Yes."),
                next,
                ..NewAnswer::default()
            }],
        };
        let first = || SaveGuide {
            category: Some(String::new()),
            ..leading(None, None)
        };
        let (mine, theirs) = tokio::join!(
            save_guide(&db, &one, first(), NOW),
            save_guide(&db, &other, first(), NOW)
        );
        assert!(mine.is_ok() != theirs.is_ok(), "{mine:?} {theirs:?}");
        let refused = mine.err().or(theirs.err());
        assert!(matches!(refused, Some(GuideError::Taken)));
        for _ in 0..3 {
            for _ in 0..2 {
                save_guide(&db, &one, leading(None, None), NOW)
                    .await
                    .unwrap();
            }
            let ids: Vec<(GuideQuestionId,)> = {
                let mut read = db.read(Scope::system()).await.unwrap();
                let latest = "SELECT id FROM guide_question ORDER BY position DESC LIMIT 2";
                read.all(latest, args![]).await.unwrap()
            };
            let (a, b) = (ids[0].0, ids[1].0);
            let (there, back) = tokio::join!(
                save_guide(&db, &one, leading(Some(a), Some(b)), NOW),
                save_guide(&db, &other, leading(Some(b), Some(a)), NOW)
            );
            assert!(there.is_ok() != back.is_ok(), "{there:?} {back:?}");
            let refused = there.err().or(back.err());
            assert!(matches!(refused, Some(GuideError::Circle(_))));
        }
    }
);
