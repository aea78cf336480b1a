//! Two plans, and two companies whose terms end soon: they have paid, they have been
//! told, and a quote for the next term waits for their yes.

use super::Failure;
use super::companies::{Cast, Customer};
use super::products::Range;
use super::reading;
use domain::id::{OrderId, PlanId};
use domain::identity::actor_of;
use domain::orders::{
    self, Change, Promise, RecordPayment, WhichInvoices, list_invoices, record_payment,
};
use domain::requests::{From, OrderNow, cost_centres, order_now};
use domain::store::{Db, FormKey};
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::plan_draft::PlanDraft;
use domain::subscriptions::renewal::Policy;
use domain::subscriptions::term::TermLength;
use domain::subscriptions::{
    Counts, OfferChange, PlanText, change_offers, look_after_subscriptions, save_plan,
};
use domain::support::ask_level_names;
use domain::{Day, Quantity, Rate, Timestamp};
use std::collections::BTreeMap;

/// How long ago the companies subscribed: their terms of a year end in a month.
const DAYS_AGO: i64 = 335;
/// Who subscribes, and for how many seats.
const SUBSCRIBERS: &[(&str, i64)] = &[("Halden Marine", 12), ("Brightwater Hospitals", 30)];
/// How many days after an invoice is made it is paid.
const PAID_AFTER: i64 = 24;

/// Makes the plans, and lets the companies subscribe.
pub async fn subscribe(db: &Db, cast: &Cast, range: &Range, now: Timestamp) -> Result<(), Failure> {
    let began = now.plus_days(-DAYS_AGO);
    let select = plan(db, cast, select(), began).await?;
    let plus = plan(db, cast, plus(db, cast, range).await?, began).await?;
    for (name, plan) in [
        ("Select, one year", select),
        ("Select Plus, one year", plus),
    ] {
        let made = range.terms.iter().find(|made| made.name == name);
        let made = made.ok_or("a term is not sold")?;
        let add = OfferChange::Add {
            sku: made.sku.clone(),
            months: TermLength::years(1)?,
        };
        change_offers(db, &cast.curator, FormKey::fresh(), plan, add, began).await?;
    }
    let term = range.terms.first().ok_or("no term")?;
    for (name, seats) in SUBSCRIBERS {
        let customer = cast.customers.iter().find(|one| one.name == *name);
        let customer = customer.ok_or("no such company")?;
        let order = order(db, customer, (&term.sku, *seats), began).await?;
        let promise = Promise {
            change: Change {
                key: FormKey::fresh(),
                order,
                version: 1,
            },
            day: Day::of(began),
            later: Vec::new(),
            note: String::new(),
        };
        let taken_on = began.plus_seconds(3 * 3600);
        orders::acknowledge(db, &cast.desk, promise, taken_on).await?;
    }
    pay(db, cast, began.plus_days(PAID_AFTER)).await?;
    // What was due since then is done: notice and quote, each on its day.
    for days_ago in [28, 14, 0] {
        let at = now.plus_days(-days_ago);
        look_after_subscriptions(db, || at).await?;
    }
    Ok(())
}

/// What is open is paid, and the desk writes it down.
async fn pay(db: &Db, cast: &Cast, at: Timestamp) -> Result<(), Failure> {
    let all = (0, 50);
    let open = list_invoices::<Failure>(db, &cast.desk, WhichInvoices::Open, all, at).await?;
    for one in open.rows {
        let payment = RecordPayment {
            key: FormKey::fresh(),
            invoice: one.number.clone(),
            day: Some(Day::of(at)),
            amount: Some(one.open()),
            reference: format!("{} {}", one.company, one.number),
        };
        record_payment(db, &cast.desk, payment, at).await?;
    }
    Ok(())
}

async fn plan(db: &Db, cast: &Cast, draft: PlanDraft, at: Timestamp) -> Result<PlanId, Failure> {
    Ok(save_plan(db, &cast.curator, FormKey::fresh(), None, draft, at).await?)
}

