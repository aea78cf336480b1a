//! Articles as people meet them, on both engines.

use super::import::{Became, How, Note, SourceFile, import_articles};
use super::*;
use crate::files::Files;
use crate::identity::testing::{Failed, staff};
use crate::identity::{Actor, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError, together};
use crate::support::case_life::Priority;
use crate::support::{OpenCase, OpenError, case_for_agent, open_case};
use crate::text::Language;
use crate::{Day, Timestamp, args};

mod authors;
mod cases;
mod handbook;
mod readers;

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
        no_day: false,
        problem: None,
        case: None,
        publish: true,
    }
}

async fn saved(db: &Db, agent: &Actor, command: SaveArticle) -> String {
    save_article(db, agent, command, NOW).await.unwrap()
}

async fn head(db: &Db, agent: &Actor, slug: &str) -> WholeArticle {
    let (found, _) = whole_article::<Failed>(db, agent, slug, Language::English, None)
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
