//! What readers find and read, and nobody else.

use super::super::look_for::MOST_WANTED;
use super::*;

both_engines!(
    an_article_of_another_customer_is_unknown_everywhere,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let public = saved(
            &db,
            &agent,
            article("Dock does not charge", "Use 130 watts."),
        )
        .await;
        let own = SaveArticle {
            audience: Audience::Customer,
            customer: "Halden".to_owned(),
            problem: Some(Problem::Open),
            ..article("Dock of the winch charge", "Ask the bridge.")
        };
        let own = saved(&db, &agent, own).await;
        let internal = SaveArticle {
            audience: Audience::Internal,
            problem: Some(Problem::Open),
            ..article(
                "Dock charge: what we keep to ourselves",
                "The batch of May.",
            )
        };
        let internal = saved(&db, &agent, internal).await;
        let draft = SaveArticle {
            publish: false,
            ..article("Dock charge draft", "Not yet.")
        };
        let draft = saved(&db, &agent, draft).await;

        assert_eq!(
            found(&db, &other.requester, "dock charge").await,
            std::slice::from_ref(&public)
        );
        assert_eq!(
            found(&db, &other.requester, "").await,
            std::slice::from_ref(&public)
        );
        let mut theirs = found(&db, &halden.requester, "charge dock").await;
        theirs.sort();
        assert_eq!(theirs, [public.clone(), own.clone()]);
        for hidden in [&own, &internal, &draft] {
            let read = read_article::<Failed>(&db, &other.requester, hidden, "en", NOW).await;
            assert_eq!(read.unwrap(), None, "{hidden}");
            let answer = Answer {
                slug: hidden.clone(),
                helped: true,
                words: String::new(),
                spared: false,
            };
            let answered = answer_article(&db, &other.requester, answer, NOW).await;
            assert!(matches!(answered, Err(AnswerError::NotFound)), "{hidden}");
        }
        let suggested =
            suggest_articles::<Failed>(&db, &other.requester, "en", "Dock charge", "", NOW).await;
        let suggested: Vec<String> = suggested.unwrap().into_iter().map(|one| one.slug).collect();
        assert_eq!(suggested, std::slice::from_ref(&public));
        // What is not theirs is not written down beside their case either.
        let before = BeforeAsking {
            from: own.clone(),
            offered: vec![public.clone(), internal.clone()],
            answers: Vec::new(),
        };
        let number = open_case(&db, &other.requester, question("Dock", before), NOW)
            .await
            .unwrap();
        let beside = articles_of_case::<Failed>(&db, &agent, &number, "en", Some("dock"))
            .await
            .unwrap()
            .unwrap();
        let slugs: Vec<&str> = beside.beside.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs, [public.as_str()]);
        // An agent finds for a customer what that customer may read, and our own.
        let mut slugs: Vec<&str> = beside
            .found
            .rows
            .iter()
            .map(|one| one.slug.as_str())
            .collect();
        slugs.sort_unstable();
        assert_eq!(slugs, [internal.as_str(), public.as_str()]);
        let attached = attach_problem(
            &db,
            &agent,
            FormKey::fresh(),
            &number,
            Attach::To(own.clone()),
            NOW,
        )
        .await;
        assert!(matches!(attached, Err(AttachError::NoProblem)));
        assert_eq!(problems(&db, &other.requester).await, []);
        // Nobody of a customer's writes or lists.
        for nobody in [&halden.manager, &other.manager] {
            let listed = list_articles::<Failed>(&db, nobody, &ListArticles::default(), NOW).await;
            assert!(matches!(listed, Err(Failed::Denied(_))));
            let saved = save_article(&db, nobody, article("Mine", "Mine."), NOW).await;
            assert!(matches!(saved, Err(ArticleError::Denied(_))));
        }
    }
);

both_engines!(a_word_that_no_index_takes_is_looked_for, |db| async move {
    let world = world(&db, "Halden").await;
    let long = "dock1".repeat(2_000);
    let none: Vec<String> = Vec::new();
    assert_eq!(found(&db, &world.requester, &long).await, none);
    let suggested = suggest_articles::<Failed>(&db, &world.requester, "en", &long, "", NOW).await;
    assert_eq!(suggested.unwrap(), []);
});

