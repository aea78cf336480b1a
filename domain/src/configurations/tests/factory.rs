//! Images, asset tags and what else is done at the factory, on both engines.

use super::*;
use crate::configurations::factory::{Algorithm, Setting};
use crate::id::{FactoryImageId, TagSchemeId};
use std::collections::{BTreeMap, BTreeSet};

fn image(bench: &Bench, version: &str) -> NewImage {
    NewImage {
        key: FormKey::fresh(),
        customer: bench.company.id,
        name: " Desktop ".to_owned(),
        version: version.to_owned(),
        algorithm: Algorithm::Sha256,
        checksum: "AB".repeat(32),
    }
}

fn scheme(bench: &Bench, name: &str, prefix: &str) -> NewTagScheme {
    NewTagScheme {
        key: FormKey::fresh(),
        customer: bench.company.id,
        name: name.to_owned(),
        prefix: prefix.to_owned(),
        digits: 4,
        first: 7,
    }
}

async fn allot(
    db: &Db,
    bench: &Bench,
    many: Vec<(TagSchemeId, i64)>,
) -> Result<BTreeMap<TagSchemeId, i64>, crate::store::StoreError> {
    let customer = bench.company.id;
    db.write(Scope::staff(), move |tx| {
        Box::pin(async move {
            let many: BTreeMap<TagSchemeId, i64> = many.into_iter().collect();
            allot_numbers(tx, customer, &many).await
        })
    })
    .await
}

both_engines!(the_book_is_kept_and_used_by_drafts, |db| async move {
    let bench = Bench::set_up(&db).await;
    bench.put_together(&db).await;
    let curator = &bench.curator;
    let (first, twice) = (image(&bench, "2026.1"), image(&bench, "2026.1"));
    for _ in 0..2 {
        keep_image(&db, curator, first.clone(), NOW).await.unwrap();
    }
    let taken = keep_image(&db, curator, twice, NOW).await;
    assert!(matches!(taken, Err(FactoryError::Taken)));
    let wrong = NewImage {
        checksum: "xyz".to_owned(),
        ..image(&bench, "2026.2")
    };
    let wrong = keep_image(&db, curator, wrong, NOW).await;
    assert!(matches!(wrong, Err(FactoryError::Checksum(_))));
    keep_tag_scheme(&db, curator, scheme(&bench, "Computers", "hm-"), NOW)
        .await
        .unwrap();
    for (name, prefix, why) in [
        ("Others", "HM-1", "meets"),
        ("Others", "H M", "prefix"),
        ("Computers", "X", "taken"),
    ] {
        let refused = keep_tag_scheme(&db, curator, scheme(&bench, name, prefix), NOW).await;
        let fits = match refused {
            Err(FactoryError::Meets(_)) => why == "meets",
            Err(FactoryError::Prefix) => why == "prefix",
            Err(FactoryError::Taken) => why == "taken",
            _ => false,
        };
        assert!(fits, "{name} {prefix}");
    }

    let page = bench.page(&db).await;
    let (kept, tags) = (&page.images[0], &page.schemes[0]);
    assert_eq!((kept.name.as_str(), kept.checksum.len()), ("Desktop", 64));
    assert_eq!((tags.prefix.as_str(), tags.next), ("HM-", 7));
    let factory = |image, tags| Change::Factory {
        image,
        tags,
        labels: vec!["{tag}".to_owned()],
        settings: vec![Setting {
            key: "Boot order".to_owned(),
            value: "Disk".to_owned(),
        }],
    };
    // What is not the customer's own is nothing.
    bench
        .change(
            &db,
            factory(Some(FactoryImageId::new()), Some(TagSchemeId::new())),
        )
        .await
        .unwrap();
    let services = bench.page(&db).await.contents.services;
    assert_eq!((services.image, services.tags), (None, None));
    bench
        .change(&db, factory(Some(kept.id), Some(tags.id)))
        .await
        .unwrap();
    bench.publish(&db, "").await.unwrap();
    let offer = &bench.offers(&db).await[0];
    let services = offer
        .configured(&offer.build.defaults(), ONE)
        .unwrap()
        .services;
    assert_eq!(services.image.as_ref().unwrap().version, "2026.1");
    assert_eq!(services.tags.as_ref().unwrap().tag(7), "HM-0007");
    assert_eq!(services.labels, ["{tag}"]);

    // A draft begins with it, and its difference names what is else.
    bench
        .change(&db, factory(None, Some(tags.id)))
        .await
        .unwrap();
    let page = bench.page(&db).await;
    assert_eq!(
        difference(page.offered.as_ref().unwrap(), &page.contents),
        [Changed::Image {
            before: Some(("Desktop".to_owned(), "2026.1".to_owned())),
            after: None
        }]
    );
    offer_image(&db, curator, bench.company.id, kept.id, false, NOW)
        .await
        .unwrap();
    let book = factory_book(&db, curator, bench.company.id).await.unwrap();
    assert_eq!((book.images[0].active, book.used.len()), (0, 2));
    let (other, _) = customer(&db, "Other").await;
    let theirs = offer_image(&db, curator, other.id, kept.id, true, NOW).await;
    assert!(matches!(theirs, Err(FactoryError::Denied(_))));
    let nobody = factory_book(&db, curator, crate::id::CustomerId::new()).await;
    assert!(matches!(nobody, Err(FactoryError::Denied(_))));
    let desk = staff(&db, &[StaffRole::OrderDesk]).await;
    let denied = keep_image(&db, &desk, image(&bench, "9"), NOW).await;
    assert!(matches!(denied, Err(FactoryError::Denied(_))));
});

both_engines!(
    no_number_is_allotted_twice_however_many_ask_at_once,
    |db| async move {
        let bench = Bench::set_up(&db).await;
        for (name, prefix) in [("Computers", "HM-"), ("Displays", "DS-")] {
            keep_tag_scheme(&db, &bench.curator, scheme(&bench, name, prefix), NOW)
                .await
                .unwrap();
        }
        let schemes = bench.page(&db).await.schemes;
        let (one, other) = (schemes[0].id, schemes[1].id);
        let asked = (1..=12_i64).map(|many| allot(&db, &bench, vec![(one, many), (other, 1)]));
        let taken: Vec<BTreeMap<TagSchemeId, i64>> = futures::future::join_all(asked)
            .await
            .into_iter()
            .collect::<Result<_, _>>()
            .unwrap();
        let mut all: BTreeSet<i64> = BTreeSet::new();
        for (first, many) in taken.iter().map(|first| first[&one]).zip(1..) {
            for number in first..first + many {
                assert!(all.insert(number), "{number} twice");
            }
        }
        assert_eq!(all, (7..7 + 78).collect());
        let others: BTreeSet<i64> = taken.iter().map(|first| first[&other]).collect();
        assert_eq!(others, (7..19).collect());
        // A scheme of somebody else allots nothing, and takes nothing.
        let strange = allot(&db, &bench, vec![(one, 1), (TagSchemeId::new(), 1)]).await;
        assert!(strange.is_err());
        assert_eq!(allot(&db, &bench, vec![(one, 1)]).await.unwrap()[&one], 85);
    }
);
