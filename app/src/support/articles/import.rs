//! `/console/articles/import`: a handbook as a packed file, and what became of each
//! of its files.

use super::said;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Column, Columns, DataTable, Field, FileField, Notice, PageHead,
    Pager, Select, Sheet, Tag, Tone, UploadForm,
};
use crate::frame::{
    Address, AppState, Face, FormState, Page, PageError, Paging, StaffOnly, Upload,
};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::Timestamp;
use domain::files::LARGEST_DOCUMENT;
use domain::identity::Permission;
use domain::support::articles::Audience;
use domain::support::articles::import::{
    ArticleImport, Became, FileAnswer, How, LONGEST_HANDBOOK, Note, Unpackable, article_imports,
    begin_article_import, break_off_article_import, finish_article_import, import_articles, unpack,
};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `GET /console/articles/import`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
) -> Result<Response, PageError> {
    let form = FormState::empty()
        .with("audience", Audience::Internal.code())
        .with("then", "draft");
    page(&visitor, &state, form).await
}

/// `POST /console/articles/import`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    upload: Upload,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let key = upload.key().ok_or(PageError::BadForm)?;
    let mut form = FormState::from(upload.form);
    let sent = upload.sent;
    if sent.bytes.is_empty() {
        form.fail("file", words.say("files-nothing"));
        return page(&visitor, &state, form).await;
    }
    if sent.bytes.len() > LARGEST_DOCUMENT {
        let most = [("most", (LARGEST_DOCUMENT / 1024 / 1024).into())];
        form.fail("file", words.say_with("files-too-large", &most));
        return page(&visitor, &state, form).await;
    }
    // Unpacking takes its time, which others need not wait for.
    let bytes = sent.bytes;
    let unpacked = tokio::task::spawn_blocking(move || unpack(&bytes))
        .await
        .map_err(|error| PageError::Failed(error.to_string()))?;
    let files = match unpacked {
        Ok(files) => files,
        Err(why) => {
            form.fail("file", words.say(wrong(why)));
            return page(&visitor, &state, form).await;
        }
    };
    let has_article = files.iter().any(|file| {
        let name = file.path.to_lowercase();
        [".md", ".markdown", ".rst"]
            .iter()
            .any(|ending| name.ends_with(ending))
    });
    if !has_article {
        form.fail("file", words.say("articles-import-nothing"));
        return page(&visitor, &state, form).await;
    }
    let how = How {
        handbook: form.value("handbook").to_owned(),
        audience: match form.value("audience") {
            "all" => Audience::All,
            _ => Audience::Internal,
        },
        language: Language::from_code(form.value("language")).unwrap_or(words.language()),
        publish: form.value("then") == "publish",
    };
    let (id, is_new) = begin_article_import(
        &state.db,
        visitor.actor(),
        key,
        &sent.name,
        files.len(),
        visitor.now,
    )
    .await?;
    if is_new {
        // A handbook with hundreds of pictures takes minutes: the page answers at
        // once and shows how far it is. Stopped in between, the same file again
        // goes on where it was.
        let (db, store, actor) = (
            state.db.clone(),
            state.files.clone(),
            visitor.actor().clone(),
        );
        let now = visitor.now;
        tokio::spawn(async move {
            let taken = import_articles(&db, &store, &actor, files, how, now, Some(id)).await;
            let finished = match taken {
                Ok(answers) => {
                    finish_article_import(&db, &actor, id, &answers, Timestamp::now()).await
                }
                Err(error) => {
                    tracing::warn!(%error, %id, "importing articles");
                    break_off_article_import(&db, &actor, id).await
                }
            };
            if let Err(error) = finished {
                tracing::warn!(%error, %id, "ending an import of articles");
            }
        });
    }
    Ok(Redirect::to(&format!("/console/articles/import/{id}")).into_response())
}

const fn wrong(why: Unpackable) -> &'static str {
    match why {
        Unpackable::Broken => "articles-import-broken",
        Unpackable::Protected => "articles-import-protected",
        Unpackable::TooMuch => "articles-import-too-much",
    }
}

/// Files on a page of the report.
const PAGE: i64 = 200;

