//! Subscriptions on both engines: from the basket to the last term.

use super::entitlements::{Benefit, Countable, Holder};
use super::lifecycle::State;
use super::plan_draft::PlanDraft;
use super::renew::do_next;
use super::renewal::Policy;
use super::term::TermLength;
use super::weigh::{NotWeighed, Weighed};
use super::*;
use crate::agreements::{PriceSource, shelf_by_sku};
use crate::args;
use crate::id::{InvoiceId, PlanId};
use crate::identity::testing::staff;
use crate::identity::{Actor, Denied, StaffRole};
use crate::orders::{self, Change, Part, Promise, Ship};
use crate::requests::testing::{NOW, World, world};
use crate::requests::{self, From, OrderNow};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp};
use std::collections::BTreeMap;

mod candidates;
mod covered;
mod life;
mod money;
mod own;
mod paid;

#[derive(Debug, thiserror::Error)]
enum Failed {
    #[error(transparent)]
    Denied(#[from] Denied),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn policy(renews_by_itself: bool) -> Policy {
    Policy {
        renews_by_itself,
        notice_days: 60,
        quote_days: 45,
        reminder_days: vec![14],
    }
}

fn draft(renews_by_itself: bool, rate: i64) -> PlanDraft {
    let text = PlanText {
        name: "Select".to_owned(),
        words: "Help, and less to pay.".to_owned(),
    };
    PlanDraft {
        texts: BTreeMap::from([("en".to_owned(), text)]),
        counts: Counts::Seats,
        can_pause: true,
        policy: policy(renews_by_itself),
        benefits: vec![
            Benefit::Discount {
                category: None,
                rate: Rate(rate),
            },
            Benefit::Counted {
                what: Countable::PlatformSwaps,
                times: 2,
            },
            Benefit::Publication {
                of: "newsletter".to_owned(),
            },
        ],
    }
}

/// A plan with a discount of ten percent, whose term of twelve months is sold as the
/// laptop of a world.
async fn plan(db: &Db, world: &World, renews_by_itself: bool) -> PlanId {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let draft = draft(renews_by_itself, 1_000);
    let plan = save_plan(db, &curator, FormKey::fresh(), None, draft, NOW)
        .await
        .unwrap();
    term(db, plan, &world.sku("LAPTOP"), 12).await;
    plan
}

async fn term(db: &Db, plan: PlanId, sku: &str, months: u16) {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let add = OfferChange::Add {
        sku: sku.to_owned(),
        months: TermLength::months(months).unwrap(),
    };
    change_offers(db, &curator, FormKey::fresh(), plan, add, NOW)
        .await
        .unwrap();
}

fn wanted(world: &World, plan: PlanId, seats: i64) -> Subscribe {
    Subscribe {
        key: FormKey::fresh(),
        plan,
        product: world.laptop,
        seats: Quantity::pieces(seats),
        starts: None,
        with: None,
    }
}

async fn ordered(db: &Db, world: &World, from: From, now: Timestamp) -> crate::id::OrderId {
    let order = OrderNow {
        key: FormKey::fresh(),
        from,
        po_number: "PO 7".to_owned(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    requests::order_now(db, &world.manager, order, now)
        .await
        .unwrap()
}

fn promise(order: crate::id::OrderId, now: Timestamp) -> Promise {
    Promise {
        change: Change {
            key: FormKey::fresh(),
            order,
            version: 1,
        },
        day: Day::of(now),
        later: Vec::new(),
        note: String::new(),
    }
}

/// Orders so many seats, lets the desk take the order on, and answers the number of
/// the subscription.
async fn subscribed(db: &Db, world: &World, plan: PlanId, seats: i64, now: Timestamp) -> String {
    subscribe(db, &world.manager, wanted(world, plan, seats), now)
        .await
        .unwrap();
    let order = ordered(db, world, From::Basket, now).await;
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    orders::acknowledge(db, &desk, promise(order, now), now)
        .await
        .unwrap();
    newest(db, world).await.number
}

async fn newest(db: &Db, world: &World) -> Brief {
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let all = ask_of_customer(world.company.id)
        .fetch(&mut read)
        .await
        .unwrap();
    all.into_iter().max_by_key(|one| one.id).unwrap()
}

async fn shown(db: &Db, world: &World, number: &str) -> Subscription {
    show_subscription::<Failed>(db, &world.manager, number, NOW)
        .await
        .unwrap()
        .unwrap()
        .subscription
}

/// What a change would come to, as its page shows it.
async fn weigh_change(
    db: &Db,
    actor: &Actor,
    number: &str,
    wanted: Wanted,
    now: Timestamp,
) -> Result<Weighed, ChangeError> {
    show_subscription::<Failed>(db, actor, number, now)
        .await
        .unwrap()
        .ok_or(ChangeError::NotFound)?
        .weigh(wanted, Day::of(now))
}

/// What a dock costs the company, and whether that is because of a subscription.
async fn dock(db: &Db, world: &World, now: Timestamp) -> (Money, bool) {
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let shopper = world.manager.shopper().unwrap();
    let shelf = shelf_by_sku(&mut read, shopper, &[world.sku("DOCK")], now)
        .await
        .unwrap();
    let story = &shelf[0].price;
    let subscribed = story
        .winner()
        .is_some_and(|step| matches!(step.source, PriceSource::Subscription { .. }));
    (story.price.unwrap(), subscribed)
}

async fn count(db: &Db, text: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(text, args![]).await.unwrap().unwrap()
}

both_engines!(
    a_term_begins_when_the_desk_takes_the_order_on,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        subscribe(&db, &world.manager, wanted(&world, plan, 3), NOW)
            .await
            .unwrap();
        let order = ordered(&db, &world, From::Basket, NOW).await;
        // Ordered is not begun: the price is what it was.
        assert_eq!(dock(&db, &world, NOW).await, (eur(11_800), false));
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        let form = promise(order, NOW);
        for _ in 0..2 {
            orders::acknowledge(&db, &desk, form.clone(), NOW)
                .await
                .unwrap();
        }
        assert_eq!(dock(&db, &world, NOW).await, (eur(10_620), true));
        assert_eq!(
            count(&db, "SELECT COUNT(*) FROM subscription /* system */").await,
            1
        );
        let one = shown(&db, &world, &newest(&db, &world).await.number).await;
        assert_eq!(
            (one.state, one.seats, one.price),
            (State::Active, Quantity::pieces(3), eur(161_200))
        );
        assert_eq!(one.paid.first(), Day::of(NOW));
        assert_eq!(one.paid.last().iso(), "2027-06-13");
        assert_eq!(one.po_number, "PO 7");
        assert_eq!(
            (one.charges.len(), one.charges[0].amount),
            (1, eur(483_600))
        );
        // Nothing of the order is left to ship.
        let page = orders::show::<Failed>(&db, &world.manager, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::Delivered);
        assert!(!page.is_open());
        // It ends with its last day and not a moment later.
        let last = one.paid.last().end();
        assert!(dock(&db, &world, Timestamp(last.0 - 1)).await.1);
        assert_eq!(dock(&db, &world, last).await, (eur(11_800), false));
    }
);

both_engines!(an_invoice_says_what_was_charged, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let number = subscribed(&db, &world, plan, 2, NOW).await;
    let invoice = shown(&db, &world, &number).await.charges[0].invoice.clone();
    let found = orders::show_invoice::<Failed>(&db, &world.manager, &invoice)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.head.total(), eur(322_400));
    assert_eq!(found.lines.len(), 1);
    let sum: i64 = found.lines.iter().map(|line| line.amount().minor).sum();
    assert_eq!(sum, found.head.total().minor);
    // Nothing was agreed on about payment: thirty days.
    assert_eq!(found.head.due_on, Day::of(NOW).plus_days(30));
    let stranger = self::world(&db, "Elsewhere").await;
    for (who, sees) in [
        (&world.manager, true),
        (&world.requester, false),
        (&stranger.manager, false),
        (&staff(&db, &[StaffRole::OrderDesk]).await, true),
    ] {
        let found = orders::show_invoice::<Failed>(&db, who, &invoice)
            .await
            .unwrap();
        assert_eq!(found.is_some(), sees, "{}", who.email());
    }
});

