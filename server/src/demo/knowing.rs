//! What our people wrote down, and what customers looked for among it: articles of
//! each kind, a known problem, the questions before a case.

use super::Failure;
use super::companies::Cast;
use super::products::Range;
use domain::identity::{Actor, actor_of};
use domain::store::{Db, FormKey};
use domain::support::articles::{
    About, Answer, ArticleQuery, Attach, Audience, NewAnswer, Problem, SaveArticle, SaveGuide,
    Texts, answer_article, attach_problem, find_articles, read_article, save_article, save_guide,
    whole_article,
};
use domain::support::{CaseQuery, Pile, case_queue};
use domain::text::Language;
use domain::{Day, Timestamp};

struct Written {
    days_ago: i64,
    title: &'static str,
    text: &'static str,
    /// In German, if it is written in it, too.
    german: Option<(&'static str, &'static str)>,
    audience: Audience,
    customer: &'static str,
    categories: &'static [&'static str],
    problem: Option<Problem>,
    /// In how many days it is to be read again.
    review: i64,
    publish: bool,
}

const PLAIN: Written = Written {
    days_ago: 90,
    title: "",
    text: "",
    german: None,
    audience: Audience::All,
    customer: "",
    categories: &[],
    problem: None,
    review: 180,
    publish: true,
};

const CHARGING: &str = "Dock does not charge the laptop";
const FLICKER: &str = "Docks delivered in May lose the second screen";

const ARTICLES: &[Written] = &[
    Written {
        title: CHARGING,
        text: "The lamp of the dock is lit and the network works, but the battery gets empty.\n\n\
## Look at the power supply\n\nIts label says how many watts it has. A laptop with a graphics \
card needs **130 watts**; with 90 it charges only while it sleeps.\n\n\
| Laptop | Power supply |\n| --- | ---: |\n| 13 and 14 inches | 90 W |\n| 15 inches and more | 130 W |\n\n\
## Begin anew\n\n1. Pull the plug of the dock.\n2. Wait for ten seconds.\n3. Plug in the dock, then the laptop.\n\n\
> [!TIP]\n> The port with the lightning sign is the one that charges.",
        german: Some((
            "Dockingstation lädt den Laptop nicht",
            "Die Lampe der Dockingstation leuchtet und das Netz geht, aber der Akku wird leer.\n\n\
## Das Netzteil ansehen\n\nAuf dem Schild steht, wie viel Watt es hat. Ein Laptop mit Grafikkarte \
braucht **130 Watt**; mit 90 lädt er nur, während er schläft.\n\n\
## Neu beginnen\n\n1. Die Dockingstation ausstecken.\n2. Zehn Sekunden warten.\n\
3. Erst die Dockingstation einstecken, dann den Laptop.",
        )),
        categories: &["docks", "notebooks"],
        ..PLAIN
    },
    Written {
        days_ago: 200,
        title: "Printer takes no paper",
        text: "Most often a scrap of paper lies behind the rear flap.\n\n\
1. Switch the printer off.\n2. Open the flap at the back.\n3. Take out what lies there, towards you.\n\n\
> [!WARNING]\n> The roller behind the flap gets hot. Wait for a quarter of an hour.",
        german: Some((
            "Drucker zieht kein Papier ein",
            "Meist liegt ein Rest Papier hinter der hinteren Klappe.\n\n\
1. Den Drucker ausschalten.\n2. Die Klappe hinten öffnen.\n3. Herausnehmen, was dort liegt.",
        )),
        categories: &["printing"],
        review: -6,
        ..PLAIN
    },
    Written {
        days_ago: 60,
        title: "No sound in calls",
        text: "The laptop sends its sound where it did the last time: to the screen, or to the headset.\n\n\
Open the settings of the sound and choose the headset as *output* and as *input*. It stays so.\n\n\
See also [what to do if a dock does not charge](/help/articles/dock-does-not-charge-the-laptop).",
        german: Some((
            "Kein Ton in Gesprächen",
            "Der Laptop schickt seinen Ton dorthin, wohin er es zuletzt getan hat: zum Bildschirm oder \
zum Headset.\n\nDie Einstellungen des Tons öffnen und das Headset als *Ausgabe* und als *Eingabe* \
wählen. So bleibt es.",
        )),
        categories: &["headsets"],
        ..PLAIN
    },
    Written {
        days_ago: 20,
        title: FLICKER,
        text: "Docks that left us in May lose the second screen for a second when the load changes.\n\n\
We are working on a new version of their software. Until then, plug the second screen into the laptop.",
        german: Some((
            "Dockingstationen vom Mai verlieren den zweiten Bildschirm",
            "Dockingstationen, die uns im Mai verlassen haben, verlieren den zweiten Bildschirm für \
eine Sekunde, wenn sich die Last ändert.\n\nWir arbeiten an einer neuen Fassung ihrer Software. \
Bis dahin hilft es, den zweiten Bildschirm am Laptop anzuschließen.",
        )),
        categories: &["docks"],
        problem: Some(Problem::Open),
        review: 14,
        ..PLAIN
    },
    Written {
        days_ago: 45,
        title: "How screens on board are fastened",
        text: "On your ships every screen hangs on two bolts and a strap. Loosen the strap first; \
the bolts hold it while you do.",
        audience: Audience::Customer,
        customer: "Halden Marine",
        categories: &["displays"],
        ..PLAIN
    },
    Written {
        days_ago: 30,
        title: "Which batch of docks is exchanged",
        text: "Serial numbers that begin with `D5` are exchanged without questions. Anything else goes \
to the workshop first.",
        audience: Audience::Internal,
        categories: &["docks"],
        ..PLAIN
    },
    Written {
        days_ago: 2,
        title: "Terminal stays dark after a power cut",
        text: "To be written: which of the two fuses, and how to tell.",
        publish: false,
        ..PLAIN
    },
];

