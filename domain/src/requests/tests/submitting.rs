//! Requests are submitted: who is asked, who is told, and what is not taken.

use super::*;

both_engines!(a_request_waits_for_those_who_decide, |db| async move {
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 3), ("PLOTTER", 1)]).await;
    assert_eq!(request.number, "R-2026-0001");
    assert_eq!(request.title, "3 × LAPTOP");
    assert_eq!(request.state, State::Submitted);
    assert_eq!(request.goods, eur(483_600));
    assert_eq!(request.unpriced, 1);
    assert_eq!(request.verdict.needs, Needs::Approvers);
    assert_eq!(
        request.verdict.because,
        Because::PriceOnRequest { lines: 1 }
    );
    assert_eq!(request.cost_centre_label.as_deref(), Some("4410 Survey"));
    assert_eq!(request.deciders.len(), 2);
    assert_eq!(mails(&db, "request-submitted").await, 2);
    assert_eq!(orders(&db).await, 0);
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM interaction WHERE kind = 'requested' /* system */"
        )
        .await,
        1
    );
    assert_eq!(
        count(
            &db,
            "SELECT COUNT(*) FROM audit WHERE action = 'request.submitted'"
        )
        .await,
        1
    );
});

both_engines!(the_same_form_twice_is_one_request, |db| async move {
    let world = world(&db, "Halden").await;
    let command = world.request(&[("DOCK", 1)]);
    let (first, second) = tokio::join!(
        submit(&db, &world.requester, command.clone(), NOW),
        submit(&db, &world.requester, command, NOW)
    );
    assert_eq!(first.unwrap(), second.unwrap());
    assert_eq!(
        count(&db, "SELECT COUNT(*) FROM request /* system */").await,
        1
    );
});

both_engines!(
    below_the_companys_amount_a_request_needs_nobody,
    |db| async move {
        let world = world(&db, "Halden").await;
        let rule = SetPolicy {
            role: None,
            cost_centre: Some(world.centre),
            below: eur(250_000),
        };
        set_policy(&db, &world.manager, rule, NOW).await.unwrap();
        let mut small = world.request(&[("LAPTOP", 1)]);
        small.reason.clear();
        let done = submit(&db, &world.requester, small.clone(), NOW)
            .await
            .unwrap();
        let again = submit(&db, &world.requester, small, NOW).await.unwrap();
        assert_eq!(done, again);
        let (order, number) = done.order.clone().unwrap();
        assert_eq!(number, "2026-000001");
        assert_eq!(orders(&db).await, 1);
        assert_eq!(mails(&db, "request-submitted").await, 0);
        let request = show(&db, &world.requester, done.request, NOW)
            .await
            .unwrap()
            .request;
        assert_eq!(request.state, State::Ordered);
        assert_eq!(request.orders(), [(order, number)]);
        assert!(matches!(request.verdict.because, Because::Below(_)));
        // Never bought before: its own order is not the last one.
        assert_eq!(request.lines[0].last_paid, None);

        let mut large = world.request(&[("LAPTOP", 2)]);
        let waits = submit(&db, &world.requester, large.clone(), NOW)
            .await
            .unwrap();
        assert_eq!(waits.order, None);
        large.reason = "  ".to_owned();
        large.key = FormKey::fresh();
        let refused = submit(&db, &world.requester, large, NOW).await;
        assert!(matches!(refused, Err(SubmitError::NoReason)));
    }
);

