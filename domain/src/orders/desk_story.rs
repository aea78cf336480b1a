//! The order desk's work as stories, on both engines.

use super::testing::{line, new_order, placed};
use super::*;
use crate::args;
use crate::id::{OrderId, OrderLineId, ShipmentId};
use crate::identity::{Actor, CustomerRole, Denied, StaffRole, testing};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope};
use crate::{Day, Quantity, Timestamp};

/// 14 June 2026, 06:12 UTC.
const NOW: Timestamp = Timestamp(1_781_417_520_000);
/// Noon of the day after tomorrow.
const SOON: Timestamp = Timestamp(1_781_611_200_000);

struct Story {
    db: Db,
    order: OrderId,
    lines: Vec<OrderLineId>,
    manager: Actor,
    requester: Actor,
    colleague: Actor,
    desk: Actor,
}

impl Story {
    async fn begin(db: Db) -> Story {
        let (company, unit) = testing::customer(&db, "Halden Marine").await;
        let manager =
            testing::member(&db, &company, unit, &[CustomerRole::PurchasingManager]).await;
        let requester = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let colleague = testing::member(&db, &company, unit, &[CustomerRole::Requester]).await;
        let desk = testing::staff(&db, &[StaffRole::OrderDesk]).await;
        let mut order = new_order(
            &manager,
            vec![line("DOCK", 3, 11_800), line("MOUSE", 1, 950)],
        );
        order.requested_by = requester.member().map(|member| member.id);
        let lines = order.lines.iter().map(|line| line.id).collect();
        let order = placed(&db, &manager, order, NOW).await;
        Story {
            db,
            order,
            lines,
            manager,
            requester,
            colleague,
            desk,
        }
    }

    fn form(&self, version: i64) -> Change {
        Change {
            key: FormKey::fresh(),
            order: self.order,
            version,
        }
    }

    fn promise(&self, version: i64) -> Promise {
        Promise {
            change: self.form(version),
            day: Day::of(SOON),
            later: vec![(self.lines[1], Day::of(SOON).plus_days(5))],
            note: String::new(),
        }
    }

    fn parcel(&self, version: i64, pieces: [i64; 2]) -> Ship {
        let part = |(line, pieces): (&OrderLineId, i64)| Part {
            line: *line,
            quantity: Quantity::pieces(pieces),
        };
        Ship {
            change: self.form(version),
            parts: self.lines.iter().zip(pieces).map(part).collect(),
            carrier: "DHL".to_owned(),
            tracking: "JD014".to_owned(),
            rest_promised: None,
        }
    }

    async fn state(&self) -> (String, i64) {
        let mut read = self.db.read(Scope::staff()).await.unwrap();
        read.one(
            "SELECT state, version FROM purchase_order WHERE id = $1 /* staff */",
            args![self.order],
        )
        .await
        .unwrap()
    }

    async fn parcels(&self) -> Vec<ShipmentId> {
        let mut read = self.db.read(Scope::staff()).await.unwrap();
        read.all::<(ShipmentId,)>(
            "SELECT id FROM shipment WHERE order_id = $1 ORDER BY part /* staff */",
            args![self.order],
        )
        .await
        .unwrap()
        .into_iter()
        .map(|(id,)| id)
        .collect()
    }

    async fn count(&self, sql: &'static str) -> i64 {
        let mut read = self.db.read(Scope::system()).await.unwrap();
        read.scalar(sql, args![]).await.unwrap().unwrap()
    }
}

