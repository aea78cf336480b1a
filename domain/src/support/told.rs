//! What is mailed about cases. To the customer's people every message carries the
//! case's token, by which an answer finds its way back; moments are written in
//! the zone of the calendar that counts, and say so.

use super::secret::case_key;
use super::whole::{Case, number_of};
use crate::args;
use crate::id::CustomerId;
use crate::identity::{Permission, StaffRole};
use crate::mail::{self, Message, Recipient};
use crate::store::{Asked, Insert, JsonRows, StoreError, Tx};
use crate::text::{Language, Words};
use crate::{Day, Timestamp};
use serde_json::json;
use std::sync::LazyLock;

/// A case as messages name it.
pub(super) struct About<'a> {
    pub customer: CustomerId,
    pub serial: i64,
    pub subject: &'a str,
    /// The zone of its calendar; UTC if it has none.
    pub zone: &'a str,
    /// A day that the message is about.
    pub day: Option<Day>,
}

impl<'a> About<'a> {
    pub fn case(case: &'a Case) -> Self {
        Self {
            customer: case.head.customer,
            serial: case.head.serial,
            subject: &case.head.subject,
            zone: case.zone(),
            day: None,
        }
    }
}

impl Case {
    /// The zone in whose hours it is worked on.
    pub(super) fn zone(&self) -> &str {
        self.level
            .as_ref()
            .filter(|level| !level.hours.round_the_clock)
            .map_or("UTC", |level| level.hours.zone.trim())
    }
}

/// To people of the customer. `kind` names the texts, `text` is what was said,
/// `due` what is promised.
pub(super) async fn to_customer(
    tx: &mut Tx,
    kind: &'static str,
    about: &About<'_>,
    to: Vec<Recipient>,
    (who, text): (&str, &str),
    due: Option<Timestamp>,
    now: Timestamp,
) -> Result<Insert, StoreError> {
    let serial = u64::try_from(about.serial).unwrap_or_default();
    let day = about.day.map(Timestamp::from);
    let token = case_key(tx).await?.token(serial);
    let number = number_of(about.serial);
    let messages = to
        .into_iter()
        .map(|to| Message {
            kind,
            customer: Some(about.customer),
            payload: json!({
                "case": about.serial,
                "token": token,
                "number": number,
                "about": about.subject,
                "who": who,
                "text": text,
                "due": moment(&to, about.zone, due),
                "has_due": if due.is_some() { "yes" } else { "no" },
                "day_at": day,
                "path": format!("/help/{number}"),
            }),
            to,
        })
        .collect();
    Ok(mail::rows(messages, now))
}

/// To people of ours.
pub(super) fn to_ours(
    kind: &'static str,
    about: &About<'_>,
    company: &str,
    to: Vec<Recipient>,
    (who, text): (&str, &str),
    due: Option<Timestamp>,
    now: Timestamp,
) -> Insert {
    let number = number_of(about.serial);
    let messages = to
        .into_iter()
        .map(|to| Message {
            kind,
            customer: Some(about.customer),
            payload: json!({
                "number": number,
                "about": about.subject,
                "company": company,
                "who": who,
                "text": text,
                "due": moment(&to, about.zone, due),
                "path": format!("/console/cases/{number}"),
            }),
            to,
        })
        .collect();
    mail::rows(messages, now)
}

fn moment(to: &Recipient, zone: &str, due: Option<Timestamp>) -> String {
    let language = to.language.as_deref().and_then(Language::from_code);
    due.map(|due| {
        let words = Words::new(language.unwrap_or_default(), zone);
        format!("{} ({zone})", words.moment(due))
    })
    .unwrap_or_default()
}

/// Everybody of ours who works on cases.
pub(super) fn ask_agents() -> Asked<'static, Vec<Recipient>> {
    static AGENTS: LazyLock<JsonRows> = LazyLock::new(|| {
        JsonRows::new(
            &["email", "name", "language"],
            "SELECT p.email, p.name, p.language FROM person p WHERE p.id IN (
                 SELECT r.person_id FROM staff_role r WHERE r.role <text in $1>)
             ORDER BY p.name, p.id",
        )
    });
    AGENTS.ask(args![json!(roles())])
}

/// The roles that work on cases.
pub(super) fn roles() -> Vec<&'static str> {
    StaffRole::ALL
        .iter()
        .filter(|role| role.permissions().allow(Permission::Support))
        .map(|role| role.code())
        .collect()
}
