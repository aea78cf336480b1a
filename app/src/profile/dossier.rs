//! `/console/customers/{id}`: everything we know about a customer, on a page.

mod lately;
pub(super) mod learned;
mod people;
mod spend;

use crate::agreements;
use crate::agreements::customer::{About, Theirs, about as known_of};
use crate::frame::parts::{Columns, Definitions, PageHead, PostForm, Sheet, Slot, Tag, Tone};
use crate::frame::{AppState, Face, Form, Page, PageError, SignedIn, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::id::CustomerId;
use domain::identity::Permission;
use domain::profile::{self, Dossier, Head, RebuildError};
use domain::text::Words;
use lately::{lately, missed};
use learned::{facts, plays};
use leptos::prelude::*;
use people::{contacts, team, touches, units};
use spend::spend;

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
