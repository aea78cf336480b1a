//! The people of a dossier: who meets whom, the customer's people and units, and
//! who of ours looks after it.

use super::super::function;
use super::super::touch_map::touch_map;
use crate::frame::Text;
use crate::frame::parts::{Column, DataTable, Definitions, Empty, Person, Sheet};
use crate::identity::roles_in_words;
use domain::Timestamp;
use domain::id::CustomerId;
use domain::identity::CustomerRole;
use domain::profile::{Contact, TOUCH_DAYS, TeamMember, Touch, UnitOf};
use domain::text::Words;
use leptos::prelude::*;

pub(super) fn touches(words: Words, touches: Vec<Touch>, now: Timestamp) -> AnyView {
    let note = words.say_with("profile-touch-note", &[("days", TOUCH_DAYS.into())]);
    let none = words.say_with("profile-touch-none", &[("days", TOUCH_DAYS.into())]);
    view! {
        <Sheet title=words.say("profile-touch") note=note>
            {if touches.is_empty() {
                view! { <Empty title=none /> }.into_any()
            } else {
                touch_map(words, touches, now)
            }}
        </Sheet>
    }
    .into_any()
}

/// The customer's people; nothing where there are none, which the page says on
/// top.
pub(super) fn contacts(
    words: Words,
    here: &str,
    contacts: Vec<Contact>,
    now: Timestamp,
) -> Option<AnyView> {
    if contacts.is_empty() {
        return None;
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-who")),
            Column::new(words.say("profile-unit")),
            Column::new(words.say("profile-roles")),
            Column::new(words.say("profile-last-seen")),
            Column::actions(),
        ]
    };
    let rows = contacts
        .into_iter()
        .map(|one| {
            let all = format!("{here}/interactions?who={}", one.id);
            let roles = one.roles.as_deref().unwrap_or_default().split(',');
            let roles = roles.filter_map(CustomerRole::from_code);
            let roles = roles_in_words(words, roles.map(CustomerRole::code));
            let last = one.last.map_or_else(
                || words.say("profile-never").to_owned(),
                |last| words.ago(last, now),
            );
            let met = match one.met {
                Some(met) if now.days_since(met) > TOUCH_DAYS => {
                    words.say_with("profile-silent", &[("days", now.days_since(met).into())])
                }
                Some(_) => String::new(),
                None => words.say("profile-never-met").to_owned(),
            };
            let note = format!("{here}/note?who={}", one.id);
            view! {
                <tr>
                    <td class="wide">
                        <Person name=one.name.clone() note=one.email.clone() href=all />
                    </td>
                    <td data-l=words.say("profile-unit")>{one.unit_name.clone()}</td>
                    <td data-l=words.say("profile-roles")>{roles}</td>
                    <td data-l=words.say("profile-last-seen")>
                        {last} <br /> <small class="mute">{met}</small>
                    </td>
                    <td class="actions">
                        <a class="btn s quiet" href=note>
                            {words.say("profile-note-contact")}
                        </a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("profile-contacts") flush=true>
                <DataTable
                    caption=words.say("profile-contacts")
                    columns=columns()
                    stack=true
                    quiet=true
                >
                    {rows}
                </DataTable>
            </Sheet>
        }
        .into_any(),
    )
}

pub(super) fn units(words: Words, units: Vec<UnitOf>) -> Option<AnyView> {
    if units.is_empty() {
        return None;
    }
    let rows: Vec<(Text, AnyView)> = units
        .into_iter()
        .map(|one| {
            let people = words.say_with("profile-unit-people", &[("count", one.people.into())]);
            (one.name.into(), view! { {people} }.into_any())
        })
        .collect();
    Some(
        view! {
            <Sheet title=words.say("profile-units")>
                <Definitions rows=rows />
            </Sheet>
        }
        .into_any(),
    )
}

pub(super) fn team(words: Words, customer: CustomerId, team: Vec<TeamMember>) -> AnyView {
    let change = format!("/console/customers/{customer}/team");
    if team.is_empty() {
        return view! {
            <Sheet title=words.say("profile-our-team")>
                <Empty
                    title=words.say("identity-team-none")
                    text=words.say("identity-team-none-text")
                >
                    <a class="btn s" href=change>{words.say("identity-team-add")}</a>
                </Empty>
            </Sheet>
        }
        .into_any();
    }
    let people = team
        .into_iter()
        .map(|one| {
            let note = function(words, &one.function);
            view! { <Person name=one.name note=note /> }
        })
        .collect_view();
    let aside = view! { <a href=change>{words.say("profile-change-team")}</a> };
    view! {
        <Sheet title=words.say("profile-our-team") aside=aside>
            <div class="stack-s">{people}</div>
        </Sheet>
    }
    .into_any()
}