/// Writes the articles and questions, and lets people read and look for them.
pub async fn know(db: &Db, cast: &Cast, range: &Range, now: Timestamp) -> Result<(), Failure> {
    for one in ARTICLES {
        write(db, &cast.agent, one, range, now).await?;
    }
    questions(db, &cast.agent, now.plus_days(-15)).await?;
    let number = case_about(db, &cast.agent, "flickers").await?;
    if let Some(number) = number {
        let what = Attach::To(domain::support::articles::address::slug(FLICKER));
        attach_problem(db, &cast.agent, FormKey::fresh(), &number, what, now).await?;
    }
    read(db, cast, now).await
}

async fn write(
    db: &Db,
    agent: &Actor,
    one: &Written,
    range: &Range,
    now: Timestamp,
) -> Result<(), Failure> {
    let at = now.plus_days(-one.days_ago);
    let first = SaveArticle {
        key: FormKey::fresh(),
        id: None,
        language: Language::English,
        title: one.title.to_owned(),
        text: one.text.to_owned(),
        why: String::new(),
        audience: one.audience,
        customer: one.customer.to_owned(),
        about: About {
            categories: one
                .categories
                .iter()
                .filter(|code| range.category(code).is_some())
                .map(|code| (*code).to_owned())
                .collect(),
            ..About::default()
        },
        owner: Some(agent.person()),
        review: Some(Day::of(now.plus_days(one.review))),
        no_day: false,
        problem: one.problem,
        case: None,
        publish: one.publish,
    };
    let slug = save_article(db, agent, first.clone(), at).await?;
    let Some((title, text)) = one.german else {
        return Ok(());
    };
    let (found, _) = whole_article::<Failure>(db, agent, &slug, Language::English, None).await?;
    let Some(found) = found else { return Ok(()) };
    let german = SaveArticle {
        key: FormKey::fresh(),
        id: Some((found.head.id, found.head.version)),
        language: Language::German,
        title: title.to_owned(),
        text: text.to_owned(),
        why: "For our customers in Germany".to_owned(),
        ..first
    };
    save_article(db, agent, german, at.plus_seconds(3_600)).await?;
    Ok(())
}

