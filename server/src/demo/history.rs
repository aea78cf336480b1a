//! A year of what the customers' people did, each thing at its moment.

use super::Failure;
use super::chance::Chance;
use super::companies::{Cast, Customer, PersonOf};
use super::products::{Made, Range};
use domain::id::{CostCentreId, OrderId};
use domain::identity::{Actor, CustomerRole, actor_of};
use domain::orders::{self, Arrived, ChangeError, Part, Promise, Ship, end_of_day};
use domain::requests::{
    ChangeCostCentre, From, OrderNow, SetPolicy, Submit, change_cost_centre, cost_centres,
    order_now, set_policy, submit,
};
use domain::store::{Db, FormKey};
use domain::{Currency, Money, Quantity, Timestamp};

/// How many days of history there are.
const DAYS: i64 = 365;

/// What somebody orders again and again: who, what, how many, every how many
/// days. This is what the learning rules find.
const HABITS: &[(&str, &str, i64, i64)] = &[
    ("Lise Holm", "Toner TN-328K", 2, 43),
    ("Erik Sund", "Labels, thermal", 10, 30),
    ("Tom Berg", "Solid state drive 1 TB", 1, 61),
    ("Sabine Lorenz", "Toner TN-328K", 4, 28),
    ("Niamh Doyle", "Keyboard, washable", 3, 35),
    ("Rory Finn", "Labels, thermal", 20, 21),
    ("Femke Bos", "Mouse, wireless", 4, 52),
    ("Owen Price", "Headset, one ear", 5, 75),
];

/// Below this amount a request needs nobody.
const FREE_BELOW: i64 = 40_000;

pub async fn play(
    db: &Db,
    cast: &Cast,
    range: &Range,
    seed: u64,
    now: Timestamp,
) -> Result<(), Failure> {
    let mut chance = Chance::new(seed);
    let begin = now.plus_days(-DAYS);
    for customer in &cast.customers {
        rules(db, customer, begin).await?;
    }
    // Day by day, so that everything happens in the order in which it did.
    for day in 0..DAYS {
        let today = begin
            .plus_days(day)
            .plus_seconds(chance.between(7, 16) * 3600);
        for customer in &cast.customers {
            for person in &customer.people {
                habits(db, cast, range, customer, person, day, today).await?;
                if chance.percent(2) {
                    wish(db, cast, range, customer, person, &mut chance, today, now).await?;
                }
            }
        }
    }
    Ok(())
}

/// Cost centres, and the rule that small requests need nobody.
async fn rules(db: &Db, customer: &Customer, at: Timestamp) -> Result<(), Failure> {
    let Some(manager) = customer
        .people
        .iter()
        .find(|one| one.role == CustomerRole::PurchasingManager)
    else {
        return Ok(());
    };
    let manager = actor_of(db, manager.person, Some(customer.id), at).await?;
    for (code, name) in [
        ("4100", "Operations"),
        ("4410", "Projects"),
        ("4900", "Office"),
    ] {
        let (code, name) = (code.to_owned(), name.to_owned());
        let add = ChangeCostCentre::Add {
            key: FormKey::fresh(),
            code,
            name,
        };
        change_cost_centre(db, &manager, add, at).await?;
    }
    let below = Money::new(FREE_BELOW, Currency::EUR);
    set_policy(
        db,
        &manager,
        SetPolicy {
            role: None,
            cost_centre: None,
            below,
        },
        at,
    )
    .await?;
    Ok(())
}

/// What the person orders again and again falls due today, or does not.
async fn habits(
    db: &Db,
    cast: &Cast,
    range: &Range,
    customer: &Customer,
    person: &PersonOf,
    day: i64,
    today: Timestamp,
) -> Result<(), Failure> {
    for (name, product, pieces, every) in HABITS {
        if *name != person.name || day % every != every / 2 {
            continue;
        }
        let Some(made) = range.product(product) else {
            continue;
        };
        let actor = actor_of(db, person.person, Some(customer.id), today).await?;
        let wanted = vec![(made.sku.clone(), Quantity::pieces(*pieces))];
        if let Some(order) =
            ask(db, customer, &actor, wanted, "Stock is running low", today).await?
        {
            fulfil(db, &cast.desk, order, today, i64::MAX).await?;
        }
    }
    Ok(())
}

