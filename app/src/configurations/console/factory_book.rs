//! `/console/customers/{id}/factory`: a customer's software images and schemes of
//! asset tags, which its standards use.

use super::super::said;
use crate::frame::parts::{
    Actions, Column, DataTable, Empty, Field, PageHead, PostForm, Select, Sheet, Tag,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id, key_of};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::configurations::factory::{Algorithm, MOST_DIGITS, Tags};
use domain::configurations::{
    self, FactoryBook, FactoryError, ImageLine, NewImage, NewTagScheme, TagSchemeLine,
};
use domain::id::CustomerId;
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/customers/{id}/factory`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
) -> Result<Response, PageError> {
    let customer = id(&customer)?;
    answer(&visitor, &state, customer, Sent::Nothing).await
}

/// `POST …/images`: one more image.
pub async fn keep_image(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let customer: CustomerId = id(&customer)?;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let algorithm = Algorithm::from_code(form.value("algorithm")).ok_or(PageError::BadForm)?;
    let new = NewImage {
        key,
        customer,
        name: form.value("name").to_owned(),
        version: form.value("version").to_owned(),
        algorithm,
        checksum: form.value("checksum").to_owned(),
    };
    let done = configurations::keep_image(&state.db, visitor.actor(), new, visitor.now).await;
    match done {
        Ok(()) => kept(&visitor, customer).await,
        Err(error) => {
            fail(&visitor, &mut form, error)?;
            answer(&visitor, &state, customer, Sent::Image(form)).await
        }
    }
}

/// `POST …/images/offer`: new drafts may use an image (`offer`), or not any more
/// (`withhold`).
pub async fn offer_image(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let customer: CustomerId = id(&customer)?;
    let active = form.has("offer");
    let image = form.carried(if active { "offer" } else { "withhold" })?;
    let (db, actor, now) = (&state.db, visitor.actor(), visitor.now);
    configurations::offer_image(db, actor, customer, image, active, now)
        .await
        .map_err(|error| failed(&visitor, error))?;
    kept(&visitor, customer).await
}

/// `POST …/tag-schemes`: one more scheme of asset tags.
pub async fn keep_tag_scheme(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(customer): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let customer: CustomerId = id(&customer)?;
    let key = key_of(&form)?;
    let mut form = FormState::from(form);
    let mut number = |name: &str| {
        form.read(name, |typed| {
            typed
                .parse::<i64>()
                .map_err(|_| words.say("configurations-no-number"))
        })
    };
    let numbers = (number("digits"), number("first"));
    let (Some(digits), Some(first)) = numbers else {
        visitor.demand(Permission::Curate)?;
        return answer(&visitor, &state, customer, Sent::Scheme(form)).await;
    };
    let new = NewTagScheme {
        key,
        customer,
        name: form.value("name").to_owned(),
        prefix: form.value("prefix").to_owned(),
        digits,
        first,
    };
    let done = configurations::keep_tag_scheme(&state.db, visitor.actor(), new, visitor.now).await;
    match done {
        Ok(()) => kept(&visitor, customer).await,
        Err(error) => {
            fail(&visitor, &mut form, error)?;
            answer(&visitor, &state, customer, Sent::Scheme(form)).await
        }
    }
}

async fn kept(visitor: &StaffOnly, customer: CustomerId) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor
        .say_next(true, words.say("configurations-book-kept"))
        .await?;
    let here = format!("/console/customers/{customer}/factory");
    Ok(Redirect::to(&here).into_response())
}

/// What stops everything.
fn failed(visitor: &StaffOnly, error: FactoryError) -> PageError {
    match error {
        FactoryError::Denied(denied) if visitor.actor().may(Permission::Curate) => {
            let _ = denied;
            PageError::NotFound
        }
        FactoryError::Denied(denied) => denied.into(),
        FactoryError::Store(error) => error.into(),
        _ => PageError::BadForm,
    }
}

/// Says which field is at fault, and why.
fn fail(visitor: &StaffOnly, form: &mut FormState, error: FactoryError) -> Result<(), PageError> {
    let words = visitor.words;
    let (field, why) = match error {
        FactoryError::Name => ("name", words.say("configurations-no-name").to_owned()),
        FactoryError::Version => ("version", words.say("configurations-no-version").to_owned()),
        FactoryError::Taken => ("name", words.say("configurations-book-taken").to_owned()),
        FactoryError::Checksum(algorithm) => (
            "checksum",
            words.say_with(
                "configurations-no-checksum",
                &[
                    ("algorithm", algorithm.name().into()),
                    ("digits", algorithm.digits().into()),
                ],
            ),
        ),
        FactoryError::Prefix => ("prefix", words.say("configurations-no-prefix").to_owned()),
        FactoryError::Meets(name) => (
            "prefix",
            words.say_with("configurations-tags-meet", &[("name", name.into())]),
        ),
        FactoryError::Digits => (
            "digits",
            words.say_with(
                "configurations-digits-wrong",
                &[("most", MOST_DIGITS.into())],
            ),
        ),
        FactoryError::First => ("first", words.say("configurations-no-number").to_owned()),
        error @ (FactoryError::Denied(_) | FactoryError::Store(_)) => {
            return Err(failed(visitor, error));
        }
    };
    form.fail(field, why);
    Ok(())
}

/// Which of the page's forms was sent and could not be taken.
enum Sent {
    Nothing,
    Image(FormState),
    Scheme(FormState),
}

async fn answer(
    visitor: &StaffOnly,
    state: &AppState,
    customer: CustomerId,
    sent: Sent,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let may = visitor.actor().may(Permission::SeeCustomers);
    let book = configurations::factory_book(&state.db, visitor.actor(), customer)
        .await
        .map_err(|error| match error {
            FactoryError::Denied(_) if may => PageError::NotFound,
            other => failed(visitor, other),
        })?;
    let edits = visitor.actor().may(Permission::Curate);
    let (image, scheme) = match sent {
        Sent::Nothing => (FormState::empty(), FormState::empty()),
        Sent::Image(form) => (form, FormState::empty()),
        Sent::Scheme(form) => (FormState::empty(), form),
    };
    let status = [&image, &scheme]
        .into_iter()
        .find(|form| !form.is_fine())
        .map_or(axum::http::StatusCode::OK, FormState::status);
    let title = words.say("configurations-factory-book");
    let crumbs = [
        (
            words.say("frame-customers").to_owned(),
            "/console/customers".to_owned(),
        ),
        (
            book.customer.clone(),
            format!("/console/customers/{customer}"),
        ),
    ];
    Ok(Page::new(visitor, Face::Console, title)
        .nav("customers")
        .crumbs(crumbs)
        .status(status)
        .show(move || {
            let aside = edits.then(|| forms(words, customer, image, scheme));
            let images = images(words, customer, &book, edits);
            let schemes = schemes(words, &book);
            view! {
                <PageHead
                    title
                    sub=words.say_with(
                        "configurations-factory-book-sub",
                        &[("company", book.customer.as_str().into())],
                    )
                />
                <div class="stack">{images} {schemes} {aside}</div>
            }
        }))
}

/// The names of the standards that use something.
fn used(words: Words, mut names: Vec<String>) -> String {
    names.dedup();
    match names.as_slice() {
        [] => words.say("configurations-not-used").to_owned(),
        names => names.join(", "),
    }
}

fn images(words: Words, customer: CustomerId, book: &FactoryBook, edits: bool) -> AnyView {
    let title = words.say("configurations-images");
    if book.images.is_empty() {
        return view! {
            <Sheet title>
                <Empty
                    title=words.say("configurations-no-images")
                    text=words.say("configurations-no-images-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let row = |image: &ImageLine| {
        let users = book.used.iter().filter(|one| one.image == Some(image.id));
        let users = used(words, users.map(|one| one.name.clone()).collect());
        let algorithm = Algorithm::from_code(&image.algorithm);
        let sum = algorithm.map(|algorithm| said::checksum(algorithm, &image.checksum));
        let name = words.say_with(
            "configurations-image-version",
            &[
                ("name", image.name.as_str().into()),
                ("version", image.version.as_str().into()),
            ],
        );
        let active = image.active != 0;
        let withheld =
            (!active).then(|| view! { " " <Tag text=words.say("configurations-withheld") /> });
        let (field, text) = if active {
            ("withhold", "configurations-withhold")
        } else {
            ("offer", "configurations-offer-again")
        };
        let label = format!("{}: {name}", words.say(text));
        let button = edits.then(|| {
            view! {
                <button
                    class="btn s quiet"
                    name=field
                    value=image.id.to_string()
                    aria-label=label
                >
                    {words.say(text)}
                </button>
            }
        });
        view! {
            <tr>
                <td class="wide">
                    {name} {withheld} <span class="sub checksum">{sum}</span>
                </td>
                <td data-l=words.say("configurations-used-by")>{users}</td>
                <td class="actions">{button}</td>
            </tr>
        }
    };
    let rows = book.images.iter().map(row).collect_view();
    let columns = vec![
        Column::new(words.say("configurations-image")),
        Column::new(words.say("configurations-used-by")),
        Column::actions(),
    ];
    let action = format!("/console/customers/{customer}/factory/images/offer");
    view! {
        <Sheet flush=true>
            <form method="post" action=action>
                <DataTable caption=title columns stack=true>
                    {rows}
                </DataTable>
            </form>
        </Sheet>
    }
    .into_any()
}

fn schemes(words: Words, book: &FactoryBook) -> AnyView {
    let title = words.say("configurations-schemes");
    if book.schemes.is_empty() {
        return view! {
            <Sheet title>
                <Empty
                    title=words.say("configurations-no-schemes")
                    text=words.say("configurations-no-schemes-text")
                />
            </Sheet>
        }
        .into_any();
    }
    let row = |scheme: &TagSchemeLine| {
        let users = book.used.iter().filter(|one| one.scheme == Some(scheme.id));
        let users = used(words, users.map(|one| one.name.clone()).collect());
        let tags = Tags {
            id: scheme.id,
            name: scheme.name.clone(),
            prefix: scheme.prefix.clone(),
            digits: scheme.digits,
        };
        view! {
            <tr>
                <td class="wide">{scheme.name.clone()}</td>
                <td data-l=words.say("configurations-next-tag")>
                    <code>{tags.tag(scheme.next)}</code>
                </td>
                <td data-l=words.say("configurations-used-by")>{users}</td>
            </tr>
        }
    };
    let rows = book.schemes.iter().map(row).collect_view();
    let columns = vec![
        Column::new(words.say("configurations-scheme")),
        Column::new(words.say("configurations-next-tag")),
        Column::new(words.say("configurations-used-by")),
    ];
    view! {
        <Sheet flush=true>
            <DataTable caption=title columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn forms(words: Words, customer: CustomerId, image: FormState, scheme: FormState) -> AnyView {
    let here = format!("/console/customers/{customer}/factory");
    let (to_images, to_schemes) = (format!("{here}/images"), format!("{here}/tag-schemes"));
    let algorithms: Vec<(String, String)> = Algorithm::ALL
        .iter()
        .map(|one| (one.code().to_owned(), one.name().to_owned()))
        .collect();
    view! {
        <Sheet title=words.say("configurations-add-image")>
            <PostForm action=to_images state=image prefix="image">
                <div class="fields">
                    <Field
                        name="name"
                        label=words.say("configurations-name")
                        help=words.say("configurations-image-name-help")
                        longest=80_u32
                    />
                    <Field
                        name="version"
                        label=words.say("configurations-version")
                        longest=80_u32
                    />
                </div>
                <Select
                    name="algorithm"
                    label=words.say("configurations-algorithm")
                    options=algorithms
                    first=true
                    class="narrow"
                />
                <Field
                    name="checksum"
                    label=words.say("configurations-checksum")
                    help=words.say("configurations-checksum-help")
                    longest=200_u32
                />
                <Actions>
                    <button class="btn">{words.say("configurations-add-image")}</button>
                </Actions>
            </PostForm>
        </Sheet>
        <Sheet title=words.say("configurations-add-scheme")>
            <PostForm action=to_schemes state=scheme prefix="scheme">
                <Field
                    name="name"
                    label=words.say("configurations-name")
                    help=words.say("configurations-scheme-name-help")
                    longest=80_u32
                />
                <div class="fields">
                    <Field
                        name="prefix"
                        label=words.say("configurations-prefix")
                        help=words.say("configurations-prefix-help")
                        longest=12_u32
                        class="narrow"
                    />
                    <Field
                        name="digits"
                        label=words.say("configurations-digits")
                        longest=2_u32
                        class="narrow"
                    />
                    <Field
                        name="first"
                        label=words.say("configurations-first-number")
                        longest=12_u32
                        class="narrow"
                    />
                </div>
                <Actions>
                    <button class="btn">{words.say("configurations-add-scheme")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}
