//! `/console/customers/{id}`: everything we know about a customer, on a page.

mod people;
mod spend;

use self::people::{contacts, team, touches, units};
use self::spend::spend;
use super::nothing;
use crate::agreements;
use crate::agreements::customer::{About, Theirs, about as known_of};
use crate::frame::parts::{
    Column, Columns, Confidence, DataTable, Definitions, Empty, Icon, Need, Needs, PageHead,
    PostForm, Sheet, Slot, Step, Tag, Timeline, Tone,
};
use crate::frame::{AppState, Face, Form, Page, PageError, SignedIn, Text, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::CustomerId;
use domain::identity::Permission;
use domain::profile::{
    self, Dossier, Head, Lately, Learned, Missed, OpenPlay, RebuildError, wording,
};
use domain::text::Words;
use leptos::prelude::*;

/// How many things of late the page shows.
const LATELY: usize = 10;

/// `GET /console/customers/{id}`. Who does not know the customer reads what was
/// agreed with it.
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let (words, now) = (visitor.words, visitor.now);
    let customer: CustomerId = id(&customer)?;
    let actor = visitor.actor();
    if !actor.may(Permission::KnowCustomers) {
        return agreements::customer::answer(&visitor, &state, customer).await;
    }
    let mut read = state.db.read(actor.scope()).await?;
    let dossier = profile::dossier(&mut read, actor, customer, now).await?;
    let theirs = Theirs::of(&mut read, &visitor, customer).await?;
    drop(read);
    let head = dossier.head().cloned().ok_or(PageError::NotFound)?;
    let name = head.name.clone();
    Ok(Page::new(&visitor, Face::Console, name.clone())
        .nav("customers")
        .crumbs([(words.say("frame-customers"), "/console/customers")])
        .wide()
        .show(move || page(words, customer, head, dossier, theirs, now)))
}

fn page(
    words: Words,
    customer: CustomerId,
    head: Head,
    dossier: Dossier,
    theirs: Theirs,
    now: Timestamp,
) -> AnyView {
    let here = format!("/console/customers/{customer}");
    let sub = words.say_with(
        "profile-dossier-sub",
        &[
            ("segment", segment(&head.segment).into()),
            ("employees", head.employees.into()),
            ("units", dossier.units.len().into()),
            ("people", dossier.contacts.len().into()),
        ],
    );
    let tags = view! {
        <Tag text=head.number.clone() />
        " "
        <Tag text=segment(&head.phase) tone=Tone::Accent />
    };
    let view_site = format!("{here}/view");
    let people = format!("{here}/people");
    let wants = format!("{here}/wants");
    let equipment = format!("{here}/equipment");
    let note = format!("{here}/note");
    let rebuild = format!("{here}/rebuild");
    let audit = format!("{here}/audit");
    let nobody = theirs.nobody(words);
    let aside = view! {
        {spend(words, dossier.spent, now)}
        {company(words, &head, theirs.change(words))} {theirs.sheets(words, now)}
        {lately(words, &here, &head, dossier.lately, now)}
        {missed(words, dossier.missed, now)}
        {team(words, customer, dossier.team)}
        {units(words, dossier.units)}
    };
    view! {
        <PageHead title=head.name.clone() sub=sub tags=tags>
            <PostForm action=rebuild class="inline" prefix="rebuild">
                <button class="btn quiet">{words.say("profile-rebuild")}</button>
            </PostForm>
            <a class="btn" href=equipment>{words.say("frame-equipment")}</a>
            <a class="btn" href=audit>{words.say("audit-link")}</a>
            <a class="btn" href=people>{words.say("identity-people-of")}</a>
            <a class="btn" href=wants>{words.say("plays-wants-link")}</a>
            <PostForm action=view_site class="inline" prefix="view">
                <button class="btn">{words.say("profile-view-site")}</button>
            </PostForm>
            <a class="btn main" href=note>
                {words.say("profile-note-contact")}
            </a>
        </PageHead>
        <Columns aside=aside>
            {nobody}
            {plays(words, &head, dossier.plays)}
            {facts(words, &here, &head, dossier.facts)}
            {touches(words, dossier.touches, now)}
            {contacts(words, &here, dossier.contacts, now)}
        </Columns>
    }
    .into_any()
}

