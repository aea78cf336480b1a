//! What is kept as equipment, and how long it is to last: a form on the page of a
//! category and on that of a product.

use super::{category_editor, product_editor};
use crate::frame::parts::{Actions, Field, PostForm, Select, Sheet};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::assets::keeping::{Keeping, MOST_MONTHS, Says};
use domain::assets::{KeepingError, SaidOf, say_keeping};
use domain::text::Words;
use leptos::prelude::*;

/// `POST /console/categories/{id}/keeping`
pub async fn of_category(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let loaded = category_editor::load(&visitor, &state, &id).await?;
    let mut form = FormState::from(form);
    let of = SaidOf::Category(loaded.page.category.id);
    if say(&visitor, &state, of, &mut form).await? {
        category_editor::back(&visitor, &loaded.page.category).await
    } else {
        Ok(category_editor::page(
            &visitor,
            loaded,
            category_editor::Tried::keeping(form),
        ))
    }
}

/// `POST /console/products/{sku}/keeping`
pub async fn of_product(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let loaded = product_editor::load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let mut form = FormState::from(form);
    if say(&visitor, &state, SaidOf::Product(product), &mut form).await? {
        product_editor::saved(&visitor, &sku).await
    } else {
        let tried = product_editor::Tried {
            keeping: Some(form),
            ..product_editor::Tried::default()
        };
        Ok(product_editor::page(&visitor, loaded, tried))
    }
}

/// Keeps what the form says; answers whether it could be kept, with what is wrong
/// in the form otherwise.
async fn say(
    visitor: &StaffOnly,
    state: &AppState,
    of: SaidOf,
    form: &mut FormState,
) -> Result<bool, PageError> {
    let words = visitor.words;
    let Some(says) = read(words, form) else {
        return Ok(false);
    };
    match say_keeping(&state.db, visitor.actor(), of, says, visitor.now).await {
        Ok(()) => Ok(true),
        Err(KeepingError::Months) => {
            form.fail("warranty", months_wrong(words));
            Ok(false)
        }
        Err(KeepingError::NotThere) => Err(PageError::NotFound),
        Err(KeepingError::Denied(denied)) => Err(denied.into()),
        Err(KeepingError::Store(error)) => Err(error.into()),
    }
}

fn months_wrong(words: Words) -> String {
    words.say_with(
        "assets-keeping-months-wrong",
        &[("most", MOST_MONTHS.into())],
    )
}

const YES: &str = "yes";
const NO: &str = "no";
const AS_ABOVE: &str = "above";

fn read(words: Words, form: &mut FormState) -> Option<Says> {
    let answer = |form: &FormState, name: &str| match form.value(name) {
        YES => Some(true),
        NO => Some(false),
        _ => None,
    };
    let months = |form: &mut FormState, name: &'static str| {
        form.read(name, |text| match text {
            "" => Ok(None),
            text => match text.parse::<i64>() {
                Ok(months) if (0..=MOST_MONTHS).contains(&months) => Ok(Some(months)),
                _ => Err(months_wrong(words)),
            },
        })
    };
    let (warranty, refresh) = (months(form, "warranty"), months(form, "refresh"));
    Some(Says {
        kept: answer(form, "kept"),
        holds_data: answer(form, "holds_data"),
        warranty_months: warranty?,
        refresh_months: refresh?,
    })
}

fn filled(says: Says) -> FormState {
    let answer = |said: Option<bool>| match said {
        Some(true) => YES,
        Some(false) => NO,
        None => AS_ABOVE,
    };
    let months = |said: Option<i64>| said.map(|months| months.to_string()).unwrap_or_default();
    FormState::empty()
        .with("kept", answer(says.kept))
        .with("holds_data", answer(says.holds_data))
        .with("warranty", months(says.warranty_months))
        .with("refresh", months(says.refresh_months))
}

/// The form, with what is said already, and what holds where nothing is said.
pub(super) fn keeping_sheet(
    words: Words,
    here: &str,
    says: Says,
    above: Keeping,
    tried: Option<FormState>,
) -> AnyView {
    let state = tried.unwrap_or_else(|| filled(says));
    let action = format!("{here}/keeping");
    let (kept, holds_data) = (answers(words, above.kept), answers(words, above.holds_data));
    let months =
        |above: i64| words.say_with("assets-keeping-months-help", &[("months", above.into())]);
    let (warranty, refresh) = (months(above.warranty_months), months(above.refresh_months));
    view! {
        <Sheet title=words.say("assets-keeping")>
            <p class="mute">{words.say("assets-keeping-text")}</p>
            <PostForm action=action state=state prefix="keeping">
                <div class="fields">
                    <Select
                        name="kept"
                        label=words.say("assets-keeping-kept")
                        options=kept
                        first=true
                    />
                    <Select
                        name="holds_data"
                        label=words.say("assets-keeping-holds-data")
                        options=holds_data
                        first=true
                    />
                </div>
                <div class="fields">
                    <Field
                        name="warranty"
                        label=words.say("assets-keeping-warranty")
                        help=warranty
                        optional=true
                    />
                    <Field
                        name="refresh"
                        label=words.say("assets-keeping-refresh")
                        help=refresh
                        optional=true
                    />
                </div>
                <Actions>
                    <button class="btn">{words.say("frame-save")}</button>
                </Actions>
            </PostForm>
        </Sheet>
    }
    .into_any()
}

/// Yes, no, or whatever is said above.
fn answers(words: Words, above: bool) -> Vec<(String, String)> {
    let (yes, no) = (
        words.say("assets-keeping-yes"),
        words.say("assets-keeping-no"),
    );
    let answer = if above { yes } else { no };
    let inherited = words.say_with("assets-keeping-as-above", &[("answer", answer.into())]);
    vec![
        (AS_ABOVE.to_owned(), inherited),
        (YES.to_owned(), yes.to_owned()),
        (NO.to_owned(), no.to_owned()),
    ]
}