/// `GET /console/articles/import/{id}?page=N`
pub async fn report(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    let found = article_imports::<PageError>(&state.db, visitor.actor(), Some(id)).await?;
    let import = found.into_iter().next().ok_or(PageError::NotFound)?;
    let (words, now) = (visitor.words, visitor.now);
    let address = Address::of(&visitor);
    let total = i64::try_from(import.answers.len()).unwrap_or(i64::MAX);
    let paging = Paging::of(&address, PAGE).total(total);
    let title = words.say_with(
        "articles-import-of",
        &[("name", import.name.as_str().into())],
    );
    Ok(Page::new(&visitor, Face::Console, title.clone())
        .nav("articles")
        .crumbs([
            (words.say("articles-console-title"), "/console/articles"),
            (
                words.say("articles-import-title"),
                "/console/articles/import",
            ),
        ])
        .show(move || {
            let standing = standing(words, &import, now);
            let content = (import.finished_at.is_some() || !import.answers.is_empty())
                .then(|| answers(words, &import, paging, address));
            let moment = words.moment(import.at);
            view! {
                <PageHead title=title sub=moment />
                {standing}
                {content}
            }
        }))
}

/// That it goes on, or broke off; nothing of one that is done.
fn standing(words: Words, import: &ArticleImport, now: Timestamp) -> Option<AnyView> {
    if import.finished_at.is_some() {
        return None;
    }
    let said = [
        ("done", import.answers.len().into()),
        ("count", import.files.into()),
    ];
    if import.broke_off(now) {
        let text = words.say_with("articles-import-broke-off", &said);
        let actions = view! {
            <a class="btn s" href="/console/articles/import">
                {words.say("articles-import-again")}
            </a>
        };
        return Some(view! { <Notice tone=Tone::Warn actions=actions>{text}</Notice> }.into_any());
    }
    let here = format!("/console/articles/import/{}", import.id);
    let text = words.say_with("articles-import-goes-on", &said);
    let actions = view! {
        <a class="btn s" href=here>
            {words.say("articles-look-again")}
        </a>
    };
    Some(view! { <Notice actions=actions>{text}</Notice> }.into_any())
}

