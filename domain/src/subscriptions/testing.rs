//! Subscriptions for the tests of the rooms that ask what somebody holds.

use super::entitlements::Benefit;
use super::plan_draft::PlanDraft;
use super::renewal::Policy;
use super::term::TermLength;
use super::{Counts, OfferChange, PlanText, Subscribe, change_offers, save_plan, subscribe};
use crate::id::ProductId;
use crate::identity::StaffRole;
use crate::identity::testing::staff;
use crate::orders::{self, Change, Promise};
use crate::requests::testing::World;
use crate::requests::{self, From, OrderNow};
use crate::store::{Db, FormKey};
use crate::{Day, Quantity, Timestamp};
use std::collections::BTreeMap;

/// Makes a plan with these benefits, sold for twelve months as this product of a
/// world (`"LAPTOP"` or `"DOCK"`), and lets its manager subscribe to so many seats,
/// from today on. Each product can be used once.
///
/// # Panics
/// If it can't be done; this is for tests.
#[allow(clippy::unwrap_used)]
pub async fn subscribed_to(
    db: &Db,
    world: &World,
    (sku, product): (&str, ProductId),
    benefits: Vec<Benefit>,
    seats: i64,
    now: Timestamp,
) {
    let curator = staff(db, &[StaffRole::Curator]).await;
    let text = PlanText {
        name: "Select".to_owned(),
        words: String::new(),
    };
    let draft = PlanDraft {
        texts: BTreeMap::from([("en".to_owned(), text)]),
        counts: Counts::Seats,
        can_pause: true,
        policy: Policy {
            renews_by_itself: false,
            notice_days: 60,
            quote_days: 45,
            reminder_days: vec![14],
        },
        benefits,
    };
    let plan = save_plan(db, &curator, FormKey::fresh(), None, draft, now)
        .await
        .unwrap();
    let add = OfferChange::Add {
        sku: world.sku(sku),
        months: TermLength::months(12).unwrap(),
    };
    change_offers(db, &curator, FormKey::fresh(), plan, add, now)
        .await
        .unwrap();
    let wanted = Subscribe {
        key: FormKey::fresh(),
        plan,
        product,
        seats: Quantity::pieces(seats),
        starts: None,
        with: None,
    };
    subscribe(db, &world.manager, wanted, now).await.unwrap();
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Basket,
        po_number: String::new(),
        cost_centre: Some(world.centre),
        needed_by: None,
        seen: None,
    };
    let order = requests::order_now(db, &world.manager, order, now)
        .await
        .unwrap();
    let desk = staff(db, &[StaffRole::OrderDesk]).await;
    let promise = Promise {
        change: Change {
            key: FormKey::fresh(),
            order,
            version: 1,
        },
        day: Day::of(now),
        later: Vec::new(),
        note: String::new(),
    };
    orders::acknowledge(db, &desk, promise, now).await.unwrap();
}
