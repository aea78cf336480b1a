//! `/help/new`: asking for help, about an order, a product, a piece of equipment or
//! anything else; what one is entitled to stands beside it.

use super::articles::{Offered, given, guide, offered};
use super::{files, said};
use crate::frame::parts::{
    Actions, Choice, ChoiceOption, Columns, Field, PageHead, Sheet, TextArea, UploadForm,
};
use crate::frame::{
    Address, AppState, Face, FormState, Page, PageError, SignedIn, Uploads, key_of,
};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use domain::assets::product_of_unit;
use domain::support::articles::{BeforeAsking, before_the_form, suggest_articles};
use domain::support::case_life::Priority;
use domain::support::{LONGEST_SUBJECT, OpenCase, OpenError, open_case_with};
use domain::text::Words;
use leptos::prelude::*;

/// `GET /help/new?order=NUMBER&sku=SKU&asset=TAG&subject=WORDS&article=SLUG&a=ANSWER`
pub async fn show(visitor: SignedIn, State(state): State<AppState>) -> Result<Response, PageError> {
    let address = Address::of(&visitor);
    let form = ["order", "sku", "asset", "subject"]
        .into_iter()
        .filter_map(|name| Some((name, address.get(name)?.to_owned())))
        .fold(
            FormState::empty().with("priority", Priority::Normal.code()),
            |form, (name, value)| form.with(name, value),
        );
    let carried = Offered {
        from: address.get("article").unwrap_or_default().to_owned(),
        answers: given(address.all("a")),
        ..Offered::default()
    };
    page(&visitor, &state, form, carried).await
}

/// `POST /help/new`: the first time with the articles that may spare it, if there are
/// any; `anyway` says that they did not help.
pub async fn submit(
    visitor: SignedIn,
    State(state): State<AppState>,
    upload: Uploads,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let Uploads { form, sent } = upload;
    let chosen = !sent.is_empty();
    let mut command = OpenCase {
        key: key_of(&form)?,
        subject: form.text("subject").to_owned(),
        text: form.text("text").to_owned(),
        priority: Priority::from_code(form.text("priority")).unwrap_or(Priority::Normal),
        sku: form.text("sku").to_owned(),
        order: form.text("order").to_owned(),
        asset: form.text("asset").to_owned(),
        before: BeforeAsking {
            from: form.text("article").to_owned(),
            offered: form.all("offered").map(str::to_owned).collect(),
            answers: given(form.all("a")),
        },
    };
    let about = (command.sku.as_str(), command.asset.as_str());
    let known = product_of(&visitor, &state, about).await?;
    if let Some(sku) = known {
        command.sku = sku;
    }
    let mut carried = Offered {
        from: command.before.from.clone(),
        answers: command.before.answers.clone(),
        before: command.before.offered.clone(),
        anyway: form.has("anyway"),
        articles: Vec::new(),
    };
    let is_written = !command.subject.is_empty() && !command.text.is_empty();
    if is_written && !carried.anyway {
        carried.articles = suggest_articles::<PageError>(
            &state.db,
            visitor.actor(),
            words.language().code(),
            &command.subject,
            &command.sku,
            visitor.now,
        )
        .await?;
        carried.articles.retain(|one| one.slug != carried.from);
        if !carried.articles.is_empty() {
            let mut shown = FormState::from(form);
            // A browser sends no file twice: who reads the articles and asks anyway
            // would find theirs gone.
            if chosen {
                shown.fail(files::FILES, words.say("support-files-again"));
            }
            return page(&visitor, &state, shown, carried).await;
        }
    }
    let mut shown = FormState::from(form);
    let opened = open_case_with(
        &state.db,
        &state.files,
        visitor.actor(),
        (command, sent),
        visitor.now,
    );
    match opened.await {
        Ok(number) => {
            let said = words.say_with("support-opened", &[("number", number.as_str().into())]);
            visitor.say_next(true, said).await?;
            Ok(Redirect::to(&format!("/help/{number}")).into_response())
        }
        Err(error) => {
            explain(words, &mut shown, error)?;
            files::choose_again(words, &mut shown, chosen);
            page(&visitor, &state, shown, carried).await
        }
    }
}

