//! How this room says things: where a case stands, how pressing it is, when it is
//! due, what is promised.

use super::files;
use crate::frame::Text;
use crate::frame::parts::{Column, DataTable, Definitions, Initials, Sheet, Tag, Tone};
use domain::Timestamp;
use domain::support::articles::address::{article_path, articles_and_words};
use domain::support::business_hours::WorkingTime;
use domain::support::case_life::{Priority, State};
use domain::support::cause::Cause;
use domain::support::prepared::Way;
use domain::support::{Case, Entitled, Level, Visibility, VisitState};
use domain::text::Words;
use leptos::prelude::*;

/// Where a case stands, to the customer's people.
pub(super) fn state_tag(words: Words, state: State) -> AnyView {
    let (text, tone) = match state {
        State::New => ("support-state-new", Tone::Plain),
        State::Open => ("support-state-open", Tone::Accent),
        State::WaitsForCustomer => ("support-state-waits-for-you", Tone::Warn),
        State::WaitsForThirdParty => ("support-state-waits-for-others", Tone::Accent),
        State::Solved => ("support-state-solved", Tone::Good),
        State::Closed => ("support-state-closed", Tone::Plain),
        State::Merged => ("support-state-merged", Tone::Plain),
    };
    let text = words.say(text);
    view! { <Tag text tone /> }.into_any()
}

/// The same to our people.
pub(super) fn our_state(words: Words, state: State) -> &'static str {
    words.say(match state {
        State::New => "support-our-state-new",
        State::Open => "support-our-state-open",
        State::WaitsForCustomer => "support-our-state-waits-for-customer",
        State::WaitsForThirdParty => "support-state-waits-for-others",
        State::Solved => "support-state-solved",
        State::Closed => "support-state-closed",
        State::Merged => "support-state-merged",
    })
}

/// How pressing a case is.
pub(super) fn priority(words: Words, priority: Priority) -> &'static str {
    words.say(match priority {
        Priority::Low => "support-priority-low",
        Priority::Normal => "support-priority-normal",
        Priority::High => "support-priority-high",
        Priority::Urgent => "support-priority-urgent",
    })
}

/// What that means.
pub(super) fn priority_note(words: Words, priority: Priority) -> &'static str {
    words.say(match priority {
        Priority::Low => "support-priority-low-note",
        Priority::Normal => "support-priority-normal-note",
        Priority::High => "support-priority-high-note",
        Priority::Urgent => "support-priority-urgent-note",
    })
}

/// Who sees cases, as it is chosen.
pub(super) fn visibility(words: Words, visibility: Visibility) -> &'static str {
    words.say(match visibility {
        Visibility::Own => "support-seen-by-own",
        Visibility::Unit => "support-seen-by-unit",
        Visibility::Company => "support-seen-by-company",
    })
}

/// When the next thing promised is due or was, in the reader's zone; nothing once it
/// is solved or while it waits for the customer.
pub(super) fn due(
    words: Words,
    first: Option<Timestamp>,
    resolution: Option<Timestamp>,
    now: Timestamp,
) -> Option<String> {
    let (id, at) = match (first, resolution) {
        (Some(at), _) if at < now => ("support-answer-was-due", at),
        (Some(at), _) => ("support-answer-by", at),
        (None, Some(at)) if at < now => ("support-solution-was-due", at),
        (None, Some(at)) => ("support-solved-by", at),
        (None, None) => return None,
    };
    Some(words.say_with(id, &[("at", words.moment(at).into())]))
}

/// How something is said in a case, and what that means.
pub(super) fn way(words: Words, way: Way) -> (&'static str, &'static str) {
    let (name, note) = match way {
        Way::Answer => ("support-way-answer", "support-way-answer-note"),
        Way::Ask => ("support-way-ask", "support-way-ask-note"),
        Way::Solve => ("support-way-solve", "support-way-solve-note"),
        Way::Note => ("support-way-note", "support-way-note-note"),
    };
    (words.say(name), words.say(note))
}

