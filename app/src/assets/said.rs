//! A unit in words: its state, what was done with it, what changed.

use crate::frame::parts::{Tag, Tone};
use domain::Day;
use domain::assets::{AssetError, Changed, EventKind, LONGEST_NOTE, LONGEST_TEXT, State, Step};
use domain::identity::Names;
use domain::text::Words;
use leptos::prelude::*;
use uuid::Uuid;

pub(super) fn state(words: Words, state: State) -> &'static str {
    match state {
        State::InUse => words.say("assets-state-in-use"),
        State::InStock => words.say("assets-state-in-stock"),
        State::OnLoan => words.say("assets-state-on-loan"),
        State::BeingReturned => words.say("assets-state-being-returned"),
        State::Retired => words.say("assets-state-retired"),
        State::Returned => words.say("assets-state-returned"),
        State::InRepair => words.say("assets-state-in-repair"),
    }
}

pub(super) fn state_tag(words: Words, of: State) -> AnyView {
    let tone = match of {
        State::InUse => Tone::Good,
        State::InStock | State::Retired | State::Returned => Tone::Plain,
        State::OnLoan => Tone::Accent,
        State::BeingReturned | State::InRepair => Tone::Warn,
    };
    view! { <Tag text=state(words, of) tone /> }.into_any()
}

pub(super) fn step(words: Words, step: Step) -> &'static str {
    match step {
        Step::Assign => words.say("assets-assign"),
        Step::Transfer => words.say("assets-transfer"),
        Step::Lend => words.say("assets-lend"),
        Step::GiveBack => words.say("assets-give-back"),
        Step::TakeBack => words.say("assets-take-back"),
        Step::Describe => words.say("assets-describe"),
        Step::Retire => words.say("assets-retire"),
    }
}

pub(super) fn done(words: Words, step: Step) -> &'static str {
    match step {
        Step::Assign => words.say("assets-done-assign"),
        Step::Transfer => words.say("assets-done-transfer"),
        Step::Lend => words.say("assets-done-lend"),
        Step::GiveBack => words.say("assets-done-give-back"),
        Step::TakeBack => words.say("assets-done-take-back"),
        Step::Describe => words.say("assets-done-describe"),
        Step::Retire => words.say("assets-done-retire"),
    }
}

pub(super) fn event(words: Words, kind: EventKind) -> &'static str {
    match kind {
        EventKind::Shipped => words.say("assets-event-shipped"),
        EventKind::Numbered => words.say("assets-event-numbered"),
        EventKind::Imported => words.say("assets-event-imported"),
        EventKind::Updated => words.say("assets-event-updated"),
        EventKind::Assigned => words.say("assets-event-assigned"),
        EventKind::Transferred => words.say("assets-event-transferred"),
        EventKind::Lent => words.say("assets-event-lent"),
        EventKind::GivenBack => words.say("assets-event-given-back"),
        EventKind::TakenBack => words.say("assets-event-taken-back"),
        EventKind::Described => words.say("assets-event-described"),
        EventKind::Retired => words.say("assets-event-retired"),
        EventKind::SentBack => words.say("assets-event-sent-back"),
        EventKind::InRepair => words.say("assets-event-in-repair"),
        EventKind::Repaired => words.say("assets-event-repaired"),
        EventKind::Exchanged => words.say("assets-event-exchanged"),
        EventKind::InExchange => words.say("assets-event-in-exchange"),
    }
}

/// What was, and what is: `Unit: Dock → Yard`, or `Unit: Yard` where there was none.
pub(super) fn changed(words: Words, names: &Names, one: &Changed) -> String {
    let what = match one.what.as_str() {
        "state" => words.say("assets-state"),
        "person" => words.say("assets-person"),
        "unit" => words.say("assets-unit"),
        "cost-centre" => words.say("assets-cost-centre"),
        "place" => words.say("assets-place"),
        "loaned-to" => words.say("assets-loaned-to"),
        "loaned-until" => words.say("assets-loaned-until"),
        "warranty" => words.say("assets-warranty"),
        "refresh" => words.say("assets-refresh"),
        "wiped" => words.say("assets-wiped"),
        "name" => words.say("assets-name"),
        "serial" => words.say("assets-serial"),
        "manufacturer" => words.say("assets-manufacturer"),
        "model" => words.say("assets-model"),
        _ => words.say("assets-note"),
    };
    let value = |text: &str| -> String {
        match one.what.as_str() {
            _ if text.is_empty() => "–".to_owned(),
            "state" => State::from_code(text)
                .map_or_else(|| text.to_owned(), |known| state(words, known).to_owned()),
            "person" | "unit" | "cost-centre" => {
                let name = Uuid::try_parse(text).map(|id| names.of(id).to_owned());
                name.unwrap_or_default()
            }
            "loaned-until" | "warranty" | "refresh" => {
                Day::from_field(text).map_or_else(|| text.to_owned(), |day| words.date(day))
            }
            _ => text.to_owned(),
        }
    };
    let after = value(&one.after);
    if one.before.is_empty() {
        return format!("{what}: {after}");
    }
    format!("{what}: {} → {after}", value(&one.before))
}

/// Why nothing was changed: at which field, and the sentence. None if that is no
/// matter of the form.
pub(super) fn refused(words: Words, error: &AssetError) -> Option<(&'static str, String)> {
    let (field, text) = match error {
        AssetError::Meanwhile => ("", words.say("assets-meanwhile").to_owned()),
        AssetError::NotPossible(now) => (
            "",
            words.say_with(
                "assets-not-possible",
                &[("state", state(words, *now).into())],
            ),
        ),
        AssetError::NoSuchPerson => ("to", words.say("assets-no-such-person").to_owned()),
        AssetError::NoSuchPart => ("unit", words.say("assets-no-such-part").to_owned()),
        AssetError::NothingNew => ("", words.say("assets-nothing-new").to_owned()),
        AssetError::ToNobody => ("to", words.say("assets-to-nobody").to_owned()),
        AssetError::DayHasPassed => ("until", words.say("assets-day-over").to_owned()),
        AssetError::NoCertificate => ("wiped", words.say("assets-no-certificate").to_owned()),
        AssetError::TooLong => {
            let most = [("note", LONGEST_NOTE.into()), ("text", LONGEST_TEXT.into())];
            ("", words.say_with("assets-too-long", &most))
        }
        AssetError::Denied(_) | AssetError::NotFound | AssetError::Store(_) => return None,
    };
    Some((field, text))
}