both_engines!(
    what_can_t_be_submitted_says_why_and_leaves_nothing,
    |db| async move {
        let world = world(&db, "Halden").await;
        let other = super::testing::world(&db, "Northbank").await;
        let with = |change: fn(&mut Submit, &World, &World)| {
            let mut command = world.request(&[("DOCK", 1)]);
            change(&mut command, &world, &other);
            submit(&db, &world.requester, command, NOW)
        };
        let refused = with(|one, _, _| one.from = From::Basket).await;
        assert!(
            matches!(refused, Err(SubmitError::Wanted(WantedFault::Empty))),
            "{refused:?}"
        );
        let refused = with(|one, _, _| one.cost_centre = None).await;
        assert!(matches!(
            refused,
            Err(SubmitError::Wanted(WantedFault::NoCostCentre))
        ));
        let refused = with(|one, _, other| one.cost_centre = Some(other.centre)).await;
        assert!(matches!(
            refused,
            Err(SubmitError::Wanted(WantedFault::NoSuchCostCentre))
        ));
        let refused = with(|one, _, _| one.needed_by = Some(Day::of(NOW).plus_days(-2))).await;
        assert!(matches!(
            refused,
            Err(SubmitError::Wanted(WantedFault::NeededInThePast))
        ));
        let refused = with(|one, _, _| one.seen = Some(eur(1))).await;
        assert!(
            matches!(refused, Err(SubmitError::Wanted(WantedFault::PricesChanged { now })) if now == eur(11_800))
        );
        let refused = with(|one, _, _| {
            one.from = From::Lines(vec![("NOPE".to_owned(), Quantity::pieces(1))]);
        })
        .await;
        assert!(
            matches!(refused, Err(SubmitError::Wanted(WantedFault::NotInCatalog(names))) if names == ["NOPE"])
        );
        let unit = world.requester.member().unwrap().unit.unwrap();
        let role = crate::identity::CustomerRole::Requester;
        let unagreed = crate::identity::testing::member(&db, &world.company, unit, &[role]).await;
        let refused = submit(&db, &unagreed, world.request(&[("DOCK", 1)]), NOW).await;
        assert!(matches!(
            refused,
            Err(SubmitError::Wanted(WantedFault::NoAgreement))
        ));
        assert_eq!(
            count(&db, "SELECT COUNT(*) FROM request /* system */").await,
            0
        );
        assert_eq!(count(&db, "SELECT COUNT(*) FROM outbox").await, 0);
    }
);

both_engines!(
    who_asks_reads_their_own_language_and_the_desk_the_first_one,
    |db| async move {
        let world = world(&db, "Halden").await;
        crate::agreements::testing::called(&db, world.laptop, "de", "Klapprechner").await;
        let german = world.requester.clone().reading("de");
        let wanted = vec![(world.sku("LAPTOP"), Quantity::pieces(1))];
        let added = add_products(&db, &german, FormKey::fresh(), wanted, NOW)
            .await
            .unwrap();
        assert_eq!(added, [("Klapprechner".to_owned(), Quantity::pieces(1))]);
        let first = basket(&db, &world.requester, NOW).await.unwrap();
        let shown = basket(&db, &german, NOW).await.unwrap();
        let (first, shown) = (&first.lines[0].offer, &shown.lines[0].offer);
        assert_eq!((&*first.name, first.name_to_keep()), ("LAPTOP", "LAPTOP"));
        assert_eq!(
            (&*shown.name, shown.name_to_keep()),
            ("Klapprechner", "LAPTOP")
        );
        let command = Submit {
            from: From::Basket,
            ..world.request(&[])
        };
        let done = submit(&db, &german, command, NOW).await.unwrap();
        let request = show(&db, &german, done.request, NOW).await.unwrap().request;
        assert_eq!(request.lines[0].name, "LAPTOP");
        assert_eq!(request.title, "1 × LAPTOP");
        let kept = "SELECT COUNT(*) FROM interaction /* system */ WHERE text LIKE '%Klapprechner%'";
        assert_eq!(count(&db, kept).await, 0);
    }
);

both_engines!(who_has_left_gets_no_letters, |db| async move {
    let world = world(&db, "Halden").await;
    let request = submitted(&db, &world, &[("LAPTOP", 3)]).await;
    let left = world.requester.member().unwrap().id;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE membership SET active = FALSE WHERE id = $1 /* system */",
                args![left],
            )
            .await
        })
    })
    .await
    .unwrap();
    let command = decision(&request, &[refuse()]);
    decide(&db, &world.manager, command, NOW).await.unwrap();
    assert_eq!(mails(&db, "request-decided").await, 0);
});
