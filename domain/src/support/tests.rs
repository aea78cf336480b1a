//! Cases as people meet them, on both engines.

mod about_what;
mod at_once;
mod bad_luck;
mod beside;
mod by_mail;
mod came_with;
mod figures;
mod hand_on;
mod heard;
mod kept_answers;
mod life;
mod of_strangers;
mod plans;
mod queued;
mod remembered;
mod seen_by;
mod teams;
mod teams_end;
mod visited;
mod watched;

use super::articles::BeforeAsking;
use super::business_hours::CalendarText;
use super::case_life::{Priority, State};
use super::*;
use crate::assets::{ImportAssets, import_assets};
use crate::files::Files;
use crate::id::{MembershipId, PersonId};
use crate::identity::testing::{Failed, member, staff};
use crate::identity::{Actor, CustomerRole, StaffRole};
use crate::requests::testing::{NOW, World, world};
use crate::store::testing::{both_engines, rows_of};
use crate::store::{Db, FormKey, Query, Scope, StoreError};
use crate::{Rate, Timestamp, args};

/// Four hours to the first answer, two days to a solution, round the clock.
async fn level(db: &Db) {
    let admin = staff(db, &[StaffRole::Admin]).await;
    let new = NewLevel {
        name: "Standard".to_owned(),
        hours: CalendarText {
            round_the_clock: true,
            ..CalendarText::default()
        },
        targets: [TargetMinutes::hours(4, 48); 4],
        warn_at: Rate(7_500),
        usual: true,
    };
    make_level(db, &admin, new, NOW).await.unwrap();
}

fn question(subject: &str) -> OpenCase {
    OpenCase {
        key: FormKey::fresh(),
        subject: subject.to_owned(),
        text: "It does not start any more.".to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before: BeforeAsking::default(),
    }
}

async fn opened(db: &Db, world: &World) -> String {
    open_case(db, &world.requester, question("Laptop is dead"), NOW)
        .await
        .unwrap()
}

async fn case(db: &Db, agent: &Actor, number: &str) -> Case {
    case_for_agent::<Failed>(db, agent, number, NOW)
        .await
        .unwrap()
        .unwrap()
        .case
}

async fn work(db: &Db, agent: &Actor, number: &str, work: Work, now: Timestamp) {
    let version = case(db, agent, number).await.head.version;
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version,
        work,
    };
    work_on(db, agent, command, now).await.unwrap();
}

async fn tries(db: &Db, agent: &Actor, number: &str, work: Work) -> Result<(), WorkError> {
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version: case(db, agent, number).await.head.version,
        work,
    };
    work_on(db, agent, command, NOW).await
}

async fn does(db: &Db, who: &Actor, number: &str, what: What) -> Result<String, CaseError> {
    let command = OnCase {
        key: FormKey::fresh(),
        number: number.to_owned(),
        what,
    };
    on_case(db, who, command, NOW.plus_seconds(60)).await
}

/// The mails of a kind that were put into the outbox: to whom, and their token.
async fn mails(db: &Db, kind: &'static str) -> Vec<(String, Option<String>)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT recipient, payload ->> 'token' FROM outbox WHERE kind = $1 ORDER BY id",
        args![kind],
    )
    .await
    .unwrap()
}

fn addresses() -> MailAddresses {
    MailAddresses {
        supports: vec!["help@northgate.example".to_owned()],
        domain: "northgate.example".to_owned(),
        authserv_ids: vec!["mx.northgate.example".to_owned()],
    }
}

/// A mail from this address that our mail server vouches for, or not.
fn letter(from: &str, vouched: bool, to: &str, subject: &str, name: &str, text: &str) -> Vec<u8> {
    let domain = from.split('@').next_back().unwrap();
    let result = if vouched { "pass" } else { "fail" };
    format!(
        "Authentication-Results: mx.northgate.example; dmarc={result} header.from={domain}\r\n\
         From: Ines <{from}>\r\nTo: <{to}>\r\nSubject: {subject}\r\nMessage-ID: <{name}@{domain}>\r\n\
         \r\n{text}\r\n"
    )
    .into_bytes()
}

async fn take_with(db: &Db, files: &Files, raw: &[u8]) -> Became {
    let house = house(db).await.unwrap();
    let so = (&addresses(), &house);
    take_mail(db, files, (raw, None), so, NOW).await.unwrap()
}

async fn take(db: &Db, raw: &[u8]) -> Became {
    let files = Files::in_memory(db).await.unwrap();
    take_with(db, &files, raw).await
}

/// What is remembered of a kind: who did it or has it, how we met, how it is about.
async fn known(
    db: &Db,
    world: &World,
    kind: &'static str,
) -> Vec<(Option<MembershipId>, String, String)> {
    let mut read = db.read(Scope::system()).await.unwrap();
    read.all(
        "SELECT membership_id, touch_point, COALESCE(detail ->> 'how', '') FROM interaction
         WHERE customer_id = $1 AND kind = $2 ORDER BY id",
        args![world.company.id, kind],
    )
    .await
    .unwrap()
}

/// A unit that a company bought elsewhere, which somebody or nobody has.
async fn has_unit(db: &Db, manager: &Actor, tag: &str, holder: Option<&Actor>) {
    let holder = holder.map(Actor::email).unwrap_or_default();
    let file = ImportAssets {
        key: FormKey::fresh(),
        name: "old.csv".to_owned(),
        bytes: format!("tag,name,person\n{tag},Screen,{holder}\n").into_bytes(),
    };
    import_assets(db, manager, file, NOW).await.unwrap();
}
