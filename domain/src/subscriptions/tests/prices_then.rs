//! What a renewed term costs when prices change before it begins, or the program stood
//! still.

use super::*;
use crate::store::Tx;

/// From a moment on a laptop costs something else.
async fn laptop_costs(db: &Db, world: &World, minor: i64, from: Timestamp) {
    let laptop = world.laptop;
    db.write::<_, StoreError, _>(Scope::system(), move |tx: &mut Tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE price_list_entry SET valid_until = $2
                 WHERE product_id = $1 AND valid_until = $3",
                args![laptop, from, Timestamp::NEVER],
            )
            .await?;
            tx.run(
                "INSERT INTO price_list_entry (price_list_id, product_id, valid_from,
                     valid_until, price_minor)
                 SELECT price_list_id, product_id, valid_until, $3, $4 FROM price_list_entry
                 WHERE product_id = $1 AND valid_until = $2",
                args![laptop, from, Timestamp::NEVER, minor],
            )
            .await
        })
    })
    .await
    .unwrap();
}

/// A subscription of two seats to what costs as much as a laptop, and the first day
/// after its term.
async fn two_seats(db: &Db, world: &World) -> (String, Day) {
    let plan = plan(db, world, true).await;
    let number = subscribed(db, world, plan, 2, NOW).await;
    let end = shown(db, world, &number).await.paid.day_after();
    (number, end)
}

/// What the second term was charged at, after the job has run twice.
async fn renewed_for(db: &Db, world: &World, number: &str, at: Timestamp) -> Money {
    for _ in 0..2 {
        look_after_subscriptions(db, || at).await.unwrap();
    }
    let one = shown(db, world, number).await;
    assert_eq!((one.period, one.charges.len()), (1, 2));
    assert_eq!(invoices(db).await.len(), 2);
    one.charges[1].amount
}

both_engines!(
    a_term_renewed_after_a_standstill_costs_what_was_told,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (number, end) = two_seats(&db, &world).await;
        let notice = end.plus_days(-60).start();
        look_after_subscriptions(&db, || notice).await.unwrap();
        laptop_costs(&db, &world, 199_900, end.plus_days(-30).start()).await;
        let late = end.plus_days(3).start();
        let cost = renewed_for(&db, &world, &number, late).await;
        assert_eq!(cost, eur(322_400));
    }
);

both_engines!(
    a_price_that_fell_since_the_notice_is_what_is_charged,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (number, end) = two_seats(&db, &world).await;
        let notice = end.plus_days(-60).start();
        look_after_subscriptions(&db, || notice).await.unwrap();
        laptop_costs(&db, &world, 150_000, end.plus_days(-30).start()).await;
        // What it costs after the day on which the term begins is another matter.
        laptop_costs(&db, &world, 140_000, end.plus_days(1).start()).await;
        let late = end.plus_days(3).start();
        let cost = renewed_for(&db, &world, &number, late).await;
        assert_eq!(cost, eur(300_000));
    }
);

both_engines!(
    a_term_that_nobody_was_told_of_costs_what_it_cost_on_its_first_day,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (number, end) = two_seats(&db, &world).await;
        laptop_costs(&db, &world, 170_000, end.plus_days(-30).start()).await;
        laptop_costs(&db, &world, 199_900, end.plus_days(1).start()).await;
        let late = end.plus_days(3).start();
        let cost = renewed_for(&db, &world, &number, late).await;
        assert_eq!(cost, eur(340_000));
    }
);

both_engines!(
    a_price_that_was_told_last_holds_although_it_rises_again,
    |db| async move {
        let world = world(&db, "Halden").await;
        let (number, end) = two_seats(&db, &world).await;
        let days_before = |days: i64| end.plus_days(-days).start();
        look_after_subscriptions(&db, || days_before(60))
            .await
            .unwrap();
        laptop_costs(&db, &world, 150_000, days_before(30)).await;
        look_after_subscriptions(&db, || days_before(14))
            .await
            .unwrap();
        let told = shown(&db, &world, &number).await.quoted.unwrap().0;
        assert_eq!(told, eur(150_000), "the reminder names it");
        laptop_costs(&db, &world, 199_900, days_before(7)).await;
        let cost = renewed_for(&db, &world, &number, end.start()).await;
        assert_eq!(cost, eur(300_000));
    }
);