both_engines!(
    from_acknowledged_to_delivered_in_two_parts,
    |db| async move {
        let story = Story::begin(db).await;
        let (db, desk) = (&story.db, &story.desk);
        acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
        assert_eq!(story.state().await, ("acknowledged".to_owned(), 2));
        assert_eq!(
            story
                .count(
                    "SELECT COUNT(*) FROM order_line WHERE expected_at = 1782043200000 /* system */"
                )
                .await,
            1,
            "one line is expected later"
        );

        ship(db, desk, story.parcel(2, [2, 0]), NOW).await.unwrap();
        assert_eq!(story.state().await, ("partly-shipped".to_owned(), 3));
        let first = story.parcels().await[0];
        let arrived = Arrived {
            change: story.form(3),
            parcel: first,
        };
        deliver(db, desk, arrived, NOW).await.unwrap();
        assert_eq!(story.state().await.0, "partly-shipped");
        ship(db, desk, story.parcel(4, [1, 1]), NOW).await.unwrap();
        assert_eq!(story.state().await, ("shipped".to_owned(), 5));
        let second = story.parcels().await[1];
        let arrived = Arrived {
            change: story.form(5),
            parcel: second,
        };
        receive(db, &story.requester, arrived, NOW).await.unwrap();
        assert_eq!(story.state().await, ("delivered".to_owned(), 6));

        // Each change left its event, its audit row, its messages.
        let events = "SELECT COUNT(*) FROM order_event /* system */";
        assert_eq!(story.count(events).await, 6);
        let audited = "SELECT COUNT(*) FROM audit WHERE action LIKE 'order.%'";
        assert_eq!(story.count(audited).await, 6);
        let mails = "SELECT COUNT(*) FROM outbox WHERE kind LIKE 'order-%'";
        assert_eq!(
            story.count(mails).await,
            12,
            "requester and manager, six times"
        );
        let remembered = "SELECT COUNT(*) FROM interaction
        WHERE kind IN ('acknowledged', 'shipped', 'delivered') /* system */";
        assert_eq!(story.count(remembered).await, 4);
        let waiting = "SELECT COUNT(*) FROM purchase_order WHERE desk_at IS NOT NULL /* system */";
        assert_eq!(story.count(waiting).await, 0);
    }
);

both_engines!(
    of_two_at_the_desk_one_wins_and_the_other_is_told,
    |db| async move {
        let story = Story::begin(db).await;
        let (db, desk) = (&story.db, &story.desk);
        let colleague = testing::staff(db, &[StaffRole::OrderDesk]).await;
        let (one, other) = tokio::join!(
            acknowledge(db, desk, story.promise(1), NOW),
            acknowledge(db, &colleague, story.promise(1), NOW),
        );
        assert_eq!(
            [one.is_ok(), other.is_ok()]
                .iter()
                .filter(|ok| **ok)
                .count(),
            1
        );
        let lost = one.err().or(other.err()).unwrap();
        assert!(matches!(lost, ChangeError::Meanwhile), "{lost:?}");
        assert_eq!(story.state().await, ("acknowledged".to_owned(), 2));
        assert_eq!(
            story
                .count("SELECT COUNT(*) FROM order_event /* system */")
                .await,
            2
        );
    }
);

both_engines!(a_form_sent_twice_ships_once, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    let parcel = story.parcel(2, [1, 0]);
    ship(db, desk, parcel.clone(), NOW).await.unwrap();
    ship(db, desk, parcel, NOW).await.unwrap();
    assert_eq!(story.parcels().await.len(), 1);
    assert_eq!(story.state().await, ("partly-shipped".to_owned(), 3));
});

both_engines!(more_than_ordered_never_leaves, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    ship(db, desk, story.parcel(2, [2, 0]), NOW).await.unwrap();
    let refused = ship(db, desk, story.parcel(3, [2, 1]), NOW)
        .await
        .unwrap_err();
    match refused {
        ChangeError::Refused(Refusal::Parts(parts)) => assert_eq!(
            parts,
            [PartRefused::MoreThanOpen {
                line: story.lines[0],
                open: Quantity::pieces(1)
            }]
        ),
        other => panic!("{other:?}"),
    }
    assert_eq!(
        story.state().await,
        ("partly-shipped".to_owned(), 3),
        "nothing changed"
    );
    assert_eq!(story.parcels().await.len(), 1);
    let nothing = ship(db, desk, story.parcel(3, [0, 0]), NOW)
        .await
        .unwrap_err();
    assert!(matches!(nothing, ChangeError::Refused(Refusal::Nothing)));
});

