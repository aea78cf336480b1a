//! What the supplier made of the year: everything that happened is learned,
//! the account manager noted what was said, and of the plays that came of it
//! one was accepted and one was dismissed. The others wait.

use super::Failure;
use super::companies::Cast;
use domain::Timestamp;
use domain::plays::{Accept, PlayRow, accept, dismiss, queue};
use domain::profile::learning::Finding;
use domain::profile::{Note, Way, learn_all, note};
use domain::store::{Db, FormKey};

/// The account manager's contacts: with which customer, how, how many days
/// ago, what it was about, what was learned, whether it is for us only.
const CONTACTS: &[(&str, Way, i64, &str, &str, bool)] = &[
    (
        "Halden Marine",
        Way::Visit,
        34,
        "Walked through Dock 3 with Dana. Three of the workshop's screens are fogged up inside.",
        "Screens in the dock need a sealed housing.",
        false,
    ),
    (
        "Halden Marine",
        Way::Call,
        8,
        "Dana is putting next year's budget together and wants a figure for 25 workstations.",
        "Plans to replace 25 workstations next year.",
        true,
    ),
    (
        "Stadtwerke Auental",
        Way::Meeting,
        21,
        "Jahresgespräch mit Frau Brandt: zufrieden mit den Lieferzeiten, Rechnungen kommen zu oft einzeln.",
        "Möchte Sammelrechnungen.",
        false,
    ),
    (
        "Brightwater Hospitals",
        Way::Call,
        12,
        "Aoife asked whether keyboards for the wards can be disinfected with alcohol.",
        "Equipment for wards has to stand up to alcohol.",
        false,
    ),
    (
        "Meridian Freight",
        Way::Visit,
        40,
        "Terminal 2 runs three shifts; nobody is in the office when parcels come.",
        "Deliveries to Terminal 2 before ten in the morning.",
        false,
    ),
];

pub async fn draw(db: &Db, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    for (customer, way, days, text, learned, internal) in CONTACTS {
        let Some(customer) = cast.customers.iter().find(|one| one.name == *customer) else {
            continue;
        };
        let at = now.plus_days(-days);
        let contact = Note {
            customer: customer.id,
            member: None,
            way: *way,
            at,
            text: (*text).to_owned(),
            learned: (*learned).to_owned(),
            internal: *internal,
            key: FormKey::fresh(),
        };
        note(db, &cast.account_manager, contact, at).await?;
    }
    learn_all(db, now).await?;
    let proposed = {
        let mut read = db.read(cast.account_manager.scope()).await?;
        queue(&mut read, &cast.account_manager).await?.open
    };
    let missed = |customer: &str, words: &str| {
        let about = |play: &&PlayRow| {
            let Finding::NotFound(missed) = &play.finding else {
                return false;
            };
            play.customer == customer && missed.words.eq_ignore_ascii_case(words)
        };
        proposed.iter().find(about).map(|play| play.id)
    };
    if let Some(play) = missed("Halden Marine", "docking station") {
        let command = Accept {
            play,
            skus: Vec::new(),
            replacement: "dock".to_owned(),
            note: "A docking station is what we call a dock.".to_owned(),
        };
        accept(db, &cast.account_manager, command, now.plus_days(-6)).await?;
    }
    if let Some(play) = missed("Brightwater Hospitals", "office chair") {
        let reason = "We sell no furniture, and don't plan to.";
        dismiss(db, &cast.account_manager, play, reason, now.plus_days(-5)).await?;
    }
    Ok(())
}