both_engines!(a_search_forgives_and_knows_languages, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let sku = world.sku("LAPTOP");
    let about = About {
        products: vec![sku.clone()],
        ..About::default()
    };
    let english = SaveArticle {
        about,
        ..article("Battery is empty too soon", "Turn down the backlight.")
    };
    let slug = saved(&db, &agent, english.clone()).await;
    let other = saved(
        &db,
        &agent,
        article("Printer is jammed", "Open the flap at the back."),
    )
    .await;
    let now = head(&db, &agent, &slug).await.head;
    let german = SaveArticle {
        key: FormKey::fresh(),
        id: Some((now.id, now.version)),
        language: Language::German,
        title: "Akku zu schnell leer".to_owned(),
        text: "Die Beleuchtung herunterregeln.".to_owned(),
        why: "Deutsch".to_owned(),
        ..english
    };
    saved(&db, &agent, german).await;
    for typed in [
        "battery",
        "soon batery",
        "backlihgt",
        "akku",
        "empty battery nonsense",
    ] {
        assert_eq!(
            found(&db, &world.requester, typed).await,
            std::slice::from_ref(&slug),
            "{typed}"
        );
    }
    let query = |words: &str, sku: &str| ArticleQuery {
        words: words.to_owned(),
        sku: sku.to_owned(),
        limit: 20,
        ..ArticleQuery::default()
    };
    let german = find_articles::<Failed>(
        &db,
        &world.requester,
        "de",
        &query("battery", ""),
        false,
        NOW,
    )
    .await
    .unwrap();
    assert_eq!(german.rows[0].title, "Akku zu schnell leer");
    let about = find_articles::<Failed>(&db, &world.requester, "en", &query("", &sku), false, NOW)
        .await
        .unwrap();
    let slugs: Vec<&str> = about.rows.iter().map(|one| one.slug.as_str()).collect();
    assert_eq!(slugs, [slug.as_str()]);
    let read = read_article::<Failed>(&db, &world.requester, &other, "de", NOW).await;
    assert_eq!(read.unwrap().unwrap().language, "en");
});

both_engines!(what_nobody_finds_is_told_to_the_authors, |db| async move {
    let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
    let agent = staff(&db, &[StaffRole::Agent]).await;
    for who in [&halden.requester, &halden.manager, &other.requester] {
        assert!(found(&db, who, "Plotter  Ink").await.is_empty());
    }
    let wanted = async || wanted_articles::<Failed>(&db, &agent, 0, 10).await.unwrap();
    let (rows, total) = wanted().await;
    assert_eq!(total, 1);
    let one = &rows[0];
    assert_eq!(
        (one.plain.as_str(), one.times, one.companies),
        ("plotter ink", 3, 2)
    );
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'article-searched' AND amount = 0"
        )
        .await,
        3
    );
    for _ in 0..2 {
        done_with_wanted::<Failed>(&db, &agent, "plotter ink", NOW.plus_seconds(1))
            .await
            .unwrap();
    }
    let done = "SELECT COUNT(*) FROM audit WHERE action = 'article.wanted-done'";
    assert_eq!((wanted().await.1, count(&db, done).await), (0, 1));
    // Looked for again, it comes back.
    let query = ArticleQuery {
        words: "plotter ink".to_owned(),
        limit: 5,
        ..ArticleQuery::default()
    };
    find_articles::<Failed>(
        &db,
        &halden.requester,
        "en",
        &query,
        true,
        NOW.plus_seconds(60),
    )
    .await
    .unwrap();
    assert_eq!(wanted().await.1, 1);
});

