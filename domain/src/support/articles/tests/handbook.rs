//! Handbooks as articles.

use super::*;
use crate::files::{Sent, clear_away};
use crate::support::articles::import::{
    article_imports, begin_article_import, break_off_article_import, finish_article_import,
};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

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
        handbook: String::new(),
        audience: Audience::All,
        language: Language::English,
        publish: true,
    };
    let import = async |second: &str| {
        let answers = import_articles(
            &db,
            &files,
            &agent,
            files_of(second),
            how.clone(),
            NOW,
            None,
        )
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

both_engines!(two_handbooks_keep_out_of_each_others_way, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let import = async |handbook: &str, text: &str| {
        let how = How {
            handbook: handbook.to_owned(),
            audience: Audience::All,
            language: Language::English,
            publish: false,
        };
        let sent = vec![SourceFile {
            path: "index.md".to_owned(),
            bytes: text.as_bytes().to_vec(),
        }];
        let answers = import_articles(&db, &files, &agent, sent, how, NOW, None)
            .await
            .unwrap();
        let one = answers.into_iter().next().unwrap();
        (one.became, one.slug.unwrap())
    };
    let (routers, docks) = ("# Routers\n\nOne.", "# Docks\n\nTwo.");
    let first = import("Routers", routers).await;
    let second = import("Docks", docks).await;
    assert_eq!(first, (Became::New, "routers-index".to_owned()));
    assert_eq!(second, (Became::New, "docks-index".to_owned()));
    for (book, text, slug) in [
        ("Routers", routers, first.1.as_str()),
        ("Docks", docks, second.1.as_str()),
    ] {
        let again = import(book, text).await;
        assert_eq!(again, (Became::Unchanged, slug.to_owned()));
    }
});

both_engines!(the_pictures_of_articles_are_kept, |db| async move {
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let files = Files::in_memory(&db).await.unwrap();
    let slug = saved(&db, &agent, article("Dock does not charge", "See.")).await;
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(40, 30, Rgb([10, 90, 140]))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    let sent = Sent {
        name: "dock.png".to_owned(),
        bytes: bytes.into_inner(),
    };
    put_article_picture(&db, &files, &agent, FormKey::fresh(), &slug, sent, NOW)
        .await
        .unwrap();
    // Long after it was sent: nothing else shows it.
    clear_away(&db, &files, Timestamp(4_000_000_000_000))
        .await
        .unwrap();
    let shown = "SELECT COUNT(*) FROM article_picture p
         JOIN stored_form f ON f.file_id = p.file_id /* system */";
    assert_eq!(count(&db, shown).await, 3);
});

both_engines!(
    an_import_that_is_sent_twice_at_once_begins_once,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        for _ in 0..3 {
            let key = FormKey::fresh();
            let begin = || begin_article_import(&db, &agent, key, "kb.zip", 30, NOW);
            let (one, other) = tokio::join!(begin(), begin());
            let (one, other) = (one.unwrap(), other.unwrap());
            assert_eq!(one.0, other.0);
            assert!(one.1 != other.1, "one of them is new");
        }
    }
);

both_engines!(
    an_import_that_was_killed_is_known_to_have_broken_off,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let key = FormKey::fresh();
        let begun = begin_article_import(&db, &agent, key, "kb.zip", 30, NOW).await;
        let (id, is_new) = begun.unwrap();
        assert!(is_new);
        let page = async || {
            let found = article_imports::<Failed>(&db, &agent, Some(id)).await;
            found.unwrap().remove(0)
        };
        let begun = page().await;
        assert!(!begun.broke_off(NOW.plus_seconds(60)));
        // Killed before it said anything more.
        assert!(begun.broke_off(NOW.plus_seconds(3_600)));
        // Killed before the end: what it had answered by then is there.
        let files = Files::in_memory(&db).await.unwrap();
        let how = How {
            handbook: String::new(),
            audience: Audience::All,
            language: Language::English,
            publish: false,
        };
        let sent = (0..30)
            .map(|number| SourceFile {
                path: format!("a{number:02}.md"),
                bytes: format!("# Article {number}\n\nText.").into_bytes(),
            })
            .collect();
        import_articles(&db, &files, &agent, sent, how, NOW, Some(id))
            .await
            .unwrap();
        let killed = page().await;
        assert!(killed.finished_at.is_none() && killed.answers.len() >= 25);
        assert_ne!(killed.alive_at, NOW);
        // One that gives up by itself is known at once, and one that is done stays so.
        break_off_article_import(&db, &agent, id).await.unwrap();
        let given_up = page().await;
        assert!(given_up.broke_off(NOW) && given_up.answers.len() >= 25);
        finish_article_import(&db, &agent, id, &[], NOW)
            .await
            .unwrap();
        break_off_article_import(&db, &agent, id).await.unwrap();
        assert!(!page().await.broke_off(NOW.plus_days(9)));
    }
);

both_engines!(
    two_imports_of_a_handbook_at_once_write_each_article_once,
    |db| async move {
        let agent = staff(&db, &[StaffRole::Agent]).await;
        let files = Files::in_memory(&db).await.unwrap();
        let sent = |text: &str| -> Vec<SourceFile> {
            (0..8)
                .map(|number| SourceFile {
                    path: format!("kb/a{number}.md"),
                    bytes: format!("# Article {number}\n\n{text}").into_bytes(),
                })
                .collect()
        };
        // New ones, and then new versions of them.
        for text in ["First.", "Second."] {
            let import = || {
                let how = How {
                    handbook: String::new(),
                    audience: Audience::All,
                    language: Language::English,
                    publish: true,
                };
                import_articles(&db, &files, &agent, sent(text), how, NOW, None)
            };
            let (one, other) = tokio::join!(import(), import());
            let (one, other) = (one.unwrap(), other.unwrap());
            for (mine, theirs) in one.iter().zip(&other) {
                let both = [mine.became, theirs.became];
                assert!(both.contains(&Became::Unchanged), "{mine:?} {theirs:?}");
                let wrote = [Became::New, Became::Changed];
                assert_eq!(both.iter().filter(|one| wrote.contains(one)).count(), 1);
            }
        }
        let articles = "SELECT COUNT(*) FROM article /* staff */";
        let versions = "SELECT COUNT(*) FROM article_version";
        assert_eq!(
            (count(&db, articles).await, count(&db, versions).await),
            (8, 16)
        );
    }
);
