//! Before somebody asks for help: our questions, and the articles that may spare
//! them to ask. Both are part of `/help/new`, with or without scripts.

use super::said;
use crate::frame::parts::{Notice, PostForm, Sheet, Tone};
use crate::frame::{Address, FormState};
use domain::support::articles::address::article_path;
use domain::support::articles::{FoundArticle, Guided, MOST_GIVEN, said_in};
use domain::text::Words;
use leptos::prelude::*;

/// What the form carries besides its fields.
#[derive(Debug, Clone, Default)]
pub(in crate::support) struct Offered {
    /// The article it is asked from.
    pub from: String,
    /// What was answered to our questions.
    pub answers: Vec<String>,
    /// The articles that are offered now.
    pub articles: Vec<FoundArticle>,
    /// Those that were offered before and did not help.
    pub before: Vec<String>,
    /// Whether it is asked anyway.
    pub anyway: bool,
}

impl Offered {
    /// The hidden fields.
    pub fn fields(&self) -> AnyView {
        let answers = self
            .answers
            .iter()
            .map(|one| view! { <input type="hidden" name="a" value=one.clone() /> })
            .collect_view();
        let articles = self
            .articles
            .iter()
            .map(|one| &one.slug)
            .chain(&self.before)
            .map(|slug| view! { <input type="hidden" name="offered" value=slug.clone() /> })
            .collect_view();
        let from = (!self.from.is_empty()).then(|| {
            let from = self.from.clone();
            view! { <input type="hidden" name="article" value=from /> }
        });
        let anyway = (self.anyway || !self.articles.is_empty())
            .then(|| view! { <input type="hidden" name="anyway" value="1" /> });
        view! { {answers} {articles} {from} {anyway} }.into_any()
    }
}

/// The answers that the address or the form has.
pub(in crate::support) fn given<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    all.filter(|one| !one.is_empty())
        .take(MOST_GIVEN)
        .map(str::to_owned)
        .collect()
}

/// Our questions: what was answered, and what is asked next, each answer a link.
pub(in crate::support) fn questions(
    words: Words,
    address: &Address,
    guided: &Guided,
) -> Option<AnyView> {
    if guided.next.is_none() && guided.given.is_empty() {
        return None;
    }
    let language = words.language().code();
    let with = |answers: &[String]| {
        let mut href = address.clone().without("a").href();
        for answer in answers {
            href.push(if href.contains('?') { '&' } else { '?' });
            href.push_str("a=");
            href.push_str(answer);
        }
        format!("{href}#questions")
    };
    let said = guided
        .given
        .iter()
        .map(|(question, answer)| {
            let (question, answer) = (question.clone(), answer.clone());
            view! { <li>{question} " " <b>{answer}</b></li> }
        })
        .collect_view();
    let back = guided.answers.split_last().map(|(_, before)| {
        let href = with(before);
        view! { <a class="small" href=href>{words.say("articles-answer-back")}</a> }
    });
    let article = guided.article.as_ref().map(|(slug, title)| {
        let slug = slug.clone();
        let title = title.clone();
        let helped = helped_button(words, &slug);
        view! {
            <Notice tone=Tone::Accent title=words.say("articles-this-may-help")>
                <a href=article_path(&slug)>{title}</a>
            </Notice>
            {helped}
        }
    });
    let next = guided.next.as_ref().map(|guide| {
        let question = said_in(&guide.texts, language).to_owned();
        let answers = guide
            .answers
            .iter()
            .map(|one| {
                let mut all = guided.answers.clone();
                all.push(one.id.to_string());
                let href = with(&all);
                let text = said_in(&one.texts, language).to_owned();
                view! { <li><a class="btn" href=href>{text}</a></li> }
            })
            .collect_view();
        view! {
            <p><b>{question}</b></p>
            <ul class="guide-answers">{answers}</ul>
        }
    });
    Some(
        view! {
            <Sheet title=words.say("articles-questions") id="questions">
                <div class="stack-s">
                    <ul>{said}</ul>
                    {article}
                    {next}
                    {back}
                </div>
            </Sheet>
        }
        .into_any(),
    )
}

/// "That helped": then nothing is asked.
fn helped_button(words: Words, slug: &str) -> AnyView {
    let action = article_path(slug);
    let text = words.say("articles-that-helped");
    view! {
        <PostForm action=action state=FormState::empty() prefix="y" class="inline">
            <input type="hidden" name="helped" value="yes" />
            <input type="hidden" name="spared" value="1" />
            <button class="btn s">{text}</button>
        </PostForm>
    }
    .into_any()
}

/// The articles that are offered before somebody asks.
pub(in crate::support) fn offered(words: Words, articles: &[FoundArticle]) -> Option<AnyView> {
    if articles.is_empty() {
        return None;
    }
    let items = articles
        .iter()
        .map(|one| {
            let button = helped_button(words, &one.slug);
            said::found(
                words,
                one,
                &[],
                (article_path(&one.slug), false),
                Some(button),
            )
        })
        .collect_view();
    Some(
        view! {
            <Sheet title=words.say("articles-do-these-help") id="offered">
                <div class="stack-s">
                    <p>{words.say("articles-do-these-help-text")}</p>
                    <ul class="found-articles">{items}</ul>
                </div>
            </Sheet>
        }
        .into_any(),
    )
}
