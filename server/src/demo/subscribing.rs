//! Two plans, and a company whose term ends soon: it has been told, and a quote for
//! the next term waits for its yes.

use super::Failure;
use super::companies::{Cast, Customer};
use super::products::Range;
use super::reading;
use domain::id::{OrderId, PlanId};
use domain::identity::actor_of;
use domain::orders::{self, Change, Promise};
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

/// How long ago the company subscribed: its term of a year ends in a month.
const DAYS_AGO: i64 = 335;
/// How many seats it has.
const SEATS: i64 = 12;

/// Makes the plans, and lets Halden Marine subscribe.
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
    let halden = cast
        .customers
        .iter()
        .find(|one| one.name == "Halden Marine")
        .ok_or("no Halden Marine")?;
    let term = range.terms.first().ok_or("no term")?;
    let order = order(db, halden, &term.sku, began).await?;
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
    // What was due since then is done: notice and quote, each on its day.
    for days_ago in [28, 14, 0] {
        let at = now.plus_days(-days_ago);
        look_after_subscriptions(db, || at).await?;
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
async fn order(db: &Db, customer: &Customer, sku: &str, at: Timestamp) -> Result<OrderId, Failure> {
    let manager = customer.manager().ok_or("no manager")?;
    let manager = actor_of(db, manager.person, Some(customer.id), at).await?;
    let mut read = db.read(manager.scope()).await?;
    let centres = cost_centres(&mut read, customer.id).await?;
    drop(read);
    let order = OrderNow {
        key: FormKey::fresh(),
        from: From::Lines(vec![(sku.to_owned(), Quantity::pieces(SEATS))]),
        po_number: "PO-SELECT".to_owned(),
        cost_centre: centres.first().map(|centre| centre.id),
        needed_by: None,
        seen: None,
    };
    Ok(order_now(db, &manager, order, at).await?)
}
