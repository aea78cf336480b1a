//! What authors write, publish and are reminded of.

use super::*;
use crate::id::PersonId;

both_engines!(what_is_read_changes_when_it_is_published, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let first = article("Dock does not charge", "Old.");
    let key = first.key;
    let slug = saved(&db, &agent, first.clone()).await;
    // The same form again is the same article.
    assert_eq!(saved(&db, &agent, SaveArticle { key, ..first }).await, slug);
    assert_eq!(count(&db, "SELECT COUNT(*) FROM article").await, 1);
    let read = async || {
        read_article::<Failed>(&db, &world.requester, &slug, "en", NOW)
            .await
            .unwrap()
    };
    assert_eq!(read().await.unwrap().text, "Old.");

    let now = head(&db, &agent, &slug).await.head;
    let change = |version: i64, why: &str, publish| SaveArticle {
        id: Some((now.id, version)),
        why: why.to_owned(),
        publish,
        ..article("Dock does not charge", "New.")
    };
    let no_reason = save_article(&db, &agent, change(now.version, "", false), NOW).await;
    assert!(matches!(
        no_reason,
        Err(ArticleError::Faults(faults)) if faults == [ArticleFault::NoWhy]
    ));
    saved(&db, &agent, change(now.version, "Better", false)).await;
    assert_eq!(read().await.unwrap().text, "Old.");
    let late = save_article(&db, &agent, change(now.version, "Late", false), NOW).await;
    assert!(matches!(late, Err(ArticleError::Changed)));
    let step = async |what| {
        let now = head(&db, &agent, &slug).await.head;
        let of = (now.id, now.version);
        change_article(&db, &agent, FormKey::fresh(), of, what, NOW).await
    };
    step(Change::Publish).await.unwrap();
    assert_eq!(read().await.unwrap().text, "New.");
    step(Change::BringBack(Language::English, 1)).await.unwrap();
    step(Change::Publish).await.unwrap();
    assert_eq!(read().await.unwrap().text, "Old.");
    assert_eq!(head(&db, &agent, &slug).await.versions.len(), 3);
    step(Change::Retire).await.unwrap();
    assert_eq!(read().await, None);
    assert!(found(&db, &world.requester, "dock").await.is_empty());
    let again = step(Change::Retire).await;
    assert!(matches!(again, Err(ArticleError::NotPossible)));
});

both_engines!(
    whoever_looks_after_an_article_is_told_once,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let due = SaveArticle {
            owner: Some(agent.person()),
            review: Some(Day::of(NOW.plus_days(-1))),
            ..article("Dock does not charge", "Use 130 watts.")
        };
        let slug = saved(&db, &agent, due).await;
        // Run twice at the same moment.
        let both = futures::join!(look_after_articles(&db, NOW), look_after_articles(&db, NOW));
        assert!(both.0.is_ok() && both.1.is_ok());
        assert_eq!(look_after_articles(&db, NOW).await.unwrap(), 0);
        let told = mails(&db, "article-review").await;
        assert_eq!(
            told,
            [(
                agent.email().to_owned(),
                Some(format!("/console/articles/{slug}"))
            )]
        );
        let query = ListArticles {
            due: true,
            limit: 5,
            ..ListArticles::default()
        };
        let listed = list_articles::<Failed>(&db, &agent, &query, NOW)
            .await
            .unwrap();
        assert_eq!((listed.total, listed.due), (1, 1));
    }
);

both_engines!(nobody_publishes_what_they_have_not_seen, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let slug = saved(&db, &agent, article("Dock does not charge", "Old.")).await;
    let seen = head(&db, &agent, &slug).await.head;
    // Somebody else saves half a sentence meanwhile.
    let half = SaveArticle {
        id: Some((seen.id, seen.version)),
        why: "To be continued".to_owned(),
        publish: false,
        ..article("Dock does not charge", "Half a")
    };
    saved(&db, &agent, half).await;
    let publish = |version| {
        let of = (seen.id, version);
        change_article(&db, &agent, FormKey::fresh(), of, Change::Publish, NOW)
    };
    let late = publish(seen.version).await;
    assert!(matches!(late, Err(ArticleError::Changed)), "{late:?}");
    let read = read_article::<Failed>(&db, &world.requester, &slug, "en", NOW).await;
    assert_eq!(read.unwrap().unwrap().text, "Old.");
    // Of two who publish the same at the same moment one is told.
    let now = head(&db, &agent, &slug).await.head.version;
    let both = futures::join!(publish(now), publish(now));
    let done = [both.0.is_ok(), both.1.is_ok()];
    assert_eq!(done.iter().filter(|one| **one).count(), 1, "{done:?}");
    // The same form twice is one.
    let now = head(&db, &agent, &slug).await.head;
    let key = FormKey::fresh();
    for _ in 0..2 {
        let of = (now.id, now.version);
        change_article(&db, &agent, key, of, Change::Retire, NOW)
            .await
            .unwrap();
    }
});

