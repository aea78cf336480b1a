//! A company's own subscriptions, page by page.

use super::life::change;
use super::*;
use crate::subscriptions::own::ask_page;

both_engines!(
    a_companys_own_are_shown_page_by_page_and_each_once,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let plan = plan(&db, &ours, true).await;
        let mut numbers = Vec::new();
        for _ in 0..4 {
            numbers.push(subscribed(&db, &ours, plan, 1, NOW).await);
        }
        // The newest has ended: it comes last.
        let gone = numbers.pop().unwrap();
        let cancel = Wanted::CancelAtTerm;
        change(&db, &ours.manager, &gone, 1, cancel, None, NOW)
            .await
            .unwrap();
        let end = shown(&db, &ours, &gone).await.paid.day_after().start();
        look_after_subscriptions(&db, || end).await.unwrap();
        assert!(shown(&db, &ours, &gone).await.ended_at.is_some());
        numbers.reverse();
        numbers.push(gone);
        for per_page in [1, 2, 3, 4, 5] {
            let mut seen = Vec::new();
            let mut after: Option<AfterOwn> = None;
            let mut read = db.read(ours.manager.scope()).await.unwrap();
            loop {
                let page = ask_page(ours.company.id, after, per_page);
                let page = page.fetch(&mut read).await.unwrap();
                assert!(page.rows.len() <= per_page);
                seen.extend(page.rows.into_iter().map(|one| one.number));
                // As an address has it.
                let Some(next) = page.next else { break };
                after = Some(next.to_string().parse().unwrap());
            }
            assert_eq!(seen, numbers, "{per_page} on a page");
        }
        let mut read = db.read(theirs.manager.scope()).await.unwrap();
        let page = ask_own(theirs.company.id, None).fetch(&mut read).await;
        assert!(page.unwrap().rows.is_empty());
    }
);

both_engines!(a_term_can_end_with_any_that_fits, |db| async move {
    let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
    let plan = plan(&db, &ours, true).await;
    term(&db, plan, &theirs.sku("LAPTOP"), 12).await;
    // Another plan, with terms of another length.
    let curator = staff(&db, &[StaffRole::Curator]).await;
    let other = save_plan(&db, &curator, FormKey::fresh(), None, draft(true, 1), NOW)
        .await
        .unwrap();
    term(&db, other, &ours.sku("DOCK"), 6).await;
    let first = subscribed(&db, &ours, plan, 1, NOW).await;
    let second = subscribed(&db, &ours, plan, 1, NOW).await;
    let strange = subscribed(&db, &theirs, plan, 1, NOW).await;
    let half = Subscribe {
        product: ours.dock,
        ..wanted(&ours, other, 1)
    };
    subscribe(&db, &ours.manager, half, NOW).await.unwrap();
    let half = taken_on(&db, &ours, From::Basket, NOW).await.number;
    let later = Subscribe {
        starts: Some(Day::of(NOW).plus_days(30)),
        ..wanted(&ours, plan, 1)
    };
    subscribe(&db, &ours.manager, later, NOW).await.unwrap();
    let later = taken_on(&db, &ours, From::Basket, NOW).await.number;
    let found = async |plan: PlanId, number: Option<&str>| -> Vec<String> {
        let mut read = db.read(ours.manager.scope()).await.unwrap();
        let asked = ask_to_end_with(ours.company.id, plan, number);
        let rows = asked.fetch(&mut read).await.unwrap();
        rows.into_iter().map(|one| one.number).collect()
    };
    let both = [second.clone(), first.clone()];
    assert_eq!(found(plan, None).await, both);
    assert_eq!(found(other, None).await, std::slice::from_ref(&half));
    // The one that is named is there once, and nothing that does not fit is: not one of
    // another length, nor one that has not begun, nor another company's.
    for number in [&first, &half, &later, &strange] {
        assert_eq!(found(plan, Some(number.as_str())).await, both, "{number}");
    }
    // Behind more than can be chosen from, it is found by its number.
    let many = i64::try_from(MOST_TO_END_WITH).unwrap() + 2;
    for _ in 0..many {
        subscribed(&db, &ours, plan, 1, NOW).await;
    }
    let newest = found(plan, None).await;
    assert_eq!(newest.len(), MOST_TO_END_WITH + 1);
    assert!(!newest.contains(&first));
    let named = found(plan, Some(first.as_str())).await;
    assert_eq!(
        (named.len(), named.last()),
        (MOST_TO_END_WITH + 2, Some(&first))
    );
});