both_engines!(
    what_ends_with_another_pays_for_what_is_left,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        let first = subscribed(&db, &world, plan, 1, NOW).await;
        let later = NOW.plus_days(265);
        let with = Subscribe {
            with: Some(first.clone()),
            ..wanted(&world, plan, 2)
        };
        subscribe(&db, &world.manager, with, later).await.unwrap();
        // The subscription's own discount makes no plan cheaper.
        let basket = requests::basket(&db, &world.manager, later).await.unwrap();
        let whole = eur(161_200);
        let price = basket.lines[0].offer.standing.price().unwrap();
        assert!((price.minor - whole.minor * 100 / 365).abs() <= 1);
        let order = ordered(&db, &world, From::Basket, later).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        // We take it on ten days later: those days are not paid for.
        let late = later.plus_days(10);
        orders::acknowledge(&db, &desk, promise(order, late), late)
            .await
            .unwrap();
        let two = shown(&db, &world, &newest(&db, &world).await.number).await;
        let one = shown(&db, &world, &first).await;
        assert_eq!((two.paid.last(), two.period), (one.paid.last(), 0));
        assert_eq!(two.price, whole);
        let days = super::proration::Paid {
            price: whole,
            period: one.paid,
        };
        let each = days.rest_from(Day::of(late)).unwrap();
        assert_eq!(
            two.charges[0].amount,
            each.times(Quantity::pieces(2)).unwrap()
        );
    }
);

