//! What people asked for help with: service levels, a team, and cases that wait,
//! go on and are solved.

use super::companies::Cast;
use super::products::Range;
use super::{Failure, helped};
use domain::identity::{Actor, actor_of};
use domain::store::{Db, FormKey};
use domain::support::articles::BeforeAsking;
use domain::support::business_hours::CalendarText;
use domain::support::case_life::Priority;
use domain::support::{
    KeepTeam, NewLevel, OnCase, OpenCase, TargetMinutes, Visibility, What, Work, WorkOn,
    case_for_agent, give_level, keep_team, make_level, on_case, open_case, set_visibility, work_on,
};
use domain::{Rate, Timestamp};

/// How far a case of the demonstration has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Came {
    /// Nobody has it in hand.
    Waits,
    /// Our people asked something.
    Asked(&'static str),
    /// They answered, and go on.
    Answered(&'static str),
    /// It is solved, and the customer so satisfied.
    Solved(&'static str, i64),
}

/// A case of the demonstration.
struct Asked {
    customer: &'static str,
    who: &'static str,
    hours_ago: i64,
    subject: &'static str,
    text: &'static str,
    priority: Priority,
    came: Came,
}

const CASES: &[Asked] = &[
    Asked {
        customer: "Halden Marine",
        who: "Ines Tal",
        hours_ago: 3,
        subject: "Screen flickers when the winch runs",
        text: "Since yesterday the right screen goes black for a second whenever the winch starts.",
        priority: Priority::High,
        came: Came::Waits,
    },
    Asked {
        customer: "Halden Marine",
        who: "Tom Berg",
        hours_ago: 30,
        subject: "Dock does not charge the laptop",
        text: "The lamp is on, the network works, but the battery gets empty.",
        priority: Priority::Normal,
        came: Came::Asked(
            "Which power supply is in the dock, 90 or 130 watts? It stands on its label.",
        ),
    },
    Asked {
        customer: "Halden Marine",
        who: "Ines Tal",
        hours_ago: 400,
        subject: "No sound in calls",
        text: "The headset works with the phone, but not with the laptop.",
        priority: Priority::Low,
        came: Came::Solved(
            "The laptop sent its sound to the screen. It is set right now; it stays so.",
            5,
        ),
    },
    Asked {
        customer: "Stadtwerke Auental",
        who: "Sabine Lorenz",
        hours_ago: 26,
        subject: "Drucker zieht kein Papier",
        text: "Der Drucker am Schalter zieht seit heute früh kein Papier mehr ein.",
        priority: Priority::High,
        came: Came::Answered(
            "Bitte öffnen Sie die hintere Klappe: Meist liegt dort ein Rest. Wir bleiben dran.",
        ),
    },
    Asked {
        customer: "Brightwater Hospitals",
        who: "Niamh Doyle",
        hours_ago: 2,
        subject: "Ward terminal does not start",
        text: "Terminal 4 stays dark after the power cut. The night shift needs it.",
        priority: Priority::Urgent,
        came: Came::Waits,
    },
];

/// Five days a week in this time zone.
fn office_hours(zone: &str) -> CalendarText {
    let day = || "08:00-18:00".to_owned();
    CalendarText {
        round_the_clock: false,
        zone: zone.to_owned(),
        week: [
            day(),
            day(),
            day(),
            day(),
            day(),
            String::new(),
            String::new(),
        ],
        exceptions: String::new(),
    }
}

/// Makes the levels and the team, then lets people ask and our agent help.
pub async fn help(db: &Db, cast: &Cast, range: &Range, now: Timestamp) -> Result<(), Failure> {
    let began = now.plus_days(-330);
    levels(db, cast, began).await?;
    let halden = cast
        .customers
        .iter()
        .find(|one| one.name == "Halden Marine");
    if let Some((customer, manager)) = halden.and_then(|one| Some((one, one.manager()?))) {
        // Whose cases are seen is written on each when it is opened.
        let dana = actor_of(db, manager.person, Some(customer.id), began).await?;
        set_visibility::<Failure>(db, &dana, Visibility::Company, began).await?;
    }
    helped::during_the_year(db, cast, range, now).await?;
    for asked in CASES {
        one(db, cast, asked, now).await?;
    }
    Ok(())
}

async fn levels(db: &Db, cast: &Cast, at: Timestamp) -> Result<(), Failure> {
    let system = Actor::system();
    // A level has one name, and German customers read it in theirs.
    let at_office = |name: &str, zone: &str, usual: bool| NewLevel {
        name: name.to_owned(),
        hours: office_hours(zone),
        targets: [
            TargetMinutes::hours(16, 80),
            TargetMinutes::hours(8, 40),
            TargetMinutes::hours(4, 20),
            TargetMinutes::hours(2, 10),
        ],
        warn_at: Rate(8_000),
        usual,
    };
    let usual = at_office("Office hours", "Europe/Amsterdam", true);
    make_level(db, &system, usual, at).await?;
    let german = at_office("Bürozeiten", "Europe/Berlin", false);
    let german = make_level(db, &system, german, at).await?;
    let team = KeepTeam {
        key: FormKey::fresh(),
        id: None,
        name: "Printing and networks".to_owned(),
        members: vec![cast.agent.person()],
        causes: Vec::new(),
        categories: ["network", "printing"].map(str::to_owned).to_vec(),
        needs: Vec::new(),
    };
    keep_team(db, &system, team, at).await?;
    let always = NewLevel {
        name: "Round the clock".to_owned(),
        hours: CalendarText {
            round_the_clock: true,
            ..CalendarText::default()
        },
        targets: [
            TargetMinutes::hours(24, 120),
            TargetMinutes::hours(8, 48),
            TargetMinutes::hours(2, 12),
            TargetMinutes::hours(1, 6),
        ],
        warn_at: Rate(7_500),
        usual: false,
    };
    let level = make_level(db, &system, always, at).await?;
    for (name, level) in [
        ("Brightwater Hospitals", level),
        ("Stadtwerke Auental", german),
    ] {
        if let Some(customer) = cast.customers.iter().find(|one| one.name == name) {
            give_level(db, &system, customer.id, Some(level), at).await?;
        }
    }
    Ok(())
}

async fn one(db: &Db, cast: &Cast, asked: &Asked, now: Timestamp) -> Result<(), Failure> {
    let Some(customer) = cast.customers.iter().find(|one| one.name == asked.customer) else {
        return Ok(());
    };
    let Some(person) = customer.people.iter().find(|one| one.name == asked.who) else {
        return Ok(());
    };
    let at = now.plus_seconds(-asked.hours_ago * 3600);
    let member = actor_of(db, person.person, Some(customer.id), at).await?;
    let command = OpenCase {
        key: FormKey::fresh(),
        subject: asked.subject.to_owned(),
        text: asked.text.to_owned(),
        priority: asked.priority,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before: BeforeAsking::default(),
    };
    let number = open_case(db, &member, command, at).await?;
    let later = at.plus_seconds(2_700);
    let work = match asked.came {
        Came::Waits => return Ok(()),
        Came::Asked(text) => Work::Ask(text.to_owned()),
        Came::Answered(text) => Work::Answer(text.to_owned()),
        Came::Solved(text, _) => Work::Solve(text.to_owned()),
    };
    let found = case_for_agent::<Failure>(db, &cast.agent, &number, later).await?;
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.clone(),
        version: found.map_or(0, |found| found.case.head.version),
        work,
    };
    work_on(db, &cast.agent, command, later).await?;
    if let Came::Solved(_, stars) = asked.came {
        let rate = OnCase {
            key: FormKey::fresh(),
            number,
            what: What::Rate(stars, String::new()),
        };
        on_case(db, &member, rate, later.plus_seconds(600)).await?;
    }
    Ok(())
}
