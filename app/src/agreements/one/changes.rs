//! What the page's forms change in the draft.

use super::{Sent, answer, read};
use crate::agreements::fields::{not_found, read_least, read_only, read_validity, refusal};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, id};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::agreements::{
    AgreementError, Change, NewLine, PriceTerms, Says, change_agreement, discard_draft,
};
use domain::id::{AgreementId, CategoryId, PriceListId, ProductId};
use domain::identity::Permission;
use domain::text::Words;
use domain::{Currency, Money, Quantity, Rate, Timestamp};

/// `POST …/terms`: price list, validity and terms of the draft.
pub async fn change_terms(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id(&agreement)?);
    let mut form = FormState::from(form);
    let price_list = form.read("price_list", |text| {
        text.parse::<PriceListId>()
            .map_err(|_| words.say("agreements-no-price-list"))
    });
    let valid = read_validity(&mut form, words, "from", "until");
    let text = |name: &str| form.value(name).to_owned();
    let seen = form.value("version").parse().ok();
    let change = price_list.zip(valid).map(|(price_list, valid)| {
        let terms = PriceTerms {
            price_list,
            valid,
            payment: text("payment"),
            delivery: text("delivery"),
            contact: text("contact"),
            terms: text("terms"),
        };
        Change::Terms {
            terms: Box::new(terms),
            seen,
        }
    });
    take(
        &visitor,
        &state,
        agreement,
        change,
        form,
        "price_list",
        |form| Sent {
            terms: Some(form),
            ..Sent::default()
        },
    )
    .await
}

/// `POST …/categories`: one more rule about a category.
pub async fn add_category(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id::<AgreementId>(&agreement)?);
    let mut form = FormState::from(form);
    let page = read(&visitor, &state, agreement).await?;
    let only = read_only(&mut form, words, &page.attributes, &page.manufacturers);
    let category = form.read("category", |text| match text {
        "all" => Ok(None),
        id => id
            .parse::<CategoryId>()
            .map(Some)
            .map_err(|_| words.say("agreements-no-category")),
    });
    let line = read_line(&mut form, words, None);
    let field = match line {
        Some(line) if line.says.rate().is_some() => "rate",
        _ => "category",
    };
    let change = category
        .zip(line)
        .map(|(category, line)| Change::AddCategory {
            category,
            only: only.map(Box::new),
            line,
        });
    take(&visitor, &state, agreement, change, form, field, |form| {
        Sent {
            category: Some(form),
            ..Sent::default()
        }
    })
    .await
}

/// Reads what a line says, from how many pieces on, and when. `currency` is that
/// of prices; without one it can't name any.
fn read_line(form: &mut FormState, words: Words, currency: Option<Currency>) -> Option<NewLine> {
    let rule = form.value("rule").to_owned();
    let rate = |form: &mut FormState| {
        form.read("rate", |text| {
            Rate::parse_percent(text).map_err(|_| words.say("agreements-wrong-rate"))
        })
    };
    let says = match (rule.as_str(), currency) {
        ("in", _) => Some(Says::In),
        ("out", _) => Some(Says::Out),
        ("discount", _) => rate(form).map(Says::Discount),
        ("cost-plus", _) => rate(form).map(Says::CostPlus),
        ("price", Some(currency)) => form
            .read("price", |text| {
                Money::parse(text, currency).map_err(|_| words.say("agreements-no-price"))
            })
            .map(Says::Price),
        _ => {
            form.fail("rule", words.say("agreements-no-rule"));
            None
        }
    };
    let least = read_least(form, words, "least");
    let valid = read_validity(form, words, "from", "until");
    let says = says?;
    Some(NewLine {
        says,
        // What is seen is seen, however many somebody wants of it.
        least: least
            .filter(|_| says.prices())
            .unwrap_or(Quantity::pieces(1)),
        valid: valid?,
    })
}

/// `POST …/categories/remove` with `number`.
pub async fn remove_category(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let agreement = id(&agreement)?;
    let form = FormState::from(form);
    let number = form.carried("number")?;
    let change = Some(Change::RemoveCategory(number));
    take(&visitor, &state, agreement, change, form, "", |_| {
        Sent::default()
    })
    .await
}

/// `POST …/products`: one more rule about each of some products.
pub async fn add_products(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let (words, agreement) = (visitor.words, id::<AgreementId>(&agreement)?);
    let mut form = FormState::from(form);
    let page = read(&visitor, &state, agreement).await?;
    let skus: Vec<String> = form
        .value("skus")
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|sku| !sku.is_empty())
        .map(str::to_owned)
        .collect();
    if skus.is_empty() {
        form.fail("skus", words.say("agreements-no-skus"));
    }
    let change = read_line(&mut form, words, Some(page.currency))
        .filter(|_| form.is_fine())
        .map(|line| Change::AddProducts {
            lines: skus.into_iter().map(|sku| (sku, line)).collect(),
        });
    take(&visitor, &state, agreement, change, form, "skus", |form| {
        Sent {
            product: Some(form),
            ..Sent::default()
        }
    })
    .await
}

/// `POST …/products/remove` with `line`, which is product, rule, pieces (in
/// thousandths) and first moment.
pub async fn remove_product(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let agreement = id(&agreement)?;
    let form = FormState::from(form);
    let mut parts = form.value("line").split(' ');
    let mut next = || parts.next().unwrap_or_default().to_owned();
    let (product, rule, least, from) = (next(), next(), next(), next());
    let change = Some(Change::RemoveProduct {
        product: product
            .parse::<ProductId>()
            .map_err(|_| PageError::BadForm)?,
        rule,
        least: Quantity::from_thousandths(least.parse().map_err(|_| PageError::BadForm)?),
        from: Timestamp(from.parse().map_err(|_| PageError::BadForm)?),
    });
    take(&visitor, &state, agreement, change, form, "", |_| {
        Sent::default()
    })
    .await
}

/// `POST …/discard`
pub async fn discard(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(agreement): Path<String>,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let agreement: AgreementId = id(&agreement)?;
    match discard_draft(&state.db, visitor.actor(), agreement, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-discarded"))
                .await?
        }
        Err(AgreementError::NoDraft) => {
            visitor
                .say_next(false, words.say("agreements-no-draft"))
                .await?;
        }
        Err(error) => return Err(not_found(&visitor)(error)),
    }
    Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
}

/// Makes the change, or shows the page again with what is wrong next to the
/// field it concerns.
async fn take(
    visitor: &StaffOnly,
    state: &AppState,
    agreement: AgreementId,
    change: Option<Change>,
    mut form: FormState,
    field: &'static str,
    again: impl FnOnce(FormState) -> Sent,
) -> Result<Response, PageError> {
    let words = visitor.words;
    visitor.demand(Permission::Curate)?;
    let (Some(change), true) = (change, form.is_fine()) else {
        return answer(visitor, state, agreement, again(form)).await;
    };
    match change_agreement(&state.db, visitor.actor(), agreement, change, visitor.now).await {
        Ok(()) => {
            visitor
                .say_next(true, words.say("agreements-draft-kept"))
                .await?;
            Ok(Redirect::to(&format!("/console/agreements/{agreement}")).into_response())
        }
        Err(error) => match refusal(words, &error) {
            Some(why) => {
                form.fail(field, why);
                answer(visitor, state, agreement, again(form)).await
            }
            None => Err(not_found(visitor)(error)),
        },
    }
}
