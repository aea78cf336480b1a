//! `/equipment/several`: the same is done with several units at once, whose tags are
//! typed, scanned one after the other, or come from the list.

use super::said::{refused, step as step_name};
use super::steps::wanted;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Field, PageHead, PostForm, Select, Sheet, TextArea,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn};
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::{
    ChangeSeveral, Choices, MOST_SEVERAL, SeveralError, Step, change_several, choices,
};
use domain::identity::Permission;
use domain::store::FormKey;
use domain::text::Words;
use leptos::prelude::*;

/// Tags that a sentence names.
const NAMED: usize = 12;

/// `GET /equipment/several?tag=…&tag=…`
pub async fn show(visitor: SignedIn, Shared(app): Shared<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let tags: Vec<&str> = address.all("tag").take(MOST_SEVERAL).collect();
    let form = FormState::empty().with("tags", tags.join("\n"));
    page(&visitor, &app, form).await
}

/// `POST /equipment/several`: one step (`step`) with all of them, or with none.
pub async fn change(
    visitor: SignedIn,
    Shared(app): Shared<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.actor().member_who_may(Permission::ManageCompany)?;
    let key = FormKey(form.key().ok_or(PageError::BadForm)?);
    let typed = form.raw("tags").to_owned();
    let step = Step::from_code(form.text("step")).ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(form);
    let Some(wanted) = wanted(words, step, &mut shown) else {
        return page(&visitor, &app, shown).await;
    };
    let command = ChangeSeveral { key, typed, wanted };
    match change_several(&app.db, visitor.actor(), command, visitor.now).await {
        Ok(count) => {
            let said = words.say_with("assets-several-done", &[("count", count.into())]);
            visitor.say_next(true, said).await?;
            return Ok(Redirect::to("/equipment").into_response());
        }
        Err(SeveralError::Nothing) => shown.fail("tags", words.say("assets-several-none")),
        Err(SeveralError::TooMany) => {
            let most = [("most", MOST_SEVERAL.into())];
            shown.fail("tags", words.say_with("assets-several-too-many", &most));
        }
        Err(SeveralError::Unknown(tags)) => {
            let tags = [("tags", some_of(&tags).into())];
            shown.fail("tags", words.say_with("assets-several-unknown", &tags));
        }
        Err(SeveralError::NotPossible(tags)) => {
            let tags = [("tags", some_of(&tags).into())];
            shown.fail("tags", words.say_with("assets-several-not-possible", &tags));
        }
        Err(SeveralError::Asset(error)) => match refused(words, &error) {
            Some((field, sentence)) => shown.fail(field, sentence),
            None => return Err(error.into()),
        },
    }
    page(&visitor, &app, shown).await
}

/// The first of these tags.
fn some_of(tags: &[String]) -> String {
    let mut some: Vec<&str> = tags.iter().take(NAMED).map(String::as_str).collect();
    if tags.len() > NAMED {
        some.push("…");
    }
    some.join(", ")
}

async fn page(visitor: &SignedIn, app: &AppState, form: FormState) -> Result<Response, PageError> {
    let words = visitor.words;
    let choices = choices::<PageError>(&app.db, visitor.actor()).await?;
    let title = words.say("assets-several");
    let status = form.status();
    Ok(Page::new(visitor, Face::Site, title)
        .nav("equipment")
        .crumbs([(words.say("assets-title"), "/equipment")])
        .status(status)
        .show(move || {
            let fields = move || fields(words, choices);
            view! {
                <PageHead title sub=words.say("assets-several-sub") />
                <Sheet>
                    <PostForm action="/equipment/several" state=form>
                        {fields()}
                    </PostForm>
                </Sheet>
            }
        }))
}

/// The fields of the form; made inside it, where they find what stands in them.
fn fields(words: Words, choices: Choices) -> AnyView {
    let help = words.say_with("assets-several-tags-help", &[("most", MOST_SEVERAL.into())]);
    let options: Vec<ChoiceOption> = [
        (Step::Transfer, "assets-several-move-note"),
        (Step::Assign, "assets-several-assign-note"),
        (Step::TakeBack, "assets-several-back-note"),
    ]
    .into_iter()
    .map(|(step, note)| {
        ChoiceOption::new(step.code(), step_name(words, step)).note(words.say(note))
    })
    .collect();
    let people: Vec<String> = choices.people.into_iter().map(|one| one.email).collect();
    let units = choices.units.into_iter();
    let units = units.map(|(id, name)| (id.to_string(), name)).collect();
    let centres = choices.cost_centres.into_iter();
    let centres = centres.map(|(id, name)| (id.to_string(), name)).collect();
    view! {
        <TextArea
            name="tags"
            label=words.say("assets-several-tags")
            help=help
            rows=8
            class="code"
        />
        <Choice name="step" label=words.say("assets-several-what") options=options list=true />
        <Field
            name="to"
            label=words.say("assets-to-person")
            help=words.say("assets-to-person-help")
            known=people
            optional=true
        />
        <Select name="unit" label=words.say("assets-unit") options=units optional=true />
        <Select name="centre" label=words.say("assets-cost-centre") options=centres optional=true />
        <Field name="place" label=words.say("assets-place") optional=true />
        <Actions>
            <button class="btn main">{words.say("assets-several-do")}</button>
        </Actions>
    }
    .into_any()
}
