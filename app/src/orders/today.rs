//! What of the orders needs somebody today.

use crate::frame::parts::{Need, Tone};
use domain::Timestamp;
use domain::orders::OnTheDesk;
use domain::text::Words;

/// What lies on the order desk, the most pressing first.
pub(crate) fn needs(words: Words, desk: OnTheDesk, now: Timestamp) -> Vec<Need> {
    let since = desk.overdue_since.map(|at| {
        let day = super::said::day(words, at, now);
        words.say_with("orders-today-overdue-since", &[("day", day.into())])
    });
    let oldest = desk.oldest_at.map(|at| {
        let ago = words.ago(at, now);
        words.say_with("orders-today-oldest", &[("ago", ago.into())])
    });
    [
        (
            desk.overdue,
            Tone::Bad,
            "orders-today-overdue",
            since,
            "/console/orders?pile=to-ship",
        ),
        (
            desk.to_acknowledge,
            Tone::Accent,
            "orders-today-to-acknowledge",
            oldest,
            "/console/orders?pile=to-acknowledge",
        ),
        (
            desk.due_now,
            Tone::Warn,
            "orders-today-due",
            None,
            "/console/orders?pile=to-ship",
        ),
        (
            desk.to_ask_after,
            Tone::Warn,
            "orders-today-ask",
            None,
            "/console/orders?pile=under-way",
        ),
        (
            desk.invoices_overdue,
            Tone::Warn,
            "orders-today-invoices",
            None,
            "/console/invoices?which=overdue",
        ),
        (
            desk.to_pay_back,
            Tone::Warn,
            "orders-today-pay-back",
            None,
            "/console/invoices?which=open",
        ),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, tone, what, why, href)| {
        let what = words.say_with(what, &[("count", count.into())]);
        Need::at(tone, what, href.to_owned(), words.say("frame-open")).because(why)
    })
    .collect()
}
