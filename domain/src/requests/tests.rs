//! What people do with requests, told to both engines.

mod basket;
mod deciding;
mod lists;
mod ordering;
mod prices;
mod submitting;

use super::approval_policy::{Because, Needs};
use super::decision::Choice;
use super::lifecycle::State;
use super::testing::{NOW, World, world};
use super::*;
use crate::args;
use crate::id::{BasketLineId, OrderId, RequestId, RequestLineId};
use crate::identity::Actor;
use crate::store::testing::both_engines;
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Currency, Day, Money, Quantity, Timestamp};

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn count(db: &Db, sql: &'static str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar(sql, args![]).await.unwrap().unwrap()
}

async fn orders(db: &Db) -> i64 {
    count(db, "SELECT COUNT(*) FROM purchase_order /* system */").await
}

async fn mails(db: &Db, kind: &str) -> i64 {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.scalar("SELECT COUNT(*) FROM outbox WHERE kind = $1", args![kind])
        .await
        .unwrap()
        .unwrap()
}

async fn reprice(db: &Db, world: &World, minor: i64) {
    let product = world.laptop;
    db.write::<_, StoreError, _>(Scope::system(), move |tx| {
        Box::pin(async move {
            tx.run(
                "UPDATE price_list_entry SET price_minor = $1 WHERE product_id = $2",
                args![minor, product],
            )
            .await
        })
    })
    .await
    .unwrap();
}

async fn submitted(db: &Db, world: &World, lines: &[(&str, i64)]) -> Request {
    let done = submit(db, &world.requester, world.request(lines), NOW)
        .await
        .unwrap();
    show(db, &world.manager, done.request, NOW)
        .await
        .unwrap()
        .request
}

fn approve(pieces: i64) -> Choice {
    Choice::Approve {
        quantity: Quantity::pieces(pieces),
    }
}

fn refuse() -> Choice {
    Choice::Refuse {
        reason: "Arrives after the boat leaves".to_owned(),
    }
}

fn decision(request: &Request, choices: &[Choice]) -> Decide {
    let open = request.lines.iter().filter(|line| line.is_open());
    Decide {
        key: FormKey::fresh(),
        request: request.id,
        version: request.version,
        choices: open
            .map(|line| line.id)
            .zip(choices.iter().cloned())
            .collect(),
        po_number: "PO-4711".to_owned(),
        at_todays_prices: false,
        seen: Vec::new(),
    }
}
