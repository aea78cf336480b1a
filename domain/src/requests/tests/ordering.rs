//! Orders without a request: from the basket and from a list, also at the same moment.

use super::*;

both_engines!(
    a_manager_orders_what_has_a_price_and_the_rest_stays,
    |db| async move {
        let world = world(&db, "Halden").await;
        let wanted = [("LAPTOP", 1), ("PLOTTER", 1)]
            .map(|(sku, pieces)| (world.sku(sku), Quantity::pieces(pieces)));
        add_products(&db, &world.manager, FormKey::fresh(), wanted.to_vec(), NOW)
            .await
            .unwrap();
        let no_centre = order_now(&db, &world.manager, from_basket(), NOW).await;
        assert!(matches!(
            no_centre,
            Err(OrderError::Wanted(WantedFault::NoCostCentre))
        ));
        let command = OrderNow {
            cost_centre: Some(world.centre),
            ..from_basket()
        };
        let (first, second) = tokio::join!(
            order_now(&db, &world.manager, command.clone(), NOW),
            order_now(&db, &world.manager, command.clone(), NOW)
        );
        let first = first.unwrap();
        assert_eq!(first, second.unwrap());
        // Sent once more when the agreement has ended, it still has its answer.
        let without = crate::identity::testing::under(world.manager.clone(), None);
        let third = order_now(&db, &without, command.clone(), NOW).await;
        assert_eq!(first, third.unwrap());
        assert_eq!(orders(&db).await, 1);
        let left = basket(&db, &world.manager, NOW).await.unwrap();
        assert_eq!(left.lines.len(), 1);
        assert_eq!(left.lines[0].offer.name, "PLOTTER");
        let again = OrderNow {
            key: FormKey::fresh(),
            ..command.clone()
        };
        let empty = order_now(&db, &world.manager, again.clone(), NOW).await;
        assert!(matches!(empty, Err(OrderError::Wanted(WantedFault::Empty))));
        let denied = order_now(&db, &world.approver, again, NOW).await;
        assert!(matches!(denied, Err(OrderError::Denied(_))));
        let list = vec![(world.sku("PLOTTER"), Quantity::pieces(1))];
        let list = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(list),
            ..command.clone()
        };
        let refused = order_now(&db, &world.manager, list, NOW).await;
        assert!(matches!(refused, Err(OrderError::PriceOnRequest(_))));
        let list = vec![(world.sku("DOCK"), Quantity::pieces(2))];
        let list = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(list),
            seen: Some(eur(1)),
            ..command
        };
        let refused = order_now(&db, &world.manager, list, NOW).await;
        assert!(
            matches!(refused, Err(OrderError::Wanted(WantedFault::PricesChanged { now })) if now == eur(23_600))
        );
    }
);

both_engines!(every_line_of_a_pasted_list_is_answered, |db| async move {
    let world = world(&db, "Halden").await;
    let text = format!(
        "SKU;Qty\n{laptop};2\nNOPE;1\n{plotter};1\n{dock};many\n{small};3\n",
        laptop = world.sku("LAPTOP"),
        plotter = world.sku("PLOTTER"),
        dock = world.sku("DOCK"),
        small = world.sku("LAPTOP").to_lowercase(),
    );
    let answered = answer_list(&db, &world.manager, &text, NOW).await.unwrap();
    assert_eq!(answered.lines.len(), 5);
    assert!(matches!(&answered.lines[0].answer,
        Answer::Found { quantity, with, .. } if *quantity == Quantity::pieces(5) && with == &[6]));
    assert!(matches!(&answered.lines[1].answer, Answer::Unknown { sku } if sku == "NOPE"));
    assert!(!answered.lines[2].answer.is_orderable());
    assert!(matches!(answered.lines[3].answer, Answer::Unreadable(_)));
    assert!(matches!(
        answered.lines[4].answer,
        Answer::AddedTo { line: 2 }
    ));
    assert_eq!(answered.not_found(), 2);
    assert_eq!(
        answered.orderable(),
        [(world.sku("LAPTOP"), Quantity::pieces(5))]
    );
    assert_eq!(answered.total(Currency::EUR), Some(eur(806_000)));
});