fn texts(english: &str, german: &str) -> Texts {
    Texts::from([
        ("en".to_owned(), english.to_owned()),
        ("de".to_owned(), german.to_owned()),
    ])
}

/// What is asked before a case about a dock.
async fn questions(db: &Db, agent: &Actor, at: Timestamp) -> Result<(), Failure> {
    let charging = domain::support::articles::address::slug(CHARGING);
    let command = SaveGuide {
        key: FormKey::fresh(),
        id: None,
        category: Some("docks".to_owned()),
        texts: texts(
            "Is the lamp of the dock lit?",
            "Leuchtet die Lampe der Dockingstation?",
        ),
        answers: vec![
            NewAnswer {
                texts: texts("Yes, but it does not charge", "Ja, aber sie lädt nicht"),
                article: charging,
                ..NewAnswer::default()
            },
            NewAnswer {
                texts: texts("Yes, and it charges", "Ja, und sie lädt"),
                ..NewAnswer::default()
            },
            NewAnswer {
                texts: texts("No", "Nein"),
                ..NewAnswer::default()
            },
        ],
    };
    save_guide(db, agent, command, at).await?;
    Ok(())
}

/// The number of a case with this word in its subject.
async fn case_about(db: &Db, agent: &Actor, word: &str) -> Result<Option<String>, Failure> {
    let query = CaseQuery {
        pile: Pile::Open,
        words: word.to_owned(),
        limit: 1,
        ..CaseQuery::default()
    };
    let found = case_queue::<Failure>(db, agent, &query).await?;
    Ok(found.rows.into_iter().next().map(|one| one.number))
}

/// What members read, answered and looked for in vain.
async fn read(db: &Db, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    let readers: &[(&str, &str, &str, bool, &str)] = &[
        (
            "Halden Marine",
            "Tom Berg",
            CHARGING,
            false,
            "Both power supplies have 130 watts.",
        ),
        ("Halden Marine", "Ines Tal", "No sound in calls", true, ""),
        (
            "Stadtwerke Auental",
            "Sabine Lorenz",
            "Printer takes no paper",
            true,
            "Genau das war es.",
        ),
    ];
    for (company, who, title, helped, words) in readers {
        let Some(member) = member(db, cast, company, who, now).await? else {
            continue;
        };
        let slug = domain::support::articles::address::slug(title);
        let at = now.plus_days(-2);
        read_article::<Failure>(db, &member, &slug, "en", at).await?;
        let answer = Answer {
            slug,
            helped: *helped,
            words: (*words).to_owned(),
            spared: *helped,
        };
        answer_article(db, &member, answer, at.plus_seconds(300)).await?;
    }
    let searches: &[(&str, &str, &str)] = &[
        ("Halden Marine", "Ines Tal", "satellite phone adapter"),
        ("Brightwater Hospitals", "Niamh Doyle", "terminal fuse"),
        ("Halden Marine", "Tom Berg", "terminal fuse"),
    ];
    for (company, who, typed) in searches {
        let Some(member) = member(db, cast, company, who, now).await? else {
            continue;
        };
        let query = ArticleQuery {
            words: (*typed).to_owned(),
            limit: 20,
            ..ArticleQuery::default()
        };
        find_articles::<Failure>(db, &member, "en", &query, true, now.plus_days(-1)).await?;
    }
    Ok(())
}

async fn member(
    db: &Db,
    cast: &Cast,
    company: &str,
    who: &str,
    now: Timestamp,
) -> Result<Option<Actor>, Failure> {
    let customer = cast.customers.iter().find(|one| one.name == company);
    let found = customer.and_then(|customer| {
        let person = customer.people.iter().find(|one| one.name == who)?;
        Some((customer.id, person.person))
    });
    Ok(match found {
        Some((customer, person)) => Some(actor_of(db, person, Some(customer), now).await?),
        None => None,
    })
}
