//! What lies where and what belongs to a product: two sheets on its page in the
//! console, and their forms.

use super::product_editor::{Tried, load, page, saved};
use super::there_and_add::there_and_add;
use crate::frame::parts::{Actions, Column, DateField, Field, PostForm, Select};
use crate::frame::{AppState, Form, FormState, PageError, StaffOnly, in_path};
use axum::extract::{Path, State};
use axum::response::Response;
use domain::catalog::availability::Stock;
use domain::catalog::trade;
use domain::catalog::{
    MOST_RELATIONS, Relate, RelateError, Related, Relation, SetStock, SetStockError, StockAt,
    relate, set_stock,
};
use domain::text::Words;
use domain::{Quantity, Timestamp};
use leptos::prelude::*;

/// `POST /console/products/{sku}/relations`: `kind`, `other`, and `gone` if it no
/// longer holds.
pub async fn relation(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let mut shown = FormState::from(form);
    let command = Relate {
        product,
        kind: Relation::from_code(shown.value("kind")).ok_or(PageError::BadForm)?,
        other: shown.value("other").to_owned(),
        holds: !shown.form().has("gone"),
    };
    let refused = match relate(&state.db, visitor.actor(), command, visitor.now).await {
        Ok(()) => return saved(&visitor, &sku).await,
        Err(RelateError::NoSuchProduct) => words.say("catalog-relation-unknown").to_owned(),
        Err(RelateError::Itself) => words.say("catalog-relation-itself").to_owned(),
        Err(RelateError::Circle) => words.say("catalog-relation-circle").to_owned(),
        Err(RelateError::TooMany) => words.say_with(
            "catalog-relation-too-many",
            &[("most", MOST_RELATIONS.into())],
        ),
        Err(RelateError::Denied(denied)) => return Err(denied.into()),
        Err(RelateError::Store(error)) => return Err(error.into()),
    };
    shown.fail("other", refused);
    let tried = Tried {
        relation: Some(shown),
        ..Tried::default()
    };
    Ok(page(&visitor, loaded, tried))
}

/// `POST /console/products/{sku}/stock`: `location`, `on_hand`, `expected`,
/// `expected_day`, `place_days`, and `gone` if nothing is kept there any more.
pub async fn stock(
    visitor: StaffOnly,
    State(state): State<AppState>,
    Path(sku): Path<String>,
    form: Form,
) -> Result<Response, PageError> {
    let words = visitor.words;
    let loaded = load(&visitor, &state, Some(&sku)).await?;
    let product = loaded.product.as_ref().ok_or(PageError::NotFound)?.id;
    let mut shown = FormState::from(form);
    let gone = shown.form().has("gone");
    let stock = if gone {
        None
    } else {
        read_stock(&mut shown, words)
    };
    if shown.is_fine() {
        let command = SetStock {
            product,
            location: shown.value("location").to_owned(),
            stock,
        };
        match set_stock(&state.db, visitor.actor(), command, visitor.now).await {
            Ok(()) => return saved(&visitor, &sku).await,
            Err(SetStockError::Location) => {
                shown.fail("location", words.say("catalog-stock-location-wrong"));
            }
            Err(SetStockError::Expected) => {
                shown.fail("expected", words.say("catalog-stock-expected-wrong"));
            }
            Err(SetStockError::LeadTime) => {
                shown.fail("place_days", words.say("catalog-fault-not-days"));
            }
            Err(SetStockError::Denied(denied)) => return Err(denied.into()),
            Err(SetStockError::Store(error)) => return Err(error.into()),
        }
    }
    let tried = Tried {
        stock: Some(shown),
        ..Tried::default()
    };
    Ok(page(&visitor, loaded, tried))
}

fn read_stock(form: &mut FormState, words: Words) -> Option<Stock> {
    let mut pieces = |name: &str| {
        form.read(name, |text| match text {
            "" | "0" => Ok(Quantity::default()),
            text => {
                Quantity::parse_pieces(text).map_err(|_| words.say("catalog-stock-quantity-wrong"))
            }
        })
    };
    let (on_hand, expected) = (pieces("on_hand"), pieces("expected"));
    let no_day = words.say("catalog-fault-day-wrong");
    let expected_day = form.day_or_none("expected_day", no_day).flatten();
    let days = form.read("place_days", |text| {
        trade::lead_days(text).map_err(|_| words.say("catalog-fault-not-days"))
    });
    Some(Stock {
        on_hand: on_hand?,
        expected: expected?,
        expected_day,
        lead_days: days?,
    })
}

