//! Files, on both engines.

use super::*;
use crate::catalog::{
    AddDocument, AddPicture, AttachError, DocumentKind, PictureChange, add_document, add_picture,
    ask_attached, change_picture,
};
use crate::id::{FileId, ProductId};
use crate::identity::Actor;
use crate::identity::testing::under;
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope};
use crate::{Timestamp, args};
use futures::StreamExt;
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const LATER: Timestamp = Timestamp(i64::MAX);
/// Long after whatever happens here.
const FAR: Timestamp = Timestamp(4_000_000_000_000);

fn png(shade: u8) -> Sent {
    let mut bytes = Cursor::new(Vec::new());
    RgbImage::from_pixel(700, 500, Rgb([shade, 90, 140]))
        .write_to(&mut bytes, ImageFormat::Png)
        .unwrap();
    Sent {
        name: "C:\\photos\\front.png".to_owned(),
        bytes: bytes.into_inner(),
    }
}

/// Everything in the store.
async fn places(files: &Files) -> Vec<String> {
    let mut all: Vec<String> = files.places(LATER).map(Result::unwrap).collect().await;
    all.sort();
    all
}

async fn rows(db: &Db, table: &'static str) -> i64 {
    let text = format!("SELECT COUNT(*) FROM {table}");
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

async fn put_picture(
    db: &Db,
    files: &Files,
    product: ProductId,
    sent: Sent,
) -> Result<(), AttachError> {
    let command = AddPicture {
        product,
        alt: "  From   the front ".to_owned(),
        sent,
        key: FormKey::fresh(),
    };
    add_picture(db, files, &Actor::system(), command, NOW).await
}

async fn pictures(db: &Db, product: ProductId) -> Vec<FileId> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let found = ask_attached(product).fetch(&mut read).await.unwrap();
    found.pictures.iter().map(|one| one.file).collect()
}

async fn main_picture(db: &Db, product: ProductId) -> Option<FileId> {
    let mut read = db.read(Scope::system()).await.unwrap();
    let text = "SELECT picture_id FROM product WHERE id = $1";
    let found: (Option<FileId>,) = read.one(text, args![product]).await.unwrap();
    found.0
}

both_engines!(the_same_content_is_there_once, |db| async move {
    let files = Files::in_memory(&db).await.unwrap();
    let World { laptop, dock, .. } = world(&db, "Halden").await;
    put_picture(&db, &files, laptop, png(10)).await.unwrap();
    let once = places(&files).await;
    assert_eq!(once.len(), 3, "three sizes");
    put_picture(&db, &files, dock, png(10)).await.unwrap();
    assert_eq!(places(&files).await, once);
    assert_eq!(rows(&db, "stored_blob").await, 3);
    assert_eq!(rows(&db, "stored_form").await, 6);
    // What was refused leaves nothing behind, and nor does one too many.
    let broken = Sent {
        bytes: png(20).bytes[..200].to_vec(),
        ..png(20)
    };
    let refused = put_picture(&db, &files, laptop, broken).await;
    assert!(matches!(refused, Err(AttachError::File(Fault::Broken))));
    for shade in 1..12 {
        put_picture(&db, &files, laptop, png(shade * 20))
            .await
            .unwrap();
    }
    let full = places(&files).await;
    let refused = put_picture(&db, &files, laptop, png(255)).await;
    assert!(matches!(refused, Err(AttachError::TooMany)));
    assert_eq!(places(&files).await, full, "what was refused fills no disk");
    clear_away(&db, &files, FAR).await.unwrap();
    assert_eq!(places(&files).await, full);
    assert_eq!(rows(&db, "stored_file").await, 13);
});

