//! What was asked and solved in the course of the year: what figures are made of.

use super::Failure;
use super::companies::Cast;
use super::handing_on::works;
use super::products::Range;
use domain::Timestamp;
use domain::identity::actor_of;
use domain::store::{Db, FormKey};
use domain::support::articles::BeforeAsking;
use domain::support::case_life::Priority;
use domain::support::cause::Cause;
use domain::support::{OnCase, OpenCase, What, Work, on_case, open_case};

/// A case that was solved.
struct Past {
    customer: &'static str,
    who: &'static str,
    days_ago: i64,
    subject: &'static str,
    text: &'static str,
    priority: Priority,
    /// How the name of the product begins that it was about; empty for none.
    product: &'static str,
    solution: &'static str,
    /// Hours until it was solved.
    hours: i64,
    stars: i64,
    cause: Cause,
}

const PAST: &[Past] = &[
    Past {
        customer: "Brightwater Hospitals",
        who: "Niamh Doyle",
        days_ago: 318,
        subject: "Label printer prints nothing",
        text: "It feeds, but the labels come out white.",
        priority: Priority::Normal,
        product: "Label printer",
        solution: "The roll was in upside down: the coated side goes to the head.",
        hours: 5,
        stars: 5,
        cause: Cause::Handling,
    },
    Past {
        customer: "Meridian Freight",
        who: "Pavel Novak",
        days_ago: 287,
        subject: "Tablet loses the network in hall 3",
        text: "Everywhere else it works. In hall 3 it is gone after a minute.",
        priority: Priority::High,
        product: "Rugged tablet 10",
        solution: "An access point of the hall was off. It runs again; the tablet is fine.",
        hours: 9,
        stars: 4,
        cause: Cause::Surroundings,
    },
    Past {
        customer: "Halden Marine",
        who: "Erik Sund",
        days_ago: 251,
        subject: "Tablet does not wake up on deck",
        text: "In the morning it stays dark until it has been inside for a while.",
        priority: Priority::Normal,
        product: "Rugged tablet 12",
        solution: "Below minus 20 degrees it protects its battery. Keep it in the heated mount.",
        hours: 26,
        stars: 4,
        cause: Cause::Handling,
    },
    Past {
        customer: "Stadtwerke Auental",
        who: "Mehmet Arslan",
        days_ago: 214,
        subject: "Notebook findet das Funknetz nicht",
        text: "Seit dem Update von gestern erscheint unser Netz nicht mehr in der Liste.",
        priority: Priority::Normal,
        product: "Studio 16",
        solution: "Ein Treiber war zu alt. Er ist erneuert; bitte starten Sie einmal neu.",
        hours: 7,
        stars: 5,
        cause: Cause::Software,
    },
    Past {
        customer: "Brightwater Hospitals",
        who: "Rory Finn",
        days_ago: 190,
        subject: "Two displays are missing",
        text: "The packing list says six, in the boxes were four.",
        priority: Priority::High,
        product: "Display 24",
        solution: "They had stayed in our warehouse. They come tomorrow, at our cost.",
        hours: 30,
        stars: 3,
        cause: Cause::Delivery,
    },
    Past {
        customer: "Kestrel College",
        who: "Hannah Cole",
        days_ago: 160,
        subject: "No picture in lecture room 2",
        text: "The notebook finds the screen, the screen stays blue.",
        priority: Priority::Normal,
        product: "",
        solution: "The cable in the wall was broken. Your janitor has changed it.",
        hours: 12,
        stars: 5,
        cause: Cause::Surroundings,
    },
    Past {
        customer: "Halden Marine",
        who: "Lise Holm",
        days_ago: 131,
        subject: "Second screen goes off now and then",
        text: "It comes back after some seconds, several times a day.",
        priority: Priority::High,
        product: "USB-C dock",
        solution: "The dock has the new firmware now. It is quiet since this morning.",
        hours: 20,
        stars: 4,
        cause: Cause::Software,
    },
    Past {
        customer: "Meridian Freight",
        who: "Lena Graf",
        days_ago: 98,
        subject: "Order names another cost centre",
        text: "We asked for Fleet, the order says Customs.",
        priority: Priority::Low,
        product: "",
        solution: "It was chosen so in the request. The order is changed.",
        hours: 50,
        stars: 4,
        cause: Cause::Ordering,
    },
    Past {
        customer: "Stadtwerke Auental",
        who: "Sabine Lorenz",
        days_ago: 70,
        subject: "Bildschirm bleibt nach der Pause dunkel",
        text: "Die Lampe leuchtet, aber das Bild kommt erst nach dem dritten Versuch.",
        priority: Priority::Normal,
        product: "Display 27",
        solution: "Das Netzteil war defekt. Es ist getauscht.",
        hours: 46,
        stars: 3,
        cause: Cause::Hardware,
    },
    Past {
        customer: "Brightwater Hospitals",
        who: "Niamh Doyle",
        days_ago: 44,
        subject: "Printer asks for paper that is there",
        text: "Tray 2 is full, the printer says that it is empty.",
        priority: Priority::Normal,
        product: "Laser printer, A4",
        solution: "A sensor was worn out. Our technician has replaced it.",
        hours: 18,
        stars: 5,
        cause: Cause::Hardware,
    },
    Past {
        customer: "Halden Marine",
        who: "Tom Berg",
        days_ago: 36,
        subject: "Headset is silent on one side",
        text: "The left side says nothing since this morning.",
        priority: Priority::Low,
        product: "Headset",
        solution: "Its cable was broken. You have another one on your desk.",
        hours: 28,
        stars: 4,
        cause: Cause::Hardware,
    },
];

/// Lets all of that be asked and solved.
pub async fn during_the_year(
    db: &Db,
    cast: &Cast,
    range: &Range,
    now: Timestamp,
) -> Result<(), Failure> {
    for past in PAST {
        one(db, cast, range, past, now).await?;
    }
    Ok(())
}

async fn one(
    db: &Db,
    cast: &Cast,
    range: &Range,
    past: &Past,
    now: Timestamp,
) -> Result<(), Failure> {
    let Some(customer) = cast.customers.iter().find(|one| one.name == past.customer) else {
        return Ok(());
    };
    let Some(person) = customer.people.iter().find(|one| one.name == past.who) else {
        return Ok(());
    };
    let at = now.plus_days(-past.days_ago);
    let member = actor_of(db, person.person, Some(customer.id), at).await?;
    let named = (!past.product.is_empty()).then(|| range.product(past.product));
    let sku = named
        .flatten()
        .map(|made| made.sku.clone())
        .unwrap_or_default();
    let command = OpenCase {
        key: FormKey::fresh(),
        subject: past.subject.to_owned(),
        text: past.text.to_owned(),
        priority: past.priority,
        sku: sku.clone(),
        order: String::new(),
        asset: String::new(),
        before: BeforeAsking::default(),
    };
    let number = open_case(db, &member, command, at).await?;
    let solved = at.plus_seconds(past.hours * 3600);
    let solve = Work::Solve(past.solution.to_owned());
    works(db, &cast.agent, &number, solve, solved).await?;
    let classify = Work::Classify(Some(past.cause), sku);
    works(db, &cast.agent, &number, classify, solved.plus_seconds(60)).await?;
    let rate = OnCase {
        key: FormKey::fresh(),
        number,
        what: What::Rate(past.stars, String::new()),
    };
    on_case(db, &member, rate, solved.plus_seconds(1_800)).await?;
    Ok(())
}