both_engines!(
    sixty_four_orders_at_once_are_sixty_four_orders,
    |db| async move {
        let world = world(&db, "Halden").await;
        let began = std::time::Instant::now();
        let one = |_| {
            let list = vec![(world.sku("DOCK"), Quantity::pieces(1))];
            let command = OrderNow {
                from: From::Lines(list),
                cost_centre: Some(world.centre),
                ..from_basket()
            };
            order_now(&db, &world.manager, command, NOW)
        };
        let placed: Vec<_> = futures::future::join_all((0..64).map(one)).await;
        let took = began.elapsed();
        let mut ids: Vec<OrderId> = placed.into_iter().map(Result::unwrap).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), 64);
        let numbers = "SELECT COUNT(DISTINCT number) FROM purchase_order /* system */";
        assert_eq!(count(&db, numbers).await, 64);
        println!("{:?}: 64 orders in {took:?}", db.kind());
    }
);

both_engines!(
    two_lines_of_one_thing_go_into_the_basket_again_as_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        // As a list has them that names it with a dash and without.
        let list = [1, 2].map(|pieces| (world.sku("DOCK"), Quantity::pieces(pieces)));
        let command = OrderNow {
            from: From::Lines(list.to_vec()),
            cost_centre: Some(world.centre),
            ..from_basket()
        };
        let order = order_now(&db, &world.manager, command, NOW).await.unwrap();
        put_again(&db, &world.manager, FormKey::fresh(), order, NOW)
            .await
            .unwrap();
        let filled = basket(&db, &world.manager, NOW).await.unwrap();
        assert_eq!(filled.lines.len(), 1);
        assert_eq!(filled.lines[0].quantity, Quantity::pieces(3));
    }
);

fn from_basket() -> OrderNow {
    OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: "PO-1".to_owned(),
        cost_centre: None,
        needed_by: None,
        seen: None,
    }
}

both_engines!(
    the_same_form_sent_twice_at_the_same_moment_has_one_answer,
    |db| async move {
        let world = world(&db, "Halden").await;
        let wanted = || vec![(world.sku("DOCK"), Quantity::pieces(1))];
        add_products(&db, &world.requester, FormKey::fresh(), wanted(), NOW)
            .await
            .unwrap();
        let mut request = world.request(&[]);
        request.from = From::Basket;
        let (first, second) = tokio::join!(
            submit(&db, &world.requester, request.clone(), NOW),
            submit(&db, &world.requester, request.clone(), NOW)
        );
        assert_eq!(first.unwrap(), second.unwrap());
        let order = OrderNow {
            from: From::Lines(wanted()),
            cost_centre: Some(world.centre),
            ..from_basket()
        };
        let (first, second) = tokio::join!(
            order_now(&db, &world.manager, order.clone(), NOW),
            order_now(&db, &world.manager, order.clone(), NOW)
        );
        assert_eq!(first.unwrap(), second.unwrap());
        assert_eq!(orders(&db).await, 1);
        let requests = "SELECT COUNT(*) FROM request /* system */";
        assert_eq!(count(&db, requests).await, 1);
    }
);

both_engines!(
    a_basket_ordered_in_two_windows_at_once_is_ordered_once,
    |db| async move {
        let world = world(&db, "Halden").await;
        for round in 0..4 {
            let wanted = vec![(world.sku("LAPTOP"), Quantity::pieces(2))];
            add_products(&db, &world.manager, FormKey::fresh(), wanted, NOW)
                .await
                .unwrap();
            let window = || OrderNow {
                key: FormKey::fresh(),
                cost_centre: Some(world.centre),
                ..from_basket()
            };
            let (one, other, third) = tokio::join!(
                order_now(&db, &world.manager, window(), NOW),
                order_now(&db, &world.manager, window(), NOW),
                order_now(&db, &world.manager, window(), NOW)
            );
            let all = [one, other, third];
            assert_eq!(
                all.iter().filter(|order| order.is_ok()).count(),
                1,
                "{all:?}"
            );
            for order in all.into_iter().filter_map(Result::err) {
                assert!(
                    matches!(
                        order,
                        OrderError::Wanted(WantedFault::BasketChanged | WantedFault::Empty)
                    ),
                    "{order:?}"
                );
            }
            assert_eq!(orders(&db).await, round + 1);
        }
    }
);
