//! `/console/articles/{slug}`: an article for its authors: what its readers see,
//! its versions, what people said about it, and what can be done with it.

use super::{facts, said};
use crate::files::{ACCEPT_PICTURE, fault, picture_help};
use crate::frame::parts::{
    Actions, Column, Columns, DataTable, FileField, Fold, Notice, PageHead, PostForm, Sheet, Tag,
    Tone, UploadForm,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, Upload, key_of,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::files::{Pictures, Size};
use domain::identity::Permission;
use domain::support::articles::{
    ArticleError, ArticleVersion, Change, PictureError, Standing, WholeArticle, change_article,
    put_article_picture, whole_article,
};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// What was tried and did not work.
#[derive(Default)]
struct Tried {
    picture: FormState,
    meanwhile: bool,
}

/// `GET /console/articles/{slug}?language=de&version=2`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    page(&visitor, &state, &slug, Tried::default()).await
}

/// `POST /console/articles/{slug}`: `do` says what.
pub async fn change(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let key = key_of(&form)?;
    let looked_at: i64 = form.carried("looked-at")?;
    let what = match form.text("do") {
        "publish" => Change::Publish,
        "retire" => Change::Retire,
        "bring-back" => Change::BringBack(
            Language::from_code(form.text("language")).ok_or(PageError::BadForm)?,
            form.carried("version")?,
        ),
        _ => return Err(PageError::BadForm),
    };
    let reading = words.language();
    let (found, _) =
        whole_article::<PageError>(&state.db, visitor.actor(), &slug, reading, None).await?;
    let of = (found.ok_or(PageError::NotFound)?.head.id, looked_at);
    match change_article(&state.db, visitor.actor(), key, of, what, visitor.now).await {
        Ok(()) => {
            visitor.say_next(true, words.say("support-done")).await?;
            Ok(Redirect::to(&format!("/console/articles/{slug}")).into_response())
        }
        Err(ArticleError::NotPossible | ArticleError::Changed) => {
            let tried = Tried {
                meanwhile: true,
                ..Tried::default()
            };
            page(&visitor, &state, &slug, tried).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /console/articles/{slug}/pictures`: a picture that its text may show.
pub async fn picture(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(slug): Path<String>,
    upload: Upload,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut shown = FormState::from(upload.form);
    let kept = put_article_picture(
        &state.db,
        &state.files,
        visitor.actor(),
        key,
        &slug,
        upload.sent,
        visitor.now,
    )
    .await;
    let sentence = match kept {
        Ok(()) => {
            visitor
                .say_next(true, words.say("articles-picture-kept"))
                .await?;
            let to = format!("/console/articles/{slug}#pictures");
            return Ok(Redirect::to(&to).into_response());
        }
        Err(PictureError::File(why)) => fault(words, why, true),
        Err(PictureError::TooMany) => words.say("articles-too-many-pictures").to_owned(),
        Err(error) => return Err(error.into()),
    };
    shown.fail("file", sentence);
    let tried = Tried {
        picture: shown,
        ..Tried::default()
    };
    page(&visitor, &state, &slug, tried).await
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    slug: &str,
    tried: Tried,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let now = visitor.now;
    let address = Address::of(visitor);
    let asked = address
        .get("version")
        .and_then(|number| number.parse::<i64>().ok());
    let language = address.get("language").map(str::to_owned);
    let besides = language.as_deref().zip(asked);
    let reading = words.language();
    let (found, _) =
        whole_article::<PageError>(&state.db, visitor.actor(), slug, reading, besides).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let language = language.unwrap_or_else(|| found.head.language.clone());
    let version = found
        .versions
        .iter()
        .find(|one| one.language == language && asked.is_none_or(|number| one.number == number))
        .cloned()
        .ok_or(PageError::NotFound)?;
    let pictures = visitor.pictures.clone();
    let status = if tried.meanwhile {
        StatusCode::CONFLICT
    } else {
        tried.picture.status()
    };
    let title: Text = version.title.clone().into();
    Ok(Page::new(visitor, Face::Console, title.clone())
        .nav("articles")
        .status(status)
        .crumbs([(words.say("articles-console-title"), "/console/articles")])
        .show(move || {
            let own: Vec<_> = found.pictures.iter().map(|(file, _)| *file).collect();
            let text = said::text(
                words,
                &pictures,
                &own,
                &version.language,
                &version.text,
                true,
            );
            let tags = view! {
                {said::standing(words, found.head.standing)}
                {found.head.problem.map(|one| said::problem(words, one))}
            };
            let meanwhile = tried.meanwhile.then(|| {
                view! {
                    <div role="alert">
                        <Notice tone=Tone::Warn title=words.say("support-changed")>
                            {words.say("articles-changed-text")}
                        </Notice>
                    </div>
                }
            });
            let aside = facts::aside(words, &found, now);
            let older = older(words, &found, &version);
            let head = format!("/console/articles/{}", found.head.slug);
            let edit = format!("{head}/edit?language={}", version.language);
            let steps = steps(words, &found, &head);
            let versions = versions(words, &found, now);
            let kept = kept_pictures(words, &found, &pictures, tried.picture);
            view! {
                <PageHead title=title tags=tags>
                    {steps}
                    <a class="btn main" href=edit>
                        {words.say("articles-edit")}
                    </a>
                </PageHead>
                {meanwhile}
                <Columns aside=aside>
                    {older}
                    <Sheet>{text}</Sheet>
                    {versions}
                    {kept}
                </Columns>
            }
        }))
}

/// A button for each step that can be taken.
fn steps(words: Words, found: &WholeArticle, action: &str) -> AnyView {
    let button = |what: &'static str, label: &'static str, prefix: &'static str| {
        let (action, label) = (action.to_owned(), words.say(label));
        let looked_at = found.head.version.to_string();
        view! {
            <PostForm action=action prefix=prefix>
                <input type="hidden" name="do" value=what />
                <input type="hidden" name="looked-at" value=looked_at />
                <button class="btn">{label}</button>
            </PostForm>
        }
    };
    let behind = found
        .versions
        .iter()
        .enumerate()
        .any(|(at, one)| !one.is_published() && is_newest(&found.versions, at));
    let publish = (behind || found.head.standing != Standing::Published)
        .then(|| button("publish", "articles-publish", "p"));
    let retire = (found.head.standing == Standing::Published)
        .then(|| button("retire", "articles-retire", "r"));
    view! { {retire} {publish} }.into_any()
}

/// Whether the version at this place is the newest of its language: they stand with
/// the newest first.
fn is_newest(versions: &[ArticleVersion], at: usize) -> bool {
    let of = |at: usize| versions.get(at).map(|one| one.language.as_str());
    at == 0 || of(at) != of(at - 1)
}

/// That an earlier version is looked at, and the way to bring it back.
fn older(words: Words, found: &WholeArticle, version: &ArticleVersion) -> Option<AnyView> {
    let newest = found
        .versions
        .iter()
        .find(|one| one.language == version.language)?;
    if newest.number == version.number {
        return None;
    }
    let action = format!("/console/articles/{}", found.head.slug);
    let (language, number) = (version.language.clone(), version.number.to_string());
    let looked_at = found.head.version.to_string();
    let text = words.say_with("articles-older", &[("number", version.number.into())]);
    let actions = view! {
        <PostForm action=action prefix="b">
            <input type="hidden" name="do" value="bring-back" />
            <input type="hidden" name="language" value=language />
            <input type="hidden" name="version" value=number />
            <input type="hidden" name="looked-at" value=looked_at />
            <button class="btn s">{words.say("articles-bring-back")}</button>
        </PostForm>
    };
    Some(view! { <Notice actions=actions>{text}</Notice> }.into_any())
}

fn versions(words: Words, found: &WholeArticle, now: Timestamp) -> AnyView {
    let rows: Vec<AnyView> = found
        .versions
        .iter()
        .map(|one| {
            let href = format!(
                "/console/articles/{}?language={}&version={}",
                found.head.slug, one.language, one.number
            );
            let name = format!("{} {}", said::language(words, &one.language), one.number);
            let read = one.is_published().then(|| {
                let text = words.say("articles-is-read");
                view! { " " <Tag text tone=Tone::Good /> }
            });
            let why = (!one.why.is_empty()).then(|| one.why.clone());
            view! {
                <tr>
                    <td class="wide">
                        <a href=href>{name}</a>
                        {read}
                    </td>
                    <td data-l=words.say("articles-who")>{one.name.clone()}</td>
                    <td data-l=words.say("articles-why") class="wide">{why}</td>
                    <td data-l=words.say("articles-when") class="nw">{words.ago(one.at, now)}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("articles-version")),
        Column::new(words.say("articles-who")),
        Column::new(words.say("articles-why")),
        Column::new(words.say("articles-when")),
    ];
    let others: Vec<AnyView> = Language::ALL
        .iter()
        .filter(|language| {
            !found
                .versions
                .iter()
                .any(|one| one.language == language.code())
        })
        .map(|language| {
            let href = format!(
                "/console/articles/{}/edit?language={}",
                found.head.slug,
                language.code()
            );
            let name = said::language(words, language.code());
            let text = words.say_with(
                "articles-write-in",
                &[("language", name.into_owned().into())],
            );
            view! { <a class="btn s" href=href>{text}</a> }.into_any()
        })
        .collect();
    view! {
        <Sheet title=words.say("articles-versions") flush=true aside=view! { {others} }>
            <DataTable caption=words.say("articles-versions") quiet=true stack=true columns>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

/// Its pictures, each with what shows it in the text.
fn kept_pictures(
    words: Words,
    found: &WholeArticle,
    pictures: &Pictures,
    form: FormState,
) -> AnyView {
    let open = !found.pictures.is_empty() || !form.is_fine();
    let items = found
        .pictures
        .iter()
        .map(|(file, name)| {
            let address = pictures.address(*file, Size::Small);
            let markdown = format!("![{name}](/files/{file}/page)");
            view! {
                <li class="article-picture">
                    <img src=address alt=name.clone() loading="lazy" />
                    <code>{markdown}</code>
                </li>
            }
        })
        .collect_view();
    let action = format!("/console/articles/{}/pictures", found.head.slug);
    let field = move || {
        view! {
            <FileField
                name="file"
                label=words.say("articles-picture")
                help=picture_help(words)
                accept=ACCEPT_PICTURE
            />
            <Actions>
                <button class="btn">{words.say("articles-add-picture")}</button>
            </Actions>
        }
    };
    view! {
        <div id="pictures">
            <Fold title=words.say("articles-pictures") open=open>
                <div class="stack-s">
                    <p class="mute small">{words.say("articles-pictures-help")}</p>
                    <ul class="stack-s">{items}</ul>
                    <UploadForm action=action state=form prefix="u">
                        {field()}
                    </UploadForm>
                </div>
            </Fold>
        </div>
    }
    .into_any()
}
