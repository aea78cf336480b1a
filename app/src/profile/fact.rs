//! `/console/customers/{id}/facts/{fact}`: one fact and what it rests on.

use super::dossier::learned::about;
use super::happened_table;
use crate::frame::parts::{Columns, Confidence, Definitions, Notice, PageHead, Sheet, Tag, Tone};
use crate::frame::{AppState, Face, Page, PageError, SignedIn, Text, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::Timestamp;
use domain::id::CustomerId;
use domain::profile::{self, wording};
use leptos::prelude::*;

/// `GET /console/customers/{id}/facts/{fact}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path((customer, fact)): Path<(String, String)>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let now = visitor.now;
    let customer: CustomerId = id(&customer)?;
    let fact = id(&fact)?;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let story = profile::fact_story(&mut read, actor, customer, fact).await?;
    drop(read);
    let title = wording::fact(words, &story.fact.finding);
    let back = format!("/console/customers/{customer}");
    Ok(Page::new(&visitor, Face::Console, title.clone())
        .nav("customers")
        .crumbs([
            (
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (story.customer.clone(), back),
        ])
        .show(move || {
            let one = &story.fact;
            let level = u8::try_from(one.confidence).unwrap_or(0);
            let until = if story.until == Timestamp::NEVER {
                words.say("profile-for-good").to_owned()
            } else {
                words.date(story.until)
            };
            let text = |text: String| view! { {text} }.into_any();
            let rows: Vec<(Text, AnyView)> = vec![
                (words.say("profile-about").into(), text(about(words, one))),
                (
                    words.say("profile-sure").into(),
                    view! { <Confidence level=level /> }.into_any(),
                ),
                (
                    words.say("profile-from").into(),
                    text(wording::rests_on(words, &one.finding, one.evidence_count)),
                ),
                (
                    words.say("profile-changes").into(),
                    text(wording::changes(words, &one.finding).to_owned()),
                ),
                (
                    words.say("profile-since").into(),
                    text(words.date(story.since)),
                ),
                (
                    words.say("profile-confirmed").into(),
                    text(words.date(one.confirmed_at)),
                ),
                (words.say("profile-until").into(), text(until)),
            ];
            let internal =
                (one.internal != 0).then(|| view! { <Tag text=words.say("profile-internal") /> });
            let corrected = one.corrected_at.map(|at| {
                let when = words.ago(at, now);
                let said = words.say_with("profile-corrected", &[("when", when.into())]);
                let note = story.correction.clone().unwrap_or_default();
                view! { <Notice tone=Tone::Warn title=said>{note}</Notice> }
            });
            let note = words.say_with(
                "profile-evidence-note",
                &[
                    ("shown", story.evidence.len().into()),
                    ("count", one.evidence_count.into()),
                ],
            );
            let aside = view! {
                <Sheet>
                    <Definitions rows=rows words=true />
                </Sheet>
            };
            let table = happened_table(
                words,
                words.say("profile-evidence"),
                story.evidence,
                ().into_any(),
            );
            view! {
                <PageHead title=title tags=internal />
                {corrected}
                <Columns aside=aside>
                    <Sheet title=words.say("profile-evidence") note=note flush=true>
                        {table}
                    </Sheet>
                </Columns>
            }
        }))
}