both_engines!(what_has_left_can_not_be_cancelled, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    let call_off = |version, reason: &str| Cancel {
        change: story.form(version),
        reason: reason.to_owned(),
    };
    let no_reason = cancel(db, desk, call_off(1, "  "), NOW).await.unwrap_err();
    assert!(matches!(no_reason, ChangeError::Missing(Missing::Reason)));
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    ship(db, desk, story.parcel(2, [1, 0]), NOW).await.unwrap();
    let left = cancel(db, desk, call_off(3, "sold out"), NOW)
        .await
        .unwrap_err();
    assert!(matches!(
        left,
        ChangeError::NotPossible(State::PartlyShipped)
    ));

    let other = new_order(&story.manager, vec![line("DOCK", 1, 100)]);
    let order = placed(db, &story.manager, other, NOW).await;
    let change = Change {
        key: FormKey::fresh(),
        order,
        version: 1,
    };
    let reason = "sold out".to_owned();
    cancel(db, desk, Cancel { change, reason }, NOW)
        .await
        .unwrap();
    let told = "SELECT COUNT(*) FROM outbox WHERE kind = 'order-cancelled'";
    assert_eq!(
        story.count(told).await,
        1,
        "the manager ordered for themselves"
    );
});

both_engines!(nobody_else_changes_an_order, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    ship(db, desk, story.parcel(2, [3, 1]), NOW).await.unwrap();
    let parcel = story.parcels().await[0];
    let arrived = || Arrived {
        change: story.form(3),
        parcel,
    };

    // A member does not do the desk's work, nor a desk without the permission.
    let denied = deliver(db, &story.manager, arrived(), NOW)
        .await
        .unwrap_err();
    assert!(matches!(denied, ChangeError::Denied(Denied)));
    let curator = testing::staff(db, &[StaffRole::Curator]).await;
    let denied = ship(db, &curator, story.parcel(3, [1, 0]), NOW)
        .await
        .unwrap_err();
    assert!(matches!(denied, ChangeError::Denied(Denied)));
    // The desk does not confirm in the member's name.
    let denied = receive(db, desk, arrived(), NOW).await.unwrap_err();
    assert!(matches!(denied, ChangeError::Denied(Denied)));
    // A colleague who may not see the order, and another company's manager.
    let hidden = receive(db, &story.colleague, arrived(), NOW)
        .await
        .unwrap_err();
    assert!(matches!(hidden, ChangeError::NotFound));
    let (company, unit) = testing::customer(db, "Elsewhere").await;
    let stranger = testing::member(db, &company, unit, &[CustomerRole::PurchasingManager]).await;
    let hidden = receive(db, &stranger, arrived(), NOW).await.unwrap_err();
    assert!(matches!(hidden, ChangeError::NotFound));
    assert_eq!(
        story.state().await,
        ("shipped".to_owned(), 3),
        "nothing changed"
    );
    // A parcel of another order.
    let wrong = Arrived {
        change: story.form(3),
        parcel: ShipmentId::new(),
    };
    let wrong = deliver(db, desk, wrong, NOW).await.unwrap_err();
    assert!(matches!(wrong, ChangeError::NoSuchParcel));
    // Their company's manager may confirm for them.
    receive(db, &story.manager, arrived(), NOW).await.unwrap();
    assert_eq!(story.state().await.0, "delivered");
});

both_engines!(
    a_new_day_for_the_rest_leaves_no_line_before_it,
    |db| async move {
        let story = Story::begin(db).await;
        let (db, desk) = (&story.db, &story.desk);
        acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
        let later = "SELECT COUNT(*) FROM order_line WHERE expected_at IS NOT NULL /* system */";
        let mut first = story.parcel(2, [1, 0]);
        first.rest_promised = Some(Day::of(SOON).plus_days(2));
        ship(db, desk, first, NOW).await.unwrap();
        assert_eq!(
            story.count(later).await,
            1,
            "it still comes later than the rest"
        );
        let mut second = story.parcel(3, [1, 0]);
        second.rest_promised = Some(Day::of(SOON).plus_days(9));
        ship(db, desk, second, NOW).await.unwrap();
        assert_eq!(
            story.count(later).await,
            0,
            "the rest comes later than that"
        );
    }
);

