//! The stories of imports, on both engines.

use super::super::csv_file::FileProblem;
use super::super::export::{Cell, Export, Exporting};
use super::super::mapping::{ImportKind, Mapping, MappingFault, Role};
use super::super::price_lists::{ListPurpose, PriceList, add_price_list};
use super::super::prices::ask_list_prices;
use super::super::products::product_by_sku;
use super::super::refusal::Refusal;
use super::*;
use crate::id::{ImportId, PriceListId};
use crate::identity::Actor;
use crate::store::testing::both_engines;
use crate::store::{Db, Query};
use crate::text::{Language, Words, csv_row};
use crate::{Currency, Day, Money, Timestamp, args};

mod command;
mod comparing;
mod files;
mod kinds;
mod products;

const MICE: &str = "name,price,max_dpi,connection_type,color\n\
    Logitech G305,29.99,12000,\"Wired, Wireless\",Black\n\
    Logitech G305,,12000,\"Wired, Wireless\",White\n\
    Logitech G305,31.50,12000,\"Wired, Wireless\",Black\n\
    Razer Viper,,20000,Wired,Black\n\
    Razer Viper,49,20000,Wired,Black\n\
    ,5,1,Wired,Black\n\
    Broken,-5,1,Wired,Black\n\
    Short,1\n";
const FANS: &str = "name,price,size,rpm,pwm\n\
    Noctua NF-A12,37.95,120,\"450,2000\",true\n\
    be quiet! Wings,,140,900,false\n";

pub(super) async fn stage(db: &Db, kind: ImportKind, files: &[(&str, &[u8])]) -> Staged {
    let mut staging = Staging::begin(db, &Actor::system(), kind, Timestamp(1))
        .await
        .unwrap();
    for (name, bytes) in files {
        let mut file = staging.file(name).unwrap();
        for piece in bytes.chunks(11) {
            file.piece(piece).await.unwrap();
        }
        file.end().await.unwrap();
    }
    staging.finish().await.unwrap()
}

async fn list(db: &Db, name: &str, currency: Currency) -> PriceListId {
    let id = PriceListId::new();
    let list = PriceList {
        id,
        name: name.to_owned(),
        currency,
        purpose: ListPurpose::Sale,
    };
    add_price_list(db, &Actor::system(), list, Timestamp(1))
        .await
        .unwrap();
    id
}

/// Takes files in and lets the import begin, with the guessed mapping.
async fn begin(db: &Db, kind: ImportKind, list: PriceListId, files: &[(&str, &[u8])]) -> ImportId {
    let staged = stage(db, kind, files).await;
    assert_eq!(staged.rejected, []);
    let id = staged.import.unwrap();
    let command = Start {
        import: id,
        mapping: guess(kind, &staged.files, None, Currency::EUR),
        price_list: Some(list),
        save_as: None,
        only_compare: false,
    };
    start(db, &Actor::system(), command, Timestamp(2))
        .await
        .unwrap();
    id
}

async fn report(db: &Db, id: ImportId) -> Import {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    import(&mut read, id).await.unwrap().unwrap()
}

async fn not_taken(db: &Db, id: ImportId) -> Vec<(i64, Refusal)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    lines(&mut read, id, LineFilter::NotTaken, 0, 100)
        .await
        .unwrap()
        .into_iter()
        .map(|line| (line.line, line.reason().unwrap().clone()))
        .collect()
}

async fn skus(db: &Db) -> Vec<(String, String, String)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.all(
        "SELECT sku, name, summary FROM product ORDER BY sku",
        args![],
    )
    .await
    .unwrap()
}

async fn count(db: &Db, table: &str) -> i64 {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    read.scalar(format!("SELECT count(*) FROM {table}"), args![])
        .await
        .unwrap()
        .unwrap()
}

/// Takes files in and finds out what they would change, or applies them.
async fn go(
    db: &Db,
    kind: ImportKind,
    list: Option<PriceListId>,
    only_compare: bool,
    files: &[(&str, &[u8])],
) -> ImportId {
    go_with(db, kind, list, only_compare, files, |_| ()).await
}

/// The same with a mapping that was changed.
async fn go_with(
    db: &Db,
    kind: ImportKind,
    list: Option<PriceListId>,
    only_compare: bool,
    files: &[(&str, &[u8])],
    change: impl FnOnce(&mut Mapping),
) -> ImportId {
    let staged = stage(db, kind, files).await;
    assert_eq!(staged.rejected, []);
    let id = staged.import.unwrap();
    let mut mapping = guess(kind, &staged.files, None, Currency::EUR);
    change(&mut mapping);
    let command = Start {
        import: id,
        mapping,
        price_list: list,
        save_as: None,
        only_compare,
    };
    start(db, &Actor::system(), command, Timestamp(2))
        .await
        .unwrap();
    run(db, id).await.unwrap();
    id
}

/// What an import changed, or would: what, field, before, after.
async fn changes(db: &Db, id: ImportId) -> Vec<(String, String, String, String)> {
    let words = Words::new(Language::English, "UTC");
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    let lines = changed_lines(&mut read, id, ChangeFilter::All, 0, 1_000)
        .await
        .unwrap();
    let rows = lines.iter().flat_map(|line| {
        line.changes().map(|change| {
            let (before, after) = change.say(words, Currency::EUR);
            (
                line.title.clone(),
                change.field.say(words).unwrap(),
                before,
                after,
            )
        })
    });
    rows.collect()
}

fn row(what: &str, field: &str, before: &str, after: &str) -> (String, String, String, String) {
    (what.into(), field.into(), before.into(), after.into())
}

/// How taking lines back ended, for those of which something was left.
async fn left(db: &Db, id: ImportId) -> Vec<(i64, String, Vec<Field>)> {
    let mut read = db.read(Actor::system().scope()).await.unwrap();
    changed_lines(&mut read, id, ChangeFilter::Kept, 0, 1_000)
        .await
        .unwrap()
        .into_iter()
        .map(|line| {
            let kept = line.kept().to_vec();
            (line.line, line.undone.unwrap(), kept)
        })
        .collect()
}

const PARTS: &str = "sku,name,category,color,price\n\
    A-1,One,things,Black,10\n\
    A-2,Two,things,White,20\n\
    A-3,Three,things,Red,30\n";

fn many(lines: usize) -> String {
    let mut text = "name,price,size,color\n".to_owned();
    for line in 0..lines {
        // Every tenth repeats the one before.
        let number = line - usize::from(line % 10 == 9);
        text.push_str(&format!(
            "Fan {number},{}.50,{},Black\n",
            number % 7 + 1,
            80 + number % 4
        ));
    }
    text
}
