//! `/help/articles/{slug}`: an article as members read it, and whether it helped.

use super::said;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Definitions, Notice, PageHead, PostForm, Sheet,
    TextArea, Tone,
};
use crate::frame::{Address, AppState, Face, Form, FormState, Page, PageError, SignedIn, Text};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::support::articles::address::article_path;
use domain::support::articles::{
    Answer, AnswerError, LONGEST_ANSWER, Problem, ReadArticle, answer_article, read_article,
};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /help/articles/{slug}?language=de`
pub async fn show(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &slug, FormState::empty()).await
}

/// `POST /help/articles/{slug}`: `helped` says whether it did; `spared` that it was
/// offered before somebody asked.
pub async fn answer(
    visitor: SignedIn,
    State(state): State<AppState>,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let helped = match form.text("helped") {
        "yes" => true,
        "no" => false,
        _ => {
            let mut shown = FormState::from(form);
            shown.fail("helped", words.say("articles-helped-missing"));
            if shown.value("words").chars().count() > LONGEST_ANSWER {
                shown.fail("words", words.say("support-text-too-long"));
            }
            return page(&visitor, &state, &slug, shown).await;
        }
    };
    let spared = form.has("spared");
    let answer = Answer {
        slug: slug.clone(),
        helped,
        words: form.text("words").to_owned(),
        spared,
    };
    match answer_article(&state.db, visitor.actor(), answer, visitor.now).await {
        Ok(()) if spared && helped => {
            visitor.say_next(true, words.say("articles-spared")).await?;
            Ok(Redirect::to("/help").into_response())
        }
        Ok(()) => {
            visitor
                .say_next(true, words.say("articles-answered"))
                .await?;
            Ok(Redirect::to(&article_path(&slug)).into_response())
        }
        Err(AnswerError::TooLong) => {
            let mut shown = FormState::from(form);
            shown.fail("words", words.say("support-text-too-long"));
            page(&visitor, &state, &slug, shown).await
        }
        Err(error) => Err(error.into()),
    }
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    slug: &str,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let address = Address::of(visitor);
    let language = address
        .get("language")
        .unwrap_or(words.language().code())
        .to_owned();
    let article =
        read_article::<PageError>(&state.db, visitor.actor(), slug, &language, visitor.now)
            .await?
            .ok_or(PageError::NotFound)?;
    let pictures = visitor.pictures.clone();
    let title: Text = article.title.clone().into();
    let status = form.status();
    Ok(Page::new(visitor, Face::Site, title.clone())
        .nav("help")
        .status(status)
        .crumbs([
            (words.say("support-title"), "/help"),
            (words.say("articles-title"), "/help/articles"),
        ])
        .show(move || {
            let tag = article.problem.map(|one| said::problem(words, one));
            let notice = notice(words, &article);
            let text = said::text(
                words,
                &pictures,
                &article.pictures,
                &article.language,
                &article.text,
                false,
            );
            let contents = said::contents(words, &article.text);
            let aside = view! {
                {contents.map(|contents| view! {
                    <Sheet title=words.say("articles-contents")>{contents}</Sheet>
                })}
                {facts(words, &article)}
            };
            let ask = helped(words, &article, form);
            let tags = view! { {tag} };
            view! {
                <PageHead title=title tags=tags />
                {notice}
                <Columns aside=aside>
                    <Sheet>{text}</Sheet>
                    {ask}
                </Columns>
            }
        }))
}

/// What a known problem means to whoever reads.
fn notice(words: Words, article: &ReadArticle) -> Option<AnyView> {
    let (tone, text) = match article.problem? {
        Problem::Open => (Tone::Warn, words.say("articles-problem-open-text")),
        Problem::Solved => (Tone::Good, words.say("articles-problem-solved-text")),
    };
    let case = article.case.as_ref().map(|number| {
        let text = words.say_with("articles-your-case", &[("number", number.as_str().into())]);
        view! { " " <a href=format!("/help/{number}")>{text}</a> }
    });
    Some(
        view! {
            <Notice tone=tone>
                {text}
                {case}
            </Notice>
        }
        .into_any(),
    )
}

fn facts(words: Words, article: &ReadArticle) -> AnyView {
    let mut rows: Vec<(Text, AnyView)> = vec![(
        words.say("articles-of").into(),
        words.date(article.published_at).into_any(),
    )];
    if article.own {
        rows.push((
            words.say("articles-for-whom").into(),
            words.say("articles-yours").into_any(),
        ));
    }
    let others: Vec<AnyView> = article
        .languages
        .iter()
        .filter(|code| **code != article.language)
        .map(|code| {
            let href = format!("{}?language={code}", article_path(&article.slug));
            let (lang, name) = (code.clone(), said::language(words, code));
            view! { <a href=href hreflang=lang>{name}</a> " " }.into_any()
        })
        .collect();
    if !others.is_empty() {
        rows.push((words.say("articles-also-in").into(), others.into_any()));
    }
    view! {
        <Sheet>
            <Definitions rows words=true />
        </Sheet>
    }
    .into_any()
}

/// The question at the end, and the way to ask us.
fn helped(words: Words, article: &ReadArticle, form: FormState) -> AnyView {
    let action = article_path(&article.slug);
    let form = match &article.answer {
        Some((helped, said)) if form.form().pairs().is_empty() => form
            .with("helped", if *helped { "yes" } else { "no" })
            .with("words", said.clone()),
        _ => form,
    };
    let given = article
        .answer
        .is_some()
        .then(|| view! { <p class="mute small">{words.say("articles-you-answered")}</p> });
    let ask = format!("/help/new?article={}", article.slug);
    let fields = move || {
        let options = vec![
            ChoiceOption::new("yes", words.say("articles-yes")),
            ChoiceOption::new("no", words.say("articles-no")),
        ];
        view! {
            <Choice
                name="helped"
                label=words.say("articles-did-it-help")
                options=options
                hide_label=true
            />
            <TextArea
                name="words"
                label=words.say("articles-helped-words")
                rows=2
                optional=true
            />
            <Actions>
                <a class="btn" href=ask>
                    {words.say("articles-ask-from")}
                </a>
                <button class="btn main">{words.say("articles-tell-us")}</button>
            </Actions>
        }
    };
    view! {
        <Sheet title=words.say("articles-did-it-help") id="helped">
            {given}
            <PostForm action=action state=form prefix="h">
                {fields()}
            </PostForm>
        </Sheet>
    }
    .into_any()
}