/// What a case came from.
pub(super) fn cause(words: Words, cause: Cause) -> &'static str {
    words.say(match cause {
        Cause::Hardware => "support-cause-hardware",
        Cause::Software => "support-cause-software",
        Cause::Surroundings => "support-cause-surroundings",
        Cause::Handling => "support-cause-handling",
        Cause::Delivery => "support-cause-delivery",
        Cause::Ordering => "support-cause-ordering",
        Cause::Access => "support-cause-access",
        Cause::Other => "support-cause-other",
    })
}

/// Visits of field service that are planned or were made.
pub(super) fn visits(words: Words, case: &Case) -> Vec<(Text, AnyView)> {
    case.visits
        .iter()
        .filter(|visit| visit.state != VisitState::CalledOff)
        .map(|visit| {
            let title = match visit.state {
                VisitState::Planned => "support-visit-planned",
                VisitState::Done | VisitState::CalledOff => "support-visit-made",
            };
            let text = format!("{}, {}", words.date(visit.day), visit.who);
            let what = visit.what.clone();
            let shown = view! {
                {text}
                <span class="sub">{what}</span>
            };
            (words.say(title).into(), shown.into_any())
        })
        .collect()
}

/// What a case is about: its number and what was named when it was asked.
pub(super) fn about(words: Words, case: &Case) -> String {
    let fact = |id, value: &Option<String>| {
        value
            .as_deref()
            .map(|value| words.say_with(id, &[("what", value.into())]))
    };
    let head = &case.head;
    [
        Some(head.number.clone()),
        fact("support-about-order", &head.order_number),
        fact("support-about-product", &head.sku),
        fact("support-about-equipment", &head.asset_tag),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(" · ")
}

/// What was said about a case, with what came with it.
pub(super) fn conversation(words: Words, case: &Case, now: Timestamp) -> AnyView {
    let items: Vec<AnyView> = case
        .messages
        .iter()
        .map(|said| {
            let internal = said.is_internal().then(|| {
                let text = words.say("support-internal");
                view! { " " <Tag text tone=Tone::Warn /> }
            });
            let by_mail = (said.source == "mail").then(
                || view! { " " <span class="mute small">{words.say("support-by-mail")}</span> },
            );
            let came = case.files.iter().filter(|file| file.message == said.id);
            let came = files::list(words, came);
            let left_out = files::left_out(words, &said.left_out());
            let when = words.ago(said.at, now);
            let exactly = words.moment(said.at);
            view! {
                <li>
                    <Initials name=said.name.clone() />
                    <div>
                        <b>{said.name.clone()}</b>
                        " "
                        <span class="mute small" title=exactly>
                            {when}
                        </span>
                        {by_mail}
                        {internal}
                    </div>
                    <p class="prose">{with_articles(&said.text)}</p>
                    {came}
                    {left_out}
                </li>
            }
            .into_any()
        })
        .collect();
    view! { <ul class="said">{items}</ul> }.into_any()
}

/// What was said, with links where it names articles of ours by their address.
fn with_articles(text: &str) -> AnyView {
    articles_and_words(text)
        .into_iter()
        .map(|(piece, article)| {
            let piece = piece.to_owned();
            match article {
                Some(slug) => view! { <a href=article_path(&slug)>{piece}</a> }.into_any(),
                None => piece.into_any(),
            }
        })
        .collect_view()
        .into_any()
}

/// What whoever asks is entitled to: hours and times.
pub(crate) fn entitlement(words: Words, entitled: &Entitled) -> AnyView {
    let for_named: Vec<AnyView> = entitled
        .for_named
        .iter()
        .map(|one| {
            let said = [
                ("plan", one.plan.as_str().into()),
                ("level", one.level.as_str().into()),
            ];
            let text = words.say_with("support-entitled-for-named", &said);
            view! { <p>{text}</p> }.into_any()
        })
        .collect();
    let Some(level) = &entitled.level else {
        return view! {
            <Sheet title=words.say("support-entitled")>
                <div class="stack-s small">
                    <p>{words.say("support-entitled-nothing")}</p>
                    {for_named}
                </div>
            </Sheet>
        }
        .into_any();
    };
    let hours: Vec<(Text, AnyView)> = hours(words, level)
        .into_iter()
        .map(|(days, hours)| (days.into(), hours.into_any()))
        .collect();
    let zone = (!level.hours.round_the_clock).then(|| {
        let zone = place_of(&level.hours.zone);
        let text = words.say_with("support-hours-zone", &[("zone", zone.into())]);
        view! { <p class="mute small">{text}</p> }
    });
    let promised = promised(words, level);
    let title = words.say_with(
        "support-entitled-to",
        &[("level", level.name.as_str().into())],
    );
    let by = entitled.by.as_ref().map(|by| {
        let text = words.say_with(
            "support-entitled-by",
            &[
                ("plan", by.plan.as_str().into()),
                ("day", words.date(by.until).into()),
            ],
        );
        let address = format!("/subscriptions/{}", by.number);
        view! { <p><a href=address>{text}</a></p> }
    });
    view! {
        <Sheet title=title>
            <div class="stack-s small">
                {by}
                <Definitions rows=hours words=true />
                {zone}
                {promised}
                {for_named}
            </div>
        </Sheet>
    }
    .into_any()
}

/// Where a clock hangs: `Europe/Amsterdam` is read as `Amsterdam`.
fn place_of(zone: &str) -> String {
    let zone = zone.trim();
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

/// What is promised for each priority, the most pressing first.
fn promised(words: Words, level: &Level) -> AnyView {
    let columns = vec![
        Column::new(words.say("support-priority")),
        Column::new(words.say("support-first-answer")),
        Column::new(words.say("support-solution")),
    ];
    let rows = Priority::ALL
        .iter()
        .rev()
        .map(|one| {
            let target = level.promise.target(*one);
            view! {
                <tr>
                    <th scope="row">{priority(words, *one)}</th>
                    <td>{working_time(words, target.first_response)}</td>
                    <td>{working_time(words, target.resolution)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <DataTable caption=words.say("support-entitled") quiet=true columns>
            {rows}
        </DataTable>
    }
    .into_any()
}

/// What is promised for a priority.
pub(super) fn times(words: Words, level: &Level, priority: Priority) -> String {
    let target = level.promise.target(priority);
    words.say_with(
        "support-times",
        &[
            ("first", working_time(words, target.first_response).into()),
            ("solved", working_time(words, target.resolution).into()),
        ],
    )
}

fn working_time(words: Words, time: Option<WorkingTime>) -> String {
    let Some(WorkingTime(milliseconds)) = time else {
        return words.say("support-no-promise").to_owned();
    };
    let minutes = milliseconds / 60_000;
    if minutes % 60 == 0 {
        words.say_with("support-hours-count", &[("count", (minutes / 60).into())])
    } else {
        words.say_with("support-minutes-count", &[("count", minutes.into())])
    }
}

/// Days of the week with the same hours together: `Monday to Friday`, `08:00–17:00`.
pub(super) fn hours(words: Words, level: &Level) -> Vec<(String, String)> {
    if level.hours.round_the_clock {
        let always = words.say("support-round-the-clock").to_owned();
        return vec![(words.say("support-every-day").to_owned(), always)];
    }
    let names = [
        "support-monday",
        "support-tuesday",
        "support-wednesday",
        "support-thursday",
        "support-friday",
        "support-saturday",
        "support-sunday",
    ]
    .map(|id| words.say(id));
    let mut groups: Vec<(&str, &str, String)> = Vec::new();
    for (name, typed) in names.into_iter().zip(&level.hours.week) {
        let typed = typed.trim();
        match groups.last_mut() {
            Some((_, last, hours)) if hours.as_str() == typed => *last = name,
            _ => groups.push((name, name, typed.to_owned())),
        }
    }
    groups
        .into_iter()
        .filter(|(_, _, hours)| !hours.is_empty())
        .map(|(first, last, hours)| {
            let days = if first == last {
                first.to_owned()
            } else {
                words.say_with(
                    "support-days",
                    &[("first", first.into()), ("last", last.into())],
                )
            };
            (days, hours.replace('-', "–"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_read_as_its_place() {
        assert_eq!(place_of(" Europe/Amsterdam "), "Amsterdam");
        assert_eq!(place_of("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(place_of("UTC"), "UTC");
        assert_eq!(place_of(""), "");
    }
}