both_engines!(
    pictures_stay_in_their_order_and_the_first_is_the_main_one,
    |db| async move {
        let files = Files::in_memory(&db).await.unwrap();
        let product = world(&db, "Halden").await.laptop;
        assert_eq!(main_picture(&db, product).await, None);
        for shade in [10, 60, 110] {
            put_picture(&db, &files, product, png(shade)).await.unwrap();
        }
        let first = pictures(&db, product).await;
        assert_eq!(main_picture(&db, product).await, first.first().copied());
        let change = |file, change| {
            let db = db.clone();
            async move {
                let actor = Actor::system();
                change_picture(&db, &actor, product, file, change, NOW).await
            }
        };
        change(first[2], PictureChange::Earlier).await.unwrap();
        assert_eq!(pictures(&db, product).await, [first[0], first[2], first[1]]);
        change(first[0], PictureChange::Later).await.unwrap();
        assert_eq!(pictures(&db, product).await, [first[2], first[0], first[1]]);
        assert_eq!(main_picture(&db, product).await, Some(first[2]));
        // At the ends nothing moves.
        change(first[2], PictureChange::Earlier).await.unwrap();
        change(first[1], PictureChange::Later).await.unwrap();
        assert_eq!(pictures(&db, product).await, [first[2], first[0], first[1]]);
        change(first[2], PictureChange::Remove).await.unwrap();
        assert_eq!(main_picture(&db, product).await, Some(first[0]));
        let gone = change(first[2], PictureChange::Remove).await;
        assert!(matches!(gone, Err(AttachError::Denied(_))));
        let unsaid = change(first[0], PictureChange::Describe("  ".to_owned())).await;
        assert!(matches!(unsaid, Err(AttachError::Name)));
    }
);

both_engines!(
    what_nothing_names_is_cleared_away_a_day_later,
    |db| async move {
        let files = Files::in_memory(&db).await.unwrap();
        let product = world(&db, "Halden").await.laptop;
        put_picture(&db, &files, product, png(10)).await.unwrap();
        let kept = places(&files).await;
        // Killed before its rows were written: content without a name.
        let taken = files.take(png(90), Kind::Picture).await;
        assert!(taken.is_ok());
        assert_eq!(places(&files).await.len(), 6);
        let now = Timestamp::now();
        assert_eq!(
            clear_away(&db, &files, now).await.unwrap(),
            0,
            "it is spared"
        );
        assert_eq!(places(&files).await.len(), 6);
        assert_eq!(clear_away(&db, &files, FAR).await.unwrap(), 3);
        assert_eq!(places(&files).await, kept);
        // The same content can come again.
        put_picture(&db, &files, product, png(90)).await.unwrap();
        let all = pictures(&db, product).await;
        assert_eq!(look_after(&db, &files).await.unwrap().looked, 6);
        // What is shown no more goes, too.
        for file in all {
            let remove = PictureChange::Remove;
            change_picture(&db, &Actor::system(), product, file, remove, NOW)
                .await
                .unwrap();
        }
        assert_eq!(clear_away(&db, &files, FAR).await.unwrap(), 6);
        assert_eq!(places(&files).await, Vec::<String>::new());
        for table in ["stored_file", "stored_form", "stored_blob"] {
            assert_eq!(rows(&db, table).await, 0, "{table}");
        }
    }
);

both_engines!(what_is_missing_is_noticed, |db| async move {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::open(&db, &folder.path().join("files"))
        .await
        .unwrap();
    let product = world(&db, "Halden").await.laptop;
    put_picture(&db, &files, product, png(10)).await.unwrap();
    assert_eq!(
        look_after(&db, &files).await.unwrap().missing,
        Vec::<String>::new()
    );
    let all = places(&files).await;
    let at = folder.path().join("files");
    std::fs::remove_file(at.join(&all[0])).unwrap();
    std::fs::write(at.join(&all[1]), "cut").unwrap();
    let mut missing = look_after(&db, &files).await.unwrap().missing;
    missing.sort();
    assert_eq!(missing, all[..2]);
    // All processes sign with the same key.
    let other = Files::open(&db, &at).await.unwrap();
    assert_eq!(files.key(), other.key());
    assert_eq!(files.key().len(), 32);
});

