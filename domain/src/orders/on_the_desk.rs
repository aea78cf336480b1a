//! How much lies on the order desk, for the page that staff begin their day on.

use crate::store::{Asked, JsonRows};
use crate::{Day, Timestamp, args};
use serde::Deserialize;
use std::sync::LazyLock;

/// How much lies on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
pub struct OnTheDesk {
    /// Orders that nobody has acknowledged.
    pub to_acknowledge: i64,
    /// When the oldest of them was placed.
    pub oldest_at: Option<Timestamp>,
    /// Orders whose promised day is over.
    pub overdue: i64,
    /// The day promised to the one that is overdue longest.
    pub overdue_since: Option<Day>,
    /// Orders promised for within a day.
    pub due_now: i64,
    /// Orders that left long ago and of which nobody has said they arrived.
    pub to_ask_after: i64,
    /// Invoices whose day is over, and that are not paid.
    pub invoices_overdue: i64,
    /// Invoices by which we still have something to pay back.
    pub to_pay_back: i64,
}

/// How much lies on the desk, counted over what is open only.
#[must_use]
pub fn ask_on_the_desk(now: Timestamp) -> Asked<'static, OnTheDesk> {
    static DESK: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &[
                "to_acknowledge",
                "oldest_at",
                "overdue",
                "overdue_since",
                "due_now",
                "to_ask_after",
                "invoices_overdue",
                "to_pay_back",
            ],
            "SELECT
                 COUNT(CASE WHEN state = 'placed' THEN 1 END) AS to_acknowledge,
                 MIN(CASE WHEN state = 'placed' THEN placed_at END) AS oldest_at,
                 COUNT(CASE WHEN state IN ('acknowledged', 'partly-shipped') AND desk_at < $1
                       THEN 1 END) AS overdue,
                 MIN(CASE WHEN state IN ('acknowledged', 'partly-shipped') AND desk_at < $1
                       THEN promised_at END) AS overdue_since,
                 COUNT(CASE WHEN state IN ('acknowledged', 'partly-shipped') AND desk_at >= $1
                        AND desk_at < $2 THEN 1 END) AS due_now,
                 COUNT(CASE WHEN state = 'shipped' AND desk_at < $1 THEN 1 END) AS to_ask_after,
                 (SELECT COUNT(*) FROM invoice i WHERE i.settled_on IS NULL AND i.total_minor > 0
                      AND i.gives_back_of IS NULL AND i.due_on < $3) AS invoices_overdue,
                 (SELECT COUNT(*) FROM invoice i WHERE i.settled_on IS NULL AND i.total_minor > 0
                      AND i.gives_back_of IS NOT NULL) AS to_pay_back
             FROM purchase_order WHERE desk_at IS NOT NULL AND desk_at < $2 /* staff */",
        )
    });
    DESK.ask::<OnTheDesk>(args![now, now.plus_days(1), Day::of(now)])
        .map(|found| found.first().copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::queue::tests::{NOW, some_orders};
    use super::*;
    use crate::store::Scope;
    use crate::store::testing::both_engines;

    both_engines!(what_is_late_is_counted, |db| async move {
        some_orders(&db).await;
        let mut read = db.read(Scope::staff()).await.unwrap();
        let load = ask_on_the_desk(NOW.plus_days(3))
            .fetch(&mut read)
            .await
            .unwrap();
        assert_eq!((load.to_acknowledge, load.overdue, load.due_now), (2, 2, 0));
        assert_eq!(load.oldest_at, Some(NOW.plus_seconds(3)));
        let load = ask_on_the_desk(NOW.plus_days(1))
            .fetch(&mut read)
            .await
            .unwrap();
        assert_eq!((load.overdue, load.due_now, load.to_ask_after), (0, 1, 0));
    });
}