/// A word as it is stored, as it is read: `large-corporate` is Large corporate.
fn segment(code: &str) -> String {
    let mut letters = code.replace('-', " ").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_uppercase().next().unwrap_or(*first);
    }
    letters.into_iter().collect()
}

fn plays(words: Words, head: &Head, plays: Vec<OpenPlay>) -> AnyView {
    let note = words.say_with(
        "profile-proposed-note",
        &[
            ("open", plays.len().into()),
            ("done", head.in_effect.into()),
        ],
    );
    if plays.is_empty() {
        return view! {
            <Sheet title=words.say("profile-proposed") note=note>
                <Empty
                    title=words.say("profile-proposed-none")
                    text=words.say("profile-proposed-none-text")
                    icon=Icon::Play
                />
            </Sheet>
        }
        .into_any();
    }
    let needs = plays
        .into_iter()
        .map(|play| {
            let href = format!("/console/plays/{}", play.id);
            let what = wording::play(words, &play.finding);
            let label = words.say_with("plays-open-name", &[("what", what.as_str().into())]);
            Need::new(Tone::Accent, view! { <a href=href.clone()>{what}</a> })
                .why(wording::why_play(words, &play.finding))
                .actions(view! {
                    <a class="btn s main" href=href aria-label=label>
                        {words.say("plays-open-it")}
                    </a>
                })
        })
        .collect();
    view! {
        <Sheet title=words.say("profile-proposed") note=note flush=true>
            <Needs needs=needs />
        </Sheet>
    }
    .into_any()
}

