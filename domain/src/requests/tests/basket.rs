//! What a basket knows, and what it refuses.

use super::*;
use crate::id::AssetId;

both_engines!(a_basket_knows_todays_names_and_prices, |db| async move {
    let world = world(&db, "Halden").await;
    let wanted = vec![
        (world.sku("LAPTOP"), Quantity::pieces(2)),
        (world.sku("PLOTTER").to_lowercase(), Quantity::pieces(1)),
    ];
    let key = FormKey::fresh();
    for _ in 0..2 {
        add_products(&db, &world.requester, key, wanted.clone(), NOW)
            .await
            .unwrap();
    }
    let more = vec![(world.sku("LAPTOP"), Quantity::pieces(3))];
    add_products(&db, &world.requester, FormKey::fresh(), more, NOW)
        .await
        .unwrap();
    add_words(
        &db,
        &world.requester,
        FormKey::fresh(),
        " A  chart table ",
        Quantity::pieces(1),
        NOW,
    )
    .await
    .unwrap();
    let shown = basket(&db, &world.requester, NOW).await.unwrap();
    let lines: Vec<_> = shown
        .lines
        .iter()
        .map(|line| (line.offer.name.as_str(), line.quantity, line.offer.standing))
        .collect();
    use super::offer::Standing;
    assert_eq!(
        lines,
        [
            (
                "LAPTOP",
                Quantity::pieces(5),
                Standing::Priced(eur(161_200))
            ),
            ("PLOTTER", Quantity::pieces(1), Standing::OnRequest),
            ("A chart table", Quantity::pieces(1), Standing::InWords),
        ]
    );
    let member = world.requester.member().unwrap();
    assert_eq!(shown.total(member), Some(eur(806_000)));
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'added-to-basket' /* system */"
        )
        .await,
        3
    );

    let changes = vec![
        (shown.lines[0].id, Some(Quantity::pieces(7))),
        (shown.lines[1].id, None),
    ];
    change_basket(&db, &world.requester, changes).await.unwrap();
    let changed = basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(changed.lines.len(), 2);
    assert_eq!(changed.lines[0].quantity, Quantity::pieces(7));
    assert!(
        basket(&db, &world.manager, NOW)
            .await
            .unwrap()
            .lines
            .is_empty()
    );
});

both_engines!(
    what_is_not_in_the_catalog_is_named_and_nothing_is_put_in,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        let wanted = vec![
            (world.sku("DOCK"), Quantity::pieces(1)),
            ("NOPE-1".to_owned(), Quantity::pieces(1)),
        ];
        let refused = add_products(&db, &world.requester, FormKey::fresh(), wanted, NOW).await;
        assert!(matches!(refused, Err(BasketError::NotInCatalog(skus)) if skus == ["NOPE-1"]));
        assert!(
            basket(&db, &world.requester, NOW)
                .await
                .unwrap()
                .lines
                .is_empty()
        );
        let zero = vec![(world.sku("DOCK"), Quantity::pieces(0))];
        let refused = add_products(&db, &world.requester, FormKey::fresh(), zero, NOW).await;
        assert!(matches!(refused, Err(BasketError::BadQuantity)));

        // Somebody else's line can't be changed, whoever guesses its id.
        let wanted = vec![(other.sku("DOCK"), Quantity::pieces(1))];
        add_products(&db, &other.requester, FormKey::fresh(), wanted, NOW)
            .await
            .unwrap();
        let theirs = basket(&db, &other.requester, NOW).await.unwrap().lines[0].id;
        change_basket(&db, &world.requester, vec![(theirs, None)])
            .await
            .unwrap();
        change_basket(
            &db,
            &other.manager,
            vec![(theirs, Some(Quantity::pieces(9)))],
        )
        .await
        .unwrap();
        let kept = basket(&db, &other.requester, NOW).await.unwrap();
        assert_eq!(kept.lines[0].quantity, Quantity::pieces(1));
        change_basket(&db, &other.requester, vec![(BasketLineId::new(), None)])
            .await
            .unwrap();
    }
);

both_engines!(
    a_line_names_a_unit_once_however_often_it_is_to_replace_it,
    |db| async move {
        let world = world(&db, "Halden").await;
        let sku = world.sku("LAPTOP");
        let (one, other) = (AssetId::new(), AssetId::new());
        for of in [one, one, other, one, other] {
            let key = FormKey::fresh();
            add_product_instead(&db, &world.manager, key, &sku, of, NOW)
                .await
                .unwrap();
        }
        let mut read = db.read(Scope::system()).await.unwrap();
        let line: (String, i64) = read
            .one(
                "SELECT replaces, quantity FROM basket_line WHERE customer_id = $1",
                args![world.company.id],
            )
            .await
            .unwrap();
        assert_eq!(line, (format!("{one} {other}"), 5_000));
    }
);
