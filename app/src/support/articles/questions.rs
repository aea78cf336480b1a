//! `/console/articles/questions`: the questions to whoever asks for help, and where
//! their answers lead.

use super::said;
use crate::frame::parts::{Actions, Columns, Field, Fold, PageHead, PostForm, Select, Sheet};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, key_of};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::id::GuideQuestionId;
use domain::identity::Permission;
use domain::support::articles::about::called;
use domain::support::articles::{
    Guide, GuideError, LONGEST_GUIDE, MOST_ANSWERS, NewAnswer, SaveGuide, Texts, guides,
    remove_guide, said_in, save_guide,
};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `GET /console/articles/questions?edit=ID`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    page(&visitor, &state, None).await
}

/// `POST /console/articles/questions`: `do` says `save` or `remove`.
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let id = form.text("id").parse::<GuideQuestionId>().ok();
    if form.text("do") == "remove" {
        let id = id.ok_or(PageError::NotFound)?;
        remove_guide(&state.db, visitor.actor(), key, id, visitor.now).await?;
        visitor.say_next(true, words.say("support-done")).await?;
        return Ok(Redirect::to("/console/articles/questions").into_response());
    }
    let texts = |name: &str| -> Texts {
        Language::ALL
            .iter()
            .map(|one| {
                let field = format!("{name}-{}", one.code());
                (one.code().to_owned(), form.text(&field).to_owned())
            })
            .collect()
    };
    let answers = (0..MOST_ANSWERS)
        .map(|place| NewAnswer {
            texts: texts(&format!("answer-{place}")),
            next: form.text(&format!("next-{place}")).parse().ok(),
            article: form.text(&format!("article-{place}")).to_owned(),
            place,
        })
        .collect();
    let category = match form.text("first") {
        "any" => Some(String::new()),
        // Without a name it would be the first one for everything; a blank is none.
        "category" => Some(form.some("category").unwrap_or(" ").to_owned()),
        _ => None,
    };
    let command = SaveGuide {
        key,
        id,
        category,
        texts: texts("question"),
        answers,
    };
    let mut shown = FormState::from(form);
    match save_guide(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("articles-saved")).await?;
            return Ok(Redirect::to("/console/articles/questions").into_response());
        }
        // Somebody removed it meanwhile: what was typed is kept, to be saved anew.
        Err(GuideError::NotFound) => {
            shown = shown.instead("id", "");
            shown.fail("", words.say("articles-question-gone"));
        }
        Err(error) => explain(words, &mut shown, error)?,
    }
    page(&visitor, &state, Some(shown)).await
}

