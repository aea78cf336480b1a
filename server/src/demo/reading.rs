//! What Northgate writes and puts there for its customers: publications with a few
//! months of issues, who wants the newsletter, and software with its releases, of
//! which Halden Marine has taken licences and swapped one.

use super::Failure;
use super::companies::Cast;
use domain::downloads::{
    ImportKeys, InArea, PutRelease, SaveSoftware, SwapPlatform, TakeLicence, import_keys,
    put_release, save_software, swap_platform, take_licence,
};
use domain::files::{Files, Sent};
use domain::id::{PublicationId, SoftwareId};
use domain::identity::actor_of;
use domain::publications::newsletter::{choose_newsletter, send_newsletters};
use domain::publications::readers::Readers;
use domain::publications::{
    IssueText, PublicationText, SaveIssue, SavePublication, publish_issue, save_issue,
    save_publication,
};
use domain::store::{Db, FormKey};
use domain::text::Language;
use domain::{Day, Timestamp};

/// A publication of the demonstration: code, for subscribers only, its name and line
/// in English and German.
struct Written {
    code: &'static str,
    entitled: bool,
    name: [&'static str; 2],
    about: [&'static str; 2],
    issues: &'static [Issue],
}

/// An issue: how many days ago, its title and its text in English and German.
struct Issue {
    days_ago: i64,
    title: [&'static str; 2],
    text: [&'static str; 2],
}

/// The publication that plans give.
pub(super) const LETTER: &str = "uptime-letter";
/// The software that plans give.
pub(super) const AREA: &str = "fleet-keeper";

const WRITTEN: &[Written] = &[
    Written {
        code: "field-notes",
        entitled: false,
        name: ["Field notes", "Notizen aus dem Feld"],
        about: [
            "What we learn from equipment at work.",
            "Was wir von Geräten bei der Arbeit lernen.",
        ],
        issues: &[
            Issue {
                days_ago: 70,
                title: ["Docks that sleep too deeply", "Docks, die zu tief schlafen"],
                text: [
                    "Some docks keep the network off after a night. Since firmware 1.0.12 they wake with the laptop.\n\nHow to see which one yours has stands on its page in your equipment.",
                    "Manche Docks lassen das Netzwerk nach einer Nacht aus. Seit der Firmware 1.0.12 wachen sie mit dem Laptop auf.\n\nWelche Ihres hat, sehen Sie auf seiner Seite unter Ihren Geräten.",
                ],
            },
            Issue {
                days_ago: 40,
                title: ["Screens in the sun", "Bildschirme in der Sonne"],
                text: [
                    "Between 400 and 1,000 nits lies more than a number: we measured five displays on a quay at noon.\n\nThe matte one with 600 read better than the glossy one with 1,000.",
                    "Zwischen 400 und 1.000 Nits liegt mehr als eine Zahl: Wir haben fünf Bildschirme mittags an einem Kai gemessen.\n\nDer matte mit 600 war besser zu lesen als der glänzende mit 1.000.",
                ],
            },
            Issue {
                days_ago: 12,
                title: ["Batteries before winter", "Akkus vor dem Winter"],
                text: [
                    "Cold batteries lose a third of their charge for the day, not for good. Charge them indoors, and let them warm up first.\n\nReplace those that show less than 60 % health: in January they will not start a machine.",
                    "Kalte Akkus verlieren ein Drittel ihrer Ladung für den Tag, nicht für immer. Laden Sie sie drinnen, und lassen Sie sie vorher warm werden.\n\nTauschen Sie jene mit weniger als 60 % Gesundheit: Im Januar starten sie kein Gerät.",
                ],
            },
        ],
    },
    Written {
        code: LETTER,
        entitled: true,
        name: ["Uptime letter", "Betriebsbrief"],
        about: [
            "For subscribers: what is about to matter for a fleet.",
            "Für Abonnenten: was für eine Flotte bald wichtig wird.",
        ],
        issues: &[
            Issue {
                days_ago: 33,
                title: ["Planning a refresh by wear", "Erneuern nach Verschleiß"],
                text: [
                    "Age is a poor guide to what fails. Of the laptops that came back last year, half were younger than three years.\n\nWe show how to sort a fleet by battery cycles and repairs instead.",
                    "Das Alter sagt wenig darüber, was ausfällt. Von den Laptops, die letztes Jahr zurückkamen, war die Hälfte jünger als drei Jahre.\n\nWir zeigen, wie man eine Flotte stattdessen nach Ladezyklen und Reparaturen ordnet.",
                ],
            },
            Issue {
                days_ago: 11,
                title: [
                    "Fleet Keeper 4.2 in an hour",
                    "Fleet Keeper 4.2 in einer Stunde",
                ],
                text: [
                    "Version 4.2 moves settings from one platform to another. We walked through it with a customer and wrote down where it took time.\n\nBoth versions are among your downloads.",
                    "Version 4.2 nimmt Einstellungen von einer Plattform auf eine andere mit. Wir sind es mit einem Kunden durchgegangen und haben notiert, wo es Zeit brauchte.\n\nBeide Versionen stehen unter Ihren Downloads.",
                ],
            },
        ],
    },
];

/// Who wants the newsletter: customer and person.
const WANT_IT: &[(&str, &str)] = &[
    ("Halden Marine", "Dana Roth"),
    ("Halden Marine", "Ines Tal"),
    ("Stadtwerke Auental", "Helga Brandt"),
];

/// What the software runs on, and the beginning of its keys.
const PLATFORMS: &[(&str, &str)] = &[("Windows", "FKW"), ("Linux", "FKL")];
/// Versions: which, how many days ago, what is new.
const RELEASES: &[(&str, i64, [&str; 2])] = &[
    (
        "4.1.3",
        120,
        [
            "Mends what kept reports from being sent at night.",
            "Behebt, was Berichte davon abhielt, nachts verschickt zu werden.",
        ],
    ),
    (
        "4.2.0",
        14,
        [
            "Takes settings along when a licence is swapped for another platform.\n\nReads firmware versions of docks.",
            "Nimmt Einstellungen mit, wenn eine Lizenz gegen eine für eine andere Plattform getauscht wird.\n\nLiest die Firmware-Versionen von Docks.",
        ],
    ),
];
/// What it is, in English and German.
const ABOUT: [&str; 2] = [
    "Keeps a fleet of machines at the same versions and tells what wears out.",
    "Hält einen Gerätepark auf denselben Versionen und sagt, was verschleißt.",
];
/// How many keys of each are in stock.
const KEYS: usize = 40;

/// Writes, publishes, and sends the newsletters of the weeks since.
pub async fn write(db: &Db, files: &Files, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    for (company, name) in WANT_IT {
        let customer = cast.customers.iter().find(|one| one.name == *company);
        let customer = customer.ok_or("no such customer")?;
        let person = customer.people.iter().find(|one| one.name == *name);
        let person = person.ok_or("no such person")?;
        let at = now.plus_days(-60);
        let member = actor_of(db, person.person, Some(customer.id), at).await?;
        choose_newsletter(db, &member, true, at).await?;
    }
    for one in WRITTEN {
        publish(db, cast, one, now).await?;
    }
    // As the job would have sent them, week by week.
    for week in (0..=10).rev() {
        let then = now.plus_days(-7 * week);
        send_newsletters(db, || then).await?;
    }
    let mut all = Vec::new();
    for place in PLATFORMS {
        let area = if all.is_empty() {
            InArea::New {
                code: AREA.to_owned(),
                names: said(["Fleet tools", "Flottenwerkzeuge"]),
            }
        } else {
            InArea::There(AREA.to_owned())
        };
        all.push(software(db, files, cast, *place, area, now).await?);
    }
    match all.as_slice() {
        [windows, linux] => licences(db, cast, *windows, *linux, now).await,
        _ => Err("software for two platforms".into()),
    }
}

/// How many licences Halden Marine has taken.
const LICENCES: usize = 5;

/// Its manager takes licences for the one platform and swaps one for the other.
async fn licences(
    db: &Db,
    cast: &Cast,
    windows: SoftwareId,
    linux: SoftwareId,
    now: Timestamp,
) -> Result<(), Failure> {
    let halden = cast
        .customers
        .iter()
        .find(|one| one.name == "Halden Marine");
    let halden = halden.ok_or("no Halden Marine")?;
    let manager = halden.manager().ok_or("no manager")?;
    let at = now.plus_days(-100);
    let dana = actor_of(db, manager.person, Some(halden.id), at).await?;
    let mut last = None;
    for _ in 0..LICENCES {
        let command = TakeLicence {
            key: FormKey::fresh(),
            software: windows,
        };
        last = Some(take_licence(db, &dana, command, at).await?);
    }
    let command = SwapPlatform {
        key: FormKey::fresh(),
        licence: last.ok_or("no licence")?,
        to: linux,
    };
    swap_platform(db, &dana, command, now.plus_days(-9)).await?;
    Ok(())
}

const LANGUAGES: [Language; 2] = [Language::English, Language::German];

async fn publish(db: &Db, cast: &Cast, one: &Written, now: Timestamp) -> Result<(), Failure> {
    let texts = LANGUAGES
        .into_iter()
        .zip(one.name.into_iter().zip(one.about))
        .map(|(language, (name, about))| PublicationText {
            language,
            name: name.to_owned(),
            about: about.to_owned(),
        })
        .collect();
    let command = SavePublication {
        key: FormKey::fresh(),
        id: None,
        code: one.code.to_owned(),
        readers: Readers {
            entitled: one.entitled,
            needs: String::new(),
        },
        texts,
    };
    let began = now.plus_days(-90);
    let publication = save_publication(db, &cast.curator, command, began).await?;
    for issue in one.issues {
        let at = now.plus_days(-issue.days_ago);
        let id = save_issue(db, &cast.curator, draft(publication, issue, at), at).await?;
        publish_issue(db, &cast.curator, FormKey::fresh(), (id, 1), at).await?;
    }
    Ok(())
}

fn draft(publication: PublicationId, issue: &Issue, at: Timestamp) -> SaveIssue {
    let texts = LANGUAGES
        .into_iter()
        .zip(issue.title.into_iter().zip(issue.text))
        .map(|(language, (title, text))| IssueText {
            language,
            title: title.to_owned(),
            text: text.to_owned(),
        })
        .collect();
    SaveIssue {
        key: FormKey::fresh(),
        issue: None,
        publication,
        day: Some(Day::of(at)),
        texts,
    }
}

/// The same in English and German.
fn said(texts: [&str; 2]) -> Vec<(Language, String)> {
    let texts = texts.map(str::to_owned);
    LANGUAGES.into_iter().zip(texts).collect()
}

async fn software(
    db: &Db,
    files: &Files,
    cast: &Cast,
    (platform, start): (&str, &str),
    area: InArea,
    now: Timestamp,
) -> Result<SoftwareId, Failure> {
    let command = SaveSoftware {
        key: FormKey::fresh(),
        id: None,
        area: Some(area),
        name: "Fleet Keeper".to_owned(),
        platform: platform.to_owned(),
        about: said(ABOUT),
        keyed: true,
    };
    let curator = &cast.curator;
    let id = save_software(db, curator, command, now.plus_days(-130)).await?;
    for (version, days_ago, notes) in RELEASES {
        let at = now.plus_days(-days_ago);
        let small = platform.to_lowercase();
        // Nothing to install in a demonstration: the file says what it stands for.
        let content = format!("Fleet Keeper {version} for {platform}, of the demonstration.\n");
        let command = PutRelease {
            key: FormKey::fresh(),
            software: id,
            version: (*version).to_owned(),
            day: Some(Day::of(at)),
            notes: said(*notes),
            languages: vec!["en".to_owned(), "de".to_owned(), "nb".to_owned()],
            sent: Sent {
                name: format!("fleet-keeper-{version}-{small}.tar.gz"),
                bytes: content.into_bytes(),
            },
        };
        put_release(db, files, curator, command, at).await?;
    }
    let lines: Vec<String> = (1..=KEYS)
        .map(|number| {
            format!(
                "{start}-{:04}-{:04}-{number:04}",
                number * 37 % 9973,
                number * 7919 % 9973
            )
        })
        .collect();
    let command = ImportKeys {
        key: FormKey::fresh(),
        software: id,
        lines: lines.join("\n"),
    };
    import_keys(db, curator, command, now.plus_days(-130)).await?;
    Ok(id)
}
