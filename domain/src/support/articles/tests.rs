//! Articles as people meet them, on both engines.

use super::import::{Became, How, Note, SourceFile, import_articles};
use super::*;
use crate::files::Files;
use crate::identity::testing::staff;
use crate::identity::{Actor, Denied, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError, together};
use crate::support::case_life::Priority;
use crate::support::{OpenCase, OpenError, case_for_agent, open_case};
use crate::text::Language;
use crate::{Day, Timestamp, args};

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn article(title: &str, text: &str) -> SaveArticle {
    SaveArticle {
        key: FormKey::fresh(),
        id: None,
        language: Language::English,
        title: title.to_owned(),
        text: text.to_owned(),
        why: String::new(),
        audience: Audience::All,
        customer: String::new(),
        about: About::default(),
        owner: None,
        review: None,
        problem: None,
        case: None,
        publish: true,
    }
}

async fn saved(db: &Db, agent: &Actor, command: SaveArticle) -> String {
    save_article(db, agent, command, NOW).await.unwrap()
}

async fn head(db: &Db, agent: &Actor, slug: &str) -> WholeArticle {
    let (found, _) = whole_article::<Failed>(db, agent, slug, None)
        .await
        .unwrap();
    found.unwrap()
}

async fn found(db: &Db, who: &Actor, words: &str) -> Vec<String> {
    let query = ArticleQuery {
        words: words.to_owned(),
        limit: 20,
        ..ArticleQuery::default()
    };
    let found = find_articles::<Failed>(db, who, "en", &query, true, NOW)
        .await
        .unwrap();
    assert_eq!(found.total, i64::try_from(found.rows.len()).unwrap());
    found.rows.into_iter().map(|one| one.slug).collect()
}

fn question(subject: &str, before: BeforeAsking) -> OpenCase {
    OpenCase {
        key: FormKey::fresh(),
        subject: subject.to_owned(),
        text: "It does not work.".to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before,
    }
}

async fn mails(db: &Db, kind: &'static str) -> Vec<(String, Option<String>)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, payload ->> 'path' FROM outbox WHERE kind = $1 ORDER BY id",
        args![kind],
    )
    .await
    .unwrap()
}

async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

async fn problems(db: &Db, who: &Actor) -> Vec<(String, bool)> {
    let mut read = db.read(who.scope()).await.unwrap();
    let problems = ask_known_problems(who.member().unwrap(), "en")
        .fetch(&mut read)
        .await
        .unwrap();
    problems
        .into_iter()
        .map(|one| (one.slug.clone(), one.has_case()))
        .collect()
}

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
            suggest_articles::<Failed>(&db, &other.requester, "en", "Dock charge", "").await;
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
    assert!(matches!(no_reason, Err(ArticleError::NoWhy)));
    saved(&db, &agent, change(now.version, "Better", false)).await;
    assert_eq!(read().await.unwrap().text, "Old.");
    let late = save_article(&db, &agent, change(now.version, "Late", false), NOW).await;
    assert!(matches!(late, Err(ArticleError::Changed)));
    let step = async |what| change_article(&db, &agent, FormKey::fresh(), now.id, what, NOW).await;
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
    done_with_wanted::<Failed>(&db, &agent, "plotter ink", NOW.plus_seconds(1))
        .await
        .unwrap();
    assert_eq!(wanted().await.1, 0);
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
        assert_eq!(look_after_articles(&db, NOW).await.unwrap(), 1);
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
    whoever_looks_after_an_article_is_told_once,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let due = SaveArticle {
            owner: Some(agent.person()),
            review: Some(Day::of(NOW.plus_days(-1))),
            ..article("Dock does not charge", "Use 130 watts.")
        };
        let slug = saved(&db, &agent, due).await;
        assert_eq!(look_after_articles(&db, NOW).await.unwrap(), 1);
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
            next: None,
            article: article.to_owned(),
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
        assert!(matches!(refused, Err(GuideError::NoArticle(_))));
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

fn files_of(second: &str) -> Vec<SourceFile> {
    let file = |path: &str, text: &str| SourceFile {
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    vec![
        file(
            "kb/index.rst",
            "Start\n=====\n\nSee :doc:`/docks/charge`.\n\n.. image:: no.png\n",
        ),
        file("kb/docks/charge.rst", second),
        file("kb/notes.md", "# Notes\n\nSee [start](index.rst)."),
        file("kb/broken.rst", "\n\n"),
        file("kb/picture.png", "no picture"),
    ]
}

both_engines!(the_same_handbook_again_changes_nothing, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let how = How {
        audience: Audience::All,
        language: Language::English,
        publish: true,
    };
    let import = async |second: &str| {
        let answers = import_articles(&db, &files, &agent, files_of(second), how, NOW, |_| {})
            .await
            .unwrap();
        let became: Vec<(String, Became)> = answers
            .iter()
            .map(|one| (one.path.clone(), one.became))
            .collect();
        (became, answers)
    };
    let charge = "Docks charge\n============\n\nUse 130 watts.\n";
    let (became, answers) = import(charge).await;
    let expected = |charge, others| {
        [
            ("broken.rst", Became::Refused),
            ("docks/charge.rst", charge),
            ("index.rst", others),
            ("notes.md", others),
            ("picture.png", Became::Refused),
        ]
        .map(|(path, became)| (path.to_owned(), became))
        .to_vec()
    };
    assert_eq!(became, expected(Became::New, Became::New));
    assert_eq!(
        answers[2].notes,
        [Note::LostFiles(vec!["no.png".to_owned()])]
    );
    let read = read_article::<Failed>(&db, &world.requester, "index", "en", NOW).await;
    assert_eq!(
        read.unwrap().unwrap().text,
        "See [Docks charge](</help/articles/docks-charge>)."
    );
    assert_eq!(
        import(charge).await.0,
        expected(Became::Unchanged, Became::Unchanged)
    );
    let versions = "SELECT COUNT(*) FROM article_version";
    assert_eq!(count(&db, versions).await, 3);
    let changed = "Docks charge\n============\n\nUse 90 watts.\n";
    assert_eq!(
        import(changed).await.0,
        expected(Became::Changed, Became::Unchanged)
    );
    // What somebody changed here is not written over.
    let now = head(&db, &agent, "docks-charge").await.head;
    let by_hand = SaveArticle {
        id: Some((now.id, now.version)),
        why: "Wrong".to_owned(),
        ..article("Docks charge", "Use 130 watts, whatever the book says.")
    };
    saved(&db, &agent, by_hand).await;
    let (became, answers) = import(charge).await;
    assert_eq!(became, expected(Became::Refused, Became::Unchanged));
    assert_eq!(answers[1].notes, [Note::ChangedHere]);
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
