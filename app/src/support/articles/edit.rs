//! `/console/articles/new` and `/console/articles/{slug}/edit`: writing an article,
//! with a preview that works without scripts.

use super::said;
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, DateField, Field, Notice, PageHead, PostForm, Select,
    Sheet, TextArea, Tone,
};
use crate::frame::{
    Address, AppState, Face, Form, FormState, Page, PageError, StaffOnly, Text, key_of,
};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::files::Pictures;
use domain::id::FileId;
use domain::identity::Permission;
use domain::support::Agent;
use domain::support::articles::{
    About, ArticleError, ArticleFault, Audience, LONGEST_TITLE, LONGEST_WHY, Problem, SaveArticle,
    WholeArticle, article_from_case, save_article, whole_article,
};
use domain::text::{Language, Words};
use leptos::prelude::*;

/// `GET /console/articles/new?case=NUMBER&title=TEXT`
pub async fn new(visitor: StaffOnly, State(state): State<AppState>) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    let words = visitor.words;
    let address = Address::of(&visitor);
    let mut form = FormState::empty()
        .with("title", address.get("title").unwrap_or_default())
        .with("language", words.language().code())
        .with("audience", Audience::Internal.code());
    if let Some(number) = address.get("case") {
        let from = article_from_case::<PageError>(&state.db, visitor.actor(), number)
            .await?
            .ok_or(PageError::NotFound)?;
        form = form
            .instead("title", from.title)
            .with("text", from.text)
            .with("products", from.sku)
            .with("case", from.number);
    }
    page(&visitor, &state, None, form, false).await
}

/// `POST /console/articles/new`
pub async fn make(
    visitor: StaffOnly,
    State(state): State<AppState>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    submit(&visitor, &state, None, form).await
}

/// `GET /console/articles/{slug}/edit?language=de`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(slug): Path<String>,
) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let reading = visitor.words.language();
    let (found, agents) =
        whole_article::<PageError>(&state.db, visitor.actor(), &slug, reading, None).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let language = address
        .get("language")
        .and_then(Language::from_code)
        .or_else(|| Language::from_code(&found.head.language))
        .unwrap_or_default();
    let form = as_form(&found, language);
    Ok(shown(
        &visitor,
        Some(&found),
        &agents,
        form,
        false,
        StatusCode::OK,
    ))
}

/// `POST /console/articles/{slug}/edit`: `do` says `preview`, `save` or `publish`.
pub async fn save(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(slug): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Support)?;
    submit(&visitor, &state, Some(&slug), form).await
}

