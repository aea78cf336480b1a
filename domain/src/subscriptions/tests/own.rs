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