fn texts(english: (&str, &str), german: (&str, &str)) -> BTreeMap<String, PlanText> {
    [("en", english), ("de", german)]
        .into_iter()
        .map(|(language, (name, words))| {
            let text = PlanText {
                name: name.to_owned(),
                words: words.to_owned(),
            };
            (language.to_owned(), text)
        })
        .collect()
}

fn select() -> PlanDraft {
    PlanDraft {
        texts: texts(
            (
                "Select",
                "For teams that change: swap platforms when you need to, learn how, and read \
                 what is new.",
            ),
            (
                "Select",
                "Für Teams im Wandel: Plattformen wechseln, wenn es nötig ist, lernen, wie es \
                 geht, und lesen, was es Neues gibt.",
            ),
        ),
        counts: Counts::Seats,
        can_pause: true,
        policy: Policy {
            renews_by_itself: false,
            notice_days: 60,
            quote_days: 45,
            reminder_days: vec![14, 3],
        },
        benefits: vec![
            Benefit::Counted {
                what: Countable::PlatformSwaps,
                times: 4,
            },
            Benefit::Counted {
                what: Countable::TrainingDays,
                times: 1,
            },
            Benefit::Publication {
                of: reading::LETTER.to_owned(),
            },
            Benefit::Downloads {
                of: reading::AREA.to_owned(),
            },
        ],
    }
}

async fn plus(db: &Db, cast: &Cast, range: &Range) -> Result<PlanDraft, Failure> {
    let mut read = db.read(cast.curator.scope()).await?;
    let levels = ask_level_names().fetch(&mut read).await?;
    drop(read);
    let level = levels.iter().find(|(_, name)| name == "Round the clock");
    let mut benefits: Vec<Benefit> = level
        .map(|(id, _)| Benefit::Support {
            level: id.to_string(),
            rank: 0,
        })
        .into_iter()
        .collect();
    benefits.extend([
        Benefit::Discount {
            category: range.category("keyboards"),
            rate: Rate(1_500),
        },
        Benefit::Counted {
            what: Countable::PlatformSwaps,
            times: 12,
        },
        Benefit::Counted {
            what: Countable::Upgrades,
            times: 2,
        },
        Benefit::Counted {
            what: Countable::TrainingDays,
            times: 3,
        },
        Benefit::Publication {
            of: reading::LETTER.to_owned(),
        },
        Benefit::Downloads {
            of: reading::AREA.to_owned(),
        },
    ]);
    Ok(PlanDraft {
        texts: texts(
            (
                "Select Plus",
                "Everything in Select, help at any hour, and less to pay for what wears out.",
            ),
            (
                "Select Plus",
                "Alles aus Select, Hilfe zu jeder Stunde, und weniger Kosten für das, was sich \
                 abnutzt.",
            ),
        ),
        counts: Counts::Seats,
        can_pause: false,
        policy: Policy {
            renews_by_itself: true,
            notice_days: 60,
            quote_days: 45,
            reminder_days: vec![14],
        },
        benefits,
    })
}

/// The company's manager orders so many seats.
async fn order(
    db: &Db,
    customer: &Customer,
    (sku, seats): (&str, i64),
    at: Timestamp,
) -> Result<OrderId, Failure> {
    let manager = customer.manager().ok_or("no manager")?;
    let manager = actor_of(db, manager.person, Some(customer.id), at).await?;
    let mut read = db.read(manager.scope()).await?;
    let centres = cost_centres(&mut read, customer.id).await?;
    drop(read);
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Lines(vec![(sku.to_owned(), Quantity::pieces(seats))]),
        po_number: "PO-SELECT".to_owned(),
        cost_centre: centres.first().map(|centre| centre.id),
        needed_by: None,
        seen: None,
    };
    Ok(order_now(db, &manager, order, at).await?)
}