/// What a unit is that was named without its product's number: by that the questions
/// and articles come that may spare a case.
async fn product_of(
    visitor: &SignedIn,
    state: &AppState,
    (sku, tag): (&str, &str),
) -> Result<Option<String>, PageError> {
    if !sku.is_empty() || tag.is_empty() {
        return Ok(None);
    }
    product_of_unit(&state.db, visitor.actor(), tag).await
}

/// Says at its field what is wrong, or all that is.
fn explain(words: Words, shown: &mut FormState, error: OpenError) -> Result<(), PageError> {
    let (field, sentence) = match error {
        OpenError::Several(all) => {
            return all
                .into_iter()
                .try_for_each(|one| explain(words, shown, one));
        }
        OpenError::NoSubject => ("subject", words.say("support-subject-missing")),
        OpenError::SubjectTooLong => ("subject", words.say("support-subject-too-long")),
        OpenError::NoText => ("text", words.say("support-text-missing")),
        OpenError::TextTooLong => ("text", words.say("support-text-too-long")),
        OpenError::NoSuchOrder => ("order", words.say("support-no-such-order")),
        OpenError::NoSuchAsset => ("asset", words.say("support-no-such-asset")),
        OpenError::AboutTooLong => ("", words.say("support-about-too-long")),
        OpenError::File(error) => {
            shown.fail(files::FILES, files::refused(words, error)?);
            return Ok(());
        }
        other @ (OpenError::Denied(_) | OpenError::Store(_)) => return Err(other.into()),
    };
    shown.fail(field, sentence);
    Ok(())
}

async fn page(
    visitor: &SignedIn,
    state: &AppState,
    form: FormState,
    carried: Offered,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let (entitled, guided, known) = before_the_form::<PageError>(
        &state.db,
        visitor.actor(),
        words.language().code(),
        (form.value("sku"), form.value("asset")),
        carried.answers.clone(),
        visitor.now,
    )
    .await?;
    let form = match known {
        Some(sku) => form.instead("sku", sku),
        None => form,
    };
    let again = ["order", "sku", "asset"]
        .into_iter()
        .fold(Address::parse("/help/new"), |address, name| {
            address.with(name, form.value(name))
        })
        .with("article", carried.from.as_str());
    let title = words.say("support-ask");
    let status = form.status();
    Ok(Page::new(visitor, Face::Site, title)
        .nav("help")
        .status(status)
        .crumbs([(words.say("support-title"), "/help")])
        .show(move || {
            let aside = said::entitlement(words, &entitled);
            let questions = guide(words, &again, &guided);
            let may_help = offered(words, &carried.articles);
            let hidden = carried.fields();
            let send = if carried.articles.is_empty() {
                "support-send"
            } else {
                "articles-ask-anyway"
            };
            let fields = move || {
                let options = Priority::ALL
                    .iter()
                    .map(|one| {
                        ChoiceOption::new(one.code(), said::priority(words, *one))
                            .note(said::priority_note(words, *one))
                    })
                    .collect();
                let longest = u32::try_from(LONGEST_SUBJECT).unwrap_or(160);
                view! {
                    <Field name="subject" label=words.say("support-subject") longest=longest />
                    <TextArea
                        name="text"
                        label=words.say("support-text")
                        help=words.say("support-text-help")
                        rows=6
                    />
                    {files::field(words)}
                    <div class="fields">
                        <Field
                            name="order"
                            label=words.say("support-order")
                            help=words.say("support-order-help")
                            optional=true
                        />
                        <Field name="sku" label=words.say("support-product") optional=true />
                        <Field
                            name="asset"
                            label=words.say("support-equipment")
                            help=words.say("support-equipment-help")
                            optional=true
                        />
                    </div>
                    <Choice
                        name="priority"
                        label=words.say("support-priority")
                        options=options
                        list=true
                    />
                    <Actions>
                        <button class="btn main">{words.say(send)}</button>
                    </Actions>
                }
            };
            view! {
                <PageHead title sub=words.say("support-new-sub") />
                <Columns aside=aside>
                    {may_help}
                    {questions}
                    <Sheet>
                        <UploadForm action="/help/new" state=form prefix="f">
                            {hidden}
                            {fields()}
                        </UploadForm>
                    </Sheet>
                </Columns>
            }
        }))
}