both_engines!(
    what_a_killed_upload_left_half_written_goes_after_a_day,
    |db| async move {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::open(&db, folder.path()).await.unwrap();
        let product = world(&db, "Halden").await.laptop;
        put_picture(&db, &files, product, png(10)).await.unwrap();
        let whole = places(&files).await;
        // As the store names what it has not written to its end.
        let half = [
            folder.path().join(format!("{}#1", whole[0])),
            folder.path().join("ab").join("abc#17"),
        ];
        std::fs::create_dir_all(folder.path().join("ab")).unwrap();
        for one in &half {
            std::fs::write(one, "half").unwrap();
        }
        let now = Timestamp::now();
        assert_eq!(clear_away(&db, &files, now).await.unwrap(), 0);
        assert!(half.iter().all(|one| one.exists()), "it may be under way");
        let soon = now.plus_seconds(23 * 3_600);
        assert_eq!(clear_away(&db, &files, soon).await.unwrap(), 0);
        let later = now.plus_seconds(25 * 3_600);
        assert_eq!(clear_away(&db, &files, later).await.unwrap(), 2);
        assert!(half.iter().all(|one| !one.exists()));
        assert_eq!(places(&files).await, whole, "what is whole stays");
    }
);

both_engines!(
    a_signature_is_for_one_member_and_two_days,
    |db| async move {
        let files = Files::in_memory(&db).await.unwrap();
        let here = world(&db, "Halden").await;
        put_picture(&db, &files, here.laptop, png(10))
            .await
            .unwrap();
        let file = pictures(&db, here.laptop).await[0];
        let address = files
            .pictures(Some(&here.requester), NOW)
            .address(file, Size::Small);
        let signature = address.split_once("?s=").unwrap().1.to_owned();
        // Without an agreement nothing is on the shelf: only the signature helps.
        let blind = |actor: &Actor| under(actor.clone(), None);
        let (mine, colleague) = (blind(&here.requester), blind(&here.approver));
        let got = async |actor: &Actor, size, signature: Option<&str>, now| {
            let mut read = db.read(actor.scope()).await.unwrap();
            let found = fetch(&mut read, &files, actor, (file, size), signature, now);
            found.await.unwrap().is_some()
        };
        let signed = Some(signature.as_str());
        assert!(got(&mine, Size::Small, signed, NOW).await);
        assert!(got(&mine, Size::Full, signed, NOW.plus_days(1)).await);
        assert!(!got(&mine, Size::Small, signed, NOW.plus_days(2)).await);
        assert!(!got(&mine, Size::Small, signed, NOW.plus_days(-1)).await);
        assert!(!got(&mine, Size::Small, None, NOW).await);
        assert!(!got(&colleague, Size::Small, signed, NOW).await);
        let cut = signature.get(..8).unwrap();
        for wrong in ["", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA", cut, "%"] {
            assert!(!got(&mine, Size::Small, Some(wrong), NOW).await, "{wrong}");
        }
        // With it, the rule is enough.
        assert!(got(&here.approver, Size::Small, None, NOW).await);
        let again = files
            .pictures(Some(&here.requester), NOW.plus_seconds(60))
            .address(file, Size::Small);
        assert_eq!(again, address);
        // A document is never signed for.
        let command = AddDocument {
            product: here.laptop,
            kind: DocumentKind::DataSheet,
            title: "Figures".to_owned(),
            language: String::new(),
            sent: Sent {
                name: "figures.txt".to_owned(),
                bytes: b"Figures".to_vec(),
            },
            key: FormKey::fresh(),
        };
        add_document(&db, &files, &Actor::system(), command, NOW)
            .await
            .unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let found = ask_attached(here.laptop).fetch(&mut read).await.unwrap();
        let paper = found.documents[0].file;
        let address = files
            .pictures(Some(&here.requester), NOW)
            .address(paper, Size::Document);
        let signed = address.split_once("?s=").map(|(_, signature)| signature);
        let mut read = db.read(mine.scope()).await.unwrap();
        let what = (paper, Size::Document);
        let found = fetch(&mut read, &files, &mine, what, signed, NOW).await;
        assert_eq!(found.unwrap(), None);
    }
);