fn answers(words: Words, import: &ArticleImport, paging: Paging, address: Address) -> AnyView {
    let count = |became: Became| {
        import
            .answers
            .iter()
            .filter(|one| one.became == became)
            .count()
    };
    let articles = import
        .answers
        .iter()
        .filter(|one| one.slug.is_some())
        .count();
    let whole = import
        .answers
        .iter()
        .filter(|one| one.slug.is_some() && one.is_whole())
        .count();
    let sum = words.say_with(
        "articles-import-sum",
        &[
            ("articles", articles.into()),
            ("new", count(Became::New).into()),
            ("changed", count(Became::Changed).into()),
            ("unchanged", count(Became::Unchanged).into()),
            ("refused", count(Became::Refused).into()),
            ("whole", whole.into()),
        ],
    );
    let before = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    let rows: Vec<AnyView> = import
        .answers
        .iter()
        .skip(before)
        .take(usize::try_from(PAGE).unwrap_or(usize::MAX))
        .map(|one| row(words, one))
        .collect();
    let pager = view! { <Pager paging address /> };
    let columns = vec![
        Column::new(words.say("articles-file")),
        Column::new(words.say("articles-became")),
        Column::new(words.say("articles-note")),
    ];
    view! {
        <p>{sum}</p>
        <Sheet flush=true>
            <DataTable
                caption=words.say("articles-import-answers")
                columns
                stack=true
                footer=pager
            >
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn row(words: Words, one: &FileAnswer) -> AnyView {
    let (text, tone) = match one.became {
        Became::New => ("articles-became-new", Tone::Good),
        Became::Changed => ("articles-became-changed", Tone::Accent),
        Became::Unchanged => ("articles-became-unchanged", Tone::Plain),
        Became::Picture => ("articles-became-picture", Tone::Plain),
        Became::Refused => ("articles-became-refused", Tone::Bad),
    };
    let text = words.say(text);
    let path = one.path.clone();
    let path = match &one.slug {
        Some(slug) => {
            let href = format!("/console/articles/{slug}");
            view! { <a href=href>{path}</a> }.into_any()
        }
        None => path.into_any(),
    };
    let notes = one
        .notes
        .iter()
        .map(|note| view! { <span class="sub">{said_of(words, note)}</span> })
        .collect_view();
    view! {
        <tr>
            <td class="wide">{path}</td>
            <td data-l=words.say("articles-became")>
                <Tag text tone />
            </td>
            <td class="wide">{notes}</td>
        </tr>
    }
    .into_any()
}

fn said_of(words: Words, note: &Note) -> String {
    let named = |id: &'static str, names: &[String]| {
        words.say_with(id, &[("names", names.join(", ").into())])
    };
    match note {
        Note::NotTaken => words.say("articles-note-not-taken").to_owned(),
        Note::NotText => words.say("articles-note-not-text").to_owned(),
        Note::Nothing => words.say("articles-note-nothing").to_owned(),
        Note::TooLong => words.say("articles-note-too-long").to_owned(),
        Note::ChangedHere => words.say("articles-note-changed-here").to_owned(),
        Note::Failed => words.say("articles-note-failed").to_owned(),
        Note::BrokenPicture => words.say("articles-note-broken-picture").to_owned(),
        Note::Unknown(names) => named("articles-note-unknown", names),
        Note::LostLinks(names) => named("articles-note-lost-links", names),
        Note::LostFiles(names) => named("articles-note-lost-files", names),
    }
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    form: FormState,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let earlier = article_imports::<PageError>(&state.db, visitor.actor(), None).await?;
    let title = words.say("articles-import-title");
    let status = form.status();
    let now = visitor.now;
    Ok(Page::new(visitor, Face::Console, title)
        .nav("articles")
        .status(status)
        .crumbs([(words.say("articles-console-title"), "/console/articles")])
        .show(move || {
            let fields = move || {
                let languages = Language::ALL
                    .iter()
                    .map(|one| {
                        let name = said::language(words, one.code()).into_owned();
                        (one.code().to_owned(), name)
                    })
                    .collect();
                let audiences = [Audience::Internal, Audience::All]
                    .into_iter()
                    .map(|one| ChoiceOption::new(one.code(), said::audience(words, one)))
                    .collect();
                let then = vec![
                    ChoiceOption::new("draft", words.say("articles-import-draft")),
                    ChoiceOption::new("publish", words.say("articles-import-publish")),
                ];
                let help = words.say_with(
                    "articles-import-help",
                    &[("most", (LARGEST_DOCUMENT / 1024 / 1024).into())],
                );
                view! {
                    <FileField
                        name="file"
                        label=words.say("articles-import-file")
                        help=help
                        accept=".zip,application/zip"
                    />
                    <Field
                        name="handbook"
                        label=words.say("articles-handbook")
                        help=words.say("articles-handbook-help")
                        longest=u32::try_from(LONGEST_HANDBOOK).unwrap_or(60)
                        optional=true
                    />
                    <Select
                        name="language"
                        label=words.say("articles-language")
                        options=languages
                        first=true
                    />
                    <Choice
                        name="audience"
                        label=words.say("articles-for-whom")
                        options=audiences
                    />
                    <Choice name="then" label=words.say("articles-import-then") options=then />
                    <Actions>
                        <button class="btn main">{words.say("articles-import-begin")}</button>
                    </Actions>
                }
            };
            let items = earlier
                .iter()
                .map(|one| {
                    let href = format!("/console/articles/import/{}", one.id);
                    let name = if one.name.is_empty() {
                        words.moment(one.at)
                    } else {
                        one.name.clone()
                    };
                    let when = words.ago(one.at, now);
                    let broke_off = one.broke_off(now).then(|| {
                        let text = words.say("articles-import-incomplete");
                        view! { " " <Tag text tone=Tone::Warn /> }
                    });
                    view! {
                        <li>
                            <a href=href>{name}</a>
                            {broke_off}
                            <span class="sub">{when}</span>
                        </li>
                    }
                })
                .collect_view();
            let aside = (!earlier.is_empty()).then(|| {
                view! {
                    <Sheet title=words.say("articles-import-earlier")>
                        <ul class="stack-s">{items}</ul>
                    </Sheet>
                }
            });
            let aside = view! { {aside} };
            view! {
                <PageHead title sub=words.say("articles-import-sub") />
                <Columns aside=aside>
                    <Sheet>
                        <UploadForm action="/console/articles/import" state=form prefix="i">
                            {fields()}
                        </UploadForm>
                    </Sheet>
                </Columns>
            }
        }))
}
