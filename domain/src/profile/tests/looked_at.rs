//! What pages tell that was looked at: what was there to be seen by whoever looked,
//! and nothing else.

use super::*;
use crate::id::AnyId;
use crate::profile::{PageOf, Subject, Visit, collector, page_of};
use crate::requests::{From, OrderNow, order_now};
use crate::subscriptions::ask_plans;
use crate::subscriptions::entitlements::Benefit;
use crate::subscriptions::testing::subscribed_to;

both_engines!(looks_at_pages_are_collected_in_batches, |db| async move {
    let halden = Company::new(&db, "Halden").await;
    let (collector, collecting) = collector();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let writing = tokio::spawn(collecting.run(db.clone(), async move {
        let _ = stopped.await;
    }));
    let looked = |path: &str| Visit {
        page: page_of(path).unwrap(),
        at: NOW,
        dwelt: None,
    };
    let mut silent = halden.ines.member().unwrap().clone();
    let pages = ["/", "/catalog", "/products/NO-SUCH"].map(looked);
    let mut pages = pages.to_vec();
    // What a page itself has shown is believed.
    pages.push(Visit {
        page: PageOf::Shown(
            Subject::Asset,
            AnyId(uuid::Uuid::nil()),
            "Dock (ND-1)".to_owned(),
        ),
        at: NOW,
        dwelt: None,
    });
    assert!(collector.take(&silent, pages));
    silent.recording = false;
    assert!(collector.take(&silent, vec![looked("/orders")]));
    silent.recording = true;
    let more_than_fit = vec![looked("/orders"); 1_000_000];
    assert!(!collector.take(&silent, more_than_fit), "all or nothing");
    stop.send(()).unwrap();
    writing.await.unwrap();
    assert_eq!(count(&db, halden.customer, INTERACTIONS).await, 3);
    assert_eq!(learn_all(&db, NOW).await.unwrap(), 0, "no rule reads them");
    assert_eq!(collector.dropped(), 1_000_000);
});

both_engines!(
    what_was_not_there_to_be_seen_was_not_looked_at,
    |db| async move {
        let halden = crate::requests::testing::world(&db, "Halden").await;
        let other = crate::requests::testing::world(&db, "Other").await;
        let asked = |world: &crate::requests::testing::World| {
            let (db, actor, request) = (
                db.clone(),
                world.requester.clone(),
                world.request(&[("LAPTOP", 1)]),
            );
            async move {
                crate::requests::submit(&db, &actor, request, NOW)
                    .await
                    .unwrap()
                    .request
            }
        };
        let (own, theirs) = (asked(&halden).await, asked(&other).await);
        let benefit = Benefit::Publication {
            of: "newsletter".to_owned(),
        };
        let dock = ("DOCK", halden.dock);
        subscribed_to(&db, &halden, dock, vec![benefit], 1, NOW).await;
        let mut read = db.read(halden.requester.scope()).await.unwrap();
        let plans = ask_plans(None, true).fetch(&mut read).await.unwrap();
        drop(read);
        let plan = format!("/subscriptions/plans/{}", plans[0].id);
        let (collector, collecting) = collector();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let writing = tokio::spawn(collecting.run(db.clone(), async move {
            let _ = stopped.await;
        }));
        let looked = |path: String| Visit {
            page: page_of(&path).unwrap(),
            at: NOW,
            dwelt: None,
        };
        let laptop = format!("/products/{}", halden.sku("LAPTOP"));
        let member = halden.requester.member().unwrap().clone();
        let seen = [
            laptop.clone(),
            "/catalog/HALDEN".to_owned(),
            format!("/requests/{own}"),
            format!("/requests/{theirs}"),
            "/products/NO-SUCH".to_owned(),
            plan.clone(),
            format!("/subscriptions/plans/{own}"),
        ];
        assert!(collector.take(&member, seen.map(looked).to_vec()));
        // Without an agreement there is nothing to see of the catalog.
        let mut outside = member;
        outside.in_force = None;
        let unseen = [laptop, "/catalog/HALDEN".to_owned(), plan];
        assert!(collector.take(&outside, unseen.map(looked).to_vec()));
        stop.send(()).unwrap();
        writing.await.unwrap();
        let mut read = db.read(Scope::customer(halden.company.id)).await.unwrap();
        let kept: Vec<(String, String)> = read
            .all(
                "SELECT subject, text FROM interaction
                 WHERE customer_id = $1 AND kind = 'viewed' ORDER BY subject",
                args![halden.company.id],
            )
            .await
            .unwrap();
        let kept: Vec<(&str, &str)> = kept
            .iter()
            .map(|(subject, text)| (subject.as_str(), text.as_str()))
            .collect();
        assert_eq!(
            kept,
            [
                ("category", "Things"),
                ("plan", "Select"),
                ("product", "LAPTOP"),
                ("request", "")
            ]
        );
    }
);

both_engines!(
    nobody_has_looked_at_what_only_a_colleague_sees,
    |db| async move {
        let halden = crate::requests::testing::world(&db, "Halden").await;
        let unit = halden.requester.member().unwrap().unit.unwrap();
        let colleague = member(&db, &halden.company, unit, &[CustomerRole::Requester]).await;
        let request = halden.request(&[("LAPTOP", 1)]);
        let request = crate::requests::submit(&db, &halden.requester, request, NOW).await;
        let request = request.unwrap().request;
        let order = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(vec![(halden.sku("DOCK"), Quantity::pieces(1))]),
            po_number: "PO-1".to_owned(),
            cost_centre: Some(halden.centre),
            needed_by: None,
            seen: None,
        };
        let order = order_now(&db, &halden.manager, order, NOW).await;
        let order = order.unwrap();
        let (collector, collecting) = collector();
        let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
        let writing = tokio::spawn(collecting.run(db.clone(), async move {
            let _ = stopped.await;
        }));
        for who in [&colleague, &halden.requester, &halden.manager] {
            for path in [format!("/requests/{request}"), format!("/orders/{order}")] {
                let looked = Visit {
                    page: page_of(&path).unwrap(),
                    at: NOW,
                    dwelt: None,
                };
                assert!(collector.take(who.member().unwrap(), vec![looked]));
            }
        }
        stop.send(()).unwrap();
        writing.await.unwrap();
        let mut read = db.read(Scope::customer(halden.company.id)).await.unwrap();
        let kept: Vec<(MembershipId, String)> = read
            .all(
                "SELECT membership_id, subject FROM interaction
                 WHERE customer_id = $1 AND kind = 'viewed' ORDER BY id",
                args![halden.company.id],
            )
            .await
            .unwrap();
        let (asker, manager) = (
            halden.requester.member().unwrap().id,
            halden.manager.member().unwrap().id,
        );
        let kept: Vec<(MembershipId, &str)> = kept
            .iter()
            .map(|(who, what)| (*who, what.as_str()))
            .collect();
        assert_eq!(
            kept,
            [(asker, "request"), (manager, "request"), (manager, "order")]
        );
    }
);
