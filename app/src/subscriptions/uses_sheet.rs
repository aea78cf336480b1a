//! On a subscription's page in the console: what our people did under it is written
//! down and taken back.

use crate::frame::parts::{Actions, Field, Kind, PostForm, Select, Sheet};
use crate::frame::{AppState, Form, FormState, PageError, SignedIn, key_of};
use axum::response::{IntoResponse, Redirect, Response};
use domain::identity::Permission;
use domain::subscriptions::entitlements::{Benefit, Countable};
use domain::subscriptions::{
    BY_HAND, RecordUse, RecordUseError, Subscription, TakeUseBack, UseFault, record_use,
    take_use_back,
};
use domain::text::Words;
use leptos::prelude::*;

/// Whether a form is one of these.
pub(super) fn is_meant(form: &Form) -> bool {
    matches!(form.text("do"), "use" | "use-back")
}

/// Writes down what was used (`do=use`), or takes it back (`do=use-back`); if something
/// is wrong, notes what.
pub(super) async fn keep(
    visitor: &SignedIn,
    state: &AppState,
    number: &str,
    form: Form,
) -> Result<(Option<Response>, FormState), PageError> {
    visitor.demand(Permission::Fulfil)?;
    let (words, actor, now) = (visitor.words, visitor.actor(), visitor.now);
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let (done, said) = if form.value("do") == "use" {
        let command = RecordUse {
            key,
            number: number.to_owned(),
            what: Countable::from_code(form.value("what")),
            about: form.value("about").to_owned(),
            whose: form.value("whose").to_owned(),
        };
        let done = record_use(&state.db, actor, command, now).await;
        (done, "subscriptions-use-recorded")
    } else {
        let used = form.value("used").parse();
        let command = TakeUseBack {
            key,
            number: number.to_owned(),
            used: used.map_err(|_| PageError::NotFound)?,
        };
        let done = take_use_back(&state.db, actor, command, now).await;
        (done, "subscriptions-use-taken-back")
    };
    match done {
        Ok(()) => {
            visitor.say_next(true, words.say(said)).await?;
            let to = format!("/console/subscriptions/{number}");
            return Ok((Some(Redirect::to(&to).into_response()), form));
        }
        Err(RecordUseError::Denied(denied)) => return Err(denied.into()),
        Err(RecordUseError::Store(error)) => return Err(error.into()),
        Err(RecordUseError::NotFound) => return Err(PageError::NotFound),
        Err(RecordUseError::Faults(faults)) => {
            for fault in faults {
                let (field, sentence) = match fault {
                    UseFault::What => ("what", "subscriptions-use-choose"),
                    UseFault::NothingLeft => ("what", "subscriptions-use-nothing-left"),
                    UseFault::About => ("about", "subscriptions-use-about-wrong"),
                    UseFault::Whose => ("whose", "subscriptions-use-whose-wrong"),
                };
                form.fail(field, words.say(sentence));
            }
        }
    }
    Ok((None, form))
}

fn name(words: Words, what: Countable) -> &'static str {
    words.say(match what {
        Countable::PlatformSwaps => "subscriptions-use-swap",
        Countable::Upgrades => "subscriptions-use-upgrade",
        Countable::TrainingDays => "subscriptions-use-training",
    })
}

/// The form, and what can be taken back; nothing where the plan gives nothing of the
/// kind.
pub(super) fn sheet(words: Words, one: &Subscription, form: &FormState) -> Option<AnyView> {
    let given = |wanted: Countable| {
        let mut all = one.benefits.iter();
        all.any(|given| matches!(given.benefit, Benefit::Counted { what, .. } if what == wanted))
    };
    let options: Vec<(String, String)> = BY_HAND
        .iter()
        .filter(|what| given(**what))
        .map(|what| (what.code().to_owned(), name(words, *what).to_owned()))
        .collect();
    if options.is_empty() || !one.state.runs() {
        return None;
    }
    let form = if form.value("do") == "use" {
        form.clone()
    } else {
        FormState::empty()
    };
    let back: Vec<AnyView> = one
        .uses
        .iter()
        .filter_map(|used| {
            let what = Countable::from_code(&used.what)?;
            BY_HAND.contains(&what).then_some((used, what))
        })
        .map(|(used, what)| {
            let mut text = format!(
                "{}: {} · {} · {}",
                name(words, what),
                used.about,
                words.date(used.at),
                used.name
            );
            if let Some(whose) = &used.whose {
                let said = [("name", whose.as_str().into())];
                text = format!(
                    "{text} · {}",
                    words.say_with("subscriptions-use-for", &said)
                );
            }
            let id = used.id.to_string();
            view! {
                <li>
                    {text} " "
                    <PostForm class="inline">
                        <input type="hidden" name="used" value=id />
                        <button class="btn s" name="do" value="use-back">
                            {words.say("subscriptions-use-take-back")}
                        </button>
                    </PostForm>
                </li>
            }
            .into_any()
        })
        .collect();
    let back = (!back.is_empty()).then(|| view! { <ul class="list">{back}</ul> });
    Some(
        view! {
            <Sheet title=words.say("subscriptions-use-title")>
                <div class="stack-s">
                    {back}
                    <PostForm state=form prefix="use">
                        <div class="fields">
                            <Select
                                name="what"
                                label=words.say("subscriptions-use-what")
                                options=options
                                first=true
                            />
                            <Field name="about" label=words.say("subscriptions-use-about") />
                            <Field
                                name="whose"
                                label=words.say("subscriptions-use-whose")
                                help=words.say("subscriptions-use-whose-help")
                                kind=Kind::Email
                                optional=true
                            />
                        </div>
                        <Actions>
                            <button class="btn" name="do" value="use">
                                {words.say("subscriptions-use-record")}
                            </button>
                        </Actions>
                    </PostForm>
                </div>
            </Sheet>
        }
        .into_any(),
    )
}