both_engines!(
    what_is_forgotten_is_not_told_to_the_authors,
    |db| async move {
        let world = world(&db, "Halden").await;
        let agent = staff(&db, &[StaffRole::Agent]).await;
        found(&db, &world.requester, "my own trouble").await;
        found(&db, &world.manager, "everybodys trouble").await;
        crate::profile::forget_me(&db, &world.requester, NOW)
            .await
            .unwrap();
        let (rows, _) = wanted_articles::<Failed>(&db, &agent, 0, 10).await.unwrap();
        let left: Vec<&str> = rows.iter().map(|one| one.plain.as_str()).collect();
        assert_eq!(left, ["everybodys trouble"]);
    }
);

both_engines!(the_same_answer_at_once_is_one, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let slug = saved(&db, &agent, article("Dock", "Use 130 watts.")).await;
    let said = "SELECT COUNT(*) FROM audit WHERE action = 'article.answered'";
    for (round, helped) in [true, false, true].into_iter().enumerate() {
        let say = || {
            let answer = Answer {
                slug: slug.clone(),
                helped,
                words: String::new(),
                spared: false,
            };
            answer_article(&db, &world.requester, answer, NOW)
        };
        let (one, other) = tokio::join!(say(), say());
        one.unwrap();
        other.unwrap();
        assert_eq!(count(&db, said).await, i64::try_from(round).unwrap() + 1);
    }
});

both_engines!(each_member_has_one_answer, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let slug = saved(
        &db,
        &agent,
        article("Dock does not charge", "Use 130 watts."),
    )
    .await;
    for (helped, words, spared) in [(true, "", true), (true, "", true), (false, "No.", false)] {
        let answer = Answer {
            slug: slug.clone(),
            helped,
            words: words.to_owned(),
            spared,
        };
        answer_article(&db, &world.requester, answer, NOW)
            .await
            .unwrap();
    }
    let whole = head(&db, &agent, &slug).await;
    assert_eq!(
        (whole.head.helped, whole.head.no_help, whole.head.spared),
        (0, 1, 0)
    );
    assert_eq!(whole.answers[0].words, "No.");
    let rated = "SELECT COUNT(*) FROM interaction WHERE kind = 'article-rated'";
    assert_eq!(count(&db, rated).await, 2);
});

both_engines!(searches_use_indexes_and_few_statements, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    saved(
        &db,
        &agent,
        article("Dock does not charge", "Use 130 watts."),
    )
    .await;
    let number = open_case(
        &db,
        &world.requester,
        question("Dock", BeforeAsking::default()),
        NOW,
    )
    .await
    .unwrap();
    let (beside, statements) = crate::store::counted(articles_of_case::<Failed>(
        &db,
        &agent,
        &number,
        "en",
        Some("dock"),
    ))
    .await;
    assert_eq!(beside.unwrap().unwrap().found.total, 1);
    assert!(statements <= 2, "{statements}");
    let mut read = db.read(world.requester.scope()).await.unwrap();
    let member = world.requester.member().unwrap();
    let questions = (
        ask_known_problems(member, "en"),
        ask_guided(member, "en", "", Vec::new()),
    );
    let (answers, statements) = crate::store::counted(together(&mut read, questions)).await;
    answers.unwrap();
    assert_eq!(statements, 1);
});

