//! Who manages a company is told of warranties that end, once.

use super::life::{do_it, import, told};
use super::*;

fn until(days: i64) -> Wanted {
    Wanted::Describe {
        warranty_until: Some(Day::of(NOW).plus_days(days)),
        refresh_at: None,
        note: String::new(),
    }
}

both_engines!(
    of_warranties_that_end_a_company_is_told_once_in_one_letter,
    |db| async move {
        let world = world(&db, "Halden").await;
        let elsewhere = crate::requests::testing::world(&db, "Elsewhere").await;
        let file = "tag,name\nW-1,Dock\nW-2,Dock\nW-3,Dock\n";
        import(&db, &world.manager, file).await;
        import(&db, &elsewhere.manager, file).await;
        for (tag, days) in [("W-1", 40), ("W-2", 45), ("W-3", -1)] {
            do_it(&db, &world.manager, tag, until(days)).await.unwrap();
        }
        let letters = || told(&db, world.company.id, "equipment-warranty-ends");
        let at = |days: i64| remind_of_warranties(&db, NOW.plus_days(days));
        assert_eq!(at(9).await.unwrap(), 0, "in more than thirty days");
        // Two processes at once; what is over for long is nobody's news.
        let (one, other) = tokio::join!(at(20), at(20));
        assert_eq!(one.unwrap() + other.unwrap(), 2);
        assert_eq!(at(21).await.unwrap(), 0);
        assert_eq!(letters().await, [world.manager.email()]);
        assert!(
            told(&db, elsewhere.company.id, "equipment-warranty-ends")
                .await
                .is_empty()
        );

        // One that was extended is told of anew when it ends; one out of service never.
        do_it(&db, &world.manager, "W-1", until(400)).await.unwrap();
        assert_eq!(at(22).await.unwrap(), 0);
        assert_eq!(at(380).await.unwrap(), 1);
        let retire = Wanted::Retire {
            wiped: String::new(),
            why: String::new(),
        };
        do_it(&db, &world.manager, "W-2", until(800)).await.unwrap();
        do_it(&db, &world.manager, "W-2", retire).await.unwrap();
        assert_eq!(at(790).await.unwrap(), 0);
        assert_eq!(letters().await.len(), 2);
    }
);