/// Something the person wants once: requested, or ordered by a manager.
#[allow(clippy::too_many_arguments)]
async fn wish(
    db: &Db,
    cast: &Cast,
    range: &Range,
    customer: &Customer,
    person: &PersonOf,
    chance: &mut Chance,
    today: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    let actor = actor_of(db, person.person, Some(customer.id), today).await?;
    let mut wanted: Vec<(String, Quantity)> = Vec::new();
    for _ in 0..chance.between(1, 3) {
        let Some(made) = chance.one_of(&range.products) else {
            continue;
        };
        if visible(db, &actor, made, today).await?
            && !wanted.iter().any(|(sku, _)| *sku == made.sku)
        {
            wanted.push((made.sku.clone(), Quantity::pieces(chance.between(1, 4))));
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    let days_left = now.days_since(today);
    let order = if person.role == CustomerRole::PurchasingManager {
        let command = OrderNow {
            key: FormKey::fresh(),
            from: From::Lines(wanted),
            po_number: format!("PO-{}", chance.between(10_000, 99_999)),
            cost_centre: centre(db, customer, &actor, chance).await?,
            needed_by: None,
            seen: None,
        };
        Some(order_now(db, &actor, command, today).await?)
    } else {
        let reasons = [
            "New colleague starts",
            "Replaces a broken one",
            "Project start",
            "For the meeting room",
        ];
        let reason = chance.one_of(&reasons).copied().unwrap_or("Needed");
        ask(db, customer, &actor, wanted, reason, today).await?
    };
    if let Some(order) = order {
        fulfil(db, &cast.desk, order, today, days_left).await?;
    }
    Ok(())
}

/// Whether the person can order it: theirs to see, and with a price.
async fn visible(db: &Db, actor: &Actor, made: &Made, at: Timestamp) -> Result<bool, Failure> {
    let Some(shopper) = actor.shopper() else {
        return Ok(false);
    };
    let mut read = db.read(actor.scope()).await?;
    let found = domain::agreements::shelf_items(&mut read, shopper, &[made.id], at).await?;
    Ok(found.iter().any(|item| item.price.price.is_some()))
}

async fn centre(
    db: &Db,
    customer: &Customer,
    actor: &Actor,
    chance: &mut Chance,
) -> Result<Option<CostCentreId>, Failure> {
    let mut read = db.read(actor.scope()).await?;
    let all = cost_centres(&mut read, customer.id).await?;
    Ok(chance.one_of(&all).map(|one| one.id))
}

/// Submits a request; answers the order if it became one at once.
async fn ask(
    db: &Db,
    customer: &Customer,
    actor: &Actor,
    wanted: Vec<(String, Quantity)>,
    reason: &str,
    at: Timestamp,
) -> Result<Option<OrderId>, Failure> {
    let mut read = db.read(actor.scope()).await?;
    let centre = cost_centres(&mut read, customer.id)
        .await?
        .first()
        .map(|one| one.id);
    drop(read);
    let command = Submit {
        key: FormKey::fresh(),
        from: From::Lines(wanted),
        for_whom: String::new(),
        cost_centre: centre,
        needed_by: None,
        reason: reason.to_owned(),
        seen: None,
    };
    Ok(submit(db, actor, command, at)
        .await?
        .order
        .map(|(order, _)| order))
}

/// The order desk works on it, as far as the days until today allow.
async fn fulfil(
    db: &Db,
    desk: &Actor,
    order: OrderId,
    placed: Timestamp,
    days_left: i64,
) -> Result<(), Failure> {
    if days_left < 1 {
        return Ok(());
    }
    let change = |version| orders::Change {
        key: FormKey::fresh(),
        order,
        version,
    };
    let acknowledged = placed.plus_seconds(4 * 3600);
    let promise = Promise {
        change: change(version(db, desk, order).await?),
        day: end_of_day(placed.plus_days(7)),
        later: Vec::new(),
        note: String::new(),
    };
    orders::acknowledge(db, desk, promise, acknowledged).await?;
    if days_left < 4 {
        return Ok(());
    }
    let Some(page) = orders::show::<ChangeError>(db, desk, order).await? else {
        return Ok(());
    };
    let ship = Ship {
        change: change(page.head.version),
        parts: page
            .lines
            .iter()
            .map(|line| Part {
                line: line.id,
                quantity: line.quantity,
            })
            .collect(),
        carrier: "Noordzee Express".to_owned(),
        tracking: format!("NZX{}", page.head.number.replace('-', "")),
        rest_promised: None,
    };
    orders::ship(db, desk, ship, placed.plus_days(3)).await?;
    if days_left < 7 {
        return Ok(());
    }
    let Some(page) = orders::show::<ChangeError>(db, desk, order).await? else {
        return Ok(());
    };
    if let Some(parcel) = page.parcels.first() {
        let arrived = Arrived {
            change: change(page.head.version),
            parcel: parcel.id,
        };
        orders::deliver(db, desk, arrived, placed.plus_days(5)).await?;
    }
    Ok(())
}

async fn version(db: &Db, desk: &Actor, order: OrderId) -> Result<i64, Failure> {
    let page = orders::show::<ChangeError>(db, desk, order).await?;
    Ok(page.map_or(1, |page| page.head.version))
}
