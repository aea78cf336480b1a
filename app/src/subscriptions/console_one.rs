//! `/console/subscriptions/{number}`: a customer's subscription, and what our people may
//! do with it.

use super::change_errors::explain;
use super::one::cover_sheet::equipment;
use super::one::gives::gives;
use super::one::{charges, facts, history, read_money, sub_line, write_money, wrong};
use super::said;
use super::uses_sheet;
use crate::frame::parts::{Actions, Columns, PageHead, PostForm, Sheet};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, SignedIn, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::subscriptions::lifecycle::{Party, Step, possible};
use domain::subscriptions::{
    STEERING, SteerSubscription, Subscription, show_subscription, steer_subscription,
};
use domain::text::Words;
use domain::{Day, Timestamp};
use leptos::prelude::*;

/// `GET /console/subscriptions/{number}`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &number, FormState::empty()).await
}

/// `POST /console/subscriptions/{number}`: the step that `do` says, or what was used.
pub async fn steer(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(number): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    if uses_sheet::is_meant(&form) {
        let (done, form) = uses_sheet::keep(&visitor, &state, &number, form).await?;
        return match done {
            Some(done) => Ok(done),
            None => page(&visitor, &state, &number, form).await,
        };
    }
    visitor.demand(Permission::Curate)?;
    let words = visitor.words;
    let step = Step::from_code(form.text("do")).filter(|step| STEERING.contains(step));
    let command = SteerSubscription {
        key: key_of(&form)?,
        number: number.clone(),
        version: form.carried("version")?,
        step: step.ok_or(PageError::BadForm)?,
        seen: read_money(form.text("seen")),
    };
    let mut form = FormState::from(form);
    match steer_subscription(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("subscriptions-changed"))
                .await?;
            let to = format!("/console/subscriptions/{number}");
            Ok(Redirect::to(&to).into_response())
        }
        Err(error) => {
            form.fail("", words.say(explain(error)?));
            page(&visitor, &state, &number, form).await
        }
    }
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    form: FormState,
) -> Result<Response, PageError> {
    visitor.demand(Permission::SeeCustomers)?;
    let (actor, words, now) = (visitor.actor(), visitor.words, visitor.now);
    let found = show_subscription::<PageError>(&state.db, actor, number, now).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let one = &found.subscription;
    let title = one.plan_name(words.language().code()).to_owned();
    let sub = format!("{} · {}", one.company, sub_line(words, one));
    let customer = format!("/console/customers/{}", one.customer);
    let steers = actor.may(Permission::Curate);
    let records = actor.may(Permission::Fulfil);
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("subscriptions")
        .crumbs([(words.say("subscriptions-title"), "/console/subscriptions")])
        .status(form.status())
        .show(move || {
            let tags = said::state_tag(words, found.subscription.state);
            let wrong = wrong(&form);
            let facts = facts(words, &found, Some("/console"));
            let steering = steers
                .then(|| steering(words, &found.subscription, now))
                .flatten();
            let used = records
                .then(|| uses_sheet::sheet(words, &found.subscription, &form))
                .flatten();
            let aside = gives(words, &found.subscription, false);
            let equipment = equipment(words, &found.subscription, false);
            let charges = charges(words, &found.subscription, "/console");
            let history = history(words, &found.subscription);
            view! {
                <PageHead title sub tags>
                    <a class="btn" href=customer>
                        {words.say("subscriptions-the-customer")}
                    </a>
                </PageHead>
                <Columns aside=aside>
                    {wrong} {facts} {steering} {used} {equipment} {charges} {history}
                </Columns>
            }
        }))
}

/// What our people may do with it now; what ends at once says what is given back.
fn steering(words: Words, one: &Subscription, now: Timestamp) -> Option<AnyView> {
    let may: Vec<Step> = possible(one.state, Party::Staff, one.rules()).collect();
    let buttons: Vec<AnyView> = [
        (Step::Pause, "subscriptions-pause"),
        (Step::Resume, "subscriptions-resume"),
        (Step::Keep, "subscriptions-keep"),
        (Step::CancelAtTerm, "subscriptions-cancel-at-term"),
    ]
    .into_iter()
    .filter(|(step, _)| may.contains(step))
    .map(|(step, text)| {
        view! {
            <button class="btn" name="do" value=step.code()>
                {words.say(text)}
            </button>
        }
        .into_any()
    })
    .collect();
    let back = one.back_if_ended(Day::of(now));
    let back = back.filter(|_| may.contains(&Step::CancelNow));
    if buttons.is_empty() && back.is_none() {
        return None;
    }
    let version = one.version.to_string();
    let again = version.clone();
    let turns = (!buttons.is_empty()).then(|| {
        view! {
            <PostForm prefix="turn">
                <input type="hidden" name="version" value=version />
                <div class="row">{buttons}</div>
            </PostForm>
        }
    });
    let end = back.map(|back| {
        let text = words.say_with(
            "subscriptions-end-now-gives-back",
            &[("amount", words.money(back).into())],
        );
        view! {
            <PostForm prefix="end">
                <input type="hidden" name="version" value=again />
                <input type="hidden" name="seen" value=write_money(back) />
                <p class="mute small">{text}</p>
                <Actions>
                    <button class="btn danger" name="do" value=Step::CancelNow.code()>
                        {words.say("subscriptions-end-now")}
                    </button>
                </Actions>
            </PostForm>
        }
    });
    Some(
        view! {
            <Sheet title=words.say("subscriptions-steer") note=words.say("subscriptions-steer-note")>
                <div class="stack-s">{turns} {end}</div>
            </Sheet>
        }
        .into_any(),
    )
}
