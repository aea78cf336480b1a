//! Contract prices from a table: every line is answered.

use super::fields::{not_found, refusal};
use super::one::read;
use crate::frame::parts::{
    Actions, Column, DataTable, Notice, PageHead, PostForm, Sheet, Tag, TextArea, Tone,
};
use crate::frame::{AppState, Face, Form, FormState, Page, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::agreements::{AgreementPage, PriceAnswer, PriceRefusal, import_prices};
use domain::identity::Permission;
use domain::text::Words;
use leptos::prelude::*;

/// `GET /console/agreements/{id}/prices`
pub async fn show(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    visitor.demand(Permission::Curate)?;
    let page = read(&visitor, &state, id(&agreement)?).await?;
    Ok(view(&visitor, page, FormState::empty(), Vec::new()))
}

/// `POST /console/agreements/{id}/prices`
pub async fn submit(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let page = read(&visitor, &state, id(&agreement)?).await?;
    let mut form = FormState::from(form);
    let table = form.value("table").to_owned();
    if table.is_empty() {
        form.fail("table", words.say("agreements-table-missing"));
        return Ok(view(&visitor, page, form, Vec::new()));
    }
    let (actor, now) = (visitor.actor(), visitor.now);
    match import_prices(&state.db, actor, &page, &table, now).await {
        Ok(answers) => {
            // What was taken need not be sent again; what was not is kept.
            let lines: Vec<&str> = table.lines().collect();
            let refused: Vec<&str> = answers
                .iter()
                .filter(|answer| answer.taken.is_err())
                .filter_map(|answer| lines.get(answer.line.checked_sub(1)?).copied())
                .collect();
            let rest = FormState::empty().with("table", refused.join("\n"));
            Ok(view(&visitor, page, rest, answers))
        }
        Err(error) => match refusal(words, &error) {
            Some(why) => {
                form.fail("table", why);
                Ok(view(&visitor, page, form, Vec::new()))
            }
            None => Err(not_found(&visitor)(error)),
        },
    }
}

fn view(
    visitor: &StaffOnly,
    page: AgreementPage,
    form: FormState,
    answers: Vec<PriceAnswer>,
) -> Response {
    let words = visitor.words;
    let title = words.say("agreements-prices-title");
    let here = format!("/console/agreements/{}", page.id);
    Page::new(visitor, Face::Console, title)
        .nav("agreements")
        .crumbs([
            (
                words.say("agreements-title").to_owned(),
                "/console/agreements".to_owned(),
            ),
            (page.number.clone(), here.clone()),
        ])
        .status(form.status())
        .show(move || {
            let help = words.say_with(
                "agreements-table-help",
                &[("currency", page.currency.code().into())],
            );
            let report = (!answers.is_empty()).then(|| report(words, &answers, &here));
            view! {
                <PageHead title sub=words.say("agreements-prices-sub") />
                {report}
                <Sheet>
                    <PostForm state=form>
                        <TextArea
                            name="table"
                            label=words.say("agreements-table")
                            help=help
                            rows=12
                            class="code"
                        />
                        <Actions>
                            <a class="btn quiet" href=here.clone()>
                                {words.say("agreements-back")}
                            </a>
                            <button class="btn main">{words.say("agreements-take-prices")}</button>
                        </Actions>
                    </PostForm>
                </Sheet>
            }
        })
}

fn report(words: Words, answers: &[PriceAnswer], here: &str) -> AnyView {
    let taken = answers.iter().filter(|answer| answer.taken.is_ok()).count();
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let sentence = words.say_with(
        "agreements-prices-report",
        &[
            ("taken", count(taken).into()),
            ("refused", count(answers.len() - taken).into()),
        ],
    );
    let tone = if taken == answers.len() {
        Tone::Good
    } else {
        Tone::Warn
    };
    let columns = vec![
        Column::num(words.say("agreements-line")),
        Column::new(words.say("agreements-sku")),
        Column::new(words.say("agreements-answer")),
    ];
    let rows = answers
        .iter()
        .map(|answer| {
            let (tag, tone, text) = match &answer.taken {
                Ok(price) => ("agreements-taken", Tone::Good, words.money(*price)),
                Err(why) => ("agreements-refused", Tone::Bad, reason(words, why)),
            };
            view! {
                <tr>
                    <td class="num" data-l=words.say("agreements-line")>
                        {words.number(count(answer.line))}
                    </td>
                    <td class="wide">{answer.sku.clone()}</td>
                    <td data-l=words.say("agreements-answer")>
                        <Tag text=words.say(tag) tone />
                        " "
                        {text}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let back = here.to_owned();
    view! {
        <Notice
            tone=tone
            actions=view! { <a class="btn s" href=back>{words.say("agreements-to-draft")}</a> }
        >
            {sentence}
        </Notice>
        <Sheet flush=true>
            <DataTable caption=words.say("agreements-answers") columns stack=true>
                {rows}
            </DataTable>
        </Sheet>
    }
    .into_any()
}

fn reason(words: Words, why: &PriceRefusal) -> String {
    match why {
        PriceRefusal::Columns => words.say("agreements-line-columns").to_owned(),
        PriceRefusal::UnknownSku => words.say("agreements-line-unknown").to_owned(),
        PriceRefusal::NotAPrice => words.say("agreements-no-price").to_owned(),
        PriceRefusal::Negative => words.say("agreements-negative-price").to_owned(),
        PriceRefusal::WrongCurrency(theirs) => words.say_with(
            "agreements-wrong-currency",
            &[("currency", theirs.as_str().into())],
        ),
        PriceRefusal::Days => words.say("agreements-line-days").to_owned(),
        PriceRefusal::Repeated(earlier) => words.say_with(
            "agreements-line-repeated",
            &[("line", i64::try_from(*earlier).unwrap_or(0).into())],
        ),
        PriceRefusal::Overlap => words.say("agreements-line-overlap").to_owned(),
        PriceRefusal::Pieces => words.say("agreements-no-pieces").to_owned(),
        PriceRefusal::TooMany => words.say("agreements-line-too-many").to_owned(),
    }
}
