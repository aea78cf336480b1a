//! `/console/customers/{id}/note`: staff log a contact, and what they learned.

use crate::frame::parts::{
    Actions, Checkbox, Choice, ChoiceOption, DateField, PageHead, PostForm, Select, Sheet, TextArea,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, id, key_of,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::CustomerId;
use domain::profile::{self, HistoryQuery, Note, NoteError, Way};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/customers/{id}/note?who=…`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let customer = id(&customer)?;
    let who = Address::of(&visitor)
        .get("who")
        .unwrap_or_default()
        .to_owned();
    let form = FormState::empty()
        .with("way", Way::Visit.code())
        .with("who", who)
        .with("when", visitor.words.date_field(visitor.now));
    page(&visitor, &state, customer, form).await
}

/// `POST /console/customers/{id}/note`
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let customer = id(&customer)?;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let at = form.read("when", |text| {
        words
            .start_of_day(text)
            .ok_or(words.say("profile-contact-date"))
    });
    let way = Way::from_code(form.value("way")).ok_or(PageError::BadForm)?;
    let Some(at) = at else {
        return page(&visitor, &state, customer, form).await;
    };
    let command = Note {
        customer,
        member: form.form().some("who").and_then(|who| who.parse().ok()),
        way,
        // Of today it is this very moment, so that it stands on top.
        at: if words.date_field(visitor.now) == form.value("when") {
            visitor.now
        } else {
            at
        },
        text: form.value("text").to_owned(),
        learned: form.value("learned").to_owned(),
        internal: form.form().has("internal"),
        key,
    };
    match profile::note(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("profile-contact-saved"))
                .await?;
            return Ok(Redirect::to(&format!("/console/customers/{customer}")).into_response());
        }
        Err(NoteError::Empty) => form.fail("text", words.say("profile-contact-empty")),
        Err(NoteError::TooLong) => form.fail("text", words.say("profile-contact-long")),
        Err(NoteError::InTheFuture) => form.fail("when", words.say("profile-contact-future")),
        Err(NoteError::Denied(_)) => return Err(PageError::NotFound),
        Err(NoteError::Store(error)) => return Err(error.into()),
    }
    page(&visitor, &state, customer, form).await
}

fn way_name(words: Words, way: Way) -> &'static str {
    match way {
        Way::Visit => words.say("profile-contact-visit"),
        Way::Call => words.say("profile-contact-call"),
        Way::Meeting => words.say("profile-contact-meeting"),
        Way::Mail => words.say("profile-contact-mail"),
    }
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    customer: CustomerId,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let actor = visitor.actor();
    let mut read = state.db.read(actor.scope()).await?;
    let wanted = HistoryQuery {
        page: (1, 0),
        ..HistoryQuery::default()
    };
    let people = profile::history(&mut read, actor, customer, &wanted).await?;
    drop(read);
    let title = words.say("profile-note-contact");
    let back = format!("/console/customers/{customer}");
    Ok(Page::new(visitor, Face::Console, title)
        .status(form.status())
        .nav("customers")
        .crumbs([
            (
                words.say("frame-customers").to_owned(),
                "/console/customers".to_owned(),
            ),
            (people.customer().to_owned(), back.clone()),
        ])
        .show(move || {
            let ways = Way::ALL
                .iter()
                .map(|way| ChoiceOption::new(way.code(), way_name(words, *way)))
                .collect();
            let who = std::iter::once((
                String::new(),
                words.say("profile-contact-nobody").to_owned(),
            ))
            .chain(
                people
                    .people
                    .iter()
                    .map(|one| (one.id.to_string(), one.name.clone())),
            )
            .collect();
            view! {
                <PageHead title=title />
                <Sheet>
                    <PostForm state=form>
                        <Choice name="way" label=words.say("profile-contact-way") options=ways />
                        <Select
                            name="who"
                            label=words.say("profile-contact-who")
                            options=who
                            first=true
                            optional=true
                        />
                        <DateField name="when" label=words.say("profile-contact-when") />
                        <TextArea name="text" label=words.say("profile-contact-text") rows=4 />
                        <TextArea
                            name="learned"
                            label=words.say("profile-contact-learned")
                            help=words.say("profile-contact-learned-help")
                            optional=true
                            rows=2
                        />
                        <Checkbox
                            name="internal"
                            label=words.say("profile-contact-internal")
                            value="yes"
                            help=words.say("profile-contact-internal-help")
                        />
                        <Actions>
                            <a class="btn quiet" href=back>
                                {words.say("frame-cancel")}
                            </a>
                            <button class="btn main">{words.say("profile-contact-save")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        }))
}
