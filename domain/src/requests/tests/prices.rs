//! What a request costs, whatever becomes of the catalog meanwhile.

use super::*;
use crate::id::ProductId;

both_engines!(
    a_request_keeps_its_price_unless_todays_is_asked_for,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        reprice(&db, &world, 150_000).await;
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(shown.request.lines[0].price, Some(eur(161_200)));
        assert_eq!(shown.today[0].1.standing.price(), Some(eur(150_000)));

        let mut todays = decision(&request, &[approve(1)]);
        todays.at_todays_prices = true;
        let unseen = decide(&db, &world.manager, todays.clone(), NOW).await;
        assert!(matches!(unseen, Err(DecideError::PricesChanged)));
        todays.key = FormKey::fresh();
        todays.seen = vec![(request.lines[0].id, Some(eur(150_000)))];
        decide(&db, &world.manager, todays, NOW).await.unwrap();
        let paid = "SELECT CAST(total_minor AS BIGINT) FROM purchase_order /* system */";
        assert_eq!(count(&db, paid).await, 150_000);

        // What was last paid stands with the next request for it.
        let next = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        assert_eq!(next.lines[0].last_paid, Some((eur(150_000), NOW)));
    }
);

both_engines!(
    without_a_price_nothing_is_ordered_until_there_is_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("PLOTTER", 1)]).await;
        let no_price = decide(&db, &world.manager, decision(&request, &[approve(1)]), NOW).await;
        assert!(
            matches!(no_price, Err(DecideError::Faults(_))),
            "{no_price:?}"
        );
        let (list, product) = {
            let member = world.manager.member().unwrap();
            (
                member.in_force.as_ref().unwrap().first.price_list,
                world.plotter,
            )
        };
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                "INSERT INTO price_list_entry (price_list_id, product_id, valid_from, valid_until,
                     price_minor) VALUES ($1, $2, 0, $3, 99900)",
                args![list, product, Timestamp::NEVER],
            )
            .await
            })
        })
        .await
        .unwrap();
        let mut command = decision(&request, &[approve(1)]);
        command.seen = vec![(request.lines[0].id, Some(eur(99_900)))];
        let done = decide(&db, &world.manager, command, NOW).await.unwrap();
        assert!(done.order.is_some());
    }
);

/// From ten pieces on a dock costs 100.00 each.
async fn docks_by_the_ten(db: &Db, world: &World) {
    let list = world
        .manager
        .member()
        .unwrap()
        .in_force
        .as_ref()
        .unwrap()
        .first
        .price_list;
    let dock = world.dock;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "INSERT INTO price_list_entry (price_list_id, product_id, min_quantity, valid_from,
                     valid_until, price_minor) VALUES ($1, $2, 10000, 0, $3, 10000)",
                args![list, dock, Timestamp::NEVER],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(many_pieces_cost_what_many_cost, |db| async move {
    let world = world(&db, "Halden").await;
    docks_by_the_ten(&db, &world).await;
    let few = submitted(&db, &world, &[("DOCK", 9)]).await;
    let many = submitted(&db, &world, &[("DOCK", 10)]).await;
    assert_ne!(few.lines[0].price, Some(eur(10_000)));
    assert_eq!(many.lines[0].price, Some(eur(10_000)));
    let sku = world.sku("DOCK");
    let key = FormKey::fresh();
    add_products(
        &db,
        &world.requester,
        key,
        vec![(sku, Quantity::pieces(12))],
        NOW,
    )
    .await
    .unwrap();
    let filled = basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(filled.lines[0].amount(), Some(eur(120_000)));
});

both_engines!(
    approving_fewer_than_a_price_needs_shows_the_other_price_first,
    |db| async move {
        let world = world(&db, "Halden").await;
        docks_by_the_ten(&db, &world).await;
        let request = submitted(&db, &world, &[("DOCK", 10)]).await;
        let mut command = decision(&request, &[approve(3)]);
        let unseen = decide(&db, &world.manager, command.clone(), NOW).await;
        assert!(
            matches!(unseen, Err(DecideError::PricesChanged)),
            "{unseen:?}"
        );
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        let offer = &shown.today[0].1;
        let single = offer.price_of(Quantity::pieces(3)).unwrap();
        assert!(single.minor > 10_000);
        command.key = FormKey::fresh();
        command.seen = vec![(request.lines[0].id, Some(single))];
        let done = decide(&db, &world.manager, command, NOW).await.unwrap();
        let (order, _) = done.order.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let ordered: Option<i64> = read
            .scalar(
                "SELECT price_minor FROM order_line WHERE order_id = $1 /* system */",
                args![order],
            )
            .await
            .unwrap();
        assert_eq!(ordered, Some(single.minor));
    }
);

both_engines!(
    a_request_survives_what_leaves_the_catalog,
    |db| async move {
        let world = world(&db, "Halden").await;
        let request = submitted(&db, &world, &[("LAPTOP", 1)]).await;
        let product = world.laptop;
        db.write::<_, StoreError, _>(Scope::system(), move |tx| {
            Box::pin(async move {
                tx.run(
                    "UPDATE product SET active = $1 WHERE id = $2",
                    args![false, product],
                )
                .await
            })
        })
        .await
        .unwrap();
        let shown = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(shown.request.lines.len(), 1);
        assert_eq!(shown.today[0].1.standing, super::offer::Standing::Gone);
        let done = decide(&db, &world.manager, decision(&request, &[approve(1)]), NOW).await;
        assert!(done.unwrap().order.is_some());
    }
);

async fn count_in(db: &Db, product: ProductId, unit: &'static str) {
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE product SET unit = $1 WHERE id = $2",
                args![unit, product],
            )
            .await
        })
    })
    .await
    .unwrap();
}

both_engines!(
    requests_and_orders_keep_the_unit_in_which_a_price_was_meant,
    |db| async move {
        let world = world(&db, "Halden").await;
        count_in(&db, world.laptop, "MTR").await;
        let request = submitted(&db, &world, &[("LAPTOP", 3), ("DOCK", 1)]).await;
        let units = |request: &Request| -> Vec<String> {
            request.lines.iter().map(|line| line.unit.clone()).collect()
        };
        assert_eq!(units(&request), ["MTR", "C62"]);
        // By now it comes in boxes.
        count_in(&db, world.laptop, "BX").await;
        let now = show(&db, &world.manager, request.id, NOW).await.unwrap();
        assert_eq!(units(&now.request), ["MTR", "C62"]);
        let choices = decision(&request, &[approve(3), approve(1)]);
        decide(&db, &world.manager, choices, NOW).await.unwrap();
        let mut read = db.read(Scope::system()).await.unwrap();
        let ordered: Vec<(String,)> = read
            .all(
                "SELECT unit FROM order_line ORDER BY position /* system */",
                args![],
            )
            .await
            .unwrap();
        let ordered: Vec<String> = ordered.into_iter().map(|(unit,)| unit).collect();
        assert_eq!(ordered, ["MTR", "C62"]);
    }
);