both_engines!(
    what_nobody_keeps_right_waits_for_all_who_write,
    |db| async move {
        let (agent, other) = (
            staff(&db, &[StaffRole::Agent]).await,
            staff(&db, &[StaffRole::Agent]).await,
        );
        let due = |owner: &Actor, title: &str| SaveArticle {
            owner: Some(owner.person()),
            review: Some(Day::of(NOW.plus_days(-1))),
            ..article(title, "Use 130 watts.")
        };
        saved(&db, &agent, due(&agent, "Dock does not charge")).await;
        let waiting = async |who: &Actor| {
            let mut read = db.read(who.scope()).await.unwrap();
            let asked = ask_articles_waiting(who.person(), NOW);
            asked.fetch(&mut read).await.unwrap().due
        };
        assert_eq!((waiting(&agent).await, waiting(&other).await), (1, 0));
        // Who kept it right leaves.
        let gone = agent.person();
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run("DELETE FROM staff_role WHERE person_id = $1", args![gone])
                    .await
            })
        })
        .await
        .unwrap();
        assert_eq!(waiting(&other).await, 1);
    }
);

both_engines!(
    a_form_of_an_article_sent_twice_at_once_is_answered_alike,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for number in 0..5 {
            let title = format!("Dock {number}");
            let twice = async |command: SaveArticle| {
                let (one, other) = futures::join!(
                    save_article(&db, &agent, command.clone(), NOW),
                    save_article(&db, &agent, command, NOW)
                );
                let (one, other) = (one.unwrap(), other.unwrap());
                assert_eq!(one, other);
                one
            };
            let slug = twice(article(&title, "Old.")).await;
            let seen = head(&db, &agent, &slug).await.head;
            let anew = SaveArticle {
                id: Some((seen.id, seen.version)),
                why: "Better".to_owned(),
                ..article(&title, "New.")
            };
            assert_eq!(twice(anew).await, slug);
            let now = head(&db, &agent, &slug).await;
            assert_eq!(now.versions.len(), 2);
            let (key, of) = (FormKey::fresh(), (now.head.id, now.head.version));
            let retire = || change_article(&db, &agent, key, of, Change::Retire, NOW);
            let (one, other) = futures::join!(retire(), retire());
            assert!(one.is_ok() && other.is_ok(), "{one:?} {other:?}");
            // Two who write about the same have an address each.
            let (one, other) = futures::join!(
                saved(&db, &agent, article("Alike", "One.")),
                saved(&db, &agent, article("Alike", "Other."))
            );
            assert_ne!(one, other);
        }
    }
);

/// What was wrong with what was typed.
fn faults(answer: Result<String, ArticleError>) -> Vec<ArticleFault> {
    match answer {
        Err(ArticleError::Faults(faults)) => faults,
        other => panic!("{other:?}"),
    }
}

both_engines!(all_that_is_wrong_with_an_article_is_said, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let wrong = SaveArticle {
        audience: Audience::Customer,
        customer: "Nobody".to_owned(),
        owner: Some(PersonId::new()),
        no_day: true,
        about: About {
            products: vec!["NO-1".to_owned()],
            categories: vec!["Nothing".to_owned()],
            makers: vec!["None".to_owned()],
        },
        ..article("", " ")
    };
    let one = |name: &str| vec![name.to_owned()];
    assert_eq!(
        faults(save_article(&db, &agent, wrong, NOW).await),
        [
            ArticleFault::NoTitle,
            ArticleFault::NoText,
            ArticleFault::NoDay,
            ArticleFault::NoProducts(one("NO-1")),
            ArticleFault::NoCategories(one("Nothing")),
            ArticleFault::NoMakers(one("None")),
            ArticleFault::NoCustomer,
            ArticleFault::NoOwner,
        ]
    );
    assert_eq!(count(&db, "SELECT COUNT(*) FROM article").await, 0);
});

both_engines!(a_category_is_typed_by_its_name, |db| async move {
    world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO local_name (category_id, attribute, value, language, name)
                 SELECT id, 0, '', 'de', 'Dinge' FROM category",
                args![],
            )
            .await
        })
    })
    .await
    .unwrap();
    let about = |names: &[&str]| SaveArticle {
        about: About {
            categories: names.iter().map(|name| (*name).to_owned()).collect(),
            ..About::default()
        },
        ..article("Dock does not charge", "See.")
    };
    // However often it is meant, it is one.
    let slug = saved(&db, &agent, about(&["Things", "Dinge", "HALDEN"])).await;
    let shown = head(&db, &agent, &slug).await.about;
    let called: Vec<String> = shown.iter().map(Thing::called).collect();
    assert_eq!(called, ["Things (HALDEN)"]);
    world(&db, "Other").await;
    let twice = save_article(&db, &agent, about(&["Things"]), NOW).await;
    assert_eq!(
        faults(twice),
        [ArticleFault::NoCategories(vec!["Things".to_owned()])]
    );
    saved(&db, &agent, about(&["Things (OTHER)"])).await;
});
