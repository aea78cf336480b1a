//! What is mailed about requests. Amounts and days are written for each
//! recipient in their own language, so that a message is nothing but words.

use super::request::{LineDecision, Request};
use super::title::titled;
use crate::id::CustomerId;
use crate::mail::{self, Message, Recipient};
use crate::store::{Insert, Result, Tx};
use crate::text::{Language, Words};
use crate::{Day, Money, Quantity, Timestamp};
use serde_json::{Value as JsonValue, json};

/// The most lines that a message lists.
const LISTED: usize = 12;

/// What a message about a new request says.
pub(super) struct Submitted<'a> {
    pub(super) number: &'a str,
    pub(super) title: &'a str,
    pub(super) who: &'a str,
    pub(super) for_whom: &'a str,
    pub(super) cost_centre: Option<String>,
    pub(super) needed_by: Option<Day>,
    pub(super) reason: &'a str,
    pub(super) goods: Money,
    pub(super) lines: Vec<(Quantity, &'a str, Option<Money>)>,
    pub(super) path: String,
}

/// To those who decide: somebody asks for something.
pub(super) fn submitted(
    customer: CustomerId,
    to: Vec<Recipient>,
    told: &Submitted<'_>,
    now: Timestamp,
) -> Insert {
    rows(customer, "request-submitted", to, now, |words| {
        let lines = told
            .lines
            .iter()
            .map(|(quantity, name, price)| asked_line(words, *quantity, name, *price));
        json!({
            "number": told.number,
            "title": titled(words, told.title, count(told.lines.len())),
            "who": told.who,
            "facts": facts(words, told),
            "reason": told.reason,
            "total": words.money(told.goods),
            "lines": listed(lines.collect()),
            "path": told.path,
        })
    })
}

/// For whom, on which cost centre, by when: a line for each that is known.
fn facts(words: Words, told: &Submitted<'_>) -> String {
    let fact = |id, value: &str| words.say_with(id, &[("value", value.into())]);
    let mut all = Vec::new();
    if !told.for_whom.is_empty() {
        all.push(fact("requests-mail-for-whom", told.for_whom));
    }
    if let Some(centre) = &told.cost_centre {
        all.push(fact("requests-mail-cost-centre", centre));
    }
    if let Some(day) = told.needed_by {
        all.push(fact("requests-mail-needed-by", &words.date(day)));
    }
    all.join("\n")
}

/// To the requester: what was decided. `request` is as it is afterwards.
pub(super) async fn decided(
    tx: &mut Tx,
    customer: CustomerId,
    request: &Request,
    by: &str,
    order_number: Option<&str>,
    now: Timestamp,
) -> Result<()> {
    let to = vec![Recipient::from(&request.requester)];
    send(tx, customer, "request-decided", to, now, |words| {
        let lines = request.lines.iter().map(|line| decided_line(words, line));
        json!({
            "number": request.number,
            "title": title_of(words, request),
            "who": by,
            "outcome": outcome(request),
            "ordered": if order_number.is_some() { "yes" } else { "no" },
            "order": order_number.unwrap_or_default(),
            "lines": listed(lines.collect()),
            "path": format!("/requests/{}", request.id),
        })
    })
    .await
}

/// Something said about a request, and by whom.
pub(super) struct Said<'a> {
    pub(super) kind: &'static str,
    pub(super) request: &'a Request,
    pub(super) who: &'a str,
    pub(super) text: &'a str,
}

/// To the requester, or to everybody else who said or decided something.
pub(super) async fn said(
    tx: &mut Tx,
    customer: CustomerId,
    to: Vec<Recipient>,
    said: &Said<'_>,
    now: Timestamp,
) -> Result<()> {
    send(tx, customer, said.kind, to, now, |words| {
        json!({
            "number": said.request.number,
            "title": title_of(words, said.request),
            "who": said.who,
            "text": said.text,
            "path": format!("/requests/{}", said.request.id),
        })
    })
    .await
}

/// How it went, as the message's subject chooses its words by.
fn outcome(request: &Request) -> &'static str {
    let count = |is: fn(&LineDecision) -> bool| {
        let decisions = request
            .lines
            .iter()
            .filter_map(|line| line.decision.as_ref());
        decisions.filter(|decision| is(decision)).count()
    };
    let approved = count(|one| matches!(one, LineDecision::Approved { .. }));
    let refused = count(|one| matches!(one, LineDecision::Refused(_)));
    let held = count(|one| matches!(one, LineDecision::Held));
    match (approved, refused, held) {
        (0, 0, _) => "held",
        (0, _, 0) => "refused",
        (_, 0, 0) => "approved",
        _ => "partly",
    }
}

async fn send(
    tx: &mut Tx,
    customer: CustomerId,
    kind: &'static str,
    to: Vec<Recipient>,
    now: Timestamp,
    payload: impl Fn(Words) -> JsonValue,
) -> Result<()> {
    tx.insert([rows(customer, kind, to, now, payload)]).await
}

/// The messages, to be inserted together with what they tell.
fn rows(
    customer: CustomerId,
    kind: &'static str,
    to: Vec<Recipient>,
    now: Timestamp,
    payload: impl Fn(Words) -> JsonValue,
) -> Insert {
    // Who has left the company has no address here any more.
    let messages = to
        .into_iter()
        .filter(|to| !to.email.is_empty())
        .map(|to| Message {
            kind,
            customer: Some(customer),
            payload: payload(words_of(&to)),
            to,
        })
        .collect();
    mail::rows(messages, now)
}

fn words_of(to: &Recipient) -> Words {
    let language = to.language.as_deref().and_then(Language::from_code);
    Words::new(language.unwrap_or_default(), "UTC")
}

fn title_of(words: Words, request: &Request) -> String {
    titled(words, &request.title, count(request.lines.len()))
}

fn count(lines: usize) -> i64 {
    i64::try_from(lines).unwrap_or(i64::MAX)
}

fn listed(lines: Vec<String>) -> String {
    let more = lines.len().saturating_sub(LISTED);
    let mut lines: Vec<String> = lines.into_iter().take(LISTED).collect();
    if more > 0 {
        lines.push(format!("… + {more}"));
    }
    lines.join("\n")
}

fn asked_line(words: Words, quantity: Quantity, name: &str, price: Option<Money>) -> String {
    let amount = match price.and_then(|price| price.times(quantity)) {
        Some(amount) => words.money(amount),
        None => words.say("requests-price-on-request").to_owned(),
    };
    format!("{} × {name} · {amount}", words.quantity(quantity))
}

fn decided_line(words: Words, line: &super::request::Line) -> String {
    let name = &line.name;
    let asked = words.quantity(line.quantity);
    match &line.decision {
        Some(LineDecision::Approved { quantity, .. }) if *quantity != line.quantity => {
            let changed = words.say_with(
                "requests-mail-line-changed",
                &[("asked", asked.as_str().into())],
            );
            format!("✓ {} × {name} · {changed}", words.quantity(*quantity))
        }
        Some(LineDecision::Approved { .. }) => format!("✓ {asked} × {name}"),
        Some(LineDecision::Refused(reason)) => format!("✗ {asked} × {name} · {reason}"),
        Some(LineDecision::Held) | None => {
            let held = words.say("requests-mail-line-held");
            format!("… {asked} × {name} · {held}")
        }
    }
}
