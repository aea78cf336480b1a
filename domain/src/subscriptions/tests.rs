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
use crate::identity::testing::{Failed, staff};
use crate::identity::{Actor, StaffRole};
use crate::orders::{self, Change, Part, Promise, Ship};
use crate::requests::testing::{NOW, World, world};
use crate::requests::{self, From, OrderNow};
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Day, Money, Quantity, Rate, Timestamp};
use std::collections::BTreeMap;

mod begin;
mod candidates;
mod covered;
mod credits;
mod given;
mod life;
mod money;
mod own;
mod paid;
mod prices_then;
mod renewals;
mod revenue;
mod told;

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

/// Orders something, lets the desk take the order on, and answers the newest subscription.
async fn taken_on(db: &Db, world: &World, from: From, now: Timestamp) -> Brief {
    let order = ordered(db, world, from, now).await;
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    orders::acknowledge(db, &desk, promise(order, now), now)
        .await
        .unwrap();
    newest(db, world).await
}

/// Orders so many seats, lets the desk take the order on, and answers the number of
/// the subscription.
async fn subscribed(db: &Db, world: &World, plan: PlanId, seats: i64, now: Timestamp) -> String {
    subscribe(db, &world.manager, wanted(world, plan, seats), now)
        .await
        .unwrap();
    taken_on(db, world, From::Basket, now).await.number
}

async fn newest(db: &Db, world: &World) -> Brief {
    let mut read = db.read(world.manager.scope()).await.unwrap();
    let all = ask_own(world.company.id, None)
        .fetch(&mut read)
        .await
        .unwrap();
    all.rows.into_iter().max_by_key(|one| one.id).unwrap()
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

async fn invoices(db: &Db) -> Vec<(InvoiceId, i64)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT id, total_minor FROM invoice ORDER BY id /* system */",
        args![],
    )
    .await
    .unwrap()
}