both_engines!(
    a_number_that_is_not_theirs_says_nothing_of_what_it_is,
    |db| async move {
        let (halden, other) = (world(&db, "Halden").await, world(&db, "Other").await);
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let theirs = other.requester.member().unwrap().in_force.as_ref().unwrap();
        let (company, revision) = (other.company.id, theirs.all().next().unwrap().revision);
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "INSERT INTO agreement_category (customer_id, revision_id, number, category_id,
                         rule, valid_from, valid_until)
                     SELECT $1, $2, 2, id, 'out', 0, $3 FROM category WHERE code = 'HALDEN'",
                    args![company, revision, Timestamp::NEVER],
                )
                .await
            })
        })
        .await
        .unwrap();
        // For all to read, and about what only one of them sees.
        let about = SaveArticle {
            about: About {
                categories: vec!["HALDEN".to_owned()],
                makers: vec!["Maker".to_owned()],
                ..About::default()
            },
            ..article("Fans of things are loud", "Clean them.")
        };
        let slug = saved(&db, &agent, about).await;
        let texts = |text: &str| Texts::from([("en".to_owned(), text.to_owned())]);
        let asked = SaveGuide {
            key: FormKey::fresh(),
            id: None,
            category: Some("HALDEN".to_owned()),
            texts: texts("Is the lamp lit?"),
            answers: vec![NewAnswer {
                texts: texts("No."),
                ..NewAnswer::default()
            }],
        };
        save_guide(&db, &agent, asked, NOW).await.unwrap();
        let sku = halden.sku("LAPTOP");
        let query = ArticleQuery {
            sku: sku.clone(),
            limit: 20,
            ..ArticleQuery::default()
        };
        for (who, sees) in [(&halden.requester, true), (&other.requester, false)] {
            let found = find_articles::<Failed>(&db, who, "en", &query, false, NOW).await;
            let found = found.unwrap();
            let slugs: Vec<String> = found.rows.into_iter().map(|one| one.slug).collect();
            let expected = if sees { vec![slug.clone()] } else { Vec::new() };
            assert_eq!(slugs, expected);
            assert!(found.exactly, "as of a number that does not exist");
            let before =
                before_the_form::<Failed>(&db, who, "en", (&sku, ""), Vec::new(), NOW).await;
            let (_, guided, _) = before.unwrap();
            assert_eq!(guided.next.is_some(), sees);
        }
    }
);

both_engines!(an_article_is_found_by_local_names, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO local_name (category_id, attribute, value, language, name)
                 SELECT id, 0, '', 'de', 'Gerätschaften' FROM category",
                args![],
            )
            .await
        })
    })
    .await
    .unwrap();
    let about = About {
        categories: vec!["HALDEN".to_owned()],
        ..About::default()
    };
    let german = SaveArticle {
        language: Language::German,
        about: about.clone(),
        ..article("Lüfter ist laut", "Reinigen Sie ihn.")
    };
    let slug = saved(&db, &agent, german).await;
    let english = SaveArticle {
        about,
        ..article("Fan is loud", "Clean it.")
    };
    saved(&db, &agent, english).await;
    assert_eq!(
        found(&db, &world.requester, "Gerätschaften").await,
        [slug],
        "and not what is written in English"
    );
});

both_engines!(
    one_company_fills_not_what_authors_read_of_all,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let customer = ours.company.id;
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                let rows = (0..u8::try_from(MOST_WANTED).unwrap())
                    .map(|number| {
                        let letter = |number: u8| char::from(b'a' + number);
                        let words = format!("qu{}{}", letter(number / 26), letter(number % 26));
                        args![customer, words.as_str(), words.as_str(), 1_i64, NOW, NOW]
                    })
                    .collect();
                tx.insert_many(
                    "INSERT INTO article_wanted (customer_id, plain, typed, times, first_at,
                         last_at) VALUES",
                    rows,
                    "",
                )
                .await
            })
        })
        .await
        .unwrap();
        let total = async || {
            let wanted = wanted_articles::<Failed>(&db, &agent, 0, 10).await;
            wanted.unwrap().1
        };
        // Whoever searches finds what there is, and no more is told.
        assert!(found(&db, &ours.requester, "gramophone").await.is_empty());
        assert_eq!(total().await, MOST_WANTED);
        // What is known already is counted on, and another company's is told.
        assert!(found(&db, &ours.requester, "quah").await.is_empty());
        let (first, _) = wanted_articles::<Failed>(&db, &agent, 0, 1).await.unwrap();
        assert_eq!((first[0].plain.as_str(), first[0].times), ("quah", 2));
        assert!(found(&db, &theirs.requester, "gramophone").await.is_empty());
        assert_eq!(total().await, MOST_WANTED + 1);
        // The next day there is room again.
        let query = ArticleQuery {
            words: "phonograph".to_owned(),
            limit: 20,
            ..ArticleQuery::default()
        };
        let later = NOW.plus_days(2);
        find_articles::<Failed>(&db, &ours.requester, "en", &query, true, later)
            .await
            .unwrap();
        assert_eq!(total().await, MOST_WANTED + 2);
    }
);
