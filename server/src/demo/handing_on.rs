//! What else happens to cases: files, prepared answers, a visit, goods that come
//! back, and a mail of somebody whom nobody vouches for.

use super::Failure;
use super::companies::Cast;
use domain::args;
use domain::files::{Files, Sent};
use domain::id::OrderId;
use domain::identity::{Actor, actor_of};
use domain::orders::{OpenReturn, Part, open_return, to_return};
use domain::store::{Db, FormKey, Query};
use domain::support::case_life::Priority;
use domain::support::cause::Cause;
use domain::support::prepared::{Along, KeepPrepared, Way, keep_prepared};
use domain::support::{
    CaseQuery, MailAddresses, OpenCase, Pile, PlanVisit, Work, WorkOn, case_for_agent, case_queue,
    house, open_case_with, take_mail, work_on,
};
use domain::{Day, Quantity, Timestamp};

const PREPARED: &[(&str, &str)] = &[
    (
        "Ask for the tag",
        "Hello {member},\n\nwhich piece is it? Its tag stands on the underside, seven letters and \
         digits.\n\n{agent}",
    ),
    (
        "Solved, one more thing",
        "Hello {member},\n\n{number} is solved. If it happens again, answer this message, and we \
         go on where we were.\n\n{agent}",
    ),
];

/// Plays it.
pub async fn hand_on(db: &Db, files: &Files, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    for (name, text) in PREPARED {
        let solves = name.starts_with("Solved");
        let command = KeepPrepared {
            key: FormKey::fresh(),
            id: None,
            name: (*name).to_owned(),
            text: (*text).to_owned(),
            way: solves.then_some(Way::Solve),
            along: Along::default(),
        };
        keep_prepared(db, &cast.agent, command, now.plus_days(-40)).await?;
    }
    let halden = cast
        .customers
        .iter()
        .find(|one| one.name == "Halden Marine");
    let Some(customer) = halden else {
        return Ok(());
    };
    let person = customer.people.iter().find(|one| one.name == "Tom Berg");
    if let Some(person) = person {
        let at = now.plus_days(-3);
        let tom = actor_of(db, person.person, Some(customer.id), at).await?;
        plotter(db, files, (&tom, &cast.agent), at, now).await?;
    }
    solved(db, cast, now).await?;
    if let Some(order) = delivered(db, &cast.agent, customer.id).await? {
        comes_back(db, &cast.agent, order, now.plus_days(-1)).await?;
    }
    stranger(db, files, now.plus_seconds(-5_400)).await
}

/// A case with a file, for which field service comes.
async fn plotter(
    db: &Db,
    files: &Files,
    (tom, agent): (&Actor, &Actor),
    at: Timestamp,
    now: Timestamp,
) -> Result<(), Failure> {
    let command = OpenCase {
        key: FormKey::fresh(),
        subject: "Plotter draws crooked lines".to_owned(),
        text: "Every drawing leans to the left, about a millimetre on a metre. What it printed \
               about itself is in the file."
            .to_owned(),
        priority: Priority::Normal,
        sku: String::new(),
        order: String::new(),
        asset: String::new(),
        before: domain::support::articles::BeforeAsking::default(),
    };
    let sent = vec![Sent {
        name: "self-test.txt".to_owned(),
        bytes: b"Head 1: 0.00 mm\nHead 2: 0.94 mm\nBelt: worn\n".to_vec(),
    }];
    let number = open_case_with(db, files, tom, (command, sent), at).await?;
    let visit = PlanVisit {
        day: Day::of(now.plus_days(2)),
        who: "Piet Maas, field service".to_owned(),
        what: "We change the belt. The plotter is out of use for about an hour.".to_owned(),
    };
    works(
        db,
        agent,
        &number,
        Work::PlanVisit(visit),
        at.plus_seconds(7_200),
    )
    .await
}

/// What the solved ones came from.
async fn solved(db: &Db, cast: &Cast, now: Timestamp) -> Result<(), Failure> {
    let query = CaseQuery {
        pile: Pile::All,
        words: "No sound in calls".to_owned(),
        limit: 1,
        ..CaseQuery::default()
    };
    let found = case_queue::<Failure>(db, &cast.agent, &query).await?;
    let Some(case) = found.rows.first() else {
        return Ok(());
    };
    let what = Work::Classify(Some(Cause::Handling), String::new());
    works(db, &cast.agent, &case.number, what, now.plus_days(-10)).await
}

/// Our agent does something with a case as it stands.
pub(super) async fn works(
    db: &Db,
    agent: &Actor,
    number: &str,
    work: Work,
    at: Timestamp,
) -> Result<(), Failure> {
    let found = case_for_agent::<Failure>(db, agent, number, at).await?;
    let command = WorkOn {
        key: FormKey::fresh(),
        number: number.to_owned(),
        version: found.map_or(0, |found| found.case.head.version),
        work,
    };
    work_on(db, agent, command, at).await?;
    Ok(())
}

/// An order of theirs that has arrived.
async fn delivered(
    db: &Db,
    agent: &Actor,
    customer: domain::id::CustomerId,
) -> Result<Option<OrderId>, Failure> {
    let mut read = db.read(agent.scope()).await?;
    let found: Option<(OrderId,)> = read
        .maybe(
            "SELECT order_id FROM shipment WHERE customer_id = $1 AND delivered_at IS NOT NULL
             ORDER BY delivered_at DESC, id DESC LIMIT 1",
            args![customer],
        )
        .await?;
    Ok(found.map(|(order,)| order))
}

async fn comes_back(db: &Db, agent: &Actor, order: OrderId, at: Timestamp) -> Result<(), Failure> {
    let order = to_return(db, agent, order).await?;
    let Some(line) = order.lines.first() else {
        return Ok(());
    };
    let command = OpenReturn {
        key: FormKey::fresh(),
        order: order.order,
        parts: vec![Part {
            line: line.id,
            quantity: Quantity::pieces(1),
        }],
        reason: "One of them came with a cracked case. Please send it back in its box.".to_owned(),
        case: String::new(),
    };
    open_return(db, agent, command, at).await?;
    Ok(())
}

/// Somebody writes from home, where nobody vouches for them.
async fn stranger(db: &Db, files: &Files, at: Timestamp) -> Result<(), Failure> {
    let addresses = MailAddresses {
        supports: vec!["help@northgate.example".to_owned()],
        domain: "northgate.example".to_owned(),
        authserv_ids: Vec::new(),
    };
    let raw = b"From: Ines Tal <ines.tal@home.example>\r\nTo: help@northgate.example\r\n\
        Subject: Laptop at home\r\nMessage-ID: <1@home.example>\r\n\r\n\
        I write from home, since the laptop does not start here at all. It is the new one.\r\n";
    let house = house(db).await?;
    take_mail(db, files, (raw, None), (&addresses, &house), at).await?;
    Ok(())
}