both_engines!(a_day_that_is_over_is_not_promised, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    let mut late = story.promise(1);
    late.day = Day::of(NOW).plus_days(-2);
    let refused = acknowledge(db, desk, late, NOW).await.unwrap_err();
    assert!(matches!(refused, ChangeError::DayHasPassed));
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    let mut another = story.promise(2);
    another.day = Day::of(SOON).plus_days(9);
    promise_again(db, desk, another, NOW).await.unwrap();
    let later = "SELECT COUNT(*) FROM order_line WHERE expected_at IS NOT NULL /* system */";
    assert_eq!(
        story.count(later).await,
        0,
        "nothing is later than the rest any more"
    );
    assert_eq!(
        story
            .count("SELECT COUNT(*) FROM outbox WHERE kind = 'order-promised'")
            .await,
        2
    );
});

both_engines!(what_arrived_comes_back_once, |db| async move {
    let story = Story::begin(db).await;
    let (db, desk) = (&story.db, &story.desk);
    acknowledge(db, desk, story.promise(1), NOW).await.unwrap();
    ship(db, desk, story.parcel(2, [2, 1]), NOW).await.unwrap();
    let back = |pieces: [i64; 2]| {
        let part = |(line, pieces): (&OrderLineId, i64)| Part {
            line: *line,
            quantity: Quantity::pieces(pieces),
        };
        OpenReturn {
            key: FormKey::fresh(),
            order: story.order,
            parts: story.lines.iter().zip(pieces).map(part).collect(),
            reason: "It hums".to_owned(),
            case: String::new(),
        }
    };
    let early = open_return(db, desk, back([1, 0]), NOW).await;
    assert!(
        matches!(early, Err(ReturnError::Refused(_))),
        "still on its way"
    );
    let arrived = Arrived {
        change: story.form(3),
        parcel: story.parcels().await[0],
    };
    deliver(db, desk, arrived, NOW).await.unwrap();
    let agent = testing::staff(db, &[StaffRole::Agent]).await;
    let curator = testing::staff(db, &[StaffRole::Curator]).await;
    for who in [&story.manager, &curator] {
        let refused = open_return(db, who, back([1, 0]), NOW).await;
        assert!(matches!(refused, Err(ReturnError::Denied(_))));
    }
    let no_case = OpenReturn {
        case: "HC-2026-000001".to_owned(),
        ..back([1, 0])
    };
    let refused = open_return(db, &agent, no_case, NOW).await;
    assert!(matches!(refused, Err(ReturnError::NoSuchCase)));
    let form = back([1, 1]);
    let id = open_return(db, &agent, form.clone(), NOW).await.unwrap();
    assert_eq!(
        open_return(db, &agent, form, NOW).await.unwrap(),
        id,
        "once"
    );
    let left = to_return(db, desk, story.order).await.unwrap();
    let left: Vec<Quantity> = left.lines.iter().map(Returnable::left).collect();
    assert_eq!(left, [Quantity::pieces(1), Quantity::default()]);
    let much = open_return(db, desk, back([2, 0]), NOW).await;
    assert!(
        matches!(much, Err(ReturnError::Refused(_))),
        "only one is left"
    );

    let step = |step: ReturnStep, version: i64, text: &str| OnReturn {
        key: FormKey::fresh(),
        id,
        version,
        step,
        text: text.to_owned(),
        units: String::new(),
        which: String::new(),
    };
    let stale = on_return(db, desk, step(ReturnStep::Receive, 2, ""), NOW).await;
    assert!(matches!(stale, Err(ReturnError::Meanwhile)));
    on_return(db, desk, step(ReturnStep::Receive, 1, ""), NOW)
        .await
        .unwrap();
    let off = on_return(db, desk, step(ReturnStep::CallOff, 2, "no"), NOW).await;
    assert!(matches!(off, Err(ReturnError::Meanwhile)), "it is here");
    let silent = on_return(db, desk, step(ReturnStep::Close, 2, " "), NOW).await;
    assert!(matches!(silent, Err(ReturnError::NoWords)));
    on_return(db, desk, step(ReturnStep::Close, 2, "Replaced"), NOW)
        .await
        .unwrap();
    let page = show::<ChangeError>(db, &story.requester, story.order)
        .await
        .unwrap()
        .unwrap();
    assert!(page.returns[0].number.starts_with("RMA-2026-"));
    assert_eq!(page.returns[0].outcome, "Replaced");
    let told = story
        .count("SELECT COUNT(*) FROM outbox WHERE kind LIKE 'return-%'")
        .await;
    assert_eq!(told, 6, "two people, three times");
});