both_engines!(
    a_request_carries_what_was_chosen_to_the_order,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, false).await;
        let chosen = Subscribe {
            starts: Some(Day::of(NOW).plus_days(30)),
            ..wanted(&world, plan, 1)
        };
        subscribe(&db, &world.requester, chosen, NOW).await.unwrap();
        let submit = requests::Submit {
            from: From::Basket,
            ..world.request(&[])
        };
        let submitted = requests::submit(&db, &world.requester, submit, NOW)
            .await
            .unwrap();
        let request = requests::show(&db, &world.manager, submitted.request, NOW)
            .await
            .unwrap()
            .request;
        let line = &request.lines[0];
        assert_eq!(
            line.thing.wish().unwrap().starts,
            Some(Day::of(NOW).plus_days(30))
        );
        let decide = requests::Decide {
            key: FormKey::fresh(),
            request: request.id,
            version: request.version,
            choices: vec![(
                line.id,
                requests::decision::Choice::Approve {
                    quantity: Quantity::pieces(1),
                },
            )],
            po_number: String::new(),
            at_todays_prices: false,
            seen: Vec::new(),
        };
        let outcome = requests::decide(&db, &world.manager, decide, NOW)
            .await
            .unwrap();
        let (order, _) = outcome.order.unwrap();
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        orders::acknowledge(&db, &desk, promise(order, NOW), NOW)
            .await
            .unwrap();
        let one = shown(&db, &world, &newest(&db, &world).await.number).await;
        assert_eq!(one.state, State::Scheduled);
        assert_eq!(one.paid.first(), Day::of(NOW).plus_days(30));
        // It gives nothing before its first day, and everything from its first moment
        // on, whether or not the program has looked.
        let first = one.paid.first().start();
        assert!(!dock(&db, &world, Timestamp(first.0 - 1)).await.1);
        assert!(dock(&db, &world, first).await.1);
        look_after_subscriptions(&db, || first).await.unwrap();
        assert_eq!(shown(&db, &world, &one.number).await.state, State::Active);
    }
);

both_engines!(
    what_is_shipped_and_what_begins_can_be_ordered_together,
    |db| async move {
        let world = world(&db, "Halden").await;
        plan(&db, &world, true).await;
        // As any product, without anything chosen about it.
        let lines = [("LAPTOP", 1), ("DOCK", 2)];
        let lines = lines.map(|(sku, many)| (world.sku(sku), Quantity::pieces(many)));
        let order = ordered(&db, &world, From::Lines(lines.to_vec()), NOW).await;
        let desk = staff(&db, &[StaffRole::OrderDesk]).await;
        orders::acknowledge(&db, &desk, promise(order, NOW), NOW)
            .await
            .unwrap();
        let page = orders::show::<Failed>(&db, &desk, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::PartlyShipped);
        let open: Vec<_> = page
            .lines
            .iter()
            .filter(|line| !line.open().is_zero())
            .collect();
        assert_eq!(open.len(), 1);
        let change = Change {
            key: FormKey::fresh(),
            order,
            version: page.head.version,
        };
        let cancel = orders::Cancel {
            change,
            reason: "Too late".to_owned(),
        };
        let refused = orders::cancel(&db, &desk, cancel, NOW).await;
        assert!(matches!(refused, Err(orders::ChangeError::NotPossible(_))));
        let parcel = Ship {
            change: Change {
                key: FormKey::fresh(),
                ..change
            },
            parts: vec![Part {
                line: open[0].id,
                quantity: Quantity::pieces(2),
            }],
            carrier: "DHL".to_owned(),
            tracking: String::new(),
            rest_promised: None,
        };
        orders::ship(&db, &desk, parcel, NOW).await.unwrap();
        let page = orders::show::<Failed>(&db, &desk, order)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(page.head.state, orders::State::Shipped);
    }
);