fn facts(words: Words, here: &str, head: &Head, facts: Vec<Learned>) -> AnyView {
    let note = words.say_with(
        "profile-facts-of",
        &[
            ("count", head.facts.into()),
            ("internal", head.internal.into()),
        ],
    );
    if facts.is_empty() {
        return nothing(
            words.say("profile-facts"),
            words.say("profile-facts-none"),
            words.say("profile-facts-none-text"),
        );
    }
    let columns = move || {
        vec![
            Column::new(words.say("profile-fact")),
            Column::new(words.say("profile-about")),
            Column::new(words.say("profile-sure")),
            Column::new(words.say("profile-from")),
            Column::new(words.say("profile-changes")),
            Column::new(words.say("profile-confirmed")),
        ]
    };
    let rows = facts
        .into_iter()
        .map(|fact| {
            let href = format!("{here}/facts/{}", fact.id);
            let text = wording::fact(words, &fact.finding);
            let about = about(words, &fact);
            let from = wording::rests_on(words, &fact.finding, fact.evidence_count);
            let changes = wording::changes(words, &fact.finding);
            let level = u8::try_from(fact.confidence).unwrap_or(0);
            let internal = (fact.internal != 0)
                .then(|| view! { " " <Tag text=words.say("profile-internal") /> });
            let wrong = fact.corrected_at.map(|_| {
                view! { " " <Tag text=words.say("profile-wrong-tag") tone=Tone::Warn /> }
            });
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{text}</a>
                        {internal}
                        {wrong}
                    </td>
                    <td data-l=words.say("profile-about")>{about}</td>
                    <td data-l=words.say("profile-sure")>
                        <Confidence level=level />
                    </td>
                    <td class="mute" data-l=words.say("profile-from")>
                        {from}
                    </td>
                    <td class="mute" data-l=words.say("profile-changes")>
                        {changes}
                    </td>
                    <td class="mute" data-l=words.say("profile-confirmed")>
                        {words.day(fact.confirmed_at)}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Sheet title=words.say("profile-facts") note=note flush=true>
            <DataTable caption=words.say("profile-facts") columns=columns() stack=true quiet=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Whom or what a fact is about.
pub(super) fn about(words: Words, fact: &Learned) -> String {
    fact.about
        .clone()
        .or_else(|| fact.unit_name.clone())
        .unwrap_or_else(|| words.say("profile-whole-company").to_owned())
}

fn company(words: Words, head: &Head, change: Option<AnyView>) -> AnyView {
    let recorded = if head.recording == "all" {
        words.say("profile-recorded-all")
    } else {
        words.say("profile-recorded-orders")
    };
    let about = About {
        segment: &head.segment,
        needs: &head.needs,
        tier: &head.tier,
        employees: head.employees,
        country: &head.country,
        firm: &head.firm,
    };
    let mut rows = known_of(words, &about);
    rows.push((
        words.say("profile-phase").into(),
        segment(&head.phase).into_any(),
    ));
    rows.push((words.say("profile-recorded").into(), recorded.into_any()));
    view! {
        <Sheet title=words.say("profile-company") aside=Slot(change)>
            <Definitions rows=rows words=true />
        </Sheet>
    }
    .into_any()
}

fn lately(words: Words, here: &str, head: &Head, rows: Vec<Lately>, now: Timestamp) -> AnyView {
    if rows.is_empty() {
        return nothing(
            words.say("profile-lately"),
            words.say("profile-lately-none"),
            words.say("profile-lately-none-text"),
        );
    }
    let all = words.say_with("profile-lately-all", &[("count", head.interactions.into())]);
    let aside = view! { <a href=format!("{here}/interactions")>{all}</a> };
    // Whoever goes back to a page again and again did one thing.
    let mut told: Vec<(Lately, String, i64)> = Vec::new();
    for row in rows {
        let one = &row.what;
        let what = wording::happened(words, &one.kind, &one.subject, &one.text, one.amount);
        match told.last_mut() {
            Some((last, said, times)) if *said == what && last.who == row.who => *times += 1,
            _ => told.push((row, what, 1)),
        }
    }
    let steps = told
        .into_iter()
        .take(LATELY)
        .map(|(row, what, times)| {
            let one = &row.what;
            let what = if times > 1 {
                words.say_with(
                    "profile-times",
                    &[("what", what.into()), ("count", times.into())],
                )
            } else {
                what
            };
            let when = words.ago(one.at, now);
            let note = match row.who {
                Some(who) => format!("{who}, {when}"),
                None => when,
            };
            Step::done(what).note(note)
        })
        .collect();
    view! {
        <Sheet title=words.say("profile-lately") aside=aside>
            <Timeline steps=steps />
        </Sheet>
    }
    .into_any()
}

fn missed(words: Words, missed: Vec<Missed>, now: Timestamp) -> Option<AnyView> {
    if missed.is_empty() {
        return None;
    }
    let rows: Vec<(Text, AnyView)> = missed
        .into_iter()
        .map(|one| {
            let who = one
                .who
                .unwrap_or_else(|| words.say("profile-someone").to_owned());
            let note = format!("{who}, {}", words.ago(one.at, now));
            let text = one.text.into();
            (
                text,
                view! { <small class="mute">{note}</small> }.into_any(),
            )
        })
        .collect();
    Some(
        view! {
            <Sheet title=words.say("profile-missed")>
                <Definitions rows=rows />
            </Sheet>
        }
        .into_any(),
    )
}

/// `POST /console/customers/{id}/rebuild`
pub async fn rebuild(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    _form: Form,
) -> Result<Response, PageError> {
    let customer: CustomerId = id(&customer)?;
    match profile::rebuild(&state.db, visitor.actor(), customer, visitor.now).await {
        Ok(count) => {
            let said = visitor
                .words
                .say_with("profile-rebuilt", &[("count", count.into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/console/customers/{customer}")).into_response())
        }
        Err(RebuildError::Denied(denied)) => Err(denied.into()),
        Err(RebuildError::Store(error)) => Err(error.into()),
    }
}
