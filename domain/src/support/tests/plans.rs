//! How the engines go about what is asked of cases and mails: by indexes, and never
//! through all of them.

use super::*;
use crate::store::{EachEngine, Read};

/// Tables that grow, by the names that statements give them.
const GROW: [(&str, &str); 4] = [
    ("c", "support_case"),
    ("support_case", "support_case"),
    ("i", "incoming_mail"),
    ("incoming_mail", "incoming_mail"),
];

/// The steps that walk through a table that grows.
fn walks(plan: &str) -> Vec<&str> {
    let walks = |line: &&str| {
        let line = line.trim_start().trim_start_matches("->  ");
        GROW.iter().any(|(alias, table)| {
            line == format!("SCAN {alias}") || line.starts_with(&format!("Seq Scan on {table} "))
        })
    };
    plan.lines().filter(walks).collect()
}

async fn plan(read: &mut Read, text: String, values: crate::store::Args) -> String {
    let text: &'static str = text.leak();
    let pair = EachEngine {
        sqlite: text,
        postgres: text,
    };
    pair.plan(read, values).await.unwrap()
}

both_engines!(what_is_asked_of_mails_uses_their_indexes, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    let mut plans = strangers::plans(&mut read).await;
    for (text, values, index) in pile::asked().into_iter().chain(mail_log::asked()) {
        plans.push((index, plan(&mut read, text, values).await));
    }
    for (index, plan) in plans {
        assert!(plan.contains(index), "{index}: {plan}");
        assert_eq!(walks(&plan), [""; 0], "{index}: {plan}");
    }
});

both_engines!(who_goes_gives_back_by_indexes, |db| async move {
    let mut read = db.read(Scope::system()).await.unwrap();
    for column in ["agent_id", "team_id"] {
        let taken = change::taken_from(column);
        let plan = plan(&mut read, taken, args![PersonId::new(), NOW]).await;
        assert_eq!(walks(&plan), [""; 0], "{column}: {plan}");
    }
});

/// Words are looked for in one walk, from which come the rows and how many there are.
fn found_once(plan: &str) {
    let found = plan.matches("MATERIALIZE hit").count() + plan.matches("CTE hit").count();
    assert_eq!(found, 1, "{plan}");
}

both_engines!(what_is_asked_of_cases_walks_through_none, |db| async move {
    let world = world(&db, "Halden").await;
    let agent = staff(&db, &[StaffRole::Agent]).await;
    let mut read = db.read(Scope::system()).await.unwrap();
    let member = world.requester.member().unwrap();
    let own = list::plan(&mut read, member, "").await;
    assert!(own.contains("support_case_of_customer"), "{own}");
    let sought = list::plan(&mut read, member, "disk").await;
    found_once(&sought);
    let waiting = ask_cases_waiting(agent.person(), NOW);
    let waiting = waiting.plan(&mut read).await.unwrap();
    assert!(waiting.contains("incoming_mail_to_settle"), "{waiting}");
    for plan in [own, sought, waiting] {
        assert_eq!(walks(&plan), [""; 0], "{plan}");
    }
    for (pile, _, plan) in queue::plans(&mut read, (&agent, "disk")).await {
        found_once(&plan);
        if pile != Pile::All {
            assert_eq!(walks(&plan), [""; 0], "{pile:?}: {plan}");
        }
    }
    for (pile, _, plan) in queue::plans(&mut read, (&agent, "")).await {
        // All are all: they are in the order of an index, and counted as they come.
        if pile == Pile::All {
            continue;
        }
        assert_eq!(walks(&plan), [""; 0], "{pile:?}: {plan}");
    }
});