/// Says at its field what is wrong, or all that is.
fn explain(words: Words, shown: &mut FormState, error: GuideError) -> Result<(), PageError> {
    let texts_of = |place: Option<usize>, language: &str| match place {
        None => format!("question-{language}"),
        Some(place) => format!("answer-{place}-{language}"),
    };
    let say = |id: &'static str| words.say(id).to_owned();
    let (field, sentence) = match error {
        GuideError::Several(all) => {
            return all
                .into_iter()
                .try_for_each(|one| explain(words, shown, one));
        }
        GuideError::NoText(place) => (
            texts_of(place, Language::default().code()),
            say("articles-question-missing"),
        ),
        GuideError::TooLong(place, language) => {
            let most = i64::try_from(LONGEST_GUIDE).unwrap_or(0);
            let sentence = words.say_with("articles-question-too-long", &[("most", most.into())]);
            (texts_of(place, &language), sentence)
        }
        GuideError::NoAnswer => (
            texts_of(Some(0), Language::default().code()),
            say("articles-answer-missing"),
        ),
        GuideError::NoCategory => ("category".to_owned(), say("articles-no-category")),
        GuideError::Taken => ("first".to_owned(), say("articles-first-taken")),
        GuideError::NoArticle(place, name) => {
            let names = [("names", name.into())];
            let sentence = words.say_with("articles-not-there", &names);
            (format!("article-{place}"), sentence)
        }
        GuideError::NoNext(place) => (format!("next-{place}"), say("articles-no-next-question")),
        GuideError::Circle(place) => (format!("next-{place}"), say("articles-circle")),
        other @ (GuideError::Denied(_) | GuideError::NotFound | GuideError::Store(_)) => {
            return Err(other.into());
        }
    };
    shown.fail(field, sentence);
    Ok(())
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    tried: Option<FormState>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(visitor);
    let all = guides::<PageError>(&state.db, visitor.actor(), words.language()).await?;
    let edited = address.get("edit").and_then(|id| id.parse().ok());
    let edited = all.iter().find(|one| Some(one.id) == edited);
    let status = tried
        .as_ref()
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let is_new = edited.is_none();
    let form = match (tried, edited) {
        (Some(form), _) => form,
        (None, Some(guide)) => as_form(guide),
        (None, None) => FormState::empty(),
    };
    let title = words.say("articles-questions-title");
    Ok(Page::new(visitor, Face::Console, title)
        .nav("articles")
        .status(status)
        .crumbs([(words.say("articles-console-title"), "/console/articles")])
        .show(move || {
            let list = list(words, &all);
            let id = form.value("id").to_owned();
            let others: Vec<(String, String)> = all
                .iter()
                .filter(|one| one.id.to_string() != id)
                .map(|one| (one.id.to_string(), asked(words, one)))
                .collect();
            let wrong = form.errors().iter().any(|(field, _)| is_folded(field));
            let fields = move || fields(words, &others, wrong);
            let heading = words.say(if is_new && id.is_empty() {
                "articles-question-new"
            } else {
                "articles-question-edit"
            });
            let hidden = view! { <input type="hidden" name="id" value=id.clone() /> };
            view! {
                <PageHead title sub=words.say("articles-questions-sub") />
                <Columns aside=view! { <Sheet title=words.say("articles-questions-there")>{list}</Sheet> }>
                    <Sheet title=heading>
                        <PostForm action="/console/articles/questions" state=form>
                            {hidden}
                            {fields()}
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        }))
}

fn asked(words: Words, guide: &Guide) -> String {
    said_in(&guide.texts, words.language().code()).to_owned()
}

/// The category that it is the first question for, as it is shown and may be typed.
fn category(guide: &Guide) -> String {
    called(
        &guide.category_name,
        guide.category.as_deref().unwrap_or_default(),
    )
}

fn as_form(guide: &Guide) -> FormState {
    let first = match guide.category.as_deref() {
        Some("") => "any",
        Some(_) => "category",
        None => "none",
    };
    let mut form = FormState::empty()
        .with("id", guide.id.to_string())
        .with("first", first)
        .with("category", category(guide));
    for (language, text) in &guide.texts {
        form = form.with(format!("question-{language}"), text.clone());
    }
    for (place, answer) in guide.answers.iter().enumerate() {
        for (language, text) in &answer.texts {
            form = form.with(format!("answer-{place}-{language}"), text.clone());
        }
        let next = answer.next.map(|id| id.to_string()).unwrap_or_default();
        form = form.with(format!("next-{place}"), next).with(
            format!("article-{place}"),
            answer.article.clone().unwrap_or_default(),
        );
    }
    form
}

/// The questions there are, each with its answers.
fn list(words: Words, all: &[Guide]) -> AnyView {
    if all.is_empty() {
        return view! { <p>{words.say("articles-questions-none")}</p> }.into_any();
    }
    let language = words.language().code();
    let items = all
        .iter()
        .map(|guide| {
            let href = format!("/console/articles/questions?edit={}", guide.id);
            let first = match guide.category.as_deref() {
                Some("") => words.say("articles-first-for-any").to_owned(),
                Some(_) => {
                    let said = [("category", category(guide).into())];
                    words.say_with("articles-first-for", &said)
                }
                None => words.say("articles-first-for-none").to_owned(),
            };
            let answers = guide
                .answers
                .iter()
                .map(|one| {
                    let text = said_in(&one.texts, language).to_owned();
                    let to = match (&one.article, one.next) {
                        (Some(article), _) => format!("→ {article}"),
                        (None, Some(next)) => all
                            .iter()
                            .find(|guide| guide.id == next)
                            .map(|guide| format!("→ {}", asked(words, guide)))
                            .unwrap_or_default(),
                        (None, None) => String::new(),
                    };
                    view! { <li>{text} " " <span class="mute small">{to}</span></li> }
                })
                .collect_view();
            let id = guide.id.to_string();
            let name = words.say_with(
                "articles-remove-question",
                &[("question", asked(words, guide).into())],
            );
            view! {
                <li class="stack-s">
                    <p>
                        <a href=href>{asked(words, guide)}</a>
                        <span class="sub">{first}</span>
                    </p>
                    <ul>{answers}</ul>
                    <PostForm action="/console/articles/questions" class="inline">
                        <input type="hidden" name="id" value=id />
                        <input type="hidden" name="do" value="remove" />
                        <button class="btn s" aria-label=name>
                            {words.say("articles-remove")}
                        </button>
                    </PostForm>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="stack-s">{items}</ul> }.into_any()
}

/// How many answers are in sight; more are folded away.
const IN_SIGHT: usize = 4;

/// Whether a field is of an answer that is folded away.
fn is_folded(field: &str) -> bool {
    let place = field.split('-').nth(1).map(str::parse::<usize>);
    place.is_some_and(|place| place.is_ok_and(|place| place >= IN_SIGHT))
}

fn fields(words: Words, others: &[(String, String)], open: bool) -> AnyView {
    let firsts = vec![
        (
            "any".to_owned(),
            words.say("articles-first-for-any").to_owned(),
        ),
        (
            "category".to_owned(),
            words.say("articles-first-for-category").to_owned(),
        ),
        (
            "none".to_owned(),
            words.say("articles-first-for-none").to_owned(),
        ),
    ];
    let texts = |name: String, label: &'static str, optional: bool| {
        Language::ALL
            .iter()
            .map(|one| {
                let language = said::language(words, one.code()).into_owned();
                let label = words.say_with(label, &[("language", language.into())]);
                let optional = optional || *one != Language::default();
                let name = format!("{name}-{}", one.code());
                view! { <Field name=name label=label optional=optional /> }
            })
            .collect_view()
    };
    let answer = |place: usize| {
        let number = i64::try_from(place + 1).unwrap_or(1);
        let next = others.to_vec();
        view! {
            <fieldset class="field">
                <legend>{words.say_with("articles-answer-number", &[("number", number.into())])}</legend>
                <div class="halves">
                    {texts(format!("answer-{place}"), "articles-answer-in", place > 0)}
                    <Select
                        name=format!("next-{place}")
                        label=words.say("articles-leads-to-question")
                        options=next
                        optional=true
                    />
                    <Field
                        name=format!("article-{place}")
                        label=words.say("articles-leads-to-article")
                        placeholder="dock-does-not-charge"
                        optional=true
                    />
                </div>
            </fieldset>
        }
        .into_any()
    };
    let few: Vec<AnyView> = (0..IN_SIGHT).map(answer).collect();
    let more: Vec<AnyView> = (IN_SIGHT..MOST_ANSWERS).map(answer).collect();
    view! {
        {texts("question".to_owned(), "articles-question-in", false)}
        <div class="fields">
            <Select
                name="first"
                label=words.say("articles-asked-first")
                options=firsts
                first=true
            />
            <Field
                name="category"
                label=words.say("articles-category-code")
                optional=true
            />
        </div>
        <p class="mute small">{words.say("articles-answers-help")}</p>
        {few}
        <Fold title=words.say("articles-more-answers") open=open>{more}</Fold>
        <Actions>
            <button class="btn main" name="do" value="save">
                {words.say("articles-save")}
            </button>
        </Actions>
    }
    .into_any()
}