/// What lies where.
pub(super) fn stock_sheet(
    words: Words,
    now: Timestamp,
    here: &str,
    stock: &[StockAt],
    form: FormState,
) -> AnyView {
    let action = format!("{here}/stock");
    let rows = stock
        .iter()
        .map(|one| {
            let expected = one
                .stock
                .expected_day
                .map(|day| format!("{}, {}", words.quantity(one.stock.expected), words.day(day)));
            let days = one.stock.lead_days.map(|days| words.number(days));
            let gone = format!("{}: {}", words.say("catalog-stock-gone"), one.location);
            let location = one.location.clone();
            view! {
                <tr>
                    <td class="wide">{one.location.clone()}</td>
                    <td class="num" data-l=words.say("catalog-stock-on-hand")>
                        {words.quantity(one.stock.on_hand)}
                    </td>
                    <td data-l=words.say("catalog-stock-expected")>
                        {expected.unwrap_or_else(|| "–".to_owned())}
                    </td>
                    <td class="num" data-l=words.say("catalog-role-lead-days")>
                        {days.unwrap_or_else(|| "–".to_owned())}
                    </td>
                    <td data-l=words.say("catalog-stock-updated")>
                        {words.ago(one.updated_at, now)}
                    </td>
                    <td class="actions">
                        <PostForm action=action.clone()>
                            <input type="hidden" name="location" value=location />
                            <button class="btn s" name="gone" value="yes" aria-label=gone>
                                {words.say("catalog-relation-remove")}
                            </button>
                        </PostForm>
                    </td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("catalog-stock-location")),
        Column::num(words.say("catalog-stock-on-hand")),
        Column::new(words.say("catalog-stock-expected")),
        Column::num(words.say("catalog-role-lead-days")),
        Column::new(words.say("catalog-stock-updated")),
        Column::actions(),
    ];
    let add = view! {
        <PostForm action=action state=form prefix="stock">
            <div class="fields">
                <Field
                    name="location"
                    label=words.say("catalog-stock-location")
                    longest=60_u32
                />
                <Field
                    name="on_hand"
                    label=words.say("catalog-stock-on-hand")
                    optional=true
                    class="short"
                />
            </div>
            <div class="fields">
                <Field
                    name="expected"
                    label=words.say("catalog-stock-expected")
                    optional=true
                    class="short"
                />
                <DateField
                    name="expected_day"
                    label=words.say("catalog-stock-expected-day")
                    optional=true
                />
            </div>
            <Field
                name="place_days"
                label=words.say("catalog-stock-lead")
                help=words.say("catalog-stock-lead-help")
                optional=true
                class="short"
            />
            <Actions>
                <button class="btn">{words.say("catalog-stock-set")}</button>
            </Actions>
        </PostForm>
    };
    there_and_add(
        words.say("catalog-stock"),
        words.say("catalog-stock-none"),
        columns,
        rows,
        add.into_any(),
    )
}

/// What a relation is called.
fn relation_name(words: Words, kind: Relation) -> &'static str {
    words.say(match kind {
        Relation::Successor => "catalog-relation-successor",
        Relation::Accessory => "catalog-relation-accessory",
        Relation::Compatible => "catalog-relation-compatible",
        Relation::Replaces => "catalog-relation-replaces",
        Relation::AccessoryOf => "catalog-relation-accessory-of",
    })
}

/// What belongs to it.
pub(super) fn relation_sheet(
    words: Words,
    here: &str,
    related: &[Related],
    form: FormState,
) -> AnyView {
    let action = format!("{here}/relations");
    let rows = related
        .iter()
        .map(|one| {
            let to = format!("/console/products/{}", in_path(&one.sku));
            let name = [("name", one.name.as_str().into())];
            let label = words.say_with("catalog-relation-remove-name", &name);
            let (kind, sku) = (one.kind.code(), one.sku.clone());
            // The other side is taken away on the other's page.
            let remove = Relation::WRITTEN.contains(&one.kind).then(|| {
                view! {
                    <PostForm action=action.clone()>
                        <input type="hidden" name="kind" value=kind />
                        <input type="hidden" name="other" value=sku />
                        <button class="btn s" name="gone" value="yes" aria-label=label>
                            {words.say("catalog-relation-remove")}
                        </button>
                    </PostForm>
                }
            });
            view! {
                <tr>
                    <td>{relation_name(words, one.kind)}</td>
                    <td class="wide">
                        <a href=to>{one.name.clone()}</a>
                        <span class="sub">{one.sku.clone()}</span>
                    </td>
                    <td class="actions">{remove}</td>
                </tr>
            }
            .into_any()
        })
        .collect();
    let columns = vec![
        Column::new(words.say("catalog-relation-kind")),
        Column::new(words.say("frame-product")),
        Column::actions(),
    ];
    let kinds = Relation::WRITTEN
        .into_iter()
        .map(|kind| {
            (
                kind.code().to_owned(),
                relation_name(words, kind).to_owned(),
            )
        })
        .collect::<Vec<_>>();
    let add = view! {
        <PostForm action=action state=form prefix="relation">
            <div class="fields">
                <Select
                    name="kind"
                    label=words.say("catalog-relation-kind")
                    options=kinds
                    first=true
                    class="narrow"
                />
                <Field
                    name="other"
                    label=words.say("catalog-relation-other")
                    longest=40_u32
                    class="narrow"
                />
            </div>
            <Actions>
                <button class="btn">{words.say("frame-add")}</button>
            </Actions>
        </PostForm>
    };
    there_and_add(
        words.say("catalog-relations"),
        words.say("catalog-relations-none"),
        columns,
        rows,
        add.into_any(),
    )
}