/// What stands in the fields at first.
fn as_form(found: &WholeArticle, language: Language) -> FormState {
    let head = &found.head;
    let newest = found
        .versions
        .iter()
        .find(|one| one.language == language.code());
    // In a language that it has not yet, one writes from what it says in the first.
    let text = newest.or_else(|| {
        let mut all = found.versions.iter();
        all.find(|one| one.language == head.language)
    });
    let about = |kind: &str| {
        found
            .about
            .iter()
            .filter(|one| one.kind == kind)
            .map(|one| match kind {
                // People know a category by its name, a product by its number.
                "category" => one.called(),
                _ => one.about.clone(),
            })
            .collect::<Vec<_>>()
            .join("\n")
    };
    let review = head.review_at.map(|at| Day::of(at).to_string());
    FormState::empty()
        .with("id", head.id.to_string())
        .with("version", head.version.to_string())
        .with("language", language.code())
        .with("title", text.map_or("", |one| one.title.as_str()))
        .with("text", text.map_or("", |one| one.text.as_str()))
        .with("audience", head.audience.code())
        .with("customer", head.company.clone().unwrap_or_default())
        .with("products", about("product"))
        .with("categories", about("category"))
        .with("makers", about("maker"))
        .with(
            "owner",
            head.owner.map(|id| id.to_string()).unwrap_or_default(),
        )
        .with("review", review.unwrap_or_default())
        .with("problem", head.problem.map_or("none", Problem::code))
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// The article as the form says it.
fn read(words: Words, form: &Form) -> Result<SaveArticle, PageError> {
    let id = match (form.text("id").parse(), form.text("version").parse()) {
        (Ok(id), Ok(version)) => Some((id, version)),
        _ => None,
    };
    let review = Day::from_field(form.text("review"));
    Ok(SaveArticle {
        key: key_of(form)?,
        id,
        language: Language::from_code(form.text("language")).unwrap_or(words.language()),
        title: form.text("title").to_owned(),
        text: form.raw("text").to_owned(),
        why: form.text("why").to_owned(),
        audience: Audience::from_code(form.text("audience")).unwrap_or(Audience::Internal),
        customer: form.text("customer").to_owned(),
        about: About {
            products: lines(form.text("products")),
            categories: lines(form.text("categories")),
            makers: lines(form.text("makers")),
        },
        owner: form.text("owner").parse().ok(),
        review,
        no_day: review.is_none() && !form.text("review").is_empty(),
        problem: Problem::from_code(form.text("problem")),
        case: form.some("case").map(str::to_owned),
        publish: form.text("do") == "publish",
    })
}

async fn submit(
    visitor: &StaffOnly,
    state: &AppState,
    slug: Option<&str>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let is_preview = form.text("do") == "preview";
    let mut shown = FormState::from(form.clone());
    let mut command = read(words, &form)?;
    if slug.is_none() {
        command.id = None;
    } else if command.id.is_none() {
        return Err(PageError::BadForm);
    }
    if is_preview {
        return page(visitor, state, slug, shown, true).await;
    }
    match save_article(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(slug) => {
            visitor.say_next(true, words.say("articles-saved")).await?;
            return Ok(Redirect::to(&format!("/console/articles/{slug}")).into_response());
        }
        Err(ArticleError::Faults(faults)) => {
            for fault in faults {
                let (field, sentence) = explain(words, &fault);
                shown.fail(field, sentence);
            }
        }
        Err(ArticleError::Changed) => shown.fail("", words.say("articles-changed-text")),
        Err(error) => return Err(error.into()),
    }
    page(visitor, state, slug, shown, false).await
}

/// The field that is to blame, and what is said at it.
fn explain(words: Words, fault: &ArticleFault) -> (&'static str, String) {
    let lost = |names: &[String]| {
        let names = names.join(", ");
        words.say_with("articles-not-there", &[("names", names.into())])
    };
    let (field, id) = match fault {
        ArticleFault::NoTitle => ("title", "articles-no-title"),
        ArticleFault::TitleTooLong => ("title", "articles-title-too-long"),
        ArticleFault::NoText => ("text", "articles-no-text"),
        ArticleFault::TextTooLong => ("text", "support-text-too-long"),
        ArticleFault::NoWhy => ("why", "articles-no-why"),
        ArticleFault::NoCustomer => ("customer", "articles-no-customer"),
        ArticleFault::NoOwner => ("owner", "support-no-agent"),
        ArticleFault::NoDay => ("review", "articles-no-day"),
        ArticleFault::TooMuch => ("products", "articles-too-much"),
        ArticleFault::NoProducts(names) => return ("products", lost(names)),
        ArticleFault::NoCategories(names) => return ("categories", lost(names)),
        ArticleFault::NoMakers(names) => return ("makers", lost(names)),
    };
    (field, words.say(id).to_owned())
}

async fn page(
    visitor: &StaffOnly,
    state: &AppState,
    slug: Option<&str>,
    form: FormState,
    preview: bool,
) -> Result<Response, PageError> {
    // Of no article the answer has who may keep one right.
    let (asked, reading) = (slug.unwrap_or_default(), visitor.words.language());
    let (found, agents) =
        whole_article::<PageError>(&state.db, visitor.actor(), asked, reading, None).await?;
    if slug.is_some() && found.is_none() {
        return Err(PageError::NotFound);
    }
    let status = form.status();
    Ok(shown(
        visitor,
        found.as_ref(),
        &agents,
        form,
        preview,
        status,
    ))
}

fn shown(
    visitor: &StaffOnly,
    found: Option<&WholeArticle>,
    agents: &[Agent],
    form: FormState,
    preview: bool,
    status: StatusCode,
) -> Response {
    let words = visitor.words;
    let title: Text = match found {
        Some(found) => {
            let name = [("title", found.head.title.as_str().into())];
            words.say_with("articles-edit-title", &name).into()
        }
        None => words.say("articles-new").into(),
    };
    let mut crumbs: Vec<(Text, Text)> = vec![(
        words.say("articles-console-title").into(),
        "/console/articles".into(),
    )];
    let action = match found {
        Some(found) => {
            let there = format!("/console/articles/{}", found.head.slug);
            crumbs.push((found.head.title.clone().into(), there.clone().into()));
            format!("{there}/edit")
        }
        None => "/console/articles/new".to_owned(),
    };
    let own: Vec<FileId> = found
        .map(|found| found.pictures.iter().map(|(file, _)| *file).collect())
        .unwrap_or_default();
    let pictures = visitor.pictures.clone();
    let agents: Vec<(String, String)> = agents
        .iter()
        .map(|one| (one.id.to_string(), one.name.clone()))
        .collect();
    let is_new = found.is_none();
    Page::new(visitor, Face::Console, title.clone())
        .nav("articles")
        .status(status)
        .crumbs(crumbs)
        .show(move || {
            let preview = preview.then(|| as_read(words, &pictures, &own, &form));
            let from_case = (is_new && !form.value("case").is_empty()).then(|| {
                let number = [("number", form.value("case").to_owned().into())];
                let text = words.say_with("articles-from-case", &number);
                view! { <Notice tone=Tone::Warn>{text}</Notice> }
            });
            let hidden = hidden(&form, is_new);
            let fields = move || fields(words, agents, is_new);
            let aside = view! {
                <Sheet title=words.say("articles-how-to-write")>
                    <div class="prose small">
                        <p>{words.say("articles-markdown-help")}</p>
                        <pre class="small article-example">{words.say("articles-markdown-example")}</pre>
                    </div>
                </Sheet>
            };
            view! {
                <PageHead title=title />
                {from_case}
                <Columns aside=aside>
                    {preview}
                    <Sheet>
                        <PostForm action=action state=form>
                            {hidden}
                            {fields()}
                        </PostForm>
                    </Sheet>
                </Columns>
            }
        })
}

fn hidden(form: &FormState, is_new: bool) -> AnyView {
    let names: &[&'static str] = if is_new {
        &["case"]
    } else {
        &["id", "version", "language"]
    };
    names
        .iter()
        .map(|name| {
            let value = form.value(name).to_owned();
            view! { <input type="hidden" name=*name value=value /> }
        })
        .collect_view()
        .into_any()
}

/// What is about to be saved, as its readers would see it.
fn as_read(words: Words, pictures: &Pictures, own: &[FileId], form: &FormState) -> AnyView {
    let text = said::text(
        words,
        pictures,
        own,
        form.value("language"),
        form.form().raw("text"),
        true,
    );
    let title = form.value("title").to_owned();
    view! {
        <Sheet title=words.say("articles-preview") id="preview">
            <h3>{title}</h3>
            {text}
        </Sheet>
    }
    .into_any()
}

fn fields(words: Words, agents: Vec<(String, String)>, is_new: bool) -> AnyView {
    let longest = |of: usize| u32::try_from(of).unwrap_or(160);
    let language = is_new.then(|| {
        let options = Language::ALL
            .iter()
            .map(|one| {
                let name = said::language(words, one.code()).into_owned();
                (one.code().to_owned(), name)
            })
            .collect();
        view! {
            <Select name="language" label=words.say("articles-language") options=options first=true />
        }
    });
    let why = (!is_new).then(|| {
        view! {
            <Field
                name="why"
                label=words.say("articles-why-changed")
                help=words.say("articles-why-help")
                longest=longest(LONGEST_WHY)
                optional=true
            />
        }
    });
    let audiences = Audience::ALL
        .iter()
        .map(|one| ChoiceOption::new(one.code(), said::audience(words, *one)))
        .collect();
    let problems = vec![
        ChoiceOption::new("none", words.say("articles-no-problem")),
        ChoiceOption::new(Problem::Open.code(), words.say("articles-problem-open"))
            .note(words.say("articles-problem-open-note")),
        ChoiceOption::new(Problem::Solved.code(), words.say("articles-problem-solved"))
            .note(words.say("articles-problem-solved-note")),
    ];
    view! {
        {language}
        <Field
            name="title"
            label=words.say("articles-its-title")
            longest=longest(LONGEST_TITLE)
        />
        <TextArea
            name="text"
            label=words.say("articles-its-text")
            help=words.say("articles-its-text-help")
            rows=18
            class="code"
        />
        {why}
        <Choice
            name="audience"
            label=words.say("articles-for-whom")
            options=audiences
            list=true
        />
        <Field
            name="customer"
            label=words.say("articles-customer")
            help=words.say("articles-customer-help")
            optional=true
        />
        <div class="fields">
            <TextArea
                name="products"
                label=words.say("articles-products")
                help=words.say("articles-products-help")
                optional=true
            />
            <TextArea
                name="categories"
                label=words.say("articles-categories")
                help=words.say("articles-categories-help")
                optional=true
            />
            <TextArea name="makers" label=words.say("articles-makers") optional=true />
        </div>
        <div class="fields">
            <Select
                name="owner"
                label=words.say("articles-owner")
                options=agents
                optional=true
            />
            <DateField
                name="review"
                label=words.say("articles-review")
                help=words.say("articles-review-help")
                optional=true
            />
        </div>
        <Choice
            name="problem"
            label=words.say("articles-is-a-problem")
            options=problems
            list=true
        />
        <Actions sticky=true>
            <button class="btn" name="do" value="preview">
                {words.say("articles-preview")}
            </button>
            <button class="btn" name="do" value="save">
                {words.say("articles-save")}
            </button>
            <button class="btn main" name="do" value="publish">
                {words.say("articles-save-and-publish")}
            </button>
        </Actions>
    }
    .into_any()
}