both_engines!(
    a_subscription_of_another_company_is_unknown,
    |db| async move {
        let (ours, theirs) = (world(&db, "Ours").await, world(&db, "Theirs").await);
        let plan = plan(&db, &ours, true).await;
        let number = subscribed(&db, &ours, plan, 1, NOW).await;
        let shown = show_subscription::<Failed>(&db, &theirs.manager, &number, NOW).await;
        assert!(shown.unwrap().is_none());
        let change = ChangeSubscription {
            key: FormKey::fresh(),
            number: number.clone(),
            version: 1,
            wanted: Wanted::CancelAtTerm,
            seen: None,
        };
        let refused = change_subscription(&db, &theirs.manager, change, NOW).await;
        assert!(matches!(refused, Err(ChangeError::NotFound)));
        let weighed = weigh_change(&db, &theirs.manager, &number, Wanted::Pause, NOW).await;
        assert!(matches!(weighed, Err(ChangeError::NotFound)));
        // Nothing of theirs can end with it.
        term(&db, plan, &theirs.sku("LAPTOP"), 12).await;
        let with = Subscribe {
            product: theirs.laptop,
            with: Some(number),
            ..wanted(&theirs, plan, 1)
        };
        let refused = subscribe(&db, &theirs.manager, with, NOW).await;
        assert!(matches!(refused, Err(SubscribeError::NothingToEndWith)));
        assert_eq!(dock(&db, &theirs, NOW).await, (eur(11_800), false));
    }
);

both_engines!(the_same_form_twice_is_one_line, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let form = wanted(&world, plan, 3);
    for _ in 0..2 {
        subscribe(&db, &world.requester, form.clone(), NOW)
            .await
            .unwrap();
    }
    let basket = requests::basket(&db, &world.requester, NOW).await.unwrap();
    assert_eq!(basket.lines.len(), 1);
    assert_eq!(basket.lines[0].quantity, Quantity::pieces(3));
});

both_engines!(bad_choices_are_refused, |db| async move {
    let world = world(&db, "Halden").await;
    let plan = plan(&db, &world, true).await;
    let first = subscribed(&db, &world, plan, 1, NOW).await;
    term(&db, plan, &world.sku("DOCK"), 6).await;
    let try_it = |change: fn(&mut Subscribe)| {
        let mut form = wanted(&world, plan, 1);
        form.with = Some(first.clone());
        change(&mut form);
        subscribe(&db, &world.manager, form, NOW)
    };
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(-3)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::InThePast));
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(400)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::TooLate));
    let error = try_it(|form| form.starts = Some(Day::of(NOW).plus_days(366)))
        .await
        .unwrap_err();
    assert!(matches!(error, SubscribeError::TooLate));
    let error = try_it(|form| form.seats = Quantity::pieces(0))
        .await
        .unwrap_err();
    assert!(matches!(
        error,
        SubscribeError::Basket(requests::BasketError::BadQuantity)
    ));
    let six = Subscribe {
        product: world.dock,
        with: Some(first.clone()),
        ..wanted(&world, plan, 1)
    };
    let error = subscribe(&db, &world.manager, six, NOW).await.unwrap_err();
    assert!(matches!(error, SubscribeError::OtherLength));
});

both_engines!(
    one_of_two_at_once_gets_the_last_of_a_number,
    |db| async move {
        let world = world(&db, "Halden").await;
        let plan = plan(&db, &world, true).await;
        subscribed(&db, &world, plan, 1, NOW).await;
        let take = || {
            let (actor, customer) = (world.manager.clone(), world.company.id);
            db.write::<_, UseError, _>(world.manager.scope(), move |tx| {
                Box::pin(async move {
                    let what = Countable::PlatformSwaps;
                    use_one(tx, &actor, customer, what, "A for B", NOW).await
                })
            })
        };
        let all = futures::future::join_all((0..5).map(|_| take())).await;
        assert_eq!(all.iter().filter(|one| one.is_ok()).count(), 2);
        let mut read = db.read(world.manager.scope()).await.unwrap();
        let held = ask_held(world.company.id).fetch(&mut read).await.unwrap();
        let holder = Holder::default();
        let entitled = held.entitlements(&holder, Day::of(NOW));
        assert_eq!(entitled.count(Countable::PlatformSwaps).left, 0);
        assert_eq!(entitled.all_publications(), ["newsletter"]);
    }
);

async fn invoices(db: &Db) -> Vec<(InvoiceId, i64)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT id, total_minor FROM invoice ORDER BY id /* system */",
        args![],
    )
    .await
    .unwrap()
}
